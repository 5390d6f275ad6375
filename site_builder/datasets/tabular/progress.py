"""The progress of the targets as a table with a row a target and territory, and their values by year as another."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from site_builder.addresses import PROGRESS_SUBJECT
from site_builder.datasets.tabular.columns import Column, ForeignKey, plain, row_text_columns
from site_builder.datasets.tabular.tables import Table, words
from site_builder.market import Market, Point, Progress, TargetWords
from site_builder.records import Catalogue

NAME = "progress"
"""What the files are called."""

_DECIMALS = 6


def progress_tables(catalogue: Catalogue, market: Market) -> tuple[Table, Table]:
    """Return the table of the targets' progress, and that of their values by year."""
    rows = progress_rows(catalogue, market)
    series = [{NAME: row["id"], **point} for row in rows for point in row["series"]]
    collection = next(one.target.record.collection for one in market.progress)
    return (
        Table(
            name=NAME,
            title=words(catalogue, "Progress of the Plan"),
            columns=tuple(_columns(catalogue)),
            source=rows,
            key=("id",),
            foreign_keys=(ForeignKey(("target",), collection, ("id",)),),
            subject=PROGRESS_SUBJECT,
        ),
        Table(
            name=f"{NAME}.series",
            title=words(catalogue, "Values by year"),
            columns=(
                Column(
                    "progress", "string", words(catalogue, "Target and territory"), plain("progress"), required=True
                ),
                Column("year", "integer", words(catalogue, "Year"), plain("year"), required=True),
                *_value_columns(catalogue),
                Column("provisional", "boolean", words(catalogue, "Provisional"), plain("provisional"), required=True),
            ),
            source=series,
            key=(NAME, "year"),
            foreign_keys=(ForeignKey((NAME,), NAME, ("id",)),),
            subject=PROGRESS_SUBJECT,
            part="series",
        ),
    )


def progress_rows(catalogue: Catalogue, market: Market) -> list[Mapping[str, Any]]:
    """Return a row a target and territory. What a territory that is not the target's own shows is not judged."""
    return [row for one in market.progress for row in _rows(catalogue, one)]


def _rows(catalogue: Catalogue, one: Progress) -> Iterator[Mapping[str, Any]]:
    target, computation, point = one.target, one.target.computation, one.point
    data = target.record.data
    speakers = {language: TargetWords(catalogue, language) for language in catalogue.config.languages}
    common: dict[str, Any] = {
        "target": target.record.id,
        "number": target.number,
        "year": target.year,
        "operator": target.goal.operator.value,
        "threshold_low": target.goal.low,
        "threshold_high": target.goal.high,
        "unit": data["unit"],
        "base_year": computation.base_year or None,
        **_translated("title", data[catalogue.schema(target.record).title]),
        **_translated("formula", target.formula),
        **_translated("choice", target.choice),
    }
    if target.national:
        common |= {"national_value": target.national.value, **_translated("national", target.national.text)}
    yield {
        **common,
        "id": target.record.id,
        "judged": True,
        "territory": computation.territory or None,
        "status": one.status.value,
        "value_year": point.year if point else None,
        **(_values(point) if point else {}),
        "base_value": one.base_value,
        "counted": one.counted.number if one.counted else None,
        **{f"territory_{language}": say.measure.territory(computation) for language, say in speakers.items()},
        **{f"status_{language}": say.status(one.status) for language, say in speakers.items()},
        **{f"reason_{language}": say.reason(one) for language, say in speakers.items()},
        "series": _series(one.points),
    }
    for other in one.elsewhere:
        yield {
            **common,
            "id": f"{target.record.id}.{other.territory}",
            "judged": False,
            "territory": other.territory,
            "value_year": other.points[-1].year,
            **_values(other.points[-1]),
            **{
                f"territory_{language}": say.measure.territory(computation, other.territory)
                for language, say in speakers.items()
            },
            "series": _series(other.points),
        }


def _translated(name: str, text: Mapping[str, str]) -> Mapping[str, str]:
    return {f"{name}_{language}": words for language, words in text.items()}


def _series(points: Sequence[Point]) -> list[Mapping[str, Any]]:
    return [{"year": point.year, **_values(point), "provisional": point.provisional} for point in points]


def _values(point: Point) -> Mapping[str, Any]:
    return {
        "value": round(point.value, _DECIMALS),
        "numerator": point.numerator,
        "denominator": point.denominator,
    }


def _columns(catalogue: Catalogue) -> Iterator[Column]:
    def column(name: str, kind: str, label: Mapping[str, str], *, required: bool = False) -> Column:
        return Column(name, kind, label, plain(name), required=required)

    def translated(name: str, label: Mapping[str, str]) -> Iterator[Column]:
        yield from row_text_columns(catalogue.config.languages, name, label)

    yield column("id", "string", words(catalogue, "Target and territory"), required=True)
    yield column("target", "string", words(catalogue, "Target"), required=True)
    yield column("number", "string", words(catalogue, "Code"), required=True)
    yield from translated("title", words(catalogue, "Title"))
    yield column("year", "integer", words(catalogue, "Year of the target"), required=True)
    yield column("operator", "string", words(catalogue, "Comparison"), required=True)
    yield column("threshold_low", "number", words(catalogue, "Threshold"))
    yield column("threshold_high", "number", words(catalogue, "Upper end of the band"))
    yield column("unit", "string", words(catalogue, "Unit"), required=True)
    yield column("territory", "string", words(catalogue, "Territory"))
    yield from translated("territory", words(catalogue, "Territory"))
    yield column("judged", "boolean", words(catalogue, "The target is judged on this territory"), required=True)
    yield column("status", "string", words(catalogue, "Status"))
    yield from translated("status", words(catalogue, "Status"))
    yield column("value_year", "integer", words(catalogue, "Year of the value"))
    yield from _value_columns(catalogue)
    yield column("base_year", "integer", words(catalogue, "Base year"))
    yield column("base_value", "number", words(catalogue, "Value of the base year"))
    yield column("counted", "integer", words(catalogue, "Known to the catalogue"))
    yield from translated("reason", words(catalogue, "Why"))
    yield from translated("formula", words(catalogue, "Formula"))
    yield from translated("choice", words(catalogue, "The catalogue’s choice"))
    yield column("national_value", "number", words(catalogue, "National target"))
    yield from translated("national", words(catalogue, "National target"))


def _value_columns(catalogue: Catalogue) -> Iterator[Column]:
    yield Column("value", "number", words(catalogue, "Value"), plain("value"))
    yield Column("numerator", "number", words(catalogue, "Numerator"), plain("numerator"))
    yield Column("denominator", "number", words(catalogue, "Denominator"), plain("denominator"))
