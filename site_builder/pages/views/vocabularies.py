"""Code lists: an overview, a page a scheme, and for those that are to have pages one a code in use.

A scheme that stands in several code lists has one page with the codes of all: where two have a code, the first says
what it means.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from site_builder.addresses import CODE_LISTS, CODE_LISTS_SUBJECT
from site_builder.config import VocabularyAbout
from site_builder.pages.codes import code_address, label_of, map_address, scheme_address, validity
from site_builder.pages.shell import PageTexts
from site_builder.pages.site import Download, Site, to_root
from site_builder.pages.structured.codes import code_about, scheme_about
from site_builder.pages.structured.dataset import dataset_about
from site_builder.pages.views.lists import in_order
from site_builder.pages.views.rendering import render
from site_builder.records import (
    Concept,
    Filing,
    Record,
    Usage,
    Vocabulary,
    facet_code,
    facet_name,
    is_listed,
    records_in,
)
from site_builder.records.vocabulary import ConceptKey
from site_builder.vietnamese import sort_key

MOST_RECORDS = 30
"""Of a collection, a code's page names no more records than this; the search has all."""
MOST_CODES = 2000
"""Of a longer scheme, its page shows the codes in use and those above them only."""
MOST_FILTERS = 60
"""A link to the search sets no more filters than this: an address has its limits."""

RecordKey = tuple[str, str]
"""(collection, id)"""

Filters = Sequence[tuple[str, str]]
"""Filters of the search as pairs for an address."""


@dataclass(frozen=True)
class _List:
    """A code list as its pages show it.

    `places` are the records that stand in lists, each with its place in the alphabetical order; `counts` is how many of
    them are filed under a code or below it.
    """

    vocabulary: Vocabulary
    about: VocabularyAbout
    usage: Usage
    places: Mapping[RecordKey, int]
    counts: Mapping[ConceptKey, int]
    files: Sequence[Download]

    def shown(self, filings: Iterable[Filing]) -> list[Record]:
        """Return the records of some filings, each once and in order, without those that have left the lists."""
        found = {key: record for record in records_in(filings) if (key := record.key) in self.places}
        return [found[key] for key in sorted(found, key=self.places.__getitem__)]


@dataclass(frozen=True, slots=True)
class Link:
    """A code as a page names it: its label, its page below the language's root ("" for none), a note, and the records
    filed under it or below it, of a former code those that give it."""

    label: str
    code: str
    address: str
    count: int
    note: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """A code in the tree of its scheme: `opens` says that it is below the row before it, `closes` how many levels end
    before it; `today` is what has taken its place."""

    link: Link
    opens: bool
    closes: int
    today: Sequence[Link]


@dataclass(frozen=True, slots=True)
class Group:
    """Records of one collection: how many, the first of them with what each is filed under, and where all are."""

    label: str
    count: int
    records: Sequence[tuple[str, str, str | None, str]]
    address: str


def pages(site: Site, downloads: Sequence[Download]) -> Iterator[PageTexts]:
    """Yield the overview of the code lists, the pages of schemes, and those of codes in use."""
    lists = _lists(site, downloads)
    if not lists:
        return
    yield _overview(site, lists, downloads)
    schemes: dict[str, list[_List]] = {}
    for one in lists:
        for scheme in one.vocabulary.schemes:
            schemes.setdefault(scheme, []).append(one)
    for scheme, owners in schemes.items():
        if scheme_address(scheme):
            yield _scheme_page(site, owners, scheme, downloads)
    for one in lists:
        for concept in one.usage.concepts.values():
            if code_address(site, one.vocabulary.name, concept):
                yield _code_page(site, one, concept)


def menu(site: Site) -> Iterator[tuple[str, str]]:
    """Yield the overview of the code lists, where there are any."""
    if site.catalogue.vocabularies:
        yield site.say("Code lists"), f"{CODE_LISTS}/"


def _lists(site: Site, downloads: Sequence[Download]) -> list[_List]:
    catalogue = site.catalogue
    listed = in_order(site, (one for one in catalogue.records if is_listed(catalogue, one)))
    places = {record.key: place for place, record in enumerate(listed)}
    lists = []
    for name, vocabulary in catalogue.vocabularies.items():
        about = catalogue.config.vocabularies.get(name) or VocabularyAbout({catalogue.config.language: name})
        usage = catalogue.usage[name]
        counts = {key: len({one.record.key for one in filings} & places.keys()) for key, filings in usage.whole.items()}
        files = [one for one in downloads if one.path.endswith(f"/vocabularies.{name}.csv")]
        lists.append(_List(vocabulary, about, usage, places, counts, files))
    return lists


