"""The database is read back by SQLite itself: its rows, types and keys, its views in both languages, its index."""

from __future__ import annotations

import json
import re
import shutil
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from site_builder.datasets.formats.sqlite import sqlite_bytes
from site_builder.datasets.formats.sqlite.naming import names_of
from site_builder.datasets.tabular.tables import Table
from site_builder.records import Catalogue, Field, Record, Shape, read_catalogue
from site_builder.records.record import field_values
from site_builder.vietnamese import fold
from tests.examples_support import TODAY

from .conftest import CREATED, published_now, write_every_shape
from .reading import CASES, CATALOGUES, differences, filled, resources, tables_of, wanted

TYPES = {"integer": "INTEGER", "number": "REAL", "boolean": "INTEGER"}


@pytest.fixture(scope="module")
def databases(folders: dict[str, Path]) -> Iterator[dict[str, sqlite3.Connection]]:
    """The database of each catalogue, opened as it was published: nothing may write to it."""
    opened = {}
    for name, folder in folders.items():
        file = folder / "data/catalogue.sqlite"
        opened[name] = sqlite3.connect(f"{file.as_uri()}?mode=ro", uri=True)
        opened[name].row_factory = sqlite3.Row
    yield opened
    for database in opened.values():
        database.close()


def rows(database: sqlite3.Connection, table: str) -> list[dict[str, Any]]:
    return [dict(row) for row in database.execute(f'SELECT * FROM "{table}"')]


# The tables


@pytest.mark.parametrize(("catalogue", "collection"), CASES)
def test_every_value_of_every_record_is_there(
    catalogues: dict[str, Catalogue],
    folders: dict[str, Path],
    databases: dict[str, sqlite3.Connection],
    catalogue: str,
    collection: str,
) -> None:
    names = tables_of(folders[catalogue] / "data", collection)
    found = {name: filled(rows(databases[catalogue], name)) for name in names}
    there = wanted(catalogues[catalogue], collection)
    assert there.keys() <= found.keys()
    assert found == {name: there.get(name, []) for name in found}


@pytest.mark.parametrize("catalogue", CATALOGUES)
def test_every_table_holds_what_its_csv_file_holds(
    folders: dict[str, Path], databases: dict[str, sqlite3.Connection], catalogue: str
) -> None:
    data = folders[catalogue] / "data"
    for resource in resources(data):
        truths = {field["name"] for field in resource["schema"]["fields"] if field["type"] == "boolean"}
        found = [
            {name: bool(cell) if name in truths and cell is not None else cell for name, cell in row.items()}
            for row in rows(databases[catalogue], resource["path"].removesuffix(".csv"))
        ]
        assert differences(found, data / resource["path"]) == [], resource["name"]


@pytest.mark.parametrize("catalogue", CATALOGUES)
def test_it_is_sound_and_every_reference_leads_to_a_row(
    databases: dict[str, sqlite3.Connection], catalogue: str
) -> None:
    database = databases[catalogue]
    assert [row[0] for row in database.execute("PRAGMA integrity_check")] == ["ok"]
    assert database.execute("PRAGMA foreign_key_check").fetchall() == []


@pytest.mark.parametrize("catalogue", CATALOGUES)
def test_tables_are_strict_with_the_types_of_their_schemas(
    folders: dict[str, Path], databases: dict[str, sqlite3.Connection], catalogue: str
) -> None:
    database = databases[catalogue]
    strict = {row["name"] for row in database.execute("PRAGMA table_list") if row["strict"]}
    for resource in resources(folders[catalogue] / "data"):
        name = resource["path"].removesuffix(".csv")
        assert name in strict
        columns = database.execute(f'PRAGMA table_info("{name}")').fetchall()
        fields = resource["schema"]["fields"]
        assert [(one["name"], one["type"]) for one in columns] == [
            (field["name"], TYPES.get(field["type"], "TEXT")) for field in fields
        ]
        key = [one["name"] for one in sorted(columns, key=lambda one: one["pk"]) if one["pk"]]
        assert key == resource["schema"].get("primaryKey", [])


def test_references_of_the_package_are_foreign_keys_where_their_target_is_one_row(
    folders: dict[str, Path], databases: dict[str, sqlite3.Connection]
) -> None:
    """`red` stands in two schemes: a code without its scheme refers to no row of the two."""
    things = next(one for one in resources(folders["every shape"] / "data") if one["name"] == "things")
    stated = {tuple(key["fields"]) for key in things["schema"]["foreignKeys"]}
    keys: dict[int, list[str]] = {}
    for row in databases["every shape"].execute('PRAGMA foreign_key_list("things")'):
        keys.setdefault(row["id"], []).append(row["from"])
    assert {tuple(columns) for columns in keys.values()} == stated - {("colour",)}


def full(column: str, value: str) -> str:
    return f"UPDATE things SET {column} = {value} WHERE id = 'full'"


