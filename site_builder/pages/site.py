"""What every page of one language shares: the catalogue, the words, and where things are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cached_property
from typing import Any

from site_builder.addresses import CATALOGUE_FILTER, OWN_CATALOGUE
from site_builder.config import Translated
from site_builder.history import History
from site_builder.i18n import Translator, translator
from site_builder.market import Market
from site_builder.pages.head import NOINDEX, Head, head_html, identity_html
from site_builder.pages.shell import PageTexts
from site_builder.pages.sitemap import Entry
from site_builder.pages.structured.about import NOTHING_SAID, About, Node
from site_builder.pages.structured.jsonld import script_element
from site_builder.pages.structured.page import common_facts, page_graph
from site_builder.records import Catalogue, Collection, Record, State, standing
from site_builder.sisters import Sister

ASSETS = "assets/catalogue"
"""Where the style sheets and scripts of the catalogue stand below the site's root."""


@dataclass(frozen=True)
class Site:
    """One language of the site. Addresses are relative to the language's root and end in `/`; "" is the home page."""

    catalogue: Catalogue
    language: str
    search_labels: str
    """The words of the search box and its results, as JSON for the client."""
    styles: tuple[str, ...]
    scripts: tuple[str, ...]
    """Style sheets and script modules that every page loads, as paths below the site's root."""
    market: Market
    history: History
    built: datetime
    """The time of the data."""
    guides: Mapping[str, str] = field(default_factory=dict)
    """Where the pages of prose stand into which something generated is set, by its mark: `fields` → `reference/`."""
    sisters: Sequence[Sister] = ()
    datasets: Mapping[str, Dataset] = field(default_factory=dict)
    """The datasets of the catalogue by their subjects."""

    @cached_property
    def say(self) -> Translator:
        return translator(self.language)

    @cached_property
    def rendered(self) -> dict[object, str]:
        """Pieces of HTML that recur on many pages, by what they are of."""
        return {}

    @cached_property
    def nodes(self) -> dict[object, Any]:
        """Structured data that recurs on many pages, and how records become it, by what it is of."""
        return {}

    @cached_property
    def groups(self) -> Sequence[tuple[str, Sequence[Collection]]]:
        """The collections by the groups of the catalogue, each with its label; those in none come last, under ""."""
        known = self.catalogue.collections
        groups = [
            (self.text(group.label), [known[name] for name in group.collections if name in known])
            for group in self.catalogue.config.groups
        ]
        grouped = {one.name for _, collections in groups for one in collections}
        groups.append(("", [one for name, one in known.items() if name not in grouped]))
        return [(label, collections) for label, collections in groups if collections]

    @property
    def path(self) -> str:
        """The language's folder below the site's root: "" or `en/`."""
        return self.catalogue.config.path(self.language)

    @property
    def own(self) -> Mapping[str, str]:
        """The filter that keeps a search to our own records; none where the search has no others."""
        return {CATALOGUE_FILTER: OWN_CATALOGUE} if self.sisters else {}

    def text(self, translated: Translated) -> str:
        """Return a text of the catalogue in this language, or else in the main one."""
        return self.catalogue.config.text(translated, self.language)

    def title(self, record: Record) -> str:
        """Return a record's title; its id where the title is missing."""
        return self.text(self.catalogue.title(record)) or record.id

    def foreign(self, record: Record) -> str | None:
        """Return the language of a record's title where that is not the page's: the record is not translated."""
        title = record.data.get(self.catalogue.schema(record).title)
        main = self.catalogue.config.language
        return main if isinstance(title, Mapping) and self.language not in title and main in title else None

    def summary(self, record: Record) -> str:
        """Return a record's summary, "" where it has none."""
        summary = record.data.get(self.catalogue.schema(record).summary)
        return self.text(summary) if isinstance(summary, Mapping) else str(summary or "")

    def warning(self, record: Record) -> str:
        """Return what a reader must know of how current a record is, "" where it is."""
        current = standing(self.catalogue, record)
        match current.state:
            case State.EXPIRED:
                return self.say("Expired ({date}).", date=self.say.date(current.ends))
            case State.OUT_OF_DATE:
                return self.say("Not confirmed since {date}.", date=self.say.date(current.confirmed))
        return ""

    def texts(  # noqa: PLR0913, PLR0917 — the parts of a page
        self,
        address: str,
        title: str,
        description: str,
        content: str,
        about: About = NOTHING_SAID,
        root: str | None = None,
    ) -> PageTexts:
        """Return what fills a page's shell; its twins in the other languages have the same address.

        `root` is given for a page that is served at any address, and so has none to state: it leads to the site's root.
        """
        config = self.catalogue.config
        up = to_root(self.path + address)
        languages = about.languages or config.languages
        paths = {code: config.path(code) + (address if code in languages else "") for code in config.languages}
        twins = {code: (up + path) or "./" for code, path in paths.items()}
        description = shorten(description) or title
        head = self._loaded(up if root is None else root)
        if root is not None:
            return PageTexts(title, description, address, head + NOINDEX, content, twins)
        addresses = {code: config.url + path for code, path in paths.items() if code in languages}
        url = addresses[self.language]
        if not about.indexed:
            head += identity_html(url, addresses) + NOINDEX
            return PageTexts(title, description, address, head, content, twins)
        name = self.text(config.title)
        head += head_html(Head(self.language, title, description, name, about.type, url, addresses, about.links))
        home = self.say("Home"), config.url + self.path
        head += script_element(page_graph(about, title, description, url, home, self._common_facts))
        return PageTexts(
            title, description, address, head, content, twins, Entry(url, about.modified or self.moment, addresses)
        )

    def _loaded(self, root: str) -> str:
        """Return the elements by which a page loads its style sheets and scripts."""
        return "".join([
            *[f'<link rel="stylesheet" href="{root}{path}">' for path in self.styles],
            *[f'<script type="module" src="{root}{path}"></script>' for path in self.scripts],
        ])  # fmt: skip

    @cached_property
    def _common_facts(self) -> Node:
        return common_facts(self.catalogue.config, self.language)

    @property
    def moment(self) -> str:
        """The time of the data, ISO 8601 in UTC."""
        return self.built.isoformat().replace("+00:00", "Z")


