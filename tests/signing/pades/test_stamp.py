"""The visible words: whole, in an embedded font, nearest to their corner and never over print."""

import dataclasses as dc
import datetime as dt
import io
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from fontTools.ttLib import TTFont
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageChops, ImageDraw

from archive.values.reading import Box
from fixtures.pki.office import AGENCY, OFFICER, Office
from fixtures.signed import WORDS, plain_pdf, visible
from signing.errors import FontMissing, GlyphMissing, NoRoomForStamp, SigningFailed
from signing.pades.sign.certify import certify
from signing.pades.sign.seal import seal
from signing.pades.sign.values import Place, SignRequest, Visible
from signing.pades.stamp.font import TINOS, load_font
from signing.pades.stamp.lines import words, wrapped
from signing.pades.stamp.place import GAP, MARGIN, distance, place

A4 = (595.0, 842.0)
NAMES = ("Nguyễn Thị Hồng Gấm", "Đặng Quỳnh Ưu", "Lữ Ỷ Vỹ", "Phạm Ẵm Ỵ", "Trần Thuở Ngoẵng")


def _blank(rotation: int = 0, crop: tuple[int, int, int, int] | None = None) -> bytes:
    out = io.BytesIO()
    with pikepdf.new() as pdf:
        page = pdf.add_blank_page(page_size=A4)
        page.obj.Rotate = rotation
        if crop:
            page.obj.CropBox = list(crop)
        pdf.save(out)
    return out.getvalue()


def _signed(office: Office, pdf: bytes, shown: Visible) -> bytes:
    request = SignRequest(visible=shown)
    return certify(pdf, request, office.officer, tsa=None, revocation=None, clock=office.clock).data


def _picture(pdf: bytes, scale: float = 2) -> Image.Image:
    document = pypdfium2.PdfDocument(pdf)
    document.init_forms()
    return document[0].render(scale=scale, may_draw_forms=True).to_pil().convert("L")


def _ink(pdf: bytes, scale: float = 2) -> tuple[float, ...] | None:
    box = _picture(pdf, scale).point(lambda value: 255 if value < 128 else 0).getbbox()
    return tuple(side / scale for side in box) if box else None


@pytest.mark.parametrize("name", NAMES)
def test_the_words_come_back_as_text_letter_for_letter(office: Office, name: str) -> None:
    lines = words(WORDS, person=name, agency=AGENCY, at=office.clock.now())
    signed = _signed(office, _blank(), dc.replace(visible(office, ()), lines=lines))
    with pikepdf.open(io.BytesIO(signed)) as pdf:
        form = pdf.pages[0].Annots[0].AP.N
        unicode_map = _unicode_map(form.Resources.Font.F1.ToUnicode.read_bytes())
        codes = [bytes(o[0]) for o, operator in _operators(form) if operator == "Tj"]
    shown = "".join(unicode_map[code[i : i + 2]] for code in codes for i in range(0, len(code), 2))
    assert shown == "".join(lines)


def _operators(form: pikepdf.Object) -> list[tuple[list[pikepdf.Object], str]]:
    return [(list(one.operands), str(one.operator)) for one in pikepdf.parse_content_stream(form)]


def _unicode_map(content: bytes) -> dict[bytes, str]:
    found = {}
    for line in content.splitlines():
        parts = line.split()
        if len(parts) == 2 and parts[0].startswith(b"<") and parts[1].endswith(b">"):
            code, letters = (bytes.fromhex(part.strip(b"<>").decode()) for part in parts)
            found[code] = letters.decode("utf-16-be")
    return found


def test_the_time_is_iso_with_the_zone_of_vietnam(office: Office) -> None:
    at = dt.datetime(2026, 12, 31, 18, 5, 9, tzinfo=dt.UTC)
    assert words("{time}", person="", agency="", at=at) == ("2027-01-01T01:05:09+07:00",)


def test_a_name_with_braces_stays_a_name(office: Office) -> None:
    lines = words("{person}\n{agency}", person="{agency}", agency="{time} \x07", at=office.clock.now())
    assert lines == ("{agency}", "{time}")


