"""How somebody wants a file judged: as of when, by whose certificates, against which lists.

Must not pass over what was given and cannot be read: others would be trusted, or a revoked signer passed.
"""

import dataclasses as dc
import datetime as dt
from collections.abc import Iterable

from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding

from archive.errors import BadValue
from signing.pades.anchors import Scheme
from signing.pades.verify.carried import Evidence


@dc.dataclass(frozen=True, slots=True)
class Judging:
    """How somebody wants a file judged; empty means by the archive's own settings.

    Attributes:
        at: as of this time; None: now.
        anchors: PEM or DER certificates instead of the configured ones.
        crls: PEM or DER revocation lists beside those in the file.
        expected: names that must have signed.
        schemes: lists of the trust list that signers must come from.
        beside: what was found beside the file; trusted no more than what is in it.
    """

    at: dt.datetime | None = None
    anchors: tuple[bytes, ...] = ()
    crls: tuple[bytes, ...] = ()
    expected: tuple[str, ...] = ()
    schemes: frozenset[Scheme] = frozenset(Scheme)
    beside: Evidence = dc.field(default_factory=Evidence)


def certificates_in(files: Iterable[bytes]) -> tuple[bytes, ...]:
    """Return the certificates of `files` as DER.

    Raises:
        BadValue: a file holds none.
    """
    found: list[bytes] = []
    for data in files:
        try:
            many = (
                x509.load_pem_x509_certificates(data)
                if b"-----BEGIN" in data
                else [x509.load_der_x509_certificate(data)]
            )
        except ValueError as error:
            raise _unreadable("--trust", "tệp không chứa chứng thư", "it holds no certificate") from error
        found += [one.public_bytes(Encoding.DER) for one in many]
    return tuple(found)


def lists_in(files: Iterable[bytes]) -> tuple[bytes, ...]:
    """Return the revocation lists of `files` as DER.

    Raises:
        BadValue: a file is no list.
    """
    found: list[bytes] = []
    for data in files:
        load = x509.load_pem_x509_crl if b"-----BEGIN" in data else x509.load_der_x509_crl
        try:
            found.append(load(data).public_bytes(Encoding.DER))
        except ValueError as error:
            raise _unreadable("--crl", "tệp không phải danh sách thu hồi", "it is no list") from error
    return tuple(found)


def _unreadable(name: str, why_vi: str, why_en: str) -> BadValue:
    return BadValue(value="…", name=name, why_vi=why_vi, why_en=why_en)
