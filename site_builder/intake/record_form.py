"""The template of a record: a YAML file with every field of its collection, explained where it stands.

A required line holds no value, so that an unfilled template never passes as a record: the check asks for each. Every
other line is a comment by its first sign, `#`; taking the sign away leaves the line at its right indentation. Lines
with `##` explain.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain

import yaml

from site_builder.i18n import translator
from site_builder.intake.examples import accepts, concepts, examples
from site_builder.intake.wording import BETWEEN, Say, in_languages, sayer, side_by_side
from site_builder.records import Catalogue, Collection, CollectionSchema, Field, Json, Shape
from site_builder.records.schema_walk import Resolver

ALL_CODES, FIRST_CODES = 15, 6
"""A code list no longer than the first is named whole; of a longer one, as many codes as the second says."""


@dataclass(frozen=True, slots=True)
class _Form:
    """What every line of a template draws on."""

    catalogue: Catalogue
    resolver: Resolver
    say: Say


@dataclass(frozen=True, slots=True)
class _Part:
    """A field of a record, or of a group in it: the subschema of one value, the file of that, and examples.

    `least` is the number of values that it needs, where it holds a list; `one_of` are the fields of which one at least
    is needed, this one among them; `sometimes`: a rule of the schema asks for it under some condition.
    """

    field: Field
    node: Mapping[str, Json]
    file: str
    least: int = 1
    examples: Sequence[Json] = ()
    one_of: Sequence[str] = ()
    sometimes: bool = False


def record_form(catalogue: Catalogue, collection: Collection) -> str:
    """Return the template of a record of a collection: its fields in the order of the record page."""
    schema = collection.schema
    say = sayer(catalogue.config.languages)
    form = _Form(catalogue, Resolver(catalogue.schemas), say)
    # Whatever the schema says, the check wants a person's consent.
    fields = [replace(one, required=one.required or one.name == schema.consent) for one in schema.fields]
    parts = {part.field.name: part for part in _parts(form, fields, schema.document, _file(schema))}
    lines = [*_head(catalogue, schema)]
    for label, names in _sections(catalogue, schema):
        lines += ["", f"## ───── {label} ─────"] if label else []
        for name in names:
            lines += ["", *_lines(form, parts[name], 0, live=parts[name].field.required)]
    return "\n".join([*lines, ""])


def _file(schema: CollectionSchema) -> str:
    return schema.path.rpartition("/")[2]


def _sections(catalogue: Catalogue, schema: CollectionSchema) -> Iterator[tuple[str, Sequence[str]]]:
    """Yield the sections of the record page with their fields; before them, without a heading, those in none."""
    sections = [
        (side_by_side(catalogue.config, section.label), [field.name for field in section.fields])
        for section in schema.sections
    ]
    placed = {name for _, names in sections for name in names}
    yield "", [field.name for field in schema.fields if field.name not in placed]
    yield from sections


def _alternatives(node: Mapping[str, Json]) -> Mapping[str, Sequence[str]]:
    """Return the properties of which a group needs one, by each of their names (`anyOf` of `required`)."""
    found: dict[str, Sequence[str]] = {}
    for key in ("anyOf", "oneOf"):
        branches = [branch.get("required", ()) for branch in node.get(key, ())]
        if branches and all(branches):
            names = tuple(dict.fromkeys(chain.from_iterable(branches)))
            found |= dict.fromkeys(names, names)
    return found


def _conditional(node: Mapping[str, Json]) -> Iterator[str]:
    """Yield the properties that a group needs where some other value asks for them."""
    for branch in (node, *node.get("allOf", ())):
        for key in ("then", "else"):
            yield from branch.get(key, {}).get("required", ())
        yield from chain.from_iterable(branch.get("dependentRequired", {}).values())


def _parts(form: _Form, fields: Sequence[Field], node: Mapping[str, Json], file: str) -> Iterator[_Part]:
    """Yield the fields of a record or group, of which `node` is the subschema."""
    alternatives, conditional = _alternatives(node), set(_conditional(node))
    for field in fields:
        one, place = form.resolver.resolve(node["properties"][field.name], file)
        least = 1
        if field.many and field.shape is not Shape.TRANSLATED:  # a translated list is a map of lists
            least = max(1, one.get("minItems", 1))
            one, place = form.resolver.resolve(one.get("items", {}), place)
        values = examples(form.catalogue, field, one, least)
        one_of = alternatives.get(field.name, ())
        yield _Part(field, one, place, least, values, one_of, sometimes=field.name in conditional)


def _coding_parts(form: _Form, part: _Part) -> list[_Part]:
    """Return the parts of a code with its scheme, with one and the same code for an example."""
    parts = list(_parts(form, part.field.fields, part.node, part.file))
    names = {one.field.name: one for one in parts}
    for concept in concepts(form.catalogue, part.field):
        stated = {"scheme": concept.scheme, "code": concept.code}
        if all(accepts(names[name].node, value) for name, value in stated.items() if name in names):
            found = {name: (value,) for name, value in stated.items()}
            return [replace(one, examples=found.get(one.field.name, one.examples)) for one in parts]
    return parts


# Lines


def _head(catalogue: Catalogue, schema: CollectionSchema) -> Iterator[str]:
    """Yield what stands above the fields: in each language what the file is and how it is filled in."""
    config = catalogue.config
    folder = f"catalogue/{schema.name}/"
    for number, language in enumerate(config.languages):
        say = translator(language)
        if number:
            yield "##"
        yield _prose(say("Template of a record of “{collection}”", collection=config.text(schema.label, language)))
        yield _prose(say("Save it in {folder}, named after the record's identifier, ending in .yml.", folder=folder))
        yield _prose(say("Lines without # are required: write the value after the colon or the hyphen."))
        yield _prose(say("A line that has indented lines below it stays as it is."))
        yield _prose(say("As long as a required value is missing, the record does not pass the check."))
        yield _prose(say("Lines with one # are optional: take the # away, not the spaces after it, and fill them in."))
        yield _prose(say("Lines with ## explain. You may leave or delete lines that you do not use."))
        yield _prose(say("Put dates, codes of digits, and texts with a colon in single quotes: '2026-12-31'."))
        if schema.consent:
            yield _prose(say("About a person: only with that person's explicit consent, recorded in this file."))
        if config.repository:
            yield _prose(say("Send it to {address}", address=config.repository))


def _prose(text: str, indent: int = 0) -> str:
    return f"{' ' * indent}## {text}"


def _code(text: str, indent: int, *, live: bool) -> str:
    return f"{'' if live else '#'}{' ' * indent}{text}"


def _yaml(value: Json) -> str:
    """Return a plain value as YAML on one line; a text that a reader of YAML may take for something else is quoted."""
    # PyYAML leaves 0118 as it is, which is a number to YAML 1.2.
    quoted = isinstance(value, str) and value[:1].isdigit()
    text = yaml.safe_dump(value, allow_unicode=True, width=float("inf"), default_style="'" if quoted else None)
    return text.removesuffix("\n").removesuffix("\n...")


def _lines(form: _Form, part: _Part, indent: int, *, live: bool) -> Iterator[str]:
    """Yield a field: what explains it, then its key with what is below it; commented out where it is not `live`."""
    field = part.field
    yield from (_prose(text, indent) for text in _explained(form, part))
    yield _code(f"{_yaml(field.name)}:", indent, live=live)
    if field.shape is Shape.TRANSLATED:
        for language in part.node.get("properties", {}):
            shown = live and language in part.node.get("required", ())
            yield _code(f"{_yaml(language)}:", indent + 2, live=shown)
            if field.many:
                yield _code("-", indent + 4, live=shown)
        return
    inner = _coding_parts if field.shape is Shape.CODING else _group_parts
    for _ in range(part.least if field.many else 1):
        if field.many:
            yield _code("-", indent + 2, live=live)
        for one in inner(form, part):
            yield from _lines(form, one, indent + (4 if field.many else 2), live=live and one.field.required)


def _group_parts(form: _Form, part: _Part) -> list[_Part]:
    return list(_parts(form, part.field.fields, part.node, part.file)) if part.field.fields else []


def _explained(form: _Form, part: _Part) -> Iterator[str]:
    config, say, field = form.catalogue.config, form.say, part.field
    label = side_by_side(config, field.label) or field.name
    traits = list(_traits(form, part))
    yield f"{label} ({'; '.join(traits)})" if traits else label
    yield from in_languages(config, field.help)
    if field.vocabulary:
        yield from _codes(form, part)
    if field.refers_to:
        yield _stated(say("The identifier of a record in"), f"catalogue/{field.refers_to}/")
    yield from _limits(form, part)
    if part.examples:
        yield _stated(say("Example"), ", ".join(map(_yaml, part.examples)))


def _stated(what: str, value: str) -> str:
    return f"{what}: {value}"


def _traits(form: _Form, part: _Part) -> Iterator[str]:
    field, say = part.field, form.say
    if field.required:
        yield say("required")
    if part.one_of:
        yield _stated(say("at least one of"), ", ".join(part.one_of))
    if part.sometimes and not field.required:
        yield say("required in some cases")
    if field.many:
        yield say("several") + (f", ≥ {part.least}" if part.least > 1 else "")
    if field.personal:
        yield say("personal data")
    if field.internal:
        yield say("not published")


def _limits(form: _Form, part: _Part) -> Iterator[str]:
    node, say = part.node, form.say
    bounds = [f"{sign} {node[key]}" for key, sign in (("minimum", "≥"), ("maximum", "≤")) if key in node]
    if bounds:
        yield ", ".join(bounds)
    if node.get("format") == "partial-date":
        yield say("As far as it is known: the day, the month, or the year alone.")
    if "enum" in node and not part.field.vocabulary:
        yield _stated(say("One of"), ", ".join(map(_yaml, node["enum"])))
    if "pattern" in node and part.field.shape is Shape.TEXT and not part.examples and not accepts(node, "Aa 1"):
        yield _stated(say("Of the form"), node["pattern"])


def _codes(form: _Form, part: _Part) -> Iterator[str]:
    """Yield the codes that a field takes: all of a short list, the first of a long one."""
    field, catalogue, say = part.field, form.catalogue, form.say
    vocabulary = catalogue.vocabularies.get(field.vocabulary or "")
    if vocabulary is None:
        return
    grouped = field.shape is Shape.CODING
    known = [one for one in concepts(catalogue, field) if grouped or accepts(part.node, one.code)]
    shown = known if len(known) <= ALL_CODES else known[:FIRST_CODES]
    yield _stated(say("Codes"), vocabulary.path)
    for concept in shown:
        code = _yaml(concept.code)
        code = f"{{scheme: {_yaml(concept.scheme)}, code: {code}}}" if grouped else code
        label = side_by_side(catalogue.config, concept.labels)
        yield f"  {code}{BETWEEN if label else ''}{label}"
    for scheme, about in vocabulary.patterns.items():
        yield f"  {scheme}: {side_by_side(catalogue.config, about.title)}; {about.pattern}"
    if len(shown) < len(known):
        yield "  … " + say("{n} more", n=len(known) - len(shown))
