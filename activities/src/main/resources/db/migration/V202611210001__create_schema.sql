-- The facts of Carillon. Every table that belongs to an organization carries organization_id, and row-level security
-- (forced, so that it holds for the owner too) shows carillon_app the rows of the organization named in the
-- transaction's setting app.organization, and no others. carillon_system sees all rows.
--
-- A column comment says shape, unit, and what null means where the name does not.

GRANT USAGE ON SCHEMA public TO carillon_app, carillon_system;
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO carillon_app, carillon_system;
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT USAGE, SELECT ON SEQUENCES TO carillon_app, carillon_system;

CREATE FUNCTION carillon_now() RETURNS timestamptz LANGUAGE sql VOLATILE
    AS $$ SELECT clock_timestamp() + coalesce(nullif(current_setting('app.clock_offset', true), ''), '0')::interval $$;
COMMENT ON FUNCTION carillon_now IS 'The clock every statement goes by. app.clock_offset moves it, in tests only.';

-- ---------------------------------------------------------------- organizations and access

CREATE TABLE organizations (
    id uuid CONSTRAINT organizations_pk PRIMARY KEY,
    name text NOT NULL CONSTRAINT organizations_name_length CHECK (length(name) BETWEEN 1 AND 200),
    status text NOT NULL DEFAULT 'active' CONSTRAINT organizations_status CHECK (status IN ('active', 'suspended')),
    weight integer NOT NULL DEFAULT 1 CONSTRAINT organizations_weight CHECK (weight BETWEEN 1 AND 1000),
    limits jsonb NOT NULL DEFAULT '{}',
    created_at timestamptz NOT NULL DEFAULT now()
);
COMMENT ON TABLE organizations IS 'The tenants. Every other row belongs to one.';
COMMENT ON COLUMN organizations.id IS 'UUIDv7; shown as org_…';
COMMENT ON COLUMN organizations.weight IS 'Share of the installation''s pace relative to other organizations that are dialing.';
COMMENT ON COLUMN organizations.limits IS 'max_calls_per_day, max_spend_per_day, calls_per_number{PT24H,P7D,P30D}; absent means no limit.';
COMMENT ON COLUMN organizations.status IS 'A suspended organization dials nothing.';

CREATE TABLE api_keys (
    id uuid CONSTRAINT api_keys_pk PRIMARY KEY,
    organization_id uuid NOT NULL CONSTRAINT api_keys_organization REFERENCES organizations,
    name text NOT NULL CONSTRAINT api_keys_name_length CHECK (length(name) BETWEEN 1 AND 200),
    secret_hash bytea NOT NULL CONSTRAINT api_keys_secret_unique UNIQUE,
    scopes text[] NOT NULL,
    expires_at timestamptz,
    revoked_at timestamptz,
    created_at timestamptz NOT NULL DEFAULT now()
);
COMMENT ON TABLE api_keys IS 'Bearer keys of programs. The secret is shown once and kept only as a hash.';
COMMENT ON COLUMN api_keys.secret_hash IS 'SHA-256 of the whole key; keys carry 256 random bits, so no salt is needed.';
COMMENT ON COLUMN api_keys.scopes IS 'For example campaigns:write; admin includes all but operator.';
COMMENT ON COLUMN api_keys.expires_at IS 'Null: does not expire.';
COMMENT ON COLUMN api_keys.revoked_at IS 'Null: in force.';

CREATE TABLE idempotency_keys (
    organization_id uuid NOT NULL CONSTRAINT idempotency_keys_organization REFERENCES organizations,
    key text NOT NULL CONSTRAINT idempotency_keys_length CHECK (length(key) BETWEEN 1 AND 255),
    request_hash bytea NOT NULL,
    status integer,
    content_type text,
    body bytea,
    secret_for text,
    created_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT idempotency_keys_pk PRIMARY KEY (organization_id, key)
);
COMMENT ON TABLE idempotency_keys IS 'Answers kept 24 hours so that a repeated request has one effect.';
COMMENT ON COLUMN idempotency_keys.request_hash IS 'SHA-256 over method, path and body; another hash under the same key is refused.';
COMMENT ON COLUMN idempotency_keys.status IS 'HTTP status of the stored answer; null while the first request runs.';
COMMENT ON COLUMN idempotency_keys.secret_for IS 'Id of what was made when the answer showed a secret and is therefore not stored.';

CREATE TABLE audit_log (
    id uuid CONSTRAINT audit_log_pk PRIMARY KEY,
    organization_id uuid NOT NULL CONSTRAINT audit_log_organization REFERENCES organizations,
    at timestamptz NOT NULL DEFAULT now(),
    actor text NOT NULL,
    action text NOT NULL,
    subject_id text,
    detail jsonb NOT NULL DEFAULT '{}'
);
COMMENT ON TABLE audit_log IS 'Who changed what. Append-only.';
COMMENT ON COLUMN audit_log.actor IS 'key_…, user_…, operator, or web-ui.';
CREATE INDEX audit_log_by_time ON audit_log (organization_id, id DESC);

