"""``pullquote demo`` writes a newsroom that ``pullquote check`` has nothing against."""

from __future__ import annotations

from pathlib import Path

from tests.api.cli.conftest import Command


def test_it_says_what_it_wrote_and_what_to_do_with_it(run: Command, tmp_path: Path) -> None:
    folder = tmp_path / "newsroom"
    ran = run("demo", folder, "--articles", 40, "--seed", 3)
    assert (ran.status, ran.err) == (0, "")
    assert ran.out.startswith("Wrote 40 articles, 4 editorials, ")
    assert ran.out.endswith(f"Serve it: pullquote serve {folder}\n")
    checked = run("check", folder, "--strict")
    assert checked.status == 0
    assert "40 articles, 4 editorials" in checked.out
