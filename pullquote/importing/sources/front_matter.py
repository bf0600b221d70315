"""Front matter of every kind: YAML between ``---``, TOML between ``+++``, JSON between braces."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Mapping
from datetime import date, datetime, time
from typing import Any, NamedTuple

import yaml

_OPENING = re.compile(
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
    return _OPENING.match(text) is not None or re.match(r"\s*\{\s*\"", text) is not None


def split(text: str) -> Matter | None:
    """Front matter and body of a file; None where it has none. Raises BadMatter."""
    opening = _OPENING.match(text)
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
        return _mapping(yaml.load(text, Loader)), None  # noqa: S506 - a safe loader
    except yaml.YAMLError as error:
        problem = " ".join(str(getattr(error, "problem", None) or error).split())
        mark = getattr(error, "problem_mark", None)
        place = f" in line {mark.line + 2}" if mark else ""
    try:
        values = _mapping(yaml.load(_quoted(text), Loader))  # noqa: S506 - a safe loader
    except yaml.YAMLError:
        raise BadMatter(f"the YAML of its front matter cannot be read{place}: {problem}") from None
    return values, f"its front matter is no YAML{place} ({problem}), and was read line by line"


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
        yaml.load(f"k: {value}", Loader)  # noqa: S506 - a safe loader
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
