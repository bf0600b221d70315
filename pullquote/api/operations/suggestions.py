"""What was meant by a mistake in an operation, where the schema knows: the call that works, the values of an enum.

graphql-core finds names that are spelled alike. This adds what a stranger to this API, or to GraphQL, gets wrong:
arguments that belong into an input object, fields that belong into the nodes of a page or into another field.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, Final

from graphql import (
    ArgumentNode,
    DocumentNode,
    FieldsOnCorrectTypeRule,
    GraphQLEnumType,
    GraphQLError,
    GraphQLField,
    GraphQLInputObjectType,
    GraphQLInterfaceType,
    GraphQLObjectType,
    GraphQLSchema,
    KnownArgumentNamesRule,
    KnownTypeNamesRule,
    ValuesOfCorrectTypeRule,
    get_named_type,
    is_required_argument,
    print_ast,
)

from pullquote.api.compat_validation import validate_document
from pullquote.store.model.problems import closest

SUGGESTING_RULES: Final = (
    KnownTypeNamesRule,
    FieldsOnCorrectTypeRule,
    KnownArgumentNamesRule,
    ValuesOfCorrectTypeRule,
)
"""The rules whose errors may suggest something; in the order in which all rules are applied."""
LONGEST_MESSAGE: Final = 1_000
"""Characters of a message that is read: a longer one has a long text of the client in it."""
LONGEST_VALUE: Final = 60
"""Characters of a client's value that are repeated in a suggestion."""
MOST_VALUES: Final = 30
"""Values of an enum that are listed."""
DID_YOU_MEAN: Final = " Did you mean "
UNKNOWN_ARGUMENT: Final = re.compile(r"Unknown argument '(\w+)' on field '(\w+)\.(\w+)'\.")
MISSING_ARGUMENT: Final = re.compile(r"Argument '(\w+)\.(\w+)\((\w+):\)' of type .* is required")
UNKNOWN_FIELD: Final = re.compile(r"Cannot query field '(\w+)' on type '(\w+)'\.")
UNKNOWN_INPUT: Final = re.compile(
    r"(Expected value of type '(\w+)!?' not to include unknown field '(\w+)'), found: "
)
UNKNOWN_VALUE: Final = re.compile(r"Value .* does not exist in '(\w+)' enum\.|Enum '(\w+)' cannot represent ")
NO_OBJECT: Final = re.compile(r"Expected value of type '(\w+)!?' to be an object, found: (.*)\.$", re.DOTALL)
ONE_OF: Final = re.compile(r"Within OneOf Input Object type '(\w+)', exactly one field must be specified")
ARGUMENTS: Final = {
    "limit": "first", "take": "first", "count": "first", "pageSize": "first", "offset": "after", "skip": "after",
    "page": "after", "cursor": "after", "where": "filter", "sort": "orderBy", "order": "orderBy", "sortBy": "orderBy",
    "q": "query",
}  # fmt: skip
"""Arguments of other APIs, and what does the same here."""
FIELDS: Final = {
    "title": "headline", "date": "datePublished", "published": "datePublished", "publishedAt": "datePublished",
    "updatedAt": "dateModified", "content": "body", "summary": "standfirst", "excerpt": "standfirst",
    "author": "authors", "tags": "topics", "category": "section", "language": "inLanguage", "quote": "text",
    "source": "publication", "person": "speaker", "saidBy": "speaker", "total": "totalCount", "count": "totalCount", "items": "nodes", "results": "nodes",
}  # fmt: skip
"""Fields of other APIs, and those that are the same here, on types that have them."""
FILTERS: Final = {
    "publishedAfter": "from", "after": "from", "since": "from", "startDate": "from", "dateFrom": "from",
    "publishedBefore": "to", "before": "to", "until": "to", "endDate": "to", "dateTo": "to",
    "updatedAfter": "modifiedFrom", "updatedSince": "modifiedFrom", "modifiedSince": "modifiedFrom",
    "q": "search", "query": "search", "text": "search", "tags": "topics", "tag": "topics", "category": "sections",
    "language": "inLanguage", "lang": "inLanguage", "person": "speakers", "people": "speakers",
    "source": "publications", "type": "kinds",
}  # fmt: skip
"""Filters of other APIs, and those that do the same here, in input objects that have them."""
ITEMS: Final = ("nodes", "node")
"""The fields of pages and edges that lead to what is listed."""
MOST_WAYS: Final = 3
"""Fields that lead to what was meant, at most: a name that more of them have says little."""
USUAL_KEYS: Final = ("slug", "search", "field")
"""What a bare value in the place of an input object stands for, in this order."""


