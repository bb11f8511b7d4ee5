"""The commands of `./dongha user`."""

from __future__ import annotations

from typing import Annotated

import typer

from api.cli.console import say
from api.cli.password_input import FromInput, given_password
from api.cli.places import Places

app = typer.Typer(
    help="Tài khoản và quyền · accounts and their rights.",
    epilog="Ví dụ · examples:  ./dongha user list    ./dongha user add lan --role urban_management --database",
)

Name = Annotated[str, typer.Argument(help="Tên đăng nhập · log-in name.")]
Role = Annotated[str, typer.Option(help="Vai trò · role, e.g. ward_officer, urban_management, administrator.")]
Ward = Annotated[str | None, typer.Option(help="Mã phường của cán bộ phường · ward of a ward officer.")]


@app.command(
    epilog="Ví dụ · examples:  ./dongha user add lan --role urban_management --title 'Nguyễn Thị Lan' --database    "
    "./dongha user add minh --role ward_officer --ward 19345"
)
def add(
    name: Name,
    role: Role,
    ward: Ward = None,
    title: Annotated[str | None, typer.Option(help="Họ tên · the person's name.")] = None,
    database: Annotated[
        bool, typer.Option("--database", help="Kèm tài khoản PostgreSQL cho QGIS · a PostgreSQL login too, for QGIS.")
    ] = False,
    password_stdin: FromInput = False,
) -> None:
    """Tạo tài khoản · make an account; a made-up password is shown once."""
    from api.cli.database import borrowed
    from api.cli.user import NewAccount, show
    from api.cli.user import add as make

    wanted = NewAccount(
        name=name,
        role=role,
        ward=ward,
        title=title,
        password=given_password(password_stdin),
        database=database,
    )
    with borrowed(Places.from_env(), "user") as url:
        made = make(url, wanted)
    say(f"Đã tạo tài khoản {name} ({role})", "the account is made")
    show(name, made)


@app.command(name="list", epilog="Ví dụ · example:  ./dongha user list")
def list_all() -> None:
    """Liệt kê tài khoản · list the accounts: name, role, ward, active, PostgreSQL login, title."""
    from api.cli.database import borrowed
    from api.cli.user import accounts

    with borrowed(Places.from_env(), "user") as url:
        found = accounts(url)
    columns = ("name", "role", "ward", "active", "database", "title")
    rows = [dict(zip(columns, columns, strict=True)), *found]
    widths = {column: max(len(row[column]) for row in rows) for column in columns}
    for row in rows:
        print("  ".join(row[column].ljust(widths[column]) for column in columns).rstrip())


@app.command(epilog="Ví dụ · examples:  ./dongha user password lan    ./dongha user password lan --database")
def password(
    name: Name,
    database: Annotated[
        bool, typer.Option("--database", help="Mật khẩu PostgreSQL · of the PostgreSQL login.")
    ] = False,
    password_stdin: FromInput = False,
) -> None:
    """Đặt mật khẩu mới, đóng mọi phiên · set a new password and end all sessions."""
    from api.cli.database import borrowed
    from api.cli.user import change_password, show

    given = given_password(password_stdin)
    with borrowed(Places.from_env(), "user") as url:
        made = change_password(url, name, given, database=database)
    say(f"Đã đổi mật khẩu của {name}", "the password is changed")
    show(name, made)


@app.command(epilog="Ví dụ · example:  ./dongha user disable lan")
def disable(name: Name) -> None:
    """Khoá tài khoản ngay lập tức · disable an account at once, its PostgreSQL login too."""
    _set_active(name, active=False)
    say(f"Đã khoá tài khoản {name}", "the account is disabled")


@app.command(epilog="Ví dụ · example:  ./dongha user enable lan")
def enable(name: Name) -> None:
    """Mở lại tài khoản · enable a disabled account again."""
    _set_active(name, active=True)
    say(f"Đã mở lại tài khoản {name}", "the account is enabled")


@app.command(name="role", epilog="Ví dụ · example:  ./dongha user role minh --role ward_officer --ward 19345")
def change_role(name: Name, role: Role, ward: Ward = None) -> None:
    """Đổi vai trò · give an account another role."""
    from api.cli.database import borrowed
    from api.cli.user import set_role

    with borrowed(Places.from_env(), "user") as url:
        set_role(url, name, role, ward)
    say(f"{name} nay là {role}", "the role is changed")


@app.command(epilog="Ví dụ · example:  ./dongha user link lan 248289761001 --issuer https://dang-nhap.example")
def link(
    name: Name,
    subject: Annotated[str, typer.Argument(help="`sub` ở nhà cung cấp · the person's `sub` at the provider.")],
    issuer: Annotated[str, typer.Option(envvar="OIDC_ISSUER", help="Nhà cung cấp · the provider (OIDC_ISSUER).")],
) -> None:
    """Nối tài khoản với danh tính OpenID · let an OpenID identity log in to an account."""
    from api.cli.database import borrowed
    from api.cli.user import link as tie

    with borrowed(Places.from_env(), "user") as url:
        tie(url, name, issuer, subject)
    say(f"{name} đăng nhập được qua {issuer}", "the identity is linked")


@app.command(epilog="Ví dụ · example:  ./dongha user remove lan")
def remove(name: Name) -> None:
    """Xoá tài khoản · remove an account and its PostgreSQL login; what it wrote stays."""
    from api.cli.database import borrowed
    from api.cli.user import remove as take_away

    with borrowed(Places.from_env(), "user") as url:
        take_away(url, name)
    say(f"Đã xoá tài khoản {name}", "the account is removed")


def _set_active(name: str, *, active: bool) -> None:
    from api.cli.database import borrowed
    from api.cli.user import set_active

    with borrowed(Places.from_env(), "user") as url:
        set_active(url, name, active=active)
