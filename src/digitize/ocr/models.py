"""Where Tesseract's language models lie on this machine.

Must not load them.
"""

import os
from collections.abc import Sequence
from pathlib import Path

from digitize.errors import EngineMissing, LanguageMissing

_SYSTEM = (
    "/usr/share/tesseract-ocr/5/tessdata",
    "/usr/share/tesseract-ocr/4.00/tessdata",
    "/usr/share/tessdata",
    "/usr/local/share/tessdata",
    "/opt/homebrew/share/tessdata",
)

OSD = "osd"
"""The model that knows which way up letters stand."""
_NO_LANGUAGES = {OSD, "equ"}
_MODEL = ".traineddata"


def is_vietnamese(model: str) -> bool:
    """Say whether Vietnamese is among the languages of `model`, which are joined by `+`."""
    return "vie" in model.split("+")


def model_folder(chosen: str, model: str) -> Path:
    """Return the folder that holds `model`.

    Args:
        chosen: folder from the settings; empty for the system's.
        model: language model, e.g. `vie`; several joined by `+`.

    Raises:
        LanguageMissing: no folder has it, but other languages are there.
        EngineMissing: no language is there at all.
    """
    found = _folder_with(chosen, model)
    if found is not None:
        return found
    there = languages(chosen)
    if there:
        lacking = [name for name in model.split("+") if name not in there]
        raise LanguageMissing(missing="+".join(lacking) or model, installed=", ".join(there))
    needed = ", ".join(f"{name}{_MODEL}" for name in model.split("+"))
    raise EngineMissing(why=f"{needed} ({', '.join(map(str, _folders(chosen)))})")


def languages(chosen: str) -> tuple[str, ...]:
    """Return the languages that are installed, in the order of their codes.

    Args:
        chosen: folder from the settings; empty for the system's.
    """
    found = {file.stem for folder in _folders(chosen) for file in folder.glob(f"*{_MODEL}")}
    return tuple(sorted(found - _NO_LANGUAGES))


def readable_models(chosen: str, usual: str) -> tuple[str, ...]:
    """Return what a paper can be read by: the usual model, each language, and the usual one beside another.

    Args:
        chosen: folder from the settings; empty for the system's.
        usual: model from the settings.
    """
    there = languages(chosen)
    beside = [f"{usual}+{other}" for other in there if other not in usual.split("+")]
    return tuple(model for model in dict.fromkeys((usual, *there, *beside)) if _folder_with(chosen, model))


def _folder_with(chosen: str, model: str) -> Path | None:
    """Return the first folder that holds every language of `model`."""
    needed = [f"{name}{_MODEL}" for name in model.split("+")]
    holding = (folder for folder in _folders(chosen) if all((folder / name).is_file() for name in needed))
    return next(holding, None)


def _folders(chosen: str) -> Sequence[Path]:
    names = [chosen] if chosen else [os.environ.get("TESSDATA_PREFIX", ""), *_SYSTEM]
    return [Path(name) for name in names if name]
