"""The files of a newsroom's folder: which are read, which are left alone, and which should not be there."""

from __future__ import annotations

import os
import re
import stat
from bisect import bisect_left
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from pullquote.store.files.folders.giving_way import giving_way
from pullquote.store.files.folders.pictures import list_pictures
from pullquote.store.files.folders.walking import entries_of, files_below, in_order, reason_of
from pullquote.store.files.guesses.file_names import (
    FOR_PEOPLE,
    LEFT_ALONE,
    copied,
    folder_meant,
    is_text_or_media,
    what_to_do,
)
from pullquote.store.files.guesses.slugs import not_a_slug, slug_suggestion
from pullquote.store.files.kinds import KINDS, STORIES, Kinds
from pullquote.store.files.kinds.paths import PICTURES, kind_at
from pullquote.store.files.syntax.documents import FENCE, MARKDOWN, SUFFIXES
from pullquote.store.files.syntax.text import MAX_BYTES
from pullquote.store.model.file_problems import FileProblem
from pullquote.store.model.formats import MAX_SLUG, SLUG, is_slug
from pullquote.store.model.problems import closest, did_you_mean
from pullquote.store.pictures.formats import format_of_name
from pullquote.store.pictures.reading import MAX_PICTURE_BYTES

ORDINARY = re.compile(rf"{SLUG}(?:{'|'.join(map(re.escape, SUFFIXES))})")
"""Names that files of a kind should have. None of them is left alone, or for people."""


class Listing(NamedTuple):
    """The files to read, by their paths in the folder in order, and what is wrong with others."""

    files: tuple[str, ...]
    faults: tuple[tuple[str, FileProblem], ...]

    def has(self, path: str) -> bool:
        """Whether a file is among those to read."""
        place = bisect_left(self.files, path)
        return self.files[place : place + 1] == (path,)


def list_files(folder: Path, kinds: Kinds = KINDS) -> Listing:
    """What is in the folder; never raises, a folder that cannot be read is a fault."""
    files: list[str] = []
    faults: list[tuple[str, FileProblem]] = []
    try:
        root = os.path.realpath(folder)
    except (OSError, ValueError) as error:
        return Listing(
            (), (("", FileProblem("PQ101", 1, 1, f"the folder cannot be read: {reason_of(error)}")),)
        )
    for entry in in_order(entries_of(root, "", faults)):
        name = entry.name
        if not _stays_inside(entry, root, name, faults):
            continue
        if _is(entry.is_dir):
            if name in kinds:
                files += _files_of_kind(entry.path, root, name, faults)
            elif name == PICTURES:
                files += _pictures(entry.path, root, faults)
            else:
                faults.append((shown(name), _unknown_folder(entry, kinds)))
        else:
            _root_file(entry, kinds, files, faults)
    return Listing(tuple(sorted(files)), tuple(faults))


def plain_files(folder: Path, touched: Iterable[Path], kinds: Kinds = KINDS) -> Mapping[str, bool] | None:
    """Which files those are at which something changed, by their paths in the folder, and whether they are there.

    None where not only they may have changed: a folder came or went, a link (who knows where it leads), or
    something that is not among the files of a newsroom.
    """
    found: dict[str, bool] = {}
    for path in touched:
        try:
            name = path.relative_to(folder).as_posix()
        except ValueError:
            return None
        if LEFT_ALONE.fullmatch(path.name):
            continue
        of_kind, _, own = name.rpartition("/")
        is_of_kind = (of_kind or own.rpartition(".")[0]) in kinds and path.suffix in SUFFIXES
        if not is_of_kind and (kind_at(name) != PICTURES or format_of_name(name) is None):
            return None
        try:
            mode = path.lstat().st_mode
        except FileNotFoundError:
            found[name] = False
        except OSError:
            return None
        else:
            if not stat.S_ISREG(mode):
                return None
            found[name] = True
    return found


