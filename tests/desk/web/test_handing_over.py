"""A program hands files in with a receipt on top: nothing else has to be said."""

import io

from PIL import Image

from fixtures.papers.catalogue import paper as drawn
from fixtures.people import family
from fixtures.scans.conditions import scan
from tests.desk.web.support import Office, picture


def test_a_receipt_among_the_files_hands_over_what_comes_after_it(desk: Office) -> None:
    made = drawn("giay-tiep-nhan-ho-so", 42, household=family(42))
    data = io.BytesIO()
    (page,) = scan(made, "scan", 42)
    Image.fromarray(page).save(data, "JPEG", quality=70, dpi=(200, 200))
    files = [("files", (name, content)) for name, content in
             (("0.jpg", picture(30)), ("1.jpg", data.getvalue()), ("2.jpg", picture(31)))]  # fmt: skip
    answer = desk.visitor("officer", program=True).post("/api/v1/uploads", files=files)
    assert answer.status_code == 200
    before, receipt, after = answer.json()["results"]
    assert before["error"]["code"] == "not-handed"
    assert before["papers"] == []
    number = made.truth.fields["dossier_number"]
    assert [line["papers"][0]["dossier"] for line in (receipt, after)] == [number, number]
