"""The first pass: whether the values of an entity are what its kind says, and where they are not."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum
from itertools import islice
from typing import Any, Literal, get_args, get_origin, get_type_hints

from pydantic import ValidationError
from pydantic.alias_generators import to_camel
from pydantic_core import ErrorDetails

from pullquote.store.files.guesses.keys import key_meant, key_suggestion, missing_suggestion
from pullquote.store.files.guesses.values import date_remedy, shape_remedy, text_remedy, word_remedy
from pullquote.store.files.kinds import Kind, QuoteKeys, StoryKeys, adapter_of, inner_keys, key_names
from pullquote.store.files.kinds.fields import MAX_ITEMS
from pullquote.store.files.syntax.trees import MappingNode, Node, Path, Value, described, shortened
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
        case "date" | "moment":
            entity = node.value if isinstance(node.value, dict) else {}
            guess = date_remedy(found, entity, str(path[-1]), is_moment=kindred == "moment")
            faults.add("PQ114", *node.at(path), f"{where}: {error['msg']}", guess)
        case "value" | "address" | "picture" | "language":
            faults.add("PQ113", *node.at(path), f"{where}: {error['msg']}", text_remedy(kindred, found))
        case "string_too_short":
            faults.add("PQ113", *node.at(path), f"{where} is empty", "write a value, or delete the key")
        case "too_short":
            faults.add("PQ113", *node.at(path), f"{where} is an empty list", "delete the key")
        case "string_too_long" | "too_long" | "too_large":
            faults.add("PQ115", *node.at(path), f"{where}: {_too_long(error)}")
        case "enum" | "literal_error":
            allowed = _allowed(_class_at(kind, path[:-1]), str(path[-1]))
            message = f"{where}: expected {_alternatives(allowed)}, found {described(found)}"
            faults.add("PQ113", *node.at(path), message, word_remedy(str(path[-1]), found, allowed))
        case _:
            expected = SEVERAL.get(str(path[-1])) or EXPECTED.get(kindred, "another value")
            message = f"{where}: expected {expected}, found {described(found)}"
            if kindred == "list_type" and isinstance(found, dict):
                _forget_repeated_keys(node, path, faults)
            remedy = shape_remedy(kindred, _value_at(node, path), str(path[-1]), _inner_class(kind, path))
            faults.add("PQ110", *node.at(path), message, remedy)


def _around(kind: Kind, path: Path) -> list[tuple[str, Any]]:
    """The classes of the mappings around the one at a path, each with what it is called."""
    return [
        (kind.one if not length else str(path[0]), _class_at(kind, path[:length]))
        for length in range(len(path))
    ]


def _forget_repeated_keys(node: Node, path: Path, faults: FileProblems) -> None:
    """Where the hyphens of a list are missing, each item repeats the keys of the one above: that is no mistake of
    its own."""
    inner = _node_at(node, path)
    if isinstance(inner, MappingNode):
        faults.forget("PQ107", {line for line, _ in inner.repeated})


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


def _inner_class(kind: Kind, path: Path) -> Any:
    """What the mappings are that the key at the end of a path has, itself or as a list; None where it has none."""
    keys = [step for step in path if isinstance(step, str)]
    return inner_keys(_class_at(kind, tuple(keys[:-1]))).get(keys[-1])


def _node_at(node: Node, path: Path) -> Node | None:
    inner: Node | None = node
    for step in path:
        inner = inner.child(step) if inner else None
    return inner


def _value_at(node: Node, path: Path) -> Value:
    inner = _node_at(node, path)
    return inner.value if inner else None


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
