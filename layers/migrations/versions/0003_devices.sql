SET LOCAL search_path = layers, ext;

ALTER TABLE layers."lighting_cabinets_state"
    ADD COLUMN "status_at" timestamp with time zone,
    ADD COLUMN "power_kw_at" timestamp with time zone,
    ADD COLUMN "energy_kwh_at" timestamp with time zone,
    ADD COLUMN "door_open_at" timestamp with time zone;

COMMENT ON COLUMN layers.lighting_cabinets_state.status_at IS 'Trạng thái: thời điểm / Status: when it was true';

COMMENT ON COLUMN layers.lighting_cabinets_state.power_kw_at IS 'Công suất đo: thời điểm / Measured power: when it was true';

COMMENT ON COLUMN layers.lighting_cabinets_state.energy_kwh_at IS 'Chỉ số điện năng: thời điểm / Energy meter: when it was true';

COMMENT ON COLUMN layers.lighting_cabinets_state.door_open_at IS 'Cửa tủ mở: thời điểm / Door open: when it was true';

ALTER TABLE layers."street_lamps_state"
    ADD COLUMN "status_at" timestamp with time zone,
    ADD COLUMN "level_pct_at" timestamp with time zone,
    ADD COLUMN "power_w_at" timestamp with time zone,
    ADD COLUMN "voltage_v_at" timestamp with time zone,
    ADD COLUMN "current_a_at" timestamp with time zone,
    ADD COLUMN "energy_kwh_at" timestamp with time zone,
    ADD COLUMN "temperature_c_at" timestamp with time zone,
    ADD COLUMN "operating_h_at" timestamp with time zone;

COMMENT ON COLUMN layers.street_lamps_state.status_at IS 'Trạng thái: thời điểm / Status: when it was true';

COMMENT ON COLUMN layers.street_lamps_state.level_pct_at IS 'Mức sáng: thời điểm / Light level: when it was true';

COMMENT ON COLUMN layers.street_lamps_state.power_w_at IS 'Công suất đo: thời điểm / Measured power: when it was true';

COMMENT ON COLUMN layers.street_lamps_state.voltage_v_at IS 'Điện áp: thời điểm / Voltage: when it was true';

COMMENT ON COLUMN layers.street_lamps_state.current_a_at IS 'Dòng điện: thời điểm / Current: when it was true';

COMMENT ON COLUMN layers.street_lamps_state.energy_kwh_at IS 'Chỉ số điện năng: thời điểm / Energy meter: when it was true';

COMMENT ON COLUMN layers.street_lamps_state.temperature_c_at IS 'Nhiệt độ bộ nguồn: thời điểm / Driver temperature: when it was true';

COMMENT ON COLUMN layers.street_lamps_state.operating_h_at IS 'Số giờ hoạt động: thời điểm / Operating hours: when it was true';

ALTER TABLE layers."lighting_segments_state"
    ADD COLUMN "energy_last_night_kwh_at" timestamp with time zone;

COMMENT ON COLUMN layers.lighting_segments_state.energy_last_night_kwh_at IS 'Điện năng đêm qua: thời điểm / Energy, last night: when it was true';

ALTER TABLE layers."junctions_state"
    ADD COLUMN "mode_at" timestamp with time zone,
    ADD COLUMN "cycle_s_at" timestamp with time zone,
    ADD COLUMN "status_at" timestamp with time zone;

COMMENT ON COLUMN layers.junctions_state.mode_at IS 'Chế độ đèn: thời điểm / Signal mode: when it was true';

COMMENT ON COLUMN layers.junctions_state.cycle_s_at IS 'Chu kỳ: thời điểm / Cycle: when it was true';

COMMENT ON COLUMN layers.junctions_state.status_at IS 'Tủ điều khiển: thời điểm / Controller: when it was true';

ALTER TABLE layers."traffic_signals_state"
    ADD COLUMN "aspect_at" timestamp with time zone,
    ADD COLUMN "status_at" timestamp with time zone;

COMMENT ON COLUMN layers.traffic_signals_state.aspect_at IS 'Đang hiển thị: thời điểm / Shows: when it was true';

COMMENT ON COLUMN layers.traffic_signals_state.status_at IS 'Tình trạng: thời điểm / Status: when it was true';

ALTER TABLE layers."traffic_flows_state"
    ADD COLUMN "service_level_at" timestamp with time zone,
    ADD COLUMN "flow_pcuh_at" timestamp with time zone,
    ADD COLUMN "vehicle_count_at" timestamp with time zone,
    ADD COLUMN "speed_kmh_at" timestamp with time zone,
    ADD COLUMN "density_pcukm_at" timestamp with time zone,
    ADD COLUMN "occupancy_pct_at" timestamp with time zone,
    ADD COLUMN "accuracy_pct_at" timestamp with time zone;

COMMENT ON COLUMN layers.traffic_flows_state.service_level_at IS 'Mức phục vụ: thời điểm / Level of service: when it was true';

COMMENT ON COLUMN layers.traffic_flows_state.flow_pcuh_at IS 'Lưu lượng: thời điểm / Flow: when it was true';

COMMENT ON COLUMN layers.traffic_flows_state.vehicle_count_at IS 'Số xe trong năm phút: thời điểm / Vehicles in five minutes: when it was true';

COMMENT ON COLUMN layers.traffic_flows_state.speed_kmh_at IS 'Tốc độ trung bình: thời điểm / Mean speed: when it was true';

COMMENT ON COLUMN layers.traffic_flows_state.density_pcukm_at IS 'Mật độ: thời điểm / Density: when it was true';

COMMENT ON COLUMN layers.traffic_flows_state.occupancy_pct_at IS 'Độ chiếm dụng: thời điểm / Occupancy: when it was true';

COMMENT ON COLUMN layers.traffic_flows_state.accuracy_pct_at IS 'Độ chính xác đo được: thời điểm / Measured accuracy: when it was true';

ALTER TABLE layers."cameras_state"
    ADD COLUMN "status_at" timestamp with time zone,
    ADD COLUMN "latency_ms_at" timestamp with time zone;

COMMENT ON COLUMN layers.cameras_state.status_at IS 'Trạng thái: thời điểm / Status: when it was true';

COMMENT ON COLUMN layers.cameras_state.latency_ms_at IS 'Thời gian phản hồi: thời điểm / Answer time: when it was true';

ALTER TABLE layers."flood_points_state"
    ADD COLUMN "status_at" timestamp with time zone,
    ADD COLUMN "alarm_at" timestamp with time zone,
    ADD COLUMN "level_m_at" timestamp with time zone,
    ADD COLUMN "rise_cmh_at" timestamp with time zone,
    ADD COLUMN "trend_at" timestamp with time zone,
    ADD COLUMN "next_level_h_at" timestamp with time zone,
    ADD COLUMN "battery_v_at" timestamp with time zone;

COMMENT ON COLUMN layers.flood_points_state.status_at IS 'Trạng thái: thời điểm / Status: when it was true';

COMMENT ON COLUMN layers.flood_points_state.alarm_at IS 'Cấp báo động: thời điểm / Alarm level: when it was true';

COMMENT ON COLUMN layers.flood_points_state.level_m_at IS 'Mực nước: thời điểm / Water level: when it was true';

COMMENT ON COLUMN layers.flood_points_state.rise_cmh_at IS 'Tốc độ lên: thời điểm / Rate of rise: when it was true';

COMMENT ON COLUMN layers.flood_points_state.trend_at IS 'Xu thế: thời điểm / Trend: when it was true';

COMMENT ON COLUMN layers.flood_points_state.next_level_h_at IS 'Thời gian đến cấp tiếp theo: thời điểm / Time to the next alarm level: when it was true';

COMMENT ON COLUMN layers.flood_points_state.battery_v_at IS 'Điện áp pin: thời điểm / Battery: when it was true';

ALTER TABLE layers."rain_gauges_state"
    ADD COLUMN "status_at" timestamp with time zone,
    ADD COLUMN "rain_10min_mm_at" timestamp with time zone,
    ADD COLUMN "rain_1h_mm_at" timestamp with time zone,
    ADD COLUMN "rain_24h_mm_at" timestamp with time zone,
    ADD COLUMN "battery_v_at" timestamp with time zone;

COMMENT ON COLUMN layers.rain_gauges_state.status_at IS 'Trạng thái: thời điểm / Status: when it was true';

COMMENT ON COLUMN layers.rain_gauges_state.rain_10min_mm_at IS 'Mưa 10 phút: thời điểm / Rain, 10 minutes: when it was true';

COMMENT ON COLUMN layers.rain_gauges_state.rain_1h_mm_at IS 'Mưa 1 giờ: thời điểm / Rain, 1 hour: when it was true';

COMMENT ON COLUMN layers.rain_gauges_state.rain_24h_mm_at IS 'Mưa 24 giờ: thời điểm / Rain, 24 hours: when it was true';

COMMENT ON COLUMN layers.rain_gauges_state.battery_v_at IS 'Điện áp pin: thời điểm / Battery: when it was true';

ALTER TABLE layers."flood_sirens_state"
    ADD COLUMN "siren_state_at" timestamp with time zone,
    ADD COLUMN "status_at" timestamp with time zone,
    ADD COLUMN "battery_v_at" timestamp with time zone;

COMMENT ON COLUMN layers.flood_sirens_state.siren_state_at IS 'Trạng thái còi: thời điểm / State: when it was true';

COMMENT ON COLUMN layers.flood_sirens_state.status_at IS 'Thiết bị: thời điểm / Device: when it was true';

COMMENT ON COLUMN layers.flood_sirens_state.battery_v_at IS 'Điện áp pin: thời điểm / Battery: when it was true';

ALTER TABLE layers."monitoring_stations_state"
    ADD COLUMN "status_at" timestamp with time zone,
    ADD COLUMN "aqi_at" timestamp with time zone,
    ADD COLUMN "air_quality_at" timestamp with time zone,
    ADD COLUMN "pm25_ugm3_at" timestamp with time zone,
    ADD COLUMN "pm10_ugm3_at" timestamp with time zone,
    ADD COLUMN "no2_ugm3_at" timestamp with time zone,
    ADD COLUMN "so2_ugm3_at" timestamp with time zone,
    ADD COLUMN "o3_ugm3_at" timestamp with time zone,
    ADD COLUMN "co_ugm3_at" timestamp with time zone,
    ADD COLUMN "temperature_c_at" timestamp with time zone,
    ADD COLUMN "humidity_pct_at" timestamp with time zone,
    ADD COLUMN "noise_db_at" timestamp with time zone,
    ADD COLUMN "ph_at" timestamp with time zone,
    ADD COLUMN "dissolved_oxygen_mgl_at" timestamp with time zone,
    ADD COLUMN "cod_mgl_at" timestamp with time zone,
    ADD COLUMN "tss_mgl_at" timestamp with time zone,
    ADD COLUMN "ammonium_mgl_at" timestamp with time zone,
    ADD COLUMN "flow_m3h_at" timestamp with time zone,
    ADD COLUMN "soil_moisture_pct_at" timestamp with time zone;

COMMENT ON COLUMN layers.monitoring_stations_state.status_at IS 'Trạng thái: thời điểm / Status: when it was true';

COMMENT ON COLUMN layers.monitoring_stations_state.aqi_at IS 'Chỉ số VN_AQI: thời điểm / Air quality index: when it was true';

COMMENT ON COLUMN layers.monitoring_stations_state.air_quality_at IS 'Chất lượng không khí: thời điểm / Air quality: when it was true';

COMMENT ON COLUMN layers.monitoring_stations_state.pm25_ugm3_at IS 'Bụi PM2,5: thời điểm / PM2.5: when it was true';

COMMENT ON COLUMN layers.monitoring_stations_state.pm10_ugm3_at IS 'Bụi PM10: thời điểm / PM10: when it was true';

COMMENT ON COLUMN layers.monitoring_stations_state.no2_ugm3_at IS 'Khí NO2: thời điểm / NO2: when it was true';

COMMENT ON COLUMN layers.monitoring_stations_state.so2_ugm3_at IS 'Khí SO2: thời điểm / SO2: when it was true';

COMMENT ON COLUMN layers.monitoring_stations_state.o3_ugm3_at IS 'Khí O3: thời điểm / O3: when it was true';

COMMENT ON COLUMN layers.monitoring_stations_state.co_ugm3_at IS 'Khí CO: thời điểm / CO: when it was true';

COMMENT ON COLUMN layers.monitoring_stations_state.temperature_c_at IS 'Nhiệt độ: thời điểm / Temperature: when it was true';

COMMENT ON COLUMN layers.monitoring_stations_state.humidity_pct_at IS 'Độ ẩm: thời điểm / Relative humidity: when it was true';

COMMENT ON COLUMN layers.monitoring_stations_state.noise_db_at IS 'Mức ồn dBA: thời điểm / Noise, A-weighted: when it was true';

COMMENT ON COLUMN layers.monitoring_stations_state.ph_at IS 'Độ pH: thời điểm / pH: when it was true';

COMMENT ON COLUMN layers.monitoring_stations_state.dissolved_oxygen_mgl_at IS 'Oxy hòa tan: thời điểm / Dissolved oxygen: when it was true';

COMMENT ON COLUMN layers.monitoring_stations_state.cod_mgl_at IS 'Nhu cầu oxy hóa học COD: thời điểm / COD: when it was true';

COMMENT ON COLUMN layers.monitoring_stations_state.tss_mgl_at IS 'Chất rắn lơ lửng TSS: thời điểm / Suspended solids: when it was true';

COMMENT ON COLUMN layers.monitoring_stations_state.ammonium_mgl_at IS 'Amoni tính theo N: thời điểm / Ammonium, as N: when it was true';

COMMENT ON COLUMN layers.monitoring_stations_state.flow_m3h_at IS 'Lưu lượng: thời điểm / Flow: when it was true';

COMMENT ON COLUMN layers.monitoring_stations_state.soil_moisture_pct_at IS 'Độ ẩm đất: thời điểm / Soil moisture: when it was true';

ALTER TABLE layers."waste_bins_state"
    ADD COLUMN "fill_pct_at" timestamp with time zone,
    ADD COLUMN "temperature_c_at" timestamp with time zone,
    ADD COLUMN "is_tilted_at" timestamp with time zone,
    ADD COLUMN "emptied_at_at" timestamp with time zone,
    ADD COLUMN "battery_pct_at" timestamp with time zone,
    ADD COLUMN "status_at" timestamp with time zone;

COMMENT ON COLUMN layers.waste_bins_state.fill_pct_at IS 'Mức đầy: thời điểm / Fill: when it was true';

COMMENT ON COLUMN layers.waste_bins_state.temperature_c_at IS 'Nhiệt độ: thời điểm / Temperature: when it was true';

COMMENT ON COLUMN layers.waste_bins_state.is_tilted_at IS 'Bị nghiêng, đổ: thời điểm / Tilted: when it was true';

COMMENT ON COLUMN layers.waste_bins_state.emptied_at_at IS 'Thu gom gần nhất: thời điểm / Last emptied: when it was true';

COMMENT ON COLUMN layers.waste_bins_state.battery_pct_at IS 'Pin: thời điểm / Battery: when it was true';

COMMENT ON COLUMN layers.waste_bins_state.status_at IS 'Cảm biến: thời điểm / Sensor: when it was true';

ALTER TABLE layers."waste_sites_state"
    ADD COLUMN "received_today_t_at" timestamp with time zone;

COMMENT ON COLUMN layers.waste_sites_state.received_today_t_at IS 'Tiếp nhận hôm nay: thời điểm / Received today: when it was true';

ALTER TABLE layers."farms_state"
    ADD COLUMN "status_at" timestamp with time zone,
    ADD COLUMN "air_temperature_c_at" timestamp with time zone,
    ADD COLUMN "humidity_pct_at" timestamp with time zone,
    ADD COLUMN "wind_mps_at" timestamp with time zone,
    ADD COLUMN "illuminance_lx_at" timestamp with time zone,
    ADD COLUMN "et0_mm_at" timestamp with time zone;

COMMENT ON COLUMN layers.farms_state.status_at IS 'Bộ điều khiển tại ruộng: thời điểm / Field gateway: when it was true';

COMMENT ON COLUMN layers.farms_state.air_temperature_c_at IS 'Nhiệt độ không khí: thời điểm / Air temperature: when it was true';

COMMENT ON COLUMN layers.farms_state.humidity_pct_at IS 'Độ ẩm không khí: thời điểm / Relative humidity: when it was true';

COMMENT ON COLUMN layers.farms_state.wind_mps_at IS 'Tốc độ gió: thời điểm / Wind: when it was true';

COMMENT ON COLUMN layers.farms_state.illuminance_lx_at IS 'Độ rọi: thời điểm / Light: when it was true';

COMMENT ON COLUMN layers.farms_state.et0_mm_at IS 'Bốc thoát hơi ET0 hôm nay: thời điểm / Reference evapotranspiration, today: when it was true';

ALTER TABLE layers."irrigation_zones_state"
    ADD COLUMN "valve_at" timestamp with time zone,
    ADD COLUMN "soil_moisture_pct_at" timestamp with time zone,
    ADD COLUMN "soil_temperature_c_at" timestamp with time zone,
    ADD COLUMN "conductivity_mscm_at" timestamp with time zone,
    ADD COLUMN "ph_at" timestamp with time zone,
    ADD COLUMN "watered_at_at" timestamp with time zone,
    ADD COLUMN "watered_today_mm_at" timestamp with time zone;

COMMENT ON COLUMN layers.irrigation_zones_state.valve_at IS 'Van: thời điểm / Valve: when it was true';

COMMENT ON COLUMN layers.irrigation_zones_state.soil_moisture_pct_at IS 'Độ ẩm đất: thời điểm / Soil moisture: when it was true';

COMMENT ON COLUMN layers.irrigation_zones_state.soil_temperature_c_at IS 'Nhiệt độ đất: thời điểm / Soil temperature: when it was true';

COMMENT ON COLUMN layers.irrigation_zones_state.conductivity_mscm_at IS 'Độ dẫn điện EC: thời điểm / Conductivity: when it was true';

COMMENT ON COLUMN layers.irrigation_zones_state.ph_at IS 'Độ pH: thời điểm / pH: when it was true';

COMMENT ON COLUMN layers.irrigation_zones_state.watered_at_at IS 'Tưới gần nhất: thời điểm / Last watered: when it was true';

COMMENT ON COLUMN layers.irrigation_zones_state.watered_today_mm_at IS 'Lượng tưới hôm nay: thời điểm / Water given today: when it was true';

ALTER TABLE layers."public_facilities_state"
    ADD COLUMN "queue_length_at" timestamp with time zone,
    ADD COLUMN "wait_min_at" timestamp with time zone,
    ADD COLUMN "on_time_pct_at" timestamp with time zone,
    ADD COLUMN "satisfaction_pct_at" timestamp with time zone;

COMMENT ON COLUMN layers.public_facilities_state.queue_length_at IS 'Số người chờ: thời điểm / People waiting: when it was true';

COMMENT ON COLUMN layers.public_facilities_state.wait_min_at IS 'Thời gian chờ: thời điểm / Waiting time: when it was true';

COMMENT ON COLUMN layers.public_facilities_state.on_time_pct_at IS 'Hồ sơ đúng hạn trong tháng: thời điểm / Cases done on time, this month: when it was true';

COMMENT ON COLUMN layers.public_facilities_state.satisfaction_pct_at IS 'Mức hài lòng trong tháng: thời điểm / Satisfaction, this month: when it was true';

ALTER TABLE layers."wifi_points_state"
    ADD COLUMN "status_at" timestamp with time zone,
    ADD COLUMN "user_count_at" timestamp with time zone;

COMMENT ON COLUMN layers.wifi_points_state.status_at IS 'Trạng thái: thời điểm / Status: when it was true';

COMMENT ON COLUMN layers.wifi_points_state.user_count_at IS 'Số người đang dùng: thời điểm / Users now: when it was true';


CREATE TABLE layers.devices (
	fid BIGINT GENERATED BY DEFAULT AS IDENTITY, 
	id UUID DEFAULT gen_random_uuid() NOT NULL, 
	code TEXT DEFAULT 'M-'::text || nextval('layers.made_codes'::regclass)::text NOT NULL, 
	ward_code TEXT DEFAULT layers.own_ward(), 
	source TEXT DEFAULT 'edit' NOT NULL, 
	version INTEGER DEFAULT 1 NOT NULL, 
	updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL, 
	layer TEXT NOT NULL, 
	feature_id UUID NOT NULL, 
	feature_fid INTEGER, 
	key TEXT DEFAULT '' NOT NULL, 
	audience TEXT DEFAULT 'staff' NOT NULL, 
	protocol TEXT DEFAULT 'dongha' NOT NULL, 
	dev_eui TEXT, 
	application TEXT, 
	decoder TEXT, 
	model TEXT, 
	firmware TEXT, 
	installed_on DATE, 
	silent_after_s INTEGER DEFAULT 900 NOT NULL, 
	geom geometry(POINT,9212) NOT NULL, 
	geom_3857 geometry(POINT,3857) GENERATED ALWAYS AS (ext.st_transform(geom, 3857)) STORED NOT NULL, 
	geojson TEXT GENERATED ALWAYS AS (ext.st_asgeojson(ext.st_transform(geom, 4326), 7)) STORED, 
	search TEXT GENERATED ALWAYS AS (layers.fold(' ' || coalesce(code, ''))) STORED, 
	CONSTRAINT devices_pkey PRIMARY KEY (id), 
	CONSTRAINT devices_fid_key UNIQUE (fid), 
	CONSTRAINT devices_key UNIQUE (code), 
	CONSTRAINT devices_code_length CHECK (char_length(code) <= 120), 
	CONSTRAINT devices_ward_code_pattern CHECK (ward_code ~ '^\d{5}$'), 
	CONSTRAINT devices_source_length CHECK (char_length(source) <= 200), 
	CONSTRAINT devices_version_range CHECK (version >= 1), 
	CONSTRAINT devices_layer_length CHECK (char_length(layer) <= 48), 
	CONSTRAINT devices_key_pattern CHECK (key ~ '^[^/+#\s]{1,120}$'), 
	CONSTRAINT devices_key_length CHECK (char_length(key) <= 120), 
	CONSTRAINT devices_audience_code CHECK (audience IN ('public', 'staff')), 
	CONSTRAINT devices_protocol_code CHECK (protocol IN ('dongha', 'chirpstack', 'sensorthings', 'senml')), 
	CONSTRAINT devices_dev_eui_key UNIQUE (dev_eui), 
	CONSTRAINT devices_dev_eui_pattern CHECK (dev_eui ~ '^[0-9a-f]{16}$'), 
	CONSTRAINT devices_application_pattern CHECK (application ~ '^[^/+#\s]{1,64}$'), 
	CONSTRAINT devices_application_length CHECK (char_length(application) <= 64), 
	CONSTRAINT devices_decoder_length CHECK (char_length(decoder) <= 60), 
	CONSTRAINT devices_model_length CHECK (char_length(model) <= 120), 
	CONSTRAINT devices_firmware_length CHECK (char_length(firmware) <= 60), 
	CONSTRAINT devices_silent_after_s_range CHECK (silent_after_s >= 10 AND silent_after_s <= 31536000), 
	CONSTRAINT devices_geom_bounds CHECK (geom OPERATOR(ext.@) ext.st_makeenvelope(560000, 1830000, 620000, 1890000, 9212)), 
	CONSTRAINT devices_geom_not_empty CHECK (NOT ext.st_isempty(geom)), 
	CONSTRAINT devices_geom_points CHECK (ext.st_npoints(geom) <= 100000)
);
ALTER TABLE layers."devices" ALTER COLUMN geojson SET COMPRESSION lz4;
CREATE INDEX devices_feature_id_idx ON layers.devices (feature_id);
CREATE INDEX devices_geom_3857_idx ON layers.devices USING gist (geom_3857);
CREATE INDEX devices_geom_idx ON layers.devices USING gist (geom);
CREATE INDEX devices_layer_idx ON layers.devices (layer);
CREATE INDEX devices_search_idx ON layers.devices USING gin (search ext.gin_trgm_ops);
CREATE INDEX devices_time_idx ON layers.devices (installed_on);
CREATE INDEX devices_ward_code_idx ON layers.devices (ward_code);
COMMENT ON TABLE layers.devices IS 'Thiết bị / Devices. Danh bạ cảm biến và bộ điều khiển: báo cho đối tượng nào, nói bằng cách nào, có trả lời không. / Registry of sensors and controllers: for which feature they report, how they speak, whether they answer.';
COMMENT ON COLUMN layers.devices.fid IS 'Số đối tượng / Feature number';
COMMENT ON COLUMN layers.devices.id IS 'Mã định danh / Identifier';
COMMENT ON COLUMN layers.devices.code IS 'Mã số / Code';
COMMENT ON COLUMN layers.devices.ward_code IS 'Phường / Ward';
COMMENT ON COLUMN layers.devices.source IS 'Nguồn dữ liệu / Source';
COMMENT ON COLUMN layers.devices.version IS 'Phiên bản / Version';
COMMENT ON COLUMN layers.devices.updated_at IS 'Cập nhật lúc / Updated';
COMMENT ON COLUMN layers.devices.layer IS 'Lớp / Layer';
COMMENT ON COLUMN layers.devices.feature_id IS 'Đối tượng / Feature';
COMMENT ON COLUMN layers.devices.feature_fid IS 'Số của đối tượng được báo / Number of the feature';
COMMENT ON COLUMN layers.devices.key IS 'Khóa trong chủ đề MQTT / Key in topics';
COMMENT ON COLUMN layers.devices.audience IS 'Ai được biết / Known to';
COMMENT ON COLUMN layers.devices.protocol IS 'Giao thức / Protocol';
COMMENT ON COLUMN layers.devices.dev_eui IS 'Mã DevEUI / DevEUI (riêng tư / private)';
COMMENT ON COLUMN layers.devices.application IS 'Ứng dụng LoRaWAN / LoRaWAN application (riêng tư / private)';
COMMENT ON COLUMN layers.devices.decoder IS 'Bộ giải mã / Payload decoder (riêng tư / private)';
COMMENT ON COLUMN layers.devices.model IS 'Kiểu thiết bị / Model';
COMMENT ON COLUMN layers.devices.firmware IS 'Phần sụn / Firmware (riêng tư / private)';
COMMENT ON COLUMN layers.devices.installed_on IS 'Ngày lắp đặt / Installed on';
COMMENT ON COLUMN layers.devices.silent_after_s IS 'Coi là im lặng sau / Silent after [s]';
COMMENT ON COLUMN layers.devices.geom IS 'VN-2000 / TM-3 106-15';
COMMENT ON COLUMN layers.devices.geom_3857 IS 'geom in Web Mercator, for tiles';
COMMENT ON COLUMN layers.devices.geojson IS 'geom as GeoJSON (CRS84, 7 decimals), for items';
COMMENT ON COLUMN layers.devices.search IS 'Words to search, folded: lower case, no diacritics';

