"""The first pass: whether the values of an entity are what its kind says, and where they are not."""

from __future__ import annotations

import re
from collections.abc import Mapping
from enum import Enum
from itertools import islice
from typing import Any, Literal, get_args, get_origin, get_type_hints

from pydantic import ValidationError
from pydantic.alias_generators import to_camel
from pydantic_core import ErrorDetails

from pullquote.store.files.guesses.dates import how_to_write, in_iso_8601
from pullquote.store.files.guesses.keys import key_meant, key_suggestion, missing_suggestion, value_meant
from pullquote.store.files.kinds import Kind, QuoteKeys, StoryKeys, adapter_of, inner_keys, key_names
from pullquote.store.files.kinds.fields import MAX_ITEMS
from pullquote.store.files.syntax.trees import MappingNode, Node, Number, Path, Value, described, shortened
from pullquote.store.files.syntax.yaml_errors import quoted
from pullquote.store.model.file_problems import MAX_FAULTS, FileProblems

SOURCES = {"speaker", "source"}


def checked(kind: Kind, node: Node, faults: FileProblems) -> Any | None:
    """The keys of an entity, or None with every fault of their shape."""
    if not isinstance(node, MappingNode):
        message = f"expected the keys of {kind.one}, found {described(node.value)}"
        faults.add("PQ110", *node.position, message)
        return None
    noted = len(faults)
    keys = None
    try:
        keys = adapter_of(kind.keys).validate_python(_filled(node.value, kind.keys))
    except ValidationError as errors:
        listed = errors.errors(include_url=False, include_context=True)
        for error in listed[:MAX_FAULTS]:
            _explain(error, kind, node, faults)
        for _ in listed[MAX_FAULTS:]:
            # Only counted; the guesses of the first hundred cost enough.
            faults.add("PQ110", *node.position, "and more")
        if len(faults) == noted:
            # Nothing that is known comes here; without a fault the entity would be missing unnoticed.
            faults.add("PQ110", *node.position, f"not the keys of {kind.one}")
    if kind.is_story:
        _check_sources(node, faults)
        _check_dates(node, faults)
    return keys if len(faults) == noted else None


def _filled(mapping: dict[str, Value], keys: Any) -> dict[str, Any]:
    """The mapping without known keys that have no value: ``section:`` says as much as no section.

    Also in the mappings inside it.
    """
    known, inner = key_names(keys), inner_keys(keys)
    filled: dict[str, Any] = {}
    for key, value in mapping.items():
        of_inner = inner.get(key)
        if value is None and key in known:
            continue
        if of_inner is not None and isinstance(value, dict):
            filled[key] = _filled(value, of_inner)
        elif of_inner is not None and isinstance(value, list):
            filled[key] = [_filled(item, of_inner) if isinstance(item, dict) else item for item in value]
        else:
            filled[key] = value
    return filled


def _check_dates(node: MappingNode, faults: FileProblems) -> None:
    """A story has one of two dates."""
    dates = {"datePublished", "dateModified"}
    if any(node.value.get(key) is not None for key in dates) or _misspelt(node.value, StoryKeys) & dates:
        return
    message = "datePublished or dateModified is missing"
    faults.add("PQ112", *node.position, message, missing_suggestion("datePublished", StoryKeys))


def _misspelt(mapping: Mapping[str, Value], keys: Any) -> set[str | None]:
    """The keys that unknown ones are probably meant for: they are faults already, and not missed as well."""
    known = key_names(keys)
    unknown = (key for key in mapping if key not in known)
    return {key_meant(key, keys) for key in islice(unknown, MAX_FAULTS)}


def _check_sources(node: MappingNode, faults: FileProblems) -> None:
    """A quote has a speaker or a source; one that stands in the wrong column is a problem already."""
    outside = SOURCES & node.value.keys()
    for quote in node.items("quotes")[:MAX_ITEMS]:
        if not isinstance(quote, MappingNode):
            continue
        speaker, source = quote.value.get("speaker"), quote.value.get("source")
        if speaker is not None and source is not None:
            message = "a quote has a speaker or a source, and not both"
            suggestion = "delete source, or delete speaker if nobody is named"
            faults.add("PQ119", *quote.key_at(("source",)), message, suggestion)
        elif speaker is source is None and not outside and not _misspelt(quote.value, QuoteKeys) & SOURCES:
            message = "a quote needs a speaker, or a source that is not named"
            suggestion = (
                "write speaker: and a slug, or source: anonymous, unnamed person, unnamed group or document"
            )
            faults.add("PQ119", *quote.position, message, suggestion)


