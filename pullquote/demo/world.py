"""The demo newspaper's world: its places, organizations and people, invented from a seed."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import accumulate
from random import Random
from typing import Generic, TypeVar

from faker import Faker

from pullquote.demo.words import FIELDS, ORGANIZATIONS, SECTIONS
from pullquote.store.model.records import OrganizationKind

FIRST_DAY = date(2018, 1, 1)
LAST_DAY = date(2025, 6, 30)
"""The days of the oldest and of the newest story: fixed, so that a seed gives the same files for ever."""
LOCALES: dict[str, int | float] = {"en_GB": 10, "de_DE": 2, "fr_FR": 2, "sv_SE": 2, "pl_PL": 1, "tr_TR": 1}
"""Where people's names come from, and how often: a port has people from everywhere."""
ARTICLES_A_PERSON, FEWEST_PEOPLE, MOST_PEOPLE = 2, 96, 4000
PEOPLE_AN_ORGANIZATION, FEWEST_ORGANIZATIONS, MOST_ORGANIZATIONS = 8, len(ORGANIZATIONS), 400
ARTICLES_A_REPORTER, FEWEST_REPORTERS, MOST_REPORTERS = 250, 4, 60
PLACES = 60
FIRST_ROLE_YEARS = range(2004, FIRST_DAY.year)
"""When careers begin: before the oldest story, so that most people hold an office whenever they speak."""
LATER_ROLE_YEARS = range(FIRST_DAY.year, LAST_DAY.year + 1)
"""When later roles begin, each person's in different years, and when those leave who leave."""
NEWCOMERS, LEAVERS = 0.15, 0.1
"""The share of people whose career begins later, and of those who have left."""
YEAR, MONTH, DAY = 4, 7, 10
"""How precise a date is: the length of its ISO 8601 text."""


T = TypeVar("T")


@dataclass(frozen=True)
class InventedOrganization:
    """An organization of the demo newsroom; ``section`` is what it speaks about, "" is everything."""

    slug: str
    name: str
    kind: OrganizationKind
    section: str
    titles: tuple[str, ...]
    description: str


@dataclass(frozen=True)
class Tenure:
    """A role with the calendar days that it covers, both inclusive, and how precisely they are written."""

    title: str
    organization: InventedOrganization
    first: date
    last: date | None
    precision: int

    def covers(self, day: date) -> bool:
        """Whether the role was held on ``day``."""
        return self.first <= day and (self.last is None or day <= self.last)


@dataclass(frozen=True)
class InventedPerson:
    """Somebody who speaks or writes in the demo newsroom."""

    slug: str
    given: str
    family: str
    pronoun: str
    tenures: tuple[Tenure, ...]

    @property
    def name(self) -> str:
        """Given and family name."""
        return f"{self.given} {self.family}"

    @property
    def description(self) -> str:
        """The last office, and how long it was held."""
        tenure = self.tenures[-1]
        office = f"{tenure.title[0].upper()}{tenure.title[1:]} at {tenure.organization.name}"
        first, last = tenure.first.year, tenure.last and tenure.last.year
        return f"{office}, {f'from {first} to {last}' if last else f'since {first}'}."

    def tenure(self, day: date) -> Tenure | None:
        """The role held on ``day``; careers here have no overlaps."""
        return next((tenure for tenure in self.tenures if tenure.covers(day)), None)


@dataclass(frozen=True)
class ZipfChoice(Generic[T]):
    """Things drawn by Zipf's law: the first one twice as often as the second, and so on."""

    things: Sequence[T]
    weights: Sequence[float]

    @classmethod
    def of(cls, things: Sequence[T]) -> ZipfChoice[T]:
        """The things in the order of how often they are wanted."""
        return cls(things, list(accumulate(1 / rank for rank in range(1, len(things) + 1))))

    def one(self, rng: Random) -> T:
        """One of the things; raises IndexError where there are none."""
        return self.things[bisect_right(self.weights, rng.random() * self.weights[-1])]

    def some(self, rng: Random, count: int) -> list[T]:
        """Up to ``count`` different things."""
        drawn = dict.fromkeys(self.one(rng) for _ in range(count * 3))
        return list(drawn)[:count]


@dataclass(frozen=True)
class World:
    """Everybody and everything that stories name; speakers and organizations by the section they belong to."""

    paper: str
    publisher: InventedOrganization
    places: tuple[str, ...]
    speakers: dict[str, ZipfChoice[InventedPerson]]
    organizations: dict[str, ZipfChoice[InventedOrganization]]
    reporters: ZipfChoice[InventedPerson]

    @property
    def site(self) -> str:
        """The address of the paper's site, which no machine can have (RFC 2606)."""
        return f"https://{slug_of(self.paper)}.example"

    def speakers_on(self, day: date, section: str, rng: Random, count: int) -> list[InventedPerson]:
        """Up to ``count`` people who speak about the section, holding an office that day if any who come up do."""
        asked = self.speakers[section].some(rng, 2 * count)
        return ([person for person in asked if person.tenure(day)] or asked)[:count]


def slug_of(text: str) -> str:
    """The text as a slug: ASCII letters and digits in lower case, with hyphens between."""
    ascii_text = unicodedata.normalize("NFKD", text.translate(ASCII)).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", ascii_text.lower()).strip("-")


