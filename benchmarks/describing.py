"""How a description is held against the truth: which fields count, and when a value is right."""

import unicodedata

from digitize.describe.fuzzy import likeness

_TEXTS = ("abstract", "title")
_LONG = 50
_MAY_DIFFER = 0.02
"""Share of letters of long texts that may be misread, as of abstract and title."""


def plain(text: str) -> str:
    """Return `text` in NFC, small letters, single spaces, without a leading `V/v` or `Về việc`."""
    bare = " ".join(unicodedata.normalize("NFC", text).casefold().split())
    for start in ("v/v:", "v/v", "về việc:", "về việc", "vv:"):
        if bare.startswith(start + " "):
            return bare.removeprefix(start).strip()
    return bare


def is_right(name: str, truth: str | None, value: str) -> bool:
    """Say whether a value is the truth's but for case and spaces; 2 % of long texts may differ."""
    if truth is None:
        return False
    wanted, got = plain(truth), plain(value)
    if wanted == got:
        return True
    text = name in _TEXTS or len(wanted) >= _LONG
    return text and likeness(wanted, got) >= 1 - _MAY_DIFFER
