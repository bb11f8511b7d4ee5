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
