"""What libyaml says of a mistake, in the words of somebody who writes news.

Nearly all mistakes are of a few kinds: text that needs quotation marks, a tab, an indentation that is off.
"""

from __future__ import annotations

import re

from yaml import MarkedYAMLError

from pullquote.store.files.syntax.unclosed import unclosed_before
from pullquote.store.model.file_problems import FileProblem

RESERVED = "@`%"
"""What no plain text may begin with."""
KEY = re.compile(r"(?P<indent>[ \t]*(?:- +)*)(?P<key>[\w-]+|\"[^\"]*\"):[ \t]+(?P<value>\S.*)")
CLOSE_COLON = re.compile(r"[ \t]*(?:- +)*(?P<key>[A-Za-z][\w-]*):(?P<value>[^\s/:].*)")
BRACKETED = re.compile(r"(?:\[[^\[\]]*\]|\{[^{}]*\})[ \t]*(?P<rest>[^ \t#,}\]].*)")
INDENT = re.compile(r"[ ]*(?:- +)*")
QUOTED = re.compile(r"(?:\"(?:[^\"\\]|\\.)*\"|'(?:[^']|'')*')(?P<space>[ \t]*)(?P<rest>[^ \t#}\]].*)")
COMMENT = re.compile(r"[ ]*(?:- +)*[\w-]+:[ \t]+\[(?:[^\]\"'#]*,)?[ \t]*(?P<text>#[^\s,\]]+)[^\]]*\]")
"""A # where an item of a list in brackets begins, and the end of the list behind it."""
DELIMITERS = ('""', "''", "“”", "„“", "„”", "””", "‟”", "″″")
"""Marks that are typed around a whole value in place of the two straight ones of YAML."""
SHOWN_CHARACTERS = 60
"""How much of a line a message repeats."""
INDENTATION = "items and keys of one list or mapping begin in the same column"
MESSAGES = {
    "block sequence entries are not allowed in this context": (
        "a list cannot begin on the line of its key",
        'begin the first "- " on the next line, or put text that begins with a hyphen into quotation marks',
    ),
    "did not find expected '-' indicator": ("this line does not fit the indentation above it", INDENTATION),
    "did not find expected key": ("this line does not fit what stands above it", INDENTATION),
    "could not find expected ':'": (
        "a line without a key",
        'write "key: value", and indent further lines of a text',
    ),
    "did not find expected ',' or ']'": (
        "this does not fit into the list that begins with [",
        "write a comma before it, or ] if the list ends",
    ),
    "did not find expected ',' or '}'": (
        "this does not fit into the mapping that begins with {",
        "write a comma before it, or } if the mapping ends",
    ),
    "did not find expected comment or line break": (
        "the text of | or > begins on the next line",
        "put text that begins with | or > into quotation marks",
    ),
    "found unknown escape character": (
        "a backslash between double quotation marks begins an escape, and this is none",
        r"write \\ for a backslash, or use single quotation marks",
    ),
    "found invalid Unicode character escape code": ("an escape of half a character", "write the character"),
}
"""Of libyaml's problem: the message and the suggestion."""


def explained(error: MarkedYAMLError, text: str) -> FileProblem:
    """The fault of a YAML error: where libyaml noticed it, or better where it began, and what to do."""
    mark = error.problem_mark or error.context_mark
    lines = text.split("\n")
    row = min(mark.line, len(lines) - 1) if mark else 0
    column = mark.column if mark else 0
    line = lines[row]
    return (
        _tab(line, row)
        or _comment(error, lines, row)
        or unclosed_before(error, text)
        or _out_of_line(error, lines, row)
        or _colon(error, lines, row, column)
        or _after_quotation(line, row, column)
        or _after_bracket(line, row)
        or _reserved(line, row, column)
        or _known(error, lines, row, column)
    )


def _tab(line: str, row: int) -> FileProblem | None:
    indent = line[: len(line) - len(line.lstrip())]
    if "\t" not in indent:
        return None
    message = "a tab in the indentation; YAML is indented with spaces"
    return FileProblem("PQ105", row + 1, indent.index("\t") + 1, message, "write two spaces for the tab")


def _colon(error: MarkedYAMLError, lines: list[str], row: int, column: int) -> FileProblem | None:
    if not (error.problem or "").startswith("mapping values are not allowed"):
        return None
    line = lines[row]
    match = KEY.match(line)
    if match and column > match.start("value"):
        value = match["value"].rstrip()
        message = f'the {match["key"]} has ": " in it, which begins a value in YAML'
        return FileProblem(
            "PQ105", row + 1, column + 1, message, f"put it into quotation marks: {quoted(value)}"
        )
    message = 'a ": " inside the text of the line above, or an indentation that is off'
    return FileProblem("PQ105", row + 1, column + 1, message, INDENTATION)


