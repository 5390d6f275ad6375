"""What is published: the datasets of a catalogue, each with its tables, and the account of the files that hold them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from pathlib import Path

from site_builder.addresses import (
    CODE_LISTS,
    CODE_LISTS_SUBJECT,
    DATA,
    GRAPH_SUBJECT,
    GRAPHS,
    MATCHES,
    MATCHES_SUBJECT,
    PROGRESS,
    PROGRESS_SUBJECT,
    SCHEMAS,
    TABLES,
)
from site_builder.config import Config, Translated
from site_builder.datasets.media import media_type
from site_builder.datasets.tabular.graphs import graph_tables
from site_builder.datasets.tabular.keys import Keys, keys_that_hold
from site_builder.datasets.tabular.matches import matches_table
from site_builder.datasets.tabular.progress import progress_tables
from site_builder.datasets.tabular.tables import Table, collection_tables, data_table, vocabulary_table, words
from site_builder.history import Dates, History
from site_builder.market import Market
from site_builder.records import Catalogue, ties_of
from site_builder.sisters import Sister

BLANKS = "templates"
"""Where the forms to fill in stand in the folder of the downloads."""


@dataclass(frozen=True)
class Dataset:
    """One dataset: what a portal lists as one.

    `subject` is the name of the collection or data table that it is of, or one of the generator's (see `addresses`).
    `address` is that of its page below the root of a language, `schema` the path below the site's root of the schema
    that its records or rows fit, "" where there is none. The main table comes first; code lists have no main one.
    """

    subject: str
    title: Translated
    description: Translated
    address: str
    tables: tuple[Table, ...]
    dates: Dates
    schema: str = ""


@dataclass(frozen=True, slots=True)
class Distribution:
    """A file that was written.

    `path` is below the site's root, `format` its name for readers, `size` in bytes, `digest` the SHA-256 in hex.
    `subject` is the dataset that it is of, "" for the whole catalogue; `part` names a list of the collection, a code
    list or a language, or is "". `blank`: a form to fill in, with none of the data.
    """

    path: str
    format: str
    size: int
    digest: str
    subject: str = ""
    part: str = ""
    blank: bool = False

    @property
    def media_type(self) -> str:
        """The IANA media type."""
        return media_type(self.path).name


@dataclass(frozen=True, slots=True)
class Blank:
    """A form to fill in, made elsewhere, to be written and checksummed with the downloads.

    `name` is that of its file in the folder of the forms; the rest is as in `Distribution`.
    """

    name: str
    data: bytes
    format: str
    subject: str = ""


@dataclass(frozen=True)
class Publication:
    """What is published and when: a published catalogue with what was computed from it, and the time of the data.

    `sisters` are the catalogues of others that are handed on beside it: they are in none of its datasets.
    """

    catalogue: Catalogue
    market: Market
    history: History
    created: datetime
    sisters: Sequence[Sister] = ()

    @property
    def config(self) -> Config:
        return self.catalogue.config

    @property
    def moment(self) -> str:
        """The time of the data, ISO 8601 in UTC."""
        return self.created.isoformat().replace("+00:00", "Z")

    @cached_property
    def datasets(self) -> Sequence[Dataset]:
        """Every dataset, in the order in which they are listed."""
        return [*self._collections(), *self._data_tables(), *self._computed(), *self._code_lists()]

    @cached_property
    def by_subject(self) -> Mapping[str, Dataset]:
        return {one.subject: one for one in self.datasets}

    @property
    def tables(self) -> Iterator[Table]:
        """Every table of every dataset."""
        for dataset in self.datasets:
            yield from dataset.tables

    @cached_property
    def keys(self) -> Mapping[str, Keys]:
        """The keys of each table that hold, by the table's name."""
        return keys_that_hold(list(self.tables))

    def _collections(self) -> Iterator[Dataset]:
        for name, collection in self.catalogue.collections.items():
            schema = collection.schema
            yield Dataset(
                name,
                schema.label,
                schema.description,
                f"{name}/",
                tuple(collection_tables(self.catalogue, collection)),
                self.history.of_collections([collection]),
                f"{SCHEMAS}/{schema.path.rpartition('/')[2]}",
            )

    def _data_tables(self) -> Iterator[Dataset]:
        for name, table in self.catalogue.tables.items():
            yield Dataset(
                name,
                table.label,
                table.description,
                f"{TABLES}/{name}/",
                (data_table(self.catalogue, table),),
                self.history.of_all((), [table.path]),
                f"{SCHEMAS}/tables/{table.schema_path.rpartition('/')[2]}",
            )

    def _computed(self) -> Iterator[Dataset]:
        """Yield what is worked out from the records: it changes with any of them."""
        catalogue = self.catalogue
        dates = self.history.of_collections(catalogue.collections.values())
        if self.market.matches.settings:
            matches = matches_table(catalogue, self.market.matches)
            about = words(catalogue, "Pairs of a demand and a supply, with score and reasons.")
            yield Dataset(MATCHES_SUBJECT, matches.title, about, f"{MATCHES}/", (matches,), dates)
        if self.market.progress:
            tables = progress_tables(catalogue, self.market)
            about = words(catalogue, "How far each target has come: value, formula, status and reason.")
            yield Dataset(PROGRESS_SUBJECT, tables[0].title, about, f"{PROGRESS}/", tables, dates)
        for name, graph in catalogue.config.graphs.items():
            subject = GRAPH_SUBJECT + name
            nodes_and_edges = graph_tables(catalogue, name, ties_of(catalogue, graph))
            yield Dataset(subject, graph.title, graph.description, f"{GRAPHS}/{name}/", nodes_and_edges, dates)

    def _code_lists(self) -> Iterator[Dataset]:
        catalogue = self.catalogue
        lists = catalogue.vocabularies.values()
        if lists:
            yield Dataset(
                CODE_LISTS_SUBJECT,
                words(catalogue, "Code lists"),
                words(catalogue, "The codes by which records are filed, with labels, validity and successors."),
                f"{CODE_LISTS}/",
                tuple(vocabulary_table(catalogue, one) for one in lists),
                self.history.of_all((), [one.path for one in lists]),
            )


