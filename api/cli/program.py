"""The commands of `./dongha`."""

from __future__ import annotations

import shlex
from pathlib import Path
from typing import Annotated

import typer

from api.cli.console import Trouble, say
from api.cli.device_commands import app as device
from api.cli.places import Places
from api.cli.rejected_commands import app as rejected
from api.cli.simulate_commands import simulate
from api.cli.user_commands import app as user
from api.cli.webhook_commands import app as webhook

app = typer.Typer(
    name="dongha",
    help="Nền tảng không gian thành phố Đông Hà · the spatial platform of the city of Đông Hà.",
    epilog="Ví dụ · examples:  ./dongha up    ./dongha up --detach --port 8080    ./dongha test    ./dongha COMMAND --help",
    add_completion=False,
    context_settings={"max_content_width": 140},
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)

app.add_typer(rejected, name="rejected")
app.add_typer(user, name="user")
app.add_typer(webhook, name="webhook")
app.add_typer(device, name="device")
app.command(
    epilog="Ví dụ · examples:  ./dongha simulate --rate 2000 --duration 60    "
    "./dongha simulate --scenario flood-2020 --speed 60"
)(simulate)

Host = Annotated[
    str | None, typer.Option(help="Địa chỉ lắng nghe · address to listen on (127.0.0.1; 0.0.0.0 for the network).")
]
Port = Annotated[int | None, typer.Option(min=1, max=65535, help="Cổng · port (8000).")]
Scale = Annotated[
    int, typer.Option(min=1, help="Độ lớn thành phố mẫu · size of the sample city; 1 is about 40,000 parcels.")
]


@app.command(epilog="Ví dụ · examples:  ./dongha up    ./dongha up --detach    ./dongha up --host 0.0.0.0 --port 8080")
def up(
    detach: Annotated[
        bool, typer.Option("--detach", "-d", help="Trả lại dòng lệnh khi máy chủ trả lời · return once it answers.")
    ] = False,
    host: Host = None,
    port: Port = None,
    scale: Scale = 1,
    sample: Annotated[
        bool, typer.Option(help="Nạp thành phố mẫu vào CSDL trống · fill an empty database with the sample city.")
    ] = True,
    simulate: Annotated[
        bool, typer.Option(help="Thiết bị mô phỏng trong thành phố mẫu · simulated devices in the sample city.")
    ] = True,
    mqtt_port: Annotated[
        int | None, typer.Option(min=1, max=65535, help="Cổng MQTT TLS cho thiết bị · devices' MQTT port (8883).")
    ] = None,
) -> None:
    """Thiết lập mọi thứ và chạy · set everything up and run it."""
    from api.cli.up import Wish
    from api.cli.up import up as bring_up

    wish = Wish(host=host, port=port, scale=scale, mqtt_port=mqtt_port, sample=sample, simulate=simulate, detach=detach)
    bring_up(Places.from_env(), wish)


@app.command(epilog="Ví dụ · example:  ./dongha down")
def down() -> None:
    """Dừng những gì up đã chạy; dữ liệu còn nguyên · stop what up started; the data stays."""
    from api.cli.up import down as bring_down

    bring_down(Places.from_env())


@app.command(
    epilog="Ví dụ · example:  ./dongha status    mã thoát · exit code: 0 runs, 3 does not run, 1 something is wrong"
)
def status() -> None:
    """Cho biết cái gì đang chạy · tell what runs."""
    from api.cli.up import status as tell

    raise typer.Exit(tell(Places.from_env()))


@app.command(epilog='Ví dụ · examples:  eval "$(./dongha env)"; psql "$DATABASE_URL"    export $(./dongha env)')
def env() -> None:
    """In DATABASE_URL, MQTT_URL, API_URL cho shell · print them as shell assignments."""
    from api.cli.up import addresses

    for name, value in addresses(Places.from_env()).items():
        print(f"{name}={shlex.quote(value)}")


@app.command(
    context_settings={"allow_extra_args": True, "ignore_unknown_options": True},
    epilog="Ví dụ · examples:  ./dongha test    ./dongha test tests/contract -k lamps -x",
)
def test(context: typer.Context) -> None:
    """Chuẩn bị, chạy mọi kiểm thử; có tham số: chỉ pytest · run every test; with arguments: pytest alone."""
    from api.cli.check import run_tests

    raise typer.Exit(run_tests(Places.from_env(), context.args))


@app.command(epilog="Ví dụ · example:  ./dongha migrate    DATABASE_URL=postgresql://... ./dongha migrate")
def migrate() -> None:
    """Đưa lược đồ CSDL lên bản mới nhất · bring the database to the newest schema."""
    from api.cli.database import borrowed
    from api.cli.database import migrate as bring_forward

    with borrowed(Places.from_env(), "migrate") as url:
        bring_forward(url)
    say("Lược đồ mới nhất", "the schema is the newest")


