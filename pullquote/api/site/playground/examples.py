"""The questions that the playground offers: a file each, explained by its own first lines.

The first comment line is the question, those below it say what the answer shows. Variables have defaults
that the newsroom that ships answers, so that each question can be asked as it stands.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from itertools import takewhile
from pathlib import Path

FOLDER = Path(__file__).parent / "examples"


@dataclass(frozen=True)
class Example:
    """A ready question: what it asks in words, what the answer shows, and the whole file as a query.

    ``unanswerable`` is why a newsroom cannot answer it; None where it can.
    """

    name: str
    question: str
    explanation: str
    query: str
    unanswerable: str | None = None


@cache
def load_examples(folder: Path = FOLDER) -> tuple[Example, ...]:
    """The examples in ``folder``, by file name; the names begin with the number of their place."""
    return tuple(
        parse_example(path.stem, path.read_text(encoding="utf-8"))
        for path in sorted(folder.glob("*.graphql"))
    )


def parse_example(name: str, text: str) -> Example:
    """Read one example file; ``ValueError`` where it does not begin with its question and explanation."""
    lines = (line.strip() for line in text.splitlines())
    said = [line.lstrip("#").strip() for line in takewhile(lambda line: line.startswith("#"), lines)]
    if len(said) < 2:
        raise ValueError(f"{name}: expected a question and an explanation as its first two comment lines")
    return Example(name=name, question=said[0], explanation=" ".join(said[1:]), query=text)
