"""A build of the playground, as small as one can be."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import brotli
import pytest

from pullquote.api.site.playground import assets

SCRIPT = b"console.log('a script that the build wrote')"


@pytest.fixture
def dist(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of a build: a script in every coding, and the manifest."""
    (tmp_path / "playground-ABC.js").write_bytes(SCRIPT)
    (tmp_path / "playground-ABC.js.br").write_bytes(brotli.compress(SCRIPT))
    (tmp_path / "playground-ABC.js.gz").write_bytes(gzip.compress(SCRIPT))
    manifest = {
        "script": "playground-ABC.js",
        "style": "p.css",
        "fonts": "f.css",
        "first": ["chunk-1.js"],
        "editor": ["main-1.js"],
    }
    (tmp_path / "manifest.json").write_text(json.dumps(manifest))
    monkeypatch.setattr(assets, "DIST", tmp_path)
    return tmp_path
