"""Where something stands on a page is said as people see it, and no warning is left out."""

import pytest

from desk.web.upright import place_of
from desk.web.warned import warning_lines

PAGE = {"width": 600, "height": 900, "rotation": 0}


@pytest.mark.parametrize(
    ("box", "words"),
    [((0, 0, 90, 90), "góc trên bên trái"), ((500, 800, 600, 900), "góc dưới bên phải"),
     ((0, 0, 600, 90), "phía trên"), ((0, 0, 90, 900), "bên trái"), ((250, 400, 350, 500), "ở giữa"),
     ((0, 0, 600, 900), ""), (None, "")],
)  # fmt: skip
def test_a_place_is_said_in_words(box: tuple[int, int, int, int] | None, words: str) -> None:
    assert place_of(box, PAGE) == words


def _warning(code: str, box: list[int] | None = None) -> dict[str, object]:
    return {"code": code, "text": f"{code}!", "text_en": code, "box": box}


def test_warnings_are_gathered_and_those_that_ask_for_no_scan_come_last() -> None:
    pages = [
        {**PAGE, "no": 1, "warnings": [_warning("handwritten", [0, 0, 90, 90])] * 3},
        {**PAGE, "no": 2, "warnings": [_warning("blurred"), _warning("handwritten", [0, 850, 600, 900])]},
        {**PAGE, "no": 4, "warnings": [_warning("blurred")]},
    ]
    assert [(line["code"], line["places"]) for line in warning_lines(pages)] == [
        ("blurred", [(2, ""), (4, "")]),
        ("handwritten", [(1, "góc trên bên trái"), (2, "phía dưới")]),
    ]
