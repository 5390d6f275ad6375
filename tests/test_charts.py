"""Charts are drawn at build time: round ticks, years in order, a target in sight, nothing where there is no value."""

import re
from xml.etree import ElementTree

import pytest

from site_builder.pages.views.charts import Chart, ChartPoint, chart_svg, nice_ticks


@pytest.mark.parametrize(
    ("low", "high", "ticks"),
    [
        (0, 0.25, (0, 0.05, 0.1, 0.15, 0.2, 0.25)),
        (0, 0.4, (0, 0.1, 0.2, 0.3, 0.4)),
        (-0.057, 0.3, (-0.1, 0, 0.1, 0.2, 0.3)),
        (0, 7, (0, 2, 4, 6, 8)),
        (0, 0, (0, 0.2)),
    ],
)
def test_ticks_are_round_and_enclose_the_values(low: float, high: float, ticks: tuple[float, ...]) -> None:
    found = nice_ticks(low, high)
    assert found[0] <= low
    assert found[-1] >= high
    assert found == pytest.approx(ticks)


def test_ticks_of_a_count_are_whole_numbers() -> None:
    assert nice_ticks(0, 2, whole=True) == (0, 1, 2)


def chart(*points: ChartPoint, high: float | None = None) -> Chart:
    return Chart("t", "Title <1>", "Said", "over 10%", points, 2030, 0.1, high, lambda value: f"{value:.0%}")


def marks(svg: str, name: str) -> list[dict[str, str]]:
    root = ElementTree.fromstring(svg)
    return [element.attrib for element in root.iter() if name in element.get("class", "").split()]


def test_without_a_value_nothing_is_drawn() -> None:
    assert chart_svg(chart()) == ""


def test_points_stand_in_the_order_of_years_and_values() -> None:
    svg = chart_svg(chart(ChartPoint(2024, 0.05), ChartPoint(2025, 0.2), ChartPoint(2026, 0.1, provisional=True)))
    points = marks(svg, "c-point")
    assert [float(one["cx"]) for one in points] == sorted((float(one["cx"]) for one in points), reverse=True)
    first, second = (float(points[index]["cy"]) for index in (2, 1))
    assert first > second  # y grows downwards
    assert [("c-hollow" in one["class"]) for one in points] == [True, False, False]
    assert len(marks(svg, "c-line")) == 2


def test_a_band_has_two_edges_and_a_threshold_one() -> None:
    line, band = chart_svg(chart(ChartPoint(2025, 0.2))), chart_svg(chart(ChartPoint(2025, 0.2), high=0.15))
    assert (len(marks(line, "c-goal")), len(marks(line, "c-band"))) == (2, 0)  # the line, and its sample
    assert (len(marks(band, "c-goal")), len(marks(band, "c-band"))) == (3, 1)


def test_what_cannot_be_seen_can_be_read() -> None:
    svg = chart_svg(chart(ChartPoint(2025, 0.2)))
    assert re.search(r'role="img" aria-labelledby="t-title t-desc"', svg)
    assert '<title id="t-title">Title &lt;1&gt;</title>' in svg
