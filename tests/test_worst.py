"""The worst operations that the benchmark knows are admitted, use the limits up, and are executed."""

from __future__ import annotations

import asyncio

from benchmarks.worst import CANDIDATES, candidates, default_operations
from pullquote.api.operations.operations import Operation
from pullquote.schema import Context
from pullquote.store.newsroom.newsroom import Newsroom
from tests.conftest import SHIPPED


def test_each_kind_is_as_large_as_it_may_be_and_answers() -> None:
    operations = default_operations(execution_seconds=60)  # on a slow machine as well
    newsroom = Newsroom(SHIPPED)
    newsroom.load()
    assert newsroom.edition is not None
    context = Context(newsroom.edition.public)
    found = list(candidates(operations))
    assert [worst.kind for worst in found] == list(CANDIDATES)
    limit = operations.settings.max_cost
    assert sum(worst.cost > limit / 2 for worst in found) >= len(found) / 2
    for worst in found:
        result = asyncio.run(operations.execute(Operation(worst.text), context))
        assert result.executed, (worst.kind, result.errors)
        assert not result.errors, worst.kind
