"""A file of any of the formats as one tree, and the Markdown below its front matter."""

from __future__ import annotations

import re
from typing import NamedTuple

from pullquote.store.files.syntax.characters import has_conflict, report_invisible
from pullquote.store.files.syntax.json import read_json
from pullquote.store.files.syntax.text import decoded
from pullquote.store.files.syntax.trees import MappingNode, Node, Position, described
from pullquote.store.files.syntax.yaml import read_yaml
from pullquote.store.model.file_problems import FileProblems

MARKDOWN, YAML, JSON = ".md", (".yaml", ".yml"), ".json"
SUFFIXES = (MARKDOWN, *YAML, JSON)
FENCE = "---"
TOML_FENCE = "+++"
EMPTY = "write its keys, or delete the file"
CLOSING_FENCE = re.compile(rf"\n{FENCE}[^\S\n]*(?=\n|\Z)")
LIKE_A_FENCE = re.compile(r"[-–—−=_*+~]{1,10}\s*")


class Below(NamedTuple):
    """The text below front matter, and the line that it begins on."""

    text: str
    line: int

    @property
    def first_line(self) -> int:
        """The first line that is not empty."""
        return self.line + self.text[: len(self.text) - len(self.text.lstrip())].count("\n")


class Document(NamedTuple):
    """The mapping of a file, and the text below it (empty but for Markdown)."""

    tree: MappingNode
    below: Below


def read_document(suffix: str, data: bytes, faults: FileProblems) -> Document | None:
    """Read a file by its suffix (one of SUFFIXES); None with a fault where there is no mapping to go on with."""
    text = decoded(data, faults)
    if text is None:
        return None
    if not text.strip():
        faults.add("PQ116", 1, 1, "the file is empty", EMPTY)
        return None
    if has_conflict(text, faults):
        return None
    report_invisible(text, faults)
    below = Below("", 1)
    if suffix == MARKDOWN:
        split = _split(text, faults)
        if split is None:
            return None
        matter, below = split
        tree = read_yaml(matter, faults, lines_before=1)
        if tree is not None and tree.value is None:
            # Front matter without any key is an empty mapping, and what it lacks is told.
            tree = MappingNode(Position(1, 1))
    else:
        tree = read_json(text, faults) if suffix == JSON else read_yaml(text, faults)
    if tree is None or isinstance(tree, MappingNode):
        return None if tree is None else Document(tree, below)
    _explain(tree, faults)
    return None


def _explain(tree: Node, faults: FileProblems) -> None:
    """What else than a mapping the file is."""
    if tree.value is None:
        faults.add("PQ116", 1, 1, "the file has nothing but comments in it", EMPTY)
        return
    message = "expected a mapping, one key: value a line"
    if isinstance(tree.value, str) and ":" in tree.value:
        message += "; a colon needs a space behind it"
    faults.add("PQ110", *tree.position, f"{message}, found {described(tree.value)}")


def _split(text: str, faults: FileProblems) -> tuple[str, Below] | None:
    """Front matter and what stands below it."""
    first, _, _ = text.partition("\n")
    if first.rstrip() != FENCE:
        faults.add("PQ106", 1, 1, *_not_opened(text.split("\n")))
        return None
    if end := CLOSING_FENCE.search(text, len(first)):
        # A key has to be followed by a line break, as it is in the file.
        matter = text[len(first) + 1 : end.start() + 1]
        return matter, Below(text[end.end() + 1 :], matter.count("\n") + 3)
    lines = text.split("\n")
    like = next((n for n, line in enumerate(lines[1:], 2) if LIKE_A_FENCE.fullmatch(line)), None)
    if like is None:
        message, suggestion = (
            "the front matter that begins here is never closed",
            "write --- below the last key",
        )
    else:
        message = (
            f'the front matter that begins on line 1 is never closed; found "{lines[like - 1].rstrip()}"'
        )
        suggestion = "write three hyphens, and nothing else, on this line: ---"
    faults.add("PQ106", like or 1, 1, message, suggestion)
    return None


def _not_opened(lines: list[str]) -> tuple[str, str]:
    """What a Markdown file begins with in place of the line ---, and what to do."""
    first = lines[0].strip()
    if first == TOML_FENCE:
        return (
            "front matter in TOML, between lines +++, is not read",
            "pullquote import brings such files into a newsroom",
        )
    if first.startswith("{"):
        return (
            "front matter in JSON is not read",
            "write its keys as YAML between two lines ---, or use pullquote import",
        )
    message = "a Markdown file begins with its keys between two lines ---"
    if LIKE_A_FENCE.fullmatch(first):
        return f'{message}; found "{first}"', "write three hyphens, and nothing else, on the first line: ---"
    if not first and next((line.strip() for line in lines if line.strip()), "") == FENCE:
        return f"{message}, and not with an empty line", "delete the empty lines above ---"
    return message, "write --- above the first key"
