"""What certificates are for, by their extended key usage: of signers, of who stamps, of who issues them.

RFC 5280 leaves open what the usage of an authority's certificate means for those below it. Authorities and
programs hold it for a limit (CA/Browser Forum Baseline Requirements 7.1.2.2; OpenSSL, Windows), and so do we.
Must not look at chains; trust.py does. Source: RFC 5280 section 4.2.1.12; RFC 3161 section 2.3.
"""

from asn1crypto import x509

from signing.pades.anchors import Purpose

_PKIX, _MICROSOFT = "1.3.6.1.5.5.7.3.", "1.3.6.1.4.1.311."
_ANY = "2.5.29.37.0"
_STAMPING, _CLIENT = f"{_PKIX}8", f"{_PKIX}2"
_DOCUMENTS = frozenset(
    {
        _ANY,
        f"{_PKIX}4",  # mail
        f"{_PKIX}36",  # documents (RFC 9336)
        f"{_MICROSOFT}10.3.12",  # documents
        f"{_MICROSOFT}10.12.1",  # anything
        "1.2.840.113583.1.1.5",  # Adobe's for authentic documents
    }
)
"""Purposes that let a certificate sign documents, whatever else it names."""
_MACHINES = (_PKIX, "1.3.6.1.5.5.8.2.2", "1.3.6.1.5.2.3.5")
"""Servers, code, answers, stamps, tunnels, routers: the other purposes of PKIX, of IKE, and of Kerberos."""
_LOGGING_ON = (f"{_MICROSOFT}10.", f"{_MICROSOFT}20.2.", "1.3.6.1.5.2.3.4")
"""Cards, encrypted files, other offices of Windows: persons have them, beside the use of a client."""


def signs_documents(certificate: x509.Certificate) -> bool:
    """Whether a certificate is no authority's, and was not issued for something else than documents."""
    return not certificate.ca and not _is_of_another_trade(certificate)


def stamps_alone(certificate: x509.Certificate) -> bool:
    """Whether a key stamps and does nothing else, which nobody may overlook (RFC 3161 section 2.3)."""
    return _purposes(certificate) == {_STAMPING} and "extended_key_usage" in certificate.critical_extensions


def issues_for(authority: x509.Certificate, purpose: Purpose) -> bool:
    """Whether an authority's certificate lets it issue others for a purpose; one that names none does."""
    usage = authority.key_usage_value
    if usage is not None and "key_cert_sign" not in usage.native:
        return False
    # certificates of version 1, as old roots have them, cannot say that they are an authority's
    if authority.basic_constraints_value is not None and not authority.ca:
        return False
    named = _purposes(authority)
    if not named or _ANY in named:
        return True
    return _STAMPING in named if purpose is Purpose.TIMESTAMP else not _is_of_another_trade(authority)


def _is_of_another_trade(certificate: x509.Certificate) -> bool:
    """Whether it names a trade, and none that fits documents; a purpose that nobody knows excuses none.

    The use of a client says nothing beside a machine's trade: machines log on as well.
    """
    named = _purposes(certificate)
    if named & _DOCUMENTS:
        return False
    if any(one.startswith(_MACHINES) for one in named - {_CLIENT}):
        return True
    return _CLIENT not in named and any(one.startswith(_LOGGING_ON) for one in named)


def _purposes(certificate: x509.Certificate) -> set[str]:
    purposes = certificate.extended_key_usage_value
    return {one.dotted for one in purposes} if purposes is not None else set()
