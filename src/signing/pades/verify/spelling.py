"""Rule: what an update writes, and what it writes anew, is spelt so plainly that all programs read the same.

The library that judges with us is lenient: what closes a dictionary for it begins a comment for viewers, what
is a blank for it is none for them, and so a page that it finds unchanged is another one on every screen.
Must not look at what the objects mean. Source: ISO 32000-1, 7.2, 7.3 and annex C.
"""

import re

BLANK = b" \t\r\n\f\0"
OPENING = re.compile(rb"[ \t\r\n\0\f]*(\d{1,10})[ \t\r\n]+(\d{1,5})[ \t\r\n]+obj\b")
"""Number and generation of an object that begins there (7.3.10)."""
DEEPEST = 50
"""Brackets in brackets; programs stop at 64, and read what is deeper as if it stood outside."""
_BEHIND = rb"(?=[\0\t\n\f\r ()<>\[\]{}/%]|\Z)"
"""A blank or delimiter ends names, numbers and words (7.2.2); some programs count other letters as blanks."""
_TOKEN = re.compile(
    rb"[\0\t\n\f\r ]*(?:(?P<open><<|\[)|(?P<close>>>|\])"
    rb"|(?P<name>/(?:[!-\"$&'*-.0-;=?-Z\\^-z|~]|#[2-7][0-9A-Fa-f]){1,127}" + _BEHIND + rb")"
    rb"|(?P<reference>[1-9]\d{0,6}[\0\t\n\f\r ]+\d{1,5}[\0\t\n\f\r ]+R" + _BEHIND + rb")"
    rb"|(?P<number>[+-]?(?:\d{1,20}(?:\.\d{0,20})?|\.\d{1,20})" + _BEHIND + rb")"
    rb"|(?P<word>(?:true|false|null)" + _BEHIND + rb")"
    rb"|(?P<digits><[0-9A-Fa-f\0\t\n\f\r ]*>)|(?P<string>\())"
)
"""Longer names, or of letters beyond ASCII, and longer numbers are cut or compared in different ways."""
_PIECE = re.compile(rb"[^\\()\r]+|\\(?:[nrtbf()\\]|[0-3][0-7]{2}|[0-7]{1,2}(?!\d))|(?P<up>\()|(?P<down>\))")
"""In a string (7.3.4.2); a bare carriage return, or what needs no escape, is not the same to all."""
_ESCAPED = re.compile(rb"#(..)")


class OddlySpelt(Exception):
    """Programs may read other tokens, or other objects."""


def end_of(text: bytes, start: int = 0) -> int:
    """Return where the one object ends that begins at `start`, or behind blanks there.

    Raises:
        OddlySpelt: it is not spelt plainly.
    """
    at, outer = start, list[tuple[bytes, list[bytes]]]()
    while True:
        token = _TOKEN.match(text, at)
        if token is None or token.lastgroup is None:
            raise OddlySpelt(f"what stands {at - start} bytes behind an object's begin is not spelt plainly")
        at, word = token.end(), token[token.lastgroup]
        if token.lastgroup == "open":
            if len(outer) == DEEPEST:
                raise OddlySpelt("brackets stand too deep in brackets")
            outer.append((word, []))
            continue
        if token.lastgroup == "close":
            _require_whole(*(outer.pop() if outer else (b"", [])), word)
        elif token.lastgroup == "string":
            at = _end_of_string(text, at)
        if not outer:
            return at
        outer[-1][1].append(word)


def require_one(text: bytes) -> None:
    """A text is one object.

    Raises:
        OddlySpelt: it is not, or not spelt plainly.
    """
    if text[end_of(text) :].strip(BLANK):
        raise OddlySpelt("an object runs on in its place")


def _require_whole(opened: bytes, parts: list[bytes], closed: bytes) -> None:
    """An array, or a dictionary with a value for each key, and each key once (7.3.7)."""
    if opened + closed == b"[]":
        return
    keys = [_ESCAPED.sub(lambda match: bytes.fromhex(match[1].decode()), key) for key in parts[::2]]
    if opened + closed != b"<<>>" or len(parts) % 2 or not all(key.startswith(b"/") for key in keys):
        raise OddlySpelt("brackets do not fit, or a dictionary has no name for a key")
    if len(set(keys)) < len(keys):
        raise OddlySpelt("a dictionary has a key twice")


def _end_of_string(text: bytes, at: int) -> int:
    """Return where a literal string ends, of which the first bracket was read; strings stand in strings."""
    level = 1
    while level:
        piece = _PIECE.match(text, at)
        if piece is None:
            raise OddlySpelt("a string is not spelt plainly")
        at = piece.end()
        level += bool(piece["up"]) - bool(piece["down"])
    return at
