"""What a load would change is told cell by cell, and nothing is written."""

import datetime as dt

from archive.catalogue.difference import Difference
from archive.catalogue.load import compare, load


def test_a_changed_cell_is_told_with_what_stood_there(session, clock, folder) -> None:
    load(session, folder(types=[{}]), by="an", clock=clock)
    path = folder(types=[{"name": "Tên mới", "words": "một;hai"}])
    report, told = compare(session, path, clock=clock)
    assert (report.added, report.changed) == (0, 1)
    assert {(one.column, one.after) for one in told} == {("name", "Tên mới"), ("words", "một;hai")}
    assert all(one.before != one.after for one in told)
    assert compare(session, path, clock=clock)[1] == told, "nothing was written"
    load(session, path, by="an", clock=clock)
    assert compare(session, path, clock=clock)[1] == ()


def test_what_a_type_begins_to_prove_is_told(session, clock, folder) -> None:
    load(session, folder(types=[{}]), by="an", clock=clock)
    _, told = compare(session, folder(types=[{"proves": "divorce"}]), clock=clock)
    assert [(one.column, one.before, one.after) for one in told] == [("proves", "", "divorce")]


def test_a_new_row_is_told_whole_and_the_one_that_it_ends_too(session, clock, folder) -> None:
    path = folder(types=[{"valid_from": "2016-01-01"}])
    load(session, path, by="an", clock=clock)
    later = folder(types=[{"valid_from": "2026-01-01"}])
    _, told = compare(session, later, clock=clock)
    ended, new = sorted(told, key=lambda one: one.valid_from)
    slug = ended.key
    assert ended == Difference("types", slug, dt.date(2016, 1, 1), "valid_to", "", "2025-12-31")
    assert (new.valid_from, new.column, new.before) == (dt.date(2026, 1, 1), "", "")
    assert f"slug={slug}" in new.after
