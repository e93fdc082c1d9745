-- The whole schema, for an empty database; as the owner: psql --set ON_ERROR_STOP=1 --file. Then db-apply gives the roles their rights.
DO $$
BEGIN      IF NOT EXISTS (SELECT 1 FROM pg_catalog.pg_namespace WHERE nspname = 'tipintake') THEN
        BEGIN
          EXECUTE 'CREATE SCHEMA IF NOT EXISTS tipintake';
        EXCEPTION
          WHEN duplicate_schema THEN NULL;
          WHEN unique_violation THEN NULL;
        END;
      END IF;

END
$$;

CREATE
OR REPLACE FUNCTION tipintake.mt_immutable_timestamp(value text) RETURNS timestamp without time zone LANGUAGE sql IMMUTABLE AS
$function$
select value::timestamp

$function$;

CREATE
OR REPLACE FUNCTION tipintake.mt_immutable_timestamptz(value text) RETURNS timestamp with time zone LANGUAGE sql IMMUTABLE AS
$function$
select value::timestamptz

$function$;

CREATE
OR REPLACE FUNCTION tipintake.mt_immutable_time(value text) RETURNS time without time zone LANGUAGE sql IMMUTABLE AS
$function$
select value::time

$function$;

CREATE
OR REPLACE FUNCTION tipintake.mt_immutable_date(value text) RETURNS date LANGUAGE sql IMMUTABLE AS
$function$
select value::date

$function$;

CREATE
OR REPLACE FUNCTION tipintake.mt_grams_vector(text, use_unaccent boolean DEFAULT false)
        RETURNS tsvector
        LANGUAGE plpgsql
        IMMUTABLE STRICT
AS $function$
BEGIN
RETURN (SELECT array_to_string(tipintake.mt_grams_array($1, use_unaccent), ' ') ::tsvector);
END
$function$;

CREATE
OR REPLACE FUNCTION tipintake.mt_grams_query(text, use_unaccent boolean DEFAULT false)
        RETURNS tsquery
        LANGUAGE plpgsql
        IMMUTABLE STRICT
AS $function$
BEGIN
RETURN (SELECT array_to_string(tipintake.mt_grams_array($1, use_unaccent), ' & ') ::tsquery);
END
$function$;

CREATE
OR REPLACE FUNCTION tipintake.mt_grams_array(words text, use_unaccent boolean DEFAULT false)
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
                     clean_word = regexp_replace(tipintake.mt_safe_unaccent(use_unaccent, word), '[^a-zA-Z0-9]+', '','g');
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

CREATE OR REPLACE FUNCTION tipintake.mt_jsonb_append(jsonb, text[], jsonb, boolean, jsonb default null::jsonb)
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

CREATE OR REPLACE FUNCTION tipintake.mt_jsonb_append_key_value(jsonb, text[], jsonb, boolean)
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

CREATE OR REPLACE FUNCTION tipintake.mt_jsonb_copy(jsonb, text[], text[])
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
    retval = tipintake.mt_jsonb_fix_null_parent(retval, dst_path);
    RETURN jsonb_set(retval, dst_path, tmp_value::jsonb, TRUE);
END;
$function$;

CREATE OR REPLACE FUNCTION tipintake.mt_jsonb_duplicate(jsonb, text[], jsonb)
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
        target_path = tipintake.mt_jsonb_path_to_array(target, '\.');
        retval = tipintake.mt_jsonb_copy(retval, location, target_path);
    END LOOP;

    RETURN retval;
END;
$function$;

CREATE OR REPLACE FUNCTION tipintake.mt_jsonb_fix_null_parent(jsonb, text[])
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

CREATE OR REPLACE FUNCTION tipintake.mt_jsonb_increment(jsonb, text[], numeric)
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

CREATE OR REPLACE FUNCTION tipintake.mt_jsonb_insert(jsonb, text[], jsonb, integer, boolean, jsonb default null::jsonb)
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

CREATE OR REPLACE FUNCTION tipintake.mt_jsonb_move(jsonb, text[], text)
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
    retval = tipintake.mt_jsonb_fix_null_parent(retval, dst_path);
    RETURN jsonb_set(retval, dst_path, tmp_value, TRUE);
END;
$function$;

CREATE OR REPLACE FUNCTION tipintake.mt_jsonb_path_to_array(text, character)
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

CREATE OR REPLACE FUNCTION tipintake.mt_jsonb_remove(jsonb, text[], jsonb)
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

CREATE OR REPLACE FUNCTION tipintake.mt_jsonb_remove_key(jsonb, text[], text)
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

CREATE OR REPLACE FUNCTION tipintake.mt_jsonb_patch(jsonb, jsonb)
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
        patch_path = tipintake.mt_jsonb_path_to_array((patch->>'path')::text, '\.');

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
                retval = tipintake.mt_jsonb_append(retval, patch_path, (patch->'value')::jsonb, FALSE);
            WHEN 'append_if_not_exists' THEN
                retval = tipintake.mt_jsonb_append(retval, patch_path, (patch->'value')::jsonb, TRUE, patch_expression);
            WHEN 'append_key_value' THEN
                retval = tipintake.mt_jsonb_append_key_value(retval, patch_path, (patch->'key_value')::jsonb, FALSE);
            WHEN 'append_key_value_if_not_exists' THEN
                retval = tipintake.mt_jsonb_append_key_value(retval, patch_path, (patch->'key_value')::jsonb, TRUE);
            WHEN 'insert' THEN
                retval = tipintake.mt_jsonb_insert(retval, patch_path, (patch->'value')::jsonb, (patch->>'index')::integer, FALSE);
            WHEN 'insert_if_not_exists' THEN
                retval = tipintake.mt_jsonb_insert(retval, patch_path, (patch->'value')::jsonb, (patch->>'index')::integer, TRUE, patch_expression);
            WHEN 'remove' THEN
                retval = tipintake.mt_jsonb_remove(retval, patch_path, COALESCE(patch_expression, (patch->'value')::jsonb));
            WHEN 'remove_key' THEN
                retval = tipintake.mt_jsonb_remove_key(retval, patch_path, (patch->>'key'));
            WHEN 'duplicate' THEN
                retval = tipintake.mt_jsonb_duplicate(retval, patch_path, (patch->'targets')::jsonb);
            WHEN 'rename' THEN
                retval = tipintake.mt_jsonb_move(retval, patch_path, (patch->>'to')::text);
            WHEN 'increment' THEN
                retval = tipintake.mt_jsonb_increment(retval, patch_path, (patch->>'increment')::numeric);
            WHEN 'increment_float' THEN
                retval = tipintake.mt_jsonb_increment(retval, patch_path, (patch->>'increment')::numeric);
            ELSE NULL;
        END CASE;
    END LOOP;
    RETURN retval;
