"""The second pass, and what of the third needs several files: do references lead somewhere, and is that right."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import NamedTuple, TypeVar

from pullquote.store.dates import DateOrDateTime
from pullquote.store.faults import Fault, Faults
from pullquote.store.kinds import KINDS, PersonKeys, StoryKeys
from pullquote.store.parsing import ParsedEntity, ParsedFile
from pullquote.store.problems import Severity, closest, did_you_mean, severity_of
from pullquote.store.syntax.trees import shortened

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


class Target(NamedTuple):
    """What a reference leads to: the kinds that it may be of, and its slug."""

    kinds: tuple[str, ...]
    slug: str


class Entry(NamedTuple):
    """An entity and the file that it is in."""

    file: ParsedFile
    entity: ParsedEntity


Index = Mapping[str, Mapping[str, Entry]]
"""Every entity by kind and slug."""


class Checked(NamedTuple):
    """The entities by kind and slug, and the faults by path; those of the files themselves are not among them."""

    entries: Index
    faults: Mapping[str, tuple[Fault, ...]]


def check(files: Sequence[ParsedFile]) -> Checked:
    """Check what files say of one another."""
    return Checker().check(files)


class Checker:
    """Checks what files say of one another, again and again; of files that are the same nothing is read again."""

    def __init__(self) -> None:
        self._files: dict[str, ParsedFile] = {}
        self._of_stories: Counter[Target] = Counter()
        self._of_others: Counter[Target] = Counter()
        self._addresses: Counter[str] = Counter()
        self._faulty: dict[str, ParsedFile] = {}
        self._with_roles: dict[str, ParsedFile] = {}
        """Those with quotes that name the role of their speaker."""

    def check(self, files: Sequence[ParsedFile]) -> Checked:
        """Check ``files``, which are in the order of their paths; no two have the same."""
        self._take(files)
        faults = FaultsOfFiles()
        index = _indexed(files, faults)
        targets = self._of_stories.keys() | self._of_others.keys()
        unsure = {file.kind for file in self._faulty.values() if not file.complete}
        _check_references(files, _unknown_of(targets, unsure, index), index, faults)
        _check_parents(index["organizations"], faults)
        if len(self._addresses) < self._addresses.total():
            _check_addresses(index, faults)
        _check_roles(_entries(self._with_roles, index), index, faults)
        sound = all(
            severity_of(fault.code) is Severity.WARNING
            for listed in (
                *(file.faults for file in self._faulty.values()),
                *(each.listed() for each in faults.values()),
            )
            for fault in listed
        )
        if sound:
            _check_reached(self._of_stories.keys(), index, faults)
        return Checked(index, {path: each.listed() for path, each in faults.items()})

    def _take(self, files: Sequence[ParsedFile]) -> None:
        """Count what differs from the files of last time."""
        before, self._files = self._files, {file.path: file for file in files}
        for path, file in before.items():
            if self._files.get(path) is not file:
                self._count(file, -1)
                self._faulty.pop(path, None)
                self._with_roles.pop(path, None)
        for path, file in self._files.items():
            if before.get(path) is not file:
                self._count(file, 1)
                if file.faults or not file.complete:
                    self._faulty[path] = file
                if any(place != "url" for entity in file.entities for place in entity.places):
                    self._with_roles[path] = file

    def _count(self, file: ParsedFile, by: int) -> None:
        targets = self._of_stories if file.kind in STORIES else self._of_others
        _add(targets, {Target(*each[:2]) for entity in file.entities for each in entity.references}, by)
        _add(self._addresses, [url for entity in file.entities if (url := _address(entity))], by)


def _add(counter: Counter[T], keys: Iterable[T], by: int) -> None:
    """Count; what is there no more is forgotten."""
    for key in keys:
        counter[key] += by
        if not counter[key]:
            del counter[key]


class FaultsOfFiles(dict[str, Faults]):
    """The faults of each file by its path."""

    def of(self, entry: Entry) -> Faults:
        """Where to add those of an entity."""
        faults = self.setdefault(entry.file.path, Faults())
        faults.slug = entry.entity.slug
        return faults


def _indexed(files: Iterable[ParsedFile], faults: FaultsOfFiles) -> Index:
    index: dict[str, dict[str, Entry]] = {kind: {} for kind in KINDS}
    for file in files:
        of_kind = index[file.kind]
        for entity in file.entities:
            entry = Entry(file, entity)
            first = of_kind.setdefault(entity.slug, entry)
            if first is not entry:
                message = f'the {KINDS[file.kind].noun} "{entity.slug}" is in {first.file.path} too'
                faults.of(entry).add("PQ206", *entity.position, message)
    for one, other in NAMESPACES:
        for slug in index[one].keys() & index[other].keys():
            message = f'the slug "{slug}" is that of {index[one][slug].file.path} too; {one} and {other} share theirs'
            entry = index[other][slug]
            faults.of(entry).add("PQ207", *entry.entity.position, message)
    return index


def _unknown_of(targets: Iterable[Target], unsure: AbstractSet[str], index: Index) -> set[Target]:
    """Those targets that are nowhere; what an ``unsure`` kind has that could not be read may be any of its own."""
    return {
        target
        for target in targets
        if unsure.isdisjoint(target.kinds) and not any(target.slug in index[kind] for kind in target.kinds)
    }


def _check_references(
    files: Sequence[ParsedFile], unknown: AbstractSet[Target], index: Index, faults: FaultsOfFiles
) -> None:
    if not unknown:
        return
    explained: dict[Target, tuple[str, str, str | None]] = {}
    for file in files:
        for entity in file.entities:
            for kinds, slug, line, column in entity.references:
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


def _check_parents(organizations: Mapping[str, Entry], faults: FaultsOfFiles) -> None:
    """No organization is above itself."""
    parents = {
        slug: entry.entity.references[0].slug
        for slug, entry in organizations.items()
        if entry.entity.references
    }
    settled: set[str] = set()
    for first in parents:
        way: list[str] = []
        on_way: set[str] = set()
        slug: str | None = first
        while slug is not None and slug not in settled and slug not in on_way:
            way.append(slug)
            on_way.add(slug)
            slug = parents.get(slug)
        if slug in on_way and slug is not None:
            circle = way[way.index(slug) :]
            entry = organizations[min(circle)]
            names = " → ".join([*circle[:6], *(["…"] if len(circle) > 6 else []), circle[0]])
            position = entry.entity.references[0].line, entry.entity.references[0].column
            faults.of(entry).add("PQ309", *position, f"an organization above itself: {names}")
        settled |= on_way


def _check_addresses(index: Index, faults: FaultsOfFiles) -> None:
    """A page is one story."""
    first: dict[str, Entry] = {}
    for kind in STORIES:
        for entry in index[kind].values():
            url = _address(entry.entity)
            other = entry if url is None else first.setdefault(url, entry)
            if other is not entry:
                message = f"the url is that of {other.file.path} too"
                faults.of(entry).add("PQ311", *entry.entity.places["url"], message)


def _address(entity: ParsedEntity) -> str | None:
    """The url of a story; None where it has none, or is none."""
    return entity.keys.url if isinstance(entity.keys, StoryKeys) else None


def quote_date(story: StoryKeys, date_spoken: DateOrDateTime | None) -> DateOrDateTime:
    """The date that a quote counts as spoken on: its own, or the later one of its story."""
    if date_spoken is not None:
        return date_spoken
    return latest(story)


def latest(story: StoryKeys) -> DateOrDateTime:
    """The later of the two dates of a story, by where they start; the modification if they start alike."""
    dates = (story.date_modified, story.date_published)
    return max((date for date in dates if date is not None), key=lambda date: date.start)


def _entries(files: Mapping[str, ParsedFile], index: Index) -> Iterator[Entry]:
    """The entities of files by their paths, in the order of those; of several with one slug the one that counts."""
    for path in sorted(files):
        file = files[path]
        found = [index[file.kind][entity.slug] for entity in file.entities]
        yield from (entry for entry in found if entry.file is file)


def _check_roles(entries: Iterable[Entry], index: Index, faults: FaultsOfFiles) -> None:
    """A role of a quote is one that its speaker held at the time."""
    for entry in entries:
        places, keys = entry.entity.places, entry.entity.keys
        if not isinstance(keys, StoryKeys):
            continue
        for number, quote in enumerate(keys.quotes):
            if quote.role is None:
                continue
            position = places[f"quotes.{number}"]
            if quote.speaker is None or (
                quote.speaker in index["organizations"] and quote.speaker not in index["people"]
            ):
                message = f'the role "{quote.role}" needs a person as speaker'
                faults.of(entry).add("PQ312", *position, message)
                continue
            speaker = index["people"].get(quote.speaker)
            person = speaker.entity.keys if speaker else None
            if not isinstance(person, PersonKeys):
                continue
            titles = [role.title for role in person.roles]
            if quote.role not in titles:
                message = (
                    f'unknown role "{quote.role}": {quote.speaker} has {"other ones" if titles else "none"}'
                )
                faults.of(entry).add("PQ307", *position, message, did_you_mean(quote.role, titles))
                continue
            date = quote_date(keys, quote.date_spoken)
            held = [role for role in person.roles if role.title == quote.role]
            if not any(date.shares_a_moment_with(role.start_date, role.end_date) for role in held):
                times = ", ".join(_time(role.start_date, role.end_date) for role in held)
                message = f'{quote.speaker} was "{quote.role}" {times}, and not on {date.text}'
                faults.of(entry).add("PQ308", *position, message)


def _time(start: DateOrDateTime | None, end: DateOrDateTime | None) -> str:
    return " ".join(([f"from {start.text}"] if start else []) + ([f"until {end.text}"] if end else []))


def _check_reached(of_stories: Iterable[Target], index: Index, faults: FaultsOfFiles) -> None:
    """Whatever is no story should be met by way of one."""
    reached: set[tuple[str, str]] = set()
    waiting = list(of_stories)
    while waiting:
        kinds, slug = waiting.pop()
        for kind in kinds:
            entry = index[kind].get(slug)
            if entry is not None and (kind, slug) not in reached:
                reached.add((kind, slug))
                waiting += (Target(*reference[:2]) for reference in entry.entity.references)
    for kind, entries in index.items():
        if kind in STORIES:
            continue
        for slug, entry in entries.items():
            if (kind, slug) not in reached:
                message = f'no story leads to the {KINDS[kind].noun} "{slug}"'
                faults.of(entry).add("PQ403", *entry.entity.position, message)
