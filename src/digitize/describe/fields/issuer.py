"""The body that issued a paper, and the body above it where the head prints it.

Must not name a body for what a citizen wrote.
"""

import re
from collections.abc import Sequence
from itertools import pairwise

from archive.values.description import Field
from digitize.describe.agencies import begins_body, begins_heading
from digitize.describe.evidence import Span, field_of
from digitize.describe.folding import fold, is_capitals, phrases, squash
from digitize.describe.headings import without_brackets
from digitize.describe.labels import Kind, hits_in, labelled, value_or_next
from digitize.describe.layout import Line, Token, same_row
from digitize.describe.paper import PaperView
from digitize.describe.paragraphs import is_entry, paragraphs
from digitize.describe.provinces import is_cut_short, with_provinces_spelt
from digitize.describe.roles import ONE_PERSON_CARDS, is_form
from digitize.describe.values import nfc

_CONTRACTS = frozenset({"hop-dong-chuyen-nhuong-quyen-su-dung-dat", "giay-uy-quyen"})
_LABELS = phrases(
    """
    Nơi đăng ký khai sinh; Nơi đăng ký kết hôn; Nơi đăng ký khai tử; Cơ quan đăng ký; Cơ quan cấp; Nơi
    cấp; Nơi đăng ký; Cơ quan đã đăng ký; Đã đăng ký tại
    """
)
_OF_OTHERS = re.compile(r"kham|kcb|chua benh|thuong tru|cu tru|ho khau")
"""Labels that begin alike and name no issuer: `Nơi đăng ký khám, chữa bệnh ban đầu`."""
_CAPACITIES = phrases(
    """
    pho giam doc; giam doc; pho chu tich; chu tich; chi cuc truong; cuc truong; bo truong; hieu truong;
    truong phong; vien truong; tong cuc truong; chanh van phong
    """
)
_ONLY_KIND = ("ubndxaphuong", "uybannhandanxaphuong")
_KINDS = ("uybannhandan", "ubnd", "congan", "truongcongan")
_BODY = re.compile(
    r"(?:UBND|Ủy ban nhân dân|Uỷ ban nhân dân|Công an) "
    r"(?:xã|phường|thị trấn|thị xã|quận|huyện|thành phố|tỉnh|đặc khu)"
    r"(?: (?:[A-ZĐÀ-Ỹ][\w'’-]*|\d{1,2})[.,;]?(?<![.,;](?= ))){1,4}"
)
_UNITS = ("xa", "phuong", "thi tran", "dac khu", "huyen", "quan", "thi xa", "thanh pho", "tinh")
_PLACE = re.compile(rf"({'|'.join(_UNITS[4:])}) ")
_OWN_PLACE = re.compile(r" (xã(?! hội)|phường|thị trấn|đặc khu|huyện|quận|thị xã) \w")
"""With its marks: `CỤC QUẢN LÝ …` is of no district."""
_DOUBTED = 0.5
"""For a body whose name was not read to its end."""
_ON_BEHALF = ("tm", "tl", "tuq", "thua uy quyen", "thay mat")
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


def issuer(paper: PaperView) -> Field | None:
    """Find the issuing body: the last one of the head, else a label, else the signature's."""
    if is_form(paper.slug):
        return None
    bodies = _head_bodies(paper)
    if paper.slug in _CONTRACTS and not bodies:
        return _certifier(paper)
    if bodies and _is_ministry(bodies[-1][0].text) and (signed := _of_signature(paper) or _of_label(paper)):
        # a ministry over the card, the division that issued it over the signature or behind its label
        return signed
    if bodies:
        head = _field("issuer", bodies[-1], 0.9, "issuer.head")
        named = _of_label(paper) or _of_signature(paper) if squash(head.value) in _KINDS else None
        return named or head
    return _of_label(paper) or _of_signature(paper) or _in_text(paper)