END;
$function$;

CREATE
OR REPLACE FUNCTION tipintake.mt_safe_unaccent(use_unaccent BOOLEAN, word TEXT)
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

CREATE TABLE IF NOT EXISTS tipintake.audit_entries (
    id         uuid                        NOT NULL,
    at         timestamp with time zone    NOT NULL,
    actor      text                        NOT NULL,
    act        text                        NOT NULL,
    subject    text                        NOT NULL,
    reason     text                        NULL,
    details    text                        NULL,
CONSTRAINT pkey_audit_entries_id PRIMARY KEY (id)
);

CREATE INDEX audit_entries_at ON tipintake.audit_entries USING btree (at);

CREATE INDEX audit_entries_actor ON tipintake.audit_entries USING btree (actor);

CREATE INDEX audit_entries_act ON tipintake.audit_entries USING btree (act);

CREATE INDEX audit_entries_subject ON tipintake.audit_entries USING btree (subject);
CREATE TABLE IF NOT EXISTS tipintake.audit_chain (
    position      bigint    NOT NULL,
    entry_id      uuid      NOT NULL,
    entry_hash    bytea     NOT NULL,
    chain_hash    bytea     NOT NULL,
CONSTRAINT pkey_audit_chain_position PRIMARY KEY (position)
);

CREATE UNIQUE INDEX audit_chain_entry_id ON tipintake.audit_chain USING btree (entry_id);
CREATE TABLE IF NOT EXISTS tipintake.audit_checkpoints (
    size        bigint                      NOT NULL,
    made_at     timestamp with time zone    NOT NULL,
    text        text                        NOT NULL,
    frontier    bytea                       NOT NULL,
CONSTRAINT pkey_audit_checkpoints_size PRIMARY KEY (size)
);
CREATE TABLE IF NOT EXISTS tipintake.staff_digests (
    member           uuid                        NOT NULL,
    address          bytea                       NOT NULL,
    sent_on          date                        NOT NULL,
    claimed_until    timestamp with time zone    NULL,
CONSTRAINT pkey_staff_digests_member PRIMARY KEY (member)
);
CREATE TABLE IF NOT EXISTS tipintake.photo_renditions (
    photo_id    text       NOT NULL,
    width       integer    NOT NULL,
    format      text       NOT NULL,
    height      integer    NOT NULL,
    sha256      bytea      NOT NULL,
    bytes       bytea      NOT NULL,
CONSTRAINT pkey_photo_renditions_photo_id_width_format PRIMARY KEY (photo_id, width, format)
);
create or replace function tipintake.published_version() returns text
language plpgsql security definer set search_path = pg_catalog, pg_temp set timezone = 'UTC' as $routine$
begin
  return (select md5(string_agg(o.id || ' ' || o.mt_version, ',' order by o.id)) from tipintake.mt_doc_tracedobject o where o.data ->> 'status' in ('Published', 'Paused', 'Closed'));
end
$routine$;
revoke execute on function tipintake.published_version from public;
create or replace function tipintake.published_objects() returns SETOF jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp set timezone = 'UTC' as $routine$
begin
  return query select (select jsonb_object_agg(f.key, f.value) from jsonb_each(o.data) f where f.key in ('id', 'texts', 'status', 'changedAt', 'publishedAt', 'closedAt', 'closingText'))
      || jsonb_build_object('photos', (select coalesce(jsonb_agg(p.photo - 'originalHash' - 'likeness' order by p.place), '[]') from jsonb_array_elements(o.data -> 'photos') with ordinality p(photo, place)))
    from tipintake.mt_doc_tracedobject o where o.data ->> 'status' in ('Published', 'Paused', 'Closed');
end
$routine$;
revoke execute on function tipintake.published_objects from public;
create or replace function tipintake.photo_named(id text, wide integer, kind text) returns TABLE(bytes bytea, sha256 bytea)
language plpgsql security definer set search_path = pg_catalog, pg_temp set timezone = 'UTC' as $routine$
begin
  return query select p.bytes, p.sha256 from tipintake.photo_renditions p where p.photo_id = id and p.width = wide and p.format = kind;
end
$routine$;
revoke execute on function tipintake.photo_named from public;
CREATE TABLE IF NOT EXISTS tipintake.erasures (
    tip          uuid                        NOT NULL,
    at           timestamp with time zone    NOT NULL,
    cause        text                        NOT NULL,
    journaled    boolean                     NOT NULL DEFAULT false,
CONSTRAINT pkey_erasures_tip PRIMARY KEY (tip)
);

