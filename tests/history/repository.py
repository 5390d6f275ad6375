"""Small git repositories with fixed dates: the example catalogue, and commits that tests make of it."""

from __future__ import annotations

import os
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

from site_builder.history import Change, History, read_history
from site_builder.records import Catalogue, published, read_catalogue
from tests.examples_support import EXAMPLES, TODAY

COMMITTER = "Who Committed"
"""Is published nowhere."""

PLANT = """\
id: {id}
title:
  vi: Cây {name} mẫu
  en: Example {name} tree
summary:
  vi: Một cây không có thật.
  en: A plant that is not real.
grower: vuon-an
{more}review_by: 2030-01-01
"""


def git(folder: Path, *arguments: str, day: str = "2026-01-01") -> str:
    """Run git as on any machine, at ten in the morning of a day in Viet Nam; no setting of this machine counts."""
    moment = f"{day}T10:00:00+07:00"
    environment = {
        "PATH": os.environ["PATH"],
        "HOME": str(folder),
        "GIT_CONFIG_NOSYSTEM": "1",
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_AUTHOR_NAME": COMMITTER,
        "GIT_AUTHOR_EMAIL": "nobody@example.org",
        "GIT_AUTHOR_DATE": moment,
        "GIT_COMMITTER_NAME": COMMITTER,
        "GIT_COMMITTER_EMAIL": "nobody@example.org",
        "GIT_COMMITTER_DATE": moment,
    }
    command = ["git", "-C", str(folder), *arguments]
    return subprocess.run(command, check=True, capture_output=True, text=True, env=environment).stdout.strip()


@dataclass(frozen=True)
class Repository:
    """A catalogue's folder `root` in a repository."""

    root: Path

    def write(self, path: str, text: str) -> None:
        file = self.root / "catalogue" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")

    def plant(self, record_id: str, name: str, more: str = "") -> None:
        self.write(f"plants/{record_id}.yml", PLANT.format(id=record_id, name=name, more=more))

    def remove(self, path: str) -> None:
        """Remove a file, and its folder where nothing is left in it, as git does."""
        file = self.root / "catalogue" / path
        file.unlink()
        if not any(file.parent.iterdir()):
            file.parent.rmdir()

    def commit(self, day: str, message: str = "A change") -> str:
        """Commit everything on a day; return the hash of the commit."""
        git(self.root, "add", "--all", ".")
        git(self.root, "commit", "--quiet", "--allow-empty", "-m", message, day=day)
        return git(self.root, "rev-parse", "HEAD")

    def catalogue(self) -> Catalogue:
        """The catalogue as it is published."""
        found = read_catalogue(self.root, TODAY).catalogue
        assert found
        return published(found)

    def history(self) -> History:
        return read_history(self.root, self.catalogue())


def repository(root: Path, below: str = "") -> Repository:
    """A copy of the example catalogue in a new repository, or in a folder below it; nothing is committed yet."""
    shutil.copytree(EXAMPLES / "base", root / below)
    git(root, "init", "--quiet", "--initial-branch=main")
    return Repository(root / below)


def time(day: str) -> str:
    """The moment of a commit, in UTC."""
    return f"{day}T03:00:00Z"


def told(history: History, collection: str = "plants") -> list[tuple[str, str, str]]:
    """What is told of a collection: act, id, day."""
    return [(str(one.act), one.id, one.moment[:10]) for one in of(history, collection)]


def of(history: History, collection: str = "plants") -> list[Change]:
    return [one for one in history.changes if one.collection == collection]


REASON = "  reason: {vi: Cây đã bị đốn., en: The tree was cut down.}\n"


def a_life(root: Path) -> tuple[Repository, dict[str, str]]:
    """A repository in which everything happened once, and the commits by what they did."""
    one = repository(root)
    done = {"begin": one.commit("2026-01-01")}
    one.plant("cay-bang", "bàng", "height: 5\n")
    one.plant("cay-dau", "dầu")
    done["create"] = one.commit("2026-02-01")
    one.plant("cay-bang", "bàng", "height: 6.5\nnative: true\n")
    done["update"] = one.commit("2026-03-01")
    one.plant("cay-bang", "bàng", "# đo lại\nnative:   true\nheight: 6.50\n")
    done["reformat"] = one.commit("2026-04-01")
    one.remove("plants/cay-bang.yml")
    one.plant("cay-bang-vuong", "bàng vuông", "height: 6.5\nnative: true\naliases: [cay-bang]\n")
    done["rename"] = one.commit("2026-05-01")
    one.remove("plants/cay-dau.yml")
    one.write(
        "withdrawn.yml",
        f"- collection: plants\n  id: cay-dau\n  date: 2026-05-30\n{REASON}  successor: plants/cay-bang-vuong\n",
    )
    done["withdraw"] = one.commit("2026-06-01")
    one.remove("plants/cay-mai.yml")
    done["delete"] = one.commit("2026-07-01")
    return one, done
