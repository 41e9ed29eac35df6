"""The identifier that a copy is made with: it ties the signed bytes to the paper, its original and its pages.

Pure; must not know tables.
"""

import hashlib
from collections.abc import Sequence


def document_id(paper: object, original_sha256: str, pages: Sequence[str]) -> bytes:
    """Return the first half of the copy's file identifier.

    Args:
        paper: id of the paper.
        original_sha256: of the paper's (first) original.
        pages: `intake:page` of each page, in order.

    Source: ISO 32000-2, 14.4: the first half stays as it is through all later revisions.
    """
    return hashlib.sha256(f"{paper}|{original_sha256}|{','.join(pages)}".encode()).digest()[:16]
