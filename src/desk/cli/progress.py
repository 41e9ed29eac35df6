"""How far a long command has come: how much is done, how much a minute, and about how long it still takes.

Must not slow the work down: it counts now and then, and says nothing while all is done within seconds.
"""

import time
import uuid
from collections.abc import Collection

from archive.papers import readings
from desk.cli.output import Output
from desk.house import House

SECONDS = 5.0
"""Between two lines, and before the first."""
MOST_PAPERS = 30_000
"""Papers that one question may name; SQLite takes 32,766 values."""


class Progress:
    """Tells people how far the files of these papers are read; programs get their lines only."""

    def __init__(self, house: House, papers: Collection[uuid.UUID], out: Output) -> None:
        self._house, self._papers, self._out = house, papers, out
        self._began = self._told = time.monotonic()
        self._before: int | None = None

    def look(self) -> None:
        """Say where reading is, if it is time and pages are left."""
        now = time.monotonic()
        if self._out.as_json or len(self._papers) > MOST_PAPERS:
            return
        if self._before is not None and now - self._told < SECONDS:
            return
        with self._house.database.reading() as session:
            read, total = readings.progress(session, list(self._papers))
        if self._before is None:
            self._before = read
            return
        self._told = now
        if read < total:
            self._out.say(line(read - self._before, read, total, now - self._began))


class Tally:
    """Tells people how many of their files are judged; programs get their lines only."""

    def __init__(self, total: int, out: Output) -> None:
        self._total, self._out = total, out
        self._began = self._told = time.monotonic()
        self._done = 0

    def one_more(self) -> None:
        """Count a judged file, and say where the work is if it is time and files are left."""
        self._done += 1
        now = time.monotonic()
        if self._done < self._total and now - self._told >= SECONDS:
            self._told = now
            self._out.say(judged_line(self._done, self._total, now - self._began))


def judged_line(done: int, total: int, seconds: float) -> str:
    """Return how many files were judged in so many seconds, above 0, in both languages."""
    a_minute = done * 60 / seconds
    left = duration((total - done) / a_minute * 60)
    return (
        f"  đã kiểm tra {done}/{total} tệp, {a_minute:.0f} tệp/phút, còn khoảng {left}"
        f" / {done} of {total} files judged, {a_minute:.0f} a minute, {left} left"
    )


def line(fresh: int, read: int, total: int, seconds: float) -> str:
    """Return the line in both languages.

    Args:
        fresh: pages read in these seconds.
        read: pages read in all.
        total: pages of all files.
        seconds: since counting began, above 0.
    """
    a_minute = fresh * 60 / seconds
    vi, en = f"đã đọc {read}/{total} trang", f"{read} of {total} pages read"
    if fresh <= 0:
        return f"  {vi} / {en}"
    left = duration((total - read) / a_minute * 60)
    return (
        f"  {vi}, {a_minute:.0f} trang/phút, còn khoảng {left} / {en}, {a_minute:.0f} a minute, {left} left"
    )


def duration(seconds: float) -> str:
    """Return a time to wait as h:mm:ss."""
    whole = round(seconds)
    return f"{whole // 3600}:{whole // 60 % 60:02d}:{whole % 60:02d}"
