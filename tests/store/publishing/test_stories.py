"""The stories of an audience on the way to the next edition."""

from __future__ import annotations

from pathlib import Path

from pullquote.store.publishing.audiences import stories_by_slug
from pullquote.store.publishing.stories import prepared
from tests.store.publishing.published import publication, read


def test_what_all_audiences_see_alike_is_made_once(folder: Path) -> None:
    made = prepared(stories_by_slug(publication(read(folder))))
    public = {each.state.slug: each for each in made["public"]}
    preview = {each.state.slug: each for each in made["preview"]}
    assert public.keys() < preview.keys()
    assert public["storm-warning"] is preview["storm-warning"]
    # A quote that nobody has confirmed: the public may see another story than the preview does.
    different = {
        slug
        for slug, each in public.items()
        if each.documents.whole_hash != preview[slug].documents.whole_hash
    }
    assert all(len(public[slug].state.quotes) < len(preview[slug].state.quotes) for slug in different)


def test_stories_come_by_their_slugs_as_each_audience_sees_them(folder: Path) -> None:
    whole = publication(read(folder))
    found = list(stories_by_slug(whole))
    slugs = [slug for slug, _ in found]
    assert slugs == sorted(slugs)
    assert [story for _, by_audience in found if (story := by_audience.get("public"))] == list(
        whole.audiences[0].records.stories
    )
    some = dict(stories_by_slug(whole, ["audit-draft", "storm-warning", "nothing"]))
    assert some.keys() == {"audit-draft", "storm-warning"}
    assert some["audit-draft"].keys() == {"preview"}
