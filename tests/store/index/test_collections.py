"""Filters select what a plain reading of every record selects."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import replace
from itertools import product
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pullquote.store.index.collections import InvalidCriteria
from pullquote.store.model.criteria import (
    NameCriteria,
    OrganizationCriteria,
    PersonCriteria,
    QuoteCriteria,
    QuoteOrder,
    StoryCriteria,
    StoryKind,
    StoryOrder,
)
from pullquote.store.model.dates import DateOrDateTime, TimelineInterval
from pullquote.store.model.errors import BadInput
from pullquote.store.model.pages import MAX_PAGE_SIZE, Selection
from pullquote.store.model.records import (
    AttributionMethod,
    Editorial,
    Organization,
    OrganizationKind,
    Quote,
    QuoteKind,
    ReviewTier,
    SourceKind,
)
from tests.store.newsrooms import (
    CUES,
    DATES,
    LANGUAGES,
    OCCASIONS,
    PEOPLE,
    PUBLICATIONS,
    SECTIONS,
    SPEAKERS,
    TOPICS,
    QuoteSpec,
    StorySpec,
    newsrooms,
    snapshot_of,
)

Check = Callable[[Any, Any], bool]


def slugs(records: Iterable[Any]) -> set[str]:
    return {record.slug for record in records if record}


def in_range(date: DateOrDateTime | None, low: DateOrDateTime | None, high: DateOrDateTime | None) -> bool:
    """The rule as written: bounds without a time compare calendar days, bounds with one compare instants."""
    if date is None:
        return low is None and high is None
    if low is not None:
        late_enough = date.end > low.start if low.has_time else date.last_day >= low.first_day
        if not late_enough:
            return False
    if high is not None:
        return date.start < high.end if high.has_time else date.first_day <= high.last_day
    return True


def spoken_for(quote: Quote) -> set[str]:
    own = {quote.speaker.slug} if isinstance(quote.speaker, Organization) else set()
    return own | (slugs([quote.role.organization]) if quote.role else set())


def speaks(language: str, wanted: str) -> bool:
    return f"{language.lower()}-".startswith(f"{wanted.lower()}-")


STORY_CHECKS: dict[str, Check] = {
    "kinds": lambda story, kinds: (
        (StoryKind.EDITORIAL if isinstance(story, Editorial) else StoryKind.ARTICLE) in kinds
    ),
    "slugs": lambda story, wanted: story.slug in wanted,
    "sections": lambda story, wanted: bool(slugs([story.section]) & set(wanted)),
    "topics": lambda story, wanted: bool(slugs(story.topics) & set(wanted)),
    "publications": lambda story, wanted: story.publication.slug in wanted,
    "authors": lambda story, wanted: bool(slugs(story.authors) & set(wanted)),
    "speakers": lambda story, wanted: bool(slugs(quote.speaker for quote in story.quotes) & set(wanted)),
    "mentions": lambda story, wanted: bool(slugs(story.mentions) & set(wanted)),
    "in_language": lambda story, wanted: any(speaks(story.in_language, each) for each in wanted),
    "has_quotes": lambda story, wanted: bool(story.quotes) == wanted,
    "from_": lambda story, bound: in_range(story.date, bound, None),
    "to": lambda story, bound: in_range(story.date, None, bound),
    "modified_from": lambda story, bound: in_range(story.date_modified, bound, None),
    "modified_to": lambda story, bound: in_range(story.date_modified, None, bound),
}
QUOTE_CHECKS: dict[str, Check] = {
    "speakers": lambda quote, wanted: bool(slugs([quote.speaker]) & set(wanted)),
    "organizations": lambda quote, wanted: bool(spoken_for(quote) & set(wanted)),
    "stories": lambda quote, wanted: quote.story.slug in wanted,
    "topics": lambda quote, wanted: bool(slugs(quote.story.topics) & set(wanted)),
    "kinds": lambda quote, wanted: quote.kind in wanted,
    "source_kinds": lambda quote, wanted: quote.source_kind in wanted,
    "cues": lambda quote, wanted: (quote.cue or "").lower() in {each.lower() for each in wanted},
    "occasions": lambda quote, wanted: (quote.occasion or "").lower() in {each.lower() for each in wanted},
    "is_fragment": lambda quote, wanted: quote.is_fragment == wanted,
    "attribution_methods": lambda quote, wanted: (
        (AttributionMethod.PROPOSED if quote.attribution.review else AttributionMethod.CONFIRMED) in wanted
    ),
    "reviews": lambda quote, wanted: quote.attribution.review in wanted,
    "from_": lambda quote, bound: in_range(quote.date, bound, None),
    "to": lambda quote, bound: in_range(quote.date, None, bound),
}


def matches(record: Any, criteria: Any, checks: dict[str, Check]) -> bool:
    """Whether every field that is given holds, and not every one of the exclusion's."""
    given_ = {name: value for name in checks if (value := getattr(criteria, name)) is not None}
    if not all(checks[name](record, value) for name, value in given_.items()):
        return False
    exclude = criteria.exclude
    if exclude is None or exclude == type(exclude)():
        return True
    return not matches(record, exclude, checks)