@pytest.mark.parametrize(
    "statement",
    [
        full("weight", "'heavy'"),
        full("count", "1.5"),
        full("sound", "2"),
        full("id", "NULL"),
        full("id", "'empty'"),
        full("parent", "'nobody'"),
        full("shade_code", "'green'"),
        "INSERT INTO \"things.parents\" (record, position, parents) VALUES ('nobody', 1, 'full')",
        "INSERT INTO \"things.parents\" (record, position, parents) VALUES ('full', 1, 'full')",
        "DELETE FROM things WHERE id = 'empty'",
    ],
)
def test_a_row_that_does_not_fit_is_refused(folders: dict[str, Path], tmp_path: Path, statement: str) -> None:
    file = shutil.copy(folders["every shape"] / "data/catalogue.sqlite", tmp_path)
    with closing(sqlite3.connect(file)) as database:
        database.execute("PRAGMA foreign_keys = ON")
        with pytest.raises(sqlite3.IntegrityError):
            database.execute(statement)


def test_a_row_that_fits_is_taken(folders: dict[str, Path], tmp_path: Path) -> None:
    file = shutil.copy(folders["every shape"] / "data/catalogue.sqlite", tmp_path)
    with closing(sqlite3.connect(file)) as database:
        database.execute("PRAGMA foreign_keys = ON")
        database.execute(full("parent", "'numbers'"))
        assert database.execute("PRAGMA foreign_key_check").fetchall() == []


# What it says of itself


@pytest.mark.parametrize("catalogue", CATALOGUES)
def test_every_table_and_column_has_its_label_in_every_language(
    catalogues: dict[str, Catalogue],
    folders: dict[str, Path],
    databases: dict[str, sqlite3.Connection],
    catalogue: str,
) -> None:
    languages = catalogues[catalogue].config.languages
    found = {
        (row["table_name"], row["column_name"]): {language: row[f"label_{language}"] for language in languages}
        for row in rows(databases[catalogue], "labels")
    }
    stated = {}
    for resource in resources(folders[catalogue] / "data"):
        name = resource["path"].removesuffix(".csv")
        stated[name, ""] = resource["titles"]
        stated |= {(name, field["name"]): field["titles"] for field in resource["schema"]["fields"]}
    assert found == stated


@pytest.mark.parametrize("catalogue", CATALOGUES)
def test_it_says_what_it_is(
    catalogues: dict[str, Catalogue], databases: dict[str, sqlite3.Connection], catalogue: str
) -> None:
    config = catalogues[catalogue].config
    said = {(row["name"], row["language"]): row["value"] for row in rows(databases[catalogue], "about")}
    for language in config.languages:
        assert said["title", language] == config.title[language]
        assert said["notice", language] == config.notice[language]
    assert said["licence", ""] == config.licence.title
    assert said["licence_url", ""] == config.licence.url
    assert said["created", ""] == CREATED.isoformat().replace("+00:00", "Z")


# The views


def shown(catalogue: Catalogue, field: Field, value: Any, language: str) -> Any:
    """What a reader of a language sees of a value."""
    if isinstance(value, list):
        if field.shape not in {Shape.CODE, Shape.CODING} or field.vocabulary not in catalogue.vocabularies:
            return None
        return " | ".join(shown(catalogue, field, one, language) for one in value)
    if field.shape is Shape.TRANSLATED:
        text: Any = catalogue.config.text({code: one for code, one in value.items() if one}, language)
        return " | ".join(text) if isinstance(text, list) else text
    concept = catalogue.concept(field, value) if field.vocabulary else None
    if concept:
        return catalogue.config.text(concept.labels, language) or concept.code
    if isinstance(value, Mapping):
        return value.get("code") or next(one for name, one in value.items() if name != "scheme")
    return value


def shown_columns(
    catalogue: Catalogue, fields: Sequence[Field], data: Mapping[str, Any], language: str, above: str = ""
) -> Iterator[tuple[str, Any]]:
    """What a record's row shows: labels of fields, and what stands there. Lists of groups have rows of their own."""
    for field in fields:
        value, label = data.get(field.name), catalogue.config.text(field.label, language)
        label = f"{above}: {label}" if above else label
        if field.shape is Shape.GROUP and not field.many:
            yield from shown_columns(catalogue, field.fields, value or {}, language, label)
        elif field.name != "id" and value not in (None, "", []):
            seen = shown(catalogue, field, value, language)
            if field.shape is Shape.CODING and not field.many:
                code = next(part for part in field.fields if part.name == "code")
                label = f"{label}: {catalogue.config.text(code.label, language)}"
            if seen is not None and seen != "":
                yield label, seen


