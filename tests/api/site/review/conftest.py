"""A newsroom with proposals, and a client of a server that may write its files."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest

from pullquote.api.server.app import create_app
from pullquote.api.settings import Settings
from pullquote.store.newsroom.newsroom import Newsroom
from tests.importing.imports import write_tree

TOKEN = "a-token-of-some-length-for-the-preview"
WALL = """\
---
headline: The wall
publication: paper
datePublished: 2024-10-29
quotes:
  # the mayor
  - text: It will hold
    speaker: ida-brook
    as: Mayor Ida Brook
    cue: said
    review: B # the first
  - text: [Nobody, knows <why>]
    source: anonymous
    review: C
---

“It will hold,” Mayor Ida Brook said 😀.

“Nobody,” said another 😀, “knows &lt;why&gt;.”
"""
MANY = """\
tides:
  headline: Tides
  publication: paper
  datePublished: 2024-10-30
  body: “They turn,” Ida Brook said.
  quotes:
    - text: They turn
      speaker: ida-brook
      review: A
"""
FILES = {
    "articles/wall.md": WALL,
    "articles/plain.md": "---\nheadline: Nothing\ndatePublished: 2024-10-29\n---\n\nNothing.\n",
    "editorials.yaml": MANY,
    "people/ida-brook.yaml": "name: Ida Brook\nroles:\n  - title: Mayor\n    startDate: 2020\n",
    "people/nadia-velt.yaml": "name: Nadia Velt\n",
    "organizations/harbour-board.yaml": "name: Harbour Board\n",
    "publications/paper.yaml": "name: Paper\ninLanguage: en\n",
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The newsroom."""
    return write_tree(tmp_path / "newsroom", FILES)


@pytest.fixture
async def client(folder: Path) -> AsyncIterator[httpx.AsyncClient]:
    """A browser's page on this machine, with the token."""
    settings = Settings(folder=folder, preview_token=TOKEN, review=True)
    transport = httpx.ASGITransport(create_app(settings, Newsroom(folder)))
    headers = {"authorization": f"Bearer {TOKEN}"}
    async with httpx.AsyncClient(transport=transport, base_url="http://localhost", headers=headers) as http:
        yield http
