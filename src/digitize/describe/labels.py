"""The printed labels of forms (`Giới tính:`, `Số định danh cá nhân:`) and where they stand in a line.

Must not know whose value follows: people.py decides that.
"""

import dataclasses as dc
from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum
from functools import lru_cache

from digitize.describe.evidence import Span
from digitize.describe.folding import phrases, squash
from digitize.describe.fuzzy import find, find_all
from digitize.describe.id_labels import IdLabel, id_labels
from digitize.describe.layout import Line, Token


class Kind(StrEnum):
    """What a label announces."""

    ID = "id"
    TAX = "tax"
    EITHER = "either"
    """The number of a person or the code of an organisation: `Số CCCD/MST`."""
    BIRTH = "birth"
    SEX = "sex"
    BIRTHPLACE = "birthplace"
    HOME = "home"
    ETHNIC = "ethnic"
    NATION = "nation"
    PHONE = "phone"
    GRANTED = "granted"
    OTHER = "other"


_TEXTS: dict[Kind, str] = {
    Kind.ID: """
        Số định danh cá nhân; Mã số định danh cá nhân; Số định danh; Giấy tờ tùy thân; Căn cước công dân
        số; Số căn cước công dân; Thẻ căn cước công dân số; Số căn cước; Căn cước số; Thẻ căn cước số;
        Chứng minh nhân dân số; Số chứng minh nhân dân; Giấy chứng minh nhân dân số; CCCD số; Số CCCD;
        CCCD; CMND số; Số CMND; CMND; CMTND; Số thẻ căn cước; Personal identification number; Số giấy tờ
        pháp lý của cá nhân; Giấy tờ pháp lý của cá nhân; Số giấy tờ tùy thân; Số ĐDCN; Căn cước công dân;
        Số định danh cá nhân/CMND; Số CCCD/CMND; CMND/CCCD; CMND/CCCD số; Số Căn cước/CCCD; Chứng minh
        nhân dân
    """,
    Kind.TAX: """
        Mã số doanh nghiệp; Mã số thuế; Mã số; MST; Mã số hộ kinh doanh; Mã số đăng ký hộ kinh doanh; Mã số
        thuế hộ kinh doanh; Mã số hợp tác xã; Mã số chi nhánh; Giấy chứng nhận đăng ký doanh nghiệp số
    """,
    Kind.BIRTH: """
        Ngày, tháng, năm sinh; Ngày tháng năm sinh; Ngày sinh; Sinh ngày; Năm sinh; Sinh năm; Date of
        birth; Ngày, tháng, năm sinh / Date of birth
    """,
    Kind.SEX: """
        Nam/Nữ; Nam, nữ; Nam hay nữ; Giới tính; Giới tính, dân tộc, quốc tịch; Giới tính / Sex; Sex;
        Giới; Phái
    """,
    Kind.BIRTHPLACE: """
        Nơi sinh; Nơi đăng ký khai sinh lần đầu; Place of birth; Nơi sinh / Place of birth; Nơi đăng ký
        khai sinh
    """,
    Kind.HOME: """
        Nơi cư trú; Nơi thường trú; Địa chỉ thường trú; Hộ khẩu thường trú; Chỗ ở hiện tại; Địa chỉ; Trú
        tại; Thường trú tại; Nơi tạm trú; Nơi ở hiện tại; Nơi đăng ký thường trú; Nơi đăng ký hộ khẩu
        thường trú; Cư trú tại; Địa chỉ liên hệ; Place of residence; Nơi thường trú / Place of residence;
        Địa chỉ trụ sở chính; Trụ sở chính; Địa chỉ thường trú / nơi đăng ký thường trú; Trụ sở; HKTT; Nơi
        cư trú / Place of residence
    """,
    Kind.ETHNIC: """
        Dân tộc
    """,
    Kind.NATION: """
        Quốc tịch; Quốc tịch / Nationality; Nationality
    """,
    Kind.PHONE: """
        Số điện thoại; Điện thoại; Số điện thoại liên hệ; SĐT; Email; Thư điện tử; Fax
    """,
    Kind.GRANTED: """
        cấp ngày; Ngày cấp; Nơi cấp; do Công an; Cơ quan cấp; Cục Cảnh sát; Cục trưởng Cục
    """,
    Kind.OTHER: """
        Quê quán; Quê quán / Place of origin; Place of origin; Nghề nghiệp; Ghi bằng chữ; Bằng chữ; Tôn
        giáo; Tình trạng hôn nhân; Trình độ; Quan hệ với người được khai sinh; Mối quan hệ với chủ hộ;
        Quan hệ với chủ hộ; Nội dung đề nghị; Lý do; Mục đích; Chức vụ; Ngành nghề; Ngành, nghề kinh
        doanh; Vốn điều lệ; Vốn kinh doanh; Đã chết vào lúc; Nơi chết; Nguyên nhân chết; Có giá trị đến;
        Hạng; Date of expiry; Có giá trị đến / Date of expiry; Mã hồ sơ; Mã thủ tục; Loại giấy tờ; Hộ
        chiếu số; Xếp loại; Xếp loại tốt nghiệp; Năm tốt nghiệp; Hình thức đào tạo; Số vào sổ; Thửa đất
        số; Tờ bản đồ số; Giấy chứng tử số; Giấy báo tử số; Nơi đăng ký kết hôn; Nơi đăng ký; Tên bằng
        tiếng nước ngoài; Tên gọi khác; Họ và tên gọi khác; Loại giấy tờ pháp lý của cá nhân; Loại giấy tờ
        pháp lý của cá
        nhân: Thẻ căn cước công dân; Loại giấy tờ pháp lý của cá nhân: Căn cước công dân; Loại giấy tờ pháp
        lý của cá nhân: Chứng minh nhân dân; Loại giấy tờ pháp lý của cá nhân: Thẻ căn cước; Tên viết tắt;
        Ngày, tháng, năm sinh ghi bằng chữ; Ngày sinh ghi bằng chữ; Tên công ty viết tắt; Tên công ty viết
        bằng tiếng nước ngoài; Chức danh; Website; Ngày trúng tuyển; Người làm chứng;
        Nơi KCB ban đầu; Nơi đăng ký KCB BĐ; Đối tượng; Chiều cao; Diện tích; Loại đất
    """,
}


