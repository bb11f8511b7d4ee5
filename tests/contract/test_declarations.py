"""What every declaration promises, read from the registry alone: no database is needed."""

from __future__ import annotations

import inspect
import pkgutil
import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pytest

import layers.themes
from layers.core.declaration import Code, Text
from layers.core.declared import Declared
from layers.core.feature import Feature, Record, View
from layers.registry import LAYERS, RECORDS, THEMES, LayerClass

CITY = {
    "administrative": "wards neighbourhoods",
    "planning": "plans planning_zones road_redlines",
    "land": "land_parcels parcel_changes",
    "construction": "construction_permits construction_sites inspections building_violations",
    "infrastructure": "roads railways buildings water_pipes drains sewers manholes power_lines telecom_lines trees parks",
    "lighting": "lighting_cabinets street_lamps lighting_segments",
    "traffic": "junctions signal_approaches traffic_signals traffic_flows road_closures",
    "cameras": "cameras camera_views camera_zones camera_events",
    "flood": "flood_points rain_gauges flood_sirens flood_extents flood_marks rivers",
    "environment": "monitoring_stations outfalls",
    "waste": "waste_bins waste_routes waste_sites",
    "farming": "farms farm_plots irrigation_zones",
    "incidents": "incidents incident_updates",
    "services": "public_facilities wifi_points",
    "indicators": "indicators",
    "operations": "alerts tasks",
    "devices": "devices commands",
}
"""What must be there, in this order; more may stand between."""
UNITS = {
    "m": "m", "mm": "mm", "cm": "cm", "km": "km", "m2": "m2", "ha": "har", "km2": "km2", "deg": "deg", "pct": "%",
    "w": "W", "kw": "kW", "kv": "kV", "v": "V", "a": "A", "kwh": "kW.h", "lm": "lm", "lx": "lx", "cdm2": "cd/m2",
    "k": "K", "c": "Cel", "db": "dB[SPL] | dB", "kpa": "kPa", "s": "s", "ms": "ms", "min": "min", "h": "h",
    "kmh": "km/h", "mps": "m/s", "cmh": "cm/h", "pcuh": "{PCU}/h", "pcukm": "{PCU}/km", "l": "L", "lh": "L/h",
    "m3h": "m3/h", "m3d": "m3/d", "mgl": "mg/L", "ugm3": "ug/m3", "mscm": "mS/cm", "mbits": "Mbit/s", "kg": "kg",
    "t": "t", "td": "t/d", "vnd": "VND", "ph": "[pH]", "dbm": "dB[mW]",
}  # fmt: skip
"""The last word of a property's name -> the UCUM unit it promises."""
SAME_IN_BOTH = {"LED", "LoRaWAN", "NTCIP 1202", "MQTT, JSON", "Camera", "Radar", "Open311", "%"}
PRIVATE = re.compile(
    r"reporter|owner_ref|holder|household_ref|assignee|inspector|violator|contractor|author_ref|_by_ref|certificate_ref|plate"
    r"|snapshot|stream|media|photo|dev_eui|controller_address|gateway_address|^note$"
)
TAKEN = {"declared", "geom", "geom_3857", "geojson", "search", "type", "geometry", "properties"}
"""Names of class members, served forms and parts of a GeoJSON feature."""
PUBLIC_NOTES = {"parcel_changes", "planning_zones"}

EVERY = [cls.declared for cls in LAYERS.values()]
CODES = sorted({p.codes for layer in EVERY for p in layer.properties if p.codes}, key=lambda codes: codes.__name__)

every_class = pytest.mark.parametrize("cls", LAYERS.values(), ids=LAYERS)
every_layer = pytest.mark.parametrize("layer", EVERY, ids=LAYERS)
every_code_list = pytest.mark.parametrize("codes", CODES, ids=lambda codes: codes.__name__)


def _texts(layer: Declared) -> Iterator[Text]:
    yield layer.title
    yield layer.description
    for prop in layer.properties:
        yield prop.title
        if prop.description:
            yield prop.description


