"""The broker's own certificate authority and the server certificate that it signs, kept under `var/mosquitto/tls`.

Devices trust the authority's certificate (`ca.pem`), which stays; the server's is renewed before it expires and whenever the
broker is reached by another name.
"""

from __future__ import annotations

import ipaddress
import os
import socket
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from api.cli.console import Trouble
from api.cli.places import Places

AUTHORITY_DAYS = 20 * 365
SERVER_DAYS = 397
RENEW_DAYS = 60
"""The server's certificate is renewed when it has less left than this."""

_SKEW = timedelta(days=2)
"""Devices whose clock is late still take a new certificate."""


def names_of_this_machine() -> tuple[str, ...]:
    """Names and addresses by which devices may reach the broker: those of MQTT_NAMES, and what the machine knows itself."""
    given = [name.strip() for name in os.environ.get("MQTT_NAMES", "").split(",") if name.strip()]
    outgoing = (_outgoing(socket.AF_INET, "192.0.2.1"), _outgoing(socket.AF_INET6, "2001:db8::1"))
    found = [*given, socket.gethostname(), "localhost", "127.0.0.1", "::1", *filter(None, outgoing)]
    return tuple(dict.fromkeys(found))


class Certificates:
    """The files of one broker: `ca.pem`, `ca.key`, `server.pem`, `server.key`."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.authority = folder / "ca.pem"
        self.server = folder / "server.pem"
        self.server_key = folder / "server.key"
        self._authority_key = folder / "ca.key"

    @classmethod
    def of(cls, places: Places) -> Certificates:
        """Those of the house's own broker."""
        return cls(places.var / "mosquitto" / "tls")

    def ensure(self, names: tuple[str, ...], now: datetime | None = None) -> bool:
        """Make what is missing and renew what ends soon or lacks one of `names`; whether the server's is a new one."""
        now = now or datetime.now(UTC)
        self.folder.mkdir(mode=0o755, parents=True, exist_ok=True)
        if not (self.authority.exists() and self._authority_key.exists()):
            self._make_authority(now)
        elif self._serves(names, now):
            return False
        self._make_server(names, now)
        return True

    def authority_text(self) -> str:
        """The authority's certificate (PEM); Trouble before the broker's first start."""
        if not self.authority.exists():
            raise Trouble(
                "chưa có chứng thư; hãy ./dongha up", "there is no certificate yet: ./dongha up makes the broker's own"
            )
        return self.authority.read_text("ascii")

    def days_left(self) -> int:
        """Days for which devices can still trust the authority."""
        return (_read(self.authority).not_valid_after_utc - datetime.now(UTC)).days

    def bundle(self) -> str | None:
        """The authority with its key as PEM text, for a backup; None when there is none."""
        if not self.authority.exists():
            return None
        return self.authority.read_text("ascii") + self._authority_key.read_text("ascii")

    def take(self, bundle: str) -> None:
        """Put an authority from a backup in place, the present one aside; the server's is made anew at the next start."""
        present = self.bundle()
        begin = bundle.index("-----BEGIN PRIVATE KEY")
        self.folder.mkdir(mode=0o755, parents=True, exist_ok=True)
        if present:
            _write(self.folder / "ca.before.pem", present.encode(), 0o600)
        _write(self._authority_key, bundle[begin:].encode(), 0o600)
        _write(self.authority, bundle[:begin].encode(), 0o644)
        self.server.unlink(missing_ok=True)

    def _serves(self, names: tuple[str, ...], now: datetime) -> bool:
        if not (self.server.exists() and self.server_key.exists()):
            return False
        held, authority = _read(self.server), _read(self.authority)
        if held.issuer != authority.subject or held.not_valid_after_utc - now < timedelta(days=RENEW_DAYS):
            return False
        said = held.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
        return {name.value for name in _alternatives(names)} <= {name.value for name in said}

    def _make_authority(self, now: datetime) -> None:
        key = ec.generate_private_key(ec.SECP256R1())
        serial = x509.random_serial_number()
        name = x509.Name([
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, "Dong Ha"),
            x509.NameAttribute(NameOID.COMMON_NAME, f"Dong Ha MQTT authority {serial:040x}"[:40]),
        ])  # fmt: skip
        usage = x509.KeyUsage(
            digital_signature=False, content_commitment=False, key_encipherment=False, data_encipherment=False,
            key_agreement=False, key_cert_sign=True, crl_sign=True, encipher_only=False, decipher_only=False,
        )  # fmt: skip
        made = (
            x509.CertificateBuilder(name, name, key.public_key(), serial)
            .not_valid_before(now - _SKEW)
            .not_valid_after(now + timedelta(days=AUTHORITY_DAYS))
            .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
            .add_extension(usage, critical=True)
            .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
            .sign(key, hashes.SHA256())
        )
        _write(self._authority_key, _pem(key), 0o600)
        _write(self.authority, made.public_bytes(serialization.Encoding.PEM), 0o644)

    def _make_server(self, names: tuple[str, ...], now: datetime) -> None:
        signer = serialization.load_pem_private_key(self._authority_key.read_bytes(), None)
        if not isinstance(signer, ec.EllipticCurvePrivateKey):
            raise ValueError(f"{self._authority_key} is no elliptic-curve key")
        authority = _read(self.authority)
        key = ec.generate_private_key(ec.SECP256R1())
        ends = min(now + timedelta(days=SERVER_DAYS), authority.not_valid_after_utc)
        made = (
            x509.CertificateBuilder()
            .subject_name(x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, names[0][:64])]))
            .issuer_name(authority.subject)
            .public_key(key.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(now - _SKEW)
            .not_valid_after(ends)
            .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
            .add_extension(x509.SubjectAlternativeName(_alternatives(names)), critical=False)
            .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
            .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
            .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(signer.public_key()), critical=False)
            .sign(signer, hashes.SHA256())
        )
        _write(self.server_key, _pem(key), 0o600)
        _write(self.server, made.public_bytes(serialization.Encoding.PEM), 0o644)


def _alternatives(names: tuple[str, ...]) -> list[x509.DNSName | x509.IPAddress]:
    found: list[x509.DNSName | x509.IPAddress] = []
    for name in names:
        try:
            found.append(x509.IPAddress(ipaddress.ip_address(name)))
        except ValueError:
            if name.isascii():
                found.append(x509.DNSName(name))
    return found


def _outgoing(family: socket.AddressFamily, elsewhere: str) -> str | None:
    """The address with which this machine would speak to others; nothing is sent."""
    try:
        with socket.socket(family, socket.SOCK_DGRAM) as probe:
            probe.connect((elsewhere, 9))
            return str(probe.getsockname()[0])
    except OSError:
        return None


def _read(path: Path) -> x509.Certificate:
    return x509.load_pem_x509_certificate(path.read_bytes())


def _pem(key: ec.EllipticCurvePrivateKey) -> bytes:
    return key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )


def _write(path: Path, content: bytes, mode: int) -> None:
    """Keep a file that readers see whole or not at all."""
    fresh = path.with_name(f"{path.name}.new")
    fresh.unlink(missing_ok=True)
    with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, mode), "wb") as sink:
        sink.write(content)
    fresh.replace(path)
