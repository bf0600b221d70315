"""What a site's folder says of itself: its configuration, and who its authors are.

Both are looked for in the folder that is imported and in the few above it, as a site's stories are below it.
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from pullquote.importing.items import Site
from pullquote.importing.sources.checking import leads_out
from pullquote.importing.sources.front_matter import BadMatter, read_yaml, split
from pullquote.importing.sources.reading import MAX_LEVELS, is_deeper
from pullquote.importing.text.characters import decoded

LEVELS = 3
"""How far above the source the root of its site may be: ``content/news/2024`` is three below."""
CONFIGURATIONS = [
    "_config.yml",
    "_config.yaml",
    "hugo.toml",
    "hugo.yaml",
    "hugo.yml",
    "hugo.json",
    "config.toml",
    "config.yaml",
    "config.yml",
    "config.json",
    "zola.toml",
    "_data/site.json",
    "_data/site.yml",
    "_data/metadata.json",
    "site.json",
    "_data/metadata.yml",
]
PEOPLE_FILES = (
    "_data/authors",
    "data/authors",
    "_data/people",
    "data/people",
    "_data/team",
    "authors",
    "_data/author",
    "src/data/authors",
    "content/authors",
)
PEOPLE_FOLDERS = (
    "_authors",
    "authors",
    "content/authors",
    "data/authors",
    "_data/authors",
    "src/content/authors",
    "_people",
    "content/people",
)
MAX_PEOPLE = 50_000
"""Authors that are read of a site: more files in such a folder are no authors."""
PEOPLE_KEYS = ("id", "key", "slug", "username", "short_name", "name")
"""Under which keys stands what stories call an author."""
MAX_DATA_BYTES = 100_000
"""Of a file that says something of all stories of a folder: a larger one is something else."""
NOT_OF_STORIES = frozenset({"layout", "permalink", "eleventyComputed", "pagination", "items"})
"""Keys of such a file that say how pages are made."""
DATA = (".yml", ".yaml", ".json", ".toml")


def site_of(root: Path) -> Site:
    """What the site says that a folder belongs to."""
    folders = _folders(root)
    configuration: Mapping[str, Any] = {}
    splits_tags = False
    site_root = root
    for folder in folders:
        name = next((name for name in CONFIGURATIONS if _is_own_file(folder / name, folder)), None)
        if name:
            configuration = _data(folder / name)
            splits_tags = name.startswith("_config")
            site_root = folder
            break
    parameters = configuration.get("params") or configuration.get("extra")
    said = {**(parameters if isinstance(parameters, dict) else {}), **configuration}
    said = {key.lower().replace("_", ""): value for key, value in said.items()}
    base = (
        _text(said, "baseurl")
        if str(said.get("baseurl")).startswith("http")
        else _text(said, "url", "siteurl")
    )
    if base and (path := _text(said, "baseurl")) and path.startswith("/"):
        base = base.rstrip("/") + path
    people: dict[str, Mapping[str, object]] = {}
    for folder in folders:
        for key, value in _people(folder):
            people.setdefault(key, value)
    return Site(
        title=_text(said, "title", "sitetitle", "name"),
        language=_text(
            said, "languagecode", "defaultlanguage", "defaultcontentlanguage", "lang", "language", "locale"
        ),
        base=base if base and base.startswith("http") else None,
        timezone=_text(said, "timezone"),
        people=people,
        root=site_root,
        splits_tags=splits_tags,
    )


def data_beside(path: Path, root: Path) -> Mapping[str, object]:
    """What the data files of Eleventy say of all stories of a folder (``posts/posts.json``), or of one (``a.json`` of
    ``a.md``): the nearest file counts."""
    said: dict[str, object] = dict(_beside(path.parent, path.stem))
    folder = path.parent
    while folder.is_relative_to(root):
        for key, value in _beside(folder, folder.name).items():
            said.setdefault(key, value)
        folder = folder.parent
        if folder == folder.parent:
            break
    return said


@lru_cache(1_000)
def _beside(folder: Path, name: str) -> Mapping[str, object]:
    for end in (".11tydata.json", ".json"):
        path = folder / f"{name}{end}"
        if _is_own_file(path, folder) and path.stat().st_size <= MAX_DATA_BYTES:
            return {key: value for key, value in _data(path).items() if key not in NOT_OF_STORIES}
    return {}


def is_people_folder(folder: str) -> bool:
    """Whether a folder of a site has its authors, and no stories."""
    return folder in ("_authors", "authors", "_people")


def _folders(root: Path) -> list[Path]:
    """The folder and those above it that can be its site's."""
    found = [root]
    for folder in list(root.resolve().parents)[:LEVELS]:
        if folder == Path(folder.anchor) or folder == Path.home():
            break
        found.append(folder)
        if (folder / ".git").exists():
            break
    return found