def _snake(name: str) -> str:
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name).lower()


def _plural(word: str) -> str:
    if re.search(r"[^aeiou]y$", word):
        return word[:-1] + "ies"
    return word + ("es" if word.endswith(("ch", "s")) else "s")


def test_the_whole_city_is_declared_theme_by_theme() -> None:
    for theme, names in CITY.items():
        listed = [d.name for d in EVERY if d.theme == theme]
        assert [name for name in listed if name in names.split()] == names.split()
    assert [theme for theme in THEMES if theme in CITY] == list(CITY)
    assert [d.theme for d in EVERY] == sorted((d.theme for d in EVERY), key=list(THEMES).index)


def test_what_is_declared_is_listed() -> None:
    declared = {cls.declared.name for base in (Feature, View) for cls in base.__subclasses__() if _of_the_city(cls)}
    assert declared == set(LAYERS)
    assert {cls.recorded.name for cls in Record.__subclasses__() if _of_the_city(cls)} == set(RECORDS)


def _of_the_city(cls: type) -> bool:
    return cls.__module__.startswith("layers.themes.")


def test_every_theme_module_is_a_theme() -> None:
    modules = {module.name for module in pkgutil.iter_modules(layers.themes.__path__)}
    assert modules - {"vocabulary"} == set(THEMES)


def test_themes_have_titles_in_both_languages_icons_and_their_order() -> None:
    assert [theme.order for theme in THEMES.values()] == list(range(1, len(THEMES) + 1))
    assert all(theme.title.vi and theme.title.en and theme.icon for theme in THEMES.values())
    assert len({theme.icon for theme in THEMES.values()}) == len(THEMES)


@every_class
def test_a_class_says_what_its_layer_holds(cls: LayerClass) -> None:
    assert inspect.cleandoc(cls.__doc__ or "").endswith(".")
    assert cls.__doc__ != (Feature.__doc__ or "")


@every_class
def test_a_layer_is_named_by_the_plural_of_its_class(cls: LayerClass) -> None:
    name = cls.declared.name
    assert re.fullmatch(r"[a-z]+(_[a-z]+)*", name)
    assert name == _plural(_snake(cls.__name__)) or cls.declared.view


@every_layer
def test_texts_are_there_in_both_languages_composed_and_clean(layer: Declared) -> None:
    for text in _texts(layer):
        for words in (text.vi, text.en):
            assert words
            assert words == words.strip()
            assert unicodedata.is_normalized("NFC", words)
    for text in (layer.title, *(p.title for p in layer.properties)):
        assert text.vi != text.en, text
        assert not text.vi.endswith(".")
        assert not text.en.endswith(".")
    assert layer.description.vi.endswith(".")
    assert layer.description.en.endswith(".")


@every_layer
def test_titles_within_a_layer_are_told_apart(layer: Declared) -> None:
    for language in ("vi", "en"):
        titles = [p.title.to(language) for p in layer.properties]
        assert len(set(titles)) == len(titles), sorted(t for t in titles if titles.count(t) > 1)


def test_layer_titles_are_told_apart() -> None:
    assert len({d.title.vi for d in EVERY}) == len({d.title.en for d in EVERY}) == len(EVERY)


@every_layer
def test_keywords_find_the_layer_in_both_languages(layer: Declared) -> None:
    words = layer.keywords
    assert len(set(words)) == len(words) >= 3
    assert all(unicodedata.is_normalized("NFC", word) and word == word.strip() for word in words)
    assert any(word.isascii() for word in words)
    assert any(not word.isascii() for word in words)


@every_layer
def test_zoom_is_sane_for_a_city(layer: Declared) -> None:
    first, last = layer.zoom
    assert 8 <= first <= 16
    assert last == 22


