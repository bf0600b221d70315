"""The people, organizations, topics, sections and publications of a newsroom, each made once.

Names are joined if they are the same, or one is an alias of the other, and never because they are alike: what
may be the same is listed for a person to look at.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from anyascii import anyascii

from pullquote.importing.files import text_of
from pullquote.importing.items import Named, Site
from pullquote.importing.mapping.values import is_former_slug
from pullquote.importing.proposals.reading.people import KnownNames
from pullquote.importing.roles import KnownRoles
from pullquote.importing.state import State
from pullquote.store.files.kinds import KINDS
from pullquote.store.files.kinds.paths import kind_of
from pullquote.store.files.parallel import read_and_parse
from pullquote.store.files.scanning import list_files
from pullquote.store.model.formats import slug_of

SPEAKERS = frozenset({"people", "organizations"})
"""Kinds that references may name alike, so that their slugs must differ."""
BY_SLUG = frozenset({"topics", "sections", "publications"})
"""Kinds whose names are the same if their slugs are, as on the pages of every site."""
_NO_LETTER = re.compile(r"[^a-z0-9 ]+")


class Registry:
    """Slugs by name, and the files of those that are new. ``languages`` are those of publications, by slug and name."""

    def __init__(self, into: Path, state: State) -> None:
        self._state = state
        self.languages: dict[str, str] = {}
        self._slugs: dict[str, dict[str, str]] = {kind: {} for kind in KINDS}
        self._taken: dict[str, set[str]] = {kind: set() for kind in KINDS}
        self._names: dict[str, list[str]] = {kind: [] for kind in KINDS}
        self.made: dict[str, int] = {}
        self.roles = KnownRoles(into, state)
        self.publication: str | None = None
        if into.is_dir():
            self._read(into)
        for kind, slug in state.slugs():
            self._taken[kind].add(slug)

    def _read(self, into: Path) -> None:
        for path in list_files(into).files:
            kind = kind_of(path)
            if kind is None:
                continue  # a picture
            if KINDS[kind].is_story and "/" in path:
                self._taken[kind].add(path.rpartition("/")[2].rpartition(".")[0])
                continue
            for entity in read_and_parse(into, path).entities:
                self._taken[kind].add(entity.slug)
                keys = entity.read().keys
                name = getattr(keys, "name", None)
                for each in (
                    entity.slug,
                    name,
                    *getattr(keys, "alternate_names", ()),
                    *getattr(keys, "aliases", ()),
                ):
                    if each:
                        self._slugs[kind].setdefault(each, entity.slug)
                if name:
                    self._names[kind].append(name)
                if kind == "publications" and (language := getattr(keys, "in_language", None)):
                    self.languages |= dict.fromkeys((entity.slug, name or entity.slug), language)
                if kind == "people":
                    self.roles.read(entity.slug, [role.title for role in getattr(keys, "roles", ())])
        publications = self._taken["publications"]
        self.publication = next(iter(publications)) if len(publications) == 1 else None

    def known(self, site: Site) -> KnownNames:
        """The names of the people and organizations that are there by now, and of those who write for a site."""
        writers = {name for said in site.people.values() if isinstance(name := said.get("display_name"), str)}
        return KnownNames(writers | self._slugs["people"].keys(), frozenset(self._slugs["organizations"]))

    def story_slug(self, kind: str, slug: str) -> str:
        """A slug for a new story that no other one has, nor had."""
        free = next(
            each
            for each in self._numbered(slug)
            if not self.is_story(each) and self._state.claims(each, each)
        )
        self._taken[kind].add(free)
        return free

    def is_story(self, slug: str) -> bool:
        """Whether a story has a slug."""
        return any(slug in self._taken[kind] for kind in KINDS if KINDS[kind].is_story)

    def resolve(self, named: Named) -> tuple[str, str | None]:
        """The slug of a name, and the text of its file if it is new."""
        names = (named.key, named.name) if named.key else (named.name,)
        known = self._slugs[named.kind]
        slug = next((known[name] for name in names if name in known), None)
        slug = slug or next(
            (found for name in names if (found := self._state.entity(named.kind, name))), None
        )
        if slug is None and named.kind in BY_SLUG:
            slug = known.get(slug_of(named.name))
        if slug is not None:
            for name in names:
                known.setdefault(name, slug)
            return slug, None
        prefer_key = named.kind in BY_SLUG and named.key
        wanted = (
            slug_of(named.key if prefer_key and named.key else named.name)
            or slug_of(named.key or "")
            or KINDS[named.kind].noun
        )
        groups = [self._taken[each] for each in (SPEAKERS if named.kind in SPEAKERS else (named.kind,))]
        slug = self._free(wanted, named.kind, groups)
        for name in (*names, *([slug] if named.kind in BY_SLUG else [])):
            known[name] = slug
            self._state.name_entity(named.kind, name, slug)
        self._names[named.kind].append(named.name)
        self.made[named.kind] = self.made.get(named.kind, 0) + 1
        if named.kind == "people":
            self.roles.made(slug, titles_of(named))
        return slug, text_of(self._keys(named, slug))

    def _keys(self, named: Named, slug: str) -> dict[str, object]:
        keys: dict[str, object] = {"name": named.name, **named.keys}
        if named.key and named.key not in (slug, named.name) and is_former_slug(named.key):
            keys["aliases"] = [named.key]
        return keys

    @staticmethod
    def _numbered(slug: str) -> Iterator[str]:
        yield slug
        number = 2
        while True:
            yield f"{slug[:190].rstrip('-')}-{number}"
            number += 1

    def _free(self, slug: str, kind: str, taken: list[set[str]]) -> str:
        free = next(each for each in self._numbered(slug) if not any(each in group for group in taken))
        self._taken[kind].add(free)
        return free

    def doubles(self) -> Iterator[tuple[str, list[str]]]:
        """Names of one kind that are likely the same: alike but for accents, case, marks, initials or a plural."""
        for kind in ("people", "organizations", "topics", "sections"):
            alike: dict[str, dict[str, None]] = {}
            for name in dict.fromkeys(self._names[kind]):
                for likeness in _likenesses(kind, name):
                    alike.setdefault(likeness, {})[name] = None
            seen: set[tuple[str, ...]] = set()
            for names in alike.values():
                if len(names) > 1 and tuple(names) not in seen:
                    seen.add(tuple(names))
                    yield kind, list(names)


def titles_of(named: Named) -> list[str]:
    """The titles of the roles that are said of a person."""
    roles = named.keys.get("roles")
    return [str(role["title"]) for role in roles] if isinstance(roles, list) else []


def _likenesses(kind: str, name: str) -> Iterator[str]:
    words = _NO_LETTER.sub(" ", anyascii(name).lower()).split()
    if not words:
        return
    if kind == "people":
        yield " ".join(sorted(words))
        if len(words) > 1:
            yield f"{words[0][0]} {words[-1]}"
    else:
        yield " ".join(word.removesuffix("s") for word in words if word != "the")
