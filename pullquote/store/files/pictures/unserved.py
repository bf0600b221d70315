"""Pictures of bodies by paths that readers cannot open, since only files below ``media/`` are served."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import PurePosixPath

from pullquote.store.files.kinds.paths import PICTURES
from pullquote.store.files.parsing import Outline, Reference, Target
from pullquote.store.files.slugs.entries import FileOutline
from pullquote.store.files.syntax.trees import shortened
from pullquote.store.model.file_problems import FileProblem, FileProblems
from pullquote.store.model.problems import closest

MAX_GUESSES = 100
"""For how many paths the most like file is looked for: each is compared with all there are."""


def is_unserved(named: Target | Reference) -> bool:
    """Whether what is named is a picture that is not below ``media/``."""
    return named.kinds == (PICTURES,) and not named.slug.startswith(f"{PICTURES}/")


class UnservedPictures:
    """Warns of such pictures, and of each says which file of the newsroom was meant. What was found of a file stays until
    it, or a file below ``media/``, changes."""

    def __init__(self) -> None:
        self._files: dict[str, FileOutline] = {}
        """The files with such pictures, by their paths."""
        self._found: dict[str, tuple[FileProblem, ...]] = {}
        self._meant: dict[str, str | None] = {}

    def add(self, file: FileOutline) -> None:
        """Take note of a file that is new or says something else."""
        if any(_has_unserved(entity) for entity in file.entities):
            self._files[file.path] = file
        if file.kind == PICTURES:
            self._forget()

    def remove(self, file: FileOutline) -> None:
        """Take note that a file is gone, or says something else."""
        self._files.pop(file.path, None)
        self._found.pop(file.path, None)
        if file.kind == PICTURES:
            self._forget()

    def _forget(self) -> None:
        self._found.clear()
        self._meant.clear()

    def check(self, pictures: Iterable[str]) -> Mapping[str, tuple[FileProblem, ...]]:
        """The warnings by path of a file; ``pictures`` are the paths of the files below ``media/``."""
        if missing := self._files.keys() - self._found.keys():
            by_name = {_name(path): path for path in sorted(pictures, reverse=True)}
            for path in sorted(missing):
                self._found[path] = self._of_file(self._files[path], by_name)
        return self._found

    def _of_file(self, file: FileOutline, by_name: Mapping[str, str]) -> tuple[FileProblem, ...]:
        faults = FileProblems()
        for entity in filter(_has_unserved, file.entities):
            faults.slug = entity.slug
            for _, path, line, column in filter(is_unserved, entity.read().references):
                message = (
                    f'the picture "{shortened(path)}" is not below {PICTURES}/, and readers do not get it'
                )
                faults.add("PQ425", line, column, message, self._suggestion(path, by_name))
        return faults.listed()

    def _suggestion(self, path: str, by_name: Mapping[str, str]) -> str:
        """The file of the same name, else the one of which the name is most like."""
        name = _name(path)
        if name not in self._meant:
            known = name if name in by_name else None
            if known is None and len(self._meant) < MAX_GUESSES:
                known = closest(name, by_name)
            self._meant[name] = known and by_name[known]
        if meant := self._meant[name]:
            return f'did you mean "{meant}"?'
        return f'put the file there and write "{PICTURES}/{shortened(PurePosixPath(path).name)}", or write its whole address'


def _has_unserved(entity: Outline) -> bool:
    return any(map(is_unserved, entity.targets))


def _name(path: str) -> str:
    """The name of a file, by which pictures are told apart: without folders, suffix and letter case."""
    return PurePosixPath(path.partition("?")[0]).stem.casefold()
