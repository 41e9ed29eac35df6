"""Reads catalogue files into entries, and says of every cell that cannot be read where it stands.

Must not compare rows with each other (check.py) nor touch the database (load.py).
Files are UTF-8, with or without a byte order mark; cells are parted by `,`, `;` or a tab, whichever
the header uses, because spreadsheets choose it by the machine's language.
"""

import csv
import dataclasses as dc
import io
import unicodedata
from collections.abc import Iterator, Sequence
from pathlib import Path

from archive.catalogue.cells import Cell, CellError, clean
from archive.catalogue.findings import Finding
from archive.catalogue.sheets import SHEETS, Column, Entry, Sheet

MAX_BYTES = 20_000_000
"""A catalogue of a whole country has fewer; a larger file is something else put there by mistake."""


@dc.dataclass(frozen=True, slots=True)
class Parsed:
    """What was read, and what could not be.

    Attributes:
        entries: rows of which every cell could be read.
        findings: what could not be read.
        doubtful: sheet and key of the other rows, so that what points to them is not blamed.
    """

    entries: tuple[Entry, ...]
    findings: tuple[Finding, ...]
    doubtful: frozenset[tuple[str, str]] = frozenset()


def catalogue_files(path: Path) -> tuple[Path, ...]:
    """Return `path` itself, or the CSV files of the folder `path`, sorted by name."""
    return tuple(sorted(path.glob("*.csv"))) if path.is_dir() else (path,)


def parse(path: Path) -> Parsed:
    """Read a file, or every CSV file of a folder.

    Args:
        path: file or folder.

    Returns:
        All rows that can be read, and a finding for each thing that cannot.
    """
    files = catalogue_files(path)
    if not files:
        why = Finding(path.name, 0, "", "thư mục không có tệp CSV nào", "there is no CSV file in this folder")
        return Parsed((), (why,))
    parts = [_parse_file(file) for file in files]
    return Parsed(
        tuple(entry for part in parts for entry in part.entries),
        tuple(finding for part in parts for finding in part.findings),
        frozenset().union(*(part.doubtful for part in parts)),
    )


def _parse_file(file: Path) -> Parsed:
    try:
        content = _content(file)
    except CellError as why:
        return Parsed((), (Finding(file.name, 0, "", why.vi, why.en),))
    records = _records(content)
    try:
        _, header = next(records)
    except StopIteration:
        return Parsed((), (Finding(file.name, 1, "", "tệp rỗng", "the file is empty"),))
    except csv.Error as why:
        return Parsed((), (_broken(file.name, 1, why),))
    names = [clean(name).lower() for name in header]
    sheet = _sheet_of(file, names)
    findings = list(_header_findings(file.name, sheet, names))
    if findings:
        return Parsed((), tuple(findings))
    return _parse_rows(file.name, sheet, names, records)


def _content(file: Path) -> str:
    try:
        if file.stat().st_size > MAX_BYTES:
            raise CellError(
                f"tệp lớn hơn {MAX_BYTES} byte, không phải danh mục",
                f"the file is over {MAX_BYTES} bytes, so no catalogue",
            )
        return file.read_text("utf-8-sig")
    except UnicodeDecodeError:
        raise CellError(
            "tệp không phải UTF-8: hãy lưu lại dạng “CSV UTF-8”", "not UTF-8: save it as “CSV UTF-8”"
        ) from None
    except OSError as why:
        raise CellError(
            f"không mở được tệp ({why.strerror})", f"the file cannot be opened ({why.strerror})"
        ) from None


def _records(content: str) -> Iterator[tuple[int, list[str]]]:
    """Yield each record with the line it begins on; records of empty cells only are left out."""
    header = content.partition("\n")[0]
    delimiter = max(",;\t", key=header.count)
    reader = csv.reader(io.StringIO(content), delimiter=delimiter, strict=True)
    begins = 1
    for record in reader:
        if any(cell.strip() for cell in record):
            yield begins, record
        begins = reader.line_num + 1


def _sheet_of(file: Path, names: Sequence[str]) -> Sheet:
    """Return the sheet that the file's name begins with, else the one whose columns fit best."""
    for sheet in SHEETS:
        if file.stem.lower().startswith(sheet.name):
            return sheet
    return max(SHEETS, key=lambda sheet: len(sheet.required & set(names)) / len(sheet.required))


def _header_findings(file: str, sheet: Sheet, names: Sequence[str]) -> Iterator[Finding]:
    known = {column.name for column in sheet.columns}
    for name in sorted(sheet.required - set(names)):
        yield Finding(file, 1, name, "thiếu cột bắt buộc này", "this required column is missing")
    for place, name in enumerate(names):
        # an unnamed column at the end is what a spreadsheet leaves of a deleted one
        if name and name not in known:
            allowed = ", ".join(sorted(known))
            yield Finding(
                file, 1, name, f"cột lạ; các cột là: {allowed}", f"unknown column; there are: {allowed}"
            )
        if name and name in names[:place]:
            yield Finding(file, 1, name, "cột này có hai lần", "this column stands twice")


def _parse_rows(
    file: str, sheet: Sheet, names: Sequence[str], records: Iterator[tuple[int, list[str]]]
) -> Parsed:
    entries: list[Entry] = []
    findings: list[Finding] = []
    doubtful: set[tuple[str, str]] = set()
    line = 1
    try:
        for line, record in records:
            values, wrong = _values(file, line, sheet, names, record)
            if wrong:
                findings += wrong
                key = dict(zip(names, record, strict=False)).get(sheet.key[-1], "")
                doubtful.add((sheet.name, clean(key)))
                continue
            keys = tuple(str(values[name]) for name in sheet.key)
            entries.append(Entry(sheet.name, keys, values, file, line))
    except csv.Error as why:
        findings.append(_broken(file, line + 1, why))
    return Parsed(tuple(entries), tuple(findings), frozenset(doubtful))


def _values(
    file: str, line: int, sheet: Sheet, names: Sequence[str], record: Sequence[str]
) -> tuple[dict[str, Cell], list[Finding]]:
    if any(cell.strip() for cell in record[len(names) :]):
        vi = "dòng có nhiều ô hơn dòng tiêu đề; ô chứa dấu phân cách phải đặt trong ngoặc kép"
        en = "more cells than the header has; put a cell that holds the separator in double quotes"
        return {}, [Finding(file, line, "", vi, en)]
    raw = dict(zip(names, (clean(cell) for cell in record), strict=False))
    values: dict[str, Cell] = {}
    findings = []
    for column in sheet.columns:
        try:
            values[column.name] = _cell(column, raw.get(column.name, ""))
        except CellError as why:
            findings.append(Finding(file, line, column.name, why.vi, why.en))
    return values, findings


def _cell(column: Column, raw: str) -> Cell:
    if any(unicodedata.category(letter) == "Cc" for letter in raw):
        raise CellError("ô có ký tự điều khiển", "the cell holds a control character")
    if raw:
        return column.read(raw)
    if column.required:
        raise CellError("ô này không được để trống", "this cell must not be empty")
    return column.empty


def _broken(file: str, line: int, why: csv.Error) -> Finding:
    return Finding(file, line, "", f"dòng không đọc được dạng CSV ({why})", f"not readable as CSV ({why})")
