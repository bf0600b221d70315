"""The first stories and quotes of many subjects at once: what each would have been given alone."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from pullquote.store.model.criteria import QuoteCriteria, QuoteOrder, StoryCriteria, StoryOrder
from pullquote.store.model.dates import DateOrDateTime
from pullquote.store.model.snapshots.questions import (
    QUOTES,
    STORIES,
    CountOf,
    PageOf,
    Question,
    Selected,
    Subject,
)
from tests.store.opensearch.reading.conftest import Both


def of_all(both: Both, collection: str, kind: str, *asked: Any) -> list[Selected]:
    """The selections of the first subjects of a kind, by criteria, order and whether it descends."""
    slugs = [record.slug for record in both.memory.by_kind[kind].records[:25]]
    whole = Selected(collection, *asked)
    return [replace(whole, subject=Subject(kind, slug)) for slug in slugs]


@pytest.mark.parametrize("kind", ["people", "organizations", "publications", "sections", "topics"])
def test_pages_and_counts_of_many(demo: Both, kind: str) -> None:
    year = DateOrDateTime.parse(demo.memory.stories.records[0].date.text[:4])
    selections = [
        *of_all(demo, QUOTES, kind),
        *of_all(demo, QUOTES, kind, QuoteCriteria(search="council"), QuoteOrder.POSITION, True),
        *of_all(demo, QUOTES, kind, None, QuoteOrder.DATE_SPOKEN),
        *of_all(demo, STORIES, kind, StoryCriteria(from_=year)),
        *of_all(demo, STORIES, kind, None, StoryOrder.HEADLINE),
    ]
    questions: list[Question[Any]] = [PageOf(of, first=2) for of in selections]
    questions += [CountOf(of) for of in selections[::2]]
    questions += [PageOf(of, first=3) for of in selections[:5]]
    demo.same(*questions)
    found = demo.cluster.answer(questions)
    for question in questions:
        if isinstance(question, PageOf):
            assert found[question].has_more == demo.told(question).has_more


def test_wrong_sizes_are_refused_one_by_one(demo: Both) -> None:
    selections = of_all(demo, QUOTES, "people")[:3]
    demo.same(*[PageOf(of, first=size) for of, size in zip(selections, (-1, 2, 0), strict=True)])


def test_what_contradicts_itself_is_refused_for_all(demo: Both) -> None:
    dates = [DateOrDateTime.parse(text) for text in ("2024", "2020")]
    wanted = QuoteCriteria(from_=dates[0], to=dates[1])
    demo.same(*[CountOf(of) for of in of_all(demo, QUOTES, "people", wanted)])
