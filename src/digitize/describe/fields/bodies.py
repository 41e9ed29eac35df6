"""Bodies as values: a name out of lines, or out of running text.

Must not decide which body issued a paper.
"""

import re
from collections.abc import Sequence

from archive.values.description import Field
from digitize.describe.agencies import begins_body
from digitize.describe.evidence import Span, field_of
from digitize.describe.folding import fold, squash
from digitize.describe.layout import Line, Token
from digitize.describe.paper import PaperView
from digitize.describe.provinces import is_cut_short, with_provinces_spelt

KINDS = ("uybannhandan", "ubnd", "congan", "truongcongan")
_BODY = re.compile(
    r"(?:UBND|Ủy ban nhân dân|Uỷ ban nhân dân|Công an) "
    r"(?:xã|phường|thị trấn|thị xã|quận|huyện|thành phố|tỉnh|đặc khu)"
    r"(?: (?:[A-ZĐÀ-Ỹ][\w'’-]*|\d{1,2})[.,;]?(?<![.,;](?= ))){1,4}"
)
DOUBTED = 0.5
"""For a body whose name was not read to its end."""


def body_field(name: str, body: Sequence[Line], weight: float, rule: str) -> Field:
    """Make a field of the lines of a body's name; a name that was not read to its end is doubted."""
    tokens = tuple(token for line in body for token in line.tokens)
    tokens = tokens[capacity_over(tokens) :]
    if tokens[-1].text.upper() == "CỘNG":  # the motto begins right behind it
        tokens = tokens[:-1]
    value = with_provinces_spelt(" ".join(token.text for token in tokens).strip(" .,:;*_-"))
    weight = DOUBTED if is_cut_short(value) or squash(value) in KINDS else weight
    return field_of(name, value, Span(body[0].page, tokens), weight, rule)


def capacity_over(tokens: Sequence[Token]) -> int:
    """Return how many words of a capacity stand before the body: `TRƯỞNG PHÒNG GIÁO DỤC …`."""
    first = tokens[0].text.lower()
    rest = " ".join(token.text for token in tokens[1:])
    return int(first == "trưởng" and begins_body(rest))


def in_text(paper: PaperView) -> Field | None:
    """Read `… tại UBND xã Vĩnh Thuận` or `Công an phường Bến Nghé xác nhận`: a body and its place."""
    for line in paper.paragraphs:
        words = [token.text for token in line.tokens]
        for at in range(len(words)):
            match = _BODY.match(" ".join(words[at:]))
            if match is None or (at and words[at - 1].endswith(":")):  # addressed, or a party's
                continue
            if fold(" ".join(words[max(at - 2, 0) : at])) == "dai dien":  # who came to a meeting
                continue
            tokens = line.tokens[at : at + len(match[0].split())]
            span = Span(line.page, tokens)
            return field_of("issuer", span.text.strip(" .,:;"), span, 0.5, "issuer.text")
    return None
