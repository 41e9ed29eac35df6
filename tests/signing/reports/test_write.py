"""A report says what the judge said, to people and to programs, whatever a stranger's file is called."""

import dataclasses as dc
import datetime as dt
import io
import json
from pathlib import Path

import pikepdf
import pypdfium2
import pytest

from archive.values.verdict import FileVerdict, Level, SignatureVerdict, Verdict
from fixtures.pki.office import OFFICER, Office
from fixtures.signed import plain_pdf
from signing.errors import ReportKindUnknown, ReportNotWritten
from signing.pades.sign.certify import certify
from signing.pades.sign.values import SignRequest
from signing.pades.verify.judge import judge
from signing.pades.verify.policy import Policy
from signing.reports.json import report_row
from signing.reports.write import write_report

AT = dt.datetime(2026, 3, 2, 4, 0, tzinfo=dt.UTC)
SHOWN_AT = "2026-03-02T11:00:00+07:00"
HOSTILE = "<script>alert('x')</script>&\u202efdp.exe\x07 中文 \udcff.pdf"
NO_LEGAL_VALUE = "không có giá trị pháp lý"


def _signature(**changes: object) -> SignatureVerdict:
    made = SignatureVerdict(
        field="CanBo", signer="Đỗ Thị Mận", issuer="CA Một",
        time=dt.datetime(2026, 3, 1, 18, 30, tzinfo=dt.UTC),
        level=Level.LT, integrity=Verdict.PASSED, certificate=Verdict.INDETERMINATE, changes=Verdict.PASSED,
        verdict=Verdict.INDETERMINATE, reason="TRY_LATER", vi="Chưa rõ.", en="Not clear.",
    )  # fmt: skip
    return dc.replace(made, **changes)  # type: ignore[arg-type]


def _file(*signatures: SignatureVerdict) -> FileVerdict:
    return FileVerdict(
        Verdict.INDETERMINATE, "TRY_LATER", signatures, "Tệp chưa rõ.", "The file is not clear.", Level.LT
    )


@pytest.fixture(scope="module")
def judged(office: Office) -> FileVerdict:
    """The verdict over a file that an officer with a test certificate signed."""
    signed = certify(
        plain_pdf(), SignRequest(), office.officer,
        tsa=office.tsa, revocation=office.revocation, clock=office.clock,
    )  # fmt: skip
    return judge(signed.data, Policy(at=AT, anchors=office.anchors))


def _text_of(pdf: Path) -> str:
    with pypdfium2.PdfDocument(pdf) as document:
        return "\n".join(page.get_textpage().get_text_bounded() for page in document).replace("\r\n", "\n")


def _written(folder: Path, kind: str, *judged: tuple[str, FileVerdict]) -> str:
    path = folder / f"report.{kind}"
    write_report(path, judged, at=AT)
    return _text_of(path) if kind == "pdf" else path.read_text("utf-8")


def test_the_line_of_a_file_is_the_contract_s() -> None:
    row = report_row("a.pdf", _file(_signature(scheme="government"), _signature(time=None, level=None)))
    assert json.loads(json.dumps(row)) == {
        "file": "a.pdf", "verdict": "INDETERMINATE", "reason": "TRY_LATER", "level": "B-LT",
        "vi": "Tệp chưa rõ.", "en": "The file is not clear.",
        "signatures": [
            {
                "field": "CanBo", "signer": "Đỗ Thị Mận", "issuer": "CA Một",
                "scheme": "government", "time": "2026-03-02T01:30:00+07:00", "level": "B-LT",
                "integrity": "PASSED", "certificate": "INDETERMINATE", "changes": "PASSED",
                "verdict": "INDETERMINATE", "reason": "TRY_LATER", "vi": "Chưa rõ.", "en": "Not clear.",
            },
            {
                "field": "CanBo", "signer": "Đỗ Thị Mận", "issuer": "CA Một", "scheme": None,
                "time": None, "level": None, "integrity": "PASSED",
                "certificate": "INDETERMINATE", "changes": "PASSED", "verdict": "INDETERMINATE",
                "reason": "TRY_LATER", "vi": "Chưa rõ.", "en": "Not clear.",
            },
        ],
    }  # fmt: skip


def test_a_time_at_the_end_of_the_calendar_stops_no_report(tmp_path: Path) -> None:
    last = _signature(time=dt.datetime(9999, 12, 31, 23, 59, tzinfo=dt.UTC))
    for kind in ("json", "html", "pdf"):
        assert "9999-12-31T23:59:00+00:00" in _written(tmp_path, kind, ("a.pdf", _file(last)))


@pytest.mark.parametrize("kind", ["json", "html", "pdf"])
def test_every_kind_says_verdict_signer_level_and_as_of_when(
    tmp_path: Path, kind: str, judged: FileVerdict
) -> None:
    text = _written(tmp_path, kind, ("giấy tờ.pdf", judged), ("không.pdf", _file()))
    for told in ("giấy tờ.pdf", "không.pdf", OFFICER, "PASSED", "INDETERMINATE", "TRY_LATER", "B-LTA",
                 "CanBo", "NO LEGAL VALUE", SHOWN_AT, "2026-03-02T08:30:00+07:00"):  # fmt: skip
        assert told in text, told


@pytest.mark.parametrize("kind", ["html", "pdf"])
def test_people_read_both_languages_and_the_three_lines(
    tmp_path: Path, kind: str, judged: FileVerdict
) -> None:
    text = _written(tmp_path, kind, ("a.pdf", judged))
    for told in ("Báo cáo kiểm tra chữ ký số", "Report on digital signatures", "ĐẠT", "Toàn vẹn",
                 "integrity", "Chứng thư", "Thay đổi sau khi ký"):  # fmt: skip
        assert told in text, told


