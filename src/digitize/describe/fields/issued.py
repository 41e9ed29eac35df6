"""Date of issue: beside the place name, over the signature, or the date of registration.

Must not take a date of the body: laws, births and identity cards have dates too.
"""

import dataclasses as dc
import re
from collections.abc import Iterator, Sequence

from archive.values.description import Field
from archive.values.reading import Box
from digitize.describe.dates import FoundDate, dates_in
from digitize.describe.evidence import Span, field_of, text_and_starts, tokens_between
from digitize.describe.folding import fold, phrases
from digitize.describe.labels import Kind, hits_in, labelled, value_or_next
from digitize.describe.layout import Line, line_of, parts_of
from digitize.describe.paper import PaperView
from digitize.describe.roles import CONTRACTS, ONE_PERSON_CARDS, is_form
from digitize.describe.values import iso

_PLACE = re.compile(r"^(?:[LlTt]\w{1,3} t\w{1,2}i\W*)?[^\d:;()]{0,45}[,.]?\s*$")
"""A place name, on forms behind `Làm tại:`."""
_BROKEN = re.compile(r"\bngay(?: \d{1,2}(?: thang(?: \d{1,2}(?: nam)?)?)?)?$")
_REST = re.compile(r"(?:\d|thang \d|nam \d)")
_LEFT_PLACE = re.compile(r"^[LlTt]\w{1,3} t\w{1,2}i\b|^[^\d,;:()]{2,30},\s*ng")
"""`Làm tại …` and `Bến Tre, ngày …`; a clause that was broken has no comma there."""
_LABELS = phrases(
    """
    Ngày, tháng, năm đăng ký; Ngày đăng ký; Ngày cấp; Ngày ký; Đăng ký ngày; Đăng ký thay đổi lần thứ;
    Cấp ngày; Date, month, year; Ngày, tháng, năm / Date, month, year; Đăng ký lần đầu; Ngày, tháng, năm cấp;
    Cấp lần đầu; Đăng ký lần đầu ngày; Cấp đổi lần thứ; Đăng ký mới; Ngày cấp lần đầu; Ngày vào sổ; Ngày lập;
    Date of issue; Ngày khám; Nơi cấp, đổi thẻ;
    Ngày, tháng, năm
    """
)
_OF_CARDS = ("ngaycap", "capngay", "ngaythangnamcap", "dateofissue")
_CARDS = ONE_PERSON_CARDS | {"giay-phep-lai-xe"}
_BY_MEETING = CONTRACTS | {"bien-ban"}
"""Papers that begin with `Hôm nay, ngày …`; other dates in them are of cards."""
_LEAST_PLACE = 3
"""Letters of a place name."""
_GAP = 0.9
"""In usual heights of a line; blanks are a third of one."""
_TOLD = frozenset(phrases("sinh; cap; den; tu; hieu; ky; kem; dang; hen; tra; chet; han; gia; so; vao; lap"))
_PLACES_LIKE_LABELS = frozenset(
    phrases("gia lai; gia lam; gia vien; gia binh; ky son; ky anh; tu son; tu ky")
)
"""Places whose first word is one of labels too."""
_CHANGED = re.compile(r"thaydoilan|lanthu")
_OPENS = re.compile(
    r"\W*(?:hom nay\b|(?:vao )?(?:hoi|luc)\b\W*\d|vao (?:hoi|luc)\b|tai .{3,160}ngay\b.*chung toi"
    r"|ngay \d.{6,200}\btoi\b|ngay \d.{4,30}\b(?:da )?(?:tiep )?nhan\b|thoi gian\b"
    r"|.{0,40}\bduoc lap (?:vao )?ngay\b)"
)
"""How contracts, minutes and certifications begin."""


def issued_on(paper: PaperView) -> Field | None:
    """Find the date of issue.

    Source: Decree 30/2020/NĐ-CP, appendix I part II: place and date stand under the motto; licences and
    certificates print them over the signature.
    """
    placed = list(_placed(paper))
    head = [one for one in placed if _in_head(paper, one[0])]
    if head:
        return _field(*head[0], 0.95, "issued_on.head")
    if placed:
        # under what a citizen dated and signed others write what they think of it
        return _field(*placed[0 if is_form(paper.slug) else -1], 0.9, "issued_on.signature")
    if paper.slug in _BY_MEETING:
        return _of_meeting(paper) or _of_label(paper)
    return _of_label(paper) or _of_meeting(paper)


def _in_head(paper: PaperView, line: Line) -> bool:
    """Say whether `line` stands where the head has its date: on the first page, over the heading."""
    if line.page != paper.sheets[0].page or line.place.top >= 0.4 * paper.sheets[0].height:
        return False
    title = paper.title.lines[0] if paper.title is not None else None
    return title is None or title.page != line.page or line.place.top < title.place.bottom


def _of_meeting(paper: PaperView) -> Field | None:
    """Read `Hôm nay, ngày …`, with which contracts and minutes begin; the last one is the certifier's."""
    found = None
    for line in paper.paragraphs:
        dates = dates_in(line.text) if _OPENS.match(fold(line.text)) else []
        if dates:
            found = _field(line, dates[0], 0.8, "issued_on.today")
    return found


def _placed(paper: PaperView) -> Iterator[tuple[Line, FoundDate]]:
    """Yield dates on lines of the form `Tân Lập, ngày 05 tháng 3 năm 2024` and nothing else."""
    for at, single in enumerate(paper.lines):
        line = _whole(single, paper.lines[at + 1 : at + 2])
        yield from _placed_in(paper, line)
        parts = parts_of(single, _GAP * paper.sheet(line.page).letter)
        for part in parts if len(parts) > 1 else []:
            whole = _whole(part, _beneath(part, paper.lines[at + 1 : at + 3]))
            # a date without a place may be the value of the label at its left
            alone = part is parts[-1] and part.text.startswith("Ngày") and not _announces(parts[-2])
            yield from (one for one in _placed_in(paper, whole) if one[1].start > 0 or alone)