@dataclass(frozen=True, slots=True)
class Account:
    """What was written: the downloads in order, the paths of all files, and the CSV file of each table by its name."""

    distributions: list[Distribution] = field(default_factory=list)
    paths: set[str] = field(default_factory=set)
    csv: dict[str, Distribution] = field(default_factory=dict)


def _measured(data: bytes) -> tuple[int, str]:
    """Return the size and the SHA-256 of a file."""
    return len(data), hashlib.sha256(data).hexdigest()


class Writer:
    """Writes the files of a site that is being built, and keeps account of them."""

    def __init__(self, site: Path, csv: Mapping[str, Distribution] | None = None) -> None:
        """Write into the folder `site`; `csv` are the CSV files of tables that another writer has written."""
        self.site = site
        self.account = Account(csv=dict(csv or {}))

    @property
    def distributions(self) -> list[Distribution]:
        """Every download that was written so far, in order."""
        return self.account.distributions

    def take(self, other: Account) -> None:
        """Take over the account of another writer of the same site."""
        for path in sorted(other.paths):
            self._claim(path)
        self.account.distributions.extend(other.distributions)
        self.account.csv.update(other.csv)

    def write(self, name: str, data: bytes, file_format: str, subject: str = "", part: str = "") -> Distribution:
        """Write a download into the folder of the data."""
        return self.write_at(f"{DATA}/{name}", data, file_format, subject, part)

    def write_at(self, path: str, data: bytes, file_format: str, subject: str = "", part: str = "") -> Distribution:
        """Write a download that has an address of its own outside that folder, such as a calendar to subscribe to."""
        return self._download(data, Distribution(path, file_format, *_measured(data), subject, part))

    def write_blank(self, one: Blank) -> None:
        """Write a form to fill in."""
        path = f"{DATA}/{BLANKS}/{one.name}"
        self._download(one.data, Distribution(path, one.format, *_measured(one.data), one.subject, blank=True))

    def _download(self, data: bytes, one: Distribution) -> Distribution:
        self.put(one.path, data)
        self.distributions.append(one)
        return one

    def put(self, path: str, data: bytes) -> None:
        """Write a file that is no download of its own: it belongs to a page, or to a set of many.

        Two of one name would each be half described: that raises ValueError.
        """
        self._claim(path)
        file = self.site / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)

    def _claim(self, path: str) -> None:
        if path in self.account.paths:
            raise ValueError(f"two downloads have the name {path!r}: rename a collection, table or list")
        self.account.paths.add(path)

    def csv_of(self, table: Table) -> Distribution:
        """Return the CSV file of a table; KeyError where none was written."""
        return self.account.csv[table.name]

    def write_csv(self, table: Table, data: bytes, file_format: str) -> None:
        """Write the CSV file of a table, which is what other files describe."""
        self.account.csv[table.name] = self.write(f"{table.name}.csv", data, file_format, table.subject, table.part)

    def checksums(self) -> bytes:
        """Return the SHA-256 of every file in the folder of the data, as `sha256sum` writes and reads them."""
        found: Iterable[tuple[str, str]] = (
            (one.path.removeprefix(f"{DATA}/"), one.digest)
            for one in self.distributions
            if one.path.startswith(f"{DATA}/")
        )
        return "".join(f"{digest}  {name}\n" for name, digest in sorted(found)).encode()
