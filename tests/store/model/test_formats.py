"""Formats of single texts: slugs in any script, web addresses, language tags."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pullquote.store.model.formats import MAX_SLUG, is_slug, slug_of


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("größe", "grosse"),
        ("Zoë Ångström", "zoe-angstrom"),
        ("José Núñez", "jose-nunez"),
        ("Łódź", "lodz"),
        ("İstanbul", "istanbul"),
        ("Дарина Коваль", "darina-koval"),
        ("東京", "dongjing"),
        ("Won’t wait", "wont-wait"),
        ("It's", "its"),
        ("FLOOD_2", "flood-2"),
        ("2021-09-16-a_day_in_the_life_-_part", "2021-09-16-a-day-in-the-life-part"),
        ("Rust 1.45.0", "rust-1-45-0"),
        ("…", ""),
        ("", ""),
    ],
)
def test_a_text_in_any_script_has_a_slug(text: str, slug: str) -> None:
    assert slug_of(text) == slug
    assert slug_of(unicodedata.normalize("NFD", text)) == slug


@given(st.text())
def test_the_slug_of_a_text_is_one_and_stays_as_it_is(text: str) -> None:
    slug = slug_of(text)
    assert not slug or is_slug(slug)
    assert slug_of(slug) == slug


def test_a_long_text_is_cut_behind_a_whole_word() -> None:
    assert slug_of("flood " * 100) == "-".join(["flood"] * 33)
    assert slug_of("x" * 500) == "x" * MAX_SLUG
