"""The commands of `./dongha device`."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Any

import typer

from api.cli.console import say
from api.cli.password_input import FromInput, given_password
from api.cli.places import House, Places

app = typer.Typer(help="Thiết bị và quyền vào MQTT · devices and who may come to the broker.", no_args_is_help=True)

Name = Annotated[str, typer.Argument(help="Thiết bị <lớp>/<khóa> hoặc gateway · device <layer>/<key>, or gateway.")]
Layer = Annotated[str, typer.Argument(help="Lớp · layer, e.g. street_lamps.")]


@app.command(
    epilog="Ví dụ · examples:  ./dongha device add street_lamps LAMP-00017    "
    "./dongha device add flood_points FP-03 --protocol chirpstack --dev-eui 24e124785d491234 --decoder flood_point"
)
def add(
    layer: Layer,
    feature: Annotated[str, typer.Argument(help="Mã hoặc id của đối tượng · code or id of its feature.")],
    key: Annotated[str | None, typer.Option(help="Khóa trong chủ đề · its key in topics (the feature's code).")] = None,
    protocol: Annotated[
        str | None, typer.Option(help="dongha, chirpstack, sensorthings, senml (theo lớp · the layer's).")
    ] = None,
    dev_eui: Annotated[str | None, typer.Option(help="DevEUI (LoRaWAN).")] = None,
    application: Annotated[str | None, typer.Option(help="Ứng dụng ChirpStack · ChirpStack application id.")] = None,
    decoder: Annotated[str | None, typer.Option(help="Bộ giải mã nhị phân · decoder of binary payloads.")] = None,
    model: Annotated[str | None, typer.Option(help="Kiểu thiết bị · model.")] = None,
    login: Annotated[bool, typer.Option(help="Kèm tài khoản MQTT · with a login of the broker.")] = True,
    password_stdin: FromInput = False,
) -> None:
    """Đăng ký thiết bị của một đối tượng, cấp tài khoản MQTT · register a feature's device and let it in."""
    from api.cli.database import borrowed
    from api.cli.device import NewDevice
    from api.cli.device import add as register

    places = Places.from_env()
    wanted = NewDevice(
        layer=layer, feature=feature, key=key, protocol=protocol, dev_eui=dev_eui, application=application,
        decoder=decoder, model=model, login=login, password=given_password(password_stdin),
    )  # fmt: skip
    with borrowed(places, "device") as url:
        device, made = register(url, wanted)
        _tell_broker(places, url)
    say(f"Đã đăng ký thiết bị {device['name']} ({device['protocol']})", "the device is registered")
    if made:
        _show_login(places, made)


@app.command(
    name="list", epilog="Ví dụ · examples:  ./dongha device list --layer flood_points    ./dongha device list --login"
)
def list_all(
    layer: Annotated[str | None, typer.Option(help="Chỉ lớp này · of this layer only.")] = None,
    login: Annotated[
        bool, typer.Option("--login", help="Chỉ thiết bị có tài khoản · only those with a login.")
    ] = False,
    limit: Annotated[int, typer.Option(min=1, max=100_000, help="Nhiều nhất · at most.")] = 50,
) -> None:
    """Liệt kê thiết bị, gateway: sóng, pin, lần cuối · list devices and gateways: link, battery, last heard."""
    from api.cli.database import borrowed
    from api.cli.device import columns, devices, gateways

    with borrowed(Places.from_env(), "device") as url:
        found, every = devices(url, layer, with_login=login, most=limit)
        others = gateways(url)
    heading = ("device", "protocol", "status", "battery", "signal", "last heard", "login")
    for line in columns([dict(zip(heading, heading, strict=True)), *map(_row, found)]):
        print(line)
    if every > len(found):
        say(f"{len(found)} trên {every} thiết bị", f"{len(found)} of {every} devices: --limit, --layer, --login")
    for row in others:
        state = "" if row["active"] else "  revoked"
        print(f"gateway {row['name']}{state}: writes {', '.join(row['writes'])}; reads {', '.join(row['reads'])}")


@app.command(epilog="Ví dụ · example:  ./dongha device show street_lamps/LAMP-00017")
def show(name: Name) -> None:
    """Mọi điều biết về một thiết bị · everything that is known of a device."""
    from api.cli.database import borrowed
    from api.cli.device import show as know

    with borrowed(Places.from_env(), "device") as url:
        device = know(url, name)
    for label in ("name", "id", "layer", "feature_id", "protocol", "dev_eui", "application", "decoder", "model",
                  "firmware", "installed_on", "silent_after_s", "status", "battery_pct", "rssi_dbm"):  # fmt: skip
        if device[label] is not None:
            print(f"{label:15} {device[label]}")
    print(f"{'last heard':15} {_when(device['seen'])}")
    print(f"{'login':15} {device['login'] or 'none'}")
    for topic in device["writes"] or ():
        print(f"{'publishes to':15} {topic}")
    for topic in device["reads"] or ():
        print(f"{'listens to':15} {topic}")
    for name_of, number in device["datastreams"].items():
        print(f"{'datastream':15} {number} {name_of}")


