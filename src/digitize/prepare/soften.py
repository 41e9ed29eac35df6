"""Edges a little softer: the recogniser was taught with optics between paper and picture.

Must not run on print that was spread to black: that was softened before.
Source: MEASURED: copies, faxes and other pages of hard black and white lose a fifth of their errors, marks
of letters above all; ordinary scans lose a tenth by the weaker step.
"""

import cv2
import numpy as np

from digitize.ocr.ports import Gray

_INK, _PAPER = 100, 200
_HARD = 0.5
"""Tones between ink and paper, as a share of ink: scans have 0.7 and more, copies and faxes 0.2 to 0.4."""
_SIGMA, _SIGMA_HARD = 0.5, 0.75
"""Pixels, at any resolution that is read."""


def soften(gray: Gray) -> Gray:
    """Return `gray` (even light, background white) with softer edges, the hardest ones most."""
    ink = np.count_nonzero(gray < _INK)
    between = np.count_nonzero(gray < _PAPER) - ink
    sigma = _SIGMA_HARD if between < _HARD * ink else _SIGMA
    return np.asarray(cv2.GaussianBlur(gray, (0, 0), sigma), np.uint8)