def _explain(error: ErrorDetails, kind: Kind, node: Node, faults: FileProblems) -> None:
    path: Path = tuple(error["loc"])
    found = error["input"]
    kindred = error["type"]
    where = _name(path)
    match kindred:
        case "unexpected_keyword_argument":
            key = str(path[-1])
            guess = key_suggestion(key, _class_at(kind, path[:-1]), _around(kind, path[:-1]))
            faults.add("PQ111", *node.key_at(path), f'unknown key "{shortened(key)}"', guess)
        case "missing":
            _explain_missing(str(path[-1]), path, kind, node, faults)
        case "date":
            faults.add("PQ114", *node.at(path), f"{where}: {error['msg']}", _date_meant(found))
        case "value":
            faults.add("PQ113", *node.at(path), f"{where}: {error['msg']}")
        case "string_too_short":
            faults.add("PQ113", *node.at(path), f"{where} is empty", "write a value, or delete the key")
        case "too_short":
            faults.add("PQ113", *node.at(path), f"{where} is an empty list", "delete the key")
        case "string_too_long" | "too_long" | "too_large":
            faults.add("PQ115", *node.at(path), f"{where}: {_too_long(error)}")
        case "enum" | "literal_error":
            allowed = _allowed(_class_at(kind, path[:-1]), str(path[-1]))
            message = f"{where}: expected {_alternatives(allowed)}, found {described(found)}"
            guess = _value_meant(str(path[-1]), found, allowed) if isinstance(found, str) else None
            faults.add("PQ113", *node.at(path), message, guess)
        case _:
            expected = SEVERAL.get(str(path[-1])) or EXPECTED.get(kindred, "another value")
            message = f"{where}: expected {expected}, found {described(found)}"
            if kindred == "list_type" and isinstance(found, dict):
                _forget_repeated_keys(node, path, faults)
            faults.add("PQ110", *node.at(path), message, _remedy(kindred, node, path))


def _date_meant(found: object) -> str | None:
    """The date as it should be written, where that is certain."""
    text = found.text if isinstance(found, Number) else found
    if not isinstance(text, str):
        return None
    meant = in_iso_8601(text)
    if meant is None:
        return how_to_write(text)
    if meant == text:  # a day, where a moment is wanted
        return (
            f"write the time and its offset too: {meant}T06:00:00Z"
            if len(meant) == len("2024-10-29")
            else None
        )
    without_offset = meant.endswith("Z") and OFFSET.search(text) is None
    return f'did you mean "{meant}"?{" Put its own offset in place of Z" if without_offset else ""}'


def _value_meant(key: str, found: str, allowed: tuple[str, ...]) -> str | None:
    if key == "status" and found.lower() in SCHEDULED:
        return "leave status out, and write when it is to be public: embargo: 2024-10-28T06:00:00+00:00"
    meant = value_meant(key, found, allowed)
    return None if meant is None else f'did you mean "{meant}"?'


def _around(kind: Kind, path: Path) -> list[tuple[str, Any]]:
    """The classes of the mappings around the one at a path, each with what it is called."""
    return [
        (kind.one if not length else str(path[0]), _class_at(kind, path[:length]))
        for length in range(len(path))
    ]


def _forget_repeated_keys(node: Node, path: Path, faults: FileProblems) -> None:
    """Where the hyphens of a list are missing, each item repeats the keys of the one above: that is no mistake of
    its own."""
    inner: Node | None = node
    for step in path:
        inner = inner.child(step) if inner else None
    if isinstance(inner, MappingNode):
        faults.forget("PQ107", {line for line, _ in inner.repeated})


