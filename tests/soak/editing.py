"""An editor who writes, corrects, spoils, deletes and renames stories at random, and can mend what was broken."""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta
from pathlib import Path

SECTION = "city"
"""Of every story that is written here; it is in the demo newsroom too."""
LAST_SLUG = "soaked-to-the-end"
STORY = """---
headline: {headline}
publication: the-paper
section: {section}
datePublished: 2026-01-01
{more}quotes:
  - text: The water stands at {number}
    source: unnamed person
---

A school, number {number}.

“The water stands at {number},” somebody said.
"""
QUOTE = """quotes:
  - text: It has risen to {number}
    source: unnamed person"""
PARAGRAPH = "\n“It has risen to {number},” said another.\n"


class Desk:
    """Edits a newsroom at random."""

    def __init__(self, folder: Path, chance: random.Random) -> None:
        self.articles = folder / "articles"
        self.chance = chance
        self.broken: dict[Path, str] = {}
        """Files with mistakes, and what they said before."""
        self.written: list[Path] = []
        self.number = 0

    def edit(self) -> None:
        """Save one thing, and now and then mend what is broken."""
        self.number += 1
        self.chance.choice(
            (
                self.write,
                self.write,
                self.correct,
                self.update,
                self.spoil,
                self.delete,
                self.rename,
                self.hold,
            )
        )()
        if len(self.broken) > 1 or (self.broken and self.chance.random() < 0.5):
            self.mend()

    def write(self, slug: str = "", more: str = "") -> None:
        """A new story."""
        path = self.articles / f"{slug or f'soaked-{self.number}'}.md"
        headline = f"Soaked {self.number}"
        text = STORY.format(headline=headline, number=self.number, more=more, section=SECTION)
        path.write_text(text, encoding="utf-8")
        self.written.append(path)

    def hold(self) -> None:
        """A new story that nobody may see for a second or two."""
        lifts = datetime.now(UTC) + timedelta(seconds=self.chance.uniform(0.5, 2))
        self.write(more=f"embargo: {lifts.isoformat(timespec='seconds')}\n")

    def correct(self) -> None:
        """Another headline under the same date, saved as editors do: beside the file, and moved over it."""
        path = self.any()
        beside = path.with_name(f".{path.name}.swp")
        beside.write_text(self._anew(path, headline=f"Corrected {self.number}"), encoding="utf-8")
        beside.replace(path)

    def update(self, path: Path | None = None) -> None:
        """A later date, and one more quote."""
        path = path or self.any(self.written)
        later = datetime(2026, 1, 2, tzinfo=UTC) + timedelta(minutes=self.number)
        text = self._anew(path, dateModified=later.isoformat())
        text = text.replace("quotes:", QUOTE.format(number=self.number), 1)
        path.write_text(text + PARAGRAPH.format(number=self.number), encoding="utf-8")

    def spoil(self) -> None:
        """A mistake, with which nothing can be loaded."""
        path = self.any()
        self.broken[path] = path.read_text(encoding="utf-8")
        path.write_text("---\nheadline: [\n---\n", encoding="utf-8")

    def delete(self) -> None:
        """A story less."""
        self.any(self.written).unlink()

    def rename(self) -> None:
        """The same story under another slug, which makes it another."""
        path = self.any(self.written)
        target = path.with_name(f"renamed-{self.number}.md")
        path.rename(target)
        self.written.append(target)

    def mend(self) -> None:
        """What was broken says again what it said."""
        for path, text in self.broken.items():
            path.write_text(text, encoding="utf-8")
        self.broken.clear()

    def end(self) -> None:
        """A last story, so that every listener has something to wait for."""
        self.number += 1
        self.write(LAST_SLUG)

    def end_again(self) -> None:
        """The last update, for those who hear of updates only; it has the very last quote."""
        self.number += 1
        self.update(self.articles / f"{LAST_SLUG}.md")

    def any(self, of: list[Path] | None = None) -> Path:
        """A file without mistakes; of those that were written here, if there still are some."""
        for paths in (of or [], sorted(self.articles.glob("*.md"))):
            sound = [path for path in paths if path.exists() and path not in self.broken]
            if sound:
                return self.chance.choice(sound)
        raise AssertionError("every file is gone")

    def _anew(self, path: Path, **keys: str) -> str:
        """The text of a story with other values for some keys."""
        lines = path.read_text(encoding="utf-8").splitlines()
        kept = [line for line in lines if line.partition(":")[0] not in keys]
        return "\n".join([kept[0], *[f"{name}: {value}" for name, value in keys.items()], *kept[1:], ""])
