"""`catalogue.sqlite`: everything as one SQLite database (https://www.sqlite.org), with types and keys that it enforces.

Tables are called as their files are; each has a view in each language, `<table>_<language>`. Beside them stand `about`,
`labels`, `records` and the index over these, `search`; where a table of the catalogue has such a name, ours gives way
and gets a number.

STRICT tables need SQLite 3.37 and the index its extension FTS5, to write them and to read them.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing

from site_builder.datasets.formats.sqlite.about import write_about, write_labels
from site_builder.datasets.formats.sqlite.naming import names_of
from site_builder.datasets.formats.sqlite.search import write_search
from site_builder.datasets.formats.sqlite.tables import write_tables
from site_builder.datasets.formats.sqlite.views import write_views
from site_builder.datasets.publication import Publication, Writer

DATABASE = "catalogue.sqlite"


def write(publication: Publication, writer: Writer) -> None:
    """Write the database."""
    writer.write(DATABASE, sqlite_bytes(publication), "SQLite")


def sqlite_bytes(publication: Publication) -> bytes:
    """Return the database as the bytes of its file: the same for the same publication and version of SQLite."""
    names = names_of(list(publication.tables), publication.config.languages)
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as database:
        database.execute("PRAGMA page_size = 1024")  # a table takes a page at least, and most have few rows
        database.execute("BEGIN")
        write_tables(database, publication, names)
        write_views(database, publication, names)
        write_about(database, publication, names)
        write_labels(database, publication, names)
        write_search(database, publication, names)
        database.execute("COMMIT")
        return database.serialize()
