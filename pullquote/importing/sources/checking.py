"""One file of a source, whatever is in it: what must not or cannot be read is refused, and ends no import."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from types import ModuleType

from pullquote.importing.extra import MissingPackage
from pullquote.importing.items import Item, Site, said_by
from pullquote.importing.sources.reading import MAX_LEVELS, is_deeper, key_of

LINK = "a link that leads out of the source, and is not followed"
LINK_PACKED = "a link in an archive, which is not unpacked"
NO_FILE = "a pipe, a socket or a device, and no file"
TOO_DEEP = f"cannot be read: its values are nested more than {MAX_LEVELS} levels deep"


def leads_out(path: Path, root: Path) -> bool:
    """Whether a path below a folder is somewhere else, as a symbolic link in it says."""
    return not Path(os.path.realpath(path)).is_relative_to(os.path.realpath(root))


def not_read(path: Path, root: Path) -> str | None:
    """Why a file that was found below a folder must not be opened; None where it may be."""
    if path.is_symlink() and leads_out(path, root):
        return LINK
    if path.exists() and not path.is_file():
        return NO_FILE  # opening one may wait for ever
    return None


def item_of(
    noun: str, make: Callable[..., Item], value: object, file: str, number: int, *more: object
) -> Item:
    """One of the items of a file: what ``make`` makes of all the others. One that it stumbles over is refused alone."""
    try:
        return make(value, file, number, *more)
    except (MissingPackage, OSError):
        raise
    except Exception as error:  # noqa: BLE001 - any one item can be broken in any way, and the others are not
        where = f"{file}, {noun} {number}"
        return Item(key=f"{file}#{number}", where=where, refused=f"cannot be read: {said_by(error)}")


def items_of(source: ModuleType, path: Path, root: Path, site: Site) -> Iterator[Item]:
    """The items of a file. What a source stumbles over is refused with the name of the exception.

    Raises MissingPackage without the extra ``import``.
    """
    key = key_of(path, root)
    try:
        for item in source.read(path, root, site):
            yield (
                replace(item, file=key, values={}, body="", refused=TOO_DEEP)
                if is_deeper(item.values, MAX_LEVELS)
                else replace(item, file=key)
            )
    except MissingPackage:
        raise
    except OSError as error:
        yield Item(key=key, where=key, refused=f"cannot be read: {error.strerror or error}")
    except Exception as error:  # noqa: BLE001 - any one file can be broken in any way, and the others are not
        yield Item(key=key, where=key, refused=f"cannot be read: {said_by(error)}")
