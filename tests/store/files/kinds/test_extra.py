"""What a newsroom keeps of its own is served as it is, searched by nobody, and not without end."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from pullquote.store.files.kinds.extra import MAX_EXTRA_BYTES
from tests.store.written import article, found, records, story


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("{}", {}),
        ("{id: 7, price: -1.50, is: true, not: false, none: ~}", {"id": 7, "price": -1.5, "is": True, "not": False, "none": None}),
        ("{a: {b: [1, {c: x}]}}", {"a": {"b": [1, {"c": "x"}]}}),
        ("{code: 007, hex: 0x1F, date: 2024-10-28, yes: yes}", {"code": "007", "hex": "0x1F", "date": "2024-10-28", "yes": "yes"}),
        ("{id: 9223372036854775807}", {"id": 9223372036854775807}),
        ("{id: 92233720368547758070, huge: 1e999}", {"id": "92233720368547758070", "huge": "1e999"}),
        ('{"": "", "a b": "ü"}', {"": "", "a b": "ü"}),
    ],
)  # fmt: skip
def test_it_is_served_as_it_is(tmp_path: Path, written: str, value: Any) -> None:
    loaded = records(tmp_path, {"articles/a.md": article(f"extra: {written}\n")})
    assert story(loaded, "a").extra == value


@pytest.mark.parametrize(
    ("written", "problem"),
    [
        ("text", 'articles/a.md:5:8 PQ110 extra: expected a mapping, found "text"'),
        ("[a]", "articles/a.md:5:8 PQ110 extra: expected a mapping, found a list"),
        (
            f"{{a: {'x' * MAX_EXTRA_BYTES}}}",
            "articles/a.md:5:8 PQ115 extra: 8,200 bytes as JSON; at most 8,192 are read",
        ),
    ],
)
def test_what_it_cannot_be(tmp_path: Path, written: str, problem: str) -> None:
    assert found(tmp_path, {"articles/a.md": article(f"extra: {written}\n")}) == [problem]


def test_as_much_as_is_allowed_is_read(tmp_path: Path) -> None:
    text = "x" * (MAX_EXTRA_BYTES - len('{"a":""}'))
    assert found(tmp_path, {"articles/a.md": article(f"extra: {{a: {text}}}\n")}) == []
