"""The offices of the people of a newsroom: what their files say, and what stories print besides.

A file that an import wrote, and that nobody has touched since, gets an office that a story prints as another role.
Of all other people it is only reported.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from pullquote.importing.files import hash_at, hash_of, text_of, write
from pullquote.importing.sources.front_matter import read_yaml
from pullquote.importing.state import State
from pullquote.store.files.kinds.fields import MAX_ITEMS


class KnownRoles:
    """The titles of everybody's roles; ``unwritten`` counts the quotes in whose story an office is printed that the
    person's file, which is somebody's own, does not say."""

    def __init__(self, into: Path, state: State) -> None:
        self._into = into
        self._state = state
        self._titles: dict[str, list[str]] = {}
        self._ours: dict[str, bool] = {}
        self._new: dict[str, list[str]] = {}
        self.unwritten: Counter[tuple[str, str]] = Counter()

    def read(self, slug: str, titles: Iterable[str]) -> None:
        """Take note of the roles that somebody's file says."""
        self._titles[slug] = list(titles)

    def made(self, slug: str, titles: Iterable[str]) -> None:
        """Take note of somebody whose file is about to be written."""
        self.read(slug, titles)
        self._ours[slug] = True

    def role_of(self, slug: str, title: str) -> str | None:
        """The title of the role that a printed office is; a new one, if the file can have it, else None."""
        titles = self._titles.setdefault(slug, [])
        known = next((each for each in titles if _is_same(each, title)), None)
        if known is not None:
            return known
        if slug not in self._ours:
            there = hash_at(self._into / _file(slug))
            self._ours[slug] = there is not None and there == self._state.file_hash(_file(slug))
        if not self._ours[slug] or len(titles) >= MAX_ITEMS:
            self.unwritten[slug, title] += 1
            return None
        titles.append(title)
        self._new.setdefault(slug, []).append(title)
        return title

    def write(self) -> None:
        """Put the new roles into the files of those who have them."""
        for slug, titles in self._new.items():
            path = self._into / _file(slug)
            keys = read_yaml(path.read_text(encoding="utf-8"))[0]
            roles = keys.get("roles")
            listed = list(roles) if isinstance(roles, list) else []
            said = {role["title"] for role in listed}
            keys["roles"] = [*listed, *({"title": each} for each in titles if each not in said)]
            data = text_of(keys).encode()
            write(path, data)
            self._state.wrote(_file(slug), hash_of(data))
        self._new.clear()


def _file(slug: str) -> str:
    return f"people/{slug}.yaml"


def _is_same(one: str, other: str) -> bool:
    """Whether two titles are one office: the mayor, the mayor of Tidewell."""
    short, long = sorted((one.lower(), other.lower()), key=len)
    return long == short or long.startswith(f"{short} of ") or long.endswith(f" {short}")
