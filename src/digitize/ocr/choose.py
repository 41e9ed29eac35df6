"""Chooses the adapter by the settings and by what is installed.

Must not be called in the parent: loading a model belongs in a reading child.
"""

import importlib.util

from archive.settings import Settings
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


def _installed(library: str) -> bool:
    return importlib.util.find_spec(library) is not None
