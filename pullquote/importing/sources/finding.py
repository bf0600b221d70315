"""Which source a file or folder is, told by looking at it, and all its items."""

from __future__ import annotations

import os
import re
from collections import Counter, deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import chain, islice
from pathlib import Path
from types import ModuleType

from pullquote.importing.extra import MissingPackage
from pullquote.importing.items import Item, Site, said_by
from pullquote.importing.sources import documents, feeds, json_feeds, ninjs, pages, texts, wordpress
from pullquote.importing.sources.checking import LINK_PACKED, items_of, leads_out, not_read
from pullquote.importing.sources.reading import head_of, key_of
from pullquote.importing.sources.sites import is_people_folder, site_of
from pullquote.store.files.parallel import processors
from pullquote.store.files.processes import run_all

SOURCES: tuple[ModuleType, ...] = (wordpress, json_feeds, ninjs, feeds, documents, pages, texts)
"""Every source, in the order in which they are asked whether a file is theirs."""
NAMES: tuple[str, ...] = tuple(source.NAME for source in SOURCES)
SKIPPED = frozenset(
    [
        "node_modules",
        "_site",
        "_layouts",
        "_includes",
        "_sass",
        "_data",
        "layouts",
        "archetypes",
        "themes",
        "data",
        "assets",
        "static",
        "public",
        "i18n",
        "vendor",
        ".git",
        "__pycache__",
        "__MACOSX",
        "dist",
        "partials",
        "shortcodes",
        "templates",
        "bower_components",
    ]
)
"""Folders of a site that have no stories."""
PUBLIC = frozenset(
    {"public", "static", "data", "assets", "templates", "dist", "vendor", "partials", "shortcodes"}
)
"""Those of them that are a folder like any other where there is no site around them."""
POOLED_FROM = 50
"""So many saved pages take longer to read than processes take to start (a second or two)."""
LOOKED_AT = 500
"""Files among which so many pages are looked for."""
CHUNK = 10
"""Files that are handed to a process at once: it bounds what waits in memory."""
HIDDEN = re.compile(r"\..*|.*~|#.*#")
_ADDRESS = re.compile(r"[a-z][a-z0-9+.-]*://", re.IGNORECASE)


class NoSource(Exception):
    """What was given cannot be imported; the message says why, and what to do."""


@dataclass(slots=True, kw_only=True)
class Source:
    """What is imported: where it is, what its site says, and the one form that its files have, if one was named.

    ``passed`` counts files that are of no source, by the end of their names; ``links`` are those of an archive, which
    are not unpacked.
    """

    root: Path
    site: Site
    form: str | None = None
    passed: Counter[str] = field(default_factory=Counter)
    links: Sequence[str] = ()

    def items(self, workers: int | None = None) -> Iterator[Item]:
        """Every item, file by file in the order of their names.

        ``workers`` is how many processes read saved pages: as many as there are processors where it is None and there
        are many of them. Raises MissingPackage without the extra ``import``.
        """
        yield from (Item(key=name, where=name, refused=LINK_PACKED) for name in self.links)
        files = iter([self.root]) if self.root.is_file() else _files(self.root)
        first = list(islice(files, LOOKED_AT))
        if workers is None:
            workers = processors() if self._has_many_pages(first) else 1
        if workers == 1:
            for path in chain(first, files):
                yield from self._of_file(path)
            return
        chunks: deque[Sequence[Path]] = deque()
        read_pages = partial(_read_pages, self.root, self.site, self.form)
        for found in run_all(read_pages, _chunks(chain(first, files), chunks), workers):
            for path, read in zip(chunks.popleft(), found, strict=True):
                if isinstance(read, MissingPackage):
                    raise read
                yield from self._of_file(path) if read is None else read

    def _has_many_pages(self, files: Sequence[Path]) -> bool:
        listed = [path for path in files if path.suffix.lower() in pages.ENDS]
        try:
            return (
                len(listed) >= POOLED_FROM
                and not not_read(listed[0], self.root)
                and source_of(listed[0], self.form) is pages
            )
        except OSError:
            return False

    def _of_file(self, path: Path) -> Iterator[Item]:
        root = self.root if self.root.is_dir() else self.root.parent
        key = key_of(path, root)
        if path != self.root and (reason := not_read(path, root)):
            yield Item(key=key, where=key, refused=reason)
            return
        try:
            source = source_of(path, self.form)
        except OSError as error:
            yield Item(key=key, where=key, refused=f"cannot be read: {error.strerror or error}")
            return
        if source is None:
            self.passed[path.suffix.lower() or path.name] += 1
            return
        site = self._site_of(source, path)
        for item in items_of(source, path, root, site):
            yield item if site is self.site else replace(item, site=site)

    def _site_of(self, source: ModuleType, path: Path) -> Site:
        """The site as one file of many describes it, if it does."""
        try:
            return self.site if path == self.root else _described(source, path, self.site)
        except (NoSource, OSError):
            return self.site  # whatever is wrong with the file, reading its items says it


