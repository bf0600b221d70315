"""A build of the documentation, as small as one can be."""

from __future__ import annotations

from pathlib import Path

import pytest

from pullquote.api.site import documentation

SCRIPT = "console.log('search')\n" * 200


@pytest.fixture
def dist(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of a build: two pages, the one for what is not found, a script with a hash, and an index."""
    files = {
        "index.html": "<h1>Quick start</h1>",
        "api/index.html": "<h1>The API</h1>",
        "404.html": '<h1>Not found</h1><a href="/docs/api/">The API</a>',
        "assets/javascripts/bundle.0123abcd.min.js": SCRIPT,
        "assets/favicon.png": "png",
        "search.json": '{"items": []}',
        "styles.json": '["sha256-0123456789"]',
    }
    for name, text in files.items():
        path = tmp_path / "dist" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    monkeypatch.setattr(documentation, "BUILT", tmp_path / "dist")
    return tmp_path / "dist"


@pytest.fixture
def not_built(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No build, whatever this checkout has."""
    monkeypatch.setattr(documentation, "BUILT", tmp_path / "absent")
