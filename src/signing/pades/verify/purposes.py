"""What certificates are for, by their extended key usage: of signers, of who stamps, of who issues them.

RFC 5280 leaves open what the usage of an authority's certificate means for those below it. Authorities and
programs hold it for a limit (CA/Browser Forum Baseline Requirements 7.1.2.2; OpenSSL, Windows), and so do we.
Must not look at chains; trust.py does. Source: RFC 5280 section 4.2.1.12; RFC 3161 section 2.3.
"""

from asn1crypto import x509

from signing.pades.anchors import Purpose

_ANY = "any_extended_key_usage"
_STAMPING = "time_stamping"
_OTHER_TRADES = frozenset({_STAMPING, "ocsp_signing", "server_auth", "code_signing"})
_BESIDE = frozenset({"client_auth"})
"""A purpose that certificates of persons and of machines have alike; it says nothing about the trade."""


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
    named = _purposes(certificate) - _BESIDE
    return bool(named) and named <= _OTHER_TRADES


def _purposes(certificate: x509.Certificate) -> set[str]:
    purposes = certificate.extended_key_usage_value
    return set(purposes.native) if purposes is not None else set()
