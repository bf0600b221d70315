"""Which stories are near to a story: the same ones as in memory."""

from __future__ import annotations

from pullquote.store.model.snapshots.questions import RelatedTo
from tests.store.opensearch.reading.conftest import Both


def test_related(demo: Both, invented: Both) -> None:
    for both in (demo, invented):
        slugs = [story.slug for story in both.memory.stories.records[:30]]
        assert any(both.same(*[RelatedTo(slug, 5) for slug in slugs]))


def test_nothing_is_related_to_a_story_that_is_not_there(example: Both) -> None:
    assert example.ask(RelatedTo("nothing", 5)) == ()
