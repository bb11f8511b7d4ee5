SET LOCAL search_path = layers, ext;

DO $$ BEGIN CREATE ROLE dongha_public NOLOGIN; EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END $$;
DO $$ BEGIN CREATE ROLE dongha_citizen NOLOGIN; EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END $$;
DO $$ BEGIN CREATE ROLE dongha_ward_officer NOLOGIN; EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END $$;
DO $$ BEGIN CREATE ROLE dongha_urban_management NOLOGIN; EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END $$;
DO $$ BEGIN CREATE ROLE dongha_land_environment NOLOGIN; EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END $$;
DO $$ BEGIN CREATE ROLE dongha_economy NOLOGIN; EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END $$;
DO $$ BEGIN CREATE ROLE dongha_public_utilities NOLOGIN; EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END $$;
DO $$ BEGIN CREATE ROLE dongha_construction_order NOLOGIN; EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END $$;
DO $$ BEGIN CREATE ROLE dongha_police NOLOGIN; EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END $$;
DO $$ BEGIN CREATE ROLE dongha_culture NOLOGIN; EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END $$;
DO $$ BEGIN CREATE ROLE dongha_operation_centre NOLOGIN; EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END $$;
DO $$ BEGIN CREATE ROLE dongha_administrator NOLOGIN; EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END $$;
DO $$ BEGIN CREATE ROLE dongha_service NOLOGIN; EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END $$;
GRANT USAGE ON SCHEMA layers, ext TO dongha_public, dongha_citizen, dongha_ward_officer, dongha_urban_management, dongha_land_environment, dongha_economy, dongha_public_utilities, dongha_construction_order, dongha_police, dongha_culture, dongha_operation_centre, dongha_administrator, dongha_service;

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

-- Who is at work in this session, for policies, column defaults and the change log.
-- Settings can be made by anybody, so they are believed only in the sessions of the web's own login and of the owner, which
-- have checked whom they act for; whoever comes with a login of their own is who the server says they are. A setting that was
-- made once is '' afterwards, never null again, so '' always means "not given".
-- They are PL/pgSQL because every statement of a writer calls them: SQL functions with a path of their own are planned anew
-- each time, which costs more than the whole change log.
CREATE FUNCTION layers.trusted() RETURNS boolean
    LANGUAGE plpgsql STABLE PARALLEL SAFE SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    RETURN pg_has_role(session_user, 'dongha_service', 'MEMBER');
END $$;
COMMENT ON FUNCTION layers.trusted() IS 'Phiên của hệ thống / whether the session may say for whom it acts';

CREATE FUNCTION layers.actor() RETURNS text
    LANGUAGE plpgsql STABLE PARALLEL SAFE SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    IF layers.trusted() THEN
        RETURN coalesce(nullif(current_setting('dongha.actor', true), ''), session_user::text);
    END IF;
    RETURN session_user::text;
END $$;
COMMENT ON FUNCTION layers.actor() IS 'Tên đăng nhập của người đang thao tác / login of whoever is at work';

CREATE FUNCTION layers.client() RETURNS text
    LANGUAGE plpgsql STABLE PARALLEL SAFE SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    IF current_setting('dongha.client', true) <> '' AND layers.trusted() THEN
        RETURN current_setting('dongha.client', true);
    END IF;
    RETURN current_setting('application_name', true);
END $$;
COMMENT ON FUNCTION layers.client() IS 'Chương trình đang dùng / the program they work with';

CREATE FUNCTION layers.own_ward() RETURNS text
    LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    IF layers.trusted() THEN
        RETURN nullif(current_setting('dongha.ward', true), '');
    END IF;
    RETURN (SELECT a.ward_code FROM auth.accounts a WHERE a.name = session_user AND a.active);
END $$;
COMMENT ON FUNCTION layers.own_ward() IS 'Mã phường của người đang thao tác / ward of whoever is at work; null: none';

CREATE FUNCTION layers.own_department() RETURNS text
    LANGUAGE sql STABLE PARALLEL SAFE SET search_path = pg_catalog, pg_temp
    RETURN (SELECT d.department FROM (VALUES ('dongha_ward_officer', 'ward'), ('dongha_urban_management', 'urban_management'), ('dongha_land_environment', 'environment'), ('dongha_economy', 'economy'), ('dongha_public_utilities', 'public_utilities'), ('dongha_construction_order', 'construction_order'), ('dongha_police', 'police'), ('dongha_culture', 'culture'), ('dongha_operation_centre', 'ioc')) d (group_role, department)
        WHERE CASE WHEN layers.trusted() THEN d.group_role = current_user
            ELSE pg_has_role(session_user, d.group_role::name, 'MEMBER') END
        LIMIT 1);
COMMENT ON FUNCTION layers.own_department() IS 'Đơn vị của người đang thao tác / department of whoever is at work';

CREATE SEQUENCE layers.made_codes;

ALTER TABLE layers."wards"
    ALTER COLUMN code SET DEFAULT 'M-'::text || nextval('layers.made_codes'::regclass)::text,
    ALTER COLUMN ward_code SET DEFAULT layers.own_ward(),
    ALTER COLUMN source SET DEFAULT 'edit',
    ADD CONSTRAINT wards_geom_points CHECK (ext.st_npoints(geom) <= 100000),
    ADD CONSTRAINT wards_period CHECK (valid_from <= valid_to);

ALTER TABLE layers."neighbourhoods"
    ALTER COLUMN code SET DEFAULT 'M-'::text || nextval('layers.made_codes'::regclass)::text,
    ALTER COLUMN ward_code SET DEFAULT layers.own_ward(),
    ALTER COLUMN source SET DEFAULT 'edit',
    ADD CONSTRAINT neighbourhoods_geom_points CHECK (ext.st_npoints(geom) <= 100000);

ALTER TABLE layers."plans"
    ALTER COLUMN code SET DEFAULT 'M-'::text || nextval('layers.made_codes'::regclass)::text,
    ALTER COLUMN ward_code SET DEFAULT layers.own_ward(),
    ALTER COLUMN source SET DEFAULT 'edit',
    ADD CONSTRAINT plans_geom_points CHECK (ext.st_npoints(geom) <= 100000),
    ADD CONSTRAINT plans_period CHECK (valid_from <= valid_to);

ALTER TABLE layers."planning_zones"
    ALTER COLUMN code SET DEFAULT 'M-'::text || nextval('layers.made_codes'::regclass)::text,
    ALTER COLUMN ward_code SET DEFAULT layers.own_ward(),
    ALTER COLUMN source SET DEFAULT 'edit',
    ADD CONSTRAINT planning_zones_geom_points CHECK (ext.st_npoints(geom) <= 100000),
    ADD CONSTRAINT planning_zones_period CHECK (valid_from <= valid_to);

ALTER TABLE layers."road_redlines"
    ALTER COLUMN code SET DEFAULT 'M-'::text || nextval('layers.made_codes'::regclass)::text,
    ALTER COLUMN ward_code SET DEFAULT layers.own_ward(),
    ALTER COLUMN source SET DEFAULT 'edit',
    ADD CONSTRAINT road_redlines_geom_points CHECK (ext.st_npoints(geom) <= 100000),
    ADD CONSTRAINT road_redlines_period CHECK (valid_from <= valid_to);

ALTER TABLE layers."land_parcels"
    ALTER COLUMN code SET DEFAULT 'M-'::text || nextval('layers.made_codes'::regclass)::text,
    ALTER COLUMN ward_code SET DEFAULT layers.own_ward(),
    ALTER COLUMN source SET DEFAULT 'edit',
    ADD CONSTRAINT land_parcels_geom_points CHECK (ext.st_npoints(geom) <= 100000),
    ADD CONSTRAINT land_parcels_period CHECK (valid_from <= valid_to);

ALTER TABLE layers."parcel_changes"
    ALTER COLUMN code SET DEFAULT 'M-'::text || nextval('layers.made_codes'::regclass)::text,
    ALTER COLUMN ward_code SET DEFAULT layers.own_ward(),
    ALTER COLUMN source SET DEFAULT 'edit',
    ADD CONSTRAINT parcel_changes_geom_points CHECK (ext.st_npoints(geom) <= 100000);

ALTER TABLE layers."construction_permits"
    ALTER COLUMN code SET DEFAULT 'M-'::text || nextval('layers.made_codes'::regclass)::text,
    ALTER COLUMN ward_code SET DEFAULT layers.own_ward(),
    ALTER COLUMN source SET DEFAULT 'edit',
    ADD CONSTRAINT construction_permits_geom_points CHECK (ext.st_npoints(geom) <= 100000),
    ADD CONSTRAINT construction_permits_period CHECK (issued_on <= expires_on);

ALTER TABLE layers."construction_sites"
    ALTER COLUMN code SET DEFAULT 'M-'::text || nextval('layers.made_codes'::regclass)::text,
    ALTER COLUMN ward_code SET DEFAULT layers.own_ward(),
    ALTER COLUMN source SET DEFAULT 'edit',
    ADD CONSTRAINT construction_sites_geom_points CHECK (ext.st_npoints(geom) <= 100000),
    ADD CONSTRAINT construction_sites_period CHECK (started_on <= completed_on);

ALTER TABLE layers."inspections"
    ALTER COLUMN code SET DEFAULT 'M-'::text || nextval('layers.made_codes'::regclass)::text,
    ALTER COLUMN ward_code SET DEFAULT layers.own_ward(),
    ALTER COLUMN source SET DEFAULT 'edit',
    ADD CONSTRAINT inspections_geom_points CHECK (ext.st_npoints(geom) <= 100000);

ALTER TABLE layers."building_violations"
    ALTER COLUMN code SET DEFAULT 'M-'::text || nextval('layers.made_codes'::regclass)::text,
    ALTER COLUMN ward_code SET DEFAULT layers.own_ward(),
    ALTER COLUMN source SET DEFAULT 'edit',
    ADD CONSTRAINT building_violations_geom_points CHECK (ext.st_npoints(geom) <= 100000);

ALTER TABLE layers."roads"
    ALTER COLUMN code SET DEFAULT 'M-'::text || nextval('layers.made_codes'::regclass)::text,
    ALTER COLUMN ward_code SET DEFAULT layers.own_ward(),
    ALTER COLUMN source SET DEFAULT 'edit',
    ADD CONSTRAINT roads_geom_points CHECK (ext.st_npoints(geom) <= 100000);

ALTER TABLE layers."railways"
    ALTER COLUMN code SET DEFAULT 'M-'::text || nextval('layers.made_codes'::regclass)::text,
    ALTER COLUMN ward_code SET DEFAULT layers.own_ward(),
    ALTER COLUMN source SET DEFAULT 'edit',
    ADD CONSTRAINT railways_geom_points CHECK (ext.st_npoints(geom) <= 100000);

ALTER TABLE layers."buildings"
    ALTER COLUMN code SET DEFAULT 'M-'::text || nextval('layers.made_codes'::regclass)::text,
    ALTER COLUMN ward_code SET DEFAULT layers.own_ward(),
    ALTER COLUMN source SET DEFAULT 'edit',
    ADD CONSTRAINT buildings_geom_points CHECK (ext.st_npoints(geom) <= 100000);

ALTER TABLE layers."water_pipes"
    ALTER COLUMN code SET DEFAULT 'M-'::text || nextval('layers.made_codes'::regclass)::text,
    ALTER COLUMN ward_code SET DEFAULT layers.own_ward(),
    ALTER COLUMN source SET DEFAULT 'edit',
    ADD CONSTRAINT water_pipes_geom_points CHECK (ext.st_npoints(geom) <= 100000);

ALTER TABLE layers."drains"
    ALTER COLUMN code SET DEFAULT 'M-'::text || nextval('layers.made_codes'::regclass)::text,
    ALTER COLUMN ward_code SET DEFAULT layers.own_ward(),
    ALTER COLUMN source SET DEFAULT 'edit',
    ADD CONSTRAINT drains_geom_points CHECK (ext.st_npoints(geom) <= 100000);

ALTER TABLE layers."sewers"
    ALTER COLUMN code SET DEFAULT 'M-'::text || nextval('layers.made_codes'::regclass)::text,
    ALTER COLUMN ward_code SET DEFAULT layers.own_ward(),
    ALTER COLUMN source SET DEFAULT 'edit',
    ADD CONSTRAINT sewers_geom_points CHECK (ext.st_npoints(geom) <= 100000);

ALTER TABLE layers."manholes"
    ALTER COLUMN code SET DEFAULT 'M-'::text || nextval('layers.made_codes'::regclass)::text,
    ALTER COLUMN ward_code SET DEFAULT layers.own_ward(),
    ALTER COLUMN source SET DEFAULT 'edit',
    ADD CONSTRAINT manholes_geom_points CHECK (ext.st_npoints(geom) <= 100000);

ALTER TABLE layers."power_lines"
    ALTER COLUMN code SET DEFAULT 'M-'::text || nextval('layers.made_codes'::regclass)::text,
    ALTER COLUMN ward_code SET DEFAULT layers.own_ward(),
    ALTER COLUMN source SET DEFAULT 'edit',
    ADD CONSTRAINT power_lines_geom_points CHECK (ext.st_npoints(geom) <= 100000);

ALTER TABLE layers."telecom_lines"
    ALTER COLUMN code SET DEFAULT 'M-'::text || nextval('layers.made_codes'::regclass)::text,
    ALTER COLUMN ward_code SET DEFAULT layers.own_ward(),
    ALTER COLUMN source SET DEFAULT 'edit',
    ADD CONSTRAINT telecom_lines_geom_points CHECK (ext.st_npoints(geom) <= 100000);

ALTER TABLE layers."trees"
    ALTER COLUMN code SET DEFAULT 'M-'::text || nextval('layers.made_codes'::regclass)::text,
    ALTER COLUMN ward_code SET DEFAULT layers.own_ward(),
    ALTER COLUMN source SET DEFAULT 'edit',
    ADD CONSTRAINT trees_geom_points CHECK (ext.st_npoints(geom) <= 100000);

ALTER TABLE layers."parks"
    ALTER COLUMN code SET DEFAULT 'M-'::text || nextval('layers.made_codes'::regclass)::text,
    ALTER COLUMN ward_code SET DEFAULT layers.own_ward(),
    ALTER COLUMN source SET DEFAULT 'edit',
    ADD CONSTRAINT parks_geom_points CHECK (ext.st_npoints(geom) <= 100000);

ALTER TABLE layers."lighting_cabinets"
    ALTER COLUMN code SET DEFAULT 'M-'::text || nextval('layers.made_codes'::regclass)::text,
    ALTER COLUMN ward_code SET DEFAULT layers.own_ward(),
    ALTER COLUMN source SET DEFAULT 'edit',
    ADD CONSTRAINT lighting_cabinets_geom_points CHECK (ext.st_npoints(geom) <= 100000);

ALTER TABLE layers."street_lamps"
    ALTER COLUMN code SET DEFAULT 'M-'::text || nextval('layers.made_codes'::regclass)::text,
    ALTER COLUMN ward_code SET DEFAULT layers.own_ward(),
    ALTER COLUMN source SET DEFAULT 'edit',
    ADD CONSTRAINT street_lamps_geom_points CHECK (ext.st_npoints(geom) <= 100000);

ALTER TABLE layers."lighting_segments"
    ALTER COLUMN code SET DEFAULT 'M-'::text || nextval('layers.made_codes'::regclass)::text,
    ALTER COLUMN ward_code SET DEFAULT layers.own_ward(),
    ALTER COLUMN source SET DEFAULT 'edit',
    ADD CONSTRAINT lighting_segments_geom_points CHECK (ext.st_npoints(geom) <= 100000);

ALTER TABLE layers."junctions"
    ALTER COLUMN code SET DEFAULT 'M-'::text || nextval('layers.made_codes'::regclass)::text,
    ALTER COLUMN ward_code SET DEFAULT layers.own_ward(),
    ALTER COLUMN source SET DEFAULT 'edit',
    ADD CONSTRAINT junctions_geom_points CHECK (ext.st_npoints(geom) <= 100000);

ALTER TABLE layers."signal_approaches"
    ALTER COLUMN code SET DEFAULT 'M-'::text || nextval('layers.made_codes'::regclass)::text,
    ALTER COLUMN ward_code SET DEFAULT layers.own_ward(),
    ALTER COLUMN source SET DEFAULT 'edit',
    ADD CONSTRAINT signal_approaches_geom_points CHECK (ext.st_npoints(geom) <= 100000);

ALTER TABLE layers."traffic_signals"
    ALTER COLUMN code SET DEFAULT 'M-'::text || nextval('layers.made_codes'::regclass)::text,
    ALTER COLUMN ward_code SET DEFAULT layers.own_ward(),
    ALTER COLUMN source SET DEFAULT 'edit',
    ADD CONSTRAINT traffic_signals_geom_points CHECK (ext.st_npoints(geom) <= 100000);

ALTER TABLE layers."traffic_flows"
    ALTER COLUMN code SET DEFAULT 'M-'::text || nextval('layers.made_codes'::regclass)::text,
    ALTER COLUMN ward_code SET DEFAULT layers.own_ward(),
    ALTER COLUMN source SET DEFAULT 'edit',
    ADD CONSTRAINT traffic_flows_geom_points CHECK (ext.st_npoints(geom) <= 100000);

ALTER TABLE layers."road_closures"
    ALTER COLUMN code SET DEFAULT 'M-'::text || nextval('layers.made_codes'::regclass)::text,
    ALTER COLUMN ward_code SET DEFAULT layers.own_ward(),
    ALTER COLUMN source SET DEFAULT 'edit',
    ADD CONSTRAINT road_closures_geom_points CHECK (ext.st_npoints(geom) <= 100000),
    ADD CONSTRAINT road_closures_period CHECK (starts_at <= ends_at);

ALTER TABLE layers."cameras"
    ALTER COLUMN code SET DEFAULT 'M-'::text || nextval('layers.made_codes'::regclass)::text,
    ALTER COLUMN ward_code SET DEFAULT layers.own_ward(),
    ALTER COLUMN source SET DEFAULT 'edit',
    ADD CONSTRAINT cameras_geom_points CHECK (ext.st_npoints(geom) <= 100000);

ALTER TABLE layers."camera_views"
    ALTER COLUMN code SET DEFAULT 'M-'::text || nextval('layers.made_codes'::regclass)::text,
    ALTER COLUMN ward_code SET DEFAULT layers.own_ward(),
    ALTER COLUMN source SET DEFAULT 'edit',
    ADD CONSTRAINT camera_views_geom_points CHECK (ext.st_npoints(geom) <= 100000);

ALTER TABLE layers."camera_zones"
    ALTER COLUMN code SET DEFAULT 'M-'::text || nextval('layers.made_codes'::regclass)::text,
    ALTER COLUMN ward_code SET DEFAULT layers.own_ward(),
    ALTER COLUMN source SET DEFAULT 'edit',
    ADD CONSTRAINT camera_zones_geom_points CHECK (ext.st_npoints(geom) <= 100000);

ALTER TABLE layers."camera_events"
    ALTER COLUMN code SET DEFAULT 'M-'::text || nextval('layers.made_codes'::regclass)::text,
    ALTER COLUMN ward_code SET DEFAULT layers.own_ward(),
    ALTER COLUMN source SET DEFAULT 'edit',
    ADD CONSTRAINT camera_events_geom_points CHECK (ext.st_npoints(geom) <= 100000);

ALTER TABLE layers."flood_points"
    ALTER COLUMN code SET DEFAULT 'M-'::text || nextval('layers.made_codes'::regclass)::text,
    ALTER COLUMN ward_code SET DEFAULT layers.own_ward(),
    ALTER COLUMN source SET DEFAULT 'edit',
    ADD CONSTRAINT flood_points_geom_points CHECK (ext.st_npoints(geom) <= 100000);

ALTER TABLE layers."rain_gauges"
    ALTER COLUMN code SET DEFAULT 'M-'::text || nextval('layers.made_codes'::regclass)::text,
    ALTER COLUMN ward_code SET DEFAULT layers.own_ward(),
    ALTER COLUMN source SET DEFAULT 'edit',
    ADD CONSTRAINT rain_gauges_geom_points CHECK (ext.st_npoints(geom) <= 100000);

ALTER TABLE layers."flood_sirens"
    ALTER COLUMN code SET DEFAULT 'M-'::text || nextval('layers.made_codes'::regclass)::text,
    ALTER COLUMN ward_code SET DEFAULT layers.own_ward(),
    ALTER COLUMN source SET DEFAULT 'edit',
    ADD CONSTRAINT flood_sirens_geom_points CHECK (ext.st_npoints(geom) <= 100000);

ALTER TABLE layers."flood_extents"
    ALTER COLUMN code SET DEFAULT 'M-'::text || nextval('layers.made_codes'::regclass)::text,
    ALTER COLUMN ward_code SET DEFAULT layers.own_ward(),
    ALTER COLUMN source SET DEFAULT 'edit',
    ADD CONSTRAINT flood_extents_geom_points CHECK (ext.st_npoints(geom) <= 100000);

ALTER TABLE layers."flood_marks"
    ALTER COLUMN code SET DEFAULT 'M-'::text || nextval('layers.made_codes'::regclass)::text,
    ALTER COLUMN ward_code SET DEFAULT layers.own_ward(),
    ALTER COLUMN source SET DEFAULT 'edit',
    ADD CONSTRAINT flood_marks_geom_points CHECK (ext.st_npoints(geom) <= 100000);

ALTER TABLE layers."rivers"
    ALTER COLUMN code SET DEFAULT 'M-'::text || nextval('layers.made_codes'::regclass)::text,
    ALTER COLUMN ward_code SET DEFAULT layers.own_ward(),
    ALTER COLUMN source SET DEFAULT 'edit',
    ADD CONSTRAINT rivers_geom_points CHECK (ext.st_npoints(geom) <= 100000);

ALTER TABLE layers."monitoring_stations"
    ALTER COLUMN code SET DEFAULT 'M-'::text || nextval('layers.made_codes'::regclass)::text,
    ALTER COLUMN ward_code SET DEFAULT layers.own_ward(),
    ALTER COLUMN source SET DEFAULT 'edit',
    ADD CONSTRAINT monitoring_stations_geom_points CHECK (ext.st_npoints(geom) <= 100000);

ALTER TABLE layers."outfalls"
    ALTER COLUMN code SET DEFAULT 'M-'::text || nextval('layers.made_codes'::regclass)::text,
    ALTER COLUMN ward_code SET DEFAULT layers.own_ward(),
    ALTER COLUMN source SET DEFAULT 'edit',
    ADD CONSTRAINT outfalls_geom_points CHECK (ext.st_npoints(geom) <= 100000),
    ADD CONSTRAINT outfalls_period CHECK (permit_from <= permit_to);

ALTER TABLE layers."waste_bins"
    ALTER COLUMN code SET DEFAULT 'M-'::text || nextval('layers.made_codes'::regclass)::text,
    ALTER COLUMN ward_code SET DEFAULT layers.own_ward(),
    ALTER COLUMN source SET DEFAULT 'edit',
    ADD CONSTRAINT waste_bins_geom_points CHECK (ext.st_npoints(geom) <= 100000);

ALTER TABLE layers."waste_routes"
    ALTER COLUMN code SET DEFAULT 'M-'::text || nextval('layers.made_codes'::regclass)::text,
    ALTER COLUMN ward_code SET DEFAULT layers.own_ward(),
    ALTER COLUMN source SET DEFAULT 'edit',
    ADD CONSTRAINT waste_routes_geom_points CHECK (ext.st_npoints(geom) <= 100000);

ALTER TABLE layers."waste_sites"
    ALTER COLUMN code SET DEFAULT 'M-'::text || nextval('layers.made_codes'::regclass)::text,
    ALTER COLUMN ward_code SET DEFAULT layers.own_ward(),
    ALTER COLUMN source SET DEFAULT 'edit',
    ADD CONSTRAINT waste_sites_geom_points CHECK (ext.st_npoints(geom) <= 100000);

ALTER TABLE layers."farms"
    ALTER COLUMN code SET DEFAULT 'M-'::text || nextval('layers.made_codes'::regclass)::text,
    ALTER COLUMN ward_code SET DEFAULT layers.own_ward(),
    ALTER COLUMN source SET DEFAULT 'edit',
    ADD CONSTRAINT farms_geom_points CHECK (ext.st_npoints(geom) <= 100000);

ALTER TABLE layers."farm_plots"
    ALTER COLUMN code SET DEFAULT 'M-'::text || nextval('layers.made_codes'::regclass)::text,
    ALTER COLUMN ward_code SET DEFAULT layers.own_ward(),
    ALTER COLUMN source SET DEFAULT 'edit',
    ADD CONSTRAINT farm_plots_geom_points CHECK (ext.st_npoints(geom) <= 100000),
    ADD CONSTRAINT farm_plots_period CHECK (season_from <= season_to);

ALTER TABLE layers."irrigation_zones"
    ALTER COLUMN code SET DEFAULT 'M-'::text || nextval('layers.made_codes'::regclass)::text,
    ALTER COLUMN ward_code SET DEFAULT layers.own_ward(),
    ALTER COLUMN source SET DEFAULT 'edit',
    ADD CONSTRAINT irrigation_zones_geom_points CHECK (ext.st_npoints(geom) <= 100000);

ALTER TABLE layers."incidents"
    ALTER COLUMN code SET DEFAULT 'M-'::text || nextval('layers.made_codes'::regclass)::text,
    ALTER COLUMN ward_code SET DEFAULT layers.own_ward(),
    ALTER COLUMN source SET DEFAULT 'edit',
    ALTER COLUMN status SET DEFAULT 'received',
    ALTER COLUMN priority SET DEFAULT 'normal',
    ALTER COLUMN channel SET DEFAULT 'web',
    ALTER COLUMN requested_at SET DEFAULT now(),
    ADD COLUMN created_by text,
    ADD CONSTRAINT incidents_created_by_length CHECK (char_length(created_by) <= 63),
    ALTER COLUMN created_by SET DEFAULT layers.actor(),
    ADD CONSTRAINT incidents_geom_points CHECK (ext.st_npoints(geom) <= 100000),
    ADD CONSTRAINT incidents_period CHECK (requested_at <= resolved_at);

COMMENT ON COLUMN layers.incidents.created_by IS 'Người thêm / Added by (riêng tư / private)';

ALTER TABLE layers."incident_updates"
    ALTER COLUMN code SET DEFAULT 'M-'::text || nextval('layers.made_codes'::regclass)::text,
    ALTER COLUMN ward_code SET DEFAULT layers.own_ward(),
    ALTER COLUMN source SET DEFAULT 'edit',
    ADD CONSTRAINT incident_updates_geom_points CHECK (ext.st_npoints(geom) <= 100000);

ALTER TABLE layers."public_facilities"
    ALTER COLUMN code SET DEFAULT 'M-'::text || nextval('layers.made_codes'::regclass)::text,
    ALTER COLUMN ward_code SET DEFAULT layers.own_ward(),
    ALTER COLUMN source SET DEFAULT 'edit',
    ADD CONSTRAINT public_facilities_geom_points CHECK (ext.st_npoints(geom) <= 100000);

ALTER TABLE layers."wifi_points"
    ALTER COLUMN code SET DEFAULT 'M-'::text || nextval('layers.made_codes'::regclass)::text,
    ALTER COLUMN ward_code SET DEFAULT layers.own_ward(),
    ALTER COLUMN source SET DEFAULT 'edit',
    ADD CONSTRAINT wifi_points_geom_points CHECK (ext.st_npoints(geom) <= 100000);

ALTER TABLE layers."alerts"
    ALTER COLUMN code SET DEFAULT 'M-'::text || nextval('layers.made_codes'::regclass)::text,
    ALTER COLUMN ward_code SET DEFAULT layers.own_ward(),
    ALTER COLUMN source SET DEFAULT 'edit',
    ADD CONSTRAINT alerts_geom_points CHECK (ext.st_npoints(geom) <= 100000),
    ADD CONSTRAINT alerts_period CHECK (effective_at <= expires_at);

ALTER TABLE layers."tasks"
    ALTER COLUMN code SET DEFAULT 'M-'::text || nextval('layers.made_codes'::regclass)::text,
    ALTER COLUMN ward_code SET DEFAULT layers.own_ward(),
    ALTER COLUMN source SET DEFAULT 'edit',
    ADD CONSTRAINT tasks_geom_points CHECK (ext.st_npoints(geom) <= 100000),
    ADD CONSTRAINT tasks_period CHECK (created_at <= completed_at);

-- The change log: who changed which features of which layer, when and where, written by statement triggers in the
-- transaction of the change itself. Who reads it follows `txid`, never `seq` alone: numbers are given out before they are
-- committed, so that a reader behind the newest number would miss what commits after it.
CREATE TABLE layers.changes (
    txid xid8 NOT NULL DEFAULT pg_current_xact_id(),
    seq bigint GENERATED ALWAYS AS IDENTITY,
    at timestamptz NOT NULL DEFAULT clock_timestamp(),
    layer text NOT NULL,
    operation text NOT NULL,
    feature_id uuid,
    fid bigint,
    fids bigint[],
    version integer,
    bbox double precision[],
    bbox_before double precision[],
    actor text,
    client text,
    CONSTRAINT changes_pkey PRIMARY KEY (txid, seq),
    CONSTRAINT changes_operation_code
        CHECK (operation IN ('create', 'update', 'delete', 'truncate', 'state', 'overview'))
);
CREATE INDEX changes_feature_idx ON layers.changes (feature_id) WHERE feature_id IS NOT NULL;
CREATE INDEX changes_layer_at_idx ON layers.changes (layer, at) WHERE operation NOT IN ('state', 'overview');
CREATE INDEX changes_passing_idx ON layers.changes (at) WHERE operation IN ('state', 'overview');
COMMENT ON TABLE layers.changes IS 'Nhật ký thay đổi / the change log';
COMMENT ON COLUMN layers.changes.fids IS 'Các đối tượng có trạng thái mới; null: tất cả / features with new state; null: all of them';
COMMENT ON COLUMN layers.changes.version IS 'Phiên bản sau thay đổi; khi xóa: phiên bản cuối / version after the change; of a deletion: the last one';
COMMENT ON COLUMN layers.changes.bbox IS 'EPSG:3857: tây, nam, đông, bắc / west, south, east, north; of a deletion: before it';
COMMENT ON COLUMN layers.changes.bbox_before IS 'Khung trước khi dời / the box before an update that moved the feature';
GRANT SELECT ON layers.changes TO dongha_service, dongha_administrator;

-- The newest entry that was pruned of each layer: a reader that is not yet beyond it has missed something.
CREATE TABLE layers.log_pruned (
    layer text PRIMARY KEY,
    txid xid8 NOT NULL,
    seq bigint NOT NULL
);
COMMENT ON TABLE layers.log_pruned IS 'Nhật ký đã dọn đến đâu / how far the change log has been pruned';
GRANT SELECT ON layers.log_pruned TO dongha_service, dongha_administrator;

-- A life of the log is one in which transaction numbers only rise.
CREATE TABLE layers.log_life (
    nonce uuid NOT NULL DEFAULT gen_random_uuid(),
    began timestamptz NOT NULL DEFAULT now()
);
CREATE UNIQUE INDEX log_life_one ON layers.log_life ((true));
INSERT INTO layers.log_life DEFAULT VALUES;
COMMENT ON TABLE layers.log_life IS 'Đời hiện tại của nhật ký / the present life of the change log';

-- The name of the present life. The cluster, the database and the timeline are part of it, so that a copy, a restored dump
-- and a recovery to an earlier moment have other names even before anybody has renewed the log.
CREATE FUNCTION layers.log_epoch() RETURNS text
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = layers, pg_temp
AS $$
    SELECT left(md5(concat_ws(':', l.nonce, s.system_identifier, c.timeline_id,
        (SELECT oid FROM pg_database WHERE datname = current_database()))), 12)
    FROM layers.log_life l, pg_control_system() s, pg_control_checkpoint() c;
$$;
REVOKE ALL ON FUNCTION layers.log_epoch() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION layers.log_epoch() TO dongha_service, dongha_administrator;

-- What lies before it is complete: every transaction of this database with a lower number has ended, and those that committed
-- can be seen. Who reads the log in order reads up to here. A transaction that is known to be one of another database of the
-- cluster is not waited for.
CREATE FUNCTION layers.log_horizon() RETURNS xid8
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
    SELECT coalesce(
        (SELECT o.txid FROM pg_snapshot_xip(pg_current_snapshot()) o(txid)
         WHERE NOT EXISTS (
             SELECT FROM pg_stat_activity a WHERE a.backend_xid = o.txid::xid
                 AND a.datid <> (SELECT d.oid FROM pg_database d WHERE d.datname = current_database()))
         ORDER BY o.txid LIMIT 1),
        pg_snapshot_xmax(pg_current_snapshot()));
$$;
REVOKE ALL ON FUNCTION layers.log_horizon() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION layers.log_horizon() TO dongha_service, dongha_administrator;

-- Begin a new life, after a restore: what was logged before counts as long past, whatever number it had elsewhere.
CREATE FUNCTION layers.renew_log() RETURNS text
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = layers, pg_temp
AS $$
BEGIN
    LOCK TABLE layers.changes IN SHARE ROW EXCLUSIVE MODE;
    UPDATE layers.changes SET txid = '3' WHERE txid <> '3';
    UPDATE layers.log_pruned SET txid = '3';
    UPDATE layers.log_life SET nonce = gen_random_uuid(), began = now();
    RETURN layers.log_epoch();
END $$;
REVOKE ALL ON FUNCTION layers.renew_log() FROM PUBLIC;

-- Plain SQL and QGIS do not raise the version of what they change. `stamp` does it for them, under a role that nobody can
-- take: the triggers of the log know by it that the update is no change of its own.
DO $$ BEGIN CREATE ROLE dongha_keeper NOLOGIN BYPASSRLS; EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END $$;
GRANT USAGE ON SCHEMA layers, ext TO dongha_keeper;

CREATE FUNCTION layers.stamp(layer text, ids uuid[], versions integer[], moments timestamptz[]) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = layers, ext, pg_temp SET enable_nestloop = on
AS $$
BEGIN
    EXECUTE format(
        'UPDATE layers.%I t SET version = s.version, updated_at = s.moment
        FROM unnest($1, $2, $3) s(id, version, moment) WHERE t.id = s.id', layer) USING ids, versions, moments;
END $$;
REVOKE ALL ON FUNCTION layers.stamp(text, uuid[], integer[], timestamptz[]) FROM PUBLIC;

CREATE FUNCTION layers.keep_identity() RETURNS trigger
    LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    RAISE EXCEPTION USING ERRCODE = 'DH003', MESSAGE = 'the identity of a feature never changes',
        CONSTRAINT = TG_TABLE_NAME || '_identity', TABLE = TG_TABLE_NAME, SCHEMA = TG_TABLE_SCHEMA;
END $$;

-- One line for all readings that a statement has written; those that went with their feature are told by its own deletion.
CREATE FUNCTION layers.log_state() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = layers, pg_temp
AS $$
DECLARE
    touched bigint[] := (SELECT array_agg(fid) FROM changed);
BEGIN
    IF TG_OP = 'DELETE' THEN
        EXECUTE format('SELECT array_agg(f.fid) FROM layers.%I f WHERE f.fid = ANY ($1)', TG_ARGV[0])
            INTO touched USING touched;
    END IF;
    IF touched IS NOT NULL THEN
        INSERT INTO layers.changes (layer, operation, fids, actor, client)
            VALUES (TG_ARGV[0], 'state', touched, layers.actor(), layers.client());
    END IF;
    RETURN NULL;
END $$;

CREATE FUNCTION layers.log_state_truncate() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = layers, pg_temp
AS $$
BEGIN
    INSERT INTO layers.changes (layer, operation, actor, client)
        VALUES (TG_ARGV[0], 'state', layers.actor(), layers.client());
    RETURN NULL;
END $$;

ALTER FUNCTION layers.stamp(text, uuid[], integer[], timestamptz[]) OWNER TO dongha_keeper;

-- How long the superseded versions of a layer, and its lines in the change log, are kept.
CREATE TABLE layers.history_kept (
    layer text PRIMARY KEY,
    kept interval NOT NULL,
    versions boolean NOT NULL
);
COMMENT ON TABLE layers.history_kept IS 'Thời hạn lưu lịch sử / how long history is kept; versions: whether it has a history table';
GRANT SELECT ON layers.history_kept TO dongha_service, dongha_administrator;

-- Forget what is older than is kept, and give how many lines went. Readings and redrawn overviews matter to open maps
-- alone, so their lines stay for a day. One session prunes at a time; another one comes back at once with null.
CREATE FUNCTION layers.prune_history() RETURNS bigint
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = layers, pg_temp
AS $$
DECLARE
    config layers.history_kept;
    gone bigint;
    total bigint := 0;
BEGIN
    IF NOT pg_try_advisory_xact_lock(hashtext('layers.prune_history')) THEN
        RETURN NULL;
    END IF;
    FOR config IN SELECT * FROM layers.history_kept ORDER BY layer LOOP
        IF config.versions THEN
            EXECUTE format('DELETE FROM layers.%I WHERE gone_at < now() - $1', config.layer || '_history') USING config.kept;
            GET DIAGNOSTICS gone = ROW_COUNT;
            total := total + gone;
        END IF;
        WITH pruned AS (
            DELETE FROM layers.changes
            WHERE layer = config.layer AND at < now() - config.kept AND operation NOT IN ('state', 'overview')
            RETURNING txid, seq
        ), newest AS (
            INSERT INTO layers.log_pruned AS p (layer, txid, seq)
            SELECT config.layer, txid, seq FROM pruned ORDER BY txid DESC, seq DESC LIMIT 1
            ON CONFLICT (layer) DO UPDATE SET txid = excluded.txid, seq = excluded.seq
            WHERE (excluded.txid, excluded.seq) > (p.txid, p.seq)
        )
        SELECT total + count(*) INTO total FROM pruned;
    END LOOP;
    DELETE FROM layers.changes WHERE operation IN ('state', 'overview') AND at < now() - interval '1 day';
    GET DIAGNOSTICS gone = ROW_COUNT;
    total := total + gone;
    RETURN total;
END $$;
REVOKE ALL ON FUNCTION layers.prune_history() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION layers.prune_history() TO dongha_service;

-- What has been drawn again is logged like any other change, so that low zoom levels of tiles follow it everywhere. `version`
-- is the level that was drawn. A cell is drawn by a deletion and an insertion: together they tell where the old shapes
-- lay and where the new ones do.
CREATE FUNCTION layers.log_overview() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = layers, ext, pg_temp
AS $$
BEGIN
    INSERT INTO layers.changes (layer, operation, version, bbox)
        SELECT layer, 'overview', level, ARRAY[ST_XMin(box), ST_YMin(box), ST_XMax(box), ST_YMax(box)]
        FROM (SELECT layer, level, ST_Extent(geom_3857) AS box FROM drawn GROUP BY layer, level) touched;
    RETURN NULL;
END $$;
REVOKE ALL ON FUNCTION layers.log_overview() FROM PUBLIC;

CREATE TRIGGER log_insert AFTER INSERT ON layers.overviews REFERENCING NEW TABLE AS drawn
    FOR EACH STATEMENT EXECUTE FUNCTION layers.log_overview();
CREATE TRIGGER log_delete AFTER DELETE ON layers.overviews REFERENCING OLD TABLE AS drawn
    FOR EACH STATEMENT EXECUTE FUNCTION layers.log_overview();

-- Where a place lies: the ward of the nine by whose codes the city's data are divided.

CREATE FUNCTION layers.ward_at(place ext.geometry) RETURNS text
LANGUAGE sql STABLE PARALLEL SAFE
RETURN (
    SELECT w.ward_code
    FROM layers.wards w
    WHERE w.division = 'nine'
      AND w.geom OPERATOR(ext.&&) ext.ST_PointOnSurface(place)
      AND ext.ST_Covers(w.geom, ext.ST_PointOnSurface(place))
    ORDER BY w.ward_code
    LIMIT 1
);

COMMENT ON FUNCTION layers.ward_at(ext.geometry) IS
    'Code of the old ward (GSO) in which a point of the geometry (EPSG:9212) lies; NULL outside the city';

-- Whether a place lies in the ward of whoever is at work, give or take the accuracy of borders (metres).
CREATE FUNCTION layers.in_own_ward(place ext.geometry) RETURNS boolean
LANGUAGE plpgsql STABLE SET search_path = layers, ext, pg_temp
AS $$
BEGIN
    RETURN place IS NULL OR EXISTS (
        SELECT FROM layers.wards w
        WHERE w.division = 'nine' AND w.ward_code = layers.own_ward() AND ST_DWithin(w.geom, place, 25));
END $$;

-- A feature that was given no ward has that of its place, whoever adds it and by whatever way; a load of the owner tells all.
CREATE FUNCTION layers.fill_ward() RETURNS trigger
LANGUAGE plpgsql SET search_path = layers, ext, pg_temp
AS $$
BEGIN
    NEW.ward_code := layers.ward_at(NEW.geom);
    RETURN NEW;
END $$;

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

CREATE TABLE layers."wards_history" (
    "fid" bigint,
    "id" uuid,
    "code" text,
    "ward_code" text,
    "source" text,
    "version" integer,
    "updated_at" timestamptz,
    "name" text,
    "division" text,
    "valid_from" date,
    "valid_to" date,
    "merged_into" text,
    "area_km2" double precision,
    "population" integer,
    "decision" text,
    "geom" ext.geometry(MultiPolygon, 9212),
    gone_at timestamptz NOT NULL,
    CONSTRAINT "wards_history_pkey" PRIMARY KEY (id, version)
);
CREATE INDEX "wards_history_gone_idx" ON layers."wards_history" (gone_at);
CREATE INDEX "wards_history_geom_3857_idx" ON layers."wards_history" USING gist (ext.st_transform(geom, 3857));
COMMENT ON TABLE layers."wards_history" IS 'Phường: các phiên bản đã qua / Wards: superseded versions';
INSERT INTO layers.history_kept VALUES ('wards', '63072000 seconds', true);

CREATE TABLE layers."neighbourhoods_history" (
    "fid" bigint,
    "id" uuid,
    "code" text,
    "ward_code" text,
    "source" text,
    "version" integer,
    "updated_at" timestamptz,
    "name" text,
    "area_ha" double precision,
    "household_count" integer,
    "meeting_place" text,
    "geom" ext.geometry(MultiPolygon, 9212),
    gone_at timestamptz NOT NULL,
    CONSTRAINT "neighbourhoods_history_pkey" PRIMARY KEY (id, version)
);
CREATE INDEX "neighbourhoods_history_gone_idx" ON layers."neighbourhoods_history" (gone_at);
CREATE INDEX "neighbourhoods_history_geom_3857_idx" ON layers."neighbourhoods_history" USING gist (ext.st_transform(geom, 3857));
COMMENT ON TABLE layers."neighbourhoods_history" IS 'Khu phố: các phiên bản đã qua / Neighbourhoods: superseded versions';
INSERT INTO layers.history_kept VALUES ('neighbourhoods', '63072000 seconds', true);

CREATE TABLE layers."plans_history" (
    "fid" bigint,
    "id" uuid,
    "code" text,
    "ward_code" text,
    "source" text,
    "version" integer,
    "updated_at" timestamptz,
    "name" text,
    "level" text,
    "status" text,
    "scale_denominator" integer,
    "area_ha" double precision,
    "planned_population" integer,
    "decision_no" text,
    "decision_date" date,
    "authority" text,
    "valid_from" date,
    "valid_to" date,
    "replaced_by_id" uuid,
    "geom" ext.geometry(MultiPolygon, 9212),
    gone_at timestamptz NOT NULL,
    CONSTRAINT "plans_history_pkey" PRIMARY KEY (id, version)
);
CREATE INDEX "plans_history_gone_idx" ON layers."plans_history" (gone_at);
CREATE INDEX "plans_history_geom_3857_idx" ON layers."plans_history" USING gist (ext.st_transform(geom, 3857));
COMMENT ON TABLE layers."plans_history" IS 'Đồ án quy hoạch: các phiên bản đã qua / Plans: superseded versions';
INSERT INTO layers.history_kept VALUES ('plans', '63072000 seconds', true);

CREATE TABLE layers."planning_zones_history" (
    "fid" bigint,
    "id" uuid,
    "code" text,
    "ward_code" text,
    "source" text,
    "version" integer,
    "updated_at" timestamptz,
    "plan_id" uuid,
    "use_code" text,
    "area_m2" double precision,
    "density_max_pct" double precision,
    "far_max" double precision,
    "storeys_min" integer,
    "storeys_max" integer,
    "height_max_m" double precision,
    "setback_m" double precision,
    "population" integer,
    "note" text,
    "valid_from" date,
    "valid_to" date,
    "geom" ext.geometry(MultiPolygon, 9212),
    gone_at timestamptz NOT NULL,
    CONSTRAINT "planning_zones_history_pkey" PRIMARY KEY (id, version)
);
CREATE INDEX "planning_zones_history_gone_idx" ON layers."planning_zones_history" (gone_at);
CREATE INDEX "planning_zones_history_geom_3857_idx" ON layers."planning_zones_history" USING gist (ext.st_transform(geom, 3857));
COMMENT ON TABLE layers."planning_zones_history" IS 'Ô quy hoạch: các phiên bản đã qua / Planning zones: superseded versions';
INSERT INTO layers.history_kept VALUES ('planning_zones', '63072000 seconds', true);

CREATE TABLE layers."road_redlines_history" (
    "fid" bigint,
    "id" uuid,
    "code" text,
    "ward_code" text,
    "source" text,
    "version" integer,
    "updated_at" timestamptz,
    "plan_id" uuid,
    "road_id" uuid,
    "kind" text,
    "road_name" text,
    "reserve_width_m" double precision,
    "carriageway_width_m" double precision,
    "sidewalk_width_m" double precision,
    "setback_m" double precision,
    "decision_no" text,
    "valid_from" date,
    "valid_to" date,
    "geom" ext.geometry(LineString, 9212),
    gone_at timestamptz NOT NULL,
    CONSTRAINT "road_redlines_history_pkey" PRIMARY KEY (id, version)
);
CREATE INDEX "road_redlines_history_gone_idx" ON layers."road_redlines_history" (gone_at);
CREATE INDEX "road_redlines_history_geom_3857_idx" ON layers."road_redlines_history" USING gist (ext.st_transform(geom, 3857));
COMMENT ON TABLE layers."road_redlines_history" IS 'Chỉ giới đường: các phiên bản đã qua / Road red lines: superseded versions';
INSERT INTO layers.history_kept VALUES ('road_redlines', '63072000 seconds', true);

CREATE TABLE layers."land_parcels_history" (
    "fid" bigint,
    "id" uuid,
    "code" text,
    "ward_code" text,
    "source" text,
    "version" integer,
    "updated_at" timestamptz,
    "map_sheet" text,
    "parcel_no" text,
    "sheet_parcel" text,
    "old_map_sheet" text,
    "old_parcel_no" text,
    "area_m2" double precision,
    "legal_area_m2" double precision,
    "use_code" text,
    "use_codes" text[],
    "address" text,
    "completeness" text,
    "has_certificate" boolean,
    "certificate_ref" text,
    "holder_ref" text,
    "valid_from" date,
    "valid_to" date,
    "geom" ext.geometry(MultiPolygon, 9212),
    gone_at timestamptz NOT NULL,
    CONSTRAINT "land_parcels_history_pkey" PRIMARY KEY (id, version)
);
CREATE INDEX "land_parcels_history_gone_idx" ON layers."land_parcels_history" (gone_at);
CREATE INDEX "land_parcels_history_geom_3857_idx" ON layers."land_parcels_history" USING gist (ext.st_transform(geom, 3857));
COMMENT ON TABLE layers."land_parcels_history" IS 'Thửa đất: các phiên bản đã qua / Land parcels: superseded versions';
INSERT INTO layers.history_kept VALUES ('land_parcels', '63072000 seconds', true);

CREATE TABLE layers."parcel_changes_history" (
    "fid" bigint,
    "id" uuid,
    "code" text,
    "ward_code" text,
    "source" text,
    "version" integer,
    "updated_at" timestamptz,
    "kind" text,
    "parent_codes" text[],
    "child_codes" text[],
    "area_m2" double precision,
    "decision" text,
    "changed_on" date,
    "note" text,
    "geom" ext.geometry(MultiPolygon, 9212),
    gone_at timestamptz NOT NULL,
    CONSTRAINT "parcel_changes_history_pkey" PRIMARY KEY (id, version)
);
CREATE INDEX "parcel_changes_history_gone_idx" ON layers."parcel_changes_history" (gone_at);
CREATE INDEX "parcel_changes_history_geom_3857_idx" ON layers."parcel_changes_history" USING gist (ext.st_transform(geom, 3857));
COMMENT ON TABLE layers."parcel_changes_history" IS 'Biến động thửa đất: các phiên bản đã qua / Parcel changes: superseded versions';
INSERT INTO layers.history_kept VALUES ('parcel_changes', '63072000 seconds', true);

CREATE TABLE layers."construction_permits_history" (
    "fid" bigint,
    "id" uuid,
    "code" text,
    "ward_code" text,
    "source" text,
    "version" integer,
    "updated_at" timestamptz,
    "permit_no" text,
    "kind" text,
    "status" text,
    "address" text,
    "owner_ref" text,
    "storey_count" integer,
    "height_m" double precision,
    "footprint_m2" double precision,
    "floor_area_m2" double precision,
    "setback_m" double precision,
    "issued_on" date,
    "expires_on" date,
    "parcel_id" uuid,
    "geom" ext.geometry(Polygon, 9212),
    gone_at timestamptz NOT NULL,
    CONSTRAINT "construction_permits_history_pkey" PRIMARY KEY (id, version)
);
CREATE INDEX "construction_permits_history_gone_idx" ON layers."construction_permits_history" (gone_at);
CREATE INDEX "construction_permits_history_geom_3857_idx" ON layers."construction_permits_history" USING gist (ext.st_transform(geom, 3857));
COMMENT ON TABLE layers."construction_permits_history" IS 'Giấy phép xây dựng: các phiên bản đã qua / Construction permits: superseded versions';
INSERT INTO layers.history_kept VALUES ('construction_permits', '63072000 seconds', true);

CREATE TABLE layers."construction_sites_history" (
    "fid" bigint,
    "id" uuid,
    "code" text,
    "ward_code" text,
    "source" text,
    "version" integer,
    "updated_at" timestamptz,
    "stage" text,
    "address" text,
    "storeys_built" integer,
    "height_m" double precision,
    "footprint_m2" double precision,
    "contractor_ref" text,
    "started_on" date,
    "completed_on" date,
    "permit_id" uuid,
    "parcel_id" uuid,
    "geom" ext.geometry(Polygon, 9212),
    gone_at timestamptz NOT NULL,
    CONSTRAINT "construction_sites_history_pkey" PRIMARY KEY (id, version)
);
CREATE INDEX "construction_sites_history_gone_idx" ON layers."construction_sites_history" (gone_at);
CREATE INDEX "construction_sites_history_geom_3857_idx" ON layers."construction_sites_history" USING gist (ext.st_transform(geom, 3857));
COMMENT ON TABLE layers."construction_sites_history" IS 'Công trình đang xây dựng: các phiên bản đã qua / Construction sites: superseded versions';
INSERT INTO layers.history_kept VALUES ('construction_sites', '63072000 seconds', true);

CREATE TABLE layers."inspections_history" (
    "fid" bigint,
    "id" uuid,
    "code" text,
    "ward_code" text,
    "source" text,
    "version" integer,
    "updated_at" timestamptz,
    "inspected_at" timestamptz,
    "result" text,
    "stage" text,
    "note" text,
    "inspector_ref" text,
    "photo_refs" text[],
    "next_due_on" date,
    "site_id" uuid,
    "geom" ext.geometry(Point, 9212),
    gone_at timestamptz NOT NULL,
    CONSTRAINT "inspections_history_pkey" PRIMARY KEY (id, version)
);
CREATE INDEX "inspections_history_gone_idx" ON layers."inspections_history" (gone_at);
CREATE INDEX "inspections_history_geom_3857_idx" ON layers."inspections_history" USING gist (ext.st_transform(geom, 3857));
COMMENT ON TABLE layers."inspections_history" IS 'Kiểm tra xây dựng: các phiên bản đã qua / Inspections: superseded versions';
INSERT INTO layers.history_kept VALUES ('inspections', '63072000 seconds', true);

CREATE TABLE layers."building_violations_history" (
    "fid" bigint,
    "id" uuid,
    "code" text,
    "ward_code" text,
    "source" text,
    "version" integer,
    "updated_at" timestamptz,
    "record_no" text,
    "behaviour" text,
    "status" text,
    "address" text,
    "area_m2" double precision,
    "violator_ref" text,
    "fine_vnd" integer,
    "remedy" text,
    "recorded_on" date,
    "deadline_on" date,
    "closed_on" date,
    "site_id" uuid,
    "geom" ext.geometry(Point, 9212),
    gone_at timestamptz NOT NULL,
    CONSTRAINT "building_violations_history_pkey" PRIMARY KEY (id, version)
);
CREATE INDEX "building_violations_history_gone_idx" ON layers."building_violations_history" (gone_at);
CREATE INDEX "building_violations_history_geom_3857_idx" ON layers."building_violations_history" USING gist (ext.st_transform(geom, 3857));
COMMENT ON TABLE layers."building_violations_history" IS 'Vi phạm trật tự xây dựng: các phiên bản đã qua / Building violations: superseded versions';
INSERT INTO layers.history_kept VALUES ('building_violations', '63072000 seconds', true);

CREATE TABLE layers."roads_history" (
    "fid" bigint,
    "id" uuid,
    "code" text,
    "ward_code" text,
    "source" text,
    "version" integer,
    "updated_at" timestamptz,
    "name" text,
    "ref" text,
    "road_class" text,
    "length_m" double precision,
    "carriageway_width_m" double precision,
    "sidewalk_width_m" double precision,
    "lane_count" integer,
    "direction" text,
    "speed_limit_kmh" integer,
    "surface" text,
    "condition" text,
    "is_bridge" boolean,
    "geom" ext.geometry(LineString, 9212),
    gone_at timestamptz NOT NULL,
    CONSTRAINT "roads_history_pkey" PRIMARY KEY (id, version)
);
CREATE INDEX "roads_history_gone_idx" ON layers."roads_history" (gone_at);
CREATE INDEX "roads_history_geom_3857_idx" ON layers."roads_history" USING gist (ext.st_transform(geom, 3857));
COMMENT ON TABLE layers."roads_history" IS 'Đường giao thông: các phiên bản đã qua / Roads: superseded versions';
INSERT INTO layers.history_kept VALUES ('roads', '63072000 seconds', true);

CREATE TABLE layers."railways_history" (
    "fid" bigint,
    "id" uuid,
    "code" text,
    "ward_code" text,
    "source" text,
    "version" integer,
    "updated_at" timestamptz,
    "name" text,
    "kind" text,
    "gauge_mm" integer,
    "safety_corridor_m" double precision,
    "geom" ext.geometry(LineString, 9212),
    gone_at timestamptz NOT NULL,
    CONSTRAINT "railways_history_pkey" PRIMARY KEY (id, version)
);
CREATE INDEX "railways_history_gone_idx" ON layers."railways_history" (gone_at);
CREATE INDEX "railways_history_geom_3857_idx" ON layers."railways_history" USING gist (ext.st_transform(geom, 3857));
COMMENT ON TABLE layers."railways_history" IS 'Đường sắt: các phiên bản đã qua / Railways: superseded versions';
INSERT INTO layers.history_kept VALUES ('railways', '63072000 seconds', true);

CREATE TABLE layers."buildings_history" (
    "fid" bigint,
    "id" uuid,
    "code" text,
    "ward_code" text,
    "source" text,
    "version" integer,
    "updated_at" timestamptz,
    "name" text,
    "house_number" text,
    "address" text,
    "use" text,
    "storey_count" integer,
    "height_m" double precision,
    "floor_level_m" double precision,
    "footprint_m2" double precision,
    "built_year" integer,
    "parcel_id" uuid,
    "geom" ext.geometry(Polygon, 9212),
    gone_at timestamptz NOT NULL,
    CONSTRAINT "buildings_history_pkey" PRIMARY KEY (id, version)
);
CREATE INDEX "buildings_history_gone_idx" ON layers."buildings_history" (gone_at);
CREATE INDEX "buildings_history_geom_3857_idx" ON layers."buildings_history" USING gist (ext.st_transform(geom, 3857));
COMMENT ON TABLE layers."buildings_history" IS 'Công trình, nhà: các phiên bản đã qua / Buildings: superseded versions';
INSERT INTO layers.history_kept VALUES ('buildings', '63072000 seconds', true);

CREATE TABLE layers."water_pipes_history" (
    "fid" bigint,
    "id" uuid,
    "code" text,
    "ward_code" text,
    "source" text,
    "version" integer,
    "updated_at" timestamptz,
    "kind" text,
    "diameter_mm" integer,
    "material" text,
    "length_m" double precision,
    "depth_m" double precision,
    "pressure_kpa" double precision,
    "status" text,
    "operator" text,
    "installed_on" date,
    "road_id" uuid,
    "geom" ext.geometry(LineString, 9212),
    gone_at timestamptz NOT NULL,
    CONSTRAINT "water_pipes_history_pkey" PRIMARY KEY (id, version)
);
CREATE INDEX "water_pipes_history_gone_idx" ON layers."water_pipes_history" (gone_at);
CREATE INDEX "water_pipes_history_geom_3857_idx" ON layers."water_pipes_history" USING gist (ext.st_transform(geom, 3857));
COMMENT ON TABLE layers."water_pipes_history" IS 'Ống cấp nước: các phiên bản đã qua / Water pipes: superseded versions';
INSERT INTO layers.history_kept VALUES ('water_pipes', '63072000 seconds', true);

CREATE TABLE layers."drains_history" (
    "fid" bigint,
    "id" uuid,
    "code" text,
    "ward_code" text,
    "source" text,
    "version" integer,
    "updated_at" timestamptz,
    "kind" text,
    "width_mm" integer,
    "height_mm" integer,
    "material" text,
    "length_m" double precision,
    "invert_start_m" double precision,
    "invert_end_m" double precision,
    "status" text,
    "condition" text,
    "installed_on" date,
    "cleaned_on" date,
    "from_manhole_id" uuid,
    "to_manhole_id" uuid,
    "geom" ext.geometry(LineString, 9212),
    gone_at timestamptz NOT NULL,
    CONSTRAINT "drains_history_pkey" PRIMARY KEY (id, version)
);
CREATE INDEX "drains_history_gone_idx" ON layers."drains_history" (gone_at);
CREATE INDEX "drains_history_geom_3857_idx" ON layers."drains_history" USING gist (ext.st_transform(geom, 3857));
COMMENT ON TABLE layers."drains_history" IS 'Thoát nước mưa: các phiên bản đã qua / Drains: superseded versions';
INSERT INTO layers.history_kept VALUES ('drains', '63072000 seconds', true);

CREATE TABLE layers."sewers_history" (
    "fid" bigint,
    "id" uuid,
    "code" text,
    "ward_code" text,
    "source" text,
    "version" integer,
    "updated_at" timestamptz,
    "kind" text,
    "diameter_mm" integer,
    "material" text,
    "length_m" double precision,
    "invert_start_m" double precision,
    "invert_end_m" double precision,
    "status" text,
    "condition" text,
    "installed_on" date,
    "from_manhole_id" uuid,
    "to_manhole_id" uuid,
    "geom" ext.geometry(LineString, 9212),
    gone_at timestamptz NOT NULL,
    CONSTRAINT "sewers_history_pkey" PRIMARY KEY (id, version)
);
CREATE INDEX "sewers_history_gone_idx" ON layers."sewers_history" (gone_at);
CREATE INDEX "sewers_history_geom_3857_idx" ON layers."sewers_history" USING gist (ext.st_transform(geom, 3857));
COMMENT ON TABLE layers."sewers_history" IS 'Thoát nước thải: các phiên bản đã qua / Sewers: superseded versions';
INSERT INTO layers.history_kept VALUES ('sewers', '63072000 seconds', true);

CREATE TABLE layers."manholes_history" (
    "fid" bigint,
    "id" uuid,
    "code" text,
    "ward_code" text,
    "source" text,
    "version" integer,
    "updated_at" timestamptz,
    "kind" text,
    "cover_level_m" double precision,
    "invert_level_m" double precision,
    "depth_m" double precision,
    "material" text,
    "condition" text,
    "cleaned_on" date,
    "geom" ext.geometry(Point, 9212),
    gone_at timestamptz NOT NULL,
    CONSTRAINT "manholes_history_pkey" PRIMARY KEY (id, version)
);
CREATE INDEX "manholes_history_gone_idx" ON layers."manholes_history" (gone_at);
CREATE INDEX "manholes_history_geom_3857_idx" ON layers."manholes_history" USING gist (ext.st_transform(geom, 3857));
COMMENT ON TABLE layers."manholes_history" IS 'Hố ga, hố thăm: các phiên bản đã qua / Manholes: superseded versions';
INSERT INTO layers.history_kept VALUES ('manholes', '63072000 seconds', true);

CREATE TABLE layers."power_lines_history" (
    "fid" bigint,
    "id" uuid,
    "code" text,
    "ward_code" text,
    "source" text,
    "version" integer,
    "updated_at" timestamptz,
    "name" text,
    "voltage_level" text,
    "voltage_kv" double precision,
    "placement" text,
    "circuit_count" integer,
    "length_m" double precision,
    "safety_corridor_m" double precision,
    "status" text,
    "operator" text,
    "installed_on" date,
    "geom" ext.geometry(LineString, 9212),
    gone_at timestamptz NOT NULL,
    CONSTRAINT "power_lines_history_pkey" PRIMARY KEY (id, version)
);
CREATE INDEX "power_lines_history_gone_idx" ON layers."power_lines_history" (gone_at);
CREATE INDEX "power_lines_history_geom_3857_idx" ON layers."power_lines_history" USING gist (ext.st_transform(geom, 3857));
COMMENT ON TABLE layers."power_lines_history" IS 'Đường dây điện: các phiên bản đã qua / Power lines: superseded versions';
INSERT INTO layers.history_kept VALUES ('power_lines', '63072000 seconds', true);

CREATE TABLE layers."telecom_lines_history" (
    "fid" bigint,
    "id" uuid,
    "code" text,
    "ward_code" text,
    "source" text,
    "version" integer,
    "updated_at" timestamptz,
    "kind" text,
    "placement" text,
    "fibre_count" integer,
    "length_m" double precision,
    "status" text,
    "operator" text,
    "installed_on" date,
    "road_id" uuid,
    "geom" ext.geometry(LineString, 9212),
    gone_at timestamptz NOT NULL,
    CONSTRAINT "telecom_lines_history_pkey" PRIMARY KEY (id, version)
);
CREATE INDEX "telecom_lines_history_gone_idx" ON layers."telecom_lines_history" (gone_at);
CREATE INDEX "telecom_lines_history_geom_3857_idx" ON layers."telecom_lines_history" USING gist (ext.st_transform(geom, 3857));
COMMENT ON TABLE layers."telecom_lines_history" IS 'Tuyến cáp viễn thông: các phiên bản đã qua / Telecom lines: superseded versions';
INSERT INTO layers.history_kept VALUES ('telecom_lines', '63072000 seconds', true);

CREATE TABLE layers."trees_history" (
    "fid" bigint,
    "id" uuid,
    "code" text,
    "ward_code" text,
    "source" text,
    "version" integer,
    "updated_at" timestamptz,
    "species" text,
    "scientific_name" text,
    "trunk_diameter_cm" double precision,
    "height_m" double precision,
    "crown_diameter_m" double precision,
    "health" text,
    "is_protected" boolean,
    "planted_on" date,
    "inspected_on" date,
    "road_id" uuid,
    "park_id" uuid,
    "geom" ext.geometry(Point, 9212),
    gone_at timestamptz NOT NULL,
    CONSTRAINT "trees_history_pkey" PRIMARY KEY (id, version)
);
CREATE INDEX "trees_history_gone_idx" ON layers."trees_history" (gone_at);
CREATE INDEX "trees_history_geom_3857_idx" ON layers."trees_history" USING gist (ext.st_transform(geom, 3857));
COMMENT ON TABLE layers."trees_history" IS 'Cây xanh: các phiên bản đã qua / Trees: superseded versions';
INSERT INTO layers.history_kept VALUES ('trees', '63072000 seconds', true);

CREATE TABLE layers."parks_history" (
    "fid" bigint,
    "id" uuid,
    "code" text,
    "ward_code" text,
    "source" text,
    "version" integer,
    "updated_at" timestamptz,
    "name" text,
    "kind" text,
    "address" text,
    "area_m2" double precision,
    "opening_hours" text,
    "is_lit" boolean,
    "geom" ext.geometry(MultiPolygon, 9212),
    gone_at timestamptz NOT NULL,
    CONSTRAINT "parks_history_pkey" PRIMARY KEY (id, version)
);
CREATE INDEX "parks_history_gone_idx" ON layers."parks_history" (gone_at);
CREATE INDEX "parks_history_geom_3857_idx" ON layers."parks_history" USING gist (ext.st_transform(geom, 3857));
COMMENT ON TABLE layers."parks_history" IS 'Công viên: các phiên bản đã qua / Parks: superseded versions';
INSERT INTO layers.history_kept VALUES ('parks', '63072000 seconds', true);

CREATE TABLE layers."lighting_cabinets_history" (
    "fid" bigint,
    "id" uuid,
    "code" text,
    "ward_code" text,
    "source" text,
    "version" integer,
    "updated_at" timestamptz,
    "address" text,
    "phase_count" integer,
    "rated_power_kw" double precision,
    "circuit_count" integer,
    "control_link" text,
    "gateway_address" text,
    "installed_on" date,
    "geom" ext.geometry(Point, 9212),
    gone_at timestamptz NOT NULL,
    CONSTRAINT "lighting_cabinets_history_pkey" PRIMARY KEY (id, version)
);
CREATE INDEX "lighting_cabinets_history_gone_idx" ON layers."lighting_cabinets_history" (gone_at);
CREATE INDEX "lighting_cabinets_history_geom_3857_idx" ON layers."lighting_cabinets_history" USING gist (ext.st_transform(geom, 3857));
COMMENT ON TABLE layers."lighting_cabinets_history" IS 'Tủ điều khiển chiếu sáng: các phiên bản đã qua / Lighting cabinets: superseded versions';
INSERT INTO layers.history_kept VALUES ('lighting_cabinets', '63072000 seconds', true);

CREATE TABLE layers."street_lamps_history" (
    "fid" bigint,
    "id" uuid,
    "code" text,
    "ward_code" text,
    "source" text,
    "version" integer,
    "updated_at" timestamptz,
    "pole_ref" text,
    "street" text,
    "lamp_type" text,
    "rated_power_w" double precision,
    "luminous_flux_lm" double precision,
    "colour_temperature_k" integer,
    "pole_material" text,
    "pole_height_m" double precision,
    "arm_length_m" double precision,
    "control_link" text,
    "dali_address" integer,
    "installed_on" date,
    "cabinet_id" uuid,
    "segment_id" uuid,
    "geom" ext.geometry(Point, 9212),
    gone_at timestamptz NOT NULL,
    CONSTRAINT "street_lamps_history_pkey" PRIMARY KEY (id, version)
);
CREATE INDEX "street_lamps_history_gone_idx" ON layers."street_lamps_history" (gone_at);
CREATE INDEX "street_lamps_history_geom_3857_idx" ON layers."street_lamps_history" USING gist (ext.st_transform(geom, 3857));
COMMENT ON TABLE layers."street_lamps_history" IS 'Đèn đường: các phiên bản đã qua / Street lamps: superseded versions';
INSERT INTO layers.history_kept VALUES ('street_lamps', '63072000 seconds', true);

CREATE TABLE layers."lighting_segments_history" (
    "fid" bigint,
    "id" uuid,
    "code" text,
    "ward_code" text,
    "source" text,
    "version" integer,
    "updated_at" timestamptz,
    "street" text,
    "lighting_class" text,
    "required_luminance_cdm2" double precision,
    "required_uniformity" double precision,
    "length_m" double precision,
    "width_m" double precision,
    "lamp_spacing_m" double precision,
    "is_pilot" boolean,
    "road_id" uuid,
    "cabinet_id" uuid,
    "geom" ext.geometry(LineString, 9212),
    gone_at timestamptz NOT NULL,
    CONSTRAINT "lighting_segments_history_pkey" PRIMARY KEY (id, version)
);
CREATE INDEX "lighting_segments_history_gone_idx" ON layers."lighting_segments_history" (gone_at);
CREATE INDEX "lighting_segments_history_geom_3857_idx" ON layers."lighting_segments_history" USING gist (ext.st_transform(geom, 3857));
COMMENT ON TABLE layers."lighting_segments_history" IS 'Tuyến chiếu sáng: các phiên bản đã qua / Lighting segments: superseded versions';
INSERT INTO layers.history_kept VALUES ('lighting_segments', '63072000 seconds', true);

CREATE TABLE layers."junctions_history" (
    "fid" bigint,
    "id" uuid,
    "code" text,
    "ward_code" text,
    "source" text,
    "version" integer,
    "updated_at" timestamptz,
    "name" text,
    "kind" text,
    "control" text,
    "corridor" text,
    "protocol" text,
    "controller_address" text,
    "ring_barrier" jsonb,
    "arm_count" integer,
    "geom" ext.geometry(Point, 9212),
    gone_at timestamptz NOT NULL,
    CONSTRAINT "junctions_history_pkey" PRIMARY KEY (id, version)
);
CREATE INDEX "junctions_history_gone_idx" ON layers."junctions_history" (gone_at);
CREATE INDEX "junctions_history_geom_3857_idx" ON layers."junctions_history" USING gist (ext.st_transform(geom, 3857));
COMMENT ON TABLE layers."junctions_history" IS 'Nút giao: các phiên bản đã qua / Junctions: superseded versions';
INSERT INTO layers.history_kept VALUES ('junctions', '63072000 seconds', true);

CREATE TABLE layers."signal_approaches_history" (
    "fid" bigint,
    "id" uuid,
    "code" text,
    "ward_code" text,
    "source" text,
    "version" integer,
    "updated_at" timestamptz,
    "junction_id" uuid,
    "road_id" uuid,
    "street" text,
    "signal_group" integer,
    "bearing_deg" double precision,
    "lane_count" integer,
    "width_m" double precision,
    "movements" text[],
    "saturation_flow_pcuh" double precision,
    "geom" ext.geometry(LineString, 9212),
    gone_at timestamptz NOT NULL,
    CONSTRAINT "signal_approaches_history_pkey" PRIMARY KEY (id, version)
);
CREATE INDEX "signal_approaches_history_gone_idx" ON layers."signal_approaches_history" (gone_at);
CREATE INDEX "signal_approaches_history_geom_3857_idx" ON layers."signal_approaches_history" USING gist (ext.st_transform(geom, 3857));
COMMENT ON TABLE layers."signal_approaches_history" IS 'Nhánh vào nút: các phiên bản đã qua / Signal approaches: superseded versions';
INSERT INTO layers.history_kept VALUES ('signal_approaches', '63072000 seconds', true);

CREATE TABLE layers."traffic_signals_history" (
    "fid" bigint,
    "id" uuid,
    "code" text,
    "ward_code" text,
    "source" text,
    "version" integer,
    "updated_at" timestamptz,
    "kind" text,
    "junction_id" uuid,
    "approach_id" uuid,
    "signal_group" integer,
    "azimuth_deg" double precision,
    "height_m" double precision,
    "has_countdown" boolean,
    "installed_on" date,
    "geom" ext.geometry(Point, 9212),
    gone_at timestamptz NOT NULL,
    CONSTRAINT "traffic_signals_history_pkey" PRIMARY KEY (id, version)
);
CREATE INDEX "traffic_signals_history_gone_idx" ON layers."traffic_signals_history" (gone_at);
CREATE INDEX "traffic_signals_history_geom_3857_idx" ON layers."traffic_signals_history" USING gist (ext.st_transform(geom, 3857));
COMMENT ON TABLE layers."traffic_signals_history" IS 'Đèn tín hiệu giao thông: các phiên bản đã qua / Traffic signals: superseded versions';
INSERT INTO layers.history_kept VALUES ('traffic_signals', '63072000 seconds', true);

CREATE TABLE layers."traffic_flows_history" (
    "fid" bigint,
    "id" uuid,
    "code" text,
    "ward_code" text,
    "source" text,
    "version" integer,
    "updated_at" timestamptz,
    "street" text,
    "detector" text,
    "capacity_pcuh" double precision,
    "road_id" uuid,
    "approach_id" uuid,
    "geom" ext.geometry(LineString, 9212),
    gone_at timestamptz NOT NULL,
    CONSTRAINT "traffic_flows_history_pkey" PRIMARY KEY (id, version)
);
CREATE INDEX "traffic_flows_history_gone_idx" ON layers."traffic_flows_history" (gone_at);
CREATE INDEX "traffic_flows_history_geom_3857_idx" ON layers."traffic_flows_history" USING gist (ext.st_transform(geom, 3857));
COMMENT ON TABLE layers."traffic_flows_history" IS 'Lưu lượng giao thông: các phiên bản đã qua / Traffic flow: superseded versions';
INSERT INTO layers.history_kept VALUES ('traffic_flows', '63072000 seconds', true);

CREATE TABLE layers."road_closures_history" (
    "fid" bigint,
    "id" uuid,
    "code" text,
    "ward_code" text,
    "source" text,
    "version" integer,
    "updated_at" timestamptz,
    "street" text,
    "reason" text,
    "extent" text,
    "starts_at" timestamptz,
    "ends_at" timestamptz,
    "detour" text,
    "department" text,
    "road_id" uuid,
    "geom" ext.geometry(LineString, 9212),
    gone_at timestamptz NOT NULL,
    CONSTRAINT "road_closures_history_pkey" PRIMARY KEY (id, version)
);
CREATE INDEX "road_closures_history_gone_idx" ON layers."road_closures_history" (gone_at);
CREATE INDEX "road_closures_history_geom_3857_idx" ON layers."road_closures_history" USING gist (ext.st_transform(geom, 3857));
COMMENT ON TABLE layers."road_closures_history" IS 'Đường tạm cấm: các phiên bản đã qua / Road closures: superseded versions';
INSERT INTO layers.history_kept VALUES ('road_closures', '63072000 seconds', true);

CREATE TABLE layers."cameras_history" (
    "fid" bigint,
    "id" uuid,
    "code" text,
    "ward_code" text,
    "source" text,
    "version" integer,
    "updated_at" timestamptz,
    "site_code" text,
    "location" text,
    "network" text,
    "kind" text,
    "azimuth_deg" double precision,
    "fov_deg" double precision,
    "range_m" double precision,
    "mount_height_m" double precision,
    "model" text,
    "stream_ref" text,
    "owner" text,
    "installed_on" date,
    "geom" ext.geometry(PointZ, 9212),
    gone_at timestamptz NOT NULL,
    CONSTRAINT "cameras_history_pkey" PRIMARY KEY (id, version)
);
CREATE INDEX "cameras_history_gone_idx" ON layers."cameras_history" (gone_at);
CREATE INDEX "cameras_history_geom_3857_idx" ON layers."cameras_history" USING gist (ext.st_transform(geom, 3857));
COMMENT ON TABLE layers."cameras_history" IS 'Camera: các phiên bản đã qua / Cameras: superseded versions';
INSERT INTO layers.history_kept VALUES ('cameras', '63072000 seconds', true);

CREATE TABLE layers."camera_views_history" (
    "fid" bigint,
    "id" uuid,
    "code" text,
    "ward_code" text,
    "source" text,
    "version" integer,
    "updated_at" timestamptz,
    "camera_id" uuid,
    "area_m2" double precision,
    "is_cut_by_buildings" boolean,
    "computed_at" timestamptz,
    "geom" ext.geometry(Polygon, 9212),
    gone_at timestamptz NOT NULL,
    CONSTRAINT "camera_views_history_pkey" PRIMARY KEY (id, version)
);
CREATE INDEX "camera_views_history_gone_idx" ON layers."camera_views_history" (gone_at);
CREATE INDEX "camera_views_history_geom_3857_idx" ON layers."camera_views_history" USING gist (ext.st_transform(geom, 3857));
COMMENT ON TABLE layers."camera_views_history" IS 'Vùng nhìn camera: các phiên bản đã qua / Camera views: superseded versions';
INSERT INTO layers.history_kept VALUES ('camera_views', '63072000 seconds', true);

CREATE TABLE layers."camera_zones_history" (
    "fid" bigint,
    "id" uuid,
    "code" text,
    "ward_code" text,
    "source" text,
    "version" integer,
    "updated_at" timestamptz,
    "camera_id" uuid,
    "rule" text,
    "bearing_deg" double precision,
    "speed_limit_kmh" integer,
    "is_active" boolean,
    "image_polygon" jsonb,
    "geom" ext.geometry(Polygon, 9212),
    gone_at timestamptz NOT NULL,
    CONSTRAINT "camera_zones_history_pkey" PRIMARY KEY (id, version)
);
CREATE INDEX "camera_zones_history_gone_idx" ON layers."camera_zones_history" (gone_at);
CREATE INDEX "camera_zones_history_geom_3857_idx" ON layers."camera_zones_history" USING gist (ext.st_transform(geom, 3857));
COMMENT ON TABLE layers."camera_zones_history" IS 'Vùng quy tắc camera: các phiên bản đã qua / Camera zones: superseded versions';
INSERT INTO layers.history_kept VALUES ('camera_zones', '63072000 seconds', true);

CREATE TABLE layers."camera_events_history" (
    "fid" bigint,
    "id" uuid,
    "code" text,
    "ward_code" text,
    "source" text,
    "version" integer,
    "updated_at" timestamptz,
    "camera_id" uuid,
    "zone_id" uuid,
    "rule" text,
    "vehicle_class" text,
    "occurred_at" timestamptz,
    "confidence_pct" double precision,
    "speed_kmh" double precision,
    "review" text,
    "plate_hash" text,
    "snapshot_ref" text,
    "geom" ext.geometry(Point, 9212),
    gone_at timestamptz NOT NULL,
    CONSTRAINT "camera_events_history_pkey" PRIMARY KEY (id, version)
);
CREATE INDEX "camera_events_history_gone_idx" ON layers."camera_events_history" (gone_at);
CREATE INDEX "camera_events_history_geom_3857_idx" ON layers."camera_events_history" USING gist (ext.st_transform(geom, 3857));
COMMENT ON TABLE layers."camera_events_history" IS 'Sự kiện camera: các phiên bản đã qua / Camera events: superseded versions';
INSERT INTO layers.history_kept VALUES ('camera_events', '63072000 seconds', true);

CREATE TABLE layers."flood_points_history" (
    "fid" bigint,
    "id" uuid,
    "code" text,
    "ward_code" text,
    "source" text,
    "version" integer,
    "updated_at" timestamptz,
    "name" text,
    "datum" text,
    "zero_m" double precision,
    "bank_m" double precision,
    "bd1_m" double precision,
    "bd2_m" double precision,
    "bd3_m" double precision,
    "levels_source" text,
    "levels_valid_from" date,
    "is_solar" boolean,
    "dev_eui" text,
    "river_id" uuid,
    "geom" ext.geometry(PointZ, 9212),
    gone_at timestamptz NOT NULL,
    CONSTRAINT "flood_points_history_pkey" PRIMARY KEY (id, version)
);
CREATE INDEX "flood_points_history_gone_idx" ON layers."flood_points_history" (gone_at);
CREATE INDEX "flood_points_history_geom_3857_idx" ON layers."flood_points_history" USING gist (ext.st_transform(geom, 3857));
COMMENT ON TABLE layers."flood_points_history" IS 'Điểm cảnh báo lũ: các phiên bản đã qua / Flood gauges: superseded versions';
INSERT INTO layers.history_kept VALUES ('flood_points', '63072000 seconds', true);

CREATE TABLE layers."rain_gauges_history" (
    "fid" bigint,
    "id" uuid,
    "code" text,
    "ward_code" text,
    "source" text,
    "version" integer,
    "updated_at" timestamptz,
    "name" text,
    "tip_mm" double precision,
    "height_m" double precision,
    "is_solar" boolean,
    "dev_eui" text,
    "flood_point_id" uuid,
    "geom" ext.geometry(Point, 9212),
    gone_at timestamptz NOT NULL,
    CONSTRAINT "rain_gauges_history_pkey" PRIMARY KEY (id, version)
);
CREATE INDEX "rain_gauges_history_gone_idx" ON layers."rain_gauges_history" (gone_at);
CREATE INDEX "rain_gauges_history_geom_3857_idx" ON layers."rain_gauges_history" USING gist (ext.st_transform(geom, 3857));
COMMENT ON TABLE layers."rain_gauges_history" IS 'Trạm đo mưa: các phiên bản đã qua / Rain gauges: superseded versions';
INSERT INTO layers.history_kept VALUES ('rain_gauges', '63072000 seconds', true);

CREATE TABLE layers."flood_sirens_history" (
    "fid" bigint,
    "id" uuid,
    "code" text,
    "ward_code" text,
    "source" text,
    "version" integer,
    "updated_at" timestamptz,
    "location" text,
    "kind" text,
    "sound_level_db" double precision,
    "reach_m" double precision,
    "trigger_level" text,
    "is_autonomous" boolean,
    "dev_eui" text,
    "installed_on" date,
    "flood_point_id" uuid,
    "geom" ext.geometry(Point, 9212),
    gone_at timestamptz NOT NULL,
    CONSTRAINT "flood_sirens_history_pkey" PRIMARY KEY (id, version)
);
CREATE INDEX "flood_sirens_history_gone_idx" ON layers."flood_sirens_history" (gone_at);
CREATE INDEX "flood_sirens_history_geom_3857_idx" ON layers."flood_sirens_history" USING gist (ext.st_transform(geom, 3857));
COMMENT ON TABLE layers."flood_sirens_history" IS 'Còi cảnh báo lũ: các phiên bản đã qua / Flood sirens: superseded versions';
INSERT INTO layers.history_kept VALUES ('flood_sirens', '63072000 seconds', true);

CREATE TABLE layers."flood_extents_history" (
    "fid" bigint,
    "id" uuid,
    "code" text,
    "ward_code" text,
    "source" text,
    "version" integer,
    "updated_at" timestamptz,
    "name" text,
    "alarm" text,
    "level_m" double precision,
    "method" text,
    "area_ha" double precision,
    "max_depth_m" double precision,
    "population_affected" integer,
    "parcel_count" integer,
    "road_length_m" double precision,
    "run_id" text,
    "computed_at" timestamptz,
    "flood_point_id" uuid,
    "geom" ext.geometry(MultiPolygon, 9212),
    gone_at timestamptz NOT NULL,
    CONSTRAINT "flood_extents_history_pkey" PRIMARY KEY (id, version)
);
CREATE INDEX "flood_extents_history_gone_idx" ON layers."flood_extents_history" (gone_at);
CREATE INDEX "flood_extents_history_geom_3857_idx" ON layers."flood_extents_history" USING gist (ext.st_transform(geom, 3857));
COMMENT ON TABLE layers."flood_extents_history" IS 'Vùng ngập: các phiên bản đã qua / Flood extents: superseded versions';
INSERT INTO layers.history_kept VALUES ('flood_extents', '63072000 seconds', true);

CREATE TABLE layers."flood_marks_history" (
    "fid" bigint,
    "id" uuid,
    "code" text,
    "ward_code" text,
    "source" text,
    "version" integer,
    "updated_at" timestamptz,
    "event" text,
    "peak_on" date,
    "level_m" double precision,
    "depth_m" double precision,
    "place" text,
    "evidence" text,
    "geom" ext.geometry(Point, 9212),
    gone_at timestamptz NOT NULL,
    CONSTRAINT "flood_marks_history_pkey" PRIMARY KEY (id, version)
);
CREATE INDEX "flood_marks_history_gone_idx" ON layers."flood_marks_history" (gone_at);
CREATE INDEX "flood_marks_history_geom_3857_idx" ON layers."flood_marks_history" USING gist (ext.st_transform(geom, 3857));
COMMENT ON TABLE layers."flood_marks_history" IS 'Vết lũ lịch sử: các phiên bản đã qua / Flood marks: superseded versions';
INSERT INTO layers.history_kept VALUES ('flood_marks', '63072000 seconds', true);

CREATE TABLE layers."rivers_history" (
    "fid" bigint,
    "id" uuid,
    "code" text,
    "ward_code" text,
    "source" text,
    "version" integer,
    "updated_at" timestamptz,
    "name" text,
    "kind" text,
    "area_ha" double precision,
    "length_km" double precision,
    "basin_km2" double precision,
    "flows_into" text,
    "geom" ext.geometry(MultiPolygon, 9212),
    gone_at timestamptz NOT NULL,
    CONSTRAINT "rivers_history_pkey" PRIMARY KEY (id, version)
);
CREATE INDEX "rivers_history_gone_idx" ON layers."rivers_history" (gone_at);
CREATE INDEX "rivers_history_geom_3857_idx" ON layers."rivers_history" USING gist (ext.st_transform(geom, 3857));
COMMENT ON TABLE layers."rivers_history" IS 'Sông, hồ: các phiên bản đã qua / Rivers and lakes: superseded versions';
INSERT INTO layers.history_kept VALUES ('rivers', '63072000 seconds', true);

CREATE TABLE layers."monitoring_stations_history" (
    "fid" bigint,
    "id" uuid,
    "code" text,
    "ward_code" text,
    "source" text,
    "version" integer,
    "updated_at" timestamptz,
    "name" text,
    "kind" text,
    "owner" text,
    "station_ref" text,
    "address" text,
    "installed_on" date,
    "geom" ext.geometry(Point, 9212),
    gone_at timestamptz NOT NULL,
    CONSTRAINT "monitoring_stations_history_pkey" PRIMARY KEY (id, version)
);
CREATE INDEX "monitoring_stations_history_gone_idx" ON layers."monitoring_stations_history" (gone_at);
CREATE INDEX "monitoring_stations_history_geom_3857_idx" ON layers."monitoring_stations_history" USING gist (ext.st_transform(geom, 3857));
COMMENT ON TABLE layers."monitoring_stations_history" IS 'Trạm quan trắc môi trường: các phiên bản đã qua / Monitoring stations: superseded versions';
INSERT INTO layers.history_kept VALUES ('monitoring_stations', '63072000 seconds', true);

CREATE TABLE layers."outfalls_history" (
    "fid" bigint,
    "id" uuid,
    "code" text,
    "ward_code" text,
    "source" text,
    "version" integer,
    "updated_at" timestamptz,
    "name" text,
    "operator" text,
    "permit_no" text,
    "permit_from" date,
    "permit_to" date,
    "flow_max_m3d" double precision,
    "standard" text,
    "discharge_column" text,
    "kq" double precision,
    "kf" double precision,
    "river_id" uuid,
    "station_id" uuid,
    "geom" ext.geometry(Point, 9212),
    gone_at timestamptz NOT NULL,
    CONSTRAINT "outfalls_history_pkey" PRIMARY KEY (id, version)
);
CREATE INDEX "outfalls_history_gone_idx" ON layers."outfalls_history" (gone_at);
CREATE INDEX "outfalls_history_geom_3857_idx" ON layers."outfalls_history" USING gist (ext.st_transform(geom, 3857));
COMMENT ON TABLE layers."outfalls_history" IS 'Điểm xả nước thải: các phiên bản đã qua / Outfalls: superseded versions';
INSERT INTO layers.history_kept VALUES ('outfalls', '63072000 seconds', true);

CREATE TABLE layers."waste_bins_history" (
    "fid" bigint,
    "id" uuid,
    "code" text,
    "ward_code" text,
    "source" text,
    "version" integer,
    "updated_at" timestamptz,
    "kind" text,
    "volume_l" integer,
    "height_cm" double precision,
    "address" text,
    "dev_eui" text,
    "installed_on" date,
    "route_id" uuid,
    "geom" ext.geometry(Point, 9212),
    gone_at timestamptz NOT NULL,
    CONSTRAINT "waste_bins_history_pkey" PRIMARY KEY (id, version)
);
CREATE INDEX "waste_bins_history_gone_idx" ON layers."waste_bins_history" (gone_at);
CREATE INDEX "waste_bins_history_geom_3857_idx" ON layers."waste_bins_history" USING gist (ext.st_transform(geom, 3857));
COMMENT ON TABLE layers."waste_bins_history" IS 'Thùng rác công cộng: các phiên bản đã qua / Waste bins: superseded versions';
INSERT INTO layers.history_kept VALUES ('waste_bins', '63072000 seconds', true);

CREATE TABLE layers."waste_routes_history" (
    "fid" bigint,
    "id" uuid,
    "code" text,
    "ward_code" text,
    "source" text,
    "version" integer,
    "updated_at" timestamptz,
    "name" text,
    "shift" text,
    "days" text[],
    "length_m" double precision,
    "bin_count" integer,
    "capacity_t" double precision,
    "site_id" uuid,
    "geom" ext.geometry(LineString, 9212),
    gone_at timestamptz NOT NULL,
    CONSTRAINT "waste_routes_history_pkey" PRIMARY KEY (id, version)
);
CREATE INDEX "waste_routes_history_gone_idx" ON layers."waste_routes_history" (gone_at);
CREATE INDEX "waste_routes_history_geom_3857_idx" ON layers."waste_routes_history" USING gist (ext.st_transform(geom, 3857));
COMMENT ON TABLE layers."waste_routes_history" IS 'Tuyến thu gom rác: các phiên bản đã qua / Collection rounds: superseded versions';
INSERT INTO layers.history_kept VALUES ('waste_routes', '63072000 seconds', true);

CREATE TABLE layers."waste_sites_history" (
    "fid" bigint,
    "id" uuid,
    "code" text,
    "ward_code" text,
    "source" text,
    "version" integer,
    "updated_at" timestamptz,
    "name" text,
    "kind" text,
    "address" text,
    "takes" text[],
    "area_m2" double precision,
    "capacity_td" double precision,
    "operator" text,
    "geom" ext.geometry(Polygon, 9212),
    gone_at timestamptz NOT NULL,
    CONSTRAINT "waste_sites_history_pkey" PRIMARY KEY (id, version)
);
CREATE INDEX "waste_sites_history_gone_idx" ON layers."waste_sites_history" (gone_at);
CREATE INDEX "waste_sites_history_geom_3857_idx" ON layers."waste_sites_history" USING gist (ext.st_transform(geom, 3857));
COMMENT ON TABLE layers."waste_sites_history" IS 'Cơ sở xử lý rác: các phiên bản đã qua / Waste sites: superseded versions';
INSERT INTO layers.history_kept VALUES ('waste_sites', '63072000 seconds', true);

CREATE TABLE layers."farms_history" (
    "fid" bigint,
    "id" uuid,
    "code" text,
    "ward_code" text,
    "source" text,
    "version" integer,
    "updated_at" timestamptz,
    "name" text,
    "kind" text,
    "address" text,
    "area_m2" double precision,
    "household_count" integer,
    "founded_on" date,
    "geom" ext.geometry(MultiPolygon, 9212),
    gone_at timestamptz NOT NULL,
    CONSTRAINT "farms_history_pkey" PRIMARY KEY (id, version)
);
CREATE INDEX "farms_history_gone_idx" ON layers."farms_history" (gone_at);
CREATE INDEX "farms_history_geom_3857_idx" ON layers."farms_history" USING gist (ext.st_transform(geom, 3857));
COMMENT ON TABLE layers."farms_history" IS 'Vùng nông nghiệp thông minh: các phiên bản đã qua / Farms: superseded versions';
INSERT INTO layers.history_kept VALUES ('farms', '63072000 seconds', true);

CREATE TABLE layers."farm_plots_history" (
    "fid" bigint,
    "id" uuid,
    "code" text,
    "ward_code" text,
    "source" text,
    "version" integer,
    "updated_at" timestamptz,
    "farm_id" uuid,
    "household_ref" text,
    "crop" text,
    "area_m2" double precision,
    "season" text,
    "season_from" date,
    "season_to" date,
    "expected_yield_kg" double precision,
    "geom" ext.geometry(Polygon, 9212),
    gone_at timestamptz NOT NULL,
    CONSTRAINT "farm_plots_history_pkey" PRIMARY KEY (id, version)
);
CREATE INDEX "farm_plots_history_gone_idx" ON layers."farm_plots_history" (gone_at);
CREATE INDEX "farm_plots_history_geom_3857_idx" ON layers."farm_plots_history" USING gist (ext.st_transform(geom, 3857));
COMMENT ON TABLE layers."farm_plots_history" IS 'Thửa canh tác: các phiên bản đã qua / Farm plots: superseded versions';
INSERT INTO layers.history_kept VALUES ('farm_plots', '63072000 seconds', true);

CREATE TABLE layers."irrigation_zones_history" (
    "fid" bigint,
    "id" uuid,
    "code" text,
    "ward_code" text,
    "source" text,
    "version" integer,
    "updated_at" timestamptz,
    "plot_id" uuid,
    "method" text,
    "area_m2" double precision,
    "flow_lh" double precision,
    "efficiency_pct" double precision,
    "field_capacity_pct" double precision,
    "wilting_point_pct" double precision,
    "geom" ext.geometry(Polygon, 9212),
    gone_at timestamptz NOT NULL,
    CONSTRAINT "irrigation_zones_history_pkey" PRIMARY KEY (id, version)
);
CREATE INDEX "irrigation_zones_history_gone_idx" ON layers."irrigation_zones_history" (gone_at);
CREATE INDEX "irrigation_zones_history_geom_3857_idx" ON layers."irrigation_zones_history" USING gist (ext.st_transform(geom, 3857));
COMMENT ON TABLE layers."irrigation_zones_history" IS 'Khu tưới: các phiên bản đã qua / Irrigation blocks: superseded versions';
INSERT INTO layers.history_kept VALUES ('irrigation_zones', '63072000 seconds', true);

CREATE TABLE layers."incidents_history" (
    "fid" bigint,
    "id" uuid,
    "code" text,
    "ward_code" text,
    "source" text,
    "version" integer,
    "updated_at" timestamptz,
    "service_code" text,
    "status" text,
    "priority" text,
    "summary" text,
    "description" text,
    "address" text,
    "channel" text,
    "reporter_ref" text,
    "media_refs" text[],
    "department" text,
    "requested_at" timestamptz,
    "due_at" timestamptz,
    "resolved_at" timestamptz,
    "rating" integer,
    "duplicate_of_id" uuid,
    "created_by" text,
    "geom" ext.geometry(Point, 9212),
    gone_at timestamptz NOT NULL,
    CONSTRAINT "incidents_history_pkey" PRIMARY KEY (id, version)
);
CREATE INDEX "incidents_history_gone_idx" ON layers."incidents_history" (gone_at);
CREATE INDEX "incidents_history_geom_3857_idx" ON layers."incidents_history" USING gist (ext.st_transform(geom, 3857));
COMMENT ON TABLE layers."incidents_history" IS 'Phản ánh, sự cố: các phiên bản đã qua / Incidents: superseded versions';
INSERT INTO layers.history_kept VALUES ('incidents', '63072000 seconds', true);

CREATE TABLE layers."incident_updates_history" (
    "fid" bigint,
    "id" uuid,
    "code" text,
    "ward_code" text,
    "source" text,
    "version" integer,
    "updated_at" timestamptz,
    "incident_id" uuid,
    "status" text,
    "message" text,
    "note" text,
    "author_ref" text,
    "media_refs" text[],
    "department" text,
    "happened_at" timestamptz,
    "geom" ext.geometry(Point, 9212),
    gone_at timestamptz NOT NULL,
    CONSTRAINT "incident_updates_history_pkey" PRIMARY KEY (id, version)
);
CREATE INDEX "incident_updates_history_gone_idx" ON layers."incident_updates_history" (gone_at);
CREATE INDEX "incident_updates_history_geom_3857_idx" ON layers."incident_updates_history" USING gist (ext.st_transform(geom, 3857));
COMMENT ON TABLE layers."incident_updates_history" IS 'Diễn biến xử lý: các phiên bản đã qua / Incident updates: superseded versions';
INSERT INTO layers.history_kept VALUES ('incident_updates', '63072000 seconds', true);

CREATE TABLE layers."public_facilities_history" (
    "fid" bigint,
    "id" uuid,
    "code" text,
    "ward_code" text,
    "source" text,
    "version" integer,
    "updated_at" timestamptz,
    "name" text,
    "kind" text,
    "address" text,
    "phone" text,
    "website" text,
    "opening_hours" text,
    "capacity" integer,
    "counter_count" integer,
    "is_wheelchair_accessible" boolean,
    "geom" ext.geometry(Point, 9212),
    gone_at timestamptz NOT NULL,
    CONSTRAINT "public_facilities_history_pkey" PRIMARY KEY (id, version)
);
CREATE INDEX "public_facilities_history_gone_idx" ON layers."public_facilities_history" (gone_at);
CREATE INDEX "public_facilities_history_geom_3857_idx" ON layers."public_facilities_history" USING gist (ext.st_transform(geom, 3857));
COMMENT ON TABLE layers."public_facilities_history" IS 'Cơ sở dịch vụ công: các phiên bản đã qua / Public facilities: superseded versions';
INSERT INTO layers.history_kept VALUES ('public_facilities', '63072000 seconds', true);

CREATE TABLE layers."wifi_points_history" (
    "fid" bigint,
    "id" uuid,
    "code" text,
    "ward_code" text,
    "source" text,
    "version" integer,
    "updated_at" timestamptz,
    "location" text,
    "ssid" text,
    "reach_m" double precision,
    "provider" text,
    "bandwidth_mbits" double precision,
    "installed_on" date,
    "geom" ext.geometry(Point, 9212),
    gone_at timestamptz NOT NULL,
    CONSTRAINT "wifi_points_history_pkey" PRIMARY KEY (id, version)
);
CREATE INDEX "wifi_points_history_gone_idx" ON layers."wifi_points_history" (gone_at);
CREATE INDEX "wifi_points_history_geom_3857_idx" ON layers."wifi_points_history" USING gist (ext.st_transform(geom, 3857));
COMMENT ON TABLE layers."wifi_points_history" IS 'Wifi công cộng: các phiên bản đã qua / Public wifi: superseded versions';
INSERT INTO layers.history_kept VALUES ('wifi_points', '63072000 seconds', true);

CREATE TABLE layers."alerts_history" (
    "fid" bigint,
    "id" uuid,
    "code" text,
    "ward_code" text,
    "source" text,
    "version" integer,
    "updated_at" timestamptz,
    "headline" text,
    "headline_en" text,
    "cap_category" text,
    "cap_severity" text,
    "cap_urgency" text,
    "cap_certainty" text,
    "status" text,
    "instruction" text,
    "instruction_en" text,
    "risk_level" integer,
    "source_layer" text,
    "source_id" uuid,
    "sent_at" timestamptz,
    "effective_at" timestamptz,
    "expires_at" timestamptz,
    "acknowledged_by_ref" text,
    "geom" ext.geometry(MultiPolygon, 9212),
    gone_at timestamptz NOT NULL,
    CONSTRAINT "alerts_history_pkey" PRIMARY KEY (id, version)
);
CREATE INDEX "alerts_history_gone_idx" ON layers."alerts_history" (gone_at);
CREATE INDEX "alerts_history_geom_3857_idx" ON layers."alerts_history" USING gist (ext.st_transform(geom, 3857));
COMMENT ON TABLE layers."alerts_history" IS 'Cảnh báo: các phiên bản đã qua / Alerts: superseded versions';
INSERT INTO layers.history_kept VALUES ('alerts', '63072000 seconds', true);

CREATE TABLE layers."tasks_history" (
    "fid" bigint,
    "id" uuid,
    "code" text,
    "ward_code" text,
    "source" text,
    "version" integer,
    "updated_at" timestamptz,
    "title" text,
    "status" text,
    "priority" text,
    "department" text,
    "assignee_ref" text,
    "note" text,
    "created_at" timestamptz,
    "due_at" timestamptz,
    "completed_at" timestamptz,
    "incident_id" uuid,
    "alert_id" uuid,
    "geom" ext.geometry(Point, 9212),
    gone_at timestamptz NOT NULL,
    CONSTRAINT "tasks_history_pkey" PRIMARY KEY (id, version)
);
CREATE INDEX "tasks_history_gone_idx" ON layers."tasks_history" (gone_at);
CREATE INDEX "tasks_history_geom_3857_idx" ON layers."tasks_history" USING gist (ext.st_transform(geom, 3857));
COMMENT ON TABLE layers."tasks_history" IS 'Công việc: các phiên bản đã qua / Tasks: superseded versions';
INSERT INTO layers.history_kept VALUES ('tasks', '63072000 seconds', true);

INSERT INTO layers.history_kept VALUES ('indicator_definitions', '63072000 seconds', false);

INSERT INTO layers.history_kept VALUES ('indicator_values', '63072000 seconds', false);

CREATE FUNCTION layers."log_wards"() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = layers, ext, pg_temp SET enable_nestloop = off
AS $$
DECLARE
    moment timestamptz := clock_timestamp();
    who text := layers.actor();
    sender text := layers.client();
    known boolean;
    ids uuid[];
    versions integer[];
    moments timestamptz[];
BEGIN
    IF TG_OP = 'UPDATE' THEN
        WITH p AS MATERIALIZED (
            SELECT o."fid", o."id", o."code", o."ward_code", o."source", o."version", o."updated_at", o."name", o."division", o."valid_from", o."valid_to", o."merged_into", o."area_km2", o."population", o."decision", o."geom", box3d(n.geom_3857) AS box,
                CASE WHEN o.geom_3857 IS DISTINCT FROM n.geom_3857 THEN box3d(o.geom_3857) END AS box_before,
                CASE WHEN n.version = o.version + 1 AND n.updated_at > o.updated_at AND n.updated_at BETWEEN now() AND moment THEN n.updated_at END AS good, greatest(moment, o.updated_at + interval '1 microsecond') AS later
            FROM gone o JOIN changed n ON n.id = o.id WHERE (n.version = o.version + 1 OR NOT (n."code" IS NOT DISTINCT FROM o."code" AND n."ward_code" IS NOT DISTINCT FROM o."ward_code" AND n."source" IS NOT DISTINCT FROM o."source" AND n."version" IS NOT DISTINCT FROM o."version" AND n."updated_at" IS NOT DISTINCT FROM o."updated_at" AND n."name" IS NOT DISTINCT FROM o."name" AND n."division" IS NOT DISTINCT FROM o."division" AND n."valid_from" IS NOT DISTINCT FROM o."valid_from" AND n."valid_to" IS NOT DISTINCT FROM o."valid_to" AND n."merged_into" IS NOT DISTINCT FROM o."merged_into" AND n."area_km2" IS NOT DISTINCT FROM o."area_km2" AND n."population" IS NOT DISTINCT FROM o."population" AND n."decision" IS NOT DISTINCT FROM o."decision" AND n."geom" IS NOT DISTINCT FROM o."geom"))
        ), kept AS (
            INSERT INTO layers."wards_history" ("fid", "id", "code", "ward_code", "source", "version", "updated_at", "name", "division", "valid_from", "valid_to", "merged_into", "area_km2", "population", "decision", "geom", gone_at) SELECT "fid", "id", "code", "ward_code", "source", "version", "updated_at", "name", "division", "valid_from", "valid_to", "merged_into", "area_km2", "population", "decision", "geom", coalesce(good, later) FROM p
        ), logged AS (
            INSERT INTO layers.changes (at, layer, operation, actor, client, feature_id, version, fid, bbox, bbox_before)
            SELECT moment, 'wards', 'update', who, sender, id, version + 1, fid, CASE WHEN box IS NOT NULL THEN ARRAY[st_xmin(box), st_ymin(box), st_xmax(box), st_ymax(box)] END,
                CASE WHEN box_before IS NOT NULL THEN ARRAY[st_xmin(box_before), st_ymin(box_before), st_xmax(box_before), st_ymax(box_before)] END FROM p
        )
        SELECT array_agg(p.id), array_agg(p.version + 1), array_agg(p.later) INTO ids, versions, moments
        FROM p WHERE p.good IS NULL;
    ELSIF TG_OP = 'INSERT' THEN
        known := EXISTS (SELECT FROM layers."wards_history");
        WITH came AS MATERIALIZED (
            SELECT c.id, c.fid, c.version, c.updated_at, box3d(c.geom_3857) AS box, CASE WHEN known THEN coalesce((SELECT greatest(max(h.version) + 1, c.version) FROM layers."wards_history" h WHERE h.id = c.id HAVING count(*) > 0), 1) ELSE 1 END AS first, CASE WHEN known THEN (SELECT max(h.gone_at) + interval '1 microsecond' FROM layers."wards_history" h WHERE h.id = c.id) END AS after
            FROM changed c
        ), logged AS (
            INSERT INTO layers.changes (at, layer, operation, actor, client, feature_id, version, fid, bbox)
            SELECT moment, 'wards', 'create', who, sender, n.id, n.first, n.fid, CASE WHEN n.box IS NOT NULL THEN ARRAY[st_xmin(n.box), st_ymin(n.box), st_xmax(n.box), st_ymax(n.box)] END FROM came n
        )
        SELECT array_agg(n.id), array_agg(n.first), array_agg(greatest(moment, n.after)) INTO ids, versions, moments
        FROM came n WHERE n.version <> n.first OR n.updated_at NOT BETWEEN greatest(now(), n.after) AND moment;
    ELSIF TG_OP = 'DELETE' THEN
        INSERT INTO layers."wards_history" ("fid", "id", "code", "ward_code", "source", "version", "updated_at", "name", "division", "valid_from", "valid_to", "merged_into", "area_km2", "population", "decision", "geom", gone_at) SELECT o."fid", o."id", o."code", o."ward_code", o."source", o."version", o."updated_at", o."name", o."division", o."valid_from", o."valid_to", o."merged_into", o."area_km2", o."population", o."decision", o."geom", greatest(moment, o.updated_at + interval '1 microsecond') FROM gone o;
        INSERT INTO layers.changes (at, layer, operation, actor, client, feature_id, version, fid, bbox)
            SELECT moment, 'wards', 'delete', who, sender, o.id, o.version, o.fid, CASE WHEN o.box IS NOT NULL THEN ARRAY[st_xmin(o.box), st_ymin(o.box), st_xmax(o.box), st_ymax(o.box)] END
            FROM (SELECT o.id, o.version, o.fid, box3d(o.geom_3857) AS box FROM gone o OFFSET 0) o;
    ELSE
        INSERT INTO layers."wards_history" ("fid", "id", "code", "ward_code", "source", "version", "updated_at", "name", "division", "valid_from", "valid_to", "merged_into", "area_km2", "population", "decision", "geom", gone_at) SELECT o."fid", o."id", o."code", o."ward_code", o."source", o."version", o."updated_at", o."name", o."division", o."valid_from", o."valid_to", o."merged_into", o."area_km2", o."population", o."decision", o."geom", greatest(moment, o.updated_at + interval '1 microsecond') FROM layers."wards" o;
        INSERT INTO layers.changes (at, layer, operation, actor, client)
            VALUES (moment, 'wards', 'truncate', who, sender);
    END IF;
    IF ids IS NOT NULL THEN
        PERFORM layers.stamp('wards', ids, versions, moments);
    END IF;
    RETURN NULL;
END $$;
GRANT SELECT (id), UPDATE (version, updated_at) ON layers."wards" TO dongha_keeper;
CREATE TRIGGER log_insert AFTER INSERT ON layers."wards" REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION layers."log_wards"();
CREATE TRIGGER log_update AFTER UPDATE ON layers."wards" REFERENCING OLD TABLE AS gone NEW TABLE AS changed FOR EACH STATEMENT WHEN (current_user <> 'dongha_keeper') EXECUTE FUNCTION layers."log_wards"();
CREATE TRIGGER log_delete AFTER DELETE ON layers."wards" REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION layers."log_wards"();
CREATE TRIGGER log_truncate BEFORE TRUNCATE ON layers."wards" FOR EACH STATEMENT EXECUTE FUNCTION layers."log_wards"();
CREATE TRIGGER keep_identity AFTER UPDATE OF fid, id ON layers."wards" FOR EACH ROW WHEN (old.fid <> new.fid OR old.id <> new.id) EXECUTE FUNCTION layers.keep_identity();

CREATE FUNCTION layers."log_neighbourhoods"() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = layers, ext, pg_temp SET enable_nestloop = off
AS $$
DECLARE
    moment timestamptz := clock_timestamp();
    who text := layers.actor();
    sender text := layers.client();
    known boolean;
    ids uuid[];
    versions integer[];
    moments timestamptz[];
BEGIN
    IF TG_OP = 'UPDATE' THEN
        WITH p AS MATERIALIZED (
            SELECT o."fid", o."id", o."code", o."ward_code", o."source", o."version", o."updated_at", o."name", o."area_ha", o."household_count", o."meeting_place", o."geom", box3d(n.geom_3857) AS box,
                CASE WHEN o.geom_3857 IS DISTINCT FROM n.geom_3857 THEN box3d(o.geom_3857) END AS box_before,
                CASE WHEN n.version = o.version + 1 AND n.updated_at > o.updated_at AND n.updated_at BETWEEN now() AND moment THEN n.updated_at END AS good, greatest(moment, o.updated_at + interval '1 microsecond') AS later
            FROM gone o JOIN changed n ON n.id = o.id WHERE (n.version = o.version + 1 OR NOT (n."code" IS NOT DISTINCT FROM o."code" AND n."ward_code" IS NOT DISTINCT FROM o."ward_code" AND n."source" IS NOT DISTINCT FROM o."source" AND n."version" IS NOT DISTINCT FROM o."version" AND n."updated_at" IS NOT DISTINCT FROM o."updated_at" AND n."name" IS NOT DISTINCT FROM o."name" AND n."area_ha" IS NOT DISTINCT FROM o."area_ha" AND n."household_count" IS NOT DISTINCT FROM o."household_count" AND n."meeting_place" IS NOT DISTINCT FROM o."meeting_place" AND n."geom" IS NOT DISTINCT FROM o."geom"))
        ), kept AS (
            INSERT INTO layers."neighbourhoods_history" ("fid", "id", "code", "ward_code", "source", "version", "updated_at", "name", "area_ha", "household_count", "meeting_place", "geom", gone_at) SELECT "fid", "id", "code", "ward_code", "source", "version", "updated_at", "name", "area_ha", "household_count", "meeting_place", "geom", coalesce(good, later) FROM p
        ), logged AS (
            INSERT INTO layers.changes (at, layer, operation, actor, client, feature_id, version, fid, bbox, bbox_before)
            SELECT moment, 'neighbourhoods', 'update', who, sender, id, version + 1, fid, CASE WHEN box IS NOT NULL THEN ARRAY[st_xmin(box), st_ymin(box), st_xmax(box), st_ymax(box)] END,
                CASE WHEN box_before IS NOT NULL THEN ARRAY[st_xmin(box_before), st_ymin(box_before), st_xmax(box_before), st_ymax(box_before)] END FROM p
        )
        SELECT array_agg(p.id), array_agg(p.version + 1), array_agg(p.later) INTO ids, versions, moments
        FROM p WHERE p.good IS NULL;
    ELSIF TG_OP = 'INSERT' THEN
        known := EXISTS (SELECT FROM layers."neighbourhoods_history");
        WITH came AS MATERIALIZED (
            SELECT c.id, c.fid, c.version, c.updated_at, box3d(c.geom_3857) AS box, CASE WHEN known THEN coalesce((SELECT greatest(max(h.version) + 1, c.version) FROM layers."neighbourhoods_history" h WHERE h.id = c.id HAVING count(*) > 0), 1) ELSE 1 END AS first, CASE WHEN known THEN (SELECT max(h.gone_at) + interval '1 microsecond' FROM layers."neighbourhoods_history" h WHERE h.id = c.id) END AS after
            FROM changed c
        ), logged AS (
            INSERT INTO layers.changes (at, layer, operation, actor, client, feature_id, version, fid, bbox)
            SELECT moment, 'neighbourhoods', 'create', who, sender, n.id, n.first, n.fid, CASE WHEN n.box IS NOT NULL THEN ARRAY[st_xmin(n.box), st_ymin(n.box), st_xmax(n.box), st_ymax(n.box)] END FROM came n
        )
        SELECT array_agg(n.id), array_agg(n.first), array_agg(greatest(moment, n.after)) INTO ids, versions, moments
        FROM came n WHERE n.version <> n.first OR n.updated_at NOT BETWEEN greatest(now(), n.after) AND moment;
    ELSIF TG_OP = 'DELETE' THEN
        INSERT INTO layers."neighbourhoods_history" ("fid", "id", "code", "ward_code", "source", "version", "updated_at", "name", "area_ha", "household_count", "meeting_place", "geom", gone_at) SELECT o."fid", o."id", o."code", o."ward_code", o."source", o."version", o."updated_at", o."name", o."area_ha", o."household_count", o."meeting_place", o."geom", greatest(moment, o.updated_at + interval '1 microsecond') FROM gone o;
        INSERT INTO layers.changes (at, layer, operation, actor, client, feature_id, version, fid, bbox)
            SELECT moment, 'neighbourhoods', 'delete', who, sender, o.id, o.version, o.fid, CASE WHEN o.box IS NOT NULL THEN ARRAY[st_xmin(o.box), st_ymin(o.box), st_xmax(o.box), st_ymax(o.box)] END
            FROM (SELECT o.id, o.version, o.fid, box3d(o.geom_3857) AS box FROM gone o OFFSET 0) o;
    ELSE
        INSERT INTO layers."neighbourhoods_history" ("fid", "id", "code", "ward_code", "source", "version", "updated_at", "name", "area_ha", "household_count", "meeting_place", "geom", gone_at) SELECT o."fid", o."id", o."code", o."ward_code", o."source", o."version", o."updated_at", o."name", o."area_ha", o."household_count", o."meeting_place", o."geom", greatest(moment, o.updated_at + interval '1 microsecond') FROM layers."neighbourhoods" o;
        INSERT INTO layers.changes (at, layer, operation, actor, client)
            VALUES (moment, 'neighbourhoods', 'truncate', who, sender);
    END IF;
    IF ids IS NOT NULL THEN
        PERFORM layers.stamp('neighbourhoods', ids, versions, moments);
    END IF;
    RETURN NULL;
END $$;
GRANT SELECT (id), UPDATE (version, updated_at) ON layers."neighbourhoods" TO dongha_keeper;
CREATE TRIGGER log_insert AFTER INSERT ON layers."neighbourhoods" REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION layers."log_neighbourhoods"();
CREATE TRIGGER log_update AFTER UPDATE ON layers."neighbourhoods" REFERENCING OLD TABLE AS gone NEW TABLE AS changed FOR EACH STATEMENT WHEN (current_user <> 'dongha_keeper') EXECUTE FUNCTION layers."log_neighbourhoods"();
CREATE TRIGGER log_delete AFTER DELETE ON layers."neighbourhoods" REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION layers."log_neighbourhoods"();
CREATE TRIGGER log_truncate BEFORE TRUNCATE ON layers."neighbourhoods" FOR EACH STATEMENT EXECUTE FUNCTION layers."log_neighbourhoods"();
CREATE TRIGGER keep_identity AFTER UPDATE OF fid, id ON layers."neighbourhoods" FOR EACH ROW WHEN (old.fid <> new.fid OR old.id <> new.id) EXECUTE FUNCTION layers.keep_identity();

CREATE FUNCTION layers."log_plans"() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = layers, ext, pg_temp SET enable_nestloop = off
AS $$
DECLARE
    moment timestamptz := clock_timestamp();
    who text := layers.actor();
    sender text := layers.client();
    known boolean;
    ids uuid[];
    versions integer[];
    moments timestamptz[];
BEGIN
    IF TG_OP = 'UPDATE' THEN
        WITH p AS MATERIALIZED (
            SELECT o."fid", o."id", o."code", o."ward_code", o."source", o."version", o."updated_at", o."name", o."level", o."status", o."scale_denominator", o."area_ha", o."planned_population", o."decision_no", o."decision_date", o."authority", o."valid_from", o."valid_to", o."replaced_by_id", o."geom", box3d(n.geom_3857) AS box,
                CASE WHEN o.geom_3857 IS DISTINCT FROM n.geom_3857 THEN box3d(o.geom_3857) END AS box_before,
                CASE WHEN n.version = o.version + 1 AND n.updated_at > o.updated_at AND n.updated_at BETWEEN now() AND moment THEN n.updated_at END AS good, greatest(moment, o.updated_at + interval '1 microsecond') AS later
            FROM gone o JOIN changed n ON n.id = o.id WHERE (n.version = o.version + 1 OR NOT (n."code" IS NOT DISTINCT FROM o."code" AND n."ward_code" IS NOT DISTINCT FROM o."ward_code" AND n."source" IS NOT DISTINCT FROM o."source" AND n."version" IS NOT DISTINCT FROM o."version" AND n."updated_at" IS NOT DISTINCT FROM o."updated_at" AND n."name" IS NOT DISTINCT FROM o."name" AND n."level" IS NOT DISTINCT FROM o."level" AND n."status" IS NOT DISTINCT FROM o."status" AND n."scale_denominator" IS NOT DISTINCT FROM o."scale_denominator" AND n."area_ha" IS NOT DISTINCT FROM o."area_ha" AND n."planned_population" IS NOT DISTINCT FROM o."planned_population" AND n."decision_no" IS NOT DISTINCT FROM o."decision_no" AND n."decision_date" IS NOT DISTINCT FROM o."decision_date" AND n."authority" IS NOT DISTINCT FROM o."authority" AND n."valid_from" IS NOT DISTINCT FROM o."valid_from" AND n."valid_to" IS NOT DISTINCT FROM o."valid_to" AND n."replaced_by_id" IS NOT DISTINCT FROM o."replaced_by_id" AND n."geom" IS NOT DISTINCT FROM o."geom"))
        ), kept AS (
            INSERT INTO layers."plans_history" ("fid", "id", "code", "ward_code", "source", "version", "updated_at", "name", "level", "status", "scale_denominator", "area_ha", "planned_population", "decision_no", "decision_date", "authority", "valid_from", "valid_to", "replaced_by_id", "geom", gone_at) SELECT "fid", "id", "code", "ward_code", "source", "version", "updated_at", "name", "level", "status", "scale_denominator", "area_ha", "planned_population", "decision_no", "decision_date", "authority", "valid_from", "valid_to", "replaced_by_id", "geom", coalesce(good, later) FROM p
        ), logged AS (
            INSERT INTO layers.changes (at, layer, operation, actor, client, feature_id, version, fid, bbox, bbox_before)
            SELECT moment, 'plans', 'update', who, sender, id, version + 1, fid, CASE WHEN box IS NOT NULL THEN ARRAY[st_xmin(box), st_ymin(box), st_xmax(box), st_ymax(box)] END,
                CASE WHEN box_before IS NOT NULL THEN ARRAY[st_xmin(box_before), st_ymin(box_before), st_xmax(box_before), st_ymax(box_before)] END FROM p
        )
        SELECT array_agg(p.id), array_agg(p.version + 1), array_agg(p.later) INTO ids, versions, moments
        FROM p WHERE p.good IS NULL;
    ELSIF TG_OP = 'INSERT' THEN
        known := EXISTS (SELECT FROM layers."plans_history");
        WITH came AS MATERIALIZED (
            SELECT c.id, c.fid, c.version, c.updated_at, box3d(c.geom_3857) AS box, CASE WHEN known THEN coalesce((SELECT greatest(max(h.version) + 1, c.version) FROM layers."plans_history" h WHERE h.id = c.id HAVING count(*) > 0), 1) ELSE 1 END AS first, CASE WHEN known THEN (SELECT max(h.gone_at) + interval '1 microsecond' FROM layers."plans_history" h WHERE h.id = c.id) END AS after
            FROM changed c
        ), logged AS (
            INSERT INTO layers.changes (at, layer, operation, actor, client, feature_id, version, fid, bbox)
            SELECT moment, 'plans', 'create', who, sender, n.id, n.first, n.fid, CASE WHEN n.box IS NOT NULL THEN ARRAY[st_xmin(n.box), st_ymin(n.box), st_xmax(n.box), st_ymax(n.box)] END FROM came n
        )
        SELECT array_agg(n.id), array_agg(n.first), array_agg(greatest(moment, n.after)) INTO ids, versions, moments
        FROM came n WHERE n.version <> n.first OR n.updated_at NOT BETWEEN greatest(now(), n.after) AND moment;
    ELSIF TG_OP = 'DELETE' THEN
        INSERT INTO layers."plans_history" ("fid", "id", "code", "ward_code", "source", "version", "updated_at", "name", "level", "status", "scale_denominator", "area_ha", "planned_population", "decision_no", "decision_date", "authority", "valid_from", "valid_to", "replaced_by_id", "geom", gone_at) SELECT o."fid", o."id", o."code", o."ward_code", o."source", o."version", o."updated_at", o."name", o."level", o."status", o."scale_denominator", o."area_ha", o."planned_population", o."decision_no", o."decision_date", o."authority", o."valid_from", o."valid_to", o."replaced_by_id", o."geom", greatest(moment, o.updated_at + interval '1 microsecond') FROM gone o;
        INSERT INTO layers.changes (at, layer, operation, actor, client, feature_id, version, fid, bbox)
            SELECT moment, 'plans', 'delete', who, sender, o.id, o.version, o.fid, CASE WHEN o.box IS NOT NULL THEN ARRAY[st_xmin(o.box), st_ymin(o.box), st_xmax(o.box), st_ymax(o.box)] END
            FROM (SELECT o.id, o.version, o.fid, box3d(o.geom_3857) AS box FROM gone o OFFSET 0) o;
    ELSE
        INSERT INTO layers."plans_history" ("fid", "id", "code", "ward_code", "source", "version", "updated_at", "name", "level", "status", "scale_denominator", "area_ha", "planned_population", "decision_no", "decision_date", "authority", "valid_from", "valid_to", "replaced_by_id", "geom", gone_at) SELECT o."fid", o."id", o."code", o."ward_code", o."source", o."version", o."updated_at", o."name", o."level", o."status", o."scale_denominator", o."area_ha", o."planned_population", o."decision_no", o."decision_date", o."authority", o."valid_from", o."valid_to", o."replaced_by_id", o."geom", greatest(moment, o.updated_at + interval '1 microsecond') FROM layers."plans" o;
        INSERT INTO layers.changes (at, layer, operation, actor, client)
            VALUES (moment, 'plans', 'truncate', who, sender);
    END IF;
    IF ids IS NOT NULL THEN
        PERFORM layers.stamp('plans', ids, versions, moments);
    END IF;
    RETURN NULL;
END $$;
GRANT SELECT (id), UPDATE (version, updated_at) ON layers."plans" TO dongha_keeper;
CREATE TRIGGER log_insert AFTER INSERT ON layers."plans" REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION layers."log_plans"();
CREATE TRIGGER log_update AFTER UPDATE ON layers."plans" REFERENCING OLD TABLE AS gone NEW TABLE AS changed FOR EACH STATEMENT WHEN (current_user <> 'dongha_keeper') EXECUTE FUNCTION layers."log_plans"();
CREATE TRIGGER log_delete AFTER DELETE ON layers."plans" REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION layers."log_plans"();
CREATE TRIGGER log_truncate BEFORE TRUNCATE ON layers."plans" FOR EACH STATEMENT EXECUTE FUNCTION layers."log_plans"();
CREATE TRIGGER keep_identity AFTER UPDATE OF fid, id ON layers."plans" FOR EACH ROW WHEN (old.fid <> new.fid OR old.id <> new.id) EXECUTE FUNCTION layers.keep_identity();

CREATE FUNCTION layers."log_planning_zones"() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = layers, ext, pg_temp SET enable_nestloop = off
AS $$
DECLARE
    moment timestamptz := clock_timestamp();
    who text := layers.actor();
    sender text := layers.client();
    known boolean;
    ids uuid[];
    versions integer[];
    moments timestamptz[];
BEGIN
    IF TG_OP = 'UPDATE' THEN
        WITH p AS MATERIALIZED (
            SELECT o."fid", o."id", o."code", o."ward_code", o."source", o."version", o."updated_at", o."plan_id", o."use_code", o."area_m2", o."density_max_pct", o."far_max", o."storeys_min", o."storeys_max", o."height_max_m", o."setback_m", o."population", o."note", o."valid_from", o."valid_to", o."geom", box3d(n.geom_3857) AS box,
                CASE WHEN o.geom_3857 IS DISTINCT FROM n.geom_3857 THEN box3d(o.geom_3857) END AS box_before,
                CASE WHEN n.version = o.version + 1 AND n.updated_at > o.updated_at AND n.updated_at BETWEEN now() AND moment THEN n.updated_at END AS good, greatest(moment, o.updated_at + interval '1 microsecond') AS later
            FROM gone o JOIN changed n ON n.id = o.id WHERE (n.version = o.version + 1 OR NOT (n."code" IS NOT DISTINCT FROM o."code" AND n."ward_code" IS NOT DISTINCT FROM o."ward_code" AND n."source" IS NOT DISTINCT FROM o."source" AND n."version" IS NOT DISTINCT FROM o."version" AND n."updated_at" IS NOT DISTINCT FROM o."updated_at" AND n."plan_id" IS NOT DISTINCT FROM o."plan_id" AND n."use_code" IS NOT DISTINCT FROM o."use_code" AND n."area_m2" IS NOT DISTINCT FROM o."area_m2" AND n."density_max_pct" IS NOT DISTINCT FROM o."density_max_pct" AND n."far_max" IS NOT DISTINCT FROM o."far_max" AND n."storeys_min" IS NOT DISTINCT FROM o."storeys_min" AND n."storeys_max" IS NOT DISTINCT FROM o."storeys_max" AND n."height_max_m" IS NOT DISTINCT FROM o."height_max_m" AND n."setback_m" IS NOT DISTINCT FROM o."setback_m" AND n."population" IS NOT DISTINCT FROM o."population" AND n."note" IS NOT DISTINCT FROM o."note" AND n."valid_from" IS NOT DISTINCT FROM o."valid_from" AND n."valid_to" IS NOT DISTINCT FROM o."valid_to" AND n."geom" IS NOT DISTINCT FROM o."geom"))
        ), kept AS (
            INSERT INTO layers."planning_zones_history" ("fid", "id", "code", "ward_code", "source", "version", "updated_at", "plan_id", "use_code", "area_m2", "density_max_pct", "far_max", "storeys_min", "storeys_max", "height_max_m", "setback_m", "population", "note", "valid_from", "valid_to", "geom", gone_at) SELECT "fid", "id", "code", "ward_code", "source", "version", "updated_at", "plan_id", "use_code", "area_m2", "density_max_pct", "far_max", "storeys_min", "storeys_max", "height_max_m", "setback_m", "population", "note", "valid_from", "valid_to", "geom", coalesce(good, later) FROM p
        ), logged AS (
            INSERT INTO layers.changes (at, layer, operation, actor, client, feature_id, version, fid, bbox, bbox_before)
            SELECT moment, 'planning_zones', 'update', who, sender, id, version + 1, fid, CASE WHEN box IS NOT NULL THEN ARRAY[st_xmin(box), st_ymin(box), st_xmax(box), st_ymax(box)] END,
                CASE WHEN box_before IS NOT NULL THEN ARRAY[st_xmin(box_before), st_ymin(box_before), st_xmax(box_before), st_ymax(box_before)] END FROM p
        )
        SELECT array_agg(p.id), array_agg(p.version + 1), array_agg(p.later) INTO ids, versions, moments
        FROM p WHERE p.good IS NULL;
    ELSIF TG_OP = 'INSERT' THEN
        known := EXISTS (SELECT FROM layers."planning_zones_history");
        WITH came AS MATERIALIZED (
            SELECT c.id, c.fid, c.version, c.updated_at, box3d(c.geom_3857) AS box, CASE WHEN known THEN coalesce((SELECT greatest(max(h.version) + 1, c.version) FROM layers."planning_zones_history" h WHERE h.id = c.id HAVING count(*) > 0), 1) ELSE 1 END AS first, CASE WHEN known THEN (SELECT max(h.gone_at) + interval '1 microsecond' FROM layers."planning_zones_history" h WHERE h.id = c.id) END AS after
            FROM changed c
        ), logged AS (
            INSERT INTO layers.changes (at, layer, operation, actor, client, feature_id, version, fid, bbox)
            SELECT moment, 'planning_zones', 'create', who, sender, n.id, n.first, n.fid, CASE WHEN n.box IS NOT NULL THEN ARRAY[st_xmin(n.box), st_ymin(n.box), st_xmax(n.box), st_ymax(n.box)] END FROM came n
        )
        SELECT array_agg(n.id), array_agg(n.first), array_agg(greatest(moment, n.after)) INTO ids, versions, moments
        FROM came n WHERE n.version <> n.first OR n.updated_at NOT BETWEEN greatest(now(), n.after) AND moment;
    ELSIF TG_OP = 'DELETE' THEN
        INSERT INTO layers."planning_zones_history" ("fid", "id", "code", "ward_code", "source", "version", "updated_at", "plan_id", "use_code", "area_m2", "density_max_pct", "far_max", "storeys_min", "storeys_max", "height_max_m", "setback_m", "population", "note", "valid_from", "valid_to", "geom", gone_at) SELECT o."fid", o."id", o."code", o."ward_code", o."source", o."version", o."updated_at", o."plan_id", o."use_code", o."area_m2", o."density_max_pct", o."far_max", o."storeys_min", o."storeys_max", o."height_max_m", o."setback_m", o."population", o."note", o."valid_from", o."valid_to", o."geom", greatest(moment, o.updated_at + interval '1 microsecond') FROM gone o;
        INSERT INTO layers.changes (at, layer, operation, actor, client, feature_id, version, fid, bbox)
            SELECT moment, 'planning_zones', 'delete', who, sender, o.id, o.version, o.fid, CASE WHEN o.box IS NOT NULL THEN ARRAY[st_xmin(o.box), st_ymin(o.box), st_xmax(o.box), st_ymax(o.box)] END
            FROM (SELECT o.id, o.version, o.fid, box3d(o.geom_3857) AS box FROM gone o OFFSET 0) o;
    ELSE
        INSERT INTO layers."planning_zones_history" ("fid", "id", "code", "ward_code", "source", "version", "updated_at", "plan_id", "use_code", "area_m2", "density_max_pct", "far_max", "storeys_min", "storeys_max", "height_max_m", "setback_m", "population", "note", "valid_from", "valid_to", "geom", gone_at) SELECT o."fid", o."id", o."code", o."ward_code", o."source", o."version", o."updated_at", o."plan_id", o."use_code", o."area_m2", o."density_max_pct", o."far_max", o."storeys_min", o."storeys_max", o."height_max_m", o."setback_m", o."population", o."note", o."valid_from", o."valid_to", o."geom", greatest(moment, o.updated_at + interval '1 microsecond') FROM layers."planning_zones" o;
        INSERT INTO layers.changes (at, layer, operation, actor, client)
            VALUES (moment, 'planning_zones', 'truncate', who, sender);
    END IF;
    IF ids IS NOT NULL THEN
        PERFORM layers.stamp('planning_zones', ids, versions, moments);
    END IF;
    RETURN NULL;
END $$;
GRANT SELECT (id), UPDATE (version, updated_at) ON layers."planning_zones" TO dongha_keeper;
CREATE TRIGGER log_insert AFTER INSERT ON layers."planning_zones" REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION layers."log_planning_zones"();
CREATE TRIGGER log_update AFTER UPDATE ON layers."planning_zones" REFERENCING OLD TABLE AS gone NEW TABLE AS changed FOR EACH STATEMENT WHEN (current_user <> 'dongha_keeper') EXECUTE FUNCTION layers."log_planning_zones"();
CREATE TRIGGER log_delete AFTER DELETE ON layers."planning_zones" REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION layers."log_planning_zones"();
CREATE TRIGGER log_truncate BEFORE TRUNCATE ON layers."planning_zones" FOR EACH STATEMENT EXECUTE FUNCTION layers."log_planning_zones"();
CREATE TRIGGER keep_identity AFTER UPDATE OF fid, id ON layers."planning_zones" FOR EACH ROW WHEN (old.fid <> new.fid OR old.id <> new.id) EXECUTE FUNCTION layers.keep_identity();

CREATE FUNCTION layers."log_road_redlines"() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = layers, ext, pg_temp SET enable_nestloop = off
AS $$
DECLARE
    moment timestamptz := clock_timestamp();
    who text := layers.actor();
    sender text := layers.client();
    known boolean;
    ids uuid[];
    versions integer[];
    moments timestamptz[];
BEGIN
    IF TG_OP = 'UPDATE' THEN
        WITH p AS MATERIALIZED (
            SELECT o."fid", o."id", o."code", o."ward_code", o."source", o."version", o."updated_at", o."plan_id", o."road_id", o."kind", o."road_name", o."reserve_width_m", o."carriageway_width_m", o."sidewalk_width_m", o."setback_m", o."decision_no", o."valid_from", o."valid_to", o."geom", box3d(n.geom_3857) AS box,
                CASE WHEN o.geom_3857 IS DISTINCT FROM n.geom_3857 THEN box3d(o.geom_3857) END AS box_before,
                CASE WHEN n.version = o.version + 1 AND n.updated_at > o.updated_at AND n.updated_at BETWEEN now() AND moment THEN n.updated_at END AS good, greatest(moment, o.updated_at + interval '1 microsecond') AS later
            FROM gone o JOIN changed n ON n.id = o.id WHERE (n.version = o.version + 1 OR NOT (n."code" IS NOT DISTINCT FROM o."code" AND n."ward_code" IS NOT DISTINCT FROM o."ward_code" AND n."source" IS NOT DISTINCT FROM o."source" AND n."version" IS NOT DISTINCT FROM o."version" AND n."updated_at" IS NOT DISTINCT FROM o."updated_at" AND n."plan_id" IS NOT DISTINCT FROM o."plan_id" AND n."road_id" IS NOT DISTINCT FROM o."road_id" AND n."kind" IS NOT DISTINCT FROM o."kind" AND n."road_name" IS NOT DISTINCT FROM o."road_name" AND n."reserve_width_m" IS NOT DISTINCT FROM o."reserve_width_m" AND n."carriageway_width_m" IS NOT DISTINCT FROM o."carriageway_width_m" AND n."sidewalk_width_m" IS NOT DISTINCT FROM o."sidewalk_width_m" AND n."setback_m" IS NOT DISTINCT FROM o."setback_m" AND n."decision_no" IS NOT DISTINCT FROM o."decision_no" AND n."valid_from" IS NOT DISTINCT FROM o."valid_from" AND n."valid_to" IS NOT DISTINCT FROM o."valid_to" AND n."geom" IS NOT DISTINCT FROM o."geom"))
        ), kept AS (
            INSERT INTO layers."road_redlines_history" ("fid", "id", "code", "ward_code", "source", "version", "updated_at", "plan_id", "road_id", "kind", "road_name", "reserve_width_m", "carriageway_width_m", "sidewalk_width_m", "setback_m", "decision_no", "valid_from", "valid_to", "geom", gone_at) SELECT "fid", "id", "code", "ward_code", "source", "version", "updated_at", "plan_id", "road_id", "kind", "road_name", "reserve_width_m", "carriageway_width_m", "sidewalk_width_m", "setback_m", "decision_no", "valid_from", "valid_to", "geom", coalesce(good, later) FROM p
        ), logged AS (
            INSERT INTO layers.changes (at, layer, operation, actor, client, feature_id, version, fid, bbox, bbox_before)
            SELECT moment, 'road_redlines', 'update', who, sender, id, version + 1, fid, CASE WHEN box IS NOT NULL THEN ARRAY[st_xmin(box), st_ymin(box), st_xmax(box), st_ymax(box)] END,
                CASE WHEN box_before IS NOT NULL THEN ARRAY[st_xmin(box_before), st_ymin(box_before), st_xmax(box_before), st_ymax(box_before)] END FROM p
        )
        SELECT array_agg(p.id), array_agg(p.version + 1), array_agg(p.later) INTO ids, versions, moments
        FROM p WHERE p.good IS NULL;
    ELSIF TG_OP = 'INSERT' THEN
        known := EXISTS (SELECT FROM layers."road_redlines_history");
        WITH came AS MATERIALIZED (
            SELECT c.id, c.fid, c.version, c.updated_at, box3d(c.geom_3857) AS box, CASE WHEN known THEN coalesce((SELECT greatest(max(h.version) + 1, c.version) FROM layers."road_redlines_history" h WHERE h.id = c.id HAVING count(*) > 0), 1) ELSE 1 END AS first, CASE WHEN known THEN (SELECT max(h.gone_at) + interval '1 microsecond' FROM layers."road_redlines_history" h WHERE h.id = c.id) END AS after
            FROM changed c
        ), logged AS (
            INSERT INTO layers.changes (at, layer, operation, actor, client, feature_id, version, fid, bbox)
            SELECT moment, 'road_redlines', 'create', who, sender, n.id, n.first, n.fid, CASE WHEN n.box IS NOT NULL THEN ARRAY[st_xmin(n.box), st_ymin(n.box), st_xmax(n.box), st_ymax(n.box)] END FROM came n
        )
        SELECT array_agg(n.id), array_agg(n.first), array_agg(greatest(moment, n.after)) INTO ids, versions, moments
        FROM came n WHERE n.version <> n.first OR n.updated_at NOT BETWEEN greatest(now(), n.after) AND moment;
    ELSIF TG_OP = 'DELETE' THEN
        INSERT INTO layers."road_redlines_history" ("fid", "id", "code", "ward_code", "source", "version", "updated_at", "plan_id", "road_id", "kind", "road_name", "reserve_width_m", "carriageway_width_m", "sidewalk_width_m", "setback_m", "decision_no", "valid_from", "valid_to", "geom", gone_at) SELECT o."fid", o."id", o."code", o."ward_code", o."source", o."version", o."updated_at", o."plan_id", o."road_id", o."kind", o."road_name", o."reserve_width_m", o."carriageway_width_m", o."sidewalk_width_m", o."setback_m", o."decision_no", o."valid_from", o."valid_to", o."geom", greatest(moment, o.updated_at + interval '1 microsecond') FROM gone o;
        INSERT INTO layers.changes (at, layer, operation, actor, client, feature_id, version, fid, bbox)
            SELECT moment, 'road_redlines', 'delete', who, sender, o.id, o.version, o.fid, CASE WHEN o.box IS NOT NULL THEN ARRAY[st_xmin(o.box), st_ymin(o.box), st_xmax(o.box), st_ymax(o.box)] END
            FROM (SELECT o.id, o.version, o.fid, box3d(o.geom_3857) AS box FROM gone o OFFSET 0) o;
    ELSE
        INSERT INTO layers."road_redlines_history" ("fid", "id", "code", "ward_code", "source", "version", "updated_at", "plan_id", "road_id", "kind", "road_name", "reserve_width_m", "carriageway_width_m", "sidewalk_width_m", "setback_m", "decision_no", "valid_from", "valid_to", "geom", gone_at) SELECT o."fid", o."id", o."code", o."ward_code", o."source", o."version", o."updated_at", o."plan_id", o."road_id", o."kind", o."road_name", o."reserve_width_m", o."carriageway_width_m", o."sidewalk_width_m", o."setback_m", o."decision_no", o."valid_from", o."valid_to", o."geom", greatest(moment, o.updated_at + interval '1 microsecond') FROM layers."road_redlines" o;
        INSERT INTO layers.changes (at, layer, operation, actor, client)
            VALUES (moment, 'road_redlines', 'truncate', who, sender);
    END IF;
    IF ids IS NOT NULL THEN
        PERFORM layers.stamp('road_redlines', ids, versions, moments);
    END IF;
    RETURN NULL;
END $$;
GRANT SELECT (id), UPDATE (version, updated_at) ON layers."road_redlines" TO dongha_keeper;
CREATE TRIGGER log_insert AFTER INSERT ON layers."road_redlines" REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION layers."log_road_redlines"();
CREATE TRIGGER log_update AFTER UPDATE ON layers."road_redlines" REFERENCING OLD TABLE AS gone NEW TABLE AS changed FOR EACH STATEMENT WHEN (current_user <> 'dongha_keeper') EXECUTE FUNCTION layers."log_road_redlines"();
CREATE TRIGGER log_delete AFTER DELETE ON layers."road_redlines" REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION layers."log_road_redlines"();
CREATE TRIGGER log_truncate BEFORE TRUNCATE ON layers."road_redlines" FOR EACH STATEMENT EXECUTE FUNCTION layers."log_road_redlines"();
CREATE TRIGGER keep_identity AFTER UPDATE OF fid, id ON layers."road_redlines" FOR EACH ROW WHEN (old.fid <> new.fid OR old.id <> new.id) EXECUTE FUNCTION layers.keep_identity();

CREATE FUNCTION layers."log_land_parcels"() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = layers, ext, pg_temp SET enable_nestloop = off
AS $$
DECLARE
    moment timestamptz := clock_timestamp();
    who text := layers.actor();
    sender text := layers.client();
    known boolean;
    ids uuid[];
    versions integer[];
    moments timestamptz[];
BEGIN
    IF TG_OP = 'UPDATE' THEN
        WITH p AS MATERIALIZED (
            SELECT o."fid", o."id", o."code", o."ward_code", o."source", o."version", o."updated_at", o."map_sheet", o."parcel_no", o."sheet_parcel", o."old_map_sheet", o."old_parcel_no", o."area_m2", o."legal_area_m2", o."use_code", o."use_codes", o."address", o."completeness", o."has_certificate", o."certificate_ref", o."holder_ref", o."valid_from", o."valid_to", o."geom", box3d(n.geom_3857) AS box,
                CASE WHEN o.geom_3857 IS DISTINCT FROM n.geom_3857 THEN box3d(o.geom_3857) END AS box_before,
                CASE WHEN n.version = o.version + 1 AND n.updated_at > o.updated_at AND n.updated_at BETWEEN now() AND moment THEN n.updated_at END AS good, greatest(moment, o.updated_at + interval '1 microsecond') AS later
            FROM gone o JOIN changed n ON n.id = o.id WHERE (n.version = o.version + 1 OR NOT (n."code" IS NOT DISTINCT FROM o."code" AND n."ward_code" IS NOT DISTINCT FROM o."ward_code" AND n."source" IS NOT DISTINCT FROM o."source" AND n."version" IS NOT DISTINCT FROM o."version" AND n."updated_at" IS NOT DISTINCT FROM o."updated_at" AND n."map_sheet" IS NOT DISTINCT FROM o."map_sheet" AND n."parcel_no" IS NOT DISTINCT FROM o."parcel_no" AND n."sheet_parcel" IS NOT DISTINCT FROM o."sheet_parcel" AND n."old_map_sheet" IS NOT DISTINCT FROM o."old_map_sheet" AND n."old_parcel_no" IS NOT DISTINCT FROM o."old_parcel_no" AND n."area_m2" IS NOT DISTINCT FROM o."area_m2" AND n."legal_area_m2" IS NOT DISTINCT FROM o."legal_area_m2" AND n."use_code" IS NOT DISTINCT FROM o."use_code" AND n."use_codes" IS NOT DISTINCT FROM o."use_codes" AND n."address" IS NOT DISTINCT FROM o."address" AND n."completeness" IS NOT DISTINCT FROM o."completeness" AND n."has_certificate" IS NOT DISTINCT FROM o."has_certificate" AND n."certificate_ref" IS NOT DISTINCT FROM o."certificate_ref" AND n."holder_ref" IS NOT DISTINCT FROM o."holder_ref" AND n."valid_from" IS NOT DISTINCT FROM o."valid_from" AND n."valid_to" IS NOT DISTINCT FROM o."valid_to" AND n."geom" IS NOT DISTINCT FROM o."geom"))
        ), kept AS (
            INSERT INTO layers."land_parcels_history" ("fid", "id", "code", "ward_code", "source", "version", "updated_at", "map_sheet", "parcel_no", "sheet_parcel", "old_map_sheet", "old_parcel_no", "area_m2", "legal_area_m2", "use_code", "use_codes", "address", "completeness", "has_certificate", "certificate_ref", "holder_ref", "valid_from", "valid_to", "geom", gone_at) SELECT "fid", "id", "code", "ward_code", "source", "version", "updated_at", "map_sheet", "parcel_no", "sheet_parcel", "old_map_sheet", "old_parcel_no", "area_m2", "legal_area_m2", "use_code", "use_codes", "address", "completeness", "has_certificate", "certificate_ref", "holder_ref", "valid_from", "valid_to", "geom", coalesce(good, later) FROM p
        ), logged AS (
            INSERT INTO layers.changes (at, layer, operation, actor, client, feature_id, version, fid, bbox, bbox_before)
            SELECT moment, 'land_parcels', 'update', who, sender, id, version + 1, fid, CASE WHEN box IS NOT NULL THEN ARRAY[st_xmin(box), st_ymin(box), st_xmax(box), st_ymax(box)] END,
                CASE WHEN box_before IS NOT NULL THEN ARRAY[st_xmin(box_before), st_ymin(box_before), st_xmax(box_before), st_ymax(box_before)] END FROM p
        )
        SELECT array_agg(p.id), array_agg(p.version + 1), array_agg(p.later) INTO ids, versions, moments
        FROM p WHERE p.good IS NULL;
    ELSIF TG_OP = 'INSERT' THEN
        known := EXISTS (SELECT FROM layers."land_parcels_history");
        WITH came AS MATERIALIZED (
            SELECT c.id, c.fid, c.version, c.updated_at, box3d(c.geom_3857) AS box, CASE WHEN known THEN coalesce((SELECT greatest(max(h.version) + 1, c.version) FROM layers."land_parcels_history" h WHERE h.id = c.id HAVING count(*) > 0), 1) ELSE 1 END AS first, CASE WHEN known THEN (SELECT max(h.gone_at) + interval '1 microsecond' FROM layers."land_parcels_history" h WHERE h.id = c.id) END AS after
            FROM changed c
        ), logged AS (
            INSERT INTO layers.changes (at, layer, operation, actor, client, feature_id, version, fid, bbox)
            SELECT moment, 'land_parcels', 'create', who, sender, n.id, n.first, n.fid, CASE WHEN n.box IS NOT NULL THEN ARRAY[st_xmin(n.box), st_ymin(n.box), st_xmax(n.box), st_ymax(n.box)] END FROM came n
        )
        SELECT array_agg(n.id), array_agg(n.first), array_agg(greatest(moment, n.after)) INTO ids, versions, moments
        FROM came n WHERE n.version <> n.first OR n.updated_at NOT BETWEEN greatest(now(), n.after) AND moment;
    ELSIF TG_OP = 'DELETE' THEN
        INSERT INTO layers."land_parcels_history" ("fid", "id", "code", "ward_code", "source", "version", "updated_at", "map_sheet", "parcel_no", "sheet_parcel", "old_map_sheet", "old_parcel_no", "area_m2", "legal_area_m2", "use_code", "use_codes", "address", "completeness", "has_certificate", "certificate_ref", "holder_ref", "valid_from", "valid_to", "geom", gone_at) SELECT o."fid", o."id", o."code", o."ward_code", o."source", o."version", o."updated_at", o."map_sheet", o."parcel_no", o."sheet_parcel", o."old_map_sheet", o."old_parcel_no", o."area_m2", o."legal_area_m2", o."use_code", o."use_codes", o."address", o."completeness", o."has_certificate", o."certificate_ref", o."holder_ref", o."valid_from", o."valid_to", o."geom", greatest(moment, o.updated_at + interval '1 microsecond') FROM gone o;
        INSERT INTO layers.changes (at, layer, operation, actor, client, feature_id, version, fid, bbox)
            SELECT moment, 'land_parcels', 'delete', who, sender, o.id, o.version, o.fid, CASE WHEN o.box IS NOT NULL THEN ARRAY[st_xmin(o.box), st_ymin(o.box), st_xmax(o.box), st_ymax(o.box)] END
            FROM (SELECT o.id, o.version, o.fid, box3d(o.geom_3857) AS box FROM gone o OFFSET 0) o;
    ELSE
        INSERT INTO layers."land_parcels_history" ("fid", "id", "code", "ward_code", "source", "version", "updated_at", "map_sheet", "parcel_no", "sheet_parcel", "old_map_sheet", "old_parcel_no", "area_m2", "legal_area_m2", "use_code", "use_codes", "address", "completeness", "has_certificate", "certificate_ref", "holder_ref", "valid_from", "valid_to", "geom", gone_at) SELECT o."fid", o."id", o."code", o."ward_code", o."source", o."version", o."updated_at", o."map_sheet", o."parcel_no", o."sheet_parcel", o."old_map_sheet", o."old_parcel_no", o."area_m2", o."legal_area_m2", o."use_code", o."use_codes", o."address", o."completeness", o."has_certificate", o."certificate_ref", o."holder_ref", o."valid_from", o."valid_to", o."geom", greatest(moment, o.updated_at + interval '1 microsecond') FROM layers."land_parcels" o;
        INSERT INTO layers.changes (at, layer, operation, actor, client)
            VALUES (moment, 'land_parcels', 'truncate', who, sender);
    END IF;
    IF ids IS NOT NULL THEN
        PERFORM layers.stamp('land_parcels', ids, versions, moments);
    END IF;
    RETURN NULL;
END $$;
GRANT SELECT (id), UPDATE (version, updated_at) ON layers."land_parcels" TO dongha_keeper;
CREATE TRIGGER log_insert AFTER INSERT ON layers."land_parcels" REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION layers."log_land_parcels"();
CREATE TRIGGER log_update AFTER UPDATE ON layers."land_parcels" REFERENCING OLD TABLE AS gone NEW TABLE AS changed FOR EACH STATEMENT WHEN (current_user <> 'dongha_keeper') EXECUTE FUNCTION layers."log_land_parcels"();
CREATE TRIGGER log_delete AFTER DELETE ON layers."land_parcels" REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION layers."log_land_parcels"();
CREATE TRIGGER log_truncate BEFORE TRUNCATE ON layers."land_parcels" FOR EACH STATEMENT EXECUTE FUNCTION layers."log_land_parcels"();
CREATE TRIGGER keep_identity AFTER UPDATE OF fid, id ON layers."land_parcels" FOR EACH ROW WHEN (old.fid <> new.fid OR old.id <> new.id) EXECUTE FUNCTION layers.keep_identity();

CREATE FUNCTION layers."log_parcel_changes"() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = layers, ext, pg_temp SET enable_nestloop = off
AS $$
DECLARE
    moment timestamptz := clock_timestamp();
    who text := layers.actor();
    sender text := layers.client();
    known boolean;
    ids uuid[];
    versions integer[];
    moments timestamptz[];
BEGIN
    IF TG_OP = 'UPDATE' THEN
        WITH p AS MATERIALIZED (
            SELECT o."fid", o."id", o."code", o."ward_code", o."source", o."version", o."updated_at", o."kind", o."parent_codes", o."child_codes", o."area_m2", o."decision", o."changed_on", o."note", o."geom", box3d(n.geom_3857) AS box,
                CASE WHEN o.geom_3857 IS DISTINCT FROM n.geom_3857 THEN box3d(o.geom_3857) END AS box_before,
                CASE WHEN n.version = o.version + 1 AND n.updated_at > o.updated_at AND n.updated_at BETWEEN now() AND moment THEN n.updated_at END AS good, greatest(moment, o.updated_at + interval '1 microsecond') AS later
            FROM gone o JOIN changed n ON n.id = o.id WHERE (n.version = o.version + 1 OR NOT (n."code" IS NOT DISTINCT FROM o."code" AND n."ward_code" IS NOT DISTINCT FROM o."ward_code" AND n."source" IS NOT DISTINCT FROM o."source" AND n."version" IS NOT DISTINCT FROM o."version" AND n."updated_at" IS NOT DISTINCT FROM o."updated_at" AND n."kind" IS NOT DISTINCT FROM o."kind" AND n."parent_codes" IS NOT DISTINCT FROM o."parent_codes" AND n."child_codes" IS NOT DISTINCT FROM o."child_codes" AND n."area_m2" IS NOT DISTINCT FROM o."area_m2" AND n."decision" IS NOT DISTINCT FROM o."decision" AND n."changed_on" IS NOT DISTINCT FROM o."changed_on" AND n."note" IS NOT DISTINCT FROM o."note" AND n."geom" IS NOT DISTINCT FROM o."geom"))
        ), kept AS (
            INSERT INTO layers."parcel_changes_history" ("fid", "id", "code", "ward_code", "source", "version", "updated_at", "kind", "parent_codes", "child_codes", "area_m2", "decision", "changed_on", "note", "geom", gone_at) SELECT "fid", "id", "code", "ward_code", "source", "version", "updated_at", "kind", "parent_codes", "child_codes", "area_m2", "decision", "changed_on", "note", "geom", coalesce(good, later) FROM p
        ), logged AS (
            INSERT INTO layers.changes (at, layer, operation, actor, client, feature_id, version, fid, bbox, bbox_before)
            SELECT moment, 'parcel_changes', 'update', who, sender, id, version + 1, fid, CASE WHEN box IS NOT NULL THEN ARRAY[st_xmin(box), st_ymin(box), st_xmax(box), st_ymax(box)] END,
                CASE WHEN box_before IS NOT NULL THEN ARRAY[st_xmin(box_before), st_ymin(box_before), st_xmax(box_before), st_ymax(box_before)] END FROM p
        )
        SELECT array_agg(p.id), array_agg(p.version + 1), array_agg(p.later) INTO ids, versions, moments
        FROM p WHERE p.good IS NULL;
    ELSIF TG_OP = 'INSERT' THEN
        known := EXISTS (SELECT FROM layers."parcel_changes_history");
        WITH came AS MATERIALIZED (
            SELECT c.id, c.fid, c.version, c.updated_at, box3d(c.geom_3857) AS box, CASE WHEN known THEN coalesce((SELECT greatest(max(h.version) + 1, c.version) FROM layers."parcel_changes_history" h WHERE h.id = c.id HAVING count(*) > 0), 1) ELSE 1 END AS first, CASE WHEN known THEN (SELECT max(h.gone_at) + interval '1 microsecond' FROM layers."parcel_changes_history" h WHERE h.id = c.id) END AS after
            FROM changed c
        ), logged AS (
            INSERT INTO layers.changes (at, layer, operation, actor, client, feature_id, version, fid, bbox)
            SELECT moment, 'parcel_changes', 'create', who, sender, n.id, n.first, n.fid, CASE WHEN n.box IS NOT NULL THEN ARRAY[st_xmin(n.box), st_ymin(n.box), st_xmax(n.box), st_ymax(n.box)] END FROM came n
        )
        SELECT array_agg(n.id), array_agg(n.first), array_agg(greatest(moment, n.after)) INTO ids, versions, moments
        FROM came n WHERE n.version <> n.first OR n.updated_at NOT BETWEEN greatest(now(), n.after) AND moment;
    ELSIF TG_OP = 'DELETE' THEN
        INSERT INTO layers."parcel_changes_history" ("fid", "id", "code", "ward_code", "source", "version", "updated_at", "kind", "parent_codes", "child_codes", "area_m2", "decision", "changed_on", "note", "geom", gone_at) SELECT o."fid", o."id", o."code", o."ward_code", o."source", o."version", o."updated_at", o."kind", o."parent_codes", o."child_codes", o."area_m2", o."decision", o."changed_on", o."note", o."geom", greatest(moment, o.updated_at + interval '1 microsecond') FROM gone o;
        INSERT INTO layers.changes (at, layer, operation, actor, client, feature_id, version, fid, bbox)
            SELECT moment, 'parcel_changes', 'delete', who, sender, o.id, o.version, o.fid, CASE WHEN o.box IS NOT NULL THEN ARRAY[st_xmin(o.box), st_ymin(o.box), st_xmax(o.box), st_ymax(o.box)] END
            FROM (SELECT o.id, o.version, o.fid, box3d(o.geom_3857) AS box FROM gone o OFFSET 0) o;
    ELSE
        INSERT INTO layers."parcel_changes_history" ("fid", "id", "code", "ward_code", "source", "version", "updated_at", "kind", "parent_codes", "child_codes", "area_m2", "decision", "changed_on", "note", "geom", gone_at) SELECT o."fid", o."id", o."code", o."ward_code", o."source", o."version", o."updated_at", o."kind", o."parent_codes", o."child_codes", o."area_m2", o."decision", o."changed_on", o."note", o."geom", greatest(moment, o.updated_at + interval '1 microsecond') FROM layers."parcel_changes" o;
        INSERT INTO layers.changes (at, layer, operation, actor, client)
            VALUES (moment, 'parcel_changes', 'truncate', who, sender);
    END IF;
    IF ids IS NOT NULL THEN
        PERFORM layers.stamp('parcel_changes', ids, versions, moments);
    END IF;
    RETURN NULL;
END $$;
GRANT SELECT (id), UPDATE (version, updated_at) ON layers."parcel_changes" TO dongha_keeper;
CREATE TRIGGER log_insert AFTER INSERT ON layers."parcel_changes" REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION layers."log_parcel_changes"();
CREATE TRIGGER log_update AFTER UPDATE ON layers."parcel_changes" REFERENCING OLD TABLE AS gone NEW TABLE AS changed FOR EACH STATEMENT WHEN (current_user <> 'dongha_keeper') EXECUTE FUNCTION layers."log_parcel_changes"();
CREATE TRIGGER log_delete AFTER DELETE ON layers."parcel_changes" REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION layers."log_parcel_changes"();
CREATE TRIGGER log_truncate BEFORE TRUNCATE ON layers."parcel_changes" FOR EACH STATEMENT EXECUTE FUNCTION layers."log_parcel_changes"();
CREATE TRIGGER keep_identity AFTER UPDATE OF fid, id ON layers."parcel_changes" FOR EACH ROW WHEN (old.fid <> new.fid OR old.id <> new.id) EXECUTE FUNCTION layers.keep_identity();

CREATE FUNCTION layers."log_construction_permits"() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = layers, ext, pg_temp SET enable_nestloop = off
AS $$
DECLARE
    moment timestamptz := clock_timestamp();
    who text := layers.actor();
    sender text := layers.client();
    known boolean;
    ids uuid[];
    versions integer[];
    moments timestamptz[];
BEGIN
    IF TG_OP = 'UPDATE' THEN
        WITH p AS MATERIALIZED (
            SELECT o."fid", o."id", o."code", o."ward_code", o."source", o."version", o."updated_at", o."permit_no", o."kind", o."status", o."address", o."owner_ref", o."storey_count", o."height_m", o."footprint_m2", o."floor_area_m2", o."setback_m", o."issued_on", o."expires_on", o."parcel_id", o."geom", box3d(n.geom_3857) AS box,
                CASE WHEN o.geom_3857 IS DISTINCT FROM n.geom_3857 THEN box3d(o.geom_3857) END AS box_before,
                CASE WHEN n.version = o.version + 1 AND n.updated_at > o.updated_at AND n.updated_at BETWEEN now() AND moment THEN n.updated_at END AS good, greatest(moment, o.updated_at + interval '1 microsecond') AS later
            FROM gone o JOIN changed n ON n.id = o.id WHERE (n.version = o.version + 1 OR NOT (n."code" IS NOT DISTINCT FROM o."code" AND n."ward_code" IS NOT DISTINCT FROM o."ward_code" AND n."source" IS NOT DISTINCT FROM o."source" AND n."version" IS NOT DISTINCT FROM o."version" AND n."updated_at" IS NOT DISTINCT FROM o."updated_at" AND n."permit_no" IS NOT DISTINCT FROM o."permit_no" AND n."kind" IS NOT DISTINCT FROM o."kind" AND n."status" IS NOT DISTINCT FROM o."status" AND n."address" IS NOT DISTINCT FROM o."address" AND n."owner_ref" IS NOT DISTINCT FROM o."owner_ref" AND n."storey_count" IS NOT DISTINCT FROM o."storey_count" AND n."height_m" IS NOT DISTINCT FROM o."height_m" AND n."footprint_m2" IS NOT DISTINCT FROM o."footprint_m2" AND n."floor_area_m2" IS NOT DISTINCT FROM o."floor_area_m2" AND n."setback_m" IS NOT DISTINCT FROM o."setback_m" AND n."issued_on" IS NOT DISTINCT FROM o."issued_on" AND n."expires_on" IS NOT DISTINCT FROM o."expires_on" AND n."parcel_id" IS NOT DISTINCT FROM o."parcel_id" AND n."geom" IS NOT DISTINCT FROM o."geom"))
        ), kept AS (
            INSERT INTO layers."construction_permits_history" ("fid", "id", "code", "ward_code", "source", "version", "updated_at", "permit_no", "kind", "status", "address", "owner_ref", "storey_count", "height_m", "footprint_m2", "floor_area_m2", "setback_m", "issued_on", "expires_on", "parcel_id", "geom", gone_at) SELECT "fid", "id", "code", "ward_code", "source", "version", "updated_at", "permit_no", "kind", "status", "address", "owner_ref", "storey_count", "height_m", "footprint_m2", "floor_area_m2", "setback_m", "issued_on", "expires_on", "parcel_id", "geom", coalesce(good, later) FROM p
        ), logged AS (
            INSERT INTO layers.changes (at, layer, operation, actor, client, feature_id, version, fid, bbox, bbox_before)
            SELECT moment, 'construction_permits', 'update', who, sender, id, version + 1, fid, CASE WHEN box IS NOT NULL THEN ARRAY[st_xmin(box), st_ymin(box), st_xmax(box), st_ymax(box)] END,
                CASE WHEN box_before IS NOT NULL THEN ARRAY[st_xmin(box_before), st_ymin(box_before), st_xmax(box_before), st_ymax(box_before)] END FROM p
        )
        SELECT array_agg(p.id), array_agg(p.version + 1), array_agg(p.later) INTO ids, versions, moments
        FROM p WHERE p.good IS NULL;
    ELSIF TG_OP = 'INSERT' THEN
        known := EXISTS (SELECT FROM layers."construction_permits_history");
        WITH came AS MATERIALIZED (
            SELECT c.id, c.fid, c.version, c.updated_at, box3d(c.geom_3857) AS box, CASE WHEN known THEN coalesce((SELECT greatest(max(h.version) + 1, c.version) FROM layers."construction_permits_history" h WHERE h.id = c.id HAVING count(*) > 0), 1) ELSE 1 END AS first, CASE WHEN known THEN (SELECT max(h.gone_at) + interval '1 microsecond' FROM layers."construction_permits_history" h WHERE h.id = c.id) END AS after
            FROM changed c
        ), logged AS (
            INSERT INTO layers.changes (at, layer, operation, actor, client, feature_id, version, fid, bbox)
            SELECT moment, 'construction_permits', 'create', who, sender, n.id, n.first, n.fid, CASE WHEN n.box IS NOT NULL THEN ARRAY[st_xmin(n.box), st_ymin(n.box), st_xmax(n.box), st_ymax(n.box)] END FROM came n
        )
        SELECT array_agg(n.id), array_agg(n.first), array_agg(greatest(moment, n.after)) INTO ids, versions, moments
        FROM came n WHERE n.version <> n.first OR n.updated_at NOT BETWEEN greatest(now(), n.after) AND moment;
    ELSIF TG_OP = 'DELETE' THEN
        INSERT INTO layers."construction_permits_history" ("fid", "id", "code", "ward_code", "source", "version", "updated_at", "permit_no", "kind", "status", "address", "owner_ref", "storey_count", "height_m", "footprint_m2", "floor_area_m2", "setback_m", "issued_on", "expires_on", "parcel_id", "geom", gone_at) SELECT o."fid", o."id", o."code", o."ward_code", o."source", o."version", o."updated_at", o."permit_no", o."kind", o."status", o."address", o."owner_ref", o."storey_count", o."height_m", o."footprint_m2", o."floor_area_m2", o."setback_m", o."issued_on", o."expires_on", o."parcel_id", o."geom", greatest(moment, o.updated_at + interval '1 microsecond') FROM gone o;
        INSERT INTO layers.changes (at, layer, operation, actor, client, feature_id, version, fid, bbox)
            SELECT moment, 'construction_permits', 'delete', who, sender, o.id, o.version, o.fid, CASE WHEN o.box IS NOT NULL THEN ARRAY[st_xmin(o.box), st_ymin(o.box), st_xmax(o.box), st_ymax(o.box)] END
            FROM (SELECT o.id, o.version, o.fid, box3d(o.geom_3857) AS box FROM gone o OFFSET 0) o;
    ELSE
        INSERT INTO layers."construction_permits_history" ("fid", "id", "code", "ward_code", "source", "version", "updated_at", "permit_no", "kind", "status", "address", "owner_ref", "storey_count", "height_m", "footprint_m2", "floor_area_m2", "setback_m", "issued_on", "expires_on", "parcel_id", "geom", gone_at) SELECT o."fid", o."id", o."code", o."ward_code", o."source", o."version", o."updated_at", o."permit_no", o."kind", o."status", o."address", o."owner_ref", o."storey_count", o."height_m", o."footprint_m2", o."floor_area_m2", o."setback_m", o."issued_on", o."expires_on", o."parcel_id", o."geom", greatest(moment, o.updated_at + interval '1 microsecond') FROM layers."construction_permits" o;
        INSERT INTO layers.changes (at, layer, operation, actor, client)
            VALUES (moment, 'construction_permits', 'truncate', who, sender);
    END IF;
    IF ids IS NOT NULL THEN
        PERFORM layers.stamp('construction_permits', ids, versions, moments);
    END IF;
    RETURN NULL;
END $$;
GRANT SELECT (id), UPDATE (version, updated_at) ON layers."construction_permits" TO dongha_keeper;
CREATE TRIGGER log_insert AFTER INSERT ON layers."construction_permits" REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION layers."log_construction_permits"();
CREATE TRIGGER log_update AFTER UPDATE ON layers."construction_permits" REFERENCING OLD TABLE AS gone NEW TABLE AS changed FOR EACH STATEMENT WHEN (current_user <> 'dongha_keeper') EXECUTE FUNCTION layers."log_construction_permits"();
CREATE TRIGGER log_delete AFTER DELETE ON layers."construction_permits" REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION layers."log_construction_permits"();
CREATE TRIGGER log_truncate BEFORE TRUNCATE ON layers."construction_permits" FOR EACH STATEMENT EXECUTE FUNCTION layers."log_construction_permits"();
CREATE TRIGGER keep_identity AFTER UPDATE OF fid, id ON layers."construction_permits" FOR EACH ROW WHEN (old.fid <> new.fid OR old.id <> new.id) EXECUTE FUNCTION layers.keep_identity();

CREATE FUNCTION layers."log_construction_sites"() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = layers, ext, pg_temp SET enable_nestloop = off
AS $$
DECLARE
    moment timestamptz := clock_timestamp();
    who text := layers.actor();
    sender text := layers.client();
    known boolean;
    ids uuid[];
    versions integer[];
    moments timestamptz[];
BEGIN
    IF TG_OP = 'UPDATE' THEN
        WITH p AS MATERIALIZED (
            SELECT o."fid", o."id", o."code", o."ward_code", o."source", o."version", o."updated_at", o."stage", o."address", o."storeys_built", o."height_m", o."footprint_m2", o."contractor_ref", o."started_on", o."completed_on", o."permit_id", o."parcel_id", o."geom", box3d(n.geom_3857) AS box,
                CASE WHEN o.geom_3857 IS DISTINCT FROM n.geom_3857 THEN box3d(o.geom_3857) END AS box_before,
                CASE WHEN n.version = o.version + 1 AND n.updated_at > o.updated_at AND n.updated_at BETWEEN now() AND moment THEN n.updated_at END AS good, greatest(moment, o.updated_at + interval '1 microsecond') AS later
            FROM gone o JOIN changed n ON n.id = o.id WHERE (n.version = o.version + 1 OR NOT (n."code" IS NOT DISTINCT FROM o."code" AND n."ward_code" IS NOT DISTINCT FROM o."ward_code" AND n."source" IS NOT DISTINCT FROM o."source" AND n."version" IS NOT DISTINCT FROM o."version" AND n."updated_at" IS NOT DISTINCT FROM o."updated_at" AND n."stage" IS NOT DISTINCT FROM o."stage" AND n."address" IS NOT DISTINCT FROM o."address" AND n."storeys_built" IS NOT DISTINCT FROM o."storeys_built" AND n."height_m" IS NOT DISTINCT FROM o."height_m" AND n."footprint_m2" IS NOT DISTINCT FROM o."footprint_m2" AND n."contractor_ref" IS NOT DISTINCT FROM o."contractor_ref" AND n."started_on" IS NOT DISTINCT FROM o."started_on" AND n."completed_on" IS NOT DISTINCT FROM o."completed_on" AND n."permit_id" IS NOT DISTINCT FROM o."permit_id" AND n."parcel_id" IS NOT DISTINCT FROM o."parcel_id" AND n."geom" IS NOT DISTINCT FROM o."geom"))
        ), kept AS (
            INSERT INTO layers."construction_sites_history" ("fid", "id", "code", "ward_code", "source", "version", "updated_at", "stage", "address", "storeys_built", "height_m", "footprint_m2", "contractor_ref", "started_on", "completed_on", "permit_id", "parcel_id", "geom", gone_at) SELECT "fid", "id", "code", "ward_code", "source", "version", "updated_at", "stage", "address", "storeys_built", "height_m", "footprint_m2", "contractor_ref", "started_on", "completed_on", "permit_id", "parcel_id", "geom", coalesce(good, later) FROM p
        ), logged AS (
            INSERT INTO layers.changes (at, layer, operation, actor, client, feature_id, version, fid, bbox, bbox_before)
            SELECT moment, 'construction_sites', 'update', who, sender, id, version + 1, fid, CASE WHEN box IS NOT NULL THEN ARRAY[st_xmin(box), st_ymin(box), st_xmax(box), st_ymax(box)] END,
                CASE WHEN box_before IS NOT NULL THEN ARRAY[st_xmin(box_before), st_ymin(box_before), st_xmax(box_before), st_ymax(box_before)] END FROM p
        )
        SELECT array_agg(p.id), array_agg(p.version + 1), array_agg(p.later) INTO ids, versions, moments
        FROM p WHERE p.good IS NULL;
    ELSIF TG_OP = 'INSERT' THEN
        known := EXISTS (SELECT FROM layers."construction_sites_history");
        WITH came AS MATERIALIZED (
            SELECT c.id, c.fid, c.version, c.updated_at, box3d(c.geom_3857) AS box, CASE WHEN known THEN coalesce((SELECT greatest(max(h.version) + 1, c.version) FROM layers."construction_sites_history" h WHERE h.id = c.id HAVING count(*) > 0), 1) ELSE 1 END AS first, CASE WHEN known THEN (SELECT max(h.gone_at) + interval '1 microsecond' FROM layers."construction_sites_history" h WHERE h.id = c.id) END AS after
            FROM changed c
        ), logged AS (
            INSERT INTO layers.changes (at, layer, operation, actor, client, feature_id, version, fid, bbox)
            SELECT moment, 'construction_sites', 'create', who, sender, n.id, n.first, n.fid, CASE WHEN n.box IS NOT NULL THEN ARRAY[st_xmin(n.box), st_ymin(n.box), st_xmax(n.box), st_ymax(n.box)] END FROM came n
        )
        SELECT array_agg(n.id), array_agg(n.first), array_agg(greatest(moment, n.after)) INTO ids, versions, moments
        FROM came n WHERE n.version <> n.first OR n.updated_at NOT BETWEEN greatest(now(), n.after) AND moment;
    ELSIF TG_OP = 'DELETE' THEN
        INSERT INTO layers."construction_sites_history" ("fid", "id", "code", "ward_code", "source", "version", "updated_at", "stage", "address", "storeys_built", "height_m", "footprint_m2", "contractor_ref", "started_on", "completed_on", "permit_id", "parcel_id", "geom", gone_at) SELECT o."fid", o."id", o."code", o."ward_code", o."source", o."version", o."updated_at", o."stage", o."address", o."storeys_built", o."height_m", o."footprint_m2", o."contractor_ref", o."started_on", o."completed_on", o."permit_id", o."parcel_id", o."geom", greatest(moment, o.updated_at + interval '1 microsecond') FROM gone o;
        INSERT INTO layers.changes (at, layer, operation, actor, client, feature_id, version, fid, bbox)
            SELECT moment, 'construction_sites', 'delete', who, sender, o.id, o.version, o.fid, CASE WHEN o.box IS NOT NULL THEN ARRAY[st_xmin(o.box), st_ymin(o.box), st_xmax(o.box), st_ymax(o.box)] END
            FROM (SELECT o.id, o.version, o.fid, box3d(o.geom_3857) AS box FROM gone o OFFSET 0) o;
    ELSE
        INSERT INTO layers."construction_sites_history" ("fid", "id", "code", "ward_code", "source", "version", "updated_at", "stage", "address", "storeys_built", "height_m", "footprint_m2", "contractor_ref", "started_on", "completed_on", "permit_id", "parcel_id", "geom", gone_at) SELECT o."fid", o."id", o."code", o."ward_code", o."source", o."version", o."updated_at", o."stage", o."address", o."storeys_built", o."height_m", o."footprint_m2", o."contractor_ref", o."started_on", o."completed_on", o."permit_id", o."parcel_id", o."geom", greatest(moment, o.updated_at + interval '1 microsecond') FROM layers."construction_sites" o;
        INSERT INTO layers.changes (at, layer, operation, actor, client)
            VALUES (moment, 'construction_sites', 'truncate', who, sender);
    END IF;
    IF ids IS NOT NULL THEN
        PERFORM layers.stamp('construction_sites', ids, versions, moments);
    END IF;
    RETURN NULL;
END $$;
GRANT SELECT (id), UPDATE (version, updated_at) ON layers."construction_sites" TO dongha_keeper;
CREATE TRIGGER log_insert AFTER INSERT ON layers."construction_sites" REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION layers."log_construction_sites"();
CREATE TRIGGER log_update AFTER UPDATE ON layers."construction_sites" REFERENCING OLD TABLE AS gone NEW TABLE AS changed FOR EACH STATEMENT WHEN (current_user <> 'dongha_keeper') EXECUTE FUNCTION layers."log_construction_sites"();
CREATE TRIGGER log_delete AFTER DELETE ON layers."construction_sites" REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION layers."log_construction_sites"();
CREATE TRIGGER log_truncate BEFORE TRUNCATE ON layers."construction_sites" FOR EACH STATEMENT EXECUTE FUNCTION layers."log_construction_sites"();
CREATE TRIGGER keep_identity AFTER UPDATE OF fid, id ON layers."construction_sites" FOR EACH ROW WHEN (old.fid <> new.fid OR old.id <> new.id) EXECUTE FUNCTION layers.keep_identity();

CREATE FUNCTION layers."log_inspections"() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = layers, ext, pg_temp SET enable_nestloop = off
AS $$
DECLARE
    moment timestamptz := clock_timestamp();
    who text := layers.actor();
    sender text := layers.client();
    known boolean;
    ids uuid[];
    versions integer[];
    moments timestamptz[];
BEGIN
    IF TG_OP = 'UPDATE' THEN
        WITH p AS MATERIALIZED (
            SELECT o."fid", o."id", o."code", o."ward_code", o."source", o."version", o."updated_at", o."inspected_at", o."result", o."stage", o."note", o."inspector_ref", o."photo_refs", o."next_due_on", o."site_id", o."geom", box3d(n.geom_3857) AS box,
                CASE WHEN o.geom_3857 IS DISTINCT FROM n.geom_3857 THEN box3d(o.geom_3857) END AS box_before,
                CASE WHEN n.version = o.version + 1 AND n.updated_at > o.updated_at AND n.updated_at BETWEEN now() AND moment THEN n.updated_at END AS good, greatest(moment, o.updated_at + interval '1 microsecond') AS later
            FROM gone o JOIN changed n ON n.id = o.id WHERE (n.version = o.version + 1 OR NOT (n."code" IS NOT DISTINCT FROM o."code" AND n."ward_code" IS NOT DISTINCT FROM o."ward_code" AND n."source" IS NOT DISTINCT FROM o."source" AND n."version" IS NOT DISTINCT FROM o."version" AND n."updated_at" IS NOT DISTINCT FROM o."updated_at" AND n."inspected_at" IS NOT DISTINCT FROM o."inspected_at" AND n."result" IS NOT DISTINCT FROM o."result" AND n."stage" IS NOT DISTINCT FROM o."stage" AND n."note" IS NOT DISTINCT FROM o."note" AND n."inspector_ref" IS NOT DISTINCT FROM o."inspector_ref" AND n."photo_refs" IS NOT DISTINCT FROM o."photo_refs" AND n."next_due_on" IS NOT DISTINCT FROM o."next_due_on" AND n."site_id" IS NOT DISTINCT FROM o."site_id" AND n."geom" IS NOT DISTINCT FROM o."geom"))
        ), kept AS (
            INSERT INTO layers."inspections_history" ("fid", "id", "code", "ward_code", "source", "version", "updated_at", "inspected_at", "result", "stage", "note", "inspector_ref", "photo_refs", "next_due_on", "site_id", "geom", gone_at) SELECT "fid", "id", "code", "ward_code", "source", "version", "updated_at", "inspected_at", "result", "stage", "note", "inspector_ref", "photo_refs", "next_due_on", "site_id", "geom", coalesce(good, later) FROM p
        ), logged AS (
            INSERT INTO layers.changes (at, layer, operation, actor, client, feature_id, version, fid, bbox, bbox_before)
            SELECT moment, 'inspections', 'update', who, sender, id, version + 1, fid, CASE WHEN box IS NOT NULL THEN ARRAY[st_xmin(box), st_ymin(box), st_xmax(box), st_ymax(box)] END,
                CASE WHEN box_before IS NOT NULL THEN ARRAY[st_xmin(box_before), st_ymin(box_before), st_xmax(box_before), st_ymax(box_before)] END FROM p
        )
        SELECT array_agg(p.id), array_agg(p.version + 1), array_agg(p.later) INTO ids, versions, moments
        FROM p WHERE p.good IS NULL;
    ELSIF TG_OP = 'INSERT' THEN
        known := EXISTS (SELECT FROM layers."inspections_history");
        WITH came AS MATERIALIZED (
            SELECT c.id, c.fid, c.version, c.updated_at, box3d(c.geom_3857) AS box, CASE WHEN known THEN coalesce((SELECT greatest(max(h.version) + 1, c.version) FROM layers."inspections_history" h WHERE h.id = c.id HAVING count(*) > 0), 1) ELSE 1 END AS first, CASE WHEN known THEN (SELECT max(h.gone_at) + interval '1 microsecond' FROM layers."inspections_history" h WHERE h.id = c.id) END AS after
            FROM changed c
        ), logged AS (
            INSERT INTO layers.changes (at, layer, operation, actor, client, feature_id, version, fid, bbox)
            SELECT moment, 'inspections', 'create', who, sender, n.id, n.first, n.fid, CASE WHEN n.box IS NOT NULL THEN ARRAY[st_xmin(n.box), st_ymin(n.box), st_xmax(n.box), st_ymax(n.box)] END FROM came n
        )
        SELECT array_agg(n.id), array_agg(n.first), array_agg(greatest(moment, n.after)) INTO ids, versions, moments
        FROM came n WHERE n.version <> n.first OR n.updated_at NOT BETWEEN greatest(now(), n.after) AND moment;
    ELSIF TG_OP = 'DELETE' THEN
        INSERT INTO layers."inspections_history" ("fid", "id", "code", "ward_code", "source", "version", "updated_at", "inspected_at", "result", "stage", "note", "inspector_ref", "photo_refs", "next_due_on", "site_id", "geom", gone_at) SELECT o."fid", o."id", o."code", o."ward_code", o."source", o."version", o."updated_at", o."inspected_at", o."result", o."stage", o."note", o."inspector_ref", o."photo_refs", o."next_due_on", o."site_id", o."geom", greatest(moment, o.updated_at + interval '1 microsecond') FROM gone o;
        INSERT INTO layers.changes (at, layer, operation, actor, client, feature_id, version, fid, bbox)
            SELECT moment, 'inspections', 'delete', who, sender, o.id, o.version, o.fid, CASE WHEN o.box IS NOT NULL THEN ARRAY[st_xmin(o.box), st_ymin(o.box), st_xmax(o.box), st_ymax(o.box)] END
            FROM (SELECT o.id, o.version, o.fid, box3d(o.geom_3857) AS box FROM gone o OFFSET 0) o;
    ELSE
        INSERT INTO layers."inspections_history" ("fid", "id", "code", "ward_code", "source", "version", "updated_at", "inspected_at", "result", "stage", "note", "inspector_ref", "photo_refs", "next_due_on", "site_id", "geom", gone_at) SELECT o."fid", o."id", o."code", o."ward_code", o."source", o."version", o."updated_at", o."inspected_at", o."result", o."stage", o."note", o."inspector_ref", o."photo_refs", o."next_due_on", o."site_id", o."geom", greatest(moment, o.updated_at + interval '1 microsecond') FROM layers."inspections" o;
        INSERT INTO layers.changes (at, layer, operation, actor, client)
            VALUES (moment, 'inspections', 'truncate', who, sender);
    END IF;
    IF ids IS NOT NULL THEN
        PERFORM layers.stamp('inspections', ids, versions, moments);
    END IF;
    RETURN NULL;
END $$;
GRANT SELECT (id), UPDATE (version, updated_at) ON layers."inspections" TO dongha_keeper;
CREATE TRIGGER log_insert AFTER INSERT ON layers."inspections" REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION layers."log_inspections"();
CREATE TRIGGER log_update AFTER UPDATE ON layers."inspections" REFERENCING OLD TABLE AS gone NEW TABLE AS changed FOR EACH STATEMENT WHEN (current_user <> 'dongha_keeper') EXECUTE FUNCTION layers."log_inspections"();
CREATE TRIGGER log_delete AFTER DELETE ON layers."inspections" REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION layers."log_inspections"();
CREATE TRIGGER log_truncate BEFORE TRUNCATE ON layers."inspections" FOR EACH STATEMENT EXECUTE FUNCTION layers."log_inspections"();
CREATE TRIGGER keep_identity AFTER UPDATE OF fid, id ON layers."inspections" FOR EACH ROW WHEN (old.fid <> new.fid OR old.id <> new.id) EXECUTE FUNCTION layers.keep_identity();

CREATE FUNCTION layers."log_building_violations"() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = layers, ext, pg_temp SET enable_nestloop = off
AS $$
DECLARE
    moment timestamptz := clock_timestamp();
    who text := layers.actor();
    sender text := layers.client();
    known boolean;
    ids uuid[];
    versions integer[];
    moments timestamptz[];
BEGIN
    IF TG_OP = 'UPDATE' THEN
        WITH p AS MATERIALIZED (
            SELECT o."fid", o."id", o."code", o."ward_code", o."source", o."version", o."updated_at", o."record_no", o."behaviour", o."status", o."address", o."area_m2", o."violator_ref", o."fine_vnd", o."remedy", o."recorded_on", o."deadline_on", o."closed_on", o."site_id", o."geom", box3d(n.geom_3857) AS box,
                CASE WHEN o.geom_3857 IS DISTINCT FROM n.geom_3857 THEN box3d(o.geom_3857) END AS box_before,
                CASE WHEN n.version = o.version + 1 AND n.updated_at > o.updated_at AND n.updated_at BETWEEN now() AND moment THEN n.updated_at END AS good, greatest(moment, o.updated_at + interval '1 microsecond') AS later
            FROM gone o JOIN changed n ON n.id = o.id WHERE (n.version = o.version + 1 OR NOT (n."code" IS NOT DISTINCT FROM o."code" AND n."ward_code" IS NOT DISTINCT FROM o."ward_code" AND n."source" IS NOT DISTINCT FROM o."source" AND n."version" IS NOT DISTINCT FROM o."version" AND n."updated_at" IS NOT DISTINCT FROM o."updated_at" AND n."record_no" IS NOT DISTINCT FROM o."record_no" AND n."behaviour" IS NOT DISTINCT FROM o."behaviour" AND n."status" IS NOT DISTINCT FROM o."status" AND n."address" IS NOT DISTINCT FROM o."address" AND n."area_m2" IS NOT DISTINCT FROM o."area_m2" AND n."violator_ref" IS NOT DISTINCT FROM o."violator_ref" AND n."fine_vnd" IS NOT DISTINCT FROM o."fine_vnd" AND n."remedy" IS NOT DISTINCT FROM o."remedy" AND n."recorded_on" IS NOT DISTINCT FROM o."recorded_on" AND n."deadline_on" IS NOT DISTINCT FROM o."deadline_on" AND n."closed_on" IS NOT DISTINCT FROM o."closed_on" AND n."site_id" IS NOT DISTINCT FROM o."site_id" AND n."geom" IS NOT DISTINCT FROM o."geom"))
        ), kept AS (
            INSERT INTO layers."building_violations_history" ("fid", "id", "code", "ward_code", "source", "version", "updated_at", "record_no", "behaviour", "status", "address", "area_m2", "violator_ref", "fine_vnd", "remedy", "recorded_on", "deadline_on", "closed_on", "site_id", "geom", gone_at) SELECT "fid", "id", "code", "ward_code", "source", "version", "updated_at", "record_no", "behaviour", "status", "address", "area_m2", "violator_ref", "fine_vnd", "remedy", "recorded_on", "deadline_on", "closed_on", "site_id", "geom", coalesce(good, later) FROM p
        ), logged AS (
            INSERT INTO layers.changes (at, layer, operation, actor, client, feature_id, version, fid, bbox, bbox_before)
            SELECT moment, 'building_violations', 'update', who, sender, id, version + 1, fid, CASE WHEN box IS NOT NULL THEN ARRAY[st_xmin(box), st_ymin(box), st_xmax(box), st_ymax(box)] END,
                CASE WHEN box_before IS NOT NULL THEN ARRAY[st_xmin(box_before), st_ymin(box_before), st_xmax(box_before), st_ymax(box_before)] END FROM p
        )
        SELECT array_agg(p.id), array_agg(p.version + 1), array_agg(p.later) INTO ids, versions, moments
        FROM p WHERE p.good IS NULL;
    ELSIF TG_OP = 'INSERT' THEN
        known := EXISTS (SELECT FROM layers."building_violations_history");
        WITH came AS MATERIALIZED (
            SELECT c.id, c.fid, c.version, c.updated_at, box3d(c.geom_3857) AS box, CASE WHEN known THEN coalesce((SELECT greatest(max(h.version) + 1, c.version) FROM layers."building_violations_history" h WHERE h.id = c.id HAVING count(*) > 0), 1) ELSE 1 END AS first, CASE WHEN known THEN (SELECT max(h.gone_at) + interval '1 microsecond' FROM layers."building_violations_history" h WHERE h.id = c.id) END AS after
            FROM changed c
        ), logged AS (
            INSERT INTO layers.changes (at, layer, operation, actor, client, feature_id, version, fid, bbox)
            SELECT moment, 'building_violations', 'create', who, sender, n.id, n.first, n.fid, CASE WHEN n.box IS NOT NULL THEN ARRAY[st_xmin(n.box), st_ymin(n.box), st_xmax(n.box), st_ymax(n.box)] END FROM came n
        )
        SELECT array_agg(n.id), array_agg(n.first), array_agg(greatest(moment, n.after)) INTO ids, versions, moments
        FROM came n WHERE n.version <> n.first OR n.updated_at NOT BETWEEN greatest(now(), n.after) AND moment;
    ELSIF TG_OP = 'DELETE' THEN
        INSERT INTO layers."building_violations_history" ("fid", "id", "code", "ward_code", "source", "version", "updated_at", "record_no", "behaviour", "status", "address", "area_m2", "violator_ref", "fine_vnd", "remedy", "recorded_on", "deadline_on", "closed_on", "site_id", "geom", gone_at) SELECT o."fid", o."id", o."code", o."ward_code", o."source", o."version", o."updated_at", o."record_no", o."behaviour", o."status", o."address", o."area_m2", o."violator_ref", o."fine_vnd", o."remedy", o."recorded_on", o."deadline_on", o."closed_on", o."site_id", o."geom", greatest(moment, o.updated_at + interval '1 microsecond') FROM gone o;
        INSERT INTO layers.changes (at, layer, operation, actor, client, feature_id, version, fid, bbox)
            SELECT moment, 'building_violations', 'delete', who, sender, o.id, o.version, o.fid, CASE WHEN o.box IS NOT NULL THEN ARRAY[st_xmin(o.box), st_ymin(o.box), st_xmax(o.box), st_ymax(o.box)] END
            FROM (SELECT o.id, o.version, o.fid, box3d(o.geom_3857) AS box FROM gone o OFFSET 0) o;
    ELSE
        INSERT INTO layers."building_violations_history" ("fid", "id", "code", "ward_code", "source", "version", "updated_at", "record_no", "behaviour", "status", "address", "area_m2", "violator_ref", "fine_vnd", "remedy", "recorded_on", "deadline_on", "closed_on", "site_id", "geom", gone_at) SELECT o."fid", o."id", o."code", o."ward_code", o."source", o."version", o."updated_at", o."record_no", o."behaviour", o."status", o."address", o."area_m2", o."violator_ref", o."fine_vnd", o."remedy", o."recorded_on", o."deadline_on", o."closed_on", o."site_id", o."geom", greatest(moment, o.updated_at + interval '1 microsecond') FROM layers."building_violations" o;
        INSERT INTO layers.changes (at, layer, operation, actor, client)
            VALUES (moment, 'building_violations', 'truncate', who, sender);
    END IF;
    IF ids IS NOT NULL THEN
        PERFORM layers.stamp('building_violations', ids, versions, moments);
    END IF;
    RETURN NULL;
END $$;
GRANT SELECT (id), UPDATE (version, updated_at) ON layers."building_violations" TO dongha_keeper;
CREATE TRIGGER log_insert AFTER INSERT ON layers."building_violations" REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION layers."log_building_violations"();
CREATE TRIGGER log_update AFTER UPDATE ON layers."building_violations" REFERENCING OLD TABLE AS gone NEW TABLE AS changed FOR EACH STATEMENT WHEN (current_user <> 'dongha_keeper') EXECUTE FUNCTION layers."log_building_violations"();
CREATE TRIGGER log_delete AFTER DELETE ON layers."building_violations" REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION layers."log_building_violations"();
CREATE TRIGGER log_truncate BEFORE TRUNCATE ON layers."building_violations" FOR EACH STATEMENT EXECUTE FUNCTION layers."log_building_violations"();
CREATE TRIGGER keep_identity AFTER UPDATE OF fid, id ON layers."building_violations" FOR EACH ROW WHEN (old.fid <> new.fid OR old.id <> new.id) EXECUTE FUNCTION layers.keep_identity();

CREATE FUNCTION layers."log_roads"() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = layers, ext, pg_temp SET enable_nestloop = off
AS $$
DECLARE
    moment timestamptz := clock_timestamp();
    who text := layers.actor();
    sender text := layers.client();
    known boolean;
    ids uuid[];
    versions integer[];
    moments timestamptz[];
BEGIN
    IF TG_OP = 'UPDATE' THEN
        WITH p AS MATERIALIZED (
            SELECT o."fid", o."id", o."code", o."ward_code", o."source", o."version", o."updated_at", o."name", o."ref", o."road_class", o."length_m", o."carriageway_width_m", o."sidewalk_width_m", o."lane_count", o."direction", o."speed_limit_kmh", o."surface", o."condition", o."is_bridge", o."geom", box3d(n.geom_3857) AS box,
                CASE WHEN o.geom_3857 IS DISTINCT FROM n.geom_3857 THEN box3d(o.geom_3857) END AS box_before,
                CASE WHEN n.version = o.version + 1 AND n.updated_at > o.updated_at AND n.updated_at BETWEEN now() AND moment THEN n.updated_at END AS good, greatest(moment, o.updated_at + interval '1 microsecond') AS later
            FROM gone o JOIN changed n ON n.id = o.id WHERE (n.version = o.version + 1 OR NOT (n."code" IS NOT DISTINCT FROM o."code" AND n."ward_code" IS NOT DISTINCT FROM o."ward_code" AND n."source" IS NOT DISTINCT FROM o."source" AND n."version" IS NOT DISTINCT FROM o."version" AND n."updated_at" IS NOT DISTINCT FROM o."updated_at" AND n."name" IS NOT DISTINCT FROM o."name" AND n."ref" IS NOT DISTINCT FROM o."ref" AND n."road_class" IS NOT DISTINCT FROM o."road_class" AND n."length_m" IS NOT DISTINCT FROM o."length_m" AND n."carriageway_width_m" IS NOT DISTINCT FROM o."carriageway_width_m" AND n."sidewalk_width_m" IS NOT DISTINCT FROM o."sidewalk_width_m" AND n."lane_count" IS NOT DISTINCT FROM o."lane_count" AND n."direction" IS NOT DISTINCT FROM o."direction" AND n."speed_limit_kmh" IS NOT DISTINCT FROM o."speed_limit_kmh" AND n."surface" IS NOT DISTINCT FROM o."surface" AND n."condition" IS NOT DISTINCT FROM o."condition" AND n."is_bridge" IS NOT DISTINCT FROM o."is_bridge" AND n."geom" IS NOT DISTINCT FROM o."geom"))
        ), kept AS (
            INSERT INTO layers."roads_history" ("fid", "id", "code", "ward_code", "source", "version", "updated_at", "name", "ref", "road_class", "length_m", "carriageway_width_m", "sidewalk_width_m", "lane_count", "direction", "speed_limit_kmh", "surface", "condition", "is_bridge", "geom", gone_at) SELECT "fid", "id", "code", "ward_code", "source", "version", "updated_at", "name", "ref", "road_class", "length_m", "carriageway_width_m", "sidewalk_width_m", "lane_count", "direction", "speed_limit_kmh", "surface", "condition", "is_bridge", "geom", coalesce(good, later) FROM p
        ), logged AS (
            INSERT INTO layers.changes (at, layer, operation, actor, client, feature_id, version, fid, bbox, bbox_before)
            SELECT moment, 'roads', 'update', who, sender, id, version + 1, fid, CASE WHEN box IS NOT NULL THEN ARRAY[st_xmin(box), st_ymin(box), st_xmax(box), st_ymax(box)] END,
                CASE WHEN box_before IS NOT NULL THEN ARRAY[st_xmin(box_before), st_ymin(box_before), st_xmax(box_before), st_ymax(box_before)] END FROM p
        )
        SELECT array_agg(p.id), array_agg(p.version + 1), array_agg(p.later) INTO ids, versions, moments
        FROM p WHERE p.good IS NULL;
    ELSIF TG_OP = 'INSERT' THEN
        known := EXISTS (SELECT FROM layers."roads_history");
        WITH came AS MATERIALIZED (
            SELECT c.id, c.fid, c.version, c.updated_at, box3d(c.geom_3857) AS box, CASE WHEN known THEN coalesce((SELECT greatest(max(h.version) + 1, c.version) FROM layers."roads_history" h WHERE h.id = c.id HAVING count(*) > 0), 1) ELSE 1 END AS first, CASE WHEN known THEN (SELECT max(h.gone_at) + interval '1 microsecond' FROM layers."roads_history" h WHERE h.id = c.id) END AS after
            FROM changed c
        ), logged AS (
            INSERT INTO layers.changes (at, layer, operation, actor, client, feature_id, version, fid, bbox)
            SELECT moment, 'roads', 'create', who, sender, n.id, n.first, n.fid, CASE WHEN n.box IS NOT NULL THEN ARRAY[st_xmin(n.box), st_ymin(n.box), st_xmax(n.box), st_ymax(n.box)] END FROM came n
        )
        SELECT array_agg(n.id), array_agg(n.first), array_agg(greatest(moment, n.after)) INTO ids, versions, moments
        FROM came n WHERE n.version <> n.first OR n.updated_at NOT BETWEEN greatest(now(), n.after) AND moment;
    ELSIF TG_OP = 'DELETE' THEN
        INSERT INTO layers."roads_history" ("fid", "id", "code", "ward_code", "source", "version", "updated_at", "name", "ref", "road_class", "length_m", "carriageway_width_m", "sidewalk_width_m", "lane_count", "direction", "speed_limit_kmh", "surface", "condition", "is_bridge", "geom", gone_at) SELECT o."fid", o."id", o."code", o."ward_code", o."source", o."version", o."updated_at", o."name", o."ref", o."road_class", o."length_m", o."carriageway_width_m", o."sidewalk_width_m", o."lane_count", o."direction", o."speed_limit_kmh", o."surface", o."condition", o."is_bridge", o."geom", greatest(moment, o.updated_at + interval '1 microsecond') FROM gone o;
        INSERT INTO layers.changes (at, layer, operation, actor, client, feature_id, version, fid, bbox)
            SELECT moment, 'roads', 'delete', who, sender, o.id, o.version, o.fid, CASE WHEN o.box IS NOT NULL THEN ARRAY[st_xmin(o.box), st_ymin(o.box), st_xmax(o.box), st_ymax(o.box)] END
            FROM (SELECT o.id, o.version, o.fid, box3d(o.geom_3857) AS box FROM gone o OFFSET 0) o;
    ELSE
        INSERT INTO layers."roads_history" ("fid", "id", "code", "ward_code", "source", "version", "updated_at", "name", "ref", "road_class", "length_m", "carriageway_width_m", "sidewalk_width_m", "lane_count", "direction", "speed_limit_kmh", "surface", "condition", "is_bridge", "geom", gone_at) SELECT o."fid", o."id", o."code", o."ward_code", o."source", o."version", o."updated_at", o."name", o."ref", o."road_class", o."length_m", o."carriageway_width_m", o."sidewalk_width_m", o."lane_count", o."direction", o."speed_limit_kmh", o."surface", o."condition", o."is_bridge", o."geom", greatest(moment, o.updated_at + interval '1 microsecond') FROM layers."roads" o;
        INSERT INTO layers.changes (at, layer, operation, actor, client)
            VALUES (moment, 'roads', 'truncate', who, sender);
    END IF;
    IF ids IS NOT NULL THEN
        PERFORM layers.stamp('roads', ids, versions, moments);
    END IF;
    RETURN NULL;
END $$;
GRANT SELECT (id), UPDATE (version, updated_at) ON layers."roads" TO dongha_keeper;
CREATE TRIGGER log_insert AFTER INSERT ON layers."roads" REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION layers."log_roads"();
CREATE TRIGGER log_update AFTER UPDATE ON layers."roads" REFERENCING OLD TABLE AS gone NEW TABLE AS changed FOR EACH STATEMENT WHEN (current_user <> 'dongha_keeper') EXECUTE FUNCTION layers."log_roads"();
CREATE TRIGGER log_delete AFTER DELETE ON layers."roads" REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION layers."log_roads"();
CREATE TRIGGER log_truncate BEFORE TRUNCATE ON layers."roads" FOR EACH STATEMENT EXECUTE FUNCTION layers."log_roads"();
CREATE TRIGGER keep_identity AFTER UPDATE OF fid, id ON layers."roads" FOR EACH ROW WHEN (old.fid <> new.fid OR old.id <> new.id) EXECUTE FUNCTION layers.keep_identity();

CREATE FUNCTION layers."log_railways"() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = layers, ext, pg_temp SET enable_nestloop = off
AS $$
DECLARE
    moment timestamptz := clock_timestamp();
    who text := layers.actor();
    sender text := layers.client();
    known boolean;
    ids uuid[];
    versions integer[];
    moments timestamptz[];
BEGIN
    IF TG_OP = 'UPDATE' THEN
        WITH p AS MATERIALIZED (
            SELECT o."fid", o."id", o."code", o."ward_code", o."source", o."version", o."updated_at", o."name", o."kind", o."gauge_mm", o."safety_corridor_m", o."geom", box3d(n.geom_3857) AS box,
                CASE WHEN o.geom_3857 IS DISTINCT FROM n.geom_3857 THEN box3d(o.geom_3857) END AS box_before,
                CASE WHEN n.version = o.version + 1 AND n.updated_at > o.updated_at AND n.updated_at BETWEEN now() AND moment THEN n.updated_at END AS good, greatest(moment, o.updated_at + interval '1 microsecond') AS later
            FROM gone o JOIN changed n ON n.id = o.id WHERE (n.version = o.version + 1 OR NOT (n."code" IS NOT DISTINCT FROM o."code" AND n."ward_code" IS NOT DISTINCT FROM o."ward_code" AND n."source" IS NOT DISTINCT FROM o."source" AND n."version" IS NOT DISTINCT FROM o."version" AND n."updated_at" IS NOT DISTINCT FROM o."updated_at" AND n."name" IS NOT DISTINCT FROM o."name" AND n."kind" IS NOT DISTINCT FROM o."kind" AND n."gauge_mm" IS NOT DISTINCT FROM o."gauge_mm" AND n."safety_corridor_m" IS NOT DISTINCT FROM o."safety_corridor_m" AND n."geom" IS NOT DISTINCT FROM o."geom"))
        ), kept AS (
            INSERT INTO layers."railways_history" ("fid", "id", "code", "ward_code", "source", "version", "updated_at", "name", "kind", "gauge_mm", "safety_corridor_m", "geom", gone_at) SELECT "fid", "id", "code", "ward_code", "source", "version", "updated_at", "name", "kind", "gauge_mm", "safety_corridor_m", "geom", coalesce(good, later) FROM p
        ), logged AS (
            INSERT INTO layers.changes (at, layer, operation, actor, client, feature_id, version, fid, bbox, bbox_before)
            SELECT moment, 'railways', 'update', who, sender, id, version + 1, fid, CASE WHEN box IS NOT NULL THEN ARRAY[st_xmin(box), st_ymin(box), st_xmax(box), st_ymax(box)] END,
                CASE WHEN box_before IS NOT NULL THEN ARRAY[st_xmin(box_before), st_ymin(box_before), st_xmax(box_before), st_ymax(box_before)] END FROM p
        )
        SELECT array_agg(p.id), array_agg(p.version + 1), array_agg(p.later) INTO ids, versions, moments
        FROM p WHERE p.good IS NULL;
    ELSIF TG_OP = 'INSERT' THEN
        known := EXISTS (SELECT FROM layers."railways_history");
        WITH came AS MATERIALIZED (
            SELECT c.id, c.fid, c.version, c.updated_at, box3d(c.geom_3857) AS box, CASE WHEN known THEN coalesce((SELECT greatest(max(h.version) + 1, c.version) FROM layers."railways_history" h WHERE h.id = c.id HAVING count(*) > 0), 1) ELSE 1 END AS first, CASE WHEN known THEN (SELECT max(h.gone_at) + interval '1 microsecond' FROM layers."railways_history" h WHERE h.id = c.id) END AS after
            FROM changed c
        ), logged AS (
            INSERT INTO layers.changes (at, layer, operation, actor, client, feature_id, version, fid, bbox)
            SELECT moment, 'railways', 'create', who, sender, n.id, n.first, n.fid, CASE WHEN n.box IS NOT NULL THEN ARRAY[st_xmin(n.box), st_ymin(n.box), st_xmax(n.box), st_ymax(n.box)] END FROM came n
        )
        SELECT array_agg(n.id), array_agg(n.first), array_agg(greatest(moment, n.after)) INTO ids, versions, moments
        FROM came n WHERE n.version <> n.first OR n.updated_at NOT BETWEEN greatest(now(), n.after) AND moment;
    ELSIF TG_OP = 'DELETE' THEN
        INSERT INTO layers."railways_history" ("fid", "id", "code", "ward_code", "source", "version", "updated_at", "name", "kind", "gauge_mm", "safety_corridor_m", "geom", gone_at) SELECT o."fid", o."id", o."code", o."ward_code", o."source", o."version", o."updated_at", o."name", o."kind", o."gauge_mm", o."safety_corridor_m", o."geom", greatest(moment, o.updated_at + interval '1 microsecond') FROM gone o;
        INSERT INTO layers.changes (at, layer, operation, actor, client, feature_id, version, fid, bbox)
            SELECT moment, 'railways', 'delete', who, sender, o.id, o.version, o.fid, CASE WHEN o.box IS NOT NULL THEN ARRAY[st_xmin(o.box), st_ymin(o.box), st_xmax(o.box), st_ymax(o.box)] END
            FROM (SELECT o.id, o.version, o.fid, box3d(o.geom_3857) AS box FROM gone o OFFSET 0) o;
    ELSE
        INSERT INTO layers."railways_history" ("fid", "id", "code", "ward_code", "source", "version", "updated_at", "name", "kind", "gauge_mm", "safety_corridor_m", "geom", gone_at) SELECT o."fid", o."id", o."code", o."ward_code", o."source", o."version", o."updated_at", o."name", o."kind", o."gauge_mm", o."safety_corridor_m", o."geom", greatest(moment, o.updated_at + interval '1 microsecond') FROM layers."railways" o;
        INSERT INTO layers.changes (at, layer, operation, actor, client)
            VALUES (moment, 'railways', 'truncate', who, sender);
    END IF;
    IF ids IS NOT NULL THEN
        PERFORM layers.stamp('railways', ids, versions, moments);
    END IF;
    RETURN NULL;
END $$;
GRANT SELECT (id), UPDATE (version, updated_at) ON layers."railways" TO dongha_keeper;
CREATE TRIGGER log_insert AFTER INSERT ON layers."railways" REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION layers."log_railways"();
CREATE TRIGGER log_update AFTER UPDATE ON layers."railways" REFERENCING OLD TABLE AS gone NEW TABLE AS changed FOR EACH STATEMENT WHEN (current_user <> 'dongha_keeper') EXECUTE FUNCTION layers."log_railways"();
CREATE TRIGGER log_delete AFTER DELETE ON layers."railways" REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION layers."log_railways"();
CREATE TRIGGER log_truncate BEFORE TRUNCATE ON layers."railways" FOR EACH STATEMENT EXECUTE FUNCTION layers."log_railways"();
CREATE TRIGGER keep_identity AFTER UPDATE OF fid, id ON layers."railways" FOR EACH ROW WHEN (old.fid <> new.fid OR old.id <> new.id) EXECUTE FUNCTION layers.keep_identity();

CREATE FUNCTION layers."log_buildings"() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = layers, ext, pg_temp SET enable_nestloop = off
AS $$
DECLARE
    moment timestamptz := clock_timestamp();
    who text := layers.actor();
    sender text := layers.client();
    known boolean;
    ids uuid[];
    versions integer[];
    moments timestamptz[];
BEGIN
    IF TG_OP = 'UPDATE' THEN
        WITH p AS MATERIALIZED (
            SELECT o."fid", o."id", o."code", o."ward_code", o."source", o."version", o."updated_at", o."name", o."house_number", o."address", o."use", o."storey_count", o."height_m", o."floor_level_m", o."footprint_m2", o."built_year", o."parcel_id", o."geom", box3d(n.geom_3857) AS box,
                CASE WHEN o.geom_3857 IS DISTINCT FROM n.geom_3857 THEN box3d(o.geom_3857) END AS box_before,
                CASE WHEN n.version = o.version + 1 AND n.updated_at > o.updated_at AND n.updated_at BETWEEN now() AND moment THEN n.updated_at END AS good, greatest(moment, o.updated_at + interval '1 microsecond') AS later
            FROM gone o JOIN changed n ON n.id = o.id WHERE (n.version = o.version + 1 OR NOT (n."code" IS NOT DISTINCT FROM o."code" AND n."ward_code" IS NOT DISTINCT FROM o."ward_code" AND n."source" IS NOT DISTINCT FROM o."source" AND n."version" IS NOT DISTINCT FROM o."version" AND n."updated_at" IS NOT DISTINCT FROM o."updated_at" AND n."name" IS NOT DISTINCT FROM o."name" AND n."house_number" IS NOT DISTINCT FROM o."house_number" AND n."address" IS NOT DISTINCT FROM o."address" AND n."use" IS NOT DISTINCT FROM o."use" AND n."storey_count" IS NOT DISTINCT FROM o."storey_count" AND n."height_m" IS NOT DISTINCT FROM o."height_m" AND n."floor_level_m" IS NOT DISTINCT FROM o."floor_level_m" AND n."footprint_m2" IS NOT DISTINCT FROM o."footprint_m2" AND n."built_year" IS NOT DISTINCT FROM o."built_year" AND n."parcel_id" IS NOT DISTINCT FROM o."parcel_id" AND n."geom" IS NOT DISTINCT FROM o."geom"))
        ), kept AS (
            INSERT INTO layers."buildings_history" ("fid", "id", "code", "ward_code", "source", "version", "updated_at", "name", "house_number", "address", "use", "storey_count", "height_m", "floor_level_m", "footprint_m2", "built_year", "parcel_id", "geom", gone_at) SELECT "fid", "id", "code", "ward_code", "source", "version", "updated_at", "name", "house_number", "address", "use", "storey_count", "height_m", "floor_level_m", "footprint_m2", "built_year", "parcel_id", "geom", coalesce(good, later) FROM p
        ), logged AS (
            INSERT INTO layers.changes (at, layer, operation, actor, client, feature_id, version, fid, bbox, bbox_before)
            SELECT moment, 'buildings', 'update', who, sender, id, version + 1, fid, CASE WHEN box IS NOT NULL THEN ARRAY[st_xmin(box), st_ymin(box), st_xmax(box), st_ymax(box)] END,
                CASE WHEN box_before IS NOT NULL THEN ARRAY[st_xmin(box_before), st_ymin(box_before), st_xmax(box_before), st_ymax(box_before)] END FROM p
        )
        SELECT array_agg(p.id), array_agg(p.version + 1), array_agg(p.later) INTO ids, versions, moments
        FROM p WHERE p.good IS NULL;
    ELSIF TG_OP = 'INSERT' THEN
        known := EXISTS (SELECT FROM layers."buildings_history");
        WITH came AS MATERIALIZED (
            SELECT c.id, c.fid, c.version, c.updated_at, box3d(c.geom_3857) AS box, CASE WHEN known THEN coalesce((SELECT greatest(max(h.version) + 1, c.version) FROM layers."buildings_history" h WHERE h.id = c.id HAVING count(*) > 0), 1) ELSE 1 END AS first, CASE WHEN known THEN (SELECT max(h.gone_at) + interval '1 microsecond' FROM layers."buildings_history" h WHERE h.id = c.id) END AS after
            FROM changed c
        ), logged AS (
            INSERT INTO layers.changes (at, layer, operation, actor, client, feature_id, version, fid, bbox)
            SELECT moment, 'buildings', 'create', who, sender, n.id, n.first, n.fid, CASE WHEN n.box IS NOT NULL THEN ARRAY[st_xmin(n.box), st_ymin(n.box), st_xmax(n.box), st_ymax(n.box)] END FROM came n
        )
        SELECT array_agg(n.id), array_agg(n.first), array_agg(greatest(moment, n.after)) INTO ids, versions, moments
        FROM came n WHERE n.version <> n.first OR n.updated_at NOT BETWEEN greatest(now(), n.after) AND moment;
    ELSIF TG_OP = 'DELETE' THEN
        INSERT INTO layers."buildings_history" ("fid", "id", "code", "ward_code", "source", "version", "updated_at", "name", "house_number", "address", "use", "storey_count", "height_m", "floor_level_m", "footprint_m2", "built_year", "parcel_id", "geom", gone_at) SELECT o."fid", o."id", o."code", o."ward_code", o."source", o."version", o."updated_at", o."name", o."house_number", o."address", o."use", o."storey_count", o."height_m", o."floor_level_m", o."footprint_m2", o."built_year", o."parcel_id", o."geom", greatest(moment, o.updated_at + interval '1 microsecond') FROM gone o;
        INSERT INTO layers.changes (at, layer, operation, actor, client, feature_id, version, fid, bbox)
            SELECT moment, 'buildings', 'delete', who, sender, o.id, o.version, o.fid, CASE WHEN o.box IS NOT NULL THEN ARRAY[st_xmin(o.box), st_ymin(o.box), st_xmax(o.box), st_ymax(o.box)] END
            FROM (SELECT o.id, o.version, o.fid, box3d(o.geom_3857) AS box FROM gone o OFFSET 0) o;
    ELSE
        INSERT INTO layers."buildings_history" ("fid", "id", "code", "ward_code", "source", "version", "updated_at", "name", "house_number", "address", "use", "storey_count", "height_m", "floor_level_m", "footprint_m2", "built_year", "parcel_id", "geom", gone_at) SELECT o."fid", o."id", o."code", o."ward_code", o."source", o."version", o."updated_at", o."name", o."house_number", o."address", o."use", o."storey_count", o."height_m", o."floor_level_m", o."footprint_m2", o."built_year", o."parcel_id", o."geom", greatest(moment, o.updated_at + interval '1 microsecond') FROM layers."buildings" o;
        INSERT INTO layers.changes (at, layer, operation, actor, client)
            VALUES (moment, 'buildings', 'truncate', who, sender);
    END IF;
    IF ids IS NOT NULL THEN
        PERFORM layers.stamp('buildings', ids, versions, moments);
    END IF;
    RETURN NULL;
END $$;
GRANT SELECT (id), UPDATE (version, updated_at) ON layers."buildings" TO dongha_keeper;
CREATE TRIGGER log_insert AFTER INSERT ON layers."buildings" REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION layers."log_buildings"();
CREATE TRIGGER log_update AFTER UPDATE ON layers."buildings" REFERENCING OLD TABLE AS gone NEW TABLE AS changed FOR EACH STATEMENT WHEN (current_user <> 'dongha_keeper') EXECUTE FUNCTION layers."log_buildings"();
CREATE TRIGGER log_delete AFTER DELETE ON layers."buildings" REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION layers."log_buildings"();
CREATE TRIGGER log_truncate BEFORE TRUNCATE ON layers."buildings" FOR EACH STATEMENT EXECUTE FUNCTION layers."log_buildings"();
CREATE TRIGGER keep_identity AFTER UPDATE OF fid, id ON layers."buildings" FOR EACH ROW WHEN (old.fid <> new.fid OR old.id <> new.id) EXECUTE FUNCTION layers.keep_identity();

CREATE FUNCTION layers."log_water_pipes"() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = layers, ext, pg_temp SET enable_nestloop = off
AS $$
DECLARE
    moment timestamptz := clock_timestamp();
    who text := layers.actor();
    sender text := layers.client();
    known boolean;
    ids uuid[];
    versions integer[];
    moments timestamptz[];
BEGIN
    IF TG_OP = 'UPDATE' THEN
        WITH p AS MATERIALIZED (
            SELECT o."fid", o."id", o."code", o."ward_code", o."source", o."version", o."updated_at", o."kind", o."diameter_mm", o."material", o."length_m", o."depth_m", o."pressure_kpa", o."status", o."operator", o."installed_on", o."road_id", o."geom", box3d(n.geom_3857) AS box,
                CASE WHEN o.geom_3857 IS DISTINCT FROM n.geom_3857 THEN box3d(o.geom_3857) END AS box_before,
                CASE WHEN n.version = o.version + 1 AND n.updated_at > o.updated_at AND n.updated_at BETWEEN now() AND moment THEN n.updated_at END AS good, greatest(moment, o.updated_at + interval '1 microsecond') AS later
            FROM gone o JOIN changed n ON n.id = o.id WHERE (n.version = o.version + 1 OR NOT (n."code" IS NOT DISTINCT FROM o."code" AND n."ward_code" IS NOT DISTINCT FROM o."ward_code" AND n."source" IS NOT DISTINCT FROM o."source" AND n."version" IS NOT DISTINCT FROM o."version" AND n."updated_at" IS NOT DISTINCT FROM o."updated_at" AND n."kind" IS NOT DISTINCT FROM o."kind" AND n."diameter_mm" IS NOT DISTINCT FROM o."diameter_mm" AND n."material" IS NOT DISTINCT FROM o."material" AND n."length_m" IS NOT DISTINCT FROM o."length_m" AND n."depth_m" IS NOT DISTINCT FROM o."depth_m" AND n."pressure_kpa" IS NOT DISTINCT FROM o."pressure_kpa" AND n."status" IS NOT DISTINCT FROM o."status" AND n."operator" IS NOT DISTINCT FROM o."operator" AND n."installed_on" IS NOT DISTINCT FROM o."installed_on" AND n."road_id" IS NOT DISTINCT FROM o."road_id" AND n."geom" IS NOT DISTINCT FROM o."geom"))
        ), kept AS (
            INSERT INTO layers."water_pipes_history" ("fid", "id", "code", "ward_code", "source", "version", "updated_at", "kind", "diameter_mm", "material", "length_m", "depth_m", "pressure_kpa", "status", "operator", "installed_on", "road_id", "geom", gone_at) SELECT "fid", "id", "code", "ward_code", "source", "version", "updated_at", "kind", "diameter_mm", "material", "length_m", "depth_m", "pressure_kpa", "status", "operator", "installed_on", "road_id", "geom", coalesce(good, later) FROM p
        ), logged AS (
            INSERT INTO layers.changes (at, layer, operation, actor, client, feature_id, version, fid, bbox, bbox_before)
            SELECT moment, 'water_pipes', 'update', who, sender, id, version + 1, fid, CASE WHEN box IS NOT NULL THEN ARRAY[st_xmin(box), st_ymin(box), st_xmax(box), st_ymax(box)] END,
                CASE WHEN box_before IS NOT NULL THEN ARRAY[st_xmin(box_before), st_ymin(box_before), st_xmax(box_before), st_ymax(box_before)] END FROM p
        )
        SELECT array_agg(p.id), array_agg(p.version + 1), array_agg(p.later) INTO ids, versions, moments
        FROM p WHERE p.good IS NULL;
    ELSIF TG_OP = 'INSERT' THEN
        known := EXISTS (SELECT FROM layers."water_pipes_history");
        WITH came AS MATERIALIZED (
            SELECT c.id, c.fid, c.version, c.updated_at, box3d(c.geom_3857) AS box, CASE WHEN known THEN coalesce((SELECT greatest(max(h.version) + 1, c.version) FROM layers."water_pipes_history" h WHERE h.id = c.id HAVING count(*) > 0), 1) ELSE 1 END AS first, CASE WHEN known THEN (SELECT max(h.gone_at) + interval '1 microsecond' FROM layers."water_pipes_history" h WHERE h.id = c.id) END AS after
            FROM changed c
        ), logged AS (
            INSERT INTO layers.changes (at, layer, operation, actor, client, feature_id, version, fid, bbox)
            SELECT moment, 'water_pipes', 'create', who, sender, n.id, n.first, n.fid, CASE WHEN n.box IS NOT NULL THEN ARRAY[st_xmin(n.box), st_ymin(n.box), st_xmax(n.box), st_ymax(n.box)] END FROM came n
        )
        SELECT array_agg(n.id), array_agg(n.first), array_agg(greatest(moment, n.after)) INTO ids, versions, moments
        FROM came n WHERE n.version <> n.first OR n.updated_at NOT BETWEEN greatest(now(), n.after) AND moment;
    ELSIF TG_OP = 'DELETE' THEN
        INSERT INTO layers."water_pipes_history" ("fid", "id", "code", "ward_code", "source", "version", "updated_at", "kind", "diameter_mm", "material", "length_m", "depth_m", "pressure_kpa", "status", "operator", "installed_on", "road_id", "geom", gone_at) SELECT o."fid", o."id", o."code", o."ward_code", o."source", o."version", o."updated_at", o."kind", o."diameter_mm", o."material", o."length_m", o."depth_m", o."pressure_kpa", o."status", o."operator", o."installed_on", o."road_id", o."geom", greatest(moment, o.updated_at + interval '1 microsecond') FROM gone o;
        INSERT INTO layers.changes (at, layer, operation, actor, client, feature_id, version, fid, bbox)
            SELECT moment, 'water_pipes', 'delete', who, sender, o.id, o.version, o.fid, CASE WHEN o.box IS NOT NULL THEN ARRAY[st_xmin(o.box), st_ymin(o.box), st_xmax(o.box), st_ymax(o.box)] END
            FROM (SELECT o.id, o.version, o.fid, box3d(o.geom_3857) AS box FROM gone o OFFSET 0) o;
    ELSE
        INSERT INTO layers."water_pipes_history" ("fid", "id", "code", "ward_code", "source", "version", "updated_at", "kind", "diameter_mm", "material", "length_m", "depth_m", "pressure_kpa", "status", "operator", "installed_on", "road_id", "geom", gone_at) SELECT o."fid", o."id", o."code", o."ward_code", o."source", o."version", o."updated_at", o."kind", o."diameter_mm", o."material", o."length_m", o."depth_m", o."pressure_kpa", o."status", o."operator", o."installed_on", o."road_id", o."geom", greatest(moment, o.updated_at + interval '1 microsecond') FROM layers."water_pipes" o;
        INSERT INTO layers.changes (at, layer, operation, actor, client)
            VALUES (moment, 'water_pipes', 'truncate', who, sender);
    END IF;
    IF ids IS NOT NULL THEN
        PERFORM layers.stamp('water_pipes', ids, versions, moments);
    END IF;
    RETURN NULL;
END $$;
GRANT SELECT (id), UPDATE (version, updated_at) ON layers."water_pipes" TO dongha_keeper;
CREATE TRIGGER log_insert AFTER INSERT ON layers."water_pipes" REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION layers."log_water_pipes"();
CREATE TRIGGER log_update AFTER UPDATE ON layers."water_pipes" REFERENCING OLD TABLE AS gone NEW TABLE AS changed FOR EACH STATEMENT WHEN (current_user <> 'dongha_keeper') EXECUTE FUNCTION layers."log_water_pipes"();
CREATE TRIGGER log_delete AFTER DELETE ON layers."water_pipes" REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION layers."log_water_pipes"();
CREATE TRIGGER log_truncate BEFORE TRUNCATE ON layers."water_pipes" FOR EACH STATEMENT EXECUTE FUNCTION layers."log_water_pipes"();
CREATE TRIGGER keep_identity AFTER UPDATE OF fid, id ON layers."water_pipes" FOR EACH ROW WHEN (old.fid <> new.fid OR old.id <> new.id) EXECUTE FUNCTION layers.keep_identity();

CREATE FUNCTION layers."log_drains"() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = layers, ext, pg_temp SET enable_nestloop = off
AS $$
DECLARE
    moment timestamptz := clock_timestamp();
    who text := layers.actor();
    sender text := layers.client();
    known boolean;
    ids uuid[];
    versions integer[];
    moments timestamptz[];
BEGIN
    IF TG_OP = 'UPDATE' THEN
        WITH p AS MATERIALIZED (
            SELECT o."fid", o."id", o."code", o."ward_code", o."source", o."version", o."updated_at", o."kind", o."width_mm", o."height_mm", o."material", o."length_m", o."invert_start_m", o."invert_end_m", o."status", o."condition", o."installed_on", o."cleaned_on", o."from_manhole_id", o."to_manhole_id", o."geom", box3d(n.geom_3857) AS box,
                CASE WHEN o.geom_3857 IS DISTINCT FROM n.geom_3857 THEN box3d(o.geom_3857) END AS box_before,
                CASE WHEN n.version = o.version + 1 AND n.updated_at > o.updated_at AND n.updated_at BETWEEN now() AND moment THEN n.updated_at END AS good, greatest(moment, o.updated_at + interval '1 microsecond') AS later
            FROM gone o JOIN changed n ON n.id = o.id WHERE (n.version = o.version + 1 OR NOT (n."code" IS NOT DISTINCT FROM o."code" AND n."ward_code" IS NOT DISTINCT FROM o."ward_code" AND n."source" IS NOT DISTINCT FROM o."source" AND n."version" IS NOT DISTINCT FROM o."version" AND n."updated_at" IS NOT DISTINCT FROM o."updated_at" AND n."kind" IS NOT DISTINCT FROM o."kind" AND n."width_mm" IS NOT DISTINCT FROM o."width_mm" AND n."height_mm" IS NOT DISTINCT FROM o."height_mm" AND n."material" IS NOT DISTINCT FROM o."material" AND n."length_m" IS NOT DISTINCT FROM o."length_m" AND n."invert_start_m" IS NOT DISTINCT FROM o."invert_start_m" AND n."invert_end_m" IS NOT DISTINCT FROM o."invert_end_m" AND n."status" IS NOT DISTINCT FROM o."status" AND n."condition" IS NOT DISTINCT FROM o."condition" AND n."installed_on" IS NOT DISTINCT FROM o."installed_on" AND n."cleaned_on" IS NOT DISTINCT FROM o."cleaned_on" AND n."from_manhole_id" IS NOT DISTINCT FROM o."from_manhole_id" AND n."to_manhole_id" IS NOT DISTINCT FROM o."to_manhole_id" AND n."geom" IS NOT DISTINCT FROM o."geom"))
        ), kept AS (
            INSERT INTO layers."drains_history" ("fid", "id", "code", "ward_code", "source", "version", "updated_at", "kind", "width_mm", "height_mm", "material", "length_m", "invert_start_m", "invert_end_m", "status", "condition", "installed_on", "cleaned_on", "from_manhole_id", "to_manhole_id", "geom", gone_at) SELECT "fid", "id", "code", "ward_code", "source", "version", "updated_at", "kind", "width_mm", "height_mm", "material", "length_m", "invert_start_m", "invert_end_m", "status", "condition", "installed_on", "cleaned_on", "from_manhole_id", "to_manhole_id", "geom", coalesce(good, later) FROM p
        ), logged AS (
            INSERT INTO layers.changes (at, layer, operation, actor, client, feature_id, version, fid, bbox, bbox_before)
            SELECT moment, 'drains', 'update', who, sender, id, version + 1, fid, CASE WHEN box IS NOT NULL THEN ARRAY[st_xmin(box), st_ymin(box), st_xmax(box), st_ymax(box)] END,
                CASE WHEN box_before IS NOT NULL THEN ARRAY[st_xmin(box_before), st_ymin(box_before), st_xmax(box_before), st_ymax(box_before)] END FROM p
        )
        SELECT array_agg(p.id), array_agg(p.version + 1), array_agg(p.later) INTO ids, versions, moments
        FROM p WHERE p.good IS NULL;
    ELSIF TG_OP = 'INSERT' THEN
        known := EXISTS (SELECT FROM layers."drains_history");
        WITH came AS MATERIALIZED (
            SELECT c.id, c.fid, c.version, c.updated_at, box3d(c.geom_3857) AS box, CASE WHEN known THEN coalesce((SELECT greatest(max(h.version) + 1, c.version) FROM layers."drains_history" h WHERE h.id = c.id HAVING count(*) > 0), 1) ELSE 1 END AS first, CASE WHEN known THEN (SELECT max(h.gone_at) + interval '1 microsecond' FROM layers."drains_history" h WHERE h.id = c.id) END AS after
            FROM changed c
        ), logged AS (
            INSERT INTO layers.changes (at, layer, operation, actor, client, feature_id, version, fid, bbox)
            SELECT moment, 'drains', 'create', who, sender, n.id, n.first, n.fid, CASE WHEN n.box IS NOT NULL THEN ARRAY[st_xmin(n.box), st_ymin(n.box), st_xmax(n.box), st_ymax(n.box)] END FROM came n
        )
        SELECT array_agg(n.id), array_agg(n.first), array_agg(greatest(moment, n.after)) INTO ids, versions, moments
        FROM came n WHERE n.version <> n.first OR n.updated_at NOT BETWEEN greatest(now(), n.after) AND moment;
    ELSIF TG_OP = 'DELETE' THEN
        INSERT INTO layers."drains_history" ("fid", "id", "code", "ward_code", "source", "version", "updated_at", "kind", "width_mm", "height_mm", "material", "length_m", "invert_start_m", "invert_end_m", "status", "condition", "installed_on", "cleaned_on", "from_manhole_id", "to_manhole_id", "geom", gone_at) SELECT o."fid", o."id", o."code", o."ward_code", o."source", o."version", o."updated_at", o."kind", o."width_mm", o."height_mm", o."material", o."length_m", o."invert_start_m", o."invert_end_m", o."status", o."condition", o."installed_on", o."cleaned_on", o."from_manhole_id", o."to_manhole_id", o."geom", greatest(moment, o.updated_at + interval '1 microsecond') FROM gone o;
        INSERT INTO layers.changes (at, layer, operation, actor, client, feature_id, version, fid, bbox)
            SELECT moment, 'drains', 'delete', who, sender, o.id, o.version, o.fid, CASE WHEN o.box IS NOT NULL THEN ARRAY[st_xmin(o.box), st_ymin(o.box), st_xmax(o.box), st_ymax(o.box)] END
            FROM (SELECT o.id, o.version, o.fid, box3d(o.geom_3857) AS box FROM gone o OFFSET 0) o;
    ELSE
        INSERT INTO layers."drains_history" ("fid", "id", "code", "ward_code", "source", "version", "updated_at", "kind", "width_mm", "height_mm", "material", "length_m", "invert_start_m", "invert_end_m", "status", "condition", "installed_on", "cleaned_on", "from_manhole_id", "to_manhole_id", "geom", gone_at) SELECT o."fid", o."id", o."code", o."ward_code", o."source", o."version", o."updated_at", o."kind", o."width_mm", o."height_mm", o."material", o."length_m", o."invert_start_m", o."invert_end_m", o."status", o."condition", o."installed_on", o."cleaned_on", o."from_manhole_id", o."to_manhole_id", o."geom", greatest(moment, o.updated_at + interval '1 microsecond') FROM layers."drains" o;
        INSERT INTO layers.changes (at, layer, operation, actor, client)
            VALUES (moment, 'drains', 'truncate', who, sender);
    END IF;
    IF ids IS NOT NULL THEN
        PERFORM layers.stamp('drains', ids, versions, moments);
    END IF;
    RETURN NULL;
END $$;
GRANT SELECT (id), UPDATE (version, updated_at) ON layers."drains" TO dongha_keeper;
CREATE TRIGGER log_insert AFTER INSERT ON layers."drains" REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION layers."log_drains"();
CREATE TRIGGER log_update AFTER UPDATE ON layers."drains" REFERENCING OLD TABLE AS gone NEW TABLE AS changed FOR EACH STATEMENT WHEN (current_user <> 'dongha_keeper') EXECUTE FUNCTION layers."log_drains"();
CREATE TRIGGER log_delete AFTER DELETE ON layers."drains" REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION layers."log_drains"();
CREATE TRIGGER log_truncate BEFORE TRUNCATE ON layers."drains" FOR EACH STATEMENT EXECUTE FUNCTION layers."log_drains"();
CREATE TRIGGER keep_identity AFTER UPDATE OF fid, id ON layers."drains" FOR EACH ROW WHEN (old.fid <> new.fid OR old.id <> new.id) EXECUTE FUNCTION layers.keep_identity();

CREATE FUNCTION layers."log_sewers"() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = layers, ext, pg_temp SET enable_nestloop = off
AS $$
DECLARE
    moment timestamptz := clock_timestamp();
    who text := layers.actor();
    sender text := layers.client();
    known boolean;
    ids uuid[];
    versions integer[];
    moments timestamptz[];
BEGIN
    IF TG_OP = 'UPDATE' THEN
        WITH p AS MATERIALIZED (
            SELECT o."fid", o."id", o."code", o."ward_code", o."source", o."version", o."updated_at", o."kind", o."diameter_mm", o."material", o."length_m", o."invert_start_m", o."invert_end_m", o."status", o."condition", o."installed_on", o."from_manhole_id", o."to_manhole_id", o."geom", box3d(n.geom_3857) AS box,
                CASE WHEN o.geom_3857 IS DISTINCT FROM n.geom_3857 THEN box3d(o.geom_3857) END AS box_before,
                CASE WHEN n.version = o.version + 1 AND n.updated_at > o.updated_at AND n.updated_at BETWEEN now() AND moment THEN n.updated_at END AS good, greatest(moment, o.updated_at + interval '1 microsecond') AS later
            FROM gone o JOIN changed n ON n.id = o.id WHERE (n.version = o.version + 1 OR NOT (n."code" IS NOT DISTINCT FROM o."code" AND n."ward_code" IS NOT DISTINCT FROM o."ward_code" AND n."source" IS NOT DISTINCT FROM o."source" AND n."version" IS NOT DISTINCT FROM o."version" AND n."updated_at" IS NOT DISTINCT FROM o."updated_at" AND n."kind" IS NOT DISTINCT FROM o."kind" AND n."diameter_mm" IS NOT DISTINCT FROM o."diameter_mm" AND n."material" IS NOT DISTINCT FROM o."material" AND n."length_m" IS NOT DISTINCT FROM o."length_m" AND n."invert_start_m" IS NOT DISTINCT FROM o."invert_start_m" AND n."invert_end_m" IS NOT DISTINCT FROM o."invert_end_m" AND n."status" IS NOT DISTINCT FROM o."status" AND n."condition" IS NOT DISTINCT FROM o."condition" AND n."installed_on" IS NOT DISTINCT FROM o."installed_on" AND n."from_manhole_id" IS NOT DISTINCT FROM o."from_manhole_id" AND n."to_manhole_id" IS NOT DISTINCT FROM o."to_manhole_id" AND n."geom" IS NOT DISTINCT FROM o."geom"))
        ), kept AS (
            INSERT INTO layers."sewers_history" ("fid", "id", "code", "ward_code", "source", "version", "updated_at", "kind", "diameter_mm", "material", "length_m", "invert_start_m", "invert_end_m", "status", "condition", "installed_on", "from_manhole_id", "to_manhole_id", "geom", gone_at) SELECT "fid", "id", "code", "ward_code", "source", "version", "updated_at", "kind", "diameter_mm", "material", "length_m", "invert_start_m", "invert_end_m", "status", "condition", "installed_on", "from_manhole_id", "to_manhole_id", "geom", coalesce(good, later) FROM p
        ), logged AS (
            INSERT INTO layers.changes (at, layer, operation, actor, client, feature_id, version, fid, bbox, bbox_before)
            SELECT moment, 'sewers', 'update', who, sender, id, version + 1, fid, CASE WHEN box IS NOT NULL THEN ARRAY[st_xmin(box), st_ymin(box), st_xmax(box), st_ymax(box)] END,
                CASE WHEN box_before IS NOT NULL THEN ARRAY[st_xmin(box_before), st_ymin(box_before), st_xmax(box_before), st_ymax(box_before)] END FROM p
        )
        SELECT array_agg(p.id), array_agg(p.version + 1), array_agg(p.later) INTO ids, versions, moments
        FROM p WHERE p.good IS NULL;
    ELSIF TG_OP = 'INSERT' THEN
        known := EXISTS (SELECT FROM layers."sewers_history");
        WITH came AS MATERIALIZED (
            SELECT c.id, c.fid, c.version, c.updated_at, box3d(c.geom_3857) AS box, CASE WHEN known THEN coalesce((SELECT greatest(max(h.version) + 1, c.version) FROM layers."sewers_history" h WHERE h.id = c.id HAVING count(*) > 0), 1) ELSE 1 END AS first, CASE WHEN known THEN (SELECT max(h.gone_at) + interval '1 microsecond' FROM layers."sewers_history" h WHERE h.id = c.id) END AS after
            FROM changed c
        ), logged AS (
            INSERT INTO layers.changes (at, layer, operation, actor, client, feature_id, version, fid, bbox)
            SELECT moment, 'sewers', 'create', who, sender, n.id, n.first, n.fid, CASE WHEN n.box IS NOT NULL THEN ARRAY[st_xmin(n.box), st_ymin(n.box), st_xmax(n.box), st_ymax(n.box)] END FROM came n
        )
        SELECT array_agg(n.id), array_agg(n.first), array_agg(greatest(moment, n.after)) INTO ids, versions, moments
        FROM came n WHERE n.version <> n.first OR n.updated_at NOT BETWEEN greatest(now(), n.after) AND moment;
    ELSIF TG_OP = 'DELETE' THEN
        INSERT INTO layers."sewers_history" ("fid", "id", "code", "ward_code", "source", "version", "updated_at", "kind", "diameter_mm", "material", "length_m", "invert_start_m", "invert_end_m", "status", "condition", "installed_on", "from_manhole_id", "to_manhole_id", "geom", gone_at) SELECT o."fid", o."id", o."code", o."ward_code", o."source", o."version", o."updated_at", o."kind", o."diameter_mm", o."material", o."length_m", o."invert_start_m", o."invert_end_m", o."status", o."condition", o."installed_on", o."from_manhole_id", o."to_manhole_id", o."geom", greatest(moment, o.updated_at + interval '1 microsecond') FROM gone o;
        INSERT INTO layers.changes (at, layer, operation, actor, client, feature_id, version, fid, bbox)
            SELECT moment, 'sewers', 'delete', who, sender, o.id, o.version, o.fid, CASE WHEN o.box IS NOT NULL THEN ARRAY[st_xmin(o.box), st_ymin(o.box), st_xmax(o.box), st_ymax(o.box)] END
            FROM (SELECT o.id, o.version, o.fid, box3d(o.geom_3857) AS box FROM gone o OFFSET 0) o;
    ELSE
        INSERT INTO layers."sewers_history" ("fid", "id", "code", "ward_code", "source", "version", "updated_at", "kind", "diameter_mm", "material", "length_m", "invert_start_m", "invert_end_m", "status", "condition", "installed_on", "from_manhole_id", "to_manhole_id", "geom", gone_at) SELECT o."fid", o."id", o."code", o."ward_code", o."source", o."version", o."updated_at", o."kind", o."diameter_mm", o."material", o."length_m", o."invert_start_m", o."invert_end_m", o."status", o."condition", o."installed_on", o."from_manhole_id", o."to_manhole_id", o."geom", greatest(moment, o.updated_at + interval '1 microsecond') FROM layers."sewers" o;
        INSERT INTO layers.changes (at, layer, operation, actor, client)
            VALUES (moment, 'sewers', 'truncate', who, sender);
    END IF;
    IF ids IS NOT NULL THEN
        PERFORM layers.stamp('sewers', ids, versions, moments);
    END IF;
    RETURN NULL;
END $$;
GRANT SELECT (id), UPDATE (version, updated_at) ON layers."sewers" TO dongha_keeper;
CREATE TRIGGER log_insert AFTER INSERT ON layers."sewers" REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION layers."log_sewers"();
CREATE TRIGGER log_update AFTER UPDATE ON layers."sewers" REFERENCING OLD TABLE AS gone NEW TABLE AS changed FOR EACH STATEMENT WHEN (current_user <> 'dongha_keeper') EXECUTE FUNCTION layers."log_sewers"();
CREATE TRIGGER log_delete AFTER DELETE ON layers."sewers" REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION layers."log_sewers"();
CREATE TRIGGER log_truncate BEFORE TRUNCATE ON layers."sewers" FOR EACH STATEMENT EXECUTE FUNCTION layers."log_sewers"();
CREATE TRIGGER keep_identity AFTER UPDATE OF fid, id ON layers."sewers" FOR EACH ROW WHEN (old.fid <> new.fid OR old.id <> new.id) EXECUTE FUNCTION layers.keep_identity();

CREATE FUNCTION layers."log_manholes"() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = layers, ext, pg_temp SET enable_nestloop = off
AS $$
DECLARE
    moment timestamptz := clock_timestamp();
    who text := layers.actor();
    sender text := layers.client();
    known boolean;
    ids uuid[];
    versions integer[];
    moments timestamptz[];
BEGIN
    IF TG_OP = 'UPDATE' THEN
        WITH p AS MATERIALIZED (
            SELECT o."fid", o."id", o."code", o."ward_code", o."source", o."version", o."updated_at", o."kind", o."cover_level_m", o."invert_level_m", o."depth_m", o."material", o."condition", o."cleaned_on", o."geom", box3d(n.geom_3857) AS box,
                CASE WHEN o.geom_3857 IS DISTINCT FROM n.geom_3857 THEN box3d(o.geom_3857) END AS box_before,
                CASE WHEN n.version = o.version + 1 AND n.updated_at > o.updated_at AND n.updated_at BETWEEN now() AND moment THEN n.updated_at END AS good, greatest(moment, o.updated_at + interval '1 microsecond') AS later
            FROM gone o JOIN changed n ON n.id = o.id WHERE (n.version = o.version + 1 OR NOT (n."code" IS NOT DISTINCT FROM o."code" AND n."ward_code" IS NOT DISTINCT FROM o."ward_code" AND n."source" IS NOT DISTINCT FROM o."source" AND n."version" IS NOT DISTINCT FROM o."version" AND n."updated_at" IS NOT DISTINCT FROM o."updated_at" AND n."kind" IS NOT DISTINCT FROM o."kind" AND n."cover_level_m" IS NOT DISTINCT FROM o."cover_level_m" AND n."invert_level_m" IS NOT DISTINCT FROM o."invert_level_m" AND n."depth_m" IS NOT DISTINCT FROM o."depth_m" AND n."material" IS NOT DISTINCT FROM o."material" AND n."condition" IS NOT DISTINCT FROM o."condition" AND n."cleaned_on" IS NOT DISTINCT FROM o."cleaned_on" AND n."geom" IS NOT DISTINCT FROM o."geom"))
        ), kept AS (
            INSERT INTO layers."manholes_history" ("fid", "id", "code", "ward_code", "source", "version", "updated_at", "kind", "cover_level_m", "invert_level_m", "depth_m", "material", "condition", "cleaned_on", "geom", gone_at) SELECT "fid", "id", "code", "ward_code", "source", "version", "updated_at", "kind", "cover_level_m", "invert_level_m", "depth_m", "material", "condition", "cleaned_on", "geom", coalesce(good, later) FROM p
        ), logged AS (
            INSERT INTO layers.changes (at, layer, operation, actor, client, feature_id, version, fid, bbox, bbox_before)
            SELECT moment, 'manholes', 'update', who, sender, id, version + 1, fid, CASE WHEN box IS NOT NULL THEN ARRAY[st_xmin(box), st_ymin(box), st_xmax(box), st_ymax(box)] END,
                CASE WHEN box_before IS NOT NULL THEN ARRAY[st_xmin(box_before), st_ymin(box_before), st_xmax(box_before), st_ymax(box_before)] END FROM p
        )
        SELECT array_agg(p.id), array_agg(p.version + 1), array_agg(p.later) INTO ids, versions, moments
        FROM p WHERE p.good IS NULL;
    ELSIF TG_OP = 'INSERT' THEN
        known := EXISTS (SELECT FROM layers."manholes_history");
        WITH came AS MATERIALIZED (
            SELECT c.id, c.fid, c.version, c.updated_at, box3d(c.geom_3857) AS box, CASE WHEN known THEN coalesce((SELECT greatest(max(h.version) + 1, c.version) FROM layers."manholes_history" h WHERE h.id = c.id HAVING count(*) > 0), 1) ELSE 1 END AS first, CASE WHEN known THEN (SELECT max(h.gone_at) + interval '1 microsecond' FROM layers."manholes_history" h WHERE h.id = c.id) END AS after
            FROM changed c
        ), logged AS (
            INSERT INTO layers.changes (at, layer, operation, actor, client, feature_id, version, fid, bbox)
            SELECT moment, 'manholes', 'create', who, sender, n.id, n.first, n.fid, CASE WHEN n.box IS NOT NULL THEN ARRAY[st_xmin(n.box), st_ymin(n.box), st_xmax(n.box), st_ymax(n.box)] END FROM came n
        )
        SELECT array_agg(n.id), array_agg(n.first), array_agg(greatest(moment, n.after)) INTO ids, versions, moments
        FROM came n WHERE n.version <> n.first OR n.updated_at NOT BETWEEN greatest(now(), n.after) AND moment;
    ELSIF TG_OP = 'DELETE' THEN
        INSERT INTO layers."manholes_history" ("fid", "id", "code", "ward_code", "source", "version", "updated_at", "kind", "cover_level_m", "invert_level_m", "depth_m", "material", "condition", "cleaned_on", "geom", gone_at) SELECT o."fid", o."id", o."code", o."ward_code", o."source", o."version", o."updated_at", o."kind", o."cover_level_m", o."invert_level_m", o."depth_m", o."material", o."condition", o."cleaned_on", o."geom", greatest(moment, o.updated_at + interval '1 microsecond') FROM gone o;
        INSERT INTO layers.changes (at, layer, operation, actor, client, feature_id, version, fid, bbox)
            SELECT moment, 'manholes', 'delete', who, sender, o.id, o.version, o.fid, CASE WHEN o.box IS NOT NULL THEN ARRAY[st_xmin(o.box), st_ymin(o.box), st_xmax(o.box), st_ymax(o.box)] END
            FROM (SELECT o.id, o.version, o.fid, box3d(o.geom_3857) AS box FROM gone o OFFSET 0) o;
    ELSE
        INSERT INTO layers."manholes_history" ("fid", "id", "code", "ward_code", "source", "version", "updated_at", "kind", "cover_level_m", "invert_level_m", "depth_m", "material", "condition", "cleaned_on", "geom", gone_at) SELECT o."fid", o."id", o."code", o."ward_code", o."source", o."version", o."updated_at", o."kind", o."cover_level_m", o."invert_level_m", o."depth_m", o."material", o."condition", o."cleaned_on", o."geom", greatest(moment, o.updated_at + interval '1 microsecond') FROM layers."manholes" o;
        INSERT INTO layers.changes (at, layer, operation, actor, client)
            VALUES (moment, 'manholes', 'truncate', who, sender);
    END IF;
    IF ids IS NOT NULL THEN
        PERFORM layers.stamp('manholes', ids, versions, moments);
    END IF;
    RETURN NULL;
END $$;
GRANT SELECT (id), UPDATE (version, updated_at) ON layers."manholes" TO dongha_keeper;
CREATE TRIGGER log_insert AFTER INSERT ON layers."manholes" REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION layers."log_manholes"();
CREATE TRIGGER log_update AFTER UPDATE ON layers."manholes" REFERENCING OLD TABLE AS gone NEW TABLE AS changed FOR EACH STATEMENT WHEN (current_user <> 'dongha_keeper') EXECUTE FUNCTION layers."log_manholes"();
CREATE TRIGGER log_delete AFTER DELETE ON layers."manholes" REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION layers."log_manholes"();
CREATE TRIGGER log_truncate BEFORE TRUNCATE ON layers."manholes" FOR EACH STATEMENT EXECUTE FUNCTION layers."log_manholes"();
CREATE TRIGGER keep_identity AFTER UPDATE OF fid, id ON layers."manholes" FOR EACH ROW WHEN (old.fid <> new.fid OR old.id <> new.id) EXECUTE FUNCTION layers.keep_identity();

CREATE FUNCTION layers."log_power_lines"() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = layers, ext, pg_temp SET enable_nestloop = off
AS $$
DECLARE
    moment timestamptz := clock_timestamp();
    who text := layers.actor();
    sender text := layers.client();
    known boolean;
    ids uuid[];
    versions integer[];
    moments timestamptz[];
BEGIN
    IF TG_OP = 'UPDATE' THEN
        WITH p AS MATERIALIZED (
            SELECT o."fid", o."id", o."code", o."ward_code", o."source", o."version", o."updated_at", o."name", o."voltage_level", o."voltage_kv", o."placement", o."circuit_count", o."length_m", o."safety_corridor_m", o."status", o."operator", o."installed_on", o."geom", box3d(n.geom_3857) AS box,
                CASE WHEN o.geom_3857 IS DISTINCT FROM n.geom_3857 THEN box3d(o.geom_3857) END AS box_before,
                CASE WHEN n.version = o.version + 1 AND n.updated_at > o.updated_at AND n.updated_at BETWEEN now() AND moment THEN n.updated_at END AS good, greatest(moment, o.updated_at + interval '1 microsecond') AS later
            FROM gone o JOIN changed n ON n.id = o.id WHERE (n.version = o.version + 1 OR NOT (n."code" IS NOT DISTINCT FROM o."code" AND n."ward_code" IS NOT DISTINCT FROM o."ward_code" AND n."source" IS NOT DISTINCT FROM o."source" AND n."version" IS NOT DISTINCT FROM o."version" AND n."updated_at" IS NOT DISTINCT FROM o."updated_at" AND n."name" IS NOT DISTINCT FROM o."name" AND n."voltage_level" IS NOT DISTINCT FROM o."voltage_level" AND n."voltage_kv" IS NOT DISTINCT FROM o."voltage_kv" AND n."placement" IS NOT DISTINCT FROM o."placement" AND n."circuit_count" IS NOT DISTINCT FROM o."circuit_count" AND n."length_m" IS NOT DISTINCT FROM o."length_m" AND n."safety_corridor_m" IS NOT DISTINCT FROM o."safety_corridor_m" AND n."status" IS NOT DISTINCT FROM o."status" AND n."operator" IS NOT DISTINCT FROM o."operator" AND n."installed_on" IS NOT DISTINCT FROM o."installed_on" AND n."geom" IS NOT DISTINCT FROM o."geom"))
        ), kept AS (
            INSERT INTO layers."power_lines_history" ("fid", "id", "code", "ward_code", "source", "version", "updated_at", "name", "voltage_level", "voltage_kv", "placement", "circuit_count", "length_m", "safety_corridor_m", "status", "operator", "installed_on", "geom", gone_at) SELECT "fid", "id", "code", "ward_code", "source", "version", "updated_at", "name", "voltage_level", "voltage_kv", "placement", "circuit_count", "length_m", "safety_corridor_m", "status", "operator", "installed_on", "geom", coalesce(good, later) FROM p
        ), logged AS (
            INSERT INTO layers.changes (at, layer, operation, actor, client, feature_id, version, fid, bbox, bbox_before)
            SELECT moment, 'power_lines', 'update', who, sender, id, version + 1, fid, CASE WHEN box IS NOT NULL THEN ARRAY[st_xmin(box), st_ymin(box), st_xmax(box), st_ymax(box)] END,
                CASE WHEN box_before IS NOT NULL THEN ARRAY[st_xmin(box_before), st_ymin(box_before), st_xmax(box_before), st_ymax(box_before)] END FROM p
        )
        SELECT array_agg(p.id), array_agg(p.version + 1), array_agg(p.later) INTO ids, versions, moments
        FROM p WHERE p.good IS NULL;
    ELSIF TG_OP = 'INSERT' THEN
        known := EXISTS (SELECT FROM layers."power_lines_history");
        WITH came AS MATERIALIZED (
            SELECT c.id, c.fid, c.version, c.updated_at, box3d(c.geom_3857) AS box, CASE WHEN known THEN coalesce((SELECT greatest(max(h.version) + 1, c.version) FROM layers."power_lines_history" h WHERE h.id = c.id HAVING count(*) > 0), 1) ELSE 1 END AS first, CASE WHEN known THEN (SELECT max(h.gone_at) + interval '1 microsecond' FROM layers."power_lines_history" h WHERE h.id = c.id) END AS after
            FROM changed c
        ), logged AS (
            INSERT INTO layers.changes (at, layer, operation, actor, client, feature_id, version, fid, bbox)
            SELECT moment, 'power_lines', 'create', who, sender, n.id, n.first, n.fid, CASE WHEN n.box IS NOT NULL THEN ARRAY[st_xmin(n.box), st_ymin(n.box), st_xmax(n.box), st_ymax(n.box)] END FROM came n
        )
        SELECT array_agg(n.id), array_agg(n.first), array_agg(greatest(moment, n.after)) INTO ids, versions, moments
        FROM came n WHERE n.version <> n.first OR n.updated_at NOT BETWEEN greatest(now(), n.after) AND moment;
    ELSIF TG_OP = 'DELETE' THEN
        INSERT INTO layers."power_lines_history" ("fid", "id", "code", "ward_code", "source", "version", "updated_at", "name", "voltage_level", "voltage_kv", "placement", "circuit_count", "length_m", "safety_corridor_m", "status", "operator", "installed_on", "geom", gone_at) SELECT o."fid", o."id", o."code", o."ward_code", o."source", o."version", o."updated_at", o."name", o."voltage_level", o."voltage_kv", o."placement", o."circuit_count", o."length_m", o."safety_corridor_m", o."status", o."operator", o."installed_on", o."geom", greatest(moment, o.updated_at + interval '1 microsecond') FROM gone o;
        INSERT INTO layers.changes (at, layer, operation, actor, client, feature_id, version, fid, bbox)
            SELECT moment, 'power_lines', 'delete', who, sender, o.id, o.version, o.fid, CASE WHEN o.box IS NOT NULL THEN ARRAY[st_xmin(o.box), st_ymin(o.box), st_xmax(o.box), st_ymax(o.box)] END
            FROM (SELECT o.id, o.version, o.fid, box3d(o.geom_3857) AS box FROM gone o OFFSET 0) o;
    ELSE
        INSERT INTO layers."power_lines_history" ("fid", "id", "code", "ward_code", "source", "version", "updated_at", "name", "voltage_level", "voltage_kv", "placement", "circuit_count", "length_m", "safety_corridor_m", "status", "operator", "installed_on", "geom", gone_at) SELECT o."fid", o."id", o."code", o."ward_code", o."source", o."version", o."updated_at", o."name", o."voltage_level", o."voltage_kv", o."placement", o."circuit_count", o."length_m", o."safety_corridor_m", o."status", o."operator", o."installed_on", o."geom", greatest(moment, o.updated_at + interval '1 microsecond') FROM layers."power_lines" o;
        INSERT INTO layers.changes (at, layer, operation, actor, client)
            VALUES (moment, 'power_lines', 'truncate', who, sender);
    END IF;
    IF ids IS NOT NULL THEN
        PERFORM layers.stamp('power_lines', ids, versions, moments);
    END IF;
    RETURN NULL;
END $$;
GRANT SELECT (id), UPDATE (version, updated_at) ON layers."power_lines" TO dongha_keeper;
CREATE TRIGGER log_insert AFTER INSERT ON layers."power_lines" REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION layers."log_power_lines"();
CREATE TRIGGER log_update AFTER UPDATE ON layers."power_lines" REFERENCING OLD TABLE AS gone NEW TABLE AS changed FOR EACH STATEMENT WHEN (current_user <> 'dongha_keeper') EXECUTE FUNCTION layers."log_power_lines"();
CREATE TRIGGER log_delete AFTER DELETE ON layers."power_lines" REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION layers."log_power_lines"();
CREATE TRIGGER log_truncate BEFORE TRUNCATE ON layers."power_lines" FOR EACH STATEMENT EXECUTE FUNCTION layers."log_power_lines"();
CREATE TRIGGER keep_identity AFTER UPDATE OF fid, id ON layers."power_lines" FOR EACH ROW WHEN (old.fid <> new.fid OR old.id <> new.id) EXECUTE FUNCTION layers.keep_identity();

CREATE FUNCTION layers."log_telecom_lines"() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = layers, ext, pg_temp SET enable_nestloop = off
AS $$
DECLARE
    moment timestamptz := clock_timestamp();
    who text := layers.actor();
    sender text := layers.client();
    known boolean;
    ids uuid[];
    versions integer[];
    moments timestamptz[];
BEGIN
    IF TG_OP = 'UPDATE' THEN
        WITH p AS MATERIALIZED (
            SELECT o."fid", o."id", o."code", o."ward_code", o."source", o."version", o."updated_at", o."kind", o."placement", o."fibre_count", o."length_m", o."status", o."operator", o."installed_on", o."road_id", o."geom", box3d(n.geom_3857) AS box,
                CASE WHEN o.geom_3857 IS DISTINCT FROM n.geom_3857 THEN box3d(o.geom_3857) END AS box_before,
                CASE WHEN n.version = o.version + 1 AND n.updated_at > o.updated_at AND n.updated_at BETWEEN now() AND moment THEN n.updated_at END AS good, greatest(moment, o.updated_at + interval '1 microsecond') AS later
            FROM gone o JOIN changed n ON n.id = o.id WHERE (n.version = o.version + 1 OR NOT (n."code" IS NOT DISTINCT FROM o."code" AND n."ward_code" IS NOT DISTINCT FROM o."ward_code" AND n."source" IS NOT DISTINCT FROM o."source" AND n."version" IS NOT DISTINCT FROM o."version" AND n."updated_at" IS NOT DISTINCT FROM o."updated_at" AND n."kind" IS NOT DISTINCT FROM o."kind" AND n."placement" IS NOT DISTINCT FROM o."placement" AND n."fibre_count" IS NOT DISTINCT FROM o."fibre_count" AND n."length_m" IS NOT DISTINCT FROM o."length_m" AND n."status" IS NOT DISTINCT FROM o."status" AND n."operator" IS NOT DISTINCT FROM o."operator" AND n."installed_on" IS NOT DISTINCT FROM o."installed_on" AND n."road_id" IS NOT DISTINCT FROM o."road_id" AND n."geom" IS NOT DISTINCT FROM o."geom"))
        ), kept AS (
            INSERT INTO layers."telecom_lines_history" ("fid", "id", "code", "ward_code", "source", "version", "updated_at", "kind", "placement", "fibre_count", "length_m", "status", "operator", "installed_on", "road_id", "geom", gone_at) SELECT "fid", "id", "code", "ward_code", "source", "version", "updated_at", "kind", "placement", "fibre_count", "length_m", "status", "operator", "installed_on", "road_id", "geom", coalesce(good, later) FROM p
        ), logged AS (
            INSERT INTO layers.changes (at, layer, operation, actor, client, feature_id, version, fid, bbox, bbox_before)
            SELECT moment, 'telecom_lines', 'update', who, sender, id, version + 1, fid, CASE WHEN box IS NOT NULL THEN ARRAY[st_xmin(box), st_ymin(box), st_xmax(box), st_ymax(box)] END,
                CASE WHEN box_before IS NOT NULL THEN ARRAY[st_xmin(box_before), st_ymin(box_before), st_xmax(box_before), st_ymax(box_before)] END FROM p
        )
        SELECT array_agg(p.id), array_agg(p.version + 1), array_agg(p.later) INTO ids, versions, moments
        FROM p WHERE p.good IS NULL;
    ELSIF TG_OP = 'INSERT' THEN
        known := EXISTS (SELECT FROM layers."telecom_lines_history");
        WITH came AS MATERIALIZED (
            SELECT c.id, c.fid, c.version, c.updated_at, box3d(c.geom_3857) AS box, CASE WHEN known THEN coalesce((SELECT greatest(max(h.version) + 1, c.version) FROM layers."telecom_lines_history" h WHERE h.id = c.id HAVING count(*) > 0), 1) ELSE 1 END AS first, CASE WHEN known THEN (SELECT max(h.gone_at) + interval '1 microsecond' FROM layers."telecom_lines_history" h WHERE h.id = c.id) END AS after
            FROM changed c
        ), logged AS (
            INSERT INTO layers.changes (at, layer, operation, actor, client, feature_id, version, fid, bbox)
            SELECT moment, 'telecom_lines', 'create', who, sender, n.id, n.first, n.fid, CASE WHEN n.box IS NOT NULL THEN ARRAY[st_xmin(n.box), st_ymin(n.box), st_xmax(n.box), st_ymax(n.box)] END FROM came n
        )
        SELECT array_agg(n.id), array_agg(n.first), array_agg(greatest(moment, n.after)) INTO ids, versions, moments
        FROM came n WHERE n.version <> n.first OR n.updated_at NOT BETWEEN greatest(now(), n.after) AND moment;
    ELSIF TG_OP = 'DELETE' THEN
        INSERT INTO layers."telecom_lines_history" ("fid", "id", "code", "ward_code", "source", "version", "updated_at", "kind", "placement", "fibre_count", "length_m", "status", "operator", "installed_on", "road_id", "geom", gone_at) SELECT o."fid", o."id", o."code", o."ward_code", o."source", o."version", o."updated_at", o."kind", o."placement", o."fibre_count", o."length_m", o."status", o."operator", o."installed_on", o."road_id", o."geom", greatest(moment, o.updated_at + interval '1 microsecond') FROM gone o;
        INSERT INTO layers.changes (at, layer, operation, actor, client, feature_id, version, fid, bbox)
            SELECT moment, 'telecom_lines', 'delete', who, sender, o.id, o.version, o.fid, CASE WHEN o.box IS NOT NULL THEN ARRAY[st_xmin(o.box), st_ymin(o.box), st_xmax(o.box), st_ymax(o.box)] END
            FROM (SELECT o.id, o.version, o.fid, box3d(o.geom_3857) AS box FROM gone o OFFSET 0) o;
    ELSE
        INSERT INTO layers."telecom_lines_history" ("fid", "id", "code", "ward_code", "source", "version", "updated_at", "kind", "placement", "fibre_count", "length_m", "status", "operator", "installed_on", "road_id", "geom", gone_at) SELECT o."fid", o."id", o."code", o."ward_code", o."source", o."version", o."updated_at", o."kind", o."placement", o."fibre_count", o."length_m", o."status", o."operator", o."installed_on", o."road_id", o."geom", greatest(moment, o.updated_at + interval '1 microsecond') FROM layers."telecom_lines" o;
        INSERT INTO layers.changes (at, layer, operation, actor, client)
            VALUES (moment, 'telecom_lines', 'truncate', who, sender);
    END IF;
    IF ids IS NOT NULL THEN
        PERFORM layers.stamp('telecom_lines', ids, versions, moments);
    END IF;
    RETURN NULL;
END $$;
GRANT SELECT (id), UPDATE (version, updated_at) ON layers."telecom_lines" TO dongha_keeper;
CREATE TRIGGER log_insert AFTER INSERT ON layers."telecom_lines" REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION layers."log_telecom_lines"();
CREATE TRIGGER log_update AFTER UPDATE ON layers."telecom_lines" REFERENCING OLD TABLE AS gone NEW TABLE AS changed FOR EACH STATEMENT WHEN (current_user <> 'dongha_keeper') EXECUTE FUNCTION layers."log_telecom_lines"();
CREATE TRIGGER log_delete AFTER DELETE ON layers."telecom_lines" REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION layers."log_telecom_lines"();
CREATE TRIGGER log_truncate BEFORE TRUNCATE ON layers."telecom_lines" FOR EACH STATEMENT EXECUTE FUNCTION layers."log_telecom_lines"();
CREATE TRIGGER keep_identity AFTER UPDATE OF fid, id ON layers."telecom_lines" FOR EACH ROW WHEN (old.fid <> new.fid OR old.id <> new.id) EXECUTE FUNCTION layers.keep_identity();

CREATE FUNCTION layers."log_trees"() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = layers, ext, pg_temp SET enable_nestloop = off
AS $$
DECLARE
    moment timestamptz := clock_timestamp();
    who text := layers.actor();
    sender text := layers.client();
    known boolean;
    ids uuid[];
    versions integer[];
    moments timestamptz[];
BEGIN
    IF TG_OP = 'UPDATE' THEN
        WITH p AS MATERIALIZED (
            SELECT o."fid", o."id", o."code", o."ward_code", o."source", o."version", o."updated_at", o."species", o."scientific_name", o."trunk_diameter_cm", o."height_m", o."crown_diameter_m", o."health", o."is_protected", o."planted_on", o."inspected_on", o."road_id", o."park_id", o."geom", box3d(n.geom_3857) AS box,
                CASE WHEN o.geom_3857 IS DISTINCT FROM n.geom_3857 THEN box3d(o.geom_3857) END AS box_before,
                CASE WHEN n.version = o.version + 1 AND n.updated_at > o.updated_at AND n.updated_at BETWEEN now() AND moment THEN n.updated_at END AS good, greatest(moment, o.updated_at + interval '1 microsecond') AS later
            FROM gone o JOIN changed n ON n.id = o.id WHERE (n.version = o.version + 1 OR NOT (n."code" IS NOT DISTINCT FROM o."code" AND n."ward_code" IS NOT DISTINCT FROM o."ward_code" AND n."source" IS NOT DISTINCT FROM o."source" AND n."version" IS NOT DISTINCT FROM o."version" AND n."updated_at" IS NOT DISTINCT FROM o."updated_at" AND n."species" IS NOT DISTINCT FROM o."species" AND n."scientific_name" IS NOT DISTINCT FROM o."scientific_name" AND n."trunk_diameter_cm" IS NOT DISTINCT FROM o."trunk_diameter_cm" AND n."height_m" IS NOT DISTINCT FROM o."height_m" AND n."crown_diameter_m" IS NOT DISTINCT FROM o."crown_diameter_m" AND n."health" IS NOT DISTINCT FROM o."health" AND n."is_protected" IS NOT DISTINCT FROM o."is_protected" AND n."planted_on" IS NOT DISTINCT FROM o."planted_on" AND n."inspected_on" IS NOT DISTINCT FROM o."inspected_on" AND n."road_id" IS NOT DISTINCT FROM o."road_id" AND n."park_id" IS NOT DISTINCT FROM o."park_id" AND n."geom" IS NOT DISTINCT FROM o."geom"))
        ), kept AS (
            INSERT INTO layers."trees_history" ("fid", "id", "code", "ward_code", "source", "version", "updated_at", "species", "scientific_name", "trunk_diameter_cm", "height_m", "crown_diameter_m", "health", "is_protected", "planted_on", "inspected_on", "road_id", "park_id", "geom", gone_at) SELECT "fid", "id", "code", "ward_code", "source", "version", "updated_at", "species", "scientific_name", "trunk_diameter_cm", "height_m", "crown_diameter_m", "health", "is_protected", "planted_on", "inspected_on", "road_id", "park_id", "geom", coalesce(good, later) FROM p
        ), logged AS (
            INSERT INTO layers.changes (at, layer, operation, actor, client, feature_id, version, fid, bbox, bbox_before)
            SELECT moment, 'trees', 'update', who, sender, id, version + 1, fid, CASE WHEN box IS NOT NULL THEN ARRAY[st_xmin(box), st_ymin(box), st_xmax(box), st_ymax(box)] END,
                CASE WHEN box_before IS NOT NULL THEN ARRAY[st_xmin(box_before), st_ymin(box_before), st_xmax(box_before), st_ymax(box_before)] END FROM p
        )
        SELECT array_agg(p.id), array_agg(p.version + 1), array_agg(p.later) INTO ids, versions, moments
        FROM p WHERE p.good IS NULL;
    ELSIF TG_OP = 'INSERT' THEN
        known := EXISTS (SELECT FROM layers."trees_history");
        WITH came AS MATERIALIZED (
            SELECT c.id, c.fid, c.version, c.updated_at, box3d(c.geom_3857) AS box, CASE WHEN known THEN coalesce((SELECT greatest(max(h.version) + 1, c.version) FROM layers."trees_history" h WHERE h.id = c.id HAVING count(*) > 0), 1) ELSE 1 END AS first, CASE WHEN known THEN (SELECT max(h.gone_at) + interval '1 microsecond' FROM layers."trees_history" h WHERE h.id = c.id) END AS after
            FROM changed c
        ), logged AS (
            INSERT INTO layers.changes (at, layer, operation, actor, client, feature_id, version, fid, bbox)
            SELECT moment, 'trees', 'create', who, sender, n.id, n.first, n.fid, CASE WHEN n.box IS NOT NULL THEN ARRAY[st_xmin(n.box), st_ymin(n.box), st_xmax(n.box), st_ymax(n.box)] END FROM came n
        )
        SELECT array_agg(n.id), array_agg(n.first), array_agg(greatest(moment, n.after)) INTO ids, versions, moments
        FROM came n WHERE n.version <> n.first OR n.updated_at NOT BETWEEN greatest(now(), n.after) AND moment;
    ELSIF TG_OP = 'DELETE' THEN
        INSERT INTO layers."trees_history" ("fid", "id", "code", "ward_code", "source", "version", "updated_at", "species", "scientific_name", "trunk_diameter_cm", "height_m", "crown_diameter_m", "health", "is_protected", "planted_on", "inspected_on", "road_id", "park_id", "geom", gone_at) SELECT o."fid", o."id", o."code", o."ward_code", o."source", o."version", o."updated_at", o."species", o."scientific_name", o."trunk_diameter_cm", o."height_m", o."crown_diameter_m", o."health", o."is_protected", o."planted_on", o."inspected_on", o."road_id", o."park_id", o."geom", greatest(moment, o.updated_at + interval '1 microsecond') FROM gone o;
        INSERT INTO layers.changes (at, layer, operation, actor, client, feature_id, version, fid, bbox)
            SELECT moment, 'trees', 'delete', who, sender, o.id, o.version, o.fid, CASE WHEN o.box IS NOT NULL THEN ARRAY[st_xmin(o.box), st_ymin(o.box), st_xmax(o.box), st_ymax(o.box)] END
            FROM (SELECT o.id, o.version, o.fid, box3d(o.geom_3857) AS box FROM gone o OFFSET 0) o;
    ELSE
        INSERT INTO layers."trees_history" ("fid", "id", "code", "ward_code", "source", "version", "updated_at", "species", "scientific_name", "trunk_diameter_cm", "height_m", "crown_diameter_m", "health", "is_protected", "planted_on", "inspected_on", "road_id", "park_id", "geom", gone_at) SELECT o."fid", o."id", o."code", o."ward_code", o."source", o."version", o."updated_at", o."species", o."scientific_name", o."trunk_diameter_cm", o."height_m", o."crown_diameter_m", o."health", o."is_protected", o."planted_on", o."inspected_on", o."road_id", o."park_id", o."geom", greatest(moment, o.updated_at + interval '1 microsecond') FROM layers."trees" o;
        INSERT INTO layers.changes (at, layer, operation, actor, client)
            VALUES (moment, 'trees', 'truncate', who, sender);
    END IF;
    IF ids IS NOT NULL THEN
        PERFORM layers.stamp('trees', ids, versions, moments);
    END IF;
    RETURN NULL;
END $$;
GRANT SELECT (id), UPDATE (version, updated_at) ON layers."trees" TO dongha_keeper;
CREATE TRIGGER log_insert AFTER INSERT ON layers."trees" REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION layers."log_trees"();
CREATE TRIGGER log_update AFTER UPDATE ON layers."trees" REFERENCING OLD TABLE AS gone NEW TABLE AS changed FOR EACH STATEMENT WHEN (current_user <> 'dongha_keeper') EXECUTE FUNCTION layers."log_trees"();
CREATE TRIGGER log_delete AFTER DELETE ON layers."trees" REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION layers."log_trees"();
CREATE TRIGGER log_truncate BEFORE TRUNCATE ON layers."trees" FOR EACH STATEMENT EXECUTE FUNCTION layers."log_trees"();
CREATE TRIGGER keep_identity AFTER UPDATE OF fid, id ON layers."trees" FOR EACH ROW WHEN (old.fid <> new.fid OR old.id <> new.id) EXECUTE FUNCTION layers.keep_identity();

CREATE FUNCTION layers."log_parks"() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = layers, ext, pg_temp SET enable_nestloop = off
AS $$
DECLARE
    moment timestamptz := clock_timestamp();
    who text := layers.actor();
    sender text := layers.client();
    known boolean;
    ids uuid[];
    versions integer[];
    moments timestamptz[];
BEGIN
    IF TG_OP = 'UPDATE' THEN
        WITH p AS MATERIALIZED (
            SELECT o."fid", o."id", o."code", o."ward_code", o."source", o."version", o."updated_at", o."name", o."kind", o."address", o."area_m2", o."opening_hours", o."is_lit", o."geom", box3d(n.geom_3857) AS box,
                CASE WHEN o.geom_3857 IS DISTINCT FROM n.geom_3857 THEN box3d(o.geom_3857) END AS box_before,
                CASE WHEN n.version = o.version + 1 AND n.updated_at > o.updated_at AND n.updated_at BETWEEN now() AND moment THEN n.updated_at END AS good, greatest(moment, o.updated_at + interval '1 microsecond') AS later
            FROM gone o JOIN changed n ON n.id = o.id WHERE (n.version = o.version + 1 OR NOT (n."code" IS NOT DISTINCT FROM o."code" AND n."ward_code" IS NOT DISTINCT FROM o."ward_code" AND n."source" IS NOT DISTINCT FROM o."source" AND n."version" IS NOT DISTINCT FROM o."version" AND n."updated_at" IS NOT DISTINCT FROM o."updated_at" AND n."name" IS NOT DISTINCT FROM o."name" AND n."kind" IS NOT DISTINCT FROM o."kind" AND n."address" IS NOT DISTINCT FROM o."address" AND n."area_m2" IS NOT DISTINCT FROM o."area_m2" AND n."opening_hours" IS NOT DISTINCT FROM o."opening_hours" AND n."is_lit" IS NOT DISTINCT FROM o."is_lit" AND n."geom" IS NOT DISTINCT FROM o."geom"))
        ), kept AS (
            INSERT INTO layers."parks_history" ("fid", "id", "code", "ward_code", "source", "version", "updated_at", "name", "kind", "address", "area_m2", "opening_hours", "is_lit", "geom", gone_at) SELECT "fid", "id", "code", "ward_code", "source", "version", "updated_at", "name", "kind", "address", "area_m2", "opening_hours", "is_lit", "geom", coalesce(good, later) FROM p
        ), logged AS (
            INSERT INTO layers.changes (at, layer, operation, actor, client, feature_id, version, fid, bbox, bbox_before)
            SELECT moment, 'parks', 'update', who, sender, id, version + 1, fid, CASE WHEN box IS NOT NULL THEN ARRAY[st_xmin(box), st_ymin(box), st_xmax(box), st_ymax(box)] END,
                CASE WHEN box_before IS NOT NULL THEN ARRAY[st_xmin(box_before), st_ymin(box_before), st_xmax(box_before), st_ymax(box_before)] END FROM p
        )
        SELECT array_agg(p.id), array_agg(p.version + 1), array_agg(p.later) INTO ids, versions, moments
        FROM p WHERE p.good IS NULL;
    ELSIF TG_OP = 'INSERT' THEN
        known := EXISTS (SELECT FROM layers."parks_history");
        WITH came AS MATERIALIZED (
            SELECT c.id, c.fid, c.version, c.updated_at, box3d(c.geom_3857) AS box, CASE WHEN known THEN coalesce((SELECT greatest(max(h.version) + 1, c.version) FROM layers."parks_history" h WHERE h.id = c.id HAVING count(*) > 0), 1) ELSE 1 END AS first, CASE WHEN known THEN (SELECT max(h.gone_at) + interval '1 microsecond' FROM layers."parks_history" h WHERE h.id = c.id) END AS after
            FROM changed c
        ), logged AS (
            INSERT INTO layers.changes (at, layer, operation, actor, client, feature_id, version, fid, bbox)
            SELECT moment, 'parks', 'create', who, sender, n.id, n.first, n.fid, CASE WHEN n.box IS NOT NULL THEN ARRAY[st_xmin(n.box), st_ymin(n.box), st_xmax(n.box), st_ymax(n.box)] END FROM came n
        )
        SELECT array_agg(n.id), array_agg(n.first), array_agg(greatest(moment, n.after)) INTO ids, versions, moments
        FROM came n WHERE n.version <> n.first OR n.updated_at NOT BETWEEN greatest(now(), n.after) AND moment;
    ELSIF TG_OP = 'DELETE' THEN
        INSERT INTO layers."parks_history" ("fid", "id", "code", "ward_code", "source", "version", "updated_at", "name", "kind", "address", "area_m2", "opening_hours", "is_lit", "geom", gone_at) SELECT o."fid", o."id", o."code", o."ward_code", o."source", o."version", o."updated_at", o."name", o."kind", o."address", o."area_m2", o."opening_hours", o."is_lit", o."geom", greatest(moment, o.updated_at + interval '1 microsecond') FROM gone o;
        INSERT INTO layers.changes (at, layer, operation, actor, client, feature_id, version, fid, bbox)
            SELECT moment, 'parks', 'delete', who, sender, o.id, o.version, o.fid, CASE WHEN o.box IS NOT NULL THEN ARRAY[st_xmin(o.box), st_ymin(o.box), st_xmax(o.box), st_ymax(o.box)] END
            FROM (SELECT o.id, o.version, o.fid, box3d(o.geom_3857) AS box FROM gone o OFFSET 0) o;
    ELSE
        INSERT INTO layers."parks_history" ("fid", "id", "code", "ward_code", "source", "version", "updated_at", "name", "kind", "address", "area_m2", "opening_hours", "is_lit", "geom", gone_at) SELECT o."fid", o."id", o."code", o."ward_code", o."source", o."version", o."updated_at", o."name", o."kind", o."address", o."area_m2", o."opening_hours", o."is_lit", o."geom", greatest(moment, o.updated_at + interval '1 microsecond') FROM layers."parks" o;
        INSERT INTO layers.changes (at, layer, operation, actor, client)
            VALUES (moment, 'parks', 'truncate', who, sender);
    END IF;
    IF ids IS NOT NULL THEN
        PERFORM layers.stamp('parks', ids, versions, moments);
    END IF;
    RETURN NULL;
END $$;
GRANT SELECT (id), UPDATE (version, updated_at) ON layers."parks" TO dongha_keeper;
CREATE TRIGGER log_insert AFTER INSERT ON layers."parks" REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION layers."log_parks"();
CREATE TRIGGER log_update AFTER UPDATE ON layers."parks" REFERENCING OLD TABLE AS gone NEW TABLE AS changed FOR EACH STATEMENT WHEN (current_user <> 'dongha_keeper') EXECUTE FUNCTION layers."log_parks"();
CREATE TRIGGER log_delete AFTER DELETE ON layers."parks" REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION layers."log_parks"();
CREATE TRIGGER log_truncate BEFORE TRUNCATE ON layers."parks" FOR EACH STATEMENT EXECUTE FUNCTION layers."log_parks"();
CREATE TRIGGER keep_identity AFTER UPDATE OF fid, id ON layers."parks" FOR EACH ROW WHEN (old.fid <> new.fid OR old.id <> new.id) EXECUTE FUNCTION layers.keep_identity();

CREATE FUNCTION layers."log_lighting_cabinets"() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = layers, ext, pg_temp SET enable_nestloop = off
AS $$
DECLARE
    moment timestamptz := clock_timestamp();
    who text := layers.actor();
    sender text := layers.client();
    known boolean;
    ids uuid[];
    versions integer[];
    moments timestamptz[];
BEGIN
    IF TG_OP = 'UPDATE' THEN
        WITH p AS MATERIALIZED (
            SELECT o."fid", o."id", o."code", o."ward_code", o."source", o."version", o."updated_at", o."address", o."phase_count", o."rated_power_kw", o."circuit_count", o."control_link", o."gateway_address", o."installed_on", o."geom", box3d(n.geom_3857) AS box,
                CASE WHEN o.geom_3857 IS DISTINCT FROM n.geom_3857 THEN box3d(o.geom_3857) END AS box_before,
                CASE WHEN n.version = o.version + 1 AND n.updated_at > o.updated_at AND n.updated_at BETWEEN now() AND moment THEN n.updated_at END AS good, greatest(moment, o.updated_at + interval '1 microsecond') AS later
            FROM gone o JOIN changed n ON n.id = o.id WHERE (n.version = o.version + 1 OR NOT (n."code" IS NOT DISTINCT FROM o."code" AND n."ward_code" IS NOT DISTINCT FROM o."ward_code" AND n."source" IS NOT DISTINCT FROM o."source" AND n."version" IS NOT DISTINCT FROM o."version" AND n."updated_at" IS NOT DISTINCT FROM o."updated_at" AND n."address" IS NOT DISTINCT FROM o."address" AND n."phase_count" IS NOT DISTINCT FROM o."phase_count" AND n."rated_power_kw" IS NOT DISTINCT FROM o."rated_power_kw" AND n."circuit_count" IS NOT DISTINCT FROM o."circuit_count" AND n."control_link" IS NOT DISTINCT FROM o."control_link" AND n."gateway_address" IS NOT DISTINCT FROM o."gateway_address" AND n."installed_on" IS NOT DISTINCT FROM o."installed_on" AND n."geom" IS NOT DISTINCT FROM o."geom"))
        ), kept AS (
            INSERT INTO layers."lighting_cabinets_history" ("fid", "id", "code", "ward_code", "source", "version", "updated_at", "address", "phase_count", "rated_power_kw", "circuit_count", "control_link", "gateway_address", "installed_on", "geom", gone_at) SELECT "fid", "id", "code", "ward_code", "source", "version", "updated_at", "address", "phase_count", "rated_power_kw", "circuit_count", "control_link", "gateway_address", "installed_on", "geom", coalesce(good, later) FROM p
        ), logged AS (
            INSERT INTO layers.changes (at, layer, operation, actor, client, feature_id, version, fid, bbox, bbox_before)
            SELECT moment, 'lighting_cabinets', 'update', who, sender, id, version + 1, fid, CASE WHEN box IS NOT NULL THEN ARRAY[st_xmin(box), st_ymin(box), st_xmax(box), st_ymax(box)] END,
                CASE WHEN box_before IS NOT NULL THEN ARRAY[st_xmin(box_before), st_ymin(box_before), st_xmax(box_before), st_ymax(box_before)] END FROM p
        )
        SELECT array_agg(p.id), array_agg(p.version + 1), array_agg(p.later) INTO ids, versions, moments
        FROM p WHERE p.good IS NULL;
    ELSIF TG_OP = 'INSERT' THEN
        known := EXISTS (SELECT FROM layers."lighting_cabinets_history");
        WITH came AS MATERIALIZED (
            SELECT c.id, c.fid, c.version, c.updated_at, box3d(c.geom_3857) AS box, CASE WHEN known THEN coalesce((SELECT greatest(max(h.version) + 1, c.version) FROM layers."lighting_cabinets_history" h WHERE h.id = c.id HAVING count(*) > 0), 1) ELSE 1 END AS first, CASE WHEN known THEN (SELECT max(h.gone_at) + interval '1 microsecond' FROM layers."lighting_cabinets_history" h WHERE h.id = c.id) END AS after
            FROM changed c
        ), logged AS (
            INSERT INTO layers.changes (at, layer, operation, actor, client, feature_id, version, fid, bbox)
            SELECT moment, 'lighting_cabinets', 'create', who, sender, n.id, n.first, n.fid, CASE WHEN n.box IS NOT NULL THEN ARRAY[st_xmin(n.box), st_ymin(n.box), st_xmax(n.box), st_ymax(n.box)] END FROM came n
        )
        SELECT array_agg(n.id), array_agg(n.first), array_agg(greatest(moment, n.after)) INTO ids, versions, moments
        FROM came n WHERE n.version <> n.first OR n.updated_at NOT BETWEEN greatest(now(), n.after) AND moment;
    ELSIF TG_OP = 'DELETE' THEN
        INSERT INTO layers."lighting_cabinets_history" ("fid", "id", "code", "ward_code", "source", "version", "updated_at", "address", "phase_count", "rated_power_kw", "circuit_count", "control_link", "gateway_address", "installed_on", "geom", gone_at) SELECT o."fid", o."id", o."code", o."ward_code", o."source", o."version", o."updated_at", o."address", o."phase_count", o."rated_power_kw", o."circuit_count", o."control_link", o."gateway_address", o."installed_on", o."geom", greatest(moment, o.updated_at + interval '1 microsecond') FROM gone o;
        INSERT INTO layers.changes (at, layer, operation, actor, client, feature_id, version, fid, bbox)
            SELECT moment, 'lighting_cabinets', 'delete', who, sender, o.id, o.version, o.fid, CASE WHEN o.box IS NOT NULL THEN ARRAY[st_xmin(o.box), st_ymin(o.box), st_xmax(o.box), st_ymax(o.box)] END
            FROM (SELECT o.id, o.version, o.fid, box3d(o.geom_3857) AS box FROM gone o OFFSET 0) o;
    ELSE
        INSERT INTO layers."lighting_cabinets_history" ("fid", "id", "code", "ward_code", "source", "version", "updated_at", "address", "phase_count", "rated_power_kw", "circuit_count", "control_link", "gateway_address", "installed_on", "geom", gone_at) SELECT o."fid", o."id", o."code", o."ward_code", o."source", o."version", o."updated_at", o."address", o."phase_count", o."rated_power_kw", o."circuit_count", o."control_link", o."gateway_address", o."installed_on", o."geom", greatest(moment, o.updated_at + interval '1 microsecond') FROM layers."lighting_cabinets" o;
        INSERT INTO layers.changes (at, layer, operation, actor, client)
            VALUES (moment, 'lighting_cabinets', 'truncate', who, sender);
    END IF;
    IF ids IS NOT NULL THEN
        PERFORM layers.stamp('lighting_cabinets', ids, versions, moments);
    END IF;
    RETURN NULL;
END $$;
GRANT SELECT (id), UPDATE (version, updated_at) ON layers."lighting_cabinets" TO dongha_keeper;
CREATE TRIGGER log_insert AFTER INSERT ON layers."lighting_cabinets" REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION layers."log_lighting_cabinets"();
CREATE TRIGGER log_update AFTER UPDATE ON layers."lighting_cabinets" REFERENCING OLD TABLE AS gone NEW TABLE AS changed FOR EACH STATEMENT WHEN (current_user <> 'dongha_keeper') EXECUTE FUNCTION layers."log_lighting_cabinets"();
CREATE TRIGGER log_delete AFTER DELETE ON layers."lighting_cabinets" REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION layers."log_lighting_cabinets"();
CREATE TRIGGER log_truncate BEFORE TRUNCATE ON layers."lighting_cabinets" FOR EACH STATEMENT EXECUTE FUNCTION layers."log_lighting_cabinets"();
CREATE TRIGGER keep_identity AFTER UPDATE OF fid, id ON layers."lighting_cabinets" FOR EACH ROW WHEN (old.fid <> new.fid OR old.id <> new.id) EXECUTE FUNCTION layers.keep_identity();
CREATE TRIGGER log_state_insert AFTER INSERT ON layers."lighting_cabinets_state" REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION layers.log_state('lighting_cabinets');
CREATE TRIGGER log_state_update AFTER UPDATE ON layers."lighting_cabinets_state" REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION layers.log_state('lighting_cabinets');
CREATE TRIGGER log_state_delete AFTER DELETE ON layers."lighting_cabinets_state" REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION layers.log_state('lighting_cabinets');
CREATE TRIGGER log_state_truncate AFTER TRUNCATE ON layers."lighting_cabinets_state" FOR EACH STATEMENT EXECUTE FUNCTION layers.log_state_truncate('lighting_cabinets');

CREATE FUNCTION layers."log_street_lamps"() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = layers, ext, pg_temp SET enable_nestloop = off
AS $$
DECLARE
    moment timestamptz := clock_timestamp();
    who text := layers.actor();
    sender text := layers.client();
    known boolean;
    ids uuid[];
    versions integer[];
    moments timestamptz[];
BEGIN
    IF TG_OP = 'UPDATE' THEN
        WITH p AS MATERIALIZED (
            SELECT o."fid", o."id", o."code", o."ward_code", o."source", o."version", o."updated_at", o."pole_ref", o."street", o."lamp_type", o."rated_power_w", o."luminous_flux_lm", o."colour_temperature_k", o."pole_material", o."pole_height_m", o."arm_length_m", o."control_link", o."dali_address", o."installed_on", o."cabinet_id", o."segment_id", o."geom", box3d(n.geom_3857) AS box,
                CASE WHEN o.geom_3857 IS DISTINCT FROM n.geom_3857 THEN box3d(o.geom_3857) END AS box_before,
                CASE WHEN n.version = o.version + 1 AND n.updated_at > o.updated_at AND n.updated_at BETWEEN now() AND moment THEN n.updated_at END AS good, greatest(moment, o.updated_at + interval '1 microsecond') AS later
            FROM gone o JOIN changed n ON n.id = o.id WHERE (n.version = o.version + 1 OR NOT (n."code" IS NOT DISTINCT FROM o."code" AND n."ward_code" IS NOT DISTINCT FROM o."ward_code" AND n."source" IS NOT DISTINCT FROM o."source" AND n."version" IS NOT DISTINCT FROM o."version" AND n."updated_at" IS NOT DISTINCT FROM o."updated_at" AND n."pole_ref" IS NOT DISTINCT FROM o."pole_ref" AND n."street" IS NOT DISTINCT FROM o."street" AND n."lamp_type" IS NOT DISTINCT FROM o."lamp_type" AND n."rated_power_w" IS NOT DISTINCT FROM o."rated_power_w" AND n."luminous_flux_lm" IS NOT DISTINCT FROM o."luminous_flux_lm" AND n."colour_temperature_k" IS NOT DISTINCT FROM o."colour_temperature_k" AND n."pole_material" IS NOT DISTINCT FROM o."pole_material" AND n."pole_height_m" IS NOT DISTINCT FROM o."pole_height_m" AND n."arm_length_m" IS NOT DISTINCT FROM o."arm_length_m" AND n."control_link" IS NOT DISTINCT FROM o."control_link" AND n."dali_address" IS NOT DISTINCT FROM o."dali_address" AND n."installed_on" IS NOT DISTINCT FROM o."installed_on" AND n."cabinet_id" IS NOT DISTINCT FROM o."cabinet_id" AND n."segment_id" IS NOT DISTINCT FROM o."segment_id" AND n."geom" IS NOT DISTINCT FROM o."geom"))
        ), kept AS (
            INSERT INTO layers."street_lamps_history" ("fid", "id", "code", "ward_code", "source", "version", "updated_at", "pole_ref", "street", "lamp_type", "rated_power_w", "luminous_flux_lm", "colour_temperature_k", "pole_material", "pole_height_m", "arm_length_m", "control_link", "dali_address", "installed_on", "cabinet_id", "segment_id", "geom", gone_at) SELECT "fid", "id", "code", "ward_code", "source", "version", "updated_at", "pole_ref", "street", "lamp_type", "rated_power_w", "luminous_flux_lm", "colour_temperature_k", "pole_material", "pole_height_m", "arm_length_m", "control_link", "dali_address", "installed_on", "cabinet_id", "segment_id", "geom", coalesce(good, later) FROM p
        ), logged AS (
            INSERT INTO layers.changes (at, layer, operation, actor, client, feature_id, version, fid, bbox, bbox_before)
            SELECT moment, 'street_lamps', 'update', who, sender, id, version + 1, fid, CASE WHEN box IS NOT NULL THEN ARRAY[st_xmin(box), st_ymin(box), st_xmax(box), st_ymax(box)] END,
                CASE WHEN box_before IS NOT NULL THEN ARRAY[st_xmin(box_before), st_ymin(box_before), st_xmax(box_before), st_ymax(box_before)] END FROM p
        )
        SELECT array_agg(p.id), array_agg(p.version + 1), array_agg(p.later) INTO ids, versions, moments
        FROM p WHERE p.good IS NULL;
    ELSIF TG_OP = 'INSERT' THEN
        known := EXISTS (SELECT FROM layers."street_lamps_history");
        WITH came AS MATERIALIZED (
            SELECT c.id, c.fid, c.version, c.updated_at, box3d(c.geom_3857) AS box, CASE WHEN known THEN coalesce((SELECT greatest(max(h.version) + 1, c.version) FROM layers."street_lamps_history" h WHERE h.id = c.id HAVING count(*) > 0), 1) ELSE 1 END AS first, CASE WHEN known THEN (SELECT max(h.gone_at) + interval '1 microsecond' FROM layers."street_lamps_history" h WHERE h.id = c.id) END AS after
            FROM changed c
        ), logged AS (
            INSERT INTO layers.changes (at, layer, operation, actor, client, feature_id, version, fid, bbox)
            SELECT moment, 'street_lamps', 'create', who, sender, n.id, n.first, n.fid, CASE WHEN n.box IS NOT NULL THEN ARRAY[st_xmin(n.box), st_ymin(n.box), st_xmax(n.box), st_ymax(n.box)] END FROM came n
        )
        SELECT array_agg(n.id), array_agg(n.first), array_agg(greatest(moment, n.after)) INTO ids, versions, moments
        FROM came n WHERE n.version <> n.first OR n.updated_at NOT BETWEEN greatest(now(), n.after) AND moment;
    ELSIF TG_OP = 'DELETE' THEN
        INSERT INTO layers."street_lamps_history" ("fid", "id", "code", "ward_code", "source", "version", "updated_at", "pole_ref", "street", "lamp_type", "rated_power_w", "luminous_flux_lm", "colour_temperature_k", "pole_material", "pole_height_m", "arm_length_m", "control_link", "dali_address", "installed_on", "cabinet_id", "segment_id", "geom", gone_at) SELECT o."fid", o."id", o."code", o."ward_code", o."source", o."version", o."updated_at", o."pole_ref", o."street", o."lamp_type", o."rated_power_w", o."luminous_flux_lm", o."colour_temperature_k", o."pole_material", o."pole_height_m", o."arm_length_m", o."control_link", o."dali_address", o."installed_on", o."cabinet_id", o."segment_id", o."geom", greatest(moment, o.updated_at + interval '1 microsecond') FROM gone o;
        INSERT INTO layers.changes (at, layer, operation, actor, client, feature_id, version, fid, bbox)
            SELECT moment, 'street_lamps', 'delete', who, sender, o.id, o.version, o.fid, CASE WHEN o.box IS NOT NULL THEN ARRAY[st_xmin(o.box), st_ymin(o.box), st_xmax(o.box), st_ymax(o.box)] END
            FROM (SELECT o.id, o.version, o.fid, box3d(o.geom_3857) AS box FROM gone o OFFSET 0) o;
    ELSE
        INSERT INTO layers."street_lamps_history" ("fid", "id", "code", "ward_code", "source", "version", "updated_at", "pole_ref", "street", "lamp_type", "rated_power_w", "luminous_flux_lm", "colour_temperature_k", "pole_material", "pole_height_m", "arm_length_m", "control_link", "dali_address", "installed_on", "cabinet_id", "segment_id", "geom", gone_at) SELECT o."fid", o."id", o."code", o."ward_code", o."source", o."version", o."updated_at", o."pole_ref", o."street", o."lamp_type", o."rated_power_w", o."luminous_flux_lm", o."colour_temperature_k", o."pole_material", o."pole_height_m", o."arm_length_m", o."control_link", o."dali_address", o."installed_on", o."cabinet_id", o."segment_id", o."geom", greatest(moment, o.updated_at + interval '1 microsecond') FROM layers."street_lamps" o;
        INSERT INTO layers.changes (at, layer, operation, actor, client)
            VALUES (moment, 'street_lamps', 'truncate', who, sender);
    END IF;
    IF ids IS NOT NULL THEN
        PERFORM layers.stamp('street_lamps', ids, versions, moments);
    END IF;
    RETURN NULL;
END $$;
GRANT SELECT (id), UPDATE (version, updated_at) ON layers."street_lamps" TO dongha_keeper;
CREATE TRIGGER log_insert AFTER INSERT ON layers."street_lamps" REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION layers."log_street_lamps"();
CREATE TRIGGER log_update AFTER UPDATE ON layers."street_lamps" REFERENCING OLD TABLE AS gone NEW TABLE AS changed FOR EACH STATEMENT WHEN (current_user <> 'dongha_keeper') EXECUTE FUNCTION layers."log_street_lamps"();
CREATE TRIGGER log_delete AFTER DELETE ON layers."street_lamps" REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION layers."log_street_lamps"();
CREATE TRIGGER log_truncate BEFORE TRUNCATE ON layers."street_lamps" FOR EACH STATEMENT EXECUTE FUNCTION layers."log_street_lamps"();
CREATE TRIGGER keep_identity AFTER UPDATE OF fid, id ON layers."street_lamps" FOR EACH ROW WHEN (old.fid <> new.fid OR old.id <> new.id) EXECUTE FUNCTION layers.keep_identity();
CREATE TRIGGER log_state_insert AFTER INSERT ON layers."street_lamps_state" REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION layers.log_state('street_lamps');
CREATE TRIGGER log_state_update AFTER UPDATE ON layers."street_lamps_state" REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION layers.log_state('street_lamps');
CREATE TRIGGER log_state_delete AFTER DELETE ON layers."street_lamps_state" REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION layers.log_state('street_lamps');
CREATE TRIGGER log_state_truncate AFTER TRUNCATE ON layers."street_lamps_state" FOR EACH STATEMENT EXECUTE FUNCTION layers.log_state_truncate('street_lamps');

CREATE FUNCTION layers."log_lighting_segments"() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = layers, ext, pg_temp SET enable_nestloop = off
AS $$
DECLARE
    moment timestamptz := clock_timestamp();
    who text := layers.actor();
    sender text := layers.client();
    known boolean;
    ids uuid[];
    versions integer[];
    moments timestamptz[];
BEGIN
    IF TG_OP = 'UPDATE' THEN
        WITH p AS MATERIALIZED (
            SELECT o."fid", o."id", o."code", o."ward_code", o."source", o."version", o."updated_at", o."street", o."lighting_class", o."required_luminance_cdm2", o."required_uniformity", o."length_m", o."width_m", o."lamp_spacing_m", o."is_pilot", o."road_id", o."cabinet_id", o."geom", box3d(n.geom_3857) AS box,
                CASE WHEN o.geom_3857 IS DISTINCT FROM n.geom_3857 THEN box3d(o.geom_3857) END AS box_before,
                CASE WHEN n.version = o.version + 1 AND n.updated_at > o.updated_at AND n.updated_at BETWEEN now() AND moment THEN n.updated_at END AS good, greatest(moment, o.updated_at + interval '1 microsecond') AS later
            FROM gone o JOIN changed n ON n.id = o.id WHERE (n.version = o.version + 1 OR NOT (n."code" IS NOT DISTINCT FROM o."code" AND n."ward_code" IS NOT DISTINCT FROM o."ward_code" AND n."source" IS NOT DISTINCT FROM o."source" AND n."version" IS NOT DISTINCT FROM o."version" AND n."updated_at" IS NOT DISTINCT FROM o."updated_at" AND n."street" IS NOT DISTINCT FROM o."street" AND n."lighting_class" IS NOT DISTINCT FROM o."lighting_class" AND n."required_luminance_cdm2" IS NOT DISTINCT FROM o."required_luminance_cdm2" AND n."required_uniformity" IS NOT DISTINCT FROM o."required_uniformity" AND n."length_m" IS NOT DISTINCT FROM o."length_m" AND n."width_m" IS NOT DISTINCT FROM o."width_m" AND n."lamp_spacing_m" IS NOT DISTINCT FROM o."lamp_spacing_m" AND n."is_pilot" IS NOT DISTINCT FROM o."is_pilot" AND n."road_id" IS NOT DISTINCT FROM o."road_id" AND n."cabinet_id" IS NOT DISTINCT FROM o."cabinet_id" AND n."geom" IS NOT DISTINCT FROM o."geom"))
        ), kept AS (
            INSERT INTO layers."lighting_segments_history" ("fid", "id", "code", "ward_code", "source", "version", "updated_at", "street", "lighting_class", "required_luminance_cdm2", "required_uniformity", "length_m", "width_m", "lamp_spacing_m", "is_pilot", "road_id", "cabinet_id", "geom", gone_at) SELECT "fid", "id", "code", "ward_code", "source", "version", "updated_at", "street", "lighting_class", "required_luminance_cdm2", "required_uniformity", "length_m", "width_m", "lamp_spacing_m", "is_pilot", "road_id", "cabinet_id", "geom", coalesce(good, later) FROM p
        ), logged AS (
            INSERT INTO layers.changes (at, layer, operation, actor, client, feature_id, version, fid, bbox, bbox_before)
            SELECT moment, 'lighting_segments', 'update', who, sender, id, version + 1, fid, CASE WHEN box IS NOT NULL THEN ARRAY[st_xmin(box), st_ymin(box), st_xmax(box), st_ymax(box)] END,
                CASE WHEN box_before IS NOT NULL THEN ARRAY[st_xmin(box_before), st_ymin(box_before), st_xmax(box_before), st_ymax(box_before)] END FROM p
        )
        SELECT array_agg(p.id), array_agg(p.version + 1), array_agg(p.later) INTO ids, versions, moments
        FROM p WHERE p.good IS NULL;
    ELSIF TG_OP = 'INSERT' THEN
        known := EXISTS (SELECT FROM layers."lighting_segments_history");
        WITH came AS MATERIALIZED (
            SELECT c.id, c.fid, c.version, c.updated_at, box3d(c.geom_3857) AS box, CASE WHEN known THEN coalesce((SELECT greatest(max(h.version) + 1, c.version) FROM layers."lighting_segments_history" h WHERE h.id = c.id HAVING count(*) > 0), 1) ELSE 1 END AS first, CASE WHEN known THEN (SELECT max(h.gone_at) + interval '1 microsecond' FROM layers."lighting_segments_history" h WHERE h.id = c.id) END AS after
            FROM changed c
        ), logged AS (
            INSERT INTO layers.changes (at, layer, operation, actor, client, feature_id, version, fid, bbox)
            SELECT moment, 'lighting_segments', 'create', who, sender, n.id, n.first, n.fid, CASE WHEN n.box IS NOT NULL THEN ARRAY[st_xmin(n.box), st_ymin(n.box), st_xmax(n.box), st_ymax(n.box)] END FROM came n
        )
        SELECT array_agg(n.id), array_agg(n.first), array_agg(greatest(moment, n.after)) INTO ids, versions, moments
        FROM came n WHERE n.version <> n.first OR n.updated_at NOT BETWEEN greatest(now(), n.after) AND moment;
    ELSIF TG_OP = 'DELETE' THEN
        INSERT INTO layers."lighting_segments_history" ("fid", "id", "code", "ward_code", "source", "version", "updated_at", "street", "lighting_class", "required_luminance_cdm2", "required_uniformity", "length_m", "width_m", "lamp_spacing_m", "is_pilot", "road_id", "cabinet_id", "geom", gone_at) SELECT o."fid", o."id", o."code", o."ward_code", o."source", o."version", o."updated_at", o."street", o."lighting_class", o."required_luminance_cdm2", o."required_uniformity", o."length_m", o."width_m", o."lamp_spacing_m", o."is_pilot", o."road_id", o."cabinet_id", o."geom", greatest(moment, o.updated_at + interval '1 microsecond') FROM gone o;
        INSERT INTO layers.changes (at, layer, operation, actor, client, feature_id, version, fid, bbox)
            SELECT moment, 'lighting_segments', 'delete', who, sender, o.id, o.version, o.fid, CASE WHEN o.box IS NOT NULL THEN ARRAY[st_xmin(o.box), st_ymin(o.box), st_xmax(o.box), st_ymax(o.box)] END
            FROM (SELECT o.id, o.version, o.fid, box3d(o.geom_3857) AS box FROM gone o OFFSET 0) o;
    ELSE
        INSERT INTO layers."lighting_segments_history" ("fid", "id", "code", "ward_code", "source", "version", "updated_at", "street", "lighting_class", "required_luminance_cdm2", "required_uniformity", "length_m", "width_m", "lamp_spacing_m", "is_pilot", "road_id", "cabinet_id", "geom", gone_at) SELECT o."fid", o."id", o."code", o."ward_code", o."source", o."version", o."updated_at", o."street", o."lighting_class", o."required_luminance_cdm2", o."required_uniformity", o."length_m", o."width_m", o."lamp_spacing_m", o."is_pilot", o."road_id", o."cabinet_id", o."geom", greatest(moment, o.updated_at + interval '1 microsecond') FROM layers."lighting_segments" o;
        INSERT INTO layers.changes (at, layer, operation, actor, client)
            VALUES (moment, 'lighting_segments', 'truncate', who, sender);
    END IF;
    IF ids IS NOT NULL THEN
        PERFORM layers.stamp('lighting_segments', ids, versions, moments);
    END IF;
    RETURN NULL;
END $$;
GRANT SELECT (id), UPDATE (version, updated_at) ON layers."lighting_segments" TO dongha_keeper;
CREATE TRIGGER log_insert AFTER INSERT ON layers."lighting_segments" REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION layers."log_lighting_segments"();
CREATE TRIGGER log_update AFTER UPDATE ON layers."lighting_segments" REFERENCING OLD TABLE AS gone NEW TABLE AS changed FOR EACH STATEMENT WHEN (current_user <> 'dongha_keeper') EXECUTE FUNCTION layers."log_lighting_segments"();
CREATE TRIGGER log_delete AFTER DELETE ON layers."lighting_segments" REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION layers."log_lighting_segments"();
CREATE TRIGGER log_truncate BEFORE TRUNCATE ON layers."lighting_segments" FOR EACH STATEMENT EXECUTE FUNCTION layers."log_lighting_segments"();
CREATE TRIGGER keep_identity AFTER UPDATE OF fid, id ON layers."lighting_segments" FOR EACH ROW WHEN (old.fid <> new.fid OR old.id <> new.id) EXECUTE FUNCTION layers.keep_identity();
CREATE TRIGGER log_state_insert AFTER INSERT ON layers."lighting_segments_state" REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION layers.log_state('lighting_segments');
CREATE TRIGGER log_state_update AFTER UPDATE ON layers."lighting_segments_state" REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION layers.log_state('lighting_segments');
CREATE TRIGGER log_state_delete AFTER DELETE ON layers."lighting_segments_state" REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION layers.log_state('lighting_segments');
CREATE TRIGGER log_state_truncate AFTER TRUNCATE ON layers."lighting_segments_state" FOR EACH STATEMENT EXECUTE FUNCTION layers.log_state_truncate('lighting_segments');

CREATE FUNCTION layers."log_junctions"() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = layers, ext, pg_temp SET enable_nestloop = off
AS $$
DECLARE
    moment timestamptz := clock_timestamp();
    who text := layers.actor();
    sender text := layers.client();
    known boolean;
    ids uuid[];
    versions integer[];
    moments timestamptz[];
BEGIN
    IF TG_OP = 'UPDATE' THEN
        WITH p AS MATERIALIZED (
            SELECT o."fid", o."id", o."code", o."ward_code", o."source", o."version", o."updated_at", o."name", o."kind", o."control", o."corridor", o."protocol", o."controller_address", o."ring_barrier", o."arm_count", o."geom", box3d(n.geom_3857) AS box,
                CASE WHEN o.geom_3857 IS DISTINCT FROM n.geom_3857 THEN box3d(o.geom_3857) END AS box_before,
                CASE WHEN n.version = o.version + 1 AND n.updated_at > o.updated_at AND n.updated_at BETWEEN now() AND moment THEN n.updated_at END AS good, greatest(moment, o.updated_at + interval '1 microsecond') AS later
            FROM gone o JOIN changed n ON n.id = o.id WHERE (n.version = o.version + 1 OR NOT (n."code" IS NOT DISTINCT FROM o."code" AND n."ward_code" IS NOT DISTINCT FROM o."ward_code" AND n."source" IS NOT DISTINCT FROM o."source" AND n."version" IS NOT DISTINCT FROM o."version" AND n."updated_at" IS NOT DISTINCT FROM o."updated_at" AND n."name" IS NOT DISTINCT FROM o."name" AND n."kind" IS NOT DISTINCT FROM o."kind" AND n."control" IS NOT DISTINCT FROM o."control" AND n."corridor" IS NOT DISTINCT FROM o."corridor" AND n."protocol" IS NOT DISTINCT FROM o."protocol" AND n."controller_address" IS NOT DISTINCT FROM o."controller_address" AND n."ring_barrier" IS NOT DISTINCT FROM o."ring_barrier" AND n."arm_count" IS NOT DISTINCT FROM o."arm_count" AND n."geom" IS NOT DISTINCT FROM o."geom"))
        ), kept AS (
            INSERT INTO layers."junctions_history" ("fid", "id", "code", "ward_code", "source", "version", "updated_at", "name", "kind", "control", "corridor", "protocol", "controller_address", "ring_barrier", "arm_count", "geom", gone_at) SELECT "fid", "id", "code", "ward_code", "source", "version", "updated_at", "name", "kind", "control", "corridor", "protocol", "controller_address", "ring_barrier", "arm_count", "geom", coalesce(good, later) FROM p
        ), logged AS (
            INSERT INTO layers.changes (at, layer, operation, actor, client, feature_id, version, fid, bbox, bbox_before)
            SELECT moment, 'junctions', 'update', who, sender, id, version + 1, fid, CASE WHEN box IS NOT NULL THEN ARRAY[st_xmin(box), st_ymin(box), st_xmax(box), st_ymax(box)] END,
                CASE WHEN box_before IS NOT NULL THEN ARRAY[st_xmin(box_before), st_ymin(box_before), st_xmax(box_before), st_ymax(box_before)] END FROM p
        )
        SELECT array_agg(p.id), array_agg(p.version + 1), array_agg(p.later) INTO ids, versions, moments
        FROM p WHERE p.good IS NULL;
    ELSIF TG_OP = 'INSERT' THEN
        known := EXISTS (SELECT FROM layers."junctions_history");
        WITH came AS MATERIALIZED (
            SELECT c.id, c.fid, c.version, c.updated_at, box3d(c.geom_3857) AS box, CASE WHEN known THEN coalesce((SELECT greatest(max(h.version) + 1, c.version) FROM layers."junctions_history" h WHERE h.id = c.id HAVING count(*) > 0), 1) ELSE 1 END AS first, CASE WHEN known THEN (SELECT max(h.gone_at) + interval '1 microsecond' FROM layers."junctions_history" h WHERE h.id = c.id) END AS after
            FROM changed c
        ), logged AS (
            INSERT INTO layers.changes (at, layer, operation, actor, client, feature_id, version, fid, bbox)
            SELECT moment, 'junctions', 'create', who, sender, n.id, n.first, n.fid, CASE WHEN n.box IS NOT NULL THEN ARRAY[st_xmin(n.box), st_ymin(n.box), st_xmax(n.box), st_ymax(n.box)] END FROM came n
        )
        SELECT array_agg(n.id), array_agg(n.first), array_agg(greatest(moment, n.after)) INTO ids, versions, moments
        FROM came n WHERE n.version <> n.first OR n.updated_at NOT BETWEEN greatest(now(), n.after) AND moment;
    ELSIF TG_OP = 'DELETE' THEN
        INSERT INTO layers."junctions_history" ("fid", "id", "code", "ward_code", "source", "version", "updated_at", "name", "kind", "control", "corridor", "protocol", "controller_address", "ring_barrier", "arm_count", "geom", gone_at) SELECT o."fid", o."id", o."code", o."ward_code", o."source", o."version", o."updated_at", o."name", o."kind", o."control", o."corridor", o."protocol", o."controller_address", o."ring_barrier", o."arm_count", o."geom", greatest(moment, o.updated_at + interval '1 microsecond') FROM gone o;
        INSERT INTO layers.changes (at, layer, operation, actor, client, feature_id, version, fid, bbox)
            SELECT moment, 'junctions', 'delete', who, sender, o.id, o.version, o.fid, CASE WHEN o.box IS NOT NULL THEN ARRAY[st_xmin(o.box), st_ymin(o.box), st_xmax(o.box), st_ymax(o.box)] END
            FROM (SELECT o.id, o.version, o.fid, box3d(o.geom_3857) AS box FROM gone o OFFSET 0) o;
    ELSE
        INSERT INTO layers."junctions_history" ("fid", "id", "code", "ward_code", "source", "version", "updated_at", "name", "kind", "control", "corridor", "protocol", "controller_address", "ring_barrier", "arm_count", "geom", gone_at) SELECT o."fid", o."id", o."code", o."ward_code", o."source", o."version", o."updated_at", o."name", o."kind", o."control", o."corridor", o."protocol", o."controller_address", o."ring_barrier", o."arm_count", o."geom", greatest(moment, o.updated_at + interval '1 microsecond') FROM layers."junctions" o;
        INSERT INTO layers.changes (at, layer, operation, actor, client)
            VALUES (moment, 'junctions', 'truncate', who, sender);
    END IF;
    IF ids IS NOT NULL THEN
        PERFORM layers.stamp('junctions', ids, versions, moments);
    END IF;
    RETURN NULL;
END $$;
GRANT SELECT (id), UPDATE (version, updated_at) ON layers."junctions" TO dongha_keeper;
CREATE TRIGGER log_insert AFTER INSERT ON layers."junctions" REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION layers."log_junctions"();
CREATE TRIGGER log_update AFTER UPDATE ON layers."junctions" REFERENCING OLD TABLE AS gone NEW TABLE AS changed FOR EACH STATEMENT WHEN (current_user <> 'dongha_keeper') EXECUTE FUNCTION layers."log_junctions"();
CREATE TRIGGER log_delete AFTER DELETE ON layers."junctions" REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION layers."log_junctions"();
CREATE TRIGGER log_truncate BEFORE TRUNCATE ON layers."junctions" FOR EACH STATEMENT EXECUTE FUNCTION layers."log_junctions"();
CREATE TRIGGER keep_identity AFTER UPDATE OF fid, id ON layers."junctions" FOR EACH ROW WHEN (old.fid <> new.fid OR old.id <> new.id) EXECUTE FUNCTION layers.keep_identity();
CREATE TRIGGER log_state_insert AFTER INSERT ON layers."junctions_state" REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION layers.log_state('junctions');
CREATE TRIGGER log_state_update AFTER UPDATE ON layers."junctions_state" REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION layers.log_state('junctions');
CREATE TRIGGER log_state_delete AFTER DELETE ON layers."junctions_state" REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION layers.log_state('junctions');
CREATE TRIGGER log_state_truncate AFTER TRUNCATE ON layers."junctions_state" FOR EACH STATEMENT EXECUTE FUNCTION layers.log_state_truncate('junctions');

CREATE FUNCTION layers."log_signal_approaches"() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = layers, ext, pg_temp SET enable_nestloop = off
AS $$
DECLARE
    moment timestamptz := clock_timestamp();
    who text := layers.actor();
    sender text := layers.client();
    known boolean;
    ids uuid[];
    versions integer[];
    moments timestamptz[];
BEGIN
    IF TG_OP = 'UPDATE' THEN
        WITH p AS MATERIALIZED (
            SELECT o."fid", o."id", o."code", o."ward_code", o."source", o."version", o."updated_at", o."junction_id", o."road_id", o."street", o."signal_group", o."bearing_deg", o."lane_count", o."width_m", o."movements", o."saturation_flow_pcuh", o."geom", box3d(n.geom_3857) AS box,
                CASE WHEN o.geom_3857 IS DISTINCT FROM n.geom_3857 THEN box3d(o.geom_3857) END AS box_before,
                CASE WHEN n.version = o.version + 1 AND n.updated_at > o.updated_at AND n.updated_at BETWEEN now() AND moment THEN n.updated_at END AS good, greatest(moment, o.updated_at + interval '1 microsecond') AS later
            FROM gone o JOIN changed n ON n.id = o.id WHERE (n.version = o.version + 1 OR NOT (n."code" IS NOT DISTINCT FROM o."code" AND n."ward_code" IS NOT DISTINCT FROM o."ward_code" AND n."source" IS NOT DISTINCT FROM o."source" AND n."version" IS NOT DISTINCT FROM o."version" AND n."updated_at" IS NOT DISTINCT FROM o."updated_at" AND n."junction_id" IS NOT DISTINCT FROM o."junction_id" AND n."road_id" IS NOT DISTINCT FROM o."road_id" AND n."street" IS NOT DISTINCT FROM o."street" AND n."signal_group" IS NOT DISTINCT FROM o."signal_group" AND n."bearing_deg" IS NOT DISTINCT FROM o."bearing_deg" AND n."lane_count" IS NOT DISTINCT FROM o."lane_count" AND n."width_m" IS NOT DISTINCT FROM o."width_m" AND n."movements" IS NOT DISTINCT FROM o."movements" AND n."saturation_flow_pcuh" IS NOT DISTINCT FROM o."saturation_flow_pcuh" AND n."geom" IS NOT DISTINCT FROM o."geom"))
        ), kept AS (
            INSERT INTO layers."signal_approaches_history" ("fid", "id", "code", "ward_code", "source", "version", "updated_at", "junction_id", "road_id", "street", "signal_group", "bearing_deg", "lane_count", "width_m", "movements", "saturation_flow_pcuh", "geom", gone_at) SELECT "fid", "id", "code", "ward_code", "source", "version", "updated_at", "junction_id", "road_id", "street", "signal_group", "bearing_deg", "lane_count", "width_m", "movements", "saturation_flow_pcuh", "geom", coalesce(good, later) FROM p
        ), logged AS (
            INSERT INTO layers.changes (at, layer, operation, actor, client, feature_id, version, fid, bbox, bbox_before)
            SELECT moment, 'signal_approaches', 'update', who, sender, id, version + 1, fid, CASE WHEN box IS NOT NULL THEN ARRAY[st_xmin(box), st_ymin(box), st_xmax(box), st_ymax(box)] END,
                CASE WHEN box_before IS NOT NULL THEN ARRAY[st_xmin(box_before), st_ymin(box_before), st_xmax(box_before), st_ymax(box_before)] END FROM p
        )
        SELECT array_agg(p.id), array_agg(p.version + 1), array_agg(p.later) INTO ids, versions, moments
        FROM p WHERE p.good IS NULL;
    ELSIF TG_OP = 'INSERT' THEN
        known := EXISTS (SELECT FROM layers."signal_approaches_history");
        WITH came AS MATERIALIZED (
            SELECT c.id, c.fid, c.version, c.updated_at, box3d(c.geom_3857) AS box, CASE WHEN known THEN coalesce((SELECT greatest(max(h.version) + 1, c.version) FROM layers."signal_approaches_history" h WHERE h.id = c.id HAVING count(*) > 0), 1) ELSE 1 END AS first, CASE WHEN known THEN (SELECT max(h.gone_at) + interval '1 microsecond' FROM layers."signal_approaches_history" h WHERE h.id = c.id) END AS after
            FROM changed c
        ), logged AS (
            INSERT INTO layers.changes (at, layer, operation, actor, client, feature_id, version, fid, bbox)
            SELECT moment, 'signal_approaches', 'create', who, sender, n.id, n.first, n.fid, CASE WHEN n.box IS NOT NULL THEN ARRAY[st_xmin(n.box), st_ymin(n.box), st_xmax(n.box), st_ymax(n.box)] END FROM came n
        )
        SELECT array_agg(n.id), array_agg(n.first), array_agg(greatest(moment, n.after)) INTO ids, versions, moments
        FROM came n WHERE n.version <> n.first OR n.updated_at NOT BETWEEN greatest(now(), n.after) AND moment;
    ELSIF TG_OP = 'DELETE' THEN
        INSERT INTO layers."signal_approaches_history" ("fid", "id", "code", "ward_code", "source", "version", "updated_at", "junction_id", "road_id", "street", "signal_group", "bearing_deg", "lane_count", "width_m", "movements", "saturation_flow_pcuh", "geom", gone_at) SELECT o."fid", o."id", o."code", o."ward_code", o."source", o."version", o."updated_at", o."junction_id", o."road_id", o."street", o."signal_group", o."bearing_deg", o."lane_count", o."width_m", o."movements", o."saturation_flow_pcuh", o."geom", greatest(moment, o.updated_at + interval '1 microsecond') FROM gone o;
        INSERT INTO layers.changes (at, layer, operation, actor, client, feature_id, version, fid, bbox)
            SELECT moment, 'signal_approaches', 'delete', who, sender, o.id, o.version, o.fid, CASE WHEN o.box IS NOT NULL THEN ARRAY[st_xmin(o.box), st_ymin(o.box), st_xmax(o.box), st_ymax(o.box)] END
            FROM (SELECT o.id, o.version, o.fid, box3d(o.geom_3857) AS box FROM gone o OFFSET 0) o;
    ELSE
        INSERT INTO layers."signal_approaches_history" ("fid", "id", "code", "ward_code", "source", "version", "updated_at", "junction_id", "road_id", "street", "signal_group", "bearing_deg", "lane_count", "width_m", "movements", "saturation_flow_pcuh", "geom", gone_at) SELECT o."fid", o."id", o."code", o."ward_code", o."source", o."version", o."updated_at", o."junction_id", o."road_id", o."street", o."signal_group", o."bearing_deg", o."lane_count", o."width_m", o."movements", o."saturation_flow_pcuh", o."geom", greatest(moment, o.updated_at + interval '1 microsecond') FROM layers."signal_approaches" o;
        INSERT INTO layers.changes (at, layer, operation, actor, client)
            VALUES (moment, 'signal_approaches', 'truncate', who, sender);
    END IF;
    IF ids IS NOT NULL THEN
        PERFORM layers.stamp('signal_approaches', ids, versions, moments);
    END IF;
    RETURN NULL;
END $$;
GRANT SELECT (id), UPDATE (version, updated_at) ON layers."signal_approaches" TO dongha_keeper;
CREATE TRIGGER log_insert AFTER INSERT ON layers."signal_approaches" REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION layers."log_signal_approaches"();
CREATE TRIGGER log_update AFTER UPDATE ON layers."signal_approaches" REFERENCING OLD TABLE AS gone NEW TABLE AS changed FOR EACH STATEMENT WHEN (current_user <> 'dongha_keeper') EXECUTE FUNCTION layers."log_signal_approaches"();
CREATE TRIGGER log_delete AFTER DELETE ON layers."signal_approaches" REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION layers."log_signal_approaches"();
CREATE TRIGGER log_truncate BEFORE TRUNCATE ON layers."signal_approaches" FOR EACH STATEMENT EXECUTE FUNCTION layers."log_signal_approaches"();
CREATE TRIGGER keep_identity AFTER UPDATE OF fid, id ON layers."signal_approaches" FOR EACH ROW WHEN (old.fid <> new.fid OR old.id <> new.id) EXECUTE FUNCTION layers.keep_identity();

CREATE FUNCTION layers."log_traffic_signals"() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = layers, ext, pg_temp SET enable_nestloop = off
AS $$
DECLARE
    moment timestamptz := clock_timestamp();
    who text := layers.actor();
    sender text := layers.client();
    known boolean;
    ids uuid[];
    versions integer[];
    moments timestamptz[];
BEGIN
    IF TG_OP = 'UPDATE' THEN
        WITH p AS MATERIALIZED (
            SELECT o."fid", o."id", o."code", o."ward_code", o."source", o."version", o."updated_at", o."kind", o."junction_id", o."approach_id", o."signal_group", o."azimuth_deg", o."height_m", o."has_countdown", o."installed_on", o."geom", box3d(n.geom_3857) AS box,
                CASE WHEN o.geom_3857 IS DISTINCT FROM n.geom_3857 THEN box3d(o.geom_3857) END AS box_before,
                CASE WHEN n.version = o.version + 1 AND n.updated_at > o.updated_at AND n.updated_at BETWEEN now() AND moment THEN n.updated_at END AS good, greatest(moment, o.updated_at + interval '1 microsecond') AS later
            FROM gone o JOIN changed n ON n.id = o.id WHERE (n.version = o.version + 1 OR NOT (n."code" IS NOT DISTINCT FROM o."code" AND n."ward_code" IS NOT DISTINCT FROM o."ward_code" AND n."source" IS NOT DISTINCT FROM o."source" AND n."version" IS NOT DISTINCT FROM o."version" AND n."updated_at" IS NOT DISTINCT FROM o."updated_at" AND n."kind" IS NOT DISTINCT FROM o."kind" AND n."junction_id" IS NOT DISTINCT FROM o."junction_id" AND n."approach_id" IS NOT DISTINCT FROM o."approach_id" AND n."signal_group" IS NOT DISTINCT FROM o."signal_group" AND n."azimuth_deg" IS NOT DISTINCT FROM o."azimuth_deg" AND n."height_m" IS NOT DISTINCT FROM o."height_m" AND n."has_countdown" IS NOT DISTINCT FROM o."has_countdown" AND n."installed_on" IS NOT DISTINCT FROM o."installed_on" AND n."geom" IS NOT DISTINCT FROM o."geom"))
        ), kept AS (
            INSERT INTO layers."traffic_signals_history" ("fid", "id", "code", "ward_code", "source", "version", "updated_at", "kind", "junction_id", "approach_id", "signal_group", "azimuth_deg", "height_m", "has_countdown", "installed_on", "geom", gone_at) SELECT "fid", "id", "code", "ward_code", "source", "version", "updated_at", "kind", "junction_id", "approach_id", "signal_group", "azimuth_deg", "height_m", "has_countdown", "installed_on", "geom", coalesce(good, later) FROM p
        ), logged AS (
            INSERT INTO layers.changes (at, layer, operation, actor, client, feature_id, version, fid, bbox, bbox_before)
            SELECT moment, 'traffic_signals', 'update', who, sender, id, version + 1, fid, CASE WHEN box IS NOT NULL THEN ARRAY[st_xmin(box), st_ymin(box), st_xmax(box), st_ymax(box)] END,
                CASE WHEN box_before IS NOT NULL THEN ARRAY[st_xmin(box_before), st_ymin(box_before), st_xmax(box_before), st_ymax(box_before)] END FROM p
        )
        SELECT array_agg(p.id), array_agg(p.version + 1), array_agg(p.later) INTO ids, versions, moments
        FROM p WHERE p.good IS NULL;
    ELSIF TG_OP = 'INSERT' THEN
        known := EXISTS (SELECT FROM layers."traffic_signals_history");
        WITH came AS MATERIALIZED (
            SELECT c.id, c.fid, c.version, c.updated_at, box3d(c.geom_3857) AS box, CASE WHEN known THEN coalesce((SELECT greatest(max(h.version) + 1, c.version) FROM layers."traffic_signals_history" h WHERE h.id = c.id HAVING count(*) > 0), 1) ELSE 1 END AS first, CASE WHEN known THEN (SELECT max(h.gone_at) + interval '1 microsecond' FROM layers."traffic_signals_history" h WHERE h.id = c.id) END AS after
            FROM changed c
        ), logged AS (
            INSERT INTO layers.changes (at, layer, operation, actor, client, feature_id, version, fid, bbox)
            SELECT moment, 'traffic_signals', 'create', who, sender, n.id, n.first, n.fid, CASE WHEN n.box IS NOT NULL THEN ARRAY[st_xmin(n.box), st_ymin(n.box), st_xmax(n.box), st_ymax(n.box)] END FROM came n
        )
        SELECT array_agg(n.id), array_agg(n.first), array_agg(greatest(moment, n.after)) INTO ids, versions, moments
        FROM came n WHERE n.version <> n.first OR n.updated_at NOT BETWEEN greatest(now(), n.after) AND moment;
    ELSIF TG_OP = 'DELETE' THEN
        INSERT INTO layers."traffic_signals_history" ("fid", "id", "code", "ward_code", "source", "version", "updated_at", "kind", "junction_id", "approach_id", "signal_group", "azimuth_deg", "height_m", "has_countdown", "installed_on", "geom", gone_at) SELECT o."fid", o."id", o."code", o."ward_code", o."source", o."version", o."updated_at", o."kind", o."junction_id", o."approach_id", o."signal_group", o."azimuth_deg", o."height_m", o."has_countdown", o."installed_on", o."geom", greatest(moment, o.updated_at + interval '1 microsecond') FROM gone o;
        INSERT INTO layers.changes (at, layer, operation, actor, client, feature_id, version, fid, bbox)
            SELECT moment, 'traffic_signals', 'delete', who, sender, o.id, o.version, o.fid, CASE WHEN o.box IS NOT NULL THEN ARRAY[st_xmin(o.box), st_ymin(o.box), st_xmax(o.box), st_ymax(o.box)] END
            FROM (SELECT o.id, o.version, o.fid, box3d(o.geom_3857) AS box FROM gone o OFFSET 0) o;
    ELSE
        INSERT INTO layers."traffic_signals_history" ("fid", "id", "code", "ward_code", "source", "version", "updated_at", "kind", "junction_id", "approach_id", "signal_group", "azimuth_deg", "height_m", "has_countdown", "installed_on", "geom", gone_at) SELECT o."fid", o."id", o."code", o."ward_code", o."source", o."version", o."updated_at", o."kind", o."junction_id", o."approach_id", o."signal_group", o."azimuth_deg", o."height_m", o."has_countdown", o."installed_on", o."geom", greatest(moment, o.updated_at + interval '1 microsecond') FROM layers."traffic_signals" o;
        INSERT INTO layers.changes (at, layer, operation, actor, client)
            VALUES (moment, 'traffic_signals', 'truncate', who, sender);
    END IF;
    IF ids IS NOT NULL THEN
        PERFORM layers.stamp('traffic_signals', ids, versions, moments);
    END IF;
    RETURN NULL;
END $$;
GRANT SELECT (id), UPDATE (version, updated_at) ON layers."traffic_signals" TO dongha_keeper;
CREATE TRIGGER log_insert AFTER INSERT ON layers."traffic_signals" REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION layers."log_traffic_signals"();
CREATE TRIGGER log_update AFTER UPDATE ON layers."traffic_signals" REFERENCING OLD TABLE AS gone NEW TABLE AS changed FOR EACH STATEMENT WHEN (current_user <> 'dongha_keeper') EXECUTE FUNCTION layers."log_traffic_signals"();
CREATE TRIGGER log_delete AFTER DELETE ON layers."traffic_signals" REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION layers."log_traffic_signals"();
CREATE TRIGGER log_truncate BEFORE TRUNCATE ON layers."traffic_signals" FOR EACH STATEMENT EXECUTE FUNCTION layers."log_traffic_signals"();
CREATE TRIGGER keep_identity AFTER UPDATE OF fid, id ON layers."traffic_signals" FOR EACH ROW WHEN (old.fid <> new.fid OR old.id <> new.id) EXECUTE FUNCTION layers.keep_identity();
CREATE TRIGGER log_state_insert AFTER INSERT ON layers."traffic_signals_state" REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION layers.log_state('traffic_signals');
CREATE TRIGGER log_state_update AFTER UPDATE ON layers."traffic_signals_state" REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION layers.log_state('traffic_signals');
CREATE TRIGGER log_state_delete AFTER DELETE ON layers."traffic_signals_state" REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION layers.log_state('traffic_signals');
CREATE TRIGGER log_state_truncate AFTER TRUNCATE ON layers."traffic_signals_state" FOR EACH STATEMENT EXECUTE FUNCTION layers.log_state_truncate('traffic_signals');

CREATE FUNCTION layers."log_traffic_flows"() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = layers, ext, pg_temp SET enable_nestloop = off
AS $$
DECLARE
    moment timestamptz := clock_timestamp();
    who text := layers.actor();
    sender text := layers.client();
    known boolean;
    ids uuid[];
    versions integer[];
    moments timestamptz[];
BEGIN
    IF TG_OP = 'UPDATE' THEN
        WITH p AS MATERIALIZED (
            SELECT o."fid", o."id", o."code", o."ward_code", o."source", o."version", o."updated_at", o."street", o."detector", o."capacity_pcuh", o."road_id", o."approach_id", o."geom", box3d(n.geom_3857) AS box,
                CASE WHEN o.geom_3857 IS DISTINCT FROM n.geom_3857 THEN box3d(o.geom_3857) END AS box_before,
                CASE WHEN n.version = o.version + 1 AND n.updated_at > o.updated_at AND n.updated_at BETWEEN now() AND moment THEN n.updated_at END AS good, greatest(moment, o.updated_at + interval '1 microsecond') AS later
            FROM gone o JOIN changed n ON n.id = o.id WHERE (n.version = o.version + 1 OR NOT (n."code" IS NOT DISTINCT FROM o."code" AND n."ward_code" IS NOT DISTINCT FROM o."ward_code" AND n."source" IS NOT DISTINCT FROM o."source" AND n."version" IS NOT DISTINCT FROM o."version" AND n."updated_at" IS NOT DISTINCT FROM o."updated_at" AND n."street" IS NOT DISTINCT FROM o."street" AND n."detector" IS NOT DISTINCT FROM o."detector" AND n."capacity_pcuh" IS NOT DISTINCT FROM o."capacity_pcuh" AND n."road_id" IS NOT DISTINCT FROM o."road_id" AND n."approach_id" IS NOT DISTINCT FROM o."approach_id" AND n."geom" IS NOT DISTINCT FROM o."geom"))
        ), kept AS (
            INSERT INTO layers."traffic_flows_history" ("fid", "id", "code", "ward_code", "source", "version", "updated_at", "street", "detector", "capacity_pcuh", "road_id", "approach_id", "geom", gone_at) SELECT "fid", "id", "code", "ward_code", "source", "version", "updated_at", "street", "detector", "capacity_pcuh", "road_id", "approach_id", "geom", coalesce(good, later) FROM p
        ), logged AS (
            INSERT INTO layers.changes (at, layer, operation, actor, client, feature_id, version, fid, bbox, bbox_before)
            SELECT moment, 'traffic_flows', 'update', who, sender, id, version + 1, fid, CASE WHEN box IS NOT NULL THEN ARRAY[st_xmin(box), st_ymin(box), st_xmax(box), st_ymax(box)] END,
                CASE WHEN box_before IS NOT NULL THEN ARRAY[st_xmin(box_before), st_ymin(box_before), st_xmax(box_before), st_ymax(box_before)] END FROM p
        )
        SELECT array_agg(p.id), array_agg(p.version + 1), array_agg(p.later) INTO ids, versions, moments
        FROM p WHERE p.good IS NULL;
    ELSIF TG_OP = 'INSERT' THEN
        known := EXISTS (SELECT FROM layers."traffic_flows_history");
        WITH came AS MATERIALIZED (
            SELECT c.id, c.fid, c.version, c.updated_at, box3d(c.geom_3857) AS box, CASE WHEN known THEN coalesce((SELECT greatest(max(h.version) + 1, c.version) FROM layers."traffic_flows_history" h WHERE h.id = c.id HAVING count(*) > 0), 1) ELSE 1 END AS first, CASE WHEN known THEN (SELECT max(h.gone_at) + interval '1 microsecond' FROM layers."traffic_flows_history" h WHERE h.id = c.id) END AS after
            FROM changed c
        ), logged AS (
            INSERT INTO layers.changes (at, layer, operation, actor, client, feature_id, version, fid, bbox)
            SELECT moment, 'traffic_flows', 'create', who, sender, n.id, n.first, n.fid, CASE WHEN n.box IS NOT NULL THEN ARRAY[st_xmin(n.box), st_ymin(n.box), st_xmax(n.box), st_ymax(n.box)] END FROM came n
        )
        SELECT array_agg(n.id), array_agg(n.first), array_agg(greatest(moment, n.after)) INTO ids, versions, moments
        FROM came n WHERE n.version <> n.first OR n.updated_at NOT BETWEEN greatest(now(), n.after) AND moment;
    ELSIF TG_OP = 'DELETE' THEN
        INSERT INTO layers."traffic_flows_history" ("fid", "id", "code", "ward_code", "source", "version", "updated_at", "street", "detector", "capacity_pcuh", "road_id", "approach_id", "geom", gone_at) SELECT o."fid", o."id", o."code", o."ward_code", o."source", o."version", o."updated_at", o."street", o."detector", o."capacity_pcuh", o."road_id", o."approach_id", o."geom", greatest(moment, o.updated_at + interval '1 microsecond') FROM gone o;
        INSERT INTO layers.changes (at, layer, operation, actor, client, feature_id, version, fid, bbox)
            SELECT moment, 'traffic_flows', 'delete', who, sender, o.id, o.version, o.fid, CASE WHEN o.box IS NOT NULL THEN ARRAY[st_xmin(o.box), st_ymin(o.box), st_xmax(o.box), st_ymax(o.box)] END
            FROM (SELECT o.id, o.version, o.fid, box3d(o.geom_3857) AS box FROM gone o OFFSET 0) o;
    ELSE
        INSERT INTO layers."traffic_flows_history" ("fid", "id", "code", "ward_code", "source", "version", "updated_at", "street", "detector", "capacity_pcuh", "road_id", "approach_id", "geom", gone_at) SELECT o."fid", o."id", o."code", o."ward_code", o."source", o."version", o."updated_at", o."street", o."detector", o."capacity_pcuh", o."road_id", o."approach_id", o."geom", greatest(moment, o.updated_at + interval '1 microsecond') FROM layers."traffic_flows" o;
        INSERT INTO layers.changes (at, layer, operation, actor, client)
            VALUES (moment, 'traffic_flows', 'truncate', who, sender);
    END IF;
    IF ids IS NOT NULL THEN
        PERFORM layers.stamp('traffic_flows', ids, versions, moments);
    END IF;
    RETURN NULL;
END $$;
GRANT SELECT (id), UPDATE (version, updated_at) ON layers."traffic_flows" TO dongha_keeper;
CREATE TRIGGER log_insert AFTER INSERT ON layers."traffic_flows" REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION layers."log_traffic_flows"();
CREATE TRIGGER log_update AFTER UPDATE ON layers."traffic_flows" REFERENCING OLD TABLE AS gone NEW TABLE AS changed FOR EACH STATEMENT WHEN (current_user <> 'dongha_keeper') EXECUTE FUNCTION layers."log_traffic_flows"();
CREATE TRIGGER log_delete AFTER DELETE ON layers."traffic_flows" REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION layers."log_traffic_flows"();
CREATE TRIGGER log_truncate BEFORE TRUNCATE ON layers."traffic_flows" FOR EACH STATEMENT EXECUTE FUNCTION layers."log_traffic_flows"();
CREATE TRIGGER keep_identity AFTER UPDATE OF fid, id ON layers."traffic_flows" FOR EACH ROW WHEN (old.fid <> new.fid OR old.id <> new.id) EXECUTE FUNCTION layers.keep_identity();
CREATE TRIGGER log_state_insert AFTER INSERT ON layers."traffic_flows_state" REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION layers.log_state('traffic_flows');
CREATE TRIGGER log_state_update AFTER UPDATE ON layers."traffic_flows_state" REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION layers.log_state('traffic_flows');
CREATE TRIGGER log_state_delete AFTER DELETE ON layers."traffic_flows_state" REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION layers.log_state('traffic_flows');
CREATE TRIGGER log_state_truncate AFTER TRUNCATE ON layers."traffic_flows_state" FOR EACH STATEMENT EXECUTE FUNCTION layers.log_state_truncate('traffic_flows');

CREATE FUNCTION layers."log_road_closures"() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = layers, ext, pg_temp SET enable_nestloop = off
AS $$
DECLARE
    moment timestamptz := clock_timestamp();
    who text := layers.actor();
    sender text := layers.client();
    known boolean;
    ids uuid[];
    versions integer[];
    moments timestamptz[];
BEGIN
    IF TG_OP = 'UPDATE' THEN
        WITH p AS MATERIALIZED (
            SELECT o."fid", o."id", o."code", o."ward_code", o."source", o."version", o."updated_at", o."street", o."reason", o."extent", o."starts_at", o."ends_at", o."detour", o."department", o."road_id", o."geom", box3d(n.geom_3857) AS box,
                CASE WHEN o.geom_3857 IS DISTINCT FROM n.geom_3857 THEN box3d(o.geom_3857) END AS box_before,
                CASE WHEN n.version = o.version + 1 AND n.updated_at > o.updated_at AND n.updated_at BETWEEN now() AND moment THEN n.updated_at END AS good, greatest(moment, o.updated_at + interval '1 microsecond') AS later
            FROM gone o JOIN changed n ON n.id = o.id WHERE (n.version = o.version + 1 OR NOT (n."code" IS NOT DISTINCT FROM o."code" AND n."ward_code" IS NOT DISTINCT FROM o."ward_code" AND n."source" IS NOT DISTINCT FROM o."source" AND n."version" IS NOT DISTINCT FROM o."version" AND n."updated_at" IS NOT DISTINCT FROM o."updated_at" AND n."street" IS NOT DISTINCT FROM o."street" AND n."reason" IS NOT DISTINCT FROM o."reason" AND n."extent" IS NOT DISTINCT FROM o."extent" AND n."starts_at" IS NOT DISTINCT FROM o."starts_at" AND n."ends_at" IS NOT DISTINCT FROM o."ends_at" AND n."detour" IS NOT DISTINCT FROM o."detour" AND n."department" IS NOT DISTINCT FROM o."department" AND n."road_id" IS NOT DISTINCT FROM o."road_id" AND n."geom" IS NOT DISTINCT FROM o."geom"))
        ), kept AS (
            INSERT INTO layers."road_closures_history" ("fid", "id", "code", "ward_code", "source", "version", "updated_at", "street", "reason", "extent", "starts_at", "ends_at", "detour", "department", "road_id", "geom", gone_at) SELECT "fid", "id", "code", "ward_code", "source", "version", "updated_at", "street", "reason", "extent", "starts_at", "ends_at", "detour", "department", "road_id", "geom", coalesce(good, later) FROM p
        ), logged AS (
            INSERT INTO layers.changes (at, layer, operation, actor, client, feature_id, version, fid, bbox, bbox_before)
            SELECT moment, 'road_closures', 'update', who, sender, id, version + 1, fid, CASE WHEN box IS NOT NULL THEN ARRAY[st_xmin(box), st_ymin(box), st_xmax(box), st_ymax(box)] END,
                CASE WHEN box_before IS NOT NULL THEN ARRAY[st_xmin(box_before), st_ymin(box_before), st_xmax(box_before), st_ymax(box_before)] END FROM p
        )
        SELECT array_agg(p.id), array_agg(p.version + 1), array_agg(p.later) INTO ids, versions, moments
        FROM p WHERE p.good IS NULL;
    ELSIF TG_OP = 'INSERT' THEN
        known := EXISTS (SELECT FROM layers."road_closures_history");
        WITH came AS MATERIALIZED (
            SELECT c.id, c.fid, c.version, c.updated_at, box3d(c.geom_3857) AS box, CASE WHEN known THEN coalesce((SELECT greatest(max(h.version) + 1, c.version) FROM layers."road_closures_history" h WHERE h.id = c.id HAVING count(*) > 0), 1) ELSE 1 END AS first, CASE WHEN known THEN (SELECT max(h.gone_at) + interval '1 microsecond' FROM layers."road_closures_history" h WHERE h.id = c.id) END AS after
            FROM changed c
        ), logged AS (
            INSERT INTO layers.changes (at, layer, operation, actor, client, feature_id, version, fid, bbox)
            SELECT moment, 'road_closures', 'create', who, sender, n.id, n.first, n.fid, CASE WHEN n.box IS NOT NULL THEN ARRAY[st_xmin(n.box), st_ymin(n.box), st_xmax(n.box), st_ymax(n.box)] END FROM came n
        )
        SELECT array_agg(n.id), array_agg(n.first), array_agg(greatest(moment, n.after)) INTO ids, versions, moments
        FROM came n WHERE n.version <> n.first OR n.updated_at NOT BETWEEN greatest(now(), n.after) AND moment;
    ELSIF TG_OP = 'DELETE' THEN
        INSERT INTO layers."road_closures_history" ("fid", "id", "code", "ward_code", "source", "version", "updated_at", "street", "reason", "extent", "starts_at", "ends_at", "detour", "department", "road_id", "geom", gone_at) SELECT o."fid", o."id", o."code", o."ward_code", o."source", o."version", o."updated_at", o."street", o."reason", o."extent", o."starts_at", o."ends_at", o."detour", o."department", o."road_id", o."geom", greatest(moment, o.updated_at + interval '1 microsecond') FROM gone o;
        INSERT INTO layers.changes (at, layer, operation, actor, client, feature_id, version, fid, bbox)
            SELECT moment, 'road_closures', 'delete', who, sender, o.id, o.version, o.fid, CASE WHEN o.box IS NOT NULL THEN ARRAY[st_xmin(o.box), st_ymin(o.box), st_xmax(o.box), st_ymax(o.box)] END
            FROM (SELECT o.id, o.version, o.fid, box3d(o.geom_3857) AS box FROM gone o OFFSET 0) o;
    ELSE
        INSERT INTO layers."road_closures_history" ("fid", "id", "code", "ward_code", "source", "version", "updated_at", "street", "reason", "extent", "starts_at", "ends_at", "detour", "department", "road_id", "geom", gone_at) SELECT o."fid", o."id", o."code", o."ward_code", o."source", o."version", o."updated_at", o."street", o."reason", o."extent", o."starts_at", o."ends_at", o."detour", o."department", o."road_id", o."geom", greatest(moment, o.updated_at + interval '1 microsecond') FROM layers."road_closures" o;
        INSERT INTO layers.changes (at, layer, operation, actor, client)
            VALUES (moment, 'road_closures', 'truncate', who, sender);
    END IF;
    IF ids IS NOT NULL THEN
        PERFORM layers.stamp('road_closures', ids, versions, moments);
    END IF;
    RETURN NULL;
END $$;
GRANT SELECT (id), UPDATE (version, updated_at) ON layers."road_closures" TO dongha_keeper;
CREATE TRIGGER log_insert AFTER INSERT ON layers."road_closures" REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION layers."log_road_closures"();
CREATE TRIGGER log_update AFTER UPDATE ON layers."road_closures" REFERENCING OLD TABLE AS gone NEW TABLE AS changed FOR EACH STATEMENT WHEN (current_user <> 'dongha_keeper') EXECUTE FUNCTION layers."log_road_closures"();
CREATE TRIGGER log_delete AFTER DELETE ON layers."road_closures" REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION layers."log_road_closures"();
CREATE TRIGGER log_truncate BEFORE TRUNCATE ON layers."road_closures" FOR EACH STATEMENT EXECUTE FUNCTION layers."log_road_closures"();
CREATE TRIGGER keep_identity AFTER UPDATE OF fid, id ON layers."road_closures" FOR EACH ROW WHEN (old.fid <> new.fid OR old.id <> new.id) EXECUTE FUNCTION layers.keep_identity();

CREATE FUNCTION layers."log_cameras"() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = layers, ext, pg_temp SET enable_nestloop = off
AS $$
DECLARE
    moment timestamptz := clock_timestamp();
    who text := layers.actor();
    sender text := layers.client();
    known boolean;
    ids uuid[];
    versions integer[];
    moments timestamptz[];
BEGIN
    IF TG_OP = 'UPDATE' THEN
        WITH p AS MATERIALIZED (
            SELECT o."fid", o."id", o."code", o."ward_code", o."source", o."version", o."updated_at", o."site_code", o."location", o."network", o."kind", o."azimuth_deg", o."fov_deg", o."range_m", o."mount_height_m", o."model", o."stream_ref", o."owner", o."installed_on", o."geom", box3d(n.geom_3857) AS box,
                CASE WHEN o.geom_3857 IS DISTINCT FROM n.geom_3857 THEN box3d(o.geom_3857) END AS box_before,
                CASE WHEN n.version = o.version + 1 AND n.updated_at > o.updated_at AND n.updated_at BETWEEN now() AND moment THEN n.updated_at END AS good, greatest(moment, o.updated_at + interval '1 microsecond') AS later
            FROM gone o JOIN changed n ON n.id = o.id WHERE (n.version = o.version + 1 OR NOT (n."code" IS NOT DISTINCT FROM o."code" AND n."ward_code" IS NOT DISTINCT FROM o."ward_code" AND n."source" IS NOT DISTINCT FROM o."source" AND n."version" IS NOT DISTINCT FROM o."version" AND n."updated_at" IS NOT DISTINCT FROM o."updated_at" AND n."site_code" IS NOT DISTINCT FROM o."site_code" AND n."location" IS NOT DISTINCT FROM o."location" AND n."network" IS NOT DISTINCT FROM o."network" AND n."kind" IS NOT DISTINCT FROM o."kind" AND n."azimuth_deg" IS NOT DISTINCT FROM o."azimuth_deg" AND n."fov_deg" IS NOT DISTINCT FROM o."fov_deg" AND n."range_m" IS NOT DISTINCT FROM o."range_m" AND n."mount_height_m" IS NOT DISTINCT FROM o."mount_height_m" AND n."model" IS NOT DISTINCT FROM o."model" AND n."stream_ref" IS NOT DISTINCT FROM o."stream_ref" AND n."owner" IS NOT DISTINCT FROM o."owner" AND n."installed_on" IS NOT DISTINCT FROM o."installed_on" AND n."geom" IS NOT DISTINCT FROM o."geom"))
        ), kept AS (
            INSERT INTO layers."cameras_history" ("fid", "id", "code", "ward_code", "source", "version", "updated_at", "site_code", "location", "network", "kind", "azimuth_deg", "fov_deg", "range_m", "mount_height_m", "model", "stream_ref", "owner", "installed_on", "geom", gone_at) SELECT "fid", "id", "code", "ward_code", "source", "version", "updated_at", "site_code", "location", "network", "kind", "azimuth_deg", "fov_deg", "range_m", "mount_height_m", "model", "stream_ref", "owner", "installed_on", "geom", coalesce(good, later) FROM p
        ), logged AS (
            INSERT INTO layers.changes (at, layer, operation, actor, client, feature_id, version, fid, bbox, bbox_before)
            SELECT moment, 'cameras', 'update', who, sender, id, version + 1, fid, CASE WHEN box IS NOT NULL THEN ARRAY[st_xmin(box), st_ymin(box), st_xmax(box), st_ymax(box)] END,
                CASE WHEN box_before IS NOT NULL THEN ARRAY[st_xmin(box_before), st_ymin(box_before), st_xmax(box_before), st_ymax(box_before)] END FROM p
        )
        SELECT array_agg(p.id), array_agg(p.version + 1), array_agg(p.later) INTO ids, versions, moments
        FROM p WHERE p.good IS NULL;
    ELSIF TG_OP = 'INSERT' THEN
        known := EXISTS (SELECT FROM layers."cameras_history");
        WITH came AS MATERIALIZED (
            SELECT c.id, c.fid, c.version, c.updated_at, box3d(c.geom_3857) AS box, CASE WHEN known THEN coalesce((SELECT greatest(max(h.version) + 1, c.version) FROM layers."cameras_history" h WHERE h.id = c.id HAVING count(*) > 0), 1) ELSE 1 END AS first, CASE WHEN known THEN (SELECT max(h.gone_at) + interval '1 microsecond' FROM layers."cameras_history" h WHERE h.id = c.id) END AS after
            FROM changed c
        ), logged AS (
            INSERT INTO layers.changes (at, layer, operation, actor, client, feature_id, version, fid, bbox)
            SELECT moment, 'cameras', 'create', who, sender, n.id, n.first, n.fid, CASE WHEN n.box IS NOT NULL THEN ARRAY[st_xmin(n.box), st_ymin(n.box), st_xmax(n.box), st_ymax(n.box)] END FROM came n
        )
        SELECT array_agg(n.id), array_agg(n.first), array_agg(greatest(moment, n.after)) INTO ids, versions, moments
        FROM came n WHERE n.version <> n.first OR n.updated_at NOT BETWEEN greatest(now(), n.after) AND moment;
    ELSIF TG_OP = 'DELETE' THEN
        INSERT INTO layers."cameras_history" ("fid", "id", "code", "ward_code", "source", "version", "updated_at", "site_code", "location", "network", "kind", "azimuth_deg", "fov_deg", "range_m", "mount_height_m", "model", "stream_ref", "owner", "installed_on", "geom", gone_at) SELECT o."fid", o."id", o."code", o."ward_code", o."source", o."version", o."updated_at", o."site_code", o."location", o."network", o."kind", o."azimuth_deg", o."fov_deg", o."range_m", o."mount_height_m", o."model", o."stream_ref", o."owner", o."installed_on", o."geom", greatest(moment, o.updated_at + interval '1 microsecond') FROM gone o;
        INSERT INTO layers.changes (at, layer, operation, actor, client, feature_id, version, fid, bbox)
            SELECT moment, 'cameras', 'delete', who, sender, o.id, o.version, o.fid, CASE WHEN o.box IS NOT NULL THEN ARRAY[st_xmin(o.box), st_ymin(o.box), st_xmax(o.box), st_ymax(o.box)] END
            FROM (SELECT o.id, o.version, o.fid, box3d(o.geom_3857) AS box FROM gone o OFFSET 0) o;
    ELSE
        INSERT INTO layers."cameras_history" ("fid", "id", "code", "ward_code", "source", "version", "updated_at", "site_code", "location", "network", "kind", "azimuth_deg", "fov_deg", "range_m", "mount_height_m", "model", "stream_ref", "owner", "installed_on", "geom", gone_at) SELECT o."fid", o."id", o."code", o."ward_code", o."source", o."version", o."updated_at", o."site_code", o."location", o."network", o."kind", o."azimuth_deg", o."fov_deg", o."range_m", o."mount_height_m", o."model", o."stream_ref", o."owner", o."installed_on", o."geom", greatest(moment, o.updated_at + interval '1 microsecond') FROM layers."cameras" o;
        INSERT INTO layers.changes (at, layer, operation, actor, client)
            VALUES (moment, 'cameras', 'truncate', who, sender);
    END IF;
    IF ids IS NOT NULL THEN
        PERFORM layers.stamp('cameras', ids, versions, moments);
    END IF;
    RETURN NULL;
END $$;
GRANT SELECT (id), UPDATE (version, updated_at) ON layers."cameras" TO dongha_keeper;
CREATE TRIGGER log_insert AFTER INSERT ON layers."cameras" REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION layers."log_cameras"();
CREATE TRIGGER log_update AFTER UPDATE ON layers."cameras" REFERENCING OLD TABLE AS gone NEW TABLE AS changed FOR EACH STATEMENT WHEN (current_user <> 'dongha_keeper') EXECUTE FUNCTION layers."log_cameras"();
CREATE TRIGGER log_delete AFTER DELETE ON layers."cameras" REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION layers."log_cameras"();
CREATE TRIGGER log_truncate BEFORE TRUNCATE ON layers."cameras" FOR EACH STATEMENT EXECUTE FUNCTION layers."log_cameras"();
CREATE TRIGGER keep_identity AFTER UPDATE OF fid, id ON layers."cameras" FOR EACH ROW WHEN (old.fid <> new.fid OR old.id <> new.id) EXECUTE FUNCTION layers.keep_identity();
CREATE TRIGGER log_state_insert AFTER INSERT ON layers."cameras_state" REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION layers.log_state('cameras');
CREATE TRIGGER log_state_update AFTER UPDATE ON layers."cameras_state" REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION layers.log_state('cameras');
CREATE TRIGGER log_state_delete AFTER DELETE ON layers."cameras_state" REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION layers.log_state('cameras');
CREATE TRIGGER log_state_truncate AFTER TRUNCATE ON layers."cameras_state" FOR EACH STATEMENT EXECUTE FUNCTION layers.log_state_truncate('cameras');

CREATE FUNCTION layers."log_camera_views"() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = layers, ext, pg_temp SET enable_nestloop = off
AS $$
DECLARE
    moment timestamptz := clock_timestamp();
    who text := layers.actor();
    sender text := layers.client();
    known boolean;
    ids uuid[];
    versions integer[];
    moments timestamptz[];
BEGIN
    IF TG_OP = 'UPDATE' THEN
        WITH p AS MATERIALIZED (
            SELECT o."fid", o."id", o."code", o."ward_code", o."source", o."version", o."updated_at", o."camera_id", o."area_m2", o."is_cut_by_buildings", o."computed_at", o."geom", box3d(n.geom_3857) AS box,
                CASE WHEN o.geom_3857 IS DISTINCT FROM n.geom_3857 THEN box3d(o.geom_3857) END AS box_before,
                CASE WHEN n.version = o.version + 1 AND n.updated_at > o.updated_at AND n.updated_at BETWEEN now() AND moment THEN n.updated_at END AS good, greatest(moment, o.updated_at + interval '1 microsecond') AS later
            FROM gone o JOIN changed n ON n.id = o.id WHERE (n.version = o.version + 1 OR NOT (n."code" IS NOT DISTINCT FROM o."code" AND n."ward_code" IS NOT DISTINCT FROM o."ward_code" AND n."source" IS NOT DISTINCT FROM o."source" AND n."version" IS NOT DISTINCT FROM o."version" AND n."updated_at" IS NOT DISTINCT FROM o."updated_at" AND n."camera_id" IS NOT DISTINCT FROM o."camera_id" AND n."area_m2" IS NOT DISTINCT FROM o."area_m2" AND n."is_cut_by_buildings" IS NOT DISTINCT FROM o."is_cut_by_buildings" AND n."computed_at" IS NOT DISTINCT FROM o."computed_at" AND n."geom" IS NOT DISTINCT FROM o."geom"))
        ), kept AS (
            INSERT INTO layers."camera_views_history" ("fid", "id", "code", "ward_code", "source", "version", "updated_at", "camera_id", "area_m2", "is_cut_by_buildings", "computed_at", "geom", gone_at) SELECT "fid", "id", "code", "ward_code", "source", "version", "updated_at", "camera_id", "area_m2", "is_cut_by_buildings", "computed_at", "geom", coalesce(good, later) FROM p
        ), logged AS (
            INSERT INTO layers.changes (at, layer, operation, actor, client, feature_id, version, fid, bbox, bbox_before)
            SELECT moment, 'camera_views', 'update', who, sender, id, version + 1, fid, CASE WHEN box IS NOT NULL THEN ARRAY[st_xmin(box), st_ymin(box), st_xmax(box), st_ymax(box)] END,
                CASE WHEN box_before IS NOT NULL THEN ARRAY[st_xmin(box_before), st_ymin(box_before), st_xmax(box_before), st_ymax(box_before)] END FROM p
        )
        SELECT array_agg(p.id), array_agg(p.version + 1), array_agg(p.later) INTO ids, versions, moments
        FROM p WHERE p.good IS NULL;
    ELSIF TG_OP = 'INSERT' THEN
        known := EXISTS (SELECT FROM layers."camera_views_history");
        WITH came AS MATERIALIZED (
            SELECT c.id, c.fid, c.version, c.updated_at, box3d(c.geom_3857) AS box, CASE WHEN known THEN coalesce((SELECT greatest(max(h.version) + 1, c.version) FROM layers."camera_views_history" h WHERE h.id = c.id HAVING count(*) > 0), 1) ELSE 1 END AS first, CASE WHEN known THEN (SELECT max(h.gone_at) + interval '1 microsecond' FROM layers."camera_views_history" h WHERE h.id = c.id) END AS after
            FROM changed c
        ), logged AS (
            INSERT INTO layers.changes (at, layer, operation, actor, client, feature_id, version, fid, bbox)
            SELECT moment, 'camera_views', 'create', who, sender, n.id, n.first, n.fid, CASE WHEN n.box IS NOT NULL THEN ARRAY[st_xmin(n.box), st_ymin(n.box), st_xmax(n.box), st_ymax(n.box)] END FROM came n
        )
        SELECT array_agg(n.id), array_agg(n.first), array_agg(greatest(moment, n.after)) INTO ids, versions, moments
        FROM came n WHERE n.version <> n.first OR n.updated_at NOT BETWEEN greatest(now(), n.after) AND moment;
    ELSIF TG_OP = 'DELETE' THEN
        INSERT INTO layers."camera_views_history" ("fid", "id", "code", "ward_code", "source", "version", "updated_at", "camera_id", "area_m2", "is_cut_by_buildings", "computed_at", "geom", gone_at) SELECT o."fid", o."id", o."code", o."ward_code", o."source", o."version", o."updated_at", o."camera_id", o."area_m2", o."is_cut_by_buildings", o."computed_at", o."geom", greatest(moment, o.updated_at + interval '1 microsecond') FROM gone o;
        INSERT INTO layers.changes (at, layer, operation, actor, client, feature_id, version, fid, bbox)
            SELECT moment, 'camera_views', 'delete', who, sender, o.id, o.version, o.fid, CASE WHEN o.box IS NOT NULL THEN ARRAY[st_xmin(o.box), st_ymin(o.box), st_xmax(o.box), st_ymax(o.box)] END
            FROM (SELECT o.id, o.version, o.fid, box3d(o.geom_3857) AS box FROM gone o OFFSET 0) o;
    ELSE
        INSERT INTO layers."camera_views_history" ("fid", "id", "code", "ward_code", "source", "version", "updated_at", "camera_id", "area_m2", "is_cut_by_buildings", "computed_at", "geom", gone_at) SELECT o."fid", o."id", o."code", o."ward_code", o."source", o."version", o."updated_at", o."camera_id", o."area_m2", o."is_cut_by_buildings", o."computed_at", o."geom", greatest(moment, o.updated_at + interval '1 microsecond') FROM layers."camera_views" o;
        INSERT INTO layers.changes (at, layer, operation, actor, client)
            VALUES (moment, 'camera_views', 'truncate', who, sender);
    END IF;
    IF ids IS NOT NULL THEN
        PERFORM layers.stamp('camera_views', ids, versions, moments);
    END IF;
    RETURN NULL;
END $$;
GRANT SELECT (id), UPDATE (version, updated_at) ON layers."camera_views" TO dongha_keeper;
CREATE TRIGGER log_insert AFTER INSERT ON layers."camera_views" REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION layers."log_camera_views"();
CREATE TRIGGER log_update AFTER UPDATE ON layers."camera_views" REFERENCING OLD TABLE AS gone NEW TABLE AS changed FOR EACH STATEMENT WHEN (current_user <> 'dongha_keeper') EXECUTE FUNCTION layers."log_camera_views"();
CREATE TRIGGER log_delete AFTER DELETE ON layers."camera_views" REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION layers."log_camera_views"();
CREATE TRIGGER log_truncate BEFORE TRUNCATE ON layers."camera_views" FOR EACH STATEMENT EXECUTE FUNCTION layers."log_camera_views"();
CREATE TRIGGER keep_identity AFTER UPDATE OF fid, id ON layers."camera_views" FOR EACH ROW WHEN (old.fid <> new.fid OR old.id <> new.id) EXECUTE FUNCTION layers.keep_identity();

CREATE FUNCTION layers."log_camera_zones"() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = layers, ext, pg_temp SET enable_nestloop = off
AS $$
DECLARE
    moment timestamptz := clock_timestamp();
    who text := layers.actor();
    sender text := layers.client();
    known boolean;
    ids uuid[];
    versions integer[];
    moments timestamptz[];
BEGIN
    IF TG_OP = 'UPDATE' THEN
        WITH p AS MATERIALIZED (
            SELECT o."fid", o."id", o."code", o."ward_code", o."source", o."version", o."updated_at", o."camera_id", o."rule", o."bearing_deg", o."speed_limit_kmh", o."is_active", o."image_polygon", o."geom", box3d(n.geom_3857) AS box,
                CASE WHEN o.geom_3857 IS DISTINCT FROM n.geom_3857 THEN box3d(o.geom_3857) END AS box_before,
                CASE WHEN n.version = o.version + 1 AND n.updated_at > o.updated_at AND n.updated_at BETWEEN now() AND moment THEN n.updated_at END AS good, greatest(moment, o.updated_at + interval '1 microsecond') AS later
            FROM gone o JOIN changed n ON n.id = o.id WHERE (n.version = o.version + 1 OR NOT (n."code" IS NOT DISTINCT FROM o."code" AND n."ward_code" IS NOT DISTINCT FROM o."ward_code" AND n."source" IS NOT DISTINCT FROM o."source" AND n."version" IS NOT DISTINCT FROM o."version" AND n."updated_at" IS NOT DISTINCT FROM o."updated_at" AND n."camera_id" IS NOT DISTINCT FROM o."camera_id" AND n."rule" IS NOT DISTINCT FROM o."rule" AND n."bearing_deg" IS NOT DISTINCT FROM o."bearing_deg" AND n."speed_limit_kmh" IS NOT DISTINCT FROM o."speed_limit_kmh" AND n."is_active" IS NOT DISTINCT FROM o."is_active" AND n."image_polygon" IS NOT DISTINCT FROM o."image_polygon" AND n."geom" IS NOT DISTINCT FROM o."geom"))
        ), kept AS (
            INSERT INTO layers."camera_zones_history" ("fid", "id", "code", "ward_code", "source", "version", "updated_at", "camera_id", "rule", "bearing_deg", "speed_limit_kmh", "is_active", "image_polygon", "geom", gone_at) SELECT "fid", "id", "code", "ward_code", "source", "version", "updated_at", "camera_id", "rule", "bearing_deg", "speed_limit_kmh", "is_active", "image_polygon", "geom", coalesce(good, later) FROM p
        ), logged AS (
            INSERT INTO layers.changes (at, layer, operation, actor, client, feature_id, version, fid, bbox, bbox_before)
            SELECT moment, 'camera_zones', 'update', who, sender, id, version + 1, fid, CASE WHEN box IS NOT NULL THEN ARRAY[st_xmin(box), st_ymin(box), st_xmax(box), st_ymax(box)] END,
                CASE WHEN box_before IS NOT NULL THEN ARRAY[st_xmin(box_before), st_ymin(box_before), st_xmax(box_before), st_ymax(box_before)] END FROM p
        )
        SELECT array_agg(p.id), array_agg(p.version + 1), array_agg(p.later) INTO ids, versions, moments
        FROM p WHERE p.good IS NULL;
    ELSIF TG_OP = 'INSERT' THEN
        known := EXISTS (SELECT FROM layers."camera_zones_history");
        WITH came AS MATERIALIZED (
            SELECT c.id, c.fid, c.version, c.updated_at, box3d(c.geom_3857) AS box, CASE WHEN known THEN coalesce((SELECT greatest(max(h.version) + 1, c.version) FROM layers."camera_zones_history" h WHERE h.id = c.id HAVING count(*) > 0), 1) ELSE 1 END AS first, CASE WHEN known THEN (SELECT max(h.gone_at) + interval '1 microsecond' FROM layers."camera_zones_history" h WHERE h.id = c.id) END AS after
            FROM changed c
        ), logged AS (
            INSERT INTO layers.changes (at, layer, operation, actor, client, feature_id, version, fid, bbox)
            SELECT moment, 'camera_zones', 'create', who, sender, n.id, n.first, n.fid, CASE WHEN n.box IS NOT NULL THEN ARRAY[st_xmin(n.box), st_ymin(n.box), st_xmax(n.box), st_ymax(n.box)] END FROM came n
        )
        SELECT array_agg(n.id), array_agg(n.first), array_agg(greatest(moment, n.after)) INTO ids, versions, moments
        FROM came n WHERE n.version <> n.first OR n.updated_at NOT BETWEEN greatest(now(), n.after) AND moment;
    ELSIF TG_OP = 'DELETE' THEN
        INSERT INTO layers."camera_zones_history" ("fid", "id", "code", "ward_code", "source", "version", "updated_at", "camera_id", "rule", "bearing_deg", "speed_limit_kmh", "is_active", "image_polygon", "geom", gone_at) SELECT o."fid", o."id", o."code", o."ward_code", o."source", o."version", o."updated_at", o."camera_id", o."rule", o."bearing_deg", o."speed_limit_kmh", o."is_active", o."image_polygon", o."geom", greatest(moment, o.updated_at + interval '1 microsecond') FROM gone o;
        INSERT INTO layers.changes (at, layer, operation, actor, client, feature_id, version, fid, bbox)
            SELECT moment, 'camera_zones', 'delete', who, sender, o.id, o.version, o.fid, CASE WHEN o.box IS NOT NULL THEN ARRAY[st_xmin(o.box), st_ymin(o.box), st_xmax(o.box), st_ymax(o.box)] END
            FROM (SELECT o.id, o.version, o.fid, box3d(o.geom_3857) AS box FROM gone o OFFSET 0) o;
    ELSE
        INSERT INTO layers."camera_zones_history" ("fid", "id", "code", "ward_code", "source", "version", "updated_at", "camera_id", "rule", "bearing_deg", "speed_limit_kmh", "is_active", "image_polygon", "geom", gone_at) SELECT o."fid", o."id", o."code", o."ward_code", o."source", o."version", o."updated_at", o."camera_id", o."rule", o."bearing_deg", o."speed_limit_kmh", o."is_active", o."image_polygon", o."geom", greatest(moment, o.updated_at + interval '1 microsecond') FROM layers."camera_zones" o;
        INSERT INTO layers.changes (at, layer, operation, actor, client)
            VALUES (moment, 'camera_zones', 'truncate', who, sender);
    END IF;
    IF ids IS NOT NULL THEN
        PERFORM layers.stamp('camera_zones', ids, versions, moments);
    END IF;
    RETURN NULL;
END $$;
GRANT SELECT (id), UPDATE (version, updated_at) ON layers."camera_zones" TO dongha_keeper;
CREATE TRIGGER log_insert AFTER INSERT ON layers."camera_zones" REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION layers."log_camera_zones"();
CREATE TRIGGER log_update AFTER UPDATE ON layers."camera_zones" REFERENCING OLD TABLE AS gone NEW TABLE AS changed FOR EACH STATEMENT WHEN (current_user <> 'dongha_keeper') EXECUTE FUNCTION layers."log_camera_zones"();
CREATE TRIGGER log_delete AFTER DELETE ON layers."camera_zones" REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION layers."log_camera_zones"();
CREATE TRIGGER log_truncate BEFORE TRUNCATE ON layers."camera_zones" FOR EACH STATEMENT EXECUTE FUNCTION layers."log_camera_zones"();
CREATE TRIGGER keep_identity AFTER UPDATE OF fid, id ON layers."camera_zones" FOR EACH ROW WHEN (old.fid <> new.fid OR old.id <> new.id) EXECUTE FUNCTION layers.keep_identity();

CREATE FUNCTION layers."log_camera_events"() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = layers, ext, pg_temp SET enable_nestloop = off
AS $$
DECLARE
    moment timestamptz := clock_timestamp();
    who text := layers.actor();
    sender text := layers.client();
    known boolean;
    ids uuid[];
    versions integer[];
    moments timestamptz[];
BEGIN
    IF TG_OP = 'UPDATE' THEN
        WITH p AS MATERIALIZED (
            SELECT o."fid", o."id", o."code", o."ward_code", o."source", o."version", o."updated_at", o."camera_id", o."zone_id", o."rule", o."vehicle_class", o."occurred_at", o."confidence_pct", o."speed_kmh", o."review", o."plate_hash", o."snapshot_ref", o."geom", box3d(n.geom_3857) AS box,
                CASE WHEN o.geom_3857 IS DISTINCT FROM n.geom_3857 THEN box3d(o.geom_3857) END AS box_before,
                CASE WHEN n.version = o.version + 1 AND n.updated_at > o.updated_at AND n.updated_at BETWEEN now() AND moment THEN n.updated_at END AS good, greatest(moment, o.updated_at + interval '1 microsecond') AS later
            FROM gone o JOIN changed n ON n.id = o.id WHERE (n.version = o.version + 1 OR NOT (n."code" IS NOT DISTINCT FROM o."code" AND n."ward_code" IS NOT DISTINCT FROM o."ward_code" AND n."source" IS NOT DISTINCT FROM o."source" AND n."version" IS NOT DISTINCT FROM o."version" AND n."updated_at" IS NOT DISTINCT FROM o."updated_at" AND n."camera_id" IS NOT DISTINCT FROM o."camera_id" AND n."zone_id" IS NOT DISTINCT FROM o."zone_id" AND n."rule" IS NOT DISTINCT FROM o."rule" AND n."vehicle_class" IS NOT DISTINCT FROM o."vehicle_class" AND n."occurred_at" IS NOT DISTINCT FROM o."occurred_at" AND n."confidence_pct" IS NOT DISTINCT FROM o."confidence_pct" AND n."speed_kmh" IS NOT DISTINCT FROM o."speed_kmh" AND n."review" IS NOT DISTINCT FROM o."review" AND n."plate_hash" IS NOT DISTINCT FROM o."plate_hash" AND n."snapshot_ref" IS NOT DISTINCT FROM o."snapshot_ref" AND n."geom" IS NOT DISTINCT FROM o."geom"))
        ), kept AS (
            INSERT INTO layers."camera_events_history" ("fid", "id", "code", "ward_code", "source", "version", "updated_at", "camera_id", "zone_id", "rule", "vehicle_class", "occurred_at", "confidence_pct", "speed_kmh", "review", "plate_hash", "snapshot_ref", "geom", gone_at) SELECT "fid", "id", "code", "ward_code", "source", "version", "updated_at", "camera_id", "zone_id", "rule", "vehicle_class", "occurred_at", "confidence_pct", "speed_kmh", "review", "plate_hash", "snapshot_ref", "geom", coalesce(good, later) FROM p
        ), logged AS (
            INSERT INTO layers.changes (at, layer, operation, actor, client, feature_id, version, fid, bbox, bbox_before)
            SELECT moment, 'camera_events', 'update', who, sender, id, version + 1, fid, CASE WHEN box IS NOT NULL THEN ARRAY[st_xmin(box), st_ymin(box), st_xmax(box), st_ymax(box)] END,
                CASE WHEN box_before IS NOT NULL THEN ARRAY[st_xmin(box_before), st_ymin(box_before), st_xmax(box_before), st_ymax(box_before)] END FROM p
        )
        SELECT array_agg(p.id), array_agg(p.version + 1), array_agg(p.later) INTO ids, versions, moments
        FROM p WHERE p.good IS NULL;
    ELSIF TG_OP = 'INSERT' THEN
        known := EXISTS (SELECT FROM layers."camera_events_history");
        WITH came AS MATERIALIZED (
            SELECT c.id, c.fid, c.version, c.updated_at, box3d(c.geom_3857) AS box, CASE WHEN known THEN coalesce((SELECT greatest(max(h.version) + 1, c.version) FROM layers."camera_events_history" h WHERE h.id = c.id HAVING count(*) > 0), 1) ELSE 1 END AS first, CASE WHEN known THEN (SELECT max(h.gone_at) + interval '1 microsecond' FROM layers."camera_events_history" h WHERE h.id = c.id) END AS after
            FROM changed c
        ), logged AS (
            INSERT INTO layers.changes (at, layer, operation, actor, client, feature_id, version, fid, bbox)
            SELECT moment, 'camera_events', 'create', who, sender, n.id, n.first, n.fid, CASE WHEN n.box IS NOT NULL THEN ARRAY[st_xmin(n.box), st_ymin(n.box), st_xmax(n.box), st_ymax(n.box)] END FROM came n
        )
        SELECT array_agg(n.id), array_agg(n.first), array_agg(greatest(moment, n.after)) INTO ids, versions, moments
        FROM came n WHERE n.version <> n.first OR n.updated_at NOT BETWEEN greatest(now(), n.after) AND moment;
    ELSIF TG_OP = 'DELETE' THEN
        INSERT INTO layers."camera_events_history" ("fid", "id", "code", "ward_code", "source", "version", "updated_at", "camera_id", "zone_id", "rule", "vehicle_class", "occurred_at", "confidence_pct", "speed_kmh", "review", "plate_hash", "snapshot_ref", "geom", gone_at) SELECT o."fid", o."id", o."code", o."ward_code", o."source", o."version", o."updated_at", o."camera_id", o."zone_id", o."rule", o."vehicle_class", o."occurred_at", o."confidence_pct", o."speed_kmh", o."review", o."plate_hash", o."snapshot_ref", o."geom", greatest(moment, o.updated_at + interval '1 microsecond') FROM gone o;
        INSERT INTO layers.changes (at, layer, operation, actor, client, feature_id, version, fid, bbox)
            SELECT moment, 'camera_events', 'delete', who, sender, o.id, o.version, o.fid, CASE WHEN o.box IS NOT NULL THEN ARRAY[st_xmin(o.box), st_ymin(o.box), st_xmax(o.box), st_ymax(o.box)] END
            FROM (SELECT o.id, o.version, o.fid, box3d(o.geom_3857) AS box FROM gone o OFFSET 0) o;
    ELSE
        INSERT INTO layers."camera_events_history" ("fid", "id", "code", "ward_code", "source", "version", "updated_at", "camera_id", "zone_id", "rule", "vehicle_class", "occurred_at", "confidence_pct", "speed_kmh", "review", "plate_hash", "snapshot_ref", "geom", gone_at) SELECT o."fid", o."id", o."code", o."ward_code", o."source", o."version", o."updated_at", o."camera_id", o."zone_id", o."rule", o."vehicle_class", o."occurred_at", o."confidence_pct", o."speed_kmh", o."review", o."plate_hash", o."snapshot_ref", o."geom", greatest(moment, o.updated_at + interval '1 microsecond') FROM layers."camera_events" o;
        INSERT INTO layers.changes (at, layer, operation, actor, client)
            VALUES (moment, 'camera_events', 'truncate', who, sender);
    END IF;
    IF ids IS NOT NULL THEN
        PERFORM layers.stamp('camera_events', ids, versions, moments);
    END IF;
    RETURN NULL;
END $$;
GRANT SELECT (id), UPDATE (version, updated_at) ON layers."camera_events" TO dongha_keeper;
CREATE TRIGGER log_insert AFTER INSERT ON layers."camera_events" REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION layers."log_camera_events"();
CREATE TRIGGER log_update AFTER UPDATE ON layers."camera_events" REFERENCING OLD TABLE AS gone NEW TABLE AS changed FOR EACH STATEMENT WHEN (current_user <> 'dongha_keeper') EXECUTE FUNCTION layers."log_camera_events"();
CREATE TRIGGER log_delete AFTER DELETE ON layers."camera_events" REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION layers."log_camera_events"();
CREATE TRIGGER log_truncate BEFORE TRUNCATE ON layers."camera_events" FOR EACH STATEMENT EXECUTE FUNCTION layers."log_camera_events"();
CREATE TRIGGER keep_identity AFTER UPDATE OF fid, id ON layers."camera_events" FOR EACH ROW WHEN (old.fid <> new.fid OR old.id <> new.id) EXECUTE FUNCTION layers.keep_identity();

CREATE FUNCTION layers."log_flood_points"() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = layers, ext, pg_temp SET enable_nestloop = off
AS $$
DECLARE
    moment timestamptz := clock_timestamp();
    who text := layers.actor();
    sender text := layers.client();
    known boolean;
    ids uuid[];
    versions integer[];
    moments timestamptz[];
BEGIN
    IF TG_OP = 'UPDATE' THEN
        WITH p AS MATERIALIZED (
            SELECT o."fid", o."id", o."code", o."ward_code", o."source", o."version", o."updated_at", o."name", o."datum", o."zero_m", o."bank_m", o."bd1_m", o."bd2_m", o."bd3_m", o."levels_source", o."levels_valid_from", o."is_solar", o."dev_eui", o."river_id", o."geom", box3d(n.geom_3857) AS box,
                CASE WHEN o.geom_3857 IS DISTINCT FROM n.geom_3857 THEN box3d(o.geom_3857) END AS box_before,
                CASE WHEN n.version = o.version + 1 AND n.updated_at > o.updated_at AND n.updated_at BETWEEN now() AND moment THEN n.updated_at END AS good, greatest(moment, o.updated_at + interval '1 microsecond') AS later
            FROM gone o JOIN changed n ON n.id = o.id WHERE (n.version = o.version + 1 OR NOT (n."code" IS NOT DISTINCT FROM o."code" AND n."ward_code" IS NOT DISTINCT FROM o."ward_code" AND n."source" IS NOT DISTINCT FROM o."source" AND n."version" IS NOT DISTINCT FROM o."version" AND n."updated_at" IS NOT DISTINCT FROM o."updated_at" AND n."name" IS NOT DISTINCT FROM o."name" AND n."datum" IS NOT DISTINCT FROM o."datum" AND n."zero_m" IS NOT DISTINCT FROM o."zero_m" AND n."bank_m" IS NOT DISTINCT FROM o."bank_m" AND n."bd1_m" IS NOT DISTINCT FROM o."bd1_m" AND n."bd2_m" IS NOT DISTINCT FROM o."bd2_m" AND n."bd3_m" IS NOT DISTINCT FROM o."bd3_m" AND n."levels_source" IS NOT DISTINCT FROM o."levels_source" AND n."levels_valid_from" IS NOT DISTINCT FROM o."levels_valid_from" AND n."is_solar" IS NOT DISTINCT FROM o."is_solar" AND n."dev_eui" IS NOT DISTINCT FROM o."dev_eui" AND n."river_id" IS NOT DISTINCT FROM o."river_id" AND n."geom" IS NOT DISTINCT FROM o."geom"))
        ), kept AS (
            INSERT INTO layers."flood_points_history" ("fid", "id", "code", "ward_code", "source", "version", "updated_at", "name", "datum", "zero_m", "bank_m", "bd1_m", "bd2_m", "bd3_m", "levels_source", "levels_valid_from", "is_solar", "dev_eui", "river_id", "geom", gone_at) SELECT "fid", "id", "code", "ward_code", "source", "version", "updated_at", "name", "datum", "zero_m", "bank_m", "bd1_m", "bd2_m", "bd3_m", "levels_source", "levels_valid_from", "is_solar", "dev_eui", "river_id", "geom", coalesce(good, later) FROM p
        ), logged AS (
            INSERT INTO layers.changes (at, layer, operation, actor, client, feature_id, version, fid, bbox, bbox_before)
            SELECT moment, 'flood_points', 'update', who, sender, id, version + 1, fid, CASE WHEN box IS NOT NULL THEN ARRAY[st_xmin(box), st_ymin(box), st_xmax(box), st_ymax(box)] END,
                CASE WHEN box_before IS NOT NULL THEN ARRAY[st_xmin(box_before), st_ymin(box_before), st_xmax(box_before), st_ymax(box_before)] END FROM p
        )
        SELECT array_agg(p.id), array_agg(p.version + 1), array_agg(p.later) INTO ids, versions, moments
        FROM p WHERE p.good IS NULL;
    ELSIF TG_OP = 'INSERT' THEN
        known := EXISTS (SELECT FROM layers."flood_points_history");
        WITH came AS MATERIALIZED (
            SELECT c.id, c.fid, c.version, c.updated_at, box3d(c.geom_3857) AS box, CASE WHEN known THEN coalesce((SELECT greatest(max(h.version) + 1, c.version) FROM layers."flood_points_history" h WHERE h.id = c.id HAVING count(*) > 0), 1) ELSE 1 END AS first, CASE WHEN known THEN (SELECT max(h.gone_at) + interval '1 microsecond' FROM layers."flood_points_history" h WHERE h.id = c.id) END AS after
            FROM changed c
        ), logged AS (
            INSERT INTO layers.changes (at, layer, operation, actor, client, feature_id, version, fid, bbox)
            SELECT moment, 'flood_points', 'create', who, sender, n.id, n.first, n.fid, CASE WHEN n.box IS NOT NULL THEN ARRAY[st_xmin(n.box), st_ymin(n.box), st_xmax(n.box), st_ymax(n.box)] END FROM came n
        )
        SELECT array_agg(n.id), array_agg(n.first), array_agg(greatest(moment, n.after)) INTO ids, versions, moments
        FROM came n WHERE n.version <> n.first OR n.updated_at NOT BETWEEN greatest(now(), n.after) AND moment;
    ELSIF TG_OP = 'DELETE' THEN
        INSERT INTO layers."flood_points_history" ("fid", "id", "code", "ward_code", "source", "version", "updated_at", "name", "datum", "zero_m", "bank_m", "bd1_m", "bd2_m", "bd3_m", "levels_source", "levels_valid_from", "is_solar", "dev_eui", "river_id", "geom", gone_at) SELECT o."fid", o."id", o."code", o."ward_code", o."source", o."version", o."updated_at", o."name", o."datum", o."zero_m", o."bank_m", o."bd1_m", o."bd2_m", o."bd3_m", o."levels_source", o."levels_valid_from", o."is_solar", o."dev_eui", o."river_id", o."geom", greatest(moment, o.updated_at + interval '1 microsecond') FROM gone o;
        INSERT INTO layers.changes (at, layer, operation, actor, client, feature_id, version, fid, bbox)
            SELECT moment, 'flood_points', 'delete', who, sender, o.id, o.version, o.fid, CASE WHEN o.box IS NOT NULL THEN ARRAY[st_xmin(o.box), st_ymin(o.box), st_xmax(o.box), st_ymax(o.box)] END
            FROM (SELECT o.id, o.version, o.fid, box3d(o.geom_3857) AS box FROM gone o OFFSET 0) o;
    ELSE
        INSERT INTO layers."flood_points_history" ("fid", "id", "code", "ward_code", "source", "version", "updated_at", "name", "datum", "zero_m", "bank_m", "bd1_m", "bd2_m", "bd3_m", "levels_source", "levels_valid_from", "is_solar", "dev_eui", "river_id", "geom", gone_at) SELECT o."fid", o."id", o."code", o."ward_code", o."source", o."version", o."updated_at", o."name", o."datum", o."zero_m", o."bank_m", o."bd1_m", o."bd2_m", o."bd3_m", o."levels_source", o."levels_valid_from", o."is_solar", o."dev_eui", o."river_id", o."geom", greatest(moment, o.updated_at + interval '1 microsecond') FROM layers."flood_points" o;
        INSERT INTO layers.changes (at, layer, operation, actor, client)
            VALUES (moment, 'flood_points', 'truncate', who, sender);
    END IF;
    IF ids IS NOT NULL THEN
        PERFORM layers.stamp('flood_points', ids, versions, moments);
    END IF;
    RETURN NULL;
END $$;
GRANT SELECT (id), UPDATE (version, updated_at) ON layers."flood_points" TO dongha_keeper;
CREATE TRIGGER log_insert AFTER INSERT ON layers."flood_points" REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION layers."log_flood_points"();
CREATE TRIGGER log_update AFTER UPDATE ON layers."flood_points" REFERENCING OLD TABLE AS gone NEW TABLE AS changed FOR EACH STATEMENT WHEN (current_user <> 'dongha_keeper') EXECUTE FUNCTION layers."log_flood_points"();
CREATE TRIGGER log_delete AFTER DELETE ON layers."flood_points" REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION layers."log_flood_points"();
CREATE TRIGGER log_truncate BEFORE TRUNCATE ON layers."flood_points" FOR EACH STATEMENT EXECUTE FUNCTION layers."log_flood_points"();
CREATE TRIGGER keep_identity AFTER UPDATE OF fid, id ON layers."flood_points" FOR EACH ROW WHEN (old.fid <> new.fid OR old.id <> new.id) EXECUTE FUNCTION layers.keep_identity();
CREATE TRIGGER log_state_insert AFTER INSERT ON layers."flood_points_state" REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION layers.log_state('flood_points');
CREATE TRIGGER log_state_update AFTER UPDATE ON layers."flood_points_state" REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION layers.log_state('flood_points');
CREATE TRIGGER log_state_delete AFTER DELETE ON layers."flood_points_state" REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION layers.log_state('flood_points');
CREATE TRIGGER log_state_truncate AFTER TRUNCATE ON layers."flood_points_state" FOR EACH STATEMENT EXECUTE FUNCTION layers.log_state_truncate('flood_points');

CREATE FUNCTION layers."log_rain_gauges"() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = layers, ext, pg_temp SET enable_nestloop = off
AS $$
DECLARE
    moment timestamptz := clock_timestamp();
    who text := layers.actor();
    sender text := layers.client();
    known boolean;
    ids uuid[];
    versions integer[];
    moments timestamptz[];
BEGIN
    IF TG_OP = 'UPDATE' THEN
        WITH p AS MATERIALIZED (
            SELECT o."fid", o."id", o."code", o."ward_code", o."source", o."version", o."updated_at", o."name", o."tip_mm", o."height_m", o."is_solar", o."dev_eui", o."flood_point_id", o."geom", box3d(n.geom_3857) AS box,
                CASE WHEN o.geom_3857 IS DISTINCT FROM n.geom_3857 THEN box3d(o.geom_3857) END AS box_before,
                CASE WHEN n.version = o.version + 1 AND n.updated_at > o.updated_at AND n.updated_at BETWEEN now() AND moment THEN n.updated_at END AS good, greatest(moment, o.updated_at + interval '1 microsecond') AS later
            FROM gone o JOIN changed n ON n.id = o.id WHERE (n.version = o.version + 1 OR NOT (n."code" IS NOT DISTINCT FROM o."code" AND n."ward_code" IS NOT DISTINCT FROM o."ward_code" AND n."source" IS NOT DISTINCT FROM o."source" AND n."version" IS NOT DISTINCT FROM o."version" AND n."updated_at" IS NOT DISTINCT FROM o."updated_at" AND n."name" IS NOT DISTINCT FROM o."name" AND n."tip_mm" IS NOT DISTINCT FROM o."tip_mm" AND n."height_m" IS NOT DISTINCT FROM o."height_m" AND n."is_solar" IS NOT DISTINCT FROM o."is_solar" AND n."dev_eui" IS NOT DISTINCT FROM o."dev_eui" AND n."flood_point_id" IS NOT DISTINCT FROM o."flood_point_id" AND n."geom" IS NOT DISTINCT FROM o."geom"))
        ), kept AS (
            INSERT INTO layers."rain_gauges_history" ("fid", "id", "code", "ward_code", "source", "version", "updated_at", "name", "tip_mm", "height_m", "is_solar", "dev_eui", "flood_point_id", "geom", gone_at) SELECT "fid", "id", "code", "ward_code", "source", "version", "updated_at", "name", "tip_mm", "height_m", "is_solar", "dev_eui", "flood_point_id", "geom", coalesce(good, later) FROM p
        ), logged AS (
            INSERT INTO layers.changes (at, layer, operation, actor, client, feature_id, version, fid, bbox, bbox_before)
            SELECT moment, 'rain_gauges', 'update', who, sender, id, version + 1, fid, CASE WHEN box IS NOT NULL THEN ARRAY[st_xmin(box), st_ymin(box), st_xmax(box), st_ymax(box)] END,
                CASE WHEN box_before IS NOT NULL THEN ARRAY[st_xmin(box_before), st_ymin(box_before), st_xmax(box_before), st_ymax(box_before)] END FROM p
        )
        SELECT array_agg(p.id), array_agg(p.version + 1), array_agg(p.later) INTO ids, versions, moments
        FROM p WHERE p.good IS NULL;
    ELSIF TG_OP = 'INSERT' THEN
        known := EXISTS (SELECT FROM layers."rain_gauges_history");
        WITH came AS MATERIALIZED (
            SELECT c.id, c.fid, c.version, c.updated_at, box3d(c.geom_3857) AS box, CASE WHEN known THEN coalesce((SELECT greatest(max(h.version) + 1, c.version) FROM layers."rain_gauges_history" h WHERE h.id = c.id HAVING count(*) > 0), 1) ELSE 1 END AS first, CASE WHEN known THEN (SELECT max(h.gone_at) + interval '1 microsecond' FROM layers."rain_gauges_history" h WHERE h.id = c.id) END AS after
            FROM changed c
        ), logged AS (
            INSERT INTO layers.changes (at, layer, operation, actor, client, feature_id, version, fid, bbox)
            SELECT moment, 'rain_gauges', 'create', who, sender, n.id, n.first, n.fid, CASE WHEN n.box IS NOT NULL THEN ARRAY[st_xmin(n.box), st_ymin(n.box), st_xmax(n.box), st_ymax(n.box)] END FROM came n
        )
        SELECT array_agg(n.id), array_agg(n.first), array_agg(greatest(moment, n.after)) INTO ids, versions, moments
        FROM came n WHERE n.version <> n.first OR n.updated_at NOT BETWEEN greatest(now(), n.after) AND moment;
    ELSIF TG_OP = 'DELETE' THEN
        INSERT INTO layers."rain_gauges_history" ("fid", "id", "code", "ward_code", "source", "version", "updated_at", "name", "tip_mm", "height_m", "is_solar", "dev_eui", "flood_point_id", "geom", gone_at) SELECT o."fid", o."id", o."code", o."ward_code", o."source", o."version", o."updated_at", o."name", o."tip_mm", o."height_m", o."is_solar", o."dev_eui", o."flood_point_id", o."geom", greatest(moment, o.updated_at + interval '1 microsecond') FROM gone o;
        INSERT INTO layers.changes (at, layer, operation, actor, client, feature_id, version, fid, bbox)
            SELECT moment, 'rain_gauges', 'delete', who, sender, o.id, o.version, o.fid, CASE WHEN o.box IS NOT NULL THEN ARRAY[st_xmin(o.box), st_ymin(o.box), st_xmax(o.box), st_ymax(o.box)] END
            FROM (SELECT o.id, o.version, o.fid, box3d(o.geom_3857) AS box FROM gone o OFFSET 0) o;
    ELSE
        INSERT INTO layers."rain_gauges_history" ("fid", "id", "code", "ward_code", "source", "version", "updated_at", "name", "tip_mm", "height_m", "is_solar", "dev_eui", "flood_point_id", "geom", gone_at) SELECT o."fid", o."id", o."code", o."ward_code", o."source", o."version", o."updated_at", o."name", o."tip_mm", o."height_m", o."is_solar", o."dev_eui", o."flood_point_id", o."geom", greatest(moment, o.updated_at + interval '1 microsecond') FROM layers."rain_gauges" o;
        INSERT INTO layers.changes (at, layer, operation, actor, client)
            VALUES (moment, 'rain_gauges', 'truncate', who, sender);
    END IF;
    IF ids IS NOT NULL THEN
        PERFORM layers.stamp('rain_gauges', ids, versions, moments);
    END IF;
    RETURN NULL;
END $$;
GRANT SELECT (id), UPDATE (version, updated_at) ON layers."rain_gauges" TO dongha_keeper;
CREATE TRIGGER log_insert AFTER INSERT ON layers."rain_gauges" REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION layers."log_rain_gauges"();
CREATE TRIGGER log_update AFTER UPDATE ON layers."rain_gauges" REFERENCING OLD TABLE AS gone NEW TABLE AS changed FOR EACH STATEMENT WHEN (current_user <> 'dongha_keeper') EXECUTE FUNCTION layers."log_rain_gauges"();
CREATE TRIGGER log_delete AFTER DELETE ON layers."rain_gauges" REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION layers."log_rain_gauges"();
CREATE TRIGGER log_truncate BEFORE TRUNCATE ON layers."rain_gauges" FOR EACH STATEMENT EXECUTE FUNCTION layers."log_rain_gauges"();
CREATE TRIGGER keep_identity AFTER UPDATE OF fid, id ON layers."rain_gauges" FOR EACH ROW WHEN (old.fid <> new.fid OR old.id <> new.id) EXECUTE FUNCTION layers.keep_identity();
CREATE TRIGGER log_state_insert AFTER INSERT ON layers."rain_gauges_state" REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION layers.log_state('rain_gauges');
CREATE TRIGGER log_state_update AFTER UPDATE ON layers."rain_gauges_state" REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION layers.log_state('rain_gauges');
CREATE TRIGGER log_state_delete AFTER DELETE ON layers."rain_gauges_state" REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION layers.log_state('rain_gauges');
CREATE TRIGGER log_state_truncate AFTER TRUNCATE ON layers."rain_gauges_state" FOR EACH STATEMENT EXECUTE FUNCTION layers.log_state_truncate('rain_gauges');

CREATE FUNCTION layers."log_flood_sirens"() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = layers, ext, pg_temp SET enable_nestloop = off
AS $$
DECLARE
    moment timestamptz := clock_timestamp();
    who text := layers.actor();
    sender text := layers.client();
    known boolean;
    ids uuid[];
    versions integer[];
    moments timestamptz[];
BEGIN
    IF TG_OP = 'UPDATE' THEN
        WITH p AS MATERIALIZED (
            SELECT o."fid", o."id", o."code", o."ward_code", o."source", o."version", o."updated_at", o."location", o."kind", o."sound_level_db", o."reach_m", o."trigger_level", o."is_autonomous", o."dev_eui", o."installed_on", o."flood_point_id", o."geom", box3d(n.geom_3857) AS box,
                CASE WHEN o.geom_3857 IS DISTINCT FROM n.geom_3857 THEN box3d(o.geom_3857) END AS box_before,
                CASE WHEN n.version = o.version + 1 AND n.updated_at > o.updated_at AND n.updated_at BETWEEN now() AND moment THEN n.updated_at END AS good, greatest(moment, o.updated_at + interval '1 microsecond') AS later
            FROM gone o JOIN changed n ON n.id = o.id WHERE (n.version = o.version + 1 OR NOT (n."code" IS NOT DISTINCT FROM o."code" AND n."ward_code" IS NOT DISTINCT FROM o."ward_code" AND n."source" IS NOT DISTINCT FROM o."source" AND n."version" IS NOT DISTINCT FROM o."version" AND n."updated_at" IS NOT DISTINCT FROM o."updated_at" AND n."location" IS NOT DISTINCT FROM o."location" AND n."kind" IS NOT DISTINCT FROM o."kind" AND n."sound_level_db" IS NOT DISTINCT FROM o."sound_level_db" AND n."reach_m" IS NOT DISTINCT FROM o."reach_m" AND n."trigger_level" IS NOT DISTINCT FROM o."trigger_level" AND n."is_autonomous" IS NOT DISTINCT FROM o."is_autonomous" AND n."dev_eui" IS NOT DISTINCT FROM o."dev_eui" AND n."installed_on" IS NOT DISTINCT FROM o."installed_on" AND n."flood_point_id" IS NOT DISTINCT FROM o."flood_point_id" AND n."geom" IS NOT DISTINCT FROM o."geom"))
        ), kept AS (
            INSERT INTO layers."flood_sirens_history" ("fid", "id", "code", "ward_code", "source", "version", "updated_at", "location", "kind", "sound_level_db", "reach_m", "trigger_level", "is_autonomous", "dev_eui", "installed_on", "flood_point_id", "geom", gone_at) SELECT "fid", "id", "code", "ward_code", "source", "version", "updated_at", "location", "kind", "sound_level_db", "reach_m", "trigger_level", "is_autonomous", "dev_eui", "installed_on", "flood_point_id", "geom", coalesce(good, later) FROM p
        ), logged AS (
            INSERT INTO layers.changes (at, layer, operation, actor, client, feature_id, version, fid, bbox, bbox_before)
            SELECT moment, 'flood_sirens', 'update', who, sender, id, version + 1, fid, CASE WHEN box IS NOT NULL THEN ARRAY[st_xmin(box), st_ymin(box), st_xmax(box), st_ymax(box)] END,
                CASE WHEN box_before IS NOT NULL THEN ARRAY[st_xmin(box_before), st_ymin(box_before), st_xmax(box_before), st_ymax(box_before)] END FROM p
        )
        SELECT array_agg(p.id), array_agg(p.version + 1), array_agg(p.later) INTO ids, versions, moments
        FROM p WHERE p.good IS NULL;
    ELSIF TG_OP = 'INSERT' THEN
        known := EXISTS (SELECT FROM layers."flood_sirens_history");
        WITH came AS MATERIALIZED (
            SELECT c.id, c.fid, c.version, c.updated_at, box3d(c.geom_3857) AS box, CASE WHEN known THEN coalesce((SELECT greatest(max(h.version) + 1, c.version) FROM layers."flood_sirens_history" h WHERE h.id = c.id HAVING count(*) > 0), 1) ELSE 1 END AS first, CASE WHEN known THEN (SELECT max(h.gone_at) + interval '1 microsecond' FROM layers."flood_sirens_history" h WHERE h.id = c.id) END AS after
            FROM changed c
        ), logged AS (
            INSERT INTO layers.changes (at, layer, operation, actor, client, feature_id, version, fid, bbox)
            SELECT moment, 'flood_sirens', 'create', who, sender, n.id, n.first, n.fid, CASE WHEN n.box IS NOT NULL THEN ARRAY[st_xmin(n.box), st_ymin(n.box), st_xmax(n.box), st_ymax(n.box)] END FROM came n
        )
        SELECT array_agg(n.id), array_agg(n.first), array_agg(greatest(moment, n.after)) INTO ids, versions, moments
        FROM came n WHERE n.version <> n.first OR n.updated_at NOT BETWEEN greatest(now(), n.after) AND moment;
    ELSIF TG_OP = 'DELETE' THEN
        INSERT INTO layers."flood_sirens_history" ("fid", "id", "code", "ward_code", "source", "version", "updated_at", "location", "kind", "sound_level_db", "reach_m", "trigger_level", "is_autonomous", "dev_eui", "installed_on", "flood_point_id", "geom", gone_at) SELECT o."fid", o."id", o."code", o."ward_code", o."source", o."version", o."updated_at", o."location", o."kind", o."sound_level_db", o."reach_m", o."trigger_level", o."is_autonomous", o."dev_eui", o."installed_on", o."flood_point_id", o."geom", greatest(moment, o.updated_at + interval '1 microsecond') FROM gone o;
        INSERT INTO layers.changes (at, layer, operation, actor, client, feature_id, version, fid, bbox)
            SELECT moment, 'flood_sirens', 'delete', who, sender, o.id, o.version, o.fid, CASE WHEN o.box IS NOT NULL THEN ARRAY[st_xmin(o.box), st_ymin(o.box), st_xmax(o.box), st_ymax(o.box)] END
            FROM (SELECT o.id, o.version, o.fid, box3d(o.geom_3857) AS box FROM gone o OFFSET 0) o;
    ELSE
        INSERT INTO layers."flood_sirens_history" ("fid", "id", "code", "ward_code", "source", "version", "updated_at", "location", "kind", "sound_level_db", "reach_m", "trigger_level", "is_autonomous", "dev_eui", "installed_on", "flood_point_id", "geom", gone_at) SELECT o."fid", o."id", o."code", o."ward_code", o."source", o."version", o."updated_at", o."location", o."kind", o."sound_level_db", o."reach_m", o."trigger_level", o."is_autonomous", o."dev_eui", o."installed_on", o."flood_point_id", o."geom", greatest(moment, o.updated_at + interval '1 microsecond') FROM layers."flood_sirens" o;
        INSERT INTO layers.changes (at, layer, operation, actor, client)
            VALUES (moment, 'flood_sirens', 'truncate', who, sender);
    END IF;
    IF ids IS NOT NULL THEN
        PERFORM layers.stamp('flood_sirens', ids, versions, moments);
    END IF;
    RETURN NULL;
END $$;
GRANT SELECT (id), UPDATE (version, updated_at) ON layers."flood_sirens" TO dongha_keeper;
CREATE TRIGGER log_insert AFTER INSERT ON layers."flood_sirens" REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION layers."log_flood_sirens"();
CREATE TRIGGER log_update AFTER UPDATE ON layers."flood_sirens" REFERENCING OLD TABLE AS gone NEW TABLE AS changed FOR EACH STATEMENT WHEN (current_user <> 'dongha_keeper') EXECUTE FUNCTION layers."log_flood_sirens"();
CREATE TRIGGER log_delete AFTER DELETE ON layers."flood_sirens" REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION layers."log_flood_sirens"();
CREATE TRIGGER log_truncate BEFORE TRUNCATE ON layers."flood_sirens" FOR EACH STATEMENT EXECUTE FUNCTION layers."log_flood_sirens"();
CREATE TRIGGER keep_identity AFTER UPDATE OF fid, id ON layers."flood_sirens" FOR EACH ROW WHEN (old.fid <> new.fid OR old.id <> new.id) EXECUTE FUNCTION layers.keep_identity();
CREATE TRIGGER log_state_insert AFTER INSERT ON layers."flood_sirens_state" REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION layers.log_state('flood_sirens');
CREATE TRIGGER log_state_update AFTER UPDATE ON layers."flood_sirens_state" REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION layers.log_state('flood_sirens');
CREATE TRIGGER log_state_delete AFTER DELETE ON layers."flood_sirens_state" REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION layers.log_state('flood_sirens');
CREATE TRIGGER log_state_truncate AFTER TRUNCATE ON layers."flood_sirens_state" FOR EACH STATEMENT EXECUTE FUNCTION layers.log_state_truncate('flood_sirens');

CREATE FUNCTION layers."log_flood_extents"() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = layers, ext, pg_temp SET enable_nestloop = off
AS $$
DECLARE
    moment timestamptz := clock_timestamp();
    who text := layers.actor();
    sender text := layers.client();
    known boolean;
    ids uuid[];
    versions integer[];
    moments timestamptz[];
BEGIN
    IF TG_OP = 'UPDATE' THEN
        WITH p AS MATERIALIZED (
            SELECT o."fid", o."id", o."code", o."ward_code", o."source", o."version", o."updated_at", o."name", o."alarm", o."level_m", o."method", o."area_ha", o."max_depth_m", o."population_affected", o."parcel_count", o."road_length_m", o."run_id", o."computed_at", o."flood_point_id", o."geom", box3d(n.geom_3857) AS box,
                CASE WHEN o.geom_3857 IS DISTINCT FROM n.geom_3857 THEN box3d(o.geom_3857) END AS box_before,
                CASE WHEN n.version = o.version + 1 AND n.updated_at > o.updated_at AND n.updated_at BETWEEN now() AND moment THEN n.updated_at END AS good, greatest(moment, o.updated_at + interval '1 microsecond') AS later
            FROM gone o JOIN changed n ON n.id = o.id WHERE (n.version = o.version + 1 OR NOT (n."code" IS NOT DISTINCT FROM o."code" AND n."ward_code" IS NOT DISTINCT FROM o."ward_code" AND n."source" IS NOT DISTINCT FROM o."source" AND n."version" IS NOT DISTINCT FROM o."version" AND n."updated_at" IS NOT DISTINCT FROM o."updated_at" AND n."name" IS NOT DISTINCT FROM o."name" AND n."alarm" IS NOT DISTINCT FROM o."alarm" AND n."level_m" IS NOT DISTINCT FROM o."level_m" AND n."method" IS NOT DISTINCT FROM o."method" AND n."area_ha" IS NOT DISTINCT FROM o."area_ha" AND n."max_depth_m" IS NOT DISTINCT FROM o."max_depth_m" AND n."population_affected" IS NOT DISTINCT FROM o."population_affected" AND n."parcel_count" IS NOT DISTINCT FROM o."parcel_count" AND n."road_length_m" IS NOT DISTINCT FROM o."road_length_m" AND n."run_id" IS NOT DISTINCT FROM o."run_id" AND n."computed_at" IS NOT DISTINCT FROM o."computed_at" AND n."flood_point_id" IS NOT DISTINCT FROM o."flood_point_id" AND n."geom" IS NOT DISTINCT FROM o."geom"))
        ), kept AS (
            INSERT INTO layers."flood_extents_history" ("fid", "id", "code", "ward_code", "source", "version", "updated_at", "name", "alarm", "level_m", "method", "area_ha", "max_depth_m", "population_affected", "parcel_count", "road_length_m", "run_id", "computed_at", "flood_point_id", "geom", gone_at) SELECT "fid", "id", "code", "ward_code", "source", "version", "updated_at", "name", "alarm", "level_m", "method", "area_ha", "max_depth_m", "population_affected", "parcel_count", "road_length_m", "run_id", "computed_at", "flood_point_id", "geom", coalesce(good, later) FROM p
        ), logged AS (
            INSERT INTO layers.changes (at, layer, operation, actor, client, feature_id, version, fid, bbox, bbox_before)
            SELECT moment, 'flood_extents', 'update', who, sender, id, version + 1, fid, CASE WHEN box IS NOT NULL THEN ARRAY[st_xmin(box), st_ymin(box), st_xmax(box), st_ymax(box)] END,
                CASE WHEN box_before IS NOT NULL THEN ARRAY[st_xmin(box_before), st_ymin(box_before), st_xmax(box_before), st_ymax(box_before)] END FROM p
        )
        SELECT array_agg(p.id), array_agg(p.version + 1), array_agg(p.later) INTO ids, versions, moments
        FROM p WHERE p.good IS NULL;
    ELSIF TG_OP = 'INSERT' THEN
        known := EXISTS (SELECT FROM layers."flood_extents_history");
        WITH came AS MATERIALIZED (
            SELECT c.id, c.fid, c.version, c.updated_at, box3d(c.geom_3857) AS box, CASE WHEN known THEN coalesce((SELECT greatest(max(h.version) + 1, c.version) FROM layers."flood_extents_history" h WHERE h.id = c.id HAVING count(*) > 0), 1) ELSE 1 END AS first, CASE WHEN known THEN (SELECT max(h.gone_at) + interval '1 microsecond' FROM layers."flood_extents_history" h WHERE h.id = c.id) END AS after
            FROM changed c
        ), logged AS (
            INSERT INTO layers.changes (at, layer, operation, actor, client, feature_id, version, fid, bbox)
            SELECT moment, 'flood_extents', 'create', who, sender, n.id, n.first, n.fid, CASE WHEN n.box IS NOT NULL THEN ARRAY[st_xmin(n.box), st_ymin(n.box), st_xmax(n.box), st_ymax(n.box)] END FROM came n
        )
        SELECT array_agg(n.id), array_agg(n.first), array_agg(greatest(moment, n.after)) INTO ids, versions, moments
        FROM came n WHERE n.version <> n.first OR n.updated_at NOT BETWEEN greatest(now(), n.after) AND moment;
    ELSIF TG_OP = 'DELETE' THEN
        INSERT INTO layers."flood_extents_history" ("fid", "id", "code", "ward_code", "source", "version", "updated_at", "name", "alarm", "level_m", "method", "area_ha", "max_depth_m", "population_affected", "parcel_count", "road_length_m", "run_id", "computed_at", "flood_point_id", "geom", gone_at) SELECT o."fid", o."id", o."code", o."ward_code", o."source", o."version", o."updated_at", o."name", o."alarm", o."level_m", o."method", o."area_ha", o."max_depth_m", o."population_affected", o."parcel_count", o."road_length_m", o."run_id", o."computed_at", o."flood_point_id", o."geom", greatest(moment, o.updated_at + interval '1 microsecond') FROM gone o;
        INSERT INTO layers.changes (at, layer, operation, actor, client, feature_id, version, fid, bbox)
            SELECT moment, 'flood_extents', 'delete', who, sender, o.id, o.version, o.fid, CASE WHEN o.box IS NOT NULL THEN ARRAY[st_xmin(o.box), st_ymin(o.box), st_xmax(o.box), st_ymax(o.box)] END
            FROM (SELECT o.id, o.version, o.fid, box3d(o.geom_3857) AS box FROM gone o OFFSET 0) o;
    ELSE
        INSERT INTO layers."flood_extents_history" ("fid", "id", "code", "ward_code", "source", "version", "updated_at", "name", "alarm", "level_m", "method", "area_ha", "max_depth_m", "population_affected", "parcel_count", "road_length_m", "run_id", "computed_at", "flood_point_id", "geom", gone_at) SELECT o."fid", o."id", o."code", o."ward_code", o."source", o."version", o."updated_at", o."name", o."alarm", o."level_m", o."method", o."area_ha", o."max_depth_m", o."population_affected", o."parcel_count", o."road_length_m", o."run_id", o."computed_at", o."flood_point_id", o."geom", greatest(moment, o.updated_at + interval '1 microsecond') FROM layers."flood_extents" o;
        INSERT INTO layers.changes (at, layer, operation, actor, client)
            VALUES (moment, 'flood_extents', 'truncate', who, sender);
    END IF;
    IF ids IS NOT NULL THEN
        PERFORM layers.stamp('flood_extents', ids, versions, moments);
    END IF;
    RETURN NULL;
END $$;
GRANT SELECT (id), UPDATE (version, updated_at) ON layers."flood_extents" TO dongha_keeper;
CREATE TRIGGER log_insert AFTER INSERT ON layers."flood_extents" REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION layers."log_flood_extents"();
CREATE TRIGGER log_update AFTER UPDATE ON layers."flood_extents" REFERENCING OLD TABLE AS gone NEW TABLE AS changed FOR EACH STATEMENT WHEN (current_user <> 'dongha_keeper') EXECUTE FUNCTION layers."log_flood_extents"();
CREATE TRIGGER log_delete AFTER DELETE ON layers."flood_extents" REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION layers."log_flood_extents"();
CREATE TRIGGER log_truncate BEFORE TRUNCATE ON layers."flood_extents" FOR EACH STATEMENT EXECUTE FUNCTION layers."log_flood_extents"();
CREATE TRIGGER keep_identity AFTER UPDATE OF fid, id ON layers."flood_extents" FOR EACH ROW WHEN (old.fid <> new.fid OR old.id <> new.id) EXECUTE FUNCTION layers.keep_identity();

CREATE FUNCTION layers."log_flood_marks"() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = layers, ext, pg_temp SET enable_nestloop = off
AS $$
DECLARE
    moment timestamptz := clock_timestamp();
    who text := layers.actor();
    sender text := layers.client();
    known boolean;
    ids uuid[];
    versions integer[];
    moments timestamptz[];
BEGIN
    IF TG_OP = 'UPDATE' THEN
        WITH p AS MATERIALIZED (
            SELECT o."fid", o."id", o."code", o."ward_code", o."source", o."version", o."updated_at", o."event", o."peak_on", o."level_m", o."depth_m", o."place", o."evidence", o."geom", box3d(n.geom_3857) AS box,
                CASE WHEN o.geom_3857 IS DISTINCT FROM n.geom_3857 THEN box3d(o.geom_3857) END AS box_before,
                CASE WHEN n.version = o.version + 1 AND n.updated_at > o.updated_at AND n.updated_at BETWEEN now() AND moment THEN n.updated_at END AS good, greatest(moment, o.updated_at + interval '1 microsecond') AS later
            FROM gone o JOIN changed n ON n.id = o.id WHERE (n.version = o.version + 1 OR NOT (n."code" IS NOT DISTINCT FROM o."code" AND n."ward_code" IS NOT DISTINCT FROM o."ward_code" AND n."source" IS NOT DISTINCT FROM o."source" AND n."version" IS NOT DISTINCT FROM o."version" AND n."updated_at" IS NOT DISTINCT FROM o."updated_at" AND n."event" IS NOT DISTINCT FROM o."event" AND n."peak_on" IS NOT DISTINCT FROM o."peak_on" AND n."level_m" IS NOT DISTINCT FROM o."level_m" AND n."depth_m" IS NOT DISTINCT FROM o."depth_m" AND n."place" IS NOT DISTINCT FROM o."place" AND n."evidence" IS NOT DISTINCT FROM o."evidence" AND n."geom" IS NOT DISTINCT FROM o."geom"))
        ), kept AS (
            INSERT INTO layers."flood_marks_history" ("fid", "id", "code", "ward_code", "source", "version", "updated_at", "event", "peak_on", "level_m", "depth_m", "place", "evidence", "geom", gone_at) SELECT "fid", "id", "code", "ward_code", "source", "version", "updated_at", "event", "peak_on", "level_m", "depth_m", "place", "evidence", "geom", coalesce(good, later) FROM p
        ), logged AS (
            INSERT INTO layers.changes (at, layer, operation, actor, client, feature_id, version, fid, bbox, bbox_before)
            SELECT moment, 'flood_marks', 'update', who, sender, id, version + 1, fid, CASE WHEN box IS NOT NULL THEN ARRAY[st_xmin(box), st_ymin(box), st_xmax(box), st_ymax(box)] END,
                CASE WHEN box_before IS NOT NULL THEN ARRAY[st_xmin(box_before), st_ymin(box_before), st_xmax(box_before), st_ymax(box_before)] END FROM p
        )
        SELECT array_agg(p.id), array_agg(p.version + 1), array_agg(p.later) INTO ids, versions, moments
        FROM p WHERE p.good IS NULL;
    ELSIF TG_OP = 'INSERT' THEN
        known := EXISTS (SELECT FROM layers."flood_marks_history");
        WITH came AS MATERIALIZED (
            SELECT c.id, c.fid, c.version, c.updated_at, box3d(c.geom_3857) AS box, CASE WHEN known THEN coalesce((SELECT greatest(max(h.version) + 1, c.version) FROM layers."flood_marks_history" h WHERE h.id = c.id HAVING count(*) > 0), 1) ELSE 1 END AS first, CASE WHEN known THEN (SELECT max(h.gone_at) + interval '1 microsecond' FROM layers."flood_marks_history" h WHERE h.id = c.id) END AS after
            FROM changed c
        ), logged AS (
            INSERT INTO layers.changes (at, layer, operation, actor, client, feature_id, version, fid, bbox)
            SELECT moment, 'flood_marks', 'create', who, sender, n.id, n.first, n.fid, CASE WHEN n.box IS NOT NULL THEN ARRAY[st_xmin(n.box), st_ymin(n.box), st_xmax(n.box), st_ymax(n.box)] END FROM came n
        )
        SELECT array_agg(n.id), array_agg(n.first), array_agg(greatest(moment, n.after)) INTO ids, versions, moments
        FROM came n WHERE n.version <> n.first OR n.updated_at NOT BETWEEN greatest(now(), n.after) AND moment;
    ELSIF TG_OP = 'DELETE' THEN
        INSERT INTO layers."flood_marks_history" ("fid", "id", "code", "ward_code", "source", "version", "updated_at", "event", "peak_on", "level_m", "depth_m", "place", "evidence", "geom", gone_at) SELECT o."fid", o."id", o."code", o."ward_code", o."source", o."version", o."updated_at", o."event", o."peak_on", o."level_m", o."depth_m", o."place", o."evidence", o."geom", greatest(moment, o.updated_at + interval '1 microsecond') FROM gone o;
        INSERT INTO layers.changes (at, layer, operation, actor, client, feature_id, version, fid, bbox)
            SELECT moment, 'flood_marks', 'delete', who, sender, o.id, o.version, o.fid, CASE WHEN o.box IS NOT NULL THEN ARRAY[st_xmin(o.box), st_ymin(o.box), st_xmax(o.box), st_ymax(o.box)] END
            FROM (SELECT o.id, o.version, o.fid, box3d(o.geom_3857) AS box FROM gone o OFFSET 0) o;
    ELSE
        INSERT INTO layers."flood_marks_history" ("fid", "id", "code", "ward_code", "source", "version", "updated_at", "event", "peak_on", "level_m", "depth_m", "place", "evidence", "geom", gone_at) SELECT o."fid", o."id", o."code", o."ward_code", o."source", o."version", o."updated_at", o."event", o."peak_on", o."level_m", o."depth_m", o."place", o."evidence", o."geom", greatest(moment, o.updated_at + interval '1 microsecond') FROM layers."flood_marks" o;
        INSERT INTO layers.changes (at, layer, operation, actor, client)
            VALUES (moment, 'flood_marks', 'truncate', who, sender);
    END IF;
    IF ids IS NOT NULL THEN
        PERFORM layers.stamp('flood_marks', ids, versions, moments);
    END IF;
    RETURN NULL;
END $$;
GRANT SELECT (id), UPDATE (version, updated_at) ON layers."flood_marks" TO dongha_keeper;
CREATE TRIGGER log_insert AFTER INSERT ON layers."flood_marks" REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION layers."log_flood_marks"();
CREATE TRIGGER log_update AFTER UPDATE ON layers."flood_marks" REFERENCING OLD TABLE AS gone NEW TABLE AS changed FOR EACH STATEMENT WHEN (current_user <> 'dongha_keeper') EXECUTE FUNCTION layers."log_flood_marks"();
CREATE TRIGGER log_delete AFTER DELETE ON layers."flood_marks" REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION layers."log_flood_marks"();
CREATE TRIGGER log_truncate BEFORE TRUNCATE ON layers."flood_marks" FOR EACH STATEMENT EXECUTE FUNCTION layers."log_flood_marks"();
CREATE TRIGGER keep_identity AFTER UPDATE OF fid, id ON layers."flood_marks" FOR EACH ROW WHEN (old.fid <> new.fid OR old.id <> new.id) EXECUTE FUNCTION layers.keep_identity();

CREATE FUNCTION layers."log_rivers"() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = layers, ext, pg_temp SET enable_nestloop = off
AS $$
DECLARE
    moment timestamptz := clock_timestamp();
    who text := layers.actor();
    sender text := layers.client();
    known boolean;
    ids uuid[];
    versions integer[];
    moments timestamptz[];
BEGIN
    IF TG_OP = 'UPDATE' THEN
        WITH p AS MATERIALIZED (
            SELECT o."fid", o."id", o."code", o."ward_code", o."source", o."version", o."updated_at", o."name", o."kind", o."area_ha", o."length_km", o."basin_km2", o."flows_into", o."geom", box3d(n.geom_3857) AS box,
                CASE WHEN o.geom_3857 IS DISTINCT FROM n.geom_3857 THEN box3d(o.geom_3857) END AS box_before,
                CASE WHEN n.version = o.version + 1 AND n.updated_at > o.updated_at AND n.updated_at BETWEEN now() AND moment THEN n.updated_at END AS good, greatest(moment, o.updated_at + interval '1 microsecond') AS later
            FROM gone o JOIN changed n ON n.id = o.id WHERE (n.version = o.version + 1 OR NOT (n."code" IS NOT DISTINCT FROM o."code" AND n."ward_code" IS NOT DISTINCT FROM o."ward_code" AND n."source" IS NOT DISTINCT FROM o."source" AND n."version" IS NOT DISTINCT FROM o."version" AND n."updated_at" IS NOT DISTINCT FROM o."updated_at" AND n."name" IS NOT DISTINCT FROM o."name" AND n."kind" IS NOT DISTINCT FROM o."kind" AND n."area_ha" IS NOT DISTINCT FROM o."area_ha" AND n."length_km" IS NOT DISTINCT FROM o."length_km" AND n."basin_km2" IS NOT DISTINCT FROM o."basin_km2" AND n."flows_into" IS NOT DISTINCT FROM o."flows_into" AND n."geom" IS NOT DISTINCT FROM o."geom"))
        ), kept AS (
            INSERT INTO layers."rivers_history" ("fid", "id", "code", "ward_code", "source", "version", "updated_at", "name", "kind", "area_ha", "length_km", "basin_km2", "flows_into", "geom", gone_at) SELECT "fid", "id", "code", "ward_code", "source", "version", "updated_at", "name", "kind", "area_ha", "length_km", "basin_km2", "flows_into", "geom", coalesce(good, later) FROM p
        ), logged AS (
            INSERT INTO layers.changes (at, layer, operation, actor, client, feature_id, version, fid, bbox, bbox_before)
            SELECT moment, 'rivers', 'update', who, sender, id, version + 1, fid, CASE WHEN box IS NOT NULL THEN ARRAY[st_xmin(box), st_ymin(box), st_xmax(box), st_ymax(box)] END,
                CASE WHEN box_before IS NOT NULL THEN ARRAY[st_xmin(box_before), st_ymin(box_before), st_xmax(box_before), st_ymax(box_before)] END FROM p
        )
        SELECT array_agg(p.id), array_agg(p.version + 1), array_agg(p.later) INTO ids, versions, moments
        FROM p WHERE p.good IS NULL;
    ELSIF TG_OP = 'INSERT' THEN
        known := EXISTS (SELECT FROM layers."rivers_history");
        WITH came AS MATERIALIZED (
            SELECT c.id, c.fid, c.version, c.updated_at, box3d(c.geom_3857) AS box, CASE WHEN known THEN coalesce((SELECT greatest(max(h.version) + 1, c.version) FROM layers."rivers_history" h WHERE h.id = c.id HAVING count(*) > 0), 1) ELSE 1 END AS first, CASE WHEN known THEN (SELECT max(h.gone_at) + interval '1 microsecond' FROM layers."rivers_history" h WHERE h.id = c.id) END AS after
            FROM changed c
        ), logged AS (
            INSERT INTO layers.changes (at, layer, operation, actor, client, feature_id, version, fid, bbox)
            SELECT moment, 'rivers', 'create', who, sender, n.id, n.first, n.fid, CASE WHEN n.box IS NOT NULL THEN ARRAY[st_xmin(n.box), st_ymin(n.box), st_xmax(n.box), st_ymax(n.box)] END FROM came n
        )
        SELECT array_agg(n.id), array_agg(n.first), array_agg(greatest(moment, n.after)) INTO ids, versions, moments
        FROM came n WHERE n.version <> n.first OR n.updated_at NOT BETWEEN greatest(now(), n.after) AND moment;
    ELSIF TG_OP = 'DELETE' THEN
        INSERT INTO layers."rivers_history" ("fid", "id", "code", "ward_code", "source", "version", "updated_at", "name", "kind", "area_ha", "length_km", "basin_km2", "flows_into", "geom", gone_at) SELECT o."fid", o."id", o."code", o."ward_code", o."source", o."version", o."updated_at", o."name", o."kind", o."area_ha", o."length_km", o."basin_km2", o."flows_into", o."geom", greatest(moment, o.updated_at + interval '1 microsecond') FROM gone o;
        INSERT INTO layers.changes (at, layer, operation, actor, client, feature_id, version, fid, bbox)
            SELECT moment, 'rivers', 'delete', who, sender, o.id, o.version, o.fid, CASE WHEN o.box IS NOT NULL THEN ARRAY[st_xmin(o.box), st_ymin(o.box), st_xmax(o.box), st_ymax(o.box)] END
            FROM (SELECT o.id, o.version, o.fid, box3d(o.geom_3857) AS box FROM gone o OFFSET 0) o;
    ELSE
        INSERT INTO layers."rivers_history" ("fid", "id", "code", "ward_code", "source", "version", "updated_at", "name", "kind", "area_ha", "length_km", "basin_km2", "flows_into", "geom", gone_at) SELECT o."fid", o."id", o."code", o."ward_code", o."source", o."version", o."updated_at", o."name", o."kind", o."area_ha", o."length_km", o."basin_km2", o."flows_into", o."geom", greatest(moment, o.updated_at + interval '1 microsecond') FROM layers."rivers" o;
        INSERT INTO layers.changes (at, layer, operation, actor, client)
            VALUES (moment, 'rivers', 'truncate', who, sender);
    END IF;
    IF ids IS NOT NULL THEN
        PERFORM layers.stamp('rivers', ids, versions, moments);
    END IF;
    RETURN NULL;
END $$;
GRANT SELECT (id), UPDATE (version, updated_at) ON layers."rivers" TO dongha_keeper;
CREATE TRIGGER log_insert AFTER INSERT ON layers."rivers" REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION layers."log_rivers"();
CREATE TRIGGER log_update AFTER UPDATE ON layers."rivers" REFERENCING OLD TABLE AS gone NEW TABLE AS changed FOR EACH STATEMENT WHEN (current_user <> 'dongha_keeper') EXECUTE FUNCTION layers."log_rivers"();
CREATE TRIGGER log_delete AFTER DELETE ON layers."rivers" REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION layers."log_rivers"();
CREATE TRIGGER log_truncate BEFORE TRUNCATE ON layers."rivers" FOR EACH STATEMENT EXECUTE FUNCTION layers."log_rivers"();
CREATE TRIGGER keep_identity AFTER UPDATE OF fid, id ON layers."rivers" FOR EACH ROW WHEN (old.fid <> new.fid OR old.id <> new.id) EXECUTE FUNCTION layers.keep_identity();

CREATE FUNCTION layers."log_monitoring_stations"() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = layers, ext, pg_temp SET enable_nestloop = off
AS $$
DECLARE
    moment timestamptz := clock_timestamp();
    who text := layers.actor();
    sender text := layers.client();
    known boolean;
    ids uuid[];
    versions integer[];
    moments timestamptz[];
BEGIN
    IF TG_OP = 'UPDATE' THEN
        WITH p AS MATERIALIZED (
            SELECT o."fid", o."id", o."code", o."ward_code", o."source", o."version", o."updated_at", o."name", o."kind", o."owner", o."station_ref", o."address", o."installed_on", o."geom", box3d(n.geom_3857) AS box,
                CASE WHEN o.geom_3857 IS DISTINCT FROM n.geom_3857 THEN box3d(o.geom_3857) END AS box_before,
                CASE WHEN n.version = o.version + 1 AND n.updated_at > o.updated_at AND n.updated_at BETWEEN now() AND moment THEN n.updated_at END AS good, greatest(moment, o.updated_at + interval '1 microsecond') AS later
            FROM gone o JOIN changed n ON n.id = o.id WHERE (n.version = o.version + 1 OR NOT (n."code" IS NOT DISTINCT FROM o."code" AND n."ward_code" IS NOT DISTINCT FROM o."ward_code" AND n."source" IS NOT DISTINCT FROM o."source" AND n."version" IS NOT DISTINCT FROM o."version" AND n."updated_at" IS NOT DISTINCT FROM o."updated_at" AND n."name" IS NOT DISTINCT FROM o."name" AND n."kind" IS NOT DISTINCT FROM o."kind" AND n."owner" IS NOT DISTINCT FROM o."owner" AND n."station_ref" IS NOT DISTINCT FROM o."station_ref" AND n."address" IS NOT DISTINCT FROM o."address" AND n."installed_on" IS NOT DISTINCT FROM o."installed_on" AND n."geom" IS NOT DISTINCT FROM o."geom"))
        ), kept AS (
            INSERT INTO layers."monitoring_stations_history" ("fid", "id", "code", "ward_code", "source", "version", "updated_at", "name", "kind", "owner", "station_ref", "address", "installed_on", "geom", gone_at) SELECT "fid", "id", "code", "ward_code", "source", "version", "updated_at", "name", "kind", "owner", "station_ref", "address", "installed_on", "geom", coalesce(good, later) FROM p
        ), logged AS (
            INSERT INTO layers.changes (at, layer, operation, actor, client, feature_id, version, fid, bbox, bbox_before)
            SELECT moment, 'monitoring_stations', 'update', who, sender, id, version + 1, fid, CASE WHEN box IS NOT NULL THEN ARRAY[st_xmin(box), st_ymin(box), st_xmax(box), st_ymax(box)] END,
                CASE WHEN box_before IS NOT NULL THEN ARRAY[st_xmin(box_before), st_ymin(box_before), st_xmax(box_before), st_ymax(box_before)] END FROM p
        )
        SELECT array_agg(p.id), array_agg(p.version + 1), array_agg(p.later) INTO ids, versions, moments
        FROM p WHERE p.good IS NULL;
    ELSIF TG_OP = 'INSERT' THEN
        known := EXISTS (SELECT FROM layers."monitoring_stations_history");
        WITH came AS MATERIALIZED (
            SELECT c.id, c.fid, c.version, c.updated_at, box3d(c.geom_3857) AS box, CASE WHEN known THEN coalesce((SELECT greatest(max(h.version) + 1, c.version) FROM layers."monitoring_stations_history" h WHERE h.id = c.id HAVING count(*) > 0), 1) ELSE 1 END AS first, CASE WHEN known THEN (SELECT max(h.gone_at) + interval '1 microsecond' FROM layers."monitoring_stations_history" h WHERE h.id = c.id) END AS after
            FROM changed c
        ), logged AS (
            INSERT INTO layers.changes (at, layer, operation, actor, client, feature_id, version, fid, bbox)
            SELECT moment, 'monitoring_stations', 'create', who, sender, n.id, n.first, n.fid, CASE WHEN n.box IS NOT NULL THEN ARRAY[st_xmin(n.box), st_ymin(n.box), st_xmax(n.box), st_ymax(n.box)] END FROM came n
        )
        SELECT array_agg(n.id), array_agg(n.first), array_agg(greatest(moment, n.after)) INTO ids, versions, moments
        FROM came n WHERE n.version <> n.first OR n.updated_at NOT BETWEEN greatest(now(), n.after) AND moment;
    ELSIF TG_OP = 'DELETE' THEN
        INSERT INTO layers."monitoring_stations_history" ("fid", "id", "code", "ward_code", "source", "version", "updated_at", "name", "kind", "owner", "station_ref", "address", "installed_on", "geom", gone_at) SELECT o."fid", o."id", o."code", o."ward_code", o."source", o."version", o."updated_at", o."name", o."kind", o."owner", o."station_ref", o."address", o."installed_on", o."geom", greatest(moment, o.updated_at + interval '1 microsecond') FROM gone o;
        INSERT INTO layers.changes (at, layer, operation, actor, client, feature_id, version, fid, bbox)
            SELECT moment, 'monitoring_stations', 'delete', who, sender, o.id, o.version, o.fid, CASE WHEN o.box IS NOT NULL THEN ARRAY[st_xmin(o.box), st_ymin(o.box), st_xmax(o.box), st_ymax(o.box)] END
            FROM (SELECT o.id, o.version, o.fid, box3d(o.geom_3857) AS box FROM gone o OFFSET 0) o;
    ELSE
        INSERT INTO layers."monitoring_stations_history" ("fid", "id", "code", "ward_code", "source", "version", "updated_at", "name", "kind", "owner", "station_ref", "address", "installed_on", "geom", gone_at) SELECT o."fid", o."id", o."code", o."ward_code", o."source", o."version", o."updated_at", o."name", o."kind", o."owner", o."station_ref", o."address", o."installed_on", o."geom", greatest(moment, o.updated_at + interval '1 microsecond') FROM layers."monitoring_stations" o;
        INSERT INTO layers.changes (at, layer, operation, actor, client)
            VALUES (moment, 'monitoring_stations', 'truncate', who, sender);
    END IF;
    IF ids IS NOT NULL THEN
        PERFORM layers.stamp('monitoring_stations', ids, versions, moments);
    END IF;
    RETURN NULL;
END $$;
GRANT SELECT (id), UPDATE (version, updated_at) ON layers."monitoring_stations" TO dongha_keeper;
CREATE TRIGGER log_insert AFTER INSERT ON layers."monitoring_stations" REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION layers."log_monitoring_stations"();
CREATE TRIGGER log_update AFTER UPDATE ON layers."monitoring_stations" REFERENCING OLD TABLE AS gone NEW TABLE AS changed FOR EACH STATEMENT WHEN (current_user <> 'dongha_keeper') EXECUTE FUNCTION layers."log_monitoring_stations"();
CREATE TRIGGER log_delete AFTER DELETE ON layers."monitoring_stations" REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION layers."log_monitoring_stations"();
CREATE TRIGGER log_truncate BEFORE TRUNCATE ON layers."monitoring_stations" FOR EACH STATEMENT EXECUTE FUNCTION layers."log_monitoring_stations"();
CREATE TRIGGER keep_identity AFTER UPDATE OF fid, id ON layers."monitoring_stations" FOR EACH ROW WHEN (old.fid <> new.fid OR old.id <> new.id) EXECUTE FUNCTION layers.keep_identity();
CREATE TRIGGER log_state_insert AFTER INSERT ON layers."monitoring_stations_state" REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION layers.log_state('monitoring_stations');
CREATE TRIGGER log_state_update AFTER UPDATE ON layers."monitoring_stations_state" REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION layers.log_state('monitoring_stations');
CREATE TRIGGER log_state_delete AFTER DELETE ON layers."monitoring_stations_state" REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION layers.log_state('monitoring_stations');
CREATE TRIGGER log_state_truncate AFTER TRUNCATE ON layers."monitoring_stations_state" FOR EACH STATEMENT EXECUTE FUNCTION layers.log_state_truncate('monitoring_stations');

CREATE FUNCTION layers."log_outfalls"() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = layers, ext, pg_temp SET enable_nestloop = off
AS $$
DECLARE
    moment timestamptz := clock_timestamp();
    who text := layers.actor();
    sender text := layers.client();
    known boolean;
    ids uuid[];
    versions integer[];
    moments timestamptz[];
BEGIN
    IF TG_OP = 'UPDATE' THEN
        WITH p AS MATERIALIZED (
            SELECT o."fid", o."id", o."code", o."ward_code", o."source", o."version", o."updated_at", o."name", o."operator", o."permit_no", o."permit_from", o."permit_to", o."flow_max_m3d", o."standard", o."discharge_column", o."kq", o."kf", o."river_id", o."station_id", o."geom", box3d(n.geom_3857) AS box,
                CASE WHEN o.geom_3857 IS DISTINCT FROM n.geom_3857 THEN box3d(o.geom_3857) END AS box_before,
                CASE WHEN n.version = o.version + 1 AND n.updated_at > o.updated_at AND n.updated_at BETWEEN now() AND moment THEN n.updated_at END AS good, greatest(moment, o.updated_at + interval '1 microsecond') AS later
            FROM gone o JOIN changed n ON n.id = o.id WHERE (n.version = o.version + 1 OR NOT (n."code" IS NOT DISTINCT FROM o."code" AND n."ward_code" IS NOT DISTINCT FROM o."ward_code" AND n."source" IS NOT DISTINCT FROM o."source" AND n."version" IS NOT DISTINCT FROM o."version" AND n."updated_at" IS NOT DISTINCT FROM o."updated_at" AND n."name" IS NOT DISTINCT FROM o."name" AND n."operator" IS NOT DISTINCT FROM o."operator" AND n."permit_no" IS NOT DISTINCT FROM o."permit_no" AND n."permit_from" IS NOT DISTINCT FROM o."permit_from" AND n."permit_to" IS NOT DISTINCT FROM o."permit_to" AND n."flow_max_m3d" IS NOT DISTINCT FROM o."flow_max_m3d" AND n."standard" IS NOT DISTINCT FROM o."standard" AND n."discharge_column" IS NOT DISTINCT FROM o."discharge_column" AND n."kq" IS NOT DISTINCT FROM o."kq" AND n."kf" IS NOT DISTINCT FROM o."kf" AND n."river_id" IS NOT DISTINCT FROM o."river_id" AND n."station_id" IS NOT DISTINCT FROM o."station_id" AND n."geom" IS NOT DISTINCT FROM o."geom"))
        ), kept AS (
            INSERT INTO layers."outfalls_history" ("fid", "id", "code", "ward_code", "source", "version", "updated_at", "name", "operator", "permit_no", "permit_from", "permit_to", "flow_max_m3d", "standard", "discharge_column", "kq", "kf", "river_id", "station_id", "geom", gone_at) SELECT "fid", "id", "code", "ward_code", "source", "version", "updated_at", "name", "operator", "permit_no", "permit_from", "permit_to", "flow_max_m3d", "standard", "discharge_column", "kq", "kf", "river_id", "station_id", "geom", coalesce(good, later) FROM p
        ), logged AS (
            INSERT INTO layers.changes (at, layer, operation, actor, client, feature_id, version, fid, bbox, bbox_before)
            SELECT moment, 'outfalls', 'update', who, sender, id, version + 1, fid, CASE WHEN box IS NOT NULL THEN ARRAY[st_xmin(box), st_ymin(box), st_xmax(box), st_ymax(box)] END,
                CASE WHEN box_before IS NOT NULL THEN ARRAY[st_xmin(box_before), st_ymin(box_before), st_xmax(box_before), st_ymax(box_before)] END FROM p
        )
        SELECT array_agg(p.id), array_agg(p.version + 1), array_agg(p.later) INTO ids, versions, moments
        FROM p WHERE p.good IS NULL;
    ELSIF TG_OP = 'INSERT' THEN
        known := EXISTS (SELECT FROM layers."outfalls_history");
        WITH came AS MATERIALIZED (
            SELECT c.id, c.fid, c.version, c.updated_at, box3d(c.geom_3857) AS box, CASE WHEN known THEN coalesce((SELECT greatest(max(h.version) + 1, c.version) FROM layers."outfalls_history" h WHERE h.id = c.id HAVING count(*) > 0), 1) ELSE 1 END AS first, CASE WHEN known THEN (SELECT max(h.gone_at) + interval '1 microsecond' FROM layers."outfalls_history" h WHERE h.id = c.id) END AS after
            FROM changed c
        ), logged AS (
            INSERT INTO layers.changes (at, layer, operation, actor, client, feature_id, version, fid, bbox)
            SELECT moment, 'outfalls', 'create', who, sender, n.id, n.first, n.fid, CASE WHEN n.box IS NOT NULL THEN ARRAY[st_xmin(n.box), st_ymin(n.box), st_xmax(n.box), st_ymax(n.box)] END FROM came n
        )
        SELECT array_agg(n.id), array_agg(n.first), array_agg(greatest(moment, n.after)) INTO ids, versions, moments
        FROM came n WHERE n.version <> n.first OR n.updated_at NOT BETWEEN greatest(now(), n.after) AND moment;
    ELSIF TG_OP = 'DELETE' THEN
        INSERT INTO layers."outfalls_history" ("fid", "id", "code", "ward_code", "source", "version", "updated_at", "name", "operator", "permit_no", "permit_from", "permit_to", "flow_max_m3d", "standard", "discharge_column", "kq", "kf", "river_id", "station_id", "geom", gone_at) SELECT o."fid", o."id", o."code", o."ward_code", o."source", o."version", o."updated_at", o."name", o."operator", o."permit_no", o."permit_from", o."permit_to", o."flow_max_m3d", o."standard", o."discharge_column", o."kq", o."kf", o."river_id", o."station_id", o."geom", greatest(moment, o.updated_at + interval '1 microsecond') FROM gone o;
        INSERT INTO layers.changes (at, layer, operation, actor, client, feature_id, version, fid, bbox)
            SELECT moment, 'outfalls', 'delete', who, sender, o.id, o.version, o.fid, CASE WHEN o.box IS NOT NULL THEN ARRAY[st_xmin(o.box), st_ymin(o.box), st_xmax(o.box), st_ymax(o.box)] END
            FROM (SELECT o.id, o.version, o.fid, box3d(o.geom_3857) AS box FROM gone o OFFSET 0) o;
    ELSE
        INSERT INTO layers."outfalls_history" ("fid", "id", "code", "ward_code", "source", "version", "updated_at", "name", "operator", "permit_no", "permit_from", "permit_to", "flow_max_m3d", "standard", "discharge_column", "kq", "kf", "river_id", "station_id", "geom", gone_at) SELECT o."fid", o."id", o."code", o."ward_code", o."source", o."version", o."updated_at", o."name", o."operator", o."permit_no", o."permit_from", o."permit_to", o."flow_max_m3d", o."standard", o."discharge_column", o."kq", o."kf", o."river_id", o."station_id", o."geom", greatest(moment, o.updated_at + interval '1 microsecond') FROM layers."outfalls" o;
        INSERT INTO layers.changes (at, layer, operation, actor, client)
            VALUES (moment, 'outfalls', 'truncate', who, sender);
    END IF;
    IF ids IS NOT NULL THEN
        PERFORM layers.stamp('outfalls', ids, versions, moments);
    END IF;
    RETURN NULL;
END $$;
GRANT SELECT (id), UPDATE (version, updated_at) ON layers."outfalls" TO dongha_keeper;
CREATE TRIGGER log_insert AFTER INSERT ON layers."outfalls" REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION layers."log_outfalls"();
CREATE TRIGGER log_update AFTER UPDATE ON layers."outfalls" REFERENCING OLD TABLE AS gone NEW TABLE AS changed FOR EACH STATEMENT WHEN (current_user <> 'dongha_keeper') EXECUTE FUNCTION layers."log_outfalls"();
CREATE TRIGGER log_delete AFTER DELETE ON layers."outfalls" REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION layers."log_outfalls"();
CREATE TRIGGER log_truncate BEFORE TRUNCATE ON layers."outfalls" FOR EACH STATEMENT EXECUTE FUNCTION layers."log_outfalls"();
CREATE TRIGGER keep_identity AFTER UPDATE OF fid, id ON layers."outfalls" FOR EACH ROW WHEN (old.fid <> new.fid OR old.id <> new.id) EXECUTE FUNCTION layers.keep_identity();

CREATE FUNCTION layers."log_waste_bins"() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = layers, ext, pg_temp SET enable_nestloop = off
AS $$
DECLARE
    moment timestamptz := clock_timestamp();
    who text := layers.actor();
    sender text := layers.client();
    known boolean;
    ids uuid[];
    versions integer[];
    moments timestamptz[];
BEGIN
    IF TG_OP = 'UPDATE' THEN
        WITH p AS MATERIALIZED (
            SELECT o."fid", o."id", o."code", o."ward_code", o."source", o."version", o."updated_at", o."kind", o."volume_l", o."height_cm", o."address", o."dev_eui", o."installed_on", o."route_id", o."geom", box3d(n.geom_3857) AS box,
                CASE WHEN o.geom_3857 IS DISTINCT FROM n.geom_3857 THEN box3d(o.geom_3857) END AS box_before,
                CASE WHEN n.version = o.version + 1 AND n.updated_at > o.updated_at AND n.updated_at BETWEEN now() AND moment THEN n.updated_at END AS good, greatest(moment, o.updated_at + interval '1 microsecond') AS later
            FROM gone o JOIN changed n ON n.id = o.id WHERE (n.version = o.version + 1 OR NOT (n."code" IS NOT DISTINCT FROM o."code" AND n."ward_code" IS NOT DISTINCT FROM o."ward_code" AND n."source" IS NOT DISTINCT FROM o."source" AND n."version" IS NOT DISTINCT FROM o."version" AND n."updated_at" IS NOT DISTINCT FROM o."updated_at" AND n."kind" IS NOT DISTINCT FROM o."kind" AND n."volume_l" IS NOT DISTINCT FROM o."volume_l" AND n."height_cm" IS NOT DISTINCT FROM o."height_cm" AND n."address" IS NOT DISTINCT FROM o."address" AND n."dev_eui" IS NOT DISTINCT FROM o."dev_eui" AND n."installed_on" IS NOT DISTINCT FROM o."installed_on" AND n."route_id" IS NOT DISTINCT FROM o."route_id" AND n."geom" IS NOT DISTINCT FROM o."geom"))
        ), kept AS (
            INSERT INTO layers."waste_bins_history" ("fid", "id", "code", "ward_code", "source", "version", "updated_at", "kind", "volume_l", "height_cm", "address", "dev_eui", "installed_on", "route_id", "geom", gone_at) SELECT "fid", "id", "code", "ward_code", "source", "version", "updated_at", "kind", "volume_l", "height_cm", "address", "dev_eui", "installed_on", "route_id", "geom", coalesce(good, later) FROM p
        ), logged AS (
            INSERT INTO layers.changes (at, layer, operation, actor, client, feature_id, version, fid, bbox, bbox_before)
            SELECT moment, 'waste_bins', 'update', who, sender, id, version + 1, fid, CASE WHEN box IS NOT NULL THEN ARRAY[st_xmin(box), st_ymin(box), st_xmax(box), st_ymax(box)] END,
                CASE WHEN box_before IS NOT NULL THEN ARRAY[st_xmin(box_before), st_ymin(box_before), st_xmax(box_before), st_ymax(box_before)] END FROM p
        )
        SELECT array_agg(p.id), array_agg(p.version + 1), array_agg(p.later) INTO ids, versions, moments
        FROM p WHERE p.good IS NULL;
    ELSIF TG_OP = 'INSERT' THEN
        known := EXISTS (SELECT FROM layers."waste_bins_history");
        WITH came AS MATERIALIZED (
            SELECT c.id, c.fid, c.version, c.updated_at, box3d(c.geom_3857) AS box, CASE WHEN known THEN coalesce((SELECT greatest(max(h.version) + 1, c.version) FROM layers."waste_bins_history" h WHERE h.id = c.id HAVING count(*) > 0), 1) ELSE 1 END AS first, CASE WHEN known THEN (SELECT max(h.gone_at) + interval '1 microsecond' FROM layers."waste_bins_history" h WHERE h.id = c.id) END AS after
            FROM changed c
        ), logged AS (
            INSERT INTO layers.changes (at, layer, operation, actor, client, feature_id, version, fid, bbox)
            SELECT moment, 'waste_bins', 'create', who, sender, n.id, n.first, n.fid, CASE WHEN n.box IS NOT NULL THEN ARRAY[st_xmin(n.box), st_ymin(n.box), st_xmax(n.box), st_ymax(n.box)] END FROM came n
        )
        SELECT array_agg(n.id), array_agg(n.first), array_agg(greatest(moment, n.after)) INTO ids, versions, moments
        FROM came n WHERE n.version <> n.first OR n.updated_at NOT BETWEEN greatest(now(), n.after) AND moment;
    ELSIF TG_OP = 'DELETE' THEN
        INSERT INTO layers."waste_bins_history" ("fid", "id", "code", "ward_code", "source", "version", "updated_at", "kind", "volume_l", "height_cm", "address", "dev_eui", "installed_on", "route_id", "geom", gone_at) SELECT o."fid", o."id", o."code", o."ward_code", o."source", o."version", o."updated_at", o."kind", o."volume_l", o."height_cm", o."address", o."dev_eui", o."installed_on", o."route_id", o."geom", greatest(moment, o.updated_at + interval '1 microsecond') FROM gone o;
        INSERT INTO layers.changes (at, layer, operation, actor, client, feature_id, version, fid, bbox)
            SELECT moment, 'waste_bins', 'delete', who, sender, o.id, o.version, o.fid, CASE WHEN o.box IS NOT NULL THEN ARRAY[st_xmin(o.box), st_ymin(o.box), st_xmax(o.box), st_ymax(o.box)] END
            FROM (SELECT o.id, o.version, o.fid, box3d(o.geom_3857) AS box FROM gone o OFFSET 0) o;
    ELSE
        INSERT INTO layers."waste_bins_history" ("fid", "id", "code", "ward_code", "source", "version", "updated_at", "kind", "volume_l", "height_cm", "address", "dev_eui", "installed_on", "route_id", "geom", gone_at) SELECT o."fid", o."id", o."code", o."ward_code", o."source", o."version", o."updated_at", o."kind", o."volume_l", o."height_cm", o."address", o."dev_eui", o."installed_on", o."route_id", o."geom", greatest(moment, o.updated_at + interval '1 microsecond') FROM layers."waste_bins" o;
        INSERT INTO layers.changes (at, layer, operation, actor, client)
            VALUES (moment, 'waste_bins', 'truncate', who, sender);
    END IF;
    IF ids IS NOT NULL THEN
        PERFORM layers.stamp('waste_bins', ids, versions, moments);
    END IF;
    RETURN NULL;
END $$;
GRANT SELECT (id), UPDATE (version, updated_at) ON layers."waste_bins" TO dongha_keeper;
CREATE TRIGGER log_insert AFTER INSERT ON layers."waste_bins" REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION layers."log_waste_bins"();
CREATE TRIGGER log_update AFTER UPDATE ON layers."waste_bins" REFERENCING OLD TABLE AS gone NEW TABLE AS changed FOR EACH STATEMENT WHEN (current_user <> 'dongha_keeper') EXECUTE FUNCTION layers."log_waste_bins"();
CREATE TRIGGER log_delete AFTER DELETE ON layers."waste_bins" REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION layers."log_waste_bins"();
CREATE TRIGGER log_truncate BEFORE TRUNCATE ON layers."waste_bins" FOR EACH STATEMENT EXECUTE FUNCTION layers."log_waste_bins"();
CREATE TRIGGER keep_identity AFTER UPDATE OF fid, id ON layers."waste_bins" FOR EACH ROW WHEN (old.fid <> new.fid OR old.id <> new.id) EXECUTE FUNCTION layers.keep_identity();
CREATE TRIGGER log_state_insert AFTER INSERT ON layers."waste_bins_state" REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION layers.log_state('waste_bins');
CREATE TRIGGER log_state_update AFTER UPDATE ON layers."waste_bins_state" REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION layers.log_state('waste_bins');
CREATE TRIGGER log_state_delete AFTER DELETE ON layers."waste_bins_state" REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION layers.log_state('waste_bins');
CREATE TRIGGER log_state_truncate AFTER TRUNCATE ON layers."waste_bins_state" FOR EACH STATEMENT EXECUTE FUNCTION layers.log_state_truncate('waste_bins');

CREATE FUNCTION layers."log_waste_routes"() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = layers, ext, pg_temp SET enable_nestloop = off
AS $$
DECLARE
    moment timestamptz := clock_timestamp();
    who text := layers.actor();
    sender text := layers.client();
    known boolean;
    ids uuid[];
    versions integer[];
    moments timestamptz[];
BEGIN
    IF TG_OP = 'UPDATE' THEN
        WITH p AS MATERIALIZED (
            SELECT o."fid", o."id", o."code", o."ward_code", o."source", o."version", o."updated_at", o."name", o."shift", o."days", o."length_m", o."bin_count", o."capacity_t", o."site_id", o."geom", box3d(n.geom_3857) AS box,
                CASE WHEN o.geom_3857 IS DISTINCT FROM n.geom_3857 THEN box3d(o.geom_3857) END AS box_before,
                CASE WHEN n.version = o.version + 1 AND n.updated_at > o.updated_at AND n.updated_at BETWEEN now() AND moment THEN n.updated_at END AS good, greatest(moment, o.updated_at + interval '1 microsecond') AS later
            FROM gone o JOIN changed n ON n.id = o.id WHERE (n.version = o.version + 1 OR NOT (n."code" IS NOT DISTINCT FROM o."code" AND n."ward_code" IS NOT DISTINCT FROM o."ward_code" AND n."source" IS NOT DISTINCT FROM o."source" AND n."version" IS NOT DISTINCT FROM o."version" AND n."updated_at" IS NOT DISTINCT FROM o."updated_at" AND n."name" IS NOT DISTINCT FROM o."name" AND n."shift" IS NOT DISTINCT FROM o."shift" AND n."days" IS NOT DISTINCT FROM o."days" AND n."length_m" IS NOT DISTINCT FROM o."length_m" AND n."bin_count" IS NOT DISTINCT FROM o."bin_count" AND n."capacity_t" IS NOT DISTINCT FROM o."capacity_t" AND n."site_id" IS NOT DISTINCT FROM o."site_id" AND n."geom" IS NOT DISTINCT FROM o."geom"))
        ), kept AS (
            INSERT INTO layers."waste_routes_history" ("fid", "id", "code", "ward_code", "source", "version", "updated_at", "name", "shift", "days", "length_m", "bin_count", "capacity_t", "site_id", "geom", gone_at) SELECT "fid", "id", "code", "ward_code", "source", "version", "updated_at", "name", "shift", "days", "length_m", "bin_count", "capacity_t", "site_id", "geom", coalesce(good, later) FROM p
        ), logged AS (
            INSERT INTO layers.changes (at, layer, operation, actor, client, feature_id, version, fid, bbox, bbox_before)
            SELECT moment, 'waste_routes', 'update', who, sender, id, version + 1, fid, CASE WHEN box IS NOT NULL THEN ARRAY[st_xmin(box), st_ymin(box), st_xmax(box), st_ymax(box)] END,
                CASE WHEN box_before IS NOT NULL THEN ARRAY[st_xmin(box_before), st_ymin(box_before), st_xmax(box_before), st_ymax(box_before)] END FROM p
        )
        SELECT array_agg(p.id), array_agg(p.version + 1), array_agg(p.later) INTO ids, versions, moments
        FROM p WHERE p.good IS NULL;
    ELSIF TG_OP = 'INSERT' THEN
        known := EXISTS (SELECT FROM layers."waste_routes_history");
        WITH came AS MATERIALIZED (
            SELECT c.id, c.fid, c.version, c.updated_at, box3d(c.geom_3857) AS box, CASE WHEN known THEN coalesce((SELECT greatest(max(h.version) + 1, c.version) FROM layers."waste_routes_history" h WHERE h.id = c.id HAVING count(*) > 0), 1) ELSE 1 END AS first, CASE WHEN known THEN (SELECT max(h.gone_at) + interval '1 microsecond' FROM layers."waste_routes_history" h WHERE h.id = c.id) END AS after
            FROM changed c
        ), logged AS (
            INSERT INTO layers.changes (at, layer, operation, actor, client, feature_id, version, fid, bbox)
            SELECT moment, 'waste_routes', 'create', who, sender, n.id, n.first, n.fid, CASE WHEN n.box IS NOT NULL THEN ARRAY[st_xmin(n.box), st_ymin(n.box), st_xmax(n.box), st_ymax(n.box)] END FROM came n
        )
        SELECT array_agg(n.id), array_agg(n.first), array_agg(greatest(moment, n.after)) INTO ids, versions, moments
        FROM came n WHERE n.version <> n.first OR n.updated_at NOT BETWEEN greatest(now(), n.after) AND moment;
    ELSIF TG_OP = 'DELETE' THEN
        INSERT INTO layers."waste_routes_history" ("fid", "id", "code", "ward_code", "source", "version", "updated_at", "name", "shift", "days", "length_m", "bin_count", "capacity_t", "site_id", "geom", gone_at) SELECT o."fid", o."id", o."code", o."ward_code", o."source", o."version", o."updated_at", o."name", o."shift", o."days", o."length_m", o."bin_count", o."capacity_t", o."site_id", o."geom", greatest(moment, o.updated_at + interval '1 microsecond') FROM gone o;
        INSERT INTO layers.changes (at, layer, operation, actor, client, feature_id, version, fid, bbox)
            SELECT moment, 'waste_routes', 'delete', who, sender, o.id, o.version, o.fid, CASE WHEN o.box IS NOT NULL THEN ARRAY[st_xmin(o.box), st_ymin(o.box), st_xmax(o.box), st_ymax(o.box)] END
            FROM (SELECT o.id, o.version, o.fid, box3d(o.geom_3857) AS box FROM gone o OFFSET 0) o;
    ELSE
        INSERT INTO layers."waste_routes_history" ("fid", "id", "code", "ward_code", "source", "version", "updated_at", "name", "shift", "days", "length_m", "bin_count", "capacity_t", "site_id", "geom", gone_at) SELECT o."fid", o."id", o."code", o."ward_code", o."source", o."version", o."updated_at", o."name", o."shift", o."days", o."length_m", o."bin_count", o."capacity_t", o."site_id", o."geom", greatest(moment, o.updated_at + interval '1 microsecond') FROM layers."waste_routes" o;
        INSERT INTO layers.changes (at, layer, operation, actor, client)
            VALUES (moment, 'waste_routes', 'truncate', who, sender);
    END IF;
    IF ids IS NOT NULL THEN
        PERFORM layers.stamp('waste_routes', ids, versions, moments);
    END IF;
    RETURN NULL;
END $$;
GRANT SELECT (id), UPDATE (version, updated_at) ON layers."waste_routes" TO dongha_keeper;
CREATE TRIGGER log_insert AFTER INSERT ON layers."waste_routes" REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION layers."log_waste_routes"();
CREATE TRIGGER log_update AFTER UPDATE ON layers."waste_routes" REFERENCING OLD TABLE AS gone NEW TABLE AS changed FOR EACH STATEMENT WHEN (current_user <> 'dongha_keeper') EXECUTE FUNCTION layers."log_waste_routes"();
CREATE TRIGGER log_delete AFTER DELETE ON layers."waste_routes" REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION layers."log_waste_routes"();
CREATE TRIGGER log_truncate BEFORE TRUNCATE ON layers."waste_routes" FOR EACH STATEMENT EXECUTE FUNCTION layers."log_waste_routes"();
CREATE TRIGGER keep_identity AFTER UPDATE OF fid, id ON layers."waste_routes" FOR EACH ROW WHEN (old.fid <> new.fid OR old.id <> new.id) EXECUTE FUNCTION layers.keep_identity();

CREATE FUNCTION layers."log_waste_sites"() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = layers, ext, pg_temp SET enable_nestloop = off
AS $$
DECLARE
    moment timestamptz := clock_timestamp();
    who text := layers.actor();
    sender text := layers.client();
    known boolean;
    ids uuid[];
    versions integer[];
    moments timestamptz[];
BEGIN
    IF TG_OP = 'UPDATE' THEN
        WITH p AS MATERIALIZED (
            SELECT o."fid", o."id", o."code", o."ward_code", o."source", o."version", o."updated_at", o."name", o."kind", o."address", o."takes", o."area_m2", o."capacity_td", o."operator", o."geom", box3d(n.geom_3857) AS box,
                CASE WHEN o.geom_3857 IS DISTINCT FROM n.geom_3857 THEN box3d(o.geom_3857) END AS box_before,
                CASE WHEN n.version = o.version + 1 AND n.updated_at > o.updated_at AND n.updated_at BETWEEN now() AND moment THEN n.updated_at END AS good, greatest(moment, o.updated_at + interval '1 microsecond') AS later
            FROM gone o JOIN changed n ON n.id = o.id WHERE (n.version = o.version + 1 OR NOT (n."code" IS NOT DISTINCT FROM o."code" AND n."ward_code" IS NOT DISTINCT FROM o."ward_code" AND n."source" IS NOT DISTINCT FROM o."source" AND n."version" IS NOT DISTINCT FROM o."version" AND n."updated_at" IS NOT DISTINCT FROM o."updated_at" AND n."name" IS NOT DISTINCT FROM o."name" AND n."kind" IS NOT DISTINCT FROM o."kind" AND n."address" IS NOT DISTINCT FROM o."address" AND n."takes" IS NOT DISTINCT FROM o."takes" AND n."area_m2" IS NOT DISTINCT FROM o."area_m2" AND n."capacity_td" IS NOT DISTINCT FROM o."capacity_td" AND n."operator" IS NOT DISTINCT FROM o."operator" AND n."geom" IS NOT DISTINCT FROM o."geom"))
        ), kept AS (
            INSERT INTO layers."waste_sites_history" ("fid", "id", "code", "ward_code", "source", "version", "updated_at", "name", "kind", "address", "takes", "area_m2", "capacity_td", "operator", "geom", gone_at) SELECT "fid", "id", "code", "ward_code", "source", "version", "updated_at", "name", "kind", "address", "takes", "area_m2", "capacity_td", "operator", "geom", coalesce(good, later) FROM p
        ), logged AS (
            INSERT INTO layers.changes (at, layer, operation, actor, client, feature_id, version, fid, bbox, bbox_before)
            SELECT moment, 'waste_sites', 'update', who, sender, id, version + 1, fid, CASE WHEN box IS NOT NULL THEN ARRAY[st_xmin(box), st_ymin(box), st_xmax(box), st_ymax(box)] END,
                CASE WHEN box_before IS NOT NULL THEN ARRAY[st_xmin(box_before), st_ymin(box_before), st_xmax(box_before), st_ymax(box_before)] END FROM p
        )
        SELECT array_agg(p.id), array_agg(p.version + 1), array_agg(p.later) INTO ids, versions, moments
        FROM p WHERE p.good IS NULL;
    ELSIF TG_OP = 'INSERT' THEN
        known := EXISTS (SELECT FROM layers."waste_sites_history");
        WITH came AS MATERIALIZED (
            SELECT c.id, c.fid, c.version, c.updated_at, box3d(c.geom_3857) AS box, CASE WHEN known THEN coalesce((SELECT greatest(max(h.version) + 1, c.version) FROM layers."waste_sites_history" h WHERE h.id = c.id HAVING count(*) > 0), 1) ELSE 1 END AS first, CASE WHEN known THEN (SELECT max(h.gone_at) + interval '1 microsecond' FROM layers."waste_sites_history" h WHERE h.id = c.id) END AS after
            FROM changed c
        ), logged AS (
            INSERT INTO layers.changes (at, layer, operation, actor, client, feature_id, version, fid, bbox)
            SELECT moment, 'waste_sites', 'create', who, sender, n.id, n.first, n.fid, CASE WHEN n.box IS NOT NULL THEN ARRAY[st_xmin(n.box), st_ymin(n.box), st_xmax(n.box), st_ymax(n.box)] END FROM came n
        )
        SELECT array_agg(n.id), array_agg(n.first), array_agg(greatest(moment, n.after)) INTO ids, versions, moments
        FROM came n WHERE n.version <> n.first OR n.updated_at NOT BETWEEN greatest(now(), n.after) AND moment;
    ELSIF TG_OP = 'DELETE' THEN
        INSERT INTO layers."waste_sites_history" ("fid", "id", "code", "ward_code", "source", "version", "updated_at", "name", "kind", "address", "takes", "area_m2", "capacity_td", "operator", "geom", gone_at) SELECT o."fid", o."id", o."code", o."ward_code", o."source", o."version", o."updated_at", o."name", o."kind", o."address", o."takes", o."area_m2", o."capacity_td", o."operator", o."geom", greatest(moment, o.updated_at + interval '1 microsecond') FROM gone o;
        INSERT INTO layers.changes (at, layer, operation, actor, client, feature_id, version, fid, bbox)
            SELECT moment, 'waste_sites', 'delete', who, sender, o.id, o.version, o.fid, CASE WHEN o.box IS NOT NULL THEN ARRAY[st_xmin(o.box), st_ymin(o.box), st_xmax(o.box), st_ymax(o.box)] END
            FROM (SELECT o.id, o.version, o.fid, box3d(o.geom_3857) AS box FROM gone o OFFSET 0) o;
    ELSE
        INSERT INTO layers."waste_sites_history" ("fid", "id", "code", "ward_code", "source", "version", "updated_at", "name", "kind", "address", "takes", "area_m2", "capacity_td", "operator", "geom", gone_at) SELECT o."fid", o."id", o."code", o."ward_code", o."source", o."version", o."updated_at", o."name", o."kind", o."address", o."takes", o."area_m2", o."capacity_td", o."operator", o."geom", greatest(moment, o.updated_at + interval '1 microsecond') FROM layers."waste_sites" o;
        INSERT INTO layers.changes (at, layer, operation, actor, client)
            VALUES (moment, 'waste_sites', 'truncate', who, sender);
    END IF;
    IF ids IS NOT NULL THEN
        PERFORM layers.stamp('waste_sites', ids, versions, moments);
    END IF;
    RETURN NULL;
END $$;
GRANT SELECT (id), UPDATE (version, updated_at) ON layers."waste_sites" TO dongha_keeper;
CREATE TRIGGER log_insert AFTER INSERT ON layers."waste_sites" REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION layers."log_waste_sites"();
CREATE TRIGGER log_update AFTER UPDATE ON layers."waste_sites" REFERENCING OLD TABLE AS gone NEW TABLE AS changed FOR EACH STATEMENT WHEN (current_user <> 'dongha_keeper') EXECUTE FUNCTION layers."log_waste_sites"();
CREATE TRIGGER log_delete AFTER DELETE ON layers."waste_sites" REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION layers."log_waste_sites"();
CREATE TRIGGER log_truncate BEFORE TRUNCATE ON layers."waste_sites" FOR EACH STATEMENT EXECUTE FUNCTION layers."log_waste_sites"();
CREATE TRIGGER keep_identity AFTER UPDATE OF fid, id ON layers."waste_sites" FOR EACH ROW WHEN (old.fid <> new.fid OR old.id <> new.id) EXECUTE FUNCTION layers.keep_identity();
CREATE TRIGGER log_state_insert AFTER INSERT ON layers."waste_sites_state" REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION layers.log_state('waste_sites');
CREATE TRIGGER log_state_update AFTER UPDATE ON layers."waste_sites_state" REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION layers.log_state('waste_sites');
CREATE TRIGGER log_state_delete AFTER DELETE ON layers."waste_sites_state" REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION layers.log_state('waste_sites');
CREATE TRIGGER log_state_truncate AFTER TRUNCATE ON layers."waste_sites_state" FOR EACH STATEMENT EXECUTE FUNCTION layers.log_state_truncate('waste_sites');

CREATE FUNCTION layers."log_farms"() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = layers, ext, pg_temp SET enable_nestloop = off
AS $$
DECLARE
    moment timestamptz := clock_timestamp();
    who text := layers.actor();
    sender text := layers.client();
    known boolean;
    ids uuid[];
    versions integer[];
    moments timestamptz[];
BEGIN
    IF TG_OP = 'UPDATE' THEN
        WITH p AS MATERIALIZED (
            SELECT o."fid", o."id", o."code", o."ward_code", o."source", o."version", o."updated_at", o."name", o."kind", o."address", o."area_m2", o."household_count", o."founded_on", o."geom", box3d(n.geom_3857) AS box,
                CASE WHEN o.geom_3857 IS DISTINCT FROM n.geom_3857 THEN box3d(o.geom_3857) END AS box_before,
                CASE WHEN n.version = o.version + 1 AND n.updated_at > o.updated_at AND n.updated_at BETWEEN now() AND moment THEN n.updated_at END AS good, greatest(moment, o.updated_at + interval '1 microsecond') AS later
            FROM gone o JOIN changed n ON n.id = o.id WHERE (n.version = o.version + 1 OR NOT (n."code" IS NOT DISTINCT FROM o."code" AND n."ward_code" IS NOT DISTINCT FROM o."ward_code" AND n."source" IS NOT DISTINCT FROM o."source" AND n."version" IS NOT DISTINCT FROM o."version" AND n."updated_at" IS NOT DISTINCT FROM o."updated_at" AND n."name" IS NOT DISTINCT FROM o."name" AND n."kind" IS NOT DISTINCT FROM o."kind" AND n."address" IS NOT DISTINCT FROM o."address" AND n."area_m2" IS NOT DISTINCT FROM o."area_m2" AND n."household_count" IS NOT DISTINCT FROM o."household_count" AND n."founded_on" IS NOT DISTINCT FROM o."founded_on" AND n."geom" IS NOT DISTINCT FROM o."geom"))
        ), kept AS (
            INSERT INTO layers."farms_history" ("fid", "id", "code", "ward_code", "source", "version", "updated_at", "name", "kind", "address", "area_m2", "household_count", "founded_on", "geom", gone_at) SELECT "fid", "id", "code", "ward_code", "source", "version", "updated_at", "name", "kind", "address", "area_m2", "household_count", "founded_on", "geom", coalesce(good, later) FROM p
        ), logged AS (
            INSERT INTO layers.changes (at, layer, operation, actor, client, feature_id, version, fid, bbox, bbox_before)
            SELECT moment, 'farms', 'update', who, sender, id, version + 1, fid, CASE WHEN box IS NOT NULL THEN ARRAY[st_xmin(box), st_ymin(box), st_xmax(box), st_ymax(box)] END,
                CASE WHEN box_before IS NOT NULL THEN ARRAY[st_xmin(box_before), st_ymin(box_before), st_xmax(box_before), st_ymax(box_before)] END FROM p
        )
        SELECT array_agg(p.id), array_agg(p.version + 1), array_agg(p.later) INTO ids, versions, moments
        FROM p WHERE p.good IS NULL;
    ELSIF TG_OP = 'INSERT' THEN
        known := EXISTS (SELECT FROM layers."farms_history");
        WITH came AS MATERIALIZED (
            SELECT c.id, c.fid, c.version, c.updated_at, box3d(c.geom_3857) AS box, CASE WHEN known THEN coalesce((SELECT greatest(max(h.version) + 1, c.version) FROM layers."farms_history" h WHERE h.id = c.id HAVING count(*) > 0), 1) ELSE 1 END AS first, CASE WHEN known THEN (SELECT max(h.gone_at) + interval '1 microsecond' FROM layers."farms_history" h WHERE h.id = c.id) END AS after
            FROM changed c
        ), logged AS (
            INSERT INTO layers.changes (at, layer, operation, actor, client, feature_id, version, fid, bbox)
            SELECT moment, 'farms', 'create', who, sender, n.id, n.first, n.fid, CASE WHEN n.box IS NOT NULL THEN ARRAY[st_xmin(n.box), st_ymin(n.box), st_xmax(n.box), st_ymax(n.box)] END FROM came n
        )
        SELECT array_agg(n.id), array_agg(n.first), array_agg(greatest(moment, n.after)) INTO ids, versions, moments
        FROM came n WHERE n.version <> n.first OR n.updated_at NOT BETWEEN greatest(now(), n.after) AND moment;
    ELSIF TG_OP = 'DELETE' THEN
        INSERT INTO layers."farms_history" ("fid", "id", "code", "ward_code", "source", "version", "updated_at", "name", "kind", "address", "area_m2", "household_count", "founded_on", "geom", gone_at) SELECT o."fid", o."id", o."code", o."ward_code", o."source", o."version", o."updated_at", o."name", o."kind", o."address", o."area_m2", o."household_count", o."founded_on", o."geom", greatest(moment, o.updated_at + interval '1 microsecond') FROM gone o;
        INSERT INTO layers.changes (at, layer, operation, actor, client, feature_id, version, fid, bbox)
            SELECT moment, 'farms', 'delete', who, sender, o.id, o.version, o.fid, CASE WHEN o.box IS NOT NULL THEN ARRAY[st_xmin(o.box), st_ymin(o.box), st_xmax(o.box), st_ymax(o.box)] END
            FROM (SELECT o.id, o.version, o.fid, box3d(o.geom_3857) AS box FROM gone o OFFSET 0) o;
    ELSE
        INSERT INTO layers."farms_history" ("fid", "id", "code", "ward_code", "source", "version", "updated_at", "name", "kind", "address", "area_m2", "household_count", "founded_on", "geom", gone_at) SELECT o."fid", o."id", o."code", o."ward_code", o."source", o."version", o."updated_at", o."name", o."kind", o."address", o."area_m2", o."household_count", o."founded_on", o."geom", greatest(moment, o.updated_at + interval '1 microsecond') FROM layers."farms" o;
        INSERT INTO layers.changes (at, layer, operation, actor, client)
            VALUES (moment, 'farms', 'truncate', who, sender);
    END IF;
    IF ids IS NOT NULL THEN
        PERFORM layers.stamp('farms', ids, versions, moments);
    END IF;
    RETURN NULL;
END $$;
GRANT SELECT (id), UPDATE (version, updated_at) ON layers."farms" TO dongha_keeper;
CREATE TRIGGER log_insert AFTER INSERT ON layers."farms" REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION layers."log_farms"();
CREATE TRIGGER log_update AFTER UPDATE ON layers."farms" REFERENCING OLD TABLE AS gone NEW TABLE AS changed FOR EACH STATEMENT WHEN (current_user <> 'dongha_keeper') EXECUTE FUNCTION layers."log_farms"();
CREATE TRIGGER log_delete AFTER DELETE ON layers."farms" REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION layers."log_farms"();
CREATE TRIGGER log_truncate BEFORE TRUNCATE ON layers."farms" FOR EACH STATEMENT EXECUTE FUNCTION layers."log_farms"();
CREATE TRIGGER keep_identity AFTER UPDATE OF fid, id ON layers."farms" FOR EACH ROW WHEN (old.fid <> new.fid OR old.id <> new.id) EXECUTE FUNCTION layers.keep_identity();
CREATE TRIGGER log_state_insert AFTER INSERT ON layers."farms_state" REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION layers.log_state('farms');
CREATE TRIGGER log_state_update AFTER UPDATE ON layers."farms_state" REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION layers.log_state('farms');
CREATE TRIGGER log_state_delete AFTER DELETE ON layers."farms_state" REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION layers.log_state('farms');
CREATE TRIGGER log_state_truncate AFTER TRUNCATE ON layers."farms_state" FOR EACH STATEMENT EXECUTE FUNCTION layers.log_state_truncate('farms');

CREATE FUNCTION layers."log_farm_plots"() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = layers, ext, pg_temp SET enable_nestloop = off
AS $$
DECLARE
    moment timestamptz := clock_timestamp();
    who text := layers.actor();
    sender text := layers.client();
    known boolean;
    ids uuid[];
    versions integer[];
    moments timestamptz[];
BEGIN
    IF TG_OP = 'UPDATE' THEN
        WITH p AS MATERIALIZED (
            SELECT o."fid", o."id", o."code", o."ward_code", o."source", o."version", o."updated_at", o."farm_id", o."household_ref", o."crop", o."area_m2", o."season", o."season_from", o."season_to", o."expected_yield_kg", o."geom", box3d(n.geom_3857) AS box,
                CASE WHEN o.geom_3857 IS DISTINCT FROM n.geom_3857 THEN box3d(o.geom_3857) END AS box_before,
                CASE WHEN n.version = o.version + 1 AND n.updated_at > o.updated_at AND n.updated_at BETWEEN now() AND moment THEN n.updated_at END AS good, greatest(moment, o.updated_at + interval '1 microsecond') AS later
            FROM gone o JOIN changed n ON n.id = o.id WHERE (n.version = o.version + 1 OR NOT (n."code" IS NOT DISTINCT FROM o."code" AND n."ward_code" IS NOT DISTINCT FROM o."ward_code" AND n."source" IS NOT DISTINCT FROM o."source" AND n."version" IS NOT DISTINCT FROM o."version" AND n."updated_at" IS NOT DISTINCT FROM o."updated_at" AND n."farm_id" IS NOT DISTINCT FROM o."farm_id" AND n."household_ref" IS NOT DISTINCT FROM o."household_ref" AND n."crop" IS NOT DISTINCT FROM o."crop" AND n."area_m2" IS NOT DISTINCT FROM o."area_m2" AND n."season" IS NOT DISTINCT FROM o."season" AND n."season_from" IS NOT DISTINCT FROM o."season_from" AND n."season_to" IS NOT DISTINCT FROM o."season_to" AND n."expected_yield_kg" IS NOT DISTINCT FROM o."expected_yield_kg" AND n."geom" IS NOT DISTINCT FROM o."geom"))
        ), kept AS (
            INSERT INTO layers."farm_plots_history" ("fid", "id", "code", "ward_code", "source", "version", "updated_at", "farm_id", "household_ref", "crop", "area_m2", "season", "season_from", "season_to", "expected_yield_kg", "geom", gone_at) SELECT "fid", "id", "code", "ward_code", "source", "version", "updated_at", "farm_id", "household_ref", "crop", "area_m2", "season", "season_from", "season_to", "expected_yield_kg", "geom", coalesce(good, later) FROM p
        ), logged AS (
            INSERT INTO layers.changes (at, layer, operation, actor, client, feature_id, version, fid, bbox, bbox_before)
            SELECT moment, 'farm_plots', 'update', who, sender, id, version + 1, fid, CASE WHEN box IS NOT NULL THEN ARRAY[st_xmin(box), st_ymin(box), st_xmax(box), st_ymax(box)] END,
                CASE WHEN box_before IS NOT NULL THEN ARRAY[st_xmin(box_before), st_ymin(box_before), st_xmax(box_before), st_ymax(box_before)] END FROM p
        )
        SELECT array_agg(p.id), array_agg(p.version + 1), array_agg(p.later) INTO ids, versions, moments
        FROM p WHERE p.good IS NULL;
    ELSIF TG_OP = 'INSERT' THEN
        known := EXISTS (SELECT FROM layers."farm_plots_history");
        WITH came AS MATERIALIZED (
            SELECT c.id, c.fid, c.version, c.updated_at, box3d(c.geom_3857) AS box, CASE WHEN known THEN coalesce((SELECT greatest(max(h.version) + 1, c.version) FROM layers."farm_plots_history" h WHERE h.id = c.id HAVING count(*) > 0), 1) ELSE 1 END AS first, CASE WHEN known THEN (SELECT max(h.gone_at) + interval '1 microsecond' FROM layers."farm_plots_history" h WHERE h.id = c.id) END AS after
            FROM changed c
        ), logged AS (
            INSERT INTO layers.changes (at, layer, operation, actor, client, feature_id, version, fid, bbox)
            SELECT moment, 'farm_plots', 'create', who, sender, n.id, n.first, n.fid, CASE WHEN n.box IS NOT NULL THEN ARRAY[st_xmin(n.box), st_ymin(n.box), st_xmax(n.box), st_ymax(n.box)] END FROM came n
        )
        SELECT array_agg(n.id), array_agg(n.first), array_agg(greatest(moment, n.after)) INTO ids, versions, moments
        FROM came n WHERE n.version <> n.first OR n.updated_at NOT BETWEEN greatest(now(), n.after) AND moment;
    ELSIF TG_OP = 'DELETE' THEN
        INSERT INTO layers."farm_plots_history" ("fid", "id", "code", "ward_code", "source", "version", "updated_at", "farm_id", "household_ref", "crop", "area_m2", "season", "season_from", "season_to", "expected_yield_kg", "geom", gone_at) SELECT o."fid", o."id", o."code", o."ward_code", o."source", o."version", o."updated_at", o."farm_id", o."household_ref", o."crop", o."area_m2", o."season", o."season_from", o."season_to", o."expected_yield_kg", o."geom", greatest(moment, o.updated_at + interval '1 microsecond') FROM gone o;
        INSERT INTO layers.changes (at, layer, operation, actor, client, feature_id, version, fid, bbox)
            SELECT moment, 'farm_plots', 'delete', who, sender, o.id, o.version, o.fid, CASE WHEN o.box IS NOT NULL THEN ARRAY[st_xmin(o.box), st_ymin(o.box), st_xmax(o.box), st_ymax(o.box)] END
            FROM (SELECT o.id, o.version, o.fid, box3d(o.geom_3857) AS box FROM gone o OFFSET 0) o;
    ELSE
        INSERT INTO layers."farm_plots_history" ("fid", "id", "code", "ward_code", "source", "version", "updated_at", "farm_id", "household_ref", "crop", "area_m2", "season", "season_from", "season_to", "expected_yield_kg", "geom", gone_at) SELECT o."fid", o."id", o."code", o."ward_code", o."source", o."version", o."updated_at", o."farm_id", o."household_ref", o."crop", o."area_m2", o."season", o."season_from", o."season_to", o."expected_yield_kg", o."geom", greatest(moment, o.updated_at + interval '1 microsecond') FROM layers."farm_plots" o;
        INSERT INTO layers.changes (at, layer, operation, actor, client)
            VALUES (moment, 'farm_plots', 'truncate', who, sender);
    END IF;
    IF ids IS NOT NULL THEN
        PERFORM layers.stamp('farm_plots', ids, versions, moments);
    END IF;
    RETURN NULL;
END $$;
GRANT SELECT (id), UPDATE (version, updated_at) ON layers."farm_plots" TO dongha_keeper;
CREATE TRIGGER log_insert AFTER INSERT ON layers."farm_plots" REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION layers."log_farm_plots"();
CREATE TRIGGER log_update AFTER UPDATE ON layers."farm_plots" REFERENCING OLD TABLE AS gone NEW TABLE AS changed FOR EACH STATEMENT WHEN (current_user <> 'dongha_keeper') EXECUTE FUNCTION layers."log_farm_plots"();
CREATE TRIGGER log_delete AFTER DELETE ON layers."farm_plots" REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION layers."log_farm_plots"();
CREATE TRIGGER log_truncate BEFORE TRUNCATE ON layers."farm_plots" FOR EACH STATEMENT EXECUTE FUNCTION layers."log_farm_plots"();
CREATE TRIGGER keep_identity AFTER UPDATE OF fid, id ON layers."farm_plots" FOR EACH ROW WHEN (old.fid <> new.fid OR old.id <> new.id) EXECUTE FUNCTION layers.keep_identity();

CREATE FUNCTION layers."log_irrigation_zones"() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = layers, ext, pg_temp SET enable_nestloop = off
AS $$
DECLARE
    moment timestamptz := clock_timestamp();
    who text := layers.actor();
    sender text := layers.client();
    known boolean;
    ids uuid[];
    versions integer[];
    moments timestamptz[];
BEGIN
    IF TG_OP = 'UPDATE' THEN
        WITH p AS MATERIALIZED (
            SELECT o."fid", o."id", o."code", o."ward_code", o."source", o."version", o."updated_at", o."plot_id", o."method", o."area_m2", o."flow_lh", o."efficiency_pct", o."field_capacity_pct", o."wilting_point_pct", o."geom", box3d(n.geom_3857) AS box,
                CASE WHEN o.geom_3857 IS DISTINCT FROM n.geom_3857 THEN box3d(o.geom_3857) END AS box_before,
                CASE WHEN n.version = o.version + 1 AND n.updated_at > o.updated_at AND n.updated_at BETWEEN now() AND moment THEN n.updated_at END AS good, greatest(moment, o.updated_at + interval '1 microsecond') AS later
            FROM gone o JOIN changed n ON n.id = o.id WHERE (n.version = o.version + 1 OR NOT (n."code" IS NOT DISTINCT FROM o."code" AND n."ward_code" IS NOT DISTINCT FROM o."ward_code" AND n."source" IS NOT DISTINCT FROM o."source" AND n."version" IS NOT DISTINCT FROM o."version" AND n."updated_at" IS NOT DISTINCT FROM o."updated_at" AND n."plot_id" IS NOT DISTINCT FROM o."plot_id" AND n."method" IS NOT DISTINCT FROM o."method" AND n."area_m2" IS NOT DISTINCT FROM o."area_m2" AND n."flow_lh" IS NOT DISTINCT FROM o."flow_lh" AND n."efficiency_pct" IS NOT DISTINCT FROM o."efficiency_pct" AND n."field_capacity_pct" IS NOT DISTINCT FROM o."field_capacity_pct" AND n."wilting_point_pct" IS NOT DISTINCT FROM o."wilting_point_pct" AND n."geom" IS NOT DISTINCT FROM o."geom"))
        ), kept AS (
            INSERT INTO layers."irrigation_zones_history" ("fid", "id", "code", "ward_code", "source", "version", "updated_at", "plot_id", "method", "area_m2", "flow_lh", "efficiency_pct", "field_capacity_pct", "wilting_point_pct", "geom", gone_at) SELECT "fid", "id", "code", "ward_code", "source", "version", "updated_at", "plot_id", "method", "area_m2", "flow_lh", "efficiency_pct", "field_capacity_pct", "wilting_point_pct", "geom", coalesce(good, later) FROM p
        ), logged AS (
            INSERT INTO layers.changes (at, layer, operation, actor, client, feature_id, version, fid, bbox, bbox_before)
            SELECT moment, 'irrigation_zones', 'update', who, sender, id, version + 1, fid, CASE WHEN box IS NOT NULL THEN ARRAY[st_xmin(box), st_ymin(box), st_xmax(box), st_ymax(box)] END,
                CASE WHEN box_before IS NOT NULL THEN ARRAY[st_xmin(box_before), st_ymin(box_before), st_xmax(box_before), st_ymax(box_before)] END FROM p
        )
        SELECT array_agg(p.id), array_agg(p.version + 1), array_agg(p.later) INTO ids, versions, moments
        FROM p WHERE p.good IS NULL;
    ELSIF TG_OP = 'INSERT' THEN
        known := EXISTS (SELECT FROM layers."irrigation_zones_history");
        WITH came AS MATERIALIZED (
            SELECT c.id, c.fid, c.version, c.updated_at, box3d(c.geom_3857) AS box, CASE WHEN known THEN coalesce((SELECT greatest(max(h.version) + 1, c.version) FROM layers."irrigation_zones_history" h WHERE h.id = c.id HAVING count(*) > 0), 1) ELSE 1 END AS first, CASE WHEN known THEN (SELECT max(h.gone_at) + interval '1 microsecond' FROM layers."irrigation_zones_history" h WHERE h.id = c.id) END AS after
            FROM changed c
        ), logged AS (
            INSERT INTO layers.changes (at, layer, operation, actor, client, feature_id, version, fid, bbox)
            SELECT moment, 'irrigation_zones', 'create', who, sender, n.id, n.first, n.fid, CASE WHEN n.box IS NOT NULL THEN ARRAY[st_xmin(n.box), st_ymin(n.box), st_xmax(n.box), st_ymax(n.box)] END FROM came n
        )
        SELECT array_agg(n.id), array_agg(n.first), array_agg(greatest(moment, n.after)) INTO ids, versions, moments
        FROM came n WHERE n.version <> n.first OR n.updated_at NOT BETWEEN greatest(now(), n.after) AND moment;
    ELSIF TG_OP = 'DELETE' THEN
        INSERT INTO layers."irrigation_zones_history" ("fid", "id", "code", "ward_code", "source", "version", "updated_at", "plot_id", "method", "area_m2", "flow_lh", "efficiency_pct", "field_capacity_pct", "wilting_point_pct", "geom", gone_at) SELECT o."fid", o."id", o."code", o."ward_code", o."source", o."version", o."updated_at", o."plot_id", o."method", o."area_m2", o."flow_lh", o."efficiency_pct", o."field_capacity_pct", o."wilting_point_pct", o."geom", greatest(moment, o.updated_at + interval '1 microsecond') FROM gone o;
        INSERT INTO layers.changes (at, layer, operation, actor, client, feature_id, version, fid, bbox)
            SELECT moment, 'irrigation_zones', 'delete', who, sender, o.id, o.version, o.fid, CASE WHEN o.box IS NOT NULL THEN ARRAY[st_xmin(o.box), st_ymin(o.box), st_xmax(o.box), st_ymax(o.box)] END
            FROM (SELECT o.id, o.version, o.fid, box3d(o.geom_3857) AS box FROM gone o OFFSET 0) o;
    ELSE
        INSERT INTO layers."irrigation_zones_history" ("fid", "id", "code", "ward_code", "source", "version", "updated_at", "plot_id", "method", "area_m2", "flow_lh", "efficiency_pct", "field_capacity_pct", "wilting_point_pct", "geom", gone_at) SELECT o."fid", o."id", o."code", o."ward_code", o."source", o."version", o."updated_at", o."plot_id", o."method", o."area_m2", o."flow_lh", o."efficiency_pct", o."field_capacity_pct", o."wilting_point_pct", o."geom", greatest(moment, o.updated_at + interval '1 microsecond') FROM layers."irrigation_zones" o;
        INSERT INTO layers.changes (at, layer, operation, actor, client)
            VALUES (moment, 'irrigation_zones', 'truncate', who, sender);
    END IF;
    IF ids IS NOT NULL THEN
        PERFORM layers.stamp('irrigation_zones', ids, versions, moments);
    END IF;
    RETURN NULL;
END $$;
GRANT SELECT (id), UPDATE (version, updated_at) ON layers."irrigation_zones" TO dongha_keeper;
CREATE TRIGGER log_insert AFTER INSERT ON layers."irrigation_zones" REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION layers."log_irrigation_zones"();
CREATE TRIGGER log_update AFTER UPDATE ON layers."irrigation_zones" REFERENCING OLD TABLE AS gone NEW TABLE AS changed FOR EACH STATEMENT WHEN (current_user <> 'dongha_keeper') EXECUTE FUNCTION layers."log_irrigation_zones"();
CREATE TRIGGER log_delete AFTER DELETE ON layers."irrigation_zones" REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION layers."log_irrigation_zones"();
CREATE TRIGGER log_truncate BEFORE TRUNCATE ON layers."irrigation_zones" FOR EACH STATEMENT EXECUTE FUNCTION layers."log_irrigation_zones"();
CREATE TRIGGER keep_identity AFTER UPDATE OF fid, id ON layers."irrigation_zones" FOR EACH ROW WHEN (old.fid <> new.fid OR old.id <> new.id) EXECUTE FUNCTION layers.keep_identity();
CREATE TRIGGER log_state_insert AFTER INSERT ON layers."irrigation_zones_state" REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION layers.log_state('irrigation_zones');
CREATE TRIGGER log_state_update AFTER UPDATE ON layers."irrigation_zones_state" REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION layers.log_state('irrigation_zones');
CREATE TRIGGER log_state_delete AFTER DELETE ON layers."irrigation_zones_state" REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION layers.log_state('irrigation_zones');
CREATE TRIGGER log_state_truncate AFTER TRUNCATE ON layers."irrigation_zones_state" FOR EACH STATEMENT EXECUTE FUNCTION layers.log_state_truncate('irrigation_zones');

CREATE FUNCTION layers."log_incidents"() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = layers, ext, pg_temp SET enable_nestloop = off
AS $$
DECLARE
    moment timestamptz := clock_timestamp();
    who text := layers.actor();
    sender text := layers.client();
    known boolean;
    ids uuid[];
    versions integer[];
    moments timestamptz[];
BEGIN
    IF TG_OP = 'UPDATE' THEN
        WITH p AS MATERIALIZED (
            SELECT o."fid", o."id", o."code", o."ward_code", o."source", o."version", o."updated_at", o."service_code", o."status", o."priority", o."summary", o."description", o."address", o."channel", o."reporter_ref", o."media_refs", o."department", o."requested_at", o."due_at", o."resolved_at", o."rating", o."duplicate_of_id", o."created_by", o."geom", box3d(n.geom_3857) AS box,
                CASE WHEN o.geom_3857 IS DISTINCT FROM n.geom_3857 THEN box3d(o.geom_3857) END AS box_before,
                CASE WHEN n.version = o.version + 1 AND n.updated_at > o.updated_at AND n.updated_at BETWEEN now() AND moment THEN n.updated_at END AS good, greatest(moment, o.updated_at + interval '1 microsecond') AS later
            FROM gone o JOIN changed n ON n.id = o.id WHERE (n.version = o.version + 1 OR NOT (n."code" IS NOT DISTINCT FROM o."code" AND n."ward_code" IS NOT DISTINCT FROM o."ward_code" AND n."source" IS NOT DISTINCT FROM o."source" AND n."version" IS NOT DISTINCT FROM o."version" AND n."updated_at" IS NOT DISTINCT FROM o."updated_at" AND n."service_code" IS NOT DISTINCT FROM o."service_code" AND n."status" IS NOT DISTINCT FROM o."status" AND n."priority" IS NOT DISTINCT FROM o."priority" AND n."summary" IS NOT DISTINCT FROM o."summary" AND n."description" IS NOT DISTINCT FROM o."description" AND n."address" IS NOT DISTINCT FROM o."address" AND n."channel" IS NOT DISTINCT FROM o."channel" AND n."reporter_ref" IS NOT DISTINCT FROM o."reporter_ref" AND n."media_refs" IS NOT DISTINCT FROM o."media_refs" AND n."department" IS NOT DISTINCT FROM o."department" AND n."requested_at" IS NOT DISTINCT FROM o."requested_at" AND n."due_at" IS NOT DISTINCT FROM o."due_at" AND n."resolved_at" IS NOT DISTINCT FROM o."resolved_at" AND n."rating" IS NOT DISTINCT FROM o."rating" AND n."duplicate_of_id" IS NOT DISTINCT FROM o."duplicate_of_id" AND n."created_by" IS NOT DISTINCT FROM o."created_by" AND n."geom" IS NOT DISTINCT FROM o."geom"))
        ), kept AS (
            INSERT INTO layers."incidents_history" ("fid", "id", "code", "ward_code", "source", "version", "updated_at", "service_code", "status", "priority", "summary", "description", "address", "channel", "reporter_ref", "media_refs", "department", "requested_at", "due_at", "resolved_at", "rating", "duplicate_of_id", "created_by", "geom", gone_at) SELECT "fid", "id", "code", "ward_code", "source", "version", "updated_at", "service_code", "status", "priority", "summary", "description", "address", "channel", "reporter_ref", "media_refs", "department", "requested_at", "due_at", "resolved_at", "rating", "duplicate_of_id", "created_by", "geom", coalesce(good, later) FROM p
        ), logged AS (
            INSERT INTO layers.changes (at, layer, operation, actor, client, feature_id, version, fid, bbox, bbox_before)
            SELECT moment, 'incidents', 'update', who, sender, id, version + 1, fid, CASE WHEN box IS NOT NULL THEN ARRAY[st_xmin(box), st_ymin(box), st_xmax(box), st_ymax(box)] END,
                CASE WHEN box_before IS NOT NULL THEN ARRAY[st_xmin(box_before), st_ymin(box_before), st_xmax(box_before), st_ymax(box_before)] END FROM p
        )
        SELECT array_agg(p.id), array_agg(p.version + 1), array_agg(p.later) INTO ids, versions, moments
        FROM p WHERE p.good IS NULL;
    ELSIF TG_OP = 'INSERT' THEN
        known := EXISTS (SELECT FROM layers."incidents_history");
        WITH came AS MATERIALIZED (
            SELECT c.id, c.fid, c.version, c.updated_at, box3d(c.geom_3857) AS box, CASE WHEN known THEN coalesce((SELECT greatest(max(h.version) + 1, c.version) FROM layers."incidents_history" h WHERE h.id = c.id HAVING count(*) > 0), 1) ELSE 1 END AS first, CASE WHEN known THEN (SELECT max(h.gone_at) + interval '1 microsecond' FROM layers."incidents_history" h WHERE h.id = c.id) END AS after
            FROM changed c
        ), logged AS (
            INSERT INTO layers.changes (at, layer, operation, actor, client, feature_id, version, fid, bbox)
            SELECT moment, 'incidents', 'create', who, sender, n.id, n.first, n.fid, CASE WHEN n.box IS NOT NULL THEN ARRAY[st_xmin(n.box), st_ymin(n.box), st_xmax(n.box), st_ymax(n.box)] END FROM came n
        )
        SELECT array_agg(n.id), array_agg(n.first), array_agg(greatest(moment, n.after)) INTO ids, versions, moments
        FROM came n WHERE n.version <> n.first OR n.updated_at NOT BETWEEN greatest(now(), n.after) AND moment;
    ELSIF TG_OP = 'DELETE' THEN
        INSERT INTO layers."incidents_history" ("fid", "id", "code", "ward_code", "source", "version", "updated_at", "service_code", "status", "priority", "summary", "description", "address", "channel", "reporter_ref", "media_refs", "department", "requested_at", "due_at", "resolved_at", "rating", "duplicate_of_id", "created_by", "geom", gone_at) SELECT o."fid", o."id", o."code", o."ward_code", o."source", o."version", o."updated_at", o."service_code", o."status", o."priority", o."summary", o."description", o."address", o."channel", o."reporter_ref", o."media_refs", o."department", o."requested_at", o."due_at", o."resolved_at", o."rating", o."duplicate_of_id", o."created_by", o."geom", greatest(moment, o.updated_at + interval '1 microsecond') FROM gone o;
        INSERT INTO layers.changes (at, layer, operation, actor, client, feature_id, version, fid, bbox)
            SELECT moment, 'incidents', 'delete', who, sender, o.id, o.version, o.fid, CASE WHEN o.box IS NOT NULL THEN ARRAY[st_xmin(o.box), st_ymin(o.box), st_xmax(o.box), st_ymax(o.box)] END
            FROM (SELECT o.id, o.version, o.fid, box3d(o.geom_3857) AS box FROM gone o OFFSET 0) o;
    ELSE
        INSERT INTO layers."incidents_history" ("fid", "id", "code", "ward_code", "source", "version", "updated_at", "service_code", "status", "priority", "summary", "description", "address", "channel", "reporter_ref", "media_refs", "department", "requested_at", "due_at", "resolved_at", "rating", "duplicate_of_id", "created_by", "geom", gone_at) SELECT o."fid", o."id", o."code", o."ward_code", o."source", o."version", o."updated_at", o."service_code", o."status", o."priority", o."summary", o."description", o."address", o."channel", o."reporter_ref", o."media_refs", o."department", o."requested_at", o."due_at", o."resolved_at", o."rating", o."duplicate_of_id", o."created_by", o."geom", greatest(moment, o.updated_at + interval '1 microsecond') FROM layers."incidents" o;
        INSERT INTO layers.changes (at, layer, operation, actor, client)
            VALUES (moment, 'incidents', 'truncate', who, sender);
    END IF;
    IF ids IS NOT NULL THEN
        PERFORM layers.stamp('incidents', ids, versions, moments);
    END IF;
    RETURN NULL;
END $$;
GRANT SELECT (id), UPDATE (version, updated_at) ON layers."incidents" TO dongha_keeper;
CREATE TRIGGER log_insert AFTER INSERT ON layers."incidents" REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION layers."log_incidents"();
CREATE TRIGGER log_update AFTER UPDATE ON layers."incidents" REFERENCING OLD TABLE AS gone NEW TABLE AS changed FOR EACH STATEMENT WHEN (current_user <> 'dongha_keeper') EXECUTE FUNCTION layers."log_incidents"();
CREATE TRIGGER log_delete AFTER DELETE ON layers."incidents" REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION layers."log_incidents"();
CREATE TRIGGER log_truncate BEFORE TRUNCATE ON layers."incidents" FOR EACH STATEMENT EXECUTE FUNCTION layers."log_incidents"();
CREATE TRIGGER keep_identity AFTER UPDATE OF fid, id ON layers."incidents" FOR EACH ROW WHEN (old.fid <> new.fid OR old.id <> new.id) EXECUTE FUNCTION layers.keep_identity();

CREATE FUNCTION layers."log_incident_updates"() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = layers, ext, pg_temp SET enable_nestloop = off
AS $$
DECLARE
    moment timestamptz := clock_timestamp();
    who text := layers.actor();
    sender text := layers.client();
    known boolean;
    ids uuid[];
    versions integer[];
    moments timestamptz[];
BEGIN
    IF TG_OP = 'UPDATE' THEN
        WITH p AS MATERIALIZED (
            SELECT o."fid", o."id", o."code", o."ward_code", o."source", o."version", o."updated_at", o."incident_id", o."status", o."message", o."note", o."author_ref", o."media_refs", o."department", o."happened_at", o."geom", box3d(n.geom_3857) AS box,
                CASE WHEN o.geom_3857 IS DISTINCT FROM n.geom_3857 THEN box3d(o.geom_3857) END AS box_before,
                CASE WHEN n.version = o.version + 1 AND n.updated_at > o.updated_at AND n.updated_at BETWEEN now() AND moment THEN n.updated_at END AS good, greatest(moment, o.updated_at + interval '1 microsecond') AS later
            FROM gone o JOIN changed n ON n.id = o.id WHERE (n.version = o.version + 1 OR NOT (n."code" IS NOT DISTINCT FROM o."code" AND n."ward_code" IS NOT DISTINCT FROM o."ward_code" AND n."source" IS NOT DISTINCT FROM o."source" AND n."version" IS NOT DISTINCT FROM o."version" AND n."updated_at" IS NOT DISTINCT FROM o."updated_at" AND n."incident_id" IS NOT DISTINCT FROM o."incident_id" AND n."status" IS NOT DISTINCT FROM o."status" AND n."message" IS NOT DISTINCT FROM o."message" AND n."note" IS NOT DISTINCT FROM o."note" AND n."author_ref" IS NOT DISTINCT FROM o."author_ref" AND n."media_refs" IS NOT DISTINCT FROM o."media_refs" AND n."department" IS NOT DISTINCT FROM o."department" AND n."happened_at" IS NOT DISTINCT FROM o."happened_at" AND n."geom" IS NOT DISTINCT FROM o."geom"))
        ), kept AS (
            INSERT INTO layers."incident_updates_history" ("fid", "id", "code", "ward_code", "source", "version", "updated_at", "incident_id", "status", "message", "note", "author_ref", "media_refs", "department", "happened_at", "geom", gone_at) SELECT "fid", "id", "code", "ward_code", "source", "version", "updated_at", "incident_id", "status", "message", "note", "author_ref", "media_refs", "department", "happened_at", "geom", coalesce(good, later) FROM p
        ), logged AS (
            INSERT INTO layers.changes (at, layer, operation, actor, client, feature_id, version, fid, bbox, bbox_before)
            SELECT moment, 'incident_updates', 'update', who, sender, id, version + 1, fid, CASE WHEN box IS NOT NULL THEN ARRAY[st_xmin(box), st_ymin(box), st_xmax(box), st_ymax(box)] END,
                CASE WHEN box_before IS NOT NULL THEN ARRAY[st_xmin(box_before), st_ymin(box_before), st_xmax(box_before), st_ymax(box_before)] END FROM p
        )
        SELECT array_agg(p.id), array_agg(p.version + 1), array_agg(p.later) INTO ids, versions, moments
        FROM p WHERE p.good IS NULL;
    ELSIF TG_OP = 'INSERT' THEN
        known := EXISTS (SELECT FROM layers."incident_updates_history");
        WITH came AS MATERIALIZED (
            SELECT c.id, c.fid, c.version, c.updated_at, box3d(c.geom_3857) AS box, CASE WHEN known THEN coalesce((SELECT greatest(max(h.version) + 1, c.version) FROM layers."incident_updates_history" h WHERE h.id = c.id HAVING count(*) > 0), 1) ELSE 1 END AS first, CASE WHEN known THEN (SELECT max(h.gone_at) + interval '1 microsecond' FROM layers."incident_updates_history" h WHERE h.id = c.id) END AS after
            FROM changed c
        ), logged AS (
            INSERT INTO layers.changes (at, layer, operation, actor, client, feature_id, version, fid, bbox)
            SELECT moment, 'incident_updates', 'create', who, sender, n.id, n.first, n.fid, CASE WHEN n.box IS NOT NULL THEN ARRAY[st_xmin(n.box), st_ymin(n.box), st_xmax(n.box), st_ymax(n.box)] END FROM came n
        )
        SELECT array_agg(n.id), array_agg(n.first), array_agg(greatest(moment, n.after)) INTO ids, versions, moments
        FROM came n WHERE n.version <> n.first OR n.updated_at NOT BETWEEN greatest(now(), n.after) AND moment;
    ELSIF TG_OP = 'DELETE' THEN
        INSERT INTO layers."incident_updates_history" ("fid", "id", "code", "ward_code", "source", "version", "updated_at", "incident_id", "status", "message", "note", "author_ref", "media_refs", "department", "happened_at", "geom", gone_at) SELECT o."fid", o."id", o."code", o."ward_code", o."source", o."version", o."updated_at", o."incident_id", o."status", o."message", o."note", o."author_ref", o."media_refs", o."department", o."happened_at", o."geom", greatest(moment, o.updated_at + interval '1 microsecond') FROM gone o;
        INSERT INTO layers.changes (at, layer, operation, actor, client, feature_id, version, fid, bbox)
            SELECT moment, 'incident_updates', 'delete', who, sender, o.id, o.version, o.fid, CASE WHEN o.box IS NOT NULL THEN ARRAY[st_xmin(o.box), st_ymin(o.box), st_xmax(o.box), st_ymax(o.box)] END
            FROM (SELECT o.id, o.version, o.fid, box3d(o.geom_3857) AS box FROM gone o OFFSET 0) o;
    ELSE
        INSERT INTO layers."incident_updates_history" ("fid", "id", "code", "ward_code", "source", "version", "updated_at", "incident_id", "status", "message", "note", "author_ref", "media_refs", "department", "happened_at", "geom", gone_at) SELECT o."fid", o."id", o."code", o."ward_code", o."source", o."version", o."updated_at", o."incident_id", o."status", o."message", o."note", o."author_ref", o."media_refs", o."department", o."happened_at", o."geom", greatest(moment, o.updated_at + interval '1 microsecond') FROM layers."incident_updates" o;
        INSERT INTO layers.changes (at, layer, operation, actor, client)
            VALUES (moment, 'incident_updates', 'truncate', who, sender);
    END IF;
    IF ids IS NOT NULL THEN
        PERFORM layers.stamp('incident_updates', ids, versions, moments);
    END IF;
    RETURN NULL;
END $$;
GRANT SELECT (id), UPDATE (version, updated_at) ON layers."incident_updates" TO dongha_keeper;
CREATE TRIGGER log_insert AFTER INSERT ON layers."incident_updates" REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION layers."log_incident_updates"();
CREATE TRIGGER log_update AFTER UPDATE ON layers."incident_updates" REFERENCING OLD TABLE AS gone NEW TABLE AS changed FOR EACH STATEMENT WHEN (current_user <> 'dongha_keeper') EXECUTE FUNCTION layers."log_incident_updates"();
CREATE TRIGGER log_delete AFTER DELETE ON layers."incident_updates" REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION layers."log_incident_updates"();
CREATE TRIGGER log_truncate BEFORE TRUNCATE ON layers."incident_updates" FOR EACH STATEMENT EXECUTE FUNCTION layers."log_incident_updates"();
CREATE TRIGGER keep_identity AFTER UPDATE OF fid, id ON layers."incident_updates" FOR EACH ROW WHEN (old.fid <> new.fid OR old.id <> new.id) EXECUTE FUNCTION layers.keep_identity();

CREATE FUNCTION layers."log_public_facilities"() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = layers, ext, pg_temp SET enable_nestloop = off
AS $$
DECLARE
    moment timestamptz := clock_timestamp();
    who text := layers.actor();
    sender text := layers.client();
    known boolean;
    ids uuid[];
    versions integer[];
    moments timestamptz[];
BEGIN
    IF TG_OP = 'UPDATE' THEN
        WITH p AS MATERIALIZED (
            SELECT o."fid", o."id", o."code", o."ward_code", o."source", o."version", o."updated_at", o."name", o."kind", o."address", o."phone", o."website", o."opening_hours", o."capacity", o."counter_count", o."is_wheelchair_accessible", o."geom", box3d(n.geom_3857) AS box,
                CASE WHEN o.geom_3857 IS DISTINCT FROM n.geom_3857 THEN box3d(o.geom_3857) END AS box_before,
                CASE WHEN n.version = o.version + 1 AND n.updated_at > o.updated_at AND n.updated_at BETWEEN now() AND moment THEN n.updated_at END AS good, greatest(moment, o.updated_at + interval '1 microsecond') AS later
            FROM gone o JOIN changed n ON n.id = o.id WHERE (n.version = o.version + 1 OR NOT (n."code" IS NOT DISTINCT FROM o."code" AND n."ward_code" IS NOT DISTINCT FROM o."ward_code" AND n."source" IS NOT DISTINCT FROM o."source" AND n."version" IS NOT DISTINCT FROM o."version" AND n."updated_at" IS NOT DISTINCT FROM o."updated_at" AND n."name" IS NOT DISTINCT FROM o."name" AND n."kind" IS NOT DISTINCT FROM o."kind" AND n."address" IS NOT DISTINCT FROM o."address" AND n."phone" IS NOT DISTINCT FROM o."phone" AND n."website" IS NOT DISTINCT FROM o."website" AND n."opening_hours" IS NOT DISTINCT FROM o."opening_hours" AND n."capacity" IS NOT DISTINCT FROM o."capacity" AND n."counter_count" IS NOT DISTINCT FROM o."counter_count" AND n."is_wheelchair_accessible" IS NOT DISTINCT FROM o."is_wheelchair_accessible" AND n."geom" IS NOT DISTINCT FROM o."geom"))
        ), kept AS (
            INSERT INTO layers."public_facilities_history" ("fid", "id", "code", "ward_code", "source", "version", "updated_at", "name", "kind", "address", "phone", "website", "opening_hours", "capacity", "counter_count", "is_wheelchair_accessible", "geom", gone_at) SELECT "fid", "id", "code", "ward_code", "source", "version", "updated_at", "name", "kind", "address", "phone", "website", "opening_hours", "capacity", "counter_count", "is_wheelchair_accessible", "geom", coalesce(good, later) FROM p
        ), logged AS (
            INSERT INTO layers.changes (at, layer, operation, actor, client, feature_id, version, fid, bbox, bbox_before)
            SELECT moment, 'public_facilities', 'update', who, sender, id, version + 1, fid, CASE WHEN box IS NOT NULL THEN ARRAY[st_xmin(box), st_ymin(box), st_xmax(box), st_ymax(box)] END,
                CASE WHEN box_before IS NOT NULL THEN ARRAY[st_xmin(box_before), st_ymin(box_before), st_xmax(box_before), st_ymax(box_before)] END FROM p
        )
        SELECT array_agg(p.id), array_agg(p.version + 1), array_agg(p.later) INTO ids, versions, moments
        FROM p WHERE p.good IS NULL;
    ELSIF TG_OP = 'INSERT' THEN
        known := EXISTS (SELECT FROM layers."public_facilities_history");
        WITH came AS MATERIALIZED (
            SELECT c.id, c.fid, c.version, c.updated_at, box3d(c.geom_3857) AS box, CASE WHEN known THEN coalesce((SELECT greatest(max(h.version) + 1, c.version) FROM layers."public_facilities_history" h WHERE h.id = c.id HAVING count(*) > 0), 1) ELSE 1 END AS first, CASE WHEN known THEN (SELECT max(h.gone_at) + interval '1 microsecond' FROM layers."public_facilities_history" h WHERE h.id = c.id) END AS after
            FROM changed c
        ), logged AS (
            INSERT INTO layers.changes (at, layer, operation, actor, client, feature_id, version, fid, bbox)
            SELECT moment, 'public_facilities', 'create', who, sender, n.id, n.first, n.fid, CASE WHEN n.box IS NOT NULL THEN ARRAY[st_xmin(n.box), st_ymin(n.box), st_xmax(n.box), st_ymax(n.box)] END FROM came n
        )
        SELECT array_agg(n.id), array_agg(n.first), array_agg(greatest(moment, n.after)) INTO ids, versions, moments
        FROM came n WHERE n.version <> n.first OR n.updated_at NOT BETWEEN greatest(now(), n.after) AND moment;
    ELSIF TG_OP = 'DELETE' THEN
        INSERT INTO layers."public_facilities_history" ("fid", "id", "code", "ward_code", "source", "version", "updated_at", "name", "kind", "address", "phone", "website", "opening_hours", "capacity", "counter_count", "is_wheelchair_accessible", "geom", gone_at) SELECT o."fid", o."id", o."code", o."ward_code", o."source", o."version", o."updated_at", o."name", o."kind", o."address", o."phone", o."website", o."opening_hours", o."capacity", o."counter_count", o."is_wheelchair_accessible", o."geom", greatest(moment, o.updated_at + interval '1 microsecond') FROM gone o;
        INSERT INTO layers.changes (at, layer, operation, actor, client, feature_id, version, fid, bbox)
            SELECT moment, 'public_facilities', 'delete', who, sender, o.id, o.version, o.fid, CASE WHEN o.box IS NOT NULL THEN ARRAY[st_xmin(o.box), st_ymin(o.box), st_xmax(o.box), st_ymax(o.box)] END
            FROM (SELECT o.id, o.version, o.fid, box3d(o.geom_3857) AS box FROM gone o OFFSET 0) o;
    ELSE
        INSERT INTO layers."public_facilities_history" ("fid", "id", "code", "ward_code", "source", "version", "updated_at", "name", "kind", "address", "phone", "website", "opening_hours", "capacity", "counter_count", "is_wheelchair_accessible", "geom", gone_at) SELECT o."fid", o."id", o."code", o."ward_code", o."source", o."version", o."updated_at", o."name", o."kind", o."address", o."phone", o."website", o."opening_hours", o."capacity", o."counter_count", o."is_wheelchair_accessible", o."geom", greatest(moment, o.updated_at + interval '1 microsecond') FROM layers."public_facilities" o;
        INSERT INTO layers.changes (at, layer, operation, actor, client)
            VALUES (moment, 'public_facilities', 'truncate', who, sender);
    END IF;
    IF ids IS NOT NULL THEN
        PERFORM layers.stamp('public_facilities', ids, versions, moments);
    END IF;
    RETURN NULL;
END $$;
GRANT SELECT (id), UPDATE (version, updated_at) ON layers."public_facilities" TO dongha_keeper;
CREATE TRIGGER log_insert AFTER INSERT ON layers."public_facilities" REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION layers."log_public_facilities"();
CREATE TRIGGER log_update AFTER UPDATE ON layers."public_facilities" REFERENCING OLD TABLE AS gone NEW TABLE AS changed FOR EACH STATEMENT WHEN (current_user <> 'dongha_keeper') EXECUTE FUNCTION layers."log_public_facilities"();
CREATE TRIGGER log_delete AFTER DELETE ON layers."public_facilities" REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION layers."log_public_facilities"();
CREATE TRIGGER log_truncate BEFORE TRUNCATE ON layers."public_facilities" FOR EACH STATEMENT EXECUTE FUNCTION layers."log_public_facilities"();
CREATE TRIGGER keep_identity AFTER UPDATE OF fid, id ON layers."public_facilities" FOR EACH ROW WHEN (old.fid <> new.fid OR old.id <> new.id) EXECUTE FUNCTION layers.keep_identity();
CREATE TRIGGER log_state_insert AFTER INSERT ON layers."public_facilities_state" REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION layers.log_state('public_facilities');
CREATE TRIGGER log_state_update AFTER UPDATE ON layers."public_facilities_state" REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION layers.log_state('public_facilities');
CREATE TRIGGER log_state_delete AFTER DELETE ON layers."public_facilities_state" REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION layers.log_state('public_facilities');
CREATE TRIGGER log_state_truncate AFTER TRUNCATE ON layers."public_facilities_state" FOR EACH STATEMENT EXECUTE FUNCTION layers.log_state_truncate('public_facilities');

CREATE FUNCTION layers."log_wifi_points"() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = layers, ext, pg_temp SET enable_nestloop = off
AS $$
DECLARE
    moment timestamptz := clock_timestamp();
    who text := layers.actor();
    sender text := layers.client();
    known boolean;
    ids uuid[];
    versions integer[];
    moments timestamptz[];
BEGIN
    IF TG_OP = 'UPDATE' THEN
        WITH p AS MATERIALIZED (
            SELECT o."fid", o."id", o."code", o."ward_code", o."source", o."version", o."updated_at", o."location", o."ssid", o."reach_m", o."provider", o."bandwidth_mbits", o."installed_on", o."geom", box3d(n.geom_3857) AS box,
                CASE WHEN o.geom_3857 IS DISTINCT FROM n.geom_3857 THEN box3d(o.geom_3857) END AS box_before,
                CASE WHEN n.version = o.version + 1 AND n.updated_at > o.updated_at AND n.updated_at BETWEEN now() AND moment THEN n.updated_at END AS good, greatest(moment, o.updated_at + interval '1 microsecond') AS later
            FROM gone o JOIN changed n ON n.id = o.id WHERE (n.version = o.version + 1 OR NOT (n."code" IS NOT DISTINCT FROM o."code" AND n."ward_code" IS NOT DISTINCT FROM o."ward_code" AND n."source" IS NOT DISTINCT FROM o."source" AND n."version" IS NOT DISTINCT FROM o."version" AND n."updated_at" IS NOT DISTINCT FROM o."updated_at" AND n."location" IS NOT DISTINCT FROM o."location" AND n."ssid" IS NOT DISTINCT FROM o."ssid" AND n."reach_m" IS NOT DISTINCT FROM o."reach_m" AND n."provider" IS NOT DISTINCT FROM o."provider" AND n."bandwidth_mbits" IS NOT DISTINCT FROM o."bandwidth_mbits" AND n."installed_on" IS NOT DISTINCT FROM o."installed_on" AND n."geom" IS NOT DISTINCT FROM o."geom"))
        ), kept AS (
            INSERT INTO layers."wifi_points_history" ("fid", "id", "code", "ward_code", "source", "version", "updated_at", "location", "ssid", "reach_m", "provider", "bandwidth_mbits", "installed_on", "geom", gone_at) SELECT "fid", "id", "code", "ward_code", "source", "version", "updated_at", "location", "ssid", "reach_m", "provider", "bandwidth_mbits", "installed_on", "geom", coalesce(good, later) FROM p
        ), logged AS (
            INSERT INTO layers.changes (at, layer, operation, actor, client, feature_id, version, fid, bbox, bbox_before)
            SELECT moment, 'wifi_points', 'update', who, sender, id, version + 1, fid, CASE WHEN box IS NOT NULL THEN ARRAY[st_xmin(box), st_ymin(box), st_xmax(box), st_ymax(box)] END,
                CASE WHEN box_before IS NOT NULL THEN ARRAY[st_xmin(box_before), st_ymin(box_before), st_xmax(box_before), st_ymax(box_before)] END FROM p
        )
        SELECT array_agg(p.id), array_agg(p.version + 1), array_agg(p.later) INTO ids, versions, moments
        FROM p WHERE p.good IS NULL;
    ELSIF TG_OP = 'INSERT' THEN
        known := EXISTS (SELECT FROM layers."wifi_points_history");
        WITH came AS MATERIALIZED (
            SELECT c.id, c.fid, c.version, c.updated_at, box3d(c.geom_3857) AS box, CASE WHEN known THEN coalesce((SELECT greatest(max(h.version) + 1, c.version) FROM layers."wifi_points_history" h WHERE h.id = c.id HAVING count(*) > 0), 1) ELSE 1 END AS first, CASE WHEN known THEN (SELECT max(h.gone_at) + interval '1 microsecond' FROM layers."wifi_points_history" h WHERE h.id = c.id) END AS after
            FROM changed c
        ), logged AS (
            INSERT INTO layers.changes (at, layer, operation, actor, client, feature_id, version, fid, bbox)
            SELECT moment, 'wifi_points', 'create', who, sender, n.id, n.first, n.fid, CASE WHEN n.box IS NOT NULL THEN ARRAY[st_xmin(n.box), st_ymin(n.box), st_xmax(n.box), st_ymax(n.box)] END FROM came n
        )
        SELECT array_agg(n.id), array_agg(n.first), array_agg(greatest(moment, n.after)) INTO ids, versions, moments
        FROM came n WHERE n.version <> n.first OR n.updated_at NOT BETWEEN greatest(now(), n.after) AND moment;
    ELSIF TG_OP = 'DELETE' THEN
        INSERT INTO layers."wifi_points_history" ("fid", "id", "code", "ward_code", "source", "version", "updated_at", "location", "ssid", "reach_m", "provider", "bandwidth_mbits", "installed_on", "geom", gone_at) SELECT o."fid", o."id", o."code", o."ward_code", o."source", o."version", o."updated_at", o."location", o."ssid", o."reach_m", o."provider", o."bandwidth_mbits", o."installed_on", o."geom", greatest(moment, o.updated_at + interval '1 microsecond') FROM gone o;
        INSERT INTO layers.changes (at, layer, operation, actor, client, feature_id, version, fid, bbox)
            SELECT moment, 'wifi_points', 'delete', who, sender, o.id, o.version, o.fid, CASE WHEN o.box IS NOT NULL THEN ARRAY[st_xmin(o.box), st_ymin(o.box), st_xmax(o.box), st_ymax(o.box)] END
            FROM (SELECT o.id, o.version, o.fid, box3d(o.geom_3857) AS box FROM gone o OFFSET 0) o;
    ELSE
        INSERT INTO layers."wifi_points_history" ("fid", "id", "code", "ward_code", "source", "version", "updated_at", "location", "ssid", "reach_m", "provider", "bandwidth_mbits", "installed_on", "geom", gone_at) SELECT o."fid", o."id", o."code", o."ward_code", o."source", o."version", o."updated_at", o."location", o."ssid", o."reach_m", o."provider", o."bandwidth_mbits", o."installed_on", o."geom", greatest(moment, o.updated_at + interval '1 microsecond') FROM layers."wifi_points" o;
        INSERT INTO layers.changes (at, layer, operation, actor, client)
            VALUES (moment, 'wifi_points', 'truncate', who, sender);
    END IF;
    IF ids IS NOT NULL THEN
        PERFORM layers.stamp('wifi_points', ids, versions, moments);
    END IF;
    RETURN NULL;
END $$;
GRANT SELECT (id), UPDATE (version, updated_at) ON layers."wifi_points" TO dongha_keeper;
CREATE TRIGGER log_insert AFTER INSERT ON layers."wifi_points" REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION layers."log_wifi_points"();
CREATE TRIGGER log_update AFTER UPDATE ON layers."wifi_points" REFERENCING OLD TABLE AS gone NEW TABLE AS changed FOR EACH STATEMENT WHEN (current_user <> 'dongha_keeper') EXECUTE FUNCTION layers."log_wifi_points"();
CREATE TRIGGER log_delete AFTER DELETE ON layers."wifi_points" REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION layers."log_wifi_points"();
CREATE TRIGGER log_truncate BEFORE TRUNCATE ON layers."wifi_points" FOR EACH STATEMENT EXECUTE FUNCTION layers."log_wifi_points"();
CREATE TRIGGER keep_identity AFTER UPDATE OF fid, id ON layers."wifi_points" FOR EACH ROW WHEN (old.fid <> new.fid OR old.id <> new.id) EXECUTE FUNCTION layers.keep_identity();
CREATE TRIGGER log_state_insert AFTER INSERT ON layers."wifi_points_state" REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION layers.log_state('wifi_points');
CREATE TRIGGER log_state_update AFTER UPDATE ON layers."wifi_points_state" REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION layers.log_state('wifi_points');
CREATE TRIGGER log_state_delete AFTER DELETE ON layers."wifi_points_state" REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION layers.log_state('wifi_points');
CREATE TRIGGER log_state_truncate AFTER TRUNCATE ON layers."wifi_points_state" FOR EACH STATEMENT EXECUTE FUNCTION layers.log_state_truncate('wifi_points');

CREATE FUNCTION layers."log_alerts"() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = layers, ext, pg_temp SET enable_nestloop = off
AS $$
DECLARE
    moment timestamptz := clock_timestamp();
    who text := layers.actor();
    sender text := layers.client();
    known boolean;
    ids uuid[];
    versions integer[];
    moments timestamptz[];
BEGIN
    IF TG_OP = 'UPDATE' THEN
        WITH p AS MATERIALIZED (
            SELECT o."fid", o."id", o."code", o."ward_code", o."source", o."version", o."updated_at", o."headline", o."headline_en", o."cap_category", o."cap_severity", o."cap_urgency", o."cap_certainty", o."status", o."instruction", o."instruction_en", o."risk_level", o."source_layer", o."source_id", o."sent_at", o."effective_at", o."expires_at", o."acknowledged_by_ref", o."geom", box3d(n.geom_3857) AS box,
                CASE WHEN o.geom_3857 IS DISTINCT FROM n.geom_3857 THEN box3d(o.geom_3857) END AS box_before,
                CASE WHEN n.version = o.version + 1 AND n.updated_at > o.updated_at AND n.updated_at BETWEEN now() AND moment THEN n.updated_at END AS good, greatest(moment, o.updated_at + interval '1 microsecond') AS later
            FROM gone o JOIN changed n ON n.id = o.id WHERE (n.version = o.version + 1 OR NOT (n."code" IS NOT DISTINCT FROM o."code" AND n."ward_code" IS NOT DISTINCT FROM o."ward_code" AND n."source" IS NOT DISTINCT FROM o."source" AND n."version" IS NOT DISTINCT FROM o."version" AND n."updated_at" IS NOT DISTINCT FROM o."updated_at" AND n."headline" IS NOT DISTINCT FROM o."headline" AND n."headline_en" IS NOT DISTINCT FROM o."headline_en" AND n."cap_category" IS NOT DISTINCT FROM o."cap_category" AND n."cap_severity" IS NOT DISTINCT FROM o."cap_severity" AND n."cap_urgency" IS NOT DISTINCT FROM o."cap_urgency" AND n."cap_certainty" IS NOT DISTINCT FROM o."cap_certainty" AND n."status" IS NOT DISTINCT FROM o."status" AND n."instruction" IS NOT DISTINCT FROM o."instruction" AND n."instruction_en" IS NOT DISTINCT FROM o."instruction_en" AND n."risk_level" IS NOT DISTINCT FROM o."risk_level" AND n."source_layer" IS NOT DISTINCT FROM o."source_layer" AND n."source_id" IS NOT DISTINCT FROM o."source_id" AND n."sent_at" IS NOT DISTINCT FROM o."sent_at" AND n."effective_at" IS NOT DISTINCT FROM o."effective_at" AND n."expires_at" IS NOT DISTINCT FROM o."expires_at" AND n."acknowledged_by_ref" IS NOT DISTINCT FROM o."acknowledged_by_ref" AND n."geom" IS NOT DISTINCT FROM o."geom"))
        ), kept AS (
            INSERT INTO layers."alerts_history" ("fid", "id", "code", "ward_code", "source", "version", "updated_at", "headline", "headline_en", "cap_category", "cap_severity", "cap_urgency", "cap_certainty", "status", "instruction", "instruction_en", "risk_level", "source_layer", "source_id", "sent_at", "effective_at", "expires_at", "acknowledged_by_ref", "geom", gone_at) SELECT "fid", "id", "code", "ward_code", "source", "version", "updated_at", "headline", "headline_en", "cap_category", "cap_severity", "cap_urgency", "cap_certainty", "status", "instruction", "instruction_en", "risk_level", "source_layer", "source_id", "sent_at", "effective_at", "expires_at", "acknowledged_by_ref", "geom", coalesce(good, later) FROM p
        ), logged AS (
            INSERT INTO layers.changes (at, layer, operation, actor, client, feature_id, version, fid, bbox, bbox_before)
            SELECT moment, 'alerts', 'update', who, sender, id, version + 1, fid, CASE WHEN box IS NOT NULL THEN ARRAY[st_xmin(box), st_ymin(box), st_xmax(box), st_ymax(box)] END,
                CASE WHEN box_before IS NOT NULL THEN ARRAY[st_xmin(box_before), st_ymin(box_before), st_xmax(box_before), st_ymax(box_before)] END FROM p
        )
        SELECT array_agg(p.id), array_agg(p.version + 1), array_agg(p.later) INTO ids, versions, moments
        FROM p WHERE p.good IS NULL;
    ELSIF TG_OP = 'INSERT' THEN
        known := EXISTS (SELECT FROM layers."alerts_history");
        WITH came AS MATERIALIZED (
            SELECT c.id, c.fid, c.version, c.updated_at, box3d(c.geom_3857) AS box, CASE WHEN known THEN coalesce((SELECT greatest(max(h.version) + 1, c.version) FROM layers."alerts_history" h WHERE h.id = c.id HAVING count(*) > 0), 1) ELSE 1 END AS first, CASE WHEN known THEN (SELECT max(h.gone_at) + interval '1 microsecond' FROM layers."alerts_history" h WHERE h.id = c.id) END AS after
            FROM changed c
        ), logged AS (
            INSERT INTO layers.changes (at, layer, operation, actor, client, feature_id, version, fid, bbox)
            SELECT moment, 'alerts', 'create', who, sender, n.id, n.first, n.fid, CASE WHEN n.box IS NOT NULL THEN ARRAY[st_xmin(n.box), st_ymin(n.box), st_xmax(n.box), st_ymax(n.box)] END FROM came n
        )
        SELECT array_agg(n.id), array_agg(n.first), array_agg(greatest(moment, n.after)) INTO ids, versions, moments
        FROM came n WHERE n.version <> n.first OR n.updated_at NOT BETWEEN greatest(now(), n.after) AND moment;
    ELSIF TG_OP = 'DELETE' THEN
        INSERT INTO layers."alerts_history" ("fid", "id", "code", "ward_code", "source", "version", "updated_at", "headline", "headline_en", "cap_category", "cap_severity", "cap_urgency", "cap_certainty", "status", "instruction", "instruction_en", "risk_level", "source_layer", "source_id", "sent_at", "effective_at", "expires_at", "acknowledged_by_ref", "geom", gone_at) SELECT o."fid", o."id", o."code", o."ward_code", o."source", o."version", o."updated_at", o."headline", o."headline_en", o."cap_category", o."cap_severity", o."cap_urgency", o."cap_certainty", o."status", o."instruction", o."instruction_en", o."risk_level", o."source_layer", o."source_id", o."sent_at", o."effective_at", o."expires_at", o."acknowledged_by_ref", o."geom", greatest(moment, o.updated_at + interval '1 microsecond') FROM gone o;
        INSERT INTO layers.changes (at, layer, operation, actor, client, feature_id, version, fid, bbox)
            SELECT moment, 'alerts', 'delete', who, sender, o.id, o.version, o.fid, CASE WHEN o.box IS NOT NULL THEN ARRAY[st_xmin(o.box), st_ymin(o.box), st_xmax(o.box), st_ymax(o.box)] END
            FROM (SELECT o.id, o.version, o.fid, box3d(o.geom_3857) AS box FROM gone o OFFSET 0) o;
    ELSE
        INSERT INTO layers."alerts_history" ("fid", "id", "code", "ward_code", "source", "version", "updated_at", "headline", "headline_en", "cap_category", "cap_severity", "cap_urgency", "cap_certainty", "status", "instruction", "instruction_en", "risk_level", "source_layer", "source_id", "sent_at", "effective_at", "expires_at", "acknowledged_by_ref", "geom", gone_at) SELECT o."fid", o."id", o."code", o."ward_code", o."source", o."version", o."updated_at", o."headline", o."headline_en", o."cap_category", o."cap_severity", o."cap_urgency", o."cap_certainty", o."status", o."instruction", o."instruction_en", o."risk_level", o."source_layer", o."source_id", o."sent_at", o."effective_at", o."expires_at", o."acknowledged_by_ref", o."geom", greatest(moment, o.updated_at + interval '1 microsecond') FROM layers."alerts" o;
        INSERT INTO layers.changes (at, layer, operation, actor, client)
            VALUES (moment, 'alerts', 'truncate', who, sender);
    END IF;
    IF ids IS NOT NULL THEN
        PERFORM layers.stamp('alerts', ids, versions, moments);
    END IF;
    RETURN NULL;
END $$;
GRANT SELECT (id), UPDATE (version, updated_at) ON layers."alerts" TO dongha_keeper;
CREATE TRIGGER log_insert AFTER INSERT ON layers."alerts" REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION layers."log_alerts"();
CREATE TRIGGER log_update AFTER UPDATE ON layers."alerts" REFERENCING OLD TABLE AS gone NEW TABLE AS changed FOR EACH STATEMENT WHEN (current_user <> 'dongha_keeper') EXECUTE FUNCTION layers."log_alerts"();
CREATE TRIGGER log_delete AFTER DELETE ON layers."alerts" REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION layers."log_alerts"();
CREATE TRIGGER log_truncate BEFORE TRUNCATE ON layers."alerts" FOR EACH STATEMENT EXECUTE FUNCTION layers."log_alerts"();
CREATE TRIGGER keep_identity AFTER UPDATE OF fid, id ON layers."alerts" FOR EACH ROW WHEN (old.fid <> new.fid OR old.id <> new.id) EXECUTE FUNCTION layers.keep_identity();

CREATE FUNCTION layers."log_tasks"() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = layers, ext, pg_temp SET enable_nestloop = off
AS $$
DECLARE
    moment timestamptz := clock_timestamp();
    who text := layers.actor();
    sender text := layers.client();
    known boolean;
    ids uuid[];
    versions integer[];
    moments timestamptz[];
BEGIN
    IF TG_OP = 'UPDATE' THEN
        WITH p AS MATERIALIZED (
            SELECT o."fid", o."id", o."code", o."ward_code", o."source", o."version", o."updated_at", o."title", o."status", o."priority", o."department", o."assignee_ref", o."note", o."created_at", o."due_at", o."completed_at", o."incident_id", o."alert_id", o."geom", box3d(n.geom_3857) AS box,
                CASE WHEN o.geom_3857 IS DISTINCT FROM n.geom_3857 THEN box3d(o.geom_3857) END AS box_before,
                CASE WHEN n.version = o.version + 1 AND n.updated_at > o.updated_at AND n.updated_at BETWEEN now() AND moment THEN n.updated_at END AS good, greatest(moment, o.updated_at + interval '1 microsecond') AS later
            FROM gone o JOIN changed n ON n.id = o.id WHERE (n.version = o.version + 1 OR NOT (n."code" IS NOT DISTINCT FROM o."code" AND n."ward_code" IS NOT DISTINCT FROM o."ward_code" AND n."source" IS NOT DISTINCT FROM o."source" AND n."version" IS NOT DISTINCT FROM o."version" AND n."updated_at" IS NOT DISTINCT FROM o."updated_at" AND n."title" IS NOT DISTINCT FROM o."title" AND n."status" IS NOT DISTINCT FROM o."status" AND n."priority" IS NOT DISTINCT FROM o."priority" AND n."department" IS NOT DISTINCT FROM o."department" AND n."assignee_ref" IS NOT DISTINCT FROM o."assignee_ref" AND n."note" IS NOT DISTINCT FROM o."note" AND n."created_at" IS NOT DISTINCT FROM o."created_at" AND n."due_at" IS NOT DISTINCT FROM o."due_at" AND n."completed_at" IS NOT DISTINCT FROM o."completed_at" AND n."incident_id" IS NOT DISTINCT FROM o."incident_id" AND n."alert_id" IS NOT DISTINCT FROM o."alert_id" AND n."geom" IS NOT DISTINCT FROM o."geom"))
        ), kept AS (
            INSERT INTO layers."tasks_history" ("fid", "id", "code", "ward_code", "source", "version", "updated_at", "title", "status", "priority", "department", "assignee_ref", "note", "created_at", "due_at", "completed_at", "incident_id", "alert_id", "geom", gone_at) SELECT "fid", "id", "code", "ward_code", "source", "version", "updated_at", "title", "status", "priority", "department", "assignee_ref", "note", "created_at", "due_at", "completed_at", "incident_id", "alert_id", "geom", coalesce(good, later) FROM p
        ), logged AS (
            INSERT INTO layers.changes (at, layer, operation, actor, client, feature_id, version, fid, bbox, bbox_before)
            SELECT moment, 'tasks', 'update', who, sender, id, version + 1, fid, CASE WHEN box IS NOT NULL THEN ARRAY[st_xmin(box), st_ymin(box), st_xmax(box), st_ymax(box)] END,
                CASE WHEN box_before IS NOT NULL THEN ARRAY[st_xmin(box_before), st_ymin(box_before), st_xmax(box_before), st_ymax(box_before)] END FROM p
        )
        SELECT array_agg(p.id), array_agg(p.version + 1), array_agg(p.later) INTO ids, versions, moments
        FROM p WHERE p.good IS NULL;
    ELSIF TG_OP = 'INSERT' THEN
        known := EXISTS (SELECT FROM layers."tasks_history");
        WITH came AS MATERIALIZED (
            SELECT c.id, c.fid, c.version, c.updated_at, box3d(c.geom_3857) AS box, CASE WHEN known THEN coalesce((SELECT greatest(max(h.version) + 1, c.version) FROM layers."tasks_history" h WHERE h.id = c.id HAVING count(*) > 0), 1) ELSE 1 END AS first, CASE WHEN known THEN (SELECT max(h.gone_at) + interval '1 microsecond' FROM layers."tasks_history" h WHERE h.id = c.id) END AS after
            FROM changed c
        ), logged AS (
            INSERT INTO layers.changes (at, layer, operation, actor, client, feature_id, version, fid, bbox)
            SELECT moment, 'tasks', 'create', who, sender, n.id, n.first, n.fid, CASE WHEN n.box IS NOT NULL THEN ARRAY[st_xmin(n.box), st_ymin(n.box), st_xmax(n.box), st_ymax(n.box)] END FROM came n
        )
        SELECT array_agg(n.id), array_agg(n.first), array_agg(greatest(moment, n.after)) INTO ids, versions, moments
        FROM came n WHERE n.version <> n.first OR n.updated_at NOT BETWEEN greatest(now(), n.after) AND moment;
    ELSIF TG_OP = 'DELETE' THEN
        INSERT INTO layers."tasks_history" ("fid", "id", "code", "ward_code", "source", "version", "updated_at", "title", "status", "priority", "department", "assignee_ref", "note", "created_at", "due_at", "completed_at", "incident_id", "alert_id", "geom", gone_at) SELECT o."fid", o."id", o."code", o."ward_code", o."source", o."version", o."updated_at", o."title", o."status", o."priority", o."department", o."assignee_ref", o."note", o."created_at", o."due_at", o."completed_at", o."incident_id", o."alert_id", o."geom", greatest(moment, o.updated_at + interval '1 microsecond') FROM gone o;
        INSERT INTO layers.changes (at, layer, operation, actor, client, feature_id, version, fid, bbox)
            SELECT moment, 'tasks', 'delete', who, sender, o.id, o.version, o.fid, CASE WHEN o.box IS NOT NULL THEN ARRAY[st_xmin(o.box), st_ymin(o.box), st_xmax(o.box), st_ymax(o.box)] END
            FROM (SELECT o.id, o.version, o.fid, box3d(o.geom_3857) AS box FROM gone o OFFSET 0) o;
    ELSE
        INSERT INTO layers."tasks_history" ("fid", "id", "code", "ward_code", "source", "version", "updated_at", "title", "status", "priority", "department", "assignee_ref", "note", "created_at", "due_at", "completed_at", "incident_id", "alert_id", "geom", gone_at) SELECT o."fid", o."id", o."code", o."ward_code", o."source", o."version", o."updated_at", o."title", o."status", o."priority", o."department", o."assignee_ref", o."note", o."created_at", o."due_at", o."completed_at", o."incident_id", o."alert_id", o."geom", greatest(moment, o.updated_at + interval '1 microsecond') FROM layers."tasks" o;
        INSERT INTO layers.changes (at, layer, operation, actor, client)
            VALUES (moment, 'tasks', 'truncate', who, sender);
    END IF;
    IF ids IS NOT NULL THEN
        PERFORM layers.stamp('tasks', ids, versions, moments);
    END IF;
    RETURN NULL;
END $$;
GRANT SELECT (id), UPDATE (version, updated_at) ON layers."tasks" TO dongha_keeper;
CREATE TRIGGER log_insert AFTER INSERT ON layers."tasks" REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION layers."log_tasks"();
CREATE TRIGGER log_update AFTER UPDATE ON layers."tasks" REFERENCING OLD TABLE AS gone NEW TABLE AS changed FOR EACH STATEMENT WHEN (current_user <> 'dongha_keeper') EXECUTE FUNCTION layers."log_tasks"();
CREATE TRIGGER log_delete AFTER DELETE ON layers."tasks" REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION layers."log_tasks"();
CREATE TRIGGER log_truncate BEFORE TRUNCATE ON layers."tasks" FOR EACH STATEMENT EXECUTE FUNCTION layers."log_tasks"();
CREATE TRIGGER keep_identity AFTER UPDATE OF fid, id ON layers."tasks" FOR EACH ROW WHEN (old.fid <> new.fid OR old.id <> new.id) EXECUTE FUNCTION layers.keep_identity();

CREATE FUNCTION layers."log_indicator_definitions"() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = layers, ext, pg_temp SET enable_nestloop = off
AS $$
DECLARE
    moment timestamptz := clock_timestamp();
    who text := layers.actor();
    sender text := layers.client();
    known boolean;
    ids uuid[];
    versions integer[];
    moments timestamptz[];
BEGIN
    IF TG_OP = 'UPDATE' THEN
        INSERT INTO layers.changes (at, layer, operation, actor, client, feature_id, version) SELECT moment, 'indicator_definitions', 'update', who, sender, n.id, NULL
            FROM gone o JOIN changed n ON n.id = o.id WHERE (NOT (n."indicator" IS NOT DISTINCT FROM o."indicator" AND n."level" IS NOT DISTINCT FROM o."level" AND n."group_code" IS NOT DISTINCT FROM o."group_code" AND n."subgroup_code" IS NOT DISTINCT FROM o."subgroup_code" AND n."unit" IS NOT DISTINCT FROM o."unit" AND n."more_is_better" IS NOT DISTINCT FROM o."more_is_better" AND n."computed_from" IS NOT DISTINCT FROM o."computed_from" AND n."formula" IS NOT DISTINCT FROM o."formula" AND n."source" IS NOT DISTINCT FROM o."source"));
    ELSIF TG_OP = 'INSERT' THEN
        INSERT INTO layers.changes (at, layer, operation, actor, client, feature_id, version) SELECT moment, 'indicator_definitions', 'create', who, sender, n.id, NULL FROM changed n;
    ELSIF TG_OP = 'DELETE' THEN
        INSERT INTO layers.changes (at, layer, operation, actor, client, feature_id, version) SELECT moment, 'indicator_definitions', 'delete', who, sender, o.id, NULL FROM gone o;
    ELSE
        INSERT INTO layers.changes (at, layer, operation, actor, client)
            VALUES (moment, 'indicator_definitions', 'truncate', who, sender);
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER log_insert AFTER INSERT ON layers."indicator_definitions" REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION layers."log_indicator_definitions"();
CREATE TRIGGER log_update AFTER UPDATE ON layers."indicator_definitions" REFERENCING OLD TABLE AS gone NEW TABLE AS changed FOR EACH STATEMENT WHEN (current_user <> 'dongha_keeper') EXECUTE FUNCTION layers."log_indicator_definitions"();
CREATE TRIGGER log_delete AFTER DELETE ON layers."indicator_definitions" REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION layers."log_indicator_definitions"();
CREATE TRIGGER log_truncate BEFORE TRUNCATE ON layers."indicator_definitions" FOR EACH STATEMENT EXECUTE FUNCTION layers."log_indicator_definitions"();

CREATE FUNCTION layers."log_indicator_values"() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = layers, ext, pg_temp SET enable_nestloop = off
AS $$
DECLARE
    moment timestamptz := clock_timestamp();
    who text := layers.actor();
    sender text := layers.client();
    known boolean;
    ids uuid[];
    versions integer[];
    moments timestamptz[];
BEGIN
    IF TG_OP = 'UPDATE' THEN
        INSERT INTO layers.changes (at, layer, operation, actor, client, feature_id, version) SELECT moment, 'indicator_values', 'update', who, sender, n.id, o.version + 1
            FROM gone o JOIN changed n ON n.id = o.id WHERE (n.version = o.version + 1 OR NOT (n."indicator" IS NOT DISTINCT FROM o."indicator" AND n."ward_id" IS NOT DISTINCT FROM o."ward_id" AND n."period" IS NOT DISTINCT FROM o."period" AND n."period_kind" IS NOT DISTINCT FROM o."period_kind" AND n."period_from" IS NOT DISTINCT FROM o."period_from" AND n."period_to" IS NOT DISTINCT FROM o."period_to" AND n."value" IS NOT DISTINCT FROM o."value" AND n."target" IS NOT DISTINCT FROM o."target" AND n."source" IS NOT DISTINCT FROM o."source" AND n."version" IS NOT DISTINCT FROM o."version" AND n."updated_at" IS NOT DISTINCT FROM o."updated_at"));
        SELECT array_agg(n.id), array_agg(o.version + 1), array_agg(greatest(moment, o.updated_at + interval '1 microsecond')) INTO ids, versions, moments
            FROM gone o JOIN changed n ON n.id = o.id WHERE NOT (n.version = o.version + 1 AND n.updated_at > o.updated_at AND n.updated_at BETWEEN now() AND moment) AND (n.version = o.version + 1 OR NOT (n."indicator" IS NOT DISTINCT FROM o."indicator" AND n."ward_id" IS NOT DISTINCT FROM o."ward_id" AND n."period" IS NOT DISTINCT FROM o."period" AND n."period_kind" IS NOT DISTINCT FROM o."period_kind" AND n."period_from" IS NOT DISTINCT FROM o."period_from" AND n."period_to" IS NOT DISTINCT FROM o."period_to" AND n."value" IS NOT DISTINCT FROM o."value" AND n."target" IS NOT DISTINCT FROM o."target" AND n."source" IS NOT DISTINCT FROM o."source" AND n."version" IS NOT DISTINCT FROM o."version" AND n."updated_at" IS NOT DISTINCT FROM o."updated_at"));
    ELSIF TG_OP = 'INSERT' THEN
        INSERT INTO layers.changes (at, layer, operation, actor, client, feature_id, version) SELECT moment, 'indicator_values', 'create', who, sender, n.id, 1 FROM changed n;
        SELECT array_agg(n.id), array_agg(1), array_agg(moment) INTO ids, versions, moments
            FROM changed n WHERE n.version <> 1 OR n.updated_at NOT BETWEEN now() AND moment;
    ELSIF TG_OP = 'DELETE' THEN
        INSERT INTO layers.changes (at, layer, operation, actor, client, feature_id, version) SELECT moment, 'indicator_values', 'delete', who, sender, o.id, o.version FROM gone o;
    ELSE
        INSERT INTO layers.changes (at, layer, operation, actor, client)
            VALUES (moment, 'indicator_values', 'truncate', who, sender);
    END IF;
    IF ids IS NOT NULL THEN
        PERFORM layers.stamp('indicator_values', ids, versions, moments);
    END IF;
    RETURN NULL;
END $$;
GRANT SELECT (id), UPDATE (version, updated_at) ON layers."indicator_values" TO dongha_keeper;
CREATE TRIGGER log_insert AFTER INSERT ON layers."indicator_values" REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION layers."log_indicator_values"();
CREATE TRIGGER log_update AFTER UPDATE ON layers."indicator_values" REFERENCING OLD TABLE AS gone NEW TABLE AS changed FOR EACH STATEMENT WHEN (current_user <> 'dongha_keeper') EXECUTE FUNCTION layers."log_indicator_values"();
CREATE TRIGGER log_delete AFTER DELETE ON layers."indicator_values" REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION layers."log_indicator_values"();
CREATE TRIGGER log_truncate BEFORE TRUNCATE ON layers."indicator_values" FOR EACH STATEMENT EXECUTE FUNCTION layers."log_indicator_values"();

CREATE FUNCTION layers.overlaps(one geometry, two geometry, tolerance double precision) RETURNS boolean
    LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT SET search_path = ext, pg_temp
AS $$
    SELECT ST_Relate(one, two, '2********') AND NOT ST_IsEmpty(ST_Buffer(ST_Intersection(one, two), -tolerance / 2))
$$;

CREATE FUNCTION layers.in_bulk() RETURNS boolean
    LANGUAGE sql STABLE
    RETURN current_setting('dongha.bulk', true) = 'on' IS TRUE AND has_schema_privilege('layers', 'CREATE');

-- What covers many cells takes the whole layer; who takes cells holds the layer shared.
CREATE FUNCTION layers.lock_cells(name text, shape geometry) RETURNS void
    LANGUAGE plpgsql SET search_path = layers, ext, pg_temp
AS $$
DECLARE
    west integer := floor(ST_XMin(shape) / 200);
    east integer := floor(ST_XMax(shape) / 200);
    south integer := floor(ST_YMin(shape) / 200);
    north integer := floor(ST_YMax(shape) / 200);
BEGIN
    IF (east - west + 1) * (north - south + 1) > 64 THEN
        PERFORM pg_advisory_xact_lock(hashtextextended(name, 77));
        RETURN;
    END IF;
    PERFORM pg_advisory_xact_lock_shared(hashtextextended(name, 77));
    PERFORM pg_advisory_xact_lock(cell)
        FROM (SELECT hashtextextended(format('%s %s %s', name, x, y), 77) AS cell
            FROM generate_series(west, east) x, generate_series(south, north) y ORDER BY cell) cells;
END $$;

CREATE TRIGGER fill_ward BEFORE INSERT ON layers."neighbourhoods" FOR EACH ROW WHEN (NEW.ward_code IS NULL AND NOT layers.in_bulk()) EXECUTE FUNCTION layers.fill_ward();

CREATE TRIGGER fill_ward BEFORE INSERT ON layers."plans" FOR EACH ROW WHEN (NEW.ward_code IS NULL AND NOT layers.in_bulk()) EXECUTE FUNCTION layers.fill_ward();

CREATE TRIGGER fill_ward BEFORE INSERT ON layers."planning_zones" FOR EACH ROW WHEN (NEW.ward_code IS NULL AND NOT layers.in_bulk()) EXECUTE FUNCTION layers.fill_ward();

CREATE TRIGGER fill_ward BEFORE INSERT ON layers."road_redlines" FOR EACH ROW WHEN (NEW.ward_code IS NULL AND NOT layers.in_bulk()) EXECUTE FUNCTION layers.fill_ward();

CREATE TRIGGER fill_ward BEFORE INSERT ON layers."land_parcels" FOR EACH ROW WHEN (NEW.ward_code IS NULL AND NOT layers.in_bulk()) EXECUTE FUNCTION layers.fill_ward();

CREATE TRIGGER fill_ward BEFORE INSERT ON layers."parcel_changes" FOR EACH ROW WHEN (NEW.ward_code IS NULL AND NOT layers.in_bulk()) EXECUTE FUNCTION layers.fill_ward();

CREATE TRIGGER fill_ward BEFORE INSERT ON layers."construction_permits" FOR EACH ROW WHEN (NEW.ward_code IS NULL AND NOT layers.in_bulk()) EXECUTE FUNCTION layers.fill_ward();

CREATE TRIGGER fill_ward BEFORE INSERT ON layers."construction_sites" FOR EACH ROW WHEN (NEW.ward_code IS NULL AND NOT layers.in_bulk()) EXECUTE FUNCTION layers.fill_ward();

CREATE TRIGGER fill_ward BEFORE INSERT ON layers."inspections" FOR EACH ROW WHEN (NEW.ward_code IS NULL AND NOT layers.in_bulk()) EXECUTE FUNCTION layers.fill_ward();

CREATE TRIGGER fill_ward BEFORE INSERT ON layers."building_violations" FOR EACH ROW WHEN (NEW.ward_code IS NULL AND NOT layers.in_bulk()) EXECUTE FUNCTION layers.fill_ward();

CREATE TRIGGER fill_ward BEFORE INSERT ON layers."roads" FOR EACH ROW WHEN (NEW.ward_code IS NULL AND NOT layers.in_bulk()) EXECUTE FUNCTION layers.fill_ward();

CREATE TRIGGER fill_ward BEFORE INSERT ON layers."railways" FOR EACH ROW WHEN (NEW.ward_code IS NULL AND NOT layers.in_bulk()) EXECUTE FUNCTION layers.fill_ward();

CREATE TRIGGER fill_ward BEFORE INSERT ON layers."buildings" FOR EACH ROW WHEN (NEW.ward_code IS NULL AND NOT layers.in_bulk()) EXECUTE FUNCTION layers.fill_ward();

CREATE TRIGGER fill_ward BEFORE INSERT ON layers."water_pipes" FOR EACH ROW WHEN (NEW.ward_code IS NULL AND NOT layers.in_bulk()) EXECUTE FUNCTION layers.fill_ward();

CREATE TRIGGER fill_ward BEFORE INSERT ON layers."drains" FOR EACH ROW WHEN (NEW.ward_code IS NULL AND NOT layers.in_bulk()) EXECUTE FUNCTION layers.fill_ward();

CREATE TRIGGER fill_ward BEFORE INSERT ON layers."sewers" FOR EACH ROW WHEN (NEW.ward_code IS NULL AND NOT layers.in_bulk()) EXECUTE FUNCTION layers.fill_ward();

CREATE TRIGGER fill_ward BEFORE INSERT ON layers."manholes" FOR EACH ROW WHEN (NEW.ward_code IS NULL AND NOT layers.in_bulk()) EXECUTE FUNCTION layers.fill_ward();

CREATE TRIGGER fill_ward BEFORE INSERT ON layers."power_lines" FOR EACH ROW WHEN (NEW.ward_code IS NULL AND NOT layers.in_bulk()) EXECUTE FUNCTION layers.fill_ward();

CREATE TRIGGER fill_ward BEFORE INSERT ON layers."telecom_lines" FOR EACH ROW WHEN (NEW.ward_code IS NULL AND NOT layers.in_bulk()) EXECUTE FUNCTION layers.fill_ward();

CREATE TRIGGER fill_ward BEFORE INSERT ON layers."trees" FOR EACH ROW WHEN (NEW.ward_code IS NULL AND NOT layers.in_bulk()) EXECUTE FUNCTION layers.fill_ward();

CREATE TRIGGER fill_ward BEFORE INSERT ON layers."parks" FOR EACH ROW WHEN (NEW.ward_code IS NULL AND NOT layers.in_bulk()) EXECUTE FUNCTION layers.fill_ward();

CREATE TRIGGER fill_ward BEFORE INSERT ON layers."lighting_cabinets" FOR EACH ROW WHEN (NEW.ward_code IS NULL AND NOT layers.in_bulk()) EXECUTE FUNCTION layers.fill_ward();

CREATE TRIGGER fill_ward BEFORE INSERT ON layers."street_lamps" FOR EACH ROW WHEN (NEW.ward_code IS NULL AND NOT layers.in_bulk()) EXECUTE FUNCTION layers.fill_ward();

CREATE TRIGGER fill_ward BEFORE INSERT ON layers."lighting_segments" FOR EACH ROW WHEN (NEW.ward_code IS NULL AND NOT layers.in_bulk()) EXECUTE FUNCTION layers.fill_ward();

CREATE TRIGGER fill_ward BEFORE INSERT ON layers."junctions" FOR EACH ROW WHEN (NEW.ward_code IS NULL AND NOT layers.in_bulk()) EXECUTE FUNCTION layers.fill_ward();

CREATE TRIGGER fill_ward BEFORE INSERT ON layers."signal_approaches" FOR EACH ROW WHEN (NEW.ward_code IS NULL AND NOT layers.in_bulk()) EXECUTE FUNCTION layers.fill_ward();

CREATE TRIGGER fill_ward BEFORE INSERT ON layers."traffic_signals" FOR EACH ROW WHEN (NEW.ward_code IS NULL AND NOT layers.in_bulk()) EXECUTE FUNCTION layers.fill_ward();

CREATE TRIGGER fill_ward BEFORE INSERT ON layers."traffic_flows" FOR EACH ROW WHEN (NEW.ward_code IS NULL AND NOT layers.in_bulk()) EXECUTE FUNCTION layers.fill_ward();

CREATE TRIGGER fill_ward BEFORE INSERT ON layers."road_closures" FOR EACH ROW WHEN (NEW.ward_code IS NULL AND NOT layers.in_bulk()) EXECUTE FUNCTION layers.fill_ward();

CREATE TRIGGER fill_ward BEFORE INSERT ON layers."cameras" FOR EACH ROW WHEN (NEW.ward_code IS NULL AND NOT layers.in_bulk()) EXECUTE FUNCTION layers.fill_ward();

CREATE TRIGGER fill_ward BEFORE INSERT ON layers."camera_views" FOR EACH ROW WHEN (NEW.ward_code IS NULL AND NOT layers.in_bulk()) EXECUTE FUNCTION layers.fill_ward();

CREATE TRIGGER fill_ward BEFORE INSERT ON layers."camera_zones" FOR EACH ROW WHEN (NEW.ward_code IS NULL AND NOT layers.in_bulk()) EXECUTE FUNCTION layers.fill_ward();

CREATE TRIGGER fill_ward BEFORE INSERT ON layers."camera_events" FOR EACH ROW WHEN (NEW.ward_code IS NULL AND NOT layers.in_bulk()) EXECUTE FUNCTION layers.fill_ward();

CREATE TRIGGER fill_ward BEFORE INSERT ON layers."flood_points" FOR EACH ROW WHEN (NEW.ward_code IS NULL AND NOT layers.in_bulk()) EXECUTE FUNCTION layers.fill_ward();

CREATE TRIGGER fill_ward BEFORE INSERT ON layers."rain_gauges" FOR EACH ROW WHEN (NEW.ward_code IS NULL AND NOT layers.in_bulk()) EXECUTE FUNCTION layers.fill_ward();

CREATE TRIGGER fill_ward BEFORE INSERT ON layers."flood_sirens" FOR EACH ROW WHEN (NEW.ward_code IS NULL AND NOT layers.in_bulk()) EXECUTE FUNCTION layers.fill_ward();

CREATE TRIGGER fill_ward BEFORE INSERT ON layers."flood_extents" FOR EACH ROW WHEN (NEW.ward_code IS NULL AND NOT layers.in_bulk()) EXECUTE FUNCTION layers.fill_ward();

CREATE TRIGGER fill_ward BEFORE INSERT ON layers."flood_marks" FOR EACH ROW WHEN (NEW.ward_code IS NULL AND NOT layers.in_bulk()) EXECUTE FUNCTION layers.fill_ward();

CREATE TRIGGER fill_ward BEFORE INSERT ON layers."rivers" FOR EACH ROW WHEN (NEW.ward_code IS NULL AND NOT layers.in_bulk()) EXECUTE FUNCTION layers.fill_ward();

CREATE TRIGGER fill_ward BEFORE INSERT ON layers."monitoring_stations" FOR EACH ROW WHEN (NEW.ward_code IS NULL AND NOT layers.in_bulk()) EXECUTE FUNCTION layers.fill_ward();

CREATE TRIGGER fill_ward BEFORE INSERT ON layers."outfalls" FOR EACH ROW WHEN (NEW.ward_code IS NULL AND NOT layers.in_bulk()) EXECUTE FUNCTION layers.fill_ward();

CREATE TRIGGER fill_ward BEFORE INSERT ON layers."waste_bins" FOR EACH ROW WHEN (NEW.ward_code IS NULL AND NOT layers.in_bulk()) EXECUTE FUNCTION layers.fill_ward();

CREATE TRIGGER fill_ward BEFORE INSERT ON layers."waste_routes" FOR EACH ROW WHEN (NEW.ward_code IS NULL AND NOT layers.in_bulk()) EXECUTE FUNCTION layers.fill_ward();

CREATE TRIGGER fill_ward BEFORE INSERT ON layers."waste_sites" FOR EACH ROW WHEN (NEW.ward_code IS NULL AND NOT layers.in_bulk()) EXECUTE FUNCTION layers.fill_ward();

CREATE TRIGGER fill_ward BEFORE INSERT ON layers."farms" FOR EACH ROW WHEN (NEW.ward_code IS NULL AND NOT layers.in_bulk()) EXECUTE FUNCTION layers.fill_ward();

CREATE TRIGGER fill_ward BEFORE INSERT ON layers."farm_plots" FOR EACH ROW WHEN (NEW.ward_code IS NULL AND NOT layers.in_bulk()) EXECUTE FUNCTION layers.fill_ward();

CREATE TRIGGER fill_ward BEFORE INSERT ON layers."irrigation_zones" FOR EACH ROW WHEN (NEW.ward_code IS NULL AND NOT layers.in_bulk()) EXECUTE FUNCTION layers.fill_ward();

CREATE TRIGGER fill_ward BEFORE INSERT ON layers."incidents" FOR EACH ROW WHEN (NEW.ward_code IS NULL AND NOT layers.in_bulk()) EXECUTE FUNCTION layers.fill_ward();

CREATE TRIGGER fill_ward BEFORE INSERT ON layers."incident_updates" FOR EACH ROW WHEN (NEW.ward_code IS NULL AND NOT layers.in_bulk()) EXECUTE FUNCTION layers.fill_ward();

CREATE TRIGGER fill_ward BEFORE INSERT ON layers."public_facilities" FOR EACH ROW WHEN (NEW.ward_code IS NULL AND NOT layers.in_bulk()) EXECUTE FUNCTION layers.fill_ward();

CREATE TRIGGER fill_ward BEFORE INSERT ON layers."wifi_points" FOR EACH ROW WHEN (NEW.ward_code IS NULL AND NOT layers.in_bulk()) EXECUTE FUNCTION layers.fill_ward();

CREATE TRIGGER fill_ward BEFORE INSERT ON layers."alerts" FOR EACH ROW WHEN (NEW.ward_code IS NULL AND NOT layers.in_bulk()) EXECUTE FUNCTION layers.fill_ward();

CREATE TRIGGER fill_ward BEFORE INSERT ON layers."tasks" FOR EACH ROW WHEN (NEW.ward_code IS NULL AND NOT layers.in_bulk()) EXECUTE FUNCTION layers.fill_ward();

CREATE FUNCTION layers.planning_zones_apart() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = layers, ext, pg_temp
AS $$
DECLARE
    mine layers.planning_zones;
    other text;
BEGIN
    IF current_setting('transaction_isolation') <> 'read committed' THEN
        RAISE EXCEPTION USING ERRCODE = 'DH002', MESSAGE = 'features are kept apart under READ COMMITTED only';
    END IF;
    SELECT * INTO mine FROM layers.planning_zones WHERE fid = NEW.fid;
    IF mine.fid IS NULL THEN
        RETURN NULL;
    END IF;
    PERFORM layers.lock_cells('planning_zones', mine.geom);
    SELECT f.code INTO other FROM layers.planning_zones f
        WHERE f.geom && mine.geom AND f.fid <> mine.fid AND f.plan_id IS NOT DISTINCT FROM mine.plan_id AND (f.valid_from IS NULL OR mine.valid_to IS NULL OR f.valid_from < mine.valid_to) AND (mine.valid_from IS NULL OR f.valid_to IS NULL OR mine.valid_from < f.valid_to) AND layers.overlaps(f.geom, mine.geom, 0.05) LIMIT 1;
    IF FOUND THEN
        RAISE EXCEPTION USING ERRCODE = 'DH001', MESSAGE = format('chồng lấn / overlaps %s', other),
            DETAIL = other, SCHEMA = 'layers', TABLE = 'planning_zones', CONSTRAINT = 'planning_zones_apart';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER apart AFTER INSERT OR UPDATE OF geom, plan_id, valid_from, valid_to ON layers.planning_zones
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (NOT layers.in_bulk()) EXECUTE FUNCTION layers.planning_zones_apart();

CREATE FUNCTION layers.land_parcels_apart() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = layers, ext, pg_temp
AS $$
DECLARE
    mine layers.land_parcels;
    other text;
BEGIN
    IF current_setting('transaction_isolation') <> 'read committed' THEN
        RAISE EXCEPTION USING ERRCODE = 'DH002', MESSAGE = 'features are kept apart under READ COMMITTED only';
    END IF;
    SELECT * INTO mine FROM layers.land_parcels WHERE fid = NEW.fid;
    IF mine.fid IS NULL THEN
        RETURN NULL;
    END IF;
    PERFORM layers.lock_cells('land_parcels', mine.geom);
    SELECT f.code INTO other FROM layers.land_parcels f
        WHERE f.geom && mine.geom AND f.fid <> mine.fid AND (f.valid_from IS NULL OR mine.valid_to IS NULL OR f.valid_from < mine.valid_to) AND (mine.valid_from IS NULL OR f.valid_to IS NULL OR mine.valid_from < f.valid_to) AND layers.overlaps(f.geom, mine.geom, 0.05) LIMIT 1;
    IF FOUND THEN
        RAISE EXCEPTION USING ERRCODE = 'DH001', MESSAGE = format('chồng lấn / overlaps %s', other),
            DETAIL = other, SCHEMA = 'layers', TABLE = 'land_parcels', CONSTRAINT = 'land_parcels_apart';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER apart AFTER INSERT OR UPDATE OF geom, valid_from, valid_to ON layers.land_parcels
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (NOT layers.in_bulk()) EXECUTE FUNCTION layers.land_parcels_apart();

CREATE OR REPLACE FUNCTION layers.check_apart(name text) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = layers, ext, pg_temp
AS $$
DECLARE
    mine text;
    other text;
BEGIN
    IF name = 'planning_zones' THEN
        SELECT f.code, o.code INTO mine, other FROM layers.planning_zones f
            JOIN layers.planning_zones o ON f.geom && o.geom AND f.fid + 0 < o.fid + 0
            WHERE f.fid <> o.fid AND f.plan_id IS NOT DISTINCT FROM o.plan_id AND (f.valid_from IS NULL OR o.valid_to IS NULL OR f.valid_from < o.valid_to) AND (o.valid_from IS NULL OR f.valid_to IS NULL OR o.valid_from < f.valid_to) AND layers.overlaps(f.geom, o.geom, 0.05) LIMIT 1;
    END IF;
    IF name = 'land_parcels' THEN
        SELECT f.code, o.code INTO mine, other FROM layers.land_parcels f
            JOIN layers.land_parcels o ON f.geom && o.geom AND f.fid + 0 < o.fid + 0
            WHERE f.fid <> o.fid AND (f.valid_from IS NULL OR o.valid_to IS NULL OR f.valid_from < o.valid_to) AND (o.valid_from IS NULL OR f.valid_to IS NULL OR o.valid_from < f.valid_to) AND layers.overlaps(f.geom, o.geom, 0.05) LIMIT 1;
    END IF;
    IF other IS NOT NULL THEN
        RAISE EXCEPTION USING ERRCODE = 'DH001', MESSAGE = format('%s: %s chồng lấn / overlaps %s', name, mine, other),
            DETAIL = other, SCHEMA = 'layers', TABLE = name, CONSTRAINT = name || '_apart';
    END IF;
END $$;

REVOKE ALL ON layers."wards_history" FROM dongha_public, dongha_citizen, dongha_ward_officer, dongha_urban_management, dongha_land_environment, dongha_economy, dongha_public_utilities, dongha_construction_order, dongha_police, dongha_culture, dongha_operation_centre, dongha_administrator;
GRANT SELECT ("fid", "id", "code", "ward_code", "source", "version", "updated_at", "name", "division", "valid_from", "valid_to", "merged_into", "area_km2", "population", "decision", "geom", "gone_at") ON layers."wards_history" TO dongha_public, dongha_citizen, dongha_ward_officer, dongha_urban_management, dongha_land_environment, dongha_economy, dongha_public_utilities, dongha_construction_order, dongha_police, dongha_culture, dongha_operation_centre, dongha_administrator;

REVOKE ALL ON layers."neighbourhoods_history" FROM dongha_public, dongha_citizen, dongha_ward_officer, dongha_urban_management, dongha_land_environment, dongha_economy, dongha_public_utilities, dongha_construction_order, dongha_police, dongha_culture, dongha_operation_centre, dongha_administrator;
GRANT SELECT ("fid", "id", "code", "ward_code", "source", "version", "updated_at", "name", "area_ha", "household_count", "meeting_place", "geom", "gone_at") ON layers."neighbourhoods_history" TO dongha_public, dongha_citizen, dongha_ward_officer, dongha_urban_management, dongha_land_environment, dongha_economy, dongha_public_utilities, dongha_construction_order, dongha_police, dongha_culture, dongha_operation_centre, dongha_administrator;
ALTER TABLE layers."neighbourhoods_history" ENABLE ROW LEVEL SECURITY;
CREATE POLICY read_all ON layers."neighbourhoods_history" FOR SELECT TO dongha_public, dongha_citizen, dongha_ward_officer, dongha_urban_management, dongha_land_environment, dongha_economy, dongha_public_utilities, dongha_construction_order, dongha_police, dongha_culture, dongha_operation_centre, dongha_administrator USING (true);

REVOKE ALL ON layers."plans_history" FROM dongha_public, dongha_citizen, dongha_ward_officer, dongha_urban_management, dongha_land_environment, dongha_economy, dongha_public_utilities, dongha_construction_order, dongha_police, dongha_culture, dongha_operation_centre, dongha_administrator;
GRANT SELECT ("fid", "id", "code", "ward_code", "source", "version", "updated_at", "name", "level", "status", "scale_denominator", "area_ha", "planned_population", "decision_no", "decision_date", "authority", "valid_from", "valid_to", "replaced_by_id", "geom", "gone_at") ON layers."plans_history" TO dongha_public, dongha_citizen, dongha_ward_officer, dongha_urban_management, dongha_land_environment, dongha_economy, dongha_public_utilities, dongha_construction_order, dongha_police, dongha_culture, dongha_operation_centre, dongha_administrator;
ALTER TABLE layers."plans_history" ENABLE ROW LEVEL SECURITY;
CREATE POLICY read_public ON layers."plans_history" FOR SELECT TO dongha_public, dongha_citizen USING ("status" IN ('approved', 'replaced'));
CREATE POLICY read_all ON layers."plans_history" FOR SELECT TO dongha_ward_officer, dongha_urban_management, dongha_land_environment, dongha_economy, dongha_public_utilities, dongha_construction_order, dongha_police, dongha_culture, dongha_operation_centre, dongha_administrator USING (true);

REVOKE ALL ON layers."planning_zones_history" FROM dongha_public, dongha_citizen, dongha_ward_officer, dongha_urban_management, dongha_land_environment, dongha_economy, dongha_public_utilities, dongha_construction_order, dongha_police, dongha_culture, dongha_operation_centre, dongha_administrator;
GRANT SELECT ("fid", "id", "code", "ward_code", "source", "version", "updated_at", "plan_id", "use_code", "area_m2", "density_max_pct", "far_max", "storeys_min", "storeys_max", "height_max_m", "setback_m", "population", "note", "valid_from", "valid_to", "geom", "gone_at") ON layers."planning_zones_history" TO dongha_public, dongha_citizen, dongha_ward_officer, dongha_urban_management, dongha_land_environment, dongha_economy, dongha_public_utilities, dongha_construction_order, dongha_police, dongha_culture, dongha_operation_centre, dongha_administrator;
ALTER TABLE layers."planning_zones_history" ENABLE ROW LEVEL SECURITY;
CREATE POLICY read_public ON layers."planning_zones_history" FOR SELECT TO dongha_public, dongha_citizen USING (("plan_id" IS NULL OR "plan_id" = ANY ((SELECT coalesce(array_agg(r.id), '{}') FROM layers."plans" r WHERE r."status" IN ('approved', 'replaced'))::uuid[])) AND ("plan_id" IS NULL OR EXISTS (SELECT FROM layers."plans" r WHERE r.id = "planning_zones_history"."plan_id" AND r.updated_at < "planning_zones_history".gone_at) OR EXISTS (SELECT FROM layers."plans_history" r WHERE r.id = "planning_zones_history"."plan_id" AND r.updated_at < "planning_zones_history".gone_at AND r.gone_at >= "planning_zones_history".gone_at)));
CREATE POLICY read_all ON layers."planning_zones_history" FOR SELECT TO dongha_ward_officer, dongha_urban_management, dongha_land_environment, dongha_economy, dongha_public_utilities, dongha_construction_order, dongha_police, dongha_culture, dongha_operation_centre, dongha_administrator USING (true);

REVOKE ALL ON layers."road_redlines_history" FROM dongha_public, dongha_citizen, dongha_ward_officer, dongha_urban_management, dongha_land_environment, dongha_economy, dongha_public_utilities, dongha_construction_order, dongha_police, dongha_culture, dongha_operation_centre, dongha_administrator;
GRANT SELECT ("fid", "id", "code", "ward_code", "source", "version", "updated_at", "plan_id", "road_id", "kind", "road_name", "reserve_width_m", "carriageway_width_m", "sidewalk_width_m", "setback_m", "decision_no", "valid_from", "valid_to", "geom", "gone_at") ON layers."road_redlines_history" TO dongha_public, dongha_citizen, dongha_ward_officer, dongha_urban_management, dongha_land_environment, dongha_economy, dongha_public_utilities, dongha_construction_order, dongha_police, dongha_culture, dongha_operation_centre, dongha_administrator;
ALTER TABLE layers."road_redlines_history" ENABLE ROW LEVEL SECURITY;
CREATE POLICY read_public ON layers."road_redlines_history" FOR SELECT TO dongha_public, dongha_citizen USING (("plan_id" IS NULL OR "plan_id" = ANY ((SELECT coalesce(array_agg(r.id), '{}') FROM layers."plans" r WHERE r."status" IN ('approved', 'replaced'))::uuid[])) AND ("plan_id" IS NULL OR EXISTS (SELECT FROM layers."plans" r WHERE r.id = "road_redlines_history"."plan_id" AND r.updated_at < "road_redlines_history".gone_at) OR EXISTS (SELECT FROM layers."plans_history" r WHERE r.id = "road_redlines_history"."plan_id" AND r.updated_at < "road_redlines_history".gone_at AND r.gone_at >= "road_redlines_history".gone_at)));
CREATE POLICY read_all ON layers."road_redlines_history" FOR SELECT TO dongha_ward_officer, dongha_urban_management, dongha_land_environment, dongha_economy, dongha_public_utilities, dongha_construction_order, dongha_police, dongha_culture, dongha_operation_centre, dongha_administrator USING (true);

REVOKE ALL ON layers."land_parcels_history" FROM dongha_public, dongha_citizen, dongha_ward_officer, dongha_urban_management, dongha_land_environment, dongha_economy, dongha_public_utilities, dongha_construction_order, dongha_police, dongha_culture, dongha_operation_centre, dongha_administrator;
GRANT SELECT ("fid", "id", "code", "ward_code", "source", "version", "updated_at", "map_sheet", "parcel_no", "sheet_parcel", "old_map_sheet", "old_parcel_no", "area_m2", "legal_area_m2", "use_code", "use_codes", "address", "completeness", "has_certificate", "valid_from", "valid_to", "geom", "gone_at") ON layers."land_parcels_history" TO dongha_public, dongha_citizen, dongha_urban_management, dongha_economy, dongha_public_utilities, dongha_construction_order, dongha_police, dongha_culture, dongha_operation_centre;
GRANT SELECT ("fid", "id", "code", "ward_code", "source", "version", "updated_at", "map_sheet", "parcel_no", "sheet_parcel", "old_map_sheet", "old_parcel_no", "area_m2", "legal_area_m2", "use_code", "use_codes", "address", "completeness", "has_certificate", "certificate_ref", "holder_ref", "valid_from", "valid_to", "geom", "gone_at") ON layers."land_parcels_history" TO dongha_ward_officer, dongha_land_environment, dongha_administrator;
ALTER TABLE layers."land_parcels_history" ENABLE ROW LEVEL SECURITY;
CREATE POLICY read_all ON layers."land_parcels_history" FOR SELECT TO dongha_public, dongha_citizen, dongha_urban_management, dongha_land_environment, dongha_economy, dongha_public_utilities, dongha_construction_order, dongha_police, dongha_culture, dongha_operation_centre, dongha_administrator USING (true);
CREATE POLICY read_ward_officer ON layers."land_parcels_history" FOR SELECT TO dongha_ward_officer USING (ward_code = (SELECT layers.own_ward()));

REVOKE ALL ON layers."parcel_changes_history" FROM dongha_public, dongha_citizen, dongha_ward_officer, dongha_urban_management, dongha_land_environment, dongha_economy, dongha_public_utilities, dongha_construction_order, dongha_police, dongha_culture, dongha_operation_centre, dongha_administrator;
GRANT SELECT ("fid", "id", "code", "ward_code", "source", "version", "updated_at", "kind", "parent_codes", "child_codes", "area_m2", "decision", "changed_on", "note", "geom", "gone_at") ON layers."parcel_changes_history" TO dongha_public, dongha_citizen, dongha_ward_officer, dongha_urban_management, dongha_land_environment, dongha_economy, dongha_public_utilities, dongha_construction_order, dongha_police, dongha_culture, dongha_operation_centre, dongha_administrator;

REVOKE ALL ON layers."construction_permits_history" FROM dongha_public, dongha_citizen, dongha_ward_officer, dongha_urban_management, dongha_land_environment, dongha_economy, dongha_public_utilities, dongha_construction_order, dongha_police, dongha_culture, dongha_operation_centre, dongha_administrator;
GRANT SELECT ("fid", "id", "code", "ward_code", "source", "version", "updated_at", "permit_no", "kind", "status", "address", "storey_count", "height_m", "footprint_m2", "floor_area_m2", "setback_m", "issued_on", "expires_on", "parcel_id", "geom", "gone_at") ON layers."construction_permits_history" TO dongha_public, dongha_citizen, dongha_land_environment, dongha_economy, dongha_public_utilities, dongha_police, dongha_culture, dongha_operation_centre;
GRANT SELECT ("fid", "id", "code", "ward_code", "source", "version", "updated_at", "permit_no", "kind", "status", "address", "owner_ref", "storey_count", "height_m", "footprint_m2", "floor_area_m2", "setback_m", "issued_on", "expires_on", "parcel_id", "geom", "gone_at") ON layers."construction_permits_history" TO dongha_ward_officer, dongha_urban_management, dongha_construction_order, dongha_administrator;
ALTER TABLE layers."construction_permits_history" ENABLE ROW LEVEL SECURITY;
CREATE POLICY read_public ON layers."construction_permits_history" FOR SELECT TO dongha_public, dongha_citizen USING ("status" IN ('issued', 'extended', 'expired', 'revoked', 'completed'));
CREATE POLICY read_ward_officer ON layers."construction_permits_history" FOR SELECT TO dongha_ward_officer USING (ward_code = (SELECT layers.own_ward()));
CREATE POLICY read_all ON layers."construction_permits_history" FOR SELECT TO dongha_urban_management, dongha_land_environment, dongha_economy, dongha_public_utilities, dongha_construction_order, dongha_police, dongha_culture, dongha_operation_centre, dongha_administrator USING (true);

REVOKE ALL ON layers."construction_sites_history" FROM dongha_public, dongha_citizen, dongha_ward_officer, dongha_urban_management, dongha_land_environment, dongha_economy, dongha_public_utilities, dongha_construction_order, dongha_police, dongha_culture, dongha_operation_centre, dongha_administrator;
GRANT SELECT ("fid", "id", "code", "ward_code", "source", "version", "updated_at", "stage", "address", "storeys_built", "height_m", "footprint_m2", "contractor_ref", "started_on", "completed_on", "permit_id", "parcel_id", "geom", "gone_at") ON layers."construction_sites_history" TO dongha_ward_officer, dongha_urban_management, dongha_construction_order, dongha_administrator;
GRANT SELECT ("fid", "id", "code", "ward_code", "source", "version", "updated_at", "stage", "address", "storeys_built", "height_m", "footprint_m2", "started_on", "completed_on", "permit_id", "parcel_id", "geom", "gone_at") ON layers."construction_sites_history" TO dongha_land_environment, dongha_economy, dongha_public_utilities, dongha_police, dongha_culture, dongha_operation_centre;
ALTER TABLE layers."construction_sites_history" ENABLE ROW LEVEL SECURITY;
CREATE POLICY read_ward_officer ON layers."construction_sites_history" FOR SELECT TO dongha_ward_officer USING (ward_code = (SELECT layers.own_ward()));
CREATE POLICY read_all ON layers."construction_sites_history" FOR SELECT TO dongha_urban_management, dongha_land_environment, dongha_economy, dongha_public_utilities, dongha_construction_order, dongha_police, dongha_culture, dongha_operation_centre, dongha_administrator USING (true);

REVOKE ALL ON layers."inspections_history" FROM dongha_public, dongha_citizen, dongha_ward_officer, dongha_urban_management, dongha_land_environment, dongha_economy, dongha_public_utilities, dongha_construction_order, dongha_police, dongha_culture, dongha_operation_centre, dongha_administrator;
GRANT SELECT ("fid", "id", "code", "ward_code", "source", "version", "updated_at", "inspected_at", "result", "stage", "note", "inspector_ref", "photo_refs", "next_due_on", "site_id", "geom", "gone_at") ON layers."inspections_history" TO dongha_ward_officer, dongha_urban_management, dongha_construction_order, dongha_administrator;
GRANT SELECT ("fid", "id", "code", "ward_code", "source", "version", "updated_at", "inspected_at", "result", "stage", "next_due_on", "site_id", "geom", "gone_at") ON layers."inspections_history" TO dongha_land_environment, dongha_economy, dongha_public_utilities, dongha_police, dongha_culture, dongha_operation_centre;
ALTER TABLE layers."inspections_history" ENABLE ROW LEVEL SECURITY;
CREATE POLICY read_ward_officer ON layers."inspections_history" FOR SELECT TO dongha_ward_officer USING (ward_code = (SELECT layers.own_ward()));
CREATE POLICY read_all ON layers."inspections_history" FOR SELECT TO dongha_urban_management, dongha_land_environment, dongha_economy, dongha_public_utilities, dongha_construction_order, dongha_police, dongha_culture, dongha_operation_centre, dongha_administrator USING (true);

REVOKE ALL ON layers."building_violations_history" FROM dongha_public, dongha_citizen, dongha_ward_officer, dongha_urban_management, dongha_land_environment, dongha_economy, dongha_public_utilities, dongha_construction_order, dongha_police, dongha_culture, dongha_operation_centre, dongha_administrator;
GRANT SELECT ("fid", "id", "code", "ward_code", "source", "version", "updated_at", "record_no", "behaviour", "status", "address", "area_m2", "violator_ref", "fine_vnd", "remedy", "recorded_on", "deadline_on", "closed_on", "site_id", "geom", "gone_at") ON layers."building_violations_history" TO dongha_ward_officer, dongha_urban_management, dongha_construction_order, dongha_administrator;
GRANT SELECT ("fid", "id", "code", "ward_code", "source", "version", "updated_at", "record_no", "behaviour", "status", "address", "area_m2", "fine_vnd", "remedy", "recorded_on", "deadline_on", "closed_on", "site_id", "geom", "gone_at") ON layers."building_violations_history" TO dongha_land_environment, dongha_economy, dongha_public_utilities, dongha_police, dongha_culture, dongha_operation_centre;
ALTER TABLE layers."building_violations_history" ENABLE ROW LEVEL SECURITY;
CREATE POLICY read_ward_officer ON layers."building_violations_history" FOR SELECT TO dongha_ward_officer USING (ward_code = (SELECT layers.own_ward()));
CREATE POLICY read_all ON layers."building_violations_history" FOR SELECT TO dongha_urban_management, dongha_land_environment, dongha_economy, dongha_public_utilities, dongha_construction_order, dongha_police, dongha_culture, dongha_operation_centre, dongha_administrator USING (true);

REVOKE ALL ON layers."roads_history" FROM dongha_public, dongha_citizen, dongha_ward_officer, dongha_urban_management, dongha_land_environment, dongha_economy, dongha_public_utilities, dongha_construction_order, dongha_police, dongha_culture, dongha_operation_centre, dongha_administrator;
GRANT SELECT ("fid", "id", "code", "ward_code", "source", "version", "updated_at", "name", "ref", "road_class", "length_m", "carriageway_width_m", "sidewalk_width_m", "lane_count", "direction", "speed_limit_kmh", "surface", "condition", "is_bridge", "geom", "gone_at") ON layers."roads_history" TO dongha_public, dongha_citizen, dongha_ward_officer, dongha_urban_management, dongha_land_environment, dongha_economy, dongha_public_utilities, dongha_construction_order, dongha_police, dongha_culture, dongha_operation_centre, dongha_administrator;

REVOKE ALL ON layers."railways_history" FROM dongha_public, dongha_citizen, dongha_ward_officer, dongha_urban_management, dongha_land_environment, dongha_economy, dongha_public_utilities, dongha_construction_order, dongha_police, dongha_culture, dongha_operation_centre, dongha_administrator;
GRANT SELECT ("fid", "id", "code", "ward_code", "source", "version", "updated_at", "name", "kind", "gauge_mm", "safety_corridor_m", "geom", "gone_at") ON layers."railways_history" TO dongha_public, dongha_citizen, dongha_ward_officer, dongha_urban_management, dongha_land_environment, dongha_economy, dongha_public_utilities, dongha_construction_order, dongha_police, dongha_culture, dongha_operation_centre, dongha_administrator;

REVOKE ALL ON layers."buildings_history" FROM dongha_public, dongha_citizen, dongha_ward_officer, dongha_urban_management, dongha_land_environment, dongha_economy, dongha_public_utilities, dongha_construction_order, dongha_police, dongha_culture, dongha_operation_centre, dongha_administrator;
GRANT SELECT ("fid", "id", "code", "ward_code", "source", "version", "updated_at", "name", "house_number", "address", "use", "storey_count", "height_m", "floor_level_m", "footprint_m2", "built_year", "parcel_id", "geom", "gone_at") ON layers."buildings_history" TO dongha_public, dongha_citizen, dongha_ward_officer, dongha_urban_management, dongha_land_environment, dongha_economy, dongha_public_utilities, dongha_construction_order, dongha_police, dongha_culture, dongha_operation_centre, dongha_administrator;

REVOKE ALL ON layers."water_pipes_history" FROM dongha_public, dongha_citizen, dongha_ward_officer, dongha_urban_management, dongha_land_environment, dongha_economy, dongha_public_utilities, dongha_construction_order, dongha_police, dongha_culture, dongha_operation_centre, dongha_administrator;
GRANT SELECT ("fid", "id", "code", "ward_code", "source", "version", "updated_at", "kind", "diameter_mm", "material", "length_m", "depth_m", "pressure_kpa", "status", "operator", "installed_on", "road_id", "geom", "gone_at") ON layers."water_pipes_history" TO dongha_public, dongha_citizen, dongha_ward_officer, dongha_urban_management, dongha_land_environment, dongha_economy, dongha_public_utilities, dongha_construction_order, dongha_police, dongha_culture, dongha_operation_centre, dongha_administrator;

REVOKE ALL ON layers."drains_history" FROM dongha_public, dongha_citizen, dongha_ward_officer, dongha_urban_management, dongha_land_environment, dongha_economy, dongha_public_utilities, dongha_construction_order, dongha_police, dongha_culture, dongha_operation_centre, dongha_administrator;
GRANT SELECT ("fid", "id", "code", "ward_code", "source", "version", "updated_at", "kind", "width_mm", "height_mm", "material", "length_m", "invert_start_m", "invert_end_m", "status", "condition", "installed_on", "cleaned_on", "from_manhole_id", "to_manhole_id", "geom", "gone_at") ON layers."drains_history" TO dongha_public, dongha_citizen, dongha_ward_officer, dongha_urban_management, dongha_land_environment, dongha_economy, dongha_public_utilities, dongha_construction_order, dongha_police, dongha_culture, dongha_operation_centre, dongha_administrator;

REVOKE ALL ON layers."sewers_history" FROM dongha_public, dongha_citizen, dongha_ward_officer, dongha_urban_management, dongha_land_environment, dongha_economy, dongha_public_utilities, dongha_construction_order, dongha_police, dongha_culture, dongha_operation_centre, dongha_administrator;
GRANT SELECT ("fid", "id", "code", "ward_code", "source", "version", "updated_at", "kind", "diameter_mm", "material", "length_m", "invert_start_m", "invert_end_m", "status", "condition", "installed_on", "from_manhole_id", "to_manhole_id", "geom", "gone_at") ON layers."sewers_history" TO dongha_public, dongha_citizen, dongha_ward_officer, dongha_urban_management, dongha_land_environment, dongha_economy, dongha_public_utilities, dongha_construction_order, dongha_police, dongha_culture, dongha_operation_centre, dongha_administrator;

REVOKE ALL ON layers."manholes_history" FROM dongha_public, dongha_citizen, dongha_ward_officer, dongha_urban_management, dongha_land_environment, dongha_economy, dongha_public_utilities, dongha_construction_order, dongha_police, dongha_culture, dongha_operation_centre, dongha_administrator;
GRANT SELECT ("fid", "id", "code", "ward_code", "source", "version", "updated_at", "kind", "cover_level_m", "invert_level_m", "depth_m", "material", "condition", "cleaned_on", "geom", "gone_at") ON layers."manholes_history" TO dongha_public, dongha_citizen, dongha_ward_officer, dongha_urban_management, dongha_land_environment, dongha_economy, dongha_public_utilities, dongha_construction_order, dongha_police, dongha_culture, dongha_operation_centre, dongha_administrator;

REVOKE ALL ON layers."power_lines_history" FROM dongha_public, dongha_citizen, dongha_ward_officer, dongha_urban_management, dongha_land_environment, dongha_economy, dongha_public_utilities, dongha_construction_order, dongha_police, dongha_culture, dongha_operation_centre, dongha_administrator;
GRANT SELECT ("fid", "id", "code", "ward_code", "source", "version", "updated_at", "name", "voltage_level", "voltage_kv", "placement", "circuit_count", "length_m", "safety_corridor_m", "status", "operator", "installed_on", "geom", "gone_at") ON layers."power_lines_history" TO dongha_public, dongha_citizen, dongha_ward_officer, dongha_urban_management, dongha_land_environment, dongha_economy, dongha_public_utilities, dongha_construction_order, dongha_police, dongha_culture, dongha_operation_centre, dongha_administrator;

REVOKE ALL ON layers."telecom_lines_history" FROM dongha_public, dongha_citizen, dongha_ward_officer, dongha_urban_management, dongha_land_environment, dongha_economy, dongha_public_utilities, dongha_construction_order, dongha_police, dongha_culture, dongha_operation_centre, dongha_administrator;
GRANT SELECT ("fid", "id", "code", "ward_code", "source", "version", "updated_at", "kind", "placement", "fibre_count", "length_m", "status", "operator", "installed_on", "road_id", "geom", "gone_at") ON layers."telecom_lines_history" TO dongha_public, dongha_citizen, dongha_ward_officer, dongha_urban_management, dongha_land_environment, dongha_economy, dongha_public_utilities, dongha_construction_order, dongha_police, dongha_culture, dongha_operation_centre, dongha_administrator;

REVOKE ALL ON layers."trees_history" FROM dongha_public, dongha_citizen, dongha_ward_officer, dongha_urban_management, dongha_land_environment, dongha_economy, dongha_public_utilities, dongha_construction_order, dongha_police, dongha_culture, dongha_operation_centre, dongha_administrator;
GRANT SELECT ("fid", "id", "code", "ward_code", "source", "version", "updated_at", "species", "scientific_name", "trunk_diameter_cm", "height_m", "crown_diameter_m", "health", "is_protected", "planted_on", "inspected_on", "road_id", "park_id", "geom", "gone_at") ON layers."trees_history" TO dongha_public, dongha_citizen, dongha_ward_officer, dongha_urban_management, dongha_land_environment, dongha_economy, dongha_public_utilities, dongha_construction_order, dongha_police, dongha_culture, dongha_operation_centre, dongha_administrator;

REVOKE ALL ON layers."parks_history" FROM dongha_public, dongha_citizen, dongha_ward_officer, dongha_urban_management, dongha_land_environment, dongha_economy, dongha_public_utilities, dongha_construction_order, dongha_police, dongha_culture, dongha_operation_centre, dongha_administrator;
GRANT SELECT ("fid", "id", "code", "ward_code", "source", "version", "updated_at", "name", "kind", "address", "area_m2", "opening_hours", "is_lit", "geom", "gone_at") ON layers."parks_history" TO dongha_public, dongha_citizen, dongha_ward_officer, dongha_urban_management, dongha_land_environment, dongha_economy, dongha_public_utilities, dongha_construction_order, dongha_police, dongha_culture, dongha_operation_centre, dongha_administrator;

REVOKE ALL ON layers."lighting_cabinets_history" FROM dongha_public, dongha_citizen, dongha_ward_officer, dongha_urban_management, dongha_land_environment, dongha_economy, dongha_public_utilities, dongha_construction_order, dongha_police, dongha_culture, dongha_operation_centre, dongha_administrator;
GRANT SELECT ("fid", "id", "code", "ward_code", "source", "version", "updated_at", "address", "phase_count", "rated_power_kw", "circuit_count", "control_link", "installed_on", "geom", "gone_at") ON layers."lighting_cabinets_history" TO dongha_public, dongha_citizen, dongha_ward_officer, dongha_urban_management, dongha_land_environment, dongha_economy, dongha_construction_order, dongha_police, dongha_culture, dongha_operation_centre;
GRANT SELECT ("fid", "id", "code", "ward_code", "source", "version", "updated_at", "address", "phase_count", "rated_power_kw", "circuit_count", "control_link", "gateway_address", "installed_on", "geom", "gone_at") ON layers."lighting_cabinets_history" TO dongha_public_utilities, dongha_administrator;

REVOKE ALL ON layers."street_lamps_history" FROM dongha_public, dongha_citizen, dongha_ward_officer, dongha_urban_management, dongha_land_environment, dongha_economy, dongha_public_utilities, dongha_construction_order, dongha_police, dongha_culture, dongha_operation_centre, dongha_administrator;
GRANT SELECT ("fid", "id", "code", "ward_code", "source", "version", "updated_at", "pole_ref", "street", "lamp_type", "rated_power_w", "luminous_flux_lm", "colour_temperature_k", "pole_material", "pole_height_m", "arm_length_m", "control_link", "dali_address", "installed_on", "cabinet_id", "segment_id", "geom", "gone_at") ON layers."street_lamps_history" TO dongha_public, dongha_citizen, dongha_ward_officer, dongha_urban_management, dongha_land_environment, dongha_economy, dongha_public_utilities, dongha_construction_order, dongha_police, dongha_culture, dongha_operation_centre, dongha_administrator;

REVOKE ALL ON layers."lighting_segments_history" FROM dongha_public, dongha_citizen, dongha_ward_officer, dongha_urban_management, dongha_land_environment, dongha_economy, dongha_public_utilities, dongha_construction_order, dongha_police, dongha_culture, dongha_operation_centre, dongha_administrator;
GRANT SELECT ("fid", "id", "code", "ward_code", "source", "version", "updated_at", "street", "lighting_class", "required_luminance_cdm2", "required_uniformity", "length_m", "width_m", "lamp_spacing_m", "is_pilot", "road_id", "cabinet_id", "geom", "gone_at") ON layers."lighting_segments_history" TO dongha_public, dongha_citizen, dongha_ward_officer, dongha_urban_management, dongha_land_environment, dongha_economy, dongha_public_utilities, dongha_construction_order, dongha_police, dongha_culture, dongha_operation_centre, dongha_administrator;

REVOKE ALL ON layers."junctions_history" FROM dongha_public, dongha_citizen, dongha_ward_officer, dongha_urban_management, dongha_land_environment, dongha_economy, dongha_public_utilities, dongha_construction_order, dongha_police, dongha_culture, dongha_operation_centre, dongha_administrator;
GRANT SELECT ("fid", "id", "code", "ward_code", "source", "version", "updated_at", "name", "kind", "control", "corridor", "protocol", "arm_count", "geom", "gone_at") ON layers."junctions_history" TO dongha_public, dongha_citizen, dongha_ward_officer, dongha_urban_management, dongha_land_environment, dongha_economy, dongha_public_utilities, dongha_construction_order, dongha_culture, dongha_operation_centre;
GRANT SELECT ("fid", "id", "code", "ward_code", "source", "version", "updated_at", "name", "kind", "control", "corridor", "protocol", "controller_address", "ring_barrier", "arm_count", "geom", "gone_at") ON layers."junctions_history" TO dongha_police, dongha_administrator;

REVOKE ALL ON layers."signal_approaches_history" FROM dongha_public, dongha_citizen, dongha_ward_officer, dongha_urban_management, dongha_land_environment, dongha_economy, dongha_public_utilities, dongha_construction_order, dongha_police, dongha_culture, dongha_operation_centre, dongha_administrator;
GRANT SELECT ("fid", "id", "code", "ward_code", "source", "version", "updated_at", "junction_id", "road_id", "street", "signal_group", "bearing_deg", "lane_count", "width_m", "movements", "saturation_flow_pcuh", "geom", "gone_at") ON layers."signal_approaches_history" TO dongha_public, dongha_citizen, dongha_ward_officer, dongha_urban_management, dongha_land_environment, dongha_economy, dongha_public_utilities, dongha_construction_order, dongha_police, dongha_culture, dongha_operation_centre, dongha_administrator;

REVOKE ALL ON layers."traffic_signals_history" FROM dongha_public, dongha_citizen, dongha_ward_officer, dongha_urban_management, dongha_land_environment, dongha_economy, dongha_public_utilities, dongha_construction_order, dongha_police, dongha_culture, dongha_operation_centre, dongha_administrator;
GRANT SELECT ("fid", "id", "code", "ward_code", "source", "version", "updated_at", "kind", "junction_id", "approach_id", "signal_group", "azimuth_deg", "height_m", "has_countdown", "installed_on", "geom", "gone_at") ON layers."traffic_signals_history" TO dongha_public, dongha_citizen, dongha_ward_officer, dongha_urban_management, dongha_land_environment, dongha_economy, dongha_public_utilities, dongha_construction_order, dongha_police, dongha_culture, dongha_operation_centre, dongha_administrator;

REVOKE ALL ON layers."traffic_flows_history" FROM dongha_public, dongha_citizen, dongha_ward_officer, dongha_urban_management, dongha_land_environment, dongha_economy, dongha_public_utilities, dongha_construction_order, dongha_police, dongha_culture, dongha_operation_centre, dongha_administrator;
GRANT SELECT ("fid", "id", "code", "ward_code", "source", "version", "updated_at", "street", "detector", "capacity_pcuh", "road_id", "approach_id", "geom", "gone_at") ON layers."traffic_flows_history" TO dongha_public, dongha_citizen, dongha_ward_officer, dongha_urban_management, dongha_land_environment, dongha_economy, dongha_public_utilities, dongha_construction_order, dongha_police, dongha_culture, dongha_operation_centre, dongha_administrator;

REVOKE ALL ON layers."road_closures_history" FROM dongha_public, dongha_citizen, dongha_ward_officer, dongha_urban_management, dongha_land_environment, dongha_economy, dongha_public_utilities, dongha_construction_order, dongha_police, dongha_culture, dongha_operation_centre, dongha_administrator;
GRANT SELECT ("fid", "id", "code", "ward_code", "source", "version", "updated_at", "street", "reason", "extent", "starts_at", "ends_at", "detour", "department", "road_id", "geom", "gone_at") ON layers."road_closures_history" TO dongha_public, dongha_citizen, dongha_ward_officer, dongha_urban_management, dongha_land_environment, dongha_economy, dongha_public_utilities, dongha_construction_order, dongha_police, dongha_culture, dongha_operation_centre, dongha_administrator;
ALTER TABLE layers."road_closures_history" ENABLE ROW LEVEL SECURITY;
CREATE POLICY read_all ON layers."road_closures_history" FOR SELECT TO dongha_public, dongha_citizen, dongha_ward_officer, dongha_urban_management, dongha_land_environment, dongha_economy, dongha_public_utilities, dongha_construction_order, dongha_police, dongha_culture, dongha_operation_centre, dongha_administrator USING (true);

REVOKE ALL ON layers."cameras_history" FROM dongha_public, dongha_citizen, dongha_ward_officer, dongha_urban_management, dongha_land_environment, dongha_economy, dongha_public_utilities, dongha_construction_order, dongha_police, dongha_culture, dongha_operation_centre, dongha_administrator;
GRANT SELECT ("fid", "id", "code", "ward_code", "source", "version", "updated_at", "site_code", "location", "network", "kind", "azimuth_deg", "fov_deg", "range_m", "mount_height_m", "owner", "installed_on", "geom", "gone_at") ON layers."cameras_history" TO dongha_ward_officer, dongha_urban_management, dongha_land_environment, dongha_economy, dongha_public_utilities, dongha_construction_order, dongha_culture, dongha_operation_centre;
GRANT SELECT ("fid", "id", "code", "ward_code", "source", "version", "updated_at", "site_code", "location", "network", "kind", "azimuth_deg", "fov_deg", "range_m", "mount_height_m", "model", "stream_ref", "owner", "installed_on", "geom", "gone_at") ON layers."cameras_history" TO dongha_police, dongha_administrator;
ALTER TABLE layers."cameras_history" ENABLE ROW LEVEL SECURITY;
CREATE POLICY read_all ON layers."cameras_history" FOR SELECT TO dongha_ward_officer, dongha_urban_management, dongha_land_environment, dongha_economy, dongha_public_utilities, dongha_construction_order, dongha_police, dongha_culture, dongha_operation_centre, dongha_administrator USING (true);

REVOKE ALL ON layers."camera_views_history" FROM dongha_public, dongha_citizen, dongha_ward_officer, dongha_urban_management, dongha_land_environment, dongha_economy, dongha_public_utilities, dongha_construction_order, dongha_police, dongha_culture, dongha_operation_centre, dongha_administrator;
GRANT SELECT ("fid", "id", "code", "ward_code", "source", "version", "updated_at", "camera_id", "area_m2", "is_cut_by_buildings", "computed_at", "geom", "gone_at") ON layers."camera_views_history" TO dongha_ward_officer, dongha_urban_management, dongha_land_environment, dongha_economy, dongha_public_utilities, dongha_construction_order, dongha_police, dongha_culture, dongha_operation_centre, dongha_administrator;

REVOKE ALL ON layers."camera_zones_history" FROM dongha_public, dongha_citizen, dongha_ward_officer, dongha_urban_management, dongha_land_environment, dongha_economy, dongha_public_utilities, dongha_construction_order, dongha_police, dongha_culture, dongha_operation_centre, dongha_administrator;
GRANT SELECT ("fid", "id", "code", "ward_code", "source", "version", "updated_at", "camera_id", "rule", "bearing_deg", "speed_limit_kmh", "is_active", "geom", "gone_at") ON layers."camera_zones_history" TO dongha_ward_officer, dongha_urban_management, dongha_land_environment, dongha_economy, dongha_public_utilities, dongha_construction_order, dongha_culture, dongha_operation_centre;
GRANT SELECT ("fid", "id", "code", "ward_code", "source", "version", "updated_at", "camera_id", "rule", "bearing_deg", "speed_limit_kmh", "is_active", "image_polygon", "geom", "gone_at") ON layers."camera_zones_history" TO dongha_police, dongha_administrator;

REVOKE ALL ON layers."camera_events_history" FROM dongha_public, dongha_citizen, dongha_ward_officer, dongha_urban_management, dongha_land_environment, dongha_economy, dongha_public_utilities, dongha_construction_order, dongha_police, dongha_culture, dongha_operation_centre, dongha_administrator;
GRANT SELECT ("fid", "id", "code", "ward_code", "source", "version", "updated_at", "camera_id", "zone_id", "rule", "vehicle_class", "occurred_at", "confidence_pct", "speed_kmh", "review", "plate_hash", "snapshot_ref", "geom", "gone_at") ON layers."camera_events_history" TO dongha_police, dongha_administrator;

REVOKE ALL ON layers."flood_points_history" FROM dongha_public, dongha_citizen, dongha_ward_officer, dongha_urban_management, dongha_land_environment, dongha_economy, dongha_public_utilities, dongha_construction_order, dongha_police, dongha_culture, dongha_operation_centre, dongha_administrator;
GRANT SELECT ("fid", "id", "code", "ward_code", "source", "version", "updated_at", "name", "datum", "zero_m", "bank_m", "bd1_m", "bd2_m", "bd3_m", "levels_source", "levels_valid_from", "is_solar", "river_id", "geom", "gone_at") ON layers."flood_points_history" TO dongha_public, dongha_citizen, dongha_ward_officer, dongha_urban_management, dongha_land_environment, dongha_public_utilities, dongha_construction_order, dongha_police, dongha_culture;
GRANT SELECT ("fid", "id", "code", "ward_code", "source", "version", "updated_at", "name", "datum", "zero_m", "bank_m", "bd1_m", "bd2_m", "bd3_m", "levels_source", "levels_valid_from", "is_solar", "dev_eui", "river_id", "geom", "gone_at") ON layers."flood_points_history" TO dongha_economy, dongha_operation_centre, dongha_administrator;

REVOKE ALL ON layers."rain_gauges_history" FROM dongha_public, dongha_citizen, dongha_ward_officer, dongha_urban_management, dongha_land_environment, dongha_economy, dongha_public_utilities, dongha_construction_order, dongha_police, dongha_culture, dongha_operation_centre, dongha_administrator;
GRANT SELECT ("fid", "id", "code", "ward_code", "source", "version", "updated_at", "name", "tip_mm", "height_m", "is_solar", "flood_point_id", "geom", "gone_at") ON layers."rain_gauges_history" TO dongha_public, dongha_citizen, dongha_ward_officer, dongha_urban_management, dongha_land_environment, dongha_public_utilities, dongha_construction_order, dongha_police, dongha_culture;
GRANT SELECT ("fid", "id", "code", "ward_code", "source", "version", "updated_at", "name", "tip_mm", "height_m", "is_solar", "dev_eui", "flood_point_id", "geom", "gone_at") ON layers."rain_gauges_history" TO dongha_economy, dongha_operation_centre, dongha_administrator;

REVOKE ALL ON layers."flood_sirens_history" FROM dongha_public, dongha_citizen, dongha_ward_officer, dongha_urban_management, dongha_land_environment, dongha_economy, dongha_public_utilities, dongha_construction_order, dongha_police, dongha_culture, dongha_operation_centre, dongha_administrator;
GRANT SELECT ("fid", "id", "code", "ward_code", "source", "version", "updated_at", "location", "kind", "sound_level_db", "reach_m", "trigger_level", "is_autonomous", "installed_on", "flood_point_id", "geom", "gone_at") ON layers."flood_sirens_history" TO dongha_public, dongha_citizen, dongha_ward_officer, dongha_urban_management, dongha_land_environment, dongha_public_utilities, dongha_construction_order, dongha_police, dongha_culture;
GRANT SELECT ("fid", "id", "code", "ward_code", "source", "version", "updated_at", "location", "kind", "sound_level_db", "reach_m", "trigger_level", "is_autonomous", "dev_eui", "installed_on", "flood_point_id", "geom", "gone_at") ON layers."flood_sirens_history" TO dongha_economy, dongha_operation_centre, dongha_administrator;

REVOKE ALL ON layers."flood_extents_history" FROM dongha_public, dongha_citizen, dongha_ward_officer, dongha_urban_management, dongha_land_environment, dongha_economy, dongha_public_utilities, dongha_construction_order, dongha_police, dongha_culture, dongha_operation_centre, dongha_administrator;
GRANT SELECT ("fid", "id", "code", "ward_code", "source", "version", "updated_at", "name", "alarm", "level_m", "method", "area_ha", "max_depth_m", "population_affected", "parcel_count", "road_length_m", "run_id", "computed_at", "flood_point_id", "geom", "gone_at") ON layers."flood_extents_history" TO dongha_public, dongha_citizen, dongha_ward_officer, dongha_urban_management, dongha_land_environment, dongha_economy, dongha_public_utilities, dongha_construction_order, dongha_police, dongha_culture, dongha_operation_centre, dongha_administrator;

REVOKE ALL ON layers."flood_marks_history" FROM dongha_public, dongha_citizen, dongha_ward_officer, dongha_urban_management, dongha_land_environment, dongha_economy, dongha_public_utilities, dongha_construction_order, dongha_police, dongha_culture, dongha_operation_centre, dongha_administrator;
GRANT SELECT ("fid", "id", "code", "ward_code", "source", "version", "updated_at", "event", "peak_on", "level_m", "depth_m", "place", "evidence", "geom", "gone_at") ON layers."flood_marks_history" TO dongha_public, dongha_citizen, dongha_ward_officer, dongha_urban_management, dongha_land_environment, dongha_economy, dongha_public_utilities, dongha_construction_order, dongha_police, dongha_culture, dongha_operation_centre, dongha_administrator;

REVOKE ALL ON layers."rivers_history" FROM dongha_public, dongha_citizen, dongha_ward_officer, dongha_urban_management, dongha_land_environment, dongha_economy, dongha_public_utilities, dongha_construction_order, dongha_police, dongha_culture, dongha_operation_centre, dongha_administrator;
GRANT SELECT ("fid", "id", "code", "ward_code", "source", "version", "updated_at", "name", "kind", "area_ha", "length_km", "basin_km2", "flows_into", "geom", "gone_at") ON layers."rivers_history" TO dongha_public, dongha_citizen, dongha_ward_officer, dongha_urban_management, dongha_land_environment, dongha_economy, dongha_public_utilities, dongha_construction_order, dongha_police, dongha_culture, dongha_operation_centre, dongha_administrator;

REVOKE ALL ON layers."monitoring_stations_history" FROM dongha_public, dongha_citizen, dongha_ward_officer, dongha_urban_management, dongha_land_environment, dongha_economy, dongha_public_utilities, dongha_construction_order, dongha_police, dongha_culture, dongha_operation_centre, dongha_administrator;
GRANT SELECT ("fid", "id", "code", "ward_code", "source", "version", "updated_at", "name", "kind", "owner", "station_ref", "address", "installed_on", "geom", "gone_at") ON layers."monitoring_stations_history" TO dongha_public, dongha_citizen, dongha_ward_officer, dongha_urban_management, dongha_land_environment, dongha_economy, dongha_public_utilities, dongha_construction_order, dongha_police, dongha_culture, dongha_operation_centre, dongha_administrator;

REVOKE ALL ON layers."outfalls_history" FROM dongha_public, dongha_citizen, dongha_ward_officer, dongha_urban_management, dongha_land_environment, dongha_economy, dongha_public_utilities, dongha_construction_order, dongha_police, dongha_culture, dongha_operation_centre, dongha_administrator;
GRANT SELECT ("fid", "id", "code", "ward_code", "source", "version", "updated_at", "name", "operator", "permit_no", "permit_from", "permit_to", "flow_max_m3d", "standard", "discharge_column", "kq", "kf", "river_id", "station_id", "geom", "gone_at") ON layers."outfalls_history" TO dongha_public, dongha_citizen, dongha_ward_officer, dongha_urban_management, dongha_land_environment, dongha_economy, dongha_public_utilities, dongha_construction_order, dongha_police, dongha_culture, dongha_operation_centre, dongha_administrator;

REVOKE ALL ON layers."waste_bins_history" FROM dongha_public, dongha_citizen, dongha_ward_officer, dongha_urban_management, dongha_land_environment, dongha_economy, dongha_public_utilities, dongha_construction_order, dongha_police, dongha_culture, dongha_operation_centre, dongha_administrator;
GRANT SELECT ("fid", "id", "code", "ward_code", "source", "version", "updated_at", "kind", "volume_l", "height_cm", "address", "installed_on", "route_id", "geom", "gone_at") ON layers."waste_bins_history" TO dongha_public, dongha_citizen, dongha_ward_officer, dongha_urban_management, dongha_land_environment, dongha_economy, dongha_construction_order, dongha_police, dongha_culture, dongha_operation_centre;
GRANT SELECT ("fid", "id", "code", "ward_code", "source", "version", "updated_at", "kind", "volume_l", "height_cm", "address", "dev_eui", "installed_on", "route_id", "geom", "gone_at") ON layers."waste_bins_history" TO dongha_public_utilities, dongha_administrator;

REVOKE ALL ON layers."waste_routes_history" FROM dongha_public, dongha_citizen, dongha_ward_officer, dongha_urban_management, dongha_land_environment, dongha_economy, dongha_public_utilities, dongha_construction_order, dongha_police, dongha_culture, dongha_operation_centre, dongha_administrator;
GRANT SELECT ("fid", "id", "code", "ward_code", "source", "version", "updated_at", "name", "shift", "days", "length_m", "bin_count", "capacity_t", "site_id", "geom", "gone_at") ON layers."waste_routes_history" TO dongha_public, dongha_citizen, dongha_ward_officer, dongha_urban_management, dongha_land_environment, dongha_economy, dongha_public_utilities, dongha_construction_order, dongha_police, dongha_culture, dongha_operation_centre, dongha_administrator;

REVOKE ALL ON layers."waste_sites_history" FROM dongha_public, dongha_citizen, dongha_ward_officer, dongha_urban_management, dongha_land_environment, dongha_economy, dongha_public_utilities, dongha_construction_order, dongha_police, dongha_culture, dongha_operation_centre, dongha_administrator;
GRANT SELECT ("fid", "id", "code", "ward_code", "source", "version", "updated_at", "name", "kind", "address", "takes", "area_m2", "capacity_td", "operator", "geom", "gone_at") ON layers."waste_sites_history" TO dongha_public, dongha_citizen, dongha_ward_officer, dongha_urban_management, dongha_land_environment, dongha_economy, dongha_public_utilities, dongha_construction_order, dongha_police, dongha_culture, dongha_operation_centre, dongha_administrator;

REVOKE ALL ON layers."farms_history" FROM dongha_public, dongha_citizen, dongha_ward_officer, dongha_urban_management, dongha_land_environment, dongha_economy, dongha_public_utilities, dongha_construction_order, dongha_police, dongha_culture, dongha_operation_centre, dongha_administrator;
GRANT SELECT ("fid", "id", "code", "ward_code", "source", "version", "updated_at", "name", "kind", "address", "area_m2", "household_count", "founded_on", "geom", "gone_at") ON layers."farms_history" TO dongha_public, dongha_citizen, dongha_ward_officer, dongha_urban_management, dongha_land_environment, dongha_economy, dongha_public_utilities, dongha_construction_order, dongha_police, dongha_culture, dongha_operation_centre, dongha_administrator;

REVOKE ALL ON layers."farm_plots_history" FROM dongha_public, dongha_citizen, dongha_ward_officer, dongha_urban_management, dongha_land_environment, dongha_economy, dongha_public_utilities, dongha_construction_order, dongha_police, dongha_culture, dongha_operation_centre, dongha_administrator;
GRANT SELECT ("fid", "id", "code", "ward_code", "source", "version", "updated_at", "farm_id", "crop", "area_m2", "season", "season_from", "season_to", "expected_yield_kg", "geom", "gone_at") ON layers."farm_plots_history" TO dongha_public, dongha_citizen, dongha_ward_officer, dongha_urban_management, dongha_land_environment, dongha_public_utilities, dongha_construction_order, dongha_police, dongha_culture, dongha_operation_centre;
GRANT SELECT ("fid", "id", "code", "ward_code", "source", "version", "updated_at", "farm_id", "household_ref", "crop", "area_m2", "season", "season_from", "season_to", "expected_yield_kg", "geom", "gone_at") ON layers."farm_plots_history" TO dongha_economy, dongha_administrator;

REVOKE ALL ON layers."irrigation_zones_history" FROM dongha_public, dongha_citizen, dongha_ward_officer, dongha_urban_management, dongha_land_environment, dongha_economy, dongha_public_utilities, dongha_construction_order, dongha_police, dongha_culture, dongha_operation_centre, dongha_administrator;
GRANT SELECT ("fid", "id", "code", "ward_code", "source", "version", "updated_at", "plot_id", "method", "area_m2", "flow_lh", "efficiency_pct", "field_capacity_pct", "wilting_point_pct", "geom", "gone_at") ON layers."irrigation_zones_history" TO dongha_public, dongha_citizen, dongha_ward_officer, dongha_urban_management, dongha_land_environment, dongha_economy, dongha_public_utilities, dongha_construction_order, dongha_police, dongha_culture, dongha_operation_centre, dongha_administrator;

REVOKE ALL ON layers."incidents_history" FROM dongha_public, dongha_citizen, dongha_ward_officer, dongha_urban_management, dongha_land_environment, dongha_economy, dongha_public_utilities, dongha_construction_order, dongha_police, dongha_culture, dongha_operation_centre, dongha_administrator;
GRANT SELECT ("fid", "id", "code", "ward_code", "source", "version", "updated_at", "service_code", "status", "priority", "summary", "address", "channel", "department", "requested_at", "due_at", "resolved_at", "rating", "duplicate_of_id", "geom", "gone_at") ON layers."incidents_history" TO dongha_public, dongha_citizen;
GRANT SELECT ("fid", "id", "code", "ward_code", "source", "version", "updated_at", "service_code", "status", "priority", "summary", "description", "address", "channel", "reporter_ref", "media_refs", "department", "requested_at", "due_at", "resolved_at", "rating", "duplicate_of_id", "created_by", "geom", "gone_at") ON layers."incidents_history" TO dongha_ward_officer, dongha_urban_management, dongha_land_environment, dongha_economy, dongha_public_utilities, dongha_construction_order, dongha_police, dongha_culture, dongha_operation_centre, dongha_administrator;
ALTER TABLE layers."incidents_history" ENABLE ROW LEVEL SECURITY;
CREATE POLICY read_all ON layers."incidents_history" FOR SELECT TO dongha_public, dongha_citizen, dongha_urban_management, dongha_land_environment, dongha_economy, dongha_public_utilities, dongha_construction_order, dongha_police, dongha_culture, dongha_operation_centre, dongha_administrator USING (true);
CREATE POLICY read_ward_officer ON layers."incidents_history" FOR SELECT TO dongha_ward_officer USING (ward_code = (SELECT layers.own_ward()));

REVOKE ALL ON layers."incident_updates_history" FROM dongha_public, dongha_citizen, dongha_ward_officer, dongha_urban_management, dongha_land_environment, dongha_economy, dongha_public_utilities, dongha_construction_order, dongha_police, dongha_culture, dongha_operation_centre, dongha_administrator;
GRANT SELECT ("fid", "id", "code", "ward_code", "source", "version", "updated_at", "incident_id", "status", "message", "department", "happened_at", "geom", "gone_at") ON layers."incident_updates_history" TO dongha_public, dongha_citizen;
GRANT SELECT ("fid", "id", "code", "ward_code", "source", "version", "updated_at", "incident_id", "status", "message", "note", "author_ref", "media_refs", "department", "happened_at", "geom", "gone_at") ON layers."incident_updates_history" TO dongha_ward_officer, dongha_urban_management, dongha_land_environment, dongha_economy, dongha_public_utilities, dongha_construction_order, dongha_police, dongha_culture, dongha_operation_centre, dongha_administrator;
ALTER TABLE layers."incident_updates_history" ENABLE ROW LEVEL SECURITY;
CREATE POLICY read_all ON layers."incident_updates_history" FOR SELECT TO dongha_public, dongha_citizen, dongha_urban_management, dongha_land_environment, dongha_economy, dongha_public_utilities, dongha_construction_order, dongha_police, dongha_culture, dongha_operation_centre, dongha_administrator USING (true);
CREATE POLICY read_ward_officer ON layers."incident_updates_history" FOR SELECT TO dongha_ward_officer USING (ward_code = (SELECT layers.own_ward()));

REVOKE ALL ON layers."public_facilities_history" FROM dongha_public, dongha_citizen, dongha_ward_officer, dongha_urban_management, dongha_land_environment, dongha_economy, dongha_public_utilities, dongha_construction_order, dongha_police, dongha_culture, dongha_operation_centre, dongha_administrator;
GRANT SELECT ("fid", "id", "code", "ward_code", "source", "version", "updated_at", "name", "kind", "address", "phone", "website", "opening_hours", "capacity", "counter_count", "is_wheelchair_accessible", "geom", "gone_at") ON layers."public_facilities_history" TO dongha_public, dongha_citizen, dongha_ward_officer, dongha_urban_management, dongha_land_environment, dongha_economy, dongha_public_utilities, dongha_construction_order, dongha_police, dongha_culture, dongha_operation_centre, dongha_administrator;

REVOKE ALL ON layers."wifi_points_history" FROM dongha_public, dongha_citizen, dongha_ward_officer, dongha_urban_management, dongha_land_environment, dongha_economy, dongha_public_utilities, dongha_construction_order, dongha_police, dongha_culture, dongha_operation_centre, dongha_administrator;
GRANT SELECT ("fid", "id", "code", "ward_code", "source", "version", "updated_at", "location", "ssid", "reach_m", "provider", "bandwidth_mbits", "installed_on", "geom", "gone_at") ON layers."wifi_points_history" TO dongha_public, dongha_citizen, dongha_ward_officer, dongha_urban_management, dongha_land_environment, dongha_economy, dongha_public_utilities, dongha_construction_order, dongha_police, dongha_culture, dongha_operation_centre, dongha_administrator;

REVOKE ALL ON layers."alerts_history" FROM dongha_public, dongha_citizen, dongha_ward_officer, dongha_urban_management, dongha_land_environment, dongha_economy, dongha_public_utilities, dongha_construction_order, dongha_police, dongha_culture, dongha_operation_centre, dongha_administrator;
GRANT SELECT ("fid", "id", "code", "ward_code", "source", "version", "updated_at", "headline", "headline_en", "cap_category", "cap_severity", "cap_urgency", "cap_certainty", "status", "instruction", "instruction_en", "risk_level", "source_layer", "source_id", "sent_at", "effective_at", "expires_at", "geom", "gone_at") ON layers."alerts_history" TO dongha_public, dongha_citizen, dongha_ward_officer, dongha_urban_management, dongha_land_environment, dongha_public_utilities, dongha_construction_order, dongha_police, dongha_culture;
GRANT SELECT ("fid", "id", "code", "ward_code", "source", "version", "updated_at", "headline", "headline_en", "cap_category", "cap_severity", "cap_urgency", "cap_certainty", "status", "instruction", "instruction_en", "risk_level", "source_layer", "source_id", "sent_at", "effective_at", "expires_at", "acknowledged_by_ref", "geom", "gone_at") ON layers."alerts_history" TO dongha_economy, dongha_operation_centre, dongha_administrator;

REVOKE ALL ON layers."tasks_history" FROM dongha_public, dongha_citizen, dongha_ward_officer, dongha_urban_management, dongha_land_environment, dongha_economy, dongha_public_utilities, dongha_construction_order, dongha_police, dongha_culture, dongha_operation_centre, dongha_administrator;
GRANT SELECT ("fid", "id", "code", "ward_code", "source", "version", "updated_at", "title", "status", "priority", "department", "assignee_ref", "note", "created_at", "due_at", "completed_at", "incident_id", "alert_id", "geom", "gone_at") ON layers."tasks_history" TO dongha_ward_officer, dongha_urban_management, dongha_land_environment, dongha_economy, dongha_public_utilities, dongha_construction_order, dongha_police, dongha_culture, dongha_operation_centre, dongha_administrator;
ALTER TABLE layers."tasks_history" ENABLE ROW LEVEL SECURITY;
CREATE POLICY read_all ON layers."tasks_history" FOR SELECT TO dongha_ward_officer, dongha_urban_management, dongha_land_environment, dongha_economy, dongha_public_utilities, dongha_construction_order, dongha_police, dongha_culture, dongha_operation_centre, dongha_administrator USING (true);

DO $$ BEGIN ALTER FUNCTION ext.geometry_overlaps(ext.geometry, ext.geometry) LEAKPROOF;
EXCEPTION WHEN insufficient_privilege THEN
    RAISE WARNING 'not a superuser: geometry_overlaps is not marked leakproof, reads by ward will be slow';
END $$;

REVOKE ALL ON layers."wards" FROM dongha_public, dongha_citizen, dongha_ward_officer, dongha_urban_management, dongha_land_environment, dongha_economy, dongha_public_utilities, dongha_construction_order, dongha_police, dongha_culture, dongha_operation_centre, dongha_administrator;
GRANT SELECT ("fid", "id", "code", "ward_code", "source", "version", "updated_at", "name", "division", "valid_from", "valid_to", "merged_into", "area_km2", "population", "decision", "geom", "geom_3857", "geojson", "search") ON layers."wards" TO dongha_public, dongha_citizen, dongha_ward_officer, dongha_urban_management, dongha_land_environment, dongha_economy, dongha_public_utilities, dongha_construction_order, dongha_police, dongha_culture, dongha_operation_centre, dongha_administrator;
GRANT INSERT ("id", "code", "ward_code", "source", "name", "division", "valid_from", "valid_to", "merged_into", "area_km2", "population", "decision", "geom", "version", "updated_at") ON layers."wards" TO dongha_land_environment, dongha_administrator;
GRANT UPDATE ("code", "ward_code", "source", "name", "division", "valid_from", "valid_to", "merged_into", "area_km2", "population", "decision", "geom", "version", "updated_at") ON layers."wards" TO dongha_land_environment, dongha_administrator;
GRANT DELETE ON layers."wards" TO dongha_land_environment, dongha_administrator;

REVOKE ALL ON layers."neighbourhoods" FROM dongha_public, dongha_citizen, dongha_ward_officer, dongha_urban_management, dongha_land_environment, dongha_economy, dongha_public_utilities, dongha_construction_order, dongha_police, dongha_culture, dongha_operation_centre, dongha_administrator;
GRANT SELECT ("fid", "id", "code", "ward_code", "source", "version", "updated_at", "name", "area_ha", "household_count", "meeting_place", "geom", "geom_3857", "geojson", "search") ON layers."neighbourhoods" TO dongha_public, dongha_citizen, dongha_ward_officer, dongha_urban_management, dongha_land_environment, dongha_economy, dongha_public_utilities, dongha_construction_order, dongha_police, dongha_culture, dongha_operation_centre, dongha_administrator;
GRANT INSERT ("id", "code", "ward_code", "source", "name", "area_ha", "household_count", "meeting_place", "geom", "version", "updated_at") ON layers."neighbourhoods" TO dongha_ward_officer, dongha_land_environment, dongha_administrator;
GRANT UPDATE ("code", "ward_code", "source", "name", "area_ha", "household_count", "meeting_place", "geom", "version", "updated_at") ON layers."neighbourhoods" TO dongha_ward_officer, dongha_land_environment, dongha_administrator;
GRANT DELETE ON layers."neighbourhoods" TO dongha_ward_officer, dongha_land_environment, dongha_administrator;
ALTER TABLE layers."neighbourhoods" ENABLE ROW LEVEL SECURITY;
CREATE POLICY read_all ON layers."neighbourhoods" FOR SELECT TO dongha_public, dongha_citizen, dongha_ward_officer, dongha_urban_management, dongha_land_environment, dongha_economy, dongha_public_utilities, dongha_construction_order, dongha_police, dongha_culture, dongha_operation_centre, dongha_administrator USING (true);
CREATE POLICY add_ward_officer ON layers."neighbourhoods" FOR INSERT TO dongha_ward_officer WITH CHECK (ward_code = (SELECT layers.own_ward()));
CREATE POLICY add_all ON layers."neighbourhoods" FOR INSERT TO dongha_land_environment, dongha_administrator WITH CHECK (true);
CREATE POLICY change_ward_officer ON layers."neighbourhoods" FOR UPDATE TO dongha_ward_officer USING (ward_code = (SELECT layers.own_ward())) WITH CHECK (ward_code = (SELECT layers.own_ward()));
CREATE POLICY change_all ON layers."neighbourhoods" FOR UPDATE TO dongha_land_environment, dongha_administrator USING (true) WITH CHECK (true);
CREATE POLICY remove_ward_officer ON layers."neighbourhoods" FOR DELETE TO dongha_ward_officer USING (ward_code = (SELECT layers.own_ward()));
CREATE POLICY remove_all ON layers."neighbourhoods" FOR DELETE TO dongha_land_environment, dongha_administrator USING (true);
CREATE POLICY place_added ON layers."neighbourhoods" AS RESTRICTIVE FOR INSERT TO dongha_ward_officer WITH CHECK (layers.in_own_ward(geom));
CREATE POLICY place_changed ON layers."neighbourhoods" AS RESTRICTIVE FOR UPDATE TO dongha_ward_officer USING (true) WITH CHECK (layers.in_own_ward(geom));

REVOKE ALL ON layers."plans" FROM dongha_public, dongha_citizen, dongha_ward_officer, dongha_urban_management, dongha_land_environment, dongha_economy, dongha_public_utilities, dongha_construction_order, dongha_police, dongha_culture, dongha_operation_centre, dongha_administrator;
GRANT SELECT ("fid", "id", "code", "ward_code", "source", "version", "updated_at", "name", "level", "status", "scale_denominator", "area_ha", "planned_population", "decision_no", "decision_date", "authority", "valid_from", "valid_to", "replaced_by_id", "geom", "geom_3857", "geojson", "search") ON layers."plans" TO dongha_public, dongha_citizen, dongha_ward_officer, dongha_urban_management, dongha_land_environment, dongha_economy, dongha_public_utilities, dongha_construction_order, dongha_police, dongha_culture, dongha_operation_centre, dongha_administrator;
GRANT INSERT ("id", "code", "ward_code", "source", "name", "level", "status", "scale_denominator", "area_ha", "planned_population", "decision_no", "decision_date", "authority", "valid_from", "valid_to", "replaced_by_id", "geom", "version", "updated_at") ON layers."plans" TO dongha_urban_management, dongha_administrator;
GRANT UPDATE ("code", "ward_code", "source", "name", "level", "status", "scale_denominator", "area_ha", "planned_population", "decision_no", "decision_date", "authority", "valid_from", "valid_to", "replaced_by_id", "geom", "version", "updated_at") ON layers."plans" TO dongha_urban_management, dongha_administrator;
GRANT DELETE ON layers."plans" TO dongha_urban_management, dongha_administrator;
ALTER TABLE layers."plans" ENABLE ROW LEVEL SECURITY;
CREATE POLICY read_public ON layers."plans" FOR SELECT TO dongha_public, dongha_citizen USING ("status" IN ('approved', 'replaced'));
CREATE POLICY read_all ON layers."plans" FOR SELECT TO dongha_ward_officer, dongha_urban_management, dongha_land_environment, dongha_economy, dongha_public_utilities, dongha_construction_order, dongha_police, dongha_culture, dongha_operation_centre, dongha_administrator USING (true);
CREATE POLICY add_all ON layers."plans" FOR INSERT TO dongha_urban_management, dongha_administrator WITH CHECK (true);
CREATE POLICY change_all ON layers."plans" FOR UPDATE TO dongha_urban_management, dongha_administrator USING (true) WITH CHECK (true);
CREATE POLICY remove_all ON layers."plans" FOR DELETE TO dongha_urban_management, dongha_administrator USING (true);

REVOKE ALL ON layers."planning_zones" FROM dongha_public, dongha_citizen, dongha_ward_officer, dongha_urban_management, dongha_land_environment, dongha_economy, dongha_public_utilities, dongha_construction_order, dongha_police, dongha_culture, dongha_operation_centre, dongha_administrator;
GRANT SELECT ("fid", "id", "code", "ward_code", "source", "version", "updated_at", "plan_id", "use_code", "area_m2", "density_max_pct", "far_max", "storeys_min", "storeys_max", "height_max_m", "setback_m", "population", "note", "valid_from", "valid_to", "geom", "geom_3857", "geojson", "search") ON layers."planning_zones" TO dongha_public, dongha_citizen, dongha_ward_officer, dongha_urban_management, dongha_land_environment, dongha_economy, dongha_public_utilities, dongha_construction_order, dongha_police, dongha_culture, dongha_operation_centre, dongha_administrator;
GRANT INSERT ("id", "code", "ward_code", "source", "plan_id", "use_code", "area_m2", "density_max_pct", "far_max", "storeys_min", "storeys_max", "height_max_m", "setback_m", "population", "note", "valid_from", "valid_to", "geom", "version", "updated_at") ON layers."planning_zones" TO dongha_urban_management, dongha_administrator;
GRANT UPDATE ("code", "ward_code", "source", "plan_id", "use_code", "area_m2", "density_max_pct", "far_max", "storeys_min", "storeys_max", "height_max_m", "setback_m", "population", "note", "valid_from", "valid_to", "geom", "version", "updated_at") ON layers."planning_zones" TO dongha_urban_management, dongha_administrator;
GRANT DELETE ON layers."planning_zones" TO dongha_urban_management, dongha_administrator;
ALTER TABLE layers."planning_zones" ENABLE ROW LEVEL SECURITY;
CREATE POLICY read_public ON layers."planning_zones" FOR SELECT TO dongha_public, dongha_citizen USING (("plan_id" IS NULL OR "plan_id" = ANY ((SELECT coalesce(array_agg(r.id), '{}') FROM layers."plans" r WHERE r."status" IN ('approved', 'replaced'))::uuid[])));
CREATE POLICY read_all ON layers."planning_zones" FOR SELECT TO dongha_ward_officer, dongha_urban_management, dongha_land_environment, dongha_economy, dongha_public_utilities, dongha_construction_order, dongha_police, dongha_culture, dongha_operation_centre, dongha_administrator USING (true);
CREATE POLICY add_all ON layers."planning_zones" FOR INSERT TO dongha_urban_management, dongha_administrator WITH CHECK (true);
CREATE POLICY change_all ON layers."planning_zones" FOR UPDATE TO dongha_urban_management, dongha_administrator USING (true) WITH CHECK (true);
CREATE POLICY remove_all ON layers."planning_zones" FOR DELETE TO dongha_urban_management, dongha_administrator USING (true);

REVOKE ALL ON layers."road_redlines" FROM dongha_public, dongha_citizen, dongha_ward_officer, dongha_urban_management, dongha_land_environment, dongha_economy, dongha_public_utilities, dongha_construction_order, dongha_police, dongha_culture, dongha_operation_centre, dongha_administrator;
GRANT SELECT ("fid", "id", "code", "ward_code", "source", "version", "updated_at", "plan_id", "road_id", "kind", "road_name", "reserve_width_m", "carriageway_width_m", "sidewalk_width_m", "setback_m", "decision_no", "valid_from", "valid_to", "geom", "geom_3857", "geojson", "search") ON layers."road_redlines" TO dongha_public, dongha_citizen, dongha_ward_officer, dongha_urban_management, dongha_land_environment, dongha_economy, dongha_public_utilities, dongha_construction_order, dongha_police, dongha_culture, dongha_operation_centre, dongha_administrator;
GRANT INSERT ("id", "code", "ward_code", "source", "plan_id", "road_id", "kind", "road_name", "reserve_width_m", "carriageway_width_m", "sidewalk_width_m", "setback_m", "decision_no", "valid_from", "valid_to", "geom", "version", "updated_at") ON layers."road_redlines" TO dongha_urban_management, dongha_administrator;
GRANT UPDATE ("code", "ward_code", "source", "plan_id", "road_id", "kind", "road_name", "reserve_width_m", "carriageway_width_m", "sidewalk_width_m", "setback_m", "decision_no", "valid_from", "valid_to", "geom", "version", "updated_at") ON layers."road_redlines" TO dongha_urban_management, dongha_administrator;
GRANT DELETE ON layers."road_redlines" TO dongha_urban_management, dongha_administrator;
ALTER TABLE layers."road_redlines" ENABLE ROW LEVEL SECURITY;
CREATE POLICY read_public ON layers."road_redlines" FOR SELECT TO dongha_public, dongha_citizen USING (("plan_id" IS NULL OR "plan_id" = ANY ((SELECT coalesce(array_agg(r.id), '{}') FROM layers."plans" r WHERE r."status" IN ('approved', 'replaced'))::uuid[])));
CREATE POLICY read_all ON layers."road_redlines" FOR SELECT TO dongha_ward_officer, dongha_urban_management, dongha_land_environment, dongha_economy, dongha_public_utilities, dongha_construction_order, dongha_police, dongha_culture, dongha_operation_centre, dongha_administrator USING (true);
CREATE POLICY add_all ON layers."road_redlines" FOR INSERT TO dongha_urban_management, dongha_administrator WITH CHECK (true);
CREATE POLICY change_all ON layers."road_redlines" FOR UPDATE TO dongha_urban_management, dongha_administrator USING (true) WITH CHECK (true);
CREATE POLICY remove_all ON layers."road_redlines" FOR DELETE TO dongha_urban_management, dongha_administrator USING (true);

REVOKE ALL ON layers."land_parcels" FROM dongha_public, dongha_citizen, dongha_ward_officer, dongha_urban_management, dongha_land_environment, dongha_economy, dongha_public_utilities, dongha_construction_order, dongha_police, dongha_culture, dongha_operation_centre, dongha_administrator;
GRANT SELECT ("fid", "id", "code", "ward_code", "source", "version", "updated_at", "map_sheet", "parcel_no", "sheet_parcel", "old_map_sheet", "old_parcel_no", "area_m2", "legal_area_m2", "use_code", "use_codes", "address", "completeness", "has_certificate", "valid_from", "valid_to", "geom", "geom_3857", "geojson", "search") ON layers."land_parcels" TO dongha_public, dongha_citizen, dongha_urban_management, dongha_economy, dongha_public_utilities, dongha_construction_order, dongha_police, dongha_culture, dongha_operation_centre;
GRANT SELECT ("fid", "id", "code", "ward_code", "source", "version", "updated_at", "map_sheet", "parcel_no", "sheet_parcel", "old_map_sheet", "old_parcel_no", "area_m2", "legal_area_m2", "use_code", "use_codes", "address", "completeness", "has_certificate", "certificate_ref", "holder_ref", "valid_from", "valid_to", "geom", "geom_3857", "geojson", "search") ON layers."land_parcels" TO dongha_ward_officer, dongha_land_environment, dongha_administrator;
GRANT INSERT ("id", "code", "ward_code", "source", "map_sheet", "parcel_no", "sheet_parcel", "old_map_sheet", "old_parcel_no", "area_m2", "legal_area_m2", "use_code", "use_codes", "address", "completeness", "has_certificate", "certificate_ref", "holder_ref", "valid_from", "valid_to", "geom", "version", "updated_at") ON layers."land_parcels" TO dongha_land_environment, dongha_administrator;
GRANT UPDATE ("code", "ward_code", "source", "map_sheet", "parcel_no", "sheet_parcel", "old_map_sheet", "old_parcel_no", "area_m2", "legal_area_m2", "use_code", "use_codes", "address", "completeness", "has_certificate", "certificate_ref", "holder_ref", "valid_from", "valid_to", "geom", "version", "updated_at") ON layers."land_parcels" TO dongha_land_environment, dongha_administrator;
GRANT DELETE ON layers."land_parcels" TO dongha_land_environment, dongha_administrator;
ALTER TABLE layers."land_parcels" ENABLE ROW LEVEL SECURITY;
CREATE POLICY read_all ON layers."land_parcels" FOR SELECT TO dongha_public, dongha_citizen, dongha_urban_management, dongha_land_environment, dongha_economy, dongha_public_utilities, dongha_construction_order, dongha_police, dongha_culture, dongha_operation_centre, dongha_administrator USING (true);
CREATE POLICY read_ward_officer ON layers."land_parcels" FOR SELECT TO dongha_ward_officer USING (ward_code = (SELECT layers.own_ward()));
CREATE POLICY add_all ON layers."land_parcels" FOR INSERT TO dongha_land_environment, dongha_administrator WITH CHECK (true);
CREATE POLICY change_all ON layers."land_parcels" FOR UPDATE TO dongha_land_environment, dongha_administrator USING (true) WITH CHECK (true);
CREATE POLICY remove_all ON layers."land_parcels" FOR DELETE TO dongha_land_environment, dongha_administrator USING (true);

REVOKE ALL ON layers."parcel_changes" FROM dongha_public, dongha_citizen, dongha_ward_officer, dongha_urban_management, dongha_land_environment, dongha_economy, dongha_public_utilities, dongha_construction_order, dongha_police, dongha_culture, dongha_operation_centre, dongha_administrator;
GRANT SELECT ("fid", "id", "code", "ward_code", "source", "version", "updated_at", "kind", "parent_codes", "child_codes", "area_m2", "decision", "changed_on", "note", "geom", "geom_3857", "geojson", "search") ON layers."parcel_changes" TO dongha_public, dongha_citizen, dongha_ward_officer, dongha_urban_management, dongha_land_environment, dongha_economy, dongha_public_utilities, dongha_construction_order, dongha_police, dongha_culture, dongha_operation_centre, dongha_administrator;
GRANT INSERT ("id", "code", "ward_code", "source", "kind", "parent_codes", "child_codes", "area_m2", "decision", "changed_on", "note", "geom", "version", "updated_at") ON layers."parcel_changes" TO dongha_land_environment, dongha_administrator;
GRANT UPDATE ("code", "ward_code", "source", "kind", "parent_codes", "child_codes", "area_m2", "decision", "changed_on", "note", "geom", "version", "updated_at") ON layers."parcel_changes" TO dongha_land_environment, dongha_administrator;
GRANT DELETE ON layers."parcel_changes" TO dongha_land_environment, dongha_administrator;

REVOKE ALL ON layers."construction_permits" FROM dongha_public, dongha_citizen, dongha_ward_officer, dongha_urban_management, dongha_land_environment, dongha_economy, dongha_public_utilities, dongha_construction_order, dongha_police, dongha_culture, dongha_operation_centre, dongha_administrator;
GRANT SELECT ("fid", "id", "code", "ward_code", "source", "version", "updated_at", "permit_no", "kind", "status", "address", "storey_count", "height_m", "footprint_m2", "floor_area_m2", "setback_m", "issued_on", "expires_on", "parcel_id", "geom", "geom_3857", "geojson", "search") ON layers."construction_permits" TO dongha_public, dongha_citizen, dongha_land_environment, dongha_economy, dongha_public_utilities, dongha_police, dongha_culture, dongha_operation_centre;
GRANT SELECT ("fid", "id", "code", "ward_code", "source", "version", "updated_at", "permit_no", "kind", "status", "address", "owner_ref", "storey_count", "height_m", "footprint_m2", "floor_area_m2", "setback_m", "issued_on", "expires_on", "parcel_id", "geom", "geom_3857", "geojson", "search") ON layers."construction_permits" TO dongha_ward_officer, dongha_urban_management, dongha_construction_order, dongha_administrator;
GRANT INSERT ("id", "code", "ward_code", "source", "permit_no", "kind", "status", "address", "owner_ref", "storey_count", "height_m", "footprint_m2", "floor_area_m2", "setback_m", "issued_on", "expires_on", "parcel_id", "geom", "version", "updated_at") ON layers."construction_permits" TO dongha_urban_management, dongha_administrator;
GRANT UPDATE ("code", "ward_code", "source", "permit_no", "kind", "status", "address", "owner_ref", "storey_count", "height_m", "footprint_m2", "floor_area_m2", "setback_m", "issued_on", "expires_on", "parcel_id", "geom", "version", "updated_at") ON layers."construction_permits" TO dongha_urban_management, dongha_administrator;
GRANT DELETE ON layers."construction_permits" TO dongha_urban_management, dongha_administrator;
ALTER TABLE layers."construction_permits" ENABLE ROW LEVEL SECURITY;
CREATE POLICY read_public ON layers."construction_permits" FOR SELECT TO dongha_public, dongha_citizen USING ("status" IN ('issued', 'extended', 'expired', 'revoked', 'completed'));
CREATE POLICY read_ward_officer ON layers."construction_permits" FOR SELECT TO dongha_ward_officer USING (ward_code = (SELECT layers.own_ward()));
CREATE POLICY read_all ON layers."construction_permits" FOR SELECT TO dongha_urban_management, dongha_land_environment, dongha_economy, dongha_public_utilities, dongha_construction_order, dongha_police, dongha_culture, dongha_operation_centre, dongha_administrator USING (true);
CREATE POLICY add_all ON layers."construction_permits" FOR INSERT TO dongha_urban_management, dongha_administrator WITH CHECK (true);
CREATE POLICY change_all ON layers."construction_permits" FOR UPDATE TO dongha_urban_management, dongha_administrator USING (true) WITH CHECK (true);
CREATE POLICY remove_all ON layers."construction_permits" FOR DELETE TO dongha_urban_management, dongha_administrator USING (true);

REVOKE ALL ON layers."construction_sites" FROM dongha_public, dongha_citizen, dongha_ward_officer, dongha_urban_management, dongha_land_environment, dongha_economy, dongha_public_utilities, dongha_construction_order, dongha_police, dongha_culture, dongha_operation_centre, dongha_administrator;
GRANT SELECT ("fid", "id", "code", "ward_code", "source", "version", "updated_at", "stage", "address", "storeys_built", "height_m", "footprint_m2", "contractor_ref", "started_on", "completed_on", "permit_id", "parcel_id", "geom", "geom_3857", "geojson", "search") ON layers."construction_sites" TO dongha_ward_officer, dongha_urban_management, dongha_construction_order, dongha_administrator;
GRANT SELECT ("fid", "id", "code", "ward_code", "source", "version", "updated_at", "stage", "address", "storeys_built", "height_m", "footprint_m2", "started_on", "completed_on", "permit_id", "parcel_id", "geom", "geom_3857", "geojson", "search") ON layers."construction_sites" TO dongha_land_environment, dongha_economy, dongha_public_utilities, dongha_police, dongha_culture, dongha_operation_centre;
GRANT INSERT ("id", "code", "ward_code", "source", "stage", "address", "storeys_built", "height_m", "footprint_m2", "contractor_ref", "started_on", "completed_on", "permit_id", "parcel_id", "geom", "version", "updated_at") ON layers."construction_sites" TO dongha_ward_officer, dongha_urban_management, dongha_construction_order, dongha_administrator;
GRANT UPDATE ("code", "ward_code", "source", "stage", "address", "storeys_built", "height_m", "footprint_m2", "contractor_ref", "started_on", "completed_on", "permit_id", "parcel_id", "geom", "version", "updated_at") ON layers."construction_sites" TO dongha_ward_officer, dongha_urban_management, dongha_construction_order, dongha_administrator;
GRANT DELETE ON layers."construction_sites" TO dongha_ward_officer, dongha_urban_management, dongha_construction_order, dongha_administrator;
ALTER TABLE layers."construction_sites" ENABLE ROW LEVEL SECURITY;
CREATE POLICY read_ward_officer ON layers."construction_sites" FOR SELECT TO dongha_ward_officer USING (ward_code = (SELECT layers.own_ward()));
CREATE POLICY read_all ON layers."construction_sites" FOR SELECT TO dongha_urban_management, dongha_land_environment, dongha_economy, dongha_public_utilities, dongha_construction_order, dongha_police, dongha_culture, dongha_operation_centre, dongha_administrator USING (true);
CREATE POLICY add_ward_officer ON layers."construction_sites" FOR INSERT TO dongha_ward_officer WITH CHECK (ward_code = (SELECT layers.own_ward()));
CREATE POLICY add_all ON layers."construction_sites" FOR INSERT TO dongha_urban_management, dongha_construction_order, dongha_administrator WITH CHECK (true);
CREATE POLICY change_ward_officer ON layers."construction_sites" FOR UPDATE TO dongha_ward_officer USING (ward_code = (SELECT layers.own_ward())) WITH CHECK (ward_code = (SELECT layers.own_ward()));
CREATE POLICY change_all ON layers."construction_sites" FOR UPDATE TO dongha_urban_management, dongha_construction_order, dongha_administrator USING (true) WITH CHECK (true);
CREATE POLICY remove_ward_officer ON layers."construction_sites" FOR DELETE TO dongha_ward_officer USING (ward_code = (SELECT layers.own_ward()));
CREATE POLICY remove_all ON layers."construction_sites" FOR DELETE TO dongha_urban_management, dongha_construction_order, dongha_administrator USING (true);
CREATE POLICY place_added ON layers."construction_sites" AS RESTRICTIVE FOR INSERT TO dongha_ward_officer WITH CHECK (layers.in_own_ward(geom));
CREATE POLICY place_changed ON layers."construction_sites" AS RESTRICTIVE FOR UPDATE TO dongha_ward_officer USING (true) WITH CHECK (layers.in_own_ward(geom));

REVOKE ALL ON layers."inspections" FROM dongha_public, dongha_citizen, dongha_ward_officer, dongha_urban_management, dongha_land_environment, dongha_economy, dongha_public_utilities, dongha_construction_order, dongha_police, dongha_culture, dongha_operation_centre, dongha_administrator;
GRANT SELECT ("fid", "id", "code", "ward_code", "source", "version", "updated_at", "inspected_at", "result", "stage", "note", "inspector_ref", "photo_refs", "next_due_on", "site_id", "geom", "geom_3857", "geojson", "search") ON layers."inspections" TO dongha_ward_officer, dongha_urban_management, dongha_construction_order, dongha_administrator;
GRANT SELECT ("fid", "id", "code", "ward_code", "source", "version", "updated_at", "inspected_at", "result", "stage", "next_due_on", "site_id", "geom", "geom_3857", "geojson", "search") ON layers."inspections" TO dongha_land_environment, dongha_economy, dongha_public_utilities, dongha_police, dongha_culture, dongha_operation_centre;
GRANT INSERT ("id", "code", "ward_code", "source", "inspected_at", "result", "stage", "note", "inspector_ref", "photo_refs", "next_due_on", "site_id", "geom", "version", "updated_at") ON layers."inspections" TO dongha_ward_officer, dongha_urban_management, dongha_construction_order, dongha_administrator;
GRANT UPDATE ("code", "ward_code", "source", "inspected_at", "result", "stage", "note", "inspector_ref", "photo_refs", "next_due_on", "site_id", "geom", "version", "updated_at") ON layers."inspections" TO dongha_ward_officer, dongha_urban_management, dongha_construction_order, dongha_administrator;
GRANT DELETE ON layers."inspections" TO dongha_ward_officer, dongha_urban_management, dongha_construction_order, dongha_administrator;
ALTER TABLE layers."inspections" ENABLE ROW LEVEL SECURITY;
CREATE POLICY read_ward_officer ON layers."inspections" FOR SELECT TO dongha_ward_officer USING (ward_code = (SELECT layers.own_ward()));
CREATE POLICY read_all ON layers."inspections" FOR SELECT TO dongha_urban_management, dongha_land_environment, dongha_economy, dongha_public_utilities, dongha_construction_order, dongha_police, dongha_culture, dongha_operation_centre, dongha_administrator USING (true);
CREATE POLICY add_ward_officer ON layers."inspections" FOR INSERT TO dongha_ward_officer WITH CHECK (ward_code = (SELECT layers.own_ward()));
CREATE POLICY add_all ON layers."inspections" FOR INSERT TO dongha_urban_management, dongha_construction_order, dongha_administrator WITH CHECK (true);
CREATE POLICY change_ward_officer ON layers."inspections" FOR UPDATE TO dongha_ward_officer USING (ward_code = (SELECT layers.own_ward())) WITH CHECK (ward_code = (SELECT layers.own_ward()));
CREATE POLICY change_all ON layers."inspections" FOR UPDATE TO dongha_urban_management, dongha_construction_order, dongha_administrator USING (true) WITH CHECK (true);
CREATE POLICY remove_ward_officer ON layers."inspections" FOR DELETE TO dongha_ward_officer USING (ward_code = (SELECT layers.own_ward()));
CREATE POLICY remove_all ON layers."inspections" FOR DELETE TO dongha_urban_management, dongha_construction_order, dongha_administrator USING (true);
CREATE POLICY place_added ON layers."inspections" AS RESTRICTIVE FOR INSERT TO dongha_ward_officer WITH CHECK (layers.in_own_ward(geom));
CREATE POLICY place_changed ON layers."inspections" AS RESTRICTIVE FOR UPDATE TO dongha_ward_officer USING (true) WITH CHECK (layers.in_own_ward(geom));

REVOKE ALL ON layers."building_violations" FROM dongha_public, dongha_citizen, dongha_ward_officer, dongha_urban_management, dongha_land_environment, dongha_economy, dongha_public_utilities, dongha_construction_order, dongha_police, dongha_culture, dongha_operation_centre, dongha_administrator;
GRANT SELECT ("fid", "id", "code", "ward_code", "source", "version", "updated_at", "record_no", "behaviour", "status", "address", "area_m2", "violator_ref", "fine_vnd", "remedy", "recorded_on", "deadline_on", "closed_on", "site_id", "geom", "geom_3857", "geojson", "search") ON layers."building_violations" TO dongha_ward_officer, dongha_urban_management, dongha_construction_order, dongha_administrator;
GRANT SELECT ("fid", "id", "code", "ward_code", "source", "version", "updated_at", "record_no", "behaviour", "status", "address", "area_m2", "fine_vnd", "remedy", "recorded_on", "deadline_on", "closed_on", "site_id", "geom", "geom_3857", "geojson", "search") ON layers."building_violations" TO dongha_land_environment, dongha_economy, dongha_public_utilities, dongha_police, dongha_culture, dongha_operation_centre;
GRANT INSERT ("id", "code", "ward_code", "source", "record_no", "behaviour", "status", "address", "area_m2", "violator_ref", "fine_vnd", "remedy", "recorded_on", "deadline_on", "closed_on", "site_id", "geom", "version", "updated_at") ON layers."building_violations" TO dongha_ward_officer, dongha_urban_management, dongha_construction_order, dongha_administrator;
GRANT UPDATE ("code", "ward_code", "source", "record_no", "behaviour", "status", "address", "area_m2", "violator_ref", "fine_vnd", "remedy", "recorded_on", "deadline_on", "closed_on", "site_id", "geom", "version", "updated_at") ON layers."building_violations" TO dongha_ward_officer, dongha_urban_management, dongha_construction_order, dongha_administrator;
GRANT DELETE ON layers."building_violations" TO dongha_ward_officer, dongha_urban_management, dongha_construction_order, dongha_administrator;
ALTER TABLE layers."building_violations" ENABLE ROW LEVEL SECURITY;
CREATE POLICY read_ward_officer ON layers."building_violations" FOR SELECT TO dongha_ward_officer USING (ward_code = (SELECT layers.own_ward()));
CREATE POLICY read_all ON layers."building_violations" FOR SELECT TO dongha_urban_management, dongha_land_environment, dongha_economy, dongha_public_utilities, dongha_construction_order, dongha_police, dongha_culture, dongha_operation_centre, dongha_administrator USING (true);
CREATE POLICY add_ward_officer ON layers."building_violations" FOR INSERT TO dongha_ward_officer WITH CHECK (ward_code = (SELECT layers.own_ward()));
CREATE POLICY add_all ON layers."building_violations" FOR INSERT TO dongha_urban_management, dongha_construction_order, dongha_administrator WITH CHECK (true);
CREATE POLICY change_ward_officer ON layers."building_violations" FOR UPDATE TO dongha_ward_officer USING (ward_code = (SELECT layers.own_ward())) WITH CHECK (ward_code = (SELECT layers.own_ward()));
CREATE POLICY change_all ON layers."building_violations" FOR UPDATE TO dongha_urban_management, dongha_construction_order, dongha_administrator USING (true) WITH CHECK (true);
CREATE POLICY remove_ward_officer ON layers."building_violations" FOR DELETE TO dongha_ward_officer USING (ward_code = (SELECT layers.own_ward()));
CREATE POLICY remove_all ON layers."building_violations" FOR DELETE TO dongha_urban_management, dongha_construction_order, dongha_administrator USING (true);
CREATE POLICY place_added ON layers."building_violations" AS RESTRICTIVE FOR INSERT TO dongha_ward_officer WITH CHECK (layers.in_own_ward(geom));
CREATE POLICY place_changed ON layers."building_violations" AS RESTRICTIVE FOR UPDATE TO dongha_ward_officer USING (true) WITH CHECK (layers.in_own_ward(geom));

REVOKE ALL ON layers."roads" FROM dongha_public, dongha_citizen, dongha_ward_officer, dongha_urban_management, dongha_land_environment, dongha_economy, dongha_public_utilities, dongha_construction_order, dongha_police, dongha_culture, dongha_operation_centre, dongha_administrator;
GRANT SELECT ("fid", "id", "code", "ward_code", "source", "version", "updated_at", "name", "ref", "road_class", "length_m", "carriageway_width_m", "sidewalk_width_m", "lane_count", "direction", "speed_limit_kmh", "surface", "condition", "is_bridge", "geom", "geom_3857", "geojson", "search") ON layers."roads" TO dongha_public, dongha_citizen, dongha_ward_officer, dongha_urban_management, dongha_land_environment, dongha_economy, dongha_public_utilities, dongha_construction_order, dongha_police, dongha_culture, dongha_operation_centre, dongha_administrator;
GRANT INSERT ("id", "code", "ward_code", "source", "name", "ref", "road_class", "length_m", "carriageway_width_m", "sidewalk_width_m", "lane_count", "direction", "speed_limit_kmh", "surface", "condition", "is_bridge", "geom", "version", "updated_at") ON layers."roads" TO dongha_urban_management, dongha_administrator;
GRANT UPDATE ("code", "ward_code", "source", "name", "ref", "road_class", "length_m", "carriageway_width_m", "sidewalk_width_m", "lane_count", "direction", "speed_limit_kmh", "surface", "condition", "is_bridge", "geom", "version", "updated_at") ON layers."roads" TO dongha_urban_management, dongha_administrator;
GRANT DELETE ON layers."roads" TO dongha_urban_management, dongha_administrator;

REVOKE ALL ON layers."railways" FROM dongha_public, dongha_citizen, dongha_ward_officer, dongha_urban_management, dongha_land_environment, dongha_economy, dongha_public_utilities, dongha_construction_order, dongha_police, dongha_culture, dongha_operation_centre, dongha_administrator;
GRANT SELECT ("fid", "id", "code", "ward_code", "source", "version", "updated_at", "name", "kind", "gauge_mm", "safety_corridor_m", "geom", "geom_3857", "geojson", "search") ON layers."railways" TO dongha_public, dongha_citizen, dongha_ward_officer, dongha_urban_management, dongha_land_environment, dongha_economy, dongha_public_utilities, dongha_construction_order, dongha_police, dongha_culture, dongha_operation_centre, dongha_administrator;
GRANT INSERT ("id", "code", "ward_code", "source", "name", "kind", "gauge_mm", "safety_corridor_m", "geom", "version", "updated_at") ON layers."railways" TO dongha_urban_management, dongha_administrator;
GRANT UPDATE ("code", "ward_code", "source", "name", "kind", "gauge_mm", "safety_corridor_m", "geom", "version", "updated_at") ON layers."railways" TO dongha_urban_management, dongha_administrator;
GRANT DELETE ON layers."railways" TO dongha_urban_management, dongha_administrator;

REVOKE ALL ON layers."buildings" FROM dongha_public, dongha_citizen, dongha_ward_officer, dongha_urban_management, dongha_land_environment, dongha_economy, dongha_public_utilities, dongha_construction_order, dongha_police, dongha_culture, dongha_operation_centre, dongha_administrator;
GRANT SELECT ("fid", "id", "code", "ward_code", "source", "version", "updated_at", "name", "house_number", "address", "use", "storey_count", "height_m", "floor_level_m", "footprint_m2", "built_year", "parcel_id", "geom", "geom_3857", "geojson", "search") ON layers."buildings" TO dongha_public, dongha_citizen, dongha_ward_officer, dongha_urban_management, dongha_land_environment, dongha_economy, dongha_public_utilities, dongha_construction_order, dongha_police, dongha_culture, dongha_operation_centre, dongha_administrator;
GRANT INSERT ("id", "code", "ward_code", "source", "name", "house_number", "address", "use", "storey_count", "height_m", "floor_level_m", "footprint_m2", "built_year", "parcel_id", "geom", "version", "updated_at") ON layers."buildings" TO dongha_urban_management, dongha_administrator;
GRANT UPDATE ("code", "ward_code", "source", "name", "house_number", "address", "use", "storey_count", "height_m", "floor_level_m", "footprint_m2", "built_year", "parcel_id", "geom", "version", "updated_at") ON layers."buildings" TO dongha_urban_management, dongha_administrator;
GRANT DELETE ON layers."buildings" TO dongha_urban_management, dongha_administrator;

REVOKE ALL ON layers."water_pipes" FROM dongha_public, dongha_citizen, dongha_ward_officer, dongha_urban_management, dongha_land_environment, dongha_economy, dongha_public_utilities, dongha_construction_order, dongha_police, dongha_culture, dongha_operation_centre, dongha_administrator;
GRANT SELECT ("fid", "id", "code", "ward_code", "source", "version", "updated_at", "kind", "diameter_mm", "material", "length_m", "depth_m", "pressure_kpa", "status", "operator", "installed_on", "road_id", "geom", "geom_3857", "geojson", "search") ON layers."water_pipes" TO dongha_public, dongha_citizen, dongha_ward_officer, dongha_urban_management, dongha_land_environment, dongha_economy, dongha_public_utilities, dongha_construction_order, dongha_police, dongha_culture, dongha_operation_centre, dongha_administrator;
GRANT INSERT ("id", "code", "ward_code", "source", "kind", "diameter_mm", "material", "length_m", "depth_m", "pressure_kpa", "status", "operator", "installed_on", "road_id", "geom", "version", "updated_at") ON layers."water_pipes" TO dongha_urban_management, dongha_public_utilities, dongha_administrator;
GRANT UPDATE ("code", "ward_code", "source", "kind", "diameter_mm", "material", "length_m", "depth_m", "pressure_kpa", "status", "operator", "installed_on", "road_id", "geom", "version", "updated_at") ON layers."water_pipes" TO dongha_urban_management, dongha_public_utilities, dongha_administrator;
GRANT DELETE ON layers."water_pipes" TO dongha_urban_management, dongha_public_utilities, dongha_administrator;

REVOKE ALL ON layers."drains" FROM dongha_public, dongha_citizen, dongha_ward_officer, dongha_urban_management, dongha_land_environment, dongha_economy, dongha_public_utilities, dongha_construction_order, dongha_police, dongha_culture, dongha_operation_centre, dongha_administrator;
GRANT SELECT ("fid", "id", "code", "ward_code", "source", "version", "updated_at", "kind", "width_mm", "height_mm", "material", "length_m", "invert_start_m", "invert_end_m", "status", "condition", "installed_on", "cleaned_on", "from_manhole_id", "to_manhole_id", "geom", "geom_3857", "geojson", "search") ON layers."drains" TO dongha_public, dongha_citizen, dongha_ward_officer, dongha_urban_management, dongha_land_environment, dongha_economy, dongha_public_utilities, dongha_construction_order, dongha_police, dongha_culture, dongha_operation_centre, dongha_administrator;
GRANT INSERT ("id", "code", "ward_code", "source", "kind", "width_mm", "height_mm", "material", "length_m", "invert_start_m", "invert_end_m", "status", "condition", "installed_on", "cleaned_on", "from_manhole_id", "to_manhole_id", "geom", "version", "updated_at") ON layers."drains" TO dongha_urban_management, dongha_public_utilities, dongha_administrator;
GRANT UPDATE ("code", "ward_code", "source", "kind", "width_mm", "height_mm", "material", "length_m", "invert_start_m", "invert_end_m", "status", "condition", "installed_on", "cleaned_on", "from_manhole_id", "to_manhole_id", "geom", "version", "updated_at") ON layers."drains" TO dongha_urban_management, dongha_public_utilities, dongha_administrator;
GRANT DELETE ON layers."drains" TO dongha_urban_management, dongha_public_utilities, dongha_administrator;

REVOKE ALL ON layers."sewers" FROM dongha_public, dongha_citizen, dongha_ward_officer, dongha_urban_management, dongha_land_environment, dongha_economy, dongha_public_utilities, dongha_construction_order, dongha_police, dongha_culture, dongha_operation_centre, dongha_administrator;
GRANT SELECT ("fid", "id", "code", "ward_code", "source", "version", "updated_at", "kind", "diameter_mm", "material", "length_m", "invert_start_m", "invert_end_m", "status", "condition", "installed_on", "from_manhole_id", "to_manhole_id", "geom", "geom_3857", "geojson", "search") ON layers."sewers" TO dongha_public, dongha_citizen, dongha_ward_officer, dongha_urban_management, dongha_land_environment, dongha_economy, dongha_public_utilities, dongha_construction_order, dongha_police, dongha_culture, dongha_operation_centre, dongha_administrator;
GRANT INSERT ("id", "code", "ward_code", "source", "kind", "diameter_mm", "material", "length_m", "invert_start_m", "invert_end_m", "status", "condition", "installed_on", "from_manhole_id", "to_manhole_id", "geom", "version", "updated_at") ON layers."sewers" TO dongha_urban_management, dongha_public_utilities, dongha_administrator;
GRANT UPDATE ("code", "ward_code", "source", "kind", "diameter_mm", "material", "length_m", "invert_start_m", "invert_end_m", "status", "condition", "installed_on", "from_manhole_id", "to_manhole_id", "geom", "version", "updated_at") ON layers."sewers" TO dongha_urban_management, dongha_public_utilities, dongha_administrator;
GRANT DELETE ON layers."sewers" TO dongha_urban_management, dongha_public_utilities, dongha_administrator;

REVOKE ALL ON layers."manholes" FROM dongha_public, dongha_citizen, dongha_ward_officer, dongha_urban_management, dongha_land_environment, dongha_economy, dongha_public_utilities, dongha_construction_order, dongha_police, dongha_culture, dongha_operation_centre, dongha_administrator;
GRANT SELECT ("fid", "id", "code", "ward_code", "source", "version", "updated_at", "kind", "cover_level_m", "invert_level_m", "depth_m", "material", "condition", "cleaned_on", "geom", "geom_3857", "geojson", "search") ON layers."manholes" TO dongha_public, dongha_citizen, dongha_ward_officer, dongha_urban_management, dongha_land_environment, dongha_economy, dongha_public_utilities, dongha_construction_order, dongha_police, dongha_culture, dongha_operation_centre, dongha_administrator;
GRANT INSERT ("id", "code", "ward_code", "source", "kind", "cover_level_m", "invert_level_m", "depth_m", "material", "condition", "cleaned_on", "geom", "version", "updated_at") ON layers."manholes" TO dongha_urban_management, dongha_public_utilities, dongha_administrator;
GRANT UPDATE ("code", "ward_code", "source", "kind", "cover_level_m", "invert_level_m", "depth_m", "material", "condition", "cleaned_on", "geom", "version", "updated_at") ON layers."manholes" TO dongha_urban_management, dongha_public_utilities, dongha_administrator;
GRANT DELETE ON layers."manholes" TO dongha_urban_management, dongha_public_utilities, dongha_administrator;

REVOKE ALL ON layers."power_lines" FROM dongha_public, dongha_citizen, dongha_ward_officer, dongha_urban_management, dongha_land_environment, dongha_economy, dongha_public_utilities, dongha_construction_order, dongha_police, dongha_culture, dongha_operation_centre, dongha_administrator;
GRANT SELECT ("fid", "id", "code", "ward_code", "source", "version", "updated_at", "name", "voltage_level", "voltage_kv", "placement", "circuit_count", "length_m", "safety_corridor_m", "status", "operator", "installed_on", "geom", "geom_3857", "geojson", "search") ON layers."power_lines" TO dongha_public, dongha_citizen, dongha_ward_officer, dongha_urban_management, dongha_land_environment, dongha_economy, dongha_public_utilities, dongha_construction_order, dongha_police, dongha_culture, dongha_operation_centre, dongha_administrator;
GRANT INSERT ("id", "code", "ward_code", "source", "name", "voltage_level", "voltage_kv", "placement", "circuit_count", "length_m", "safety_corridor_m", "status", "operator", "installed_on", "geom", "version", "updated_at") ON layers."power_lines" TO dongha_urban_management, dongha_administrator;
GRANT UPDATE ("code", "ward_code", "source", "name", "voltage_level", "voltage_kv", "placement", "circuit_count", "length_m", "safety_corridor_m", "status", "operator", "installed_on", "geom", "version", "updated_at") ON layers."power_lines" TO dongha_urban_management, dongha_administrator;
GRANT DELETE ON layers."power_lines" TO dongha_urban_management, dongha_administrator;

REVOKE ALL ON layers."telecom_lines" FROM dongha_public, dongha_citizen, dongha_ward_officer, dongha_urban_management, dongha_land_environment, dongha_economy, dongha_public_utilities, dongha_construction_order, dongha_police, dongha_culture, dongha_operation_centre, dongha_administrator;
GRANT SELECT ("fid", "id", "code", "ward_code", "source", "version", "updated_at", "kind", "placement", "fibre_count", "length_m", "status", "operator", "installed_on", "road_id", "geom", "geom_3857", "geojson", "search") ON layers."telecom_lines" TO dongha_public, dongha_citizen, dongha_ward_officer, dongha_urban_management, dongha_land_environment, dongha_economy, dongha_public_utilities, dongha_construction_order, dongha_police, dongha_culture, dongha_operation_centre, dongha_administrator;
GRANT INSERT ("id", "code", "ward_code", "source", "kind", "placement", "fibre_count", "length_m", "status", "operator", "installed_on", "road_id", "geom", "version", "updated_at") ON layers."telecom_lines" TO dongha_urban_management, dongha_administrator;
GRANT UPDATE ("code", "ward_code", "source", "kind", "placement", "fibre_count", "length_m", "status", "operator", "installed_on", "road_id", "geom", "version", "updated_at") ON layers."telecom_lines" TO dongha_urban_management, dongha_administrator;
GRANT DELETE ON layers."telecom_lines" TO dongha_urban_management, dongha_administrator;

REVOKE ALL ON layers."trees" FROM dongha_public, dongha_citizen, dongha_ward_officer, dongha_urban_management, dongha_land_environment, dongha_economy, dongha_public_utilities, dongha_construction_order, dongha_police, dongha_culture, dongha_operation_centre, dongha_administrator;
GRANT SELECT ("fid", "id", "code", "ward_code", "source", "version", "updated_at", "species", "scientific_name", "trunk_diameter_cm", "height_m", "crown_diameter_m", "health", "is_protected", "planted_on", "inspected_on", "road_id", "park_id", "geom", "geom_3857", "geojson", "search") ON layers."trees" TO dongha_public, dongha_citizen, dongha_ward_officer, dongha_urban_management, dongha_land_environment, dongha_economy, dongha_public_utilities, dongha_construction_order, dongha_police, dongha_culture, dongha_operation_centre, dongha_administrator;
GRANT INSERT ("id", "code", "ward_code", "source", "species", "scientific_name", "trunk_diameter_cm", "height_m", "crown_diameter_m", "health", "is_protected", "planted_on", "inspected_on", "road_id", "park_id", "geom", "version", "updated_at") ON layers."trees" TO dongha_urban_management, dongha_public_utilities, dongha_administrator;
GRANT UPDATE ("code", "ward_code", "source", "species", "scientific_name", "trunk_diameter_cm", "height_m", "crown_diameter_m", "health", "is_protected", "planted_on", "inspected_on", "road_id", "park_id", "geom", "version", "updated_at") ON layers."trees" TO dongha_urban_management, dongha_public_utilities, dongha_administrator;
GRANT DELETE ON layers."trees" TO dongha_urban_management, dongha_public_utilities, dongha_administrator;

REVOKE ALL ON layers."parks" FROM dongha_public, dongha_citizen, dongha_ward_officer, dongha_urban_management, dongha_land_environment, dongha_economy, dongha_public_utilities, dongha_construction_order, dongha_police, dongha_culture, dongha_operation_centre, dongha_administrator;
GRANT SELECT ("fid", "id", "code", "ward_code", "source", "version", "updated_at", "name", "kind", "address", "area_m2", "opening_hours", "is_lit", "geom", "geom_3857", "geojson", "search") ON layers."parks" TO dongha_public, dongha_citizen, dongha_ward_officer, dongha_urban_management, dongha_land_environment, dongha_economy, dongha_public_utilities, dongha_construction_order, dongha_police, dongha_culture, dongha_operation_centre, dongha_administrator;
GRANT INSERT ("id", "code", "ward_code", "source", "name", "kind", "address", "area_m2", "opening_hours", "is_lit", "geom", "version", "updated_at") ON layers."parks" TO dongha_urban_management, dongha_public_utilities, dongha_administrator;
GRANT UPDATE ("code", "ward_code", "source", "name", "kind", "address", "area_m2", "opening_hours", "is_lit", "geom", "version", "updated_at") ON layers."parks" TO dongha_urban_management, dongha_public_utilities, dongha_administrator;
GRANT DELETE ON layers."parks" TO dongha_urban_management, dongha_public_utilities, dongha_administrator;

REVOKE ALL ON layers."lighting_cabinets" FROM dongha_public, dongha_citizen, dongha_ward_officer, dongha_urban_management, dongha_land_environment, dongha_economy, dongha_public_utilities, dongha_construction_order, dongha_police, dongha_culture, dongha_operation_centre, dongha_administrator;
GRANT SELECT ("fid", "id", "code", "ward_code", "source", "version", "updated_at", "address", "phase_count", "rated_power_kw", "circuit_count", "control_link", "installed_on", "geom", "geom_3857", "geojson", "search") ON layers."lighting_cabinets" TO dongha_public, dongha_citizen, dongha_ward_officer, dongha_urban_management, dongha_land_environment, dongha_economy, dongha_construction_order, dongha_police, dongha_culture, dongha_operation_centre;
GRANT SELECT ("fid", "id", "code", "ward_code", "source", "version", "updated_at", "address", "phase_count", "rated_power_kw", "circuit_count", "control_link", "gateway_address", "installed_on", "geom", "geom_3857", "geojson", "search") ON layers."lighting_cabinets" TO dongha_public_utilities, dongha_administrator;
GRANT INSERT ("id", "code", "ward_code", "source", "address", "phase_count", "rated_power_kw", "circuit_count", "control_link", "gateway_address", "installed_on", "geom", "version", "updated_at") ON layers."lighting_cabinets" TO dongha_public_utilities, dongha_administrator;
GRANT UPDATE ("code", "ward_code", "source", "address", "phase_count", "rated_power_kw", "circuit_count", "control_link", "gateway_address", "installed_on", "geom", "version", "updated_at") ON layers."lighting_cabinets" TO dongha_public_utilities, dongha_administrator;
GRANT DELETE ON layers."lighting_cabinets" TO dongha_public_utilities, dongha_administrator;
REVOKE ALL ON layers."lighting_cabinets_state" FROM dongha_public, dongha_citizen, dongha_ward_officer, dongha_urban_management, dongha_land_environment, dongha_economy, dongha_public_utilities, dongha_construction_order, dongha_police, dongha_culture, dongha_operation_centre, dongha_administrator;
GRANT SELECT ("fid", "status", "power_kw", "energy_kwh", "door_open", "phenomenon_time") ON layers."lighting_cabinets_state" TO dongha_public, dongha_citizen, dongha_ward_officer, dongha_urban_management, dongha_land_environment, dongha_economy, dongha_public_utilities, dongha_construction_order, dongha_police, dongha_culture, dongha_operation_centre, dongha_administrator;

REVOKE ALL ON layers."street_lamps" FROM dongha_public, dongha_citizen, dongha_ward_officer, dongha_urban_management, dongha_land_environment, dongha_economy, dongha_public_utilities, dongha_construction_order, dongha_police, dongha_culture, dongha_operation_centre, dongha_administrator;
GRANT SELECT ("fid", "id", "code", "ward_code", "source", "version", "updated_at", "pole_ref", "street", "lamp_type", "rated_power_w", "luminous_flux_lm", "colour_temperature_k", "pole_material", "pole_height_m", "arm_length_m", "control_link", "dali_address", "installed_on", "cabinet_id", "segment_id", "geom", "geom_3857", "geojson", "search") ON layers."street_lamps" TO dongha_public, dongha_citizen, dongha_ward_officer, dongha_urban_management, dongha_land_environment, dongha_economy, dongha_public_utilities, dongha_construction_order, dongha_police, dongha_culture, dongha_operation_centre, dongha_administrator;
GRANT INSERT ("id", "code", "ward_code", "source", "pole_ref", "street", "lamp_type", "rated_power_w", "luminous_flux_lm", "colour_temperature_k", "pole_material", "pole_height_m", "arm_length_m", "control_link", "dali_address", "installed_on", "cabinet_id", "segment_id", "geom", "version", "updated_at") ON layers."street_lamps" TO dongha_public_utilities, dongha_administrator;
GRANT UPDATE ("code", "ward_code", "source", "pole_ref", "street", "lamp_type", "rated_power_w", "luminous_flux_lm", "colour_temperature_k", "pole_material", "pole_height_m", "arm_length_m", "control_link", "dali_address", "installed_on", "cabinet_id", "segment_id", "geom", "version", "updated_at") ON layers."street_lamps" TO dongha_public_utilities, dongha_administrator;
GRANT DELETE ON layers."street_lamps" TO dongha_public_utilities, dongha_administrator;
REVOKE ALL ON layers."street_lamps_state" FROM dongha_public, dongha_citizen, dongha_ward_officer, dongha_urban_management, dongha_land_environment, dongha_economy, dongha_public_utilities, dongha_construction_order, dongha_police, dongha_culture, dongha_operation_centre, dongha_administrator;
GRANT SELECT ("fid", "status", "level_pct", "power_w", "voltage_v", "current_a", "energy_kwh", "temperature_c", "operating_h", "phenomenon_time") ON layers."street_lamps_state" TO dongha_public, dongha_citizen, dongha_ward_officer, dongha_urban_management, dongha_land_environment, dongha_economy, dongha_public_utilities, dongha_construction_order, dongha_police, dongha_culture, dongha_operation_centre, dongha_administrator;

REVOKE ALL ON layers."lighting_segments" FROM dongha_public, dongha_citizen, dongha_ward_officer, dongha_urban_management, dongha_land_environment, dongha_economy, dongha_public_utilities, dongha_construction_order, dongha_police, dongha_culture, dongha_operation_centre, dongha_administrator;
GRANT SELECT ("fid", "id", "code", "ward_code", "source", "version", "updated_at", "street", "lighting_class", "required_luminance_cdm2", "required_uniformity", "length_m", "width_m", "lamp_spacing_m", "is_pilot", "road_id", "cabinet_id", "geom", "geom_3857", "geojson", "search") ON layers."lighting_segments" TO dongha_public, dongha_citizen, dongha_ward_officer, dongha_urban_management, dongha_land_environment, dongha_economy, dongha_public_utilities, dongha_construction_order, dongha_police, dongha_culture, dongha_operation_centre, dongha_administrator;
GRANT INSERT ("id", "code", "ward_code", "source", "street", "lighting_class", "required_luminance_cdm2", "required_uniformity", "length_m", "width_m", "lamp_spacing_m", "is_pilot", "road_id", "cabinet_id", "geom", "version", "updated_at") ON layers."lighting_segments" TO dongha_public_utilities, dongha_administrator;
GRANT UPDATE ("code", "ward_code", "source", "street", "lighting_class", "required_luminance_cdm2", "required_uniformity", "length_m", "width_m", "lamp_spacing_m", "is_pilot", "road_id", "cabinet_id", "geom", "version", "updated_at") ON layers."lighting_segments" TO dongha_public_utilities, dongha_administrator;
GRANT DELETE ON layers."lighting_segments" TO dongha_public_utilities, dongha_administrator;
REVOKE ALL ON layers."lighting_segments_state" FROM dongha_public, dongha_citizen, dongha_ward_officer, dongha_urban_management, dongha_land_environment, dongha_economy, dongha_public_utilities, dongha_construction_order, dongha_police, dongha_culture, dongha_operation_centre, dongha_administrator;
GRANT SELECT ("fid", "energy_last_night_kwh", "phenomenon_time") ON layers."lighting_segments_state" TO dongha_public, dongha_citizen, dongha_ward_officer, dongha_urban_management, dongha_land_environment, dongha_economy, dongha_public_utilities, dongha_construction_order, dongha_police, dongha_culture, dongha_operation_centre, dongha_administrator;

REVOKE ALL ON layers."junctions" FROM dongha_public, dongha_citizen, dongha_ward_officer, dongha_urban_management, dongha_land_environment, dongha_economy, dongha_public_utilities, dongha_construction_order, dongha_police, dongha_culture, dongha_operation_centre, dongha_administrator;
GRANT SELECT ("fid", "id", "code", "ward_code", "source", "version", "updated_at", "name", "kind", "control", "corridor", "protocol", "arm_count", "geom", "geom_3857", "geojson", "search") ON layers."junctions" TO dongha_public, dongha_citizen, dongha_ward_officer, dongha_urban_management, dongha_land_environment, dongha_economy, dongha_public_utilities, dongha_construction_order, dongha_culture, dongha_operation_centre;
GRANT SELECT ("fid", "id", "code", "ward_code", "source", "version", "updated_at", "name", "kind", "control", "corridor", "protocol", "controller_address", "ring_barrier", "arm_count", "geom", "geom_3857", "geojson", "search") ON layers."junctions" TO dongha_police, dongha_administrator;
GRANT INSERT ("id", "code", "ward_code", "source", "name", "kind", "control", "corridor", "protocol", "controller_address", "ring_barrier", "arm_count", "geom", "version", "updated_at") ON layers."junctions" TO dongha_police, dongha_administrator;
GRANT UPDATE ("code", "ward_code", "source", "name", "kind", "control", "corridor", "protocol", "controller_address", "ring_barrier", "arm_count", "geom", "version", "updated_at") ON layers."junctions" TO dongha_police, dongha_administrator;
GRANT DELETE ON layers."junctions" TO dongha_police, dongha_administrator;
REVOKE ALL ON layers."junctions_state" FROM dongha_public, dongha_citizen, dongha_ward_officer, dongha_urban_management, dongha_land_environment, dongha_economy, dongha_public_utilities, dongha_construction_order, dongha_police, dongha_culture, dongha_operation_centre, dongha_administrator;
GRANT SELECT ("fid", "mode", "cycle_s", "status", "phenomenon_time") ON layers."junctions_state" TO dongha_public, dongha_citizen, dongha_ward_officer, dongha_urban_management, dongha_land_environment, dongha_economy, dongha_public_utilities, dongha_construction_order, dongha_police, dongha_culture, dongha_operation_centre, dongha_administrator;

REVOKE ALL ON layers."signal_approaches" FROM dongha_public, dongha_citizen, dongha_ward_officer, dongha_urban_management, dongha_land_environment, dongha_economy, dongha_public_utilities, dongha_construction_order, dongha_police, dongha_culture, dongha_operation_centre, dongha_administrator;
GRANT SELECT ("fid", "id", "code", "ward_code", "source", "version", "updated_at", "junction_id", "road_id", "street", "signal_group", "bearing_deg", "lane_count", "width_m", "movements", "saturation_flow_pcuh", "geom", "geom_3857", "geojson", "search") ON layers."signal_approaches" TO dongha_public, dongha_citizen, dongha_ward_officer, dongha_urban_management, dongha_land_environment, dongha_economy, dongha_public_utilities, dongha_construction_order, dongha_police, dongha_culture, dongha_operation_centre, dongha_administrator;
GRANT INSERT ("id", "code", "ward_code", "source", "junction_id", "road_id", "street", "signal_group", "bearing_deg", "lane_count", "width_m", "movements", "saturation_flow_pcuh", "geom", "version", "updated_at") ON layers."signal_approaches" TO dongha_police, dongha_administrator;
GRANT UPDATE ("code", "ward_code", "source", "junction_id", "road_id", "street", "signal_group", "bearing_deg", "lane_count", "width_m", "movements", "saturation_flow_pcuh", "geom", "version", "updated_at") ON layers."signal_approaches" TO dongha_police, dongha_administrator;
GRANT DELETE ON layers."signal_approaches" TO dongha_police, dongha_administrator;

REVOKE ALL ON layers."traffic_signals" FROM dongha_public, dongha_citizen, dongha_ward_officer, dongha_urban_management, dongha_land_environment, dongha_economy, dongha_public_utilities, dongha_construction_order, dongha_police, dongha_culture, dongha_operation_centre, dongha_administrator;
GRANT SELECT ("fid", "id", "code", "ward_code", "source", "version", "updated_at", "kind", "junction_id", "approach_id", "signal_group", "azimuth_deg", "height_m", "has_countdown", "installed_on", "geom", "geom_3857", "geojson", "search") ON layers."traffic_signals" TO dongha_public, dongha_citizen, dongha_ward_officer, dongha_urban_management, dongha_land_environment, dongha_economy, dongha_public_utilities, dongha_construction_order, dongha_police, dongha_culture, dongha_operation_centre, dongha_administrator;
GRANT INSERT ("id", "code", "ward_code", "source", "kind", "junction_id", "approach_id", "signal_group", "azimuth_deg", "height_m", "has_countdown", "installed_on", "geom", "version", "updated_at") ON layers."traffic_signals" TO dongha_police, dongha_administrator;
GRANT UPDATE ("code", "ward_code", "source", "kind", "junction_id", "approach_id", "signal_group", "azimuth_deg", "height_m", "has_countdown", "installed_on", "geom", "version", "updated_at") ON layers."traffic_signals" TO dongha_police, dongha_administrator;
GRANT DELETE ON layers."traffic_signals" TO dongha_police, dongha_administrator;
REVOKE ALL ON layers."traffic_signals_state" FROM dongha_public, dongha_citizen, dongha_ward_officer, dongha_urban_management, dongha_land_environment, dongha_economy, dongha_public_utilities, dongha_construction_order, dongha_police, dongha_culture, dongha_operation_centre, dongha_administrator;
GRANT SELECT ("fid", "aspect", "status", "phenomenon_time") ON layers."traffic_signals_state" TO dongha_public, dongha_citizen, dongha_ward_officer, dongha_urban_management, dongha_land_environment, dongha_economy, dongha_public_utilities, dongha_construction_order, dongha_police, dongha_culture, dongha_operation_centre, dongha_administrator;

REVOKE ALL ON layers."traffic_flows" FROM dongha_public, dongha_citizen, dongha_ward_officer, dongha_urban_management, dongha_land_environment, dongha_economy, dongha_public_utilities, dongha_construction_order, dongha_police, dongha_culture, dongha_operation_centre, dongha_administrator;
GRANT SELECT ("fid", "id", "code", "ward_code", "source", "version", "updated_at", "street", "detector", "capacity_pcuh", "road_id", "approach_id", "geom", "geom_3857", "geojson", "search") ON layers."traffic_flows" TO dongha_public, dongha_citizen, dongha_ward_officer, dongha_urban_management, dongha_land_environment, dongha_economy, dongha_public_utilities, dongha_construction_order, dongha_police, dongha_culture, dongha_operation_centre, dongha_administrator;
GRANT INSERT ("id", "code", "ward_code", "source", "street", "detector", "capacity_pcuh", "road_id", "approach_id", "geom", "version", "updated_at") ON layers."traffic_flows" TO dongha_police, dongha_administrator;
GRANT UPDATE ("code", "ward_code", "source", "street", "detector", "capacity_pcuh", "road_id", "approach_id", "geom", "version", "updated_at") ON layers."traffic_flows" TO dongha_police, dongha_administrator;
GRANT DELETE ON layers."traffic_flows" TO dongha_police, dongha_administrator;
REVOKE ALL ON layers."traffic_flows_state" FROM dongha_public, dongha_citizen, dongha_ward_officer, dongha_urban_management, dongha_land_environment, dongha_economy, dongha_public_utilities, dongha_construction_order, dongha_police, dongha_culture, dongha_operation_centre, dongha_administrator;
GRANT SELECT ("fid", "service_level", "flow_pcuh", "vehicle_count", "speed_kmh", "density_pcukm", "occupancy_pct", "accuracy_pct", "phenomenon_time") ON layers."traffic_flows_state" TO dongha_public, dongha_citizen, dongha_ward_officer, dongha_urban_management, dongha_land_environment, dongha_economy, dongha_public_utilities, dongha_construction_order, dongha_police, dongha_culture, dongha_operation_centre, dongha_administrator;

REVOKE ALL ON layers."road_closures" FROM dongha_public, dongha_citizen, dongha_ward_officer, dongha_urban_management, dongha_land_environment, dongha_economy, dongha_public_utilities, dongha_construction_order, dongha_police, dongha_culture, dongha_operation_centre, dongha_administrator;
GRANT SELECT ("fid", "id", "code", "ward_code", "source", "version", "updated_at", "street", "reason", "extent", "starts_at", "ends_at", "detour", "department", "road_id", "geom", "geom_3857", "geojson", "search") ON layers."road_closures" TO dongha_public, dongha_citizen, dongha_ward_officer, dongha_urban_management, dongha_land_environment, dongha_economy, dongha_public_utilities, dongha_construction_order, dongha_police, dongha_culture, dongha_operation_centre, dongha_administrator;
GRANT INSERT ("id", "code", "ward_code", "source", "street", "reason", "extent", "starts_at", "ends_at", "detour", "department", "road_id", "geom", "version", "updated_at") ON layers."road_closures" TO dongha_ward_officer, dongha_urban_management, dongha_police, dongha_operation_centre, dongha_administrator;
GRANT UPDATE ("code", "ward_code", "source", "street", "reason", "extent", "starts_at", "ends_at", "detour", "department", "road_id", "geom", "version", "updated_at") ON layers."road_closures" TO dongha_ward_officer, dongha_urban_management, dongha_police, dongha_operation_centre, dongha_administrator;
GRANT DELETE ON layers."road_closures" TO dongha_ward_officer, dongha_urban_management, dongha_police, dongha_operation_centre, dongha_administrator;
ALTER TABLE layers."road_closures" ENABLE ROW LEVEL SECURITY;
CREATE POLICY read_all ON layers."road_closures" FOR SELECT TO dongha_public, dongha_citizen, dongha_ward_officer, dongha_urban_management, dongha_land_environment, dongha_economy, dongha_public_utilities, dongha_construction_order, dongha_police, dongha_culture, dongha_operation_centre, dongha_administrator USING (true);
CREATE POLICY add_ward_officer ON layers."road_closures" FOR INSERT TO dongha_ward_officer WITH CHECK (ward_code = (SELECT layers.own_ward()));
CREATE POLICY add_all ON layers."road_closures" FOR INSERT TO dongha_urban_management, dongha_police, dongha_operation_centre, dongha_administrator WITH CHECK (true);
CREATE POLICY change_ward_officer ON layers."road_closures" FOR UPDATE TO dongha_ward_officer USING (ward_code = (SELECT layers.own_ward())) WITH CHECK (ward_code = (SELECT layers.own_ward()));
CREATE POLICY change_all ON layers."road_closures" FOR UPDATE TO dongha_urban_management, dongha_police, dongha_operation_centre, dongha_administrator USING (true) WITH CHECK (true);
CREATE POLICY remove_ward_officer ON layers."road_closures" FOR DELETE TO dongha_ward_officer USING (ward_code = (SELECT layers.own_ward()));
CREATE POLICY remove_all ON layers."road_closures" FOR DELETE TO dongha_urban_management, dongha_police, dongha_operation_centre, dongha_administrator USING (true);
CREATE POLICY place_added ON layers."road_closures" AS RESTRICTIVE FOR INSERT TO dongha_ward_officer WITH CHECK (layers.in_own_ward(geom));
CREATE POLICY place_changed ON layers."road_closures" AS RESTRICTIVE FOR UPDATE TO dongha_ward_officer USING (true) WITH CHECK (layers.in_own_ward(geom));

REVOKE ALL ON layers."cameras" FROM dongha_public, dongha_citizen, dongha_ward_officer, dongha_urban_management, dongha_land_environment, dongha_economy, dongha_public_utilities, dongha_construction_order, dongha_police, dongha_culture, dongha_operation_centre, dongha_administrator;
GRANT SELECT ("fid", "id", "code", "ward_code", "source", "version", "updated_at", "site_code", "location", "network", "kind", "azimuth_deg", "fov_deg", "range_m", "mount_height_m", "owner", "installed_on", "geom", "geom_3857", "geojson", "search") ON layers."cameras" TO dongha_ward_officer, dongha_urban_management, dongha_land_environment, dongha_economy, dongha_public_utilities, dongha_construction_order, dongha_culture, dongha_operation_centre;
GRANT SELECT ("fid", "id", "code", "ward_code", "source", "version", "updated_at", "site_code", "location", "network", "kind", "azimuth_deg", "fov_deg", "range_m", "mount_height_m", "model", "stream_ref", "owner", "installed_on", "geom", "geom_3857", "geojson", "search") ON layers."cameras" TO dongha_police, dongha_administrator;
GRANT INSERT ("id", "code", "ward_code", "source", "site_code", "location", "network", "kind", "azimuth_deg", "fov_deg", "range_m", "mount_height_m", "owner", "installed_on", "geom", "version", "updated_at") ON layers."cameras" TO dongha_ward_officer;
GRANT INSERT ("id", "code", "ward_code", "source", "site_code", "location", "network", "kind", "azimuth_deg", "fov_deg", "range_m", "mount_height_m", "model", "stream_ref", "owner", "installed_on", "geom", "version", "updated_at") ON layers."cameras" TO dongha_police, dongha_administrator;
GRANT UPDATE ("code", "ward_code", "source", "site_code", "location", "network", "kind", "azimuth_deg", "fov_deg", "range_m", "mount_height_m", "owner", "installed_on", "geom", "version", "updated_at") ON layers."cameras" TO dongha_ward_officer;
GRANT UPDATE ("code", "ward_code", "source", "site_code", "location", "network", "kind", "azimuth_deg", "fov_deg", "range_m", "mount_height_m", "model", "stream_ref", "owner", "installed_on", "geom", "version", "updated_at") ON layers."cameras" TO dongha_police, dongha_administrator;
GRANT DELETE ON layers."cameras" TO dongha_ward_officer, dongha_police, dongha_administrator;
ALTER TABLE layers."cameras" ENABLE ROW LEVEL SECURITY;
CREATE POLICY read_all ON layers."cameras" FOR SELECT TO dongha_ward_officer, dongha_urban_management, dongha_land_environment, dongha_economy, dongha_public_utilities, dongha_construction_order, dongha_police, dongha_culture, dongha_operation_centre, dongha_administrator USING (true);
CREATE POLICY add_ward_officer ON layers."cameras" FOR INSERT TO dongha_ward_officer WITH CHECK (ward_code = (SELECT layers.own_ward()));
CREATE POLICY add_all ON layers."cameras" FOR INSERT TO dongha_police, dongha_administrator WITH CHECK (true);
CREATE POLICY change_ward_officer ON layers."cameras" FOR UPDATE TO dongha_ward_officer USING (ward_code = (SELECT layers.own_ward())) WITH CHECK (ward_code = (SELECT layers.own_ward()));
CREATE POLICY change_all ON layers."cameras" FOR UPDATE TO dongha_police, dongha_administrator USING (true) WITH CHECK (true);
CREATE POLICY remove_ward_officer ON layers."cameras" FOR DELETE TO dongha_ward_officer USING (ward_code = (SELECT layers.own_ward()));
CREATE POLICY remove_all ON layers."cameras" FOR DELETE TO dongha_police, dongha_administrator USING (true);
CREATE POLICY place_added ON layers."cameras" AS RESTRICTIVE FOR INSERT TO dongha_ward_officer WITH CHECK (layers.in_own_ward(geom));
CREATE POLICY place_changed ON layers."cameras" AS RESTRICTIVE FOR UPDATE TO dongha_ward_officer USING (true) WITH CHECK (layers.in_own_ward(geom));
REVOKE ALL ON layers."cameras_state" FROM dongha_public, dongha_citizen, dongha_ward_officer, dongha_urban_management, dongha_land_environment, dongha_economy, dongha_public_utilities, dongha_construction_order, dongha_police, dongha_culture, dongha_operation_centre, dongha_administrator;
GRANT SELECT ("fid", "status", "latency_ms", "phenomenon_time") ON layers."cameras_state" TO dongha_ward_officer, dongha_urban_management, dongha_land_environment, dongha_economy, dongha_public_utilities, dongha_construction_order, dongha_police, dongha_culture, dongha_operation_centre, dongha_administrator;
ALTER TABLE layers."cameras_state" ENABLE ROW LEVEL SECURITY;
CREATE POLICY read_all ON layers."cameras_state" FOR SELECT TO dongha_ward_officer, dongha_urban_management, dongha_land_environment, dongha_economy, dongha_public_utilities, dongha_construction_order, dongha_police, dongha_culture, dongha_operation_centre, dongha_administrator USING (true);

REVOKE ALL ON layers."camera_views" FROM dongha_public, dongha_citizen, dongha_ward_officer, dongha_urban_management, dongha_land_environment, dongha_economy, dongha_public_utilities, dongha_construction_order, dongha_police, dongha_culture, dongha_operation_centre, dongha_administrator;
GRANT SELECT ("fid", "id", "code", "ward_code", "source", "version", "updated_at", "camera_id", "area_m2", "is_cut_by_buildings", "computed_at", "geom", "geom_3857", "geojson", "search") ON layers."camera_views" TO dongha_ward_officer, dongha_urban_management, dongha_land_environment, dongha_economy, dongha_public_utilities, dongha_construction_order, dongha_police, dongha_culture, dongha_operation_centre, dongha_administrator;
GRANT INSERT ("id", "code", "ward_code", "source", "camera_id", "area_m2", "is_cut_by_buildings", "computed_at", "geom", "version", "updated_at") ON layers."camera_views" TO dongha_police, dongha_administrator;
GRANT UPDATE ("code", "ward_code", "source", "camera_id", "area_m2", "is_cut_by_buildings", "computed_at", "geom", "version", "updated_at") ON layers."camera_views" TO dongha_police, dongha_administrator;
GRANT DELETE ON layers."camera_views" TO dongha_police, dongha_administrator;

REVOKE ALL ON layers."camera_zones" FROM dongha_public, dongha_citizen, dongha_ward_officer, dongha_urban_management, dongha_land_environment, dongha_economy, dongha_public_utilities, dongha_construction_order, dongha_police, dongha_culture, dongha_operation_centre, dongha_administrator;
GRANT SELECT ("fid", "id", "code", "ward_code", "source", "version", "updated_at", "camera_id", "rule", "bearing_deg", "speed_limit_kmh", "is_active", "geom", "geom_3857", "geojson", "search") ON layers."camera_zones" TO dongha_ward_officer, dongha_urban_management, dongha_land_environment, dongha_economy, dongha_public_utilities, dongha_construction_order, dongha_culture, dongha_operation_centre;
GRANT SELECT ("fid", "id", "code", "ward_code", "source", "version", "updated_at", "camera_id", "rule", "bearing_deg", "speed_limit_kmh", "is_active", "image_polygon", "geom", "geom_3857", "geojson", "search") ON layers."camera_zones" TO dongha_police, dongha_administrator;
GRANT INSERT ("id", "code", "ward_code", "source", "camera_id", "rule", "bearing_deg", "speed_limit_kmh", "is_active", "image_polygon", "geom", "version", "updated_at") ON layers."camera_zones" TO dongha_police, dongha_administrator;
GRANT UPDATE ("code", "ward_code", "source", "camera_id", "rule", "bearing_deg", "speed_limit_kmh", "is_active", "image_polygon", "geom", "version", "updated_at") ON layers."camera_zones" TO dongha_police, dongha_administrator;
GRANT DELETE ON layers."camera_zones" TO dongha_police, dongha_administrator;

REVOKE ALL ON layers."camera_events" FROM dongha_public, dongha_citizen, dongha_ward_officer, dongha_urban_management, dongha_land_environment, dongha_economy, dongha_public_utilities, dongha_construction_order, dongha_police, dongha_culture, dongha_operation_centre, dongha_administrator;
GRANT SELECT ("fid", "id", "code", "ward_code", "source", "version", "updated_at", "camera_id", "zone_id", "rule", "vehicle_class", "occurred_at", "confidence_pct", "speed_kmh", "review", "plate_hash", "snapshot_ref", "geom", "geom_3857", "geojson", "search") ON layers."camera_events" TO dongha_police, dongha_administrator;
GRANT INSERT ("id", "code", "ward_code", "source", "camera_id", "zone_id", "rule", "vehicle_class", "occurred_at", "confidence_pct", "speed_kmh", "review", "plate_hash", "snapshot_ref", "geom", "version", "updated_at") ON layers."camera_events" TO dongha_police, dongha_administrator;
GRANT UPDATE ("code", "ward_code", "source", "camera_id", "zone_id", "rule", "vehicle_class", "occurred_at", "confidence_pct", "speed_kmh", "review", "plate_hash", "snapshot_ref", "geom", "version", "updated_at") ON layers."camera_events" TO dongha_police, dongha_administrator;
GRANT DELETE ON layers."camera_events" TO dongha_police, dongha_administrator;

REVOKE ALL ON layers."flood_points" FROM dongha_public, dongha_citizen, dongha_ward_officer, dongha_urban_management, dongha_land_environment, dongha_economy, dongha_public_utilities, dongha_construction_order, dongha_police, dongha_culture, dongha_operation_centre, dongha_administrator;
GRANT SELECT ("fid", "id", "code", "ward_code", "source", "version", "updated_at", "name", "datum", "zero_m", "bank_m", "bd1_m", "bd2_m", "bd3_m", "levels_source", "levels_valid_from", "is_solar", "river_id", "geom", "geom_3857", "geojson", "search") ON layers."flood_points" TO dongha_public, dongha_citizen, dongha_ward_officer, dongha_urban_management, dongha_land_environment, dongha_public_utilities, dongha_construction_order, dongha_police, dongha_culture;
GRANT SELECT ("fid", "id", "code", "ward_code", "source", "version", "updated_at", "name", "datum", "zero_m", "bank_m", "bd1_m", "bd2_m", "bd3_m", "levels_source", "levels_valid_from", "is_solar", "dev_eui", "river_id", "geom", "geom_3857", "geojson", "search") ON layers."flood_points" TO dongha_economy, dongha_operation_centre, dongha_administrator;
GRANT INSERT ("id", "code", "ward_code", "source", "name", "datum", "zero_m", "bank_m", "bd1_m", "bd2_m", "bd3_m", "levels_source", "levels_valid_from", "is_solar", "dev_eui", "river_id", "geom", "version", "updated_at") ON layers."flood_points" TO dongha_economy, dongha_operation_centre, dongha_administrator;
GRANT UPDATE ("code", "ward_code", "source", "name", "datum", "zero_m", "bank_m", "bd1_m", "bd2_m", "bd3_m", "levels_source", "levels_valid_from", "is_solar", "dev_eui", "river_id", "geom", "version", "updated_at") ON layers."flood_points" TO dongha_economy, dongha_operation_centre, dongha_administrator;
GRANT DELETE ON layers."flood_points" TO dongha_economy, dongha_operation_centre, dongha_administrator;
REVOKE ALL ON layers."flood_points_state" FROM dongha_public, dongha_citizen, dongha_ward_officer, dongha_urban_management, dongha_land_environment, dongha_economy, dongha_public_utilities, dongha_construction_order, dongha_police, dongha_culture, dongha_operation_centre, dongha_administrator;
GRANT SELECT ("fid", "status", "alarm", "level_m", "rise_cmh", "trend", "next_level_h", "battery_v", "phenomenon_time") ON layers."flood_points_state" TO dongha_public, dongha_citizen, dongha_ward_officer, dongha_urban_management, dongha_land_environment, dongha_economy, dongha_public_utilities, dongha_construction_order, dongha_police, dongha_culture, dongha_operation_centre, dongha_administrator;

REVOKE ALL ON layers."rain_gauges" FROM dongha_public, dongha_citizen, dongha_ward_officer, dongha_urban_management, dongha_land_environment, dongha_economy, dongha_public_utilities, dongha_construction_order, dongha_police, dongha_culture, dongha_operation_centre, dongha_administrator;
GRANT SELECT ("fid", "id", "code", "ward_code", "source", "version", "updated_at", "name", "tip_mm", "height_m", "is_solar", "flood_point_id", "geom", "geom_3857", "geojson", "search") ON layers."rain_gauges" TO dongha_public, dongha_citizen, dongha_ward_officer, dongha_urban_management, dongha_land_environment, dongha_public_utilities, dongha_construction_order, dongha_police, dongha_culture;
GRANT SELECT ("fid", "id", "code", "ward_code", "source", "version", "updated_at", "name", "tip_mm", "height_m", "is_solar", "dev_eui", "flood_point_id", "geom", "geom_3857", "geojson", "search") ON layers."rain_gauges" TO dongha_economy, dongha_operation_centre, dongha_administrator;
GRANT INSERT ("id", "code", "ward_code", "source", "name", "tip_mm", "height_m", "is_solar", "dev_eui", "flood_point_id", "geom", "version", "updated_at") ON layers."rain_gauges" TO dongha_economy, dongha_operation_centre, dongha_administrator;
GRANT UPDATE ("code", "ward_code", "source", "name", "tip_mm", "height_m", "is_solar", "dev_eui", "flood_point_id", "geom", "version", "updated_at") ON layers."rain_gauges" TO dongha_economy, dongha_operation_centre, dongha_administrator;
GRANT DELETE ON layers."rain_gauges" TO dongha_economy, dongha_operation_centre, dongha_administrator;
REVOKE ALL ON layers."rain_gauges_state" FROM dongha_public, dongha_citizen, dongha_ward_officer, dongha_urban_management, dongha_land_environment, dongha_economy, dongha_public_utilities, dongha_construction_order, dongha_police, dongha_culture, dongha_operation_centre, dongha_administrator;
GRANT SELECT ("fid", "status", "rain_10min_mm", "rain_1h_mm", "rain_24h_mm", "battery_v", "phenomenon_time") ON layers."rain_gauges_state" TO dongha_public, dongha_citizen, dongha_ward_officer, dongha_urban_management, dongha_land_environment, dongha_economy, dongha_public_utilities, dongha_construction_order, dongha_police, dongha_culture, dongha_operation_centre, dongha_administrator;

REVOKE ALL ON layers."flood_sirens" FROM dongha_public, dongha_citizen, dongha_ward_officer, dongha_urban_management, dongha_land_environment, dongha_economy, dongha_public_utilities, dongha_construction_order, dongha_police, dongha_culture, dongha_operation_centre, dongha_administrator;
GRANT SELECT ("fid", "id", "code", "ward_code", "source", "version", "updated_at", "location", "kind", "sound_level_db", "reach_m", "trigger_level", "is_autonomous", "installed_on", "flood_point_id", "geom", "geom_3857", "geojson", "search") ON layers."flood_sirens" TO dongha_public, dongha_citizen, dongha_ward_officer, dongha_urban_management, dongha_land_environment, dongha_public_utilities, dongha_construction_order, dongha_police, dongha_culture;
GRANT SELECT ("fid", "id", "code", "ward_code", "source", "version", "updated_at", "location", "kind", "sound_level_db", "reach_m", "trigger_level", "is_autonomous", "dev_eui", "installed_on", "flood_point_id", "geom", "geom_3857", "geojson", "search") ON layers."flood_sirens" TO dongha_economy, dongha_operation_centre, dongha_administrator;
GRANT INSERT ("id", "code", "ward_code", "source", "location", "kind", "sound_level_db", "reach_m", "trigger_level", "is_autonomous", "dev_eui", "installed_on", "flood_point_id", "geom", "version", "updated_at") ON layers."flood_sirens" TO dongha_economy, dongha_operation_centre, dongha_administrator;
GRANT UPDATE ("code", "ward_code", "source", "location", "kind", "sound_level_db", "reach_m", "trigger_level", "is_autonomous", "dev_eui", "installed_on", "flood_point_id", "geom", "version", "updated_at") ON layers."flood_sirens" TO dongha_economy, dongha_operation_centre, dongha_administrator;
GRANT DELETE ON layers."flood_sirens" TO dongha_economy, dongha_operation_centre, dongha_administrator;
REVOKE ALL ON layers."flood_sirens_state" FROM dongha_public, dongha_citizen, dongha_ward_officer, dongha_urban_management, dongha_land_environment, dongha_economy, dongha_public_utilities, dongha_construction_order, dongha_police, dongha_culture, dongha_operation_centre, dongha_administrator;
GRANT SELECT ("fid", "siren_state", "status", "battery_v", "phenomenon_time") ON layers."flood_sirens_state" TO dongha_public, dongha_citizen, dongha_ward_officer, dongha_urban_management, dongha_land_environment, dongha_economy, dongha_public_utilities, dongha_construction_order, dongha_police, dongha_culture, dongha_operation_centre, dongha_administrator;

REVOKE ALL ON layers."flood_extents" FROM dongha_public, dongha_citizen, dongha_ward_officer, dongha_urban_management, dongha_land_environment, dongha_economy, dongha_public_utilities, dongha_construction_order, dongha_police, dongha_culture, dongha_operation_centre, dongha_administrator;
GRANT SELECT ("fid", "id", "code", "ward_code", "source", "version", "updated_at", "name", "alarm", "level_m", "method", "area_ha", "max_depth_m", "population_affected", "parcel_count", "road_length_m", "run_id", "computed_at", "flood_point_id", "geom", "geom_3857", "geojson", "search") ON layers."flood_extents" TO dongha_public, dongha_citizen, dongha_ward_officer, dongha_urban_management, dongha_land_environment, dongha_economy, dongha_public_utilities, dongha_construction_order, dongha_police, dongha_culture, dongha_operation_centre, dongha_administrator;
GRANT INSERT ("id", "code", "ward_code", "source", "name", "alarm", "level_m", "method", "area_ha", "max_depth_m", "population_affected", "parcel_count", "road_length_m", "run_id", "computed_at", "flood_point_id", "geom", "version", "updated_at") ON layers."flood_extents" TO dongha_economy, dongha_operation_centre, dongha_administrator;
GRANT UPDATE ("code", "ward_code", "source", "name", "alarm", "level_m", "method", "area_ha", "max_depth_m", "population_affected", "parcel_count", "road_length_m", "run_id", "computed_at", "flood_point_id", "geom", "version", "updated_at") ON layers."flood_extents" TO dongha_economy, dongha_operation_centre, dongha_administrator;
GRANT DELETE ON layers."flood_extents" TO dongha_economy, dongha_operation_centre, dongha_administrator;

REVOKE ALL ON layers."flood_marks" FROM dongha_public, dongha_citizen, dongha_ward_officer, dongha_urban_management, dongha_land_environment, dongha_economy, dongha_public_utilities, dongha_construction_order, dongha_police, dongha_culture, dongha_operation_centre, dongha_administrator;
GRANT SELECT ("fid", "id", "code", "ward_code", "source", "version", "updated_at", "event", "peak_on", "level_m", "depth_m", "place", "evidence", "geom", "geom_3857", "geojson", "search") ON layers."flood_marks" TO dongha_public, dongha_citizen, dongha_ward_officer, dongha_urban_management, dongha_land_environment, dongha_economy, dongha_public_utilities, dongha_construction_order, dongha_police, dongha_culture, dongha_operation_centre, dongha_administrator;
GRANT INSERT ("id", "code", "ward_code", "source", "event", "peak_on", "level_m", "depth_m", "place", "evidence", "geom", "version", "updated_at") ON layers."flood_marks" TO dongha_economy, dongha_operation_centre, dongha_administrator;
GRANT UPDATE ("code", "ward_code", "source", "event", "peak_on", "level_m", "depth_m", "place", "evidence", "geom", "version", "updated_at") ON layers."flood_marks" TO dongha_economy, dongha_operation_centre, dongha_administrator;
GRANT DELETE ON layers."flood_marks" TO dongha_economy, dongha_operation_centre, dongha_administrator;

REVOKE ALL ON layers."rivers" FROM dongha_public, dongha_citizen, dongha_ward_officer, dongha_urban_management, dongha_land_environment, dongha_economy, dongha_public_utilities, dongha_construction_order, dongha_police, dongha_culture, dongha_operation_centre, dongha_administrator;
GRANT SELECT ("fid", "id", "code", "ward_code", "source", "version", "updated_at", "name", "kind", "area_ha", "length_km", "basin_km2", "flows_into", "geom", "geom_3857", "geojson", "search") ON layers."rivers" TO dongha_public, dongha_citizen, dongha_ward_officer, dongha_urban_management, dongha_land_environment, dongha_economy, dongha_public_utilities, dongha_construction_order, dongha_police, dongha_culture, dongha_operation_centre, dongha_administrator;
GRANT INSERT ("id", "code", "ward_code", "source", "name", "kind", "area_ha", "length_km", "basin_km2", "flows_into", "geom", "version", "updated_at") ON layers."rivers" TO dongha_land_environment, dongha_economy, dongha_administrator;
GRANT UPDATE ("code", "ward_code", "source", "name", "kind", "area_ha", "length_km", "basin_km2", "flows_into", "geom", "version", "updated_at") ON layers."rivers" TO dongha_land_environment, dongha_economy, dongha_administrator;
GRANT DELETE ON layers."rivers" TO dongha_land_environment, dongha_economy, dongha_administrator;

REVOKE ALL ON layers."monitoring_stations" FROM dongha_public, dongha_citizen, dongha_ward_officer, dongha_urban_management, dongha_land_environment, dongha_economy, dongha_public_utilities, dongha_construction_order, dongha_police, dongha_culture, dongha_operation_centre, dongha_administrator;
GRANT SELECT ("fid", "id", "code", "ward_code", "source", "version", "updated_at", "name", "kind", "owner", "station_ref", "address", "installed_on", "geom", "geom_3857", "geojson", "search") ON layers."monitoring_stations" TO dongha_public, dongha_citizen, dongha_ward_officer, dongha_urban_management, dongha_land_environment, dongha_economy, dongha_public_utilities, dongha_construction_order, dongha_police, dongha_culture, dongha_operation_centre, dongha_administrator;
GRANT INSERT ("id", "code", "ward_code", "source", "name", "kind", "owner", "station_ref", "address", "installed_on", "geom", "version", "updated_at") ON layers."monitoring_stations" TO dongha_land_environment, dongha_administrator;
GRANT UPDATE ("code", "ward_code", "source", "name", "kind", "owner", "station_ref", "address", "installed_on", "geom", "version", "updated_at") ON layers."monitoring_stations" TO dongha_land_environment, dongha_administrator;
GRANT DELETE ON layers."monitoring_stations" TO dongha_land_environment, dongha_administrator;
REVOKE ALL ON layers."monitoring_stations_state" FROM dongha_public, dongha_citizen, dongha_ward_officer, dongha_urban_management, dongha_land_environment, dongha_economy, dongha_public_utilities, dongha_construction_order, dongha_police, dongha_culture, dongha_operation_centre, dongha_administrator;
GRANT SELECT ("fid", "status", "aqi", "air_quality", "pm25_ugm3", "pm10_ugm3", "no2_ugm3", "so2_ugm3", "o3_ugm3", "co_ugm3", "temperature_c", "humidity_pct", "noise_db", "ph", "dissolved_oxygen_mgl", "cod_mgl", "tss_mgl", "ammonium_mgl", "flow_m3h", "soil_moisture_pct", "phenomenon_time") ON layers."monitoring_stations_state" TO dongha_public, dongha_citizen, dongha_ward_officer, dongha_urban_management, dongha_land_environment, dongha_economy, dongha_public_utilities, dongha_construction_order, dongha_police, dongha_culture, dongha_operation_centre, dongha_administrator;

REVOKE ALL ON layers."outfalls" FROM dongha_public, dongha_citizen, dongha_ward_officer, dongha_urban_management, dongha_land_environment, dongha_economy, dongha_public_utilities, dongha_construction_order, dongha_police, dongha_culture, dongha_operation_centre, dongha_administrator;
GRANT SELECT ("fid", "id", "code", "ward_code", "source", "version", "updated_at", "name", "operator", "permit_no", "permit_from", "permit_to", "flow_max_m3d", "standard", "discharge_column", "kq", "kf", "river_id", "station_id", "geom", "geom_3857", "geojson", "search") ON layers."outfalls" TO dongha_public, dongha_citizen, dongha_ward_officer, dongha_urban_management, dongha_land_environment, dongha_economy, dongha_public_utilities, dongha_construction_order, dongha_police, dongha_culture, dongha_operation_centre, dongha_administrator;
GRANT INSERT ("id", "code", "ward_code", "source", "name", "operator", "permit_no", "permit_from", "permit_to", "flow_max_m3d", "standard", "discharge_column", "kq", "kf", "river_id", "station_id", "geom", "version", "updated_at") ON layers."outfalls" TO dongha_land_environment, dongha_administrator;
GRANT UPDATE ("code", "ward_code", "source", "name", "operator", "permit_no", "permit_from", "permit_to", "flow_max_m3d", "standard", "discharge_column", "kq", "kf", "river_id", "station_id", "geom", "version", "updated_at") ON layers."outfalls" TO dongha_land_environment, dongha_administrator;
GRANT DELETE ON layers."outfalls" TO dongha_land_environment, dongha_administrator;

REVOKE ALL ON layers."waste_bins" FROM dongha_public, dongha_citizen, dongha_ward_officer, dongha_urban_management, dongha_land_environment, dongha_economy, dongha_public_utilities, dongha_construction_order, dongha_police, dongha_culture, dongha_operation_centre, dongha_administrator;
GRANT SELECT ("fid", "id", "code", "ward_code", "source", "version", "updated_at", "kind", "volume_l", "height_cm", "address", "installed_on", "route_id", "geom", "geom_3857", "geojson", "search") ON layers."waste_bins" TO dongha_public, dongha_citizen, dongha_ward_officer, dongha_urban_management, dongha_land_environment, dongha_economy, dongha_construction_order, dongha_police, dongha_culture, dongha_operation_centre;
GRANT SELECT ("fid", "id", "code", "ward_code", "source", "version", "updated_at", "kind", "volume_l", "height_cm", "address", "dev_eui", "installed_on", "route_id", "geom", "geom_3857", "geojson", "search") ON layers."waste_bins" TO dongha_public_utilities, dongha_administrator;
GRANT INSERT ("id", "code", "ward_code", "source", "kind", "volume_l", "height_cm", "address", "dev_eui", "installed_on", "route_id", "geom", "version", "updated_at") ON layers."waste_bins" TO dongha_public_utilities, dongha_administrator;
GRANT UPDATE ("code", "ward_code", "source", "kind", "volume_l", "height_cm", "address", "dev_eui", "installed_on", "route_id", "geom", "version", "updated_at") ON layers."waste_bins" TO dongha_public_utilities, dongha_administrator;
GRANT DELETE ON layers."waste_bins" TO dongha_public_utilities, dongha_administrator;
REVOKE ALL ON layers."waste_bins_state" FROM dongha_public, dongha_citizen, dongha_ward_officer, dongha_urban_management, dongha_land_environment, dongha_economy, dongha_public_utilities, dongha_construction_order, dongha_police, dongha_culture, dongha_operation_centre, dongha_administrator;
GRANT SELECT ("fid", "fill_pct", "temperature_c", "is_tilted", "emptied_at", "battery_pct", "status", "phenomenon_time") ON layers."waste_bins_state" TO dongha_public, dongha_citizen, dongha_ward_officer, dongha_urban_management, dongha_land_environment, dongha_economy, dongha_public_utilities, dongha_construction_order, dongha_police, dongha_culture, dongha_operation_centre, dongha_administrator;

REVOKE ALL ON layers."waste_routes" FROM dongha_public, dongha_citizen, dongha_ward_officer, dongha_urban_management, dongha_land_environment, dongha_economy, dongha_public_utilities, dongha_construction_order, dongha_police, dongha_culture, dongha_operation_centre, dongha_administrator;
GRANT SELECT ("fid", "id", "code", "ward_code", "source", "version", "updated_at", "name", "shift", "days", "length_m", "bin_count", "capacity_t", "site_id", "geom", "geom_3857", "geojson", "search") ON layers."waste_routes" TO dongha_public, dongha_citizen, dongha_ward_officer, dongha_urban_management, dongha_land_environment, dongha_economy, dongha_public_utilities, dongha_construction_order, dongha_police, dongha_culture, dongha_operation_centre, dongha_administrator;
GRANT INSERT ("id", "code", "ward_code", "source", "name", "shift", "days", "length_m", "bin_count", "capacity_t", "site_id", "geom", "version", "updated_at") ON layers."waste_routes" TO dongha_public_utilities, dongha_administrator;
GRANT UPDATE ("code", "ward_code", "source", "name", "shift", "days", "length_m", "bin_count", "capacity_t", "site_id", "geom", "version", "updated_at") ON layers."waste_routes" TO dongha_public_utilities, dongha_administrator;
GRANT DELETE ON layers."waste_routes" TO dongha_public_utilities, dongha_administrator;

REVOKE ALL ON layers."waste_sites" FROM dongha_public, dongha_citizen, dongha_ward_officer, dongha_urban_management, dongha_land_environment, dongha_economy, dongha_public_utilities, dongha_construction_order, dongha_police, dongha_culture, dongha_operation_centre, dongha_administrator;
GRANT SELECT ("fid", "id", "code", "ward_code", "source", "version", "updated_at", "name", "kind", "address", "takes", "area_m2", "capacity_td", "operator", "geom", "geom_3857", "geojson", "search") ON layers."waste_sites" TO dongha_public, dongha_citizen, dongha_ward_officer, dongha_urban_management, dongha_land_environment, dongha_economy, dongha_public_utilities, dongha_construction_order, dongha_police, dongha_culture, dongha_operation_centre, dongha_administrator;
GRANT INSERT ("id", "code", "ward_code", "source", "name", "kind", "address", "takes", "area_m2", "capacity_td", "operator", "geom", "version", "updated_at") ON layers."waste_sites" TO dongha_land_environment, dongha_public_utilities, dongha_administrator;
GRANT UPDATE ("code", "ward_code", "source", "name", "kind", "address", "takes", "area_m2", "capacity_td", "operator", "geom", "version", "updated_at") ON layers."waste_sites" TO dongha_land_environment, dongha_public_utilities, dongha_administrator;
GRANT DELETE ON layers."waste_sites" TO dongha_land_environment, dongha_public_utilities, dongha_administrator;
REVOKE ALL ON layers."waste_sites_state" FROM dongha_public, dongha_citizen, dongha_ward_officer, dongha_urban_management, dongha_land_environment, dongha_economy, dongha_public_utilities, dongha_construction_order, dongha_police, dongha_culture, dongha_operation_centre, dongha_administrator;
GRANT SELECT ("fid", "received_today_t", "phenomenon_time") ON layers."waste_sites_state" TO dongha_public, dongha_citizen, dongha_ward_officer, dongha_urban_management, dongha_land_environment, dongha_economy, dongha_public_utilities, dongha_construction_order, dongha_police, dongha_culture, dongha_operation_centre, dongha_administrator;

REVOKE ALL ON layers."farms" FROM dongha_public, dongha_citizen, dongha_ward_officer, dongha_urban_management, dongha_land_environment, dongha_economy, dongha_public_utilities, dongha_construction_order, dongha_police, dongha_culture, dongha_operation_centre, dongha_administrator;
GRANT SELECT ("fid", "id", "code", "ward_code", "source", "version", "updated_at", "name", "kind", "address", "area_m2", "household_count", "founded_on", "geom", "geom_3857", "geojson", "search") ON layers."farms" TO dongha_public, dongha_citizen, dongha_ward_officer, dongha_urban_management, dongha_land_environment, dongha_economy, dongha_public_utilities, dongha_construction_order, dongha_police, dongha_culture, dongha_operation_centre, dongha_administrator;
GRANT INSERT ("id", "code", "ward_code", "source", "name", "kind", "address", "area_m2", "household_count", "founded_on", "geom", "version", "updated_at") ON layers."farms" TO dongha_economy, dongha_administrator;
GRANT UPDATE ("code", "ward_code", "source", "name", "kind", "address", "area_m2", "household_count", "founded_on", "geom", "version", "updated_at") ON layers."farms" TO dongha_economy, dongha_administrator;
GRANT DELETE ON layers."farms" TO dongha_economy, dongha_administrator;
REVOKE ALL ON layers."farms_state" FROM dongha_public, dongha_citizen, dongha_ward_officer, dongha_urban_management, dongha_land_environment, dongha_economy, dongha_public_utilities, dongha_construction_order, dongha_police, dongha_culture, dongha_operation_centre, dongha_administrator;
GRANT SELECT ("fid", "status", "air_temperature_c", "humidity_pct", "wind_mps", "illuminance_lx", "et0_mm", "phenomenon_time") ON layers."farms_state" TO dongha_public, dongha_citizen, dongha_ward_officer, dongha_urban_management, dongha_land_environment, dongha_economy, dongha_public_utilities, dongha_construction_order, dongha_police, dongha_culture, dongha_operation_centre, dongha_administrator;

REVOKE ALL ON layers."farm_plots" FROM dongha_public, dongha_citizen, dongha_ward_officer, dongha_urban_management, dongha_land_environment, dongha_economy, dongha_public_utilities, dongha_construction_order, dongha_police, dongha_culture, dongha_operation_centre, dongha_administrator;
GRANT SELECT ("fid", "id", "code", "ward_code", "source", "version", "updated_at", "farm_id", "crop", "area_m2", "season", "season_from", "season_to", "expected_yield_kg", "geom", "geom_3857", "geojson", "search") ON layers."farm_plots" TO dongha_public, dongha_citizen, dongha_ward_officer, dongha_urban_management, dongha_land_environment, dongha_public_utilities, dongha_construction_order, dongha_police, dongha_culture, dongha_operation_centre;
GRANT SELECT ("fid", "id", "code", "ward_code", "source", "version", "updated_at", "farm_id", "household_ref", "crop", "area_m2", "season", "season_from", "season_to", "expected_yield_kg", "geom", "geom_3857", "geojson", "search") ON layers."farm_plots" TO dongha_economy, dongha_administrator;
GRANT INSERT ("id", "code", "ward_code", "source", "farm_id", "household_ref", "crop", "area_m2", "season", "season_from", "season_to", "expected_yield_kg", "geom", "version", "updated_at") ON layers."farm_plots" TO dongha_economy, dongha_administrator;
GRANT UPDATE ("code", "ward_code", "source", "farm_id", "household_ref", "crop", "area_m2", "season", "season_from", "season_to", "expected_yield_kg", "geom", "version", "updated_at") ON layers."farm_plots" TO dongha_economy, dongha_administrator;
GRANT DELETE ON layers."farm_plots" TO dongha_economy, dongha_administrator;

REVOKE ALL ON layers."irrigation_zones" FROM dongha_public, dongha_citizen, dongha_ward_officer, dongha_urban_management, dongha_land_environment, dongha_economy, dongha_public_utilities, dongha_construction_order, dongha_police, dongha_culture, dongha_operation_centre, dongha_administrator;
GRANT SELECT ("fid", "id", "code", "ward_code", "source", "version", "updated_at", "plot_id", "method", "area_m2", "flow_lh", "efficiency_pct", "field_capacity_pct", "wilting_point_pct", "geom", "geom_3857", "geojson", "search") ON layers."irrigation_zones" TO dongha_public, dongha_citizen, dongha_ward_officer, dongha_urban_management, dongha_land_environment, dongha_economy, dongha_public_utilities, dongha_construction_order, dongha_police, dongha_culture, dongha_operation_centre, dongha_administrator;
GRANT INSERT ("id", "code", "ward_code", "source", "plot_id", "method", "area_m2", "flow_lh", "efficiency_pct", "field_capacity_pct", "wilting_point_pct", "geom", "version", "updated_at") ON layers."irrigation_zones" TO dongha_economy, dongha_administrator;
GRANT UPDATE ("code", "ward_code", "source", "plot_id", "method", "area_m2", "flow_lh", "efficiency_pct", "field_capacity_pct", "wilting_point_pct", "geom", "version", "updated_at") ON layers."irrigation_zones" TO dongha_economy, dongha_administrator;
GRANT DELETE ON layers."irrigation_zones" TO dongha_economy, dongha_administrator;
REVOKE ALL ON layers."irrigation_zones_state" FROM dongha_public, dongha_citizen, dongha_ward_officer, dongha_urban_management, dongha_land_environment, dongha_economy, dongha_public_utilities, dongha_construction_order, dongha_police, dongha_culture, dongha_operation_centre, dongha_administrator;
GRANT SELECT ("fid", "valve", "soil_moisture_pct", "soil_temperature_c", "conductivity_mscm", "ph", "watered_at", "watered_today_mm", "phenomenon_time") ON layers."irrigation_zones_state" TO dongha_public, dongha_citizen, dongha_ward_officer, dongha_urban_management, dongha_land_environment, dongha_economy, dongha_public_utilities, dongha_construction_order, dongha_police, dongha_culture, dongha_operation_centre, dongha_administrator;

REVOKE ALL ON layers."incidents" FROM dongha_public, dongha_citizen, dongha_ward_officer, dongha_urban_management, dongha_land_environment, dongha_economy, dongha_public_utilities, dongha_construction_order, dongha_police, dongha_culture, dongha_operation_centre, dongha_administrator;
GRANT SELECT ("fid", "id", "code", "ward_code", "source", "version", "updated_at", "service_code", "status", "priority", "summary", "address", "channel", "department", "requested_at", "due_at", "resolved_at", "rating", "duplicate_of_id", "geom", "geom_3857", "geojson", "search") ON layers."incidents" TO dongha_public, dongha_citizen;
GRANT SELECT ("fid", "id", "code", "ward_code", "source", "version", "updated_at", "service_code", "status", "priority", "summary", "description", "address", "channel", "reporter_ref", "media_refs", "department", "requested_at", "due_at", "resolved_at", "rating", "duplicate_of_id", "created_by", "geom", "geom_3857", "geojson", "search") ON layers."incidents" TO dongha_ward_officer, dongha_urban_management, dongha_land_environment, dongha_economy, dongha_public_utilities, dongha_construction_order, dongha_police, dongha_culture, dongha_operation_centre, dongha_administrator;
GRANT INSERT ("id", "ward_code", "service_code", "description", "address", "media_refs", "geom", "version", "updated_at") ON layers."incidents" TO dongha_citizen;
GRANT INSERT ("id", "code", "ward_code", "source", "service_code", "status", "priority", "summary", "description", "address", "channel", "reporter_ref", "media_refs", "department", "requested_at", "due_at", "resolved_at", "rating", "duplicate_of_id", "geom", "version", "updated_at") ON layers."incidents" TO dongha_ward_officer, dongha_urban_management, dongha_land_environment, dongha_economy, dongha_public_utilities, dongha_construction_order, dongha_police, dongha_culture, dongha_operation_centre, dongha_administrator;
GRANT UPDATE ("code", "ward_code", "source", "service_code", "status", "priority", "summary", "description", "address", "channel", "reporter_ref", "media_refs", "department", "requested_at", "due_at", "resolved_at", "rating", "duplicate_of_id", "geom", "version", "updated_at") ON layers."incidents" TO dongha_ward_officer, dongha_urban_management, dongha_land_environment, dongha_economy, dongha_public_utilities, dongha_construction_order, dongha_police, dongha_culture, dongha_operation_centre, dongha_administrator;
GRANT DELETE ON layers."incidents" TO dongha_ward_officer, dongha_urban_management, dongha_land_environment, dongha_economy, dongha_public_utilities, dongha_construction_order, dongha_police, dongha_culture, dongha_operation_centre, dongha_administrator;
ALTER TABLE layers."incidents" ENABLE ROW LEVEL SECURITY;
CREATE POLICY read_all ON layers."incidents" FOR SELECT TO dongha_public, dongha_citizen, dongha_urban_management, dongha_land_environment, dongha_economy, dongha_public_utilities, dongha_construction_order, dongha_police, dongha_culture, dongha_operation_centre, dongha_administrator USING (true);
CREATE POLICY read_ward_officer ON layers."incidents" FOR SELECT TO dongha_ward_officer USING (ward_code = (SELECT layers.own_ward()));
CREATE POLICY add_citizen ON layers."incidents" FOR INSERT TO dongha_citizen WITH CHECK (created_by = (SELECT layers.actor()));
CREATE POLICY add_ward_officer ON layers."incidents" FOR INSERT TO dongha_ward_officer WITH CHECK (ward_code = (SELECT layers.own_ward()));
CREATE POLICY add_urban_management ON layers."incidents" FOR INSERT TO dongha_urban_management, dongha_land_environment, dongha_economy, dongha_public_utilities, dongha_construction_order, dongha_police, dongha_culture WITH CHECK ("department" = (SELECT layers.own_department()));
CREATE POLICY add_all ON layers."incidents" FOR INSERT TO dongha_operation_centre, dongha_administrator WITH CHECK (true);
CREATE POLICY change_ward_officer ON layers."incidents" FOR UPDATE TO dongha_ward_officer USING (ward_code = (SELECT layers.own_ward())) WITH CHECK (ward_code = (SELECT layers.own_ward()));
CREATE POLICY change_urban_management ON layers."incidents" FOR UPDATE TO dongha_urban_management, dongha_land_environment, dongha_economy, dongha_public_utilities, dongha_construction_order, dongha_police, dongha_culture USING ("department" = (SELECT layers.own_department())) WITH CHECK ("department" = (SELECT layers.own_department()));
CREATE POLICY change_all ON layers."incidents" FOR UPDATE TO dongha_operation_centre, dongha_administrator USING (true) WITH CHECK (true);
CREATE POLICY remove_ward_officer ON layers."incidents" FOR DELETE TO dongha_ward_officer USING (ward_code = (SELECT layers.own_ward()));
CREATE POLICY remove_urban_management ON layers."incidents" FOR DELETE TO dongha_urban_management, dongha_land_environment, dongha_economy, dongha_public_utilities, dongha_construction_order, dongha_police, dongha_culture USING ("department" = (SELECT layers.own_department()));
CREATE POLICY remove_all ON layers."incidents" FOR DELETE TO dongha_operation_centre, dongha_administrator USING (true);
CREATE POLICY place_added ON layers."incidents" AS RESTRICTIVE FOR INSERT TO dongha_ward_officer WITH CHECK (layers.in_own_ward(geom));
CREATE POLICY place_changed ON layers."incidents" AS RESTRICTIVE FOR UPDATE TO dongha_ward_officer USING (true) WITH CHECK (layers.in_own_ward(geom));

REVOKE ALL ON layers."incident_updates" FROM dongha_public, dongha_citizen, dongha_ward_officer, dongha_urban_management, dongha_land_environment, dongha_economy, dongha_public_utilities, dongha_construction_order, dongha_police, dongha_culture, dongha_operation_centre, dongha_administrator;
GRANT SELECT ("fid", "id", "code", "ward_code", "source", "version", "updated_at", "incident_id", "status", "message", "department", "happened_at", "geom", "geom_3857", "geojson", "search") ON layers."incident_updates" TO dongha_public, dongha_citizen;
GRANT SELECT ("fid", "id", "code", "ward_code", "source", "version", "updated_at", "incident_id", "status", "message", "note", "author_ref", "media_refs", "department", "happened_at", "geom", "geom_3857", "geojson", "search") ON layers."incident_updates" TO dongha_ward_officer, dongha_urban_management, dongha_land_environment, dongha_economy, dongha_public_utilities, dongha_construction_order, dongha_police, dongha_culture, dongha_operation_centre, dongha_administrator;
GRANT INSERT ("id", "code", "ward_code", "source", "incident_id", "status", "message", "note", "author_ref", "media_refs", "department", "happened_at", "geom", "version", "updated_at") ON layers."incident_updates" TO dongha_ward_officer, dongha_urban_management, dongha_land_environment, dongha_economy, dongha_public_utilities, dongha_construction_order, dongha_police, dongha_culture, dongha_operation_centre, dongha_administrator;
GRANT UPDATE ("code", "ward_code", "source", "incident_id", "status", "message", "note", "author_ref", "media_refs", "department", "happened_at", "geom", "version", "updated_at") ON layers."incident_updates" TO dongha_ward_officer, dongha_urban_management, dongha_land_environment, dongha_economy, dongha_public_utilities, dongha_construction_order, dongha_police, dongha_culture, dongha_operation_centre, dongha_administrator;
GRANT DELETE ON layers."incident_updates" TO dongha_ward_officer, dongha_urban_management, dongha_land_environment, dongha_economy, dongha_public_utilities, dongha_construction_order, dongha_police, dongha_culture, dongha_operation_centre, dongha_administrator;
ALTER TABLE layers."incident_updates" ENABLE ROW LEVEL SECURITY;
CREATE POLICY read_all ON layers."incident_updates" FOR SELECT TO dongha_public, dongha_citizen, dongha_urban_management, dongha_land_environment, dongha_economy, dongha_public_utilities, dongha_construction_order, dongha_police, dongha_culture, dongha_operation_centre, dongha_administrator USING (true);
CREATE POLICY read_ward_officer ON layers."incident_updates" FOR SELECT TO dongha_ward_officer USING (ward_code = (SELECT layers.own_ward()));
CREATE POLICY add_ward_officer ON layers."incident_updates" FOR INSERT TO dongha_ward_officer WITH CHECK (ward_code = (SELECT layers.own_ward()));
CREATE POLICY add_urban_management ON layers."incident_updates" FOR INSERT TO dongha_urban_management, dongha_land_environment, dongha_economy, dongha_public_utilities, dongha_construction_order, dongha_police, dongha_culture WITH CHECK ("department" = (SELECT layers.own_department()));
CREATE POLICY add_all ON layers."incident_updates" FOR INSERT TO dongha_operation_centre, dongha_administrator WITH CHECK (true);
CREATE POLICY change_ward_officer ON layers."incident_updates" FOR UPDATE TO dongha_ward_officer USING (ward_code = (SELECT layers.own_ward())) WITH CHECK (ward_code = (SELECT layers.own_ward()));
CREATE POLICY change_urban_management ON layers."incident_updates" FOR UPDATE TO dongha_urban_management, dongha_land_environment, dongha_economy, dongha_public_utilities, dongha_construction_order, dongha_police, dongha_culture USING ("department" = (SELECT layers.own_department())) WITH CHECK ("department" = (SELECT layers.own_department()));
CREATE POLICY change_all ON layers."incident_updates" FOR UPDATE TO dongha_operation_centre, dongha_administrator USING (true) WITH CHECK (true);
CREATE POLICY remove_ward_officer ON layers."incident_updates" FOR DELETE TO dongha_ward_officer USING (ward_code = (SELECT layers.own_ward()));
CREATE POLICY remove_urban_management ON layers."incident_updates" FOR DELETE TO dongha_urban_management, dongha_land_environment, dongha_economy, dongha_public_utilities, dongha_construction_order, dongha_police, dongha_culture USING ("department" = (SELECT layers.own_department()));
CREATE POLICY remove_all ON layers."incident_updates" FOR DELETE TO dongha_operation_centre, dongha_administrator USING (true);
CREATE POLICY place_added ON layers."incident_updates" AS RESTRICTIVE FOR INSERT TO dongha_ward_officer WITH CHECK (layers.in_own_ward(geom));
CREATE POLICY place_changed ON layers."incident_updates" AS RESTRICTIVE FOR UPDATE TO dongha_ward_officer USING (true) WITH CHECK (layers.in_own_ward(geom));

REVOKE ALL ON layers."public_facilities" FROM dongha_public, dongha_citizen, dongha_ward_officer, dongha_urban_management, dongha_land_environment, dongha_economy, dongha_public_utilities, dongha_construction_order, dongha_police, dongha_culture, dongha_operation_centre, dongha_administrator;
GRANT SELECT ("fid", "id", "code", "ward_code", "source", "version", "updated_at", "name", "kind", "address", "phone", "website", "opening_hours", "capacity", "counter_count", "is_wheelchair_accessible", "geom", "geom_3857", "geojson", "search") ON layers."public_facilities" TO dongha_public, dongha_citizen, dongha_ward_officer, dongha_urban_management, dongha_land_environment, dongha_economy, dongha_public_utilities, dongha_construction_order, dongha_police, dongha_culture, dongha_operation_centre, dongha_administrator;
GRANT INSERT ("id", "code", "ward_code", "source", "name", "kind", "address", "phone", "website", "opening_hours", "capacity", "counter_count", "is_wheelchair_accessible", "geom", "version", "updated_at") ON layers."public_facilities" TO dongha_culture, dongha_operation_centre, dongha_administrator;
GRANT UPDATE ("code", "ward_code", "source", "name", "kind", "address", "phone", "website", "opening_hours", "capacity", "counter_count", "is_wheelchair_accessible", "geom", "version", "updated_at") ON layers."public_facilities" TO dongha_culture, dongha_operation_centre, dongha_administrator;
GRANT DELETE ON layers."public_facilities" TO dongha_culture, dongha_operation_centre, dongha_administrator;
REVOKE ALL ON layers."public_facilities_state" FROM dongha_public, dongha_citizen, dongha_ward_officer, dongha_urban_management, dongha_land_environment, dongha_economy, dongha_public_utilities, dongha_construction_order, dongha_police, dongha_culture, dongha_operation_centre, dongha_administrator;
GRANT SELECT ("fid", "queue_length", "wait_min", "on_time_pct", "satisfaction_pct", "phenomenon_time") ON layers."public_facilities_state" TO dongha_public, dongha_citizen, dongha_ward_officer, dongha_urban_management, dongha_land_environment, dongha_economy, dongha_public_utilities, dongha_construction_order, dongha_police, dongha_culture, dongha_operation_centre, dongha_administrator;

REVOKE ALL ON layers."wifi_points" FROM dongha_public, dongha_citizen, dongha_ward_officer, dongha_urban_management, dongha_land_environment, dongha_economy, dongha_public_utilities, dongha_construction_order, dongha_police, dongha_culture, dongha_operation_centre, dongha_administrator;
GRANT SELECT ("fid", "id", "code", "ward_code", "source", "version", "updated_at", "location", "ssid", "reach_m", "provider", "bandwidth_mbits", "installed_on", "geom", "geom_3857", "geojson", "search") ON layers."wifi_points" TO dongha_public, dongha_citizen, dongha_ward_officer, dongha_urban_management, dongha_land_environment, dongha_economy, dongha_public_utilities, dongha_construction_order, dongha_police, dongha_culture, dongha_operation_centre, dongha_administrator;
GRANT INSERT ("id", "code", "ward_code", "source", "location", "ssid", "reach_m", "provider", "bandwidth_mbits", "installed_on", "geom", "version", "updated_at") ON layers."wifi_points" TO dongha_culture, dongha_operation_centre, dongha_administrator;
GRANT UPDATE ("code", "ward_code", "source", "location", "ssid", "reach_m", "provider", "bandwidth_mbits", "installed_on", "geom", "version", "updated_at") ON layers."wifi_points" TO dongha_culture, dongha_operation_centre, dongha_administrator;
GRANT DELETE ON layers."wifi_points" TO dongha_culture, dongha_operation_centre, dongha_administrator;
REVOKE ALL ON layers."wifi_points_state" FROM dongha_public, dongha_citizen, dongha_ward_officer, dongha_urban_management, dongha_land_environment, dongha_economy, dongha_public_utilities, dongha_construction_order, dongha_police, dongha_culture, dongha_operation_centre, dongha_administrator;
GRANT SELECT ("fid", "status", "user_count", "phenomenon_time") ON layers."wifi_points_state" TO dongha_public, dongha_citizen, dongha_ward_officer, dongha_urban_management, dongha_land_environment, dongha_economy, dongha_public_utilities, dongha_construction_order, dongha_police, dongha_culture, dongha_operation_centre, dongha_administrator;

REVOKE ALL ON layers."indicators" FROM dongha_public, dongha_citizen, dongha_ward_officer, dongha_urban_management, dongha_land_environment, dongha_economy, dongha_public_utilities, dongha_construction_order, dongha_police, dongha_culture, dongha_operation_centre, dongha_administrator;
GRANT SELECT ("fid", "id", "code", "ward_code", "source", "version", "updated_at", "indicator", "level", "ward_name", "ward_id", "period", "period_kind", "period_from", "period_to", "value", "unit", "target", "achieved_pct", "geom", "geom_3857", "geojson", "search") ON layers."indicators" TO dongha_public, dongha_citizen, dongha_ward_officer, dongha_urban_management, dongha_land_environment, dongha_economy, dongha_public_utilities, dongha_construction_order, dongha_police, dongha_culture, dongha_operation_centre, dongha_administrator;

REVOKE ALL ON layers."alerts" FROM dongha_public, dongha_citizen, dongha_ward_officer, dongha_urban_management, dongha_land_environment, dongha_economy, dongha_public_utilities, dongha_construction_order, dongha_police, dongha_culture, dongha_operation_centre, dongha_administrator;
GRANT SELECT ("fid", "id", "code", "ward_code", "source", "version", "updated_at", "headline", "headline_en", "cap_category", "cap_severity", "cap_urgency", "cap_certainty", "status", "instruction", "instruction_en", "risk_level", "source_layer", "source_id", "sent_at", "effective_at", "expires_at", "geom", "geom_3857", "geojson", "search") ON layers."alerts" TO dongha_public, dongha_citizen, dongha_ward_officer, dongha_urban_management, dongha_land_environment, dongha_public_utilities, dongha_construction_order, dongha_police, dongha_culture;
GRANT SELECT ("fid", "id", "code", "ward_code", "source", "version", "updated_at", "headline", "headline_en", "cap_category", "cap_severity", "cap_urgency", "cap_certainty", "status", "instruction", "instruction_en", "risk_level", "source_layer", "source_id", "sent_at", "effective_at", "expires_at", "acknowledged_by_ref", "geom", "geom_3857", "geojson", "search") ON layers."alerts" TO dongha_economy, dongha_operation_centre, dongha_administrator;
GRANT INSERT ("id", "code", "ward_code", "source", "headline", "headline_en", "cap_category", "cap_severity", "cap_urgency", "cap_certainty", "status", "instruction", "instruction_en", "risk_level", "source_layer", "source_id", "sent_at", "effective_at", "expires_at", "acknowledged_by_ref", "geom", "version", "updated_at") ON layers."alerts" TO dongha_economy, dongha_operation_centre, dongha_administrator;
GRANT UPDATE ("code", "ward_code", "source", "headline", "headline_en", "cap_category", "cap_severity", "cap_urgency", "cap_certainty", "status", "instruction", "instruction_en", "risk_level", "source_layer", "source_id", "sent_at", "effective_at", "expires_at", "acknowledged_by_ref", "geom", "version", "updated_at") ON layers."alerts" TO dongha_economy, dongha_operation_centre, dongha_administrator;
GRANT DELETE ON layers."alerts" TO dongha_economy, dongha_operation_centre, dongha_administrator;

REVOKE ALL ON layers."tasks" FROM dongha_public, dongha_citizen, dongha_ward_officer, dongha_urban_management, dongha_land_environment, dongha_economy, dongha_public_utilities, dongha_construction_order, dongha_police, dongha_culture, dongha_operation_centre, dongha_administrator;
GRANT SELECT ("fid", "id", "code", "ward_code", "source", "version", "updated_at", "title", "status", "priority", "department", "assignee_ref", "note", "created_at", "due_at", "completed_at", "incident_id", "alert_id", "geom", "geom_3857", "geojson", "search") ON layers."tasks" TO dongha_ward_officer, dongha_urban_management, dongha_land_environment, dongha_economy, dongha_public_utilities, dongha_construction_order, dongha_police, dongha_culture, dongha_operation_centre, dongha_administrator;
GRANT INSERT ("id", "code", "ward_code", "source", "title", "status", "priority", "department", "assignee_ref", "note", "created_at", "due_at", "completed_at", "incident_id", "alert_id", "geom", "version", "updated_at") ON layers."tasks" TO dongha_urban_management, dongha_land_environment, dongha_economy, dongha_public_utilities, dongha_construction_order, dongha_police, dongha_culture, dongha_operation_centre, dongha_administrator;
GRANT UPDATE ("code", "ward_code", "source", "title", "status", "priority", "department", "assignee_ref", "note", "created_at", "due_at", "completed_at", "incident_id", "alert_id", "geom", "version", "updated_at") ON layers."tasks" TO dongha_urban_management, dongha_land_environment, dongha_economy, dongha_public_utilities, dongha_construction_order, dongha_police, dongha_culture, dongha_operation_centre, dongha_administrator;
GRANT DELETE ON layers."tasks" TO dongha_urban_management, dongha_land_environment, dongha_economy, dongha_public_utilities, dongha_construction_order, dongha_police, dongha_culture, dongha_operation_centre, dongha_administrator;
ALTER TABLE layers."tasks" ENABLE ROW LEVEL SECURITY;
CREATE POLICY read_all ON layers."tasks" FOR SELECT TO dongha_ward_officer, dongha_urban_management, dongha_land_environment, dongha_economy, dongha_public_utilities, dongha_construction_order, dongha_police, dongha_culture, dongha_operation_centre, dongha_administrator USING (true);
CREATE POLICY add_urban_management ON layers."tasks" FOR INSERT TO dongha_urban_management, dongha_land_environment, dongha_economy, dongha_public_utilities, dongha_construction_order, dongha_police, dongha_culture WITH CHECK ("department" = (SELECT layers.own_department()));
CREATE POLICY add_all ON layers."tasks" FOR INSERT TO dongha_operation_centre, dongha_administrator WITH CHECK (true);
CREATE POLICY change_urban_management ON layers."tasks" FOR UPDATE TO dongha_urban_management, dongha_land_environment, dongha_economy, dongha_public_utilities, dongha_construction_order, dongha_police, dongha_culture USING ("department" = (SELECT layers.own_department())) WITH CHECK ("department" = (SELECT layers.own_department()));
CREATE POLICY change_all ON layers."tasks" FOR UPDATE TO dongha_operation_centre, dongha_administrator USING (true) WITH CHECK (true);
CREATE POLICY remove_urban_management ON layers."tasks" FOR DELETE TO dongha_urban_management, dongha_land_environment, dongha_economy, dongha_public_utilities, dongha_construction_order, dongha_police, dongha_culture USING ("department" = (SELECT layers.own_department()));
CREATE POLICY remove_all ON layers."tasks" FOR DELETE TO dongha_operation_centre, dongha_administrator USING (true);

REVOKE ALL ON layers."indicator_definitions" FROM dongha_public, dongha_citizen, dongha_ward_officer, dongha_urban_management, dongha_land_environment, dongha_economy, dongha_public_utilities, dongha_construction_order, dongha_police, dongha_culture, dongha_operation_centre, dongha_administrator;
GRANT SELECT ("id", "indicator", "level", "group_code", "subgroup_code", "unit", "more_is_better", "computed_from", "formula", "source") ON layers."indicator_definitions" TO dongha_public, dongha_citizen, dongha_ward_officer, dongha_urban_management, dongha_land_environment, dongha_economy, dongha_public_utilities, dongha_construction_order, dongha_police, dongha_culture, dongha_operation_centre, dongha_administrator;
GRANT INSERT ("id", "indicator", "level", "group_code", "subgroup_code", "unit", "more_is_better", "computed_from", "formula", "source") ON layers."indicator_definitions" TO dongha_culture, dongha_operation_centre, dongha_administrator;
GRANT UPDATE ("indicator", "level", "group_code", "subgroup_code", "unit", "more_is_better", "computed_from", "formula", "source") ON layers."indicator_definitions" TO dongha_culture, dongha_operation_centre, dongha_administrator;
GRANT DELETE ON layers."indicator_definitions" TO dongha_culture, dongha_operation_centre, dongha_administrator;

REVOKE ALL ON layers."indicator_values" FROM dongha_public, dongha_citizen, dongha_ward_officer, dongha_urban_management, dongha_land_environment, dongha_economy, dongha_public_utilities, dongha_construction_order, dongha_police, dongha_culture, dongha_operation_centre, dongha_administrator;
GRANT SELECT ("id", "indicator", "ward_id", "period", "period_kind", "period_from", "period_to", "value", "target", "source", "version", "updated_at") ON layers."indicator_values" TO dongha_public, dongha_citizen, dongha_ward_officer, dongha_urban_management, dongha_land_environment, dongha_economy, dongha_public_utilities, dongha_construction_order, dongha_police, dongha_culture, dongha_operation_centre, dongha_administrator;
GRANT INSERT ("id", "indicator", "ward_id", "period", "period_kind", "period_from", "period_to", "value", "target", "source", "version", "updated_at") ON layers."indicator_values" TO dongha_culture, dongha_operation_centre, dongha_administrator;
GRANT UPDATE ("indicator", "ward_id", "period", "period_kind", "period_from", "period_to", "value", "target", "source", "version", "updated_at") ON layers."indicator_values" TO dongha_culture, dongha_operation_centre, dongha_administrator;
GRANT DELETE ON layers."indicator_values" TO dongha_culture, dongha_operation_centre, dongha_administrator;

REVOKE ALL ON layers."crop_codes" FROM dongha_public, dongha_citizen, dongha_ward_officer, dongha_urban_management, dongha_land_environment, dongha_economy, dongha_public_utilities, dongha_construction_order, dongha_police, dongha_culture, dongha_operation_centre, dongha_administrator;
GRANT SELECT ON layers."crop_codes" TO dongha_public, dongha_citizen, dongha_ward_officer, dongha_urban_management, dongha_land_environment, dongha_economy, dongha_public_utilities, dongha_construction_order, dongha_police, dongha_culture, dongha_operation_centre, dongha_administrator;
GRANT INSERT, UPDATE, DELETE ON layers."crop_codes" TO dongha_administrator;

REVOKE ALL ON layers."department_codes" FROM dongha_public, dongha_citizen, dongha_ward_officer, dongha_urban_management, dongha_land_environment, dongha_economy, dongha_public_utilities, dongha_construction_order, dongha_police, dongha_culture, dongha_operation_centre, dongha_administrator;
GRANT SELECT ON layers."department_codes" TO dongha_public, dongha_citizen, dongha_ward_officer, dongha_urban_management, dongha_land_environment, dongha_economy, dongha_public_utilities, dongha_construction_order, dongha_police, dongha_culture, dongha_operation_centre, dongha_administrator;
GRANT INSERT, UPDATE, DELETE ON layers."department_codes" TO dongha_administrator;

REVOKE ALL ON layers."discharge_standard_codes" FROM dongha_public, dongha_citizen, dongha_ward_officer, dongha_urban_management, dongha_land_environment, dongha_economy, dongha_public_utilities, dongha_construction_order, dongha_police, dongha_culture, dongha_operation_centre, dongha_administrator;
GRANT SELECT ON layers."discharge_standard_codes" TO dongha_public, dongha_citizen, dongha_ward_officer, dongha_urban_management, dongha_land_environment, dongha_economy, dongha_public_utilities, dongha_construction_order, dongha_police, dongha_culture, dongha_operation_centre, dongha_administrator;
GRANT INSERT, UPDATE, DELETE ON layers."discharge_standard_codes" TO dongha_administrator;

REVOKE ALL ON layers."incident_service_codes" FROM dongha_public, dongha_citizen, dongha_ward_officer, dongha_urban_management, dongha_land_environment, dongha_economy, dongha_public_utilities, dongha_construction_order, dongha_police, dongha_culture, dongha_operation_centre, dongha_administrator;
GRANT SELECT ON layers."incident_service_codes" TO dongha_public, dongha_citizen, dongha_ward_officer, dongha_urban_management, dongha_land_environment, dongha_economy, dongha_public_utilities, dongha_construction_order, dongha_police, dongha_culture, dongha_operation_centre, dongha_administrator;
GRANT INSERT, UPDATE, DELETE ON layers."incident_service_codes" TO dongha_administrator;

REVOKE ALL ON layers."indicator_codes" FROM dongha_public, dongha_citizen, dongha_ward_officer, dongha_urban_management, dongha_land_environment, dongha_economy, dongha_public_utilities, dongha_construction_order, dongha_police, dongha_culture, dongha_operation_centre, dongha_administrator;
GRANT SELECT ON layers."indicator_codes" TO dongha_public, dongha_citizen, dongha_ward_officer, dongha_urban_management, dongha_land_environment, dongha_economy, dongha_public_utilities, dongha_construction_order, dongha_police, dongha_culture, dongha_operation_centre, dongha_administrator;
GRANT INSERT, UPDATE, DELETE ON layers."indicator_codes" TO dongha_administrator;

REVOKE ALL ON layers."land_use_codes" FROM dongha_public, dongha_citizen, dongha_ward_officer, dongha_urban_management, dongha_land_environment, dongha_economy, dongha_public_utilities, dongha_construction_order, dongha_police, dongha_culture, dongha_operation_centre, dongha_administrator;
GRANT SELECT ON layers."land_use_codes" TO dongha_public, dongha_citizen, dongha_ward_officer, dongha_urban_management, dongha_land_environment, dongha_economy, dongha_public_utilities, dongha_construction_order, dongha_police, dongha_culture, dongha_operation_centre, dongha_administrator;
GRANT INSERT, UPDATE, DELETE ON layers."land_use_codes" TO dongha_administrator;

REVOKE ALL ON layers."lighting_class_codes" FROM dongha_public, dongha_citizen, dongha_ward_officer, dongha_urban_management, dongha_land_environment, dongha_economy, dongha_public_utilities, dongha_construction_order, dongha_police, dongha_culture, dongha_operation_centre, dongha_administrator;
GRANT SELECT ON layers."lighting_class_codes" TO dongha_public, dongha_citizen, dongha_ward_officer, dongha_urban_management, dongha_land_environment, dongha_economy, dongha_public_utilities, dongha_construction_order, dongha_police, dongha_culture, dongha_operation_centre, dongha_administrator;
GRANT INSERT, UPDATE, DELETE ON layers."lighting_class_codes" TO dongha_administrator;

REVOKE ALL ON layers."parcel_change_kind_codes" FROM dongha_public, dongha_citizen, dongha_ward_officer, dongha_urban_management, dongha_land_environment, dongha_economy, dongha_public_utilities, dongha_construction_order, dongha_police, dongha_culture, dongha_operation_centre, dongha_administrator;
GRANT SELECT ON layers."parcel_change_kind_codes" TO dongha_public, dongha_citizen, dongha_ward_officer, dongha_urban_management, dongha_land_environment, dongha_economy, dongha_public_utilities, dongha_construction_order, dongha_police, dongha_culture, dongha_operation_centre, dongha_administrator;
GRANT INSERT, UPDATE, DELETE ON layers."parcel_change_kind_codes" TO dongha_administrator;

REVOKE ALL ON layers."violation_behaviour_codes" FROM dongha_public, dongha_citizen, dongha_ward_officer, dongha_urban_management, dongha_land_environment, dongha_economy, dongha_public_utilities, dongha_construction_order, dongha_police, dongha_culture, dongha_operation_centre, dongha_administrator;
GRANT SELECT ON layers."violation_behaviour_codes" TO dongha_public, dongha_citizen, dongha_ward_officer, dongha_urban_management, dongha_land_environment, dongha_economy, dongha_public_utilities, dongha_construction_order, dongha_police, dongha_culture, dongha_operation_centre, dongha_administrator;
GRANT INSERT, UPDATE, DELETE ON layers."violation_behaviour_codes" TO dongha_administrator;

REVOKE ALL ON layers."zone_use_codes" FROM dongha_public, dongha_citizen, dongha_ward_officer, dongha_urban_management, dongha_land_environment, dongha_economy, dongha_public_utilities, dongha_construction_order, dongha_police, dongha_culture, dongha_operation_centre, dongha_administrator;
GRANT SELECT ON layers."zone_use_codes" TO dongha_public, dongha_citizen, dongha_ward_officer, dongha_urban_management, dongha_land_environment, dongha_economy, dongha_public_utilities, dongha_construction_order, dongha_police, dongha_culture, dongha_operation_centre, dongha_administrator;
GRANT INSERT, UPDATE, DELETE ON layers."zone_use_codes" TO dongha_administrator;

DO $$
DECLARE
    made regprocedure;
BEGIN
    FOR made IN SELECT oid FROM pg_proc WHERE pronamespace = 'layers'::regnamespace AND prorettype = 'trigger'::regtype LOOP
        EXECUTE format('REVOKE ALL ON FUNCTION %s FROM PUBLIC', made);
    END LOOP;
END $$;
DO $$
DECLARE
    told regprocedure;
BEGIN
    FOR told IN SELECT oid FROM pg_proc WHERE pronamespace = 'ext'::regnamespace AND proname IN
        ('_postgis_stats', '_postgis_selectivity', '_postgis_join_selectivity', '_postgis_index_extent', 'st_estimatedextent')
    LOOP
        EXECUTE format('REVOKE ALL ON FUNCTION %s FROM PUBLIC', told);
    END LOOP;
EXCEPTION WHEN insufficient_privilege THEN
    RAISE WARNING 'not the owner of PostGIS: its statistics of every table can be read by every login';
END $$;
REVOKE ALL ON FUNCTION layers.fold_versions(text), layers.refresh_overviews(integer, boolean), layers.check_apart(text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION layers.refresh_overviews(integer, boolean) TO dongha_service;
GRANT SELECT ON layers.layer_versions, layers.overviews TO dongha_public, dongha_citizen, dongha_ward_officer, dongha_urban_management, dongha_land_environment, dongha_economy, dongha_public_utilities, dongha_construction_order, dongha_police, dongha_culture, dongha_operation_centre, dongha_administrator;
GRANT USAGE ON SEQUENCE layers.made_codes TO dongha_public, dongha_citizen, dongha_ward_officer, dongha_urban_management, dongha_land_environment, dongha_economy, dongha_public_utilities, dongha_construction_order, dongha_police, dongha_culture, dongha_operation_centre, dongha_administrator;

DROP TRIGGER IF EXISTS note_insert ON layers."plans";
DROP TRIGGER IF EXISTS note_update ON layers."plans";
DROP TRIGGER IF EXISTS note_delete ON layers."plans";
DROP TRIGGER IF EXISTS note_truncate ON layers."plans";
DROP TRIGGER IF EXISTS overview_insert ON layers."plans";
DROP TRIGGER IF EXISTS overview_update ON layers."plans";
DROP TRIGGER IF EXISTS overview_delete ON layers."plans";
DROP TRIGGER IF EXISTS overview_truncate ON layers."plans";
DELETE FROM layers.layer_versions WHERE layer = 'plans';
DELETE FROM layers.overview_layers WHERE layer = 'plans';
DELETE FROM layers.overview_dirty WHERE layer = 'plans';
DELETE FROM layers.overviews WHERE layer = 'plans';

DROP TRIGGER IF EXISTS note_insert ON layers."planning_zones";
DROP TRIGGER IF EXISTS note_update ON layers."planning_zones";
DROP TRIGGER IF EXISTS note_delete ON layers."planning_zones";
DROP TRIGGER IF EXISTS note_truncate ON layers."planning_zones";
DROP TRIGGER IF EXISTS overview_insert ON layers."planning_zones";
DROP TRIGGER IF EXISTS overview_update ON layers."planning_zones";
DROP TRIGGER IF EXISTS overview_delete ON layers."planning_zones";
DROP TRIGGER IF EXISTS overview_truncate ON layers."planning_zones";
DELETE FROM layers.layer_versions WHERE layer = 'planning_zones';
DELETE FROM layers.overview_layers WHERE layer = 'planning_zones';
DELETE FROM layers.overview_dirty WHERE layer = 'planning_zones';
DELETE FROM layers.overviews WHERE layer = 'planning_zones';

DROP TRIGGER IF EXISTS note_insert ON layers."road_redlines";
DROP TRIGGER IF EXISTS note_update ON layers."road_redlines";
DROP TRIGGER IF EXISTS note_delete ON layers."road_redlines";
DROP TRIGGER IF EXISTS note_truncate ON layers."road_redlines";
DROP TRIGGER IF EXISTS overview_insert ON layers."road_redlines";
DROP TRIGGER IF EXISTS overview_update ON layers."road_redlines";
DROP TRIGGER IF EXISTS overview_delete ON layers."road_redlines";
DROP TRIGGER IF EXISTS overview_truncate ON layers."road_redlines";
DELETE FROM layers.layer_versions WHERE layer = 'road_redlines';
DELETE FROM layers.overview_layers WHERE layer = 'road_redlines';
DELETE FROM layers.overview_dirty WHERE layer = 'road_redlines';
DELETE FROM layers.overviews WHERE layer = 'road_redlines';

DROP TRIGGER IF EXISTS note_insert ON layers."construction_permits";
DROP TRIGGER IF EXISTS note_update ON layers."construction_permits";
DROP TRIGGER IF EXISTS note_delete ON layers."construction_permits";
DROP TRIGGER IF EXISTS note_truncate ON layers."construction_permits";
DROP TRIGGER IF EXISTS overview_insert ON layers."construction_permits";
DROP TRIGGER IF EXISTS overview_update ON layers."construction_permits";
DROP TRIGGER IF EXISTS overview_delete ON layers."construction_permits";
DROP TRIGGER IF EXISTS overview_truncate ON layers."construction_permits";
DELETE FROM layers.layer_versions WHERE layer = 'construction_permits';
DELETE FROM layers.overview_layers WHERE layer = 'construction_permits';
DELETE FROM layers.overview_dirty WHERE layer = 'construction_permits';
DELETE FROM layers.overviews WHERE layer = 'construction_permits';

DROP TRIGGER IF EXISTS note_insert ON layers."construction_sites";
DROP TRIGGER IF EXISTS note_update ON layers."construction_sites";
DROP TRIGGER IF EXISTS note_delete ON layers."construction_sites";
DROP TRIGGER IF EXISTS note_truncate ON layers."construction_sites";
DROP TRIGGER IF EXISTS overview_insert ON layers."construction_sites";
DROP TRIGGER IF EXISTS overview_update ON layers."construction_sites";
DROP TRIGGER IF EXISTS overview_delete ON layers."construction_sites";
DROP TRIGGER IF EXISTS overview_truncate ON layers."construction_sites";
DELETE FROM layers.layer_versions WHERE layer = 'construction_sites';
DELETE FROM layers.overview_layers WHERE layer = 'construction_sites';
DELETE FROM layers.overview_dirty WHERE layer = 'construction_sites';
DELETE FROM layers.overviews WHERE layer = 'construction_sites';

DROP TRIGGER IF EXISTS note_insert ON layers."inspections";
DROP TRIGGER IF EXISTS note_update ON layers."inspections";
DROP TRIGGER IF EXISTS note_delete ON layers."inspections";
DROP TRIGGER IF EXISTS note_truncate ON layers."inspections";
DROP TRIGGER IF EXISTS overview_insert ON layers."inspections";
DROP TRIGGER IF EXISTS overview_update ON layers."inspections";
DROP TRIGGER IF EXISTS overview_delete ON layers."inspections";
DROP TRIGGER IF EXISTS overview_truncate ON layers."inspections";
DELETE FROM layers.layer_versions WHERE layer = 'inspections';
DELETE FROM layers.overview_layers WHERE layer = 'inspections';
DELETE FROM layers.overview_dirty WHERE layer = 'inspections';
DELETE FROM layers.overviews WHERE layer = 'inspections';

DROP TRIGGER IF EXISTS note_insert ON layers."building_violations";
DROP TRIGGER IF EXISTS note_update ON layers."building_violations";
DROP TRIGGER IF EXISTS note_delete ON layers."building_violations";
DROP TRIGGER IF EXISTS note_truncate ON layers."building_violations";
DROP TRIGGER IF EXISTS overview_insert ON layers."building_violations";
DROP TRIGGER IF EXISTS overview_update ON layers."building_violations";
DROP TRIGGER IF EXISTS overview_delete ON layers."building_violations";
DROP TRIGGER IF EXISTS overview_truncate ON layers."building_violations";
DELETE FROM layers.layer_versions WHERE layer = 'building_violations';
DELETE FROM layers.overview_layers WHERE layer = 'building_violations';
DELETE FROM layers.overview_dirty WHERE layer = 'building_violations';
DELETE FROM layers.overviews WHERE layer = 'building_violations';

DROP TRIGGER IF EXISTS note_insert ON layers."cameras";
DROP TRIGGER IF EXISTS note_update ON layers."cameras";
DROP TRIGGER IF EXISTS note_delete ON layers."cameras";
DROP TRIGGER IF EXISTS note_truncate ON layers."cameras";
DROP TRIGGER IF EXISTS overview_insert ON layers."cameras";
DROP TRIGGER IF EXISTS overview_update ON layers."cameras";
DROP TRIGGER IF EXISTS overview_delete ON layers."cameras";
DROP TRIGGER IF EXISTS overview_truncate ON layers."cameras";
DROP TRIGGER IF EXISTS note_insert ON layers."cameras_state";
DROP TRIGGER IF EXISTS note_update ON layers."cameras_state";
DROP TRIGGER IF EXISTS note_delete ON layers."cameras_state";
DROP TRIGGER IF EXISTS note_truncate ON layers."cameras_state";
DROP TRIGGER IF EXISTS overview_insert ON layers."cameras_state";
DROP TRIGGER IF EXISTS overview_update ON layers."cameras_state";
DROP TRIGGER IF EXISTS overview_delete ON layers."cameras_state";
DROP TRIGGER IF EXISTS overview_truncate ON layers."cameras_state";
DELETE FROM layers.layer_versions WHERE layer = 'cameras';
DELETE FROM layers.overview_layers WHERE layer = 'cameras';
DELETE FROM layers.overview_dirty WHERE layer = 'cameras';
DELETE FROM layers.overviews WHERE layer = 'cameras';

DROP TRIGGER IF EXISTS note_insert ON layers."camera_views";
DROP TRIGGER IF EXISTS note_update ON layers."camera_views";
DROP TRIGGER IF EXISTS note_delete ON layers."camera_views";
DROP TRIGGER IF EXISTS note_truncate ON layers."camera_views";
DROP TRIGGER IF EXISTS overview_insert ON layers."camera_views";
DROP TRIGGER IF EXISTS overview_update ON layers."camera_views";
DROP TRIGGER IF EXISTS overview_delete ON layers."camera_views";
DROP TRIGGER IF EXISTS overview_truncate ON layers."camera_views";
DELETE FROM layers.layer_versions WHERE layer = 'camera_views';
DELETE FROM layers.overview_layers WHERE layer = 'camera_views';
DELETE FROM layers.overview_dirty WHERE layer = 'camera_views';
DELETE FROM layers.overviews WHERE layer = 'camera_views';

DROP TRIGGER IF EXISTS note_insert ON layers."camera_zones";
DROP TRIGGER IF EXISTS note_update ON layers."camera_zones";
DROP TRIGGER IF EXISTS note_delete ON layers."camera_zones";
DROP TRIGGER IF EXISTS note_truncate ON layers."camera_zones";
DROP TRIGGER IF EXISTS overview_insert ON layers."camera_zones";
DROP TRIGGER IF EXISTS overview_update ON layers."camera_zones";
DROP TRIGGER IF EXISTS overview_delete ON layers."camera_zones";
DROP TRIGGER IF EXISTS overview_truncate ON layers."camera_zones";
DELETE FROM layers.layer_versions WHERE layer = 'camera_zones';
DELETE FROM layers.overview_layers WHERE layer = 'camera_zones';
DELETE FROM layers.overview_dirty WHERE layer = 'camera_zones';
DELETE FROM layers.overviews WHERE layer = 'camera_zones';

DROP TRIGGER IF EXISTS note_insert ON layers."camera_events";
DROP TRIGGER IF EXISTS note_update ON layers."camera_events";
DROP TRIGGER IF EXISTS note_delete ON layers."camera_events";
DROP TRIGGER IF EXISTS note_truncate ON layers."camera_events";
DROP TRIGGER IF EXISTS overview_insert ON layers."camera_events";
DROP TRIGGER IF EXISTS overview_update ON layers."camera_events";
DROP TRIGGER IF EXISTS overview_delete ON layers."camera_events";
DROP TRIGGER IF EXISTS overview_truncate ON layers."camera_events";
DELETE FROM layers.layer_versions WHERE layer = 'camera_events';
DELETE FROM layers.overview_layers WHERE layer = 'camera_events';
DELETE FROM layers.overview_dirty WHERE layer = 'camera_events';
DELETE FROM layers.overviews WHERE layer = 'camera_events';

DROP TRIGGER IF EXISTS note_insert ON layers."tasks";
DROP TRIGGER IF EXISTS note_update ON layers."tasks";
DROP TRIGGER IF EXISTS note_delete ON layers."tasks";
DROP TRIGGER IF EXISTS note_truncate ON layers."tasks";
DROP TRIGGER IF EXISTS overview_insert ON layers."tasks";
DROP TRIGGER IF EXISTS overview_update ON layers."tasks";
DROP TRIGGER IF EXISTS overview_delete ON layers."tasks";
DROP TRIGGER IF EXISTS overview_truncate ON layers."tasks";
DELETE FROM layers.layer_versions WHERE layer = 'tasks';
DELETE FROM layers.overview_layers WHERE layer = 'tasks';
DELETE FROM layers.overview_dirty WHERE layer = 'tasks';
DELETE FROM layers.overviews WHERE layer = 'tasks';

CREATE SCHEMA city;
COMMENT ON SCHEMA city IS 'Lớp dữ liệu cho QGIS, khóa id / layers for QGIS, key column id';
GRANT USAGE ON SCHEMA city TO dongha_public, dongha_citizen, dongha_ward_officer, dongha_urban_management, dongha_land_environment, dongha_economy, dongha_public_utilities, dongha_construction_order, dongha_police, dongha_culture, dongha_operation_centre, dongha_administrator;
CREATE VIEW city."wards" WITH (security_invoker = true) AS
SELECT "id", "code", "ward_code", "source", "name", "division", "valid_from", "valid_to", "merged_into", "area_km2", "population", "decision", "geom" FROM layers."wards";
COMMENT ON VIEW city."wards" IS 'Phường / Wards';
COMMENT ON COLUMN city."wards"."id" IS 'Mã định danh / Identifier';
COMMENT ON COLUMN city."wards"."code" IS 'Mã số / Code';
COMMENT ON COLUMN city."wards"."ward_code" IS 'Phường / Ward';
COMMENT ON COLUMN city."wards"."source" IS 'Nguồn dữ liệu / Source';
COMMENT ON COLUMN city."wards"."name" IS 'Tên phường / Name';
COMMENT ON COLUMN city."wards"."division" IS 'Lần phân chia / Division';
COMMENT ON COLUMN city."wards"."valid_from" IS 'Hiệu lực từ / Valid from';
COMMENT ON COLUMN city."wards"."valid_to" IS 'Hiệu lực đến / Valid to';
COMMENT ON COLUMN city."wards"."merged_into" IS 'Mã phường sau sáp nhập / Code of the ward it was merged into';
COMMENT ON COLUMN city."wards"."area_km2" IS 'Diện tích / Area [km2]';
COMMENT ON COLUMN city."wards"."population" IS 'Dân số / Population';
COMMENT ON COLUMN city."wards"."decision" IS 'Căn cứ pháp lý / Legal basis';
COMMENT ON COLUMN city."wards"."geom" IS 'VN-2000 / TM-3 106-15';
GRANT SELECT ON city."wards" TO dongha_public, dongha_citizen, dongha_ward_officer, dongha_urban_management, dongha_land_environment, dongha_economy, dongha_public_utilities, dongha_construction_order, dongha_police, dongha_culture, dongha_operation_centre, dongha_administrator;
ALTER VIEW city."wards" ALTER COLUMN "id" SET DEFAULT gen_random_uuid();
ALTER VIEW city."wards" ALTER COLUMN "code" SET DEFAULT 'M-'::text || nextval('layers.made_codes'::regclass)::text;
ALTER VIEW city."wards" ALTER COLUMN "ward_code" SET DEFAULT layers.own_ward();
ALTER VIEW city."wards" ALTER COLUMN "source" SET DEFAULT 'edit';
GRANT INSERT ON city."wards" TO dongha_land_environment, dongha_administrator;
GRANT UPDATE ON city."wards" TO dongha_land_environment, dongha_administrator;
GRANT DELETE ON city."wards" TO dongha_land_environment, dongha_administrator;

CREATE VIEW city."neighbourhoods" WITH (security_invoker = true) AS
SELECT "id", "code", "ward_code", "source", "name", "area_ha", "household_count", "meeting_place", "geom" FROM layers."neighbourhoods";
COMMENT ON VIEW city."neighbourhoods" IS 'Khu phố / Neighbourhoods';
COMMENT ON COLUMN city."neighbourhoods"."id" IS 'Mã định danh / Identifier';
COMMENT ON COLUMN city."neighbourhoods"."code" IS 'Mã số / Code';
COMMENT ON COLUMN city."neighbourhoods"."ward_code" IS 'Phường / Ward';
COMMENT ON COLUMN city."neighbourhoods"."source" IS 'Nguồn dữ liệu / Source';
COMMENT ON COLUMN city."neighbourhoods"."name" IS 'Tên khu phố / Name';
COMMENT ON COLUMN city."neighbourhoods"."area_ha" IS 'Diện tích / Area [har]';
COMMENT ON COLUMN city."neighbourhoods"."household_count" IS 'Số hộ / Households';
COMMENT ON COLUMN city."neighbourhoods"."meeting_place" IS 'Nhà văn hóa khu phố / Meeting house';
COMMENT ON COLUMN city."neighbourhoods"."geom" IS 'VN-2000 / TM-3 106-15';
GRANT SELECT ON city."neighbourhoods" TO dongha_public, dongha_citizen, dongha_ward_officer, dongha_urban_management, dongha_land_environment, dongha_economy, dongha_public_utilities, dongha_construction_order, dongha_police, dongha_culture, dongha_operation_centre, dongha_administrator;
ALTER VIEW city."neighbourhoods" ALTER COLUMN "id" SET DEFAULT gen_random_uuid();
ALTER VIEW city."neighbourhoods" ALTER COLUMN "code" SET DEFAULT 'M-'::text || nextval('layers.made_codes'::regclass)::text;
ALTER VIEW city."neighbourhoods" ALTER COLUMN "ward_code" SET DEFAULT layers.own_ward();
ALTER VIEW city."neighbourhoods" ALTER COLUMN "source" SET DEFAULT 'edit';
GRANT INSERT ON city."neighbourhoods" TO dongha_ward_officer, dongha_land_environment, dongha_administrator;
GRANT UPDATE ON city."neighbourhoods" TO dongha_ward_officer, dongha_land_environment, dongha_administrator;
GRANT DELETE ON city."neighbourhoods" TO dongha_ward_officer, dongha_land_environment, dongha_administrator;

CREATE VIEW city."plans" WITH (security_invoker = true) AS
SELECT "id", "code", "ward_code", "source", "name", "level", "status", "scale_denominator", "area_ha", "planned_population", "decision_no", "decision_date", "authority", "valid_from", "valid_to", "replaced_by_id", "geom" FROM layers."plans";
COMMENT ON VIEW city."plans" IS 'Đồ án quy hoạch / Plans';
COMMENT ON COLUMN city."plans"."id" IS 'Mã định danh / Identifier';
COMMENT ON COLUMN city."plans"."code" IS 'Mã số / Code';
COMMENT ON COLUMN city."plans"."ward_code" IS 'Phường / Ward';
COMMENT ON COLUMN city."plans"."source" IS 'Nguồn dữ liệu / Source';
COMMENT ON COLUMN city."plans"."name" IS 'Tên đồ án / Name';
COMMENT ON COLUMN city."plans"."level" IS 'Cấp quy hoạch / Level';
COMMENT ON COLUMN city."plans"."status" IS 'Trạng thái / Status';
COMMENT ON COLUMN city."plans"."scale_denominator" IS 'Tỷ lệ, 1/ / Scale, 1 to';
COMMENT ON COLUMN city."plans"."area_ha" IS 'Diện tích / Area [har]';
COMMENT ON COLUMN city."plans"."planned_population" IS 'Dân số quy hoạch / Planned population';
COMMENT ON COLUMN city."plans"."decision_no" IS 'Số quyết định / Decision number';
COMMENT ON COLUMN city."plans"."decision_date" IS 'Ngày quyết định / Decision date';
COMMENT ON COLUMN city."plans"."authority" IS 'Cơ quan phê duyệt / Approved by';
COMMENT ON COLUMN city."plans"."valid_from" IS 'Hiệu lực từ / Valid from';
COMMENT ON COLUMN city."plans"."valid_to" IS 'Hiệu lực đến / Valid to';
COMMENT ON COLUMN city."plans"."replaced_by_id" IS 'Thay thế bởi / Replaced by';
COMMENT ON COLUMN city."plans"."geom" IS 'VN-2000 / TM-3 106-15';
GRANT SELECT ON city."plans" TO dongha_public, dongha_citizen, dongha_ward_officer, dongha_urban_management, dongha_land_environment, dongha_economy, dongha_public_utilities, dongha_construction_order, dongha_police, dongha_culture, dongha_operation_centre, dongha_administrator;
ALTER VIEW city."plans" ALTER COLUMN "id" SET DEFAULT gen_random_uuid();
ALTER VIEW city."plans" ALTER COLUMN "code" SET DEFAULT 'M-'::text || nextval('layers.made_codes'::regclass)::text;
ALTER VIEW city."plans" ALTER COLUMN "ward_code" SET DEFAULT layers.own_ward();
ALTER VIEW city."plans" ALTER COLUMN "source" SET DEFAULT 'edit';
GRANT INSERT ON city."plans" TO dongha_urban_management, dongha_administrator;
GRANT UPDATE ON city."plans" TO dongha_urban_management, dongha_administrator;
GRANT DELETE ON city."plans" TO dongha_urban_management, dongha_administrator;

CREATE VIEW city."planning_zones" WITH (security_invoker = true) AS
SELECT "id", "code", "ward_code", "source", "plan_id", "use_code", "area_m2", "density_max_pct", "far_max", "storeys_min", "storeys_max", "height_max_m", "setback_m", "population", "note", "valid_from", "valid_to", "geom" FROM layers."planning_zones";
COMMENT ON VIEW city."planning_zones" IS 'Ô quy hoạch / Planning zones';
COMMENT ON COLUMN city."planning_zones"."id" IS 'Mã định danh / Identifier';
COMMENT ON COLUMN city."planning_zones"."code" IS 'Mã số / Code';
COMMENT ON COLUMN city."planning_zones"."ward_code" IS 'Phường / Ward';
COMMENT ON COLUMN city."planning_zones"."source" IS 'Nguồn dữ liệu / Source';
COMMENT ON COLUMN city."planning_zones"."plan_id" IS 'Đồ án quy hoạch / Plan';
COMMENT ON COLUMN city."planning_zones"."use_code" IS 'Chức năng sử dụng đất / Use';
COMMENT ON COLUMN city."planning_zones"."area_m2" IS 'Diện tích / Area [m2]';
COMMENT ON COLUMN city."planning_zones"."density_max_pct" IS 'Mật độ xây dựng tối đa / Building density, at most [%]';
COMMENT ON COLUMN city."planning_zones"."far_max" IS 'Hệ số sử dụng đất tối đa / Floor-area ratio, at most';
COMMENT ON COLUMN city."planning_zones"."storeys_min" IS 'Tầng cao tối thiểu / Storeys, at least';
COMMENT ON COLUMN city."planning_zones"."storeys_max" IS 'Tầng cao tối đa / Storeys, at most';
COMMENT ON COLUMN city."planning_zones"."height_max_m" IS 'Chiều cao tối đa / Height, at most [m]';
COMMENT ON COLUMN city."planning_zones"."setback_m" IS 'Khoảng lùi / Setback [m]';
COMMENT ON COLUMN city."planning_zones"."population" IS 'Dân số quy hoạch / Planned population';
COMMENT ON COLUMN city."planning_zones"."note" IS 'Ghi chú / Note';
COMMENT ON COLUMN city."planning_zones"."valid_from" IS 'Hiệu lực từ / Valid from';
COMMENT ON COLUMN city."planning_zones"."valid_to" IS 'Hiệu lực đến / Valid to';
COMMENT ON COLUMN city."planning_zones"."geom" IS 'VN-2000 / TM-3 106-15';
GRANT SELECT ON city."planning_zones" TO dongha_public, dongha_citizen, dongha_ward_officer, dongha_urban_management, dongha_land_environment, dongha_economy, dongha_public_utilities, dongha_construction_order, dongha_police, dongha_culture, dongha_operation_centre, dongha_administrator;
ALTER VIEW city."planning_zones" ALTER COLUMN "id" SET DEFAULT gen_random_uuid();
ALTER VIEW city."planning_zones" ALTER COLUMN "code" SET DEFAULT 'M-'::text || nextval('layers.made_codes'::regclass)::text;
ALTER VIEW city."planning_zones" ALTER COLUMN "ward_code" SET DEFAULT layers.own_ward();
ALTER VIEW city."planning_zones" ALTER COLUMN "source" SET DEFAULT 'edit';
GRANT INSERT ON city."planning_zones" TO dongha_urban_management, dongha_administrator;
GRANT UPDATE ON city."planning_zones" TO dongha_urban_management, dongha_administrator;
GRANT DELETE ON city."planning_zones" TO dongha_urban_management, dongha_administrator;

CREATE VIEW city."road_redlines" WITH (security_invoker = true) AS
SELECT "id", "code", "ward_code", "source", "plan_id", "road_id", "kind", "road_name", "reserve_width_m", "carriageway_width_m", "sidewalk_width_m", "setback_m", "decision_no", "valid_from", "valid_to", "geom" FROM layers."road_redlines";
COMMENT ON VIEW city."road_redlines" IS 'Chỉ giới đường / Road red lines';
COMMENT ON COLUMN city."road_redlines"."id" IS 'Mã định danh / Identifier';
COMMENT ON COLUMN city."road_redlines"."code" IS 'Mã số / Code';
COMMENT ON COLUMN city."road_redlines"."ward_code" IS 'Phường / Ward';
COMMENT ON COLUMN city."road_redlines"."source" IS 'Nguồn dữ liệu / Source';
COMMENT ON COLUMN city."road_redlines"."plan_id" IS 'Đồ án quy hoạch / Plan';
COMMENT ON COLUMN city."road_redlines"."road_id" IS 'Tuyến đường / Road';
COMMENT ON COLUMN city."road_redlines"."kind" IS 'Loại chỉ giới / Kind';
COMMENT ON COLUMN city."road_redlines"."road_name" IS 'Tên đường / Street name';
COMMENT ON COLUMN city."road_redlines"."reserve_width_m" IS 'Lộ giới / Width of the road reserve [m]';
COMMENT ON COLUMN city."road_redlines"."carriageway_width_m" IS 'Bề rộng mặt đường / Carriageway width [m]';
COMMENT ON COLUMN city."road_redlines"."sidewalk_width_m" IS 'Bề rộng vỉa hè một bên / Pavement width, one side [m]';
COMMENT ON COLUMN city."road_redlines"."setback_m" IS 'Khoảng lùi so với chỉ giới / Setback from the red line [m]';
COMMENT ON COLUMN city."road_redlines"."decision_no" IS 'Số quyết định / Decision number';
COMMENT ON COLUMN city."road_redlines"."valid_from" IS 'Hiệu lực từ / Valid from';
COMMENT ON COLUMN city."road_redlines"."valid_to" IS 'Hiệu lực đến / Valid to';
COMMENT ON COLUMN city."road_redlines"."geom" IS 'VN-2000 / TM-3 106-15';
GRANT SELECT ON city."road_redlines" TO dongha_public, dongha_citizen, dongha_ward_officer, dongha_urban_management, dongha_land_environment, dongha_economy, dongha_public_utilities, dongha_construction_order, dongha_police, dongha_culture, dongha_operation_centre, dongha_administrator;
ALTER VIEW city."road_redlines" ALTER COLUMN "id" SET DEFAULT gen_random_uuid();
ALTER VIEW city."road_redlines" ALTER COLUMN "code" SET DEFAULT 'M-'::text || nextval('layers.made_codes'::regclass)::text;
ALTER VIEW city."road_redlines" ALTER COLUMN "ward_code" SET DEFAULT layers.own_ward();
ALTER VIEW city."road_redlines" ALTER COLUMN "source" SET DEFAULT 'edit';
GRANT INSERT ON city."road_redlines" TO dongha_urban_management, dongha_administrator;
GRANT UPDATE ON city."road_redlines" TO dongha_urban_management, dongha_administrator;
GRANT DELETE ON city."road_redlines" TO dongha_urban_management, dongha_administrator;

CREATE VIEW city."land_parcels" WITH (security_invoker = true) AS
SELECT "id", "code", "ward_code", "source", "map_sheet", "parcel_no", "sheet_parcel", "old_map_sheet", "old_parcel_no", "area_m2", "legal_area_m2", "use_code", "use_codes", "address", "completeness", "has_certificate", "valid_from", "valid_to", "geom" FROM layers."land_parcels";
COMMENT ON VIEW city."land_parcels" IS 'Thửa đất / Land parcels';
COMMENT ON COLUMN city."land_parcels"."id" IS 'Mã định danh / Identifier';
COMMENT ON COLUMN city."land_parcels"."code" IS 'Mã số / Code';
COMMENT ON COLUMN city."land_parcels"."ward_code" IS 'Phường / Ward';
COMMENT ON COLUMN city."land_parcels"."source" IS 'Nguồn dữ liệu / Source';
COMMENT ON COLUMN city."land_parcels"."map_sheet" IS 'Số tờ bản đồ / Map sheet';
COMMENT ON COLUMN city."land_parcels"."parcel_no" IS 'Số thửa / Parcel number';
COMMENT ON COLUMN city."land_parcels"."sheet_parcel" IS 'Tờ/thửa / Sheet/parcel';
COMMENT ON COLUMN city."land_parcels"."old_map_sheet" IS 'Số tờ bản đồ cũ / Former map sheet';
COMMENT ON COLUMN city."land_parcels"."old_parcel_no" IS 'Số thửa cũ / Former parcel number';
COMMENT ON COLUMN city."land_parcels"."area_m2" IS 'Diện tích đo / Measured area [m2]';
COMMENT ON COLUMN city."land_parcels"."legal_area_m2" IS 'Diện tích pháp lý / Legal area [m2]';
COMMENT ON COLUMN city."land_parcels"."use_code" IS 'Mục đích sử dụng chính / Main use';
COMMENT ON COLUMN city."land_parcels"."use_codes" IS 'Các mục đích sử dụng / All uses';
COMMENT ON COLUMN city."land_parcels"."address" IS 'Địa chỉ thửa đất / Address';
COMMENT ON COLUMN city."land_parcels"."completeness" IS 'Mức độ đầy đủ / Completeness';
COMMENT ON COLUMN city."land_parcels"."has_certificate" IS 'Đã cấp giấy chứng nhận / Certificate issued';
COMMENT ON COLUMN city."land_parcels"."valid_from" IS 'Hiệu lực từ / Valid from';
COMMENT ON COLUMN city."land_parcels"."valid_to" IS 'Hiệu lực đến / Valid to';
COMMENT ON COLUMN city."land_parcels"."geom" IS 'VN-2000 / TM-3 106-15';
GRANT SELECT ON city."land_parcels" TO dongha_public, dongha_citizen, dongha_ward_officer, dongha_urban_management, dongha_land_environment, dongha_economy, dongha_public_utilities, dongha_construction_order, dongha_police, dongha_culture, dongha_operation_centre, dongha_administrator;
ALTER VIEW city."land_parcels" ALTER COLUMN "id" SET DEFAULT gen_random_uuid();
ALTER VIEW city."land_parcels" ALTER COLUMN "code" SET DEFAULT 'M-'::text || nextval('layers.made_codes'::regclass)::text;
ALTER VIEW city."land_parcels" ALTER COLUMN "ward_code" SET DEFAULT layers.own_ward();
ALTER VIEW city."land_parcels" ALTER COLUMN "source" SET DEFAULT 'edit';
GRANT INSERT ON city."land_parcels" TO dongha_land_environment, dongha_administrator;
GRANT UPDATE ON city."land_parcels" TO dongha_land_environment, dongha_administrator;
GRANT DELETE ON city."land_parcels" TO dongha_land_environment, dongha_administrator;

CREATE VIEW city."parcel_changes" WITH (security_invoker = true) AS
SELECT "id", "code", "ward_code", "source", "kind", "parent_codes", "child_codes", "area_m2", "decision", "changed_on", "note", "geom" FROM layers."parcel_changes";
COMMENT ON VIEW city."parcel_changes" IS 'Biến động thửa đất / Parcel changes';
COMMENT ON COLUMN city."parcel_changes"."id" IS 'Mã định danh / Identifier';
COMMENT ON COLUMN city."parcel_changes"."code" IS 'Mã số / Code';
COMMENT ON COLUMN city."parcel_changes"."ward_code" IS 'Phường / Ward';
COMMENT ON COLUMN city."parcel_changes"."source" IS 'Nguồn dữ liệu / Source';
COMMENT ON COLUMN city."parcel_changes"."kind" IS 'Loại biến động / Kind of change';
COMMENT ON COLUMN city."parcel_changes"."parent_codes" IS 'Thửa trước biến động / Parcels before';
COMMENT ON COLUMN city."parcel_changes"."child_codes" IS 'Thửa sau biến động / Parcels after';
COMMENT ON COLUMN city."parcel_changes"."area_m2" IS 'Diện tích biến động / Area concerned [m2]';
COMMENT ON COLUMN city."parcel_changes"."decision" IS 'Quyết định, hồ sơ / Decision';
COMMENT ON COLUMN city."parcel_changes"."changed_on" IS 'Ngày biến động / Date of change';
COMMENT ON COLUMN city."parcel_changes"."note" IS 'Ghi chú / Note';
COMMENT ON COLUMN city."parcel_changes"."geom" IS 'VN-2000 / TM-3 106-15';
GRANT SELECT ON city."parcel_changes" TO dongha_public, dongha_citizen, dongha_ward_officer, dongha_urban_management, dongha_land_environment, dongha_economy, dongha_public_utilities, dongha_construction_order, dongha_police, dongha_culture, dongha_operation_centre, dongha_administrator;
ALTER VIEW city."parcel_changes" ALTER COLUMN "id" SET DEFAULT gen_random_uuid();
ALTER VIEW city."parcel_changes" ALTER COLUMN "code" SET DEFAULT 'M-'::text || nextval('layers.made_codes'::regclass)::text;
ALTER VIEW city."parcel_changes" ALTER COLUMN "ward_code" SET DEFAULT layers.own_ward();
ALTER VIEW city."parcel_changes" ALTER COLUMN "source" SET DEFAULT 'edit';
GRANT INSERT ON city."parcel_changes" TO dongha_land_environment, dongha_administrator;
GRANT UPDATE ON city."parcel_changes" TO dongha_land_environment, dongha_administrator;
GRANT DELETE ON city."parcel_changes" TO dongha_land_environment, dongha_administrator;

CREATE VIEW city."construction_permits" WITH (security_invoker = true) AS
SELECT "id", "code", "ward_code", "source", "permit_no", "kind", "status", "address", "storey_count", "height_m", "footprint_m2", "floor_area_m2", "setback_m", "issued_on", "expires_on", "parcel_id", "geom" FROM layers."construction_permits";
COMMENT ON VIEW city."construction_permits" IS 'Giấy phép xây dựng / Construction permits';
COMMENT ON COLUMN city."construction_permits"."id" IS 'Mã định danh / Identifier';
COMMENT ON COLUMN city."construction_permits"."code" IS 'Mã số / Code';
COMMENT ON COLUMN city."construction_permits"."ward_code" IS 'Phường / Ward';
COMMENT ON COLUMN city."construction_permits"."source" IS 'Nguồn dữ liệu / Source';
COMMENT ON COLUMN city."construction_permits"."permit_no" IS 'Số giấy phép / Permit number';
COMMENT ON COLUMN city."construction_permits"."kind" IS 'Loại giấy phép / Kind';
COMMENT ON COLUMN city."construction_permits"."status" IS 'Trạng thái / Status';
COMMENT ON COLUMN city."construction_permits"."address" IS 'Địa chỉ / Address';
COMMENT ON COLUMN city."construction_permits"."storey_count" IS 'Số tầng được phép / Permitted storeys';
COMMENT ON COLUMN city."construction_permits"."height_m" IS 'Chiều cao được phép / Permitted height [m]';
COMMENT ON COLUMN city."construction_permits"."footprint_m2" IS 'Diện tích xây dựng được phép / Permitted footprint [m2]';
COMMENT ON COLUMN city."construction_permits"."floor_area_m2" IS 'Tổng diện tích sàn được phép / Permitted floor area [m2]';
COMMENT ON COLUMN city."construction_permits"."setback_m" IS 'Khoảng lùi / Setback [m]';
COMMENT ON COLUMN city."construction_permits"."issued_on" IS 'Ngày cấp / Issued on';
COMMENT ON COLUMN city."construction_permits"."expires_on" IS 'Ngày hết hạn / Expires on';
COMMENT ON COLUMN city."construction_permits"."parcel_id" IS 'Thửa đất / Land parcel';
COMMENT ON COLUMN city."construction_permits"."geom" IS 'VN-2000 / TM-3 106-15';
GRANT SELECT ON city."construction_permits" TO dongha_public, dongha_citizen, dongha_ward_officer, dongha_urban_management, dongha_land_environment, dongha_economy, dongha_public_utilities, dongha_construction_order, dongha_police, dongha_culture, dongha_operation_centre, dongha_administrator;
ALTER VIEW city."construction_permits" ALTER COLUMN "id" SET DEFAULT gen_random_uuid();
ALTER VIEW city."construction_permits" ALTER COLUMN "code" SET DEFAULT 'M-'::text || nextval('layers.made_codes'::regclass)::text;
ALTER VIEW city."construction_permits" ALTER COLUMN "ward_code" SET DEFAULT layers.own_ward();
ALTER VIEW city."construction_permits" ALTER COLUMN "source" SET DEFAULT 'edit';
GRANT INSERT ON city."construction_permits" TO dongha_urban_management, dongha_administrator;
GRANT UPDATE ON city."construction_permits" TO dongha_urban_management, dongha_administrator;
GRANT DELETE ON city."construction_permits" TO dongha_urban_management, dongha_administrator;

CREATE VIEW city."construction_sites" WITH (security_invoker = true) AS
SELECT "id", "code", "ward_code", "source", "stage", "address", "storeys_built", "height_m", "footprint_m2", "started_on", "completed_on", "permit_id", "parcel_id", "geom" FROM layers."construction_sites";
COMMENT ON VIEW city."construction_sites" IS 'Công trình đang xây dựng / Construction sites';
COMMENT ON COLUMN city."construction_sites"."id" IS 'Mã định danh / Identifier';
COMMENT ON COLUMN city."construction_sites"."code" IS 'Mã số / Code';
COMMENT ON COLUMN city."construction_sites"."ward_code" IS 'Phường / Ward';
COMMENT ON COLUMN city."construction_sites"."source" IS 'Nguồn dữ liệu / Source';
COMMENT ON COLUMN city."construction_sites"."stage" IS 'Giai đoạn / Stage';
COMMENT ON COLUMN city."construction_sites"."address" IS 'Địa chỉ / Address';
COMMENT ON COLUMN city."construction_sites"."storeys_built" IS 'Số tầng đã xây / Storeys built';
COMMENT ON COLUMN city."construction_sites"."height_m" IS 'Chiều cao hiện tại / Height reached [m]';
COMMENT ON COLUMN city."construction_sites"."footprint_m2" IS 'Diện tích xây dựng thực tế / Measured footprint [m2]';
COMMENT ON COLUMN city."construction_sites"."started_on" IS 'Ngày khởi công / Started on';
COMMENT ON COLUMN city."construction_sites"."completed_on" IS 'Ngày hoàn thành / Completed on';
COMMENT ON COLUMN city."construction_sites"."permit_id" IS 'Giấy phép xây dựng / Permit';
COMMENT ON COLUMN city."construction_sites"."parcel_id" IS 'Thửa đất / Land parcel';
COMMENT ON COLUMN city."construction_sites"."geom" IS 'VN-2000 / TM-3 106-15';
GRANT SELECT ON city."construction_sites" TO dongha_ward_officer, dongha_urban_management, dongha_land_environment, dongha_economy, dongha_public_utilities, dongha_construction_order, dongha_police, dongha_culture, dongha_operation_centre, dongha_administrator;
ALTER VIEW city."construction_sites" ALTER COLUMN "id" SET DEFAULT gen_random_uuid();
ALTER VIEW city."construction_sites" ALTER COLUMN "code" SET DEFAULT 'M-'::text || nextval('layers.made_codes'::regclass)::text;
ALTER VIEW city."construction_sites" ALTER COLUMN "ward_code" SET DEFAULT layers.own_ward();
ALTER VIEW city."construction_sites" ALTER COLUMN "source" SET DEFAULT 'edit';
GRANT INSERT ON city."construction_sites" TO dongha_ward_officer, dongha_urban_management, dongha_construction_order, dongha_administrator;
GRANT UPDATE ON city."construction_sites" TO dongha_ward_officer, dongha_urban_management, dongha_construction_order, dongha_administrator;
GRANT DELETE ON city."construction_sites" TO dongha_ward_officer, dongha_urban_management, dongha_construction_order, dongha_administrator;

CREATE VIEW city."inspections" WITH (security_invoker = true) AS
SELECT "id", "code", "ward_code", "source", "inspected_at", "result", "stage", "next_due_on", "site_id", "geom" FROM layers."inspections";
COMMENT ON VIEW city."inspections" IS 'Kiểm tra xây dựng / Inspections';
COMMENT ON COLUMN city."inspections"."id" IS 'Mã định danh / Identifier';
COMMENT ON COLUMN city."inspections"."code" IS 'Mã số / Code';
COMMENT ON COLUMN city."inspections"."ward_code" IS 'Phường / Ward';
COMMENT ON COLUMN city."inspections"."source" IS 'Nguồn dữ liệu / Source';
COMMENT ON COLUMN city."inspections"."inspected_at" IS 'Thời điểm kiểm tra / Inspected at';
COMMENT ON COLUMN city."inspections"."result" IS 'Kết quả / Result';
COMMENT ON COLUMN city."inspections"."stage" IS 'Giai đoạn ghi nhận / Stage found';
COMMENT ON COLUMN city."inspections"."next_due_on" IS 'Kiểm tra tiếp theo / Next visit due';
COMMENT ON COLUMN city."inspections"."site_id" IS 'Công trình / Construction site';
COMMENT ON COLUMN city."inspections"."geom" IS 'VN-2000 / TM-3 106-15';
GRANT SELECT ON city."inspections" TO dongha_ward_officer, dongha_urban_management, dongha_land_environment, dongha_economy, dongha_public_utilities, dongha_construction_order, dongha_police, dongha_culture, dongha_operation_centre, dongha_administrator;
ALTER VIEW city."inspections" ALTER COLUMN "id" SET DEFAULT gen_random_uuid();
ALTER VIEW city."inspections" ALTER COLUMN "code" SET DEFAULT 'M-'::text || nextval('layers.made_codes'::regclass)::text;
ALTER VIEW city."inspections" ALTER COLUMN "ward_code" SET DEFAULT layers.own_ward();
ALTER VIEW city."inspections" ALTER COLUMN "source" SET DEFAULT 'edit';
GRANT INSERT ON city."inspections" TO dongha_ward_officer, dongha_urban_management, dongha_construction_order, dongha_administrator;
GRANT UPDATE ON city."inspections" TO dongha_ward_officer, dongha_urban_management, dongha_construction_order, dongha_administrator;
GRANT DELETE ON city."inspections" TO dongha_ward_officer, dongha_urban_management, dongha_construction_order, dongha_administrator;

CREATE VIEW city."building_violations" WITH (security_invoker = true) AS
SELECT "id", "code", "ward_code", "source", "record_no", "behaviour", "status", "address", "area_m2", "fine_vnd", "remedy", "recorded_on", "deadline_on", "closed_on", "site_id", "geom" FROM layers."building_violations";
COMMENT ON VIEW city."building_violations" IS 'Vi phạm trật tự xây dựng / Building violations';
COMMENT ON COLUMN city."building_violations"."id" IS 'Mã định danh / Identifier';
COMMENT ON COLUMN city."building_violations"."code" IS 'Mã số / Code';
COMMENT ON COLUMN city."building_violations"."ward_code" IS 'Phường / Ward';
COMMENT ON COLUMN city."building_violations"."source" IS 'Nguồn dữ liệu / Source';
COMMENT ON COLUMN city."building_violations"."record_no" IS 'Số biên bản / Record number';
COMMENT ON COLUMN city."building_violations"."behaviour" IS 'Hành vi vi phạm / Behaviour';
COMMENT ON COLUMN city."building_violations"."status" IS 'Trạng thái / Status';
COMMENT ON COLUMN city."building_violations"."address" IS 'Địa chỉ / Address';
COMMENT ON COLUMN city."building_violations"."area_m2" IS 'Diện tích vi phạm / Area in breach [m2]';
COMMENT ON COLUMN city."building_violations"."fine_vnd" IS 'Mức phạt / Fine [VND]';
COMMENT ON COLUMN city."building_violations"."remedy" IS 'Biện pháp khắc phục / Remedy';
COMMENT ON COLUMN city."building_violations"."recorded_on" IS 'Ngày lập biên bản / Recorded on';
COMMENT ON COLUMN city."building_violations"."deadline_on" IS 'Thời hạn khắc phục / Deadline';
COMMENT ON COLUMN city."building_violations"."closed_on" IS 'Ngày kết thúc / Closed on';
COMMENT ON COLUMN city."building_violations"."site_id" IS 'Công trình / Construction site';
COMMENT ON COLUMN city."building_violations"."geom" IS 'VN-2000 / TM-3 106-15';
GRANT SELECT ON city."building_violations" TO dongha_ward_officer, dongha_urban_management, dongha_land_environment, dongha_economy, dongha_public_utilities, dongha_construction_order, dongha_police, dongha_culture, dongha_operation_centre, dongha_administrator;
ALTER VIEW city."building_violations" ALTER COLUMN "id" SET DEFAULT gen_random_uuid();
ALTER VIEW city."building_violations" ALTER COLUMN "code" SET DEFAULT 'M-'::text || nextval('layers.made_codes'::regclass)::text;
ALTER VIEW city."building_violations" ALTER COLUMN "ward_code" SET DEFAULT layers.own_ward();
ALTER VIEW city."building_violations" ALTER COLUMN "source" SET DEFAULT 'edit';
GRANT INSERT ON city."building_violations" TO dongha_ward_officer, dongha_urban_management, dongha_construction_order, dongha_administrator;
GRANT UPDATE ON city."building_violations" TO dongha_ward_officer, dongha_urban_management, dongha_construction_order, dongha_administrator;
GRANT DELETE ON city."building_violations" TO dongha_ward_officer, dongha_urban_management, dongha_construction_order, dongha_administrator;

CREATE VIEW city."roads" WITH (security_invoker = true) AS
SELECT "id", "code", "ward_code", "source", "name", "ref", "road_class", "length_m", "carriageway_width_m", "sidewalk_width_m", "lane_count", "direction", "speed_limit_kmh", "surface", "condition", "is_bridge", "geom" FROM layers."roads";
COMMENT ON VIEW city."roads" IS 'Đường giao thông / Roads';
COMMENT ON COLUMN city."roads"."id" IS 'Mã định danh / Identifier';
COMMENT ON COLUMN city."roads"."code" IS 'Mã số / Code';
COMMENT ON COLUMN city."roads"."ward_code" IS 'Phường / Ward';
COMMENT ON COLUMN city."roads"."source" IS 'Nguồn dữ liệu / Source';
COMMENT ON COLUMN city."roads"."name" IS 'Tên đường / Street name';
COMMENT ON COLUMN city."roads"."ref" IS 'Số hiệu đường / Road number';
COMMENT ON COLUMN city."roads"."road_class" IS 'Cấp đường / Class';
COMMENT ON COLUMN city."roads"."length_m" IS 'Chiều dài / Length [m]';
COMMENT ON COLUMN city."roads"."carriageway_width_m" IS 'Bề rộng mặt đường / Carriageway width [m]';
COMMENT ON COLUMN city."roads"."sidewalk_width_m" IS 'Bề rộng vỉa hè một bên / Pavement width, one side [m]';
COMMENT ON COLUMN city."roads"."lane_count" IS 'Số làn xe / Lanes';
COMMENT ON COLUMN city."roads"."direction" IS 'Chiều lưu thông / Direction of traffic';
COMMENT ON COLUMN city."roads"."speed_limit_kmh" IS 'Tốc độ tối đa / Speed limit [km/h]';
COMMENT ON COLUMN city."roads"."surface" IS 'Kết cấu mặt đường / Surface';
COMMENT ON COLUMN city."roads"."condition" IS 'Tình trạng / Condition';
COMMENT ON COLUMN city."roads"."is_bridge" IS 'Trên cầu / On a bridge';
COMMENT ON COLUMN city."roads"."geom" IS 'VN-2000 / TM-3 106-15';
GRANT SELECT ON city."roads" TO dongha_public, dongha_citizen, dongha_ward_officer, dongha_urban_management, dongha_land_environment, dongha_economy, dongha_public_utilities, dongha_construction_order, dongha_police, dongha_culture, dongha_operation_centre, dongha_administrator;
ALTER VIEW city."roads" ALTER COLUMN "id" SET DEFAULT gen_random_uuid();
ALTER VIEW city."roads" ALTER COLUMN "code" SET DEFAULT 'M-'::text || nextval('layers.made_codes'::regclass)::text;
ALTER VIEW city."roads" ALTER COLUMN "ward_code" SET DEFAULT layers.own_ward();
ALTER VIEW city."roads" ALTER COLUMN "source" SET DEFAULT 'edit';
GRANT INSERT ON city."roads" TO dongha_urban_management, dongha_administrator;
GRANT UPDATE ON city."roads" TO dongha_urban_management, dongha_administrator;
GRANT DELETE ON city."roads" TO dongha_urban_management, dongha_administrator;

CREATE VIEW city."railways" WITH (security_invoker = true) AS
SELECT "id", "code", "ward_code", "source", "name", "kind", "gauge_mm", "safety_corridor_m", "geom" FROM layers."railways";
COMMENT ON VIEW city."railways" IS 'Đường sắt / Railways';
COMMENT ON COLUMN city."railways"."id" IS 'Mã định danh / Identifier';
COMMENT ON COLUMN city."railways"."code" IS 'Mã số / Code';
COMMENT ON COLUMN city."railways"."ward_code" IS 'Phường / Ward';
COMMENT ON COLUMN city."railways"."source" IS 'Nguồn dữ liệu / Source';
COMMENT ON COLUMN city."railways"."name" IS 'Tên tuyến / Name';
COMMENT ON COLUMN city."railways"."kind" IS 'Loại / Kind';
COMMENT ON COLUMN city."railways"."gauge_mm" IS 'Khổ đường / Gauge [mm]';
COMMENT ON COLUMN city."railways"."safety_corridor_m" IS 'Hành lang an toàn mỗi bên / Safety corridor, each side [m]';
COMMENT ON COLUMN city."railways"."geom" IS 'VN-2000 / TM-3 106-15';
GRANT SELECT ON city."railways" TO dongha_public, dongha_citizen, dongha_ward_officer, dongha_urban_management, dongha_land_environment, dongha_economy, dongha_public_utilities, dongha_construction_order, dongha_police, dongha_culture, dongha_operation_centre, dongha_administrator;
ALTER VIEW city."railways" ALTER COLUMN "id" SET DEFAULT gen_random_uuid();
ALTER VIEW city."railways" ALTER COLUMN "code" SET DEFAULT 'M-'::text || nextval('layers.made_codes'::regclass)::text;
ALTER VIEW city."railways" ALTER COLUMN "ward_code" SET DEFAULT layers.own_ward();
ALTER VIEW city."railways" ALTER COLUMN "source" SET DEFAULT 'edit';
GRANT INSERT ON city."railways" TO dongha_urban_management, dongha_administrator;
GRANT UPDATE ON city."railways" TO dongha_urban_management, dongha_administrator;
GRANT DELETE ON city."railways" TO dongha_urban_management, dongha_administrator;

CREATE VIEW city."buildings" WITH (security_invoker = true) AS
SELECT "id", "code", "ward_code", "source", "name", "house_number", "address", "use", "storey_count", "height_m", "floor_level_m", "footprint_m2", "built_year", "parcel_id", "geom" FROM layers."buildings";
COMMENT ON VIEW city."buildings" IS 'Công trình, nhà / Buildings';
COMMENT ON COLUMN city."buildings"."id" IS 'Mã định danh / Identifier';
COMMENT ON COLUMN city."buildings"."code" IS 'Mã số / Code';
COMMENT ON COLUMN city."buildings"."ward_code" IS 'Phường / Ward';
COMMENT ON COLUMN city."buildings"."source" IS 'Nguồn dữ liệu / Source';
COMMENT ON COLUMN city."buildings"."name" IS 'Tên công trình / Name';
COMMENT ON COLUMN city."buildings"."house_number" IS 'Số nhà / House number';
COMMENT ON COLUMN city."buildings"."address" IS 'Địa chỉ / Address';
COMMENT ON COLUMN city."buildings"."use" IS 'Công năng / Use';
COMMENT ON COLUMN city."buildings"."storey_count" IS 'Số tầng / Storeys';
COMMENT ON COLUMN city."buildings"."height_m" IS 'Chiều cao / Height [m]';
COMMENT ON COLUMN city."buildings"."floor_level_m" IS 'Cao độ nền tầng trệt / Ground-floor level [m]';
COMMENT ON COLUMN city."buildings"."footprint_m2" IS 'Diện tích xây dựng / Footprint area [m2]';
COMMENT ON COLUMN city."buildings"."built_year" IS 'Năm xây dựng / Year built';
COMMENT ON COLUMN city."buildings"."parcel_id" IS 'Thửa đất / Land parcel';
COMMENT ON COLUMN city."buildings"."geom" IS 'VN-2000 / TM-3 106-15';
GRANT SELECT ON city."buildings" TO dongha_public, dongha_citizen, dongha_ward_officer, dongha_urban_management, dongha_land_environment, dongha_economy, dongha_public_utilities, dongha_construction_order, dongha_police, dongha_culture, dongha_operation_centre, dongha_administrator;
ALTER VIEW city."buildings" ALTER COLUMN "id" SET DEFAULT gen_random_uuid();
ALTER VIEW city."buildings" ALTER COLUMN "code" SET DEFAULT 'M-'::text || nextval('layers.made_codes'::regclass)::text;
ALTER VIEW city."buildings" ALTER COLUMN "ward_code" SET DEFAULT layers.own_ward();
ALTER VIEW city."buildings" ALTER COLUMN "source" SET DEFAULT 'edit';
GRANT INSERT ON city."buildings" TO dongha_urban_management, dongha_administrator;
GRANT UPDATE ON city."buildings" TO dongha_urban_management, dongha_administrator;
GRANT DELETE ON city."buildings" TO dongha_urban_management, dongha_administrator;

CREATE VIEW city."water_pipes" WITH (security_invoker = true) AS
SELECT "id", "code", "ward_code", "source", "kind", "diameter_mm", "material", "length_m", "depth_m", "pressure_kpa", "status", "operator", "installed_on", "road_id", "geom" FROM layers."water_pipes";
COMMENT ON VIEW city."water_pipes" IS 'Ống cấp nước / Water pipes';
COMMENT ON COLUMN city."water_pipes"."id" IS 'Mã định danh / Identifier';
COMMENT ON COLUMN city."water_pipes"."code" IS 'Mã số / Code';
COMMENT ON COLUMN city."water_pipes"."ward_code" IS 'Phường / Ward';
COMMENT ON COLUMN city."water_pipes"."source" IS 'Nguồn dữ liệu / Source';
COMMENT ON COLUMN city."water_pipes"."kind" IS 'Loại ống / Kind';
COMMENT ON COLUMN city."water_pipes"."diameter_mm" IS 'Đường kính / Diameter [mm]';
COMMENT ON COLUMN city."water_pipes"."material" IS 'Vật liệu / Material';
COMMENT ON COLUMN city."water_pipes"."length_m" IS 'Chiều dài / Length [m]';
COMMENT ON COLUMN city."water_pipes"."depth_m" IS 'Độ sâu chôn ống / Depth of cover [m]';
COMMENT ON COLUMN city."water_pipes"."pressure_kpa" IS 'Áp suất danh định / Rated pressure [kPa]';
COMMENT ON COLUMN city."water_pipes"."status" IS 'Tình trạng sử dụng / Status';
COMMENT ON COLUMN city."water_pipes"."operator" IS 'Đơn vị quản lý / Operator';
COMMENT ON COLUMN city."water_pipes"."installed_on" IS 'Ngày lắp đặt / Installed on';
COMMENT ON COLUMN city."water_pipes"."road_id" IS 'Tuyến đường / Road';
COMMENT ON COLUMN city."water_pipes"."geom" IS 'VN-2000 / TM-3 106-15';
GRANT SELECT ON city."water_pipes" TO dongha_public, dongha_citizen, dongha_ward_officer, dongha_urban_management, dongha_land_environment, dongha_economy, dongha_public_utilities, dongha_construction_order, dongha_police, dongha_culture, dongha_operation_centre, dongha_administrator;
ALTER VIEW city."water_pipes" ALTER COLUMN "id" SET DEFAULT gen_random_uuid();
ALTER VIEW city."water_pipes" ALTER COLUMN "code" SET DEFAULT 'M-'::text || nextval('layers.made_codes'::regclass)::text;
ALTER VIEW city."water_pipes" ALTER COLUMN "ward_code" SET DEFAULT layers.own_ward();
ALTER VIEW city."water_pipes" ALTER COLUMN "source" SET DEFAULT 'edit';
GRANT INSERT ON city."water_pipes" TO dongha_urban_management, dongha_public_utilities, dongha_administrator;
GRANT UPDATE ON city."water_pipes" TO dongha_urban_management, dongha_public_utilities, dongha_administrator;
GRANT DELETE ON city."water_pipes" TO dongha_urban_management, dongha_public_utilities, dongha_administrator;

CREATE VIEW city."drains" WITH (security_invoker = true) AS
SELECT "id", "code", "ward_code", "source", "kind", "width_mm", "height_mm", "material", "length_m", "invert_start_m", "invert_end_m", "status", "condition", "installed_on", "cleaned_on", "from_manhole_id", "to_manhole_id", "geom" FROM layers."drains";
COMMENT ON VIEW city."drains" IS 'Thoát nước mưa / Drains';
COMMENT ON COLUMN city."drains"."id" IS 'Mã định danh / Identifier';
COMMENT ON COLUMN city."drains"."code" IS 'Mã số / Code';
COMMENT ON COLUMN city."drains"."ward_code" IS 'Phường / Ward';
COMMENT ON COLUMN city."drains"."source" IS 'Nguồn dữ liệu / Source';
COMMENT ON COLUMN city."drains"."kind" IS 'Loại / Kind';
COMMENT ON COLUMN city."drains"."width_mm" IS 'Bề rộng hoặc đường kính / Width or diameter [mm]';
COMMENT ON COLUMN city."drains"."height_mm" IS 'Chiều cao / Height [mm]';
COMMENT ON COLUMN city."drains"."material" IS 'Vật liệu / Material';
COMMENT ON COLUMN city."drains"."length_m" IS 'Chiều dài / Length [m]';
COMMENT ON COLUMN city."drains"."invert_start_m" IS 'Cao độ đáy đầu / Invert level, start [m]';
COMMENT ON COLUMN city."drains"."invert_end_m" IS 'Cao độ đáy cuối / Invert level, end [m]';
COMMENT ON COLUMN city."drains"."status" IS 'Tình trạng sử dụng / Status';
COMMENT ON COLUMN city."drains"."condition" IS 'Tình trạng / Condition';
COMMENT ON COLUMN city."drains"."installed_on" IS 'Ngày lắp đặt / Installed on';
COMMENT ON COLUMN city."drains"."cleaned_on" IS 'Nạo vét gần nhất / Last cleaned';
COMMENT ON COLUMN city."drains"."from_manhole_id" IS 'Từ hố ga / From manhole';
COMMENT ON COLUMN city."drains"."to_manhole_id" IS 'Đến hố ga / To manhole';
COMMENT ON COLUMN city."drains"."geom" IS 'VN-2000 / TM-3 106-15';
GRANT SELECT ON city."drains" TO dongha_public, dongha_citizen, dongha_ward_officer, dongha_urban_management, dongha_land_environment, dongha_economy, dongha_public_utilities, dongha_construction_order, dongha_police, dongha_culture, dongha_operation_centre, dongha_administrator;
ALTER VIEW city."drains" ALTER COLUMN "id" SET DEFAULT gen_random_uuid();
ALTER VIEW city."drains" ALTER COLUMN "code" SET DEFAULT 'M-'::text || nextval('layers.made_codes'::regclass)::text;
ALTER VIEW city."drains" ALTER COLUMN "ward_code" SET DEFAULT layers.own_ward();
ALTER VIEW city."drains" ALTER COLUMN "source" SET DEFAULT 'edit';
GRANT INSERT ON city."drains" TO dongha_urban_management, dongha_public_utilities, dongha_administrator;
GRANT UPDATE ON city."drains" TO dongha_urban_management, dongha_public_utilities, dongha_administrator;
GRANT DELETE ON city."drains" TO dongha_urban_management, dongha_public_utilities, dongha_administrator;

CREATE VIEW city."sewers" WITH (security_invoker = true) AS
SELECT "id", "code", "ward_code", "source", "kind", "diameter_mm", "material", "length_m", "invert_start_m", "invert_end_m", "status", "condition", "installed_on", "from_manhole_id", "to_manhole_id", "geom" FROM layers."sewers";
COMMENT ON VIEW city."sewers" IS 'Thoát nước thải / Sewers';
COMMENT ON COLUMN city."sewers"."id" IS 'Mã định danh / Identifier';
COMMENT ON COLUMN city."sewers"."code" IS 'Mã số / Code';
COMMENT ON COLUMN city."sewers"."ward_code" IS 'Phường / Ward';
COMMENT ON COLUMN city."sewers"."source" IS 'Nguồn dữ liệu / Source';
COMMENT ON COLUMN city."sewers"."kind" IS 'Loại / Kind';
COMMENT ON COLUMN city."sewers"."diameter_mm" IS 'Đường kính / Diameter [mm]';
COMMENT ON COLUMN city."sewers"."material" IS 'Vật liệu / Material';
COMMENT ON COLUMN city."sewers"."length_m" IS 'Chiều dài / Length [m]';
COMMENT ON COLUMN city."sewers"."invert_start_m" IS 'Cao độ đáy đầu / Invert level, start [m]';
COMMENT ON COLUMN city."sewers"."invert_end_m" IS 'Cao độ đáy cuối / Invert level, end [m]';
COMMENT ON COLUMN city."sewers"."status" IS 'Tình trạng sử dụng / Status';
COMMENT ON COLUMN city."sewers"."condition" IS 'Tình trạng / Condition';
COMMENT ON COLUMN city."sewers"."installed_on" IS 'Ngày lắp đặt / Installed on';
COMMENT ON COLUMN city."sewers"."from_manhole_id" IS 'Từ hố ga / From manhole';
COMMENT ON COLUMN city."sewers"."to_manhole_id" IS 'Đến hố ga / To manhole';
COMMENT ON COLUMN city."sewers"."geom" IS 'VN-2000 / TM-3 106-15';
GRANT SELECT ON city."sewers" TO dongha_public, dongha_citizen, dongha_ward_officer, dongha_urban_management, dongha_land_environment, dongha_economy, dongha_public_utilities, dongha_construction_order, dongha_police, dongha_culture, dongha_operation_centre, dongha_administrator;
ALTER VIEW city."sewers" ALTER COLUMN "id" SET DEFAULT gen_random_uuid();
ALTER VIEW city."sewers" ALTER COLUMN "code" SET DEFAULT 'M-'::text || nextval('layers.made_codes'::regclass)::text;
ALTER VIEW city."sewers" ALTER COLUMN "ward_code" SET DEFAULT layers.own_ward();
ALTER VIEW city."sewers" ALTER COLUMN "source" SET DEFAULT 'edit';
GRANT INSERT ON city."sewers" TO dongha_urban_management, dongha_public_utilities, dongha_administrator;
GRANT UPDATE ON city."sewers" TO dongha_urban_management, dongha_public_utilities, dongha_administrator;
GRANT DELETE ON city."sewers" TO dongha_urban_management, dongha_public_utilities, dongha_administrator;

CREATE VIEW city."manholes" WITH (security_invoker = true) AS
SELECT "id", "code", "ward_code", "source", "kind", "cover_level_m", "invert_level_m", "depth_m", "material", "condition", "cleaned_on", "geom" FROM layers."manholes";
COMMENT ON VIEW city."manholes" IS 'Hố ga, hố thăm / Manholes';
COMMENT ON COLUMN city."manholes"."id" IS 'Mã định danh / Identifier';
COMMENT ON COLUMN city."manholes"."code" IS 'Mã số / Code';
COMMENT ON COLUMN city."manholes"."ward_code" IS 'Phường / Ward';
COMMENT ON COLUMN city."manholes"."source" IS 'Nguồn dữ liệu / Source';
COMMENT ON COLUMN city."manholes"."kind" IS 'Loại / Kind';
COMMENT ON COLUMN city."manholes"."cover_level_m" IS 'Cao độ nắp / Cover level [m]';
COMMENT ON COLUMN city."manholes"."invert_level_m" IS 'Cao độ đáy / Invert level [m]';
COMMENT ON COLUMN city."manholes"."depth_m" IS 'Chiều sâu / Depth [m]';
COMMENT ON COLUMN city."manholes"."material" IS 'Vật liệu / Material';
COMMENT ON COLUMN city."manholes"."condition" IS 'Tình trạng / Condition';
COMMENT ON COLUMN city."manholes"."cleaned_on" IS 'Nạo vét gần nhất / Last cleaned';
COMMENT ON COLUMN city."manholes"."geom" IS 'VN-2000 / TM-3 106-15';
GRANT SELECT ON city."manholes" TO dongha_public, dongha_citizen, dongha_ward_officer, dongha_urban_management, dongha_land_environment, dongha_economy, dongha_public_utilities, dongha_construction_order, dongha_police, dongha_culture, dongha_operation_centre, dongha_administrator;
ALTER VIEW city."manholes" ALTER COLUMN "id" SET DEFAULT gen_random_uuid();
ALTER VIEW city."manholes" ALTER COLUMN "code" SET DEFAULT 'M-'::text || nextval('layers.made_codes'::regclass)::text;
ALTER VIEW city."manholes" ALTER COLUMN "ward_code" SET DEFAULT layers.own_ward();
ALTER VIEW city."manholes" ALTER COLUMN "source" SET DEFAULT 'edit';
GRANT INSERT ON city."manholes" TO dongha_urban_management, dongha_public_utilities, dongha_administrator;
GRANT UPDATE ON city."manholes" TO dongha_urban_management, dongha_public_utilities, dongha_administrator;
GRANT DELETE ON city."manholes" TO dongha_urban_management, dongha_public_utilities, dongha_administrator;

CREATE VIEW city."power_lines" WITH (security_invoker = true) AS
SELECT "id", "code", "ward_code", "source", "name", "voltage_level", "voltage_kv", "placement", "circuit_count", "length_m", "safety_corridor_m", "status", "operator", "installed_on", "geom" FROM layers."power_lines";
COMMENT ON VIEW city."power_lines" IS 'Đường dây điện / Power lines';
COMMENT ON COLUMN city."power_lines"."id" IS 'Mã định danh / Identifier';
COMMENT ON COLUMN city."power_lines"."code" IS 'Mã số / Code';
COMMENT ON COLUMN city."power_lines"."ward_code" IS 'Phường / Ward';
COMMENT ON COLUMN city."power_lines"."source" IS 'Nguồn dữ liệu / Source';
COMMENT ON COLUMN city."power_lines"."name" IS 'Tên đường dây / Line name';
COMMENT ON COLUMN city."power_lines"."voltage_level" IS 'Cấp điện áp / Voltage level';
COMMENT ON COLUMN city."power_lines"."voltage_kv" IS 'Điện áp / Voltage [kV]';
COMMENT ON COLUMN city."power_lines"."placement" IS 'Hình thức lắp đặt / Placement';
COMMENT ON COLUMN city."power_lines"."circuit_count" IS 'Số mạch / Circuits';
COMMENT ON COLUMN city."power_lines"."length_m" IS 'Chiều dài / Length [m]';
COMMENT ON COLUMN city."power_lines"."safety_corridor_m" IS 'Hành lang an toàn mỗi bên / Safety corridor, each side [m]';
COMMENT ON COLUMN city."power_lines"."status" IS 'Tình trạng sử dụng / Status';
COMMENT ON COLUMN city."power_lines"."operator" IS 'Đơn vị quản lý / Operator';
COMMENT ON COLUMN city."power_lines"."installed_on" IS 'Ngày lắp đặt / Installed on';
COMMENT ON COLUMN city."power_lines"."geom" IS 'VN-2000 / TM-3 106-15';
GRANT SELECT ON city."power_lines" TO dongha_public, dongha_citizen, dongha_ward_officer, dongha_urban_management, dongha_land_environment, dongha_economy, dongha_public_utilities, dongha_construction_order, dongha_police, dongha_culture, dongha_operation_centre, dongha_administrator;
ALTER VIEW city."power_lines" ALTER COLUMN "id" SET DEFAULT gen_random_uuid();
ALTER VIEW city."power_lines" ALTER COLUMN "code" SET DEFAULT 'M-'::text || nextval('layers.made_codes'::regclass)::text;
ALTER VIEW city."power_lines" ALTER COLUMN "ward_code" SET DEFAULT layers.own_ward();
ALTER VIEW city."power_lines" ALTER COLUMN "source" SET DEFAULT 'edit';
GRANT INSERT ON city."power_lines" TO dongha_urban_management, dongha_administrator;
GRANT UPDATE ON city."power_lines" TO dongha_urban_management, dongha_administrator;
GRANT DELETE ON city."power_lines" TO dongha_urban_management, dongha_administrator;

CREATE VIEW city."telecom_lines" WITH (security_invoker = true) AS
SELECT "id", "code", "ward_code", "source", "kind", "placement", "fibre_count", "length_m", "status", "operator", "installed_on", "road_id", "geom" FROM layers."telecom_lines";
COMMENT ON VIEW city."telecom_lines" IS 'Tuyến cáp viễn thông / Telecom lines';
COMMENT ON COLUMN city."telecom_lines"."id" IS 'Mã định danh / Identifier';
COMMENT ON COLUMN city."telecom_lines"."code" IS 'Mã số / Code';
COMMENT ON COLUMN city."telecom_lines"."ward_code" IS 'Phường / Ward';
COMMENT ON COLUMN city."telecom_lines"."source" IS 'Nguồn dữ liệu / Source';
COMMENT ON COLUMN city."telecom_lines"."kind" IS 'Loại / Kind';
COMMENT ON COLUMN city."telecom_lines"."placement" IS 'Hình thức lắp đặt / Placement';
COMMENT ON COLUMN city."telecom_lines"."fibre_count" IS 'Số sợi hoặc số đôi / Fibres or pairs';
COMMENT ON COLUMN city."telecom_lines"."length_m" IS 'Chiều dài / Length [m]';
COMMENT ON COLUMN city."telecom_lines"."status" IS 'Tình trạng sử dụng / Status';
COMMENT ON COLUMN city."telecom_lines"."operator" IS 'Đơn vị quản lý / Operator';
COMMENT ON COLUMN city."telecom_lines"."installed_on" IS 'Ngày lắp đặt / Installed on';
COMMENT ON COLUMN city."telecom_lines"."road_id" IS 'Tuyến đường / Road';
COMMENT ON COLUMN city."telecom_lines"."geom" IS 'VN-2000 / TM-3 106-15';
GRANT SELECT ON city."telecom_lines" TO dongha_public, dongha_citizen, dongha_ward_officer, dongha_urban_management, dongha_land_environment, dongha_economy, dongha_public_utilities, dongha_construction_order, dongha_police, dongha_culture, dongha_operation_centre, dongha_administrator;
ALTER VIEW city."telecom_lines" ALTER COLUMN "id" SET DEFAULT gen_random_uuid();
ALTER VIEW city."telecom_lines" ALTER COLUMN "code" SET DEFAULT 'M-'::text || nextval('layers.made_codes'::regclass)::text;
ALTER VIEW city."telecom_lines" ALTER COLUMN "ward_code" SET DEFAULT layers.own_ward();
ALTER VIEW city."telecom_lines" ALTER COLUMN "source" SET DEFAULT 'edit';
GRANT INSERT ON city."telecom_lines" TO dongha_urban_management, dongha_administrator;
GRANT UPDATE ON city."telecom_lines" TO dongha_urban_management, dongha_administrator;
GRANT DELETE ON city."telecom_lines" TO dongha_urban_management, dongha_administrator;

CREATE VIEW city."trees" WITH (security_invoker = true) AS
SELECT "id", "code", "ward_code", "source", "species", "scientific_name", "trunk_diameter_cm", "height_m", "crown_diameter_m", "health", "is_protected", "planted_on", "inspected_on", "road_id", "park_id", "geom" FROM layers."trees";
COMMENT ON VIEW city."trees" IS 'Cây xanh / Trees';
COMMENT ON COLUMN city."trees"."id" IS 'Mã định danh / Identifier';
COMMENT ON COLUMN city."trees"."code" IS 'Mã số / Code';
COMMENT ON COLUMN city."trees"."ward_code" IS 'Phường / Ward';
COMMENT ON COLUMN city."trees"."source" IS 'Nguồn dữ liệu / Source';
COMMENT ON COLUMN city."trees"."species" IS 'Loài cây / Species';
COMMENT ON COLUMN city."trees"."scientific_name" IS 'Tên khoa học / Scientific name';
COMMENT ON COLUMN city."trees"."trunk_diameter_cm" IS 'Đường kính thân ở 1,3 m / Trunk diameter at breast height [cm]';
COMMENT ON COLUMN city."trees"."height_m" IS 'Chiều cao / Height [m]';
COMMENT ON COLUMN city."trees"."crown_diameter_m" IS 'Đường kính tán / Crown diameter [m]';
COMMENT ON COLUMN city."trees"."health" IS 'Sức khỏe / Health';
COMMENT ON COLUMN city."trees"."is_protected" IS 'Cây bảo tồn / Protected';
COMMENT ON COLUMN city."trees"."planted_on" IS 'Ngày trồng / Planted on';
COMMENT ON COLUMN city."trees"."inspected_on" IS 'Kiểm tra gần nhất / Last inspection';
COMMENT ON COLUMN city."trees"."road_id" IS 'Tuyến đường / Road';
COMMENT ON COLUMN city."trees"."park_id" IS 'Công viên / Park';
COMMENT ON COLUMN city."trees"."geom" IS 'VN-2000 / TM-3 106-15';
GRANT SELECT ON city."trees" TO dongha_public, dongha_citizen, dongha_ward_officer, dongha_urban_management, dongha_land_environment, dongha_economy, dongha_public_utilities, dongha_construction_order, dongha_police, dongha_culture, dongha_operation_centre, dongha_administrator;
ALTER VIEW city."trees" ALTER COLUMN "id" SET DEFAULT gen_random_uuid();
ALTER VIEW city."trees" ALTER COLUMN "code" SET DEFAULT 'M-'::text || nextval('layers.made_codes'::regclass)::text;
ALTER VIEW city."trees" ALTER COLUMN "ward_code" SET DEFAULT layers.own_ward();
ALTER VIEW city."trees" ALTER COLUMN "source" SET DEFAULT 'edit';
GRANT INSERT ON city."trees" TO dongha_urban_management, dongha_public_utilities, dongha_administrator;
GRANT UPDATE ON city."trees" TO dongha_urban_management, dongha_public_utilities, dongha_administrator;
GRANT DELETE ON city."trees" TO dongha_urban_management, dongha_public_utilities, dongha_administrator;

CREATE VIEW city."parks" WITH (security_invoker = true) AS
SELECT "id", "code", "ward_code", "source", "name", "kind", "address", "area_m2", "opening_hours", "is_lit", "geom" FROM layers."parks";
COMMENT ON VIEW city."parks" IS 'Công viên / Parks';
COMMENT ON COLUMN city."parks"."id" IS 'Mã định danh / Identifier';
COMMENT ON COLUMN city."parks"."code" IS 'Mã số / Code';
COMMENT ON COLUMN city."parks"."ward_code" IS 'Phường / Ward';
COMMENT ON COLUMN city."parks"."source" IS 'Nguồn dữ liệu / Source';
COMMENT ON COLUMN city."parks"."name" IS 'Tên / Name';
COMMENT ON COLUMN city."parks"."kind" IS 'Loại / Kind';
COMMENT ON COLUMN city."parks"."address" IS 'Địa chỉ / Address';
COMMENT ON COLUMN city."parks"."area_m2" IS 'Diện tích / Area [m2]';
COMMENT ON COLUMN city."parks"."opening_hours" IS 'Giờ mở cửa / Opening hours';
COMMENT ON COLUMN city."parks"."is_lit" IS 'Có chiếu sáng ban đêm / Lit at night';
COMMENT ON COLUMN city."parks"."geom" IS 'VN-2000 / TM-3 106-15';
GRANT SELECT ON city."parks" TO dongha_public, dongha_citizen, dongha_ward_officer, dongha_urban_management, dongha_land_environment, dongha_economy, dongha_public_utilities, dongha_construction_order, dongha_police, dongha_culture, dongha_operation_centre, dongha_administrator;
ALTER VIEW city."parks" ALTER COLUMN "id" SET DEFAULT gen_random_uuid();
ALTER VIEW city."parks" ALTER COLUMN "code" SET DEFAULT 'M-'::text || nextval('layers.made_codes'::regclass)::text;
ALTER VIEW city."parks" ALTER COLUMN "ward_code" SET DEFAULT layers.own_ward();
ALTER VIEW city."parks" ALTER COLUMN "source" SET DEFAULT 'edit';
GRANT INSERT ON city."parks" TO dongha_urban_management, dongha_public_utilities, dongha_administrator;
GRANT UPDATE ON city."parks" TO dongha_urban_management, dongha_public_utilities, dongha_administrator;
GRANT DELETE ON city."parks" TO dongha_urban_management, dongha_public_utilities, dongha_administrator;

CREATE VIEW city."lighting_cabinets" WITH (security_invoker = true) AS
SELECT "id", "code", "ward_code", "source", "address", "phase_count", "rated_power_kw", "circuit_count", "control_link", "installed_on", "geom" FROM layers."lighting_cabinets";
COMMENT ON VIEW city."lighting_cabinets" IS 'Tủ điều khiển chiếu sáng / Lighting cabinets';
COMMENT ON COLUMN city."lighting_cabinets"."id" IS 'Mã định danh / Identifier';
COMMENT ON COLUMN city."lighting_cabinets"."code" IS 'Mã số / Code';
COMMENT ON COLUMN city."lighting_cabinets"."ward_code" IS 'Phường / Ward';
COMMENT ON COLUMN city."lighting_cabinets"."source" IS 'Nguồn dữ liệu / Source';
COMMENT ON COLUMN city."lighting_cabinets"."address" IS 'Địa chỉ / Address';
COMMENT ON COLUMN city."lighting_cabinets"."phase_count" IS 'Số pha / Phases';
COMMENT ON COLUMN city."lighting_cabinets"."rated_power_kw" IS 'Công suất định mức / Rated power [kW]';
COMMENT ON COLUMN city."lighting_cabinets"."circuit_count" IS 'Số lộ ra / Circuits';
COMMENT ON COLUMN city."lighting_cabinets"."control_link" IS 'Đường truyền điều khiển / Control link';
COMMENT ON COLUMN city."lighting_cabinets"."installed_on" IS 'Ngày lắp đặt / Installed on';
COMMENT ON COLUMN city."lighting_cabinets"."geom" IS 'VN-2000 / TM-3 106-15';
GRANT SELECT ON city."lighting_cabinets" TO dongha_public, dongha_citizen, dongha_ward_officer, dongha_urban_management, dongha_land_environment, dongha_economy, dongha_public_utilities, dongha_construction_order, dongha_police, dongha_culture, dongha_operation_centre, dongha_administrator;
ALTER VIEW city."lighting_cabinets" ALTER COLUMN "id" SET DEFAULT gen_random_uuid();
ALTER VIEW city."lighting_cabinets" ALTER COLUMN "code" SET DEFAULT 'M-'::text || nextval('layers.made_codes'::regclass)::text;
ALTER VIEW city."lighting_cabinets" ALTER COLUMN "ward_code" SET DEFAULT layers.own_ward();
ALTER VIEW city."lighting_cabinets" ALTER COLUMN "source" SET DEFAULT 'edit';
GRANT INSERT ON city."lighting_cabinets" TO dongha_public_utilities, dongha_administrator;
GRANT UPDATE ON city."lighting_cabinets" TO dongha_public_utilities, dongha_administrator;
GRANT DELETE ON city."lighting_cabinets" TO dongha_public_utilities, dongha_administrator;

CREATE VIEW city."street_lamps" WITH (security_invoker = true) AS
SELECT "id", "code", "ward_code", "source", "pole_ref", "street", "lamp_type", "rated_power_w", "luminous_flux_lm", "colour_temperature_k", "pole_material", "pole_height_m", "arm_length_m", "control_link", "dali_address", "installed_on", "cabinet_id", "segment_id", "geom" FROM layers."street_lamps";
COMMENT ON VIEW city."street_lamps" IS 'Đèn đường / Street lamps';
COMMENT ON COLUMN city."street_lamps"."id" IS 'Mã định danh / Identifier';
COMMENT ON COLUMN city."street_lamps"."code" IS 'Mã số / Code';
COMMENT ON COLUMN city."street_lamps"."ward_code" IS 'Phường / Ward';
COMMENT ON COLUMN city."street_lamps"."source" IS 'Nguồn dữ liệu / Source';
COMMENT ON COLUMN city."street_lamps"."pole_ref" IS 'Số trụ / Pole number';
COMMENT ON COLUMN city."street_lamps"."street" IS 'Tên đường / Street';
COMMENT ON COLUMN city."street_lamps"."lamp_type" IS 'Loại đèn / Lamp type';
COMMENT ON COLUMN city."street_lamps"."rated_power_w" IS 'Công suất định mức / Rated power [W]';
COMMENT ON COLUMN city."street_lamps"."luminous_flux_lm" IS 'Quang thông / Luminous flux [lm]';
COMMENT ON COLUMN city."street_lamps"."colour_temperature_k" IS 'Nhiệt độ màu / Colour temperature [K]';
COMMENT ON COLUMN city."street_lamps"."pole_material" IS 'Loại trụ / Pole';
COMMENT ON COLUMN city."street_lamps"."pole_height_m" IS 'Chiều cao trụ / Pole height [m]';
COMMENT ON COLUMN city."street_lamps"."arm_length_m" IS 'Chiều dài cần đèn / Arm length [m]';
COMMENT ON COLUMN city."street_lamps"."control_link" IS 'Đường truyền điều khiển / Control link';
COMMENT ON COLUMN city."street_lamps"."dali_address" IS 'Địa chỉ DALI / DALI address';
COMMENT ON COLUMN city."street_lamps"."installed_on" IS 'Ngày lắp đặt / Installed on';
COMMENT ON COLUMN city."street_lamps"."cabinet_id" IS 'Tủ điều khiển / Cabinet';
COMMENT ON COLUMN city."street_lamps"."segment_id" IS 'Tuyến chiếu sáng / Lighting segment';
COMMENT ON COLUMN city."street_lamps"."geom" IS 'VN-2000 / TM-3 106-15';
GRANT SELECT ON city."street_lamps" TO dongha_public, dongha_citizen, dongha_ward_officer, dongha_urban_management, dongha_land_environment, dongha_economy, dongha_public_utilities, dongha_construction_order, dongha_police, dongha_culture, dongha_operation_centre, dongha_administrator;
ALTER VIEW city."street_lamps" ALTER COLUMN "id" SET DEFAULT gen_random_uuid();
ALTER VIEW city."street_lamps" ALTER COLUMN "code" SET DEFAULT 'M-'::text || nextval('layers.made_codes'::regclass)::text;
ALTER VIEW city."street_lamps" ALTER COLUMN "ward_code" SET DEFAULT layers.own_ward();
ALTER VIEW city."street_lamps" ALTER COLUMN "source" SET DEFAULT 'edit';
GRANT INSERT ON city."street_lamps" TO dongha_public_utilities, dongha_administrator;
GRANT UPDATE ON city."street_lamps" TO dongha_public_utilities, dongha_administrator;
GRANT DELETE ON city."street_lamps" TO dongha_public_utilities, dongha_administrator;

CREATE VIEW city."lighting_segments" WITH (security_invoker = true) AS
SELECT "id", "code", "ward_code", "source", "street", "lighting_class", "required_luminance_cdm2", "required_uniformity", "length_m", "width_m", "lamp_spacing_m", "is_pilot", "road_id", "cabinet_id", "geom" FROM layers."lighting_segments";
COMMENT ON VIEW city."lighting_segments" IS 'Tuyến chiếu sáng / Lighting segments';
COMMENT ON COLUMN city."lighting_segments"."id" IS 'Mã định danh / Identifier';
COMMENT ON COLUMN city."lighting_segments"."code" IS 'Mã số / Code';
COMMENT ON COLUMN city."lighting_segments"."ward_code" IS 'Phường / Ward';
COMMENT ON COLUMN city."lighting_segments"."source" IS 'Nguồn dữ liệu / Source';
COMMENT ON COLUMN city."lighting_segments"."street" IS 'Tên đường / Street';
COMMENT ON COLUMN city."lighting_segments"."lighting_class" IS 'Cấp chiếu sáng / Lighting class';
COMMENT ON COLUMN city."lighting_segments"."required_luminance_cdm2" IS 'Độ chói yêu cầu / Required luminance [cd/m2]';
COMMENT ON COLUMN city."lighting_segments"."required_uniformity" IS 'Độ đồng đều yêu cầu / Required uniformity';
COMMENT ON COLUMN city."lighting_segments"."length_m" IS 'Chiều dài / Length [m]';
COMMENT ON COLUMN city."lighting_segments"."width_m" IS 'Bề rộng chiếu sáng / Lit width [m]';
COMMENT ON COLUMN city."lighting_segments"."lamp_spacing_m" IS 'Khoảng cách đèn / Lamp spacing [m]';
COMMENT ON COLUMN city."lighting_segments"."is_pilot" IS 'Tuyến thí điểm chiếu sáng thông minh / Smart-lighting pilot';
COMMENT ON COLUMN city."lighting_segments"."road_id" IS 'Tuyến đường / Road';
COMMENT ON COLUMN city."lighting_segments"."cabinet_id" IS 'Tủ điều khiển / Cabinet';
COMMENT ON COLUMN city."lighting_segments"."geom" IS 'VN-2000 / TM-3 106-15';
GRANT SELECT ON city."lighting_segments" TO dongha_public, dongha_citizen, dongha_ward_officer, dongha_urban_management, dongha_land_environment, dongha_economy, dongha_public_utilities, dongha_construction_order, dongha_police, dongha_culture, dongha_operation_centre, dongha_administrator;
ALTER VIEW city."lighting_segments" ALTER COLUMN "id" SET DEFAULT gen_random_uuid();
ALTER VIEW city."lighting_segments" ALTER COLUMN "code" SET DEFAULT 'M-'::text || nextval('layers.made_codes'::regclass)::text;
ALTER VIEW city."lighting_segments" ALTER COLUMN "ward_code" SET DEFAULT layers.own_ward();
ALTER VIEW city."lighting_segments" ALTER COLUMN "source" SET DEFAULT 'edit';
GRANT INSERT ON city."lighting_segments" TO dongha_public_utilities, dongha_administrator;
GRANT UPDATE ON city."lighting_segments" TO dongha_public_utilities, dongha_administrator;
GRANT DELETE ON city."lighting_segments" TO dongha_public_utilities, dongha_administrator;

CREATE VIEW city."junctions" WITH (security_invoker = true) AS
SELECT "id", "code", "ward_code", "source", "name", "kind", "control", "corridor", "protocol", "arm_count", "geom" FROM layers."junctions";
COMMENT ON VIEW city."junctions" IS 'Nút giao / Junctions';
COMMENT ON COLUMN city."junctions"."id" IS 'Mã định danh / Identifier';
COMMENT ON COLUMN city."junctions"."code" IS 'Mã số / Code';
COMMENT ON COLUMN city."junctions"."ward_code" IS 'Phường / Ward';
COMMENT ON COLUMN city."junctions"."source" IS 'Nguồn dữ liệu / Source';
COMMENT ON COLUMN city."junctions"."name" IS 'Tên nút / Name';
COMMENT ON COLUMN city."junctions"."kind" IS 'Loại nút / Kind';
COMMENT ON COLUMN city."junctions"."control" IS 'Hình thức điều khiển / Control';
COMMENT ON COLUMN city."junctions"."corridor" IS 'Tuyến phối hợp / Co-ordinated corridor';
COMMENT ON COLUMN city."junctions"."protocol" IS 'Giao thức tủ điều khiển / Controller protocol';
COMMENT ON COLUMN city."junctions"."arm_count" IS 'Số nhánh / Arms';
COMMENT ON COLUMN city."junctions"."geom" IS 'VN-2000 / TM-3 106-15';
GRANT SELECT ON city."junctions" TO dongha_public, dongha_citizen, dongha_ward_officer, dongha_urban_management, dongha_land_environment, dongha_economy, dongha_public_utilities, dongha_construction_order, dongha_police, dongha_culture, dongha_operation_centre, dongha_administrator;
ALTER VIEW city."junctions" ALTER COLUMN "id" SET DEFAULT gen_random_uuid();
ALTER VIEW city."junctions" ALTER COLUMN "code" SET DEFAULT 'M-'::text || nextval('layers.made_codes'::regclass)::text;
ALTER VIEW city."junctions" ALTER COLUMN "ward_code" SET DEFAULT layers.own_ward();
ALTER VIEW city."junctions" ALTER COLUMN "source" SET DEFAULT 'edit';
GRANT INSERT ON city."junctions" TO dongha_police, dongha_administrator;
GRANT UPDATE ON city."junctions" TO dongha_police, dongha_administrator;
GRANT DELETE ON city."junctions" TO dongha_police, dongha_administrator;

CREATE VIEW city."signal_approaches" WITH (security_invoker = true) AS
SELECT "id", "code", "ward_code", "source", "junction_id", "road_id", "street", "signal_group", "bearing_deg", "lane_count", "width_m", "movements", "saturation_flow_pcuh", "geom" FROM layers."signal_approaches";
COMMENT ON VIEW city."signal_approaches" IS 'Nhánh vào nút / Signal approaches';
COMMENT ON COLUMN city."signal_approaches"."id" IS 'Mã định danh / Identifier';
COMMENT ON COLUMN city."signal_approaches"."code" IS 'Mã số / Code';
COMMENT ON COLUMN city."signal_approaches"."ward_code" IS 'Phường / Ward';
COMMENT ON COLUMN city."signal_approaches"."source" IS 'Nguồn dữ liệu / Source';
COMMENT ON COLUMN city."signal_approaches"."junction_id" IS 'Nút giao / Junction';
COMMENT ON COLUMN city."signal_approaches"."road_id" IS 'Tuyến đường / Road';
COMMENT ON COLUMN city."signal_approaches"."street" IS 'Tên đường / Street';
COMMENT ON COLUMN city."signal_approaches"."signal_group" IS 'Nhóm tín hiệu / Signal group';
COMMENT ON COLUMN city."signal_approaches"."bearing_deg" IS 'Hướng đi / Bearing [deg]';
COMMENT ON COLUMN city."signal_approaches"."lane_count" IS 'Số làn / Lanes';
COMMENT ON COLUMN city."signal_approaches"."width_m" IS 'Bề rộng / Width [m]';
COMMENT ON COLUMN city."signal_approaches"."movements" IS 'Hướng được đi / Movements';
COMMENT ON COLUMN city."signal_approaches"."saturation_flow_pcuh" IS 'Lưu lượng bão hòa / Saturation flow [{PCU}/h]';
COMMENT ON COLUMN city."signal_approaches"."geom" IS 'VN-2000 / TM-3 106-15';
GRANT SELECT ON city."signal_approaches" TO dongha_public, dongha_citizen, dongha_ward_officer, dongha_urban_management, dongha_land_environment, dongha_economy, dongha_public_utilities, dongha_construction_order, dongha_police, dongha_culture, dongha_operation_centre, dongha_administrator;
ALTER VIEW city."signal_approaches" ALTER COLUMN "id" SET DEFAULT gen_random_uuid();
ALTER VIEW city."signal_approaches" ALTER COLUMN "code" SET DEFAULT 'M-'::text || nextval('layers.made_codes'::regclass)::text;
ALTER VIEW city."signal_approaches" ALTER COLUMN "ward_code" SET DEFAULT layers.own_ward();
ALTER VIEW city."signal_approaches" ALTER COLUMN "source" SET DEFAULT 'edit';
GRANT INSERT ON city."signal_approaches" TO dongha_police, dongha_administrator;
GRANT UPDATE ON city."signal_approaches" TO dongha_police, dongha_administrator;
GRANT DELETE ON city."signal_approaches" TO dongha_police, dongha_administrator;

CREATE VIEW city."traffic_signals" WITH (security_invoker = true) AS
SELECT "id", "code", "ward_code", "source", "kind", "junction_id", "approach_id", "signal_group", "azimuth_deg", "height_m", "has_countdown", "installed_on", "geom" FROM layers."traffic_signals";
COMMENT ON VIEW city."traffic_signals" IS 'Đèn tín hiệu giao thông / Traffic signals';
COMMENT ON COLUMN city."traffic_signals"."id" IS 'Mã định danh / Identifier';
COMMENT ON COLUMN city."traffic_signals"."code" IS 'Mã số / Code';
COMMENT ON COLUMN city."traffic_signals"."ward_code" IS 'Phường / Ward';
COMMENT ON COLUMN city."traffic_signals"."source" IS 'Nguồn dữ liệu / Source';
COMMENT ON COLUMN city."traffic_signals"."kind" IS 'Loại đèn / Kind';
COMMENT ON COLUMN city."traffic_signals"."junction_id" IS 'Nút giao / Junction';
COMMENT ON COLUMN city."traffic_signals"."approach_id" IS 'Nhánh vào / Approach';
COMMENT ON COLUMN city."traffic_signals"."signal_group" IS 'Nhóm tín hiệu / Signal group';
COMMENT ON COLUMN city."traffic_signals"."azimuth_deg" IS 'Hướng quay / Facing [deg]';
COMMENT ON COLUMN city."traffic_signals"."height_m" IS 'Chiều cao lắp / Mounting height [m]';
COMMENT ON COLUMN city."traffic_signals"."has_countdown" IS 'Có đếm ngược / With countdown';
COMMENT ON COLUMN city."traffic_signals"."installed_on" IS 'Ngày lắp đặt / Installed on';
COMMENT ON COLUMN city."traffic_signals"."geom" IS 'VN-2000 / TM-3 106-15';
GRANT SELECT ON city."traffic_signals" TO dongha_public, dongha_citizen, dongha_ward_officer, dongha_urban_management, dongha_land_environment, dongha_economy, dongha_public_utilities, dongha_construction_order, dongha_police, dongha_culture, dongha_operation_centre, dongha_administrator;
ALTER VIEW city."traffic_signals" ALTER COLUMN "id" SET DEFAULT gen_random_uuid();
ALTER VIEW city."traffic_signals" ALTER COLUMN "code" SET DEFAULT 'M-'::text || nextval('layers.made_codes'::regclass)::text;
ALTER VIEW city."traffic_signals" ALTER COLUMN "ward_code" SET DEFAULT layers.own_ward();
ALTER VIEW city."traffic_signals" ALTER COLUMN "source" SET DEFAULT 'edit';
GRANT INSERT ON city."traffic_signals" TO dongha_police, dongha_administrator;
GRANT UPDATE ON city."traffic_signals" TO dongha_police, dongha_administrator;
GRANT DELETE ON city."traffic_signals" TO dongha_police, dongha_administrator;

CREATE VIEW city."traffic_flows" WITH (security_invoker = true) AS
SELECT "id", "code", "ward_code", "source", "street", "detector", "capacity_pcuh", "road_id", "approach_id", "geom" FROM layers."traffic_flows";
COMMENT ON VIEW city."traffic_flows" IS 'Lưu lượng giao thông / Traffic flow';
COMMENT ON COLUMN city."traffic_flows"."id" IS 'Mã định danh / Identifier';
COMMENT ON COLUMN city."traffic_flows"."code" IS 'Mã số / Code';
COMMENT ON COLUMN city."traffic_flows"."ward_code" IS 'Phường / Ward';
COMMENT ON COLUMN city."traffic_flows"."source" IS 'Nguồn dữ liệu / Source';
COMMENT ON COLUMN city."traffic_flows"."street" IS 'Tên đường / Street';
COMMENT ON COLUMN city."traffic_flows"."detector" IS 'Thiết bị đo / Detector';
COMMENT ON COLUMN city."traffic_flows"."capacity_pcuh" IS 'Năng lực thông hành / Capacity [{PCU}/h]';
COMMENT ON COLUMN city."traffic_flows"."road_id" IS 'Tuyến đường / Road';
COMMENT ON COLUMN city."traffic_flows"."approach_id" IS 'Nhánh vào / Approach';
COMMENT ON COLUMN city."traffic_flows"."geom" IS 'VN-2000 / TM-3 106-15';
GRANT SELECT ON city."traffic_flows" TO dongha_public, dongha_citizen, dongha_ward_officer, dongha_urban_management, dongha_land_environment, dongha_economy, dongha_public_utilities, dongha_construction_order, dongha_police, dongha_culture, dongha_operation_centre, dongha_administrator;
ALTER VIEW city."traffic_flows" ALTER COLUMN "id" SET DEFAULT gen_random_uuid();
ALTER VIEW city."traffic_flows" ALTER COLUMN "code" SET DEFAULT 'M-'::text || nextval('layers.made_codes'::regclass)::text;
ALTER VIEW city."traffic_flows" ALTER COLUMN "ward_code" SET DEFAULT layers.own_ward();
ALTER VIEW city."traffic_flows" ALTER COLUMN "source" SET DEFAULT 'edit';
GRANT INSERT ON city."traffic_flows" TO dongha_police, dongha_administrator;
GRANT UPDATE ON city."traffic_flows" TO dongha_police, dongha_administrator;
GRANT DELETE ON city."traffic_flows" TO dongha_police, dongha_administrator;

CREATE VIEW city."road_closures" WITH (security_invoker = true) AS
SELECT "id", "code", "ward_code", "source", "street", "reason", "extent", "starts_at", "ends_at", "detour", "department", "road_id", "geom" FROM layers."road_closures";
COMMENT ON VIEW city."road_closures" IS 'Đường tạm cấm / Road closures';
COMMENT ON COLUMN city."road_closures"."id" IS 'Mã định danh / Identifier';
COMMENT ON COLUMN city."road_closures"."code" IS 'Mã số / Code';
COMMENT ON COLUMN city."road_closures"."ward_code" IS 'Phường / Ward';
COMMENT ON COLUMN city."road_closures"."source" IS 'Nguồn dữ liệu / Source';
COMMENT ON COLUMN city."road_closures"."street" IS 'Tên đường / Street';
COMMENT ON COLUMN city."road_closures"."reason" IS 'Lý do / Reason';
COMMENT ON COLUMN city."road_closures"."extent" IS 'Mức độ / Extent';
COMMENT ON COLUMN city."road_closures"."starts_at" IS 'Từ lúc / From';
COMMENT ON COLUMN city."road_closures"."ends_at" IS 'Đến lúc / Until';
COMMENT ON COLUMN city."road_closures"."detour" IS 'Hướng đi thay thế / Way round';
COMMENT ON COLUMN city."road_closures"."department" IS 'Đơn vị quyết định / Ordered by';
COMMENT ON COLUMN city."road_closures"."road_id" IS 'Tuyến đường / Road';
COMMENT ON COLUMN city."road_closures"."geom" IS 'VN-2000 / TM-3 106-15';
GRANT SELECT ON city."road_closures" TO dongha_public, dongha_citizen, dongha_ward_officer, dongha_urban_management, dongha_land_environment, dongha_economy, dongha_public_utilities, dongha_construction_order, dongha_police, dongha_culture, dongha_operation_centre, dongha_administrator;
ALTER VIEW city."road_closures" ALTER COLUMN "id" SET DEFAULT gen_random_uuid();
ALTER VIEW city."road_closures" ALTER COLUMN "code" SET DEFAULT 'M-'::text || nextval('layers.made_codes'::regclass)::text;
ALTER VIEW city."road_closures" ALTER COLUMN "ward_code" SET DEFAULT layers.own_ward();
ALTER VIEW city."road_closures" ALTER COLUMN "source" SET DEFAULT 'edit';
GRANT INSERT ON city."road_closures" TO dongha_ward_officer, dongha_urban_management, dongha_police, dongha_operation_centre, dongha_administrator;
GRANT UPDATE ON city."road_closures" TO dongha_ward_officer, dongha_urban_management, dongha_police, dongha_operation_centre, dongha_administrator;
GRANT DELETE ON city."road_closures" TO dongha_ward_officer, dongha_urban_management, dongha_police, dongha_operation_centre, dongha_administrator;

CREATE VIEW city."cameras" WITH (security_invoker = true) AS
SELECT "id", "code", "ward_code", "source", "site_code", "location", "network", "kind", "azimuth_deg", "fov_deg", "range_m", "mount_height_m", "owner", "installed_on", "geom" FROM layers."cameras";
COMMENT ON VIEW city."cameras" IS 'Camera / Cameras';
COMMENT ON COLUMN city."cameras"."id" IS 'Mã định danh / Identifier';
COMMENT ON COLUMN city."cameras"."code" IS 'Mã số / Code';
COMMENT ON COLUMN city."cameras"."ward_code" IS 'Phường / Ward';
COMMENT ON COLUMN city."cameras"."source" IS 'Nguồn dữ liệu / Source';
COMMENT ON COLUMN city."cameras"."site_code" IS 'Mã điểm lắp đặt / Site';
COMMENT ON COLUMN city."cameras"."location" IS 'Vị trí / Location';
COMMENT ON COLUMN city."cameras"."network" IS 'Hệ thống / Network';
COMMENT ON COLUMN city."cameras"."kind" IS 'Loại camera / Kind';
COMMENT ON COLUMN city."cameras"."azimuth_deg" IS 'Hướng nhìn / Direction of view [deg]';
COMMENT ON COLUMN city."cameras"."fov_deg" IS 'Góc nhìn / Field of view [deg]';
COMMENT ON COLUMN city."cameras"."range_m" IS 'Tầm nhìn / Range [m]';
COMMENT ON COLUMN city."cameras"."mount_height_m" IS 'Chiều cao lắp đặt / Mounting height [m]';
COMMENT ON COLUMN city."cameras"."owner" IS 'Đơn vị quản lý / Run by';
COMMENT ON COLUMN city."cameras"."installed_on" IS 'Ngày lắp đặt / Installed on';
COMMENT ON COLUMN city."cameras"."geom" IS 'VN-2000 / TM-3 106-15';
GRANT SELECT ON city."cameras" TO dongha_ward_officer, dongha_urban_management, dongha_land_environment, dongha_economy, dongha_public_utilities, dongha_construction_order, dongha_police, dongha_culture, dongha_operation_centre, dongha_administrator;
ALTER VIEW city."cameras" ALTER COLUMN "id" SET DEFAULT gen_random_uuid();
ALTER VIEW city."cameras" ALTER COLUMN "code" SET DEFAULT 'M-'::text || nextval('layers.made_codes'::regclass)::text;
ALTER VIEW city."cameras" ALTER COLUMN "ward_code" SET DEFAULT layers.own_ward();
ALTER VIEW city."cameras" ALTER COLUMN "source" SET DEFAULT 'edit';
GRANT INSERT ON city."cameras" TO dongha_ward_officer, dongha_police, dongha_administrator;
GRANT UPDATE ON city."cameras" TO dongha_ward_officer, dongha_police, dongha_administrator;
GRANT DELETE ON city."cameras" TO dongha_ward_officer, dongha_police, dongha_administrator;

CREATE VIEW city."camera_views" WITH (security_invoker = true) AS
SELECT "id", "code", "ward_code", "source", "camera_id", "area_m2", "is_cut_by_buildings", "computed_at", "geom" FROM layers."camera_views";
COMMENT ON VIEW city."camera_views" IS 'Vùng nhìn camera / Camera views';
COMMENT ON COLUMN city."camera_views"."id" IS 'Mã định danh / Identifier';
COMMENT ON COLUMN city."camera_views"."code" IS 'Mã số / Code';
COMMENT ON COLUMN city."camera_views"."ward_code" IS 'Phường / Ward';
COMMENT ON COLUMN city."camera_views"."source" IS 'Nguồn dữ liệu / Source';
COMMENT ON COLUMN city."camera_views"."camera_id" IS 'Camera quan sát / Camera';
COMMENT ON COLUMN city."camera_views"."area_m2" IS 'Diện tích nhìn thấy / Area seen [m2]';
COMMENT ON COLUMN city."camera_views"."is_cut_by_buildings" IS 'Đã trừ vật cản / Cut by buildings';
COMMENT ON COLUMN city."camera_views"."computed_at" IS 'Thời điểm tính / Computed at';
COMMENT ON COLUMN city."camera_views"."geom" IS 'VN-2000 / TM-3 106-15';
GRANT SELECT ON city."camera_views" TO dongha_ward_officer, dongha_urban_management, dongha_land_environment, dongha_economy, dongha_public_utilities, dongha_construction_order, dongha_police, dongha_culture, dongha_operation_centre, dongha_administrator;
ALTER VIEW city."camera_views" ALTER COLUMN "id" SET DEFAULT gen_random_uuid();
ALTER VIEW city."camera_views" ALTER COLUMN "code" SET DEFAULT 'M-'::text || nextval('layers.made_codes'::regclass)::text;
ALTER VIEW city."camera_views" ALTER COLUMN "ward_code" SET DEFAULT layers.own_ward();
ALTER VIEW city."camera_views" ALTER COLUMN "source" SET DEFAULT 'edit';
GRANT INSERT ON city."camera_views" TO dongha_police, dongha_administrator;
GRANT UPDATE ON city."camera_views" TO dongha_police, dongha_administrator;
GRANT DELETE ON city."camera_views" TO dongha_police, dongha_administrator;

CREATE VIEW city."camera_zones" WITH (security_invoker = true) AS
SELECT "id", "code", "ward_code", "source", "camera_id", "rule", "bearing_deg", "speed_limit_kmh", "is_active", "geom" FROM layers."camera_zones";
COMMENT ON VIEW city."camera_zones" IS 'Vùng quy tắc camera / Camera zones';
COMMENT ON COLUMN city."camera_zones"."id" IS 'Mã định danh / Identifier';
COMMENT ON COLUMN city."camera_zones"."code" IS 'Mã số / Code';
COMMENT ON COLUMN city."camera_zones"."ward_code" IS 'Phường / Ward';
COMMENT ON COLUMN city."camera_zones"."source" IS 'Nguồn dữ liệu / Source';
COMMENT ON COLUMN city."camera_zones"."camera_id" IS 'Camera quan sát / Camera';
COMMENT ON COLUMN city."camera_zones"."rule" IS 'Quy tắc / Rule';
COMMENT ON COLUMN city."camera_zones"."bearing_deg" IS 'Hướng được phép / Permitted direction [deg]';
COMMENT ON COLUMN city."camera_zones"."speed_limit_kmh" IS 'Tốc độ tối đa / Speed limit [km/h]';
COMMENT ON COLUMN city."camera_zones"."is_active" IS 'Đang áp dụng / Active';
COMMENT ON COLUMN city."camera_zones"."geom" IS 'VN-2000 / TM-3 106-15';
GRANT SELECT ON city."camera_zones" TO dongha_ward_officer, dongha_urban_management, dongha_land_environment, dongha_economy, dongha_public_utilities, dongha_construction_order, dongha_police, dongha_culture, dongha_operation_centre, dongha_administrator;
ALTER VIEW city."camera_zones" ALTER COLUMN "id" SET DEFAULT gen_random_uuid();
ALTER VIEW city."camera_zones" ALTER COLUMN "code" SET DEFAULT 'M-'::text || nextval('layers.made_codes'::regclass)::text;
ALTER VIEW city."camera_zones" ALTER COLUMN "ward_code" SET DEFAULT layers.own_ward();
ALTER VIEW city."camera_zones" ALTER COLUMN "source" SET DEFAULT 'edit';
GRANT INSERT ON city."camera_zones" TO dongha_police, dongha_administrator;
GRANT UPDATE ON city."camera_zones" TO dongha_police, dongha_administrator;
GRANT DELETE ON city."camera_zones" TO dongha_police, dongha_administrator;

CREATE VIEW city."camera_events" WITH (security_invoker = true) AS
SELECT "id", "code", "ward_code", "source", "camera_id", "zone_id", "rule", "vehicle_class", "occurred_at", "confidence_pct", "speed_kmh", "review", "geom" FROM layers."camera_events";
COMMENT ON VIEW city."camera_events" IS 'Sự kiện camera / Camera events';
COMMENT ON COLUMN city."camera_events"."id" IS 'Mã định danh / Identifier';
COMMENT ON COLUMN city."camera_events"."code" IS 'Mã số / Code';
COMMENT ON COLUMN city."camera_events"."ward_code" IS 'Phường / Ward';
COMMENT ON COLUMN city."camera_events"."source" IS 'Nguồn dữ liệu / Source';
COMMENT ON COLUMN city."camera_events"."camera_id" IS 'Camera quan sát / Camera';
COMMENT ON COLUMN city."camera_events"."zone_id" IS 'Vùng quy tắc / Zone';
COMMENT ON COLUMN city."camera_events"."rule" IS 'Quy tắc / Rule';
COMMENT ON COLUMN city."camera_events"."vehicle_class" IS 'Loại xe / Vehicle';
COMMENT ON COLUMN city."camera_events"."occurred_at" IS 'Thời điểm / Occurred at';
COMMENT ON COLUMN city."camera_events"."confidence_pct" IS 'Độ tin cậy / Confidence [%]';
COMMENT ON COLUMN city."camera_events"."speed_kmh" IS 'Tốc độ / Speed [km/h]';
COMMENT ON COLUMN city."camera_events"."review" IS 'Xem xét / Review';
COMMENT ON COLUMN city."camera_events"."geom" IS 'VN-2000 / TM-3 106-15';
GRANT SELECT ON city."camera_events" TO dongha_police, dongha_administrator;
ALTER VIEW city."camera_events" ALTER COLUMN "id" SET DEFAULT gen_random_uuid();
ALTER VIEW city."camera_events" ALTER COLUMN "code" SET DEFAULT 'M-'::text || nextval('layers.made_codes'::regclass)::text;
ALTER VIEW city."camera_events" ALTER COLUMN "ward_code" SET DEFAULT layers.own_ward();
ALTER VIEW city."camera_events" ALTER COLUMN "source" SET DEFAULT 'edit';
GRANT INSERT ON city."camera_events" TO dongha_police, dongha_administrator;
GRANT UPDATE ON city."camera_events" TO dongha_police, dongha_administrator;
GRANT DELETE ON city."camera_events" TO dongha_police, dongha_administrator;

CREATE VIEW city."flood_points" WITH (security_invoker = true) AS
SELECT "id", "code", "ward_code", "source", "name", "datum", "zero_m", "bank_m", "bd1_m", "bd2_m", "bd3_m", "levels_source", "levels_valid_from", "is_solar", "river_id", "geom" FROM layers."flood_points";
COMMENT ON VIEW city."flood_points" IS 'Điểm cảnh báo lũ / Flood gauges';
COMMENT ON COLUMN city."flood_points"."id" IS 'Mã định danh / Identifier';
COMMENT ON COLUMN city."flood_points"."code" IS 'Mã số / Code';
COMMENT ON COLUMN city."flood_points"."ward_code" IS 'Phường / Ward';
COMMENT ON COLUMN city."flood_points"."source" IS 'Nguồn dữ liệu / Source';
COMMENT ON COLUMN city."flood_points"."name" IS 'Tên điểm / Name';
COMMENT ON COLUMN city."flood_points"."datum" IS 'Hệ cao độ / Height datum';
COMMENT ON COLUMN city."flood_points"."zero_m" IS 'Cao độ mốc 0 / Level of the gauge''s zero [m]';
COMMENT ON COLUMN city."flood_points"."bank_m" IS 'Cao độ bờ / Level of the bank [m]';
COMMENT ON COLUMN city."flood_points"."bd1_m" IS 'Mức báo động 1 / Alarm 1 (BĐ1) [m]';
COMMENT ON COLUMN city."flood_points"."bd2_m" IS 'Mức báo động 2 / Alarm 2 (BĐ2) [m]';
COMMENT ON COLUMN city."flood_points"."bd3_m" IS 'Mức báo động 3 / Alarm 3 (BĐ3) [m]';
COMMENT ON COLUMN city."flood_points"."levels_source" IS 'Nguồn mức báo động / Source of the alarm levels';
COMMENT ON COLUMN city."flood_points"."levels_valid_from" IS 'Mức báo động hiệu lực từ / Alarm levels valid from';
COMMENT ON COLUMN city."flood_points"."is_solar" IS 'Dùng điện mặt trời / Solar powered';
COMMENT ON COLUMN city."flood_points"."river_id" IS 'Sông / River';
COMMENT ON COLUMN city."flood_points"."geom" IS 'VN-2000 / TM-3 106-15';
GRANT SELECT ON city."flood_points" TO dongha_public, dongha_citizen, dongha_ward_officer, dongha_urban_management, dongha_land_environment, dongha_economy, dongha_public_utilities, dongha_construction_order, dongha_police, dongha_culture, dongha_operation_centre, dongha_administrator;
ALTER VIEW city."flood_points" ALTER COLUMN "id" SET DEFAULT gen_random_uuid();
ALTER VIEW city."flood_points" ALTER COLUMN "code" SET DEFAULT 'M-'::text || nextval('layers.made_codes'::regclass)::text;
ALTER VIEW city."flood_points" ALTER COLUMN "ward_code" SET DEFAULT layers.own_ward();
ALTER VIEW city."flood_points" ALTER COLUMN "source" SET DEFAULT 'edit';
GRANT INSERT ON city."flood_points" TO dongha_economy, dongha_operation_centre, dongha_administrator;
GRANT UPDATE ON city."flood_points" TO dongha_economy, dongha_operation_centre, dongha_administrator;
GRANT DELETE ON city."flood_points" TO dongha_economy, dongha_operation_centre, dongha_administrator;

CREATE VIEW city."rain_gauges" WITH (security_invoker = true) AS
SELECT "id", "code", "ward_code", "source", "name", "tip_mm", "height_m", "is_solar", "flood_point_id", "geom" FROM layers."rain_gauges";
COMMENT ON VIEW city."rain_gauges" IS 'Trạm đo mưa / Rain gauges';
COMMENT ON COLUMN city."rain_gauges"."id" IS 'Mã định danh / Identifier';
COMMENT ON COLUMN city."rain_gauges"."code" IS 'Mã số / Code';
COMMENT ON COLUMN city."rain_gauges"."ward_code" IS 'Phường / Ward';
COMMENT ON COLUMN city."rain_gauges"."source" IS 'Nguồn dữ liệu / Source';
COMMENT ON COLUMN city."rain_gauges"."name" IS 'Tên trạm / Name';
COMMENT ON COLUMN city."rain_gauges"."tip_mm" IS 'Lượng mưa mỗi lần lật / Rain per tip [mm]';
COMMENT ON COLUMN city."rain_gauges"."height_m" IS 'Độ cao miệng thùng / Height of the funnel [m]';
COMMENT ON COLUMN city."rain_gauges"."is_solar" IS 'Dùng điện mặt trời / Solar powered';
COMMENT ON COLUMN city."rain_gauges"."flood_point_id" IS 'Điểm cảnh báo lũ / Flood gauge';
COMMENT ON COLUMN city."rain_gauges"."geom" IS 'VN-2000 / TM-3 106-15';
GRANT SELECT ON city."rain_gauges" TO dongha_public, dongha_citizen, dongha_ward_officer, dongha_urban_management, dongha_land_environment, dongha_economy, dongha_public_utilities, dongha_construction_order, dongha_police, dongha_culture, dongha_operation_centre, dongha_administrator;
ALTER VIEW city."rain_gauges" ALTER COLUMN "id" SET DEFAULT gen_random_uuid();
ALTER VIEW city."rain_gauges" ALTER COLUMN "code" SET DEFAULT 'M-'::text || nextval('layers.made_codes'::regclass)::text;
ALTER VIEW city."rain_gauges" ALTER COLUMN "ward_code" SET DEFAULT layers.own_ward();
ALTER VIEW city."rain_gauges" ALTER COLUMN "source" SET DEFAULT 'edit';
GRANT INSERT ON city."rain_gauges" TO dongha_economy, dongha_operation_centre, dongha_administrator;
GRANT UPDATE ON city."rain_gauges" TO dongha_economy, dongha_operation_centre, dongha_administrator;
GRANT DELETE ON city."rain_gauges" TO dongha_economy, dongha_operation_centre, dongha_administrator;

CREATE VIEW city."flood_sirens" WITH (security_invoker = true) AS
SELECT "id", "code", "ward_code", "source", "location", "kind", "sound_level_db", "reach_m", "trigger_level", "is_autonomous", "installed_on", "flood_point_id", "geom" FROM layers."flood_sirens";
COMMENT ON VIEW city."flood_sirens" IS 'Còi cảnh báo lũ / Flood sirens';
COMMENT ON COLUMN city."flood_sirens"."id" IS 'Mã định danh / Identifier';
COMMENT ON COLUMN city."flood_sirens"."code" IS 'Mã số / Code';
COMMENT ON COLUMN city."flood_sirens"."ward_code" IS 'Phường / Ward';
COMMENT ON COLUMN city."flood_sirens"."source" IS 'Nguồn dữ liệu / Source';
COMMENT ON COLUMN city."flood_sirens"."location" IS 'Vị trí / Location';
COMMENT ON COLUMN city."flood_sirens"."kind" IS 'Loại / Kind';
COMMENT ON COLUMN city."flood_sirens"."sound_level_db" IS 'Mức âm tại 1 m / Sound level at 1 m [dB[SPL]]';
COMMENT ON COLUMN city."flood_sirens"."reach_m" IS 'Bán kính nghe được / Reach [m]';
COMMENT ON COLUMN city."flood_sirens"."trigger_level" IS 'Kêu từ cấp / Sounds from';
COMMENT ON COLUMN city."flood_sirens"."is_autonomous" IS 'Tự báo khi mất liên lạc / Works without the centre';
COMMENT ON COLUMN city."flood_sirens"."installed_on" IS 'Ngày lắp đặt / Installed on';
COMMENT ON COLUMN city."flood_sirens"."flood_point_id" IS 'Điểm cảnh báo lũ / Flood gauge';
COMMENT ON COLUMN city."flood_sirens"."geom" IS 'VN-2000 / TM-3 106-15';
GRANT SELECT ON city."flood_sirens" TO dongha_public, dongha_citizen, dongha_ward_officer, dongha_urban_management, dongha_land_environment, dongha_economy, dongha_public_utilities, dongha_construction_order, dongha_police, dongha_culture, dongha_operation_centre, dongha_administrator;
ALTER VIEW city."flood_sirens" ALTER COLUMN "id" SET DEFAULT gen_random_uuid();
ALTER VIEW city."flood_sirens" ALTER COLUMN "code" SET DEFAULT 'M-'::text || nextval('layers.made_codes'::regclass)::text;
ALTER VIEW city."flood_sirens" ALTER COLUMN "ward_code" SET DEFAULT layers.own_ward();
ALTER VIEW city."flood_sirens" ALTER COLUMN "source" SET DEFAULT 'edit';
GRANT INSERT ON city."flood_sirens" TO dongha_economy, dongha_operation_centre, dongha_administrator;
GRANT UPDATE ON city."flood_sirens" TO dongha_economy, dongha_operation_centre, dongha_administrator;
GRANT DELETE ON city."flood_sirens" TO dongha_economy, dongha_operation_centre, dongha_administrator;

CREATE VIEW city."flood_extents" WITH (security_invoker = true) AS
SELECT "id", "code", "ward_code", "source", "name", "alarm", "level_m", "method", "area_ha", "max_depth_m", "population_affected", "parcel_count", "road_length_m", "run_id", "computed_at", "flood_point_id", "geom" FROM layers."flood_extents";
COMMENT ON VIEW city."flood_extents" IS 'Vùng ngập / Flood extents';
COMMENT ON COLUMN city."flood_extents"."id" IS 'Mã định danh / Identifier';
COMMENT ON COLUMN city."flood_extents"."code" IS 'Mã số / Code';
COMMENT ON COLUMN city."flood_extents"."ward_code" IS 'Phường / Ward';
COMMENT ON COLUMN city."flood_extents"."source" IS 'Nguồn dữ liệu / Source';
COMMENT ON COLUMN city."flood_extents"."name" IS 'Tên kịch bản / Name';
COMMENT ON COLUMN city."flood_extents"."alarm" IS 'Cấp báo động / Alarm level';
COMMENT ON COLUMN city."flood_extents"."level_m" IS 'Mực nước / Water level [m]';
COMMENT ON COLUMN city."flood_extents"."method" IS 'Phương pháp / Method';
COMMENT ON COLUMN city."flood_extents"."area_ha" IS 'Diện tích ngập / Area [har]';
COMMENT ON COLUMN city."flood_extents"."max_depth_m" IS 'Độ sâu lớn nhất / Greatest depth [m]';
COMMENT ON COLUMN city."flood_extents"."population_affected" IS 'Số dân bị ảnh hưởng / People affected';
COMMENT ON COLUMN city."flood_extents"."parcel_count" IS 'Số thửa bị ngập / Parcels affected';
COMMENT ON COLUMN city."flood_extents"."road_length_m" IS 'Chiều dài đường ngập / Roads under water [m]';
COMMENT ON COLUMN city."flood_extents"."run_id" IS 'Mã lần tính / Computation run';
COMMENT ON COLUMN city."flood_extents"."computed_at" IS 'Thời điểm tính hoặc ghi nhận / Computed or seen at';
COMMENT ON COLUMN city."flood_extents"."flood_point_id" IS 'Trạm tham chiếu / Reference gauge';
COMMENT ON COLUMN city."flood_extents"."geom" IS 'VN-2000 / TM-3 106-15';
GRANT SELECT ON city."flood_extents" TO dongha_public, dongha_citizen, dongha_ward_officer, dongha_urban_management, dongha_land_environment, dongha_economy, dongha_public_utilities, dongha_construction_order, dongha_police, dongha_culture, dongha_operation_centre, dongha_administrator;
ALTER VIEW city."flood_extents" ALTER COLUMN "id" SET DEFAULT gen_random_uuid();
ALTER VIEW city."flood_extents" ALTER COLUMN "code" SET DEFAULT 'M-'::text || nextval('layers.made_codes'::regclass)::text;
ALTER VIEW city."flood_extents" ALTER COLUMN "ward_code" SET DEFAULT layers.own_ward();
ALTER VIEW city."flood_extents" ALTER COLUMN "source" SET DEFAULT 'edit';
GRANT INSERT ON city."flood_extents" TO dongha_economy, dongha_operation_centre, dongha_administrator;
GRANT UPDATE ON city."flood_extents" TO dongha_economy, dongha_operation_centre, dongha_administrator;
GRANT DELETE ON city."flood_extents" TO dongha_economy, dongha_operation_centre, dongha_administrator;

CREATE VIEW city."flood_marks" WITH (security_invoker = true) AS
SELECT "id", "code", "ward_code", "source", "event", "peak_on", "level_m", "depth_m", "place", "evidence", "geom" FROM layers."flood_marks";
COMMENT ON VIEW city."flood_marks" IS 'Vết lũ lịch sử / Flood marks';
COMMENT ON COLUMN city."flood_marks"."id" IS 'Mã định danh / Identifier';
COMMENT ON COLUMN city."flood_marks"."code" IS 'Mã số / Code';
COMMENT ON COLUMN city."flood_marks"."ward_code" IS 'Phường / Ward';
COMMENT ON COLUMN city."flood_marks"."source" IS 'Nguồn dữ liệu / Source';
COMMENT ON COLUMN city."flood_marks"."event" IS 'Trận lũ / Flood';
COMMENT ON COLUMN city."flood_marks"."peak_on" IS 'Ngày đỉnh lũ / Date of the peak';
COMMENT ON COLUMN city."flood_marks"."level_m" IS 'Cao độ vết lũ / Level reached [m]';
COMMENT ON COLUMN city."flood_marks"."depth_m" IS 'Độ sâu ngập / Depth above ground [m]';
COMMENT ON COLUMN city."flood_marks"."place" IS 'Vị trí / Place';
COMMENT ON COLUMN city."flood_marks"."evidence" IS 'Căn cứ / Evidence';
COMMENT ON COLUMN city."flood_marks"."geom" IS 'VN-2000 / TM-3 106-15';
GRANT SELECT ON city."flood_marks" TO dongha_public, dongha_citizen, dongha_ward_officer, dongha_urban_management, dongha_land_environment, dongha_economy, dongha_public_utilities, dongha_construction_order, dongha_police, dongha_culture, dongha_operation_centre, dongha_administrator;
ALTER VIEW city."flood_marks" ALTER COLUMN "id" SET DEFAULT gen_random_uuid();
ALTER VIEW city."flood_marks" ALTER COLUMN "code" SET DEFAULT 'M-'::text || nextval('layers.made_codes'::regclass)::text;
ALTER VIEW city."flood_marks" ALTER COLUMN "ward_code" SET DEFAULT layers.own_ward();
ALTER VIEW city."flood_marks" ALTER COLUMN "source" SET DEFAULT 'edit';
GRANT INSERT ON city."flood_marks" TO dongha_economy, dongha_operation_centre, dongha_administrator;
GRANT UPDATE ON city."flood_marks" TO dongha_economy, dongha_operation_centre, dongha_administrator;
GRANT DELETE ON city."flood_marks" TO dongha_economy, dongha_operation_centre, dongha_administrator;

CREATE VIEW city."rivers" WITH (security_invoker = true) AS
SELECT "id", "code", "ward_code", "source", "name", "kind", "area_ha", "length_km", "basin_km2", "flows_into", "geom" FROM layers."rivers";
COMMENT ON VIEW city."rivers" IS 'Sông, hồ / Rivers and lakes';
COMMENT ON COLUMN city."rivers"."id" IS 'Mã định danh / Identifier';
COMMENT ON COLUMN city."rivers"."code" IS 'Mã số / Code';
COMMENT ON COLUMN city."rivers"."ward_code" IS 'Phường / Ward';
COMMENT ON COLUMN city."rivers"."source" IS 'Nguồn dữ liệu / Source';
COMMENT ON COLUMN city."rivers"."name" IS 'Tên / Name';
COMMENT ON COLUMN city."rivers"."kind" IS 'Loại / Kind';
COMMENT ON COLUMN city."rivers"."area_ha" IS 'Diện tích mặt nước / Water surface [har]';
COMMENT ON COLUMN city."rivers"."length_km" IS 'Chiều dài toàn sông / Length of the whole river [km]';
COMMENT ON COLUMN city."rivers"."basin_km2" IS 'Diện tích lưu vực / Basin [km2]';
COMMENT ON COLUMN city."rivers"."flows_into" IS 'Đổ vào / Flows into';
COMMENT ON COLUMN city."rivers"."geom" IS 'VN-2000 / TM-3 106-15';
GRANT SELECT ON city."rivers" TO dongha_public, dongha_citizen, dongha_ward_officer, dongha_urban_management, dongha_land_environment, dongha_economy, dongha_public_utilities, dongha_construction_order, dongha_police, dongha_culture, dongha_operation_centre, dongha_administrator;
ALTER VIEW city."rivers" ALTER COLUMN "id" SET DEFAULT gen_random_uuid();
ALTER VIEW city."rivers" ALTER COLUMN "code" SET DEFAULT 'M-'::text || nextval('layers.made_codes'::regclass)::text;
ALTER VIEW city."rivers" ALTER COLUMN "ward_code" SET DEFAULT layers.own_ward();
ALTER VIEW city."rivers" ALTER COLUMN "source" SET DEFAULT 'edit';
GRANT INSERT ON city."rivers" TO dongha_land_environment, dongha_economy, dongha_administrator;
GRANT UPDATE ON city."rivers" TO dongha_land_environment, dongha_economy, dongha_administrator;
GRANT DELETE ON city."rivers" TO dongha_land_environment, dongha_economy, dongha_administrator;

CREATE VIEW city."monitoring_stations" WITH (security_invoker = true) AS
SELECT "id", "code", "ward_code", "source", "name", "kind", "owner", "station_ref", "address", "installed_on", "geom" FROM layers."monitoring_stations";
COMMENT ON VIEW city."monitoring_stations" IS 'Trạm quan trắc môi trường / Monitoring stations';
COMMENT ON COLUMN city."monitoring_stations"."id" IS 'Mã định danh / Identifier';
COMMENT ON COLUMN city."monitoring_stations"."code" IS 'Mã số / Code';
COMMENT ON COLUMN city."monitoring_stations"."ward_code" IS 'Phường / Ward';
COMMENT ON COLUMN city."monitoring_stations"."source" IS 'Nguồn dữ liệu / Source';
COMMENT ON COLUMN city."monitoring_stations"."name" IS 'Tên trạm / Name';
COMMENT ON COLUMN city."monitoring_stations"."kind" IS 'Loại trạm / Kind';
COMMENT ON COLUMN city."monitoring_stations"."owner" IS 'Đơn vị vận hành / Run by';
COMMENT ON COLUMN city."monitoring_stations"."station_ref" IS 'Tên trạm trong tệp truyền / Name in station files';
COMMENT ON COLUMN city."monitoring_stations"."address" IS 'Địa chỉ / Address';
COMMENT ON COLUMN city."monitoring_stations"."installed_on" IS 'Ngày lắp đặt / Installed on';
COMMENT ON COLUMN city."monitoring_stations"."geom" IS 'VN-2000 / TM-3 106-15';
GRANT SELECT ON city."monitoring_stations" TO dongha_public, dongha_citizen, dongha_ward_officer, dongha_urban_management, dongha_land_environment, dongha_economy, dongha_public_utilities, dongha_construction_order, dongha_police, dongha_culture, dongha_operation_centre, dongha_administrator;
ALTER VIEW city."monitoring_stations" ALTER COLUMN "id" SET DEFAULT gen_random_uuid();
ALTER VIEW city."monitoring_stations" ALTER COLUMN "code" SET DEFAULT 'M-'::text || nextval('layers.made_codes'::regclass)::text;
ALTER VIEW city."monitoring_stations" ALTER COLUMN "ward_code" SET DEFAULT layers.own_ward();
ALTER VIEW city."monitoring_stations" ALTER COLUMN "source" SET DEFAULT 'edit';
GRANT INSERT ON city."monitoring_stations" TO dongha_land_environment, dongha_administrator;
GRANT UPDATE ON city."monitoring_stations" TO dongha_land_environment, dongha_administrator;
GRANT DELETE ON city."monitoring_stations" TO dongha_land_environment, dongha_administrator;

CREATE VIEW city."outfalls" WITH (security_invoker = true) AS
SELECT "id", "code", "ward_code", "source", "name", "operator", "permit_no", "permit_from", "permit_to", "flow_max_m3d", "standard", "discharge_column", "kq", "kf", "river_id", "station_id", "geom" FROM layers."outfalls";
COMMENT ON VIEW city."outfalls" IS 'Điểm xả nước thải / Outfalls';
COMMENT ON COLUMN city."outfalls"."id" IS 'Mã định danh / Identifier';
COMMENT ON COLUMN city."outfalls"."code" IS 'Mã số / Code';
COMMENT ON COLUMN city."outfalls"."ward_code" IS 'Phường / Ward';
COMMENT ON COLUMN city."outfalls"."source" IS 'Nguồn dữ liệu / Source';
COMMENT ON COLUMN city."outfalls"."name" IS 'Tên điểm xả / Name';
COMMENT ON COLUMN city."outfalls"."operator" IS 'Đơn vị xả thải / Operator';
COMMENT ON COLUMN city."outfalls"."permit_no" IS 'Số giấy phép / Permit number';
COMMENT ON COLUMN city."outfalls"."permit_from" IS 'Giấy phép từ / Permit from';
COMMENT ON COLUMN city."outfalls"."permit_to" IS 'Giấy phép đến / Permit until';
COMMENT ON COLUMN city."outfalls"."flow_max_m3d" IS 'Lưu lượng được phép / Permitted flow [m3/d]';
COMMENT ON COLUMN city."outfalls"."standard" IS 'Quy chuẩn / Rule';
COMMENT ON COLUMN city."outfalls"."discharge_column" IS 'Cột áp dụng / Column';
COMMENT ON COLUMN city."outfalls"."kq" IS 'Hệ số nguồn tiếp nhận (Kq) / Factor of the receiving water (Kq)';
COMMENT ON COLUMN city."outfalls"."kf" IS 'Hệ số lưu lượng (Kf) / Factor of the flow (Kf)';
COMMENT ON COLUMN city."outfalls"."river_id" IS 'Nguồn tiếp nhận / Receiving water';
COMMENT ON COLUMN city."outfalls"."station_id" IS 'Trạm quan trắc / Monitored by';
COMMENT ON COLUMN city."outfalls"."geom" IS 'VN-2000 / TM-3 106-15';
GRANT SELECT ON city."outfalls" TO dongha_public, dongha_citizen, dongha_ward_officer, dongha_urban_management, dongha_land_environment, dongha_economy, dongha_public_utilities, dongha_construction_order, dongha_police, dongha_culture, dongha_operation_centre, dongha_administrator;
ALTER VIEW city."outfalls" ALTER COLUMN "id" SET DEFAULT gen_random_uuid();
ALTER VIEW city."outfalls" ALTER COLUMN "code" SET DEFAULT 'M-'::text || nextval('layers.made_codes'::regclass)::text;
ALTER VIEW city."outfalls" ALTER COLUMN "ward_code" SET DEFAULT layers.own_ward();
ALTER VIEW city."outfalls" ALTER COLUMN "source" SET DEFAULT 'edit';
GRANT INSERT ON city."outfalls" TO dongha_land_environment, dongha_administrator;
GRANT UPDATE ON city."outfalls" TO dongha_land_environment, dongha_administrator;
GRANT DELETE ON city."outfalls" TO dongha_land_environment, dongha_administrator;

CREATE VIEW city."waste_bins" WITH (security_invoker = true) AS
SELECT "id", "code", "ward_code", "source", "kind", "volume_l", "height_cm", "address", "installed_on", "route_id", "geom" FROM layers."waste_bins";
COMMENT ON VIEW city."waste_bins" IS 'Thùng rác công cộng / Waste bins';
COMMENT ON COLUMN city."waste_bins"."id" IS 'Mã định danh / Identifier';
COMMENT ON COLUMN city."waste_bins"."code" IS 'Mã số / Code';
COMMENT ON COLUMN city."waste_bins"."ward_code" IS 'Phường / Ward';
COMMENT ON COLUMN city."waste_bins"."source" IS 'Nguồn dữ liệu / Source';
COMMENT ON COLUMN city."waste_bins"."kind" IS 'Loại rác / Takes';
COMMENT ON COLUMN city."waste_bins"."volume_l" IS 'Dung tích / Volume [L]';
COMMENT ON COLUMN city."waste_bins"."height_cm" IS 'Chiều cao trong / Inner height [cm]';
COMMENT ON COLUMN city."waste_bins"."address" IS 'Địa chỉ / Address';
COMMENT ON COLUMN city."waste_bins"."installed_on" IS 'Ngày lắp đặt / Installed on';
COMMENT ON COLUMN city."waste_bins"."route_id" IS 'Tuyến thu gom / Collection round';
COMMENT ON COLUMN city."waste_bins"."geom" IS 'VN-2000 / TM-3 106-15';
GRANT SELECT ON city."waste_bins" TO dongha_public, dongha_citizen, dongha_ward_officer, dongha_urban_management, dongha_land_environment, dongha_economy, dongha_public_utilities, dongha_construction_order, dongha_police, dongha_culture, dongha_operation_centre, dongha_administrator;
ALTER VIEW city."waste_bins" ALTER COLUMN "id" SET DEFAULT gen_random_uuid();
ALTER VIEW city."waste_bins" ALTER COLUMN "code" SET DEFAULT 'M-'::text || nextval('layers.made_codes'::regclass)::text;
ALTER VIEW city."waste_bins" ALTER COLUMN "ward_code" SET DEFAULT layers.own_ward();
ALTER VIEW city."waste_bins" ALTER COLUMN "source" SET DEFAULT 'edit';
GRANT INSERT ON city."waste_bins" TO dongha_public_utilities, dongha_administrator;
GRANT UPDATE ON city."waste_bins" TO dongha_public_utilities, dongha_administrator;
GRANT DELETE ON city."waste_bins" TO dongha_public_utilities, dongha_administrator;

CREATE VIEW city."waste_routes" WITH (security_invoker = true) AS
SELECT "id", "code", "ward_code", "source", "name", "shift", "days", "length_m", "bin_count", "capacity_t", "site_id", "geom" FROM layers."waste_routes";
COMMENT ON VIEW city."waste_routes" IS 'Tuyến thu gom rác / Collection rounds';
COMMENT ON COLUMN city."waste_routes"."id" IS 'Mã định danh / Identifier';
COMMENT ON COLUMN city."waste_routes"."code" IS 'Mã số / Code';
COMMENT ON COLUMN city."waste_routes"."ward_code" IS 'Phường / Ward';
COMMENT ON COLUMN city."waste_routes"."source" IS 'Nguồn dữ liệu / Source';
COMMENT ON COLUMN city."waste_routes"."name" IS 'Tên tuyến / Name';
COMMENT ON COLUMN city."waste_routes"."shift" IS 'Ca thu gom / Shift';
COMMENT ON COLUMN city."waste_routes"."days" IS 'Ngày thu gom / Days';
COMMENT ON COLUMN city."waste_routes"."length_m" IS 'Chiều dài / Length [m]';
COMMENT ON COLUMN city."waste_routes"."bin_count" IS 'Số thùng / Bins';
COMMENT ON COLUMN city."waste_routes"."capacity_t" IS 'Tải trọng xe / Vehicle capacity [t]';
COMMENT ON COLUMN city."waste_routes"."site_id" IS 'Nơi đổ / Unloads at';
COMMENT ON COLUMN city."waste_routes"."geom" IS 'VN-2000 / TM-3 106-15';
GRANT SELECT ON city."waste_routes" TO dongha_public, dongha_citizen, dongha_ward_officer, dongha_urban_management, dongha_land_environment, dongha_economy, dongha_public_utilities, dongha_construction_order, dongha_police, dongha_culture, dongha_operation_centre, dongha_administrator;
ALTER VIEW city."waste_routes" ALTER COLUMN "id" SET DEFAULT gen_random_uuid();
ALTER VIEW city."waste_routes" ALTER COLUMN "code" SET DEFAULT 'M-'::text || nextval('layers.made_codes'::regclass)::text;
ALTER VIEW city."waste_routes" ALTER COLUMN "ward_code" SET DEFAULT layers.own_ward();
ALTER VIEW city."waste_routes" ALTER COLUMN "source" SET DEFAULT 'edit';
GRANT INSERT ON city."waste_routes" TO dongha_public_utilities, dongha_administrator;
GRANT UPDATE ON city."waste_routes" TO dongha_public_utilities, dongha_administrator;
GRANT DELETE ON city."waste_routes" TO dongha_public_utilities, dongha_administrator;

CREATE VIEW city."waste_sites" WITH (security_invoker = true) AS
SELECT "id", "code", "ward_code", "source", "name", "kind", "address", "takes", "area_m2", "capacity_td", "operator", "geom" FROM layers."waste_sites";
COMMENT ON VIEW city."waste_sites" IS 'Cơ sở xử lý rác / Waste sites';
COMMENT ON COLUMN city."waste_sites"."id" IS 'Mã định danh / Identifier';
COMMENT ON COLUMN city."waste_sites"."code" IS 'Mã số / Code';
COMMENT ON COLUMN city."waste_sites"."ward_code" IS 'Phường / Ward';
COMMENT ON COLUMN city."waste_sites"."source" IS 'Nguồn dữ liệu / Source';
COMMENT ON COLUMN city."waste_sites"."name" IS 'Tên cơ sở / Name';
COMMENT ON COLUMN city."waste_sites"."kind" IS 'Loại / Kind';
COMMENT ON COLUMN city."waste_sites"."address" IS 'Địa chỉ / Address';
COMMENT ON COLUMN city."waste_sites"."takes" IS 'Loại rác tiếp nhận / Takes';
COMMENT ON COLUMN city."waste_sites"."area_m2" IS 'Diện tích / Area [m2]';
COMMENT ON COLUMN city."waste_sites"."capacity_td" IS 'Công suất / Capacity [t/d]';
COMMENT ON COLUMN city."waste_sites"."operator" IS 'Đơn vị vận hành / Operator';
COMMENT ON COLUMN city."waste_sites"."geom" IS 'VN-2000 / TM-3 106-15';
GRANT SELECT ON city."waste_sites" TO dongha_public, dongha_citizen, dongha_ward_officer, dongha_urban_management, dongha_land_environment, dongha_economy, dongha_public_utilities, dongha_construction_order, dongha_police, dongha_culture, dongha_operation_centre, dongha_administrator;
ALTER VIEW city."waste_sites" ALTER COLUMN "id" SET DEFAULT gen_random_uuid();
ALTER VIEW city."waste_sites" ALTER COLUMN "code" SET DEFAULT 'M-'::text || nextval('layers.made_codes'::regclass)::text;
ALTER VIEW city."waste_sites" ALTER COLUMN "ward_code" SET DEFAULT layers.own_ward();
ALTER VIEW city."waste_sites" ALTER COLUMN "source" SET DEFAULT 'edit';
GRANT INSERT ON city."waste_sites" TO dongha_land_environment, dongha_public_utilities, dongha_administrator;
GRANT UPDATE ON city."waste_sites" TO dongha_land_environment, dongha_public_utilities, dongha_administrator;
GRANT DELETE ON city."waste_sites" TO dongha_land_environment, dongha_public_utilities, dongha_administrator;

CREATE VIEW city."farms" WITH (security_invoker = true) AS
SELECT "id", "code", "ward_code", "source", "name", "kind", "address", "area_m2", "household_count", "founded_on", "geom" FROM layers."farms";
COMMENT ON VIEW city."farms" IS 'Vùng nông nghiệp thông minh / Farms';
COMMENT ON COLUMN city."farms"."id" IS 'Mã định danh / Identifier';
COMMENT ON COLUMN city."farms"."code" IS 'Mã số / Code';
COMMENT ON COLUMN city."farms"."ward_code" IS 'Phường / Ward';
COMMENT ON COLUMN city."farms"."source" IS 'Nguồn dữ liệu / Source';
COMMENT ON COLUMN city."farms"."name" IS 'Tên / Name';
COMMENT ON COLUMN city."farms"."kind" IS 'Loại cây trồng / Grows';
COMMENT ON COLUMN city."farms"."address" IS 'Địa chỉ / Address';
COMMENT ON COLUMN city."farms"."area_m2" IS 'Diện tích / Area [m2]';
COMMENT ON COLUMN city."farms"."household_count" IS 'Số hộ / Households';
COMMENT ON COLUMN city."farms"."founded_on" IS 'Ngày thành lập / Founded on';
COMMENT ON COLUMN city."farms"."geom" IS 'VN-2000 / TM-3 106-15';
GRANT SELECT ON city."farms" TO dongha_public, dongha_citizen, dongha_ward_officer, dongha_urban_management, dongha_land_environment, dongha_economy, dongha_public_utilities, dongha_construction_order, dongha_police, dongha_culture, dongha_operation_centre, dongha_administrator;
ALTER VIEW city."farms" ALTER COLUMN "id" SET DEFAULT gen_random_uuid();
ALTER VIEW city."farms" ALTER COLUMN "code" SET DEFAULT 'M-'::text || nextval('layers.made_codes'::regclass)::text;
ALTER VIEW city."farms" ALTER COLUMN "ward_code" SET DEFAULT layers.own_ward();
ALTER VIEW city."farms" ALTER COLUMN "source" SET DEFAULT 'edit';
GRANT INSERT ON city."farms" TO dongha_economy, dongha_administrator;
GRANT UPDATE ON city."farms" TO dongha_economy, dongha_administrator;
GRANT DELETE ON city."farms" TO dongha_economy, dongha_administrator;

CREATE VIEW city."farm_plots" WITH (security_invoker = true) AS
SELECT "id", "code", "ward_code", "source", "farm_id", "crop", "area_m2", "season", "season_from", "season_to", "expected_yield_kg", "geom" FROM layers."farm_plots";
COMMENT ON VIEW city."farm_plots" IS 'Thửa canh tác / Farm plots';
COMMENT ON COLUMN city."farm_plots"."id" IS 'Mã định danh / Identifier';
COMMENT ON COLUMN city."farm_plots"."code" IS 'Mã số / Code';
COMMENT ON COLUMN city."farm_plots"."ward_code" IS 'Phường / Ward';
COMMENT ON COLUMN city."farm_plots"."source" IS 'Nguồn dữ liệu / Source';
COMMENT ON COLUMN city."farm_plots"."farm_id" IS 'Vùng nông nghiệp / Farm';
COMMENT ON COLUMN city."farm_plots"."crop" IS 'Cây trồng / Crop';
COMMENT ON COLUMN city."farm_plots"."area_m2" IS 'Diện tích / Area [m2]';
COMMENT ON COLUMN city."farm_plots"."season" IS 'Mùa vụ / Season';
COMMENT ON COLUMN city."farm_plots"."season_from" IS 'Vụ từ ngày / Season from';
COMMENT ON COLUMN city."farm_plots"."season_to" IS 'Vụ đến ngày / Season until';
COMMENT ON COLUMN city."farm_plots"."expected_yield_kg" IS 'Sản lượng dự kiến / Expected yield [kg]';
COMMENT ON COLUMN city."farm_plots"."geom" IS 'VN-2000 / TM-3 106-15';
GRANT SELECT ON city."farm_plots" TO dongha_public, dongha_citizen, dongha_ward_officer, dongha_urban_management, dongha_land_environment, dongha_economy, dongha_public_utilities, dongha_construction_order, dongha_police, dongha_culture, dongha_operation_centre, dongha_administrator;
ALTER VIEW city."farm_plots" ALTER COLUMN "id" SET DEFAULT gen_random_uuid();
ALTER VIEW city."farm_plots" ALTER COLUMN "code" SET DEFAULT 'M-'::text || nextval('layers.made_codes'::regclass)::text;
ALTER VIEW city."farm_plots" ALTER COLUMN "ward_code" SET DEFAULT layers.own_ward();
ALTER VIEW city."farm_plots" ALTER COLUMN "source" SET DEFAULT 'edit';
GRANT INSERT ON city."farm_plots" TO dongha_economy, dongha_administrator;
GRANT UPDATE ON city."farm_plots" TO dongha_economy, dongha_administrator;
GRANT DELETE ON city."farm_plots" TO dongha_economy, dongha_administrator;

CREATE VIEW city."irrigation_zones" WITH (security_invoker = true) AS
SELECT "id", "code", "ward_code", "source", "plot_id", "method", "area_m2", "flow_lh", "efficiency_pct", "field_capacity_pct", "wilting_point_pct", "geom" FROM layers."irrigation_zones";
COMMENT ON VIEW city."irrigation_zones" IS 'Khu tưới / Irrigation blocks';
COMMENT ON COLUMN city."irrigation_zones"."id" IS 'Mã định danh / Identifier';
COMMENT ON COLUMN city."irrigation_zones"."code" IS 'Mã số / Code';
COMMENT ON COLUMN city."irrigation_zones"."ward_code" IS 'Phường / Ward';
COMMENT ON COLUMN city."irrigation_zones"."source" IS 'Nguồn dữ liệu / Source';
COMMENT ON COLUMN city."irrigation_zones"."plot_id" IS 'Thửa canh tác / Plot';
COMMENT ON COLUMN city."irrigation_zones"."method" IS 'Phương pháp tưới / Method';
COMMENT ON COLUMN city."irrigation_zones"."area_m2" IS 'Diện tích / Area [m2]';
COMMENT ON COLUMN city."irrigation_zones"."flow_lh" IS 'Lưu lượng / Flow [L/h]';
COMMENT ON COLUMN city."irrigation_zones"."efficiency_pct" IS 'Hiệu suất tưới / Efficiency [%]';
COMMENT ON COLUMN city."irrigation_zones"."field_capacity_pct" IS 'Sức chứa ẩm đồng ruộng / Field capacity [%]';
COMMENT ON COLUMN city."irrigation_zones"."wilting_point_pct" IS 'Độ ẩm cây héo / Wilting point [%]';
COMMENT ON COLUMN city."irrigation_zones"."geom" IS 'VN-2000 / TM-3 106-15';
GRANT SELECT ON city."irrigation_zones" TO dongha_public, dongha_citizen, dongha_ward_officer, dongha_urban_management, dongha_land_environment, dongha_economy, dongha_public_utilities, dongha_construction_order, dongha_police, dongha_culture, dongha_operation_centre, dongha_administrator;
ALTER VIEW city."irrigation_zones" ALTER COLUMN "id" SET DEFAULT gen_random_uuid();
ALTER VIEW city."irrigation_zones" ALTER COLUMN "code" SET DEFAULT 'M-'::text || nextval('layers.made_codes'::regclass)::text;
ALTER VIEW city."irrigation_zones" ALTER COLUMN "ward_code" SET DEFAULT layers.own_ward();
ALTER VIEW city."irrigation_zones" ALTER COLUMN "source" SET DEFAULT 'edit';
GRANT INSERT ON city."irrigation_zones" TO dongha_economy, dongha_administrator;
GRANT UPDATE ON city."irrigation_zones" TO dongha_economy, dongha_administrator;
GRANT DELETE ON city."irrigation_zones" TO dongha_economy, dongha_administrator;

CREATE VIEW city."incidents" WITH (security_invoker = true) AS
SELECT "id", "code", "ward_code", "source", "service_code", "status", "priority", "summary", "address", "channel", "department", "requested_at", "due_at", "resolved_at", "rating", "duplicate_of_id", "geom" FROM layers."incidents";
COMMENT ON VIEW city."incidents" IS 'Phản ánh, sự cố / Incidents';
COMMENT ON COLUMN city."incidents"."id" IS 'Mã định danh / Identifier';
COMMENT ON COLUMN city."incidents"."code" IS 'Mã số / Code';
COMMENT ON COLUMN city."incidents"."ward_code" IS 'Phường / Ward';
COMMENT ON COLUMN city."incidents"."source" IS 'Nguồn dữ liệu / Source';
COMMENT ON COLUMN city."incidents"."service_code" IS 'Loại phản ánh / Service';
COMMENT ON COLUMN city."incidents"."status" IS 'Trạng thái / Status';
COMMENT ON COLUMN city."incidents"."priority" IS 'Mức ưu tiên / Priority';
COMMENT ON COLUMN city."incidents"."summary" IS 'Tóm tắt / Summary';
COMMENT ON COLUMN city."incidents"."address" IS 'Địa chỉ / Address';
COMMENT ON COLUMN city."incidents"."channel" IS 'Kênh tiếp nhận / Channel';
COMMENT ON COLUMN city."incidents"."department" IS 'Đơn vị xử lý / Department in charge';
COMMENT ON COLUMN city."incidents"."requested_at" IS 'Thời điểm phản ánh / Reported at';
COMMENT ON COLUMN city."incidents"."due_at" IS 'Hạn xử lý / Due at';
COMMENT ON COLUMN city."incidents"."resolved_at" IS 'Thời điểm xử lý xong / Resolved at';
COMMENT ON COLUMN city."incidents"."rating" IS 'Đánh giá của người phản ánh, 1 đến 5 / Rating by the reporter, 1 to 5';
COMMENT ON COLUMN city."incidents"."duplicate_of_id" IS 'Trùng với / Duplicate of';
COMMENT ON COLUMN city."incidents"."geom" IS 'VN-2000 / TM-3 106-15';
GRANT SELECT ON city."incidents" TO dongha_public, dongha_citizen, dongha_ward_officer, dongha_urban_management, dongha_land_environment, dongha_economy, dongha_public_utilities, dongha_construction_order, dongha_police, dongha_culture, dongha_operation_centre, dongha_administrator;
ALTER VIEW city."incidents" ALTER COLUMN "id" SET DEFAULT gen_random_uuid();
ALTER VIEW city."incidents" ALTER COLUMN "code" SET DEFAULT 'M-'::text || nextval('layers.made_codes'::regclass)::text;
ALTER VIEW city."incidents" ALTER COLUMN "ward_code" SET DEFAULT layers.own_ward();
ALTER VIEW city."incidents" ALTER COLUMN "source" SET DEFAULT 'edit';
ALTER VIEW city."incidents" ALTER COLUMN "status" SET DEFAULT 'received';
ALTER VIEW city."incidents" ALTER COLUMN "priority" SET DEFAULT 'normal';
ALTER VIEW city."incidents" ALTER COLUMN "channel" SET DEFAULT 'web';
ALTER VIEW city."incidents" ALTER COLUMN "requested_at" SET DEFAULT now();
GRANT INSERT ON city."incidents" TO dongha_citizen, dongha_ward_officer, dongha_urban_management, dongha_land_environment, dongha_economy, dongha_public_utilities, dongha_construction_order, dongha_police, dongha_culture, dongha_operation_centre, dongha_administrator;
GRANT UPDATE ON city."incidents" TO dongha_ward_officer, dongha_urban_management, dongha_land_environment, dongha_economy, dongha_public_utilities, dongha_construction_order, dongha_police, dongha_culture, dongha_operation_centre, dongha_administrator;
GRANT DELETE ON city."incidents" TO dongha_ward_officer, dongha_urban_management, dongha_land_environment, dongha_economy, dongha_public_utilities, dongha_construction_order, dongha_police, dongha_culture, dongha_operation_centre, dongha_administrator;

CREATE VIEW city."incident_updates" WITH (security_invoker = true) AS
SELECT "id", "code", "ward_code", "source", "incident_id", "status", "message", "department", "happened_at", "geom" FROM layers."incident_updates";
COMMENT ON VIEW city."incident_updates" IS 'Diễn biến xử lý / Incident updates';
COMMENT ON COLUMN city."incident_updates"."id" IS 'Mã định danh / Identifier';
COMMENT ON COLUMN city."incident_updates"."code" IS 'Mã số / Code';
COMMENT ON COLUMN city."incident_updates"."ward_code" IS 'Phường / Ward';
COMMENT ON COLUMN city."incident_updates"."source" IS 'Nguồn dữ liệu / Source';
COMMENT ON COLUMN city."incident_updates"."incident_id" IS 'Phản ánh / Incident';
COMMENT ON COLUMN city."incident_updates"."status" IS 'Trạng thái mới / New status';
COMMENT ON COLUMN city."incident_updates"."message" IS 'Thông báo công khai / Message to the public';
COMMENT ON COLUMN city."incident_updates"."department" IS 'Đơn vị / Department';
COMMENT ON COLUMN city."incident_updates"."happened_at" IS 'Thời điểm / Happened at';
COMMENT ON COLUMN city."incident_updates"."geom" IS 'VN-2000 / TM-3 106-15';
GRANT SELECT ON city."incident_updates" TO dongha_public, dongha_citizen, dongha_ward_officer, dongha_urban_management, dongha_land_environment, dongha_economy, dongha_public_utilities, dongha_construction_order, dongha_police, dongha_culture, dongha_operation_centre, dongha_administrator;
ALTER VIEW city."incident_updates" ALTER COLUMN "id" SET DEFAULT gen_random_uuid();
ALTER VIEW city."incident_updates" ALTER COLUMN "code" SET DEFAULT 'M-'::text || nextval('layers.made_codes'::regclass)::text;
ALTER VIEW city."incident_updates" ALTER COLUMN "ward_code" SET DEFAULT layers.own_ward();
ALTER VIEW city."incident_updates" ALTER COLUMN "source" SET DEFAULT 'edit';
GRANT INSERT ON city."incident_updates" TO dongha_ward_officer, dongha_urban_management, dongha_land_environment, dongha_economy, dongha_public_utilities, dongha_construction_order, dongha_police, dongha_culture, dongha_operation_centre, dongha_administrator;
GRANT UPDATE ON city."incident_updates" TO dongha_ward_officer, dongha_urban_management, dongha_land_environment, dongha_economy, dongha_public_utilities, dongha_construction_order, dongha_police, dongha_culture, dongha_operation_centre, dongha_administrator;
GRANT DELETE ON city."incident_updates" TO dongha_ward_officer, dongha_urban_management, dongha_land_environment, dongha_economy, dongha_public_utilities, dongha_construction_order, dongha_police, dongha_culture, dongha_operation_centre, dongha_administrator;

CREATE VIEW city."public_facilities" WITH (security_invoker = true) AS
SELECT "id", "code", "ward_code", "source", "name", "kind", "address", "phone", "website", "opening_hours", "capacity", "counter_count", "is_wheelchair_accessible", "geom" FROM layers."public_facilities";
COMMENT ON VIEW city."public_facilities" IS 'Cơ sở dịch vụ công / Public facilities';
COMMENT ON COLUMN city."public_facilities"."id" IS 'Mã định danh / Identifier';
COMMENT ON COLUMN city."public_facilities"."code" IS 'Mã số / Code';
COMMENT ON COLUMN city."public_facilities"."ward_code" IS 'Phường / Ward';
COMMENT ON COLUMN city."public_facilities"."source" IS 'Nguồn dữ liệu / Source';
COMMENT ON COLUMN city."public_facilities"."name" IS 'Tên / Name';
COMMENT ON COLUMN city."public_facilities"."kind" IS 'Loại / Kind';
COMMENT ON COLUMN city."public_facilities"."address" IS 'Địa chỉ / Address';
COMMENT ON COLUMN city."public_facilities"."phone" IS 'Điện thoại cơ quan / Telephone of the office';
COMMENT ON COLUMN city."public_facilities"."website" IS 'Trang web / Website';
COMMENT ON COLUMN city."public_facilities"."opening_hours" IS 'Giờ mở cửa / Opening hours';
COMMENT ON COLUMN city."public_facilities"."capacity" IS 'Quy mô / Capacity';
COMMENT ON COLUMN city."public_facilities"."counter_count" IS 'Số quầy / Counters';
COMMENT ON COLUMN city."public_facilities"."is_wheelchair_accessible" IS 'Lối đi cho xe lăn / Wheelchair access';
COMMENT ON COLUMN city."public_facilities"."geom" IS 'VN-2000 / TM-3 106-15';
GRANT SELECT ON city."public_facilities" TO dongha_public, dongha_citizen, dongha_ward_officer, dongha_urban_management, dongha_land_environment, dongha_economy, dongha_public_utilities, dongha_construction_order, dongha_police, dongha_culture, dongha_operation_centre, dongha_administrator;
ALTER VIEW city."public_facilities" ALTER COLUMN "id" SET DEFAULT gen_random_uuid();
ALTER VIEW city."public_facilities" ALTER COLUMN "code" SET DEFAULT 'M-'::text || nextval('layers.made_codes'::regclass)::text;
ALTER VIEW city."public_facilities" ALTER COLUMN "ward_code" SET DEFAULT layers.own_ward();
ALTER VIEW city."public_facilities" ALTER COLUMN "source" SET DEFAULT 'edit';
GRANT INSERT ON city."public_facilities" TO dongha_culture, dongha_operation_centre, dongha_administrator;
GRANT UPDATE ON city."public_facilities" TO dongha_culture, dongha_operation_centre, dongha_administrator;
GRANT DELETE ON city."public_facilities" TO dongha_culture, dongha_operation_centre, dongha_administrator;

CREATE VIEW city."wifi_points" WITH (security_invoker = true) AS
SELECT "id", "code", "ward_code", "source", "location", "ssid", "reach_m", "provider", "bandwidth_mbits", "installed_on", "geom" FROM layers."wifi_points";
COMMENT ON VIEW city."wifi_points" IS 'Wifi công cộng / Public wifi';
COMMENT ON COLUMN city."wifi_points"."id" IS 'Mã định danh / Identifier';
COMMENT ON COLUMN city."wifi_points"."code" IS 'Mã số / Code';
COMMENT ON COLUMN city."wifi_points"."ward_code" IS 'Phường / Ward';
COMMENT ON COLUMN city."wifi_points"."source" IS 'Nguồn dữ liệu / Source';
COMMENT ON COLUMN city."wifi_points"."location" IS 'Vị trí / Location';
COMMENT ON COLUMN city."wifi_points"."ssid" IS 'Tên mạng (SSID) / Network name';
COMMENT ON COLUMN city."wifi_points"."reach_m" IS 'Bán kính phủ sóng / Reach [m]';
COMMENT ON COLUMN city."wifi_points"."provider" IS 'Nhà cung cấp / Provider';
COMMENT ON COLUMN city."wifi_points"."bandwidth_mbits" IS 'Băng thông / Bandwidth [Mbit/s]';
COMMENT ON COLUMN city."wifi_points"."installed_on" IS 'Ngày lắp đặt / Installed on';
COMMENT ON COLUMN city."wifi_points"."geom" IS 'VN-2000 / TM-3 106-15';
GRANT SELECT ON city."wifi_points" TO dongha_public, dongha_citizen, dongha_ward_officer, dongha_urban_management, dongha_land_environment, dongha_economy, dongha_public_utilities, dongha_construction_order, dongha_police, dongha_culture, dongha_operation_centre, dongha_administrator;
ALTER VIEW city."wifi_points" ALTER COLUMN "id" SET DEFAULT gen_random_uuid();
ALTER VIEW city."wifi_points" ALTER COLUMN "code" SET DEFAULT 'M-'::text || nextval('layers.made_codes'::regclass)::text;
ALTER VIEW city."wifi_points" ALTER COLUMN "ward_code" SET DEFAULT layers.own_ward();
ALTER VIEW city."wifi_points" ALTER COLUMN "source" SET DEFAULT 'edit';
GRANT INSERT ON city."wifi_points" TO dongha_culture, dongha_operation_centre, dongha_administrator;
GRANT UPDATE ON city."wifi_points" TO dongha_culture, dongha_operation_centre, dongha_administrator;
GRANT DELETE ON city."wifi_points" TO dongha_culture, dongha_operation_centre, dongha_administrator;

CREATE VIEW city."indicators" WITH (security_invoker = true) AS
SELECT "id", "code", "ward_code", "source", "indicator", "level", "ward_name", "ward_id", "period", "period_kind", "period_from", "period_to", "value", "unit", "target", "achieved_pct", "geom" FROM layers."indicators";
COMMENT ON VIEW city."indicators" IS 'Chỉ số theo phường / Indicators by ward';
COMMENT ON COLUMN city."indicators"."id" IS 'Mã định danh / Identifier';
COMMENT ON COLUMN city."indicators"."code" IS 'Mã số / Code';
COMMENT ON COLUMN city."indicators"."ward_code" IS 'Phường / Ward';
COMMENT ON COLUMN city."indicators"."source" IS 'Nguồn dữ liệu / Source';
COMMENT ON COLUMN city."indicators"."indicator" IS 'Chỉ số / Indicator';
COMMENT ON COLUMN city."indicators"."level" IS 'Lớp / Part of the index';
COMMENT ON COLUMN city."indicators"."ward_name" IS 'Tên phường / Ward name';
COMMENT ON COLUMN city."indicators"."ward_id" IS 'Ranh giới phường / Ward boundary';
COMMENT ON COLUMN city."indicators"."period" IS 'Kỳ / Period';
COMMENT ON COLUMN city."indicators"."period_kind" IS 'Loại kỳ / Kind of period';
COMMENT ON COLUMN city."indicators"."period_from" IS 'Kỳ từ ngày / Period from';
COMMENT ON COLUMN city."indicators"."period_to" IS 'Kỳ đến ngày / Period to';
COMMENT ON COLUMN city."indicators"."value" IS 'Giá trị / Value';
COMMENT ON COLUMN city."indicators"."unit" IS 'Đơn vị / Unit';
COMMENT ON COLUMN city."indicators"."target" IS 'Chỉ tiêu / Target';
COMMENT ON COLUMN city."indicators"."achieved_pct" IS 'Mức đạt / Achieved [%]';
COMMENT ON COLUMN city."indicators"."geom" IS 'VN-2000 / TM-3 106-15';
GRANT SELECT ON city."indicators" TO dongha_public, dongha_citizen, dongha_ward_officer, dongha_urban_management, dongha_land_environment, dongha_economy, dongha_public_utilities, dongha_construction_order, dongha_police, dongha_culture, dongha_operation_centre, dongha_administrator;

CREATE VIEW city."alerts" WITH (security_invoker = true) AS
SELECT "id", "code", "ward_code", "source", "headline", "headline_en", "cap_category", "cap_severity", "cap_urgency", "cap_certainty", "status", "instruction", "instruction_en", "risk_level", "source_layer", "source_id", "sent_at", "effective_at", "expires_at", "geom" FROM layers."alerts";
COMMENT ON VIEW city."alerts" IS 'Cảnh báo / Alerts';
COMMENT ON COLUMN city."alerts"."id" IS 'Mã định danh / Identifier';
COMMENT ON COLUMN city."alerts"."code" IS 'Mã số / Code';
COMMENT ON COLUMN city."alerts"."ward_code" IS 'Phường / Ward';
COMMENT ON COLUMN city."alerts"."source" IS 'Nguồn dữ liệu / Source';
COMMENT ON COLUMN city."alerts"."headline" IS 'Tiêu đề / Headline, Vietnamese';
COMMENT ON COLUMN city."alerts"."headline_en" IS 'Tiêu đề tiếng Anh / Headline, English';
COMMENT ON COLUMN city."alerts"."cap_category" IS 'Nhóm / Category';
COMMENT ON COLUMN city."alerts"."cap_severity" IS 'Mức nghiêm trọng / Severity';
COMMENT ON COLUMN city."alerts"."cap_urgency" IS 'Tính khẩn cấp / Urgency';
COMMENT ON COLUMN city."alerts"."cap_certainty" IS 'Mức chắc chắn / Certainty';
COMMENT ON COLUMN city."alerts"."status" IS 'Trạng thái / Status';
COMMENT ON COLUMN city."alerts"."instruction" IS 'Hướng dẫn / What to do, Vietnamese';
COMMENT ON COLUMN city."alerts"."instruction_en" IS 'Hướng dẫn tiếng Anh / What to do, English';
COMMENT ON COLUMN city."alerts"."risk_level" IS 'Cấp độ rủi ro thiên tai, 1 đến 5 / Disaster risk level, 1 to 5';
COMMENT ON COLUMN city."alerts"."source_layer" IS 'Lớp nguồn / Caused by layer';
COMMENT ON COLUMN city."alerts"."source_id" IS 'Đối tượng nguồn / Caused by feature';
COMMENT ON COLUMN city."alerts"."sent_at" IS 'Phát lúc / Sent at';
COMMENT ON COLUMN city."alerts"."effective_at" IS 'Hiệu lực từ / In force from';
COMMENT ON COLUMN city."alerts"."expires_at" IS 'Hiệu lực đến / In force until';
COMMENT ON COLUMN city."alerts"."geom" IS 'VN-2000 / TM-3 106-15';
GRANT SELECT ON city."alerts" TO dongha_public, dongha_citizen, dongha_ward_officer, dongha_urban_management, dongha_land_environment, dongha_economy, dongha_public_utilities, dongha_construction_order, dongha_police, dongha_culture, dongha_operation_centre, dongha_administrator;
ALTER VIEW city."alerts" ALTER COLUMN "id" SET DEFAULT gen_random_uuid();
ALTER VIEW city."alerts" ALTER COLUMN "code" SET DEFAULT 'M-'::text || nextval('layers.made_codes'::regclass)::text;
ALTER VIEW city."alerts" ALTER COLUMN "ward_code" SET DEFAULT layers.own_ward();
ALTER VIEW city."alerts" ALTER COLUMN "source" SET DEFAULT 'edit';
GRANT INSERT ON city."alerts" TO dongha_economy, dongha_operation_centre, dongha_administrator;
GRANT UPDATE ON city."alerts" TO dongha_economy, dongha_operation_centre, dongha_administrator;
GRANT DELETE ON city."alerts" TO dongha_economy, dongha_operation_centre, dongha_administrator;

CREATE VIEW city."tasks" WITH (security_invoker = true) AS
SELECT "id", "code", "ward_code", "source", "title", "status", "priority", "department", "created_at", "due_at", "completed_at", "incident_id", "alert_id", "geom" FROM layers."tasks";
COMMENT ON VIEW city."tasks" IS 'Công việc / Tasks';
COMMENT ON COLUMN city."tasks"."id" IS 'Mã định danh / Identifier';
COMMENT ON COLUMN city."tasks"."code" IS 'Mã số / Code';
COMMENT ON COLUMN city."tasks"."ward_code" IS 'Phường / Ward';
COMMENT ON COLUMN city."tasks"."source" IS 'Nguồn dữ liệu / Source';
COMMENT ON COLUMN city."tasks"."title" IS 'Tên công việc / Title';
COMMENT ON COLUMN city."tasks"."status" IS 'Trạng thái / Status';
COMMENT ON COLUMN city."tasks"."priority" IS 'Mức ưu tiên / Priority';
COMMENT ON COLUMN city."tasks"."department" IS 'Đơn vị thực hiện / Department';
COMMENT ON COLUMN city."tasks"."created_at" IS 'Giao lúc / Created at';
COMMENT ON COLUMN city."tasks"."due_at" IS 'Hạn hoàn thành / Due at';
COMMENT ON COLUMN city."tasks"."completed_at" IS 'Hoàn thành lúc / Completed at';
COMMENT ON COLUMN city."tasks"."incident_id" IS 'Phản ánh / Incident';
COMMENT ON COLUMN city."tasks"."alert_id" IS 'Cảnh báo / Alert';
COMMENT ON COLUMN city."tasks"."geom" IS 'VN-2000 / TM-3 106-15';
GRANT SELECT ON city."tasks" TO dongha_ward_officer, dongha_urban_management, dongha_land_environment, dongha_economy, dongha_public_utilities, dongha_construction_order, dongha_police, dongha_culture, dongha_operation_centre, dongha_administrator;
ALTER VIEW city."tasks" ALTER COLUMN "id" SET DEFAULT gen_random_uuid();
ALTER VIEW city."tasks" ALTER COLUMN "code" SET DEFAULT 'M-'::text || nextval('layers.made_codes'::regclass)::text;
ALTER VIEW city."tasks" ALTER COLUMN "ward_code" SET DEFAULT layers.own_ward();
ALTER VIEW city."tasks" ALTER COLUMN "source" SET DEFAULT 'edit';
GRANT INSERT ON city."tasks" TO dongha_urban_management, dongha_land_environment, dongha_economy, dongha_public_utilities, dongha_construction_order, dongha_police, dongha_culture, dongha_operation_centre, dongha_administrator;
GRANT UPDATE ON city."tasks" TO dongha_urban_management, dongha_land_environment, dongha_economy, dongha_public_utilities, dongha_construction_order, dongha_police, dongha_culture, dongha_operation_centre, dongha_administrator;
GRANT DELETE ON city."tasks" TO dongha_urban_management, dongha_land_environment, dongha_economy, dongha_public_utilities, dongha_construction_order, dongha_police, dongha_culture, dongha_operation_centre, dongha_administrator;

CREATE VIEW city."indicator_definitions" WITH (security_invoker = true) AS
SELECT "id", "indicator", "level", "group_code", "subgroup_code", "unit", "more_is_better", "computed_from", "formula", "source" FROM layers."indicator_definitions";
COMMENT ON VIEW city."indicator_definitions" IS 'What an indicator means: its place in the index, unit and the way it is computed.';
COMMENT ON COLUMN city."indicator_definitions"."indicator" IS 'Chỉ số / Indicator';
COMMENT ON COLUMN city."indicator_definitions"."level" IS 'Lớp / Part of the index';
COMMENT ON COLUMN city."indicator_definitions"."group_code" IS 'Nhóm / Group';
COMMENT ON COLUMN city."indicator_definitions"."subgroup_code" IS 'Phân nhóm / Subgroup';
COMMENT ON COLUMN city."indicator_definitions"."unit" IS 'Đơn vị / Unit';
COMMENT ON COLUMN city."indicator_definitions"."more_is_better" IS 'Càng cao càng tốt / More is better';
COMMENT ON COLUMN city."indicator_definitions"."computed_from" IS 'Tính từ các lớp / Computed from layers';
COMMENT ON COLUMN city."indicator_definitions"."formula" IS 'Cách tính / Formula';
COMMENT ON COLUMN city."indicator_definitions"."source" IS 'Nguồn / Source';
GRANT SELECT ON city."indicator_definitions" TO dongha_public, dongha_citizen, dongha_ward_officer, dongha_urban_management, dongha_land_environment, dongha_economy, dongha_public_utilities, dongha_construction_order, dongha_police, dongha_culture, dongha_operation_centre, dongha_administrator;

CREATE VIEW city."indicator_values" WITH (security_invoker = true) AS
SELECT "id", "indicator", "ward_id", "period", "period_kind", "period_from", "period_to", "value", "target", "source", "version", "updated_at" FROM layers."indicator_values";
COMMENT ON VIEW city."indicator_values" IS 'The value of an indicator for one ward and one period.';
COMMENT ON COLUMN city."indicator_values"."indicator" IS 'Chỉ số / Indicator';
COMMENT ON COLUMN city."indicator_values"."ward_id" IS 'Phường / Ward';
COMMENT ON COLUMN city."indicator_values"."period" IS 'Kỳ / Period';
COMMENT ON COLUMN city."indicator_values"."period_kind" IS 'Loại kỳ / Kind of period';
COMMENT ON COLUMN city."indicator_values"."period_from" IS 'Kỳ từ ngày / Period from';
COMMENT ON COLUMN city."indicator_values"."period_to" IS 'Kỳ đến ngày / Period to';
COMMENT ON COLUMN city."indicator_values"."value" IS 'Giá trị / Value';
COMMENT ON COLUMN city."indicator_values"."target" IS 'Chỉ tiêu / Target';
COMMENT ON COLUMN city."indicator_values"."source" IS 'Nguồn dữ liệu / Source';
COMMENT ON COLUMN city."indicator_values"."version" IS 'Phiên bản / Version';
COMMENT ON COLUMN city."indicator_values"."updated_at" IS 'Cập nhật lúc / Updated';
GRANT SELECT ON city."indicator_values" TO dongha_public, dongha_citizen, dongha_ward_officer, dongha_urban_management, dongha_land_environment, dongha_economy, dongha_public_utilities, dongha_construction_order, dongha_police, dongha_culture, dongha_operation_centre, dongha_administrator;

CREATE VIEW city."crop_codes" WITH (security_invoker = true) AS
SELECT "code", "title_vi", "title_en", "color", "position", "source" FROM layers."crop_codes";
GRANT SELECT ON city."crop_codes" TO dongha_public, dongha_citizen, dongha_ward_officer, dongha_urban_management, dongha_land_environment, dongha_economy, dongha_public_utilities, dongha_construction_order, dongha_police, dongha_culture, dongha_operation_centre, dongha_administrator;

CREATE VIEW city."department_codes" WITH (security_invoker = true) AS
SELECT "code", "title_vi", "title_en", "color", "position", "source" FROM layers."department_codes";
GRANT SELECT ON city."department_codes" TO dongha_public, dongha_citizen, dongha_ward_officer, dongha_urban_management, dongha_land_environment, dongha_economy, dongha_public_utilities, dongha_construction_order, dongha_police, dongha_culture, dongha_operation_centre, dongha_administrator;

CREATE VIEW city."discharge_standard_codes" WITH (security_invoker = true) AS
SELECT "code", "title_vi", "title_en", "color", "position", "source" FROM layers."discharge_standard_codes";
GRANT SELECT ON city."discharge_standard_codes" TO dongha_public, dongha_citizen, dongha_ward_officer, dongha_urban_management, dongha_land_environment, dongha_economy, dongha_public_utilities, dongha_construction_order, dongha_police, dongha_culture, dongha_operation_centre, dongha_administrator;

CREATE VIEW city."incident_service_codes" WITH (security_invoker = true) AS
SELECT "code", "title_vi", "title_en", "color", "position", "source" FROM layers."incident_service_codes";
GRANT SELECT ON city."incident_service_codes" TO dongha_public, dongha_citizen, dongha_ward_officer, dongha_urban_management, dongha_land_environment, dongha_economy, dongha_public_utilities, dongha_construction_order, dongha_police, dongha_culture, dongha_operation_centre, dongha_administrator;

CREATE VIEW city."indicator_codes" WITH (security_invoker = true) AS
SELECT "code", "title_vi", "title_en", "color", "position", "source" FROM layers."indicator_codes";
GRANT SELECT ON city."indicator_codes" TO dongha_public, dongha_citizen, dongha_ward_officer, dongha_urban_management, dongha_land_environment, dongha_economy, dongha_public_utilities, dongha_construction_order, dongha_police, dongha_culture, dongha_operation_centre, dongha_administrator;

CREATE VIEW city."land_use_codes" WITH (security_invoker = true) AS
SELECT "code", "title_vi", "title_en", "color", "position", "source" FROM layers."land_use_codes";
GRANT SELECT ON city."land_use_codes" TO dongha_public, dongha_citizen, dongha_ward_officer, dongha_urban_management, dongha_land_environment, dongha_economy, dongha_public_utilities, dongha_construction_order, dongha_police, dongha_culture, dongha_operation_centre, dongha_administrator;

CREATE VIEW city."lighting_class_codes" WITH (security_invoker = true) AS
SELECT "code", "title_vi", "title_en", "color", "position", "source" FROM layers."lighting_class_codes";
GRANT SELECT ON city."lighting_class_codes" TO dongha_public, dongha_citizen, dongha_ward_officer, dongha_urban_management, dongha_land_environment, dongha_economy, dongha_public_utilities, dongha_construction_order, dongha_police, dongha_culture, dongha_operation_centre, dongha_administrator;

CREATE VIEW city."parcel_change_kind_codes" WITH (security_invoker = true) AS
SELECT "code", "title_vi", "title_en", "color", "position", "source" FROM layers."parcel_change_kind_codes";
GRANT SELECT ON city."parcel_change_kind_codes" TO dongha_public, dongha_citizen, dongha_ward_officer, dongha_urban_management, dongha_land_environment, dongha_economy, dongha_public_utilities, dongha_construction_order, dongha_police, dongha_culture, dongha_operation_centre, dongha_administrator;

CREATE VIEW city."violation_behaviour_codes" WITH (security_invoker = true) AS
SELECT "code", "title_vi", "title_en", "color", "position", "source" FROM layers."violation_behaviour_codes";
GRANT SELECT ON city."violation_behaviour_codes" TO dongha_public, dongha_citizen, dongha_ward_officer, dongha_urban_management, dongha_land_environment, dongha_economy, dongha_public_utilities, dongha_construction_order, dongha_police, dongha_culture, dongha_operation_centre, dongha_administrator;

CREATE VIEW city."zone_use_codes" WITH (security_invoker = true) AS
SELECT "code", "title_vi", "title_en", "color", "position", "source" FROM layers."zone_use_codes";
GRANT SELECT ON city."zone_use_codes" TO dongha_public, dongha_citizen, dongha_ward_officer, dongha_urban_management, dongha_land_environment, dongha_economy, dongha_public_utilities, dongha_construction_order, dongha_police, dongha_culture, dongha_operation_centre, dongha_administrator;