def _is_ministry(text: str) -> bool:
    return bool(re.match(r"bo (?!phan\b)|bao hiem xa hoi viet nam", fold(text)))


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
        elif not _is_above(bodies[-1], line):
            bodies[-1].append(line)
    return [body for body in bodies if begins_body(body[0].text)]


def _is_above(body: Sequence[Line], line: Line) -> bool:
    """Say whether `line` only says where the body's own place lies: `UBND XÃ MƯỜNG LÂU` | `TỈNH SƠN LA`."""
    above = _PLACE.match(fold(line.text))
    own = _OWN_PLACE.search(nfc(" ".join(part.text for part in body)).lower())
    return above is not None and own is not None and _UNITS.index(above[1]) > _UNITS.index(fold(own[1]))


def _field(name: str, body: Sequence[Line], weight: float, rule: str) -> Field:
    tokens = tuple(token for line in body for token in line.tokens)
    tokens = tokens[_capacity_over(tokens) :]
    if tokens[-1].text.upper() == "CỘNG":  # the motto begins right behind it
        tokens = tokens[:-1]
    value = with_provinces_spelt(" ".join(token.text for token in tokens).strip(" .,:;*_-"))
    weight = _DOUBTED if is_cut_short(value) or squash(value) in _KINDS else weight
    return field_of(name, value, Span(body[0].page, tokens), weight, rule)


def _capacity_over(tokens: Sequence[Token]) -> int:
    """Return how many words of a capacity stand before the body: `TRƯỞNG PHÒNG GIÁO DỤC …`."""
    first = tokens[0].text.lower()
    rest = " ".join(token.text for token in tokens[1:])
    return int(first == "trưởng" and begins_body(rest))


def _of_label(paper: PaperView) -> Field | None:
    lines = paragraphs(paper.lines, is_entry)
    for at, after, sure in labelled(lines, _LABELS):
        line = lines[at]
        colon = [
            n for n in range(after, min(after + 6, len(line.tokens))) if line.tokens[n].text.endswith(":")
        ]
        span = value_or_next(lines, at, colon[0] + 1 if colon else after)
        label = " ".join(token.text for token in line.tokens[: colon[0] + 1 if colon else after])
        if span is None or not begins_body(span.text) or _OF_OTHERS.search(fold(label)):
            continue
        gave = fold(label).strip(" .-").startswith(("noi cap", "co quan cap"))
        if gave and paper.slug not in ONE_PERSON_CARDS and _gave_a_card(lines, at):
            continue
        span = _first_part(paper, span)
        value = span.text.split(",")[0] if "," in span.text else span.text
        return field_of("issuer", value.strip(" .,:;"), span, 0.85 * sure, "issuer.label")
    return None


def _gave_a_card(lines: Sequence[Line], at: int) -> bool:
    """Say whether `Nơi cấp: …` stands behind a personal number: it gave somebody's card, not the paper."""
    near = lines[max(at - 1, 0) : at + 1]
    return any(hit.kind in (Kind.ID, Kind.EITHER) for line in near for hit in hits_in(line))


def _first_part(paper: PaperView, span: Span) -> Span:
    """Return the words before a gap: the date may stand beside the body."""
    gap = 1.5 * paper.sheet(span.page).letter
    for at, (before, after) in enumerate(pairwise(span.tokens), start=1):
        if same_row(before.place, after.place) and after.place.left - before.place.right > gap:
            return Span(span.page, span.tokens[:at])
    return span


