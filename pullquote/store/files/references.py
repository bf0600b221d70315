"""The second pass, and what of the third needs several files: do references lead somewhere, and is that right."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from typing import NamedTuple, TypeVar

from pullquote.store.files.kinds import KINDS, PersonKeys, StoryKeys
from pullquote.store.files.parsing import Outline, ParsedFile, Reference, Target
from pullquote.store.files.syntax.trees import Position, shortened
from pullquote.store.model.dates import DateOrDateTime
from pullquote.store.model.file_problems import FileProblem, FileProblems
from pullquote.store.model.problems import Severity, closest, did_you_mean, severity_of

T = TypeVar("T")

STORIES = ("articles", "editorials")
SPEAKERS = ("people", "organizations")
NAMESPACES = (STORIES, SPEAKERS)
"""Kinds that share one set of slugs, because what leads to them does not say which it means."""
UNKNOWN = {
    "publications": "PQ201",
    "sections": "PQ202",
    "people": "PQ203",
    "organizations": "PQ204",
    "topics": "PQ205",
}


MAX_GUESSES = 100
"""For how many unknown slugs the closest one is looked for: each is compared with all there are."""


class Entry(NamedTuple):
    """An entity and the file that it is in."""

    file: ParsedFile
    entity: Outline


class WrongRole(NamedTuple):
    """A story, and what is wrong with the role of one of its quotes."""

    story: Outline
    position: Position
    code: str
    message: str
    suggestion: str | None = None


Key = tuple[str, str]
"""An entity by its kind and slug."""
Index = Mapping[str, Mapping[str, Entry]]
"""Every entity by kind and slug."""


class Checked(NamedTuple):
    """The entities by kind and slug, and the faults by path, those of the files themselves among them."""

    entries: Index
    faults: Mapping[str, tuple[FileProblem, ...]]


def check(files: Iterable[ParsedFile]) -> Checked:
    """Check what files say of one another."""
    checker = Checker()
    checker.update({file.path: file for file in files})
    return checker.check()


class Checker:
    """Checks what files say of one another, again and again; what only concerns files that are the same is not
    looked at again."""

    def __init__(self) -> None:
        self._files: dict[str, ParsedFile] = {}
        self._index: dict[str, dict[str, Entry]] = {kind: {} for kind in KINDS}
        self._is_crowded = False
        """Whether several entities may claim one slug, so that the index has to be made anew."""
        self._of_stories: Counter[Target] = Counter()
        self._of_others: Counter[Target] = Counter()
        self._addresses: Counter[str] = Counter()
        self._faulty: dict[str, ParsedFile] = {}
        self._with_roles: set[str] = set()
        """The paths of those with quotes that name the role of their speaker."""
        self._roles_unchecked: set[str] = set()
        self._wrong_roles: dict[str, tuple[WrongRole, ...]] = {}

    def update(self, changed: Mapping[str, ParsedFile], gone: Iterable[str] = ()) -> set[Key]:
        """Take note of files that are new or say something else, and of the paths of those that are gone.

        Returns the entities of which something else is said now.
        """
        touched: set[Key] = set()
        for path in (*gone, *changed):
            before, after = self._files.pop(path, None), changed.get(path)
            if before is not None:
                self._remove(before)
            if after is not None:
                self._files[path] = after
                self._add(after)
            touched.update(_differing(before, after))
        if any(kind in SPEAKERS for kind, _ in touched):
            self._roles_unchecked |= self._with_roles
        return touched

    def trust(self) -> None:
        """Take it that all files as they are now were checked before, and found right."""
        self._roles_unchecked.clear()

    def check(self) -> Checked:
        """Check the files as they are now."""
        faults = ProblemsByFile()
        if self._is_crowded:
            self._index, self._is_crowded = _indexed(self._in_order(), faults)
            self._roles_unchecked |= self._with_roles
        index = self._index
        _check_namespaces(index, faults)
        targets = self._of_stories.keys() | self._of_others.keys()
        unsure = {file.kind for file in self._faulty.values() if not file.complete}
        if unknown := _unknown_of(targets, unsure, index):
            _check_references(self._in_order(), unknown, index, faults)
        _check_parents(index["organizations"], faults)
        if len(self._addresses) < self._addresses.total():
            _check_addresses(self._in_order(), index, faults)
        self._check_roles(faults)
        found = self._with_own(faults)
        if all(severity_of(fault.code) is Severity.WARNING for listed in found.values() for fault in listed):
            _check_reached(self._of_stories.keys(), index, faults)
            found = self._with_own(faults)
        return Checked(index, found)

    def _with_own(self, faults: ProblemsByFile) -> dict[str, tuple[FileProblem, ...]]:
        """The faults of files themselves, and those of what they say together."""
        found = {path: file.faults for path, file in self._faulty.items()}
        for path, each in faults.items():
            found[path] = found.get(path, ()) + each.listed()
        return found

    def _in_order(self) -> list[ParsedFile]:
        """All files in the order of their paths: of two that cannot both be right, the second is wrong."""
        return [self._files[path] for path in sorted(self._files)]

    def _add(self, file: ParsedFile) -> None:
        of_kind = self._index[file.kind]
        for entity in file.entities:
            first = of_kind.setdefault(entity.slug, Entry(file, entity))
            self._is_crowded |= first.entity is not entity
        self._count(file, 1)
        if file.faults or not file.complete:
            self._faulty[file.path] = file
        if any(entity.names_roles for entity in file.entities):
            self._with_roles.add(file.path)
            self._roles_unchecked.add(file.path)

    def _remove(self, file: ParsedFile) -> None:
        of_kind = self._index[file.kind]
        for entity in file.entities:
            first = of_kind.get(entity.slug)
            if first is not None and first.entity is entity:
                del of_kind[entity.slug]
        self._count(file, -1)
        self._faulty.pop(file.path, None)
        self._with_roles.discard(file.path)
        self._roles_unchecked.discard(file.path)
        self._wrong_roles.pop(file.path, None)

    def _count(self, file: ParsedFile, by: int) -> None:
        targets = self._of_stories if file.kind in STORIES else self._of_others
        for entity in file.entities:
            _add(targets, entity.targets, by)
            _add(self._addresses, [entity.url] if entity.url else [], by)

    def _check_roles(self, faults: ProblemsByFile) -> None:
        """A role of a quote is one that its speaker held at the time; only what is new is looked at."""
        for path in self._roles_unchecked:
            file = self._files[path]
            entries = [self._index[file.kind][entity.slug] for entity in file.entities]
            wrong = tuple(
                each
                for entry in entries
                if entry.file is file
                for each in _wrong_roles(entry.entity, self._index)
            )
            self._wrong_roles.pop(path, None)
            if wrong:
                self._wrong_roles[path] = wrong
        self._roles_unchecked.clear()
        for path, wrong in self._wrong_roles.items():
            for each in wrong:
                entry = Entry(self._files[path], each.story)
                faults.of(entry).add(each.code, *each.position, each.message, each.suggestion)


def _differing(before: ParsedFile | None, after: ParsedFile | None) -> Iterator[Key]:
    """The entities of a file of which something else is said in it now than there was before."""
    kind = before.kind if before else after.kind if after else ""
    old = {entity.slug: entity for entity in before.entities} if before else {}
    new = {entity.slug: entity for entity in after.entities} if after else {}
    for slug in old.keys() | new.keys():
        if slug not in old or slug not in new or not _say_the_same(old[slug], new[slug]):
            yield kind, slug


def _say_the_same(one: Outline, other: Outline) -> bool:
    """Whether it makes no difference to others which of two counts: where in its file it stands is none."""
    if one is other:
        return True
    some, others = one.read(), other.read()
    return (some.keys, some.body, some.found) == (others.keys, others.body, others.found)


def _add(counter: Counter[T], keys: Iterable[T], by: int) -> None:
    """Count; what is there no more is forgotten."""
    for key in keys:
        counter[key] += by
        if not counter[key]:
            del counter[key]


class ProblemsByFile(dict[str, FileProblems]):
    """The faults of each file by its path."""

    def of(self, entry: Entry) -> FileProblems:
        """Where to add those of an entity."""
        faults = self.setdefault(entry.file.path, FileProblems())
        faults.slug = entry.entity.slug
        return faults


def _indexed(files: Iterable[ParsedFile], faults: ProblemsByFile) -> tuple[dict[str, dict[str, Entry]], bool]:
    """The entities of files by kind and slug, and whether there are several of one."""
    index: dict[str, dict[str, Entry]] = {kind: {} for kind in KINDS}
    is_crowded = False
    for file in files:
        of_kind = index[file.kind]
        for entity in file.entities:
            entry = Entry(file, entity)
            first = of_kind.setdefault(entity.slug, entry)
            if first is not entry:
                is_crowded = True
                message = f'the {KINDS[file.kind].noun} "{entity.slug}" is in {first.file.path} too'
                faults.of(entry).add("PQ206", *entity.position, message)
    return index, is_crowded


def _check_namespaces(index: Index, faults: ProblemsByFile) -> None:
    """Kinds that share their slugs do not both have one."""
    for one, other in NAMESPACES:
        for slug in sorted(index[one].keys() & index[other].keys()):
            message = f'the slug "{slug}" is that of {index[one][slug].file.path} too; {one} and {other} share theirs'
            entry = index[other][slug]
            faults.of(entry).add("PQ207", *entry.entity.position, message)


def _unknown_of(targets: Iterable[Target], unsure: AbstractSet[str], index: Index) -> set[Target]:
    """Those targets that are nowhere; what an ``unsure`` kind has that could not be read may be any of its own."""
    return {
        target
        for target in targets
        if unsure.isdisjoint(target.kinds) and not any(target.slug in index[kind] for kind in target.kinds)
    }


def _check_references(
    files: Iterable[ParsedFile], unknown: AbstractSet[Target], index: Index, faults: ProblemsByFile
) -> None:
    explained: dict[Target, tuple[str, str, str | None]] = {}
    for file in files:
        for entity in file.entities:
            if unknown.isdisjoint(entity.targets):
                continue
            for kinds, slug, line, column in entity.read().references:
                target = Target(kinds, slug)
                if target in unknown:
                    if target not in explained:
                        explained[target] = _unknown(target, index, guess=len(explained) < MAX_GUESSES)
                    code, message, suggestion = explained[target]
                    faults.of(Entry(file, entity)).add(code, line, column, message, suggestion)


def _unknown(target: Target, index: Index, *, guess: bool) -> tuple[str, str, str | None]:
    """Code, message and suggestion for a slug that is nobody's; the closest slug tells which kind was meant."""
    kinds, slug = target
    wanted = re.sub(r"[\W_]+", "-", slug.casefold()).strip("-")
    known = closest(wanted, sorted({each for kind in kinds for each in index[kind]})) if guess else None
    meant = [kind for kind in kinds if known in index[kind]] or list(kinds)
    nouns = " or ".join(KINDS[kind].noun for kind in meant)
    return UNKNOWN[meant[0]], f'unknown {nouns} "{shortened(slug)}"', known and f'did you mean "{known}"?'


