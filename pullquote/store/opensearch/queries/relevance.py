"""Pages in the order of relevance. The scores are the cluster's, so is the order of what is about as relevant.

A cursor has the score of its record, to the last bit, and its id: the cluster goes on behind them.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from math import isfinite
from struct import pack, unpack
from typing import Any

from pullquote.store.model.cursors import Cursor, decode, encode
from pullquote.store.model.pages import size_asked
from pullquote.store.model.snapshots.questions import PageOf
from pullquote.store.opensearch.queries.searches import Json, Search, Steps, hits_of, search

ScoredPlace = tuple[float, str]
"""A score, and the id of a record that has it."""


def ranked_hits(
    indices: tuple[str, ...], query: Json, wanted: PageOf, name: str, source: list[str], *, reverse: bool
) -> Steps[tuple[list[Any], bool]]:
    """The documents on a page, and whether there are more; ``reverse`` puts the least relevant first.

    Raises BadInput where the size or the cursors of the page cannot be.
    """
    size = size_asked(wanted.first, wanted.last, wanted.default_size, wanted.max_size)
    after, before = _places(wanted, name)
    backwards = wanted.last is not None
    begin, end = (before, after) if backwards else (after, before)
    body: Json = {
        "size": size + 1,
        "track_total_hits": False,
        "query": query,
        "sort": _sort(descending=reverse == backwards),
        "_source": source,
    }
    if begin is not None:
        body["search_after"] = list(begin)
    (answer,) = yield from search(Search(indices, body, is_ranked=True))
    found = hits_of(answer)
    if end is not None:
        descending = reverse == backwards
        found = [hit for hit in found if _is_before(_place_of(hit), end, descending=descending)]
    more, hits = len(found) > size, found[:size]
    return (hits[::-1] if backwards else hits), more


def ranked_beyond(
    indices: tuple[str, ...], query: Json, wanted: PageOf, name: str, *, reverse: bool
) -> Steps[bool]:
    """Whether there are documents on the other side of a page: at its cursor, or further away."""
    size_asked(wanted.first, wanted.last, wanted.default_size, wanted.max_size)
    after, before = _places(wanted, name)
    backwards = wanted.last is not None
    cursor = before if backwards else after
    if cursor is None:
        return False
    descending = reverse == backwards
    body: Json = {
        "size": 1,
        "track_total_hits": False,
        "query": query,
        "sort": _sort(descending=descending),
        "_source": False,
    }
    (answer,) = yield from search(Search(indices, body, is_ranked=True))
    return any(not _is_before(cursor, _place_of(hit), descending=descending) for hit in hits_of(answer))


def ranked_cursor(name: str, hits: Sequence[Any]) -> Callable[[int], str]:
    """What gives the cursor of the document at an index: its key is the negated bits of its score."""

    def cursor(index: int) -> str:
        score, identity = _place_of(hits[index])
        return encode(name, (-_bits(score),), identity)

    return cursor


def _sort(*, descending: bool) -> list[Json]:
    return [{"_score": "desc"}, {"id": "asc"}] if descending else [{"_score": "asc"}, {"id": "desc"}]


def _places(wanted: PageOf, name: str) -> tuple[ScoredPlace | None, ScoredPlace | None]:
    return tuple(  # type: ignore[return-value]
        None if text is None else _place(decode(text, name, (int,), argument))
        for text, argument in ((wanted.after, "after"), (wanted.before, "before"))
    )


def _place(cursor: Cursor) -> ScoredPlace:
    key = cursor.key[0]
    return _score(-key if isinstance(key, int) else 0), cursor.id


def _place_of(hit: Any) -> ScoredPlace:
    score, identity = hit["sort"]
    return _score(_bits(score)), identity


def _is_before(one: ScoredPlace, other: ScoredPlace, *, descending: bool) -> bool:
    """Whether one place comes before another."""
    if one[0] != other[0]:
        return (one[0] > other[0]) == descending
    return one[1] != other[1] and (one[1] < other[1]) == descending


def _bits(score: float) -> int:
    """The bits of a score in single precision, which are in the order of scores."""
    bits: int = unpack(">I", pack(">f", score))[0]
    return bits


def _score(bits: int) -> float:
    """The score of some bits; 0 of what is none."""
    score: float = unpack(">f", pack(">I", bits & 0x7FFFFFFF))[0]
    return score if isfinite(score) else 0.0
