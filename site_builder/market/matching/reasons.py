"""Why a supply fits a demand, as values, and how one says it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from site_builder.i18n import Translator, translator, within_sentence
from site_builder.records import Catalogue, Concept, Field, Json


@dataclass(frozen=True, slots=True)
class SharedCode:
    """Both bear a code of the field's vocabulary: they state it (`exact`), or what they state stands below it.

    `numbered`: people know it by its number, so that this stands beside the name.
    """

    field: Field
    concept: Concept
    exact: bool
    numbered: bool


@dataclass(frozen=True, slots=True)
class SharedWords:
    """Both speak of these, the weightiest first."""

    phrases: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Readiness:
    """How far the supply is, by one of its fields, and what that earns."""

    field: Field
    value: Json
    points: int


Reason = SharedCode | SharedWords | Readiness


def reasons_text(catalogue: Catalogue, reasons: Iterable[Reason], language: str) -> str:
    """Return reasons in a language as a person would give them: "same research field: Aquaculture (40504); …"."""
    say = translator(language)
    return "; ".join([_said(catalogue, reason, say) for reason in reasons])


def _said(catalogue: Catalogue, reason: Reason, say: Translator) -> str:
    match reason:
        case SharedCode(field, concept, exact, numbered):
            what, name = _label(catalogue, field, say), _name(catalogue, concept, say)
            if numbered and concept.labels:
                name = f"{name} ({concept.code})"
            if exact:
                return say("same {what}: {name}", what=what, name=name)
            return say("related {what}, both within {name}", what=what, name=name)
        case SharedWords(phrases):
            return say("both speak of {words}", words=", ".join([say("“{word}”", word=one) for one in phrases]))
        case Readiness(field, value, _):
            if code := catalogue.concept(field, value):
                return within_sentence(_name(catalogue, code, say))
            return f"{_label(catalogue, field, say)} {value}"


def _label(catalogue: Catalogue, field: Field, say: Translator) -> str:
    return within_sentence(catalogue.config.text(field.label, say.language))


def _name(catalogue: Catalogue, concept: Concept, say: Translator) -> str:
    return catalogue.config.text(concept.labels, say.language) or concept.code
