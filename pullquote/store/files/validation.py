"""The first pass: whether the values of an entity are what its kind says, and where they are not."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from enum import Enum
from itertools import islice
from typing import Any, Literal, get_args, get_origin, get_type_hints

from pydantic import ValidationError
from pydantic.alias_generators import to_camel
from pydantic_core import ErrorDetails

from pullquote.store.files.fields import MAX_ITEMS
from pullquote.store.files.kinds import (
    Keys,
    Kind,
    OrganizationKeys,
    PersonKeys,
    PublicationKeys,
    QuoteKeys,
    RightsKeys,
    RoleKeys,
    SectionKeys,
    StoryKeys,
    TopicKeys,
)
from pullquote.store.files.syntax.trees import MappingNode, Node, Number, Path, Value, described, shortened
from pullquote.store.model.file_problems import MAX_FAULTS, FileProblems
from pullquote.store.model.problems import closest, did_you_mean

INNER = {"quotes": QuoteKeys, "roles": RoleKeys, "rights": RightsKeys}
"""What the mappings inside an entity are, by the key that they stand under."""


SOURCES = {"speaker", "source"}


def checked(kind: Kind, node: Node, faults: FileProblems) -> Keys | None:
    """The keys of an entity, or None with every fault of their shape."""
    if not isinstance(node, MappingNode):
        message = f"expected the keys of {_one(kind.noun)}, found {described(node.value)}"
        faults.add("PQ110", *node.position, message)
        return None
    noted = len(faults)
    keys: Keys | None = None
    try:
        keys = kind.keys.validate_python(_filled(node.value, KEYS[CLASSES[kind.name]]))
    except ValidationError as errors:
        listed = errors.errors(include_url=False, include_context=True)
        for error in listed[:MAX_FAULTS]:
            _explain(error, kind, node, faults)
        for _ in listed[MAX_FAULTS:]:
            # Only counted; the guesses of the first hundred cost enough.
            faults.add("PQ110", *node.position, "and more")
        if len(faults) == noted:
            # Nothing that is known comes here; without a fault the entity would be missing unnoticed.
            faults.add("PQ110", *node.position, f"not the keys of {_one(kind.noun)}")
    _check_sources(node, faults)
    if kind.has_body:
        _check_dates(node, faults)
    return keys if len(faults) == noted else None


def _filled(mapping: dict[str, Value], known: tuple[str, ...]) -> dict[str, Any]:
    """The mapping without known keys that have no value: ``section:`` says as much as no section.

    Also in the mappings of its lists, which is as deep as a kind goes.
    """
    filled: dict[str, Any] = {}
    for key, value in mapping.items():
        inner = KEYS[INNER[key]] if key in INNER else ()
        match value:
            case None if key in known:
                continue
            case dict():
                filled[key] = _filled(value, inner) if None in value.values() else value
            case list() if key in INNER:
                filled[key] = [_filled(item, inner) if isinstance(item, dict) else item for item in value]
            case _:
                filled[key] = value
    return filled


def _check_dates(node: MappingNode, faults: FileProblems) -> None:
    """A story has one of two dates."""
    dates = {"datePublished", "dateModified"}
    if (
        any(node.value.get(key) is not None for key in dates)
        or _misspelt(node.value, KEYS[StoryKeys]) & dates
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
        elif speaker is source is None and not _misspelt(quote.value, KEYS[QuoteKeys]) & SOURCES:
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
            guess = did_you_mean(key, KEYS[_class_at(kind, path[:-1])])
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
}


def _explain_missing(key: str, path: Path, kind: Kind, node: Node, faults: FileProblems) -> None:
    """A required key that is not there, is there without a value, or is there misspelt (which is told already)."""
    around = node
    for step in path[:-1]:
        around = around.child(step) or around
    keys = around.value if isinstance(around.value, dict) else {}
    if key in keys:
        faults.add("PQ112", *around.key_at((key,)), f"{_name(path)} has no value")
    elif key not in _misspelt(keys, KEYS[_class_at(kind, path[:-1])]):
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


def _one(noun: str) -> str:
    return f"an {noun}" if noun[0] in "aeiou" else f"a {noun}"


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


CLASSES: dict[str, type] = {
    "articles": StoryKeys,
    "editorials": StoryKeys,
    "people": PersonKeys,
    "organizations": OrganizationKeys,
    "publications": PublicationKeys,
    "sections": SectionKeys,
    "topics": TopicKeys,
}
KEYS: dict[type, tuple[str, ...]] = {
    owner: tuple("as" if field.name == "as_" else to_camel(field.name) for field in fields(owner))
    for owner in (*CLASSES.values(), *INNER.values())
}
"""The keys of each mapping, as they are written."""


def _class_at(kind: Kind, path: Path) -> type:
    return INNER.get(str(path[0]), CLASSES[kind.name]) if path else CLASSES[kind.name]


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
