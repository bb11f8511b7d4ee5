-- Who may log in: accounts, their sessions, keys for machines, identities at other providers. Only the web processes' own
-- work and the owner read it. Secrets are never kept: passwords as argon2id, tokens and keys as SHA-256.
CREATE SCHEMA auth;
REVOKE ALL ON SCHEMA auth FROM PUBLIC;
GRANT USAGE ON SCHEMA auth TO dongha_service;

CREATE TABLE auth.accounts (
    name text PRIMARY KEY CHECK (name ~ '^[a-z][a-z0-9._-]{1,30}$' AND name !~ '^(pg_|dongha|postgres$|public$|none$|key$)'),
    title text NOT NULL CHECK (length(title) BETWEEN 1 AND 200),
    role text NOT NULL CHECK (role IN (
        'citizen', 'ward_officer', 'urban_management', 'land_environment', 'economy', 'public_utilities',
        'construction_order', 'police', 'culture', 'operation_centre', 'administrator')),
    ward_code text CHECK (ward_code <> ''),
    password_hash text,
    active boolean NOT NULL DEFAULT true,
    stamp integer NOT NULL DEFAULT 1,
    password_changed_at timestamptz,
    created_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT accounts_ward CHECK (role <> 'ward_officer' OR ward_code IS NOT NULL)
);
COMMENT ON TABLE auth.accounts IS 'Tài khoản / accounts. The stamp rises with every change of rights and ends what was opened before';

CREATE FUNCTION auth.raise_stamp() RETURNS trigger
    LANGUAGE plpgsql SET search_path = auth, pg_temp
AS $$
BEGIN
    IF (NEW.role, NEW.ward_code, NEW.password_hash, NEW.active)
        IS DISTINCT FROM (OLD.role, OLD.ward_code, OLD.password_hash, OLD.active) THEN
        NEW.stamp := OLD.stamp + 1;
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER raise_stamp BEFORE UPDATE ON auth.accounts FOR EACH ROW EXECUTE FUNCTION auth.raise_stamp();

CREATE TABLE auth.sessions (
    token_hash bytea PRIMARY KEY,
    account text NOT NULL REFERENCES auth.accounts ON UPDATE CASCADE ON DELETE CASCADE,
    stamp integer NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    seen_at timestamptz NOT NULL DEFAULT now(),
    expires_at timestamptz NOT NULL
);
CREATE INDEX sessions_account_idx ON auth.sessions (account);
CREATE INDEX sessions_expires_idx ON auth.sessions (expires_at);
COMMENT ON TABLE auth.sessions IS 'Phiên đăng nhập của trình duyệt / sessions of browsers, by the SHA-256 of their token';

CREATE TABLE auth.api_keys (
    id text PRIMARY KEY CHECK (id ~ '^[a-z0-9]{12}$'),
    account text NOT NULL REFERENCES auth.accounts ON UPDATE CASCADE ON DELETE CASCADE,
    title text NOT NULL CHECK (length(title) BETWEEN 1 AND 100),
    secret_hash bytea NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    expires_at timestamptz NOT NULL,
    used_at timestamptz,
    revoked_at timestamptz
);
CREATE INDEX api_keys_account_idx ON auth.api_keys (account);
COMMENT ON TABLE auth.api_keys IS 'Khoá API cho máy / keys for machines, by the SHA-256 of their secret';

CREATE TABLE auth.identities (
    issuer text NOT NULL,
    subject text NOT NULL,
    account text NOT NULL REFERENCES auth.accounts ON UPDATE CASCADE ON DELETE CASCADE,
    created_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (issuer, subject)
);
CREATE INDEX identities_account_idx ON auth.identities (account);
COMMENT ON TABLE auth.identities IS 'Danh tính ở nhà cung cấp OpenID / which account somebody at an OpenID provider has here';

CREATE TABLE auth.logins_begun (
    state_hash bytea PRIMARY KEY,
    nonce text NOT NULL,
    verifier text NOT NULL,
    next text NOT NULL,
    expires_at timestamptz NOT NULL
);
CREATE INDEX logins_begun_expires_idx ON auth.logins_begun (expires_at);
COMMENT ON TABLE auth.logins_begun IS 'Đăng nhập OpenID đang dở / log-ins that are under way at an OpenID provider';

-- Names nobody has are counted and locked like the others, so that an answer never tells which names exist.
CREATE TABLE auth.failures (
    name_hash bytea PRIMARY KEY,
    failed integer NOT NULL,
    last_at timestamptz NOT NULL DEFAULT now(),
    locked_until timestamptz
);
COMMENT ON TABLE auth.failures IS 'Đăng nhập sai liên tiếp / failed log-ins in a row, by the SHA-256 of the name that was given';

GRANT SELECT, INSERT, UPDATE ON auth.accounts TO dongha_service;
GRANT SELECT, INSERT, UPDATE, DELETE ON auth.sessions, auth.api_keys, auth.identities, auth.logins_begun, auth.failures
    TO dongha_service;

-- Called in the message that begins a transaction: whoever was disabled or got another role since does nothing more.
CREATE FUNCTION auth.confirm(account text, known_stamp integer) RETURNS void
    LANGUAGE plpgsql STABLE SET search_path = auth, pg_temp
AS $$
BEGIN
    PERFORM 1 FROM auth.accounts a WHERE a.name = account AND a.stamp = known_stamp AND a.active;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'the account has changed' USING ERRCODE = 'DH401';
    END IF;
END $$;
REVOKE ALL ON FUNCTION auth.confirm(text, integer), auth.raise_stamp() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION auth.confirm(text, integer) TO dongha_service;
