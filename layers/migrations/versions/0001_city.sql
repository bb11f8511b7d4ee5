CREATE SCHEMA IF NOT EXISTS ext;
CREATE EXTENSION IF NOT EXISTS postgis SCHEMA ext;
CREATE EXTENSION IF NOT EXISTS unaccent SCHEMA ext;
CREATE EXTENSION IF NOT EXISTS pg_trgm SCHEMA ext;
CREATE SCHEMA layers;
DO $$ BEGIN EXECUTE format('ALTER DATABASE %I SET search_path = layers, ext', current_database()); END $$;
SET LOCAL search_path = layers, ext;
INSERT INTO ext.spatial_ref_sys (srid, auth_name, auth_srid, srtext, proj4text)
VALUES (9212, 'EPSG', 9212, 'PROJCS["VN-2000 / TM-3 106-15",GEOGCS["VN-2000",DATUM["Vietnam_2000",SPHEROID["WGS 84",6378137,298.257223563,AUTHORITY["EPSG","7030"]],AUTHORITY["EPSG","6756"]],PRIMEM["Greenwich",0,AUTHORITY["EPSG","8901"]],UNIT["degree",0.0174532925199433,AUTHORITY["EPSG","9122"]],AUTHORITY["EPSG","4756"]],PROJECTION["Transverse_Mercator"],PARAMETER["latitude_of_origin",0],PARAMETER["central_meridian",106.25],PARAMETER["scale_factor",0.9999],PARAMETER["false_easting",500000],PARAMETER["false_northing",0],UNIT["metre",1,AUTHORITY["EPSG","9001"]],AXIS["Easting",EAST],AXIS["Northing",NORTH],AUTHORITY["EPSG","9212"]]', '+proj=tmerc +lat_0=0 +lon_0=106.25 +k=0.9999 +x_0=500000 +y_0=0 +ellps=WGS84 +towgs84=-191.90441429,-39.30318279,-111.45032835,0.00928836,-0.01975479,0.00427372,0.252906278 +units=m +no_defs')
ON CONFLICT (srid) DO UPDATE SET srtext = excluded.srtext, proj4text = excluded.proj4text;
DO $$ BEGIN CREATE ROLE dongha_public NOLOGIN; EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END $$;
GRANT USAGE ON SCHEMA layers, ext TO dongha_public;

-- Text as it is searched: NFC, lower case, no diacritics ("Đông Hà" -> "dong ha"). Immutable, so that it can be indexed;
-- the dictionary is named, so that nothing depends on the search path.
CREATE FUNCTION layers.fold(value text) RETURNS text
    LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT
    RETURN lower(ext.unaccent('ext.unaccent'::regdictionary, normalize(value, NFC)));

CREATE FUNCTION layers.joined(items text[]) RETURNS text
    LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT
    RETURN array_to_string(items, ' ');

-- How many rows a layer has and which version it is, exact in every reader's own snapshot.
-- Writers only append a line per statement, so they never wait for each other; the sums count exactly what is visible.
-- The first line starts at the clock, so that a version never comes back after a new installation.
CREATE TABLE layers.layer_versions (
    layer text NOT NULL,
    rows bigint NOT NULL,
    statements bigint NOT NULL
);
CREATE INDEX layer_versions_layer_idx ON layers.layer_versions (layer) INCLUDE (rows, statements);
COMMENT ON TABLE layers.layer_versions IS 'Số dòng và phiên bản của từng lớp / rows and version of every layer, as sums';

CREATE FUNCTION layers.layer_version(VARIADIC names text[]) RETURNS bigint
    LANGUAGE sql STABLE PARALLEL SAFE
    RETURN (SELECT coalesce(sum(statements), 0)::bigint FROM layers.layer_versions WHERE layer = ANY (names));

CREATE FUNCTION layers.layer_total(name text) RETURNS bigint
    LANGUAGE sql STABLE PARALLEL SAFE
    RETURN (SELECT coalesce(sum(rows), 0)::bigint FROM layers.layer_versions WHERE layer = name);

-- The lines of a layer become one now and then. Lines that another writer is folding are left to it.
CREATE FUNCTION layers.fold_versions(name text) RETURNS void
    LANGUAGE sql SECURITY DEFINER SET search_path = layers, pg_temp
AS $$
    WITH taken AS (
        DELETE FROM layers.layer_versions v
        USING (SELECT ctid FROM layers.layer_versions WHERE layer = name FOR UPDATE SKIP LOCKED) free
        WHERE v.ctid = free.ctid
        RETURNING v.rows, v.statements
    )
    INSERT INTO layers.layer_versions SELECT name, sum(rows), sum(statements) FROM taken HAVING count(*) > 0;
$$;

CREATE FUNCTION layers.note_insert() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = layers, pg_temp
AS $$
BEGIN
    INSERT INTO layers.layer_versions SELECT TG_ARGV[0], count(*) * TG_ARGV[1]::int, 1 FROM changed HAVING count(*) > 0;
    IF random() < 0.02 AND current_setting('transaction_isolation') = 'read committed' THEN
        PERFORM layers.fold_versions(TG_ARGV[0]);
    END IF;
    RETURN NULL;
END $$;

CREATE FUNCTION layers.note_delete() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = layers, pg_temp
AS $$
BEGIN
    INSERT INTO layers.layer_versions SELECT TG_ARGV[0], -count(*) * TG_ARGV[1]::int, 1 FROM changed HAVING count(*) > 0;
    RETURN NULL;
END $$;

CREATE FUNCTION layers.note_update() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = layers, pg_temp
AS $$
BEGIN
    INSERT INTO layers.layer_versions VALUES (TG_ARGV[0], 0, 1);
    IF random() < 0.02 AND current_setting('transaction_isolation') = 'read committed' THEN
        PERFORM layers.fold_versions(TG_ARGV[0]);
    END IF;
    RETURN NULL;
END $$;

-- TRUNCATE tells no row count, so it is the one statement that sets the total: what is visible to it, taken back.
CREATE FUNCTION layers.note_truncate() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = layers, pg_temp
AS $$
BEGIN
    INSERT INTO layers.layer_versions
        VALUES (TG_ARGV[0], -layers.layer_total(TG_ARGV[0]) * TG_ARGV[1]::int, 1);
    RETURN NULL;
END $$;

CREATE TABLE layers.alerts (
	fid BIGINT GENERATED BY DEFAULT AS IDENTITY, 
	id UUID DEFAULT gen_random_uuid() NOT NULL, 
	code TEXT NOT NULL, 
	ward_code TEXT, 
	source TEXT NOT NULL, 
	version INTEGER DEFAULT 1 NOT NULL, 
	updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL, 
	headline TEXT NOT NULL, 
	headline_en TEXT, 
	cap_category TEXT NOT NULL, 
	cap_severity TEXT NOT NULL, 
	cap_urgency TEXT NOT NULL, 
	cap_certainty TEXT NOT NULL, 
	status TEXT NOT NULL, 
	instruction TEXT, 
	instruction_en TEXT, 
	risk_level INTEGER, 
	source_layer TEXT, 
	source_id UUID, 
	sent_at TIMESTAMP WITH TIME ZONE NOT NULL, 
	effective_at TIMESTAMP WITH TIME ZONE NOT NULL, 
	expires_at TIMESTAMP WITH TIME ZONE, 
	acknowledged_by_ref TEXT, 
	geom geometry(MULTIPOLYGON,9212) NOT NULL, 
	geom_3857 geometry(MULTIPOLYGON,3857) GENERATED ALWAYS AS (ext.st_transform(geom, 3857)) STORED NOT NULL, 
	geojson TEXT GENERATED ALWAYS AS (ext.st_asgeojson(ext.st_transform(geom, 4326), 7)) STORED, 
	search TEXT GENERATED ALWAYS AS (layers.fold(' ' || coalesce(code, '') || ' ' || coalesce(headline, '') || ' ' || coalesce(headline_en, ''))) STORED, 
	CONSTRAINT alerts_pkey PRIMARY KEY (id), 
	CONSTRAINT alerts_fid_key UNIQUE (fid), 
	CONSTRAINT alerts_key UNIQUE (code), 
	CONSTRAINT alerts_code_length CHECK (char_length(code) <= 120), 
	CONSTRAINT alerts_ward_code_pattern CHECK (ward_code ~ '^\d{5}$'), 
	CONSTRAINT alerts_source_length CHECK (char_length(source) <= 200), 
	CONSTRAINT alerts_version_range CHECK (version >= 1), 
	CONSTRAINT alerts_headline_length CHECK (char_length(headline) <= 160), 
	CONSTRAINT alerts_headline_en_length CHECK (char_length(headline_en) <= 160), 
	CONSTRAINT alerts_cap_category_code CHECK (cap_category IN ('Geo', 'Met', 'Safety', 'Security', 'Rescue', 'Fire', 'Health', 'Env', 'Transport', 'Infra', 'Other')), 
	CONSTRAINT alerts_cap_severity_code CHECK (cap_severity IN ('Extreme', 'Severe', 'Moderate', 'Minor', 'Unknown')), 
	CONSTRAINT alerts_cap_urgency_code CHECK (cap_urgency IN ('Immediate', 'Expected', 'Future', 'Past', 'Unknown')), 
	CONSTRAINT alerts_cap_certainty_code CHECK (cap_certainty IN ('Observed', 'Likely', 'Possible', 'Unlikely', 'Unknown')), 
	CONSTRAINT alerts_status_code CHECK (status IN ('open', 'acknowledged', 'closed')), 
	CONSTRAINT alerts_instruction_length CHECK (char_length(instruction) <= 2000), 
	CONSTRAINT alerts_instruction_en_length CHECK (char_length(instruction_en) <= 2000), 
	CONSTRAINT alerts_risk_level_range CHECK (risk_level >= 1 AND risk_level <= 5), 
	CONSTRAINT alerts_source_layer_pattern CHECK (source_layer ~ '^[a-z][a-z0-9_]*$'), 
	CONSTRAINT alerts_source_layer_length CHECK (char_length(source_layer) <= 48), 
	CONSTRAINT alerts_acknowledged_by_ref_length CHECK (char_length(acknowledged_by_ref) <= 60), 
	CONSTRAINT alerts_geom_bounds CHECK (geom OPERATOR(ext.@) ext.st_makeenvelope(560000, 1830000, 620000, 1890000, 9212)), 
	CONSTRAINT alerts_geom_not_empty CHECK (NOT ext.st_isempty(geom)), 
	CONSTRAINT alerts_geom_valid CHECK (ext.st_isvalid(geom))
);
ALTER TABLE layers."alerts" ALTER COLUMN geojson SET COMPRESSION lz4;
CREATE INDEX alerts_geom_3857_idx ON layers.alerts USING gist (geom_3857);
CREATE INDEX alerts_geom_idx ON layers.alerts USING gist (geom);
CREATE INDEX alerts_search_idx ON layers.alerts USING gin (search ext.gin_trgm_ops);
CREATE INDEX alerts_status_idx ON layers.alerts (status);
CREATE INDEX alerts_time_idx ON layers.alerts (effective_at, expires_at);
CREATE INDEX alerts_ward_code_idx ON layers.alerts (ward_code);
COMMENT ON TABLE layers.alerts IS 'Cảnh báo / Alerts. Cảnh báo theo vùng và thời gian, kèm mức nghiêm trọng, tính khẩn cấp và việc cần làm, bằng tiếng Việt và tiếng Anh. / Warnings for an area and a time with severity, urgency and what to do, in Vietnamese and English.';
COMMENT ON COLUMN layers.alerts.fid IS 'Số đối tượng / Feature number';
COMMENT ON COLUMN layers.alerts.id IS 'Mã định danh / Identifier';
COMMENT ON COLUMN layers.alerts.code IS 'Mã số / Code';
COMMENT ON COLUMN layers.alerts.ward_code IS 'Phường / Ward';
COMMENT ON COLUMN layers.alerts.source IS 'Nguồn dữ liệu / Source';
COMMENT ON COLUMN layers.alerts.version IS 'Phiên bản / Version';
COMMENT ON COLUMN layers.alerts.updated_at IS 'Cập nhật lúc / Updated';
COMMENT ON COLUMN layers.alerts.headline IS 'Tiêu đề / Headline, Vietnamese';
COMMENT ON COLUMN layers.alerts.headline_en IS 'Tiêu đề tiếng Anh / Headline, English';
COMMENT ON COLUMN layers.alerts.cap_category IS 'Nhóm / Category';
COMMENT ON COLUMN layers.alerts.cap_severity IS 'Mức nghiêm trọng / Severity';
COMMENT ON COLUMN layers.alerts.cap_urgency IS 'Tính khẩn cấp / Urgency';
COMMENT ON COLUMN layers.alerts.cap_certainty IS 'Mức chắc chắn / Certainty';
COMMENT ON COLUMN layers.alerts.status IS 'Trạng thái / Status';
COMMENT ON COLUMN layers.alerts.instruction IS 'Hướng dẫn / What to do, Vietnamese';
COMMENT ON COLUMN layers.alerts.instruction_en IS 'Hướng dẫn tiếng Anh / What to do, English';
COMMENT ON COLUMN layers.alerts.risk_level IS 'Cấp độ rủi ro thiên tai, 1 đến 5 / Disaster risk level, 1 to 5';
COMMENT ON COLUMN layers.alerts.source_layer IS 'Lớp nguồn / Caused by layer';
COMMENT ON COLUMN layers.alerts.source_id IS 'Đối tượng nguồn / Caused by feature';
COMMENT ON COLUMN layers.alerts.sent_at IS 'Phát lúc / Sent at';
COMMENT ON COLUMN layers.alerts.effective_at IS 'Hiệu lực từ / In force from';
COMMENT ON COLUMN layers.alerts.expires_at IS 'Hiệu lực đến / In force until';
COMMENT ON COLUMN layers.alerts.acknowledged_by_ref IS 'Người tiếp nhận / Acknowledged by (riêng tư / private)';
COMMENT ON COLUMN layers.alerts.geom IS 'VN-2000 / TM-3 106-15';
COMMENT ON COLUMN layers.alerts.geom_3857 IS 'geom in Web Mercator, for tiles';
COMMENT ON COLUMN layers.alerts.geojson IS 'geom as GeoJSON (CRS84, 7 decimals), for items';
COMMENT ON COLUMN layers.alerts.search IS 'Words to search, folded: lower case, no diacritics';

CREATE TABLE layers.crop_codes (
	code TEXT NOT NULL, 
	title_vi TEXT NOT NULL, 
	title_en TEXT NOT NULL, 
	color TEXT, 
	position INTEGER NOT NULL, 
	source TEXT NOT NULL, 
	PRIMARY KEY (code), 
	CONSTRAINT crop_codes_color CHECK (color ~ '^#[0-9a-f]{6}$')
);
COMMENT ON TABLE layers.crop_codes IS 'What stands on a plot. (editable code list)';
COMMENT ON COLUMN layers.crop_codes.source IS 'Where this line was taken from';

CREATE TABLE layers.department_codes (
	code TEXT NOT NULL, 
	title_vi TEXT NOT NULL, 
	title_en TEXT NOT NULL, 
	color TEXT, 
	position INTEGER NOT NULL, 
	source TEXT NOT NULL, 
	PRIMARY KEY (code), 
	CONSTRAINT department_codes_color CHECK (color ~ '^#[0-9a-f]{6}$')
);
COMMENT ON TABLE layers.department_codes IS 'Who in the city answers for a thing. The list follows the city''s own organisation and is the city''s to edit. (editable code list)';
COMMENT ON COLUMN layers.department_codes.source IS 'Where this line was taken from';

CREATE TABLE layers.discharge_standard_codes (
	code TEXT NOT NULL, 
	title_vi TEXT NOT NULL, 
	title_en TEXT NOT NULL, 
	color TEXT, 
	position INTEGER NOT NULL, 
	source TEXT NOT NULL, 
	PRIMARY KEY (code), 
	CONSTRAINT discharge_standard_codes_color CHECK (color ~ '^#[0-9a-f]{6}$')
);
COMMENT ON TABLE layers.discharge_standard_codes IS 'Which technical rule a discharge must keep. (editable code list)';
COMMENT ON COLUMN layers.discharge_standard_codes.source IS 'Where this line was taken from';

CREATE TABLE layers.farms (
	fid BIGINT GENERATED BY DEFAULT AS IDENTITY, 
	id UUID DEFAULT gen_random_uuid() NOT NULL, 
	code TEXT NOT NULL, 
	ward_code TEXT, 
	source TEXT NOT NULL, 
	version INTEGER DEFAULT 1 NOT NULL, 
	updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL, 
	name TEXT NOT NULL, 
	kind TEXT NOT NULL, 
	address TEXT, 
	area_m2 DOUBLE PRECISION NOT NULL, 
	household_count INTEGER NOT NULL, 
	founded_on DATE, 
	geom geometry(MULTIPOLYGON,9212) NOT NULL, 
	geom_3857 geometry(MULTIPOLYGON,3857) GENERATED ALWAYS AS (ext.st_transform(geom, 3857)) STORED NOT NULL, 
	geojson TEXT GENERATED ALWAYS AS (ext.st_asgeojson(ext.st_transform(geom, 4326), 7)) STORED, 
	search TEXT GENERATED ALWAYS AS (layers.fold(' ' || coalesce(code, '') || ' ' || coalesce(name, '') || ' ' || coalesce(address, ''))) STORED, 
	CONSTRAINT farms_pkey PRIMARY KEY (id), 
	CONSTRAINT farms_fid_key UNIQUE (fid), 
	CONSTRAINT farms_key UNIQUE (code), 
	CONSTRAINT farms_code_length CHECK (char_length(code) <= 120), 
	CONSTRAINT farms_ward_code_pattern CHECK (ward_code ~ '^\d{5}$'), 
	CONSTRAINT farms_source_length CHECK (char_length(source) <= 200), 
	CONSTRAINT farms_version_range CHECK (version >= 1), 
	CONSTRAINT farms_name_length CHECK (char_length(name) <= 150), 
	CONSTRAINT farms_kind_code CHECK (kind IN ('flowers', 'vegetables')), 
	CONSTRAINT farms_address_length CHECK (char_length(address) <= 250), 
	CONSTRAINT farms_area_m2_range CHECK (area_m2 > 0), 
	CONSTRAINT farms_area_m2_finite CHECK (area_m2 < 'Infinity'::double precision), 
	CONSTRAINT farms_household_count_range CHECK (household_count >= 0 AND household_count <= 1000), 
	CONSTRAINT farms_geom_bounds CHECK (geom OPERATOR(ext.@) ext.st_makeenvelope(560000, 1830000, 620000, 1890000, 9212)), 
	CONSTRAINT farms_geom_not_empty CHECK (NOT ext.st_isempty(geom)), 
	CONSTRAINT farms_geom_valid CHECK (ext.st_isvalid(geom))
);
ALTER TABLE layers."farms" ALTER COLUMN geojson SET COMPRESSION lz4;
CREATE INDEX farms_geom_3857_idx ON layers.farms USING gist (geom_3857);
CREATE INDEX farms_geom_idx ON layers.farms USING gist (geom);
CREATE INDEX farms_search_idx ON layers.farms USING gin (search ext.gin_trgm_ops);
CREATE INDEX farms_ward_code_idx ON layers.farms (ward_code);
COMMENT ON TABLE layers.farms IS 'Vùng nông nghiệp thông minh / Farms. Tổ hợp tác, hợp tác xã nông nghiệp thông minh, kèm diện tích, số hộ và thời tiết tại ruộng. / Smart-farming groups with their land, number of households and weather on the field.';
COMMENT ON COLUMN layers.farms.fid IS 'Số đối tượng / Feature number';
COMMENT ON COLUMN layers.farms.id IS 'Mã định danh / Identifier';
COMMENT ON COLUMN layers.farms.code IS 'Mã số / Code';
COMMENT ON COLUMN layers.farms.ward_code IS 'Phường / Ward';
COMMENT ON COLUMN layers.farms.source IS 'Nguồn dữ liệu / Source';
COMMENT ON COLUMN layers.farms.version IS 'Phiên bản / Version';
COMMENT ON COLUMN layers.farms.updated_at IS 'Cập nhật lúc / Updated';
COMMENT ON COLUMN layers.farms.name IS 'Tên / Name';
COMMENT ON COLUMN layers.farms.kind IS 'Loại cây trồng / Grows';
COMMENT ON COLUMN layers.farms.address IS 'Địa chỉ / Address';
COMMENT ON COLUMN layers.farms.area_m2 IS 'Diện tích / Area [m2]';
COMMENT ON COLUMN layers.farms.household_count IS 'Số hộ / Households';
COMMENT ON COLUMN layers.farms.founded_on IS 'Ngày thành lập / Founded on';
COMMENT ON COLUMN layers.farms.geom IS 'VN-2000 / TM-3 106-15';
COMMENT ON COLUMN layers.farms.geom_3857 IS 'geom in Web Mercator, for tiles';
COMMENT ON COLUMN layers.farms.geojson IS 'geom as GeoJSON (CRS84, 7 decimals), for items';
COMMENT ON COLUMN layers.farms.search IS 'Words to search, folded: lower case, no diacritics';

CREATE TABLE layers.flood_marks (
	fid BIGINT GENERATED BY DEFAULT AS IDENTITY, 
	id UUID DEFAULT gen_random_uuid() NOT NULL, 
	code TEXT NOT NULL, 
	ward_code TEXT, 
	source TEXT NOT NULL, 
	version INTEGER DEFAULT 1 NOT NULL, 
	updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL, 
	event TEXT NOT NULL, 
	peak_on DATE NOT NULL, 
	level_m DOUBLE PRECISION NOT NULL, 
	depth_m DOUBLE PRECISION, 
	place TEXT, 
	evidence TEXT, 
	geom geometry(POINT,9212) NOT NULL, 
	geom_3857 geometry(POINT,3857) GENERATED ALWAYS AS (ext.st_transform(geom, 3857)) STORED NOT NULL, 
	geojson TEXT GENERATED ALWAYS AS (ext.st_asgeojson(ext.st_transform(geom, 4326), 7)) STORED, 
	search TEXT GENERATED ALWAYS AS (layers.fold(' ' || coalesce(code, '') || ' ' || coalesce(event, '') || ' ' || coalesce(place, ''))) STORED, 
	CONSTRAINT flood_marks_pkey PRIMARY KEY (id), 
	CONSTRAINT flood_marks_fid_key UNIQUE (fid), 
	CONSTRAINT flood_marks_key UNIQUE (code), 
	CONSTRAINT flood_marks_code_length CHECK (char_length(code) <= 120), 
	CONSTRAINT flood_marks_ward_code_pattern CHECK (ward_code ~ '^\d{5}$'), 
	CONSTRAINT flood_marks_source_length CHECK (char_length(source) <= 200), 
	CONSTRAINT flood_marks_version_range CHECK (version >= 1), 
	CONSTRAINT flood_marks_event_length CHECK (char_length(event) <= 120), 
	CONSTRAINT flood_marks_level_m_range CHECK (level_m >= -10 AND level_m <= 150), 
	CONSTRAINT flood_marks_depth_m_range CHECK (depth_m >= 0 AND depth_m <= 20), 
	CONSTRAINT flood_marks_place_length CHECK (char_length(place) <= 250), 
	CONSTRAINT flood_marks_evidence_length CHECK (char_length(evidence) <= 250), 
	CONSTRAINT flood_marks_geom_bounds CHECK (geom OPERATOR(ext.@) ext.st_makeenvelope(560000, 1830000, 620000, 1890000, 9212)), 
	CONSTRAINT flood_marks_geom_not_empty CHECK (NOT ext.st_isempty(geom))
);
ALTER TABLE layers."flood_marks" ALTER COLUMN geojson SET COMPRESSION lz4;
CREATE INDEX flood_marks_geom_3857_idx ON layers.flood_marks USING gist (geom_3857);
CREATE INDEX flood_marks_geom_idx ON layers.flood_marks USING gist (geom);
CREATE INDEX flood_marks_search_idx ON layers.flood_marks USING gin (search ext.gin_trgm_ops);
CREATE INDEX flood_marks_time_idx ON layers.flood_marks (peak_on);
CREATE INDEX flood_marks_ward_code_idx ON layers.flood_marks (ward_code);
COMMENT ON TABLE layers.flood_marks IS 'Vết lũ lịch sử / Flood marks. Độ cao các trận lũ đã đạt tới, kèm ngày và nguồn. / Heights reached by past floods, with date and source.';
COMMENT ON COLUMN layers.flood_marks.fid IS 'Số đối tượng / Feature number';
COMMENT ON COLUMN layers.flood_marks.id IS 'Mã định danh / Identifier';
COMMENT ON COLUMN layers.flood_marks.code IS 'Mã số / Code';
COMMENT ON COLUMN layers.flood_marks.ward_code IS 'Phường / Ward';
COMMENT ON COLUMN layers.flood_marks.source IS 'Nguồn dữ liệu / Source';
COMMENT ON COLUMN layers.flood_marks.version IS 'Phiên bản / Version';
COMMENT ON COLUMN layers.flood_marks.updated_at IS 'Cập nhật lúc / Updated';
COMMENT ON COLUMN layers.flood_marks.event IS 'Trận lũ / Flood';
COMMENT ON COLUMN layers.flood_marks.peak_on IS 'Ngày đỉnh lũ / Date of the peak';
COMMENT ON COLUMN layers.flood_marks.level_m IS 'Cao độ vết lũ / Level reached [m]';
COMMENT ON COLUMN layers.flood_marks.depth_m IS 'Độ sâu ngập / Depth above ground [m]';
COMMENT ON COLUMN layers.flood_marks.place IS 'Vị trí / Place';
COMMENT ON COLUMN layers.flood_marks.evidence IS 'Căn cứ / Evidence';
COMMENT ON COLUMN layers.flood_marks.geom IS 'VN-2000 / TM-3 106-15';
COMMENT ON COLUMN layers.flood_marks.geom_3857 IS 'geom in Web Mercator, for tiles';
COMMENT ON COLUMN layers.flood_marks.geojson IS 'geom as GeoJSON (CRS84, 7 decimals), for items';
COMMENT ON COLUMN layers.flood_marks.search IS 'Words to search, folded: lower case, no diacritics';

CREATE TABLE layers.incident_service_codes (
	code TEXT NOT NULL, 
	title_vi TEXT NOT NULL, 
	title_en TEXT NOT NULL, 
	color TEXT, 
	position INTEGER NOT NULL, 
	source TEXT NOT NULL, 
	PRIMARY KEY (code), 
	CONSTRAINT incident_service_codes_color CHECK (color ~ '^#[0-9a-f]{6}$')
);
COMMENT ON TABLE layers.incident_service_codes IS 'What can be reported (Open311 service codes). (editable code list)';
COMMENT ON COLUMN layers.incident_service_codes.source IS 'Where this line was taken from';

CREATE TABLE layers.indicator_codes (
	code TEXT NOT NULL, 
	title_vi TEXT NOT NULL, 
	title_en TEXT NOT NULL, 
	color TEXT, 
	position INTEGER NOT NULL, 
	source TEXT NOT NULL, 
	PRIMARY KEY (code), 
	CONSTRAINT indicator_codes_color CHECK (color ~ '^#[0-9a-f]{6}$')
);
COMMENT ON TABLE layers.indicator_codes IS 'What is measured: L1 people, L2 government, L3 direction; then the counts that the city keeps. (editable code list)';
COMMENT ON COLUMN layers.indicator_codes.source IS 'Where this line was taken from';

CREATE TABLE layers.junctions (
	fid BIGINT GENERATED BY DEFAULT AS IDENTITY, 
	id UUID DEFAULT gen_random_uuid() NOT NULL, 
	code TEXT NOT NULL, 
	ward_code TEXT, 
	source TEXT NOT NULL, 
	version INTEGER DEFAULT 1 NOT NULL, 
	updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL, 
	name TEXT NOT NULL, 
	kind TEXT NOT NULL, 
	control TEXT NOT NULL, 
	corridor TEXT, 
	protocol TEXT, 
	controller_address TEXT, 
	ring_barrier JSONB, 
	arm_count INTEGER NOT NULL, 
	geom geometry(POINT,9212) NOT NULL, 
	geom_3857 geometry(POINT,3857) GENERATED ALWAYS AS (ext.st_transform(geom, 3857)) STORED NOT NULL, 
	geojson TEXT GENERATED ALWAYS AS (ext.st_asgeojson(ext.st_transform(geom, 4326), 7)) STORED, 
	search TEXT GENERATED ALWAYS AS (layers.fold(' ' || coalesce(code, '') || ' ' || coalesce(name, '') || ' ' || coalesce(corridor, ''))) STORED, 
	CONSTRAINT junctions_pkey PRIMARY KEY (id), 
	CONSTRAINT junctions_fid_key UNIQUE (fid), 
	CONSTRAINT junctions_key UNIQUE (code), 
	CONSTRAINT junctions_code_length CHECK (char_length(code) <= 120), 
	CONSTRAINT junctions_ward_code_pattern CHECK (ward_code ~ '^\d{5}$'), 
	CONSTRAINT junctions_source_length CHECK (char_length(source) <= 200), 
	CONSTRAINT junctions_version_range CHECK (version >= 1), 
	CONSTRAINT junctions_name_length CHECK (char_length(name) <= 150), 
	CONSTRAINT junctions_kind_code CHECK (kind IN ('crossroads', 't_junction', 'roundabout', 'multiple', 'rail_crossing')), 
	CONSTRAINT junctions_control_code CHECK (control IN ('signals', 'priority', 'barrier', 'none')), 
	CONSTRAINT junctions_corridor_length CHECK (char_length(corridor) <= 120), 
	CONSTRAINT junctions_protocol_code CHECK (protocol IN ('ntcip1202', 'mqtt_json', 'none')), 
	CONSTRAINT junctions_controller_address_length CHECK (char_length(controller_address) <= 120), 
	CONSTRAINT junctions_arm_count_range CHECK (arm_count >= 2 AND arm_count <= 8), 
	CONSTRAINT junctions_geom_bounds CHECK (geom OPERATOR(ext.@) ext.st_makeenvelope(560000, 1830000, 620000, 1890000, 9212)), 
	CONSTRAINT junctions_geom_not_empty CHECK (NOT ext.st_isempty(geom))
);
ALTER TABLE layers."junctions" ALTER COLUMN geojson SET COMPRESSION lz4;
CREATE INDEX junctions_geom_3857_idx ON layers.junctions USING gist (geom_3857);
CREATE INDEX junctions_geom_idx ON layers.junctions USING gist (geom);
CREATE INDEX junctions_search_idx ON layers.junctions USING gin (search ext.gin_trgm_ops);
CREATE INDEX junctions_ward_code_idx ON layers.junctions (ward_code);
COMMENT ON TABLE layers.junctions IS 'Nút giao / Junctions. Nút giao thông, kèm hình thức điều khiển, tuyến phối hợp và chương trình đèn đang chạy. / Junctions with their kind of control, corridor and the signal programme now running.';
COMMENT ON COLUMN layers.junctions.fid IS 'Số đối tượng / Feature number';
COMMENT ON COLUMN layers.junctions.id IS 'Mã định danh / Identifier';
COMMENT ON COLUMN layers.junctions.code IS 'Mã số / Code';
COMMENT ON COLUMN layers.junctions.ward_code IS 'Phường / Ward';
COMMENT ON COLUMN layers.junctions.source IS 'Nguồn dữ liệu / Source';
COMMENT ON COLUMN layers.junctions.version IS 'Phiên bản / Version';
COMMENT ON COLUMN layers.junctions.updated_at IS 'Cập nhật lúc / Updated';
COMMENT ON COLUMN layers.junctions.name IS 'Tên nút / Name';
COMMENT ON COLUMN layers.junctions.kind IS 'Loại nút / Kind';
COMMENT ON COLUMN layers.junctions.control IS 'Hình thức điều khiển / Control';
COMMENT ON COLUMN layers.junctions.corridor IS 'Tuyến phối hợp / Co-ordinated corridor';
COMMENT ON COLUMN layers.junctions.protocol IS 'Giao thức tủ điều khiển / Controller protocol';
COMMENT ON COLUMN layers.junctions.controller_address IS 'Địa chỉ tủ / Controller address (riêng tư / private)';
COMMENT ON COLUMN layers.junctions.ring_barrier IS 'Sơ đồ vòng pha / Rings and barriers (riêng tư / private)';
COMMENT ON COLUMN layers.junctions.arm_count IS 'Số nhánh / Arms';
COMMENT ON COLUMN layers.junctions.geom IS 'VN-2000 / TM-3 106-15';
COMMENT ON COLUMN layers.junctions.geom_3857 IS 'geom in Web Mercator, for tiles';
COMMENT ON COLUMN layers.junctions.geojson IS 'geom as GeoJSON (CRS84, 7 decimals), for items';
COMMENT ON COLUMN layers.junctions.search IS 'Words to search, folded: lower case, no diacritics';

CREATE TABLE layers.land_use_codes (
	code TEXT NOT NULL, 
	title_vi TEXT NOT NULL, 
	title_en TEXT NOT NULL, 
	color TEXT, 
	position INTEGER NOT NULL, 
	source TEXT NOT NULL, 
	PRIMARY KEY (code), 
	CONSTRAINT land_use_codes_color CHECK (color ~ '^#[0-9a-f]{6}$')
);
COMMENT ON TABLE layers.land_use_codes IS 'Purposes of land use by the letters of the Vietnamese cadastre; neighbours in meaning share a colour. (editable code list)';
COMMENT ON COLUMN layers.land_use_codes.source IS 'Where this line was taken from';

CREATE TABLE layers.lighting_cabinets (
	fid BIGINT GENERATED BY DEFAULT AS IDENTITY, 
	id UUID DEFAULT gen_random_uuid() NOT NULL, 
	code TEXT NOT NULL, 
	ward_code TEXT, 
	source TEXT NOT NULL, 
	version INTEGER DEFAULT 1 NOT NULL, 
	updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL, 
	address TEXT, 
	phase_count INTEGER NOT NULL, 
	rated_power_kw DOUBLE PRECISION, 
	circuit_count INTEGER, 
	control_link TEXT NOT NULL, 
	gateway_address TEXT, 
	installed_on DATE, 
	geom geometry(POINT,9212) NOT NULL, 
	geom_3857 geometry(POINT,3857) GENERATED ALWAYS AS (ext.st_transform(geom, 3857)) STORED NOT NULL, 
	geojson TEXT GENERATED ALWAYS AS (ext.st_asgeojson(ext.st_transform(geom, 4326), 7)) STORED, 
	search TEXT GENERATED ALWAYS AS (layers.fold(' ' || coalesce(code, '') || ' ' || coalesce(address, ''))) STORED, 
	CONSTRAINT lighting_cabinets_pkey PRIMARY KEY (id), 
	CONSTRAINT lighting_cabinets_fid_key UNIQUE (fid), 
	CONSTRAINT lighting_cabinets_key UNIQUE (code), 
	CONSTRAINT lighting_cabinets_code_length CHECK (char_length(code) <= 120), 
	CONSTRAINT lighting_cabinets_ward_code_pattern CHECK (ward_code ~ '^\d{5}$'), 
	CONSTRAINT lighting_cabinets_source_length CHECK (char_length(source) <= 200), 
	CONSTRAINT lighting_cabinets_version_range CHECK (version >= 1), 
	CONSTRAINT lighting_cabinets_address_length CHECK (char_length(address) <= 250), 
	CONSTRAINT lighting_cabinets_phase_count_range CHECK (phase_count >= 1 AND phase_count <= 3), 
	CONSTRAINT lighting_cabinets_rated_power_kw_range CHECK (rated_power_kw <= 500 AND rated_power_kw > 0), 
	CONSTRAINT lighting_cabinets_circuit_count_range CHECK (circuit_count >= 1 AND circuit_count <= 24), 
	CONSTRAINT lighting_cabinets_control_link_code CHECK (control_link IN ('none', 'cellular', 'fibre', 'plc', 'radio', 'lorawan')), 
	CONSTRAINT lighting_cabinets_gateway_address_length CHECK (char_length(gateway_address) <= 120), 
	CONSTRAINT lighting_cabinets_geom_bounds CHECK (geom OPERATOR(ext.@) ext.st_makeenvelope(560000, 1830000, 620000, 1890000, 9212)), 
	CONSTRAINT lighting_cabinets_geom_not_empty CHECK (NOT ext.st_isempty(geom))
);
ALTER TABLE layers."lighting_cabinets" ALTER COLUMN geojson SET COMPRESSION lz4;
CREATE INDEX lighting_cabinets_geom_3857_idx ON layers.lighting_cabinets USING gist (geom_3857);
CREATE INDEX lighting_cabinets_geom_idx ON layers.lighting_cabinets USING gist (geom);
CREATE INDEX lighting_cabinets_search_idx ON layers.lighting_cabinets USING gin (search ext.gin_trgm_ops);
CREATE INDEX lighting_cabinets_time_idx ON layers.lighting_cabinets (installed_on);
CREATE INDEX lighting_cabinets_ward_code_idx ON layers.lighting_cabinets (ward_code);
COMMENT ON TABLE layers.lighting_cabinets IS 'Tủ điều khiển chiếu sáng / Lighting cabinets. Tủ cấp điện và điều khiển đèn đường, kèm đường truyền về trung tâm và phụ tải hiện tại. / Cabinets that feed and switch street lamps, with their link to the control centre and present load.';
COMMENT ON COLUMN layers.lighting_cabinets.fid IS 'Số đối tượng / Feature number';
COMMENT ON COLUMN layers.lighting_cabinets.id IS 'Mã định danh / Identifier';
COMMENT ON COLUMN layers.lighting_cabinets.code IS 'Mã số / Code';
COMMENT ON COLUMN layers.lighting_cabinets.ward_code IS 'Phường / Ward';
COMMENT ON COLUMN layers.lighting_cabinets.source IS 'Nguồn dữ liệu / Source';
COMMENT ON COLUMN layers.lighting_cabinets.version IS 'Phiên bản / Version';
COMMENT ON COLUMN layers.lighting_cabinets.updated_at IS 'Cập nhật lúc / Updated';
COMMENT ON COLUMN layers.lighting_cabinets.address IS 'Địa chỉ / Address';
COMMENT ON COLUMN layers.lighting_cabinets.phase_count IS 'Số pha / Phases';
COMMENT ON COLUMN layers.lighting_cabinets.rated_power_kw IS 'Công suất định mức / Rated power [kW]';
COMMENT ON COLUMN layers.lighting_cabinets.circuit_count IS 'Số lộ ra / Circuits';
COMMENT ON COLUMN layers.lighting_cabinets.control_link IS 'Đường truyền điều khiển / Control link';
COMMENT ON COLUMN layers.lighting_cabinets.gateway_address IS 'Địa chỉ bộ điều khiển / Gateway address (riêng tư / private)';
COMMENT ON COLUMN layers.lighting_cabinets.installed_on IS 'Ngày lắp đặt / Installed on';
COMMENT ON COLUMN layers.lighting_cabinets.geom IS 'VN-2000 / TM-3 106-15';
COMMENT ON COLUMN layers.lighting_cabinets.geom_3857 IS 'geom in Web Mercator, for tiles';
COMMENT ON COLUMN layers.lighting_cabinets.geojson IS 'geom as GeoJSON (CRS84, 7 decimals), for items';
COMMENT ON COLUMN layers.lighting_cabinets.search IS 'Words to search, folded: lower case, no diacritics';

CREATE TABLE layers.lighting_class_codes (
	code TEXT NOT NULL, 
	title_vi TEXT NOT NULL, 
	title_en TEXT NOT NULL, 
	color TEXT, 
	position INTEGER NOT NULL, 
	source TEXT NOT NULL, 
	PRIMARY KEY (code), 
	CONSTRAINT lighting_class_codes_color CHECK (color ~ '^#[0-9a-f]{6}$')
);
COMMENT ON TABLE layers.lighting_class_codes IS 'How much light a street is due. (editable code list)';
COMMENT ON COLUMN layers.lighting_class_codes.source IS 'Where this line was taken from';

CREATE TABLE layers.manholes (
	fid BIGINT GENERATED BY DEFAULT AS IDENTITY, 
	id UUID DEFAULT gen_random_uuid() NOT NULL, 
	code TEXT NOT NULL, 
	ward_code TEXT, 
	source TEXT NOT NULL, 
	version INTEGER DEFAULT 1 NOT NULL, 
	updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL, 
	kind TEXT NOT NULL, 
	cover_level_m DOUBLE PRECISION, 
	invert_level_m DOUBLE PRECISION, 
	depth_m DOUBLE PRECISION, 
	material TEXT, 
	condition TEXT, 
	cleaned_on DATE, 
	geom geometry(POINT,9212) NOT NULL, 
	geom_3857 geometry(POINT,3857) GENERATED ALWAYS AS (ext.st_transform(geom, 3857)) STORED NOT NULL, 
	geojson TEXT GENERATED ALWAYS AS (ext.st_asgeojson(ext.st_transform(geom, 4326), 7)) STORED, 
	search TEXT GENERATED ALWAYS AS (layers.fold(' ' || coalesce(code, ''))) STORED, 
	CONSTRAINT manholes_pkey PRIMARY KEY (id), 
	CONSTRAINT manholes_fid_key UNIQUE (fid), 
	CONSTRAINT manholes_key UNIQUE (code), 
	CONSTRAINT manholes_code_length CHECK (char_length(code) <= 120), 
	CONSTRAINT manholes_ward_code_pattern CHECK (ward_code ~ '^\d{5}$'), 
	CONSTRAINT manholes_source_length CHECK (char_length(source) <= 200), 
	CONSTRAINT manholes_version_range CHECK (version >= 1), 
	CONSTRAINT manholes_kind_code CHECK (kind IN ('drain', 'sewer', 'combined', 'water', 'power', 'telecom')), 
	CONSTRAINT manholes_cover_level_m_range CHECK (cover_level_m >= -10 AND cover_level_m <= 150), 
	CONSTRAINT manholes_invert_level_m_range CHECK (invert_level_m >= -20 AND invert_level_m <= 150), 
	CONSTRAINT manholes_depth_m_range CHECK (depth_m <= 30 AND depth_m > 0), 
	CONSTRAINT manholes_material_code CHECK (material IN ('hdpe', 'upvc', 'ductile_iron', 'steel', 'concrete', 'brick', 'stone', 'earth')), 
	CONSTRAINT manholes_condition_code CHECK (condition IN ('good', 'fair', 'poor')), 
	CONSTRAINT manholes_geom_bounds CHECK (geom OPERATOR(ext.@) ext.st_makeenvelope(560000, 1830000, 620000, 1890000, 9212)), 
	CONSTRAINT manholes_geom_not_empty CHECK (NOT ext.st_isempty(geom))
);
ALTER TABLE layers."manholes" ALTER COLUMN geojson SET COMPRESSION lz4;
CREATE INDEX manholes_geom_3857_idx ON layers.manholes USING gist (geom_3857);
CREATE INDEX manholes_geom_idx ON layers.manholes USING gist (geom);
CREATE INDEX manholes_search_idx ON layers.manholes USING gin (search ext.gin_trgm_ops);
CREATE INDEX manholes_ward_code_idx ON layers.manholes (ward_code);
COMMENT ON TABLE layers.manholes IS 'Hố ga, hố thăm / Manholes. Hố ga và hố thăm, kèm cao độ nắp và cao độ đáy theo hệ độ cao quốc gia. / Manholes and inspection chambers with cover and invert levels on the national height system.';
COMMENT ON COLUMN layers.manholes.fid IS 'Số đối tượng / Feature number';
COMMENT ON COLUMN layers.manholes.id IS 'Mã định danh / Identifier';
COMMENT ON COLUMN layers.manholes.code IS 'Mã số / Code';
COMMENT ON COLUMN layers.manholes.ward_code IS 'Phường / Ward';
COMMENT ON COLUMN layers.manholes.source IS 'Nguồn dữ liệu / Source';
COMMENT ON COLUMN layers.manholes.version IS 'Phiên bản / Version';
COMMENT ON COLUMN layers.manholes.updated_at IS 'Cập nhật lúc / Updated';
COMMENT ON COLUMN layers.manholes.kind IS 'Loại / Kind';
COMMENT ON COLUMN layers.manholes.cover_level_m IS 'Cao độ nắp / Cover level [m]';
COMMENT ON COLUMN layers.manholes.invert_level_m IS 'Cao độ đáy / Invert level [m]';
COMMENT ON COLUMN layers.manholes.depth_m IS 'Chiều sâu / Depth [m]';
COMMENT ON COLUMN layers.manholes.material IS 'Vật liệu / Material';
COMMENT ON COLUMN layers.manholes.condition IS 'Tình trạng / Condition';
COMMENT ON COLUMN layers.manholes.cleaned_on IS 'Nạo vét gần nhất / Last cleaned';
COMMENT ON COLUMN layers.manholes.geom IS 'VN-2000 / TM-3 106-15';
COMMENT ON COLUMN layers.manholes.geom_3857 IS 'geom in Web Mercator, for tiles';
COMMENT ON COLUMN layers.manholes.geojson IS 'geom as GeoJSON (CRS84, 7 decimals), for items';
COMMENT ON COLUMN layers.manholes.search IS 'Words to search, folded: lower case, no diacritics';

CREATE TABLE layers.monitoring_stations (
	fid BIGINT GENERATED BY DEFAULT AS IDENTITY, 
	id UUID DEFAULT gen_random_uuid() NOT NULL, 
	code TEXT NOT NULL, 
	ward_code TEXT, 
	source TEXT NOT NULL, 
	version INTEGER DEFAULT 1 NOT NULL, 
	updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL, 
	name TEXT NOT NULL, 
	kind TEXT NOT NULL, 
	owner TEXT NOT NULL, 
	station_ref TEXT, 
	address TEXT, 
	installed_on DATE, 
	geom geometry(POINT,9212) NOT NULL, 
	geom_3857 geometry(POINT,3857) GENERATED ALWAYS AS (ext.st_transform(geom, 3857)) STORED NOT NULL, 
	geojson TEXT GENERATED ALWAYS AS (ext.st_asgeojson(ext.st_transform(geom, 4326), 7)) STORED, 
	search TEXT GENERATED ALWAYS AS (layers.fold(' ' || coalesce(code, '') || ' ' || coalesce(name, '') || ' ' || coalesce(station_ref, '') || ' ' || coalesce(address, ''))) STORED, 
	CONSTRAINT monitoring_stations_pkey PRIMARY KEY (id), 
	CONSTRAINT monitoring_stations_fid_key UNIQUE (fid), 
	CONSTRAINT monitoring_stations_key UNIQUE (code), 
	CONSTRAINT monitoring_stations_code_length CHECK (char_length(code) <= 120), 
	CONSTRAINT monitoring_stations_ward_code_pattern CHECK (ward_code ~ '^\d{5}$'), 
	CONSTRAINT monitoring_stations_source_length CHECK (char_length(source) <= 200), 
	CONSTRAINT monitoring_stations_version_range CHECK (version >= 1), 
	CONSTRAINT monitoring_stations_name_length CHECK (char_length(name) <= 150), 
	CONSTRAINT monitoring_stations_kind_code CHECK (kind IN ('air', 'surface_water', 'wastewater', 'noise', 'soil')), 
	CONSTRAINT monitoring_stations_owner_code CHECK (owner IN ('province', 'city', 'enterprise')), 
	CONSTRAINT monitoring_stations_station_ref_pattern CHECK (station_ref ~ '^[A-Za-z0-9_-]+$'), 
	CONSTRAINT monitoring_stations_station_ref_length CHECK (char_length(station_ref) <= 60), 
	CONSTRAINT monitoring_stations_address_length CHECK (char_length(address) <= 250), 
	CONSTRAINT monitoring_stations_geom_bounds CHECK (geom OPERATOR(ext.@) ext.st_makeenvelope(560000, 1830000, 620000, 1890000, 9212)), 
	CONSTRAINT monitoring_stations_geom_not_empty CHECK (NOT ext.st_isempty(geom))
);
ALTER TABLE layers."monitoring_stations" ALTER COLUMN geojson SET COMPRESSION lz4;
CREATE INDEX monitoring_stations_geom_3857_idx ON layers.monitoring_stations USING gist (geom_3857);
CREATE INDEX monitoring_stations_geom_idx ON layers.monitoring_stations USING gist (geom);
CREATE INDEX monitoring_stations_search_idx ON layers.monitoring_stations USING gin (search ext.gin_trgm_ops);
CREATE INDEX monitoring_stations_time_idx ON layers.monitoring_stations (installed_on);
CREATE INDEX monitoring_stations_ward_code_idx ON layers.monitoring_stations (ward_code);
COMMENT ON TABLE layers.monitoring_stations IS 'Trạm quan trắc môi trường / Monitoring stations. Trạm quan trắc không khí, nước mặt, nước thải, tiếng ồn và đất, kèm giá trị mới nhất và chỉ số VN_AQI. / Stations for air, surface water, waste water, noise and soil with their latest values and the Vietnamese air quality index.';
COMMENT ON COLUMN layers.monitoring_stations.fid IS 'Số đối tượng / Feature number';
COMMENT ON COLUMN layers.monitoring_stations.id IS 'Mã định danh / Identifier';
COMMENT ON COLUMN layers.monitoring_stations.code IS 'Mã số / Code';
COMMENT ON COLUMN layers.monitoring_stations.ward_code IS 'Phường / Ward';
COMMENT ON COLUMN layers.monitoring_stations.source IS 'Nguồn dữ liệu / Source';
COMMENT ON COLUMN layers.monitoring_stations.version IS 'Phiên bản / Version';
COMMENT ON COLUMN layers.monitoring_stations.updated_at IS 'Cập nhật lúc / Updated';
COMMENT ON COLUMN layers.monitoring_stations.name IS 'Tên trạm / Name';
COMMENT ON COLUMN layers.monitoring_stations.kind IS 'Loại trạm / Kind';
COMMENT ON COLUMN layers.monitoring_stations.owner IS 'Đơn vị vận hành / Run by';
COMMENT ON COLUMN layers.monitoring_stations.station_ref IS 'Tên trạm trong tệp truyền / Name in station files';
COMMENT ON COLUMN layers.monitoring_stations.address IS 'Địa chỉ / Address';
COMMENT ON COLUMN layers.monitoring_stations.installed_on IS 'Ngày lắp đặt / Installed on';
COMMENT ON COLUMN layers.monitoring_stations.geom IS 'VN-2000 / TM-3 106-15';
COMMENT ON COLUMN layers.monitoring_stations.geom_3857 IS 'geom in Web Mercator, for tiles';
COMMENT ON COLUMN layers.monitoring_stations.geojson IS 'geom as GeoJSON (CRS84, 7 decimals), for items';
COMMENT ON COLUMN layers.monitoring_stations.search IS 'Words to search, folded: lower case, no diacritics';

CREATE TABLE layers.neighbourhoods (
	fid BIGINT GENERATED BY DEFAULT AS IDENTITY, 
	id UUID DEFAULT gen_random_uuid() NOT NULL, 
	code TEXT NOT NULL, 
	ward_code TEXT, 
	source TEXT NOT NULL, 
	version INTEGER DEFAULT 1 NOT NULL, 
	updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL, 
	name TEXT NOT NULL, 
	area_ha DOUBLE PRECISION, 
	household_count INTEGER, 
	meeting_place TEXT, 
	geom geometry(MULTIPOLYGON,9212) NOT NULL, 
	geom_3857 geometry(MULTIPOLYGON,3857) GENERATED ALWAYS AS (ext.st_transform(geom, 3857)) STORED NOT NULL, 
	geojson TEXT GENERATED ALWAYS AS (ext.st_asgeojson(ext.st_transform(geom, 4326), 7)) STORED, 
	search TEXT GENERATED ALWAYS AS (layers.fold(' ' || coalesce(code, '') || ' ' || coalesce(name, ''))) STORED, 
	CONSTRAINT neighbourhoods_pkey PRIMARY KEY (id), 
	CONSTRAINT neighbourhoods_fid_key UNIQUE (fid), 
	CONSTRAINT neighbourhoods_key UNIQUE (code), 
	CONSTRAINT neighbourhoods_code_length CHECK (char_length(code) <= 120), 
	CONSTRAINT neighbourhoods_ward_code_pattern CHECK (ward_code ~ '^\d{5}$'), 
	CONSTRAINT neighbourhoods_source_length CHECK (char_length(source) <= 200), 
	CONSTRAINT neighbourhoods_version_range CHECK (version >= 1), 
	CONSTRAINT neighbourhoods_name_length CHECK (char_length(name) <= 100), 
	CONSTRAINT neighbourhoods_area_ha_range CHECK (area_ha <= 20000 AND area_ha > 0), 
	CONSTRAINT neighbourhoods_household_count_range CHECK (household_count >= 0 AND household_count <= 20000), 
	CONSTRAINT neighbourhoods_meeting_place_length CHECK (char_length(meeting_place) <= 200), 
	CONSTRAINT neighbourhoods_geom_bounds CHECK (geom OPERATOR(ext.@) ext.st_makeenvelope(560000, 1830000, 620000, 1890000, 9212)), 
	CONSTRAINT neighbourhoods_geom_not_empty CHECK (NOT ext.st_isempty(geom)), 
	CONSTRAINT neighbourhoods_geom_valid CHECK (ext.st_isvalid(geom))
);
ALTER TABLE layers."neighbourhoods" ALTER COLUMN geojson SET COMPRESSION lz4;
CREATE INDEX neighbourhoods_geom_3857_idx ON layers.neighbourhoods USING gist (geom_3857);
CREATE INDEX neighbourhoods_geom_idx ON layers.neighbourhoods USING gist (geom);
CREATE INDEX neighbourhoods_search_idx ON layers.neighbourhoods USING gin (search ext.gin_trgm_ops);
CREATE INDEX neighbourhoods_ward_code_idx ON layers.neighbourhoods (ward_code);
COMMENT ON TABLE layers.neighbourhoods IS 'Khu phố / Neighbourhoods. Khu phố, đơn vị dưới phường, kèm số hộ. / Neighbourhoods, the units below the ward, with their number of households.';
COMMENT ON COLUMN layers.neighbourhoods.fid IS 'Số đối tượng / Feature number';
COMMENT ON COLUMN layers.neighbourhoods.id IS 'Mã định danh / Identifier';
COMMENT ON COLUMN layers.neighbourhoods.code IS 'Mã số / Code';
COMMENT ON COLUMN layers.neighbourhoods.ward_code IS 'Phường / Ward';
COMMENT ON COLUMN layers.neighbourhoods.source IS 'Nguồn dữ liệu / Source';
COMMENT ON COLUMN layers.neighbourhoods.version IS 'Phiên bản / Version';
COMMENT ON COLUMN layers.neighbourhoods.updated_at IS 'Cập nhật lúc / Updated';
COMMENT ON COLUMN layers.neighbourhoods.name IS 'Tên khu phố / Name';
COMMENT ON COLUMN layers.neighbourhoods.area_ha IS 'Diện tích / Area [har]';
COMMENT ON COLUMN layers.neighbourhoods.household_count IS 'Số hộ / Households';
COMMENT ON COLUMN layers.neighbourhoods.meeting_place IS 'Nhà văn hóa khu phố / Meeting house';
COMMENT ON COLUMN layers.neighbourhoods.geom IS 'VN-2000 / TM-3 106-15';
COMMENT ON COLUMN layers.neighbourhoods.geom_3857 IS 'geom in Web Mercator, for tiles';
COMMENT ON COLUMN layers.neighbourhoods.geojson IS 'geom as GeoJSON (CRS84, 7 decimals), for items';
COMMENT ON COLUMN layers.neighbourhoods.search IS 'Words to search, folded: lower case, no diacritics';

CREATE TABLE layers.parcel_change_kind_codes (
	code TEXT NOT NULL, 
	title_vi TEXT NOT NULL, 
	title_en TEXT NOT NULL, 
	color TEXT, 
	position INTEGER NOT NULL, 
	source TEXT NOT NULL, 
	PRIMARY KEY (code), 
	CONSTRAINT parcel_change_kind_codes_color CHECK (color ~ '^#[0-9a-f]{6}$')
);
COMMENT ON TABLE layers.parcel_change_kind_codes IS 'What happened to parcels. (editable code list)';
COMMENT ON COLUMN layers.parcel_change_kind_codes.source IS 'Where this line was taken from';

CREATE TABLE layers.parks (
	fid BIGINT GENERATED BY DEFAULT AS IDENTITY, 
	id UUID DEFAULT gen_random_uuid() NOT NULL, 
	code TEXT NOT NULL, 
	ward_code TEXT, 
	source TEXT NOT NULL, 
	version INTEGER DEFAULT 1 NOT NULL, 
	updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL, 
	name TEXT NOT NULL, 
	kind TEXT NOT NULL, 
	address TEXT, 
	area_m2 DOUBLE PRECISION NOT NULL, 
	opening_hours TEXT, 
	is_lit BOOLEAN NOT NULL, 
	geom geometry(MULTIPOLYGON,9212) NOT NULL, 
	geom_3857 geometry(MULTIPOLYGON,3857) GENERATED ALWAYS AS (ext.st_transform(geom, 3857)) STORED NOT NULL, 
	geojson TEXT GENERATED ALWAYS AS (ext.st_asgeojson(ext.st_transform(geom, 4326), 7)) STORED, 
	search TEXT GENERATED ALWAYS AS (layers.fold(' ' || coalesce(code, '') || ' ' || coalesce(name, '') || ' ' || coalesce(address, ''))) STORED, 
	CONSTRAINT parks_pkey PRIMARY KEY (id), 
	CONSTRAINT parks_fid_key UNIQUE (fid), 
	CONSTRAINT parks_key UNIQUE (code), 
	CONSTRAINT parks_code_length CHECK (char_length(code) <= 120), 
	CONSTRAINT parks_ward_code_pattern CHECK (ward_code ~ '^\d{5}$'), 
	CONSTRAINT parks_source_length CHECK (char_length(source) <= 200), 
	CONSTRAINT parks_version_range CHECK (version >= 1), 
	CONSTRAINT parks_name_length CHECK (char_length(name) <= 150), 
	CONSTRAINT parks_kind_code CHECK (kind IN ('park', 'garden', 'square', 'playground', 'riverside')), 
	CONSTRAINT parks_address_length CHECK (char_length(address) <= 250), 
	CONSTRAINT parks_area_m2_range CHECK (area_m2 > 0), 
	CONSTRAINT parks_area_m2_finite CHECK (area_m2 < 'Infinity'::double precision), 
	CONSTRAINT parks_opening_hours_length CHECK (char_length(opening_hours) <= 120), 
	CONSTRAINT parks_geom_bounds CHECK (geom OPERATOR(ext.@) ext.st_makeenvelope(560000, 1830000, 620000, 1890000, 9212)), 
	CONSTRAINT parks_geom_not_empty CHECK (NOT ext.st_isempty(geom)), 
	CONSTRAINT parks_geom_valid CHECK (ext.st_isvalid(geom))
);
ALTER TABLE layers."parks" ALTER COLUMN geojson SET COMPRESSION lz4;
CREATE INDEX parks_geom_3857_idx ON layers.parks USING gist (geom_3857);
CREATE INDEX parks_geom_idx ON layers.parks USING gist (geom);
CREATE INDEX parks_search_idx ON layers.parks USING gin (search ext.gin_trgm_ops);
CREATE INDEX parks_ward_code_idx ON layers.parks (ward_code);
COMMENT ON TABLE layers.parks IS 'Công viên / Parks. Công viên, vườn hoa, quảng trường và sân chơi công cộng, kèm diện tích và giờ mở cửa. / Public parks, gardens, squares and playgrounds with area and opening hours.';
COMMENT ON COLUMN layers.parks.fid IS 'Số đối tượng / Feature number';
COMMENT ON COLUMN layers.parks.id IS 'Mã định danh / Identifier';
COMMENT ON COLUMN layers.parks.code IS 'Mã số / Code';
COMMENT ON COLUMN layers.parks.ward_code IS 'Phường / Ward';
COMMENT ON COLUMN layers.parks.source IS 'Nguồn dữ liệu / Source';
COMMENT ON COLUMN layers.parks.version IS 'Phiên bản / Version';
COMMENT ON COLUMN layers.parks.updated_at IS 'Cập nhật lúc / Updated';
COMMENT ON COLUMN layers.parks.name IS 'Tên / Name';
COMMENT ON COLUMN layers.parks.kind IS 'Loại / Kind';
COMMENT ON COLUMN layers.parks.address IS 'Địa chỉ / Address';
COMMENT ON COLUMN layers.parks.area_m2 IS 'Diện tích / Area [m2]';
COMMENT ON COLUMN layers.parks.opening_hours IS 'Giờ mở cửa / Opening hours';
COMMENT ON COLUMN layers.parks.is_lit IS 'Có chiếu sáng ban đêm / Lit at night';
COMMENT ON COLUMN layers.parks.geom IS 'VN-2000 / TM-3 106-15';
COMMENT ON COLUMN layers.parks.geom_3857 IS 'geom in Web Mercator, for tiles';
COMMENT ON COLUMN layers.parks.geojson IS 'geom as GeoJSON (CRS84, 7 decimals), for items';
COMMENT ON COLUMN layers.parks.search IS 'Words to search, folded: lower case, no diacritics';

CREATE TABLE layers.plans (
	fid BIGINT GENERATED BY DEFAULT AS IDENTITY, 
	id UUID DEFAULT gen_random_uuid() NOT NULL, 
	code TEXT NOT NULL, 
	ward_code TEXT, 
	source TEXT NOT NULL, 
	version INTEGER DEFAULT 1 NOT NULL, 
	updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL, 
	name TEXT NOT NULL, 
	level TEXT NOT NULL, 
	status TEXT NOT NULL, 
	scale_denominator INTEGER NOT NULL, 
	area_ha DOUBLE PRECISION NOT NULL, 
	planned_population INTEGER, 
	decision_no TEXT, 
	decision_date DATE, 
	authority TEXT, 
	valid_from DATE, 
	valid_to DATE, 
	replaced_by_id UUID, 
	geom geometry(MULTIPOLYGON,9212) NOT NULL, 
	geom_3857 geometry(MULTIPOLYGON,3857) GENERATED ALWAYS AS (ext.st_transform(geom, 3857)) STORED NOT NULL, 
	geojson TEXT GENERATED ALWAYS AS (ext.st_asgeojson(ext.st_transform(geom, 4326), 7)) STORED, 
	search TEXT GENERATED ALWAYS AS (layers.fold(' ' || coalesce(code, '') || ' ' || coalesce(name, '') || ' ' || coalesce(decision_no, ''))) STORED, 
	CONSTRAINT plans_pkey PRIMARY KEY (id), 
	CONSTRAINT plans_fid_key UNIQUE (fid), 
	CONSTRAINT plans_key UNIQUE (code), 
	CONSTRAINT plans_code_length CHECK (char_length(code) <= 120), 
	CONSTRAINT plans_ward_code_pattern CHECK (ward_code ~ '^\d{5}$'), 
	CONSTRAINT plans_source_length CHECK (char_length(source) <= 200), 
	CONSTRAINT plans_version_range CHECK (version >= 1), 
	CONSTRAINT plans_name_length CHECK (char_length(name) <= 250), 
	CONSTRAINT plans_level_code CHECK (level IN ('QHC', 'QHPK', 'QHCT')), 
	CONSTRAINT plans_status_code CHECK (status IN ('draft', 'consult', 'approved', 'replaced')), 
	CONSTRAINT plans_scale_denominator_range CHECK (scale_denominator >= 200 AND scale_denominator <= 50000), 
	CONSTRAINT plans_area_ha_range CHECK (area_ha <= 20000 AND area_ha > 0), 
	CONSTRAINT plans_planned_population_range CHECK (planned_population >= 0 AND planned_population <= 1000000), 
	CONSTRAINT plans_decision_no_length CHECK (char_length(decision_no) <= 80), 
	CONSTRAINT plans_authority_length CHECK (char_length(authority) <= 150), 
	CONSTRAINT plans_replaced_by_id_fkey FOREIGN KEY(replaced_by_id) REFERENCES layers.plans (id), 
	CONSTRAINT plans_geom_bounds CHECK (geom OPERATOR(ext.@) ext.st_makeenvelope(560000, 1830000, 620000, 1890000, 9212)), 
	CONSTRAINT plans_geom_not_empty CHECK (NOT ext.st_isempty(geom)), 
	CONSTRAINT plans_geom_valid CHECK (ext.st_isvalid(geom))
);
ALTER TABLE layers."plans" ALTER COLUMN geojson SET COMPRESSION lz4;
CREATE INDEX plans_geom_3857_idx ON layers.plans USING gist (geom_3857);
CREATE INDEX plans_geom_idx ON layers.plans USING gist (geom);
CREATE INDEX plans_level_idx ON layers.plans (level);
CREATE INDEX plans_replaced_by_id_idx ON layers.plans (replaced_by_id);
CREATE INDEX plans_search_idx ON layers.plans USING gin (search ext.gin_trgm_ops);
CREATE INDEX plans_time_idx ON layers.plans (valid_from, valid_to);
CREATE INDEX plans_ward_code_idx ON layers.plans (ward_code);
COMMENT ON TABLE layers.plans IS 'Đồ án quy hoạch / Plans. Ranh giới đồ án quy hoạch, kèm cấp, tỷ lệ, trạng thái và quyết định phê duyệt. / Boundaries of urban plans with level, scale, state and decision.';
COMMENT ON COLUMN layers.plans.fid IS 'Số đối tượng / Feature number';
COMMENT ON COLUMN layers.plans.id IS 'Mã định danh / Identifier';
COMMENT ON COLUMN layers.plans.code IS 'Mã số / Code';
COMMENT ON COLUMN layers.plans.ward_code IS 'Phường / Ward';
COMMENT ON COLUMN layers.plans.source IS 'Nguồn dữ liệu / Source';
COMMENT ON COLUMN layers.plans.version IS 'Phiên bản / Version';
COMMENT ON COLUMN layers.plans.updated_at IS 'Cập nhật lúc / Updated';
COMMENT ON COLUMN layers.plans.name IS 'Tên đồ án / Name';
COMMENT ON COLUMN layers.plans.level IS 'Cấp quy hoạch / Level';
COMMENT ON COLUMN layers.plans.status IS 'Trạng thái / Status';
COMMENT ON COLUMN layers.plans.scale_denominator IS 'Tỷ lệ, 1/ / Scale, 1 to';
COMMENT ON COLUMN layers.plans.area_ha IS 'Diện tích / Area [har]';
COMMENT ON COLUMN layers.plans.planned_population IS 'Dân số quy hoạch / Planned population';
COMMENT ON COLUMN layers.plans.decision_no IS 'Số quyết định / Decision number';
COMMENT ON COLUMN layers.plans.decision_date IS 'Ngày quyết định / Decision date';
COMMENT ON COLUMN layers.plans.authority IS 'Cơ quan phê duyệt / Approved by';
COMMENT ON COLUMN layers.plans.valid_from IS 'Hiệu lực từ / Valid from';
COMMENT ON COLUMN layers.plans.valid_to IS 'Hiệu lực đến / Valid to';
COMMENT ON COLUMN layers.plans.replaced_by_id IS 'Thay thế bởi / Replaced by';
COMMENT ON COLUMN layers.plans.geom IS 'VN-2000 / TM-3 106-15';
COMMENT ON COLUMN layers.plans.geom_3857 IS 'geom in Web Mercator, for tiles';
COMMENT ON COLUMN layers.plans.geojson IS 'geom as GeoJSON (CRS84, 7 decimals), for items';
COMMENT ON COLUMN layers.plans.search IS 'Words to search, folded: lower case, no diacritics';

CREATE TABLE layers.power_lines (
	fid BIGINT GENERATED BY DEFAULT AS IDENTITY, 
	id UUID DEFAULT gen_random_uuid() NOT NULL, 
	code TEXT NOT NULL, 
	ward_code TEXT, 
	source TEXT NOT NULL, 
	version INTEGER DEFAULT 1 NOT NULL, 
	updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL, 
	name TEXT, 
	voltage_level TEXT NOT NULL, 
	voltage_kv DOUBLE PRECISION NOT NULL, 
	placement TEXT NOT NULL, 
	circuit_count INTEGER, 
	length_m DOUBLE PRECISION NOT NULL, 
	safety_corridor_m DOUBLE PRECISION, 
	status TEXT NOT NULL, 
	operator TEXT, 
	installed_on DATE, 
	geom geometry(LINESTRING,9212) NOT NULL, 
	geom_3857 geometry(LINESTRING,3857) GENERATED ALWAYS AS (ext.st_transform(geom, 3857)) STORED NOT NULL, 
	geojson TEXT GENERATED ALWAYS AS (ext.st_asgeojson(ext.st_transform(geom, 4326), 7)) STORED, 
	search TEXT GENERATED ALWAYS AS (layers.fold(' ' || coalesce(code, '') || ' ' || coalesce(name, ''))) STORED, 
	CONSTRAINT power_lines_pkey PRIMARY KEY (id), 
	CONSTRAINT power_lines_fid_key UNIQUE (fid), 
	CONSTRAINT power_lines_key UNIQUE (code), 
	CONSTRAINT power_lines_code_length CHECK (char_length(code) <= 120), 
	CONSTRAINT power_lines_ward_code_pattern CHECK (ward_code ~ '^\d{5}$'), 
	CONSTRAINT power_lines_source_length CHECK (char_length(source) <= 200), 
	CONSTRAINT power_lines_version_range CHECK (version >= 1), 
	CONSTRAINT power_lines_name_length CHECK (char_length(name) <= 120), 
	CONSTRAINT power_lines_voltage_level_code CHECK (voltage_level IN ('low', 'medium', 'high')), 
	CONSTRAINT power_lines_voltage_kv_range CHECK (voltage_kv <= 500 AND voltage_kv > 0), 
	CONSTRAINT power_lines_placement_code CHECK (placement IN ('overhead', 'underground')), 
	CONSTRAINT power_lines_circuit_count_range CHECK (circuit_count >= 1 AND circuit_count <= 8), 
	CONSTRAINT power_lines_length_m_range CHECK (length_m > 0), 
	CONSTRAINT power_lines_length_m_finite CHECK (length_m < 'Infinity'::double precision), 
	CONSTRAINT power_lines_safety_corridor_m_range CHECK (safety_corridor_m >= 0 AND safety_corridor_m <= 50), 
	CONSTRAINT power_lines_status_code CHECK (status IN ('planned', 'in_use', 'out_of_use', 'removed')), 
	CONSTRAINT power_lines_operator_length CHECK (char_length(operator) <= 150), 
	CONSTRAINT power_lines_geom_bounds CHECK (geom OPERATOR(ext.@) ext.st_makeenvelope(560000, 1830000, 620000, 1890000, 9212)), 
	CONSTRAINT power_lines_geom_not_empty CHECK (NOT ext.st_isempty(geom)), 
	CONSTRAINT power_lines_geom_valid CHECK (ext.st_isvalid(geom))
);
ALTER TABLE layers."power_lines" ALTER COLUMN geojson SET COMPRESSION lz4;
CREATE INDEX power_lines_geom_3857_idx ON layers.power_lines USING gist (geom_3857);
CREATE INDEX power_lines_geom_idx ON layers.power_lines USING gist (geom);
CREATE INDEX power_lines_search_idx ON layers.power_lines USING gin (search ext.gin_trgm_ops);
CREATE INDEX power_lines_time_idx ON layers.power_lines (installed_on);
CREATE INDEX power_lines_ward_code_idx ON layers.power_lines (ward_code);
COMMENT ON TABLE layers.power_lines IS 'Đường dây điện / Power lines. Đường dây điện, kèm điện áp, hình thức lắp đặt và hành lang an toàn mỗi bên. / Electricity lines with voltage, placement and the safety corridor on each side.';
COMMENT ON COLUMN layers.power_lines.fid IS 'Số đối tượng / Feature number';
COMMENT ON COLUMN layers.power_lines.id IS 'Mã định danh / Identifier';
COMMENT ON COLUMN layers.power_lines.code IS 'Mã số / Code';
COMMENT ON COLUMN layers.power_lines.ward_code IS 'Phường / Ward';
COMMENT ON COLUMN layers.power_lines.source IS 'Nguồn dữ liệu / Source';
COMMENT ON COLUMN layers.power_lines.version IS 'Phiên bản / Version';
COMMENT ON COLUMN layers.power_lines.updated_at IS 'Cập nhật lúc / Updated';
COMMENT ON COLUMN layers.power_lines.name IS 'Tên đường dây / Line name';
COMMENT ON COLUMN layers.power_lines.voltage_level IS 'Cấp điện áp / Voltage level';
COMMENT ON COLUMN layers.power_lines.voltage_kv IS 'Điện áp / Voltage [kV]';
COMMENT ON COLUMN layers.power_lines.placement IS 'Hình thức lắp đặt / Placement';
COMMENT ON COLUMN layers.power_lines.circuit_count IS 'Số mạch / Circuits';
COMMENT ON COLUMN layers.power_lines.length_m IS 'Chiều dài / Length [m]';
COMMENT ON COLUMN layers.power_lines.safety_corridor_m IS 'Hành lang an toàn mỗi bên / Safety corridor, each side [m]';
COMMENT ON COLUMN layers.power_lines.status IS 'Tình trạng sử dụng / Status';
COMMENT ON COLUMN layers.power_lines.operator IS 'Đơn vị quản lý / Operator';
COMMENT ON COLUMN layers.power_lines.installed_on IS 'Ngày lắp đặt / Installed on';
COMMENT ON COLUMN layers.power_lines.geom IS 'VN-2000 / TM-3 106-15';
COMMENT ON COLUMN layers.power_lines.geom_3857 IS 'geom in Web Mercator, for tiles';
COMMENT ON COLUMN layers.power_lines.geojson IS 'geom as GeoJSON (CRS84, 7 decimals), for items';
COMMENT ON COLUMN layers.power_lines.search IS 'Words to search, folded: lower case, no diacritics';

CREATE TABLE layers.public_facilities (
	fid BIGINT GENERATED BY DEFAULT AS IDENTITY, 
	id UUID DEFAULT gen_random_uuid() NOT NULL, 
	code TEXT NOT NULL, 
	ward_code TEXT, 
	source TEXT NOT NULL, 
	version INTEGER DEFAULT 1 NOT NULL, 
	updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL, 
	name TEXT NOT NULL, 
	kind TEXT NOT NULL, 
	address TEXT, 
	phone TEXT, 
	website TEXT, 
	opening_hours TEXT, 
	capacity INTEGER, 
	counter_count INTEGER, 
	is_wheelchair_accessible BOOLEAN, 
	geom geometry(POINT,9212) NOT NULL, 
	geom_3857 geometry(POINT,3857) GENERATED ALWAYS AS (ext.st_transform(geom, 3857)) STORED NOT NULL, 
	geojson TEXT GENERATED ALWAYS AS (ext.st_asgeojson(ext.st_transform(geom, 4326), 7)) STORED, 
	search TEXT GENERATED ALWAYS AS (layers.fold(' ' || coalesce(code, '') || ' ' || coalesce(name, '') || ' ' || coalesce(address, ''))) STORED, 
	CONSTRAINT public_facilities_pkey PRIMARY KEY (id), 
	CONSTRAINT public_facilities_fid_key UNIQUE (fid), 
	CONSTRAINT public_facilities_key UNIQUE (code), 
	CONSTRAINT public_facilities_code_length CHECK (char_length(code) <= 120), 
	CONSTRAINT public_facilities_ward_code_pattern CHECK (ward_code ~ '^\d{5}$'), 
	CONSTRAINT public_facilities_source_length CHECK (char_length(source) <= 200), 
	CONSTRAINT public_facilities_version_range CHECK (version >= 1), 
	CONSTRAINT public_facilities_name_length CHECK (char_length(name) <= 200), 
	CONSTRAINT public_facilities_kind_code CHECK (kind IN ('one_stop', 'office', 'school', 'kindergarten', 'health', 'market', 'lodging', 'culture', 'transport')), 
	CONSTRAINT public_facilities_address_length CHECK (char_length(address) <= 250), 
	CONSTRAINT public_facilities_phone_length CHECK (char_length(phone) <= 40), 
	CONSTRAINT public_facilities_website_pattern CHECK (website ~ '^https?://'), 
	CONSTRAINT public_facilities_website_length CHECK (char_length(website) <= 250), 
	CONSTRAINT public_facilities_opening_hours_length CHECK (char_length(opening_hours) <= 150), 
	CONSTRAINT public_facilities_capacity_range CHECK (capacity >= 0 AND capacity <= 100000), 
	CONSTRAINT public_facilities_counter_count_range CHECK (counter_count >= 0 AND counter_count <= 200), 
	CONSTRAINT public_facilities_geom_bounds CHECK (geom OPERATOR(ext.@) ext.st_makeenvelope(560000, 1830000, 620000, 1890000, 9212)), 
	CONSTRAINT public_facilities_geom_not_empty CHECK (NOT ext.st_isempty(geom))
);
ALTER TABLE layers."public_facilities" ALTER COLUMN geojson SET COMPRESSION lz4;
CREATE INDEX public_facilities_geom_3857_idx ON layers.public_facilities USING gist (geom_3857);
CREATE INDEX public_facilities_geom_idx ON layers.public_facilities USING gist (geom);
CREATE INDEX public_facilities_kind_idx ON layers.public_facilities (kind);
CREATE INDEX public_facilities_search_idx ON layers.public_facilities USING gin (search ext.gin_trgm_ops);
CREATE INDEX public_facilities_ward_code_idx ON layers.public_facilities (ward_code);
COMMENT ON TABLE layers.public_facilities IS 'Cơ sở dịch vụ công / Public facilities. Bộ phận một cửa, trường học, cơ sở y tế, chợ, lưu trú và nơi phục vụ công cộng khác, kèm số người chờ và mức hài lòng tại bộ phận một cửa. / One-stop offices, schools, health, markets, lodging and other places that serve the public, with queue and satisfaction at one-stop offices.';
COMMENT ON COLUMN layers.public_facilities.fid IS 'Số đối tượng / Feature number';
COMMENT ON COLUMN layers.public_facilities.id IS 'Mã định danh / Identifier';
COMMENT ON COLUMN layers.public_facilities.code IS 'Mã số / Code';
COMMENT ON COLUMN layers.public_facilities.ward_code IS 'Phường / Ward';
COMMENT ON COLUMN layers.public_facilities.source IS 'Nguồn dữ liệu / Source';
COMMENT ON COLUMN layers.public_facilities.version IS 'Phiên bản / Version';
COMMENT ON COLUMN layers.public_facilities.updated_at IS 'Cập nhật lúc / Updated';
COMMENT ON COLUMN layers.public_facilities.name IS 'Tên / Name';
COMMENT ON COLUMN layers.public_facilities.kind IS 'Loại / Kind';
COMMENT ON COLUMN layers.public_facilities.address IS 'Địa chỉ / Address';
COMMENT ON COLUMN layers.public_facilities.phone IS 'Điện thoại cơ quan / Telephone of the office';
COMMENT ON COLUMN layers.public_facilities.website IS 'Trang web / Website';
COMMENT ON COLUMN layers.public_facilities.opening_hours IS 'Giờ mở cửa / Opening hours';
COMMENT ON COLUMN layers.public_facilities.capacity IS 'Quy mô / Capacity';
COMMENT ON COLUMN layers.public_facilities.counter_count IS 'Số quầy / Counters';
COMMENT ON COLUMN layers.public_facilities.is_wheelchair_accessible IS 'Lối đi cho xe lăn / Wheelchair access';
COMMENT ON COLUMN layers.public_facilities.geom IS 'VN-2000 / TM-3 106-15';
COMMENT ON COLUMN layers.public_facilities.geom_3857 IS 'geom in Web Mercator, for tiles';
COMMENT ON COLUMN layers.public_facilities.geojson IS 'geom as GeoJSON (CRS84, 7 decimals), for items';
COMMENT ON COLUMN layers.public_facilities.search IS 'Words to search, folded: lower case, no diacritics';

CREATE TABLE layers.railways (
	fid BIGINT GENERATED BY DEFAULT AS IDENTITY, 
	id UUID DEFAULT gen_random_uuid() NOT NULL, 
	code TEXT NOT NULL, 
	ward_code TEXT, 
	source TEXT NOT NULL, 
	version INTEGER DEFAULT 1 NOT NULL, 
	updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL, 
	name TEXT NOT NULL, 
	kind TEXT NOT NULL, 
	gauge_mm INTEGER NOT NULL, 
	safety_corridor_m DOUBLE PRECISION, 
	geom geometry(LINESTRING,9212) NOT NULL, 
	geom_3857 geometry(LINESTRING,3857) GENERATED ALWAYS AS (ext.st_transform(geom, 3857)) STORED NOT NULL, 
	geojson TEXT GENERATED ALWAYS AS (ext.st_asgeojson(ext.st_transform(geom, 4326), 7)) STORED, 
	search TEXT GENERATED ALWAYS AS (layers.fold(' ' || coalesce(code, '') || ' ' || coalesce(name, ''))) STORED, 
	CONSTRAINT railways_pkey PRIMARY KEY (id), 
	CONSTRAINT railways_fid_key UNIQUE (fid), 
	CONSTRAINT railways_key UNIQUE (code), 
	CONSTRAINT railways_code_length CHECK (char_length(code) <= 120), 
	CONSTRAINT railways_ward_code_pattern CHECK (ward_code ~ '^\d{5}$'), 
	CONSTRAINT railways_source_length CHECK (char_length(source) <= 200), 
	CONSTRAINT railways_version_range CHECK (version >= 1), 
	CONSTRAINT railways_name_length CHECK (char_length(name) <= 120), 
	CONSTRAINT railways_kind_code CHECK (kind IN ('main', 'siding')), 
	CONSTRAINT railways_gauge_mm_range CHECK (gauge_mm >= 600 AND gauge_mm <= 1676), 
	CONSTRAINT railways_safety_corridor_m_range CHECK (safety_corridor_m >= 0 AND safety_corridor_m <= 100), 
	CONSTRAINT railways_geom_bounds CHECK (geom OPERATOR(ext.@) ext.st_makeenvelope(560000, 1830000, 620000, 1890000, 9212)), 
	CONSTRAINT railways_geom_not_empty CHECK (NOT ext.st_isempty(geom)), 
	CONSTRAINT railways_geom_valid CHECK (ext.st_isvalid(geom))
);
ALTER TABLE layers."railways" ALTER COLUMN geojson SET COMPRESSION lz4;
CREATE INDEX railways_geom_3857_idx ON layers.railways USING gist (geom_3857);
CREATE INDEX railways_geom_idx ON layers.railways USING gist (geom);
CREATE INDEX railways_search_idx ON layers.railways USING gin (search ext.gin_trgm_ops);
CREATE INDEX railways_ward_code_idx ON layers.railways (ward_code);
COMMENT ON TABLE layers.railways IS 'Đường sắt / Railways. Đường sắt theo tim ray, kèm bề rộng hành lang an toàn mỗi bên. / Railway tracks on their centre line, with the width of the safety corridor on each side.';
COMMENT ON COLUMN layers.railways.fid IS 'Số đối tượng / Feature number';
COMMENT ON COLUMN layers.railways.id IS 'Mã định danh / Identifier';
COMMENT ON COLUMN layers.railways.code IS 'Mã số / Code';
COMMENT ON COLUMN layers.railways.ward_code IS 'Phường / Ward';
COMMENT ON COLUMN layers.railways.source IS 'Nguồn dữ liệu / Source';
COMMENT ON COLUMN layers.railways.version IS 'Phiên bản / Version';
COMMENT ON COLUMN layers.railways.updated_at IS 'Cập nhật lúc / Updated';
COMMENT ON COLUMN layers.railways.name IS 'Tên tuyến / Name';
COMMENT ON COLUMN layers.railways.kind IS 'Loại / Kind';
COMMENT ON COLUMN layers.railways.gauge_mm IS 'Khổ đường / Gauge [mm]';
COMMENT ON COLUMN layers.railways.safety_corridor_m IS 'Hành lang an toàn mỗi bên / Safety corridor, each side [m]';
COMMENT ON COLUMN layers.railways.geom IS 'VN-2000 / TM-3 106-15';
COMMENT ON COLUMN layers.railways.geom_3857 IS 'geom in Web Mercator, for tiles';
COMMENT ON COLUMN layers.railways.geojson IS 'geom as GeoJSON (CRS84, 7 decimals), for items';
COMMENT ON COLUMN layers.railways.search IS 'Words to search, folded: lower case, no diacritics';

CREATE TABLE layers.rivers (
	fid BIGINT GENERATED BY DEFAULT AS IDENTITY, 
	id UUID DEFAULT gen_random_uuid() NOT NULL, 
	code TEXT NOT NULL, 
	ward_code TEXT, 
	source TEXT NOT NULL, 
	version INTEGER DEFAULT 1 NOT NULL, 
	updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL, 
	name TEXT NOT NULL, 
	kind TEXT NOT NULL, 
	area_ha DOUBLE PRECISION, 
	length_km DOUBLE PRECISION, 
	basin_km2 DOUBLE PRECISION, 
	flows_into TEXT, 
	geom geometry(MULTIPOLYGON,9212) NOT NULL, 
	geom_3857 geometry(MULTIPOLYGON,3857) GENERATED ALWAYS AS (ext.st_transform(geom, 3857)) STORED NOT NULL, 
	geojson TEXT GENERATED ALWAYS AS (ext.st_asgeojson(ext.st_transform(geom, 4326), 7)) STORED, 
	search TEXT GENERATED ALWAYS AS (layers.fold(' ' || coalesce(code, '') || ' ' || coalesce(name, ''))) STORED, 
	CONSTRAINT rivers_pkey PRIMARY KEY (id), 
	CONSTRAINT rivers_fid_key UNIQUE (fid), 
	CONSTRAINT rivers_key UNIQUE (code), 
	CONSTRAINT rivers_code_length CHECK (char_length(code) <= 120), 
	CONSTRAINT rivers_ward_code_pattern CHECK (ward_code ~ '^\d{5}$'), 
	CONSTRAINT rivers_source_length CHECK (char_length(source) <= 200), 
	CONSTRAINT rivers_version_range CHECK (version >= 1), 
	CONSTRAINT rivers_name_length CHECK (char_length(name) <= 150), 
	CONSTRAINT rivers_kind_code CHECK (kind IN ('river', 'stream', 'canal', 'lake')), 
	CONSTRAINT rivers_area_ha_range CHECK (area_ha <= 20000 AND area_ha > 0), 
	CONSTRAINT rivers_length_km_range CHECK (length_km <= 5000 AND length_km > 0), 
	CONSTRAINT rivers_basin_km2_range CHECK (basin_km2 > 0), 
	CONSTRAINT rivers_basin_km2_finite CHECK (basin_km2 < 'Infinity'::double precision), 
	CONSTRAINT rivers_flows_into_length CHECK (char_length(flows_into) <= 150), 
	CONSTRAINT rivers_geom_bounds CHECK (geom OPERATOR(ext.@) ext.st_makeenvelope(560000, 1830000, 620000, 1890000, 9212)), 
	CONSTRAINT rivers_geom_not_empty CHECK (NOT ext.st_isempty(geom)), 
	CONSTRAINT rivers_geom_valid CHECK (ext.st_isvalid(geom))
);
ALTER TABLE layers."rivers" ALTER COLUMN geojson SET COMPRESSION lz4;
CREATE INDEX rivers_geom_3857_idx ON layers.rivers USING gist (geom_3857);
CREATE INDEX rivers_geom_idx ON layers.rivers USING gist (geom);
CREATE INDEX rivers_search_idx ON layers.rivers USING gin (search ext.gin_trgm_ops);
CREATE INDEX rivers_ward_code_idx ON layers.rivers (ward_code);
COMMENT ON TABLE layers.rivers IS 'Sông, hồ / Rivers and lakes. Sông, hói, kênh và hồ theo mặt nước ở mức bình thường. / Rivers, streams, canals and lakes by their water surface at normal level.';
COMMENT ON COLUMN layers.rivers.fid IS 'Số đối tượng / Feature number';
COMMENT ON COLUMN layers.rivers.id IS 'Mã định danh / Identifier';
COMMENT ON COLUMN layers.rivers.code IS 'Mã số / Code';
COMMENT ON COLUMN layers.rivers.ward_code IS 'Phường / Ward';
COMMENT ON COLUMN layers.rivers.source IS 'Nguồn dữ liệu / Source';
COMMENT ON COLUMN layers.rivers.version IS 'Phiên bản / Version';
COMMENT ON COLUMN layers.rivers.updated_at IS 'Cập nhật lúc / Updated';
COMMENT ON COLUMN layers.rivers.name IS 'Tên / Name';
COMMENT ON COLUMN layers.rivers.kind IS 'Loại / Kind';
COMMENT ON COLUMN layers.rivers.area_ha IS 'Diện tích mặt nước / Water surface [har]';
COMMENT ON COLUMN layers.rivers.length_km IS 'Chiều dài toàn sông / Length of the whole river [km]';
COMMENT ON COLUMN layers.rivers.basin_km2 IS 'Diện tích lưu vực / Basin [km2]';
COMMENT ON COLUMN layers.rivers.flows_into IS 'Đổ vào / Flows into';
COMMENT ON COLUMN layers.rivers.geom IS 'VN-2000 / TM-3 106-15';
COMMENT ON COLUMN layers.rivers.geom_3857 IS 'geom in Web Mercator, for tiles';
COMMENT ON COLUMN layers.rivers.geojson IS 'geom as GeoJSON (CRS84, 7 decimals), for items';
COMMENT ON COLUMN layers.rivers.search IS 'Words to search, folded: lower case, no diacritics';

CREATE TABLE layers.roads (
	fid BIGINT GENERATED BY DEFAULT AS IDENTITY, 
	id UUID DEFAULT gen_random_uuid() NOT NULL, 
	code TEXT NOT NULL, 
	ward_code TEXT, 
	source TEXT NOT NULL, 
	version INTEGER DEFAULT 1 NOT NULL, 
	updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL, 
	name TEXT, 
	ref TEXT, 
	road_class TEXT NOT NULL, 
	length_m DOUBLE PRECISION NOT NULL, 
	carriageway_width_m DOUBLE PRECISION, 
	sidewalk_width_m DOUBLE PRECISION, 
	lane_count INTEGER, 
	direction TEXT NOT NULL, 
	speed_limit_kmh INTEGER, 
	surface TEXT, 
	condition TEXT, 
	is_bridge BOOLEAN NOT NULL, 
	geom geometry(LINESTRING,9212) NOT NULL, 
	geom_3857 geometry(LINESTRING,3857) GENERATED ALWAYS AS (ext.st_transform(geom, 3857)) STORED NOT NULL, 
	geojson TEXT GENERATED ALWAYS AS (ext.st_asgeojson(ext.st_transform(geom, 4326), 7)) STORED, 
	search TEXT GENERATED ALWAYS AS (layers.fold(' ' || coalesce(code, '') || ' ' || coalesce(name, '') || ' ' || coalesce(ref, ''))) STORED, 
	CONSTRAINT roads_pkey PRIMARY KEY (id), 
	CONSTRAINT roads_fid_key UNIQUE (fid), 
	CONSTRAINT roads_key UNIQUE (code), 
	CONSTRAINT roads_code_length CHECK (char_length(code) <= 120), 
	CONSTRAINT roads_ward_code_pattern CHECK (ward_code ~ '^\d{5}$'), 
	CONSTRAINT roads_source_length CHECK (char_length(source) <= 200), 
	CONSTRAINT roads_version_range CHECK (version >= 1), 
	CONSTRAINT roads_name_length CHECK (char_length(name) <= 120), 
	CONSTRAINT roads_ref_length CHECK (char_length(ref) <= 20), 
	CONSTRAINT roads_road_class_code CHECK (road_class IN ('national', 'main', 'collector', 'local', 'alley', 'service')), 
	CONSTRAINT roads_length_m_range CHECK (length_m > 0), 
	CONSTRAINT roads_length_m_finite CHECK (length_m < 'Infinity'::double precision), 
	CONSTRAINT roads_carriageway_width_m_range CHECK (carriageway_width_m <= 100 AND carriageway_width_m > 0), 
	CONSTRAINT roads_sidewalk_width_m_range CHECK (sidewalk_width_m >= 0 AND sidewalk_width_m <= 20), 
	CONSTRAINT roads_lane_count_range CHECK (lane_count >= 1 AND lane_count <= 12), 
	CONSTRAINT roads_direction_code CHECK (direction IN ('both', 'forward', 'backward')), 
	CONSTRAINT roads_speed_limit_kmh_range CHECK (speed_limit_kmh >= 5 AND speed_limit_kmh <= 120), 
	CONSTRAINT roads_surface_code CHECK (surface IN ('asphalt', 'concrete', 'treated', 'gravel', 'earth')), 
	CONSTRAINT roads_condition_code CHECK (condition IN ('good', 'fair', 'poor')), 
	CONSTRAINT roads_geom_bounds CHECK (geom OPERATOR(ext.@) ext.st_makeenvelope(560000, 1830000, 620000, 1890000, 9212)), 
	CONSTRAINT roads_geom_not_empty CHECK (NOT ext.st_isempty(geom)), 
	CONSTRAINT roads_geom_valid CHECK (ext.st_isvalid(geom))
);
ALTER TABLE layers."roads" ALTER COLUMN geojson SET COMPRESSION lz4;
CREATE INDEX roads_geom_3857_idx ON layers.roads USING gist (geom_3857);
CREATE INDEX roads_geom_idx ON layers.roads USING gist (geom);
CREATE INDEX roads_road_class_idx ON layers.roads (road_class);
CREATE INDEX roads_search_idx ON layers.roads USING gin (search ext.gin_trgm_ops);
CREATE INDEX roads_ward_code_idx ON layers.roads (ward_code);
COMMENT ON TABLE layers.roads IS 'Đường giao thông / Roads. Đoạn đường giữa hai nút giao theo tim đường, kèm cấp đường, bề rộng, số làn và mặt đường. / Street segments from junction to junction on their centre line, with class, width, lanes and surface.';
COMMENT ON COLUMN layers.roads.fid IS 'Số đối tượng / Feature number';
COMMENT ON COLUMN layers.roads.id IS 'Mã định danh / Identifier';
COMMENT ON COLUMN layers.roads.code IS 'Mã số / Code';
COMMENT ON COLUMN layers.roads.ward_code IS 'Phường / Ward';
COMMENT ON COLUMN layers.roads.source IS 'Nguồn dữ liệu / Source';
COMMENT ON COLUMN layers.roads.version IS 'Phiên bản / Version';
COMMENT ON COLUMN layers.roads.updated_at IS 'Cập nhật lúc / Updated';
COMMENT ON COLUMN layers.roads.name IS 'Tên đường / Street name';
COMMENT ON COLUMN layers.roads.ref IS 'Số hiệu đường / Road number';
COMMENT ON COLUMN layers.roads.road_class IS 'Cấp đường / Class';
COMMENT ON COLUMN layers.roads.length_m IS 'Chiều dài / Length [m]';
COMMENT ON COLUMN layers.roads.carriageway_width_m IS 'Bề rộng mặt đường / Carriageway width [m]';
COMMENT ON COLUMN layers.roads.sidewalk_width_m IS 'Bề rộng vỉa hè một bên / Pavement width, one side [m]';
COMMENT ON COLUMN layers.roads.lane_count IS 'Số làn xe / Lanes';
COMMENT ON COLUMN layers.roads.direction IS 'Chiều lưu thông / Direction of traffic';
COMMENT ON COLUMN layers.roads.speed_limit_kmh IS 'Tốc độ tối đa / Speed limit [km/h]';
COMMENT ON COLUMN layers.roads.surface IS 'Kết cấu mặt đường / Surface';
COMMENT ON COLUMN layers.roads.condition IS 'Tình trạng / Condition';
COMMENT ON COLUMN layers.roads.is_bridge IS 'Trên cầu / On a bridge';
COMMENT ON COLUMN layers.roads.geom IS 'VN-2000 / TM-3 106-15';
COMMENT ON COLUMN layers.roads.geom_3857 IS 'geom in Web Mercator, for tiles';
COMMENT ON COLUMN layers.roads.geojson IS 'geom as GeoJSON (CRS84, 7 decimals), for items';
COMMENT ON COLUMN layers.roads.search IS 'Words to search, folded: lower case, no diacritics';

CREATE TABLE layers.violation_behaviour_codes (
	code TEXT NOT NULL, 
	title_vi TEXT NOT NULL, 
	title_en TEXT NOT NULL, 
	color TEXT, 
	position INTEGER NOT NULL, 
	source TEXT NOT NULL, 
	PRIMARY KEY (code), 
	CONSTRAINT violation_behaviour_codes_color CHECK (color ~ '^#[0-9a-f]{6}$')
);
COMMENT ON TABLE layers.violation_behaviour_codes IS 'Which rule of construction order was broken. (editable code list)';
COMMENT ON COLUMN layers.violation_behaviour_codes.source IS 'Where this line was taken from';

CREATE TABLE layers.wards (
	fid BIGINT GENERATED BY DEFAULT AS IDENTITY, 
	id UUID DEFAULT gen_random_uuid() NOT NULL, 
	code TEXT NOT NULL, 
	ward_code TEXT, 
	source TEXT NOT NULL, 
	version INTEGER DEFAULT 1 NOT NULL, 
	updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL, 
	name TEXT NOT NULL, 
	division TEXT NOT NULL, 
	valid_from DATE NOT NULL, 
	valid_to DATE, 
	merged_into TEXT, 
	area_km2 DOUBLE PRECISION NOT NULL, 
	population INTEGER, 
	decision TEXT, 
	geom geometry(MULTIPOLYGON,9212) NOT NULL, 
	geom_3857 geometry(MULTIPOLYGON,3857) GENERATED ALWAYS AS (ext.st_transform(geom, 3857)) STORED NOT NULL, 
	geojson TEXT GENERATED ALWAYS AS (ext.st_asgeojson(ext.st_transform(geom, 4326), 7)) STORED, 
	search TEXT GENERATED ALWAYS AS (layers.fold(' ' || coalesce(code, '') || ' ' || coalesce(name, ''))) STORED, 
	CONSTRAINT wards_pkey PRIMARY KEY (id), 
	CONSTRAINT wards_fid_key UNIQUE (fid), 
	CONSTRAINT wards_key UNIQUE (code, valid_from), 
	CONSTRAINT wards_code_length CHECK (char_length(code) <= 120), 
	CONSTRAINT wards_ward_code_pattern CHECK (ward_code ~ '^\d{5}$'), 
	CONSTRAINT wards_source_length CHECK (char_length(source) <= 200), 
	CONSTRAINT wards_version_range CHECK (version >= 1), 
	CONSTRAINT wards_name_length CHECK (char_length(name) <= 100), 
	CONSTRAINT wards_division_code CHECK (division IN ('nine', 'two')), 
	CONSTRAINT wards_merged_into_pattern CHECK (merged_into ~ '^\d{5}$'), 
	CONSTRAINT wards_merged_into_length CHECK (char_length(merged_into) <= 5), 
	CONSTRAINT wards_area_km2_range CHECK (area_km2 <= 200 AND area_km2 > 0), 
	CONSTRAINT wards_population_range CHECK (population >= 0 AND population <= 1000000), 
	CONSTRAINT wards_decision_length CHECK (char_length(decision) <= 200), 
	CONSTRAINT wards_geom_bounds CHECK (geom OPERATOR(ext.@) ext.st_makeenvelope(560000, 1830000, 620000, 1890000, 9212)), 
	CONSTRAINT wards_geom_not_empty CHECK (NOT ext.st_isempty(geom)), 
	CONSTRAINT wards_geom_valid CHECK (ext.st_isvalid(geom))
);
ALTER TABLE layers."wards" ALTER COLUMN geojson SET COMPRESSION lz4;
CREATE INDEX wards_geom_3857_idx ON layers.wards USING gist (geom_3857);
CREATE INDEX wards_geom_idx ON layers.wards USING gist (geom);
CREATE INDEX wards_search_idx ON layers.wards USING gin (search ext.gin_trgm_ops);
CREATE INDEX wards_time_idx ON layers.wards (valid_from, valid_to);
CREATE INDEX wards_ward_code_idx ON layers.wards (ward_code);
COMMENT ON TABLE layers.wards IS 'Phường / Wards. Phường kèm thời gian hiệu lực: chín phường đến hết 30/6/2025, hai phường từ 01/7/2025. Hai lần chia dùng lại cùng mã của Tổng cục Thống kê cho khu vực khác nhau: luôn đọc mã cùng với ngày bắt đầu. / Wards with their dates of validity: nine until 30 June 2025, two since 1 July 2025. The two divisions re-use the same GSO codes for different areas: always read code and start date together.';
COMMENT ON COLUMN layers.wards.fid IS 'Số đối tượng / Feature number';
COMMENT ON COLUMN layers.wards.id IS 'Mã định danh / Identifier';
COMMENT ON COLUMN layers.wards.code IS 'Mã số / Code';
COMMENT ON COLUMN layers.wards.ward_code IS 'Phường / Ward';
COMMENT ON COLUMN layers.wards.source IS 'Nguồn dữ liệu / Source';
COMMENT ON COLUMN layers.wards.version IS 'Phiên bản / Version';
COMMENT ON COLUMN layers.wards.updated_at IS 'Cập nhật lúc / Updated';
COMMENT ON COLUMN layers.wards.name IS 'Tên phường / Name';
COMMENT ON COLUMN layers.wards.division IS 'Lần phân chia / Division';
COMMENT ON COLUMN layers.wards.valid_from IS 'Hiệu lực từ / Valid from';
COMMENT ON COLUMN layers.wards.valid_to IS 'Hiệu lực đến / Valid to';
COMMENT ON COLUMN layers.wards.merged_into IS 'Mã phường sau sáp nhập / Code of the ward it was merged into';
COMMENT ON COLUMN layers.wards.area_km2 IS 'Diện tích / Area [km2]';
COMMENT ON COLUMN layers.wards.population IS 'Dân số / Population';
COMMENT ON COLUMN layers.wards.decision IS 'Căn cứ pháp lý / Legal basis';
COMMENT ON COLUMN layers.wards.geom IS 'VN-2000 / TM-3 106-15';
COMMENT ON COLUMN layers.wards.geom_3857 IS 'geom in Web Mercator, for tiles';
COMMENT ON COLUMN layers.wards.geojson IS 'geom as GeoJSON (CRS84, 7 decimals), for items';
COMMENT ON COLUMN layers.wards.search IS 'Words to search, folded: lower case, no diacritics';

CREATE TABLE layers.waste_sites (
	fid BIGINT GENERATED BY DEFAULT AS IDENTITY, 
	id UUID DEFAULT gen_random_uuid() NOT NULL, 
	code TEXT NOT NULL, 
	ward_code TEXT, 
	source TEXT NOT NULL, 
	version INTEGER DEFAULT 1 NOT NULL, 
	updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL, 
	name TEXT NOT NULL, 
	kind TEXT NOT NULL, 
	address TEXT, 
	takes TEXT[] NOT NULL, 
	area_m2 DOUBLE PRECISION NOT NULL, 
	capacity_td DOUBLE PRECISION, 
	operator TEXT, 
	geom geometry(POLYGON,9212) NOT NULL, 
	geom_3857 geometry(POLYGON,3857) GENERATED ALWAYS AS (ext.st_transform(geom, 3857)) STORED NOT NULL, 
	geojson TEXT GENERATED ALWAYS AS (ext.st_asgeojson(ext.st_transform(geom, 4326), 7)) STORED, 
	search TEXT GENERATED ALWAYS AS (layers.fold(' ' || coalesce(code, '') || ' ' || coalesce(name, '') || ' ' || coalesce(address, ''))) STORED, 
	CONSTRAINT waste_sites_pkey PRIMARY KEY (id), 
	CONSTRAINT waste_sites_fid_key UNIQUE (fid), 
	CONSTRAINT waste_sites_key UNIQUE (code), 
	CONSTRAINT waste_sites_code_length CHECK (char_length(code) <= 120), 
	CONSTRAINT waste_sites_ward_code_pattern CHECK (ward_code ~ '^\d{5}$'), 
	CONSTRAINT waste_sites_source_length CHECK (char_length(source) <= 200), 
	CONSTRAINT waste_sites_version_range CHECK (version >= 1), 
	CONSTRAINT waste_sites_name_length CHECK (char_length(name) <= 150), 
	CONSTRAINT waste_sites_kind_code CHECK (kind IN ('collection', 'transfer', 'treatment', 'landfill')), 
	CONSTRAINT waste_sites_address_length CHECK (char_length(address) <= 250), 
	CONSTRAINT waste_sites_takes_code CHECK (takes <@ ARRAY['mixed', 'organic', 'recyclable', 'hazardous', 'bulky']), 
	CONSTRAINT waste_sites_area_m2_range CHECK (area_m2 > 0), 
	CONSTRAINT waste_sites_area_m2_finite CHECK (area_m2 < 'Infinity'::double precision), 
	CONSTRAINT waste_sites_capacity_td_range CHECK (capacity_td <= 5000 AND capacity_td > 0), 
	CONSTRAINT waste_sites_operator_length CHECK (char_length(operator) <= 150), 
	CONSTRAINT waste_sites_geom_bounds CHECK (geom OPERATOR(ext.@) ext.st_makeenvelope(560000, 1830000, 620000, 1890000, 9212)), 
	CONSTRAINT waste_sites_geom_not_empty CHECK (NOT ext.st_isempty(geom)), 
	CONSTRAINT waste_sites_geom_valid CHECK (ext.st_isvalid(geom))
);
ALTER TABLE layers."waste_sites" ALTER COLUMN geojson SET COMPRESSION lz4;
CREATE INDEX waste_sites_geom_3857_idx ON layers.waste_sites USING gist (geom_3857);
CREATE INDEX waste_sites_geom_idx ON layers.waste_sites USING gist (geom);
CREATE INDEX waste_sites_search_idx ON layers.waste_sites USING gin (search ext.gin_trgm_ops);
CREATE INDEX waste_sites_ward_code_idx ON layers.waste_sites (ward_code);
COMMENT ON TABLE layers.waste_sites IS 'Cơ sở xử lý rác / Waste sites. Điểm tập kết, trạm trung chuyển, nhà máy xử lý và bãi chôn lấp, kèm công suất ngày. / Collection points, transfer stations, treatment plants and landfills with their daily capacity.';
COMMENT ON COLUMN layers.waste_sites.fid IS 'Số đối tượng / Feature number';
COMMENT ON COLUMN layers.waste_sites.id IS 'Mã định danh / Identifier';
COMMENT ON COLUMN layers.waste_sites.code IS 'Mã số / Code';
COMMENT ON COLUMN layers.waste_sites.ward_code IS 'Phường / Ward';
COMMENT ON COLUMN layers.waste_sites.source IS 'Nguồn dữ liệu / Source';
COMMENT ON COLUMN layers.waste_sites.version IS 'Phiên bản / Version';
COMMENT ON COLUMN layers.waste_sites.updated_at IS 'Cập nhật lúc / Updated';
COMMENT ON COLUMN layers.waste_sites.name IS 'Tên cơ sở / Name';
COMMENT ON COLUMN layers.waste_sites.kind IS 'Loại / Kind';
COMMENT ON COLUMN layers.waste_sites.address IS 'Địa chỉ / Address';
COMMENT ON COLUMN layers.waste_sites.takes IS 'Loại rác tiếp nhận / Takes';
COMMENT ON COLUMN layers.waste_sites.area_m2 IS 'Diện tích / Area [m2]';
COMMENT ON COLUMN layers.waste_sites.capacity_td IS 'Công suất / Capacity [t/d]';
COMMENT ON COLUMN layers.waste_sites.operator IS 'Đơn vị vận hành / Operator';
COMMENT ON COLUMN layers.waste_sites.geom IS 'VN-2000 / TM-3 106-15';
COMMENT ON COLUMN layers.waste_sites.geom_3857 IS 'geom in Web Mercator, for tiles';
COMMENT ON COLUMN layers.waste_sites.geojson IS 'geom as GeoJSON (CRS84, 7 decimals), for items';
COMMENT ON COLUMN layers.waste_sites.search IS 'Words to search, folded: lower case, no diacritics';

CREATE TABLE layers.wifi_points (
	fid BIGINT GENERATED BY DEFAULT AS IDENTITY, 
	id UUID DEFAULT gen_random_uuid() NOT NULL, 
	code TEXT NOT NULL, 
	ward_code TEXT, 
	source TEXT NOT NULL, 
	version INTEGER DEFAULT 1 NOT NULL, 
	updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL, 
	location TEXT NOT NULL, 
	ssid TEXT NOT NULL, 
	reach_m DOUBLE PRECISION NOT NULL, 
	provider TEXT, 
	bandwidth_mbits DOUBLE PRECISION, 
	installed_on DATE, 
	geom geometry(POINT,9212) NOT NULL, 
	geom_3857 geometry(POINT,3857) GENERATED ALWAYS AS (ext.st_transform(geom, 3857)) STORED NOT NULL, 
	geojson TEXT GENERATED ALWAYS AS (ext.st_asgeojson(ext.st_transform(geom, 4326), 7)) STORED, 
	search TEXT GENERATED ALWAYS AS (layers.fold(' ' || coalesce(code, '') || ' ' || coalesce(location, '') || ' ' || coalesce(ssid, ''))) STORED, 
	CONSTRAINT wifi_points_pkey PRIMARY KEY (id), 
	CONSTRAINT wifi_points_fid_key UNIQUE (fid), 
	CONSTRAINT wifi_points_key UNIQUE (code), 
	CONSTRAINT wifi_points_code_length CHECK (char_length(code) <= 120), 
	CONSTRAINT wifi_points_ward_code_pattern CHECK (ward_code ~ '^\d{5}$'), 
	CONSTRAINT wifi_points_source_length CHECK (char_length(source) <= 200), 
	CONSTRAINT wifi_points_version_range CHECK (version >= 1), 
	CONSTRAINT wifi_points_location_length CHECK (char_length(location) <= 250), 
	CONSTRAINT wifi_points_ssid_length CHECK (char_length(ssid) <= 32), 
	CONSTRAINT wifi_points_reach_m_range CHECK (reach_m <= 500 AND reach_m > 0), 
	CONSTRAINT wifi_points_provider_length CHECK (char_length(provider) <= 100), 
	CONSTRAINT wifi_points_bandwidth_mbits_range CHECK (bandwidth_mbits <= 10000 AND bandwidth_mbits > 0), 
	CONSTRAINT wifi_points_geom_bounds CHECK (geom OPERATOR(ext.@) ext.st_makeenvelope(560000, 1830000, 620000, 1890000, 9212)), 
	CONSTRAINT wifi_points_geom_not_empty CHECK (NOT ext.st_isempty(geom))
);
ALTER TABLE layers."wifi_points" ALTER COLUMN geojson SET COMPRESSION lz4;
CREATE INDEX wifi_points_geom_3857_idx ON layers.wifi_points USING gist (geom_3857);
CREATE INDEX wifi_points_geom_idx ON layers.wifi_points USING gist (geom);
CREATE INDEX wifi_points_search_idx ON layers.wifi_points USING gin (search ext.gin_trgm_ops);
CREATE INDEX wifi_points_time_idx ON layers.wifi_points (installed_on);
CREATE INDEX wifi_points_ward_code_idx ON layers.wifi_points (ward_code);
COMMENT ON TABLE layers.wifi_points IS 'Wifi công cộng / Public wifi. Điểm wifi công cộng miễn phí, kèm tên mạng, bán kính phủ sóng và số người đang dùng. / Free public wireless internet with network name, reach and how many use it now.';
COMMENT ON COLUMN layers.wifi_points.fid IS 'Số đối tượng / Feature number';
COMMENT ON COLUMN layers.wifi_points.id IS 'Mã định danh / Identifier';
COMMENT ON COLUMN layers.wifi_points.code IS 'Mã số / Code';
COMMENT ON COLUMN layers.wifi_points.ward_code IS 'Phường / Ward';
COMMENT ON COLUMN layers.wifi_points.source IS 'Nguồn dữ liệu / Source';
COMMENT ON COLUMN layers.wifi_points.version IS 'Phiên bản / Version';
COMMENT ON COLUMN layers.wifi_points.updated_at IS 'Cập nhật lúc / Updated';
COMMENT ON COLUMN layers.wifi_points.location IS 'Vị trí / Location';
COMMENT ON COLUMN layers.wifi_points.ssid IS 'Tên mạng (SSID) / Network name';
COMMENT ON COLUMN layers.wifi_points.reach_m IS 'Bán kính phủ sóng / Reach [m]';
COMMENT ON COLUMN layers.wifi_points.provider IS 'Nhà cung cấp / Provider';
COMMENT ON COLUMN layers.wifi_points.bandwidth_mbits IS 'Băng thông / Bandwidth [Mbit/s]';
COMMENT ON COLUMN layers.wifi_points.installed_on IS 'Ngày lắp đặt / Installed on';
COMMENT ON COLUMN layers.wifi_points.geom IS 'VN-2000 / TM-3 106-15';
COMMENT ON COLUMN layers.wifi_points.geom_3857 IS 'geom in Web Mercator, for tiles';
COMMENT ON COLUMN layers.wifi_points.geojson IS 'geom as GeoJSON (CRS84, 7 decimals), for items';
COMMENT ON COLUMN layers.wifi_points.search IS 'Words to search, folded: lower case, no diacritics';

CREATE TABLE layers.zone_use_codes (
	code TEXT NOT NULL, 
	title_vi TEXT NOT NULL, 
	title_en TEXT NOT NULL, 
	color TEXT, 
	position INTEGER NOT NULL, 
	source TEXT NOT NULL, 
	PRIMARY KEY (code), 
	CONSTRAINT zone_use_codes_color CHECK (color ~ '^#[0-9a-f]{6}$')
);
COMMENT ON TABLE layers.zone_use_codes IS 'What a planning zone may be used for. (editable code list)';
COMMENT ON COLUMN layers.zone_use_codes.source IS 'Where this line was taken from';

CREATE TABLE layers.cameras (
	fid BIGINT GENERATED BY DEFAULT AS IDENTITY, 
	id UUID DEFAULT gen_random_uuid() NOT NULL, 
	code TEXT NOT NULL, 
	ward_code TEXT, 
	source TEXT NOT NULL, 
	version INTEGER DEFAULT 1 NOT NULL, 
	updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL, 
	site_code TEXT NOT NULL, 
	location TEXT NOT NULL, 
	network TEXT NOT NULL, 
	kind TEXT NOT NULL, 
	azimuth_deg DOUBLE PRECISION NOT NULL, 
	fov_deg DOUBLE PRECISION NOT NULL, 
	range_m DOUBLE PRECISION NOT NULL, 
	mount_height_m DOUBLE PRECISION NOT NULL, 
	model TEXT, 
	stream_ref TEXT, 
	owner TEXT NOT NULL, 
	installed_on DATE, 
	geom geometry(POINTZ,9212) NOT NULL, 
	geom_3857 geometry(POINTZ,3857) GENERATED ALWAYS AS (ext.st_transform(geom, 3857)) STORED NOT NULL, 
	geojson TEXT GENERATED ALWAYS AS (ext.st_asgeojson(ext.st_transform(geom, 4326), 7)) STORED, 
	search TEXT GENERATED ALWAYS AS (layers.fold(' ' || coalesce(code, '') || ' ' || coalesce(site_code, '') || ' ' || coalesce(location, ''))) STORED, 
	CONSTRAINT cameras_pkey PRIMARY KEY (id), 
	CONSTRAINT cameras_fid_key UNIQUE (fid), 
	CONSTRAINT cameras_key UNIQUE (code), 
	CONSTRAINT cameras_code_length CHECK (char_length(code) <= 120), 
	CONSTRAINT cameras_ward_code_pattern CHECK (ward_code ~ '^\d{5}$'), 
	CONSTRAINT cameras_source_length CHECK (char_length(source) <= 200), 
	CONSTRAINT cameras_version_range CHECK (version >= 1), 
	CONSTRAINT cameras_site_code_length CHECK (char_length(site_code) <= 40), 
	CONSTRAINT cameras_location_length CHECK (char_length(location) <= 250), 
	CONSTRAINT cameras_network_code CHECK (network IN ('city', 'ward', 'ai')), 
	CONSTRAINT cameras_kind_code CHECK (kind IN ('fixed', 'ptz', 'dome', 'ai')), 
	CONSTRAINT cameras_azimuth_deg_range CHECK (azimuth_deg >= 0 AND azimuth_deg < 360), 
	CONSTRAINT cameras_fov_deg_range CHECK (fov_deg <= 360 AND fov_deg > 0), 
	CONSTRAINT cameras_range_m_range CHECK (range_m <= 2000 AND range_m > 0), 
	CONSTRAINT cameras_mount_height_m_range CHECK (mount_height_m <= 60 AND mount_height_m > 0), 
	CONSTRAINT cameras_model_length CHECK (char_length(model) <= 120), 
	CONSTRAINT cameras_stream_ref_length CHECK (char_length(stream_ref) <= 300), 
	CONSTRAINT cameras_owner_code FOREIGN KEY(owner) REFERENCES layers.department_codes (code) ON UPDATE CASCADE, 
	CONSTRAINT cameras_geom_bounds CHECK (geom OPERATOR(ext.@) ext.st_makeenvelope(560000, 1830000, 620000, 1890000, 9212)), 
	CONSTRAINT cameras_geom_not_empty CHECK (NOT ext.st_isempty(geom))
);
ALTER TABLE layers."cameras" ALTER COLUMN geojson SET COMPRESSION lz4;
CREATE INDEX cameras_geom_3857_idx ON layers.cameras USING gist (geom_3857);
CREATE INDEX cameras_geom_idx ON layers.cameras USING gist (geom);
CREATE INDEX cameras_search_idx ON layers.cameras USING gin (search ext.gin_trgm_ops);
CREATE INDEX cameras_site_code_idx ON layers.cameras (site_code);
CREATE INDEX cameras_time_idx ON layers.cameras (installed_on);
CREATE INDEX cameras_ward_code_idx ON layers.cameras (ward_code);
COMMENT ON TABLE layers.cameras IS 'Camera / Cameras. Camera công cộng, kèm hướng nhìn, góc nhìn, tầm nhìn và tình trạng kết nối. Không công bố luồng hình. / Public-space cameras with direction, field of view, range and whether they answer. Streams are not published.';
COMMENT ON COLUMN layers.cameras.fid IS 'Số đối tượng / Feature number';
COMMENT ON COLUMN layers.cameras.id IS 'Mã định danh / Identifier';
COMMENT ON COLUMN layers.cameras.code IS 'Mã số / Code';
COMMENT ON COLUMN layers.cameras.ward_code IS 'Phường / Ward';
COMMENT ON COLUMN layers.cameras.source IS 'Nguồn dữ liệu / Source';
COMMENT ON COLUMN layers.cameras.version IS 'Phiên bản / Version';
COMMENT ON COLUMN layers.cameras.updated_at IS 'Cập nhật lúc / Updated';
COMMENT ON COLUMN layers.cameras.site_code IS 'Mã điểm lắp đặt / Site';
COMMENT ON COLUMN layers.cameras.location IS 'Vị trí / Location';
COMMENT ON COLUMN layers.cameras.network IS 'Hệ thống / Network';
COMMENT ON COLUMN layers.cameras.kind IS 'Loại camera / Kind';
COMMENT ON COLUMN layers.cameras.azimuth_deg IS 'Hướng nhìn / Direction of view [deg]';
COMMENT ON COLUMN layers.cameras.fov_deg IS 'Góc nhìn / Field of view [deg]';
COMMENT ON COLUMN layers.cameras.range_m IS 'Tầm nhìn / Range [m]';
COMMENT ON COLUMN layers.cameras.mount_height_m IS 'Chiều cao lắp đặt / Mounting height [m]';
COMMENT ON COLUMN layers.cameras.model IS 'Kiểu máy / Model (riêng tư / private)';
COMMENT ON COLUMN layers.cameras.stream_ref IS 'Luồng hình / Stream (riêng tư / private)';
COMMENT ON COLUMN layers.cameras.owner IS 'Đơn vị quản lý / Run by';
COMMENT ON COLUMN layers.cameras.installed_on IS 'Ngày lắp đặt / Installed on';
COMMENT ON COLUMN layers.cameras.geom IS 'VN-2000 / TM-3 106-15';
COMMENT ON COLUMN layers.cameras.geom_3857 IS 'geom in Web Mercator, for tiles';
COMMENT ON COLUMN layers.cameras.geojson IS 'geom as GeoJSON (CRS84, 7 decimals), for items';
COMMENT ON COLUMN layers.cameras.search IS 'Words to search, folded: lower case, no diacritics';

CREATE TABLE layers.drains (
	fid BIGINT GENERATED BY DEFAULT AS IDENTITY, 
	id UUID DEFAULT gen_random_uuid() NOT NULL, 
	code TEXT NOT NULL, 
	ward_code TEXT, 
	source TEXT NOT NULL, 
	version INTEGER DEFAULT 1 NOT NULL, 
	updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL, 
	kind TEXT NOT NULL, 
	width_mm INTEGER NOT NULL, 
	height_mm INTEGER, 
	material TEXT, 
	length_m DOUBLE PRECISION NOT NULL, 
	invert_start_m DOUBLE PRECISION, 
	invert_end_m DOUBLE PRECISION, 
	status TEXT NOT NULL, 
	condition TEXT, 
	installed_on DATE, 
	cleaned_on DATE, 
	from_manhole_id UUID, 
	to_manhole_id UUID, 
	geom geometry(LINESTRING,9212) NOT NULL, 
	geom_3857 geometry(LINESTRING,3857) GENERATED ALWAYS AS (ext.st_transform(geom, 3857)) STORED NOT NULL, 
	geojson TEXT GENERATED ALWAYS AS (ext.st_asgeojson(ext.st_transform(geom, 4326), 7)) STORED, 
	search TEXT GENERATED ALWAYS AS (layers.fold(' ' || coalesce(code, ''))) STORED, 
	CONSTRAINT drains_pkey PRIMARY KEY (id), 
	CONSTRAINT drains_fid_key UNIQUE (fid), 
	CONSTRAINT drains_key UNIQUE (code), 
	CONSTRAINT drains_code_length CHECK (char_length(code) <= 120), 
	CONSTRAINT drains_ward_code_pattern CHECK (ward_code ~ '^\d{5}$'), 
	CONSTRAINT drains_source_length CHECK (char_length(source) <= 200), 
	CONSTRAINT drains_version_range CHECK (version >= 1), 
	CONSTRAINT drains_kind_code CHECK (kind IN ('pipe', 'box', 'covered_channel', 'open_channel')), 
	CONSTRAINT drains_width_mm_range CHECK (width_mm <= 20000 AND width_mm > 0), 
	CONSTRAINT drains_height_mm_range CHECK (height_mm <= 10000 AND height_mm > 0), 
	CONSTRAINT drains_material_code CHECK (material IN ('hdpe', 'upvc', 'ductile_iron', 'steel', 'concrete', 'brick', 'stone', 'earth')), 
	CONSTRAINT drains_length_m_range CHECK (length_m > 0), 
	CONSTRAINT drains_length_m_finite CHECK (length_m < 'Infinity'::double precision), 
	CONSTRAINT drains_invert_start_m_range CHECK (invert_start_m >= -20 AND invert_start_m <= 150), 
	CONSTRAINT drains_invert_end_m_range CHECK (invert_end_m >= -20 AND invert_end_m <= 150), 
	CONSTRAINT drains_status_code CHECK (status IN ('planned', 'in_use', 'out_of_use', 'removed')), 
	CONSTRAINT drains_condition_code CHECK (condition IN ('good', 'fair', 'poor')), 
	CONSTRAINT drains_from_manhole_id_fkey FOREIGN KEY(from_manhole_id) REFERENCES layers.manholes (id), 
	CONSTRAINT drains_to_manhole_id_fkey FOREIGN KEY(to_manhole_id) REFERENCES layers.manholes (id), 
	CONSTRAINT drains_geom_bounds CHECK (geom OPERATOR(ext.@) ext.st_makeenvelope(560000, 1830000, 620000, 1890000, 9212)), 
	CONSTRAINT drains_geom_not_empty CHECK (NOT ext.st_isempty(geom)), 
	CONSTRAINT drains_geom_valid CHECK (ext.st_isvalid(geom))
);
ALTER TABLE layers."drains" ALTER COLUMN geojson SET COMPRESSION lz4;
CREATE INDEX drains_from_manhole_id_idx ON layers.drains (from_manhole_id);
CREATE INDEX drains_geom_3857_idx ON layers.drains USING gist (geom_3857);
CREATE INDEX drains_geom_idx ON layers.drains USING gist (geom);
CREATE INDEX drains_search_idx ON layers.drains USING gin (search ext.gin_trgm_ops);
CREATE INDEX drains_time_idx ON layers.drains (installed_on);
CREATE INDEX drains_to_manhole_id_idx ON layers.drains (to_manhole_id);
CREATE INDEX drains_ward_code_idx ON layers.drains (ward_code);
COMMENT ON TABLE layers.drains IS 'Thoát nước mưa / Drains. Cống và mương thoát nước mưa, vẽ theo chiều dòng chảy, kèm tiết diện và cao độ đáy. / Storm-water pipes, culverts and channels, drawn downstream, with section and invert levels.';
COMMENT ON COLUMN layers.drains.fid IS 'Số đối tượng / Feature number';
COMMENT ON COLUMN layers.drains.id IS 'Mã định danh / Identifier';
COMMENT ON COLUMN layers.drains.code IS 'Mã số / Code';
COMMENT ON COLUMN layers.drains.ward_code IS 'Phường / Ward';
COMMENT ON COLUMN layers.drains.source IS 'Nguồn dữ liệu / Source';
COMMENT ON COLUMN layers.drains.version IS 'Phiên bản / Version';
COMMENT ON COLUMN layers.drains.updated_at IS 'Cập nhật lúc / Updated';
COMMENT ON COLUMN layers.drains.kind IS 'Loại / Kind';
COMMENT ON COLUMN layers.drains.width_mm IS 'Bề rộng hoặc đường kính / Width or diameter [mm]';
COMMENT ON COLUMN layers.drains.height_mm IS 'Chiều cao / Height [mm]';
COMMENT ON COLUMN layers.drains.material IS 'Vật liệu / Material';
COMMENT ON COLUMN layers.drains.length_m IS 'Chiều dài / Length [m]';
COMMENT ON COLUMN layers.drains.invert_start_m IS 'Cao độ đáy đầu / Invert level, start [m]';
COMMENT ON COLUMN layers.drains.invert_end_m IS 'Cao độ đáy cuối / Invert level, end [m]';
COMMENT ON COLUMN layers.drains.status IS 'Tình trạng sử dụng / Status';
COMMENT ON COLUMN layers.drains.condition IS 'Tình trạng / Condition';
COMMENT ON COLUMN layers.drains.installed_on IS 'Ngày lắp đặt / Installed on';
COMMENT ON COLUMN layers.drains.cleaned_on IS 'Nạo vét gần nhất / Last cleaned';
COMMENT ON COLUMN layers.drains.from_manhole_id IS 'Từ hố ga / From manhole';
COMMENT ON COLUMN layers.drains.to_manhole_id IS 'Đến hố ga / To manhole';
COMMENT ON COLUMN layers.drains.geom IS 'VN-2000 / TM-3 106-15';
COMMENT ON COLUMN layers.drains.geom_3857 IS 'geom in Web Mercator, for tiles';
COMMENT ON COLUMN layers.drains.geojson IS 'geom as GeoJSON (CRS84, 7 decimals), for items';
COMMENT ON COLUMN layers.drains.search IS 'Words to search, folded: lower case, no diacritics';

CREATE TABLE layers.farm_plots (
	fid BIGINT GENERATED BY DEFAULT AS IDENTITY, 
	id UUID DEFAULT gen_random_uuid() NOT NULL, 
	code TEXT NOT NULL, 
	ward_code TEXT, 
	source TEXT NOT NULL, 
	version INTEGER DEFAULT 1 NOT NULL, 
	updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL, 
	farm_id UUID NOT NULL, 
	household_ref TEXT, 
	crop TEXT NOT NULL, 
	area_m2 DOUBLE PRECISION NOT NULL, 
	season TEXT, 
	season_from DATE, 
	season_to DATE, 
	expected_yield_kg DOUBLE PRECISION, 
	geom geometry(POLYGON,9212) NOT NULL, 
	geom_3857 geometry(POLYGON,3857) GENERATED ALWAYS AS (ext.st_transform(geom, 3857)) STORED NOT NULL, 
	geojson TEXT GENERATED ALWAYS AS (ext.st_asgeojson(ext.st_transform(geom, 4326), 7)) STORED, 
	search TEXT GENERATED ALWAYS AS (layers.fold(' ' || coalesce(code, ''))) STORED, 
	CONSTRAINT farm_plots_pkey PRIMARY KEY (id), 
	CONSTRAINT farm_plots_fid_key UNIQUE (fid), 
	CONSTRAINT farm_plots_key UNIQUE (code), 
	CONSTRAINT farm_plots_code_length CHECK (char_length(code) <= 120), 
	CONSTRAINT farm_plots_ward_code_pattern CHECK (ward_code ~ '^\d{5}$'), 
	CONSTRAINT farm_plots_source_length CHECK (char_length(source) <= 200), 
	CONSTRAINT farm_plots_version_range CHECK (version >= 1), 
	CONSTRAINT farm_plots_farm_id_fkey FOREIGN KEY(farm_id) REFERENCES layers.farms (id), 
	CONSTRAINT farm_plots_household_ref_length CHECK (char_length(household_ref) <= 60), 
	CONSTRAINT farm_plots_crop_code FOREIGN KEY(crop) REFERENCES layers.crop_codes (code) ON UPDATE CASCADE, 
	CONSTRAINT farm_plots_area_m2_range CHECK (area_m2 > 0), 
	CONSTRAINT farm_plots_area_m2_finite CHECK (area_m2 < 'Infinity'::double precision), 
	CONSTRAINT farm_plots_season_length CHECK (char_length(season) <= 60), 
	CONSTRAINT farm_plots_expected_yield_kg_range CHECK (expected_yield_kg >= 0), 
	CONSTRAINT farm_plots_expected_yield_kg_finite CHECK (expected_yield_kg < 'Infinity'::double precision), 
	CONSTRAINT farm_plots_geom_bounds CHECK (geom OPERATOR(ext.@) ext.st_makeenvelope(560000, 1830000, 620000, 1890000, 9212)), 
	CONSTRAINT farm_plots_geom_not_empty CHECK (NOT ext.st_isempty(geom)), 
	CONSTRAINT farm_plots_geom_valid CHECK (ext.st_isvalid(geom))
);
ALTER TABLE layers."farm_plots" ALTER COLUMN geojson SET COMPRESSION lz4;
CREATE INDEX farm_plots_farm_id_idx ON layers.farm_plots (farm_id);
CREATE INDEX farm_plots_geom_3857_idx ON layers.farm_plots USING gist (geom_3857);
CREATE INDEX farm_plots_geom_idx ON layers.farm_plots USING gist (geom);
CREATE INDEX farm_plots_search_idx ON layers.farm_plots USING gin (search ext.gin_trgm_ops);
CREATE INDEX farm_plots_time_idx ON layers.farm_plots (season_from, season_to);
CREATE INDEX farm_plots_ward_code_idx ON layers.farm_plots (ward_code);
COMMENT ON TABLE layers.farm_plots IS 'Thửa canh tác / Farm plots. Thửa canh tác của tổ hợp tác, hợp tác xã, kèm cây trồng, diện tích và mùa vụ. / Plots of the farming groups with crop, area and season.';
COMMENT ON COLUMN layers.farm_plots.fid IS 'Số đối tượng / Feature number';
COMMENT ON COLUMN layers.farm_plots.id IS 'Mã định danh / Identifier';
COMMENT ON COLUMN layers.farm_plots.code IS 'Mã số / Code';
COMMENT ON COLUMN layers.farm_plots.ward_code IS 'Phường / Ward';
COMMENT ON COLUMN layers.farm_plots.source IS 'Nguồn dữ liệu / Source';
COMMENT ON COLUMN layers.farm_plots.version IS 'Phiên bản / Version';
COMMENT ON COLUMN layers.farm_plots.updated_at IS 'Cập nhật lúc / Updated';
COMMENT ON COLUMN layers.farm_plots.farm_id IS 'Vùng nông nghiệp / Farm';
COMMENT ON COLUMN layers.farm_plots.household_ref IS 'Hộ canh tác / Household (riêng tư / private)';
COMMENT ON COLUMN layers.farm_plots.crop IS 'Cây trồng / Crop';
COMMENT ON COLUMN layers.farm_plots.area_m2 IS 'Diện tích / Area [m2]';
COMMENT ON COLUMN layers.farm_plots.season IS 'Mùa vụ / Season';
COMMENT ON COLUMN layers.farm_plots.season_from IS 'Vụ từ ngày / Season from';
COMMENT ON COLUMN layers.farm_plots.season_to IS 'Vụ đến ngày / Season until';
COMMENT ON COLUMN layers.farm_plots.expected_yield_kg IS 'Sản lượng dự kiến / Expected yield [kg]';
COMMENT ON COLUMN layers.farm_plots.geom IS 'VN-2000 / TM-3 106-15';
COMMENT ON COLUMN layers.farm_plots.geom_3857 IS 'geom in Web Mercator, for tiles';
COMMENT ON COLUMN layers.farm_plots.geojson IS 'geom as GeoJSON (CRS84, 7 decimals), for items';
COMMENT ON COLUMN layers.farm_plots.search IS 'Words to search, folded: lower case, no diacritics';

CREATE TABLE layers.farms_state (
	fid BIGINT NOT NULL, 
	status TEXT, 
	air_temperature_c DOUBLE PRECISION, 
	humidity_pct DOUBLE PRECISION, 
	wind_mps DOUBLE PRECISION, 
	illuminance_lx DOUBLE PRECISION, 
	et0_mm DOUBLE PRECISION, 
	phenomenon_time TIMESTAMP WITH TIME ZONE, 
	CONSTRAINT farms_state_pkey PRIMARY KEY (fid), 
	CONSTRAINT farms_state_fid_fkey FOREIGN KEY(fid) REFERENCES layers.farms (fid) ON DELETE CASCADE, 
	CONSTRAINT farms_state_status_code CHECK (status IN ('online', 'offline', 'fault')), 
	CONSTRAINT farms_state_air_temperature_c_range CHECK (air_temperature_c >= -20 AND air_temperature_c <= 60), 
	CONSTRAINT farms_state_humidity_pct_range CHECK (humidity_pct >= 0 AND humidity_pct <= 100), 
	CONSTRAINT farms_state_wind_mps_range CHECK (wind_mps >= 0 AND wind_mps <= 90), 
	CONSTRAINT farms_state_illuminance_lx_range CHECK (illuminance_lx >= 0 AND illuminance_lx <= 200000), 
	CONSTRAINT farms_state_et0_mm_range CHECK (et0_mm >= 0 AND et0_mm <= 20)
)
 WITH (fillfactor = 70);
COMMENT ON TABLE layers.farms_state IS 'Vùng nông nghiệp thông minh: trạng thái hiện tại / Farms: present state';
COMMENT ON COLUMN layers.farms_state.status IS 'Bộ điều khiển tại ruộng / Field gateway';
COMMENT ON COLUMN layers.farms_state.air_temperature_c IS 'Nhiệt độ không khí / Air temperature [Cel]';
COMMENT ON COLUMN layers.farms_state.humidity_pct IS 'Độ ẩm không khí / Relative humidity [%%]';
COMMENT ON COLUMN layers.farms_state.wind_mps IS 'Tốc độ gió / Wind [m/s]';
COMMENT ON COLUMN layers.farms_state.illuminance_lx IS 'Độ rọi / Light [lx]';
COMMENT ON COLUMN layers.farms_state.et0_mm IS 'Bốc thoát hơi ET0 hôm nay / Reference evapotranspiration, today [mm]';
COMMENT ON COLUMN layers.farms_state.phenomenon_time IS 'Thời điểm đo / Observed at';

CREATE TABLE layers.flood_points (
	fid BIGINT GENERATED BY DEFAULT AS IDENTITY, 
	id UUID DEFAULT gen_random_uuid() NOT NULL, 
	code TEXT NOT NULL, 
	ward_code TEXT, 
	source TEXT NOT NULL, 
	version INTEGER DEFAULT 1 NOT NULL, 
	updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL, 
	name TEXT NOT NULL, 
	datum TEXT NOT NULL, 
	zero_m DOUBLE PRECISION NOT NULL, 
	bank_m DOUBLE PRECISION, 
	bd1_m DOUBLE PRECISION NOT NULL, 
	bd2_m DOUBLE PRECISION NOT NULL, 
	bd3_m DOUBLE PRECISION NOT NULL, 
	levels_source TEXT NOT NULL, 
	levels_valid_from DATE NOT NULL, 
	is_solar BOOLEAN NOT NULL, 
	dev_eui TEXT, 
	river_id UUID, 
	geom geometry(POINTZ,9212) NOT NULL, 
	geom_3857 geometry(POINTZ,3857) GENERATED ALWAYS AS (ext.st_transform(geom, 3857)) STORED NOT NULL, 
	geojson TEXT GENERATED ALWAYS AS (ext.st_asgeojson(ext.st_transform(geom, 4326), 7)) STORED, 
	search TEXT GENERATED ALWAYS AS (layers.fold(' ' || coalesce(code, '') || ' ' || coalesce(name, ''))) STORED, 
	CONSTRAINT flood_points_pkey PRIMARY KEY (id), 
	CONSTRAINT flood_points_fid_key UNIQUE (fid), 
	CONSTRAINT flood_points_key UNIQUE (code), 
	CONSTRAINT flood_points_code_length CHECK (char_length(code) <= 120), 
	CONSTRAINT flood_points_ward_code_pattern CHECK (ward_code ~ '^\d{5}$'), 
	CONSTRAINT flood_points_source_length CHECK (char_length(source) <= 200), 
	CONSTRAINT flood_points_version_range CHECK (version >= 1), 
	CONSTRAINT flood_points_name_length CHECK (char_length(name) <= 150), 
	CONSTRAINT flood_points_datum_code CHECK (datum IN ('hon_dau', 'gauge_zero')), 
	CONSTRAINT flood_points_zero_m_range CHECK (zero_m >= -10 AND zero_m <= 150), 
	CONSTRAINT flood_points_bank_m_range CHECK (bank_m >= -10 AND bank_m <= 150), 
	CONSTRAINT flood_points_bd1_m_range CHECK (bd1_m >= -10 AND bd1_m <= 150), 
	CONSTRAINT flood_points_bd2_m_range CHECK (bd2_m >= -10 AND bd2_m <= 150), 
	CONSTRAINT flood_points_bd3_m_range CHECK (bd3_m >= -10 AND bd3_m <= 150), 
	CONSTRAINT flood_points_levels_source_length CHECK (char_length(levels_source) <= 250), 
	CONSTRAINT flood_points_dev_eui_pattern CHECK (dev_eui ~ '^[0-9a-f]{16}$'), 
	CONSTRAINT flood_points_river_id_fkey FOREIGN KEY(river_id) REFERENCES layers.rivers (id), 
	CONSTRAINT flood_points_geom_bounds CHECK (geom OPERATOR(ext.@) ext.st_makeenvelope(560000, 1830000, 620000, 1890000, 9212)), 
	CONSTRAINT flood_points_geom_not_empty CHECK (NOT ext.st_isempty(geom))
);
ALTER TABLE layers."flood_points" ALTER COLUMN geojson SET COMPRESSION lz4;
CREATE INDEX flood_points_geom_3857_idx ON layers.flood_points USING gist (geom_3857);
CREATE INDEX flood_points_geom_idx ON layers.flood_points USING gist (geom);
CREATE INDEX flood_points_river_id_idx ON layers.flood_points (river_id);
CREATE INDEX flood_points_search_idx ON layers.flood_points USING gin (search ext.gin_trgm_ops);
CREATE INDEX flood_points_ward_code_idx ON layers.flood_points (ward_code);
COMMENT ON TABLE layers.flood_points IS 'Điểm cảnh báo lũ / Flood gauges. Điểm đo mực nước, kèm mức báo động BĐ1 đến BĐ3 và mực nước, cấp báo động, tốc độ lên hiện tại. / Water-level gauges with their alarm levels BĐ1 to BĐ3 and the present level, alarm and rate of rise.';
COMMENT ON COLUMN layers.flood_points.fid IS 'Số đối tượng / Feature number';
COMMENT ON COLUMN layers.flood_points.id IS 'Mã định danh / Identifier';
COMMENT ON COLUMN layers.flood_points.code IS 'Mã số / Code';
COMMENT ON COLUMN layers.flood_points.ward_code IS 'Phường / Ward';
COMMENT ON COLUMN layers.flood_points.source IS 'Nguồn dữ liệu / Source';
COMMENT ON COLUMN layers.flood_points.version IS 'Phiên bản / Version';
COMMENT ON COLUMN layers.flood_points.updated_at IS 'Cập nhật lúc / Updated';
COMMENT ON COLUMN layers.flood_points.name IS 'Tên điểm / Name';
COMMENT ON COLUMN layers.flood_points.datum IS 'Hệ cao độ / Height datum';
COMMENT ON COLUMN layers.flood_points.zero_m IS 'Cao độ mốc 0 / Level of the gauge''s zero [m]';
COMMENT ON COLUMN layers.flood_points.bank_m IS 'Cao độ bờ / Level of the bank [m]';
COMMENT ON COLUMN layers.flood_points.bd1_m IS 'Mức báo động 1 / Alarm 1 (BĐ1) [m]';
COMMENT ON COLUMN layers.flood_points.bd2_m IS 'Mức báo động 2 / Alarm 2 (BĐ2) [m]';
COMMENT ON COLUMN layers.flood_points.bd3_m IS 'Mức báo động 3 / Alarm 3 (BĐ3) [m]';
COMMENT ON COLUMN layers.flood_points.levels_source IS 'Nguồn mức báo động / Source of the alarm levels';
COMMENT ON COLUMN layers.flood_points.levels_valid_from IS 'Mức báo động hiệu lực từ / Alarm levels valid from';
COMMENT ON COLUMN layers.flood_points.is_solar IS 'Dùng điện mặt trời / Solar powered';
COMMENT ON COLUMN layers.flood_points.dev_eui IS 'Thiết bị LoRaWAN / LoRaWAN device (riêng tư / private)';
COMMENT ON COLUMN layers.flood_points.river_id IS 'Sông / River';
COMMENT ON COLUMN layers.flood_points.geom IS 'VN-2000 / TM-3 106-15';
COMMENT ON COLUMN layers.flood_points.geom_3857 IS 'geom in Web Mercator, for tiles';
COMMENT ON COLUMN layers.flood_points.geojson IS 'geom as GeoJSON (CRS84, 7 decimals), for items';
COMMENT ON COLUMN layers.flood_points.search IS 'Words to search, folded: lower case, no diacritics';

CREATE TABLE layers.incidents (
	fid BIGINT GENERATED BY DEFAULT AS IDENTITY, 
	id UUID DEFAULT gen_random_uuid() NOT NULL, 
	code TEXT NOT NULL, 
	ward_code TEXT, 
	source TEXT NOT NULL, 
	version INTEGER DEFAULT 1 NOT NULL, 
	updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL, 
	service_code TEXT NOT NULL, 
	status TEXT NOT NULL, 
	priority TEXT NOT NULL, 
	summary TEXT, 
	description TEXT, 
	address TEXT, 
	channel TEXT NOT NULL, 
	reporter_ref TEXT, 
	media_refs TEXT[], 
	department TEXT, 
	requested_at TIMESTAMP WITH TIME ZONE NOT NULL, 
	due_at TIMESTAMP WITH TIME ZONE, 
	resolved_at TIMESTAMP WITH TIME ZONE, 
	rating INTEGER, 
	duplicate_of_id UUID, 
	geom geometry(POINT,9212) NOT NULL, 
	geom_3857 geometry(POINT,3857) GENERATED ALWAYS AS (ext.st_transform(geom, 3857)) STORED NOT NULL, 
	geojson TEXT GENERATED ALWAYS AS (ext.st_asgeojson(ext.st_transform(geom, 4326), 7)) STORED, 
	search TEXT GENERATED ALWAYS AS (layers.fold(' ' || coalesce(code, '') || ' ' || coalesce(summary, '') || ' ' || coalesce(address, ''))) STORED, 
	CONSTRAINT incidents_pkey PRIMARY KEY (id), 
	CONSTRAINT incidents_fid_key UNIQUE (fid), 
	CONSTRAINT incidents_key UNIQUE (code), 
	CONSTRAINT incidents_code_length CHECK (char_length(code) <= 120), 
	CONSTRAINT incidents_ward_code_pattern CHECK (ward_code ~ '^\d{5}$'), 
	CONSTRAINT incidents_source_length CHECK (char_length(source) <= 200), 
	CONSTRAINT incidents_version_range CHECK (version >= 1), 
	CONSTRAINT incidents_service_code_code FOREIGN KEY(service_code) REFERENCES layers.incident_service_codes (code) ON UPDATE CASCADE, 
	CONSTRAINT incidents_status_code CHECK (status IN ('received', 'assigned', 'in_progress', 'resolved', 'rejected', 'duplicate')), 
	CONSTRAINT incidents_priority_code CHECK (priority IN ('low', 'normal', 'high', 'urgent')), 
	CONSTRAINT incidents_summary_length CHECK (char_length(summary) <= 500), 
	CONSTRAINT incidents_description_length CHECK (char_length(description) <= 5000), 
	CONSTRAINT incidents_address_length CHECK (char_length(address) <= 250), 
	CONSTRAINT incidents_channel_code CHECK (channel IN ('web', 'app', 'phone', 'officer', 'camera', 'sensor', 'open311')), 
	CONSTRAINT incidents_reporter_ref_length CHECK (char_length(reporter_ref) <= 60), 
	CONSTRAINT incidents_department_code FOREIGN KEY(department) REFERENCES layers.department_codes (code) ON UPDATE CASCADE, 
	CONSTRAINT incidents_rating_range CHECK (rating >= 1 AND rating <= 5), 
	CONSTRAINT incidents_duplicate_of_id_fkey FOREIGN KEY(duplicate_of_id) REFERENCES layers.incidents (id), 
	CONSTRAINT incidents_geom_bounds CHECK (geom OPERATOR(ext.@) ext.st_makeenvelope(560000, 1830000, 620000, 1890000, 9212)), 
	CONSTRAINT incidents_geom_not_empty CHECK (NOT ext.st_isempty(geom))
);
ALTER TABLE layers."incidents" ALTER COLUMN geojson SET COMPRESSION lz4;
CREATE INDEX incidents_duplicate_of_id_idx ON layers.incidents (duplicate_of_id);
CREATE INDEX incidents_geom_3857_idx ON layers.incidents USING gist (geom_3857);
CREATE INDEX incidents_geom_idx ON layers.incidents USING gist (geom);
CREATE INDEX incidents_search_idx ON layers.incidents USING gin (search ext.gin_trgm_ops);
CREATE INDEX incidents_service_code_idx ON layers.incidents (service_code);
CREATE INDEX incidents_status_idx ON layers.incidents (status);
CREATE INDEX incidents_time_idx ON layers.incidents (requested_at, resolved_at);
CREATE INDEX incidents_ward_code_idx ON layers.incidents (ward_code);
COMMENT ON TABLE layers.incidents IS 'Phản ánh, sự cố / Incidents. Phản ánh, sự cố do người dân, cán bộ và thiết bị báo, kèm loại, trạng thái, thời hạn và đơn vị xử lý. Không hiển thị người phản ánh. / Incidents reported by citizens, officers and devices with service, state, deadline and the department in charge. Reporters are never shown.';
COMMENT ON COLUMN layers.incidents.fid IS 'Số đối tượng / Feature number';
COMMENT ON COLUMN layers.incidents.id IS 'Mã định danh / Identifier';
COMMENT ON COLUMN layers.incidents.code IS 'Mã số / Code';
COMMENT ON COLUMN layers.incidents.ward_code IS 'Phường / Ward';
COMMENT ON COLUMN layers.incidents.source IS 'Nguồn dữ liệu / Source';
COMMENT ON COLUMN layers.incidents.version IS 'Phiên bản / Version';
COMMENT ON COLUMN layers.incidents.updated_at IS 'Cập nhật lúc / Updated';
COMMENT ON COLUMN layers.incidents.service_code IS 'Loại phản ánh / Service';
COMMENT ON COLUMN layers.incidents.status IS 'Trạng thái / Status';
COMMENT ON COLUMN layers.incidents.priority IS 'Mức ưu tiên / Priority';
COMMENT ON COLUMN layers.incidents.summary IS 'Tóm tắt / Summary';
COMMENT ON COLUMN layers.incidents.description IS 'Nội dung phản ánh / What was reported (riêng tư / private)';
COMMENT ON COLUMN layers.incidents.address IS 'Địa chỉ / Address';
COMMENT ON COLUMN layers.incidents.channel IS 'Kênh tiếp nhận / Channel';
COMMENT ON COLUMN layers.incidents.reporter_ref IS 'Người phản ánh / Reporter (riêng tư / private)';
COMMENT ON COLUMN layers.incidents.media_refs IS 'Ảnh, ghi âm / Photos and recordings (riêng tư / private)';
COMMENT ON COLUMN layers.incidents.department IS 'Đơn vị xử lý / Department in charge';
COMMENT ON COLUMN layers.incidents.requested_at IS 'Thời điểm phản ánh / Reported at';
COMMENT ON COLUMN layers.incidents.due_at IS 'Hạn xử lý / Due at';
COMMENT ON COLUMN layers.incidents.resolved_at IS 'Thời điểm xử lý xong / Resolved at';
COMMENT ON COLUMN layers.incidents.rating IS 'Đánh giá của người phản ánh, 1 đến 5 / Rating by the reporter, 1 to 5';
COMMENT ON COLUMN layers.incidents.duplicate_of_id IS 'Trùng với / Duplicate of';
COMMENT ON COLUMN layers.incidents.geom IS 'VN-2000 / TM-3 106-15';
COMMENT ON COLUMN layers.incidents.geom_3857 IS 'geom in Web Mercator, for tiles';
COMMENT ON COLUMN layers.incidents.geojson IS 'geom as GeoJSON (CRS84, 7 decimals), for items';
COMMENT ON COLUMN layers.incidents.search IS 'Words to search, folded: lower case, no diacritics';

CREATE TABLE layers.indicator_definitions (
	id UUID DEFAULT gen_random_uuid() NOT NULL, 
	indicator TEXT NOT NULL, 
	level TEXT NOT NULL, 
	group_code TEXT, 
	subgroup_code TEXT, 
	unit TEXT NOT NULL, 
	more_is_better BOOLEAN, 
	computed_from TEXT[], 
	formula TEXT, 
	source TEXT NOT NULL, 
	CONSTRAINT indicator_definitions_pkey PRIMARY KEY (id), 
	CONSTRAINT indicator_definitions_key UNIQUE (indicator), 
	CONSTRAINT indicator_definitions_indicator_code FOREIGN KEY(indicator) REFERENCES layers.indicator_codes (code) ON UPDATE CASCADE, 
	CONSTRAINT indicator_definitions_level_code CHECK (level IN ('L1', 'L2', 'L3', 'count')), 
	CONSTRAINT indicator_definitions_group_code_length CHECK (char_length(group_code) <= 20), 
	CONSTRAINT indicator_definitions_subgroup_code_length CHECK (char_length(subgroup_code) <= 20), 
	CONSTRAINT indicator_definitions_unit_code CHECK (unit IN ('percent', 'score', 'count', 'per_km2')), 
	CONSTRAINT indicator_definitions_formula_length CHECK (char_length(formula) <= 1000), 
	CONSTRAINT indicator_definitions_source_length CHECK (char_length(source) <= 200)
);
COMMENT ON TABLE layers.indicator_definitions IS 'What an indicator means: its place in the index, unit and the way it is computed.';
COMMENT ON COLUMN layers.indicator_definitions.indicator IS 'Chỉ số / Indicator';
COMMENT ON COLUMN layers.indicator_definitions.level IS 'Lớp / Part of the index';
COMMENT ON COLUMN layers.indicator_definitions.group_code IS 'Nhóm / Group';
COMMENT ON COLUMN layers.indicator_definitions.subgroup_code IS 'Phân nhóm / Subgroup';
COMMENT ON COLUMN layers.indicator_definitions.unit IS 'Đơn vị / Unit';
COMMENT ON COLUMN layers.indicator_definitions.more_is_better IS 'Càng cao càng tốt / More is better';
COMMENT ON COLUMN layers.indicator_definitions.computed_from IS 'Tính từ các lớp / Computed from layers';
COMMENT ON COLUMN layers.indicator_definitions.formula IS 'Cách tính / Formula';
COMMENT ON COLUMN layers.indicator_definitions.source IS 'Nguồn / Source';

CREATE TABLE layers.indicator_values (
	id UUID DEFAULT gen_random_uuid() NOT NULL, 
	indicator TEXT NOT NULL, 
	ward_id UUID NOT NULL, 
	period TEXT NOT NULL, 
	period_kind TEXT NOT NULL, 
	period_from DATE NOT NULL, 
	period_to DATE NOT NULL, 
	value DOUBLE PRECISION NOT NULL, 
	target DOUBLE PRECISION, 
	source TEXT NOT NULL, 
	version INTEGER DEFAULT 1 NOT NULL, 
	updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL, 
	CONSTRAINT indicator_values_pkey PRIMARY KEY (id), 
	CONSTRAINT indicator_values_key UNIQUE (indicator, ward_id, period), 
	CONSTRAINT indicator_values_indicator_code FOREIGN KEY(indicator) REFERENCES layers.indicator_codes (code) ON UPDATE CASCADE, 
	CONSTRAINT indicator_values_ward_id_fkey FOREIGN KEY(ward_id) REFERENCES layers.wards (id), 
	CONSTRAINT indicator_values_period_pattern CHECK (period ~ '^\d{4}(-Q[1-4]|-(0[1-9]|1[0-2]))?$'), 
	CONSTRAINT indicator_values_period_kind_code CHECK (period_kind IN ('year', 'quarter', 'month')), 
	CONSTRAINT indicator_values_value_finite CHECK (value < 'Infinity'::double precision AND value > '-Infinity'::double precision), 
	CONSTRAINT indicator_values_target_finite CHECK (target < 'Infinity'::double precision AND target > '-Infinity'::double precision), 
	CONSTRAINT indicator_values_source_length CHECK (char_length(source) <= 200), 
	CONSTRAINT indicator_values_version_range CHECK (version >= 1)
);
CREATE INDEX indicator_values_indicator_idx ON layers.indicator_values (indicator);
CREATE INDEX indicator_values_ward_id_idx ON layers.indicator_values (ward_id);
COMMENT ON TABLE layers.indicator_values IS 'The value of an indicator for one ward and one period.';
COMMENT ON COLUMN layers.indicator_values.indicator IS 'Chỉ số / Indicator';
COMMENT ON COLUMN layers.indicator_values.ward_id IS 'Phường / Ward';
COMMENT ON COLUMN layers.indicator_values.period IS 'Kỳ / Period';
COMMENT ON COLUMN layers.indicator_values.period_kind IS 'Loại kỳ / Kind of period';
COMMENT ON COLUMN layers.indicator_values.period_from IS 'Kỳ từ ngày / Period from';
COMMENT ON COLUMN layers.indicator_values.period_to IS 'Kỳ đến ngày / Period to';
COMMENT ON COLUMN layers.indicator_values.value IS 'Giá trị / Value';
COMMENT ON COLUMN layers.indicator_values.target IS 'Chỉ tiêu / Target';
COMMENT ON COLUMN layers.indicator_values.source IS 'Nguồn dữ liệu / Source';
COMMENT ON COLUMN layers.indicator_values.version IS 'Phiên bản / Version';
COMMENT ON COLUMN layers.indicator_values.updated_at IS 'Cập nhật lúc / Updated';

CREATE TABLE layers.junctions_state (
	fid BIGINT NOT NULL, 
	mode TEXT, 
	cycle_s DOUBLE PRECISION, 
	status TEXT, 
	phenomenon_time TIMESTAMP WITH TIME ZONE, 
	CONSTRAINT junctions_state_pkey PRIMARY KEY (fid), 
	CONSTRAINT junctions_state_fid_fkey FOREIGN KEY(fid) REFERENCES layers.junctions (fid) ON DELETE CASCADE, 
	CONSTRAINT junctions_state_mode_code CHECK (mode IN ('fixed', 'adaptive', 'manual', 'flashing', 'dark')), 
	CONSTRAINT junctions_state_cycle_s_range CHECK (cycle_s >= 0 AND cycle_s <= 300), 
	CONSTRAINT junctions_state_status_code CHECK (status IN ('online', 'offline', 'fault'))
)
 WITH (fillfactor = 70);
COMMENT ON TABLE layers.junctions_state IS 'Nút giao: trạng thái hiện tại / Junctions: present state';
COMMENT ON COLUMN layers.junctions_state.mode IS 'Chế độ đèn / Signal mode';
COMMENT ON COLUMN layers.junctions_state.cycle_s IS 'Chu kỳ / Cycle [s]';
COMMENT ON COLUMN layers.junctions_state.status IS 'Tủ điều khiển / Controller';
COMMENT ON COLUMN layers.junctions_state.phenomenon_time IS 'Thời điểm đo / Observed at';

CREATE TABLE layers.land_parcels (
	fid BIGINT GENERATED BY DEFAULT AS IDENTITY, 
	id UUID DEFAULT gen_random_uuid() NOT NULL, 
	code TEXT NOT NULL, 
	ward_code TEXT, 
	source TEXT NOT NULL, 
	version INTEGER DEFAULT 1 NOT NULL, 
	updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL, 
	map_sheet TEXT NOT NULL, 
	parcel_no TEXT NOT NULL, 
	sheet_parcel TEXT NOT NULL, 
	old_map_sheet TEXT, 
	old_parcel_no TEXT, 
	area_m2 DOUBLE PRECISION NOT NULL, 
	legal_area_m2 DOUBLE PRECISION, 
	use_code TEXT NOT NULL, 
	use_codes TEXT[] NOT NULL, 
	address TEXT, 
	completeness TEXT NOT NULL, 
	has_certificate BOOLEAN, 
	certificate_ref TEXT, 
	holder_ref TEXT, 
	valid_from DATE NOT NULL, 
	valid_to DATE, 
	geom geometry(MULTIPOLYGON,9212) NOT NULL, 
	geom_3857 geometry(MULTIPOLYGON,3857) GENERATED ALWAYS AS (ext.st_transform(geom, 3857)) STORED NOT NULL, 
	geojson TEXT GENERATED ALWAYS AS (ext.st_asgeojson(ext.st_transform(geom, 4326), 7)) STORED, 
	search TEXT GENERATED ALWAYS AS (layers.fold(' ' || coalesce(code, '') || ' ' || coalesce(sheet_parcel, '') || ' ' || coalesce(address, ''))) STORED, 
	CONSTRAINT land_parcels_pkey PRIMARY KEY (id), 
	CONSTRAINT land_parcels_fid_key UNIQUE (fid), 
	CONSTRAINT land_parcels_key UNIQUE (code, valid_from), 
	CONSTRAINT land_parcels_code_length CHECK (char_length(code) <= 120), 
	CONSTRAINT land_parcels_ward_code_pattern CHECK (ward_code ~ '^\d{5}$'), 
	CONSTRAINT land_parcels_source_length CHECK (char_length(source) <= 200), 
	CONSTRAINT land_parcels_version_range CHECK (version >= 1), 
	CONSTRAINT land_parcels_map_sheet_length CHECK (char_length(map_sheet) <= 10), 
	CONSTRAINT land_parcels_parcel_no_length CHECK (char_length(parcel_no) <= 10), 
	CONSTRAINT land_parcels_sheet_parcel_pattern CHECK (sheet_parcel ~ '^[0-9A-Za-z-]+/[0-9A-Za-z-]+$'), 
	CONSTRAINT land_parcels_sheet_parcel_length CHECK (char_length(sheet_parcel) <= 21), 
	CONSTRAINT land_parcels_old_map_sheet_length CHECK (char_length(old_map_sheet) <= 10), 
	CONSTRAINT land_parcels_old_parcel_no_length CHECK (char_length(old_parcel_no) <= 10), 
	CONSTRAINT land_parcels_area_m2_range CHECK (area_m2 > 0), 
	CONSTRAINT land_parcels_area_m2_finite CHECK (area_m2 < 'Infinity'::double precision), 
	CONSTRAINT land_parcels_legal_area_m2_range CHECK (legal_area_m2 > 0), 
	CONSTRAINT land_parcels_legal_area_m2_finite CHECK (legal_area_m2 < 'Infinity'::double precision), 
	CONSTRAINT land_parcels_use_code_code FOREIGN KEY(use_code) REFERENCES layers.land_use_codes (code) ON UPDATE CASCADE, 
	CONSTRAINT land_parcels_address_length CHECK (char_length(address) <= 250), 
	CONSTRAINT land_parcels_completeness_code CHECK (completeness IN ('full', 'surveyed', 'sketch')), 
	CONSTRAINT land_parcels_certificate_ref_length CHECK (char_length(certificate_ref) <= 60), 
	CONSTRAINT land_parcels_holder_ref_length CHECK (char_length(holder_ref) <= 60), 
	CONSTRAINT land_parcels_geom_bounds CHECK (geom OPERATOR(ext.@) ext.st_makeenvelope(560000, 1830000, 620000, 1890000, 9212)), 
	CONSTRAINT land_parcels_geom_not_empty CHECK (NOT ext.st_isempty(geom)), 
	CONSTRAINT land_parcels_geom_valid CHECK (ext.st_isvalid(geom))
);
ALTER TABLE layers."land_parcels" ALTER COLUMN geojson SET COMPRESSION lz4;
CREATE INDEX land_parcels_geom_3857_idx ON layers.land_parcels USING gist (geom_3857);
CREATE INDEX land_parcels_geom_idx ON layers.land_parcels USING gist (geom);
CREATE INDEX land_parcels_map_sheet_idx ON layers.land_parcels (map_sheet);
CREATE INDEX land_parcels_parcel_no_idx ON layers.land_parcels (parcel_no);
CREATE INDEX land_parcels_search_idx ON layers.land_parcels USING gin (search ext.gin_trgm_ops);
CREATE INDEX land_parcels_time_idx ON layers.land_parcels (valid_from, valid_to);
CREATE INDEX land_parcels_use_code_idx ON layers.land_parcels (use_code);
CREATE INDEX land_parcels_ward_code_idx ON layers.land_parcels (ward_code);
COMMENT ON TABLE layers.land_parcels IS 'Thửa đất / Land parcels. Thửa đất địa chính, kèm số tờ, số thửa, diện tích đo, diện tích pháp lý và mục đích sử dụng. Thửa được xác định bằng phường, số tờ, số thửa tại một thời điểm. / Parcels of the cadastre with map sheet, number, measured and legal area and purposes of use. A parcel is known by ward, sheet and number at a date.';
COMMENT ON COLUMN layers.land_parcels.fid IS 'Số đối tượng / Feature number';
COMMENT ON COLUMN layers.land_parcels.id IS 'Mã định danh / Identifier';
COMMENT ON COLUMN layers.land_parcels.code IS 'Mã số / Code';
COMMENT ON COLUMN layers.land_parcels.ward_code IS 'Phường / Ward';
COMMENT ON COLUMN layers.land_parcels.source IS 'Nguồn dữ liệu / Source';
COMMENT ON COLUMN layers.land_parcels.version IS 'Phiên bản / Version';
COMMENT ON COLUMN layers.land_parcels.updated_at IS 'Cập nhật lúc / Updated';
COMMENT ON COLUMN layers.land_parcels.map_sheet IS 'Số tờ bản đồ / Map sheet';
COMMENT ON COLUMN layers.land_parcels.parcel_no IS 'Số thửa / Parcel number';
COMMENT ON COLUMN layers.land_parcels.sheet_parcel IS 'Tờ/thửa / Sheet/parcel';
COMMENT ON COLUMN layers.land_parcels.old_map_sheet IS 'Số tờ bản đồ cũ / Former map sheet';
COMMENT ON COLUMN layers.land_parcels.old_parcel_no IS 'Số thửa cũ / Former parcel number';
COMMENT ON COLUMN layers.land_parcels.area_m2 IS 'Diện tích đo / Measured area [m2]';
COMMENT ON COLUMN layers.land_parcels.legal_area_m2 IS 'Diện tích pháp lý / Legal area [m2]';
COMMENT ON COLUMN layers.land_parcels.use_code IS 'Mục đích sử dụng chính / Main use';
COMMENT ON COLUMN layers.land_parcels.use_codes IS 'Các mục đích sử dụng / All uses';
COMMENT ON COLUMN layers.land_parcels.address IS 'Địa chỉ thửa đất / Address';
COMMENT ON COLUMN layers.land_parcels.completeness IS 'Mức độ đầy đủ / Completeness';
COMMENT ON COLUMN layers.land_parcels.has_certificate IS 'Đã cấp giấy chứng nhận / Certificate issued';
COMMENT ON COLUMN layers.land_parcels.certificate_ref IS 'Số giấy chứng nhận / Certificate (riêng tư / private)';
COMMENT ON COLUMN layers.land_parcels.holder_ref IS 'Người sử dụng đất / Land user (riêng tư / private)';
COMMENT ON COLUMN layers.land_parcels.valid_from IS 'Hiệu lực từ / Valid from';
COMMENT ON COLUMN layers.land_parcels.valid_to IS 'Hiệu lực đến / Valid to';
COMMENT ON COLUMN layers.land_parcels.geom IS 'VN-2000 / TM-3 106-15';
COMMENT ON COLUMN layers.land_parcels.geom_3857 IS 'geom in Web Mercator, for tiles';
COMMENT ON COLUMN layers.land_parcels.geojson IS 'geom as GeoJSON (CRS84, 7 decimals), for items';
COMMENT ON COLUMN layers.land_parcels.search IS 'Words to search, folded: lower case, no diacritics';

CREATE TABLE layers.lighting_cabinets_state (
	fid BIGINT NOT NULL, 
	status TEXT, 
	power_kw DOUBLE PRECISION, 
	energy_kwh DOUBLE PRECISION, 
	door_open BOOLEAN, 
	phenomenon_time TIMESTAMP WITH TIME ZONE, 
	CONSTRAINT lighting_cabinets_state_pkey PRIMARY KEY (fid), 
	CONSTRAINT lighting_cabinets_state_fid_fkey FOREIGN KEY(fid) REFERENCES layers.lighting_cabinets (fid) ON DELETE CASCADE, 
	CONSTRAINT lighting_cabinets_state_status_code CHECK (status IN ('online', 'offline', 'fault')), 
	CONSTRAINT lighting_cabinets_state_power_kw_range CHECK (power_kw >= 0 AND power_kw <= 1000), 
	CONSTRAINT lighting_cabinets_state_energy_kwh_range CHECK (energy_kwh >= 0), 
	CONSTRAINT lighting_cabinets_state_energy_kwh_finite CHECK (energy_kwh < 'Infinity'::double precision)
)
 WITH (fillfactor = 70);
COMMENT ON TABLE layers.lighting_cabinets_state IS 'Tủ điều khiển chiếu sáng: trạng thái hiện tại / Lighting cabinets: present state';
COMMENT ON COLUMN layers.lighting_cabinets_state.status IS 'Trạng thái / Status';
COMMENT ON COLUMN layers.lighting_cabinets_state.power_kw IS 'Công suất đo / Measured power [kW]';
COMMENT ON COLUMN layers.lighting_cabinets_state.energy_kwh IS 'Chỉ số điện năng / Energy meter [kW.h]';
COMMENT ON COLUMN layers.lighting_cabinets_state.door_open IS 'Cửa tủ mở / Door open';
COMMENT ON COLUMN layers.lighting_cabinets_state.phenomenon_time IS 'Thời điểm đo / Observed at';

CREATE TABLE layers.lighting_segments (
	fid BIGINT GENERATED BY DEFAULT AS IDENTITY, 
	id UUID DEFAULT gen_random_uuid() NOT NULL, 
	code TEXT NOT NULL, 
	ward_code TEXT, 
	source TEXT NOT NULL, 
	version INTEGER DEFAULT 1 NOT NULL, 
	updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL, 
	street TEXT NOT NULL, 
	lighting_class TEXT, 
	required_luminance_cdm2 DOUBLE PRECISION, 
	required_uniformity DOUBLE PRECISION, 
	length_m DOUBLE PRECISION NOT NULL, 
	width_m DOUBLE PRECISION, 
	lamp_spacing_m DOUBLE PRECISION, 
	is_pilot BOOLEAN NOT NULL, 
	road_id UUID, 
	cabinet_id UUID, 
	geom geometry(LINESTRING,9212) NOT NULL, 
	geom_3857 geometry(LINESTRING,3857) GENERATED ALWAYS AS (ext.st_transform(geom, 3857)) STORED NOT NULL, 
	geojson TEXT GENERATED ALWAYS AS (ext.st_asgeojson(ext.st_transform(geom, 4326), 7)) STORED, 
	search TEXT GENERATED ALWAYS AS (layers.fold(' ' || coalesce(code, '') || ' ' || coalesce(street, ''))) STORED, 
	CONSTRAINT lighting_segments_pkey PRIMARY KEY (id), 
	CONSTRAINT lighting_segments_fid_key UNIQUE (fid), 
	CONSTRAINT lighting_segments_key UNIQUE (code), 
	CONSTRAINT lighting_segments_code_length CHECK (char_length(code) <= 120), 
	CONSTRAINT lighting_segments_ward_code_pattern CHECK (ward_code ~ '^\d{5}$'), 
	CONSTRAINT lighting_segments_source_length CHECK (char_length(source) <= 200), 
	CONSTRAINT lighting_segments_version_range CHECK (version >= 1), 
	CONSTRAINT lighting_segments_street_length CHECK (char_length(street) <= 120), 
	CONSTRAINT lighting_segments_lighting_class_code FOREIGN KEY(lighting_class) REFERENCES layers.lighting_class_codes (code) ON UPDATE CASCADE, 
	CONSTRAINT lighting_segments_required_luminance_cdm2_range CHECK (required_luminance_cdm2 <= 10 AND required_luminance_cdm2 > 0), 
	CONSTRAINT lighting_segments_required_uniformity_range CHECK (required_uniformity >= 0 AND required_uniformity <= 1), 
	CONSTRAINT lighting_segments_length_m_range CHECK (length_m > 0), 
	CONSTRAINT lighting_segments_length_m_finite CHECK (length_m < 'Infinity'::double precision), 
	CONSTRAINT lighting_segments_width_m_range CHECK (width_m <= 150 AND width_m > 0), 
	CONSTRAINT lighting_segments_lamp_spacing_m_range CHECK (lamp_spacing_m <= 150 AND lamp_spacing_m > 0), 
	CONSTRAINT lighting_segments_road_id_fkey FOREIGN KEY(road_id) REFERENCES layers.roads (id), 
	CONSTRAINT lighting_segments_cabinet_id_fkey FOREIGN KEY(cabinet_id) REFERENCES layers.lighting_cabinets (id), 
	CONSTRAINT lighting_segments_geom_bounds CHECK (geom OPERATOR(ext.@) ext.st_makeenvelope(560000, 1830000, 620000, 1890000, 9212)), 
	CONSTRAINT lighting_segments_geom_not_empty CHECK (NOT ext.st_isempty(geom)), 
	CONSTRAINT lighting_segments_geom_valid CHECK (ext.st_isvalid(geom))
);
ALTER TABLE layers."lighting_segments" ALTER COLUMN geojson SET COMPRESSION lz4;
CREATE INDEX lighting_segments_cabinet_id_idx ON layers.lighting_segments (cabinet_id);
CREATE INDEX lighting_segments_geom_3857_idx ON layers.lighting_segments USING gist (geom_3857);
CREATE INDEX lighting_segments_geom_idx ON layers.lighting_segments USING gist (geom);
CREATE INDEX lighting_segments_road_id_idx ON layers.lighting_segments (road_id);
CREATE INDEX lighting_segments_search_idx ON layers.lighting_segments USING gin (search ext.gin_trgm_ops);
CREATE INDEX lighting_segments_ward_code_idx ON layers.lighting_segments (ward_code);
COMMENT ON TABLE layers.lighting_segments IS 'Tuyến chiếu sáng / Lighting segments. Đoạn tuyến chiếu sáng, kèm cấp chiếu sáng, độ chói và độ đồng đều yêu cầu, điện năng đêm gần nhất. / Lit stretches of street with lighting class, required luminance and uniformity and their energy of the last night.';
COMMENT ON COLUMN layers.lighting_segments.fid IS 'Số đối tượng / Feature number';
COMMENT ON COLUMN layers.lighting_segments.id IS 'Mã định danh / Identifier';
COMMENT ON COLUMN layers.lighting_segments.code IS 'Mã số / Code';
COMMENT ON COLUMN layers.lighting_segments.ward_code IS 'Phường / Ward';
COMMENT ON COLUMN layers.lighting_segments.source IS 'Nguồn dữ liệu / Source';
COMMENT ON COLUMN layers.lighting_segments.version IS 'Phiên bản / Version';
COMMENT ON COLUMN layers.lighting_segments.updated_at IS 'Cập nhật lúc / Updated';
COMMENT ON COLUMN layers.lighting_segments.street IS 'Tên đường / Street';
COMMENT ON COLUMN layers.lighting_segments.lighting_class IS 'Cấp chiếu sáng / Lighting class';
COMMENT ON COLUMN layers.lighting_segments.required_luminance_cdm2 IS 'Độ chói yêu cầu / Required luminance [cd/m2]';
COMMENT ON COLUMN layers.lighting_segments.required_uniformity IS 'Độ đồng đều yêu cầu / Required uniformity';
COMMENT ON COLUMN layers.lighting_segments.length_m IS 'Chiều dài / Length [m]';
COMMENT ON COLUMN layers.lighting_segments.width_m IS 'Bề rộng chiếu sáng / Lit width [m]';
COMMENT ON COLUMN layers.lighting_segments.lamp_spacing_m IS 'Khoảng cách đèn / Lamp spacing [m]';
COMMENT ON COLUMN layers.lighting_segments.is_pilot IS 'Tuyến thí điểm chiếu sáng thông minh / Smart-lighting pilot';
COMMENT ON COLUMN layers.lighting_segments.road_id IS 'Tuyến đường / Road';
COMMENT ON COLUMN layers.lighting_segments.cabinet_id IS 'Tủ điều khiển / Cabinet';
COMMENT ON COLUMN layers.lighting_segments.geom IS 'VN-2000 / TM-3 106-15';
COMMENT ON COLUMN layers.lighting_segments.geom_3857 IS 'geom in Web Mercator, for tiles';
COMMENT ON COLUMN layers.lighting_segments.geojson IS 'geom as GeoJSON (CRS84, 7 decimals), for items';
COMMENT ON COLUMN layers.lighting_segments.search IS 'Words to search, folded: lower case, no diacritics';

CREATE TABLE layers.monitoring_stations_state (
	fid BIGINT NOT NULL, 
	status TEXT, 
	aqi INTEGER, 
	air_quality TEXT, 
	pm25_ugm3 DOUBLE PRECISION, 
	pm10_ugm3 DOUBLE PRECISION, 
	no2_ugm3 DOUBLE PRECISION, 
	so2_ugm3 DOUBLE PRECISION, 
	o3_ugm3 DOUBLE PRECISION, 
	co_ugm3 DOUBLE PRECISION, 
	temperature_c DOUBLE PRECISION, 
	humidity_pct DOUBLE PRECISION, 
	noise_db DOUBLE PRECISION, 
	ph DOUBLE PRECISION, 
	dissolved_oxygen_mgl DOUBLE PRECISION, 
	cod_mgl DOUBLE PRECISION, 
	tss_mgl DOUBLE PRECISION, 
	ammonium_mgl DOUBLE PRECISION, 
	flow_m3h DOUBLE PRECISION, 
	soil_moisture_pct DOUBLE PRECISION, 
	phenomenon_time TIMESTAMP WITH TIME ZONE, 
	CONSTRAINT monitoring_stations_state_pkey PRIMARY KEY (fid), 
	CONSTRAINT monitoring_stations_state_fid_fkey FOREIGN KEY(fid) REFERENCES layers.monitoring_stations (fid) ON DELETE CASCADE, 
	CONSTRAINT monitoring_stations_state_status_code CHECK (status IN ('online', 'offline', 'fault')), 
	CONSTRAINT monitoring_stations_state_aqi_range CHECK (aqi >= 0 AND aqi <= 500), 
	CONSTRAINT monitoring_stations_state_air_quality_code CHECK (air_quality IN ('good', 'moderate', 'poor', 'bad', 'very_bad', 'hazardous')), 
	CONSTRAINT monitoring_stations_state_pm25_ugm3_range CHECK (pm25_ugm3 >= 0 AND pm25_ugm3 <= 2000), 
	CONSTRAINT monitoring_stations_state_pm10_ugm3_range CHECK (pm10_ugm3 >= 0 AND pm10_ugm3 <= 5000), 
	CONSTRAINT monitoring_stations_state_no2_ugm3_range CHECK (no2_ugm3 >= 0 AND no2_ugm3 <= 10000), 
	CONSTRAINT monitoring_stations_state_so2_ugm3_range CHECK (so2_ugm3 >= 0 AND so2_ugm3 <= 10000), 
	CONSTRAINT monitoring_stations_state_o3_ugm3_range CHECK (o3_ugm3 >= 0 AND o3_ugm3 <= 5000), 
	CONSTRAINT monitoring_stations_state_co_ugm3_range CHECK (co_ugm3 >= 0 AND co_ugm3 <= 500000), 
	CONSTRAINT monitoring_stations_state_temperature_c_range CHECK (temperature_c >= -20 AND temperature_c <= 100), 
	CONSTRAINT monitoring_stations_state_humidity_pct_range CHECK (humidity_pct >= 0 AND humidity_pct <= 100), 
	CONSTRAINT monitoring_stations_state_noise_db_range CHECK (noise_db >= 0 AND noise_db <= 160), 
	CONSTRAINT monitoring_stations_state_ph_range CHECK (ph >= 0 AND ph <= 14), 
	CONSTRAINT monitoring_stations_state_dissolved_oxygen_mgl_range CHECK (dissolved_oxygen_mgl >= 0 AND dissolved_oxygen_mgl <= 30), 
	CONSTRAINT monitoring_stations_state_cod_mgl_range CHECK (cod_mgl >= 0 AND cod_mgl <= 10000), 
	CONSTRAINT monitoring_stations_state_tss_mgl_range CHECK (tss_mgl >= 0 AND tss_mgl <= 50000), 
	CONSTRAINT monitoring_stations_state_ammonium_mgl_range CHECK (ammonium_mgl >= 0 AND ammonium_mgl <= 1000), 
	CONSTRAINT monitoring_stations_state_flow_m3h_range CHECK (flow_m3h >= 0 AND flow_m3h <= 100000), 
	CONSTRAINT monitoring_stations_state_soil_moisture_pct_range CHECK (soil_moisture_pct >= 0 AND soil_moisture_pct <= 100)
)
 WITH (fillfactor = 70);
COMMENT ON TABLE layers.monitoring_stations_state IS 'Trạm quan trắc môi trường: trạng thái hiện tại / Monitoring stations: present state';
COMMENT ON COLUMN layers.monitoring_stations_state.status IS 'Trạng thái / Status';
COMMENT ON COLUMN layers.monitoring_stations_state.aqi IS 'Chỉ số VN_AQI / Air quality index';
COMMENT ON COLUMN layers.monitoring_stations_state.air_quality IS 'Chất lượng không khí / Air quality';
COMMENT ON COLUMN layers.monitoring_stations_state.pm25_ugm3 IS 'Bụi PM2,5 / PM2.5 [ug/m3]';
COMMENT ON COLUMN layers.monitoring_stations_state.pm10_ugm3 IS 'Bụi PM10 / PM10 [ug/m3]';
COMMENT ON COLUMN layers.monitoring_stations_state.no2_ugm3 IS 'Khí NO2 / NO2 [ug/m3]';
COMMENT ON COLUMN layers.monitoring_stations_state.so2_ugm3 IS 'Khí SO2 / SO2 [ug/m3]';
COMMENT ON COLUMN layers.monitoring_stations_state.o3_ugm3 IS 'Khí O3 / O3 [ug/m3]';
COMMENT ON COLUMN layers.monitoring_stations_state.co_ugm3 IS 'Khí CO / CO [ug/m3]';
COMMENT ON COLUMN layers.monitoring_stations_state.temperature_c IS 'Nhiệt độ / Temperature [Cel]';
COMMENT ON COLUMN layers.monitoring_stations_state.humidity_pct IS 'Độ ẩm / Relative humidity [%%]';
COMMENT ON COLUMN layers.monitoring_stations_state.noise_db IS 'Mức ồn dBA / Noise, A-weighted [dB[SPL]]';
COMMENT ON COLUMN layers.monitoring_stations_state.ph IS 'Độ pH / pH [[pH]]';
COMMENT ON COLUMN layers.monitoring_stations_state.dissolved_oxygen_mgl IS 'Oxy hòa tan / Dissolved oxygen [mg/L]';
COMMENT ON COLUMN layers.monitoring_stations_state.cod_mgl IS 'Nhu cầu oxy hóa học COD / COD [mg/L]';
COMMENT ON COLUMN layers.monitoring_stations_state.tss_mgl IS 'Chất rắn lơ lửng TSS / Suspended solids [mg/L]';
COMMENT ON COLUMN layers.monitoring_stations_state.ammonium_mgl IS 'Amoni tính theo N / Ammonium, as N [mg/L]';
COMMENT ON COLUMN layers.monitoring_stations_state.flow_m3h IS 'Lưu lượng / Flow [m3/h]';
COMMENT ON COLUMN layers.monitoring_stations_state.soil_moisture_pct IS 'Độ ẩm đất / Soil moisture [%%]';
COMMENT ON COLUMN layers.monitoring_stations_state.phenomenon_time IS 'Thời điểm đo / Observed at';

CREATE TABLE layers.outfalls (
	fid BIGINT GENERATED BY DEFAULT AS IDENTITY, 
	id UUID DEFAULT gen_random_uuid() NOT NULL, 
	code TEXT NOT NULL, 
	ward_code TEXT, 
	source TEXT NOT NULL, 
	version INTEGER DEFAULT 1 NOT NULL, 
	updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL, 
	name TEXT NOT NULL, 
	operator TEXT, 
	permit_no TEXT, 
	permit_from DATE, 
	permit_to DATE, 
	flow_max_m3d DOUBLE PRECISION, 
	standard TEXT, 
	discharge_column TEXT, 
	kq DOUBLE PRECISION, 
	kf DOUBLE PRECISION, 
	river_id UUID, 
	station_id UUID, 
	geom geometry(POINT,9212) NOT NULL, 
	geom_3857 geometry(POINT,3857) GENERATED ALWAYS AS (ext.st_transform(geom, 3857)) STORED NOT NULL, 
	geojson TEXT GENERATED ALWAYS AS (ext.st_asgeojson(ext.st_transform(geom, 4326), 7)) STORED, 
	search TEXT GENERATED ALWAYS AS (layers.fold(' ' || coalesce(code, '') || ' ' || coalesce(name, '') || ' ' || coalesce(operator, '') || ' ' || coalesce(permit_no, ''))) STORED, 
	CONSTRAINT outfalls_pkey PRIMARY KEY (id), 
	CONSTRAINT outfalls_fid_key UNIQUE (fid), 
	CONSTRAINT outfalls_key UNIQUE (code), 
	CONSTRAINT outfalls_code_length CHECK (char_length(code) <= 120), 
	CONSTRAINT outfalls_ward_code_pattern CHECK (ward_code ~ '^\d{5}$'), 
	CONSTRAINT outfalls_source_length CHECK (char_length(source) <= 200), 
	CONSTRAINT outfalls_version_range CHECK (version >= 1), 
	CONSTRAINT outfalls_name_length CHECK (char_length(name) <= 150), 
	CONSTRAINT outfalls_operator_length CHECK (char_length(operator) <= 150), 
	CONSTRAINT outfalls_permit_no_length CHECK (char_length(permit_no) <= 80), 
	CONSTRAINT outfalls_flow_max_m3d_range CHECK (flow_max_m3d <= 1000000 AND flow_max_m3d > 0), 
	CONSTRAINT outfalls_standard_code FOREIGN KEY(standard) REFERENCES layers.discharge_standard_codes (code) ON UPDATE CASCADE, 
	CONSTRAINT outfalls_discharge_column_code CHECK (discharge_column IN ('A', 'B', 'C')), 
	CONSTRAINT outfalls_kq_range CHECK (kq <= 2 AND kq > 0), 
	CONSTRAINT outfalls_kf_range CHECK (kf <= 2 AND kf > 0), 
	CONSTRAINT outfalls_river_id_fkey FOREIGN KEY(river_id) REFERENCES layers.rivers (id), 
	CONSTRAINT outfalls_station_id_fkey FOREIGN KEY(station_id) REFERENCES layers.monitoring_stations (id), 
	CONSTRAINT outfalls_geom_bounds CHECK (geom OPERATOR(ext.@) ext.st_makeenvelope(560000, 1830000, 620000, 1890000, 9212)), 
	CONSTRAINT outfalls_geom_not_empty CHECK (NOT ext.st_isempty(geom))
);
ALTER TABLE layers."outfalls" ALTER COLUMN geojson SET COMPRESSION lz4;
CREATE INDEX outfalls_geom_3857_idx ON layers.outfalls USING gist (geom_3857);
CREATE INDEX outfalls_geom_idx ON layers.outfalls USING gist (geom);
CREATE INDEX outfalls_river_id_idx ON layers.outfalls (river_id);
CREATE INDEX outfalls_search_idx ON layers.outfalls USING gin (search ext.gin_trgm_ops);
CREATE INDEX outfalls_station_id_idx ON layers.outfalls (station_id);
CREATE INDEX outfalls_time_idx ON layers.outfalls (permit_from, permit_to);
CREATE INDEX outfalls_ward_code_idx ON layers.outfalls (ward_code);
COMMENT ON TABLE layers.outfalls IS 'Điểm xả nước thải / Outfalls. Điểm xả nước thải, kèm giấy phép, quy chuẩn, cột áp dụng và hệ số tính giá trị tối đa. / Outfalls of waste water with permit, rule, column and the factors that scale the limits.';
COMMENT ON COLUMN layers.outfalls.fid IS 'Số đối tượng / Feature number';
COMMENT ON COLUMN layers.outfalls.id IS 'Mã định danh / Identifier';
COMMENT ON COLUMN layers.outfalls.code IS 'Mã số / Code';
COMMENT ON COLUMN layers.outfalls.ward_code IS 'Phường / Ward';
COMMENT ON COLUMN layers.outfalls.source IS 'Nguồn dữ liệu / Source';
COMMENT ON COLUMN layers.outfalls.version IS 'Phiên bản / Version';
COMMENT ON COLUMN layers.outfalls.updated_at IS 'Cập nhật lúc / Updated';
COMMENT ON COLUMN layers.outfalls.name IS 'Tên điểm xả / Name';
COMMENT ON COLUMN layers.outfalls.operator IS 'Đơn vị xả thải / Operator';
COMMENT ON COLUMN layers.outfalls.permit_no IS 'Số giấy phép / Permit number';
COMMENT ON COLUMN layers.outfalls.permit_from IS 'Giấy phép từ / Permit from';
COMMENT ON COLUMN layers.outfalls.permit_to IS 'Giấy phép đến / Permit until';
COMMENT ON COLUMN layers.outfalls.flow_max_m3d IS 'Lưu lượng được phép / Permitted flow [m3/d]';
COMMENT ON COLUMN layers.outfalls.standard IS 'Quy chuẩn / Rule';
COMMENT ON COLUMN layers.outfalls.discharge_column IS 'Cột áp dụng / Column';
COMMENT ON COLUMN layers.outfalls.kq IS 'Hệ số nguồn tiếp nhận (Kq) / Factor of the receiving water (Kq)';
COMMENT ON COLUMN layers.outfalls.kf IS 'Hệ số lưu lượng (Kf) / Factor of the flow (Kf)';
COMMENT ON COLUMN layers.outfalls.river_id IS 'Nguồn tiếp nhận / Receiving water';
COMMENT ON COLUMN layers.outfalls.station_id IS 'Trạm quan trắc / Monitored by';
COMMENT ON COLUMN layers.outfalls.geom IS 'VN-2000 / TM-3 106-15';
COMMENT ON COLUMN layers.outfalls.geom_3857 IS 'geom in Web Mercator, for tiles';
COMMENT ON COLUMN layers.outfalls.geojson IS 'geom as GeoJSON (CRS84, 7 decimals), for items';
COMMENT ON COLUMN layers.outfalls.search IS 'Words to search, folded: lower case, no diacritics';

CREATE TABLE layers.parcel_changes (
	fid BIGINT GENERATED BY DEFAULT AS IDENTITY, 
	id UUID DEFAULT gen_random_uuid() NOT NULL, 
	code TEXT NOT NULL, 
	ward_code TEXT, 
	source TEXT NOT NULL, 
	version INTEGER DEFAULT 1 NOT NULL, 
	updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL, 
	kind TEXT NOT NULL, 
	parent_codes TEXT[] NOT NULL, 
	child_codes TEXT[] NOT NULL, 
	area_m2 DOUBLE PRECISION NOT NULL, 
	decision TEXT, 
	changed_on DATE NOT NULL, 
	note TEXT, 
	geom geometry(MULTIPOLYGON,9212) NOT NULL, 
	geom_3857 geometry(MULTIPOLYGON,3857) GENERATED ALWAYS AS (ext.st_transform(geom, 3857)) STORED NOT NULL, 
	geojson TEXT GENERATED ALWAYS AS (ext.st_asgeojson(ext.st_transform(geom, 4326), 7)) STORED, 
	search TEXT GENERATED ALWAYS AS (layers.fold(' ' || coalesce(code, '') || ' ' || coalesce(layers.joined(parent_codes), '') || ' ' || coalesce(layers.joined(child_codes), ''))) STORED, 
	CONSTRAINT parcel_changes_pkey PRIMARY KEY (id), 
	CONSTRAINT parcel_changes_fid_key UNIQUE (fid), 
	CONSTRAINT parcel_changes_key UNIQUE (code), 
	CONSTRAINT parcel_changes_code_length CHECK (char_length(code) <= 120), 
	CONSTRAINT parcel_changes_ward_code_pattern CHECK (ward_code ~ '^\d{5}$'), 
	CONSTRAINT parcel_changes_source_length CHECK (char_length(source) <= 200), 
	CONSTRAINT parcel_changes_version_range CHECK (version >= 1), 
	CONSTRAINT parcel_changes_kind_code FOREIGN KEY(kind) REFERENCES layers.parcel_change_kind_codes (code) ON UPDATE CASCADE, 
	CONSTRAINT parcel_changes_area_m2_range CHECK (area_m2 > 0), 
	CONSTRAINT parcel_changes_area_m2_finite CHECK (area_m2 < 'Infinity'::double precision), 
	CONSTRAINT parcel_changes_decision_length CHECK (char_length(decision) <= 120), 
	CONSTRAINT parcel_changes_note_length CHECK (char_length(note) <= 500), 
	CONSTRAINT parcel_changes_geom_bounds CHECK (geom OPERATOR(ext.@) ext.st_makeenvelope(560000, 1830000, 620000, 1890000, 9212)), 
	CONSTRAINT parcel_changes_geom_not_empty CHECK (NOT ext.st_isempty(geom)), 
	CONSTRAINT parcel_changes_geom_valid CHECK (ext.st_isvalid(geom))
);
ALTER TABLE layers."parcel_changes" ALTER COLUMN geojson SET COMPRESSION lz4;
CREATE INDEX parcel_changes_geom_3857_idx ON layers.parcel_changes USING gist (geom_3857);
CREATE INDEX parcel_changes_geom_idx ON layers.parcel_changes USING gist (geom);
CREATE INDEX parcel_changes_search_idx ON layers.parcel_changes USING gin (search ext.gin_trgm_ops);
CREATE INDEX parcel_changes_time_idx ON layers.parcel_changes (changed_on);
CREATE INDEX parcel_changes_ward_code_idx ON layers.parcel_changes (ward_code);
COMMENT ON TABLE layers.parcel_changes IS 'Biến động thửa đất / Parcel changes. Lịch sử biến động địa chính: thửa nào được tách, hợp hoặc thay đổi thành thửa nào, khi nào, theo quyết định nào. / Lineage of the cadastre: which parcels were split, merged or changed into which, when and by what decision.';
COMMENT ON COLUMN layers.parcel_changes.fid IS 'Số đối tượng / Feature number';
COMMENT ON COLUMN layers.parcel_changes.id IS 'Mã định danh / Identifier';
COMMENT ON COLUMN layers.parcel_changes.code IS 'Mã số / Code';
COMMENT ON COLUMN layers.parcel_changes.ward_code IS 'Phường / Ward';
COMMENT ON COLUMN layers.parcel_changes.source IS 'Nguồn dữ liệu / Source';
COMMENT ON COLUMN layers.parcel_changes.version IS 'Phiên bản / Version';
COMMENT ON COLUMN layers.parcel_changes.updated_at IS 'Cập nhật lúc / Updated';
COMMENT ON COLUMN layers.parcel_changes.kind IS 'Loại biến động / Kind of change';
COMMENT ON COLUMN layers.parcel_changes.parent_codes IS 'Thửa trước biến động / Parcels before';
COMMENT ON COLUMN layers.parcel_changes.child_codes IS 'Thửa sau biến động / Parcels after';
COMMENT ON COLUMN layers.parcel_changes.area_m2 IS 'Diện tích biến động / Area concerned [m2]';
COMMENT ON COLUMN layers.parcel_changes.decision IS 'Quyết định, hồ sơ / Decision';
COMMENT ON COLUMN layers.parcel_changes.changed_on IS 'Ngày biến động / Date of change';
COMMENT ON COLUMN layers.parcel_changes.note IS 'Ghi chú / Note';
COMMENT ON COLUMN layers.parcel_changes.geom IS 'VN-2000 / TM-3 106-15';
COMMENT ON COLUMN layers.parcel_changes.geom_3857 IS 'geom in Web Mercator, for tiles';
COMMENT ON COLUMN layers.parcel_changes.geojson IS 'geom as GeoJSON (CRS84, 7 decimals), for items';
COMMENT ON COLUMN layers.parcel_changes.search IS 'Words to search, folded: lower case, no diacritics';

CREATE TABLE layers.planning_zones (
	fid BIGINT GENERATED BY DEFAULT AS IDENTITY, 
	id UUID DEFAULT gen_random_uuid() NOT NULL, 
	code TEXT NOT NULL, 
	ward_code TEXT, 
	source TEXT NOT NULL, 
	version INTEGER DEFAULT 1 NOT NULL, 
	updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL, 
	plan_id UUID NOT NULL, 
	use_code TEXT NOT NULL, 
	area_m2 DOUBLE PRECISION NOT NULL, 
	density_max_pct DOUBLE PRECISION, 
	far_max DOUBLE PRECISION, 
	storeys_min INTEGER, 
	storeys_max INTEGER, 
	height_max_m DOUBLE PRECISION, 
	setback_m DOUBLE PRECISION, 
	population INTEGER, 
	note TEXT, 
	valid_from DATE, 
	valid_to DATE, 
	geom geometry(MULTIPOLYGON,9212) NOT NULL, 
	geom_3857 geometry(MULTIPOLYGON,3857) GENERATED ALWAYS AS (ext.st_transform(geom, 3857)) STORED NOT NULL, 
	geojson TEXT GENERATED ALWAYS AS (ext.st_asgeojson(ext.st_transform(geom, 4326), 7)) STORED, 
	search TEXT GENERATED ALWAYS AS (layers.fold(' ' || coalesce(code, ''))) STORED, 
	CONSTRAINT planning_zones_pkey PRIMARY KEY (id), 
	CONSTRAINT planning_zones_fid_key UNIQUE (fid), 
	CONSTRAINT planning_zones_key UNIQUE (code), 
	CONSTRAINT planning_zones_code_length CHECK (char_length(code) <= 120), 
	CONSTRAINT planning_zones_ward_code_pattern CHECK (ward_code ~ '^\d{5}$'), 
	CONSTRAINT planning_zones_source_length CHECK (char_length(source) <= 200), 
	CONSTRAINT planning_zones_version_range CHECK (version >= 1), 
	CONSTRAINT planning_zones_plan_id_fkey FOREIGN KEY(plan_id) REFERENCES layers.plans (id), 
	CONSTRAINT planning_zones_use_code_code FOREIGN KEY(use_code) REFERENCES layers.zone_use_codes (code) ON UPDATE CASCADE, 
	CONSTRAINT planning_zones_area_m2_range CHECK (area_m2 > 0), 
	CONSTRAINT planning_zones_area_m2_finite CHECK (area_m2 < 'Infinity'::double precision), 
	CONSTRAINT planning_zones_density_max_pct_range CHECK (density_max_pct >= 0 AND density_max_pct <= 100), 
	CONSTRAINT planning_zones_far_max_range CHECK (far_max >= 0 AND far_max <= 20), 
	CONSTRAINT planning_zones_storeys_min_range CHECK (storeys_min >= 0 AND storeys_min <= 60), 
	CONSTRAINT planning_zones_storeys_max_range CHECK (storeys_max >= 0 AND storeys_max <= 60), 
	CONSTRAINT planning_zones_height_max_m_range CHECK (height_max_m >= 0 AND height_max_m <= 250), 
	CONSTRAINT planning_zones_setback_m_range CHECK (setback_m >= 0 AND setback_m <= 100), 
	CONSTRAINT planning_zones_population_range CHECK (population >= 0 AND population <= 200000), 
	CONSTRAINT planning_zones_note_length CHECK (char_length(note) <= 500), 
	CONSTRAINT planning_zones_geom_bounds CHECK (geom OPERATOR(ext.@) ext.st_makeenvelope(560000, 1830000, 620000, 1890000, 9212)), 
	CONSTRAINT planning_zones_geom_not_empty CHECK (NOT ext.st_isempty(geom)), 
	CONSTRAINT planning_zones_geom_valid CHECK (ext.st_isvalid(geom))
);
ALTER TABLE layers."planning_zones" ALTER COLUMN geojson SET COMPRESSION lz4;
CREATE INDEX planning_zones_geom_3857_idx ON layers.planning_zones USING gist (geom_3857);
CREATE INDEX planning_zones_geom_idx ON layers.planning_zones USING gist (geom);
CREATE INDEX planning_zones_plan_id_idx ON layers.planning_zones (plan_id);
CREATE INDEX planning_zones_search_idx ON layers.planning_zones USING gin (search ext.gin_trgm_ops);
CREATE INDEX planning_zones_time_idx ON layers.planning_zones (valid_from, valid_to);
CREATE INDEX planning_zones_use_code_idx ON layers.planning_zones (use_code);
CREATE INDEX planning_zones_ward_code_idx ON layers.planning_zones (ward_code);
COMMENT ON TABLE layers.planning_zones IS 'Ô quy hoạch / Planning zones. Ô đất quy hoạch, kèm chức năng và chỉ tiêu xây dựng: mật độ, hệ số sử dụng đất, tầng cao, chiều cao, khoảng lùi. / Zones of a plan with use and the rules of building: density, floor-area ratio, storeys, height, setback.';
COMMENT ON COLUMN layers.planning_zones.fid IS 'Số đối tượng / Feature number';
COMMENT ON COLUMN layers.planning_zones.id IS 'Mã định danh / Identifier';
COMMENT ON COLUMN layers.planning_zones.code IS 'Mã số / Code';
COMMENT ON COLUMN layers.planning_zones.ward_code IS 'Phường / Ward';
COMMENT ON COLUMN layers.planning_zones.source IS 'Nguồn dữ liệu / Source';
COMMENT ON COLUMN layers.planning_zones.version IS 'Phiên bản / Version';
COMMENT ON COLUMN layers.planning_zones.updated_at IS 'Cập nhật lúc / Updated';
COMMENT ON COLUMN layers.planning_zones.plan_id IS 'Đồ án quy hoạch / Plan';
COMMENT ON COLUMN layers.planning_zones.use_code IS 'Chức năng sử dụng đất / Use';
COMMENT ON COLUMN layers.planning_zones.area_m2 IS 'Diện tích / Area [m2]';
COMMENT ON COLUMN layers.planning_zones.density_max_pct IS 'Mật độ xây dựng tối đa / Building density, at most [%%]';
COMMENT ON COLUMN layers.planning_zones.far_max IS 'Hệ số sử dụng đất tối đa / Floor-area ratio, at most';
COMMENT ON COLUMN layers.planning_zones.storeys_min IS 'Tầng cao tối thiểu / Storeys, at least';
COMMENT ON COLUMN layers.planning_zones.storeys_max IS 'Tầng cao tối đa / Storeys, at most';
COMMENT ON COLUMN layers.planning_zones.height_max_m IS 'Chiều cao tối đa / Height, at most [m]';
COMMENT ON COLUMN layers.planning_zones.setback_m IS 'Khoảng lùi / Setback [m]';
COMMENT ON COLUMN layers.planning_zones.population IS 'Dân số quy hoạch / Planned population';
COMMENT ON COLUMN layers.planning_zones.note IS 'Ghi chú / Note';
COMMENT ON COLUMN layers.planning_zones.valid_from IS 'Hiệu lực từ / Valid from';
COMMENT ON COLUMN layers.planning_zones.valid_to IS 'Hiệu lực đến / Valid to';
COMMENT ON COLUMN layers.planning_zones.geom IS 'VN-2000 / TM-3 106-15';
COMMENT ON COLUMN layers.planning_zones.geom_3857 IS 'geom in Web Mercator, for tiles';
COMMENT ON COLUMN layers.planning_zones.geojson IS 'geom as GeoJSON (CRS84, 7 decimals), for items';
COMMENT ON COLUMN layers.planning_zones.search IS 'Words to search, folded: lower case, no diacritics';

CREATE TABLE layers.public_facilities_state (
	fid BIGINT NOT NULL, 
	queue_length INTEGER, 
	wait_min DOUBLE PRECISION, 
	on_time_pct DOUBLE PRECISION, 
	satisfaction_pct DOUBLE PRECISION, 
	phenomenon_time TIMESTAMP WITH TIME ZONE, 
	CONSTRAINT public_facilities_state_pkey PRIMARY KEY (fid), 
	CONSTRAINT public_facilities_state_fid_fkey FOREIGN KEY(fid) REFERENCES layers.public_facilities (fid) ON DELETE CASCADE, 
	CONSTRAINT public_facilities_state_queue_length_range CHECK (queue_length >= 0 AND queue_length <= 1000), 
	CONSTRAINT public_facilities_state_wait_min_range CHECK (wait_min >= 0 AND wait_min <= 600), 
	CONSTRAINT public_facilities_state_on_time_pct_range CHECK (on_time_pct >= 0 AND on_time_pct <= 100), 
	CONSTRAINT public_facilities_state_satisfaction_pct_range CHECK (satisfaction_pct >= 0 AND satisfaction_pct <= 100)
)
 WITH (fillfactor = 70);
COMMENT ON TABLE layers.public_facilities_state IS 'Cơ sở dịch vụ công: trạng thái hiện tại / Public facilities: present state';
COMMENT ON COLUMN layers.public_facilities_state.queue_length IS 'Số người chờ / People waiting';
COMMENT ON COLUMN layers.public_facilities_state.wait_min IS 'Thời gian chờ / Waiting time [min]';
COMMENT ON COLUMN layers.public_facilities_state.on_time_pct IS 'Hồ sơ đúng hạn trong tháng / Cases done on time, this month [%%]';
COMMENT ON COLUMN layers.public_facilities_state.satisfaction_pct IS 'Mức hài lòng trong tháng / Satisfaction, this month [%%]';
COMMENT ON COLUMN layers.public_facilities_state.phenomenon_time IS 'Thời điểm đo / Observed at';

CREATE TABLE layers.road_closures (
	fid BIGINT GENERATED BY DEFAULT AS IDENTITY, 
	id UUID DEFAULT gen_random_uuid() NOT NULL, 
	code TEXT NOT NULL, 
	ward_code TEXT, 
	source TEXT NOT NULL, 
	version INTEGER DEFAULT 1 NOT NULL, 
	updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL, 
	street TEXT, 
	reason TEXT NOT NULL, 
	extent TEXT NOT NULL, 
	starts_at TIMESTAMP WITH TIME ZONE NOT NULL, 
	ends_at TIMESTAMP WITH TIME ZONE, 
	detour TEXT, 
	department TEXT, 
	road_id UUID, 
	geom geometry(LINESTRING,9212) NOT NULL, 
	geom_3857 geometry(LINESTRING,3857) GENERATED ALWAYS AS (ext.st_transform(geom, 3857)) STORED NOT NULL, 
	geojson TEXT GENERATED ALWAYS AS (ext.st_asgeojson(ext.st_transform(geom, 4326), 7)) STORED, 
	search TEXT GENERATED ALWAYS AS (layers.fold(' ' || coalesce(code, '') || ' ' || coalesce(street, ''))) STORED, 
	CONSTRAINT road_closures_pkey PRIMARY KEY (id), 
	CONSTRAINT road_closures_fid_key UNIQUE (fid), 
	CONSTRAINT road_closures_key UNIQUE (code), 
	CONSTRAINT road_closures_code_length CHECK (char_length(code) <= 120), 
	CONSTRAINT road_closures_ward_code_pattern CHECK (ward_code ~ '^\d{5}$'), 
	CONSTRAINT road_closures_source_length CHECK (char_length(source) <= 200), 
	CONSTRAINT road_closures_version_range CHECK (version >= 1), 
	CONSTRAINT road_closures_street_length CHECK (char_length(street) <= 120), 
	CONSTRAINT road_closures_reason_code CHECK (reason IN ('flood', 'works', 'accident', 'event', 'fallen_tree', 'other')), 
	CONSTRAINT road_closures_extent_code CHECK (extent IN ('full', 'partial', 'heavy_vehicles')), 
	CONSTRAINT road_closures_detour_length CHECK (char_length(detour) <= 500), 
	CONSTRAINT road_closures_department_code FOREIGN KEY(department) REFERENCES layers.department_codes (code) ON UPDATE CASCADE, 
	CONSTRAINT road_closures_road_id_fkey FOREIGN KEY(road_id) REFERENCES layers.roads (id), 
	CONSTRAINT road_closures_geom_bounds CHECK (geom OPERATOR(ext.@) ext.st_makeenvelope(560000, 1830000, 620000, 1890000, 9212)), 
	CONSTRAINT road_closures_geom_not_empty CHECK (NOT ext.st_isempty(geom)), 
	CONSTRAINT road_closures_geom_valid CHECK (ext.st_isvalid(geom))
);
ALTER TABLE layers."road_closures" ALTER COLUMN geojson SET COMPRESSION lz4;
CREATE INDEX road_closures_geom_3857_idx ON layers.road_closures USING gist (geom_3857);
CREATE INDEX road_closures_geom_idx ON layers.road_closures USING gist (geom);
CREATE INDEX road_closures_road_id_idx ON layers.road_closures (road_id);
CREATE INDEX road_closures_search_idx ON layers.road_closures USING gin (search ext.gin_trgm_ops);
CREATE INDEX road_closures_time_idx ON layers.road_closures (starts_at, ends_at);
CREATE INDEX road_closures_ward_code_idx ON layers.road_closures (ward_code);
COMMENT ON TABLE layers.road_closures IS 'Đường tạm cấm / Road closures. Đoạn đường tạm cấm, kèm lý do, mức độ và hướng đi thay thế. / Stretches of road closed for a time, with reason, extent and the way round.';
COMMENT ON COLUMN layers.road_closures.fid IS 'Số đối tượng / Feature number';
COMMENT ON COLUMN layers.road_closures.id IS 'Mã định danh / Identifier';
COMMENT ON COLUMN layers.road_closures.code IS 'Mã số / Code';
COMMENT ON COLUMN layers.road_closures.ward_code IS 'Phường / Ward';
COMMENT ON COLUMN layers.road_closures.source IS 'Nguồn dữ liệu / Source';
COMMENT ON COLUMN layers.road_closures.version IS 'Phiên bản / Version';
COMMENT ON COLUMN layers.road_closures.updated_at IS 'Cập nhật lúc / Updated';
COMMENT ON COLUMN layers.road_closures.street IS 'Tên đường / Street';
COMMENT ON COLUMN layers.road_closures.reason IS 'Lý do / Reason';
COMMENT ON COLUMN layers.road_closures.extent IS 'Mức độ / Extent';
COMMENT ON COLUMN layers.road_closures.starts_at IS 'Từ lúc / From';
COMMENT ON COLUMN layers.road_closures.ends_at IS 'Đến lúc / Until';
COMMENT ON COLUMN layers.road_closures.detour IS 'Hướng đi thay thế / Way round';
COMMENT ON COLUMN layers.road_closures.department IS 'Đơn vị quyết định / Ordered by';
COMMENT ON COLUMN layers.road_closures.road_id IS 'Tuyến đường / Road';
COMMENT ON COLUMN layers.road_closures.geom IS 'VN-2000 / TM-3 106-15';
COMMENT ON COLUMN layers.road_closures.geom_3857 IS 'geom in Web Mercator, for tiles';
COMMENT ON COLUMN layers.road_closures.geojson IS 'geom as GeoJSON (CRS84, 7 decimals), for items';
COMMENT ON COLUMN layers.road_closures.search IS 'Words to search, folded: lower case, no diacritics';

CREATE TABLE layers.road_redlines (
	fid BIGINT GENERATED BY DEFAULT AS IDENTITY, 
	id UUID DEFAULT gen_random_uuid() NOT NULL, 
	code TEXT NOT NULL, 
	ward_code TEXT, 
	source TEXT NOT NULL, 
	version INTEGER DEFAULT 1 NOT NULL, 
	updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL, 
	plan_id UUID, 
	road_id UUID, 
	kind TEXT NOT NULL, 
	road_name TEXT, 
	reserve_width_m DOUBLE PRECISION NOT NULL, 
	carriageway_width_m DOUBLE PRECISION, 
	sidewalk_width_m DOUBLE PRECISION, 
	setback_m DOUBLE PRECISION, 
	decision_no TEXT, 
	valid_from DATE, 
	valid_to DATE, 
	geom geometry(LINESTRING,9212) NOT NULL, 
	geom_3857 geometry(LINESTRING,3857) GENERATED ALWAYS AS (ext.st_transform(geom, 3857)) STORED NOT NULL, 
	geojson TEXT GENERATED ALWAYS AS (ext.st_asgeojson(ext.st_transform(geom, 4326), 7)) STORED, 
	search TEXT GENERATED ALWAYS AS (layers.fold(' ' || coalesce(code, '') || ' ' || coalesce(road_name, ''))) STORED, 
	CONSTRAINT road_redlines_pkey PRIMARY KEY (id), 
	CONSTRAINT road_redlines_fid_key UNIQUE (fid), 
	CONSTRAINT road_redlines_key UNIQUE (code), 
	CONSTRAINT road_redlines_code_length CHECK (char_length(code) <= 120), 
	CONSTRAINT road_redlines_ward_code_pattern CHECK (ward_code ~ '^\d{5}$'), 
	CONSTRAINT road_redlines_source_length CHECK (char_length(source) <= 200), 
	CONSTRAINT road_redlines_version_range CHECK (version >= 1), 
	CONSTRAINT road_redlines_plan_id_fkey FOREIGN KEY(plan_id) REFERENCES layers.plans (id), 
	CONSTRAINT road_redlines_road_id_fkey FOREIGN KEY(road_id) REFERENCES layers.roads (id), 
	CONSTRAINT road_redlines_kind_code CHECK (kind IN ('red_line', 'building_line', 'centre_line')), 
	CONSTRAINT road_redlines_road_name_length CHECK (char_length(road_name) <= 120), 
	CONSTRAINT road_redlines_reserve_width_m_range CHECK (reserve_width_m <= 150 AND reserve_width_m > 0), 
	CONSTRAINT road_redlines_carriageway_width_m_range CHECK (carriageway_width_m <= 100 AND carriageway_width_m > 0), 
	CONSTRAINT road_redlines_sidewalk_width_m_range CHECK (sidewalk_width_m >= 0 AND sidewalk_width_m <= 20), 
	CONSTRAINT road_redlines_setback_m_range CHECK (setback_m >= 0 AND setback_m <= 100), 
	CONSTRAINT road_redlines_decision_no_length CHECK (char_length(decision_no) <= 80), 
	CONSTRAINT road_redlines_geom_bounds CHECK (geom OPERATOR(ext.@) ext.st_makeenvelope(560000, 1830000, 620000, 1890000, 9212)), 
	CONSTRAINT road_redlines_geom_not_empty CHECK (NOT ext.st_isempty(geom)), 
	CONSTRAINT road_redlines_geom_valid CHECK (ext.st_isvalid(geom))
);
ALTER TABLE layers."road_redlines" ALTER COLUMN geojson SET COMPRESSION lz4;
CREATE INDEX road_redlines_geom_3857_idx ON layers.road_redlines USING gist (geom_3857);
CREATE INDEX road_redlines_geom_idx ON layers.road_redlines USING gist (geom);
CREATE INDEX road_redlines_plan_id_idx ON layers.road_redlines (plan_id);
CREATE INDEX road_redlines_road_id_idx ON layers.road_redlines (road_id);
CREATE INDEX road_redlines_search_idx ON layers.road_redlines USING gin (search ext.gin_trgm_ops);
CREATE INDEX road_redlines_time_idx ON layers.road_redlines (valid_from, valid_to);
CREATE INDEX road_redlines_ward_code_idx ON layers.road_redlines (ward_code);
COMMENT ON TABLE layers.road_redlines IS 'Chỉ giới đường / Road red lines. Chỉ giới đường đỏ, chỉ giới xây dựng và tim đường quy hoạch, kèm bề rộng lộ giới. / Red lines, building lines and planned centre lines of roads with the width of the road reserve.';
COMMENT ON COLUMN layers.road_redlines.fid IS 'Số đối tượng / Feature number';
COMMENT ON COLUMN layers.road_redlines.id IS 'Mã định danh / Identifier';
COMMENT ON COLUMN layers.road_redlines.code IS 'Mã số / Code';
COMMENT ON COLUMN layers.road_redlines.ward_code IS 'Phường / Ward';
COMMENT ON COLUMN layers.road_redlines.source IS 'Nguồn dữ liệu / Source';
COMMENT ON COLUMN layers.road_redlines.version IS 'Phiên bản / Version';
COMMENT ON COLUMN layers.road_redlines.updated_at IS 'Cập nhật lúc / Updated';
COMMENT ON COLUMN layers.road_redlines.plan_id IS 'Đồ án quy hoạch / Plan';
COMMENT ON COLUMN layers.road_redlines.road_id IS 'Tuyến đường / Road';
COMMENT ON COLUMN layers.road_redlines.kind IS 'Loại chỉ giới / Kind';
COMMENT ON COLUMN layers.road_redlines.road_name IS 'Tên đường / Street name';
COMMENT ON COLUMN layers.road_redlines.reserve_width_m IS 'Lộ giới / Width of the road reserve [m]';
COMMENT ON COLUMN layers.road_redlines.carriageway_width_m IS 'Bề rộng mặt đường / Carriageway width [m]';
COMMENT ON COLUMN layers.road_redlines.sidewalk_width_m IS 'Bề rộng vỉa hè một bên / Pavement width, one side [m]';
COMMENT ON COLUMN layers.road_redlines.setback_m IS 'Khoảng lùi so với chỉ giới / Setback from the red line [m]';
COMMENT ON COLUMN layers.road_redlines.decision_no IS 'Số quyết định / Decision number';
COMMENT ON COLUMN layers.road_redlines.valid_from IS 'Hiệu lực từ / Valid from';
COMMENT ON COLUMN layers.road_redlines.valid_to IS 'Hiệu lực đến / Valid to';
COMMENT ON COLUMN layers.road_redlines.geom IS 'VN-2000 / TM-3 106-15';
COMMENT ON COLUMN layers.road_redlines.geom_3857 IS 'geom in Web Mercator, for tiles';
COMMENT ON COLUMN layers.road_redlines.geojson IS 'geom as GeoJSON (CRS84, 7 decimals), for items';
COMMENT ON COLUMN layers.road_redlines.search IS 'Words to search, folded: lower case, no diacritics';

CREATE TABLE layers.sewers (
	fid BIGINT GENERATED BY DEFAULT AS IDENTITY, 
	id UUID DEFAULT gen_random_uuid() NOT NULL, 
	code TEXT NOT NULL, 
	ward_code TEXT, 
	source TEXT NOT NULL, 
	version INTEGER DEFAULT 1 NOT NULL, 
	updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL, 
	kind TEXT NOT NULL, 
	diameter_mm INTEGER NOT NULL, 
	material TEXT, 
	length_m DOUBLE PRECISION NOT NULL, 
	invert_start_m DOUBLE PRECISION, 
	invert_end_m DOUBLE PRECISION, 
	status TEXT NOT NULL, 
	condition TEXT, 
	installed_on DATE, 
	from_manhole_id UUID, 
	to_manhole_id UUID, 
	geom geometry(LINESTRING,9212) NOT NULL, 
	geom_3857 geometry(LINESTRING,3857) GENERATED ALWAYS AS (ext.st_transform(geom, 3857)) STORED NOT NULL, 
	geojson TEXT GENERATED ALWAYS AS (ext.st_asgeojson(ext.st_transform(geom, 4326), 7)) STORED, 
	search TEXT GENERATED ALWAYS AS (layers.fold(' ' || coalesce(code, ''))) STORED, 
	CONSTRAINT sewers_pkey PRIMARY KEY (id), 
	CONSTRAINT sewers_fid_key UNIQUE (fid), 
	CONSTRAINT sewers_key UNIQUE (code), 
	CONSTRAINT sewers_code_length CHECK (char_length(code) <= 120), 
	CONSTRAINT sewers_ward_code_pattern CHECK (ward_code ~ '^\d{5}$'), 
	CONSTRAINT sewers_source_length CHECK (char_length(source) <= 200), 
	CONSTRAINT sewers_version_range CHECK (version >= 1), 
	CONSTRAINT sewers_kind_code CHECK (kind IN ('gravity', 'pressure', 'combined')), 
	CONSTRAINT sewers_diameter_mm_range CHECK (diameter_mm <= 5000 AND diameter_mm > 0), 
	CONSTRAINT sewers_material_code CHECK (material IN ('hdpe', 'upvc', 'ductile_iron', 'steel', 'concrete', 'brick', 'stone', 'earth')), 
	CONSTRAINT sewers_length_m_range CHECK (length_m > 0), 
	CONSTRAINT sewers_length_m_finite CHECK (length_m < 'Infinity'::double precision), 
	CONSTRAINT sewers_invert_start_m_range CHECK (invert_start_m >= -20 AND invert_start_m <= 150), 
	CONSTRAINT sewers_invert_end_m_range CHECK (invert_end_m >= -20 AND invert_end_m <= 150), 
	CONSTRAINT sewers_status_code CHECK (status IN ('planned', 'in_use', 'out_of_use', 'removed')), 
	CONSTRAINT sewers_condition_code CHECK (condition IN ('good', 'fair', 'poor')), 
	CONSTRAINT sewers_from_manhole_id_fkey FOREIGN KEY(from_manhole_id) REFERENCES layers.manholes (id), 
	CONSTRAINT sewers_to_manhole_id_fkey FOREIGN KEY(to_manhole_id) REFERENCES layers.manholes (id), 
	CONSTRAINT sewers_geom_bounds CHECK (geom OPERATOR(ext.@) ext.st_makeenvelope(560000, 1830000, 620000, 1890000, 9212)), 
	CONSTRAINT sewers_geom_not_empty CHECK (NOT ext.st_isempty(geom)), 
	CONSTRAINT sewers_geom_valid CHECK (ext.st_isvalid(geom))
);
ALTER TABLE layers."sewers" ALTER COLUMN geojson SET COMPRESSION lz4;
CREATE INDEX sewers_from_manhole_id_idx ON layers.sewers (from_manhole_id);
CREATE INDEX sewers_geom_3857_idx ON layers.sewers USING gist (geom_3857);
CREATE INDEX sewers_geom_idx ON layers.sewers USING gist (geom);
CREATE INDEX sewers_search_idx ON layers.sewers USING gin (search ext.gin_trgm_ops);
CREATE INDEX sewers_time_idx ON layers.sewers (installed_on);
CREATE INDEX sewers_to_manhole_id_idx ON layers.sewers (to_manhole_id);
CREATE INDEX sewers_ward_code_idx ON layers.sewers (ward_code);
COMMENT ON TABLE layers.sewers IS 'Thoát nước thải / Sewers. Cống thoát nước thải, vẽ theo chiều dòng chảy, kèm đường kính và cao độ đáy. / Waste-water pipes, drawn downstream, with diameter and invert levels.';
COMMENT ON COLUMN layers.sewers.fid IS 'Số đối tượng / Feature number';
COMMENT ON COLUMN layers.sewers.id IS 'Mã định danh / Identifier';
COMMENT ON COLUMN layers.sewers.code IS 'Mã số / Code';
COMMENT ON COLUMN layers.sewers.ward_code IS 'Phường / Ward';
COMMENT ON COLUMN layers.sewers.source IS 'Nguồn dữ liệu / Source';
COMMENT ON COLUMN layers.sewers.version IS 'Phiên bản / Version';
COMMENT ON COLUMN layers.sewers.updated_at IS 'Cập nhật lúc / Updated';
COMMENT ON COLUMN layers.sewers.kind IS 'Loại / Kind';
COMMENT ON COLUMN layers.sewers.diameter_mm IS 'Đường kính / Diameter [mm]';
COMMENT ON COLUMN layers.sewers.material IS 'Vật liệu / Material';
COMMENT ON COLUMN layers.sewers.length_m IS 'Chiều dài / Length [m]';
COMMENT ON COLUMN layers.sewers.invert_start_m IS 'Cao độ đáy đầu / Invert level, start [m]';
COMMENT ON COLUMN layers.sewers.invert_end_m IS 'Cao độ đáy cuối / Invert level, end [m]';
COMMENT ON COLUMN layers.sewers.status IS 'Tình trạng sử dụng / Status';
COMMENT ON COLUMN layers.sewers.condition IS 'Tình trạng / Condition';
COMMENT ON COLUMN layers.sewers.installed_on IS 'Ngày lắp đặt / Installed on';
COMMENT ON COLUMN layers.sewers.from_manhole_id IS 'Từ hố ga / From manhole';
COMMENT ON COLUMN layers.sewers.to_manhole_id IS 'Đến hố ga / To manhole';
COMMENT ON COLUMN layers.sewers.geom IS 'VN-2000 / TM-3 106-15';
COMMENT ON COLUMN layers.sewers.geom_3857 IS 'geom in Web Mercator, for tiles';
COMMENT ON COLUMN layers.sewers.geojson IS 'geom as GeoJSON (CRS84, 7 decimals), for items';
COMMENT ON COLUMN layers.sewers.search IS 'Words to search, folded: lower case, no diacritics';

CREATE TABLE layers.signal_approaches (
	fid BIGINT GENERATED BY DEFAULT AS IDENTITY, 
	id UUID DEFAULT gen_random_uuid() NOT NULL, 
	code TEXT NOT NULL, 
	ward_code TEXT, 
	source TEXT NOT NULL, 
	version INTEGER DEFAULT 1 NOT NULL, 
	updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL, 
	junction_id UUID NOT NULL, 
	road_id UUID, 
	street TEXT, 
	signal_group INTEGER, 
	bearing_deg DOUBLE PRECISION NOT NULL, 
	lane_count INTEGER NOT NULL, 
	width_m DOUBLE PRECISION, 
	movements TEXT[] NOT NULL, 
	saturation_flow_pcuh DOUBLE PRECISION, 
	geom geometry(LINESTRING,9212) NOT NULL, 
	geom_3857 geometry(LINESTRING,3857) GENERATED ALWAYS AS (ext.st_transform(geom, 3857)) STORED NOT NULL, 
	geojson TEXT GENERATED ALWAYS AS (ext.st_asgeojson(ext.st_transform(geom, 4326), 7)) STORED, 
	search TEXT GENERATED ALWAYS AS (layers.fold(' ' || coalesce(code, '') || ' ' || coalesce(street, ''))) STORED, 
	CONSTRAINT signal_approaches_pkey PRIMARY KEY (id), 
	CONSTRAINT signal_approaches_fid_key UNIQUE (fid), 
	CONSTRAINT signal_approaches_key UNIQUE (code), 
	CONSTRAINT signal_approaches_code_length CHECK (char_length(code) <= 120), 
	CONSTRAINT signal_approaches_ward_code_pattern CHECK (ward_code ~ '^\d{5}$'), 
	CONSTRAINT signal_approaches_source_length CHECK (char_length(source) <= 200), 
	CONSTRAINT signal_approaches_version_range CHECK (version >= 1), 
	CONSTRAINT signal_approaches_junction_id_fkey FOREIGN KEY(junction_id) REFERENCES layers.junctions (id), 
	CONSTRAINT signal_approaches_road_id_fkey FOREIGN KEY(road_id) REFERENCES layers.roads (id), 
	CONSTRAINT signal_approaches_street_length CHECK (char_length(street) <= 120), 
	CONSTRAINT signal_approaches_signal_group_range CHECK (signal_group >= 1 AND signal_group <= 16), 
	CONSTRAINT signal_approaches_bearing_deg_range CHECK (bearing_deg >= 0 AND bearing_deg < 360), 
	CONSTRAINT signal_approaches_lane_count_range CHECK (lane_count >= 1 AND lane_count <= 8), 
	CONSTRAINT signal_approaches_width_m_range CHECK (width_m <= 40 AND width_m > 0), 
	CONSTRAINT signal_approaches_movements_code CHECK (movements <@ ARRAY['left', 'through', 'right', 'u_turn']), 
	CONSTRAINT signal_approaches_saturation_flow_pcuh_range CHECK (saturation_flow_pcuh <= 20000 AND saturation_flow_pcuh > 0), 
	CONSTRAINT signal_approaches_geom_bounds CHECK (geom OPERATOR(ext.@) ext.st_makeenvelope(560000, 1830000, 620000, 1890000, 9212)), 
	CONSTRAINT signal_approaches_geom_not_empty CHECK (NOT ext.st_isempty(geom)), 
	CONSTRAINT signal_approaches_geom_valid CHECK (ext.st_isvalid(geom))
);
ALTER TABLE layers."signal_approaches" ALTER COLUMN geojson SET COMPRESSION lz4;
CREATE INDEX signal_approaches_geom_3857_idx ON layers.signal_approaches USING gist (geom_3857);
CREATE INDEX signal_approaches_geom_idx ON layers.signal_approaches USING gist (geom);
CREATE INDEX signal_approaches_junction_id_idx ON layers.signal_approaches (junction_id);
CREATE INDEX signal_approaches_road_id_idx ON layers.signal_approaches (road_id);
CREATE INDEX signal_approaches_search_idx ON layers.signal_approaches USING gin (search ext.gin_trgm_ops);
CREATE INDEX signal_approaches_ward_code_idx ON layers.signal_approaches (ward_code);
COMMENT ON TABLE layers.signal_approaches IS 'Nhánh vào nút / Signal approaches. Nhánh vào nút có đèn, vẽ về phía vạch dừng, kèm số làn và lưu lượng bão hòa. / Approaches of signalled junctions, drawn towards the stop line, with lanes and saturation flow.';
COMMENT ON COLUMN layers.signal_approaches.fid IS 'Số đối tượng / Feature number';
COMMENT ON COLUMN layers.signal_approaches.id IS 'Mã định danh / Identifier';
COMMENT ON COLUMN layers.signal_approaches.code IS 'Mã số / Code';
COMMENT ON COLUMN layers.signal_approaches.ward_code IS 'Phường / Ward';
COMMENT ON COLUMN layers.signal_approaches.source IS 'Nguồn dữ liệu / Source';
COMMENT ON COLUMN layers.signal_approaches.version IS 'Phiên bản / Version';
COMMENT ON COLUMN layers.signal_approaches.updated_at IS 'Cập nhật lúc / Updated';
COMMENT ON COLUMN layers.signal_approaches.junction_id IS 'Nút giao / Junction';
COMMENT ON COLUMN layers.signal_approaches.road_id IS 'Tuyến đường / Road';
COMMENT ON COLUMN layers.signal_approaches.street IS 'Tên đường / Street';
COMMENT ON COLUMN layers.signal_approaches.signal_group IS 'Nhóm tín hiệu / Signal group';
COMMENT ON COLUMN layers.signal_approaches.bearing_deg IS 'Hướng đi / Bearing [deg]';
COMMENT ON COLUMN layers.signal_approaches.lane_count IS 'Số làn / Lanes';
COMMENT ON COLUMN layers.signal_approaches.width_m IS 'Bề rộng / Width [m]';
COMMENT ON COLUMN layers.signal_approaches.movements IS 'Hướng được đi / Movements';
COMMENT ON COLUMN layers.signal_approaches.saturation_flow_pcuh IS 'Lưu lượng bão hòa / Saturation flow [{PCU}/h]';
COMMENT ON COLUMN layers.signal_approaches.geom IS 'VN-2000 / TM-3 106-15';
COMMENT ON COLUMN layers.signal_approaches.geom_3857 IS 'geom in Web Mercator, for tiles';
COMMENT ON COLUMN layers.signal_approaches.geojson IS 'geom as GeoJSON (CRS84, 7 decimals), for items';
COMMENT ON COLUMN layers.signal_approaches.search IS 'Words to search, folded: lower case, no diacritics';

CREATE TABLE layers.telecom_lines (
	fid BIGINT GENERATED BY DEFAULT AS IDENTITY, 
	id UUID DEFAULT gen_random_uuid() NOT NULL, 
	code TEXT NOT NULL, 
	ward_code TEXT, 
	source TEXT NOT NULL, 
	version INTEGER DEFAULT 1 NOT NULL, 
	updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL, 
	kind TEXT NOT NULL, 
	placement TEXT NOT NULL, 
	fibre_count INTEGER, 
	length_m DOUBLE PRECISION NOT NULL, 
	status TEXT NOT NULL, 
	operator TEXT, 
	installed_on DATE, 
	road_id UUID, 
	geom geometry(LINESTRING,9212) NOT NULL, 
	geom_3857 geometry(LINESTRING,3857) GENERATED ALWAYS AS (ext.st_transform(geom, 3857)) STORED NOT NULL, 
	geojson TEXT GENERATED ALWAYS AS (ext.st_asgeojson(ext.st_transform(geom, 4326), 7)) STORED, 
	search TEXT GENERATED ALWAYS AS (layers.fold(' ' || coalesce(code, ''))) STORED, 
	CONSTRAINT telecom_lines_pkey PRIMARY KEY (id), 
	CONSTRAINT telecom_lines_fid_key UNIQUE (fid), 
	CONSTRAINT telecom_lines_key UNIQUE (code), 
	CONSTRAINT telecom_lines_code_length CHECK (char_length(code) <= 120), 
	CONSTRAINT telecom_lines_ward_code_pattern CHECK (ward_code ~ '^\d{5}$'), 
	CONSTRAINT telecom_lines_source_length CHECK (char_length(source) <= 200), 
	CONSTRAINT telecom_lines_version_range CHECK (version >= 1), 
	CONSTRAINT telecom_lines_kind_code CHECK (kind IN ('fibre', 'copper', 'duct')), 
	CONSTRAINT telecom_lines_placement_code CHECK (placement IN ('overhead', 'underground')), 
	CONSTRAINT telecom_lines_fibre_count_range CHECK (fibre_count >= 0 AND fibre_count <= 4000), 
	CONSTRAINT telecom_lines_length_m_range CHECK (length_m > 0), 
	CONSTRAINT telecom_lines_length_m_finite CHECK (length_m < 'Infinity'::double precision), 
	CONSTRAINT telecom_lines_status_code CHECK (status IN ('planned', 'in_use', 'out_of_use', 'removed')), 
	CONSTRAINT telecom_lines_operator_length CHECK (char_length(operator) <= 150), 
	CONSTRAINT telecom_lines_road_id_fkey FOREIGN KEY(road_id) REFERENCES layers.roads (id), 
	CONSTRAINT telecom_lines_geom_bounds CHECK (geom OPERATOR(ext.@) ext.st_makeenvelope(560000, 1830000, 620000, 1890000, 9212)), 
	CONSTRAINT telecom_lines_geom_not_empty CHECK (NOT ext.st_isempty(geom)), 
	CONSTRAINT telecom_lines_geom_valid CHECK (ext.st_isvalid(geom))
);
ALTER TABLE layers."telecom_lines" ALTER COLUMN geojson SET COMPRESSION lz4;
CREATE INDEX telecom_lines_geom_3857_idx ON layers.telecom_lines USING gist (geom_3857);
CREATE INDEX telecom_lines_geom_idx ON layers.telecom_lines USING gist (geom);
CREATE INDEX telecom_lines_road_id_idx ON layers.telecom_lines (road_id);
CREATE INDEX telecom_lines_search_idx ON layers.telecom_lines USING gin (search ext.gin_trgm_ops);
CREATE INDEX telecom_lines_time_idx ON layers.telecom_lines (installed_on);
CREATE INDEX telecom_lines_ward_code_idx ON layers.telecom_lines (ward_code);
COMMENT ON TABLE layers.telecom_lines IS 'Tuyến cáp viễn thông / Telecom lines. Tuyến cáp và cống bể viễn thông, kèm loại, hình thức lắp đặt và dung lượng. / Telecommunication cables and ducts with kind, placement and capacity.';
COMMENT ON COLUMN layers.telecom_lines.fid IS 'Số đối tượng / Feature number';
COMMENT ON COLUMN layers.telecom_lines.id IS 'Mã định danh / Identifier';
COMMENT ON COLUMN layers.telecom_lines.code IS 'Mã số / Code';
COMMENT ON COLUMN layers.telecom_lines.ward_code IS 'Phường / Ward';
COMMENT ON COLUMN layers.telecom_lines.source IS 'Nguồn dữ liệu / Source';
COMMENT ON COLUMN layers.telecom_lines.version IS 'Phiên bản / Version';
COMMENT ON COLUMN layers.telecom_lines.updated_at IS 'Cập nhật lúc / Updated';
COMMENT ON COLUMN layers.telecom_lines.kind IS 'Loại / Kind';
COMMENT ON COLUMN layers.telecom_lines.placement IS 'Hình thức lắp đặt / Placement';
COMMENT ON COLUMN layers.telecom_lines.fibre_count IS 'Số sợi hoặc số đôi / Fibres or pairs';
COMMENT ON COLUMN layers.telecom_lines.length_m IS 'Chiều dài / Length [m]';
COMMENT ON COLUMN layers.telecom_lines.status IS 'Tình trạng sử dụng / Status';
COMMENT ON COLUMN layers.telecom_lines.operator IS 'Đơn vị quản lý / Operator';
COMMENT ON COLUMN layers.telecom_lines.installed_on IS 'Ngày lắp đặt / Installed on';
COMMENT ON COLUMN layers.telecom_lines.road_id IS 'Tuyến đường / Road';
COMMENT ON COLUMN layers.telecom_lines.geom IS 'VN-2000 / TM-3 106-15';
COMMENT ON COLUMN layers.telecom_lines.geom_3857 IS 'geom in Web Mercator, for tiles';
COMMENT ON COLUMN layers.telecom_lines.geojson IS 'geom as GeoJSON (CRS84, 7 decimals), for items';
COMMENT ON COLUMN layers.telecom_lines.search IS 'Words to search, folded: lower case, no diacritics';

CREATE TABLE layers.trees (
	fid BIGINT GENERATED BY DEFAULT AS IDENTITY, 
	id UUID DEFAULT gen_random_uuid() NOT NULL, 
	code TEXT NOT NULL, 
	ward_code TEXT, 
	source TEXT NOT NULL, 
	version INTEGER DEFAULT 1 NOT NULL, 
	updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL, 
	species TEXT NOT NULL, 
	scientific_name TEXT, 
	trunk_diameter_cm DOUBLE PRECISION, 
	height_m DOUBLE PRECISION, 
	crown_diameter_m DOUBLE PRECISION, 
	health TEXT, 
	is_protected BOOLEAN NOT NULL, 
	planted_on DATE, 
	inspected_on DATE, 
	road_id UUID, 
	park_id UUID, 
	geom geometry(POINT,9212) NOT NULL, 
	geom_3857 geometry(POINT,3857) GENERATED ALWAYS AS (ext.st_transform(geom, 3857)) STORED NOT NULL, 
	geojson TEXT GENERATED ALWAYS AS (ext.st_asgeojson(ext.st_transform(geom, 4326), 7)) STORED, 
	search TEXT GENERATED ALWAYS AS (layers.fold(' ' || coalesce(code, '') || ' ' || coalesce(species, '') || ' ' || coalesce(scientific_name, ''))) STORED, 
	CONSTRAINT trees_pkey PRIMARY KEY (id), 
	CONSTRAINT trees_fid_key UNIQUE (fid), 
	CONSTRAINT trees_key UNIQUE (code), 
	CONSTRAINT trees_code_length CHECK (char_length(code) <= 120), 
	CONSTRAINT trees_ward_code_pattern CHECK (ward_code ~ '^\d{5}$'), 
	CONSTRAINT trees_source_length CHECK (char_length(source) <= 200), 
	CONSTRAINT trees_version_range CHECK (version >= 1), 
	CONSTRAINT trees_species_length CHECK (char_length(species) <= 100), 
	CONSTRAINT trees_scientific_name_length CHECK (char_length(scientific_name) <= 120), 
	CONSTRAINT trees_trunk_diameter_cm_range CHECK (trunk_diameter_cm <= 500 AND trunk_diameter_cm > 0), 
	CONSTRAINT trees_height_m_range CHECK (height_m <= 80 AND height_m > 0), 
	CONSTRAINT trees_crown_diameter_m_range CHECK (crown_diameter_m <= 60 AND crown_diameter_m > 0), 
	CONSTRAINT trees_health_code CHECK (health IN ('good', 'fair', 'poor', 'dangerous', 'dead')), 
	CONSTRAINT trees_road_id_fkey FOREIGN KEY(road_id) REFERENCES layers.roads (id), 
	CONSTRAINT trees_park_id_fkey FOREIGN KEY(park_id) REFERENCES layers.parks (id), 
	CONSTRAINT trees_geom_bounds CHECK (geom OPERATOR(ext.@) ext.st_makeenvelope(560000, 1830000, 620000, 1890000, 9212)), 
	CONSTRAINT trees_geom_not_empty CHECK (NOT ext.st_isempty(geom))
);
ALTER TABLE layers."trees" ALTER COLUMN geojson SET COMPRESSION lz4;
CREATE INDEX trees_geom_3857_idx ON layers.trees USING gist (geom_3857);
CREATE INDEX trees_geom_idx ON layers.trees USING gist (geom);
CREATE INDEX trees_park_id_idx ON layers.trees (park_id);
CREATE INDEX trees_road_id_idx ON layers.trees (road_id);
CREATE INDEX trees_search_idx ON layers.trees USING gin (search ext.gin_trgm_ops);
CREATE INDEX trees_time_idx ON layers.trees (planted_on);
CREATE INDEX trees_ward_code_idx ON layers.trees (ward_code);
COMMENT ON TABLE layers.trees IS 'Cây xanh / Trees. Cây xanh đường phố và công viên, kèm loài, kích thước, sức khỏe và ngày kiểm tra gần nhất. / Street and park trees with species, size, health and the date of the last inspection.';
COMMENT ON COLUMN layers.trees.fid IS 'Số đối tượng / Feature number';
COMMENT ON COLUMN layers.trees.id IS 'Mã định danh / Identifier';
COMMENT ON COLUMN layers.trees.code IS 'Mã số / Code';
COMMENT ON COLUMN layers.trees.ward_code IS 'Phường / Ward';
COMMENT ON COLUMN layers.trees.source IS 'Nguồn dữ liệu / Source';
COMMENT ON COLUMN layers.trees.version IS 'Phiên bản / Version';
COMMENT ON COLUMN layers.trees.updated_at IS 'Cập nhật lúc / Updated';
COMMENT ON COLUMN layers.trees.species IS 'Loài cây / Species';
COMMENT ON COLUMN layers.trees.scientific_name IS 'Tên khoa học / Scientific name';
COMMENT ON COLUMN layers.trees.trunk_diameter_cm IS 'Đường kính thân ở 1,3 m / Trunk diameter at breast height [cm]';
COMMENT ON COLUMN layers.trees.height_m IS 'Chiều cao / Height [m]';
COMMENT ON COLUMN layers.trees.crown_diameter_m IS 'Đường kính tán / Crown diameter [m]';
COMMENT ON COLUMN layers.trees.health IS 'Sức khỏe / Health';
COMMENT ON COLUMN layers.trees.is_protected IS 'Cây bảo tồn / Protected';
COMMENT ON COLUMN layers.trees.planted_on IS 'Ngày trồng / Planted on';
COMMENT ON COLUMN layers.trees.inspected_on IS 'Kiểm tra gần nhất / Last inspection';
COMMENT ON COLUMN layers.trees.road_id IS 'Tuyến đường / Road';
COMMENT ON COLUMN layers.trees.park_id IS 'Công viên / Park';
COMMENT ON COLUMN layers.trees.geom IS 'VN-2000 / TM-3 106-15';
COMMENT ON COLUMN layers.trees.geom_3857 IS 'geom in Web Mercator, for tiles';
COMMENT ON COLUMN layers.trees.geojson IS 'geom as GeoJSON (CRS84, 7 decimals), for items';
COMMENT ON COLUMN layers.trees.search IS 'Words to search, folded: lower case, no diacritics';

CREATE TABLE layers.waste_routes (
	fid BIGINT GENERATED BY DEFAULT AS IDENTITY, 
	id UUID DEFAULT gen_random_uuid() NOT NULL, 
	code TEXT NOT NULL, 
	ward_code TEXT, 
	source TEXT NOT NULL, 
	version INTEGER DEFAULT 1 NOT NULL, 
	updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL, 
	name TEXT NOT NULL, 
	shift TEXT NOT NULL, 
	days TEXT[] NOT NULL, 
	length_m DOUBLE PRECISION NOT NULL, 
	bin_count INTEGER NOT NULL, 
	capacity_t DOUBLE PRECISION, 
	site_id UUID, 
	geom geometry(LINESTRING,9212) NOT NULL, 
	geom_3857 geometry(LINESTRING,3857) GENERATED ALWAYS AS (ext.st_transform(geom, 3857)) STORED NOT NULL, 
	geojson TEXT GENERATED ALWAYS AS (ext.st_asgeojson(ext.st_transform(geom, 4326), 7)) STORED, 
	search TEXT GENERATED ALWAYS AS (layers.fold(' ' || coalesce(code, '') || ' ' || coalesce(name, ''))) STORED, 
	CONSTRAINT waste_routes_pkey PRIMARY KEY (id), 
	CONSTRAINT waste_routes_fid_key UNIQUE (fid), 
	CONSTRAINT waste_routes_key UNIQUE (code), 
	CONSTRAINT waste_routes_code_length CHECK (char_length(code) <= 120), 
	CONSTRAINT waste_routes_ward_code_pattern CHECK (ward_code ~ '^\d{5}$'), 
	CONSTRAINT waste_routes_source_length CHECK (char_length(source) <= 200), 
	CONSTRAINT waste_routes_version_range CHECK (version >= 1), 
	CONSTRAINT waste_routes_name_length CHECK (char_length(name) <= 150), 
	CONSTRAINT waste_routes_shift_code CHECK (shift IN ('night', 'morning', 'afternoon')), 
	CONSTRAINT waste_routes_days_code CHECK (days <@ ARRAY['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun']), 
	CONSTRAINT waste_routes_length_m_range CHECK (length_m > 0), 
	CONSTRAINT waste_routes_length_m_finite CHECK (length_m < 'Infinity'::double precision), 
	CONSTRAINT waste_routes_bin_count_range CHECK (bin_count >= 0 AND bin_count <= 5000), 
	CONSTRAINT waste_routes_capacity_t_range CHECK (capacity_t <= 40 AND capacity_t > 0), 
	CONSTRAINT waste_routes_site_id_fkey FOREIGN KEY(site_id) REFERENCES layers.waste_sites (id), 
	CONSTRAINT waste_routes_geom_bounds CHECK (geom OPERATOR(ext.@) ext.st_makeenvelope(560000, 1830000, 620000, 1890000, 9212)), 
	CONSTRAINT waste_routes_geom_not_empty CHECK (NOT ext.st_isempty(geom)), 
	CONSTRAINT waste_routes_geom_valid CHECK (ext.st_isvalid(geom))
);
ALTER TABLE layers."waste_routes" ALTER COLUMN geojson SET COMPRESSION lz4;
CREATE INDEX waste_routes_geom_3857_idx ON layers.waste_routes USING gist (geom_3857);
CREATE INDEX waste_routes_geom_idx ON layers.waste_routes USING gist (geom);
CREATE INDEX waste_routes_search_idx ON layers.waste_routes USING gin (search ext.gin_trgm_ops);
CREATE INDEX waste_routes_site_id_idx ON layers.waste_routes (site_id);
CREATE INDEX waste_routes_ward_code_idx ON layers.waste_routes (ward_code);
COMMENT ON TABLE layers.waste_routes IS 'Tuyến thu gom rác / Collection rounds. Tuyến thu gom rác, kèm ca, ngày trong tuần, chiều dài và số thùng phục vụ. / Rounds of waste collection with shift, days, length and bins served.';
COMMENT ON COLUMN layers.waste_routes.fid IS 'Số đối tượng / Feature number';
COMMENT ON COLUMN layers.waste_routes.id IS 'Mã định danh / Identifier';
COMMENT ON COLUMN layers.waste_routes.code IS 'Mã số / Code';
COMMENT ON COLUMN layers.waste_routes.ward_code IS 'Phường / Ward';
COMMENT ON COLUMN layers.waste_routes.source IS 'Nguồn dữ liệu / Source';
COMMENT ON COLUMN layers.waste_routes.version IS 'Phiên bản / Version';
COMMENT ON COLUMN layers.waste_routes.updated_at IS 'Cập nhật lúc / Updated';
COMMENT ON COLUMN layers.waste_routes.name IS 'Tên tuyến / Name';
COMMENT ON COLUMN layers.waste_routes.shift IS 'Ca thu gom / Shift';
COMMENT ON COLUMN layers.waste_routes.days IS 'Ngày thu gom / Days';
COMMENT ON COLUMN layers.waste_routes.length_m IS 'Chiều dài / Length [m]';
COMMENT ON COLUMN layers.waste_routes.bin_count IS 'Số thùng / Bins';
COMMENT ON COLUMN layers.waste_routes.capacity_t IS 'Tải trọng xe / Vehicle capacity [t]';
COMMENT ON COLUMN layers.waste_routes.site_id IS 'Nơi đổ / Unloads at';
COMMENT ON COLUMN layers.waste_routes.geom IS 'VN-2000 / TM-3 106-15';
COMMENT ON COLUMN layers.waste_routes.geom_3857 IS 'geom in Web Mercator, for tiles';
COMMENT ON COLUMN layers.waste_routes.geojson IS 'geom as GeoJSON (CRS84, 7 decimals), for items';
COMMENT ON COLUMN layers.waste_routes.search IS 'Words to search, folded: lower case, no diacritics';

CREATE TABLE layers.waste_sites_state (
	fid BIGINT NOT NULL, 
	received_today_t DOUBLE PRECISION, 
	phenomenon_time TIMESTAMP WITH TIME ZONE, 
	CONSTRAINT waste_sites_state_pkey PRIMARY KEY (fid), 
	CONSTRAINT waste_sites_state_fid_fkey FOREIGN KEY(fid) REFERENCES layers.waste_sites (fid) ON DELETE CASCADE, 
	CONSTRAINT waste_sites_state_received_today_t_range CHECK (received_today_t >= 0 AND received_today_t <= 5000)
)
 WITH (fillfactor = 70);
COMMENT ON TABLE layers.waste_sites_state IS 'Cơ sở xử lý rác: trạng thái hiện tại / Waste sites: present state';
COMMENT ON COLUMN layers.waste_sites_state.received_today_t IS 'Tiếp nhận hôm nay / Received today [t]';
COMMENT ON COLUMN layers.waste_sites_state.phenomenon_time IS 'Thời điểm đo / Observed at';

CREATE TABLE layers.water_pipes (
	fid BIGINT GENERATED BY DEFAULT AS IDENTITY, 
	id UUID DEFAULT gen_random_uuid() NOT NULL, 
	code TEXT NOT NULL, 
	ward_code TEXT, 
	source TEXT NOT NULL, 
	version INTEGER DEFAULT 1 NOT NULL, 
	updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL, 
	kind TEXT NOT NULL, 
	diameter_mm INTEGER NOT NULL, 
	material TEXT, 
	length_m DOUBLE PRECISION NOT NULL, 
	depth_m DOUBLE PRECISION, 
	pressure_kpa DOUBLE PRECISION, 
	status TEXT NOT NULL, 
	operator TEXT, 
	installed_on DATE, 
	road_id UUID, 
	geom geometry(LINESTRING,9212) NOT NULL, 
	geom_3857 geometry(LINESTRING,3857) GENERATED ALWAYS AS (ext.st_transform(geom, 3857)) STORED NOT NULL, 
	geojson TEXT GENERATED ALWAYS AS (ext.st_asgeojson(ext.st_transform(geom, 4326), 7)) STORED, 
	search TEXT GENERATED ALWAYS AS (layers.fold(' ' || coalesce(code, ''))) STORED, 
	CONSTRAINT water_pipes_pkey PRIMARY KEY (id), 
	CONSTRAINT water_pipes_fid_key UNIQUE (fid), 
	CONSTRAINT water_pipes_key UNIQUE (code), 
	CONSTRAINT water_pipes_code_length CHECK (char_length(code) <= 120), 
	CONSTRAINT water_pipes_ward_code_pattern CHECK (ward_code ~ '^\d{5}$'), 
	CONSTRAINT water_pipes_source_length CHECK (char_length(source) <= 200), 
	CONSTRAINT water_pipes_version_range CHECK (version >= 1), 
	CONSTRAINT water_pipes_kind_code CHECK (kind IN ('transmission', 'distribution', 'service')), 
	CONSTRAINT water_pipes_diameter_mm_range CHECK (diameter_mm <= 3000 AND diameter_mm > 0), 
	CONSTRAINT water_pipes_material_code CHECK (material IN ('hdpe', 'upvc', 'ductile_iron', 'steel', 'concrete', 'brick', 'stone', 'earth')), 
	CONSTRAINT water_pipes_length_m_range CHECK (length_m > 0), 
	CONSTRAINT water_pipes_length_m_finite CHECK (length_m < 'Infinity'::double precision), 
	CONSTRAINT water_pipes_depth_m_range CHECK (depth_m >= 0 AND depth_m <= 20), 
	CONSTRAINT water_pipes_pressure_kpa_range CHECK (pressure_kpa >= 0 AND pressure_kpa <= 4000), 
	CONSTRAINT water_pipes_status_code CHECK (status IN ('planned', 'in_use', 'out_of_use', 'removed')), 
	CONSTRAINT water_pipes_operator_length CHECK (char_length(operator) <= 150), 
	CONSTRAINT water_pipes_road_id_fkey FOREIGN KEY(road_id) REFERENCES layers.roads (id), 
	CONSTRAINT water_pipes_geom_bounds CHECK (geom OPERATOR(ext.@) ext.st_makeenvelope(560000, 1830000, 620000, 1890000, 9212)), 
	CONSTRAINT water_pipes_geom_not_empty CHECK (NOT ext.st_isempty(geom)), 
	CONSTRAINT water_pipes_geom_valid CHECK (ext.st_isvalid(geom))
);
ALTER TABLE layers."water_pipes" ALTER COLUMN geojson SET COMPRESSION lz4;
CREATE INDEX water_pipes_geom_3857_idx ON layers.water_pipes USING gist (geom_3857);
CREATE INDEX water_pipes_geom_idx ON layers.water_pipes USING gist (geom);
CREATE INDEX water_pipes_road_id_idx ON layers.water_pipes (road_id);
CREATE INDEX water_pipes_search_idx ON layers.water_pipes USING gin (search ext.gin_trgm_ops);
CREATE INDEX water_pipes_time_idx ON layers.water_pipes (installed_on);
CREATE INDEX water_pipes_ward_code_idx ON layers.water_pipes (ward_code);
COMMENT ON TABLE layers.water_pipes IS 'Ống cấp nước / Water pipes. Mạng lưới cấp nước sạch: ống truyền tải, phân phối và dịch vụ, kèm đường kính, vật liệu và độ sâu. / Clean-water network: mains, distribution and service pipes with diameter, material and depth.';
COMMENT ON COLUMN layers.water_pipes.fid IS 'Số đối tượng / Feature number';
COMMENT ON COLUMN layers.water_pipes.id IS 'Mã định danh / Identifier';
COMMENT ON COLUMN layers.water_pipes.code IS 'Mã số / Code';
COMMENT ON COLUMN layers.water_pipes.ward_code IS 'Phường / Ward';
COMMENT ON COLUMN layers.water_pipes.source IS 'Nguồn dữ liệu / Source';
COMMENT ON COLUMN layers.water_pipes.version IS 'Phiên bản / Version';
COMMENT ON COLUMN layers.water_pipes.updated_at IS 'Cập nhật lúc / Updated';
COMMENT ON COLUMN layers.water_pipes.kind IS 'Loại ống / Kind';
COMMENT ON COLUMN layers.water_pipes.diameter_mm IS 'Đường kính / Diameter [mm]';
COMMENT ON COLUMN layers.water_pipes.material IS 'Vật liệu / Material';
COMMENT ON COLUMN layers.water_pipes.length_m IS 'Chiều dài / Length [m]';
COMMENT ON COLUMN layers.water_pipes.depth_m IS 'Độ sâu chôn ống / Depth of cover [m]';
COMMENT ON COLUMN layers.water_pipes.pressure_kpa IS 'Áp suất danh định / Rated pressure [kPa]';
COMMENT ON COLUMN layers.water_pipes.status IS 'Tình trạng sử dụng / Status';
COMMENT ON COLUMN layers.water_pipes.operator IS 'Đơn vị quản lý / Operator';
COMMENT ON COLUMN layers.water_pipes.installed_on IS 'Ngày lắp đặt / Installed on';
COMMENT ON COLUMN layers.water_pipes.road_id IS 'Tuyến đường / Road';
COMMENT ON COLUMN layers.water_pipes.geom IS 'VN-2000 / TM-3 106-15';
COMMENT ON COLUMN layers.water_pipes.geom_3857 IS 'geom in Web Mercator, for tiles';
COMMENT ON COLUMN layers.water_pipes.geojson IS 'geom as GeoJSON (CRS84, 7 decimals), for items';
COMMENT ON COLUMN layers.water_pipes.search IS 'Words to search, folded: lower case, no diacritics';

CREATE TABLE layers.wifi_points_state (
	fid BIGINT NOT NULL, 
	status TEXT, 
	user_count INTEGER, 
	phenomenon_time TIMESTAMP WITH TIME ZONE, 
	CONSTRAINT wifi_points_state_pkey PRIMARY KEY (fid), 
	CONSTRAINT wifi_points_state_fid_fkey FOREIGN KEY(fid) REFERENCES layers.wifi_points (fid) ON DELETE CASCADE, 
	CONSTRAINT wifi_points_state_status_code CHECK (status IN ('online', 'offline', 'fault')), 
	CONSTRAINT wifi_points_state_user_count_range CHECK (user_count >= 0 AND user_count <= 5000)
)
 WITH (fillfactor = 70);
COMMENT ON TABLE layers.wifi_points_state IS 'Wifi công cộng: trạng thái hiện tại / Public wifi: present state';
COMMENT ON COLUMN layers.wifi_points_state.status IS 'Trạng thái / Status';
COMMENT ON COLUMN layers.wifi_points_state.user_count IS 'Số người đang dùng / Users now';
COMMENT ON COLUMN layers.wifi_points_state.phenomenon_time IS 'Thời điểm đo / Observed at';

CREATE TABLE layers.buildings (
	fid BIGINT GENERATED BY DEFAULT AS IDENTITY, 
	id UUID DEFAULT gen_random_uuid() NOT NULL, 
	code TEXT NOT NULL, 
	ward_code TEXT, 
	source TEXT NOT NULL, 
	version INTEGER DEFAULT 1 NOT NULL, 
	updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL, 
	name TEXT, 
	house_number TEXT, 
	address TEXT, 
	use TEXT NOT NULL, 
	storey_count INTEGER, 
	height_m DOUBLE PRECISION, 
	floor_level_m DOUBLE PRECISION, 
	footprint_m2 DOUBLE PRECISION NOT NULL, 
	built_year INTEGER, 
	parcel_id UUID, 
	geom geometry(POLYGON,9212) NOT NULL, 
	geom_3857 geometry(POLYGON,3857) GENERATED ALWAYS AS (ext.st_transform(geom, 3857)) STORED NOT NULL, 
	geojson TEXT GENERATED ALWAYS AS (ext.st_asgeojson(ext.st_transform(geom, 4326), 7)) STORED, 
	search TEXT GENERATED ALWAYS AS (layers.fold(' ' || coalesce(code, '') || ' ' || coalesce(name, '') || ' ' || coalesce(address, ''))) STORED, 
	CONSTRAINT buildings_pkey PRIMARY KEY (id), 
	CONSTRAINT buildings_fid_key UNIQUE (fid), 
	CONSTRAINT buildings_key UNIQUE (code), 
	CONSTRAINT buildings_code_length CHECK (char_length(code) <= 120), 
	CONSTRAINT buildings_ward_code_pattern CHECK (ward_code ~ '^\d{5}$'), 
	CONSTRAINT buildings_source_length CHECK (char_length(source) <= 200), 
	CONSTRAINT buildings_version_range CHECK (version >= 1), 
	CONSTRAINT buildings_name_length CHECK (char_length(name) <= 200), 
	CONSTRAINT buildings_house_number_length CHECK (char_length(house_number) <= 20), 
	CONSTRAINT buildings_address_length CHECK (char_length(address) <= 250), 
	CONSTRAINT buildings_use_code CHECK (use IN ('house', 'apartment', 'shophouse', 'commerce', 'office', 'education', 'health', 'religion', 'industry', 'other')), 
	CONSTRAINT buildings_storey_count_range CHECK (storey_count >= 1 AND storey_count <= 60), 
	CONSTRAINT buildings_height_m_range CHECK (height_m <= 250 AND height_m > 0), 
	CONSTRAINT buildings_floor_level_m_range CHECK (floor_level_m >= -5 AND floor_level_m <= 150), 
	CONSTRAINT buildings_footprint_m2_range CHECK (footprint_m2 > 0), 
	CONSTRAINT buildings_footprint_m2_finite CHECK (footprint_m2 < 'Infinity'::double precision), 
	CONSTRAINT buildings_built_year_range CHECK (built_year >= 1800 AND built_year <= 2100), 
	CONSTRAINT buildings_parcel_id_fkey FOREIGN KEY(parcel_id) REFERENCES layers.land_parcels (id), 
	CONSTRAINT buildings_geom_bounds CHECK (geom OPERATOR(ext.@) ext.st_makeenvelope(560000, 1830000, 620000, 1890000, 9212)), 
	CONSTRAINT buildings_geom_not_empty CHECK (NOT ext.st_isempty(geom)), 
	CONSTRAINT buildings_geom_valid CHECK (ext.st_isvalid(geom))
);
ALTER TABLE layers."buildings" ALTER COLUMN geojson SET COMPRESSION lz4;
CREATE INDEX buildings_geom_3857_idx ON layers.buildings USING gist (geom_3857);
CREATE INDEX buildings_geom_idx ON layers.buildings USING gist (geom);
CREATE INDEX buildings_parcel_id_idx ON layers.buildings (parcel_id);
CREATE INDEX buildings_search_idx ON layers.buildings USING gin (search ext.gin_trgm_ops);
CREATE INDEX buildings_ward_code_idx ON layers.buildings (ward_code);
COMMENT ON TABLE layers.buildings IS 'Công trình, nhà / Buildings. Hình chiếu nhà và công trình, kèm công năng, số tầng, chiều cao và địa chỉ. / Building footprints with use, storeys, height and address.';
COMMENT ON COLUMN layers.buildings.fid IS 'Số đối tượng / Feature number';
COMMENT ON COLUMN layers.buildings.id IS 'Mã định danh / Identifier';
COMMENT ON COLUMN layers.buildings.code IS 'Mã số / Code';
COMMENT ON COLUMN layers.buildings.ward_code IS 'Phường / Ward';
COMMENT ON COLUMN layers.buildings.source IS 'Nguồn dữ liệu / Source';
COMMENT ON COLUMN layers.buildings.version IS 'Phiên bản / Version';
COMMENT ON COLUMN layers.buildings.updated_at IS 'Cập nhật lúc / Updated';
COMMENT ON COLUMN layers.buildings.name IS 'Tên công trình / Name';
COMMENT ON COLUMN layers.buildings.house_number IS 'Số nhà / House number';
COMMENT ON COLUMN layers.buildings.address IS 'Địa chỉ / Address';
COMMENT ON COLUMN layers.buildings.use IS 'Công năng / Use';
COMMENT ON COLUMN layers.buildings.storey_count IS 'Số tầng / Storeys';
COMMENT ON COLUMN layers.buildings.height_m IS 'Chiều cao / Height [m]';
COMMENT ON COLUMN layers.buildings.floor_level_m IS 'Cao độ nền tầng trệt / Ground-floor level [m]';
COMMENT ON COLUMN layers.buildings.footprint_m2 IS 'Diện tích xây dựng / Footprint area [m2]';
COMMENT ON COLUMN layers.buildings.built_year IS 'Năm xây dựng / Year built';
COMMENT ON COLUMN layers.buildings.parcel_id IS 'Thửa đất / Land parcel';
COMMENT ON COLUMN layers.buildings.geom IS 'VN-2000 / TM-3 106-15';
COMMENT ON COLUMN layers.buildings.geom_3857 IS 'geom in Web Mercator, for tiles';
COMMENT ON COLUMN layers.buildings.geojson IS 'geom as GeoJSON (CRS84, 7 decimals), for items';
COMMENT ON COLUMN layers.buildings.search IS 'Words to search, folded: lower case, no diacritics';

CREATE TABLE layers.camera_views (
	fid BIGINT GENERATED BY DEFAULT AS IDENTITY, 
	id UUID DEFAULT gen_random_uuid() NOT NULL, 
	code TEXT NOT NULL, 
	ward_code TEXT, 
	source TEXT NOT NULL, 
	version INTEGER DEFAULT 1 NOT NULL, 
	updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL, 
	camera_id UUID NOT NULL, 
	area_m2 DOUBLE PRECISION NOT NULL, 
	is_cut_by_buildings BOOLEAN NOT NULL, 
	computed_at TIMESTAMP WITH TIME ZONE NOT NULL, 
	geom geometry(POLYGON,9212) NOT NULL, 
	geom_3857 geometry(POLYGON,3857) GENERATED ALWAYS AS (ext.st_transform(geom, 3857)) STORED NOT NULL, 
	geojson TEXT GENERATED ALWAYS AS (ext.st_asgeojson(ext.st_transform(geom, 4326), 7)) STORED, 
	search TEXT GENERATED ALWAYS AS (layers.fold(' ' || coalesce(code, ''))) STORED, 
	CONSTRAINT camera_views_pkey PRIMARY KEY (id), 
	CONSTRAINT camera_views_fid_key UNIQUE (fid), 
	CONSTRAINT camera_views_key UNIQUE (code), 
	CONSTRAINT camera_views_code_length CHECK (char_length(code) <= 120), 
	CONSTRAINT camera_views_ward_code_pattern CHECK (ward_code ~ '^\d{5}$'), 
	CONSTRAINT camera_views_source_length CHECK (char_length(source) <= 200), 
	CONSTRAINT camera_views_version_range CHECK (version >= 1), 
	CONSTRAINT camera_views_camera_id_fkey FOREIGN KEY(camera_id) REFERENCES layers.cameras (id), 
	CONSTRAINT camera_views_area_m2_range CHECK (area_m2 > 0), 
	CONSTRAINT camera_views_area_m2_finite CHECK (area_m2 < 'Infinity'::double precision), 
	CONSTRAINT camera_views_geom_bounds CHECK (geom OPERATOR(ext.@) ext.st_makeenvelope(560000, 1830000, 620000, 1890000, 9212)), 
	CONSTRAINT camera_views_geom_not_empty CHECK (NOT ext.st_isempty(geom)), 
	CONSTRAINT camera_views_geom_valid CHECK (ext.st_isvalid(geom))
);
ALTER TABLE layers."camera_views" ALTER COLUMN geojson SET COMPRESSION lz4;
CREATE INDEX camera_views_camera_id_idx ON layers.camera_views (camera_id);
CREATE INDEX camera_views_geom_3857_idx ON layers.camera_views USING gist (geom_3857);
CREATE INDEX camera_views_geom_idx ON layers.camera_views USING gist (geom);
CREATE INDEX camera_views_search_idx ON layers.camera_views USING gin (search ext.gin_trgm_ops);
CREATE INDEX camera_views_time_idx ON layers.camera_views (computed_at);
CREATE INDEX camera_views_ward_code_idx ON layers.camera_views (ward_code);
COMMENT ON TABLE layers.camera_views IS 'Vùng nhìn camera / Camera views. Vùng mặt đất mỗi camera nhìn thấy, tính từ hướng nhìn, góc nhìn và tầm nhìn. / Ground seen by each camera, computed from its direction, field of view and range.';
COMMENT ON COLUMN layers.camera_views.fid IS 'Số đối tượng / Feature number';
COMMENT ON COLUMN layers.camera_views.id IS 'Mã định danh / Identifier';
COMMENT ON COLUMN layers.camera_views.code IS 'Mã số / Code';
COMMENT ON COLUMN layers.camera_views.ward_code IS 'Phường / Ward';
COMMENT ON COLUMN layers.camera_views.source IS 'Nguồn dữ liệu / Source';
COMMENT ON COLUMN layers.camera_views.version IS 'Phiên bản / Version';
COMMENT ON COLUMN layers.camera_views.updated_at IS 'Cập nhật lúc / Updated';
COMMENT ON COLUMN layers.camera_views.camera_id IS 'Camera quan sát / Camera';
COMMENT ON COLUMN layers.camera_views.area_m2 IS 'Diện tích nhìn thấy / Area seen [m2]';
COMMENT ON COLUMN layers.camera_views.is_cut_by_buildings IS 'Đã trừ vật cản / Cut by buildings';
COMMENT ON COLUMN layers.camera_views.computed_at IS 'Thời điểm tính / Computed at';
COMMENT ON COLUMN layers.camera_views.geom IS 'VN-2000 / TM-3 106-15';
COMMENT ON COLUMN layers.camera_views.geom_3857 IS 'geom in Web Mercator, for tiles';
COMMENT ON COLUMN layers.camera_views.geojson IS 'geom as GeoJSON (CRS84, 7 decimals), for items';
COMMENT ON COLUMN layers.camera_views.search IS 'Words to search, folded: lower case, no diacritics';

CREATE TABLE layers.camera_zones (
	fid BIGINT GENERATED BY DEFAULT AS IDENTITY, 
	id UUID DEFAULT gen_random_uuid() NOT NULL, 
	code TEXT NOT NULL, 
	ward_code TEXT, 
	source TEXT NOT NULL, 
	version INTEGER DEFAULT 1 NOT NULL, 
	updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL, 
	camera_id UUID NOT NULL, 
	rule TEXT NOT NULL, 
	bearing_deg DOUBLE PRECISION, 
	speed_limit_kmh INTEGER, 
	is_active BOOLEAN NOT NULL, 
	image_polygon JSONB, 
	geom geometry(POLYGON,9212) NOT NULL, 
	geom_3857 geometry(POLYGON,3857) GENERATED ALWAYS AS (ext.st_transform(geom, 3857)) STORED NOT NULL, 
	geojson TEXT GENERATED ALWAYS AS (ext.st_asgeojson(ext.st_transform(geom, 4326), 7)) STORED, 
	search TEXT GENERATED ALWAYS AS (layers.fold(' ' || coalesce(code, ''))) STORED, 
	CONSTRAINT camera_zones_pkey PRIMARY KEY (id), 
	CONSTRAINT camera_zones_fid_key UNIQUE (fid), 
	CONSTRAINT camera_zones_key UNIQUE (code), 
	CONSTRAINT camera_zones_code_length CHECK (char_length(code) <= 120), 
	CONSTRAINT camera_zones_ward_code_pattern CHECK (ward_code ~ '^\d{5}$'), 
	CONSTRAINT camera_zones_source_length CHECK (char_length(source) <= 200), 
	CONSTRAINT camera_zones_version_range CHECK (version >= 1), 
	CONSTRAINT camera_zones_camera_id_fkey FOREIGN KEY(camera_id) REFERENCES layers.cameras (id), 
	CONSTRAINT camera_zones_rule_code CHECK (rule IN ('red_light', 'no_stopping', 'no_entry', 'wrong_lane', 'wrong_way', 'pavement', 'count', 'congestion')), 
	CONSTRAINT camera_zones_bearing_deg_range CHECK (bearing_deg >= 0 AND bearing_deg < 360), 
	CONSTRAINT camera_zones_speed_limit_kmh_range CHECK (speed_limit_kmh >= 5 AND speed_limit_kmh <= 120), 
	CONSTRAINT camera_zones_geom_bounds CHECK (geom OPERATOR(ext.@) ext.st_makeenvelope(560000, 1830000, 620000, 1890000, 9212)), 
	CONSTRAINT camera_zones_geom_not_empty CHECK (NOT ext.st_isempty(geom)), 
	CONSTRAINT camera_zones_geom_valid CHECK (ext.st_isvalid(geom))
);
ALTER TABLE layers."camera_zones" ALTER COLUMN geojson SET COMPRESSION lz4;
CREATE INDEX camera_zones_camera_id_idx ON layers.camera_zones (camera_id);
CREATE INDEX camera_zones_geom_3857_idx ON layers.camera_zones USING gist (geom_3857);
CREATE INDEX camera_zones_geom_idx ON layers.camera_zones USING gist (geom);
CREATE INDEX camera_zones_search_idx ON layers.camera_zones USING gin (search ext.gin_trgm_ops);
CREATE INDEX camera_zones_ward_code_idx ON layers.camera_zones (ward_code);
COMMENT ON TABLE layers.camera_zones IS 'Vùng quy tắc camera / Camera zones. Vùng mặt đất camera theo dõi một quy tắc: vượt đèn đỏ, dừng đỗ, ngược chiều, đếm xe. / Patches of ground where a camera watches for something: red light, stopping, wrong way, counting.';
COMMENT ON COLUMN layers.camera_zones.fid IS 'Số đối tượng / Feature number';
COMMENT ON COLUMN layers.camera_zones.id IS 'Mã định danh / Identifier';
COMMENT ON COLUMN layers.camera_zones.code IS 'Mã số / Code';
COMMENT ON COLUMN layers.camera_zones.ward_code IS 'Phường / Ward';
COMMENT ON COLUMN layers.camera_zones.source IS 'Nguồn dữ liệu / Source';
COMMENT ON COLUMN layers.camera_zones.version IS 'Phiên bản / Version';
COMMENT ON COLUMN layers.camera_zones.updated_at IS 'Cập nhật lúc / Updated';
COMMENT ON COLUMN layers.camera_zones.camera_id IS 'Camera quan sát / Camera';
COMMENT ON COLUMN layers.camera_zones.rule IS 'Quy tắc / Rule';
COMMENT ON COLUMN layers.camera_zones.bearing_deg IS 'Hướng được phép / Permitted direction [deg]';
COMMENT ON COLUMN layers.camera_zones.speed_limit_kmh IS 'Tốc độ tối đa / Speed limit [km/h]';
COMMENT ON COLUMN layers.camera_zones.is_active IS 'Đang áp dụng / Active';
COMMENT ON COLUMN layers.camera_zones.image_polygon IS 'Vùng trong khung hình / Zone in the image (riêng tư / private)';
COMMENT ON COLUMN layers.camera_zones.geom IS 'VN-2000 / TM-3 106-15';
COMMENT ON COLUMN layers.camera_zones.geom_3857 IS 'geom in Web Mercator, for tiles';
COMMENT ON COLUMN layers.camera_zones.geojson IS 'geom as GeoJSON (CRS84, 7 decimals), for items';
COMMENT ON COLUMN layers.camera_zones.search IS 'Words to search, folded: lower case, no diacritics';

CREATE TABLE layers.cameras_state (
	fid BIGINT NOT NULL, 
	status TEXT, 
	latency_ms DOUBLE PRECISION, 
	phenomenon_time TIMESTAMP WITH TIME ZONE, 
	CONSTRAINT cameras_state_pkey PRIMARY KEY (fid), 
	CONSTRAINT cameras_state_fid_fkey FOREIGN KEY(fid) REFERENCES layers.cameras (fid) ON DELETE CASCADE, 
	CONSTRAINT cameras_state_status_code CHECK (status IN ('online', 'offline', 'fault')), 
	CONSTRAINT cameras_state_latency_ms_range CHECK (latency_ms >= 0), 
	CONSTRAINT cameras_state_latency_ms_finite CHECK (latency_ms < 'Infinity'::double precision)
)
 WITH (fillfactor = 70);
COMMENT ON TABLE layers.cameras_state IS 'Camera: trạng thái hiện tại / Cameras: present state';
COMMENT ON COLUMN layers.cameras_state.status IS 'Trạng thái / Status';
COMMENT ON COLUMN layers.cameras_state.latency_ms IS 'Thời gian phản hồi / Answer time [ms]';
COMMENT ON COLUMN layers.cameras_state.phenomenon_time IS 'Thời điểm đo / Observed at';

CREATE TABLE layers.construction_permits (
	fid BIGINT GENERATED BY DEFAULT AS IDENTITY, 
	id UUID DEFAULT gen_random_uuid() NOT NULL, 
	code TEXT NOT NULL, 
	ward_code TEXT, 
	source TEXT NOT NULL, 
	version INTEGER DEFAULT 1 NOT NULL, 
	updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL, 
	permit_no TEXT NOT NULL, 
	kind TEXT NOT NULL, 
	status TEXT NOT NULL, 
	address TEXT, 
	owner_ref TEXT, 
	storey_count INTEGER, 
	height_m DOUBLE PRECISION, 
	footprint_m2 DOUBLE PRECISION NOT NULL, 
	floor_area_m2 DOUBLE PRECISION, 
	setback_m DOUBLE PRECISION, 
	issued_on DATE, 
	expires_on DATE, 
	parcel_id UUID, 
	geom geometry(POLYGON,9212) NOT NULL, 
	geom_3857 geometry(POLYGON,3857) GENERATED ALWAYS AS (ext.st_transform(geom, 3857)) STORED NOT NULL, 
	geojson TEXT GENERATED ALWAYS AS (ext.st_asgeojson(ext.st_transform(geom, 4326), 7)) STORED, 
	search TEXT GENERATED ALWAYS AS (layers.fold(' ' || coalesce(code, '') || ' ' || coalesce(permit_no, '') || ' ' || coalesce(address, ''))) STORED, 
	CONSTRAINT construction_permits_pkey PRIMARY KEY (id), 
	CONSTRAINT construction_permits_fid_key UNIQUE (fid), 
	CONSTRAINT construction_permits_key UNIQUE (code), 
	CONSTRAINT construction_permits_code_length CHECK (char_length(code) <= 120), 
	CONSTRAINT construction_permits_ward_code_pattern CHECK (ward_code ~ '^\d{5}$'), 
	CONSTRAINT construction_permits_source_length CHECK (char_length(source) <= 200), 
	CONSTRAINT construction_permits_version_range CHECK (version >= 1), 
	CONSTRAINT construction_permits_permit_no_length CHECK (char_length(permit_no) <= 60), 
	CONSTRAINT construction_permits_kind_code CHECK (kind IN ('new', 'repair', 'relocate', 'temporary')), 
	CONSTRAINT construction_permits_status_code CHECK (status IN ('applied', 'issued', 'extended', 'expired', 'revoked', 'completed')), 
	CONSTRAINT construction_permits_address_length CHECK (char_length(address) <= 250), 
	CONSTRAINT construction_permits_owner_ref_length CHECK (char_length(owner_ref) <= 60), 
	CONSTRAINT construction_permits_storey_count_range CHECK (storey_count >= 1 AND storey_count <= 60), 
	CONSTRAINT construction_permits_height_m_range CHECK (height_m <= 250 AND height_m > 0), 
	CONSTRAINT construction_permits_footprint_m2_range CHECK (footprint_m2 > 0), 
	CONSTRAINT construction_permits_footprint_m2_finite CHECK (footprint_m2 < 'Infinity'::double precision), 
	CONSTRAINT construction_permits_floor_area_m2_range CHECK (floor_area_m2 > 0), 
	CONSTRAINT construction_permits_floor_area_m2_finite CHECK (floor_area_m2 < 'Infinity'::double precision), 
	CONSTRAINT construction_permits_setback_m_range CHECK (setback_m >= 0 AND setback_m <= 100), 
	CONSTRAINT construction_permits_parcel_id_fkey FOREIGN KEY(parcel_id) REFERENCES layers.land_parcels (id), 
	CONSTRAINT construction_permits_geom_bounds CHECK (geom OPERATOR(ext.@) ext.st_makeenvelope(560000, 1830000, 620000, 1890000, 9212)), 
	CONSTRAINT construction_permits_geom_not_empty CHECK (NOT ext.st_isempty(geom)), 
	CONSTRAINT construction_permits_geom_valid CHECK (ext.st_isvalid(geom))
);
ALTER TABLE layers."construction_permits" ALTER COLUMN geojson SET COMPRESSION lz4;
CREATE INDEX construction_permits_geom_3857_idx ON layers.construction_permits USING gist (geom_3857);
CREATE INDEX construction_permits_geom_idx ON layers.construction_permits USING gist (geom);
CREATE INDEX construction_permits_parcel_id_idx ON layers.construction_permits (parcel_id);
CREATE INDEX construction_permits_search_idx ON layers.construction_permits USING gin (search ext.gin_trgm_ops);
CREATE INDEX construction_permits_time_idx ON layers.construction_permits (issued_on, expires_on);
CREATE INDEX construction_permits_ward_code_idx ON layers.construction_permits (ward_code);
COMMENT ON TABLE layers.construction_permits IS 'Giấy phép xây dựng / Construction permits. Giấy phép xây dựng, kèm phạm vi, số tầng, chiều cao, diện tích sàn và thời hạn được phép. / Building permits with the permitted footprint, storeys, height, floor area and dates.';
COMMENT ON COLUMN layers.construction_permits.fid IS 'Số đối tượng / Feature number';
COMMENT ON COLUMN layers.construction_permits.id IS 'Mã định danh / Identifier';
COMMENT ON COLUMN layers.construction_permits.code IS 'Mã số / Code';
COMMENT ON COLUMN layers.construction_permits.ward_code IS 'Phường / Ward';
COMMENT ON COLUMN layers.construction_permits.source IS 'Nguồn dữ liệu / Source';
COMMENT ON COLUMN layers.construction_permits.version IS 'Phiên bản / Version';
COMMENT ON COLUMN layers.construction_permits.updated_at IS 'Cập nhật lúc / Updated';
COMMENT ON COLUMN layers.construction_permits.permit_no IS 'Số giấy phép / Permit number';
COMMENT ON COLUMN layers.construction_permits.kind IS 'Loại giấy phép / Kind';
COMMENT ON COLUMN layers.construction_permits.status IS 'Trạng thái / Status';
COMMENT ON COLUMN layers.construction_permits.address IS 'Địa chỉ / Address';
COMMENT ON COLUMN layers.construction_permits.owner_ref IS 'Chủ đầu tư / Owner (riêng tư / private)';
COMMENT ON COLUMN layers.construction_permits.storey_count IS 'Số tầng được phép / Permitted storeys';
COMMENT ON COLUMN layers.construction_permits.height_m IS 'Chiều cao được phép / Permitted height [m]';
COMMENT ON COLUMN layers.construction_permits.footprint_m2 IS 'Diện tích xây dựng được phép / Permitted footprint [m2]';
COMMENT ON COLUMN layers.construction_permits.floor_area_m2 IS 'Tổng diện tích sàn được phép / Permitted floor area [m2]';
COMMENT ON COLUMN layers.construction_permits.setback_m IS 'Khoảng lùi / Setback [m]';
COMMENT ON COLUMN layers.construction_permits.issued_on IS 'Ngày cấp / Issued on';
COMMENT ON COLUMN layers.construction_permits.expires_on IS 'Ngày hết hạn / Expires on';
COMMENT ON COLUMN layers.construction_permits.parcel_id IS 'Thửa đất / Land parcel';
COMMENT ON COLUMN layers.construction_permits.geom IS 'VN-2000 / TM-3 106-15';
COMMENT ON COLUMN layers.construction_permits.geom_3857 IS 'geom in Web Mercator, for tiles';
COMMENT ON COLUMN layers.construction_permits.geojson IS 'geom as GeoJSON (CRS84, 7 decimals), for items';
COMMENT ON COLUMN layers.construction_permits.search IS 'Words to search, folded: lower case, no diacritics';

CREATE TABLE layers.flood_extents (
	fid BIGINT GENERATED BY DEFAULT AS IDENTITY, 
	id UUID DEFAULT gen_random_uuid() NOT NULL, 
	code TEXT NOT NULL, 
	ward_code TEXT, 
	source TEXT NOT NULL, 
	version INTEGER DEFAULT 1 NOT NULL, 
	updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL, 
	name TEXT NOT NULL, 
	alarm TEXT NOT NULL, 
	level_m DOUBLE PRECISION NOT NULL, 
	method TEXT NOT NULL, 
	area_ha DOUBLE PRECISION NOT NULL, 
	max_depth_m DOUBLE PRECISION, 
	population_affected INTEGER, 
	parcel_count INTEGER, 
	road_length_m DOUBLE PRECISION, 
	run_id TEXT, 
	computed_at TIMESTAMP WITH TIME ZONE NOT NULL, 
	flood_point_id UUID, 
	geom geometry(MULTIPOLYGON,9212) NOT NULL, 
	geom_3857 geometry(MULTIPOLYGON,3857) GENERATED ALWAYS AS (ext.st_transform(geom, 3857)) STORED NOT NULL, 
	geojson TEXT GENERATED ALWAYS AS (ext.st_asgeojson(ext.st_transform(geom, 4326), 7)) STORED, 
	search TEXT GENERATED ALWAYS AS (layers.fold(' ' || coalesce(code, '') || ' ' || coalesce(name, ''))) STORED, 
	CONSTRAINT flood_extents_pkey PRIMARY KEY (id), 
	CONSTRAINT flood_extents_fid_key UNIQUE (fid), 
	CONSTRAINT flood_extents_key UNIQUE (code), 
	CONSTRAINT flood_extents_code_length CHECK (char_length(code) <= 120), 
	CONSTRAINT flood_extents_ward_code_pattern CHECK (ward_code ~ '^\d{5}$'), 
	CONSTRAINT flood_extents_source_length CHECK (char_length(source) <= 200), 
	CONSTRAINT flood_extents_version_range CHECK (version >= 1), 
	CONSTRAINT flood_extents_name_length CHECK (char_length(name) <= 150), 
	CONSTRAINT flood_extents_alarm_code CHECK (alarm IN ('none', 'bd1', 'bd2', 'bd3', 'above_bd3')), 
	CONSTRAINT flood_extents_level_m_range CHECK (level_m >= -10 AND level_m <= 150), 
	CONSTRAINT flood_extents_method_code CHECK (method IN ('bathtub', 'model', 'satellite', 'survey')), 
	CONSTRAINT flood_extents_area_ha_range CHECK (area_ha >= 0 AND area_ha <= 20000), 
	CONSTRAINT flood_extents_max_depth_m_range CHECK (max_depth_m >= 0 AND max_depth_m <= 50), 
	CONSTRAINT flood_extents_population_affected_range CHECK (population_affected >= 0 AND population_affected <= 1000000), 
	CONSTRAINT flood_extents_parcel_count_range CHECK (parcel_count >= 0), 
	CONSTRAINT flood_extents_road_length_m_range CHECK (road_length_m >= 0), 
	CONSTRAINT flood_extents_road_length_m_finite CHECK (road_length_m < 'Infinity'::double precision), 
	CONSTRAINT flood_extents_run_id_length CHECK (char_length(run_id) <= 60), 
	CONSTRAINT flood_extents_flood_point_id_fkey FOREIGN KEY(flood_point_id) REFERENCES layers.flood_points (id), 
	CONSTRAINT flood_extents_geom_bounds CHECK (geom OPERATOR(ext.@) ext.st_makeenvelope(560000, 1830000, 620000, 1890000, 9212)), 
	CONSTRAINT flood_extents_geom_not_empty CHECK (NOT ext.st_isempty(geom)), 
	CONSTRAINT flood_extents_geom_valid CHECK (ext.st_isvalid(geom))
);
ALTER TABLE layers."flood_extents" ALTER COLUMN geojson SET COMPRESSION lz4;
CREATE INDEX flood_extents_flood_point_id_idx ON layers.flood_extents (flood_point_id);
CREATE INDEX flood_extents_geom_3857_idx ON layers.flood_extents USING gist (geom_3857);
CREATE INDEX flood_extents_geom_idx ON layers.flood_extents USING gist (geom);
CREATE INDEX flood_extents_search_idx ON layers.flood_extents USING gin (search ext.gin_trgm_ops);
CREATE INDEX flood_extents_time_idx ON layers.flood_extents (computed_at);
CREATE INDEX flood_extents_ward_code_idx ON layers.flood_extents (ward_code);
COMMENT ON TABLE layers.flood_extents IS 'Vùng ngập / Flood extents. Vùng ngập theo mực nước sông, tính toán hoặc ghi nhận, kèm số dân, thửa đất và chiều dài đường bị ảnh hưởng. / Areas under water at a river level, computed or seen, with the people, parcels and roads they touch.';
COMMENT ON COLUMN layers.flood_extents.fid IS 'Số đối tượng / Feature number';
COMMENT ON COLUMN layers.flood_extents.id IS 'Mã định danh / Identifier';
COMMENT ON COLUMN layers.flood_extents.code IS 'Mã số / Code';
COMMENT ON COLUMN layers.flood_extents.ward_code IS 'Phường / Ward';
COMMENT ON COLUMN layers.flood_extents.source IS 'Nguồn dữ liệu / Source';
COMMENT ON COLUMN layers.flood_extents.version IS 'Phiên bản / Version';
COMMENT ON COLUMN layers.flood_extents.updated_at IS 'Cập nhật lúc / Updated';
COMMENT ON COLUMN layers.flood_extents.name IS 'Tên kịch bản / Name';
COMMENT ON COLUMN layers.flood_extents.alarm IS 'Cấp báo động / Alarm level';
COMMENT ON COLUMN layers.flood_extents.level_m IS 'Mực nước / Water level [m]';
COMMENT ON COLUMN layers.flood_extents.method IS 'Phương pháp / Method';
COMMENT ON COLUMN layers.flood_extents.area_ha IS 'Diện tích ngập / Area [har]';
COMMENT ON COLUMN layers.flood_extents.max_depth_m IS 'Độ sâu lớn nhất / Greatest depth [m]';
COMMENT ON COLUMN layers.flood_extents.population_affected IS 'Số dân bị ảnh hưởng / People affected';
COMMENT ON COLUMN layers.flood_extents.parcel_count IS 'Số thửa bị ngập / Parcels affected';
COMMENT ON COLUMN layers.flood_extents.road_length_m IS 'Chiều dài đường ngập / Roads under water [m]';
COMMENT ON COLUMN layers.flood_extents.run_id IS 'Mã lần tính / Computation run';
COMMENT ON COLUMN layers.flood_extents.computed_at IS 'Thời điểm tính hoặc ghi nhận / Computed or seen at';
COMMENT ON COLUMN layers.flood_extents.flood_point_id IS 'Trạm tham chiếu / Reference gauge';
COMMENT ON COLUMN layers.flood_extents.geom IS 'VN-2000 / TM-3 106-15';
COMMENT ON COLUMN layers.flood_extents.geom_3857 IS 'geom in Web Mercator, for tiles';
COMMENT ON COLUMN layers.flood_extents.geojson IS 'geom as GeoJSON (CRS84, 7 decimals), for items';
COMMENT ON COLUMN layers.flood_extents.search IS 'Words to search, folded: lower case, no diacritics';

CREATE TABLE layers.flood_points_state (
	fid BIGINT NOT NULL, 
	status TEXT, 
	alarm TEXT, 
	level_m DOUBLE PRECISION, 
	rise_cmh DOUBLE PRECISION, 
	trend TEXT, 
	next_level_h DOUBLE PRECISION, 
	battery_v DOUBLE PRECISION, 
	phenomenon_time TIMESTAMP WITH TIME ZONE, 
	CONSTRAINT flood_points_state_pkey PRIMARY KEY (fid), 
	CONSTRAINT flood_points_state_fid_fkey FOREIGN KEY(fid) REFERENCES layers.flood_points (fid) ON DELETE CASCADE, 
	CONSTRAINT flood_points_state_status_code CHECK (status IN ('online', 'offline', 'fault')), 
	CONSTRAINT flood_points_state_alarm_code CHECK (alarm IN ('none', 'bd1', 'bd2', 'bd3', 'above_bd3')), 
	CONSTRAINT flood_points_state_level_m_range CHECK (level_m >= -10 AND level_m <= 150), 
	CONSTRAINT flood_points_state_rise_cmh_range CHECK (rise_cmh >= -500 AND rise_cmh <= 500), 
	CONSTRAINT flood_points_state_trend_code CHECK (trend IN ('rising', 'steady', 'falling')), 
	CONSTRAINT flood_points_state_next_level_h_range CHECK (next_level_h >= 0), 
	CONSTRAINT flood_points_state_next_level_h_finite CHECK (next_level_h < 'Infinity'::double precision), 
	CONSTRAINT flood_points_state_battery_v_range CHECK (battery_v >= 0 AND battery_v <= 30)
)
 WITH (fillfactor = 70);
COMMENT ON TABLE layers.flood_points_state IS 'Điểm cảnh báo lũ: trạng thái hiện tại / Flood gauges: present state';
COMMENT ON COLUMN layers.flood_points_state.status IS 'Trạng thái / Status';
COMMENT ON COLUMN layers.flood_points_state.alarm IS 'Cấp báo động / Alarm level';
COMMENT ON COLUMN layers.flood_points_state.level_m IS 'Mực nước / Water level [m]';
COMMENT ON COLUMN layers.flood_points_state.rise_cmh IS 'Tốc độ lên / Rate of rise [cm/h]';
COMMENT ON COLUMN layers.flood_points_state.trend IS 'Xu thế / Trend';
COMMENT ON COLUMN layers.flood_points_state.next_level_h IS 'Thời gian đến cấp tiếp theo / Time to the next alarm level [h]';
COMMENT ON COLUMN layers.flood_points_state.battery_v IS 'Điện áp pin / Battery [V]';
COMMENT ON COLUMN layers.flood_points_state.phenomenon_time IS 'Thời điểm đo / Observed at';

CREATE TABLE layers.flood_sirens (
	fid BIGINT GENERATED BY DEFAULT AS IDENTITY, 
	id UUID DEFAULT gen_random_uuid() NOT NULL, 
	code TEXT NOT NULL, 
	ward_code TEXT, 
	source TEXT NOT NULL, 
	version INTEGER DEFAULT 1 NOT NULL, 
	updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL, 
	location TEXT NOT NULL, 
	kind TEXT NOT NULL, 
	sound_level_db DOUBLE PRECISION, 
	reach_m DOUBLE PRECISION, 
	trigger_level TEXT NOT NULL, 
	is_autonomous BOOLEAN NOT NULL, 
	dev_eui TEXT, 
	installed_on DATE, 
	flood_point_id UUID, 
	geom geometry(POINT,9212) NOT NULL, 
	geom_3857 geometry(POINT,3857) GENERATED ALWAYS AS (ext.st_transform(geom, 3857)) STORED NOT NULL, 
	geojson TEXT GENERATED ALWAYS AS (ext.st_asgeojson(ext.st_transform(geom, 4326), 7)) STORED, 
	search TEXT GENERATED ALWAYS AS (layers.fold(' ' || coalesce(code, '') || ' ' || coalesce(location, ''))) STORED, 
	CONSTRAINT flood_sirens_pkey PRIMARY KEY (id), 
	CONSTRAINT flood_sirens_fid_key UNIQUE (fid), 
	CONSTRAINT flood_sirens_key UNIQUE (code), 
	CONSTRAINT flood_sirens_code_length CHECK (char_length(code) <= 120), 
	CONSTRAINT flood_sirens_ward_code_pattern CHECK (ward_code ~ '^\d{5}$'), 
	CONSTRAINT flood_sirens_source_length CHECK (char_length(source) <= 200), 
	CONSTRAINT flood_sirens_version_range CHECK (version >= 1), 
	CONSTRAINT flood_sirens_location_length CHECK (char_length(location) <= 250), 
	CONSTRAINT flood_sirens_kind_code CHECK (kind IN ('outdoor', 'indoor', 'loudspeaker')), 
	CONSTRAINT flood_sirens_sound_level_db_range CHECK (sound_level_db >= 40 AND sound_level_db <= 150), 
	CONSTRAINT flood_sirens_reach_m_range CHECK (reach_m <= 5000 AND reach_m > 0), 
	CONSTRAINT flood_sirens_trigger_level_code CHECK (trigger_level IN ('none', 'bd1', 'bd2', 'bd3', 'above_bd3')), 
	CONSTRAINT flood_sirens_dev_eui_pattern CHECK (dev_eui ~ '^[0-9a-f]{16}$'), 
	CONSTRAINT flood_sirens_flood_point_id_fkey FOREIGN KEY(flood_point_id) REFERENCES layers.flood_points (id), 
	CONSTRAINT flood_sirens_geom_bounds CHECK (geom OPERATOR(ext.@) ext.st_makeenvelope(560000, 1830000, 620000, 1890000, 9212)), 
	CONSTRAINT flood_sirens_geom_not_empty CHECK (NOT ext.st_isempty(geom))
);
ALTER TABLE layers."flood_sirens" ALTER COLUMN geojson SET COMPRESSION lz4;
CREATE INDEX flood_sirens_flood_point_id_idx ON layers.flood_sirens (flood_point_id);
CREATE INDEX flood_sirens_geom_3857_idx ON layers.flood_sirens USING gist (geom_3857);
CREATE INDEX flood_sirens_geom_idx ON layers.flood_sirens USING gist (geom);
CREATE INDEX flood_sirens_search_idx ON layers.flood_sirens USING gin (search ext.gin_trgm_ops);
CREATE INDEX flood_sirens_time_idx ON layers.flood_sirens (installed_on);
CREATE INDEX flood_sirens_ward_code_idx ON layers.flood_sirens (ward_code);
COMMENT ON TABLE layers.flood_sirens IS 'Còi cảnh báo lũ / Flood sirens. Còi và thiết bị cảnh báo lũ, kèm bán kính nghe được và trạng thái hiện tại. / Sirens and indoor devices that warn of floods, with reach and present state.';
COMMENT ON COLUMN layers.flood_sirens.fid IS 'Số đối tượng / Feature number';
COMMENT ON COLUMN layers.flood_sirens.id IS 'Mã định danh / Identifier';
COMMENT ON COLUMN layers.flood_sirens.code IS 'Mã số / Code';
COMMENT ON COLUMN layers.flood_sirens.ward_code IS 'Phường / Ward';
COMMENT ON COLUMN layers.flood_sirens.source IS 'Nguồn dữ liệu / Source';
COMMENT ON COLUMN layers.flood_sirens.version IS 'Phiên bản / Version';
COMMENT ON COLUMN layers.flood_sirens.updated_at IS 'Cập nhật lúc / Updated';
COMMENT ON COLUMN layers.flood_sirens.location IS 'Vị trí / Location';
COMMENT ON COLUMN layers.flood_sirens.kind IS 'Loại / Kind';
COMMENT ON COLUMN layers.flood_sirens.sound_level_db IS 'Mức âm tại 1 m / Sound level at 1 m [dB[SPL]]';
COMMENT ON COLUMN layers.flood_sirens.reach_m IS 'Bán kính nghe được / Reach [m]';
COMMENT ON COLUMN layers.flood_sirens.trigger_level IS 'Kêu từ cấp / Sounds from';
COMMENT ON COLUMN layers.flood_sirens.is_autonomous IS 'Tự báo khi mất liên lạc / Works without the centre';
COMMENT ON COLUMN layers.flood_sirens.dev_eui IS 'Thiết bị LoRaWAN / LoRaWAN device (riêng tư / private)';
COMMENT ON COLUMN layers.flood_sirens.installed_on IS 'Ngày lắp đặt / Installed on';
COMMENT ON COLUMN layers.flood_sirens.flood_point_id IS 'Điểm cảnh báo lũ / Flood gauge';
COMMENT ON COLUMN layers.flood_sirens.geom IS 'VN-2000 / TM-3 106-15';
COMMENT ON COLUMN layers.flood_sirens.geom_3857 IS 'geom in Web Mercator, for tiles';
COMMENT ON COLUMN layers.flood_sirens.geojson IS 'geom as GeoJSON (CRS84, 7 decimals), for items';
COMMENT ON COLUMN layers.flood_sirens.search IS 'Words to search, folded: lower case, no diacritics';

CREATE TABLE layers.incident_updates (
	fid BIGINT GENERATED BY DEFAULT AS IDENTITY, 
	id UUID DEFAULT gen_random_uuid() NOT NULL, 
	code TEXT NOT NULL, 
	ward_code TEXT, 
	source TEXT NOT NULL, 
	version INTEGER DEFAULT 1 NOT NULL, 
	updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL, 
	incident_id UUID NOT NULL, 
	status TEXT NOT NULL, 
	message TEXT, 
	note TEXT, 
	author_ref TEXT, 
	media_refs TEXT[], 
	department TEXT, 
	happened_at TIMESTAMP WITH TIME ZONE NOT NULL, 
	geom geometry(POINT,9212) NOT NULL, 
	geom_3857 geometry(POINT,3857) GENERATED ALWAYS AS (ext.st_transform(geom, 3857)) STORED NOT NULL, 
	geojson TEXT GENERATED ALWAYS AS (ext.st_asgeojson(ext.st_transform(geom, 4326), 7)) STORED, 
	search TEXT GENERATED ALWAYS AS (layers.fold(' ' || coalesce(code, '') || ' ' || coalesce(message, ''))) STORED, 
	CONSTRAINT incident_updates_pkey PRIMARY KEY (id), 
	CONSTRAINT incident_updates_fid_key UNIQUE (fid), 
	CONSTRAINT incident_updates_key UNIQUE (code), 
	CONSTRAINT incident_updates_code_length CHECK (char_length(code) <= 120), 
	CONSTRAINT incident_updates_ward_code_pattern CHECK (ward_code ~ '^\d{5}$'), 
	CONSTRAINT incident_updates_source_length CHECK (char_length(source) <= 200), 
	CONSTRAINT incident_updates_version_range CHECK (version >= 1), 
	CONSTRAINT incident_updates_incident_id_fkey FOREIGN KEY(incident_id) REFERENCES layers.incidents (id), 
	CONSTRAINT incident_updates_status_code CHECK (status IN ('received', 'assigned', 'in_progress', 'resolved', 'rejected', 'duplicate')), 
	CONSTRAINT incident_updates_message_length CHECK (char_length(message) <= 1000), 
	CONSTRAINT incident_updates_note_length CHECK (char_length(note) <= 2000), 
	CONSTRAINT incident_updates_author_ref_length CHECK (char_length(author_ref) <= 60), 
	CONSTRAINT incident_updates_department_code FOREIGN KEY(department) REFERENCES layers.department_codes (code) ON UPDATE CASCADE, 
	CONSTRAINT incident_updates_geom_bounds CHECK (geom OPERATOR(ext.@) ext.st_makeenvelope(560000, 1830000, 620000, 1890000, 9212)), 
	CONSTRAINT incident_updates_geom_not_empty CHECK (NOT ext.st_isempty(geom))
);
ALTER TABLE layers."incident_updates" ALTER COLUMN geojson SET COMPRESSION lz4;
CREATE INDEX incident_updates_geom_3857_idx ON layers.incident_updates USING gist (geom_3857);
CREATE INDEX incident_updates_geom_idx ON layers.incident_updates USING gist (geom);
CREATE INDEX incident_updates_incident_id_idx ON layers.incident_updates (incident_id);
CREATE INDEX incident_updates_search_idx ON layers.incident_updates USING gin (search ext.gin_trgm_ops);
CREATE INDEX incident_updates_time_idx ON layers.incident_updates (happened_at);
CREATE INDEX incident_updates_ward_code_idx ON layers.incident_updates (ward_code);
COMMENT ON TABLE layers.incident_updates IS 'Diễn biến xử lý / Incident updates. Các bước xử lý phản ánh: trạng thái mới và nội dung thông báo công khai. / Steps in the handling of incidents: the new state and what the public is told.';
COMMENT ON COLUMN layers.incident_updates.fid IS 'Số đối tượng / Feature number';
COMMENT ON COLUMN layers.incident_updates.id IS 'Mã định danh / Identifier';
COMMENT ON COLUMN layers.incident_updates.code IS 'Mã số / Code';
COMMENT ON COLUMN layers.incident_updates.ward_code IS 'Phường / Ward';
COMMENT ON COLUMN layers.incident_updates.source IS 'Nguồn dữ liệu / Source';
COMMENT ON COLUMN layers.incident_updates.version IS 'Phiên bản / Version';
COMMENT ON COLUMN layers.incident_updates.updated_at IS 'Cập nhật lúc / Updated';
COMMENT ON COLUMN layers.incident_updates.incident_id IS 'Phản ánh / Incident';
COMMENT ON COLUMN layers.incident_updates.status IS 'Trạng thái mới / New status';
COMMENT ON COLUMN layers.incident_updates.message IS 'Thông báo công khai / Message to the public';
COMMENT ON COLUMN layers.incident_updates.note IS 'Ghi chú nội bộ / Internal note (riêng tư / private)';
COMMENT ON COLUMN layers.incident_updates.author_ref IS 'Người cập nhật / Written by (riêng tư / private)';
COMMENT ON COLUMN layers.incident_updates.media_refs IS 'Hình ảnh / Photos (riêng tư / private)';
COMMENT ON COLUMN layers.incident_updates.department IS 'Đơn vị / Department';
COMMENT ON COLUMN layers.incident_updates.happened_at IS 'Thời điểm / Happened at';
COMMENT ON COLUMN layers.incident_updates.geom IS 'VN-2000 / TM-3 106-15';
COMMENT ON COLUMN layers.incident_updates.geom_3857 IS 'geom in Web Mercator, for tiles';
COMMENT ON COLUMN layers.incident_updates.geojson IS 'geom as GeoJSON (CRS84, 7 decimals), for items';
COMMENT ON COLUMN layers.incident_updates.search IS 'Words to search, folded: lower case, no diacritics';

CREATE TABLE layers.irrigation_zones (
	fid BIGINT GENERATED BY DEFAULT AS IDENTITY, 
	id UUID DEFAULT gen_random_uuid() NOT NULL, 
	code TEXT NOT NULL, 
	ward_code TEXT, 
	source TEXT NOT NULL, 
	version INTEGER DEFAULT 1 NOT NULL, 
	updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL, 
	plot_id UUID NOT NULL, 
	method TEXT NOT NULL, 
	area_m2 DOUBLE PRECISION NOT NULL, 
	flow_lh DOUBLE PRECISION NOT NULL, 
	efficiency_pct DOUBLE PRECISION NOT NULL, 
	field_capacity_pct DOUBLE PRECISION, 
	wilting_point_pct DOUBLE PRECISION, 
	geom geometry(POLYGON,9212) NOT NULL, 
	geom_3857 geometry(POLYGON,3857) GENERATED ALWAYS AS (ext.st_transform(geom, 3857)) STORED NOT NULL, 
	geojson TEXT GENERATED ALWAYS AS (ext.st_asgeojson(ext.st_transform(geom, 4326), 7)) STORED, 
	search TEXT GENERATED ALWAYS AS (layers.fold(' ' || coalesce(code, ''))) STORED, 
	CONSTRAINT irrigation_zones_pkey PRIMARY KEY (id), 
	CONSTRAINT irrigation_zones_fid_key UNIQUE (fid), 
	CONSTRAINT irrigation_zones_key UNIQUE (code), 
	CONSTRAINT irrigation_zones_code_length CHECK (char_length(code) <= 120), 
	CONSTRAINT irrigation_zones_ward_code_pattern CHECK (ward_code ~ '^\d{5}$'), 
	CONSTRAINT irrigation_zones_source_length CHECK (char_length(source) <= 200), 
	CONSTRAINT irrigation_zones_version_range CHECK (version >= 1), 
	CONSTRAINT irrigation_zones_plot_id_fkey FOREIGN KEY(plot_id) REFERENCES layers.farm_plots (id), 
	CONSTRAINT irrigation_zones_method_code CHECK (method IN ('drip', 'mist', 'sprinkler', 'fertigation')), 
	CONSTRAINT irrigation_zones_area_m2_range CHECK (area_m2 > 0), 
	CONSTRAINT irrigation_zones_area_m2_finite CHECK (area_m2 < 'Infinity'::double precision), 
	CONSTRAINT irrigation_zones_flow_lh_range CHECK (flow_lh <= 200000 AND flow_lh > 0), 
	CONSTRAINT irrigation_zones_efficiency_pct_range CHECK (efficiency_pct <= 100 AND efficiency_pct > 0), 
	CONSTRAINT irrigation_zones_field_capacity_pct_range CHECK (field_capacity_pct <= 100 AND field_capacity_pct > 0), 
	CONSTRAINT irrigation_zones_wilting_point_pct_range CHECK (wilting_point_pct >= 0 AND wilting_point_pct <= 100), 
	CONSTRAINT irrigation_zones_geom_bounds CHECK (geom OPERATOR(ext.@) ext.st_makeenvelope(560000, 1830000, 620000, 1890000, 9212)), 
	CONSTRAINT irrigation_zones_geom_not_empty CHECK (NOT ext.st_isempty(geom)), 
	CONSTRAINT irrigation_zones_geom_valid CHECK (ext.st_isvalid(geom))
);
ALTER TABLE layers."irrigation_zones" ALTER COLUMN geojson SET COMPRESSION lz4;
CREATE INDEX irrigation_zones_geom_3857_idx ON layers.irrigation_zones USING gist (geom_3857);
CREATE INDEX irrigation_zones_geom_idx ON layers.irrigation_zones USING gist (geom);
CREATE INDEX irrigation_zones_plot_id_idx ON layers.irrigation_zones (plot_id);
CREATE INDEX irrigation_zones_search_idx ON layers.irrigation_zones USING gin (search ext.gin_trgm_ops);
CREATE INDEX irrigation_zones_ward_code_idx ON layers.irrigation_zones (ward_code);
COMMENT ON TABLE layers.irrigation_zones IS 'Khu tưới / Irrigation blocks. Khu tưới theo từng van, kèm phương pháp, lưu lượng, trạng thái van và độ ẩm, nhiệt độ, độ mặn, pH của đất. / Blocks watered by one valve, with method, flow, valve state and soil moisture, temperature, salinity and pH.';
COMMENT ON COLUMN layers.irrigation_zones.fid IS 'Số đối tượng / Feature number';
COMMENT ON COLUMN layers.irrigation_zones.id IS 'Mã định danh / Identifier';
COMMENT ON COLUMN layers.irrigation_zones.code IS 'Mã số / Code';
COMMENT ON COLUMN layers.irrigation_zones.ward_code IS 'Phường / Ward';
COMMENT ON COLUMN layers.irrigation_zones.source IS 'Nguồn dữ liệu / Source';
COMMENT ON COLUMN layers.irrigation_zones.version IS 'Phiên bản / Version';
COMMENT ON COLUMN layers.irrigation_zones.updated_at IS 'Cập nhật lúc / Updated';
COMMENT ON COLUMN layers.irrigation_zones.plot_id IS 'Thửa canh tác / Plot';
COMMENT ON COLUMN layers.irrigation_zones.method IS 'Phương pháp tưới / Method';
COMMENT ON COLUMN layers.irrigation_zones.area_m2 IS 'Diện tích / Area [m2]';
COMMENT ON COLUMN layers.irrigation_zones.flow_lh IS 'Lưu lượng / Flow [L/h]';
COMMENT ON COLUMN layers.irrigation_zones.efficiency_pct IS 'Hiệu suất tưới / Efficiency [%%]';
COMMENT ON COLUMN layers.irrigation_zones.field_capacity_pct IS 'Sức chứa ẩm đồng ruộng / Field capacity [%%]';
COMMENT ON COLUMN layers.irrigation_zones.wilting_point_pct IS 'Độ ẩm cây héo / Wilting point [%%]';
COMMENT ON COLUMN layers.irrigation_zones.geom IS 'VN-2000 / TM-3 106-15';
COMMENT ON COLUMN layers.irrigation_zones.geom_3857 IS 'geom in Web Mercator, for tiles';
COMMENT ON COLUMN layers.irrigation_zones.geojson IS 'geom as GeoJSON (CRS84, 7 decimals), for items';
COMMENT ON COLUMN layers.irrigation_zones.search IS 'Words to search, folded: lower case, no diacritics';

CREATE TABLE layers.lighting_segments_state (
	fid BIGINT NOT NULL, 
	energy_last_night_kwh DOUBLE PRECISION, 
	phenomenon_time TIMESTAMP WITH TIME ZONE, 
	CONSTRAINT lighting_segments_state_pkey PRIMARY KEY (fid), 
	CONSTRAINT lighting_segments_state_fid_fkey FOREIGN KEY(fid) REFERENCES layers.lighting_segments (fid) ON DELETE CASCADE, 
	CONSTRAINT lighting_segments_state_energy_last_night_kwh_range CHECK (energy_last_night_kwh >= 0), 
	CONSTRAINT lighting_segments_state_energy_last_night_kwh_finite CHECK (energy_last_night_kwh < 'Infinity'::double precision)
)
 WITH (fillfactor = 70);
COMMENT ON TABLE layers.lighting_segments_state IS 'Tuyến chiếu sáng: trạng thái hiện tại / Lighting segments: present state';
COMMENT ON COLUMN layers.lighting_segments_state.energy_last_night_kwh IS 'Điện năng đêm qua / Energy, last night [kW.h]';
COMMENT ON COLUMN layers.lighting_segments_state.phenomenon_time IS 'Thời điểm đo / Observed at';

CREATE TABLE layers.rain_gauges (
	fid BIGINT GENERATED BY DEFAULT AS IDENTITY, 
	id UUID DEFAULT gen_random_uuid() NOT NULL, 
	code TEXT NOT NULL, 
	ward_code TEXT, 
	source TEXT NOT NULL, 
	version INTEGER DEFAULT 1 NOT NULL, 
	updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL, 
	name TEXT NOT NULL, 
	tip_mm DOUBLE PRECISION, 
	height_m DOUBLE PRECISION, 
	is_solar BOOLEAN NOT NULL, 
	dev_eui TEXT, 
	flood_point_id UUID, 
	geom geometry(POINT,9212) NOT NULL, 
	geom_3857 geometry(POINT,3857) GENERATED ALWAYS AS (ext.st_transform(geom, 3857)) STORED NOT NULL, 
	geojson TEXT GENERATED ALWAYS AS (ext.st_asgeojson(ext.st_transform(geom, 4326), 7)) STORED, 
	search TEXT GENERATED ALWAYS AS (layers.fold(' ' || coalesce(code, '') || ' ' || coalesce(name, ''))) STORED, 
	CONSTRAINT rain_gauges_pkey PRIMARY KEY (id), 
	CONSTRAINT rain_gauges_fid_key UNIQUE (fid), 
	CONSTRAINT rain_gauges_key UNIQUE (code), 
	CONSTRAINT rain_gauges_code_length CHECK (char_length(code) <= 120), 
	CONSTRAINT rain_gauges_ward_code_pattern CHECK (ward_code ~ '^\d{5}$'), 
	CONSTRAINT rain_gauges_source_length CHECK (char_length(source) <= 200), 
	CONSTRAINT rain_gauges_version_range CHECK (version >= 1), 
	CONSTRAINT rain_gauges_name_length CHECK (char_length(name) <= 150), 
	CONSTRAINT rain_gauges_tip_mm_range CHECK (tip_mm <= 2 AND tip_mm > 0), 
	CONSTRAINT rain_gauges_height_m_range CHECK (height_m <= 50 AND height_m > 0), 
	CONSTRAINT rain_gauges_dev_eui_pattern CHECK (dev_eui ~ '^[0-9a-f]{16}$'), 
	CONSTRAINT rain_gauges_flood_point_id_fkey FOREIGN KEY(flood_point_id) REFERENCES layers.flood_points (id), 
	CONSTRAINT rain_gauges_geom_bounds CHECK (geom OPERATOR(ext.@) ext.st_makeenvelope(560000, 1830000, 620000, 1890000, 9212)), 
	CONSTRAINT rain_gauges_geom_not_empty CHECK (NOT ext.st_isempty(geom))
);
ALTER TABLE layers."rain_gauges" ALTER COLUMN geojson SET COMPRESSION lz4;
CREATE INDEX rain_gauges_flood_point_id_idx ON layers.rain_gauges (flood_point_id);
CREATE INDEX rain_gauges_geom_3857_idx ON layers.rain_gauges USING gist (geom_3857);
CREATE INDEX rain_gauges_geom_idx ON layers.rain_gauges USING gist (geom);
CREATE INDEX rain_gauges_search_idx ON layers.rain_gauges USING gin (search ext.gin_trgm_ops);
CREATE INDEX rain_gauges_ward_code_idx ON layers.rain_gauges (ward_code);
COMMENT ON TABLE layers.rain_gauges IS 'Trạm đo mưa / Rain gauges. Trạm đo mưa, kèm lượng mưa 10 phút, 1 giờ và 24 giờ gần nhất. / Rain gauges with rain of the last 10 minutes, hour and day.';
COMMENT ON COLUMN layers.rain_gauges.fid IS 'Số đối tượng / Feature number';
COMMENT ON COLUMN layers.rain_gauges.id IS 'Mã định danh / Identifier';
COMMENT ON COLUMN layers.rain_gauges.code IS 'Mã số / Code';
COMMENT ON COLUMN layers.rain_gauges.ward_code IS 'Phường / Ward';
COMMENT ON COLUMN layers.rain_gauges.source IS 'Nguồn dữ liệu / Source';
COMMENT ON COLUMN layers.rain_gauges.version IS 'Phiên bản / Version';
COMMENT ON COLUMN layers.rain_gauges.updated_at IS 'Cập nhật lúc / Updated';
COMMENT ON COLUMN layers.rain_gauges.name IS 'Tên trạm / Name';
COMMENT ON COLUMN layers.rain_gauges.tip_mm IS 'Lượng mưa mỗi lần lật / Rain per tip [mm]';
COMMENT ON COLUMN layers.rain_gauges.height_m IS 'Độ cao miệng thùng / Height of the funnel [m]';
COMMENT ON COLUMN layers.rain_gauges.is_solar IS 'Dùng điện mặt trời / Solar powered';
COMMENT ON COLUMN layers.rain_gauges.dev_eui IS 'Thiết bị LoRaWAN / LoRaWAN device (riêng tư / private)';
COMMENT ON COLUMN layers.rain_gauges.flood_point_id IS 'Điểm cảnh báo lũ / Flood gauge';
COMMENT ON COLUMN layers.rain_gauges.geom IS 'VN-2000 / TM-3 106-15';
COMMENT ON COLUMN layers.rain_gauges.geom_3857 IS 'geom in Web Mercator, for tiles';
COMMENT ON COLUMN layers.rain_gauges.geojson IS 'geom as GeoJSON (CRS84, 7 decimals), for items';
COMMENT ON COLUMN layers.rain_gauges.search IS 'Words to search, folded: lower case, no diacritics';

CREATE TABLE layers.street_lamps (
	fid BIGINT GENERATED BY DEFAULT AS IDENTITY, 
	id UUID DEFAULT gen_random_uuid() NOT NULL, 
	code TEXT NOT NULL, 
	ward_code TEXT, 
	source TEXT NOT NULL, 
	version INTEGER DEFAULT 1 NOT NULL, 
	updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL, 
	pole_ref TEXT NOT NULL, 
	street TEXT, 
	lamp_type TEXT NOT NULL, 
	rated_power_w DOUBLE PRECISION NOT NULL, 
	luminous_flux_lm DOUBLE PRECISION, 
	colour_temperature_k INTEGER, 
	pole_material TEXT, 
	pole_height_m DOUBLE PRECISION, 
	arm_length_m DOUBLE PRECISION, 
	control_link TEXT NOT NULL, 
	dali_address INTEGER, 
	installed_on DATE, 
	cabinet_id UUID, 
	segment_id UUID, 
	geom geometry(POINT,9212) NOT NULL, 
	geom_3857 geometry(POINT,3857) GENERATED ALWAYS AS (ext.st_transform(geom, 3857)) STORED NOT NULL, 
	geojson TEXT GENERATED ALWAYS AS (ext.st_asgeojson(ext.st_transform(geom, 4326), 7)) STORED, 
	search TEXT GENERATED ALWAYS AS (layers.fold(' ' || coalesce(code, '') || ' ' || coalesce(pole_ref, '') || ' ' || coalesce(street, ''))) STORED, 
	CONSTRAINT street_lamps_pkey PRIMARY KEY (id), 
	CONSTRAINT street_lamps_fid_key UNIQUE (fid), 
	CONSTRAINT street_lamps_key UNIQUE (code), 
	CONSTRAINT street_lamps_code_length CHECK (char_length(code) <= 120), 
	CONSTRAINT street_lamps_ward_code_pattern CHECK (ward_code ~ '^\d{5}$'), 
	CONSTRAINT street_lamps_source_length CHECK (char_length(source) <= 200), 
	CONSTRAINT street_lamps_version_range CHECK (version >= 1), 
	CONSTRAINT street_lamps_pole_ref_length CHECK (char_length(pole_ref) <= 40), 
	CONSTRAINT street_lamps_street_length CHECK (char_length(street) <= 120), 
	CONSTRAINT street_lamps_lamp_type_code CHECK (lamp_type IN ('led', 'hps', 'metal_halide', 'mercury', 'compact')), 
	CONSTRAINT street_lamps_rated_power_w_range CHECK (rated_power_w <= 2000 AND rated_power_w > 0), 
	CONSTRAINT street_lamps_luminous_flux_lm_range CHECK (luminous_flux_lm <= 200000 AND luminous_flux_lm > 0), 
	CONSTRAINT street_lamps_colour_temperature_k_range CHECK (colour_temperature_k >= 1500 AND colour_temperature_k <= 7000), 
	CONSTRAINT street_lamps_pole_material_code CHECK (pole_material IN ('steel', 'concrete', 'cast_iron', 'power_pole')), 
	CONSTRAINT street_lamps_pole_height_m_range CHECK (pole_height_m <= 40 AND pole_height_m > 0), 
	CONSTRAINT street_lamps_arm_length_m_range CHECK (arm_length_m >= 0 AND arm_length_m <= 6), 
	CONSTRAINT street_lamps_control_link_code CHECK (control_link IN ('none', 'cellular', 'fibre', 'plc', 'radio', 'lorawan')), 
	CONSTRAINT street_lamps_dali_address_range CHECK (dali_address >= 0 AND dali_address <= 63), 
	CONSTRAINT street_lamps_cabinet_id_fkey FOREIGN KEY(cabinet_id) REFERENCES layers.lighting_cabinets (id), 
	CONSTRAINT street_lamps_segment_id_fkey FOREIGN KEY(segment_id) REFERENCES layers.lighting_segments (id), 
	CONSTRAINT street_lamps_geom_bounds CHECK (geom OPERATOR(ext.@) ext.st_makeenvelope(560000, 1830000, 620000, 1890000, 9212)), 
	CONSTRAINT street_lamps_geom_not_empty CHECK (NOT ext.st_isempty(geom))
);
ALTER TABLE layers."street_lamps" ALTER COLUMN geojson SET COMPRESSION lz4;
CREATE INDEX street_lamps_cabinet_id_idx ON layers.street_lamps (cabinet_id);
CREATE INDEX street_lamps_geom_3857_idx ON layers.street_lamps USING gist (geom_3857);
CREATE INDEX street_lamps_geom_idx ON layers.street_lamps USING gist (geom);
CREATE INDEX street_lamps_lamp_type_idx ON layers.street_lamps (lamp_type);
CREATE INDEX street_lamps_search_idx ON layers.street_lamps USING gin (search ext.gin_trgm_ops);
CREATE INDEX street_lamps_segment_id_idx ON layers.street_lamps (segment_id);
CREATE INDEX street_lamps_time_idx ON layers.street_lamps (installed_on);
CREATE INDEX street_lamps_ward_code_idx ON layers.street_lamps (ward_code);
COMMENT ON TABLE layers.street_lamps IS 'Đèn đường / Street lamps. Điểm sáng công cộng, kèm trụ, bộ đèn, công suất định mức và trạng thái hiện tại. / Lighting points with pole, luminaire, rated power and what they do now.';
COMMENT ON COLUMN layers.street_lamps.fid IS 'Số đối tượng / Feature number';
COMMENT ON COLUMN layers.street_lamps.id IS 'Mã định danh / Identifier';
COMMENT ON COLUMN layers.street_lamps.code IS 'Mã số / Code';
COMMENT ON COLUMN layers.street_lamps.ward_code IS 'Phường / Ward';
COMMENT ON COLUMN layers.street_lamps.source IS 'Nguồn dữ liệu / Source';
COMMENT ON COLUMN layers.street_lamps.version IS 'Phiên bản / Version';
COMMENT ON COLUMN layers.street_lamps.updated_at IS 'Cập nhật lúc / Updated';
COMMENT ON COLUMN layers.street_lamps.pole_ref IS 'Số trụ / Pole number';
COMMENT ON COLUMN layers.street_lamps.street IS 'Tên đường / Street';
COMMENT ON COLUMN layers.street_lamps.lamp_type IS 'Loại đèn / Lamp type';
COMMENT ON COLUMN layers.street_lamps.rated_power_w IS 'Công suất định mức / Rated power [W]';
COMMENT ON COLUMN layers.street_lamps.luminous_flux_lm IS 'Quang thông / Luminous flux [lm]';
COMMENT ON COLUMN layers.street_lamps.colour_temperature_k IS 'Nhiệt độ màu / Colour temperature [K]';
COMMENT ON COLUMN layers.street_lamps.pole_material IS 'Loại trụ / Pole';
COMMENT ON COLUMN layers.street_lamps.pole_height_m IS 'Chiều cao trụ / Pole height [m]';
COMMENT ON COLUMN layers.street_lamps.arm_length_m IS 'Chiều dài cần đèn / Arm length [m]';
COMMENT ON COLUMN layers.street_lamps.control_link IS 'Đường truyền điều khiển / Control link';
COMMENT ON COLUMN layers.street_lamps.dali_address IS 'Địa chỉ DALI / DALI address';
COMMENT ON COLUMN layers.street_lamps.installed_on IS 'Ngày lắp đặt / Installed on';
COMMENT ON COLUMN layers.street_lamps.cabinet_id IS 'Tủ điều khiển / Cabinet';
COMMENT ON COLUMN layers.street_lamps.segment_id IS 'Tuyến chiếu sáng / Lighting segment';
COMMENT ON COLUMN layers.street_lamps.geom IS 'VN-2000 / TM-3 106-15';
COMMENT ON COLUMN layers.street_lamps.geom_3857 IS 'geom in Web Mercator, for tiles';
COMMENT ON COLUMN layers.street_lamps.geojson IS 'geom as GeoJSON (CRS84, 7 decimals), for items';
COMMENT ON COLUMN layers.street_lamps.search IS 'Words to search, folded: lower case, no diacritics';

CREATE TABLE layers.tasks (
	fid BIGINT GENERATED BY DEFAULT AS IDENTITY, 
	id UUID DEFAULT gen_random_uuid() NOT NULL, 
	code TEXT NOT NULL, 
	ward_code TEXT, 
	source TEXT NOT NULL, 
	version INTEGER DEFAULT 1 NOT NULL, 
	updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL, 
	title TEXT NOT NULL, 
	status TEXT NOT NULL, 
	priority TEXT NOT NULL, 
	department TEXT NOT NULL, 
	assignee_ref TEXT, 
	note TEXT, 
	created_at TIMESTAMP WITH TIME ZONE NOT NULL, 
	due_at TIMESTAMP WITH TIME ZONE, 
	completed_at TIMESTAMP WITH TIME ZONE, 
	incident_id UUID, 
	alert_id UUID, 
	geom geometry(POINT,9212) NOT NULL, 
	geom_3857 geometry(POINT,3857) GENERATED ALWAYS AS (ext.st_transform(geom, 3857)) STORED NOT NULL, 
	geojson TEXT GENERATED ALWAYS AS (ext.st_asgeojson(ext.st_transform(geom, 4326), 7)) STORED, 
	search TEXT GENERATED ALWAYS AS (layers.fold(' ' || coalesce(code, '') || ' ' || coalesce(title, ''))) STORED, 
	CONSTRAINT tasks_pkey PRIMARY KEY (id), 
	CONSTRAINT tasks_fid_key UNIQUE (fid), 
	CONSTRAINT tasks_key UNIQUE (code), 
	CONSTRAINT tasks_code_length CHECK (char_length(code) <= 120), 
	CONSTRAINT tasks_ward_code_pattern CHECK (ward_code ~ '^\d{5}$'), 
	CONSTRAINT tasks_source_length CHECK (char_length(source) <= 200), 
	CONSTRAINT tasks_version_range CHECK (version >= 1), 
	CONSTRAINT tasks_title_length CHECK (char_length(title) <= 200), 
	CONSTRAINT tasks_status_code CHECK (status IN ('open', 'assigned', 'started', 'done', 'cancelled')), 
	CONSTRAINT tasks_priority_code CHECK (priority IN ('low', 'normal', 'high', 'urgent')), 
	CONSTRAINT tasks_department_code FOREIGN KEY(department) REFERENCES layers.department_codes (code) ON UPDATE CASCADE, 
	CONSTRAINT tasks_assignee_ref_length CHECK (char_length(assignee_ref) <= 60), 
	CONSTRAINT tasks_note_length CHECK (char_length(note) <= 2000), 
	CONSTRAINT tasks_incident_id_fkey FOREIGN KEY(incident_id) REFERENCES layers.incidents (id), 
	CONSTRAINT tasks_alert_id_fkey FOREIGN KEY(alert_id) REFERENCES layers.alerts (id), 
	CONSTRAINT tasks_geom_bounds CHECK (geom OPERATOR(ext.@) ext.st_makeenvelope(560000, 1830000, 620000, 1890000, 9212)), 
	CONSTRAINT tasks_geom_not_empty CHECK (NOT ext.st_isempty(geom))
);
ALTER TABLE layers."tasks" ALTER COLUMN geojson SET COMPRESSION lz4;
CREATE INDEX tasks_alert_id_idx ON layers.tasks (alert_id);
CREATE INDEX tasks_geom_3857_idx ON layers.tasks USING gist (geom_3857);
CREATE INDEX tasks_geom_idx ON layers.tasks USING gist (geom);
CREATE INDEX tasks_incident_id_idx ON layers.tasks (incident_id);
CREATE INDEX tasks_search_idx ON layers.tasks USING gin (search ext.gin_trgm_ops);
CREATE INDEX tasks_status_idx ON layers.tasks (status);
CREATE INDEX tasks_time_idx ON layers.tasks (created_at, completed_at);
CREATE INDEX tasks_ward_code_idx ON layers.tasks (ward_code);
COMMENT ON TABLE layers.tasks IS 'Công việc / Tasks. Công việc cần làm tại một nơi trước thời hạn, kèm đơn vị, mức ưu tiên và trạng thái. Không hiển thị người thực hiện. / Work to be done at a place by a time, with department, priority and state. Who does it is not shown.';
COMMENT ON COLUMN layers.tasks.fid IS 'Số đối tượng / Feature number';
COMMENT ON COLUMN layers.tasks.id IS 'Mã định danh / Identifier';
COMMENT ON COLUMN layers.tasks.code IS 'Mã số / Code';
COMMENT ON COLUMN layers.tasks.ward_code IS 'Phường / Ward';
COMMENT ON COLUMN layers.tasks.source IS 'Nguồn dữ liệu / Source';
COMMENT ON COLUMN layers.tasks.version IS 'Phiên bản / Version';
COMMENT ON COLUMN layers.tasks.updated_at IS 'Cập nhật lúc / Updated';
COMMENT ON COLUMN layers.tasks.title IS 'Tên công việc / Title';
COMMENT ON COLUMN layers.tasks.status IS 'Trạng thái / Status';
COMMENT ON COLUMN layers.tasks.priority IS 'Mức ưu tiên / Priority';
COMMENT ON COLUMN layers.tasks.department IS 'Đơn vị thực hiện / Department';
COMMENT ON COLUMN layers.tasks.assignee_ref IS 'Người thực hiện / Assignee (riêng tư / private)';
COMMENT ON COLUMN layers.tasks.note IS 'Ghi chú / Note (riêng tư / private)';
COMMENT ON COLUMN layers.tasks.created_at IS 'Giao lúc / Created at';
COMMENT ON COLUMN layers.tasks.due_at IS 'Hạn hoàn thành / Due at';
COMMENT ON COLUMN layers.tasks.completed_at IS 'Hoàn thành lúc / Completed at';
COMMENT ON COLUMN layers.tasks.incident_id IS 'Phản ánh / Incident';
COMMENT ON COLUMN layers.tasks.alert_id IS 'Cảnh báo / Alert';
COMMENT ON COLUMN layers.tasks.geom IS 'VN-2000 / TM-3 106-15';
COMMENT ON COLUMN layers.tasks.geom_3857 IS 'geom in Web Mercator, for tiles';
COMMENT ON COLUMN layers.tasks.geojson IS 'geom as GeoJSON (CRS84, 7 decimals), for items';
COMMENT ON COLUMN layers.tasks.search IS 'Words to search, folded: lower case, no diacritics';

CREATE TABLE layers.traffic_flows (
	fid BIGINT GENERATED BY DEFAULT AS IDENTITY, 
	id UUID DEFAULT gen_random_uuid() NOT NULL, 
	code TEXT NOT NULL, 
	ward_code TEXT, 
	source TEXT NOT NULL, 
	version INTEGER DEFAULT 1 NOT NULL, 
	updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL, 
	street TEXT, 
	detector TEXT NOT NULL, 
	capacity_pcuh DOUBLE PRECISION, 
	road_id UUID, 
	approach_id UUID, 
	geom geometry(LINESTRING,9212) NOT NULL, 
	geom_3857 geometry(LINESTRING,3857) GENERATED ALWAYS AS (ext.st_transform(geom, 3857)) STORED NOT NULL, 
	geojson TEXT GENERATED ALWAYS AS (ext.st_asgeojson(ext.st_transform(geom, 4326), 7)) STORED, 
	search TEXT GENERATED ALWAYS AS (layers.fold(' ' || coalesce(code, '') || ' ' || coalesce(street, ''))) STORED, 
	CONSTRAINT traffic_flows_pkey PRIMARY KEY (id), 
	CONSTRAINT traffic_flows_fid_key UNIQUE (fid), 
	CONSTRAINT traffic_flows_key UNIQUE (code), 
	CONSTRAINT traffic_flows_code_length CHECK (char_length(code) <= 120), 
	CONSTRAINT traffic_flows_ward_code_pattern CHECK (ward_code ~ '^\d{5}$'), 
	CONSTRAINT traffic_flows_source_length CHECK (char_length(source) <= 200), 
	CONSTRAINT traffic_flows_version_range CHECK (version >= 1), 
	CONSTRAINT traffic_flows_street_length CHECK (char_length(street) <= 120), 
	CONSTRAINT traffic_flows_detector_code CHECK (detector IN ('vision', 'radar', 'loop', 'manual')), 
	CONSTRAINT traffic_flows_capacity_pcuh_range CHECK (capacity_pcuh <= 20000 AND capacity_pcuh > 0), 
	CONSTRAINT traffic_flows_road_id_fkey FOREIGN KEY(road_id) REFERENCES layers.roads (id), 
	CONSTRAINT traffic_flows_approach_id_fkey FOREIGN KEY(approach_id) REFERENCES layers.signal_approaches (id), 
	CONSTRAINT traffic_flows_geom_bounds CHECK (geom OPERATOR(ext.@) ext.st_makeenvelope(560000, 1830000, 620000, 1890000, 9212)), 
	CONSTRAINT traffic_flows_geom_not_empty CHECK (NOT ext.st_isempty(geom)), 
	CONSTRAINT traffic_flows_geom_valid CHECK (ext.st_isvalid(geom))
);
ALTER TABLE layers."traffic_flows" ALTER COLUMN geojson SET COMPRESSION lz4;
CREATE INDEX traffic_flows_approach_id_idx ON layers.traffic_flows (approach_id);
CREATE INDEX traffic_flows_geom_3857_idx ON layers.traffic_flows USING gist (geom_3857);
CREATE INDEX traffic_flows_geom_idx ON layers.traffic_flows USING gist (geom);
CREATE INDEX traffic_flows_road_id_idx ON layers.traffic_flows (road_id);
CREATE INDEX traffic_flows_search_idx ON layers.traffic_flows USING gin (search ext.gin_trgm_ops);
CREATE INDEX traffic_flows_ward_code_idx ON layers.traffic_flows (ward_code);
COMMENT ON TABLE layers.traffic_flows IS 'Lưu lượng giao thông / Traffic flow. Đoạn đường có đo đếm: xe con quy đổi, tốc độ, mật độ và mức phục vụ trong năm phút gần nhất, kèm độ chính xác đo được của thiết bị. / Measured stretches of street: passenger-car units, speed, density and level of service in the latest five minutes, with the measured accuracy of the detector.';
COMMENT ON COLUMN layers.traffic_flows.fid IS 'Số đối tượng / Feature number';
COMMENT ON COLUMN layers.traffic_flows.id IS 'Mã định danh / Identifier';
COMMENT ON COLUMN layers.traffic_flows.code IS 'Mã số / Code';
COMMENT ON COLUMN layers.traffic_flows.ward_code IS 'Phường / Ward';
COMMENT ON COLUMN layers.traffic_flows.source IS 'Nguồn dữ liệu / Source';
COMMENT ON COLUMN layers.traffic_flows.version IS 'Phiên bản / Version';
COMMENT ON COLUMN layers.traffic_flows.updated_at IS 'Cập nhật lúc / Updated';
COMMENT ON COLUMN layers.traffic_flows.street IS 'Tên đường / Street';
COMMENT ON COLUMN layers.traffic_flows.detector IS 'Thiết bị đo / Detector';
COMMENT ON COLUMN layers.traffic_flows.capacity_pcuh IS 'Năng lực thông hành / Capacity [{PCU}/h]';
COMMENT ON COLUMN layers.traffic_flows.road_id IS 'Tuyến đường / Road';
COMMENT ON COLUMN layers.traffic_flows.approach_id IS 'Nhánh vào / Approach';
COMMENT ON COLUMN layers.traffic_flows.geom IS 'VN-2000 / TM-3 106-15';
COMMENT ON COLUMN layers.traffic_flows.geom_3857 IS 'geom in Web Mercator, for tiles';
COMMENT ON COLUMN layers.traffic_flows.geojson IS 'geom as GeoJSON (CRS84, 7 decimals), for items';
COMMENT ON COLUMN layers.traffic_flows.search IS 'Words to search, folded: lower case, no diacritics';

CREATE TABLE layers.traffic_signals (
	fid BIGINT GENERATED BY DEFAULT AS IDENTITY, 
	id UUID DEFAULT gen_random_uuid() NOT NULL, 
	code TEXT NOT NULL, 
	ward_code TEXT, 
	source TEXT NOT NULL, 
	version INTEGER DEFAULT 1 NOT NULL, 
	updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL, 
	kind TEXT NOT NULL, 
	junction_id UUID NOT NULL, 
	approach_id UUID, 
	signal_group INTEGER, 
	azimuth_deg DOUBLE PRECISION, 
	height_m DOUBLE PRECISION, 
	has_countdown BOOLEAN NOT NULL, 
	installed_on DATE, 
	geom geometry(POINT,9212) NOT NULL, 
	geom_3857 geometry(POINT,3857) GENERATED ALWAYS AS (ext.st_transform(geom, 3857)) STORED NOT NULL, 
	geojson TEXT GENERATED ALWAYS AS (ext.st_asgeojson(ext.st_transform(geom, 4326), 7)) STORED, 
	search TEXT GENERATED ALWAYS AS (layers.fold(' ' || coalesce(code, ''))) STORED, 
	CONSTRAINT traffic_signals_pkey PRIMARY KEY (id), 
	CONSTRAINT traffic_signals_fid_key UNIQUE (fid), 
	CONSTRAINT traffic_signals_key UNIQUE (code), 
	CONSTRAINT traffic_signals_code_length CHECK (char_length(code) <= 120), 
	CONSTRAINT traffic_signals_ward_code_pattern CHECK (ward_code ~ '^\d{5}$'), 
	CONSTRAINT traffic_signals_source_length CHECK (char_length(source) <= 200), 
	CONSTRAINT traffic_signals_version_range CHECK (version >= 1), 
	CONSTRAINT traffic_signals_kind_code CHECK (kind IN ('vehicle', 'arrow', 'pedestrian', 'railway')), 
	CONSTRAINT traffic_signals_junction_id_fkey FOREIGN KEY(junction_id) REFERENCES layers.junctions (id), 
	CONSTRAINT traffic_signals_approach_id_fkey FOREIGN KEY(approach_id) REFERENCES layers.signal_approaches (id), 
	CONSTRAINT traffic_signals_signal_group_range CHECK (signal_group >= 1 AND signal_group <= 16), 
	CONSTRAINT traffic_signals_azimuth_deg_range CHECK (azimuth_deg >= 0 AND azimuth_deg < 360), 
	CONSTRAINT traffic_signals_height_m_range CHECK (height_m <= 12 AND height_m > 0), 
	CONSTRAINT traffic_signals_geom_bounds CHECK (geom OPERATOR(ext.@) ext.st_makeenvelope(560000, 1830000, 620000, 1890000, 9212)), 
	CONSTRAINT traffic_signals_geom_not_empty CHECK (NOT ext.st_isempty(geom))
);
ALTER TABLE layers."traffic_signals" ALTER COLUMN geojson SET COMPRESSION lz4;
CREATE INDEX traffic_signals_approach_id_idx ON layers.traffic_signals (approach_id);
CREATE INDEX traffic_signals_geom_3857_idx ON layers.traffic_signals USING gist (geom_3857);
CREATE INDEX traffic_signals_geom_idx ON layers.traffic_signals USING gist (geom);
CREATE INDEX traffic_signals_junction_id_idx ON layers.traffic_signals (junction_id);
CREATE INDEX traffic_signals_search_idx ON layers.traffic_signals USING gin (search ext.gin_trgm_ops);
CREATE INDEX traffic_signals_time_idx ON layers.traffic_signals (installed_on);
CREATE INDEX traffic_signals_ward_code_idx ON layers.traffic_signals (ward_code);
COMMENT ON TABLE layers.traffic_signals IS 'Đèn tín hiệu giao thông / Traffic signals. Đèn tín hiệu, kèm nhóm tín hiệu và trạng thái hiển thị hiện tại. / Signal heads with their group and what they show now.';
COMMENT ON COLUMN layers.traffic_signals.fid IS 'Số đối tượng / Feature number';
COMMENT ON COLUMN layers.traffic_signals.id IS 'Mã định danh / Identifier';
COMMENT ON COLUMN layers.traffic_signals.code IS 'Mã số / Code';
COMMENT ON COLUMN layers.traffic_signals.ward_code IS 'Phường / Ward';
COMMENT ON COLUMN layers.traffic_signals.source IS 'Nguồn dữ liệu / Source';
COMMENT ON COLUMN layers.traffic_signals.version IS 'Phiên bản / Version';
COMMENT ON COLUMN layers.traffic_signals.updated_at IS 'Cập nhật lúc / Updated';
COMMENT ON COLUMN layers.traffic_signals.kind IS 'Loại đèn / Kind';
COMMENT ON COLUMN layers.traffic_signals.junction_id IS 'Nút giao / Junction';
COMMENT ON COLUMN layers.traffic_signals.approach_id IS 'Nhánh vào / Approach';
COMMENT ON COLUMN layers.traffic_signals.signal_group IS 'Nhóm tín hiệu / Signal group';
COMMENT ON COLUMN layers.traffic_signals.azimuth_deg IS 'Hướng quay / Facing [deg]';
COMMENT ON COLUMN layers.traffic_signals.height_m IS 'Chiều cao lắp / Mounting height [m]';
COMMENT ON COLUMN layers.traffic_signals.has_countdown IS 'Có đếm ngược / With countdown';
COMMENT ON COLUMN layers.traffic_signals.installed_on IS 'Ngày lắp đặt / Installed on';
COMMENT ON COLUMN layers.traffic_signals.geom IS 'VN-2000 / TM-3 106-15';
COMMENT ON COLUMN layers.traffic_signals.geom_3857 IS 'geom in Web Mercator, for tiles';
COMMENT ON COLUMN layers.traffic_signals.geojson IS 'geom as GeoJSON (CRS84, 7 decimals), for items';
COMMENT ON COLUMN layers.traffic_signals.search IS 'Words to search, folded: lower case, no diacritics';

CREATE TABLE layers.waste_bins (
	fid BIGINT GENERATED BY DEFAULT AS IDENTITY, 
	id UUID DEFAULT gen_random_uuid() NOT NULL, 
	code TEXT NOT NULL, 
	ward_code TEXT, 
	source TEXT NOT NULL, 
	version INTEGER DEFAULT 1 NOT NULL, 
	updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL, 
	kind TEXT NOT NULL, 
	volume_l INTEGER NOT NULL, 
	height_cm DOUBLE PRECISION, 
	address TEXT, 
	dev_eui TEXT, 
	installed_on DATE, 
	route_id UUID, 
	geom geometry(POINT,9212) NOT NULL, 
	geom_3857 geometry(POINT,3857) GENERATED ALWAYS AS (ext.st_transform(geom, 3857)) STORED NOT NULL, 
	geojson TEXT GENERATED ALWAYS AS (ext.st_asgeojson(ext.st_transform(geom, 4326), 7)) STORED, 
	search TEXT GENERATED ALWAYS AS (layers.fold(' ' || coalesce(code, '') || ' ' || coalesce(address, ''))) STORED, 
	CONSTRAINT waste_bins_pkey PRIMARY KEY (id), 
	CONSTRAINT waste_bins_fid_key UNIQUE (fid), 
	CONSTRAINT waste_bins_key UNIQUE (code), 
	CONSTRAINT waste_bins_code_length CHECK (char_length(code) <= 120), 
	CONSTRAINT waste_bins_ward_code_pattern CHECK (ward_code ~ '^\d{5}$'), 
	CONSTRAINT waste_bins_source_length CHECK (char_length(source) <= 200), 
	CONSTRAINT waste_bins_version_range CHECK (version >= 1), 
	CONSTRAINT waste_bins_kind_code CHECK (kind IN ('mixed', 'organic', 'recyclable', 'hazardous', 'bulky')), 
	CONSTRAINT waste_bins_volume_l_range CHECK (volume_l <= 40000 AND volume_l > 0), 
	CONSTRAINT waste_bins_height_cm_range CHECK (height_cm <= 400 AND height_cm > 0), 
	CONSTRAINT waste_bins_address_length CHECK (char_length(address) <= 250), 
	CONSTRAINT waste_bins_dev_eui_pattern CHECK (dev_eui ~ '^[0-9a-f]{16}$'), 
	CONSTRAINT waste_bins_route_id_fkey FOREIGN KEY(route_id) REFERENCES layers.waste_routes (id), 
	CONSTRAINT waste_bins_geom_bounds CHECK (geom OPERATOR(ext.@) ext.st_makeenvelope(560000, 1830000, 620000, 1890000, 9212)), 
	CONSTRAINT waste_bins_geom_not_empty CHECK (NOT ext.st_isempty(geom))
);
ALTER TABLE layers."waste_bins" ALTER COLUMN geojson SET COMPRESSION lz4;
CREATE INDEX waste_bins_geom_3857_idx ON layers.waste_bins USING gist (geom_3857);
CREATE INDEX waste_bins_geom_idx ON layers.waste_bins USING gist (geom);
CREATE INDEX waste_bins_route_id_idx ON layers.waste_bins (route_id);
CREATE INDEX waste_bins_search_idx ON layers.waste_bins USING gin (search ext.gin_trgm_ops);
CREATE INDEX waste_bins_time_idx ON layers.waste_bins (installed_on);
CREATE INDEX waste_bins_ward_code_idx ON layers.waste_bins (ward_code);
COMMENT ON TABLE layers.waste_bins IS 'Thùng rác công cộng / Waste bins. Thùng rác công cộng, kèm dung tích, tuyến thu gom và mức đầy hiện tại. / Public waste containers with volume, round and how full they are now.';
COMMENT ON COLUMN layers.waste_bins.fid IS 'Số đối tượng / Feature number';
COMMENT ON COLUMN layers.waste_bins.id IS 'Mã định danh / Identifier';
COMMENT ON COLUMN layers.waste_bins.code IS 'Mã số / Code';
COMMENT ON COLUMN layers.waste_bins.ward_code IS 'Phường / Ward';
COMMENT ON COLUMN layers.waste_bins.source IS 'Nguồn dữ liệu / Source';
COMMENT ON COLUMN layers.waste_bins.version IS 'Phiên bản / Version';
COMMENT ON COLUMN layers.waste_bins.updated_at IS 'Cập nhật lúc / Updated';
COMMENT ON COLUMN layers.waste_bins.kind IS 'Loại rác / Takes';
COMMENT ON COLUMN layers.waste_bins.volume_l IS 'Dung tích / Volume [L]';
COMMENT ON COLUMN layers.waste_bins.height_cm IS 'Chiều cao trong / Inner height [cm]';
COMMENT ON COLUMN layers.waste_bins.address IS 'Địa chỉ / Address';
COMMENT ON COLUMN layers.waste_bins.dev_eui IS 'Thiết bị LoRaWAN / LoRaWAN device (riêng tư / private)';
COMMENT ON COLUMN layers.waste_bins.installed_on IS 'Ngày lắp đặt / Installed on';
COMMENT ON COLUMN layers.waste_bins.route_id IS 'Tuyến thu gom / Collection round';
COMMENT ON COLUMN layers.waste_bins.geom IS 'VN-2000 / TM-3 106-15';
COMMENT ON COLUMN layers.waste_bins.geom_3857 IS 'geom in Web Mercator, for tiles';
COMMENT ON COLUMN layers.waste_bins.geojson IS 'geom as GeoJSON (CRS84, 7 decimals), for items';
COMMENT ON COLUMN layers.waste_bins.search IS 'Words to search, folded: lower case, no diacritics';

CREATE TABLE layers.camera_events (
	fid BIGINT GENERATED BY DEFAULT AS IDENTITY, 
	id UUID DEFAULT gen_random_uuid() NOT NULL, 
	code TEXT NOT NULL, 
	ward_code TEXT, 
	source TEXT NOT NULL, 
	version INTEGER DEFAULT 1 NOT NULL, 
	updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL, 
	camera_id UUID NOT NULL, 
	zone_id UUID, 
	rule TEXT NOT NULL, 
	vehicle_class TEXT, 
	occurred_at TIMESTAMP WITH TIME ZONE NOT NULL, 
	confidence_pct DOUBLE PRECISION NOT NULL, 
	speed_kmh DOUBLE PRECISION, 
	review TEXT NOT NULL, 
	plate_hash TEXT, 
	snapshot_ref TEXT, 
	geom geometry(POINT,9212) NOT NULL, 
	geom_3857 geometry(POINT,3857) GENERATED ALWAYS AS (ext.st_transform(geom, 3857)) STORED NOT NULL, 
	geojson TEXT GENERATED ALWAYS AS (ext.st_asgeojson(ext.st_transform(geom, 4326), 7)) STORED, 
	search TEXT GENERATED ALWAYS AS (layers.fold(' ' || coalesce(code, ''))) STORED, 
	CONSTRAINT camera_events_pkey PRIMARY KEY (id), 
	CONSTRAINT camera_events_fid_key UNIQUE (fid), 
	CONSTRAINT camera_events_key UNIQUE (code), 
	CONSTRAINT camera_events_code_length CHECK (char_length(code) <= 120), 
	CONSTRAINT camera_events_ward_code_pattern CHECK (ward_code ~ '^\d{5}$'), 
	CONSTRAINT camera_events_source_length CHECK (char_length(source) <= 200), 
	CONSTRAINT camera_events_version_range CHECK (version >= 1), 
	CONSTRAINT camera_events_camera_id_fkey FOREIGN KEY(camera_id) REFERENCES layers.cameras (id), 
	CONSTRAINT camera_events_zone_id_fkey FOREIGN KEY(zone_id) REFERENCES layers.camera_zones (id), 
	CONSTRAINT camera_events_rule_code CHECK (rule IN ('red_light', 'no_stopping', 'no_entry', 'wrong_lane', 'wrong_way', 'pavement', 'count', 'congestion')), 
	CONSTRAINT camera_events_vehicle_class_code CHECK (vehicle_class IN ('bicycle', 'motorbike', 'car', 'bus', 'light_truck', 'heavy_truck', 'trailer')), 
	CONSTRAINT camera_events_confidence_pct_range CHECK (confidence_pct >= 0 AND confidence_pct <= 100), 
	CONSTRAINT camera_events_speed_kmh_range CHECK (speed_kmh >= 0 AND speed_kmh <= 250), 
	CONSTRAINT camera_events_review_code CHECK (review IN ('pending', 'confirmed', 'rejected')), 
	CONSTRAINT camera_events_plate_hash_pattern CHECK (plate_hash ~ '^[0-9a-f]{64}$'), 
	CONSTRAINT camera_events_plate_hash_length CHECK (char_length(plate_hash) <= 64), 
	CONSTRAINT camera_events_snapshot_ref_length CHECK (char_length(snapshot_ref) <= 300), 
	CONSTRAINT camera_events_geom_bounds CHECK (geom OPERATOR(ext.@) ext.st_makeenvelope(560000, 1830000, 620000, 1890000, 9212)), 
	CONSTRAINT camera_events_geom_not_empty CHECK (NOT ext.st_isempty(geom))
);
ALTER TABLE layers."camera_events" ALTER COLUMN geojson SET COMPRESSION lz4;
CREATE INDEX camera_events_camera_id_idx ON layers.camera_events (camera_id);
CREATE INDEX camera_events_geom_3857_idx ON layers.camera_events USING gist (geom_3857);
CREATE INDEX camera_events_geom_idx ON layers.camera_events USING gist (geom);
CREATE INDEX camera_events_occurred_at_idx ON layers.camera_events (occurred_at);
CREATE INDEX camera_events_rule_idx ON layers.camera_events (rule);
CREATE INDEX camera_events_search_idx ON layers.camera_events USING gin (search ext.gin_trgm_ops);
CREATE INDEX camera_events_time_idx ON layers.camera_events (occurred_at);
CREATE INDEX camera_events_ward_code_idx ON layers.camera_events (ward_code);
CREATE INDEX camera_events_zone_id_idx ON layers.camera_events (zone_id);
COMMENT ON TABLE layers.camera_events IS 'Sự kiện camera / Camera events. Sự kiện do camera ghi nhận, kèm nơi, lúc, loại xe và độ tin cậy. Không công bố biển số, hình ảnh hay người. / Events caught by camera rules with place, time, vehicle class and confidence. No plate, picture or person is published.';
COMMENT ON COLUMN layers.camera_events.fid IS 'Số đối tượng / Feature number';
COMMENT ON COLUMN layers.camera_events.id IS 'Mã định danh / Identifier';
COMMENT ON COLUMN layers.camera_events.code IS 'Mã số / Code';
COMMENT ON COLUMN layers.camera_events.ward_code IS 'Phường / Ward';
COMMENT ON COLUMN layers.camera_events.source IS 'Nguồn dữ liệu / Source';
COMMENT ON COLUMN layers.camera_events.version IS 'Phiên bản / Version';
COMMENT ON COLUMN layers.camera_events.updated_at IS 'Cập nhật lúc / Updated';
COMMENT ON COLUMN layers.camera_events.camera_id IS 'Camera quan sát / Camera';
COMMENT ON COLUMN layers.camera_events.zone_id IS 'Vùng quy tắc / Zone';
COMMENT ON COLUMN layers.camera_events.rule IS 'Quy tắc / Rule';
COMMENT ON COLUMN layers.camera_events.vehicle_class IS 'Loại xe / Vehicle';
COMMENT ON COLUMN layers.camera_events.occurred_at IS 'Thời điểm / Occurred at';
COMMENT ON COLUMN layers.camera_events.confidence_pct IS 'Độ tin cậy / Confidence [%%]';
COMMENT ON COLUMN layers.camera_events.speed_kmh IS 'Tốc độ / Speed [km/h]';
COMMENT ON COLUMN layers.camera_events.review IS 'Xem xét / Review';
COMMENT ON COLUMN layers.camera_events.plate_hash IS 'Biển số (mã băm) / Plate, keyed hash (riêng tư / private)';
COMMENT ON COLUMN layers.camera_events.snapshot_ref IS 'Ảnh chụp / Snapshot (riêng tư / private)';
COMMENT ON COLUMN layers.camera_events.geom IS 'VN-2000 / TM-3 106-15';
COMMENT ON COLUMN layers.camera_events.geom_3857 IS 'geom in Web Mercator, for tiles';
COMMENT ON COLUMN layers.camera_events.geojson IS 'geom as GeoJSON (CRS84, 7 decimals), for items';
COMMENT ON COLUMN layers.camera_events.search IS 'Words to search, folded: lower case, no diacritics';

CREATE TABLE layers.construction_sites (
	fid BIGINT GENERATED BY DEFAULT AS IDENTITY, 
	id UUID DEFAULT gen_random_uuid() NOT NULL, 
	code TEXT NOT NULL, 
	ward_code TEXT, 
	source TEXT NOT NULL, 
	version INTEGER DEFAULT 1 NOT NULL, 
	updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL, 
	stage TEXT NOT NULL, 
	address TEXT, 
	storeys_built INTEGER, 
	height_m DOUBLE PRECISION, 
	footprint_m2 DOUBLE PRECISION NOT NULL, 
	contractor_ref TEXT, 
	started_on DATE, 
	completed_on DATE, 
	permit_id UUID, 
	parcel_id UUID, 
	geom geometry(POLYGON,9212) NOT NULL, 
	geom_3857 geometry(POLYGON,3857) GENERATED ALWAYS AS (ext.st_transform(geom, 3857)) STORED NOT NULL, 
	geojson TEXT GENERATED ALWAYS AS (ext.st_asgeojson(ext.st_transform(geom, 4326), 7)) STORED, 
	search TEXT GENERATED ALWAYS AS (layers.fold(' ' || coalesce(code, '') || ' ' || coalesce(address, ''))) STORED, 
	CONSTRAINT construction_sites_pkey PRIMARY KEY (id), 
	CONSTRAINT construction_sites_fid_key UNIQUE (fid), 
	CONSTRAINT construction_sites_key UNIQUE (code), 
	CONSTRAINT construction_sites_code_length CHECK (char_length(code) <= 120), 
	CONSTRAINT construction_sites_ward_code_pattern CHECK (ward_code ~ '^\d{5}$'), 
	CONSTRAINT construction_sites_source_length CHECK (char_length(source) <= 200), 
	CONSTRAINT construction_sites_version_range CHECK (version >= 1), 
	CONSTRAINT construction_sites_stage_code CHECK (stage IN ('not_started', 'foundation', 'structure', 'finishing', 'completed', 'suspended')), 
	CONSTRAINT construction_sites_address_length CHECK (char_length(address) <= 250), 
	CONSTRAINT construction_sites_storeys_built_range CHECK (storeys_built >= 0 AND storeys_built <= 60), 
	CONSTRAINT construction_sites_height_m_range CHECK (height_m >= 0 AND height_m <= 250), 
	CONSTRAINT construction_sites_footprint_m2_range CHECK (footprint_m2 > 0), 
	CONSTRAINT construction_sites_footprint_m2_finite CHECK (footprint_m2 < 'Infinity'::double precision), 
	CONSTRAINT construction_sites_contractor_ref_length CHECK (char_length(contractor_ref) <= 60), 
	CONSTRAINT construction_sites_permit_id_fkey FOREIGN KEY(permit_id) REFERENCES layers.construction_permits (id), 
	CONSTRAINT construction_sites_parcel_id_fkey FOREIGN KEY(parcel_id) REFERENCES layers.land_parcels (id), 
	CONSTRAINT construction_sites_geom_bounds CHECK (geom OPERATOR(ext.@) ext.st_makeenvelope(560000, 1830000, 620000, 1890000, 9212)), 
	CONSTRAINT construction_sites_geom_not_empty CHECK (NOT ext.st_isempty(geom)), 
	CONSTRAINT construction_sites_geom_valid CHECK (ext.st_isvalid(geom))
);
ALTER TABLE layers."construction_sites" ALTER COLUMN geojson SET COMPRESSION lz4;
CREATE INDEX construction_sites_geom_3857_idx ON layers.construction_sites USING gist (geom_3857);
CREATE INDEX construction_sites_geom_idx ON layers.construction_sites USING gist (geom);
CREATE INDEX construction_sites_parcel_id_idx ON layers.construction_sites (parcel_id);
CREATE INDEX construction_sites_permit_id_idx ON layers.construction_sites (permit_id);
CREATE INDEX construction_sites_search_idx ON layers.construction_sites USING gin (search ext.gin_trgm_ops);
CREATE INDEX construction_sites_time_idx ON layers.construction_sites (started_on, completed_on);
CREATE INDEX construction_sites_ward_code_idx ON layers.construction_sites (ward_code);
COMMENT ON TABLE layers.construction_sites IS 'Công trình đang xây dựng / Construction sites. Công trình đang thi công theo thực địa, kèm giai đoạn và số tầng đã xây. / Building work as measured on the ground, with stage and storeys reached.';
COMMENT ON COLUMN layers.construction_sites.fid IS 'Số đối tượng / Feature number';
COMMENT ON COLUMN layers.construction_sites.id IS 'Mã định danh / Identifier';
COMMENT ON COLUMN layers.construction_sites.code IS 'Mã số / Code';
COMMENT ON COLUMN layers.construction_sites.ward_code IS 'Phường / Ward';
COMMENT ON COLUMN layers.construction_sites.source IS 'Nguồn dữ liệu / Source';
COMMENT ON COLUMN layers.construction_sites.version IS 'Phiên bản / Version';
COMMENT ON COLUMN layers.construction_sites.updated_at IS 'Cập nhật lúc / Updated';
COMMENT ON COLUMN layers.construction_sites.stage IS 'Giai đoạn / Stage';
COMMENT ON COLUMN layers.construction_sites.address IS 'Địa chỉ / Address';
COMMENT ON COLUMN layers.construction_sites.storeys_built IS 'Số tầng đã xây / Storeys built';
COMMENT ON COLUMN layers.construction_sites.height_m IS 'Chiều cao hiện tại / Height reached [m]';
COMMENT ON COLUMN layers.construction_sites.footprint_m2 IS 'Diện tích xây dựng thực tế / Measured footprint [m2]';
COMMENT ON COLUMN layers.construction_sites.contractor_ref IS 'Đơn vị thi công / Contractor (riêng tư / private)';
COMMENT ON COLUMN layers.construction_sites.started_on IS 'Ngày khởi công / Started on';
COMMENT ON COLUMN layers.construction_sites.completed_on IS 'Ngày hoàn thành / Completed on';
COMMENT ON COLUMN layers.construction_sites.permit_id IS 'Giấy phép xây dựng / Permit';
COMMENT ON COLUMN layers.construction_sites.parcel_id IS 'Thửa đất / Land parcel';
COMMENT ON COLUMN layers.construction_sites.geom IS 'VN-2000 / TM-3 106-15';
COMMENT ON COLUMN layers.construction_sites.geom_3857 IS 'geom in Web Mercator, for tiles';
COMMENT ON COLUMN layers.construction_sites.geojson IS 'geom as GeoJSON (CRS84, 7 decimals), for items';
COMMENT ON COLUMN layers.construction_sites.search IS 'Words to search, folded: lower case, no diacritics';

CREATE TABLE layers.flood_sirens_state (
	fid BIGINT NOT NULL, 
	siren_state TEXT, 
	status TEXT, 
	battery_v DOUBLE PRECISION, 
	phenomenon_time TIMESTAMP WITH TIME ZONE, 
	CONSTRAINT flood_sirens_state_pkey PRIMARY KEY (fid), 
	CONSTRAINT flood_sirens_state_fid_fkey FOREIGN KEY(fid) REFERENCES layers.flood_sirens (fid) ON DELETE CASCADE, 
	CONSTRAINT flood_sirens_state_siren_state_code CHECK (siren_state IN ('quiet', 'test', 'sounding')), 
	CONSTRAINT flood_sirens_state_status_code CHECK (status IN ('online', 'offline', 'fault')), 
	CONSTRAINT flood_sirens_state_battery_v_range CHECK (battery_v >= 0 AND battery_v <= 30)
)
 WITH (fillfactor = 70);
COMMENT ON TABLE layers.flood_sirens_state IS 'Còi cảnh báo lũ: trạng thái hiện tại / Flood sirens: present state';
COMMENT ON COLUMN layers.flood_sirens_state.siren_state IS 'Trạng thái còi / State';
COMMENT ON COLUMN layers.flood_sirens_state.status IS 'Thiết bị / Device';
COMMENT ON COLUMN layers.flood_sirens_state.battery_v IS 'Điện áp pin / Battery [V]';
COMMENT ON COLUMN layers.flood_sirens_state.phenomenon_time IS 'Thời điểm đo / Observed at';

CREATE TABLE layers.irrigation_zones_state (
	fid BIGINT NOT NULL, 
	valve TEXT, 
	soil_moisture_pct DOUBLE PRECISION, 
	soil_temperature_c DOUBLE PRECISION, 
	conductivity_mscm DOUBLE PRECISION, 
	ph DOUBLE PRECISION, 
	watered_at TIMESTAMP WITH TIME ZONE, 
	watered_today_mm DOUBLE PRECISION, 
	phenomenon_time TIMESTAMP WITH TIME ZONE, 
	CONSTRAINT irrigation_zones_state_pkey PRIMARY KEY (fid), 
	CONSTRAINT irrigation_zones_state_fid_fkey FOREIGN KEY(fid) REFERENCES layers.irrigation_zones (fid) ON DELETE CASCADE, 
	CONSTRAINT irrigation_zones_state_valve_code CHECK (valve IN ('open', 'closed', 'fault')), 
	CONSTRAINT irrigation_zones_state_soil_moisture_pct_range CHECK (soil_moisture_pct >= 0 AND soil_moisture_pct <= 100), 
	CONSTRAINT irrigation_zones_state_soil_temperature_c_range CHECK (soil_temperature_c >= -20 AND soil_temperature_c <= 80), 
	CONSTRAINT irrigation_zones_state_conductivity_mscm_range CHECK (conductivity_mscm >= 0 AND conductivity_mscm <= 50), 
	CONSTRAINT irrigation_zones_state_ph_range CHECK (ph >= 0 AND ph <= 14), 
	CONSTRAINT irrigation_zones_state_watered_today_mm_range CHECK (watered_today_mm >= 0 AND watered_today_mm <= 200)
)
 WITH (fillfactor = 70);
COMMENT ON TABLE layers.irrigation_zones_state IS 'Khu tưới: trạng thái hiện tại / Irrigation blocks: present state';
COMMENT ON COLUMN layers.irrigation_zones_state.valve IS 'Van / Valve';
COMMENT ON COLUMN layers.irrigation_zones_state.soil_moisture_pct IS 'Độ ẩm đất / Soil moisture [%%]';
COMMENT ON COLUMN layers.irrigation_zones_state.soil_temperature_c IS 'Nhiệt độ đất / Soil temperature [Cel]';
COMMENT ON COLUMN layers.irrigation_zones_state.conductivity_mscm IS 'Độ dẫn điện EC / Conductivity [mS/cm]';
COMMENT ON COLUMN layers.irrigation_zones_state.ph IS 'Độ pH / pH [[pH]]';
COMMENT ON COLUMN layers.irrigation_zones_state.watered_at IS 'Tưới gần nhất / Last watered';
COMMENT ON COLUMN layers.irrigation_zones_state.watered_today_mm IS 'Lượng tưới hôm nay / Water given today [mm]';
COMMENT ON COLUMN layers.irrigation_zones_state.phenomenon_time IS 'Thời điểm đo / Observed at';

CREATE TABLE layers.rain_gauges_state (
	fid BIGINT NOT NULL, 
	status TEXT, 
	rain_10min_mm DOUBLE PRECISION, 
	rain_1h_mm DOUBLE PRECISION, 
	rain_24h_mm DOUBLE PRECISION, 
	battery_v DOUBLE PRECISION, 
	phenomenon_time TIMESTAMP WITH TIME ZONE, 
	CONSTRAINT rain_gauges_state_pkey PRIMARY KEY (fid), 
	CONSTRAINT rain_gauges_state_fid_fkey FOREIGN KEY(fid) REFERENCES layers.rain_gauges (fid) ON DELETE CASCADE, 
	CONSTRAINT rain_gauges_state_status_code CHECK (status IN ('online', 'offline', 'fault')), 
	CONSTRAINT rain_gauges_state_rain_10min_mm_range CHECK (rain_10min_mm >= 0 AND rain_10min_mm <= 200), 
	CONSTRAINT rain_gauges_state_rain_1h_mm_range CHECK (rain_1h_mm >= 0 AND rain_1h_mm <= 500), 
	CONSTRAINT rain_gauges_state_rain_24h_mm_range CHECK (rain_24h_mm >= 0 AND rain_24h_mm <= 2500), 
	CONSTRAINT rain_gauges_state_battery_v_range CHECK (battery_v >= 0 AND battery_v <= 30)
)
 WITH (fillfactor = 70);
COMMENT ON TABLE layers.rain_gauges_state IS 'Trạm đo mưa: trạng thái hiện tại / Rain gauges: present state';
COMMENT ON COLUMN layers.rain_gauges_state.status IS 'Trạng thái / Status';
COMMENT ON COLUMN layers.rain_gauges_state.rain_10min_mm IS 'Mưa 10 phút / Rain, 10 minutes [mm]';
COMMENT ON COLUMN layers.rain_gauges_state.rain_1h_mm IS 'Mưa 1 giờ / Rain, 1 hour [mm]';
COMMENT ON COLUMN layers.rain_gauges_state.rain_24h_mm IS 'Mưa 24 giờ / Rain, 24 hours [mm]';
COMMENT ON COLUMN layers.rain_gauges_state.battery_v IS 'Điện áp pin / Battery [V]';
COMMENT ON COLUMN layers.rain_gauges_state.phenomenon_time IS 'Thời điểm đo / Observed at';

CREATE TABLE layers.street_lamps_state (
	fid BIGINT NOT NULL, 
	status TEXT, 
	level_pct DOUBLE PRECISION, 
	power_w DOUBLE PRECISION, 
	voltage_v DOUBLE PRECISION, 
	current_a DOUBLE PRECISION, 
	energy_kwh DOUBLE PRECISION, 
	temperature_c DOUBLE PRECISION, 
	operating_h DOUBLE PRECISION, 
	phenomenon_time TIMESTAMP WITH TIME ZONE, 
	CONSTRAINT street_lamps_state_pkey PRIMARY KEY (fid), 
	CONSTRAINT street_lamps_state_fid_fkey FOREIGN KEY(fid) REFERENCES layers.street_lamps (fid) ON DELETE CASCADE, 
	CONSTRAINT street_lamps_state_status_code CHECK (status IN ('on', 'dimmed', 'off', 'fault')), 
	CONSTRAINT street_lamps_state_level_pct_range CHECK (level_pct >= 0 AND level_pct <= 100), 
	CONSTRAINT street_lamps_state_power_w_range CHECK (power_w >= 0 AND power_w <= 3000), 
	CONSTRAINT street_lamps_state_voltage_v_range CHECK (voltage_v >= 0 AND voltage_v <= 500), 
	CONSTRAINT street_lamps_state_current_a_range CHECK (current_a >= 0 AND current_a <= 20), 
	CONSTRAINT street_lamps_state_energy_kwh_range CHECK (energy_kwh >= 0), 
	CONSTRAINT street_lamps_state_energy_kwh_finite CHECK (energy_kwh < 'Infinity'::double precision), 
	CONSTRAINT street_lamps_state_temperature_c_range CHECK (temperature_c >= -20 AND temperature_c <= 150), 
	CONSTRAINT street_lamps_state_operating_h_range CHECK (operating_h >= 0), 
	CONSTRAINT street_lamps_state_operating_h_finite CHECK (operating_h < 'Infinity'::double precision)
)
 WITH (fillfactor = 70);
COMMENT ON TABLE layers.street_lamps_state IS 'Đèn đường: trạng thái hiện tại / Street lamps: present state';
COMMENT ON COLUMN layers.street_lamps_state.status IS 'Trạng thái / Status';
COMMENT ON COLUMN layers.street_lamps_state.level_pct IS 'Mức sáng / Light level [%%]';
COMMENT ON COLUMN layers.street_lamps_state.power_w IS 'Công suất đo / Measured power [W]';
COMMENT ON COLUMN layers.street_lamps_state.voltage_v IS 'Điện áp / Voltage [V]';
COMMENT ON COLUMN layers.street_lamps_state.current_a IS 'Dòng điện / Current [A]';
COMMENT ON COLUMN layers.street_lamps_state.energy_kwh IS 'Chỉ số điện năng / Energy meter [kW.h]';
COMMENT ON COLUMN layers.street_lamps_state.temperature_c IS 'Nhiệt độ bộ nguồn / Driver temperature [Cel]';
COMMENT ON COLUMN layers.street_lamps_state.operating_h IS 'Số giờ hoạt động / Operating hours [h]';
COMMENT ON COLUMN layers.street_lamps_state.phenomenon_time IS 'Thời điểm đo / Observed at';

CREATE TABLE layers.traffic_flows_state (
	fid BIGINT NOT NULL, 
	service_level TEXT, 
	flow_pcuh DOUBLE PRECISION, 
	vehicle_count INTEGER, 
	speed_kmh DOUBLE PRECISION, 
	density_pcukm DOUBLE PRECISION, 
	occupancy_pct DOUBLE PRECISION, 
	accuracy_pct DOUBLE PRECISION, 
	phenomenon_time TIMESTAMP WITH TIME ZONE, 
	CONSTRAINT traffic_flows_state_pkey PRIMARY KEY (fid), 
	CONSTRAINT traffic_flows_state_fid_fkey FOREIGN KEY(fid) REFERENCES layers.traffic_flows (fid) ON DELETE CASCADE, 
	CONSTRAINT traffic_flows_state_service_level_code CHECK (service_level IN ('A', 'B', 'C', 'D', 'E', 'F')), 
	CONSTRAINT traffic_flows_state_flow_pcuh_range CHECK (flow_pcuh >= 0 AND flow_pcuh <= 30000), 
	CONSTRAINT traffic_flows_state_vehicle_count_range CHECK (vehicle_count >= 0 AND vehicle_count <= 10000), 
	CONSTRAINT traffic_flows_state_speed_kmh_range CHECK (speed_kmh >= 0 AND speed_kmh <= 200), 
	CONSTRAINT traffic_flows_state_density_pcukm_range CHECK (density_pcukm >= 0 AND density_pcukm <= 1000), 
	CONSTRAINT traffic_flows_state_occupancy_pct_range CHECK (occupancy_pct >= 0 AND occupancy_pct <= 100), 
	CONSTRAINT traffic_flows_state_accuracy_pct_range CHECK (accuracy_pct >= 0 AND accuracy_pct <= 100)
)
 WITH (fillfactor = 70);
COMMENT ON TABLE layers.traffic_flows_state IS 'Lưu lượng giao thông: trạng thái hiện tại / Traffic flow: present state';
COMMENT ON COLUMN layers.traffic_flows_state.service_level IS 'Mức phục vụ / Level of service';
COMMENT ON COLUMN layers.traffic_flows_state.flow_pcuh IS 'Lưu lượng / Flow [{PCU}/h]';
COMMENT ON COLUMN layers.traffic_flows_state.vehicle_count IS 'Số xe trong năm phút / Vehicles in five minutes';
COMMENT ON COLUMN layers.traffic_flows_state.speed_kmh IS 'Tốc độ trung bình / Mean speed [km/h]';
COMMENT ON COLUMN layers.traffic_flows_state.density_pcukm IS 'Mật độ / Density [{PCU}/km]';
COMMENT ON COLUMN layers.traffic_flows_state.occupancy_pct IS 'Độ chiếm dụng / Occupancy [%%]';
COMMENT ON COLUMN layers.traffic_flows_state.accuracy_pct IS 'Độ chính xác đo được / Measured accuracy [%%]';
COMMENT ON COLUMN layers.traffic_flows_state.phenomenon_time IS 'Thời điểm đo / Observed at';

CREATE TABLE layers.traffic_signals_state (
	fid BIGINT NOT NULL, 
	aspect TEXT, 
	status TEXT, 
	phenomenon_time TIMESTAMP WITH TIME ZONE, 
	CONSTRAINT traffic_signals_state_pkey PRIMARY KEY (fid), 
	CONSTRAINT traffic_signals_state_fid_fkey FOREIGN KEY(fid) REFERENCES layers.traffic_signals (fid) ON DELETE CASCADE, 
	CONSTRAINT traffic_signals_state_aspect_code CHECK (aspect IN ('green', 'yellow', 'red', 'flashing_yellow', 'dark')), 
	CONSTRAINT traffic_signals_state_status_code CHECK (status IN ('online', 'offline', 'fault'))
)
 WITH (fillfactor = 70);
COMMENT ON TABLE layers.traffic_signals_state IS 'Đèn tín hiệu giao thông: trạng thái hiện tại / Traffic signals: present state';
COMMENT ON COLUMN layers.traffic_signals_state.aspect IS 'Đang hiển thị / Shows';
COMMENT ON COLUMN layers.traffic_signals_state.status IS 'Tình trạng / Status';
COMMENT ON COLUMN layers.traffic_signals_state.phenomenon_time IS 'Thời điểm đo / Observed at';

CREATE TABLE layers.waste_bins_state (
	fid BIGINT NOT NULL, 
	fill_pct DOUBLE PRECISION, 
	temperature_c DOUBLE PRECISION, 
	is_tilted BOOLEAN, 
	emptied_at TIMESTAMP WITH TIME ZONE, 
	battery_pct DOUBLE PRECISION, 
	status TEXT, 
	phenomenon_time TIMESTAMP WITH TIME ZONE, 
	CONSTRAINT waste_bins_state_pkey PRIMARY KEY (fid), 
	CONSTRAINT waste_bins_state_fid_fkey FOREIGN KEY(fid) REFERENCES layers.waste_bins (fid) ON DELETE CASCADE, 
	CONSTRAINT waste_bins_state_fill_pct_range CHECK (fill_pct >= 0 AND fill_pct <= 100), 
	CONSTRAINT waste_bins_state_temperature_c_range CHECK (temperature_c >= -20 AND temperature_c <= 300), 
	CONSTRAINT waste_bins_state_battery_pct_range CHECK (battery_pct >= 0 AND battery_pct <= 100), 
	CONSTRAINT waste_bins_state_status_code CHECK (status IN ('online', 'offline', 'fault'))
)
 WITH (fillfactor = 70);
COMMENT ON TABLE layers.waste_bins_state IS 'Thùng rác công cộng: trạng thái hiện tại / Waste bins: present state';
COMMENT ON COLUMN layers.waste_bins_state.fill_pct IS 'Mức đầy / Fill [%%]';
COMMENT ON COLUMN layers.waste_bins_state.temperature_c IS 'Nhiệt độ / Temperature [Cel]';
COMMENT ON COLUMN layers.waste_bins_state.is_tilted IS 'Bị nghiêng, đổ / Tilted';
COMMENT ON COLUMN layers.waste_bins_state.emptied_at IS 'Thu gom gần nhất / Last emptied';
COMMENT ON COLUMN layers.waste_bins_state.battery_pct IS 'Pin / Battery [%%]';
COMMENT ON COLUMN layers.waste_bins_state.status IS 'Cảm biến / Sensor';
COMMENT ON COLUMN layers.waste_bins_state.phenomenon_time IS 'Thời điểm đo / Observed at';

CREATE TABLE layers.building_violations (
	fid BIGINT GENERATED BY DEFAULT AS IDENTITY, 
	id UUID DEFAULT gen_random_uuid() NOT NULL, 
	code TEXT NOT NULL, 
	ward_code TEXT, 
	source TEXT NOT NULL, 
	version INTEGER DEFAULT 1 NOT NULL, 
	updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL, 
	record_no TEXT NOT NULL, 
	behaviour TEXT NOT NULL, 
	status TEXT NOT NULL, 
	address TEXT, 
	area_m2 DOUBLE PRECISION, 
	violator_ref TEXT, 
	fine_vnd INTEGER, 
	remedy TEXT, 
	recorded_on DATE NOT NULL, 
	deadline_on DATE, 
	closed_on DATE, 
	site_id UUID, 
	geom geometry(POINT,9212) NOT NULL, 
	geom_3857 geometry(POINT,3857) GENERATED ALWAYS AS (ext.st_transform(geom, 3857)) STORED NOT NULL, 
	geojson TEXT GENERATED ALWAYS AS (ext.st_asgeojson(ext.st_transform(geom, 4326), 7)) STORED, 
	search TEXT GENERATED ALWAYS AS (layers.fold(' ' || coalesce(code, '') || ' ' || coalesce(record_no, '') || ' ' || coalesce(address, ''))) STORED, 
	CONSTRAINT building_violations_pkey PRIMARY KEY (id), 
	CONSTRAINT building_violations_fid_key UNIQUE (fid), 
	CONSTRAINT building_violations_key UNIQUE (code), 
	CONSTRAINT building_violations_code_length CHECK (char_length(code) <= 120), 
	CONSTRAINT building_violations_ward_code_pattern CHECK (ward_code ~ '^\d{5}$'), 
	CONSTRAINT building_violations_source_length CHECK (char_length(source) <= 200), 
	CONSTRAINT building_violations_version_range CHECK (version >= 1), 
	CONSTRAINT building_violations_record_no_length CHECK (char_length(record_no) <= 60), 
	CONSTRAINT building_violations_behaviour_code FOREIGN KEY(behaviour) REFERENCES layers.violation_behaviour_codes (code) ON UPDATE CASCADE, 
	CONSTRAINT building_violations_status_code CHECK (status IN ('recorded', 'decided', 'remedied', 'enforced', 'cancelled')), 
	CONSTRAINT building_violations_address_length CHECK (char_length(address) <= 250), 
	CONSTRAINT building_violations_area_m2_range CHECK (area_m2 >= 0), 
	CONSTRAINT building_violations_area_m2_finite CHECK (area_m2 < 'Infinity'::double precision), 
	CONSTRAINT building_violations_violator_ref_length CHECK (char_length(violator_ref) <= 60), 
	CONSTRAINT building_violations_fine_vnd_range CHECK (fine_vnd >= 0 AND fine_vnd <= 10000000000), 
	CONSTRAINT building_violations_remedy_length CHECK (char_length(remedy) <= 500), 
	CONSTRAINT building_violations_site_id_fkey FOREIGN KEY(site_id) REFERENCES layers.construction_sites (id), 
	CONSTRAINT building_violations_geom_bounds CHECK (geom OPERATOR(ext.@) ext.st_makeenvelope(560000, 1830000, 620000, 1890000, 9212)), 
	CONSTRAINT building_violations_geom_not_empty CHECK (NOT ext.st_isempty(geom))
);
ALTER TABLE layers."building_violations" ALTER COLUMN geojson SET COMPRESSION lz4;
CREATE INDEX building_violations_behaviour_idx ON layers.building_violations (behaviour);
CREATE INDEX building_violations_geom_3857_idx ON layers.building_violations USING gist (geom_3857);
CREATE INDEX building_violations_geom_idx ON layers.building_violations USING gist (geom);
CREATE INDEX building_violations_search_idx ON layers.building_violations USING gin (search ext.gin_trgm_ops);
CREATE INDEX building_violations_site_id_idx ON layers.building_violations (site_id);
CREATE INDEX building_violations_time_idx ON layers.building_violations (recorded_on);
CREATE INDEX building_violations_ward_code_idx ON layers.building_violations (ward_code);
COMMENT ON TABLE layers.building_violations IS 'Vi phạm trật tự xây dựng / Building violations. Vi phạm trật tự xây dựng đã lập biên bản, kèm mức phạt, biện pháp khắc phục và thời hạn. Không nêu tên người. / Recorded breaches of construction order with fine, remedy and deadline. Nobody is named.';
COMMENT ON COLUMN layers.building_violations.fid IS 'Số đối tượng / Feature number';
COMMENT ON COLUMN layers.building_violations.id IS 'Mã định danh / Identifier';
COMMENT ON COLUMN layers.building_violations.code IS 'Mã số / Code';
COMMENT ON COLUMN layers.building_violations.ward_code IS 'Phường / Ward';
COMMENT ON COLUMN layers.building_violations.source IS 'Nguồn dữ liệu / Source';
COMMENT ON COLUMN layers.building_violations.version IS 'Phiên bản / Version';
COMMENT ON COLUMN layers.building_violations.updated_at IS 'Cập nhật lúc / Updated';
COMMENT ON COLUMN layers.building_violations.record_no IS 'Số biên bản / Record number';
COMMENT ON COLUMN layers.building_violations.behaviour IS 'Hành vi vi phạm / Behaviour';
COMMENT ON COLUMN layers.building_violations.status IS 'Trạng thái / Status';
COMMENT ON COLUMN layers.building_violations.address IS 'Địa chỉ / Address';
COMMENT ON COLUMN layers.building_violations.area_m2 IS 'Diện tích vi phạm / Area in breach [m2]';
COMMENT ON COLUMN layers.building_violations.violator_ref IS 'Đối tượng vi phạm / Violator (riêng tư / private)';
COMMENT ON COLUMN layers.building_violations.fine_vnd IS 'Mức phạt / Fine [VND]';
COMMENT ON COLUMN layers.building_violations.remedy IS 'Biện pháp khắc phục / Remedy';
COMMENT ON COLUMN layers.building_violations.recorded_on IS 'Ngày lập biên bản / Recorded on';
COMMENT ON COLUMN layers.building_violations.deadline_on IS 'Thời hạn khắc phục / Deadline';
COMMENT ON COLUMN layers.building_violations.closed_on IS 'Ngày kết thúc / Closed on';
COMMENT ON COLUMN layers.building_violations.site_id IS 'Công trình / Construction site';
COMMENT ON COLUMN layers.building_violations.geom IS 'VN-2000 / TM-3 106-15';
COMMENT ON COLUMN layers.building_violations.geom_3857 IS 'geom in Web Mercator, for tiles';
COMMENT ON COLUMN layers.building_violations.geojson IS 'geom as GeoJSON (CRS84, 7 decimals), for items';
COMMENT ON COLUMN layers.building_violations.search IS 'Words to search, folded: lower case, no diacritics';

CREATE TABLE layers.inspections (
	fid BIGINT GENERATED BY DEFAULT AS IDENTITY, 
	id UUID DEFAULT gen_random_uuid() NOT NULL, 
	code TEXT NOT NULL, 
	ward_code TEXT, 
	source TEXT NOT NULL, 
	version INTEGER DEFAULT 1 NOT NULL, 
	updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL, 
	inspected_at TIMESTAMP WITH TIME ZONE NOT NULL, 
	result TEXT NOT NULL, 
	stage TEXT, 
	note TEXT, 
	inspector_ref TEXT, 
	photo_refs TEXT[], 
	next_due_on DATE, 
	site_id UUID NOT NULL, 
	geom geometry(POINT,9212) NOT NULL, 
	geom_3857 geometry(POINT,3857) GENERATED ALWAYS AS (ext.st_transform(geom, 3857)) STORED NOT NULL, 
	geojson TEXT GENERATED ALWAYS AS (ext.st_asgeojson(ext.st_transform(geom, 4326), 7)) STORED, 
	search TEXT GENERATED ALWAYS AS (layers.fold(' ' || coalesce(code, ''))) STORED, 
	CONSTRAINT inspections_pkey PRIMARY KEY (id), 
	CONSTRAINT inspections_fid_key UNIQUE (fid), 
	CONSTRAINT inspections_key UNIQUE (code), 
	CONSTRAINT inspections_code_length CHECK (char_length(code) <= 120), 
	CONSTRAINT inspections_ward_code_pattern CHECK (ward_code ~ '^\d{5}$'), 
	CONSTRAINT inspections_source_length CHECK (char_length(source) <= 200), 
	CONSTRAINT inspections_version_range CHECK (version >= 1), 
	CONSTRAINT inspections_result_code CHECK (result IN ('compliant', 'remarks', 'violation', 'no_access')), 
	CONSTRAINT inspections_stage_code CHECK (stage IN ('not_started', 'foundation', 'structure', 'finishing', 'completed', 'suspended')), 
	CONSTRAINT inspections_note_length CHECK (char_length(note) <= 2000), 
	CONSTRAINT inspections_inspector_ref_length CHECK (char_length(inspector_ref) <= 60), 
	CONSTRAINT inspections_site_id_fkey FOREIGN KEY(site_id) REFERENCES layers.construction_sites (id), 
	CONSTRAINT inspections_geom_bounds CHECK (geom OPERATOR(ext.@) ext.st_makeenvelope(560000, 1830000, 620000, 1890000, 9212)), 
	CONSTRAINT inspections_geom_not_empty CHECK (NOT ext.st_isempty(geom))
);
ALTER TABLE layers."inspections" ALTER COLUMN geojson SET COMPRESSION lz4;
CREATE INDEX inspections_geom_3857_idx ON layers.inspections USING gist (geom_3857);
CREATE INDEX inspections_geom_idx ON layers.inspections USING gist (geom);
CREATE INDEX inspections_search_idx ON layers.inspections USING gin (search ext.gin_trgm_ops);
CREATE INDEX inspections_site_id_idx ON layers.inspections (site_id);
CREATE INDEX inspections_time_idx ON layers.inspections (inspected_at);
CREATE INDEX inspections_ward_code_idx ON layers.inspections (ward_code);
COMMENT ON TABLE layers.inspections IS 'Kiểm tra xây dựng / Inspections. Các lần kiểm tra công trình, kèm kết quả và ngày kiểm tra tiếp theo. / Visits to building sites with their result and the next visit due.';
COMMENT ON COLUMN layers.inspections.fid IS 'Số đối tượng / Feature number';
COMMENT ON COLUMN layers.inspections.id IS 'Mã định danh / Identifier';
COMMENT ON COLUMN layers.inspections.code IS 'Mã số / Code';
COMMENT ON COLUMN layers.inspections.ward_code IS 'Phường / Ward';
COMMENT ON COLUMN layers.inspections.source IS 'Nguồn dữ liệu / Source';
COMMENT ON COLUMN layers.inspections.version IS 'Phiên bản / Version';
COMMENT ON COLUMN layers.inspections.updated_at IS 'Cập nhật lúc / Updated';
COMMENT ON COLUMN layers.inspections.inspected_at IS 'Thời điểm kiểm tra / Inspected at';
COMMENT ON COLUMN layers.inspections.result IS 'Kết quả / Result';
COMMENT ON COLUMN layers.inspections.stage IS 'Giai đoạn ghi nhận / Stage found';
COMMENT ON COLUMN layers.inspections.note IS 'Nội dung / Note (riêng tư / private)';
COMMENT ON COLUMN layers.inspections.inspector_ref IS 'Cán bộ kiểm tra / Inspector (riêng tư / private)';
COMMENT ON COLUMN layers.inspections.photo_refs IS 'Hình ảnh / Photos (riêng tư / private)';
COMMENT ON COLUMN layers.inspections.next_due_on IS 'Kiểm tra tiếp theo / Next visit due';
COMMENT ON COLUMN layers.inspections.site_id IS 'Công trình / Construction site';
COMMENT ON COLUMN layers.inspections.geom IS 'VN-2000 / TM-3 106-15';
COMMENT ON COLUMN layers.inspections.geom_3857 IS 'geom in Web Mercator, for tiles';
COMMENT ON COLUMN layers.inspections.geojson IS 'geom as GeoJSON (CRS84, 7 decimals), for items';
COMMENT ON COLUMN layers.inspections.search IS 'Words to search, folded: lower case, no diacritics';

CREATE VIEW layers."indicators" WITH (security_invoker = true) AS
SELECT ('x' || left(md5(v.id::text), 13))::bit(52)::bigint AS fid,
       v.id,
       c.code,
       w.ward_code,
       v.source,
       v.version,
       v.updated_at,
       v.indicator,
       d.level,
       w.name AS ward_name,
       v.ward_id,
       v.period,
       v.period_kind,
       v.period_from,
       v.period_to,
       v.value,
       d.unit,
       v.target,
       CASE WHEN v.target > 0 THEN round((100 * v.value / v.target)::numeric, 2)::double precision END
           AS achieved_pct,
       w.geom,
       w.geom_3857,
       w.geojson,
       layers.fold(' ' || c.code || ' ' || w.name || ' ' || v.period) AS search
  FROM layers.indicator_values v
  JOIN layers.indicator_definitions d ON d.indicator = v.indicator
  JOIN layers.wards w ON w.id = v.ward_id
 CROSS JOIN LATERAL (
       SELECT v.indicator || ':' || w.code || '-' || to_char(w.valid_from, 'YYYY') || ':' || v.period AS code) c;
COMMENT ON VIEW layers."indicators" IS 'Chỉ số theo phường / Indicators by ward. Chỉ số đô thị thông minh, LRIS, một cửa và hộ tịch theo phường và kỳ, kèm chỉ tiêu và mức đạt. / Indicators of the smart city, of LRIS, one-stop and civil status by ward and period, with target and achievement.';

INSERT INTO layers.layer_versions VALUES ('alerts', 0, extract(epoch FROM clock_timestamp())::bigint);
CREATE TRIGGER note_insert AFTER INSERT ON layers."alerts" REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION layers.note_insert('alerts', '1');
CREATE TRIGGER note_update AFTER UPDATE ON layers."alerts" FOR EACH STATEMENT EXECUTE FUNCTION layers.note_update('alerts', '1');
CREATE TRIGGER note_delete AFTER DELETE ON layers."alerts" REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION layers.note_delete('alerts', '1');
CREATE TRIGGER note_truncate AFTER TRUNCATE ON layers."alerts" FOR EACH STATEMENT EXECUTE FUNCTION layers.note_truncate('alerts', '1');

INSERT INTO layers.layer_versions VALUES ('farms', 0, extract(epoch FROM clock_timestamp())::bigint);
CREATE TRIGGER note_insert AFTER INSERT ON layers."farms" REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION layers.note_insert('farms', '1');
CREATE TRIGGER note_update AFTER UPDATE ON layers."farms" FOR EACH STATEMENT EXECUTE FUNCTION layers.note_update('farms', '1');
CREATE TRIGGER note_delete AFTER DELETE ON layers."farms" REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION layers.note_delete('farms', '1');
CREATE TRIGGER note_truncate AFTER TRUNCATE ON layers."farms" FOR EACH STATEMENT EXECUTE FUNCTION layers.note_truncate('farms', '1');

INSERT INTO layers.layer_versions VALUES ('flood_marks', 0, extract(epoch FROM clock_timestamp())::bigint);
CREATE TRIGGER note_insert AFTER INSERT ON layers."flood_marks" REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION layers.note_insert('flood_marks', '1');
CREATE TRIGGER note_update AFTER UPDATE ON layers."flood_marks" FOR EACH STATEMENT EXECUTE FUNCTION layers.note_update('flood_marks', '1');
CREATE TRIGGER note_delete AFTER DELETE ON layers."flood_marks" REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION layers.note_delete('flood_marks', '1');
CREATE TRIGGER note_truncate AFTER TRUNCATE ON layers."flood_marks" FOR EACH STATEMENT EXECUTE FUNCTION layers.note_truncate('flood_marks', '1');

INSERT INTO layers.layer_versions VALUES ('junctions', 0, extract(epoch FROM clock_timestamp())::bigint);
CREATE TRIGGER note_insert AFTER INSERT ON layers."junctions" REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION layers.note_insert('junctions', '1');
CREATE TRIGGER note_update AFTER UPDATE ON layers."junctions" FOR EACH STATEMENT EXECUTE FUNCTION layers.note_update('junctions', '1');
CREATE TRIGGER note_delete AFTER DELETE ON layers."junctions" REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION layers.note_delete('junctions', '1');
CREATE TRIGGER note_truncate AFTER TRUNCATE ON layers."junctions" FOR EACH STATEMENT EXECUTE FUNCTION layers.note_truncate('junctions', '1');

INSERT INTO layers.layer_versions VALUES ('lighting_cabinets', 0, extract(epoch FROM clock_timestamp())::bigint);
CREATE TRIGGER note_insert AFTER INSERT ON layers."lighting_cabinets" REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION layers.note_insert('lighting_cabinets', '1');
CREATE TRIGGER note_update AFTER UPDATE ON layers."lighting_cabinets" FOR EACH STATEMENT EXECUTE FUNCTION layers.note_update('lighting_cabinets', '1');
CREATE TRIGGER note_delete AFTER DELETE ON layers."lighting_cabinets" REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION layers.note_delete('lighting_cabinets', '1');
CREATE TRIGGER note_truncate AFTER TRUNCATE ON layers."lighting_cabinets" FOR EACH STATEMENT EXECUTE FUNCTION layers.note_truncate('lighting_cabinets', '1');

INSERT INTO layers.layer_versions VALUES ('manholes', 0, extract(epoch FROM clock_timestamp())::bigint);
CREATE TRIGGER note_insert AFTER INSERT ON layers."manholes" REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION layers.note_insert('manholes', '1');
CREATE TRIGGER note_update AFTER UPDATE ON layers."manholes" FOR EACH STATEMENT EXECUTE FUNCTION layers.note_update('manholes', '1');
CREATE TRIGGER note_delete AFTER DELETE ON layers."manholes" REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION layers.note_delete('manholes', '1');
CREATE TRIGGER note_truncate AFTER TRUNCATE ON layers."manholes" FOR EACH STATEMENT EXECUTE FUNCTION layers.note_truncate('manholes', '1');

INSERT INTO layers.layer_versions VALUES ('monitoring_stations', 0, extract(epoch FROM clock_timestamp())::bigint);
CREATE TRIGGER note_insert AFTER INSERT ON layers."monitoring_stations" REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION layers.note_insert('monitoring_stations', '1');
CREATE TRIGGER note_update AFTER UPDATE ON layers."monitoring_stations" FOR EACH STATEMENT EXECUTE FUNCTION layers.note_update('monitoring_stations', '1');
CREATE TRIGGER note_delete AFTER DELETE ON layers."monitoring_stations" REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION layers.note_delete('monitoring_stations', '1');
CREATE TRIGGER note_truncate AFTER TRUNCATE ON layers."monitoring_stations" FOR EACH STATEMENT EXECUTE FUNCTION layers.note_truncate('monitoring_stations', '1');

INSERT INTO layers.layer_versions VALUES ('neighbourhoods', 0, extract(epoch FROM clock_timestamp())::bigint);
CREATE TRIGGER note_insert AFTER INSERT ON layers."neighbourhoods" REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION layers.note_insert('neighbourhoods', '1');
CREATE TRIGGER note_update AFTER UPDATE ON layers."neighbourhoods" FOR EACH STATEMENT EXECUTE FUNCTION layers.note_update('neighbourhoods', '1');
CREATE TRIGGER note_delete AFTER DELETE ON layers."neighbourhoods" REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION layers.note_delete('neighbourhoods', '1');
CREATE TRIGGER note_truncate AFTER TRUNCATE ON layers."neighbourhoods" FOR EACH STATEMENT EXECUTE FUNCTION layers.note_truncate('neighbourhoods', '1');

INSERT INTO layers.layer_versions VALUES ('parks', 0, extract(epoch FROM clock_timestamp())::bigint);
CREATE TRIGGER note_insert AFTER INSERT ON layers."parks" REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION layers.note_insert('parks', '1');
CREATE TRIGGER note_update AFTER UPDATE ON layers."parks" FOR EACH STATEMENT EXECUTE FUNCTION layers.note_update('parks', '1');
CREATE TRIGGER note_delete AFTER DELETE ON layers."parks" REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION layers.note_delete('parks', '1');
CREATE TRIGGER note_truncate AFTER TRUNCATE ON layers."parks" FOR EACH STATEMENT EXECUTE FUNCTION layers.note_truncate('parks', '1');

INSERT INTO layers.layer_versions VALUES ('plans', 0, extract(epoch FROM clock_timestamp())::bigint);
CREATE TRIGGER note_insert AFTER INSERT ON layers."plans" REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION layers.note_insert('plans', '1');
CREATE TRIGGER note_update AFTER UPDATE ON layers."plans" FOR EACH STATEMENT EXECUTE FUNCTION layers.note_update('plans', '1');
CREATE TRIGGER note_delete AFTER DELETE ON layers."plans" REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION layers.note_delete('plans', '1');
CREATE TRIGGER note_truncate AFTER TRUNCATE ON layers."plans" FOR EACH STATEMENT EXECUTE FUNCTION layers.note_truncate('plans', '1');

INSERT INTO layers.layer_versions VALUES ('power_lines', 0, extract(epoch FROM clock_timestamp())::bigint);
CREATE TRIGGER note_insert AFTER INSERT ON layers."power_lines" REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION layers.note_insert('power_lines', '1');
CREATE TRIGGER note_update AFTER UPDATE ON layers."power_lines" FOR EACH STATEMENT EXECUTE FUNCTION layers.note_update('power_lines', '1');
CREATE TRIGGER note_delete AFTER DELETE ON layers."power_lines" REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION layers.note_delete('power_lines', '1');
CREATE TRIGGER note_truncate AFTER TRUNCATE ON layers."power_lines" FOR EACH STATEMENT EXECUTE FUNCTION layers.note_truncate('power_lines', '1');

INSERT INTO layers.layer_versions VALUES ('public_facilities', 0, extract(epoch FROM clock_timestamp())::bigint);
CREATE TRIGGER note_insert AFTER INSERT ON layers."public_facilities" REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION layers.note_insert('public_facilities', '1');
CREATE TRIGGER note_update AFTER UPDATE ON layers."public_facilities" FOR EACH STATEMENT EXECUTE FUNCTION layers.note_update('public_facilities', '1');
CREATE TRIGGER note_delete AFTER DELETE ON layers."public_facilities" REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION layers.note_delete('public_facilities', '1');
CREATE TRIGGER note_truncate AFTER TRUNCATE ON layers."public_facilities" FOR EACH STATEMENT EXECUTE FUNCTION layers.note_truncate('public_facilities', '1');

INSERT INTO layers.layer_versions VALUES ('railways', 0, extract(epoch FROM clock_timestamp())::bigint);
CREATE TRIGGER note_insert AFTER INSERT ON layers."railways" REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION layers.note_insert('railways', '1');
CREATE TRIGGER note_update AFTER UPDATE ON layers."railways" FOR EACH STATEMENT EXECUTE FUNCTION layers.note_update('railways', '1');
CREATE TRIGGER note_delete AFTER DELETE ON layers."railways" REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION layers.note_delete('railways', '1');
CREATE TRIGGER note_truncate AFTER TRUNCATE ON layers."railways" FOR EACH STATEMENT EXECUTE FUNCTION layers.note_truncate('railways', '1');

INSERT INTO layers.layer_versions VALUES ('rivers', 0, extract(epoch FROM clock_timestamp())::bigint);
CREATE TRIGGER note_insert AFTER INSERT ON layers."rivers" REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION layers.note_insert('rivers', '1');
CREATE TRIGGER note_update AFTER UPDATE ON layers."rivers" FOR EACH STATEMENT EXECUTE FUNCTION layers.note_update('rivers', '1');
CREATE TRIGGER note_delete AFTER DELETE ON layers."rivers" REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION layers.note_delete('rivers', '1');
CREATE TRIGGER note_truncate AFTER TRUNCATE ON layers."rivers" FOR EACH STATEMENT EXECUTE FUNCTION layers.note_truncate('rivers', '1');

INSERT INTO layers.layer_versions VALUES ('roads', 0, extract(epoch FROM clock_timestamp())::bigint);
CREATE TRIGGER note_insert AFTER INSERT ON layers."roads" REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION layers.note_insert('roads', '1');
CREATE TRIGGER note_update AFTER UPDATE ON layers."roads" FOR EACH STATEMENT EXECUTE FUNCTION layers.note_update('roads', '1');
CREATE TRIGGER note_delete AFTER DELETE ON layers."roads" REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION layers.note_delete('roads', '1');
CREATE TRIGGER note_truncate AFTER TRUNCATE ON layers."roads" FOR EACH STATEMENT EXECUTE FUNCTION layers.note_truncate('roads', '1');

INSERT INTO layers.layer_versions VALUES ('wards', 0, extract(epoch FROM clock_timestamp())::bigint);
CREATE TRIGGER note_insert AFTER INSERT ON layers."wards" REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION layers.note_insert('wards', '1');
CREATE TRIGGER note_update AFTER UPDATE ON layers."wards" FOR EACH STATEMENT EXECUTE FUNCTION layers.note_update('wards', '1');
CREATE TRIGGER note_delete AFTER DELETE ON layers."wards" REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION layers.note_delete('wards', '1');
CREATE TRIGGER note_truncate AFTER TRUNCATE ON layers."wards" FOR EACH STATEMENT EXECUTE FUNCTION layers.note_truncate('wards', '1');

INSERT INTO layers.layer_versions VALUES ('waste_sites', 0, extract(epoch FROM clock_timestamp())::bigint);
CREATE TRIGGER note_insert AFTER INSERT ON layers."waste_sites" REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION layers.note_insert('waste_sites', '1');
CREATE TRIGGER note_update AFTER UPDATE ON layers."waste_sites" FOR EACH STATEMENT EXECUTE FUNCTION layers.note_update('waste_sites', '1');
CREATE TRIGGER note_delete AFTER DELETE ON layers."waste_sites" REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION layers.note_delete('waste_sites', '1');
CREATE TRIGGER note_truncate AFTER TRUNCATE ON layers."waste_sites" FOR EACH STATEMENT EXECUTE FUNCTION layers.note_truncate('waste_sites', '1');

INSERT INTO layers.layer_versions VALUES ('wifi_points', 0, extract(epoch FROM clock_timestamp())::bigint);
CREATE TRIGGER note_insert AFTER INSERT ON layers."wifi_points" REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION layers.note_insert('wifi_points', '1');
CREATE TRIGGER note_update AFTER UPDATE ON layers."wifi_points" FOR EACH STATEMENT EXECUTE FUNCTION layers.note_update('wifi_points', '1');
CREATE TRIGGER note_delete AFTER DELETE ON layers."wifi_points" REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION layers.note_delete('wifi_points', '1');
CREATE TRIGGER note_truncate AFTER TRUNCATE ON layers."wifi_points" FOR EACH STATEMENT EXECUTE FUNCTION layers.note_truncate('wifi_points', '1');

INSERT INTO layers.layer_versions VALUES ('cameras', 0, extract(epoch FROM clock_timestamp())::bigint);
CREATE TRIGGER note_insert AFTER INSERT ON layers."cameras" REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION layers.note_insert('cameras', '1');
CREATE TRIGGER note_update AFTER UPDATE ON layers."cameras" FOR EACH STATEMENT EXECUTE FUNCTION layers.note_update('cameras', '1');
CREATE TRIGGER note_delete AFTER DELETE ON layers."cameras" REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION layers.note_delete('cameras', '1');
CREATE TRIGGER note_truncate AFTER TRUNCATE ON layers."cameras" FOR EACH STATEMENT EXECUTE FUNCTION layers.note_truncate('cameras', '1');

INSERT INTO layers.layer_versions VALUES ('drains', 0, extract(epoch FROM clock_timestamp())::bigint);
CREATE TRIGGER note_insert AFTER INSERT ON layers."drains" REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION layers.note_insert('drains', '1');
CREATE TRIGGER note_update AFTER UPDATE ON layers."drains" FOR EACH STATEMENT EXECUTE FUNCTION layers.note_update('drains', '1');
CREATE TRIGGER note_delete AFTER DELETE ON layers."drains" REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION layers.note_delete('drains', '1');
CREATE TRIGGER note_truncate AFTER TRUNCATE ON layers."drains" FOR EACH STATEMENT EXECUTE FUNCTION layers.note_truncate('drains', '1');

INSERT INTO layers.layer_versions VALUES ('farm_plots', 0, extract(epoch FROM clock_timestamp())::bigint);
CREATE TRIGGER note_insert AFTER INSERT ON layers."farm_plots" REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION layers.note_insert('farm_plots', '1');
CREATE TRIGGER note_update AFTER UPDATE ON layers."farm_plots" FOR EACH STATEMENT EXECUTE FUNCTION layers.note_update('farm_plots', '1');
CREATE TRIGGER note_delete AFTER DELETE ON layers."farm_plots" REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION layers.note_delete('farm_plots', '1');
CREATE TRIGGER note_truncate AFTER TRUNCATE ON layers."farm_plots" FOR EACH STATEMENT EXECUTE FUNCTION layers.note_truncate('farm_plots', '1');

CREATE TRIGGER note_insert AFTER INSERT ON layers."farms_state" REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION layers.note_insert('farms', '0');
CREATE TRIGGER note_update AFTER UPDATE ON layers."farms_state" FOR EACH STATEMENT EXECUTE FUNCTION layers.note_update('farms', '0');
CREATE TRIGGER note_delete AFTER DELETE ON layers."farms_state" REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION layers.note_delete('farms', '0');
CREATE TRIGGER note_truncate AFTER TRUNCATE ON layers."farms_state" FOR EACH STATEMENT EXECUTE FUNCTION layers.note_truncate('farms', '0');

INSERT INTO layers.layer_versions VALUES ('flood_points', 0, extract(epoch FROM clock_timestamp())::bigint);
CREATE TRIGGER note_insert AFTER INSERT ON layers."flood_points" REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION layers.note_insert('flood_points', '1');
CREATE TRIGGER note_update AFTER UPDATE ON layers."flood_points" FOR EACH STATEMENT EXECUTE FUNCTION layers.note_update('flood_points', '1');
CREATE TRIGGER note_delete AFTER DELETE ON layers."flood_points" REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION layers.note_delete('flood_points', '1');
CREATE TRIGGER note_truncate AFTER TRUNCATE ON layers."flood_points" FOR EACH STATEMENT EXECUTE FUNCTION layers.note_truncate('flood_points', '1');

INSERT INTO layers.layer_versions VALUES ('incidents', 0, extract(epoch FROM clock_timestamp())::bigint);
CREATE TRIGGER note_insert AFTER INSERT ON layers."incidents" REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION layers.note_insert('incidents', '1');
CREATE TRIGGER note_update AFTER UPDATE ON layers."incidents" FOR EACH STATEMENT EXECUTE FUNCTION layers.note_update('incidents', '1');
CREATE TRIGGER note_delete AFTER DELETE ON layers."incidents" REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION layers.note_delete('incidents', '1');
CREATE TRIGGER note_truncate AFTER TRUNCATE ON layers."incidents" FOR EACH STATEMENT EXECUTE FUNCTION layers.note_truncate('incidents', '1');

INSERT INTO layers.layer_versions VALUES ('indicator_definitions', 0, extract(epoch FROM clock_timestamp())::bigint);
CREATE TRIGGER note_insert AFTER INSERT ON layers."indicator_definitions" REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION layers.note_insert('indicator_definitions', '1');
CREATE TRIGGER note_update AFTER UPDATE ON layers."indicator_definitions" FOR EACH STATEMENT EXECUTE FUNCTION layers.note_update('indicator_definitions', '1');
CREATE TRIGGER note_delete AFTER DELETE ON layers."indicator_definitions" REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION layers.note_delete('indicator_definitions', '1');
CREATE TRIGGER note_truncate AFTER TRUNCATE ON layers."indicator_definitions" FOR EACH STATEMENT EXECUTE FUNCTION layers.note_truncate('indicator_definitions', '1');

INSERT INTO layers.layer_versions VALUES ('indicator_values', 0, extract(epoch FROM clock_timestamp())::bigint);
CREATE TRIGGER note_insert AFTER INSERT ON layers."indicator_values" REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION layers.note_insert('indicator_values', '1');
CREATE TRIGGER note_update AFTER UPDATE ON layers."indicator_values" FOR EACH STATEMENT EXECUTE FUNCTION layers.note_update('indicator_values', '1');
CREATE TRIGGER note_delete AFTER DELETE ON layers."indicator_values" REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION layers.note_delete('indicator_values', '1');
CREATE TRIGGER note_truncate AFTER TRUNCATE ON layers."indicator_values" FOR EACH STATEMENT EXECUTE FUNCTION layers.note_truncate('indicator_values', '1');

CREATE TRIGGER note_insert AFTER INSERT ON layers."junctions_state" REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION layers.note_insert('junctions', '0');
CREATE TRIGGER note_update AFTER UPDATE ON layers."junctions_state" FOR EACH STATEMENT EXECUTE FUNCTION layers.note_update('junctions', '0');
CREATE TRIGGER note_delete AFTER DELETE ON layers."junctions_state" REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION layers.note_delete('junctions', '0');
CREATE TRIGGER note_truncate AFTER TRUNCATE ON layers."junctions_state" FOR EACH STATEMENT EXECUTE FUNCTION layers.note_truncate('junctions', '0');

INSERT INTO layers.layer_versions VALUES ('land_parcels', 0, extract(epoch FROM clock_timestamp())::bigint);
CREATE TRIGGER note_insert AFTER INSERT ON layers."land_parcels" REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION layers.note_insert('land_parcels', '1');
CREATE TRIGGER note_update AFTER UPDATE ON layers."land_parcels" FOR EACH STATEMENT EXECUTE FUNCTION layers.note_update('land_parcels', '1');
CREATE TRIGGER note_delete AFTER DELETE ON layers."land_parcels" REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION layers.note_delete('land_parcels', '1');
CREATE TRIGGER note_truncate AFTER TRUNCATE ON layers."land_parcels" FOR EACH STATEMENT EXECUTE FUNCTION layers.note_truncate('land_parcels', '1');

CREATE TRIGGER note_insert AFTER INSERT ON layers."lighting_cabinets_state" REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION layers.note_insert('lighting_cabinets', '0');
CREATE TRIGGER note_update AFTER UPDATE ON layers."lighting_cabinets_state" FOR EACH STATEMENT EXECUTE FUNCTION layers.note_update('lighting_cabinets', '0');
CREATE TRIGGER note_delete AFTER DELETE ON layers."lighting_cabinets_state" REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION layers.note_delete('lighting_cabinets', '0');
CREATE TRIGGER note_truncate AFTER TRUNCATE ON layers."lighting_cabinets_state" FOR EACH STATEMENT EXECUTE FUNCTION layers.note_truncate('lighting_cabinets', '0');

INSERT INTO layers.layer_versions VALUES ('lighting_segments', 0, extract(epoch FROM clock_timestamp())::bigint);
CREATE TRIGGER note_insert AFTER INSERT ON layers."lighting_segments" REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION layers.note_insert('lighting_segments', '1');
CREATE TRIGGER note_update AFTER UPDATE ON layers."lighting_segments" FOR EACH STATEMENT EXECUTE FUNCTION layers.note_update('lighting_segments', '1');
CREATE TRIGGER note_delete AFTER DELETE ON layers."lighting_segments" REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION layers.note_delete('lighting_segments', '1');
CREATE TRIGGER note_truncate AFTER TRUNCATE ON layers."lighting_segments" FOR EACH STATEMENT EXECUTE FUNCTION layers.note_truncate('lighting_segments', '1');

CREATE TRIGGER note_insert AFTER INSERT ON layers."monitoring_stations_state" REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION layers.note_insert('monitoring_stations', '0');
CREATE TRIGGER note_update AFTER UPDATE ON layers."monitoring_stations_state" FOR EACH STATEMENT EXECUTE FUNCTION layers.note_update('monitoring_stations', '0');
CREATE TRIGGER note_delete AFTER DELETE ON layers."monitoring_stations_state" REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION layers.note_delete('monitoring_stations', '0');
CREATE TRIGGER note_truncate AFTER TRUNCATE ON layers."monitoring_stations_state" FOR EACH STATEMENT EXECUTE FUNCTION layers.note_truncate('monitoring_stations', '0');

INSERT INTO layers.layer_versions VALUES ('outfalls', 0, extract(epoch FROM clock_timestamp())::bigint);
CREATE TRIGGER note_insert AFTER INSERT ON layers."outfalls" REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION layers.note_insert('outfalls', '1');
CREATE TRIGGER note_update AFTER UPDATE ON layers."outfalls" FOR EACH STATEMENT EXECUTE FUNCTION layers.note_update('outfalls', '1');
CREATE TRIGGER note_delete AFTER DELETE ON layers."outfalls" REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION layers.note_delete('outfalls', '1');
CREATE TRIGGER note_truncate AFTER TRUNCATE ON layers."outfalls" FOR EACH STATEMENT EXECUTE FUNCTION layers.note_truncate('outfalls', '1');

INSERT INTO layers.layer_versions VALUES ('parcel_changes', 0, extract(epoch FROM clock_timestamp())::bigint);
CREATE TRIGGER note_insert AFTER INSERT ON layers."parcel_changes" REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION layers.note_insert('parcel_changes', '1');
CREATE TRIGGER note_update AFTER UPDATE ON layers."parcel_changes" FOR EACH STATEMENT EXECUTE FUNCTION layers.note_update('parcel_changes', '1');
CREATE TRIGGER note_delete AFTER DELETE ON layers."parcel_changes" REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION layers.note_delete('parcel_changes', '1');
CREATE TRIGGER note_truncate AFTER TRUNCATE ON layers."parcel_changes" FOR EACH STATEMENT EXECUTE FUNCTION layers.note_truncate('parcel_changes', '1');

INSERT INTO layers.layer_versions VALUES ('planning_zones', 0, extract(epoch FROM clock_timestamp())::bigint);
CREATE TRIGGER note_insert AFTER INSERT ON layers."planning_zones" REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION layers.note_insert('planning_zones', '1');
CREATE TRIGGER note_update AFTER UPDATE ON layers."planning_zones" FOR EACH STATEMENT EXECUTE FUNCTION layers.note_update('planning_zones', '1');
CREATE TRIGGER note_delete AFTER DELETE ON layers."planning_zones" REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION layers.note_delete('planning_zones', '1');
CREATE TRIGGER note_truncate AFTER TRUNCATE ON layers."planning_zones" FOR EACH STATEMENT EXECUTE FUNCTION layers.note_truncate('planning_zones', '1');

CREATE TRIGGER note_insert AFTER INSERT ON layers."public_facilities_state" REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION layers.note_insert('public_facilities', '0');
CREATE TRIGGER note_update AFTER UPDATE ON layers."public_facilities_state" FOR EACH STATEMENT EXECUTE FUNCTION layers.note_update('public_facilities', '0');
CREATE TRIGGER note_delete AFTER DELETE ON layers."public_facilities_state" REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION layers.note_delete('public_facilities', '0');
CREATE TRIGGER note_truncate AFTER TRUNCATE ON layers."public_facilities_state" FOR EACH STATEMENT EXECUTE FUNCTION layers.note_truncate('public_facilities', '0');

INSERT INTO layers.layer_versions VALUES ('road_closures', 0, extract(epoch FROM clock_timestamp())::bigint);
CREATE TRIGGER note_insert AFTER INSERT ON layers."road_closures" REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION layers.note_insert('road_closures', '1');
CREATE TRIGGER note_update AFTER UPDATE ON layers."road_closures" FOR EACH STATEMENT EXECUTE FUNCTION layers.note_update('road_closures', '1');
CREATE TRIGGER note_delete AFTER DELETE ON layers."road_closures" REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION layers.note_delete('road_closures', '1');
CREATE TRIGGER note_truncate AFTER TRUNCATE ON layers."road_closures" FOR EACH STATEMENT EXECUTE FUNCTION layers.note_truncate('road_closures', '1');

INSERT INTO layers.layer_versions VALUES ('road_redlines', 0, extract(epoch FROM clock_timestamp())::bigint);
CREATE TRIGGER note_insert AFTER INSERT ON layers."road_redlines" REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION layers.note_insert('road_redlines', '1');
CREATE TRIGGER note_update AFTER UPDATE ON layers."road_redlines" FOR EACH STATEMENT EXECUTE FUNCTION layers.note_update('road_redlines', '1');
CREATE TRIGGER note_delete AFTER DELETE ON layers."road_redlines" REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION layers.note_delete('road_redlines', '1');
CREATE TRIGGER note_truncate AFTER TRUNCATE ON layers."road_redlines" FOR EACH STATEMENT EXECUTE FUNCTION layers.note_truncate('road_redlines', '1');

INSERT INTO layers.layer_versions VALUES ('sewers', 0, extract(epoch FROM clock_timestamp())::bigint);
CREATE TRIGGER note_insert AFTER INSERT ON layers."sewers" REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION layers.note_insert('sewers', '1');
CREATE TRIGGER note_update AFTER UPDATE ON layers."sewers" FOR EACH STATEMENT EXECUTE FUNCTION layers.note_update('sewers', '1');
CREATE TRIGGER note_delete AFTER DELETE ON layers."sewers" REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION layers.note_delete('sewers', '1');
CREATE TRIGGER note_truncate AFTER TRUNCATE ON layers."sewers" FOR EACH STATEMENT EXECUTE FUNCTION layers.note_truncate('sewers', '1');

INSERT INTO layers.layer_versions VALUES ('signal_approaches', 0, extract(epoch FROM clock_timestamp())::bigint);
CREATE TRIGGER note_insert AFTER INSERT ON layers."signal_approaches" REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION layers.note_insert('signal_approaches', '1');
CREATE TRIGGER note_update AFTER UPDATE ON layers."signal_approaches" FOR EACH STATEMENT EXECUTE FUNCTION layers.note_update('signal_approaches', '1');
CREATE TRIGGER note_delete AFTER DELETE ON layers."signal_approaches" REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION layers.note_delete('signal_approaches', '1');
CREATE TRIGGER note_truncate AFTER TRUNCATE ON layers."signal_approaches" FOR EACH STATEMENT EXECUTE FUNCTION layers.note_truncate('signal_approaches', '1');

INSERT INTO layers.layer_versions VALUES ('telecom_lines', 0, extract(epoch FROM clock_timestamp())::bigint);
CREATE TRIGGER note_insert AFTER INSERT ON layers."telecom_lines" REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION layers.note_insert('telecom_lines', '1');
CREATE TRIGGER note_update AFTER UPDATE ON layers."telecom_lines" FOR EACH STATEMENT EXECUTE FUNCTION layers.note_update('telecom_lines', '1');
CREATE TRIGGER note_delete AFTER DELETE ON layers."telecom_lines" REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION layers.note_delete('telecom_lines', '1');
CREATE TRIGGER note_truncate AFTER TRUNCATE ON layers."telecom_lines" FOR EACH STATEMENT EXECUTE FUNCTION layers.note_truncate('telecom_lines', '1');

INSERT INTO layers.layer_versions VALUES ('trees', 0, extract(epoch FROM clock_timestamp())::bigint);
CREATE TRIGGER note_insert AFTER INSERT ON layers."trees" REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION layers.note_insert('trees', '1');
CREATE TRIGGER note_update AFTER UPDATE ON layers."trees" FOR EACH STATEMENT EXECUTE FUNCTION layers.note_update('trees', '1');
CREATE TRIGGER note_delete AFTER DELETE ON layers."trees" REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION layers.note_delete('trees', '1');
CREATE TRIGGER note_truncate AFTER TRUNCATE ON layers."trees" FOR EACH STATEMENT EXECUTE FUNCTION layers.note_truncate('trees', '1');

INSERT INTO layers.layer_versions VALUES ('waste_routes', 0, extract(epoch FROM clock_timestamp())::bigint);
CREATE TRIGGER note_insert AFTER INSERT ON layers."waste_routes" REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION layers.note_insert('waste_routes', '1');
CREATE TRIGGER note_update AFTER UPDATE ON layers."waste_routes" FOR EACH STATEMENT EXECUTE FUNCTION layers.note_update('waste_routes', '1');
CREATE TRIGGER note_delete AFTER DELETE ON layers."waste_routes" REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION layers.note_delete('waste_routes', '1');
CREATE TRIGGER note_truncate AFTER TRUNCATE ON layers."waste_routes" FOR EACH STATEMENT EXECUTE FUNCTION layers.note_truncate('waste_routes', '1');

CREATE TRIGGER note_insert AFTER INSERT ON layers."waste_sites_state" REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION layers.note_insert('waste_sites', '0');
CREATE TRIGGER note_update AFTER UPDATE ON layers."waste_sites_state" FOR EACH STATEMENT EXECUTE FUNCTION layers.note_update('waste_sites', '0');
CREATE TRIGGER note_delete AFTER DELETE ON layers."waste_sites_state" REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION layers.note_delete('waste_sites', '0');
CREATE TRIGGER note_truncate AFTER TRUNCATE ON layers."waste_sites_state" FOR EACH STATEMENT EXECUTE FUNCTION layers.note_truncate('waste_sites', '0');

INSERT INTO layers.layer_versions VALUES ('water_pipes', 0, extract(epoch FROM clock_timestamp())::bigint);
CREATE TRIGGER note_insert AFTER INSERT ON layers."water_pipes" REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION layers.note_insert('water_pipes', '1');
CREATE TRIGGER note_update AFTER UPDATE ON layers."water_pipes" FOR EACH STATEMENT EXECUTE FUNCTION layers.note_update('water_pipes', '1');
CREATE TRIGGER note_delete AFTER DELETE ON layers."water_pipes" REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION layers.note_delete('water_pipes', '1');
CREATE TRIGGER note_truncate AFTER TRUNCATE ON layers."water_pipes" FOR EACH STATEMENT EXECUTE FUNCTION layers.note_truncate('water_pipes', '1');

CREATE TRIGGER note_insert AFTER INSERT ON layers."wifi_points_state" REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION layers.note_insert('wifi_points', '0');
CREATE TRIGGER note_update AFTER UPDATE ON layers."wifi_points_state" FOR EACH STATEMENT EXECUTE FUNCTION layers.note_update('wifi_points', '0');
CREATE TRIGGER note_delete AFTER DELETE ON layers."wifi_points_state" REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION layers.note_delete('wifi_points', '0');
CREATE TRIGGER note_truncate AFTER TRUNCATE ON layers."wifi_points_state" FOR EACH STATEMENT EXECUTE FUNCTION layers.note_truncate('wifi_points', '0');

INSERT INTO layers.layer_versions VALUES ('buildings', 0, extract(epoch FROM clock_timestamp())::bigint);
CREATE TRIGGER note_insert AFTER INSERT ON layers."buildings" REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION layers.note_insert('buildings', '1');
CREATE TRIGGER note_update AFTER UPDATE ON layers."buildings" FOR EACH STATEMENT EXECUTE FUNCTION layers.note_update('buildings', '1');
CREATE TRIGGER note_delete AFTER DELETE ON layers."buildings" REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION layers.note_delete('buildings', '1');
CREATE TRIGGER note_truncate AFTER TRUNCATE ON layers."buildings" FOR EACH STATEMENT EXECUTE FUNCTION layers.note_truncate('buildings', '1');

INSERT INTO layers.layer_versions VALUES ('camera_views', 0, extract(epoch FROM clock_timestamp())::bigint);
CREATE TRIGGER note_insert AFTER INSERT ON layers."camera_views" REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION layers.note_insert('camera_views', '1');
CREATE TRIGGER note_update AFTER UPDATE ON layers."camera_views" FOR EACH STATEMENT EXECUTE FUNCTION layers.note_update('camera_views', '1');
CREATE TRIGGER note_delete AFTER DELETE ON layers."camera_views" REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION layers.note_delete('camera_views', '1');
CREATE TRIGGER note_truncate AFTER TRUNCATE ON layers."camera_views" FOR EACH STATEMENT EXECUTE FUNCTION layers.note_truncate('camera_views', '1');

INSERT INTO layers.layer_versions VALUES ('camera_zones', 0, extract(epoch FROM clock_timestamp())::bigint);
CREATE TRIGGER note_insert AFTER INSERT ON layers."camera_zones" REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION layers.note_insert('camera_zones', '1');
CREATE TRIGGER note_update AFTER UPDATE ON layers."camera_zones" FOR EACH STATEMENT EXECUTE FUNCTION layers.note_update('camera_zones', '1');
CREATE TRIGGER note_delete AFTER DELETE ON layers."camera_zones" REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION layers.note_delete('camera_zones', '1');
CREATE TRIGGER note_truncate AFTER TRUNCATE ON layers."camera_zones" FOR EACH STATEMENT EXECUTE FUNCTION layers.note_truncate('camera_zones', '1');

CREATE TRIGGER note_insert AFTER INSERT ON layers."cameras_state" REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION layers.note_insert('cameras', '0');
CREATE TRIGGER note_update AFTER UPDATE ON layers."cameras_state" FOR EACH STATEMENT EXECUTE FUNCTION layers.note_update('cameras', '0');
CREATE TRIGGER note_delete AFTER DELETE ON layers."cameras_state" REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION layers.note_delete('cameras', '0');
CREATE TRIGGER note_truncate AFTER TRUNCATE ON layers."cameras_state" FOR EACH STATEMENT EXECUTE FUNCTION layers.note_truncate('cameras', '0');

INSERT INTO layers.layer_versions VALUES ('construction_permits', 0, extract(epoch FROM clock_timestamp())::bigint);
CREATE TRIGGER note_insert AFTER INSERT ON layers."construction_permits" REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION layers.note_insert('construction_permits', '1');
CREATE TRIGGER note_update AFTER UPDATE ON layers."construction_permits" FOR EACH STATEMENT EXECUTE FUNCTION layers.note_update('construction_permits', '1');
CREATE TRIGGER note_delete AFTER DELETE ON layers."construction_permits" REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION layers.note_delete('construction_permits', '1');
CREATE TRIGGER note_truncate AFTER TRUNCATE ON layers."construction_permits" FOR EACH STATEMENT EXECUTE FUNCTION layers.note_truncate('construction_permits', '1');

INSERT INTO layers.layer_versions VALUES ('flood_extents', 0, extract(epoch FROM clock_timestamp())::bigint);
CREATE TRIGGER note_insert AFTER INSERT ON layers."flood_extents" REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION layers.note_insert('flood_extents', '1');
CREATE TRIGGER note_update AFTER UPDATE ON layers."flood_extents" FOR EACH STATEMENT EXECUTE FUNCTION layers.note_update('flood_extents', '1');
CREATE TRIGGER note_delete AFTER DELETE ON layers."flood_extents" REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION layers.note_delete('flood_extents', '1');
CREATE TRIGGER note_truncate AFTER TRUNCATE ON layers."flood_extents" FOR EACH STATEMENT EXECUTE FUNCTION layers.note_truncate('flood_extents', '1');

CREATE TRIGGER note_insert AFTER INSERT ON layers."flood_points_state" REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION layers.note_insert('flood_points', '0');
CREATE TRIGGER note_update AFTER UPDATE ON layers."flood_points_state" FOR EACH STATEMENT EXECUTE FUNCTION layers.note_update('flood_points', '0');
CREATE TRIGGER note_delete AFTER DELETE ON layers."flood_points_state" REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION layers.note_delete('flood_points', '0');
CREATE TRIGGER note_truncate AFTER TRUNCATE ON layers."flood_points_state" FOR EACH STATEMENT EXECUTE FUNCTION layers.note_truncate('flood_points', '0');

INSERT INTO layers.layer_versions VALUES ('flood_sirens', 0, extract(epoch FROM clock_timestamp())::bigint);
CREATE TRIGGER note_insert AFTER INSERT ON layers."flood_sirens" REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION layers.note_insert('flood_sirens', '1');
CREATE TRIGGER note_update AFTER UPDATE ON layers."flood_sirens" FOR EACH STATEMENT EXECUTE FUNCTION layers.note_update('flood_sirens', '1');
CREATE TRIGGER note_delete AFTER DELETE ON layers."flood_sirens" REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION layers.note_delete('flood_sirens', '1');
CREATE TRIGGER note_truncate AFTER TRUNCATE ON layers."flood_sirens" FOR EACH STATEMENT EXECUTE FUNCTION layers.note_truncate('flood_sirens', '1');

INSERT INTO layers.layer_versions VALUES ('incident_updates', 0, extract(epoch FROM clock_timestamp())::bigint);
CREATE TRIGGER note_insert AFTER INSERT ON layers."incident_updates" REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION layers.note_insert('incident_updates', '1');
CREATE TRIGGER note_update AFTER UPDATE ON layers."incident_updates" FOR EACH STATEMENT EXECUTE FUNCTION layers.note_update('incident_updates', '1');
CREATE TRIGGER note_delete AFTER DELETE ON layers."incident_updates" REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION layers.note_delete('incident_updates', '1');
CREATE TRIGGER note_truncate AFTER TRUNCATE ON layers."incident_updates" FOR EACH STATEMENT EXECUTE FUNCTION layers.note_truncate('incident_updates', '1');

INSERT INTO layers.layer_versions VALUES ('irrigation_zones', 0, extract(epoch FROM clock_timestamp())::bigint);
CREATE TRIGGER note_insert AFTER INSERT ON layers."irrigation_zones" REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION layers.note_insert('irrigation_zones', '1');
CREATE TRIGGER note_update AFTER UPDATE ON layers."irrigation_zones" FOR EACH STATEMENT EXECUTE FUNCTION layers.note_update('irrigation_zones', '1');
CREATE TRIGGER note_delete AFTER DELETE ON layers."irrigation_zones" REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION layers.note_delete('irrigation_zones', '1');
CREATE TRIGGER note_truncate AFTER TRUNCATE ON layers."irrigation_zones" FOR EACH STATEMENT EXECUTE FUNCTION layers.note_truncate('irrigation_zones', '1');

CREATE TRIGGER note_insert AFTER INSERT ON layers."lighting_segments_state" REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION layers.note_insert('lighting_segments', '0');
CREATE TRIGGER note_update AFTER UPDATE ON layers."lighting_segments_state" FOR EACH STATEMENT EXECUTE FUNCTION layers.note_update('lighting_segments', '0');
CREATE TRIGGER note_delete AFTER DELETE ON layers."lighting_segments_state" REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION layers.note_delete('lighting_segments', '0');
CREATE TRIGGER note_truncate AFTER TRUNCATE ON layers."lighting_segments_state" FOR EACH STATEMENT EXECUTE FUNCTION layers.note_truncate('lighting_segments', '0');

INSERT INTO layers.layer_versions VALUES ('rain_gauges', 0, extract(epoch FROM clock_timestamp())::bigint);
CREATE TRIGGER note_insert AFTER INSERT ON layers."rain_gauges" REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION layers.note_insert('rain_gauges', '1');
CREATE TRIGGER note_update AFTER UPDATE ON layers."rain_gauges" FOR EACH STATEMENT EXECUTE FUNCTION layers.note_update('rain_gauges', '1');
CREATE TRIGGER note_delete AFTER DELETE ON layers."rain_gauges" REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION layers.note_delete('rain_gauges', '1');
CREATE TRIGGER note_truncate AFTER TRUNCATE ON layers."rain_gauges" FOR EACH STATEMENT EXECUTE FUNCTION layers.note_truncate('rain_gauges', '1');

INSERT INTO layers.layer_versions VALUES ('street_lamps', 0, extract(epoch FROM clock_timestamp())::bigint);
CREATE TRIGGER note_insert AFTER INSERT ON layers."street_lamps" REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION layers.note_insert('street_lamps', '1');
CREATE TRIGGER note_update AFTER UPDATE ON layers."street_lamps" FOR EACH STATEMENT EXECUTE FUNCTION layers.note_update('street_lamps', '1');
CREATE TRIGGER note_delete AFTER DELETE ON layers."street_lamps" REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION layers.note_delete('street_lamps', '1');
CREATE TRIGGER note_truncate AFTER TRUNCATE ON layers."street_lamps" FOR EACH STATEMENT EXECUTE FUNCTION layers.note_truncate('street_lamps', '1');

INSERT INTO layers.layer_versions VALUES ('tasks', 0, extract(epoch FROM clock_timestamp())::bigint);
CREATE TRIGGER note_insert AFTER INSERT ON layers."tasks" REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION layers.note_insert('tasks', '1');
CREATE TRIGGER note_update AFTER UPDATE ON layers."tasks" FOR EACH STATEMENT EXECUTE FUNCTION layers.note_update('tasks', '1');
CREATE TRIGGER note_delete AFTER DELETE ON layers."tasks" REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION layers.note_delete('tasks', '1');
CREATE TRIGGER note_truncate AFTER TRUNCATE ON layers."tasks" FOR EACH STATEMENT EXECUTE FUNCTION layers.note_truncate('tasks', '1');

INSERT INTO layers.layer_versions VALUES ('traffic_flows', 0, extract(epoch FROM clock_timestamp())::bigint);
CREATE TRIGGER note_insert AFTER INSERT ON layers."traffic_flows" REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION layers.note_insert('traffic_flows', '1');
CREATE TRIGGER note_update AFTER UPDATE ON layers."traffic_flows" FOR EACH STATEMENT EXECUTE FUNCTION layers.note_update('traffic_flows', '1');
CREATE TRIGGER note_delete AFTER DELETE ON layers."traffic_flows" REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION layers.note_delete('traffic_flows', '1');
CREATE TRIGGER note_truncate AFTER TRUNCATE ON layers."traffic_flows" FOR EACH STATEMENT EXECUTE FUNCTION layers.note_truncate('traffic_flows', '1');

INSERT INTO layers.layer_versions VALUES ('traffic_signals', 0, extract(epoch FROM clock_timestamp())::bigint);
CREATE TRIGGER note_insert AFTER INSERT ON layers."traffic_signals" REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION layers.note_insert('traffic_signals', '1');
CREATE TRIGGER note_update AFTER UPDATE ON layers."traffic_signals" FOR EACH STATEMENT EXECUTE FUNCTION layers.note_update('traffic_signals', '1');
CREATE TRIGGER note_delete AFTER DELETE ON layers."traffic_signals" REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION layers.note_delete('traffic_signals', '1');
CREATE TRIGGER note_truncate AFTER TRUNCATE ON layers."traffic_signals" FOR EACH STATEMENT EXECUTE FUNCTION layers.note_truncate('traffic_signals', '1');

INSERT INTO layers.layer_versions VALUES ('waste_bins', 0, extract(epoch FROM clock_timestamp())::bigint);
CREATE TRIGGER note_insert AFTER INSERT ON layers."waste_bins" REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION layers.note_insert('waste_bins', '1');
CREATE TRIGGER note_update AFTER UPDATE ON layers."waste_bins" FOR EACH STATEMENT EXECUTE FUNCTION layers.note_update('waste_bins', '1');
CREATE TRIGGER note_delete AFTER DELETE ON layers."waste_bins" REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION layers.note_delete('waste_bins', '1');
CREATE TRIGGER note_truncate AFTER TRUNCATE ON layers."waste_bins" FOR EACH STATEMENT EXECUTE FUNCTION layers.note_truncate('waste_bins', '1');

INSERT INTO layers.layer_versions VALUES ('camera_events', 0, extract(epoch FROM clock_timestamp())::bigint);
CREATE TRIGGER note_insert AFTER INSERT ON layers."camera_events" REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION layers.note_insert('camera_events', '1');
CREATE TRIGGER note_update AFTER UPDATE ON layers."camera_events" FOR EACH STATEMENT EXECUTE FUNCTION layers.note_update('camera_events', '1');
CREATE TRIGGER note_delete AFTER DELETE ON layers."camera_events" REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION layers.note_delete('camera_events', '1');
CREATE TRIGGER note_truncate AFTER TRUNCATE ON layers."camera_events" FOR EACH STATEMENT EXECUTE FUNCTION layers.note_truncate('camera_events', '1');

INSERT INTO layers.layer_versions VALUES ('construction_sites', 0, extract(epoch FROM clock_timestamp())::bigint);
CREATE TRIGGER note_insert AFTER INSERT ON layers."construction_sites" REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION layers.note_insert('construction_sites', '1');
CREATE TRIGGER note_update AFTER UPDATE ON layers."construction_sites" FOR EACH STATEMENT EXECUTE FUNCTION layers.note_update('construction_sites', '1');
CREATE TRIGGER note_delete AFTER DELETE ON layers."construction_sites" REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION layers.note_delete('construction_sites', '1');
CREATE TRIGGER note_truncate AFTER TRUNCATE ON layers."construction_sites" FOR EACH STATEMENT EXECUTE FUNCTION layers.note_truncate('construction_sites', '1');

CREATE TRIGGER note_insert AFTER INSERT ON layers."flood_sirens_state" REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION layers.note_insert('flood_sirens', '0');
CREATE TRIGGER note_update AFTER UPDATE ON layers."flood_sirens_state" FOR EACH STATEMENT EXECUTE FUNCTION layers.note_update('flood_sirens', '0');
CREATE TRIGGER note_delete AFTER DELETE ON layers."flood_sirens_state" REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION layers.note_delete('flood_sirens', '0');
CREATE TRIGGER note_truncate AFTER TRUNCATE ON layers."flood_sirens_state" FOR EACH STATEMENT EXECUTE FUNCTION layers.note_truncate('flood_sirens', '0');

CREATE TRIGGER note_insert AFTER INSERT ON layers."irrigation_zones_state" REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION layers.note_insert('irrigation_zones', '0');
CREATE TRIGGER note_update AFTER UPDATE ON layers."irrigation_zones_state" FOR EACH STATEMENT EXECUTE FUNCTION layers.note_update('irrigation_zones', '0');
CREATE TRIGGER note_delete AFTER DELETE ON layers."irrigation_zones_state" REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION layers.note_delete('irrigation_zones', '0');
CREATE TRIGGER note_truncate AFTER TRUNCATE ON layers."irrigation_zones_state" FOR EACH STATEMENT EXECUTE FUNCTION layers.note_truncate('irrigation_zones', '0');

CREATE TRIGGER note_insert AFTER INSERT ON layers."rain_gauges_state" REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION layers.note_insert('rain_gauges', '0');
CREATE TRIGGER note_update AFTER UPDATE ON layers."rain_gauges_state" FOR EACH STATEMENT EXECUTE FUNCTION layers.note_update('rain_gauges', '0');
CREATE TRIGGER note_delete AFTER DELETE ON layers."rain_gauges_state" REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION layers.note_delete('rain_gauges', '0');
CREATE TRIGGER note_truncate AFTER TRUNCATE ON layers."rain_gauges_state" FOR EACH STATEMENT EXECUTE FUNCTION layers.note_truncate('rain_gauges', '0');

CREATE TRIGGER note_insert AFTER INSERT ON layers."street_lamps_state" REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION layers.note_insert('street_lamps', '0');
CREATE TRIGGER note_update AFTER UPDATE ON layers."street_lamps_state" FOR EACH STATEMENT EXECUTE FUNCTION layers.note_update('street_lamps', '0');
CREATE TRIGGER note_delete AFTER DELETE ON layers."street_lamps_state" REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION layers.note_delete('street_lamps', '0');
CREATE TRIGGER note_truncate AFTER TRUNCATE ON layers."street_lamps_state" FOR EACH STATEMENT EXECUTE FUNCTION layers.note_truncate('street_lamps', '0');

CREATE TRIGGER note_insert AFTER INSERT ON layers."traffic_flows_state" REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION layers.note_insert('traffic_flows', '0');
CREATE TRIGGER note_update AFTER UPDATE ON layers."traffic_flows_state" FOR EACH STATEMENT EXECUTE FUNCTION layers.note_update('traffic_flows', '0');
CREATE TRIGGER note_delete AFTER DELETE ON layers."traffic_flows_state" REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION layers.note_delete('traffic_flows', '0');
CREATE TRIGGER note_truncate AFTER TRUNCATE ON layers."traffic_flows_state" FOR EACH STATEMENT EXECUTE FUNCTION layers.note_truncate('traffic_flows', '0');

CREATE TRIGGER note_insert AFTER INSERT ON layers."traffic_signals_state" REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION layers.note_insert('traffic_signals', '0');
CREATE TRIGGER note_update AFTER UPDATE ON layers."traffic_signals_state" FOR EACH STATEMENT EXECUTE FUNCTION layers.note_update('traffic_signals', '0');
CREATE TRIGGER note_delete AFTER DELETE ON layers."traffic_signals_state" REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION layers.note_delete('traffic_signals', '0');
CREATE TRIGGER note_truncate AFTER TRUNCATE ON layers."traffic_signals_state" FOR EACH STATEMENT EXECUTE FUNCTION layers.note_truncate('traffic_signals', '0');

CREATE TRIGGER note_insert AFTER INSERT ON layers."waste_bins_state" REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION layers.note_insert('waste_bins', '0');
CREATE TRIGGER note_update AFTER UPDATE ON layers."waste_bins_state" FOR EACH STATEMENT EXECUTE FUNCTION layers.note_update('waste_bins', '0');
CREATE TRIGGER note_delete AFTER DELETE ON layers."waste_bins_state" REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION layers.note_delete('waste_bins', '0');
CREATE TRIGGER note_truncate AFTER TRUNCATE ON layers."waste_bins_state" FOR EACH STATEMENT EXECUTE FUNCTION layers.note_truncate('waste_bins', '0');

INSERT INTO layers.layer_versions VALUES ('building_violations', 0, extract(epoch FROM clock_timestamp())::bigint);
CREATE TRIGGER note_insert AFTER INSERT ON layers."building_violations" REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION layers.note_insert('building_violations', '1');
CREATE TRIGGER note_update AFTER UPDATE ON layers."building_violations" FOR EACH STATEMENT EXECUTE FUNCTION layers.note_update('building_violations', '1');
CREATE TRIGGER note_delete AFTER DELETE ON layers."building_violations" REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION layers.note_delete('building_violations', '1');
CREATE TRIGGER note_truncate AFTER TRUNCATE ON layers."building_violations" FOR EACH STATEMENT EXECUTE FUNCTION layers.note_truncate('building_violations', '1');

INSERT INTO layers.layer_versions VALUES ('inspections', 0, extract(epoch FROM clock_timestamp())::bigint);
CREATE TRIGGER note_insert AFTER INSERT ON layers."inspections" REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION layers.note_insert('inspections', '1');
CREATE TRIGGER note_update AFTER UPDATE ON layers."inspections" FOR EACH STATEMENT EXECUTE FUNCTION layers.note_update('inspections', '1');
CREATE TRIGGER note_delete AFTER DELETE ON layers."inspections" REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION layers.note_delete('inspections', '1');
CREATE TRIGGER note_truncate AFTER TRUNCATE ON layers."inspections" FOR EACH STATEMENT EXECUTE FUNCTION layers.note_truncate('inspections', '1');

INSERT INTO layers."crop_codes" (code, title_vi, title_en, color, position, source) VALUES
    ('chrysanthemum', 'Hoa cúc', 'Chrysanthemum', '#e6c229', 1, 'Project proposal; the co-operatives edit the list'),
    ('lily', 'Hoa ly', 'Lily', '#cc79a7', 2, 'Project proposal; the co-operatives edit the list'),
    ('gladiolus', 'Hoa lay ơn', 'Gladiolus', '#6a3d9a', 3, 'Project proposal; the co-operatives edit the list'),
    ('leaf_vegetables', 'Rau ăn lá', 'Leaf vegetables', '#5a8f3c', 4, 'Project proposal; the co-operatives edit the list'),
    ('fruit_vegetables', 'Rau ăn quả', 'Fruit vegetables', '#f4b06a', 5, 'Project proposal; the co-operatives edit the list'),
    ('herbs', 'Rau gia vị', 'Herbs', '#0a5f52', 6, 'Project proposal; the co-operatives edit the list'),
    ('fallow', 'Để trống', 'Fallow', '#c9bfae', 7, 'Project proposal; the co-operatives edit the list');

INSERT INTO layers."department_codes" (code, title_vi, title_en, color, position, source) VALUES
    ('office', 'Văn phòng HĐND và UBND', 'Office of the People''s Council and Committee', NULL, 1, 'Smart-city scheme 2021-2025 of Đông Hà, lines 644-694'),
    ('ioc', 'Trung tâm điều hành thông minh (IOC)', 'Intelligent operations centre', NULL, 2, 'Smart-city scheme 2021-2025 of Đông Hà, lines 644-694'),
    ('culture', 'Phòng Văn hóa và Thông tin', 'Culture and information', NULL, 3, 'Smart-city scheme 2021-2025 of Đông Hà, lines 644-694'),
    ('home_affairs', 'Phòng Nội vụ', 'Home affairs', NULL, 4, 'Smart-city scheme 2021-2025 of Đông Hà, lines 644-694'),
    ('finance', 'Phòng Tài chính - Kế hoạch', 'Finance and planning', NULL, 5, 'Smart-city scheme 2021-2025 of Đông Hà, lines 644-694'),
    ('economy', 'Phòng Kinh tế', 'Economy', NULL, 6, 'Smart-city scheme 2021-2025 of Đông Hà, lines 644-694'),
    ('urban_management', 'Phòng Quản lý đô thị', 'Urban management', NULL, 7, 'Smart-city scheme 2021-2025 of Đông Hà, lines 644-694'),
    ('environment', 'Phòng Tài nguyên và Môi trường', 'Natural resources and environment', NULL, 8, 'Smart-city scheme 2021-2025 of Đông Hà, lines 644-694'),
    ('health', 'Phòng Y tế', 'Health', NULL, 9, 'Smart-city scheme 2021-2025 of Đông Hà, lines 644-694'),
    ('education', 'Phòng Giáo dục và Đào tạo', 'Education and training', NULL, 10, 'Smart-city scheme 2021-2025 of Đông Hà, lines 644-694'),
    ('public_utilities', 'Trung tâm Môi trường và Công trình đô thị', 'Public-utility centre', NULL, 11, 'Smart-city scheme 2021-2025 of Đông Hà, lines 644-694'),
    ('construction_order', 'Đội Trật tự xây dựng', 'Construction-order team', NULL, 12, 'Smart-city scheme 2021-2025 of Đông Hà, lines 644-694'),
    ('police', 'Công an thành phố', 'City police', NULL, 13, 'Smart-city scheme 2021-2025 of Đông Hà, lines 644-694'),
    ('ward', 'UBND phường', 'Ward committee', NULL, 14, 'Smart-city scheme 2021-2025 of Đông Hà, lines 644-694');

INSERT INTO layers."discharge_standard_codes" (code, title_vi, title_en, color, position, source) VALUES
    ('QCVN 14:2025/BTNMT', 'Sinh hoạt, 2025', 'Domestic, 2025', NULL, 1, 'QCVN 14 and 40, issues of 2008/2011 and 2025 (TT 05/2025, TT 06/2025)'),
    ('QCVN 40:2025/BTNMT', 'Công nghiệp, 2025', 'Industrial, 2025', NULL, 2, 'QCVN 14 and 40, issues of 2008/2011 and 2025 (TT 05/2025, TT 06/2025)'),
    ('QCVN 14:2008/BTNMT', 'Sinh hoạt, 2008', 'Domestic, 2008', NULL, 3, 'QCVN 14 and 40, issues of 2008/2011 and 2025 (TT 05/2025, TT 06/2025)'),
    ('QCVN 40:2011/BTNMT', 'Công nghiệp, 2011', 'Industrial, 2011', NULL, 4, 'QCVN 14 and 40, issues of 2008/2011 and 2025 (TT 05/2025, TT 06/2025)');

INSERT INTO layers."incident_service_codes" (code, title_vi, title_en, color, position, source) VALUES
    ('security', 'An ninh', 'Security', '#6a3d9a', 1, 'Smart-city scheme of Đông Hà, lines 288-309; codes proposed'),
    ('traffic_safety', 'An toàn giao thông', 'Traffic safety', '#0072b2', 2, 'Smart-city scheme of Đông Hà, lines 288-309; codes proposed'),
    ('urban_order', 'Trật tự đô thị', 'Urban order', '#cc79a7', 3, 'Smart-city scheme of Đông Hà, lines 288-309; codes proposed'),
    ('construction_order', 'Trật tự xây dựng', 'Construction order', '#b08d57', 4, 'Smart-city scheme of Đông Hà, lines 288-309; codes proposed'),
    ('sanitation', 'Vệ sinh môi trường', 'Cleanliness', '#8c510a', 5, 'Smart-city scheme of Đông Hà, lines 288-309; codes proposed'),
    ('infrastructure', 'Hạ tầng', 'Streets and networks', '#6b7280', 6, 'Smart-city scheme of Đông Hà, lines 288-309; codes proposed'),
    ('lighting', 'Chiếu sáng', 'Lighting', '#e6b800', 7, 'Smart-city scheme of Đông Hà, lines 288-309; codes proposed'),
    ('trees', 'Cây xanh', 'Trees', '#009e73', 8, 'Smart-city scheme of Đông Hà, lines 288-309; codes proposed'),
    ('flooding', 'Ngập lụt', 'Flooding', '#c1121f', 9, 'Smart-city scheme of Đông Hà, lines 288-309; codes proposed');

INSERT INTO layers."indicator_codes" (code, title_vi, title_en, color, position, source) VALUES
    ('L1.N1.PN1.01', 'Công khai thông tin đô thị cho người dân, 1/3', 'Disclosure of city information, 1 of 3', NULL, 1, 'Smart-city scheme of Đông Hà, lines 1497-1724; English and counts by the project'),
    ('L1.N1.PN1.02', 'Công khai thông tin đô thị cho người dân, 2/3', 'Disclosure of city information, 2 of 3', NULL, 2, 'Smart-city scheme of Đông Hà, lines 1497-1724; English and counts by the project'),
    ('L1.N1.PN1.03', 'Công khai thông tin đô thị cho người dân, 3/3', 'Disclosure of city information, 3 of 3', NULL, 3, 'Smart-city scheme of Đông Hà, lines 1497-1724; English and counts by the project'),
    ('L1.N1.PN2.01', 'Công khai kết quả phản ánh của người dân, 1/3', 'Results of feedback published, 1 of 3', NULL, 4, 'Smart-city scheme of Đông Hà, lines 1497-1724; English and counts by the project'),
    ('L1.N1.PN2.02', 'Công khai kết quả phản ánh của người dân, 2/3', 'Results of feedback published, 2 of 3', NULL, 5, 'Smart-city scheme of Đông Hà, lines 1497-1724; English and counts by the project'),
    ('L1.N1.PN2.03', 'Công khai kết quả phản ánh của người dân, 3/3', 'Results of feedback published, 3 of 3', NULL, 6, 'Smart-city scheme of Đông Hà, lines 1497-1724; English and counts by the project'),
    ('L1.N1.PN3.01', 'Mức độ thường xuyên đánh giá sự hài lòng', 'Regular surveys of satisfaction', NULL, 7, 'Smart-city scheme of Đông Hà, lines 1497-1724; English and counts by the project'),
    ('L1.N2.PN1.01', 'Sự sẵn sàng của hạ tầng phản hồi thông tin', 'Infrastructure for feedback', NULL, 8, 'Smart-city scheme of Đông Hà, lines 1497-1724; English and counts by the project'),
    ('L1.N3.PN1.01', 'Đánh giá chung về sự tiến bộ của đô thị', 'Progress of the city as felt by people', NULL, 9, 'Smart-city scheme of Đông Hà, lines 1497-1724; English and counts by the project'),
    ('L2.N1.PN1.01', 'Sử dụng một mã số điện tử', 'One electronic identity in public services', NULL, 10, 'Smart-city scheme of Đông Hà, lines 1497-1724; English and counts by the project'),
    ('L2.N1.PN1.02', 'Ứng dụng ICT trong dịch vụ công trực tuyến', 'Public services online', NULL, 11, 'Smart-city scheme of Đông Hà, lines 1497-1724; English and counts by the project'),
    ('L2.N1.PN1.03', 'Hỗ trợ ICT trong thủ tục hành chính', 'ICT support in procedures', NULL, 12, 'Smart-city scheme of Đông Hà, lines 1497-1724; English and counts by the project'),
    ('L2.N1.PN2.01', 'Cung cấp thông tin giao thông thời gian thực', 'Real-time traffic information', NULL, 13, 'Smart-city scheme of Đông Hà, lines 1497-1724; English and counts by the project'),
    ('L2.N1.PN2.03', 'ICT giám sát chất lượng giao thông công cộng', 'ICT in watching public transport', NULL, 14, 'Smart-city scheme of Đông Hà, lines 1497-1724; English and counts by the project'),
    ('L2.N1.PN3.01', 'Sử dụng bệnh án điện tử', 'Electronic health records', NULL, 15, 'Smart-city scheme of Đông Hà, lines 1497-1724; English and counts by the project'),
    ('L2.N1.PN3.02', 'ICT trong đăng ký khám chữa bệnh', 'Online booking of medical care', NULL, 16, 'Smart-city scheme of Đông Hà, lines 1497-1724; English and counts by the project'),
    ('L2.N1.PN5.01', 'Phổ cập lớp học đa phương tiện', 'Multimedia classrooms', NULL, 17, 'Smart-city scheme of Đông Hà, lines 1497-1724; English and counts by the project'),
    ('L2.N1.PN5.02', 'ICT kết nối gia đình và nhà trường', 'ICT between family and school', NULL, 18, 'Smart-city scheme of Đông Hà, lines 1497-1724; English and counts by the project'),
    ('L2.N2.PN1.01', 'CNTT trong quản lý tài sản công', 'IT in managing public assets', NULL, 19, 'Smart-city scheme of Đông Hà, lines 1497-1724; English and counts by the project'),
    ('L2.N2.PN1.02', 'CNTT trong quản lý xây dựng đô thị', 'IT in managing construction', NULL, 20, 'Smart-city scheme of Đông Hà, lines 1497-1724; English and counts by the project'),
    ('L2.N2.PN2.01', 'Mật độ camera giám sát an ninh công cộng', 'Density of security cameras', NULL, 21, 'Smart-city scheme of Đông Hà, lines 1497-1724; English and counts by the project'),
    ('L2.N2.PN2.02', 'ICT trong phòng cháy chữa cháy', 'ICT in fire protection', NULL, 22, 'Smart-city scheme of Đông Hà, lines 1497-1724; English and counts by the project'),
    ('L2.N3.PN1.01', 'ICT giám sát ô nhiễm đất đai', 'ICT in watching soil pollution', NULL, 23, 'Smart-city scheme of Đông Hà, lines 1497-1724; English and counts by the project'),
    ('L2.N3.PN1.02', 'ICT theo dõi ô nhiễm nguồn nước', 'ICT in watching water pollution', NULL, 24, 'Smart-city scheme of Đông Hà, lines 1497-1724; English and counts by the project'),
    ('L2.N3.PN1.03', 'ICT theo dõi ô nhiễm không khí', 'ICT in watching air pollution', NULL, 25, 'Smart-city scheme of Đông Hà, lines 1497-1724; English and counts by the project'),
    ('L2.N3.PN1.04', 'ICT giám sát ô nhiễm tiếng ồn', 'ICT in watching noise', NULL, 26, 'Smart-city scheme of Đông Hà, lines 1497-1724; English and counts by the project'),
    ('L2.N3.PN1.05', 'ICT giám sát xử lý nước thải', 'ICT in watching waste water', NULL, 27, 'Smart-city scheme of Đông Hà, lines 1497-1724; English and counts by the project'),
    ('L2.N3.PN1.06', 'Công khai thông tin bảo vệ môi trường', 'Disclosure on environment protection', NULL, 28, 'Smart-city scheme of Đông Hà, lines 1497-1724; English and counts by the project'),
    ('L3.N1.PN1.01', 'Phổ cập wifi tại các điểm công cộng', 'Wifi in public places', NULL, 29, 'Smart-city scheme of Đông Hà, lines 1497-1724; English and counts by the project'),
    ('L3.N1.PN1.02', 'Cung cấp cáp quang đến khách hàng', 'Optical fibre to customers', NULL, 30, 'Smart-city scheme of Đông Hà, lines 1497-1724; English and counts by the project'),
    ('L3.N1.PN1.03', 'Phổ cập băng rộng di động', 'Mobile broadband', NULL, 31, 'Smart-city scheme of Đông Hà, lines 1497-1724; English and counts by the project'),
    ('L3.N1.PN2.01', 'Công khai tài nguyên thông tin công cộng', 'Open public information', NULL, 32, 'Smart-city scheme of Đông Hà, lines 1497-1724; English and counts by the project'),
    ('L3.N1.PN2.02', 'Chia sẻ thông tin giữa các ngành', 'Information shared between sectors', NULL, 33, 'Smart-city scheme of Đông Hà, lines 1497-1724; English and counts by the project'),
    ('L3.N1.PN2.03', 'Khai thác tài nguyên số với doanh nghiệp', 'Use of digital resources with enterprises', NULL, 34, 'Smart-city scheme of Đông Hà, lines 1497-1724; English and counts by the project'),
    ('L3.N2.PN1.01', 'An toàn thông tin cho hệ thống dùng chung', 'Information security of shared systems', NULL, 35, 'Smart-city scheme of Đông Hà, lines 1497-1724; English and counts by the project'),
    ('L3.N3.PN1.01', 'Chuẩn bị chính sách và pháp lý', 'Policy and law made ready', NULL, 36, 'Smart-city scheme of Đông Hà, lines 1497-1724; English and counts by the project'),
    ('L3.N3.PN1.02', 'Sẵn sàng nguồn nhân lực ICT', 'ICT staff made ready', NULL, 37, 'Smart-city scheme of Đông Hà, lines 1497-1724; English and counts by the project'),
    ('L3.N3.PN1.03', 'Sẵn sàng nguồn lực tài chính', 'Money made ready', NULL, 38, 'Smart-city scheme of Đông Hà, lines 1497-1724; English and counts by the project'),
    ('L3.N4.PN1.01', 'Người dân tham gia đổi mới, sáng tạo', 'People''s part in innovation', NULL, 39, 'Smart-city scheme of Đông Hà, lines 1497-1724; English and counts by the project'),
    ('L3.N4.PN1.02', 'Dịch vụ trực tuyến của doanh nghiệp', 'Online services of enterprises', NULL, 40, 'Smart-city scheme of Đông Hà, lines 1497-1724; English and counts by the project'),
    ('L3.N4.PN1.03', 'Huy động nguồn lực xã hội hóa', 'Private resources raised', NULL, 41, 'Smart-city scheme of Đông Hà, lines 1497-1724; English and counts by the project'),
    ('LRIS.01', 'Báo cáo đã gửi (LRIS)', 'Reports handed in', NULL, 42, 'Smart-city scheme of Đông Hà, lines 1497-1724; English and counts by the project'),
    ('LRIS.02', 'Báo cáo đúng hạn (LRIS)', 'Reports on time', NULL, 43, 'Smart-city scheme of Đông Hà, lines 1497-1724; English and counts by the project'),
    ('ONESTOP.01', 'Hồ sơ một cửa tiếp nhận', 'One-stop cases received', NULL, 44, 'Smart-city scheme of Đông Hà, lines 1497-1724; English and counts by the project'),
    ('ONESTOP.02', 'Hồ sơ một cửa giải quyết đúng hạn', 'One-stop cases done on time', NULL, 45, 'Smart-city scheme of Đông Hà, lines 1497-1724; English and counts by the project'),
    ('ONESTOP.03', 'Mức hài lòng tại bộ phận một cửa', 'Satisfaction at the one-stop office', NULL, 46, 'Smart-city scheme of Đông Hà, lines 1497-1724; English and counts by the project'),
    ('CIVIL.01', 'Số đăng ký khai sinh', 'Births registered', NULL, 47, 'Smart-city scheme of Đông Hà, lines 1497-1724; English and counts by the project'),
    ('CIVIL.02', 'Số đăng ký khai tử', 'Deaths registered', NULL, 48, 'Smart-city scheme of Đông Hà, lines 1497-1724; English and counts by the project'),
    ('CIVIL.03', 'Số đăng ký kết hôn', 'Marriages registered', NULL, 49, 'Smart-city scheme of Đông Hà, lines 1497-1724; English and counts by the project');

INSERT INTO layers."land_use_codes" (code, title_vi, title_en, color, position, source) VALUES
    ('LUA', 'Đất trồng lúa', 'Rice land', '#f2e8a0', 1, 'TT 08/2024/TT-BTNMT, from memory, unverified'),
    ('LUC', 'Đất chuyên trồng lúa', 'Wet-rice land', '#f2e8a0', 2, 'TT 08/2024/TT-BTNMT, from memory, unverified'),
    ('LUK', 'Đất trồng lúa còn lại', 'Other rice land', '#f2e8a0', 3, 'TT 08/2024/TT-BTNMT, from memory, unverified'),
    ('HNK', 'Đất trồng cây hằng năm khác', 'Other annual crops', '#d9d98c', 4, 'TT 08/2024/TT-BTNMT, from memory, unverified'),
    ('CLN', 'Đất trồng cây lâu năm', 'Perennial crops', '#b8c26b', 5, 'TT 08/2024/TT-BTNMT, from memory, unverified'),
    ('RDD', 'Đất rừng đặc dụng', 'Special-use forest', '#6f9e5f', 6, 'TT 08/2024/TT-BTNMT, from memory, unverified'),
    ('RPH', 'Đất rừng phòng hộ', 'Protection forest', '#6f9e5f', 7, 'TT 08/2024/TT-BTNMT, from memory, unverified'),
    ('RSX', 'Đất rừng sản xuất', 'Production forest', '#6f9e5f', 8, 'TT 08/2024/TT-BTNMT, from memory, unverified'),
    ('NTS', 'Đất nuôi trồng thủy sản', 'Aquaculture', '#8fc9c2', 9, 'TT 08/2024/TT-BTNMT, from memory, unverified'),
    ('CNT', 'Đất chăn nuôi tập trung', 'Concentrated livestock farming', '#d9d98c', 10, 'TT 08/2024/TT-BTNMT, from memory, unverified'),
    ('LMU', 'Đất làm muối', 'Salt making', '#8fc9c2', 11, 'TT 08/2024/TT-BTNMT, from memory, unverified'),
    ('NKH', 'Đất nông nghiệp khác', 'Other agriculture', '#d9d98c', 12, 'TT 08/2024/TT-BTNMT, from memory, unverified'),
    ('ONT', 'Đất ở tại nông thôn', 'Rural housing', '#f0b98d', 13, 'TT 08/2024/TT-BTNMT, from memory, unverified'),
    ('ODT', 'Đất ở tại đô thị', 'Urban housing', '#f0b98d', 14, 'TT 08/2024/TT-BTNMT, from memory, unverified'),
    ('TSC', 'Đất xây dựng trụ sở cơ quan', 'Offices of state bodies', '#b39ddb', 15, 'TT 08/2024/TT-BTNMT, from memory, unverified'),
    ('CQP', 'Đất quốc phòng', 'Defence', '#9aa5b1', 16, 'TT 08/2024/TT-BTNMT, from memory, unverified'),
    ('CAN', 'Đất an ninh', 'Public security', '#9aa5b1', 17, 'TT 08/2024/TT-BTNMT, from memory, unverified'),
    ('DVH', 'Đất xây dựng cơ sở văn hóa', 'Culture', '#9fc5e8', 18, 'TT 08/2024/TT-BTNMT, from memory, unverified'),
    ('DXH', 'Đất xây dựng cơ sở xã hội', 'Social services', '#9fc5e8', 19, 'TT 08/2024/TT-BTNMT, from memory, unverified'),
    ('DYT', 'Đất xây dựng cơ sở y tế', 'Health', '#9fc5e8', 20, 'TT 08/2024/TT-BTNMT, from memory, unverified'),
    ('DGD', 'Đất xây dựng cơ sở giáo dục và đào tạo', 'Education', '#9fc5e8', 21, 'TT 08/2024/TT-BTNMT, from memory, unverified'),
    ('DTT', 'Đất xây dựng cơ sở thể dục thể thao', 'Sport', '#9fc5e8', 22, 'TT 08/2024/TT-BTNMT, from memory, unverified'),
    ('DKH', 'Đất xây dựng cơ sở khoa học và công nghệ', 'Science and technology', '#9fc5e8', 23, 'TT 08/2024/TT-BTNMT, from memory, unverified'),
    ('DMT', 'Đất xây dựng cơ sở môi trường', 'Environment services', '#9fc5e8', 24, 'TT 08/2024/TT-BTNMT, from memory, unverified'),
    ('DKT', 'Đất xây dựng cơ sở khí tượng thủy văn', 'Hydrometeorology', '#9fc5e8', 25, 'TT 08/2024/TT-BTNMT, from memory, unverified'),
    ('DNG', 'Đất xây dựng cơ sở ngoại giao', 'Foreign missions', '#9fc5e8', 26, 'TT 08/2024/TT-BTNMT, from memory, unverified'),
    ('DSK', 'Đất xây dựng công trình sự nghiệp khác', 'Other public services', '#9fc5e8', 27, 'TT 08/2024/TT-BTNMT, from memory, unverified'),
    ('SKK', 'Đất khu công nghiệp', 'Industrial park', '#a58fb0', 28, 'TT 08/2024/TT-BTNMT, from memory, unverified'),
    ('SKN', 'Đất cụm công nghiệp', 'Industrial cluster', '#a58fb0', 29, 'TT 08/2024/TT-BTNMT, from memory, unverified'),
    ('TMD', 'Đất thương mại, dịch vụ', 'Trade and services', '#e69f00', 30, 'TT 08/2024/TT-BTNMT, from memory, unverified'),
    ('SKC', 'Đất cơ sở sản xuất phi nông nghiệp', 'Non-farm production', '#a58fb0', 31, 'TT 08/2024/TT-BTNMT, from memory, unverified'),
    ('SKS', 'Đất sử dụng cho hoạt động khoáng sản', 'Mineral extraction', '#a58fb0', 32, 'TT 08/2024/TT-BTNMT, from memory, unverified'),
    ('DGT', 'Đất giao thông', 'Transport', '#d4d4d4', 33, 'TT 08/2024/TT-BTNMT, from memory, unverified'),
    ('DTL', 'Đất thủy lợi', 'Irrigation and dykes', '#9ecae1', 34, 'TT 08/2024/TT-BTNMT, from memory, unverified'),
    ('DCT', 'Đất công trình cấp nước, thoát nước', 'Water supply and drainage', '#7fa3a0', 35, 'TT 08/2024/TT-BTNMT, from memory, unverified'),
    ('DPC', 'Đất công trình phòng, chống thiên tai', 'Disaster prevention', '#7fa3a0', 36, 'TT 08/2024/TT-BTNMT, from memory, unverified'),
    ('DDD', 'Đất có di tích, danh lam thắng cảnh', 'Heritage', '#cc79a7', 37, 'TT 08/2024/TT-BTNMT, from memory, unverified'),
    ('DRA', 'Đất công trình xử lý chất thải', 'Waste treatment', '#7fa3a0', 38, 'TT 08/2024/TT-BTNMT, from memory, unverified'),
    ('DNL', 'Đất công trình năng lượng, chiếu sáng', 'Energy and public lighting', '#7fa3a0', 39, 'TT 08/2024/TT-BTNMT, from memory, unverified'),
    ('DBV', 'Đất công trình bưu chính, viễn thông', 'Post and telecommunication', '#7fa3a0', 40, 'TT 08/2024/TT-BTNMT, from memory, unverified'),
    ('DCH', 'Đất chợ dân sinh, chợ đầu mối', 'Markets', '#e69f00', 41, 'TT 08/2024/TT-BTNMT, from memory, unverified'),
    ('DKV', 'Đất khu vui chơi, sinh hoạt cộng đồng', 'Parks and community grounds', '#b8c26b', 42, 'TT 08/2024/TT-BTNMT, from memory, unverified'),
    ('TON', 'Đất tôn giáo', 'Religion', '#cc79a7', 43, 'TT 08/2024/TT-BTNMT, from memory, unverified'),
    ('TIN', 'Đất tín ngưỡng', 'Folk belief', '#cc79a7', 44, 'TT 08/2024/TT-BTNMT, from memory, unverified'),
    ('NTD', 'Đất nghĩa trang, cơ sở hỏa táng', 'Cemetery', '#8f8f7a', 45, 'TT 08/2024/TT-BTNMT, from memory, unverified'),
    ('MNC', 'Đất có mặt nước chuyên dùng', 'Special-use water', '#9ecae1', 46, 'TT 08/2024/TT-BTNMT, from memory, unverified'),
    ('SON', 'Đất sông, ngòi, kênh, rạch, suối', 'Rivers and streams', '#9ecae1', 47, 'TT 08/2024/TT-BTNMT, from memory, unverified'),
    ('PNK', 'Đất phi nông nghiệp khác', 'Other non-farm land', '#c9c2b8', 48, 'TT 08/2024/TT-BTNMT, from memory, unverified'),
    ('CSD', 'Nhóm đất chưa sử dụng', 'Unused land', '#efe9dc', 49, 'TT 08/2024/TT-BTNMT, from memory, unverified'),
    ('BCS', 'Đất bằng chưa sử dụng', 'Unused flat land', '#efe9dc', 50, 'TT 08/2024/TT-BTNMT, from memory, unverified'),
    ('DCS', 'Đất đồi núi chưa sử dụng', 'Unused hill land', '#efe9dc', 51, 'TT 08/2024/TT-BTNMT, from memory, unverified'),
    ('NCS', 'Núi đá không có rừng cây', 'Rocky land without trees', '#efe9dc', 52, 'TT 08/2024/TT-BTNMT, from memory, unverified');

INSERT INTO layers."lighting_class_codes" (code, title_vi, title_en, color, position, source) VALUES
    ('M1', 'M1, 2,0 cd/m²', 'M1, 2.0 cd/m²', '#b35806', 1, 'EN 13201-2 M classes, from memory, unverified; QCVN 07-7:2023/BXD governs'),
    ('M2', 'M2, 1,5 cd/m²', 'M2, 1.5 cd/m²', '#e08214', 2, 'EN 13201-2 M classes, from memory, unverified; QCVN 07-7:2023/BXD governs'),
    ('M3', 'M3, 1,0 cd/m²', 'M3, 1.0 cd/m²', '#fdb863', 3, 'EN 13201-2 M classes, from memory, unverified; QCVN 07-7:2023/BXD governs'),
    ('M4', 'M4, 0,75 cd/m²', 'M4, 0.75 cd/m²', '#b2abd2', 4, 'EN 13201-2 M classes, from memory, unverified; QCVN 07-7:2023/BXD governs'),
    ('M5', 'M5, 0,5 cd/m²', 'M5, 0.5 cd/m²', '#8073ac', 5, 'EN 13201-2 M classes, from memory, unverified; QCVN 07-7:2023/BXD governs'),
    ('M6', 'M6, 0,3 cd/m²', 'M6, 0.3 cd/m²', '#542788', 6, 'EN 13201-2 M classes, from memory, unverified; QCVN 07-7:2023/BXD governs');

INSERT INTO layers."parcel_change_kind_codes" (code, title_vi, title_en, color, position, source) VALUES
    ('split', 'Tách thửa', 'Split', '#e69f00', 1, 'Project proposal; the land office edits the list'),
    ('merge', 'Hợp thửa', 'Merge', '#0072b2', 2, 'Project proposal; the land office edits the list'),
    ('boundary', 'Điều chỉnh ranh giới', 'Boundary adjusted', '#009e73', 3, 'Project proposal; the land office edits the list'),
    ('use_change', 'Chuyển mục đích sử dụng', 'Purpose of use changed', '#cc79a7', 4, 'Project proposal; the land office edits the list'),
    ('transfer', 'Chuyển quyền', 'Transfer', '#56b4e9', 5, 'Project proposal; the land office edits the list'),
    ('recovery', 'Nhà nước thu hồi', 'Recovered by the State', '#8c510a', 6, 'Project proposal; the land office edits the list'),
    ('resurvey', 'Đo đạc lại', 'New survey', '#6b7280', 7, 'Project proposal; the land office edits the list');

INSERT INTO layers."violation_behaviour_codes" (code, title_vi, title_en, color, position, source) VALUES
    ('no_permit', 'Xây dựng không phép', 'Without permit', '#7b3294', 1, 'Project proposal after the smart-city scheme, lines 310-323'),
    ('wrong_permit', 'Xây dựng sai phép', 'Against the permit', '#ddc9e8', 2, 'Project proposal after the smart-city scheme, lines 310-323'),
    ('encroachment', 'Lấn chiếm đất liền kề', 'Encroachment on a neighbour', '#e69f00', 3, 'Project proposal after the smart-city scheme, lines 310-323'),
    ('public_land', 'Xây dựng trên đất công', 'On public land', '#f0d94a', 4, 'Project proposal after the smart-city scheme, lines 310-323'),
    ('road_corridor', 'Vi phạm hành lang an toàn', 'In a safety corridor', '#56b4e9', 5, 'Project proposal after the smart-city scheme, lines 310-323'),
    ('unsafe', 'Gây mất an toàn', 'Danger to people', '#c1121f', 6, 'Project proposal after the smart-city scheme, lines 310-323');

INSERT INTO layers."zone_use_codes" (code, title_vi, title_en, color, position, source) VALUES
    ('OHT', 'Đất ở hiện trạng', 'Existing housing', '#fad6a5', 1, 'Project proposal: no national code list for urban-plan uses was found'),
    ('OM', 'Đất ở mới', 'New housing', '#e8913a', 2, 'Project proposal: no national code list for urban-plan uses was found'),
    ('HH', 'Đất hỗn hợp', 'Mixed use', '#b4540f', 3, 'Project proposal: no national code list for urban-plan uses was found'),
    ('CC', 'Đất công cộng', 'Public facilities', '#86b6e3', 4, 'Project proposal: no national code list for urban-plan uses was found'),
    ('GD', 'Đất giáo dục', 'Education', '#3d95d6', 5, 'Project proposal: no national code list for urban-plan uses was found'),
    ('YT', 'Đất y tế', 'Health', '#12796b', 6, 'Project proposal: no national code list for urban-plan uses was found'),
    ('TM', 'Đất thương mại, dịch vụ', 'Commerce and services', '#f2cf1d', 7, 'Project proposal: no national code list for urban-plan uses was found'),
    ('CQ', 'Đất cơ quan', 'Offices', '#5a4a9e', 8, 'Project proposal: no national code list for urban-plan uses was found'),
    ('CX', 'Đất cây xanh, công viên', 'Parks', '#3b7a37', 9, 'Project proposal: no national code list for urban-plan uses was found'),
    ('CL', 'Đất cây xanh cách ly', 'Isolation green', '#93ba78', 10, 'Project proposal: no national code list for urban-plan uses was found'),
    ('TT', 'Đất thể dục thể thao', 'Sport', '#b9d94f', 11, 'Project proposal: no national code list for urban-plan uses was found'),
    ('CN', 'Đất công nghiệp', 'Industry', '#5e3f6e', 12, 'Project proposal: no national code list for urban-plan uses was found'),
    ('KT', 'Đất hạ tầng kỹ thuật', 'Technical infrastructure', '#69748a', 13, 'Project proposal: no national code list for urban-plan uses was found'),
    ('GT', 'Đất giao thông', 'Transport', '#c2c2c2', 14, 'Project proposal: no national code list for urban-plan uses was found'),
    ('TG', 'Đất tôn giáo, tín ngưỡng', 'Religion and belief', '#ea9ac8', 15, 'Project proposal: no national code list for urban-plan uses was found'),
    ('NT', 'Đất nghĩa trang', 'Cemetery', '#8a8568', 16, 'Project proposal: no national code list for urban-plan uses was found'),
    ('QP', 'Đất quốc phòng, an ninh', 'Defence and security', '#2c352b', 17, 'Project proposal: no national code list for urban-plan uses was found'),
    ('DT', 'Đất dự trữ phát triển', 'Reserve', '#efe9dc', 18, 'Project proposal: no national code list for urban-plan uses was found'),
    ('MN', 'Mặt nước', 'Water', '#b9e0f2', 19, 'Project proposal: no national code list for urban-plan uses was found'),
    ('NN', 'Đất nông nghiệp', 'Agriculture', '#faf8dc', 20, 'Project proposal: no national code list for urban-plan uses was found');

GRANT SELECT ("fid", "id", "code", "ward_code", "source", "version", "updated_at", "name", "division", "valid_from", "valid_to", "merged_into", "area_km2", "population", "decision", "geom", "geom_3857", "geojson", "search") ON layers."wards" TO dongha_public;

GRANT SELECT ("fid", "id", "code", "ward_code", "source", "version", "updated_at", "name", "area_ha", "household_count", "meeting_place", "geom", "geom_3857", "geojson", "search") ON layers."neighbourhoods" TO dongha_public;

GRANT SELECT ("fid", "id", "code", "ward_code", "source", "version", "updated_at", "name", "level", "status", "scale_denominator", "area_ha", "planned_population", "decision_no", "decision_date", "authority", "valid_from", "valid_to", "replaced_by_id", "geom", "geom_3857", "geojson", "search") ON layers."plans" TO dongha_public;

GRANT SELECT ("fid", "id", "code", "ward_code", "source", "version", "updated_at", "plan_id", "use_code", "area_m2", "density_max_pct", "far_max", "storeys_min", "storeys_max", "height_max_m", "setback_m", "population", "note", "valid_from", "valid_to", "geom", "geom_3857", "geojson", "search") ON layers."planning_zones" TO dongha_public;

GRANT SELECT ("fid", "id", "code", "ward_code", "source", "version", "updated_at", "plan_id", "road_id", "kind", "road_name", "reserve_width_m", "carriageway_width_m", "sidewalk_width_m", "setback_m", "decision_no", "valid_from", "valid_to", "geom", "geom_3857", "geojson", "search") ON layers."road_redlines" TO dongha_public;

GRANT SELECT ("fid", "id", "code", "ward_code", "source", "version", "updated_at", "map_sheet", "parcel_no", "sheet_parcel", "old_map_sheet", "old_parcel_no", "area_m2", "legal_area_m2", "use_code", "use_codes", "address", "completeness", "has_certificate", "valid_from", "valid_to", "geom", "geom_3857", "geojson", "search") ON layers."land_parcels" TO dongha_public;

GRANT SELECT ("fid", "id", "code", "ward_code", "source", "version", "updated_at", "kind", "parent_codes", "child_codes", "area_m2", "decision", "changed_on", "note", "geom", "geom_3857", "geojson", "search") ON layers."parcel_changes" TO dongha_public;

GRANT SELECT ("fid", "id", "code", "ward_code", "source", "version", "updated_at", "permit_no", "kind", "status", "address", "storey_count", "height_m", "footprint_m2", "floor_area_m2", "setback_m", "issued_on", "expires_on", "parcel_id", "geom", "geom_3857", "geojson", "search") ON layers."construction_permits" TO dongha_public;

GRANT SELECT ("fid", "id", "code", "ward_code", "source", "version", "updated_at", "stage", "address", "storeys_built", "height_m", "footprint_m2", "started_on", "completed_on", "permit_id", "parcel_id", "geom", "geom_3857", "geojson", "search") ON layers."construction_sites" TO dongha_public;

GRANT SELECT ("fid", "id", "code", "ward_code", "source", "version", "updated_at", "inspected_at", "result", "stage", "next_due_on", "site_id", "geom", "geom_3857", "geojson", "search") ON layers."inspections" TO dongha_public;

GRANT SELECT ("fid", "id", "code", "ward_code", "source", "version", "updated_at", "record_no", "behaviour", "status", "address", "area_m2", "fine_vnd", "remedy", "recorded_on", "deadline_on", "closed_on", "site_id", "geom", "geom_3857", "geojson", "search") ON layers."building_violations" TO dongha_public;

GRANT SELECT ("fid", "id", "code", "ward_code", "source", "version", "updated_at", "name", "ref", "road_class", "length_m", "carriageway_width_m", "sidewalk_width_m", "lane_count", "direction", "speed_limit_kmh", "surface", "condition", "is_bridge", "geom", "geom_3857", "geojson", "search") ON layers."roads" TO dongha_public;

GRANT SELECT ("fid", "id", "code", "ward_code", "source", "version", "updated_at", "name", "kind", "gauge_mm", "safety_corridor_m", "geom", "geom_3857", "geojson", "search") ON layers."railways" TO dongha_public;

GRANT SELECT ("fid", "id", "code", "ward_code", "source", "version", "updated_at", "name", "house_number", "address", "use", "storey_count", "height_m", "floor_level_m", "footprint_m2", "built_year", "parcel_id", "geom", "geom_3857", "geojson", "search") ON layers."buildings" TO dongha_public;

GRANT SELECT ("fid", "id", "code", "ward_code", "source", "version", "updated_at", "kind", "diameter_mm", "material", "length_m", "depth_m", "pressure_kpa", "status", "operator", "installed_on", "road_id", "geom", "geom_3857", "geojson", "search") ON layers."water_pipes" TO dongha_public;

GRANT SELECT ("fid", "id", "code", "ward_code", "source", "version", "updated_at", "kind", "width_mm", "height_mm", "material", "length_m", "invert_start_m", "invert_end_m", "status", "condition", "installed_on", "cleaned_on", "from_manhole_id", "to_manhole_id", "geom", "geom_3857", "geojson", "search") ON layers."drains" TO dongha_public;

GRANT SELECT ("fid", "id", "code", "ward_code", "source", "version", "updated_at", "kind", "diameter_mm", "material", "length_m", "invert_start_m", "invert_end_m", "status", "condition", "installed_on", "from_manhole_id", "to_manhole_id", "geom", "geom_3857", "geojson", "search") ON layers."sewers" TO dongha_public;

GRANT SELECT ("fid", "id", "code", "ward_code", "source", "version", "updated_at", "kind", "cover_level_m", "invert_level_m", "depth_m", "material", "condition", "cleaned_on", "geom", "geom_3857", "geojson", "search") ON layers."manholes" TO dongha_public;

GRANT SELECT ("fid", "id", "code", "ward_code", "source", "version", "updated_at", "name", "voltage_level", "voltage_kv", "placement", "circuit_count", "length_m", "safety_corridor_m", "status", "operator", "installed_on", "geom", "geom_3857", "geojson", "search") ON layers."power_lines" TO dongha_public;

GRANT SELECT ("fid", "id", "code", "ward_code", "source", "version", "updated_at", "kind", "placement", "fibre_count", "length_m", "status", "operator", "installed_on", "road_id", "geom", "geom_3857", "geojson", "search") ON layers."telecom_lines" TO dongha_public;

GRANT SELECT ("fid", "id", "code", "ward_code", "source", "version", "updated_at", "species", "scientific_name", "trunk_diameter_cm", "height_m", "crown_diameter_m", "health", "is_protected", "planted_on", "inspected_on", "road_id", "park_id", "geom", "geom_3857", "geojson", "search") ON layers."trees" TO dongha_public;

GRANT SELECT ("fid", "id", "code", "ward_code", "source", "version", "updated_at", "name", "kind", "address", "area_m2", "opening_hours", "is_lit", "geom", "geom_3857", "geojson", "search") ON layers."parks" TO dongha_public;

GRANT SELECT ("fid", "id", "code", "ward_code", "source", "version", "updated_at", "address", "phase_count", "rated_power_kw", "circuit_count", "control_link", "installed_on", "geom", "geom_3857", "geojson", "search") ON layers."lighting_cabinets" TO dongha_public;
GRANT SELECT ("fid", "status", "power_kw", "energy_kwh", "door_open", "phenomenon_time") ON layers."lighting_cabinets_state" TO dongha_public;

GRANT SELECT ("fid", "id", "code", "ward_code", "source", "version", "updated_at", "pole_ref", "street", "lamp_type", "rated_power_w", "luminous_flux_lm", "colour_temperature_k", "pole_material", "pole_height_m", "arm_length_m", "control_link", "dali_address", "installed_on", "cabinet_id", "segment_id", "geom", "geom_3857", "geojson", "search") ON layers."street_lamps" TO dongha_public;
GRANT SELECT ("fid", "status", "level_pct", "power_w", "voltage_v", "current_a", "energy_kwh", "temperature_c", "operating_h", "phenomenon_time") ON layers."street_lamps_state" TO dongha_public;

GRANT SELECT ("fid", "id", "code", "ward_code", "source", "version", "updated_at", "street", "lighting_class", "required_luminance_cdm2", "required_uniformity", "length_m", "width_m", "lamp_spacing_m", "is_pilot", "road_id", "cabinet_id", "geom", "geom_3857", "geojson", "search") ON layers."lighting_segments" TO dongha_public;
GRANT SELECT ("fid", "energy_last_night_kwh", "phenomenon_time") ON layers."lighting_segments_state" TO dongha_public;

GRANT SELECT ("fid", "id", "code", "ward_code", "source", "version", "updated_at", "name", "kind", "control", "corridor", "protocol", "arm_count", "geom", "geom_3857", "geojson", "search") ON layers."junctions" TO dongha_public;
GRANT SELECT ("fid", "mode", "cycle_s", "status", "phenomenon_time") ON layers."junctions_state" TO dongha_public;

GRANT SELECT ("fid", "id", "code", "ward_code", "source", "version", "updated_at", "junction_id", "road_id", "street", "signal_group", "bearing_deg", "lane_count", "width_m", "movements", "saturation_flow_pcuh", "geom", "geom_3857", "geojson", "search") ON layers."signal_approaches" TO dongha_public;

GRANT SELECT ("fid", "id", "code", "ward_code", "source", "version", "updated_at", "kind", "junction_id", "approach_id", "signal_group", "azimuth_deg", "height_m", "has_countdown", "installed_on", "geom", "geom_3857", "geojson", "search") ON layers."traffic_signals" TO dongha_public;
GRANT SELECT ("fid", "aspect", "status", "phenomenon_time") ON layers."traffic_signals_state" TO dongha_public;

GRANT SELECT ("fid", "id", "code", "ward_code", "source", "version", "updated_at", "street", "detector", "capacity_pcuh", "road_id", "approach_id", "geom", "geom_3857", "geojson", "search") ON layers."traffic_flows" TO dongha_public;
GRANT SELECT ("fid", "service_level", "flow_pcuh", "vehicle_count", "speed_kmh", "density_pcukm", "occupancy_pct", "accuracy_pct", "phenomenon_time") ON layers."traffic_flows_state" TO dongha_public;

GRANT SELECT ("fid", "id", "code", "ward_code", "source", "version", "updated_at", "street", "reason", "extent", "starts_at", "ends_at", "detour", "department", "road_id", "geom", "geom_3857", "geojson", "search") ON layers."road_closures" TO dongha_public;

GRANT SELECT ("fid", "id", "code", "ward_code", "source", "version", "updated_at", "site_code", "location", "network", "kind", "azimuth_deg", "fov_deg", "range_m", "mount_height_m", "owner", "installed_on", "geom", "geom_3857", "geojson", "search") ON layers."cameras" TO dongha_public;
GRANT SELECT ("fid", "status", "latency_ms", "phenomenon_time") ON layers."cameras_state" TO dongha_public;

GRANT SELECT ("fid", "id", "code", "ward_code", "source", "version", "updated_at", "camera_id", "area_m2", "is_cut_by_buildings", "computed_at", "geom", "geom_3857", "geojson", "search") ON layers."camera_views" TO dongha_public;

GRANT SELECT ("fid", "id", "code", "ward_code", "source", "version", "updated_at", "camera_id", "rule", "bearing_deg", "speed_limit_kmh", "is_active", "geom", "geom_3857", "geojson", "search") ON layers."camera_zones" TO dongha_public;

GRANT SELECT ("fid", "id", "code", "ward_code", "source", "version", "updated_at", "camera_id", "zone_id", "rule", "vehicle_class", "occurred_at", "confidence_pct", "speed_kmh", "review", "geom", "geom_3857", "geojson", "search") ON layers."camera_events" TO dongha_public;

GRANT SELECT ("fid", "id", "code", "ward_code", "source", "version", "updated_at", "name", "datum", "zero_m", "bank_m", "bd1_m", "bd2_m", "bd3_m", "levels_source", "levels_valid_from", "is_solar", "river_id", "geom", "geom_3857", "geojson", "search") ON layers."flood_points" TO dongha_public;
GRANT SELECT ("fid", "status", "alarm", "level_m", "rise_cmh", "trend", "next_level_h", "battery_v", "phenomenon_time") ON layers."flood_points_state" TO dongha_public;

GRANT SELECT ("fid", "id", "code", "ward_code", "source", "version", "updated_at", "name", "tip_mm", "height_m", "is_solar", "flood_point_id", "geom", "geom_3857", "geojson", "search") ON layers."rain_gauges" TO dongha_public;
GRANT SELECT ("fid", "status", "rain_10min_mm", "rain_1h_mm", "rain_24h_mm", "battery_v", "phenomenon_time") ON layers."rain_gauges_state" TO dongha_public;

GRANT SELECT ("fid", "id", "code", "ward_code", "source", "version", "updated_at", "location", "kind", "sound_level_db", "reach_m", "trigger_level", "is_autonomous", "installed_on", "flood_point_id", "geom", "geom_3857", "geojson", "search") ON layers."flood_sirens" TO dongha_public;
GRANT SELECT ("fid", "siren_state", "status", "battery_v", "phenomenon_time") ON layers."flood_sirens_state" TO dongha_public;

GRANT SELECT ("fid", "id", "code", "ward_code", "source", "version", "updated_at", "name", "alarm", "level_m", "method", "area_ha", "max_depth_m", "population_affected", "parcel_count", "road_length_m", "run_id", "computed_at", "flood_point_id", "geom", "geom_3857", "geojson", "search") ON layers."flood_extents" TO dongha_public;

GRANT SELECT ("fid", "id", "code", "ward_code", "source", "version", "updated_at", "event", "peak_on", "level_m", "depth_m", "place", "evidence", "geom", "geom_3857", "geojson", "search") ON layers."flood_marks" TO dongha_public;

GRANT SELECT ("fid", "id", "code", "ward_code", "source", "version", "updated_at", "name", "kind", "area_ha", "length_km", "basin_km2", "flows_into", "geom", "geom_3857", "geojson", "search") ON layers."rivers" TO dongha_public;

GRANT SELECT ("fid", "id", "code", "ward_code", "source", "version", "updated_at", "name", "kind", "owner", "station_ref", "address", "installed_on", "geom", "geom_3857", "geojson", "search") ON layers."monitoring_stations" TO dongha_public;
GRANT SELECT ("fid", "status", "aqi", "air_quality", "pm25_ugm3", "pm10_ugm3", "no2_ugm3", "so2_ugm3", "o3_ugm3", "co_ugm3", "temperature_c", "humidity_pct", "noise_db", "ph", "dissolved_oxygen_mgl", "cod_mgl", "tss_mgl", "ammonium_mgl", "flow_m3h", "soil_moisture_pct", "phenomenon_time") ON layers."monitoring_stations_state" TO dongha_public;

GRANT SELECT ("fid", "id", "code", "ward_code", "source", "version", "updated_at", "name", "operator", "permit_no", "permit_from", "permit_to", "flow_max_m3d", "standard", "discharge_column", "kq", "kf", "river_id", "station_id", "geom", "geom_3857", "geojson", "search") ON layers."outfalls" TO dongha_public;

GRANT SELECT ("fid", "id", "code", "ward_code", "source", "version", "updated_at", "kind", "volume_l", "height_cm", "address", "installed_on", "route_id", "geom", "geom_3857", "geojson", "search") ON layers."waste_bins" TO dongha_public;
GRANT SELECT ("fid", "fill_pct", "temperature_c", "is_tilted", "emptied_at", "battery_pct", "status", "phenomenon_time") ON layers."waste_bins_state" TO dongha_public;

GRANT SELECT ("fid", "id", "code", "ward_code", "source", "version", "updated_at", "name", "shift", "days", "length_m", "bin_count", "capacity_t", "site_id", "geom", "geom_3857", "geojson", "search") ON layers."waste_routes" TO dongha_public;

GRANT SELECT ("fid", "id", "code", "ward_code", "source", "version", "updated_at", "name", "kind", "address", "takes", "area_m2", "capacity_td", "operator", "geom", "geom_3857", "geojson", "search") ON layers."waste_sites" TO dongha_public;
GRANT SELECT ("fid", "received_today_t", "phenomenon_time") ON layers."waste_sites_state" TO dongha_public;

GRANT SELECT ("fid", "id", "code", "ward_code", "source", "version", "updated_at", "name", "kind", "address", "area_m2", "household_count", "founded_on", "geom", "geom_3857", "geojson", "search") ON layers."farms" TO dongha_public;
GRANT SELECT ("fid", "status", "air_temperature_c", "humidity_pct", "wind_mps", "illuminance_lx", "et0_mm", "phenomenon_time") ON layers."farms_state" TO dongha_public;

GRANT SELECT ("fid", "id", "code", "ward_code", "source", "version", "updated_at", "farm_id", "crop", "area_m2", "season", "season_from", "season_to", "expected_yield_kg", "geom", "geom_3857", "geojson", "search") ON layers."farm_plots" TO dongha_public;

GRANT SELECT ("fid", "id", "code", "ward_code", "source", "version", "updated_at", "plot_id", "method", "area_m2", "flow_lh", "efficiency_pct", "field_capacity_pct", "wilting_point_pct", "geom", "geom_3857", "geojson", "search") ON layers."irrigation_zones" TO dongha_public;
GRANT SELECT ("fid", "valve", "soil_moisture_pct", "soil_temperature_c", "conductivity_mscm", "ph", "watered_at", "watered_today_mm", "phenomenon_time") ON layers."irrigation_zones_state" TO dongha_public;

GRANT SELECT ("fid", "id", "code", "ward_code", "source", "version", "updated_at", "service_code", "status", "priority", "summary", "address", "channel", "department", "requested_at", "due_at", "resolved_at", "rating", "duplicate_of_id", "geom", "geom_3857", "geojson", "search") ON layers."incidents" TO dongha_public;

GRANT SELECT ("fid", "id", "code", "ward_code", "source", "version", "updated_at", "incident_id", "status", "message", "department", "happened_at", "geom", "geom_3857", "geojson", "search") ON layers."incident_updates" TO dongha_public;

GRANT SELECT ("fid", "id", "code", "ward_code", "source", "version", "updated_at", "name", "kind", "address", "phone", "website", "opening_hours", "capacity", "counter_count", "is_wheelchair_accessible", "geom", "geom_3857", "geojson", "search") ON layers."public_facilities" TO dongha_public;
GRANT SELECT ("fid", "queue_length", "wait_min", "on_time_pct", "satisfaction_pct", "phenomenon_time") ON layers."public_facilities_state" TO dongha_public;

GRANT SELECT ("fid", "id", "code", "ward_code", "source", "version", "updated_at", "location", "ssid", "reach_m", "provider", "bandwidth_mbits", "installed_on", "geom", "geom_3857", "geojson", "search") ON layers."wifi_points" TO dongha_public;
GRANT SELECT ("fid", "status", "user_count", "phenomenon_time") ON layers."wifi_points_state" TO dongha_public;

GRANT SELECT ("fid", "id", "code", "ward_code", "source", "version", "updated_at", "indicator", "level", "ward_name", "ward_id", "period", "period_kind", "period_from", "period_to", "value", "unit", "target", "achieved_pct", "geom", "geom_3857", "geojson", "search") ON layers."indicators" TO dongha_public;

GRANT SELECT ("fid", "id", "code", "ward_code", "source", "version", "updated_at", "headline", "headline_en", "cap_category", "cap_severity", "cap_urgency", "cap_certainty", "status", "instruction", "instruction_en", "risk_level", "source_layer", "source_id", "sent_at", "effective_at", "expires_at", "geom", "geom_3857", "geojson", "search") ON layers."alerts" TO dongha_public;

GRANT SELECT ("fid", "id", "code", "ward_code", "source", "version", "updated_at", "title", "status", "priority", "department", "created_at", "due_at", "completed_at", "incident_id", "alert_id", "geom", "geom_3857", "geojson", "search") ON layers."tasks" TO dongha_public;

GRANT SELECT ("code", "title_vi", "title_en", "color", "position", "source") ON layers."crop_codes" TO dongha_public;

GRANT SELECT ("code", "title_vi", "title_en", "color", "position", "source") ON layers."department_codes" TO dongha_public;

GRANT SELECT ("code", "title_vi", "title_en", "color", "position", "source") ON layers."discharge_standard_codes" TO dongha_public;

GRANT SELECT ("code", "title_vi", "title_en", "color", "position", "source") ON layers."incident_service_codes" TO dongha_public;

GRANT SELECT ("code", "title_vi", "title_en", "color", "position", "source") ON layers."indicator_codes" TO dongha_public;

GRANT SELECT ("code", "title_vi", "title_en", "color", "position", "source") ON layers."land_use_codes" TO dongha_public;

GRANT SELECT ("code", "title_vi", "title_en", "color", "position", "source") ON layers."lighting_class_codes" TO dongha_public;

GRANT SELECT ("code", "title_vi", "title_en", "color", "position", "source") ON layers."parcel_change_kind_codes" TO dongha_public;

GRANT SELECT ("code", "title_vi", "title_en", "color", "position", "source") ON layers."violation_behaviour_codes" TO dongha_public;

GRANT SELECT ("code", "title_vi", "title_en", "color", "position", "source") ON layers."zone_use_codes" TO dongha_public;

GRANT SELECT ("id", "indicator", "level", "group_code", "subgroup_code", "unit", "more_is_better", "computed_from", "formula", "source") ON layers."indicator_definitions" TO dongha_public;

GRANT SELECT ("id", "indicator", "ward_id", "period", "period_kind", "period_from", "period_to", "value", "target", "source", "version", "updated_at") ON layers."indicator_values" TO dongha_public;

-- What low zoom levels show of layers with lines and polygons. At the scale of the whole city thousands of small features
-- are neither seen one by one nor sent in time, so small polygons of one class become one shape per cell, and lines of one
-- class and name become one line; a feature large enough to be seen stays itself, with its fid.
-- Level 13 serves Web Mercator levels 12 and 13, level 11 serves all below, where a layer is `coarse`: shown there at all;
-- level 11 is drawn from level 13.
CREATE TABLE layers.overview_layers (
    layer text PRIMARY KEY,
    dimension smallint NOT NULL CHECK (dimension IN (1, 2)),
    class_column text,
    class_breaks double precision[],
    label_column text,
    coarse boolean NOT NULL
);
COMMENT ON TABLE layers.overview_layers IS 'Các lớp có bản đồ thu gọn / layers that have an overview, and what they are told apart by';

CREATE TABLE layers.overviews (
    layer text NOT NULL,
    level smallint NOT NULL,
    cell_x integer NOT NULL,
    cell_y integer NOT NULL,
    fid bigint,
    class text,
    label text,
    geom ext.geometry(Geometry, 9212) NOT NULL,
    geom_3857 ext.geometry(Geometry, 3857) GENERATED ALWAYS AS (ext.st_transform(geom, 3857)) STORED
);
CREATE INDEX overviews_cell_idx ON layers.overviews (layer, level, cell_x, cell_y);
COMMENT ON TABLE layers.overviews IS 'Hình thu gọn cho mức phóng nhỏ / shapes for low zoom levels, derived from the layers';

-- Cells whose features have changed since their overview was drawn. Writers only append.
CREATE TABLE layers.overview_dirty (
    layer text NOT NULL,
    cell_x integer NOT NULL,
    cell_y integer NOT NULL
);
COMMENT ON TABLE layers.overview_dirty IS 'Ô cần vẽ lại hình thu gọn / cells whose overview is to be drawn again';

-- The cell a feature belongs to: squares of 1,024 m by the centre of its bounding box.
CREATE FUNCTION layers.overview_cell(low double precision, high double precision) RETURNS integer
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN floor((low + high) / 2048)::integer;

CREATE FUNCTION layers.mark_overview() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = layers, ext, pg_temp
AS $$
BEGIN
    INSERT INTO layers.overview_dirty
        SELECT DISTINCT TG_ARGV[0], layers.overview_cell(ST_XMin(geom), ST_XMax(geom)),
            layers.overview_cell(ST_YMin(geom), ST_YMax(geom))
        FROM changed WHERE geom IS NOT NULL;
    RETURN NULL;
END $$;

CREATE FUNCTION layers.mark_overview_update() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = layers, ext, pg_temp
AS $$
BEGIN
    INSERT INTO layers.overview_dirty
        SELECT DISTINCT TG_ARGV[0], layers.overview_cell(ST_XMin(geom), ST_XMax(geom)),
            layers.overview_cell(ST_YMin(geom), ST_YMax(geom))
        FROM (SELECT geom FROM gone UNION ALL SELECT geom FROM changed) touched WHERE geom IS NOT NULL;
    RETURN NULL;
END $$;

CREATE FUNCTION layers.mark_overview_truncate() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = layers, pg_temp
AS $$
BEGIN
    DELETE FROM layers.overview_dirty WHERE layer = TG_ARGV[0];
    DELETE FROM layers.overviews WHERE layer = TG_ARGV[0];
    RETURN NULL;
END $$;

-- Draw one cell of a layer at one level. `members` is SQL that gives fid, class, label, geom of what belongs to the cell.
-- Below `pixel * 8` a polygon is told from its neighbours by nobody: it is dissolved into its class. Growing the sum by half
-- a pixel closes the hairlines between neighbours and keeps a lone small building or permit visible.
CREATE FUNCTION layers.draw_overview(
    config layers.overview_layers, at_level smallint, x integer, y integer, members text, pixel double precision
) RETURNS void
    LANGUAGE plpgsql SET search_path = layers, ext, pg_temp
AS $$
DECLARE
    shapes text;
BEGIN
    DELETE FROM layers.overviews
        WHERE layer = config.layer AND level = at_level AND cell_x = x AND cell_y = y;
    IF config.dimension = 1 THEN
        shapes := format(
            'SELECT CASE WHEN count(*) = 1 THEN min(fid) END AS fid, class, label,
                ST_Simplify(ST_LineMerge(ST_CollectionExtract(ST_Collect(geom), 2)), %1$s) AS geom
            FROM members GROUP BY class, label', pixel / 2);
    ELSE
        shapes := format(
            'SELECT fid, class, label, ST_SimplifyPreserveTopology(geom, %1$s) AS geom
            FROM members WHERE fid IS NOT NULL AND ST_Area(geom) >= %2$s
            UNION ALL
            SELECT NULL, class, NULL,
                ST_Simplify(ST_Buffer(ST_UnaryUnion(ST_Collect(geom)), %1$s, ''quad_segs=1 join=mitre mitre_limit=2''),
                    %1$s, true)
            FROM members WHERE fid IS NULL OR ST_Area(geom) < %2$s GROUP BY class', pixel / 2, (8 * pixel) ^ 2);
    END IF;
    EXECUTE format(
        'WITH members AS (%s), shapes AS (%s)
        INSERT INTO layers.overviews (layer, level, cell_x, cell_y, fid, class, label, geom)
        SELECT %L, %s, %s, %s, fid, class, label, ST_Force2D(geom) FROM shapes WHERE NOT ST_IsEmpty(geom)',
        members, shapes, config.layer, at_level, x, y);
END $$;

-- Draw up to `most` changed cells again and give the number still to do. One session draws at a time: another one comes back
-- at once with null, or waits for its turn when `wait`. The version of a redrawn layer rises, so that tiles follow.
CREATE FUNCTION layers.refresh_overviews(most integer DEFAULT 16, wait boolean DEFAULT false) RETURNS bigint
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = layers, ext, pg_temp
AS $$
DECLARE
    turn constant bigint := hashtext('layers.overviews');
    config layers.overview_layers;
    cell record;
    drawn layers.overview_dirty[];
    class_sql text;
    label_sql text;
    fine constant double precision := 9.15;
    coarse constant double precision := 36.6;
BEGIN
    IF NOT EXISTS (SELECT FROM layers.overview_dirty) THEN
        RETURN 0;
    ELSIF wait THEN
        PERFORM pg_advisory_xact_lock(turn);
    ELSIF NOT pg_try_advisory_xact_lock(turn) THEN
        RETURN NULL;
    END IF;
    WITH chosen AS (SELECT DISTINCT layer, cell_x, cell_y FROM layers.overview_dirty LIMIT most),
        taken AS (DELETE FROM layers.overview_dirty d USING chosen c
            WHERE (d.layer, d.cell_x, d.cell_y) = (c.layer, c.cell_x, c.cell_y))
    SELECT array_agg(c::layers.overview_dirty) INTO drawn FROM (SELECT layer, cell_x, cell_y FROM chosen) c;
    FOR config IN
        SELECT * FROM layers.overview_layers l WHERE l.layer IN (SELECT d.layer FROM unnest(drawn) d)
    LOOP
        class_sql := CASE
            WHEN config.class_column IS NULL THEN 'NULL::text'
            WHEN config.class_breaks IS NOT NULL THEN format(
                '(%1$L::double precision[])[CASE WHEN %2$I < %3$s THEN 1
                    ELSE width_bucket(%2$I, %1$L::double precision[]) END]::text',
                config.class_breaks, config.class_column, config.class_breaks[1])
            ELSE format('%I::text', config.class_column) END;
        label_sql := CASE
            WHEN config.label_column IS NULL THEN 'NULL::text'
            ELSE format('%I::text', config.label_column) END;
        FOR cell IN SELECT cell_x AS x, cell_y AS y FROM unnest(drawn) d WHERE d.layer = config.layer LOOP
            PERFORM layers.draw_overview(config, 13::smallint, cell.x, cell.y, format(
                'SELECT fid, %s AS class, %s AS label, geom FROM layers.%I
                WHERE geom && ST_MakeEnvelope(%s, %s, %s, %s, 9212)
                    AND layers.overview_cell(ST_XMin(geom), ST_XMax(geom)) = %s
                    AND layers.overview_cell(ST_YMin(geom), ST_YMax(geom)) = %s',
                class_sql, label_sql, config.layer,
                cell.x * 1024, cell.y * 1024, (cell.x + 1) * 1024, (cell.y + 1) * 1024, cell.x, cell.y), fine);
        END LOOP;
        FOR cell IN
            SELECT DISTINCT cell_x >> 3 AS x, cell_y >> 3 AS y FROM unnest(drawn) d
            WHERE d.layer = config.layer AND config.coarse
        LOOP
            PERFORM layers.draw_overview(config, 11::smallint, cell.x, cell.y, format(
                'SELECT fid, class, label, geom FROM layers.overviews WHERE layer = %L AND level = 13
                AND cell_x BETWEEN %s AND %s AND cell_y BETWEEN %s AND %s',
                config.layer, cell.x << 3, (cell.x << 3) + 7, cell.y << 3, (cell.y << 3) + 7), coarse);
        END LOOP;
        INSERT INTO layers.layer_versions VALUES (config.layer, 0, 1);
    END LOOP;
    RETURN (SELECT count(*) FROM (SELECT DISTINCT layer, cell_x, cell_y FROM layers.overview_dirty) AS left_over);
END $$;

INSERT INTO layers.overview_layers VALUES ('wards', 2, 'division', NULL, 'name', True);
CREATE TRIGGER overview_insert AFTER INSERT ON layers."wards" REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION layers.mark_overview('wards');
CREATE TRIGGER overview_update AFTER UPDATE ON layers."wards" REFERENCING OLD TABLE AS gone NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION layers.mark_overview_update('wards');
CREATE TRIGGER overview_delete AFTER DELETE ON layers."wards" REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION layers.mark_overview('wards');
CREATE TRIGGER overview_truncate AFTER TRUNCATE ON layers."wards" FOR EACH STATEMENT EXECUTE FUNCTION layers.mark_overview_truncate('wards');

INSERT INTO layers.overview_layers VALUES ('neighbourhoods', 2, NULL, NULL, NULL, False);
CREATE TRIGGER overview_insert AFTER INSERT ON layers."neighbourhoods" REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION layers.mark_overview('neighbourhoods');
CREATE TRIGGER overview_update AFTER UPDATE ON layers."neighbourhoods" REFERENCING OLD TABLE AS gone NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION layers.mark_overview_update('neighbourhoods');
CREATE TRIGGER overview_delete AFTER DELETE ON layers."neighbourhoods" REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION layers.mark_overview('neighbourhoods');
CREATE TRIGGER overview_truncate AFTER TRUNCATE ON layers."neighbourhoods" FOR EACH STATEMENT EXECUTE FUNCTION layers.mark_overview_truncate('neighbourhoods');

INSERT INTO layers.overview_layers VALUES ('plans', 2, 'level', NULL, 'name', True);
CREATE TRIGGER overview_insert AFTER INSERT ON layers."plans" REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION layers.mark_overview('plans');
CREATE TRIGGER overview_update AFTER UPDATE ON layers."plans" REFERENCING OLD TABLE AS gone NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION layers.mark_overview_update('plans');
CREATE TRIGGER overview_delete AFTER DELETE ON layers."plans" REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION layers.mark_overview('plans');
CREATE TRIGGER overview_truncate AFTER TRUNCATE ON layers."plans" FOR EACH STATEMENT EXECUTE FUNCTION layers.mark_overview_truncate('plans');

INSERT INTO layers.overview_layers VALUES ('planning_zones', 2, 'use_code', NULL, NULL, True);
CREATE TRIGGER overview_insert AFTER INSERT ON layers."planning_zones" REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION layers.mark_overview('planning_zones');
CREATE TRIGGER overview_update AFTER UPDATE ON layers."planning_zones" REFERENCING OLD TABLE AS gone NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION layers.mark_overview_update('planning_zones');
CREATE TRIGGER overview_delete AFTER DELETE ON layers."planning_zones" REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION layers.mark_overview('planning_zones');
CREATE TRIGGER overview_truncate AFTER TRUNCATE ON layers."planning_zones" FOR EACH STATEMENT EXECUTE FUNCTION layers.mark_overview_truncate('planning_zones');

INSERT INTO layers.overview_layers VALUES ('road_redlines', 1, 'kind', NULL, NULL, False);
CREATE TRIGGER overview_insert AFTER INSERT ON layers."road_redlines" REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION layers.mark_overview('road_redlines');
CREATE TRIGGER overview_update AFTER UPDATE ON layers."road_redlines" REFERENCING OLD TABLE AS gone NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION layers.mark_overview_update('road_redlines');
CREATE TRIGGER overview_delete AFTER DELETE ON layers."road_redlines" REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION layers.mark_overview('road_redlines');
CREATE TRIGGER overview_truncate AFTER TRUNCATE ON layers."road_redlines" FOR EACH STATEMENT EXECUTE FUNCTION layers.mark_overview_truncate('road_redlines');

INSERT INTO layers.overview_layers VALUES ('land_parcels', 2, 'use_code', NULL, NULL, False);
CREATE TRIGGER overview_insert AFTER INSERT ON layers."land_parcels" REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION layers.mark_overview('land_parcels');
CREATE TRIGGER overview_update AFTER UPDATE ON layers."land_parcels" REFERENCING OLD TABLE AS gone NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION layers.mark_overview_update('land_parcels');
CREATE TRIGGER overview_delete AFTER DELETE ON layers."land_parcels" REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION layers.mark_overview('land_parcels');
CREATE TRIGGER overview_truncate AFTER TRUNCATE ON layers."land_parcels" FOR EACH STATEMENT EXECUTE FUNCTION layers.mark_overview_truncate('land_parcels');

INSERT INTO layers.overview_layers VALUES ('parcel_changes', 2, 'kind', NULL, NULL, False);
CREATE TRIGGER overview_insert AFTER INSERT ON layers."parcel_changes" REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION layers.mark_overview('parcel_changes');
CREATE TRIGGER overview_update AFTER UPDATE ON layers."parcel_changes" REFERENCING OLD TABLE AS gone NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION layers.mark_overview_update('parcel_changes');
CREATE TRIGGER overview_delete AFTER DELETE ON layers."parcel_changes" REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION layers.mark_overview('parcel_changes');
CREATE TRIGGER overview_truncate AFTER TRUNCATE ON layers."parcel_changes" FOR EACH STATEMENT EXECUTE FUNCTION layers.mark_overview_truncate('parcel_changes');

INSERT INTO layers.overview_layers VALUES ('construction_permits', 2, 'status', NULL, NULL, False);
CREATE TRIGGER overview_insert AFTER INSERT ON layers."construction_permits" REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION layers.mark_overview('construction_permits');
CREATE TRIGGER overview_update AFTER UPDATE ON layers."construction_permits" REFERENCING OLD TABLE AS gone NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION layers.mark_overview_update('construction_permits');
CREATE TRIGGER overview_delete AFTER DELETE ON layers."construction_permits" REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION layers.mark_overview('construction_permits');
CREATE TRIGGER overview_truncate AFTER TRUNCATE ON layers."construction_permits" FOR EACH STATEMENT EXECUTE FUNCTION layers.mark_overview_truncate('construction_permits');

INSERT INTO layers.overview_layers VALUES ('construction_sites', 2, 'stage', NULL, NULL, False);
CREATE TRIGGER overview_insert AFTER INSERT ON layers."construction_sites" REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION layers.mark_overview('construction_sites');
CREATE TRIGGER overview_update AFTER UPDATE ON layers."construction_sites" REFERENCING OLD TABLE AS gone NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION layers.mark_overview_update('construction_sites');
CREATE TRIGGER overview_delete AFTER DELETE ON layers."construction_sites" REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION layers.mark_overview('construction_sites');
CREATE TRIGGER overview_truncate AFTER TRUNCATE ON layers."construction_sites" FOR EACH STATEMENT EXECUTE FUNCTION layers.mark_overview_truncate('construction_sites');

INSERT INTO layers.overview_layers VALUES ('roads', 1, 'road_class', NULL, 'name', True);
CREATE TRIGGER overview_insert AFTER INSERT ON layers."roads" REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION layers.mark_overview('roads');
CREATE TRIGGER overview_update AFTER UPDATE ON layers."roads" REFERENCING OLD TABLE AS gone NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION layers.mark_overview_update('roads');
CREATE TRIGGER overview_delete AFTER DELETE ON layers."roads" REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION layers.mark_overview('roads');
CREATE TRIGGER overview_truncate AFTER TRUNCATE ON layers."roads" FOR EACH STATEMENT EXECUTE FUNCTION layers.mark_overview_truncate('roads');

INSERT INTO layers.overview_layers VALUES ('railways', 1, 'kind', NULL, 'name', True);
CREATE TRIGGER overview_insert AFTER INSERT ON layers."railways" REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION layers.mark_overview('railways');
CREATE TRIGGER overview_update AFTER UPDATE ON layers."railways" REFERENCING OLD TABLE AS gone NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION layers.mark_overview_update('railways');
CREATE TRIGGER overview_delete AFTER DELETE ON layers."railways" REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION layers.mark_overview('railways');
CREATE TRIGGER overview_truncate AFTER TRUNCATE ON layers."railways" FOR EACH STATEMENT EXECUTE FUNCTION layers.mark_overview_truncate('railways');

INSERT INTO layers.overview_layers VALUES ('water_pipes', 1, 'kind', NULL, NULL, False);
CREATE TRIGGER overview_insert AFTER INSERT ON layers."water_pipes" REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION layers.mark_overview('water_pipes');
CREATE TRIGGER overview_update AFTER UPDATE ON layers."water_pipes" REFERENCING OLD TABLE AS gone NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION layers.mark_overview_update('water_pipes');
CREATE TRIGGER overview_delete AFTER DELETE ON layers."water_pipes" REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION layers.mark_overview('water_pipes');
CREATE TRIGGER overview_truncate AFTER TRUNCATE ON layers."water_pipes" FOR EACH STATEMENT EXECUTE FUNCTION layers.mark_overview_truncate('water_pipes');

INSERT INTO layers.overview_layers VALUES ('drains', 1, 'kind', NULL, NULL, False);
CREATE TRIGGER overview_insert AFTER INSERT ON layers."drains" REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION layers.mark_overview('drains');
CREATE TRIGGER overview_update AFTER UPDATE ON layers."drains" REFERENCING OLD TABLE AS gone NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION layers.mark_overview_update('drains');
CREATE TRIGGER overview_delete AFTER DELETE ON layers."drains" REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION layers.mark_overview('drains');
CREATE TRIGGER overview_truncate AFTER TRUNCATE ON layers."drains" FOR EACH STATEMENT EXECUTE FUNCTION layers.mark_overview_truncate('drains');

INSERT INTO layers.overview_layers VALUES ('sewers', 1, 'kind', NULL, NULL, False);
CREATE TRIGGER overview_insert AFTER INSERT ON layers."sewers" REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION layers.mark_overview('sewers');
CREATE TRIGGER overview_update AFTER UPDATE ON layers."sewers" REFERENCING OLD TABLE AS gone NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION layers.mark_overview_update('sewers');
CREATE TRIGGER overview_delete AFTER DELETE ON layers."sewers" REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION layers.mark_overview('sewers');
CREATE TRIGGER overview_truncate AFTER TRUNCATE ON layers."sewers" FOR EACH STATEMENT EXECUTE FUNCTION layers.mark_overview_truncate('sewers');

INSERT INTO layers.overview_layers VALUES ('power_lines', 1, 'voltage_level', NULL, NULL, False);
CREATE TRIGGER overview_insert AFTER INSERT ON layers."power_lines" REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION layers.mark_overview('power_lines');
CREATE TRIGGER overview_update AFTER UPDATE ON layers."power_lines" REFERENCING OLD TABLE AS gone NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION layers.mark_overview_update('power_lines');
CREATE TRIGGER overview_delete AFTER DELETE ON layers."power_lines" REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION layers.mark_overview('power_lines');
CREATE TRIGGER overview_truncate AFTER TRUNCATE ON layers."power_lines" FOR EACH STATEMENT EXECUTE FUNCTION layers.mark_overview_truncate('power_lines');

INSERT INTO layers.overview_layers VALUES ('telecom_lines', 1, 'kind', NULL, NULL, False);
CREATE TRIGGER overview_insert AFTER INSERT ON layers."telecom_lines" REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION layers.mark_overview('telecom_lines');
CREATE TRIGGER overview_update AFTER UPDATE ON layers."telecom_lines" REFERENCING OLD TABLE AS gone NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION layers.mark_overview_update('telecom_lines');
CREATE TRIGGER overview_delete AFTER DELETE ON layers."telecom_lines" REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION layers.mark_overview('telecom_lines');
CREATE TRIGGER overview_truncate AFTER TRUNCATE ON layers."telecom_lines" FOR EACH STATEMENT EXECUTE FUNCTION layers.mark_overview_truncate('telecom_lines');

INSERT INTO layers.overview_layers VALUES ('parks', 2, 'kind', NULL, NULL, True);
CREATE TRIGGER overview_insert AFTER INSERT ON layers."parks" REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION layers.mark_overview('parks');
CREATE TRIGGER overview_update AFTER UPDATE ON layers."parks" REFERENCING OLD TABLE AS gone NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION layers.mark_overview_update('parks');
CREATE TRIGGER overview_delete AFTER DELETE ON layers."parks" REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION layers.mark_overview('parks');
CREATE TRIGGER overview_truncate AFTER TRUNCATE ON layers."parks" FOR EACH STATEMENT EXECUTE FUNCTION layers.mark_overview_truncate('parks');

INSERT INTO layers.overview_layers VALUES ('lighting_segments', 1, 'lighting_class', NULL, NULL, False);
CREATE TRIGGER overview_insert AFTER INSERT ON layers."lighting_segments" REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION layers.mark_overview('lighting_segments');
CREATE TRIGGER overview_update AFTER UPDATE ON layers."lighting_segments" REFERENCING OLD TABLE AS gone NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION layers.mark_overview_update('lighting_segments');
CREATE TRIGGER overview_delete AFTER DELETE ON layers."lighting_segments" REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION layers.mark_overview('lighting_segments');
CREATE TRIGGER overview_truncate AFTER TRUNCATE ON layers."lighting_segments" FOR EACH STATEMENT EXECUTE FUNCTION layers.mark_overview_truncate('lighting_segments');

INSERT INTO layers.overview_layers VALUES ('road_closures', 1, 'reason', NULL, NULL, True);
CREATE TRIGGER overview_insert AFTER INSERT ON layers."road_closures" REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION layers.mark_overview('road_closures');
CREATE TRIGGER overview_update AFTER UPDATE ON layers."road_closures" REFERENCING OLD TABLE AS gone NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION layers.mark_overview_update('road_closures');
CREATE TRIGGER overview_delete AFTER DELETE ON layers."road_closures" REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION layers.mark_overview('road_closures');
CREATE TRIGGER overview_truncate AFTER TRUNCATE ON layers."road_closures" FOR EACH STATEMENT EXECUTE FUNCTION layers.mark_overview_truncate('road_closures');

INSERT INTO layers.overview_layers VALUES ('flood_extents', 2, 'alarm', NULL, NULL, True);
CREATE TRIGGER overview_insert AFTER INSERT ON layers."flood_extents" REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION layers.mark_overview('flood_extents');
CREATE TRIGGER overview_update AFTER UPDATE ON layers."flood_extents" REFERENCING OLD TABLE AS gone NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION layers.mark_overview_update('flood_extents');
CREATE TRIGGER overview_delete AFTER DELETE ON layers."flood_extents" REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION layers.mark_overview('flood_extents');
CREATE TRIGGER overview_truncate AFTER TRUNCATE ON layers."flood_extents" FOR EACH STATEMENT EXECUTE FUNCTION layers.mark_overview_truncate('flood_extents');

INSERT INTO layers.overview_layers VALUES ('rivers', 2, 'kind', NULL, 'name', True);
CREATE TRIGGER overview_insert AFTER INSERT ON layers."rivers" REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION layers.mark_overview('rivers');
CREATE TRIGGER overview_update AFTER UPDATE ON layers."rivers" REFERENCING OLD TABLE AS gone NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION layers.mark_overview_update('rivers');
CREATE TRIGGER overview_delete AFTER DELETE ON layers."rivers" REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION layers.mark_overview('rivers');
CREATE TRIGGER overview_truncate AFTER TRUNCATE ON layers."rivers" FOR EACH STATEMENT EXECUTE FUNCTION layers.mark_overview_truncate('rivers');

INSERT INTO layers.overview_layers VALUES ('waste_routes', 1, 'shift', NULL, NULL, True);
CREATE TRIGGER overview_insert AFTER INSERT ON layers."waste_routes" REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION layers.mark_overview('waste_routes');
CREATE TRIGGER overview_update AFTER UPDATE ON layers."waste_routes" REFERENCING OLD TABLE AS gone NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION layers.mark_overview_update('waste_routes');
CREATE TRIGGER overview_delete AFTER DELETE ON layers."waste_routes" REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION layers.mark_overview('waste_routes');
CREATE TRIGGER overview_truncate AFTER TRUNCATE ON layers."waste_routes" FOR EACH STATEMENT EXECUTE FUNCTION layers.mark_overview_truncate('waste_routes');

INSERT INTO layers.overview_layers VALUES ('waste_sites', 2, 'kind', NULL, NULL, True);
CREATE TRIGGER overview_insert AFTER INSERT ON layers."waste_sites" REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION layers.mark_overview('waste_sites');
CREATE TRIGGER overview_update AFTER UPDATE ON layers."waste_sites" REFERENCING OLD TABLE AS gone NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION layers.mark_overview_update('waste_sites');
CREATE TRIGGER overview_delete AFTER DELETE ON layers."waste_sites" REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION layers.mark_overview('waste_sites');
CREATE TRIGGER overview_truncate AFTER TRUNCATE ON layers."waste_sites" FOR EACH STATEMENT EXECUTE FUNCTION layers.mark_overview_truncate('waste_sites');

INSERT INTO layers.overview_layers VALUES ('farms', 2, 'kind', NULL, NULL, True);
CREATE TRIGGER overview_insert AFTER INSERT ON layers."farms" REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION layers.mark_overview('farms');
CREATE TRIGGER overview_update AFTER UPDATE ON layers."farms" REFERENCING OLD TABLE AS gone NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION layers.mark_overview_update('farms');
CREATE TRIGGER overview_delete AFTER DELETE ON layers."farms" REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION layers.mark_overview('farms');
CREATE TRIGGER overview_truncate AFTER TRUNCATE ON layers."farms" FOR EACH STATEMENT EXECUTE FUNCTION layers.mark_overview_truncate('farms');

INSERT INTO layers.overview_layers VALUES ('alerts', 2, 'cap_severity', NULL, 'headline', True);
CREATE TRIGGER overview_insert AFTER INSERT ON layers."alerts" REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION layers.mark_overview('alerts');
CREATE TRIGGER overview_update AFTER UPDATE ON layers."alerts" REFERENCING OLD TABLE AS gone NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION layers.mark_overview_update('alerts');
CREATE TRIGGER overview_delete AFTER DELETE ON layers."alerts" REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION layers.mark_overview('alerts');
CREATE TRIGGER overview_truncate AFTER TRUNCATE ON layers."alerts" FOR EACH STATEMENT EXECUTE FUNCTION layers.mark_overview_truncate('alerts');

GRANT SELECT ON layers.overviews TO dongha_public;

GRANT SELECT ON layers.layer_versions TO dongha_public;
