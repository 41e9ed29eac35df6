"""Number and symbol of a paper, as its kind prints them.

Must not complete what was not read: a handwritten number that is missing leaves the field empty.
"""

import dataclasses as dc
import re
from collections.abc import Sequence

from archive.values.description import Field
from digitize.describe.evidence import Span, field_of, text_and_starts, tokens_between
from digitize.describe.labels import Kind, beneath, labelled
from digitize.describe.layout import SIDE_BY_SIDE, Line, Sheet, Token, line_of
from digitize.describe.paper import PaperView
from digitize.describe.parties import owner_id
from digitize.describe.roles import is_letter

_NUMBER = re.compile(
    r"\d{1,5}\s[A-ZĐ]{2,6}(?:/[\w.&-]+)+|\d{1,5}\s?[-–]\s?[A-ZĐ]\w{1,4}/[\w.&-]+"
    r"|[\w.-]*\d[\w.-]*(?:\s?/\s?[\w.&() -]*[\w)]){0,3}"
)
_HEAD_LABEL = re.compile(r"^\W*S[oốóỏòôồổỗộõọ0ó6][\s.:;]*(?:[/(]\s*No\.?\s*\)?[.:]?)?\s*", re.IGNORECASE)
_CODE_LABEL = re.compile(r"^\W*(?:Số\s?/?\s?Mã|Mã) (?:khám|phiếu|giấy|KSK)\b[^:\d]{0,15}:\s*(?=\d+/[\w-])")
"""`Số/Mã KSK: 0082/GKSK-2025`: programs of hospitals print their own labels over number and symbol."""
_SYMBOL_LETTERS = str.maketrans({"0": "O", "1": "I", "7": "T"})
_IN_LETTERS = re.compile(r"(?<=[^\W\d_])\d(?=[^\W\d_])|(?<=\bT)7(?=-)")
"""A digit amid letters; at the end of an abbreviation it may be meant (`PV06`)."""
_STROKE_LOST = re.compile(r"(\d{1,5})([A-ZĐ]{2,}[\w.-]*)")
"""`16GPXD`: between figures and symbol a stroke is always printed; it may be read as a figure as well."""
_HALF_READ = re.compile(r"\d[lIOoiZz]|[lIOoiZz]\d")
"""Letters amid the digits of a number: handwriting was read, and not to the end."""


@dc.dataclass(frozen=True, slots=True)
class _Labels:
    """Labels that announce the number of certain types, the more telling first."""

    texts: tuple[str, ...]
    form: re.Pattern[str]
    spaced: bool = False
    """Blanks between the digits are none of the number."""
    in_text: bool = False
    """The label may stand in running text."""
    over: bool = False
    """The label may stand over the number, as on cards."""


_INSURED = re.compile(r"[A-Z]{2}\s?\d\s?\d{2}\s?\d{3}\s?\d{3}\s?\d{4}|[A-Z]{2}\s?\d\s?\d{2}\s?\d{10}")
LAND = "giay-chung-nhan-quyen-su-dung-dat"
_REGISTER = re.compile(r"[A-ZĐ]{0,4}\.?\s?\d[\w./-]*")
_BY_TYPE: dict[str, _Labels] = {
    LAND: _Labels(
        ("Số vào sổ cấp Giấy chứng nhận", "Số vào sổ cấp GCN", "Số vào sổ", "quyền sử dụng đất số"),
        re.compile(r"[A-ZĐ]{0,4}[.-]?\s?\d[\w./-]*(?:\s[A-ZĐ]{2,}[\w./-]*)?"),
    ),
    "bang-tot-nghiep": _Labels(
        (
            "Số vào sổ gốc cấp bằng",
            "Số vào sổ cấp bằng",
            "Vào sổ cấp bằng số",
            "Số vào sổ",
            "Vào sổ số",
            "Số hiệu",
        ),
        _REGISTER,
    ),
    "giay-chung-nhan-dang-ky-doanh-nghiep": _Labels(
        ("Mã số doanh nghiệp", "Mã số thuế"), re.compile(r"\d[\d -]*\d"), spaced=True
    ),
    "giay-chung-nhan-dang-ky-ho-kinh-doanh": _Labels(
        (
            "Mã số hộ kinh doanh",
            "Mã số đăng ký hộ kinh doanh",
            "Mã số HKD/MST",
            "Mã số HKD",
            "Mã số thuế",
            "Số",
        ),
        re.compile(r"\d[\w -]*\d"),
        spaced=True,
    ),
    "giay-phep-lai-xe": _Labels(
        ("Số/No", "Số (No", "No", "Số"), re.compile(r"[A-Z]{1,2}\s?\d{6,9}(?:/\d{2}\b)?|\d{9,12}")
    ),
    "the-bao-hiem-y-te": _Labels(
        ("Mã số BHXH", "Mã thẻ", "Mã số", "Số"),
        re.compile(r"[A-Z]{2}\s?\d[\d ]{8,18}\d|\d{10}\b|\d[\d ]{8,13}\d"),
        over=True,
    ),
    "hop-dong-chuyen-nhuong-quyen-su-dung-dat": _Labels(
        ("Số công chứng", "Số chứng thực", "Công chứng số", "Chứng thực số", "Hợp đồng số", "Số CC", "Số CT"),
        re.compile(r"\d[\w./-]*(?:\s?/\s?[\w./-]+)?(?:,\s?[A-ZĐ]{2,})*"),
        in_text=True,
    ),
}
_BY_TYPE["giay-uy-quyen"] = _BY_TYPE["hop-dong-chuyen-nhuong-quyen-su-dung-dat"]


