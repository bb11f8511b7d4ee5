"""What stands in the street and reports: the registry of devices, and what they are told to do."""

from datetime import date, datetime, timedelta
from uuid import UUID

from layers.core.access import (
    CITIZEN,
    CULTURE,
    ECONOMY,
    LAND_ENVIRONMENT,
    OPERATION_CENTRE,
    POLICE,
    PUBLIC,
    PUBLIC_UTILITIES,
    STAFF,
    Access,
    only,
)
from layers.core.binding import DeviceBinding, Feed
from layers.core.declaration import Code, Geom, Layer, Style, Text, code, observed, point, prop
from layers.core.feature import Feature
from layers.themes.vocabulary import DeviceStatus

_WATER = ("flood_points", "rain_gauges", "flood_sirens")
_PLACES = ("public_facilities", "wifi_points")
OPERATORS = {
    PUBLIC_UTILITIES: ("lighting_cabinets", "street_lamps", "lighting_segments", "waste_bins", "waste_sites"),
    POLICE: ("junctions", "traffic_signals", "traffic_flows", "cameras"),
    ECONOMY: (*_WATER, "farms", "irrigation_zones"),
    LAND_ENVIRONMENT: ("monitoring_stations", "waste_sites"),
    CULTURE: _PLACES,
    OPERATION_CENTRE: (*_WATER, *_PLACES),
}
"""Who has devices in the street, and of which layers: those whose features the department writes."""


class DeviceProtocol(Code):
    """How a device speaks over the broker."""

    DONGHA = code("dongha", en="JSON of this platform", vi="JSON của hệ thống")
    CHIRPSTACK = code("chirpstack", en="LoRaWAN by ChirpStack", vi="LoRaWAN qua ChirpStack")
    SENSORTHINGS = code("sensorthings", en="SensorThings over MQTT", vi="SensorThings qua MQTT")
    SENML = code("senml", en="SenML records", vi="Bản ghi SenML")


class Audience(Code):
    """Who may know of a device: as many as may read the layer that it reports for."""

    PUBLIC = code("public", en="Everybody", vi="Mọi người")
    STAFF = code("staff", en="Staff", vi="Cán bộ")


class Device(Feature):
    """A device in the street: which feature it reports for, how it speaks, and how it is."""

    __tablename__ = "devices"
    __layer__ = Layer(
        title=Text(en="Devices", vi="Thiết bị"),
        description=Text(
            en="Registry of sensors and controllers: for which feature they report, how they speak, whether they answer.",
            vi="Danh bạ cảm biến và bộ điều khiển: báo cho đối tượng nào, nói bằng cách nào, có trả lời không.",
        ),
        keywords=("device", "sensor", "IoT", "thiết bị", "cảm biến"),
        zoom=(13, 22),
        style=Style(by="status", size=3),
        time=("installed_on",),
        access=Access(
            read=(*STAFF, only(PUBLIC, audience=("public",)), only(CITIZEN, audience=("public",))),
            write=tuple(only(role, layer=layers) for role, layers in OPERATORS.items()),
            private=STAFF,
        ),
        device=DeviceBinding(
            main="status",
            expire_after="silent_after_s",
            interval=timedelta(minutes=15),
            feeds=(Feed(property="battery_pct", expire_after=timedelta(days=2)),),
        ),
    )

    geom: Geom = point()
    layer: str = prop("Layer", vi="Lớp", max_length=48, index=True)
    feature_id: UUID = prop("Feature", vi="Đối tượng", index=True)
    feature_fid: int | None = prop("Number of the feature", vi="Số của đối tượng được báo")
    key: str = prop(
        "Key in topics",
        vi="Khóa trong chủ đề MQTT",
        pattern="^[^/+#\\s]{1,120}$",
        max_length=120,
        server_default="''",
    )
    audience: Audience = prop("Known to", vi="Ai được biết", server_default="'staff'")
    protocol: DeviceProtocol = prop("Protocol", vi="Giao thức", server_default="'dongha'")
    dev_eui: str | None = prop("DevEUI", vi="Mã DevEUI", pattern="^[0-9a-f]{16}$", private=True, unique=True)
    application: str | None = prop(
        "LoRaWAN application", vi="Ứng dụng LoRaWAN", pattern="^[^/+#\\s]{1,64}$", max_length=64, private=True
    )
    decoder: str | None = prop("Payload decoder", vi="Bộ giải mã", max_length=60, private=True)
    model: str | None = prop("Model", vi="Kiểu thiết bị", max_length=120)
    firmware: str | None = prop("Firmware", vi="Phần sụn", max_length=60, private=True)
    installed_on: date | None = prop("Installed on", vi="Ngày lắp đặt")
    silent_after_s: int = prop(
        "Silent after", vi="Coi là im lặng sau", unit="s", ge=10, le=31_536_000, server_default="900"
    )
    status: DeviceStatus | None = observed("Status", vi="Trạng thái")
    battery_pct: float | None = observed("Battery", vi="Pin", unit="%", ge=0, le=100)
    battery_v: float | None = observed("Battery voltage", vi="Điện áp pin", unit="V", ge=0, le=60)
    rssi_dbm: float | None = observed("Signal strength", vi="Cường độ sóng", unit="dB[mW]", ge=-200, le=20)
    snr_db: float | None = observed("Signal to noise", vi="Tỉ số tín hiệu trên nhiễu", unit="dB", ge=-60, le=60)
    clock_skew_s: float | None = observed("Clock error", vi="Lệch đồng hồ", unit="s", ge=-4e9, le=4e9)


