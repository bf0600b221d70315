"""Problems that only follow from others: one mistake is one message, and the cause is what is told."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from pullquote.store.files.kinds.paths import kind_at
from pullquote.store.model.file_problems import FileProblem
from pullquote.store.model.formats import slug_of
from pullquote.store.model.kinds import Kind

QUOTED = re.compile(r'"(.*)"')
Listed = tuple[str, FileProblem]
"""The path of a file in the newsroom, and a problem of it."""


class Causes(NamedTuple):
    """Slugs by their kinds that files with a wrong name are meant to have, and kinds of which files are in a folder
    that is not read."""

    slugs: frozenset[tuple[str, str]]
    kinds: frozenset[str]


def without_consequences(listed: Iterable[Listed], kinds: Mapping[str, Kind]) -> list[Listed]:
    """The problems without references to what is only there under a wrong name, or in the wrong folder."""
    problems = list(listed)
    causes = _causes(problems, kinds)
    if not causes.slugs and not causes.kinds:
        return problems
    return [(path, problem) for path, problem in problems if not _follows(problem, causes, kinds)]


def _causes(problems: Iterable[Listed], kinds: Mapping[str, Kind]) -> Causes:
    slugs, folders = set(), set()
    for path, problem in problems:
        kind = kind_at(path)
        meant = QUOTED.search(problem.suggestion or "")
        if problem.code == "PQ118" and meant:
            slugs.add((kind, meant[1]))
        elif problem.code == "PQ117":
            folders |= {kind, meant[1] if meant else ""} & kinds.keys()
    return Causes(frozenset(slugs), frozenset(folders))


def _follows(problem: FileProblem, causes: Causes, kinds: Mapping[str, Kind]) -> bool:
    named = QUOTED.search(problem.message)
    if named is None or problem.code not in {kind.unknown for kind in kinds.values()}:
        return False
    nouns = problem.message[: named.start()].split()
    possible = [name for name, kind in kinds.items() if kind.noun in nouns]
    return any(name in causes.kinds or (name, slug_of(named[1])) in causes.slugs for name in possible)
