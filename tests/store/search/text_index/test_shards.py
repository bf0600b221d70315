"""A shard of which segments were written again searches as one that was written at once."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tantivy import Query

from pullquote.store.model.criteria import StoryCriteria, StoryOrder
from pullquote.store.model.records import Story
from pullquote.store.search.fields import FIELDS, NUMBER
from pullquote.store.search.text_index import documents, shards, writing
from pullquote.store.search.text_index.documents import SEGMENTS, shards_for
from pullquote.store.search.text_index.shards import Shard, boosts
from pullquote.store.search.text_index.writing import STRIDE
from pullquote.store.search.text_index.writing import _texts as texts_of
from tests.store.newsrooms import WORDS, Desk, StorySpec, phrases, snapshot_of

DESK = Desk()
STORIES = {
    story.slug: story
    for story in DESK.records(
        [
            StorySpec(
                f"story-{number}", headline=f"{word} {WORDS[number % 5]}", body=" ".join(WORDS[:number])
            )
            for number, word in enumerate(WORDS)
        ]
    ).stories
}
segments = st.lists(
    st.lists(st.sampled_from(sorted(STORIES)), max_size=4, unique=True).map(
        lambda slugs: tuple(STORIES[slug] for slug in slugs)
    ),
    min_size=SEGMENTS,
    max_size=SEGMENTS,
)
Segments = list[tuple[Story, ...]]


def found(shard: Shard, word: str) -> list[tuple[float, int]]:
    """Scores and numbers of everything that has a word in its headline or body."""
    fields = [Query.term_query(FIELDS.schema, field, word) for field in ("headline", "body")]
    query = Query.disjunction_max_query(fields, 0.1)
    hits = shard.searcher.search(query, 100).hits
    numbers = shard.searcher.fast_field_values(NUMBER, [address for _, address in hits])
    return sorted((score, int(number or 0)) for (score, _), number in zip(hits, numbers, strict=True))


@given(st.lists(segments, min_size=2, max_size=4))
def test_one_after_another(steps: list[Segments]) -> None:
    shard = Shard.of(steps[0])
    made = [shard]
    for step in steps[1:]:
        shard = shard.after(step)
        made.append(shard)
    for shard, step in zip(made, steps, strict=True):
        again = Shard.of(step)
        assert shard.searcher.num_docs == again.searcher.num_docs == sum(map(len, step)) == shard.size
        for word in ("ferri", "harbour", "the", "war"):
            assert found(shard, word) == found(again, word)


def numbers(shard: Shard, word: str) -> list[int]:
    """The numbers of everything that has a word, by where they are in the segments of the shard."""
    return sorted(
        number - sum(place < number % STRIDE for place in shard.deleted.get(number // STRIDE, ()))
        for _, number in found(shard, word)
    )


@given(steps=st.lists(segments, min_size=2, max_size=5), data=st.data())
def test_what_leaves_a_segment_is_deleted_and_counts_no_more_when_that_is_expunged(
    steps: list[Segments], data: st.DataObject
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(shards, "FEWEST_ANCHORS", 1)
        patch.setattr(shards, "DELETED_SHARE", 1)
        shard = Shard.of(steps[0])
        for step in steps[1:]:
            before = shard
            if data.draw(st.booleans()):
                shard = shard.expunged()
            shard = data.draw(st.sampled_from([before, shard])).after(
                [
                    new
                    if data.draw(st.booleans())
                    else tuple(data.draw(st.sampled_from([old, old[1:], old[:2]])))
                    for old, new in zip(shard.segments, step, strict=True)
                ]
            )
            again = Shard.of(shard.segments)
            assert shard.size == again.size
            for word in ("ferri", "harbour", "the", "war"):
                assert numbers(shard, word) == numbers(again, word)
        while shard.deleted:
            shard = shard.expunged()
        for word in ("ferri", "harbour", "the", "war"):
            assert found(shard, word) == found(again, word)


def test_what_leaves_a_large_segment_is_not_written_again_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    stories = tuple(STORIES.values())
    monkeypatch.setattr(shards, "FEWEST_ANCHORS", len(stories) - 2)
    monkeypatch.setattr(shards, "DELETED_SHARE", len(stories))
    shard = Shard.of([stories, ()])
    left = shard.after([(*stories[:3], *stories[4:]), stories[3:4]])
    assert left.deleted == {0: (3,)}
    assert found(shard, "the") != found(left, "the")
    assert left.expunged().deleted == {}
    assert left.expunged() is left  # it is not the current one any more
    assert found(left.expunged(), "the") == found(left, "the")
    # What comes after the one before does so after this one, which has the same.
    assert left.after([left.segments[0], stories[2:4]]).index is left.index
    much = Shard.of([stories, ()])
    assert much.after([stories[2:], ()]).deleted == {}


def test_a_shard_is_a_segment_and_only_what_differs_is_written() -> None:
    one, two, three = (tuple(STORIES.values())[start : start + 3] for start in (0, 3, 6))
    empty: tuple[Story, ...] = ()
    shard = Shard.of([one, two, empty, empty, empty, empty])
    after = shard.after([one, three, empty, empty, two, empty])
    assert (shard.searcher.num_segments, after.searcher.num_segments) == (2, 3)
    assert after.index is shard.index
    assert after.after(after.segments) is after


def test_numbers_follow_from_places_where_each_shard_is_a_segment() -> None:
    one, two = (tuple(STORIES.values())[start : start + 4] for start in (0, 4))
    shard = Shard.of([one, two])
    hits = shard.searcher.search(Query.all_query(), 20).hits
    addresses = [address for _, address in hits]
    expected = [number * STRIDE + place for number in range(2) for place in range(4)]
    assert sorted(shard.numbers(addresses)) == expected
    split = Shard((one, two, one), shard.searcher, shard.index)
    assert list(split.numbers(addresses)) == list(shard.numbers(addresses))
    assert split._firsts is None


def test_two_may_follow_the_same() -> None:
    one, two = (tuple(STORIES.values())[start : start + 3] for start in (0, 3))
    empty: tuple[Story, ...] = ()
    shard = Shard.of([one, *[empty] * 5])
    left, right = shard.after([two, *[empty] * 5]), shard.after([one, two, *[empty] * 4])
    assert left.index is not right.index
    assert found(left, "ferri") == found(Shard.of(left.segments), "ferri")
    assert found(right, "ferri") == found(Shard.of(right.segments), "ferri")


@pytest.mark.parametrize(
    ("stories", "count"), [(0, 1), (1, 1), (1_000, 1), (5_500, 2), (25_000, 4), (100_000, 9)]
)
def test_there_are_more_shards_for_more_stories(stories: int, count: int) -> None:
    assert shards_for(stories) == count


def test_a_word_says_as_much_wherever_it_stands() -> None:
    stories = tuple(STORIES.values())
    parts = [Shard.of([stories[start : start + 6]]) for start in (0, 6)]
    assert boosts(parts[:1], "body", ["the"]) == [1.0]
    assert boosts(parts[:1], "body", ["nowher"]) == [None]
    rare = boosts(parts, "body", ["peac"])
    assert rare.count(None) == 1
    assert max(filter(None, rare)) > 1
    common = boosts(parts, "body", ["ferri"])
    assert min(filter(None, common)) < 1 < max(filter(None, common))
    assert boosts(parts, "body", ["ferri", "nowher"]) == [None, None]


def test_a_word_that_is_everywhere_has_a_weight_while_documents_are_deleted(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(shards, "FEWEST_ANCHORS", 1)
    monkeypatch.setattr(shards, "DELETED_SHARE", 1)
    specs = [StorySpec(f"ferry-{number}", headline=f"Ferry {WORDS[number % 5]}") for number in range(12)]
    stories = tuple(Desk().records(specs).stories)
    parts = [Shard.of([stories[:6]]).after([stories[2:6]]), Shard.of([stories[6:]])]
    assert [len(shard.deleted.get(0, ())) for shard in parts] == [2, 0]
    assert [shard.counted for shard in parts] == [6, 6]
    weights = boosts(parts, "headline", ["ferri"])
    assert all(weight is not None and 0 < weight < 2 for weight in weights)


def test_an_edit_prepares_only_the_story_that_changed(monkeypatch: pytest.MonkeyPatch) -> None:
    stories = tuple(STORIES.values())
    shard = Shard.of([stories[:6], stories[6:]])
    prepared: list[str] = []

    def noted(story: Any, *rest: Any) -> Any:
        prepared.append(story.slug)
        return texts_of(story, *rest)

    monkeypatch.setattr(writing, "_texts", noted)
    edited = DESK.world.story(StorySpec(stories[2].slug, headline="A zebra"))
    after = shard.after([(*stories[:2], edited, *stories[3:6]), stories[6:]])
    assert prepared == [edited.slug]
    assert found(after, "zebra")
    assert found(after, "harbour") == found(Shard.of(after.segments), "harbour")
    prepared.clear()
    shorter = after.after([(*stories[:2], *stories[3:6]), stories[6:]])
    assert prepared == []  # they have other numbers now, but the same texts
    assert found(shorter, "the") == found(Shard.of(shorter.segments), "the")


def test_what_is_prepared_is_limited(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(writing, "PREPARED_CHARACTERS", 1)
    stories = tuple(STORIES.values())
    shard = Shard.of([stories[:6]])
    assert [len(each) for each in shard.index.writer._prepared.values()] == [1]
    after = shard.after([stories[1:6]])
    assert found(after, "the") == found(Shard.of(after.segments), "the")


def test_the_more_shards_there_are_the_less_of_each_is_prepared(monkeypatch: pytest.MonkeyPatch) -> None:
    stories = tuple(STORIES.values())[:6]
    monkeypatch.setattr(writing, "PREPARED_CHARACTERS", 3_600)
    assert [len(each) for each in Shard.of([stories]).index.writer._prepared.values()] == [6]
    monkeypatch.setattr(writing, "STORIES_A_SHARD", 1)  # 36 shards by the size of this one: 100 characters
    [prepared] = Shard.of([stories]).index.writer._prepared.values()
    assert 0 < len(prepared) < 6


@given(st.lists(phrases, min_size=8, max_size=30), st.sampled_from(WORDS))
def test_several_shards_find_what_one_does(headlines: list[str], query: str) -> None:
    specs = [StorySpec(f"story-{number}", headline=headline) for number, headline in enumerate(headlines)]

    def found_by_relevance() -> list[str]:
        criteria = StoryCriteria(search=query)
        page = snapshot_of(*specs).stories.select(criteria, StoryOrder.RELEVANCE).page(first=100)
        return sorted(story.slug for story in page.nodes)

    one = found_by_relevance()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(documents, "STORIES_A_SHARD", 2)
        assert found_by_relevance() == one
