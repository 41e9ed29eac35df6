"""Tesseract inside this process, by tesserocr: the fast adapter.

Must not be shared between threads: the library has no lock.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import tesserocr
from PIL import Image

from archive.values.reading import Box
from digitize.errors import EngineMissing
from digitize.ocr.models import OSD
from digitize.ocr.ports import Gray, Mark, Strip
from digitize.ocr.tsv import marks_of


class TesseractApi:
    """One loaded model, kept for the life of the process.

    Args:
        folder: of the language models.
        model: e.g. `vie`.

    Raises:
        EngineMissing: the model cannot be loaded.
    """

    def __init__(self, folder: Path, model: str) -> None:
        path = f"{folder}/"
        try:
            self._api = tesserocr.PyTessBaseAPI(path=path, lang=model, psm=tesserocr.PSM.AUTO)
            self._osd = self._orientation_api(path)
        except RuntimeError as error:
            raise EngineMissing(why=f"{folder}/{model}.traineddata: {error}") from error
        self._model = model

    @staticmethod
    def _orientation_api(path: str) -> tesserocr.PyTessBaseAPI | None:
        """Load the orientation model, where it is installed."""
        if not Path(path, f"{OSD}.traineddata").is_file():
            return None
        return tesserocr.PyTessBaseAPI(path=path, lang=OSD, psm=tesserocr.PSM.OSD_ONLY)

    @property
    def engine(self) -> str:
        """Name and version."""
        return f"tesserocr {tesserocr.__version__}, tesseract {tesserocr.PyTessBaseAPI.Version()}"

    @property
    def model(self) -> str:
        """Name of the language model."""
        return self._model

    def recognise(self, gray: Gray, dpi: int) -> tuple[Mark, ...]:
        """Read `gray` (rows × columns, 8 bit) at `dpi`."""
        self._api.SetImage(Image.fromarray(gray))
        self._api.SetSourceResolution(dpi)
        try:
            # Recognize fails on a picture without any line; that is an empty page, no error.
            return marks_of(self._api.GetTSVText(0)) if self._api.Recognize() else ()
        finally:
            self._api.Clear()

    def trial(self, gray: Gray, dpi: int) -> tuple[Mark, ...]:
        """Read a part of a page to learn whether it stands upright."""
        return self.recognise(gray, dpi)

    def strips(self, gray: Gray, dpi: int) -> tuple[Strip, ...]:
        """Find the lines of text of `gray`, and read nothing; pictures and rules are left out."""
        self._api.SetImage(Image.fromarray(gray))
        self._api.SetSourceResolution(dpi)
        try:
            return tuple(_strips(self._api.AnalyseLayout()))
        finally:
            self._api.Clear()

    def orientation(self, gray: Gray, dpi: int) -> int | None:
        """Say how far clockwise the content is turned; None where it cannot be told."""
        if self._osd is None:
            return None
        self._osd.SetImage(Image.fromarray(gray))
        self._osd.SetSourceResolution(dpi)
        try:
            found = self._osd.DetectOrientationScript()
            return None if not found else int(found["orient_deg"])
        finally:
            self._osd.Clear()


def _strips(layout: Any) -> Iterator[Strip]:  # noqa: ANN401 - tesserocr has no types
    """Walk over what the layout found; None where it found nothing."""
    block = -1
    for at in tesserocr.iterate_level(layout, tesserocr.RIL.TEXTLINE) if layout else ():
        block += at.IsAtBeginningOf(tesserocr.RIL.BLOCK)
        box = at.BoundingBox(tesserocr.RIL.TEXTLINE)
        if box and at.BlockType() < tesserocr.PT.FLOWING_IMAGE:
            yield Strip(Box(*box), block)
