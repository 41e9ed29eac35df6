"""An error says each thing once, and in one language at a time."""

from digitize.errors import DamagedFile


def test_a_file_that_was_cut_off_is_said_once_in_each_language() -> None:
    error = DamagedFile(file="a.pdf", why="thiếu phần cuối / cut off")
    assert error.text_vi.count("thiếu phần cuối") == 1
    assert "cut off" not in error.text_vi
    assert error.text_en.count("cut off") == 1
    assert "thiếu" not in error.text_en
