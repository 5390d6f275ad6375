"""What search engines learn from the pages: schema.org in the served HTML, true, complete and allowed."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import pytest
from playwright.sync_api import Browser
from pyld import jsonld

from site_builder.build import build, check
from site_builder.pages.structured import crosswalk, vocabulary
from site_builder.records import Catalogue
from site_builder.sisters import read_sisters
from tests.conftest import ROOT
from tests.examples_support import TODAY
from tests.page_heads import Node, PageHead, read_head, schema_org
from tests.sisters import write_catalogue
from tests.small import HOSTILE, field, many, say, write_small

LANGUAGES = {"vi": "", "en": "en/"}
SCHEMA = "https://schema.org/"

TYPES = {
    "https://schema.org/CreativeWork": "CreativeWork",
    "https://schema.org/Demand": "Demand",
    "http://www.w3.org/ns/org#Organization": "Organization",
    "http://www.w3.org/ns/org#OrganizationalCollaboration": "Organization",
    "https://schema.org/Offer": "Offer",
    "https://schema.org/Product": "Product",
    "http://xmlns.com/foaf/0.1/Person": "Person",
    "https://schema.org/Article": "Article",
    "http://data.europa.eu/eli/ontology#LegalResource": "Legislation",
    "https://schema.org/Event": "Event",
    "https://schema.org/CourseInstance": "CourseInstance",
    "http://purl.org/ontology/bibo/Document": "ScholarlyArticle",
    "http://purl.org/dc/terms/Standard": "CreativeWork",
    "https://schema.org/WebSite": "WebSite",
    None: "Thing",
}
"""What a thing of each class of this catalogue is to search engines."""

WITHOUT_A_WORD = {
    "dct:conformsTo", "dct:date", "dct:format", "dct:isReplacedBy", "eli:first_date_entry_in_force",
    "schema:hasCertification",  # its parts have no terms, and one of them may say that it was revoked
}  # fmt: skip
"""Terms of this catalogue that schema.org has no word for on any of its types."""

PREFIXES = {
    "http://purl.org/dc/terms/": "dct:", "http://data.europa.eu/eli/ontology#": "eli:", SCHEMA: "schema:",
}  # fmt: skip


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    found = check(ROOT).catalogue
    assert found is not None
    return found


def nodes_in(value: Any) -> Iterator[Node]:
    """Every node of some JSON-LD, those within others too."""
    if isinstance(value, list):
        for one in value:
            yield from nodes_in(one)
    elif isinstance(value, dict):
        yield value
        for one in value.values():
            yield from nodes_in(one)


def local_context(address: str, _options: Any) -> dict[str, Any]:
    """The context of schema.org without the net: all its terms are in one namespace."""
    assert address == "https://schema.org"
    document = {"@context": {"@vocab": SCHEMA}}
    return {"contextUrl": None, "documentUrl": address, "document": document, "contentType": "application/ld+json"}


def file_of(site: Path, address: str) -> Path:
    return site / unquote(urlsplit(address).path).lstrip("/")


def test_every_page_says_what_it_is(heads: Mapping[str, PageHead]) -> None:
    kinds = {"WebPage", "ItemPage", "CollectionPage", "SearchResultsPage"}
    wrong = [
        address
        for address, head in heads.items()
        if len(head.blocks) != 1 or sum(node["@type"] in kinds for node in head.graph) != 1
    ]
    assert wrong == []


def test_what_is_said_is_allowed_by_schema_org(heads: Mapping[str, PageHead]) -> None:
    official, wrong = schema_org(), set()
    for head in heads.values():
        for node in nodes_in(head.graph):
            kind = node.get("@type")
            if kind is None:  # a reference, or a text with its language
                assert node.keys() in ({"@id"}, {"@language", "@value"})
                continue
            for name in node.keys() - {"@type", "@id", "query-input"}:
                if official.superseded(name) or not official.domain(name) & official.lineage(kind):
                    wrong.add((kind, name))
    assert wrong == set()


def test_what_a_property_leads_to_is_of_a_type_that_it_takes(heads: Mapping[str, PageHead]) -> None:
    official, wrong = schema_org(), set()
    literal = {"Text", "URL", "Date", "DateTime", "Integer", "Number", "Boolean"}
    for head in heads.values():
        for node in nodes_in(head.graph):
            for name, value in node.items():
                if name.startswith("@") or name == "query-input":
                    continue
                for one in value if isinstance(value, list) else [value]:
                    if isinstance(one, dict) and "@type" in one:
                        fits = bool(official.range(name) & official.lineage(one["@type"]))
                    elif isinstance(one, dict) and "@id" in one:
                        fits = bool(official.range(name) - literal)
                    else:  # an enumeration's member, or what has a page, stands as its address
                        fits = bool(official.range(name) & literal) or str(one).startswith("https://")
                    if not fits:
                        wrong.add((name, str(one)[:60]))
    assert wrong == set()


@pytest.mark.parametrize(
    "address",
    [
        "", "en/", "search/", "about/", "results/", "en/results/var-gkg24/", "policies/pol-kg-01-kh-ubnd-2022/",
        "publications/pub-ket-qua-nghien-cuu-kien-giang-2019/", "events/event-hoi-thao-ung-dung-khcn-2024/",
        "vocabularies/statuses/", "vocabularies/admin-2025/30742/", "progress/", "tables/indicator-values/",
    ],
)  # fmt: skip
def test_a_processor_of_json_ld_loses_nothing(heads: Mapping[str, PageHead], address: str) -> None:
    head = heads[address]
    (block,) = head.blocks
    expanded = jsonld.expand(json.loads(block), {"documentLoader": local_context})
    graph = next((one["@graph"] for one in expanded if "@graph" in one), expanded)
    assert [one["@type"] for one in graph] == [[SCHEMA + node["@type"]] for node in head.graph]
    for node, found in zip(head.graph, graph, strict=True):
        assert {name.removeprefix(SCHEMA) for name in found} == set(node)


def test_a_record_has_its_title_in_the_language_of_the_page(
    heads: Mapping[str, PageHead], catalogue: Catalogue
) -> None:
    for record in catalogue.records:
        for language, path in LANGUAGES.items():
            thing = heads[path + record.address].graph[0]
            title = catalogue.title(record)
            other = {"@language": "vi", "@value": title["vi"]}
            assert thing["name"] == title.get(language, other), record.address
            assert thing["@id"] == catalogue.config.url + record.address
            assert thing["mainEntityOfPage"] == catalogue.config.url + path + record.address


def test_a_record_is_of_the_type_that_its_class_becomes(heads: Mapping[str, PageHead], catalogue: Catalogue) -> None:
    for record in catalogue.records:
        expected = TYPES[catalogue.schema(record).rdf_class]
        for path in LANGUAGES.values():
            assert heads[path + record.address].graph[0]["@type"] == expected


def test_the_page_says_what_the_thing_does_not(heads: Mapping[str, PageHead], catalogue: Catalogue) -> None:
    """A patent is not under the licence of the list that has it, and was not published with it."""
    head = heads["ip-assets/gi-phu-quoc-vn/"]
    page, thing = head.node("ItemPage"), head.node("CreativeWork")
    assert page["license"] == catalogue.config.licence.url == thing["sdLicense"]
    assert {"@id": f"{catalogue.config.url}ip-assets/#dataset"} in page["isPartOf"]
    assert page["inLanguage"] == "vi"
    assert page["mainEntity"] == {"@id": thing["@id"]}
    assert page["citation"]
    assert not {"license", "datePublished", "dateModified"} & thing.keys()


def test_every_term_of_the_catalogue_is_told_or_has_no_word(catalogue: Catalogue) -> None:
    def terms(fields: Any) -> Iterator[str]:
        for one in fields:
            yield from [one.term] if one.term else []
            yield from terms(one.fields)

    special = {crosswalk.DOI, crosswalk.ISSN, crosswalk.ISSUE, crosswalk.VOLUME, *crosswalk.DESCRIPTIONS}
    silent = set()
    for term in {term for one in catalogue.collections.values() for term in terms(one.schema.fields)} - special:
        kinds = {TYPES[one.schema.rdf_class] for one in catalogue.collections.values()}
        if not any(crosswalk.property_of(term, kind) for kind in kinds):
            base = next((base for base in PREFIXES if term.startswith(base)), "")
            silent.add(PREFIXES.get(base, "") + term.removeprefix(base))
    # Titles and sources are told by name and citation.
    assert silent - {"dct:title", "dct:source", "http://xmlns.com/foaf/0.1/name"} == WITHOUT_A_WORD


def test_our_extract_of_schema_org_agrees_with_it() -> None:
    official = schema_org()
    types = {name for below in vocabulary.SUBTYPES.values() for name in below.split()} | {vocabulary.THING}
    for kind in types:
        assert vocabulary.lineage(kind) == official.lineage(kind) & types | {"Thing"}, kind
    for name, known in vocabulary.PROPERTIES.items():
        domain = official.domain(name) & types
        assert {one for one in domain if not (official.lineage(one) - {one}) & domain} == set(known.of), name
        assert not official.superseded(name)
    assert {name for names in crosswalk.TERMS.values() for name in names} <= vocabulary.PROPERTIES.keys()
    assert set(crosswalk.CLASSES.values()) <= types


def test_an_event_has_all_that_a_search_engine_lists_events_by(heads: Mapping[str, PageHead]) -> None:
    event = heads["en/events/event-hoi-thao-ung-dung-khcn-2024/"].node("Event")
    assert event["startDate"] == event["endDate"] == "2024-07-10"
    assert event["eventStatus"] == f"{SCHEMA}EventScheduled"
    assert event["eventAttendanceMode"] == f"{SCHEMA}OfflineEventAttendanceMode"
    assert event["location"] == {
        "@type": "Place", "name": "Kiên Giang University", "address": "Châu Thành District, Kiên Giang Province",
    }  # fmt: skip
    assert [one["@type"] for one in event["organizer"]] == ["Organization"] * 4


def test_an_article_stands_in_its_journal(heads: Mapping[str, PageHead]) -> None:
    article = heads["publications/pub-ket-qua-nghien-cuu-kien-giang-2019/"].node("ScholarlyArticle")
    issue = article["isPartOf"]
    volume = issue["isPartOf"]
    assert (issue["@type"], issue["issueNumber"]) == ("PublicationIssue", "4")
    assert (volume["@type"], volume["volumeNumber"]) == ("PublicationVolume", "70")
    assert volume["isPartOf"] == {"@type": "Periodical", "name": "Tạp chí Khoa học Cần Thơ", "issn": "1859-025X"}
    assert article["datePublished"] == "2019"


def test_a_legal_document_is_told_in_the_words_for_law(heads: Mapping[str, PageHead]) -> None:
    plan = heads["en/policies/pol-kg-01-kh-ubnd-2022/"].node("Legislation")
    assert (plan["legislationIdentifier"], plan["legislationDate"]) == ("01/KH-UBND", "2022-01-05")
    assert plan["legislationPassedBy"]["name"] == "Kiên Giang Provincial People’s Committee"
    assert plan["isBasedOn"]["@type"] == "Legislation"


def test_the_files_of_a_dataset_are_there_as_stated(site: Path, heads: Mapping[str, PageHead]) -> None:
    stated = {}
    for head in heads.values():
        for node in nodes_in(head.graph):
            if node.get("@type") == "DataDownload":
                stated[node["contentUrl"]] = node
    assert len(stated) > 300
    for address, node in stated.items():
        data = file_of(site, address).read_bytes()
        assert node["contentSize"] == f"{len(data)} B", address
        assert node["sha256"] == hashlib.sha256(data).hexdigest(), address
        assert node["encodingFormat"]


@pytest.mark.parametrize("path", LANGUAGES.values())
def test_every_dataset_of_the_catalogue_has_its_page(heads: Mapping[str, PageHead], path: str) -> None:
    catalogue = heads[path].node("DataCatalog")
    listed = {one["@id"]: one for one in catalogue["dataset"]}
    assert len(listed) > 20
    for uri, short in listed.items():
        dataset = heads[urlsplit(short["url"]).path.lstrip("/")].node("Dataset")
        assert dataset["@id"] == uri
        assert dataset["includedInDataCatalog"]["@id"] == catalogue["@id"]
        assert dataset["name"] == short["name"]
        assert {"description", "license", "creator", "isAccessibleForFree", "distribution"} <= dataset.keys()


def test_the_site_names_its_search(heads: Mapping[str, PageHead], catalogue: Catalogue) -> None:
    action = heads["en/"].node("WebSite")["potentialAction"]
    assert action["target"]["urlTemplate"] == f"{catalogue.config.url}en/search/?q={{search_term_string}}"


def test_the_way_to_a_page_leads_over_pages(heads: Mapping[str, PageHead], catalogue: Catalogue) -> None:
    base = catalogue.config.url
    for address, head in heads.items():
        if address in LANGUAGES.values():
            continue
        steps = head.node("BreadcrumbList")["itemListElement"]
        assert [one["position"] for one in steps] == list(range(1, len(steps) + 1))
        assert all(one["item"].removeprefix(base) in heads for one in steps[:-1]), address
    steps = heads["en/vocabularies/qd12-2008/40103/"].node("BreadcrumbList")["itemListElement"]
    assert [one["name"] for one in steps[:3]] == ["Home", "Code lists", "qd12-2008"]


def test_every_address_of_ours_is_there(site: Path, heads: Mapping[str, PageHead], catalogue: Catalogue) -> None:
    base, found = catalogue.config.url, set()
    for head in heads.values():
        for node in nodes_in(head.graph):
            for value in node.values():
                found |= {str(one) for one in (value if isinstance(value, list) else [value])}
    ours = {one.partition("#")[0].partition("?")[0] for one in found if one.startswith(base)}
    assert len(ours) > 1000
    assert sorted(one for one in ours if not file_of(site, one).exists()) == []


def test_every_scheme_is_a_set_of_its_codes(heads: Mapping[str, PageHead], catalogue: Catalogue) -> None:
    for vocabulary_ in catalogue.vocabularies.values():
        for scheme in vocabulary_.schemes:
            node = heads[f"en/vocabularies/{scheme}/"].node("DefinedTermSet")
            expected = {code for owner, code in vocabulary_.concepts if owner == scheme}
            terms = {one["termCode"]: one for one in node.get("hasDefinedTerm", [])}
            assert expected <= terms.keys()
            assert all(one["@id"].startswith(node["@id"].removesuffix("scheme")) for one in terms.values())


RECORDS: dict[str, dict[str, Any]] = {
    "talks": {
        "off": {"title": say("Off"), "starts": "2027-02-01", "place": say("Town hall"), "state": "off"},
        "later": {"title": say("Later"), "starts": "2027-02", "state": "postponed"},
        "hostile": {"title": {"en": HOSTILE}, "summary": {"en": HOSTILE}, "place": {"en": HOSTILE}, "starts": "2027"},
    },
    "tools": {
        "press": {
            "title": {"en": "Press"}, "summary": {"en": "Presses honey."}, "grant": "1-2020-00001", "doi": "10.1/x y",
            "words": {"en": ["honey"]}, "maker": "bees",
        },
    },
    "members": {"bees": {"title": {"en": "The bees"}, "site": "https://bees.example/"}},
}  # fmt: skip

MORE: dict[str, dict[str, Any]] = {
    "talks": {},
    "tools": {
        "grant": field(label=say("Grant"), term=f"{SCHEMA}identifier"),
        "doi": field(label=say("DOI"), term=crosswalk.DOI),
        "words": field(
            "object", {"properties": {code: many(field()) for code in ("en", "fr")}},
            label=say("Words"), translated=True, term="http://www.w3.org/ns/dcat#keyword",
        ),
        "maker": field(label=say("Maker"), term=f"{SCHEMA}creator", **{"refers-to": "members"}),
    },
    "members": {},
}  # fmt: skip
"""Fields that the small catalogue has not."""

ABOUT: dict[str, dict[str, Any]] = {
    "talks": {
        "calendar": {"start": "starts", "end": "ends", "place": "place", "called-off": {"state": ["off", "postponed"]}}
    },
    "tools": {"class": f"{SCHEMA}Sculpture"},
    "members": {"class": f"{SCHEMA}Winery"},
}


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of a made-up catalogue: talks that are called off, a work with numbers, texts in one language, and a
    hostile title, which no check would let pass."""
    root = write_small(tmp_path_factory.mktemp("structured"), RECORDS)
    for name, about in ABOUT.items():
        file = root / f"schemas/{name}.schema.json"
        schema = json.loads(file.read_text("utf-8"))
        schema["x-collection"] |= about
        schema["properties"] |= MORE[name]
        file.write_text(json.dumps(schema), "utf-8")
    with (root / "catalogue/vocabularies/states.csv").open("a", encoding="utf-8") as stream:
        stream.write("states,,postponed,Put off,Reporté,,,,\n")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("site_builder.build.check_catalogue", lambda *_: [])
        result = build(root, root / "site")
    assert result.site, [problem.en for problem in result.checked.problems]
    return result.site


