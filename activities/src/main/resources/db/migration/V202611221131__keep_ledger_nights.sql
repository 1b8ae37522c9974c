-- What the ledger found, night by night. The row is also who examines: one process makes it and the others leave it.
CREATE TABLE ledger_nights (
    night date CONSTRAINT ledger_nights_pk PRIMARY KEY,
    begun_at timestamptz NOT NULL,
    ended_at timestamptz,
    violations bigint NOT NULL DEFAULT 0,
    figures jsonb NOT NULL DEFAULT '[]'
);
COMMENT ON TABLE ledger_nights IS 'One examination of all promises per night.';
COMMENT ON COLUMN ledger_nights.night IS 'The day, by UTC, on whose hour of the ledger it was due.';
COMMENT ON COLUMN ledger_nights.begun_at IS 'When a process took it; an hour later without an end another may.';
COMMENT ON COLUMN ledger_nights.ended_at IS 'Null: being examined, or given up.';
COMMENT ON COLUMN ledger_nights.violations IS 'Of all invariants together.';
COMMENT ON COLUMN ledger_nights.figures IS 'Per invariant: invariant, rows, violations and the first ids.';
REVOKE ALL ON ledger_nights FROM carillon_app;