def read_file(folder: Path, path: str) -> bytes | FileProblem:
    """The bytes of a file in the folder, or why they cannot be had; at most one more than may be read."""
    try:
        # A pipe would block when it is opened, if it has taken the place of the file since it was listed.
        descriptor = os.open(
            f"{folder}/{path}", os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0)
        )
    except (OSError, ValueError) as error:
        return FileProblem("PQ101", 1, 1, f"the file cannot be read: {reason_of(error)}")
    try:
        with os.fdopen(descriptor, "rb") as file:
            found = os.fstat(descriptor)
            if not stat.S_ISREG(found.st_mode):
                return FileProblem("PQ101", 1, 1, "not a regular file")
            most = (MAX_PICTURE_BYTES if kind_at(path) == PICTURES else MAX_BYTES) + 1
            # Room for the most that may be read would take longer to make than most files take to read.
            return file.read(most) if found.st_size > most else file.read()[:most]
    except OSError as error:
        return FileProblem("PQ101", 1, 1, f"the file cannot be read: {reason_of(error)}")


def shown(path: str) -> str:
    """A path that can be printed: file names may have any bytes in them."""
    text = path.encode("utf-8", "replace").decode("utf-8")
    return "".join(character if character.isprintable() else "?" for character in text)


def _stays_inside(
    entry: os.DirEntry[str], root: str, path: str, faults: list[tuple[str, FileProblem]]
) -> bool:
    if not entry.is_symlink():
        return True
    try:
        target = os.path.realpath(entry.path, strict=True)
    except OSError as error:
        faults.append(
            (shown(path), FileProblem("PQ101", 1, 1, f"a link that leads nowhere: {reason_of(error)}"))
        )
        return False
    if target != root and os.path.commonpath((root, target)) == root:
        return True
    faults.append(
        (shown(path), FileProblem("PQ101", 1, 1, "a link that leads out of the folder is not followed"))
    )
    return False


def _is(kind: Callable[[], bool]) -> bool:
    """What an entry is, as far as the file system says: it can be gone by now, or not to be looked at."""
    try:
        return kind()
    except OSError:
        return False


def _files_of_kind(path: str, root: str, kind: str, faults: list[tuple[str, FileProblem]]) -> Iterator[str]:
    others = []
    for entry in giving_way(entries_of(path, kind, faults)):
        if _is_ordinary(entry):
            yield f"{kind}/{entry.name}"
        else:
            others.append(entry)
    siblings = {entry.name for entry in in_order(entries_of(path, kind, []))} if others else frozenset[str]()
    for entry in in_order(others):
        name = f"{kind}/{entry.name}"
        if not _stays_inside(entry, root, name, faults):
            continue
        fault = _unfit(entry, kind, siblings)
        if fault is not None:
            faults.append((shown(name), fault))
        elif not _is_for_people(entry):
            yield name


def _is_ordinary(entry: os.DirEntry[str]) -> bool:
    """Whether it is a file with the name of one of a kind: nearly all are, and nothing else is to be asked of them."""
    name = entry.name
    if len(name) > MAX_SLUG or not ORDINARY.fullmatch(name):
        return False
    return _is(lambda: entry.is_file(follow_symlinks=False))


def _is_for_people(entry: os.DirEntry[str]) -> bool:
    """Whether it is a README or the like, and no story that is called so."""
    is_markdown = entry.name.lower().endswith(MARKDOWN)
    return FOR_PEOPLE.fullmatch(entry.name) is not None and not (
        is_markdown and _has_front_matter(entry.path)
    )


def _pictures(path: str, root: str, faults: list[tuple[str, FileProblem]]) -> Iterator[str]:
    def entries(path: str, name: str) -> Iterator[os.DirEntry[str]]:
        for entry in in_order(entries_of(path, name, faults)):
            if _stays_inside(entry, root, f"{name}/{entry.name}", faults):
                yield entry

    for name, fault in list_pictures(path, entries):
        if fault is None:
            yield name
        elif not FOR_PEOPLE.fullmatch(name.rpartition("/")[2]):
            faults.append((shown(name), fault))


