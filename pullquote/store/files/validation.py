"""The first pass: whether the values of an entity are what its kind says, and where they are not."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum
from itertools import islice
from typing import Any, Literal, get_args, get_origin, get_type_hints

from pydantic import ValidationError
from pydantic.alias_generators import to_camel
from pydantic_core import ErrorDetails

from pullquote.store.files.kinds import Kind, QuoteKeys, StoryKeys, adapter_of, inner_keys, key_names
from pullquote.store.files.kinds.fields import MAX_ITEMS
from pullquote.store.files.syntax.trees import MappingNode, Node, Number, Path, Value, described, shortened
from pullquote.store.model.file_problems import MAX_FAULTS, FileProblems
from pullquote.store.model.problems import closest, did_you_mean

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
    if (
        any(node.value.get(key) is not None for key in dates)
        or _misspelt(node.value, key_names(StoryKeys)) & dates
    ):
        return
    faults.add("PQ112", *node.position, "datePublished or dateModified is missing")


def _misspelt(mapping: Mapping[str, Value], known: tuple[str, ...]) -> set[str | None]:
    """The keys that unknown ones are probably meant for: they are faults already, and not missed as well."""
    unknown = (key for key in mapping if key not in known)
    return {closest(key, known) for key in islice(unknown, MAX_FAULTS)}


def _check_sources(node: MappingNode, faults: FileProblems) -> None:
    """A quote has a speaker or a source."""
    for quote in node.items("quotes")[:MAX_ITEMS]:
        if not isinstance(quote, MappingNode):
            continue
        speaker, source = quote.value.get("speaker"), quote.value.get("source")
        if speaker is not None and source is not None:
            faults.add("PQ119", *quote.key_at(("source",)), "a quote with a speaker has no source")
        elif speaker is source is None and not _misspelt(quote.value, key_names(QuoteKeys)) & SOURCES:
            message = "a quote needs a speaker, or a source that is not named"
            faults.add("PQ119", *quote.position, message)


def _explain(error: ErrorDetails, kind: Kind, node: Node, faults: FileProblems) -> None:
    path: Path = tuple(error["loc"])
    found = error["input"]
    kindred = error["type"]
    where = _name(path)
    match kindred:
        case "unexpected_keyword_argument":
            key = str(path[-1])
            guess = did_you_mean(key, key_names(_class_at(kind, path[:-1])))
            faults.add("PQ111", *node.key_at(path), f'unknown key "{shortened(key)}"', guess)
        case "missing":
            _explain_missing(str(path[-1]), path, kind, node, faults)
        case "date":
            faults.add("PQ114", *node.at(path), f"{where}: {error['msg']}")
        case "value":
            faults.add("PQ113", *node.at(path), f"{where}: {error['msg']}")
        case "string_too_short":
            faults.add("PQ113", *node.at(path), f"{where} is empty")
        case "too_short":
            faults.add("PQ113", *node.at(path), f"{where} is an empty list")
        case "too_large":
            faults.add("PQ115", *node.at(path), f"{where}: {error['msg']}")
        case "string_too_long" | "too_long":
            faults.add("PQ115", *node.at(path), f"{where}: {_too_long(error)}")
        case "enum" | "literal_error":
            allowed = _allowed(_class_at(kind, path[:-1]), str(path[-1]))
            message = f"{where}: expected {_alternatives(allowed)}, found {described(found)}"
            guess = did_you_mean(found, allowed) if isinstance(found, str) else None
            faults.add("PQ113", *node.at(path), message, guess)
        case _:
            expected = TEXTS if path[-1] == "text" else EXPECTED.get(kindred, "another value")
            message = f"{where}: expected {expected}, found {described(found)}"
            faults.add("PQ110", *node.at(path), message, _remedy(kindred, node, path))


TEXTS = "text or a list of texts"
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
    keys = around.value if isinstance(around.value, dict) else {}
    if key in keys:
        faults.add("PQ112", *around.key_at((key,)), f"{_name(path)} has no value")
    elif key not in _misspelt(keys, key_names(_class_at(kind, path[:-1]))):
        faults.add("PQ112", *around.position, f"{_name(path)} is missing")


def _remedy(kindred: str, node: Node, path: Path) -> str | None:
    """What to write instead, where that is plain."""
    inner: Node | None = node
    for step in path:
        inner = inner.child(step) if inner else None
    if inner is None:
        return None
    match kindred, inner.value:
        case "string_type", Number(text=text):
            return f'put it into quotation marks: "{shortened(text)}"'
        case "string_type", bool(value):
            return f'put it into quotation marks: "{"true" if value else "false"}"'
        case "list_type", Number(text=text) if path[-1] == "text":
            return f'put it into quotation marks: "{shortened(text)}"'
        case "list_type", str(text):
            return f"put it into brackets: [{shortened(text)}]"
        case "bool_type", str(text) if text.lower() in ("yes", "y", "on"):
            return 'did you mean "true"?'
        case "bool_type", str(text) if text.lower() in ("no", "n", "off"):
            return 'did you mean "false"?'
    return None


def _too_long(error: ErrorDetails) -> str:
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
    return f"{', '.join(allowed[:-1])} or {allowed[-1]}"
