"""Turns what the libraries of this folder raise into the room's errors.

Must not carry content of a file: only its name and the kind of failure.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pikepdf
import pypdfium2
from PIL import Image

from digitize.copy.sheet import CannotCopy
from digitize.errors import CopyFailed, DigitizeError, PasswordRequired, TooManyPixels

_ODD = (
    *(pikepdf.PdfError, pikepdf.ForeignObjectError, pypdfium2.PdfiumError, OSError, EOFError, SyntaxError),
    *(ValueError, TypeError, AttributeError, LookupError, ArithmeticError, RuntimeError),
)
"""What pikepdf, PDFium and Pillow raise on damaged files; pikepdf passes on Python's own."""


@contextmanager
def named_failures(file: Path) -> Iterator[None]:
    """Raise failures within as errors about `file`.

    Raises:
        PasswordRequired: it is encrypted and the empty password does not open it.
        TooManyPixels: Pillow takes a picture for a decompression bomb.
        CopyFailed: anything else that a damaged or unusual file raises.
    """
    try:
        yield
    except (DigitizeError, MemoryError):
        raise
    except pikepdf.PasswordError as error:
        raise PasswordRequired(file=file.name) from error
    except Image.DecompressionBombError as error:
        limit = 2 * (Image.MAX_IMAGE_PIXELS or 0)
        raise TooManyPixels(file=file.name, page="?", pixels="?", limit=limit) from error
    except CannotCopy as error:
        raise CopyFailed(file=file.name, why=str(error)) from error
    except _ODD as error:
        raise CopyFailed(file=file.name, why=type(error).__name__) from error
