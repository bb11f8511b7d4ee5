"""`./dongha simulate`: the street of a city that runs already, at another pace or in another time."""

from __future__ import annotations

import os
import sys
from enum import StrEnum
from typing import Annotated

import typer

from api.cli.places import ROOT, Places


class Replay(StrEnum):
    """What can be replayed (`devices.simulator.clock.SCENARIOS`)."""

    FLOOD_2020 = "flood-2020"


def simulate(
    rate: Annotated[
        float | None, typer.Option(min=0.01, help="Tổng số lần báo mỗi giây · reports a second in all.")
    ] = None,
    devices: Annotated[int | None, typer.Option(min=1, help="Số thiết bị · how many devices (all).")] = None,
    layer: Annotated[list[str] | None, typer.Option(help="Chỉ lớp này; lặp lại được · only this layer.")] = None,
    scenario: Annotated[Replay | None, typer.Option(help="Diễn lại · replay what has been.")] = None,
    speed: Annotated[float, typer.Option(min=0.01, help="Nhanh hơn đời thật · times faster than life.")] = 1,
    seed: Annotated[int, typer.Option(help="Hạt giống ngẫu nhiên · seed of chance.")] = 461,
    duration: Annotated[float | None, typer.Option(min=1, help="Số giây · stop after so many seconds.")] = None,
    mischief: Annotated[
        float, typer.Option(min=0, max=100, help="Mức trục trặc, 0: không · times the usual trouble; 0: none.")
    ] = 1,
) -> None:
    """Mô phỏng thiết bị của thành phố đang chạy · simulate the devices of a city that runs."""
    from api.cli.database import reach
    from api.cli.up import addresses

    places = Places.from_env()
    found = addresses(places)
    reach(found["DATABASE_URL"])
    wish = {"rate": rate, "devices": devices, "scenario": scenario, "speed": speed, "seed": seed}
    wish |= {"duration": duration, "mischief": mischief}
    argv = [sys.executable, "-P", "-m", "devices.simulator"]
    argv += [f"--{name}={value}" for name, value in wish.items() if value is not None]
    argv += [f"--layer={name}" for name in layer or ()]
    argv.append(f"--state={places.var / 'simulate'}")
    environment = {**os.environ, "DATABASE_URL": found["DATABASE_URL"], "MQTT_URL": found["MQTT_URL"]}
    os.execve(sys.executable, argv, environment | {"PYTHONPATH": str(ROOT)})
