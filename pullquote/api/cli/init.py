"""``pullquote init``: a small newsroom of one's own, to change and to serve."""

from __future__ import annotations

import shlex
import shutil
import sys
from pathlib import Path
from typing import Annotated

import typer

from pullquote.api.cli.console import Failure, echo, examples
from pullquote.api.cli.folders import HERE, SHIPPED, is_newsroom

STARTER = Path(__file__).parent / "starter"
"""The newsroom that is copied: three stories of an invented town, with comments on the keys."""
EXAMPLES = examples(
    ("pullquote init newsroom", "writes newsroom/, with three stories to change"),
    ("pullquote init .", "into the folder that you are in, if it is empty"),
    note="It asks nothing, and writes nothing where something is already.",
)
STEPS = """\
Wrote a small newsroom to {folder}: three stories of an invented town, to change or to throw away.
  1. Serve it:           pullquote serve {name}
  2. Change a sentence:  {story} - what you save is served at once
  3. Write your own:     pullquote new article my-story --in {name}, then: pullquote check {name}"""


def init(
    folder: Annotated[Path, typer.Argument(help="Where to write it: a new or an empty folder.")],
) -> None:
    """Write a small newsroom with comments to begin your own from; it has no mistakes."""
    write_starter(folder)
    story = folder / "articles" / "second-ferry-returns.md"
    echo(STEPS.format(folder=folder, name=shlex.quote(str(folder)), story=story))


def write_starter(folder: Path) -> None:
    """Copy the newsroom into a folder; raises Failure where something is in it, OSError where nothing can be written."""
    if not is_empty(folder):
        raise Failure(f"{folder} is not empty; a newsroom to begin with goes into a new folder")
    shutil.copytree(STARTER, folder, copy_function=shutil.copyfile, dirs_exist_ok=True)


def is_empty(folder: Path) -> bool:
    """Whether nothing is in the folder, or no such folder is there. Raises OSError where it is a file."""
    return not folder.exists() or not any(folder.iterdir())


def offer_starter(folder: Path, *, is_named: bool) -> Path:
    """The folder to serve where ``folder`` was to be: says so where no newsroom is in it, and offers to write one.

    Where the user named no folder, the one that counts is the working directory. On a terminal it asks, where the answer can be yes: into an empty folder. Elsewhere it says what to do.
    """
    is_shipped = not is_named and folder in SHIPPED
    place = HERE if is_shipped else folder
    if is_newsroom(place):
        return folder
    missing = f"there is no newsroom in {place.absolute()}"
    if is_empty(place) and sys.stdin.isatty() and sys.stderr.isatty():
        if typer.confirm(f"pullquote: {missing}. Write a small one to begin with?", default=False, err=True):
            write_starter(place)
            return place
        return folder
    instead = "; the one that ships with Pullquote is served" if is_shipped else ""
    into = place if is_empty(place) else place / "newsroom"
    echo(
        f"pullquote: {missing}{instead}; `pullquote init {shlex.quote(str(into))}` writes one of your own",
        to=sys.stderr,
        style="yellow",
    )
    return folder
