"""What a second core gains: two readers of ours against one, two plain Tesseract programs against one."""

import itertools
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from archive.settings import Settings
from benchmarks.readers import BySohoa, by_tesseract
from digitize.reader.pool import ReaderPool

_PAGES = 12


def gain_of_two_cores(files: Sequence[Path]) -> None:
    """Read the same pages by one worker and by two, and print how much faster two are."""
    pages = list(itertools.islice(itertools.cycle(files), _PAGES))
    pool = ReaderPool(Settings(readers=2))
    try:
        sohoa = BySohoa(pool, copies=True)
        _seconds(sohoa, pages[:2], 2)  # both children are started
        plain = _seconds(by_tesseract, pages, 1) / _seconds(by_tesseract, pages, 2)
        ours = _seconds(sohoa, pages, 1) / _seconds(sohoa, pages, 2)
    finally:
        pool.close()
    print(f"two cores: tesseract is {plain:.2f} times as fast, sohoa {ours:.2f}; ratio {ours / plain:.2f}")


def _seconds(read: Callable[[Path], object], pages: Sequence[Path], workers: int) -> float:
    started = time.perf_counter()
    with ThreadPoolExecutor(workers) as both:
        list(both.map(read, pages))
    return time.perf_counter() - started