def small_thing(small: Path, address: str) -> Node:
    return read_head(small / address / "index.html").graph[0]


def test_what_takes_place_is_an_event_without_being_called_so(small: Path) -> None:
    talk = small_thing(small, "fr/talks/off")
    assert talk["@type"] == "Event"
    assert talk["startDate"] == "2027-02-01"
    assert talk["location"] == {"@type": "Place", "name": "Town hall (fr)"}
    assert talk["eventStatus"] == f"{SCHEMA}EventCancelled"
    assert small_thing(small, "talks/later")["eventStatus"] == f"{SCHEMA}EventPostponed"


def test_a_work_is_known_by_its_numbers(small: Path) -> None:
    work = small_thing(small, "tools/press")
    assert work["@type"] == "Sculpture"
    assert work["identifier"] == [
        {"@type": "PropertyValue", "name": "Grant", "value": "1-2020-00001"},
        {
            "@type": "PropertyValue", "propertyID": "https://registry.identifiers.org/registry/doi",
            "value": "doi:10.1/x y", "url": "https://doi.org/10.1/x%20y",
        },
    ]  # fmt: skip


def test_a_text_of_another_language_says_so(small: Path) -> None:
    work = small_thing(small, "fr/tools/press")
    assert work["name"] == {"@language": "en", "@value": "Press"}
    assert work["description"] == {"@language": "en", "@value": "Presses honey."}
    assert work["keywords"] == {"@language": "en", "@value": "honey"}
    assert small_thing(small, "tools/press")["keywords"] == "honey"


