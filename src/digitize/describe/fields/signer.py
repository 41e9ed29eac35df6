"""Who signs last for the issuer; on an application the applicant.

Must not take a name from the body: a signature stands under a capacity, at the end.
"""

import math
from collections.abc import Iterator, Sequence

from archive.values.description import Field, Role
from digitize.describe.agencies import begins_body
from digitize.describe.evidence import Span, field_of
from digitize.describe.folding import is_capitals, phrases, squash
from digitize.describe.fuzzy import find
from digitize.describe.layout import Line, Sheet, Token, line_of, rows, sides_of
from digitize.describe.paper import PaperView
from digitize.describe.parties import name_of
from digitize.describe.roles import ONE_PERSON_CARDS, is_form
from digitize.describe.values import begins_with_surname, looks_like_name, without_rank

_CAPACITIES = tuple(
    map(
        squash,
        phrases(
            """
    CHỦ TỊCH; PHÓ CHỦ TỊCH; GIÁM ĐỐC; PHÓ GIÁM ĐỐC; BỘ TRƯỞNG; THỨ TRƯỞNG; CỤC TRƯỞNG; PHÓ CỤC TRƯỞNG;
    CHI CỤC TRƯỞNG; TRƯỞNG PHÒNG; PHÓ TRƯỞNG PHÒNG; HIỆU TRƯỞNG; PHÓ HIỆU TRƯỞNG; CHÁNH VĂN PHÒNG; PHÓ
    CHÁNH VĂN PHÒNG; VỤ TRƯỞNG; TỔNG CỤC TRƯỞNG; TRƯỞNG CÔNG AN; TRƯỞNG BAN; PHÓ TRƯỞNG CÔNG AN; CÔNG
    CHỨNG VIÊN; NGƯỜI KÝ; CÔNG CHỨC TƯ PHÁP; CÁN BỘ TƯ PHÁP; VIỆN TRƯỞNG; NGƯỜI LÀM ĐƠN; NGƯỜI VIẾT ĐƠN;
    KÍNH ĐƠN; NGƯỜI ĐỀ NGHỊ; NGƯỜI KHAI; NGƯỜI YÊU CẦU; NGƯỜI KÊ KHAI; NGƯỜI ỦY QUYỀN; NGƯỜI TIẾP NHẬN;
    NGƯỜI TIẾP NHẬN HỒ SƠ;
    CÁN BỘ TIẾP NHẬN; THỦ TRƯỞNG ĐƠN VỊ; TRƯỞNG ĐOÀN; NGƯỜI KẾT LUẬN; BÁC SĨ KẾT LUẬN; CHỦ TỌA; THƯ KÝ;
    NGƯỜI LẬP; ĐẠI DIỆN; BÊN ỦY QUYỀN; GIÁM ĐỐC SỞ; HIỆU TRƯỞNG TRƯỜNG; QUYỀN CHỦ TỊCH; TỔNG GIÁM ĐỐC;
    TRƯỞNG PHÒNG ĐĂNG KÝ KINH DOANH; CHỦ TRÌ; CHỦ HỘ; TM. ỦY BAN NHÂN DÂN; KT. CHỦ TỊCH; KT. GIÁM ĐỐC;
    TL. CHỦ TỊCH; CHỦ NHIỆM; CHỦ NHIỆM KHOA; TRƯỞNG KHOA; THẨM PHÁN; ĐẠI SỨ; TỔNG LÃNH SỰ; THAM TÁN;
    THAM TÁN CÔNG SỨ; BÍ THƯ THỨ NHẤT
    """
        ),
    )
)
_WHO = (
    "nguoi",
    "ben",
    "daidien",
    "congchuc",
    "canbo",
    "vienchuc",
    "truong",
    "photruong",
    "quyen",
    "thamphan",
)
"""How further capacities begin in capitals: `NGƯỜI THU TIỀN`, `BÊN CHO THUÊ`, `CÔNG CHỨC TIẾP NHẬN`."""
_COPY = tuple(map(squash, ("CHỨNG THỰC BẢN SAO", "SAO Y BẢN CHÍNH", "SAO Y", "TRÍCH SAO")))
_NOTARY = squash("công chứng viên")
_ROWS_BELOW = 12
"""Room for seal and signature between capacity and name, in heights of a line."""