def _of_signature(paper: PaperView) -> Field | None:
    """Read `TM. ỦY BAN NHÂN DÂN XÃ …`, or a line of capitals that is only a body, low on a page."""
    lines = paper.parts
    for number, line in reversed(list(enumerate(lines))):
        sheet = paper.sheet(line.page)
        if line in paper.heads[paper.sheets.index(sheet)].agency or not is_capitals(line.text):
            continue
        at = _behind_capacity(line)
        if not begins_body(" ".join(token.text for token in line.tokens[at:])):
            at = _capacity_over(line.tokens)
        rest = " ".join(token.text for token in line.tokens[at:])
        if begins_body(rest) and len(rest.split()) >= 3 and not _says_no_more(paper, rest):
            above = _on_whose_behalf(line, lines[:number]) if at else None
            if above is not None:
                number, line, at = above, lines[above], 0
            short = Span(line.page, (*_headed_over(line, lines[:number]), *line.tokens[at:]))
            span = _in_full(paper, short)
            if span is short:
                span = Span(line.page, (*short.tokens, *_rest_of_body(line, lines[number + 1 :])))
            value = without_brackets(span.text).strip(" .,:;")
            weight = _DOUBTED if is_cut_short(value) or squash(value) in _KINDS else 0.7
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
    at = _capacity_over(over.tokens)
    return over.tokens[at:] if near and at else ()


def _says_no_more(paper: PaperView, text: str) -> bool:
    """Say whether a signature names no body by its name, and running text does: `TM. UBND XÃ, PHƯỜNG`."""
    bare = squash(text)
    return (bare.startswith(_ONLY_KIND) or bare in _KINDS) and _in_text(paper) is not None


def _in_text(paper: PaperView) -> Field | None:
    """Read `… tại UBND xã Vĩnh Thuận` or `Công an phường Bến Nghé xác nhận`: a body and its place."""
    for line in paragraphs(paper.lines, is_entry):
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


def _in_full(paper: PaperView, short: Span) -> Span:
    """Return the body as another line in capitals names it: a signature may say only `ỦY BAN NHÂN DÂN`."""
    start = squash(short.text)
    for line in paper.lines:
        name = line.key.removesuffix("chungnhan")
        same = name.startswith(start) or name.startswith(start.replace("uybannhandan", "ubnd", 1))
        if same and name != start and len(name) < len(start) + 40 and is_capitals(line.text):
            last = line.owners[len(name) - 1] + 1
            return Span(line.page, line.tokens[:last])
    return short


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


def _certifier(paper: PaperView) -> Field | None:
    """Find the notary's office, or the committee, that certified a contract."""
    for line in paper.lines:
        start = fold(line.text)
        heads = line.text[0].isupper() and len(line.tokens) >= 3
        if heads and start.startswith(("van phong cong chung", "phong cong chung", "vpcc ")):
            return _field("issuer", [line], 0.8, "issuer.notary")
    text = paragraphs(paper.lines, is_entry)
    for line in text:
        for at, token in enumerate(line.tokens):
            rest = " ".join(t.text for t in line.tokens[at : at + 4])
            if token.text[0].isupper() and fold(rest).startswith(
                ("van phong cong chung", "phong cong chung so", "vpcc ")
            ):
                return _named_in(line, at)
    certified = any("chungthuc" in line.key for line in paper.lines)
    return _of_signature(paper) or (_committee(paper) if certified else None)


def _committee(paper: PaperView) -> Field | None:
    """Read `Phó Chủ tịch Ủy ban nhân dân xã …, chứng thực:` in the words of certification."""
    text = paragraphs(paper.lines, is_entry)
    words = next((at for at, line in enumerate(text) if line.key.startswith("loichung")), len(text))
    for line in text[words : words + 4]:
        for at in range(len(line.tokens) - 4):
            if fold(" ".join(token.text for token in line.tokens[at : at + 4])) == "uy ban nhan dan":
                return _named_in(line, at)
    return _in_text(paper)


def _named_in(line: Line, at: int) -> Field:
    """Take a body's name out of running text, up to the next comma."""
    tokens = []
    for token in line.tokens[at:]:
        tokens.append(token)
        if token.text.endswith((",", ";", ".")):
            break
    span = Span(line.page, tuple(tokens))
    return field_of("issuer", span.text.strip(" .,;"), span, 0.7, "issuer.notary")
