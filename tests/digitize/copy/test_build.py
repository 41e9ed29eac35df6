"""The copy shows what the original shows, declares itself, and takes nothing else over."""

import contextlib
import io
import subprocess
from pathlib import Path

import numpy as np
import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String
from reportlab.pdfgen import canvas

from digitize.copy.build import build_copy
from digitize.copy.paint import NotPictures, painted
from digitize.copy.pdf_box import page_box
from digitize.errors import CopyFailed, DigitizeError, PasswordRequired
from tests.digitize.copy import papers


def _copy(file: Path, words=()) -> tuple:
    out = file.with_suffix(".copy.pdf")
    return build_copy([papers.page(file, 1, words)], out, papers.metadata()), out


def _text(file: Path) -> str:
    run = subprocess.run(["pdftotext", str(file), "-"], capture_output=True, check=True, timeout=60)
    return run.stdout.decode()


@pytest.fixture
def made(tmp_path):
    """Write a page with one picture over it and whatever a test adds."""

    def make(content: str, *, root=None, box=(0, 0, 419.5, 595.3), **entries):
        pdf, image = pikepdf.Pdf.new(), papers.picture()
        stream = papers.image_stream(pdf, image, papers.encoded(image, "JPEG"), "DCTDecode")
        resources = Dictionary(
            XObject=Dictionary(Im0=stream),
            Font=Dictionary(F1=papers.hidden_font()),
            ExtGState=Dictionary(Faint=Dictionary(ca=0.5)),
        )
        page_entries = {key: value(pdf) if callable(value) else value for key, value in entries.items()}
        papers.add_page(pdf, content.encode(), resources, box, **page_entries)
        if root:
            root(pdf)
        file = tmp_path / "in.pdf"
        pdf.save(file)
        return file

    return make


WHOLE = "q 419.5 0 0 595.3 0 0 cm /Im0 Do Q "
ONLY_PICTURES = [
    WHOLE,
    WHOLE + "BT 3 Tr /F1 12 Tf 40 300 Td (WRONG) Tj ET",
    "BT /F1 12 Tf 40 300 Td (WRONG under the picture) Tj ET " + WHOLE,
    "1 g 0 0 419.5 595.3 re f q 400 0 0 500 10 40 cm /Im0 Do Q",
    "q 0 0 419.5 595.3 re W n " + WHOLE + "Q",
    "q 0 595.3 -419.5 0 419.5 0 cm /Im0 Do Q",
    "q 200 0 0 200 10 10 cm /Im0 Do Q q 180 30 -30 180 220 300 cm /Im0 Do Q",
    "",
]
MORE_THAN_PICTURES = [
    WHOLE + "BT /F1 12 Tf 40 300 Td (Seen) Tj ET",
    WHOLE + "1 0 0 rg 20 20 100 100 re f",
    WHOLE + "20 20 m 300 300 l S",
    WHOLE + "1 g 20 20 100 100 re f",
    "q 50 50 100 100 re W n " + WHOLE + "Q",
    "q 50 50 m 300 50 l 200 300 l h W n " + WHOLE + "Q",
    "q /Faint gs " + WHOLE + "Q",
    WHOLE + "BT 7 Tr /F1 80 Tf 40 300 Td (Clip) Tj ET " + WHOLE,
    WHOLE + "q 30 0 0 30 5 5 cm BI /W 1 /H 1 /BPC 8 /CS /G ID \x01 EI Q",
]


@pytest.mark.parametrize("content", ONLY_PICTURES)
def test_a_page_of_pictures_is_rebuilt_and_looks_the_same(made, content):
    file = made(content)
    receipt, out = _copy(file)
    assert (receipt.pages, receipt.streams_kept, receipt.rendered) == (1, 1, 0)
    assert papers.difference(papers.drawn(out), papers.drawn(file)) < 0.5
    assert "WRONG" not in _text(out)


