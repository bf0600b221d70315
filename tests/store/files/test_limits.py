"""Files made to be slow or large come to an end, and are refused where they are more than news could be.

None of these takes more than a second or two; without a bound each would take minutes, or all memory.
"""

from __future__ import annotations

import pytest

from pullquote.store.files.kinds.fields import MAX_BODY, MAX_ITEMS
from pullquote.store.files.parsing import ParsedFile, parse_file
from pullquote.store.quotes.bodies import MAX_MARKUP

HEAD = "headline: A\npublication: p\ndatePublished: 2024\n"
MANY = 25_000


def codes(file: ParsedFile) -> set[str]:
    return {fault.code for fault in file.problems}


def article(body: str, quotes: str = "") -> ParsedFile:
    return parse_file("articles/x.md", f"---\n{HEAD}{quotes}---\n\n{body}".encode())


@pytest.mark.parametrize(
    "markup", ["[", "![", "*a ", "_a_", "[a](", "[a][", "> ", "- a\n", "<b>", "`a ", "~~", "a|"]
)
def test_a_body_of_nothing_but_markup_is_refused(markup: str) -> None:
    file = article(markup * (MAX_MARKUP + 1))
    assert codes(file) == {"PQ109"}
    assert file.problems[0][1:3] == (6, 1)


@pytest.mark.parametrize("markup", ["[", "*a _b ", "a|b\n-|-\n"])
def test_a_body_with_just_so_much_markup_is_read(markup: str) -> None:
    assert codes(article(markup * (MAX_MARKUP // 8))) == set()


def test_a_body_is_not_longer_than_a_book() -> None:
    assert codes(article("a " * (MAX_BODY // 2))) == {"PQ115"}
    assert codes(article("a " * (MAX_BODY // 2 - 2))) == set()
    assert codes(parse_file("articles/x.yaml", f"{HEAD}body: {'a' * (MAX_BODY + 1)}\n".encode())) == {"PQ115"}


@pytest.mark.parametrize(
    ("path", "text", "expected"),
    [
        ("people.yaml", "- a\n" * (MANY * 16), {"PQ109"}),
        ("articles/x.yaml", "".join(f"headlin{number}: x\n" for number in range(MANY // 4)), {"PQ111", "PQ110", "PQ112", "PQ199"}),
        ("articles/x.yaml", "a: b\n" * (MANY // 2), {"PQ107", "PQ199"}),
        ("articles/x.yaml", "".join(f"a{number}: &a{number} y\n" for number in range(MANY // 4)), {"PQ108", "PQ199"}),
        ("articles/x.yaml", "a: " + "[" * (MANY * 10), {"PQ109"}),
        ("articles/x.yaml", "- " * MANY, {"PQ109"}),
        ("articles/x.yaml", "a: b " + " #b" * MANY * 4, {"PQ105"}),
        ("articles/x.yaml", "a: b #b\n" * MANY, {"PQ105", "PQ107", "PQ199"}),
        ("articles/x.yaml", "{" * MANY, {"PQ108"}),
        ("articles/x.json", "[" * MANY, {"PQ109"}),
        ("articles/x.json", '{"a":' * MANY, {"PQ109"}),
        ("articles/x.json", '"' + "\\n" * MANY, {"PQ105"}),
        ("articles/x.yaml", f"{HEAD}topics: [{'a,' * (MANY // 2)}]\n", {"PQ115"}),
        ("articles/x.yaml", f"{HEAD}body: x\nquotes:\n{'- text: x y' + chr(10):s}" + "- text: x y\n" * (MANY // 8), {"PQ115", "PQ119", "PQ199"}),
        ("people/x.yaml", "name: A\nroles:\n" + "- {title: a, startDate: 2024, endDate: 2023}\n" * (MAX_ITEMS * 2), {"PQ306", "PQ310", "PQ115", "PQ199"}),
        ("articles/x.yaml", "\x01" * (MANY * 10), {"PQ104", "PQ199"}),
        ("articles/x.md", "---\n" + "a\n" * (MANY * 4), {"PQ106"}),
    ],
)  # fmt: skip
def test_structure_without_end_is_refused(path: str, text: str, expected: set[str]) -> None:
    found = codes(parse_file(path, text.encode()))
    assert found <= expected | {"PQ110", "PQ111", "PQ112", "PQ113"}
    assert found & expected


def test_very_many_quotes_that_are_not_there() -> None:
    quotes = "".join(f"  - {{text: nothing {number} here, speaker: x}}\n" for number in range(MAX_ITEMS))
    file = article("the tide came in and went. " * 15_000, f"quotes:\n{quotes}")
    assert codes(file) == {"PQ301", "PQ199"}


def test_very_many_quotes_that_are_there() -> None:
    quotes = "".join(
        f"  - {{text: w{2 * number} w{2 * number + 1}, speaker: x}}\n" for number in range(MAX_ITEMS)
    )
    file = article(" ".join(f"w{number}" for number in range(60_000)), f"quotes:\n{quotes}")
    assert codes(file) == set()
    assert all(file.entities[0].read().found)


@pytest.mark.parametrize("marks", ["“a” ", "'a' ", '"a ', "‘a ", "« ", "‚ ", "’s ’ "])
def test_a_body_of_nothing_but_marks(marks: str) -> None:
    file = article(f"Said he. {marks * 20_000}", "quotes:\n  - {text: Said he, speaker: x}\n")
    assert codes(file) == set()
