"""Adds what a signature lacks on its way to B-LTA: timestamp, revocation data, document timestamp.

Must not fail because an outside part is dead: the level reached is lower and says what is missing.
"""

import contextlib
import dataclasses as dc
import datetime as dt
import io

from asn1crypto import crl, ocsp, x509
from pyhanko.sign.signers import PdfTimeStamper
from pyhanko.sign.validation import DocumentSecurityStore
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature

from archive.clock import Clock
from archive.values.ids import Sha256
from archive.values.verdict import Level
from signing.errors import RevocationUnavailable, SigningFailed, TimestampUnavailable
from signing.pades.sign.bridge import DIGEST, PortTimeStamper, drive
from signing.pades.sign.opening import RevisionWriter, open_reader, open_writer, written
from signing.pades.sign.parts import chains_of, is_covered, level_of, missing_for
from signing.pades.sign.values import TIMESTAMP_FIELD, Signed
from signing.ports import RevocationData, RevocationSource, TimestampAuthority


@dc.dataclass(frozen=True, slots=True)
class Evidence:
    """What proves chains later: their certificates, and what the issuers said of them."""

    certificates: tuple[x509.Certificate, ...]
    said: RevocationData


def complete(
    pdf: bytes,
    level: Level = Level.LTA,
    *,
    tsa: TimestampAuthority | None,
    revocation: RevocationSource | None,
    clock: Clock,
) -> Signed:
    """Add what the signatures of `pdf` lack to reach `level`.

    A signature without a timestamp gets a document timestamp first: its own bytes are fixed, and a
    document timestamp proves the time as well (EN 319 142-1 section 6.3).

    Returns:
        The file, which begins with `pdf`; the same bytes where nothing lacks or nothing can be had.

    Raises:
        NotReadableAsPdf, SigningFailed: it is no signed PDF.
    """
    reader = open_reader(pdf)
    if not reader.embedded_regular_signatures:
        raise SigningFailed(why="the file is not signed")
    reached = level_of(reader)
    if not missing_for(level, reached):
        return Signed(pdf, Sha256.of(pdf), reached)
    if reached is Level.B:
        stamped = timestamped(open_writer(pdf), tsa)
        pdf = pdf if stamped is None else stamped
    return finish(pdf, level, tsa=tsa, revocation=revocation, clock=clock)


def finish(
    data: bytes,
    asked: Level,
    *,
    tsa: TimestampAuthority | None,
    revocation: RevocationSource | None,
    clock: Clock,
) -> Signed:
    """Bring timestamped signatures to `asked` as far as the outside parts answer."""
    if asked in (Level.LT, Level.LTA) and level_of(open_reader(data)) is not Level.B:
        data = _with_evidence(data, asked, tsa, revocation, clock.now())
    reached = level_of(open_reader(data))
    return Signed(data, Sha256.of(data), reached, missing_for(asked, reached))


def _with_evidence(
    data: bytes,
    asked: Level,
    tsa: TimestampAuthority | None,
    revocation: RevocationSource | None,
    at: dt.datetime,
) -> bytes:
    if revocation is None:
        return data
    try:
        evidence = gather(open_reader(data).embedded_signatures, revocation, at)
    except RevocationUnavailable:
        return data
    if asked is Level.LTA:
        stamped = timestamped(writer_with(data, evidence), tsa)
        if stamped is not None:
            with contextlib.suppress(RevocationUnavailable):
                stamped = with_stamps_evidence(stamped, revocation, at)
            return stamped
    return written(writer_with(data, evidence))


def gather(signatures: list[EmbeddedPdfSignature], revocation: RevocationSource, at: dt.datetime) -> Evidence:
    """Return the certificates behind `signatures` and their timestamps, and what covers them.

    Raises:
        RevocationUnavailable: of one of them nothing can be had.
    """
    chains = chains_of(signatures)
    found = RevocationData()
    for path in chains.paths():
        found += revocation.data_for(tuple(one.dump() for one in path), at)
    return Evidence(chains.all, found)


def with_stamps_evidence(data: bytes, revocation: RevocationSource, at: dt.datetime) -> bytes:
    """Add what proves the last document timestamp, where its authority is another than those before.

    Raises:
        RevocationUnavailable: nothing can be had of it.
    """
    reader = open_reader(data)
    last = reader.embedded_timestamp_signatures[-1:]
    if is_covered(reader, chains_of(last)):
        return data
    return written(writer_with(data, gather(last, revocation, at)))


def writer_with(data: bytes, evidence: Evidence) -> RevisionWriter:
    """Open `data` with the evidence put into its document security store (ISO 32000-2 section 12.8.4.3)."""
    writer = open_writer(data)
    DocumentSecurityStore.supply_dss_in_writer(
        writer,
        sig_contents=None,
        certs=evidence.certificates,
        crls=[crl.CertificateList.load(one) for one in evidence.said.crls],
        ocsps=[ocsp.OCSPResponse.load(one) for one in evidence.said.ocsps],
    )
    return writer


def timestamped(writer: RevisionWriter, tsa: TimestampAuthority | None) -> bytes | None:
    """Append a document timestamp over everything, None where the authority does not answer."""
    if tsa is None:
        return None
    number = 1 + len(writer.prev.embedded_timestamp_signatures)
    stamper = PdfTimeStamper(PortTimeStamper(tsa), field_name=f"{TIMESTAMP_FIELD}{number}")
    out = io.BytesIO()
    try:
        drive(stamper.async_timestamp_pdf(writer, DIGEST, output=out))
    except TimestampUnavailable:
        return None
    return out.getvalue()
