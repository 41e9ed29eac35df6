"""What the desk finds about a signed file beyond its signatures, with the words for an officer.

Must not decide anything.
"""

from enum import StrEnum

from archive.values.verdict import Remark


class Found(StrEnum):
    """Codes of remarks; those that lower a verdict are its reason beside EN 319 102-1's."""

    COPY_DIFFERS = "COPY_DIFFERS"
    COPY_NOT_COMPARED = "COPY_NOT_COMPARED"


_WORDS: dict[Found, tuple[str, str]] = {
    Found.COPY_DIFFERS: (
        "Bản ký số không thể hiện đúng bản gốc đang lưu ({what_vi}). Không dùng làm căn cứ khi chưa làm rõ.",
        "The signed copy does not show the kept original ({what_en})."
        " Do not rely on it before that is cleared.",
    ),
    Found.COPY_NOT_COMPARED: (
        "Không so sánh được bản ký số với bản gốc: {why_vi} Không dùng làm căn cứ khi chưa làm rõ.",
        "The signed copy could not be compared with its original: {why_en}"
        " Do not rely on it before that is cleared.",
    ),
}


def remark(found: Found, **facts: object) -> Remark:
    """Return what was found in both languages."""
    vi, en = _WORDS[found]
    return Remark(found.value, vi.format(**facts), en.format(**facts))
