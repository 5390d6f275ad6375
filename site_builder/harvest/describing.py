"""What the catalogue of a foreign source says of itself, and in which languages: its own, as far as it says so."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import urljoin

from site_builder.config import CATALOGUE_FILE, Licence, Translated
from site_builder.harvest.mirror import Mirror, Note, yaml_bytes
from site_builder.harvest.texts import LONGEST_TEXT, language_of, line_of, slug, text_of
from site_builder.records import Json

UNKNOWN: Final = ""
"""The language of a text of which the language is not known."""

NOTICE: Final = {
    "vi": "Dữ liệu của nơi khác, thu thập tự động và giữ nguyên nội dung; mọi câu hỏi về dữ liệu xin gửi nơi công bố.",
    "en": "Data of another publisher, harvested automatically and left as it is; ask its publisher about its content.",
    "fr": "Données d'un autre éditeur, moissonnées automatiquement et laissées telles quelles ; pour toute question "
    "sur leur contenu, s'adresser à leur éditeur.",
}


@dataclass(frozen=True)
class About:
    """What a foreign source says of itself. A text whose language it does not say is under `UNKNOWN`.

    `entry` is the address or the path that was read.
    """

    title: Translated
    description: Translated
    publisher: Translated
    licence: Licence
    homepage: str
    entry: str


def languages_of(texts: Iterable[Translated], stated: Iterable[str], ours: tuple[str, ...]) -> tuple[str, ...]:
    """Return the languages of a source, the main one first.

    They are those of its texts and those that it states. The order is that of our own languages, then of the alphabet;
    where nothing says anything, the language is our main one.
    """
    found = {language for text in texts for language in text if language} | {one for one in stated if one}
    return (*(one for one in ours if one in found), *sorted(found - set(ours))) or ours[:1]


def translated(value: Json, *, longest: int = LONGEST_TEXT, one_line: bool = False) -> dict[str, str]:
    """Return a text, or a map from languages to texts, as a map; see `UNKNOWN`."""
    clean = line_of if one_line else text_of
    if isinstance(value, Mapping):
        pairs = [(language_of(tag), one) for tag, one in value.items()]
    else:
        pairs = [(UNKNOWN, value)]
    found: dict[str, str] = {}
    for language, one in pairs:
        if text := clean(one, longest):
            found.setdefault(language, text)
    return found


def in_languages(text: Translated, languages: tuple[str, ...]) -> dict[str, str]:
    """Return a text in the order of the languages; one whose language is not known counts as in the main one."""
    main, *_ = languages
    known = {**({main: text[UNKNOWN]} if UNKNOWN in text else {}), **{key: one for key, one in text.items() if key}}
    return {language: known[language] for language in languages if language in known}


def with_main(text: Translated, languages: tuple[str, ...], otherwise: str = "") -> dict[str, str]:
    """Return a text that has the main language in any case: what it says in another one, or something else."""
    known = in_languages(text, languages)
    main = known.get(languages[0]) or next(iter(known.values()), otherwise)
    return {languages[0]: main, **known} if main else {}


def label(text: Translated, languages: tuple[str, ...]) -> dict[str, str]:
    """Return a label of ours in the languages of a source; in English where we have none."""
    return {language: text.get(language) or text["en"] for language in languages}


def mirror_of(
    kind: str, about: About, languages: tuple[str, ...], files: Mapping[str, bytes], notes: Iterable[Note]
) -> Mirror:
    """Return the mirror of a foreign source: what it says of itself, and the files of its collections."""
    document = _document(about, languages)
    return Mirror(
        kind=kind,
        title=document["title"],
        homepage=about.homepage,
        publisher=in_languages(about.publisher, languages),
        licence=about.licence,
        files={CATALOGUE_FILE: yaml_bytes(document), **files},
        notes=tuple(notes),
    )


def _document(about: About, languages: tuple[str, ...]) -> dict[str, Any]:
    """Return what the catalogue says of itself (`catalogue.schema.json`)."""
    called = line_of(about.homepage or about.entry)
    title = with_main(about.title, languages, called)
    return {
        "title": title,
        "description": with_main(about.description, languages) or title,
        "notice": label(NOTICE, languages),
        "languages": list(languages),
        "url": _url(about),
        "publisher": {
            "name": with_main(about.publisher, languages, called),
            **({"url": about.homepage} if about.homepage else {}),
        },
        "licence": {"id": about.licence.id, "title": about.licence.title, "url": about.licence.url},
    }


def _url(about: About) -> str:
    """Return an address for the catalogue: that of its source, or one that is none (RFC 2606) for a file on a disk."""
    if about.entry.startswith(("http://", "https://")):
        return urljoin(about.entry, ".").partition("?")[0]
    return about.homepage or f"https://{slug(next(iter(about.title.values()), about.entry))}.invalid/"
