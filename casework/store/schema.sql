
CREATE EXTENSION IF NOT EXISTS pg_trgm WITH SCHEMA public;

COMMENT ON EXTENSION pg_trgm IS 'text similarity measurement and index searching based on trigrams';

CREATE TYPE public.river_job_state AS ENUM (
    'available',
    'cancelled',
    'completed',
    'discarded',
    'pending',
    'retryable',
    'running',
    'scheduled'
);

CREATE FUNCTION public.add_up_mail_tally() RETURNS void
    LANGUAGE sql
    AS $$
    WITH held AS (SELECT id FROM mail_tally FOR UPDATE SKIP LOCKED),
         gone AS (DELETE FROM mail_tally t USING held h WHERE t.id = h.id RETURNING t.what, t.n)
    INSERT INTO mail_tally (what, n) SELECT what, sum(n) FROM gone GROUP BY what
$$;

CREATE FUNCTION public.address_lines(name text, care_of text, street text, postcode text, city text) RETURNS text[]
    LANGUAGE sql IMMUTABLE
    AS $$
    SELECT array_remove(ARRAY[name, care_of, street, trim(postcode || ' ' || city)], '')
$$;

CREATE FUNCTION public.check_keying_person() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    IF NEW.state <> 'replaced' AND EXISTS (
        SELECT FROM keying k JOIN keying_row r ON r.keying_id = k.id
        WHERE k.list_id = NEW.list_id AND k.state <> 'replaced' AND k.pass < NEW.pass AND r.staff_id = NEW.staff_id) THEN
        RAISE EXCEPTION 'keying % of list %: the person keyed an earlier pass', NEW.pass, NEW.list_id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'keying_other_person';
    END IF;
    RETURN NEW;
END $$;

CREATE FUNCTION public.check_keying_row_person() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
DECLARE holder bigint; at_pass smallint;
BEGIN
    SELECT staff_id, pass INTO holder, at_pass FROM keying WHERE id = NEW.keying_id;
    IF at_pass < 3 AND holder <> NEW.staff_id THEN
        RAISE EXCEPTION 'row % of keying %: another person keys it', NEW.row, NEW.keying_id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'keying_row_person';
    END IF;
    RETURN NEW;
END $$;

CREATE FUNCTION public.check_merged() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
DECLARE
    the_case bigint := CASE TG_TABLE_NAME WHEN 'case_file' THEN (to_jsonb(NEW) ->> 'id')::bigint ELSE (to_jsonb(NEW) ->> 'from_id')::bigint END;
BEGIN
    IF (SELECT merged_into FROM case_file WHERE id = the_case)
        IS DISTINCT FROM (SELECT into_id FROM case_merge WHERE from_id = the_case AND undone_at IS NULL) THEN
        RAISE EXCEPTION 'case % and its merge do not agree', the_case USING ERRCODE = 'check_violation', CONSTRAINT = 'case_merge_agrees';
    END IF;
    RETURN NULL;
END $$;

CREATE FUNCTION public.check_report_sum() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
DECLARE got record;
BEGIN
    SELECT count(*) AS rows, coalesce(sum(member_fee), 0) AS member_fee, coalesce(sum(control_fee), 0) AS control_fee
      INTO got FROM posting WHERE report_id = NEW.id AND reverses IS NULL;
    IF got.rows <> NEW.rows OR got.member_fee <> NEW.member_fee OR got.control_fee <> NEW.control_fee THEN
        RAISE EXCEPTION 'fee report % does not add up', NEW.id USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
END $$;

CREATE FUNCTION public.check_reversal() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
DECLARE old posting;
BEGIN
    IF NEW.reverses IS NULL THEN
        RETURN NEW;
    END IF;
    SELECT * INTO old FROM posting WHERE id = NEW.reverses;
    IF old.reverses IS NOT NULL OR old.member_fee <> -NEW.member_fee OR old.control_fee <> -NEW.control_fee
       OR old.member_id IS DISTINCT FROM NEW.member_id OR old.number_index IS DISTINCT FROM NEW.number_index
       OR old.mode <> NEW.mode THEN
        RAISE EXCEPTION 'posting reverses % but is not its opposite', NEW.reverses USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;

CREATE FUNCTION public.count_approval() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    INSERT INTO approval_week AS w VALUES (date_trunc('week', NEW.at AT TIME ZONE 'Europe/Stockholm'), coalesce(NEW.staff_id, 0), 1,
        (NOT EXISTS (SELECT FROM case_event x WHERE x.case_id = NEW.case_id AND x.id < NEW.id AND x.kind IN ('edited', 'company', 'period')))::integer)
    ON CONFLICT (monday, staff_id) DO UPDATE SET approvals = w.approvals + 1, plain = w.plain + EXCLUDED.plain;
    RETURN NULL;
END $$;

CREATE FUNCTION public.days_for(kind text) RETURNS integer
    LANGUAGE sql IMMUTABLE
    AS $$
    SELECT CASE kind WHEN 'credential_request' THEN 2 WHEN 'contact_person' THEN 2 WHEN 'delivery_failure' THEN 2
                     WHEN 'question' THEN 3 WHEN 'paper_request' THEN 3 ELSE 5 END
$$;

CREATE FUNCTION public.decided_after(of_case bigint, after bigint) RETURNS text
    LANGUAGE sql STABLE
    AS $$
    SELECT coalesce((
        SELECT e.kind FROM case_event e
        WHERE e.case_id = of_case AND e.id > after
          AND (e.kind IN ('duplicate', 'rejected', 'credentials', 'channel', 'contact', 'respite', 'list_again', 'divided', 'split', 'annulled',
                          'member_errand', 'not_ours')
            OR e.kind = 'approved' AND NOT EXISTS (SELECT FROM case_event u
                WHERE u.case_id = of_case AND u.id > e.id AND u.kind = 'undone' AND u.data ->> 'report' = e.data ->> 'report')
            OR e.kind = 'replied' AND NOT EXISTS (SELECT FROM answer a
                WHERE a.case_id = of_case AND a.undone_at IS NOT NULL AND (a.outbox_id::text = e.data ->> 'outbox' OR a.outbox_id IS NULL AND a.at = e.at))
            OR e.kind = 'requested' AND EXISTS (SELECT FROM decision_request q
                WHERE q.case_id = of_case AND q.settled_at IS NULL AND q.id::text = e.data ->> 'request'))
        ORDER BY e.id LIMIT 1), '')
$$;

CREATE FUNCTION public.folded(name text) RETURNS text
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    AS $$ SELECT lower(name COLLATE "sv-x-icu") COLLATE "C" $$;

CREATE FUNCTION public.guard_merge() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    IF TG_OP = 'DELETE' OR OLD.undone_at IS NOT NULL OR NEW.undone_at IS NULL
       OR to_jsonb(NEW) - 'undone_at' - 'undone_by' <> to_jsonb(OLD) - 'undone_at' - 'undone_by' THEN
        RAISE EXCEPTION 'a merge is undone once, and otherwise never changed' USING ERRCODE = 'restrict_violation', CONSTRAINT = 'case_merge_once';
    END IF;
    IF decided_after(OLD.into_id, OLD.after_event) <> '' THEN
        RAISE EXCEPTION 'a merge is not undone after a decision' USING ERRCODE = 'restrict_violation', CONSTRAINT = 'case_merge_undecided';
    END IF;
    RETURN NEW;
END $$;

CREATE FUNCTION public.keep_company_numbers() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    IF TG_OP = 'DELETE' OR NEW.customer_number <> OLD.customer_number
       OR NEW.organisation_number <> OLD.organisation_number THEN
        RAISE EXCEPTION 'the numbers of company % are given once and for ever', OLD.id
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;

CREATE FUNCTION public.life_of(company bigint, day date) RETURNS text
    LANGUAGE sql STABLE
    AS $$
    SELECT coalesce((SELECT state FROM company_life WHERE company_id = company AND since <= day ORDER BY since DESC, id DESC LIMIT 1), 'active')
$$;

CREATE FUNCTION public.note_address_change() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    IF (OLD.care_of, OLD.street, OLD.postcode, OLD.city) IS DISTINCT FROM (NEW.care_of, NEW.street, NEW.postcode, NEW.city) THEN
        NEW.address_changed_at := now();
        INSERT INTO address_change (company_id, at, before)
        VALUES (OLD.id, now(), address_lines(OLD.name, OLD.care_of, OLD.street, OLD.postcode, OLD.city));
    END IF;
    RETURN NEW;
END $$;

CREATE FUNCTION public.raise_register_version() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    UPDATE system SET register_version = register_version + 1;
    RETURN NULL;
END $$;

CREATE FUNCTION public.refuse_change() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    RAISE EXCEPTION 'rows of % are only added, never changed or removed', TG_TABLE_NAME
        USING ERRCODE = 'restrict_violation';
END $$;

CREATE FUNCTION public.rename_cases() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    UPDATE case_file SET sort_name = NEW.name WHERE company_id = NEW.id AND state IN ('new', 'open', 'waiting', 'aside');
    RETURN NULL;
END $$;

CREATE FUNCTION public.river_job_state_in_bitmask(bitmask bit, state public.river_job_state) RETURNS boolean
    LANGUAGE sql IMMUTABLE
    AS $$
    SELECT CASE state
        WHEN 'available' THEN get_bit(bitmask, 7)
        WHEN 'cancelled' THEN get_bit(bitmask, 6)
        WHEN 'completed' THEN get_bit(bitmask, 5)
        WHEN 'discarded' THEN get_bit(bitmask, 4)
        WHEN 'pending'   THEN get_bit(bitmask, 3)
        WHEN 'retryable' THEN get_bit(bitmask, 2)
        WHEN 'running'   THEN get_bit(bitmask, 1)
        WHEN 'scheduled' THEN get_bit(bitmask, 0)
        ELSE 0
    END = 1;
$$;

CREATE FUNCTION public.set_case_order() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
DECLARE own date;
BEGIN
    own := working_day_after((NEW.opened_at AT TIME ZONE 'Europe/Stockholm')::date, days_for(NEW.kinds[1]));
    IF TG_OP = 'INSERT' OR OLD.due_on IS NULL THEN
        NEW.due_on := coalesce(NEW.waiting_until, own);
    ELSIF NEW.state = 'waiting' THEN
        NEW.due_on := NEW.waiting_until;
    ELSIF NEW.state = 'open' AND OLD.state NOT IN ('new', 'open') THEN
        NEW.due_on := greatest(own, working_day_after((NEW.changed_at AT TIME ZONE 'Europe/Stockholm')::date, 2));
    ELSIF NEW.kinds IS DISTINCT FROM OLD.kinds THEN
        NEW.due_on := own;
    END IF;
    IF TG_OP = 'INSERT' OR OLD.due_on IS NULL OR NEW.company_id IS DISTINCT FROM OLD.company_id THEN
        NEW.sort_name := coalesce((SELECT name FROM company WHERE id = NEW.company_id), '');
    END IF;
    RETURN NEW;
END $$;

CREATE FUNCTION public.settle_reply() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    UPDATE case_file SET replied_at = NULL WHERE id = NEW.case_id AND replied_at IS NOT NULL;
    RETURN NULL;
END $$;

CREATE FUNCTION public.tally_mail() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
DECLARE added bigint; place bigint;
BEGIN
    IF TG_OP = 'TRUNCATE' THEN -- nobody else has anything under way
        DELETE FROM mail_tally WHERE what = TG_TABLE_NAME;
        RETURN NULL;
    ELSIF TG_OP = 'INSERT' THEN
        SELECT count(*) INTO added FROM changed;
    ELSE
        SELECT -count(*) INTO added FROM changed;
    END IF;
    IF added <> 0 THEN
        INSERT INTO mail_tally (what, n) VALUES (TG_TABLE_NAME, added) RETURNING id INTO place;
        IF place % 200 = 0 THEN
            PERFORM add_up_mail_tally();
        END IF;
    END IF;
    RETURN NULL;
END $$;

CREATE FUNCTION public.tell(kind text, id bigint, what text, restricted boolean) RETURNS void
    LANGUAGE sql
    AS $$
    SELECT pg_notify('kontakten', kind || ' ' || id || ' ' || what || CASE WHEN restricted THEN ' r' ELSE '' END)
$$;

CREATE FUNCTION public.tell_batch() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    PERFORM tell('run', NEW.run_id, 'batch', false);
    RETURN NULL;
END $$;

CREATE FUNCTION public.tell_case() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    PERFORM tell('case', NEW.id, CASE WHEN TG_OP = 'INSERT' THEN 'new' ELSE 'changed' END, NEW.restricted);
    RETURN NULL;
END $$;

CREATE FUNCTION public.tell_event() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    PERFORM tell('event', NEW.case_id, NEW.kind, (SELECT restricted FROM case_file WHERE id = NEW.case_id));
    RETURN NULL;
END $$;

CREATE FUNCTION public.tell_state() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    PERFORM tell(TG_ARGV[0], NEW.id, NEW.state, false);
    RETURN NULL;
END $$;

CREATE FUNCTION public.working_day_after(d date, n integer) RETURNS date
    LANGUAGE plpgsql STABLE
    AS $$
BEGIN
    LOOP
        IF extract(isodow FROM d) < 6 AND NOT EXISTS (SELECT FROM closed_day WHERE day = d) THEN
            EXIT WHEN n <= 0;
            n := n - 1;
        END IF;
        d := d + 1;
    END LOOP;
    RETURN d;
END $$;

CREATE TABLE public.access_log (
    id bigint NOT NULL,
    at timestamp with time zone NOT NULL,
    staff_id bigint,
    what text NOT NULL,
    case_id bigint,
    company_id bigint,
    member_id bigint,
    object text DEFAULT ''::text NOT NULL,
    reason text DEFAULT ''::text NOT NULL
);

ALTER TABLE public.access_log ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.access_log_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.acknowledged (
    sender bytea NOT NULL,
    day date NOT NULL,
    case_id bigint NOT NULL
);

CREATE TABLE public.address_change (
    id bigint NOT NULL,
    company_id bigint NOT NULL,
    at timestamp with time zone NOT NULL,
    before text[] NOT NULL,
    told_at timestamp with time zone
);

ALTER TABLE public.address_change ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.address_change_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.agreement (
    id bigint NOT NULL,
    key text NOT NULL,
    name text NOT NULL
);

ALTER TABLE public.agreement ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.agreement_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.agreement_rate (
    agreement_id bigint NOT NULL,
    valid_from date NOT NULL,
    member_fee integer NOT NULL,
    control_fee integer NOT NULL,
    CONSTRAINT agreement_rate_control_fee_check CHECK ((control_fee >= 0)),
    CONSTRAINT agreement_rate_member_fee_check CHECK ((member_fee >= 0))
);

