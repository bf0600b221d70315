"""What to say of a slug that is nobody's."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from itertools import islice
from typing import get_args

from pullquote.store.files.guesses.keys import VALUES, plain
from pullquote.store.files.kinds import Kinds
from pullquote.store.files.kinds.keys import UnnamedSource
from pullquote.store.files.kinds.paths import PICTURES
from pullquote.store.files.parsing import Target
from pullquote.store.files.pictures.unserved import is_unserved
from pullquote.store.files.slugs.entries import FileOutline, Index, ProblemsByFile, entry_of, names_in
from pullquote.store.files.syntax.trees import shortened
from pullquote.store.model.formats import slug_of
from pullquote.store.model.problems import closest

MAX_GUESSES = 100
"""For how many unknown slugs the closest one is looked for: each is compared with all there are."""

MAX_NAMED = 3
"""How many slugs are named of which each may be meant."""
SOURCES = {**VALUES["source"], **{plain(word): word for word in get_args(UnnamedSource)}}
"""What a source without a name is called, and words for it."""

Explained = tuple[str, str, str | None]
"""Code, message and suggestion."""


class UnknownSlugs:
    """Explains slugs that are nobody's; the names of entities are read once, and only where one is asked for."""

    def __init__(self, kinds: Kinds, index: Index) -> None:
        self._kinds = kinds
        self._index = index
        self._by_name: dict[str, Mapping[str, str]] = {}
        self._by_kinds: dict[tuple[str, ...], list[str]] = {}
        self._explained: dict[Target, Explained] = {}
        """What was explained last, with guesses."""

    def check(
        self, files: Iterable[FileOutline], unknown: AbstractSet[Target], faults: ProblemsByFile
    ) -> None:
        """Explain the ``unknown`` slugs that files refer to."""
        explained: dict[Target, Explained] = {}
        for file in files:
            for entity in file.entities:
                if unknown.isdisjoint(entity.targets):
                    continue
                for names, slug, line, column in entity.read().references:
                    target = Target(names, slug)
                    if target in unknown:
                        if target not in explained:
                            explained[target] = self._explain(target, guess=len(explained) < MAX_GUESSES)
                        code, message, suggestion = explained[target]
                        wanted = [(name, slug) for name in names]
                        faults.of(entry_of(file, entity), *wanted).add(
                            code, line, column, message, suggestion
                        )
        self._explained = dict(islice(explained.items(), MAX_GUESSES))

    def forget(self, kinds: AbstractSet[str]) -> None:
        """Forget what is known of some kinds, of which there are other entities now."""
        for kind in kinds & self._by_name.keys():
            del self._by_name[kind]
        for names in [names for names in self._by_kinds if not kinds.isdisjoint(names)]:
            del self._by_kinds[names]
        for target in [target for target in self._explained if not kinds.isdisjoint(target.kinds)]:
            del self._explained[target]

    def _explain(self, target: Target, *, guess: bool) -> Explained:
        """The slug that was meant says which kind was."""
        if guess and (explained := self._explained.get(target)) is not None:
            return explained
        names, slug = target
        if names == (PICTURES,):
            path = _picture_meant(slug, self._index[PICTURES]) if guess else None
            return "PQ211", f'unknown picture "{shortened(slug)}"', path and f'did you mean "{path}"?'
        known = self._meant(target) if guess else None
        kinds = [self._kinds[name] for name in names]
        meant = [kind for kind in kinds if known in self._index[kind.name]] or kinds
        nouns = " or ".join(kind.noun for kind in meant)
        message = f'unknown {nouns} "{shortened(slug)}"'
        if known and "," not in slug:
            return meant[0].unknown, message, f'did you mean "{known}"?'
        return meant[0].unknown, message, self._way_out(target, known) if guess else None

    def _meant(self, target: Target) -> str | None:
        """The slug of the entity with that name, else the only one that has all its words (a surname, or a name turned
        round), else the one that is most like it."""
        if slug := self._named(target.kinds, target.slug):
            return slug
        whole = self._with_words(target)
        return whole[0] if len(whole) == 1 else closest(slug_of(target.slug), self._slugs(target.kinds))

    def _named(self, kinds: Iterable[str], name: str) -> str | None:
        """The slug of the entity that has a name, or that slug."""
        for kind in kinds:
            if name in self._index[kind]:
                return name
            if slug := self._slugs_by_name(kind).get(_folded(name)):
                return slug
        return None

    def _with_words(self, target: Target) -> list[str]:
        words = set(slug_of(target.slug).split("-"))
        return [slug for slug in self._slugs(target.kinds) if words.issubset(slug.split("-"))]

    def _slugs(self, kinds: tuple[str, ...]) -> list[str]:
        if kinds not in self._by_kinds:
            self._by_kinds[kinds] = sorted({slug for kind in kinds for slug in self._index[kind]})
        return self._by_kinds[kinds]

    def _way_out(self, target: Target, known: str | None) -> str | None:
        """What to do about several slugs in one text, and about one that is like none: a file for it is written in one
        command."""
        kinds, slug = target
        if len(kinds) > 1 and (source := SOURCES.get(plain(slug))):
            return f"where nobody is named, write source: {source} in place of speaker"
        if len(kinds) > 1 and slug.lower().startswith("the "):
            return f'write the slug of who that is, and what the story prints: "as: {shortened(slug)}"'
        several = [self._named(kinds, each.strip()) for each in slug.split(",")]
        if len(several) > 1 and all(several):
            return f"put them into brackets: [{', '.join(map(str, several))}]"
        if known := known or (several[0] if len(several) > 1 else None):
            return f'did you mean "{known}"?'
        if 1 < len(whole := self._with_words(target)) <= MAX_NAMED:
            return " or ".join([f'did you mean "{whole[0]}"', *(f'"{each}"' for each in whole[1:])]) + "?"
        noun, new = self._kinds[kinds[0]].noun, slug_of(shortened(slug))
        return f"pullquote new {noun} {new} writes the file that is missing" if new else None

    def _slugs_by_name(self, kind: str) -> Mapping[str, str]:
        if kind not in self._by_name:
            self._by_name[kind] = dict(self._names(kind))
        return self._by_name[kind]

    def _names(self, kind: str) -> Iterator[tuple[str, str]]:
        for slug, entry in self._index[kind].items():
            keys = entry.entity.read().keys
            for name in (*getattr(keys, "alternate_names", ()), getattr(keys, "name", None)):
                if name is not None:
                    yield _folded(name), slug


