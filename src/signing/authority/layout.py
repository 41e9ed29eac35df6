"""Where the embedded authority keeps its certificates and keys, and how they are written and read.

Must not make keys nor sign.
"""

import dataclasses as dc
import os
import tempfile
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec

from signing.errors import AuthorityMissing

ROOT, ISSUING, TSA = "root", "issuing", "timestamp"
REVOKED_FILE = "revoked.json"
PASS_PHRASE_FILE = "officers.secret"  # noqa: S105 - the name of a file


@dc.dataclass(frozen=True, slots=True)
class Identity:
    """A certificate of the embedded authority and its key; the key is never shown."""

    certificate: x509.Certificate
    key: ec.EllipticCurvePrivateKey = dc.field(repr=False)


def write_identity(folder: Path, name: str, identity: Identity) -> None:
    """Write `name`.key and then `name`.pem into `folder`: no certificate stands there without its key.

    Raises:
        FileExistsError: there is such an identity, or somebody makes it now.
    """
    key = identity.key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    write_private(folder / f"{name}.key", key)
    write_private(folder / f"{name}.pem", pem(identity.certificate))


def read_identity(folder: Path, name: str) -> Identity:
    """Read what `write_identity` wrote.

    Raises:
        AuthorityMissing: a file is not there or is no key.
    """
    try:
        key = serialization.load_pem_private_key((folder / f"{name}.key").read_bytes(), password=None)
    except (OSError, ValueError, TypeError):
        # The cause is dropped on purpose: it could quote the key's file.
        raise AuthorityMissing(file=f"{name}.key") from None
    if not isinstance(key, ec.EllipticCurvePrivateKey):
        raise AuthorityMissing(file=f"{name}.key")
    return Identity(read_certificate(folder, name), key)


def generations(folder: Path, name: str) -> list[str]:
    """Return the names of the identities `name`, `name-2`, … that are whole, oldest first."""
    found = {1: name} if (folder / f"{name}.pem").exists() else {}
    for file in folder.glob(f"{name}-*.pem"):
        number = file.stem.removeprefix(f"{name}-")
        if number.isdecimal():
            found[int(number)] = file.stem
    return [found[number] for number in sorted(found)]


def read_certificate(folder: Path, name: str) -> x509.Certificate:
    """Read `name`.pem.

    Raises:
        AuthorityMissing: it is not there or is no certificate.
    """
    try:
        return x509.load_pem_x509_certificate((folder / f"{name}.pem").read_bytes())
    except (OSError, ValueError) as error:
        raise AuthorityMissing(file=f"{name}.pem") from error


def write_private(path: Path, content: bytes) -> None:
    """Write `content` to the new file `path` that only its owner may read; it is there whole or not at all.

    Raises:
        FileExistsError: there is such a file; nobody's key is overwritten.
    """
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")  # mode 0600
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        os.link(name, path)
    finally:
        Path(name).unlink()


def pem(certificate: x509.Certificate) -> bytes:
    """Return `certificate` as PEM."""
    return certificate.public_bytes(serialization.Encoding.PEM)


def der(certificate: x509.Certificate) -> bytes:
    """Return `certificate` as DER."""
    return certificate.public_bytes(serialization.Encoding.DER)


def common_name(certificate: x509.Certificate) -> str:
    """Return the subject's common name, or the whole subject where it has none."""
    names = certificate.subject.get_attributes_for_oid(x509.NameOID.COMMON_NAME)
    return str(names[0].value) if names else certificate.subject.rfc4514_string()