def _chunks(files: Iterator[Path], waiting: deque[Sequence[Path]]) -> Iterator[Sequence[Path]]:
    """Files a few at a time; they wait for what is read in them."""
    while chunk := list(islice(files, CHUNK)):
        waiting.append(chunk)
        yield chunk


def _read_pages(
    root: Path, site: Site, form: str | None, files: Sequence[Path]
) -> list[list[Item] | MissingPackage | None]:
    """The items of each file that is a saved page; None for another one, or one that cannot be read."""
    return [_read_page(root, site, form, path) for path in files]


def _read_page(root: Path, site: Site, form: str | None, path: Path) -> list[Item] | MissingPackage | None:
    try:
        is_page = not not_read(path, root) and source_of(path, form) is pages
        return list(items_of(pages, path, root, site)) if is_page else None
    except MissingPackage as error:
        return error
    except OSError:
        return None


def open_source(path: Path, form: str | None) -> Source:
    """A source at a path; raises NoSource where there is none, or nothing says what a file is."""
    if _ADDRESS.match(str(path).replace(":/", "://", 1)):
        address = str(path).replace(":/", "://", 1)
        raise NoSource(
            f"addresses are not fetched; save the page and import the file: curl -L -o page.html '{address}'"
        )
    if not path.exists():
        raise NoSource(f"there is no file or folder {path}")
    if path.is_dir():
        inside = [each for each in path.iterdir() if not HIDDEN.fullmatch(each.name)][:2]
        if len(inside) == 1 and inside[0].is_file() and not leads_out(inside[0], path):
            return open_source(inside[0], form)
        return Source(root=path, site=site_of(path), form=form)
    source = source_of(path, form)
    if source is None:
        raise NoSource(f"{path}: nothing says what this is; name it with --from, one of {', '.join(NAMES)}")
    site = site_of(path.parent) if source is documents else Site(root=path.parent)
    return Source(root=path, site=_described(source, path, site), form=form)


def _described(source: ModuleType, path: Path, site: Site) -> Site:
    """The site as a file describes it; raises NoSource where the file cannot be read."""
    describe: Callable[[Path, Site], Site] = getattr(source, "describe", lambda _, said: said)
    try:
        return describe(path, site)
    except (MissingPackage, OSError):
        raise
    except Exception as error:  # noqa: BLE001 - a file can be broken in any way
        raise NoSource(f"{path} cannot be read: {said_by(error)}") from None


def source_of(path: Path, form: str | None = None) -> ModuleType | None:
    """The source that a file is of; None where it is of none. ``form`` is the one that it is said to be of."""
    if form is not None:
        named = next(source for source in SOURCES if form == source.NAME)
        return (
            named
            if named is not documents or path.suffix.lower() in (*documents.MARKDOWN, *documents.HTML)
            else None
        )
    head = head_of(path)
    return next((source for source in SOURCES if source.looks_like(path, head)), None)


def _files(root: Path) -> Iterator[Path]:
    """The files below a folder that can have stories, in order."""
    is_site = any(
        (root / name).exists() for name in ("content", "_posts", "_config.yml", "package.json", "src")
    )
    for folder, folders, files in os.walk(root):
        folders[:] = sorted(
            name
            for name in folders
            if not HIDDEN.fullmatch(name)
            and (name not in SKIPPED or (not is_site and name in PUBLIC))
            and not (is_people_folder(name) and Path(folder) == root)
        )
        # Links to folders are never followed: what they lead to inside the source is found there.
        files += [name for name in folders if leads_out(Path(folder) / name, root)]
        for name in sorted(files):
            if not HIDDEN.fullmatch(name):
                yield Path(folder) / name