def _overview(site: Site, lists: Sequence[_List], downloads: Sequence[Download]) -> PageTexts:
    address = f"{CODE_LISTS}/"
    rows = [
        (
            site.text(one.about.title),
            [(scheme, scheme_address(scheme)) for scheme in one.vocabulary.schemes],
            len(one.vocabulary.concepts),
            len(one.usage.concepts),
            one.files,
        )
        for one in sorted(lists, key=lambda one: (not one.about.pages, sort_key(site.text(one.about.title))))
    ]
    title = site.say("Code lists")
    description = site.say(
        "The codes by which records are filed, each list with its schemes, its use and its download."
    )
    root = to_root(site.path + address)
    content = render(
        site, "vocabularies.html", to_root(address), title=title, description=description, rows=rows, root=root
    )
    about = dataset_about(site, CODE_LISTS_SUBJECT, downloads, kind="CollectionPage")
    return site.texts(address, title, description, content, about)


def _scheme_page(site: Site, lists: Sequence[_List], scheme: str, downloads: Sequence[Download]) -> PageTexts:
    """Return the page of a scheme; `lists` are those that it stands in."""
    one = lists[0]
    vocabulary, address = one.vocabulary, scheme_address(scheme)
    members = _members(lists, scheme)
    concepts = [concept for _, concept in members]
    used = sum(concept.key in owner.usage.concepts for owner, concept in members)
    spans = Counter((concept.valid_from, concept.valid_until) for concept in concepts).most_common(1)
    common = spans[0][0] if spans else ("", "")
    rows = list(_tree(site, members, common))
    pattern = vocabulary.patterns.get(scheme)
    title = site.text(pattern.title if pattern else one.about.title)
    title = title if len(vocabulary.schemes) == 1 else f"{title}: {scheme}"
    description = site.say(
        "{total} codes, {used} of them in use.", total=site.say.number(len(concepts)), used=site.say.number(used)
    )
    skos = [one for one in downloads if one.path in {f"{CODE_LISTS}/{scheme}.ttl", f"{CODE_LISTS}/{scheme}.json"}]
    content = render(
        site,
        "scheme.html",
        to_root(address),
        title=title,
        description=description,
        about=one.about,
        scheme=scheme,
        version=", ".join(dict.fromkeys(concept.version for concept in concepts if concept.version)),
        validity=validity(site, *common),
        pattern=pattern.pattern if pattern else "",
        others=[(other, scheme_address(other)) for other in vocabulary.schemes if other != scheme],
        rows=rows,
        open_at_end=sum(row.opens - row.closes for row in rows),
        files=[*(file for owner in lists for file in owner.files), *skos],
        root=to_root(site.path + address),
    )
    terms = [(owner.vocabulary, concept) for owner, concept in members]
    about = scheme_about(site, scheme, title, one.about, terms, skos)
    return site.texts(address, title, f"{title}. {description}", content, about)


def _members(lists: Sequence[_List], scheme: str) -> list[tuple[_List, Concept]]:
    """Return the codes of a scheme that its page shows, each with the list that says what it means."""
    found: dict[str, tuple[_List, Concept]] = {}
    for one in lists:
        for concept in _of_scheme(one, scheme):
            found.setdefault(concept.code, (one, concept))
    return [*found.values()]


def _of_scheme(one: _List, scheme: str) -> list[Concept]:
    """Return the concepts of a scheme that its page shows; of a long one, or one known by its form, those in use."""
    concepts = [concept for concept in one.vocabulary.concepts.values() if concept.scheme == scheme]
    if not concepts or len(concepts) > MOST_CODES:
        return [concept for concept in one.usage.concepts.values() if concept.scheme == scheme]
    return concepts


def _tree(site: Site, members: Sequence[tuple[_List, Concept]], common: tuple[str, str]) -> Iterator[Row]:
    """Yield the rows of a tree from the top down; a code that does not hold for the `common` time says for which."""
    shown = {(one.vocabulary.name, concept.key) for one, concept in members}
    roots = [
        (one, concept, 0)
        for one, concept in members
        if (one.vocabulary.name, (concept.scheme, concept.parent)) not in shown
    ]
    waiting = roots[::-1]
    before = 0
    while waiting:
        one, concept, depth = waiting.pop()
        vocabulary = one.vocabulary
        span = concept.valid_from, concept.valid_until
        note = validity(site, *span) if span != common else ""
        today = [other for other in vocabulary.today(concept) if other.key != concept.key]
        yield Row(
            _link(site, one, concept, note),
            depth > before,
            max(0, before - depth),
            [_link(site, one, x) for x in today],
        )
        before = depth
        below = [child for child in vocabulary.children(concept) if (vocabulary.name, child.key) in shown]
        waiting += [(one, child, depth + 1) for child in reversed(below)]


def _link(site: Site, one: _List, concept: Concept, note: str = "") -> Link:
    address = code_address(site, one.vocabulary.name, concept)
    count = one.counts.get(concept.key) or len(one.shown(one.usage.stated.get(concept.key, ())))
    return Link(label_of(site, concept), concept.code, address, count, note)


