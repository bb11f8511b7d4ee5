"""The commands of `./dongha webhook`."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from api.cli.console import Trouble, say
from api.cli.places import Places

app = typer.Typer(help="Báo thay đổi qua HTTP · tell other systems of changes.", no_args_is_help=True)

Id = Annotated[str, typer.Argument(help="Mã webhook · id of the webhook.")]


@app.command(
    epilog="Ví dụ · examples:  ./dongha webhook add https://example.org/hook --layer street_lamps --layer incidents    "
    "./dongha webhook add https://example.org/hook --account lan --operation delete --bbox 107.08,16.80,107.12,16.84"
)
def add(
    url: Annotated[str, typer.Argument(help="Địa chỉ nhận · address of the receiver.")],
    layer: Annotated[list[str] | None, typer.Option(help="Lớp; lặp lại được · layer; may be repeated (all).")] = None,
    operation: Annotated[
        list[str] | None, typer.Option(help="create, update, delete; lặp lại được · may be repeated (all).")
    ] = None,
    bbox: Annotated[str | None, typer.Option(help="Tây,nam,đông,bắc (độ) · west,south,east,north (degrees).")] = None,
    account: Annotated[
        str | None, typer.Option(help="Theo quyền của tài khoản · with the rights of this account (the public).")
    ] = None,
    title: Annotated[str, typer.Option(help="Tên gọi · a title.")] = "",
) -> None:
    """Thêm webhook; khoá bí mật chỉ hiện một lần · add a webhook; its secret is shown once."""
    from api.cli.database import borrowed
    from api.cli.webhook import NewWebhook
    from api.cli.webhook import add as make

    wanted = NewWebhook(
        url=url,
        title=title,
        account=account,
        layers=tuple(layer or ()),
        operations=tuple(operation or ()),
        bbox=_box(bbox) if bbox else None,
    )
    with borrowed(Places.from_env(), "webhook") as database:
        identifier, secret = make(database, wanted)
    say("Đã thêm webhook", "the webhook is added")
    print(f"id      {identifier}")
    print(f"secret  {secret}")


@app.command(name="list", epilog="Ví dụ · example:  ./dongha webhook list")
def list_all() -> None:
    """Liệt kê webhook và tình trạng · list the webhooks and how they do."""
    from api.cli.database import borrowed
    from api.cli.webhook import subscriptions

    with borrowed(Places.from_env(), "webhook") as database:
        found = subscriptions(database)
    for row in found:
        state = "active" if row["active"] else f"disabled ({row['disabled_why']})"
        if row["active"] and row["failures"]:
            state = f"failing since {row['failing_since']:%Y-%m-%d %H:%M} ({row['failures']})"
        print(f"{row['id']}  {state}  {row['url']}{f'  {row["title"]}' if row['title'] else ''}")
        what = ", ".join(row["layers"]) or "all layers"
        done = ", ".join(row["operations"]) or "all operations"
        box = f", bbox {','.join(map(str, row['bbox']))}" if row["bbox"] else ""
        print(f"    {row['account']}: {what}; {done}{box}")
        print(f"    {row['pending']} pending, {row['delivered']} delivered, {row['dead']} dead")


@app.command(epilog="Ví dụ · example:  ./dongha webhook remove 0b0f0c34-…")
def remove(webhook: Id) -> None:
    """Bỏ webhook và các tin của nó · take a webhook and its messages away."""
    from api.cli.database import borrowed
    from api.cli.webhook import remove as take_away

    with borrowed(Places.from_env(), "webhook") as database:
        take_away(database, webhook)
    say("Đã bỏ webhook", "the webhook is removed")


@app.command(epilog="Ví dụ · examples:  ./dongha webhook retry 0b0f0c34-…    ./dongha webhook retry msg_5f2c…")
def retry(
    what: Annotated[str, typer.Argument(help="Mã webhook hoặc tin · id of a webhook or of a message.")],
) -> None:
    """Gửi lại ngay những tin chưa nhận · try again now what was not taken, and wake a disabled webhook."""
    from api.cli.database import borrowed
    from api.cli.webhook import retry as again

    with borrowed(Places.from_env(), "webhook") as database:
        count = again(database, what)
    say(f"Gửi lại {count} tin", f"{count} messages are tried again")


@app.command(epilog="Ví dụ · examples:  ./dongha webhook deliveries    ./dongha webhook deliveries --status dead")
def deliveries(
    webhook: Annotated[str | None, typer.Option(help="Chỉ của webhook này · of this webhook only.")] = None,
    status: Annotated[str | None, typer.Option(help="pending, delivered, dead.")] = None,
    limit: Annotated[int, typer.Option(min=1, max=10_000, help="Nhiều nhất · at most.")] = 50,
) -> None:
    """Liệt kê các tin mới nhất · list the newest messages and what became of them."""
    from api.cli.database import borrowed
    from api.cli.webhook import deliveries as newest

    if status not in (None, "pending", "delivered", "dead"):
        raise Trouble(f"không có trạng thái {status}", f"there is no status {status}: pending, delivered or dead")
    with borrowed(Places.from_env(), "webhook") as database:
        found = newest(database, webhook, status, limit)
    for row in found:
        print(_line(row))


def _line(row: dict[str, Any]) -> str:
    went = f"HTTP {row['answer']}" if row["answer"] else (row["trouble"] or "")
    when = f"next {row['next_try']:%H:%M:%S}" if row["next_try"] and row["tries"] else ""
    parts = (row["id"], row["status"], f"{row['tries']} tries", f"{row['created_at']:%Y-%m-%d %H:%M:%S}", went, when)
    return "  ".join(part for part in (*parts, row["subscription"]) if part)


def _box(text: str) -> tuple[float, float, float, float]:
    try:
        west, south, east, north = (float(part) for part in text.split(","))
    except ValueError:
        raise Trouble(f"khung {text} không hợp lệ", f"the bbox {text} is not west,south,east,north") from None
    return west, south, east, north
