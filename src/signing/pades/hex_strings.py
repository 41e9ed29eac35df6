"""Reads hexadecimal strings at once: pyHanko takes each digit by itself, a quarter of what a judgement costs.

Must not change what is read: whatever is not digits alone, up to the end, is left to pyHanko's own reading.
"""

import binascii
from functools import lru_cache
from typing import IO

from pyhanko.pdf_utils import generic

_LONGEST = 1 << 17
"""Bytes that are looked at: a signature with its evidence takes 40 kB."""


@lru_cache(maxsize=1)
def read_hex_at_once() -> None:
    """Let pyHanko read hexadecimal strings so, once in a process."""
    digit_by_digit = generic.read_hex_string_from_stream

    def at_once(stream: IO[bytes]) -> generic.ByteStringObject | generic.TextStringObject:
        start = stream.tell()
        seen = stream.read(_LONGEST)
        end = seen.find(b">")
        if end > 0:
            try:
                found = binascii.unhexlify(seen[1:end])
            except binascii.Error:
                pass  # blanks, a comment, an odd digit, or no hexadecimal string
            else:
                stream.seek(start + end + 1)
                return generic.pdf_string(found)
        stream.seek(start)
        return digit_by_digit(stream)

    generic.read_hex_string_from_stream = at_once