-- ---------------------------------------------------------------- blobs

CREATE TABLE blobs (
    id uuid CONSTRAINT blobs_pk PRIMARY KEY,
    organization_id uuid NOT NULL CONSTRAINT blobs_organization REFERENCES organizations,
    purpose text NOT NULL CONSTRAINT blobs_purpose CHECK (purpose IN ('lead_file', 'audio', 'recording', 'export')),
    content_type text NOT NULL,
    size_bytes bigint NOT NULL DEFAULT 0,
    sha256 bytea,
    complete boolean NOT NULL DEFAULT false,
    created_at timestamptz NOT NULL DEFAULT now()
);
COMMENT ON TABLE blobs IS 'Files: uploaded leads, audio, recordings. The bytes are in blob_chunks.';
COMMENT ON COLUMN blobs.complete IS 'False while chunks are being written; an incomplete blob is removed after a day.';

CREATE TABLE blob_chunks (
    organization_id uuid NOT NULL CONSTRAINT blob_chunks_organization REFERENCES organizations,
    blob_id uuid NOT NULL CONSTRAINT blob_chunks_blob REFERENCES blobs ON DELETE CASCADE,
    ordinal integer NOT NULL,
    bytes bytea NOT NULL,
    CONSTRAINT blob_chunks_pk PRIMARY KEY (blob_id, ordinal)
);
COMMENT ON TABLE blob_chunks IS 'Pieces of 1 MiB (the last may be shorter), so that a file is read and written as a stream.';

-- ---------------------------------------------------------------- numbers and carriers

CREATE TABLE carrier_accounts (
    id uuid CONSTRAINT carrier_accounts_pk PRIMARY KEY,
    organization_id uuid NOT NULL CONSTRAINT carrier_accounts_organization REFERENCES organizations,
    carrier text NOT NULL CONSTRAINT carrier_accounts_carrier CHECK (carrier IN ('simulator', 'twilio', 'ilyost', 'sip')),
    name text NOT NULL,
    credentials_sealed bytea,
    base_url text,
    calls_per_second numeric(10, 4) NOT NULL,
    max_concurrent integer NOT NULL,
    price_per_minute numeric(12, 6),
    currency text NOT NULL DEFAULT 'USD',
    status text NOT NULL DEFAULT 'active' CONSTRAINT carrier_accounts_status CHECK (status IN ('active', 'paused', 'down')),
    reason text,
    balance numeric(14, 6),
    created_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT carrier_accounts_name_unique UNIQUE (organization_id, name)
);
COMMENT ON TABLE carrier_accounts IS 'How an organization reaches a carrier. Each organization is made with one simulator account.';
COMMENT ON COLUMN carrier_accounts.credentials_sealed IS 'Encrypted credentials; never read back. Null for the simulator.';
COMMENT ON COLUMN carrier_accounts.base_url IS 'Another host than the carrier''s own; null means the carrier''s own.';
COMMENT ON COLUMN carrier_accounts.calls_per_second IS 'Hard limit on dial instants of this account.';
COMMENT ON COLUMN carrier_accounts.max_concurrent IS 'Hard limit on calls between dialing and their end.';
COMMENT ON COLUMN carrier_accounts.reason IS 'Why it is paused or down; null when active.';

CREATE TABLE caller_ids (
    id uuid CONSTRAINT caller_ids_pk PRIMARY KEY,
    organization_id uuid NOT NULL CONSTRAINT caller_ids_organization REFERENCES organizations,
    number text NOT NULL CONSTRAINT caller_ids_e164 CHECK (number ~ '^\+[0-9]{7,15}$'),
    carrier text NOT NULL,
    label text,
    status text NOT NULL CONSTRAINT caller_ids_status CHECK (status IN ('pending', 'verified', 'retired')),
    max_calls_per_day integer,
    cool_down_seconds integer,
    verified_at timestamptz,
    verified_by text,
    created_at timestamptz NOT NULL DEFAULT now()
);
CREATE UNIQUE INDEX caller_ids_number_unique ON caller_ids (organization_id, number, carrier) WHERE status <> 'retired';
COMMENT ON TABLE caller_ids IS 'Numbers the organization has proved it may show. Nothing else is ever sent as caller id.';

