"""Judges a bundle: its signed file by the anchors of whoever asks, its parts by how they hang together.

Must not trust what came with the bundle: its anchors tell only what to ask its authority about.
"""

import contextlib
import dataclasses as dc
from pathlib import Path

from cryptography import x509

from archive.values.ids import Sha256
from archive.values.verdict import FileVerdict, Remark, Verdict
from desk.bundle.check import Parts, check
from desk.bundle.opened import Bundle, NoBundle, opened
from desk.picturing import Look
from desk.remarks import Found, remark
from digitize.ports import Reader
from signing.pades.verify.carried import Evidence
from signing.service import SigningRoom
from signing.trust.judging import Judging

_MOST_ANCHORS = 5


def judge_bundle(
    path: Path,
    room: SigningRoom,
    reader: Reader,
    how: Judging,
    *,
    max_bytes: int,
    look: Look | None = None,
) -> FileVerdict:
    """Return the verdict over a bundle; PASSED only where signatures and all of its parts hold.

    Args:
        path: folder or ZIP.
        room: judges its signed file.
        reader: whose child compares the copy with the original.
        how: by what; never by the bundle's own anchors.
        max_bytes: of the largest file that is received.
        look: what shall be done with the signed file while it is at hand.

    Raises:
        BadValue: an anchor or a list of `how` cannot be read.
    """
    try:
        with opened(path, max_bytes=max_bytes) as bundle:
            verdict = _judged(bundle, room, reader, how)
            signed = _signed(bundle)
            if look is not None and signed is not None:
                look(signed, verdict)
            return verdict
    except NoBundle as error:
        told = remark(Found.BUNDLE_UNREADABLE, why_vi=error.why_vi, why_en=error.why_en)
        return FileVerdict(Verdict.FAILED, "FORMAT_FAILURE", (), told.vi, told.en, remarks=(told,))


def _judged(bundle: Bundle, room: SigningRoom, reader: Reader, how: Judging) -> FileVerdict:
    signed = _signed(bundle)
    findings = check(Parts(bundle, signed, room.evidence, reader))
    if signed is None:
        worst = next((found for word, found in findings if word is Verdict.FAILED), findings[0][1])
        verdict = FileVerdict(Verdict.FAILED, worst.code, (), worst.vi, worst.en)
    else:
        verdict = room.judge_foreign(signed, dc.replace(how, beside=_beside(bundle)))
    for word, found in findings:
        verdict = verdict.remarked(found, word)
    stranger = _strange_anchors(bundle, room, how)
    if stranger is not None and any(one.certificate is not Verdict.PASSED for one in verdict.signatures):
        verdict = verdict.remarked(stranger, Verdict.INDETERMINATE)
    return verdict


def _signed(bundle: Bundle) -> Path | None:
    try:
        return bundle.path(bundle.said.signed)
    except NoBundle:
        return None


def _beside(bundle: Bundle) -> Evidence:
    """Return lists, answers and certificates that came along: an anchor must vouch for each of them."""
    said = bundle.said
    return Evidence(
        certificates=_sound(bundle, said.certificates),
        crls=_sound(bundle, (*said.crls, *said.lists)),
        ocsps=_sound(bundle, said.ocsps),
    )


def _sound(bundle: Bundle, names: tuple[str, ...]) -> tuple[bytes, ...]:
    """Return those of the files that are there as they were; the check tells of the others."""
    found = []
    for name in names:
        with contextlib.suppress(NoBundle, OSError):
            found.append(bundle.der(name))
    return tuple(found)


def _strange_anchors(bundle: Bundle, room: SigningRoom, how: Judging) -> Remark | None:
    """Say which anchors came with the bundle, where none of them is trusted here."""
    came = _sound(bundle, bundle.said.anchors)
    if not came or not set(came).isdisjoint(room.trust.given_or_own(how)):
        return None
    return remark(Found.BUNDLE_NOT_TRUSTED, anchors="; ".join(map(_named, came[:_MOST_ANCHORS])))


def _named(der: bytes) -> str:
    """Return an anchor's name, as it says, and its fingerprint, which tells it from any other."""
    try:
        name = x509.load_der_x509_certificate(der).subject.rfc4514_string()
    except ValueError:
        name = "?"
    return f"{name[:200]} (SHA-256 {Sha256.of(der)})"