def some(*values: Any) -> st.SearchStrategy[tuple[Any, ...] | None]:
    return st.none() | st.lists(st.sampled_from(values), max_size=3).map(tuple)


bounds = st.none() | st.sampled_from(DATES).map(DateOrDateTime.parse)


def story_criteria() -> st.SearchStrategy[StoryCriteria]:
    return st.builds(
        StoryCriteria,
        kinds=some(*StoryKind),
        slugs=some(*(f"story-{number}" for number in range(0, 100, 7)), "no-such-story"),
        sections=some(*SECTIONS, "nowhere"),
        topics=some(*TOPICS, "nothing"),
        publications=some(*PUBLICATIONS),
        authors=some(*PEOPLE),
        speakers=some(*SPEAKERS, "nobody"),
        mentions=some(*SPEAKERS),
        in_language=some(*LANGUAGES, "EN", "d", "fr"),
        from_=bounds,
        to=bounds,
        modified_from=bounds,
        modified_to=bounds,
        has_quotes=st.none() | st.booleans(),
    )


def quote_criteria() -> st.SearchStrategy[QuoteCriteria]:
    return st.builds(
        QuoteCriteria,
        speakers=some(*SPEAKERS, "nobody"),
        organizations=some(*SPEAKERS),
        stories=some(*(f"story-{number}" for number in range(0, 100, 7))),
        topics=some(*TOPICS),
        kinds=some(*QuoteKind),
        source_kinds=some(*SourceKind),
        cues=some(*filter(None, CUES), "SAID", "sai"),
        occasions=some(*filter(None, OCCASIONS), "a SPEECH"),
        from_=bounds,
        to=bounds,
        is_fragment=st.none() | st.booleans(),
        attribution_methods=some(*AttributionMethod),
        reviews=some(*ReviewTier),
    )