CREATE TABLE suppressions (
    id uuid CONSTRAINT suppressions_pk PRIMARY KEY,
    organization_id uuid NOT NULL CONSTRAINT suppressions_organization REFERENCES organizations,
    number text CONSTRAINT suppressions_e164 CHECK (number ~ '^\+[0-9]{7,15}$'),
    prefix text CONSTRAINT suppressions_prefix CHECK (prefix ~ '^\+[0-9]{1,14}$'),
    campaign_id uuid,
    reason text NOT NULL,
    source_call_id uuid,
    expires_at timestamptz,
    created_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT suppressions_number_or_prefix CHECK ((number IS NULL) <> (prefix IS NULL))
);
CREATE UNIQUE INDEX suppressions_unique
    ON suppressions (organization_id, coalesce(number, prefix), (number IS NULL), coalesce(campaign_id, '00000000-0000-0000-0000-000000000000'));
CREATE INDEX suppressions_by_prefix ON suppressions (organization_id, prefix) WHERE prefix IS NOT NULL;
COMMENT ON TABLE suppressions IS 'Numbers and prefixes that must not be called.';
COMMENT ON COLUMN suppressions.campaign_id IS 'Null: for the whole organization.';
COMMENT ON COLUMN suppressions.reason IS 'opt_out, or what the user wrote.';
COMMENT ON COLUMN suppressions.expires_at IS 'Null: for good.';

-- ---------------------------------------------------------------- flows

CREATE TABLE flows (
    id uuid CONSTRAINT flows_pk PRIMARY KEY,
    organization_id uuid NOT NULL CONSTRAINT flows_organization REFERENCES organizations,
    name text NOT NULL,
    inline boolean NOT NULL DEFAULT false,
    latest_version integer NOT NULL DEFAULT 1,
    created_at timestamptz NOT NULL DEFAULT now()
);
COMMENT ON TABLE flows IS 'What happens after answer. Its text is in flow_versions.';
COMMENT ON COLUMN flows.inline IS 'Made from a message or a flow inside another request; not listed.';

CREATE TABLE flow_versions (
    id uuid CONSTRAINT flow_versions_pk PRIMARY KEY,
    organization_id uuid NOT NULL CONSTRAINT flow_versions_organization REFERENCES organizations,
    flow_id uuid NOT NULL CONSTRAINT flow_versions_flow REFERENCES flows,
    version integer NOT NULL,
    definition json NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT flow_versions_number_unique UNIQUE (flow_id, version)
);
COMMENT ON TABLE flow_versions IS 'Checked flows, never changed once written. A campaign pins one, a call keeps the one it was dialed with.';
COMMENT ON COLUMN flow_versions.definition IS 'The flow as the contract shows it, its members in the order they were written (so json, not jsonb: keys are offered in that order); audio fetched from a URL is replaced by its blob''s id.';

-- ---------------------------------------------------------------- campaigns

CREATE TABLE campaigns (
    id uuid CONSTRAINT campaigns_pk PRIMARY KEY,
    organization_id uuid NOT NULL CONSTRAINT campaigns_organization REFERENCES organizations,
    kind text NOT NULL DEFAULT 'campaign' CONSTRAINT campaigns_kind CHECK (kind IN ('campaign', 'direct')),
    name text NOT NULL,
    status text NOT NULL CONSTRAINT campaigns_status
        CHECK (status IN ('draft', 'scheduled', 'active', 'paused', 'completed', 'stopped')),
    status_reason text,
    flow_version_id uuid CONSTRAINT campaigns_flow_version REFERENCES flow_versions,
    carrier text NOT NULL DEFAULT 'simulator',
    accounts uuid[] NOT NULL DEFAULT '{}',
    caller_ids text[] NOT NULL,
    settings jsonb NOT NULL,
    starts_at timestamptz,
    ends_at timestamptz,
    keep_open boolean NOT NULL DEFAULT false,
    revision integer NOT NULL DEFAULT 1,
    leads_total bigint NOT NULL DEFAULT 0,
    next_caller_id integer NOT NULL DEFAULT 0,
    created_at timestamptz NOT NULL DEFAULT now(),
    started_at timestamptz,
    ended_at timestamptz,
    archived_at timestamptz
);
CREATE INDEX campaigns_listed ON campaigns (organization_id, id) WHERE archived_at IS NULL;
CREATE UNIQUE INDEX campaigns_direct_unique ON campaigns (organization_id) WHERE kind = 'direct';
CREATE INDEX campaigns_running ON campaigns (status) WHERE status IN ('scheduled', 'active', 'paused');
COMMENT ON TABLE campaigns IS 'Whom to call, when, how fast, with which flow. kind direct: the organization''s own, for single calls.';
COMMENT ON COLUMN campaigns.status_reason IS 'Why it is paused or stopped; null when nobody said.';
COMMENT ON COLUMN campaigns.accounts IS 'Carrier accounts in failover order.';
COMMENT ON COLUMN campaigns.settings IS 'CampaignSettings: schedule, limits, retry, answering machine and the rest, defaults filled in.';
COMMENT ON COLUMN campaigns.revision IS 'Raised by every edit.';
COMMENT ON COLUMN campaigns.leads_total IS 'Kept by import chunks; what a start must know without scanning leads.';

