"""Says whether a page was photographed instead of scanned, by what lies around the paper.

Must not take a scanner's lid or black edge for a desk: both are even, gray and straight.
"""

import cv2
import numpy as np
import numpy.typing as npt

from digitize.quality.reduced import COARSE_DPI, Reduced

Mask = npt.NDArray[np.bool_]

_PAPER_PERCENT = 90
_DARKER = 0.7
"""A desk is darker than the paper on it; on a white desk nothing is said."""
_SIDES = 3
_COVERED = 0.75
"""A photograph shows the desk along most of three sides."""
_MOST_AROUND = 0.65
"""Where more than that is dark it is the page itself."""
_TINT, _UNEVEN = 15, 8.0
"""A desk has a colour or a grain and takes light from one side; a lid has neither."""
_ASKEW_INCH = 0.1
"""No hand holds a telephone so level; a printed border is as wide everywhere."""


def desk_around(page: Reduced) -> Mask | None:
    """Return where the desk around a photographed page is seen, in the size of `page.paper`, else None."""
    if min(page.paper.shape) < COARSE_DPI:
        return None  # smaller than an inch: no sheet
    around = _surroundings(page)
    return around if _is_desk(page, around) else None


def _surroundings(page: Reduced) -> Mask:
    """Return what is darker than the paper and reaches the edge of the page."""
    smooth = cv2.medianBlur(page.paper, 3)
    dark = (smooth < _DARKER * np.percentile(smooth, _PAPER_PERCENT)).astype(np.uint8)
    _, labels = cv2.connectedComponents(dark)
    edge = np.concatenate([labels[0], labels[-1], labels[:, 0], labels[:, -1]])
    return np.isin(labels, np.unique(edge[edge > 0]))


def _is_desk(page: Reduced, around: Mask) -> bool:
    """Say whether the surroundings of the paper are a desk and not a scanner's lid."""
    depths = [_depths(around), _depths(around[::-1]), _depths(around.T), _depths(around.T[::-1])]
    seen = [depth for depth in depths if np.mean(depth > 0) >= _COVERED]
    if len(seen) < _SIDES or around.mean() > _MOST_AROUND:
        return False
    # where the paper begins the two run into each other
    inner = cv2.erode(around.astype(np.uint8), np.ones((5, 5), np.uint8)).astype(np.bool_)
    if not inner.any() or (np.median(page.tint[inner]) < _TINT and page.paper[inner].std() < _UNEVEN):
        return False
    ends = [end for depth in seen for end in _ends(depth)]
    return max(ends) - min(ends) > _ASKEW_INCH * COARSE_DPI


def _depths(around: Mask) -> npt.NDArray[np.intp]:
    """Return for each column how far the surroundings reach down from the first row."""
    paper = ~around
    return np.where(paper.any(axis=0), paper.argmax(axis=0), len(around))


def _ends(depth: npt.NDArray[np.intp]) -> tuple[float, float]:
    """Return how wide the surroundings are towards both ends of a side, corners left out."""
    third, corner = len(depth) // 3, len(depth) // 8
    return float(np.mean(depth[corner:third])), float(np.mean(depth[-third:-corner]))