def _check_parents(organizations: Mapping[str, Entry], faults: ProblemsByFile) -> None:
    """No organization is above itself."""
    parents: dict[str, Reference] = {}
    for child, entry in organizations.items():
        references = entry.entity.read().references
        if references:
            parents[child] = references[0]
    settled: set[str] = set()
    for first in parents:
        way: list[str] = []
        on_way: set[str] = set()
        slug: str | None = first
        while slug is not None and slug not in settled and slug not in on_way:
            way.append(slug)
            on_way.add(slug)
            slug = parents[slug].slug if slug in parents else None
        if slug in on_way and slug is not None:
            circle = way[way.index(slug) :]
            named = min(circle)
            names = " → ".join([*circle[:6], *(["…"] if len(circle) > 6 else []), circle[0]])
            position = parents[named].line, parents[named].column
            faults.of(organizations[named]).add("PQ309", *position, f"an organization above itself: {names}")
        settled |= on_way


def _check_addresses(files: Iterable[ParsedFile], index: Index, faults: ProblemsByFile) -> None:
    """A page is one story."""
    first: dict[str, Entry] = {}
    for entry in _stories_of(files, index):
        url = entry.entity.url
        other = entry if url is None else first.setdefault(url, entry)
        if other is not entry:
            message = f"the url is that of {other.file.path} too"
            faults.of(entry).add("PQ311", *entry.entity.read().places["url"], message)


