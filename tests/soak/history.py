"""What happened, as the history tells it afterwards, and whether a subscriber was told the same."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import Any

import orjson

from tests.soak.connections import Connection
from tests.soak.listening import Subscriber, Wish

CHANGES = """query ($after: String) {
    dataset { version cursor }
    changes(first: 100, after: $after) {
        edges {
            cursor
            node { kind slug storyId version story { section { slug } } newQuotes { id sourceKind } }
        }
        pageInfo { hasNextPage endCursor }
    }
}"""
PUBLISHED = "PUBLISHED"
WITHDRAWN = "WITHDRAWN"
Key = tuple[int, str]
"""An event: the number of its change, and the id of its quote, if it is about one."""


@dataclass(frozen=True)
class Happened:
    """One change. ``gone`` says that its story was withdrawn later."""

    number: int
    cursor: str
    kind: str
    slug: str
    version: str
    section: str | None
    quotes: tuple[tuple[str, str], ...]
    """Ids and source kinds of the quotes that came with it and are still there."""
    gone: bool
    back: frozenset[str]
    """Ids of its quotes that went, and came back with a later change: a file with a mistake may lack them for a while."""


@dataclass(frozen=True)
class History:
    """What happened behind a cursor. ``stories`` says by cursor how many stories there were."""

    changes: Sequence[Happened]
    stories: dict[str, int]

    @classmethod
    async def read(cls, connection: Connection, since: str, stories: int) -> History:
        """Ask for all of it; there were ``stories`` stories at ``since``."""
        edges: list[Any] = []
        after, more = since, True
        while more:
            answer = orjson.loads(await connection.ask(CHANGES, {"after": after}))["data"]["changes"]
            edges += answer["edges"]
            after, more = answer["pageInfo"]["endCursor"], answer["pageInfo"]["hasNextPage"]
        withdrawn = Counter(edge["node"]["storyId"] for edge in edges if edge["node"]["kind"] == WITHDRAWN)
        changes, counts = [], {since: stories}
        comings = Counter(quote["id"] for edge in edges for quote in edge["node"]["newQuotes"])
        for number, edge in enumerate(edges):
            node = edge["node"]
            if node["kind"] == WITHDRAWN:
                withdrawn[node["storyId"]] -= 1
            stories += {PUBLISHED: 1, WITHDRAWN: -1}.get(node["kind"], 0)
            counts[edge["cursor"]] = stories
            quotes = tuple((quote["id"], quote["sourceKind"]) for quote in node["newQuotes"])
            comings.subtract(id_ for id_, _ in quotes)
            changes.append(
                Happened(
                    number=number,
                    cursor=edge["cursor"],
                    kind=node["kind"],
                    slug=node["slug"],
                    version=node["version"],
                    section=_slug(node["story"] and node["story"]["section"]),
                    quotes=quotes,
                    gone=withdrawn[node["storyId"]] > 0,
                    back=frozenset(id_ for id_, _ in quotes if comings[id_]),
                )
            )
        return cls(changes, counts)

    @cached_property
    def numbers(self) -> dict[tuple[str, str], int]:
        """The number of each change by the version that brought it and the slug of its story."""
        return {(change.version, change.slug): change.number for change in self.changes}

    def owed(self, wish: Wish) -> list[Key]:
        """What whoever has the wish must have heard, in order."""
        return [key for change in self.changes for key in _owed(wish, change)]

    def last(self, wish: Wish) -> str:
        """The cursor of the last event that is sent to whoever has the wish."""
        if wish.name == "datasetChanged":
            return self.changes[-1].cursor
        return self.changes[self.owed(wish)[-1][0]].cursor

    def faults(self, subscriber: Subscriber) -> list[str]:
        """What a subscriber was told too little, too much, twice or in another order."""
        if subscriber.wish.name == "datasetChanged":
            return self._faults_of_versions(subscriber.events)
        heard: list[Key] = []
        faults: list[str] = []
        owed = self.owed(subscriber.wish)
        owed_keys = set(owed)
        for event in subscriber.events:
            key = self._key(subscriber.wish, event)
            if key is None or not (key in owed_keys or _may(subscriber.wish, self.changes[key[0]], event)):
                faults.append(f"heard what was not so, or not asked for: {event}")
            else:
                heard.append(key)
        faults += [f"not heard: {self._named(key)}" for key in owed_keys.difference(heard)]
        faults += [f"heard twice: {self._named(key)}" for key, times in Counter(heard).items() if times > 1]
        numbers = [number for number, _ in heard]
        if not faults and (numbers != sorted(numbers) or [key for key in heard if key in owed_keys] != owed):
            faults.append("out of order")
        return faults

    def _faults_of_versions(self, events: Sequence[Any]) -> list[str]:
        """What is wrong with the versions that were told: one twice in a row, or one of an earlier state."""
        places = {cursor: place for place, cursor in enumerate(self.stories)}
        unknown = [f"no cursor: {event}" for event in events if event["cursor"] not in places]
        if unknown:
            return unknown
        told = [(places[event["cursor"]], event["version"]) for event in events]
        return [
            f"{event[1]} after {before[1]}"
            for before, event in pairwise(told)
            if event[0] < before[0] or event[1] == before[1]
        ]

    def _key(self, wish: Wish, event: Any) -> Key | None:
        """Which change an event is of, and which quote; None where it fits none."""
        match wish.name:
            case "quotePublished":
                quote = event["quote"]
                number = self.numbers.get((event["version"], quote["story"]["slug"]))
                return None if number is None else (number, quote["id"])
            case "storyChanged":
                told, kind = event["change"], event["change"]["kind"]
            case _:
                told, kind = {**event["story"], "version": event["version"]}, PUBLISHED
        number = self.numbers.get((told["version"], told["slug"]))
        if number is None:
            return None
        change = self.changes[number]
        return (number, "") if (change.cursor, change.kind) == (event["cursor"], kind) else None

    def _named(self, key: Key) -> str:
        change = self.changes[key[0]]
        return f"{change.kind} {change.slug} {key[1]} of {change.version}"


def _owed(wish: Wish, change: Happened) -> Iterator[Key]:
    """What of a change nobody with this wish may miss.

    Events are read from what is served when they are sent, so those about a story or a quote that is gone then may be
    passed over; but that a story is gone is told.
    """
    sections, slugs, kinds = (wish.filter.get(name) for name in ("sections", "slugs", "sourceKinds"))
    match wish.name, change.kind:
        case ("storyPublished", "PUBLISHED") | ("storyChanged", "UPDATED" | "CORRECTED"):
            is_there = not change.gone or (wish.name == "storyChanged" and not wish.filter)
            if (
                is_there
                and (not sections or change.section in sections)
                and (not slugs or change.slug in slugs)
            ):
                yield change.number, ""
        case "storyChanged", "WITHDRAWN":
            if not slugs or change.slug in slugs:
                yield change.number, ""
        case "quotePublished", _:
            for id_, kind in change.quotes:
                if not change.gone and id_ not in change.back and (not kinds or kind in kinds):
                    yield change.number, id_


def _may(wish: Wish, change: Happened, event: Any) -> bool:
    """Whether an event that nobody is owed may be sent: of a story that has gone since, if it was asked for."""
    match wish.name:
        case "storyPublished":
            story, slug = event["story"], event["story"]["slug"]
        case "storyChanged":
            story, slug = event["change"]["story"], event["change"]["slug"]
        case _:
            kinds = wish.filter.get("sourceKinds")
            is_gone = change.gone or event["quote"]["id"] in change.back
            return is_gone and (not kinds or event["quote"]["sourceKind"] in kinds)
    sections, slugs = wish.filter.get("sections"), wish.filter.get("slugs")
    if sections and (story is None or _slug(story["section"]) not in sections):
        return False
    return change.gone and (not slugs or slug in slugs)


def _slug(found: Any) -> str | None:
    return found["slug"] if found else None
