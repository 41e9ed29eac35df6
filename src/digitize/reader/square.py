"""A page that was read in pixels that are not square, told in square ones: a fax has 204 × 98 an inch.

Must not touch the picture: it is read as the file has it.
"""

import dataclasses as dc

from archive.values.reading import Box, PageText


def squared(page: PageText, factor: float) -> PageText:
    """Return `page` with its height and all places `factor` times as far down.

    Args:
        page: as read.
        factor: resolution across over resolution down; the page's `dpi` is that across.
    """
    if factor == 1:
        return page

    def moved(box: Box) -> Box:
        return Box(box.left, round(box.top * factor), box.right, round(box.bottom * factor))

    return dc.replace(
        page,
        height=round(page.height * factor),
        words=tuple(dc.replace(word, box=moved(word.box)) for word in page.words),
        codes=tuple(dc.replace(code, box=moved(code.box)) for code in page.codes),
        notices=tuple(dc.replace(one, box=one.box and moved(one.box)) for one in page.notices),
    )
