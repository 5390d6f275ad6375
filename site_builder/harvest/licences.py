"""Which licences are open, and how a source may write them.

Open is what lets everyone use, change and share the data for any purpose, at most with attribution and under the same
terms (https://opendefinition.org/od/2.1/en/). A licence is known by its SPDX identifier (https://spdx.org/licenses/),
by its address in the forms in use, by the identifiers of CKAN, or by a common title. What is not known is not taken
for open.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final
from urllib.parse import unquote

from site_builder import problems
from site_builder.config import Licence
from site_builder.problems import CannotRunError, Problem
from site_builder.records.reading.wording import shorten
from site_builder.vietnamese import fold

_MOST: Final = 5
"""How many licences a message names."""

_CC: Final = "https://creativecommons.org"
_ODC: Final = "https://opendatacommons.org/licenses"


@dataclass(frozen=True, slots=True)
class _Known:
    """An open licence. `addresses` and `names` are other forms of it, normalised as `_address` and `_name` do."""

    id: str
    title: str
    url: str
    addresses: tuple[str, ...] = ()
    names: tuple[str, ...] = ()

    @property
    def licence(self) -> Licence:
        return Licence(self.id, self.title, self.url)


_SPDX: Final = "spdx.org/licenses/"
_EU: Final = "publications.europa.eu/resource/authority/licence"

_KNOWN: Final = (
    _Known(
        "CC0-1.0",
        "Creative Commons Zero v1.0 Universal",
        f"{_CC}/publicdomain/zero/1.0/",
        (f"{_EU}/cc0", "opendefinition.org/licenses/cc-zero", "dcat-ap.de/def/licenses/cc-zero"),
        ("cc0", "cc zero", "creative commons cc zero", "creative commons cc0", "creative commons zero",
         "cc0 1 0", "cc0 1 0 universal", "creative commons zero v1 0 universal", "creative commons cc0 1 0 universal"),
    ),
    _Known(
        "LicenseRef-PDM-1.0",
        "Public Domain Mark 1.0",
        f"{_CC}/publicdomain/mark/1.0/",
        (f"{_EU}/cc_pdm_1_0", "opendefinition.org/licenses/other-pd"),
        ("public domain", "other public domain", "other pd", "public domain mark 1 0", "public domain mark"),
    ),
    _Known(
        "LicenseRef-US-public-domain",
        "U.S. Government work in the public domain",
        "https://www.usa.gov/government-works",
        ("usa.gov/publicdomain/label/1.0", "usa.gov/government-copyright"),
        ("us pd", "us public domain", "u s government work", "u s public domain"),
    ),
    _Known(
        "ODbL-1.0",
        "Open Data Commons Open Database License v1.0",
        f"{_ODC}/odbl/1-0/",
        ("opendatacommons.org/licenses/odbl", "opendatacommons.org/licenses/odbl/1.0", f"{_EU}/odc_bl"),
        ("odbl", "odc odbl", "open database license", "open data commons open database license"),
    ),
    _Known(
        "ODC-By-1.0",
        "Open Data Commons Attribution License v1.0",
        f"{_ODC}/by/1-0/",
        ("opendatacommons.org/licenses/by", "opendatacommons.org/licenses/by/1.0", f"{_EU}/odc_by"),
        ("odc by", "open data commons attribution license"),
    ),
    _Known(
        "PDDL-1.0",
        "Open Data Commons Public Domain Dedication & License 1.0",
        f"{_ODC}/pddl/1-0/",
        ("opendatacommons.org/licenses/pddl", "opendatacommons.org/licenses/pddl/1.0", f"{_EU}/odc_pddl"),
        ("pddl", "odc pddl", "open data commons public domain dedication and license",
         "open data commons public domain dedication and licence"),
    ),
    *(
        _Known(
            f"OGL-UK-{version}.0",
            f"Open Government Licence v{version}.0",
            f"https://www.nationalarchives.gov.uk/doc/open-government-licence/version/{version}/",
            (f"{_EU}/ogl_{version}_0",),
            (f"open government licence v{version} 0", f"ogl v{version} 0", f"ogl {version} 0"),
        )
        for version in (1, 2, 3)
    ),
    _Known(
        "OGL-UK-3.0",
        "Open Government Licence v3.0",
        "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/",
        ("nationalarchives.gov.uk/doc/open-government-licence", "reference.data.gov.uk/id/open-government-licence"),
        ("uk ogl", "uk open government licence ogl"),
    ),
    _Known(
        "OGL-Canada-2.0",
        "Open Government Licence - Canada 2.0",
        "https://open.canada.ca/en/open-government-licence-canada",
        ("open.canada.ca/fr/licence-du-gouvernement-ouvert-canada",),
        ("ca ogl lgo", "open government licence canada"),
    ),
    _Known(
        "etalab-2.0",
        "Etalab Open License 2.0",
        "https://www.etalab.gouv.fr/licence-ouverte-open-licence/",
        ("etalab.gouv.fr/wp-content/uploads/2017/04/etalab-licence-ouverte-v2.0.pdf",),
        ("lov2", "licence ouverte open licence version 2 0", "licence ouverte 2 0"),
    ),
    _Known(
        "DL-DE-BY-2.0",
        "Data licence Germany – attribution – version 2.0",
        "https://www.govdata.de/dl-de/by-2-0",
        ("dcat-ap.de/def/licenses/dl-by-de/2.0", "dcat-ap.de/def/licenses/dl-by-de/2_0"),
        ("dl de by 2 0",),
    ),
    _Known(
        "DL-DE-ZERO-2.0",
        "Data licence Germany – Zero – version 2.0",
        "https://www.govdata.de/dl-de/zero-2-0",
        ("dcat-ap.de/def/licenses/dl-zero-de/2.0", "dcat-ap.de/def/licenses/dl-zero-de/2_0"),
        ("dl de zero 2 0",),
    ),
    _Known(
        "LicenseRef-EU-reuse",
        "Reuse of European Commission documents (Decision 2011/833/EU)",
        "http://publications.europa.eu/resource/authority/licence/COM_REUSE",
        ("eur-lex.europa.eu/eli/dec/2011/833/oj", "data.europa.eu/eli/dec/2011/833/oj"),
        ("european commission reuse notice", "com reuse"),
    ),
    *(
        _Known(spdx, title, url, (address,))
        for spdx, title, url, address in (
            ("MIT", "MIT License", "https://opensource.org/licenses/MIT", "opensource.org/license/mit"),
            ("Apache-2.0", "Apache License 2.0", "https://www.apache.org/licenses/LICENSE-2.0",
             "opensource.org/license/apache-2-0"),
            ("BSD-3-Clause", "BSD 3-Clause License", "https://opensource.org/licenses/BSD-3-Clause",
             "opensource.org/license/bsd-3-clause"),
            ("NLOD-2.0", "Norwegian Licence for Open Government Data 2.0", "https://data.norge.no/nlod/en/2.0/",
             "data.norge.no/nlod/no/2.0"),
        )
    ),
)  # fmt: skip

_CC_NAME: Final = re.compile(
    r"(?:cc|creative commons)(?: cc)? "
    r"(?:(?P<code>by(?: sa)?)|(?:attribution|ghi cong)(?P<alike> share ?alike| chia se tuong tu)?)"
    r"(?: v?(?P<major>[1-4]) (?P<minor>[05]))?(?: (?:international|unported|generic|igo|quoc te|[a-z]{2}))?"
    r"(?: (?:public )?licen[cs]e)?(?: cc by(?: sa)?(?: [1-4] [05])?)?"
)
_CC_ADDRESS: Final = re.compile(
    r"(?:creativecommons\.org/licenses/|(?:opendefinition\.org|dcat-ap\.de/def)/licenses/cc-)(?P<code>by(?:-sa)?)"
    r"(?:/(?P<major>[1-4])\.(?P<minor>[05])(?:/(?P<country>[a-z]{2,3}|igo|scotland))?)?"
)
_CC_OF_THE_EU: Final = re.compile(
    re.escape(_EU) + r"/cc_(?P<code>by(?:_?sa)?)(?:_(?P<major>[1-4])_(?P<minor>[05]))?(?:_[a-z]+)?"
)
_CC_TITLES: Final = {"by": "Attribution", "by-sa": "Attribution-ShareAlike"}

_ENDING: Final = re.compile(r"(?:/(?:legalcode|deed|rdf))?(?:\.[a-z]{2}(?:[-_][a-z]{2,4})?|\.txt|\.html?)?$")
_CLOSED: Final = re.compile(
    r"\b(?:nc|nd|non ?commercial|no ?deriv(?:ative)?s?|all rights reserved|proprietary|notspecified|other closed"
    r"|phi thuong mai|khong phai sinh|bao luu moi quyen)\b"
)
"""What takes a licence out of the open ones, whatever else is said of it."""


def open_licence(stated: Iterable[str], allowed: Sequence[str], place: str) -> Licence | None:
    """Return the licence that a source states, or None where it is not open.

    `stated` is all that the source says of it: addresses, identifiers, titles. `allowed` are licences that are taken
    besides (`Config.licences`). `place` is the address to name for such a one that has none of its own.
    """
    texts = [text for text in dict.fromkeys(one.strip() for one in stated) if text]
    permitted = {key for one in allowed for key in (_address(one), _name(one)) if key}
    if any(_address(text) in permitted or _name(text) in permitted for text in texts):
        names = [text for text in texts if not _is_address(text)]
        url = next(filter(_is_address, texts), place)
        return Licence((names or [url])[0], (names or [url])[-1], url)
    if any(_CLOSED.search(_name(text)) for text in texts):
        return None
    return next(filter(None, map(_known, texts)), None)


def required_licence(stated: Sequence[str], allowed: Sequence[str], place: str) -> Licence:
    """Return the licence that a source states (see `open_licence`). Raises CannotRunError where it is not open."""
    if found := open_licence(stated, allowed, place):
        return found
    raise not_open(stated, place)


def not_open(stated: Iterable[str], place: str) -> CannotRunError:
    """Return the error of a source without an open licence, which says what was found."""
    texts = [shorten(text, 100) for text in dict.fromkeys(stated) if text.strip()]
    named = ", ".join(f"«{text}»" for text in texts[:_MOST]), ", ".join(f"“{text}”" for text in texts[:_MOST])
    values = {
        "vi": f"có giấy phép không mở hoặc chưa biết ({named[0]})" if texts else "không nêu giấy phép",
        "en": f"has a licence that is not open or not known ({named[1]})" if texts else "states no licence",
    }
    return CannotRunError(Problem(problems.HARVEST_LICENCE, place, values=values))


def _is_address(text: str) -> bool:
    return re.match(r"https?://[^\s/]", text, re.IGNORECASE) is not None


def _known(text: str) -> Licence | None:
    """Return the open licence that an address, an identifier or a title stands for, or None."""
    address, known = _address(text), _index()
    name = _name(address.removeprefix(_SPDX) if address.startswith(_SPDX) else text)
    if found := known.get(address) or known.get(name):
        return found
    match = _CC_ADDRESS.fullmatch(address) or _CC_OF_THE_EU.fullmatch(address) or _CC_NAME.fullmatch(name)
    return _creative_commons(match.groupdict()) if match else None


@cache
def _index() -> Mapping[str, Licence]:
    """Return the licences of the table by each form in which they may be written."""
    found: dict[str, Licence] = {}
    for one in _KNOWN:
        forms = (*one.addresses, _address(one.url), *one.names, _name(one.id), _name(one.title))
        for form in forms:
            found.setdefault(form, one.licence)
    return found


def _creative_commons(parts: Mapping[str, str | None]) -> Licence:
    """Return the licence of Creative Commons of which a text states the code and perhaps the version and country."""
    alike = parts.get("alike") or (parts["code"] or "").endswith("sa")
    code = "by-sa" if alike else "by"
    title = f"Creative Commons {_CC_TITLES[code]}"
    if not parts["major"]:
        return Licence(f"CC-{code.upper()}", title, f"https://opendefinition.org/licenses/cc-{code}/")
    version = f"{parts['major']}.{parts['minor']}"
    country = f"{parts['country']}/" if parts.get("country") else ""
    ending = " International" if version == "4.0" else ""
    url = f"{_CC}/licenses/{code}/{version}/{country}"
    return Licence(f"CC-{code.upper()}-{version}", f"{title} {version}{ending}", url)


def _address(text: str) -> str:
    """Return an address of a licence without what it may or may not have: scheme, `www.`, ending, language."""
    if not _is_address(text) and "/" not in text:
        return ""
    text = unquote(text.strip()).partition("#")[0].partition("?")[0].lower()
    return _ENDING.sub("", re.sub(r"^https?://(?:www\.)?", "", text).rstrip("/")).rstrip("/")


def _name(text: str) -> str:
    """Return a title or an identifier folded: letters and digits, with one space between."""
    return " ".join(re.findall(r"[a-z0-9]+", fold(text)))
