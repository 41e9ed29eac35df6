"""Tesseract as a program of its own, by pytesseract: slower, and works wherever it is installed.

Must not leave temporary files behind; pytesseract removes its own.
"""

import contextlib
import errno
from collections.abc import Iterator
from pathlib import Path

import pytesseract
from PIL import Image

from digitize.errors import EngineMissing
from digitize.ocr.ports import Gray, Mark
from digitize.ocr.tsv import marks_of


class TesseractProgram:
    """The installed program `tesseract`, started once a picture.

    Args:
        folder: of the language models.
        model: e.g. `vie`.

    Raises:
        EngineMissing: the program is not installed.
    """

    def __init__(self, folder: Path, model: str) -> None:
        self._folder, self._model = folder, model
        try:
            self._version = str(pytesseract.get_tesseract_version())
        except (pytesseract.TesseractNotFoundError, SystemExit) as error:
            raise EngineMissing(why="tesseract") from error

    @property
    def engine(self) -> str:
        """Name and version."""
        return f"pytesseract {pytesseract.__version__}, tesseract {self._version}"

    @property
    def model(self) -> str:
        """Name of the language model."""
        return self._model

    def recognise(self, gray: Gray, dpi: int) -> tuple[Mark, ...]:
        """Read `gray` (rows × columns, 8 bit) at `dpi`."""
        config = self._config(dpi, psm=3)
        with _program_at_fault():
            table = pytesseract.image_to_data(Image.fromarray(gray), lang=self._model, config=config)
        return marks_of(str(table))

    def trial(self, gray: Gray, dpi: int) -> tuple[Mark, ...]:
        """Read a part of a page to learn whether it stands upright."""
        return self.recognise(gray, dpi)

    def orientation(self, gray: Gray, dpi: int) -> int | None:
        """Say how far clockwise the content is turned; None where it cannot be told."""
        config = self._config(dpi, psm=0)
        try:
            with _program_at_fault():
                answer = str(pytesseract.image_to_osd(Image.fromarray(gray), config=config))
        except pytesseract.TesseractError:  # too few letters, or no osd model: exit code 1 for both
            return None
        rows = dict(row.split(": ", 1) for row in answer.splitlines() if ": " in row)
        # "Rotate" is how far clockwise the picture must be turned to stand upright.
        return (360 - int(rows["Rotate"])) % 360 if "Rotate" in rows else None

    def _config(self, dpi: int, *, psm: int) -> str:
        return f'--tessdata-dir "{self._folder}" --dpi {dpi} --psm {psm}'


@contextlib.contextmanager
def _program_at_fault() -> Iterator[None]:
    """Tell an answer that is not there from a file that cannot be opened: the program is at fault."""
    try:
        yield
    except OSError as error:
        if error.errno == errno.ENOMEM:
            raise
        raise RuntimeError("tesseract") from error
