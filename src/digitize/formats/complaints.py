"""What a library writes to standard error while it decodes: libtiff has no other way of complaining.

Must not swallow it: whoever listens to the process hears it as well.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress

_STANDARD_ERROR = 2
_MOST = 1 << 16
"""Bytes; what does not fit into a pipe is lost, and nobody waits for it."""


@contextmanager
def complaints() -> Iterator[list[str]]:
    """Gather the lines that are written to standard error within; they are there when it ends."""
    said = list[str]()
    ours, theirs = os.pipe()
    os.set_blocking(theirs, False)
    kept = os.dup(_STANDARD_ERROR)
    os.dup2(theirs, _STANDARD_ERROR)
    os.close(theirs)
    try:
        yield said
    finally:
        os.dup2(kept, _STANDARD_ERROR)
        os.close(kept)
        words = os.read(ours, _MOST)
        os.close(ours)
        if words:
            said += words.decode("utf-8", "replace").splitlines()
            with suppress(OSError):
                os.write(_STANDARD_ERROR, words)