CREATE TABLE public.annulment_request (
    id bigint NOT NULL,
    report_id bigint NOT NULL,
    reason text NOT NULL,
    words text DEFAULT ''::text NOT NULL,
    to_company bigint,
    to_period date,
    asked_by bigint NOT NULL,
    asked_at timestamp with time zone NOT NULL,
    settled_by bigint,
    settled_at timestamp with time zone,
    answer boolean,
    CONSTRAINT annulment_request_check CHECK (((to_company IS NULL) = (to_period IS NULL))),
    CONSTRAINT annulment_request_check1 CHECK (((settled_by <> asked_by) OR (answer IS NOT TRUE))),
    CONSTRAINT annulment_request_to_period_check CHECK ((EXTRACT(day FROM to_period) = (1)::numeric))
);

ALTER TABLE public.annulment_request ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.annulment_request_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.answer (
    id bigint NOT NULL,
    case_id bigint NOT NULL,
    staff_id bigint NOT NULL,
    outbox_id bigint,
    confirmation_id bigint,
    recipient text NOT NULL,
    templates text[] DEFAULT '{}'::text[] NOT NULL,
    text_sealed bytea NOT NULL,
    moved boolean NOT NULL,
    at timestamp with time zone NOT NULL,
    undone_at timestamp with time zone,
    CONSTRAINT answer_check CHECK (((outbox_id IS NULL) OR (confirmation_id IS NULL)))
);

ALTER TABLE public.answer ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.answer_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.approval_week (
    monday date NOT NULL,
    staff_id bigint NOT NULL,
    approvals integer NOT NULL,
    plain integer NOT NULL
);

CREATE TABLE public.bulk_action (
    id bigint NOT NULL,
    staff_id bigint NOT NULL,
    what text NOT NULL,
    cases bigint[] NOT NULL,
    to_staff bigint,
    at timestamp with time zone NOT NULL,
    undone_at timestamp with time zone,
    CONSTRAINT bulk_action_cases_check CHECK ((cardinality(cases) > 0)),
    CONSTRAINT bulk_action_check CHECK (((what = 'assign'::text) = (to_staff IS NOT NULL))),
    CONSTRAINT bulk_action_what_check CHECK ((what = ANY (ARRAY['assign'::text, 'close'::text])))
);

ALTER TABLE public.bulk_action ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.bulk_action_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.bureau (
    id bigint NOT NULL,
    organisation_number text NOT NULL,
    name text NOT NULL,
    email text NOT NULL,
    at timestamp with time zone NOT NULL,
    CONSTRAINT bureau_email_check CHECK (((email = lower(email)) AND (email <> ''::text))),
    CONSTRAINT bureau_name_check CHECK ((name <> ''::text)),
    CONSTRAINT bureau_organisation_number_check CHECK ((organisation_number ~ '^[0-9]{10}$'::text))
);

ALTER TABLE public.bureau ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.bureau_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.case_event (
    id bigint NOT NULL,
    case_id bigint NOT NULL,
    at timestamp with time zone NOT NULL,
    staff_id bigint,
    kind text NOT NULL,
    text text NOT NULL,
    data jsonb DEFAULT '{}'::jsonb NOT NULL
);

ALTER TABLE public.case_event ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.case_event_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.case_file (
    id bigint NOT NULL,
    origin text NOT NULL,
    state text NOT NULL,
    kinds text[] NOT NULL,
    kind text GENERATED ALWAYS AS (COALESCE(kinds[1], 'other'::text)) STORED,
    faq integer[] DEFAULT '{}'::integer[] NOT NULL,
    flags text[] DEFAULT '{}'::text[] NOT NULL,
    company_id bigint,
    period date,
    restricted boolean DEFAULT false NOT NULL,
    sender_known boolean DEFAULT false NOT NULL,
    said text DEFAULT ''::text NOT NULL,
    reader text DEFAULT ''::text NOT NULL,
    import_id bigint DEFAULT 0 NOT NULL,
    message_id bigint,
    reading_object uuid,
    draft_object uuid,
    heading_object uuid,
    list_id bigint,
    holder_id bigint,
    held_until timestamp with time zone,
    waiting_reason text DEFAULT ''::text NOT NULL,
    waiting_until date,
    merged_into bigint,
    mode text NOT NULL,
    opened_at timestamp with time zone NOT NULL,
    created_at timestamp with time zone NOT NULL,
    changed_at timestamp with time zone NOT NULL,
    revision integer DEFAULT 1 NOT NULL,
    verified text DEFAULT ''::text NOT NULL,
    divided_from bigint,
    due_on date NOT NULL,
    replied_at timestamp with time zone,
    sort_name text DEFAULT ''::text NOT NULL COLLATE pg_catalog."sv-x-icu",
    CONSTRAINT case_file_check CHECK (((state = 'waiting'::text) = (waiting_until IS NOT NULL))),
    CONSTRAINT case_file_check1 CHECK (((state = 'merged'::text) = (merged_into IS NOT NULL))),
    CONSTRAINT case_file_mode_check CHECK ((mode = ANY (ARRAY['test'::text, 'shadow'::text, 'live'::text]))),
    CONSTRAINT case_file_origin_check CHECK ((origin = ANY (ARRAY['mail'::text, 'telephone'::text, 'counter'::text, 'letter'::text, 'department'::text, 'program'::text]))),
    CONSTRAINT case_file_period_check CHECK ((EXTRACT(day FROM period) = (1)::numeric)),
    CONSTRAINT case_file_said_check CHECK ((said = ANY (ARRAY[''::text, 'correction'::text, 'further'::text]))),
    CONSTRAINT case_file_state_check CHECK ((state = ANY (ARRAY['new'::text, 'open'::text, 'waiting'::text, 'decided'::text, 'closed'::text, 'aside'::text, 'merged'::text]))),
    CONSTRAINT case_file_verified_check CHECK ((verified = ANY (ARRAY[''::text, 'callback'::text, 'list_total'::text, 'none'::text])))
);

ALTER TABLE public.case_file ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.case_file_id_seq
    START WITH 101
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.case_link (
    a_id bigint NOT NULL,
    b_id bigint NOT NULL,
    why text DEFAULT ''::text NOT NULL,
    staff_id bigint NOT NULL,
    at timestamp with time zone NOT NULL,
    CONSTRAINT case_link_check CHECK ((a_id < b_id))
);

CREATE TABLE public.case_merge (
    id bigint NOT NULL,
    from_id bigint NOT NULL,
    into_id bigint NOT NULL,
    staff_id bigint NOT NULL,
    at timestamp with time zone NOT NULL,
    after_event bigint NOT NULL,
    state text NOT NULL,
    waiting_reason text NOT NULL,
    waiting_until date,
    due_on date NOT NULL,
    replied_at timestamp with time zone,
    holder_id bigint,
    held_until timestamp with time zone,
    into_restricted boolean NOT NULL,
    undone_at timestamp with time zone,
    undone_by bigint,
    CONSTRAINT case_merge_check CHECK ((from_id <> into_id)),
    CONSTRAINT case_merge_check1 CHECK (((state = 'waiting'::text) = (waiting_until IS NOT NULL))),
    CONSTRAINT case_merge_check2 CHECK (((undone_at IS NULL) = (undone_by IS NULL))),
    CONSTRAINT case_merge_state_check CHECK ((state = ANY (ARRAY['new'::text, 'open'::text, 'waiting'::text, 'aside'::text])))
);

ALTER TABLE public.case_merge ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.case_merge_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.case_merge_message (
    merge_id bigint NOT NULL,
    message_id bigint NOT NULL,
    role text NOT NULL,
    CONSTRAINT case_merge_message_role_check CHECK ((role = ANY (ARRAY['opened'::text, 'reply'::text])))
);

CREATE TABLE public.case_message (
    message_id bigint NOT NULL,
    case_id bigint NOT NULL,
    role text NOT NULL,
    at timestamp with time zone NOT NULL,
    CONSTRAINT case_message_role_check CHECK ((role = ANY (ARRAY['opened'::text, 'reply'::text])))
);

CREATE TABLE public.case_tag (
    case_id bigint NOT NULL,
    tag text NOT NULL,
    staff_id bigint NOT NULL,
    at timestamp with time zone NOT NULL,
    CONSTRAINT case_tag_tag_check CHECK (((tag <> ''::text) AND (tag = lower(tag)) AND (length(tag) <= 40)))
);

CREATE TABLE public.channel (
    id bigint NOT NULL,
    company_id bigint NOT NULL,
    valid_from date NOT NULL,
    channel text NOT NULL,
    source text NOT NULL,
    created_at timestamp with time zone NOT NULL,
    case_id bigint,
    staff_id bigint,
    CONSTRAINT channel_channel_check CHECK ((channel = ANY (ARRAY['web'::text, 'paper'::text, 'own_list'::text, 'file'::text]))),
    CONSTRAINT channel_source_check CHECK ((source = ANY (ARRAY['register'::text, 'clerk'::text]))),
    CONSTRAINT channel_valid_from_check CHECK ((EXTRACT(day FROM valid_from) = (1)::numeric))
);

ALTER TABLE public.channel ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.channel_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.closed_day (
    day date NOT NULL
);

CREATE TABLE public.colleague_reply (
    message_id text NOT NULL,
    answers text[] NOT NULL,
    sent_at timestamp with time zone NOT NULL,
    case_id bigint
);

CREATE TABLE public.company (
    id bigint NOT NULL,
    customer_number integer NOT NULL,
    organisation_number text NOT NULL,
    name text NOT NULL,
    care_of text DEFAULT ''::text NOT NULL,
    street text DEFAULT ''::text NOT NULL,
    postcode text DEFAULT ''::text NOT NULL,
    city text DEFAULT ''::text NOT NULL,
    agreement_id bigint NOT NULL,
    region text DEFAULT ''::text NOT NULL,
    pay_day smallint,
    first_seen timestamp with time zone NOT NULL,
    absent_since timestamp with time zone,
    address_changed_at timestamp with time zone,
    CONSTRAINT company_customer_number_check CHECK (((customer_number >= 100000) AND (customer_number <= 999999))),
    CONSTRAINT company_organisation_number_check CHECK ((organisation_number ~ '^[0-9]{10}$'::text)),
    CONSTRAINT company_pay_day_check CHECK (((pay_day >= 1) AND (pay_day <= 31)))
);

CREATE TABLE public.company_address (
    id bigint NOT NULL,
    company_id bigint NOT NULL,
    address text NOT NULL,
    source text NOT NULL,
    known_since timestamp with time zone NOT NULL,
    ended_at timestamp with time zone,
    soft_bounces integer DEFAULT 0 NOT NULL,
    bounces_since timestamp with time zone,
    CONSTRAINT company_address_address_check CHECK ((address = lower(address))),
    CONSTRAINT company_address_source_check CHECK ((source = ANY (ARRAY['register'::text, 'contact'::text, 'clerk'::text])))
);

ALTER TABLE public.company_address ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.company_address_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

ALTER TABLE public.company ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.company_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.company_life (
    id bigint NOT NULL,
    company_id bigint NOT NULL,
    state text NOT NULL,
    since date NOT NULL,
    receiver text DEFAULT ''::text NOT NULL,
    address text[] DEFAULT '{}'::text[] NOT NULL,
    successor_id bigint,
    note text DEFAULT ''::text NOT NULL,
    staff_id bigint NOT NULL,
    at timestamp with time zone NOT NULL,
    CONSTRAINT company_life_check CHECK (((state = 'succeeded'::text) = (successor_id IS NOT NULL))),
    CONSTRAINT company_life_check1 CHECK ((successor_id <> company_id)),
    CONSTRAINT company_life_check2 CHECK (((state = 'bankruptcy'::text) OR (receiver = ''::text))),
    CONSTRAINT company_life_state_check CHECK ((state = ANY (ARRAY['active'::text, 'bankruptcy'::text, 'ended'::text, 'succeeded'::text])))
);

ALTER TABLE public.company_life ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.company_life_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.confirmation (
    id bigint NOT NULL,
    company_id bigint NOT NULL,
    case_id bigint NOT NULL,
    template text NOT NULL,
    facts jsonb NOT NULL,
    way text NOT NULL,
    outbox_id bigint,
    state text NOT NULL,
    created_at timestamp with time zone NOT NULL,
    CONSTRAINT confirmation_check CHECK (((way = 'mail'::text) = (outbox_id IS NOT NULL))),
    CONSTRAINT confirmation_state_check CHECK ((state = ANY (ARRAY['waiting'::text, 'done'::text]))),
    CONSTRAINT confirmation_way_check CHECK ((way = ANY (ARRAY['mail'::text, 'letter'::text])))
);

ALTER TABLE public.confirmation ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.confirmation_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.contact_person (
    id bigint NOT NULL,
    company_id bigint NOT NULL,
    name text NOT NULL,
    email text DEFAULT ''::text NOT NULL,
    mobile text DEFAULT ''::text NOT NULL,
    role text DEFAULT ''::text NOT NULL,
    case_id bigint,
    since timestamp with time zone NOT NULL,
    ended_at timestamp with time zone,
    replaced_by bigint,
    CONSTRAINT contact_person_email_check CHECK ((email = lower(email)))
);

ALTER TABLE public.contact_person ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.contact_person_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.credential_order (
    id bigint NOT NULL,
    company_id bigint NOT NULL,
    case_id bigint NOT NULL,
    state text NOT NULL,
    ordered_by bigint NOT NULL,
    ordered_at timestamp with time zone NOT NULL,
    changed_at timestamp with time zone NOT NULL,
    mode text NOT NULL,
    CONSTRAINT credential_order_mode_check CHECK ((mode = ANY (ARRAY['test'::text, 'shadow'::text, 'live'::text]))),
    CONSTRAINT credential_order_state_check CHECK ((state = ANY (ARRAY['ordered'::text, 'sent'::text, 'confirmed'::text, 'printed'::text, 'posted'::text, 'returned'::text, 'used'::text, 'expired'::text, 'void'::text])))
);

ALTER TABLE public.credential_order ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.credential_order_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE SEQUENCE public.customer_number
    AS integer
    START WITH 100001
    INCREMENT BY 1
    MINVALUE 100000
    MAXVALUE 999999
    CACHE 1;

CREATE TABLE public.decision (
    key text NOT NULL,
    staff_id bigint NOT NULL,
    subject text NOT NULL,
    at timestamp with time zone NOT NULL,
    outcome jsonb NOT NULL,
    CONSTRAINT decision_key_check CHECK (((length(key) >= 16) AND (length(key) <= 64)))
);

CREATE TABLE public.decision_request (
    id bigint NOT NULL,
    case_id bigint NOT NULL,
    kind text NOT NULL,
    screen text NOT NULL,
    accept text[] DEFAULT '{}'::text[] NOT NULL,
    why text[] NOT NULL,
    reason text DEFAULT ''::text NOT NULL,
    asked_by bigint NOT NULL,
    asked_at timestamp with time zone NOT NULL,
    settled_by bigint,
    settled_at timestamp with time zone,
    answer boolean,
    what text DEFAULT 'approve'::text NOT NULL,
    CONSTRAINT decision_request_check CHECK (((settled_by <> asked_by) OR (answer IS NOT TRUE))),
    CONSTRAINT decision_request_what_check CHECK ((what = ANY (ARRAY['approve'::text, 'credentials'::text])))
);

