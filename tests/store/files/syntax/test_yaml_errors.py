"""The mistakes that people make in YAML are told in their words, at their place, with what to write."""

from __future__ import annotations

import pytest

from pullquote.store.files.syntax.yaml import read_yaml
from pullquote.store.model.file_problems import FileProblems

TRAPS = [
    (
        "headline: Pentagon: ten thousand soldiers\nsection: world\n",
        (1, 19),
        'the headline has ": " in it',
        'put it into quotation marks: "Pentagon: ten thousand soldiers"',
    ),
    (
        'headline: The "new": a start\n',
        (1, 20),
        'the headline has ": " in it',
        "put it into quotation marks: 'The \"new\": a start'",
    ),
    (
        "quotes:\n  - text: I say: no\n",
        (2, 16),
        'the text has ": " in it',
        'put it into quotation marks: "I say: no"',
    ),
    (
        "standfirst: One line\n  and: another\n",
        (2, 6),
        'a ": " inside the text of the line above',
        "begin in the same column",
    ),
    ("byline: @reporter\n", (1, 9), "text cannot begin with @", '"@reporter"'),
    ("headline: `code`\n", (1, 11), "text cannot begin with `", '"`code`"'),
    ("headline: %s\n", (1, 11), "text cannot begin with %", '"%s"'),
    ("headline: *Panorama* again\n", (1, 11), "text cannot begin with *", '"*Panorama* again"'),
    ("topics: [a, b]]\n", (1, 15), "does not fit what stands above", "same column"),
    (
        'headline: "Enough," he said\nsection: x\n',
        (1, 21),
        "text goes on behind the closing quotation mark",
        "put all of it into quotation marks: '\"Enough,\" he said'",
    ),
    (
        "quotes:\n  - text: 'No' means no\n    cue: said\n",
        (2, 16),
        "text goes on behind the closing quotation mark",
        "put all of it into quotation marks: \"'No' means no\"",
    ),
    ("a:\n\tb: c\n", (2, 1), "a tab in the indentation", "two spaces"),
    ("a:\n  b: c\n  \td: e\n", (3, 3), "a tab in the indentation", "two spaces"),
    (
        "topics: [a, b [c]]\n",
        (1, 15),
        "does not fit into the list that begins with [",
        "a comma before it, or ]",
    ),
    (
        'rights: {license: "x" holder: y}\n',
        (1, 23),
        "does not fit into the mapping that begins with {",
        "a comma before it, or }",
    ),
    ("headline: A\nstandfirst\nsection: x\n", (2, 1), "a line without a key", "key: value"),
    ("headline: - a dash\n", (1, 11), "a list cannot begin on the line of its key", "next line"),
    ("quotes:\n  - text: a\n   speaker: b\n", (3, 4), "does not fit the indentation", "same column"),
    ("a:\n  b: c\n d: e\n", (3, 2), "does not fit what stands above", "same column"),
    ("a: |no\n", (1, 5), "the text of | or > begins on the next line", "quotation marks"),
    ('a: "C:\\path"\n', (1, 7), "a backslash between double quotation marks", r"\\"),
    ('a: "\\ud800"\n', (1, 7), "half a character", "write the character"),
]


@pytest.mark.parametrize(("text", "place", "message", "suggestion"), TRAPS, ids=lambda part: str(part)[:30])
def test_a_trap(text: str, place: tuple[int, int], message: str, suggestion: str | None) -> None:
    faults = FileProblems()
    assert read_yaml(text, faults) is None
    [fault] = faults.listed()
    assert fault.code == "PQ105"
    assert (fault.line, fault.column) == place
    assert message in fault.message
    if suggestion is None:
        assert fault.suggestion is None
    else:
        assert suggestion in (fault.suggestion or "")


@pytest.mark.parametrize("text", [text for text, *_ in TRAPS if text.startswith(("headline", "byline"))])
def test_what_is_suggested_can_be_read(text: str) -> None:
    faults = FileProblems()
    read_yaml(text, faults)
    suggestion = faults.listed()[0].suggestion or ""
    if "marks: " in suggestion:
        assert "…" not in suggestion
        again = FileProblems()
        tree = read_yaml(f"key: {suggestion.partition('marks: ')[2]}\n", again)
        assert again.listed() == ()
        assert tree is not None
        assert tree.value == {"key": text.split("\n", maxsplit=1)[0].partition(": ")[2]}


@pytest.mark.parametrize("text", ["headline: *Meet the Press* again\n", "headline: &c a: b\n"])
def test_one_mistake_is_told_once(text: str) -> None:
    faults = FileProblems()
    read_yaml(text, faults)
    assert [(fault.code, fault.column) for fault in faults.listed()][:1] == [("PQ108", 11)]
    assert len({fault.column for fault in faults.listed()}) == len(faults)


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("headline: The #MeToo years\nsection: x\n", (1, 15)),
        ("topics: [a, b #c\n]\n", (1, 15)),
        ("quotes:\n  - text: We are #1\n    speaker: x\n", (2, 18)),
        ("headline: a wrapped\n  line with  #hash\n", (2, 14)),
    ],
)
def test_a_word_with_a_hash_is_not_lost(text: str, place: tuple[int, int]) -> None:
    faults = FileProblems()
    assert read_yaml(text, faults) is not None
    [fault] = faults.listed()
    assert (fault.code, fault.line, fault.column) == ("PQ105", *place)
    assert "for # begins a comment behind a space" in fault.message


@pytest.mark.parametrize(
    "text",
    [
        "headline: The years # MeToo\n",
        "headline: 'The #MeToo years'\n",
        'headline: "The #MeToo years" #quoted\n',
        "#headline: x\nsection: y\n",
        "headline: C#sharp\n",
        "body: |\n  The #MeToo years\n",
        "headline: x ## y\n",
        "section: x\n  #note: y\ntopics: [] #none\n",
    ],
)
def test_comments_are_comments(text: str) -> None:
    faults = FileProblems()
    read_yaml(text, faults)
    assert faults.listed() == ()
