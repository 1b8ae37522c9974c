-- Carriers that are paid in advance say how much is left.
ALTER TABLE carrier_accounts ADD COLUMN balance_asked_at timestamptz;
COMMENT ON COLUMN carrier_accounts.balance_asked_at IS 'When its carrier was last asked for the balance; null: never, or it does not say.';
