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