@app.command(epilog="Ví dụ · example:  ./dongha device password street_lamps/LAMP-00017")
def password(name: Name, password_stdin: FromInput = False) -> None:
    """Mật khẩu MQTT mới; mở lại nếu đã thu hồi · a new password; lets a revoked one in again."""
    from api.cli.database import borrowed
    from api.cli.device import change_password

    places = Places.from_env()
    with borrowed(places, "device") as url:
        made = change_password(url, name, given_password(password_stdin))
        _tell_broker(places, url)
    say(f"{made.name} có mật khẩu mới", "the password is changed, connections with the old one are cut")
    _show_login(places, made)


@app.command(epilog="Ví dụ · example:  ./dongha device revoke street_lamps/LAMP-00017")
def revoke(name: Name) -> None:
    """Thu hồi quyền vào MQTT, ngắt kết nối · let it in no more, cut its connection; its readings stay."""
    from api.cli.database import borrowed
    from api.cli.device import revoke as shut_out

    places = Places.from_env()
    with borrowed(places, "device") as url:
        user = shut_out(url, name)
        _tell_broker(places, url)
    say(f"{user} không vào được nữa", "it is let in no more")


@app.command(
    epilog="Ví dụ · examples:  ./dongha device gateway chirpstack --application 3d0b…    "
    "./dongha device gateway tu-phuong-1 --layer street_lamps --layer lighting_cabinets    "
    "./dongha device gateway truong-dh --read 'v1.1/#'"
)
def gateway(
    name: Annotated[str, typer.Argument(help="Tên đăng nhập · user name.")],
    application: Annotated[list[str] | None, typer.Option(help="Ứng dụng ChirpStack, hay + · or + for all.")] = None,
    layer: Annotated[list[str] | None, typer.Option(help="Mọi thiết bị của lớp · all devices of this layer.")] = None,
    write: Annotated[list[str] | None, typer.Option(help="Chủ đề được gửi · may publish to this filter.")] = None,
    read: Annotated[list[str] | None, typer.Option(help="Chủ đề được nghe · may hear this filter.")] = None,
    password_stdin: FromInput = False,
) -> None:
    """Tài khoản nói thay nhiều thiết bị · a login that speaks for many devices (network server, edge node, listener)."""
    from api.cli.database import borrowed
    from api.cli.device import NewGateway, add_gateway

    places = Places.from_env()
    wanted = NewGateway(
        name=name, applications=tuple(application or ()), layers=tuple(layer or ()), writes=tuple(write or ()),
        reads=tuple(read or ()), password=given_password(password_stdin),
    )  # fmt: skip
    with borrowed(places, "device") as url:
        made = add_gateway(url, wanted)
        _tell_broker(places, url)
    say(f"Đã tạo gateway {name}", "the gateway is made")
    _show_login(places, made)


@app.command(epilog="Ví dụ · examples:  ./dongha device ca > dongha-ca.pem    ./dongha device ca --out dongha-ca.pem")
def ca(out: Annotated[Path | None, typer.Option(help="Ghi vào tệp · write to this file.")] = None) -> None:
    """Chứng thư mà thiết bị tin · the certificate of the authority that devices trust."""
    from api.cli.broker_certificate import Certificates

    text = Certificates.of(Places.from_env()).authority_text()
    if out is None:
        print(text, end="")
    else:
        out.write_text(text, "ascii")
        say(f"Đã ghi {out}", "written; give it to every device")


def _tell_broker(places: Places, url: str) -> None:
    """Have the broker of this house, if it runs, take the change over at once."""
    from api.cli.broker import Broker
    from api.cli.broker_keeper import learn
    from api.cli.running import Running

    run = Running.load(places)
    if run is None or not run.alive or not run.private_broker:
        return
    broker = Broker(places, House.of(places), run.host)
    if learn(broker, url):
        broker.reload(run.children.get("broker"))


def _show_login(places: Places, made: Any) -> None:
    from api.cli.running import Running
    from api.cli.up import HOST

    run = Running.load(places)
    if made.password:
        say(f"Mật khẩu MQTT của {made.name} (chỉ hiện một lần)", f"password, shown this once: {made.password}")
    if run is None or run.private_broker:
        host = run.host if run else HOST
        say(f"Địa chỉ {host}:{House.of(places).mqtts_port} (TLS)", "with the certificate of ./dongha device ca")
    for topic in made.writes:
        print(f"  gửi · publishes to   {topic}")
    for topic in made.reads:
        print(f"  nghe · listens to    {topic}")


def _row(device: dict[str, Any]) -> dict[str, str]:
    battery, signal = device["battery_pct"], device["rssi_dbm"]
    return {
        "device": device["name"],
        "protocol": device["protocol"],
        "status": device["status"] or "",
        "battery": f"{battery:.0f} %" if battery is not None else "",
        "signal": f"{signal:.0f} dBm" if signal is not None else "",
        "last heard": _when(device["seen"]),
        "login": device["login"],
    }


def _when(moment: datetime | None) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%d %H:%M:%SZ") if moment else "never"
