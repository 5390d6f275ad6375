"""The values of a record as HTML: one small function a shape. What comes from a record is always escaped.

Pages are many and values many more, so HTML is put together as plain text of the type `Html`: a text that is not
`Html` yet goes through `escape`, which the type checker sees to.
"""

from __future__ import annotations

import html
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NewType
from urllib.parse import urlencode, urlsplit

from site_builder.pages.codes import code_address, label_of
from site_builder.pages.site import Site
from site_builder.records import Concept, Field, Json, Shape, facet_code, facet_name, values_of
from site_builder.records.schema import CollectionSchema

Html = NewType("Html", str)
"""Text that is safe to set into a page as it is."""

NOTHING = Html("")

_SAFE_SCHEMES = frozenset({"http", "https", "mailto"})


def escape(text: object) -> Html:
    """Return any value as text that is safe in HTML, in a double-quoted attribute too."""
    return Html(html.escape(str(text)))


def joined(parts: Iterable[Html], between: str = "") -> Html:
    """Join pieces of HTML; `between` is HTML, too."""
    return Html(between.join(parts))


def field_html(site: Site, field: Field, data: Mapping[str, Json], up: str) -> Html:
    """Return the values of a field, or an empty text where the record has none. `up` leads to the language's root."""
    values = values_of(field, data)
    if not values:
        return NOTHING
    if field.shape is Shape.GROUP and field.many and _is_tabular(field):
        return _table(site, field, values, up)
    render = _SHAPES[field.shape]
    if len(values) == 1:
        return render(site, field, values[0], up)
    items = joined(Html(f"<li>{render(site, field, value, up)}</li>") for value in values)
    return Html(f'<ul class="c-values">{items}</ul>')


def _text(_site: Site, _field: Field, value: Json, _up: str) -> Html:
    return escape(value)


def _translated(site: Site, _field: Field, value: Json, up: str) -> Html:
    if not isinstance(value, Mapping) or not value:
        return NOTHING
    main = site.catalogue.config.language
    language = site.language if site.language in value else main if main in value else next(iter(value))
    text = value[language]
    if isinstance(text, list):
        tags = joined(_tag(word, up) for word in text)
        content = Html(f'<ul class="c-tags">{tags}</ul>')
    else:
        content = paragraphs(str(text))
    return content if language == site.language else _as_fallback(site, language, content)


def _tag(word: str, up: str) -> Html:
    query = escape(urlencode({"q": word}))
    return Html(f'<li><a class="c-tag" href="{up}search/?{query}">{escape(word)}</a></li>')


def paragraphs(text: str) -> Html:
    """Return a text as HTML: blank lines part paragraphs; a text of one paragraph stands bare."""
    parts = [escape(" ".join(part.split())) for part in text.split("\n\n") if part.strip()]
    return parts[0] if len(parts) == 1 else joined(Html(f"<p>{part}</p>") for part in parts)


def _as_fallback(site: Site, language: str, content: Html) -> Html:
    note = escape(site.say("not yet translated"))
    return Html(f'<span lang="{escape(language)}">{content}</span> <small class="c-note">({note})</small>')


def _number(site: Site, _field: Field, value: Json, _up: str) -> Html:
    return escape(site.say.number(value))


def _boolean(site: Site, _field: Field, value: Json, _up: str) -> Html:
    return escape(site.say("yes") if value else site.say("no"))


def _date(site: Site, _field: Field, value: Json, _up: str) -> Html:
    return Html(f'<time datetime="{escape(value)}">{escape(site.say.date(value))}</time>')


def _link(_site: Site, _field: Field, value: Json, _up: str) -> Html:
    return link(value, urlsplit(value).netloc.removeprefix("www.") or value)


def link(address: str, text: str) -> Html:
    """Return a link to another site; an address of another scheme than http, https, mailto is shown as text."""
    if urlsplit(address).scheme not in _SAFE_SCHEMES:
        return escape(text)
    return Html(f'<a href="{escape(address)}" rel="nofollow noopener">{escape(text)}</a>')


def _code(site: Site, field: Field, value: Json, up: str) -> Html:
    concept = site.catalogue.concept(field, value)
    return escape(value) if concept is None else _concept(site, field, concept, up)


def _concept(site: Site, field: Field, concept: Concept, up: str) -> Html:
    """Return a concept's label, as a link to what else is filed under it; the same few recur on every page."""
    key = (facet_name(field), field.facet, concept.key, up)
    if key not in site.rendered:
        site.rendered[key] = _concept_anew(site, field, concept, up)
    return Html(site.rendered[key])