ALTER TABLE public.decision_request ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.decision_request_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.draft_reply (
    case_id bigint NOT NULL,
    staff_id bigint NOT NULL,
    revision integer DEFAULT 1 NOT NULL,
    recipient text DEFAULT ''::text NOT NULL,
    text_sealed bytea NOT NULL,
    saved_at timestamp with time zone NOT NULL
);

CREATE TABLE public.employment (
    id bigint NOT NULL,
    member_id bigint NOT NULL,
    company_id bigint NOT NULL,
    from_date date NOT NULL,
    to_date date,
    absent_since timestamp with time zone
);

ALTER TABLE public.employment ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.employment_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.fee_list (
    id bigint NOT NULL,
    company_id bigint NOT NULL,
    period date NOT NULL,
    version smallint NOT NULL,
    number text NOT NULL,
    state text NOT NULL,
    rows integer NOT NULL,
    batch_id bigint NOT NULL,
    place integer NOT NULL,
    first_page integer DEFAULT 0 NOT NULL,
    pages integer DEFAULT 0 NOT NULL,
    agreement text NOT NULL,
    rate_from date NOT NULL,
    member_rate integer NOT NULL,
    control_rate integer NOT NULL,
    pay_day date NOT NULL,
    list_due date NOT NULL,
    money_due date NOT NULL,
    mode text NOT NULL,
    printed_at timestamp with time zone NOT NULL,
    changed_at timestamp with time zone NOT NULL,
    CONSTRAINT fee_list_mode_check CHECK ((mode = ANY (ARRAY['test'::text, 'shadow'::text, 'live'::text]))),
    CONSTRAINT fee_list_number_check CHECK ((number ~ '^[0-9]{13}$'::text)),
    CONSTRAINT fee_list_period_check CHECK ((EXTRACT(day FROM period) = (1)::numeric)),
    CONSTRAINT fee_list_rows_check CHECK ((rows > 0)),
    CONSTRAINT fee_list_state_check CHECK ((state = ANY (ARRAY['printed'::text, 'handed_over'::text, 'posted'::text, 'retur'::text, 'returned'::text, 'keyed'::text, 'differs'::text, 'verified'::text, 'reported'::text, 'superseded'::text, 'cancelled'::text]))),
    CONSTRAINT fee_list_version_check CHECK (((version >= 1) AND (version <= 9)))
);

CREATE TABLE public.fee_list_event (
    id bigint NOT NULL,
    list_id bigint NOT NULL,
    at timestamp with time zone NOT NULL,
    staff_id bigint,
    state text NOT NULL
);

ALTER TABLE public.fee_list_event ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.fee_list_event_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

ALTER TABLE public.fee_list ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.fee_list_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.fee_list_row (
    list_id bigint NOT NULL,
    "row" integer NOT NULL,
    member_id bigint NOT NULL,
    left_on date,
    CONSTRAINT fee_list_row_row_check CHECK (("row" > 0))
);

CREATE TABLE public.fee_report (
    id bigint NOT NULL,
    company_id bigint NOT NULL,
    period date NOT NULL,
    version integer NOT NULL,
    kind text NOT NULL,
    replaces bigint,
    moved_to bigint,
    case_id bigint,
    list_id bigint,
    channel text NOT NULL,
    booking_date date NOT NULL,
    rows integer NOT NULL,
    member_fee bigint NOT NULL,
    control_fee bigint NOT NULL,
    reason text DEFAULT ''::text NOT NULL,
    decided_by bigint NOT NULL,
    second_by bigint,
    decided_at timestamp with time zone NOT NULL,
    screen text NOT NULL,
    decision_key text NOT NULL,
    original bytea,
    reader text NOT NULL,
    import_id bigint NOT NULL,
    source_object uuid NOT NULL,
    mode text NOT NULL,
    moved_from bigint,
    CONSTRAINT fee_report_channel_check CHECK ((channel = ANY (ARRAY['mail'::text, 'paper'::text, 'telephone'::text, 'counter'::text, 'department'::text]))),
    CONSTRAINT fee_report_check CHECK (((kind = ANY (ARRAY['correction'::text, 'annulment'::text])) = (replaces IS NOT NULL))),
    CONSTRAINT fee_report_check1 CHECK ((second_by <> decided_by)),
    CONSTRAINT fee_report_check2 CHECK (((case_id IS NOT NULL) OR (list_id IS NOT NULL))),
    CONSTRAINT fee_report_kind_check CHECK ((kind = ANY (ARRAY['new'::text, 'addition'::text, 'correction'::text, 'annulment'::text]))),
    CONSTRAINT fee_report_mode_check CHECK ((mode = ANY (ARRAY['test'::text, 'shadow'::text, 'live'::text]))),
    CONSTRAINT fee_report_period_check CHECK ((EXTRACT(day FROM period) = (1)::numeric)),
    CONSTRAINT fee_report_rows_check CHECK ((rows >= 0)),
    CONSTRAINT fee_report_version_check CHECK ((version > 0))
);

ALTER TABLE public.fee_report ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.fee_report_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.held_back (
    case_id bigint NOT NULL,
    first_by bigint NOT NULL,
    screen text NOT NULL,
    at timestamp with time zone NOT NULL,
    second_by bigint,
    agreed boolean,
    settled_at timestamp with time zone,
    CONSTRAINT held_back_check CHECK ((second_by <> first_by)),
    CONSTRAINT held_back_check1 CHECK (((settled_at IS NULL) = ((second_by IS NULL) AND (agreed IS NULL))))
);

CREATE TABLE public.import_run (
    id bigint NOT NULL,
    at timestamp with time zone NOT NULL,
    staff_id bigint,
    files_date timestamp with time zone,
    sha256 bytea NOT NULL,
    outcome text NOT NULL,
    overridden boolean DEFAULT false NOT NULL,
    report jsonb NOT NULL,
    CONSTRAINT import_run_outcome_check CHECK ((outcome = ANY (ARRAY['applied'::text, 'unchanged'::text, 'waiting'::text, 'refused'::text])))
);

ALTER TABLE public.import_run ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.import_run_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.keying (
    id bigint NOT NULL,
    list_id bigint NOT NULL,
    pass smallint NOT NULL,
    state text NOT NULL,
    staff_id bigint NOT NULL,
    written bigint,
    started_at timestamp with time zone NOT NULL,
    finished_at timestamp with time zone,
    keyed_rows integer,
    keyed_seconds integer,
    CONSTRAINT keying_keyed_rows_check CHECK ((keyed_rows >= 0)),
    CONSTRAINT keying_keyed_seconds_check CHECK ((keyed_seconds >= 0)),
    CONSTRAINT keying_pass_check CHECK (((pass >= 1) AND (pass <= 3))),
    CONSTRAINT keying_state_check CHECK ((state = ANY (ARRAY['open'::text, 'done'::text, 'abandoned'::text, 'replaced'::text])))
);

ALTER TABLE public.keying ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.keying_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.keying_row (
    keying_id bigint NOT NULL,
    "row" integer NOT NULL,
    member_id bigint,
    person_sealed bytea,
    number_index bytea,
    member_fee bigint,
    control_fee bigint,
    reason text DEFAULT ''::text NOT NULL,
    blank boolean DEFAULT false NOT NULL,
    key_used text NOT NULL,
    saved_at timestamp with time zone NOT NULL,
    staff_id bigint NOT NULL,
    CONSTRAINT keying_row_check CHECK (((member_fee IS NULL) OR ((reason = ''::text) AND (NOT blank)))),
    CONSTRAINT keying_row_check1 CHECK (((reason = ''::text) OR (NOT blank))),
    CONSTRAINT keying_row_key_used_check CHECK ((key_used = ANY (ARRAY['digits'::text, 'plus'::text, 'star'::text, 'slash'::text, 'blank'::text, 'tick'::text, 'settled'::text]))),
    CONSTRAINT keying_row_row_check CHECK (("row" > 0))
);

CREATE TABLE public.keying_warning (
    keying_id bigint NOT NULL,
    "row" integer NOT NULL,
    code text NOT NULL,
    staff_id bigint NOT NULL,
    at timestamp with time zone NOT NULL,
    CONSTRAINT keying_warning_row_check CHECK (("row" >= 0))
);

CREATE TABLE public.letter (
    id bigint NOT NULL,
    number text NOT NULL,
    company_id bigint NOT NULL,
    kind text NOT NULL,
    list_id bigint,
    case_id bigint,
    order_id bigint,
    confirmation_id bigint,
    facts jsonb DEFAULT '{}'::jsonb NOT NULL,
    address text[] DEFAULT '{}'::text[] NOT NULL,
    state text NOT NULL,
    why text DEFAULT ''::text NOT NULL,
    batch_id bigint,
    place integer,
    created_at timestamp with time zone NOT NULL,
    changed_at timestamp with time zone NOT NULL,
    mode text NOT NULL,
    CONSTRAINT letter_check CHECK (((kind <> 'list'::text) OR (list_id IS NOT NULL))),
    CONSTRAINT letter_kind_check CHECK ((kind = ANY (ARRAY['list'::text, 'credentials'::text, 'channel'::text, 'contact'::text, 'question'::text, 'answer'::text, 'receipt'::text, 'reminder1'::text, 'reminder2'::text]))),
    CONSTRAINT letter_mode_check CHECK ((mode = ANY (ARRAY['test'::text, 'shadow'::text, 'live'::text]))),
    CONSTRAINT letter_number_check CHECK ((number ~ '^[0-9]{8}$'::text)),
    CONSTRAINT letter_state_check CHECK ((state = ANY (ARRAY['held'::text, 'waiting'::text, 'printed'::text, 'handed_over'::text, 'posted'::text, 'retur'::text, 'stopped'::text])))
);

ALTER TABLE public.letter ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.letter_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE SEQUENCE public.letter_serial
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    MAXVALUE 9999999
    CACHE 1;

CREATE TABLE public.login_attempt (
    id bigint NOT NULL,
    login_hash bytea NOT NULL,
    staff_id bigint,
    address text NOT NULL,
    ok boolean NOT NULL,
    at timestamp with time zone NOT NULL
);

ALTER TABLE public.login_attempt ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.login_attempt_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.macro (
    id bigint NOT NULL,
    name text NOT NULL,
    digit smallint NOT NULL,
    version integer DEFAULT 1 NOT NULL,
    ended_at timestamp with time zone,
    CONSTRAINT macro_digit_check CHECK (((digit >= 1) AND (digit <= 9))),
    CONSTRAINT macro_name_check CHECK ((name <> ''::text))
);

ALTER TABLE public.macro ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.macro_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.macro_version (
    macro_id bigint NOT NULL,
    version integer NOT NULL,
    name text NOT NULL,
    digit smallint NOT NULL,
    says text NOT NULL,
    body text DEFAULT ''::text NOT NULL,
    ends text NOT NULL,
    days integer DEFAULT 0 NOT NULL,
    reason text DEFAULT ''::text NOT NULL,
    tags text[] DEFAULT '{}'::text[] NOT NULL,
    staff_id bigint,
    at timestamp with time zone NOT NULL,
    CONSTRAINT macro_version_check CHECK (((says = 'text'::text) = (body <> ''::text))),
    CONSTRAINT macro_version_check1 CHECK (((ends = 'wait'::text) = (days > 0))),
    CONSTRAINT macro_version_check2 CHECK (((ends = ANY (ARRAY['wait'::text, 'reject'::text])) = (reason <> ''::text))),
    CONSTRAINT macro_version_days_check CHECK (((days >= 0) AND (days <= 60))),
    CONSTRAINT macro_version_ends_check CHECK ((ends = ANY (ARRAY['stay'::text, 'settle'::text, 'wait'::text, 'reject'::text]))),
    CONSTRAINT macro_version_says_check CHECK ((says = ANY (ARRAY['nothing'::text, 'faq'::text, 'ask'::text, 'text'::text]))),
    CONSTRAINT macro_version_version_check CHECK ((version > 0))
);

CREATE TABLE public.mail_folder (
    id bigint NOT NULL,
    mailbox_id bigint NOT NULL,
    name text NOT NULL,
    role text NOT NULL,
    since date NOT NULL,
    uidvalidity bigint DEFAULT 0 NOT NULL,
    last_uid bigint DEFAULT 0 NOT NULL,
    last_fetch_at timestamp with time zone,
    last_error text DEFAULT ''::text NOT NULL,
    last_error_at timestamp with time zone,
    polled boolean DEFAULT true NOT NULL,
    CONSTRAINT mail_folder_role_check CHECK ((role = ANY (ARRAY['inbox'::text, 'queue'::text, 'sent'::text])))
);

ALTER TABLE public.mail_folder ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.mail_folder_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.mail_tally (
    id bigint NOT NULL,
    what text NOT NULL,
    n bigint NOT NULL,
    CONSTRAINT mail_tally_what_check CHECK ((what = ANY (ARRAY['message'::text, 'case_message'::text])))
);

ALTER TABLE public.mail_tally ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.mail_tally_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.mailbox (
    id bigint NOT NULL,
    address text NOT NULL
);

ALTER TABLE public.mailbox ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.mailbox_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.mandate (
    id bigint NOT NULL,
    bureau_id bigint NOT NULL,
    company_id bigint NOT NULL,
    valid_from date NOT NULL,
    valid_to date,
    confirmed_from text NOT NULL,
    confirmed_by bigint NOT NULL,
    at timestamp with time zone NOT NULL,
    ended_by bigint,
    CONSTRAINT mandate_check CHECK (((valid_to IS NULL) OR (valid_to >= valid_from))),
    CONSTRAINT mandate_confirmed_from_check CHECK ((confirmed_from <> ''::text))
);

ALTER TABLE public.mandate ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.mandate_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.member (
    id bigint NOT NULL,
    personnummer text NOT NULL,
    first_name text NOT NULL,
    last_name text NOT NULL,
    member_from date,
    member_to date,
    deceased_on date,
    protected boolean DEFAULT false NOT NULL,
    absent_since timestamp with time zone,
    CONSTRAINT member_personnummer_check CHECK ((personnummer ~ '^[0-9]{12}$'::text))
);

CREATE TABLE public.member_alias (
    personnummer text NOT NULL,
    member_id bigint NOT NULL,
    CONSTRAINT member_alias_personnummer_check CHECK ((personnummer ~ '^[0-9]{12}$'::text))
);

ALTER TABLE public.member ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.member_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.mention (
    id bigint NOT NULL,
    event_id bigint NOT NULL,
    case_id bigint NOT NULL,
    staff_id bigint NOT NULL,
    at timestamp with time zone NOT NULL,
    seen_at timestamp with time zone
);

ALTER TABLE public.mention ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.mention_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.message (
    id bigint NOT NULL,
    sha256 bytea,
    size bigint NOT NULL,
    raw_object uuid,
    message_id text,
    received_at timestamp with time zone NOT NULL,
    fetched_at timestamp with time zone NOT NULL,
    state text DEFAULT 'new'::text NOT NULL,
    reason text DEFAULT ''::text NOT NULL,
    wanted boolean DEFAULT false NOT NULL,
    erased_at timestamp with time zone,
    CONSTRAINT message_state_check CHECK ((state = ANY (ARRAY['new'::text, 'cased'::text, 'rejected'::text, 'aside'::text])))
);