def sparse(strategy: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    """Criteria with at most three fields, so that some records are left; at times with an exclusion."""

    @st.composite
    def draw_sparse(draw: st.DrawFn) -> Any:
        full = draw(strategy)
        names = draw(st.lists(st.sampled_from(sorted(vars(full))), max_size=3, unique=True))
        return type(full)(**{name: getattr(full, name) for name in names})

    fields = draw_sparse()
    return st.builds(lambda own, exclude: replace(own, exclude=exclude), fields, st.none() | fields)


def all_of(selection: Selection[Any]) -> list[Any]:
    return list(selection.page(first=MAX_PAGE_SIZE).nodes)


@given(newsrooms(most=20), sparse(story_criteria()))
def test_stories(specs: list[StorySpec], criteria: StoryCriteria) -> None:
    stories = snapshot_of(*specs).stories
    try:
        selection = stories.select(criteria)
    except InvalidCriteria:
        return
    expected = [story for story in stories.records if matches(story, criteria, STORY_CHECKS)]
    assert all_of(selection) == expected
    assert selection.total_count == len(expected)


@given(newsrooms(), sparse(quote_criteria()))
def test_quotes(specs: list[StorySpec], criteria: QuoteCriteria) -> None:
    quotes = snapshot_of(*specs).quotes
    try:
        selection = quotes.select(criteria)
    except InvalidCriteria:
        return
    expected = [quote for quote in quotes.records if matches(quote, criteria, QUOTE_CHECKS)]
    assert all_of(selection) == expected
    assert selection.total_count == len(expected)


@pytest.mark.parametrize("text", DATES)
def test_a_date_is_in_a_range_when_they_share_a_moment(text: str) -> None:
    stories = snapshot_of(StorySpec("a", published=text)).stories
    [date] = [story.date for story in stories.records]
    parsed = [None, *map(DateOrDateTime.parse, DATES)]
    for low, high in product(parsed, parsed):
        try:
            found = stories.select(StoryCriteria(from_=low, to=high)).total_count
        except InvalidCriteria:
            assert low
            assert high
            assert high.end <= low.start
        else:
            assert bool(found) == in_range(date, low, high), (low, high)


TWO = snapshot_of(
    StorySpec("a", topics=("war",), quotes=(QuoteSpec("one"),)), StorySpec("b", topics=("war", "peace"))
)


def test_no_criteria_are_no_constraint_and_no_values_match_nothing() -> None:
    assert TWO.stories.select(StoryCriteria()).total_count == 2
    assert TWO.stories.select(StoryCriteria(topics=())).total_count == 0
    assert TWO.stories.select(StoryCriteria(slugs=())).total_count == 0
    assert TWO.quotes.select(QuoteCriteria(stories=())).total_count == 0


def test_exclude_takes_away_what_matches_all_of_it() -> None:
    def left(exclude: StoryCriteria) -> list[str]:
        return [story.slug for story in all_of(TWO.stories.select(StoryCriteria(exclude=exclude)))]

    assert left(StoryCriteria(topics=("war",), has_quotes=True)) == ["b"]
    assert left(StoryCriteria(topics=("peace",), has_quotes=True)) == ["a", "b"]
    assert left(StoryCriteria()) == ["a", "b"]
    assert left(StoryCriteria(topics=())) == ["a", "b"]
    assert left(StoryCriteria(topics=("war",))) == []


def test_exclude_is_one_level_deep() -> None:
    nested = StoryCriteria(exclude=StoryCriteria(exclude=StoryCriteria(topics=("war",))))
    with pytest.raises(InvalidCriteria, match='"exclude" cannot have'):
        TWO.stories.select(nested)


@pytest.mark.parametrize(
    ("low", "high"),
    [
        ("2024-11", "2024-10"),
        ("2025", "2024-12-31"),
        ("2024-10-28T12:00:01Z", "2024-10-28T12:00:00Z"),
        ("2024-11", "2024-10-28T12:00:00Z"),
    ],
)
def test_a_range_that_ends_before_it_begins_is_refused(low: str, high: str) -> None:
    from_, to = DateOrDateTime.parse(low), DateOrDateTime.parse(high)
    for criteria in (
        StoryCriteria(from_=from_, to=to),
        StoryCriteria(exclude=StoryCriteria(from_=from_, to=to)),
    ):
        with pytest.raises(BadInput, match=f'"from" \\({low}\\) is after "to" \\({high}\\)'):
            TWO.stories.select(criteria)
    with pytest.raises(BadInput, match=r'"modifiedFrom" .* is after "modifiedTo"'):
        TWO.stories.select(StoryCriteria(modified_from=from_, modified_to=to))
    with pytest.raises(BadInput):
        TWO.quotes.select(QuoteCriteria(from_=from_, to=to))


@pytest.mark.parametrize(
    ("low", "high"),
    [("2024-10", "2024"), ("2024-10-28", "2024-10-28"), ("2024-10-28T12:00Z", "2024-10-28T12:00Z")],
)
def test_a_range_of_one_moment_is_one(low: str, high: str) -> None:
    TWO.stories.select(StoryCriteria(from_=DateOrDateTime.parse(low), to=DateOrDateTime.parse(high)))


def test_by_relevance_without_a_search_is_the_usual_order() -> None:
    for search in (None, "", " \u3000\n"):
        usual = TWO.stories.select()
        found = TWO.stories.select(StoryCriteria(search=search), StoryOrder.RELEVANCE, False)
        assert all_of(found) == all_of(usual)
        assert found.page(first=1).end_cursor == usual.page(first=1).end_cursor
    said = QuoteCriteria(cues=("said",))
    assert all_of(TWO.quotes.select(said, QuoteOrder.RELEVANCE)) == all_of(TWO.quotes.select(said))


def test_a_blank_search_is_no_constraint() -> None:
    assert TWO.stories.select(StoryCriteria(search=" ")).total_count == 2
    assert TWO.stories.select(StoryCriteria(exclude=StoryCriteria(search=""))).total_count == 2
    assert TWO.stories.select(StoryCriteria(search="!")).total_count == 0


STORY_VALUES: dict[str, Callable[[Any], set[str]]] = {
    "kinds": lambda story: {"EDITORIAL" if isinstance(story, Editorial) else "ARTICLE"},
    "sections": lambda story: slugs([story.section]),
    "topics": lambda story: slugs(story.topics),
    "publications": lambda story: slugs([story.publication]),
    "speakers": lambda story: slugs(quote.speaker for quote in story.quotes),
    "months": lambda story: {story.date.text[:7]},
}
QUOTE_VALUES: dict[str, Callable[[Any], set[str]]] = {
    "kinds": lambda quote: {quote.kind.name},
    "cues": lambda quote: {quote.cue.lower()} if quote.cue else set(),
    "speakers": lambda quote: slugs([quote.speaker]),
    "organizations": spoken_for,
    "topics": lambda quote: slugs(quote.story.topics),
}


def divided(records: Iterable[Any], criteria: Any, facet: str, first: int) -> list[tuple[str, int, bool]]:
    """The rule as written: counted without the facet's own constraint, what is asked for is always there."""
    is_story = isinstance(criteria, StoryCriteria)
    checks = STORY_CHECKS if is_story else QUOTE_CHECKS
    values = (STORY_VALUES if is_story else QUOTE_VALUES)[facet]
    asked = {getattr(each, "name", each) for each in getattr(criteria, facet, None) or ()}
    if facet == "cues":
        asked = {each.lower() for each in asked}
    if facet == "months" and criteria.from_ and criteria.from_ == criteria.to:
        asked = {criteria.from_.text}
    others = replace(criteria, **{facet: None}) if hasattr(criteria, facet) else criteria
    counts = Counter(each for record in records if matches(record, others, checks) for each in values(record))
    ranked = sorted(counts, key=lambda key: (-counts[key], key))[:first]
    left = sorted(asked - set(ranked), key=lambda key: (-counts[key], key))
    return [(key, counts[key], key in asked) for key in (*ranked, *left)]


def check_facet(collection: Any, criteria: Any, facet: str, first: int) -> None:
    try:
        found = collection.select(criteria).facet(facet, first)
    except InvalidCriteria:
        return
    expected = divided(collection.records, criteria, facet, first)
    assert [(each.key, each.count, each.is_selected) for each in found] == expected


@given(newsrooms(most=20), sparse(story_criteria()), st.sampled_from(sorted(STORY_VALUES)), st.integers(1, 4))
def test_facets_of_stories(specs: list[StorySpec], criteria: StoryCriteria, facet: str, first: int) -> None:
    check_facet(snapshot_of(*specs).stories, criteria, facet, first)


@given(newsrooms(), sparse(quote_criteria()), st.sampled_from(sorted(QUOTE_VALUES)), st.integers(1, 4))
def test_facets_of_quotes(specs: list[StorySpec], criteria: QuoteCriteria, facet: str, first: int) -> None:
    check_facet(snapshot_of(*specs).quotes, criteria, facet, first)


def test_a_facet_of_a_search_by_relevance_counts_what_was_found() -> None:
    criteria = StoryCriteria(search="one", topics=("peace",))
    found = TWO.stories.select(criteria, StoryOrder.RELEVANCE)
    everything = TWO.stories.select(replace(criteria, topics=None))
    assert [(each.key, each.count) for each in found.facet("topics")] == [
        *((each.key, each.count) for each in everything.facet("topics") if each.key != "peace"),
        ("peace", found.total_count),
    ]


@given(
    newsrooms(most=20),
    sparse(story_criteria()),
    st.sampled_from([TimelineInterval.MONTH, TimelineInterval.YEAR]),
)
def test_a_bucket_of_a_timeline_counts_what_is_found_from_it_to_it(
    specs: list[StorySpec], criteria: StoryCriteria, interval: TimelineInterval
) -> None:
    stories = snapshot_of(*specs).stories
    try:
        found = stories.select(criteria).timeline(interval)
    except InvalidCriteria:
        return
    dates = [story.date for story in stories.records if matches(story, criteria, STORY_CHECKS)]
    for bucket in found:
        assert bucket.count == sum(in_range(date, bucket.date, bucket.date) for date in dates), (
            bucket.date.text
        )
    for date in dates:
        assert any(in_range(date, bucket.date, bucket.date) for bucket in found)
    numbers = [interval.number(bucket.date.first_day) for bucket in found]
    assert numbers == list(range(numbers[0], numbers[0] + len(numbers))) if numbers else not dates


@pytest.mark.parametrize(
    ("search", "found"),
    [
        ("ada", ["ada"]),
        ("AG", ["ada"]),
        ("banks", ["bo", "eve"]),
        ("young b", ["eve"]),
        ("jose", ["di"]),
        ("anks", []),
        ("", ["ada", "bo", "cy", "di", "eve"]),
        ("“!”", []),
        ("ada banks", []),
    ],
)
def test_people_are_found_by_the_beginnings_of_the_words_in_their_names(
    search: str, found: list[str]
) -> None:
    selection = TWO.people.select(PersonCriteria(search=search))
    assert [person.slug for person in all_of(selection)] == found


def test_lists_by_name() -> None:
    def of(selection: Selection[Any]) -> list[str]:
        return [each.slug for each in all_of(selection)]

    assert of(TWO.people.select()) == ["ada", "bo", "cy", "di", "eve"]
    assert of(TWO.people.select(None, None, True)) == ["eve", "di", "cy", "bo", "ada"]
    assert of(TWO.people.select(PersonCriteria(slugs=("cy", "nobody", "bo")))) == ["bo", "cy"]
    assert of(TWO.people.select(PersonCriteria(organizations=("army", "press")))) == ["bo", "eve"]
    assert of(TWO.organizations.select()) == ["press", "army", "ministry", "state", "union"]
    kinds = (OrganizationKind.GOVERNMENT,)
    assert of(TWO.organizations.select(OrganizationCriteria(kinds=kinds, search="min"))) == ["ministry"]
    assert of(TWO.topics.select(NameCriteria(search="b"))) == ["budgets"]
    assert of(TWO.publications.select()) == ["courier", "gazette"]
    assert of(TWO.sections.select(NameCriteria(slugs=()))) == []


def test_selecting_does_not_change_the_sets_that_all_share() -> None:
    criteria = StoryCriteria(topics=("war",), has_quotes=True, exclude=StoryCriteria(topics=("peace",)))
    for _ in range(2):
        assert [story.slug for story in all_of(TWO.stories.select(criteria))] == ["a"]
        assert TWO.stories.select(StoryCriteria(topics=("war",))).total_count == 2
        assert TWO.stories.select(StoryCriteria(has_quotes=True)).total_count == 1


@given(newsrooms(), st.sampled_from(TOPICS), st.sampled_from(SECTIONS), st.sampled_from(["ferry", " ", None]))
def test_what_is_asked_for_again_has_the_same_members_and_facets(
    specs: list[StorySpec], topic: str, section: str, search: str | None
) -> None:
    stories = snapshot_of(*specs).stories
    both = StoryCriteria(topics=(topic,), sections=(section,), search=search)
    orders = (None, None), (StoryOrder.RELEVANCE, None), (StoryOrder.HEADLINE, False)
    facets = ("topics", 2), ("sections", 5), ("topics", 1)
    for wanted, (order, descending) in [*product((both, replace(both, topics=None)), orders)] * 2:
        remembering = stories.select(wanted, order, descending)
        # What is chosen from some of the records is not remembered, even where these are all.
        anew = stories.select(wanted, order, descending, within=range(len(stories.records)))
        assert [remembering.facet(*each) for each in facets] == [anew.facet(*each) for each in facets]
        assert remembering.page().nodes == anew.page().nodes
        assert remembering.total_count == anew.total_count
