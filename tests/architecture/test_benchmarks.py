"""The benchmarks can be run, and what they measure with is right."""

import importlib
import inspect
from pathlib import Path

import pytest

from benchmarks.measures import edits, unordered_edits

_BENCHMARKS = sorted(path.stem for path in Path("benchmarks").glob("bench_*.py"))


def test_there_are_benchmarks() -> None:
    assert _BENCHMARKS


@pytest.mark.parametrize("name", _BENCHMARKS)
def test_a_benchmark_has_a_main_and_measures_nothing_on_import(name: str) -> None:
    module = importlib.import_module(f"benchmarks.{name}")
    assert inspect.isfunction(module.main)


@pytest.mark.parametrize("name", _BENCHMARKS)
def test_the_figures_of_a_benchmark_are_told_with_its_command(name: str) -> None:
    assert f"python -m benchmarks.{name}" in Path("docs/benchmarks.md").read_text("utf-8")


@pytest.mark.parametrize(
    ("wanted", "got", "changes"),
    [("", "", 0), ("", "giấy", 4), ("giấy", "", 4), ("giấy", "giấy", 0), ("giấy", "giây", 1),
     ("số hoá", "sô hóa", 3), ("kết hôn", "hết khôn", 2), ("abc", "cab", 2), ("ab" * 50, "ba" * 50, 2)],
)  # fmt: skip
def test_edits_are_counted(wanted: str, got: str, changes: int) -> None:
    assert edits(wanted, got) == changes


def test_words_in_another_order_are_no_error_where_the_order_does_not_matter() -> None:
    assert unordered_edits(["a", "b", "b"], ["b", "a", "b"]) == 0
    assert unordered_edits(["a", "b", "b"], ["b", "a", "c", "d"]) == 2
