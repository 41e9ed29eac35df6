"""A reader of another engine or model, as an officer may ask for: it reads other words, or fails."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from archive.values.reading import Box, Notice, PageFailed, PageText, Word


class OtherReader:
    """Reads; nothing else is asked of it.

    Args:
        engine: name, empty for the usual one.
        model: language.
        failing: pages that fail.
        stop: what is raised instead of page `at`.
        at: that page.
    """

    def __init__(
        self,
        engine: str,
        model: str,
        failing: Sequence[int] = (),
        stop: BaseException | None = None,
        at: int = 0,
    ) -> None:
        self.engine, self.model = f"{engine or 'tesserocr'} 9.9, tesseract 9", model
        self._failing, self._stop, self._at = failing, stop, at
        self.asked: list[int] = []

    def read(self, file: Path, *, pages: Sequence[int]) -> Iterator[PageText | PageFailed]:
        for number in pages:
            if number == self._at and self._stop is not None:
                raise self._stop
            self.asked.append(number)
            if number in self._failing:
                yield PageFailed(number, Notice("page-timed-out", "quá lâu", "too long"))
            else:
                words = (Word("lần", Box(1, 1, 9, 9), 0.9, 0),)
                yield PageText(number, 600, 800, 100, 0, False, f"lần sau {number}", 0.9, words)

    def close(self) -> None:
        return
