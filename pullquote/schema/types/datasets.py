"""What is being served: its version, its size, and what is wrong with its files."""

from __future__ import annotations

from datetime import datetime

import strawberry

from pullquote.schema.connections.facets import Bucket
from pullquote.schema.context import Info
from pullquote.schema.fields import field, serves
from pullquote.schema.inputs.enums import Severity
from pullquote.store.model import problems
from pullquote.store.model.snapshots.protocol import Snapshot


@strawberry.type(description="Something wrong with a file, as `pullquote check` prints it.")
class Problem:
    """A problem in a file."""

    is_type_of = serves(problems.Problem)
    code: str = field("Stable code, `PQ203`; the documentation explains each.")
    severity: Severity = field(
        "An error keeps the file from being served as it is; the server has what was good last, or nothing of it."
    )
    message: str = field("What is wrong: what was expected, what was found.")
    suggestion: str | None = field("What was probably meant, where there is a guess.")
    file: str = field(
        "The file, below the folder as the server was started with it: `fixtures/articles/x.md`."
    )
    line: int = field("Line in the file, from 1.")
    column: int = field("Column in the line, from 1.")


def cursor_now(root: Snapshot, info: Info) -> str:  # noqa: ARG001 - the parent of a field
    """Where the history of what is served stands."""
    changes = info.context.changes
    return changes.cursor(changes.position)


@strawberry.type(
    description=(
        "The state of the newsroom that answers this operation. It changes as a whole: all fields of one "
        "operation see the same version."
    )
)
class Dataset:
    """The snapshot."""

    version: str = field("Changes exactly when something served changes; good for caches.")
    loaded_at: datetime = field("When this version was read from the files.")
    counts: list[Bucket] = field('How many there are of each type: `{ key: "articles", count: 12 }`.')
    problems: list[Problem] = field(
        "What is wrong with the files of what is served, and which version of them is."
    )
    cursor: str = field(
        "Where the history stands now: keep it, and pass it as `after` to `changes` or a subscription to hear "
        "of everything since.",
        cursor_now,
    )