def _code_page(site: Site, one: _List, concept: Concept) -> PageTexts:
    vocabulary, say = one.vocabulary, site.say
    usage = one.usage
    address = code_address(site, vocabulary.name, concept)
    filings = usage.whole[concept.key]
    filters = _filters(site, vocabulary, filings)
    count = one.counts[concept.key]
    own = len(one.shown(usage.own.get(concept.key, ())))
    label = label_of(site, concept)
    title = label if label == concept.code else f"{label} ({concept.code})"
    content = render(
        site,
        "code.html",
        to_root(address),
        about=one.about,
        label=label,
        concept=concept,
        scheme=scheme_address(concept.scheme),
        validity=validity(site, concept.valid_from, concept.valid_until),
        translations=[(code, text) for code, text in concept.labels.items() if code != site.language],
        above=[_link(site, one, other) for other in vocabulary.lineage(concept)[:-1]],
        below=[_link(site, one, child) for child in vocabulary.children(concept) if child.key in usage.concepts],
        origins=[_origin(site, one, former) for former in _former(vocabulary, concept)],
        count=count,
        own=own,
        groups=_groups(site, one, concept, filters),
        search=_search(site, vocabulary, concept, filings, filters),
        map=map_address(site, vocabulary.name, concept) if count else "",
        files=one.files,
        root=to_root(site.path + address),
    )
    title_of_list, records = site.text(one.about.title), say("Records")
    description = f"{title}. {title_of_list}. {records}: {say.number(count)}."
    about = code_about(site, vocabulary, concept, records_in(filings))
    return site.texts(address, title, description, content, about)


def _former(vocabulary: Vocabulary, concept: Concept) -> list[Concept]:
    """Return what a concept came from, step by step back."""
    found: dict[ConceptKey, Concept] = {}
    waiting = [*vocabulary.predecessors(concept)]
    while waiting:
        former = waiting.pop(0)
        if former.key not in found and former.key != concept.key:
            found[former.key] = former
            waiting += vocabulary.predecessors(former)
    return sorted(found.values(), key=vocabulary.position)


def _origin(site: Site, one: _List, concept: Concept) -> Link:
    """Return a former code by its full name, with the records that give it."""
    name = ", ".join(label_of(site, above) for above in reversed(one.vocabulary.lineage(concept)))
    stated = one.usage.stated.get(concept.key, ())
    note = validity(site, concept.valid_from, concept.valid_until)
    scheme = scheme_address(concept.scheme)
    return Link(name, concept.code, f"{scheme}#{concept.code}" if scheme else "", len(one.shown(stated)), note)


def _groups(site: Site, one: _List, concept: Concept, filters: Filters) -> list[Group]:
    """Return the records filed under a code or below it, collection by collection; with each, the code that it gives
    where that is another one."""
    filings = one.usage.whole[concept.key]
    stated: dict[RecordKey, str] = {}
    for filing in filings:
        if filing.stated.key != concept.key:
            stated.setdefault(filing.record.key, label_of(site, filing.stated))
    collections: dict[str, list[Record]] = {name: [] for name in site.catalogue.collections}
    for record in one.shown(filings):
        collections[record.collection].append(record)
    return [
        Group(
            site.text(site.catalogue.collections[name].schema.label),
            len(records),
            [
                (record.address, site.title(record), site.foreign(record), stated.get(record.key, ""))
                for record in records[:MOST_RECORDS]
            ],
            f"search/?{urlencode([('collection', name), *filters, *site.own.items()])}" if filters else f"{name}/",
        )
        for name, records in collections.items()
        if records
    ]


def _search(
    site: Site, vocabulary: Vocabulary, concept: Concept, filings: Sequence[Filing], filters: Filters
) -> tuple[str, str] | None:
    """Return the way to the search for a code: what the filter is called, and the address; None where there is none.

    A filter may stand at a higher level than the code, and then finds more.
    """
    levels = {filing.field.facet for filing in filings if filing.field.facet is not None}
    if not filters or not levels:
        return None
    return label_of(site, vocabulary.at_level(concept, max(levels))), f"search/?{urlencode(filters)}"


def _filters(site: Site, vocabulary: Vocabulary, filings: Sequence[Filing]) -> Filters:
    """Return the filters of the search that find some filings, none where no filter does or too many would have to."""
    found = {(one.current.key, one.field.facet): one for one in filings if one.field.facet is not None}
    filters = {}
    for one in found.values():
        filed = vocabulary.at_level(one.current, one.field.facet or 0)
        filters[filed.key] = (facet_name(one.field), facet_code(site.catalogue, one.field, filed))
    return list(filters.values()) if len(filters) <= MOST_FILTERS else []
