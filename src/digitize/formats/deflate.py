"""Deflated data, gone through to their end in little memory: how long they are and whether they are sound.

Must not keep what they hold: drawing libraries pass over their checksum, and that is all that is asked here.
Source: RFC 1950 (zlib), RFC 1951 (deflate).
"""

import dataclasses as dc
import zlib

_HEADER, _CHECKSUM = 2, 4
_IN, _OUT = 1 << 16, 1 << 20


@dc.dataclass(frozen=True, slots=True)
class Inflated:
    """What is known of deflated data.

    Attributes:
        size: bytes that they inflate to, as far as that goes.
        ended: their last block is whole.
        sound: no error, and the checksum is theirs; some programs leave it out.
    """

    size: int
    ended: bool
    sound: bool


def inflated(data: bytes) -> Inflated:
    """Go through zlib data of any length."""
    head = data[:_HEADER]
    if len(head) < _HEADER or head[0] & 15 != zlib.DEFLATED or int.from_bytes(head, "big") % 31:
        return Inflated(0, ended=False, sound=False)
    inflating, size, checksum, at = zlib.decompressobj(-zlib.MAX_WBITS), 0, 1, _HEADER
    try:
        while not inflating.eof:
            rest = inflating.unconsumed_tail or data[at : at + _IN]
            at += 0 if inflating.unconsumed_tail else len(rest)
            part = inflating.decompress(rest, _OUT)
            if not (rest or part):
                break
            size, checksum = size + len(part), zlib.adler32(part, checksum)
    except zlib.error:
        return Inflated(size, ended=False, sound=False)
    at -= len(inflating.unused_data)
    stated = data[at : at + _CHECKSUM]
    right = len(stated) < _CHECKSUM or stated == checksum.to_bytes(_CHECKSUM, "big")
    return Inflated(size, ended=inflating.eof, sound=right or not inflating.eof)
