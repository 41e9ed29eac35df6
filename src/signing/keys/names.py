"""Reads names and the order of a chain off certificates.

Must not judge them: keys/check.py does.
"""

from cryptography import x509
from cryptography.x509.oid import NameOID

LONGEST_CHAIN = 8
"""More issuers than any real chain has: a loop of cross certificates must not hang us."""


def common_name(certificate: x509.Certificate) -> str:
    """Return the subject's common name, or the whole subject where it has none."""
    names = certificate.subject.get_attributes_for_oid(NameOID.COMMON_NAME)
    return str(names[0].value) if names else certificate.subject.rfc4514_string()


def ordered_chain(
    leaf: x509.Certificate, others: tuple[x509.Certificate, ...]
) -> tuple[x509.Certificate, ...]:
    """Return the issuers of `leaf` found among `others`, nearest first."""
    chain: list[x509.Certificate] = []
    below = leaf
    while below.issuer != below.subject and len(chain) < LONGEST_CHAIN:
        issuer = next((one for one in others if is_issued_by(below, one)), None)
        if issuer is None or issuer in chain:
            break
        chain.append(issuer)
        below = issuer
    return tuple(chain)


def is_issued_by(below: x509.Certificate, issuer: x509.Certificate) -> bool:
    """Return whether the key of `issuer` signed the certificate `below`."""
    if below.issuer != issuer.subject:
        return False
    try:
        below.verify_directly_issued_by(issuer)
    except Exception:  # unsupported keys raise many kinds; all mean: not this one
        return False
    return True
