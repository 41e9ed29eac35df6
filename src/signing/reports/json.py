"""The JSON line of a verdict, as CONTRACT.md gives it to scripts.

Must not judge, nor leave anything out that the verdict says.
"""

import datetime as dt
from typing import NotRequired, TypedDict

from archive.clock import vietnam_iso
from archive.values.verdict import FileVerdict, SignatureVerdict


class SignatureRow(TypedDict):
    """One signature; where it is seen it has a page, and a box in points from the page's top left."""

    field: str
    signer: str
    issuer: str
    scheme: str | None
    time: str | None
    level: str | None
    integrity: str
    certificate: str
    changes: str
    verdict: str
    reason: str
    vi: str
    en: str
    page: NotRequired[int]
    box: NotRequired[list[float]]


class RemarkRow(TypedDict):
    """Something found beyond the signatures."""

    code: str
    vi: str
    en: str


class ReportRow(TypedDict):
    """One file; `remarks` only where there are some."""

    file: str
    verdict: str
    reason: str
    level: str | None
    vi: str
    en: str
    signatures: list[SignatureRow]
    remarks: NotRequired[list[RemarkRow]]


class Report(TypedDict):
    """A whole report."""

    at: str
    files: list[ReportRow]


def report_row(target: str, verdict: FileVerdict) -> ReportRow:
    """Return the line of one judged file.

    Args:
        target: the file's name as it was given, or the paper's id.
        verdict: over it; times come out as ISO 8601 with +07:00.
    """
    row: ReportRow = {
        "file": target,
        "verdict": verdict.verdict.value,
        "reason": verdict.reason,
        "level": verdict.level.value if verdict.level else None,
        "vi": verdict.vi,
        "en": verdict.en,
        "signatures": [_signature(one) for one in verdict.signatures],
    }
    if verdict.remarks:
        row["remarks"] = [{"code": one.code, "vi": one.vi, "en": one.en} for one in verdict.remarks]
    return row


def report(rows: list[ReportRow], at: dt.datetime) -> Report:
    """Return a whole report as of `at`."""
    return {"at": vietnam_iso(at), "files": rows}


def _signature(one: SignatureVerdict) -> SignatureRow:
    row: SignatureRow = {
        "field": one.field,
        "signer": one.signer,
        "issuer": one.issuer,
        "scheme": one.scheme or None,
        "time": vietnam_iso(one.time) if one.time else None,
        "level": one.level.value if one.level else None,
        "integrity": one.integrity.value,
        "certificate": one.certificate.value,
        "changes": one.changes.value,
        "verdict": one.verdict.value,
        "reason": one.reason,
        "vi": one.vi,
        "en": one.en,
    }
    if one.shown is not None:
        row["page"], row["box"] = one.shown.page, list(one.shown.box)
    return row
