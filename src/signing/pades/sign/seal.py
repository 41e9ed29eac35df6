"""The agency's seal, in the field that was made for it beforehand.

Must not add a field: after a certification a new visible field breaks the officer's signature.
"""

import datetime as dt

from pyhanko.sign.fields import enumerate_sig_fields
from pyhanko.stamp import BaseStampStyle

from archive.clock import Clock
from signing.errors import SealFieldMissing
from signing.pades.sign.embed import finish_prepared
from signing.pades.sign.field import metadata, prepare_field
from signing.pades.sign.opening import RevisionWriter, open_writer
from signing.pades.sign.prepared import Credential, Prepared
from signing.pades.sign.values import SEAL_FIELD, Signed, SignRequest
from signing.pades.stamp.appearance import blank_style, seal_style
from signing.ports import RevocationSource, Signer, TimestampAuthority


def seal(
    pdf: bytes,
    request: SignRequest,
    signer: Signer,
    *,
    tsa: TimestampAuthority | None,
    revocation: RevocationSource | None,
    clock: Clock,
) -> Signed:
    """Sign the seal's empty field by a key that is at hand; arguments, result and errors as in `certify`.

    Raises:
        SealFieldMissing: there is no such field, or it is signed.
    """
    prepared = prepare_seal(pdf, request, Credential.of(signer), tsa=tsa, at=clock.now())
    signature = signer.sign(prepared.attributes, prepared.digest)
    return finish_prepared(pdf, prepared, signature, tsa=tsa, revocation=revocation, clock=clock)


def prepare_seal(
    pdf: bytes,
    request: SignRequest,
    credential: Credential,
    *,
    tsa: TimestampAuthority | None,
    at: dt.datetime,
) -> Prepared:
    """Prepare the signature of the seal's empty field; arguments as in `prepare_certification`.

    Raises:
        NotReadableAsPdf, SigningFailed: it cannot be signed.
        SealFieldMissing: there is no such field, or it is signed.
    """
    writer = open_writer(pdf)
    _require_empty_field(writer)
    return prepare_field(
        writer,
        metadata(SEAL_FIELD, certify=False, reason=request.reason, location=request.location),
        credential,
        parent=pdf,
        field=None,
        style=_style(writer, request),
        tsa=tsa,
        at=at,
        level=request.level,
    )


def _style(writer: RevisionWriter, request: SignRequest) -> BaseStampStyle:
    if request.visible is None or not request.visible.picture:
        return blank_style()
    return seal_style(writer, request.visible)


def _require_empty_field(writer: RevisionWriter) -> None:
    empty = enumerate_sig_fields(writer.prev, filled_status=False, with_name=SEAL_FIELD)
    if next(iter(empty), None) is None:
        raise SealFieldMissing(field=SEAL_FIELD)
