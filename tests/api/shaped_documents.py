"""Documents of many shapes, and the requests that they are sent in; see :mod:`tests.api.shapes`."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from random import Random
from typing import Any

from graphql import (
    GraphQLField,
    GraphQLInputObjectType,
    GraphQLInputType,
    GraphQLSchema,
    get_named_type,
    is_composite_type,
)

from tests.api.shapes import Shape, name, values
from tests.compiler.generator import literal, plain


@dataclass(frozen=True)
class Root:
    """A field of the query type and one of its arguments."""

    name: str
    field: GraphQLField
    argument: str
    type: GraphQLInputType

    def select(self, argument: str) -> str:
        """The field with this argument."""
        braces = " { __typename }" if is_composite_type(get_named_type(self.field.type)) else ""
        return f"{self.name}({argument}){braces}"


def roots(schema: GraphQLSchema) -> list[Root]:
    """Every field and argument that a query begins with."""
    assert schema.query_type is not None
    return [
        Root(name, field, argument, each.type)
        for name, field in schema.query_type.fields.items()
        for argument, each in field.args.items()
    ]


Made = tuple[str, dict[str, Any]]
"""A document and its variables."""


@dataclass(frozen=True)
class Maker:
    """Makes the documents of one schema."""

    schema: GraphQLSchema

    def root(self, shape: Shape) -> Root:
        """The field and argument that a shape is about."""
        found = roots(self.schema)
        return found[shape.choice % len(found)]

    def make(self, shape: Shape) -> Made:
        """The document and the variables of a shape."""
        return DOCUMENTS[shape.document](self, shape)

    def _literal(self, shape: Shape) -> Made:
        root = self.root(shape)
        return f"{{ {root.select(f'{root.argument}: {literal(values(shape, root.type))}')} }}", {}

    def _variable(self, shape: Shape) -> Made:
        root = self.root(shape)
        field = root.select(f"{root.argument}: $v")
        return f"query ($v: {root.type}) {{ {field} }}", {"v": plain(values(shape, root.type))}

    def _default(self, shape: Shape) -> Made:
        root = self.root(shape)
        default = literal(values(shape, root.type))
        return f"query ($v: {root.type} = {default}) {{ {root.select(f'{root.argument}: $v')} }}", {}

    def _many_variables(self, shape: Shape) -> Made:
        root = self.root(shape)
        count = min(shape.count, 150)
        value = plain(values(replace(shape, count=max(1, shape.count // count)), root.type))
        names = [name(shape, ["variable"], number) for number in range(count)]
        uses = " ".join(
            f"a{n}: {root.select(f'{root.argument}: ${each}')}" for n, each in enumerate(names[:30])
        )
        defined = " ".join(f"${each}: {root.type}" for each in names)
        return f"query ({defined}) {{ {uses} }}", dict.fromkeys(names, value)

    def _unasked(self, shape: Shape) -> Made:
        return "{ dataset { version } }", {name(shape, ["first"], n): n for n in range(shape.count)}

    def _object_with_variables(self, shape: Shape) -> Made:
        root = self.root(shape)
        named = get_named_type(root.type)
        fields = list(named.fields) if isinstance(named, GraphQLInputObjectType) else ["slugs"]
        given = " ".join(f"{fields[n % len(fields)]}: [$v{n}]" for n in range(min(shape.count, 100)))
        defined = " ".join(f"$v{n}: String" for n in range(min(shape.count, 100)))
        variables = {f"v{n}": name(shape, ["slug"], n) for n in range(shape.count)}
        return f"query ({defined}) {{ {root.select(f'{root.argument}: {{{given}}}')} }}", variables

    def _within(self, shape: Shape, selection: str) -> str:
        """A selection in stories, quotes, people: wherever the choice leads."""
        paths = [
            "",
            "stories",
            "stories nodes",
            "quotes nodes",
            "people nodes roles",
            "node",
            "stories nodes body",
        ]
        path = paths[shape.choice % len(paths)].split()
        opened = "".join(f"{each}{'(id: 1)' if each == 'node' else ''} {{ " for each in path)
        return f"{{ {opened}{selection}{' }' * len(path)} }}"

    def _unknown_fields(self, shape: Shape) -> Made:
        real = ["headline", "datePublished", "organizations", "totalCount"]
        return self._within(shape, " ".join(name(shape, real, n) for n in range(shape.count))), {}

    def _unknown_arguments(self, shape: Shape) -> Made:
        root = self.root(shape)
        return (
            f"{{ {root.select(' '.join(f'{name(shape, list(root.field.args), n)}: 0' for n in range(shape.count)))} }}",
            {},
        )

    def _unknown_types(self, shape: Shape) -> Made:
        real = ["OrganizationKind", "StoryConnection", "PublicationEdge", "Query"]
        names = [name(shape, real, n) for n in range(shape.count)]
        if shape.choice % 2:
            return (
                f"query ({' '.join(f'$v{n}: {each}' for n, each in enumerate(names))}) {{ dataset {{ version }} }}",
                {},
            )
        return self._within(shape, " ".join(f"... on {each} {{ id }}" for each in names)), {}

    def _directives(self, shape: Shape) -> Made:
        written = [
            "@include(if: true)",
            "@skip(if: $v)",
            "@defer(label: 3)",
            f"@{name(shape, ['include'], 1)}",
        ]
        one = written[shape.choice % len(written)]
        return (
            f"query ($v: Boolean) {self._within(shape, '__typename ' + ' '.join([one] * min(shape.count, 50)))}",
            {},
        )

    def _same_field(self, shape: Shape) -> Made:
        fields = " ".join(
            "__typename" if shape.choice % 3 else f"x: stories(first: {n}) {{ __typename }}"
            for n in range(shape.count)
        )
        return self._within(shape, fields), {}

    def _merged(self, shape: Shape) -> Made:
        """One field many times, each with the same again below."""
        inner = "slug"
        for _ in range(min(shape.depth, 6)):
            inner = " ".join([f"quotes {{ nodes {{ story {{ {inner} }} }} }}"] * max(1, shape.count % 5))
        return f"{{ stories {{ nodes {{ {inner} }} }} }}", {}

    def _fragments(self, shape: Shape) -> Made:
        """Fragments that each spread some of the others, in one of several patterns."""
        count = max(2, min(shape.count, 120))
        spread: Callable[[int], Iterator[int]] = [
            lambda n: iter([n + 1] if n + 1 < count else []),
            lambda n: iter(range(n + 1, min(count, n + 1 + shape.depth))),
            lambda n: iter([(n + 1) % count, (n * 2) % count]),
            lambda _: iter([]),
            lambda n: iter([n + 1, n + 1] if n + 1 < count else []),
        ][shape.choice % 5]
        body = ["id", "nodes { id }", "... on Article { id }"][shape.choice // 5 % 3]
        type_ = "StoryConnection" if "nodes" in body else "Story"
        defined = " ".join(
            f"fragment F{n} on {type_} {{ {body} {' '.join(f'...F{m}' for m in spread(n))} }}"
            for n in range(count)
        )
        uses = (
            " ".join(["...F0"] * max(1, shape.depth))
            if shape.choice % 2
            else " ".join(f"...F{n}" for n in range(count))
        )
        inner = uses if type_ == "StoryConnection" else f"nodes {{ {uses} }}"
        return f"{{ stories {{ {inner} }} }} {defined}", {}

    def _filler(self, shape: Shape) -> Made:
        """Much text of which nothing comes."""
        fillers = [
            " ",
            "\n",
            ",",
            "\ufeff",
            "# comment\n",
            "#" + "x" * min(shape.length, 200) + "\n",
            "\r\n \t",
        ]
        text = fillers[shape.choice % len(fillers)] * min(shape.length * shape.count, 90_000)
        place = "{ stories { totalCount } }" if shape.choice % 2 else "{ stories { nonsense }"
        return text[:90_000] + place, {}

    def _strings(self, shape: Shape) -> Made:
        texts = [
            '"' + "\\u0041" * shape.length,
            '"' + "\\n" * shape.length,
            '"""' + "\n  x" * shape.length,
            '"""' + "\\" + '"""' * 3 * shape.length,
        ]
        text = texts[shape.choice % len(texts)][:85_000].rstrip("\\")
        if shape.choice % len(texts) == 0:
            text = text[: 1 + (len(text) - 1) // 6 * 6]
        quote = '"""' if text.startswith('"""') else '"'
        field = 'slugs: ["a"] search' if shape.choice % 2 else "search"
        return f"{{ stories(filter: {{{field}: {text}{quote}}}) {{ totalCount }} }}", {}

    def _operations(self, shape: Shape) -> Made:
        names = [name(shape, ["Stories"], n if shape.choice % 2 else 0) for n in range(min(shape.count, 150))]
        return " ".join(f"query {each} {{ __typename }}" for each in names), {}

    def _pages(self, shape: Shape) -> Made:
        inner = "__typename"
        for _ in range(min(shape.depth, 5)):
            inner = f"quotes(first: {min(shape.count, 100)}) {{ nodes {{ id story {{ {inner} }} }} }}"
        aliases = " ".join(
            f"a{n}: stories(first: {min(shape.count, 100)}) {{ nodes {{ {inner} }} }}"
            for n in range(shape.choice % 20 + 1)
        )
        return f"{{ {aliases} }}", {}

    def _soup(self, shape: Shape) -> Made:
        random = Random(shape.choice)
        words = [
            "{",
            "}",
            "(",
            ")",
            ":",
            "...",
            "on",
            "fragment",
            "query",
            "stories",
            "nodes",
            "id",
            "$v",
            "@include",
            "[",
            "]",
            "!",
            "=",
            "0",
            '"x"',
            "Story",
        ]
        return " ".join(random.choices(words, k=shape.count)), {}

    def _introspection(self, shape: Shape) -> Made:
        inner = "name"
        for _ in range(shape.depth):
            inner = f"name ofType {{ {inner} }}"
        return (
            f"{{ __schema {{ types {{ fields {{ type {{ {inner} }} }} possibleTypes {{ {inner} }} }} }} }}",
            {},
        )

    def _events(self, shape: Shape) -> Made:
        root = self.root(replace(shape, choice=shape.choice % 2))
        value = plain(values(shape, root.type))
        return "subscription ($v: StoryFilter) { changed: changes(filter: $v) { __typename } }", {"v": value}


DOCUMENTS: dict[str, Callable[[Maker, Shape], Made]] = {
    name.removeprefix("_").replace("_", " "): made
    for name, made in vars(Maker).items()
    if name.startswith("_") and not name.startswith("__") and name != "_within"
}
"""What a document can be."""
WITH_VALUES = frozenset({"literal", "variable", "default", "many variables", "events"})
"""The documents that have a value of the shape's."""