def suggest(schema: GraphQLSchema, tree: DocumentNode, errors: list[GraphQLError], most: int) -> None:
    """Have the first ``most`` errors of a document say what may have been meant.

    That takes too long to be done for each.
    """
    found = validate_document(schema, tree, SUGGESTING_RULES, max_errors=most, hide_suggestions=False)
    for error in found[:most]:
        said, suggests, _ = error.message.partition(DID_YOU_MEAN)
        if suggests:
            nodes, said = [*map(id, error.nodes or ())], said.removesuffix(".")
            for index, plain in enumerate(errors):
                if [*map(id, plain.nodes or ())] == nodes and plain.message.startswith(said):
                    errors[index] = error
                    break
    errors[:most] = [with_suggestion(schema, error) for error in errors[:most]]


def with_suggestion(schema: GraphQLSchema, error: GraphQLError) -> GraphQLError:
    """The error, with what was meant where that is known."""
    if len(error.message) > LONGEST_MESSAGE:
        return error
    for pattern, suggestion in SUGGESTIONS:
        if found := pattern.search(error.message):
            message = suggestion(schema, error, found)
            return GraphQLError(message, error.nodes) if message else error
    return error


def _unknown_argument(schema: GraphQLSchema, error: GraphQLError, found: re.Match[str]) -> str | None:
    """``person(slug: "x")`` is ``person(by: {slug: "x"})``."""
    argument, parent, name = found.groups()
    field = _field(schema, parent, name)
    arguments = field.args if field else {}
    for outer, definition in arguments.items():
        input_type = get_named_type(definition.type)
        inner = input_type.fields if isinstance(input_type, GraphQLInputObjectType) else {}
        for key, opening, closing in ((argument, "", ""), (f"{argument}s", "[", "]")):
            if key in inner:
                node = error.nodes[0] if error.nodes else None
                value = _shown(print_ast(node.value)) if isinstance(node, ArgumentNode) else "…"
                return f"{found[0]}{DID_YOU_MEAN}'{name}({outer}: {{{key}: {opening}{value}{closing}}})'?"
    meant = ARGUMENTS.get(argument)
    return f"{found[0]}{DID_YOU_MEAN}'{meant}'?" if meant in arguments else None


def _missing_argument(schema: GraphQLSchema, error: GraphQLError, found: re.Match[str]) -> str | None:
    """``person`` is ``person(by: {slug: "…"})``."""
    parent, name, argument = found.groups()
    field = _field(schema, parent, name)
    input_type = get_named_type(field.args[argument].type) if field and argument in field.args else None
    if isinstance(input_type, GraphQLInputObjectType) and (key := _usual_key(input_type)):
        return f"{error.message}{DID_YOU_MEAN}'{name}({argument}: {{{key}: \"…\"}})'?"
    return None


