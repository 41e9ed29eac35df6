"""Asks poppler's pdfsig, which verifies digests and signatures but, asked so, no certificate.

Must not say which files should pass.
"""

import os
import re
import shutil
import subprocess
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from tests.peers.java_front import NotHere

VALID = "Signature is Valid."
UNJUDGED = "Signature has not yet been verified."
"""What it says of document timestamps, which it does not know."""
NONE, UNREADABLE = "none", "unreadable"

_SAID = re.compile(r"^  - Signature Validation: (.+)$", re.MULTILINE)
_SECONDS, _AT_ONCE = 30, 2


def read(files: Sequence[Path], home: Path) -> list[tuple[str, ...]]:
    """Return what pdfsig says of each signature of each file.

    Args:
        files: PDFs.
        home: an empty folder: it looks for a key store in the user's.

    Returns:
        For each file its words, or `none` or `unreadable` alone.

    Raises:
        NotHere: it is not installed.
    """
    if shutil.which("pdfsig") is None:
        raise NotHere("pdfsig is not installed: apt-get install poppler-utils")
    with ThreadPoolExecutor(_AT_ONCE) as pool:
        return list(pool.map(lambda file: _read(file, home), files))


def version() -> str:
    """Return the version of poppler that is asked."""
    said = subprocess.run(["pdfsig", "-v"], capture_output=True, text=True, check=False).stderr
    found = re.search(r"version (\S+)", said)
    return found[1] if found else "?"


def _read(file: Path, home: Path) -> tuple[str, ...]:
    environment = {"PATH": os.environ["PATH"], "HOME": str(home)}
    command = ["pdfsig", "-nocert", str(file)]
    run = subprocess.run(command, env=environment, capture_output=True, timeout=_SECONDS, check=False)
    said = run.stdout.decode("utf-8", "replace")
    found = tuple(_SAID.findall(said))
    if found:
        return found
    return (NONE,) if "does not contain any signatures" in said else (UNREADABLE,)
