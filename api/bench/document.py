"""What a run puts into a document: the parts of its report between their marks, with the rows that it did not measure."""

from __future__ import annotations

from pathlib import Path

from api.cli.console import Trouble


def written_to(file: Path, parts: dict[str, str], *, by_row: str) -> None:
    """Put each part between the marks of its name; of the part `by_row` only the rows that are in it replace earlier ones.

    Trouble when the document has no such marks; it is left as it was then.
    """
    document = file.read_text(encoding="utf-8") if file.exists() else ""
    for name, text in parts.items():
        begin, end = f"<!-- {name}:begin -->", f"<!-- {name}:end -->"
        before, opened, rest = document.partition(begin)
        earlier, closed, after = rest.partition(end)
        if not (opened and closed):
            raise Trouble(f"{file} không có chỗ cho bảng", f"{file} has no {begin} and {end} to write between")
        put = together(earlier.strip(), text) if name == by_row else text
        document = f"{before}{begin}\n{put}\n{end}{after}"
    file.write_text(document, encoding="utf-8")


def together(earlier: str, text: str) -> str:
    """Paragraphs and tables of a run, with the rows of `earlier` tables of the same head whose first cell the run has not.

    A paragraph that begins with what a row that stays says of its run (`when · ...`) stays as well.
    """
    paragraphs = earlier.split("\n\n")
    tables = {lines[0]: lines[2:] for part in paragraphs if (lines := part.splitlines()) and part.startswith("|")}
    parts: list[str] = []
    staying: list[str] = []
    for part in text.split("\n\n"):
        if not part.startswith("|"):
            parts.append(part)
            continue
        head, rule, *measured = part.splitlines()
        rows = {_first(row): row for row in tables.get(head, [])}
        new = {_first(row): row for row in measured}
        staying += [row for name, row in rows.items() if name not in new]
        parts.append("\n".join([head, rule, *(rows | new).values()]))
    runs = [part for part in paragraphs if any(f"| {part.partition(' · ')[0]} |" in row for row in staying)]
    return "\n\n".join([parts[0], *runs, *parts[1:]])


def _first(row: str) -> str:
    return row.split("|")[1].strip()
