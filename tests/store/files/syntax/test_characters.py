"""Characters that nobody sees are named with their place; where they have a meaning, nothing is said."""

from __future__ import annotations

import pytest

from pullquote.store.files.syntax.documents import read_document
from pullquote.store.files.syntax.yaml import read_yaml
from pullquote.store.model.file_problems import FileProblems


def found(suffix: str, text: str) -> list[tuple[str, int, int, str]]:
    faults = FileProblems()
    read_document(suffix, text.encode(), faults)
    return [(fault.code, fault.line, fault.column, fault.message) for fault in faults.listed()]


@pytest.mark.parametrize(
    ("text", "column", "name"),
    [
        ("Bridge \u202egnp.yam", 8, "right-to-left override U+202E"),
        ("Bridge \u202dabc\u202c shut", 8, "left-to-right override U+202D"),
        ("Bridge \u202babc", 8, "right-to-left embedding U+202B"),
        ("Bridge \u2067abc", 8, "right-to-left isolate U+2067"),
        ("Bridge\u2069 shut", 7, "end of an isolate U+2069"),
        ("Bridge\u200e shut", 7, "left-to-right mark U+200E"),
        ("Bri\u200bdge", 4, "zero-width space U+200B"),
        ("Bri\u2060dge", 4, "word joiner U+2060"),
        ("Bri\u200ddge", 4, "zero-width joiner U+200D"),
        ("Bridge\U000e0041", 7, "invisible character U+E0041"),
    ],
)
def test_what_nobody_sees_is_named(text: str, column: int, name: str) -> None:
    [(code, line, at, message)] = found(".md", f"---\na: b\n---\n{text} and\u00adso on\n")
    assert (code, line, at) == ("PQ430", 4, column)
    assert name in message


@pytest.mark.parametrize(
    "text",
    [
        "Bridge \u2067\u05d2\u05e9\u05e8\u2069 shut",
        "Bridge \u202b\u05d2\u05e9\u05e8\u202c shut",
        "\u05d2\u05e9\u05e8\u200f!",
        "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645",
        "\U0001f468\u200d\U0001f469\u200d\U0001f467",
        "\u0e1b\u0e23\u0e30\u200b\u0e40\u0e17\u0e28",
        "\U0001f3f4\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f",
        "10\u00a0000 and a soft\u00adhyphen",
    ],
)
def test_what_is_meant_is_left_alone(text: str) -> None:
    assert found(".md", f"---\na: b\n---\n{text}\n") == []


def test_one_character_is_named_once_a_line() -> None:
    assert len(found(".yaml", "a: x\u200by\u200bz\nb: x\u200by\n")) == 2


@pytest.mark.parametrize(
    ("text", "place", "words"),
    [
        ("a:\n  - b: c\n\u00a0\u00a0\u00a0 d: e\n", (3, 1), "non-breaking space U+00A0 in the indentation"),
        ("a:\n  - b: c\n  \u3000 d: e\n", (3, 3), "ideographic space U+3000 in the indentation"),
        ("a: b\nc:\u00a0d\n", (2, 3), "non-breaking space U+00A0 behind the colon"),
        ("a:\n  - b:\u202fc\n", (2, 7), "narrow non-breaking space U+202F behind the colon"),
    ],
)
def test_a_space_that_is_none_to_yaml_is_the_only_problem(
    text: str, place: tuple[int, int], words: str
) -> None:
    faults = FileProblems()
    assert read_yaml(text, faults) is not None
    [fault] = faults.listed()
    assert (fault.code, fault.line, fault.column) == ("PQ105", *place)
    assert words in fault.message


@pytest.mark.parametrize(
    "text",
    [
        "a: |\n  b:\n  c\n  \u00a0d:\u00a0e\n",
        'a: "b\n  \u00a0c:\u00a0d"\n',
        "a: b\n  c:\u00a0d\n",
        "a: b\u00a0c\n",
    ],
)
def test_any_space_is_meant_in_a_text(text: str) -> None:
    faults = FileProblems()
    tree = read_yaml(text, faults)
    assert faults.listed() == ()
    assert tree is not None
    assert isinstance(tree.value, dict)
    assert "\u00a0" in str(tree.value["a"])


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("---\na: b\n---\n<<<<<<< HEAD\nMay\n=======\nJune\n>>>>>>> june\n", 4),
        ("---\n<<<<<<< HEAD\na: b\n=======\na: c\n>>>>>>> june\n---\n", 2),
        ("---\na: b\n---\nMay\n||||||| base\n>>>>>>> june\n", 5),
    ],
)
def test_a_merge_conflict_is_one_problem(text: str, line: int) -> None:
    [(code, at, _, message)] = found(".md", text)
    assert (code, at) == ("PQ330", line)
    assert "merge conflict" in message


@pytest.mark.parametrize(
    "below",
    [
        "```\n<<<<<<< HEAD\na\n>>>>>>> b\n```\n",
        "A heading\n=======\n",
        ">>>>>>> seven levels of quotation".replace(" ", "", 1),
    ],
)
def test_what_only_looks_like_a_merge_conflict_is_none(below: str) -> None:
    assert found(".md", f"---\na: b\n---\n{below}") == []
