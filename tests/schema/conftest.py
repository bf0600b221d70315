"""The two newsrooms as a client sees them: questions in, data or errors out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from pullquote.schema import Context, schema
from pullquote.store.files.loading import load
from pullquote.store.newsroom.editions import Edition, make_edition
from pullquote.store.newsroom.snapshot import MemorySnapshot
from tests.conftest import INVENTED, SHIPPED
from tests.stores import execute

NOW = datetime(2024, 7, 1, tzinfo=UTC)
"""After the budget speech may be seen, and long before the merger of the ferry lines may."""


@dataclass(frozen=True)
class Newsroom:
    """A snapshot that answers queries, from memory and from a store that is elsewhere."""

    snapshot: MemorySnapshot

    def ask(self, query: str, /, **variables: Any) -> dict[str, Any]:
        """The data that a query answers; it must have no errors."""
        result = execute(schema, query, variables, Context(self.snapshot))
        assert result.errors is None, result.errors
        assert result.data is not None
        return result.data

    def refusal(self, query: str, /, **variables: Any) -> dict[str, Any]:
        """The one error that a query is refused with, as a client receives it."""
        result = execute(schema, query, variables, Context(self.snapshot))
        assert result.errors is not None
        [error] = result.errors
        return dict(error.formatted)


def edition(folder: Path) -> Edition:
    """What is served of a folder."""
    loaded = load(folder)
    assert loaded.records is not None, loaded.problems
    return make_edition(loaded, now=NOW)


@pytest.fixture(scope="session")
def invented() -> Edition:
    """The invented newsroom, which uses every key and hides some of its stories."""
    return edition(INVENTED)


@pytest.fixture(scope="session")
def newsroom(invented: Edition) -> Newsroom:
    """What the public sees of the invented newsroom."""
    return Newsroom(invented.public)


@pytest.fixture(scope="session")
def preview(invented: Edition) -> Newsroom:
    """All of the invented newsroom."""
    return Newsroom(invented.preview)


@pytest.fixture(scope="session")
def shipped() -> Newsroom:
    """The newsroom that ships."""
    return Newsroom(edition(SHIPPED).public)
