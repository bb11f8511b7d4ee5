"""Runs the command line; whatever goes wrong ends in one line on stderr, with the details in `var/log/dongha.log`."""

from __future__ import annotations

import errno
import os
import signal
import sys
import traceback
from datetime import UTC, datetime
from pathlib import Path
from types import FrameType
from typing import NoReturn

from typer import Abort, TyperException

from api.cli.console import Trouble, complain, one_line
from api.cli.places import ROOT
from api.cli.program import app

INTERRUPTED = 130
STOPPED = "đã dừng theo yêu cầu — stopped on request; run it again to go on"


def main() -> NoReturn:
    """Run the command and exit with its code."""
    for number in (signal.SIGTERM, signal.SIGHUP):
        if signal.getsignal(number) != signal.SIG_IGN:
            signal.signal(number, _interrupt)
    sys.exit(_run())


def _run() -> int:
    try:
        code = app(sys.argv[1:] or ["--help"], prog_name="./dongha", max_content_width=120, standalone_mode=False)
        return code if isinstance(code, int) else 0
    except SystemExit as end:
        if end.code == INTERRUPTED:  # this is how the library passes Ctrl-C on
            complain(STOPPED)
        return end.code if isinstance(end.code, int) else 0
    except Trouble as trouble:
        complain(str(trouble))
        return trouble.exit_code
    except (KeyboardInterrupt, Abort):
        complain(STOPPED)
        return INTERRUPTED
    except Exception as error:  # noqa: BLE001  the last resort: nobody shall see a traceback
        return _explain(error)


def _explain(error: Exception) -> int:
    """One line for what no module foresaw or foresaw in general."""
    if isinstance(error, TyperException):
        complain(f"{error.format_message()} — xem · see ./dongha --help")
        return 2
    if isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EDQUOT):
        complain(f"hết dung lượng đĩa — the disk is full: free about 2 GB under {ROOT}, then run it again")
        return 1
    log = _note(error)
    what = one_line(str(error).strip().splitlines()[0] if str(error).strip() else type(error).__name__)[:240]
    if type(error).__module__.startswith(("psycopg", "sqlalchemy")):
        full = "No space left" in str(error) or "disk full" in str(error).lower()
        complain(
            "hết dung lượng đĩa — the database's disk is full: free some space, then run it again"
            if full
            else f"cơ sở dữ liệu từ chối — the database refused: {what} (log: {log})"
        )
        return 1
    complain(f"lỗi ngoài dự kiến — unforeseen: {type(error).__name__}: {what} (log: {log})")
    return 1


def _note(error: Exception) -> Path:
    log = Path(os.environ.get("DONGHA_VAR") or ROOT / "var") / "log" / "dongha.log"
    try:
        log.parent.mkdir(parents=True, exist_ok=True)
        with log.open("a", encoding="utf-8") as sink:
            sink.write(f"{datetime.now(UTC).isoformat()} {' '.join(sys.argv[1:])}\n")
            sink.write("".join(traceback.format_exception(error)))
    except OSError:
        pass
    return log


def _interrupt(number: int, frame: FrameType | None) -> None:
    raise KeyboardInterrupt


if __name__ == "__main__":
    main()
