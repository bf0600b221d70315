"""Back end: a plan becomes Python source, one function per selected object type, that writes JSON.

What the source of ``{ story(by: {slug: $slug}) { headline quotes(first: 2) { nodes { text } } } }`` looks like::

    def operation(o, i, a, k):                    # root value, info, arguments and memos of this execution
        out = [b'{"data":']
        write1(o, out.append, i, a, k)
        out.append(b'}')
        return b''.join(out)

    def write1(o, w, i, a, k):                    # Query
        w(b'{"story":')
        m1 = k[0]
        w(m1.texts.get(v1 := call1(o, info=i, **a[0])) or encode1(v1, m1, i, a))
        w(b'}')

    def encode1(v, m, i, a):                      # a story that was not asked for yet
        if v is None: return b'null'
        out = []
        (branches1.get(type(v)) or branches1.find(v))(v, out.append, i, a, ())
        return m.keep(v, b''.join(out))

    def write2(o, w, i, a, k):                    # Article
        w(dumps({"headline": v2 if type(v2 := o.headline) is str else leaf2(v2)})[:-1])
        ...

Neighbouring leaves are one *run*: a dictionary display that orjson encodes in one call. What is selected of
an object is cached for that object, if the schema guarantees that it never changes and resolvers answer the
same; where that does not hold for all of it, for the runs of which it does. Static text is merged into its
neighbours. Each leaf is tested for its exact type; :mod:`~pullquote.compiler.leaves` completes whatever
fails.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from graphql import (
    GraphQLOutputType,
    is_leaf_type,
    is_list_type,
)

from pullquote.compiler.branches import Branches
from pullquote.compiler.fragments import Fragments, MemoTables
from pullquote.compiler.guarantees import Guarantees
from pullquote.compiler.layout import FieldRun, parts_of, without_non_null
from pullquote.compiler.plans import FieldPlan, ObjectPlan, Plan
from pullquote.compiler.source import FunctionBody, OperationFunction, Source
from pullquote.compiler.surface import Unsupported

MAX_LIST_DEPTH = 8
"""Deepest list of lists that is compiled; CPython refuses 20 nested blocks in a function."""


class SourceWriter:
    """Generates and builds the function of one plan."""

    def __init__(self, plan: Plan, guarantees: Guarantees, fragments: Fragments) -> None:
        self._plan = plan
        self._guarantees = guarantees
        self._fragments = fragments
        self._source = Source()
        self.variables: set[str] = set()
        self._written: dict[tuple[str, ObjectPlan], str] = {}
        self._memo_count = 0
        self._branches: list[tuple[Branches, dict[str, str]]] = []

    def build(self) -> tuple[OperationFunction, str]:
        """The function, and its source."""
        root = self._object(self._plan.root, cached=False)
        operation, source, names = self._source.build(root)
        for branches, functions in self._branches:
            branches.functions = {type_: names[function] for type_, function in functions.items()}
        return operation, source

    def tables(self) -> MemoTables | None:
        """The memos that the function is called with, if there are any."""
        return self._fragments.tables(self._memo_count) if self._memo_count else None

    # Objects

    def _object(self, plan: ObjectPlan, *, cached: bool) -> str:
        """The name of the function ``(o, w, i, a, k)`` that writes an object of this plan.

        ``cached`` says that all of it will be cached, so that there is no use in caching its parts.
        """
        key = ("write cached" if cached else "write", plan)
        if key in self._written:
            return self._written[key]
        name = self._written[key] = self._source.name("write")
        body = FunctionBody(cached=cached)
        parts = parts_of(plan)
        while parts:
            part = parts.pop(0)
            if isinstance(part, str):
                body.static += part
            elif isinstance(part, FieldPlan):
                self._write(body, part, part.definition.type, self._value(part), 0)
            else:
                following = parts.pop(0) if parts and isinstance(parts[0], str) else ""
                self._run(body, part, str(following))
        body.flush()
        return self._source.define(name, "o, w, i, a, k", body)

    def _run(self, body: FunctionBody, run: FieldRun, tail: str) -> None:
        """Neighbouring fields that are encoded in one call, with the static text before and after them."""
        display = self._display(run.fields)
        head, body.static = body.static, ""
        if run.lasting and not body.cached:
            memo = self._fragments.memo()
            known, keep = (
                self._source.constant("known", memo.texts.get),
                self._source.constant("keep", memo.keep),
            )
            keeper = FunctionBody()
            keeper.add(f"return {keep}(o, {head.encode()!r} + dumps({display})[1:-1] + {tail.encode()!r})")
            body.add(f"w({known}(o) or {self._source.define(self._source.name('run'), 'o', keeper)}(o))")
            return
        # The braces that the encoder puts around the run are the object's own, where it begins or ends there.
        opens, closes = head.endswith("{"), tail.startswith("}")
        body.static = head[:-1] if opens else head
        body.flush()
        cut = "" if opens and closes else f"[{'' if opens else 1}:{'' if closes else -1}]"
        body.add(f"w(dumps({display}){cut})")
        body.static = tail[1:] if closes else tail

    def _display(self, fields: list[FieldPlan]) -> str:
        """A dictionary display of fields; ``o`` is the object, ``i`` and ``a`` are only read by resolvers."""
        return "{" + ", ".join(f'"{each.key}": {self._item(each)}' for each in fields) + "}"

    def _item(self, plan: FieldPlan) -> str:
        if plan.is_typename:
            return f'"{plan.parent.name}"'
        return self._completed(plan, plan.definition.type, self._value(plan), 0)

    def _value(self, plan: FieldPlan) -> str:
        """An expression for the field's value before it is completed."""
        if plan.attribute is not None:
            return f"o.{plan.attribute}"
        resolver = plan.resolver
        if resolver is None:
            raise Unsupported("a field without a value")
        arguments = ["o"] if resolver.source_first else []
        arguments += [f"{name}=o" for name in resolver.source_names]
        if resolver.info_name is not None:
            arguments.append(f"{resolver.info_name}=i")
        if plan.arguments is not None and plan.arguments.constant is not None:
            constant = plan.arguments.constant
            arguments += [
                f"{name}={self._source.constant('fixed', value)}" for name, value in constant.items()
            ]
        elif plan.arguments is not None:
            arguments.append(f"**a[{plan.arguments.slot}]")
        return f"{self._source.constant('call', resolver.function)}({', '.join(arguments)})"

    # Values as Python objects that orjson encodes

    def _completed(self, plan: FieldPlan, type_: GraphQLOutputType, value: str, depth: int) -> str:
        """An expression for the completed value; ``value`` is an expression that is evaluated once."""
        inner, nullable = without_non_null(type_)
        if is_leaf_type(inner):
            return self._source.leaf(inner, value, nullable=nullable)
        if value.isidentifier() and not nullable and not is_list_type(inner):
            return f"{self._branch(plan, value, self._read)}({value})"
        body = FunctionBody()
        if nullable:
            body.add("if v is None: return None")
        if is_list_type(inner):
            body.add("if type(v) is not tuple and type(v) is not list: v = listed(v)")
            body.add(f"return [{self._completed(plan, inner.of_type, 'x', depth + 1)} for x in v]")
        else:
            body.add(f"return {self._branch(plan, 'v', self._read)}(v)")
        if depth > MAX_LIST_DEPTH:
            raise Unsupported("lists of lists of lists")
        return f"{self._source.define(self._source.name('value'), 'v', body)}({value})"

    def _branch(self, plan: FieldPlan, value: str, write: Callable[[ObjectPlan], str]) -> str:
        """An expression for the function that completes ``value``, by its class."""
        functions = {name: write(selection) for name, selection in plan.selections.items()}
        branches = Branches(self._plan.schema, plan, self._guarantees)
        self._branches.append((branches, functions))
        name = self._source.constant("branches", branches)
        return f"({name}.get(type({value})) or {name}.find({value}))"

    def _read(self, plan: ObjectPlan) -> str:
        """The name of the function ``(o)`` that gives an object of a plan without calls as a dictionary."""
        key = ("read", plan)
        if key not in self._written:
            name = self._written[key] = self._source.name("read")
            body = FunctionBody()
            body.add(f"return {self._display(plan.fields)}")
            self._source.define(name, "o", body)
        return self._written[key]

    # Values written piece by piece

    def _write(
        self, body: FunctionBody, plan: FieldPlan, type_: GraphQLOutputType, value: str, depth: int
    ) -> None:
        """Lines that write the value of a composite field; ``value`` is an expression, evaluated once."""
        inner, nullable = without_non_null(type_)
        is_cacheable = all(selection.is_cacheable for selection in plan.selections.values())
        if depth > MAX_LIST_DEPTH:
            raise Unsupported("lists of lists of lists")
        if not is_list_type(inner) and is_cacheable and not body.cached:
            body.flush()
            texts, encode = self._memoised(body, plan, type_)
            bound, name = value, value
            if not value.isidentifier():
                name = self._source.name("v")
                bound = f"({name} := {value})"
            body.add(f"w({texts}.get({bound}) or {encode(name)})")
            return
        selections = plan.selections.values()
        flat = all(selection.is_flat for selection in selections)
        if flat or (body.cached and not any(selection.calls for selection in selections)):
            body.flush()
            body.add(f"w(dumps({self._completed(plan, type_, value, depth)}))")
            return
        name = value
        if not value.isidentifier():
            name = self._source.name("v")
            body.flush()
            body.add(f"{name} = {value}")
        if nullable:
            body.flush()
            body.add(f"if {name} is None: w(b'null')")
            body.add("else:")
            body.depth += 1
        if is_list_type(inner):
            self._write_list(body, plan, inner.of_type, name, depth)
        else:
            body.flush()
            write = partial(self._object, cached=body.cached)
            body.add(f"{self._branch(plan, name, write)}({name}, w, i, a, k)")
        if nullable:
            body.flush()
            body.depth -= 1

    def _write_list(
        self, body: FunctionBody, plan: FieldPlan, item: GraphQLOutputType, name: str, depth: int
    ) -> None:
        body.add(f"if type({name}) is not tuple and type({name}) is not list: {name} = listed({name})")
        body.static += "["
        each = self._source.name("x")
        nested = is_list_type(without_non_null(item)[0])
        is_cacheable = all(selection.is_cacheable for selection in plan.selections.values())
        body.flush()
        if is_cacheable and not nested and not body.cached:
            texts, encode = self._memoised(body, plan, item)
            # Most often all of them are cached, and then there is nothing to decide for each.
            body.add(f"try: w(b','.join(map({texts}.__getitem__, {name})))")
            body.add(
                f"except KeyError: w(b','.join([{texts}.get({each}) or {encode(each)} for {each} in {name}]))"
            )
        else:
            comma = self._source.name("comma")
            body.add(f"{comma} = b''")
            body.add(f"for {each} in {name}:")
            body.depth += 1
            body.add(f"w({comma}); {comma} = b','")
            self._write(body, plan, item, each, depth + 1)
            body.flush()
            body.depth -= 1
        body.static += "]"

    def _memoised(
        self, body: FunctionBody, plan: FieldPlan, type_: GraphQLOutputType
    ) -> tuple[str, Callable[[str], str]]:
        """Where the bytes of objects are cached, by object, and the call that encodes and caches those of one.

        Adds the lines that they need before them.
        """
        keeper = FunctionBody()
        if not any(selection.calls for selection in plan.selections.values()):
            memo = self._fragments.memo()
            texts, keep = self._source.constant("texts", memo.texts), self._source.constant("keep", memo.keep)
            keeper.add(f"return {keep}(v, dumps({self._completed(plan, type_, 'v', 0)}))")
            encode = self._source.define(self._source.name("encode"), "v", keeper)
            return texts, lambda name: f"{encode}({name})"
        _, nullable = without_non_null(type_)
        if nullable:
            keeper.add("if v is None: return b'null'")
        keeper.add("out = []")
        write = partial(self._object, cached=True)
        keeper.add(f"{self._branch(plan, 'v', write)}(v, out.append, i, a, ())")
        keeper.add("return m.keep(v, b''.join(out))")
        encode = self._source.define(self._source.name("encode"), "v, m, i, a", keeper)
        memo_name = self._source.name("m")
        body.add(f"{memo_name} = k[{self._table(plan)}]")
        return f"{memo_name}.texts", lambda name: f"{encode}({name}, {memo_name}, i, a)"

    def _table(self, plan: FieldPlan) -> int:
        """Which of the execution's memos a field uses: one for each field, by the variables in it."""
        variables = frozenset().union(*[selection.variables for selection in plan.selections.values()])
        self.variables |= variables
        self._memo_count += 1
        return self._memo_count - 1