ALTER TABLE public.message ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.message_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.message_place (
    folder_id bigint NOT NULL,
    uidvalidity bigint NOT NULL,
    uid bigint NOT NULL,
    message_id bigint NOT NULL,
    seen_at timestamp with time zone NOT NULL,
    moved_to text,
    moved_at timestamp with time zone,
    moved_uidvalidity bigint,
    moved_uid bigint
);

CREATE TABLE public.month_plan (
    period date NOT NULL,
    print_on date NOT NULL,
    post_on date NOT NULL,
    list_due date NOT NULL,
    money_due date NOT NULL,
    reminder1_on date NOT NULL,
    reminder2_on date NOT NULL,
    changed_by bigint NOT NULL,
    changed_at timestamp with time zone NOT NULL,
    CONSTRAINT month_plan_check CHECK (((print_on <= post_on) AND (post_on < list_due) AND (list_due < reminder1_on) AND (reminder1_on < reminder2_on))),
    CONSTRAINT month_plan_period_check CHECK ((EXTRACT(day FROM period) = (1)::numeric))
);

CREATE TABLE public.outbox (
    id bigint NOT NULL,
    case_id bigint,
    company_id bigint,
    template text NOT NULL,
    automatic boolean NOT NULL,
    recipient text NOT NULL,
    subject text NOT NULL,
    body_object uuid NOT NULL,
    message_id text NOT NULL,
    in_reply_to text DEFAULT ''::text NOT NULL,
    refs text[] DEFAULT '{}'::text[] NOT NULL,
    mode text NOT NULL,
    state text DEFAULT 'queued'::text NOT NULL,
    attempts integer DEFAULT 0 NOT NULL,
    last_answer text DEFAULT ''::text NOT NULL,
    not_before timestamp with time zone NOT NULL,
    created_at timestamp with time zone NOT NULL,
    sent_at timestamp with time zone,
    bounced_at timestamp with time zone,
    instead_of bigint,
    CONSTRAINT outbox_mode_check CHECK ((mode = ANY (ARRAY['test'::text, 'shadow'::text, 'live'::text]))),
    CONSTRAINT outbox_state_check CHECK ((state = ANY (ARRAY['queued'::text, 'sending'::text, 'sent'::text, 'failed'::text, 'unknown'::text, 'stopped'::text, 'withheld'::text])))
);

ALTER TABLE public.outbox ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.outbox_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.posting (
    id bigint NOT NULL,
    report_id bigint NOT NULL,
    "row" integer NOT NULL,
    member_id bigint,
    number_sealed bytea,
    number_index bytea,
    member_fee bigint NOT NULL,
    control_fee bigint NOT NULL,
    reason text DEFAULT ''::text NOT NULL,
    reverses bigint,
    mode text NOT NULL,
    CONSTRAINT posting_check CHECK (((member_id IS NULL) = ((number_sealed IS NOT NULL) AND (number_index IS NOT NULL)))),
    CONSTRAINT posting_check1 CHECK (((control_fee = 0) OR (member_id IS NOT NULL))),
    CONSTRAINT posting_check2 CHECK (((reason = ''::text) OR ((member_fee = 0) AND (control_fee = 0)))),
    CONSTRAINT posting_mode_check CHECK ((mode = ANY (ARRAY['test'::text, 'shadow'::text, 'live'::text]))),
    CONSTRAINT posting_row_check CHECK (("row" > 0))
);

ALTER TABLE public.posting ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.posting_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.print_batch (
    id bigint NOT NULL,
    period date NOT NULL,
    state text NOT NULL,
    lists integer NOT NULL,
    pages integer DEFAULT 0 NOT NULL,
    pdf_object uuid,
    staff_id bigint,
    started_at timestamp with time zone NOT NULL,
    ready_at timestamp with time zone,
    mode text NOT NULL,
    run_id bigint,
    kind text DEFAULT 'lists'::text NOT NULL,
    file integer DEFAULT 1 NOT NULL,
    control_object uuid,
    index_object uuid,
    handing_at timestamp with time zone,
    handed_at timestamp with time zone,
    handed_by bigint,
    printer text DEFAULT ''::text NOT NULL,
    posted_on date,
    posted_by bigint,
    erased_at timestamp with time zone,
    CONSTRAINT print_batch_check CHECK (((state = 'ready'::text) = ((pdf_object IS NOT NULL) AND (ready_at IS NOT NULL)))),
    CONSTRAINT print_batch_check1 CHECK (((posted_on IS NULL) = (posted_by IS NULL))),
    CONSTRAINT print_batch_kind_check CHECK ((kind = ANY (ARRAY['lists'::text, 'letters'::text]))),
    CONSTRAINT print_batch_lists_check CHECK ((lists > 0)),
    CONSTRAINT print_batch_mode_check CHECK ((mode = ANY (ARRAY['test'::text, 'shadow'::text, 'live'::text]))),
    CONSTRAINT print_batch_period_check CHECK ((EXTRACT(day FROM period) = (1)::numeric)),
    CONSTRAINT print_batch_state_check CHECK ((state = ANY (ARRAY['drawing'::text, 'ready'::text])))
);

ALTER TABLE public.print_batch ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.print_batch_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.print_run (
    id bigint NOT NULL,
    period date NOT NULL,
    state text NOT NULL,
    staff_id bigint,
    started_at timestamp with time zone NOT NULL,
    ended_at timestamp with time zone,
    mode text NOT NULL,
    CONSTRAINT print_run_check CHECK (((state = 'drawing'::text) = (ended_at IS NULL))),
    CONSTRAINT print_run_mode_check CHECK ((mode = ANY (ARRAY['test'::text, 'shadow'::text, 'live'::text]))),
    CONSTRAINT print_run_period_check CHECK ((EXTRACT(day FROM period) = (1)::numeric)),
    CONSTRAINT print_run_state_check CHECK ((state = ANY (ARRAY['drawing'::text, 'ready'::text, 'cancelled'::text])))
);

ALTER TABLE public.print_run ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.print_run_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.queue_view (
    id bigint NOT NULL,
    staff_id bigint NOT NULL,
    name text NOT NULL,
    view text NOT NULL,
    kind text DEFAULT ''::text NOT NULL,
    company_id bigint,
    period date,
    flag text DEFAULT ''::text NOT NULL,
    holder_id bigint,
    days integer DEFAULT 0 NOT NULL,
    sort text DEFAULT ''::text NOT NULL,
    created_at timestamp with time zone NOT NULL,
    tag text DEFAULT ''::text NOT NULL,
    CONSTRAINT queue_view_days_check CHECK ((days >= 0)),
    CONSTRAINT queue_view_name_check CHECK (((length(name) >= 1) AND (length(name) <= 40))),
    CONSTRAINT queue_view_period_check CHECK ((EXTRACT(day FROM period) = (1)::numeric)),
    CONSTRAINT queue_view_tag_check CHECK (((tag = lower(tag)) AND (length(tag) <= 40)))
);

ALTER TABLE public.queue_view ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.queue_view_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.reading (
    id bigint NOT NULL,
    message_id bigint NOT NULL,
    reader text NOT NULL,
    import_id bigint NOT NULL,
    object_id uuid,
    read_at timestamp with time zone NOT NULL
);

ALTER TABLE public.reading ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.reading_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.reconciliation (
    id bigint NOT NULL,
    company_id bigint NOT NULL,
    field text NOT NULL,
    register_says text NOT NULL,
    ours text NOT NULL,
    import_run_id bigint NOT NULL,
    created_at timestamp with time zone NOT NULL,
    settled_at timestamp with time zone,
    settled_by bigint,
    settlement text,
    CONSTRAINT reconciliation_field_check CHECK ((field = ANY (ARRAY['channel'::text, 'email'::text]))),
    CONSTRAINT reconciliation_settlement_check CHECK ((settlement = ANY (ARRAY['ours'::text, 'register'::text, 'withdrawn'::text])))
);

ALTER TABLE public.reconciliation ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.reconciliation_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.reminder (
    id bigint NOT NULL,
    company_id bigint NOT NULL,
    period date NOT NULL,
    ordinal smallint NOT NULL,
    list_id bigint,
    outbox_id bigint,
    letter_id bigint,
    at timestamp with time zone NOT NULL,
    failed_at timestamp with time zone,
    CONSTRAINT reminder_check CHECK (((outbox_id IS NULL) <> (letter_id IS NULL))),
    CONSTRAINT reminder_ordinal_check CHECK ((ordinal = ANY (ARRAY[1, 2]))),
    CONSTRAINT reminder_period_check CHECK ((EXTRACT(day FROM period) = (1)::numeric))
);

ALTER TABLE public.reminder ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.reminder_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.respite (
    id bigint NOT NULL,
    company_id bigint NOT NULL,
    period date NOT NULL,
    until date,
    reason text NOT NULL,
    staff_id bigint NOT NULL,
    at timestamp with time zone NOT NULL,
    ended_at timestamp with time zone,
    CONSTRAINT respite_period_check CHECK ((EXTRACT(day FROM period) = (1)::numeric)),
    CONSTRAINT respite_reason_check CHECK ((reason <> ''::text))
);

ALTER TABLE public.respite ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.respite_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.returned_letter (
    id bigint NOT NULL,
    letter_id bigint NOT NULL,
    company_id bigint NOT NULL,
    reason text NOT NULL,
    address text[] NOT NULL,
    case_id bigint,
    staff_id bigint NOT NULL,
    at timestamp with time zone NOT NULL,
    lifted_at timestamp with time zone,
    CONSTRAINT returned_letter_reason_check CHECK ((reason = ANY (ARRAY['moved'::text, 'unknown'::text, 'bankrupt'::text, 'refused'::text, 'other'::text])))
);

ALTER TABLE public.returned_letter ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.returned_letter_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.session (
    token text NOT NULL,
    data bytea NOT NULL,
    expiry timestamp with time zone NOT NULL
);

CREATE TABLE public.staff (
    id bigint NOT NULL,
    login text NOT NULL,
    name text NOT NULL,
    role text NOT NULL,
    see_protected boolean DEFAULT false NOT NULL,
    disabled boolean DEFAULT false NOT NULL,
    enrolled boolean DEFAULT false NOT NULL,
    epoch bigint DEFAULT 1 NOT NULL,
    password_hash text DEFAULT ''::text NOT NULL,
    totp_secret bytea NOT NULL,
    totp_step bigint DEFAULT 0 NOT NULL,
    last_login timestamp with time zone,
    created_at timestamp with time zone NOT NULL,
    density text DEFAULT ''::text NOT NULL,
    theme text DEFAULT ''::text NOT NULL,
    keys_off boolean DEFAULT false NOT NULL,
    key_choices jsonb DEFAULT '{}'::jsonb NOT NULL,
    CONSTRAINT staff_density_check CHECK ((density = ANY (ARRAY[''::text, 'compact'::text, 'large'::text]))),
    CONSTRAINT staff_key_choices_check CHECK ((jsonb_typeof(key_choices) = 'object'::text)),
    CONSTRAINT staff_login_check CHECK ((login = lower(login))),
    CONSTRAINT staff_role_check CHECK ((role = ANY (ARRAY['clerk'::text, 'supervisor'::text, 'admin'::text]))),
    CONSTRAINT staff_theme_check CHECK ((theme = ANY (ARRAY[''::text, 'light'::text, 'dark'::text])))
);

ALTER TABLE public.staff ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.staff_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.staff_interest (
    staff_id bigint NOT NULL,
    company_id bigint NOT NULL,
    at timestamp with time zone NOT NULL
);

CREATE TABLE public.staff_link (
    hash bytea NOT NULL,
    kind text NOT NULL,
    staff_id bigint NOT NULL,
    expires timestamp with time zone NOT NULL,
    used_at timestamp with time zone,
    CONSTRAINT staff_link_kind_check CHECK ((kind = ANY (ARRAY['enrol'::text, 'login'::text])))
);

CREATE TABLE public.system (
    only_row boolean DEFAULT true NOT NULL,
    mode text,
    mode_set_at timestamp with time zone,
    register_version bigint DEFAULT 1 NOT NULL,
    CONSTRAINT system_mode_check CHECK ((mode = ANY (ARRAY['test'::text, 'shadow'::text, 'live'::text]))),
    CONSTRAINT system_only_row_check CHECK (only_row)
);

CREATE TABLE public.text_module (
    id bigint NOT NULL,
    name text NOT NULL,
    version integer DEFAULT 1 NOT NULL,
    ended_at timestamp with time zone,
    CONSTRAINT text_module_name_check CHECK ((name <> ''::text))
);

ALTER TABLE public.text_module ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.text_module_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.text_module_version (
    module_id bigint NOT NULL,
    version integer NOT NULL,
    name text NOT NULL,
    body text NOT NULL,
    staff_id bigint,
    at timestamp with time zone NOT NULL,
    CONSTRAINT text_module_version_body_check CHECK ((body <> ''::text)),
    CONSTRAINT text_module_version_version_check CHECK ((version > 0))
);

CREATE TABLE public.vault_key (
    object_id uuid NOT NULL,
    wrapped_key bytea NOT NULL
);

CREATE TABLE public.vault_object (
    id uuid NOT NULL,
    sealed bytea NOT NULL
);
ALTER TABLE ONLY public.vault_object ALTER COLUMN sealed SET STORAGE EXTERNAL;

CREATE TABLE public.verification (
    id bigint NOT NULL,
    list_id bigint NOT NULL,
    keying_id bigint NOT NULL,
    reasons text[] NOT NULL,
    state text NOT NULL,
    differences integer DEFAULT 0 NOT NULL,
    asked_at timestamp with time zone NOT NULL,
    done_at timestamp with time zone,
    CONSTRAINT verification_check CHECK (((state = ANY (ARRAY['done'::text, 'ended'::text])) = (done_at IS NOT NULL))),
    CONSTRAINT verification_state_check CHECK ((state = ANY (ARRAY['second'::text, 'settling'::text, 'done'::text, 'ended'::text])))
);

CREATE TABLE public.verification_field (
    verification_id bigint NOT NULL,
    "row" integer NOT NULL,
    field text NOT NULL,
    taken text NOT NULL,
    CONSTRAINT verification_field_field_check CHECK ((field = ANY (ARRAY['row'::text, 'member'::text, 'control'::text, 'reason'::text, 'written'::text]))),
    CONSTRAINT verification_field_taken_check CHECK ((taken = ANY (ARRAY['first'::text, 'second'::text, 'other'::text])))
);

ALTER TABLE public.verification ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.verification_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.verification_policy (
    id bigint NOT NULL,
    mode text NOT NULL,
    sample integer NOT NULL,
    fee_limit bigint NOT NULL,
    deviation integer NOT NULL,
    new_clerk integer NOT NULL,
    set_by bigint,
    set_at timestamp with time zone NOT NULL,
    CONSTRAINT verification_policy_deviation_check CHECK ((deviation > 0)),
    CONSTRAINT verification_policy_fee_limit_check CHECK ((fee_limit > 0)),
    CONSTRAINT verification_policy_mode_check CHECK ((mode = ANY (ARRAY['risk'::text, 'always'::text]))),
    CONSTRAINT verification_policy_new_clerk_check CHECK ((new_clerk >= 0)),
    CONSTRAINT verification_policy_sample_check CHECK (((sample >= 0) AND (sample <= 1000)))
);