def test_the_font_is_embedded_with_1000_units_and_the_right_widths(office: Office) -> None:
    signed = _signed(office, _blank(), visible(office, ()))
    with pikepdf.open(io.BytesIO(signed)) as pdf:
        font = pdf.pages[0].Annots[0].AP.N.Resources.Font.F1.DescendantFonts[0]
        program = TTFont(io.BytesIO(font.FontDescriptor.FontFile2.read_bytes()))
        widths = [int(width) for width in font.W[1]]
    assert program["head"].unitsPerEm == 1000
    assert widths == [program["hmtx"][name][0] for name in program.getGlyphOrder()]
    original = TTFont(str(TINOS))
    letters = set(AGENCY + OFFICER)
    assert letters <= set(map(chr, program.getBestCmap()))
    for letter in map(ord, letters):
        before = original["hmtx"][original.getBestCmap()[letter]][0] * 1000 / 2048
        assert abs(program["hmtx"][program.getBestCmap()[letter]][0] - before) <= 1


def test_a_letter_that_the_font_lacks_stops_signing(office: Office) -> None:
    shown = dc.replace(visible(office, ()), lines=("Nguyễn 漢",))
    with pytest.raises(GlyphMissing, match="U\\+6F22"):
        _signed(office, _blank(), shown)


def test_a_missing_font_is_named(office: Office, tmp_path: Path) -> None:
    (tmp_path / "no.ttf").write_bytes(b"not a font")
    for font in (tmp_path / "none.ttf", tmp_path / "no.ttf"):
        with pytest.raises(FontMissing):
            _signed(office, _blank(), dc.replace(visible(office, ()), font=font))


def test_the_prepared_font_is_kept_and_a_damaged_one_made_again(tmp_path: Path) -> None:
    font = load_font(TINOS, tmp_path / "one")
    (kept,) = (tmp_path / "one").iterdir()
    (tmp_path / "two").mkdir()
    (tmp_path / "two" / kept.name).write_bytes(kept.read_bytes()[:100])
    again = load_font(TINOS, tmp_path / "two")
    assert again.program == font.program
    (tmp_path / "file").write_bytes(b"")
    assert load_font(TINOS, tmp_path / "file").glyphs == font.glyphs


def test_long_lines_break_between_words() -> None:
    font = load_font(TINOS, Path("/nonexistent"))
    lines = (f"Cơ quan: {AGENCY} và {AGENCY}", OFFICER)
    broken = wrapped(lines, font, 10, 150)
    assert " ".join(broken) == " ".join(lines)
    assert len(broken) > len(lines)
    assert all(font.width(line) * 10 / 1000 <= 150 for line in broken)


@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
@pytest.mark.parametrize("crop", [None, (30, 40, 500, 700)])
@pytest.mark.parametrize("corner", list(Place))
def test_words_stand_upright_in_their_corner_of_a_turned_page(
    office: Office, rotation: int, crop: tuple[int, int, int, int] | None, corner: Place
) -> None:
    shown = dc.replace(visible(office, ()), place=corner)
    pdf = _signed(office, _blank(rotation, crop), shown)
    ink = _ink(pdf)
    assert ink is not None
    left, top, right, bottom = ink
    picture = _picture(pdf)
    width, height = picture.width / 2, picture.height / 2
    assert right - left > 2 * (bottom - top)
    near = {
        Place.TOP_LEFT: left + top,
        Place.TOP_RIGHT: width - right + top,
        Place.BOTTOM_RIGHT: width - right + height - bottom,
    }
    assert near[corner] < 2 * MARGIN + 16
    upright = _ink(_signed(office, _blank(0, None), dc.replace(shown, place=Place.TOP_LEFT)))
    assert upright is not None
    assert right - left == pytest.approx(upright[2] - upright[0], abs=2)


