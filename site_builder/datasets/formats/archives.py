"""CSV files in ZIP, with a read-me in every language and the licence: a collection with its lists, and everything."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from site_builder.addresses import CODE_LISTS_SUBJECT
from site_builder.config import Translated
from site_builder.datasets.citing import citation, licence_text
from site_builder.datasets.descriptions.package import package_bytes, resources
from site_builder.datasets.publication import Publication, Writer
from site_builder.datasets.tabular.tables import Table
from site_builder.i18n import translator

EVERYTHING = "all-csv.zip"

_README, _LICENCE, _PACKAGE = "README.txt", "LICENSE.txt", "datapackage.json"
_EARLIEST = datetime(1980, 1, 1)  # noqa: DTZ001 — the times in a ZIP file have no zone
_MODE = 0o100644 << 16
_ON_UNIX = 3


def write(publication: Publication, writer: Writer) -> None:
    """Write the archive of each collection with several tables, and that of all tables with their description."""
    created = publication.created
    for name, collection in publication.catalogue.collections.items():
        tables = publication.by_subject[name].tables
        if len(tables) > 1:
            files = _files(publication, writer, tables, collection.schema.label)
            writer.write(f"{name}.zip", zip_bytes(files, created), "CSV in ZIP", name)
    tables = tuple(publication.tables)
    files = _files(publication, writer, tables, {})
    files[_PACKAGE] = package_bytes(publication, resources(publication, writer))
    writer.write(EVERYTHING, zip_bytes(files, created), "CSV in ZIP")


def zip_bytes(files: Mapping[str, bytes], created: datetime) -> bytes:
    """Return an archive of files, by their names. Each has the time `created`, or the first that a ZIP can state."""
    time = max(created.replace(tzinfo=None), _EARLIEST).timetuple()[:6]
    stream = io.BytesIO()
    with ZipFile(stream, "w", ZIP_DEFLATED) as archive:
        for name, data in files.items():
            about = ZipInfo(name, time)
            about.compress_type, about.external_attr, about.create_system = ZIP_DEFLATED, _MODE, _ON_UNIX
            archive.writestr(about, data)
    return stream.getvalue()


def _files(publication: Publication, writer: Writer, tables: Sequence[Table], title: Translated) -> dict[str, bytes]:
    """Return what stands in an archive of tables; `title` is empty for that of all."""
    config = publication.config
    parts = ["\n".join(_readme(publication, tables, title, language)) for language in config.languages]
    code_lists = [table.part for table in tables if table.subject == CODE_LISTS_SUBJECT]
    csv = {path.rpartition("/")[2]: path for path in (writer.csv_of(table).path for table in tables)}
    return {
        _README: _text("\n\n".join(parts) + "\n"),
        _LICENCE: _text(licence_text(config, code_lists)),
        **{name: (writer.site / path).read_bytes() for name, path in csv.items()},
    }


def _readme(publication: Publication, tables: Sequence[Table], title: Translated, language: str) -> Iterator[str]:
    config, say = publication.config, translator(language)
    heading = " – ".join(filter(None, (config.text(title, language), config.text(config.title, language))))
    yield from (heading, "=" * len(heading), "")
    yield from (config.text(config.description, language), "", config.text(config.notice, language), "")
    for name, value in (
        (say("Publisher"), config.text(config.publisher.name, language)),
        (say("Address"), config.url),
        (say("Data as of"), say.date(publication.created.date().isoformat())),
        (say("Licence"), f"{config.licence.title}, {config.licence.url}"),
        (say("How to cite"), citation(publication, language)),
    ):
        yield f"{name}: {value}"
    yield ""
    yield say("All text is UTF-8. In a spreadsheet, import every column of a CSV file as text: codes begin with zeros.")
    yield from ("", say("Files, with the number of their rows") + ":")
    for table in tables:
        yield f"{table.name}.csv: {config.text(table.title, language)} ({say.number(len(table.rows))})"


def _text(text: str) -> bytes:
    """Return a text as every editor opens it, with line ends of both worlds."""
    return text.replace("\n", "\r\n").encode()