CREATE INDEX erasures_new ON tipintake.erasures USING btree (at) WHERE (not journaled);
create or replace function tipintake.tips_named(ids uuid[]) returns SETOF jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp set timezone = 'UTC' as $routine$
begin
  return query select (select jsonb_object_agg(f.key, f.value) from jsonb_each(t.data) f where f.key in ('id', 'object', 'receivedAt', 'lane', 'key', 'form', 'campaign', 'bodyHash', 'withdrawnAt'))
    from tipintake.mt_doc_tip t where t.id = any(ids);
end
$routine$;
revoke execute on function tipintake.tips_named from public;
create or replace function tipintake.tip_conversation(tip uuid) returns TABLE(messages jsonb, read_on date, used_on date)
language plpgsql security definer set search_path = pg_catalog, pg_temp set timezone = 'UTC' as $routine$
begin
  return query select
      coalesce((select jsonb_agg(m.data order by (m.data ->> 'at')::timestamptz) from tipintake.mt_doc_tipmessage m where (m.data ->> 'tipId')::uuid = t.id), '[]'),
      (p.data ->> 'readAt')::timestamptz::date, (p.data ->> 'usedAt')::timestamptz::date
    from tipintake.mt_doc_tip t left join tipintake.mt_doc_tipprogress p on p.id = t.id
    where t.id = tip and t.data ->> 'withdrawnAt' is null;
end
$routine$;
revoke execute on function tipintake.tip_conversation from public;
create or replace function tipintake.add_to_tip(tip uuid, message jsonb, news jsonb, most integer) returns TABLE(outcome text, standing jsonb)
language plpgsql security definer set search_path = pg_catalog, pg_temp set timezone = 'UTC' as $routine$
declare
  lane jsonb;
  there jsonb;
begin
  select t.data -> 'lane' into lane from tipintake.mt_doc_tip t where t.id = tip and t.data ->> 'withdrawnAt' is null for update;
  if not found then
    return query select 'Unknown', null::jsonb;
    return;
  end if;
  select m.data into there from tipintake.mt_doc_tipmessage m where m.id = (message ->> 'id')::uuid and (m.data ->> 'tipId')::uuid = tip;
  if found then
    return query select 'Stands', there;
    return;
  end if;
  if (select count(*) from tipintake.mt_doc_tipmessage m where (m.data ->> 'tipId')::uuid = tip) >= most then
    return query select 'Full', null::jsonb;
    return;
  end if;
  insert into tipintake.mt_doc_tipmessage (id, data) values ((message ->> 'id')::uuid, message || jsonb_build_object('tipId', tip, 'from', 'sender'));
  insert into tipintake.mt_doc_tipnews (id, data) values ((news ->> 'id')::uuid, news || jsonb_build_object('lane', lane, 'tips', jsonb_build_array(tip)));
  return query select 'Added', null::jsonb;
end
$routine$;
revoke execute on function tipintake.add_to_tip from public;
create or replace function tipintake.withdraw_tip(tip uuid, at timestamp with time zone, news jsonb) returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp set timezone = 'UTC' as $routine$
declare
  kept jsonb;
begin
  select (select jsonb_object_agg(f.key, f.value) from jsonb_each(t.data) f where f.key in ('id', 'object', 'receivedAt', 'lane', 'key', 'form', 'campaign')) into kept
    from tipintake.mt_doc_tip t where t.id = tip and t.data ->> 'withdrawnAt' is null for update;
  if not found then
    return false;
  end if;
  update tipintake.mt_doc_tip t set data = kept || jsonb_build_object('withdrawnAt', at) where t.id = tip;
  delete from tipintake.mt_doc_sendercontact c where c.id = tip;
  delete from tipintake.mt_doc_tipprogress p where p.id = tip;
  delete from tipintake.mt_doc_tipmessage m where (m.data ->> 'tipId')::uuid = tip;
  insert into tipintake.erasures values (tip, at, 'Withdrawn') on conflict do nothing;
  insert into tipintake.mt_doc_tipnews (id, data) values ((news ->> 'id')::uuid, news || jsonb_build_object('lane', kept -> 'lane', 'tips', jsonb_build_array(tip)));
  return true;
end
$routine$;
revoke execute on function tipintake.withdraw_tip from public;
CREATE TABLE IF NOT EXISTS tipintake.leads (
    id             text                        NOT NULL,
    object         text                        NOT NULL,
    number         integer                     NOT NULL,
    status         text                        NOT NULL,
    decision       text                        NULL,
    opened_at      timestamp with time zone    NOT NULL,
    last_tip_at    timestamp with time zone    NOT NULL,
    tips           integer                     NOT NULL,
    first_lane     integer                     NOT NULL,
    countries      text[]                      NOT NULL,
    languages      text[]                      NOT NULL,
    bases          text[]                      NOT NULL,
    days           integer[]                   NOT NULL,
    features       jsonb                       NOT NULL,
    points         jsonb                       NOT NULL,
    score          integer                     NOT NULL,
    rank           bigint                      NOT NULL,
    draw           bigint                      NOT NULL,
    stale          boolean                     NOT NULL,
    hypothesis     text                        NULL,
    answered       boolean                     NOT NULL,
CONSTRAINT pkey_leads_id PRIMARY KEY (id)
);

CREATE INDEX leads_rank ON tipintake.leads USING btree (rank, id) WHERE (status = 'Open');

CREATE INDEX leads_draw ON tipintake.leads USING btree (draw, id) WHERE (status = 'Open');

CREATE INDEX leads_object_rank ON tipintake.leads USING btree (object, rank, id) WHERE (status = 'Open');

CREATE INDEX leads_object_draw ON tipintake.leads USING btree (object, draw, id) WHERE (status = 'Open');

CREATE INDEX leads_object_status ON tipintake.leads USING btree (object, status, rank, id);

CREATE INDEX leads_hypothesis ON tipintake.leads USING btree (hypothesis) WHERE (hypothesis is not null);

CREATE INDEX leads_referred ON tipintake.leads USING btree (object) WHERE (decision = 'Safeguarding');

