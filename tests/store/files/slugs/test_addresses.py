"""Two stories cannot have one page, and it is known without looking at all of them whether any have."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from pullquote.store.files.slugs.addresses import UrlCounts

ADDRESSES = ["https://thetidesman.example/a", "https://thetidesman.example/b", None]


@given(st.lists(st.sampled_from(ADDRESSES)), st.data())
def test_whether_any_two_have_the_same(having: list[str | None], data: st.DataObject) -> None:
    counts = UrlCounts()
    for url in having:
        counts.count(url, 1)
    gone = data.draw(st.lists(st.sampled_from(range(len(having))), unique=True)) if having else []
    for place in gone:
        counts.count(having[place], -1)
    left = [url for place, url in enumerate(having) if url and place not in gone]
    assert counts.are_shared == (len(set(left)) < len(left))
