"""How the files of a paper are called when they leave the archive.

Must not know what is in them.
"""

import re
from pathlib import PurePath

_ODD = re.compile(r"[^\w.\-]+")
_SUFFIX = re.compile(r"\.[a-z0-9]{1,7}")


def stem_of(code: str) -> str:
    """Return a paper's short code as the beginning of file names: codes may have a slash."""
    return _ODD.sub("-", code).lstrip(".-") or "paper"


def suffix_of(name: str) -> str:
    """Return the suffix of a received file's name where it is a plain one, else none."""
    suffix = PurePath(name).suffix.lower()
    return suffix if _SUFFIX.fullmatch(suffix) else ""
