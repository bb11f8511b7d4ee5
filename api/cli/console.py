"""What the person at the terminal sees: steps with their time, progress of long ones, and one line per failure."""

from __future__ import annotations

import re
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

TICK_S = 10.0
"""Without a terminal, how often a long step says that it still works."""


STARTED = "--- started"
"""How a log says that from here on it tells of another run."""


class Trouble(Exception):
    """Something went wrong that the person can mend; its text is one line in both languages."""

    def __init__(self, vi: str, en: str, *, exit_code: int = 1) -> None:
        super().__init__(one_line(f"{vi} — {en}"))
        self.exit_code = exit_code

    @classmethod
    def already(cls, line: str) -> Trouble:
        """A Trouble that another process has put into words already."""
        trouble = cls("", "")
        trouble.args = (line,)
        return trouble


def one_line(text: str) -> str:
    """The text with every run of white space made a single space."""
    return " ".join(text.split())


def say(vi: str, en: str = "") -> None:
    """Print one line of news, Vietnamese first."""
    _out(f"• {vi} · {en}" if en else f"• {vi}")


class Step:
    """A piece of work under way; `tick` shows how far it is without flooding a log."""

    def __init__(self) -> None:
        self.started = time.monotonic()
        self._ticked = self.started
        self._open_line = False

    @property
    def seconds(self) -> float:
        """Seconds since the step began."""
        return time.monotonic() - self.started

    def tick(self, text: str = "") -> None:
        """Say that the step still works: over the same line on a terminal, now and then elsewhere."""
        now = time.monotonic()
        line = f"    {self.seconds:4.0f} s  {one_line(text)[:90]}"
        if sys.stdout.isatty():
            if now - self._ticked >= 0.5:
                sys.stdout.write(f"\r\033[K{line}")
                sys.stdout.flush()
                self._open_line, self._ticked = True, now
        elif now - self._ticked >= TICK_S:
            _out(line)
            self._ticked = now

    def close(self, *, done: bool) -> None:
        """End the line that ticks wrote over, and say how long the step took if it was long."""
        if self._open_line:
            sys.stdout.write("\r\033[K")
        if done and self.seconds >= 1:
            _out(f"  ✓ {self.seconds:.1f} s")


@contextmanager
def step(vi: str, en: str) -> Iterator[Step]:
    """Announce a long piece of work and, at its end, how long it took."""
    say(f"{vi} · {en} …")
    work = Step()
    try:
        yield work
    except BaseException:
        work.close(done=False)
        raise
    work.close(done=True)


class CommandFailed(Exception):
    """A program ended with another code than 0; carries the code and the end of its log."""

    def __init__(self, code: int, log: Path) -> None:
        super().__init__(f"exit code {code}, see {log}")
        self.code = code
        self.log = log

    def said(self, *marks: str) -> str:
        """What the log says of the reason: its first lines that hold one of the marks, else its last line."""
        lines = [line for line in tail(self.log, 400) if line.strip()]
        marked = [line for line in lines if any(mark in line for mark in marks)]
        return one_line(" ".join(marked[:3] or lines[-1:]))[:300]


def run_logged(
    argv: Sequence[str | Path], log: Path, work: Step, *, env: Mapping[str, str] | None = None, cwd: Path | None = None
) -> None:
    """Run a program with its output in a log, ticking meanwhile; CommandFailed when it fails."""
    log.parent.mkdir(parents=True, exist_ok=True)
    with log.open("w", encoding="utf-8") as sink:
        process = subprocess.Popen(
            [str(part) for part in argv],
            stdin=subprocess.DEVNULL,
            stdout=sink,
            stderr=subprocess.STDOUT,
            env=env,
            cwd=cwd,
        )
        try:
            while True:
                try:
                    code = process.wait(timeout=0.5)
                    break
                except subprocess.TimeoutExpired:
                    work.tick((tail(log, 1) or [""])[-1])
        except BaseException:
            process.terminate()
            process.wait()
            raise
    if code != 0:
        raise CommandFailed(code, log)


def tail(path: Path, lines: int) -> list[str]:
    """The last lines of a text file; empty when it cannot be read."""
    try:
        with path.open("rb") as source:
            source.seek(0, 2)
            source.seek(max(0, source.tell() - 65536))
            return source.read().decode("utf-8", "replace").splitlines()[-lines:]
    except OSError:
        return []


def reason(log: Path) -> str:
    """Why a program ended, as its log tells: the last line that names an error, else its last line."""
    lines = [line for line in tail(log, 60) if line.strip()]
    begins = max((number for number, line in enumerate(lines, 1) if line.startswith(STARTED)), default=0)
    lines = lines[begins:]
    named = [line for line in lines if re.match(r"\s*([\w.]*(Error|Exception|Setting)\b|dongha: )", line)]
    return one_line((named or lines or ["no message"])[-1])[:240]


def complain(text: str, stream: TextIO | None = None) -> None:
    """Print the one line of a failure."""
    print(f"dongha: {one_line(text)}", file=stream or sys.stderr, flush=True)


def _out(line: str) -> None:
    try:
        print(line, flush=True)
    except BrokenPipeError:
        sys.stdout = Path("/dev/null").open("w")  # noqa: SIM115  the reader is gone; the work goes on
