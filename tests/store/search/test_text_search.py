"""Searching finds what a reader means, ranks it, and shows where it was found."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pullquote.store.files.kinds import KINDS
from pullquote.store.model.criteria import (
    PersonCriteria,
    QuoteCriteria,
    QuoteOrder,
    StoryCriteria,
    StoryKind,
    StoryOrder,
)
from pullquote.store.model.errors import BadInput
from pullquote.store.model.kinds import Records
from pullquote.store.model.pages import Highlight, Selection
from pullquote.store.model.records import Person, Quote
from pullquote.store.newsroom.snapshot import MemorySnapshot
from pullquote.store.search import ranking
from pullquote.store.search import results as result_module
from pullquote.store.search import text_search as search
from pullquote.store.search.text_index import documents
from tests.store.newsrooms import NOW, WORDS, QuoteSpec, StorySpec, newsrooms, phrases, snapshot_of

NEWS = snapshot_of(
    StorySpec(
        "late",
        headline="Ferries run late",
        standfirst="Fog in the harbour",
        body="Nobody was surprised. “We run when we can,” said Ada Ågren of the naïve plan.",
        published="2024-10-01",
        topics=("ferries",),
        quotes=(QuoteSpec("We run when we can", "ada", role=0),),
    ),
    StorySpec(
        "strike",
        headline="A strike ends",
        body="The crews of the ferries go back to work. " + "Talks were long. " * 30,
        published="2024-10-02",
        editorial=True,
        quotes=(QuoteSpec("growing desperation", "army"), QuoteSpec("desperation keeps growing", "bo")),
    ),
    StorySpec(
        "budget",
        headline="Budget passed",
        body="Nothing about boats.",
        published="2024-10-03",
        mentions=("di", "cy"),
        quotes=(QuoteSpec("a budget for <ferries>", None),),
    ),
)


def names(selection: Selection[Any]) -> list[str]:
    page = selection.page(first=100)
    return [each.text if isinstance(each, Quote) else each.slug for each in page.nodes]


def stories(query: str, snapshot: MemorySnapshot = NEWS) -> list[str]:
    return names(snapshot.stories.select(StoryCriteria(search=query), StoryOrder.RELEVANCE))


def quotes(query: str) -> list[str]:
    return names(NEWS.quotes.select(QuoteCriteria(search=query), QuoteOrder.RELEVANCE))


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("ferry", ["late", "strike"]),
        ("FERRIES", ["late", "strike"]),
        ("ferry fog", ["late"]),
        ("ferry budget", []),
        ("budgets", ["budget"]),
        ("naive", ["late"]),
        ("agren", ["late"]),
        ("Ågren", ["late"]),
        ("José", ["budget"]),
        ("army", ["strike"]),
        ('"run late"', ["late"]),
        ('"late run"', []),
        ("the", ["late", "strike"]),
        ("", ["budget", "late", "strike"]),
        ("?!", []),
    ],
)
def test_stories_are_found_by_words_phrases_and_names(query: str, found: list[str]) -> None:
    assert sorted(stories(query)) == sorted(found)


def test_a_headline_counts_more_than_a_body() -> None:
    assert stories("ferry") == ["late", "strike"]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("desperation", ["desperation keeps growing", "growing desperation"]),
        ('"growing desperation"', ["growing desperation"]),
        ("banks", ["desperation keeps growing"]),
        ("ferries", ["a budget for <ferries>"]),
        ("late", []),
    ],
)
def test_quotes_are_found_by_their_words_and_speakers(query: str, found: list[str]) -> None:
    assert sorted(quotes(query)) == sorted(found)


@given(st.text() | phrases)
def test_a_search_in_another_order_finds_the_same(query: str) -> None:
    by_relevance = NEWS.stories.select(StoryCriteria(search=query), StoryOrder.RELEVANCE)
    by_date = NEWS.stories.select(StoryCriteria(search=query))
    assert sorted(names(by_relevance)) == sorted(names(by_date))
    assert by_relevance.total_count == by_date.total_count == len(names(by_date))
    assert by_relevance.facet("kinds") == by_date.facet("kinds")


def test_a_search_and_other_fields_narrow_each_other() -> None:
    both = StoryCriteria(search="ferry", kinds=(StoryKind.EDITORIAL,))
    for order in (StoryOrder.RELEVANCE, StoryOrder.LATEST_DATE):
        selection = NEWS.stories.select(both, order)
        assert names(selection) == ["strike"]
        assert selection.total_count == 1
        assert [bucket.key for bucket in selection.facet("kinds") if bucket.is_selected] == ["EDITORIAL"]
        assert {bucket.key for bucket in selection.facet("topics")} <= {
            topic.slug for story in selection.page().nodes for topic in story.topics
        }
    without = StoryCriteria(search="ferry", exclude=StoryCriteria(search="fog"))
    assert names(NEWS.stories.select(without, StoryOrder.RELEVANCE)) == ["strike"]
    assert names(NEWS.stories.select(StoryCriteria(exclude=StoryCriteria(search="ferry")))) == ["budget"]
    person = NEWS.person("bo")
    assert person
    said = NEWS.quotes_of(person, QuoteCriteria(search="desperation"), QuoteOrder.RELEVANCE)
    assert names(said) == ["desperation keeps growing"]


def highlights(selection: Selection[Any], name: str) -> tuple[Highlight, ...]:
    page = selection.page()
    found = [each.text if isinstance(each, Quote) else each.slug for each in page.nodes]
    return page.highlights(found.index(name))


def test_highlights_say_where_it_was_found() -> None:
    selection = NEWS.stories.select(StoryCriteria(search="run naive ada"))
    assert highlights(selection, "late") == (
        Highlight("headline", "Ferries <mark>run</mark> late"),
        Highlight("speakers", "<mark>Ada</mark> Ågren"),
        Highlight(
            "body",
            "Nobody was surprised. “We <mark>run</mark> when we can,” said <mark>Ada</mark> Ågren of the "
            "<mark>naïve</mark> plan.",
        ),
    )
    quoted = NEWS.quotes.select(QuoteCriteria(search="ferry"), QuoteOrder.RELEVANCE)
    assert highlights(quoted, "a budget for <ferries>") == (
        Highlight("text", "a budget for &lt;<mark>ferries</mark>&gt;"),
    )


def test_there_are_no_highlights_without_a_search() -> None:
    assert highlights(NEWS.stories.select(), "late") == ()
    assert highlights(NEWS.stories.select(StoryCriteria(topics=("ferries",))), "late") == ()
    everyone = NEWS.people.select(PersonCriteria(search="ada")).page()
    assert everyone.highlights(0) == ()


def found(query: str, kinds: Collection[str] | None = None) -> list[str]:
    return names(NEWS.search(query, kinds))


def test_a_search_over_everything() -> None:
    assert found("ada")[0] == "ada"
    assert set(found("ferry")) == {"late", "strike", "a budget for <ferries>"}
    assert found("army")[0] == "army"
    assert NEWS.search("ferry").total_count == 3
    assert found("") == []


@pytest.mark.parametrize(
    ("query", "kinds", "expected"),
    [
        ("ferry", ["article"], {"late"}),
        ("ferry", ["editorial"], {"strike"}),
        ("ferry", ["editorial", "quote"], {"strike", "a budget for <ferries>"}),
        ("army", ["organization"], {"army"}),
        ("army", ["person"], set()),
        ("ferry", [], set()),
        (
            "ada",
            ["article", "editorial", "quote", "person", "organization"],
            {"ada", "late", "We run when we can"},
        ),
    ],
)
def test_a_search_over_some_kinds(query: str, kinds: list[str], expected: set[str]) -> None:
    assert set(found(query, kinds)) == expected
    assert NEWS.search(query, kinds).total_count == len(expected)


def test_a_search_over_everything_forgives_a_word_too_many() -> None:
    assert found("ferry zeppelin") == found("ferry")
    assert found('"ferry zeppelin"') == []
    assert stories("ferry zeppelin") == []


def test_what_is_found_says_where() -> None:
    page = NEWS.search("ada").page(first=1)
    assert isinstance(page.nodes[0], Person)
    assert page.highlights(0)[0] == Highlight("name", "<mark>Ada</mark> Ågren")


def test_an_empty_newsroom_can_be_searched() -> None:
    named = [name for name, kind in KINDS.items() if not kind.is_story]
    nothing = Records(kinds=KINDS, stories=(), restricted=(), by_kind=dict.fromkeys(named, ()))
    empty = MemorySnapshot(nothing, version="0", loaded_at=NOW)
    assert empty.search("ferry").page().nodes == ()
    assert empty.search("ferry").total_count == 0
    assert empty.stories.select(StoryCriteria(search="ferry")).total_count == 0


def everything(selection: Selection[Any], size: int, *, forward: bool = True) -> list[str]:
    page = selection.page(first=size) if forward else selection.page(last=size)
    ids = [each.id for each in page.nodes]
    while page.has_next_page if forward else page.has_previous_page:
        if forward:
            page = selection.page(first=size, after=page.end_cursor)
            ids += [each.id for each in page.nodes]
        else:
            page = selection.page(last=size, before=page.start_cursor)
            ids = [each.id for each in page.nodes] + ids
    return ids


@given(
    specs=newsrooms(most=20),
    query=st.sampled_from(WORDS),
    descending=st.booleans(),
    quoted=st.booleans(),
    size=st.integers(1, 4),
    stories_a_shard=st.sampled_from([1, 5, 600]),
)
def test_pages_by_relevance(
    *, specs: list[StorySpec], query: str, descending: bool, quoted: bool, size: int, stories_a_shard: int
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(documents, "STORIES_A_SHARD", stories_a_shard)
        check_pages(specs, query, descending=descending, quoted=quoted, size=size)


def check_pages(specs: list[StorySpec], query: str, *, descending: bool, quoted: bool, size: int) -> None:
    snapshot = snapshot_of(*specs)
    criteria = StoryCriteria(search=query, has_quotes=True if quoted else None)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(result_module, "FIRST_RESULTS", 2)
        patch.setattr(result_module, "FEWEST_RESULTS", 2)
        selection = snapshot.stories.select(criteria, StoryOrder.RELEVANCE, descending)
        ids = everything(selection, size)
        assert everything(selection, size, forward=False) == ids
    whole = snapshot_of(*specs).stories.select(criteria, StoryOrder.RELEVANCE, descending)
    assert [each.id for each in whole.page(first=100).nodes] == ids
    assert len(set(ids)) == len(ids) == whole.total_count
    other = snapshot.stories.select(criteria, StoryOrder.RELEVANCE, not descending)
    assert [each.id for each in other.page(first=100).nodes] == ids[::-1]


SAME = [StorySpec(f"same-{number}", headline="A ferry") for number in range(40)]


def test_results_of_the_same_relevance_are_in_the_order_of_their_ids(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(result_module, "FIRST_RESULTS", 4)
    monkeypatch.setattr(result_module, "FEWEST_RESULTS", 4)
    selection = snapshot_of(*SAME).stories.select(StoryCriteria(search="ferry"), StoryOrder.RELEVANCE)
    ids = everything(selection, 3)
    assert ids == sorted(story.id for story in selection.page(first=100).nodes)
    assert len(ids) == 40


def test_a_page_goes_on_where_the_last_ended_although_all_scores_changed() -> None:
    ordering = (StoryCriteria(search="ferry"), StoryOrder.RELEVANCE)
    before = snapshot_of(*SAME).stories.select(*ordering)
    cursor = before.page(first=10).end_cursor
    rest = [story.id for story in before.page(first=100, after=cursor).nodes]
    more = [StorySpec(f"other-{number}", headline="A plane") for number in range(3)]
    after = snapshot_of(*SAME, *more).stories.select(*ordering)
    assert after.page(first=1).end_cursor != before.page(first=1).end_cursor
    assert [story.id for story in after.page(first=100, after=cursor).nodes] == rest


def test_the_next_page_is_found_without_looking_at_everything_that_is_nearly_as_relevant(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(result_module, "FIRST_RESULTS", 4)
    monkeypatch.setattr(result_module, "FEWEST_RESULTS", 4)
    monkeypatch.setattr(ranking, "MORE", 2)
    specs = [
        StorySpec(f"ferry-{number}", headline=f"A ferry {'sails ' * (20 + number // 10)}")
        for number in range(60)
    ]
    selection = snapshot_of(*specs).search("ferry")
    first = selection.page(first=2)
    after = selection.page(first=2, after=first.end_cursor)
    assert {*first.nodes}.isdisjoint(after.nodes)
    assert len(selection._row.results.top(1)[0]) == 20  # type: ignore[attr-defined]


def test_the_same_records_have_the_same_scores_every_time() -> None:
    def cursors() -> list[str]:
        page = snapshot_of(*SAME, StorySpec("b", headline="Ferry, ferry")).search("ferry").page(first=100)
        return [page.cursor(index) for index in range(len(page.nodes))]

    assert cursors() == cursors()


def test_cursors_of_a_search_are_of_no_other_list() -> None:
    cursor = NEWS.search("ferry").page().end_cursor
    with pytest.raises(BadInput, match="another list or order"):
        NEWS.stories.select(StoryCriteria(search="ferry"), StoryOrder.RELEVANCE).page(after=cursor)


def test_many_searches_are_not_all_remembered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(search, "REMEMBERED_QUERIES", 8)
    monkeypatch.setattr(search, "REMEMBERED_FIRST", 5)
    snapshot = snapshot_of(*SAME)
    for number in range(20):
        assert snapshot.search(f"ferry {number}").total_count == 40
    assert len(snapshot.index._remembered) == 8
    assert len(snapshot.index._first) == 5


@given(newsrooms(most=20), st.lists(st.sampled_from(WORDS), min_size=2, max_size=12), st.integers(1, 3))
def test_what_is_remembered_is_found_again(specs: list[StorySpec], queries: list[str], size: int) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(search, "REMEMBERED_QUERIES", 2)
        patch.setattr(result_module, "FIRST_RESULTS", 4)
        patch.setattr(result_module, "HEAVY_RESULTS", 6)
        snapshot = snapshot_of(*specs)
        found = [everything(snapshot.search(query), size) for query in queries]
        counts = [snapshot.search(query).total_count for query in queries]
    fresh = snapshot_of(*specs)
    for query, ids, count in zip(queries, found, counts, strict=True):
        again = fresh.search(query)
        assert [each.id for each in again.page(first=100).nodes] == ids
        assert again.total_count == count == len(ids)


def test_the_first_results_are_not_fetched_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(search, "REMEMBERED_QUERIES", 1)
    snapshot = snapshot_of(*SAME)
    page = snapshot.search("ferry").page(first=10)
    snapshot.search("harbour").page(first=10)
    monkeypatch.delattr(result_module.TantivyResults, "_fetch_from")
    assert snapshot.search("ferry").page(first=10).nodes == page.nodes
    assert snapshot.search("ferry").total_count == 40


def test_no_more_than_the_first_is_kept_of_what_was_found_very_often(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(result_module, "HEAVY_RESULTS", 30)
    monkeypatch.setattr(result_module, "FIRST_RESULTS", 4)
    snapshot = snapshot_of(*SAME)
    for _ in range(3):
        page = snapshot.stories.select(StoryCriteria(search="ferry"), StoryOrder.RELEVANCE, False).page(
            last=3
        )
        assert len(page.nodes) == 3
        assert len(snapshot.index._remembered) == 1
    snapshot.search("harbour").page()
    assert len(snapshot.index._remembered) == 1
    assert [len(first.results) for first in snapshot.index._first.values()] == [4]