_SHORT, _SHORT_MISREAD = 6, 9
"""Letters of labels that count only with a colon or a number behind them: read right, and misread."""


@dc.dataclass(frozen=True, slots=True)
class _Label:
    key: str
    kind: Kind
    text: str


_LABELS = tuple(
    sorted(
        (_Label(squash(text), kind, text) for kind, texts in _TEXTS.items() for text in phrases(texts)),
        key=lambda label: -len(label.key),
    )
)


@dc.dataclass(frozen=True, slots=True)
class Hit:
    """A label in a line.

    Attributes:
        kind: what it announces.
        start, end: letters of the line's key.
        after: index of the first token behind the label.
        text: the label as it is printed, or its letters if it was put together.
        sure: 1 where every letter was read right.
    """

    kind: Kind
    start: int
    end: int
    after: int
    text: str
    sure: float


@lru_cache(maxsize=1024)  # many rules ask for the same lines of a paper
def hits_in(line: Line) -> tuple[Hit, ...]:
    """Return the labels in `line` from left to right.

    Where several cover each other, the longest counts, each misread letter for three.
    """
    found = [(len(label.key) - 3 * errors, hit) for label in _LABELS for errors, hit in _all(label, line)]
    found += [
        (hit.end - hit.start, hit) for hit in (_of_identifier(line, label) for label in id_labels(line))
    ]
    hits: list[Hit] = []
    for _, hit in sorted(found, key=lambda one: -one[0]):
        if not any(hit.start < other.end and other.start < hit.end for other in hits):
            hits.append(hit)
    return tuple(_in_one(sorted(hits, key=lambda hit: hit.start)))


def _of_identifier(line: Line, label: IdLabel) -> Hit:
    kind = Kind.EITHER if label.personal and label.body else Kind.ID if label.personal else Kind.TAX
    return Hit(kind, label.start, label.end, label.after, line.key[label.start : label.end], 1.0)


def _in_one(hits: Sequence[Hit]) -> list[Hit]:
    """Join a label and the same in another language right behind it: `Ngày sinh/Date of birth:`."""
    joined: list[Hit] = []
    for hit in hits:
        if joined and joined[-1].kind is hit.kind and joined[-1].end == hit.start:
            joined[-1] = dc.replace(joined[-1], end=hit.end, after=hit.after)
        else:
            joined.append(hit)
    return joined


def _all(label: _Label, line: Line) -> Iterator[tuple[int, Hit]]:
    """Yield every place of `label` with its misread letters: two columns print it twice."""
    for match in find_all(label.key, line.key):
        start, end = match.start, match.end
        if match.errors:
            start, end = line.start_of_word(start), line.end_of_word(end)
        if not line.begins_token(start) or not line.ends_token(end):
            continue
        first, after = line.tokens_of(start, end)
        if "," not in label.text and any(t.text[-1] in ",;" for t in line.tokens[first : after - 1]):
            continue  # `giới tính Nam, sinh ngày …`
        # `tỉnh Nam` is one letter from `sinh năm`
        short = _SHORT if not match.errors else _SHORT_MISREAD
        if len(label.key) > short or _announces(line, after) or _is_joined(line, first):
            sure = 1 - match.errors / len(label.key)
            yield match.errors, Hit(label.kind, start, end, after, label.text, sure)


