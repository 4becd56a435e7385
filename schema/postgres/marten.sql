DO $$
BEGIN      IF NOT EXISTS (SELECT 1 FROM pg_catalog.pg_namespace WHERE nspname = 'ledger') THEN
        BEGIN
          EXECUTE 'CREATE SCHEMA IF NOT EXISTS ledger';
        EXCEPTION
          WHEN duplicate_schema THEN NULL;
          WHEN unique_violation THEN NULL;
        END;
      END IF;

      IF NOT EXISTS (SELECT 1 FROM pg_catalog.pg_namespace WHERE nspname = 'ledger_conveners') THEN
        BEGIN
          EXECUTE 'CREATE SCHEMA IF NOT EXISTS ledger_conveners';
        EXCEPTION
          WHEN duplicate_schema THEN NULL;
          WHEN unique_violation THEN NULL;
        END;
      END IF;

      IF NOT EXISTS (SELECT 1 FROM pg_catalog.pg_namespace WHERE nspname = 'ledger_team') THEN
        BEGIN
          EXECUTE 'CREATE SCHEMA IF NOT EXISTS ledger_team';
        EXCEPTION
          WHEN duplicate_schema THEN NULL;
          WHEN unique_violation THEN NULL;
        END;
      END IF;

      IF NOT EXISTS (SELECT 1 FROM pg_catalog.pg_namespace WHERE nspname = 'ledger_evaluators') THEN
        BEGIN
          EXECUTE 'CREATE SCHEMA IF NOT EXISTS ledger_evaluators';
        EXCEPTION
          WHEN duplicate_schema THEN NULL;
          WHEN unique_violation THEN NULL;
        END;
      END IF;

      IF NOT EXISTS (SELECT 1 FROM pg_catalog.pg_namespace WHERE nspname = 'ledger_public') THEN
        BEGIN
          EXECUTE 'CREATE SCHEMA IF NOT EXISTS ledger_public';
        EXCEPTION
          WHEN duplicate_schema THEN NULL;
          WHEN unique_violation THEN NULL;
        END;
      END IF;

END
$$;


CREATE
OR REPLACE FUNCTION ledger.mt_immutable_timestamp(value text) RETURNS timestamp without time zone LANGUAGE sql IMMUTABLE AS
$function$
select value::timestamp

$function$;


CREATE
OR REPLACE FUNCTION ledger.mt_immutable_timestamptz(value text) RETURNS timestamp with time zone LANGUAGE sql IMMUTABLE AS
$function$
select value::timestamptz

$function$;


CREATE
OR REPLACE FUNCTION ledger.mt_immutable_time(value text) RETURNS time without time zone LANGUAGE sql IMMUTABLE AS
$function$
select value::time

$function$;


CREATE
OR REPLACE FUNCTION ledger.mt_immutable_date(value text) RETURNS date LANGUAGE sql IMMUTABLE AS
$function$
select value::date

$function$;


CREATE
OR REPLACE FUNCTION ledger.mt_grams_vector(text, use_unaccent boolean DEFAULT false)
        RETURNS tsvector
        LANGUAGE plpgsql
        IMMUTABLE STRICT
AS $function$
BEGIN
RETURN (SELECT array_to_string(ledger.mt_grams_array($1, use_unaccent), ' ') ::tsvector);
END
$function$;


CREATE
OR REPLACE FUNCTION ledger.mt_grams_query(text, use_unaccent boolean DEFAULT false)
        RETURNS tsquery
        LANGUAGE plpgsql
        IMMUTABLE STRICT
AS $function$
BEGIN
RETURN (SELECT array_to_string(ledger.mt_grams_array($1, use_unaccent), ' & ') ::tsquery);
END
$function$;


CREATE
OR REPLACE FUNCTION ledger.mt_grams_array(words text, use_unaccent boolean DEFAULT false)
        RETURNS text[]
        LANGUAGE plpgsql
        IMMUTABLE STRICT
AS $function$
        DECLARE
result text[];
        DECLARE
word text;
        DECLARE
clean_word text;
BEGIN
                FOREACH
word IN ARRAY string_to_array(words, ' ')
                LOOP
                     clean_word = regexp_replace(ledger.mt_safe_unaccent(use_unaccent, word), '[^a-zA-Z0-9]+', '','g');
FOR i IN 1 .. length(clean_word)
                     LOOP
                         result := result || quote_literal(substr(lower(clean_word), i, 1));
                         result
:= result || quote_literal(substr(lower(clean_word), i, 2));
                         result
:= result || quote_literal(substr(lower(clean_word), i, 3));
END LOOP;
END LOOP;

RETURN ARRAY(SELECT DISTINCT e FROM unnest(result) AS a(e) ORDER BY e);
END;
$function$;


CREATE OR REPLACE FUNCTION ledger.mt_jsonb_append(jsonb, text[], jsonb, boolean, jsonb default null::jsonb)
    RETURNS jsonb
    LANGUAGE plpgsql
AS $function$
DECLARE
    retval ALIAS FOR $1;
    location ALIAS FOR $2;
    val ALIAS FOR $3;
    if_not_exists ALIAS FOR $4;
    patch_expression ALIAS FOR $5;
    tmp_value jsonb;
BEGIN
    tmp_value = retval #> location;
    IF tmp_value IS NOT NULL AND jsonb_typeof(tmp_value) = 'array' THEN
        CASE
            WHEN NOT if_not_exists THEN
                retval = jsonb_set(retval, location, tmp_value || val, FALSE);
            WHEN patch_expression IS NULL AND jsonb_typeof(val) = 'object' AND NOT tmp_value @> jsonb_build_array(val) THEN
                retval = jsonb_set(retval, location, tmp_value || val, FALSE);
            WHEN patch_expression IS NULL AND jsonb_typeof(val) <> 'object' AND NOT tmp_value @> val THEN
                retval = jsonb_set(retval, location, tmp_value || val, FALSE);
            WHEN patch_expression IS NOT NULL AND jsonb_typeof(patch_expression) = 'array' AND jsonb_array_length(patch_expression) = 0 THEN
                retval = jsonb_set(retval, location, tmp_value || val, FALSE);
            ELSE NULL;
            END CASE;
    END IF;
    RETURN retval;
END;
$function$;


CREATE OR REPLACE FUNCTION ledger.mt_jsonb_append_key_value(jsonb, text[], jsonb, boolean)
    RETURNS jsonb
    LANGUAGE plpgsql
AS $function$
DECLARE
    retval ALIAS FOR $1;
    location ALIAS FOR $2;
    val ALIAS FOR $3;
    if_not_exists ALIAS FOR $4;
    tmp_value jsonb;
    _key text;
BEGIN
    tmp_value = retval #> location;

    IF tmp_value IS NOT NULL AND jsonb_typeof(tmp_value) = 'object' THEN
        CASE
            WHEN NOT if_not_exists THEN
                retval = jsonb_set(retval, location, tmp_value || val, FALSE);
            WHEN NOT tmp_value ?| ARRAY(SELECT jsonb_object_keys(val)) THEN
                retval = jsonb_set(retval, location, tmp_value || val, FALSE);
            ELSE NULL;
        END CASE;
    END IF;
    RETURN retval;
END;
$function$;


CREATE OR REPLACE FUNCTION ledger.mt_jsonb_copy(jsonb, text[], text[])
    RETURNS jsonb
    LANGUAGE plpgsql
AS $function$
DECLARE
    retval ALIAS FOR $1;
    src_path ALIAS FOR $2;
    dst_path ALIAS FOR $3;
    tmp_value jsonb;
BEGIN
    tmp_value = retval #> src_path;
    retval = ledger.mt_jsonb_fix_null_parent(retval, dst_path);
    RETURN jsonb_set(retval, dst_path, tmp_value::jsonb, TRUE);
END;
$function$;


CREATE OR REPLACE FUNCTION ledger.mt_jsonb_duplicate(jsonb, text[], jsonb)
RETURNS jsonb
LANGUAGE plpgsql
AS $function$
DECLARE
    retval ALIAS FOR $1;
    location ALIAS FOR $2;
    targets ALIAS FOR $3;
    tmp_value jsonb;
    target_path text[];
    target text;
BEGIN
    FOR target IN SELECT jsonb_array_elements_text(targets)
    LOOP
        target_path = ledger.mt_jsonb_path_to_array(target, '\.');
        retval = ledger.mt_jsonb_copy(retval, location, target_path);
    END LOOP;

    RETURN retval;
END;
$function$;


CREATE OR REPLACE FUNCTION ledger.mt_jsonb_fix_null_parent(jsonb, text[])
    RETURNS jsonb
    LANGUAGE plpgsql
AS $function$
DECLARE
retval ALIAS FOR $1;
    dst_path ALIAS FOR $2;
    dst_path_segment text[] = ARRAY[]::text[];
    dst_path_array_length integer;
    i integer = 1;
BEGIN
    dst_path_array_length = array_length(dst_path, 1);
    WHILE i <=(dst_path_array_length - 1)
    LOOP
        dst_path_segment = dst_path_segment || ARRAY[dst_path[i]];
        IF retval #> dst_path_segment IS NULL OR retval #> dst_path_segment = 'null'::jsonb THEN
            retval = jsonb_set(retval, dst_path_segment, '{}'::jsonb, TRUE);
        END IF;
        i = i + 1;
    END LOOP;

    RETURN retval;
END;
$function$;


CREATE OR REPLACE FUNCTION ledger.mt_jsonb_increment(jsonb, text[], numeric)
    RETURNS jsonb
    LANGUAGE plpgsql
AS $function$
DECLARE
retval ALIAS FOR $1;
    location ALIAS FOR $2;
    increment_value ALIAS FOR $3;
    tmp_value jsonb;
BEGIN
    tmp_value = retval #> location;
    IF tmp_value IS NULL THEN
        tmp_value = to_jsonb(0);
END IF;

RETURN jsonb_set(retval, location, to_jsonb(tmp_value::numeric + increment_value), TRUE);
END;
$function$;


CREATE OR REPLACE FUNCTION ledger.mt_jsonb_insert(jsonb, text[], jsonb, integer, boolean, jsonb default null::jsonb)
    RETURNS jsonb
    LANGUAGE plpgsql
AS $function$
DECLARE
    retval ALIAS FOR $1;
    location ALIAS FOR $2;
    val ALIAS FOR $3;
    elm_index ALIAS FOR $4;
    if_not_exists ALIAS FOR $5;
    patch_expression ALIAS FOR $6;
    tmp_value jsonb;
BEGIN
    tmp_value = retval #> location;
    IF tmp_value IS NOT NULL AND jsonb_typeof(tmp_value) = 'array' THEN
        IF elm_index IS NULL THEN
            elm_index = jsonb_array_length(tmp_value) + 1;
        END IF;
        CASE
            WHEN NOT if_not_exists THEN
                retval = jsonb_insert(retval, location || elm_index::text, val);
            WHEN patch_expression IS NULL AND jsonb_typeof(val) = 'object' AND NOT tmp_value @> jsonb_build_array(val) THEN
                retval = jsonb_insert(retval, location || elm_index::text, val);
            WHEN patch_expression IS NULL AND jsonb_typeof(val) <> 'object' AND NOT tmp_value @> val THEN
                retval = jsonb_insert(retval, location || elm_index::text, val);
            WHEN patch_expression IS NOT NULL AND jsonb_typeof(patch_expression) = 'array' AND jsonb_array_length(patch_expression) = 0 THEN
                retval = jsonb_insert(retval, location || elm_index::text, val);
            ELSE NULL;
        END CASE;
    END IF;
    RETURN retval;
END;
$function$;


CREATE OR REPLACE FUNCTION ledger.mt_jsonb_move(jsonb, text[], text)
    RETURNS jsonb
    LANGUAGE plpgsql
AS $function$
DECLARE
    retval ALIAS FOR $1;
    src_path ALIAS FOR $2;
    dst_name ALIAS FOR $3;
    dst_path text[];
    tmp_value jsonb;
BEGIN
    tmp_value = retval #> src_path;
    retval = retval #- src_path;
    dst_path = src_path;
    dst_path[array_length(dst_path, 1)] = dst_name;
    retval = ledger.mt_jsonb_fix_null_parent(retval, dst_path);
    RETURN jsonb_set(retval, dst_path, tmp_value, TRUE);
END;
$function$;


CREATE OR REPLACE FUNCTION ledger.mt_jsonb_path_to_array(text, character)
    RETURNS text[]
    LANGUAGE plpgsql
AS $function$
DECLARE
    location ALIAS FOR $1;
    regex_pattern ALIAS FOR $2;
BEGIN
RETURN regexp_split_to_array(location, regex_pattern)::text[];
END;
$function$;


CREATE OR REPLACE FUNCTION ledger.mt_jsonb_remove(jsonb, text[], jsonb)
    RETURNS jsonb
    LANGUAGE plpgsql
AS $function$
DECLARE
    retval ALIAS FOR $1;
    location ALIAS FOR $2;
    val ALIAS FOR $3;
    tmp_value jsonb;
    tmp_remove jsonb;
    patch_remove jsonb;
BEGIN
    tmp_value = retval #> location;
    IF tmp_value IS NOT NULL AND jsonb_typeof(tmp_value) = 'array' THEN
        IF jsonb_typeof(val) = 'array' THEN
            tmp_remove = val;
        ELSE
            tmp_remove = jsonb_build_array(val);
        END IF;

        FOR patch_remove IN SELECT * FROM jsonb_array_elements(tmp_remove)
        LOOP
            tmp_value =(SELECT jsonb_agg(elem)
            FROM jsonb_array_elements(tmp_value) AS elem
            WHERE elem <> patch_remove);
        END LOOP;

        IF tmp_value IS NULL THEN
            tmp_value = '[]'::jsonb;
        END IF;
    END IF;
    RETURN jsonb_set(retval, location, tmp_value, FALSE);
END;
$function$;


CREATE OR REPLACE FUNCTION ledger.mt_jsonb_remove_key(jsonb, text[], text)
    RETURNS jsonb
    LANGUAGE plpgsql
AS $function$
DECLARE
    retval ALIAS FOR $1;
    location ALIAS FOR $2;
    _key ALIAS FOR $3;
    tmp_value jsonb;
    tmp_remove jsonb;
    patch_remove jsonb;
BEGIN
    tmp_value = retval #> location;
    IF tmp_value IS NOT NULL AND jsonb_typeof(tmp_value) = 'object' THEN
        RETURN jsonb_set(retval, location, tmp_value - _key, FALSE);
    END IF;
    RETURN retval;
END;
$function$;


CREATE OR REPLACE FUNCTION ledger.mt_jsonb_patch(jsonb, jsonb)
    RETURNS jsonb
    LANGUAGE plpgsql
AS $function$
DECLARE
    retval ALIAS FOR $1;
    patchset ALIAS FOR $2;
    patch jsonb;
    patch_path text[];
    patch_expression jsonb;
    value jsonb;