CREATE TABLE layers.devices_state (
	fid BIGINT NOT NULL, 
	status TEXT, 
	battery_pct DOUBLE PRECISION, 
	battery_v DOUBLE PRECISION, 
	rssi_dbm DOUBLE PRECISION, 
	snr_db DOUBLE PRECISION, 
	clock_skew_s DOUBLE PRECISION, 
	phenomenon_time TIMESTAMP WITH TIME ZONE, 
	status_at TIMESTAMP WITH TIME ZONE, 
	battery_pct_at TIMESTAMP WITH TIME ZONE, 
	battery_v_at TIMESTAMP WITH TIME ZONE, 
	rssi_dbm_at TIMESTAMP WITH TIME ZONE, 
	snr_db_at TIMESTAMP WITH TIME ZONE, 
	clock_skew_s_at TIMESTAMP WITH TIME ZONE, 
	CONSTRAINT devices_state_pkey PRIMARY KEY (fid), 
	CONSTRAINT devices_state_fid_fkey FOREIGN KEY(fid) REFERENCES layers.devices (fid) ON DELETE CASCADE, 
	CONSTRAINT devices_state_status_code CHECK (status IN ('online', 'offline', 'fault')), 
	CONSTRAINT devices_state_battery_pct_range CHECK (battery_pct >= 0 AND battery_pct <= 100), 
	CONSTRAINT devices_state_battery_v_range CHECK (battery_v >= 0 AND battery_v <= 60), 
	CONSTRAINT devices_state_rssi_dbm_range CHECK (rssi_dbm >= -200 AND rssi_dbm <= 20), 
	CONSTRAINT devices_state_snr_db_range CHECK (snr_db >= -60 AND snr_db <= 60), 
	CONSTRAINT devices_state_clock_skew_s_range CHECK (clock_skew_s >= -4000000000 AND clock_skew_s <= 4000000000)
)
 WITH (fillfactor = 70);
COMMENT ON TABLE layers.devices_state IS 'Thiết bị: trạng thái hiện tại / Devices: present state';
COMMENT ON COLUMN layers.devices_state.status IS 'Trạng thái / Status';
COMMENT ON COLUMN layers.devices_state.battery_pct IS 'Pin / Battery [%%]';
COMMENT ON COLUMN layers.devices_state.battery_v IS 'Điện áp pin / Battery voltage [V]';
COMMENT ON COLUMN layers.devices_state.rssi_dbm IS 'Cường độ sóng / Signal strength [dB[mW]]';
COMMENT ON COLUMN layers.devices_state.snr_db IS 'Tỉ số tín hiệu trên nhiễu / Signal to noise [dB]';
COMMENT ON COLUMN layers.devices_state.clock_skew_s IS 'Lệch đồng hồ / Clock error [s]';
COMMENT ON COLUMN layers.devices_state.phenomenon_time IS 'Thời điểm đo / Observed at';
COMMENT ON COLUMN layers.devices_state.status_at IS 'Trạng thái: thời điểm / Status: when it was true';
COMMENT ON COLUMN layers.devices_state.battery_pct_at IS 'Pin: thời điểm / Battery: when it was true';
COMMENT ON COLUMN layers.devices_state.battery_v_at IS 'Điện áp pin: thời điểm / Battery voltage: when it was true';
COMMENT ON COLUMN layers.devices_state.rssi_dbm_at IS 'Cường độ sóng: thời điểm / Signal strength: when it was true';
COMMENT ON COLUMN layers.devices_state.snr_db_at IS 'Tỉ số tín hiệu trên nhiễu: thời điểm / Signal to noise: when it was true';
COMMENT ON COLUMN layers.devices_state.clock_skew_s_at IS 'Lệch đồng hồ: thời điểm / Clock error: when it was true';

INSERT INTO layers.layer_versions VALUES ('devices', 0, extract(epoch FROM clock_timestamp())::bigint);
CREATE TRIGGER note_insert AFTER INSERT ON layers."devices" REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION layers.note_insert('devices', '1');
CREATE TRIGGER note_update AFTER UPDATE ON layers."devices" FOR EACH STATEMENT EXECUTE FUNCTION layers.note_update('devices', '1');
CREATE TRIGGER note_delete AFTER DELETE ON layers."devices" REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION layers.note_delete('devices', '1');
CREATE TRIGGER note_truncate AFTER TRUNCATE ON layers."devices" FOR EACH STATEMENT EXECUTE FUNCTION layers.note_truncate('devices', '1');

CREATE TRIGGER note_insert AFTER INSERT ON layers."devices_state" REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION layers.note_insert('devices', '0');
CREATE TRIGGER note_update AFTER UPDATE ON layers."devices_state" FOR EACH STATEMENT EXECUTE FUNCTION layers.note_update('devices', '0');
CREATE TRIGGER note_delete AFTER DELETE ON layers."devices_state" REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION layers.note_delete('devices', '0');
CREATE TRIGGER note_truncate AFTER TRUNCATE ON layers."devices_state" FOR EACH STATEMENT EXECUTE FUNCTION layers.note_truncate('devices', '0');

CREATE TABLE layers."devices_history" (
    "fid" bigint,
    "id" uuid,
    "code" text,
    "ward_code" text,
    "source" text,
    "version" integer,
    "updated_at" timestamptz,
    "layer" text,
    "feature_id" uuid,
    "feature_fid" integer,
    "key" text,
    "audience" text,
    "protocol" text,
    "dev_eui" text,
    "application" text,
    "decoder" text,
    "model" text,
    "firmware" text,
    "installed_on" date,
    "silent_after_s" integer,
    "geom" ext.geometry(Point, 9212),
    gone_at timestamptz NOT NULL,
    CONSTRAINT "devices_history_pkey" PRIMARY KEY (id, version)
);
CREATE INDEX "devices_history_gone_idx" ON layers."devices_history" (gone_at);
CREATE INDEX "devices_history_geom_3857_idx" ON layers."devices_history" USING gist (ext.st_transform(geom, 3857));
COMMENT ON TABLE layers."devices_history" IS 'Thiết bị: các phiên bản đã qua / Devices: superseded versions';
INSERT INTO layers.history_kept VALUES ('devices', '63072000 seconds', true);

CREATE FUNCTION layers."log_devices"() RETURNS trigger
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
            SELECT o."fid", o."id", o."code", o."ward_code", o."source", o."version", o."updated_at", o."layer", o."feature_id", o."feature_fid", o."key", o."audience", o."protocol", o."dev_eui", o."application", o."decoder", o."model", o."firmware", o."installed_on", o."silent_after_s", o."geom", box3d(n.geom_3857) AS box,
                CASE WHEN o.geom_3857 IS DISTINCT FROM n.geom_3857 THEN box3d(o.geom_3857) END AS box_before,
                CASE WHEN n.version = o.version + 1 AND n.updated_at > o.updated_at AND n.updated_at BETWEEN now() AND moment THEN n.updated_at END AS good, greatest(moment, o.updated_at + interval '1 microsecond') AS later
            FROM gone o JOIN changed n ON n.id = o.id WHERE (n.version = o.version + 1 OR NOT (n."code" IS NOT DISTINCT FROM o."code" AND n."ward_code" IS NOT DISTINCT FROM o."ward_code" AND n."source" IS NOT DISTINCT FROM o."source" AND n."version" IS NOT DISTINCT FROM o."version" AND n."updated_at" IS NOT DISTINCT FROM o."updated_at" AND n."layer" IS NOT DISTINCT FROM o."layer" AND n."feature_id" IS NOT DISTINCT FROM o."feature_id" AND n."feature_fid" IS NOT DISTINCT FROM o."feature_fid" AND n."key" IS NOT DISTINCT FROM o."key" AND n."audience" IS NOT DISTINCT FROM o."audience" AND n."protocol" IS NOT DISTINCT FROM o."protocol" AND n."dev_eui" IS NOT DISTINCT FROM o."dev_eui" AND n."application" IS NOT DISTINCT FROM o."application" AND n."decoder" IS NOT DISTINCT FROM o."decoder" AND n."model" IS NOT DISTINCT FROM o."model" AND n."firmware" IS NOT DISTINCT FROM o."firmware" AND n."installed_on" IS NOT DISTINCT FROM o."installed_on" AND n."silent_after_s" IS NOT DISTINCT FROM o."silent_after_s" AND n."geom" IS NOT DISTINCT FROM o."geom"))
        ), kept AS (
            INSERT INTO layers."devices_history" ("fid", "id", "code", "ward_code", "source", "version", "updated_at", "layer", "feature_id", "feature_fid", "key", "audience", "protocol", "dev_eui", "application", "decoder", "model", "firmware", "installed_on", "silent_after_s", "geom", gone_at) SELECT "fid", "id", "code", "ward_code", "source", "version", "updated_at", "layer", "feature_id", "feature_fid", "key", "audience", "protocol", "dev_eui", "application", "decoder", "model", "firmware", "installed_on", "silent_after_s", "geom", coalesce(good, later) FROM p
        ), logged AS (
            INSERT INTO layers.changes (at, layer, operation, actor, client, feature_id, version, fid, bbox, bbox_before)
            SELECT moment, 'devices', 'update', who, sender, id, version + 1, fid, CASE WHEN box IS NOT NULL THEN ARRAY[st_xmin(box), st_ymin(box), st_xmax(box), st_ymax(box)] END,
                CASE WHEN box_before IS NOT NULL THEN ARRAY[st_xmin(box_before), st_ymin(box_before), st_xmax(box_before), st_ymax(box_before)] END FROM p
        )
        SELECT array_agg(p.id), array_agg(p.version + 1), array_agg(p.later) INTO ids, versions, moments
        FROM p WHERE p.good IS NULL;
    ELSIF TG_OP = 'INSERT' THEN
        known := EXISTS (SELECT FROM layers."devices_history");
        WITH came AS MATERIALIZED (
            SELECT c.id, c.fid, c.version, c.updated_at, box3d(c.geom_3857) AS box, CASE WHEN known THEN coalesce((SELECT greatest(max(h.version) + 1, c.version) FROM layers."devices_history" h WHERE h.id = c.id HAVING count(*) > 0), 1) ELSE 1 END AS first, CASE WHEN known THEN (SELECT max(h.gone_at) + interval '1 microsecond' FROM layers."devices_history" h WHERE h.id = c.id) END AS after
            FROM changed c
        ), logged AS (
            INSERT INTO layers.changes (at, layer, operation, actor, client, feature_id, version, fid, bbox)
            SELECT moment, 'devices', 'create', who, sender, n.id, n.first, n.fid, CASE WHEN n.box IS NOT NULL THEN ARRAY[st_xmin(n.box), st_ymin(n.box), st_xmax(n.box), st_ymax(n.box)] END FROM came n
        )
        SELECT array_agg(n.id), array_agg(n.first), array_agg(greatest(moment, n.after)) INTO ids, versions, moments
        FROM came n WHERE n.version <> n.first OR n.updated_at NOT BETWEEN greatest(now(), n.after) AND moment;
    ELSIF TG_OP = 'DELETE' THEN
        INSERT INTO layers."devices_history" ("fid", "id", "code", "ward_code", "source", "version", "updated_at", "layer", "feature_id", "feature_fid", "key", "audience", "protocol", "dev_eui", "application", "decoder", "model", "firmware", "installed_on", "silent_after_s", "geom", gone_at) SELECT o."fid", o."id", o."code", o."ward_code", o."source", o."version", o."updated_at", o."layer", o."feature_id", o."feature_fid", o."key", o."audience", o."protocol", o."dev_eui", o."application", o."decoder", o."model", o."firmware", o."installed_on", o."silent_after_s", o."geom", greatest(moment, o.updated_at + interval '1 microsecond') FROM gone o;
        INSERT INTO layers.changes (at, layer, operation, actor, client, feature_id, version, fid, bbox)
            SELECT moment, 'devices', 'delete', who, sender, o.id, o.version, o.fid, CASE WHEN o.box IS NOT NULL THEN ARRAY[st_xmin(o.box), st_ymin(o.box), st_xmax(o.box), st_ymax(o.box)] END
            FROM (SELECT o.id, o.version, o.fid, box3d(o.geom_3857) AS box FROM gone o OFFSET 0) o;
    ELSE
        INSERT INTO layers."devices_history" ("fid", "id", "code", "ward_code", "source", "version", "updated_at", "layer", "feature_id", "feature_fid", "key", "audience", "protocol", "dev_eui", "application", "decoder", "model", "firmware", "installed_on", "silent_after_s", "geom", gone_at) SELECT o."fid", o."id", o."code", o."ward_code", o."source", o."version", o."updated_at", o."layer", o."feature_id", o."feature_fid", o."key", o."audience", o."protocol", o."dev_eui", o."application", o."decoder", o."model", o."firmware", o."installed_on", o."silent_after_s", o."geom", greatest(moment, o.updated_at + interval '1 microsecond') FROM layers."devices" o;
        INSERT INTO layers.changes (at, layer, operation, actor, client)
            VALUES (moment, 'devices', 'truncate', who, sender);
    END IF;
    IF ids IS NOT NULL THEN
        PERFORM layers.stamp('devices', ids, versions, moments);
    END IF;
    RETURN NULL;
END $$;
GRANT SELECT (id), UPDATE (version, updated_at) ON layers."devices" TO dongha_keeper;
CREATE TRIGGER log_insert AFTER INSERT ON layers."devices" REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION layers."log_devices"();
CREATE TRIGGER log_update AFTER UPDATE ON layers."devices" REFERENCING OLD TABLE AS gone NEW TABLE AS changed FOR EACH STATEMENT WHEN (current_user <> 'dongha_keeper') EXECUTE FUNCTION layers."log_devices"();
CREATE TRIGGER log_delete AFTER DELETE ON layers."devices" REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION layers."log_devices"();
CREATE TRIGGER log_truncate BEFORE TRUNCATE ON layers."devices" FOR EACH STATEMENT EXECUTE FUNCTION layers."log_devices"();
CREATE TRIGGER keep_identity AFTER UPDATE OF fid, id ON layers."devices" FOR EACH ROW WHEN (old.fid <> new.fid OR old.id <> new.id) EXECUTE FUNCTION layers.keep_identity();
CREATE TRIGGER log_state_insert AFTER INSERT ON layers."devices_state" REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION layers.log_state('devices');
CREATE TRIGGER log_state_update AFTER UPDATE ON layers."devices_state" REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION layers.log_state('devices');
CREATE TRIGGER log_state_delete AFTER DELETE ON layers."devices_state" REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION layers.log_state('devices');
CREATE TRIGGER log_state_truncate AFTER TRUNCATE ON layers."devices_state" FOR EACH STATEMENT EXECUTE FUNCTION layers.log_state_truncate('devices');

CREATE TRIGGER fill_ward BEFORE INSERT ON layers."devices" FOR EACH ROW WHEN (NEW.ward_code IS NULL AND NOT layers.in_bulk()) EXECUTE FUNCTION layers.fill_ward();

DO $$
DECLARE
    made regprocedure;
BEGIN
    FOR made IN SELECT oid FROM pg_proc WHERE pronamespace = 'layers'::regnamespace AND prorettype = 'trigger'::regtype LOOP
        EXECUTE format('REVOKE ALL ON FUNCTION %s FROM PUBLIC', made);
    END LOOP;
END $$;

REVOKE ALL ON layers."devices_history" FROM dongha_public, dongha_citizen, dongha_ward_officer, dongha_urban_management, dongha_land_environment, dongha_economy, dongha_public_utilities, dongha_construction_order, dongha_police, dongha_culture, dongha_operation_centre, dongha_administrator;
GRANT SELECT ("fid", "id", "code", "ward_code", "source", "version", "updated_at", "layer", "feature_id", "feature_fid", "key", "audience", "protocol", "model", "installed_on", "silent_after_s", "geom", "gone_at") ON layers."devices_history" TO dongha_public, dongha_citizen;
GRANT SELECT ("fid", "id", "code", "ward_code", "source", "version", "updated_at", "layer", "feature_id", "feature_fid", "key", "audience", "protocol", "dev_eui", "application", "decoder", "model", "firmware", "installed_on", "silent_after_s", "geom", "gone_at") ON layers."devices_history" TO dongha_ward_officer, dongha_urban_management, dongha_land_environment, dongha_economy, dongha_public_utilities, dongha_construction_order, dongha_police, dongha_culture, dongha_operation_centre, dongha_administrator;
ALTER TABLE layers."devices_history" ENABLE ROW LEVEL SECURITY;
CREATE POLICY read_public ON layers."devices_history" FOR SELECT TO dongha_public, dongha_citizen USING ("audience" IN ('public'));
CREATE POLICY read_all ON layers."devices_history" FOR SELECT TO dongha_ward_officer, dongha_urban_management, dongha_land_environment, dongha_economy, dongha_public_utilities, dongha_construction_order, dongha_police, dongha_culture, dongha_operation_centre, dongha_administrator USING (true);

REVOKE ALL ON layers."devices" FROM dongha_public, dongha_citizen, dongha_ward_officer, dongha_urban_management, dongha_land_environment, dongha_economy, dongha_public_utilities, dongha_construction_order, dongha_police, dongha_culture, dongha_operation_centre, dongha_administrator;
GRANT SELECT ("fid", "id", "code", "ward_code", "source", "version", "updated_at", "layer", "feature_id", "feature_fid", "key", "audience", "protocol", "model", "installed_on", "silent_after_s", "geom", "geom_3857", "geojson", "search") ON layers."devices" TO dongha_public, dongha_citizen;
GRANT SELECT ("fid", "id", "code", "ward_code", "source", "version", "updated_at", "layer", "feature_id", "feature_fid", "key", "audience", "protocol", "dev_eui", "application", "decoder", "model", "firmware", "installed_on", "silent_after_s", "geom", "geom_3857", "geojson", "search") ON layers."devices" TO dongha_ward_officer, dongha_urban_management, dongha_land_environment, dongha_economy, dongha_public_utilities, dongha_construction_order, dongha_police, dongha_culture, dongha_operation_centre, dongha_administrator;
GRANT INSERT ("id", "code", "ward_code", "source", "layer", "feature_id", "feature_fid", "key", "audience", "protocol", "dev_eui", "application", "decoder", "model", "firmware", "installed_on", "silent_after_s", "geom", "version", "updated_at") ON layers."devices" TO dongha_land_environment, dongha_economy, dongha_public_utilities, dongha_police, dongha_culture, dongha_operation_centre, dongha_administrator;
GRANT UPDATE ("code", "ward_code", "source", "layer", "feature_id", "feature_fid", "key", "audience", "protocol", "dev_eui", "application", "decoder", "model", "firmware", "installed_on", "silent_after_s", "geom", "version", "updated_at") ON layers."devices" TO dongha_land_environment, dongha_economy, dongha_public_utilities, dongha_police, dongha_culture, dongha_operation_centre, dongha_administrator;
GRANT DELETE ON layers."devices" TO dongha_land_environment, dongha_economy, dongha_public_utilities, dongha_police, dongha_culture, dongha_operation_centre, dongha_administrator;
ALTER TABLE layers."devices" ENABLE ROW LEVEL SECURITY;
CREATE POLICY read_public ON layers."devices" FOR SELECT TO dongha_public, dongha_citizen USING ("audience" IN ('public'));
CREATE POLICY read_all ON layers."devices" FOR SELECT TO dongha_ward_officer, dongha_urban_management, dongha_land_environment, dongha_economy, dongha_public_utilities, dongha_construction_order, dongha_police, dongha_culture, dongha_operation_centre, dongha_administrator USING (true);
CREATE POLICY add_land_environment ON layers."devices" FOR INSERT TO dongha_land_environment WITH CHECK ("layer" IN ('monitoring_stations', 'waste_sites'));
CREATE POLICY add_economy ON layers."devices" FOR INSERT TO dongha_economy WITH CHECK ("layer" IN ('flood_points', 'rain_gauges', 'flood_sirens', 'farms', 'irrigation_zones'));
CREATE POLICY add_public_utilities ON layers."devices" FOR INSERT TO dongha_public_utilities WITH CHECK ("layer" IN ('lighting_cabinets', 'street_lamps', 'lighting_segments', 'waste_bins', 'waste_sites'));
CREATE POLICY add_police ON layers."devices" FOR INSERT TO dongha_police WITH CHECK ("layer" IN ('junctions', 'traffic_signals', 'traffic_flows', 'cameras'));
CREATE POLICY add_culture ON layers."devices" FOR INSERT TO dongha_culture WITH CHECK ("layer" IN ('public_facilities', 'wifi_points'));
CREATE POLICY add_operation_centre ON layers."devices" FOR INSERT TO dongha_operation_centre WITH CHECK ("layer" IN ('flood_points', 'rain_gauges', 'flood_sirens', 'public_facilities', 'wifi_points'));
CREATE POLICY add_all ON layers."devices" FOR INSERT TO dongha_administrator WITH CHECK (true);
CREATE POLICY change_land_environment ON layers."devices" FOR UPDATE TO dongha_land_environment USING ("layer" IN ('monitoring_stations', 'waste_sites')) WITH CHECK ("layer" IN ('monitoring_stations', 'waste_sites'));
CREATE POLICY change_economy ON layers."devices" FOR UPDATE TO dongha_economy USING ("layer" IN ('flood_points', 'rain_gauges', 'flood_sirens', 'farms', 'irrigation_zones')) WITH CHECK ("layer" IN ('flood_points', 'rain_gauges', 'flood_sirens', 'farms', 'irrigation_zones'));
CREATE POLICY change_public_utilities ON layers."devices" FOR UPDATE TO dongha_public_utilities USING ("layer" IN ('lighting_cabinets', 'street_lamps', 'lighting_segments', 'waste_bins', 'waste_sites')) WITH CHECK ("layer" IN ('lighting_cabinets', 'street_lamps', 'lighting_segments', 'waste_bins', 'waste_sites'));
CREATE POLICY change_police ON layers."devices" FOR UPDATE TO dongha_police USING ("layer" IN ('junctions', 'traffic_signals', 'traffic_flows', 'cameras')) WITH CHECK ("layer" IN ('junctions', 'traffic_signals', 'traffic_flows', 'cameras'));
CREATE POLICY change_culture ON layers."devices" FOR UPDATE TO dongha_culture USING ("layer" IN ('public_facilities', 'wifi_points')) WITH CHECK ("layer" IN ('public_facilities', 'wifi_points'));
CREATE POLICY change_operation_centre ON layers."devices" FOR UPDATE TO dongha_operation_centre USING ("layer" IN ('flood_points', 'rain_gauges', 'flood_sirens', 'public_facilities', 'wifi_points')) WITH CHECK ("layer" IN ('flood_points', 'rain_gauges', 'flood_sirens', 'public_facilities', 'wifi_points'));
CREATE POLICY change_all ON layers."devices" FOR UPDATE TO dongha_administrator USING (true) WITH CHECK (true);
CREATE POLICY remove_land_environment ON layers."devices" FOR DELETE TO dongha_land_environment USING ("layer" IN ('monitoring_stations', 'waste_sites'));
CREATE POLICY remove_economy ON layers."devices" FOR DELETE TO dongha_economy USING ("layer" IN ('flood_points', 'rain_gauges', 'flood_sirens', 'farms', 'irrigation_zones'));
CREATE POLICY remove_public_utilities ON layers."devices" FOR DELETE TO dongha_public_utilities USING ("layer" IN ('lighting_cabinets', 'street_lamps', 'lighting_segments', 'waste_bins', 'waste_sites'));
CREATE POLICY remove_police ON layers."devices" FOR DELETE TO dongha_police USING ("layer" IN ('junctions', 'traffic_signals', 'traffic_flows', 'cameras'));
CREATE POLICY remove_culture ON layers."devices" FOR DELETE TO dongha_culture USING ("layer" IN ('public_facilities', 'wifi_points'));
CREATE POLICY remove_operation_centre ON layers."devices" FOR DELETE TO dongha_operation_centre USING ("layer" IN ('flood_points', 'rain_gauges', 'flood_sirens', 'public_facilities', 'wifi_points'));
CREATE POLICY remove_all ON layers."devices" FOR DELETE TO dongha_administrator USING (true);
REVOKE ALL ON layers."devices_state" FROM dongha_public, dongha_citizen, dongha_ward_officer, dongha_urban_management, dongha_land_environment, dongha_economy, dongha_public_utilities, dongha_construction_order, dongha_police, dongha_culture, dongha_operation_centre, dongha_administrator;
GRANT SELECT ("fid", "status", "battery_pct", "battery_v", "rssi_dbm", "snr_db", "clock_skew_s", "phenomenon_time") ON layers."devices_state" TO dongha_public, dongha_citizen, dongha_ward_officer, dongha_urban_management, dongha_land_environment, dongha_economy, dongha_public_utilities, dongha_construction_order, dongha_police, dongha_culture, dongha_operation_centre, dongha_administrator;
ALTER TABLE layers."devices_state" ENABLE ROW LEVEL SECURITY;
CREATE POLICY read_public ON layers."devices_state" FOR SELECT TO dongha_public, dongha_citizen USING (EXISTS (SELECT FROM layers."devices" f WHERE f.fid = "devices_state".fid));
CREATE POLICY read_all ON layers."devices_state" FOR SELECT TO dongha_ward_officer, dongha_urban_management, dongha_land_environment, dongha_economy, dongha_public_utilities, dongha_construction_order, dongha_police, dongha_culture, dongha_operation_centre, dongha_administrator USING (true);

DROP TRIGGER IF EXISTS note_insert ON layers."devices";
DROP TRIGGER IF EXISTS note_update ON layers."devices";
DROP TRIGGER IF EXISTS note_delete ON layers."devices";
DROP TRIGGER IF EXISTS note_truncate ON layers."devices";
DROP TRIGGER IF EXISTS overview_insert ON layers."devices";
DROP TRIGGER IF EXISTS overview_update ON layers."devices";
DROP TRIGGER IF EXISTS overview_delete ON layers."devices";
DROP TRIGGER IF EXISTS overview_truncate ON layers."devices";
DROP TRIGGER IF EXISTS note_insert ON layers."devices_state";
DROP TRIGGER IF EXISTS note_update ON layers."devices_state";
DROP TRIGGER IF EXISTS note_delete ON layers."devices_state";
DROP TRIGGER IF EXISTS note_truncate ON layers."devices_state";
DROP TRIGGER IF EXISTS overview_insert ON layers."devices_state";
DROP TRIGGER IF EXISTS overview_update ON layers."devices_state";
DROP TRIGGER IF EXISTS overview_delete ON layers."devices_state";
DROP TRIGGER IF EXISTS overview_truncate ON layers."devices_state";
DELETE FROM layers.layer_versions WHERE layer = 'devices';
DELETE FROM layers.overview_layers WHERE layer = 'devices';
DELETE FROM layers.overview_dirty WHERE layer = 'devices';
DELETE FROM layers.overviews WHERE layer = 'devices';

