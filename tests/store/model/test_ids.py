"""Ids are opaque, and lead back to what they were made of."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pullquote.store.model.ids import global_id, read_id
from tests.store.newsrooms import QuoteSpec, StorySpec, all_of, snapshot_of


@given(st.from_regex(r"\w+", fullmatch=True), st.text())
def test_an_id_says_type_and_key(kind: str, key: str) -> None:
    assert read_id(global_id(kind, key.encode("utf-8", "replace").decode())) == (
        kind,
        key.encode("utf-8", "replace").decode(),
    )


@given(st.text())
def test_any_text_can_be_asked_for(text: str) -> None:
    read_id(text)
    assert snapshot_of(StorySpec("a")).node(text) is None


@pytest.mark.parametrize("more", ["=", "==", "\n", " ", "A"])
def test_an_id_is_written_in_one_way_only(more: str) -> None:
    snapshot = snapshot_of(StorySpec("a", quotes=(QuoteSpec("yes"),)))
    for record in all_of(snapshot)[:2]:
        assert snapshot.node(record.id) is record
        assert snapshot.node(record.id + more) is None


def test_of_a_story_that_is_there_only_its_own_quotes_are_found() -> None:
    snapshot = snapshot_of(StorySpec("a", quotes=(QuoteSpec("yes"),)))
    assert snapshot.node(global_id("Quote", "article/a#no")) is None
    assert snapshot.node(global_id("Quote", "editorial/a#yes")) is None
    assert snapshot.node(global_id("Editorial", "a")) is None
    assert snapshot.node(global_id("Role", "a")) is None