OFFSET = re.compile(r"(?:[A-Za-z]|[+-]\d{1,2}(?::?\d{2})?|\d{10,})\W*\Z")
"""How a text ends that says its offset."""
SCHEDULED = {"embargo", "embargoed", "scheduled", "future"}
"""Words for a status that in truth say when a story is to be public."""
SEVERAL = {"text": "text or a list of texts", "speaker": "a slug or a list of slugs"}
"""Keys that take one text or several."""
EXPECTED = {
    "string_type": "text",
    "list_type": "a list",
    "bool_type": "true or false",
    "dataclass_type": "a mapping",
    "dataclass_exact_type": "a mapping",
    "dict_type": "a mapping",
}


def _explain_missing(key: str, path: Path, kind: Kind, node: Node, faults: FileProblems) -> None:
    """A required key that is not there, is there without a value, or is there misspelt (which is told already)."""
    around = node
    for step in path[:-1]:
        around = around.child(step) or around
    keys, owner = around.value if isinstance(around.value, dict) else {}, _class_at(kind, path[:-1])
    if key in keys:
        faults.add(
            "PQ112", *around.key_at((key,)), f"{_name(path)} has no value", missing_suggestion(key, owner)
        )
    elif key not in _misspelt(keys, owner):
        faults.add("PQ112", *around.position, f"{_name(path)} is missing", missing_suggestion(key, owner))


def _remedy(kindred: str, node: Node, path: Path) -> str | None:
    """What to write instead, where that is plain."""
    inner: Node | None = node
    for step in path:
        inner = inner.child(step) if inner else None
    if inner is None:
        return None
    match kindred, inner.value:
        case "string_type", value:
            return _as_text(value)
        case "list_type", Number(text=text) if path[-1] == "text":
            return f'put it into quotation marks: "{shortened(text)}"'
        case "list_type", str(text):
            return f"put it into brackets: [{shortened(text)}]"
        case "list_type", dict(mapping):
            return f'begin each item with a hyphen: "- {shortened(next(iter(mapping), "text"))}: …"'
        case "bool_type", str(text) if text.lower() in ("yes", "y", "on"):
            return 'did you mean "true"?'
        case "bool_type", str(text) if text.lower() in ("no", "n", "off"):
            return 'did you mean "false"?'
    return None


def _as_text(value: Value) -> str | None:
    """How to write as text what YAML takes for something else."""
    match value:
        case Number(text=text):
            return f'put it into quotation marks: "{shortened(text)}"'
        case bool():
            return f'put it into quotation marks: "{"true" if value else "false"}"'
        case dict() if len(value) == 1:
            [(key, inner)] = value.items()
            last = inner.text if isinstance(inner, Number) else inner
            if isinstance(last, str):
                return f'text with ": " in it needs quotation marks: {quoted(f"{key}: {last}")}'
        case list() if all(isinstance(item, str) for item in value):
            written = f"[{', '.join(map(str, value))}]"
            return f"text that begins with [ needs quotation marks: {quoted(written)}"
    return None


def _too_long(error: ErrorDetails) -> str:
    if error["type"] == "too_large":
        return error["msg"]
    context = error.get("ctx", {})
    found, most = error["input"], context.get("max_length", 0)
    noun = "characters" if isinstance(found, str) else "items"
    number = len(found) if isinstance(found, str | list) else 0
    return f"{number:,} {noun}; at most {most:,} are read"


def _name(path: Path) -> str:
    """``quotes[2].speaker``, items counted from 1 as a reader counts."""
    name = ""
    for step in path:
        name += f"[{step + 1}]" if isinstance(step, int) else f".{step}" if name else step
    return name


def _class_at(kind: Kind, path: Path) -> Any:
    """What the mapping at a path is."""
    found = kind.keys
    for step in path:
        found = inner_keys(found).get(str(step), found)
    return found


def _allowed(owner: type, key: str) -> tuple[str, ...]:
    """The values of an enumeration, as they are written."""
    hints = get_type_hints(owner)
    for name, hint in hints.items():
        if to_camel(name) == key:
            for choice in (hint, *get_args(hint)):
                if isinstance(choice, type) and issubclass(choice, Enum):
                    return tuple(str(member.value) for member in choice)
                if get_origin(choice) is Literal:
                    return get_args(choice)
    return ()


def _alternatives(allowed: tuple[str, ...]) -> str:
    return f"{', '.join(allowed[:-1])} or {allowed[-1]}" if len(allowed) > 1 else "".join(allowed)
