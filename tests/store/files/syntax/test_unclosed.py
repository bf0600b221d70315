"""A quotation mark or a bracket that is never closed is told where it opens, however far below YAML notices it."""

from __future__ import annotations

import pytest

from pullquote.store.files.syntax.documents import read_document
from pullquote.store.files.syntax.yaml import read_yaml
from pullquote.store.model.file_problems import FileProblem, FileProblems

NEVER_CLOSED = {
    "up to a mark in a comment": ('section: x\nheadline: "A ferry\n# a "comment"\nstandfirst: B\n', 2, 11),
    "up to a mark at the beginning of a comment": ('headline: "A ferry\nsection: x\n# "Enough": no\n', 1, 11),
    "up to the next text in marks": ('headline: "A ferry\nquotes:\n  - text: "No"\n    cue: said\n', 1, 11),
    "up to the next key in marks": ('headline: "A ferry\n"section": x\n', 1, 11),
    "single marks": ("headline: 'A ferry\nquotes:\n  - text: 'No'\n    cue: said\n", 1, 11),
    "single marks, to the end": ("headline: 'A ferry\nsection: x\n", 1, 11),
    "double marks, to the end": ('headline: "A ferry\nsection: x\n', 1, 11),
    "closed by accident, with an error": ('headline: "It\nbyline: said "x"\nsection: x\n', 1, 11),
    "closed by accident, without an error": ('headline: "It\nbyline: said x"\nsection: x\n', 1, 11),
    "closed by accident, single": ("headline: 'It\nbyline: said x'\nsection: x\n", 1, 11),
    "in a list": ('topics:\n  - "nato\n  - ukraine\nheadline: "x"\n', 2, 5),
    "in a list of texts in marks": ('topics:\n  - "nato\n  - "ukraine"\nheadline: x\n', 2, 5),
    "in a list in brackets": ('topics: ["nato, ukraine]\nheadline: "x"\n', 1, 10),
    "the last of a list in brackets": ("topics: ['nato', 'ukraine]\nheadline: 'x y'\n", 1, 18),
    "in a quote": ('quotes:\n  - text: "It is\n    cue: said\n  - text: "No"\n    cue: said\n', 2, 11),
    "in a quote in brackets": ('quotes:\n  - {text: "No, cue: said}\n  - {text: "Yes", cue: said}\n', 2, 12),
    "a typographic mark at its end": ('headline: "A ferry”\nsection: "x"\n', 1, 11),
    "a list": ("topics: [nato, ukraine\nheadline: x\nsection: y\n", 1, 9),
    "a list, to the end": ("section: x\ntopics: [nato\n", 2, 9),
    "a list above another one": ("topics: [nato\nquotes:\n  - text: x\n    speaker: [a, b]\n", 1, 9),
    "a list with a bracket in a text": ('topics: [nato, "]"\nheadline: x\nsection: y\n', 1, 9),
    "a mapping": ("rights: {license: x\nsection: y\n", 1, 9),
    "a mapping, to the end": ("image: {url: x\n", 1, 8),
    "a mapping in a list": ("quotes:\n  - {text: x, cue: y\n  - {text: x, cue: y}\nsection: y\n", 2, 5),
    "a list in a mapping": ("quotes:\n  - {text: [x, y, cue: z}\nsection: y\n", 2, 12),
}
"""By what is wrong: the text, and the line and column of the mark or bracket."""


def fault_of(text: str) -> FileProblem:
    faults = FileProblems()
    assert read_yaml(text, faults) is None
    [fault] = faults.listed()
    return fault


@pytest.mark.parametrize(("text", "line", "column"), NEVER_CLOSED.values(), ids=NEVER_CLOSED)
def test_what_is_never_closed_is_told_where_it_opens(text: str, line: int, column: int) -> None:
    fault = fault_of(text)
    opened = text.split("\n")[line - 1][column - 1]
    assert (fault.code, fault.line, fault.column) == ("PQ105", line, column)
    assert f"{opened} that opens here is never closed" in fault.message
    closing = {"[": "]", "{": "}"}.get(opened, opened)
    assert f"write {closing} where " in (fault.suggestion or "")


def test_a_typographic_mark_is_named_that_closes_nothing() -> None:
    assert fault_of('headline: "A ferry”\nsection: "x"\n').suggestion == (
        '” does not close it: write " where its text ends'
    )


def test_in_front_matter_the_lines_are_those_of_the_file() -> None:
    faults = FileProblems()
    data = b'---\nheadline: "A ferry\n# it is "late"\nsection: x\n---\nA body with "marks".\n'
    assert read_document(".md", data, faults) is None
    assert [(fault.line, fault.column) for fault in faults.listed()] == [(2, 11)]


@pytest.mark.parametrize(
    "text",
    [
        'headline: "A ferry\n  that is late"\nsection: x\n',
        'headline: "A ferry\nthat is late"\nsection: x\n',
        'headline:\n  "A ferry\n  that: is late"\nsection: x\n',
        'standfirst: "One said:\n\n  yes: and no"\n',
        'quotes:\n  - text: "It\n      is: late"\n    cue: said\n',
        "topics: [\n  'nato',\n  ukraine\n]\n",
        'standfirst: |\n  A "mark\n  section: [x\n',
    ],
)
def test_a_text_over_several_lines_is_read(text: str) -> None:
    faults = FileProblems()
    assert read_yaml(text, faults) is not None
    assert faults.listed() == ()


def test_a_comma_that_is_missing_is_told_where_it_is_missing() -> None:
    fault = fault_of('topics: [\n  "nato"\n  "ukraine"\n]\n')
    assert (fault.line, fault.column) == (3, 3)
    assert "a comma before it" in (fault.suggestion or "")


MANY = 50_000
"""Of something that would take minutes if each were compared with all behind it."""


def test_many_texts_and_many_marks_are_each_looked_at_once() -> None:
    faults = FileProblems()
    read_yaml("keywords:\n" + '  - "a\n    b"\n' * MANY, faults)
    assert faults.listed() == ()
    assert fault_of("headline: [\n  a\n  " + '\\"' * MANY + "\n}\n").line == 1


def test_brackets_behind_a_mark_that_opens_no_text_count() -> None:
    assert (fault_of('headline: [5" pipe]\nsection: [x\ntopics: [a\n').line) == 2
