"""What the benchmarks measure with: errors of text, effort of processes, the machine, tables.

Must not read or describe anything itself, nor judge a figure.
"""

import contextlib
import os
import platform
import resource
import subprocess
import threading
import time
import unicodedata
from collections import Counter
from collections.abc import Hashable, Iterator, Sequence
from pathlib import Path

OUR_SEED = 40_000
"""Seeds from here on are drawn by no test, so that nothing can be tuned to these papers."""

_TICK = os.sysconf("SC_CLK_TCK")
_SAMPLE_SECONDS = 0.1
_PARENT, _CPU = 1, slice(11, 15)
"""Fields of /proc/PID/stat after the name: the parent; user and system time, own and of ended children."""


def edits(wanted: Sequence[Hashable], got: Sequence[Hashable]) -> int:
    """Return the least changes, additions and losses that make `got` of `wanted`.

    One integer holds a whole column of the table of distances, one bit a row: a page takes
    milliseconds instead of seconds. Source: H. Hyyrö, "Explaining and extending the bit-parallel
    approximate string matching algorithm of Myers" (2001).
    """
    if not wanted:
        return len(got)
    places: dict[Hashable, int] = {}
    for row, one in enumerate(wanted):
        places[one] = places.get(one, 0) | 1 << row
    full, last = (1 << len(wanted)) - 1, 1 << (len(wanted) - 1)
    more_above, less_above, total = full, 0, len(wanted)
    for one in got:
        same = places.get(one, 0)
        level = (((same & more_above) + more_above) ^ more_above) | same | less_above
        more, less = less_above | (~(level | more_above) & full), more_above & level
        total += bool(more & last) - bool(less & last)
        more, less = ((more << 1) | 1) & full, (less << 1) & full
        more_above, less_above = less | (~(level | more) & full), more & level
    return total


def unordered_edits(wanted: Sequence[Hashable], got: Sequence[Hashable]) -> int:
    """Return the same where the order does not matter."""
    here, there = Counter(wanted), Counter(got)
    return max((here - there).total(), (there - here).total())


def plain(text: str) -> str:
    """Return `text` in NFC with one blank for all white space: where a line ends is no error."""
    return " ".join(unicodedata.normalize("NFC", text).split())


def bare(text: str) -> str:
    """Return `text` without diacritics, đ as d."""
    apart = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
    return "".join(c for c in apart if not unicodedata.combining(c))


class Effort:
    """Sums what this thread and all processes below spend inside `spending`, and the memory that they take.

    Attributes:
        wall: seconds that passed.
        cpu: seconds of computing.
        peak: most bytes that the processes below held at once; shared pages count once.
    """

    def __init__(self) -> None:
        self.wall = self.cpu = 0.0
        self.peak = 0

    @contextlib.contextmanager
    def spending(self) -> Iterator[None]:
        """Count what happens inside."""
        over = threading.Event()
        sampler = threading.Thread(target=self._sample, args=(over,), daemon=True)
        sampler.start()
        wall, cpu = time.perf_counter(), _cpu_seconds()
        try:
            yield
        finally:
            self.wall += time.perf_counter() - wall
            self.cpu += _cpu_seconds() - cpu
            over.set()
            sampler.join()

    def _sample(self, over: threading.Event) -> None:
        while not over.wait(_SAMPLE_SECONDS):
            self.peak = max(self.peak, memory_below())


def _cpu_seconds() -> float:
    """Return the computing time of this thread and of all processes below, those that ended included.

    The time of a child moves from its own line to its parent's when the parent has waited for it.
    """
    ended = resource.getrusage(resource.RUSAGE_CHILDREN)
    running = sum(int(ticks) for stat in _below().values() for ticks in stat[_CPU])
    return time.thread_time() + ended.ru_utime + ended.ru_stime + running / _TICK


def memory_below() -> int:
    """Return the bytes of all processes below this one; shared pages count once."""
    return sum(_memory(pid) for pid in _below())


def _below() -> dict[int, list[str]]:
    """Return the processes below this one with their lines of /proc."""
    stats = {}
    for folder in Path("/proc").iterdir():
        if folder.name.isdecimal():
            with contextlib.suppress(OSError):  # it ended meanwhile
                stats[int(folder.name)] = (folder / "stat").read_text().rpartition(")")[2].split()
    found: dict[int, list[str]] = {}
    parents = {os.getpid()}
    while parents:
        children = {pid for pid, stat in stats.items() if int(stat[_PARENT]) in parents}
        found |= {pid: stats[pid] for pid in children}
        parents = children
    return found


def _memory(pid: int) -> int:
    """Return the bytes of a process, of shared pages its share."""
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) * 1024 for line in lines if line.startswith("Pss:")), 0)


def machine() -> str:
    """Name the machine, and what else runs there: it tells how far the seconds can be believed."""
    lines = Path("/proc/cpuinfo").read_text().splitlines()
    model = next((line.partition(": ")[2] for line in lines if line.startswith("model name")), "?")
    cores, load = len(os.sched_getaffinity(0)), os.getloadavg()[0]
    said = subprocess.run(["tesseract", "--version"], capture_output=True, text=True, check=True)
    program = (said.stdout + said.stderr).split("\n")[0]
    return (
        f"{cores} cores {model}, Python {platform.python_version()}, {program}; load at the start {load:.1f}"
    )


def show(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Print a table that Markdown reads too: the first column left, the others right."""
    widths = [max(map(len, column)) for column in zip(heads, *rows, strict=True)]
    rule = ["-" * widths[0], *("-" * (width - 1) + ":" for width in widths[1:])]
    print()
    for row in (heads, rule, *rows):
        cells = [row[0].ljust(widths[0]), *map(str.rjust, row[1:], widths[1:])]
        print(f"| {' | '.join(cells)} |")
    print()