def number(paper: PaperView) -> Field | None:
    """Find the number and symbol."""
    if paper.slug == "can-cuoc":
        return _of_card(paper)
    special = _BY_TYPE.get(paper.slug)
    if special is not None:
        registered = _of_register(paper, special) if paper.slug == LAND else None
        if registered is not None:
            return registered
        for lines in (paper.lines, paper.sides):
            for at, after, sure in labelled(lines, special.texts, at_start=True):
                found = _behind(lines, at, after, special, 0.9 * sure)
                if found is not None:
                    return found
        if special.in_text:
            lines = paper.paragraphs
            for at, after, sure in labelled(lines, special.texts):
                found = _behind(lines, at, after, special, 0.8 * sure)
                if found is not None:
                    return found
    return (_of_insurance_card(paper) if paper.slug == "the-bao-hiem-y-te" else None) or _of_head(paper)


def _of_register(paper: PaperView, labels: _Labels) -> Field | None:
    """Read `Vào sổ cấp giấy chứng nhận` | `quyền sử dụng đất` | `Số: 00123 QSDĐ/HN` of older ones."""
    for at, first in enumerate(paper.sides):
        if not first.key.startswith("vaosocap"):
            continue
        for line in paper.sides[at : at + 6]:
            label = _HEAD_LABEL.match(line.text)
            apart = min(abs(line.place.left - first.place.left), abs(line.middle - first.middle))
            under = line.page == first.page and apart < 2 * first.height
            match = labels.form.match(line.text, label.end()) if label and under else None
            if match is not None:
                span = Span(line.page, tokens_between(line.tokens, match.start(), match.end()))
                return field_of("number", match[0].strip(" .,-"), span, 0.9, "number.register")
    return None


def _of_insurance_card(paper: PaperView) -> Field | None:
    """Read the code of an insurance card, which older ones print without a label: `DN 4 01 0123456789`."""
    for line in paper.lines:
        match = _INSURED.fullmatch(line.text.strip(" .:"))
        if match is not None:
            return field_of("number", match[0], Span(line.page, line.tokens), 0.8, "number.card")
    return None


def _behind(lines: Sequence[Line], at: int, after: int, labels: _Labels, weight: float) -> Field | None:
    under = _under(lines, at) if after == len(lines[at].tokens) else ()
    card = beneath(lines, at, after) if labels.over else under
    for tokens in (lines[at].tokens[after:], card):
        # `Mã số doanh nghiệp (Enterprise code): …`, `Số vào sổ gốc/Ref. No: …`
        colon = next((n for n, token in enumerate(tokens[:6], start=1) if token.text.endswith(":")), 0)
        if not any(c.isdigit() for token in tokens[:colon] for c in token.text):
            tokens = tokens[colon:]
        text, _ = text_and_starts(tokens)
        match = labels.form.search(text)
        if match is not None and match.start() <= 12:
            span = Span(lines[at].page, tokens_between(tokens, match.start(), match.end()))
            value = match[0].replace(" ", "") if labels.spaced else match[0]
            return field_of("number", value.strip(" .,-"), span, weight, "number.label")
    return None


