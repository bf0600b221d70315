"""What the author of a schema guarantees, so that compiled code may do less."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Guarantees:
    """Facts that no compiler can see. Each is off by default; a false one gives wrong answers.

    One guarantee is always needed: a query may be run again from the start (resolvers change nothing),
    because whatever goes wrong in compiled code is answered by running the whole operation on graphql-core.
    """

    types_by_class: bool = False
    """``is_type_of`` and ``resolve_type`` ask for nothing but the Python class of the value."""
    arguments_unchanged: bool = False
    """No resolver changes the lists and input objects that it is called with, so they can be shared."""
    immutable: frozenset[str] = field(default_factory=frozenset)
    """GraphQL types whose values never change once they are served: neither an attribute nor anything below
    it. Such a value must compare by identity. What is read of it by attributes alone is encoded once."""
    answers_by: Callable[[Any], Hashable] | None = None
    """All of the context that resolvers answer by: with the same parent, arguments and this, they answer the
    same. Then whatever is selected of an immutable value is encoded once, as long as this is equal."""
