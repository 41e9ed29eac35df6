"""Even light: the page divided by its own background, so that shadow and tint go and ink stays.

Must not binarise: the recogniser reads gray better.
"""

import cv2
import numpy as np

from digitize.ocr.ports import Gray

_COARSE_DPI = 25
"""The background changes slowly; at this resolution it costs next to nothing."""
_LETTER_INCH = 0.3
"""Taller than any letter's strokes are wide, so that the closing swallows text."""


def background_of(gray: Gray, dpi: int) -> Gray:
    """Return what the page would be without ink, the same size as `gray`."""
    factor = min(1.0, _COARSE_DPI / dpi)
    height, width = gray.shape
    size = max(1, round(width * factor)), max(1, round(height * factor))
    coarse = cv2.resize(gray, size, interpolation=cv2.INTER_AREA)
    span = max(3, round(_LETTER_INCH * _COARSE_DPI)) | 1
    coarse = cv2.morphologyEx(coarse, cv2.MORPH_CLOSE, np.ones((span, span), np.uint8))
    coarse = cv2.medianBlur(coarse, span)
    return np.asarray(cv2.resize(coarse, (width, height), interpolation=cv2.INTER_LINEAR), dtype=np.uint8)


def even_light(gray: Gray, dpi: int) -> Gray:
    """Return `gray` with its background brought to white."""
    paper = np.maximum(background_of(gray, dpi), 32)  # a black scanner edge is no paper: do not blow it up
    return np.asarray(cv2.divide(gray, paper, scale=255), dtype=np.uint8)
