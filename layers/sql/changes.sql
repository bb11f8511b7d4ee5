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