@pytest.mark.parametrize("content", MORE_THAN_PICTURES)
def test_a_page_that_shows_more_is_drawn_at_200_dpi(made, content):
    file = made(content)
    receipt, out = _copy(file)
    assert (receipt.streams_kept, receipt.rendered) == (0, 1)
    stream = papers.pictures(out)[0]
    assert (int(stream.Width), int(stream.Height)) == pytest.approx(
        (419.5 * 200 / 72, 595.3 * 200 / 72), abs=1
    )
    assert papers.difference(papers.drawn(out), papers.drawn(file)) < 4


@pytest.mark.parametrize("rotate", [0, 90, 180, 270, -90, 450])
@pytest.mark.parametrize("box", [(0, 0, 419.5, 595.3), (-30, 12, 389.5, 607.3)])
def test_a_turned_page_is_shown_the_same_at_the_same_size(made, rotate, box):
    file = made(f"1 0 0 1 {box[0]} {box[1]} cm " + WHOLE, box=box, Rotate=rotate)
    receipt, out = _copy(file)
    assert receipt.streams_kept == 1
    assert papers.difference(papers.drawn(out), papers.drawn(file)) < 0.5


def test_only_the_crop_box_is_shown_and_boxes_are_inherited(made):
    def inherit(pdf):
        page = pdf.pages[0].obj
        pdf.Root.Pages.CropBox = Array([100, 100, 300, 400])
        pdf.Root.Pages.Rotate = 90
        pdf.Root.Pages.Resources = page.Resources
        del page["/Resources"]

    file = made(WHOLE, root=inherit)
    receipt, out = _copy(file)
    assert receipt.streams_kept == 1
    assert papers.drawn(out).size == (300, 200)
    assert papers.difference(papers.drawn(out), papers.drawn(file)) < 0.5


@pytest.mark.parametrize("content", [WHOLE, WHOLE + " 0 0 9 9 re f"], ids=["rebuilt", "drawn"])
@pytest.mark.parametrize(("unit", "times"), [(3, 3), (0.5, 0.5), (1e9, 1), (-2, 1)])
def test_a_page_counted_in_another_unit_keeps_its_size(made, content, unit, times):
    file = made(content, UserUnit=unit)
    _, out = _copy(file)
    with pikepdf.open(file) as before, pikepdf.open(out) as after:
        sizes = [[float(value) for value in pdf.pages[0].MediaBox][2:] for pdf in (before, after)]
        assert "/UserUnit" not in after.pages[0].obj
    assert sizes[1] == pytest.approx([times * side for side in sizes[0]], rel=1e-3)
    seen, shown = papers.drawn(file), papers.drawn(out, scale=1 / times)
    assert papers.difference(shown.resize(seen.size), seen) < 3


def test_pictures_within_forms_and_stencils_are_rebuilt(tmp_path):
    pdf, file = pikepdf.Pdf.new(), tmp_path / "mrc.pdf"
    image, mask = papers.picture(), papers.picture("1")
    back = papers.image_stream(pdf, image, papers.encoded(image, "JPEG"), "DCTDecode")
    stencil = pikepdf.Stream(pdf, mask.tobytes())
    stencil.Type, stencil.Subtype = Name.XObject, Name.Image
    stencil.Width, stencil.Height = mask.size
    stencil.ImageMask, stencil.BitsPerComponent = True, 1
    form = pikepdf.Stream(pdf, b"q 419.5 0 0 595.3 0 0 cm /B Do 0 0 .6 rg /M Do Q")
    form.Type, form.Subtype, form.BBox = Name.XObject, Name.Form, Array([0, 0, 419.5, 595.3])
    form.Resources = Dictionary(XObject=Dictionary(B=back, M=pdf.make_indirect(stencil)))
    resources = Dictionary(XObject=Dictionary(F=pdf.make_indirect(form)))
    papers.add_page(pdf, b"/F Do", resources, (0, 0, 419.5, 595.3))
    pdf.save(file)
    receipt, out = _copy(file)
    assert (receipt.rendered, receipt.converted) == (0, 0)
    assert len(papers.pictures(out)) == 2
    assert papers.difference(papers.drawn(out), papers.drawn(file)) < 0.5


