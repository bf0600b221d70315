"""The playground's sources are typed, and its packages pinned to what no address ties to one registry."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from pullquote.api.site.playground.assets import FOLDER
from tests.conftest import ROOT
from tests.node_packages import install, run

LOCKS = sorted(
    path for path in ROOT.glob("**/package-lock.json") if not {"node_modules", ".venv"} & set(path.parts)
)


def test_the_sources_compile_strictly(node: str) -> None:
    run([str(install(FOLDER) / "tsc"), "--noEmit"], FOLDER)


@pytest.mark.parametrize("lock", LOCKS, ids=[str(path.parent.relative_to(ROOT)) for path in LOCKS])
def test_packages_are_pinned_by_version_and_content(lock: Path) -> None:
    packages = json.loads(lock.read_bytes())["packages"]
    wanted = packages.pop("")
    versions = {**wanted.get("dependencies", {}), **wanted.get("devDependencies", {})}.values()
    assert all(version[0].isdigit() for version in versions)
    assert [name for name, package in packages.items() if "integrity" not in package] == []
    assert [name for name, package in packages.items() if "resolved" in package] == []
