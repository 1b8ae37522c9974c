-- The gate, opt-outs and the intake look for numbers; under row-level security the unique index on an expression is no help.
CREATE INDEX suppressions_by_number ON suppressions (organization_id, number) WHERE number IS NOT NULL;
