"""Where things are: the addresses that a catalogue promises to keep, each made in one place.

What is a thing and not a page about it (a dataset, the publisher, a concept) has the address of its page with a
fragment, so that every address leads to a page. See "Cool URIs for the Semantic Web", https://www.w3.org/TR/cooluris/.
"""

from __future__ import annotations

import re
from urllib.parse import quote

from site_builder.config import Config

DATA = "data"
"""The folder of the downloads."""
API = "api/v1"
SCHEMAS = "schemas"
CODE_LISTS = "vocabularies"
TABLES = "tables"
GRAPHS = "graphs"
MATCHES = "matches"
PROGRESS = "progress"
CHANGES = "changes"
SNAPSHOTS = "snapshots"
SISTERS = "sisters"
"""Folders below the site's root (of pages: below the root of each language)."""

FEED = "feed.atom"
LINKSET = "linkset.json"
"""Files at the site's root that a language, or a collection, has one of as well."""

RECORD_JSON = "record.json"
RECORD_JSONLD = "record.jsonld"
RECORD_BIBTEX = "record.bib"
RECORD_RIS = "record.ris"
RECORD_CSL = "record.csl.json"
"""The files beside the page of each record, in the main language's folder."""

GRAPH_SUBJECT = "graphs."
PROGRESS_SUBJECT = "market.progress"
MATCHES_SUBJECT = "matches"
CODE_LISTS_SUBJECT = "vocabularies"
SISTER_SUBJECT = "sisters."
"""What a file that is of no collection and no table is of."""

CATALOGUE_FILTER = "catalogue"
"""The parameter by which the address of a search names catalogues."""
OWN_CATALOGUE = "_own"
"""What stands there for our own: no sister catalogue can have this name."""

_FOLDER_NAME = re.compile(r"[A-Za-z0-9_-][A-Za-z0-9._-]{0,79}")


def catalogue_uri(config: Config) -> str:
    """Return the address of the catalogue as a thing."""
    return f"{config.url}#catalogue"


def publisher_uri(config: Config) -> str:
    """Return the address of who publishes the catalogue, as a thing."""
    return f"{config.url}#publisher"


def dataset_uri(config: Config, address: str) -> str:
    """Return the address of a dataset as a thing, by that of its page."""
    return f"{config.url}{address}#dataset"


def record_uri(config: Config, address: str) -> str:
    """Return the address of a record, by that of its page below the root of a language."""
    return config.url + address


def file_uri(config: Config, path: str) -> str:
    """Return the address of a file, or of a page, by its path below the site's root."""
    return config.url + quote(path)


def guid(config: Config, collection: str, first_id: str) -> str:
    """Return what tells a record from every other for ever: its address under the id that it had first."""
    return f"{config.url}{collection}/{first_id}/"


def scheme_uri(config: Config, scheme: str) -> str:
    """Return the address of a scheme of codes as a thing."""
    return f"{config.url}{CODE_LISTS}/{quote(scheme, safe='')}/#scheme"


def is_folder_name(text: str) -> bool:
    """Whether a text, such as a scheme of codes that a record names, may be the name of a folder or a file."""
    return _FOLDER_NAME.fullmatch(text) is not None


def concept_uri(config: Config, scheme: str, code: str) -> str:
    """Return the address of a concept: its place on the page of its scheme."""
    return f"{config.url}{CODE_LISTS}/{quote(scheme, safe='')}/#{quote(code, safe='')}"


def sister_page(name: str, collection: str = "", number: int = 1) -> str:
    """Return where a sister catalogue is shown, below the root of a language.

    The first page is of all its collections; a collection that is long goes on in pages of its own.
    """
    return f"{SISTERS}/{name}/" + (f"{collection}/{number}/" if number > 1 else "")


def sister_search(name: str) -> str:
    """Return where the search shows the records of one sister catalogue, below the root of a language."""
    return f"search/?{CATALOGUE_FILTER}={name}"