-- ---------------------------------------------------------------- leads and imports

CREATE TABLE imports (
    id uuid CONSTRAINT imports_pk PRIMARY KEY,
    organization_id uuid NOT NULL CONSTRAINT imports_organization REFERENCES organizations,
    campaign_id uuid NOT NULL CONSTRAINT imports_campaign REFERENCES campaigns,
    blob_id uuid CONSTRAINT imports_blob REFERENCES blobs,
    status text NOT NULL CONSTRAINT imports_status CHECK (status IN ('queued', 'running', 'completed', 'failed', 'canceled')),
    file_name text,
    mapping jsonb NOT NULL DEFAULT '{}',
    encoding text,
    delimiter text,
    size_bytes bigint NOT NULL DEFAULT 0,
    next_record bigint NOT NULL DEFAULT 0,
    next_line bigint NOT NULL DEFAULT 1,
    next_offset bigint NOT NULL DEFAULT 0,
    total_rows bigint NOT NULL DEFAULT 0,
    imported bigint NOT NULL DEFAULT 0,
    updated bigint NOT NULL DEFAULT 0,
    duplicates bigint NOT NULL DEFAULT 0,
    suppressed bigint NOT NULL DEFAULT 0,
    rejected bigint NOT NULL DEFAULT 0,
    rejected_by_code jsonb NOT NULL DEFAULT '{}',
    warnings_by_code jsonb NOT NULL DEFAULT '{}',
    failure_code text,
    failure_detail text,
    created_at timestamptz NOT NULL DEFAULT now(),
    started_at timestamptz,
    ended_at timestamptz,
    CONSTRAINT imports_conservation CHECK (total_rows = imported + updated + duplicates + suppressed + rejected)
);
CREATE INDEX imports_by_campaign ON imports (organization_id, campaign_id, id);
COMMENT ON TABLE imports IS 'Lead files on their way in. Counters and position move in the transaction that stores a chunk''s leads.';
COMMENT ON COLUMN imports.next_record IS 'Data records already accounted for; a resumed import goes on behind them.';
COMMENT ON COLUMN imports.next_offset IS 'Where the next record begins, in bytes of the decoded-from file; a hint for a fast resume.';

CREATE TABLE import_errors (
    organization_id uuid NOT NULL CONSTRAINT import_errors_organization REFERENCES organizations,
    import_id uuid NOT NULL CONSTRAINT import_errors_import REFERENCES imports ON DELETE CASCADE,
    record bigint NOT NULL,
    line bigint NOT NULL,
    column_name text,
    code text NOT NULL,
    reason text NOT NULL,
    cells text[] NOT NULL,
    CONSTRAINT import_errors_pk PRIMARY KEY (import_id, record)
);
COMMENT ON TABLE import_errors IS 'Rejected rows as they stood in the file, for errors.csv.';
COMMENT ON COLUMN import_errors.line IS 'Physical line, from 1, where the record begins.';

