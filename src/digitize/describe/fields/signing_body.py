"""The body that issued a paper, as its signature names it: `TM. ỦY BAN NHÂN DÂN XÃ …`.

Must not look at heads and labels: issuer.py does.
"""

import re
from collections.abc import Sequence

from archive.values.description import Field
from digitize.describe.agencies import begins_body, begins_heading
from digitize.describe.evidence import Span, field_of
from digitize.describe.fields.bodies import DOUBTED, KINDS, capacity_over, in_text
from digitize.describe.folding import fold, is_capitals, phrases, squash
from digitize.describe.headings import without_brackets
from digitize.describe.layout import Line, Token
from digitize.describe.paper import PaperView
from digitize.describe.provinces import is_cut_short

_CAPACITIES = phrases(
    """
    pho giam doc; giam doc; pho chu tich; chu tich; chi cuc truong; cuc truong; bo truong; hieu truong;
    truong phong; vien truong; tong cuc truong; chanh van phong
    """
)
_ANY = re.compile(r"\bcap (?:xa|huyen|tinh)\b")
"""`UBND CẤP XÃ` is of no commune."""
_SPELT = ("uybannhandan", "ubnd")
_ONLY_KIND = ("ubndxaphuong", "uybannhandanxaphuong")
_ON_BEHALF = ("tm", "t/m", "tl", "t/l", "tuq", "thua uy quyen", "thay mat")
_NO_NAME = (
    "cong hoa xa hoi",
    "doc lap",
    *_CAPACITIES,
    *(f"{short}." for short in ("tm", "kt", "tl", "tuq", "q")),
    "nguoi ",
    "can bo",
    "k/t",
    "t/m",
    "t/l",
)


def of_signature(paper: PaperView) -> Field | None:
    """Read `TM. ỦY BAN NHÂN DÂN XÃ …`, or a line of capitals that is only a body, low on a page."""
    lines = paper.sides
    for number, line in reversed(list(enumerate(lines))):
        sheet = paper.sheet(line.page)
        if line in paper.heads[paper.sheets.index(sheet)].agency or not is_capitals(line.text):
            continue
        at = _behind_capacity(line)
        if not begins_body(" ".join(token.text for token in line.tokens[at:])):
            at = capacity_over(line.tokens)
        rest = " ".join(token.text for token in line.tokens[at:])
        named = begins_body(rest) and not _ANY.search(fold(rest))
        if named and len(rest.split()) >= 3 and not _says_no_more(paper, rest):
            above = _on_whose_behalf(line, lines[:number]) if at else None
            if above is not None:
                number, line, at = above, lines[above], 0
            short = Span(line.page, (*_headed_over(line, lines[:number]), *line.tokens[at:]))
            span = _in_full(paper, short)
            if span is short:
                span = Span(line.page, (*short.tokens, *_rest_of_body(line, lines[number + 1 :])))
            value = without_brackets(span.text).strip(" .,:;")
            weight = DOUBTED if is_cut_short(value) or squash(value) in KINDS else 0.7
            return field_of("issuer", value, span, weight, "issuer.signature")
    return None


def _on_whose_behalf(line: Line, above: Sequence[Line]) -> int | None:
    """Return where the body stands over a signature: `SỞ …` | `TUQ. GIÁM ĐỐC` | `GIÁM ĐỐC VĂN PHÒNG …`."""
    for number in reversed(range(len(above))):
        over = above[number]
        apart = min(abs(over.middle - line.middle), abs(over.place.left - line.place.left)) > 2 * line.height
        if over.page != line.page or line.place.top - over.place.bottom > 5 * line.height:
            return None
        if not apart and is_capitals(over.text) and begins_body(over.text) and len(over.tokens) >= 3:
            return number
    return None


def _headed_over(line: Line, above: Sequence[Line]) -> tuple[Token, ...]:
    """Return the body whose head signs right over `line`: `TRƯỞNG PHÒNG …` | `CÔNG AN TỈNH …`."""
    over = above[-1] if above else None
    if over is None or not is_capitals(over.text) or over.page != line.page:
        return ()
    near = line.place.top - over.place.bottom < line.height and abs(over.middle - line.middle) < line.height
    at = capacity_over(over.tokens)
    return over.tokens[at:] if near and at else ()


def _says_no_more(paper: PaperView, text: str) -> bool:
    """Say whether a signature names no body by its name, and running text does: `TM. UBND XÃ, PHƯỜNG`."""
    bare = squash(text)
    return (bare.startswith(_ONLY_KIND) or bare in KINDS) and in_text(paper) is not None


def _in_full(paper: PaperView, short: Span) -> Span:
    """Return the body as another line in capitals names it: a signature may say only `ỦY BAN NHÂN DÂN`."""
    start = squash(short.text)
    for line in paper.lines:
        name = line.key.removesuffix("chungnhan")
        same = name.startswith((start, *_other_spelling(start)))
        if same and name != start and len(name) < len(start) + 40 and is_capitals(line.text):
            last = line.owners[len(name) - 1] + 1
            return Span(line.page, line.tokens[:last])
    return short


def _other_spelling(start: str) -> tuple[str, ...]:
    """Return the body's name with its first words cut short, or spelt out: `UBND`, `ỦY BAN NHÂN DÂN`."""
    for one, other in (_SPELT, _SPELT[::-1]):
        if start.startswith(one):
            return (other + start.removeprefix(one),)
    return ()


def _behind_capacity(line: Line) -> int:
    """Return the first token behind `TM.` or the capacity (`GIÁM ĐỐC SỞ …`, `CỤC TRƯỞNG CỤC …`)."""
    at = 1 if fold(line.tokens[0].text).strip(".,") in _ON_BEHALF else 0
    words = fold(" ".join(token.text for token in line.tokens[at:]))
    capacity = next((c for c in _CAPACITIES if words.startswith(f"{c} ")), "")
    return at + len(capacity.split())


def _rest_of_body(line: Line, below: Sequence[Line]) -> tuple[Token, ...]:
    """Return what of the next two lines goes on with the name: near, in capitals, under the first one.

    A capacity, another body, and a second language (no letter has a mark) are something else.
    """
    tokens: list[Token] = []
    for under in below[:5]:
        near = (
            under.page == line.page and -line.height < under.place.top - line.place.bottom < 1.5 * line.height
        )
        apart = (
            min(abs(under.middle - line.middle), abs(under.place.left - line.place.left)) > 2 * line.height
        )
        if near and apart:  # of another column
            continue
        plain = fold(under.text) == under.text.lower() and len(under.tokens) > 2  # `TỈNH GIA` | `LAI`
        if not near or not is_capitals(under.text) or plain:
            break
        if fold(under.text).startswith(_NO_NAME) or begins_body(under.text) or begins_heading(under.text):
            break
        tokens += under.tokens
        line = under
    return tuple(tokens)
