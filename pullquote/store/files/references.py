"""The second pass, and what of the third needs several files: do references lead somewhere, and is that right."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from typing import NamedTuple

from pullquote.store.files.attributions import SPEAKERS, Attributions, CheckedQuotes
from pullquote.store.files.kinds import KINDS, STORIES, Kinds
from pullquote.store.files.kinds.paths import PICTURES
from pullquote.store.files.parsing import Target
from pullquote.store.files.pictures.unserved import UnservedPictures, is_unserved
from pullquote.store.files.slugs.addresses import UrlCounts, check_addresses
from pullquote.store.files.slugs.aliases import SlugChecks
from pullquote.store.files.slugs.entries import (
    Entries,
    Entry,
    FileOutline,
    Index,
    Key,
    ProblemsByFile,
    add_to,
    entry_of,
)
from pullquote.store.files.slugs.parents import ParentChecks
from pullquote.store.files.slugs.sections import Filing, check_sections, filings
from pullquote.store.files.slugs.unknown import DoubtedTargets, UnknownSlugs, unknown_of
from pullquote.store.files.versions.differences import differing
from pullquote.store.model.file_problems import FileProblem
from pullquote.store.model.kinds import met_in_stories
from pullquote.store.model.problems import Severity, severity_of


class Checked(NamedTuple):
    """The entities by kind and slug, and the faults by path, those of the files themselves among them.

    ``involved`` are, by the path of a file with faults, the entities of which something was expected.
    """

    entries: Index
    faults: Mapping[str, tuple[FileProblem, ...]]
    involved: Mapping[str, AbstractSet[Key]]


class Findings(NamedTuple):
    """What a checker found out about its files, so that another one of the same files need not: how many stories, and
    others, refer to each target, where how many stories are filed, and what there is to say of their quotes."""

    of_stories: Mapping[Target, int] = {}
    of_others: Mapping[Target, int] = {}
    filed: Mapping[Filing, int] = {}
    quotes: CheckedQuotes = CheckedQuotes()

    def shown(self) -> Counter[str]:
        """How many stories show each picture."""
        return Counter(
            {slug: number for (kinds, slug), number in self.of_stories.items() if kinds == (PICTURES,)}
        )


class Checker:
    """Checks what files say of one another, again and again; what only concerns files that are the same is not
    looked at again."""

    def __init__(self, kinds: Kinds = KINDS) -> None:
        self._kinds = kinds
        self._met_in_stories = met_in_stories(kinds)
        self.files: dict[str, FileOutline] = {}
        """The files as they are now, by their paths."""
        self.is_new = True
        """Whether it knows of no files yet."""
        self._index: dict[str, Entries] = {kind: Entries() for kind in (*kinds, PICTURES)}
        self._is_crowded = False
        """Whether several entities may claim one slug, so that the index has to be made again."""
        self._of_stories: Counter[Target] = Counter()
        self._of_others: Counter[Target] = Counter()
        self._aliases: Counter[tuple[str, str, str]] = Counter()
        """Kinds, aliases, and the slugs of those that have them."""
        self._addresses = UrlCounts()
        self._filed: Counter[Filing] = Counter()
        self._faulty: dict[str, FileOutline] = {}
        self._attributions = Attributions(self.files)
        self._unserved = UnservedPictures()
        self._unknown = UnknownSlugs(kinds, self._index)
        self._led_from: AbstractSet[Target] = frozenset()
        """What stories referred to when it was found out what no story leads to."""
        self._unreached: list[tuple[str, Entry]] | None = None
        """That, by its kind; None where it is to be found out."""
        self._led_otherwise: set[Target] = set()
        """What stories refer to now and did not then, or the other way round."""
        self._recent: set[str] = set()
        """The paths of files that changed since every slug was known."""
        self._doubted = DoubtedTargets()
        self._slugs = SlugChecks(kinds)
        self._parents = ParentChecks(kinds)

    def update(self, changed: Mapping[str, FileOutline | None]) -> set[Key]:
        """Take note of files that are new or say something else, or are gone (None), by their paths.

        Returns the entities of which something else is said now; none where these files are the first.
        """
        if self.is_new:
            self.is_new = False
            for path, file in changed.items():
                if file is not None:
                    self.files[path] = file
                    self._add(file)
            return set()
        touched: set[Key] = set()
        self._recent.update(changed)
        for path, after in sorted(changed.items(), key=_is_there):
            before = self.files.pop(path, None)
            if before is not None:
                self._remove(before)
            if after is not None:
                self.files[path] = after
                self._add(after)
            self._doubted.change(before, after)
            self._slugs.change(before, after)
            self._unknown.forget(kinds := {file.kind for file in (before, after) if file is not None})
            self._parents.change(kinds)
            self._unreached = self._unreached if kinds.issubset(STORIES) else None
            touched.update(differing(before, after))
        if speakers := frozenset(slug for kind, slug in touched if kind in SPEAKERS):
            self._attributions.check_again(speakers)
        return touched

    def findings(self) -> Findings:
        """What was found out about the files as they are now, when they were checked."""
        counted = self._of_stories.copy(), self._of_others.copy(), self._filed.copy()
        return Findings(*counted, self._attributions.checked())

    def restore(self, files: Mapping[str, FileOutline], findings: Findings) -> None:
        """Begin with files that were checked before, and found right."""
        self.is_new = False
        self.files.update(files)
        index, addresses = self._index, self._addresses
        for file in files.values():
            of_kind = index[file.kind]
            for entity in file.entities:
                of_kind[entity.slug] = entry_of(file, entity)
                addresses.count(entity.url, 1)
                if aliases := entity.aliases:
                    add_to(self._aliases, [(file.kind, alias, entity.slug) for alias in aliases], 1)
            if file.problems or not file.complete:
                self._faulty[file.path] = file
        if any(map(is_unserved, findings.of_stories)):
            for file in files.values():
                self._unserved.add(file)
        self._of_stories.update(findings.of_stories)
        self._of_others.update(findings.of_others)
        self._filed.update(findings.filed)
        self._attributions.restore(findings.quotes, self._index)

    def check(self) -> Checked:
        """Check the files as they are now."""
        faults = ProblemsByFile()
        if self._is_crowded:
            self._index = _indexed(self._in_order(), self._kinds, faults)
            self._unknown = UnknownSlugs(self._kinds, self._index)
            self._unreached = None
            self._doubted.forget()
            self._slugs.forget()
            self._is_crowded = bool(faults)
            self._attributions.check_again()
        index = self._index
        self._slugs.check(self._aliases, index, faults)
        unsure = {file.kind for file in self._faulty.values() if not file.complete}
        if unknown := unknown_of(self._doubted.of(self._of_stories, self._of_others), unsure, index):
            self._unknown.check(self._naming(unknown), unknown, faults)
        else:
            self._recent.clear()
        self._doubted.checked(are_known=not (unknown or unsure))
        self._parents.check(index, faults)
        check_sections(self._filed.keys(), self.files.values(), index, faults)
        if self._addresses.are_shared:
            check_addresses(self._in_order(), index, faults)
        for file, wrong in self._attributions.check(index):
            involved = faults.of(index[file.kind][wrong.slug], *wrong.speakers)
            involved.add(wrong.code, *wrong.position, wrong.message, wrong.suggestion)
        found = self._with_own(faults)
        if all(severity_of(fault.code) is Severity.WARNING for listed in found.values() for fault in listed):
            self._check_reached(faults)
            found = self._with_own(faults)
        return Checked(index, found, faults.involved)

    def _with_own(self, faults: ProblemsByFile) -> dict[str, tuple[FileProblem, ...]]:
        """The faults of files themselves, and those of what they say together."""
        found = {path: file.problems for path, file in self._faulty.items()}
        for path, listed in self._unserved.check(self._index[PICTURES]).items():
            found[path] = found.get(path, ()) + listed
        for path, each in faults.items():
            found[path] = found.get(path, ()) + each.listed()
        return found

    def _in_order(self) -> list[FileOutline]:
        """All files in the order of their paths: of two that cannot both be right, the second is wrong."""
        return [self.files[path] for path in sorted(self.files)]

    def _naming(self, targets: AbstractSet[Target]) -> list[FileOutline]:
        """Files in order, with all that refer to any of some targets: seldom others than those that changed."""
        recent = [self.files[path] for path in sorted(self._recent) if path in self.files]
        found = sum(len(entity.targets & targets) for file in recent for entity in file.entities)
        named = sum(self._of_stories[target] + self._of_others[target] for target in targets)
        return recent if found == named else self._in_order()

    def _add(self, file: FileOutline) -> None:
        of_kind = self._index[file.kind]
        for entity in file.entities:
            first = of_kind.setdefault(entity.slug, entry_of(file, entity))
            self._is_crowded |= first.entity is not entity
        self._count(file, 1)
        self._attributions.add(file)
        self._unserved.add(file)
        if file.problems or not file.complete:
            self._faulty[file.path] = file

    def _remove(self, file: FileOutline) -> None:
        of_kind = self._index[file.kind]
        for entity in file.entities:
            first = of_kind.get(entity.slug)
            if first is not None and first.entity is entity:
                del of_kind[entity.slug]
        self._count(file, -1)
        self._faulty.pop(file.path, None)
        self._attributions.remove(file)
        self._unserved.remove(file)

    def _count(self, file: FileOutline, by: int) -> None:
        counted = self._of_stories if file.kind in STORIES else self._of_others
        for entity in file.entities:
            targets = entity.targets
            add_to(counted, targets, by)
            add_to(self._aliases, [(file.kind, alias, entity.slug) for alias in entity.aliases], by)
            self._addresses.count(entity.url, by)
            if counted is self._of_stories:
                add_to(self._filed, filings(targets), by)
                if self._unreached is not None:
                    self._led_otherwise.difference_update(targets)
                    self._led_otherwise.update(
                        [each for each in targets if (each in counted) != (each in self._led_from)]
                    )

    def _check_reached(self, faults: ProblemsByFile) -> None:
        """Whatever stories can lead to should be met by way of one."""
        if self._unreached is None or self._led_otherwise:
            self._led_from, self._led_otherwise = frozenset(self._of_stories), set()
            self._unreached = self._find_unreached()
        for kind, entry in self._unreached:
            message = f'no story leads to the {self._kinds[kind].noun} "{entry.entity.slug}"'
            faults.of(entry).add("PQ403", *entry.entity.position, message)

    def _find_unreached(self) -> list[tuple[str, Entry]]:
        index = self._index
        reached: set[Key] = set()
        waiting = list(self._of_stories)
        while waiting:
            kinds, slug = waiting.pop()
            for kind in kinds:
                entry = index[kind].named(slug)
                if entry is not None and (kind, entry.entity.slug) not in reached:
                    reached.add((kind, entry.entity.slug))
                    waiting += entry.entity.targets
        met = [kind for kind in self._kinds if kind in self._met_in_stories]
        every = [(kind, entry) for kind in met for entry in index[kind].values()]
        return [(kind, entry) for kind, entry in every if (kind, entry.entity.slug) not in reached]


def _is_there(version: tuple[str, FileOutline | None]) -> bool:
    """What is gone comes first: another file may have its slugs now."""
    return version[1] is not None


def _indexed(files: Iterable[FileOutline], kinds: Kinds, faults: ProblemsByFile) -> dict[str, Entries]:
    """The entities of files by kind and slug; that there are several of one is a problem."""
    index = {kind: Entries() for kind in (*kinds, PICTURES)}
    for file in files:
        for entity in file.entities:
            entry = entry_of(file, entity)
            first = index[file.kind].setdefault(entity.slug, entry)
            if first is not entry:
                message = f'the {kinds[file.kind].noun} "{entity.slug}" is in {first.file.path} too'
                faults.of(entry, (file.kind, entity.slug)).add(
                    "PQ206", *entity.position, message, "delete or rename one of the two"
                )
    return index
