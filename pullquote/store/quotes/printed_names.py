"""How a story prints the name of a speaker: the full name, another one, the surname, an office.

Case, accents and scripts may differ, and so may the ending of a surname, which many languages decline.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple

from pullquote.store.model.formats import slug_of
from pullquote.store.quotes.folding import is_inside_word

WORD = re.compile(r"[^\W_]+(?:['’\u02bc][^\W_]+)*")
ENDING = 2
"""So many letters of a surname an ending may replace."""
SHORTEST_STEM = 3
"""Of so many letters at least a surname is known by its beginning."""


class Names(NamedTuple):
    """What a speaker may be called: ``names`` in order, the full one first, and the ``surname`` of a person."""

    names: tuple[str, ...]
    surname: str | None

    @classmethod
    def of_person(
        cls, name: str, others: Iterable[str], family_name: str | None, offices: Iterable[str]
    ) -> Names:
        """Those of a person: the name and others, the surname, and the titles of the offices."""
        words = name.split()
        surname = family_name or (words[-1] if len(words) > 1 else None)
        return cls((name, *others, *([surname] if surname else []), *offices), surname)


class PrintedText:
    """A text in which names are looked for."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._words: list[tuple[int, int]] | None = None
        self._slugs: list[str] = []

    def printed(self, names: Names) -> str | None:
        """What the text calls somebody, as it stands there; None where it is nothing of that."""
        for name in names.names:
            if self._stands(name):
                return name
        if self._words is None:
            self._words = [match.span() for match in WORD.finditer(self._text)]
            self._slugs = [_slug(self._text[start:end]) for start, end in self._words]
        for name in names.names:
            if (place := self._place(name)) is not None:
                return self._text[slice(*place)]
        return self._declined(names.surname) if names.surname else None

    def _stands(self, name: str) -> bool:
        """Whether a name stands in the text as it is written."""
        text, start = self._text, self._text.find(name)
        while start >= 0:
            end = start + len(name)
            if not (start and is_inside_word(text[start - 1], name[0])) and not (
                end < len(text) and is_inside_word(name[-1], text[end])
            ):
                return True
            start = text.find(name, start + 1)
        return False

    def _place(self, name: str) -> tuple[int, int] | None:
        """Where the words of a name stand one after another, in whatever case, accents and script."""
        wanted = [slug for word in WORD.findall(name) if (slug := _slug(word))]
        slugs, words = self._slugs, self._words or []
        for index, slug in enumerate(slugs):
            if wanted and slug == wanted[0] and slugs[index : index + len(wanted)] == wanted:
                return words[index][0], words[index + len(wanted) - 1][1]
        return None

    def _declined(self, surname: str) -> str | None:
        slug = _slug(surname)
        stem = slug[: max(SHORTEST_STEM, len(slug) - ENDING)]
        for index, word in enumerate(self._slugs):
            start, end = (self._words or [])[index]
            if len(stem) >= SHORTEST_STEM and word.startswith(stem) and not self._text[start].islower():
                return self._text[start:end]
        return None


@lru_cache(4096)
def _slug(word: str) -> str:
    return word.lower() if word.isascii() and word.isalnum() else slug_of(word)


def all_printed(text: PrintedText, speakers: Sequence[Names]) -> str | None:
    """What a text calls several speakers, joined by commas; None where it does not name all of them."""
    printed = [text.printed(names) for names in speakers]
    return ", ".join(name for name in printed if name) if all(printed) and printed else None