class CommandStatus(Code):
    """How far a command has come. Only the device's own answer makes it done."""

    QUEUED = code("queued", en="Waiting", vi="Đang chờ gửi", color="#56b4e9")
    SENT = code("sent", en="Sent, no answer yet", vi="Đã gửi, chưa trả lời", color="#e69f00")
    DONE = code("done", en="Done", vi="Đã thực hiện", color="#009e73")
    REFUSED = code("refused", en="Refused by the device", vi="Thiết bị từ chối", color="#cc79a7")
    FAILED = code("failed", en="Failed", vi="Thất bại", color="#b5179e")
    EXPIRED = code("expired", en="No answer in time", vi="Quá hạn, không trả lời", color="#6b7280")
    CANCELLED = code("cancelled", en="Cancelled", vi="Đã hủy", color="#332288")


class Command(Feature):
    """Something that a device is told: who wants it, of which feature, why, until when, and what became of it."""

    __tablename__ = "commands"
    __layer__ = Layer(
        title=Text(en="Commands to devices", vi="Lệnh điều khiển thiết bị"),
        description=Text(
            en="What devices were told to do, by whom and why, and what they answered.",
            vi="Thiết bị được lệnh làm gì, ai ra lệnh, vì sao, và thiết bị trả lời thế nào.",
        ),
        keywords=("command", "control", "lệnh", "điều khiển"),
        zoom=(13, 22),
        style=Style(by="status", size=5, label="action"),
        time=("expires_at",),
        access=Access(read=STAFF, create=tuple(OPERATORS)),
        history=timedelta(days=3650),
    )

    geom: Geom = point()
    target_layer: str = prop("Layer", vi="Lớp", max_length=48)
    target_id: UUID = prop("Feature", vi="Đối tượng", index=True)
    action: str = prop("Action", vi="Thao tác", max_length=60)
    value: float | None = prop("Value", vi="Giá trị")
    reason: str = prop("Reason", vi="Lý do", max_length=500)
    expires_at: datetime = prop("Deadline", vi="Hạn chót", server_default="now() + interval '5 minutes'")
    set_id: UUID | None = prop("Set", vi="Cùng lượt", index=True)
    requested_by: str = prop("Requested by", vi="Người ra lệnh", max_length=63, server_default="layers.actor()")
    status: CommandStatus | None = observed("Status", vi="Trạng thái")
    attempts: int | None = observed("Attempts", vi="Số lần gửi", ge=0, le=1000)
    sent_at: datetime | None = observed("Sent", vi="Gửi lúc")
    answered_at: datetime | None = observed("Answered", vi="Trả lời lúc")
    answer: str | None = observed("Answer", vi="Trả lời", max_length=500)
