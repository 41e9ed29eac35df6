"""Two readings of a page: the words that differ are marked, and no word is lost."""

import pytest

from desk.pipeline.side_by_side import MOST_WORDS, Run, compared


def test_words_that_the_other_reading_lacks_are_marked() -> None:
    left, right = compared("Số: 17/2019\nHọ tên Đỗ Văn Mân", "Số: 17/2019\nHọ và tên Đỗ Văn Mận")
    assert [run.text for run in left if run.differs] == ["Mân"]
    assert [run.text for run in right if run.differs] == ["và", "Mận"]
    assert left[0] == Run("Số: 17/2019\nHọ", differs=False)


@pytest.mark.parametrize(
    ("one", "other"),
    [("", ""), ("a", ""), ("a b\nc d", "a\nb c d"), ("một\n\nhai", "một hai"), ("x " * 30, "y " * 40)],
)
def test_each_side_keeps_its_words_in_order(one: str, other: str) -> None:
    left, right = compared(one, other)
    assert " ".join(run.text for run in left).split() == one.split()
    assert " ".join(run.text for run in right).split() == other.split()


def test_the_same_text_differs_nowhere() -> None:
    left, right = compared("CỘNG HÒA\nĐộc lập", "CỘNG HÒA\nĐộc lập")
    assert left == right == [Run("CỘNG HÒA\nĐộc lập", differs=False)]


def test_lines_stay_lines() -> None:
    left, _ = compared("một hai\nba\n\nbốn", "khác")
    assert "".join(run.text for run in left) == "một hai\nba\n\nbốn"


def test_a_page_of_endless_words_is_shown_whole_and_unmarked() -> None:
    text = "chữ " * (MOST_WORDS + 1)
    assert compared(text, "khác") == ([Run(text, differs=False)], [Run("khác", differs=False)])
