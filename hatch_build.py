"""Builds what is not in git and belongs into the packages: the playground (with Node.js) and the documentation.

hatchling runs it for ``pip install .``, ``pipx install .`` and ``python -m build``. What is built already, as in an
sdist, is taken as it is. What cannot be built is said, and the package is made without it: the server then has a
plain page in the place of the playground, and no ``/docs/``. A build asks package registries and no other host.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

SITE = Path("pullquote/api/site")
PLAYGROUND = SITE / "playground"
PLAYGROUND_BUILT = PLAYGROUND / "dist" / "manifest.json"
PLAYGROUND_SOURCES = ("src/*", "build.mjs", "package-lock.json")
DOCUMENTATION_BUILT = SITE / "documentation" / "dist" / "index.html"
NPM = (
    ("ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"),
    ("run", "build", "--silent"),
)


class BuildHook(BuildHookInterface[Any]):
    """Runs before a package is put together."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002 - as hatchling calls it
        """Build both, unless the package is editable: a checkout builds them with ``make``."""
        if version == "editable":
            return
        root = Path(self.root)
        for missing in filter(None, (playground(root), documentation(root, self.metadata.version))):
            self.app.display_warning(missing)


def playground(root: Path) -> str | None:
    """Build the playground where it is missing or older than its sources; gives why it cannot be built."""
    folder = root / PLAYGROUND
    sources = (path for pattern in PLAYGROUND_SOURCES for path in folder.glob(pattern))
    if not _is_older(root / PLAYGROUND_BUILT, sources):
        return None
    npm = shutil.which("npm")
    if npm is None:
        return (
            "The playground is not in this package, because Node.js and npm are not installed: the server will have "
            "a plain page instead. Install Node.js 20 or newer and build again."
        )
    for arguments in NPM:
        if error := _run([npm, *arguments], folder):
            return f"The playground is not in this package, because npm {arguments[0]} failed: {error}"
    (root / PLAYGROUND_BUILT).touch()
    return None


def documentation(root: Path, version: str) -> str | None:
    """Build the documentation where it is missing or older than its pages; gives why it cannot be built."""
    pages = ((root / "docs").glob("*.*"), (root / "pullquote").rglob("*.py"))
    if not _is_older(root / DOCUMENTATION_BUILT, (path for each in pages for path in each)):
        return None
    with TemporaryDirectory() as installed:
        # The pages are made from the code, which asks for its version; here it is not installed yet.
        metadata = Path(installed) / f"pullquote-{version}.dist-info" / "METADATA"
        metadata.parent.mkdir()
        metadata.write_text(f"Metadata-Version: 2.1\nName: pullquote\nVersion: {version}\n", encoding="utf-8")
        path = os.pathsep.join(filter(None, (installed, os.environ.get("PYTHONPATH"))))
        error = _run([sys.executable, "-m", "docs"], root, PYTHONPATH=path)
    return (
        f"The documentation is not in this package, because it could not be built: {error}" if error else None
    )


def _is_older(built: Path, sources: Iterable[Path]) -> bool:
    """Whether something is not built, or was built before one of its sources was changed."""
    if not built.is_file():
        return True
    time = built.stat().st_mtime
    return any(source.stat().st_mtime > time for source in sources)


def _run(command: list[str], folder: Path, **environment: str) -> str | None:
    """Run a program; gives the last line that it printed where it fails."""
    done = subprocess.run(  # noqa: S603 - our own words
        command,
        check=False,
        cwd=folder,
        env={**os.environ, **environment},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    if done.returncode == 0:
        return None
    return (done.stdout.strip().splitlines() or [f"it ended with {done.returncode}"])[-1]
