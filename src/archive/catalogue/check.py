"""Compares entries with each other: references, periods, circles, and what the law forbids to mix.

Must not read files (parse.py) nor the database (load.py). A reference is judged where the sheet that
it points into is at hand: a single file can be checked alone.
"""

import datetime as dt
import itertools
import string
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from archive.catalogue.fields import FIELD_NAMES
from archive.catalogue.findings import Finding
from archive.catalogue.parse import parse
from archive.catalogue.sheets import AGENCIES, COMPONENTS, PROCEDURES, PROFILES, TYPES, Entry
from archive.catalogue.succession import in_a_circle
from archive.catalogue.values import SAME_OWNER, TOGETHER, ReuseClass, holds_on

Entries = tuple[Entry, ...]

WORDS = frozenset({"person", "agency", "time"})
"""What the words of a profile may be filled with."""

_REFERENCES = (
    (AGENCIES.name, "parent", AGENCIES.name),
    (AGENCIES.name, "successors", AGENCIES.name),
    (PROCEDURES.name, "results", TYPES.name),
    (PROCEDURES.name, "linked_from", PROCEDURES.name),
    (COMPONENTS.name, "procedure", PROCEDURES.name),
    (COMPONENTS.name, "accepts", TYPES.name),
    (TYPES.name, "successor", TYPES.name),
)


def check_path(path: Path) -> tuple[Finding, ...]:
    """Return everything that is wrong in a file or folder, without a database.

    Args:
        path: a CSV file, or a folder of them.
    """
    parsed = parse(path)
    return tuple(sorted((*parsed.findings, *check(parsed.entries, doubtful=parsed.doubtful))))


def check(
    entries: Iterable[Entry], *, doubtful: frozenset[tuple[str, str]] = frozenset()
) -> tuple[Finding, ...]:
    """Return what is wrong among `entries`, by file and line.

    Args:
        entries: of files, and of the database where there is one; the latter only to compare with.
        doubtful: sheet and key of rows that could not be read, but are there.
    """
    everything = tuple(entries)
    found = {finding for rule in _RULES for finding in rule(everything) if finding.line}
    found |= {finding for finding in _references(everything, doubtful) if finding.line}
    return tuple(sorted(found))


def _at(entry: Entry, column: str, vi: str, en: str) -> Finding:
    return Finding(entry.file, entry.line, column, vi, en)


def _of(entries: Entries, sheet: str) -> Iterator[Entry]:
    return (entry for entry in entries if entry.sheet == sheet)


def _by_key(entries: Entries) -> dict[tuple[str, tuple[str, ...]], list[Entry]]:
    found = defaultdict(list)
    for entry in entries:
        found[entry.sheet, entry.key].append(entry)
    return found


def _periods(entries: Entries) -> Iterator[Finding]:
    for entry in entries:
        if entry.valid_to is not None and entry.valid_to < entry.valid_from:
            yield _at(entry, "valid_to", "ngày cuối trước ngày đầu", "the last day is before the first")
    for same in _by_key(entries).values():
        # of two rows with one first day the later in the file is the doubtful one
        same.sort(key=lambda entry: (entry.valid_from, entry.file, entry.line))
        for earlier, later in itertools.pairwise(same):
            yield from _pair(earlier, later)


def _pair(earlier: Entry, later: Entry) -> Iterator[Finding]:
    # a stored row cannot be mended in the file, so the given one is named
    named, other, column = (later, earlier, "valid_from") if later.line else (earlier, later, "valid_to")
    key = " ".join(named.key)
    vi = f"{other.file}:{other.line}" if other.line else f"cơ sở dữ liệu, từ {other.valid_from}"
    en = f"{other.file}:{other.line}" if other.line else f"the database, from {other.valid_from} on"
    if earlier.valid_from == later.valid_from:
        yield _at(
            named,
            "valid_from",
            f"“{key}” đã có với cùng ngày đầu ({vi})",
            f"“{key}” stands already with the same first day ({en})",
        )
    elif earlier.valid_to is None or earlier.valid_to >= later.valid_from:
        yield _at(
            named,
            column,
            f"“{key}” có hiệu lực cùng lúc với dòng khác ({vi}): hãy ghi valid_to cho dòng cũ hơn",
            f"“{key}” holds at the same time as another row ({en}): give the older one a valid_to",
        )


def _references(entries: Entries, doubtful: frozenset[tuple[str, str]]) -> Iterator[Finding]:
    keys: dict[str, set[str]] = defaultdict(set)
    for sheet, key in (*((entry.sheet, entry.key[-1]) for entry in entries), *doubtful):
        keys[sheet].add(key)
    for sheet, column, target in _REFERENCES:
        if target not in keys:
            continue
        for entry in _of(entries, sheet):
            for value in _pointed(entry, column):
                if value not in keys[target]:
                    yield _at(
                        entry,
                        column,
                        f"không có “{value}” trong danh mục {target}",
                        f"there is no “{value}” among the {target}",
                    )


def _pointed(entry: Entry, column: str) -> Iterator[str]:
    """Yield the keys that a cell points to."""
    cell = entry.values[column]
    for value in entry.listed(column) or ((cell,) if isinstance(cell, str) else ()):
        yield from value.split(TOGETHER)


def _fields(entries: Entries) -> Iterator[Finding]:
    allowed = ", ".join(FIELD_NAMES)
    for entry in _of(entries, TYPES.name):
        for name in entry.listed("fields"):
            if name not in FIELD_NAMES:
                yield _at(
                    entry,
                    "fields",
                    f"không có trường “{name}”; các trường là: {allowed}",
                    f"there is no field “{name}”; there are: {allowed}",
                )