@pytest.mark.parametrize("kind", ["html", "pdf"])
def test_the_test_authority_s_signatures_are_said_to_have_no_legal_value(
    tmp_path: Path, kind: str, judged: FileVerdict
) -> None:
    assert NO_LEGAL_VALUE in _written(tmp_path, kind, ("a.pdf", judged), ("b.pdf", _file()))
    assert NO_LEGAL_VALUE not in _written(tmp_path, kind, ("b.pdf", _file(_signature())))


@pytest.mark.parametrize(("scheme", "told"), [
    ("national", "gốc quốc gia"), ("government", "chữ ký số chuyên dùng công vụ"), ("own", "riêng của kho"),
])  # fmt: skip
def test_people_read_under_which_list_a_signer_stands(tmp_path: Path, scheme: str, told: str) -> None:
    assert told in _written(tmp_path, "html", ("a.pdf", _file(_signature(scheme=scheme))))
    assert "Danh sách tin cậy" not in _written(tmp_path, "html", ("a.pdf", _file(_signature())))


def test_a_stranger_s_words_are_text_and_nothing_else_on_the_page(tmp_path: Path) -> None:
    signature = _signature(signer=HOSTILE, field=HOSTILE, issuer=HOSTILE, vi=HOSTILE, en=HOSTILE)
    text = _written(tmp_path, "html", (HOSTILE, dc.replace(_file(signature), vi=HOSTILE, en=HOSTILE)))
    assert "<script" not in text
    assert "\u202e" not in text
    assert "&lt;script&gt;alert(&#x27;x&#x27;)&lt;/script&gt;&amp;fdp.exe 中文 .pdf" in text


def test_the_page_needs_nothing_from_elsewhere(tmp_path: Path, judged: FileVerdict) -> None:
    text = _written(tmp_path, "html", ("a.pdf", judged))
    assert "<link" not in text
    assert "<img" not in text
    assert "://" not in text
    assert "url(" not in text


def test_letters_that_the_font_lacks_are_named_instead_of_lost(tmp_path: Path) -> None:
    text = _written(tmp_path, "pdf", (HOSTILE, _file(_signature(signer=HOSTILE))))
    assert "<U+4E2D><U+6587>" in text.replace("\n", "")
    assert "\u202e" not in text


def test_a_file_name_that_is_no_utf_8_does_not_stop_the_json(tmp_path: Path) -> None:
    assert json.loads(_written(tmp_path, "json", (HOSTILE, _file())))["files"][0]["file"] == HOSTILE


def test_every_letter_of_the_pdf_is_embedded_and_on_a4(tmp_path: Path, judged: FileVerdict) -> None:
    path = tmp_path / "report.pdf"
    write_report(path, [("a.pdf", judged)], at=AT)
    with pikepdf.open(path) as pdf:
        for page in pdf.pages:
            assert [float(side) for side in page.MediaBox] == [0, 0, 595, 842]
            (font,) = page.Resources.Font.values()
            assert "/FontFile2" in font.DescendantFonts[0].FontDescriptor


def test_long_names_and_many_files_stay_on_the_pages(tmp_path: Path) -> None:
    long = "x" * 700 + ".pdf"
    files = [(f"{n}-{long}", _file(_signature(signer="Đỗ " * 100))) for n in range(12)]
    path = tmp_path / "report.pdf"
    write_report(path, files, at=AT)
    with pypdfium2.PdfDocument(path) as document:
        assert len(document) > 3
        for page in document:
            text = page.get_textpage()
            boxes = [text.get_charbox(n) for n in range(text.count_chars())]
            assert all(box[0] >= 40 and box[2] <= 555 and box[1] >= 30 and box[3] <= 810 for box in boxes)
    assert _text_of(path).count("x") == 12 * 700


def test_an_unknown_kind_is_refused_and_writes_nothing(tmp_path: Path) -> None:
    for name in ("report.docx", "report", "report.pdf.exe"):
        with pytest.raises(ReportKindUnknown, match=r"\.pdf, \.html, \.json"):
            write_report(tmp_path / name, [("a.pdf", _file())], at=AT)
    assert list(tmp_path.iterdir()) == []


def test_a_report_that_is_there_is_replaced_whole_or_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "report.json"
    path.write_text("before")
    with monkeypatch.context() as broken:

        def full(_handle: int) -> None:
            raise OSError(28, "No space left on device")

        broken.setattr("os.fsync", full)
        with pytest.raises(ReportNotWritten, match="No space left"):
            write_report(path, [("a.pdf", _file())], at=AT)
    assert path.read_text() == "before"
    write_report(path, [("a.pdf", _file())], at=AT)
    assert json.loads(path.read_text("utf-8"))["files"][0]["file"] == "a.pdf"
    assert [entry.name for entry in tmp_path.iterdir()] == ["report.json"]


def test_a_folder_that_is_not_there_is_said_so(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    for folder in (tmp_path / "none", tmp_path / "file"):
        with pytest.raises(ReportNotWritten):
            write_report(folder / "report.html", [("a.pdf", _file())], at=AT)


def test_the_same_verdicts_give_the_same_words(tmp_path: Path, judged: FileVerdict) -> None:
    first = _written(tmp_path, "html", ("a.pdf", judged))
    assert _written(tmp_path, "html", ("a.pdf", judged)) == first
    assert io.StringIO(first).readline() == "<!DOCTYPE html>\n"
