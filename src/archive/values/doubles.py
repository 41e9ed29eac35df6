"""How two papers are known to be the same one.

Must not know where that is kept.
"""

from enum import StrEnum


class SameBy(StrEnum):
    """By what two papers are the same, the surest first."""

    BYTES = "same-bytes"
    SCAN = "same-scan"
    PAPER = "same-paper"
