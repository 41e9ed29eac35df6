"""Chooses the adapter by the settings and by what is installed.

Must not be called in the parent: loading a model belongs in a reading child.
"""

import importlib.util

from archive.settings import Settings
from digitize.errors import EngineMissing
from digitize.ocr.models import model_folder
from digitize.ocr.ports import Recogniser


def choose_recogniser(settings: Settings) -> Recogniser:
    """Load the recogniser that `settings` name; tesserocr by default where it imports.

    Raises:
        EngineMissing: the library, the program or the model is not installed.
    """
    folder = model_folder(settings.tessdata, settings.ocr_model)
    found = importlib.util.find_spec("tesserocr") is not None
    if settings.ocr_engine == "pytesseract" or (not settings.ocr_engine and not found):
        from digitize.ocr.tesseract_program import TesseractProgram

        return TesseractProgram(folder, settings.ocr_model)
    if not found:
        raise EngineMissing(why="tesserocr")
    from digitize.ocr.tesseract_api import TesseractApi

    return TesseractApi(folder, settings.ocr_model)
