"""The words of a drawn page as a recogniser without fault gives them: boxes of their ink at 200 dpi."""

from archive.values.reading import Box
from digitize.ocr.ports import Mark
from fixtures.papers.fonts import face, width
from fixtures.papers.sheet import Run, Sheet

_SCALE = 200 / 72


def words_of(sheet: Sheet) -> list[Mark]:
    """Return the printed words; pieces on one baseline are one line of the engine, leader dots are none."""
    baselines = sorted({run.y for run in sheet.runs})
    return [mark for run in sheet.runs for mark in _words(run, baselines.index(run.y))]


def _words(run: Run, line: int) -> list[Mark]:
    marks, x = [], run.x
    letters = face(run.style, run.size * _SCALE)
    for word in run.text.split(" "):
        if word.strip("."):
            left, top, right, bottom = letters.getmask(word).getbbox()
            across, down = letters.getbbox(word, anchor="ls")[:2]
            across, down = round(x * _SCALE + across), round(run.y * _SCALE + down)
            box = Box(across + left, down + top, across + right, down + bottom)
            marks.append(Mark(word, box, 0.97, 0, line))
        x += width(f"{word} ", run.style, run.size)
    return marks
