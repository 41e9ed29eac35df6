"""What an act on a page costs, told as a share of a plain one: a slow machine slows both."""

import time
from collections.abc import Callable

from PIL import Image

from digitize.ocr.ports import Gray


def in_turns(act: Callable[[], object], page: Gray) -> float:
    """Return the processor time of `act` in units of turning `page` by a fraction of a degree."""
    image = Image.fromarray(page)
    return _least(act) / _least(lambda: image.rotate(0.3, Image.Resampling.BICUBIC))


def _least(act: Callable[[], object]) -> float:
    """Return the seconds of the quickest of five: the others tell what else the machine did."""
    spent = []
    for _ in range(5):
        started = time.process_time()
        act()
        spent.append(time.process_time() - started)
    return min(spent)