ALTER TABLE public.verification_policy ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.verification_policy_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

ALTER TABLE ONLY public.access_log
    ADD CONSTRAINT access_log_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.acknowledged
    ADD CONSTRAINT acknowledged_pkey PRIMARY KEY (sender, day);

ALTER TABLE ONLY public.address_change
    ADD CONSTRAINT address_change_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.agreement
    ADD CONSTRAINT agreement_key_key UNIQUE (key);

ALTER TABLE ONLY public.agreement
    ADD CONSTRAINT agreement_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.agreement_rate
    ADD CONSTRAINT agreement_rate_pkey PRIMARY KEY (agreement_id, valid_from);

ALTER TABLE ONLY public.annulment_request
    ADD CONSTRAINT annulment_request_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.answer
    ADD CONSTRAINT answer_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.approval_week
    ADD CONSTRAINT approval_week_pkey PRIMARY KEY (monday, staff_id);

ALTER TABLE ONLY public.bulk_action
    ADD CONSTRAINT bulk_action_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.bureau
    ADD CONSTRAINT bureau_organisation_number_key UNIQUE (organisation_number);

ALTER TABLE ONLY public.bureau
    ADD CONSTRAINT bureau_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.case_event
    ADD CONSTRAINT case_event_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.case_file
    ADD CONSTRAINT case_file_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.case_link
    ADD CONSTRAINT case_link_pkey PRIMARY KEY (a_id, b_id);

ALTER TABLE ONLY public.case_merge_message
    ADD CONSTRAINT case_merge_message_pkey PRIMARY KEY (merge_id, message_id);

ALTER TABLE ONLY public.case_merge
    ADD CONSTRAINT case_merge_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.case_message
    ADD CONSTRAINT case_message_pkey PRIMARY KEY (message_id);

ALTER TABLE ONLY public.case_tag
    ADD CONSTRAINT case_tag_pkey PRIMARY KEY (case_id, tag);

ALTER TABLE ONLY public.channel
    ADD CONSTRAINT channel_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.closed_day
    ADD CONSTRAINT closed_day_pkey PRIMARY KEY (day);

ALTER TABLE ONLY public.colleague_reply
    ADD CONSTRAINT colleague_reply_pkey PRIMARY KEY (message_id);

ALTER TABLE ONLY public.company_address
    ADD CONSTRAINT company_address_company_id_address_key UNIQUE (company_id, address);

ALTER TABLE ONLY public.company_address
    ADD CONSTRAINT company_address_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.company
    ADD CONSTRAINT company_customer_number_key UNIQUE (customer_number);

ALTER TABLE ONLY public.company_life
    ADD CONSTRAINT company_life_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.company
    ADD CONSTRAINT company_organisation_number_key UNIQUE (organisation_number);

ALTER TABLE ONLY public.company
    ADD CONSTRAINT company_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.confirmation
    ADD CONSTRAINT confirmation_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.contact_person
    ADD CONSTRAINT contact_person_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.credential_order
    ADD CONSTRAINT credential_order_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.decision
    ADD CONSTRAINT decision_pkey PRIMARY KEY (key);

ALTER TABLE ONLY public.decision_request
    ADD CONSTRAINT decision_request_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.draft_reply
    ADD CONSTRAINT draft_reply_pkey PRIMARY KEY (case_id);

ALTER TABLE ONLY public.employment
    ADD CONSTRAINT employment_member_id_company_id_from_date_key UNIQUE (member_id, company_id, from_date);

ALTER TABLE ONLY public.employment
    ADD CONSTRAINT employment_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.fee_list
    ADD CONSTRAINT fee_list_batch_id_place_key UNIQUE (batch_id, place);

ALTER TABLE ONLY public.fee_list
    ADD CONSTRAINT fee_list_company_id_period_version_key UNIQUE (company_id, period, version);

ALTER TABLE ONLY public.fee_list_event
    ADD CONSTRAINT fee_list_event_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.fee_list
    ADD CONSTRAINT fee_list_number_key UNIQUE (number);

ALTER TABLE ONLY public.fee_list
    ADD CONSTRAINT fee_list_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.fee_list_row
    ADD CONSTRAINT fee_list_row_pkey PRIMARY KEY (list_id, "row");

ALTER TABLE ONLY public.fee_report
    ADD CONSTRAINT fee_report_company_id_period_version_key UNIQUE (company_id, period, version);

ALTER TABLE ONLY public.fee_report
    ADD CONSTRAINT fee_report_decision_key_key UNIQUE (decision_key);

ALTER TABLE ONLY public.fee_report
    ADD CONSTRAINT fee_report_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.held_back
    ADD CONSTRAINT held_back_pkey PRIMARY KEY (case_id);

ALTER TABLE ONLY public.import_run
    ADD CONSTRAINT import_run_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.keying
    ADD CONSTRAINT keying_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.keying_row
    ADD CONSTRAINT keying_row_pkey PRIMARY KEY (keying_id, "row");

ALTER TABLE ONLY public.letter
    ADD CONSTRAINT letter_number_key UNIQUE (number);

ALTER TABLE ONLY public.letter
    ADD CONSTRAINT letter_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.login_attempt
    ADD CONSTRAINT login_attempt_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.macro
    ADD CONSTRAINT macro_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.macro_version
    ADD CONSTRAINT macro_version_pkey PRIMARY KEY (macro_id, version);

ALTER TABLE ONLY public.mail_folder
    ADD CONSTRAINT mail_folder_mailbox_id_name_key UNIQUE (mailbox_id, name);

ALTER TABLE ONLY public.mail_folder
    ADD CONSTRAINT mail_folder_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.mailbox
    ADD CONSTRAINT mailbox_address_key UNIQUE (address);

ALTER TABLE ONLY public.mailbox
    ADD CONSTRAINT mailbox_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.mandate
    ADD CONSTRAINT mandate_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.member_alias
    ADD CONSTRAINT member_alias_pkey PRIMARY KEY (personnummer);

ALTER TABLE ONLY public.member
    ADD CONSTRAINT member_personnummer_key UNIQUE (personnummer);

ALTER TABLE ONLY public.member
    ADD CONSTRAINT member_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.mention
    ADD CONSTRAINT mention_event_id_staff_id_key UNIQUE (event_id, staff_id);

ALTER TABLE ONLY public.mention
    ADD CONSTRAINT mention_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.message
    ADD CONSTRAINT message_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.message_place
    ADD CONSTRAINT message_place_pkey PRIMARY KEY (folder_id, uidvalidity, uid);

ALTER TABLE ONLY public.message
    ADD CONSTRAINT message_sha256_key UNIQUE (sha256);

ALTER TABLE ONLY public.month_plan
    ADD CONSTRAINT month_plan_pkey PRIMARY KEY (period);

ALTER TABLE ONLY public.outbox
    ADD CONSTRAINT outbox_message_id_key UNIQUE (message_id);

ALTER TABLE ONLY public.outbox
    ADD CONSTRAINT outbox_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.posting
    ADD CONSTRAINT posting_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.posting
    ADD CONSTRAINT posting_report_id_row_key UNIQUE (report_id, "row");

ALTER TABLE ONLY public.posting
    ADD CONSTRAINT posting_reverses_key UNIQUE (reverses);

ALTER TABLE ONLY public.print_batch
    ADD CONSTRAINT print_batch_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.print_run
    ADD CONSTRAINT print_run_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.queue_view
    ADD CONSTRAINT queue_view_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.queue_view
    ADD CONSTRAINT queue_view_staff_id_name_key UNIQUE (staff_id, name);

ALTER TABLE ONLY public.reading
    ADD CONSTRAINT reading_message_id_reader_import_id_key UNIQUE (message_id, reader, import_id);

ALTER TABLE ONLY public.reading
    ADD CONSTRAINT reading_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.reconciliation
    ADD CONSTRAINT reconciliation_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.reminder
    ADD CONSTRAINT reminder_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.respite
    ADD CONSTRAINT respite_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.returned_letter
    ADD CONSTRAINT returned_letter_letter_id_key UNIQUE (letter_id);

ALTER TABLE ONLY public.returned_letter
    ADD CONSTRAINT returned_letter_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.session
    ADD CONSTRAINT session_pkey PRIMARY KEY (token);

ALTER TABLE ONLY public.staff_interest
    ADD CONSTRAINT staff_interest_pkey PRIMARY KEY (staff_id, company_id);

ALTER TABLE ONLY public.staff_link
    ADD CONSTRAINT staff_link_pkey PRIMARY KEY (hash);

ALTER TABLE ONLY public.staff
    ADD CONSTRAINT staff_login_key UNIQUE (login);

ALTER TABLE ONLY public.staff
    ADD CONSTRAINT staff_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.system
    ADD CONSTRAINT system_pkey PRIMARY KEY (only_row);

ALTER TABLE ONLY public.text_module
    ADD CONSTRAINT text_module_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.text_module_version
    ADD CONSTRAINT text_module_version_pkey PRIMARY KEY (module_id, version);

ALTER TABLE ONLY public.vault_key
    ADD CONSTRAINT vault_key_pkey PRIMARY KEY (object_id);

ALTER TABLE ONLY public.vault_object
    ADD CONSTRAINT vault_object_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.verification_field
    ADD CONSTRAINT verification_field_pkey PRIMARY KEY (verification_id, "row", field);

ALTER TABLE ONLY public.verification
    ADD CONSTRAINT verification_keying_id_key UNIQUE (keying_id);

ALTER TABLE ONLY public.verification
    ADD CONSTRAINT verification_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.verification_policy
    ADD CONSTRAINT verification_policy_pkey PRIMARY KEY (id);

CREATE INDEX access_log_case_id_idx ON public.access_log USING btree (case_id) WHERE (case_id IS NOT NULL);

CREATE INDEX access_log_member_id_idx ON public.access_log USING btree (member_id) WHERE (member_id IS NOT NULL);

CREATE INDEX access_log_staff_id_at_idx ON public.access_log USING btree (staff_id, at);

CREATE INDEX address_change_untold ON public.address_change USING btree (id) WHERE (told_at IS NULL);

CREATE INDEX annulment_request_asked_at_idx ON public.annulment_request USING btree (asked_at) WHERE (settled_at IS NULL);

CREATE UNIQUE INDEX annulment_request_open ON public.annulment_request USING btree (report_id) WHERE (settled_at IS NULL);

CREATE INDEX answer_case_id_idx ON public.answer USING btree (case_id);

CREATE INDEX answer_outbox_id_idx ON public.answer USING btree (outbox_id) WHERE (outbox_id IS NOT NULL);

CREATE INDEX bulk_action_staff_id_id_idx ON public.bulk_action USING btree (staff_id, id);

CREATE INDEX case_company ON public.case_file USING btree (company_id, period, opened_at, id);

CREATE INDEX case_divided ON public.case_file USING btree (divided_from) WHERE (divided_from IS NOT NULL);

CREATE INDEX case_done ON public.case_file USING btree (opened_at, id) WHERE (state = ANY (ARRAY['decided'::text, 'closed'::text]));

CREATE INDEX case_event_case_id_id_idx ON public.case_event USING btree (case_id, id);

CREATE INDEX case_event_kind ON public.case_event USING btree (kind, at);

CREATE INDEX case_event_out ON public.case_event USING btree (at) WHERE ((kind = 'state'::text) AND ((data ->> 'to'::text) = ANY (ARRAY['decided'::text, 'closed'::text])) AND ((data ->> 'from'::text) <> ALL (ARRAY['decided'::text, 'closed'::text])));

CREATE INDEX case_event_released ON public.case_event USING btree (staff_id, at) WHERE (kind = 'released'::text);

CREATE INDEX case_file_message_id_idx ON public.case_file USING btree (message_id) WHERE (message_id IS NOT NULL);

CREATE INDEX case_link_b_id_idx ON public.case_link USING btree (b_id);

CREATE INDEX case_list ON public.case_file USING btree (list_id) WHERE (list_id IS NOT NULL);

CREATE INDEX case_live ON public.case_file USING btree (opened_at, id) WHERE (state = ANY (ARRAY['new'::text, 'open'::text, 'waiting'::text, 'aside'::text]));

CREATE INDEX case_live_data ON public.case_file USING btree (period, company_id) WHERE ((state = ANY (ARRAY['new'::text, 'open'::text, 'waiting'::text, 'aside'::text])) AND (kinds && '{fee_data,returned_list}'::text[]));

CREATE INDEX case_live_due ON public.case_file USING btree (due_on, opened_at, id) WHERE (state = ANY (ARRAY['new'::text, 'open'::text, 'waiting'::text, 'aside'::text]));

CREATE INDEX case_live_flags ON public.case_file USING gin (flags) WHERE (state = ANY (ARRAY['new'::text, 'open'::text, 'waiting'::text, 'aside'::text]));

CREATE INDEX case_live_group ON public.case_file USING btree (company_id, period, opened_at, id) WHERE (state = ANY (ARRAY['new'::text, 'open'::text, 'waiting'::text, 'aside'::text]));

CREATE INDEX case_live_held ON public.case_file USING btree (COALESCE(holder_id, (0)::bigint), opened_at, id) WHERE (state = ANY (ARRAY['new'::text, 'open'::text, 'waiting'::text, 'aside'::text]));

CREATE INDEX case_live_holder ON public.case_file USING btree (holder_id, opened_at, id) WHERE ((holder_id IS NOT NULL) AND (state = ANY (ARRAY['new'::text, 'open'::text, 'waiting'::text, 'aside'::text])));

CREATE INDEX case_live_kind ON public.case_file USING btree (kind, opened_at, id) WHERE (state = ANY (ARRAY['new'::text, 'open'::text, 'waiting'::text, 'aside'::text]));

CREATE INDEX case_live_name ON public.case_file USING btree (sort_name, opened_at, id) WHERE (state = ANY (ARRAY['new'::text, 'open'::text, 'waiting'::text, 'aside'::text]));

CREATE INDEX case_live_period ON public.case_file USING btree (COALESCE(period, '9999-12-01'::date), opened_at, id) WHERE (state = ANY (ARRAY['new'::text, 'open'::text, 'waiting'::text, 'aside'::text]));

CREATE INDEX case_live_replied ON public.case_file USING btree (opened_at, id) WHERE ((replied_at IS NOT NULL) AND (state = ANY (ARRAY['new'::text, 'open'::text, 'waiting'::text, 'aside'::text])));

CREATE INDEX case_live_state ON public.case_file USING btree (state, opened_at, id) WHERE (state = ANY (ARRAY['new'::text, 'open'::text, 'waiting'::text, 'aside'::text]));

CREATE INDEX case_merge_into ON public.case_merge USING btree (into_id) WHERE (undone_at IS NULL);

