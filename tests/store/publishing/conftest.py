"""A client of the cluster, a newsroom on it that is removed afterwards, and a folder to publish."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.conftest import INVENTED
from tests.store.opensearch.conftest import client, names

__all__ = ["client", "names"]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the invented newsroom, which has drafts, embargoes and proposals."""
    return Path(shutil.copytree(INVENTED, tmp_path / "newsroom"))
