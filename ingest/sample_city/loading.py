"""Loading the sample city in one transaction, into a database that holds nothing real."""

import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any, Final

import psycopg
from psycopg import sql

from ingest.sample_city.city import generate
from ingest.sample_city.copies import MAX_SCALE, copied
from ingest.sample_city.copying import write_layer, write_record
from ingest.sample_city.registry import register
from ingest.sample_city.sheet import SOURCE, Sheet
from ingest.sample_city.terrain import write_dem
from layers.core import overview
from layers.core.db import connect
from layers.core.feature import Feature
from layers.core.settings import ROOT
from layers.registry import LAYERS, RECORDS

_SERIES = ("observed_properties", "datastreams")
"""What a reader of observations asks first."""


class SampleRefused(RuntimeError):
    """The sample city may not be loaded here; the message says why and what to do, in both languages."""


DEM: Final = ROOT / "var" / "sample" / "dem.tif"
"""Where the height model of the sample city is kept."""


def load_city(url: str, scale: int, progress: Callable[[str], None], *, replace: bool) -> None:
    """Make the city and write it; see `ingest.sample_city.load`."""
    if not 1 <= scale <= MAX_SCALE:
        raise SampleRefused(
            f"--scale {scale}: phải từ 1 đến {MAX_SCALE} / must be from 1 to {MAX_SCALE} "
            "(hơn nữa sẽ ra ngoài vùng toạ độ cho phép / more would leave the permitted coordinates)"
        )
    begin = time.monotonic()
    with connect(url) as connection:
        with connection.transaction(), connection.cursor() as cursor:
            _make_room(cursor, replace=replace)
            cursor.execute("SET LOCAL dongha.bulk = 'on'")
            rows = _write(cursor, scale, progress)
            progress(f"Thiết bị / devices: {register(cursor)}")
            for name in _apart():
                cursor.execute("SELECT layers.check_apart(%s)", [name])
        progress(f"Đã ghi / written: {rows} ({time.monotonic() - begin:.0f} s)")
        connection.autocommit = True
        for name in (*_tables(), *_SERIES):
            connection.execute(sql.SQL("VACUUM (ANALYZE) layers.{}").format(sql.Identifier(name)))
        connection.autocommit = False
        progress("Vẽ hình tổng quát / drawing overviews")
        overview.refresh(connection)
        connection.commit()
    write_dem(DEM)
    progress(f"Mô hình độ cao / height model: {DEM.relative_to(ROOT)}")


def _write(cursor: psycopg.Cursor[Any], scale: int, progress: Callable[[str], None]) -> int:
    """Make and write at the same time: the database takes in a layer while the next ones are made."""
    with ThreadPoolExecutor(1, thread_name_prefix="sample-writer") as writer:
        written: list[Future[int]] = []
        try:
            for sheet in generate():
                written.append(writer.submit(_write_sheet, cursor, sheet, scale, progress))
                for done in written:
                    if done.done():
                        done.result()
            return sum(done.result() for done in written)
        except BaseException:
            writer.shutdown(cancel_futures=True)
            raise


def _write_sheet(cursor: psycopg.Cursor[Any], sheet: Sheet, scale: int, progress: Callable[[str], None]) -> int:
    if sheet.layer in RECORDS:
        return write_record(cursor, RECORDS[sheet.layer].recorded, sheet)
    rows = sum(write_layer(cursor, LAYERS[sheet.layer], part) for part in copied(sheet, scale))
    title = LAYERS[sheet.layer].declared.title
    progress(f"{title.vi} / {title.en}: {rows}")
    return rows


def _sourced() -> list[str]:
    """The layers whose rows say where they come from."""
    return [name for name, layer in LAYERS.items() if issubclass(layer, Feature)]


def _apart() -> list[str]:
    """The layers whose features may not overlap."""
    return [name for name, layer in LAYERS.items() if layer.declared.layer.apart]


def _tables() -> list[str]:
    """Every table that holds features, their present state, or records; not the code lists."""
    stateful = [f"{name}_state" for name in _sourced() if LAYERS[name].declared.observed]
    return [*_sourced(), *stateful, *RECORDS]


def _make_room(cursor: psycopg.Cursor[Any], *, replace: bool) -> None:
    """Refuse to mix with real data; empty the tables when an earlier sample city may go."""
    found = False
    for name in _sourced():
        row = cursor.execute(
            sql.SQL("SELECT count(*) FILTER (WHERE source <> %s), count(*) FROM layers.{}").format(
                sql.Identifier(name)
            ),
            (SOURCE,),
        ).fetchone()
        real, every = row or (0, 0)
        if real:
            raise SampleRefused(
                f"layers.{name}: có {real} đối tượng thật, không trộn thành phố mẫu vào / holds {real} real features: the "
                "sample city is not mixed with them. Hãy dùng cơ sở dữ liệu trống / Use an empty database."
            )
        found = found or bool(every)
    if found and not replace:
        raise SampleRefused(
            "Đã có thành phố mẫu; thêm --replace để thay / A sample city is there already; add --replace to replace it."
        )
    if found:
        names = sql.SQL(", ").join(sql.SQL("layers.{}").format(sql.Identifier(name)) for name in _tables())
        cursor.execute(sql.SQL("TRUNCATE {}").format(names))