def _unknown_field(schema: GraphQLSchema, error: GraphQLError, found: re.Match[str]) -> str | None:
    """``stories { headline }`` is ``stories { nodes { headline } }``; ``quotes { nodes { headline } }`` is
    ``quotes { nodes { story { headline } } }``, where nothing is spelled alike.
    """
    name, parent = found.groups()
    ways = _ways(schema, parent, name)
    if items := [way for way in ways if way in ITEMS]:
        ways = items[:1]
    else:
        meant = FIELDS.get(name) or FIELDS.get(closest(name, FIELDS) or "")
        if meant and _field(schema, parent, meant):
            return f"{found[0]}{DID_YOU_MEAN}'{meant}'?"
        if DID_YOU_MEAN in error.message or not 0 < len(ways) <= MOST_WAYS:
            return None
    found_by = " or ".join(f"'{way} {{ {name} }}'" for way in ways)
    return f"{found[0]}{DID_YOU_MEAN}{found_by}?"


def _ways(schema: GraphQLSchema, parent: str, name: str) -> list[str]:
    """The fields of a type that need no arguments and lead to something that has a field of this name."""
    type_: Any = schema.get_type(parent)
    return [
        way
        for way, field in getattr(type_, "fields", {}).items()
        if not any(is_required_argument(each) for each in field.args.values())
        and _field(schema, get_named_type(field.type).name, name)
    ]


def _unknown_input(schema: GraphQLSchema, error: GraphQLError, found: re.Match[str]) -> str | None:
    """``filter: {publishedAfter: …}`` is ``filter: {from: …}``."""
    said, name, field = found.groups()
    input_type, meant = schema.get_type(name), FILTERS.get(field)
    if not isinstance(input_type, GraphQLInputObjectType) or meant not in input_type.fields:
        return None
    return f"{error.message[: found.start()]}{said}.{DID_YOU_MEAN}'{meant}'? Found: {error.message[found.end() :]}"


def _unknown_value(schema: GraphQLSchema, error: GraphQLError, found: re.Match[str]) -> str | None:
    """An enum says which values it has."""
    enum = schema.get_type(found[1] or found[2])
    if not isinstance(enum, GraphQLEnumType):
        return None
    values = list(enum.values)
    more = ", …" if len(values) > MOST_VALUES else ""
    return f"{error.message} {enum.name} has {', '.join(values[:MOST_VALUES])}{more}."


def _no_object(schema: GraphQLSchema, error: GraphQLError, found: re.Match[str]) -> str | None:
    """``by: "x"`` is ``by: {slug: "x"}``."""
    input_type = schema.get_type(found[1])
    if isinstance(input_type, GraphQLInputObjectType) and (key := _usual_key(input_type)):
        return f"{error.message}{DID_YOU_MEAN}'{{{key}: {_shown(found[2])}}}'?"
    return None


def _one_of(schema: GraphQLSchema, error: GraphQLError, found: re.Match[str]) -> str | None:
    """Which keys there are to choose one of."""
    input_type = schema.get_type(found[1])
    if not isinstance(input_type, GraphQLInputObjectType):
        return None
    return f"{error.message} {input_type.name} has {', '.join(input_type.fields)}."


def _usual_key(input_type: GraphQLInputObjectType) -> str | None:
    return next((key for key in USUAL_KEYS if key in input_type.fields), None)


def _field(schema: GraphQLSchema, parent: str, name: str) -> GraphQLField | None:
    type_: Any = schema.get_type(parent)
    return type_.fields.get(name) if isinstance(type_, GraphQLObjectType | GraphQLInterfaceType) else None


def _shown(value: str) -> str:
    """A value as it was written, if it is short."""
    return value if len(value) <= LONGEST_VALUE and "\n" not in value else "…"


Suggest = Callable[[GraphQLSchema, GraphQLError, re.Match[str]], "str | None"]
SUGGESTIONS: Final[tuple[tuple[re.Pattern[str], Suggest], ...]] = (
    (UNKNOWN_ARGUMENT, _unknown_argument),
    (MISSING_ARGUMENT, _missing_argument),
    (UNKNOWN_FIELD, _unknown_field),
    (UNKNOWN_INPUT, _unknown_input),
    (UNKNOWN_VALUE, _unknown_value),
    (NO_OBJECT, _no_object),
    (ONE_OF, _one_of),
)
"""How graphql-core words a mistake, and what makes the message with what was meant; None leaves it."""
