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