def test_words_never_cover_print_or_a_code(office: Office) -> None:
    occupied = (Box(20, 15, 110, 105), Box(115, 20, 300, 60), Box(330, 20, 570, 60), Box(60, 120, 540, 800))
    ink = _ink(_signed(office, _blank(), visible(office, occupied)))
    assert ink is not None
    for box in occupied:
        apart = ink[2] <= box.left or ink[0] >= box.right or ink[3] <= box.top or ink[1] >= box.bottom
        assert apart


def test_a_full_page_is_refused_and_not_written_over(office: Office) -> None:
    with pytest.raises(NoRoomForStamp):
        _signed(office, _blank(), visible(office, (Box(0, 0, 595, 842),)))


def test_a_tight_page_gets_smaller_words(office: Office) -> None:
    roomy = _ink(_signed(office, _blank(), visible(office, ())))
    tight = _ink(_signed(office, _blank(), visible(office, (Box(0, 54, 595, 842),))))
    assert roomy is not None
    assert tight is not None
    assert tight[3] < 54 < roomy[3]


_BOXES = st.lists(
    st.builds(
        lambda x, y, w, h: Box(x, y, x + w, y + h),
        st.integers(-20, 600), st.integers(-20, 850), st.integers(1, 400), st.integers(1, 300),
    ),
    max_size=12,
)  # fmt: skip


@settings(max_examples=80, deadline=None)
@given(occupied=_BOXES, corner=st.sampled_from(list(Place)))
def test_a_place_is_free_inside_and_the_nearest(occupied: list[Box], corner: Place) -> None:
    size = (150.0, 46.0)
    found = place(A4, occupied, size, corner)
    candidates = [
        Box(x, y, x + 150, y + 46)
        for x in range(MARGIN + 2, int(A4[0]) - 150 - MARGIN - 4, 24)
        for y in range(MARGIN + 2, int(A4[1]) - 46 - MARGIN - 4, 24)
    ]
    free = [one for one in candidates if all(_apart(one, box, GAP + 4) for box in occupied)]
    if found is None:
        assert not free
        return
    assert found.left >= MARGIN
    assert found.top >= MARGIN
    assert found.right <= A4[0] - MARGIN + 2
    assert found.bottom <= A4[1] - MARGIN + 2
    assert all(_apart(found, box, 0) for box in occupied)
    best = min((distance(A4, one, corner) for one in free), default=distance(A4, found, corner))
    assert distance(A4, found, corner) <= best + 4


def _apart(one: Box, other: Box, gap: int) -> bool:
    return (
        one.right + gap <= other.left
        or one.left >= other.right + gap
        or one.bottom + gap <= other.top
        or one.top >= other.bottom + gap
    )


def test_a_seal_s_picture_is_shown_in_real_size_where_its_field_was_made(office: Office) -> None:
    image = Image.new("RGBA", (400, 400), (0, 0, 0, 0))
    ImageDraw.Draw(image).ellipse((0, 0, 399, 399), fill=(200, 0, 0, 255))
    png = io.BytesIO()
    image.save(png, "PNG")
    shown = visible(office, ())
    waiting = certify(
        plain_pdf(1), SignRequest(visible=shown, seal=True, seal_visible=True), office.officer,
        tsa=None, revocation=None, clock=office.clock,
    )  # fmt: skip
    outside = {"tsa": None, "revocation": None, "clock": office.clock}
    picture = dc.replace(shown, lines=(), picture=png.getvalue())
    sealed = seal(waiting.data, SignRequest(visible=picture), office.seal, **outside)  # type: ignore[arg-type]
    before, after = _picture(waiting.data), _picture(sealed.data)
    box = ImageChops.difference(before, after).getbbox()
    assert box is not None
    assert box[2] - box[0] == pytest.approx(36 / 25.4 * 72 * 2, abs=4)
    with pytest.raises(SigningFailed, match="PNG"):
        seal(
            waiting.data, SignRequest(visible=dc.replace(shown, picture=b"GIF89a")), office.seal,
            **outside,  # type: ignore[arg-type]
        )  # fmt: skip
