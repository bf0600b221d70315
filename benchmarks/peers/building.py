"""Builds the other servers: their sources are copied into a folder that git ignores, and built there once."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

SOURCES = Path(__file__).parent
BUILT = SOURCES.parent / "build"
STAMP = ".built"
"""A file that says what a folder was built from."""


class CannotBuild(Exception):
    """A server is not to be had here; the message says why."""


@dataclass(frozen=True)
class Recipe:
    """How servers are built: the folder of their sources, the programs that this needs, and the commands."""

    sources: str
    tools: tuple[str, ...]
    commands: tuple[tuple[str, ...], ...]

    def digest(self) -> str:
        """What the result depends on."""
        found = hashlib.sha256(repr(self).encode())
        for path in self.files():
            found.update(str(path.relative_to(SOURCES)).encode() + b"\0" + path.read_bytes() + b"\0")
        return found.hexdigest()

    def files(self) -> list[Path]:
        """The files of its sources."""
        return sorted(path for path in (SOURCES / self.sources).rglob("*") if path.is_file())


def build(recipe: Recipe, *, may_build: bool = True, into: Path = BUILT) -> Path:
    """The folder in which everything is built; raises CannotBuild where that is not so and cannot be made so.

    Without ``may_build`` only what was built before is good.
    """
    missing = [tool for tool in recipe.tools if shutil.which(tool) is None]
    if missing:
        raise CannotBuild(f"{' and '.join(missing)} not installed")
    folder, digest = into / recipe.sources, recipe.digest()
    stamp = folder / STAMP
    if stamp.is_file() and stamp.read_text(encoding="ascii") == digest:
        return folder
    if not may_build:
        raise CannotBuild("not built yet: a run without --smoke builds it")
    stamp.unlink(missing_ok=True)
    for path in recipe.files():
        copy = folder / path.relative_to(SOURCES / recipe.sources)
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, copy)
    if (folder / "Cargo.lock").is_file():
        complete_cargo_lock(folder)
    for command in recipe.commands:
        _run(command, folder)
    stamp.write_text(digest, encoding="ascii")
    return folder


def complete_cargo_lock(folder: Path) -> None:
    """Write into ``Cargo.lock`` where its packages come from: in git it names no registry, and Cargo wants one.

    Cargo says which: it resolves the manifest once without the lock.
    """
    lock = folder / "Cargo.lock"
    pinned = lock.read_text(encoding="utf-8")
    lock.unlink()
    _run(("cargo", "generate-lockfile"), folder)
    lock.write_text(with_source(pinned, lock.read_text(encoding="utf-8")), encoding="utf-8")


def with_source(pinned: str, resolved: str) -> str:
    """A lock in which each package of a registry has the source that packages have in another lock."""
    source = re.search(r'^source = ".*"$', resolved, re.MULTILINE)
    if source is None:
        raise CannotBuild("cargo does not say where packages come from")
    return pinned.replace("\nchecksum = ", f"\n{source[0]}\nchecksum = ")


def _run(command: Sequence[str], folder: Path) -> None:
    # A target folder of the caller's would take the programs elsewhere.
    environment = {name: value for name, value in os.environ.items() if name != "CARGO_TARGET_DIR"}
    try:
        done = subprocess.run(
            command, cwd=folder, env=environment, check=False, capture_output=True, text=True
        )
    except OSError as error:
        raise CannotBuild(f"{command[0]}: {error}") from error
    if done.returncode != 0:
        said = (done.stderr.strip() or done.stdout.strip()).splitlines()
        raise CannotBuild(f"{' '.join(command)} ended with {done.returncode}: {said[-1] if said else ''}")
