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