def _concept_anew(site: Site, field: Field, concept: Concept, up: str) -> Html:
    content = escape(label_of(site, concept))
    if address := code_address(site, field.vocabulary or "", concept):
        content = Html(f'<a href="{up}{escape(address)}">{content}</a>')
    elif field.facet is not None:
        vocabulary = site.catalogue.vocabularies[field.vocabulary or ""]
        filed = vocabulary.at_level(concept, field.facet)
        query = escape(urlencode({facet_name(field): facet_code(site.catalogue, field, filed)}))
        content = Html(f'<a href="{up}search/?{query}">{content}</a>')
    if site.language not in concept.labels and concept.labels:
        return _as_fallback(site, site.catalogue.config.language, content)
    return content


def _coding(site: Site, field: Field, value: Json, up: str) -> Html:
    """A code with its scheme; where the record keeps the words of its source, these first, then today's concept."""
    concept = site.catalogue.concept(field, value)
    vocabulary = site.catalogue.vocabularies.get(field.vocabulary or "")
    if concept is None or vocabulary is None:
        return escape(" ".join(str(part) for part in value.values()))
    today = joined((_concept(site, field, one, up) for one in vocabulary.today(concept)), ", ")
    own = [part.name for part in field.fields if part.name not in {"scheme", "code"} and part.name in value]
    if own:
        written = escape(", ".join(str(value[name]) for name in own))
        return Html(f'{written} <span class="c-today"><span>{escape(site.say("today"))}:</span> {today}</span>')
    return Html(f'{today} <span class="c-code" title="{escape(concept.scheme)}">{escape(concept.code)}</span>')


def _reference(site: Site, field: Field, value: Json, up: str) -> Html:
    record = site.catalogue.find(field.refers_to, value)
    if record is None:
        return escape(value)
    return Html(f'<a href="{up}{escape(record.address)}">{escape(site.title(record))}</a>')


def _group(site: Site, field: Field, value: Json, up: str) -> Html:
    """A group with a link and a text is that link; the rest of it follows."""
    parts = [part for part in field.fields if part.name in value]
    linked = next((part for part in parts if part.shape is Shape.LINK), None)
    named = next((part for part in parts if part.shape in {Shape.TEXT, Shape.TRANSLATED}), None)
    head = NOTHING
    if linked and named:
        text = value[named.name]
        head = link(value[linked.name], site.text(text) if isinstance(text, Mapping) else text)
        parts = [part for part in parts if part not in (linked, named)]
    tail = joined((_labelled(site, part, value, up) for part in parts), " · ")
    return Html(f'{head} <span class="c-note">{tail}</span>') if head and tail else head or tail


def _labelled(site: Site, field: Field, data: Json, up: str) -> Html:
    label = escape(site.text(field.label))
    return Html(f'<span class="c-label">{label}</span> {field_html(site, field, data, up)}')


def _is_tabular(field: Field) -> bool:
    return any(_is_quantity(part) for part in field.fields)


def _is_quantity(field: Field) -> bool:
    return field.shape in {Shape.NUMBER, Shape.INTEGER}


def _table(site: Site, field: Field, values: Sequence[Json], up: str) -> Html:
    used = [part for part in field.fields if any(part.name in value for value in values)]
    heads = joined(Html(f'<th scope="col">{escape(site.text(part.label))}</th>') for part in used)
    rows = joined(Html(f"<tr>{joined(_cell(site, part, value, up) for part in used)}</tr>") for value in values)
    table = Html(f"<table><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>")
    # Where it is wider than the screen it scrolls, by keyboard too (WCAG 2.1.1).
    name = escape(site.text(field.label) or field.name)
    return Html(f'<div class="c-wide" tabindex="0" role="region" aria-label="{name}">{table}</div>')


def _cell(site: Site, field: Field, data: Json, up: str) -> Html:
    style = ' class="c-number"' if _is_quantity(field) else ""
    return Html(f"<td{style}>{field_html(site, field, data, up)}</td>")


_SHAPES: Mapping[Shape, Callable[[Site, Field, Json, str], Html]] = {
    Shape.TEXT: _text,
    Shape.TRANSLATED: _translated,
    Shape.NUMBER: _number,
    Shape.INTEGER: _number,
    Shape.YEAR: _text,
    Shape.BOOLEAN: _boolean,
    Shape.DATE: _date,
    Shape.LINK: _link,
    Shape.CODE: _code,
    Shape.CODING: _coding,
    Shape.REFERENCE: _reference,
    Shape.GROUP: _group,
}


def column_fields(schema: CollectionSchema) -> tuple[Field, ...]:
    """Return the fields that a list shows beside the title."""
    return tuple(field for field in schema.fields if field.column)
