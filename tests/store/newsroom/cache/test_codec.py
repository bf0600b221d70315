"""What is written of entities, indexes and tables is what comes back; what is something else is refused."""

from __future__ import annotations

from array import array
from dataclasses import asdict, is_dataclass
from typing import Any, NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyroaring import BitMap

from pullquote.store.index.dimensions import QUOTE_DIMENSIONS, STORY_DIMENSIONS
from pullquote.store.model.criteria import StoryKind
from pullquote.store.model.errors import CacheError
from pullquote.store.model.records import QuoteKind
from pullquote.store.newsroom.cache.codec import Codec, Numbers, decode_entity, encode_entity, plain, wanted
from pullquote.store.newsroom.snapshot import MemorySnapshot
from tests.conftest import INVENTED, SHIPPED
from tests.store.fuzzing import parsed
from tests.store.newsrooms import NOW, Desk, StorySpec, newsrooms

ENTITIES = [
    entity.read()
    for folder in (SHIPPED, INVENTED)
    for file in parsed(folder).values()
    for entity in file.entities
]


def said(value: Any) -> Any:
    """A value to its last field: dates are equal when they are written alike."""
    if is_dataclass(value) and not isinstance(value, type):
        return type(value), asdict(value)
    return value


def test_an_entity_comes_back_as_it_was() -> None:
    assert len({type(entity.keys) for entity in ENTITIES}) == 7
    for entity in ENTITIES:
        again = decode_entity(encode_entity(entity))
        assert said(again.keys) == said(entity.keys)
        assert repr(again) == repr(entity)
        assert type(again) is type(entity)


@given(st.binary())
def test_what_is_no_entity_is_refused(data: bytes) -> None:
    with pytest.raises(CacheError):
        decode_entity(data)


@given(st.sampled_from(ENTITIES), st.data())
def test_a_changed_entity_is_another_or_refused(entity: Any, data: st.DataObject) -> None:
    row = bytearray(encode_entity(entity))
    row[data.draw(st.integers(0, len(row) - 1))] ^= data.draw(st.integers(1, 255))
    try:
        decode_entity(bytes(row))
    except CacheError:
        return


@given(newsrooms())
def test_every_term_of_an_index_comes_back(specs: list[StorySpec]) -> None:
    snapshot = MemorySnapshot(Desk().records(specs), version="1", loaded_at=NOW)
    for collection, dimensions in ((snapshot.stories, STORY_DIMENSIONS), (snapshot.quotes, QUOTE_DIMENSIONS)):
        for dimension in dimensions:
            for _, term, _ in collection.indexes[dimension.name].ranked:
                again = wanted(plain(term.wanted))
                assert again == term.wanted
                assert type(again) is type(term.wanted)


def test_a_term_of_another_kind_is_refused() -> None:
    assert wanted(plain(QuoteKind.DIRECT)) is QuoteKind.DIRECT
    assert wanted(plain(StoryKind.ARTICLE)) is StoryKind.ARTICLE
    with pytest.raises(CacheError):
        plain(7)
    with pytest.raises(CacheError):
        wanted(("QuoteKind", "SHOUTED"))
    with pytest.raises(CacheError):
        wanted(("Severity", "ERROR"))


class Row(NamedTuple):
    numbers: Numbers
    members: BitMap


def test_arrays_and_sets_come_back() -> None:
    codec: Codec[Row] = Codec(Row)
    anything: Codec[object] = Codec(object)
    row = Row(array("q", [1, -2, 1 << 40]), BitMap([1, 5, 1 << 20]))
    assert codec.decode(codec.encode(row)) == row
    for data in (b"", b"\x92\xc4\x01I\xc4\x01x", b"\x92\xc4\x04I\0\0\0\xc4\x00", b"\x92\xc0\xc0"):
        with pytest.raises(CacheError):
            codec.decode(data)
    with pytest.raises(CacheError):
        anything.encode(object())
    with pytest.raises(CacheError):
        anything.encode("\ud800")