CREATE VIEW city."devices" WITH (security_invoker = true) AS
SELECT "id", "code", "ward_code", "source", "layer", "feature_id", "feature_fid", "key", "audience", "protocol", "model", "installed_on", "silent_after_s", "geom" FROM layers."devices";
COMMENT ON VIEW city."devices" IS 'Thiết bị / Devices';
COMMENT ON COLUMN city."devices"."id" IS 'Mã định danh / Identifier';
COMMENT ON COLUMN city."devices"."code" IS 'Mã số / Code';
COMMENT ON COLUMN city."devices"."ward_code" IS 'Phường / Ward';
COMMENT ON COLUMN city."devices"."source" IS 'Nguồn dữ liệu / Source';
COMMENT ON COLUMN city."devices"."layer" IS 'Lớp / Layer';
COMMENT ON COLUMN city."devices"."feature_id" IS 'Đối tượng / Feature';
COMMENT ON COLUMN city."devices"."feature_fid" IS 'Số của đối tượng được báo / Number of the feature';
COMMENT ON COLUMN city."devices"."key" IS 'Khóa trong chủ đề MQTT / Key in topics';
COMMENT ON COLUMN city."devices"."audience" IS 'Ai được biết / Known to';
COMMENT ON COLUMN city."devices"."protocol" IS 'Giao thức / Protocol';
COMMENT ON COLUMN city."devices"."model" IS 'Kiểu thiết bị / Model';
COMMENT ON COLUMN city."devices"."installed_on" IS 'Ngày lắp đặt / Installed on';
COMMENT ON COLUMN city."devices"."silent_after_s" IS 'Coi là im lặng sau / Silent after [s]';
COMMENT ON COLUMN city."devices"."geom" IS 'VN-2000 / TM-3 106-15';
GRANT SELECT ON city."devices" TO dongha_public, dongha_citizen, dongha_ward_officer, dongha_urban_management, dongha_land_environment, dongha_economy, dongha_public_utilities, dongha_construction_order, dongha_police, dongha_culture, dongha_operation_centre, dongha_administrator;
ALTER VIEW city."devices" ALTER COLUMN "id" SET DEFAULT gen_random_uuid();
ALTER VIEW city."devices" ALTER COLUMN "code" SET DEFAULT 'M-'::text || nextval('layers.made_codes'::regclass)::text;
ALTER VIEW city."devices" ALTER COLUMN "ward_code" SET DEFAULT layers.own_ward();
ALTER VIEW city."devices" ALTER COLUMN "source" SET DEFAULT 'edit';
ALTER VIEW city."devices" ALTER COLUMN "key" SET DEFAULT '';
ALTER VIEW city."devices" ALTER COLUMN "audience" SET DEFAULT 'staff';
ALTER VIEW city."devices" ALTER COLUMN "protocol" SET DEFAULT 'dongha';
ALTER VIEW city."devices" ALTER COLUMN "silent_after_s" SET DEFAULT 900;
GRANT INSERT ON city."devices" TO dongha_land_environment, dongha_economy, dongha_public_utilities, dongha_police, dongha_culture, dongha_operation_centre, dongha_administrator;
GRANT UPDATE ON city."devices" TO dongha_land_environment, dongha_economy, dongha_public_utilities, dongha_police, dongha_culture, dongha_operation_centre, dongha_administrator;
GRANT DELETE ON city."devices" TO dongha_land_environment, dongha_economy, dongha_public_utilities, dongha_police, dongha_culture, dongha_operation_centre, dongha_administrator;


CREATE TABLE layers.commands (
	fid BIGINT GENERATED BY DEFAULT AS IDENTITY, 
	id UUID DEFAULT gen_random_uuid() NOT NULL, 
	code TEXT DEFAULT 'M-'::text || nextval('layers.made_codes'::regclass)::text NOT NULL, 
	ward_code TEXT DEFAULT layers.own_ward(), 
	source TEXT DEFAULT 'edit' NOT NULL, 
	version INTEGER DEFAULT 1 NOT NULL, 
	updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL, 
	target_layer TEXT NOT NULL, 
	target_id UUID NOT NULL, 
	action TEXT NOT NULL, 
	value DOUBLE PRECISION, 
	reason TEXT NOT NULL, 
	expires_at TIMESTAMP WITH TIME ZONE DEFAULT now() + interval '5 minutes' NOT NULL, 
	set_id UUID, 
	requested_by TEXT DEFAULT layers.actor() NOT NULL, 
	geom geometry(POINT,9212) NOT NULL, 
	geom_3857 geometry(POINT,3857) GENERATED ALWAYS AS (ext.st_transform(geom, 3857)) STORED NOT NULL, 
	geojson TEXT GENERATED ALWAYS AS (ext.st_asgeojson(ext.st_transform(geom, 4326), 7)) STORED, 
	search TEXT GENERATED ALWAYS AS (layers.fold(' ' || coalesce(code, ''))) STORED, 
	CONSTRAINT commands_pkey PRIMARY KEY (id), 
	CONSTRAINT commands_fid_key UNIQUE (fid), 
	CONSTRAINT commands_key UNIQUE (code), 
	CONSTRAINT commands_code_length CHECK (char_length(code) <= 120), 
	CONSTRAINT commands_ward_code_pattern CHECK (ward_code ~ '^\d{5}$'), 
	CONSTRAINT commands_source_length CHECK (char_length(source) <= 200), 
	CONSTRAINT commands_version_range CHECK (version >= 1), 
	CONSTRAINT commands_target_layer_length CHECK (char_length(target_layer) <= 48), 
	CONSTRAINT commands_action_length CHECK (char_length(action) <= 60), 
	CONSTRAINT commands_value_finite CHECK (value < 'Infinity'::double precision AND value > '-Infinity'::double precision), 
	CONSTRAINT commands_reason_length CHECK (char_length(reason) <= 500), 
	CONSTRAINT commands_requested_by_length CHECK (char_length(requested_by) <= 63), 
	CONSTRAINT commands_geom_bounds CHECK (geom OPERATOR(ext.@) ext.st_makeenvelope(560000, 1830000, 620000, 1890000, 9212)), 
	CONSTRAINT commands_geom_not_empty CHECK (NOT ext.st_isempty(geom)), 
	CONSTRAINT commands_geom_points CHECK (ext.st_npoints(geom) <= 100000)
);
ALTER TABLE layers."commands" ALTER COLUMN geojson SET COMPRESSION lz4;
CREATE INDEX commands_geom_3857_idx ON layers.commands USING gist (geom_3857);
CREATE INDEX commands_geom_idx ON layers.commands USING gist (geom);
CREATE INDEX commands_search_idx ON layers.commands USING gin (search ext.gin_trgm_ops);
CREATE INDEX commands_set_id_idx ON layers.commands (set_id);
CREATE INDEX commands_target_id_idx ON layers.commands (target_id);
CREATE INDEX commands_time_idx ON layers.commands (expires_at);
CREATE INDEX commands_ward_code_idx ON layers.commands (ward_code);
COMMENT ON TABLE layers.commands IS 'Lệnh điều khiển thiết bị / Commands to devices. Thiết bị được lệnh làm gì, ai ra lệnh, vì sao, và thiết bị trả lời thế nào. / What devices were told to do, by whom and why, and what they answered.';
COMMENT ON COLUMN layers.commands.fid IS 'Số đối tượng / Feature number';
COMMENT ON COLUMN layers.commands.id IS 'Mã định danh / Identifier';
COMMENT ON COLUMN layers.commands.code IS 'Mã số / Code';
COMMENT ON COLUMN layers.commands.ward_code IS 'Phường / Ward';
COMMENT ON COLUMN layers.commands.source IS 'Nguồn dữ liệu / Source';
COMMENT ON COLUMN layers.commands.version IS 'Phiên bản / Version';
COMMENT ON COLUMN layers.commands.updated_at IS 'Cập nhật lúc / Updated';
COMMENT ON COLUMN layers.commands.target_layer IS 'Lớp / Layer';
COMMENT ON COLUMN layers.commands.target_id IS 'Đối tượng / Feature';
COMMENT ON COLUMN layers.commands.action IS 'Thao tác / Action';
COMMENT ON COLUMN layers.commands.value IS 'Giá trị / Value';
COMMENT ON COLUMN layers.commands.reason IS 'Lý do / Reason';
COMMENT ON COLUMN layers.commands.expires_at IS 'Hạn chót / Deadline';
COMMENT ON COLUMN layers.commands.set_id IS 'Cùng lượt / Set';
COMMENT ON COLUMN layers.commands.requested_by IS 'Người ra lệnh / Requested by';
COMMENT ON COLUMN layers.commands.geom IS 'VN-2000 / TM-3 106-15';
COMMENT ON COLUMN layers.commands.geom_3857 IS 'geom in Web Mercator, for tiles';
COMMENT ON COLUMN layers.commands.geojson IS 'geom as GeoJSON (CRS84, 7 decimals), for items';
COMMENT ON COLUMN layers.commands.search IS 'Words to search, folded: lower case, no diacritics';

CREATE TABLE layers.commands_state (
	fid BIGINT NOT NULL, 
	status TEXT, 
	attempts INTEGER, 
	sent_at TIMESTAMP WITH TIME ZONE, 
	answered_at TIMESTAMP WITH TIME ZONE, 
	answer TEXT, 
	phenomenon_time TIMESTAMP WITH TIME ZONE, 
	status_at TIMESTAMP WITH TIME ZONE, 
	attempts_at TIMESTAMP WITH TIME ZONE, 
	sent_at_at TIMESTAMP WITH TIME ZONE, 
	answered_at_at TIMESTAMP WITH TIME ZONE, 
	answer_at TIMESTAMP WITH TIME ZONE, 
	CONSTRAINT commands_state_pkey PRIMARY KEY (fid), 
	CONSTRAINT commands_state_fid_fkey FOREIGN KEY(fid) REFERENCES layers.commands (fid) ON DELETE CASCADE, 
	CONSTRAINT commands_state_status_code CHECK (status IN ('queued', 'sent', 'done', 'refused', 'failed', 'expired', 'cancelled')), 
	CONSTRAINT commands_state_attempts_range CHECK (attempts >= 0 AND attempts <= 1000), 
	CONSTRAINT commands_state_answer_length CHECK (char_length(answer) <= 500)
)
 WITH (fillfactor = 70);
COMMENT ON TABLE layers.commands_state IS 'Lệnh điều khiển thiết bị: trạng thái hiện tại / Commands to devices: present state';
COMMENT ON COLUMN layers.commands_state.status IS 'Trạng thái / Status';
COMMENT ON COLUMN layers.commands_state.attempts IS 'Số lần gửi / Attempts';
COMMENT ON COLUMN layers.commands_state.sent_at IS 'Gửi lúc / Sent';
COMMENT ON COLUMN layers.commands_state.answered_at IS 'Trả lời lúc / Answered';
COMMENT ON COLUMN layers.commands_state.answer IS 'Trả lời / Answer';
COMMENT ON COLUMN layers.commands_state.phenomenon_time IS 'Thời điểm đo / Observed at';
COMMENT ON COLUMN layers.commands_state.status_at IS 'Trạng thái: thời điểm / Status: when it was true';
COMMENT ON COLUMN layers.commands_state.attempts_at IS 'Số lần gửi: thời điểm / Attempts: when it was true';
COMMENT ON COLUMN layers.commands_state.sent_at_at IS 'Gửi lúc: thời điểm / Sent: when it was true';
COMMENT ON COLUMN layers.commands_state.answered_at_at IS 'Trả lời lúc: thời điểm / Answered: when it was true';
COMMENT ON COLUMN layers.commands_state.answer_at IS 'Trả lời: thời điểm / Answer: when it was true';

INSERT INTO layers.layer_versions VALUES ('commands', 0, extract(epoch FROM clock_timestamp())::bigint);
CREATE TRIGGER note_insert AFTER INSERT ON layers."commands" REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION layers.note_insert('commands', '1');
CREATE TRIGGER note_update AFTER UPDATE ON layers."commands" FOR EACH STATEMENT EXECUTE FUNCTION layers.note_update('commands', '1');
CREATE TRIGGER note_delete AFTER DELETE ON layers."commands" REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION layers.note_delete('commands', '1');
CREATE TRIGGER note_truncate AFTER TRUNCATE ON layers."commands" FOR EACH STATEMENT EXECUTE FUNCTION layers.note_truncate('commands', '1');

CREATE TRIGGER note_insert AFTER INSERT ON layers."commands_state" REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION layers.note_insert('commands', '0');
CREATE TRIGGER note_update AFTER UPDATE ON layers."commands_state" FOR EACH STATEMENT EXECUTE FUNCTION layers.note_update('commands', '0');
CREATE TRIGGER note_delete AFTER DELETE ON layers."commands_state" REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION layers.note_delete('commands', '0');
CREATE TRIGGER note_truncate AFTER TRUNCATE ON layers."commands_state" FOR EACH STATEMENT EXECUTE FUNCTION layers.note_truncate('commands', '0');

CREATE TABLE layers."commands_history" (
    "fid" bigint,
    "id" uuid,
    "code" text,
    "ward_code" text,
    "source" text,
    "version" integer,
    "updated_at" timestamptz,
    "target_layer" text,
    "target_id" uuid,
    "action" text,
    "value" double precision,
    "reason" text,
    "expires_at" timestamptz,
    "set_id" uuid,
    "requested_by" text,
    "geom" ext.geometry(Point, 9212),
    gone_at timestamptz NOT NULL,
    CONSTRAINT "commands_history_pkey" PRIMARY KEY (id, version)
);
CREATE INDEX "commands_history_gone_idx" ON layers."commands_history" (gone_at);
CREATE INDEX "commands_history_geom_3857_idx" ON layers."commands_history" USING gist (ext.st_transform(geom, 3857));
COMMENT ON TABLE layers."commands_history" IS 'Lệnh điều khiển thiết bị: các phiên bản đã qua / Commands to devices: superseded versions';
INSERT INTO layers.history_kept VALUES ('commands', '315360000 seconds', true);

CREATE FUNCTION layers."log_commands"() RETURNS trigger
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
            SELECT o."fid", o."id", o."code", o."ward_code", o."source", o."version", o."updated_at", o."target_layer", o."target_id", o."action", o."value", o."reason", o."expires_at", o."set_id", o."requested_by", o."geom", box3d(n.geom_3857) AS box,
                CASE WHEN o.geom_3857 IS DISTINCT FROM n.geom_3857 THEN box3d(o.geom_3857) END AS box_before,
                CASE WHEN n.version = o.version + 1 AND n.updated_at > o.updated_at AND n.updated_at BETWEEN now() AND moment THEN n.updated_at END AS good, greatest(moment, o.updated_at + interval '1 microsecond') AS later
            FROM gone o JOIN changed n ON n.id = o.id WHERE (n.version = o.version + 1 OR NOT (n."code" IS NOT DISTINCT FROM o."code" AND n."ward_code" IS NOT DISTINCT FROM o."ward_code" AND n."source" IS NOT DISTINCT FROM o."source" AND n."version" IS NOT DISTINCT FROM o."version" AND n."updated_at" IS NOT DISTINCT FROM o."updated_at" AND n."target_layer" IS NOT DISTINCT FROM o."target_layer" AND n."target_id" IS NOT DISTINCT FROM o."target_id" AND n."action" IS NOT DISTINCT FROM o."action" AND n."value" IS NOT DISTINCT FROM o."value" AND n."reason" IS NOT DISTINCT FROM o."reason" AND n."expires_at" IS NOT DISTINCT FROM o."expires_at" AND n."set_id" IS NOT DISTINCT FROM o."set_id" AND n."requested_by" IS NOT DISTINCT FROM o."requested_by" AND n."geom" IS NOT DISTINCT FROM o."geom"))
        ), kept AS (
            INSERT INTO layers."commands_history" ("fid", "id", "code", "ward_code", "source", "version", "updated_at", "target_layer", "target_id", "action", "value", "reason", "expires_at", "set_id", "requested_by", "geom", gone_at) SELECT "fid", "id", "code", "ward_code", "source", "version", "updated_at", "target_layer", "target_id", "action", "value", "reason", "expires_at", "set_id", "requested_by", "geom", coalesce(good, later) FROM p
        ), logged AS (
            INSERT INTO layers.changes (at, layer, operation, actor, client, feature_id, version, fid, bbox, bbox_before)
            SELECT moment, 'commands', 'update', who, sender, id, version + 1, fid, CASE WHEN box IS NOT NULL THEN ARRAY[st_xmin(box), st_ymin(box), st_xmax(box), st_ymax(box)] END,
                CASE WHEN box_before IS NOT NULL THEN ARRAY[st_xmin(box_before), st_ymin(box_before), st_xmax(box_before), st_ymax(box_before)] END FROM p
        )
        SELECT array_agg(p.id), array_agg(p.version + 1), array_agg(p.later) INTO ids, versions, moments
        FROM p WHERE p.good IS NULL;
    ELSIF TG_OP = 'INSERT' THEN
        known := EXISTS (SELECT FROM layers."commands_history");
        WITH came AS MATERIALIZED (
            SELECT c.id, c.fid, c.version, c.updated_at, box3d(c.geom_3857) AS box, CASE WHEN known THEN coalesce((SELECT greatest(max(h.version) + 1, c.version) FROM layers."commands_history" h WHERE h.id = c.id HAVING count(*) > 0), 1) ELSE 1 END AS first, CASE WHEN known THEN (SELECT max(h.gone_at) + interval '1 microsecond' FROM layers."commands_history" h WHERE h.id = c.id) END AS after
            FROM changed c
        ), logged AS (
            INSERT INTO layers.changes (at, layer, operation, actor, client, feature_id, version, fid, bbox)
            SELECT moment, 'commands', 'create', who, sender, n.id, n.first, n.fid, CASE WHEN n.box IS NOT NULL THEN ARRAY[st_xmin(n.box), st_ymin(n.box), st_xmax(n.box), st_ymax(n.box)] END FROM came n
        )
        SELECT array_agg(n.id), array_agg(n.first), array_agg(greatest(moment, n.after)) INTO ids, versions, moments
        FROM came n WHERE n.version <> n.first OR n.updated_at NOT BETWEEN greatest(now(), n.after) AND moment;
    ELSIF TG_OP = 'DELETE' THEN
        INSERT INTO layers."commands_history" ("fid", "id", "code", "ward_code", "source", "version", "updated_at", "target_layer", "target_id", "action", "value", "reason", "expires_at", "set_id", "requested_by", "geom", gone_at) SELECT o."fid", o."id", o."code", o."ward_code", o."source", o."version", o."updated_at", o."target_layer", o."target_id", o."action", o."value", o."reason", o."expires_at", o."set_id", o."requested_by", o."geom", greatest(moment, o.updated_at + interval '1 microsecond') FROM gone o;
        INSERT INTO layers.changes (at, layer, operation, actor, client, feature_id, version, fid, bbox)
            SELECT moment, 'commands', 'delete', who, sender, o.id, o.version, o.fid, CASE WHEN o.box IS NOT NULL THEN ARRAY[st_xmin(o.box), st_ymin(o.box), st_xmax(o.box), st_ymax(o.box)] END
            FROM (SELECT o.id, o.version, o.fid, box3d(o.geom_3857) AS box FROM gone o OFFSET 0) o;
    ELSE
        INSERT INTO layers."commands_history" ("fid", "id", "code", "ward_code", "source", "version", "updated_at", "target_layer", "target_id", "action", "value", "reason", "expires_at", "set_id", "requested_by", "geom", gone_at) SELECT o."fid", o."id", o."code", o."ward_code", o."source", o."version", o."updated_at", o."target_layer", o."target_id", o."action", o."value", o."reason", o."expires_at", o."set_id", o."requested_by", o."geom", greatest(moment, o.updated_at + interval '1 microsecond') FROM layers."commands" o;
        INSERT INTO layers.changes (at, layer, operation, actor, client)
            VALUES (moment, 'commands', 'truncate', who, sender);
    END IF;
    IF ids IS NOT NULL THEN
        PERFORM layers.stamp('commands', ids, versions, moments);
    END IF;
    RETURN NULL;
END $$;
GRANT SELECT (id), UPDATE (version, updated_at) ON layers."commands" TO dongha_keeper;
CREATE TRIGGER log_insert AFTER INSERT ON layers."commands" REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION layers."log_commands"();
CREATE TRIGGER log_update AFTER UPDATE ON layers."commands" REFERENCING OLD TABLE AS gone NEW TABLE AS changed FOR EACH STATEMENT WHEN (current_user <> 'dongha_keeper') EXECUTE FUNCTION layers."log_commands"();
CREATE TRIGGER log_delete AFTER DELETE ON layers."commands" REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION layers."log_commands"();
CREATE TRIGGER log_truncate BEFORE TRUNCATE ON layers."commands" FOR EACH STATEMENT EXECUTE FUNCTION layers."log_commands"();
CREATE TRIGGER keep_identity AFTER UPDATE OF fid, id ON layers."commands" FOR EACH ROW WHEN (old.fid <> new.fid OR old.id <> new.id) EXECUTE FUNCTION layers.keep_identity();
CREATE TRIGGER log_state_insert AFTER INSERT ON layers."commands_state" REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION layers.log_state('commands');
CREATE TRIGGER log_state_update AFTER UPDATE ON layers."commands_state" REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION layers.log_state('commands');
CREATE TRIGGER log_state_delete AFTER DELETE ON layers."commands_state" REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION layers.log_state('commands');
CREATE TRIGGER log_state_truncate AFTER TRUNCATE ON layers."commands_state" FOR EACH STATEMENT EXECUTE FUNCTION layers.log_state_truncate('commands');

CREATE TRIGGER fill_ward BEFORE INSERT ON layers."commands" FOR EACH ROW WHEN (NEW.ward_code IS NULL AND NOT layers.in_bulk()) EXECUTE FUNCTION layers.fill_ward();

DO $$
DECLARE
    made regprocedure;
BEGIN
    FOR made IN SELECT oid FROM pg_proc WHERE pronamespace = 'layers'::regnamespace AND prorettype = 'trigger'::regtype LOOP
        EXECUTE format('REVOKE ALL ON FUNCTION %s FROM PUBLIC', made);
    END LOOP;
END $$;

REVOKE ALL ON layers."commands_history" FROM dongha_public, dongha_citizen, dongha_ward_officer, dongha_urban_management, dongha_land_environment, dongha_economy, dongha_public_utilities, dongha_construction_order, dongha_police, dongha_culture, dongha_operation_centre, dongha_administrator;
GRANT SELECT ("fid", "id", "code", "ward_code", "source", "version", "updated_at", "target_layer", "target_id", "action", "value", "reason", "expires_at", "set_id", "requested_by", "geom", "gone_at") ON layers."commands_history" TO dongha_ward_officer, dongha_urban_management, dongha_land_environment, dongha_economy, dongha_public_utilities, dongha_construction_order, dongha_police, dongha_culture, dongha_operation_centre, dongha_administrator;

REVOKE ALL ON layers."commands" FROM dongha_public, dongha_citizen, dongha_ward_officer, dongha_urban_management, dongha_land_environment, dongha_economy, dongha_public_utilities, dongha_construction_order, dongha_police, dongha_culture, dongha_operation_centre, dongha_administrator;
GRANT SELECT ("fid", "id", "code", "ward_code", "source", "version", "updated_at", "target_layer", "target_id", "action", "value", "reason", "expires_at", "set_id", "requested_by", "geom", "geom_3857", "geojson", "search") ON layers."commands" TO dongha_ward_officer, dongha_urban_management, dongha_land_environment, dongha_economy, dongha_public_utilities, dongha_construction_order, dongha_police, dongha_culture, dongha_operation_centre, dongha_administrator;
GRANT INSERT ("id", "code", "ward_code", "source", "target_layer", "target_id", "action", "value", "reason", "expires_at", "set_id", "requested_by", "geom", "version", "updated_at") ON layers."commands" TO dongha_land_environment, dongha_economy, dongha_public_utilities, dongha_police, dongha_culture, dongha_operation_centre, dongha_administrator;
GRANT UPDATE ("code", "ward_code", "source", "target_layer", "target_id", "action", "value", "reason", "expires_at", "set_id", "requested_by", "geom", "version", "updated_at") ON layers."commands" TO dongha_administrator;
GRANT DELETE ON layers."commands" TO dongha_administrator;
REVOKE ALL ON layers."commands_state" FROM dongha_public, dongha_citizen, dongha_ward_officer, dongha_urban_management, dongha_land_environment, dongha_economy, dongha_public_utilities, dongha_construction_order, dongha_police, dongha_culture, dongha_operation_centre, dongha_administrator;
GRANT SELECT ("fid", "status", "attempts", "sent_at", "answered_at", "answer", "phenomenon_time") ON layers."commands_state" TO dongha_ward_officer, dongha_urban_management, dongha_land_environment, dongha_economy, dongha_public_utilities, dongha_construction_order, dongha_police, dongha_culture, dongha_operation_centre, dongha_administrator;

DROP TRIGGER IF EXISTS note_insert ON layers."commands";
DROP TRIGGER IF EXISTS note_update ON layers."commands";
DROP TRIGGER IF EXISTS note_delete ON layers."commands";
DROP TRIGGER IF EXISTS note_truncate ON layers."commands";
DROP TRIGGER IF EXISTS overview_insert ON layers."commands";
DROP TRIGGER IF EXISTS overview_update ON layers."commands";
DROP TRIGGER IF EXISTS overview_delete ON layers."commands";
DROP TRIGGER IF EXISTS overview_truncate ON layers."commands";
DROP TRIGGER IF EXISTS note_insert ON layers."commands_state";
DROP TRIGGER IF EXISTS note_update ON layers."commands_state";
DROP TRIGGER IF EXISTS note_delete ON layers."commands_state";
DROP TRIGGER IF EXISTS note_truncate ON layers."commands_state";
DROP TRIGGER IF EXISTS overview_insert ON layers."commands_state";
DROP TRIGGER IF EXISTS overview_update ON layers."commands_state";
DROP TRIGGER IF EXISTS overview_delete ON layers."commands_state";
DROP TRIGGER IF EXISTS overview_truncate ON layers."commands_state";
DELETE FROM layers.layer_versions WHERE layer = 'commands';
DELETE FROM layers.overview_layers WHERE layer = 'commands';
DELETE FROM layers.overview_dirty WHERE layer = 'commands';
DELETE FROM layers.overviews WHERE layer = 'commands';

