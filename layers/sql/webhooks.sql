-- Who is told of changes over HTTP, and what is still to be told. An outbox is filled from the change log in order; beside each
-- message the subscription's own place in the log is kept, in one transaction, so that nothing is told twice or left out.
CREATE TABLE layers.webhook_subscriptions (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    url text NOT NULL CHECK (url ~ '^https?://[^[:space:]]+$' AND length(url) <= 2000),
    secret text NOT NULL CHECK (secret ~ '^whsec_[A-Za-z0-9+/]{32,}={0,2}$'),
    title text NOT NULL DEFAULT '' CHECK (length(title) <= 200),
    account text REFERENCES auth.accounts ON UPDATE CASCADE ON DELETE CASCADE,
    layers text[] NOT NULL DEFAULT '{}',
    operations text[] NOT NULL DEFAULT '{}' CHECK (operations <@ ARRAY['create', 'update', 'delete']),
    bbox double precision[] CHECK (cardinality(bbox) = 4 AND bbox[1] <= bbox[3] AND bbox[2] <= bbox[4]),
    active boolean NOT NULL DEFAULT true,
    epoch text NOT NULL,
    txid xid8 NOT NULL,
    seq bigint NOT NULL DEFAULT 0,
    failures integer NOT NULL DEFAULT 0,
    failing_since timestamptz,
    disabled_at timestamptz,
    disabled_why text CHECK (disabled_why IN ('failing', 'gone', 'account', 'asked')),
    created_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX webhook_subscriptions_account_idx ON layers.webhook_subscriptions (account);
COMMENT ON TABLE layers.webhook_subscriptions IS
    'Ai được báo thay đổi qua HTTP / who is told of changes over HTTP, with the rights of the account (none: of the public)';
COMMENT ON COLUMN layers.webhook_subscriptions.layers IS 'Trống: mọi lớp / empty: every layer';
COMMENT ON COLUMN layers.webhook_subscriptions.operations IS 'Trống: mọi thao tác / empty: every operation';
COMMENT ON COLUMN layers.webhook_subscriptions.bbox IS 'Tây, nam, đông, bắc (độ) / west, south, east, north (degrees)';

CREATE TABLE layers.webhook_deliveries (
    number bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    id text NOT NULL UNIQUE DEFAULT 'msg_' || replace(gen_random_uuid()::text, '-', ''),
    subscription uuid NOT NULL REFERENCES layers.webhook_subscriptions ON DELETE CASCADE,
    txid xid8 NOT NULL,
    seq bigint NOT NULL,
    body text NOT NULL,
    status text NOT NULL DEFAULT 'pending' CHECK (status IN ('pending', 'delivered', 'dead')),
    tries integer NOT NULL DEFAULT 0,
    next_try timestamptz NOT NULL DEFAULT now(),
    answer integer,
    trouble text,
    created_at timestamptz NOT NULL DEFAULT now(),
    done_at timestamptz,
    UNIQUE (subscription, txid, seq)
);
CREATE INDEX webhook_deliveries_pending_idx ON layers.webhook_deliveries (subscription, number) WHERE status = 'pending';
CREATE INDEX webhook_deliveries_done_idx ON layers.webhook_deliveries (done_at) WHERE status <> 'pending';
COMMENT ON TABLE layers.webhook_deliveries IS
    'Tin báo đi và việc gửi / messages to be told and how their delivery went; dead: given up after many tries';

GRANT SELECT, INSERT, UPDATE, DELETE ON layers.webhook_subscriptions, layers.webhook_deliveries TO dongha_service;
GRANT SELECT (id, url, title, account, layers, operations, bbox, active, failures, failing_since, disabled_at, disabled_why, created_at)
    ON layers.webhook_subscriptions TO dongha_administrator;
GRANT SELECT (number, id, subscription, status, tries, next_try, answer, trouble, created_at, done_at)
    ON layers.webhook_deliveries TO dongha_administrator;