CREATE INDEX leads_copied ON tipintake.leads USING btree (object, tips) WHERE (tips >= 10);

CREATE INDEX leads_stale ON tipintake.leads USING btree (id) WHERE (stale);
CREATE TABLE IF NOT EXISTS tipintake.lead_wordings (
    lead      text        NOT NULL,
    tip       uuid        NOT NULL DEFAULT '00000000-0000-0000-0000-000000000000'::uuid,
    sketch    bytea       NOT NULL,
    keys      bigint[]    NOT NULL,
    words     tsvector    NOT NULL,
CONSTRAINT pkey_lead_wordings_lead_tip PRIMARY KEY (lead, tip)
);

CREATE INDEX lead_wordings_words ON tipintake.lead_wordings USING gin (words);
CREATE TABLE IF NOT EXISTS tipintake.wording_keys (
    key     bigint    NOT NULL,
    lead    text      NOT NULL,
CONSTRAINT pkey_wording_keys_key_lead PRIMARY KEY (key, lead)
);
CREATE TABLE IF NOT EXISTS tipintake.placements (
    tip            uuid                        NOT NULL,
    lead           text                        NULL,
    received_at    timestamp with time zone    NOT NULL,
    opens          boolean                     NOT NULL,
CONSTRAINT pkey_placements_tip PRIMARY KEY (tip)
);

CREATE INDEX placements_lead ON tipintake.placements USING btree (lead, received_at, tip);

CREATE INDEX placements_none ON tipintake.placements USING btree (tip) WHERE (lead is null);
CREATE TABLE IF NOT EXISTS tipintake.clues (
    object    text    NOT NULL,
    kind      text    NOT NULL,
    value     text    NOT NULL,
    lead      text    NOT NULL,
CONSTRAINT pkey_clues_object_kind_value_lead PRIMARY KEY (object, kind, value, lead)
);

CREATE INDEX clues_lead ON tipintake.clues USING btree (lead, kind);
CREATE TABLE IF NOT EXISTS tipintake.triage_numbers (
    object    text       NOT NULL,
    kind      text       NOT NULL,
    next      integer    NOT NULL,
CONSTRAINT pkey_triage_numbers_object_kind PRIMARY KEY (object, kind)
);
CREATE TABLE IF NOT EXISTS tipintake.lead_claims (
    lead      text                        NOT NULL,
    member    uuid                        NOT NULL,
    until     timestamp with time zone    NOT NULL,
CONSTRAINT pkey_lead_claims_lead PRIMARY KEY (lead)
);

CREATE INDEX lead_claims_member ON tipintake.lead_claims USING btree (member);
CREATE TABLE IF NOT EXISTS tipintake.suggestions (
    object        text       NOT NULL,
    position      integer    NOT NULL,
    hypothesis    text       NULL,
    kind          text       NOT NULL,
    reasons       jsonb      NOT NULL,
    leads         text[]     NOT NULL,
CONSTRAINT pkey_suggestions_object_position PRIMARY KEY (object, position)
);
CREATE TABLE IF NOT EXISTS tipintake.suggestion_states (
    object        text                        NOT NULL,
    changes       bigint                      NOT NULL,
    suggested     bigint                      NOT NULL,
    tips          bigint                      NOT NULL,
    not_before    timestamp with time zone    NULL,
CONSTRAINT pkey_suggestion_states_object PRIMARY KEY (object)
);
CREATE TABLE IF NOT EXISTS tipintake.refused_suggestions (
    object    text    NOT NULL,
    lead      text    NOT NULL,
    other     text    NOT NULL,
CONSTRAINT pkey_refused_suggestions_object_lead_other PRIMARY KEY (object, lead, other)
);
CREATE TABLE IF NOT EXISTS tipintake.arrivals (
    object    text                        NOT NULL,
    minute    timestamp with time zone    NOT NULL,
    tips      integer                     NOT NULL,
CONSTRAINT pkey_arrivals_object_minute PRIMARY KEY (object, minute)
);
CREATE TABLE IF NOT EXISTS tipintake.count_news (
    id            BIGSERIAL    NOT NULL,
    leads         text[]       NOT NULL,
    acted         text[]       NOT NULL,
    hypotheses    text[]       NOT NULL,
    tips          uuid[]       NOT NULL,
CONSTRAINT pkey_count_news_id PRIMARY KEY (id)
);
CREATE TABLE IF NOT EXISTS tipintake.count_cells (
    id          SERIAL      NOT NULL,
    object      text        NOT NULL,
    day         date        NOT NULL,
    lane        text        NOT NULL,
    country     text        NOT NULL,
    language    text        NOT NULL,
    basis       text        NOT NULL,
    campaign    text        NOT NULL,
    form        smallint    NOT NULL,
CONSTRAINT pkey_count_cells_id PRIMARY KEY (id)
);

CREATE UNIQUE INDEX count_cells_all ON tipintake.count_cells USING btree (object, day, lane, country, language, basis, campaign, form);
CREATE TABLE IF NOT EXISTS tipintake.count_states (
    id           SMALLSERIAL    NOT NULL,
    decision     text           NOT NULL,
    kind         text           NOT NULL,
    withdrawn    boolean        NOT NULL,
CONSTRAINT pkey_count_states_id PRIMARY KEY (id)
);

CREATE UNIQUE INDEX count_states_all ON tipintake.count_states USING btree (decision, kind, withdrawn);
CREATE TABLE IF NOT EXISTS tipintake.counted_tips (
    tip     uuid       NOT NULL,
    lead    text       NULL,
    cell    integer    NULL,
CONSTRAINT pkey_counted_tips_tip PRIMARY KEY (tip)
);

