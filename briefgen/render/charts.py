"""A chart as things to draw, whatever its form."""

from __future__ import annotations

from briefgen.model.brief import Chart, Form
from briefgen.render.drawing import Drawing
from briefgen.render.rows import lay_out_rows
from briefgen.render.timelines import lay_out_line
from briefgen.render.words import Words


def lay_out(chart: Chart, words: Words) -> Drawing:
    """Bars, dots, or a line over time; the formats compute the scale, and no other number."""
    if chart.form is Form.LINE:
        return lay_out_line(chart, words)
    return lay_out_rows(chart, words)
