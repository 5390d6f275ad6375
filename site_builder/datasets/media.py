"""The media types of the files of a site, by the ending of their names, and what else describes a format."""

from __future__ import annotations

from dataclasses import dataclass

_FILE_TYPES = "http://publications.europa.eu/resource/authority/file-type/"


@dataclass(frozen=True, slots=True)
class MediaType:
    """A format: its IANA media type (https://www.iana.org/assignments/media-types/) and the address of its term in the
    European Union's list of file types, "" where that has none."""

    name: str
    file_type: str = ""

    @property
    def content_type(self) -> str:
        """The value of the header `Content-Type`: a text says that it is UTF-8, other formats say so themselves."""
        return f"{self.name}; charset=utf-8" if self.name.startswith("text/") else self.name


MEDIA_TYPES: dict[str, MediaType] = {
    ".atom": MediaType("application/atom+xml", f"{_FILE_TYPES}ATOM"),
    ".bib": MediaType("application/x-bibtex"),
    ".cff": MediaType("application/yaml"),
    ".csv": MediaType("text/csv", f"{_FILE_TYPES}CSV"),
    ".geojson": MediaType("application/geo+json", f"{_FILE_TYPES}GEOJSON"),
    ".graphml": MediaType("application/graphml+xml", f"{_FILE_TYPES}XML"),
    ".ics": MediaType("text/calendar", f"{_FILE_TYPES}ICS"),
    ".json": MediaType("application/json", f"{_FILE_TYPES}JSON"),
    ".jsonl": MediaType("application/jsonl", f"{_FILE_TYPES}JSON"),
    ".jsonld": MediaType("application/ld+json", f"{_FILE_TYPES}JSON_LD"),
    ".md": MediaType("text/markdown"),
    ".parquet": MediaType("application/vnd.apache.parquet", f"{_FILE_TYPES}PARQUET"),
    ".rdf": MediaType("application/rdf+xml", f"{_FILE_TYPES}RDF_XML"),
    ".ris": MediaType("application/x-research-info-systems"),
    ".sqlite": MediaType("application/vnd.sqlite3"),
    ".ttl": MediaType("text/turtle", f"{_FILE_TYPES}RDF_TURTLE"),
    ".txt": MediaType("text/plain", f"{_FILE_TYPES}TXT"),
    ".xlsx": MediaType("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", f"{_FILE_TYPES}XLSX"),
    ".xml": MediaType("application/xml", f"{_FILE_TYPES}XML"),
    ".yml": MediaType("application/yaml"),
    ".zip": MediaType("application/zip", f"{_FILE_TYPES}ZIP"),
}
"""Every format that a site has beside its pages."""

PAGE_TYPES: dict[str, MediaType] = {
    ".css": MediaType("text/css"),
    ".html": MediaType("text/html"),
    ".ico": MediaType("image/x-icon"),
    ".js": MediaType("text/javascript"),
    ".png": MediaType("image/png"),
    ".svg": MediaType("image/svg+xml"),
    ".webp": MediaType("image/webp"),
    ".woff": MediaType("font/woff"),
    ".woff2": MediaType("font/woff2"),
}
"""What the pages themselves are made of."""


def media_type(path: str) -> MediaType:
    """Return the format of a file by its name; one without an ending that we know is plain text."""
    ending = "." + path.rpartition("/")[2].rpartition(".")[2]
    return MEDIA_TYPES.get(ending) or PAGE_TYPES.get(ending) or MEDIA_TYPES[".txt"]
