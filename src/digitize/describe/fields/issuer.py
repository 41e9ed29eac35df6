"""The body that issued a paper, and the body above it where the head prints it.

Must not name a body for what a citizen wrote.
"""

from collections.abc import Sequence

from archive.values.description import Field
from digitize.describe.evidence import Span, field_of
from digitize.describe.folding import fold, is_capitals, phrases
from digitize.describe.labels import labelled, value_or_next
from digitize.describe.layout import Line, Token
from digitize.describe.paper import PaperView
from digitize.describe.provinces import with_provinces_spelt
from digitize.describe.roles import is_form

_BODIES = phrases(
    """
    uy ban nhan dan; ubnd; hoi dong nhan dan; hdnd; bo; so; cuc; chi cuc; tong cuc; phong; cong an; van
    phong; trung tam; ban; hoi dong; toa an; vien; truong; benh vien; cong ty; thanh tra; dai hoc; bao
    hiem xa hoi; chi nhanh; kho bac; cong chung; tram; hat; hoi; doan; lien doan
    """
)
_CONTRACTS = frozenset({"hop-dong-chuyen-nhuong-quyen-su-dung-dat", "giay-uy-quyen"})
_LABELS = phrases(
    """
    Nơi đăng ký khai sinh; Nơi đăng ký kết hôn; Nơi đăng ký khai tử; Cơ quan đăng ký; Cơ quan cấp; Nơi
    cấp; Nơi đăng ký; Cơ quan đã đăng ký; Đã đăng ký tại
    """
)
_CAPACITIES = phrases(
    """
    pho giam doc; giam doc; pho chu tich; chu tich; chi cuc truong; cuc truong; bo truong; hieu truong;
    truong phong; vien truong; tong cuc truong; chanh van phong
    """
)
_TERRITORIES = (
    "tinh ",
    "thanh pho ",
    "huyen ",
    "quan ",
    "xa ",
    "phuong ",
    "thi xa ",
    "thi tran ",
    "dac khu ",
)
_ON_BEHALF = ("tm", "tl", "tuq", "thua uy quyen", "thay mat")


def issuer(paper: PaperView) -> Field | None:
    """Find the issuing body: the last one of the head, else a label, else the signature's."""
    if is_form(paper.slug):
        return None
    if paper.slug in _CONTRACTS:
        return _certifier(paper)
    bodies = _head_bodies(paper)
    if bodies:
        return _field("issuer", bodies[-1], 0.9, "issuer.head")
    return _of_label(paper) or _of_signature(paper)


def issuer_parent(paper: PaperView) -> Field | None:
    """Find the body above the issuer, only in the head."""
    if is_form(paper.slug) or paper.slug in _CONTRACTS:
        return None
    bodies = _head_bodies(paper)
    return _field("issuer_parent", bodies[-2], 0.85, "issuer_parent.head") if len(bodies) > 1 else None


def _head_bodies(paper: PaperView) -> list[list[Line]]:
    """Divide the agency block into bodies: a line that begins with a kind of body begins one."""
    bodies: list[list[Line]] = []
    for line in paper.heads[0].agency if paper.heads else ():
        if begins_body(line.text) or not bodies:
            bodies.append([line])
        else:
            bodies[-1].append(line)
    return [body for body in bodies if begins_body(body[0].text)]


def begins_body(text: str) -> bool:
    """Say whether `text` begins with the word for a kind of body and its name (`SỞ …`, `ỦY BAN NHÂN DÂN`).

    A short word alone is none: folded, the place name `PHONG` is `PHÒNG`.
    """
    words = fold(text).strip(" .:-*“\"'")
    return any(words.startswith(f"{body} ") or (words == body and " " in body) for body in _BODIES)


def _field(name: str, body: Sequence[Line], weight: float, rule: str) -> Field:
    tokens = tuple(token for line in body for token in line.tokens)
    value = with_provinces_spelt(" ".join(token.text for token in tokens).strip(" .,:;*_-"))
    return field_of(name, value, Span(body[0].page, tokens), weight, rule)


def _of_label(paper: PaperView) -> Field | None:
    for at, after, sure in labelled(paper.lines, _LABELS):
        span = value_or_next(paper.lines, at, after)
        if span is None or not begins_body(span.text):
            continue
        value = span.text.split(",")[0] if "," in span.text else span.text
        return field_of("issuer", value.strip(" .,:;"), span, 0.85 * sure, "issuer.label")
    return None


def _of_signature(paper: PaperView) -> Field | None:
    """Read `TM. ỦY BAN NHÂN DÂN XÃ …`, or a line of capitals that is only a body, low on a page."""
    for number, line in reversed(list(enumerate(paper.lines))):
        sheet = paper.sheet(line.page)
        if line in paper.heads[paper.sheets.index(sheet)].agency or not is_capitals(line.text):
            continue
        at = _behind_capacity(line)
        rest = " ".join(token.text for token in line.tokens[at:])
        if begins_body(rest) and len(rest.split()) >= 3:
            span = Span(line.page, (*line.tokens[at:], *_territory(line, paper.lines[number + 1 :])))
            return field_of("issuer", span.text.strip(" .,:;"), span, 0.7, "issuer.signature")
    return None


def _behind_capacity(line: Line) -> int:
    """Return the first token behind `TM.` or the capacity (`GIÁM ĐỐC SỞ …`, `CỤC TRƯỞNG CỤC …`)."""
    at = 1 if fold(line.tokens[0].text).strip(".,") in _ON_BEHALF else 0
    words = fold(" ".join(token.text for token in line.tokens[at:]))
    capacity = next((c for c in _CAPACITIES if words.startswith(f"{c} ")), "")
    return at + len(capacity.split())


def _territory(line: Line, below: Sequence[Line]) -> tuple[Token, ...]:
    """Return the next line where it goes on with `TỈNH …`, in capitals and under the first one."""
    if not below or below[0].page != line.page or not is_capitals(below[0].text):
        return ()
    near = 0 <= below[0].place.top - line.place.bottom < 1.5 * line.height
    under = abs(below[0].middle - line.middle) < 2 * line.height
    if not near or not under or not fold(below[0].text).startswith(_TERRITORIES):
        return ()
    return below[0].tokens


def _certifier(paper: PaperView) -> Field | None:
    """Find the notary's office, or the committee, that certified a contract."""
    for line in paper.lines:
        start = fold(line.text)
        if start.startswith(("van phong cong chung", "phong cong chung")) and len(line.tokens) >= 4:
            return _field("issuer", [line], 0.8, "issuer.notary")
    for line in paper.lines:
        for at, token in enumerate(line.tokens):
            rest = " ".join(t.text for t in line.tokens[at : at + 4])
            if token.text[0].isupper() and fold(rest).startswith(
                ("van phong cong chung", "phong cong chung so")
            ):
                return _notary(line, at)
    return _of_signature(paper)


def _notary(line: Line, at: int) -> Field:
    """Take the office's name out of running text, up to the next comma."""
    tokens = []
    for token in line.tokens[at:]:
        tokens.append(token)
        if token.text.endswith((",", ";", ".")):
            break
    span = Span(line.page, tuple(tokens))
    return field_of("issuer", span.text.strip(" .,;"), span, 0.7, "issuer.notary")
