"""Until which day a paper is valid.

Pure. Must not know what it is asked for. Every last day is still valid.
"""

import calendar
import datetime as dt

from archive.catalogue.values import DocumentType, ReuseClass
from archive.clock import VIETNAM
from reuse.values import Candidate


def expired(paper: Candidate, kind: DocumentType, day: dt.date) -> bool:
    """Return whether the paper is no longer valid on `day`.

    The last day is still valid. Without a printed date the type's own term counts from the issue.
    """
    if paper.no_expiry:
        return False
    if paper.valid_until is not None:
        return day > paper.valid_until
    if kind.term_months is not None and paper.issued_on is not None and not misdated(paper):
        return day > add_months(paper.issued_on, kind.term_months)
    # A type that is good until a date, and no date is known: in doubt it is not offered.
    return kind.reuse_class is ReuseClass.UNTIL_DATE or kind.term_months is not None


def misdated(paper: Candidate) -> bool:
    """A paper that came in before its day of issue: the day is misread, and no term counts from it."""
    return paper.issued_on is not None and paper.issued_on > paper.received_at.astimezone(VIETNAM).date()


def add_months(day: dt.date, months: int) -> dt.date:
    """Return the same day so many months later, or that month's last (Civil Code 2015, article 147)."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return dt.date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))
