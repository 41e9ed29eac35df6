"""What opens, fills and ends the blocks of people, line by line.

Must not say whose a value is: people.py and blocks.py do.
"""

from collections.abc import Iterator, Sequence

from archive.values.description import OwnerKind
from digitize.describe.evidence import Span
from digitize.describe.folding import phrases, squash
from digitize.describe.fuzzy import find
from digitize.describe.labels import Hit, hits_in
from digitize.describe.layout import Line
from digitize.describe.named.anchor import Anchor, Section
from digitize.describe.named.anchors import anchors_in
from digitize.describe.named.in_text import unlabelled_name
from digitize.describe.named.sections import section_in
from digitize.describe.named.words import POLITE
from digitize.describe.rosters import is_row_of_headings
from digitize.describe.values import is_printed_name

_STOPS = tuple(
    map(
        squash,
        phrases(
            """
    Nơi nhận; Căn cứ; Điều 1; Điều 2; Điều 3; Điều 4; Lời chứng; Tôi cam đoan; Người ký; Nơi đăng ký kết
    hôn; Người thực hiện; Đề nghị cơ quan; Cán bộ tiếp nhận; Kính gửi; Người nộp hồ sơ; Thành phần hồ
    sơ; Công chứng viên; Người làm chứng; Ý kiến của chủ hộ
    """
        ),
    )
)


Mark = tuple[int, int, Anchor | Section | Hit | None]
"""A line, a letter of it, and what stands there; None where a block ends."""


def marks_in(lines: Sequence[Line]) -> Iterator[Mark]:
    """Yield what opens, fills and ends blocks, in reading order: (line, letter, mark)."""
    for number, line in enumerate(lines):
        headings = is_row_of_headings(line)
        if _stops(line) or _names_somebody(line) or headings:
            yield number, 0, None
        if headings:  # who stands below is read row by row
            continue
        below = lines[number + 1] if number + 1 < len(lines) else None
        anchors = anchors_in(line, below)
        marks: list[Mark] = [(number, anchor.start, anchor) for anchor in anchors]
        section = section_in(line)
        if section is not None and not any(a.start <= section.start < a.end for a in anchors):
            marks.append((number, section.start - 1, section))
        inside = [(a.start, a.end) for a in anchors]
        for hit in hits_in(line):
            if not any(start <= hit.start < end for start, end in inside):
                marks.append((number, hit.start, hit))
        under = lines[number - 1] if number else None
        if not anchors and under is not None and section_in(under) and _is_name_under(under, line):
            name = Span(line.page, line.tokens)
            anchors = (Anchor(0, len(line.key), name, None, True, OwnerKind.CITIZEN, False, 0.9),)
            marks.append((number, 0, anchors[0]))
        stranger = _stranger(lines, number, anchors)
        if stranger is not None:
            marks.append((number, stranger, None))
        yield from sorted(marks, key=lambda mark: mark[1])


def _is_name_under(heading: Line, line: Line) -> bool:
    """Say whether a heading is followed by nothing but a name: `PHẦN KHAI VỀ CHA` | `Lê Văn An`."""
    near = heading.page == line.page and line.place.top - heading.place.bottom < 2 * line.height
    return near and is_printed_name([token.text for token in line.tokens])


def _names_somebody(line: Line) -> bool:
    """Say whether `line` begins as labels of names do (`Họ …:`, `Bà:`), the rest of it unread.

    Where the label was read after all, the anchor on the line opens the next block.
    """
    first = next((token for token in line.tokens if token.key.isalpha()), None)
    if first is not None and first.key in POLITE and any(t.text.endswith(":") for t in line.tokens[:3]):
        return True
    if first is None or first.key != "ho" or not any(t.text.endswith(":") for t in line.tokens[:10]):
        return False
    start = line.owners.index(line.tokens.index(first))
    return not any(hit.start == start for hit in hits_in(line))


def begins_new(line: Line) -> bool:
    """Say whether `line` begins with a label, a name behind one, a section or the end of a block."""
    if any(hit.start <= 2 for hit in hits_in(line)) or any(a.start <= 2 for a in anchors_in(line, None)):
        return True
    return section_in(line) is not None or _stops(line)


def ends_with_label(line: Line) -> bool:
    """Say whether `line` ends with a label without a colon, as rows of labels on cards do."""
    return any(hit.after == len(line.tokens) for hit in hits_in(line)) and not line.text.endswith(":")


def _stops(line: Line) -> bool:
    return any((m := find(key, line.key)) and m.start == 0 and line.ends_token(m.end) for key in _STOPS)


def _stranger(lines: Sequence[Line], number: int, anchors: Sequence[Anchor]) -> int | None:
    """Return where an unlabelled name stands on this line, the names of anchors excepted."""
    line = lines[number]
    named = [anchor.name.tokens for anchor in anchors if anchor.name is not None]
    if number:
        before = anchors_in(lines[number - 1], line)
        named += [anchor.name.tokens for anchor in before if anchor.name is not None]
    start = 0
    while (letter := unlabelled_name(line, start)) is not None:
        token = line.tokens[line.owners[letter]]
        if not any(token in tokens for tokens in named):
            return letter
        start = letter + 1
    return None
