"""Adds what a signature lacks on its way to B-LTA: timestamp, revocation data, document timestamp.

Must not fail because an outside part is dead: the level reached is lower and says what is missing.
"""

import datetime as dt
import io

from asn1crypto import crl, ocsp, x509
from pyhanko.sign.signers import PdfTimeStamper
from pyhanko.sign.validation import DocumentSecurityStore

from archive.clock import Clock
from archive.values.ids import Sha256
from archive.values.verdict import Level
from signing.errors import RevocationUnavailable, SigningFailed, TimestampUnavailable
from signing.pades.sign.bridge import DIGEST, PortTimeStamper, drive
from signing.pades.sign.opening import RevisionWriter, open_reader, open_writer, written
from signing.pades.sign.parts import chains_of, is_covered, level_of, missing_for
from signing.pades.sign.values import TIMESTAMP_FIELD, Signed
from signing.ports import RevocationData, RevocationSource, TimestampAuthority


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
        stamped = _timestamped(open_writer(pdf), tsa)
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
    evidence = _gather(data, revocation, at)
    if evidence is None:
        return data
    if asked is Level.LTA:
        stamped = _timestamped(_writer_with(data, evidence), tsa)
        if stamped is not None:
            return _with_evidence_of_stamps(stamped, revocation, at)
    return written(_writer_with(data, evidence))


def _with_evidence_of_stamps(data: bytes, revocation: RevocationSource | None, at: dt.datetime) -> bytes:
    """Add what covers the last time stamp too, where another authority made it than those before."""
    reader = open_reader(data)
    if is_covered(reader, chains_of(reader.embedded_timestamp_signatures)):
        return data
    evidence = _gather(data, revocation, at)
    return data if evidence is None else written(_writer_with(data, evidence))


def _gather(
    data: bytes, revocation: RevocationSource | None, at: dt.datetime
) -> tuple[list[x509.Certificate], RevocationData] | None:
    """Return the certificates behind all signatures and timestamps, and what covers them."""
    if revocation is None:
        return None
    chains = chains_of(open_reader(data).embedded_signatures)
    found = RevocationData()
    try:
        for path in chains.paths():
            found += revocation.data_for(tuple(one.dump() for one in path), at)
    except RevocationUnavailable:
        return None
    return list(chains.all), found


def _writer_with(data: bytes, evidence: tuple[list[x509.Certificate], RevocationData]) -> RevisionWriter:
    """Open `data` with the evidence put into its document security store (ISO 32000-2 section 12.8.4.3)."""
    writer = open_writer(data)
    certificates, found = evidence
    DocumentSecurityStore.supply_dss_in_writer(
        writer,
        sig_contents=None,
        certs=certificates,
        crls=[crl.CertificateList.load(one) for one in found.crls],
        ocsps=[ocsp.OCSPResponse.load(one) for one in found.ocsps],
    )
    return writer


def _timestamped(writer: RevisionWriter, tsa: TimestampAuthority | None) -> bytes | None:
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