@app.command(epilog="Ví dụ · examples:  ./dongha load-sample    ./dongha load-sample --replace --scale 10")
def load_sample(
    scale: Scale = 1,
    replace: Annotated[
        bool, typer.Option("--replace", help="Thay thành phố mẫu đã có · replace an earlier one.")
    ] = False,
) -> None:
    """Nạp thành phố mẫu (dữ liệu tổng hợp) · load the synthetic sample city."""
    from api.cli.database import borrowed
    from api.cli.database import load_sample as load
    from api.cli.database import migrate as bring_forward

    with borrowed(Places.from_env(), "load") as url:
        bring_forward(url)
        load(url, scale, replace=replace)
    say("Đã nạp thành phố mẫu", "the sample city is loaded")


@app.command(epilog="Ví dụ · example:  ./dongha serve --port 8001    (up làm việc này cho bạn · up does this for you)")
def serve(host: Host = None, port: Port = None) -> None:
    """Chỉ chạy máy chủ web, CSDL đã chạy sẵn · run only the web server, on a database that runs already."""
    from api.cli.database import reach, running_url
    from api.cli.serve import serve as become_server
    from api.cli.up import HOST, PORT, need_port

    url = running_url(Places.from_env())
    reach(url)
    need_port(host or HOST, port or PORT)
    become_server(host or HOST, port or PORT, url=url)


@app.command(
    epilog="Ví dụ · examples:  ./dongha bench    ./dongha bench bbox ingest --seconds 3    ./dongha bench --json bench.json"
)
def bench(
    works: Annotated[list[str] | None, typer.Argument(help="Chỉ đo các việc này · only these works.")] = None,
    seconds: Annotated[float, typer.Option(min=0.5, max=120, help="Thời lượng mỗi lần đo · length of one timing.")] = 6,
    json: Annotated[Path | None, typer.Option(help="Ghi kết quả JSON · write the results as JSON.")] = None,
    write_docs: Annotated[bool, typer.Option(help="Ghi bảng vào docs/performance.md · put the table there.")] = False,
    against: Annotated[str | None, typer.Option(help="So với CSDL lớn hơn · compare with a larger one (URL).")] = None,
) -> None:
    """Đo tốc độ so với tipg, pygeoapi và SQL thuần · measure against tipg, pygeoapi and raw SQL."""
    from api.bench import run
    from api.cli.database import borrowed

    places = Places.from_env()
    with borrowed(places, "bench") as url:
        run(url, places, seconds=seconds, works=works or (), json_file=json, write_docs=write_docs, other_url=against)


@app.command(epilog="Ví dụ · examples:  ./dongha backup    ./dongha backup /mnt/usb/dongha    ./dongha backup --base")
def backup(
    folder: Annotated[Path | None, typer.Argument(help="Thư mục mới · a new folder (var/backups/…).")] = None,
    base: Annotated[
        bool, typer.Option("--base", help="Bản gốc của cụm riêng, để quay về mọi thời điểm · for point in time.")
    ] = False,
) -> None:
    """Sao lưu toàn bộ: dữ liệu, quyền, tài khoản · back up everything: rows, rights, logins."""
    from api.cli.backup import backup as write
    from api.cli.database import borrowed, private
    from api.cli.point_in_time import base_backup

    places = Places.from_env()
    with borrowed(places, "backup") as url:
        if base:
            base_backup(private(places))
        else:
            write(places, url, folder)


@app.command(
    epilog="Ví dụ · examples:  ./dongha restore var/backups/20261122T010000Z --replace    "
    "./dongha restore --at 2026-11-22T08:30:00+07:00    ./dongha restore --at now"
)
def restore(
    folder: Annotated[Path | None, typer.Argument(help="Thư mục của backup · a folder that backup wrote.")] = None,
    replace: Annotated[
        bool, typer.Option("--replace", help="Thay CSDL đang có, giữ lại dưới tên khác · replace, keeping the old.")
    ] = False,
    at: Annotated[str | None, typer.Option(help="Quay về thời điểm này · go back to this moment, or `now`.")] = None,
) -> None:
    """Khôi phục và đối chiếu · restore a backup and compare, or go back to a moment."""
    from api.cli.backup import restore as bring_back
    from api.cli.database import borrowed, private
    from api.cli.point_in_time import go_back, moment

    places = Places.from_env()
    if (folder is None) == (at is None):
        raise Trouble("cho biết thư mục hoặc --at", "give a folder, or --at with a moment", exit_code=2)
    if at is not None:
        with places.setup_lock():
            go_back(private(places), moment(at))
    elif folder is not None:
        with borrowed(places, "restore") as url:
            bring_back(places, url, folder, replace=replace)


@app.command(
    epilog="Ví dụ · example:  ./dongha audit    mã thoát · exit code: 0 clean, 1 weaknesses known, 3 not audited"
)
def audit() -> None:
    """Hỏi OSV về lỗ hổng của các thư viện đã khoá · ask OSV about weaknesses of the locked libraries."""
    from api.cli.audit import audit as ask

    raise typer.Exit(ask())


@app.command(hidden=True)
def supervise(
    host: str = typer.Option(...), port: int = typer.Option(...), simulate: bool = typer.Option(True)
) -> None:
    """The background half of `up --detach`."""
    from api.cli.up import supervise as watch

    watch(Places.from_env(), host, port, simulate=simulate)
