"""Organisations behind their labels (`Tên doanh nghiệp:`) and beside their codes.

Must not name the authority that issued the paper.
"""

from archive.values.description import OwnerKind, Role
from digitize.describe.agencies import begins_state_body
from digitize.describe.folding import squash
from digitize.describe.fuzzy import find
from digitize.describe.labels import hits_in, value_span
from digitize.describe.layout import Line
from digitize.describe.named.anchor import Anchor
from digitize.describe.named.bodies import bodies_in
from digitize.describe.named.names import end_of, first_word
from digitize.describe.named.words import ORGANISATIONS

_TAKING = ("donvithu", "donvicap", "tiepnhan", "thuhuong", "giaiquyet")
_OTHER_NAMES = ("nuocngoai", "viettat", "tienganh")
_HOUSEHOLDS = ("hokinhdoanh", "hkd", "coso")


def organisations_in(line: Line) -> list[Anchor]:
    """Find `Tên doanh nghiệp: …`, `Tên hộ kinh doanh: …`."""
    for key, kind in ORGANISATIONS:
        match = find(key, line.key)
        if match is None or match.start > first_word(line) or not line.ends_token(match.end):
            continue
        after = line.tokens_of(match.start, match.end)[1]
        rest = enumerate(line.tokens[after : after + 9], start=after + 1)
        after = next((behind for behind, token in rest if token.text.endswith((":", "):"))), after)
        label = "".join(token.key for token in line.tokens[:after])
        if any(other in label for other in _OTHER_NAMES):
            return []
        stops = [line.owners[hit.start] for hit in hits_in(line) if line.owners[hit.start] >= after]
        stop = min(stops, default=len(line.tokens))
        while after < stop and line.tokens[after].text.islower():  # `viết bằng tiếng` of a broken label
            after += 1
        if after < stop and line.tokens[after].key == "viet" and line.tokens[after - 1].key == "tieng":
            after += 1
        name = value_span(line, after, _next_entry(line, after, stop))
        if name is not None and (any(word in label for word in _TAKING) or begins_state_body(name.text)):
            return []  # who takes the money is not who pays it
        if name is not None and squash(name.text).startswith(_HOUSEHOLDS):
            kind = OwnerKind.HOUSEHOLD
        end = end_of(line, name, match.end)
        return [Anchor(match.start, end, name, Role.OWNER, False, kind, False, 1 - match.errors / len(key))]
    return []


def _next_entry(line: Line, after: int, stop: int) -> int:
    """Return where the next entry begins in a row that was read with it: behind `1 Tên …` stands a `2`."""
    number = line.tokens[0].text.strip("().")
    following = str(int(number) + 1) if number.isdecimal() and number.isascii() else None
    behind = (at for at in range(after + 1, stop) if line.tokens[at].text.strip("().") == following)
    return next(behind, stop)


def with_bodies(line: Line, below: Line | None, found: list[Anchor]) -> list[Anchor]:
    """Add the organisations of a line; a label of a name before one (`Cấp cho:`) is theirs."""
    for at, name in bodies_in(line, below):
        start = line.owners.index(at) if at in line.owners else 0
        end = end_of(line, name, start)
        found = [anchor for anchor in found if not (anchor.end >= start - 1 and anchor.start < end)]
        if all(end <= a.start or a.end <= start for a in found):
            home = squash(name.text).startswith(_HOUSEHOLDS)
            kind = OwnerKind.HOUSEHOLD if home else OwnerKind.ORGANISATION
            found.append(Anchor(start, end, name, None, True, kind, True, 0.9))
    return found
