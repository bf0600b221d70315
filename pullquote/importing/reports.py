"""What an import did, item by item: counted as it goes, and written as JSON or as a page."""

from __future__ import annotations

import json
import zlib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from html import escape
from pathlib import Path
from typing import Any

from pullquote.importing.items import Note
from pullquote.importing.proposals.tiers import TIERS

OUTCOMES = {
    "written": "written",
    "updated": "written again, as the source has changed",
    "unchanged": "unchanged since the last import",
    "to merge": "changed at the source and by a person: the new version stands beside the file",
    "removed": "deleted in the newsroom by a person, and left so",
    "refused": "refused",
}
"""What can become of an item."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One item: where it was, what became of it, its file, and what was changed, guessed and dropped."""

    where: str
    outcome: str
    file: str | None = None
    headline: str | None = None
    reason: str | None = None
    notes: Sequence[Note] = ()


CHUNK = 1_000
"""Entries that are packed at once: they are a tenth as large then."""


@dataclass(slots=True)
class Report:
    """The account of one import. Entries are packed, so that a hundred thousand fit."""

    outcomes: Counter[str] = field(default_factory=Counter)
    notes: Counter[str] = field(default_factory=Counter)
    reasons: Counter[str] = field(default_factory=Counter)
    keys: dict[str, tuple[str, int]] = field(default_factory=dict)
    made: dict[str, int] = field(default_factory=dict)
    doubles: list[tuple[str, list[str]]] = field(default_factory=list)
    passed: Counter[str] = field(default_factory=Counter)
    offices: dict[tuple[str, str], int] = field(default_factory=dict)
    """Offices that stories print of people whose files are somebody's own and do not say them, and of how many quotes."""
    quotes: Counter[str] = field(default_factory=Counter)
    """Those that are proposed, by tier; and ``unplaced``, which do not stand in their story as they would be written."""
    guesses: list[str] = field(default_factory=list)
    """Of publications: what nothing said of them."""
    media: int = 0
    hidden: int = 0
    """Stories that were published, and are drafts now."""
    without_zone: int = 0
    _packed: list[bytes] = field(default_factory=list)
    _lines: list[str] = field(default_factory=list)

    @property
    def items(self) -> int:
        """How many items came in; each has one outcome."""
        return self.outcomes.total()

    def add(self, entry: Entry) -> None:
        """Account for one item."""
        self.outcomes[entry.outcome] += 1
        for note in entry.notes:
            self.notes[note.kind] += 1
        if entry.reason:
            self.reasons[entry.reason] += 1
        said = {key: value for key, value in asdict(entry).items() if value and key != "notes"}
        for kind in ("changed", "guessed", "dropped"):
            if listed := [note.what for note in entry.notes if note.kind == kind]:
                said[kind] = listed
        self._lines.append(json.dumps(said, ensure_ascii=False))
        if len(self._lines) >= CHUNK:
            self._packed.append(zlib.compress("\n".join(self._lines).encode()))
            self._lines = []

    def count_keys(self, met: Mapping[str, str]) -> None:
        """Account for the keys of one item, and what became of each."""
        for key, target in met.items():
            self.keys[key] = (target, self.keys.get(key, ("", 0))[1] + 1)

    def entries(self) -> Iterator[dict[str, Any]]:
        """Every item, in order."""
        for packed in self._packed:
            for line in zlib.decompress(packed).decode().split("\n"):
                yield json.loads(line)
        yield from map(json.loads, self._lines)

    def summary(self) -> dict[str, Any]:
        """The counts: items in are the sum of the outcomes."""
        return {
            "items": self.items,
            **{outcome: self.outcomes[outcome] for outcome in OUTCOMES},
            "made": self.made,
            "quotes": {tier: self.quotes[tier] for tier in (*TIERS, "unplaced")},
            "media": self.media,
            "madeDrafts": self.hidden,
            "notes": dict(self.notes),
            "keys": {key: {"becomes": target, "items": count} for key, (target, count) in self.keys.items()},
            "likelyDoubles": [{"kind": kind, "names": names} for kind, names in self.doubles],
            "officesNotWritten": [
                {"person": slug, "title": title, "quotes": number}
                for (slug, title), number in self.offices.items()
            ],
            "otherFiles": dict(self.passed),
            "guessed": self.guesses,
        }

    def write(self, path: Path) -> list[Path]:
        """Write the report: JSON or a page by the end of the name, both where it is neither; the files written."""
        match path.suffix.lower():
            case ".json":
                files = [path]
            case ".html" | ".htm":
                files = [path]
            case _:
                files = [path.with_name(f"{path.name}.json"), path.with_name(f"{path.name}.html")]
        for file in files:
            file.parent.mkdir(parents=True, exist_ok=True)
            with file.open("w", encoding="utf-8") as out:
                out.writelines(self._json() if file.suffix.lower() == ".json" else self._page())
        return files

    def _json(self) -> Iterator[str]:
        summary = json.dumps(self.summary(), ensure_ascii=False, indent=2)
        yield f'{{\n"summary": {summary},\n"items": [\n'
        for number, entry in enumerate(self.entries()):
            yield f"{',' if number else ''}{json.dumps(entry, ensure_ascii=False)}\n"
        yield "]\n}\n"

    def _page(self) -> Iterator[str]:
        yield (
            '<!doctype html>\n<html lang="en">\n<meta charset="utf-8">\n<title>Import</title>\n<style>\n'
            "body { font: 16px/1.5 system-ui, sans-serif; max-width: 70rem; margin: 2rem auto; padding: 0 1rem }\n"
            "table { border-collapse: collapse; width: 100% }\n"
            "td, th { border-bottom: 1px solid #ccc; padding: .3rem .5rem; text-align: left; vertical-align: top }\n"
            "ul { margin: 0; padding-left: 1.2rem }\n</style>\n<h1>Import</h1>\n<table>\n"
        )
        yield f"<tr><th>Items in<td>{self.items:,}\n"
        for outcome, meaning in OUTCOMES.items():
            yield f"<tr><th>{escape(meaning.capitalize())}<td>{self.outcomes[outcome]:,}\n"
        for kind, number in self.made.items():
            yield f"<tr><th>New {escape(kind)}<td>{number:,}\n"
        for tier in TIERS:
            yield f"<tr><th>Quotes proposed, {tier}<td>{self.quotes[tier]:,}\n"
        yield f"<tr><th>Pictures copied<td>{self.media:,}\n</table>\n"
        for title, listed in (
            ("Guessed of publications", self.guesses),
            (
                "Names that are likely the same",
                [f"{kind}: {', '.join(names)}" for kind, names in self.doubles],
            ),
            (
                "Offices that your files do not say",
                [
                    f"people/{slug}: {office}, in {count:,} of the quotes"
                    for (slug, office), count in self.offices.items()
                ],
            ),
        ):
            if listed:
                yield f"<h2>{title}</h2>\n<ul>\n"
                yield from (f"<li>{escape(line)}\n" for line in listed)
                yield "</ul>\n"
        yield "<h2>Keys</h2>\n<table>\n<tr><th>Key<th>Becomes<th>Items\n"
        for key, (target, count) in sorted(self.keys.items()):
            yield f"<tr><td>{escape(key)}<td>{escape(target)}<td>{count:,}\n"
        yield "</table>\n<h2>Items</h2>\n<table>\n<tr><th>Item<th>Outcome<th>What was changed, guessed, dropped\n"
        for entry in self.entries():
            told = [
                f"{kind}: {what}"
                for kind in ("changed", "guessed", "dropped")
                for what in entry.get(kind, ())
            ]
            notes = "".join(f"<li>{escape(each)}" for each in told)
            outcome = escape(": ".join(entry[key] for key in ("outcome", "reason", "file") if entry.get(key)))
            title = escape(entry.get("headline") or "")
            yield f"<tr><td>{escape(entry['where'])}<br>{title}<td>{outcome}<td><ul>{notes}</ul>\n"
        yield "</table>\n</html>\n"
