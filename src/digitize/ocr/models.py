"""Where Tesseract's language models lie on this machine.

Must not load them.
"""

import os
from pathlib import Path

from digitize.errors import EngineMissing

_SYSTEM = (
    "/usr/share/tesseract-ocr/5/tessdata",
    "/usr/share/tesseract-ocr/4.00/tessdata",
    "/usr/share/tessdata",
    "/usr/local/share/tessdata",
    "/opt/homebrew/share/tessdata",
)

OSD = "osd"
"""The model that knows which way up letters stand."""


def is_vietnamese(model: str) -> bool:
    """Say whether Vietnamese is among the languages of `model`, which are joined by `+`."""
    return "vie" in model.split("+")


def model_folder(chosen: str, model: str) -> Path:
    """Return the folder that holds `model`.

    Args:
        chosen: folder from the settings; empty for the system's.
        model: language model, e.g. `vie`; several joined by `+`.

    Raises:
        EngineMissing: no folder has it.
    """
    folders = [chosen] if chosen else [os.environ.get("TESSDATA_PREFIX", ""), *_SYSTEM]
    needed = [f"{name}.traineddata" for name in model.split("+")]
    for folder in folders:
        if folder and all((Path(folder) / name).is_file() for name in needed):
            return Path(folder)
    raise EngineMissing(why=f"{', '.join(needed)} ({', '.join(filter(None, folders))})")
