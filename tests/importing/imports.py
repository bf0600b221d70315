"""Sources on the disk, and imports of them into newsrooms that are loaded afterwards."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

from pullquote.importing.importing import Options, run
from pullquote.importing.mapping.given import Rules
from pullquote.importing.reports import Report
from pullquote.store.files.loading import load
from pullquote.store.model.problems import Severity


def write_tree(folder: Path, files: Mapping[str, str]) -> Path:
    """A folder with these texts in it."""
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


def bring(source: Path, into: Path, *, form: str | None = None, **rules: Any) -> Report:
    """Import a source; every item has one outcome, and what was written is a newsroom without errors."""
    report = run(Options(source=source, into=into, form=form, rules=Rules(**rules)))
    assert report.items == sum(report.outcomes.values()) == len(list(report.entries()))
    if into.joinpath("publications").is_dir():
        errors = [str(each) for each in load(into).problems if each.severity is Severity.ERROR]
        assert errors == []
    return report


def keys_of(path: Path) -> dict[str, Any]:
    """The keys of a file that was written."""
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".md":
        text = text.split("---\n")[1]
    # As text: a date is what is written.
    keys: dict[str, Any] = yaml.load(text, yaml.BaseLoader)
    return keys


def body_of(path: Path) -> str:
    """The body of a story that was written."""
    return path.read_text(encoding="utf-8").split("---\n", 2)[2].strip("\n")


def only(into: Path, kind: str = "articles") -> Path:
    """The one file of a kind that was written."""
    (path,) = (into / kind).iterdir()
    return path


def notes_of(report: Report) -> list[str]:
    """Everything that was changed, guessed and dropped."""
    return [
        what
        for entry in report.entries()
        for kind in ("changed", "guessed", "dropped")
        for what in entry.get(kind, ())
    ]
