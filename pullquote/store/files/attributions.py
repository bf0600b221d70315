"""Whether quotes are attributed rightly: a story names the speakers of its quotes, and they had their roles at the
time."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import combinations
from typing import Any, NamedTuple

from pullquote.store.files.kinds import OrganizationKeys, PersonKeys, QuoteKeys, RoleKeys, StoryKeys
from pullquote.store.files.kinds.quote_dates import quote_date
from pullquote.store.files.kinds.table import PEOPLE_OR_ORGANIZATIONS, STORIES
from pullquote.store.files.parsing import Outline, ParsedEntity
from pullquote.store.files.quotes import text_of
from pullquote.store.files.slugs.entries import FileOutline, Index, Key
from pullquote.store.files.syntax.trees import Position
from pullquote.store.model.dates import DateOrDateTime
from pullquote.store.model.problems import did_you_mean
from pullquote.store.quotes.printed_names import Names, PrintedText

SPEAKERS = frozenset(PEOPLE_OR_ORGANIZATIONS)
"""The kinds that say something."""


class Wrong(NamedTuple):
    """What is wrong with how a quote of a story is attributed; ``slug`` is the story's."""

    slug: str
    position: Position
    code: str
    message: str
    suggestion: str | None = None
    speakers: tuple[Key, ...] = ()
    """The entities that say otherwise, where it is an error."""


class CheckedQuotes(NamedTuple):
    """What was found out about the quotes of some files: what is wrong, by the paths of those, and which people handed
    over an office at a time that is not known to the day."""

    wrong: Mapping[str, tuple[Wrong, ...]] = {}
    undecided: frozenset[str] = frozenset()


class Attributions:
    """Checks the speakers and roles of quotes against what other files say of them; only what is new is looked at,
    and only stories of which it is not certain without."""

    def __init__(self, files: Mapping[str, FileOutline]) -> None:
        """``files`` are all there are at any time, by their paths."""
        self._files = files
        self._unchecked: set[str] | None = None
        """The paths of files that are to be looked at; None for all."""
        self._wrong: dict[str, tuple[Wrong, ...]] = {}
        self._handovers: dict[str, tuple[Outline, bool]] = {}
        """Everybody with whether a date may not decide which of two offices they held."""
        self._undecided: frozenset[str] | None = None
        """Those of whom it may not; None where that is to be found out."""

    def add(self, file: FileOutline) -> None:
        """Take note of a file."""
        if file.kind in STORIES and self._unchecked is not None:
            self._unchecked.add(file.path)
        self._forget_undecided(file)

    def remove(self, file: FileOutline) -> None:
        """Forget a file."""
        if self._unchecked is not None:
            self._unchecked.discard(file.path)
        self._wrong.pop(file.path, None)
        self._forget_undecided(file)

    def _forget_undecided(self, file: FileOutline) -> None:
        if file.kind == "people":
            self._undecided = None

    def check_again(self, slugs: frozenset[str] | None = None) -> None:
        """Look at the stories again that refer to one of some slugs, or at all."""
        if slugs is None:
            self._unchecked = self._undecided = None
        elif self._unchecked is not None:
            self._unchecked.update(
                path
                for path, file in self._stories()
                if any(target.slug in slugs for entity in file.entities for target in entity.targets)
            )

    def _stories(self) -> Iterator[tuple[str, FileOutline]]:
        """The files with stories, by their paths."""
        return ((path, file) for path, file in self._files.items() if file.kind in STORIES)

    def checked(self) -> CheckedQuotes:
        """What was found out when it was checked last."""
        return CheckedQuotes(self._wrong.copy(), self._undecided or frozenset())

    def restore(self, checked: CheckedQuotes, index: Index) -> None:
        """Begin with what was found out before of the files."""
        self._unchecked = set()
        self._wrong = dict(checked.wrong)
        self._undecided = checked.undecided
        self._handovers = {
            slug: (entry.entity, slug in checked.undecided) for slug, entry in index["people"].items()
        }

    def check(self, index: Index) -> Iterator[tuple[FileOutline, Wrong]]:
        """What is wrong, and in which files; of several stories with one slug only the one that counts."""
        if self._undecided is None:
            self._undecided = self._find_undecided(index)
        undecided = self._undecided
        unchecked = self._stories() if self._unchecked is None else map(self._with_file, self._unchecked)
        for path, file in unchecked:
            entries = [index[file.kind][entity.slug] for entity in file.entities]
            own = [entry.entity for entry in entries if entry.file is file]
            wrong = [
                each for story in own if _is_in_doubt(story, undecided) for each in wrong_in(story, index)
            ]
            if wrong:
                self._wrong[path] = tuple(wrong)
            else:
                self._wrong.pop(path, None)
        self._unchecked = set()
        for path, found in self._wrong.items():
            for each in found:
                yield self._files[path], each

    def _with_file(self, path: str) -> tuple[str, FileOutline]:
        return path, self._files[path]

    def _find_undecided(self, index: Index) -> frozenset[str]:
        """Those who handed over an office at a time that is not known to the day."""
        known, self._handovers = self._handovers, {}
        for slug, entry in index["people"].items():
            entity, has_handover = known.get(slug, (None, False))
            if entity is not entry.entity:
                has_handover = _has_handover(entry.entity.read().keys)
            self._handovers[slug] = entry.entity, has_handover
        return frozenset(slug for slug, (_, has_handover) in self._handovers.items() if has_handover)


def _is_in_doubt(story: Outline, undecided: frozenset[str]) -> bool:
    return (
        story.names_roles
        or story.has_doubts
        or bool(undecided and any(target.slug in undecided for target in story.targets))
    )


