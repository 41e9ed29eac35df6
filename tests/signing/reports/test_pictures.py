"""A report shows the page with the place of each signature, and the same verdict as without a picture."""

import base64
import dataclasses as dc
import datetime as dt
import io
import json
import re
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from PIL import Image

from archive.values.verdict import FileVerdict, Level, Remark, ShownAt, SignatureVerdict, Verdict
from fixtures.pki.office import Office
from fixtures.signed import plain_pdf, visible
from signing.pades.sign.certify import certify
from signing.pades.sign.values import SignRequest
from signing.pades.verify.judge import judge
from signing.pades.verify.policy import Policy
from signing.reports.picture import Picture, page_to_show, picture_of
from signing.reports.write import write_report

AT = dt.datetime(2026, 3, 2, 4, 0, tzinfo=dt.UTC)
NO_PICTURE = "There is no picture of a page"


def _jpeg(mode: str = "RGB", size: tuple[int, int] = (300, 400), **options: object) -> bytes:
    data = io.BytesIO()
    Image.new(mode, size, "white").save(data, "JPEG", **options)
    return data.getvalue()


def _signature(shown: ShownAt | None, word: Verdict = Verdict.PASSED) -> SignatureVerdict:
    return SignatureVerdict(
        field="CanBo", signer="Đỗ Thị Mận", time=AT, level=Level.LTA, integrity=word, certificate=word,
        changes=word, verdict=word, reason="" if word is Verdict.PASSED else "GENERIC", vi="Rõ.", en="Clear.",
        issuer="CA Một", shown=shown,
    )  # fmt: skip


FIRST = ShownAt(2, (60.0, 80.0, 240.0, 160.0), (600.0, 800.0))
SECOND = dc.replace(FIRST, box=(300.0, 400.0, 600.0, 800.0))
PASSED = FileVerdict(Verdict.PASSED, "", (_signature(FIRST), _signature(SECOND)), "Tốt.", "Good.", Level.LTA)
VERDICTS = {
    "PASSED": PASSED,
    "INDETERMINATE": PASSED.remarked(
        Remark("COPY_DIFFERS", "Trang 2 khác.", "Other on page 2."), Verdict.INDETERMINATE
    ),
    "FAILED": FileVerdict(Verdict.FAILED, "NO_SIGNATURE", (), "Không có.", "None."),
}


def _written(folder: Path, kind: str, verdict: FileVerdict, picture: Picture | None) -> Path:
    path = folder / f"report.{kind}"
    write_report(path, [("a.pdf", verdict)], at=AT, pictures=[picture])
    return path


def _text(path: Path) -> str:
    if path.suffix != ".pdf":
        return path.read_text("utf-8")
    with pypdfium2.PdfDocument(path) as document:
        return "\n".join(page.get_textpage().get_text_bounded() for page in document)


@pytest.mark.parametrize("word", sorted(VERDICTS))
@pytest.mark.parametrize("kind", ["json", "html", "pdf"])
def test_each_form_tells_the_same_verdict_with_and_without_a_picture(
    tmp_path: Path, kind: str, word: str
) -> None:
    verdict = VERDICTS[word]
    for picture in (picture_of(_jpeg(), 2), None):
        text = _text(_written(tmp_path, kind, verdict, picture))
        said = set(re.findall(r"\b(PASSED|INDETERMINATE|FAILED)\b", text))
        assert said == {word, *(one.verdict.value for one in verdict.signatures)}
        assert verdict.reason in text
        for sentence in (verdict.vi, verdict.en, *(r.en for r in verdict.remarks)):
            assert sentence in text
        if kind != "json":
            assert (NO_PICTURE in text) == (picture is None)


def test_the_page_stands_in_the_html_with_a_frame_around_each_place(tmp_path: Path) -> None:
    jpeg = _jpeg()
    text = _text(_written(tmp_path, "html", PASSED, picture_of(jpeg, 2)))
    assert f'src="data:image/jpeg;base64,{base64.b64encode(jpeg).decode()}"' in text
    assert "left:10.00%;top:10.00%;width:30.00%;height:10.00%" in text
    assert "left:50.00%;top:50.00%;width:50.00%;height:50.00%" in text
    assert "://" not in text


