"""Pictures of pages, drawn anew from the kept original in the reader's child; the last ones are remembered.

Must not be asked before the right to read the paper was checked. Never gives the original's own bytes.
"""

import threading
from collections import OrderedDict

from archive.values.ids import Sha256
from desk.house import House

SCREEN_DPI, LARGE_DPI = 110, 200
_MOST = 48
"""Pictures held in memory, about 200 kB each: an officer turns back and forth between pages."""


class Pictures:
    """Draws pages."""

    def __init__(self, house: House) -> None:
        self._house = house
        self._lock = threading.Lock()
        self._last: OrderedDict[tuple[str, int, int, int], bytes] = OrderedDict()

    def draw(self, key: Sha256, page: int, dpi: int = SCREEN_DPI, *, rotation: int = 0) -> bytes:
        """Return page `page` (1-based) of the file `key` as JPEG, turned back by `rotation` degrees.

        Raises:
            DigitizeError: it cannot be drawn.
        """
        name = (str(key), page, dpi, rotation)
        with self._lock:
            if name in self._last:
                self._last.move_to_end(name)
                return self._last[name]
        with self._house.spool.fetched(self._house.store, key) as file:
            data = self._house.reader.picture(file, page, dpi=dpi, rotation=rotation)
        with self._lock:
            self._last[name] = data
            while len(self._last) > _MOST:
                self._last.popitem(last=False)
        return data
