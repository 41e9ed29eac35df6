"""The short code that people call a paper by, beside its UUID.

Must not be used as a key: the pattern is a setting and may change.
"""

import datetime as dt

from sqlalchemy.orm import Session

from archive.database.once import insert_once
from archive.papers.models import Counter


def next_code(session: Session, pattern: str, day: dt.date) -> str:
    """Return the next code of the year of `day`; numbers of a rolled-back transaction are given again.

    Args:
        session: of the transaction that makes the paper.
        pattern: format string with `year` and `serial`.
        day: Vietnam's date.
    """
    name = f"paper-{day.year}"
    row = session.get(Counter, name, with_for_update=True)
    if row is None:
        # Two first papers of a year at once: the second waits on the key, then reads the first's.
        insert_once(session, Counter, name=name, value=0)
        row = session.get_one(Counter, name, with_for_update=True, populate_existing=True)
    row.value += 1
    session.flush()
    return pattern.format(year=day.year, serial=row.value)
