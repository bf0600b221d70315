"""Front matter: YAML as site generators read it, TOML, JSON."""

from __future__ import annotations

import pytest

from pullquote.importing.sources.front_matter import BadMatter, has_front_matter, read_yaml, split


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("date: 2015-12-17 12:00:00 -5", "2015-12-17 12:00:00 -5"),
        ("date: 2015-12-17", "2015-12-17"),
        ("draft: yes", True),
        ("weight: 3", 3),
        ("code: 007", "007"),
        ("time: 10:30", "10:30"),
        ("tag: !icon star", "star"),
        ("title: Talks: a start", "Talks: a start"),
        ("title: @home", "@home"),
        ('title: "Enough," she said', 'Enough," she said'),
        ("title:\tTabbed", "Tabbed"),
    ],
)
def test_values(written: str, read: object) -> None:
    values, _ = read_yaml(f"{written}\nother: x")
    assert next(iter(values.values())) == read
    assert values["other"] == "x"


def test_a_rule_at_the_top_of_a_text_is_no_front_matter() -> None:
    assert split("---\n\nA text.\n") is None
    assert split("A text.\n---\nmore\n---\n") is None
    assert has_front_matter("\ufeff---\ntitle: x\n---\n".lstrip("\ufeff"))


@pytest.mark.parametrize(
    "text", ["+++\ntitle = \n+++\n", '{"title": \n', "---\n- a list\n---\n", "---\na: [\n b: {\n---\n"]
)
def test_what_cannot_be_read_is_said(text: str) -> None:
    with pytest.raises(BadMatter, match="front matter"):
        split(text)
