"""Promises of load.py: all or nothing, twice the same as once, nothing forgotten."""

import csv
import hashlib
import shutil
from pathlib import Path

import pytest
import sqlalchemy as sa

from archive.catalogue.load import SHIPPED, LoadReport, load
from archive.catalogue.models import (
    AgencyRow,
    AgencySuccessorRow,
    CatalogueLoadRow,
    ComponentAcceptsRow,
    DocumentTypeRow,
)
from archive.errors import CatalogueError


def _rows_of(folder: Path) -> int:
    total = 0
    for file in folder.glob("*.csv"):
        with file.open(encoding="utf-8", newline="") as lines:
            total += sum(1 for _ in csv.DictReader(lines))
    return total


def test_the_shipped_catalogue_loads_once(session, clock) -> None:
    rows = _rows_of(SHIPPED)

    assert load(session, SHIPPED, by="an", clock=clock) == LoadReport(rows, 0, 0, 0)
    assert load(session, SHIPPED, by="an", clock=clock) == LoadReport(0, 0, 0, rows)


def test_each_file_that_changed_something_is_recorded(session, clock, folder) -> None:
    path = folder(types=[{}, {"slug": "khac"}], profiles=[{}])

    load(session, path, by="an", clock=clock)
    folder(types=[{}, {"slug": "khac", "name": "Khác"}])
    load(session, path, by="binh", clock=clock)
    load(session, path, by="chi", clock=clock)

    found = session.scalars(
        sa.select(CatalogueLoadRow).order_by(CatalogueLoadRow.loaded_by, CatalogueLoadRow.file)
    ).all()
    assert [(row.loaded_by, row.file, row.rows) for row in found] == [
        ("an", "profiles.csv", 1),
        ("an", "types.csv", 2),
        ("binh", "types.csv", 1),
    ]
    assert found[-1].sha256 == hashlib.sha256((path / "types.csv").read_bytes()).hexdigest()
    assert {row.loaded_at for row in found} == {clock.now()}


def test_the_caller_decides_whether_it_stays(session, clock, folder) -> None:
    load(session, folder(types=[{}]), by="an", clock=clock)
    session.rollback()

    assert session.scalar(sa.select(sa.func.count()).select_from(DocumentTypeRow)) == 0


def test_one_wrong_row_keeps_all_out_and_all_findings_are_told(session, clock, folder) -> None:
    path = folder(types=[{}, {"slug": "Đơn"}, {"slug": "khac", "fields": "colour"}])

    with pytest.raises(CatalogueError) as caught:
        load(session, path, by="an", clock=clock)

    findings = caught.value.facts["findings"]
    assert [(finding.line, finding.column) for finding in findings] == [(3, "slug"), (4, "fields")]
    assert "types.csv, line 3" in caught.value.text_en
    assert "types.csv, dòng 3" in caught.value.text_vi
    assert session.scalar(sa.select(sa.func.count()).select_from(DocumentTypeRow)) == 0


def test_a_changed_row_is_changed_and_its_lists_with_it(session, clock, folder) -> None:
    types = [{}, {"slug": "giay"}, {"slug": "bang"}]
    load(
        session,
        folder(types=types, procedures=[{}], components=[{"accepts": "don;giay"}]),
        by="an",
        clock=clock,
    )

    report = load(session, folder(components=[{"accepts": "bang;giay"}]), by="an", clock=clock)

    assert (report.added, report.changed, report.ended) == (0, 1, 0)
    assert set(session.scalars(sa.select(ComponentAcceptsRow.type))) == {"bang", "giay"}