def _picture_meant(path: str, known: Iterable[str]) -> str | None:
    """The picture of which the path is most alike, but for what all paths have in common: the folder and a suffix."""
    by_stem = {_stem(each): each for each in sorted(known)}
    meant = closest(_stem(path), by_stem)
    return None if meant is None else by_stem[meant]


def _stem(path: str) -> str:
    name = path.partition("/")[2]
    return name.rpartition(".")[0] or name


def _folded(name: str) -> str:
    """A name as it is compared: in one form, without letter case, with single spaces."""
    return " ".join(unicodedata.normalize("NFC", name).casefold().split())


class DoubtedTargets:
    """Which targets may be unknown: those of files that changed since all were known, or any where something that they
    may name is gone."""

    def __init__(self) -> None:
        self._few: set[Target] | None = None

    def change(self, before: FileOutline | None, after: FileOutline | None) -> None:
        """A file is another now."""
        if before is not None and not names_in(before) <= (names_in(after) if after else set()):
            self._few = None
        if self._few is not None and after is not None:
            self._few.update(*(entity.targets for entity in after.entities))

    def forget(self) -> None:
        """Doubt all of them."""
        self._few = None

    def checked(self, *, are_known: bool) -> None:
        """They were looked at: all of them ``are_known``, or not."""
        self._few = set() if are_known else None

    def of(self, *named: Mapping[Target, int]) -> Iterable[Target]:
        """Those that are still named by anybody."""
        if self._few is None:
            return set().union(*named)
        return [target for target in self._few if any(target in each for each in named)]


def unknown_of(targets: Iterable[Target], unsure: AbstractSet[str], index: Index) -> set[Target]:
    """Those targets that should be somewhere and are nowhere; what an ``unsure`` kind has that could not be read may be any of its own."""
    return {
        target
        for target in targets
        if not is_unserved(target)
        and unsure.isdisjoint(target.kinds)
        and not any(index[kind].named(target.slug) for kind in target.kinds)
    }
