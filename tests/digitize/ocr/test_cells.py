"""Cells are read one by one: their words are right, and come back to where they stand."""

import numpy as np
import pytest

from digitize.ocr.cells import recognise
from digitize.ocr.order import reading_order
from digitize.ocr.ports import Gray, Mark
from digitize.prepare.page import Prepared, prepare
from fixtures.papers.paper import Paper
from fixtures.papers.tables import TABLES
from fixtures.scans.conditions import scan
from tests.fakes.pages import DPI, LINES, page, recogniser, word_errors


def ready(paper: Paper, condition: str) -> Prepared:
    return prepare(scan(paper, condition, 5)[0], DPI, DPI, recogniser())


def read(prepared: Prepared) -> tuple[Mark, ...]:
    return recognise(prepared.gray, prepared.dpi, prepared.tables, recogniser())


@pytest.mark.parametrize("name", list(TABLES))
@pytest.mark.parametrize("condition", ["scan", "tilt"])
def test_a_table_is_read_row_by_row(name: str, condition: str) -> None:
    paper = TABLES[name](5)
    prepared = ready(paper, condition)
    lines = reading_order(read(prepared), prepared.tables)
    text = "\n".join(" ".join(mark.text for mark in line) for line in lines)
    assert word_errors(paper.truth.text, text) < 0.08


def test_words_of_cells_come_back_to_their_ink() -> None:
    prepared = ready(TABLES["procedures"](5), "clean")
    for mark in read(prepared):
        box = mark.box
        assert (prepared.gray[box.top : box.bottom, box.left : box.right] < 128).any(), mark


def test_no_line_of_the_engine_has_words_of_two_cells() -> None:
    prepared = ready(TABLES["land"](5), "scan")
    cells = [cell for table in prepared.tables for row in table for cell in row]
    homes: dict[int, set[int | None]] = {}
    for mark in read(prepared):
        x, y = (mark.box.left + mark.box.right) // 2, (mark.box.top + mark.box.bottom) // 2
        inside = [n for n, c in enumerate(cells) if c.left <= x < c.right and c.top <= y < c.bottom]
        homes.setdefault(mark.line, set()).add(inside[0] if inside else None)
    assert len(homes) > len(cells)
    assert all(len(found) == 1 for found in homes.values())


class Measuring:
    """Reads nothing and keeps the sizes of what it was given."""

    engine = model = "none"

    def __init__(self) -> None:
        self.sizes: list[tuple[int, ...]] = []

    def recognise(self, gray: Gray, dpi: int) -> tuple[Mark, ...]:
        self.sizes.append(gray.shape)
        return ()

    def orientation(self, gray: Gray, dpi: int) -> int | None:
        return None


def test_a_page_without_table_is_given_to_the_recogniser_as_it_is() -> None:
    gray = np.asarray(page(LINES).convert("L"))
    assert recognise(gray, DPI, (), recogniser()) == recogniser().recognise(gray, DPI)


def test_sheets_of_cells_are_hardly_higher_than_the_page() -> None:
    prepared, measuring = ready(TABLES["land"](5), "clean"), Measuring()
    recognise(prepared.gray, prepared.dpi, prepared.tables, measuring)
    high, wide = prepared.gray.shape
    assert len(measuring.sizes) > 2
    assert all(size[0] < 1.1 * high and size[1] < 1.1 * wide for size in measuring.sizes)