def _announces(line: Line, after: int) -> bool:
    """Say whether a colon or a number follows: a short label may be a name as well (`Hạng`, `Hằng`)."""
    last, following = line.tokens[after - 1], line.tokens[after : after + 1]
    return last.text.endswith((":", ";", "/")) or any(
        t.text[0] in ":/" or t.text[0].isdigit() for t in following
    )


def _is_joined(line: Line, first: int) -> bool:
    """Say whether a stop stands before token `first`, as between labels of one cell: `Giới tính; dân tộc`."""
    return (
        first > 0 and line.tokens[first - 1].text.endswith((";", "/")) and line.tokens[first].text.islower()
    )


def value_span(line: Line, after: int, stop: int | None = None) -> Span | None:
    """Return the words from token `after` up to token `stop`, without what belongs to the label.

    A second language (`Họ và tên / Full name:`) and a remark in brackets belong to it.
    """
    tokens = _without_rest_of_label(line.tokens[after:stop])
    while tokens and not tokens[0].key:
        tokens = tokens[1:]
    while tokens and not tokens[-1].key and not tokens[-1].text.endswith(")"):
        tokens = tokens[:-1]
    return Span(line.page, tuple(tokens)) if tokens else None


def _without_rest_of_label(tokens: Sequence[Token]) -> Sequence[Token]:
    if not tokens or not tokens[0].text.startswith(("/", "(", "|")):
        return tokens
    ends = (":",) if tokens[0].text.startswith(("/", "|")) else ("):", ")")
    for at, token in enumerate(tokens[:8]):
        if token.text.endswith(ends):
            rest = tokens[at + 1 :]
            return rest[1:] if rest and rest[0].text == ":" else rest
    if not tokens[0].text.startswith("("):  # `/Full name LÊ VĂN AN`: the second language has no colon
        small = next(
            (at for at, token in enumerate(tokens[1:], start=1) if not token.text.islower()), len(tokens)
        )
        return tokens[small:] if len(tokens[0].key) > 1 else tokens
    # a remark that its column broke: `(ghi bằng TIỆM VÀNG`
    broken = next((at for at, token in enumerate(tokens[1:], start=1) if not token.text.islower()), 0)
    return tokens[broken:]


def labelled(
    lines: Sequence[Line], texts: Iterable[str], *, at_start: bool = False
) -> list[tuple[int, int, float]]:
    """Find the first lines in which one of `texts` stands.

    Args:
        lines: to look at.
        texts: labels, the more telling first.
        at_start: the label must be the first or second token of its line.

    Returns:
        (index of the line, first token after the label, sureness 0–1) in the order of `texts`, then lines.
    """
    found = []
    for key in map(squash, texts):
        for number, line in enumerate(lines):
            match = find(key, line.key)
            if match is None or not line.begins_token(match.start) or not line.ends_token(match.end):
                continue
            first, after = line.tokens_of(match.start, match.end)
            if at_start and first > 1:
                continue
            found.append((number, after, 1 - match.errors / len(key)))
    return found


def beneath(lines: Sequence[Line], number: int, after: int, first: int | None = None) -> tuple[Token, ...]:
    """Return the words right under a label, tokens `first` to `after`, that has no colon.

    Cards print labels in a row and their values under them: `Mã số   Ngày sinh` | `7782…   03/04/1990`.
    """
    line = lines[number]
    below = lines[number + 1] if number + 1 < len(lines) else None
    if below is None or below.page != line.page or after == 0 or line.tokens[after - 1].text.endswith(":"):
        return ()
    if not -line.height / 2 <= below.place.top - line.place.bottom < 2 * line.height:
        return ()
    if first is None:
        first = next((line.owners[hit.start] for hit in hits_in(line) if hit.after == after), 0)
    left = line.tokens[first].place.left - line.height
    end = line.tokens[after].place.left if after < len(line.tokens) else below.place.right + 1
    under = tuple(t for t in below.tokens if left <= t.place.left < end - line.height / 2)
    labels = {below.owners[hit.start] for hit in hits_in(below)}
    # an entry of its own is no value of the one above it: `Nơi sinh` | `Quê quán   xã Tân Lập`
    return () if under and below.tokens.index(under[0]) in labels else under


def value_or_next(lines: Sequence[Line], number: int, after: int) -> Span | None:
    """Return the value behind a label: on its line up to the next label, else on the next line."""
    line = lines[number]
    stops = [line.owners[hit.start] for hit in hits_in(line)]
    stop = min((stop for stop in stops if stop >= after), default=None)
    span = value_span(line, after, stop)
    if span is not None or stop is not None or number + 1 >= len(lines):
        return span
    below = lines[number + 1]
    gap = below.place.top - line.place.bottom
    if below.page != line.page or gap > 2 * line.height or any(h.start == 0 for h in hits_in(below)):
        return None
    return value_span(below, 0, None)
