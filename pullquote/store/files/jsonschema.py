"""JSON Schemas of the file kinds, for editors: keys complete, and slugs complete to what the newsroom has."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from pullquote.store.files.kinds import KINDS, Kind, Kinds, adapter_of
from pullquote.store.files.parallel import parse_files, read_and_parse
from pullquote.store.files.scanning import list_files
from pullquote.store.model.formats import SLUG

DIALECT = "http://json-schema.org/draft-07/schema#"
"""What the language servers for YAML and JSON read."""
SPARE_KEYS = ("title", "default")
"""What pydantic adds for every key, and an editor would show."""
Schema = dict[str, Any]


def json_schemas(folder: Path, kinds: Kinds = KINDS) -> dict[str, Schema]:
    """The JSON Schemas of a newsroom's files by name: ``people`` for a file of one person, and so for each kind;
    ``all-people`` for ``people.yaml``, which maps slugs to people.

    Where a key leads to another entity, the slugs in the folder are what it may be; files with mistakes in them
    count, and a kind that has none yet takes any slug.
    """
    slugs = known_slugs(folder, kinds)
    schemas: dict[str, Schema] = {}
    for name, kind in kinds.items():
        one = _schema(kind, slugs)
        schemas[name] = {"$schema": DIALECT, "title": f"Pullquote {kind.noun}", **one}
        definitions = one.pop("definitions", {})
        schemas[f"all-{name}"] = {
            "$schema": DIALECT,
            "title": f"Pullquote {name}",
            "type": "object",
            "propertyNames": {"pattern": f"^{SLUG}$"},
            "additionalProperties": {"$ref": f"#/definitions/{kind.noun}"},
            "definitions": {**definitions, kind.noun: one},
        }
    return schemas


def known_slugs(folder: Path, kinds: Kinds = KINDS) -> dict[str, list[str]]:
    """The slugs of the newsroom by kind, in order, whatever else is wrong with it."""
    slugs: dict[str, set[str]] = {kind: set() for kind in kinds}
    files = list_files(folder, kinds).files
    for path in files:
        kind, _, name = path.rpartition("/")
        if kind in slugs:
            slugs[kind].add(name.rpartition(".")[0])
    parse = partial(read_and_parse, kinds=kinds)
    for file in parse_files(folder, [path for path in files if "/" not in path], parse, list):
        slugs[file.kind] |= {entity.slug for entity in file.entities}
    return {kind: sorted(found) for kind, found in slugs.items()}


def _schema(kind: Kind, slugs: Mapping[str, Sequence[str]]) -> Schema:
    schema: Schema = adapter_of(kind.keys).json_schema(ref_template="#/definitions/{model}")
    definitions = schema.pop("$defs", {})
    for path, kinds in kind.references:
        known = sorted({slug for each in kinds for slug in slugs[each]})
        for place in _places(schema, definitions, path):
            place.pop("maxLength", None)
            place.pop("minLength", None)
            place.update({"enum": known} if known else {"pattern": f"^{SLUG}$"})
    if kind.is_story:
        schema["anyOf"] = [{"required": [key]} for key in ("datePublished", "dateModified")]
        definitions["QuoteKeys"]["oneOf"] = [{"required": ["speaker"]}, {"required": ["source"]}]
    if definitions:
        schema["definitions"] = definitions
    _tidy(schema)
    return schema


def _places(schema: Schema, definitions: Schema, path: Sequence[str]) -> Iterator[Schema]:
    """The schemas of the text at a path of keys, ``*`` for the items of a list."""
    here = [schema]
    for step in path:
        inner: list[Schema] = []
        for each in here:
            for choice in _choices(each, definitions):
                found = choice.get("items") if step == "*" else choice.get("properties", {}).get(step)
                if found is not None:
                    inner.append(found)
        here = inner
    for each in here:
        yield from (choice for choice in _choices(each, definitions) if choice.get("type") == "string")


def _choices(schema: Schema, definitions: Schema) -> Iterator[Schema]:
    """The schema behind a reference, or those that a value may choose from."""
    if "$ref" in schema:
        yield definitions[schema["$ref"].rpartition("/")[2]]
    elif "anyOf" in schema and "properties" not in schema:
        for choice in schema["anyOf"]:
            yield from _choices(choice, definitions)
    else:
        yield schema


def _tidy(schema: Schema) -> None:
    """Take away what pydantic says and no editor needs; a schema is as deep as the kinds are, so not by recursion."""
    waiting: list[Any] = [schema]
    while waiting:
        node = waiting.pop()
        if isinstance(node, dict):
            waiting += node.values()
            if "type" in node or "anyOf" in node or "$ref" in node:
                for key in SPARE_KEYS:
                    if not isinstance(node.get(key), dict):
                        node.pop(key, None)
        elif isinstance(node, list):
            waiting += node
