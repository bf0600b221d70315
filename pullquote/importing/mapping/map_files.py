"""The owner's map: a YAML file that says what becomes of keys, one ``theirs: ours`` a line."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import yaml

from pullquote.importing.mapping.keys import ALLOWED
from pullquote.store.model.problems import did_you_mean


class BadMap(Exception):
    """A map cannot be used; the message says where, and what was expected."""


def read_map(path: Path) -> dict[str, str]:
    """The map in a file; raises BadMap, and OSError where the file cannot be read."""
    try:
        said = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise BadMap(f"{path}: not YAML: {' '.join(str(error).split())}") from None
    if said is None:
        return {}
    if not isinstance(said, dict):
        raise BadMap(f"{path}: expected one `their key: our key` a line")
    for theirs, ours in said.items():
        if ours not in ALLOWED:
            guess = did_you_mean(str(ours), sorted(ALLOWED))
            raise BadMap(
                f"{path}: {theirs}: {ours}: expected one of {', '.join(sorted(ALLOWED))}"
                + (f"; {guess}" if guess else "")
            )
    return {str(theirs): str(ours) for theirs, ours in said.items()}


def written_map(met: Mapping[str, tuple[str, int]]) -> str:
    """A map as text: each key that was met, what it becomes, and how often it was met."""
    lines = ["# What becomes of each key of the source: one of our keys, or extra, or drop.\n"]
    for key, (target, count) in sorted(met.items(), key=lambda each: (-each[1][1], each[0])):
        written = yaml.safe_dump({key: target}, allow_unicode=True, width=10_000).strip()
        lines.append(f"{written}  # {count:,} {'item' if count == 1 else 'items'}\n")
    return "".join(lines)
