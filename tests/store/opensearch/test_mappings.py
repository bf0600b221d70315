"""What the indices of a newsroom are called, and how they are made."""

from __future__ import annotations

import pytest

from pullquote.store.opensearch.mappings import (
    CHANGES,
    ENTITIES,
    MAPPING_VERSION,
    QUOTES,
    STORIES,
    IndexNames,
    InvalidName,
    Sharding,
    index_body,
)


def test_names_have_the_newsroom_the_version_and_the_audience() -> None:
    names = IndexNames("the-courier")
    assert names.editions == "pullquote-the-courier-editions"
    assert names.of("public", STORIES) == f"pullquote-the-courier-v{MAPPING_VERSION}-public-stories"
    assert IndexNames("the-courier", 7).of("preview", QUOTES) == "pullquote-the-courier-v7-preview-quotes"


@pytest.mark.parametrize("name", ["", "The-Courier", "-courier", "a b", "a*", "a,b", "a/b", "x" * 101])
def test_other_names_are_refused(name: str) -> None:
    with pytest.raises(InvalidName, match="expected small letters"):
        IndexNames(name)


@pytest.mark.parametrize("documents", [STORIES, QUOTES, ENTITIES, CHANGES])
def test_mappings_are_strict_and_copies_written_by_document(documents: str) -> None:
    body = index_body(documents, Sharding(5, 2))
    assert body["mappings"]["dynamic"] == "strict"
    assert body["settings"]["replication.type"] == "DOCUMENT"
    assert body["settings"]["auto_expand_replicas"] == "0-2"
    assert body["settings"]["number_of_shards"] == (5 if documents in {STORIES, QUOTES} else 1)