CREATE INDEX counted_tips_lead ON tipintake.counted_tips USING btree (lead, cell) WHERE (lead is not null);
CREATE TABLE IF NOT EXISTS tipintake.counted_leads (
    lead          text       NOT NULL,
    hypothesis    text       NULL,
    object        text       NOT NULL,
    opened        date       NOT NULL,
    assessed      date       NOT NULL,
    decided       date       NOT NULL,
    reviewed      date       NOT NULL,
    decision      text       NOT NULL,
    kind          text       NOT NULL,
    first_hand    boolean    NOT NULL,
CONSTRAINT pkey_counted_leads_lead PRIMARY KEY (lead)
);

CREATE INDEX counted_leads_hypothesis ON tipintake.counted_leads USING btree (hypothesis) WHERE (hypothesis is not null);
CREATE TABLE IF NOT EXISTS tipintake.tip_counts (
    known    date        NOT NULL,
    cell     integer     NOT NULL,
    state    smallint    NOT NULL,
    tips     integer     NOT NULL,
    keys     bigint      NOT NULL,
CONSTRAINT pkey_tip_counts_known_cell_state PRIMARY KEY (known, cell, state)
);
CREATE TABLE IF NOT EXISTS tipintake.tip_totals (
    known     date        NOT NULL,
    object    text        NOT NULL,
    day       date        NOT NULL,
    lane      text        NOT NULL,
    state     smallint    NOT NULL,
    tips      integer     NOT NULL,
CONSTRAINT pkey_tip_totals_known_object_day_lane_state PRIMARY KEY (known, object, day, lane, state)
);
CREATE TABLE IF NOT EXISTS tipintake.tip_arrivals (
    known     date       NOT NULL,
    object    text       NOT NULL,
    day       date       NOT NULL,
    lane      text       NOT NULL,
    tips      integer    NOT NULL,
CONSTRAINT pkey_tip_arrivals_known_object_day_lane PRIMARY KEY (known, object, day, lane)
);

CREATE INDEX tip_arrivals_object ON tipintake.tip_arrivals USING btree (object, day);
CREATE TABLE IF NOT EXISTS tipintake.lead_counts (
    known         date       NOT NULL,
    object        text       NOT NULL,
    opened        date       NOT NULL,
    assessed      date       NOT NULL,
    decided       date       NOT NULL,
    reviewed      date       NOT NULL,
    decision      text       NOT NULL,
    kind          text       NOT NULL,
    first_hand    boolean    NOT NULL,
    leads         integer    NOT NULL
);

CREATE UNIQUE INDEX lead_counts_all ON tipintake.lead_counts USING btree (known, object, opened, assessed, decided, reviewed, decision, kind, first_hand);
CREATE TABLE IF NOT EXISTS tipintake.first_decisions (
    lead        text                        NOT NULL,
    object      text                        NOT NULL,
    opened      timestamp with time zone    NOT NULL,
    assessed    timestamp with time zone    NOT NULL,
    known       date                        NOT NULL,
CONSTRAINT pkey_first_decisions_lead PRIMARY KEY (lead)
);
CREATE TABLE IF NOT EXISTS tipintake.counted_links (
    object    text      NOT NULL,
    link      bigint    NOT NULL,
    lead      text      NOT NULL,
CONSTRAINT pkey_counted_links_object_link_lead PRIMARY KEY (object, link, lead)
);

CREATE INDEX counted_links_lead ON tipintake.counted_links USING btree (lead);
CREATE TABLE IF NOT EXISTS tipintake.link_counts (
    known     date       NOT NULL,
    object    text       NOT NULL,
    links     integer    NOT NULL,
CONSTRAINT pkey_link_counts_known_object PRIMARY KEY (known, object)
);
CREATE TABLE IF NOT EXISTS tipintake.counted_hypotheses (
    hypothesis    text    NOT NULL,
    object        text    NOT NULL,
    opened        date    NOT NULL,
    kind          text    NOT NULL,
    outcome       text    NOT NULL,
    outcome_on    date    NOT NULL,
CONSTRAINT pkey_counted_hypotheses_hypothesis PRIMARY KEY (hypothesis)
);
CREATE TABLE IF NOT EXISTS tipintake.hypothesis_counts (
    known         date       NOT NULL,
    object        text       NOT NULL,
    opened        date       NOT NULL,
    kind          text       NOT NULL,
    outcome       text       NOT NULL,
    outcome_on    date       NOT NULL,
    hypotheses    integer    NOT NULL
);

CREATE UNIQUE INDEX hypothesis_counts_all ON tipintake.hypothesis_counts USING btree (known, object, opened, kind, outcome, outcome_on);
CREATE TABLE IF NOT EXISTS tipintake.counted_objects (
    object       text      NOT NULL,
    known        date      NOT NULL,
    published    date      NOT NULL,
    category     text      NOT NULL,
    regions      text[]    NOT NULL,
CONSTRAINT pkey_counted_objects_object_known PRIMARY KEY (object, known)
);
CREATE TABLE IF NOT EXISTS tipintake.counted_days (
    known    date                        NOT NULL,
    until    timestamp with time zone    NOT NULL,
    zone     text                        NOT NULL,
CONSTRAINT pkey_counted_days_known PRIMARY KEY (known)
);
CREATE TABLE IF NOT EXISTS tipintake.kept_counts (
    cell     integer     NOT NULL,
    state    smallint    NOT NULL,
    tips     integer     NOT NULL,
    keys     bigint      NOT NULL,
CONSTRAINT pkey_kept_counts_cell_state PRIMARY KEY (cell, state)
);
CREATE TABLE IF NOT EXISTS tipintake.retention_day (
    id          smallint                    NOT NULL,
    day         date                        NOT NULL,
    moved_at    timestamp with time zone    NOT NULL,
    marked      date                        NULL,
CONSTRAINT pkey_retention_day_id PRIMARY KEY (id)
);
CREATE TABLE IF NOT EXISTS tipintake.retention_marks (
    lead      text       NOT NULL,
    object    text       NOT NULL,
    rule      text       NOT NULL,
    tips      integer    NOT NULL,
    due       date       NOT NULL,
    marked    date       NOT NULL,
CONSTRAINT pkey_retention_marks_lead PRIMARY KEY (lead)
);