@every_layer
def test_style_can_be_drawn(layer: Declared) -> None:
    style = layer.style
    assert re.fullmatch(r"#[0-9a-f]{6}", style.color)
    assert 0 < style.size <= 10
    assert style.label is None or style.label in layer.public_by_name
    if style.by is None:
        assert not style.breaks
        return
    prop = layer.public_by_name[style.by]
    if prop.kind == "code":
        assert prop.codes is not None
        assert all(member.color for member in prop.codes)
        assert not style.breaks
    else:
        assert prop.kind in {"integer", "number"}, prop.name
        bounds = [bound for bound, _ in style.breaks]
        assert len(bounds) >= 2
        assert bounds == sorted(set(bounds))
        assert all(re.fullmatch(r"#[0-9a-f]{6}", color) for _, color in style.breaks)


@every_layer
def test_time_is_an_instant_or_a_period(layer: Declared) -> None:
    kinds = [layer.public_by_name[name].kind for name in layer.time]
    assert set(kinds) <= {"date", "datetime"}
    assert len(set(kinds)) <= 1
    if len(kinds) == 2:
        assert layer.public_by_name[layer.time[1]].nullable or layer.view


@every_layer
def test_the_key_is_never_null(layer: Declared) -> None:
    assert layer.layer.key
    assert not any(layer.by_name[name].nullable for name in layer.layer.key)


@every_layer
def test_base_properties_come_first_and_are_public(layer: Declared) -> None:
    base = ["fid", "id", "code", "ward_code", "source", "version", "updated_at"]
    assert [p.name for p in layer.properties[: len(base)]] == base
    assert not any(p.private for p in layer.properties[: len(base)])


@every_layer
def test_what_people_look_for_is_searched(layer: Declared) -> None:
    for name in ("name", "address", "street", "location"):
        prop = layer.by_name.get(name)
        assert prop is None or prop.search, name


@every_layer
def test_the_unit_stands_in_the_name(layer: Declared) -> None:
    for prop in layer.properties:
        numeric = prop.kind in {"integer", "number"}
        word = prop.name.rpartition("_")[2]
        if prop.unit:
            assert numeric, prop.name
            assert prop.unit in UNITS.get(word, "").split(" | "), prop.name
        elif prop.kind == "number":
            assert word not in UNITS, prop.name


@every_layer
def test_limits_leave_room_and_fit_the_kind(layer: Declared) -> None:
    for prop in layer.properties:
        low = max((x for x in (prop.ge, prop.gt) if x is not None), default=None)
        high = min((x for x in (prop.le, prop.lt) if x is not None), default=None)
        if low is not None or high is not None:
            assert prop.kind in {"integer", "number"}, prop.name
        if low is not None and high is not None:
            assert low < high, prop.name
        if prop.unit == "%" and prop.name != "achieved_pct":
            assert low == 0, prop.name
            assert high == 100, prop.name
        if prop.unit and not layer.view:
            assert low is not None, f"{prop.name}: a measured value has a lower limit"


@every_layer
def test_texts_and_patterns_are_bounded(layer: Declared) -> None:
    for prop in layer.properties:
        if prop.pattern:
            assert prop.kind == "string", prop.name
            re.compile(prop.pattern)
        if prop.kind == "string" and not layer.view:
            assert prop.max_length or prop.pattern, f"{prop.name}: a text has a longest length or a pattern"


@every_layer
def test_references_lead_to_a_layer(layer: Declared) -> None:
    for prop in layer.properties:
        if prop.references is None:
            continue
        assert prop.kind == "uuid", prop.name
        assert prop.name.endswith("_id"), prop.name
        target = LAYERS[prop.references].declared
        assert target.view is None, prop.name
        if prop.references == layer.name:
            assert prop.nullable, f"{prop.name}: the first of its kind has nothing to refer to"


@every_layer
def test_dates_and_instants_are_told_apart_by_name(layer: Declared) -> None:
    for prop in layer.properties:
        if prop.kind == "datetime":
            assert prop.name.endswith("_at") or prop.name == "phenomenon_time", prop.name
        if prop.kind == "date":
            assert re.search(r"_(on|from|to|date)$", prop.name), prop.name


