"""The words of the interface, and dates and numbers, in the language of a page.

English is the source; `locale/<language>.po` translates it. A language without a file gets English.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from importlib import resources

from babel import Locale
from babel.core import get_global
from babel.dates import format_date
from babel.messages.pofile import read_po
from babel.numbers import format_decimal, format_percent

_DATE_PATTERNS = {"vi": ("dd/MM/y", "MM/y")}
"""Day and month patterns where the locale's own long form is not what people of the field write."""

_LOCALES = {"en": "en_GB"}
"""The variety meant by a bare language tag: a bare `en` is American to CLDR."""


def within_sentence(label: str) -> str:
    """Return a label as it stands amid a sentence: without its capital, unless it begins with an abbreviation."""
    return label if label[1:2].isupper() else label[:1].lower() + label[1:]


@dataclass(frozen=True)
class Translator:
    """Says the interface's texts in one language. `messages` maps English to it; a missing one stays English."""

    language: str
    messages: Mapping[str, str]

    def __call__(self, message: str, **values: object) -> str:
        """Return a text in this language, with `{name}` replaced by the values."""
        text = self.messages.get(message, message)
        return text.format_map(values) if values else text

    def plural(self, one: str, many: str, n: int) -> str:
        """Return the form of a text for a number; both forms are translated like any text."""
        return self(one if n == 1 else many, n=self.number(n))

    def date(self, iso: str) -> str:
        """Write an ISO 8601 date (a year, a month or a day) as people of the language do; other text is returned."""
        return _date(iso, self.language)

    def number(self, value: float) -> str:
        """Write a number as people of the language do: 1.234.567,89 in Vietnamese."""
        return _number(value, self.language)

    def percent(self, value: float) -> str:
        """Write a part of 1 as a percentage, to a tenth: 12,5% in Vietnamese."""
        return _percent(round(value, 3), self.language)

    def size(self, count: float) -> str:
        """Write a number of bytes with a unit that suits it: 18,1 kB."""
        for unit in ("B", "kB", "MB"):
            if count < 1000:  # SI units
                return f"{self.number(count)} {unit}"
            count = round(count / 1000, 1)
        return f"{self.number(count)} GB"


@lru_cache
def translator(language: str) -> Translator:
    """Return the translator of a BCP 47 language."""
    folder = resources.files("site_builder") / "locale"
    for name in (language, language.split("-", maxsplit=1)[0]):
        file = folder / f"{name}.po"
        if file.is_file():
            with file.open("rb") as stream:
                catalog = read_po(stream, locale=name.replace("-", "_"))
            return Translator(language, {str(m.id): str(m.string) for m in catalog if m.id and m.string})
    return Translator(language, {})


@lru_cache
def _locale(language: str) -> Locale:
    return Locale.parse(_LOCALES.get(language, language.replace("-", "_")))


@lru_cache
def regional(language: str) -> str:
    """Return a BCP 47 language with the region whose variety is meant, as `vi_VN`; alone where none is known."""
    locale = _locale(language)
    likely: str = get_global("likely_subtags").get(str(locale), "")
    region = locale.territory or (Locale.parse(likely).territory if likely else None)
    return f"{locale.language}_{region}" if region else locale.language


@lru_cache(maxsize=8192)
def _date(iso: str, language: str) -> str:
    day_pattern, month_pattern = _DATE_PATTERNS.get(language, ("long", "MMMM y"))
    try:
        day = date.fromisoformat((iso + "-01-01")[:10])
    except ValueError:
        return iso
    match len(iso):
        case 4:
            return iso
        case 7:
            return format_date(day, month_pattern, locale=_locale(language))
        case _:
            return format_date(day, day_pattern, locale=_locale(language))


@lru_cache(maxsize=8192)
def _number(value: float, language: str) -> str:
    text: str = format_decimal(value, locale=_locale(language))
    return text


@lru_cache(maxsize=1024)
def _percent(value: float, language: str) -> str:
    text: str = format_percent(value, locale=_locale(language), decimal_quantization=False)
    return text
