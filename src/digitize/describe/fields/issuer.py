"""The body that issued a paper, and the body above it where the head prints it.

Must not name a body for what a citizen wrote.
"""

import re
from collections.abc import Sequence
from itertools import pairwise

from archive.values.description import Field
from digitize.describe.agencies import begins_body
from digitize.describe.evidence import Span, field_of
from digitize.describe.fields.bodies import KINDS, body_field, capacity_over, in_text
from digitize.describe.fields.certifying_body import certifier
from digitize.describe.fields.signing_body import of_signature
from digitize.describe.folding import fold, phrases, squash
from digitize.describe.labels import Kind, hits_in, labelled, value_or_next
from digitize.describe.layout import SIDE_BY_SIDE, Line, same_row
from digitize.describe.paper import PaperView
from digitize.describe.roles import CONTRACTS, ONE_PERSON_CARDS, is_form
from digitize.describe.values import nfc

_LABELS = phrases(
    """
    Nơi đăng ký khai sinh; Nơi đăng ký kết hôn; Nơi đăng ký khai tử; Cơ quan đăng ký; Cơ quan cấp; Nơi
    cấp; Nơi cấp, đổi thẻ; Nơi đăng ký; Cơ quan đã đăng ký; Đã đăng ký tại
    """
)
_OF_OTHERS = re.compile(r"kham|kcb|chua benh|thuong tru|cu tru|ho khau")
"""Labels that begin alike and name no issuer: `Nơi đăng ký khám, chữa bệnh ban đầu`."""
_NAMELESS = ("vanphongcongchung", "congtytnhh", "congtycophan", "congtycp", "banthuongvu", "banchaphanh")
"""Lines that the next one completes, though it begins as names of bodies do."""
_BEFORE_PHONG = ("hai", "quoc", "van")
_UNITS = ("xa", "phuong", "thi tran", "dac khu", "huyen", "quan", "thi xa", "thanh pho", "tinh")
_PLACE = re.compile(rf"({'|'.join(_UNITS[4:])}) ")
_OWN_PLACE = re.compile(r" (xã(?! hội)|phường|thị trấn|đặc khu|huyện|quận|thị xã|thành phố) \w")
"""With its marks: `CỤC QUẢN LÝ …` is of no district."""


def issuer(paper: PaperView) -> Field | None:
    """Find the issuing body: the last one of the head, else a label, else the signature's."""
    if is_form(paper.slug):
        return None
    bodies = _head_bodies(paper)
    if paper.slug in CONTRACTS and not bodies:
        return certifier(paper)
    if bodies and _is_ministry(bodies[-1][0].text) and (signed := of_signature(paper) or _of_label(paper)):
        # a ministry over the card, the division that issued it over the signature or behind its label
        return signed
    if bodies:
        head = body_field("issuer", bodies[-1], 0.9, "issuer.head")
        named = _of_label(paper) or of_signature(paper) if squash(head.value) in KINDS else None
        return named or head
    return _of_label(paper) or of_signature(paper) or in_text(paper)


def _is_ministry(text: str) -> bool:
    return bool(re.match(r"bo (?!phan\b)|bao hiem xa hoi viet nam", fold(text)))


def issuer_parent(paper: PaperView) -> Field | None:
    """Find the body above the issuer, only in the head."""
    if is_form(paper.slug) or paper.slug in CONTRACTS:
        return None
    bodies = _head_bodies(paper)
    # `TRƯỞNG PHÒNG …` over the office is no body above it
    if len(bodies) < 2 or capacity_over(bodies[-2][0].tokens):
        return None
    return body_field("issuer_parent", bodies[-2], 0.85, "issuer_parent.head")


def _head_bodies(paper: PaperView) -> list[list[Line]]:
    """Divide the agency block into bodies: a line that begins with a kind of body begins one."""
    bodies: list[list[Line]] = []
    ended = False
    for line in paper.heads[0].agency if paper.heads else ():
        # `VĂN PHÒNG CÔNG CHỨNG` | `TRƯỜNG PHÁT`
        nameless = bool(bodies) and bodies[-1][-1].key.endswith(_NAMELESS)
        # `PHÒNG` | `TÀI CHÍNH - KẾ HOẠCH`, but `UBND THÀNH PHỐ HẢI` | `PHÒNG`
        alone = bool(bodies) and line.text == "PHÒNG" and not bodies[-1][-1].key.endswith(_BEFORE_PHONG)
        if not bodies or ((begins_body(line.text) or alone) and not nameless):
            bodies.append([line])
            ended = False
        elif not ended and not (ended := _is_above(bodies[-1], line)):
            bodies[-1].append(line)
    return [body for body in bodies if begins_body(body[0].text) or body[0].text == "PHÒNG"]


def _is_above(body: Sequence[Line], line: Line) -> bool:
    """Say whether `line` only says where the body's own place lies: `UBND XÃ MƯỜNG LÂU` | `TỈNH SƠN LA`."""
    above = _PLACE.match(fold(line.text))
    own = _OWN_PLACE.search(nfc(" ".join(part.text for part in body)).lower())
    return above is not None and own is not None and _UNITS.index(above[1]) > _UNITS.index(fold(own[1]))


def _of_label(paper: PaperView) -> Field | None:
    lines = paper.paragraphs
    for at, after, sure in labelled(lines, _LABELS):
        line = lines[at]
        colon = [
            n for n in range(after, min(after + 6, len(line.tokens))) if line.tokens[n].text.endswith(":")
        ]
        span = value_or_next(lines, at, colon[0] + 1 if colon else after)
        label = " ".join(token.text for token in line.tokens[: colon[0] + 1 if colon else after])
        if _OF_OTHERS.search(fold(label)):
            continue
        if span is None or not begins_body(span.text):
            span = _under(paper, line)
        if span is None or not begins_body(span.text):
            continue
        gave = fold(label).strip(" .-").startswith(("noi cap", "co quan cap"))
        if gave and paper.slug not in ONE_PERSON_CARDS and _gave_a_card(lines, at):
            continue
        span = _first_part(paper, span)
        value = span.text.split(",")[0] if "," in span.text else span.text
        return field_of("issuer", value.strip(" .,:;"), span, 0.85 * sure, "issuer.label")
    return None


def _under(paper: PaperView, line: Line) -> Span | None:
    """Return what stands right under a label that has the date beside it: `Nơi cấp, đổi thẻ:` | `BHXH …`."""
    for part in paper.sides:
        gap = part.place.top - line.place.bottom
        near = part.page == line.page and -line.height / 2 < gap < 1.5 * line.height
        if near and abs(part.place.left - line.place.left) < line.height:
            return Span(part.page, part.tokens)
    return None


def _gave_a_card(lines: Sequence[Line], at: int) -> bool:
    """Say whether `Nơi cấp: …` stands behind a personal number: it gave somebody's card, not the paper."""
    near = lines[max(at - 1, 0) : at + 1]
    return any(hit.kind in (Kind.ID, Kind.EITHER) for line in near for hit in hits_in(line))


def _first_part(paper: PaperView, span: Span) -> Span:
    """Return the words before a gap: the date may stand beside the body."""
    gap = SIDE_BY_SIDE * paper.sheet(span.page).letter
    for at, (before, after) in enumerate(pairwise(span.tokens), start=1):
        if same_row(before.place, after.place) and after.place.left - before.place.right > gap:
            return Span(span.page, span.tokens[:at])
    return span
