"""Datasets that a catalogue of another kind describes: a record of the collection `datasets` for each with an open
licence. The data itself is not fetched."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from importlib import resources
from typing import Any, Final
from urllib.parse import unquote, urlsplit

from site_builder import problems
from site_builder.config import Licence, Translated
from site_builder.harvest.describing import About, in_languages, label, languages_of, mirror_of
from site_builder.harvest.licences import not_open, open_licence
from site_builder.harvest.mirror import Mirror, Note, Settings, record_path, without_clash, yaml_bytes
from site_builder.harvest.sources import RECORDS, too_large
from site_builder.harvest.texts import slug
from site_builder.problems import CannotRunError, Problem
from site_builder.records import Json
from site_builder.records.loading import SCHEMAS
from site_builder.records.schema import SCHEMA_ENDING
from site_builder.vietnamese import tone_key

NAME: Final = "datasets"
MOST_DISTRIBUTIONS: Final = 500
"""How many files of one dataset are described: a record has a bounded number of values."""

VARIOUS: Final = "LicenseRef-various"
_VARIOUS_TITLE: Final = "Giấy phép mở ghi ở từng bộ dữ liệu · Open licences, stated with each dataset"


@dataclass(frozen=True)
class Distribution:
    """A file of a dataset, as its source describes it. `licences` is what is said of its own licence."""

    url: str
    title: str = ""
    format: str = ""
    media_type: str = ""
    bytes: int | None = None
    checksum: str = ""
    licences: tuple[str, ...] = ()


@dataclass(frozen=True)
class Dataset:
    """A dataset, as its source describes it: texts are clean, addresses are of the web, dates ISO 8601.

    `uri` is what the source calls it by, `licences` what is said of the licence of all of it. A text whose language is
    not known is under `UNKNOWN`. `is_closed`: the source itself says that the dataset is not for everyone.
    """

    uri: str
    identifier: str
    title: Translated
    description: Translated
    publisher: Translated
    keywords: Mapping[str, Sequence[str]]
    themes: tuple[str, ...]
    landing_page: str
    issued: str
    modified: str
    licences: tuple[str, ...]
    distributions: tuple[Distribution, ...]
    is_closed: bool = False


@dataclass(frozen=True)
class Catalog:
    """What a source says of itself as a whole; `licences` is what it says of the licence of its descriptions."""

    title: Translated
    description: Translated
    publisher: Translated
    homepage: str
    licences: tuple[str, ...]
    languages: tuple[str, ...] = ()


def mirror_of_datasets(
    kind: str, catalog: Catalog, described: Sequence[Dataset], place: str, settings: Settings
) -> Mirror:
    """Return the mirror of a source that describes datasets. Raises CannotRunError where none of them can be taken."""
    if not described:
        values = {"vi": ": không có bộ dữ liệu nào", "en": ": it describes no dataset"}
        raise CannotRunError(Problem(problems.HARVEST_EMPTY, place, values=values))
    if len(described) > settings.limits.rows:
        raise too_large(place, settings.limits.rows, RECORDS)
    judged = [_judged(one, settings, place) for one in described]
    taken = [one for one in judged if one]
    if not taken:
        raise not_open(_stated(described), place)
    languages = languages_of(_texts(catalog, [one for one, _ in taken]), catalog.languages, settings.languages)
    about = About(
        title=catalog.title,
        description=catalog.description,
        publisher=catalog.publisher or _common([one.publisher for one, _ in taken]),
        licence=_licence_of_all(catalog, [licence for _, licence in taken], settings, place),
        homepage=catalog.homepage,
        entry=place,
    )
    files = dict(_files(taken, languages, place))
    notes = _notes(len(described) - len(taken), sum(len(one.distributions) > MOST_DISTRIBUTIONS for one, _ in taken))
    return mirror_of(kind, about, languages, files, notes)


def _judged(dataset: Dataset, settings: Settings, place: str) -> tuple[Dataset, Licence] | None:
    """Return a dataset with its licence and without files that are not under an open one; None where nothing is left.

    What is said of the dataset holds for a file that says nothing; what is said of a file holds for that file alone.
    """
    own = open_licence(dataset.licences, settings.licences, place) if dataset.licences else None
    if dataset.is_closed or (dataset.licences and own is None):
        return None
    files = [
        (one, open_licence(one.licences, settings.licences, place) if one.licences else own)
        for one in dataset.distributions
    ]
    kept = [(one, licence) for one, licence in files if licence]
    licence = own or next((found for _, found in kept), None)
    return (replace(dataset, distributions=tuple(one for one, _ in kept)), licence) if licence else None


def _stated(described: Iterable[Dataset]) -> list[str]:
    return [text for one in described for text in (*one.licences, *(t for d in one.distributions for t in d.licences))]


def _licence_of_all(catalog: Catalog, licences: Sequence[Licence], settings: Settings, place: str) -> Licence:
    """Return the licence of what was taken: that of every dataset, or else that of the descriptions, or else a word
    that says that they differ."""
    if len(set(licences)) == 1:
        return licences[0]
    return open_licence(catalog.licences, settings.licences, place) or Licence(
        VARIOUS, _VARIOUS_TITLE, _address(catalog, place)
    )


def _address(catalog: Catalog, place: str) -> str:
    addresses = [one for one in (catalog.homepage, place) if one.startswith(("http://", "https://"))]
    return next(iter(addresses), "https://opendefinition.org/od/2.1/en/")


def _common(texts: Sequence[Translated]) -> Translated:
    """Return a text that is the same everywhere, or nothing."""
    first, *others = texts
    return first if all(one == first for one in others) else {}


def _texts(catalog: Catalog, described: Iterable[Dataset]) -> Iterator[Translated]:
    yield from (catalog.title, catalog.description, catalog.publisher)
    for one in described:
        yield from (one.title, one.description, one.publisher)


def _notes(closed: int, shortened: int) -> Iterator[Note]:
    if closed:
        yield Note(
            f"Bỏ {closed} bộ dữ liệu không có giấy phép mở.", f"{closed} datasets without an open licence are left out."
        )
    if shortened:
        yield Note(
            f"Ở {shortened} bộ dữ liệu có quá nhiều tệp, chỉ ghi {MOST_DISTRIBUTIONS} tệp đầu.",
            f"Of {shortened} datasets with very many files, the first {MOST_DISTRIBUTIONS} are described.",
        )


# Files


def _files(
    taken: Sequence[tuple[Dataset, Licence]], languages: tuple[str, ...], place: str
) -> Iterator[tuple[str, bytes]]:
    ids = [record_id(one) for one, _ in taken]
    without_clash(place, NAME, [(found, one.uri or one.identifier) for found, (one, _) in zip(ids, taken, strict=True)])
    titles = Counter(_main_title(one, languages) for one, _ in taken)
    yield (
        f"{SCHEMAS}/{NAME}{SCHEMA_ENDING}",
        (json.dumps(_schema(languages), ensure_ascii=False, indent=2) + "\n").encode(),
    )
    for found, (one, licence) in zip(ids, taken, strict=True):
        record = _record(one, licence, languages)
        key = _main_title(one, languages)
        if key and titles[key] > 1:  # two records of a collection may not have one title
            record["title"] = {language: f"{text} ({found})" for language, text in record.get("title", {}).items()}
        kept = {key: value for key, value in record.items() if value}
        yield record_path(NAME, found), yaml_bytes({"id": found, **kept})


def record_id(dataset: Dataset) -> str:
    """Return the id of a dataset: from its address without the host, or else from its identifier or title."""
    for text in (dataset.uri, dataset.identifier):
        if re.match(r"https?://", text):
            parts = urlsplit(text)
            fragment = "" if parts.fragment in {"dataset", "id", "this"} else parts.fragment
            path = unquote(" ".join(filter(None, (parts.path.strip("/"), parts.query, fragment))))
            if path:
                return slug(path)
        elif text:
            return slug(text)
    return slug(next(iter(dataset.title.values()), dataset.uri))


def _main_title(dataset: Dataset, languages: tuple[str, ...]) -> str:
    return tone_key(in_languages(dataset.title, languages).get(languages[0], ""))


def _record(dataset: Dataset, licence: Licence, languages: tuple[str, ...]) -> dict[str, Json]:
    keywords: dict[str, list[str]] = {}
    for language, words in dataset.keywords.items():
        keywords.setdefault(language or languages[0], []).extend(words)
    return {
        "title": in_languages(dataset.title, languages),
        "description": in_languages(dataset.description, languages),
        "identifier": dataset.identifier,
        "landing_page": dataset.landing_page,
        "publisher": in_languages(dataset.publisher, languages),
        "licence": asdict(licence),
        "issued": dataset.issued,
        "modified": dataset.modified,
        "keywords": {one: list(dict.fromkeys(keywords[one])) for one in languages if keywords.get(one)},
        "themes": list(dict.fromkeys(dataset.themes)),
        "distributions": [_distribution(one) for one in dataset.distributions[:MOST_DISTRIBUTIONS]],
        "source": dataset.uri if dataset.uri.startswith(("http://", "https://")) else "",
    }


def _distribution(one: Distribution) -> dict[str, Json]:
    said = asdict(one)
    del said["licences"]
    return {key: value for key, value in said.items() if value not in {"", None}}


def _schema(languages: tuple[str, ...]) -> Mapping[str, Any]:
    """Return the schema of the collection in the languages of the source: its labels, and what is translated."""
    text = resources.files("site_builder.harvest").joinpath("schemas", NAME + SCHEMA_ENDING).read_text("utf-8")
    schema: dict[str, Any] = _labelled(json.loads(text), languages)
    for name in ("translated", "translated-list"):
        one, *_ = schema["$defs"][name]["properties"].values()
        schema["$defs"][name]["properties"] = dict.fromkeys(languages, one)
    return schema


def _labelled(node: Json, languages: tuple[str, ...]) -> Json:
    if isinstance(node, list):
        return [_labelled(one, languages) for one in node]
    if not isinstance(node, dict):
        return node
    return {
        key: label(value, languages) if _is_text_of_ours(value) else _labelled(value, languages)
        for key, value in node.items()
    }


def _is_text_of_ours(value: Json) -> bool:
    return isinstance(value, dict) and "en" in value and all(isinstance(one, str) for one in value.values())
