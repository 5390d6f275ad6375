"""A market of made-up wants and gives, filled anew by each test."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import yaml

from site_builder.market import Matches, Matching, find_matches
from site_builder.records import Catalogue, read_catalogue
from tests.examples_support import TODAY

EXAMPLE = Path(__file__).parent / "example"
SETTINGS = Matching(
    demand=("wants",),
    supply=("gives",),
    weights={"themes": 30, "places": 5},
    words=50,
    minimum=8,
    top=5,
    readiness={"state": {"ready": 4}, "trl": {"8": 2, "9": 3}},
    places="places",
)
OTHERS = (
    "giống mía tím", "máy bơm ly tâm", "vải dệt thoi", "gạch không nung", "kính cường lực", "sách chữ nổi",
    "đèn hải đăng", "vở kịch rối", "cầu dây văng", "phim tài liệu", "chè shan tuyết", "lò gốm sứ",
)  # fmt: skip
"""What the rest of the catalogue is about, so that what two records share is rare."""

Fill = Callable[..., Catalogue]


@pytest.fixture
def market(tmp_path: Path) -> Fill:
    """Make a catalogue of `wants` and `gives`: id → a title, or values. `others` is how many more wants there are."""

    def fill(wants: Mapping[str, Any], gives: Mapping[str, Any], others: int = len(OTHERS)) -> Catalogue:
        root = tmp_path / "market"
        shutil.copytree(EXAMPLE, root)
        more = {f"other-{number}": text for number, text in enumerate(OTHERS[:others])}
        for name, records in (("wants", {**wants, **more}), ("gives", gives)):
            folder = root / "catalogue" / name
            for record_id, data in records.items():
                values = {"title": data} if isinstance(data, str) else data
                content = {"id": record_id, "summary": {"vi": "…"}, **values}
                content["title"] = {"vi": content["title"]}
                folder.mkdir(exist_ok=True)
                (folder / f"{record_id}.yml").write_text(yaml.safe_dump(content, allow_unicode=True), "utf-8")
        reading = read_catalogue(root, TODAY)
        assert not reading.problems, reading.problems
        assert reading.catalogue
        return reading.catalogue

    return fill


@pytest.fixture
def matched(market: Fill) -> Callable[..., Matches]:
    """Fill the market and match it, with other settings where they are given."""

    def match(wants: Mapping[str, Any], gives: Mapping[str, Any], **settings: Any) -> Matches:
        return find_matches(market(wants, gives), replace(SETTINGS, **settings))

    return match
