"""Revocation lists of the embedded authority, signed fresh in process.

Must not reach for the network: lists of other authorities come through another RevocationSource.
"""

import datetime as dt
import json
import os
import tempfile
from functools import lru_cache
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.serialization import Encoding

from archive.clock import Clock
from signing.authority.layout import ISSUING, REVOKED_FILE, ROOT, Identity, read_identity
from signing.errors import RevocationUnavailable
from signing.keys.names import is_issued_by
from signing.ports import RevocationData

LIST_LIFE = dt.timedelta(days=7)
"""How long a list is current; a file that reached B-LTA carries its own and does not depend on it."""


class EmbeddedRevocation:
    """Signs a fresh list for each issuer of a chain, as of now."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def data_for(self, chain: tuple[bytes, ...], at: dt.datetime) -> RevocationData:
        """Return lists for the issuers of `chain` (leaf first) except the anchor's own.

        Args:
            chain: DER certificates.
            at: aware time that the lists are dated with.

        Raises:
            RevocationUnavailable: a certificate was issued by somebody else.
        """
        wanted: dict[x509.Name, Identity] = {}
        for encoded in chain:
            certificate = x509.load_der_x509_certificate(encoded)
            if certificate.issuer == certificate.subject:
                continue
            # by key, not by name alone: another archive's embedded authority has the same name
            issuer = next(
                (one for one in self._issuers() if is_issued_by(certificate, one.certificate)), None
            )
            if issuer is None:
                raise RevocationUnavailable(
                    issuer=certificate.issuer.rfc4514_string(), why="not an authority of this archive"
                )
            wanted[certificate.issuer] = issuer
        revoked = read_revoked(self._folder)
        moment = at.replace(microsecond=0)
        named = tuple(revoked.items())
        return RevocationData(tuple(_list_of(issuer, named, moment) for issuer in wanted.values()))

    def _issuers(self) -> tuple[Identity, ...]:
        return _identities(self._folder)


@lru_cache(maxsize=32)
def _list_of(issuer: Identity, revoked: tuple[tuple[str, str], ...], at: dt.datetime) -> bytes:
    """Sign a list once a second: a file needs the same one for each of its chains."""
    return _sign(issuer, dict(revoked), at)


def revoke(folder: Path, certificate: bytes, clock: Clock) -> None:
    """Take back a certificate that the embedded authority issued; lists name it from now on."""
    serial = str(x509.load_der_x509_certificate(certificate).serial_number)
    revoked = read_revoked(folder)
    revoked.setdefault(serial, clock.now().isoformat(timespec="seconds"))
    _replace(folder / REVOKED_FILE, json.dumps(revoked, indent=1).encode("ascii"))
    write_crls(folder, clock)


def read_revoked(folder: Path) -> dict[str, str]:
    """Return serial number → ISO time of each revoked certificate."""
    file = folder / REVOKED_FILE
    if not file.exists():
        return {}
    return dict(json.loads(file.read_text(encoding="ascii")))


def write_crls(folder: Path, clock: Clock) -> list[Path]:
    """Write the current lists as root.crl and issuing.crl (DER) and return their paths."""
    revoked, written = read_revoked(folder), []
    for name in (ROOT, ISSUING):
        file = folder / f"{name}.crl"
        _replace(file, _sign(read_identity(folder, name), revoked, clock.now()))
        written.append(file)
    return written


def _sign(issuer: Identity, revoked: dict[str, str], at: dt.datetime) -> bytes:
    now = at.replace(microsecond=0)
    builder = (
        x509.CertificateRevocationListBuilder()
        .issuer_name(issuer.certificate.subject)
        .last_update(now)
        .next_update(now + LIST_LIFE)
        .add_extension(x509.CRLNumber(int(at.timestamp() * 1000)), critical=False)
        .add_extension(
            x509.AuthorityKeyIdentifier.from_issuer_public_key(issuer.key.public_key()), critical=False
        )
    )
    for serial, moment in revoked.items():
        entry = x509.RevokedCertificateBuilder().serial_number(int(serial))
        builder = builder.add_revoked_certificate(
            entry.revocation_date(dt.datetime.fromisoformat(moment)).build()
        )
    return builder.sign(issuer.key, hashes.SHA256()).public_bytes(Encoding.DER)


@lru_cache(maxsize=8)
def _identities(folder: Path) -> tuple[Identity, ...]:
    """Read the issuers once: parsing their keys costs more than signing a list."""
    return tuple(read_identity(folder, name) for name in (ROOT, ISSUING))


def _replace(file: Path, content: bytes) -> None:
    """Write beside the file and rename, so that a reader never sees half of it."""
    handle, name = tempfile.mkstemp(dir=file.parent, prefix=f".{file.name}.")
    with os.fdopen(handle, "wb") as stream:
        stream.write(content)
        stream.flush()
        os.fsync(stream.fileno())
    Path(name).replace(file)
