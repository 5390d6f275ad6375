"""The browser's side of the search, as files to copy."""

from __future__ import annotations

from pathlib import Path
from typing import Final

_CLIENT: Final = Path(__file__).parent / "client"


def client_files() -> tuple[Path, ...]:
    """Return the scripts and the style sheet, by name, to be copied side by side into one folder of the site.

    A page loads `search.css` as a style sheet and `search.js` as a module (`<script type="module">`), which imports the
    others from beside itself.
    """
    return tuple(sorted(path for path in _CLIENT.iterdir() if path.suffix in {".js", ".css"}))
