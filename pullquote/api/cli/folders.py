"""Which newsroom a command means when none is named."""

from __future__ import annotations

from pathlib import Path

import pullquote
from pullquote.api.cli.console import Failure

HERE = Path()
"""The working directory, which may be a newsroom."""
LOCAL = Path("fixtures")
"""The newsroom in the working directory."""
OWN_NEWSROOM = "the one that you are in, or ./fixtures"
"""What :func:`own_newsroom` is, for people."""
SHIPPED = (
    Path(pullquote.__file__).parent / "fixtures",  # in an installed package
    Path(pullquote.__file__).parent.parent / "fixtures",  # in a checkout
)


def newsroom_folder(given: Path | None) -> Path:
    """The folder that was given, else the working directory if it is a newsroom, else ``./fixtures``, else the
    newsroom that ships with Pullquote.

    Raises Failure (status 2) where that is not a folder that can be read.
    """
    if given is None:
        given = next((each for each in (own_newsroom(), *SHIPPED) if each.is_dir()), LOCAL)
    if given.is_file():
        raise Failure(f"{given} is a file; a newsroom is a folder", status=2)
    if not given.is_dir():
        from pullquote.store.files.syntax.documents import SUFFIXES  # noqa: PLC0415 - takes time

        if given.suffix in SUFFIXES:
            raise Failure(f"there is no file {given}", status=2)
        raise Failure(
            f"there is no folder {given}; `pullquote demo {given}` makes one to try, "
            f"and `pullquote init {given}` begins one of your own",
            status=2,
        )
    return given


def own_newsroom() -> Path:
    """The working directory if it is a newsroom, else ``./fixtures``, which need not be there."""
    return HERE if is_newsroom(HERE) else LOCAL


def is_newsroom(folder: Path) -> bool:
    """Whether a folder has the folder or the file of a kind in it."""
    from pullquote.store.files.kinds import KINDS  # noqa: PLC0415 - takes time
    from pullquote.store.files.syntax.documents import SUFFIXES  # noqa: PLC0415 - takes time

    return any(
        (folder / kind).is_dir() or any((folder / f"{kind}{suffix}").is_file() for suffix in SUFFIXES)
        for kind in KINDS
    )


def newsroom_of(file: Path) -> Path:
    """The newsroom that a file of one belongs to: the folder around that of its kind, or around the file.

    Raises Failure (status 2) where the file stands in none.
    """
    folder = file.resolve().parent
    for each in (folder.parent, folder):
        if is_newsroom(each):
            return each
    raise Failure(f"{file} does not stand in a newsroom; stories stand in articles/ or editorials/", status=2)
