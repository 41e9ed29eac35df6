"""A run with cover sheets is scanned, filed by component, and divided anew by the officer before signing."""

from collections.abc import Iterator
from pathlib import Path

import pikepdf
import pytest

from fixtures.papers.catalogue import paper as drawn
from fixtures.people import family
from fixtures.scans.conditions import blank, scan
from fixtures.scans.files import jpeg, scanned_pdf
from tests.journeys.cli import Cli, handed
from tests.journeys.conftest import archive_on

BIRTH = "1.001193"
MARRIAGE, AUTHORITY = f"{BIRTH}-TP04", f"{BIRTH}-TP07"


@pytest.fixture
def cli(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Cli]:
    with archive_on("embedded", tmp_path / "home", request) as opened:
        yield opened


def _stack(cli: Cli, folder: Path, dossier: str) -> Path:
    """Lay a cover sheet before each of two papers, the second with an empty back; scan all into one PDF."""
    words = ("--cover", "--dossier", dossier, "--component", MARRIAGE, "--component", AUTHORITY)
    line = cli.run("separators", *words, "--to", folder / "bia.pdf").line
    assert line["sheets"] == 2
    house, stack = family(33), pikepdf.new()
    with pikepdf.open(folder / "bia.pdf") as covers:
        for at, slug in enumerate(("giay-chung-nhan-ket-hon", "giay-uy-quyen")):
            stack.pages.append(covers.pages[at])
            pages = [*scan(drawn(slug, 33, household=house), "scan", 33), *([blank(3)] if at else [])]
            (folder / f"{at}.pdf").write_bytes(scanned_pdf([jpeg(page, 80) for page in pages]))
            with pikepdf.open(folder / f"{at}.pdf") as scanned:
                stack.pages.extend(scanned.pages)
                stack.save(folder / "xap.pdf")
    return folder / "xap.pdf"


def test_a_run_with_cover_sheets_is_filed_and_can_be_divided_anew(cli: Cli, tmp_path: Path) -> None:
    file = _stack(cli, tmp_path, "X-33")
    lines = cli.run("ingest", file, *handed(family(33).husband.owner, "X-33", BIRTH)).lines
    assert [(line["pages"], line["type"]) for line in lines] == [
        ([2], "giay-chung-nhan-ket-hon"),
        ([4], "giay-uy-quyen"),
    ]
    receipt = {
        "file": "xap.pdf", "pages": 5, "papers": 2, "blanks": [5], "separators": [1, 3], "balanced": True,
    }  # fmt: skip
    for line, component in zip(lines, (MARRIAGE, AUTHORITY), strict=True):
        assert line["receipts"] == [receipt]
        shown = cli.run("show", line["paper"]).line
        assert (shown["component"], shown["receipts"]) == (component, [receipt])
    first, second = (line["paper"] for line in lines)
    joined = cli.run("split", first, "--pages", "2-5", "--separator", "1").line
    assert (joined["paper"], joined["pages"]) == (first, [2, 4])
    assert cli.run("show", second).line["state"] == "rejected"
    torn = cli.run("split", first, "--pages", "2,4").lines
    assert [line["pages"] for line in torn] == [[2], [4]]
    assert torn[0]["paper"] == first
    assert [line["type"] for line in torn] == [line["type"] for line in lines]
    assert all(line["receipts"][0]["balanced"] for line in torn)
    refused = cli.run("split", first, "--pages", "9", code=4)
    assert "bad-value" in refused.error
