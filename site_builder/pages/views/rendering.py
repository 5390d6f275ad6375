"""Setting a view's values out by its template."""

from __future__ import annotations

from functools import lru_cache
from importlib import resources
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from site_builder.pages.site import Site


@lru_cache(maxsize=1)
def _environment() -> Environment:
    return Environment(
        loader=PackageLoader("site_builder.pages"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


@lru_cache
def icon(name: str) -> Markup:
    """Return an icon of the theme as SVG, by its name (`material/flask`); nothing where the theme lacks it."""
    file = resources.files("material") / "templates" / ".icons" / f"{name}.svg"
    return Markup(file.read_text("utf-8")) if file.is_file() else Markup("")  # noqa: S704 — a file of the theme


def render(site: Site, template: str, up: str, **values: Any) -> str:
    """Return a template of `pages/templates` with its values; `up` leads to the language's root."""
    common = {"site": site, "say": site.say, "up": up, "icon": icon, "labels": site.search_labels}
    return _environment().get_template(template).render(**common, **values)
