"""Of which kind a file is, by its path in the newsroom."""

from __future__ import annotations

from pullquote.store.files.kinds.table import KINDS
from pullquote.store.model.kinds import Kinds
from pullquote.store.pictures.formats import FOLDER

PICTURES = FOLDER
"""What the files of pictures are called where kinds are: they are found by their paths, and have no slugs."""

_SHARED = {name: name for name in (*KINDS, PICTURES)}
"""One text for each kind, however many files are of it."""


def kind_at(path: str) -> str:
    """What the kind of a file is called by its path in the newsroom, if it is of any: ``people`` for
    ``people/x.yaml`` and ``people.yaml``."""
    folder, below, _ = path.partition("/")
    kind = folder if below else path.rpartition(".")[0]
    return _SHARED.get(kind, kind)


def kind_of(path: str, kinds: Kinds = KINDS) -> str | None:
    """The kind of the file at a path in the newsroom; None where it is of none."""
    kind = kind_at(path)
    return kind if kind in kinds else None
