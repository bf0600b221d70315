"""The packages: built from a clone as anybody builds them, installed into a fresh environment, and served."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tarfile
import time
import urllib.error
import urllib.request
import zipfile
from pathlib import Path

import pytest

from tests.conftest import ROOT, START_SECONDS, need

PLAYGROUND = "pullquote/api/site/playground/dist/manifest.json"
DOCUMENTATION = "pullquote/api/site/documentation/dist/index.html"
UV = Path(sys.executable).with_name("uv")
TIMEOUT_SECONDS = 600


def uv(*arguments: object, folder: Path, **environment: str) -> str:
    """What uv prints; the test skips (or fails, see :func:`tests.conftest.need`) where it cannot do it."""
    done = subprocess.run(
        [str(UV), *map(str, arguments)],
        check=False,
        cwd=folder,
        env={name: value for name, value in os.environ.items() if name != "VIRTUAL_ENV"} | environment,
        capture_output=True,
        text=True,
        timeout=TIMEOUT_SECONDS,
    )
    need(done.returncode == 0 or "No solution found" in done.stderr, f"uv needs a registry: {done.stderr}")
    assert done.returncode == 0, done.stderr
    return done.stdout + done.stderr


@pytest.fixture(scope="module")
def clone(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What git has of this checkout, with what is changed or new in it, and nothing that is built."""
    folder = tmp_path_factory.mktemp("clone")
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        check=False,
        cwd=ROOT,
        capture_output=True,
        text=True,
    )
    need(listed.returncode == 0, "this is no checkout of git")
    for name in listed.stdout.splitlines():
        if (ROOT / name).is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(ROOT / name, folder / name)
    return folder


@pytest.fixture(scope="module")
def packages(node: str, clone: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the sdist of the clone, and the wheel that is built from that sdist."""
    folder = tmp_path_factory.mktemp("packages")
    said = uv("build", "--python", sys.executable, "--out-dir", folder, folder=clone)
    assert "is not in this package" not in said
    return folder


def test_the_wheel_has_the_playground_the_fixtures_the_documentation_and_a_newsroom_to_begin_with(
    packages: Path,
) -> None:
    [wheel] = packages.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
    for name in (
        PLAYGROUND,
        DOCUMENTATION,
        "pullquote/fixtures/articles/north-korean-troops-in-russia.md",
        "pullquote/fixtures/media/soldiers-reported.svg",
        "pullquote/api/cli/starter/publications.yaml",
        "pullquote/py.typed",
    ):
        assert name in names
    assert [name for name in names if re.search(r"node_modules|/src/|__pycache__|^tests/", name)] == []


def test_the_sdist_has_what_is_built_so_that_nobody_needs_node_to_install_it(packages: Path) -> None:
    [sdist] = packages.glob("*.tar.gz")
    with tarfile.open(sdist) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}
    assert {PLAYGROUND, DOCUMENTATION, "hatch_build.py", "schema.graphql", "docs/index.md"} <= names
    assert [name for name in names if "node_modules" in name] == []


def test_a_fresh_environment_serves_the_fixtures_of_the_wheel_and_every_page(
    packages: Path, tmp_path: Path
) -> None:
    [wheel] = packages.glob("*.whl")
    uv("venv", "--python", sys.executable, tmp_path / "fresh", folder=tmp_path)
    lock = ROOT / "requirements.lock"
    python = tmp_path / "fresh" / "bin" / "python"
    uv("pip", "install", "--python", python, "--constraint", lock, wheel, folder=tmp_path)
    (tmp_path / "here").mkdir()
    command = [str(python.with_name("pullquote")), "serve", "--port", "0", "--no-watch"]
    log = tmp_path / "log.txt"
    with log.open("wb") as output:
        process = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            cwd=tmp_path / "here",
            env=os.environ | {"PULLQUOTE_CACHE_FOLDER": str(tmp_path / "cache")},
        )
    try:
        deadline = time.monotonic() + START_SECONDS
        while not (found := re.search(r"(http://127\.0\.0\.1:\d+)/graphql", log.read_text())):
            assert process.poll() is None, log.read_text()
            assert time.monotonic() < deadline
            time.sleep(0.05)
        base = found[1]
        while not ready(base):
            assert time.monotonic() < deadline
            time.sleep(0.05)
        assert "1 article, 6 editorials" in log.read_text()
        assert "`pullquote init .` writes one of your own" in log.read_text()
        assert "Pullquote" in page(f"{base}/")
        assert re.search(r"/playground/assets/playground-\w+\.js", page(f"{base}/graphql"))
        assert "Quick start" in page(f"{base}/docs/index.html")
        assert "type Query" in page(f"{base}/schema.graphql?download")
        assert "<svg" in page(f"{base}/media/soldiers-reported.svg")
    finally:
        process.terminate()
        process.wait(timeout=15)


def ready(base: str) -> bool:
    try:
        return bool(page(f"{base}/health/ready"))
    except urllib.error.URLError:
        return False


def page(address: str) -> str:
    request = urllib.request.Request(address, headers={"accept": "text/html"})
    with urllib.request.urlopen(request, timeout=10) as response:
        assert response.status == 200
        return str(response.read().decode())


def test_without_node_the_build_says_what_is_missing_and_goes_on(clone: Path, tmp_path: Path) -> None:
    folder = tmp_path / "clone"
    ignored = shutil.ignore_patterns("node_modules", "dist")
    shutil.copytree(clone, folder, ignore=ignored)
    said = uv(
        "build",
        "--wheel",
        "--python",
        sys.executable,
        "--out-dir",
        tmp_path / "out",
        folder=folder,
        PATH=str(tmp_path),
    )
    assert "because Node.js and npm are not installed" in said
    assert "Install Node.js 20 or newer and build again" in said
    [wheel] = (tmp_path / "out").glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
    assert PLAYGROUND not in names
    assert DOCUMENTATION in names
