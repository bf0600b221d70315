"""Checks and links the files of a newsroom again and again: what is the same is not looked at again."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from pathlib import Path
from typing import NamedTuple

from pullquote.store.files.guesses.consequences import without_consequences
from pullquote.store.files.kinds import KINDS, Kinds
from pullquote.store.files.kinds.paths import kind_of
from pullquote.store.files.linking import Head, Links
from pullquote.store.files.references import Checker, Findings
from pullquote.store.files.scanning import shown
from pullquote.store.files.slugs.entries import FileOutline
from pullquote.store.files.versions.choosing import Versions, choose, errors_in
from pullquote.store.files.versions.on_error import OnError
from pullquote.store.model.file_problems import FileProblem
from pullquote.store.model.kinds import Records
from pullquote.store.model.problems import Problem
from pullquote.store.model.records import PublicReview


class Served(NamedTuple):
    """What there is to serve: records (None where there are errors, and nothing is held back), all problems in the order
    of their places, and the files that are not served as they are, with what is served instead."""

    records: Records | None
    problems: tuple[Problem, ...]
    held: Versions = {}  # noqa: RUF012 - a default, never changed


class ServedFiles:
    """The files of a newsroom that are served."""

    def __init__(
        self,
        folder: Path,
        kinds: Kinds = KINDS,
        on_error: OnError = OnError.REFUSE,
        public_review: PublicReview = PublicReview.A,
        *,
        is_served: bool = True,
    ) -> None:
        """``is_served`` see :class:`~pullquote.store.files.linking.Links`."""
        self._root = shown(folder.as_posix())
        self._kinds = kinds
        self._on_error = on_error
        self._checker = Checker(kinds)
        self._links = Links(kinds, public_review, is_served=is_served)

    def load(
        self,
        current: Versions,
        good: Versions,
        others: Iterable[tuple[str, FileProblem]] = (),
        unreachable: AbstractSet[str] = frozenset(),
    ) -> Served:
        """What there is after some files changed, came or went: ``current`` and ``good`` see
        :func:`~pullquote.store.files.versions.choosing.choose`, and so does ``unreachable``.

        ``others`` are problems of what in the folder is no file of a kind. Raises CacheError where something in the
        cache, which did not change, cannot be read any more.
        """
        if self._on_error is OnError.REFUSE:
            return self._load_all(current, others)
        chosen = choose(self._checker, current, good, unreachable)
        self._links.touch(chosen.touched)
        problems = self._problems(chosen.problems, others)
        return Served(self._links.link(chosen.checked.entries), problems, chosen.held)

    def _load_all(self, current: Versions, others: Iterable[tuple[str, FileProblem]]) -> Served:
        """All files as they are, or none."""
        self._links.touch(self._checker.update(current))
        checked = self._checker.check()
        others = tuple(others)
        problems = self._problems(checked.faults, others)
        if errors_in(fault for _, fault in others) or any(map(errors_in, checked.faults.values())):
            return Served(None, problems)
        return Served(self._links.link(checked.entries), problems)

    def findings(self) -> Findings:
        """What was found out about the files that are served."""
        return self._checker.findings()

    def restore(
        self,
        files: Mapping[str, FileOutline],
        heads: Iterable[Head],
        others: Iterable[tuple[str, FileProblem]],
        findings: Findings,
    ) -> Served:
        """What there was before of files that had no errors; ``heads`` see :meth:`Links.restore`."""
        self._checker.restore(files, findings)
        checked = self._checker.check()
        records = self._links.restore(checked.entries, heads, findings.shown())
        return Served(records, self._problems(checked.faults, others))

    def _problems(
        self, problems: Mapping[str, Iterable[FileProblem]], others: Iterable[tuple[str, FileProblem]]
    ) -> tuple[Problem, ...]:
        listed = [*others, *((path, fault) for path, found in problems.items() for fault in found)]
        return tuple(
            sorted(
                (
                    fault.problem(_joined(self._root, path), kind_of(path, self._kinds))
                    for path, fault in without_consequences(listed, self._kinds)
                ),
                key=lambda problem: (
                    problem.file,
                    problem.line,
                    problem.column,
                    problem.code,
                    problem.message,
                ),
            )
        )


def _joined(root: str, path: str) -> str:
    return f"{root.rstrip('/')}/{path}" if path else root
