"""Who held which office on a day."""

from __future__ import annotations

from datetime import date

import pytest

from pullquote.store.index.roles import Roles, holds_on
from pullquote.store.model.records import Role
from tests.store.newsrooms import StorySpec, World, snapshot_of, when


@pytest.mark.parametrize(
    ("start", "end", "day", "held"),
    [
        (None, None, date(1, 1, 1), True),
        ("2024", None, date(2023, 12, 31), False),
        ("2024", None, date(2024, 1, 1), True),
        ("2024-06-15", None, date(2024, 6, 15), True),
        (None, "2024", date(2024, 12, 31), True),
        (None, "2024", date(2025, 1, 1), False),
        ("2024-05", "2024-06", date(2024, 6, 30), True),
        ("2024-05", "2024-06", date(2024, 7, 1), False),
    ],
)
def test_a_role_is_held_from_its_first_day_to_its_last(
    start: str | None, end: str | None, day: date, held: bool
) -> None:
    person = World().people["ada"]
    role = Role(
        title="Minister", person=person, organization=None, start_date=when(start), end_date=when(end)
    )
    assert holds_on(role, day) == held


def test_the_roles_of_an_organization_are_listed_by_holder() -> None:
    snapshot = snapshot_of(StorySpec("a"))
    union, army = snapshot.organization("union"), snapshot.organization("army")
    assert union
    assert army
    assert [(role.title, role.person.slug) for role in snapshot.roles_of(union)] == [("Writer", "ada")]
    assert [role.title for role in snapshot.roles_of(army)] == ["Spokesman"]
    assert snapshot.roles_of(army, date(2024, 5, 31)) == ()
    assert len(snapshot.roles_of(army, date(2024, 6, 1))) == 1


def test_the_roles_of_the_same_people_are_not_gathered_again() -> None:
    people = tuple(World().people.values())
    roles = Roles(people)
    assert Roles(tuple(people), roles).by_organization is roles.by_organization
    assert Roles(people[1:], roles).by_organization == Roles(people[1:]).by_organization
