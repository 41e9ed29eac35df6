"""A finding: what is wrong in a catalogue file, where, and in both languages.

Must not decide what is wrong: parsing and checking do.
"""

import dataclasses as dc

from archive.errors import CatalogueError


@dc.dataclass(frozen=True, slots=True, order=True)
class Finding:
    """One thing that an administrator must mend.

    Attributes:
        file: name of the file.
        line: 1-based line on which the row begins; 0 where the whole file is meant.
        column: name of the column, empty where the whole row is meant.
        vi, en: what is wrong and what to write instead.
    """

    file: str
    line: int
    column: str
    vi: str
    en: str

    @property
    def place(self) -> str:
        """File, line and column in the form that editors jump to."""
        return ":".join(str(part) for part in (self.file, self.line, self.column) if part)


def refuse(findings: tuple[Finding, ...]) -> CatalogueError:
    """Return the error for `findings` (at least one): the first in words, all under `findings`."""
    first, more = findings[0], len(findings) - 1
    return CatalogueError(
        file=first.file,
        line=first.line,
        why_vi=_with_more(first.column, first.vi, f"và {more} lỗi khác" if more else ""),
        why_en=_with_more(first.column, first.en, f"and {more} more" if more else ""),
        findings=findings,
    )


def _with_more(column: str, sentence: str, more: str) -> str:
    start = f"{column}: {sentence}" if column else sentence
    return f"{start} ({more})" if more else start
