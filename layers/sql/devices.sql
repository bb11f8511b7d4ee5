-- The registry behind the layer `devices`: what can be observed and commanded (written from the declarations), which series
-- there are, and who may come to the broker.
DO $$ BEGIN CREATE ROLE dongha_ingest NOLOGIN; EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END $$;
GRANT USAGE ON SCHEMA layers, ext TO dongha_ingest;

CREATE TABLE layers.observed_properties (
    id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    layer text NOT NULL,
    property text NOT NULL,
    kind text NOT NULL,
    unit text,
    title_vi text NOT NULL,
    title_en text NOT NULL,
    readers text[] NOT NULL,
    UNIQUE (layer, property)
);
COMMENT ON TABLE layers.observed_properties IS 'Đại lượng được đo, theo khai báo / what can be observed, as declared';
COMMENT ON COLUMN layers.observed_properties.readers IS 'Nhóm được đọc / the group roles that read all of it';

CREATE TABLE layers.abilities (
    layer text NOT NULL,
    action text NOT NULL,
    property text,
    becomes text,
    unit text,
    ge double precision,
    le double precision,
    title_vi text NOT NULL,
    title_en text NOT NULL,
    groups text[] NOT NULL,
    PRIMARY KEY (layer, action)
);
COMMENT ON TABLE layers.abilities IS 'Thiết bị của lớp làm được gì, ai được lệnh / what devices of a layer can be told, and by whom';

CREATE TABLE layers.datastreams (
    id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    layer text NOT NULL,
    feature_id uuid NOT NULL,
    fid bigint NOT NULL,
    property text NOT NULL,
    observed_property integer NOT NULL REFERENCES layers.observed_properties,
    device bigint NOT NULL,
    UNIQUE (layer, fid, property)
);
CREATE INDEX datastreams_device_idx ON layers.datastreams (device);
CREATE INDEX datastreams_feature_idx ON layers.datastreams (feature_id);
COMMENT ON COLUMN layers.datastreams.device IS 'Số (fid) của thiết bị / number of the device that opened it';
COMMENT ON TABLE layers.datastreams IS 'Chuỗi số đo của một đối tượng / one series: a feature and one of its observed properties';

CREATE TABLE layers.broker_logins (
    name text PRIMARY KEY CHECK (
        name ~ '^[^[:space:][:cntrl:]:+#$/][^[:space:][:cntrl:]:+#]{0,239}$' AND octet_length(name) <= 400),
    kind text NOT NULL CHECK (kind IN ('device', 'gateway', 'service')),
    device_id uuid,
    password_hash text NOT NULL CHECK (password_hash ~ '^\$7\$[0-9]+\$[A-Za-z0-9+/=]+\$[A-Za-z0-9+/=]+$'),
    writes text[] NOT NULL DEFAULT '{}',
    reads text[] NOT NULL DEFAULT '{}',
    active boolean NOT NULL DEFAULT true,
    changed_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT broker_logins_device CHECK ((kind = 'device') = (device_id IS NOT NULL))
);
CREATE INDEX broker_logins_device_idx ON layers.broker_logins (device_id) WHERE device_id IS NOT NULL;
COMMENT ON TABLE layers.broker_logins IS 'Ai được vào máy chủ MQTT, với chủ đề nào / who may come to the broker, and to which topics';

CREATE UNIQUE INDEX devices_feature_key ON layers.devices (layer, feature_id);
CREATE UNIQUE INDEX devices_topic_key ON layers.devices (layer, key);

-- A device stands where its feature stands, is called after it, and is known to those who may know of the feature. It stays with
-- it: series and rights hang on that.
CREATE FUNCTION layers.fill_device() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = layers, ext, pg_temp
AS $$
DECLARE
    found record;
