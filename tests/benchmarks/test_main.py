"""The command line of the benchmark."""

from __future__ import annotations

import sys

import pytest

from benchmarks.__main__ import main


@pytest.mark.parametrize(
    ("option", "shown"),
    [(["--way", "compiled"], "variables differ"), (["--only", "nothing like it"], "one story by slug")],
)
def test_what_matches_nothing_is_refused_with_what_there_is(
    option: list[str], shown: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "argv", ["benchmarks", *option])
    with pytest.raises(SystemExit):
        main()
    assert shown in capsys.readouterr().err
