"""Dropping what the frame of a certificate is read as: a column of odd letters at its sides.

Must not drop numbering or words: only a band at the side of the text in which nearly nothing is a word.
"""

import re
from collections.abc import Callable, Sequence

from digitize.describe.tokens import Token

_BAND = 1.0
"""Width of the band in usual heights of a word."""
_LEAST, _SHARE = 6, 0.8
_NUMBERING = re.compile(r"(?:[IVX]{1,4}|\d{1,2}|[a-zđA-H])[.):]+|[-+•*]")

Printed = list[list[Token]]


def without_frame(printed: Printed, letter: float) -> Printed:
    """Return the tokens of each printed line without those of a frame at the left or right.

    Args:
        printed: lines of tokens.
        letter: usual height of a word in pixels.
    """
    every = [token for line in printed for token in line]
    if not every:
        return printed
    left, right = min(t.place.left for t in every), max(t.place.right for t in every)
    noise = [
        *_noise(every, lambda token: token.place.left < left + _BAND * letter),
        *_noise(every, lambda token: token.place.right > right - _BAND * letter),
    ]
    dropped = set(map(id, noise))
    return [[token for token in line if id(token) not in dropped] for line in printed]


def _noise(tokens: Sequence[Token], in_band: Callable[[Token], bool]) -> list[Token]:
    band = [token for token in tokens if in_band(token)]
    odd = [token for token in band if len(token.key) <= 2 and not _NUMBERING.fullmatch(token.text)]
    counted = [token for token in odd if token.text.isdecimal()]
    if [int(token.text) for token in counted] == list(range(1, len(counted) + 1)):  # the rows of a table
        odd = [token for token in odd if not token.text.isdecimal()]
    return odd if len(odd) >= max(_LEAST, _SHARE * len(band)) else []
