"""The roles of quotes: whether their speakers had them at the time."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from pullquote.store.files.kinds import PersonKeys, StoryKeys
from pullquote.store.files.parsing import Outline, ParsedFile
from pullquote.store.files.quotes import quote_date
from pullquote.store.files.syntax.trees import Position
from pullquote.store.model.dates import DateOrDateTime
from pullquote.store.model.problems import did_you_mean

if TYPE_CHECKING:
    from pullquote.store.files.slugs.entries import Index, Key

SPEAKERS = frozenset({"people", "organizations"})
"""The kinds that say something."""


class WrongRole(NamedTuple):
    """A story, and what is wrong with the role of one of its quotes."""

    story: Outline
    position: Position
    code: str
    message: str
    suggestion: str | None = None


class QuoteRoles:
    """Checks that a role of a quote is one that its speaker held at the time; only what is new is looked at."""

    def __init__(self) -> None:
        self._files: dict[str, ParsedFile] = {}
        """Those with quotes that name the role of their speaker, by their paths."""
        self._unchecked: set[str] = set()
        self._wrong: dict[str, tuple[WrongRole, ...]] = {}

    def add(self, file: ParsedFile) -> None:
        """Take note of a file."""
        if any(entity.names_roles for entity in file.entities):
            self._files[file.path] = file
            self._unchecked.add(file.path)

    def remove(self, path: str) -> None:
        """Forget a file."""
        self._files.pop(path, None)
        self._unchecked.discard(path)
        self._wrong.pop(path, None)

    def check_again(self) -> None:
        """Look at all quotes next time."""
        self._unchecked.update(self._files)

    def trust(self) -> None:
        """Take it that all quotes were looked at, and found right."""
        self._unchecked.clear()

    def check(self, index: Index) -> Iterator[tuple[ParsedFile, WrongRole]]:
        """What is wrong, and in which files; of several stories with one slug only the one that counts."""
        for path in self._unchecked:
            file = self._files[path]
            entries = [index[file.kind][entity.slug] for entity in file.entities]
            own = [entry.entity for entry in entries if entry.file is file]
            self._wrong[path] = tuple([each for entity in own for each in wrong_roles(entity, index)])
        self._unchecked.clear()
        for path, wrong in self._wrong.items():
            for each in wrong:
                yield self._files[path], each


def wrong_roles(story: Outline, index: Index) -> Iterator[WrongRole]:
    """The roles of a story's quotes that their speakers never had, or not at the time."""
    entity = story.read()
    keys = entity.keys
    if not isinstance(keys, StoryKeys):
        return
    for number, quote in enumerate(keys.quotes):
        if quote.role is None:
            continue
        position = entity.places[f"quotes.{number}"]
        if quote.speaker is None or (
            index["organizations"].named(quote.speaker) and not index["people"].named(quote.speaker)
        ):
            yield WrongRole(story, position, "PQ312", f'the role "{quote.role}" needs a person as speaker')
            continue
        speaker = index["people"].named(quote.speaker)
        person = speaker.entity.read().keys if speaker else None
        if not isinstance(person, PersonKeys):
            continue
        titles = [role.title for role in person.roles]
        if quote.role not in titles:
            message = f'unknown role "{quote.role}": {quote.speaker} has {"other ones" if titles else "none"}'
            yield WrongRole(story, position, "PQ307", message, did_you_mean(quote.role, titles))
            continue
        date = quote_date(keys, quote.date_spoken)
        held = [role for role in person.roles if role.title == quote.role]
        if not any(date.shares_a_moment_with(role.start_date, role.end_date) for role in held):
            times = ", ".join(_time(role.start_date, role.end_date) for role in held)
            message = f'{quote.speaker} was "{quote.role}" {times}, and not on {date.text}'
            yield WrongRole(story, position, "PQ308", message)


def speakers_at(story: Outline, position: tuple[int, int]) -> Iterator[Key]:
    """Who may be the speaker of the quote whose role is at a place."""
    parsed = story.read()
    for number, quote in enumerate(parsed.keys.quotes):
        if parsed.places.get(f"quotes.{number}") == position and quote.speaker is not None:
            yield from ((kind, quote.speaker) for kind in SPEAKERS)


def _time(start: DateOrDateTime | None, end: DateOrDateTime | None) -> str:
    return " ".join(([f"from {start.text}"] if start else []) + ([f"until {end.text}"] if end else []))