def _has_handover(person: Any) -> bool:
    """Whether a role may end on a day on which another begins."""
    roles = person.roles if isinstance(person, PersonKeys) else ()
    return any(
        end.shares_a_moment_with(start, start)
        for one, other in combinations(roles, 2)
        for end, start in _successions(one, other)
    )


def wrong_in(story: Outline, index: Index) -> Iterator[Wrong]:
    """What is wrong with the attributions of a story's quotes."""
    entity = story.read()
    keys = entity.keys
    if not isinstance(keys, StoryKeys):
        return
    text = PrintedText(text_of(keys, entity.body))
    for number, quote in enumerate(keys.quotes):
        found = entity.found[number]
        if quote.role is not None:
            position = entity.places[f"quotes.{number}"]
            speakers = tuple((kind, slug) for kind in PEOPLE_OR_ORGANIZATIONS for slug in quote.speakers)
            yield from (
                Wrong(story.slug, position, *wrong, speakers) for wrong in _wrong_role(quote, keys, index)
            )
        elif quote.speakers:
            position = _position(entity, number)
            yield from (Wrong(story.slug, position, *wrong) for wrong in _undecided_role(quote, keys, index))
        if found is not None and not found.is_named and quote.speakers:
            position = _position(entity, number)
            for slug in quote.speakers:
                names = _names(slug, index)
                if names is not None and text.printed(names) is None:
                    message = f"the story does not name the speaker: {names.names[0]} stands nowhere in it"
                    advice = "say with as: what it calls the speaker, or correct speaker"
                    yield Wrong(story.slug, position, "PQ440", message, advice)


def _position(entity: ParsedEntity, number: int) -> Position:
    """Where the first speaker of a quote stands in its file."""
    quotes = entity.keys.quotes
    slug = quotes[number].speakers[0]
    # What the quotes refer to comes last of all references, in their order.
    later = sum(each.speakers.count(slug) for each in quotes[number:])
    places = [each for each in entity.references if each.slug == slug]
    return Position(places[-later].line, places[-later].column) if later <= len(places) else entity.position


def _names(slug: str, index: Index) -> Names | None:
    """What a speaker may be called; None where there is none of that slug, or its file is wrong."""
    entry = index["people"].get(slug) or index["organizations"].get(slug)
    match keys := entry.entity.read().keys if entry else None:
        case PersonKeys():
            offices = dict.fromkeys(role.title for role in keys.roles)
            return Names.of_person(keys.name, keys.alternate_names, keys.family_name, offices)
        case OrganizationKeys():
            return Names((keys.name, *keys.alternate_names), None)
        case _:
            return None


def _people(quote: QuoteKeys, index: Index) -> list[tuple[str, PersonKeys]]:
    """The people among the speakers of a quote, by their slugs."""
    found = []
    for slug in quote.speakers:
        entry = index["people"].get(slug)
        keys = entry.entity.read().keys if entry else None
        if isinstance(keys, PersonKeys):
            found.append((slug, keys))
    return found


def _wrong_role(quote: QuoteKeys, story: StoryKeys, index: Index) -> Iterator[tuple[str, str, str | None]]:
    """Whether one of the speakers had the role that a quote names, at the time."""
    if not quote.speakers or all(
        slug in index["organizations"] and slug not in index["people"] for slug in quote.speakers
    ):
        yield "PQ312", f'the role "{quote.role}" needs a person as speaker', None
        return
    people = _people(quote, index)
    if not people:
        return
    held = [(slug, role) for slug, person in people for role in person.roles if role.title == quote.role]
    who = " and ".join(slug for slug, _ in people)
    if not held:
        titles = [role.title for _, person in people for role in person.roles]
        message = f'unknown role "{quote.role}": {who} has {"other ones" if titles else "none"}'
        yield "PQ307", message, did_you_mean(str(quote.role), titles)
        return
    date = quote_date(story, quote.date_spoken)
    if not any(date.shares_a_moment_with(role.start_date, role.end_date) for _, role in held):
        times = ", ".join(_time(role.start_date, role.end_date) for _, role in held)
        yield "PQ308", f'{held[0][0]} was "{quote.role}" {times}, and not on {date.text}', None


def _undecided_role(quote: QuoteKeys, story: StoryKeys, index: Index) -> Iterator[tuple[str, str, str]]:
    """Whether the date of a quote leaves open which of two offices somebody held, one after the other."""
    date = quote_date(story, quote.date_spoken)
    for slug, person in _people(quote, index):
        held = [role for role in person.roles if date.shares_a_moment_with(role.start_date, role.end_date)]
        if any(_follow_each_other(one, other) for one, other in combinations(held, 2)):
            titles = " or ".join(f'"{title}"' for title in dict.fromkeys(role.title for role in held))
            message = f"the date {date.text} does not decide the office of {slug}: {titles}"
            yield "PQ443", message, f'write role: "{held[-1].title}", or dateSpoken with the day'


def _follow_each_other(one: RoleKeys, other: RoleKeys) -> bool:
    """Whether one of two roles ends about when the other begins: nobody held both for longer."""
    return any(end.first_day <= start.last_day for end, start in _successions(one, other))


def _successions(one: RoleKeys, other: RoleKeys) -> Iterator[tuple[DateOrDateTime, DateOrDateTime]]:
    """The end of each of two roles with the beginning of the other, where both are known."""
    for end, start in ((one.end_date, other.start_date), (other.end_date, one.start_date)):
        if end is not None and start is not None:
            yield end, start


def _time(start: DateOrDateTime | None, end: DateOrDateTime | None) -> str:
    return " ".join(([f"from {start.text}"] if start else []) + ([f"until {end.text}"] if end else []))
