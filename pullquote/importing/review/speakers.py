"""The people and organizations of a newsroom, to whom a quote can be given."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from pullquote.store.files.kinds import OrganizationKeys, PersonKeys, RoleKeys
from pullquote.store.files.parsing import parse_file
from pullquote.store.files.scanning import list_files, read_file
from pullquote.store.files.stamps import Stamp
from pullquote.store.model.dates import DateOrDateTime

SPEAKERS = re.compile(r"(?:people|organizations)[./]")
"""How the paths of their files begin."""
FOLDERS = (".", "people", "organizations")
"""The folders that those are in."""


class KnownSpeaker(NamedTuple):
    """A person or an organization of the newsroom."""

    slug: str
    name: str
    other_names: tuple[str, ...] = ()
    roles: tuple[RoleKeys, ...] = ()

    def offices(self, date: DateOrDateTime | None = None) -> list[str]:
        """The offices that were held at a date, or all, as they are written, the years behind."""
        return [
            _office(role)
            for role in self.roles
            if date is None or date.shares_a_moment_with(role.start_date, role.end_date)
        ]

    def is_meant_by(self, words: str) -> bool:
        """Whether each of the words begins one of the slug or of a name, in any case."""
        names = " ".join([self.slug.replace("-", " "), self.slug, self.name, *self.other_names])
        listed = names.casefold().split()
        return all(any(each.startswith(word) for each in listed) for word in words.casefold().split())


def meant_by(speakers: Mapping[str, KnownSpeaker], words: str) -> list[KnownSpeaker]:
    """Those that words mean, who has them as a slug first; nobody without a word."""
    if not words.strip():
        return []
    found = [each for each in speakers.values() if each.is_meant_by(words)]
    return sorted(found, key=lambda each: each.slug != words.strip())


class KnownSpeakers:
    """The speakers of a newsroom's folder; a file is read again once it has changed."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._read: dict[str, tuple[Stamp, tuple[KnownSpeaker, ...]]] = {}
        self._listed: tuple[tuple[Stamp | None, ...], list[str]] = (), []
        """The paths of their files, and the stamps of the folders when these were listed."""

    def now(self) -> dict[str, KnownSpeaker]:
        """Those that are there now, by slug, in the order of their names."""
        before, self._read, found = self._read, {}, list[KnownSpeaker]()
        for path in self._paths():
            if stamp := Stamp.of(self._folder, path):
                known = before.get(path)
                speakers = (
                    known[1] if known and known[0] == stamp else tuple(_speakers_in(self._folder, path))
                )
                if stamp.is_settled:
                    self._read[path] = stamp, speakers
                found += speakers
        return {each.slug: each for each in sorted(found, key=lambda each: each.name.casefold())}

    def _paths(self) -> list[str]:
        """The paths of their files; a newsroom has many others, so they are listed again only when files came or went."""
        stamps = tuple(Stamp.of(self._folder, name) for name in FOLDERS)
        before, paths = self._listed
        if stamps != before:
            paths = [path for path in list_files(self._folder).files if SPEAKERS.match(path)]
            settled = all(stamp is None or stamp.is_settled for stamp in stamps)
            self._listed = (stamps if settled else ()), paths
        return paths


def _speakers_in(folder: Path, path: str) -> Iterator[KnownSpeaker]:
    data = read_file(folder, path)
    for entity in parse_file(path, data).entities if isinstance(data, bytes) else ():
        keys = entity.read().keys
        if isinstance(keys, PersonKeys):
            yield KnownSpeaker(entity.slug, keys.name, tuple(keys.alternate_names), tuple(keys.roles))
        elif isinstance(keys, OrganizationKeys):
            yield KnownSpeaker(entity.slug, keys.name, tuple(keys.alternate_names))


def _office(role: RoleKeys) -> str:
    since, until = (date.text if date else "" for date in (role.start_date, role.end_date))
    return f"{role.title} ({since}–{until})" if since or until else role.title
