"""Records by ids, slugs and addresses; roles; slugs that are alike."""

from __future__ import annotations

from pullquote.store.model.records import Quote
from pullquote.store.model.snapshots.questions import (
    STORIES,
    ById,
    BySlug,
    ByUrl,
    RolesIn,
    SlugsLike,
)
from tests.store.newsrooms import all_of
from tests.store.opensearch.reading.conftest import Both


def test_everything_is_found_by_its_id(example: Both) -> None:
    ids = [each.id for each in all_of(example.memory)]
    assert example.same(*map(ById, ids)) == ids
    assert example.same(*[ById(f"{each}=") for each in ids[:20]]) == [None] * 20, (
        "an id is written in one way"
    )


def test_everything_with_a_slug_is_found_by_it(invented: Both) -> None:
    found = [each for each in all_of(invented.memory) if not isinstance(each, Quote)]
    for collection in (STORIES, *invented.memory.by_kind):
        slugs = [slug for each in found for slug in (each.slug, *getattr(each, "aliases", ()))]
        answers = invented.same(*[BySlug(collection, slug) for slug in dict.fromkeys(slugs)])
        assert any(answers)


def test_stories_by_their_addresses(invented: Both) -> None:
    urls = [story.url for story in invented.memory.stories.records if story.url]
    assert all(invented.same(*[ByUrl(url) for url in dict.fromkeys(urls)]))
    assert invented.same(ByUrl("https://example.org/nothing")) == [None]


def test_roles(demo: Both, example: Both) -> None:
    for both in (demo, example):
        slugs = [organization.slug for organization in both.memory.organizations.records]
        assert any(both.same(*map(RolesIn, slugs)))


def test_slugs_that_are_alike(demo: Both, example: Both) -> None:
    for both in (demo, example):
        both.same(*[SlugsLike(name, "mar") for name in (STORIES, *both.memory.by_kind)])