def _stories_of(files: Iterable[ParsedFile], index: Index) -> Iterator[Entry]:
    """The stories of files; of several with one slug the one that counts."""
    for file in files:
        if file.kind in STORIES:
            found = (index[file.kind][entity.slug] for entity in file.entities)
            yield from (entry for entry in found if entry.file is file)


def quote_date(story: StoryKeys, date_spoken: DateOrDateTime | None) -> DateOrDateTime:
    """The date that a quote counts as spoken on: its own, or the later one of its story."""
    if date_spoken is not None:
        return date_spoken
    return latest(story)


def latest(story: StoryKeys) -> DateOrDateTime:
    """The later of the two dates of a story, by where they start; the modification if they start alike."""
    dates = (story.date_modified, story.date_published)
    return max((date for date in dates if date is not None), key=lambda date: date.start)


def _wrong_roles(story: Outline, index: Index) -> Iterator[WrongRole]:
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
            quote.speaker in index["organizations"] and quote.speaker not in index["people"]
        ):
            yield WrongRole(story, position, "PQ312", f'the role "{quote.role}" needs a person as speaker')
            continue
        speaker = index["people"].get(quote.speaker)
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


def _time(start: DateOrDateTime | None, end: DateOrDateTime | None) -> str:
    return " ".join(([f"from {start.text}"] if start else []) + ([f"until {end.text}"] if end else []))


def _check_reached(of_stories: Iterable[Target], index: Index, faults: ProblemsByFile) -> None:
    """Whatever is no story should be met by way of one."""
    reached: set[tuple[str, str]] = set()
    waiting = list(of_stories)
    while waiting:
        kinds, slug = waiting.pop()
        for kind in kinds:
            entry = index[kind].get(slug)
            if entry is not None and (kind, slug) not in reached:
                reached.add((kind, slug))
                waiting += entry.entity.targets
    for kind, entries in index.items():
        if kind in STORIES:
            continue
        for slug, entry in entries.items():
            if (kind, slug) not in reached:
                message = f'no story leads to the {KINDS[kind].noun} "{slug}"'
                faults.of(entry).add("PQ403", *entry.entity.position, message)
