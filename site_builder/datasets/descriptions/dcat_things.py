"""What a portal lists, as DCAT speaks of it: the catalogue, its datasets, their files.

The records of sister catalogues are not among the datasets: a portal that wants those harvests them where they are
from, with their own publisher and licence.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import ClassVar
from urllib.parse import quote

from site_builder.addresses import CODE_LISTS_SUBJECT, DATA, catalogue_uri, dataset_uri, file_uri
from site_builder.config import Config, Translated
from site_builder.datasets.descriptions.dcat_terms import (
    AUTHORITY,
    TURTLE,
    Agent,
    Checksum,
    Desk,
    Licence,
    Named,
    Period,
    Place,
    language_term,
    licence_of,
    licence_of_list,
)
from site_builder.datasets.descriptions.rdf import Literal, literal
from site_builder.datasets.media import media_type
from site_builder.datasets.publication import Dataset, Distribution, Publication
from site_builder.datasets.tabular.tables import words
from site_builder.history import Dates
from site_builder.records.periods import period_of

_NOT_WITH_IANA = frozenset({"application/graphml+xml", "application/jsonl"})
"""Media types in use that IANA does not list, beside those whose names say so (`x-`)."""


@dataclass(frozen=True)
class Whole:
    """The catalogue as a portal sees it. `distributions` are the files that were written so far."""

    publication: Publication
    distributions: Sequence[Distribution]
    kind: ClassVar[str] = "dcat:Catalog"

    @property
    def config(self) -> Config:
        return self.publication.config

    @property
    def uri(self) -> str:
        return catalogue_uri(self.config)

    @cached_property
    def publisher(self) -> Agent:
        return Agent(self.config)

    @cached_property
    def contact(self) -> Desk:
        return Desk(self.config)

    @cached_property
    def licence(self) -> Licence:
        return licence_of(self.config)

    @cached_property
    def languages(self) -> Sequence[Named]:
        return [found for one in self.config.languages if (found := language_term(one))]

    @cached_property
    def place(self) -> Place | None:
        coverage = self.config.coverage
        vocabulary = self.publication.catalogue.vocabularies.get(coverage.vocabulary) if coverage else None
        concept = vocabulary.find(coverage.code, coverage.scheme) if vocabulary and coverage else None
        return Place(self.publication, vocabulary, concept) if vocabulary and concept else None

    @cached_property
    def themes(self) -> Sequence[Named]:
        return [Named("skos:Concept", theme.url, theme.label) for theme in self.config.themes]

    @property
    def taxonomy(self) -> Named | None:
        """The list that the themes are of, where it is the European Union's."""
        uri = f"{AUTHORITY}data-theme"
        ours = any(theme.uri.startswith(f"{uri}/") for theme in self.themes)
        return Named("skos:ConceptScheme", uri, {"en": "Data theme"}) if ours else None

    @property
    def homepage(self) -> Named:
        return self.page("", self.config.language)

    @property
    def frequency(self) -> Named | None:
        return Named("dct:Frequency", self.config.frequency) if self.config.frequency else None

    @property
    def profile(self) -> Named:
        return Named("dct:Standard", "https://semiceu.github.io/DCAT-AP/releases/3.0.1/", "DCAT-AP 3.0.1")

    @property
    def origin(self) -> Named:
        """How the data came about, in the catalogue's own words."""
        return Named("dct:ProvenanceStatement", f"{self.config.url}{TURTLE}#provenance", self.config.notice)

    @property
    def access(self) -> Named:
        return Named("dct:RightsStatement", f"{AUTHORITY}access-right/PUBLIC")

    @cached_property
    def dates(self) -> Dates:
        catalogue = self.publication.catalogue
        paths = [one.path for one in catalogue.tables.values()]
        paths += [one.path for one in catalogue.vocabularies.values()]
        return self.publication.history.of_collections(catalogue.collections.values(), paths)

    @cached_property
    def datasets(self) -> Sequence[Entry]:
        """Every dataset, and first the catalogue as one, with the files that hold all of it."""
        config = self.config
        whole = Dataset("", config.title, config.description, "", (), self.dates)
        return [Entry(self, one) for one in (whole, *self.publication.datasets) if self.files_of(one.subject)]

    def files_of(self, subject: str) -> Sequence[Distribution]:
        """Return the files of a dataset; a form to fill in holds none of the data."""
        return self._files.get(subject, ())

    @cached_property
    def _files(self) -> Mapping[str, Sequence[Distribution]]:
        found: dict[str, list[Distribution]] = {}
        for one in self.distributions:
            if not one.blank:
                found.setdefault(one.subject, []).append(one)
        return found

    def page(self, address: str, code: str) -> Named:
        """Return the page that has an address below the root of a language."""
        spoken = language_term(code)
        return Named(
            "foaf:Document", self.config.url + self.config.path(code) + address, "", [spoken] if spoken else []
        )