CREATE VIEW city."commands" WITH (security_invoker = true) AS
SELECT "id", "code", "ward_code", "source", "target_layer", "target_id", "action", "value", "reason", "expires_at", "set_id", "requested_by", "geom" FROM layers."commands";
COMMENT ON VIEW city."commands" IS 'Lệnh điều khiển thiết bị / Commands to devices';
COMMENT ON COLUMN city."commands"."id" IS 'Mã định danh / Identifier';
COMMENT ON COLUMN city."commands"."code" IS 'Mã số / Code';
COMMENT ON COLUMN city."commands"."ward_code" IS 'Phường / Ward';
COMMENT ON COLUMN city."commands"."source" IS 'Nguồn dữ liệu / Source';
COMMENT ON COLUMN city."commands"."target_layer" IS 'Lớp / Layer';
COMMENT ON COLUMN city."commands"."target_id" IS 'Đối tượng / Feature';
COMMENT ON COLUMN city."commands"."action" IS 'Thao tác / Action';
COMMENT ON COLUMN city."commands"."value" IS 'Giá trị / Value';
COMMENT ON COLUMN city."commands"."reason" IS 'Lý do / Reason';
COMMENT ON COLUMN city."commands"."expires_at" IS 'Hạn chót / Deadline';
COMMENT ON COLUMN city."commands"."set_id" IS 'Cùng lượt / Set';
COMMENT ON COLUMN city."commands"."requested_by" IS 'Người ra lệnh / Requested by';
COMMENT ON COLUMN city."commands"."geom" IS 'VN-2000 / TM-3 106-15';
GRANT SELECT ON city."commands" TO dongha_ward_officer, dongha_urban_management, dongha_land_environment, dongha_economy, dongha_public_utilities, dongha_construction_order, dongha_police, dongha_culture, dongha_operation_centre, dongha_administrator;
ALTER VIEW city."commands" ALTER COLUMN "id" SET DEFAULT gen_random_uuid();
ALTER VIEW city."commands" ALTER COLUMN "code" SET DEFAULT 'M-'::text || nextval('layers.made_codes'::regclass)::text;
ALTER VIEW city."commands" ALTER COLUMN "ward_code" SET DEFAULT layers.own_ward();
ALTER VIEW city."commands" ALTER COLUMN "source" SET DEFAULT 'edit';
ALTER VIEW city."commands" ALTER COLUMN "expires_at" SET DEFAULT now() + interval '5 minutes';
ALTER VIEW city."commands" ALTER COLUMN "requested_by" SET DEFAULT layers.actor();
GRANT INSERT ON city."commands" TO dongha_land_environment, dongha_economy, dongha_public_utilities, dongha_police, dongha_culture, dongha_operation_centre, dongha_administrator;
GRANT UPDATE ON city."commands" TO dongha_administrator;
GRANT DELETE ON city."commands" TO dongha_administrator;

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

INSERT INTO layers.observed_properties (layer, property, kind, unit, title_vi, title_en, readers) VALUES
    ('lighting_cabinets', 'status', 'code', NULL, 'Trạng thái', 'Status', ARRAY['dongha_public', 'dongha_citizen', 'dongha_ward_officer', 'dongha_urban_management', 'dongha_land_environment', 'dongha_economy', 'dongha_public_utilities', 'dongha_construction_order', 'dongha_police', 'dongha_culture', 'dongha_operation_centre', 'dongha_administrator']::text[]),
    ('lighting_cabinets', 'power_kw', 'number', 'kW', 'Công suất đo', 'Measured power', ARRAY['dongha_public', 'dongha_citizen', 'dongha_ward_officer', 'dongha_urban_management', 'dongha_land_environment', 'dongha_economy', 'dongha_public_utilities', 'dongha_construction_order', 'dongha_police', 'dongha_culture', 'dongha_operation_centre', 'dongha_administrator']::text[]),
    ('lighting_cabinets', 'energy_kwh', 'number', 'kW.h', 'Chỉ số điện năng', 'Energy meter', ARRAY['dongha_public', 'dongha_citizen', 'dongha_ward_officer', 'dongha_urban_management', 'dongha_land_environment', 'dongha_economy', 'dongha_public_utilities', 'dongha_construction_order', 'dongha_police', 'dongha_culture', 'dongha_operation_centre', 'dongha_administrator']::text[]),
    ('lighting_cabinets', 'door_open', 'boolean', NULL, 'Cửa tủ mở', 'Door open', ARRAY['dongha_public', 'dongha_citizen', 'dongha_ward_officer', 'dongha_urban_management', 'dongha_land_environment', 'dongha_economy', 'dongha_public_utilities', 'dongha_construction_order', 'dongha_police', 'dongha_culture', 'dongha_operation_centre', 'dongha_administrator']::text[]);
INSERT INTO layers.abilities (layer, action, property, becomes, unit, ge, le, title_vi, title_en, groups) VALUES
    ('lighting_cabinets', 'switch_on', NULL, NULL, NULL, NULL, NULL, 'Bật', 'Switch on', ARRAY['dongha_public_utilities', 'dongha_administrator']::text[]),
    ('lighting_cabinets', 'switch_off', NULL, NULL, NULL, NULL, NULL, 'Tắt', 'Switch off', ARRAY['dongha_public_utilities', 'dongha_administrator']::text[]);

INSERT INTO layers.observed_properties (layer, property, kind, unit, title_vi, title_en, readers) VALUES
    ('street_lamps', 'status', 'code', NULL, 'Trạng thái', 'Status', ARRAY['dongha_public', 'dongha_citizen', 'dongha_ward_officer', 'dongha_urban_management', 'dongha_land_environment', 'dongha_economy', 'dongha_public_utilities', 'dongha_construction_order', 'dongha_police', 'dongha_culture', 'dongha_operation_centre', 'dongha_administrator']::text[]),
    ('street_lamps', 'level_pct', 'number', '%', 'Mức sáng', 'Light level', ARRAY['dongha_public', 'dongha_citizen', 'dongha_ward_officer', 'dongha_urban_management', 'dongha_land_environment', 'dongha_economy', 'dongha_public_utilities', 'dongha_construction_order', 'dongha_police', 'dongha_culture', 'dongha_operation_centre', 'dongha_administrator']::text[]),
    ('street_lamps', 'power_w', 'number', 'W', 'Công suất đo', 'Measured power', ARRAY['dongha_public', 'dongha_citizen', 'dongha_ward_officer', 'dongha_urban_management', 'dongha_land_environment', 'dongha_economy', 'dongha_public_utilities', 'dongha_construction_order', 'dongha_police', 'dongha_culture', 'dongha_operation_centre', 'dongha_administrator']::text[]),
    ('street_lamps', 'voltage_v', 'number', 'V', 'Điện áp', 'Voltage', ARRAY['dongha_public', 'dongha_citizen', 'dongha_ward_officer', 'dongha_urban_management', 'dongha_land_environment', 'dongha_economy', 'dongha_public_utilities', 'dongha_construction_order', 'dongha_police', 'dongha_culture', 'dongha_operation_centre', 'dongha_administrator']::text[]),
    ('street_lamps', 'current_a', 'number', 'A', 'Dòng điện', 'Current', ARRAY['dongha_public', 'dongha_citizen', 'dongha_ward_officer', 'dongha_urban_management', 'dongha_land_environment', 'dongha_economy', 'dongha_public_utilities', 'dongha_construction_order', 'dongha_police', 'dongha_culture', 'dongha_operation_centre', 'dongha_administrator']::text[]),
    ('street_lamps', 'energy_kwh', 'number', 'kW.h', 'Chỉ số điện năng', 'Energy meter', ARRAY['dongha_public', 'dongha_citizen', 'dongha_ward_officer', 'dongha_urban_management', 'dongha_land_environment', 'dongha_economy', 'dongha_public_utilities', 'dongha_construction_order', 'dongha_police', 'dongha_culture', 'dongha_operation_centre', 'dongha_administrator']::text[]),
    ('street_lamps', 'temperature_c', 'number', 'Cel', 'Nhiệt độ bộ nguồn', 'Driver temperature', ARRAY['dongha_public', 'dongha_citizen', 'dongha_ward_officer', 'dongha_urban_management', 'dongha_land_environment', 'dongha_economy', 'dongha_public_utilities', 'dongha_construction_order', 'dongha_police', 'dongha_culture', 'dongha_operation_centre', 'dongha_administrator']::text[]),
    ('street_lamps', 'operating_h', 'number', 'h', 'Số giờ hoạt động', 'Operating hours', ARRAY['dongha_public', 'dongha_citizen', 'dongha_ward_officer', 'dongha_urban_management', 'dongha_land_environment', 'dongha_economy', 'dongha_public_utilities', 'dongha_construction_order', 'dongha_police', 'dongha_culture', 'dongha_operation_centre', 'dongha_administrator']::text[]);
INSERT INTO layers.abilities (layer, action, property, becomes, unit, ge, le, title_vi, title_en, groups) VALUES
    ('street_lamps', 'dim', 'level_pct', NULL, '%', 0, 100, 'Mức sáng', 'Light level', ARRAY['dongha_public_utilities', 'dongha_operation_centre', 'dongha_administrator']::text[]),
    ('street_lamps', 'automatic', NULL, NULL, NULL, NULL, NULL, 'Trở lại chương trình', 'Back to the programme', ARRAY['dongha_public_utilities', 'dongha_operation_centre', 'dongha_administrator']::text[]);

INSERT INTO layers.observed_properties (layer, property, kind, unit, title_vi, title_en, readers) VALUES
    ('lighting_segments', 'energy_last_night_kwh', 'number', 'kW.h', 'Điện năng đêm qua', 'Energy, last night', ARRAY['dongha_public', 'dongha_citizen', 'dongha_ward_officer', 'dongha_urban_management', 'dongha_land_environment', 'dongha_economy', 'dongha_public_utilities', 'dongha_construction_order', 'dongha_police', 'dongha_culture', 'dongha_operation_centre', 'dongha_administrator']::text[]);

INSERT INTO layers.observed_properties (layer, property, kind, unit, title_vi, title_en, readers) VALUES
    ('junctions', 'mode', 'code', NULL, 'Chế độ đèn', 'Signal mode', ARRAY['dongha_public', 'dongha_citizen', 'dongha_ward_officer', 'dongha_urban_management', 'dongha_land_environment', 'dongha_economy', 'dongha_public_utilities', 'dongha_construction_order', 'dongha_police', 'dongha_culture', 'dongha_operation_centre', 'dongha_administrator']::text[]),
    ('junctions', 'cycle_s', 'number', 's', 'Chu kỳ', 'Cycle', ARRAY['dongha_public', 'dongha_citizen', 'dongha_ward_officer', 'dongha_urban_management', 'dongha_land_environment', 'dongha_economy', 'dongha_public_utilities', 'dongha_construction_order', 'dongha_police', 'dongha_culture', 'dongha_operation_centre', 'dongha_administrator']::text[]),
    ('junctions', 'status', 'code', NULL, 'Tủ điều khiển', 'Controller', ARRAY['dongha_public', 'dongha_citizen', 'dongha_ward_officer', 'dongha_urban_management', 'dongha_land_environment', 'dongha_economy', 'dongha_public_utilities', 'dongha_construction_order', 'dongha_police', 'dongha_culture', 'dongha_operation_centre', 'dongha_administrator']::text[]);
INSERT INTO layers.abilities (layer, action, property, becomes, unit, ge, le, title_vi, title_en, groups) VALUES
    ('junctions', 'fixed_plan', 'mode', 'fixed', NULL, NULL, NULL, 'Chạy theo kế hoạch cố định', 'Fixed plan', ARRAY['dongha_police', 'dongha_administrator']::text[]),
    ('junctions', 'flash', 'mode', 'flashing', NULL, NULL, NULL, 'Nháy vàng', 'Flashing yellow', ARRAY['dongha_police', 'dongha_administrator']::text[]);

INSERT INTO layers.observed_properties (layer, property, kind, unit, title_vi, title_en, readers) VALUES
    ('traffic_signals', 'aspect', 'code', NULL, 'Đang hiển thị', 'Shows', ARRAY['dongha_public', 'dongha_citizen', 'dongha_ward_officer', 'dongha_urban_management', 'dongha_land_environment', 'dongha_economy', 'dongha_public_utilities', 'dongha_construction_order', 'dongha_police', 'dongha_culture', 'dongha_operation_centre', 'dongha_administrator']::text[]),
    ('traffic_signals', 'status', 'code', NULL, 'Tình trạng', 'Status', ARRAY['dongha_public', 'dongha_citizen', 'dongha_ward_officer', 'dongha_urban_management', 'dongha_land_environment', 'dongha_economy', 'dongha_public_utilities', 'dongha_construction_order', 'dongha_police', 'dongha_culture', 'dongha_operation_centre', 'dongha_administrator']::text[]);

INSERT INTO layers.observed_properties (layer, property, kind, unit, title_vi, title_en, readers) VALUES
    ('traffic_flows', 'service_level', 'code', NULL, 'Mức phục vụ', 'Level of service', ARRAY['dongha_public', 'dongha_citizen', 'dongha_ward_officer', 'dongha_urban_management', 'dongha_land_environment', 'dongha_economy', 'dongha_public_utilities', 'dongha_construction_order', 'dongha_police', 'dongha_culture', 'dongha_operation_centre', 'dongha_administrator']::text[]),
    ('traffic_flows', 'flow_pcuh', 'number', '{PCU}/h', 'Lưu lượng', 'Flow', ARRAY['dongha_public', 'dongha_citizen', 'dongha_ward_officer', 'dongha_urban_management', 'dongha_land_environment', 'dongha_economy', 'dongha_public_utilities', 'dongha_construction_order', 'dongha_police', 'dongha_culture', 'dongha_operation_centre', 'dongha_administrator']::text[]),
    ('traffic_flows', 'vehicle_count', 'integer', NULL, 'Số xe trong năm phút', 'Vehicles in five minutes', ARRAY['dongha_public', 'dongha_citizen', 'dongha_ward_officer', 'dongha_urban_management', 'dongha_land_environment', 'dongha_economy', 'dongha_public_utilities', 'dongha_construction_order', 'dongha_police', 'dongha_culture', 'dongha_operation_centre', 'dongha_administrator']::text[]),
    ('traffic_flows', 'speed_kmh', 'number', 'km/h', 'Tốc độ trung bình', 'Mean speed', ARRAY['dongha_public', 'dongha_citizen', 'dongha_ward_officer', 'dongha_urban_management', 'dongha_land_environment', 'dongha_economy', 'dongha_public_utilities', 'dongha_construction_order', 'dongha_police', 'dongha_culture', 'dongha_operation_centre', 'dongha_administrator']::text[]),
    ('traffic_flows', 'density_pcukm', 'number', '{PCU}/km', 'Mật độ', 'Density', ARRAY['dongha_public', 'dongha_citizen', 'dongha_ward_officer', 'dongha_urban_management', 'dongha_land_environment', 'dongha_economy', 'dongha_public_utilities', 'dongha_construction_order', 'dongha_police', 'dongha_culture', 'dongha_operation_centre', 'dongha_administrator']::text[]),
    ('traffic_flows', 'occupancy_pct', 'number', '%', 'Độ chiếm dụng', 'Occupancy', ARRAY['dongha_public', 'dongha_citizen', 'dongha_ward_officer', 'dongha_urban_management', 'dongha_land_environment', 'dongha_economy', 'dongha_public_utilities', 'dongha_construction_order', 'dongha_police', 'dongha_culture', 'dongha_operation_centre', 'dongha_administrator']::text[]),
    ('traffic_flows', 'accuracy_pct', 'number', '%', 'Độ chính xác đo được', 'Measured accuracy', ARRAY['dongha_public', 'dongha_citizen', 'dongha_ward_officer', 'dongha_urban_management', 'dongha_land_environment', 'dongha_economy', 'dongha_public_utilities', 'dongha_construction_order', 'dongha_police', 'dongha_culture', 'dongha_operation_centre', 'dongha_administrator']::text[]);

INSERT INTO layers.observed_properties (layer, property, kind, unit, title_vi, title_en, readers) VALUES
    ('cameras', 'status', 'code', NULL, 'Trạng thái', 'Status', ARRAY['dongha_ward_officer', 'dongha_urban_management', 'dongha_land_environment', 'dongha_economy', 'dongha_public_utilities', 'dongha_construction_order', 'dongha_police', 'dongha_culture', 'dongha_operation_centre', 'dongha_administrator']::text[]),
    ('cameras', 'latency_ms', 'number', 'ms', 'Thời gian phản hồi', 'Answer time', ARRAY['dongha_ward_officer', 'dongha_urban_management', 'dongha_land_environment', 'dongha_economy', 'dongha_public_utilities', 'dongha_construction_order', 'dongha_police', 'dongha_culture', 'dongha_operation_centre', 'dongha_administrator']::text[]);

INSERT INTO layers.observed_properties (layer, property, kind, unit, title_vi, title_en, readers) VALUES
    ('flood_points', 'status', 'code', NULL, 'Trạng thái', 'Status', ARRAY['dongha_public', 'dongha_citizen', 'dongha_ward_officer', 'dongha_urban_management', 'dongha_land_environment', 'dongha_economy', 'dongha_public_utilities', 'dongha_construction_order', 'dongha_police', 'dongha_culture', 'dongha_operation_centre', 'dongha_administrator']::text[]),
    ('flood_points', 'alarm', 'code', NULL, 'Cấp báo động', 'Alarm level', ARRAY['dongha_public', 'dongha_citizen', 'dongha_ward_officer', 'dongha_urban_management', 'dongha_land_environment', 'dongha_economy', 'dongha_public_utilities', 'dongha_construction_order', 'dongha_police', 'dongha_culture', 'dongha_operation_centre', 'dongha_administrator']::text[]),
    ('flood_points', 'level_m', 'number', 'm', 'Mực nước', 'Water level', ARRAY['dongha_public', 'dongha_citizen', 'dongha_ward_officer', 'dongha_urban_management', 'dongha_land_environment', 'dongha_economy', 'dongha_public_utilities', 'dongha_construction_order', 'dongha_police', 'dongha_culture', 'dongha_operation_centre', 'dongha_administrator']::text[]),
    ('flood_points', 'rise_cmh', 'number', 'cm/h', 'Tốc độ lên', 'Rate of rise', ARRAY['dongha_public', 'dongha_citizen', 'dongha_ward_officer', 'dongha_urban_management', 'dongha_land_environment', 'dongha_economy', 'dongha_public_utilities', 'dongha_construction_order', 'dongha_police', 'dongha_culture', 'dongha_operation_centre', 'dongha_administrator']::text[]),
    ('flood_points', 'trend', 'code', NULL, 'Xu thế', 'Trend', ARRAY['dongha_public', 'dongha_citizen', 'dongha_ward_officer', 'dongha_urban_management', 'dongha_land_environment', 'dongha_economy', 'dongha_public_utilities', 'dongha_construction_order', 'dongha_police', 'dongha_culture', 'dongha_operation_centre', 'dongha_administrator']::text[]),
    ('flood_points', 'next_level_h', 'number', 'h', 'Thời gian đến cấp tiếp theo', 'Time to the next alarm level', ARRAY['dongha_public', 'dongha_citizen', 'dongha_ward_officer', 'dongha_urban_management', 'dongha_land_environment', 'dongha_economy', 'dongha_public_utilities', 'dongha_construction_order', 'dongha_police', 'dongha_culture', 'dongha_operation_centre', 'dongha_administrator']::text[]),
    ('flood_points', 'battery_v', 'number', 'V', 'Điện áp pin', 'Battery', ARRAY['dongha_public', 'dongha_citizen', 'dongha_ward_officer', 'dongha_urban_management', 'dongha_land_environment', 'dongha_economy', 'dongha_public_utilities', 'dongha_construction_order', 'dongha_police', 'dongha_culture', 'dongha_operation_centre', 'dongha_administrator']::text[]);

INSERT INTO layers.observed_properties (layer, property, kind, unit, title_vi, title_en, readers) VALUES
    ('rain_gauges', 'status', 'code', NULL, 'Trạng thái', 'Status', ARRAY['dongha_public', 'dongha_citizen', 'dongha_ward_officer', 'dongha_urban_management', 'dongha_land_environment', 'dongha_economy', 'dongha_public_utilities', 'dongha_construction_order', 'dongha_police', 'dongha_culture', 'dongha_operation_centre', 'dongha_administrator']::text[]),
    ('rain_gauges', 'rain_10min_mm', 'number', 'mm', 'Mưa 10 phút', 'Rain, 10 minutes', ARRAY['dongha_public', 'dongha_citizen', 'dongha_ward_officer', 'dongha_urban_management', 'dongha_land_environment', 'dongha_economy', 'dongha_public_utilities', 'dongha_construction_order', 'dongha_police', 'dongha_culture', 'dongha_operation_centre', 'dongha_administrator']::text[]),
    ('rain_gauges', 'rain_1h_mm', 'number', 'mm', 'Mưa 1 giờ', 'Rain, 1 hour', ARRAY['dongha_public', 'dongha_citizen', 'dongha_ward_officer', 'dongha_urban_management', 'dongha_land_environment', 'dongha_economy', 'dongha_public_utilities', 'dongha_construction_order', 'dongha_police', 'dongha_culture', 'dongha_operation_centre', 'dongha_administrator']::text[]),
    ('rain_gauges', 'rain_24h_mm', 'number', 'mm', 'Mưa 24 giờ', 'Rain, 24 hours', ARRAY['dongha_public', 'dongha_citizen', 'dongha_ward_officer', 'dongha_urban_management', 'dongha_land_environment', 'dongha_economy', 'dongha_public_utilities', 'dongha_construction_order', 'dongha_police', 'dongha_culture', 'dongha_operation_centre', 'dongha_administrator']::text[]),
    ('rain_gauges', 'battery_v', 'number', 'V', 'Điện áp pin', 'Battery', ARRAY['dongha_public', 'dongha_citizen', 'dongha_ward_officer', 'dongha_urban_management', 'dongha_land_environment', 'dongha_economy', 'dongha_public_utilities', 'dongha_construction_order', 'dongha_police', 'dongha_culture', 'dongha_operation_centre', 'dongha_administrator']::text[]);

INSERT INTO layers.observed_properties (layer, property, kind, unit, title_vi, title_en, readers) VALUES
    ('flood_sirens', 'siren_state', 'code', NULL, 'Trạng thái còi', 'State', ARRAY['dongha_public', 'dongha_citizen', 'dongha_ward_officer', 'dongha_urban_management', 'dongha_land_environment', 'dongha_economy', 'dongha_public_utilities', 'dongha_construction_order', 'dongha_police', 'dongha_culture', 'dongha_operation_centre', 'dongha_administrator']::text[]),
    ('flood_sirens', 'status', 'code', NULL, 'Thiết bị', 'Device', ARRAY['dongha_public', 'dongha_citizen', 'dongha_ward_officer', 'dongha_urban_management', 'dongha_land_environment', 'dongha_economy', 'dongha_public_utilities', 'dongha_construction_order', 'dongha_police', 'dongha_culture', 'dongha_operation_centre', 'dongha_administrator']::text[]),
    ('flood_sirens', 'battery_v', 'number', 'V', 'Điện áp pin', 'Battery', ARRAY['dongha_public', 'dongha_citizen', 'dongha_ward_officer', 'dongha_urban_management', 'dongha_land_environment', 'dongha_economy', 'dongha_public_utilities', 'dongha_construction_order', 'dongha_police', 'dongha_culture', 'dongha_operation_centre', 'dongha_administrator']::text[]);
INSERT INTO layers.abilities (layer, action, property, becomes, unit, ge, le, title_vi, title_en, groups) VALUES
    ('flood_sirens', 'sound', 'siren_state', 'sounding', 's', 5, 600, 'Hú còi', 'Sound the siren', ARRAY['dongha_economy', 'dongha_operation_centre', 'dongha_administrator']::text[]),
    ('flood_sirens', 'silence', 'siren_state', 'quiet', NULL, NULL, NULL, 'Tắt còi', 'Stop the siren', ARRAY['dongha_economy', 'dongha_operation_centre', 'dongha_administrator']::text[]);