CREATE TABLE leads (
    id uuid CONSTRAINT leads_pk PRIMARY KEY,
    organization_id uuid NOT NULL CONSTRAINT leads_organization REFERENCES organizations,
    campaign_id uuid NOT NULL CONSTRAINT leads_campaign REFERENCES campaigns,
    import_id uuid,
    import_record bigint,
    person_key text NOT NULL,
    external_id text,
    phones text[] NOT NULL CONSTRAINT leads_phones CHECK (cardinality(phones) BETWEEN 1 AND 9),
    phone_index integer NOT NULL DEFAULT 0,
    time_zones text[] NOT NULL DEFAULT '{}',
    zone_source text NOT NULL DEFAULT 'unknown' CONSTRAINT leads_zone_source
        CHECK (zone_source IN ('column', 'postal_code', 'state', 'number', 'unknown')),
    variables jsonb NOT NULL DEFAULT '{}',
    priority smallint NOT NULL DEFAULT 0 CONSTRAINT leads_priority CHECK (priority BETWEEN 0 AND 9),
    status text NOT NULL DEFAULT 'pending' CONSTRAINT leads_status CHECK (status IN ('pending', 'in_call', 'done')),
    outcome text CONSTRAINT leads_outcome CHECK (outcome IN ('reached', 'voicemail', 'exhausted', 'opted_out',
        'suppressed', 'invalid_number', 'expired', 'canceled', 'failed')),
    due_at timestamptz,
    next_attempt_at timestamptz,
    held_by text,
    attempts integer NOT NULL DEFAULT 0,
    retries jsonb NOT NULL DEFAULT '{}',
    last_result text,
    last_answered_by text,
    goal text,
    first_attempt_at timestamptz,
    last_attempt_at timestamptz,
    talk_seconds integer NOT NULL DEFAULT 0,
    cost numeric(14, 6) NOT NULL DEFAULT 0,
    answers jsonb NOT NULL DEFAULT '{}',
    call_id uuid,
    single boolean NOT NULL DEFAULT false,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    done_at timestamptz,
    CONSTRAINT leads_done_has_outcome CHECK ((status = 'done') = (outcome IS NOT NULL)),
    CONSTRAINT leads_pending_has_due CHECK (status <> 'pending' OR due_at IS NOT NULL)
);
CREATE UNIQUE INDEX leads_person_unique ON leads (campaign_id, person_key);
-- The claim reads this in order; leads that may not be called yet are moved behind now by next_attempt_at.
CREATE INDEX leads_claim ON leads (campaign_id, priority DESC, next_attempt_at, id) WHERE status = 'pending';
CREATE INDEX leads_next ON leads (campaign_id, next_attempt_at) WHERE status = 'pending';
CREATE INDEX leads_listed ON leads (campaign_id, id);
-- An opt-out finds every pending lead of a number, whichever of its phones it is.
CREATE INDEX leads_pending_phones ON leads USING gin (phones) WHERE status = 'pending';
COMMENT ON TABLE leads IS 'One person to reach. Ends in exactly one outcome.';
COMMENT ON COLUMN leads.person_key IS 'Same person in a campaign: x:<external_id>, else p:<first phone>; single calls: c:<call id>.';
COMMENT ON COLUMN leads.phones IS 'E.164, in the order they are tried.';
COMMENT ON COLUMN leads.phone_index IS 'Which of phones is tried now, from 0.';
COMMENT ON COLUMN leads.time_zones IS 'IANA names; all must be open. Empty: unknown.';
COMMENT ON COLUMN leads.variables IS 'The lead''s columns as strings, known ones under their known names.';
COMMENT ON COLUMN leads.due_at IS 'When it may be tried by retry delay and schedule, before calling hours.';
COMMENT ON COLUMN leads.next_attempt_at IS 'due_at moved to the next opening of its zones; null while it waits for someone.';
COMMENT ON COLUMN leads.held_by IS 'Rule that moved next_attempt_at at the last look (calling_hours, time_zone, …); null: none.';
COMMENT ON COLUMN leads.retries IS 'Retries used per result on the number tried now.';
COMMENT ON COLUMN leads.call_id IS 'The live call, or for single calls the call asked for.';
COMMENT ON COLUMN leads.single IS 'Made by POST /calls: never retried.';

CREATE TABLE lead_decisions (
    id uuid CONSTRAINT lead_decisions_pk PRIMARY KEY,
    organization_id uuid NOT NULL CONSTRAINT lead_decisions_organization REFERENCES organizations,
    lead_id uuid NOT NULL CONSTRAINT lead_decisions_lead REFERENCES leads ON DELETE CASCADE,
    call_id uuid,
    at timestamptz NOT NULL,
    decision text NOT NULL,
    rule text NOT NULL,
    detail text,
    next_at timestamptz,
    times integer NOT NULL DEFAULT 1,
    last_at timestamptz NOT NULL
);
CREATE INDEX lead_decisions_by_lead ON lead_decisions (lead_id, id);
COMMENT ON TABLE lead_decisions IS 'Why a lead was or was not called. Append-only; the same refusal in a row is counted, not repeated.';
COMMENT ON COLUMN lead_decisions.decision IS 'imported, dialed, held, released, retried, finished, corrected …';
COMMENT ON COLUMN lead_decisions.rule IS 'The rule that decided: calling_hours, suppression, number_in_use, retry_delay …';
COMMENT ON COLUMN lead_decisions.next_at IS 'The next instant it could be tried by this rule; null: not by time.';

-- ---------------------------------------------------------------- calls