def signer(paper: PaperView) -> Field | None:
    """Find the last name that stands under a capacity."""
    for sheet, known in [(s, known) for known in (True, False) for s in reversed(paper.sheets)]:
        places = _capacities(paper, sheet, known=known)
        found = [name for line, first in places if (name := _under(sheet, line, first))]
        if found:
            officials = _of_givers(paper, _of_officials(paper, found))
            if not officials and paper.slug in ONE_PERSON_CARDS:  # the name was the holder's
                continue
            found = officials or found
            # of signatures side by side the right one is the issuer's (Decree 30/2020, appendix I)
            low = max(span.tokens[0].place.top for span in found)
            last = [s for s in found if low - s.tokens[0].place.top < 3 * sheet.letter]
            span = max(last, key=lambda s: s.tokens[0].place.left)
            # a word of the name may lie under the seal
            weight = 0.85 if len(span.tokens) > 2 and not _may_hide_another(paper, span) else 0.6
            return field_of("signer", span.text.strip(" .,;:"), span, weight, "signer.block")
    return _notary(paper)


def _of_officials(paper: PaperView, found: Sequence[Span]) -> list[Span]:
    """Leave out the parties, who sign beside the official where a body's name heads the paper."""
    if is_form(paper.slug) or (not paper.heads[0].agency and paper.slug not in ONE_PERSON_CARDS):
        return list(found)
    parties = {squash(name_of(person)) for person in paper.people if person.role is not Role.NAMED}
    # also of `LỤC HOÀNG THIÊN NHÂN` the last words, where the first one is no usual surname
    return [span for span in found if not any(party.endswith(squash(span.text)) for party in parties)]


def _of_givers(paper: PaperView, found: Sequence[Span]) -> list[Span]:
    """Leave out takers and who is only named where the owner signs too: on an authorisation, on a form."""
    owner = paper.owner
    if owner is None or not (is_form(paper.slug) or owner.role is Role.GIVER):
        return list(found)
    own = [span for span in found if squash(span.text) == squash(name_of(owner))]
    # under an application others write what they think of it
    others = not is_form(paper.slug) and any(_is_no_party(paper, span) for span in found)
    return own if own and not others else list(found)


def _is_no_party(paper: PaperView, span: Span) -> bool:
    """Say whether somebody signs who is no party: a notary, an official who certified it."""
    return squash(span.text) not in {squash(name_of(person)) for person in paper.people}


def _may_hide_another(paper: PaperView, span: Span) -> bool:
    """Say whether the signer is somebody whom the paper is about: the official's name may lie under the seal.

    On forms the applicant signs, and where no notary certifies who gives authority.
    """
    if is_form(paper.slug) or _is_no_party(paper, span):
        return False
    by_giver = paper.owner is not None and paper.owner.role is Role.GIVER
    return not by_giver or any(find(_NOTARY, line.key) is not None for line in paper.lines)


def _notary(paper: PaperView) -> Field | None:
    """Read `tôi, Dương Quang Tùng, công chứng viên` in the words of certification."""
    for line in paper.lines:
        match = find(_NOTARY, line.key)
        if match is None or not line.begins_token(match.start):
            continue
        before = [token for token in line.tokens[: line.owners[match.start]] if token.key]
        start = max((at + 1 for at, token in enumerate(before) if token.key == "toi"), default=len(before))
        name = _name(before[start:])
        if name:
            span = Span(line.page, tuple(name))
            return field_of("signer", span.text.strip(" .,;:"), span, 0.75, "signer.certification")
    return None


def _capacities(paper: PaperView, sheet: Sheet, *, known: bool) -> Iterator[tuple[Line, int]]:
    """Yield lines with a capacity in them, or the issuer's own name, and the token where it begins.

    Where no `known` capacity has a name under it, anything short in capitals may be one.
    """
    top, bottom = _below_heading(paper, sheet), _copy_certified(sheet)
    for line in sheet.lines:
        if not top < line.place.top < bottom:
            continue
        first = 0
        for group in _groups(sheet, line.tokens):
            if _is_capacity_line(group) or (not known and _may_be_capacity(group)):
                yield line, first
            first += len(group)


