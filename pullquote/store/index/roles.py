"""When an office was held, and who holds those of an organization."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from pullquote.store.index.sort_orders import sort_text
from pullquote.store.model.records import Organization, Person, Role


def holds_on(role: Role, day: date) -> bool:
    """Whether a role was held on a day; an end that is not known is open."""
    started = role.start_date is None or role.start_date.first_day <= day
    ended = role.end_date is not None and role.end_date.last_day < day
    return started and not ended


def listed(roles: Iterable[Role], on: date | None = None) -> tuple[Role, ...]:
    """The roles (those held ``on`` a day, if one is given) by their holders' names, then by when they began."""
    chosen = [role for role in roles if on is None or holds_on(role, on)]
    return tuple(sorted(chosen, key=_place))


def _place(role: Role) -> tuple[str, str, date, str]:
    began = role.start_date.first_day if role.start_date else date.min
    return sort_text(role.person.name), role.person.id, began, role.title


class Roles:
    """The roles of some people, by organizations; those of ``before``, where the people are the same."""

    def __init__(self, people: Sequence[Person], before: Roles | None = None) -> None:
        self.people: Sequence[Person] = people
        self.by_organization: Mapping[str, Sequence[Role]] = (
            before.by_organization if before and before.people == people else _by_organization(people)
        )

    def of(self, organization: Organization, on: date | None = None) -> tuple[Role, ...]:
        """The roles in an organization (those held ``on`` a day, if one is given), by the names of their holders."""
        return listed(self.by_organization.get(organization.slug, ()), on)


def _by_organization(people: Iterable[Person]) -> Mapping[str, Sequence[Role]]:
    """The roles in each organization, by its slug."""
    found: defaultdict[str, list[Role]] = defaultdict(list)
    for person in people:
        for role in person.roles:
            if role.organization:
                found[role.organization.slug].append(role)
    return dict(found)
