"""What the broker is given to read: its certificates, its password file and its ACL file."""

from __future__ import annotations

import base64
import hashlib
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509

from api.cli.broker_access import Login, acl_file, is_filter, own_logins, password_file, password_of, scrambled
from api.cli.broker_certificate import RENEW_DAYS, SERVER_DAYS, Certificates

NOW = datetime(2026, 11, 22, tzinfo=UTC)
NAMES = ("mqtt.example", "127.0.0.1", "localhost")


@pytest.fixture
def made(tmp_path: Path) -> Certificates:
    certificates = Certificates(tmp_path / "tls")
    assert certificates.ensure(NAMES, NOW)
    return certificates


def _server(certificates: Certificates) -> x509.Certificate:
    return x509.load_pem_x509_certificate(certificates.server.read_bytes())


def _said(certificate: x509.Certificate) -> set[str]:
    names = certificate.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    return {str(name.value) for name in names}


def test_the_server_is_signed_by_the_authority_for_all_its_names(made: Certificates) -> None:
    authority = x509.load_pem_x509_certificate(made.authority.read_bytes())
    server = _server(made)
    server.verify_directly_issued_by(authority)
    assert _said(server) == set(NAMES)
    assert not server.extensions.get_extension_for_class(x509.BasicConstraints).value.ca
    assert all(path.stat().st_mode & 0o077 == 0 for path in made.folder.glob("*.key"))


def test_it_is_renewed_before_its_end_and_for_a_new_name_and_the_authority_stays(made: Certificates) -> None:
    authority, serial = made.authority.read_bytes(), _server(made).serial_number
    assert not made.ensure(NAMES, NOW + timedelta(days=SERVER_DAYS - RENEW_DAYS - 1))
    assert not made.ensure(NAMES[1:], NOW)
    assert _server(made).serial_number == serial
    later = NOW + timedelta(days=SERVER_DAYS - RENEW_DAYS + 1)
    assert made.ensure(NAMES, later)
    assert _server(made).not_valid_after_utc > later + timedelta(days=RENEW_DAYS)
    assert made.ensure((*NAMES, "10.1.2.3"), later)
    assert "10.1.2.3" in _said(_server(made))
    assert made.authority.read_bytes() == authority


def test_an_authority_goes_to_another_house_whole(made: Certificates, tmp_path: Path) -> None:
    other = Certificates(tmp_path / "other")
    bundle = made.bundle()
    assert bundle is not None
    other.take(bundle)
    other.ensure(("elsewhere",), NOW)
    assert other.authority.read_bytes() == made.authority.read_bytes()
    _server(other).verify_directly_issued_by(x509.load_pem_x509_certificate(made.authority.read_bytes()))


def test_passwords_are_kept_as_mosquitto_reads_them() -> None:
    _, form, rounds, salt, digest = scrambled("mật khẩu").split("$")
    made = hashlib.pbkdf2_hmac("sha512", "mật khẩu".encode(), base64.b64decode(salt), int(rounds))
    assert form == "7"
    assert len(base64.b64decode(salt)) == 12
    assert base64.b64decode(digest) == made
    assert scrambled("a") != scrambled("a")


def test_devices_are_covered_by_patterns_and_others_have_sections() -> None:
    lamp = Login(
        "street_lamps/Đèn-1", "$7$", ("dongha/street_lamps/Đèn-1/state",), ("dongha/street_lamps/Đèn-1/command",)
    )
    gateway = Login("cs", "$7$", ("application/1/device/+/event/+",), ())
    text = acl_file([lamp, gateway])
    assert "pattern write dongha/%u/state" in text
    assert "Đèn-1" not in text
    assert text.endswith("user cs\ntopic write application/1/device/+/event/+\n")
    assert password_file([lamp]) == "street_lamps/Đèn-1:$7$\n"


def test_publishers_stay_outside_until_the_gate_opens() -> None:
    shut = {login.name for login in own_logins("secret", gate_open=False)}
    assert {login.name for login in own_logins("secret", gate_open=True)} - shut == {"simulator"}
    assert len({password_of("secret", name) for name in ("dongha", "ingest", "simulator", "web")}) == 4


@pytest.mark.parametrize(
    ("text", "good"),
    [
        ("#", True), ("a/#", True), ("+/a/+", True), ("v1.1/Datastreams(1)/Observations", True), ("dongha/Đèn 1/x", True),
        ("", False), ("a#", False), ("a/#/b", False), ("a+", False), ("$SYS/#", False), (" a", False), ("a ", False),
        ("a\nuser x", False), ("a\x00", False), ("a" * 501, False),
    ],
)  # fmt: skip
def test_topic_filters(text: str, good: bool) -> None:
    assert is_filter(text) is good