INSERT INTO layers.observed_properties (layer, property, kind, unit, title_vi, title_en, readers) VALUES
    ('monitoring_stations', 'status', 'code', NULL, 'Trạng thái', 'Status', ARRAY['dongha_public', 'dongha_citizen', 'dongha_ward_officer', 'dongha_urban_management', 'dongha_land_environment', 'dongha_economy', 'dongha_public_utilities', 'dongha_construction_order', 'dongha_police', 'dongha_culture', 'dongha_operation_centre', 'dongha_administrator']::text[]),
    ('monitoring_stations', 'aqi', 'integer', NULL, 'Chỉ số VN_AQI', 'Air quality index', ARRAY['dongha_public', 'dongha_citizen', 'dongha_ward_officer', 'dongha_urban_management', 'dongha_land_environment', 'dongha_economy', 'dongha_public_utilities', 'dongha_construction_order', 'dongha_police', 'dongha_culture', 'dongha_operation_centre', 'dongha_administrator']::text[]),
    ('monitoring_stations', 'air_quality', 'code', NULL, 'Chất lượng không khí', 'Air quality', ARRAY['dongha_public', 'dongha_citizen', 'dongha_ward_officer', 'dongha_urban_management', 'dongha_land_environment', 'dongha_economy', 'dongha_public_utilities', 'dongha_construction_order', 'dongha_police', 'dongha_culture', 'dongha_operation_centre', 'dongha_administrator']::text[]),
    ('monitoring_stations', 'pm25_ugm3', 'number', 'ug/m3', 'Bụi PM2,5', 'PM2.5', ARRAY['dongha_public', 'dongha_citizen', 'dongha_ward_officer', 'dongha_urban_management', 'dongha_land_environment', 'dongha_economy', 'dongha_public_utilities', 'dongha_construction_order', 'dongha_police', 'dongha_culture', 'dongha_operation_centre', 'dongha_administrator']::text[]),
    ('monitoring_stations', 'pm10_ugm3', 'number', 'ug/m3', 'Bụi PM10', 'PM10', ARRAY['dongha_public', 'dongha_citizen', 'dongha_ward_officer', 'dongha_urban_management', 'dongha_land_environment', 'dongha_economy', 'dongha_public_utilities', 'dongha_construction_order', 'dongha_police', 'dongha_culture', 'dongha_operation_centre', 'dongha_administrator']::text[]),
    ('monitoring_stations', 'no2_ugm3', 'number', 'ug/m3', 'Khí NO2', 'NO2', ARRAY['dongha_public', 'dongha_citizen', 'dongha_ward_officer', 'dongha_urban_management', 'dongha_land_environment', 'dongha_economy', 'dongha_public_utilities', 'dongha_construction_order', 'dongha_police', 'dongha_culture', 'dongha_operation_centre', 'dongha_administrator']::text[]),
    ('monitoring_stations', 'so2_ugm3', 'number', 'ug/m3', 'Khí SO2', 'SO2', ARRAY['dongha_public', 'dongha_citizen', 'dongha_ward_officer', 'dongha_urban_management', 'dongha_land_environment', 'dongha_economy', 'dongha_public_utilities', 'dongha_construction_order', 'dongha_police', 'dongha_culture', 'dongha_operation_centre', 'dongha_administrator']::text[]),
    ('monitoring_stations', 'o3_ugm3', 'number', 'ug/m3', 'Khí O3', 'O3', ARRAY['dongha_public', 'dongha_citizen', 'dongha_ward_officer', 'dongha_urban_management', 'dongha_land_environment', 'dongha_economy', 'dongha_public_utilities', 'dongha_construction_order', 'dongha_police', 'dongha_culture', 'dongha_operation_centre', 'dongha_administrator']::text[]),
    ('monitoring_stations', 'co_ugm3', 'number', 'ug/m3', 'Khí CO', 'CO', ARRAY['dongha_public', 'dongha_citizen', 'dongha_ward_officer', 'dongha_urban_management', 'dongha_land_environment', 'dongha_economy', 'dongha_public_utilities', 'dongha_construction_order', 'dongha_police', 'dongha_culture', 'dongha_operation_centre', 'dongha_administrator']::text[]),
    ('monitoring_stations', 'temperature_c', 'number', 'Cel', 'Nhiệt độ', 'Temperature', ARRAY['dongha_public', 'dongha_citizen', 'dongha_ward_officer', 'dongha_urban_management', 'dongha_land_environment', 'dongha_economy', 'dongha_public_utilities', 'dongha_construction_order', 'dongha_police', 'dongha_culture', 'dongha_operation_centre', 'dongha_administrator']::text[]),
    ('monitoring_stations', 'humidity_pct', 'number', '%', 'Độ ẩm', 'Relative humidity', ARRAY['dongha_public', 'dongha_citizen', 'dongha_ward_officer', 'dongha_urban_management', 'dongha_land_environment', 'dongha_economy', 'dongha_public_utilities', 'dongha_construction_order', 'dongha_police', 'dongha_culture', 'dongha_operation_centre', 'dongha_administrator']::text[]),
    ('monitoring_stations', 'noise_db', 'number', 'dB[SPL]', 'Mức ồn dBA', 'Noise, A-weighted', ARRAY['dongha_public', 'dongha_citizen', 'dongha_ward_officer', 'dongha_urban_management', 'dongha_land_environment', 'dongha_economy', 'dongha_public_utilities', 'dongha_construction_order', 'dongha_police', 'dongha_culture', 'dongha_operation_centre', 'dongha_administrator']::text[]),
    ('monitoring_stations', 'ph', 'number', '[pH]', 'Độ pH', 'pH', ARRAY['dongha_public', 'dongha_citizen', 'dongha_ward_officer', 'dongha_urban_management', 'dongha_land_environment', 'dongha_economy', 'dongha_public_utilities', 'dongha_construction_order', 'dongha_police', 'dongha_culture', 'dongha_operation_centre', 'dongha_administrator']::text[]),
    ('monitoring_stations', 'dissolved_oxygen_mgl', 'number', 'mg/L', 'Oxy hòa tan', 'Dissolved oxygen', ARRAY['dongha_public', 'dongha_citizen', 'dongha_ward_officer', 'dongha_urban_management', 'dongha_land_environment', 'dongha_economy', 'dongha_public_utilities', 'dongha_construction_order', 'dongha_police', 'dongha_culture', 'dongha_operation_centre', 'dongha_administrator']::text[]),
    ('monitoring_stations', 'cod_mgl', 'number', 'mg/L', 'Nhu cầu oxy hóa học COD', 'COD', ARRAY['dongha_public', 'dongha_citizen', 'dongha_ward_officer', 'dongha_urban_management', 'dongha_land_environment', 'dongha_economy', 'dongha_public_utilities', 'dongha_construction_order', 'dongha_police', 'dongha_culture', 'dongha_operation_centre', 'dongha_administrator']::text[]),
    ('monitoring_stations', 'tss_mgl', 'number', 'mg/L', 'Chất rắn lơ lửng TSS', 'Suspended solids', ARRAY['dongha_public', 'dongha_citizen', 'dongha_ward_officer', 'dongha_urban_management', 'dongha_land_environment', 'dongha_economy', 'dongha_public_utilities', 'dongha_construction_order', 'dongha_police', 'dongha_culture', 'dongha_operation_centre', 'dongha_administrator']::text[]),
    ('monitoring_stations', 'ammonium_mgl', 'number', 'mg/L', 'Amoni tính theo N', 'Ammonium, as N', ARRAY['dongha_public', 'dongha_citizen', 'dongha_ward_officer', 'dongha_urban_management', 'dongha_land_environment', 'dongha_economy', 'dongha_public_utilities', 'dongha_construction_order', 'dongha_police', 'dongha_culture', 'dongha_operation_centre', 'dongha_administrator']::text[]),
    ('monitoring_stations', 'flow_m3h', 'number', 'm3/h', 'Lưu lượng', 'Flow', ARRAY['dongha_public', 'dongha_citizen', 'dongha_ward_officer', 'dongha_urban_management', 'dongha_land_environment', 'dongha_economy', 'dongha_public_utilities', 'dongha_construction_order', 'dongha_police', 'dongha_culture', 'dongha_operation_centre', 'dongha_administrator']::text[]),
    ('monitoring_stations', 'soil_moisture_pct', 'number', '%', 'Độ ẩm đất', 'Soil moisture', ARRAY['dongha_public', 'dongha_citizen', 'dongha_ward_officer', 'dongha_urban_management', 'dongha_land_environment', 'dongha_economy', 'dongha_public_utilities', 'dongha_construction_order', 'dongha_police', 'dongha_culture', 'dongha_operation_centre', 'dongha_administrator']::text[]);

INSERT INTO layers.observed_properties (layer, property, kind, unit, title_vi, title_en, readers) VALUES
    ('waste_bins', 'fill_pct', 'number', '%', 'Mức đầy', 'Fill', ARRAY['dongha_public', 'dongha_citizen', 'dongha_ward_officer', 'dongha_urban_management', 'dongha_land_environment', 'dongha_economy', 'dongha_public_utilities', 'dongha_construction_order', 'dongha_police', 'dongha_culture', 'dongha_operation_centre', 'dongha_administrator']::text[]),
    ('waste_bins', 'temperature_c', 'number', 'Cel', 'Nhiệt độ', 'Temperature', ARRAY['dongha_public', 'dongha_citizen', 'dongha_ward_officer', 'dongha_urban_management', 'dongha_land_environment', 'dongha_economy', 'dongha_public_utilities', 'dongha_construction_order', 'dongha_police', 'dongha_culture', 'dongha_operation_centre', 'dongha_administrator']::text[]),
    ('waste_bins', 'is_tilted', 'boolean', NULL, 'Bị nghiêng, đổ', 'Tilted', ARRAY['dongha_public', 'dongha_citizen', 'dongha_ward_officer', 'dongha_urban_management', 'dongha_land_environment', 'dongha_economy', 'dongha_public_utilities', 'dongha_construction_order', 'dongha_police', 'dongha_culture', 'dongha_operation_centre', 'dongha_administrator']::text[]),
    ('waste_bins', 'emptied_at', 'datetime', NULL, 'Thu gom gần nhất', 'Last emptied', ARRAY['dongha_public', 'dongha_citizen', 'dongha_ward_officer', 'dongha_urban_management', 'dongha_land_environment', 'dongha_economy', 'dongha_public_utilities', 'dongha_construction_order', 'dongha_police', 'dongha_culture', 'dongha_operation_centre', 'dongha_administrator']::text[]),
    ('waste_bins', 'battery_pct', 'number', '%', 'Pin', 'Battery', ARRAY['dongha_public', 'dongha_citizen', 'dongha_ward_officer', 'dongha_urban_management', 'dongha_land_environment', 'dongha_economy', 'dongha_public_utilities', 'dongha_construction_order', 'dongha_police', 'dongha_culture', 'dongha_operation_centre', 'dongha_administrator']::text[]),
    ('waste_bins', 'status', 'code', NULL, 'Cảm biến', 'Sensor', ARRAY['dongha_public', 'dongha_citizen', 'dongha_ward_officer', 'dongha_urban_management', 'dongha_land_environment', 'dongha_economy', 'dongha_public_utilities', 'dongha_construction_order', 'dongha_police', 'dongha_culture', 'dongha_operation_centre', 'dongha_administrator']::text[]);

INSERT INTO layers.observed_properties (layer, property, kind, unit, title_vi, title_en, readers) VALUES
    ('waste_sites', 'received_today_t', 'number', 't', 'Tiếp nhận hôm nay', 'Received today', ARRAY['dongha_public', 'dongha_citizen', 'dongha_ward_officer', 'dongha_urban_management', 'dongha_land_environment', 'dongha_economy', 'dongha_public_utilities', 'dongha_construction_order', 'dongha_police', 'dongha_culture', 'dongha_operation_centre', 'dongha_administrator']::text[]);

INSERT INTO layers.observed_properties (layer, property, kind, unit, title_vi, title_en, readers) VALUES
    ('farms', 'status', 'code', NULL, 'Bộ điều khiển tại ruộng', 'Field gateway', ARRAY['dongha_public', 'dongha_citizen', 'dongha_ward_officer', 'dongha_urban_management', 'dongha_land_environment', 'dongha_economy', 'dongha_public_utilities', 'dongha_construction_order', 'dongha_police', 'dongha_culture', 'dongha_operation_centre', 'dongha_administrator']::text[]),
    ('farms', 'air_temperature_c', 'number', 'Cel', 'Nhiệt độ không khí', 'Air temperature', ARRAY['dongha_public', 'dongha_citizen', 'dongha_ward_officer', 'dongha_urban_management', 'dongha_land_environment', 'dongha_economy', 'dongha_public_utilities', 'dongha_construction_order', 'dongha_police', 'dongha_culture', 'dongha_operation_centre', 'dongha_administrator']::text[]),
    ('farms', 'humidity_pct', 'number', '%', 'Độ ẩm không khí', 'Relative humidity', ARRAY['dongha_public', 'dongha_citizen', 'dongha_ward_officer', 'dongha_urban_management', 'dongha_land_environment', 'dongha_economy', 'dongha_public_utilities', 'dongha_construction_order', 'dongha_police', 'dongha_culture', 'dongha_operation_centre', 'dongha_administrator']::text[]),
    ('farms', 'wind_mps', 'number', 'm/s', 'Tốc độ gió', 'Wind', ARRAY['dongha_public', 'dongha_citizen', 'dongha_ward_officer', 'dongha_urban_management', 'dongha_land_environment', 'dongha_economy', 'dongha_public_utilities', 'dongha_construction_order', 'dongha_police', 'dongha_culture', 'dongha_operation_centre', 'dongha_administrator']::text[]),
    ('farms', 'illuminance_lx', 'number', 'lx', 'Độ rọi', 'Light', ARRAY['dongha_public', 'dongha_citizen', 'dongha_ward_officer', 'dongha_urban_management', 'dongha_land_environment', 'dongha_economy', 'dongha_public_utilities', 'dongha_construction_order', 'dongha_police', 'dongha_culture', 'dongha_operation_centre', 'dongha_administrator']::text[]),
    ('farms', 'et0_mm', 'number', 'mm', 'Bốc thoát hơi ET0 hôm nay', 'Reference evapotranspiration, today', ARRAY['dongha_public', 'dongha_citizen', 'dongha_ward_officer', 'dongha_urban_management', 'dongha_land_environment', 'dongha_economy', 'dongha_public_utilities', 'dongha_construction_order', 'dongha_police', 'dongha_culture', 'dongha_operation_centre', 'dongha_administrator']::text[]);

INSERT INTO layers.observed_properties (layer, property, kind, unit, title_vi, title_en, readers) VALUES
    ('irrigation_zones', 'valve', 'code', NULL, 'Van', 'Valve', ARRAY['dongha_public', 'dongha_citizen', 'dongha_ward_officer', 'dongha_urban_management', 'dongha_land_environment', 'dongha_economy', 'dongha_public_utilities', 'dongha_construction_order', 'dongha_police', 'dongha_culture', 'dongha_operation_centre', 'dongha_administrator']::text[]),
    ('irrigation_zones', 'soil_moisture_pct', 'number', '%', 'Độ ẩm đất', 'Soil moisture', ARRAY['dongha_public', 'dongha_citizen', 'dongha_ward_officer', 'dongha_urban_management', 'dongha_land_environment', 'dongha_economy', 'dongha_public_utilities', 'dongha_construction_order', 'dongha_police', 'dongha_culture', 'dongha_operation_centre', 'dongha_administrator']::text[]),
    ('irrigation_zones', 'soil_temperature_c', 'number', 'Cel', 'Nhiệt độ đất', 'Soil temperature', ARRAY['dongha_public', 'dongha_citizen', 'dongha_ward_officer', 'dongha_urban_management', 'dongha_land_environment', 'dongha_economy', 'dongha_public_utilities', 'dongha_construction_order', 'dongha_police', 'dongha_culture', 'dongha_operation_centre', 'dongha_administrator']::text[]),
    ('irrigation_zones', 'conductivity_mscm', 'number', 'mS/cm', 'Độ dẫn điện EC', 'Conductivity', ARRAY['dongha_public', 'dongha_citizen', 'dongha_ward_officer', 'dongha_urban_management', 'dongha_land_environment', 'dongha_economy', 'dongha_public_utilities', 'dongha_construction_order', 'dongha_police', 'dongha_culture', 'dongha_operation_centre', 'dongha_administrator']::text[]),
    ('irrigation_zones', 'ph', 'number', '[pH]', 'Độ pH', 'pH', ARRAY['dongha_public', 'dongha_citizen', 'dongha_ward_officer', 'dongha_urban_management', 'dongha_land_environment', 'dongha_economy', 'dongha_public_utilities', 'dongha_construction_order', 'dongha_police', 'dongha_culture', 'dongha_operation_centre', 'dongha_administrator']::text[]),
    ('irrigation_zones', 'watered_at', 'datetime', NULL, 'Tưới gần nhất', 'Last watered', ARRAY['dongha_public', 'dongha_citizen', 'dongha_ward_officer', 'dongha_urban_management', 'dongha_land_environment', 'dongha_economy', 'dongha_public_utilities', 'dongha_construction_order', 'dongha_police', 'dongha_culture', 'dongha_operation_centre', 'dongha_administrator']::text[]),
    ('irrigation_zones', 'watered_today_mm', 'number', 'mm', 'Lượng tưới hôm nay', 'Water given today', ARRAY['dongha_public', 'dongha_citizen', 'dongha_ward_officer', 'dongha_urban_management', 'dongha_land_environment', 'dongha_economy', 'dongha_public_utilities', 'dongha_construction_order', 'dongha_police', 'dongha_culture', 'dongha_operation_centre', 'dongha_administrator']::text[]);
INSERT INTO layers.abilities (layer, action, property, becomes, unit, ge, le, title_vi, title_en, groups) VALUES
    ('irrigation_zones', 'open_valve', 'valve', 'open', 'min', 1, 120, 'Tưới', 'Water', ARRAY['dongha_economy', 'dongha_administrator']::text[]),
    ('irrigation_zones', 'close_valve', 'valve', 'closed', NULL, NULL, NULL, 'Đóng van', 'Close the valve', ARRAY['dongha_economy', 'dongha_administrator']::text[]);

INSERT INTO layers.observed_properties (layer, property, kind, unit, title_vi, title_en, readers) VALUES
    ('public_facilities', 'queue_length', 'integer', NULL, 'Số người chờ', 'People waiting', ARRAY['dongha_public', 'dongha_citizen', 'dongha_ward_officer', 'dongha_urban_management', 'dongha_land_environment', 'dongha_economy', 'dongha_public_utilities', 'dongha_construction_order', 'dongha_police', 'dongha_culture', 'dongha_operation_centre', 'dongha_administrator']::text[]),
    ('public_facilities', 'wait_min', 'number', 'min', 'Thời gian chờ', 'Waiting time', ARRAY['dongha_public', 'dongha_citizen', 'dongha_ward_officer', 'dongha_urban_management', 'dongha_land_environment', 'dongha_economy', 'dongha_public_utilities', 'dongha_construction_order', 'dongha_police', 'dongha_culture', 'dongha_operation_centre', 'dongha_administrator']::text[]),
    ('public_facilities', 'on_time_pct', 'number', '%', 'Hồ sơ đúng hạn trong tháng', 'Cases done on time, this month', ARRAY['dongha_public', 'dongha_citizen', 'dongha_ward_officer', 'dongha_urban_management', 'dongha_land_environment', 'dongha_economy', 'dongha_public_utilities', 'dongha_construction_order', 'dongha_police', 'dongha_culture', 'dongha_operation_centre', 'dongha_administrator']::text[]),
    ('public_facilities', 'satisfaction_pct', 'number', '%', 'Mức hài lòng trong tháng', 'Satisfaction, this month', ARRAY['dongha_public', 'dongha_citizen', 'dongha_ward_officer', 'dongha_urban_management', 'dongha_land_environment', 'dongha_economy', 'dongha_public_utilities', 'dongha_construction_order', 'dongha_police', 'dongha_culture', 'dongha_operation_centre', 'dongha_administrator']::text[]);

INSERT INTO layers.observed_properties (layer, property, kind, unit, title_vi, title_en, readers) VALUES
    ('wifi_points', 'status', 'code', NULL, 'Trạng thái', 'Status', ARRAY['dongha_public', 'dongha_citizen', 'dongha_ward_officer', 'dongha_urban_management', 'dongha_land_environment', 'dongha_economy', 'dongha_public_utilities', 'dongha_construction_order', 'dongha_police', 'dongha_culture', 'dongha_operation_centre', 'dongha_administrator']::text[]),
    ('wifi_points', 'user_count', 'integer', NULL, 'Số người đang dùng', 'Users now', ARRAY['dongha_public', 'dongha_citizen', 'dongha_ward_officer', 'dongha_urban_management', 'dongha_land_environment', 'dongha_economy', 'dongha_public_utilities', 'dongha_construction_order', 'dongha_police', 'dongha_culture', 'dongha_operation_centre', 'dongha_administrator']::text[]);

INSERT INTO layers.observed_properties (layer, property, kind, unit, title_vi, title_en, readers) VALUES
    ('devices', 'status', 'code', NULL, 'Trạng thái', 'Status', ARRAY['dongha_ward_officer', 'dongha_urban_management', 'dongha_land_environment', 'dongha_economy', 'dongha_public_utilities', 'dongha_construction_order', 'dongha_police', 'dongha_culture', 'dongha_operation_centre', 'dongha_administrator']::text[]),
    ('devices', 'battery_pct', 'number', '%', 'Pin', 'Battery', ARRAY['dongha_ward_officer', 'dongha_urban_management', 'dongha_land_environment', 'dongha_economy', 'dongha_public_utilities', 'dongha_construction_order', 'dongha_police', 'dongha_culture', 'dongha_operation_centre', 'dongha_administrator']::text[]),
    ('devices', 'battery_v', 'number', 'V', 'Điện áp pin', 'Battery voltage', ARRAY['dongha_ward_officer', 'dongha_urban_management', 'dongha_land_environment', 'dongha_economy', 'dongha_public_utilities', 'dongha_construction_order', 'dongha_police', 'dongha_culture', 'dongha_operation_centre', 'dongha_administrator']::text[]),
    ('devices', 'rssi_dbm', 'number', 'dB[mW]', 'Cường độ sóng', 'Signal strength', ARRAY['dongha_ward_officer', 'dongha_urban_management', 'dongha_land_environment', 'dongha_economy', 'dongha_public_utilities', 'dongha_construction_order', 'dongha_police', 'dongha_culture', 'dongha_operation_centre', 'dongha_administrator']::text[]),
    ('devices', 'snr_db', 'number', 'dB', 'Tỉ số tín hiệu trên nhiễu', 'Signal to noise', ARRAY['dongha_ward_officer', 'dongha_urban_management', 'dongha_land_environment', 'dongha_economy', 'dongha_public_utilities', 'dongha_construction_order', 'dongha_police', 'dongha_culture', 'dongha_operation_centre', 'dongha_administrator']::text[]),
    ('devices', 'clock_skew_s', 'number', 's', 'Lệch đồng hồ', 'Clock error', ARRAY['dongha_ward_officer', 'dongha_urban_management', 'dongha_land_environment', 'dongha_economy', 'dongha_public_utilities', 'dongha_construction_order', 'dongha_police', 'dongha_culture', 'dongha_operation_centre', 'dongha_administrator']::text[]);


-- Every reading that was kept: one row for each series and moment, in tables of a day. What came twice is there once.
CREATE TABLE layers.observations (
    phenomenon_time timestamptz NOT NULL,
    result double precision,
    result_time timestamptz NOT NULL DEFAULT now(),
    datastream integer NOT NULL,
    flags smallint NOT NULL DEFAULT 0,
    result_text text,
    PRIMARY KEY (datastream, phenomenon_time)
) PARTITION BY RANGE (phenomenon_time);
CREATE INDEX observations_time_idx ON layers.observations USING brin (phenomenon_time);
COMMENT ON TABLE layers.observations IS 'Số đo đã nhận / observations, by series and moment';
COMMENT ON COLUMN layers.observations.result IS 'Số; đúng là 1, sai là 0 / a number; true is 1, false is 0';
COMMENT ON COLUMN layers.observations.result_text IS 'Mã hoặc thời điểm / a code or an instant (ISO 8601)';
COMMENT ON COLUMN layers.observations.result_time IS 'Lúc nhận / when it was received';
COMMENT ON COLUMN layers.observations.flags IS '1: đến muộn, 2: đồng hồ sai / 1: late, 2: the clock was wrong and the time of arrival is used';

CREATE TABLE layers.observations_10min (
    bucket timestamptz NOT NULL,
    last_time timestamptz NOT NULL,
    mean double precision,
    min double precision,
    max double precision,
    last double precision,
    datastream integer NOT NULL,
    count integer NOT NULL,
    last_text text,
    PRIMARY KEY (datastream, bucket)
) PARTITION BY RANGE (bucket);
CREATE INDEX observations_10min_time_idx ON layers.observations_10min USING brin (bucket);
COMMENT ON TABLE layers.observations_10min IS 'Tổng hợp 10 phút / summed up by ten minutes';

CREATE TABLE layers.observations_daily (
    day date NOT NULL,
    datastream integer NOT NULL,
    count integer NOT NULL,
    last_time timestamptz NOT NULL,
    mean double precision,
    min double precision,
    max double precision,
    last double precision,
    last_text text,
    PRIMARY KEY (datastream, day)
);
COMMENT ON TABLE layers.observations_daily IS 'Tổng hợp ngày, giờ Việt Nam / summed up by days of Asia/Ho_Chi_Minh';

-- What is to be summed up (again): appended by whoever writes observations, in the same transaction.
CREATE TABLE layers.observation_touched (
    bucket timestamptz NOT NULL,
    datastreams integer[] NOT NULL
);
CREATE INDEX observation_touched_idx ON layers.observation_touched (bucket);
COMMENT ON TABLE layers.observation_touched IS 'Chuỗi cần tổng hợp lại / series whose ten minutes are to be summed up';

CREATE TABLE layers.observation_days_touched (
    day date NOT NULL,
    datastreams integer[] NOT NULL,
    at timestamptz NOT NULL DEFAULT now()
);
COMMENT ON TABLE layers.observation_days_touched IS 'Ngày cần tổng hợp lại / days that are to be summed up';