def _is_capacity_line(group: Sequence[Token]) -> bool:
    """Say whether a line, or its part behind a gap, begins with a capacity, `KT.` before it or not."""
    text = " ".join(token.text for token in group)
    key = "".join(token.key for token in group)
    if is_capitals(text) and (begins_body(text) or key.startswith(_WHO)):
        return True
    before = len(group[0].key) if len(group[0].key) <= 3 else 0
    first = group[0].text[:1]
    return (
        first.isupper()
        and len(group) <= 12
        and any((match := find(c, key)) is not None and match.start in (0, before) for c in _CAPACITIES)
    )


def _may_be_capacity(group: Sequence[Token]) -> bool:
    text = " ".join(token.text for token in group)
    plain = all(c.isalpha() or c in " .-" for c in text)
    return is_capitals(text) and plain and len(group) <= 8 and len(text) >= 6


def _copy_certified(sheet: Sheet) -> float:
    """Return where the words begin by which somebody certifies a copy of the paper: he did not sign it."""
    return min((line.place.top for line in sheet.lines if line.key.startswith(_COPY)), default=math.inf)


def _below_heading(paper: PaperView, sheet: Sheet) -> float:
    """Return where signatures can begin: under the heading, on later pages and on cards anywhere."""
    if sheet is not paper.sheets[0] or paper.slug in ONE_PERSON_CARDS:
        return 0
    if paper.title is not None and paper.title.lines[-1].page == sheet.page:
        return paper.title.lines[-1].place.bottom
    return 0.25 * sheet.height


def _under(sheet: Sheet, line: Line, first: int) -> Span | None:
    """Return the first name below the capacity and in its column."""
    own = [token for token in line.tokens[first:]]
    left, right = own[0].place.left, _right_end(sheet, own)
    slack = max(6 * sheet.letter, (right - left) / 2)
    below = [
        token
        for other in sheet.lines
        for token in other.tokens
        if line.place.bottom - sheet.letter / 3
        < token.place.top
        < line.place.bottom + _ROWS_BELOW * sheet.letter
        and left - slack <= (token.place.left + token.place.right) / 2 <= right + slack
    ]
    middle = (left + right) / 2
    for row in rows(sheet.page, below):
        for group in _groups(sheet, row.tokens):
            name = _name(group)
            if name and _goes_on(own, name):
                continue
            centre = (group[0].place.left + group[-1].place.right) / 2
            if name and abs(centre - middle) < max(0.14 * sheet.width, slack):
                return Span(sheet.page, tuple(name))
    return None


def _goes_on(capacity: Sequence[Token], name: Sequence[Token]) -> bool:
    """Say whether what could be a name ends the capacity: `TRƯỞNG PHÒNG KINH TẾ, HẠ TẦNG VÀ` | `ĐÔ THỊ`."""
    gap = name[0].place.top - max(token.place.bottom for token in capacity)
    height = name[0].place.bottom - name[0].place.top
    both = " ".join(token.text for token in (*capacity, *name))
    return len(name) == 2 and is_capitals(both) and gap < height


def _right_end(sheet: Sheet, tokens: list[Token]) -> int:
    """Return where the capacity ends: before the next gap."""
    return _groups(sheet, tokens)[0][-1].place.right


def _groups(sheet: Sheet, tokens: list[Token] | tuple[Token, ...]) -> list[list[Token]]:
    """Divide a row at its gaps."""
    row = line_of(sheet.page, tokens)
    return [list(side.tokens) for side in sides_of(sheet, row)] if row is not None else []


def _name(tokens: list[Token]) -> list[Token]:
    """Return the words of a row if they are a name and nothing else, without rank."""
    worded = [token for token in tokens if token.key]
    kept = without_rank([token.text for token in worded])
    words = worded[len(worded) - len(kept) :]
    if any(token.text.endswith((":", ",", ";")) for token in words[:-1]):
        return []
    texts = [token.text for token in words]
    if looks_like_name(texts) and begins_with_surname(texts) and len(texts) <= 5:
        return words if not _is_capacity(words) else []
    return []


def _is_capacity(words: list[Token]) -> bool:
    key = "".join(token.key for token in words)
    fuzzy = None if is_capitals(" ".join(word.text for word in words)) else 0
    # `Vũ Đức Trường` is one letter from `cục trưởng`: only capitals may be a misread capacity
    # and `Chu Hoài Vân` begins like `chủ hộ`
    return any(find(capacity, key, fuzzy) for capacity in _CAPACITIES if len(capacity) > 0.7 * len(key))
