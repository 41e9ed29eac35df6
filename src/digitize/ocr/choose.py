"""Chooses the adapter by the settings and by what is installed.

Must not load a model in the parent: that belongs in a reading child.
"""

import importlib.util
import shutil

from archive.settings import OCR_ENGINES, Settings
from digitize.errors import EngineMissing
from digitize.ocr.models import is_vietnamese, model_folder
from digitize.ocr.ports import Recogniser


def choose_recogniser(settings: Settings) -> Recogniser:
    """Load the recogniser that `settings` name; by default the first that is installed.

    Our network reads Vietnamese: with a model of another language tesserocr is the default.

    Raises:
        EngineMissing: the library, the program or the model is not installed.
    """
    engine = settings.ocr_engine or _usual(settings.ocr_model)
    folder = model_folder(settings.tessdata, settings.ocr_model)
    if engine == "pytesseract":
        from digitize.ocr.tesseract_program import TesseractProgram

        return TesseractProgram(folder, settings.ocr_model)
    for needed in ("tesserocr", "onnxruntime") if engine == "lines" else ("tesserocr",):
        if not _installed(needed):
            raise EngineMissing(why=needed)
    from digitize.ocr.tesseract_api import TesseractApi

    tesseract = TesseractApi(folder, settings.ocr_model)
    if engine == "tesserocr":
        return tesseract
    from digitize.network.line_reader import LineReader
    from digitize.network.scores import Network

    return LineReader(tesseract, Network())


def _usual(model: str) -> str:
    """Return the engine for a language model where none is named."""
    if not _installed("tesserocr"):
        return "pytesseract"
    return "lines" if is_vietnamese(model) and _installed("onnxruntime") else "tesserocr"


def installed_engines() -> tuple[str, ...]:
    """Return the engines that are installed, without loading any."""
    fast = _installed("tesserocr")
    there = {
        "lines": fast and _installed("onnxruntime"),
        "tesserocr": fast,
        "pytesseract": _installed("pytesseract") and shutil.which("tesseract") is not None,
    }
    return tuple(name for name in OCR_ENGINES if there[name])


def _installed(library: str) -> bool:
    return importlib.util.find_spec(library) is not None
