"""Reads off certificates what asking about them needs: purposes, addresses, who issued whom.

Must not decide whom to trust.
"""

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from typing import TypeVar

from cryptography import x509
from cryptography.x509.oid import AuthorityInformationAccessOID

from signing.keys.names import is_issued_by, ordered_chain
from signing.sources.signatures import STRONG

X = TypeVar("X", bound=x509.ExtensionType)

_WEB = ("http://", "https://")


def extension_of(certificate: x509.Certificate, kind: type[X]) -> X | None:
    """Return the value of an extension, None where the certificate has none of that kind."""
    try:
        return certificate.extensions.get_extension_for_class(kind).value
    except x509.ExtensionNotFound:
        return None


def is_authority(certificate: x509.Certificate) -> bool:
    """Return whether the certificate issues others."""
    constraints = extension_of(certificate, x509.BasicConstraints)
    return constraints is not None and constraints.ca


def is_valid(certificate: x509.Certificate, at: dt.datetime) -> bool:
    """Return whether `at` lies within the certificate's validity."""
    return certificate.not_valid_before_utc <= at <= certificate.not_valid_after_utc


def is_strongly_issued(certificate: x509.Certificate, issuer: x509.Certificate) -> bool:
    """Return whether the key of `issuer` signed the certificate, over a strong hash."""
    digest = certificate.signature_hash_algorithm
    return digest is not None and digest.name in STRONG and is_issued_by(certificate, issuer)


def anchored(
    leaf: x509.Certificate, others: Sequence[x509.Certificate], trusted: Sequence[x509.Certificate]
) -> tuple[x509.Certificate, ...]:
    """Return the leaf, its issuers and the first trusted one, each proved to have issued the one before.

    Args:
        leaf: whose chain it is.
        others: issuers that may be in between.
        trusted: anchors.

    Returns:
        Nothing where no trusted certificate is above the leaf, or one in between may not issue others.
    """
    path = (leaf, *ordered_chain(leaf, (*others, *trusted)))
    ends = [place for place, certificate in enumerate(path) if certificate in trusted]
    if not ends or not all(is_authority(one) for one in path[1 : ends[0]]):
        return ()
    return path[: ends[0] + 1]


def responders_of(certificate: x509.Certificate) -> tuple[str, ...]:
    """Return the addresses of the OCSP responders that the certificate names, in its order."""
    access = extension_of(certificate, x509.AuthorityInformationAccess) or ()
    asked = AuthorityInformationAccessOID.OCSP
    return tuple(_web([one.access_location for one in access if one.access_method == asked]))


def places_of(certificate: x509.Certificate) -> tuple[x509.GeneralName, ...]:
    """Return where the certificate says that whole, direct lists about it lie.

    A point that names other signers of the list, or only some reasons, leads to lists that say too little.
    """
    points = extension_of(certificate, x509.CRLDistributionPoints) or ()
    whole = [point for point in points if point.reasons is None and point.crl_issuer is None]
    return tuple(name for point in whole for name in point.full_name or ())


def lists_of(certificate: x509.Certificate) -> tuple[str, ...]:
    """Return the addresses of such lists, in the certificate's order."""
    return tuple(_web(places_of(certificate)))


def _web(names: Iterable[x509.GeneralName]) -> Iterator[str]:
    """Yield what HTTP reaches; directories (ldap) are not asked."""
    for name in names:
        if isinstance(name, x509.UniformResourceIdentifier) and name.value.lower().startswith(_WEB):
            yield name.value
