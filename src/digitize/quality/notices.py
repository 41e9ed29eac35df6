"""The warnings about a scan, in both languages: what is wrong, and what to do while the paper is at hand.

Must not decide when one is given.
"""

from collections.abc import Sequence

from archive.values.reading import Box, Notice
from digitize.quality.edges import Side

LEAST_DPI = 200
"""Source: Decree 30/2020/NĐ-CP, appendix I: colour, at least 200 dpi, 100 % scale."""

_SIDE_VI = {Side.LEFT: "trái", Side.RIGHT: "phải", Side.TOP: "trên", Side.BOTTOM: "dưới"}


def low_resolution(dpi: int) -> Notice:
    """Return the notice that a page has only `dpi`."""
    return Notice(
        "low-resolution",
        f"Trang chỉ có khoảng {dpi} dpi, quy định là từ {LEAST_DPI} dpi. "
        f"Hãy chỉnh máy quét về {LEAST_DPI} dpi trở lên rồi quét lại.",
        f"The page has only about {dpi} dpi; at least {LEAST_DPI} are required. "
        f"Set the scanner to {LEAST_DPI} dpi or more and scan again.",
    )


def blurred(place: Box | None) -> Notice:
    """Return the notice that print is blurred, at `place` or everywhere."""
    where_vi, where_en = ("Một phần chữ", "Part of the print") if place else ("Chữ trên trang", "The print")
    return Notice(
        "blurred",
        f"{where_vi} bị nhòe. Hãy lau mặt kính, ép phẳng giấy, giữ yên rồi quét lại.",
        f"{where_en} is blurred. Clean the glass, press the paper flat, keep it still and scan again.",
        place,
    )


def too_dark() -> Notice:
    """Return the notice that a page is too dark."""
    return Notice(
        "too-dark",
        "Trang quá tối, khó phân biệt chữ với nền. Hãy tăng độ sáng của máy quét rồi quét lại.",
        "The page is too dark to tell print from paper. Raise the scanner's brightness and scan again.",
    )


def shadow(place: Box) -> Notice:
    """Return the notice that a shadow lies on the page."""
    return Notice(
        "shadow",
        "Có bóng che trên trang. Hãy bỏ vật che, ép phẳng gáy giấy rồi quét lại.",
        "A shadow lies on the page. Take away what casts it, press the fold flat and scan again.",
        place,
    )


def cut_off(side: Side, place: Box) -> Notice:
    """Return the notice that print is cut off at an edge."""
    return Notice(
        "cut-off",
        f"Chữ bị cắt ở mép {_SIDE_VI[side]}. Hãy đặt giấy ngay ngắn, chọn đúng khổ giấy rồi quét lại.",
        f"Print is cut off at the {side.value} edge. Lay the paper straight, choose its size and scan again.",
        place,
    )


def photo() -> Notice:
    """Return the notice that a page was photographed."""
    return Notice(
        "photo",
        "Trang là ảnh chụp, không phải bản quét, nên không giữ đúng khổ giấy. Hãy quét lại bằng máy quét.",
        "The page is a photograph, not a scan, and does not keep the paper's size. Scan it with a scanner.",
    )


def gray_scan() -> Notice:
    """Return the notice that a page has no colour."""
    return Notice(
        "gray-scan",
        "Trang được quét không màu; bản số hóa phải là ảnh màu. Hãy chọn chế độ quét màu rồi quét lại.",
        "The page was scanned without colour; the copy must be a colour image. Choose colour and scan again.",
    )


def not_full_scale(width_mm: int, height_mm: int) -> Notice:
    """Return the notice that a page has a size that is a sheet's made larger or smaller."""
    return Notice(
        "not-full-scale",
        f"Trang có khổ {width_mm} × {height_mm} mm, như bị phóng hoặc thu. Hãy tắt “vừa khít trang”, "
        "chọn tỷ lệ 100 % rồi quét lại.",
        f"The page measures {width_mm} × {height_mm} mm, as if enlarged or reduced. Turn “fit to page” off, "
        "choose 100 % and scan again.",
    )


def letters_not_full_scale(percent: int, place: Box) -> Notice:
    """Return the notice that the national name is printed at `percent` of the size that is prescribed."""
    return Notice(
        "not-full-scale",
        f"Chữ bằng khoảng {percent} % cỡ quy định, như ở bản thu hoặc phóng. Nếu đây là bản quét của chính "
        "giấy ấy, hãy chọn tỷ lệ 100 % rồi quét lại.",
        f"The letters have about {percent} % of the prescribed size, as on a reduced or enlarged copy. "
        "If this is the scan of the paper itself, choose 100 % and scan again.",
        place,
    )


def page_missing(said: str, missing: Sequence[int], place: Box) -> Notice:
    """Return the notice that pages are missing; `said` is what is printed at `place`."""
    numbers = ", ".join(str(number) for number in missing)
    return Notice(
        "page-missing",
        f"Trang ghi “{said}” nhưng không thấy trang {numbers}. Hãy tìm và quét bổ sung, đúng thứ tự.",
        f"“{said}” is printed here, but page {numbers} is not there. Find it and scan it too, in order.",
        place,
    )


def page_twice(first: int) -> Notice:
    """Return the notice that a page is the same as the page `first` of the scan."""
    return Notice(
        "page-twice",
        f"Trang này giống hệt trang thứ {first} của bản quét: có thể đã quét hai lần. "
        "Hãy so với bản giấy và bỏ bản thừa.",
        f"This page is the same as page {first} of the scan: it may have been scanned twice. "
        "Compare with the paper and leave one out.",
    )
