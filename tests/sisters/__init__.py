"""A catalogue with two sisters: museums made with the same generator, a data portal read as DCAT. All synthetic."""

from __future__ import annotations

import shutil
from pathlib import Path

from tests.examples_support import EXAMPLES

HERE = Path(__file__).parent
MUSEUMS = HERE.parent / "foreign/museums"


def write_catalogue(root: Path, *, linked: bool = True) -> Path:
    """Write the catalogue of plants with some prose into the new folder `root`; `linked`: with its sisters."""
    shutil.copytree(EXAMPLES / "base", root)
    shutil.copytree(HERE / "prose", root, dirs_exist_ok=True)
    if linked:
        shutil.copytree(HERE / "data-portal", root / "harvested/data-portal")
        shutil.copytree(MUSEUMS, root / "harvested/museums")
        shutil.copy(HERE / "museums.origin.yml", root / "harvested/museums/origin.yml")
    return root
