"""Looking up at the desk: the line where words stand, counts, spreadsheets, and a mended index."""

import csv
import io
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa

from archive.accounts.actor import AccountRight
from archive.search.models import PaperIndex
from desk.indexing import check_index, mend
from desk.looking import as_csv
from tests.desk.web.support import OWNER, Office, office
from tests.factories import actor


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """A desk with two kept papers."""
    with office(Path(tmp_path_factory.mktemp("desk"))) as opened:
        for colour in (91, 92):
            opened.kept(opened.program("officer"), colour=colour)
        yield opened


def test_a_hit_says_on_which_page_and_where_the_words_stand(desk: Office) -> None:
    answer = desk.program("officer").get("/api/v1/search?text=kết hôn&facets=true&limit=1").json()
    (row,) = answer["papers"]
    assert row["hit"] == {
        "page": 1, "line": "GIẤY CHỨNG NHẬN KẾT HÔN", "width": 600, "height": 800,
        "boxes": [[100, 100, 180, 140], [190, 100, 270, 140]],
    }  # fmt: skip
    assert answer["facets"]["total"] == "2"
    assert answer["facets"]["years"] == {"2019": 2}
    rest = desk.program("officer").get(f"/api/v1/search?text=kết hôn&limit=1&cursor={answer['next']}").json()
    assert [one["paper"] for one in rest["papers"]] != [row["paper"]]
    assert rest["next"] is None


@pytest.mark.parametrize(
    ("asked", "n"),
    [("number=17/2019", 2), ("number=17", 0), ("state=available", 2), ("state=revoked", 0),
     ("agency=H99.32.01", 2),
          ("issued_from=2019-05-06&issued_to=2019-05-06", 2), (f"owner={OWNER.number}&text=man", 2),
     ("order=newest&text=hon", 2), ("reusable=true&limit=1", 1)],
)  # fmt: skip
def test_the_api_takes_every_filter(desk: Office, asked: str, n: int) -> None:
    assert len(desk.program("officer").get(f"/api/v1/search?{asked}").json()["papers"]) == n


@pytest.mark.parametrize("asked", ["state=good", "order=worst", "issued_from=yesterday",
                                   "type=giay-khai-sin", "agency=H99.99.99"])  # fmt: skip
def test_a_word_that_names_nothing_is_refused(desk: Office, asked: str) -> None:
    assert desk.program("officer").get(f"/api/v1/search?{asked}").status_code == 422
    assert desk.client("officer").get(f"/lookup?{asked}").status_code == 422


def test_the_page_counts_and_links_only_what_may_be_read(desk: Office) -> None:
    shown = desk.client("officer").get("/lookup?text=ket hon").text
    assert "trang 1: “GIẤY CHỨNG NHẬN KẾT HÔN”" in shown
    assert re.search(r"2 giấy tờ", shown)
    assert "giấy tờ</p>" not in desk.client("officer-elsewhere").get("/lookup?text=ket hon").text


def test_a_spreadsheet_has_a_row_a_paper_and_computes_nothing(desk: Office) -> None:
    answer = desk.client("officer").get("/lookup.csv?text=ket hon")
    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert len(rows) == 3
    evil = dict.fromkeys(("code", "type", "owner_id", "owner_name", "number", "issued_on", "valid_until",
                          "state", "why_not"), "")  # fmt: skip
    made = as_csv([{**evil, "title": title} for title in ("=1+1", "+1", "-1", "@x", " =x", "Hoà")])
    cells = [row[2] for row in csv.reader(io.StringIO(made.decode("utf-8-sig")))][1:]
    assert cells == ["'=1+1", "'+1", "'-1", "'@x", "' =x", "Hoà"]


def test_a_drifted_index_is_named_and_mended(desk: Office) -> None:
    assert check_index(desk.house) == []
    with desk.house.database.transaction() as session:
        session.execute(sa.update(PaperIndex).values(words="khac"))
    drifts = check_index(desk.house)
    assert {drift.kind for drift in drifts} == {"stale"}
    assert mend(desk.house, actor(AccountRight.ADMIN), drifts) == 2
    assert check_index(desk.house) == []
