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
