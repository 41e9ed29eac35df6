"""Issues certificates and soft keys of the embedded authority to officers and agencies.

Must not be used for papers of value: every certificate says so.
"""

import datetime as dt
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, pkcs12

from archive.clock import Clock
from signing.authority import certificates
from signing.authority.layout import ISSUING, ROOT, Identity, read_certificate, read_identity, write_private


def issue_officer(
    folder: Path,
    name: str,
    identifier: str,
    agency: str,
    *,
    to: Path,
    pass_phrase: bytes,
    clock: Clock,
    life: dt.timedelta = certificates.LEAF_LIFE,
) -> Path:
    """Issue an officer's personal certificate and write its key as PKCS#12.

    Args:
        folder: of the embedded authority.
        name: full name, the certificate's common name.
        identifier: of the account, the subject's serial number.
        agency: full name of the agency.
        to: new .p12 file, written with mode 0600.
        pass_phrase: that the file is encrypted with.
        clock: valid from its time on.
        life: how long it is valid.

    Returns:
        `to`.
    """
    subject = certificates.subject_of(name, identifier=identifier, agency=agency)
    return _issue(folder, subject, to, pass_phrase, clock, life)


def issue_seal(
    folder: Path,
    agency: str,
    code: str,
    *,
    to: Path,
    pass_phrase: bytes,
    clock: Clock,
    life: dt.timedelta = certificates.LEAF_LIFE,
) -> Path:
    """Issue the certificate of an agency's seal; arguments as in `issue_officer`, `code` of the agency."""
    subject = certificates.subject_of(agency, identifier=code, agency=agency)
    return _issue(folder, subject, to, pass_phrase, clock, life)


def _issue(
    folder: Path, subject: x509.Name, to: Path, pass_phrase: bytes, clock: Clock, life: dt.timedelta
) -> Path:
    issuing = read_identity(folder, ISSUING)
    leaf = certificates.signing(subject, issuing, clock.now().replace(microsecond=0), life)
    chain = [issuing.certificate, read_certificate(folder, ROOT)]
    write_private(to, _bundle(leaf, chain, pass_phrase))
    return to


def _bundle(leaf: Identity, chain: list[x509.Certificate], pass_phrase: bytes) -> bytes:
    return pkcs12.serialize_key_and_certificates(
        None, leaf.key, leaf.certificate, chain, BestAvailableEncryption(pass_phrase)
    )
