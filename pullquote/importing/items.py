"""What passes through an import: items as their source says them, and drafts as we would write them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from pathlib import Path
from typing import Literal, NamedTuple

SHOWN = 120
"""Characters of an exception's own words that a reason repeats."""


class Form(Enum):
    """How the text of an item is written."""

    MARKDOWN = "markdown"
    HTML = "html"
    TEXT = "text"


class Note(NamedTuple):
    """What an import did with an item that its owner should know."""

    kind: Literal["changed", "guessed", "dropped"]
    what: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One story as its source says it.

    ``key`` names it in the source, the same at every reading; ``where`` is shown to people; ``file`` is the one of
    the source that it is in. ``values`` have the
    source's own names. ``name`` is what it is called without a title: the name of its file, or the end of its
    address. ``day`` is the last resort for a date: the day of the file (ISO 8601). ``folder`` is where its
    pictures are. ``brackets`` says that its text has shortcodes in square brackets. ``refused`` says why it is no story, where it is none.
    ``site`` is the one that its own file describes, where it is not that of the whole source.
    """

    key: str
    where: str
    file: str = ""
    values: Mapping[str, object] = field(default_factory=dict)
    body: str = ""
    form: Form = Form.TEXT
    kind: str = "articles"
    name: str = ""
    day: str | None = None
    folder: Path | None = None
    brackets: bool = False
    refused: str | None = None
    notes: tuple[Note, ...] = ()
    site: Site | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """What a source says of itself: its title, language, address and time zone, and who its authors are.

    ``people`` has what is said of each author by the key that its stories use. ``root`` is the folder that
    paths such as ``/images/x.jpg`` begin at.
    """

    title: str | None = None
    language: str | None = None
    base: str | None = None
    timezone: str | None = None
    people: Mapping[str, Mapping[str, object]] = field(default_factory=dict)
    root: Path | None = None
    splits_tags: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """A person, an organization, a topic or a section, by name.

    ``key`` is what the source calls it beside its name; ``keys`` are further keys of its file.
    """

    kind: str
    name: str
    key: str | None = None
    keys: Mapping[str, object] = field(default_factory=dict)


@dataclass(slots=True, kw_only=True)
class Draft:
    """A story as we would write it, its references still names.

    ``keys`` are those of a newsroom file; ``references`` have, by key, who or what is to be named there.
    ``media`` are files to copy, by their path in the newsroom.
    """

    kind: str
    slug: str
    keys: dict[str, object]
    references: dict[str, list[Named]]
    body: str
    media: dict[str, Path] = field(default_factory=dict)
    notes: list[Note] = field(default_factory=list)

    def note(self, kind: Literal["changed", "guessed", "dropped"], what: str) -> None:
        """Add to what its owner should know, once."""
        if Note(kind, what) not in self.notes:
            self.notes.append(Note(kind, what))


def said_by(error: Exception) -> str:
    """Why an item is refused over which something stumbled: the class of the exception, and what it says."""
    words = "it is nested too deeply" if isinstance(error, RecursionError) else " ".join(str(error).split())
    return f"{type(error).__name__}: {words[:SHOWN]}" if words else type(error).__name__
