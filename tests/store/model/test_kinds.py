"""The records of all kinds: which stories two of them do not share."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from pullquote.store.model.kinds import differing_stories


class Named:
    """As much of a story as is compared."""

    def __init__(self, slug: str) -> None:
        self.slug = slug


def named(slugs: dict[str, Any]) -> list[Any]:
    return [slugs[slug] for slug in sorted(slugs)]


@given(st.dictionaries(st.text("abc", max_size=3), st.sampled_from(["both", "before", "after", "other"])))
def test_stories_that_are_in_one_only_are_found_however_they_are_mixed(said: dict[str, str]) -> None:
    records = {slug: Named(slug) for slug in said}
    before = {slug: record for slug, record in records.items() if said[slug] != "after"}
    after = {slug: record for slug, record in records.items() if said[slug] in {"both", "after"}}
    after |= {slug: Named(slug) for slug, what in said.items() if what == "other"}
    gone, new = differing_stories(named(before), named(after))
    assert gone == [each for each in named(before) if each not in after.values()]
    assert new == [each for each in named(after) if each not in before.values()]
