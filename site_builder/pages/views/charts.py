"""Charts drawn at build time, as SVG that needs no script: values per year against the line or band of a target.

A chart is `role="img"` with a title and a description; whoever cannot see it has the table beside it. Colours and line
styles come from the style sheet, so that a chart follows the light and the dark scheme.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from site_builder.pages.values import Html, escape, joined

WIDTH: Final = 360
"""Units of the drawing; the style sheet scales it to its column, so that a unit is about a pixel of a telephone."""

_HEIGHT: Final = 220
_LEFT, _RIGHT, _TOP, _BOTTOM = 46.0, 14.0, 36.0, 26.0
_MOST_TICKS: Final = 5
_RADIUS: Final = 4.5
_LABEL_WIDTH: Final = 42


@dataclass(frozen=True, slots=True)
class ChartPoint:
    """The value of a year. `provisional` ones are drawn hollow."""

    year: int
    value: float
    provisional: bool = False


@dataclass(frozen=True, slots=True)
class Chart:
    """What a chart shows.

    `low` is the target's value, `high` the upper end of its band where it is one; either may be missing. `until` is the
    year of the target, up to which the axis of years goes. `is_count`: the values are whole numbers. `key` tells the
    ids of several charts on one page apart.
    """

    key: str
    title: str
    description: str
    target_label: str
    points: Sequence[ChartPoint]
    until: int
    low: float | None
    high: float | None
    write: Callable[[float], str]
    is_count: bool = False


def chart_svg(chart: Chart) -> Html:
    """Return a chart as SVG; nothing where it has no point, since an empty chart says less than a sentence."""
    if not chart.points:
        return Html("")
    scale = _Scale.fitting(chart)
    parts = [
        Html(f'<title id="{escape(chart.key)}-title">{escape(chart.title)}</title>'),
        Html(f'<desc id="{escape(chart.key)}-desc">{escape(chart.description)}</desc>'),
        *_grid(scale, chart.write),
        *_years(scale),
        *_target(scale, chart),
        *_line(scale, chart.points),
        *_points(scale, chart),
    ]
    return Html(
        f'<svg class="c-chart" viewBox="0 0 {WIDTH} {_HEIGHT}" role="img" '
        f'aria-labelledby="{escape(chart.key)}-title {escape(chart.key)}-desc">{joined(parts)}</svg>'
    )


@dataclass(frozen=True, slots=True)
class _Scale:
    """Where a year and a value stand in the drawing."""

    years: tuple[int, int]
    ticks: tuple[float, ...]

    @classmethod
    def fitting(cls, chart: Chart) -> _Scale:
        years = [point.year for point in chart.points]
        values = [0.0, *(point.value for point in chart.points), *(v for v in (chart.low, chart.high) if v is not None)]
        first, last = min(years), max(*years, chart.until)
        return cls((first - (first == last), last), nice_ticks(min(values), max(values), whole=chart.is_count))

    def x(self, year: float) -> float:
        first, last = self.years
        return _LEFT + 8 + (year - first) / (last - first) * (WIDTH - _LEFT - _RIGHT - 16)

    def y(self, value: float) -> float:
        low, high = self.ticks[0], self.ticks[-1]
        return _HEIGHT - _BOTTOM - (value - low) / (high - low) * (_HEIGHT - _TOP - _BOTTOM)


def nice_ticks(low: float, high: float, *, whole: bool = False) -> tuple[float, ...]:
    """Return round numbers (1, 2 or 5 times a power of ten apart) that enclose a range, at most seven of them."""
    span = (high - low) or 1.0
    power = 10.0 ** math.floor(math.log10(span / _MOST_TICKS))
    step = next(power * factor for factor in (1, 2, 5, 10) if span / (power * factor) <= _MOST_TICKS)
    step = max(step, 1) if whole else step
    first, last = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
    return tuple(round(number * step, 12) for number in range(first, max(last, first + 1) + 1))


def _grid(scale: _Scale, write: Callable[[float], str]) -> Iterator[Html]:
    for tick in scale.ticks:
        y = scale.y(tick)
        style = "c-axis" if tick == 0 else "c-grid"
        yield Html(f'<line class="{style}" x1="{_LEFT:g}" x2="{WIDTH - _RIGHT:g}" y1="{y:.1f}" y2="{y:.1f}"/>')
        yield _text(_LEFT - 6, y + 4, write(tick), "end")


def _years(scale: _Scale) -> Iterator[Html]:
    first, last = scale.years
    step = max(1, math.ceil((last - first) / 8))
    for year in range(last, first - 1, -step):
        yield _text(scale.x(year), _HEIGHT - 8, str(year), "middle")


def _target(scale: _Scale, chart: Chart) -> Iterator[Html]:
    """Yield the target: a dashed line, or a band where it has two ends; what it is stands above the drawing."""
    if chart.low is None:
        return
    left, right, y = _LEFT, WIDTH - _RIGHT, scale.y(chart.low)
    top = y
    if chart.high is not None:
        top = scale.y(chart.high)
        size = f'width="{right - left:g}" height="{y - top:.1f}"'
        yield Html(f'<rect class="c-band" x="{left:g}" y="{top:.1f}" {size}/>')
    for edge in dict.fromkeys((y, top)):
        yield Html(f'<line class="c-goal" x1="{left:g}" x2="{right:g}" y1="{edge:.1f}" y2="{edge:.1f}"/>')
    yield Html(f'<line class="c-goal" x1="{left:g}" x2="{left + 20:g}" y1="7" y2="7"/>')
    yield _text(left + 26, 11, chart.target_label, "start", "c-goal-label")


def _line(scale: _Scale, points: Sequence[ChartPoint]) -> Iterator[Html]:
    """Yield a line between the values of years that follow each other: a year without one leaves a gap."""
    for one, other in pairwise(points):
        if other.year == one.year + 1:
            ends = [(scale.x(point.year), scale.y(point.value)) for point in (one, other)]
            (x1, y1), (x2, y2) = ends
            yield Html(f'<line class="c-line" x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}"/>')


def _points(scale: _Scale, chart: Chart) -> Iterator[Html]:
    """Yield the points, the last with its value, and as many before it as there is room for."""
    written = float(WIDTH + _LABEL_WIDTH)
    for point in reversed(chart.points):
        x, y = scale.x(point.year), scale.y(point.value)
        style = "c-point c-hollow" if point.provisional else "c-point"
        yield Html(f'<circle class="{style}" cx="{x:.1f}" cy="{y:.1f}" r="{_RADIUS}"/>')
        if written - x >= _LABEL_WIDTH:
            written = x
            anchor = "end" if x > WIDTH - 40 else "start" if x < _LEFT + 20 else "middle"
            yield _text(x, y - 9, chart.write(point.value), anchor, "c-value")


def _text(x: float, y: float, text: str, anchor: str, style: str = "") -> Html:
    named = f' class="{style}"' if style else ""
    return Html(f'<text{named} x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}">{escape(text)}</text>')


def described(points: Iterable[ChartPoint], write: Callable[[float], str]) -> str:
    """Return the values of a chart as a line of text: `2022: 10 %; 2023: 12 %`."""
    return "; ".join(f"{point.year}: {write(point.value)}" for point in points)
