"""Chooses the version of each file that is served: as it is, as it last was good, or none, in this order.

All files begin as they are, but for those that are wrong in themselves. Then they are checked against each other,
again and again, until nothing is wrong. Where a file is wrong that is held, or did not change, what it needs is held:
a file that was deleted stays, one that was changed is served as it was. Else a file that refers to what is not there,
or claims what another has, is held in turn. What was served before was right as a whole, so this ends there at the
latest.

What is held of stories has the restrictions of the files as they are: what its owner takes back is not public.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from typing import NamedTuple

from pullquote.store.files.kinds import STORIES, StoryKeys
from pullquote.store.files.parsing import Outline
from pullquote.store.files.references import Checked, Checker
from pullquote.store.files.slugs.entries import FileOutline, Key, names_in
from pullquote.store.files.versions.differences import differing
from pullquote.store.files.versions.restrictions import restricted
from pullquote.store.model.errors import CacheError
from pullquote.store.model.file_problems import FileProblem
from pullquote.store.model.problems import HELD_BACK, LEFT_OUT, NEEDED, Severity, severity_of
from pullquote.store.model.records import StoryStatus

Versions = Mapping[str, FileOutline | None]
"""Versions of files by their paths; None where there is none."""


class Chosen(NamedTuple):
    """What is served: the entities, those that are not what they were (``touched``), the files that are not served as
    they are (``held``: with what is served instead), and the problems by path."""

    checked: Checked
    touched: AbstractSet[Key]
    held: Versions
    problems: Mapping[str, tuple[FileProblem, ...]]


def choose(
    checker: Checker, current: Versions, good: Versions, unreachable: AbstractSet[str] = frozenset()
) -> Chosen:
    """Choose among versions of files that may differ from what is served: ``current`` has them as they are, ``good`` as
    they were served last. ``checker`` has all files as they are served, and then those that were chosen.

    ``unreachable`` are files that cannot be looked at: they are not there, and not deleted either.
    """
    choice = _Choice(checker, current, good)
    for path, file in current.items():
        if path in unreachable or (file is not None and file.has_errors):
            choice.hold(path, file.problems if file is not None else ())
    choice.update(current)
    while True:
        checked = checker.check()
        wrong = {path: found for path, listed in checked.faults.items() if (found := errors_in(listed))}
        if not wrong:
            return choice.made(checked)
        choice.update(choice.hold_more(wrong, checked.involved))


def errors_in(problems: Iterable[FileProblem]) -> tuple[FileProblem, ...]:
    """Those problems that are errors."""
    return tuple(each for each in problems if severity_of(each.code) is Severity.ERROR)


def unreachable(paths: Iterable[str], others: Iterable[tuple[str, FileProblem]]) -> frozenset[str]:
    """Those of some files, which are not there to be read, that are or may be in what could not be read; ``others`` are
    problems of what in the folder is no file of a kind."""
    wrong = {path for path, fault in others if errors_in([fault])}
    return frozenset(path for path in paths if path in wrong or path.partition("/")[0] in wrong)


class _Choice:
    """What was chosen up to now."""

    def __init__(self, checker: Checker, current: Versions, good: Versions) -> None:
        self._checker = checker
        self._files = current
        self._good = good
        self._current = {path: file for path, file in current.items() if _is_changed(good.get(path), file)}
        """Those of the files that say something else than what is served, as they are."""
        self._held: dict[str, FileOutline | None] = {}
        self._errors: dict[str, tuple[FileProblem, ...]] = {}
        """What is wrong, by path, with files as they are."""
        self._needed_by: dict[str, str] = {}
        """The path of a file that needs another as it was, by the path of that."""
        self._before: dict[str, FileOutline | None] = {}
        """What was served of files that were looked at."""

    def hold(self, path: str, errors: tuple[FileProblem, ...] = (), needed_by: str | None = None) -> None:
        """Serve a file as it last was good: it has errors, or another needs it so."""
        self._errors[path] = errors
        if needed_by is not None:
            self._needed_by[path] = needed_by
        good = held = _readable(self._good.get(path))
        if good is not None and good.kind in STORIES:
            held = restricted(good, self._current.get(path))
        self._held[path] = held

    def hold_more(
        self, wrong: Mapping[str, tuple[FileProblem, ...]], involved: Mapping[str, AbstractSet[Key]]
    ) -> list[str]:
        """Hold what those need that are wrong and not served as they are now, or else what is wrong; gives the paths."""
        step: list[str] = []
        new = [path for path in sorted(wrong) if path in self._current and path not in self._held]
        for path in sorted(wrong.keys() - set(new)):
            if path not in self._held:
                self._errors[path] = wrong[path]
            needed = [each for each in self._current if self._has_changed(each, involved.get(path, ()))]
            for each in needed:
                self.hold(each, needed_by=path)
            step += needed
        if step:
            return step
        for path in new:
            self.hold(path, wrong[path])
        if not new:  # what was served was not right either: what is wrong is left out
            for path, errors in wrong.items():
                self._errors[path], self._held[path] = errors, None
        return new or list(wrong)

    def _has_changed(self, path: str, keys: Iterable[Key]) -> bool:
        """Whether a file that is served as it is has, or had, any of some entities."""
        current, good = self._current[path], self._good.get(path)
        if path in self._held or (current is None and (good is None or good.kind in STORIES)):
            return False
        own = set[Key]().union(*(names_in(file) for file in (current, good) if file))
        return not own.isdisjoint(keys)

    def update(self, paths: Iterable[str]) -> None:
        """Let the checker know what is chosen of some files."""
        chosen = {path: self._held[path] if path in self._held else self._files[path] for path in paths}
        for path in () if self._checker.is_new else chosen:
            self._before.setdefault(path, self._checker.files.get(path))
        self._checker.update(chosen)

    def made(self, checked: Checked) -> Chosen:
        """What was chosen in the end."""
        touched: set[Key] = set()
        for path, before in self._before.items():
            touched.update(differing(before, self._checker.files.get(path)))
        problems = {path: found for path, found in checked.faults.items() if path not in self._held}
        for path, errors in self._errors.items():
            problems[path] = errors + problems.get(path, ())
        for path in self._held:
            problems[path] = (*problems.get(path, ()), self._note(path))
        return Chosen(checked, touched, self._held, problems)

    def _note(self, path: str) -> FileProblem:
        """Which version of a file is served that is not served as it is."""
        held, needed_by = self._held[path], self._needed_by.get(path)
        line, column, slug = next(
            ((each.line, each.column, each.slug) for each in self._errors[path]), (1, 1, None)
        )
        if self._current.get(path) is None and needed_by is not None:
            message = f"deleted, but served as it last was: {needed_by} needs it"
            return FileProblem(NEEDED, line, column, message)
        if held is None:
            return FileProblem(
                LEFT_OUT, line, column, "nothing of the file is served until it is mended", None, slug
            )
        if needed_by is not None:
            message = f"served as it last was: {needed_by} needs what was changed"
            return FileProblem(HELD_BACK, line, column, message)
        message = "served as it last was good, until it is mended"
        if all(_is_hidden(entity) for entity in held.entities):
            message = "not public; the preview has it as it last was good, until it is mended"
        return FileProblem(HELD_BACK, line, column, message, None, slug)


def _is_hidden(entity: Outline) -> bool:
    keys = entity.read().keys
    return isinstance(keys, StoryKeys) and keys.status is not StoryStatus.PUBLISHED


def _is_changed(good: FileOutline | None, current: FileOutline | None) -> bool:
    if good is None or current is None or current.has_errors:
        return True
    try:
        return any(differing(good, current))
    except CacheError:
        return True


def _readable(file: FileOutline | None) -> FileOutline | None:
    """A version of a file, with its entities in memory; None where it is in a cache that is damaged."""
    if file is None:
        return None
    try:
        entities = tuple([entity.read() for entity in file.entities])
    except CacheError:
        return None
    return file if entities == file.entities else file.with_entities(entities)
