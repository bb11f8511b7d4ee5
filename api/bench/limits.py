r"""The raw SQL limit: pgbench runs the statement that our server sends, with the values that the HTTP load leads to.

Values are bound (`-M prepared`), under the role and the settings of the server's reader. The values of the requests are
chosen inside one script, so that each connection prepares the statement once, as the server does. Numbers pgbench
chooses itself; texts it fetches first (`\gset`), which costs some hundredths of a millisecond.
"""

from __future__ import annotations

import datetime as dt
import os
import re
import subprocess
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID

from api.bench.load import CONNECTIONS, Load
from api.cli.console import Trouble
from layers.core.db import READER_ROLE, SEARCH_PATH
from layers.core.statement import Statement

_LITERAL = re.compile(r"'(?:[^']|'')*'")
_PLACE = re.compile(r"\$(\d+)(?:::([\w.]+))?")
_NAME_AFTER_COLON = re.compile(r":(?=[A-Za-z_0-9])")
_SECOND = re.compile(r"^progress: [0-9.]+ s, ([0-9.]+) tps", re.MULTILINE)
_FIRST_S = 1
"""What a new connection does once (catalogues, PostGIS, plans) falls into the first second, which does not count."""
_FAILED = re.compile(r"^number of failed transactions: (\d+)", re.MULTILINE)


@dataclass(frozen=True, kw_only=True)
class Script:
    """What one run of pgbench needs: the script, and the variables that are given on its command line."""

    text: str
    variables: dict[str, str]


def run(database_url: str, program: Path, statements: Sequence[Statement], *, seconds: float) -> Load:
    """Statements a second, as a load, over as many connections as the HTTP load has; Trouble when pgbench cannot.

    `statements` differ in their values only.
    """
    script = written(statements)
    with tempfile.TemporaryDirectory(prefix="dongha-bench-") as folder:
        command = [str(program), "-n", "-M", "prepared", f"-c{CONNECTIONS}", "-j1", "-P1"]
        command.append(f"-T{_FIRST_S + max(1, round(seconds))}")
        file = Path(folder, "statement.sql")
        file.write_text(script.text, encoding="utf-8")
        command += ["-f", str(file)]
        for name, value in script.variables.items():
            command += ["-D", f"{name}={value}"]
        try:
            done = subprocess.run(
                [*command, database_url],
                env=os.environ | {"PGOPTIONS": reader_options(), "LC_ALL": "C.UTF-8"},
                check=False,
                capture_output=True,
                text=True,
                timeout=seconds + 120,
            )
        except FileNotFoundError:
            raise Trouble("thiếu pgbench", f"{program} is missing: install PostgreSQL's server package") from None
    failed = _FAILED.search(done.stdout)
    if done.returncode != 0 or failed is None or int(failed[1]):
        lines = done.stderr.strip().splitlines() or [f"exit {done.returncode}"]
        said = next((line for line in lines if "ERROR" in line), lines[-1])
        raise Trouble("pgbench không chạy được câu lệnh", f"pgbench could not run the statement: {said}")
    counted = [float(tps) for tps in _SECOND.findall(done.stderr)][_FIRST_S:]
    rate = sum(counted) / len(counted) if counted else 0.0
    latency = 1000 * CONNECTIONS / rate if rate else 0.0
    return Load(rate=rate, requests=round(rate * seconds), errors=0, p50_ms=latency, p99_ms=latency)


def reader_options() -> str:
    """The settings of the server's reader, as a libpq `options` string."""
    settings = {
        "role": READER_ROLE,
        "search_path": SEARCH_PATH.replace(" ", ""),
        "max_parallel_workers_per_gather": "0",
        "jit": "off",
    }
    return " ".join(f"-c {name}={value}" for name, value in settings.items())


def unsent(statement: Statement, column: str) -> Statement:
    """The same work whose body, `column`, is made but not sent: pgbench would receive its bytes as text of twice the size."""
    sql = f"WITH made AS MATERIALIZED ({statement.sql}) SELECT octet_length(made.{column}) FROM made"
    return Statement(sql, statement.values)


def written(statements: Sequence[Statement]) -> Script:
    """The statements as one pgbench script: a turn is chosen, the values of that turn, and the statement is run."""
    sql, rows = statements[0].sql, [statement.values for statement in statements]
    width = range(len(rows[0]))
    types = {int(place) - 1: kind for place, kind in _PLACE.findall(sql)}
    varying = [n for n in width if any(row[n] != rows[0][n] for row in rows)]
    numbers = [n for n in varying if all(_is_number(row[n]) for row in rows)]
    texts = [n for n in varying if n not in numbers]
    lines = [f"\\set turn random(1, {len(rows)})"] if varying else []
    lines += [f"\\set value{n + 1} {_choice([row[n] for row in rows])}" for n in numbers]
    if texts:
        lists = [_text([_text(row[n], types[n]) for row in rows], "") for n in texts]
        named = zip(texts, map(_literal, map(_sql_text, lists)), strict=True)
        lines.append(f"SELECT {', '.join(f'({one}::text[])[:turn] AS value{n + 1}' for n, one in named)} \\gset")
    lines.append(_script(sql, rows[0]))
    fixed = {f"value{n + 1}": _text(rows[0][n], types[n]) for n in width if n not in varying and rows[0][n] is not None}
    return Script(text="\n".join(lines), variables=fixed)


def _script(sql: str, values: Sequence[Any]) -> str:
    """The statement with pgbench's `:name` for `$n`; colons inside literals are kept from being taken for names."""

    def place(found: re.Match[str]) -> str:
        cast = f"::{found[2]}" if found[2] else ""
        return f"NULL{cast}" if values[int(found[1]) - 1] is None else f":value{found[1]}{cast}"

    pieces, end = [], 0
    for literal in _LITERAL.finditer(sql):
        pieces += [_PLACE.sub(place, sql[end : literal.start()]), _literal(literal[0])]
        end = literal.end()
    pieces.append(_PLACE.sub(place, sql[end:]))
    return " ".join("".join(pieces).split("\n")) + ";\n"


def _literal(text: str) -> str:
    if not _NAME_AFTER_COLON.search(text):
        return text
    return "E" + _NAME_AFTER_COLON.sub(r"\\x3a", text.replace("\\", "\\\\"))


def _quoted(member: str) -> str:
    return '"' + member.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _sql_text(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def _choice(values: Sequence[Any]) -> str:
    if all(value == values[0] for value in values):
        return repr(values[0])
    cases = " ".join(f"when :turn = {turn} then {value!r}" for turn, value in enumerate(values[:-1], 1))
    return f"case {cases} else {values[-1]!r} end"


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _text(value: Any, type_name: str) -> str:
    """A value as PostgreSQL reads it in text."""
    match value:
        case bool():
            return "true" if value else "false"
        case bytes():
            return value.hex() if type_name.endswith("geometry") else "\\x" + value.hex()
        case dt.date():
            return value.isoformat()
        case list() | tuple():
            return "{" + ",".join(_quoted(_text(member, "")) for member in value) + "}"
        case str() | int() | float() | UUID():
            return str(value)
        case _:
            raise TypeError(f"no text for pgbench: {type(value).__name__}")
