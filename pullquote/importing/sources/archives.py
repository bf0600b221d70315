"""Zip archives: unpacked into a folder for the time of the import, nothing outside it and not without end."""

from __future__ import annotations

import shutil
import stat
import tempfile
import time
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from os import utime
from pathlib import Path, PurePosixPath

MAX_FILES = 500_000
"""Files of an archive: five times the largest archive that an import is made for."""
MAX_BYTES = 20 << 30
"""Of all files of an archive, unpacked."""
MAX_RATIO = 200
"""How many times its packed size a file may have: text is packed to a tenth, a bomb to a thousandth."""
SMALL = 1 << 20
"""A file of fewer bytes does no harm, however well it is packed."""
CHUNK = 1 << 20
MAX_DEPTH = 3
"""Archives within one another: an archive may have itself in it, without end."""
UTF_8 = 1 << 11
"""The flag of a file whose name is UTF-8 (APPNOTE.TXT, section 4.4.4)."""


class BadArchive(Exception):
    """An archive that cannot or must not be unpacked; the message says why."""


def is_archive(path: Path) -> bool:
    """Whether a file is a zip archive."""
    return path.is_file() and zipfile.is_zipfile(path)


@contextmanager
def unpacked(path: Path, depth: int = MAX_DEPTH) -> Iterator[Path]:
    """The folder of an archive's files while the block runs, or of the archive in it that is all that it has, down to
    ``depth`` archives; raises BadArchive."""
    if depth == 0:
        raise BadArchive(f"there are archives in archives, more than {MAX_DEPTH} deep")
    folder = Path(tempfile.mkdtemp(prefix="pullquote-import-"))
    try:
        try:
            with zipfile.ZipFile(path) as archive:
                _unpack(archive, folder)
        except (zipfile.BadZipFile, NotImplementedError, EOFError, RuntimeError) as error:
            raise BadArchive(f"{path} cannot be unpacked: {error}") from None
        inside = _inside(folder)
        if is_archive(inside):  # an export that was packed once more
            with unpacked(inside, depth - 1) as within:
                yield within
        else:
            yield inside
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _inside(folder: Path) -> Path:
    """An archive of one folder is that folder; one of a single archive is that one."""
    entries = [each for each in folder.iterdir() if not each.name.startswith(".")]
    if len(entries) != 1:
        return folder
    [only] = entries
    if not only.is_dir():
        return only if is_archive(only) else folder
    within = list(only.iterdir())
    is_packed_again = len(within) == 1 and is_archive(within[0]) and not within[0].name.startswith(".")
    return within[0] if is_packed_again else only


def _name_of(member: zipfile.ZipInfo) -> str:
    """The name of a file: many programs write UTF-8 without saying so, and then it is read as CP437."""
    if not member.flag_bits & UTF_8 and not member.filename.isascii():
        with suppress(UnicodeError):
            return member.filename.encode("cp437").decode()
    return member.filename


def links_in(path: Path) -> list[str]:
    """The names of an archive's symbolic links, which are not unpacked."""
    with zipfile.ZipFile(path) as archive:
        return [member.filename for member in archive.infolist() if _is_link(member)]


def _is_link(member: zipfile.ZipInfo) -> bool:
    return stat.S_ISLNK(member.external_attr >> 16)


def _unpack(archive: zipfile.ZipFile, folder: Path) -> None:
    members = [member for member in archive.infolist() if not member.is_dir()]
    if len(members) > MAX_FILES:
        raise BadArchive(f"the archive has {len(members):,} files; at most {MAX_FILES:,} are unpacked")
    total = 0
    for member in members:
        steps = PurePosixPath(_name_of(member).replace("\\", "/"))
        if steps.is_absolute() or ".." in steps.parts or ":" in steps.parts[0]:
            raise BadArchive(f"the archive has a file outside its folder: {member.filename}")
        if _is_link(member):
            continue  # it could lead anywhere
        if "__MACOSX" in steps.parts:
            continue
        total += _write(archive, member, folder / steps, total)


def _write(archive: zipfile.ZipFile, member: zipfile.ZipInfo, target: Path, before: int) -> int:
    """Unpack one file; what it has is counted while it comes, as what the archive says of it may be a lie."""
    target.parent.mkdir(parents=True, exist_ok=True)
    limit = max(SMALL, member.compress_size * MAX_RATIO)
    written = 0
    with archive.open(member) as packed, target.open("wb") as file:
        while chunk := packed.read(CHUNK):
            written += len(chunk)
            if written > limit:
                raise BadArchive(
                    f"the archive is refused: {member.filename} grows to more than {MAX_RATIO} times its size"
                )
            if before + written > MAX_BYTES:
                raise BadArchive(f"the archive is refused: it has more than {MAX_BYTES >> 30} GB")
            file.write(chunk)
    moment = time.mktime((*member.date_time, 0, 0, -1))
    utime(target, (moment, moment))
    return written
