"""A contributor takes the template of a collection, fills it in, and it passes the check; unfilled it never does."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path

import pytest
import yaml

from site_builder import intake
from site_builder.build import check
from site_builder.problems import Problem, Severity
from site_builder.records import Catalogue, Field, read_catalogue
from site_builder.records.schema_walk import subschemas
from tests.examples_support import TODAY
from tests.intake.filling import filled, opened

TESTS = Path(__file__).parents[1]
CREATED = datetime(2026, 11, 25, tzinfo=UTC)
ROOTS = {
    "the catalogue of this repository": TESTS.parent,
    "plants, with a person and a table": TESTS / "examples" / "base",
    "museums in English and French": TESTS / "foreign" / "museums",
}


@pytest.fixture(scope="module", params=ROOTS)
def root(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    copy = tmp_path_factory.mktemp("root")
    for folder in ("catalogue", "schemas"):
        shutil.copytree(ROOTS[request.param] / folder, copy / folder)
    return copy


@pytest.fixture(scope="module")
def catalogue(root: Path) -> Catalogue:
    found = read_catalogue(root, TODAY).catalogue
    assert found
    return found


@pytest.fixture(scope="module")
def forms(catalogue: Catalogue) -> dict[str, str]:
    """The template of each collection."""
    made = intake.templates(catalogue, CREATED)
    return {one.subject: one.data.decode() for one in made if one.name.endswith(".yml")}


def problems_of(root: Path, records: dict[Path, str], monkeypatch: pytest.MonkeyPatch) -> Sequence[Problem]:
    """The problems of records that are added to a catalogue for as long as it is checked."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(int(datetime.fromisoformat(f"{TODAY}T12:00Z").timestamp())))
    try:
        for path, text in records.items():
            path.parent.mkdir(exist_ok=True)
            path.write_text(text, "utf-8")
        added = {path.relative_to(root).as_posix() for path in records}
        return [one for one in check(root).problems if one.path in added]
    finally:
        for path in records:
            path.unlink()


def test_every_collection_has_a_template(catalogue: Catalogue, forms: dict[str, str]) -> None:
    assert set(forms) == set(catalogue.collections)


def test_a_filled_template_passes_the_check(
    root: Path, catalogue: Catalogue, forms: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    records = {
        root / "catalogue" / name / "example.yml": filled(form)
        for name, form in forms.items()
        if not has_conditions(catalogue.collections[name].schema.document)
    }
    assert records
    problems = problems_of(root, records, monkeypatch)
    assert [f"{one.path}:{one.line}: {one.en}" for one in problems if one.kind.severity is Severity.ERROR] == []


def has_conditions(document: object) -> bool:
    """Whether what a record needs depends on its values, which no blank form can tell: the check does."""
    conditions = {"if", "dependentSchemas"}
    return any(conditions & set(node) for _, node in subschemas(document))


def test_an_unfilled_template_is_no_record(root: Path, forms: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> None:
    records = {root / "catalogue" / name / "example.yml": form for name, form in forms.items()}
    empty = {one.path for one in problems_of(root, records, monkeypatch) if one.kind.code == "empty-value"}
    assert empty == {path.relative_to(root).as_posix() for path in records}


def test_a_template_is_yaml_with_the_required_fields(catalogue: Catalogue, forms: dict[str, str]) -> None:
    for name, form in forms.items():
        schema = catalogue.collections[name].schema
        required = {field.name for field in schema.fields if field.required or field.name == schema.consent}
        assert set(yaml.safe_load(form)) == required


def test_with_its_optional_lines_opened_it_has_every_field(catalogue: Catalogue, forms: dict[str, str]) -> None:
    for name, form in forms.items():
        record = yaml.safe_load(opened(form))
        assert fields_without(record, catalogue.collections[name].schema.fields) == []


def fields_without(group: object, fields: Sequence[Field], above: str = "") -> Iterator[str] | list[str]:
    """The fields that a template has no line for."""
    if isinstance(group, list):
        group = group[0]
    if not isinstance(group, dict):
        return [above]
    missing = [f"{above}{field.name}" for field in fields if field.name not in group]
    for field in fields:
        if field.name in group and field.fields:
            missing += fields_without(group[field.name], field.fields, f"{above}{field.name}.")
    return missing


def test_every_field_is_named_in_the_languages_of_the_catalogue(catalogue: Catalogue, forms: dict[str, str]) -> None:
    for name, form in forms.items():
        for field in catalogue.collections[name].schema.fields:
            for language in catalogue.config.languages:
                assert field.label[language] in form
                assert " ".join(field.help.get(language, "").split()) in form


def test_the_fields_stand_in_the_order_of_the_page(catalogue: Catalogue, forms: dict[str, str]) -> None:
    for name, form in forms.items():
        written = re.findall(r"^#?([a-z_]+):$", form, re.MULTILINE)
        shown = [field.name for section in catalogue.collections[name].schema.sections for field in section.fields]
        assert [field for field in written if field in shown] == shown


def test_a_short_code_list_is_named_whole(tmp_path: Path) -> None:
    form = form_of(tmp_path, "plants")
    assert "## Các mã · Codes: catalogue/vocabularies/kinds.csv" in form
    assert "##   {scheme: kinds-2020, code: '101'} · Cây ăn quả · Fruit tree" in form
    assert "## Một trong · One of: red, yellow, white" in form


def test_of_a_long_code_list_the_first_are_named(tmp_path: Path) -> None:
    rows = [f"kinds-2020,,{code},Loại {code},,,,," for code in range(100, 150)]
    form = form_of(
        tmp_path,
        "plants",
        kinds=["scheme,version,code,label_vi,label_en,parent,valid_from,valid_until,successor", *rows],
    )
    assert "code: '105'} · Loại 105" in form
    assert "106" not in form
    assert "… còn 44 mã nữa · 44 more" in form


def test_codes_in_force_come_before_those_that_are_not(tmp_path: Path) -> None:
    form = form_of(tmp_path, "plants")
    assert form.index("scheme: kinds-2025") < form.index("scheme: kinds-2020")


def test_a_label_of_several_lines_cannot_write_a_line_of_its_own(tmp_path: Path) -> None:
    head = "scheme,version,code,label_vi,label_en,parent,valid_from,valid_until,successor"
    form = form_of(
        tmp_path, "plants", kinds=[head, 'kinds-2020,,101,"Cây\nid: khac",,,,,', 'kinds-2020,,"1: #x",Khác,,,,,']
    )
    assert "id: khac" not in form.splitlines()
    assert "code: '1: #x'" in form


def form_of(folder: Path, collection: str, kinds: Sequence[str] = ()) -> str:
    """The template of a collection of the plants, with another code list where one is given."""
    root = folder / "plants"
    shutil.copytree(TESTS / "examples" / "base", root)
    if kinds:
        (root / "catalogue" / "vocabularies" / "kinds.csv").write_text("\n".join(kinds) + "\n", "utf-8")
    catalogue = read_catalogue(root, TODAY).catalogue
    assert catalogue
    made = {one.name: one.data.decode() for one in intake.templates(catalogue, CREATED) if one.name.endswith(".yml")}
    return made[f"{collection}.yml"]
