"""Steps go on at the same time, each trip for all of them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest

from pullquote.store.model.errors import BadInput
from pullquote.store.opensearch.queries.searches import (
    EVERYTHING,
    MAX_TERMS,
    NOTHING,
    Search,
    Steps,
    all_of,
    any_of,
    counting,
    search,
    terms,
    together,
)

ONE = Search(("stories",), counting(EVERYTHING))
OTHER = Search(("quotes",), counting(EVERYTHING))


def trips(steps: Steps[Any]) -> tuple[Any, list[int]]:
    """What steps find where each search is answered by its index, and how many searches each trip had."""
    made: list[int] = []
    answers: Sequence[Any] | None = None
    while True:
        try:
            needs = steps.send(answers)
        except StopIteration as end:
            return end.value, made
        made.append(len(needs))
        answers = [{"of": each.indices[0]} for each in needs if isinstance(each, Search)]


def asking(*several: Search) -> Steps[list[str]]:
    """The indices of some searches, one after the other."""
    found = []
    for each in several:
        (answer,) = yield from search(each)
        found.append(answer["of"])
    return found


def refusing() -> Steps[None]:
    """Asks, and then refuses."""
    yield from search(ONE)
    raise BadInput("no")


def test_steps_of_the_same_moment_are_one_trip() -> None:
    found, made = trips(together(asking(ONE, OTHER), asking(OTHER), asking()))
    assert found == [["stories", "quotes"], ["quotes"], []]
    assert made == [2, 1]


def test_what_is_refused_does_not_end_the_others() -> None:
    (refusal, others), _ = trips(together(refusing(), asking(ONE, OTHER)))
    assert isinstance(refusal, BadInput)
    assert others == ["stories", "quotes"]


def test_nothing_is_any_of_nothing_and_everything_all_of_it() -> None:
    assert any_of([]) == NOTHING
    assert all_of([]) == EVERYTHING
    assert terms("topics", []) == NOTHING


def test_more_values_than_the_cluster_takes() -> None:
    with pytest.raises(BadInput, match="65537 values for one field, and 65536 are the most"):
        terms("topics", map(str, range(MAX_TERMS + 1)))