@every_layer
def test_nothing_about_a_person_or_a_device_secret_is_public(layer: Declared) -> None:
    for prop in layer.properties:
        if prop.kind in {"string", "strings", "object"} and PRIVATE.search(prop.name):
            assert prop.private or (prop.name == "note" and layer.name in PUBLIC_NOTES), prop.name
        if prop.private:
            assert not prop.search, prop.name
            assert prop.name not in {layer.style.by, layer.style.label, *layer.time, *layer.layer.key}, prop.name
            assert prop.name not in layer.public_by_name, prop.name


def test_no_layer_of_persons() -> None:
    persons = re.compile(r"(^|_)(person|people|citizen|owner|reporter|user|household|resident|face)s?($|_)")
    assert not [name for name in LAYERS if persons.search(name)]


@every_layer
def test_no_property_hides_a_member_or_a_served_form(layer: Declared) -> None:
    for prop in layer.properties:
        assert prop.name not in TAKEN, prop.name


@every_code_list
def test_code_lists_speak_both_languages(codes: type[Code]) -> None:
    assert len(list(codes)) == len(codes.__members__) >= 2
    assert inspect.cleandoc(codes.__doc__ or "").endswith(".")
    values = [member.value for member in codes]
    assert len(set(values)) == len(values)
    for member in codes:
        assert isinstance(member.value, str)
        assert re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9_.:/ -]*", member.value)
        assert member.title.vi
        assert member.title.en
        assert unicodedata.is_normalized("NFC", member.title.vi)
        assert member.title.vi != member.title.en or member.title.en in SAME_IN_BOTH
    for language in ("vi", "en"):
        titles = [member.title.to(language) for member in codes]
        assert len(set(titles)) == len(titles)


@every_code_list
def test_open_code_lists_name_their_source(codes: type[Code]) -> None:
    assert bool(codes.source) == codes.editable


def test_code_lists_have_names_of_their_own() -> None:
    assert len({codes.__name__ for codes in CODES}) == len(CODES)


def test_wards_are_known_by_code_and_date() -> None:
    wards = LAYERS["wards"].declared
    assert wards.layer.key == ("code", "valid_from")
    assert wards.time == ("valid_from", "valid_to")
    assert wards.by_name["population"].nullable


def test_the_smart_city_index_is_complete() -> None:
    codes = LAYERS["indicators"].declared.by_name["indicator"].codes
    assert codes is not None
    index = [member.value for member in codes if re.match(r"L\d", str(member.value))]
    assert len(index) == 41
    assert index == sorted(index)
    assert not [value for value in index if value.startswith("L2.N1.PN4") or value == "L2.N1.PN2.02"]


def test_the_glossary_reads_the_same_in_both_directions() -> None:
    text = (Path(__file__).parents[2] / "docs" / "glossary.md").read_text(encoding="utf-8")
    assert unicodedata.is_normalized("NFC", text)
    rows = {
        heading: [
            tuple(cell.strip() for cell in line.strip("|").split("|")) for line in body.splitlines() if "|" in line
        ]
        for heading, _, body in (part.partition("\n") for part in text.split("\n## "))
    }
    to_english = {(row[0], row[1]) for row in rows["Việt → Anh / Vietnamese to English"][2:]}
    to_vietnamese = {(row[1], row[0]) for row in rows["Anh → Việt / English to Vietnamese"][2:]}
    assert to_english == to_vietnamese
    assert len(to_english) >= 80
    listed = {row[0].strip("`"): (row[1], row[2]) for row in rows["Chủ đề và lớp / Themes and layers"] if "`" in row[0]}
    stale = {name: titles for name, titles in listed.items() if name not in LAYERS}
    assert not stale
    assert all(
        titles == (LAYERS[name].declared.title.vi, LAYERS[name].declared.title.en) for name, titles in listed.items()
    )