CREATE TABLE calls (
    id uuid CONSTRAINT calls_pk PRIMARY KEY,
    organization_id uuid NOT NULL CONSTRAINT calls_organization REFERENCES organizations,
    campaign_id uuid NOT NULL CONSTRAINT calls_campaign REFERENCES campaigns,
    lead_id uuid NOT NULL CONSTRAINT calls_lead REFERENCES leads,
    single boolean NOT NULL DEFAULT false,
    attempt integer,
    state text NOT NULL CONSTRAINT calls_state CHECK (state IN ('waiting', 'claimed', 'dialing', 'ringing',
        'in_progress', 'completed', 'failed', 'canceled')),
    to_number text NOT NULL,
    from_number text,
    carrier text,
    account_id uuid CONSTRAINT calls_account REFERENCES carrier_accounts,
    carrier_call_id text,
    callback_token text NOT NULL CONSTRAINT calls_token_unique UNIQUE,
    flow_version_id uuid CONSTRAINT calls_flow_version REFERENCES flow_versions,
    options jsonb NOT NULL DEFAULT '{}',
    result text CONSTRAINT calls_result CHECK (result IN ('human', 'machine', 'fax', 'no_answer', 'busy', 'rejected',
        'invalid_number', 'congestion', 'blocked', 'carrier_error', 'unknown', 'canceled')),
    cause text,
    reason text,
    answered_by text CONSTRAINT calls_answered_by CHECK (answered_by IN ('human', 'machine', 'fax', 'unknown')),
    answered_by_cause text,
    answered_by_confidence numeric(4, 3),
    decided_after_ms integer,
    message_left boolean NOT NULL DEFAULT false,
    heard boolean NOT NULL DEFAULT false,
    goal text,
    answers jsonb NOT NULL DEFAULT '{}',
    variables jsonb NOT NULL DEFAULT '{}',
    steps jsonb NOT NULL DEFAULT '[]',
    voice_fallback text,
    recording_blob_id uuid,
    scheduled_at timestamptz,
    expires_at timestamptz,
    claimed_at timestamptz,
    queued_at timestamptz NOT NULL DEFAULT now(),
    send_at timestamptz,
    send_deadline timestamptz,
    dialed_at timestamptz,
    evidence_at timestamptz,
    ambiguous_at timestamptz,
    ringing_at timestamptz,
    answered_at timestamptz,
    ended_at timestamptz,
    give_up_at timestamptz,
    initiated boolean NOT NULL DEFAULT false,
    talk_seconds integer NOT NULL DEFAULT 0,
    cost numeric(14, 6),
    currency text NOT NULL DEFAULT 'USD',
    disposition text,
    notes text,
    satisfaction integer CONSTRAINT calls_satisfaction CHECK (satisfaction BETWEEN 1 AND 5),
    CONSTRAINT calls_terminal_has_result CHECK ((state IN ('completed', 'failed', 'canceled')) = (result IS NOT NULL)),
    CONSTRAINT calls_terminal_has_end CHECK ((state IN ('completed', 'failed', 'canceled')) = (ended_at IS NOT NULL))
);
CREATE UNIQUE INDEX calls_attempt_unique ON calls (lead_id, attempt) WHERE attempt IS NOT NULL;
-- One live call per number and organization: look-ups at the carrier are unambiguous, people are not rung twice at once.
CREATE UNIQUE INDEX calls_one_live_per_number ON calls (organization_id, to_number)
    WHERE state IN ('claimed', 'dialing', 'ringing', 'in_progress');
CREATE INDEX calls_live_by_campaign ON calls (campaign_id, state) WHERE state IN ('claimed', 'dialing', 'ringing', 'in_progress');
CREATE INDEX calls_live_by_account ON calls (account_id, state) WHERE state IN ('dialing', 'ringing', 'in_progress');
CREATE INDEX calls_live ON calls (claimed_at) WHERE state IN ('claimed', 'dialing', 'ringing', 'in_progress');
CREATE INDEX calls_by_lead ON calls (lead_id, id);
CREATE INDEX calls_by_campaign ON calls (campaign_id, id);
CREATE INDEX calls_listed ON calls (organization_id, id);
CREATE INDEX calls_by_number ON calls (organization_id, to_number, dialed_at);
COMMENT ON TABLE calls IS 'One attempt on one number; one workflow, whose id is the call''s. A released claim of a campaign is deleted: it was never a call.';
COMMENT ON COLUMN calls.state IS 'waiting: a single call not claimed yet. claimed: a workflow is on its way to the gate. Then as the contract''s status.';
COMMENT ON COLUMN calls.attempt IS 'From 1, given with dialing; null: not dialed.';
COMMENT ON COLUMN calls.callback_token IS 'Unguessable name of the call in callback addresses; never the carrier''s id.';
COMMENT ON COLUMN calls.cause IS 'Why it ended, one of our codes: sip_486, q850_17, hung_up_by_person, max_duration, lost …';
COMMENT ON COLUMN calls.reason IS 'Why it was canceled or refused, for people and programs.';
COMMENT ON COLUMN calls.heard IS 'A digit or speech came from the far end.';
COMMENT ON COLUMN calls.answers IS 'Gathered digits by save_as; sensitive ones are never stored.';
COMMENT ON COLUMN calls.variables IS 'What set steps and the API''s context added to the lead''s variables.';
COMMENT ON COLUMN calls.steps IS 'Steps begun, in order, with their time.';
COMMENT ON COLUMN calls.send_at IS 'Reserved send instant; every time rule was judged for it.';
COMMENT ON COLUMN calls.send_deadline IS 'Past this the dial request can no longer leave.';
COMMENT ON COLUMN calls.dialed_at IS 'Instant the request left, stored with the dial''s answer; the reserved one when the worker was lost.';
COMMENT ON COLUMN calls.evidence_at IS 'First proof that the request left or certainly did not: answer, callback, or look-up.';
COMMENT ON COLUMN calls.ambiguous_at IS 'The request may have left and nothing is known; never dialed again.';
COMMENT ON COLUMN calls.give_up_at IS 'Without news by then the carrier is asked and the call ended.';
COMMENT ON COLUMN calls.initiated IS 'call.initiated has been written.';