CREATE UNIQUE INDEX case_merge_standing ON public.case_merge USING btree (from_id) WHERE (undone_at IS NULL);

CREATE INDEX case_merged ON public.case_file USING btree (merged_into) WHERE (merged_into IS NOT NULL);

CREATE INDEX case_message_case_id_at_idx ON public.case_message USING btree (case_id, at);

CREATE INDEX case_next ON public.case_file USING btree (due_on, opened_at, id) WHERE (state = ANY (ARRAY['new'::text, 'open'::text]));

CREATE INDEX case_tag_by_tag ON public.case_tag USING btree (tag, case_id);

CREATE INDEX case_waiting ON public.case_file USING btree (waiting_until, opened_at, id) WHERE (state = 'waiting'::text);

CREATE INDEX channel_company_id_valid_from_id_idx ON public.channel USING btree (company_id, valid_from DESC, id DESC);

CREATE INDEX colleague_reply_sent_at_idx ON public.colleague_reply USING btree (sent_at) WHERE (case_id IS NULL);

CREATE INDEX company_address_address_idx ON public.company_address USING btree (address) WHERE (ended_at IS NULL);

CREATE INDEX company_life_company_id_since_id_idx ON public.company_life USING btree (company_id, since, id);

CREATE INDEX company_life_successor_id_idx ON public.company_life USING btree (successor_id) WHERE (successor_id IS NOT NULL);

CREATE INDEX company_name_part ON public.company USING gin (public.folded(name) public.gin_trgm_ops);

CREATE INDEX company_name_start ON public.company USING btree (public.folded(name) COLLATE "C");

CREATE INDEX company_number_start ON public.company USING btree (organisation_number COLLATE "C");

CREATE INDEX company_odd_letters ON public.company USING btree (id) WHERE ((((name || care_of) || street) || city) ~ '[^\u0020-\u007E\u00A0-\u024F\u0300-\u036F\u1E00-\u1EFF]'::text);

CREATE INDEX confirmation_company_id_idx ON public.confirmation USING btree (company_id);

CREATE INDEX confirmation_id_idx ON public.confirmation USING btree (id) WHERE (state = 'waiting'::text);

CREATE INDEX contact_person_company_id_idx ON public.contact_person USING btree (company_id) WHERE (ended_at IS NULL);

CREATE INDEX credential_order_company_id_ordered_at_idx ON public.credential_order USING btree (company_id, ordered_at);

CREATE UNIQUE INDEX credential_order_one ON public.credential_order USING btree (company_id) WHERE (state = ANY (ARRAY['ordered'::text, 'sent'::text, 'confirmed'::text, 'printed'::text, 'posted'::text, 'returned'::text]));

CREATE UNIQUE INDEX decision_request_open ON public.decision_request USING btree (case_id) WHERE (settled_at IS NULL);

CREATE INDEX employment_company_id_idx ON public.employment USING btree (company_id);

CREATE INDEX fee_list_event_list_id_id_idx ON public.fee_list_event USING btree (list_id, id);

CREATE INDEX fee_list_event_returned ON public.fee_list_event USING btree (at) WHERE (state = 'returned'::text);

CREATE UNIQUE INDEX fee_list_one ON public.fee_list USING btree (company_id, period) WHERE (state <> ALL (ARRAY['superseded'::text, 'cancelled'::text]));

CREATE INDEX fee_list_out ON public.fee_list USING btree (list_due) WHERE (state = ANY (ARRAY['printed'::text, 'handed_over'::text, 'posted'::text, 'retur'::text]));

CREATE INDEX fee_list_period_number_idx ON public.fee_list USING btree (period, number);

CREATE INDEX fee_list_row_member_id_idx ON public.fee_list_row USING btree (member_id);

CREATE INDEX fee_report_case_id_idx ON public.fee_report USING btree (case_id) WHERE (case_id IS NOT NULL);

CREATE INDEX fee_report_decided_at_idx ON public.fee_report USING btree (decided_at);

CREATE INDEX fee_report_list_id_idx ON public.fee_report USING btree (list_id) WHERE (list_id IS NOT NULL);

CREATE INDEX fee_report_month ON public.fee_report USING btree (period, company_id, version DESC) INCLUDE (kind, rows);

CREATE INDEX fee_report_moved_from_idx ON public.fee_report USING btree (moved_from) WHERE (moved_from IS NOT NULL);

CREATE INDEX fee_report_replaces_idx ON public.fee_report USING btree (replaces) WHERE (replaces IS NOT NULL);

CREATE INDEX keying_finished ON public.keying USING btree (finished_at) WHERE (finished_at IS NOT NULL);

CREATE INDEX keying_of_staff ON public.keying USING btree (staff_id, finished_at) WHERE (finished_at IS NOT NULL);

CREATE UNIQUE INDEX keying_one ON public.keying USING btree (list_id, pass) WHERE (state <> 'replaced'::text);

CREATE INDEX keying_row_staff_id_idx ON public.keying_row USING btree (staff_id);

CREATE UNIQUE INDEX keying_two_persons ON public.keying USING btree (list_id, staff_id) WHERE (state <> 'replaced'::text);

CREATE INDEX keying_warning_keying_id_idx ON public.keying_warning USING btree (keying_id);

CREATE INDEX letter_batch_id_idx ON public.letter USING btree (batch_id) WHERE (batch_id IS NOT NULL);

CREATE INDEX letter_company_id_id_idx ON public.letter USING btree (company_id, id);

CREATE UNIQUE INDEX letter_of_confirmation ON public.letter USING btree (confirmation_id) WHERE (confirmation_id IS NOT NULL);

CREATE UNIQUE INDEX letter_of_list ON public.letter USING btree (list_id) WHERE (kind = 'list'::text);

CREATE UNIQUE INDEX letter_of_order ON public.letter USING btree (order_id) WHERE (order_id IS NOT NULL);

CREATE INDEX letter_waiting ON public.letter USING btree (id) WHERE (state = ANY (ARRAY['held'::text, 'waiting'::text]));

CREATE INDEX login_attempt_address_at_idx ON public.login_attempt USING btree (address, at);

CREATE INDEX login_attempt_login_hash_at_idx ON public.login_attempt USING btree (login_hash, at);

CREATE UNIQUE INDEX macro_digit ON public.macro USING btree (digit) WHERE (ended_at IS NULL);

CREATE INDEX mandate_company_id_idx ON public.mandate USING btree (company_id);

CREATE UNIQUE INDEX mandate_open ON public.mandate USING btree (bureau_id, company_id) WHERE (valid_to IS NULL);

CREATE INDEX member_alias_member_id_idx ON public.member_alias USING btree (member_id);

CREATE INDEX member_name_part ON public.member USING gin (public.folded(((first_name || ' '::text) || last_name)) public.gin_trgm_ops);

CREATE INDEX member_odd_letters ON public.member USING btree (id) WHERE ((first_name || last_name) ~ '[^\u0020-\u007E\u00A0-\u024F\u0300-\u036F\u1E00-\u1EFF]'::text);

CREATE INDEX member_protected ON public.member USING btree (id) WHERE protected;

CREATE INDEX mention_case_id_idx ON public.mention USING btree (case_id);

CREATE INDEX mention_staff_id_id_idx ON public.mention USING btree (staff_id, id) WHERE (seen_at IS NULL);

CREATE INDEX message_by_state ON public.message USING btree (state, id);

CREATE INDEX message_id_idx ON public.message USING btree (id) WHERE (state = 'new'::text);

CREATE INDEX message_message_id_idx ON public.message USING btree (message_id) WHERE (message_id IS NOT NULL);

CREATE INDEX message_place_message_id_idx ON public.message_place USING btree (message_id);

CREATE INDEX outbox_by_state ON public.outbox USING btree (state, id);

CREATE INDEX outbox_case_id_idx ON public.outbox USING btree (case_id) WHERE (case_id IS NOT NULL);

CREATE INDEX outbox_instead_of ON public.outbox USING btree (instead_of) WHERE (instead_of IS NOT NULL);

CREATE INDEX outbox_state_idx ON public.outbox USING btree (state) WHERE (state = ANY (ARRAY['queued'::text, 'sending'::text, 'failed'::text, 'unknown'::text]));

CREATE INDEX posting_member_id_idx ON public.posting USING btree (member_id) WHERE (member_id IS NOT NULL);

CREATE INDEX posting_number_index_idx ON public.posting USING btree (number_index) WHERE (number_index IS NOT NULL);

CREATE INDEX print_batch_period_id_idx ON public.print_batch USING btree (period, id);

CREATE INDEX print_batch_run_id_idx ON public.print_batch USING btree (run_id) WHERE (run_id IS NOT NULL);

CREATE INDEX print_batch_to_erase ON public.print_batch USING btree (posted_on) WHERE ((posted_on IS NOT NULL) AND (erased_at IS NULL));

CREATE UNIQUE INDEX print_run_one ON public.print_run USING btree (period) WHERE (state <> 'ready'::text);

CREATE INDEX print_run_period_id_idx ON public.print_run USING btree (period, id);

CREATE INDEX reconciliation_company_id_field_id_idx ON public.reconciliation USING btree (company_id, field, id DESC);

CREATE UNIQUE INDEX reconciliation_open ON public.reconciliation USING btree (company_id, field) WHERE (settled_at IS NULL);

CREATE UNIQUE INDEX reminder_one ON public.reminder USING btree (company_id, period, ordinal) WHERE (failed_at IS NULL);

CREATE INDEX reminder_outbox ON public.reminder USING btree (outbox_id) WHERE (outbox_id IS NOT NULL);

CREATE UNIQUE INDEX respite_one ON public.respite USING btree (company_id, period) WHERE (ended_at IS NULL);

CREATE INDEX returned_letter_company_id_idx ON public.returned_letter USING btree (company_id) WHERE (lifted_at IS NULL);

CREATE INDEX session_expiry_idx ON public.session USING btree (expiry);

CREATE INDEX staff_link_staff_id_idx ON public.staff_link USING btree (staff_id);

CREATE UNIQUE INDEX text_module_name ON public.text_module USING btree (lower(name)) WHERE (ended_at IS NULL);

CREATE INDEX verification_asked ON public.verification USING btree (asked_at);

CREATE INDEX verification_list_id_idx ON public.verification USING btree (list_id);

CREATE UNIQUE INDEX verification_one ON public.verification USING btree (list_id) WHERE (state = ANY (ARRAY['second'::text, 'settling'::text]));

CREATE INDEX verification_waiting ON public.verification USING btree (asked_at, id) WHERE (state = ANY (ARRAY['second'::text, 'settling'::text]));

CREATE CONSTRAINT TRIGGER adds_up AFTER INSERT ON public.fee_report DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION public.check_report_sum();

CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON public.access_log FOR EACH ROW EXECUTE FUNCTION public.refuse_change();

CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON public.case_event FOR EACH ROW EXECUTE FUNCTION public.refuse_change();

CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON public.case_merge_message FOR EACH ROW EXECUTE FUNCTION public.refuse_change();

CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON public.company_life FOR EACH ROW EXECUTE FUNCTION public.refuse_change();

CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON public.fee_list_event FOR EACH ROW EXECUTE FUNCTION public.refuse_change();

CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON public.fee_list_row FOR EACH ROW EXECUTE FUNCTION public.refuse_change();

CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON public.fee_report FOR EACH ROW EXECUTE FUNCTION public.refuse_change();

CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON public.keying_warning FOR EACH ROW EXECUTE FUNCTION public.refuse_change();

CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON public.macro_version FOR EACH ROW EXECUTE FUNCTION public.refuse_change();

CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON public.posting FOR EACH ROW EXECUTE FUNCTION public.refuse_change();

CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON public.text_module_version FOR EACH ROW EXECUTE FUNCTION public.refuse_change();

CREATE TRIGGER append_only_all BEFORE TRUNCATE ON public.access_log FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_change();

CREATE TRIGGER append_only_all BEFORE TRUNCATE ON public.case_event FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_change();

CREATE TRIGGER append_only_all BEFORE TRUNCATE ON public.fee_report FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_change();

CREATE TRIGGER append_only_all BEFORE TRUNCATE ON public.posting FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_change();

CREATE TRIGGER count_approval AFTER INSERT ON public.case_event FOR EACH ROW WHEN ((new.kind = 'approved'::text)) EXECUTE FUNCTION public.count_approval();

CREATE TRIGGER guard BEFORE DELETE OR UPDATE ON public.case_merge FOR EACH ROW EXECUTE FUNCTION public.guard_merge();

CREATE TRIGGER keep_numbers BEFORE DELETE OR UPDATE ON public.company FOR EACH ROW EXECUTE FUNCTION public.keep_company_numbers();

CREATE CONSTRAINT TRIGGER merged AFTER UPDATE ON public.case_file DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN ((old.merged_into IS DISTINCT FROM new.merged_into)) EXECUTE FUNCTION public.check_merged();

CREATE CONSTRAINT TRIGGER merged AFTER INSERT OR UPDATE ON public.case_merge DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION public.check_merged();

CREATE TRIGGER note_address BEFORE UPDATE ON public.company FOR EACH ROW EXECUTE FUNCTION public.note_address_change();

CREATE TRIGGER opposite BEFORE INSERT ON public.posting FOR EACH ROW EXECUTE FUNCTION public.check_reversal();

CREATE TRIGGER other_person BEFORE INSERT OR UPDATE ON public.keying FOR EACH ROW EXECUTE FUNCTION public.check_keying_person();

CREATE TRIGGER own_row BEFORE INSERT OR UPDATE ON public.keying_row FOR EACH ROW EXECUTE FUNCTION public.check_keying_row_person();

CREATE TRIGGER raise_version AFTER INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.agreement FOR EACH STATEMENT EXECUTE FUNCTION public.raise_register_version();

CREATE TRIGGER raise_version AFTER INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.agreement_rate FOR EACH STATEMENT EXECUTE FUNCTION public.raise_register_version();

CREATE TRIGGER raise_version AFTER INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.channel FOR EACH STATEMENT EXECUTE FUNCTION public.raise_register_version();

CREATE TRIGGER raise_version AFTER INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.company FOR EACH STATEMENT EXECUTE FUNCTION public.raise_register_version();

CREATE TRIGGER raise_version AFTER INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.company_address FOR EACH STATEMENT EXECUTE FUNCTION public.raise_register_version();

CREATE TRIGGER raise_version AFTER INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.employment FOR EACH STATEMENT EXECUTE FUNCTION public.raise_register_version();

CREATE TRIGGER raise_version AFTER INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.member FOR EACH STATEMENT EXECUTE FUNCTION public.raise_register_version();

CREATE TRIGGER raise_version AFTER INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.member_alias FOR EACH STATEMENT EXECUTE FUNCTION public.raise_register_version();

CREATE TRIGGER rename_cases AFTER UPDATE OF name ON public.company FOR EACH ROW WHEN ((old.name <> new.name)) EXECUTE FUNCTION public.rename_cases();

CREATE TRIGGER set_order BEFORE INSERT OR UPDATE OF state, kinds, waiting_until, company_id ON public.case_file FOR EACH ROW EXECUTE FUNCTION public.set_case_order();

