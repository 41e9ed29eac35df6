"""Figures by condition as bars, in an SVG that a browser shows."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from reportlab.graphics import renderSVG
from reportlab.graphics.charts.barcharts import HorizontalBarChart
from reportlab.graphics.charts.legends import Legend
from reportlab.graphics.shapes import Drawing, String
from reportlab.lib.colors import HexColor

_COLOURS = ("#b8b8b8", "#d98e32", "#1f6f54")
_ROW, _WIDE, _LEFT = 30, 640, 110


def draw_bars(
    file: Path,
    names: Sequence[str],
    figures: Mapping[str, Sequence[float]],
    machine: str,
    *,
    title: str = "Word errors, % (strict order)",
    most: float = 100,
) -> None:
    """Write a chart to `file`: a row for each condition, a bar for each of `names`; bars end at `most`."""
    high = _ROW * len(figures)
    drawing = Drawing(_WIDE, high + 90)
    chart = HorizontalBarChart()
    chart.x, chart.y, chart.width, chart.height = _LEFT, 40, _WIDE - _LEFT - 30, high
    rows = list(figures.values())[::-1]
    chart.data = [tuple(min(row[at], most) for row in rows) for at in range(len(names))][::-1]
    chart.categoryAxis.categoryNames = list(figures)[::-1]
    chart.categoryAxis.labels.fontSize = 9
    chart.valueAxis.valueMin, chart.valueAxis.valueMax, chart.valueAxis.valueStep = 0, most, most / 5
    colours = [HexColor(colour) for colour in _COLOURS[-len(names) :]]
    for at, colour in enumerate(colours[::-1]):
        chart.bars[at].fillColor, chart.bars[at].strokeColor = colour, None
    legend = Legend()
    legend.x, legend.y, legend.boxAnchor, legend.columnMaximum = _LEFT, high + 62, "nw", 1
    legend.colorNamePairs = list(zip(colours, names, strict=True))
    legend.deltax, legend.fontSize, legend.strokeColor = 90, 9, None
    drawing.add(chart)
    drawing.add(legend)
    drawing.add(String(_LEFT, high + 72, title, fontSize=11))
    drawing.add(String(_LEFT, 8, machine, fontSize=6))
    renderSVG.drawToFile(drawing, str(file))