def test_a_soft_mask_is_rebuilt_with_its_picture(tmp_path):
    pdf, file = pikepdf.Pdf.new(), tmp_path / "soft.pdf"
    image, soft = papers.picture(), papers.picture("L", seed=9)
    mask = papers.image_stream(pdf, soft, papers.encoded(soft, "JPEG"), "DCTDecode")
    stream = papers.image_stream(pdf, image, papers.encoded(image, "JPEG"), "DCTDecode", SMask=mask)
    papers.add_page(pdf, WHOLE.encode(), Dictionary(XObject=Dictionary(Im0=stream)), (0, 0, 419.5, 595.3))
    pdf.save(file)
    receipt, out = _copy(file)
    assert receipt.streams_kept == 1
    assert papers.difference(papers.drawn(out), papers.drawn(file)) < 0.5


def test_letters_of_a_type_3_font_are_seen_whatever_their_mode(made):
    def type3(pdf):
        glyph = pdf.make_stream(b"1000 0 0 0 1000 1000 d1 0 0 900 900 re f")
        pdf.pages[0].obj.Resources.Font.F1 = Dictionary(
            Type=Name.Font,
            Subtype=Name.Type3,
            FontBBox=Array([0, 0, 1000, 1000]),
            FontMatrix=Array([0.001, 0, 0, 0.001, 0, 0]),
            CharProcs=Dictionary(box=glyph),
            Encoding=Dictionary(Type=Name.Encoding, Differences=Array([65, Name.box])),
            FirstChar=65,
            LastChar=65,
            Widths=Array([1000]),
        )

    file = made(WHOLE + "BT 3 Tr /F1 60 Tf 40 300 Td (A) Tj ET", root=type3)
    receipt, _ = _copy(file)
    assert receipt.rendered == 1


def test_hidden_pictures_do_not_enter(tmp_path):
    pdf, file = pikepdf.Pdf.new(), tmp_path / "shadow.pdf"
    shown, shadow = papers.picture(), papers.picture(seed=99)
    hidden = papers.encoded(shadow, "JPEG")
    names = Dictionary(
        A=papers.image_stream(pdf, shadow, hidden, "DCTDecode"),
        B=papers.image_stream(pdf, shown, papers.encoded(shown, "JPEG"), "DCTDecode"),
    )
    content = b"q 100 0 0 100 9 9 cm /A Do Q q 420 0 0 596 0 0 cm /B Do Q q 50 0 0 50 900 9 cm /A Do Q"
    papers.add_page(pdf, content, Dictionary(XObject=names), (0, 0, 419.5, 595.3))
    pdf.save(file)
    receipt, out = _copy(file)
    assert receipt.streams_kept == 1
    assert hidden not in out.read_bytes()


def _armed(pdf):
    script = Dictionary(S=Name.JavaScript, JS=String("app.alert(1)"))
    layer = pdf.make_indirect(Dictionary(Type=Name.OCG, Name=String("shadow")))
    pdf.Root.OpenAction = script
    pdf.Root.AA = Dictionary(WC=script)
    pdf.Root.Names = Dictionary(JavaScript=Dictionary(Names=Array([String("x"), script])))
    pdf.Root.OCProperties = Dictionary(OCGs=Array([layer]), D=Dictionary(OFF=Array([layer])))
    pdf.pages[0].obj.AA = Dictionary(O=script)
    pdf.attachments["secret.txt"] = b"attached"
    pdf.docinfo["/Author"] = "Somebody"


@pytest.mark.parametrize("content", [WHOLE, MORE_THAN_PICTURES[0]])
def test_no_script_layer_attachment_or_metadata_of_the_original_enters(made, content):
    file = made(content, root=_armed)
    _, out = _copy(file)
    data = out.read_bytes()
    for word in (
        b"JavaScript",
        b"/AA",
        b"OpenAction",
        b"/OCG",
        b"EmbeddedFile",
        b"Somebody",
        b"/Annots",
        b"/Names",
    ):
        assert word not in data, word