BEGIN
    FOR patch IN SELECT * from jsonb_array_elements(patchset)
    LOOP
        patch_path = ledger.mt_jsonb_path_to_array((patch->>'path')::text, '\.');

        patch_expression = null;
        IF (patch->>'type') IN ('remove', 'append_if_not_exists', 'insert_if_not_exists') AND (patch->>'expression') IS NOT NULL THEN
            patch_expression = jsonb_path_query_array(retval #> patch_path, (patch->>'expression')::jsonpath);
        END IF;

        CASE patch->>'type'
            WHEN 'set' THEN
                retval = jsonb_set(retval, patch_path, (patch->'value')::jsonb, TRUE);
            WHEN 'delete' THEN
                retval = retval#-patch_path;
            WHEN 'append' THEN
                retval = ledger.mt_jsonb_append(retval, patch_path, (patch->'value')::jsonb, FALSE);
            WHEN 'append_if_not_exists' THEN
                retval = ledger.mt_jsonb_append(retval, patch_path, (patch->'value')::jsonb, TRUE, patch_expression);
            WHEN 'append_key_value' THEN
                retval = ledger.mt_jsonb_append_key_value(retval, patch_path, (patch->'key_value')::jsonb, FALSE);
            WHEN 'append_key_value_if_not_exists' THEN
                retval = ledger.mt_jsonb_append_key_value(retval, patch_path, (patch->'key_value')::jsonb, TRUE);
            WHEN 'insert' THEN
                retval = ledger.mt_jsonb_insert(retval, patch_path, (patch->'value')::jsonb, (patch->>'index')::integer, FALSE);
            WHEN 'insert_if_not_exists' THEN
                retval = ledger.mt_jsonb_insert(retval, patch_path, (patch->'value')::jsonb, (patch->>'index')::integer, TRUE, patch_expression);
            WHEN 'remove' THEN
                retval = ledger.mt_jsonb_remove(retval, patch_path, COALESCE(patch_expression, (patch->'value')::jsonb));
            WHEN 'remove_key' THEN
                retval = ledger.mt_jsonb_remove_key(retval, patch_path, (patch->>'key'));
            WHEN 'duplicate' THEN
                retval = ledger.mt_jsonb_duplicate(retval, patch_path, (patch->'targets')::jsonb);
            WHEN 'rename' THEN
                retval = ledger.mt_jsonb_move(retval, patch_path, (patch->>'to')::text);
            WHEN 'increment' THEN
                retval = ledger.mt_jsonb_increment(retval, patch_path, (patch->>'increment')::numeric);
            WHEN 'increment_float' THEN
                retval = ledger.mt_jsonb_increment(retval, patch_path, (patch->>'increment')::numeric);
            ELSE NULL;
        END CASE;
    END LOOP;
    RETURN retval;
END;
$function$;


CREATE
OR REPLACE FUNCTION ledger.mt_safe_unaccent(use_unaccent BOOLEAN, word TEXT)
        RETURNS TEXT
        LANGUAGE plpgsql
        IMMUTABLE STRICT
AS $function$
BEGIN
IF use_unaccent THEN
    RETURN public.unaccent(word);
ELSE
    RETURN word;
END IF;
END;
$function$;


CREATE TABLE IF NOT EXISTS ledger.mt_doc_callhistory (
    id                  varchar                     NOT NULL,
    data                jsonb                       NOT NULL,
    mt_last_modified    timestamp with time zone    NULL DEFAULT (transaction_timestamp()),
    mt_version          uuid                        NOT NULL DEFAULT (md5(random()::text || clock_timestamp()::text)::uuid),
    mt_dotnet_type      varchar                     NULL,
CONSTRAINT pkey_mt_doc_callhistory_id PRIMARY KEY (id)
);
CREATE TABLE IF NOT EXISTS ledger.mt_doc_deadletterevent (
    id                  uuid                        NOT NULL,
    data                jsonb                       NOT NULL,
    mt_last_modified    timestamp with time zone    NULL DEFAULT (transaction_timestamp()),
    mt_version          uuid                        NOT NULL DEFAULT (md5(random()::text || clock_timestamp()::text)::uuid),
    mt_dotnet_type      varchar                     NULL,
CONSTRAINT pkey_mt_doc_deadletterevent_id PRIMARY KEY (id)
);
CREATE TABLE IF NOT EXISTS ledger.mt_doc_endeavoursummary (
    id                  varchar                     NOT NULL,
    data                jsonb                       NOT NULL,
    mt_last_modified    timestamp with time zone    NULL DEFAULT (transaction_timestamp()),
    mt_version          uuid                        NOT NULL DEFAULT (md5(random()::text || clock_timestamp()::text)::uuid),
    mt_dotnet_type      varchar                     NULL,
CONSTRAINT pkey_mt_doc_endeavoursummary_id PRIMARY KEY (id)
);
CREATE TABLE IF NOT EXISTS ledger.mt_doc_identitytrajectory (
    id                  varchar                     NOT NULL,
    data                jsonb                       NOT NULL,
    mt_last_modified    timestamp with time zone    NULL DEFAULT (transaction_timestamp()),
    mt_version          uuid                        NOT NULL DEFAULT (md5(random()::text || clock_timestamp()::text)::uuid),
    mt_dotnet_type      varchar                     NULL,
CONSTRAINT pkey_mt_doc_identitytrajectory_id PRIMARY KEY (id)
);
CREATE TABLE IF NOT EXISTS ledger.mt_doc_projected (
    id                  varchar                     NOT NULL,
    data                jsonb                       NOT NULL,
    mt_last_modified    timestamp with time zone    NULL DEFAULT (transaction_timestamp()),
    mt_version          uuid                        NOT NULL DEFAULT (md5(random()::text || clock_timestamp()::text)::uuid),
    mt_dotnet_type      varchar                     NULL,
CONSTRAINT pkey_mt_doc_projected_id PRIMARY KEY (id)
);
CREATE TABLE IF NOT EXISTS ledger.mt_streams (
    id                   varchar        NOT NULL,
    type                 varchar        NULL,
    version              bigint         NULL,
    timestamp            timestamptz    NOT NULL DEFAULT (now()),
    created              timestamptz    NOT NULL DEFAULT (now()),
    tenant_id            varchar        NULL DEFAULT '*DEFAULT*',
    compacted_version    bigint         NOT NULL DEFAULT 0,
    is_archived          bool           NULL DEFAULT FALSE,
CONSTRAINT pkey_mt_streams_id PRIMARY KEY (id)
);
CREATE TABLE IF NOT EXISTS ledger.mt_events (
    seq_id            bigint                      NOT NULL,
    id                uuid                        NOT NULL,
    stream_id         varchar                     NULL,
    version           bigint                      NOT NULL,
    data              jsonb                       NOT NULL,
    bdata             bytea                       NULL,
    type              varchar(500)                NOT NULL,
    timestamp         timestamp with time zone    NOT NULL DEFAULT '(now())',
    tenant_id         varchar                     NULL DEFAULT '*DEFAULT*',
    mt_dotnet_type    varchar                     NULL,
    is_archived       bool                        NULL DEFAULT FALSE,
CONSTRAINT pkey_mt_events_seq_id PRIMARY KEY (seq_id)
);

DO $do$
BEGIN
ALTER TABLE ledger.mt_events
ADD CONSTRAINT fkey_mt_events_stream_id FOREIGN KEY(stream_id)
REFERENCES ledger.mt_streams(id)ON DELETE CASCADE
;
EXCEPTION
    WHEN duplicate_object THEN NULL;
END
$do$;

CREATE UNIQUE INDEX pk_mt_events_stream_and_version ON ledger.mt_events USING btree (stream_id, version);
CREATE SEQUENCE ledger.mt_events_sequence;
ALTER SEQUENCE ledger.mt_events_sequence OWNED BY ledger.mt_events.seq_id;
CREATE TABLE IF NOT EXISTS ledger.mt_event_progression (
    name                         varchar                     NOT NULL,
    last_seq_id                  bigint                      NULL,
    last_updated                 timestamp with time zone    NULL DEFAULT (transaction_timestamp()),
    mode                         varchar                     NULL DEFAULT 'none',
    rebuild_threshold            integer                     NULL DEFAULT 0,
    assigned_node                integer                     NULL DEFAULT 0,
    heartbeat                    timestamp with time zone    NULL,
    agent_status                 varchar(20)                 NULL,
    pause_reason                 text                        NULL,
    running_on_node              integer                     NULL,
    warning_behind_threshold     bigint                      NULL,
    critical_behind_threshold    bigint                      NULL,
    failure_category             varchar(50)                 NULL,
    failure_event_sequence       bigint                      NULL,
    failure_event_type           varchar(500)                NULL,
    failure_event_tenant_id      varchar(500)                NULL,
CONSTRAINT pk_mt_event_progression PRIMARY KEY (name)
);
CREATE TABLE IF NOT EXISTS ledger.mt_event_projection_floors (
    name            varchar                     NOT NULL,
    tenant_id       varchar                     NOT NULL,
    floor           bigint                      NOT NULL,
    last_updated    timestamp with time zone    NULL DEFAULT (transaction_timestamp()),
CONSTRAINT pkey_mt_event_projection_floors_name_tenant_id PRIMARY KEY (name, tenant_id)
);
CREATE
OR REPLACE FUNCTION ledger.mt_mark_event_progression(name varchar, last_encountered bigint) RETURNS VOID LANGUAGE plpgsql AS
$function$
BEGIN
INSERT INTO ledger.mt_event_progression (name, last_seq_id, last_updated)
VALUES (name, last_encountered, transaction_timestamp())
ON CONFLICT ON CONSTRAINT pk_mt_event_progression
    DO
UPDATE SET last_seq_id = last_encountered, last_updated = transaction_timestamp();

END;

$function$;



CREATE OR REPLACE FUNCTION ledger.mt_archive_stream(streamid varchar) RETURNS VOID LANGUAGE plpgsql AS
$function$
BEGIN
  update ledger.mt_streams set is_archived = TRUE where id = streamid ;
  update ledger.mt_events set is_archived = TRUE where stream_id = streamid ;
END;
$function$;


CREATE OR REPLACE FUNCTION ledger.mt_quick_append_events(stream varchar, stream_type varchar, tenantid varchar, event_ids uuid[], event_types varchar[], dotnet_types varchar[], bodies jsonb[], bdatas bytea[], timestamps timestamp with time zone[], expected_version bigint DEFAULT NULL::bigint) RETURNS bigint[] AS $$
DECLARE
	event_version bigint;
	stream_is_archived boolean;
	event_type varchar;
	event_id uuid;
	body jsonb;
	index int;
	seq bigint;
    actual_tenant varchar;
    is_new_stream boolean := false;
	return_value bigint[];
BEGIN
    if expected_version IS NOT NULL then
        -- COALESCE turns the NULL we get for a brand-new stream into 0, so a
        -- FetchForWriting against a non-existent stream (which sets
        -- ExpectedVersionOnServer = 0) and a StartStream(id, version: 0) both
        -- land on the new-stream branch instead of mis-firing the guard.
        select version, is_archived into event_version, stream_is_archived from ledger.mt_streams where id = stream for update;
        if COALESCE(event_version, 0) != expected_version then
            RAISE EXCEPTION 'Stream version mismatch on ''%'': expected %, actual %', stream, expected_version, COALESCE(event_version, 0) USING ERRCODE = 'MT003';
        end if;
    else
        select version, is_archived into event_version, stream_is_archived from ledger.mt_streams where id = stream;
    end if;

	if event_version IS NULL then
		event_version = 0;
		is_new_stream := true;
		-- #5456 follow-up: insert the FINAL version straight away rather than 0 plus a
		-- trailing UPDATE of the row we just wrote in this same transaction. That UPDATE
		-- is a second heap tuple + WAL record per stream creation for no observable gain
		-- -- nothing outside this transaction can see the intermediate 0. The trailing
		-- UPDATE below is skipped for this branch via is_new_stream.
		insert into ledger.mt_streams (id, type, version, timestamp, tenant_id) values (stream, stream_type, COALESCE(array_length(event_ids, 1), 0), now(), tenantid);
    else
        if stream_is_archived then
            RAISE EXCEPTION 'Attempted to append event to archived stream with Id ''%''.', stream USING ERRCODE = 'MT001';
        end if;
        if tenantid IS NOT NULL then
            select tenant_id into actual_tenant from ledger.mt_streams where id = stream;
            if actual_tenant != tenantid then
                RAISE EXCEPTION 'The tenantid does not match the existing stream';
            end if;
        end if;
	end if;

	index := 1;
	-- #5062: array_length('{}', 1) is NULL in PostgreSQL, not 0, so a call with an
	-- empty event array used to return ARRAY[NULL] -- a bigint[] whose only element
	-- is NULL, which Npgsql cannot read into long[] ('Cannot read a non-nullable
	-- collection of elements because the returned array contains nulls'). COALESCE
	-- makes the empty case mean what it says: zero events appended, so the final
	-- version is the stream's current version.
	return_value := ARRAY[event_version + COALESCE(array_length(event_ids, 1), 0)];

	foreach event_id in ARRAY event_ids
	loop
        seq := nextval('ledger.mt_events_sequence');
		return_value := array_append(return_value, seq);

	    event_version := event_version + 1;
		event_type = event_types[index];
		body = bodies[index];

		-- #4515 / #4578 / Phase 2: bdatas[index] carries the binary payload
		-- for events opted in to binary serialization (NULL otherwise).
		-- bodies[index] is the {} JSON placeholder for those events so the
		-- existing data jsonb NOT NULL constraint stays intact.
		insert into ledger.mt_events
			(seq_id, id, stream_id, version, data, bdata, type, tenant_id, timestamp, mt_dotnet_type, is_archived)
		values
			(seq, event_id, stream, event_version, body, bdatas[index], event_type, tenantid, timestamps[index], dotnet_types[index], FALSE);

		index := index + 1;
	end loop;

	-- A brand-new stream already carries its final version from the insert above, so the
	-- UPDATE is only needed when we appended onto a stream that already existed.
	--
	-- #5539: and only when we actually appended something. With ZERO events this was a BLIND write-back
	-- of the version read at the top of the function, and under READ COMMITTED that is a lost update: the
	-- UPDATE waits on a concurrent appender's row lock, the winner commits, the WHERE clause is
	-- re-evaluated against the new row, and `set version = <the stale value>` lands -- leaving
	-- mt_streams.version BELOW the stream's own events. Every later append then computes a version that
	-- already exists and dies on pk_mt_events_stream_and_version, forever, until the row is repaired by
	-- hand. A non-empty call cannot do this: its first INSERT collides with the winner on that same
	-- primary key and rolls the whole thing back, which is why only the empty case was exposed.
	--
	-- Two independent guards, because either alone would have been enough and the cost of both is nil:
	--   * the append count -- appending nothing has nothing to write, so the correct number of statements
	--     is zero rather than one that happens to be harmless;
	--   * greatest(), so the write-back can never LOWER a stream's version whoever calls it. An append
	--     only ever moves a version forward, so this is a no-op on every correct path and a backstop on
	--     any future caller that reads the version and then writes it back.
	if not is_new_stream and COALESCE(array_length(event_ids, 1), 0) > 0 then
		update ledger.mt_streams set version = greatest(version, event_version), timestamp = now() where id = stream;
	end if;

	return return_value;
END
$$ LANGUAGE plpgsql;

CREATE TABLE IF NOT EXISTS ledger.mt_high_water_skips (
    ending_sequence      bigint                      NOT NULL,
    starting_sequence    bigint                      NOT NULL,
    timestamp            timestamp with time zone    NULL DEFAULT (transaction_timestamp()),
CONSTRAINT pkey_mt_high_water_skips_ending_sequence PRIMARY KEY (ending_sequence)
);
CREATE
OR REPLACE FUNCTION ledger.mt_mark_progression_with_skip(shard_name varchar, ending_sequence bigint, starting_sequence bigint) RETURNS bigint AS
$$
DECLARE
    current_value bigint;
BEGIN
    select last_seq_id into current_value from ledger.mt_event_progression where name = shard_name;

    IF current_value is null then
        -- Bootstrap the high-water row on first invocation. Previously this branch
        -- returned 0, which left HighWaterAgent.CheckNowAsync polling forever because
        -- statistics.CurrentMark never advanced. Issue #4425.
        INSERT INTO ledger.mt_event_progression (name, last_seq_id, last_updated)
        VALUES (shard_name, ending_sequence, transaction_timestamp())
        ON CONFLICT ON CONSTRAINT pk_mt_event_progression
            DO UPDATE SET last_seq_id = ending_sequence, last_updated = transaction_timestamp();
        IF ending_sequence > starting_sequence THEN
            -- Idempotent: a rebuild/replay re-marks the same skip (ending_sequence is the
            -- PK). Re-recording an existing gap is a no-op. Conflict target is the PK
            -- constraint (the bare column name collides with the function parameter). #4530.
            insert into ledger.mt_high_water_skips (ending_sequence, starting_sequence) values (ending_sequence, starting_sequence)
                on conflict on constraint pkey_mt_high_water_skips_ending_sequence do nothing;
        END IF;
        return ending_sequence;
    ELSIF current_value = starting_sequence THEN
        update ledger.mt_event_progression SET last_seq_id = ending_sequence, last_updated = transaction_timestamp() where shard_name = name;
        insert into ledger.mt_high_water_skips (ending_sequence, starting_sequence) values (ending_sequence, starting_sequence)
            on conflict on constraint pkey_mt_high_water_skips_ending_sequence do nothing;
        return ending_sequence;
    ELSE
        return current_value;
    END IF;
END
$$
LANGUAGE plpgsql;


create unique index if not exists ledger_entry_id on ledger.mt_events (stream_id, id);
create unique index if not exists ledger_entry_ref on ledger.mt_events (stream_id, (data ->> 'ref')) where data ->> 'ref' is not null;
create or replace function ledger.append_entries(streams varchar[], versions bigint[], ids uuid[], types varchar[], dotnet_types varchar[], bodies text[], timestamps timestamptz[])
returns void language plpgsql as $$
declare
    out_of_turn varchar;
begin
    select head.stream into out_of_turn
    from (select stream, min(version) as first from unnest(streams, versions) as entry(stream, version) group by stream) as head
    left join ledger.mt_streams on mt_streams.id = head.stream
    where head.first <> coalesce(mt_streams.version, 0) + 1 limit 1;
    if out_of_turn is not null then
        raise exception 'The stream of % has gone on', out_of_turn using errcode = 'MT003';
    end if;
    insert into ledger.mt_streams (id, version, timestamp)
    select stream, max(version), now() from unnest(streams, versions) as entry(stream, version) group by stream
    on conflict (id) do update set version = excluded.version, timestamp = excluded.timestamp;
    insert into ledger.mt_events (seq_id, id, stream_id, version, data, type, timestamp, mt_dotnet_type)
    select nextval('ledger.mt_events_sequence'), id, stream, version, body::jsonb, type, received_at, dotnet_type
    from unnest(streams, versions, ids, types, dotnet_types, bodies, timestamps) with ordinality
        as entry(stream, version, id, type, dotnet_type, body, received_at, place)
    order by place;
    perform pg_notify('ledger_appended', stream) from (select distinct stream from unnest(streams) as stream) as told;
end $$;
create table if not exists ledger.secrets (name text primary key, secret bytea not null);
create table if not exists ledger.access_log (id bigint generated always as identity primary key, at timestamptz not null default clock_timestamp(), endeavour text not null, subject text not null, role text, made_by text not null, reason text);
create table if not exists ledger.people (subject text primary key, name text not null);
create table if not exists ledger.sessions (id uuid primary key, subject text not null, kind text not null, name text not null, endeavour text, role text, made_by text not null, made_at timestamptz not null default clock_timestamp(), expires_at timestamptz not null, ended_at timestamptz);
create table if not exists ledger.invitations (id uuid primary key, code bytea not null unique, endeavour text, role text, name text not null, made_by text not null, made_at timestamptz not null default clock_timestamp(), expires_at timestamptz not null, ended_at timestamptz, used_by text);
create index if not exists access_log_subject on ledger.access_log (subject, endeavour, id);
create index if not exists access_log_endeavour on ledger.access_log (endeavour, id);
create index if not exists sessions_subject on ledger.sessions (subject);
create index if not exists sessions_endeavour on ledger.sessions (endeavour) where endeavour is not null;
create index if not exists invitations_endeavour on ledger.invitations (endeavour);
create or replace function ledger.access_changed() returns trigger language plpgsql as $$ begin perform pg_notify('ledger_access', ''); return null; end $$;
create or replace trigger sessions_changed after insert or update or delete or truncate on ledger.sessions for each statement execute function ledger.access_changed();
create table if not exists ledger.log_keys (id bigint generated always as identity primary key, public_key bytea not null, seed bytea, made_at timestamptz not null default clock_timestamp(), retired_at timestamptz, hand_over text);
create table if not exists ledger.log_heads (endeavour text primary key, sequence bigint not null, sizes bigint[] not null);
create table if not exists ledger.log_tiles (endeavour text not null, circle text not null, tile int not null, hashes bytea not null, primary key (endeavour, circle, tile));
create table if not exists ledger.checkpoints (endeavour text not null, circle text not null, size bigint not null, root bytea not null, received_at timestamptz not null, made_at timestamptz not null default clock_timestamp(), note text not null, primary key (endeavour, circle, size));
create unique index if not exists log_keys_one on ledger.log_keys ((true)) where retired_at is null;
create or replace function ledger.new_salt() returns text language sql volatile as $$ select encode(substr(sha256(uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid())), 1, 16), 'base64') $$;
update ledger.mt_events set data = data || jsonb_build_object('salt', ledger.new_salt()) where not data ? 'salt';
create table if not exists ledger.erasures (number bigint generated always as identity primary key, id uuid not null, endeavour text not null, entry uuid not null, paths text[] not null, made_by text not null, made_at timestamptz not null, reason text not null, unique (id, entry));
create table if not exists ledger.cleanings (number bigint generated always as identity primary key, due_since timestamptz not null default clock_timestamp());
create index if not exists erasures_endeavour on ledger.erasures (endeavour, number);
create or replace function ledger.still_as_read(slug text, known bigint) returns void language plpgsql as $$
begin
    perform pg_advisory_xact_lock_shared(hashtextextended('erase ' || slug, 0));
    if exists (select from ledger.erasures where endeavour = slug and number > known) then
        raise exception 'Words of % were destroyed since it was read', slug using errcode = 'CL001';
    end if;
end $$;
create or replace function ledger.alone_as_read(slug text, head bigint, known bigint, key bigint) returns void language plpgsql as $$
begin
    perform pg_advisory_xact_lock_shared(hashtextextended('import ' || slug, 0));
    perform pg_advisory_xact_lock(hashtextextended('record ' || slug, 0));
    perform pg_advisory_xact_lock(hashtextextended('erase ' || slug, 0));
    perform pg_advisory_xact_lock_shared(hashtextextended('log keys', 0));
    if head <> (select coalesce(max(version), 0) from ledger.mt_events where stream_id = slug)
        or known <> (select coalesce(max(number), 0) from ledger.erasures where endeavour = slug)
        or not exists (select from ledger.log_keys where id = key and retired_at is null) then
        raise exception '% is not as it was read', slug using errcode = 'CL001';
    end if;
end $$;
drop function if exists ledger.projected(text, text, bigint);
drop table if exists ledger.stale_projections;
create schema if not exists ledger_conveners;
comment on schema ledger_conveners is 'What CONVENERS may see of every endeavour, as it stands with all that is recorded. Kept by the ledger; read only.';
do $$ begin
    create role ledger_conveners_reader nologin;
exception
    when duplicate_object or unique_violation then null;
    when insufficient_privilege then raise notice 'The role ledger_conveners_reader has to be made, and granted usage of ledger_conveners and select on its tables, by somebody who may.';
end $$;
do $$ begin if exists (select from pg_roles where rolname = 'ledger_conveners_reader') then grant usage on schema ledger_conveners to ledger_conveners_reader; end if; end $$;
create table if not exists ledger_conveners.micro_shifts (
    "endeavour" text not null,
    "entry" uuid not null,
    "measure" text not null,
    "subject" text[] not null,
    "before" numeric not null,
    "after" numeric not null,
    "delta" numeric not null,
    "dimension" text,
    "earliest" timestamptz not null,
    "recorded_at" timestamptz not null,
    primary key ("endeavour", "entry", "measure", "subject")
);
comment on table ledger_conveners.micro_shifts is 'One entry moving one measure of one endeavour to another value.';
comment on column ledger_conveners.micro_shifts."endeavour" is 'The endeavour''s slug.';
comment on column ledger_conveners.micro_shifts."entry" is 'The id of the entry.';
comment on column ledger_conveners.micro_shifts."measure" is 'The measure.';
comment on column ledger_conveners.micro_shifts."subject" is 'The keys and names that make up its subject, in the order of the vocabulary.';
comment on column ledger_conveners.micro_shifts."before" is 'Its value just before the entry, in the order of the frame.';
comment on column ledger_conveners.micro_shifts."after" is 'Its value after it.';
comment on column ledger_conveners.micro_shifts."delta" is 'How far it moved.';
comment on column ledger_conveners.micro_shifts."dimension" is 'The dimension that the entry counts to.';
comment on column ledger_conveners.micro_shifts."earliest" is 'The first instant at which it may have happened.';
comment on column ledger_conveners.micro_shifts."recorded_at" is 'When it became known.';
create index if not exists micro_shifts_1 on ledger_conveners.micro_shifts (earliest desc, recorded_at desc);
do $$ begin if exists (select from pg_roles where rolname = 'ledger_conveners_reader') then grant select on ledger_conveners.micro_shifts to ledger_conveners_reader; end if; end $$;
create table if not exists ledger_conveners.entry_texts (
    "endeavour" text not null,
    "entry" uuid not null,
    "kind" text not null,
    "text" text not null,
    "search" tsvector generated always as (to_tsvector('simple', text)) stored,
    primary key ("endeavour", "entry")
);
comment on table ledger_conveners.entry_texts is 'The texts of an entry, for full-text search.';
comment on column ledger_conveners.entry_texts."endeavour" is 'The endeavour''s slug.';
comment on column ledger_conveners.entry_texts."entry" is 'The id of the entry.';
comment on column ledger_conveners.entry_texts."kind" is 'The name of its kind.';
comment on column ledger_conveners.entry_texts."text" is 'Its texts and its note, corrected as far as is known, one on each line.';
comment on column ledger_conveners.entry_texts."search" is 'Its words, in whatever language: none is cut to its stem.';
create index if not exists entry_texts_1 on ledger_conveners.entry_texts using gin (search);
do $$ begin if exists (select from pg_roles where rolname = 'ledger_conveners_reader') then grant select on ledger_conveners.entry_texts to ledger_conveners_reader; end if; end $$;
create table if not exists ledger_conveners.endeavours (
    "endeavour" text not null,
    "title" text,
    "purpose" text,
    "scale" text,
    "status" text not null,
    "entries" int not null,
    "last_recorded_at" timestamptz,
    primary key ("endeavour")
);
comment on table ledger_conveners.endeavours is 'An endeavour that the circle may know of.';
comment on column ledger_conveners.endeavours."endeavour" is 'The endeavour''s slug.';
comment on column ledger_conveners.endeavours."title" is 'What it is called.';
comment on column ledger_conveners.endeavours."purpose" is 'What it is for.';
comment on column ledger_conveners.endeavours."scale" is 'The level of scale it works at.';
comment on column ledger_conveners.endeavours."status" is 'NOT_OPEN, ACTIVE, PAUSED or CLOSED.';
comment on column ledger_conveners.endeavours."entries" is 'How many entries the circle may see.';
comment on column ledger_conveners.endeavours."last_recorded_at" is 'When the last of them became known.';
do $$ begin if exists (select from pg_roles where rolname = 'ledger_conveners_reader') then grant select on ledger_conveners.endeavours to ledger_conveners_reader; end if; end $$;
create table if not exists ledger_conveners.entries (
    "endeavour" text not null,
    "entry" uuid not null,
    "ref" text,
    "kind" text not null,
    "family" text not null,
    "dimension" text,
    "occurred_at" text not null,
    "earliest" timestamptz not null,
    "latest" timestamptz not null,
    "recorded_at" timestamptz not null,
    "is_claimed" boolean not null,
    "recorded_by" text not null,
    "modes" text[] not null,
    "standpoint" text,
    "told_by" text,
    "mentions" text[] not null,
    "is_effective" boolean not null,
    "is_corrected" boolean not null,
    "account" text not null,
    "data" jsonb not null,
    primary key ("endeavour", "entry")
);
comment on table ledger_conveners.entries is 'An entry, corrected as far as is known; retracted ones and entries about entries too.';
comment on column ledger_conveners.entries."endeavour" is 'The endeavour''s slug.';
comment on column ledger_conveners.entries."entry" is 'Its id.';
comment on column ledger_conveners.entries."ref" is 'A slug that names it within the endeavour.';
comment on column ledger_conveners.entries."kind" is 'The name of its kind.';
comment on column ledger_conveners.entries."family" is 'The family that its kind is listed in.';
comment on column ledger_conveners.entries."dimension" is 'The dimension that it counts to.';
comment on column ledger_conveners.entries."occurred_at" is 'When it happened, in EDTF, as it was written.';
comment on column ledger_conveners.entries."earliest" is 'The first instant at which it may have happened.';
comment on column ledger_conveners.entries."latest" is 'The end of the span in which it may have happened, exclusive.';
comment on column ledger_conveners.entries."recorded_at" is 'When it became known.';
comment on column ledger_conveners.entries."is_claimed" is 'Whether that is claimed by an import.';
comment on column ledger_conveners.entries."recorded_by" is 'The subject id of who recorded it.';
comment on column ledger_conveners.entries."modes" is 'The modes of identification at work.';
comment on column ledger_conveners.entries."standpoint" is 'From where it is told.';
comment on column ledger_conveners.entries."told_by" is 'The key of who told it.';
comment on column ledger_conveners.entries."mentions" is 'The keys of the people that its texts speak of.';
comment on column ledger_conveners.entries."is_effective" is 'Whether it counts: no meta entry, and not retracted.';
comment on column ledger_conveners.entries."is_corrected" is 'Whether it shows corrected content.';
comment on column ledger_conveners.entries."account" is 'What it says in plain words.';
comment on column ledger_conveners.entries."data" is 'What happened, as its kind defines.';
create index if not exists entries_1 on ledger_conveners.entries (kind, earliest);
do $$ begin if exists (select from pg_roles where rolname = 'ledger_conveners_reader') then grant select on ledger_conveners.entries to ledger_conveners_reader; end if; end $$;
create table if not exists ledger_conveners.elements (
    "endeavour" text not null,
    "key" text not null,
    "name" text,
    "element" text,
    "force" text,
    "scale" text,
    "description" text,
    "is_on_map" boolean not null,
    primary key ("endeavour", "key")
);
comment on table ledger_conveners.elements is 'An element of the landscape.';
comment on column ledger_conveners.elements."endeavour" is 'The endeavour''s slug.';
comment on column ledger_conveners.elements."key" is 'Its key.';
comment on column ledger_conveners.elements."name" is 'What it is called.';
comment on column ledger_conveners.elements."element" is 'What it is.';
comment on column ledger_conveners.elements."force" is 'Which structuring force it is.';
comment on column ledger_conveners.elements."scale" is 'The level of scale it lives at.';
comment on column ledger_conveners.elements."description" is 'What there is to say of it.';
comment on column ledger_conveners.elements."is_on_map" is 'Whether it is not retired.';
do $$ begin if exists (select from pg_roles where rolname = 'ledger_conveners_reader') then grant select on ledger_conveners.elements to ledger_conveners_reader; end if; end $$;
create table if not exists ledger_conveners.measure_points (
    "endeavour" text not null,
    "measure" text not null,
    "subject" text[] not null,
    "position" int not null,
    "value" numeric not null,
    "entry" uuid not null,
    "earliest" timestamptz not null,
    "recorded_at" timestamptz not null,
    primary key ("endeavour", "measure", "subject", "position")
);
comment on table ledger_conveners.measure_points is 'A value of a measure, by the entry that gave it.';
comment on column ledger_conveners.measure_points."endeavour" is 'The endeavour''s slug.';
comment on column ledger_conveners.measure_points."measure" is 'The measure.';
comment on column ledger_conveners.measure_points."subject" is 'The keys and names that make up its subject.';
comment on column ledger_conveners.measure_points."position" is 'Its place in the course of the measure, from 1.';
comment on column ledger_conveners.measure_points."value" is 'The value after the entry.';
comment on column ledger_conveners.measure_points."entry" is 'The id of the entry.';
comment on column ledger_conveners.measure_points."earliest" is 'The first instant at which it may have happened.';
comment on column ledger_conveners.measure_points."recorded_at" is 'When it became known.';
do $$ begin if exists (select from pg_roles where rolname = 'ledger_conveners_reader') then grant select on ledger_conveners.measure_points to ledger_conveners_reader; end if; end $$;
create table if not exists ledger_conveners.call_revisions (
    "endeavour" text not null,
    "audience" text not null,
    "revision" int not null,
    "entry" uuid not null,
    "earliest" timestamptz not null,
    "text" text not null,
    "contributors" text[] not null,
    "is_current" boolean not null,
    primary key ("endeavour", "audience", "revision")
);
comment on table ledger_conveners.call_revisions is 'A wording of a convening call.';
comment on column ledger_conveners.call_revisions."endeavour" is 'The endeavour''s slug.';
comment on column ledger_conveners.call_revisions."audience" is 'The key of the audience; empty: the common call.';
comment on column ledger_conveners.call_revisions."revision" is 'Its position, from 1; for display.';
comment on column ledger_conveners.call_revisions."entry" is 'The id of the entry that brought it in.';
comment on column ledger_conveners.call_revisions."earliest" is 'The first instant at which it may have happened.';
comment on column ledger_conveners.call_revisions."text" is 'The call in full.';
comment on column ledger_conveners.call_revisions."contributors" is 'The keys of who contributed to the wording.';
comment on column ledger_conveners.call_revisions."is_current" is 'Whether it holds.';
do $$ begin if exists (select from pg_roles where rolname = 'ledger_conveners_reader') then grant select on ledger_conveners.call_revisions to ledger_conveners_reader; end if; end $$;
create table if not exists ledger_conveners.call_answers (
    "endeavour" text not null,
    "audience" text not null,
    "who" text not null,
    "answer" text not null,
    "entry" uuid not null,
    "earliest" timestamptz not null,
    primary key ("endeavour", "audience", "who")
);
comment on table ledger_conveners.call_answers is 'The latest answer of somebody to a call.';
comment on column ledger_conveners.call_answers."endeavour" is 'The endeavour''s slug.';
comment on column ledger_conveners.call_answers."audience" is 'The key of the audience; empty: the common call.';
comment on column ledger_conveners.call_answers."who" is 'The key of who answered.';
comment on column ledger_conveners.call_answers."answer" is 'How.';
comment on column ledger_conveners.call_answers."entry" is 'The id of the entry.';
comment on column ledger_conveners.call_answers."earliest" is 'The first instant at which it may have happened.';
do $$ begin if exists (select from pg_roles where rolname = 'ledger_conveners_reader') then grant select on ledger_conveners.call_answers to ledger_conveners_reader; end if; end $$;
create table if not exists ledger_conveners.identifications (
    "endeavour" text not null,
    "participant" text not null,
    "with" text not null,
    "strength" numeric,
    "strength_by_self" numeric,
    "strength_by_others" numeric,
    "movement" text,
    "accountability" text,
    "takes_part" boolean not null,
    primary key ("endeavour", "participant", "with")
);
comment on table ledger_conveners.identifications is 'How a participant stands to an element.';
comment on column ledger_conveners.identifications."endeavour" is 'The endeavour''s slug.';
comment on column ledger_conveners.identifications."participant" is 'The key of the participant.';
comment on column ledger_conveners.identifications."with" is 'The key of the element.';
comment on column ledger_conveners.identifications."strength" is '-1 to 1.';
comment on column ledger_conveners.identifications."strength_by_self" is 'What they told themselves.';
comment on column ledger_conveners.identifications."strength_by_others" is 'What others told.';
comment on column ledger_conveners.identifications."movement" is 'Which way they last moved.';
comment on column ledger_conveners.identifications."accountability" is 'Whether they hold themselves to account there.';
comment on column ledger_conveners.identifications."takes_part" is 'Whether they take part.';
do $$ begin if exists (select from pg_roles where rolname = 'ledger_conveners_reader') then grant select on ledger_conveners.identifications to ledger_conveners_reader; end if; end $$;
create table if not exists ledger_conveners.legitimacy (
    "endeavour" text not null,
    "constituency" text not null,
    "standing" numeric,
    "signals" int not null,
    "last_signal" timestamptz not null,
    primary key ("endeavour", "constituency")
);
comment on table ledger_conveners.legitimacy is 'How a constituency stands to the endeavour.';
comment on column ledger_conveners.legitimacy."endeavour" is 'The endeavour''s slug.';
comment on column ledger_conveners.legitimacy."constituency" is 'The key of the constituency.';
comment on column ledger_conveners.legitimacy."standing" is 'The mean of its last five strengths, -1 to 1.';
comment on column ledger_conveners.legitimacy."signals" is 'How many signals there are.';
comment on column ledger_conveners.legitimacy."last_signal" is 'The first instant at which the last one may have happened.';
do $$ begin if exists (select from pg_roles where rolname = 'ledger_conveners_reader') then grant select on ledger_conveners.legitimacy to ledger_conveners_reader; end if; end $$;
create table if not exists ledger_conveners.boundaries (
    "endeavour" text not null,
    "key" text not null,
    "name" text,
    "type" text,
    "permeability" numeric,
    primary key ("endeavour", "key")
);
comment on table ledger_conveners.boundaries is 'A boundary. It is neither good nor bad.';
comment on column ledger_conveners.boundaries."endeavour" is 'The endeavour''s slug.';
comment on column ledger_conveners.boundaries."key" is 'Its key.';
comment on column ledger_conveners.boundaries."name" is 'What it is called.';
comment on column ledger_conveners.boundaries."type" is 'What makes it a boundary.';
comment on column ledger_conveners.boundaries."permeability" is 'How easily it is crossed, 0 to 1.';
do $$ begin if exists (select from pg_roles where rolname = 'ledger_conveners_reader') then grant select on ledger_conveners.boundaries to ledger_conveners_reader; end if; end $$;
create table if not exists ledger_conveners.milestones (
    "endeavour" text not null,
    "who" text not null,
    "milestone" text not null,
    "entry" uuid not null,
    "earliest" timestamptz not null,
    primary key ("endeavour", "who", "milestone")
);
comment on table ledger_conveners.milestones is 'A milestone of agency that somebody holds. They are a set, not a ladder of worth.';
comment on column ledger_conveners.milestones."endeavour" is 'The endeavour''s slug.';
comment on column ledger_conveners.milestones."who" is 'The key of who holds it.';
comment on column ledger_conveners.milestones."milestone" is 'The milestone.';
comment on column ledger_conveners.milestones."entry" is 'The id of the entry that reached it last.';
comment on column ledger_conveners.milestones."earliest" is 'The first instant at which that may have happened.';
do $$ begin if exists (select from pg_roles where rolname = 'ledger_conveners_reader') then grant select on ledger_conveners.milestones to ledger_conveners_reader; end if; end $$;
create table if not exists ledger_conveners.power_holdings (
    "endeavour" text not null,
    "holder" text not null,
    "form" text not null,
    "influence" numeric not null,
    "stance" numeric not null,
    "seen" text,
    "approach" text,
    "entry" uuid not null,
    primary key ("endeavour", "holder", "form")
);
comment on table ledger_conveners.power_holdings is 'A form of power in somebody''s hands.';
comment on column ledger_conveners.power_holdings."endeavour" is 'The endeavour''s slug.';
comment on column ledger_conveners.power_holdings."holder" is 'The key of the holder.';
comment on column ledger_conveners.power_holdings."form" is 'The form.';
comment on column ledger_conveners.power_holdings."influence" is 'How much it moves, 0 to 1.';
comment on column ledger_conveners.power_holdings."stance" is '-1 (blocks) to 1 (enables).';
comment on column ledger_conveners.power_holdings."seen" is 'How visible it is.';
comment on column ledger_conveners.power_holdings."approach" is 'How the conveners deal with it.';
comment on column ledger_conveners.power_holdings."entry" is 'The id of the entry that holds.';
do $$ begin if exists (select from pg_roles where rolname = 'ledger_conveners_reader') then grant select on ledger_conveners.power_holdings to ledger_conveners_reader; end if; end $$;
create table if not exists ledger_conveners.value_stories (
    "endeavour" text not null,
    "key" text not null,
    "teller" text not null,
    "type" text not null,
    "step" text not null,
    "effect" text not null,
    "leads_from" text[] not null,
    "text" text not null,
    "entry" uuid not null,
    primary key ("endeavour", "key")
);
comment on table ledger_conveners.value_stories is 'A value story as it was last told.';
comment on column ledger_conveners.value_stories."endeavour" is 'The endeavour''s slug.';
comment on column ledger_conveners.value_stories."key" is 'Its key.';
comment on column ledger_conveners.value_stories."teller" is 'The key of who tells it.';
comment on column ledger_conveners.value_stories."type" is 'Which kind of value.';
comment on column ledger_conveners.value_stories."step" is 'Whether it was lived.';
comment on column ledger_conveners.value_stories."effect" is 'Whether it did good.';
comment on column ledger_conveners.value_stories."leads_from" is 'The keys of the stories it leads on from.';
comment on column ledger_conveners.value_stories."text" is 'The story.';
comment on column ledger_conveners.value_stories."entry" is 'The id of the entry that tells it.';
do $$ begin if exists (select from pg_roles where rolname = 'ledger_conveners_reader') then grant select on ledger_conveners.value_stories to ledger_conveners_reader; end if; end $$;
create table if not exists ledger_conveners.outcomes (
    "endeavour" text not null,
    "key" text not null,
    "who" text not null,
    "change" text not null,
    "occurred_at" text not null,
    "intended" boolean not null,
    "entry" uuid not null,
    primary key ("endeavour", "key")
);
comment on table ledger_conveners.outcomes is 'A harvested outcome.';
comment on column ledger_conveners.outcomes."endeavour" is 'The endeavour''s slug.';
comment on column ledger_conveners.outcomes."key" is 'Its key.';
comment on column ledger_conveners.outcomes."who" is 'The key of whose behaviour, relationship, policy or practice changed.';
comment on column ledger_conveners.outcomes."change" is 'What changed.';
comment on column ledger_conveners.outcomes."occurred_at" is 'When, in EDTF.';
comment on column ledger_conveners.outcomes."intended" is 'Whether it was intended.';
comment on column ledger_conveners.outcomes."entry" is 'The id of the entry that describes it.';
do $$ begin if exists (select from pg_roles where rolname = 'ledger_conveners_reader') then grant select on ledger_conveners.outcomes to ledger_conveners_reader; end if; end $$;
create table if not exists ledger_conveners.claim_causes (
    "endeavour" text not null,
    "claim" text not null,
    "cause" uuid not null,
    "outcome" text not null,
    "by" text not null,
    "weight" text,
    "time_order" text not null,
    primary key ("endeavour", "claim", "cause")
);
comment on table ledger_conveners.claim_causes is 'A cause that a claim names, with its time order to the outcome.';
comment on column ledger_conveners.claim_causes."endeavour" is 'The endeavour''s slug.';
comment on column ledger_conveners.claim_causes."claim" is 'The key of the claim.';
comment on column ledger_conveners.claim_causes."cause" is 'The id of the entry.';
comment on column ledger_conveners.claim_causes."outcome" is 'The key of the outcome.';
comment on column ledger_conveners.claim_causes."by" is 'The key of who claims it.';
comment on column ledger_conveners.claim_causes."weight" is 'How much the evidence weighs.';
comment on column ledger_conveners.claim_causes."time_order" is 'PRECEDES, CONTRADICTS, CANNOT_TELL or OVERLAPS.';
do $$ begin if exists (select from pg_roles where rolname = 'ledger_conveners_reader') then grant select on ledger_conveners.claim_causes to ledger_conveners_reader; end if; end $$;
create table if not exists ledger_conveners.substantiations (
    "endeavour" text not null,
    "entry" uuid not null,
    "finding" text not null,
    "aspect" text not null,
    "by" text not null,
    "verdict" text not null,
    "is_independent" boolean not null,
    primary key ("endeavour", "entry")
);
comment on table ledger_conveners.substantiations is 'What somebody said of an aspect of an outcome or claim.';
comment on column ledger_conveners.substantiations."endeavour" is 'The endeavour''s slug.';
comment on column ledger_conveners.substantiations."entry" is 'The id of the entry that says it.';
comment on column ledger_conveners.substantiations."finding" is 'The key of the outcome or claim.';
comment on column ledger_conveners.substantiations."aspect" is 'Of which aspect.';
comment on column ledger_conveners.substantiations."by" is 'The key of who was asked.';
comment on column ledger_conveners.substantiations."verdict" is 'What they said.';
comment on column ledger_conveners.substantiations."is_independent" is 'Whether it was said neither by the claimant nor recorded by who recorded the claim or outcome.';
do $$ begin if exists (select from pg_roles where rolname = 'ledger_conveners_reader') then grant select on ledger_conveners.substantiations to ledger_conveners_reader; end if; end $$;
create schema if not exists ledger_team;
comment on schema ledger_team is 'What TEAM may see of every endeavour, as it stands with all that is recorded. Kept by the ledger; read only.';
do $$ begin
    create role ledger_team_reader nologin;
exception
    when duplicate_object or unique_violation then null;
    when insufficient_privilege then raise notice 'The role ledger_team_reader has to be made, and granted usage of ledger_team and select on its tables, by somebody who may.';
end $$;
do $$ begin if exists (select from pg_roles where rolname = 'ledger_team_reader') then grant usage on schema ledger_team to ledger_team_reader; end if; end $$;
create table if not exists ledger_team.micro_shifts (
    "endeavour" text not null,
    "entry" uuid not null,
    "measure" text not null,
    "subject" text[] not null,
    "before" numeric not null,
    "after" numeric not null,
    "delta" numeric not null,
    "dimension" text,
    "earliest" timestamptz not null,
    "recorded_at" timestamptz not null,
    primary key ("endeavour", "entry", "measure", "subject")
);
comment on table ledger_team.micro_shifts is 'One entry moving one measure of one endeavour to another value.';
comment on column ledger_team.micro_shifts."endeavour" is 'The endeavour''s slug.';
comment on column ledger_team.micro_shifts."entry" is 'The id of the entry.';
comment on column ledger_team.micro_shifts."measure" is 'The measure.';
comment on column ledger_team.micro_shifts."subject" is 'The keys and names that make up its subject, in the order of the vocabulary.';
comment on column ledger_team.micro_shifts."before" is 'Its value just before the entry, in the order of the frame.';
comment on column ledger_team.micro_shifts."after" is 'Its value after it.';
comment on column ledger_team.micro_shifts."delta" is 'How far it moved.';
comment on column ledger_team.micro_shifts."dimension" is 'The dimension that the entry counts to.';
comment on column ledger_team.micro_shifts."earliest" is 'The first instant at which it may have happened.';
comment on column ledger_team.micro_shifts."recorded_at" is 'When it became known.';
create index if not exists micro_shifts_1 on ledger_team.micro_shifts (earliest desc, recorded_at desc);
do $$ begin if exists (select from pg_roles where rolname = 'ledger_team_reader') then grant select on ledger_team.micro_shifts to ledger_team_reader; end if; end $$;
create table if not exists ledger_team.entry_texts (
    "endeavour" text not null,
    "entry" uuid not null,
    "kind" text not null,
    "text" text not null,
    "search" tsvector generated always as (to_tsvector('simple', text)) stored,
    primary key ("endeavour", "entry")
);
comment on table ledger_team.entry_texts is 'The texts of an entry, for full-text search.';
comment on column ledger_team.entry_texts."endeavour" is 'The endeavour''s slug.';
comment on column ledger_team.entry_texts."entry" is 'The id of the entry.';
comment on column ledger_team.entry_texts."kind" is 'The name of its kind.';
comment on column ledger_team.entry_texts."text" is 'Its texts and its note, corrected as far as is known, one on each line.';
comment on column ledger_team.entry_texts."search" is 'Its words, in whatever language: none is cut to its stem.';
create index if not exists entry_texts_1 on ledger_team.entry_texts using gin (search);
do $$ begin if exists (select from pg_roles where rolname = 'ledger_team_reader') then grant select on ledger_team.entry_texts to ledger_team_reader; end if; end $$;
create table if not exists ledger_team.endeavours (
    "endeavour" text not null,
    "title" text,
    "purpose" text,
    "scale" text,
    "status" text not null,
    "entries" int not null,
    "last_recorded_at" timestamptz,
    primary key ("endeavour")
);
comment on table ledger_team.endeavours is 'An endeavour that the circle may know of.';
comment on column ledger_team.endeavours."endeavour" is 'The endeavour''s slug.';
comment on column ledger_team.endeavours."title" is 'What it is called.';
comment on column ledger_team.endeavours."purpose" is 'What it is for.';
comment on column ledger_team.endeavours."scale" is 'The level of scale it works at.';
comment on column ledger_team.endeavours."status" is 'NOT_OPEN, ACTIVE, PAUSED or CLOSED.';
comment on column ledger_team.endeavours."entries" is 'How many entries the circle may see.';
comment on column ledger_team.endeavours."last_recorded_at" is 'When the last of them became known.';
do $$ begin if exists (select from pg_roles where rolname = 'ledger_team_reader') then grant select on ledger_team.endeavours to ledger_team_reader; end if; end $$;
create table if not exists ledger_team.entries (
    "endeavour" text not null,
    "entry" uuid not null,
    "ref" text,
    "kind" text not null,
    "family" text not null,
    "dimension" text,
    "occurred_at" text not null,
    "earliest" timestamptz not null,
    "latest" timestamptz not null,
    "recorded_at" timestamptz not null,
    "is_claimed" boolean not null,
    "recorded_by" text not null,
    "modes" text[] not null,
    "standpoint" text,
    "told_by" text,
    "mentions" text[] not null,
    "is_effective" boolean not null,
    "is_corrected" boolean not null,
    "account" text not null,
    "data" jsonb not null,
    primary key ("endeavour", "entry")
);
comment on table ledger_team.entries is 'An entry, corrected as far as is known; retracted ones and entries about entries too.';
comment on column ledger_team.entries."endeavour" is 'The endeavour''s slug.';
comment on column ledger_team.entries."entry" is 'Its id.';
comment on column ledger_team.entries."ref" is 'A slug that names it within the endeavour.';
comment on column ledger_team.entries."kind" is 'The name of its kind.';
comment on column ledger_team.entries."family" is 'The family that its kind is listed in.';
comment on column ledger_team.entries."dimension" is 'The dimension that it counts to.';
comment on column ledger_team.entries."occurred_at" is 'When it happened, in EDTF, as it was written.';
comment on column ledger_team.entries."earliest" is 'The first instant at which it may have happened.';
comment on column ledger_team.entries."latest" is 'The end of the span in which it may have happened, exclusive.';
comment on column ledger_team.entries."recorded_at" is 'When it became known.';
comment on column ledger_team.entries."is_claimed" is 'Whether that is claimed by an import.';
comment on column ledger_team.entries."recorded_by" is 'The subject id of who recorded it.';
comment on column ledger_team.entries."modes" is 'The modes of identification at work.';
comment on column ledger_team.entries."standpoint" is 'From where it is told.';
comment on column ledger_team.entries."told_by" is 'The key of who told it.';
comment on column ledger_team.entries."mentions" is 'The keys of the people that its texts speak of.';
comment on column ledger_team.entries."is_effective" is 'Whether it counts: no meta entry, and not retracted.';
comment on column ledger_team.entries."is_corrected" is 'Whether it shows corrected content.';
comment on column ledger_team.entries."account" is 'What it says in plain words.';
comment on column ledger_team.entries."data" is 'What happened, as its kind defines.';
create index if not exists entries_1 on ledger_team.entries (kind, earliest);
do $$ begin if exists (select from pg_roles where rolname = 'ledger_team_reader') then grant select on ledger_team.entries to ledger_team_reader; end if; end $$;
create table if not exists ledger_team.elements (
    "endeavour" text not null,
    "key" text not null,
    "name" text,
    "element" text,
    "force" text,
    "scale" text,
    "description" text,
    "is_on_map" boolean not null,
    primary key ("endeavour", "key")
);
comment on table ledger_team.elements is 'An element of the landscape.';
comment on column ledger_team.elements."endeavour" is 'The endeavour''s slug.';
comment on column ledger_team.elements."key" is 'Its key.';
comment on column ledger_team.elements."name" is 'What it is called.';
comment on column ledger_team.elements."element" is 'What it is.';
comment on column ledger_team.elements."force" is 'Which structuring force it is.';
comment on column ledger_team.elements."scale" is 'The level of scale it lives at.';
comment on column ledger_team.elements."description" is 'What there is to say of it.';
comment on column ledger_team.elements."is_on_map" is 'Whether it is not retired.';
do $$ begin if exists (select from pg_roles where rolname = 'ledger_team_reader') then grant select on ledger_team.elements to ledger_team_reader; end if; end $$;
create table if not exists ledger_team.measure_points (
    "endeavour" text not null,
    "measure" text not null,
    "subject" text[] not null,
    "position" int not null,
    "value" numeric not null,
    "entry" uuid not null,
    "earliest" timestamptz not null,
    "recorded_at" timestamptz not null,
    primary key ("endeavour", "measure", "subject", "position")
);
comment on table ledger_team.measure_points is 'A value of a measure, by the entry that gave it.';
comment on column ledger_team.measure_points."endeavour" is 'The endeavour''s slug.';
comment on column ledger_team.measure_points."measure" is 'The measure.';
comment on column ledger_team.measure_points."subject" is 'The keys and names that make up its subject.';
comment on column ledger_team.measure_points."position" is 'Its place in the course of the measure, from 1.';
comment on column ledger_team.measure_points."value" is 'The value after the entry.';
comment on column ledger_team.measure_points."entry" is 'The id of the entry.';
comment on column ledger_team.measure_points."earliest" is 'The first instant at which it may have happened.';
comment on column ledger_team.measure_points."recorded_at" is 'When it became known.';
do $$ begin if exists (select from pg_roles where rolname = 'ledger_team_reader') then grant select on ledger_team.measure_points to ledger_team_reader; end if; end $$;
create table if not exists ledger_team.call_revisions (
    "endeavour" text not null,
    "audience" text not null,
    "revision" int not null,
    "entry" uuid not null,
    "earliest" timestamptz not null,
    "text" text not null,
    "contributors" text[] not null,
    "is_current" boolean not null,
    primary key ("endeavour", "audience", "revision")
);
comment on table ledger_team.call_revisions is 'A wording of a convening call.';
comment on column ledger_team.call_revisions."endeavour" is 'The endeavour''s slug.';
comment on column ledger_team.call_revisions."audience" is 'The key of the audience; empty: the common call.';
comment on column ledger_team.call_revisions."revision" is 'Its position, from 1; for display.';
comment on column ledger_team.call_revisions."entry" is 'The id of the entry that brought it in.';
comment on column ledger_team.call_revisions."earliest" is 'The first instant at which it may have happened.';
comment on column ledger_team.call_revisions."text" is 'The call in full.';
comment on column ledger_team.call_revisions."contributors" is 'The keys of who contributed to the wording.';
comment on column ledger_team.call_revisions."is_current" is 'Whether it holds.';
do $$ begin if exists (select from pg_roles where rolname = 'ledger_team_reader') then grant select on ledger_team.call_revisions to ledger_team_reader; end if; end $$;
create table if not exists ledger_team.call_answers (
    "endeavour" text not null,
    "audience" text not null,
    "who" text not null,
    "answer" text not null,
    "entry" uuid not null,
    "earliest" timestamptz not null,
    primary key ("endeavour", "audience", "who")
);
comment on table ledger_team.call_answers is 'The latest answer of somebody to a call.';
comment on column ledger_team.call_answers."endeavour" is 'The endeavour''s slug.';
comment on column ledger_team.call_answers."audience" is 'The key of the audience; empty: the common call.';
comment on column ledger_team.call_answers."who" is 'The key of who answered.';
comment on column ledger_team.call_answers."answer" is 'How.';
comment on column ledger_team.call_answers."entry" is 'The id of the entry.';
comment on column ledger_team.call_answers."earliest" is 'The first instant at which it may have happened.';
do $$ begin if exists (select from pg_roles where rolname = 'ledger_team_reader') then grant select on ledger_team.call_answers to ledger_team_reader; end if; end $$;
create table if not exists ledger_team.identifications (
    "endeavour" text not null,
    "participant" text not null,
    "with" text not null,
    "strength" numeric,
    "strength_by_self" numeric,
    "strength_by_others" numeric,
    "movement" text,
    "accountability" text,
    "takes_part" boolean not null,
    primary key ("endeavour", "participant", "with")
);
comment on table ledger_team.identifications is 'How a participant stands to an element.';
comment on column ledger_team.identifications."endeavour" is 'The endeavour''s slug.';
comment on column ledger_team.identifications."participant" is 'The key of the participant.';
comment on column ledger_team.identifications."with" is 'The key of the element.';
comment on column ledger_team.identifications."strength" is '-1 to 1.';
comment on column ledger_team.identifications."strength_by_self" is 'What they told themselves.';
comment on column ledger_team.identifications."strength_by_others" is 'What others told.';
comment on column ledger_team.identifications."movement" is 'Which way they last moved.';
comment on column ledger_team.identifications."accountability" is 'Whether they hold themselves to account there.';
comment on column ledger_team.identifications."takes_part" is 'Whether they take part.';
do $$ begin if exists (select from pg_roles where rolname = 'ledger_team_reader') then grant select on ledger_team.identifications to ledger_team_reader; end if; end $$;
create table if not exists ledger_team.legitimacy (
    "endeavour" text not null,
    "constituency" text not null,
    "standing" numeric,
    "signals" int not null,
    "last_signal" timestamptz not null,
    primary key ("endeavour", "constituency")
);
comment on table ledger_team.legitimacy is 'How a constituency stands to the endeavour.';
comment on column ledger_team.legitimacy."endeavour" is 'The endeavour''s slug.';
comment on column ledger_team.legitimacy."constituency" is 'The key of the constituency.';
comment on column ledger_team.legitimacy."standing" is 'The mean of its last five strengths, -1 to 1.';
comment on column ledger_team.legitimacy."signals" is 'How many signals there are.';
comment on column ledger_team.legitimacy."last_signal" is 'The first instant at which the last one may have happened.';
do $$ begin if exists (select from pg_roles where rolname = 'ledger_team_reader') then grant select on ledger_team.legitimacy to ledger_team_reader; end if; end $$;
create table if not exists ledger_team.boundaries (
    "endeavour" text not null,
    "key" text not null,
    "name" text,
    "type" text,
    "permeability" numeric,
    primary key ("endeavour", "key")
);
comment on table ledger_team.boundaries is 'A boundary. It is neither good nor bad.';
comment on column ledger_team.boundaries."endeavour" is 'The endeavour''s slug.';
comment on column ledger_team.boundaries."key" is 'Its key.';
comment on column ledger_team.boundaries."name" is 'What it is called.';
comment on column ledger_team.boundaries."type" is 'What makes it a boundary.';
comment on column ledger_team.boundaries."permeability" is 'How easily it is crossed, 0 to 1.';
do $$ begin if exists (select from pg_roles where rolname = 'ledger_team_reader') then grant select on ledger_team.boundaries to ledger_team_reader; end if; end $$;
create table if not exists ledger_team.milestones (
    "endeavour" text not null,
    "who" text not null,
    "milestone" text not null,
    "entry" uuid not null,
    "earliest" timestamptz not null,
    primary key ("endeavour", "who", "milestone")
);
comment on table ledger_team.milestones is 'A milestone of agency that somebody holds. They are a set, not a ladder of worth.';
comment on column ledger_team.milestones."endeavour" is 'The endeavour''s slug.';
comment on column ledger_team.milestones."who" is 'The key of who holds it.';
comment on column ledger_team.milestones."milestone" is 'The milestone.';
comment on column ledger_team.milestones."entry" is 'The id of the entry that reached it last.';
comment on column ledger_team.milestones."earliest" is 'The first instant at which that may have happened.';
do $$ begin if exists (select from pg_roles where rolname = 'ledger_team_reader') then grant select on ledger_team.milestones to ledger_team_reader; end if; end $$;
create table if not exists ledger_team.power_holdings (
    "endeavour" text not null,
    "holder" text not null,
    "form" text not null,
    "influence" numeric not null,
    "stance" numeric not null,
    "seen" text,
    "approach" text,
    "entry" uuid not null,
    primary key ("endeavour", "holder", "form")
);
comment on table ledger_team.power_holdings is 'A form of power in somebody''s hands.';
comment on column ledger_team.power_holdings."endeavour" is 'The endeavour''s slug.';
comment on column ledger_team.power_holdings."holder" is 'The key of the holder.';
comment on column ledger_team.power_holdings."form" is 'The form.';
comment on column ledger_team.power_holdings."influence" is 'How much it moves, 0 to 1.';
comment on column ledger_team.power_holdings."stance" is '-1 (blocks) to 1 (enables).';
comment on column ledger_team.power_holdings."seen" is 'How visible it is.';
comment on column ledger_team.power_holdings."approach" is 'How the conveners deal with it.';
comment on column ledger_team.power_holdings."entry" is 'The id of the entry that holds.';
do $$ begin if exists (select from pg_roles where rolname = 'ledger_team_reader') then grant select on ledger_team.power_holdings to ledger_team_reader; end if; end $$;
create table if not exists ledger_team.value_stories (
    "endeavour" text not null,
    "key" text not null,
    "teller" text not null,
    "type" text not null,
    "step" text not null,
    "effect" text not null,
    "leads_from" text[] not null,
    "text" text not null,
    "entry" uuid not null,
    primary key ("endeavour", "key")
);
comment on table ledger_team.value_stories is 'A value story as it was last told.';
comment on column ledger_team.value_stories."endeavour" is 'The endeavour''s slug.';
comment on column ledger_team.value_stories."key" is 'Its key.';
comment on column ledger_team.value_stories."teller" is 'The key of who tells it.';
comment on column ledger_team.value_stories."type" is 'Which kind of value.';
comment on column ledger_team.value_stories."step" is 'Whether it was lived.';
comment on column ledger_team.value_stories."effect" is 'Whether it did good.';
comment on column ledger_team.value_stories."leads_from" is 'The keys of the stories it leads on from.';
comment on column ledger_team.value_stories."text" is 'The story.';
comment on column ledger_team.value_stories."entry" is 'The id of the entry that tells it.';
do $$ begin if exists (select from pg_roles where rolname = 'ledger_team_reader') then grant select on ledger_team.value_stories to ledger_team_reader; end if; end $$;
create table if not exists ledger_team.outcomes (
    "endeavour" text not null,
    "key" text not null,
    "who" text not null,
    "change" text not null,
    "occurred_at" text not null,
    "intended" boolean not null,
    "entry" uuid not null,
    primary key ("endeavour", "key")
);
comment on table ledger_team.outcomes is 'A harvested outcome.';
comment on column ledger_team.outcomes."endeavour" is 'The endeavour''s slug.';
comment on column ledger_team.outcomes."key" is 'Its key.';
comment on column ledger_team.outcomes."who" is 'The key of whose behaviour, relationship, policy or practice changed.';
comment on column ledger_team.outcomes."change" is 'What changed.';
comment on column ledger_team.outcomes."occurred_at" is 'When, in EDTF.';
comment on column ledger_team.outcomes."intended" is 'Whether it was intended.';
comment on column ledger_team.outcomes."entry" is 'The id of the entry that describes it.';
do $$ begin if exists (select from pg_roles where rolname = 'ledger_team_reader') then grant select on ledger_team.outcomes to ledger_team_reader; end if; end $$;
create table if not exists ledger_team.claim_causes (
    "endeavour" text not null,
    "claim" text not null,
    "cause" uuid not null,
    "outcome" text not null,
    "by" text not null,
    "weight" text,
    "time_order" text not null,
    primary key ("endeavour", "claim", "cause")
);
comment on table ledger_team.claim_causes is 'A cause that a claim names, with its time order to the outcome.';
comment on column ledger_team.claim_causes."endeavour" is 'The endeavour''s slug.';
comment on column ledger_team.claim_causes."claim" is 'The key of the claim.';
comment on column ledger_team.claim_causes."cause" is 'The id of the entry.';
comment on column ledger_team.claim_causes."outcome" is 'The key of the outcome.';
comment on column ledger_team.claim_causes."by" is 'The key of who claims it.';
comment on column ledger_team.claim_causes."weight" is 'How much the evidence weighs.';
comment on column ledger_team.claim_causes."time_order" is 'PRECEDES, CONTRADICTS, CANNOT_TELL or OVERLAPS.';
do $$ begin if exists (select from pg_roles where rolname = 'ledger_team_reader') then grant select on ledger_team.claim_causes to ledger_team_reader; end if; end $$;
create table if not exists ledger_team.substantiations (
    "endeavour" text not null,
    "entry" uuid not null,
    "finding" text not null,
    "aspect" text not null,
    "by" text not null,
    "verdict" text not null,
    "is_independent" boolean not null,
    primary key ("endeavour", "entry")
);
comment on table ledger_team.substantiations is 'What somebody said of an aspect of an outcome or claim.';
comment on column ledger_team.substantiations."endeavour" is 'The endeavour''s slug.';
comment on column ledger_team.substantiations."entry" is 'The id of the entry that says it.';
comment on column ledger_team.substantiations."finding" is 'The key of the outcome or claim.';
comment on column ledger_team.substantiations."aspect" is 'Of which aspect.';
comment on column ledger_team.substantiations."by" is 'The key of who was asked.';
comment on column ledger_team.substantiations."verdict" is 'What they said.';
comment on column ledger_team.substantiations."is_independent" is 'Whether it was said neither by the claimant nor recorded by who recorded the claim or outcome.';
do $$ begin if exists (select from pg_roles where rolname = 'ledger_team_reader') then grant select on ledger_team.substantiations to ledger_team_reader; end if; end $$;
create schema if not exists ledger_evaluators;
comment on schema ledger_evaluators is 'What EVALUATORS may see of every endeavour, as it stands with all that is recorded. Kept by the ledger; read only.';
do $$ begin
    create role ledger_evaluators_reader nologin;
exception
    when duplicate_object or unique_violation then null;
    when insufficient_privilege then raise notice 'The role ledger_evaluators_reader has to be made, and granted usage of ledger_evaluators and select on its tables, by somebody who may.';
end $$;
do $$ begin if exists (select from pg_roles where rolname = 'ledger_evaluators_reader') then grant usage on schema ledger_evaluators to ledger_evaluators_reader; end if; end $$;
create table if not exists ledger_evaluators.micro_shifts (
    "endeavour" text not null,
    "entry" uuid not null,
    "measure" text not null,
    "subject" text[] not null,
    "before" numeric not null,
    "after" numeric not null,
    "delta" numeric not null,
    "dimension" text,
    "earliest" timestamptz not null,
    "recorded_at" timestamptz not null,
    primary key ("endeavour", "entry", "measure", "subject")
);
comment on table ledger_evaluators.micro_shifts is 'One entry moving one measure of one endeavour to another value.';
comment on column ledger_evaluators.micro_shifts."endeavour" is 'The endeavour''s slug.';
comment on column ledger_evaluators.micro_shifts."entry" is 'The id of the entry.';
comment on column ledger_evaluators.micro_shifts."measure" is 'The measure.';
comment on column ledger_evaluators.micro_shifts."subject" is 'The keys and names that make up its subject, in the order of the vocabulary.';
comment on column ledger_evaluators.micro_shifts."before" is 'Its value just before the entry, in the order of the frame.';
comment on column ledger_evaluators.micro_shifts."after" is 'Its value after it.';
comment on column ledger_evaluators.micro_shifts."delta" is 'How far it moved.';
comment on column ledger_evaluators.micro_shifts."dimension" is 'The dimension that the entry counts to.';
comment on column ledger_evaluators.micro_shifts."earliest" is 'The first instant at which it may have happened.';
comment on column ledger_evaluators.micro_shifts."recorded_at" is 'When it became known.';
create index if not exists micro_shifts_1 on ledger_evaluators.micro_shifts (earliest desc, recorded_at desc);
do $$ begin if exists (select from pg_roles where rolname = 'ledger_evaluators_reader') then grant select on ledger_evaluators.micro_shifts to ledger_evaluators_reader; end if; end $$;
create table if not exists ledger_evaluators.entry_texts (
    "endeavour" text not null,
    "entry" uuid not null,
    "kind" text not null,
    "text" text not null,
    "search" tsvector generated always as (to_tsvector('simple', text)) stored,
    primary key ("endeavour", "entry")
);
comment on table ledger_evaluators.entry_texts is 'The texts of an entry, for full-text search.';
comment on column ledger_evaluators.entry_texts."endeavour" is 'The endeavour''s slug.';
comment on column ledger_evaluators.entry_texts."entry" is 'The id of the entry.';
comment on column ledger_evaluators.entry_texts."kind" is 'The name of its kind.';
comment on column ledger_evaluators.entry_texts."text" is 'Its texts and its note, corrected as far as is known, one on each line.';
comment on column ledger_evaluators.entry_texts."search" is 'Its words, in whatever language: none is cut to its stem.';
create index if not exists entry_texts_1 on ledger_evaluators.entry_texts using gin (search);
do $$ begin if exists (select from pg_roles where rolname = 'ledger_evaluators_reader') then grant select on ledger_evaluators.entry_texts to ledger_evaluators_reader; end if; end $$;
create table if not exists ledger_evaluators.endeavours (
    "endeavour" text not null,
    "title" text,
    "purpose" text,
    "scale" text,
    "status" text not null,
    "entries" int not null,
    "last_recorded_at" timestamptz,
    primary key ("endeavour")
);
comment on table ledger_evaluators.endeavours is 'An endeavour that the circle may know of.';
comment on column ledger_evaluators.endeavours."endeavour" is 'The endeavour''s slug.';
comment on column ledger_evaluators.endeavours."title" is 'What it is called.';
comment on column ledger_evaluators.endeavours."purpose" is 'What it is for.';
comment on column ledger_evaluators.endeavours."scale" is 'The level of scale it works at.';
comment on column ledger_evaluators.endeavours."status" is 'NOT_OPEN, ACTIVE, PAUSED or CLOSED.';
comment on column ledger_evaluators.endeavours."entries" is 'How many entries the circle may see.';
comment on column ledger_evaluators.endeavours."last_recorded_at" is 'When the last of them became known.';
do $$ begin if exists (select from pg_roles where rolname = 'ledger_evaluators_reader') then grant select on ledger_evaluators.endeavours to ledger_evaluators_reader; end if; end $$;
create table if not exists ledger_evaluators.entries (
    "endeavour" text not null,
    "entry" uuid not null,
    "ref" text,
    "kind" text not null,
    "family" text not null,
    "dimension" text,
    "occurred_at" text not null,
    "earliest" timestamptz not null,
    "latest" timestamptz not null,
    "recorded_at" timestamptz not null,
    "is_claimed" boolean not null,
    "recorded_by" text not null,
    "modes" text[] not null,
    "standpoint" text,
    "told_by" text,
    "mentions" text[] not null,
    "is_effective" boolean not null,
    "is_corrected" boolean not null,
    "account" text not null,
    "data" jsonb not null,
    primary key ("endeavour", "entry")
);
comment on table ledger_evaluators.entries is 'An entry, corrected as far as is known; retracted ones and entries about entries too.';
comment on column ledger_evaluators.entries."endeavour" is 'The endeavour''s slug.';
comment on column ledger_evaluators.entries."entry" is 'Its id.';
comment on column ledger_evaluators.entries."ref" is 'A slug that names it within the endeavour.';
comment on column ledger_evaluators.entries."kind" is 'The name of its kind.';
comment on column ledger_evaluators.entries."family" is 'The family that its kind is listed in.';
comment on column ledger_evaluators.entries."dimension" is 'The dimension that it counts to.';
comment on column ledger_evaluators.entries."occurred_at" is 'When it happened, in EDTF, as it was written.';
comment on column ledger_evaluators.entries."earliest" is 'The first instant at which it may have happened.';
comment on column ledger_evaluators.entries."latest" is 'The end of the span in which it may have happened, exclusive.';
comment on column ledger_evaluators.entries."recorded_at" is 'When it became known.';
comment on column ledger_evaluators.entries."is_claimed" is 'Whether that is claimed by an import.';
comment on column ledger_evaluators.entries."recorded_by" is 'The subject id of who recorded it.';
comment on column ledger_evaluators.entries."modes" is 'The modes of identification at work.';
comment on column ledger_evaluators.entries."standpoint" is 'From where it is told.';
comment on column ledger_evaluators.entries."told_by" is 'The key of who told it.';
comment on column ledger_evaluators.entries."mentions" is 'The keys of the people that its texts speak of.';
comment on column ledger_evaluators.entries."is_effective" is 'Whether it counts: no meta entry, and not retracted.';
comment on column ledger_evaluators.entries."is_corrected" is 'Whether it shows corrected content.';
comment on column ledger_evaluators.entries."account" is 'What it says in plain words.';
comment on column ledger_evaluators.entries."data" is 'What happened, as its kind defines.';
create index if not exists entries_1 on ledger_evaluators.entries (kind, earliest);
do $$ begin if exists (select from pg_roles where rolname = 'ledger_evaluators_reader') then grant select on ledger_evaluators.entries to ledger_evaluators_reader; end if; end $$;
create table if not exists ledger_evaluators.elements (
    "endeavour" text not null,
    "key" text not null,
    "name" text,
    "element" text,
    "force" text,
    "scale" text,
    "description" text,
    "is_on_map" boolean not null,
    primary key ("endeavour", "key")
);
comment on table ledger_evaluators.elements is 'An element of the landscape.';
comment on column ledger_evaluators.elements."endeavour" is 'The endeavour''s slug.';
comment on column ledger_evaluators.elements."key" is 'Its key.';
comment on column ledger_evaluators.elements."name" is 'What it is called.';
comment on column ledger_evaluators.elements."element" is 'What it is.';
comment on column ledger_evaluators.elements."force" is 'Which structuring force it is.';
comment on column ledger_evaluators.elements."scale" is 'The level of scale it lives at.';
comment on column ledger_evaluators.elements."description" is 'What there is to say of it.';
comment on column ledger_evaluators.elements."is_on_map" is 'Whether it is not retired.';
do $$ begin if exists (select from pg_roles where rolname = 'ledger_evaluators_reader') then grant select on ledger_evaluators.elements to ledger_evaluators_reader; end if; end $$;
create table if not exists ledger_evaluators.measure_points (
    "endeavour" text not null,
    "measure" text not null,
    "subject" text[] not null,
    "position" int not null,
    "value" numeric not null,
    "entry" uuid not null,
    "earliest" timestamptz not null,
    "recorded_at" timestamptz not null,
    primary key ("endeavour", "measure", "subject", "position")
);
comment on table ledger_evaluators.measure_points is 'A value of a measure, by the entry that gave it.';
comment on column ledger_evaluators.measure_points."endeavour" is 'The endeavour''s slug.';
comment on column ledger_evaluators.measure_points."measure" is 'The measure.';
comment on column ledger_evaluators.measure_points."subject" is 'The keys and names that make up its subject.';
comment on column ledger_evaluators.measure_points."position" is 'Its place in the course of the measure, from 1.';
comment on column ledger_evaluators.measure_points."value" is 'The value after the entry.';
comment on column ledger_evaluators.measure_points."entry" is 'The id of the entry.';
comment on column ledger_evaluators.measure_points."earliest" is 'The first instant at which it may have happened.';
comment on column ledger_evaluators.measure_points."recorded_at" is 'When it became known.';
do $$ begin if exists (select from pg_roles where rolname = 'ledger_evaluators_reader') then grant select on ledger_evaluators.measure_points to ledger_evaluators_reader; end if; end $$;
create table if not exists ledger_evaluators.call_revisions (
    "endeavour" text not null,
    "audience" text not null,
    "revision" int not null,
    "entry" uuid not null,
    "earliest" timestamptz not null,
    "text" text not null,
    "contributors" text[] not null,
    "is_current" boolean not null,
    primary key ("endeavour", "audience", "revision")
);
comment on table ledger_evaluators.call_revisions is 'A wording of a convening call.';
comment on column ledger_evaluators.call_revisions."endeavour" is 'The endeavour''s slug.';
comment on column ledger_evaluators.call_revisions."audience" is 'The key of the audience; empty: the common call.';
comment on column ledger_evaluators.call_revisions."revision" is 'Its position, from 1; for display.';
comment on column ledger_evaluators.call_revisions."entry" is 'The id of the entry that brought it in.';
comment on column ledger_evaluators.call_revisions."earliest" is 'The first instant at which it may have happened.';
comment on column ledger_evaluators.call_revisions."text" is 'The call in full.';
comment on column ledger_evaluators.call_revisions."contributors" is 'The keys of who contributed to the wording.';
comment on column ledger_evaluators.call_revisions."is_current" is 'Whether it holds.';
do $$ begin if exists (select from pg_roles where rolname = 'ledger_evaluators_reader') then grant select on ledger_evaluators.call_revisions to ledger_evaluators_reader; end if; end $$;
create table if not exists ledger_evaluators.call_answers (
    "endeavour" text not null,
    "audience" text not null,
    "who" text not null,
    "answer" text not null,
    "entry" uuid not null,
    "earliest" timestamptz not null,
    primary key ("endeavour", "audience", "who")
);
comment on table ledger_evaluators.call_answers is 'The latest answer of somebody to a call.';
comment on column ledger_evaluators.call_answers."endeavour" is 'The endeavour''s slug.';
comment on column ledger_evaluators.call_answers."audience" is 'The key of the audience; empty: the common call.';
comment on column ledger_evaluators.call_answers."who" is 'The key of who answered.';
comment on column ledger_evaluators.call_answers."answer" is 'How.';
comment on column ledger_evaluators.call_answers."entry" is 'The id of the entry.';
comment on column ledger_evaluators.call_answers."earliest" is 'The first instant at which it may have happened.';
do $$ begin if exists (select from pg_roles where rolname = 'ledger_evaluators_reader') then grant select on ledger_evaluators.call_answers to ledger_evaluators_reader; end if; end $$;
create table if not exists ledger_evaluators.identifications (
    "endeavour" text not null,
    "participant" text not null,
    "with" text not null,
    "strength" numeric,
    "strength_by_self" numeric,
    "strength_by_others" numeric,
    "movement" text,
    "accountability" text,
    "takes_part" boolean not null,
    primary key ("endeavour", "participant", "with")
);
comment on table ledger_evaluators.identifications is 'How a participant stands to an element.';
comment on column ledger_evaluators.identifications."endeavour" is 'The endeavour''s slug.';
comment on column ledger_evaluators.identifications."participant" is 'The key of the participant.';
comment on column ledger_evaluators.identifications."with" is 'The key of the element.';
comment on column ledger_evaluators.identifications."strength" is '-1 to 1.';
comment on column ledger_evaluators.identifications."strength_by_self" is 'What they told themselves.';
comment on column ledger_evaluators.identifications."strength_by_others" is 'What others told.';
comment on column ledger_evaluators.identifications."movement" is 'Which way they last moved.';
comment on column ledger_evaluators.identifications."accountability" is 'Whether they hold themselves to account there.';
comment on column ledger_evaluators.identifications."takes_part" is 'Whether they take part.';
do $$ begin if exists (select from pg_roles where rolname = 'ledger_evaluators_reader') then grant select on ledger_evaluators.identifications to ledger_evaluators_reader; end if; end $$;
create table if not exists ledger_evaluators.legitimacy (
    "endeavour" text not null,
    "constituency" text not null,
    "standing" numeric,
    "signals" int not null,
    "last_signal" timestamptz not null,
    primary key ("endeavour", "constituency")
);
comment on table ledger_evaluators.legitimacy is 'How a constituency stands to the endeavour.';
comment on column ledger_evaluators.legitimacy."endeavour" is 'The endeavour''s slug.';
comment on column ledger_evaluators.legitimacy."constituency" is 'The key of the constituency.';
comment on column ledger_evaluators.legitimacy."standing" is 'The mean of its last five strengths, -1 to 1.';
comment on column ledger_evaluators.legitimacy."signals" is 'How many signals there are.';
comment on column ledger_evaluators.legitimacy."last_signal" is 'The first instant at which the last one may have happened.';
do $$ begin if exists (select from pg_roles where rolname = 'ledger_evaluators_reader') then grant select on ledger_evaluators.legitimacy to ledger_evaluators_reader; end if; end $$;
create table if not exists ledger_evaluators.boundaries (
    "endeavour" text not null,
    "key" text not null,
    "name" text,
    "type" text,
    "permeability" numeric,
    primary key ("endeavour", "key")
);
comment on table ledger_evaluators.boundaries is 'A boundary. It is neither good nor bad.';
comment on column ledger_evaluators.boundaries."endeavour" is 'The endeavour''s slug.';
comment on column ledger_evaluators.boundaries."key" is 'Its key.';
comment on column ledger_evaluators.boundaries."name" is 'What it is called.';
comment on column ledger_evaluators.boundaries."type" is 'What makes it a boundary.';
comment on column ledger_evaluators.boundaries."permeability" is 'How easily it is crossed, 0 to 1.';
do $$ begin if exists (select from pg_roles where rolname = 'ledger_evaluators_reader') then grant select on ledger_evaluators.boundaries to ledger_evaluators_reader; end if; end $$;
create table if not exists ledger_evaluators.milestones (
    "endeavour" text not null,
    "who" text not null,
    "milestone" text not null,
    "entry" uuid not null,
    "earliest" timestamptz not null,
    primary key ("endeavour", "who", "milestone")
);
comment on table ledger_evaluators.milestones is 'A milestone of agency that somebody holds. They are a set, not a ladder of worth.';
comment on column ledger_evaluators.milestones."endeavour" is 'The endeavour''s slug.';
comment on column ledger_evaluators.milestones."who" is 'The key of who holds it.';
comment on column ledger_evaluators.milestones."milestone" is 'The milestone.';
comment on column ledger_evaluators.milestones."entry" is 'The id of the entry that reached it last.';
comment on column ledger_evaluators.milestones."earliest" is 'The first instant at which that may have happened.';
do $$ begin if exists (select from pg_roles where rolname = 'ledger_evaluators_reader') then grant select on ledger_evaluators.milestones to ledger_evaluators_reader; end if; end $$;
create table if not exists ledger_evaluators.power_holdings (
    "endeavour" text not null,
    "holder" text not null,
    "form" text not null,
    "influence" numeric not null,
    "stance" numeric not null,
    "seen" text,
    "approach" text,
    "entry" uuid not null,
    primary key ("endeavour", "holder", "form")
);
comment on table ledger_evaluators.power_holdings is 'A form of power in somebody''s hands.';
comment on column ledger_evaluators.power_holdings."endeavour" is 'The endeavour''s slug.';
comment on column ledger_evaluators.power_holdings."holder" is 'The key of the holder.';
comment on column ledger_evaluators.power_holdings."form" is 'The form.';
comment on column ledger_evaluators.power_holdings."influence" is 'How much it moves, 0 to 1.';
comment on column ledger_evaluators.power_holdings."stance" is '-1 (blocks) to 1 (enables).';
comment on column ledger_evaluators.power_holdings."seen" is 'How visible it is.';
comment on column ledger_evaluators.power_holdings."approach" is 'How the conveners deal with it.';
comment on column ledger_evaluators.power_holdings."entry" is 'The id of the entry that holds.';
do $$ begin if exists (select from pg_roles where rolname = 'ledger_evaluators_reader') then grant select on ledger_evaluators.power_holdings to ledger_evaluators_reader; end if; end $$;
create table if not exists ledger_evaluators.value_stories (
    "endeavour" text not null,
    "key" text not null,
    "teller" text not null,
    "type" text not null,
    "step" text not null,
    "effect" text not null,
    "leads_from" text[] not null,
    "text" text not null,
    "entry" uuid not null,
    primary key ("endeavour", "key")
);
comment on table ledger_evaluators.value_stories is 'A value story as it was last told.';
comment on column ledger_evaluators.value_stories."endeavour" is 'The endeavour''s slug.';
comment on column ledger_evaluators.value_stories."key" is 'Its key.';
comment on column ledger_evaluators.value_stories."teller" is 'The key of who tells it.';
comment on column ledger_evaluators.value_stories."type" is 'Which kind of value.';
comment on column ledger_evaluators.value_stories."step" is 'Whether it was lived.';
comment on column ledger_evaluators.value_stories."effect" is 'Whether it did good.';
comment on column ledger_evaluators.value_stories."leads_from" is 'The keys of the stories it leads on from.';
comment on column ledger_evaluators.value_stories."text" is 'The story.';
comment on column ledger_evaluators.value_stories."entry" is 'The id of the entry that tells it.';
do $$ begin if exists (select from pg_roles where rolname = 'ledger_evaluators_reader') then grant select on ledger_evaluators.value_stories to ledger_evaluators_reader; end if; end $$;
create table if not exists ledger_evaluators.outcomes (
    "endeavour" text not null,
    "key" text not null,
    "who" text not null,
    "change" text not null,
    "occurred_at" text not null,
    "intended" boolean not null,
    "entry" uuid not null,
    primary key ("endeavour", "key")
);
comment on table ledger_evaluators.outcomes is 'A harvested outcome.';
comment on column ledger_evaluators.outcomes."endeavour" is 'The endeavour''s slug.';
comment on column ledger_evaluators.outcomes."key" is 'Its key.';
comment on column ledger_evaluators.outcomes."who" is 'The key of whose behaviour, relationship, policy or practice changed.';
comment on column ledger_evaluators.outcomes."change" is 'What changed.';
comment on column ledger_evaluators.outcomes."occurred_at" is 'When, in EDTF.';
comment on column ledger_evaluators.outcomes."intended" is 'Whether it was intended.';
comment on column ledger_evaluators.outcomes."entry" is 'The id of the entry that describes it.';
do $$ begin if exists (select from pg_roles where rolname = 'ledger_evaluators_reader') then grant select on ledger_evaluators.outcomes to ledger_evaluators_reader; end if; end $$;
create table if not exists ledger_evaluators.claim_causes (
    "endeavour" text not null,
    "claim" text not null,
    "cause" uuid not null,
    "outcome" text not null,
    "by" text not null,
    "weight" text,
    "time_order" text not null,
    primary key ("endeavour", "claim", "cause")
);
comment on table ledger_evaluators.claim_causes is 'A cause that a claim names, with its time order to the outcome.';
comment on column ledger_evaluators.claim_causes."endeavour" is 'The endeavour''s slug.';
comment on column ledger_evaluators.claim_causes."claim" is 'The key of the claim.';
comment on column ledger_evaluators.claim_causes."cause" is 'The id of the entry.';
comment on column ledger_evaluators.claim_causes."outcome" is 'The key of the outcome.';
comment on column ledger_evaluators.claim_causes."by" is 'The key of who claims it.';
comment on column ledger_evaluators.claim_causes."weight" is 'How much the evidence weighs.';
comment on column ledger_evaluators.claim_causes."time_order" is 'PRECEDES, CONTRADICTS, CANNOT_TELL or OVERLAPS.';
do $$ begin if exists (select from pg_roles where rolname = 'ledger_evaluators_reader') then grant select on ledger_evaluators.claim_causes to ledger_evaluators_reader; end if; end $$;
create table if not exists ledger_evaluators.substantiations (
    "endeavour" text not null,
    "entry" uuid not null,
    "finding" text not null,
    "aspect" text not null,
    "by" text not null,
    "verdict" text not null,
    "is_independent" boolean not null,
    primary key ("endeavour", "entry")
);
comment on table ledger_evaluators.substantiations is 'What somebody said of an aspect of an outcome or claim.';
comment on column ledger_evaluators.substantiations."endeavour" is 'The endeavour''s slug.';
comment on column ledger_evaluators.substantiations."entry" is 'The id of the entry that says it.';
comment on column ledger_evaluators.substantiations."finding" is 'The key of the outcome or claim.';
comment on column ledger_evaluators.substantiations."aspect" is 'Of which aspect.';
comment on column ledger_evaluators.substantiations."by" is 'The key of who was asked.';
comment on column ledger_evaluators.substantiations."verdict" is 'What they said.';
comment on column ledger_evaluators.substantiations."is_independent" is 'Whether it was said neither by the claimant nor recorded by who recorded the claim or outcome.';
do $$ begin if exists (select from pg_roles where rolname = 'ledger_evaluators_reader') then grant select on ledger_evaluators.substantiations to ledger_evaluators_reader; end if; end $$;
create schema if not exists ledger_public;
comment on schema ledger_public is 'What PUBLIC may see of every endeavour, as it stands with all that is recorded. Kept by the ledger; read only.';
do $$ begin
    create role ledger_public_reader nologin;
exception
    when duplicate_object or unique_violation then null;
    when insufficient_privilege then raise notice 'The role ledger_public_reader has to be made, and granted usage of ledger_public and select on its tables, by somebody who may.';
end $$;
do $$ begin if exists (select from pg_roles where rolname = 'ledger_public_reader') then grant usage on schema ledger_public to ledger_public_reader; end if; end $$;
create table if not exists ledger_public.micro_shifts (
    "endeavour" text not null,
    "entry" uuid not null,
    "measure" text not null,
    "subject" text[] not null,
    "before" numeric not null,
    "after" numeric not null,
    "delta" numeric not null,
    "dimension" text,
    "earliest" timestamptz not null,
    "recorded_at" timestamptz not null,
    primary key ("endeavour", "entry", "measure", "subject")
);
comment on table ledger_public.micro_shifts is 'One entry moving one measure of one endeavour to another value.';
comment on column ledger_public.micro_shifts."endeavour" is 'The endeavour''s slug.';
comment on column ledger_public.micro_shifts."entry" is 'The id of the entry.';
comment on column ledger_public.micro_shifts."measure" is 'The measure.';
comment on column ledger_public.micro_shifts."subject" is 'The keys and names that make up its subject, in the order of the vocabulary.';
comment on column ledger_public.micro_shifts."before" is 'Its value just before the entry, in the order of the frame.';
comment on column ledger_public.micro_shifts."after" is 'Its value after it.';
comment on column ledger_public.micro_shifts."delta" is 'How far it moved.';
comment on column ledger_public.micro_shifts."dimension" is 'The dimension that the entry counts to.';
comment on column ledger_public.micro_shifts."earliest" is 'The first instant at which it may have happened.';
comment on column ledger_public.micro_shifts."recorded_at" is 'When it became known.';
create index if not exists micro_shifts_1 on ledger_public.micro_shifts (earliest desc, recorded_at desc);
do $$ begin if exists (select from pg_roles where rolname = 'ledger_public_reader') then grant select on ledger_public.micro_shifts to ledger_public_reader; end if; end $$;
create table if not exists ledger_public.entry_texts (
    "endeavour" text not null,
    "entry" uuid not null,
    "kind" text not null,
    "text" text not null,
    "search" tsvector generated always as (to_tsvector('simple', text)) stored,
    primary key ("endeavour", "entry")
);
comment on table ledger_public.entry_texts is 'The texts of an entry, for full-text search.';
comment on column ledger_public.entry_texts."endeavour" is 'The endeavour''s slug.';
comment on column ledger_public.entry_texts."entry" is 'The id of the entry.';
comment on column ledger_public.entry_texts."kind" is 'The name of its kind.';
comment on column ledger_public.entry_texts."text" is 'Its texts and its note, corrected as far as is known, one on each line.';
comment on column ledger_public.entry_texts."search" is 'Its words, in whatever language: none is cut to its stem.';
create index if not exists entry_texts_1 on ledger_public.entry_texts using gin (search);
do $$ begin if exists (select from pg_roles where rolname = 'ledger_public_reader') then grant select on ledger_public.entry_texts to ledger_public_reader; end if; end $$;
create table if not exists ledger_public.endeavours (
    "endeavour" text not null,
    "title" text,
    "purpose" text,
    "scale" text,
    "status" text not null,
    "entries" int not null,
    "last_recorded_at" timestamptz,
    primary key ("endeavour")
);
comment on table ledger_public.endeavours is 'An endeavour that the circle may know of.';
comment on column ledger_public.endeavours."endeavour" is 'The endeavour''s slug.';
comment on column ledger_public.endeavours."title" is 'What it is called.';
comment on column ledger_public.endeavours."purpose" is 'What it is for.';
comment on column ledger_public.endeavours."scale" is 'The level of scale it works at.';
comment on column ledger_public.endeavours."status" is 'NOT_OPEN, ACTIVE, PAUSED or CLOSED.';
comment on column ledger_public.endeavours."entries" is 'How many entries the circle may see.';
comment on column ledger_public.endeavours."last_recorded_at" is 'When the last of them became known.';
do $$ begin if exists (select from pg_roles where rolname = 'ledger_public_reader') then grant select on ledger_public.endeavours to ledger_public_reader; end if; end $$;
create table if not exists ledger_public.entries (
    "endeavour" text not null,
    "entry" uuid not null,
    "ref" text,
    "kind" text not null,
    "family" text not null,
    "dimension" text,
    "occurred_at" text not null,
    "earliest" timestamptz not null,
    "latest" timestamptz not null,
    "recorded_at" timestamptz not null,
    "is_claimed" boolean not null,
    "recorded_by" text not null,
    "modes" text[] not null,
    "standpoint" text,
    "told_by" text,
    "mentions" text[] not null,
    "is_effective" boolean not null,
    "is_corrected" boolean not null,
    "account" text not null,
    "data" jsonb not null,
    primary key ("endeavour", "entry")
);
comment on table ledger_public.entries is 'An entry, corrected as far as is known; retracted ones and entries about entries too.';
comment on column ledger_public.entries."endeavour" is 'The endeavour''s slug.';
comment on column ledger_public.entries."entry" is 'Its id.';
comment on column ledger_public.entries."ref" is 'A slug that names it within the endeavour.';
comment on column ledger_public.entries."kind" is 'The name of its kind.';
comment on column ledger_public.entries."family" is 'The family that its kind is listed in.';
comment on column ledger_public.entries."dimension" is 'The dimension that it counts to.';
comment on column ledger_public.entries."occurred_at" is 'When it happened, in EDTF, as it was written.';
comment on column ledger_public.entries."earliest" is 'The first instant at which it may have happened.';
comment on column ledger_public.entries."latest" is 'The end of the span in which it may have happened, exclusive.';
comment on column ledger_public.entries."recorded_at" is 'When it became known.';
comment on column ledger_public.entries."is_claimed" is 'Whether that is claimed by an import.';
comment on column ledger_public.entries."recorded_by" is 'The subject id of who recorded it.';
comment on column ledger_public.entries."modes" is 'The modes of identification at work.';
comment on column ledger_public.entries."standpoint" is 'From where it is told.';
comment on column ledger_public.entries."told_by" is 'The key of who told it.';
comment on column ledger_public.entries."mentions" is 'The keys of the people that its texts speak of.';
comment on column ledger_public.entries."is_effective" is 'Whether it counts: no meta entry, and not retracted.';
comment on column ledger_public.entries."is_corrected" is 'Whether it shows corrected content.';
comment on column ledger_public.entries."account" is 'What it says in plain words.';
comment on column ledger_public.entries."data" is 'What happened, as its kind defines.';
create index if not exists entries_1 on ledger_public.entries (kind, earliest);
do $$ begin if exists (select from pg_roles where rolname = 'ledger_public_reader') then grant select on ledger_public.entries to ledger_public_reader; end if; end $$;
create table if not exists ledger_public.elements (
    "endeavour" text not null,
    "key" text not null,
    "name" text,
    "element" text,
    "force" text,
    "scale" text,
    "description" text,
    "is_on_map" boolean not null,
    primary key ("endeavour", "key")
);
comment on table ledger_public.elements is 'An element of the landscape.';
comment on column ledger_public.elements."endeavour" is 'The endeavour''s slug.';
comment on column ledger_public.elements."key" is 'Its key.';
comment on column ledger_public.elements."name" is 'What it is called.';
comment on column ledger_public.elements."element" is 'What it is.';
comment on column ledger_public.elements."force" is 'Which structuring force it is.';
comment on column ledger_public.elements."scale" is 'The level of scale it lives at.';
comment on column ledger_public.elements."description" is 'What there is to say of it.';
comment on column ledger_public.elements."is_on_map" is 'Whether it is not retired.';
do $$ begin if exists (select from pg_roles where rolname = 'ledger_public_reader') then grant select on ledger_public.elements to ledger_public_reader; end if; end $$;
create table if not exists ledger_public.measure_points (
    "endeavour" text not null,
    "measure" text not null,
    "subject" text[] not null,
    "position" int not null,
    "value" numeric not null,
    "entry" uuid not null,
    "earliest" timestamptz not null,
    "recorded_at" timestamptz not null,
    primary key ("endeavour", "measure", "subject", "position")
);
comment on table ledger_public.measure_points is 'A value of a measure, by the entry that gave it.';
comment on column ledger_public.measure_points."endeavour" is 'The endeavour''s slug.';
comment on column ledger_public.measure_points."measure" is 'The measure.';
comment on column ledger_public.measure_points."subject" is 'The keys and names that make up its subject.';
comment on column ledger_public.measure_points."position" is 'Its place in the course of the measure, from 1.';
comment on column ledger_public.measure_points."value" is 'The value after the entry.';
comment on column ledger_public.measure_points."entry" is 'The id of the entry.';
comment on column ledger_public.measure_points."earliest" is 'The first instant at which it may have happened.';
comment on column ledger_public.measure_points."recorded_at" is 'When it became known.';
do $$ begin if exists (select from pg_roles where rolname = 'ledger_public_reader') then grant select on ledger_public.measure_points to ledger_public_reader; end if; end $$;
create table if not exists ledger_public.call_revisions (
    "endeavour" text not null,
    "audience" text not null,
    "revision" int not null,
    "entry" uuid not null,
    "earliest" timestamptz not null,
    "text" text not null,
    "contributors" text[] not null,
    "is_current" boolean not null,
    primary key ("endeavour", "audience", "revision")
);
comment on table ledger_public.call_revisions is 'A wording of a convening call.';
comment on column ledger_public.call_revisions."endeavour" is 'The endeavour''s slug.';
comment on column ledger_public.call_revisions."audience" is 'The key of the audience; empty: the common call.';
comment on column ledger_public.call_revisions."revision" is 'Its position, from 1; for display.';
comment on column ledger_public.call_revisions."entry" is 'The id of the entry that brought it in.';
comment on column ledger_public.call_revisions."earliest" is 'The first instant at which it may have happened.';
comment on column ledger_public.call_revisions."text" is 'The call in full.';
comment on column ledger_public.call_revisions."contributors" is 'The keys of who contributed to the wording.';
comment on column ledger_public.call_revisions."is_current" is 'Whether it holds.';
do $$ begin if exists (select from pg_roles where rolname = 'ledger_public_reader') then grant select on ledger_public.call_revisions to ledger_public_reader; end if; end $$;
create table if not exists ledger_public.call_answers (
    "endeavour" text not null,
    "audience" text not null,
    "who" text not null,
    "answer" text not null,
    "entry" uuid not null,
    "earliest" timestamptz not null,
    primary key ("endeavour", "audience", "who")
);
comment on table ledger_public.call_answers is 'The latest answer of somebody to a call.';
comment on column ledger_public.call_answers."endeavour" is 'The endeavour''s slug.';
comment on column ledger_public.call_answers."audience" is 'The key of the audience; empty: the common call.';
comment on column ledger_public.call_answers."who" is 'The key of who answered.';
comment on column ledger_public.call_answers."answer" is 'How.';
comment on column ledger_public.call_answers."entry" is 'The id of the entry.';
comment on column ledger_public.call_answers."earliest" is 'The first instant at which it may have happened.';
do $$ begin if exists (select from pg_roles where rolname = 'ledger_public_reader') then grant select on ledger_public.call_answers to ledger_public_reader; end if; end $$;
create table if not exists ledger_public.identifications (
    "endeavour" text not null,
    "participant" text not null,
    "with" text not null,
    "strength" numeric,
    "strength_by_self" numeric,
    "strength_by_others" numeric,
    "movement" text,
    "accountability" text,
    "takes_part" boolean not null,
    primary key ("endeavour", "participant", "with")
);
comment on table ledger_public.identifications is 'How a participant stands to an element.';
comment on column ledger_public.identifications."endeavour" is 'The endeavour''s slug.';
comment on column ledger_public.identifications."participant" is 'The key of the participant.';
comment on column ledger_public.identifications."with" is 'The key of the element.';
comment on column ledger_public.identifications."strength" is '-1 to 1.';
comment on column ledger_public.identifications."strength_by_self" is 'What they told themselves.';
comment on column ledger_public.identifications."strength_by_others" is 'What others told.';
comment on column ledger_public.identifications."movement" is 'Which way they last moved.';
comment on column ledger_public.identifications."accountability" is 'Whether they hold themselves to account there.';
comment on column ledger_public.identifications."takes_part" is 'Whether they take part.';
do $$ begin if exists (select from pg_roles where rolname = 'ledger_public_reader') then grant select on ledger_public.identifications to ledger_public_reader; end if; end $$;
create table if not exists ledger_public.legitimacy (
    "endeavour" text not null,
    "constituency" text not null,
    "standing" numeric,
    "signals" int not null,
    "last_signal" timestamptz not null,
    primary key ("endeavour", "constituency")
);
comment on table ledger_public.legitimacy is 'How a constituency stands to the endeavour.';
comment on column ledger_public.legitimacy."endeavour" is 'The endeavour''s slug.';
comment on column ledger_public.legitimacy."constituency" is 'The key of the constituency.';
comment on column ledger_public.legitimacy."standing" is 'The mean of its last five strengths, -1 to 1.';
comment on column ledger_public.legitimacy."signals" is 'How many signals there are.';
comment on column ledger_public.legitimacy."last_signal" is 'The first instant at which the last one may have happened.';
do $$ begin if exists (select from pg_roles where rolname = 'ledger_public_reader') then grant select on ledger_public.legitimacy to ledger_public_reader; end if; end $$;
create table if not exists ledger_public.boundaries (
    "endeavour" text not null,
    "key" text not null,
    "name" text,
    "type" text,
    "permeability" numeric,
    primary key ("endeavour", "key")
);
comment on table ledger_public.boundaries is 'A boundary. It is neither good nor bad.';
comment on column ledger_public.boundaries."endeavour" is 'The endeavour''s slug.';
comment on column ledger_public.boundaries."key" is 'Its key.';
comment on column ledger_public.boundaries."name" is 'What it is called.';
comment on column ledger_public.boundaries."type" is 'What makes it a boundary.';
comment on column ledger_public.boundaries."permeability" is 'How easily it is crossed, 0 to 1.';
do $$ begin if exists (select from pg_roles where rolname = 'ledger_public_reader') then grant select on ledger_public.boundaries to ledger_public_reader; end if; end $$;
create table if not exists ledger_public.milestones (
    "endeavour" text not null,
    "who" text not null,
    "milestone" text not null,
    "entry" uuid not null,
    "earliest" timestamptz not null,
    primary key ("endeavour", "who", "milestone")
);
comment on table ledger_public.milestones is 'A milestone of agency that somebody holds. They are a set, not a ladder of worth.';
comment on column ledger_public.milestones."endeavour" is 'The endeavour''s slug.';
comment on column ledger_public.milestones."who" is 'The key of who holds it.';
comment on column ledger_public.milestones."milestone" is 'The milestone.';
comment on column ledger_public.milestones."entry" is 'The id of the entry that reached it last.';
comment on column ledger_public.milestones."earliest" is 'The first instant at which that may have happened.';
do $$ begin if exists (select from pg_roles where rolname = 'ledger_public_reader') then grant select on ledger_public.milestones to ledger_public_reader; end if; end $$;
create table if not exists ledger_public.power_holdings (
    "endeavour" text not null,
    "holder" text not null,
    "form" text not null,
    "influence" numeric not null,
    "stance" numeric not null,
    "seen" text,
    "approach" text,
    "entry" uuid not null,
    primary key ("endeavour", "holder", "form")
);
comment on table ledger_public.power_holdings is 'A form of power in somebody''s hands.';
comment on column ledger_public.power_holdings."endeavour" is 'The endeavour''s slug.';
comment on column ledger_public.power_holdings."holder" is 'The key of the holder.';
comment on column ledger_public.power_holdings."form" is 'The form.';
comment on column ledger_public.power_holdings."influence" is 'How much it moves, 0 to 1.';
comment on column ledger_public.power_holdings."stance" is '-1 (blocks) to 1 (enables).';
comment on column ledger_public.power_holdings."seen" is 'How visible it is.';
comment on column ledger_public.power_holdings."approach" is 'How the conveners deal with it.';
comment on column ledger_public.power_holdings."entry" is 'The id of the entry that holds.';
do $$ begin if exists (select from pg_roles where rolname = 'ledger_public_reader') then grant select on ledger_public.power_holdings to ledger_public_reader; end if; end $$;
create table if not exists ledger_public.value_stories (
    "endeavour" text not null,
    "key" text not null,
    "teller" text not null,
    "type" text not null,
    "step" text not null,
    "effect" text not null,
    "leads_from" text[] not null,
    "text" text not null,
    "entry" uuid not null,
    primary key ("endeavour", "key")
);
comment on table ledger_public.value_stories is 'A value story as it was last told.';
comment on column ledger_public.value_stories."endeavour" is 'The endeavour''s slug.';
comment on column ledger_public.value_stories."key" is 'Its key.';
comment on column ledger_public.value_stories."teller" is 'The key of who tells it.';
comment on column ledger_public.value_stories."type" is 'Which kind of value.';
comment on column ledger_public.value_stories."step" is 'Whether it was lived.';
comment on column ledger_public.value_stories."effect" is 'Whether it did good.';
comment on column ledger_public.value_stories."leads_from" is 'The keys of the stories it leads on from.';
comment on column ledger_public.value_stories."text" is 'The story.';
comment on column ledger_public.value_stories."entry" is 'The id of the entry that tells it.';
do $$ begin if exists (select from pg_roles where rolname = 'ledger_public_reader') then grant select on ledger_public.value_stories to ledger_public_reader; end if; end $$;
create table if not exists ledger_public.outcomes (
    "endeavour" text not null,
    "key" text not null,
    "who" text not null,
    "change" text not null,
    "occurred_at" text not null,
    "intended" boolean not null,
    "entry" uuid not null,
    primary key ("endeavour", "key")
);
comment on table ledger_public.outcomes is 'A harvested outcome.';
comment on column ledger_public.outcomes."endeavour" is 'The endeavour''s slug.';
comment on column ledger_public.outcomes."key" is 'Its key.';
comment on column ledger_public.outcomes."who" is 'The key of whose behaviour, relationship, policy or practice changed.';
comment on column ledger_public.outcomes."change" is 'What changed.';
comment on column ledger_public.outcomes."occurred_at" is 'When, in EDTF.';
comment on column ledger_public.outcomes."intended" is 'Whether it was intended.';
comment on column ledger_public.outcomes."entry" is 'The id of the entry that describes it.';
do $$ begin if exists (select from pg_roles where rolname = 'ledger_public_reader') then grant select on ledger_public.outcomes to ledger_public_reader; end if; end $$;
create table if not exists ledger_public.claim_causes (
    "endeavour" text not null,
    "claim" text not null,
    "cause" uuid not null,
    "outcome" text not null,
    "by" text not null,
    "weight" text,
    "time_order" text not null,
    primary key ("endeavour", "claim", "cause")
);
comment on table ledger_public.claim_causes is 'A cause that a claim names, with its time order to the outcome.';
comment on column ledger_public.claim_causes."endeavour" is 'The endeavour''s slug.';
comment on column ledger_public.claim_causes."claim" is 'The key of the claim.';
comment on column ledger_public.claim_causes."cause" is 'The id of the entry.';
comment on column ledger_public.claim_causes."outcome" is 'The key of the outcome.';
comment on column ledger_public.claim_causes."by" is 'The key of who claims it.';
comment on column ledger_public.claim_causes."weight" is 'How much the evidence weighs.';
comment on column ledger_public.claim_causes."time_order" is 'PRECEDES, CONTRADICTS, CANNOT_TELL or OVERLAPS.';
do $$ begin if exists (select from pg_roles where rolname = 'ledger_public_reader') then grant select on ledger_public.claim_causes to ledger_public_reader; end if; end $$;
create table if not exists ledger_public.substantiations (
    "endeavour" text not null,
    "entry" uuid not null,
    "finding" text not null,
    "aspect" text not null,
    "by" text not null,
    "verdict" text not null,
    "is_independent" boolean not null,
    primary key ("endeavour", "entry")
);
comment on table ledger_public.substantiations is 'What somebody said of an aspect of an outcome or claim.';
comment on column ledger_public.substantiations."endeavour" is 'The endeavour''s slug.';
comment on column ledger_public.substantiations."entry" is 'The id of the entry that says it.';
comment on column ledger_public.substantiations."finding" is 'The key of the outcome or claim.';
comment on column ledger_public.substantiations."aspect" is 'Of which aspect.';
comment on column ledger_public.substantiations."by" is 'The key of who was asked.';
comment on column ledger_public.substantiations."verdict" is 'What they said.';
comment on column ledger_public.substantiations."is_independent" is 'Whether it was said neither by the claimant nor recorded by who recorded the claim or outcome.';
do $$ begin if exists (select from pg_roles where rolname = 'ledger_public_reader') then grant select on ledger_public.substantiations to ledger_public_reader; end if; end $$;
