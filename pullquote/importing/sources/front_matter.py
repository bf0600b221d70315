"""Front matter of every kind: YAML between ``---``, TOML between ``+++``, JSON between braces."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Mapping
from datetime import date, datetime, time
from typing import Any, NamedTuple

import yaml

from pullquote.importing.sources.reading import MAX_LEVELS

MAX_ALIASED = 100_000
"""Characters that the aliases of YAML may add: what people repeat in front matter has a few hundred."""
TOO_DEEP = f"its front matter is nested more than {MAX_LEVELS} levels deep"
OPENING = ("[", "{", "- ", "? ")
"""What opens a level of YAML without a line of its own; all others are indented."""
_BEGINNING = re.compile(
    r"\s*(?:<!--.*?-->\s*)?(?P<mark>---|\+\+\+|;;;)[ \t]*(?P<language>\w*)[ \t]*\n", re.DOTALL
)
_KEY_LINE = re.compile(r"(?P<key>[A-Za-z_][\w .-]*?)\s*:(?:\s+(?P<value>.*))?$")
_PLAIN_VALUE = re.compile(r"[\"'\[{|>&*!]")


class Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]
    """YAML as site generators read it, but dates stay as they are written, and tags are no error."""


Loader.yaml_implicit_resolvers = {
    first: [
        (tag, pattern)
        for tag, pattern in resolvers
        if tag not in ("tag:yaml.org,2002:timestamp", "tag:yaml.org,2002:int", "tag:yaml.org,2002:float")
    ]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
Loader.add_implicit_resolver(
    "tag:yaml.org,2002:int", re.compile(r"-?(?:0|[1-9][0-9]{0,14})$"), list("-0123456789")
)
Loader.add_implicit_resolver(
    "tag:yaml.org,2002:float", re.compile(r"-?(?:0|[1-9][0-9]*)\.[0-9]+$"), list("-0123456789")
)


def _untagged(loader: Any, _suffix: str, node: yaml.Node) -> object:
    match node:
        case yaml.ScalarNode():
            return loader.construct_scalar(node)
        case yaml.SequenceNode():
            return loader.construct_sequence(node, deep=True)
        case _:
            return loader.construct_mapping(node, deep=True)


Loader.add_multi_constructor("", _untagged)


class Matter(NamedTuple):
    """What a file says of itself, the text below, and what had to be mended to read it."""

    values: dict[str, object]
    body: str
    mended: str | None = None


class BadMatter(Exception):
    """Front matter that cannot be read; the message says why."""


def has_front_matter(text: str) -> bool:
    """Whether a text begins with front matter."""
    return _BEGINNING.match(text) is not None or re.match(r"\s*\{\s*\"", text) is not None


def split(text: str) -> Matter | None:
    """Front matter and body of a file; None where it has none. Raises BadMatter."""
    try:
        return _split(text)
    except RecursionError:
        raise BadMatter(TOO_DEEP) from None


def _split(text: str) -> Matter | None:
    opening = _BEGINNING.match(text)
    if opening is None:
        if not re.match(r"\s*\{\s*\"", text):
            return None
        start = text.index("{")
        try:
            values, end = json.JSONDecoder(strict=False).raw_decode(text, start)
        except ValueError as error:
            raise BadMatter(f"the JSON of its front matter cannot be read: {error}") from None
        return Matter(_mapping(values), text[end:])
    closing = re.compile(rf"^{re.escape(opening['mark'])}[ \t]*$\n?", re.MULTILINE).search(
        text, opening.end()
    )
    if closing is None:
        if opening["mark"] == "---":
            return None  # a rule between paragraphs
        raise BadMatter("its front matter is never closed")
    inside, body = text[opening.end() : closing.start()], text[closing.end() :]
    language = opening["language"].lower()
    if opening["mark"] == "+++" or language == "toml":
        try:
            return Matter(_plain(tomllib.loads(inside)), body)
        except tomllib.TOMLDecodeError as error:
            raise BadMatter(f"the TOML of its front matter cannot be read: {error}") from None
    if language == "json" or opening["mark"] == ";;;":
        try:
            return Matter(_mapping(json.loads(inside, strict=False)), body)
        except ValueError as error:
            raise BadMatter(f"the JSON of its front matter cannot be read: {error}") from None
    values, mended = read_yaml(inside)
    return Matter(values, body, mended)


def read_yaml(text: str) -> tuple[dict[str, object], str | None]:
    """A mapping in YAML, and what had to be mended; raises BadMatter where there is none.

    What is no YAML because a value needs quotation marks (``title: Talks: a start``) is read line by line.
    """
    text = text.replace("\t", "  ")
    try:
        return _mapping(_loaded(text)), None
    except yaml.YAMLError as error:
        problem = " ".join(str(getattr(error, "problem", None) or error).split())
        mark = getattr(error, "problem_mark", None)
        place = f" in line {mark.line + 2}" if mark else ""
    try:
        values = _mapping(_loaded(_quoted(text)))
    except yaml.YAMLError:
        raise BadMatter(f"the YAML of its front matter cannot be read{place}: {problem}") from None
    return values, f"its front matter is no YAML{place} ({problem}), and was read line by line"


def _loaded(text: str) -> Any:
    """A document of YAML that is safe to build; raises BadMatter where it is not, and yaml.YAMLError.

    Libyaml's binding calls itself for each level, until the process ends; and what a few lines of aliases name can
    fill the memory. So the events are counted first, where there is anything to count.
    """
    opened = sum(map(text.count, OPENING))
    if opened > MAX_LEVELS // 2 or " " * (MAX_LEVELS // 2) in text or "*" in text:
        _check_events(text)
    return yaml.load(text, Loader)  # noqa: S506 - a safe loader


def _check_events(text: str) -> None:
    # How many characters and values are below each anchor, and so far below each list and mapping that is open.
    sizes: dict[str | None, int] = {}
    levels: list[tuple[str | None, int]] = []
    aliased = 0
    for event in yaml.parse(text, Loader):
        anchor, size = getattr(event, "anchor", None), 1
        match event:
            case yaml.CollectionStartEvent():
                levels.append((anchor, size))
                if len(levels) > MAX_LEVELS:
                    raise BadMatter(TOO_DEEP)
                continue
            case yaml.CollectionEndEvent():
                anchor, size = levels.pop()
            case yaml.ScalarEvent():
                size += len(event.value)
            case yaml.AliasEvent():
                # Inside what it names it is without end.
                size = MAX_ALIASED + 1 if anchor in dict(levels) else sizes.get(anchor, 1)
                aliased += size
            case _:
                continue
        if aliased > MAX_ALIASED:
            raise BadMatter(
                f"the YAML of its front matter has aliases for more than {MAX_ALIASED:,} characters"
            )
        sizes[anchor] = size
        if levels:
            outer, before = levels[-1]
            levels[-1] = (outer, before + size)


def _quoted(text: str) -> str:
    """Each value that stands on the line of its key, in quotation marks."""
    lines = []
    for line in text.split("\n"):
        found = _KEY_LINE.match(line)
        value = (found["value"] or "").strip() if found else ""
        if found and value and not _balanced(value):
            lines.append(f"{found['key']}: {json.dumps(value.strip(chr(34)), ensure_ascii=False)}")
        else:
            lines.append(line)
    return "\n".join(lines)


def _balanced(value: str) -> bool:
    """Whether a value is one that YAML reads: quoted as a whole, a list, or plain text without marks."""
    try:
        _loaded(f"k: {value}")
    except yaml.YAMLError:
        return bool(_PLAIN_VALUE.match(value)) and value[0] in "|>" and len(value) <= 3
    return True


def _mapping(values: object) -> dict[str, object]:
    if values is None:
        return {}
    if not isinstance(values, dict):
        raise BadMatter("its front matter is no mapping of keys to values")
    return {str(key): value for key, value in values.items()}


def _plain(value: Any) -> Any:
    """A value of TOML with its dates as text."""
    match value:
        case datetime() | date() | time():
            return value.isoformat()
        case Mapping():
            return {str(key): _plain(each) for key, each in value.items()}
        case list():
            return [_plain(each) for each in value]
        case _:
            return value