CREATE TRIGGER settle_reply AFTER INSERT ON public.case_event FOR EACH ROW WHEN (((new.staff_id IS NOT NULL) AND (new.kind <> ALL (ARRAY['taken'::text, 'released'::text])) AND ((new.kind <> 'state'::text) OR ((new.data ->> 'to'::text) <> 'open'::text)))) EXECUTE FUNCTION public.settle_reply();

CREATE TRIGGER tally AFTER INSERT ON public.case_message REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION public.tally_mail();

CREATE TRIGGER tally AFTER INSERT ON public.message REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION public.tally_mail();

CREATE TRIGGER tally_all AFTER TRUNCATE ON public.case_message FOR EACH STATEMENT EXECUTE FUNCTION public.tally_mail();

CREATE TRIGGER tally_all AFTER TRUNCATE ON public.message FOR EACH STATEMENT EXECUTE FUNCTION public.tally_mail();

CREATE TRIGGER tally_gone AFTER DELETE ON public.case_message REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION public.tally_mail();

CREATE TRIGGER tally_gone AFTER DELETE ON public.message REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION public.tally_mail();

CREATE TRIGGER tell AFTER INSERT ON public.case_event FOR EACH ROW EXECUTE FUNCTION public.tell_event();

CREATE TRIGGER tell AFTER UPDATE OF state ON public.fee_list FOR EACH ROW WHEN ((old.state <> new.state)) EXECUTE FUNCTION public.tell_state('list');

CREATE TRIGGER tell AFTER UPDATE OF state ON public.outbox FOR EACH ROW WHEN ((old.state <> new.state)) EXECUTE FUNCTION public.tell_state('outbox');

CREATE TRIGGER tell AFTER INSERT OR UPDATE ON public.print_batch FOR EACH ROW WHEN ((new.run_id IS NOT NULL)) EXECUTE FUNCTION public.tell_batch();

CREATE TRIGGER tell AFTER INSERT OR UPDATE OF state ON public.print_run FOR EACH ROW EXECUTE FUNCTION public.tell_state('run');

CREATE TRIGGER tell_changed AFTER UPDATE ON public.case_file FOR EACH ROW WHEN (((((((((((((old.state IS DISTINCT FROM new.state) OR (old.holder_id IS DISTINCT FROM new.holder_id)) OR (old.company_id IS DISTINCT FROM new.company_id)) OR (old.period IS DISTINCT FROM new.period)) OR (old.kinds IS DISTINCT FROM new.kinds)) OR (old.flags IS DISTINCT FROM new.flags)) OR (old.restricted IS DISTINCT FROM new.restricted)) OR (old.waiting_until IS DISTINCT FROM new.waiting_until)) OR (old.heading_object IS DISTINCT FROM new.heading_object)) OR (old.revision IS DISTINCT FROM new.revision)) OR (old.due_on IS DISTINCT FROM new.due_on)) OR (old.replied_at IS DISTINCT FROM new.replied_at))) EXECUTE FUNCTION public.tell_case();

CREATE TRIGGER tell_new AFTER INSERT ON public.case_file FOR EACH ROW EXECUTE FUNCTION public.tell_case();

ALTER TABLE ONLY public.access_log
    ADD CONSTRAINT access_log_company_id_fkey FOREIGN KEY (company_id) REFERENCES public.company(id);

ALTER TABLE ONLY public.access_log
    ADD CONSTRAINT access_log_member_id_fkey FOREIGN KEY (member_id) REFERENCES public.member(id);

ALTER TABLE ONLY public.access_log
    ADD CONSTRAINT access_log_staff_id_fkey FOREIGN KEY (staff_id) REFERENCES public.staff(id);

ALTER TABLE ONLY public.acknowledged
    ADD CONSTRAINT acknowledged_case_id_fkey FOREIGN KEY (case_id) REFERENCES public.case_file(id);

ALTER TABLE ONLY public.address_change
    ADD CONSTRAINT address_change_company_id_fkey FOREIGN KEY (company_id) REFERENCES public.company(id);

ALTER TABLE ONLY public.agreement_rate
    ADD CONSTRAINT agreement_rate_agreement_id_fkey FOREIGN KEY (agreement_id) REFERENCES public.agreement(id);

ALTER TABLE ONLY public.annulment_request
    ADD CONSTRAINT annulment_request_asked_by_fkey FOREIGN KEY (asked_by) REFERENCES public.staff(id);

ALTER TABLE ONLY public.annulment_request
    ADD CONSTRAINT annulment_request_report_id_fkey FOREIGN KEY (report_id) REFERENCES public.fee_report(id);

ALTER TABLE ONLY public.annulment_request
    ADD CONSTRAINT annulment_request_settled_by_fkey FOREIGN KEY (settled_by) REFERENCES public.staff(id);

ALTER TABLE ONLY public.annulment_request
    ADD CONSTRAINT annulment_request_to_company_fkey FOREIGN KEY (to_company) REFERENCES public.company(id);

ALTER TABLE ONLY public.answer
    ADD CONSTRAINT answer_case_id_fkey FOREIGN KEY (case_id) REFERENCES public.case_file(id);

ALTER TABLE ONLY public.answer
    ADD CONSTRAINT answer_confirmation_id_fkey FOREIGN KEY (confirmation_id) REFERENCES public.confirmation(id);

ALTER TABLE ONLY public.answer
    ADD CONSTRAINT answer_outbox_id_fkey FOREIGN KEY (outbox_id) REFERENCES public.outbox(id);

ALTER TABLE ONLY public.answer
    ADD CONSTRAINT answer_staff_id_fkey FOREIGN KEY (staff_id) REFERENCES public.staff(id);

ALTER TABLE ONLY public.bulk_action
    ADD CONSTRAINT bulk_action_staff_id_fkey FOREIGN KEY (staff_id) REFERENCES public.staff(id);

ALTER TABLE ONLY public.bulk_action
    ADD CONSTRAINT bulk_action_to_staff_fkey FOREIGN KEY (to_staff) REFERENCES public.staff(id);

ALTER TABLE ONLY public.case_event
    ADD CONSTRAINT case_event_case_id_fkey FOREIGN KEY (case_id) REFERENCES public.case_file(id);

ALTER TABLE ONLY public.case_event
    ADD CONSTRAINT case_event_staff_id_fkey FOREIGN KEY (staff_id) REFERENCES public.staff(id);

ALTER TABLE ONLY public.case_file
    ADD CONSTRAINT case_file_company_id_fkey FOREIGN KEY (company_id) REFERENCES public.company(id);

ALTER TABLE ONLY public.case_file
    ADD CONSTRAINT case_file_divided_from_fkey FOREIGN KEY (divided_from) REFERENCES public.case_file(id);

