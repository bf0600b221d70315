"""``pullquote quotes``: what an import would propose for a text."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from pullquote.api.cli import app
from pullquote.api.cli.quotes import EXAMPLES

TEXT = "“The wall will hold,” Mayor Ida Brook said on Monday."


def asked(*arguments: str) -> str:
    result = CliRunner().invoke(app, ["quotes", *arguments])
    assert result.exit_code == 0, result.output
    return result.output


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.txt", TEXT),
        ("a.md", f"---\ntitle: A\n---\n{TEXT}"),
        ("a.md", f"---\r\ntitle: A\r\n---\r\n{TEXT}"),
        ("a.md", f'+++\ntitle = "“Not a quote,” Mayor Ida Brook said"\n+++\n{TEXT}'),
        ("a.html", f"---\ntitle: A\n---\n<p>{TEXT}</p>"),
        ("a.html", f"<p>{TEXT}</p>"),
    ],
)
def test_every_form_of_text(tmp_path: Path, name: str, text: str) -> None:
    file = tmp_path / name
    file.write_text(text, encoding="utf-8")
    found = json.loads(asked(str(file), "--format", "json", "--date", "2024-10-30"))
    (quote,) = found["quotes"]
    start, end = quote["parts"][0]["start"], quote["parts"][0]["end"]
    assert found["text"][start:end] == quote["parts"][0]["text"] == "The wall will hold"
    assert found["text"][slice(*quote["cueAt"])] == quote["cue"] == "said"
    assert found["text"][slice(*quote["asAt"])] == quote["as"] == "Mayor Ida Brook"
    assert quote["speakers"] == [{"name": "Ida Brook", "kind": "people"}]
    assert (quote["role"], quote["tier"], quote["rule"], quote["kind"]) == ("Mayor", "A", "behind", "direct")
    assert quote["dateSpoken"] == "2024-10-28"


def test_as_text(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_text(TEXT, encoding="utf-8")
    assert asked(str(file)).splitlines() == [
        "A  The wall will hold",
        "   Ida Brook, Mayor: said (behind)",
        "1 quote proposed",
    ]
    assert "pullquote quotes" in EXAMPLES


def test_front_matter_that_is_never_closed_is_said_to_be_so(tmp_path: Path) -> None:
    file = tmp_path / "a.md"
    file.write_text(f"+++\ntitle = 1\n{TEXT}", encoding="utf-8")
    result = CliRunner().invoke(app, ["quotes", str(file)])
    assert "front matter is never closed" in str(result.exception)


def test_a_date_that_is_none_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_text(TEXT, encoding="utf-8")
    result = CliRunner().invoke(app, ["quotes", str(file), "--date", "Monday"])
    assert result.exit_code != 0


def test_what_is_not_read_is_said_on_standard_error(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_text(f"{TEXT}\n\n{'“a” ' * 10_000}\n", encoding="utf-8")
    result = CliRunner().invoke(app, ["quotes", str(file), "--format", "json"])
    assert len(json.loads(result.stdout)["quotes"]) == 1
    assert result.stderr.startswith("not read: quotes in paragraph 2 of the text: ")
