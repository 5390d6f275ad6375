"""`README.md` of a snapshot: what it is, in every language of the catalogue."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from fnmatch import fnmatch

from site_builder.addresses import CODE_LISTS_SUBJECT, DATA
from site_builder.datasets import Publication
from site_builder.i18n import Translator, translator
from site_builder.snapshot.contents import CITATION, PACKAGE

README = "README.md"


def readme(publication: Publication, paths: Collection[str]) -> bytes:
    """Return the read-me of a bundle with files at some paths, as Markdown: a part a language, the main one first."""
    parts = [_part(publication, language, paths) for language in publication.config.languages]
    return "\n---\n\n".join("".join(f"{line}\n" for line in part) for part in parts).encode()


def _part(publication: Publication, language: str, paths: Collection[str]) -> Iterator[str]:
    catalogue, config, say = publication.catalogue, publication.config, translator(language)
    day, n = say.date(catalogue.today), say.number(sum(len(one.records) for one in catalogue.collections.values()))
    persons = any(one.schema.consent for one in catalogue.collections.values())
    yield f"# {config.text(config.title, language)}"
    for text in (
        config.text(config.description, language),
        say("What was published on {date}: {n} records.", date=day, n=n),
        config.text(config.notice, language),
        say("Records of persons are in no snapshot, since a consent may be withdrawn on any day.") if persons else "",
    ):
        if text:
            yield f"\n{text}"
    yield ""
    for name, value in (
        (say("Made by"), config.text(config.publisher.name, language)),
        (say("Address"), f"<{config.url}>"),
        (say("Licence"), f"[{config.licence.title}]({config.licence.url})"),
    ):
        yield f"- {name}: {value}"
    yield "\n## " + say("What is in it") + "\n"
    for pattern, about in _patterns(say):
        if any(fnmatch(path, pattern) for path in paths):
            yield f"- `{pattern}`: {about}"
    yield "\n## " + say("Main tables") + "\n"
    for dataset in publication.datasets:
        table = dataset.tables[0]
        if table.rows and dataset.subject != CODE_LISTS_SUBJECT:
            title = config.text(dataset.title, language)
            yield f"- `{DATA}/{table.name}.csv`: {title} ({say.number(len(table.rows))})"
    yield "\n## " + say("How to read it") + "\n"
    yield say("All text is UTF-8. In a spreadsheet, import every column of a CSV file as text: codes begin with zeros.")
    yield "\n```sh\nsha256sum --check SHA256SUMS\nfrictionless validate data/datapackage.json\n```"


def _patterns(say: Translator) -> Iterator[tuple[str, str]]:
    """Yield the patterns of paths in a bundle with what is there."""
    yield "data/*.csv", say("every table; a list within a record is a table of its own, and so is each code list")
    yield PACKAGE, say("what each table and column means, and how the tables are tied to each other (Data Package)")
    yield "data/*.jsonl", say("the records, one a line (JSON Lines)")
    yield "data/changes.jsonl", say("what happened to which record, and when")
    yield "schemas/*.json", say("what a record may hold (JSON Schema), and what a table may (Table Schema)")
    yield CITATION, say("how to cite the catalogue")
    yield "ro-crate-metadata.json", say("every file with its title, size, format and checksum (RO-Crate 1.1)")
    yield "SHA256SUMS", say("the checksum of every file")
