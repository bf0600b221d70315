"""The public sees exactly what it would if the hidden files were not there; who may preview sees everything."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pullquote.store.files.loading import Loaded
from pullquote.store.index.collections import InvalidCriteria, RecordCollection
from pullquote.store.index.dimensions import QUOTE_FACETS, STORY_FACETS
from pullquote.store.model.criteria import QuoteCriteria, QuoteOrder, StoryCriteria, StoryOrder
from pullquote.store.model.pages import Selection
from pullquote.store.model.problems import Problem, Severity
from pullquote.store.model.records import Person, StoryStatus
from pullquote.store.newsroom.editions import Edition, make_edition
from pullquote.store.newsroom.snapshot import MemorySnapshot
from tests.store.index.test_collections import quote_criteria, sparse, story_criteria
from tests.store.newsrooms import NOW, WORDS, QuoteSpec, StorySpec, all_of, newsrooms, records_of


def warning(entity: str | None) -> Problem:
    return Problem(
        code="PQ401",
        severity=Severity.WARNING,
        file=f"news/{entity}.md",
        line=1,
        column=1,
        message="is odd",
        entity=entity,
    )


def loaded(specs: list[StorySpec]) -> Loaded:
    """Stories and a world around them, with a warning about each story and about some of the world."""
    folders = {False: "articles", True: "editorials"}
    about = [f"{folders[spec.editorial]}/{spec.slug}" for spec in specs]
    problems = [warning(each) for each in sorted([*about, "people/ada", "organizations/army", "topics/war"])]
    return Loaded(records=records_of(specs), problems=tuple(problems))


def edition(*specs: StorySpec, now: datetime = NOW, previous: Edition | None = None) -> Edition:
    return make_edition(loaded(list(specs)), now=now, previous=previous)


def is_hidden(spec: StorySpec) -> bool:
    if spec.status is not StoryStatus.PUBLISHED:
        return True
    return spec.embargo is not None and datetime.fromisoformat(spec.embargo) > NOW


def listing(selection: Selection[Any]) -> list[Any]:
    """Everything that pages say: ids, cursors, highlights and the count."""
    page = selection.page(first=100)
    rows = [(each.id, page.cursor(i), page.highlights(i)) for i, each in enumerate(page.nodes)]
    return [page.total_count, *rows]


def facets(selection: Selection[Any], names: frozenset[str]) -> list[Any]:
    return [(name, selection.facet(name, 100)) for name in sorted(names)]


def observe(snapshot: MemorySnapshot, stories: StoryCriteria, quotes: QuoteCriteria, query: str) -> list[Any]:
    """What a reader can learn, by every kind of question."""
    return [
        [snapshot.version, snapshot.counts, snapshot.problems],
        [listing(snapshot.search(query)), listing(snapshot.search(query, ["person"]))],
        *subjects(snapshot),
        *selections(snapshot, stories, quotes),
        *searches(snapshot, stories, quotes, query),
        [[each.slug for each in snapshot.related(story, 3)] for story in snapshot.stories.records],
        [
            [(role.title, role.person.slug) for role in snapshot.roles_of(organization)]
            for organization in snapshot.organizations.records
        ],
    ]


def subjects(snapshot: MemorySnapshot) -> Iterator[Any]:
    for name in ("people", "organizations", "publications", "sections", "topics"):
        collection: RecordCollection[Any, Any, Any] = getattr(snapshot, name)
        yield listing(collection.select())
        for each in collection.records:
            yield listing(snapshot.stories_of(each)), listing(snapshot.quotes_of(each))


def selections(snapshot: MemorySnapshot, stories: StoryCriteria, quotes: QuoteCriteria) -> Iterator[Any]:
    for selection in (snapshot.stories.select(), snapshot.stories.select(stories)):
        yield listing(selection), facets(selection, STORY_FACETS)
    for quoted in (snapshot.quotes.select(), snapshot.quotes.select(quotes)):
        yield listing(quoted), facets(quoted, QUOTE_FACETS)


def searches(
    snapshot: MemorySnapshot, stories: StoryCriteria, quotes: QuoteCriteria, query: str
) -> Iterator[Any]:
    for story_order in StoryOrder:
        yield listing(snapshot.stories.select(StoryCriteria(search=query), story_order))
        yield listing(snapshot.stories.select(replace(stories, search=query), story_order))
    for quote_order in QuoteOrder:
        yield listing(snapshot.quotes.select(QuoteCriteria(search=query), quote_order))
        yield listing(snapshot.quotes.select(replace(quotes, search=query), quote_order))


@given(
    specs=newsrooms(hidden=True),
    stories=sparse(story_criteria()),
    quotes=sparse(quote_criteria()),
    query=st.sampled_from(WORDS),
)
def test_the_public_cannot_tell_that_anything_is_hidden(
    *, specs: list[StorySpec], stories: StoryCriteria, quotes: QuoteCriteria, query: str
) -> None:
    visible = [spec for spec in specs if not is_hidden(spec)]
    public, alone = edition(*specs).public, edition(*visible).public
    try:
        expected = observe(alone, stories, quotes, query)
    except InvalidCriteria:
        return
    assert observe(public, stories, quotes, query) == expected
    everything = edition(*specs).preview
    for each in all_of(everything):
        assert everything.node(each.id) is each
        assert bool(public.node(each.id)) == bool(alone.node(each.id))
    for spec in specs:
        assert bool(public.story(spec.slug)) == (spec in visible)
        assert everything.story(spec.slug)


RECORDS = {"pullquote.store.model.records", "pullquote.store.model.bodies"}
"""The modules of records and of their parts."""


def references(record: Any) -> list[Any]:
    """Every record with an id that a record holds, however deep in its parts."""
    found = []
    left = list(vars(record).values())
    while left:
        value = left.pop()
        if isinstance(value, tuple):
            left.extend(value)
        elif hasattr(value, "id"):
            found.append(value)
        elif hasattr(value, "__dict__") and type(value).__module__ in RECORDS:
            left.extend(vars(value).values())
    return found


@given(newsrooms(hidden=True))
def test_nothing_in_the_public_snapshot_leads_out_of_it(specs: list[StorySpec]) -> None:
    public = edition(*specs).public
    for record in all_of(public):
        for other in references(record):
            assert public.node(other.id) is other


HIDDEN = StorySpec("secret", quotes=(QuoteSpec("hush", "di"),), topics=("peace",), status=StoryStatus.DRAFT)
SHOWN = StorySpec("open", quotes=(QuoteSpec("hello", "bo", role=0),))


def test_who_is_known_only_from_a_hidden_story_is_not_public() -> None:
    made = edition(HIDDEN, SHOWN)
    assert made.public.person("di") is None
    assert made.preview.person("di")
    assert made.public.topics.by_slug("peace") is None
    assert [person.slug for person in made.public.people.records] == ["bo"]
    assert {each.slug for each in made.public.organizations.records} == {"army", "state", "press"}
    assert made.public.roles_of(made.public.organizations.records[0]) == ()


def test_warnings_about_what_is_hidden_are_hidden() -> None:
    made = edition(HIDDEN, SHOWN)
    assert [problem.entity for problem in made.public.problems] == ["articles/open", "organizations/army"]
    assert len(made.preview.problems) == len(made.problems) == 5


def test_a_warning_about_nothing_in_particular_is_for_the_preview() -> None:
    news = Loaded(records=records_of([SHOWN]), problems=(warning(None),))
    assert make_edition(news, now=NOW).public.problems == ()


def everyone() -> StorySpec:
    """A story that leads to everything in the world."""
    return StorySpec(
        "all",
        topics=("war", "peace", "ferries", "budgets"),
        section="arts",
        mentions=("ada", "bo", "cy", "di", "eve", "state", "ministry", "army", "union", "press"),
    )


def test_they_are_one_snapshot_when_nothing_is_hidden() -> None:
    all_of_it = [
        replace(everyone(), slug=section, section=section) for section in ("world", "arts", "opinion")
    ]
    made = edition(*all_of_it)
    assert made.public is made.preview
    with_a_draft = edition(*all_of_it, HIDDEN)
    assert with_a_draft.public is not with_a_draft.preview
    assert with_a_draft.public.version == made.public.version


@pytest.mark.parametrize(
    ("embargo", "lift"),
    [
        ("2024-12-31T23:59:59Z", None),
        ("2025-01-01T00:00:00Z", None),
        ("2025-01-01T00:00:01Z", datetime(2025, 1, 1, 0, 0, 1, tzinfo=UTC)),
        ("2025-01-01T05:00:00+05:00", None),
        ("2025-01-01T05:00:01+05:00", datetime(2025, 1, 1, 0, 0, 1, tzinfo=UTC)),
    ],
)
def test_an_embargo_ends_on_its_moment(embargo: str, lift: datetime | None) -> None:
    spec = replace(SHOWN, embargo=embargo)
    made = edition(spec)
    assert made.next_visibility_change == lift
    assert bool(made.public.story("open")) == (lift is None)
    if lift:
        assert edition(spec, now=lift - timedelta(microseconds=1)).public.story("open") is None
        lifted = edition(spec, now=lift)
        assert lifted.public.story("open")
        assert lifted.next_visibility_change is None


def test_the_next_lift_is_the_nearest_of_those_that_will_be() -> None:
    later, sooner, never = ("2027-01-01T00:00Z", "2026-01-01T00:00Z", "2025-06-01T00:00Z")
    made = edition(
        replace(SHOWN, slug="a", embargo=later),
        replace(SHOWN, slug="b", embargo=sooner),
        replace(SHOWN, slug="c", embargo=never, status=StoryStatus.DRAFT),
        replace(SHOWN, slug="d", embargo=never, status=StoryStatus.WITHDRAWN),
    )
    assert made.next_visibility_change == datetime(2026, 1, 1, tzinfo=UTC)


def test_an_edit_to_what_is_hidden_leaves_the_public_snapshot_as_it_is() -> None:
    before = edition(HIDDEN, SHOWN)
    later = NOW + timedelta(hours=1)
    after = edition(replace(HIDDEN, headline="Still secret"), SHOWN, now=later, previous=before)
    assert after.public is before.public
    assert after.public.loaded_at == NOW
    assert after.preview is not before.preview
    assert after.preview.loaded_at == later
    same = edition(replace(HIDDEN, headline="Still secret"), SHOWN, now=later, previous=after)
    assert same.preview is after.preview


def test_an_edit_to_what_is_public_makes_a_new_snapshot() -> None:
    before = edition(HIDDEN, SHOWN)
    after = edition(HIDDEN, replace(SHOWN, headline="New"), previous=before)
    assert after.public.version != before.public.version
    assert before.public.stories.records[0].headline == "A headline"


def test_there_is_no_edition_of_what_has_errors() -> None:
    with pytest.raises(ValueError, match="errors"):
        make_edition(Loaded(records=None, problems=()), now=NOW)


def test_the_times_are_in_utc() -> None:
    from datetime import timezone

    made = make_edition(loaded([SHOWN]), now=NOW.astimezone(timezone(timedelta(hours=5))))
    assert made.public.loaded_at.utcoffset() == timedelta(0)
    assert isinstance(made.public.person("bo"), Person)


def test_what_nobody_may_see_corrects_and_suggests_nothing() -> None:
    made = edition(
        StorySpec("open", headline="A ferry"),
        StorySpec("secret", headline="Zeppelins", body="A zeppelin.", status=StoryStatus.DRAFT),
    )
    assert made.public.search("zepelin").did_you_mean is None
    assert made.preview.search("zepelin").did_you_mean == "zeppelin"
    assert made.public.suggestions.suggest("zep") == ()
    assert [each.text for each in made.preview.suggestions.suggest("zep")] == ["Zeppelins"]