CREATE TABLE carrier_news (
    id uuid CONSTRAINT carrier_news_pk PRIMARY KEY,
    organization_id uuid NOT NULL CONSTRAINT carrier_news_organization REFERENCES organizations,
    call_id uuid NOT NULL CONSTRAINT carrier_news_call REFERENCES calls,
    carrier_event_id text NOT NULL,
    kind text NOT NULL,
    payload jsonb NOT NULL,
    received_at timestamptz NOT NULL,
    told_at timestamptz,
    late boolean NOT NULL DEFAULT false,
    CONSTRAINT carrier_news_unique UNIQUE (call_id, carrier_event_id)
);
CREATE INDEX carrier_news_untold ON carrier_news (received_at) WHERE told_at IS NULL;
COMMENT ON TABLE carrier_news IS 'The inbox: callbacks as understood, stored before they are acknowledged, told to the workflow afterwards.';
COMMENT ON COLUMN carrier_news.carrier_event_id IS 'The carrier''s own id of the callback, or one derived from its content; doubles fall on it.';
COMMENT ON COLUMN carrier_news.told_at IS 'Null: the workflow has not been told; a sweeper tells it.';
COMMENT ON COLUMN carrier_news.late IS 'Came after the call had ended; kept and shown, changes nothing but cost and recording.';

CREATE TABLE pacers (
    scope text CONSTRAINT pacers_pk PRIMARY KEY,
    organization_id uuid,
    last_send_at timestamptz NOT NULL DEFAULT '-infinity',
    day date,
    calls_today integer NOT NULL DEFAULT 0
);
COMMENT ON TABLE pacers IS 'One row per thing that has a pace. The gate locks the rows it needs in the order of scope and spaces send instants by them.';
COMMENT ON COLUMN pacers.scope IS 'installation, account:<uuid>, campaign:<uuid>, organization:<uuid>, caller_id:<uuid>.';
COMMENT ON COLUMN pacers.last_send_at IS 'The last send instant given out.';
COMMENT ON COLUMN pacers.day IS 'The local day calls_today counts for; another day starts at 0.';
INSERT INTO pacers (scope) VALUES ('installation');

-- ---------------------------------------------------------------- events and webhooks

CREATE TABLE events (
    id uuid CONSTRAINT events_pk PRIMARY KEY,
    organization_id uuid NOT NULL CONSTRAINT events_organization REFERENCES organizations,
    type text NOT NULL,
    subject_id text NOT NULL,
    sequence integer NOT NULL,
    at timestamptz NOT NULL,
    campaign_id uuid,
    call_id uuid,
    data jsonb NOT NULL,
    position bigint CONSTRAINT events_position_unique UNIQUE,
    CONSTRAINT events_sequence_unique UNIQUE (subject_id, sequence)
);
CREATE INDEX events_unplaced ON events (at) WHERE position IS NULL;
CREATE INDEX events_listed ON events (organization_id, position);
COMMENT ON TABLE events IS 'The outbox: written in the transaction of what it reports, kept 30 days.';
COMMENT ON COLUMN events.subject_id IS 'call_…, lead_…, imp_… or camp_…; sequence counts per subject from 1, without gaps.';
COMMENT ON COLUMN events.position IS 'Gap-free, in commit order, given by the one relay; null: not yet.';

CREATE TABLE relay_position (
    single boolean CONSTRAINT relay_position_pk PRIMARY KEY DEFAULT true CONSTRAINT relay_position_one CHECK (single),
    last_position bigint NOT NULL DEFAULT 0
);
COMMENT ON TABLE relay_position IS 'The position given last. Its row lock makes the relay the only one.';
INSERT INTO relay_position DEFAULT VALUES;

CREATE TABLE webhook_endpoints (
    id uuid CONSTRAINT webhook_endpoints_pk PRIMARY KEY,
    organization_id uuid NOT NULL CONSTRAINT webhook_endpoints_organization REFERENCES organizations,
    url text NOT NULL,
    events text[] NOT NULL,
    description text,
    secret_sealed bytea NOT NULL,
    previous_secret_sealed bytea,
    previous_secret_until timestamptz,
    status text NOT NULL DEFAULT 'active' CONSTRAINT webhook_endpoints_status CHECK (status IN ('active', 'paused', 'disabled')),
    reason text,
    failing_since timestamptz,
    created_at timestamptz NOT NULL DEFAULT now(),
    deleted_at timestamptz
);
CREATE INDEX webhook_endpoints_by_organization ON webhook_endpoints (organization_id, id) WHERE deleted_at IS NULL;
COMMENT ON TABLE webhook_endpoints IS 'Where signed events go.';
COMMENT ON COLUMN webhook_endpoints.secret_sealed IS 'The signing secret, encrypted with the installation''s key.';
COMMENT ON COLUMN webhook_endpoints.previous_secret_until IS 'Until then deliveries carry a second signature with the previous secret.';