def _out_of_line(error: MarkedYAMLError, lines: list[str], row: int) -> FileProblem | None:
    """A key that begins further to the left than the lines before and behind it, which go together.

    YAML takes it for the end of what stands above, and complains of the line below.
    """
    if not (error.problem or "").startswith(("mapping values are not allowed", "did not find expected key")):
        return None
    above = [number for number in range(row) if lines[number].strip()]
    if len(above) < 2 or not lines[row].strip():
        return None
    out, column, around = above[-1], _column(lines[above[-1]]), _column(lines[row])
    if not column < around == _column(lines[above[-2]]) or KEY.match(lines[out]) is None:
        return None
    message = f"this line begins in column {column}, and those around it in column {around}"
    return FileProblem("PQ105", out + 1, column, message, INDENTATION)


def _column(line: str) -> int:
    """Where the text of a line begins, from 1, behind the hyphens of a list."""
    match = INDENT.match(line)
    return match.end() + 1 if match else 1


def _after_quotation(line: str, row: int, noticed: int) -> FileProblem | None:
    """``"Enough," he said``: YAML takes the quotation marks for its own."""
    match = KEY.match(line)
    value = match["value"] if match else line.strip().removeprefix("- ")
    found = QUOTED.match(value)
    if found is None:
        return None
    column = line.index(value) + found.start("rest")
    if found["rest"].startswith(",") and (match is None or noticed > column):
        return None  # the comma of a list in brackets
    message = "text goes on behind the closing quotation mark"
    suggestion = f"put all of it into quotation marks: {quoted(value.rstrip())}"
    return FileProblem("PQ105", row + 1, column + 1, message, suggestion)


def _after_bracket(line: str, row: int) -> FileProblem | None:
    """``[Update] Gates``: YAML takes the brackets for those of a list."""
    match = KEY.match(line)
    value = match["value"] if match else line.strip().removeprefix("- ")
    bracketed = BRACKETED.match(value)
    if bracketed is None:
        return None
    message = f"text that begins with {value[0]} needs quotation marks; YAML takes it for a list"
    if value[0] == "{":
        message = "text that begins with { needs quotation marks; YAML takes it for a mapping"
    suggestion = f"put all of it into quotation marks: {quoted(value.rstrip())}"
    return FileProblem("PQ105", row + 1, line.index(value) + 1, message, suggestion)


def _comment(error: MarkedYAMLError, lines: list[str], row: int) -> FileProblem | None:
    """``[#ferry]``: YAML takes all that is behind # for a comment, and looks for the end of the list below."""
    for number in range(row, -1, -1) if "flow" in (error.context or "") else ():
        if match := COMMENT.match(lines[number]):
            message = "# begins a comment in YAML, so the list does not end on this line"
            suggestion = f"put the text into quotation marks: {quoted(match['text'])}"
            return FileProblem("PQ105", number + 1, match.start("text") + 1, message, suggestion)
    return None


def _reserved(line: str, row: int, column: int) -> FileProblem | None:
    match = KEY.match(line)
    value = match["value"] if match else line.strip().removeprefix("- ")
    if not value or value[0] not in f"{RESERVED}*&!,]}}" or line.find(value) > column:
        return None
    message = f"text cannot begin with {value[0]} in YAML"
    suggestion = f"put it into quotation marks: {quoted(value.rstrip())}"
    return FileProblem("PQ105", row + 1, line.index(value) + 1, message, suggestion)


def _known(error: MarkedYAMLError, lines: list[str], row: int, column: int) -> FileProblem:
    problem = error.problem or "this is not YAML"
    if problem == "could not find expected ':'" and error.context_mark:
        # It is noticed on the line behind.
        row, column = error.context_mark.line, error.context_mark.column
        if close := CLOSE_COLON.match(lines[row]):
            written = f'write "{close["key"]}: {_shown(close["value"].rstrip())}"'
            where = row + 1, close.end("key") + 2
            return FileProblem("PQ105", *where, "a colon needs a space behind it", written)
    message, suggestion = MESSAGES.get(problem, (" ".join(filter(None, (error.context, problem))), None))
    return FileProblem("PQ105", row + 1, column + 1, message, suggestion)


def quoted(value: str) -> str:
    """The value as YAML reads it back, shortened; marks around all of it are taken for those of YAML."""
    if len(value) > 1 and f"{value[0]}{value[-1]}" in DELIMITERS and value[1:-1].strip() and _is_one(value):
        value = value[1:-1]
    shown = _shown(value)
    if '"' not in shown and "\\" not in shown:
        return f'"{shown}"'
    doubled = shown.replace("'", "''")
    return f"'{doubled}'"


def _is_one(value: str) -> bool:
    """Whether the marks around a value are a pair, and do not close and open texts in it: ``"No" he said, "never"``."""
    inner = value.find(value[0], 1, -1)
    return inner < 0 or value[inner - 1].isspace() or value[inner + 1].isalnum()


def _shown(value: str) -> str:
    return value if len(value) <= SHOWN_CHARACTERS else f"{value[:SHOWN_CHARACTERS]}…"
