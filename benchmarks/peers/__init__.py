"""Other GraphQL servers over the same stories: how each is built and started."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.peers.building import CannotBuild, Recipe, build
from benchmarks.servers import Server, free_port, run

NODE = Recipe(
    "node",
    ("node", "npm"),
    (("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"),),
)
RUST = Recipe("rust", ("cargo",), (("cargo", "build", "--release", "--locked", "--quiet"),))
GO = Recipe(
    "go",
    ("go",),
    (
        ("go", "tool", "gqlgen", "generate"),
        ("go", "build", "-buildvcs=false", "-o", "newsroom", "."),
    ),
)


@dataclass(frozen=True)
class Peer:
    """A server that others use: its command, below the folder where it is built, is given the data and a port."""

    name: str
    recipe: Recipe
    command: tuple[str, ...]
    environment: Mapping[str, str] = field(default_factory=dict)


PEERS = (
    Peer("Mercurius with JIT", NODE, ("node", "mercurius.mjs")),
    Peer("Yoga", NODE, ("node", "yoga.mjs")),
    Peer("async-graphql", RUST, ("target/release/newsroom",)),
    Peer("gqlgen", GO, ("./newsroom",), {"GOMAXPROCS": "1"}),
)


@contextmanager
def peer(each: Peer, data: Path, *, may_build: bool = True) -> Iterator[Server | None]:
    """A peer over the stories in a file; None, and a line that says why, where it cannot be had."""
    folder = None
    try:
        folder = build(each.recipe, may_build=may_build)
    except CannotBuild as reason:
        print(f"skipped {each.name}: {reason}", file=sys.stderr)
    if folder is None:
        yield None
        return
    program, *arguments = each.command
    found = [str(folder / program)] if "/" in program else [program]
    scripts = [str(folder / argument) for argument in arguments]
    port = free_port()
    command = [*found, *scripts, str(data), str(port)]
    with run(command, port, environment=each.environment) as server:
        yield server