@pytest.mark.parametrize("language", ["vi", "en"])
def test_views_show_texts_and_labels_in_their_language(
    catalogues: dict[str, Catalogue], databases: dict[str, sqlite3.Connection], language: str
) -> None:
    catalogue, compared = catalogues["real"], 0
    for collection in catalogue.collections.values():
        found = rows(databases["real"], f"{collection.name}_{language}")
        assert len(found) == len(collection.records)
        for row, record in zip(found, collection.records, strict=True):
            there = dict(shown_columns(catalogue, collection.schema.fields, record.data, language))
            assert {label: row[label] for label in there} == there, record.id
            compared += len(there)
    assert compared > 10 * sum(len(one.records) for one in catalogue.collections.values())


@pytest.mark.parametrize("catalogue", CATALOGUES)
def test_every_table_has_a_view_in_every_language_with_as_many_rows(
    catalogues: dict[str, Catalogue],
    folders: dict[str, Path],
    databases: dict[str, sqlite3.Connection],
    catalogue: str,
) -> None:
    database = databases[catalogue]
    for resource in resources(folders[catalogue] / "data"):
        name = resource["path"].removesuffix(".csv")
        there = len(rows(database, name))
        for language in catalogues[catalogue].config.languages:
            assert len(rows(database, f"{name}_{language}")) == there, name


def test_a_text_that_is_missing_is_shown_in_the_main_language(databases: dict[str, sqlite3.Connection]) -> None:
    """`empty` has a name in English only, and `full` an owner with a name in French only."""
    found = {row["Identifiant"]: row for row in rows(databases["every shape"], "things_fr")}
    labels = list(found["full"])
    assert found["empty"][labels[1]] == "Nothing"
    assert found["full"][labels[1]] == "Tout"
    in_english = {row["Identifier"]: list(row.values()) for row in rows(databases["every shape"], "things_en")}
    assert "Elle" in in_english["full"]


def test_columns_of_one_label_are_told_apart(databases: dict[str, sqlite3.Connection]) -> None:
    """In the synthetic catalogue every field has the same label."""
    (row, *_) = databases["every shape"].execute("SELECT * FROM things_en")
    assert len(set(row.keys())) == len(row.keys())
    assert "A label (weight)" in row.keys()  # noqa: SIM118 — a row of sqlite3 is no dictionary


def test_a_code_without_its_scheme_is_that_of_the_first_scheme_that_has_it(
    databases: dict[str, sqlite3.Connection],
) -> None:
    found = {row["Identifier"]: row for row in rows(databases["every shape"], "things_en")}
    assert found["full"]["A label (colour)"] == "Red"
    assert found["full"]["A label (colours)"] == "Blue | Red"


# The index


def find(database: sqlite3.Connection, query: str) -> list[tuple[str, str]]:
    """The records that a query finds, as the documentation says to ask."""
    asked = "SELECT collection, id FROM search WHERE search MATCH ? ORDER BY rank"
    return [(row["collection"], row["id"]) for row in database.execute(asked, [query])]


def text_of(catalogue: Catalogue, record: Record) -> str:
    """All words of a record's own texts, folded."""
    found = []
    for field, _, value in field_values(catalogue.schema(record).fields, record.data):
        if field.shape is Shape.TRANSLATED:
            found += [text for one in value.values() for text in (one if isinstance(one, list) else [one])]
        elif field.shape is Shape.TEXT and field.name != "scheme":
            found.append(str(value))
    return fold("\n".join(found))


@pytest.mark.parametrize("words", ["nuoc mam", "Nước mắm", "ho tieu", "chuyen doi so", "solar OR shrimp", "duong"])
def test_words_find_every_record_that_has_them_in_its_texts(
    catalogues: dict[str, Catalogue], databases: dict[str, sqlite3.Connection], words: str
) -> None:
    catalogue = catalogues["real"]
    every, any_of = (all, fold(words).split()) if " or " not in fold(words) else (any, fold(words).split(" or "))
    there = {
        record.key
        for record in catalogue.records
        if every(word in re.findall(r"\w+", text_of(catalogue, record)) for word in any_of)
    }
    assert there
    assert there <= set(find(databases["real"], words))


@pytest.mark.parametrize(("with_marks", "without"), [("đường", "duong"), ("Đổi mới", "doi moi"), ("đất", "dat")])
def test_a_word_with_marks_is_found_by_itself_and_without_them(
    databases: dict[str, sqlite3.Connection], with_marks: str, without: str
) -> None:
    exact = set(find(databases["real"], with_marks))
    assert exact
    assert exact <= set(find(databases["real"], without))


def test_the_index_folds_latin_letters_as_the_search_of_the_site_does(
    catalogues: dict[str, Catalogue], databases: dict[str, sqlite3.Connection]
) -> None:
    words = set()
    for record in catalogues["real"].records:
        found = re.findall(r"[^\W_]+", text_of(catalogues["real"], record))
        words |= {word for word in found if word.isascii()}
    memory = sqlite3.connect(":memory:")
    with closing(memory):
        databases["real"].backup(memory)
        memory.execute("CREATE VIRTUAL TABLE temp.words USING fts5vocab('main', 'search', 'row')")
        indexed = {term for (term,) in memory.execute("SELECT term FROM words")}
    assert words - indexed == set()


