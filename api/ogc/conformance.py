"""What the service conforms to: each class with the tests that prove it, and no class without one."""

from __future__ import annotations

_FEATURES = "http://www.opengis.net/spec/ogcapi-features"
_COMMON = "http://www.opengis.net/spec/ogcapi-common"
_CQL2 = "http://www.opengis.net/spec/cql2/1.0/conf"
_TILES = "http://www.opengis.net/spec/ogcapi-tiles-1/1.0/conf"
_STYLES = "http://www.opengis.net/spec/ogcapi-styles-1/0.0/conf"
_EDR = "http://www.opengis.net/spec/ogcapi-edr-1/1.1/conf"

_CONFORMANCE = "tests/integration/test_ogc_conformance.py"
_FILTER = "tests/integration/test_ogc_filter.py"
_PAGES = "tests/integration/test_ogc_pages.py"
_OPENAPI = "tests/integration/test_ogc_openapi.py"
_TILE = "tests/integration/test_ogc_tiles.py"
_EDITS = "tests/integration/edits/test_edits.py"
_OBSERVED = "tests/integration/observed/test_edr.py"

PROOFS: dict[str, tuple[str, ...]] = {
    f"{_COMMON}-1/1.0/conf/core": (f"{_CONFORMANCE}::test_landing_page_leads_everywhere",),
    f"{_COMMON}-1/1.0/conf/landing-page": (f"{_CONFORMANCE}::test_landing_page_leads_everywhere",),
    f"{_COMMON}-1/1.0/conf/json": (f"{_CONFORMANCE}::test_landing_page_leads_everywhere",),
    f"{_COMMON}-1/1.0/conf/html": (f"{_PAGES}::test_every_page_in_both_languages",),
    f"{_COMMON}-1/1.0/conf/oas30": (f"{_OPENAPI}::test_openapi_is_valid",),
    f"{_COMMON}-2/1.0/conf/collections": (f"{_CONFORMANCE}::test_collections_are_the_registry",),
    f"{_FEATURES}-1/1.0/conf/core": (
        f"{_CONFORMANCE}::test_features_core",
        f"{_CONFORMANCE}::test_unknown_parameter_is_refused",
    ),
    f"{_FEATURES}-1/1.0/conf/oas30": (f"{_OPENAPI}::test_openapi_is_valid",),
    f"{_FEATURES}-1/1.0/conf/html": (f"{_PAGES}::test_every_page_in_both_languages",),
    f"{_FEATURES}-1/1.0/conf/geojson": (f"{_CONFORMANCE}::test_features_core",),
    f"{_FEATURES}-2/1.0/conf/crs": (f"{_CONFORMANCE}::test_every_crs_gives_the_same_place",),
    f"{_FEATURES}-3/1.0/conf/queryables": (f"{_CONFORMANCE}::test_queryables",),
    f"{_FEATURES}-3/1.0/conf/queryables-query-parameters": (f"{_CONFORMANCE}::test_queryables_as_parameters",),
    f"{_FEATURES}-3/1.0/conf/filter": (f"{_FILTER}::test_filter_languages",),
    f"{_FEATURES}-3/1.0/conf/features-filter": (f"{_FILTER}::test_filter_languages",),
    f"{_FEATURES}-4/1.0/conf/create-replace-delete": (
        f"{_EDITS}::test_create_read_change_replace_delete",
        f"{_EDITS}::test_options_say_what_the_role_may_do",
    ),
    f"{_FEATURES}-4/1.0/conf/update": (f"{_EDITS}::test_merge_patch_null_removes_and_the_rest_stays",),
    f"{_FEATURES}-4/1.0/conf/optimistic-locking-etags": (f"{_EDITS}::test_optimistic_locking",),
    f"{_FEATURES}-4/1.0/conf/features": (
        f"{_EDITS}::test_create_read_change_replace_delete",
        "tests/integration/edits/test_edits_geometry.py::test_the_crs_of_the_content",
    ),
    f"{_FEATURES}-5/1.0/conf/schemas": (f"{_CONFORMANCE}::test_schema",),
    f"{_FEATURES}-5/1.0/conf/core-roles-features": (f"{_CONFORMANCE}::test_schema",),
    f"{_FEATURES}-5/1.0/conf/queryables": (f"{_CONFORMANCE}::test_queryables",),
    f"{_FEATURES}-5/1.0/conf/sortables": (f"{_CONFORMANCE}::test_sortables",),
    f"{_FEATURES}-5/1.0/conf/advanced-property-roles": (f"{_CONFORMANCE}::test_schema",),
    f"{_COMMON}-3/1.0/conf/schemas": (f"{_CONFORMANCE}::test_schema",),
    f"{_CQL2}/cql2-text": (f"{_FILTER}::test_filter_languages",),
    f"{_CQL2}/cql2-json": (f"{_FILTER}::test_filter_languages",),
    f"{_CQL2}/basic-cql2": (f"{_FILTER}::test_basic",),
    f"{_CQL2}/advanced-comparison-operators": (f"{_FILTER}::test_advanced_comparison",),
    f"{_CQL2}/case-insensitive-comparison": (f"{_FILTER}::test_case_and_accents",),
    f"{_CQL2}/accent-insensitive-comparison": (f"{_FILTER}::test_case_and_accents",),
    f"{_CQL2}/basic-spatial-functions": (f"{_FILTER}::test_spatial",),
    f"{_CQL2}/basic-spatial-functions-plus": (f"{_FILTER}::test_spatial",),
    # The draft's name of basic-spatial-functions: QGIS before 3.44 looks for no other.
    f"{_CQL2}/basic-spatial-operators": (f"{_FILTER}::test_spatial",),
    f"{_CQL2}/spatial-functions": (f"{_FILTER}::test_spatial",),
    f"{_CQL2}/temporal-functions": (f"{_FILTER}::test_temporal",),
    f"{_CQL2}/array-functions": (f"{_FILTER}::test_arrays",),
    f"{_CQL2}/property-property": (f"{_FILTER}::test_property_against_property",),
    f"{_CQL2}/arithmetic": (f"{_FILTER}::test_arithmetic",),
    f"{_TILES}/core": (f"{_TILE}::test_tile_and_tileset",),
    f"{_TILES}/tileset": (f"{_TILE}::test_tile_and_tileset",),
    f"{_TILES}/tilesets-list": (f"{_TILE}::test_tile_and_tileset",),
    f"{_TILES}/geodata-tilesets": (f"{_TILE}::test_tile_and_tileset",),
    f"{_TILES}/dataset-tilesets": (f"{_TILE}::test_dataset_tiles_by_collections",),
    f"{_TILES}/mvt": (f"{_TILE}::test_tile_and_tileset",),
    f"{_STYLES}/core": (f"{_TILE}::test_styles",),
    f"{_STYLES}/mapbox-style": (f"{_TILE}::test_styles",),
    f"{_EDR}/core": (f"{_OBSERVED}::test_collections_tell_their_queries",),
    f"{_EDR}/collections": (f"{_OBSERVED}::test_collections_tell_their_queries",),
    f"{_EDR}/oas30": (f"{_OPENAPI}::test_openapi_is_valid",),
    f"{_EDR}/queries": (
        f"{_OBSERVED}::test_each_query_finds_its_places",
        f"{_OBSERVED}::test_wrong_queries_are_refused",
        f"{_OBSERVED}::test_locations",
    ),
    f"{_EDR}/covjson": (f"{_OBSERVED}::test_coverage_json_is_valid",),
    # Neither edr-geojson, as features of a collection are those of OGC API Features, nor json and html, which every answer
    # would have to come in.
    f"{_EDR}/geojson": (f"{_OBSERVED}::test_formats_tell_the_same",),
}
"""Conformance class -> the tests that prove it, as pytest knows them."""

CLASSES: tuple[str, ...] = tuple(PROOFS)
"""The classes the service declares at `/ogc/conformance`."""
