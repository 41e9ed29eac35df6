"""The officer's signature: a certification with visible words, and the seal's field beforehand.

Must not be used on a file that is signed already.
"""

import datetime as dt

from pyhanko.sign.fields import MDPPerm, SigFieldSpec, append_signature_field

from archive.clock import Clock
from archive.values.reading import Box
from archive.values.verdict import Level
from signing.errors import SigningFailed
from signing.pades.sign.embed import finish_prepared
from signing.pades.sign.field import include, metadata, prepare_field
from signing.pades.sign.opening import RevisionWriter, open_writer
from signing.pades.sign.prepared import Credential, Prepared
from signing.pades.sign.values import OFFICER_FIELD, SEAL_FIELD, Signed, SignRequest
from signing.pades.stamp.appearance import prepare_stamp, seal_place
from signing.pades.stamp.objects import compressed
from signing.ports import RevocationSource, Signer, TimestampAuthority


def certify(
    pdf: bytes,
    request: SignRequest,
    signer: Signer,
    *,
    tsa: TimestampAuthority | None,
    revocation: RevocationSource | None,
    clock: Clock,
) -> Signed:
    """Certify an unsigned copy by a key that is at hand (DocMDP P2).

    Args:
        pdf: the copy.
        request: words, place, seal and level, as in `prepare_certification`.
        signer: checked by the caller (keys/check.py); used once.
        tsa: timestamp authority; one that does not answer lowers the level.
        revocation: source of lists; likewise.
        clock: claimed time of signing.

    Returns:
        The signed file; begins with `pdf`.

    Raises:
        NotReadableAsPdf, GlyphMissing, NoRoomForStamp, FontMissing: nothing was signed.
        KeyUnavailable, SigningFailed, SignatureMismatch: nothing was signed.
    """
    prepared = prepare_certification(pdf, request, Credential.of(signer), tsa=tsa, at=clock.now())
    signature = signer.sign(prepared.attributes, prepared.digest)
    return finish_prepared(pdf, prepared, signature, tsa=tsa, revocation=revocation, clock=clock)


def prepare_certification(
    pdf: bytes,
    request: SignRequest,
    credential: Credential,
    *,
    tsa: TimestampAuthority | None,
    at: dt.datetime,
) -> Prepared:
    """Prepare the certification of an unsigned copy.

    Args:
        pdf: the copy.
        request: words, place, seal and level. With a seal the officer's signature stops at B-T:
            revocation data and the document timestamp come after the last signature.
        credential: whose key will sign.
        tsa: tells how much room a timestamp takes.
        at: claimed time of signing, aware.

    Raises:
        NotReadableAsPdf, GlyphMissing, NoRoomForStamp, FontMissing, SigningFailed: it cannot be signed.

    Source: EN 319 142-1 section 6, ISO 32000-2 sections 12.7.5.5 and 12.8.2.
    """
    if request.seal and request.field == SEAL_FIELD:
        raise SigningFailed(why="the seal's field cannot wait and be signed at once")
    writer = open_writer(pdf)
    if writer.prev.embedded_signatures:
        raise SigningFailed(why="the file is signed already")
    shown = request.visible if request.visible and request.visible.lines else None
    stamp = prepare_stamp(writer, shown) if shown else None
    if request.seal:
        add_seal_field(writer, request, stamp.shown if stamp else None)
    return prepare_field(
        writer,
        metadata(request.field, certify=True, reason=request.reason, location=request.location),
        credential,
        parent=pdf,
        field=SigFieldSpec(
            request.field,
            on_page=0,
            box=stamp.rectangle if stamp else None,
            field_mdp_spec=include(request.field),
        ),
        style=stamp.style if stamp else None,
        tsa=tsa,
        at=at,
        level=min_level(request.level, Level.T) if request.seal else request.level,
    )


def min_level(one: Level, other: Level) -> Level:
    """Return the lower of two levels."""
    return min(one, other, key=tuple(Level).index)


def add_seal_field(writer: RevisionWriter, request: SignRequest, stamp: Box | None) -> None:
    """Make the seal's field while the file may still change; its signature closes the file (P1)."""
    box = seal_place(writer, request.visible, stamp) if request.seal_visible and request.visible else None
    append_signature_field(
        writer,
        SigFieldSpec(
            SEAL_FIELD,
            on_page=0,
            box=box,
            field_mdp_spec=include(OFFICER_FIELD, SEAL_FIELD),
            doc_mdp_update_value=MDPPerm.NO_CHANGES,
        ),
    )
    if box is not None:
        # Packed as the seal's own look will be: EU DSS takes another filter for an undefined change.
        compressed(writer.root["/AcroForm"]["/Fields"][-1]["/AP"]["/N"])
