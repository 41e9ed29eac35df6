"""What the rules find: one line of a signature, a word and a reason.

Must not decide anything.
"""

import dataclasses as dc
from enum import StrEnum

from archive.values.verdict import Verdict


class Line(StrEnum):
    """The three lines of a signature's verdict."""

    INTEGRITY = "integrity"
    CERTIFICATE = "certificate"
    CHANGES = "changes"


class Reason(StrEnum):
    """Sub-indications of EN 319 102-1 section 5.1.3, and those of our own contract at the end."""

    FORMAT_FAILURE = "FORMAT_FAILURE"
    HASH_FAILURE = "HASH_FAILURE"
    SIG_CRYPTO_FAILURE = "SIG_CRYPTO_FAILURE"
    REVOKED = "REVOKED"
    NOT_YET_VALID = "NOT_YET_VALID"
    SIG_CONSTRAINTS_FAILURE = "SIG_CONSTRAINTS_FAILURE"
    CHAIN_CONSTRAINTS_FAILURE = "CHAIN_CONSTRAINTS_FAILURE"
    CERTIFICATE_CHAIN_GENERAL_FAILURE = "CERTIFICATE_CHAIN_GENERAL_FAILURE"
    CRYPTO_CONSTRAINTS_FAILURE = "CRYPTO_CONSTRAINTS_FAILURE"
    POLICY_PROCESSING_ERROR = "POLICY_PROCESSING_ERROR"
    TIMESTAMP_ORDER_FAILURE = "TIMESTAMP_ORDER_FAILURE"
    NO_SIGNING_CERTIFICATE_FOUND = "NO_SIGNING_CERTIFICATE_FOUND"
    NO_CERTIFICATE_CHAIN_FOUND = "NO_CERTIFICATE_CHAIN_FOUND"
    REVOKED_NO_POE = "REVOKED_NO_POE"
    REVOKED_CA_NO_POE = "REVOKED_CA_NO_POE"
    OUT_OF_BOUNDS_NO_POE = "OUT_OF_BOUNDS_NO_POE"
    NO_POE = "NO_POE"
    TRY_LATER = "TRY_LATER"
    GENERIC = "GENERIC"
    NO_SIGNATURE = "NO_SIGNATURE"
    SIGNATURE_MISSING = "SIGNATURE_MISSING"
    TRAILING_DATA = "TRAILING_DATA"


@dc.dataclass(frozen=True, slots=True)
class Finding:
    """One thing that speaks against a signature or a file.

    Attributes:
        line: which of the three lines it lowers.
        verdict: INDETERMINATE or FAILED.
        reason: why, for scripts.
        detail: what exactly, for logs and reports; never shown as the reason.
    """

    line: Line
    verdict: Verdict
    reason: Reason
    detail: str = ""


def cannot_judge(line: Line, detail: str) -> Finding:
    """Return the finding for what the rules do not understand: never a pass, never called forged."""
    return Finding(line, Verdict.INDETERMINATE, Reason.GENERIC, detail)


def failed(line: Line, reason: Reason, detail: str) -> Finding:
    """Return the finding for what is proved to be wrong."""
    return Finding(line, Verdict.FAILED, reason, detail)


def doubtful(line: Line, reason: Reason, detail: str) -> Finding:
    """Return the finding for what is not proved to be right."""
    return Finding(line, Verdict.INDETERMINATE, reason, detail)
