"""Files of a newsroom as text, and how they are written: whole or not at all, and never over a person's."""

from __future__ import annotations

import hashlib
import json
import re
import shutil
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path

from pullquote.store.model.formats import is_web_address

ORDER = [
    "name",
    "headline",
    "alternativeHeadline",
    "standfirst",
    "abstract",
    "publication",
    "section",
    "topics",
    "keywords",
    "datePublished",
    "dateModified",
    "inLanguage",
    "url",
    "isBasedOn",
    "sourceOrganization",
    "byline",
    "authors",
    "dateline",
    "mentions",
    "image",
    "rights",
    "status",
    "embargo",
    "expires",
    "corrections",
    "aliases",
    "extra",
    "quotes",
]
"""The order of the keys in a file; keys that are not named follow."""
BESIDE = ".new"
"""What is put behind the name of a file that a person has touched, for the new version."""
PUBLISHED, DRAFT = b"\nstatus: published\n", b"\nstatus: draft\n"
_PLAIN = re.compile(r"[^\W\d_](?:[\w’“”‘ ,;()/&+.!?…–—-]|'(?=\w)|:(?=\S))*(?<! )")
_WORDS = frozenset(["y", "n", "yes", "no", "true", "false", "on", "off", "null", "none", "nan", "inf"])
_KEY = re.compile(r"[A-Za-z_][\w-]*")


def text_of(keys: Mapping[str, object], body: str | None = None) -> str:
    """The text of a file: keys alone, or (with a body) as front matter above it."""
    ordered = sorted(keys, key=lambda key: ORDER.index(key) if key in ORDER else len(ORDER))
    yaml = "".join(f"{line}\n" for key in ordered for line in _lines(key, keys[key], ""))
    return yaml if body is None else f"---\n{yaml}---\n\n{body}\n" if body else f"---\n{yaml}---\n"


def _lines(key: str, value: object, indent: str) -> Iterator[str]:
    name = _name(key)
    match value:
        case Mapping() if value and key != "extra":
            yield f"{indent}{name}:"
            for inner, each in value.items():
                yield from _lines(inner, each, f"{indent}  ")
        case Mapping() if value:
            yield f"{indent}{name}:"
            for inner, each in value.items():
                yield f"{indent}  {_name(inner)}: {_scalar(each)}"
        case list() if any(isinstance(each, Mapping) for each in value):
            yield f"{indent}{name}:"
            for each in value:
                yield from _item(each, f"{indent}  ")
        case list() if (
            all(isinstance(each, str) and _PLAIN.fullmatch(each) and "," not in each for each in value)
            and sum(map(len, value)) < 80
        ):
            yield f"{indent}{name}: [{', '.join(_scalar(each) for each in value)}]"
        case list():
            yield f"{indent}{name}:"
            yield from (f"{indent}  - {_scalar(each)}" for each in value)
        case _:
            yield f"{indent}{name}: {_scalar(value)}"


def _item(keys: Mapping[str, object], indent: str) -> Iterator[str]:
    """A mapping in a list: its first line begins with a dash."""
    lines = [line for key, value in keys.items() for line in _lines(key, value, f"{indent}  ")]
    yield f"{indent}- {lines[0].lstrip()}"
    yield from lines[1:]


def _name(key: str) -> str:
    """A key as it is written."""
    return key if _KEY.fullmatch(key) and key.lower() not in _WORDS else json.dumps(key, ensure_ascii=False)


def _scalar(value: object) -> str:
    match value:
        case str():
            if is_web_address(value) and "#" not in value:
                return value
            plain = _PLAIN.fullmatch(value) and value.lower() not in _WORDS
            return (
                value
                if plain or re.fullmatch(r"\d{4}(?:-\d\d){1,2}(?:T[\d:+Z.-]+)?", value)
                else _flow(value)
            )
        case _:
            return _flow(value)


def _flow(value: object) -> str:
    """A value as JSON, which is YAML; characters that YAML does not print are escaped."""
    text = json.dumps(value, ensure_ascii=False, default=str)
    return re.sub(r"[\x7f-\x9f\u2028\u2029\ufeff]", lambda found: f"\\u{ord(found[0]):04x}", text)


def hash_of(data: bytes) -> str:
    """A hash, by which bytes are known to be the same."""
    return hashlib.blake2b(data, digest_size=16).hexdigest()


def hash_at(path: Path) -> str | None:
    """The hash of a file; None where there is none."""
    try:
        return hash_of(path.read_bytes())
    except FileNotFoundError:
        return None


def write(path: Path, data: bytes) -> None:
    """Write a file so that it is there whole or not at all; who may read it stays as it was."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f".{path.name}.part")
    part.write_bytes(data)
    with suppress(FileNotFoundError):
        shutil.copymode(path, part)
    part.replace(path)


def hides(path: Path, data: bytes) -> bool:
    """Whether to write these bytes would make a draft of a story that is published there."""
    return DRAFT in data and path.is_file() and PUBLISHED in path.read_bytes()


def is_copied(file: Path, target: Path) -> bool:
    """Whether a file of the size of another is there, and so the other is not copied."""
    return target.exists() and target.stat().st_size == file.stat().st_size


def copy(file: Path, target: Path) -> None:
    """Copy a file, if none of its size is there."""
    if not is_copied(file, target):
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(file, target)