def test_a_type_that_we_do_not_know_is_kept_with_what_everything_may_have(small: Path) -> None:
    winery = small_thing(small, "members/bees")
    assert (winery["@type"], winery["url"]) == ("Winery", "https://bees.example/")
    # Whether a winery can make a work is not for us to say.
    assert "creator" not in small_thing(small, "tools/press")


def test_a_hostile_title_comes_back_as_it_is(small: Path) -> None:
    talk = small_thing(small, "talks/hostile")
    assert talk["name"] == HOSTILE
    assert talk["location"]["name"] == HOSTILE
    (block,) = read_head(small / "talks/hostile/index.html").blocks
    assert not set("<>&\u2028") & set(block)


@pytest.mark.browser
def test_no_title_runs_in_a_browser(small: Path, browser: Browser, serve: Callable[[Path], str]) -> None:
    context = browser.new_context()
    page = context.new_page()
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    page.on("dialog", lambda dialog: complaints.append(dialog.message))
    page.goto(serve(small) + "talks/hostile/")
    page.wait_for_load_state("networkidle")
    text = page.locator('head script[type="application/ld+json"]').text_content()
    context.close()
    assert complaints == []
    assert json.loads(text or "")["@graph"][0]["name"] == HOSTILE


def test_the_page_for_lost_addresses_claims_nothing(site: Path) -> None:
    head = read_head(site / "404.html")
    assert head.blocks == []
    assert not head.indexed


def test_what_others_publish_stays_under_their_licence(tmp_path: Path) -> None:
    root = write_catalogue(tmp_path / "root")
    (sister, *_), _ = read_sisters(root, TODAY)
    result = build(root, root / "site")
    assert result.site, [problem.en for problem in result.checked.problems]
    page = read_head(result.site / f"sisters/{sister.origin.name}/index.html").node("CollectionPage")
    assert page["license"] == sister.origin.licence.url