def test_a_word_in_the_title_comes_before_one_in_the_text(databases: dict[str, sqlite3.Connection]) -> None:
    asked = "SELECT title_vi FROM search WHERE search MATCH 'nuoc mam' ORDER BY rank LIMIT 3"
    for row in databases["real"].execute(asked):
        assert "nuoc mam" in fold(row["title_vi"])


def test_what_was_found_is_marked_in_the_text_as_it_is_written(databases: dict[str, sqlite3.Connection]) -> None:
    asked = "SELECT highlight(search, 3, '[', ']') FROM search WHERE search MATCH 'title_vi: mam' ORDER BY rank"
    titles = [row[0] for row in databases["real"].execute(asked)]
    assert titles
    assert all(re.search(r"\[[Mm]ắm\]", title) for title in titles)


def test_a_record_is_found_by_the_label_of_its_code_and_by_what_it_refers_to(
    databases: dict[str, sqlite3.Connection],
) -> None:
    assert ("things", "full") in find(databases["every shape"], "rouge")
    assert ("things", "full") in find(databases["every shape"], "texts: nothing")


def test_what_is_found_leads_to_the_page_of_the_record(
    folders: dict[str, Path], catalogues: dict[str, Catalogue], databases: dict[str, sqlite3.Connection]
) -> None:
    url = catalogues["real"].config.url
    for row in databases["real"].execute("SELECT url FROM search WHERE search MATCH 'nuoc'"):
        assert row["url"].startswith(url)
        assert (folders["real"] / row["url"].removeprefix(url) / "record.json").is_file()


@pytest.mark.parametrize("catalogue", CATALOGUES)
def test_it_searches_every_record(
    catalogues: dict[str, Catalogue], databases: dict[str, sqlite3.Connection], catalogue: str
) -> None:
    there = [record.key for record in catalogues[catalogue].records]
    assert [(row["collection"], row["id"]) for row in rows(databases[catalogue], "records")] == there


def test_datasette_searches_it_without_being_told_how(folders: dict[str, Path]) -> None:
    import asyncio

    from datasette.app import Datasette

    async def ask() -> Any:
        datasette = Datasette([str(folders["real"] / "data/catalogue.sqlite")])
        return await datasette.client.get("/catalogue/records.json?_search=nuoc+mam&_shape=array&_size=max")

    answer = asyncio.run(ask())
    assert answer.status_code == 200
    assert any("nước mắm" in str(row["title_vi"]).lower() for row in answer.json())


# Names


@pytest.fixture(scope="module")
def taken_names(tmp_path_factory: pytest.TempPathFactory) -> Iterator[sqlite3.Connection]:
    """The database of a catalogue with a collection that has a name of ours, and names that differ in case alone."""
    root = tmp_path_factory.mktemp("taken")
    write_every_shape(root)
    schema = json.loads((root / "schemas/things.schema.json").read_text("utf-8"))
    schema["properties"] = dict.fromkeys(("name", "Year", "year"), schema["properties"]["text"])
    (root / "schemas/about.schema.json").write_text(json.dumps(schema | {"required": []}), "utf-8")
    (root / "catalogue/about").mkdir()
    (root / "catalogue/about/one.yml").write_text("name: One\nYear: first\nyear: second\n", "utf-8")
    catalogue = read_catalogue(root, TODAY).catalogue
    assert catalogue
    with closing(sqlite3.connect(":memory:")) as database:
        database.deserialize(sqlite_bytes(published_now(catalogue)))
        yield database


def test_names_that_differ_in_case_alone_are_told_apart(taken_names: sqlite3.Connection) -> None:
    assert taken_names.execute("SELECT Year, year_2 FROM about").fetchall() == [("first", "second")]


def test_a_table_of_ours_gives_way_to_one_of_the_catalogue(taken_names: sqlite3.Connection) -> None:
    asked = "SELECT value FROM about_2 WHERE name = 'licence_url'"
    assert taken_names.execute(asked).fetchall() == [("https://example.org/l",)]


@pytest.mark.parametrize("name", ["search_data", "search_idx", "sqlite_things"])
def test_a_table_may_be_called_as_sqlite_calls_its_own(name: str) -> None:
    table = Table(name, {}, (), [], (), ())
    given = names_of([table], ["en"])
    with closing(sqlite3.connect(":memory:")) as database:
        database.execute(f"CREATE TABLE {given.tables[name]} (id TEXT)")
        database.execute(f"CREATE VIRTUAL TABLE {given.own['search']} USING fts5(words)")