@dataclass(frozen=True)
class Entry:
    """A dataset as a portal lists it."""

    whole: Whole
    dataset: Dataset
    kind: ClassVar[str] = "dcat:Dataset"

    @property
    def uri(self) -> str:
        return dataset_uri(self.whole.config, self.dataset.address)

    @property
    def title(self) -> Translated:
        return self.dataset.title

    @property
    def description(self) -> Translated:
        return self.dataset.description

    @property
    def keywords(self) -> Sequence[Literal]:
        return [literal(word, language) for language, some in self.whole.config.keywords.items() for word in some]

    @property
    def page(self) -> Named:
        """Its page in the main language."""
        return self.whole.page(self.dataset.address, self.whole.config.language)

    @property
    def other_pages(self) -> Sequence[Named]:
        return [self.whole.page(self.dataset.address, language) for language in self.whole.config.languages[1:]]

    @property
    def standard(self) -> Named | None:
        """The schema that its records or rows fit."""
        schema = self.dataset.schema
        return Named("dct:Standard", file_uri(self.whole.config, schema)) if schema else None

    @cached_property
    def period(self) -> Period | None:
        """From the first to the last time that its records or rows are about, where those state one."""
        span = period_of(self.whole.publication.catalogue, self.dataset.subject)
        return span and Period(f"{self.whole.config.url}{TURTLE}#period-{quote(self.dataset.subject)}", *span)

    @property
    def version(self) -> str:
        """The day of the last change: a dataset has no other number by which to tell its states apart."""
        return self.dataset.dates.modified[:10]

    @cached_property
    def files(self) -> Sequence[File]:
        return [File(self, one) for one in self.whole.files_of(self.dataset.subject)]


@dataclass(frozen=True)
class File:
    """A file to download."""

    entry: Entry
    file: Distribution
    kind: ClassVar[str] = "dcat:Distribution"

    @property
    def config(self) -> Config:
        return self.entry.whole.config

    @property
    def url(self) -> str:
        return file_uri(self.config, self.file.path)

    @property
    def uri(self) -> str:
        return f"{self.url}#distribution"

    @cached_property
    def title(self) -> Translated:
        """What it is of, its part where it holds one alone, and its format."""
        tables, part_name = self.entry.dataset.tables, self.file.part
        part = next((table.title for table in tables if part_name and table.part == part_name), {})
        titles = {}
        for language in self.config.languages:
            whole = self.config.text(self.entry.title, language)
            name = f"{whole}: {self.config.text(part, language)}" if part else whole
            titles[language] = f"{name} – {self.format_name[language]}"
        return titles

    @cached_property
    def format_name(self) -> Translated:
        return words(self.entry.whole.publication.catalogue, self.file.format)

    @property
    def format(self) -> Named:
        """Its format by the European Union's list, or a term of our own where that list has none."""
        kind = "dct:MediaTypeOrExtent"
        if known := media_type(self.file.path).file_type:
            return Named(kind, known, known.rpartition("/")[2])
        return Named(kind, f"{self.url}#format", self.format_name)

    @property
    def media_type(self) -> Named | None:
        name = self.file.media_type
        known = "/x-" not in name and name not in _NOT_WITH_IANA
        return Named("dct:MediaType", f"http://www.iana.org/assignments/media-types/{name}", name) if known else None

    @property
    def package(self) -> Named | None:
        """How several files are packed into one."""
        return self.media_type if self.file.path.endswith(".zip") else None

    @property
    def size(self) -> Literal:
        return literal(str(self.file.size), datatype="xsd:nonNegativeInteger")

    @property
    def checksum(self) -> Checksum:
        return Checksum(f"{self.url}#checksum", self.file.digest)

    @property
    def licence(self) -> Licence:
        """That of the catalogue; of a code list that others made, theirs."""
        if self.entry.dataset.subject == CODE_LISTS_SUBJECT:
            return licence_of_list(self.config, self.file.part, self.url)
        return self.entry.whole.licence

    @property
    def dates(self) -> Dates:
        publication = self.entry.whole.publication
        if self.entry.dataset.subject == CODE_LISTS_SUBJECT:
            vocabulary = publication.catalogue.vocabularies.get(self.file.part)
            return publication.history.of_all((), [vocabulary.path]) if vocabulary else self.entry.dataset.dates
        return self.entry.dataset.dates

    @property
    def standard(self) -> Named | None:
        """The schema that what is in the file fits as it stands there."""
        subject = self.entry.dataset.subject
        endings = (
            ("json", "jsonl", "csv") if subject in self.entry.whole.publication.catalogue.tables else ("json", "jsonl")
        )
        return self.entry.standard if self.file.path in {f"{DATA}/{subject}.{ending}" for ending in endings} else None

    @property
    def languages(self) -> Sequence[Named]:
        """The one language that it is in, where there is a file for each."""
        spoken = language_term(self.file.part) if self.file.part in self.config.languages else None
        return [spoken] if spoken else self.entry.whole.languages
