"""`--password-stdin`: a password that is given by a program or a file, not on the command line."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from api.cli.console import Trouble

FromInput = Annotated[
    bool, typer.Option("--password-stdin", help="Đọc mật khẩu từ stdin · read the password from standard input.")
]


def given_password(from_input: bool) -> str | None:
    """The first line of standard input, if it is `from_input`; Trouble when it is empty."""
    if not from_input:
        return None
    given = sys.stdin.readline().rstrip("\r\n")
    if not given:
        raise Trouble("không có mật khẩu trên stdin", "there is no password on standard input")
    return given
