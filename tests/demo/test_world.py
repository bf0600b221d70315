"""The invented world: names that are apart, careers without overlaps, and the same world for the same seed."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from itertools import pairwise
from random import Random

import pytest

from pullquote.demo.words import SECTIONS
from pullquote.demo.world import DAY, MONTH, YEAR, World, ZipfChoice, invent, slug_of


@pytest.fixture(scope="module")
def world() -> World:
    return invent(400, 1)


def test_the_same_seed_invents_the_same_world() -> None:
    assert invent(50, 7) == invent(50, 7)
    assert invent(50, 7) != invent(50, 8)


def test_everybody_and_everything_has_a_slug_of_their_own(world: World) -> None:
    people = {person.slug: person for choice in world.speakers.values() for person in choice.things}
    people |= {person.slug: person for person in world.reporters.things}
    organizations = {each.slug: each for choice in world.organizations.values() for each in choice.things}
    assert len({person.name for person in people.values()}) == len(people) > 50
    assert not people.keys() & organizations.keys()
    assert world.publisher.slug not in organizations


def test_there_is_somebody_to_speak_in_every_section(world: World) -> None:
    assert world.speakers.keys() == world.organizations.keys() == SECTIONS.keys()
    assert all(choice.things for choice in world.speakers.values())
    assert all(choice.things for choice in world.organizations.values())


def test_careers_have_no_overlap_and_dates_are_as_precise_as_they_are_written(world: World) -> None:
    people = {person.slug: person for choice in world.speakers.values() for person in choice.things}
    assert {len(person.tenures) for person in people.values()} >= {1, 2}
    for person in people.values():
        for earlier, later in pairwise(person.tenures):
            assert earlier.last == later.first - timedelta(days=1)
            assert person.tenure(later.first) is later
            assert person.tenure(later.first - timedelta(days=1)) is earlier
        for tenure in person.tenures:
            assert tenure.precision in {YEAR, MONTH, DAY}
            assert tenure.precision == DAY or tenure.first.day == 1
            assert tenure.precision != YEAR or tenure.first.month == 1
        assert person.tenure(date(1990, 1, 1)) is None


def test_the_first_is_drawn_twice_as_often_as_the_second() -> None:
    choice = ZipfChoice.of(["first", "second", "third"])
    rng = Random(1)
    drawn = Counter(choice.one(rng) for _ in range(11_000))
    assert drawn["first"] == pytest.approx(6_000, rel=0.1)
    assert drawn["second"] == pytest.approx(3_000, rel=0.1)
    some = choice.some(rng, 2)
    assert len(some) == len(set(some)) <= 2
    with pytest.raises(IndexError):
        ZipfChoice.of([]).one(rng)


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("Łódź City Council", "lodz-city-council"),
        ("Straße  7", "strasse-7"),
        ("O’Brien & Søn", "obrien-son"),
        ("İzmir’ı", "izmiri"),
        ("—", ""),
    ],
)
def test_a_slug_is_ascii(text: str, slug: str) -> None:
    assert slug_of(text) == slug
