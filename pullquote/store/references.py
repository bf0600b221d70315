"""The second pass, and what of the third needs several files: do references lead somewhere, and is that right."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from pullquote.store.dates import DateOrDateTime
from pullquote.store.faults import Fault, Faults
from pullquote.store.kinds import KINDS, PersonKeys, StoryKeys
from pullquote.store.parsing import ParsedEntity, ParsedFile
from pullquote.store.problems import Severity, closest, did_you_mean, severity_of
from pullquote.store.syntax.trees import shortened

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
    faults = FaultsOfFiles()
    index = _indexed(files, faults)
    of_stories = _targets(file for file in files if file.kind in STORIES)
    of_others = _targets(file for file in files if file.kind not in STORIES)
    _check_references(files, of_stories | of_others, index, faults)
    _check_parents(index["organizations"], faults)
    _check_addresses(index, faults)
    _check_roles(index, faults)
    sound = all(
        severity_of(fault.code) is Severity.WARNING
        for listed in (*(file.faults for file in files), *(each.listed() for each in faults.values()))
        for fault in listed
    )
    if sound:
        _check_reached(of_stories, index, faults)
    return Checked(index, {path: each.listed() for path, each in faults.items()})


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


def _check_references(
    files: Sequence[ParsedFile], targets: set[Target], index: Index, faults: FaultsOfFiles
) -> None:
    # What a file has that could not be read may well be what others refer to.
    unsure = {file.kind for file in files if not file.complete}
    unknown = {
        target
        for target in targets
        if unsure.isdisjoint(target.kinds) and not any(target.slug in index[kind] for kind in target.kinds)
    }
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


def _targets(files: Iterable[ParsedFile]) -> set[Target]:
    """What files refer to, each once: stories refer to the same few again and again."""
    entities = (entity for file in files for entity in file.entities)
    return {Target(*each) for each in {each[:2] for entity in entities for each in entity.references}}


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
    for entry in _stories(index):
        keys = entry.entity.keys
        if isinstance(keys, StoryKeys) and keys.url is not None:
            other = first.setdefault(keys.url, entry)
            if other is not entry:
                message = f"the url is that of {other.file.path} too"
                faults.of(entry).add("PQ311", *entry.entity.places["url"], message)


def _stories(index: Index) -> Iterator[Entry]:
    for kind in STORIES:
        yield from index[kind].values()


def quote_date(story: StoryKeys, date_spoken: DateOrDateTime | None) -> DateOrDateTime:
    """The date that a quote counts as spoken on: its own, or the later one of its story."""
    if date_spoken is not None:
        return date_spoken
    return latest(story)


def latest(story: StoryKeys) -> DateOrDateTime:
    """The later of the two dates of a story, by where they start; the modification if they start alike."""
    dates = (story.date_modified, story.date_published)
    return max((date for date in dates if date is not None), key=lambda date: date.start)


def _check_roles(index: Index, faults: FaultsOfFiles) -> None:
    """A role of a quote is one that its speaker held at the time."""
    for entry in _stories(index):
        places = entry.entity.places
        keys = entry.entity.keys
        if not isinstance(keys, StoryKeys) or not places:
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


def _check_reached(of_stories: set[Target], index: Index, faults: FaultsOfFiles) -> None:
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
