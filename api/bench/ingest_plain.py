"""The peer: a subscriber that inserts what it hears, as one writes it in an afternoon; run as a script.

One connection, QoS 1, one transaction and one INSERT a message, acknowledged when the callback returns. It checks nothing,
keeps no present state, sums nothing up and tells nobody.
"""

from __future__ import annotations

import datetime as dt
import json
import os
import sys

import psycopg
from paho.mqtt.client import Client, MQTTMessage, MQTTv5
from paho.mqtt.enums import CallbackAPIVersion
from paho.mqtt.properties import Properties
from paho.mqtt.reasoncodes import ReasonCode

TOPIC = "dongha/+/+/state"


def main() -> None:
    """Insert into bench.readings until killed."""
    host, port, user, password = json.loads(os.environ["BENCH_BROKER"])
    with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as connection:

        def came(_client: Client, _data: object, message: MQTTMessage) -> None:
            _, layer, key, _ = message.topic.split("/")
            said = json.loads(message.payload)
            time = dt.datetime.fromtimestamp(said["time"] / 1000, dt.UTC)
            rows = [(f"{layer}/{key}", name, time, value) for name, value in said["readings"].items()]
            places = ", ".join(["(%s, %s, %s, %s)"] * len(rows))
            connection.execute(
                f"INSERT INTO bench.readings VALUES {places} ON CONFLICT DO NOTHING".encode(),
                [value for row in rows for value in row],
            )

        def connected(
            client: Client, _data: object, _flags: object, _code: ReasonCode, _more: Properties | None
        ) -> None:
            client.subscribe(TOPIC, qos=1)
            sys.stdout.write("ready\n")
            sys.stdout.flush()

        client = Client(CallbackAPIVersion.VERSION2, client_id="bench-plain", protocol=MQTTv5)
        client.username_pw_set(user, password)
        client.on_message = came
        client.on_connect = connected
        client.connect(host, port)
        client.loop_forever()


if __name__ == "__main__":
    main()
