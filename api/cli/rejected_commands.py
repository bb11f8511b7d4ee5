"""The commands of `./dongha rejected`."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from api.cli.console import Trouble, say
from api.cli.places import Places

app = typer.Typer(help="Bản tin không dùng được · messages of devices that could not be used.", no_args_is_help=True)

Reason = Annotated[str | None, typer.Option(help="Chỉ lý do này · of this reason only, e.g. unknown_device.")]
Topic = Annotated[str | None, typer.Option(help="Chủ đề, với + và # · topic, with + and # as in MQTT.")]


@app.command(
    name="list",
    epilog="Ví dụ · examples:  ./dongha rejected list    ./dongha rejected list --reason unknown_device --limit 20",
)
def list_them(
    reason: Reason = None,
    topic: Topic = None,
    replayed: Annotated[bool, typer.Option("--all", help="Cả những tin đã phát lại · those replayed too.")] = False,
    limit: Annotated[int, typer.Option(min=1, max=10_000, help="Nhiều nhất · at most.")] = 50,
) -> None:
    """Liệt kê, mới nhất trước, và đếm theo lý do · list them, newest first, and count them by reason."""
    from api.cli.database import borrowed
    from ingest.mqtt.replay import Which, counted, rejected

    which = Which(reason=reason, topic=topic, replayed=replayed)
    with borrowed(Places.from_env(), "rejected") as database:
        counts = counted(database, which)
        found = rejected(database, which, limit)
    for row in found:
        again = f"  ({row.times} x)" if row.times > 1 else ""
        done = f"  -> {row.outcome}" if row.outcome else ""
        print(f"{row.id}  {row.last_at:%Y-%m-%d %H:%M:%S}  {row.reason}  {row.topic}  {row.detail}{again}{done}")
    for count in counts:
        say(f"{count['reason']}: {count['messages']} bản tin", f"{count['messages']} messages, {count['times']} times")
    if not counts:
        say("Không có bản tin nào", "there are none")


@app.command(epilog="Ví dụ · examples:  ./dongha rejected show 17    ./dongha rejected show 17 --raw > message.bin")
def show(
    number: Annotated[int, typer.Argument(help="Số của bản tin · number of the message.")],
    raw: Annotated[bool, typer.Option("--raw", help="Chỉ in nguyên văn · its bytes only.")] = False,
) -> None:
    """Xem một bản tin, nguyên văn · see a message, byte by byte."""
    from api.cli.database import borrowed
    from ingest.mqtt.replay import Which, rejected

    with borrowed(Places.from_env(), "rejected") as database:
        found = rejected(database, Which(ids=(number,)), 1)
    if not found:
        raise Trouble(f"không có bản tin {number}", f"there is no message {number}")
    row = found[0]
    if raw:
        sys.stdout.buffer.write(row.payload)
        return
    print(f"topic     {row.topic}")
    print(f"reason    {row.reason}: {row.detail}")
    print(f"first     {row.first_at:%Y-%m-%d %H:%M:%S%z}, last {row.last_at:%Y-%m-%d %H:%M:%S%z}, {row.times} times")
    if row.outcome:
        when = f"{row.replayed_at:%Y-%m-%d %H:%M:%S%z}: " if row.replayed_at else ""
        print(f"replayed  {when}{row.outcome}")
    print(f"payload   {len(row.payload)} bytes")
    print(_readable(row.payload))


@app.command(
    epilog="Ví dụ · examples:  ./dongha rejected replay 17 18    ./dongha rejected replay --reason unknown_device"
)
def replay(
    numbers: Annotated[list[int] | None, typer.Argument(help="Số của bản tin · numbers of messages (all).")] = None,
    reason: Reason = None,
    topic: Topic = None,
) -> None:
    """Đọc lại sau khi đã sửa nguyên nhân · read them again once the cause is mended; what is there stays there once."""
    from api.cli.database import borrowed
    from ingest.mqtt.replay import Which
    from ingest.mqtt.replay import replay as again

    total = kept = refused = 0
    with borrowed(Places.from_env(), "rejected") as database:
        for one in again(database, Which(ids=tuple(numbers or ()), reason=reason, topic=topic)):
            total += 1
            kept += one.kept
            refused += bool(one.refused)
            if one.refused:
                print(f"{one.id}  {one.outcome}")
    say(
        f"Đã đọc lại {total} bản tin: {kept} số đo mới, {refused} bản tin vẫn không dùng được",
        f"{total} messages were read again: {kept} new readings, {refused} messages are refused still",
    )


def _readable(payload: bytes) -> str:
    try:
        text = payload.decode()
    except UnicodeDecodeError:
        return payload.hex(" ", 1)
    return text if text.isprintable() or "\n" in text else repr(text)
