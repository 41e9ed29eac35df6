"""The catalogue's files: which columns each has, how a cell is read, and which columns are its key.

Must not know tables. The files are CSV, because that is what an administrator opens and saves in a
spreadsheet without learning anything: one row an entry, several values in one cell separated by `;`.
"""

import dataclasses as dc
import datetime as dt
from collections.abc import Mapping

from archive.catalogue.cells import (
    Cell,
    Read,
    copies,
    day,
    lines,
    months,
    one_of,
    several,
    several_keys,
    several_of,
    shaped,
    text,
    ways,
    yes_or_no,
)
from archive.catalogue.values import Corner, Form, Proof, ReuseClass, Signers, Tier, Whose, Within
from archive.values.verdict import Level

_SLUG = shaped(
    r"(?=.{1,64}$)[a-z0-9]+(-[a-z0-9]+)*",
    "chỉ chữ thường không dấu, chữ số và gạch nối, tối đa 64 ký tự",
    "small letters without marks, digits and hyphens only, at most 64",
)
_AGENCY = shaped(
    r"[A-Z]\d{2}(\.\d{1,4}){0,3}",
    "một chữ in và hai chữ số, rồi các số sau dấu chấm, ví dụ H99.12",
    "a capital and two digits, then numbers after dots, e.g. H99.12",
)
_PROCEDURE = shaped(
    r"\d\.\d{6}",
    "ví dụ 1.001193; bảng tính có thể đã bỏ số 0 ở cuối, hãy định dạng cột là văn bản",
    "e.g. 1.001193; a spreadsheet may have dropped zeros at the end: format the column as text",
)
_CODE = shaped(
    r"[0-9A-Z][0-9A-Z.\-]{0,39}",
    "chữ in không dấu, chữ số, dấu chấm, gạch nối, tối đa 40 ký tự",
    "capitals without marks, digits, dots and hyphens, at most 40",
)


@dc.dataclass(frozen=True, slots=True)
class Column:
    """A column; a cell of an optional one may be empty, and then reads as `empty`."""

    name: str
    read: Read
    required: bool = True
    empty: Cell = None


@dc.dataclass(frozen=True, slots=True)
class Sheet:
    """A kind of file: its name, the columns of its key, and all columns."""

    name: str
    key: tuple[str, ...]
    columns: tuple[Column, ...]

    @property
    def required(self) -> frozenset[str]:
        """Names of the columns that every file of this kind has."""
        return frozenset(column.name for column in self.columns if column.required)


@dc.dataclass(frozen=True, slots=True)
class Entry:
    """One row of a sheet; `line` is 0 and `file` empty where it comes from the database."""

    sheet: str
    key: tuple[str, ...]
    values: Mapping[str, Cell]
    file: str = ""
    line: int = 0

    @property
    def valid_from(self) -> dt.date:
        """First day."""
        first = self.values["valid_from"]
        assert isinstance(first, dt.date)  # noqa: S101 - the sheet reads it as a day
        return first

    @property
    def valid_to(self) -> dt.date | None:
        """Last day, None while it still holds."""
        last = self.values["valid_to"]
        return last if isinstance(last, dt.date) else None

    @property
    def identity(self) -> tuple[str, tuple[str, ...], dt.date]:
        """What makes two rows the same row."""
        return self.sheet, self.key, self.valid_from

    def listed(self, column: str) -> tuple[str, ...]:
        """Return the values of a cell that holds several."""
        cell = self.values[column]
        return cell if isinstance(cell, tuple) else ()


def _optional(name: str, read: Read = text) -> Column:
    return Column(name, read, required=False)


def _list(name: str, read: Read = several) -> Column:
    return Column(name, read, required=False, empty=())


_DATES = (Column("valid_from", day), _optional("valid_to", day), Column("source", text))

AGENCIES = Sheet(
    "agencies",
    ("code",),
    (
        Column("code", _AGENCY),
        Column("name", text),
        _optional("name_en"),
        _optional("parent", _AGENCY),
        Column("level", one_of(Tier)),
        _list("successors", several_keys),
        *_DATES,
    ),
)
TYPES = Sheet(
    "types",
    ("slug",),
    (
        Column("slug", _SLUG),
        Column("code", _CODE),
        Column("name", text),
        _list("titles"),
        _list("symbols"),
        _list("words"),
        _list("fields"),
        Column("reuse_class", one_of(ReuseClass)),
        _optional("term_months", months),
        Column("keep_picture", yes_or_no),
        _optional("picture_ground"),
        _optional("successor", _SLUG),
        _list("ends_earlier", several_keys),
        _optional("proves", one_of(Proof)),
        *_DATES,
    ),
)
PROCEDURES = Sheet(
    "procedures",
    ("code",),
    (
        Column("code", _PROCEDURE),
        Column("name", text),
        Column("field", text),
        Column("decided_by", one_of(Tier)),
        _list("results", several_keys),
        _list("linked_from", several_keys),
        *_DATES,
    ),
)
COMPONENTS = Sheet(
    "components",
    ("procedure", "code"),
    (
        Column("procedure", _PROCEDURE),
        Column("code", _CODE),
        Column("name", text),
        Column("required", yes_or_no),
        Column("form", one_of(Form)),
        _list("accepts", ways),
        _optional("purpose"),
        _optional("from_database", _SLUG),
        _optional("group", _SLUG),
        _optional("option", _SLUG),
        Column("copies", copies, required=False, empty=1),
        Column("whose", several_of(Whose), required=False, empty=(Whose.OWNER.value,)),
        _optional("issued_within", months),
        _list("issuer_levels", several_of(Tier)),
        _optional("issued_in", one_of(Within)),
        *_DATES,
    ),
)
PROFILES = Sheet(
    "profiles",
    ("slug",),
    (
        Column("slug", _SLUG),
        Column("name", text),
        Column("signers", one_of(Signers)),
        Column("words_vi", lines, required=False, empty=""),
        Column("corner", one_of(Corner)),
        Column("seal_picture", yes_or_no),
        Column("level", one_of(Level)),
        _optional("right", _SLUG),
        *_DATES,
    ),
)
SHEETS = (AGENCIES, TYPES, PROCEDURES, COMPONENTS, PROFILES)
