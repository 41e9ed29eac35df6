"""Turning a page that was read: its words lie, as on a sheet that was scanned on its side."""

import dataclasses as dc

from archive.values.reading import Box, PageText


def turned(read: PageText, rotation: int) -> PageText:
    """Turn the content of an upright page clockwise by `rotation` degrees."""
    width, height = (read.height, read.width) if rotation % 180 else (read.width, read.height)
    words = tuple(dc.replace(word, box=_turned(word.box, read, rotation)) for word in read.words)
    return dc.replace(read, width=width, height=height, rotation=rotation, words=words)


def _turned(box: Box, read: PageText, rotation: int) -> Box:
    if rotation == 90:
        return Box(read.height - box.bottom, box.left, read.height - box.top, box.right)
    if rotation == 180:
        return Box(
            read.width - box.right, read.height - box.bottom, read.width - box.left, read.height - box.top
        )
    return Box(box.top, read.width - box.right, box.bottom, read.width - box.left)
