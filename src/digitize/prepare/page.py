"""The steps in their order: sheet, seals, size, bands, light, ink, frames, way up, tilt, rules to rims.

Must not read text beyond the trial for the way up.
"""

import dataclasses as dc
from typing import Any

import cv2
import numpy as np
import numpy.typing as npt

from digitize.ocr.ports import Gray, Recogniser
from digitize.ocr.tables import Table
from digitize.prepare.background import even_light
from digitize.prepare.combs import without_combs
from digitize.prepare.deskew import straighten, tilt_of
from digitize.prepare.frames import erase_frames
from digitize.prepare.knockout import without_bands
from digitize.prepare.leaders import erase_leaders
from digitize.prepare.levels import even_ink
from digitize.prepare.orientation import rotation_of, upright
from digitize.prepare.rims import erase_rims
from digitize.prepare.rules import without_rules
from digitize.prepare.seals import without_seals
from digitize.prepare.sheet import flatten, sheet_corners, sheet_dpi
from digitize.prepare.soften import soften
from digitize.prepare.transform import Transform, quarter_turn, scaling

MOST_DPI = 300
"""More costs time and reads nothing better (measured)."""


@dc.dataclass(frozen=True, slots=True)
class Prepared:
    """A page ready for reading.

    Attributes:
        gray: rows × columns, upright, straight, on white.
        dpi: its resolution.
        rotation: degrees clockwise by which the page as shown is turned.
        tilt: degrees clockwise by which its lines fell.
        transform: from the page as shown into `gray`.
        tables: ruled ones, top to bottom, without their rules.
    """

    gray: Gray
    dpi: int
    rotation: int
    tilt: float
    transform: Transform
    tables: tuple[Table, ...]


def prepare(pixels: npt.NDArray[Any], dpi_x: float, dpi_y: float, recogniser: Recogniser) -> Prepared:
    """Make a page ready for reading.

    Args:
        pixels: 8-bit RGB or gray (rows × columns, × 3 for RGB) as a viewer shows it.
        dpi_x: true resolution across; a fax has another one down.
        dpi_y: true resolution down.
        recogniser: for the trial of the way up.
    """
    transform = Transform.identity(pixels.shape[1], pixels.shape[0])
    corners = sheet_corners(pixels)
    if corners is not None:
        pixels, step = flatten(pixels, corners)
        transform = transform.then(step)
        dpi_x = dpi_y = sheet_dpi(pixels) or dpi_x
    gray, transform, dpi = _sized(without_seals(pixels, round(dpi_x)), transform, dpi_x, dpi_y)
    gray = without_bands(gray, dpi)
    lit = even_light(gray, dpi)
    gray = even_ink(lit, dpi)
    spread = gray is not lit
    gray = erase_frames(gray, dpi)
    rotation = rotation_of(gray, dpi, recogniser)
    transform = transform.then(quarter_turn(rotation // 90, gray.shape[1], gray.shape[0]))
    gray = upright(gray, rotation)
    degrees = tilt_of(gray, dpi)
    if degrees:
        gray, step = straighten(gray, degrees)
        transform = transform.then(step)
    gray, tables = without_rules(
        without_combs(gray, dpi), dpi
    )  # before the dotted lines: a thin rule is broken into dots
    gray = erase_rims(erase_leaders(gray, dpi), dpi)
    return Prepared(gray if spread else soften(gray), dpi, rotation, degrees, transform, tables)


def _sized(gray: Gray, transform: Transform, dpi_x: float, dpi_y: float) -> tuple[Gray, Transform, int]:
    """Bring `gray` to one resolution both ways, at most `MOST_DPI`."""
    target = min(max(dpi_x, dpi_y), MOST_DPI)
    factor_x, factor_y = target / dpi_x, target / dpi_y
    if abs(factor_x - 1) < 0.02 and abs(factor_y - 1) < 0.02:
        return gray, transform, round(target)
    height, width = gray.shape
    size = max(1, round(width * factor_x)), max(1, round(height * factor_y))
    way = cv2.INTER_AREA if min(factor_x, factor_y) < 1 else cv2.INTER_CUBIC
    sized = np.asarray(cv2.resize(gray, size, interpolation=way), dtype=np.uint8)
    return sized, transform.then(scaling(size[0] / width, size[1] / height)), round(target)
