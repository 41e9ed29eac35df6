"""The one rule of whose a certificate is: own keys, tokens, and files that come back signed are held to it.

Must not judge the certificate otherwise: keys/check.py does.

A registered certificate is the only one that its account signs with. Without one, the certificate must
carry the account's personal number; where no number is registered, its name must be the account's.
"""

import dataclasses as dc
import hashlib
import re

from cryptography import x509
from cryptography.x509.oid import NameOID

from archive.search.fold import spelled_words
from signing.errors import CertificateOfAnother

_LONGEST_NAME = 64
"""Letters that a common name holds (RFC 5280 appendix A), or bytes, as some authorities count; agencies have
longer names."""
_NUMBERS = (NameOID.SERIAL_NUMBER, NameOID.USER_ID)
_PREFIX = re.compile(r"^[A-Za-z]{2,6}\s*[:-]\s*")
"""`CCCD:079084000017` of Vietnamese authorities, `IDCVN-079084000017` of EN 319 412-1 section 5.1.3."""


@dc.dataclass(frozen=True, slots=True)
class Holder:
    """What is known of the officer of an account.

    Attributes:
        full_name: of the person.
        number: their personal number, empty where it is not registered.
        thumbprint: SHA-256 of their registered certificate, hexadecimal, empty where there is none.
    """

    full_name: str
    number: str = ""
    thumbprint: str = ""


def check_holder(certificate: bytes, holder: Holder) -> None:
    """Let an officer sign only with a certificate of their own.

    Args:
        certificate: DER.
        holder: the officer of the account.

    Raises:
        CertificateOfAnother: it is not theirs.
    """
    if holder.thumbprint:
        mine = hashlib.sha256(certificate).hexdigest() == holder.thumbprint.lower()
    elif holder.number:
        mine = holder.number.casefold() in _numbers(certificate)
    else:
        mine = _is_named(certificate, holder.full_name)
    if not mine:
        raise CertificateOfAnother(named=", ".join(_names(certificate)) or "?", holder=holder.full_name)


def check_agency(certificate: bytes, code: str, name: str) -> None:
    """Let a seal be put only with a certificate of that agency: its code, or else its name.

    Raises:
        CertificateOfAnother: it is another's.
    """
    forms = (name, name[:_LONGEST_NAME], name.encode()[:_LONGEST_NAME].decode(errors="ignore"))
    named = any(_is_named(certificate, form) for form in forms)
    if code.casefold() not in _numbers(certificate) and not named:
        raise CertificateOfAnother(named=", ".join(_names(certificate)) or "?", holder=name)


def thumbprint_of(certificate: bytes) -> str:
    """Return the SHA-256 of a certificate, hexadecimal."""
    return hashlib.sha256(certificate).hexdigest()


def _numbers(certificate: bytes) -> set[str]:
    values = [value for oid in _NUMBERS for value in _values(certificate, oid)]
    return {form.casefold() for value in values for form in (value, _PREFIX.sub("", value))}


def _is_named(certificate: bytes, name: str) -> bool:
    """Whether every common name is `name`: the same letters, in any case and either tone placement."""
    wanted, names = spelled_words(name), _names(certificate)
    return bool(wanted and names) and all(spelled_words(one) == wanted for one in names)


def _names(certificate: bytes) -> list[str]:
    return _values(certificate, NameOID.COMMON_NAME)


def _values(certificate: bytes, oid: x509.ObjectIdentifier) -> list[str]:
    subject = x509.load_der_x509_certificate(certificate).subject
    return [str(one.value).strip() for one in subject.get_attributes_for_oid(oid)]
