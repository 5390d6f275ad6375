"""Every code is in the code list that its field draws on, and was valid at the time that its record or row is of."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from site_builder import problems
from site_builder.checks.walk import apply, apply_to_tables
from site_builder.problems import Kind, Pointer, Problem
from site_builder.records import Catalogue, Concept, DataTable, Field, Json, Record, Shape, Vocabulary
from site_builder.records.explaining import hint
from site_builder.records.reading.csv_reading import Cell
from site_builder.records.reading.wording import shorten

Found = tuple[Kind, tuple[str, ...], Mapping[str, object]]
"""A kind of problem, the part of the value that it is about, and its values."""


def check(catalogue: Catalogue, root: Path) -> Iterator[Problem]:
    yield from apply(_in_record, catalogue)
    yield from apply_to_tables(_in_cell, catalogue, root)


def _in_record(catalogue: Catalogue, record: Record, field: Field, pointer: Pointer, value: Json) -> Iterator[Problem]:
    for kind, part, values in _wrong(catalogue, field, value, catalogue.moment(record)):
        yield Problem(kind, record.path, (*pointer, *part), values=values)


def _in_cell(
    catalogue: Catalogue, table: DataTable, field: Field, row: Mapping[str, Cell], value: str
) -> Iterator[Problem]:
    dated = row.get(table.dated_by or "")
    moment = dated.text if dated else ""
    cell = row[field.name]
    scheme = row.get(f"{field.name}_scheme")
    coded: Json = {"code": value, "scheme": scheme.text} if scheme and scheme.text else value
    for kind, _, values in _wrong(catalogue, field, coded, moment):
        yield Problem(kind, table.path, line=cell.line, column=cell.column, values=values)


def _wrong(catalogue: Catalogue, field: Field, value: Json, moment: str) -> Iterator[Found]:
    """Yield what is wrong with a code (or a group of scheme and code) of a record or row of a certain time."""
    vocabulary = catalogue.vocabularies.get(field.vocabulary or "")
    if vocabulary is None or not vocabulary.schemes:
        return  # a code list without a code has a problem of its own
    grouped = isinstance(value, Mapping)
    code, scheme = (value.get("code"), value.get("scheme")) if grouped else (value, None)
    if not isinstance(code, str) or not isinstance(scheme, str | None):
        return  # the schema check says so
    part = ("code",) if field.shape is Shape.CODING else ()
    if scheme is not None and scheme not in vocabulary.schemes:
        hint_vi, hint_en = hint(scheme, vocabulary.schemes)
        values = {
            "vocabulary": vocabulary.name,
            "scheme": shorten(scheme),
            "allowed": ", ".join(vocabulary.schemes),
            "hint_vi": hint_vi,
            "hint_en": hint_en,
        }
        yield problems.UNKNOWN_SCHEME, ("scheme",) if part else (), values
    elif (concept := vocabulary.find(code, scheme)) is None:
        yield problems.UNKNOWN_CODE, part, no_such_code(vocabulary, code, scheme)
    elif moment and (bounds := _out_of_validity(concept, moment)):
        values = {"code": shorten(code), "label": shorten(label_of(catalogue, concept)), "moment": shorten(moment)}
        yield problems.CODE_OUT_OF_VALIDITY, part, {**values, **bounds, **_instead(catalogue, vocabulary, concept)}


def no_such_code(vocabulary: Vocabulary, code: str, scheme: str | None) -> dict[str, object]:
    """Return what the problem of an unknown code says."""
    hint_vi, hint_en = hint(code, [key for owner, key in vocabulary.concepts if scheme in {None, owner}])
    return {
        "code": shorten(code),
        "vocabulary": vocabulary.name,
        "scheme_vi": f", hệ mã {shorten(scheme)}" if scheme else "",
        "scheme_en": f", scheme {shorten(scheme)}" if scheme else "",
        "hint_vi": hint_vi,
        "hint_en": hint_en,
    }


def _out_of_validity(concept: Concept, moment: str) -> Mapping[str, object] | None:
    """Return in words how a code was not valid at a time, or None where it was."""
    if concept.ended_before(moment):
        return {"bound_vi": f"chỉ dùng đến {concept.valid_until}", "bound_en": f"ended on {concept.valid_until}"}
    if concept.begins_after(moment):
        return {"bound_vi": f"chỉ có từ {concept.valid_from}", "bound_en": f"begins on {concept.valid_from}"}
    return None


def _instead(catalogue: Catalogue, vocabulary: Vocabulary, concept: Concept) -> Mapping[str, object]:
    """Return in words which code to use: the successors, or else the schemes that are in force today."""
    today = [one for one in vocabulary.today(concept) if one.key != concept.key]
    named = ", ".join(f"{one.scheme}:{one.code} ({label_of(catalogue, one)})" for one in today[:5])
    schemes = [scheme for scheme in vocabulary.schemes if scheme != concept.scheme]
    if not named and not schemes:
        return {"mend_vi": "hãy kiểm tra lại mã và ngày", "mend_en": "look at the code and the date again"}
    named = named or ", ".join(schemes)
    return {"mend_vi": f"hãy dùng {shorten(named, 200)}", "mend_en": f"use {shorten(named, 200)}"}


def label_of(catalogue: Catalogue, concept: Concept) -> str:
    """Return what a concept is called in the main language; its code where it has no label."""
    return catalogue.config.text(concept.labels, catalogue.config.language) or concept.code
