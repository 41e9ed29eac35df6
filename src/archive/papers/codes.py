"""The short code that people call a paper by, beside its UUID.

Must not be used as a key: the pattern is a setting and may change.
"""

import datetime as dt

import sqlalchemy as sa
from sqlalchemy.orm import Session

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
        session.execute(_insert_once(session, name))
        row = session.get_one(Counter, name, with_for_update=True, populate_existing=True)
    row.value += 1
    session.flush()
    return pattern.format(year=day.year, serial=row.value)


def _insert_once(session: Session, name: str) -> sa.Insert:
    if session.get_bind().dialect.name == "postgresql":
        from sqlalchemy.dialects.postgresql import insert as pg_insert

        return pg_insert(Counter).values(name=name, value=0).on_conflict_do_nothing()
    return sa.insert(Counter).values(name=name, value=0)