def _handovers(entries: Entries) -> Iterator[Finding]:
    rows = _by_key(entries)
    for entry in _of(entries, AGENCIES.name):
        successors = entry.listed("successors")
        if successors and entry.valid_to is None:
            yield _at(
                entry,
                "successors",
                "có cơ quan kế thừa thì phải có valid_to",
                "an agency with successors needs a valid_to",
            )
            continue
        for code in successors:
            others = rows.get((AGENCIES.name, (code,)), [])
            if others and entry.valid_to and not _any_holds(others, entry.valid_to + dt.timedelta(days=1)):
                yield _at(
                    entry,
                    "successors",
                    f"“{code}” chưa có hiệu lực vào hôm sau ngày giải thể",
                    f"“{code}” does not exist on the day after this agency's last",
                )


def _any_holds(rows: Iterable[Entry], day: dt.date) -> bool:
    return any(holds_on(row, day) for row in rows)


def _circles(entries: Entries) -> Iterator[Finding]:
    for sheet, column in (
        (AGENCIES.name, "successors"),
        (AGENCIES.name, "parent"),
        (TYPES.name, "successor"),
    ):
        edges: dict[str, set[str]] = defaultdict(set)
        for entry in _of(entries, sheet):
            edges[entry.key[0]].update(_pointed(entry, column))
        for entry in _of(entries, sheet):
            if entry.values[column] and in_a_circle(entry.key[0], edges):
                yield _at(
                    entry,
                    column,
                    f"“{entry.key[0]}” quay vòng về chính nó",
                    f"“{entry.key[0]}” leads back to itself",
                )


def _purposes(entries: Entries) -> Iterator[Finding]:
    bound = {
        entry.key[0]
        for entry in _of(entries, TYPES.name)
        if entry.values["reuse_class"] == ReuseClass.PURPOSE_ONLY
    }
    for entry in _of(entries, COMPONENTS.name):
        for slug in sorted(bound.intersection(_pointed(entry, "accepts"))):
            if not entry.values["purpose"]:
                yield _at(
                    entry,
                    "purpose",
                    f"“{slug}” chỉ dùng được theo mục đích ghi trên giấy: hãy ghi mục đích",
                    f"“{slug}” serves only the purpose written on it: name the purpose",
                )


def _alternatives(entries: Entries) -> Iterator[Finding]:
    first: dict[tuple[str, str], Entry] = {}
    for entry in _of(entries, COMPONENTS.name):
        group = entry.values["group"]
        if not isinstance(group, str) or entry.valid_to is not None:
            continue
        lead = first.setdefault((entry.key[0], group), entry)
        if lead.values["required"] != entry.values["required"]:
            yield _at(
                entry,
                "required",
                f"các thành phần thay thế nhau của nhóm “{group}” phải cùng bắt buộc hoặc cùng không",
                f"the alternatives of group “{group}” must all be required, or none",
            )


def _options(entries: Entries) -> Iterator[Finding]:
    for entry in _of(entries, COMPONENTS.name):
        if entry.values["option"] and not entry.values["group"]:
            yield _at(
                entry,
                "option",
                "phương án phải thuộc một nhóm thay thế (group)",
                "an option must belong to a group of alternatives",
            )


def _renamed(entries: Entries) -> Iterator[Finding]:
    for entry in _of(entries, TYPES.name):
        if entry.values["successor"] and entry.valid_to is None:
            yield _at(
                entry,
                "successor",
                "loại giấy tờ có loại kế tiếp thì phải có valid_to",
                "a type with a successor needs a valid_to",
            )


def _proofs(entries: Entries) -> Iterator[Finding]:
    rows = _by_key(entries)
    for entry in _of(entries, TYPES.name):
        later = rows.get((TYPES.name, (str(entry.values["successor"]),)), [])
        if later and all(row.values["proves"] != entry.values["proves"] for row in later):
            yield _at(
                entry,
                "proves",
                "loại kế tiếp phải chứng minh cùng điều mà loại này chứng minh",
                "the successor must prove what this type proves",
            )


def _endings(entries: Entries) -> Iterator[Finding]:
    for entry in _of(entries, TYPES.name):
        for name in entry.listed("ends_earlier"):
            if name != SAME_OWNER and name not in entry.listed("fields"):
                yield _at(
                    entry,
                    "ends_earlier",
                    f"“{name}” phải là {SAME_OWNER} hoặc một trường có trong cột fields của loại này",
                    f"“{name}” must be {SAME_OWNER} or one of the type's own fields",
                )


def _pictures(entries: Entries) -> Iterator[Finding]:
    for entry in _of(entries, TYPES.name):
        if entry.values["picture_ground"] and not entry.values["keep_picture"]:
            yield _at(
                entry,
                "picture_ground",
                "nêu căn cứ giữ ảnh nhưng keep_picture là 0",
                "a ground for keeping the picture is named, yet keep_picture is 0",
            )


def _profile_words(entries: Entries) -> Iterator[Finding]:
    allowed = ", ".join(f"{{{word}}}" for word in sorted(WORDS))
    for entry in _of(entries, PROFILES.name):
        words = entry.values["words_vi"]
        try:
            names = {name for _, name, _, _ in string.Formatter().parse(str(words or "")) if name is not None}
        except ValueError:
            names = {"?"}
        if not names <= WORDS:
            yield _at(
                entry,
                "words_vi",
                f"chỉ được điền {allowed}",
                f"only {allowed} can be filled in",
            )


_RULES: tuple[Callable[[Entries], Iterator[Finding]], ...] = (
    _periods,
    _fields,
    _handovers,
    _circles,
    _purposes,
    _alternatives,
    _options,
    _renamed,
    _endings,
    _proofs,
    _pictures,
    _profile_words,
)