CREATE INDEX retention_marks_marked ON tipintake.retention_marks USING btree (marked, lead);
CREATE TABLE IF NOT EXISTS tipintake.mt_doc_apitoken (
    id      varchar    NOT NULL,
    data    jsonb      NOT NULL,
CONSTRAINT pkey_mt_doc_apitoken_id PRIMARY KEY (id)
);

CREATE INDEX mt_doc_apitoken_idx_member_id ON tipintake.mt_doc_apitoken USING btree ((CAST(data ->> 'memberId' as uuid)));
CREATE TABLE IF NOT EXISTS tipintake.mt_doc_campaign (
    id      varchar    NOT NULL,
    data    jsonb      NOT NULL,
CONSTRAINT pkey_mt_doc_campaign_id PRIMARY KEY (id)
);
CREATE TABLE IF NOT EXISTS tipintake.mt_doc_changedweights (
    id            varchar    NOT NULL,
    data          jsonb      NOT NULL,
    mt_version    bigint     NOT NULL DEFAULT 0,
CONSTRAINT pkey_mt_doc_changedweights_id PRIMARY KEY (id)
);
CREATE TABLE IF NOT EXISTS tipintake.mt_doc_contactopening (
    id      uuid     NOT NULL,
    data    jsonb    NOT NULL,
CONSTRAINT pkey_mt_doc_contactopening_id PRIMARY KEY (id)
);

CREATE INDEX mt_doc_contactopening_idx_tip_id ON tipintake.mt_doc_contactopening USING btree ((CAST(data ->> 'tipId' as uuid)));
CREATE TABLE IF NOT EXISTS tipintake.mt_doc_deadletterevent (
    id      uuid     NOT NULL,
    data    jsonb    NOT NULL,
CONSTRAINT pkey_mt_doc_deadletterevent_id PRIMARY KEY (id)
);
CREATE TABLE IF NOT EXISTS tipintake.mt_doc_erasureorder (
    id      uuid     NOT NULL,
    data    jsonb    NOT NULL,
CONSTRAINT pkey_mt_doc_erasureorder_id PRIMARY KEY (id)
);
CREATE TABLE IF NOT EXISTS tipintake.mt_doc_hypothesis (
    id            varchar    NOT NULL,
    data          jsonb      NOT NULL,
    mt_version    bigint     NOT NULL DEFAULT 0,
CONSTRAINT pkey_mt_doc_hypothesis_id PRIMARY KEY (id)
);

CREATE INDEX mt_doc_hypothesis_idx_object ON tipintake.mt_doc_hypothesis USING btree ((data ->> 'object'));
CREATE TABLE IF NOT EXISTS tipintake.mt_doc_hypothesistitle (
    id      varchar    NOT NULL,
    data    jsonb      NOT NULL,
CONSTRAINT pkey_mt_doc_hypothesistitle_id PRIMARY KEY (id)
);
CREATE TABLE IF NOT EXISTS tipintake.mt_doc_invitation (
    id            varchar    NOT NULL,
    data          jsonb      NOT NULL,
    mt_version    uuid       NOT NULL DEFAULT (md5(random()::text || clock_timestamp()::text)::uuid),
CONSTRAINT pkey_mt_doc_invitation_id PRIMARY KEY (id)
);
CREATE TABLE IF NOT EXISTS tipintake.mt_doc_lead (
    id            varchar    NOT NULL,
    data          jsonb      NOT NULL,
    mt_version    bigint     NOT NULL DEFAULT 0,
CONSTRAINT pkey_mt_doc_lead_id PRIMARY KEY (id)
);
CREATE TABLE IF NOT EXISTS tipintake.mt_doc_legalhold (
    id      varchar    NOT NULL,
    data    jsonb      NOT NULL,
CONSTRAINT pkey_mt_doc_legalhold_id PRIMARY KEY (id)
);
CREATE TABLE IF NOT EXISTS tipintake.mt_doc_objectarrivals (
    id      varchar    NOT NULL,
    data    jsonb      NOT NULL,
CONSTRAINT pkey_mt_doc_objectarrivals_id PRIMARY KEY (id)
);
CREATE TABLE IF NOT EXISTS tipintake.mt_doc_objectburst (
    id      varchar    NOT NULL,
    data    jsonb      NOT NULL,
CONSTRAINT pkey_mt_doc_objectburst_id PRIMARY KEY (id)
);
CREATE TABLE IF NOT EXISTS tipintake.mt_doc_pointsagainstoutcome (
    id      varchar    NOT NULL,
    data    jsonb      NOT NULL,
CONSTRAINT pkey_mt_doc_pointsagainstoutcome_id PRIMARY KEY (id)
);
CREATE TABLE IF NOT EXISTS tipintake.mt_doc_releasecontent (
    id      varchar    NOT NULL,
    data    jsonb      NOT NULL,
CONSTRAINT pkey_mt_doc_releasecontent_id PRIMARY KEY (id)
);
CREATE TABLE IF NOT EXISTS tipintake.mt_doc_sendercontact (
    id      uuid     NOT NULL,
    data    jsonb    NOT NULL,
CONSTRAINT pkey_mt_doc_sendercontact_id PRIMARY KEY (id)
);
CREATE TABLE IF NOT EXISTS tipintake.mt_doc_staffmember (
    id            uuid     NOT NULL,
    data          jsonb    NOT NULL,
    mt_version    uuid     NOT NULL DEFAULT (md5(random()::text || clock_timestamp()::text)::uuid),
CONSTRAINT pkey_mt_doc_staffmember_id PRIMARY KEY (id)
);

