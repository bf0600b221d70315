"""The worst that the default limits admit: each kind of expensive operation, made as large as it may be.

    python -m benchmarks.worst            # on the shipped newsroom
    python -m benchmarks.worst FOLDER     # on another

Each is executed as at first sight, by graphql-core: nothing is compiled or kept; only the indexes are there,
as they are once a server is ready. The bound that the limits promise is a second for the worst.
"""

from __future__ import annotations

import asyncio
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pullquote.api.errors import Refused
from pullquote.api.operations.costs.prices import price_list
from pullquote.api.operations.operations import Operation, Operations
from pullquote.api.settings import Settings
from pullquote.schema import Context, schema
from pullquote.schema.compat_strawberry import core_schema
from pullquote.store.newsroom.newsroom import Newsroom

FILTER = 'filter: {from: "2000", to: "2030", exclude: {search: "harbour"}}'
WORDS = "the government said that water and people of the city would"
CANDIDATES = {
    "filtered pages": f"stories(first: SIZE, {FILTER}) {{ nodes {{ slug }} }}",
    "pages from the end, in another order": "stories(last: SIZE, orderBy: {field: HEADLINE}) { nodes { slug } }",
    "searched pages with highlights": f'stories(first: SIZE, filter: {{search: "{WORDS}"}}) {{ edges {{ highlights {{ html }} }} }}',
    "search over everything": f'search(query: "{WORDS}", first: SIZE) {{ edges {{ cursor highlights {{ html }} }} }}',
    "every facet": (
        "quotes(first: 0) { facets { cues { key } kinds { key } months { key } organizations { key } "
        "publications { key } sections { key } speakers { key } topics { key } } }"
    ),
    "facets of each person": "people(first: SIZE) { nodes { quotes(first: 0) { facets { months { key } } } } }",
    "filtered quotes of each story": f"stories(first: SIZE) {{ nodes {{ quotes(first: 2, {FILTER}) {{ totalCount }} }} }}",
    "stories of each person": "people(first: SIZE) { nodes { stories(first: 20) { nodes { slug } } } }",
    "related articles": "articles(first: SIZE) { nodes { related(first: 1) { slug } } }",
    "quotes in their context": "quotes(first: SIZE) { nodes { context(paragraphs: 10) { html before after } } }",
    "bodies": "stories(first: SIZE) { nodes { body { html text markdown } } }",
    "bodies block by block": "stories(first: SIZE) { nodes { body { blocks { html text quotes { text cue } } } } }",
    "offices and who held them": "organizations(first: SIZE) { nodes { roles { title person { name } } } }",
    "round and round": (
        "stories(first: SIZE) { nodes { quotes(first: 5) { nodes { story { quotes(first: 5) { nodes "
        "{ speaker { ... on Person { name roles { title } } } } } } } } } }"
    ),
    "plain fields": "stories(first: SIZE) { nodes { id slug headline standfirst datePublished latestDate inLanguage } }",
    "introspection": "__schema { types { name fields { name args { name type { name } } type { name ofType { name } } } } }",
}
"""Root fields; ``SIZE`` is the page size."""
SIZES = (100, 50, 20, 10, 5, 2, 1)
REPETITIONS = 3
"""The best of these counts: of time on the processor, so that it does not matter what else runs there."""


@dataclass(frozen=True)
class Worst:
    """An operation of one kind that is as large as the limits admit."""

    kind: str
    text: str
    cost: int


def candidates(operations: Operations) -> Iterator[Worst]:
    """The largest admitted operation of each kind: the largest pages, then as many aliases as there may be."""
    for kind, field in CANDIDATES.items():
        for size in SIZES:
            admitted = [
                worst
                for aliases in range(1, operations.settings.max_aliases + 1)
                if (worst := _admitted(operations, kind, field.replace("SIZE", str(size)), aliases))
            ]
            if admitted:
                yield max(admitted, key=lambda worst: worst.cost)
                break


def _admitted(operations: Operations, kind: str, field: str, aliases: int) -> Worst | None:
    text = "{ " + " ".join(f"a{number}: {field}" for number in range(aliases)) + " }"
    try:
        return Worst(kind, text, operations.price(operations.prepare(Operation(text)), {}))
    except Refused:
        return None


def default_operations(**changed: Any) -> Operations:
    """Operations of the schema with the default settings but some, on graphql-core alone."""
    core = core_schema(schema)
    settings = Settings(**changed)
    return Operations(core, settings, price_list(core, settings))


def main() -> None:
    """Print one line for each kind, the slowest last."""
    newsroom = Newsroom(Path(sys.argv[1] if len(sys.argv) > 1 else "fixtures"))
    newsroom.load()
    edition = newsroom.edition
    if edition is None:
        raise SystemExit("there is nothing to serve")
    edition.public.warm()
    operations = default_operations()
    context = Context(edition.public)
    measured = []
    for worst in candidates(operations):
        times = []
        for _ in range(REPETITIONS):
            started = time.process_time()
            result = asyncio.run(default_operations().execute(Operation(worst.text), context))
            body = result.json()
            times.append(time.process_time() - started)
        measured.append((min(times), worst, len(body), result.executed))
    print(f"{'CPU ms':>12} {'cost':>7} {'bytes':>10}  operation")
    for seconds, worst, size, executed in sorted(measured, key=lambda row: row[0]):
        note = "" if executed else " (refused)"
        print(f"{seconds * 1e3:12.1f} {worst.cost:7} {size:10}  {worst.kind}{note}")


if __name__ == "__main__":
    main()
