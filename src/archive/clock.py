"""The one source of time, so that tests and renewals can choose it.

Must not be bypassed: no room calls `datetime.now` itself.
"""

import datetime as dt
from typing import Protocol

VIETNAM = dt.timezone(dt.timedelta(hours=7), "+07:00")
"""Vietnam has one zone without summer time; its dates decide what is valid today."""


class Clock(Protocol):
    """Tells the time."""

    def now(self) -> dt.datetime:
        """Return the aware UTC time."""
        ...


class SystemClock:
    """The machine's clock."""

    def now(self) -> dt.datetime:
        """Return the aware UTC time."""
        return dt.datetime.now(dt.UTC)


class FixedClock:
    """A clock that stands where it was put; for tests and for judging at a given time."""

    def __init__(self, at: dt.datetime) -> None:
        self.at = at

    def now(self) -> dt.datetime:
        """Return the time it was put to."""
        return self.at


def today(clock: Clock) -> dt.date:
    """Return the date in Vietnam."""
    return clock.now().astimezone(VIETNAM).date()


def in_vietnam(moment: dt.datetime) -> dt.datetime:
    """Return `moment` at +07:00; one that would lie outside the calendar there stays as it is."""
    try:
        return moment.astimezone(VIETNAM)
    except OverflowError:  # a hostile signature claims the last hours of the year 9999
        return moment


def vietnam_iso(moment: dt.datetime) -> str:
    """Return `moment` as officers and stamps show it: ISO 8601, seconds, +07:00."""
    return in_vietnam(moment).isoformat(timespec="seconds")
