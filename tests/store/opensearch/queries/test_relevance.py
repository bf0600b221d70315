"""Cursors by relevance have a score to the last bit; how they turn pages is tested where a cluster answers."""

from __future__ import annotations

from typing import Any

from pullquote.store.model.cursors import decode
from pullquote.store.model.snapshots.questions import PageOf, Searched
from pullquote.store.opensearch.queries.relevance import ranked_cursor, ranked_hits
from pullquote.store.opensearch.queries.searches import EVERYTHING, Search

NAME = "search:RELEVANCE:DESC"
HITS: list[Any] = [{"sort": [score, "a"]} for score in (12.345679, 1.5, 0.0)]


def test_higher_scores_come_first() -> None:
    cursor = ranked_cursor(NAME, HITS)
    keys = [int(str(decode(cursor(number), NAME, (int,), "after").key[0])) for number in range(3)]
    assert keys == sorted(keys)


def test_a_page_goes_on_at_the_very_score() -> None:
    page = PageOf(Searched("ferry"), first=2, after=ranked_cursor(NAME, HITS)(1))
    steps = ranked_hits(("stories",), EVERYTHING, page, NAME, ["id"], reverse=False)
    [need] = next(steps)
    assert isinstance(need, Search)
    assert need.body["search_after"] == [1.5, "a"]
    assert need.body["sort"] == [{"_score": "desc"}, {"id": "asc"}]
    assert need.is_ranked