@pytest.mark.parametrize("mode", ["L", "RGB"])
def test_the_page_stands_in_the_pdf_with_a_frame_around_each_place(tmp_path: Path, mode: str) -> None:
    path = _written(tmp_path, "pdf", PASSED, picture_of(_jpeg(mode), 2))
    with pikepdf.open(path) as pdf:
        (image,) = [o for page in pdf.pages for o in page.Resources.get("/XObject", {}).values()]
        assert image.read_raw_bytes() == _jpeg(mode)
    with pypdfium2.PdfDocument(path) as document:
        shown = document[0].render(scale=2).to_pil().convert("RGB")
    red = [
        (x, y)
        for x in range(shown.width)
        for y in range(shown.height)
        if (p := shown.getpixel((x, y)))[0] > 150 and p[1] < 60  # type: ignore[index]
    ]
    left, top = min(x for x, _ in red), min(y for _, y in red)
    right, bottom = max(x for x, _ in red), max(y for _, y in red)
    # From a tenth to the edge across, and from a tenth to the edge down: 300 × 400 as high as 290 points.
    assert (right - left) / (0.9 * 2 * 290 * 300 / 400) == pytest.approx(1, abs=0.03)
    assert (bottom - top) / (0.9 * 2 * 290) == pytest.approx(1, abs=0.03)


def test_json_names_page_and_box_in_points_where_a_signature_is_shown(tmp_path: Path) -> None:
    verdict = dc.replace(PASSED, signatures=(_signature(FIRST), _signature(None)))
    rows = json.loads(_text(_written(tmp_path, "json", verdict, None)))["files"][0]["signatures"]
    assert (rows[0]["page"], rows[0]["box"]) == (2, [60.0, 80.0, 240.0, 160.0])
    assert "page" not in rows[1]


def test_the_page_of_the_first_place_is_shown_and_page_one_where_there_is_none() -> None:
    assert page_to_show(PASSED) == 2
    assert page_to_show(dc.replace(PASSED, signatures=(_signature(None),))) == 1
    assert page_to_show(VERDICTS["FAILED"]) == 1


def test_only_what_a_report_can_hold_is_a_picture() -> None:
    for good in (_jpeg(), _jpeg("L"), _jpeg(progressive=True), _jpeg(comment=b"x" * 1000)):
        assert picture_of(good, 1) is not None
    whole = _jpeg()
    for bad in (
        b"",
        b"\xff\xd8",
        b"<svg>",
        whole[:30],
        _jpeg("CMYK"),
        b"\xff\xd8\xff\xc0\x00\x02",
        b"\xff\xd8" + b"\xff" * 99,
    ):
        assert picture_of(bad, 1) is None


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_the_place_is_where_a_viewer_shows_it_however_the_page_is_turned(office: Office, turn: int) -> None:
    with pikepdf.open(io.BytesIO(plain_pdf())) as pdf:
        for page in pdf.pages:
            page.Rotate = turn
            page.MediaBox = pikepdf.Array([-50, -40, 645, 902])
            page.CropBox = pikepdf.Array([0, 0, 595, 842])
        out = io.BytesIO()
        pdf.save(out)
    signed = certify(
        out.getvalue(), SignRequest(visible=visible(office, ())), office.officer,
        tsa=office.tsa, revocation=office.revocation, clock=office.clock,
    ).data  # fmt: skip
    (one,) = judge(signed, Policy(at=AT, anchors=office.anchors)).signatures
    assert one.shown is not None
    assert one.shown.page == 1
    assert one.shown.size == ((595, 842) if turn % 180 == 0 else (842, 595))
    left, top, right, bottom = one.shown.box
    with pypdfium2.PdfDocument(signed) as document:
        document.init_forms()
        page = document[0].render(scale=1, may_draw_forms=True).to_pil().convert("L")
    ink = page.crop((int(left), int(top), int(right) + 1, int(bottom) + 1)).point(lambda v: v < 128 and 255)
    assert ink.getbbox() is not None
    assert top < 60
    assert left < 60


def test_an_invisible_signature_has_no_place(office: Office) -> None:
    signed = certify(
        plain_pdf(), SignRequest(), office.officer,
        tsa=office.tsa, revocation=office.revocation, clock=office.clock,
    ).data  # fmt: skip
    (one,) = judge(signed, Policy(at=AT, anchors=office.anchors)).signatures
    assert (one.verdict, one.shown) == (Verdict.PASSED, None)