ASCII = str.maketrans({"ß": "ss", "ø": "o", "ł": "l", "Ł": "L", "ı": "i", "æ": "ae", "đ": "d"})
"""Letters that have no decomposition in Unicode."""


def invent(articles: int, seed: int) -> World:
    """A world big enough for that many articles; the same one for the same numbers."""
    rng = Random(f"cast {seed}")  # noqa: S311 - a newsroom is no secret
    faker = Faker(LOCALES)
    faker.seed_instance(seed)
    places = tuple(sorted({faker["en_GB"].city() for _ in range(PLACES)}))
    city = rng.choice(places)
    publisher = InventedOrganization(
        "publisher",
        f"{city} Newspapers",
        OrganizationKind.MEDIA,
        "",
        (),
        "Prints the paper, and a calendar at Christmas.",
    )
    taken = {publisher.slug}
    people = _between(FEWEST_PEOPLE, articles // ARTICLES_A_PERSON, MOST_PEOPLE)
    organizations = list(_organizations(rng, faker, places, people, taken))
    newcomers = _people(rng, faker, taken)
    speakers = [
        _employed(rng, next(newcomers), organizations[number % len(organizations)])
        for number in range(people)
    ]
    reporters = _between(FEWEST_REPORTERS, articles // ARTICLES_A_REPORTER, MOST_REPORTERS)
    post = Tenure("reporter", publisher, FIRST_DAY, None, YEAR)
    return World(
        paper=f"The {city} {rng.choice(('Courier', 'Gazette', 'Herald', 'Mercury', 'Observer', 'Post'))}",
        publisher=publisher,
        places=places,
        speakers={
            section: ZipfChoice.of(
                _shuffled(
                    rng,
                    [v for v in speakers if v.tenures[-1].organization.section in {section, ""}] or speakers,
                )
            )
            for section in SECTIONS
        },
        organizations={
            section: ZipfChoice.of(
                [organization for organization in organizations if organization.section in {section, ""}]
            )
            for section in SECTIONS
        },
        reporters=ZipfChoice.of([replace(next(newcomers), tenures=(post,)) for _ in range(reporters)]),
    )


def _shuffled(rng: Random, things: Sequence[T]) -> list[T]:
    """In another order: who speaks about everything is asked most often about one thing at most."""
    return rng.sample(things, len(things))


def _between(low: int, value: int, high: int) -> int:
    return max(low, min(value, high))


def _organizations(
    rng: Random, faker: Faker, places: Sequence[str], people: int, taken: set[str]
) -> Iterable[InventedOrganization]:
    count = _between(FEWEST_ORGANIZATIONS, people // PEOPLE_AN_ORGANIZATION, MOST_ORGANIZATIONS)
    made = 0
    while made < count:
        kind, section, pattern, titles, description = ORGANIZATIONS[made % len(ORGANIZATIONS)]
        name = pattern.format(p=rng.choice(places), x=rng.choice(FIELDS), f=faker["en_GB"].last_name())
        slug = slug_of(name)
        if slug not in taken:
            taken.add(slug)
            made += 1
            yield InventedOrganization(slug, name, kind, section, titles, description)
        elif rng.random() < EXHAUSTED:  # every name of this pattern may be taken: go on without it
            made += 1


EXHAUSTED = 0.2
"""How probably a name that is taken is given up rather than drawn again."""


def _people(rng: Random, faker: Faker, taken: set[str]) -> Iterator[InventedPerson]:
    """Ever new people, without a role yet."""
    locales = list(LOCALES)
    while True:
        here = faker[rng.choices(locales, weights=list(LOCALES.values()))[0]]
        female = rng.random() < 0.5
        given = (here.first_name_female() if female else here.first_name_male()).replace("'", "’")
        family = here.last_name().replace("'", "’")
        slug = slug_of(f"{given} {family}")
        if slug not in taken:
            taken.add(slug)
            yield InventedPerson(slug, given, family, "she" if female else "he", tenures=())


def _employed(rng: Random, person: InventedPerson, organization: InventedOrganization) -> InventedPerson:
    """The person with one to three roles there, one after the other, the titles all different."""
    spokes = "spokeswoman" if person.pronoun == "she" else "spokesman"
    titles = [title.format(s=spokes, x=rng.choice(FIELDS).lower()) for title in organization.titles]
    count = rng.randint(1, min(3, len(titles)))
    precision = rng.choice((YEAR, MONTH, DAY))
    first = [] if rng.random() < NEWCOMERS else [rng.choice(FIRST_ROLE_YEARS)]
    later = rng.sample(LATER_ROLE_YEARS, count + 1 - len(first))
    *years, leaving = [*first, *sorted(later)]
    starts = [_start(rng, year, precision) for year in years]
    left = _start(rng, leaving, precision) - timedelta(days=1) if rng.random() < LEAVERS else None
    ends = [*(start - timedelta(days=1) for start in starts[1:]), left]
    return replace(
        person,
        tenures=tuple(
            Tenure(title, organization, start, end, precision)
            for title, start, end in zip(rng.sample(titles, count), starts, ends, strict=True)
        ),
    )


def _start(rng: Random, year: int, precision: int) -> date:
    """A first day that can be written with that precision: 1 January, the first of a month, or any day."""
    month = 1 if precision == YEAR else rng.randint(1, 12)
    return date(year, month, rng.randint(1, 28) if precision == DAY else 1)
