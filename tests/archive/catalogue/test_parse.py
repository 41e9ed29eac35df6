"""Promises of parse.py: every cell that cannot be read is named by its place."""

import datetime as dt
from pathlib import Path

import pytest

from archive.catalogue.parse import parse

HEADER = "code,name,name_en,parent,level,successors,valid_from,valid_to,source\n"
ROW = "X11,Sở Một,,,department,,2020-01-01,,Nguồn\n"


def _file(folder: Path, content: str | bytes, name: str = "agencies.csv") -> Path:
    file = folder / name
    file.write_bytes(content.encode() if isinstance(content, str) else content)
    return file


def test_a_row_becomes_an_entry_that_knows_its_line(tmp_path: Path) -> None:
    parsed = parse(_file(tmp_path, HEADER + ROW))

    assert parsed.findings == ()
    (entry,) = parsed.entries
    assert (entry.file, entry.line, entry.key) == ("agencies.csv", 2, ("X11",))
    assert entry.valid_from == dt.date(2020, 1, 1)
    assert entry.valid_to is None
    assert entry.listed("successors") == ()


def test_each_unreadable_cell_is_named_by_file_line_and_column(tmp_path: Path) -> None:
    bad = "x11,,,,village,,2020-02-30,soon,\n"

    parsed = parse(_file(tmp_path, HEADER + ROW + "\n" + bad))

    assert {(f.file, f.line, f.column) for f in parsed.findings} == {
        ("agencies.csv", 4, column)
        for column in ("code", "name", "level", "valid_from", "valid_to", "source")
    }
    assert all(finding.vi and finding.en for finding in parsed.findings)
    assert len(parsed.entries) == 1


def test_lines_are_counted_through_cells_with_line_breaks(tmp_path: Path) -> None:
    two_lines = 'X12,"Sở\nHai",,,department,,2020-01-01,,Nguồn\n'
    bad = "X13,Sở Ba,,,department,,?,,Nguồn\n"

    parsed = parse(_file(tmp_path, HEADER + two_lines + bad))

    assert parsed.entries[0].values["name"] == "Sở Hai"
    assert [(f.line, f.column) for f in parsed.findings] == [(4, "valid_from")]


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_any_delimiter_of_a_spreadsheet_is_read(tmp_path: Path, delimiter: str) -> None:
    row = delimiter.join(
        ["X11", "Sở", "", "", "department", '"X12;X13"', "2020-01-01", "2021-01-01", "Nguồn"]
    )
    content = "\ufeff" + HEADER.replace(",", delimiter).replace("\n", "\r\n") + row + "\r\n"

    parsed = parse(_file(tmp_path, content))

    assert parsed.findings == ()
    assert parsed.entries[0].listed("successors") == ("X12", "X13")


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("2025-07-01", dt.date(2025, 7, 1)),
        ("1/7/2025", dt.date(2025, 7, 1)),
        ("31/12/2024", dt.date(2024, 12, 31)),
    ],
)
def test_days_are_read_day_first(tmp_path: Path, written: str, meant: dt.date) -> None:
    parsed = parse(_file(tmp_path, HEADER + ROW.replace("2020-01-01", written)))

    assert parsed.entries[0].valid_from == meant


def test_a_decomposed_name_is_kept_composed(tmp_path: Path) -> None:
    parsed = parse(_file(tmp_path, HEADER + ROW.replace("Sở", "So\u031b\u0309")))

    assert parsed.entries[0].values["name"] == "Sở Một"


def test_a_procedure_code_that_lost_its_zero_is_explained(tmp_path: Path) -> None:
    content = "code,name,field,decided_by,valid_from,source\n1.00487,Tên,Hộ tịch,commune,2020-01-01,Nguồn\n"

    parsed = parse(_file(tmp_path, content, "procedures.csv"))

    (finding,) = parsed.findings
    assert (finding.line, finding.column) == (2, "code")
    assert "text" in finding.en


@pytest.mark.parametrize(
    ("content", "line"),
    [
        (b"", 1),
        (b"\xff\xfe\x00bad", 0),
        (HEADER.replace("level,", "").encode() + b"", 1),
        (HEADER.replace("level", "level,colour").encode(), 1),
        (HEADER.replace("source", "source,name").encode(), 1),
        ((HEADER + 'X11,"open\n').encode(), 2),
        ((HEADER + ROW.replace("\n", ",more\n")).encode(), 2),
        ((HEADER + ROW.replace("Một", "\x00")).encode(), 2),
    ],
    ids=[
        "empty",
        "not utf-8",
        "column missing",
        "column unknown",
        "column twice",
        "quote",
        "cells",
        "control",
    ],
)
def test_a_file_that_is_no_sheet_is_a_finding_never_a_crash(
    tmp_path: Path, content: bytes, line: int
) -> None:
    parsed = parse(_file(tmp_path, content))

    assert parsed.entries == ()
    assert parsed.findings
    assert {finding.line for finding in parsed.findings} == {line}


def test_a_path_that_is_not_there_is_a_finding(tmp_path: Path) -> None:
    assert parse(tmp_path / "agencies.csv").findings
    assert parse(tmp_path).findings


def test_a_file_of_another_name_is_known_by_its_columns(tmp_path: Path) -> None:
    parsed = parse(_file(tmp_path, HEADER + ROW, "co-quan.csv"))

    assert [entry.sheet for entry in parsed.entries] == ["agencies"]
