"""How long the unit of a PDF page is: PDFium, pdfplumber and many viewers pass /UserUnit over.

Must not open files.
Source: ISO 32000-2, 7.7.3.3 (page objects), 8.3.2.3 (user space).
"""

_LONGEST = 14_400.0
"""Points: five metres; no paper is longer, nor may a page of PDF/A be (ISO 19005-2, 6.1.13)."""


def believed_unit(stated: float, width: float, height: float) -> float:
    """Return the unit of a page in points.

    Args:
        stated: /UserUnit.
        width: of the page in its units.
        height: the same.

    Returns:
        1 where what is stated makes no sheet of paper: that is how viewers show it.
    """
    return stated if stated > 0 and max(width, height) * stated <= _LONGEST else 1.0