def _announces(left: Line) -> bool:
    """Say whether what stands left of a date is its label."""
    return left.text.endswith(":") or "ngay" in fold(left.text).split()


def _placed_in(paper: PaperView, line: Line) -> Iterator[tuple[Line, FoundDate]]:
    for date in dates_in(line.text):
        before = line.text[: date.start]
        place_only = _PLACE.match(before) and len(line.text) - date.end <= 3
        if line.text[date.start].isdecimal() and sum(c.isalpha() for c in before) < _LEAST_PLACE:
            continue  # a cell of a table, `B 19/01/2026`: over a signature stands `Ngày …`
        if place_only and not _is_sentence(before) and not _is_left_text(paper, line):
            yield line, date


def _beneath(part: Line, lines: Sequence[Line]) -> list[Line]:
    """Return what of the next lines stands under `part`."""
    under = (line_of(line.page, [t for t in line.tokens if _is_under(t.place, part.place)]) for line in lines)
    return [line for line in under if line is not None][:1]


def _is_under(place: Box, over: Box) -> bool:
    return over.left <= (place.left + place.right) / 2 <= over.right


def _whole(line: Line, below: Sequence[Line]) -> Line:
    """Return `line` with the next one where a narrow column broke its date: `… tháng 6 năm` | `2024`."""
    if not below or not _BROKEN.search(fold(line.text)) or not _REST.match(fold(below[0].text)):
        return line
    gap = below[0].place.top - line.place.bottom
    near = below[0].page == line.page and -line.height < gap < 1.5 * line.height and len(below[0].tokens) <= 5
    return line_of(line.page, [*line.tokens, *below[0].tokens]) or line if near else line


def _is_sentence(before: str) -> bool:
    """Say whether the words before a date are no place name but a label or running text.

    Names have capitals (`Gia Lai`, `Kỳ Sơn`); the first word of a label has one as well.
    """
    words = before.replace(",", " ").split()
    small = [fold(word) for at, word in enumerate(words) if at == 0 or word.islower()]
    first = fold(" ".join(words[:2])) not in _PLACES_LIKE_LABELS
    return len(words) > 8 or bool(_TOLD & set(small[0 if first else 1 :]))


def _is_left_text(paper: PaperView, line: Line) -> bool:
    """Say whether a date stands left and with no place name before it, or ends a clause.

    Such a one is an entry of a form, or the end of `Căn cứ Luật …` that was broken into lines; the one
    over a signature stands right.
    """
    if line.text.rstrip().endswith((";", ",")):
        return True
    return line.middle < 0.45 * paper.sheet(line.page).width and not _LEFT_PLACE.match(line.text)


def _of_label(paper: PaperView) -> Field | None:
    return next(
        filter(None, (_labelled(paper, ls) for ls in (paper.paragraphs, paper.lines, paper.sides))), None
    )


def _labelled(paper: PaperView, lines: Sequence[Line]) -> Field | None:
    for at, after, sure in labelled(lines, _LABELS, at_start=True):
        line = lines[at]
        if paper.slug not in _CARDS and _dates_a_card(lines, at):
            continue
        if line.text[:1].islower() or "sinh" in "".join(t.key for t in line.tokens[: after + 1]):
            continue  # a sentence that was broken goes on; a birth
        span = value_or_next(lines, at, after)
        found = _last_change(span) if span is not None else None
        for other in lines[at + 1 : at + 3] if "landau" in line.key else ():  # the last change counts
            if _CHANGED.search(other.key) and (dates := dates_in(other.text)):
                return _field(other, dates[0], 0.8, "issued_on.label")
        if span is not None and found is not None:
            words = tokens_between(span.tokens, found.start, found.end)
            weight = 0.85 * sure * (1.0 if found.clean else 0.7)
            if _is_extract(paper):  # its own date was not read: this is when the event was registered
                weight = 0.4
            return field_of("issued_on", iso(found.date), Span(span.page, words), weight, "issued_on.label")
    return None


def _dates_a_card(lines: Sequence[Line], at: int) -> bool:
    """Say whether `Ngày cấp` behind a personal number dates somebody's card, not the paper."""
    if re.search(r"\d{9}", lines[at].text):
        return True
    near = lines[max(at - 2, 0) : at + 1]
    return lines[at].key.startswith(_OF_CARDS) and any(
        hit.kind in (Kind.ID, Kind.EITHER) for line in near for hit in hits_in(line)
    )


def _last_change(span: Span) -> FoundDate | None:
    """Return the first date of `span`, or the one of the last change: behind `thay đổi lần`."""
    text, _ = text_and_starts(span.tokens)
    dates = dates_in(text)
    if not dates:  # `Đăng ký ngày 06 tháng 02 …`: the label took the word that a date begins with
        early = [
            dc.replace(one, start=max(one.start - 5, 0), end=one.end - 5) for one in dates_in(f"ngày {text}")
        ]
        return next(iter(early), None)
    changed = fold(text).find("thay doi lan")
    return next((one for one in dates if one.start > changed >= 0), dates[0])


def _is_extract(paper: PaperView) -> bool:
    return paper.title is not None and any("trichluc" in line.key for line in paper.title.lines)


def _field(line: Line, date: FoundDate, weight: float, rule: str) -> Field:
    span = Span(line.page, tokens_between(line.tokens, date.start, date.end))
    return field_of("issued_on", iso(date.date), span, weight * (1.0 if date.clean else 0.7), rule)
