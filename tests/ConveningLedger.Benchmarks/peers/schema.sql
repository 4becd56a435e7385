-- What somebody would make who wants histories from PostGraphile: one table. `subject` is what an entry
-- gives a value of.
create table entries (
  id bigint generated always as identity primary key,
  endeavour text not null,
  kind text not null,
  subject text not null,
  occurred_at timestamptz not null,
  recorded_at timestamptz not null,
  data jsonb not null
);
