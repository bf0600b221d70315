"""Deep HTML made flat: no element too deep, no word lost, none joined with another."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from pullquote.importing.text.flattening import LEVELS, flattened
from pullquote.importing.text.html import MAX_LEVELS, markdown_of
from tests.examples import examples


def test_what_is_not_deep_stays() -> None:
    html = "<!doctype html><div class='a'><p>One<p>Two &amp; three<br>four</p><ul><li>x<li>y</ul><img src='a.png'/></div>"
    assert markdown_of(flattened(html)) == markdown_of(html)


@settings(max_examples=examples(40), deadline=None)
@given(
    tags=st.lists(st.sampled_from(["div", "span", "blockquote", "b", "ul", "li", "p", "section"]), min_size=1, max_size=4),
    levels=st.integers(1, 400),
    closed=st.booleans(),
)  # fmt: skip
def test_words_stay_and_stay_apart(tags: list[str], levels: int, closed: bool) -> None:
    names = [tags[number % len(tags)] for number in range(levels)]
    opening = "".join(f"<{name}>w{number} " for number, name in enumerate(names))
    ending = "".join(f"</{name}>" for name in reversed(names)) if closed else ""
    html = f"{opening}inner<p>one</p><p>two</p>{ending}after"
    found = flattened(html)
    assert found.count("<") <= 8 * levels + 8
    words = markdown_of(found).replace("*", "").replace(">", "").replace("-", "").split()
    assert words == [*(f"w{number}" for number in range(levels)), "inner", "one", "two", "after"]
    assert LEVELS < MAX_LEVELS
