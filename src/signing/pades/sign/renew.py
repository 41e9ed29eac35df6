"""Carries a proof on: a further document timestamp before the last one's certificate or algorithm ends.

Must not touch what is there, nor renew what is over: a timestamp that came too late proves nothing.
"""

import datetime as dt
from collections.abc import Sequence
from itertools import zip_longest

from asn1crypto import x509

from archive.clock import Clock, vietnam_iso
from archive.values.ids import Sha256
from archive.values.verdict import Level
from signing.errors import RenewalTooLate, SigningFailed, TimestampUnavailable
from signing.pades.anchors import Anchor, Purpose
from signing.pades.sign.complete import gather, timestamped, with_stamps_evidence, writer_with
from signing.pades.sign.opening import open_reader
from signing.pades.sign.parts import chains_of, level_of
from signing.pades.sign.values import Signed
from signing.pades.strength import signature_ends, token_ends
from signing.pades.suite import Suite
from signing.ports import RevocationSource, TimestampAuthority


def renew(
    pdf: bytes, *, tsa: TimestampAuthority, revocation: RevocationSource, clock: Clock, suite: Suite
) -> Signed:
    """Append what proves the last document timestamp, and a new one over everything.

    The older chains need nothing more: their evidence lies under the timestamps that followed. So only
    the last timestamp's authority must still answer, not the signers' of years ago.

    Args:
        pdf: a file that reached B-LTA.
        tsa: its timestamp must be valid for longer than the one that is there.
        revocation: asked for the last timestamp's chain, while it is valid.
        clock: of the renewal.
        suite: algorithms, and until when they count.

    Returns:
        The file, which begins with `pdf`.

    Raises:
        RenewalTooLate: the last timestamp's certificate or algorithm is over already.
        RevocationUnavailable, TimestampUnavailable: nothing was made; try again.
        NotReadableAsPdf, SigningFailed: it is no PDF of level B-LTA.

    Source: EN 319 142-1 section 5.5 (document time-stamps, one after the other).
    """
    reader = open_reader(pdf)
    stamps = reader.embedded_timestamp_signatures
    if not stamps or level_of(reader) is not Level.LTA:
        raise SigningFailed(why="only a file of level B-LTA is renewed")
    end = proof_ends(pdf, suite)
    if end is None or end <= clock.now():
        raise RenewalTooLate(end=vietnam_iso(end) if end else "?")
    evidence = gather(stamps[-1:], revocation, clock.now())
    data = timestamped(writer_with(pdf, evidence), tsa)
    if data is None:
        raise TimestampUnavailable(why="no timestamp for the renewal")
    data = with_stamps_evidence(data, revocation, clock.now())
    return Signed(data, Sha256.of(data), level_of(open_reader(data)))


def proof_ends(pdf: bytes, suite: Suite, anchors: Sequence[Anchor] = ()) -> dt.datetime | None:
    """Return until when the file's last document timestamp proves anything by itself; None without one.

    That is the first end among the certificates of its chain and the algorithms that it and they are
    made with, or the day on which its anchor is withdrawn. That the anchor's own certificate ends does
    not count: it is trusted as of the time of signing.

    Args:
        pdf: a signed file.
        suite: algorithms, and until when they count.
        anchors: of the trust list.

    Raises:
        NotReadableAsPdf: damaged, encrypted, or no PDF.
    """
    stamps = open_reader(pdf).embedded_timestamp_signatures
    if not stamps:
        return None
    (path,) = chains_of(stamps[-1:]).paths()
    ends = [token_ends(stamps[-1].signed_data, path[0].public_key, suite)]
    for below, above in zip_longest(path, path[1:]):
        if below.issuer != below.subject:
            key = None if above is None else above.public_key
            ends += [below.not_valid_after, signature_ends(below["signature_algorithm"], key, suite)]
    top = path[-1].issuer
    for anchor in anchors:
        named = x509.Certificate.load(anchor.certificate).subject == top
        if named and anchor.until is not None and Purpose.TIMESTAMP in anchor.purposes:
            ends.append(anchor.until)
    return min(ends)
