"""Prepares one signature in one field: the step that the officer's and the agency's signature share.

Must not decide which field, which lock or which level, nor sign.
"""

import datetime as dt
import io

from pyhanko.pdf_utils.misc import PdfError
from pyhanko.sign.fields import FieldMDPAction, FieldMDPSpec, MDPPerm, SigFieldSpec, SigSeedSubFilter
from pyhanko.sign.general import SigningError as HankoError
from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner
from pyhanko.sign.signers.pdf_cms import PdfCMSSignedAttributes
from pyhanko.stamp import BaseStampStyle

from archive.values.ids import Sha256
from archive.values.verdict import Level
from signing.errors import SigningFailed, TimestampUnavailable
from signing.pades.sign.bridge import DIGEST, GivenSignature, PortTimeStamper, drive
from signing.pades.sign.opening import RevisionWriter
from signing.pades.sign.prepared import Credential, Prepared
from signing.ports import TimestampAuthority

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


def prepare_field(
    writer: RevisionWriter,
    about: PdfSignatureMetadata,
    credential: Credential,
    *,
    parent: bytes,
    field: SigFieldSpec | None,
    style: BaseStampStyle | None,
    tsa: TimestampAuthority | None,
    at: dt.datetime,
    level: Level,
) -> Prepared:
    """Write the revision with an empty hole, and return it with what the key shall sign.

    Args:
        writer: holds everything else that belongs to the revision.
        about: name of the field and kind of signature.
        credential: whose key will sign.
        parent: the bytes that the revision is appended to.
        field: to be made; None signs the empty field that is there.
        style: what the field shows.
        tsa: asked once how much room its tokens take; None, or one that does not answer, gets no room.
        at: claimed time of signing, aware.
        level: that the file shall reach.

    Raises:
        SigningFailed: the file does not allow this signature.
    """
    port = GivenSignature(credential)
    stamper = _ready(tsa)
    hanko = PdfSigner(about, port, timestamper=stamper, stamp_style=style, new_field_spec=field)
    try:
        whole, hole, attributes = drive(_prepare(hanko, port, writer, existing=field is None, at=at))
    except (HankoError, PdfError) as error:
        raise SigningFailed(why=str(error)[:200]) from error
    return Prepared(
        parent=Sha256.of(parent),
        tail=whole[len(parent) :],
        hole=hole,
        attributes=attributes,
        digest=DIGEST,
        credential=credential,
        claimed_at=at,
        level=level,
        stamped=stamper is not None,
    )


async def _prepare(
    hanko: PdfSigner, port: GivenSignature, writer: RevisionWriter, *, existing: bool, at: dt.datetime
) -> tuple[bytes, tuple[int, int], bytes]:
    """Go through pyHanko's steps one by one: its shortcut dates signatures by the machine's clock."""
    session = hanko.init_signing_session(writer, existing_fields_only=existing)
    session.system_time = at
    size = await session.estimate_signature_container_size(None)
    document = session.prepare_tbs_document(validation_info=None, bytes_reserved=size)
    out = io.BytesIO()
    digest, _ = document.digest_tbs_document(output=out)
    attributes = await port.signed_attrs(
        digest.document_digest,
        DIGEST,
        attr_settings=PdfCMSSignedAttributes(signing_time=at),
        use_pades=session.use_pades,
    )
    return out.getvalue(), (digest.reserved_region_start, digest.reserved_region_end), attributes.dump()


def _ready(tsa: TimestampAuthority | None) -> PortTimeStamper | None:
    """Return the authority if it answers now; its first token tells how much room to keep."""
    if tsa is None:
        return None
    stamper = PortTimeStamper(tsa)
    try:
        drive(stamper.async_dummy_response(DIGEST))
    except TimestampUnavailable:
        return None
    return stamper