def _unfit(entry: os.DirEntry[str], kind: str, siblings: Collection[str]) -> FileProblem | None:
    """Why a file of a kind's folder cannot be read."""
    name = entry.name
    stem, dot, ending = name.rpartition(".")
    suffix = dot + ending
    if _is(entry.is_dir):
        message = f"{kind} has a folder in it, and folders in it are not read"
        number = files_below(entry.path)
        return FileProblem("PQ117", 1, 1, message, f"move its {number} file{'s' * (number != 1)} up")
    if _is_for_people(entry):
        return None
    if stem and (suffix not in SUFFIXES or not is_slug(stem)) and (copy := copied(name, siblings)):
        return copy
    if not stem or suffix not in SUFFIXES:
        message = f"not read: {kind} has files that end in {', '.join(SUFFIXES[:-1])} or {SUFFIXES[-1]}"
        meant = closest(suffix, SUFFIXES) if stem and not is_text_or_media(name) else None
        if meant is None:
            return FileProblem("PQ404", 1, 1, message, what_to_do(shown(name)))
        return FileProblem("PQ117", 1, 1, message, f'did you mean "{shown(stem)}{meant}"?')
    if not is_slug(stem):
        return FileProblem("PQ118", 1, 1, not_a_slug(shown(stem)), slug_suggestion(shown(stem)))
    if not _is(entry.is_file):
        return FileProblem("PQ101", 1, 1, "not a regular file")
    return None


def _root_file(
    entry: os.DirEntry[str], kinds: Kinds, files: list[str], faults: list[tuple[str, FileProblem]]
) -> None:
    name = entry.name
    stem, dot, ending = name.rpartition(".")
    suffix = dot + ending
    if FOR_PEOPLE.fullmatch(name):
        return
    if suffix not in SUFFIXES:
        if is_text_or_media(name):
            message = "not read: it stands at the top of the newsroom"
            faults.append((shown(name), FileProblem("PQ404", 1, 1, message, what_to_do(shown(name)))))
    elif stem not in kinds:
        faults.append((shown(name), _unknown_file(entry, kinds)))
    elif suffix == MARKDOWN:
        message = "the file of a whole kind is .yaml, .yml or .json"
        faults.append((shown(name), FileProblem("PQ117", 1, 1, message, f"move it into the folder {stem}")))
    elif not _is(entry.is_file):
        faults.append((shown(name), FileProblem("PQ101", 1, 1, "not a regular file")))
    else:
        files.append(name)


def _unknown_folder(entry: os.DirEntry[str], kinds: Kinds) -> FileProblem:
    """A mistake where its name is much like a kind, and left alone with a warning where it is not."""
    name = entry.name
    number = files_below(entry.path)
    message = f'no kind is called "{shown(name)}"; the kinds are {", ".join(kinds)}'
    if copy := copied(f"{name}.", {f"{kind}." for kind in kinds}):
        return copy
    if name.lower() != PICTURES and (guess := did_you_mean(name, kinds)):
        return FileProblem("PQ117", 1, 1, message, guess)
    message = f"the folder, with {number} file{'s' * (number != 1)}, is not read: {message}"
    meant = folder_meant(name) or PICTURES
    suggestion = (
        f"pictures belong into {PICTURES}/"
        if meant == PICTURES
        else f"rename it to {meant} if it has {meant} in it"
    )
    return FileProblem("PQ404", 1, 1, message, suggestion)


def _unknown_file(entry: os.DirEntry[str], kinds: Kinds) -> FileProblem:
    """A story or an entity that does not stand in the folder of its kind, or something else altogether."""
    name = entry.name
    stem = name.rpartition(".")[0]
    message = f'no kind is called "{shown(stem)}"; the kinds are {", ".join(kinds)}'
    if name.endswith(MARKDOWN) and _has_front_matter(entry.path):
        message = f"{shown(name)} stands at the top of the newsroom, where no story is read"
        return FileProblem("PQ117", 1, 1, message, f"move it into {'/ or '.join(STORIES)}/")
    if guess := did_you_mean(stem, kinds):
        return FileProblem("PQ117", 1, 1, message, guess)
    suggestion = "move it into the folder of its kind, or put a dot in front of its name"
    if (meant := folder_meant(stem)) in kinds:
        suggestion = f"rename it to {meant}{name[len(stem) :]} if it has {meant} in it"
    return FileProblem("PQ404", 1, 1, f"the file is not read: {message}", suggestion)


def _has_front_matter(path: str) -> bool:
    try:
        with open(path, "rb") as file:  # noqa: PTH123 - as scandir gives it
            return file.read(len(FENCE) + 4).removeprefix(b"\xef\xbb\xbf").startswith(FENCE.encode())
    except OSError:
        return False
