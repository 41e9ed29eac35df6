"""Labels of identifiers as forms put them together: `Số CMND hoặc CCCD`, `Mã số HKD/MST`.

Must not read numbers. labels.py knows the usual ones, misread or not; these must be read right.
"""

import dataclasses as dc
import re
from collections.abc import Iterator

from digitize.describe.folding import fold, phrases
from digitize.describe.layout import Line

_PERSONAL = phrases(
    """
    cmnd; cmtnd; cmt; cccd; cancuoc; dinhdanh; chungminh; chungminhnhandan; ddcn; giaytotuythan; giaytophaply
    """
)
_BODIES = phrases(
    """
    mst; masothue; masodoanhnghiep; masohkd; masohokinhdoanh; madoanhnghiep; msdn; dangkykinhdoanhso;
    dangkydoanhnghiepso; masohoptacxa; masochinhanh; masodonvi
    """
)
_WORDS = frozenset(
    phrases(
        """
        so; ma; giay; the; loai; cmnd; cmtnd; cmt; cccd; can; cuoc; cong; dan; chung; minh; nhan; dinh; danh;
        ca; thu; tuy; than; phap; ly; to; hop; le; thay; hoac; va; ho; chieu; cua; nguoi; mst; thue; doanh;
        nghiep; hkd; kinh; tac; xa; chi; nhanh; ddcn; msdn; don; vi; dang; ky
        """
    )
)
_FIRST = frozenset(phrases("so; ma; giay; the; loai; cmnd; cmtnd; cmt; cccd; ddcn; mst; msdn; hkd"))
_FIRST_TWO = frozenset(phrases("can cuoc; chung minh; dinh danh; dang ky"))
"""Words that labels begin with; those that are names as well only with the next one."""
_OPEN = ("cua", "nguoi", "va", "hoac", "don")
"""Words that no label ends with."""


@dc.dataclass(frozen=True, slots=True)
class IdLabel:
    """A label of an identifier: letters `start` to `end` of the line's key, the first token behind it.

    Attributes:
        start: first letter.
        end: behind the last letter.
        after: index of the token behind it.
        personal: it announces the number of a person.
        body: it announces the code of an organisation.
    """

    start: int
    end: int
    after: int
    personal: bool
    body: bool


def id_labels(line: Line) -> Iterator[IdLabel]:
    """Yield the labels of identifiers in `line`, each as long as it goes."""
    at = 0
    while at < len(line.tokens):
        if not _begins(line, at):
            at += 1
            continue
        end = _end(line, at)
        found = _label(line, at, end) if end > at else None
        if found is not None:
            yield found
        at = max(end, at + 1)


def _begins(line: Line, at: int) -> bool:
    """Say whether a label may begin with token `at`: `Thu, số CCCD …` begins with the end of a name."""
    text, two = line.tokens[at].text, [token.text for token in line.tokens[at : at + 2]]
    if text.endswith(","):
        return False
    return any(word in _FIRST for word in _words(text)) or " ".join(map(fold, two)).strip(":") in _FIRST_TWO


def _end(line: Line, start: int) -> int:
    """Return the token behind the run of words of labels that begins at `start`."""
    at = start
    while at < len(line.tokens) and all(word in _WORDS for word in _words(line.tokens[at].text)):
        at += 1
        if line.tokens[at - 1].text.endswith((":", ";")):
            break
    while at > start and _words(line.tokens[at - 1].text)[-1] in _OPEN:
        at -= 1
    return at


def _words(text: str) -> list[str]:
    """Return the folded words of a token: `CCCD/MST:` has two; one without letters is none of a label."""
    return re.findall(r"[a-z0-9]+", fold(text)) or ["–"]


def _label(line: Line, start: int, end: int) -> IdLabel | None:
    text = "".join(token.key for token in line.tokens[start:end])
    personal, body = (any(core in text for core in cores) for cores in (_PERSONAL, _BODIES))
    if not (personal or body):
        return None
    letters = [letter for letter, owner in enumerate(line.owners) if start <= owner < end]
    return IdLabel(letters[0], letters[-1] + 1, end, personal, body)
