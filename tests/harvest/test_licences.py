"""A licence is known in the forms that portals use; what is closed, unknown or missing is not open."""

from __future__ import annotations

import pytest

from site_builder.harvest.licences import open_licence, required_licence
from site_builder.problems import CannotRunError

PLACE = "https://nguon.example/"

OPEN = {
    "CC0-1.0": [
        "CC0-1.0", "cc0", "cc-zero", "CC0 1.0 Universal", "https://creativecommons.org/publicdomain/zero/1.0/",
        "http://creativecommons.org/publicdomain/zero/1.0/legalcode", "https://spdx.org/licenses/CC0-1.0.html",
        "http://publications.europa.eu/resource/authority/licence/CC0",
        "https://creativecommons.org/publicdomain/zero/1.0/deed.vi", "Creative Commons Zero v1.0 Universal",
    ],
    "CC-BY-4.0": [
        "CC-BY-4.0", "cc-by-4.0", "CC BY 4.0", "https://creativecommons.org/licenses/by/4.0/",
        "http://creativecommons.org/licenses/by/4.0", "https://www.creativecommons.org/licenses/by/4.0/deed.vi",
        "https://creativecommons.org/licenses/by/4.0/legalcode.en#s1", "Creative Commons Attribution 4.0 International",
        "Creative Commons Attribution 4.0 International (CC BY 4.0)", "Creative Commons Ghi công 4.0 Quốc tế",
        "http://publications.europa.eu/resource/authority/licence/CC_BY_4_0", "https://spdx.org/licenses/CC-BY-4.0",
        "http://dcat-ap.de/def/licenses/cc-by/4.0",
    ],
    "CC-BY-3.0": ["https://creativecommons.org/licenses/by/3.0/vn/", "CC BY 3.0", "CC-BY-3.0"],
    "CC-BY": ["cc-by", "CC BY", "http://www.opendefinition.org/licenses/cc-by"],
    "CC-BY-SA-4.0": [
        "CC-BY-SA-4.0", "https://creativecommons.org/licenses/by-sa/4.0/", "CC BY-SA 4.0",
        "http://publications.europa.eu/resource/authority/licence/CC_BYSA_4_0",
        "Creative Commons Attribution Share-Alike 4.0", "Creative Commons Ghi công-Chia sẻ tương tự 4.0 Quốc tế",
    ],
    "ODbL-1.0": ["ODbL-1.0", "odc-odbl", "https://opendatacommons.org/licenses/odbl/1-0/",
                 "http://opendatacommons.org/licenses/odbl/1.0", "Open Database License"],
    "ODC-By-1.0": ["ODC-By-1.0", "https://opendatacommons.org/licenses/by/"],
    "PDDL-1.0": ["PDDL-1.0", "http://opendatacommons.org/licenses/pddl/"],
    "OGL-UK-3.0": ["OGL-UK-3.0", "http://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/", "uk-ogl"],
    "LicenseRef-EU-reuse": ["http://publications.europa.eu/resource/authority/licence/COM_REUSE"],
    "LicenseRef-PDM-1.0": ["Public Domain", "other-pd", "https://creativecommons.org/publicdomain/mark/1.0/"],
    "LicenseRef-US-public-domain": ["https://www.usa.gov/government-works", "us-pd"],
    "MIT": ["MIT", "https://opensource.org/licenses/MIT", "https://spdx.org/licenses/MIT.html"],
    "DL-DE-BY-2.0": ["https://www.govdata.de/dl-de/by-2-0"],
}  # fmt: skip

NOT_OPEN = [
    "CC-BY-NC-4.0", "CC BY-ND 4.0", "https://creativecommons.org/licenses/by-nc-sa/4.0/", "All rights reserved",
    "http://publications.europa.eu/resource/authority/licence/CC_BYNC_4_0",
    "Creative Commons Attribution-NonCommercial",
    "Creative Commons Attribution-NoDerivs 3.0", "Bảo lưu mọi quyền", "Phi thương mại", "notspecified", "other-closed",
    "https://nguon.example/giay-phep", "Attribution", "by", "Giấy phép của tỉnh", "open", "free",
    "https://creativecommons.org.evil.example/licenses/by/4.0/", "https://evil.example/creativecommons.org/licenses/by/4.0/",
    "https://creativecommons.org/licenses/", "CC BY 9.9", "",
]  # fmt: skip


@pytest.mark.parametrize(("name", "text"), [(name, text) for name, texts in OPEN.items() for text in texts])
def test_an_open_licence_is_known(name: str, text: str) -> None:
    found = open_licence([text], (), PLACE)
    assert found is not None
    assert found.id == name
    assert found.url.startswith(("https://", "http://publications.europa.eu"))


@pytest.mark.parametrize("text", NOT_OPEN)
def test_what_is_closed_or_unknown_is_not_open(text: str) -> None:
    assert open_licence([text], (), PLACE) is None


def test_what_is_closed_by_one_word_is_not_open_by_another() -> None:
    assert open_licence(["CC-BY-4.0", "https://creativecommons.org/licenses/by-nc/4.0/"], (), PLACE) is None


def test_of_several_words_one_that_is_known_is_enough() -> None:
    found = open_licence(["https://nguon.example/giay-phep", "CC-BY-4.0"], (), PLACE)
    assert found is not None
    assert found.id == "CC-BY-4.0"


@pytest.mark.parametrize(
    ("allowed", "stated"),
    [
        ("Giấy phép của tỉnh", ["giấy phép của Tỉnh"]),
        ("https://nguon.example/giay-phep", ["http://nguon.example/giay-phep/"]),
        ("CC-BY-NC-4.0", ["CC BY-NC 4.0"]),
    ],
)
def test_our_catalogue_may_allow_another(allowed: str, stated: list[str]) -> None:
    found = open_licence(stated, (allowed,), PLACE)
    assert found is not None
    assert found.url.startswith("http")


def test_allowing_nothing_allows_nothing() -> None:
    assert open_licence(["x"], ("", "…"), PLACE) is None


def test_what_was_found_and_what_can_be_done_is_told() -> None:
    with pytest.raises(CannotRunError) as error:
        required_licence(["Giấy phép của tỉnh"], (), PLACE)
    (problem,) = error.value.problems
    assert "“Giấy phép của tỉnh”" in problem.en
    assert "“harvest: licences:” in catalogue/catalogue.yml" in problem.en
    assert "«harvest: licences:»" in problem.vi


def test_that_nothing_is_stated_is_told() -> None:
    with pytest.raises(CannotRunError, match="states no licence"):
        required_licence([], (), PLACE)
