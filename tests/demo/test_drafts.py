"""A story while it is written: sentences are not used twice, and placeholders are filled when they are met."""

from __future__ import annotations

from random import Random

import pytest

from pullquote.demo.drafts import Placeholders, StoryDraft
from pullquote.demo.world import FIRST_DAY, invent

WORLD = invent(10, 1)


def draft(seed: int = 1) -> StoryDraft:
    rng = Random(seed)
    placeholders = Placeholders(rng, "the tram line", ("Newtown", "Eastport"), "Newtown Council")
    return StoryDraft(WORLD, rng, FIRST_DAY, "city", placeholders)


def test_a_pattern_is_used_once_until_all_are_used() -> None:
    made = draft()
    patterns = ("a", "b", "c")
    assert {made.fresh(patterns) for _ in patterns} == set(patterns)
    assert made.fresh(patterns) in patterns


def test_placeholders_are_filled_in() -> None:
    assert draft().sentence(("{M} from {p} to {q}, says {o}",)) == (
        "The tram line from Newtown to Eastport, says Newtown Council"
    )


@pytest.mark.parametrize(
    ("placeholder", "low", "high"), [("n", 3, 40), ("k", 41, 990), ("pc", 4, 96), ("y", 1987, 2017)]
)
def test_a_number_is_plausible_and_drawn_each_time(placeholder: str, low: int, high: int) -> None:
    made = draft()
    drawn = {int(f"{{{placeholder}}}".format_map(made.placeholders)) for _ in range(50)}
    assert min(drawn) >= low
    assert max(drawn) <= high
    assert len(drawn) > 5


def test_days_months_and_sums_are_words() -> None:
    filled = "{day} in {mon}: {c}".format_map(draft().placeholders)
    assert filled.endswith(" million crowns")
    assert filled.split(" in ")[0].endswith("day")


def test_a_placeholder_that_there_is_not_is_a_mistake_in_a_table() -> None:
    with pytest.raises(KeyError, match="zz"):
        "{zz}".format_map(draft().placeholders)
