"""A split paper's original holds its own pages, streams unchanged, and nothing that acts."""

from pathlib import Path

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String

from digitize.copy.extract import extract_pages
from digitize.errors import CopyFailed
from tests.digitize.copy import papers


@pytest.fixture
def batch(tmp_path) -> Path:
    """Write a batch of four scanned pages with links between them, scripts, a form and an attachment."""
    pdf = pikepdf.Pdf.new()
    for no in range(4):
        image = papers.picture(seed=no)
        stream = papers.image_stream(pdf, image, papers.encoded(image, "JPEG"), "DCTDecode")
        content = b"q 419.5 0 0 595.3 0 0 cm /Im0 Do Q %% page %d" % (no + 1)
        papers.add_page(pdf, content, Dictionary(XObject=Dictionary(Im0=stream)), (0, 0, 419.5, 595.3))
    script = Dictionary(S=Name.JavaScript, JS=String("app.alert(1)"))
    looks = pikepdf.Stream(pdf, b"0 0 1 rg 0 0 60 60 re f")
    looks.Type, looks.Subtype, looks.BBox = Name.XObject, Name.Form, Array([0, 0, 60, 60])
    field = pdf.make_indirect(
        Dictionary(T=String("field"), FT=Name.Tx, V=String("other page's value"), Kids=Array())
    )
    for no in (1, 3):
        link = Dictionary(
            Type=Name.Annot,
            Subtype=Name.Link,
            Rect=Array([0, 0, 9, 9]),
            Dest=Array([pdf.pages[0].obj, Name.Fit]),
        )
        widget = Dictionary(
            Type=Name.Annot,
            Subtype=Name.Widget,
            Parent=field,
            P=pdf.pages[no].obj,
            Rect=Array([50, 50, 110, 110]),
            F=4,
            AP=Dictionary(N=pdf.make_indirect(looks)),
            AA=Dictionary(K=script),
            TU=String(f"widget {no}"),
        )
        widget = pdf.make_indirect(widget)
        field.Kids.append(widget)
        pdf.pages[no].obj.Annots = Array([pdf.make_indirect(link), widget])
        pdf.pages[no].obj.AA = Dictionary(O=script)
    pdf.Root.AcroForm = Dictionary(Fields=Array([field]))
    pdf.Root.OpenAction = script
    pdf.Root.Names = Dictionary(JavaScript=Dictionary(Names=Array([String("x"), script])))
    pdf.Root.Pages.Rotate = 90
    pdf.attachments["secret.txt"] = b"attached"
    file = tmp_path / "batch.pdf"
    pdf.save(file)
    return file


def test_only_the_asked_pages_come_with_their_streams_unchanged(batch, tmp_path):
    out = tmp_path / "paper.pdf"
    extract_pages(batch, [2, 3], out)
    originals = papers.pictures(batch)
    assert [image.read_raw_bytes() for image in papers.pictures(out)] == [
        image.read_raw_bytes() for image in originals[1:3]
    ]
    with pikepdf.open(out) as pdf:
        assert [page.Contents.read_bytes()[-6:] for page in pdf.pages] == [b"page 2", b"page 3"]
        assert [int(page.obj.Rotate) for page in pdf.pages] == [90, 90]
    for image in (originals[0], originals[3]):
        assert image.read_raw_bytes() not in out.read_bytes()


def test_nothing_that_acts_or_belongs_to_other_pages_comes_along(batch, tmp_path):
    out = tmp_path / "paper.pdf"
    extract_pages(batch, [2], out)
    with pikepdf.open(out) as pdf:
        assert set(pdf.Root.keys()) == {"/Type", "/Pages"}
        everything = "".join(str(thing) + repr(thing) for thing in pdf.objects)
    for word in (
        "JavaScript",
        "alert",
        "/AA",
        "/Link",
        "other page",
        "widget 3",
        "EmbeddedFile",
        "/Parent, ",
    ):
        assert word not in everything, word


def test_filled_fields_are_still_seen(batch, tmp_path):
    out = tmp_path / "paper.pdf"
    extract_pages(batch, [2], out)
    red, _, blue = papers.drawn(out).getpixel((80, 80))
    assert blue > 200
    assert red < 50


def test_hidden_layers_stay_hidden(tmp_path):
    pdf, file, out = pikepdf.Pdf.new(), tmp_path / "layers.pdf", tmp_path / "paper.pdf"
    layer = pdf.make_indirect(Dictionary(Type=Name.OCG, Name=String("draft")))
    pdf.Root.OCProperties = Dictionary(OCGs=Array([layer]), D=Dictionary(OFF=Array([layer])))
    resources = Dictionary(Properties=Dictionary(L=layer))
    papers.add_page(pdf, b"/OC /L BDC 0 0 200 200 re f EMC", resources, (0, 0, 200, 200))
    pdf.save(file)
    extract_pages(file, [1], out)
    assert papers.drawn(out).getextrema() == ((255, 255),) * 3


def test_the_same_pages_give_the_same_bytes(batch, tmp_path):
    made = []
    for name in ("one.pdf", "two.pdf"):
        extract_pages(batch, [1, 4], tmp_path / name)
        made.append((tmp_path / name).read_bytes())
    assert made[0] == made[1]


def test_pages_of_a_tiff_are_wrapped(tmp_path):
    file, out = tmp_path / "batch.tif", tmp_path / "paper.pdf"
    first, *others = (papers.picture("L", seed=no) for no in range(3))
    first.save(file, save_all=True, append_images=others, compression="tiff_lzw")
    extract_pages(file, [2, 3], out)
    got = [pikepdf.PdfImage(image).as_pil_image() for image in papers.pictures(out)]
    assert [papers.difference(one, other) for one, other in zip(got, others, strict=True)] == [0, 0]


def test_a_page_that_is_not_there_is_said(batch, tmp_path):
    with pytest.raises(CopyFailed, match=r"batch\.pdf"):
        extract_pages(batch, [5], tmp_path / "paper.pdf")
