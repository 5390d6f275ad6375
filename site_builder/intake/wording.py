"""Words in all languages of a catalogue at once: a template is one file for all of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from site_builder.config import Config, Translated
from site_builder.i18n import translator

BETWEEN = " · "

Say = Callable[..., str]
"""Says a text of the interface in every language, side by side on one line."""


def sayer(languages: Sequence[str]) -> Say:
    """Return what says a text of the interface in several languages side by side, each wording once."""

    def say(message: str, **values: object) -> str:
        return BETWEEN.join(dict.fromkeys(translator(language)(message, **values) for language in languages))

    return say


def side_by_side(config: Config, texts: Translated) -> str:
    """Return a text of the catalogue in its languages, the main one first, each wording once."""
    return BETWEEN.join(dict.fromkeys(in_languages(config, texts)))


def in_languages(config: Config, texts: Translated) -> Iterator[str]:
    """Yield a text of the catalogue in each of its languages that it has, each on one line."""
    yield from (" ".join(texts[language].split()) for language in config.languages if texts.get(language))