def _people(folder: Path) -> Iterator[tuple[str, Mapping[str, object]]]:
    for name in PEOPLE_FILES:
        for suffix in DATA:
            if _is_own_file(path := folder / f"{name}{suffix}", folder):
                yield from _listed(_data(path))
    for name in PEOPLE_FOLDERS:
        if (folder / name).is_dir():
            for number, path in enumerate(_files(folder / name)):
                if number >= MAX_PEOPLE:
                    return
                if _is_own_file(path, folder):
                    yield from _person(path)


def _is_own_file(path: Path, folder: Path) -> bool:
    """Whether there is a file below a folder, and no link that leads out of it."""
    return path.is_file() and not leads_out(path, folder)


def _files(folder: Path) -> Iterable[Path]:
    return (path for path in sorted(folder.rglob("*")) if path.suffix in (*DATA, ".md", ".markdown"))


def _person(path: Path) -> Iterator[tuple[str, Mapping[str, object]]]:
    """A person of a file: ``authors/ida-brook.md``, or ``authors/ida-brook/_index.md``."""
    if path.suffix in DATA:
        said = dict(_data(path))
        body = ""
    else:
        try:
            matter = split(decoded(path.read_bytes())[0])
        except (BadMatter, OSError):
            return
        said, body = (matter.values, matter.body.strip()) if matter else ({}, "")
    stem = path.parent.name if path.stem in ("_index", "index") else path.stem
    if said and not is_deeper(said, MAX_LEVELS) and stem not in ("authors", "_authors", "people"):
        said.setdefault("description", body or None)
        yield stem, said
        for key in ("slug", "username", "short_name", "id"):
            if isinstance(said.get(key), str) and said[key]:
                yield str(said[key]), said


def _listed(data: object) -> Iterator[tuple[str, Mapping[str, object]]]:
    """The people of one data file: a mapping by key, or a list of them."""
    match data:
        case Mapping():
            for key, value in data.items():
                match value:
                    case Mapping():
                        yield str(key), {str(name): each for name, each in value.items()}
                    case str() if value.strip():
                        yield str(key), {"name": value}
                    case list() if key in ("items", "authors", "people"):
                        yield from _listed(value)
        case list():
            for said in data:
                if isinstance(said, Mapping):
                    yield from (
                        (str(said[key]), said) for key in PEOPLE_KEYS if isinstance(said.get(key), str)
                    )


def _data(path: Path) -> Mapping[str, Any]:
    """A data file; empty where it cannot be read, as nothing hangs on it."""
    try:
        text = decoded(path.read_bytes())[0]
        match path.suffix:
            case ".json":
                data: Any = json.loads(text)
            case ".toml":
                data = tomllib.loads(text)
            case _:
                data = read_yaml(text)[0]
    except (OSError, ValueError, RecursionError, BadMatter):
        return {}
    if is_deeper(data, MAX_LEVELS):
        return {}
    if isinstance(data, list):
        return {"items": data}
    return data if isinstance(data, dict) else {}


def _text(said: Mapping[str, object], *keys: str) -> str | None:
    return next(
        (str(said[key]).strip() for key in keys if isinstance(said.get(key), str) and str(said[key]).strip()),
        None,
    )