def _under(lines: Sequence[Line], at: int) -> tuple[Token, ...]:
    """Return the words in the next row of the same column: `Số vào sổ cấp Giấy chứng nhận:` | `CN08457`."""
    label = lines[at]
    for below in lines[at + 1 : at + 5]:
        near = -label.height / 2 < below.place.top - label.place.bottom < label.height
        if below.page == label.page and near and abs(below.place.left - label.place.left) < label.height:
            return below.tokens
    return ()


def _of_card(paper: PaperView) -> Field | None:
    if paper.owner is None or owner_id(paper.owner) is None:
        return None
    found = paper.owner.facts[Kind.ID]
    return field_of("number", found.value, found.span, 0.9 * found.sure, "number.card")


def _of_head(paper: PaperView) -> Field | None:
    """Read `Số: 350/QĐ-UBND` in the upper half of the first page."""
    if not paper.sheets:
        return None
    sheet, head = paper.sheets[0], paper.heads[0]
    for whole in head.lines:
        if whole.place.top > 0.5 * sheet.height:
            continue
        line = _from_label(sheet, whole)
        label = _CODE_LABEL.match(line.text) or _HEAD_LABEL.match(line.text)
        if label is None or (label.end() < 3 and not line.text[: label.end()].strip()):
            continue
        found = _printed(line, label.end())
        if found is not None:
            # letters always have number and symbol; a part alone was not read to its end
            return None if is_letter(paper.slug) and "/" not in found.value else found
    return None


def _from_label(sheet: Sheet, line: Line) -> Line:
    """Return the part of `line` from `Số:` on, behind a gap or a book: `Quyển số: 01   Số: 56`."""
    book = line.key.startswith("quyenso")
    for at in range(1 + 2 * book, len(line.tokens)):
        gap = line.tokens[at].place.left - line.tokens[at - 1].place.right
        if (book or gap > SIDE_BY_SIDE * sheet.letter) and line.tokens[at].text.rstrip(":") in ("Số", "SỐ"):
            return line_of(line.page, line.tokens[at:]) or line
    return line


def _printed(line: Line, start: int) -> Field | None:
    match = _NUMBER.match(line.text, start)
    if match is None:
        return None
    value = tidy(match[0])
    if _HALF_READ.search(value.split("/")[0]):
        return None
    slash = "/" in value
    labelled_well = line.text[:start].rstrip().endswith((":", "."))
    # without a stroke or a colon it is the number of a house or of a law
    if (
        not value[0].isalnum()
        or not any(c.isdigit() for c in value.split("/")[0])
        or not (slash or labelled_well)
    ):
        return None
    span = Span(line.page, tokens_between(line.tokens, start, match.end()))
    lost = _STROKE_LOST.fullmatch(value)
    if lost is not None:
        return field_of("number", f"{lost[1]}/{lost[2]}", span, 0.5, "number.stroke-lost")
    return field_of("number", value, span, 0.9 if slash else 0.75, "number.head")


def tidy(number: str) -> str:
    """Return a number and symbol without blanks around strokes, letters misread as digits put right.

    `350 /QĐ-UBND` → `350/QĐ-UBND`; `01/2023/T7-VPCP` → `01/2023/TT-VPCP`: an abbreviation has no digit.
    """
    parts = [part.strip() for part in re.sub(r"\s+", " ", number).split("/")]
    last = parts[-1]
    if len(parts) > 1 and sum(c.isalpha() for c in last) > sum(c.isdigit() for c in last):
        last = _IN_LETTERS.sub(lambda m: m[0].translate(_SYMBOL_LETTERS), last.replace("Ð", "Đ"))
        last = last.replace(" -", "-").replace("- ", "-")
        last = re.sub(r"^QD\b", "QĐ", re.sub(r"^ND\b", "NĐ", last))
    if len(parts) > 1:
        parts[-1] = last.split(" ")[0]
    tidied = "/".join(parts).strip(" .,-")
    return tidied if tidied.count("(") == tidied.count(")") else tidied.strip(" ()")
