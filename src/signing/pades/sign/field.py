"""Puts one signature into one field: the step that the officer's and the agency's signature share.

Must not decide which field, which lock or which level.
"""

import datetime as dt
import io

from pyhanko.pdf_utils.misc import PdfError
from pyhanko.sign.fields import FieldMDPAction, FieldMDPSpec, MDPPerm, SigFieldSpec, SigSeedSubFilter
from pyhanko.sign.general import SigningError as HankoError
from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner
from pyhanko.sign.signers.pdf_cms import PdfCMSSignedAttributes
from pyhanko.stamp import BaseStampStyle

from signing.errors import SigningFailed, TimestampUnavailable
from signing.pades.sign.bridge import DIGEST, PortSigner, PortTimeStamper, drive
from signing.pades.sign.opening import RevisionWriter
from signing.ports import Signer, TimestampAuthority

PRODUCT = "Sohoa"


def include(*fields: str) -> FieldMDPSpec:
    """Return a lock of the named fields.

    Never ALL: EU DSS answers FORMAT_FAILURE as soon as a document timestamp follows such a lock.
    """
    return FieldMDPSpec(FieldMDPAction.INCLUDE, fields=list(fields))


def metadata(name: str, *, certify: bool, reason: str, location: str) -> PdfSignatureMetadata:
    """Return pyHanko's description of a PAdES signature in field `name`; a certification is P2."""
    return PdfSignatureMetadata(
        field_name=name,
        md_algorithm=DIGEST,
        subfilter=SigSeedSubFilter.PADES,
        certify=certify,
        docmdp_permissions=MDPPerm.FILL_FORMS if certify else MDPPerm.NO_CHANGES,
        reason=reason or None,
        location=location or None,
    )


def sign_field(
    writer: RevisionWriter,
    about: PdfSignatureMetadata,
    signer: Signer,
    *,
    field: SigFieldSpec | None,
    style: BaseStampStyle | None,
    tsa: TimestampAuthority | None,
    at: dt.datetime,
) -> bytes:
    """Sign and return the whole file, with a signature timestamp where one can be had.

    Args:
        writer: holds everything else that belongs to the revision.
        about: name of the field and kind of signature.
        signer: the key, used once.
        field: to be made; None signs the empty field that is there.
        style: what the field shows.
        tsa: None, or one that does not answer, leaves the timestamp out.
        at: claimed time of signing, aware.

    Raises:
        KeyUnavailable: the key cannot be used.
        SigningFailed: the file does not allow this signature.
    """
    port = PortSigner(signer)
    hanko = PdfSigner(about, port, timestamper=_ready(tsa), stamp_style=style, new_field_spec=field)
    try:
        return drive(_sign(hanko, writer, existing=field is None, at=at))
    except (HankoError, PdfError) as error:
        raise SigningFailed(why=str(error)[:200]) from error


async def _sign(hanko: PdfSigner, writer: RevisionWriter, *, existing: bool, at: dt.datetime) -> bytes:
    """Go through pyHanko's steps one by one: its shortcut dates signatures by the machine's clock."""
    session = hanko.init_signing_session(writer, existing_fields_only=existing)
    session.system_time = at
    size = await session.estimate_signature_container_size(None)
    document = session.prepare_tbs_document(validation_info=None, bytes_reserved=size)
    out = io.BytesIO()
    digest, _ = document.digest_tbs_document(output=out)
    await document.perform_signature(
        document_digest=digest.document_digest,
        pdf_cms_signed_attrs=PdfCMSSignedAttributes(signing_time=at),
    )
    return out.getvalue()


def _ready(tsa: TimestampAuthority | None) -> PortTimeStamper | None:
    """Return the authority if it answers now; its first token also tells how much room to keep."""
    if tsa is None:
        return None
    stamper = PortTimeStamper(tsa)
    try:
        drive(stamper.async_dummy_response(DIGEST))
    except TimestampUnavailable:
        return None
    return stamper
