"""Links the files of a newsroom once everything is checked, and again whenever some of them have changed."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace
from itertools import filterfalse
from operator import attrgetter
from typing import NamedTuple

from pullquote.store.files.kinds import KINDS, STORIES, Kinds
from pullquote.store.files.kinds.paths import PICTURES
from pullquote.store.files.linker import Linker
from pullquote.store.files.parsing import Outline, Target
from pullquote.store.files.pictures.showing import pictures_of, shown_beside_stories
from pullquote.store.files.slugs.entries import Index, Key
from pullquote.store.files.stories.unread import StoredStory
from pullquote.store.model.kinds import Records, named_in
from pullquote.store.model.records import (
    Entity,
    PublicReview,
    Story,
    is_restricted,
)
from pullquote.store.model.sequences import copied
from pullquote.store.model.unread import forget, noted

BY_SLUG = attrgetter("slug")
Head = tuple[Key, dict[str, object], str | None]
"""A story by its kind and slug, with the fields that are known of it, and the digest of what the public sees of it, where
that is not all."""
INSERTED = 500
"""So many stories are put into their places one by one; of more, all are sorted again."""
HELD_IN_MEMORY = 10_000
"""So many stories that are made at once stay in memory, some 250 MB of them: of more, those that can be read again do
not, so that a newsroom of any size can be read."""
KNOWN = ("id", "aliases", "url", "digest", "latest_date")
"""The fields of a story that stay in memory besides its slug: what it takes to find it, and to order it."""
KNOWN_UNSERVED = ("digest",)
"""Those of a story that is not served here, and not simply published: what says whether it is as it was."""
KNOWN_RESTRICTED = ("status", "embargo", "expires", "pictures")
"""Those that stay besides of a story that is not simply published: who may see it, and what is hidden with it."""


class Links:
    """Links the entities of a newsroom again and again.

    What did not change keeps its records, as long as everything that it refers to keeps its own.
    """

    def __init__(
        self, kinds: Kinds = KINDS, public_review: PublicReview = PublicReview.A, *, is_served: bool = True
    ) -> None:
        """``is_served`` says that stories are served here, and a history of them is written: of those that are
        forgotten, what that takes stays in memory."""
        self._kinds = kinds
        self._is_served = is_served
        self._public_review = public_review
        self._linker: Linker | None = None
        self._stories: dict[str, dict[str, Linked | StoredStory]] = {kind: {} for kind in STORIES}
        """By their kinds and slugs."""
        self._public_versions: dict[Story, Story] = {}
        """Stories as the public sees them, by the whole of them, where that is more."""
        self._records: Records | None = None
        self._touched: set[Key] = set()
        self._shown: Counter[str] = Counter()
        """How many stories show each picture."""
        self._shown_beside: Counter[str] | None = None
        """How many other entities do; None where that is to be counted."""

    def restore(self, index: Index, heads: Iterable[Head], shown: Counter[str]) -> Records:
        """The records of a newsroom that was linked before and is the same: stories are read when they are asked
        for. ``heads`` are all of them in the order of their slugs, with what is known of each, ``shown`` is how many
        show each picture."""
        linker = self._linker = Linker(index, kinds=self._kinds, public_review=self._public_review)
        linked, unread = self._stories, linker.unread
        for key, known, digest in heads:
            kind, slug = key
            entity = index[kind][slug].entity
            seen = None if digest is None else {**known, "digest": digest}
            if not self._is_served and seen is None and "status" not in known:
                linked[kind][slug] = linker.stored(entity, kind, str(known["digest"]))
                continue
            story = unread(entity, kind, known)
            public = story if seen is None else unread(entity, kind, seen, for_public=True)
            linked[kind][slug] = Linked(entity, story, public)
            if public is not story:
                self._public_versions[story] = public
        self._shown = shown
        self._touched = set()
        stories = tuple(sorted(self._all_stories(), key=BY_SLUG))
        restricted = tuple(filter(_has_status, stories))
        self._records = self._whole(linker.records(stories, restricted), index)
        return self._records

    def _whole(self, records: Records, index: Index, named: Counter[Entity] | None = None) -> Records:
        """Records with what is known of all of them."""
        return replace(
            records, named=named, shown=self._all_shown(index), public_versions=dict(self._public_versions)
        )

    def _all_shown(self, index: Index) -> Counter[str]:
        """How many entities show each picture."""
        if not index[PICTURES]:
            return Counter()
        if self._shown_beside is None:
            self._shown_beside = shown_beside_stories(index)
        return self._shown + self._shown_beside

    def touch(self, keys: Iterable[Key]) -> None:
        """Take note of entities that may be different ones now: those are linked next time. The first time all are."""
        if self._linker is not None:
            self._touched.update(keys)

    def link(self, index: Index) -> Records:
        """The records of a newsroom in which nothing is wrong."""
        before = self._linker
        touched: Collection[Key] = self._touched
        basis = {key for key in touched if key[0] not in STORIES}
        if before is None or basis:
            self._shown_beside = None
            remade = _leading_to(basis, index)
            self._linker = Linker(index, before, remade, kinds=self._kinds, public_review=self._public_review)
            if before is not None:
                touched = self._touched | self._naming(remade, index)
        linker = self._linker
        if linker is None:
            raise AssertionError
        made: list[Story] = []
        gone: set[Story] = set()
        number = len(touched) - len(basis)
        if before is None:
            number = sum(len(index[kind]) for kind in STORIES)
        named = None if self._records else Counter[Entity]()
        hold = self._is_served and number <= HELD_IN_MEMORY
        for key in touched if before else _stories_of(index):
            if key[0] not in STORIES:
                continue
            of_kind = self._stories[key[0]]
            old = of_kind.pop(key[1], None)
            if old is not None:
                gone.add(old.story)
                self._public_versions.pop(old.story, None)
                self._shown.subtract(pictures_of(old.entity))
            entry = index[key[0]].get(key[1])
            if entry is not None:
                linked = _linked(linker, entry.entity, key[0], named, hold=hold, is_served=self._is_served)
                of_kind[key[1]] = linked
                if linked.public is not linked.story:
                    self._public_versions[linked.story] = linked.public
                made.append(linked.story)
                self._shown.update(pictures_of(entry.entity))
        self._touched = set()
        records = linker.records(*_merged(self._records, gone, made))
        self._records = self._whole(records, index, named)
        return self._records

    def _naming(self, remade: AbstractSet[Key], index: Index) -> set[Key]:
        """The stories that refer to any of some entities."""
        referred = {kinds for kind in self._kinds.values() for _, kinds in kind.references} | {(PICTURES,)}
        named = {name for key in remade for name in _names_of(key, index)}
        targets = {Target(kinds, slug) for kind, slug in named for kinds in referred if kind in kinds}
        return {
            (kind, slug)
            for kind, stories in self._stories.items()
            for slug, linked in stories.items()
            if not targets.isdisjoint(linked.entity.targets)
        }

    def _all_stories(self) -> Iterator[Story]:
        return (linked.story for stories in self._stories.values() for linked in stories.values())


def _stories_of(index: Index) -> Iterator[Key]:
    return ((kind, slug) for kind in STORIES for slug in index[kind])


def _has_status(story: Story) -> bool:
    """Whether it is known of a story that it is not simply published, or may not be."""
    return not isinstance(story, StoredStory) and "status" in vars(story)


def _linked(
    linker: Linker,
    entity: Outline,
    kind: str,
    named: Counter[Entity] | None,
    *,
    hold: bool,
    is_served: bool,
) -> Linked | StoredStory:
    """A new story, and what it names counted. If it can be read again and is not to be held, it is forgotten but for
    what finding and ordering it takes."""
    parsed = entity.read()
    is_whole = linker.is_public_whole(parsed)

    def record(*, for_public: bool) -> Story:
        story = linker.story(parsed, kind, for_public=for_public)
        if named is not None and not for_public:
            named.update(named_in(story))
        if hold or parsed is entity:
            return story
        if not is_served and is_whole and not is_restricted(story):
            digest = story.digest
            forget(story)
            return linker.stored(entity, kind, digest)
        names: tuple[str, ...] = KNOWN if is_served else KNOWN_UNSERVED
        if is_restricted(story):
            names += KNOWN_RESTRICTED
        known = {"slug": entity.slug, **{name: getattr(story, name) for name in names}}
        if is_served:
            known["noted"] = noted(story)
        forget(story)
        return linker.unread(entity, kind, known, for_public=for_public)

    story = record(for_public=False)
    if isinstance(story, StoredStory):
        return story
    return Linked(entity, story, story if is_whole else record(for_public=True))


class Linked(NamedTuple):
    """A story as its file says it, the record that was made of it, and the one that the public sees: the same, if it may
    see all of its quotes."""

    entity: Outline
    story: Story
    public: Story


def _names_of(key: Key, index: Index) -> Iterator[Key]:
    """By what an entity is referred to: its kind with its slug, and with each of its former ones."""
    kind, slug = key
    yield key
    entry = index[kind].get(slug)
    for alias in entry.entity.aliases if entry else ():
        yield kind, alias


def _leading_to(changed: AbstractSet[Key], index: Index) -> set[Key]:
    """Entities that are no stories and changed, and those that refer to them, directly or onwards."""
    found = set(changed)
    names = {name for key in found for name in _names_of(key, index)}
    grows = bool(found)
    while grows:
        grows = False
        for kind, entries in index.items():
            for slug, entry in entries.items() if kind not in STORIES else ():
                if (kind, slug) not in found and any(
                    (of_kind, target.slug) in names
                    for target in entry.entity.targets
                    for of_kind in target.kinds
                ):
                    found.add((kind, slug))
                    names.update(_names_of((kind, slug), index))
                    grows = True
    return found


def _merged(
    before: Records | None, gone: AbstractSet[Story], made: Sequence[Story]
) -> tuple[Sequence[Story], Sequence[Story]]:
    """All stories by their slugs, and those of them that are not simply published."""
    stories: Sequence[Story] = before.stories if before else ()
    restricted: Sequence[Story] = before.restricted if before else ()
    new = [story for story in made if _has_status(story) and is_restricted(story)]
    return _replaced(stories, gone, made), _replaced(restricted, gone, new)


def _replaced(stories: Sequence[Story], gone: AbstractSet[Story], made: Sequence[Story]) -> Sequence[Story]:
    """Stories by their slugs without those that are gone, and with those that were made."""
    if len(made) + len(gone) > INSERTED:
        return sorted([*filterfalse(gone.__contains__, stories), *made], key=BY_SLUG)
    found = copied(stories)
    for story in gone:
        at = bisect_left(found, story.slug, key=BY_SLUG)
        while at < len(found) and found[at].slug == story.slug:
            if found[at] is story:
                del found[at]
            else:
                at += 1
    for story in made:
        insort(found, story, key=BY_SLUG)
    return found
