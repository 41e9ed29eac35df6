"""What genuine revocation data says of one certificate, beyond the single answer that a chain is built on.

Must not choose between answers; a list or answer counts only where the certificate's own issuer signed it.
"""

import dataclasses as dc
import datetime as dt
from collections.abc import Iterator
from typing import Any

from asn1crypto import crl, ocsp, x509
from cryptography.exceptions import InvalidSignature
from pyhanko_certvalidator.sig_validate import DefaultSignatureValidator

from signing.pades.verify.material import Material

_BINDING = frozenset({"key_compromise", "ca_compromise", "aa_compromise", "unspecified", None})
"""Reasons that a thief of the key may stand behind: he dates what he makes (RFC 3161 section 4, point 1)."""
_TAKEN_OFF = "remove_from_crl"
"""What lists of changes alone may say: the certificate is on the whole list no more (RFC 5280, 5.3.1)."""


@dc.dataclass(frozen=True, slots=True)
class Revoked:
    """That a certificate was taken back.

    Attributes:
        since: when, or from when on it is not to be trusted where that is earlier (RFC 5280 section 5.3.2).
        reason: asn1crypto's name, None where none is said.
    """

    since: dt.datetime
    reason: str | None

    @property
    def binding(self) -> bool:
        """Whether what the key made before counts for nothing either, unless it is proved to be older."""
        return self.reason in _BINDING


def revoked(
    certificate: x509.Certificate, issuer: x509.Certificate, material: Material
) -> tuple[Revoked, ...]:
    """Return every genuine word that the certificate was revoked, the earliest first."""
    found = [*_on_lists(certificate, issuer, material), *_in_answers(certificate, issuer, material)]
    return tuple(sorted(found, key=lambda word: word.since))


def _on_lists(
    certificate: x509.Certificate, issuer: x509.Certificate, material: Material
) -> Iterator[Revoked]:
    for candidate in material.crls:
        if candidate.issuer != issuer.subject:
            continue
        entries = candidate["tbs_cert_list"]["revoked_certificates"]
        for entry in entries if isinstance(entries, crl.RevokedCertificates) else ():
            same = entry["user_certificate"].native == certificate.serial_number
            if same and _is_genuine_list(candidate, issuer):
                of_changes = candidate.delta_crl_indicator_value is not None
                why = entry.crl_reason_value
                if not (of_changes and why is not None and why.native == _TAKEN_OFF):
                    yield _word(entry["revocation_date"].native, why, entry)


def _in_answers(
    certificate: x509.Certificate, issuer: x509.Certificate, material: Material
) -> Iterator[Revoked]:
    for answer in material.ocsps:
        for single in singles(answer, certificate, issuer):
            status = single["cert_status"]
            if status.name == "revoked" and _is_genuine_answer(answer, issuer):
                told = status.chosen
                yield _word(told["revocation_time"].native, told["revocation_reason"], single)


def _word(at: dt.datetime, why: Any, entry: Any) -> Revoked:  # noqa: ANN401 - asn1crypto is untyped
    """Return what an entry says; a reason that has no sense where it stands is none."""
    reason = None if why is None or why.native == _TAKEN_OFF else why.native
    before = entry.invalidity_date_value
    return Revoked(at if before is None else min(at, before.native), reason)


def singles(
    answer: ocsp.OCSPResponse, certificate: x509.Certificate, issuer: x509.Certificate
) -> Iterator[Any]:
    """Yield what an answer says of this certificate of this issuer (RFC 6960 section 4.1.1)."""
    if answer["response_status"].native != "successful":
        return
    for single in answer.basic_ocsp_response["tbs_response_data"]["responses"]:
        about = single["cert_id"]
        digest = about["hash_algorithm"]["algorithm"].native
        if about["serial_number"].native != certificate.serial_number or digest not in ("sha1", "sha256"):
            continue
        name, key = getattr(issuer.subject, digest), getattr(issuer.public_key, digest)
        if (about["issuer_name_hash"].native, about["issuer_key_hash"].native) == (name, key):
            yield single


def _is_genuine_list(candidate: crl.CertificateList, issuer: x509.Certificate) -> bool:
    return is_signed(candidate, "tbs_cert_list", candidate["signature_algorithm"], issuer)


def _is_genuine_answer(answer: ocsp.OCSPResponse, issuer: x509.Certificate) -> bool:
    """Whether the issuer signed an answer, or somebody whom it certified for that (RFC 6960, 4.2.2.2)."""
    basic = answer.basic_ocsp_response
    carried = [one for one in basic["certs"] or () if _is_responder(one, issuer)]
    return any(
        is_signed(basic, "tbs_response_data", basic["signature_algorithm"], by) for by in (issuer, *carried)
    )


def _is_responder(certificate: x509.Certificate, issuer: x509.Certificate) -> bool:
    purposes = certificate.extended_key_usage_value
    if purposes is None or "ocsp_signing" not in purposes.native or certificate.issuer != issuer.subject:
        return False
    return is_signed(
        certificate, "tbs_certificate", certificate["signature_algorithm"], issuer, "signature_value"
    )


def is_signed(
    signed: Any,  # noqa: ANN401 - asn1crypto is untyped
    part: str,
    algorithm: Any,  # noqa: ANN401 - asn1crypto is untyped
    by: x509.Certificate,
    value: str = "signature",
) -> bool:
    """Whether the key of `by` signed the named part of a list, an answer or a certificate."""
    try:
        DefaultSignatureValidator().validate_signature(
            signature=signed[value].native,
            signed_data=signed[part].dump(),
            public_key_info=by.public_key,
            signature_algorithm=algorithm,
        )
    except (InvalidSignature, ValueError, TypeError, NotImplementedError):
        return False
    return True
