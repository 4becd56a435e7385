-- What somebody would make who wants histories from PostGraphile: one table, and a function that tells
-- what was so at a moment as it was known at another. `subject` is what an entry gives a value of.
create table entries (
  id bigint generated always as identity primary key,
  endeavour text not null,
  kind text not null,
  subject text not null,
  occurred_at timestamptz not null,
  recorded_at timestamptz not null,
  data jsonb not null
);

-- In the order in which DISTINCT ON wants its rows, with what decides whether a row counts, so that it neither sorts nor visits rows that
-- do not.
create index entries_as_of on entries (endeavour, kind, subject, occurred_at desc, id desc) include (recorded_at);

create function frame_as_of(of_endeavour text, at timestamptz, known_at timestamptz, kinds text[]) returns setof entries
language sql stable parallel safe as $$
  select distinct on (kind, subject) *
  from entries
  where endeavour = of_endeavour and kind = any(kinds) and occurred_at <= at and recorded_at <= known_at
  order by kind, subject, occurred_at desc, id desc
$$;
