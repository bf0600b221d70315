"""The questions that the playground offers: a file each, explained by its own first lines.

The first comment line is the question, the second says what its answer shows; a line
``# variables: {…}`` gives the variables, in JSON, where the operation takes any.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent / "examples"
VARIABLES = "variables:"


@dataclass(frozen=True)
class Example:
    """A ready question: what it asks in words, the operation, and its variables (JSON)."""

    name: str
    question: str
    explanation: str
    query: str
    variables: str | None


@cache
def load_examples(folder: Path = FOLDER) -> tuple[Example, ...]:
    """The examples in ``folder``, by file name; the names begin with the number of their place."""
    return tuple(
        parse_example(path.stem, path.read_text(encoding="utf-8"))
        for path in sorted(folder.glob("*.graphql"))
    )


def parse_example(name: str, text: str) -> Example:
    """Read one example file; ``ValueError`` where it does not begin with its question and explanation."""
    comments = []
    for line in text.splitlines():
        if not line.startswith("#"):
            break
        comments.append(line.lstrip("#").strip())
    variables = next((line for line in comments if line.startswith(VARIABLES)), None)
    said = [line for line in comments if line and line is not variables]
    if len(said) < 2:
        raise ValueError(f"{name}: expected a question and an explanation as its first two comment lines")
    return Example(
        name=name,
        question=said[0],
        explanation=" ".join(said[1:]),
        query=text,
        variables=variables.removeprefix(VARIABLES).strip() if variables else None,
    )
