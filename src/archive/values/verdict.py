"""A judgement over the signatures of a file, never a bool.

Pure values; must not know how signatures are judged.
"""

import dataclasses as dc
import datetime as dt
from enum import StrEnum


class Verdict(StrEnum):
    """The three answers of EN 319 102-1 section 5.1.3, in their short form."""

    PASSED = "PASSED"
    INDETERMINATE = "INDETERMINATE"
    FAILED = "FAILED"


_WORST = (Verdict.PASSED, Verdict.INDETERMINATE, Verdict.FAILED)


def worst(*words: Verdict) -> Verdict:
    """Return the worst of `words`; FAILED where none is given, since nothing was proved."""
    return max(words, key=_WORST.index) if words else Verdict.FAILED


class Level(StrEnum):
    """PAdES baseline level (EN 319 142-1 section 6)."""

    B = "B-B"
    T = "B-T"
    LT = "B-LT"
    LTA = "B-LTA"


@dc.dataclass(frozen=True, slots=True)
class ShownAt:
    """Where a signature is seen.

    Attributes:
        page: 1-based.
        box: left, top, right, bottom in points from the top left of the page as a viewer shows it.
        size: width and height of that page, in points.
    """

    page: int
    box: tuple[float, float, float, float]
    size: tuple[float, float]


@dc.dataclass(frozen=True, slots=True)
class SignatureVerdict:
    """One signature in three lines (integrity, certificate, changes) and their sum.

    Attributes:
        field: name of the signature field.
        signer: common name of the signer's certificate, empty where unreadable.
        issuer: common name of the authority that issued it, likewise.
        time: best proven signing time, aware UTC; None where unknown.
        level: reached, None where none is.
        integrity: the bytes are those that were signed.
        certificate: trusted, valid and not revoked at the signing time.
        changes: what came after the signature is allowed.
        verdict: the worst of the three.
        reason: sub-indication of EN 319 102-1, or one of the contract's own; empty when PASSED.
        vi, en: one sentence for an officer.
        thumbprint: SHA-256 of the signer's certificate in hexadecimal, empty where unreadable.
        scheme: of the trust list under which its authority stands (`national`, `government`, `own`); empty
            where no chain holds, or the anchors were given for this judgement.
        shown: where its words or picture are seen; None where it is not visible.
    """

    field: str
    signer: str
    time: dt.datetime | None
    level: Level | None
    integrity: Verdict
    certificate: Verdict
    changes: Verdict
    verdict: Verdict
    reason: str
    vi: str
    en: str
    issuer: str = ""
    thumbprint: str = ""
    scheme: str = ""
    shown: ShownAt | None = None


@dc.dataclass(frozen=True, slots=True)
class Remark:
    """What was found about a file beyond its signatures: a code for scripts and a sentence for an officer."""

    code: str
    vi: str
    en: str


@dc.dataclass(frozen=True, slots=True)
class FileVerdict:
    """The judgement over a whole file.

    Attributes:
        verdict: PASSED only when every rule over the file and each signature holds.
        reason: sub-indication, empty when PASSED.
        signatures: in the order of the file.
        vi, en: one sentence for an officer.
        level: the lowest of the signatures' levels, None without signatures.
        remarks: what was found beyond the signatures.
    """

    verdict: Verdict
    reason: str
    signatures: tuple[SignatureVerdict, ...]
    vi: str
    en: str
    level: Level | None = None
    remarks: tuple[Remark, ...] = ()

    def remarked(self, remark: Remark, word: Verdict = Verdict.PASSED) -> "FileVerdict":
        """Return this verdict with a remark, and no better than `word`; then the remark is its reason."""
        remarks = (*self.remarks, remark)
        if worst(self.verdict, word) is self.verdict:
            return dc.replace(self, remarks=remarks)
        return dc.replace(self, verdict=word, reason=remark.code, vi=remark.vi, en=remark.en, remarks=remarks)
