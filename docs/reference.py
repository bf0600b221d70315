"""What is generated of the code, as Markdown: settings, errors, problems, the schema, metrics, log events, commands.

Each list comes from the one place in the code that decides, so that nothing can be added without its description.
"""

from __future__ import annotations

import ast
import re
import types
from collections.abc import Callable, Iterable, Iterator, Mapping
from enum import Enum
from pathlib import Path
from typing import Any, Literal, NoReturn, Union, get_args, get_origin

import typer
from pydantic import SecretStr
from pydantic.fields import FieldInfo

import pullquote
from docs.schema_reference import schema_types
from docs.tables import table
from pullquote.api.cli import app as command_line
from pullquote.api.errors import CODES
from pullquote.api.operations.costs.prices import DEFERRED_PRICE, FACET_PRICE, PAGE_PRICE, PRICE
from pullquote.api.server.app import create_app
from pullquote.api.settings import Described, Settings, described
from pullquote.api.site.playground.examples import load_examples
from pullquote.api.telemetry.publisher_numbers import PublisherNumbers
from pullquote.store.files.kinds import (
    KINDS,
    CorrectionKeys,
    ImageKeys,
    QuoteKeys,
    RightsKeys,
    RoleKeys,
    adapter_of,
)
from pullquote.store.model.problems import PROBLEMS
from pullquote.store.newsroom.newsroom import Newsroom
from pullquote.store.rounds.newsroom import RemoteNewsroom

ROOT = Path(__file__).parent.parent
PACKAGE = Path(pullquote.__file__).parent

PROBLEM_GROUPS = {
    "PQ1": "The file and its shape",
    "PQ2": "What the file refers to",
    "PQ3": "What the file means",
    "PQ4": "Warnings",
    "PQ5": "What is served instead",
}
"""How the codes of problems begin, and what those that begin so have in common."""
LOG_LEVELS = ("debug", "info", "warning", "error", "exception", "critical")
"""The methods of a logger; ``exception`` is an error with its traceback."""
TRACEBACK = "error, with a traceback"
BOUNDS = {"ge": "at least {}", "gt": "more than {}", "le": "at most {}", "lt": "less than {}"}
"""How pydantic names the limits of a number, and how they are said."""


def settings() -> str:
    """Every setting: its variable, what it does, what values it takes, its default, and why the default is what it is."""
    values = [_values(field) for field in Settings.model_fields.values()]
    return "\n".join(
        f"## {row.variable}\n\n{row.description}\n\n"
        f"**Values:** {values_}. **Default:** {_default_of(row)} ({row.reason}).\n"
        for row, values_ in zip(described(), values, strict=True)
    )


def _default_of(row: Described) -> str:
    return f"`{row.default}`{f' {row.unit}' if row.unit else ''}" if row.default else "none"


def _values(field: FieldInfo) -> str:
    bounds = [
        words.format(getattr(limit, name))
        for limit in field.metadata
        for name, words in BOUNDS.items()
        if getattr(limit, name, None) is not None
    ]
    return ", ".join([_type_of(field.annotation), *bounds])


def _type_of(annotation: Any) -> str:
    if get_origin(annotation) in {Union, types.UnionType}:
        [annotation] = [each for each in get_args(annotation) if each is not type(None)]
    if get_origin(annotation) is Literal:
        return _choice(get_args(annotation))
    if isinstance(annotation, type) and issubclass(annotation, Enum):
        return _choice([each.value for each in annotation])
    if get_origin(annotation) is tuple:
        return "a list, separated by commas"
    names = {bool: "`on`, `off`", int: "a whole number", float: "a number", str: "text", Path: "a path"}
    return {**names, SecretStr: "text, secret"}[annotation]


def _choice(values: Iterable[str]) -> str:
    return ", ".join(f"`{value}`" for value in values)


def errors() -> str:
    """Every code that an answer can have."""
    rows = [(f"`{name}`", str(code.status), code.stage.value, code.meaning) for name, code in CODES.items()]
    return table(("Code", "Status", "When", "What it means, and what to do"), rows)


def problems() -> str:
    """Every problem that a file can have, under a heading that its code leads to."""
    parts = []
    for prefix, title in PROBLEM_GROUPS.items():
        parts.append(f"## {title}\n")
        parts += [
            f"### {code}: {found.title} {{#{code.lower()}}}\n\n{found.meaning} {found.remedy}\n"
            for code, found in PROBLEMS.items()
            if code.startswith(prefix)
        ]
    return "\n".join(parts)


def keys() -> str:
    """Every key of every kind of file, and of what is in them."""
    by_class: dict[Any, list[str]] = {}
    for kind in KINDS.values():
        by_class.setdefault(kind.keys, []).append(kind.name)
    nested = {
        "Each of `quotes`": QuoteKeys,
        "Each of `roles`": RoleKeys,
        "Each of `corrections`": CorrectionKeys,
        "An `image`": ImageKeys,
        "`rights`": RightsKeys,
    }
    parts = [_keys_of(" and ".join(names).capitalize(), each) for each, names in by_class.items()]
    parts += [_keys_of(title, each) for title, each in nested.items()]
    return "\n".join(parts)