def test_a_newer_row_ends_the_one_that_it_follows(session, clock, folder) -> None:
    path = folder(types=[{"name": "Cũ"}])
    load(session, path, by="an", clock=clock)
    folder(types=[{"name": "Mới", "valid_from": "2026-01-01"}])

    report = load(session, path, by="an", clock=clock)

    assert (report.added, report.changed, report.ended, report.unchanged) == (1, 0, 1, 0)
    rows = session.scalars(sa.select(DocumentTypeRow).order_by(DocumentTypeRow.valid_from)).all()
    assert [(row.name, str(row.valid_to)) for row in rows] == [("Cũ", "2025-12-31"), ("Mới", "None")]
    assert load(session, path, by="an", clock=clock) == LoadReport(0, 0, 0, 1)


def test_a_row_that_gets_a_last_day_is_ended(session, clock, folder) -> None:
    path = folder(agencies=[{}, {"code": "X12"}])
    load(session, path, by="an", clock=clock)
    folder(agencies=[{"valid_to": "2025-06-30", "successors": "X12"}, {"code": "X12"}])

    report = load(session, path, by="an", clock=clock)

    assert (report.added, report.changed, report.ended, report.unchanged) == (0, 0, 1, 1)
    (link,) = session.scalars(sa.select(AgencySuccessorRow))
    assert (link.agency, link.successor, str(link.since)) == ("X11", "X12", "2025-07-01")


def test_a_corrected_last_day_moves_the_handover(session, clock, folder) -> None:
    path = folder(agencies=[{"valid_to": "2025-06-30", "successors": "X12"}, {"code": "X12"}])
    load(session, path, by="an", clock=clock)
    folder(agencies=[{"valid_to": "2025-07-31", "successors": "X12"}, {"code": "X12"}])

    load(session, path, by="an", clock=clock)

    assert [str(since) for since in session.scalars(sa.select(AgencySuccessorRow.since))] == ["2025-08-01"]


def test_an_older_file_cannot_overlap_what_is_in_force(session, clock, folder) -> None:
    path = folder(types=[{"valid_from": "2026-01-01"}])
    load(session, path, by="an", clock=clock)
    folder(types=[{"valid_from": "2020-01-01"}])

    with pytest.raises(CatalogueError) as caught:
        load(session, path, by="an", clock=clock)

    assert [(f.line, f.column) for f in caught.value.facts["findings"]] == [(2, "valid_to")]


def test_rows_that_the_file_no_longer_names_stay_and_are_told(session, clock, folder) -> None:
    path = folder(agencies=[{}, {"code": "X12"}, {"code": "X13", "valid_to": "2020-12-31"}], types=[{}])
    load(session, path, by="an", clock=clock)
    (path / "types.csv").unlink()
    folder(agencies=[{}])

    report = load(session, path, by="an", clock=clock)

    assert report == LoadReport(0, 0, 0, 1, ("agencies X12",))
    assert session.scalar(sa.select(sa.func.count()).select_from(AgencyRow)) == 3


def test_a_single_file_may_point_to_what_the_database_has(session, clock, tmp_path) -> None:
    load(session, SHIPPED, by="an", clock=clock)
    file = tmp_path / "components.csv"
    shutil.copy(SHIPPED / "components.csv", file)
    more = "1.001193,1.001193-TP99,Giấy tờ,0,copy,{},,,,,,,,,,2026-01-01,,Nguồn\n"
    known, unknown = more.format("quyet-dinh"), more.format("khong-co").replace("TP99", "TP98")

    with file.open("a", encoding="utf-8") as lines:
        lines.write(known)
    assert load(session, file, by="an", clock=clock).added == 1
    with file.open("a", encoding="utf-8") as lines:
        lines.write(unknown)
    with pytest.raises(CatalogueError):
        load(session, file, by="an", clock=clock)


def test_a_circle_through_the_database_is_found(session, clock, folder) -> None:
    path = folder(agencies=[{"parent": "X12"}, {"code": "X12"}])
    load(session, path, by="an", clock=clock)
    folder(agencies=[{"code": "X12", "parent": "X11"}])

    with pytest.raises(CatalogueError):
        load(session, path, by="an", clock=clock)
