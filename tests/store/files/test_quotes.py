"""The address of a quote makes a browser find its words."""

from __future__ import annotations

from urllib.parse import quote, unquote

from hypothesis import given
from hypothesis import strategies as st

from pullquote.store.files.quotes import MAX_FRAGMENT, deep_link

PAGE = "https://thetidesman.example/wall"


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=MAX_FRAGMENT))
def test_words_are_encoded_as_addresses_are_and_their_hyphens_too(words: str) -> None:
    link = deep_link(PAGE, [words])
    text = " ".join(words.split())
    assert link == f"{PAGE}#:~:text={quote(text, safe='').replace('-', '%2D')}"
    assert unquote(link.partition("=")[2]) == text


def test_a_long_part_is_found_by_its_ends() -> None:
    words = (
        ["the", "wall-builders", "said", "so,"] + ["again"] * MAX_FRAGMENT + ["and", "then", "went", "home"]
    )
    link = deep_link(f"{PAGE}#top", [" ".join(words), "Ünd & more"])
    ends = "the%20wall%2Dbuilders%20said%20so%2C,and%20then%20went%20home"
    assert link == f"{PAGE}#top:~:text={ends}&text=%C3%9Cnd%20%26%20more"