def _keys_of(title: str, owner: Any) -> str:
    schema = adapter_of(owner).json_schema()
    rows = [
        (
            f"`{each.alias}`",
            "yes" if each.is_required() else "",
            f"{each.description or ''}{_values_of(schema['properties'][str(each.alias)], schema)}",
        )
        for each in owner.__pydantic_fields__.values()
    ]
    return f"### {title}\n\n{table(('Key', 'Required', 'Meaning'), rows)}"


def _values_of(key: Any, schema: Any) -> str:
    """The values that a key may have, where there are only some."""
    named = re.search(r"#/\$defs/(\w+)", str(key))
    places = [key, *key.get("anyOf", ()), *([schema["$defs"][named[1]]] if named else [])]
    values = next((place["enum"] for place in places if "enum" in place), None)
    return f" One of {_choice(values)}." if values else ""


def questions() -> str:
    """The questions that the playground offers, each with its query."""
    return "\n".join(
        f"## {each.question}\n\n{each.explanation}\n\n```graphql\n{_without_comments(each.query)}```\n"
        for each in load_examples()
    )


def _without_comments(query: str) -> str:
    return "".join(line for line in query.splitlines(keepends=True) if not line.startswith("#"))


def prices() -> str:
    """What fields cost, the most expensive first."""
    fields = {
        **PRICE,
        "a page": PAGE_PRICE,
        "a facet": FACET_PRICE,
        "a fragment with `@defer`, for each object": DEFERRED_PRICE,
    }
    by_price: dict[float, list[str]] = {}
    for name, price in sorted(fields.items(), key=lambda item: -item[1]):
        by_price.setdefault(price, []).append(name if " " in name else f"`{name}`")
    by_price[1] = ["every other field of an object", *by_price.get(1, [])]
    rows = [(f"{price:g}", ", ".join(names)) for price, names in by_price.items()]
    return table(("Price", "Of"), rows) + "\n`*` stands for any type.\n"


def metrics() -> str:
    """Every metric that a server has, of the shipped newsroom or of one on a cluster, and that a publisher has."""
    newsroom = Newsroom(ROOT / "fixtures")
    newsroom.load()
    apps = [create_app(Settings(), each) for each in (newsroom, RemoteNewsroom(_no_source, ""))]
    registries = [*(app.state.metrics.registry for app in apps), PublisherNumbers()]
    families = {family.name: family for registry in registries for family in registry.collect()}
    rows = [
        (
            f"`{family.name}{'_total' if family.type == 'counter' else ''}`",
            family.type,
            ", ".join(f"`{label}`" for label in getattr(family, "_labelnames", ())),
            family.documentation,
        )
        for family in families.values()
    ]
    return table(("Metric", "Type", "Labels", "What it says"), sorted(rows))


def _no_source() -> NoReturn:
    raise NotImplementedError("nothing is served")


def log_events() -> str:
    """Every event that is logged, as the source has it: its text, its level, and what is said with it."""
    fields: dict[tuple[int, str], dict[str, None]] = {}
    for event, level, given in _log_calls():
        fields.setdefault((LOG_LEVELS.index(level), event), {}).update(dict.fromkeys(given))
    rows = [
        (event, TRACEBACK if LOG_LEVELS[level] == "exception" else LOG_LEVELS[level], _choice(given))
        for (level, event), given in sorted(fields.items(), key=lambda item: item[0])
    ]
    return table(("Event", "Level", "With"), rows)


def _log_calls() -> Iterator[tuple[str, str, list[str]]]:
    for path in sorted(PACKAGE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_bytes())):
            match node:
                case ast.Call(
                    func=ast.Attribute(value=logger, attr=level),
                    args=[ast.Constant(value=str(event)), *_],
                    keywords=keywords,
                ) if level in LOG_LEVELS and ast.unparse(logger).endswith("log"):
                    yield event, level, [each.arg for each in keywords if each.arg and each.arg != "exc_info"]


def commands() -> str:
    """Every command, with its arguments and options."""
    known: Mapping[str, Any] = getattr(typer.main.get_command(command_line), "commands")  # noqa: B009 - of a group
    parts = []
    for name, command in known.items():
        arguments = [each for each in command.params if not each.opts[0].startswith("-")]
        usage = " ".join(
            [f"pullquote {name}", *(_argument(each.name, required=each.required) for each in arguments)]
        )
        rows = [
            (
                " / ".join(f"`{option}`" for option in [*each.opts, *each.secondary_opts]),
                each.help or "",
                _default(each),
            )
            for each in command.params
        ]
        parts.append(
            f"## {usage}\n\n{command.help}\n\n{table(('Argument or option', 'Meaning', 'Default'), rows)}"
        )
    return "\n".join(parts)


def _argument(name: str, *, required: bool) -> str:
    return name.upper() if required else f"[{name.upper()}]"


def _default(parameter: Any) -> str:
    shown, default = parameter.show_default, parameter.default
    if isinstance(shown, str):
        return f"`{shown}`"
    if default is None or default is False:
        return ""
    return f"`{default.value if isinstance(default, Enum) else default}`"


SECTIONS: Mapping[str, Callable[[], str]] = {
    "settings": settings,
    "errors": errors,
    "problems": problems,
    "keys": keys,
    "questions": questions,
    "prices": prices,
    "metrics": metrics,
    "log-events": log_events,
    "commands": commands,
    "schema": schema_types,
}
"""What a page can ask for by ``<!-- generated: NAME -->``."""