@dataclass(frozen=True, slots=True)
class Dataset:
    """A dataset as a portal lists it.

    `subject` is what its downloads name as the dataset that they are of (see `addresses`), `address` that of its page
    below the root of a language, `schema` the path below the site's root of the schema that it fits, "" for none.
    `issued` and `modified` are ISO 8601, "" where not known.
    """

    subject: str
    title: Translated
    description: Translated
    address: str
    issued: str = ""
    modified: str = ""
    schema: str = ""


@dataclass(frozen=True, slots=True)
class Download:
    """A file to download: its path below the site's root, its format's name, its size in bytes, its SHA-256 in hex and
    its media type.

    `subject` is the dataset that it is of (see `addresses`), "" for the whole catalogue. `part` names a list of the
    records, a code list or a language, or is "". `blank`: a form to fill in, with none of the data.
    """

    path: str
    format: str
    size: int
    digest: str
    media_type: str
    subject: str = ""
    part: str = ""
    blank: bool = False


def with_head(texts: PageTexts, *links: str) -> PageTexts:
    """Return a page with more in its head; `links` are HTML."""
    return replace(texts, head=texts.head + "".join(links))


def script(root: str, name: str) -> str:
    """Return the element that loads one of the catalogue's scripts; `root` leads to the site's root."""
    return f'<script type="module" src="{root}{ASSETS}/{name}"></script>'


def to_root(address: str) -> str:
    """Return the way up from a page to the root that its address is relative to: `../../` for `results/x/`."""
    return "../" * address.count("/")


def shorten(text: str, width: int = 160) -> str:
    """Return the beginning of a text, cut at a word, as search engines show a description."""
    text = " ".join(text.split())
    return text if len(text) <= width else text[:width].rsplit(" ", 1)[0].rstrip(",;.") + "…"
