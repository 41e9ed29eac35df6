"""Reads off a signed file which parts of which level its signatures have, and whose certificates.

Must not judge: that a part is there says nothing about its truth (verify/ does).
"""

import dataclasses as dc
from collections.abc import Iterable

from asn1crypto import cms, crl, ocsp, x509
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.pdf_utils.rw_common import PdfHandler
from pyhanko.sign.validation import DocumentSecurityStore
from pyhanko.sign.validation.errors import NoDSSFoundError
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature

from archive.values.verdict import Level
from signing.errors import NotReadableAsPdf
from signing.pades.sign.values import Part

_TOKEN = "signature_time_stamp_token"  # noqa: S105 - the name of an attribute
_PARTS: dict[Level, tuple[Part, ...]] = {
    Level.B: (),
    Level.T: (Part.TIMESTAMP,),
    Level.LT: (Part.TIMESTAMP, Part.REVOCATION),
    Level.LTA: (Part.TIMESTAMP, Part.REVOCATION, Part.ARCHIVE_TIMESTAMP),
}


@dc.dataclass(frozen=True, slots=True)
class Chains:
    """The certificates that evidence must cover.

    Attributes:
        leaves: certificates of signers and timestamp authorities.
        all: everything that the file carries.
    """

    leaves: tuple[x509.Certificate, ...]
    all: tuple[x509.Certificate, ...]

    def paths(self) -> tuple[tuple[x509.Certificate, ...], ...]:
        """Return leaf and issuers of each leaf, by name, as far as the file carries them."""
        return tuple(self._path(leaf) for leaf in self.leaves)

    def _path(self, leaf: x509.Certificate) -> tuple[x509.Certificate, ...]:
        path = [leaf]
        while path[-1].issuer != path[-1].subject:
            above = next((c for c in self.all if _is_by(path[-1], c) and c not in path), None)
            if above is None:
                break
            path.append(above)
        return tuple(path)


def level_of(reader: PdfFileReader) -> Level:
    """Return the lowest level that the signatures of the file reach by their parts."""
    signatures = reader.embedded_regular_signatures
    stamps = reader.embedded_timestamp_signatures
    if not signatures or not all(_is_timestamped(one, stamps) for one in signatures):
        return Level.B
    chains = chains_of(signatures)
    if not is_covered(reader, chains):
        return Level.T
    last = max(one.signed_revision for one in signatures)
    archived = any(
        stamp.signed_revision >= last
        and is_covered(reader.get_historical_resolver(stamp.signed_revision), chains)
        for stamp in stamps
    )
    # Evidence of the last stamp's authority comes after it; without that nobody could judge the stamp.
    return Level.LTA if archived and is_covered(reader, chains_of(stamps)) else Level.LT


def missing_for(asked: Level, reached: Level) -> tuple[str, ...]:
    """Return the parts of `asked` that `reached` lacks."""
    return tuple(part.value for part in _PARTS[asked] if part not in _PARTS[reached])


def chains_of(signatures: list[EmbeddedPdfSignature]) -> Chains:
    """Return whose certificates stand behind `signatures` and their timestamps."""
    leaves: dict[bytes, x509.Certificate] = {}
    everything: dict[bytes, x509.Certificate] = {}
    for one in signatures:
        for content in (one.signed_data, *(t["content"] for t in _tokens(one))):
            certificates = [
                c.chosen for c in content["certificates"] if isinstance(c.chosen, x509.Certificate)
            ]
            everything.update((c.sha256, c) for c in certificates)
            leaves.update((c.sha256, c) for c in certificates if _is_signer(c, content))
    return Chains(tuple(leaves.values()), tuple(everything.values()))


def is_covered(handler: PdfHandler, chains: Chains) -> bool:
    """Return whether the document security store has a list or an answer for each certificate of `chains`."""
    try:
        store = DocumentSecurityStore.read_dss(handler)
    except NoDSSFoundError:
        return False
    except (PdfError, ValueError, KeyError, TypeError) as error:
        raise NotReadableAsPdf(why=type(error).__name__) from error
    lists = [crl.CertificateList.load(ref.get_object().data) for ref in store.crls]
    answered = {
        single["cert_id"]["serial_number"].native
        for ref in store.ocsps
        for single in _singles(ocsp.OCSPResponse.load(ref.get_object().data))
    }
    return all(
        certificate.serial_number in answered or any(_is_listed(certificate, one) for one in lists)
        for path in chains.paths()
        for certificate in path
        if certificate.issuer != certificate.subject
    )


def _is_by(below: x509.Certificate, above: x509.Certificate) -> bool:
    """Return whether `above` is named as the issuer; a name alone may be that of a renewed authority."""
    key, own = below.authority_key_identifier, above.key_identifier
    return bool(above.subject == below.issuer and (key is None or own is None or key == own))


def _is_listed(certificate: x509.Certificate, found: crl.CertificateList) -> bool:
    """Whether a list is the issuer's and, where it is a part, the one that the certificate names."""
    key, own = certificate.authority_key_identifier, found.authority_key_identifier
    same_key = key is None or own is None or key == own
    if not same_key or found.issuer.dump() != certificate.issuer.dump():
        return False
    scope = found.issuing_distribution_point_value
    place = scope["distribution_point"].native if scope is not None else None
    points = certificate.crl_distribution_points_value or ()
    named = [name for point in points for name in point["distribution_point"].native or ()]
    return not place or any(name in named for name in place)


def _singles(answer: ocsp.OCSPResponse) -> Iterable[ocsp.SingleResponse]:
    """Return what proves something: that a certificate was revoked later, a list says, an answer does not."""
    if answer["response_status"].native != "successful":
        return ()
    return tuple(one for one in answer.response_data["responses"] if one["cert_status"].name == "good")


def _is_timestamped(one: EmbeddedPdfSignature, stamps: list[EmbeddedPdfSignature]) -> bool:
    return bool(_tokens(one)) or any(stamp.signed_revision >= one.signed_revision for stamp in stamps)


def _tokens(one: EmbeddedPdfSignature) -> list[cms.ContentInfo]:
    attributes = one.signer_info["unsigned_attrs"]
    return [token for a in attributes if a["type"].native == _TOKEN for token in a["values"]]


def _is_signer(certificate: x509.Certificate, content: cms.SignedData) -> bool:
    for signer in content["signer_infos"]:
        sid = signer["sid"].chosen
        if isinstance(sid, cms.IssuerAndSerialNumber):
            same = sid["issuer"].dump() == certificate.issuer.dump()
            if same and sid["serial_number"].native == certificate.serial_number:
                return True
        elif sid.native == certificate.key_identifier:
            return True
    return False
