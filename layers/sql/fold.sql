-- Text as it is searched: NFC, lower case, no diacritics ("Đông Hà" -> "dong ha"). Immutable, so that it can be indexed;
-- the dictionary is named, so that nothing depends on the search path.
CREATE FUNCTION layers.fold(value text) RETURNS text
    LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT
    RETURN lower(ext.unaccent('ext.unaccent'::regdictionary, normalize(value, NFC)));

CREATE FUNCTION layers.joined(items text[]) RETURNS text
    LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT
    RETURN array_to_string(items, ' ');