def _note(pdf, **entries):
    looks = pikepdf.Stream(pdf, b"1 0 0 rg 0 0 60 60 re f")
    looks.Type, looks.Subtype, looks.BBox = Name.XObject, Name.Form, Array([0, 0, 60, 60])
    return pdf.make_indirect(
        Dictionary(
            Type=Name.Annot,
            AP=Dictionary(N=pdf.make_indirect(looks)),
            A=Dictionary(S=Name.JavaScript, JS=String("x")),
            **{"Rect": Array([50, 50, 110, 110]), "Subtype": Name.Stamp, "F": 4, **entries},
        )
    )


def test_a_stamp_that_viewers_show_is_drawn_into_the_page(made):
    file = made(WHOLE, Annots=lambda pdf: Array([_note(pdf)]))
    receipt, out = _copy(file)
    assert receipt.rendered == 1
    assert papers.drawn(out).getpixel((80, 595 - 80))[0] > 200
    assert b"/Annot" not in out.read_bytes()


@pytest.mark.parametrize("entries", [{"F": 2}, {"Subtype": Name.Link}, {"Rect": Array([0, 0, 0, 0])}])
def test_notes_that_nobody_sees_do_not_keep_the_pictures_from_being_kept(made, entries):
    file = made(WHOLE, Annots=lambda pdf: Array([_note(pdf, **entries)]))
    receipt, out = _copy(file)
    assert receipt.streams_kept == 1
    assert b"/Annot" not in out.read_bytes()


def test_a_born_digital_page_becomes_a_picture_with_the_given_words(tmp_path):
    file = tmp_path / "born.pdf"
    page = canvas.Canvas(str(file), pagesize=(595.3, 841.9))
    page.drawString(80, 700, "printed words of the original")
    page.line(50, 50, 500, 60)
    page.save()
    receipt, out = _copy(file, papers.words())
    assert receipt.rendered == 1
    assert "printed" not in _text(out)
    assert "Hạnh phúc" in _text(out)
    assert papers.difference(papers.drawn(out), papers.drawn(file)) < 2


def test_the_same_input_gives_the_same_bytes(made):
    file = made(MORE_THAN_PICTURES[0])
    first = _copy(file, papers.words())[1].read_bytes()
    assert _copy(file, papers.words())[1].read_bytes() == first


def test_the_copy_declares_itself(made):
    file = made(WHOLE)
    out = file.with_name("declared.pdf")
    properties = papers.metadata(number="02/2024/GUQ-BS & <1>", **{"1 odd key": "giá trị\x00"})
    build_copy([papers.page(file, 1, papers.words())], out, properties)
    with pikepdf.open(out) as pdf:
        assert pdf.pdf_version == "1.7"
        assert bytes(pdf.trailer.ID[0]) == bytes(range(16))
        assert "/Info" not in pdf.trailer
        packet = pdf.Root.Metadata.read_bytes().decode()
        meta = pdf.open_metadata()
        assert (meta["pdfaid:part"], meta["pdfaid:conformance"]) == ("2", "U")
        assert meta["dc:title"] == properties.title
        assert meta["xmp:CreateDate"] == meta["xmp:ModifyDate"] == "2026-03-04T05:06:07+07:00"
        assert meta["{urn:sohoa:paper:1#}number"] == "02/2024/GUQ-BS & <1>"
        assert meta["{urn:sohoa:paper:1#}p_1_odd_key"] == "giá trị"
        assert "not proofread" in meta["{urn:sohoa:paper:1#}hiddenText"]
        assert "chưa hiệu đính" in packet


def test_a_copy_without_text_says_so(made):
    _, out = _copy(made(WHOLE))
    with pikepdf.open(out) as pdf:
        assert pdf.open_metadata()["{urn:sohoa:paper:1#}hiddenText"] == "none"


def test_a_copy_is_hardly_larger_than_its_scans(tmp_path):
    file = tmp_path / "scan.jpg"
    file.write_bytes(papers.encoded(papers.picture(size=(1654, 2339)), "JPEG", dpi=(200, 200), quality=75))
    for pages in (1, 5):
        out = tmp_path / "copy.pdf"
        build_copy([papers.page(file, 1, papers.words())] * pages, out, papers.metadata())
        assert out.stat().st_size < 1.03 * pages * file.stat().st_size + 20_000 * pages


