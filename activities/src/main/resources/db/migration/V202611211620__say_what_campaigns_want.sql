-- Dispatchers of different processes divide the installation's pace: each says what its campaign would dial.
CREATE UNLOGGED TABLE dispatch_demands (
    campaign_id uuid CONSTRAINT dispatch_demands_pk PRIMARY KEY,
    calls_per_second double precision NOT NULL,
    said_at timestamptz NOT NULL
);
COMMENT ON TABLE dispatch_demands IS 'What each dispatching campaign has leads for, said several times a second; two seconds of silence end it. Lost in a crash of the database without harm.';
COMMENT ON COLUMN dispatch_demands.campaign_id IS 'A campaign that is being dispatched.';
COMMENT ON COLUMN dispatch_demands.calls_per_second IS 'Its own pace while more leads are due than it may claim, else what it claimed lately.';
COMMENT ON COLUMN dispatch_demands.said_at IS 'When its dispatcher said so last.';
REVOKE ALL ON dispatch_demands FROM carillon_app;
