"""Which newsroom a command means when none is named."""

from __future__ import annotations

from pathlib import Path

import pullquote
from pullquote.api.cli.console import Failure

LOCAL = Path("fixtures")
"""The newsroom of the working directory."""
SHIPPED = (
    Path(pullquote.__file__).parent / "fixtures",  # in an installed package
    Path(pullquote.__file__).parent.parent / "fixtures",  # in a checkout
)


def newsroom_folder(given: Path | None) -> Path:
    """The folder that was given, else ``./fixtures``, else the newsroom that ships with Pullquote.

    Raises Failure (status 2) where that is not a folder that can be read.
    """
    if given is None:
        given = next((folder for folder in (LOCAL, *SHIPPED) if folder.is_dir()), LOCAL)
    if given.is_file():
        raise Failure(f"{given} is a file; a newsroom is a folder", status=2)
    if not given.is_dir():
        raise Failure(f"there is no folder {given}; `pullquote demo {given}` makes one to try", status=2)
    return given