def test_a_pdf_that_opens_with_the_empty_password_is_copied(made, tmp_path):
    locked = tmp_path / "locked.pdf"
    with pikepdf.open(made(WHOLE)) as pdf:
        pdf.save(locked, encryption=pikepdf.Encryption(owner="owner", user=""))
    receipt, out = _copy(locked)
    assert receipt.streams_kept == 1
    assert papers.difference(papers.drawn(out), papers.drawn(tmp_path / "in.pdf")) < 0.5


def test_originals_that_cannot_be_opened_are_named(made, tmp_path):
    locked = tmp_path / "locked.pdf"
    with pikepdf.open(made(WHOLE)) as pdf:
        pdf.save(locked, encryption=pikepdf.Encryption(owner="owner", user="user"))
    with pytest.raises(PasswordRequired, match=r"locked\.pdf"):
        _copy(locked)
    for name, data in (
        ("rubbish.pdf", b"%PDF-1.4 rubbish"),
        ("rubbish.jpg", b"\xff\xd8\xff"),
        ("empty", b""),
    ):
        (tmp_path / name).write_bytes(data)
        with pytest.raises(CopyFailed, match=name):
            _copy(tmp_path / name)


@pytest.mark.parametrize("no", [0, 2, -1])
def test_a_page_that_is_not_there_is_said(made, no):
    file = made(WHOLE)
    with pytest.raises(CopyFailed, match="no such page"):
        build_copy([papers.page(file, no)], file.with_name("out.pdf"), papers.metadata())


def test_a_damaged_picture_stream_makes_the_page_a_drawn_one(tmp_path):
    pdf, file, image = pikepdf.Pdf.new(), tmp_path / "in.pdf", papers.picture()
    stream = papers.image_stream(
        pdf, image, papers.encoded(image, "JPEG"), "DCTDecode", ColorSpace=Name("/Odd")
    )
    papers.add_page(pdf, WHOLE.encode(), Dictionary(XObject=Dictionary(Im0=stream)), (0, 0, 419.5, 595.3))
    pdf.save(file)
    receipt, _ = _copy(file)
    assert receipt.rendered + receipt.converted == 1


def test_forms_that_multiply_each_other_do_not_hold_the_copy_up():
    pdf = pikepdf.Pdf.new()
    inner = None
    for _ in range(6):
        form = pikepdf.Stream(pdf, b"/F Do " * 20 if inner is not None else b"q Q")
        form.Type, form.Subtype, form.BBox = Name.XObject, Name.Form, Array([0, 0, 9, 9])
        if inner is not None:
            form.Resources = Dictionary(XObject=Dictionary(F=inner))
        inner = pdf.make_indirect(form)
    papers.add_page(pdf, b"/F Do", Dictionary(XObject=Dictionary(F=inner)), (0, 0, 200, 200))
    with pytest.raises(NotPictures, match="too much"):
        painted(pdf.pages[0].obj, page_box(pdf.pages[0].obj))


@pytest.mark.parametrize("seed", range(40))
def test_a_damaged_original_gives_a_copy_or_the_rooms_own_error(made, seed):
    file = made(ONLY_PICTURES[1])
    data = bytearray(file.read_bytes())
    random = np.random.default_rng(seed)
    for at in random.integers(0, len(data), 30):
        data[at] = random.integers(0, 256)
    file.write_bytes(data[: random.integers(len(data) // 2, len(data) + 1)] if seed % 2 else data)
    with contextlib.suppress(DigitizeError):
        receipt, out = _copy(file)
        assert receipt.pages == 1
        with pikepdf.open(io.BytesIO(out.read_bytes())) as pdf:
            assert len(pdf.pages) == 1


@pytest.mark.parametrize("box", [(0, 0, 2, 200), (0, 0, 200, 20_000)])
def test_a_page_of_a_size_that_no_pdf_may_have_is_refused(made, box):
    with pytest.raises(CopyFailed, match="page size"):
        _copy(made(WHOLE, box=box))
