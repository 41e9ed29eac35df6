"""Known phrases are found although letters were misread."""

from hypothesis import given
from hypothesis import strategies as st

from digitize.describe.folding import fold, is_capitals, squash
from digitize.describe.fuzzy import find, find_all, likeness

_LETTERS = st.text("abcdeghiklmnopqrstuvxy", min_size=0, max_size=30)


def _edits(left: str, right: str) -> int:
    """Count edits in the plain, slow way."""
    if not left or not right:
        return len(left) + len(right)
    table = [[0] * (len(right) + 1) for _ in range(len(left) + 1)]
    for i in range(len(left) + 1):
        for j in range(len(right) + 1):
            if not i or not j:
                table[i][j] = i + j
            else:
                same = table[i - 1][j - 1] + (left[i - 1] != right[j - 1])
                table[i][j] = min(same, table[i - 1][j] + 1, table[i][j - 1] + 1)
    return table[-1][-1]


@given(_LETTERS, st.text("abcdeghiklmnopqrstuvxy", min_size=4, max_size=20), _LETTERS)
def test_a_phrase_is_found_where_it_stands(before: str, phrase: str, after: str) -> None:
    match = find(phrase, before + phrase + after)
    assert match is not None
    assert match.errors == 0
    assert (before + phrase + after)[match.start : match.end] == phrase


@given(_LETTERS, st.text("abcdeghiklmnopqrstuvxy", min_size=8, max_size=20), st.integers(0, 3))
def test_a_match_is_never_worse_than_it_says(text: str, phrase: str, errors: int) -> None:
    match = find(phrase, text, errors)
    if match is None:
        best = min(_edits(phrase, text[i:j]) for i in range(len(text) + 1) for j in range(i, len(text) + 1))
        assert best > errors
    else:
        assert match.errors <= errors
        assert _edits(phrase, text[match.start : match.end]) == match.errors


def test_short_words_must_be_read_without_error() -> None:
    assert find("cccd", "ccdd") is None
    assert find("hochudemten", "hochudenten") is not None


def test_likeness_is_one_minus_edits_per_letter() -> None:
    assert likeness("giaykhaisinh", "giaykhaisinh") == 1
    assert likeness("abcd", "abxd") == 0.75
    assert likeness("", "") == 1


def test_folding_drops_marks_and_both_forms_of_d() -> None:
    assert fold("Ðường Đất hoà hòa") == "duong dat hoa hoa"
    assert squash("Họ, chữ đệm, tên:") == squash("Họ, chữ đệrn, tên.") == "hochudemten"


def test_capitals_are_told_with_a_letter_misread() -> None:
    assert is_capitals("GIẤY CHỨNG NHậN")
    assert not is_capitals("Giấy chứng nhận")
    assert not is_capitals("123")


def test_a_misread_place_before_an_exact_one_is_found_too() -> None:
    text = "giaytotuytham giaytotuythan0123giaytotuithan"
    found = [(match.start, match.errors) for match in find_all("giaytotuythan", text)]
    assert found == [(0, 1), (14, 0), (31, 1)]
    assert list(find_all("giaytotuythan", "khong co gi o day")) == []