CREATE UNIQUE INDEX mt_doc_staffmember_uidx_name_key ON tipintake.mt_doc_staffmember USING btree ((data ->> 'nameKey'));

CREATE UNIQUE INDEX mt_doc_staffmember_uidx_provider ON tipintake.mt_doc_staffmember USING btree ((data -> 'provider' ->> 'issuer'), (data -> 'provider' ->> 'subject'));
CREATE TABLE IF NOT EXISTS tipintake.mt_doc_staffproposal (
    id            uuid     NOT NULL,
    data          jsonb    NOT NULL,
    mt_version    uuid     NOT NULL DEFAULT (md5(random()::text || clock_timestamp()::text)::uuid),
CONSTRAINT pkey_mt_doc_staffproposal_id PRIMARY KEY (id)
);
CREATE TABLE IF NOT EXISTS tipintake.mt_doc_staffsession (
    id      varchar    NOT NULL,
    data    jsonb      NOT NULL,
CONSTRAINT pkey_mt_doc_staffsession_id PRIMARY KEY (id)
);

CREATE INDEX mt_doc_staffsession_idx_member_id ON tipintake.mt_doc_staffsession USING btree ((CAST(data ->> 'memberId' as uuid)));
CREATE TABLE IF NOT EXISTS tipintake.mt_doc_stalemarking (
    id      varchar    NOT NULL,
    data    jsonb      NOT NULL,
CONSTRAINT pkey_mt_doc_stalemarking_id PRIMARY KEY (id)
);
CREATE TABLE IF NOT EXISTS tipintake.mt_doc_statisticalrelease (
    id            varchar    NOT NULL,
    data          jsonb      NOT NULL,
    mt_version    bigint     NOT NULL DEFAULT 0,
CONSTRAINT pkey_mt_doc_statisticalrelease_id PRIMARY KEY (id)
);

CREATE INDEX mt_doc_statisticalrelease_idx_period ON tipintake.mt_doc_statisticalrelease USING btree ((data ->> 'period'));
CREATE TABLE IF NOT EXISTS tipintake.mt_doc_tip (
    id      uuid     NOT NULL,
    data    jsonb    NOT NULL,
CONSTRAINT pkey_mt_doc_tip_id PRIMARY KEY (id)
);
CREATE TABLE IF NOT EXISTS tipintake.mt_doc_tipmessage (
    id      uuid     NOT NULL,
    data    jsonb    NOT NULL,
CONSTRAINT pkey_mt_doc_tipmessage_id PRIMARY KEY (id)
);

