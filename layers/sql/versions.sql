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
