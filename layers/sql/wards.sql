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