-- A reading whose clock was wrong is kept at the time of its arrival; by its digest it is known when it comes again.
CREATE TABLE layers.clock_repairs (
    digest bytea PRIMARY KEY,
    device text NOT NULL,
    sent_time timestamptz,
    arrived timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX clock_repairs_arrived_idx ON layers.clock_repairs (arrived);
COMMENT ON TABLE layers.clock_repairs IS 'Bản tin có đồng hồ sai / messages whose clock was wrong';

CREATE TABLE layers.rejected_messages (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    digest bytea NOT NULL,
    reason text NOT NULL,
    detail text NOT NULL,
    topic text NOT NULL,
    payload bytea NOT NULL,
    client text,
    first_at timestamptz NOT NULL DEFAULT now(),
    last_at timestamptz NOT NULL DEFAULT now(),
    times integer NOT NULL DEFAULT 1,
    replayed_at timestamptz,
    outcome text,
    UNIQUE (digest, reason)
);
CREATE INDEX rejected_messages_last_idx ON layers.rejected_messages (last_at);
COMMENT ON TABLE layers.rejected_messages IS 'Bản tin không dùng được, giữ nguyên để xem và phát lại / messages that could not be used, kept to be seen and replayed';

-- How long observations are kept.
CREATE TABLE layers.observation_keeping (
    raw interval NOT NULL DEFAULT '35 days' CHECK (raw BETWEEN '2 days' AND '3650 days'),
    ten_minutes interval NOT NULL DEFAULT '100 days' CHECK (ten_minutes BETWEEN '2 days' AND '36500 days'),
    rejected interval NOT NULL DEFAULT '90 days' CHECK (rejected BETWEEN '1 day' AND '3650 days')
);
CREATE UNIQUE INDEX observation_keeping_one ON layers.observation_keeping ((true));
INSERT INTO layers.observation_keeping DEFAULT VALUES;
COMMENT ON TABLE layers.observation_keeping IS 'Giữ số đo bao lâu; ngày thì giữ mãi / how long observations are kept; days are kept for ever';

-- The table of a day (UTC) of `parent`, made when it is not there. Days that are not kept, or far ahead, are refused.
CREATE FUNCTION layers.ensure_partition(day date, parent text DEFAULT 'observations') RETURNS boolean
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = layers, pg_temp SET timezone = 'UTC'
AS $$
DECLARE
    child text := format('%s_p%s', parent, to_char(day, 'YYYYMMDD'));
    oldest date := (SELECT current_date
        - (CASE parent WHEN 'observations' THEN raw ELSE ten_minutes END) - interval '1 day' FROM layers.observation_keeping);
BEGIN
    IF parent NOT IN ('observations', 'observations_10min') OR day NOT BETWEEN oldest AND current_date + 30 THEN
        RAISE EXCEPTION USING ERRCODE = '22008', MESSAGE = 'no observations are kept of that day';
    END IF;
    IF to_regclass(format('layers.%I', child)) IS NOT NULL THEN
        RETURN false;
    END IF;
    PERFORM pg_advisory_xact_lock(hashtext('layers.' || child));
    IF to_regclass(format('layers.%I', child)) IS NOT NULL THEN
        RETURN false;
    END IF;
    EXECUTE format('CREATE TABLE layers.%I (LIKE layers.%I INCLUDING DEFAULTS INCLUDING CONSTRAINTS INCLUDING COMMENTS)', child, parent);
    EXECUTE format('ALTER TABLE layers.%I ATTACH PARTITION layers.%I FOR VALUES FROM (%L) TO (%L)',
        parent, child, day::timestamptz, (day + 1)::timestamptz);
    RETURN true;
END $$;

-- Have the tables of the coming days ready and let go of what is kept no longer; how many tables were made or dropped.
CREATE FUNCTION layers.keep_partitions(ahead integer DEFAULT 3) RETURNS integer
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = layers, pg_temp SET timezone = 'UTC'
AS $$
DECLARE
    done integer := 0;
    old record;
    keep layers.observation_keeping;
BEGIN
    SELECT * INTO keep FROM layers.observation_keeping;
    FOR step IN -1 .. greatest(0, least(ahead, 14)) LOOP
        done := done + layers.ensure_partition(current_date + step)::int
            + layers.ensure_partition(current_date + step, 'observations_10min')::int;
    END LOOP;
    FOR old IN
        SELECT p.relname AS parent, c.relname AS child
        FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid JOIN pg_class p ON p.oid = i.inhparent
        WHERE i.inhparent IN ('layers.observations'::regclass, 'layers.observations_10min'::regclass)
          AND to_date(right(c.relname, 8), 'YYYYMMDD') < current_date
              - (CASE p.relname WHEN 'observations' THEN keep.raw ELSE keep.ten_minutes END) - interval '1 day'
    LOOP
        EXECUTE format('DROP TABLE layers.%I', old.child);
        done := done + 1;
    END LOOP;
    DELETE FROM layers.clock_repairs WHERE arrived < now() - keep.raw;
    DELETE FROM layers.rejected_messages WHERE last_at < now() - keep.rejected;
    RETURN done;
END $$;

-- Sum up the ten minutes that were touched and are over; their number. Late readings touch theirs again. Days follow every
-- twenty minutes, or at once. `most` bounds the lines of one call.
CREATE FUNCTION layers.roll_up(most integer DEFAULT 2000, at_once boolean DEFAULT false) RETURNS integer
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = layers, pg_temp
AS $$
DECLARE
    done integer := 0;
    b record;
BEGIN
    IF NOT pg_try_advisory_xact_lock(hashtext('layers.roll_up')) THEN
        RETURN 0;
    END IF;
    FOR b IN
        WITH taken AS (
            DELETE FROM layers.observation_touched t USING (
                SELECT ctid FROM layers.observation_touched WHERE bucket < now() - interval '10 minutes 20 seconds'
                ORDER BY bucket LIMIT most FOR UPDATE SKIP LOCKED) old
            WHERE t.ctid = old.ctid RETURNING t.bucket, t.datastreams
        )
        SELECT bucket, array_agg(DISTINCT d) AS streams FROM taken CROSS JOIN unnest(datastreams) d GROUP BY bucket ORDER BY bucket
    LOOP
        BEGIN
            PERFORM layers.ensure_partition((b.bucket AT TIME ZONE 'UTC')::date, 'observations_10min');
        EXCEPTION WHEN datetime_field_overflow THEN
            CONTINUE;
        END;
        INSERT INTO layers.observations_10min AS r (datastream, bucket, count, mean, min, max, last, last_text, last_time)
        SELECT g.datastream, b.bucket, g.count, g.mean, g.min, g.max, o.result, o.result_text, g.last_time
        FROM (
            SELECT datastream, count(*)::int AS count, avg(result) AS mean, min(result) AS min, max(result) AS max,
                max(phenomenon_time) AS last_time
            FROM layers.observations
            WHERE phenomenon_time >= b.bucket AND phenomenon_time < b.bucket + interval '10 minutes'
              AND datastream = ANY (b.streams)
            GROUP BY datastream
        ) g
        JOIN layers.observations o ON o.datastream = g.datastream AND o.phenomenon_time = g.last_time
        ON CONFLICT (datastream, bucket) DO UPDATE SET count = excluded.count, mean = excluded.mean, min = excluded.min,
            max = excluded.max, last = excluded.last, last_text = excluded.last_text, last_time = excluded.last_time;
        INSERT INTO layers.observation_days_touched (day, datastreams)
            VALUES ((b.bucket AT TIME ZONE 'Asia/Ho_Chi_Minh')::date, b.streams);
        done := done + 1;
    END LOOP;
    IF at_once OR NOT EXISTS (SELECT FROM layers.observations_daily)
        OR EXISTS (SELECT FROM layers.observation_days_touched WHERE at < now() - interval '20 minutes') THEN
        PERFORM layers.roll_up_days();
    END IF;
    RETURN done;
END $$;

CREATE FUNCTION layers.roll_up_days() RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = layers, pg_temp
AS $$
DECLARE
    b record;
    first timestamptz;
BEGIN
    FOR b IN
        WITH taken AS (DELETE FROM layers.observation_days_touched RETURNING day, datastreams)
        SELECT day, array_agg(DISTINCT d) AS streams FROM taken CROSS JOIN unnest(datastreams) d GROUP BY day ORDER BY day
    LOOP
        first := b.day::timestamp AT TIME ZONE 'Asia/Ho_Chi_Minh';
        INSERT INTO layers.observations_daily AS d (datastream, day, count, mean, min, max, last, last_text, last_time)
        SELECT g.datastream, b.day, g.count, g.mean, g.min, g.max, l.last, l.last_text, g.last_time
        FROM (
            SELECT datastream, sum(count)::int AS count,
                sum(mean * count) / nullif(sum(count) FILTER (WHERE mean IS NOT NULL), 0) AS mean,
                min(min) AS min, max(max) AS max, max(last_time) AS last_time, max(bucket) AS bucket
            FROM layers.observations_10min
            WHERE bucket >= first AND bucket < first + interval '1 day' AND datastream = ANY (b.streams)
            GROUP BY datastream
        ) g
        JOIN layers.observations_10min l ON l.datastream = g.datastream AND l.bucket = g.bucket
        ON CONFLICT (datastream, day) DO UPDATE SET count = excluded.count, mean = excluded.mean, min = excluded.min,
            max = excluded.max, last = excluded.last, last_text = excluded.last_text, last_time = excluded.last_time;
    END LOOP;
END $$;
REVOKE ALL ON FUNCTION layers.roll_up_days() FROM PUBLIC;
REVOKE ALL ON FUNCTION layers.ensure_partition(date, text), layers.keep_partitions(integer), layers.roll_up(integer, boolean) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION layers.ensure_partition(date, text), layers.keep_partitions(integer), layers.roll_up(integer, boolean)
    TO dongha_ingest, dongha_service;

-- Series are read by whoever may read their observed property: the policy of `datastreams` answers that. The house's own
-- processes, which have asked it, read by another way.
ALTER TABLE layers.observations ENABLE ROW LEVEL SECURITY;
ALTER TABLE layers.observations_10min ENABLE ROW LEVEL SECURITY;
ALTER TABLE layers.observations_daily ENABLE ROW LEVEL SECURITY;
CREATE POLICY house ON layers.observations TO dongha_service, dongha_ingest USING (true) WITH CHECK (true);
CREATE POLICY house ON layers.observations_10min FOR SELECT TO dongha_service, dongha_ingest USING (true);
CREATE POLICY house ON layers.observations_daily FOR SELECT TO dongha_service, dongha_ingest USING (true);
GRANT SELECT, INSERT ON layers.observations TO dongha_ingest, dongha_service;
GRANT SELECT ON layers.observations_10min, layers.observations_daily, layers.observation_keeping TO dongha_ingest, dongha_service;
GRANT SELECT, INSERT ON layers.observation_touched TO dongha_ingest, dongha_service;
GRANT SELECT, INSERT, UPDATE ON layers.clock_repairs, layers.rejected_messages TO dongha_ingest, dongha_service;
GRANT SELECT ON layers.rejected_messages, layers.clock_repairs TO dongha_administrator, dongha_operation_centre;
GRANT SELECT, UPDATE ON layers.observation_keeping TO dongha_administrator;

-- Commands to devices: only what the layer's devices can do, by whom the declaration names, within its limits. Only the house
-- itself says how far a command has come, and every step of it is kept.
CREATE TABLE layers.command_events (
    command_id uuid NOT NULL,
    at timestamptz NOT NULL DEFAULT clock_timestamp(),
    status text NOT NULL,
    detail text,
    actor text NOT NULL DEFAULT layers.actor()
);
CREATE INDEX command_events_command_idx ON layers.command_events (command_id, at);
COMMENT ON TABLE layers.command_events IS 'Từng bước của lệnh, chỉ thêm / every step of a command; only added to';

CREATE FUNCTION layers.check_command() RETURNS trigger
    LANGUAGE plpgsql SET search_path = layers, ext, pg_temp
AS $$
DECLARE
    ability layers.abilities;
    target record;
    wrong text;
BEGIN
    SELECT * INTO ability FROM layers.abilities a WHERE a.layer = NEW.target_layer AND a.action = NEW.action;
    SELECT d.geom, d.ward_code INTO target FROM layers.devices d
        WHERE d.layer = NEW.target_layer AND d.feature_id = NEW.target_id;
    wrong := CASE
        WHEN ability.action IS NULL THEN 'action'
        WHEN target.geom IS NULL THEN 'target'
        WHEN NOT EXISTS (SELECT FROM unnest(ability.groups) g WHERE pg_has_role(current_user, g::name, 'MEMBER')) THEN 'right'
        WHEN (ability.ge IS NULL AND ability.le IS NULL) <> (NEW.value IS NULL) THEN 'value'
        WHEN NEW.value IS NOT NULL
            AND NOT (NEW.value BETWEEN coalesce(ability.ge, '-Infinity') AND coalesce(ability.le, 'Infinity')) THEN 'value'
        WHEN NEW.expires_at NOT BETWEEN now() AND now() + interval '7 days' THEN 'expires_at'
        WHEN btrim(NEW.reason) = '' THEN 'reason'
    END;
    IF wrong IS NOT NULL THEN
        RAISE EXCEPTION USING ERRCODE = CASE wrong WHEN 'right' THEN '42501' ELSE 'DH011' END, TABLE = 'commands',
            MESSAGE = 'the command cannot be given', CONSTRAINT = 'commands_' || wrong,
            COLUMN = CASE wrong WHEN 'target' THEN 'target_id' WHEN 'right' THEN 'action' ELSE wrong END,
            DETAIL = CASE wrong WHEN 'value' THEN concat_ws(' ', ability.ge, ability.le, ability.unit) ELSE '' END;
    END IF;
    NEW.geom := target.geom;
    NEW.ward_code := target.ward_code;
    NEW.requested_by := layers.actor();
    RETURN NEW;
END $$;
CREATE TRIGGER a_check_command BEFORE INSERT ON layers.commands FOR EACH ROW WHEN (NOT layers.in_bulk())
    EXECUTE FUNCTION layers.check_command();

CREATE FUNCTION layers.queue_command() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = layers, pg_temp
AS $$
BEGIN
    INSERT INTO layers.commands_state (fid, status, attempts, phenomenon_time, status_at, attempts_at)
        SELECT fid, 'queued', 0, now(), now(), now() FROM came;
    INSERT INTO layers.command_events (command_id, status, detail)
        SELECT id, 'queued', reason FROM came;
    RETURN NULL;
END $$;
CREATE TRIGGER queue_command AFTER INSERT ON layers.commands REFERENCING NEW TABLE AS came
    FOR EACH STATEMENT WHEN (NOT layers.in_bulk()) EXECUTE FUNCTION layers.queue_command();

-- What devices have answered, in the transaction of the batch it came with; the number of commands that ended. What is unknown
-- or ended before is passed over, and what another feature's device says (`features`: whose device answered). Only `done`,
-- `refused` and `failed` end a command; an answer after the deadline still tells the truth. A radio whose device has nothing
-- that shows the outcome can say no more than that it has received it.
CREATE FUNCTION layers.take_answers(ids uuid[], outcomes text[], times timestamptz[], details text[], features uuid[])
    RETURNS integer
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = layers, pg_temp
AS $$
DECLARE
    ended integer;
BEGIN
    WITH given AS MATERIALIZED (
        SELECT c.fid, u.id, u.at, left(u.detail, 500) AS detail,
            CASE WHEN u.outcome = 'received' AND a.property IS NULL AND d.protocol = 'chirpstack' THEN 'done' ELSE u.outcome END
                AS outcome
        FROM unnest(ids, outcomes, times, details, features) u (id, outcome, at, detail, feature)
        JOIN layers.commands c ON c.id = u.id AND c.target_id = u.feature
        JOIN layers.devices d ON d.layer = c.target_layer AND d.feature_id = c.target_id
        LEFT JOIN layers.abilities a ON a.layer = c.target_layer AND a.action = c.action
        JOIN layers.commands_state s ON s.fid = c.fid AND s.status IN ('queued', 'sent', 'expired')
    ), noted AS (
        INSERT INTO layers.command_events (command_id, status, detail)
            SELECT id, outcome, detail FROM given ORDER BY at
    ), last AS (
        SELECT DISTINCT ON (fid) * FROM given WHERE outcome IN ('done', 'refused', 'failed') ORDER BY fid, at
    )
    UPDATE layers.commands_state s SET status = l.outcome, status_at = now(), answered_at = l.at, answered_at_at = now(),
        answer = l.detail, answer_at = now(), phenomenon_time = now()
    FROM last l WHERE s.fid = l.fid;
    GET DIAGNOSTICS ended = ROW_COUNT;
    RETURN ended;
END $$;
REVOKE ALL ON FUNCTION layers.take_answers(uuid[], text[], timestamptz[], text[], uuid[]) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION layers.take_answers(uuid[], text[], timestamptz[], text[], uuid[]) TO dongha_ingest, dongha_service;

CREATE INDEX commands_state_open_idx ON layers.commands_state (fid) WHERE status IN ('queued', 'sent');
GRANT SELECT ON layers.commands TO dongha_ingest, dongha_service;
GRANT SELECT, INSERT ON layers.command_events TO dongha_ingest, dongha_service;

GRANT SELECT ON layers.datastreams, layers.observed_properties TO dongha_public, dongha_citizen, dongha_ward_officer, dongha_urban_management, dongha_land_environment, dongha_economy, dongha_public_utilities, dongha_construction_order, dongha_police, dongha_culture, dongha_operation_centre, dongha_administrator;
CREATE POLICY read_public ON layers.datastreams FOR SELECT TO dongha_public USING (observed_property = ANY (ARRAY(SELECT o.id FROM layers.observed_properties o WHERE 'dongha_public' = ANY (o.readers))));
CREATE POLICY read_citizen ON layers.datastreams FOR SELECT TO dongha_citizen USING (observed_property = ANY (ARRAY(SELECT o.id FROM layers.observed_properties o WHERE 'dongha_citizen' = ANY (o.readers))));
CREATE POLICY read_ward_officer ON layers.datastreams FOR SELECT TO dongha_ward_officer USING (observed_property = ANY (ARRAY(SELECT o.id FROM layers.observed_properties o WHERE 'dongha_ward_officer' = ANY (o.readers))));
CREATE POLICY read_urban_management ON layers.datastreams FOR SELECT TO dongha_urban_management USING (observed_property = ANY (ARRAY(SELECT o.id FROM layers.observed_properties o WHERE 'dongha_urban_management' = ANY (o.readers))));
CREATE POLICY read_land_environment ON layers.datastreams FOR SELECT TO dongha_land_environment USING (observed_property = ANY (ARRAY(SELECT o.id FROM layers.observed_properties o WHERE 'dongha_land_environment' = ANY (o.readers))));
CREATE POLICY read_economy ON layers.datastreams FOR SELECT TO dongha_economy USING (observed_property = ANY (ARRAY(SELECT o.id FROM layers.observed_properties o WHERE 'dongha_economy' = ANY (o.readers))));
CREATE POLICY read_public_utilities ON layers.datastreams FOR SELECT TO dongha_public_utilities USING (observed_property = ANY (ARRAY(SELECT o.id FROM layers.observed_properties o WHERE 'dongha_public_utilities' = ANY (o.readers))));
CREATE POLICY read_construction_order ON layers.datastreams FOR SELECT TO dongha_construction_order USING (observed_property = ANY (ARRAY(SELECT o.id FROM layers.observed_properties o WHERE 'dongha_construction_order' = ANY (o.readers))));
CREATE POLICY read_police ON layers.datastreams FOR SELECT TO dongha_police USING (observed_property = ANY (ARRAY(SELECT o.id FROM layers.observed_properties o WHERE 'dongha_police' = ANY (o.readers))));
CREATE POLICY read_culture ON layers.datastreams FOR SELECT TO dongha_culture USING (observed_property = ANY (ARRAY(SELECT o.id FROM layers.observed_properties o WHERE 'dongha_culture' = ANY (o.readers))));
CREATE POLICY read_operation_centre ON layers.datastreams FOR SELECT TO dongha_operation_centre USING (observed_property = ANY (ARRAY(SELECT o.id FROM layers.observed_properties o WHERE 'dongha_operation_centre' = ANY (o.readers))));
CREATE POLICY read_administrator ON layers.datastreams FOR SELECT TO dongha_administrator USING (observed_property = ANY (ARRAY(SELECT o.id FROM layers.observed_properties o WHERE 'dongha_administrator' = ANY (o.readers))));
CREATE POLICY readers ON layers."observations" FOR SELECT TO dongha_public, dongha_citizen, dongha_ward_officer, dongha_urban_management, dongha_land_environment, dongha_economy, dongha_public_utilities, dongha_construction_order, dongha_police, dongha_culture, dongha_operation_centre, dongha_administrator USING (EXISTS (SELECT FROM layers.datastreams d WHERE d.id = "observations".datastream));
GRANT SELECT ON layers."observations" TO dongha_public, dongha_citizen, dongha_ward_officer, dongha_urban_management, dongha_land_environment, dongha_economy, dongha_public_utilities, dongha_construction_order, dongha_police, dongha_culture, dongha_operation_centre, dongha_administrator;
CREATE POLICY readers ON layers."observations_10min" FOR SELECT TO dongha_public, dongha_citizen, dongha_ward_officer, dongha_urban_management, dongha_land_environment, dongha_economy, dongha_public_utilities, dongha_construction_order, dongha_police, dongha_culture, dongha_operation_centre, dongha_administrator USING (EXISTS (SELECT FROM layers.datastreams d WHERE d.id = "observations_10min".datastream));
GRANT SELECT ON layers."observations_10min" TO dongha_public, dongha_citizen, dongha_ward_officer, dongha_urban_management, dongha_land_environment, dongha_economy, dongha_public_utilities, dongha_construction_order, dongha_police, dongha_culture, dongha_operation_centre, dongha_administrator;
CREATE POLICY readers ON layers."observations_daily" FOR SELECT TO dongha_public, dongha_citizen, dongha_ward_officer, dongha_urban_management, dongha_land_environment, dongha_economy, dongha_public_utilities, dongha_construction_order, dongha_police, dongha_culture, dongha_operation_centre, dongha_administrator USING (EXISTS (SELECT FROM layers.datastreams d WHERE d.id = "observations_daily".datastream));
GRANT SELECT ON layers."observations_daily" TO dongha_public, dongha_citizen, dongha_ward_officer, dongha_urban_management, dongha_land_environment, dongha_economy, dongha_public_utilities, dongha_construction_order, dongha_police, dongha_culture, dongha_operation_centre, dongha_administrator;
GRANT SELECT ON layers.abilities, layers.command_events TO dongha_ward_officer, dongha_urban_management, dongha_land_environment, dongha_economy, dongha_public_utilities, dongha_construction_order, dongha_police, dongha_culture, dongha_operation_centre, dongha_administrator;

GRANT SELECT, INSERT, UPDATE ON layers."lighting_cabinets_state" TO dongha_ingest, dongha_service;

GRANT SELECT, INSERT, UPDATE ON layers."street_lamps_state" TO dongha_ingest, dongha_service;

GRANT SELECT, INSERT, UPDATE ON layers."lighting_segments_state" TO dongha_ingest, dongha_service;

GRANT SELECT, INSERT, UPDATE ON layers."junctions_state" TO dongha_ingest, dongha_service;

GRANT SELECT, INSERT, UPDATE ON layers."traffic_signals_state" TO dongha_ingest, dongha_service;

GRANT SELECT, INSERT, UPDATE ON layers."traffic_flows_state" TO dongha_ingest, dongha_service;

GRANT SELECT, INSERT, UPDATE ON layers."cameras_state" TO dongha_ingest, dongha_service;
CREATE POLICY house ON layers."cameras_state" TO dongha_ingest, dongha_service USING (true) WITH CHECK (true);

GRANT SELECT, INSERT, UPDATE ON layers."flood_points_state" TO dongha_ingest, dongha_service;

GRANT SELECT, INSERT, UPDATE ON layers."rain_gauges_state" TO dongha_ingest, dongha_service;

GRANT SELECT, INSERT, UPDATE ON layers."flood_sirens_state" TO dongha_ingest, dongha_service;

GRANT SELECT, INSERT, UPDATE ON layers."monitoring_stations_state" TO dongha_ingest, dongha_service;

GRANT SELECT, INSERT, UPDATE ON layers."waste_bins_state" TO dongha_ingest, dongha_service;

GRANT SELECT, INSERT, UPDATE ON layers."waste_sites_state" TO dongha_ingest, dongha_service;

GRANT SELECT, INSERT, UPDATE ON layers."farms_state" TO dongha_ingest, dongha_service;

GRANT SELECT, INSERT, UPDATE ON layers."irrigation_zones_state" TO dongha_ingest, dongha_service;

GRANT SELECT, INSERT, UPDATE ON layers."public_facilities_state" TO dongha_ingest, dongha_service;

GRANT SELECT, INSERT, UPDATE ON layers."wifi_points_state" TO dongha_ingest, dongha_service;

GRANT SELECT, INSERT, UPDATE ON layers."devices_state" TO dongha_ingest, dongha_service;
CREATE POLICY house ON layers."devices_state" TO dongha_ingest, dongha_service USING (true) WITH CHECK (true);

GRANT SELECT, INSERT, UPDATE ON layers."commands_state" TO dongha_ingest, dongha_service;

CREATE OR REPLACE FUNCTION layers.silence() RETURNS integer
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = layers, pg_temp
AS $$
DECLARE
    n integer;
    emptied integer := 0;
BEGIN
    IF NOT pg_try_advisory_xact_lock(hashtext('layers.silence')) THEN
        RETURN 0;
    END IF;
    UPDATE layers."lighting_cabinets_state" s SET "status" = CASE WHEN s."status" IS NOT NULL AND coalesce(s."status_at", s.phenomenon_time) < now() - interval '1800 seconds' THEN NULL ELSE s."status" END, "power_kw" = CASE WHEN s."power_kw" IS NOT NULL AND coalesce(s."power_kw_at", s.phenomenon_time) < now() - interval '1800 seconds' THEN NULL ELSE s."power_kw" END, "door_open" = CASE WHEN s."door_open" IS NOT NULL AND coalesce(s."door_open_at", s.phenomenon_time) < now() - interval '1800 seconds' THEN NULL ELSE s."door_open" END WHERE ((s."status" IS NOT NULL AND coalesce(s."status_at", s.phenomenon_time) < now() - interval '1800 seconds') OR (s."power_kw" IS NOT NULL AND coalesce(s."power_kw_at", s.phenomenon_time) < now() - interval '1800 seconds') OR (s."door_open" IS NOT NULL AND coalesce(s."door_open_at", s.phenomenon_time) < now() - interval '1800 seconds'));
    GET DIAGNOSTICS n = ROW_COUNT;
    emptied := emptied + n;
    UPDATE layers."street_lamps_state" s SET "status" = CASE WHEN s."status" IS NOT NULL AND coalesce(s."status_at", s.phenomenon_time) < now() - interval '2700 seconds' THEN NULL ELSE s."status" END, "level_pct" = CASE WHEN s."level_pct" IS NOT NULL AND coalesce(s."level_pct_at", s.phenomenon_time) < now() - interval '2700 seconds' THEN NULL ELSE s."level_pct" END, "power_w" = CASE WHEN s."power_w" IS NOT NULL AND coalesce(s."power_w_at", s.phenomenon_time) < now() - interval '2700 seconds' THEN NULL ELSE s."power_w" END, "voltage_v" = CASE WHEN s."voltage_v" IS NOT NULL AND coalesce(s."voltage_v_at", s.phenomenon_time) < now() - interval '2700 seconds' THEN NULL ELSE s."voltage_v" END, "current_a" = CASE WHEN s."current_a" IS NOT NULL AND coalesce(s."current_a_at", s.phenomenon_time) < now() - interval '2700 seconds' THEN NULL ELSE s."current_a" END, "temperature_c" = CASE WHEN s."temperature_c" IS NOT NULL AND coalesce(s."temperature_c_at", s.phenomenon_time) < now() - interval '2700 seconds' THEN NULL ELSE s."temperature_c" END WHERE ((s."status" IS NOT NULL AND coalesce(s."status_at", s.phenomenon_time) < now() - interval '2700 seconds') OR (s."level_pct" IS NOT NULL AND coalesce(s."level_pct_at", s.phenomenon_time) < now() - interval '2700 seconds') OR (s."power_w" IS NOT NULL AND coalesce(s."power_w_at", s.phenomenon_time) < now() - interval '2700 seconds') OR (s."voltage_v" IS NOT NULL AND coalesce(s."voltage_v_at", s.phenomenon_time) < now() - interval '2700 seconds') OR (s."current_a" IS NOT NULL AND coalesce(s."current_a_at", s.phenomenon_time) < now() - interval '2700 seconds') OR (s."temperature_c" IS NOT NULL AND coalesce(s."temperature_c_at", s.phenomenon_time) < now() - interval '2700 seconds'));
    GET DIAGNOSTICS n = ROW_COUNT;
    emptied := emptied + n;
    UPDATE layers."lighting_segments_state" s SET "energy_last_night_kwh" = CASE WHEN s."energy_last_night_kwh" IS NOT NULL AND coalesce(s."energy_last_night_kwh_at", s.phenomenon_time) < now() - interval '172800 seconds' THEN NULL ELSE s."energy_last_night_kwh" END WHERE ((s."energy_last_night_kwh" IS NOT NULL AND coalesce(s."energy_last_night_kwh_at", s.phenomenon_time) < now() - interval '172800 seconds'));
    GET DIAGNOSTICS n = ROW_COUNT;
    emptied := emptied + n;
    UPDATE layers."junctions_state" s SET "mode" = CASE WHEN s."mode" IS NOT NULL AND coalesce(s."mode_at", s.phenomenon_time) < now() - interval '300 seconds' THEN NULL ELSE s."mode" END, "cycle_s" = CASE WHEN s."cycle_s" IS NOT NULL AND coalesce(s."cycle_s_at", s.phenomenon_time) < now() - interval '300 seconds' THEN NULL ELSE s."cycle_s" END, "status" = CASE WHEN s."status" IS NOT NULL AND coalesce(s."status_at", s.phenomenon_time) < now() - interval '300 seconds' THEN NULL ELSE s."status" END WHERE ((s."mode" IS NOT NULL AND coalesce(s."mode_at", s.phenomenon_time) < now() - interval '300 seconds') OR (s."cycle_s" IS NOT NULL AND coalesce(s."cycle_s_at", s.phenomenon_time) < now() - interval '300 seconds') OR (s."status" IS NOT NULL AND coalesce(s."status_at", s.phenomenon_time) < now() - interval '300 seconds'));
    GET DIAGNOSTICS n = ROW_COUNT;
    emptied := emptied + n;
    UPDATE layers."traffic_signals_state" s SET "aspect" = CASE WHEN s."aspect" IS NOT NULL AND coalesce(s."aspect_at", s.phenomenon_time) < now() - interval '180 seconds' THEN NULL ELSE s."aspect" END, "status" = CASE WHEN s."status" IS NOT NULL AND coalesce(s."status_at", s.phenomenon_time) < now() - interval '180 seconds' THEN NULL ELSE s."status" END WHERE ((s."aspect" IS NOT NULL AND coalesce(s."aspect_at", s.phenomenon_time) < now() - interval '180 seconds') OR (s."status" IS NOT NULL AND coalesce(s."status_at", s.phenomenon_time) < now() - interval '180 seconds'));
    GET DIAGNOSTICS n = ROW_COUNT;
    emptied := emptied + n;
    UPDATE layers."traffic_flows_state" s SET "service_level" = CASE WHEN s."service_level" IS NOT NULL AND coalesce(s."service_level_at", s.phenomenon_time) < now() - interval '1200 seconds' THEN NULL ELSE s."service_level" END, "flow_pcuh" = CASE WHEN s."flow_pcuh" IS NOT NULL AND coalesce(s."flow_pcuh_at", s.phenomenon_time) < now() - interval '1200 seconds' THEN NULL ELSE s."flow_pcuh" END, "vehicle_count" = CASE WHEN s."vehicle_count" IS NOT NULL AND coalesce(s."vehicle_count_at", s.phenomenon_time) < now() - interval '1200 seconds' THEN NULL ELSE s."vehicle_count" END, "speed_kmh" = CASE WHEN s."speed_kmh" IS NOT NULL AND coalesce(s."speed_kmh_at", s.phenomenon_time) < now() - interval '1200 seconds' THEN NULL ELSE s."speed_kmh" END, "density_pcukm" = CASE WHEN s."density_pcukm" IS NOT NULL AND coalesce(s."density_pcukm_at", s.phenomenon_time) < now() - interval '1200 seconds' THEN NULL ELSE s."density_pcukm" END, "occupancy_pct" = CASE WHEN s."occupancy_pct" IS NOT NULL AND coalesce(s."occupancy_pct_at", s.phenomenon_time) < now() - interval '1200 seconds' THEN NULL ELSE s."occupancy_pct" END WHERE ((s."service_level" IS NOT NULL AND coalesce(s."service_level_at", s.phenomenon_time) < now() - interval '1200 seconds') OR (s."flow_pcuh" IS NOT NULL AND coalesce(s."flow_pcuh_at", s.phenomenon_time) < now() - interval '1200 seconds') OR (s."vehicle_count" IS NOT NULL AND coalesce(s."vehicle_count_at", s.phenomenon_time) < now() - interval '1200 seconds') OR (s."speed_kmh" IS NOT NULL AND coalesce(s."speed_kmh_at", s.phenomenon_time) < now() - interval '1200 seconds') OR (s."density_pcukm" IS NOT NULL AND coalesce(s."density_pcukm_at", s.phenomenon_time) < now() - interval '1200 seconds') OR (s."occupancy_pct" IS NOT NULL AND coalesce(s."occupancy_pct_at", s.phenomenon_time) < now() - interval '1200 seconds'));
    GET DIAGNOSTICS n = ROW_COUNT;
    emptied := emptied + n;
    UPDATE layers."cameras_state" s SET "status" = CASE WHEN s."status" IS NOT NULL AND coalesce(s."status_at", s.phenomenon_time) < now() - interval '900 seconds' THEN NULL ELSE s."status" END, "latency_ms" = CASE WHEN s."latency_ms" IS NOT NULL AND coalesce(s."latency_ms_at", s.phenomenon_time) < now() - interval '900 seconds' THEN NULL ELSE s."latency_ms" END WHERE ((s."status" IS NOT NULL AND coalesce(s."status_at", s.phenomenon_time) < now() - interval '900 seconds') OR (s."latency_ms" IS NOT NULL AND coalesce(s."latency_ms_at", s.phenomenon_time) < now() - interval '900 seconds'));
    GET DIAGNOSTICS n = ROW_COUNT;
    emptied := emptied + n;
    UPDATE layers."flood_points_state" s SET "status" = CASE WHEN s."status" IS NOT NULL AND coalesce(s."status_at", s.phenomenon_time) < now() - interval '1800 seconds' THEN NULL ELSE s."status" END, "alarm" = CASE WHEN s."alarm" IS NOT NULL AND coalesce(s."alarm_at", s.phenomenon_time) < now() - interval '1800 seconds' THEN NULL ELSE s."alarm" END, "level_m" = CASE WHEN s."level_m" IS NOT NULL AND coalesce(s."level_m_at", s.phenomenon_time) < now() - interval '1800 seconds' THEN NULL ELSE s."level_m" END, "rise_cmh" = CASE WHEN s."rise_cmh" IS NOT NULL AND coalesce(s."rise_cmh_at", s.phenomenon_time) < now() - interval '1800 seconds' THEN NULL ELSE s."rise_cmh" END, "trend" = CASE WHEN s."trend" IS NOT NULL AND coalesce(s."trend_at", s.phenomenon_time) < now() - interval '1800 seconds' THEN NULL ELSE s."trend" END, "next_level_h" = CASE WHEN s."next_level_h" IS NOT NULL AND coalesce(s."next_level_h_at", s.phenomenon_time) < now() - interval '1800 seconds' THEN NULL ELSE s."next_level_h" END, "battery_v" = CASE WHEN s."battery_v" IS NOT NULL AND coalesce(s."battery_v_at", s.phenomenon_time) < now() - interval '86400 seconds' THEN NULL ELSE s."battery_v" END WHERE ((s."status" IS NOT NULL AND coalesce(s."status_at", s.phenomenon_time) < now() - interval '1800 seconds') OR (s."alarm" IS NOT NULL AND coalesce(s."alarm_at", s.phenomenon_time) < now() - interval '1800 seconds') OR (s."level_m" IS NOT NULL AND coalesce(s."level_m_at", s.phenomenon_time) < now() - interval '1800 seconds') OR (s."rise_cmh" IS NOT NULL AND coalesce(s."rise_cmh_at", s.phenomenon_time) < now() - interval '1800 seconds') OR (s."trend" IS NOT NULL AND coalesce(s."trend_at", s.phenomenon_time) < now() - interval '1800 seconds') OR (s."next_level_h" IS NOT NULL AND coalesce(s."next_level_h_at", s.phenomenon_time) < now() - interval '1800 seconds') OR (s."battery_v" IS NOT NULL AND coalesce(s."battery_v_at", s.phenomenon_time) < now() - interval '86400 seconds'));
    GET DIAGNOSTICS n = ROW_COUNT;
    emptied := emptied + n;
    UPDATE layers."rain_gauges_state" s SET "status" = CASE WHEN s."status" IS NOT NULL AND coalesce(s."status_at", s.phenomenon_time) < now() - interval '1800 seconds' THEN NULL ELSE s."status" END, "rain_10min_mm" = CASE WHEN s."rain_10min_mm" IS NOT NULL AND coalesce(s."rain_10min_mm_at", s.phenomenon_time) < now() - interval '1800 seconds' THEN NULL ELSE s."rain_10min_mm" END, "rain_1h_mm" = CASE WHEN s."rain_1h_mm" IS NOT NULL AND coalesce(s."rain_1h_mm_at", s.phenomenon_time) < now() - interval '1800 seconds' THEN NULL ELSE s."rain_1h_mm" END, "rain_24h_mm" = CASE WHEN s."rain_24h_mm" IS NOT NULL AND coalesce(s."rain_24h_mm_at", s.phenomenon_time) < now() - interval '1800 seconds' THEN NULL ELSE s."rain_24h_mm" END, "battery_v" = CASE WHEN s."battery_v" IS NOT NULL AND coalesce(s."battery_v_at", s.phenomenon_time) < now() - interval '86400 seconds' THEN NULL ELSE s."battery_v" END WHERE ((s."status" IS NOT NULL AND coalesce(s."status_at", s.phenomenon_time) < now() - interval '1800 seconds') OR (s."rain_10min_mm" IS NOT NULL AND coalesce(s."rain_10min_mm_at", s.phenomenon_time) < now() - interval '1800 seconds') OR (s."rain_1h_mm" IS NOT NULL AND coalesce(s."rain_1h_mm_at", s.phenomenon_time) < now() - interval '1800 seconds') OR (s."rain_24h_mm" IS NOT NULL AND coalesce(s."rain_24h_mm_at", s.phenomenon_time) < now() - interval '1800 seconds') OR (s."battery_v" IS NOT NULL AND coalesce(s."battery_v_at", s.phenomenon_time) < now() - interval '86400 seconds'));
    GET DIAGNOSTICS n = ROW_COUNT;
    emptied := emptied + n;
    UPDATE layers."flood_sirens_state" s SET "siren_state" = CASE WHEN s."siren_state" IS NOT NULL AND coalesce(s."siren_state_at", s.phenomenon_time) < now() - interval '7200 seconds' THEN NULL ELSE s."siren_state" END, "status" = CASE WHEN s."status" IS NOT NULL AND coalesce(s."status_at", s.phenomenon_time) < now() - interval '7200 seconds' THEN NULL ELSE s."status" END, "battery_v" = CASE WHEN s."battery_v" IS NOT NULL AND coalesce(s."battery_v_at", s.phenomenon_time) < now() - interval '86400 seconds' THEN NULL ELSE s."battery_v" END WHERE ((s."siren_state" IS NOT NULL AND coalesce(s."siren_state_at", s.phenomenon_time) < now() - interval '7200 seconds') OR (s."status" IS NOT NULL AND coalesce(s."status_at", s.phenomenon_time) < now() - interval '7200 seconds') OR (s."battery_v" IS NOT NULL AND coalesce(s."battery_v_at", s.phenomenon_time) < now() - interval '86400 seconds'));
    GET DIAGNOSTICS n = ROW_COUNT;
    emptied := emptied + n;
    UPDATE layers."monitoring_stations_state" s SET "status" = CASE WHEN s."status" IS NOT NULL AND coalesce(s."status_at", s.phenomenon_time) < now() - interval '1800 seconds' THEN NULL ELSE s."status" END, "aqi" = CASE WHEN s."aqi" IS NOT NULL AND coalesce(s."aqi_at", s.phenomenon_time) < now() - interval '7200 seconds' THEN NULL ELSE s."aqi" END, "air_quality" = CASE WHEN s."air_quality" IS NOT NULL AND coalesce(s."air_quality_at", s.phenomenon_time) < now() - interval '1800 seconds' THEN NULL ELSE s."air_quality" END, "pm25_ugm3" = CASE WHEN s."pm25_ugm3" IS NOT NULL AND coalesce(s."pm25_ugm3_at", s.phenomenon_time) < now() - interval '1800 seconds' THEN NULL ELSE s."pm25_ugm3" END, "pm10_ugm3" = CASE WHEN s."pm10_ugm3" IS NOT NULL AND coalesce(s."pm10_ugm3_at", s.phenomenon_time) < now() - interval '1800 seconds' THEN NULL ELSE s."pm10_ugm3" END, "no2_ugm3" = CASE WHEN s."no2_ugm3" IS NOT NULL AND coalesce(s."no2_ugm3_at", s.phenomenon_time) < now() - interval '1800 seconds' THEN NULL ELSE s."no2_ugm3" END, "so2_ugm3" = CASE WHEN s."so2_ugm3" IS NOT NULL AND coalesce(s."so2_ugm3_at", s.phenomenon_time) < now() - interval '1800 seconds' THEN NULL ELSE s."so2_ugm3" END, "o3_ugm3" = CASE WHEN s."o3_ugm3" IS NOT NULL AND coalesce(s."o3_ugm3_at", s.phenomenon_time) < now() - interval '1800 seconds' THEN NULL ELSE s."o3_ugm3" END, "co_ugm3" = CASE WHEN s."co_ugm3" IS NOT NULL AND coalesce(s."co_ugm3_at", s.phenomenon_time) < now() - interval '1800 seconds' THEN NULL ELSE s."co_ugm3" END, "temperature_c" = CASE WHEN s."temperature_c" IS NOT NULL AND coalesce(s."temperature_c_at", s.phenomenon_time) < now() - interval '1800 seconds' THEN NULL ELSE s."temperature_c" END, "humidity_pct" = CASE WHEN s."humidity_pct" IS NOT NULL AND coalesce(s."humidity_pct_at", s.phenomenon_time) < now() - interval '1800 seconds' THEN NULL ELSE s."humidity_pct" END, "noise_db" = CASE WHEN s."noise_db" IS NOT NULL AND coalesce(s."noise_db_at", s.phenomenon_time) < now() - interval '1800 seconds' THEN NULL ELSE s."noise_db" END, "ph" = CASE WHEN s."ph" IS NOT NULL AND coalesce(s."ph_at", s.phenomenon_time) < now() - interval '1800 seconds' THEN NULL ELSE s."ph" END, "dissolved_oxygen_mgl" = CASE WHEN s."dissolved_oxygen_mgl" IS NOT NULL AND coalesce(s."dissolved_oxygen_mgl_at", s.phenomenon_time) < now() - interval '1800 seconds' THEN NULL ELSE s."dissolved_oxygen_mgl" END, "cod_mgl" = CASE WHEN s."cod_mgl" IS NOT NULL AND coalesce(s."cod_mgl_at", s.phenomenon_time) < now() - interval '1800 seconds' THEN NULL ELSE s."cod_mgl" END, "tss_mgl" = CASE WHEN s."tss_mgl" IS NOT NULL AND coalesce(s."tss_mgl_at", s.phenomenon_time) < now() - interval '1800 seconds' THEN NULL ELSE s."tss_mgl" END, "ammonium_mgl" = CASE WHEN s."ammonium_mgl" IS NOT NULL AND coalesce(s."ammonium_mgl_at", s.phenomenon_time) < now() - interval '1800 seconds' THEN NULL ELSE s."ammonium_mgl" END, "flow_m3h" = CASE WHEN s."flow_m3h" IS NOT NULL AND coalesce(s."flow_m3h_at", s.phenomenon_time) < now() - interval '1800 seconds' THEN NULL ELSE s."flow_m3h" END, "soil_moisture_pct" = CASE WHEN s."soil_moisture_pct" IS NOT NULL AND coalesce(s."soil_moisture_pct_at", s.phenomenon_time) < now() - interval '1800 seconds' THEN NULL ELSE s."soil_moisture_pct" END WHERE ((s."status" IS NOT NULL AND coalesce(s."status_at", s.phenomenon_time) < now() - interval '1800 seconds') OR (s."aqi" IS NOT NULL AND coalesce(s."aqi_at", s.phenomenon_time) < now() - interval '7200 seconds') OR (s."air_quality" IS NOT NULL AND coalesce(s."air_quality_at", s.phenomenon_time) < now() - interval '1800 seconds') OR (s."pm25_ugm3" IS NOT NULL AND coalesce(s."pm25_ugm3_at", s.phenomenon_time) < now() - interval '1800 seconds') OR (s."pm10_ugm3" IS NOT NULL AND coalesce(s."pm10_ugm3_at", s.phenomenon_time) < now() - interval '1800 seconds') OR (s."no2_ugm3" IS NOT NULL AND coalesce(s."no2_ugm3_at", s.phenomenon_time) < now() - interval '1800 seconds') OR (s."so2_ugm3" IS NOT NULL AND coalesce(s."so2_ugm3_at", s.phenomenon_time) < now() - interval '1800 seconds') OR (s."o3_ugm3" IS NOT NULL AND coalesce(s."o3_ugm3_at", s.phenomenon_time) < now() - interval '1800 seconds') OR (s."co_ugm3" IS NOT NULL AND coalesce(s."co_ugm3_at", s.phenomenon_time) < now() - interval '1800 seconds') OR (s."temperature_c" IS NOT NULL AND coalesce(s."temperature_c_at", s.phenomenon_time) < now() - interval '1800 seconds') OR (s."humidity_pct" IS NOT NULL AND coalesce(s."humidity_pct_at", s.phenomenon_time) < now() - interval '1800 seconds') OR (s."noise_db" IS NOT NULL AND coalesce(s."noise_db_at", s.phenomenon_time) < now() - interval '1800 seconds') OR (s."ph" IS NOT NULL AND coalesce(s."ph_at", s.phenomenon_time) < now() - interval '1800 seconds') OR (s."dissolved_oxygen_mgl" IS NOT NULL AND coalesce(s."dissolved_oxygen_mgl_at", s.phenomenon_time) < now() - interval '1800 seconds') OR (s."cod_mgl" IS NOT NULL AND coalesce(s."cod_mgl_at", s.phenomenon_time) < now() - interval '1800 seconds') OR (s."tss_mgl" IS NOT NULL AND coalesce(s."tss_mgl_at", s.phenomenon_time) < now() - interval '1800 seconds') OR (s."ammonium_mgl" IS NOT NULL AND coalesce(s."ammonium_mgl_at", s.phenomenon_time) < now() - interval '1800 seconds') OR (s."flow_m3h" IS NOT NULL AND coalesce(s."flow_m3h_at", s.phenomenon_time) < now() - interval '1800 seconds') OR (s."soil_moisture_pct" IS NOT NULL AND coalesce(s."soil_moisture_pct_at", s.phenomenon_time) < now() - interval '1800 seconds'));
    GET DIAGNOSTICS n = ROW_COUNT;
    emptied := emptied + n;
    UPDATE layers."waste_bins_state" s SET "fill_pct" = CASE WHEN s."fill_pct" IS NOT NULL AND coalesce(s."fill_pct_at", s.phenomenon_time) < now() - interval '21600 seconds' THEN NULL ELSE s."fill_pct" END, "temperature_c" = CASE WHEN s."temperature_c" IS NOT NULL AND coalesce(s."temperature_c_at", s.phenomenon_time) < now() - interval '21600 seconds' THEN NULL ELSE s."temperature_c" END, "is_tilted" = CASE WHEN s."is_tilted" IS NOT NULL AND coalesce(s."is_tilted_at", s.phenomenon_time) < now() - interval '21600 seconds' THEN NULL ELSE s."is_tilted" END, "battery_pct" = CASE WHEN s."battery_pct" IS NOT NULL AND coalesce(s."battery_pct_at", s.phenomenon_time) < now() - interval '172800 seconds' THEN NULL ELSE s."battery_pct" END, "status" = CASE WHEN s."status" IS NOT NULL AND coalesce(s."status_at", s.phenomenon_time) < now() - interval '21600 seconds' THEN NULL ELSE s."status" END WHERE ((s."fill_pct" IS NOT NULL AND coalesce(s."fill_pct_at", s.phenomenon_time) < now() - interval '21600 seconds') OR (s."temperature_c" IS NOT NULL AND coalesce(s."temperature_c_at", s.phenomenon_time) < now() - interval '21600 seconds') OR (s."is_tilted" IS NOT NULL AND coalesce(s."is_tilted_at", s.phenomenon_time) < now() - interval '21600 seconds') OR (s."battery_pct" IS NOT NULL AND coalesce(s."battery_pct_at", s.phenomenon_time) < now() - interval '172800 seconds') OR (s."status" IS NOT NULL AND coalesce(s."status_at", s.phenomenon_time) < now() - interval '21600 seconds'));
    GET DIAGNOSTICS n = ROW_COUNT;
    emptied := emptied + n;
    UPDATE layers."waste_sites_state" s SET "received_today_t" = CASE WHEN s."received_today_t" IS NOT NULL AND coalesce(s."received_today_t_at", s.phenomenon_time) < now() - interval '93600 seconds' THEN NULL ELSE s."received_today_t" END WHERE ((s."received_today_t" IS NOT NULL AND coalesce(s."received_today_t_at", s.phenomenon_time) < now() - interval '93600 seconds'));
    GET DIAGNOSTICS n = ROW_COUNT;
    emptied := emptied + n;
    UPDATE layers."farms_state" s SET "status" = CASE WHEN s."status" IS NOT NULL AND coalesce(s."status_at", s.phenomenon_time) < now() - interval '2700 seconds' THEN NULL ELSE s."status" END, "air_temperature_c" = CASE WHEN s."air_temperature_c" IS NOT NULL AND coalesce(s."air_temperature_c_at", s.phenomenon_time) < now() - interval '2700 seconds' THEN NULL ELSE s."air_temperature_c" END, "humidity_pct" = CASE WHEN s."humidity_pct" IS NOT NULL AND coalesce(s."humidity_pct_at", s.phenomenon_time) < now() - interval '2700 seconds' THEN NULL ELSE s."humidity_pct" END, "wind_mps" = CASE WHEN s."wind_mps" IS NOT NULL AND coalesce(s."wind_mps_at", s.phenomenon_time) < now() - interval '2700 seconds' THEN NULL ELSE s."wind_mps" END, "illuminance_lx" = CASE WHEN s."illuminance_lx" IS NOT NULL AND coalesce(s."illuminance_lx_at", s.phenomenon_time) < now() - interval '2700 seconds' THEN NULL ELSE s."illuminance_lx" END, "et0_mm" = CASE WHEN s."et0_mm" IS NOT NULL AND coalesce(s."et0_mm_at", s.phenomenon_time) < now() - interval '172800 seconds' THEN NULL ELSE s."et0_mm" END WHERE ((s."status" IS NOT NULL AND coalesce(s."status_at", s.phenomenon_time) < now() - interval '2700 seconds') OR (s."air_temperature_c" IS NOT NULL AND coalesce(s."air_temperature_c_at", s.phenomenon_time) < now() - interval '2700 seconds') OR (s."humidity_pct" IS NOT NULL AND coalesce(s."humidity_pct_at", s.phenomenon_time) < now() - interval '2700 seconds') OR (s."wind_mps" IS NOT NULL AND coalesce(s."wind_mps_at", s.phenomenon_time) < now() - interval '2700 seconds') OR (s."illuminance_lx" IS NOT NULL AND coalesce(s."illuminance_lx_at", s.phenomenon_time) < now() - interval '2700 seconds') OR (s."et0_mm" IS NOT NULL AND coalesce(s."et0_mm_at", s.phenomenon_time) < now() - interval '172800 seconds'));
    GET DIAGNOSTICS n = ROW_COUNT;
    emptied := emptied + n;
    UPDATE layers."irrigation_zones_state" s SET "valve" = CASE WHEN s."valve" IS NOT NULL AND coalesce(s."valve_at", s.phenomenon_time) < now() - interval '3600 seconds' THEN NULL ELSE s."valve" END, "soil_moisture_pct" = CASE WHEN s."soil_moisture_pct" IS NOT NULL AND coalesce(s."soil_moisture_pct_at", s.phenomenon_time) < now() - interval '3600 seconds' THEN NULL ELSE s."soil_moisture_pct" END, "soil_temperature_c" = CASE WHEN s."soil_temperature_c" IS NOT NULL AND coalesce(s."soil_temperature_c_at", s.phenomenon_time) < now() - interval '3600 seconds' THEN NULL ELSE s."soil_temperature_c" END, "conductivity_mscm" = CASE WHEN s."conductivity_mscm" IS NOT NULL AND coalesce(s."conductivity_mscm_at", s.phenomenon_time) < now() - interval '3600 seconds' THEN NULL ELSE s."conductivity_mscm" END, "ph" = CASE WHEN s."ph" IS NOT NULL AND coalesce(s."ph_at", s.phenomenon_time) < now() - interval '3600 seconds' THEN NULL ELSE s."ph" END, "watered_today_mm" = CASE WHEN s."watered_today_mm" IS NOT NULL AND coalesce(s."watered_today_mm_at", s.phenomenon_time) < now() - interval '86400 seconds' THEN NULL ELSE s."watered_today_mm" END WHERE ((s."valve" IS NOT NULL AND coalesce(s."valve_at", s.phenomenon_time) < now() - interval '3600 seconds') OR (s."soil_moisture_pct" IS NOT NULL AND coalesce(s."soil_moisture_pct_at", s.phenomenon_time) < now() - interval '3600 seconds') OR (s."soil_temperature_c" IS NOT NULL AND coalesce(s."soil_temperature_c_at", s.phenomenon_time) < now() - interval '3600 seconds') OR (s."conductivity_mscm" IS NOT NULL AND coalesce(s."conductivity_mscm_at", s.phenomenon_time) < now() - interval '3600 seconds') OR (s."ph" IS NOT NULL AND coalesce(s."ph_at", s.phenomenon_time) < now() - interval '3600 seconds') OR (s."watered_today_mm" IS NOT NULL AND coalesce(s."watered_today_mm_at", s.phenomenon_time) < now() - interval '86400 seconds'));
    GET DIAGNOSTICS n = ROW_COUNT;
    emptied := emptied + n;
    UPDATE layers."public_facilities_state" s SET "queue_length" = CASE WHEN s."queue_length" IS NOT NULL AND coalesce(s."queue_length_at", s.phenomenon_time) < now() - interval '1800 seconds' THEN NULL ELSE s."queue_length" END, "wait_min" = CASE WHEN s."wait_min" IS NOT NULL AND coalesce(s."wait_min_at", s.phenomenon_time) < now() - interval '1800 seconds' THEN NULL ELSE s."wait_min" END, "on_time_pct" = CASE WHEN s."on_time_pct" IS NOT NULL AND coalesce(s."on_time_pct_at", s.phenomenon_time) < now() - interval '3456000 seconds' THEN NULL ELSE s."on_time_pct" END, "satisfaction_pct" = CASE WHEN s."satisfaction_pct" IS NOT NULL AND coalesce(s."satisfaction_pct_at", s.phenomenon_time) < now() - interval '3456000 seconds' THEN NULL ELSE s."satisfaction_pct" END WHERE ((s."queue_length" IS NOT NULL AND coalesce(s."queue_length_at", s.phenomenon_time) < now() - interval '1800 seconds') OR (s."wait_min" IS NOT NULL AND coalesce(s."wait_min_at", s.phenomenon_time) < now() - interval '1800 seconds') OR (s."on_time_pct" IS NOT NULL AND coalesce(s."on_time_pct_at", s.phenomenon_time) < now() - interval '3456000 seconds') OR (s."satisfaction_pct" IS NOT NULL AND coalesce(s."satisfaction_pct_at", s.phenomenon_time) < now() - interval '3456000 seconds'));
    GET DIAGNOSTICS n = ROW_COUNT;
    emptied := emptied + n;
    UPDATE layers."wifi_points_state" s SET "status" = CASE WHEN s."status" IS NOT NULL AND coalesce(s."status_at", s.phenomenon_time) < now() - interval '1200 seconds' THEN NULL ELSE s."status" END, "user_count" = CASE WHEN s."user_count" IS NOT NULL AND coalesce(s."user_count_at", s.phenomenon_time) < now() - interval '1200 seconds' THEN NULL ELSE s."user_count" END WHERE ((s."status" IS NOT NULL AND coalesce(s."status_at", s.phenomenon_time) < now() - interval '1200 seconds') OR (s."user_count" IS NOT NULL AND coalesce(s."user_count_at", s.phenomenon_time) < now() - interval '1200 seconds'));
    GET DIAGNOSTICS n = ROW_COUNT;
    emptied := emptied + n;
    UPDATE layers."devices_state" s SET "status" = CASE WHEN s."status" IS NOT NULL AND coalesce(s."status_at", s.phenomenon_time) < now() - make_interval(secs => f."silent_after_s") THEN NULL ELSE s."status" END, "battery_pct" = CASE WHEN s."battery_pct" IS NOT NULL AND coalesce(s."battery_pct_at", s.phenomenon_time) < now() - interval '172800 seconds' THEN NULL ELSE s."battery_pct" END, "battery_v" = CASE WHEN s."battery_v" IS NOT NULL AND coalesce(s."battery_v_at", s.phenomenon_time) < now() - make_interval(secs => f."silent_after_s") THEN NULL ELSE s."battery_v" END, "rssi_dbm" = CASE WHEN s."rssi_dbm" IS NOT NULL AND coalesce(s."rssi_dbm_at", s.phenomenon_time) < now() - make_interval(secs => f."silent_after_s") THEN NULL ELSE s."rssi_dbm" END, "snr_db" = CASE WHEN s."snr_db" IS NOT NULL AND coalesce(s."snr_db_at", s.phenomenon_time) < now() - make_interval(secs => f."silent_after_s") THEN NULL ELSE s."snr_db" END, "clock_skew_s" = CASE WHEN s."clock_skew_s" IS NOT NULL AND coalesce(s."clock_skew_s_at", s.phenomenon_time) < now() - make_interval(secs => f."silent_after_s") THEN NULL ELSE s."clock_skew_s" END FROM layers."devices" f WHERE f.fid = s.fid AND ((s."status" IS NOT NULL AND coalesce(s."status_at", s.phenomenon_time) < now() - make_interval(secs => f."silent_after_s")) OR (s."battery_pct" IS NOT NULL AND coalesce(s."battery_pct_at", s.phenomenon_time) < now() - interval '172800 seconds') OR (s."battery_v" IS NOT NULL AND coalesce(s."battery_v_at", s.phenomenon_time) < now() - make_interval(secs => f."silent_after_s")) OR (s."rssi_dbm" IS NOT NULL AND coalesce(s."rssi_dbm_at", s.phenomenon_time) < now() - make_interval(secs => f."silent_after_s")) OR (s."snr_db" IS NOT NULL AND coalesce(s."snr_db_at", s.phenomenon_time) < now() - make_interval(secs => f."silent_after_s")) OR (s."clock_skew_s" IS NOT NULL AND coalesce(s."clock_skew_s_at", s.phenomenon_time) < now() - make_interval(secs => f."silent_after_s")));
    GET DIAGNOSTICS n = ROW_COUNT;
    emptied := emptied + n;
    RETURN emptied;
END $$;
REVOKE ALL ON FUNCTION layers.silence() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION layers.silence() TO dongha_service, dongha_ingest;

DO $$
DECLARE
    made regprocedure;
BEGIN
    FOR made IN SELECT oid FROM pg_proc WHERE pronamespace = 'layers'::regnamespace AND prorettype = 'trigger'::regtype LOOP
        EXECUTE format('REVOKE ALL ON FUNCTION %s FROM PUBLIC', made);
    END LOOP;
END $$;

ALTER TABLE layers."lighting_cabinets_state" DISABLE TRIGGER USER;
UPDATE layers."lighting_cabinets_state" SET "status_at" = CASE WHEN "status" IS NULL THEN "status_at" ELSE coalesce("status_at", phenomenon_time) END, "power_kw_at" = CASE WHEN "power_kw" IS NULL THEN "power_kw_at" ELSE coalesce("power_kw_at", phenomenon_time) END, "energy_kwh_at" = CASE WHEN "energy_kwh" IS NULL THEN "energy_kwh_at" ELSE coalesce("energy_kwh_at", phenomenon_time) END, "door_open_at" = CASE WHEN "door_open" IS NULL THEN "door_open_at" ELSE coalesce("door_open_at", phenomenon_time) END WHERE ("status" IS NOT NULL AND "status_at" IS NULL) OR ("power_kw" IS NOT NULL AND "power_kw_at" IS NULL) OR ("energy_kwh" IS NOT NULL AND "energy_kwh_at" IS NULL) OR ("door_open" IS NOT NULL AND "door_open_at" IS NULL);
ALTER TABLE layers."lighting_cabinets_state" ENABLE TRIGGER USER;

ALTER TABLE layers."street_lamps_state" DISABLE TRIGGER USER;
UPDATE layers."street_lamps_state" SET "status_at" = CASE WHEN "status" IS NULL THEN "status_at" ELSE coalesce("status_at", phenomenon_time) END, "level_pct_at" = CASE WHEN "level_pct" IS NULL THEN "level_pct_at" ELSE coalesce("level_pct_at", phenomenon_time) END, "power_w_at" = CASE WHEN "power_w" IS NULL THEN "power_w_at" ELSE coalesce("power_w_at", phenomenon_time) END, "voltage_v_at" = CASE WHEN "voltage_v" IS NULL THEN "voltage_v_at" ELSE coalesce("voltage_v_at", phenomenon_time) END, "current_a_at" = CASE WHEN "current_a" IS NULL THEN "current_a_at" ELSE coalesce("current_a_at", phenomenon_time) END, "energy_kwh_at" = CASE WHEN "energy_kwh" IS NULL THEN "energy_kwh_at" ELSE coalesce("energy_kwh_at", phenomenon_time) END, "temperature_c_at" = CASE WHEN "temperature_c" IS NULL THEN "temperature_c_at" ELSE coalesce("temperature_c_at", phenomenon_time) END, "operating_h_at" = CASE WHEN "operating_h" IS NULL THEN "operating_h_at" ELSE coalesce("operating_h_at", phenomenon_time) END WHERE ("status" IS NOT NULL AND "status_at" IS NULL) OR ("level_pct" IS NOT NULL AND "level_pct_at" IS NULL) OR ("power_w" IS NOT NULL AND "power_w_at" IS NULL) OR ("voltage_v" IS NOT NULL AND "voltage_v_at" IS NULL) OR ("current_a" IS NOT NULL AND "current_a_at" IS NULL) OR ("energy_kwh" IS NOT NULL AND "energy_kwh_at" IS NULL) OR ("temperature_c" IS NOT NULL AND "temperature_c_at" IS NULL) OR ("operating_h" IS NOT NULL AND "operating_h_at" IS NULL);
ALTER TABLE layers."street_lamps_state" ENABLE TRIGGER USER;

ALTER TABLE layers."lighting_segments_state" DISABLE TRIGGER USER;
UPDATE layers."lighting_segments_state" SET "energy_last_night_kwh_at" = CASE WHEN "energy_last_night_kwh" IS NULL THEN "energy_last_night_kwh_at" ELSE coalesce("energy_last_night_kwh_at", phenomenon_time) END WHERE ("energy_last_night_kwh" IS NOT NULL AND "energy_last_night_kwh_at" IS NULL);
ALTER TABLE layers."lighting_segments_state" ENABLE TRIGGER USER;

ALTER TABLE layers."junctions_state" DISABLE TRIGGER USER;
UPDATE layers."junctions_state" SET "mode_at" = CASE WHEN "mode" IS NULL THEN "mode_at" ELSE coalesce("mode_at", phenomenon_time) END, "cycle_s_at" = CASE WHEN "cycle_s" IS NULL THEN "cycle_s_at" ELSE coalesce("cycle_s_at", phenomenon_time) END, "status_at" = CASE WHEN "status" IS NULL THEN "status_at" ELSE coalesce("status_at", phenomenon_time) END WHERE ("mode" IS NOT NULL AND "mode_at" IS NULL) OR ("cycle_s" IS NOT NULL AND "cycle_s_at" IS NULL) OR ("status" IS NOT NULL AND "status_at" IS NULL);
ALTER TABLE layers."junctions_state" ENABLE TRIGGER USER;

ALTER TABLE layers."traffic_signals_state" DISABLE TRIGGER USER;
UPDATE layers."traffic_signals_state" SET "aspect_at" = CASE WHEN "aspect" IS NULL THEN "aspect_at" ELSE coalesce("aspect_at", phenomenon_time) END, "status_at" = CASE WHEN "status" IS NULL THEN "status_at" ELSE coalesce("status_at", phenomenon_time) END WHERE ("aspect" IS NOT NULL AND "aspect_at" IS NULL) OR ("status" IS NOT NULL AND "status_at" IS NULL);
ALTER TABLE layers."traffic_signals_state" ENABLE TRIGGER USER;

ALTER TABLE layers."traffic_flows_state" DISABLE TRIGGER USER;
UPDATE layers."traffic_flows_state" SET "service_level_at" = CASE WHEN "service_level" IS NULL THEN "service_level_at" ELSE coalesce("service_level_at", phenomenon_time) END, "flow_pcuh_at" = CASE WHEN "flow_pcuh" IS NULL THEN "flow_pcuh_at" ELSE coalesce("flow_pcuh_at", phenomenon_time) END, "vehicle_count_at" = CASE WHEN "vehicle_count" IS NULL THEN "vehicle_count_at" ELSE coalesce("vehicle_count_at", phenomenon_time) END, "speed_kmh_at" = CASE WHEN "speed_kmh" IS NULL THEN "speed_kmh_at" ELSE coalesce("speed_kmh_at", phenomenon_time) END, "density_pcukm_at" = CASE WHEN "density_pcukm" IS NULL THEN "density_pcukm_at" ELSE coalesce("density_pcukm_at", phenomenon_time) END, "occupancy_pct_at" = CASE WHEN "occupancy_pct" IS NULL THEN "occupancy_pct_at" ELSE coalesce("occupancy_pct_at", phenomenon_time) END, "accuracy_pct_at" = CASE WHEN "accuracy_pct" IS NULL THEN "accuracy_pct_at" ELSE coalesce("accuracy_pct_at", phenomenon_time) END WHERE ("service_level" IS NOT NULL AND "service_level_at" IS NULL) OR ("flow_pcuh" IS NOT NULL AND "flow_pcuh_at" IS NULL) OR ("vehicle_count" IS NOT NULL AND "vehicle_count_at" IS NULL) OR ("speed_kmh" IS NOT NULL AND "speed_kmh_at" IS NULL) OR ("density_pcukm" IS NOT NULL AND "density_pcukm_at" IS NULL) OR ("occupancy_pct" IS NOT NULL AND "occupancy_pct_at" IS NULL) OR ("accuracy_pct" IS NOT NULL AND "accuracy_pct_at" IS NULL);
ALTER TABLE layers."traffic_flows_state" ENABLE TRIGGER USER;

ALTER TABLE layers."cameras_state" DISABLE TRIGGER USER;
UPDATE layers."cameras_state" SET "status_at" = CASE WHEN "status" IS NULL THEN "status_at" ELSE coalesce("status_at", phenomenon_time) END, "latency_ms_at" = CASE WHEN "latency_ms" IS NULL THEN "latency_ms_at" ELSE coalesce("latency_ms_at", phenomenon_time) END WHERE ("status" IS NOT NULL AND "status_at" IS NULL) OR ("latency_ms" IS NOT NULL AND "latency_ms_at" IS NULL);
ALTER TABLE layers."cameras_state" ENABLE TRIGGER USER;

ALTER TABLE layers."flood_points_state" DISABLE TRIGGER USER;
UPDATE layers."flood_points_state" SET "status_at" = CASE WHEN "status" IS NULL THEN "status_at" ELSE coalesce("status_at", phenomenon_time) END, "alarm_at" = CASE WHEN "alarm" IS NULL THEN "alarm_at" ELSE coalesce("alarm_at", phenomenon_time) END, "level_m_at" = CASE WHEN "level_m" IS NULL THEN "level_m_at" ELSE coalesce("level_m_at", phenomenon_time) END, "rise_cmh_at" = CASE WHEN "rise_cmh" IS NULL THEN "rise_cmh_at" ELSE coalesce("rise_cmh_at", phenomenon_time) END, "trend_at" = CASE WHEN "trend" IS NULL THEN "trend_at" ELSE coalesce("trend_at", phenomenon_time) END, "next_level_h_at" = CASE WHEN "next_level_h" IS NULL THEN "next_level_h_at" ELSE coalesce("next_level_h_at", phenomenon_time) END, "battery_v_at" = CASE WHEN "battery_v" IS NULL THEN "battery_v_at" ELSE coalesce("battery_v_at", phenomenon_time) END WHERE ("status" IS NOT NULL AND "status_at" IS NULL) OR ("alarm" IS NOT NULL AND "alarm_at" IS NULL) OR ("level_m" IS NOT NULL AND "level_m_at" IS NULL) OR ("rise_cmh" IS NOT NULL AND "rise_cmh_at" IS NULL) OR ("trend" IS NOT NULL AND "trend_at" IS NULL) OR ("next_level_h" IS NOT NULL AND "next_level_h_at" IS NULL) OR ("battery_v" IS NOT NULL AND "battery_v_at" IS NULL);
ALTER TABLE layers."flood_points_state" ENABLE TRIGGER USER;

ALTER TABLE layers."rain_gauges_state" DISABLE TRIGGER USER;
UPDATE layers."rain_gauges_state" SET "status_at" = CASE WHEN "status" IS NULL THEN "status_at" ELSE coalesce("status_at", phenomenon_time) END, "rain_10min_mm_at" = CASE WHEN "rain_10min_mm" IS NULL THEN "rain_10min_mm_at" ELSE coalesce("rain_10min_mm_at", phenomenon_time) END, "rain_1h_mm_at" = CASE WHEN "rain_1h_mm" IS NULL THEN "rain_1h_mm_at" ELSE coalesce("rain_1h_mm_at", phenomenon_time) END, "rain_24h_mm_at" = CASE WHEN "rain_24h_mm" IS NULL THEN "rain_24h_mm_at" ELSE coalesce("rain_24h_mm_at", phenomenon_time) END, "battery_v_at" = CASE WHEN "battery_v" IS NULL THEN "battery_v_at" ELSE coalesce("battery_v_at", phenomenon_time) END WHERE ("status" IS NOT NULL AND "status_at" IS NULL) OR ("rain_10min_mm" IS NOT NULL AND "rain_10min_mm_at" IS NULL) OR ("rain_1h_mm" IS NOT NULL AND "rain_1h_mm_at" IS NULL) OR ("rain_24h_mm" IS NOT NULL AND "rain_24h_mm_at" IS NULL) OR ("battery_v" IS NOT NULL AND "battery_v_at" IS NULL);
ALTER TABLE layers."rain_gauges_state" ENABLE TRIGGER USER;

ALTER TABLE layers."flood_sirens_state" DISABLE TRIGGER USER;
UPDATE layers."flood_sirens_state" SET "siren_state_at" = CASE WHEN "siren_state" IS NULL THEN "siren_state_at" ELSE coalesce("siren_state_at", phenomenon_time) END, "status_at" = CASE WHEN "status" IS NULL THEN "status_at" ELSE coalesce("status_at", phenomenon_time) END, "battery_v_at" = CASE WHEN "battery_v" IS NULL THEN "battery_v_at" ELSE coalesce("battery_v_at", phenomenon_time) END WHERE ("siren_state" IS NOT NULL AND "siren_state_at" IS NULL) OR ("status" IS NOT NULL AND "status_at" IS NULL) OR ("battery_v" IS NOT NULL AND "battery_v_at" IS NULL);
ALTER TABLE layers."flood_sirens_state" ENABLE TRIGGER USER;

ALTER TABLE layers."monitoring_stations_state" DISABLE TRIGGER USER;
UPDATE layers."monitoring_stations_state" SET "status_at" = CASE WHEN "status" IS NULL THEN "status_at" ELSE coalesce("status_at", phenomenon_time) END, "aqi_at" = CASE WHEN "aqi" IS NULL THEN "aqi_at" ELSE coalesce("aqi_at", phenomenon_time) END, "air_quality_at" = CASE WHEN "air_quality" IS NULL THEN "air_quality_at" ELSE coalesce("air_quality_at", phenomenon_time) END, "pm25_ugm3_at" = CASE WHEN "pm25_ugm3" IS NULL THEN "pm25_ugm3_at" ELSE coalesce("pm25_ugm3_at", phenomenon_time) END, "pm10_ugm3_at" = CASE WHEN "pm10_ugm3" IS NULL THEN "pm10_ugm3_at" ELSE coalesce("pm10_ugm3_at", phenomenon_time) END, "no2_ugm3_at" = CASE WHEN "no2_ugm3" IS NULL THEN "no2_ugm3_at" ELSE coalesce("no2_ugm3_at", phenomenon_time) END, "so2_ugm3_at" = CASE WHEN "so2_ugm3" IS NULL THEN "so2_ugm3_at" ELSE coalesce("so2_ugm3_at", phenomenon_time) END, "o3_ugm3_at" = CASE WHEN "o3_ugm3" IS NULL THEN "o3_ugm3_at" ELSE coalesce("o3_ugm3_at", phenomenon_time) END, "co_ugm3_at" = CASE WHEN "co_ugm3" IS NULL THEN "co_ugm3_at" ELSE coalesce("co_ugm3_at", phenomenon_time) END, "temperature_c_at" = CASE WHEN "temperature_c" IS NULL THEN "temperature_c_at" ELSE coalesce("temperature_c_at", phenomenon_time) END, "humidity_pct_at" = CASE WHEN "humidity_pct" IS NULL THEN "humidity_pct_at" ELSE coalesce("humidity_pct_at", phenomenon_time) END, "noise_db_at" = CASE WHEN "noise_db" IS NULL THEN "noise_db_at" ELSE coalesce("noise_db_at", phenomenon_time) END, "ph_at" = CASE WHEN "ph" IS NULL THEN "ph_at" ELSE coalesce("ph_at", phenomenon_time) END, "dissolved_oxygen_mgl_at" = CASE WHEN "dissolved_oxygen_mgl" IS NULL THEN "dissolved_oxygen_mgl_at" ELSE coalesce("dissolved_oxygen_mgl_at", phenomenon_time) END, "cod_mgl_at" = CASE WHEN "cod_mgl" IS NULL THEN "cod_mgl_at" ELSE coalesce("cod_mgl_at", phenomenon_time) END, "tss_mgl_at" = CASE WHEN "tss_mgl" IS NULL THEN "tss_mgl_at" ELSE coalesce("tss_mgl_at", phenomenon_time) END, "ammonium_mgl_at" = CASE WHEN "ammonium_mgl" IS NULL THEN "ammonium_mgl_at" ELSE coalesce("ammonium_mgl_at", phenomenon_time) END, "flow_m3h_at" = CASE WHEN "flow_m3h" IS NULL THEN "flow_m3h_at" ELSE coalesce("flow_m3h_at", phenomenon_time) END, "soil_moisture_pct_at" = CASE WHEN "soil_moisture_pct" IS NULL THEN "soil_moisture_pct_at" ELSE coalesce("soil_moisture_pct_at", phenomenon_time) END WHERE ("status" IS NOT NULL AND "status_at" IS NULL) OR ("aqi" IS NOT NULL AND "aqi_at" IS NULL) OR ("air_quality" IS NOT NULL AND "air_quality_at" IS NULL) OR ("pm25_ugm3" IS NOT NULL AND "pm25_ugm3_at" IS NULL) OR ("pm10_ugm3" IS NOT NULL AND "pm10_ugm3_at" IS NULL) OR ("no2_ugm3" IS NOT NULL AND "no2_ugm3_at" IS NULL) OR ("so2_ugm3" IS NOT NULL AND "so2_ugm3_at" IS NULL) OR ("o3_ugm3" IS NOT NULL AND "o3_ugm3_at" IS NULL) OR ("co_ugm3" IS NOT NULL AND "co_ugm3_at" IS NULL) OR ("temperature_c" IS NOT NULL AND "temperature_c_at" IS NULL) OR ("humidity_pct" IS NOT NULL AND "humidity_pct_at" IS NULL) OR ("noise_db" IS NOT NULL AND "noise_db_at" IS NULL) OR ("ph" IS NOT NULL AND "ph_at" IS NULL) OR ("dissolved_oxygen_mgl" IS NOT NULL AND "dissolved_oxygen_mgl_at" IS NULL) OR ("cod_mgl" IS NOT NULL AND "cod_mgl_at" IS NULL) OR ("tss_mgl" IS NOT NULL AND "tss_mgl_at" IS NULL) OR ("ammonium_mgl" IS NOT NULL AND "ammonium_mgl_at" IS NULL) OR ("flow_m3h" IS NOT NULL AND "flow_m3h_at" IS NULL) OR ("soil_moisture_pct" IS NOT NULL AND "soil_moisture_pct_at" IS NULL);
ALTER TABLE layers."monitoring_stations_state" ENABLE TRIGGER USER;

ALTER TABLE layers."waste_bins_state" DISABLE TRIGGER USER;
UPDATE layers."waste_bins_state" SET "fill_pct_at" = CASE WHEN "fill_pct" IS NULL THEN "fill_pct_at" ELSE coalesce("fill_pct_at", phenomenon_time) END, "temperature_c_at" = CASE WHEN "temperature_c" IS NULL THEN "temperature_c_at" ELSE coalesce("temperature_c_at", phenomenon_time) END, "is_tilted_at" = CASE WHEN "is_tilted" IS NULL THEN "is_tilted_at" ELSE coalesce("is_tilted_at", phenomenon_time) END, "emptied_at_at" = CASE WHEN "emptied_at" IS NULL THEN "emptied_at_at" ELSE coalesce("emptied_at_at", phenomenon_time) END, "battery_pct_at" = CASE WHEN "battery_pct" IS NULL THEN "battery_pct_at" ELSE coalesce("battery_pct_at", phenomenon_time) END, "status_at" = CASE WHEN "status" IS NULL THEN "status_at" ELSE coalesce("status_at", phenomenon_time) END WHERE ("fill_pct" IS NOT NULL AND "fill_pct_at" IS NULL) OR ("temperature_c" IS NOT NULL AND "temperature_c_at" IS NULL) OR ("is_tilted" IS NOT NULL AND "is_tilted_at" IS NULL) OR ("emptied_at" IS NOT NULL AND "emptied_at_at" IS NULL) OR ("battery_pct" IS NOT NULL AND "battery_pct_at" IS NULL) OR ("status" IS NOT NULL AND "status_at" IS NULL);
ALTER TABLE layers."waste_bins_state" ENABLE TRIGGER USER;

ALTER TABLE layers."waste_sites_state" DISABLE TRIGGER USER;
UPDATE layers."waste_sites_state" SET "received_today_t_at" = CASE WHEN "received_today_t" IS NULL THEN "received_today_t_at" ELSE coalesce("received_today_t_at", phenomenon_time) END WHERE ("received_today_t" IS NOT NULL AND "received_today_t_at" IS NULL);
ALTER TABLE layers."waste_sites_state" ENABLE TRIGGER USER;

ALTER TABLE layers."farms_state" DISABLE TRIGGER USER;
UPDATE layers."farms_state" SET "status_at" = CASE WHEN "status" IS NULL THEN "status_at" ELSE coalesce("status_at", phenomenon_time) END, "air_temperature_c_at" = CASE WHEN "air_temperature_c" IS NULL THEN "air_temperature_c_at" ELSE coalesce("air_temperature_c_at", phenomenon_time) END, "humidity_pct_at" = CASE WHEN "humidity_pct" IS NULL THEN "humidity_pct_at" ELSE coalesce("humidity_pct_at", phenomenon_time) END, "wind_mps_at" = CASE WHEN "wind_mps" IS NULL THEN "wind_mps_at" ELSE coalesce("wind_mps_at", phenomenon_time) END, "illuminance_lx_at" = CASE WHEN "illuminance_lx" IS NULL THEN "illuminance_lx_at" ELSE coalesce("illuminance_lx_at", phenomenon_time) END, "et0_mm_at" = CASE WHEN "et0_mm" IS NULL THEN "et0_mm_at" ELSE coalesce("et0_mm_at", phenomenon_time) END WHERE ("status" IS NOT NULL AND "status_at" IS NULL) OR ("air_temperature_c" IS NOT NULL AND "air_temperature_c_at" IS NULL) OR ("humidity_pct" IS NOT NULL AND "humidity_pct_at" IS NULL) OR ("wind_mps" IS NOT NULL AND "wind_mps_at" IS NULL) OR ("illuminance_lx" IS NOT NULL AND "illuminance_lx_at" IS NULL) OR ("et0_mm" IS NOT NULL AND "et0_mm_at" IS NULL);
ALTER TABLE layers."farms_state" ENABLE TRIGGER USER;

ALTER TABLE layers."irrigation_zones_state" DISABLE TRIGGER USER;
UPDATE layers."irrigation_zones_state" SET "valve_at" = CASE WHEN "valve" IS NULL THEN "valve_at" ELSE coalesce("valve_at", phenomenon_time) END, "soil_moisture_pct_at" = CASE WHEN "soil_moisture_pct" IS NULL THEN "soil_moisture_pct_at" ELSE coalesce("soil_moisture_pct_at", phenomenon_time) END, "soil_temperature_c_at" = CASE WHEN "soil_temperature_c" IS NULL THEN "soil_temperature_c_at" ELSE coalesce("soil_temperature_c_at", phenomenon_time) END, "conductivity_mscm_at" = CASE WHEN "conductivity_mscm" IS NULL THEN "conductivity_mscm_at" ELSE coalesce("conductivity_mscm_at", phenomenon_time) END, "ph_at" = CASE WHEN "ph" IS NULL THEN "ph_at" ELSE coalesce("ph_at", phenomenon_time) END, "watered_at_at" = CASE WHEN "watered_at" IS NULL THEN "watered_at_at" ELSE coalesce("watered_at_at", phenomenon_time) END, "watered_today_mm_at" = CASE WHEN "watered_today_mm" IS NULL THEN "watered_today_mm_at" ELSE coalesce("watered_today_mm_at", phenomenon_time) END WHERE ("valve" IS NOT NULL AND "valve_at" IS NULL) OR ("soil_moisture_pct" IS NOT NULL AND "soil_moisture_pct_at" IS NULL) OR ("soil_temperature_c" IS NOT NULL AND "soil_temperature_c_at" IS NULL) OR ("conductivity_mscm" IS NOT NULL AND "conductivity_mscm_at" IS NULL) OR ("ph" IS NOT NULL AND "ph_at" IS NULL) OR ("watered_at" IS NOT NULL AND "watered_at_at" IS NULL) OR ("watered_today_mm" IS NOT NULL AND "watered_today_mm_at" IS NULL);
ALTER TABLE layers."irrigation_zones_state" ENABLE TRIGGER USER;

ALTER TABLE layers."public_facilities_state" DISABLE TRIGGER USER;
UPDATE layers."public_facilities_state" SET "queue_length_at" = CASE WHEN "queue_length" IS NULL THEN "queue_length_at" ELSE coalesce("queue_length_at", phenomenon_time) END, "wait_min_at" = CASE WHEN "wait_min" IS NULL THEN "wait_min_at" ELSE coalesce("wait_min_at", phenomenon_time) END, "on_time_pct_at" = CASE WHEN "on_time_pct" IS NULL THEN "on_time_pct_at" ELSE coalesce("on_time_pct_at", phenomenon_time) END, "satisfaction_pct_at" = CASE WHEN "satisfaction_pct" IS NULL THEN "satisfaction_pct_at" ELSE coalesce("satisfaction_pct_at", phenomenon_time) END WHERE ("queue_length" IS NOT NULL AND "queue_length_at" IS NULL) OR ("wait_min" IS NOT NULL AND "wait_min_at" IS NULL) OR ("on_time_pct" IS NOT NULL AND "on_time_pct_at" IS NULL) OR ("satisfaction_pct" IS NOT NULL AND "satisfaction_pct_at" IS NULL);
ALTER TABLE layers."public_facilities_state" ENABLE TRIGGER USER;

ALTER TABLE layers."wifi_points_state" DISABLE TRIGGER USER;
UPDATE layers."wifi_points_state" SET "status_at" = CASE WHEN "status" IS NULL THEN "status_at" ELSE coalesce("status_at", phenomenon_time) END, "user_count_at" = CASE WHEN "user_count" IS NULL THEN "user_count_at" ELSE coalesce("user_count_at", phenomenon_time) END WHERE ("status" IS NOT NULL AND "status_at" IS NULL) OR ("user_count" IS NOT NULL AND "user_count_at" IS NULL);
ALTER TABLE layers."wifi_points_state" ENABLE TRIGGER USER;