CREATE TABLE deliveries (
    id uuid CONSTRAINT deliveries_pk PRIMARY KEY,
    organization_id uuid NOT NULL CONSTRAINT deliveries_organization REFERENCES organizations,
    endpoint_id uuid NOT NULL CONSTRAINT deliveries_endpoint REFERENCES webhook_endpoints,
    event_id uuid NOT NULL CONSTRAINT deliveries_event REFERENCES events ON DELETE CASCADE,
    position bigint NOT NULL,
    status text NOT NULL DEFAULT 'pending' CONSTRAINT deliveries_status CHECK (status IN ('pending', 'delivered', 'dead')),
    tries integer NOT NULL DEFAULT 0,
    next_try_at timestamptz,
    last_try_at timestamptz,
    response_status integer,
    error text,
    delivered_at timestamptz,
    redelivery boolean NOT NULL DEFAULT false,
    created_at timestamptz NOT NULL DEFAULT now()
);
CREATE UNIQUE INDEX deliveries_once ON deliveries (endpoint_id, event_id) WHERE NOT redelivery;
CREATE INDEX deliveries_due ON deliveries (endpoint_id, next_try_at) WHERE status = 'pending';
CREATE INDEX deliveries_listed ON deliveries (endpoint_id, id);
COMMENT ON TABLE deliveries IS 'One event on its way to one endpoint: every try''s end, the next try, or why it was given up.';

CREATE TABLE installation_secrets (
    name text CONSTRAINT installation_secrets_pk PRIMARY KEY,
    value bytea NOT NULL
);
COMMENT ON TABLE installation_secrets IS 'Marks of the installation, for example that its key file fits this database; no key is kept here.';

-- ---------------------------------------------------------------- row-level security

DO $$
DECLARE t text;
BEGIN
    FOR t IN SELECT c.table_name FROM information_schema.columns c JOIN information_schema.tables b USING (table_schema, table_name)
             WHERE c.table_schema = 'public' AND c.column_name = 'organization_id' AND b.table_type = 'BASE TABLE' LOOP
        EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
        EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', t);
        EXECUTE format('CREATE POLICY own_organization ON %I TO carillon_app '
            'USING (organization_id = (SELECT nullif(current_setting(''app.organization'', true), '''')::uuid)) '
            'WITH CHECK (organization_id = (SELECT nullif(current_setting(''app.organization'', true), '''')::uuid))', t);
        EXECUTE format('CREATE POLICY whole_installation ON %I TO carillon_system, carillon_owner USING (true) WITH CHECK (true)', t);
        EXECUTE format('COMMENT ON COLUMN %I.organization_id IS ''The organization the row belongs to.''', t);
    END LOOP;
END $$;

ALTER TABLE organizations ENABLE ROW LEVEL SECURITY;
ALTER TABLE organizations FORCE ROW LEVEL SECURITY;
CREATE POLICY own_organization ON organizations TO carillon_app
    USING (id = (SELECT nullif(current_setting('app.organization', true), '')::uuid));
CREATE POLICY whole_installation ON organizations TO carillon_system, carillon_owner USING (true) WITH CHECK (true);

REVOKE ALL ON relay_position, installation_secrets FROM carillon_app;

-- Look-ups from before the organization is known: they answer the least that is needed, to anyone who holds the secret.

CREATE FUNCTION key_by_secret(hash bytea)
    RETURNS TABLE (id uuid, organization_id uuid, scopes text[]) LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public
    AS $$ SELECT k.id, k.organization_id, k.scopes FROM api_keys k
          WHERE k.secret_hash = hash AND k.revoked_at IS NULL AND (k.expires_at IS NULL OR k.expires_at > now()) $$;
COMMENT ON FUNCTION key_by_secret IS 'The key with this SHA-256, when it is in force.';

CREATE FUNCTION call_by_token(token text)
    RETURNS TABLE (id uuid, organization_id uuid) LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public
    AS $$ SELECT c.id, c.organization_id FROM calls c WHERE c.callback_token = token $$;
COMMENT ON FUNCTION call_by_token IS 'The call whose callback address carries this token.';

REVOKE ALL ON FUNCTION key_by_secret(bytea), call_by_token(text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION key_by_secret(bytea), call_by_token(text) TO carillon_app, carillon_system;
