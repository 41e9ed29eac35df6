"""A run is divided anew over the page and over the API, and both show the page receipt."""

import io
import re
from collections.abc import Iterator

import pytest

from digitize.describe.describer import RuleDescriber
from tests.desk.web.support import OWNER, PROCEDURE, Office, csrf
from tests.digitize.describe.printed import MOTTO, centre, page
from tests.fakes.run_reader import RunReader, pdf_of

RUN = (
    page(*MOTTO, centre("GIẤY KHAI SINH"), "Số: 33/2018"),
    page(number=2),
    page("Ghi chú thêm.", number=3),
    page(*MOTTO, centre("GIẤY ỦY QUYỀN"), "Nội dung.", number=4),
)


@pytest.fixture
def runs(desk: Office) -> Iterator[Office]:
    """The same desk, into which runs are scanned."""
    reader = RunReader(desk.house.reader, RUN)
    with desk.built_with(reader=reader, describer=RuleDescriber()) as other:
        yield other


def _handed(desk: Office, mark: str) -> str:
    sent = {"owner": str(OWNER), "procedure": PROCEDURE, "dossier": f"H99.32.01-261105-{mark}"}
    files = {"files": ("xap.pdf", io.BytesIO(pdf_of(len(RUN), mark)))}
    answer = desk.program("officer").post("/api/v1/uploads", data=sent, files=files)
    assert answer.status_code == 200, answer.text
    desk.engine.run()
    return str(answer.json()["results"][0]["papers"][0]["paper"])


def test_an_officer_divides_from_the_papers_page(runs: Office) -> None:
    client, paper = runs.client("officer"), _handed(runs, "8001")
    shown = client.get(f"/papers/{paper}").text
    assert "4 trang = 3 trang giấy tờ + 0 tờ phân cách + 1 trang trắng" in shown
    form = shown.split(f'action="/papers/{paper}/split"')[1]
    version = form.split('name="version" value="')[1].split('"')[0]
    assert 'name="pages" required spellcheck="false" value="1+3"' in form
    sent = {"csrf": csrf(shown), "version": version, "aside": "2", "pages": "1,3-4"}
    answer = client.post(f"/papers/{paper}/split", data=sent)
    assert answer.status_code == 303, answer.text
    after = client.get(answer.headers["location"]).text
    assert "Đã chia lại trang." in after
    assert "gồm trang 3-4" in after


def test_the_dossier_says_how_many_papers_a_file_became(runs: Office) -> None:
    client = runs.client("officer")
    sent = {"csrf": csrf(client.get("/verify").text), "owner": OWNER.number, "procedure": PROCEDURE,
            "dossier": "H99.32.01-261105-8005"}  # fmt: skip
    files = {"files": ("xấp.pdf", io.BytesIO(pdf_of(len(RUN), "8005")))}
    answer = client.post("/upload", data=sent, files=files)
    assert "đọc xong, trang này báo tệp thành mấy giấy tờ" in client.get(answer.headers["location"]).text
    runs.engine.run()
    page = client.get(answer.headers["location"]).text
    told = page.split("Tệp đã nhận")[1].split("</section>")[0]
    assert "4 trang đã thành <strong>2 giấy tờ</strong>" in told
    assert "4 trang = 3 trang giấy tờ + 0 tờ phân cách + 1 trang trắng" in told
    links = re.findall(r'href="(/papers/[^"]+)">[^<]+</a> \(trang ([^)]+)\)', told)
    assert [pages for _, pages in links] == ["1+3", "4"]
    for address, _ in links:
        assert "Tệp này đã thành 2 giấy tờ" in client.get(address).text


def test_a_paper_that_was_joined_to_another_still_has_its_page(runs: Office) -> None:
    client, program, paper = runs.client("officer"), runs.program("officer"), _handed(runs, "8004")
    dossier = program.get("/api/v1/papers", params={"dossier": "H99.32.01-261105-8004"}).json()["papers"]
    (other,) = [one["paper"] for one in dossier if one["paper"] != paper]
    joined = program.post(f"/api/v1/papers/{paper}/splits", json={"papers": [[1, 3, 4]]})
    assert [one["paper"] for one in joined.json()["papers"]] == [paper]
    shown = client.get(f"/papers/{other}")
    assert shown.status_code == 200
    assert "Đã chia lại trang: chuyển sang" in shown.text
    assert program.get(f"/api/v1/papers/{other}/pages").json() == {"pages": []}


def test_a_refused_division_shows_what_was_typed_and_why(runs: Office) -> None:
    client, paper = runs.client("officer"), _handed(runs, "8002")
    shown = client.get(f"/papers/{paper}").text
    answer = client.post(f"/papers/{paper}/split", data={"csrf": csrf(shown), "pages": "1"})
    assert answer.status_code == 422
    assert "trang này chưa được chia" in answer.text
    assert '<details class="card" open><summary>Chia lại trang' in answer.text


def test_a_program_divides_and_reads_the_receipt(runs: Office) -> None:
    program, paper = runs.program("officer"), _handed(runs, "8003")
    before = program.get(f"/api/v1/papers/{paper}").json()
    assert [one["pages"] for one in before["division"]] == ["1+3", "4"]
    asked = {"papers": [[1], [3, 4]], "version": before["version"]}
    answer = program.post(f"/api/v1/papers/{paper}/splits", json=asked, headers={"Idempotency-Key": "s1"})
    made = answer.json()["papers"]
    assert [one["pages"] for one in made] == [[1], [3, 4]]
    again = program.post(f"/api/v1/papers/{paper}/splits", json=asked, headers={"Idempotency-Key": "s1"})
    assert again.json() == answer.json()
    stale = program.post(f"/api/v1/papers/{paper}/splits", json=asked)
    assert stale.status_code == 409
    (receipt,) = program.get(f"/api/v1/papers/{made[1]['paper']}").json()["receipts"]
    assert (receipt["pages"], receipt["papers"], receipt["blanks"], receipt["balanced"]) == (4, 3, [2], True)
