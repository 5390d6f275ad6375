"""Whether a row or a record meets the conditions of a target."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence

from site_builder.market.targets.goals import Condition
from site_builder.records import Catalogue, Concept, Field, Json, Vocabulary, values_of
from site_builder.records.vocabulary import ConceptKey

Data = Mapping[str, Json]
Test = Callable[[Data], bool]
"""Whether a row, a record or an item of a list meets conditions."""


def test_of(catalogue: Catalogue, fields: Sequence[Field], conditions: Sequence[Condition]) -> Test:
    """Return the test for whether data with these fields meet all of the conditions; without conditions, all do."""
    tests = [_test(catalogue, fields, condition) for condition in conditions]
    return lambda data: all(test(data) for test in tests)


def _test(catalogue: Catalogue, fields: Sequence[Field], condition: Condition) -> Test:
    field = field_named(fields, condition.column)
    if field is None:
        return lambda _: False
    if condition.under:
        units = units_within(catalogue.vocabularies.get(field.vocabulary or ""), condition.under)
        return lambda data: any(key in units for key in _keys(catalogue, field, data))
    if condition.vocabulary:
        codes = {code for _, code in catalogue.vocabularies[condition.vocabulary].concepts}
        return lambda data: any(text in codes for text in texts_of(field, data))
    values = frozenset(condition.values)
    return lambda data: any(text in values for text in texts_of(field, data))


def field_named(fields: Sequence[Field], name: str) -> Field | None:
    """Return the field of a name, or None."""
    return next((field for field in fields if field.name == name), None)


def texts_of(field: Field, data: Data) -> Iterator[str]:
    """Yield the values of a field as texts: the code of a code with its scheme, `true` or `false`."""
    for value in values_of(field, data):
        if isinstance(value, bool):
            yield str(value).lower()
        elif isinstance(value, Mapping):
            yield str(value.get("code", ""))
        else:
            yield str(value)


def _keys(catalogue: Catalogue, field: Field, data: Data) -> Iterator[ConceptKey]:
    for value in values_of(field, data):
        if concept := catalogue.concept(field, value):
            yield concept.key


def units_within(vocabulary: Vocabulary | None, under: tuple[str | None, str]) -> frozenset[ConceptKey]:
    """Return a unit, those below it, and those that took the place of nothing but such units.

    A province that two provinces became is within neither; a ward that was made of one of them alone is.
    """
    scheme, code = under
    unit = vocabulary.find(code, scheme) if vocabulary else None
    if vocabulary is None or unit is None:
        return frozenset()
    within = {one.key for one in vocabulary.concepts.values() if unit in vocabulary.lineage(one)}
    before = _predecessors(vocabulary)
    waiting = list(within)
    while waiting:
        for key in vocabulary.concepts[waiting.pop()].successors:
            if key not in within and key in vocabulary.concepts and before[key] <= within:
                within.add(key)
                waiting.append(key)
    return frozenset(within)


def _predecessors(vocabulary: Vocabulary) -> Mapping[ConceptKey, set[ConceptKey]]:
    found: defaultdict[ConceptKey, set[ConceptKey]] = defaultdict(set)
    for concept in vocabulary.concepts.values():
        for key in concept.successors:
            found[key].add(concept.key)
    return found


def concept_of(catalogue: Catalogue, field: Field, code: str) -> Concept | None:
    """Return the concept of a code of a field's vocabulary."""
    vocabulary = catalogue.vocabularies.get(field.vocabulary or "")
    return vocabulary.find(code) if vocabulary else None