BEGIN
    IF TG_OP = 'UPDATE' THEN
        IF (NEW.layer, NEW.feature_id) <> (OLD.layer, OLD.feature_id) THEN
            RAISE EXCEPTION USING ERRCODE = 'DH010', MESSAGE = 'a device stays with its feature', TABLE = 'devices',
                COLUMN = 'feature_id', CONSTRAINT = 'devices_stays';
        END IF;
        NEW.feature_fid := OLD.feature_fid;
        NEW.audience := OLD.audience;
        NEW.key := coalesce(nullif(NEW.key, ''), OLD.key);
        NEW.code := NEW.layer || '.' || NEW.key;
        RETURN NEW;
    END IF;
    IF NOT EXISTS (SELECT FROM layers.observed_properties o WHERE o.layer = NEW.layer) THEN
        RAISE EXCEPTION USING ERRCODE = 'DH010', MESSAGE = 'no device reports for this layer', TABLE = 'devices',
            COLUMN = 'layer', CONSTRAINT = 'devices_layer';
    END IF;
    EXECUTE format('SELECT f.fid, f.code, f.ward_code, f.geom FROM layers.%I f WHERE f.id = $1', NEW.layer)
        INTO found USING NEW.feature_id;
    IF found.fid IS NULL THEN
        RAISE EXCEPTION USING ERRCODE = 'DH010', MESSAGE = 'no such feature', TABLE = 'devices',
            COLUMN = 'feature_id', CONSTRAINT = 'devices_feature';
    END IF;
    NEW.feature_fid := found.fid;
    NEW.key := coalesce(nullif(NEW.key, ''), regexp_replace(found.code, '[/+#[:space:]]', '-', 'g'));
    NEW.code := NEW.layer || '.' || NEW.key;
    NEW.ward_code := found.ward_code;
    NEW.geom := coalesce(NEW.geom, ST_PointOnSurface(ST_Force2D(found.geom)));
    NEW.audience := CASE WHEN EXISTS (
        SELECT FROM layers.observed_properties o WHERE o.layer = NEW.layer AND 'dongha_public' = ANY (o.readers)
    ) THEN 'public' ELSE 'staff' END;
    RETURN NEW;
END $$;
CREATE TRIGGER a_fill_device BEFORE INSERT OR UPDATE ON layers.devices FOR EACH ROW EXECUTE FUNCTION layers.fill_device();

-- Series of the feature, and of the device's own health.
CREATE FUNCTION layers.open_datastreams() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = layers, pg_temp
AS $$
BEGIN
    INSERT INTO layers.datastreams (layer, feature_id, fid, property, observed_property, device)
    SELECT s.layer, s.feature_id, s.fid, o.property, o.id, s.device
    FROM (SELECT layer, feature_id, feature_fid AS fid, fid AS device FROM came
          UNION ALL SELECT 'devices', id, fid, fid FROM came) s
    JOIN layers.observed_properties o ON o.layer = s.layer
    ORDER BY s.layer, s.fid, o.id
    ON CONFLICT (layer, fid, property) DO UPDATE SET device = excluded.device;
    RETURN NULL;
END $$;
CREATE TRIGGER open_datastreams AFTER INSERT ON layers.devices REFERENCING NEW TABLE AS came
    FOR EACH STATEMENT EXECUTE FUNCTION layers.open_datastreams();

-- A device for each feature of a layer that has none; the number of new devices.
CREATE FUNCTION layers.register_devices(of_layer text, spoken text, silent_s integer, named text) RETURNS integer
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = layers, ext, pg_temp
AS $$
DECLARE
    made integer;
BEGIN
    EXECUTE format(
        'INSERT INTO layers.devices (layer, feature_id, protocol, silent_after_s, source)
         SELECT $1, f.id, $2, $3, $4 FROM layers.%I f
         WHERE NOT EXISTS (SELECT FROM layers.devices d WHERE d.layer = $1 AND d.feature_id = f.id)
         ORDER BY f.fid', of_layer) USING of_layer, spoken, silent_s, named;
    GET DIAGNOSTICS made = ROW_COUNT;
    RETURN made;
END $$;
REVOKE ALL ON FUNCTION layers.register_devices(text, text, integer, text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION layers.register_devices(text, text, integer, text) TO dongha_service;

-- Whoever may read an observed property may read its series.
ALTER TABLE layers.datastreams ENABLE ROW LEVEL SECURITY;
CREATE POLICY read_all ON layers.datastreams FOR SELECT TO dongha_service, dongha_ingest USING (true);
GRANT SELECT ON layers.datastreams, layers.observed_properties, layers.abilities, layers.devices, layers.broker_logins
    TO dongha_service;
GRANT INSERT, UPDATE, DELETE ON layers.broker_logins TO dongha_service;
GRANT SELECT ON layers.datastreams, layers.observed_properties, layers.abilities, layers.devices TO dongha_ingest;
GRANT UPDATE (firmware, application, version, updated_at) ON layers.devices TO dongha_ingest;
CREATE POLICY house ON layers.devices TO dongha_service, dongha_ingest USING (true) WITH CHECK (true);