CREATE INDEX mt_doc_tipmessage_idx_tip_id ON tipintake.mt_doc_tipmessage USING btree ((CAST(data ->> 'tipId' as uuid)));
CREATE TABLE IF NOT EXISTS tipintake.mt_doc_tipnews (
    id      uuid     NOT NULL,
    data    jsonb    NOT NULL,
CONSTRAINT pkey_mt_doc_tipnews_id PRIMARY KEY (id)
);
CREATE TABLE IF NOT EXISTS tipintake.mt_doc_tipprogress (
    id      uuid     NOT NULL,
    data    jsonb    NOT NULL,
CONSTRAINT pkey_mt_doc_tipprogress_id PRIMARY KEY (id)
);
CREATE TABLE IF NOT EXISTS tipintake.mt_doc_tracedobject (
    id            varchar    NOT NULL,
    data          jsonb      NOT NULL,
    mt_version    bigint     NOT NULL DEFAULT 0,
CONSTRAINT pkey_mt_doc_tracedobject_id PRIMARY KEY (id)
);
CREATE TABLE IF NOT EXISTS tipintake.mt_doc_weigheduntil (
    id      varchar    NOT NULL,
    data    jsonb      NOT NULL,
CONSTRAINT pkey_mt_doc_weigheduntil_id PRIMARY KEY (id)
);
CREATE TABLE IF NOT EXISTS tipintake.mt_streams (
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
CREATE TABLE IF NOT EXISTS tipintake.mt_events (
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
    headers           jsonb                       NULL,
    is_archived       bool                        NULL DEFAULT FALSE,
CONSTRAINT pkey_mt_events_seq_id PRIMARY KEY (seq_id)
);

DO $do$
BEGIN
ALTER TABLE tipintake.mt_events
ADD CONSTRAINT fkey_mt_events_stream_id FOREIGN KEY(stream_id)
REFERENCES tipintake.mt_streams(id)ON DELETE CASCADE
;
EXCEPTION
    WHEN duplicate_object THEN NULL;
END
$do$;

CREATE UNIQUE INDEX pk_mt_events_stream_and_version ON tipintake.mt_events USING btree (stream_id, version);
CREATE SEQUENCE tipintake.mt_events_sequence;
ALTER SEQUENCE tipintake.mt_events_sequence OWNED BY tipintake.mt_events.seq_id;
CREATE TABLE IF NOT EXISTS tipintake.mt_event_progression (
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
CREATE TABLE IF NOT EXISTS tipintake.mt_event_projection_floors (
    name            varchar                     NOT NULL,
    tenant_id       varchar                     NOT NULL,
    floor           bigint                      NOT NULL,
    last_updated    timestamp with time zone    NULL DEFAULT (transaction_timestamp()),
CONSTRAINT pkey_mt_event_projection_floors_name_tenant_id PRIMARY KEY (name, tenant_id)
);
CREATE
OR REPLACE FUNCTION tipintake.mt_mark_event_progression(name varchar, last_encountered bigint) RETURNS VOID LANGUAGE plpgsql AS
$function$
BEGIN
INSERT INTO tipintake.mt_event_progression (name, last_seq_id, last_updated)
VALUES (name, last_encountered, transaction_timestamp())
ON CONFLICT ON CONSTRAINT pk_mt_event_progression
    DO
UPDATE SET last_seq_id = last_encountered, last_updated = transaction_timestamp();

END;

$function$;

CREATE OR REPLACE FUNCTION tipintake.mt_archive_stream(streamid varchar) RETURNS VOID LANGUAGE plpgsql AS
$function$
BEGIN
  update tipintake.mt_streams set is_archived = TRUE where id = streamid ;
  update tipintake.mt_events set is_archived = TRUE where stream_id = streamid ;
END;
$function$;

CREATE OR REPLACE FUNCTION tipintake.mt_quick_append_events(stream varchar, stream_type varchar, tenantid varchar, event_ids uuid[], event_types varchar[], dotnet_types varchar[], bodies jsonb[], bdatas bytea[], headers jsonb[], timestamps timestamp with time zone[], expected_version bigint DEFAULT NULL::bigint) RETURNS bigint[] AS $$
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
        select version, is_archived into event_version, stream_is_archived from tipintake.mt_streams where id = stream;
        if COALESCE(event_version, 0) != expected_version then
            RAISE EXCEPTION 'Stream version mismatch on ''%'': expected %, actual %', stream, expected_version, COALESCE(event_version, 0) USING ERRCODE = 'MT003';
        end if;
    else
        select version, is_archived into event_version, stream_is_archived from tipintake.mt_streams where id = stream;
    end if;

	if event_version IS NULL then
		event_version = 0;
		is_new_stream := true;
		-- #5456 follow-up: insert the FINAL version straight away rather than 0 plus a
		-- trailing UPDATE of the row we just wrote in this same transaction. That UPDATE
		-- is a second heap tuple + WAL record per stream creation for no observable gain
		-- -- nothing outside this transaction can see the intermediate 0. The trailing
		-- UPDATE below is skipped for this branch via is_new_stream.
		insert into tipintake.mt_streams (id, type, version, timestamp, tenant_id) values (stream, stream_type, COALESCE(array_length(event_ids, 1), 0), now(), tenantid);
    else
        if stream_is_archived then
            RAISE EXCEPTION 'Attempted to append event to archived stream with Id ''%''.', stream USING ERRCODE = 'MT001';
        end if;
        if tenantid IS NOT NULL then
            select tenant_id into actual_tenant from tipintake.mt_streams where id = stream;
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
        seq := nextval('tipintake.mt_events_sequence');
		return_value := array_append(return_value, seq);

	    event_version := event_version + 1;
		event_type = event_types[index];
		body = bodies[index];

		-- #4515 / #4578 / Phase 2: bdatas[index] carries the binary payload
		-- for events opted in to binary serialization (NULL otherwise).
		-- bodies[index] is the {} JSON placeholder for those events so the
		-- existing data jsonb NOT NULL constraint stays intact.
		insert into tipintake.mt_events
			(seq_id, id, stream_id, version, data, bdata, type, tenant_id, timestamp, mt_dotnet_type, is_archived, headers)
		values
			(seq, event_id, stream, event_version, body, bdatas[index], event_type, tenantid, timestamps[index], dotnet_types[index], FALSE, headers[index]);

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
		update tipintake.mt_streams set version = greatest(version, event_version), timestamp = now() where id = stream;
	end if;

	return return_value;
END
$$ LANGUAGE plpgsql;

CREATE TABLE IF NOT EXISTS tipintake.mt_high_water_skips (
    ending_sequence      bigint                      NOT NULL,
    starting_sequence    bigint                      NOT NULL,
    timestamp            timestamp with time zone    NULL DEFAULT (transaction_timestamp()),
CONSTRAINT pkey_mt_high_water_skips_ending_sequence PRIMARY KEY (ending_sequence)
);
CREATE
OR REPLACE FUNCTION tipintake.mt_mark_progression_with_skip(shard_name varchar, ending_sequence bigint, starting_sequence bigint) RETURNS bigint AS
$$
DECLARE
    current_value bigint;
BEGIN
    select last_seq_id into current_value from tipintake.mt_event_progression where name = shard_name;

    IF current_value is null then
        -- Bootstrap the high-water row on first invocation. Previously this branch
        -- returned 0, which left HighWaterAgent.CheckNowAsync polling forever because
        -- statistics.CurrentMark never advanced. Issue #4425.
        INSERT INTO tipintake.mt_event_progression (name, last_seq_id, last_updated)
        VALUES (shard_name, ending_sequence, transaction_timestamp())
        ON CONFLICT ON CONSTRAINT pk_mt_event_progression
            DO UPDATE SET last_seq_id = ending_sequence, last_updated = transaction_timestamp();
        IF ending_sequence > starting_sequence THEN
            -- Idempotent: a rebuild/replay re-marks the same skip (ending_sequence is the
            -- PK). Re-recording an existing gap is a no-op. Conflict target is the PK
            -- constraint (the bare column name collides with the function parameter). #4530.
            insert into tipintake.mt_high_water_skips (ending_sequence, starting_sequence) values (ending_sequence, starting_sequence)
                on conflict on constraint pkey_mt_high_water_skips_ending_sequence do nothing;
        END IF;
        return ending_sequence;
    ELSIF current_value = starting_sequence THEN
        update tipintake.mt_event_progression SET last_seq_id = ending_sequence, last_updated = transaction_timestamp() where shard_name = name;
        insert into tipintake.mt_high_water_skips (ending_sequence, starting_sequence) values (ending_sequence, starting_sequence)
            on conflict on constraint pkey_mt_high_water_skips_ending_sequence do nothing;
        return ending_sequence;
    ELSE
        return current_value;
    END IF;
END
$$
LANGUAGE plpgsql;