ALTER TABLE ONLY public.case_file
    ADD CONSTRAINT case_file_draft_object_fkey FOREIGN KEY (draft_object) REFERENCES public.vault_object(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.case_file
    ADD CONSTRAINT case_file_heading_object_fkey FOREIGN KEY (heading_object) REFERENCES public.vault_object(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.case_file
    ADD CONSTRAINT case_file_holder_id_fkey FOREIGN KEY (holder_id) REFERENCES public.staff(id);

ALTER TABLE ONLY public.case_file
    ADD CONSTRAINT case_file_list_id_fkey FOREIGN KEY (list_id) REFERENCES public.fee_list(id);

ALTER TABLE ONLY public.case_file
    ADD CONSTRAINT case_file_merged_into_fkey FOREIGN KEY (merged_into) REFERENCES public.case_file(id);

ALTER TABLE ONLY public.case_file
    ADD CONSTRAINT case_file_message_id_fkey FOREIGN KEY (message_id) REFERENCES public.message(id);

ALTER TABLE ONLY public.case_file
    ADD CONSTRAINT case_file_reading_object_fkey FOREIGN KEY (reading_object) REFERENCES public.vault_object(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.case_link
    ADD CONSTRAINT case_link_a_id_fkey FOREIGN KEY (a_id) REFERENCES public.case_file(id);

ALTER TABLE ONLY public.case_link
    ADD CONSTRAINT case_link_b_id_fkey FOREIGN KEY (b_id) REFERENCES public.case_file(id);

ALTER TABLE ONLY public.case_link
    ADD CONSTRAINT case_link_staff_id_fkey FOREIGN KEY (staff_id) REFERENCES public.staff(id);

ALTER TABLE ONLY public.case_merge
    ADD CONSTRAINT case_merge_from_id_fkey FOREIGN KEY (from_id) REFERENCES public.case_file(id);

ALTER TABLE ONLY public.case_merge
    ADD CONSTRAINT case_merge_holder_id_fkey FOREIGN KEY (holder_id) REFERENCES public.staff(id);

ALTER TABLE ONLY public.case_merge
    ADD CONSTRAINT case_merge_into_id_fkey FOREIGN KEY (into_id) REFERENCES public.case_file(id);

ALTER TABLE ONLY public.case_merge_message
    ADD CONSTRAINT case_merge_message_merge_id_fkey FOREIGN KEY (merge_id) REFERENCES public.case_merge(id);

ALTER TABLE ONLY public.case_merge_message
    ADD CONSTRAINT case_merge_message_message_id_fkey FOREIGN KEY (message_id) REFERENCES public.message(id);

ALTER TABLE ONLY public.case_merge
    ADD CONSTRAINT case_merge_staff_id_fkey FOREIGN KEY (staff_id) REFERENCES public.staff(id);

ALTER TABLE ONLY public.case_merge
    ADD CONSTRAINT case_merge_undone_by_fkey FOREIGN KEY (undone_by) REFERENCES public.staff(id);

ALTER TABLE ONLY public.case_message
    ADD CONSTRAINT case_message_case_id_fkey FOREIGN KEY (case_id) REFERENCES public.case_file(id);

ALTER TABLE ONLY public.case_message
    ADD CONSTRAINT case_message_message_id_fkey FOREIGN KEY (message_id) REFERENCES public.message(id);

ALTER TABLE ONLY public.case_tag
    ADD CONSTRAINT case_tag_case_id_fkey FOREIGN KEY (case_id) REFERENCES public.case_file(id);

ALTER TABLE ONLY public.case_tag
    ADD CONSTRAINT case_tag_staff_id_fkey FOREIGN KEY (staff_id) REFERENCES public.staff(id);

ALTER TABLE ONLY public.channel
    ADD CONSTRAINT channel_case_id_fkey FOREIGN KEY (case_id) REFERENCES public.case_file(id);

ALTER TABLE ONLY public.channel
    ADD CONSTRAINT channel_company_id_fkey FOREIGN KEY (company_id) REFERENCES public.company(id);

ALTER TABLE ONLY public.channel
    ADD CONSTRAINT channel_staff_id_fkey FOREIGN KEY (staff_id) REFERENCES public.staff(id);

ALTER TABLE ONLY public.company_address
    ADD CONSTRAINT company_address_company_id_fkey FOREIGN KEY (company_id) REFERENCES public.company(id);

ALTER TABLE ONLY public.company
    ADD CONSTRAINT company_agreement_id_fkey FOREIGN KEY (agreement_id) REFERENCES public.agreement(id);

ALTER TABLE ONLY public.company_life
    ADD CONSTRAINT company_life_company_id_fkey FOREIGN KEY (company_id) REFERENCES public.company(id);

ALTER TABLE ONLY public.company_life
    ADD CONSTRAINT company_life_staff_id_fkey FOREIGN KEY (staff_id) REFERENCES public.staff(id);

ALTER TABLE ONLY public.company_life
    ADD CONSTRAINT company_life_successor_id_fkey FOREIGN KEY (successor_id) REFERENCES public.company(id);

ALTER TABLE ONLY public.confirmation
    ADD CONSTRAINT confirmation_case_id_fkey FOREIGN KEY (case_id) REFERENCES public.case_file(id);

ALTER TABLE ONLY public.confirmation
    ADD CONSTRAINT confirmation_company_id_fkey FOREIGN KEY (company_id) REFERENCES public.company(id);

ALTER TABLE ONLY public.confirmation
    ADD CONSTRAINT confirmation_outbox_id_fkey FOREIGN KEY (outbox_id) REFERENCES public.outbox(id);

ALTER TABLE ONLY public.contact_person
    ADD CONSTRAINT contact_person_case_id_fkey FOREIGN KEY (case_id) REFERENCES public.case_file(id);

ALTER TABLE ONLY public.contact_person
    ADD CONSTRAINT contact_person_company_id_fkey FOREIGN KEY (company_id) REFERENCES public.company(id);

ALTER TABLE ONLY public.contact_person
    ADD CONSTRAINT contact_person_replaced_by_fkey FOREIGN KEY (replaced_by) REFERENCES public.contact_person(id);

ALTER TABLE ONLY public.credential_order
    ADD CONSTRAINT credential_order_case_id_fkey FOREIGN KEY (case_id) REFERENCES public.case_file(id);

ALTER TABLE ONLY public.credential_order
    ADD CONSTRAINT credential_order_company_id_fkey FOREIGN KEY (company_id) REFERENCES public.company(id);

ALTER TABLE ONLY public.credential_order
    ADD CONSTRAINT credential_order_ordered_by_fkey FOREIGN KEY (ordered_by) REFERENCES public.staff(id);

ALTER TABLE ONLY public.decision_request
    ADD CONSTRAINT decision_request_asked_by_fkey FOREIGN KEY (asked_by) REFERENCES public.staff(id);

ALTER TABLE ONLY public.decision_request
    ADD CONSTRAINT decision_request_case_id_fkey FOREIGN KEY (case_id) REFERENCES public.case_file(id);

ALTER TABLE ONLY public.decision_request
    ADD CONSTRAINT decision_request_settled_by_fkey FOREIGN KEY (settled_by) REFERENCES public.staff(id);

ALTER TABLE ONLY public.decision
    ADD CONSTRAINT decision_staff_id_fkey FOREIGN KEY (staff_id) REFERENCES public.staff(id);

ALTER TABLE ONLY public.draft_reply
    ADD CONSTRAINT draft_reply_case_id_fkey FOREIGN KEY (case_id) REFERENCES public.case_file(id);

ALTER TABLE ONLY public.draft_reply
    ADD CONSTRAINT draft_reply_staff_id_fkey FOREIGN KEY (staff_id) REFERENCES public.staff(id);

ALTER TABLE ONLY public.employment
    ADD CONSTRAINT employment_company_id_fkey FOREIGN KEY (company_id) REFERENCES public.company(id);

ALTER TABLE ONLY public.employment
    ADD CONSTRAINT employment_member_id_fkey FOREIGN KEY (member_id) REFERENCES public.member(id);

ALTER TABLE ONLY public.fee_list
    ADD CONSTRAINT fee_list_batch_id_fkey FOREIGN KEY (batch_id) REFERENCES public.print_batch(id);

ALTER TABLE ONLY public.fee_list
    ADD CONSTRAINT fee_list_company_id_fkey FOREIGN KEY (company_id) REFERENCES public.company(id);

ALTER TABLE ONLY public.fee_list_event
    ADD CONSTRAINT fee_list_event_list_id_fkey FOREIGN KEY (list_id) REFERENCES public.fee_list(id);

ALTER TABLE ONLY public.fee_list_event
    ADD CONSTRAINT fee_list_event_staff_id_fkey FOREIGN KEY (staff_id) REFERENCES public.staff(id);

ALTER TABLE ONLY public.fee_list_row
    ADD CONSTRAINT fee_list_row_list_id_fkey FOREIGN KEY (list_id) REFERENCES public.fee_list(id);

ALTER TABLE ONLY public.fee_list_row
    ADD CONSTRAINT fee_list_row_member_id_fkey FOREIGN KEY (member_id) REFERENCES public.member(id);

ALTER TABLE ONLY public.fee_report
    ADD CONSTRAINT fee_report_case_id_fkey FOREIGN KEY (case_id) REFERENCES public.case_file(id);

ALTER TABLE ONLY public.fee_report
    ADD CONSTRAINT fee_report_company_id_fkey FOREIGN KEY (company_id) REFERENCES public.company(id);

ALTER TABLE ONLY public.fee_report
    ADD CONSTRAINT fee_report_decided_by_fkey FOREIGN KEY (decided_by) REFERENCES public.staff(id);

ALTER TABLE ONLY public.fee_report
    ADD CONSTRAINT fee_report_list_id_fkey FOREIGN KEY (list_id) REFERENCES public.fee_list(id);

ALTER TABLE ONLY public.fee_report
    ADD CONSTRAINT fee_report_moved_from_fkey FOREIGN KEY (moved_from) REFERENCES public.fee_report(id);

ALTER TABLE ONLY public.fee_report
    ADD CONSTRAINT fee_report_moved_to_fkey FOREIGN KEY (moved_to) REFERENCES public.fee_report(id);

ALTER TABLE ONLY public.fee_report
    ADD CONSTRAINT fee_report_replaces_fkey FOREIGN KEY (replaces) REFERENCES public.fee_report(id);

ALTER TABLE ONLY public.fee_report
    ADD CONSTRAINT fee_report_second_by_fkey FOREIGN KEY (second_by) REFERENCES public.staff(id);

ALTER TABLE ONLY public.fee_report
    ADD CONSTRAINT fee_report_source_object_fkey FOREIGN KEY (source_object) REFERENCES public.vault_object(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.held_back
    ADD CONSTRAINT held_back_case_id_fkey FOREIGN KEY (case_id) REFERENCES public.case_file(id);

ALTER TABLE ONLY public.held_back
    ADD CONSTRAINT held_back_first_by_fkey FOREIGN KEY (first_by) REFERENCES public.staff(id);

ALTER TABLE ONLY public.held_back
    ADD CONSTRAINT held_back_second_by_fkey FOREIGN KEY (second_by) REFERENCES public.staff(id);

ALTER TABLE ONLY public.import_run
    ADD CONSTRAINT import_run_staff_id_fkey FOREIGN KEY (staff_id) REFERENCES public.staff(id);

ALTER TABLE ONLY public.keying
    ADD CONSTRAINT keying_list_id_fkey FOREIGN KEY (list_id) REFERENCES public.fee_list(id);

ALTER TABLE ONLY public.keying_row
    ADD CONSTRAINT keying_row_keying_id_fkey FOREIGN KEY (keying_id) REFERENCES public.keying(id);

ALTER TABLE ONLY public.keying_row
    ADD CONSTRAINT keying_row_member_id_fkey FOREIGN KEY (member_id) REFERENCES public.member(id);

ALTER TABLE ONLY public.keying_row
    ADD CONSTRAINT keying_row_staff_id_fkey FOREIGN KEY (staff_id) REFERENCES public.staff(id);

ALTER TABLE ONLY public.keying
    ADD CONSTRAINT keying_staff_id_fkey FOREIGN KEY (staff_id) REFERENCES public.staff(id);

ALTER TABLE ONLY public.keying_warning
    ADD CONSTRAINT keying_warning_keying_id_fkey FOREIGN KEY (keying_id) REFERENCES public.keying(id);

ALTER TABLE ONLY public.keying_warning
    ADD CONSTRAINT keying_warning_staff_id_fkey FOREIGN KEY (staff_id) REFERENCES public.staff(id);

ALTER TABLE ONLY public.letter
    ADD CONSTRAINT letter_batch_id_fkey FOREIGN KEY (batch_id) REFERENCES public.print_batch(id);

ALTER TABLE ONLY public.letter
    ADD CONSTRAINT letter_case_id_fkey FOREIGN KEY (case_id) REFERENCES public.case_file(id);

ALTER TABLE ONLY public.letter
    ADD CONSTRAINT letter_company_id_fkey FOREIGN KEY (company_id) REFERENCES public.company(id);

ALTER TABLE ONLY public.letter
    ADD CONSTRAINT letter_confirmation_id_fkey FOREIGN KEY (confirmation_id) REFERENCES public.confirmation(id);

ALTER TABLE ONLY public.letter
    ADD CONSTRAINT letter_list_id_fkey FOREIGN KEY (list_id) REFERENCES public.fee_list(id);

ALTER TABLE ONLY public.letter
    ADD CONSTRAINT letter_order_id_fkey FOREIGN KEY (order_id) REFERENCES public.credential_order(id);

ALTER TABLE ONLY public.login_attempt
    ADD CONSTRAINT login_attempt_staff_id_fkey FOREIGN KEY (staff_id) REFERENCES public.staff(id);

ALTER TABLE ONLY public.macro_version
    ADD CONSTRAINT macro_version_macro_id_fkey FOREIGN KEY (macro_id) REFERENCES public.macro(id);

ALTER TABLE ONLY public.macro_version
    ADD CONSTRAINT macro_version_staff_id_fkey FOREIGN KEY (staff_id) REFERENCES public.staff(id);

ALTER TABLE ONLY public.mail_folder
    ADD CONSTRAINT mail_folder_mailbox_id_fkey FOREIGN KEY (mailbox_id) REFERENCES public.mailbox(id);

ALTER TABLE ONLY public.mandate
    ADD CONSTRAINT mandate_bureau_id_fkey FOREIGN KEY (bureau_id) REFERENCES public.bureau(id);

ALTER TABLE ONLY public.mandate
    ADD CONSTRAINT mandate_company_id_fkey FOREIGN KEY (company_id) REFERENCES public.company(id);

ALTER TABLE ONLY public.mandate
    ADD CONSTRAINT mandate_confirmed_by_fkey FOREIGN KEY (confirmed_by) REFERENCES public.staff(id);

ALTER TABLE ONLY public.mandate
    ADD CONSTRAINT mandate_ended_by_fkey FOREIGN KEY (ended_by) REFERENCES public.staff(id);

ALTER TABLE ONLY public.member_alias
    ADD CONSTRAINT member_alias_member_id_fkey FOREIGN KEY (member_id) REFERENCES public.member(id);

ALTER TABLE ONLY public.mention
    ADD CONSTRAINT mention_case_id_fkey FOREIGN KEY (case_id) REFERENCES public.case_file(id);

ALTER TABLE ONLY public.mention
    ADD CONSTRAINT mention_event_id_fkey FOREIGN KEY (event_id) REFERENCES public.case_event(id);

ALTER TABLE ONLY public.mention
    ADD CONSTRAINT mention_staff_id_fkey FOREIGN KEY (staff_id) REFERENCES public.staff(id);

ALTER TABLE ONLY public.message_place
    ADD CONSTRAINT message_place_folder_id_fkey FOREIGN KEY (folder_id) REFERENCES public.mail_folder(id);

ALTER TABLE ONLY public.message_place
    ADD CONSTRAINT message_place_message_id_fkey FOREIGN KEY (message_id) REFERENCES public.message(id);

ALTER TABLE ONLY public.message
    ADD CONSTRAINT message_raw_object_fkey FOREIGN KEY (raw_object) REFERENCES public.vault_object(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.month_plan
    ADD CONSTRAINT month_plan_changed_by_fkey FOREIGN KEY (changed_by) REFERENCES public.staff(id);

ALTER TABLE ONLY public.outbox
    ADD CONSTRAINT outbox_body_object_fkey FOREIGN KEY (body_object) REFERENCES public.vault_object(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.outbox
    ADD CONSTRAINT outbox_company_id_fkey FOREIGN KEY (company_id) REFERENCES public.company(id);

ALTER TABLE ONLY public.outbox
    ADD CONSTRAINT outbox_instead_of_fkey FOREIGN KEY (instead_of) REFERENCES public.outbox(id);

ALTER TABLE ONLY public.posting
    ADD CONSTRAINT posting_member_id_fkey FOREIGN KEY (member_id) REFERENCES public.member(id);

ALTER TABLE ONLY public.posting
    ADD CONSTRAINT posting_report_id_fkey FOREIGN KEY (report_id) REFERENCES public.fee_report(id);

ALTER TABLE ONLY public.posting
    ADD CONSTRAINT posting_reverses_fkey FOREIGN KEY (reverses) REFERENCES public.posting(id);

ALTER TABLE ONLY public.print_batch
    ADD CONSTRAINT print_batch_control_object_fkey FOREIGN KEY (control_object) REFERENCES public.vault_object(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.print_batch
    ADD CONSTRAINT print_batch_handed_by_fkey FOREIGN KEY (handed_by) REFERENCES public.staff(id);

ALTER TABLE ONLY public.print_batch
    ADD CONSTRAINT print_batch_index_object_fkey FOREIGN KEY (index_object) REFERENCES public.vault_object(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.print_batch
    ADD CONSTRAINT print_batch_pdf_object_fkey FOREIGN KEY (pdf_object) REFERENCES public.vault_object(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.print_batch
    ADD CONSTRAINT print_batch_posted_by_fkey FOREIGN KEY (posted_by) REFERENCES public.staff(id);

ALTER TABLE ONLY public.print_batch
    ADD CONSTRAINT print_batch_run_id_fkey FOREIGN KEY (run_id) REFERENCES public.print_run(id);

ALTER TABLE ONLY public.print_batch
    ADD CONSTRAINT print_batch_staff_id_fkey FOREIGN KEY (staff_id) REFERENCES public.staff(id);

ALTER TABLE ONLY public.print_run
    ADD CONSTRAINT print_run_staff_id_fkey FOREIGN KEY (staff_id) REFERENCES public.staff(id);

ALTER TABLE ONLY public.queue_view
    ADD CONSTRAINT queue_view_company_id_fkey FOREIGN KEY (company_id) REFERENCES public.company(id);

ALTER TABLE ONLY public.queue_view
    ADD CONSTRAINT queue_view_holder_id_fkey FOREIGN KEY (holder_id) REFERENCES public.staff(id);

ALTER TABLE ONLY public.queue_view
    ADD CONSTRAINT queue_view_staff_id_fkey FOREIGN KEY (staff_id) REFERENCES public.staff(id);

ALTER TABLE ONLY public.reading
    ADD CONSTRAINT reading_message_id_fkey FOREIGN KEY (message_id) REFERENCES public.message(id);

ALTER TABLE ONLY public.reading
    ADD CONSTRAINT reading_object_id_fkey FOREIGN KEY (object_id) REFERENCES public.vault_object(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.reconciliation
    ADD CONSTRAINT reconciliation_company_id_fkey FOREIGN KEY (company_id) REFERENCES public.company(id);

ALTER TABLE ONLY public.reconciliation
    ADD CONSTRAINT reconciliation_import_run_id_fkey FOREIGN KEY (import_run_id) REFERENCES public.import_run(id);

ALTER TABLE ONLY public.reconciliation
    ADD CONSTRAINT reconciliation_settled_by_fkey FOREIGN KEY (settled_by) REFERENCES public.staff(id);

ALTER TABLE ONLY public.reminder
    ADD CONSTRAINT reminder_company_id_fkey FOREIGN KEY (company_id) REFERENCES public.company(id);

ALTER TABLE ONLY public.reminder
    ADD CONSTRAINT reminder_letter_id_fkey FOREIGN KEY (letter_id) REFERENCES public.letter(id);

ALTER TABLE ONLY public.reminder
    ADD CONSTRAINT reminder_list_id_fkey FOREIGN KEY (list_id) REFERENCES public.fee_list(id);

ALTER TABLE ONLY public.reminder
    ADD CONSTRAINT reminder_outbox_id_fkey FOREIGN KEY (outbox_id) REFERENCES public.outbox(id);

ALTER TABLE ONLY public.respite
    ADD CONSTRAINT respite_company_id_fkey FOREIGN KEY (company_id) REFERENCES public.company(id);

ALTER TABLE ONLY public.respite
    ADD CONSTRAINT respite_staff_id_fkey FOREIGN KEY (staff_id) REFERENCES public.staff(id);

ALTER TABLE ONLY public.returned_letter
    ADD CONSTRAINT returned_letter_case_id_fkey FOREIGN KEY (case_id) REFERENCES public.case_file(id);

ALTER TABLE ONLY public.returned_letter
    ADD CONSTRAINT returned_letter_company_id_fkey FOREIGN KEY (company_id) REFERENCES public.company(id);

ALTER TABLE ONLY public.returned_letter
    ADD CONSTRAINT returned_letter_letter_id_fkey FOREIGN KEY (letter_id) REFERENCES public.letter(id);

ALTER TABLE ONLY public.returned_letter
    ADD CONSTRAINT returned_letter_staff_id_fkey FOREIGN KEY (staff_id) REFERENCES public.staff(id);

ALTER TABLE ONLY public.staff_interest
    ADD CONSTRAINT staff_interest_company_id_fkey FOREIGN KEY (company_id) REFERENCES public.company(id);

ALTER TABLE ONLY public.staff_interest
    ADD CONSTRAINT staff_interest_staff_id_fkey FOREIGN KEY (staff_id) REFERENCES public.staff(id);

ALTER TABLE ONLY public.staff_link
    ADD CONSTRAINT staff_link_staff_id_fkey FOREIGN KEY (staff_id) REFERENCES public.staff(id);

ALTER TABLE ONLY public.text_module_version
    ADD CONSTRAINT text_module_version_module_id_fkey FOREIGN KEY (module_id) REFERENCES public.text_module(id);

ALTER TABLE ONLY public.text_module_version
    ADD CONSTRAINT text_module_version_staff_id_fkey FOREIGN KEY (staff_id) REFERENCES public.staff(id);

ALTER TABLE ONLY public.verification_field
    ADD CONSTRAINT verification_field_verification_id_fkey FOREIGN KEY (verification_id) REFERENCES public.verification(id);

ALTER TABLE ONLY public.verification
    ADD CONSTRAINT verification_keying_id_fkey FOREIGN KEY (keying_id) REFERENCES public.keying(id);

ALTER TABLE ONLY public.verification
    ADD CONSTRAINT verification_list_id_fkey FOREIGN KEY (list_id) REFERENCES public.fee_list(id);

ALTER TABLE ONLY public.verification_policy
    ADD CONSTRAINT verification_policy_set_by_fkey FOREIGN KEY (set_by) REFERENCES public.staff(id);

