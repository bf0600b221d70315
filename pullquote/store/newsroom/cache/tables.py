"""What is known of all files, entities and stories of a newsroom, in a few tables: what a start has to read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from functools import partial
from itertools import chain, repeat
from typing import NamedTuple, Protocol

from pullquote.store.files.kinds.paths import kind_at
from pullquote.store.files.linking import Head
from pullquote.store.files.parsing import START, Target
from pullquote.store.files.references import Findings
from pullquote.store.files.slugs.entries import Key
from pullquote.store.files.stamps import DIGEST_BYTES, Stamp
from pullquote.store.files.syntax.trees import Position
from pullquote.store.model.dates import DateOrDateTime
from pullquote.store.model.file_problems import FileProblem
from pullquote.store.model.records import Article, Story, StoryStatus
from pullquote.store.newsroom.cache.codec import Codec, Numbers

_NUMBERS = partial(Numbers, "I")


class Listed(Protocol):
    """What the tables know of an entity; see :class:`~pullquote.store.files.parsing.Outline`."""

    @property
    def slug(self) -> str:
        """The slug of the entity."""

    @property
    def position(self) -> Position:
        """Where it begins in its file."""

    @property
    def targets(self) -> AbstractSet[Target]:
        """What it refers to."""

    @property
    def aliases(self) -> tuple[str, ...]:
        """Its former slugs."""

    @property
    def url(self) -> str | None:
        """The address of a story."""

    @property
    def names_roles(self) -> bool:
        """Whether any of its quotes names the role of its speaker."""

    @property
    def has_doubts(self) -> bool:
        """Whether what is known of its speakers may make a warning."""


class Restrictions(NamedTuple):
    """Who may see a story, and when; and the pictures that are hidden with it."""

    status: StoryStatus
    embargo: DateOrDateTime | None
    expires: DateOrDateTime | None
    pictures: tuple[str, ...]


@dataclass
class Tables:
    """What is known of all files, entities and stories.

    Files are in the order in which they were added, ``stamps`` four numbers for each (zeros for none), ``digests`` their hashes one after
    the other, ``sizes`` how many entities each has; ``flawed`` those with problems, or with more entities than could be read, ``findings`` what they say together.
    Entities are in
    the order of their files, ``rows`` their numbers in the file of rows: ``targets`` are numbers in
    ``target_names``, those of entity n from ``first_target[n]`` on. Stories are in the order of their slugs,
    ``stories`` the places of their entities; ``restricted`` says of those that are not simply published, what they
    are, ``public_digests`` of those with quotes that the public may not see, the digest of what it sees.
    """

    paths: list[str] = field(default_factory=list)
    stamps: Numbers = field(default_factory=partial(Numbers, "q"))
    digests: bytearray = field(default_factory=bytearray)
    sizes: Numbers = field(default_factory=_NUMBERS)
    flawed: dict[int, tuple[tuple[FileProblem, ...], bool]] = field(default_factory=dict)
    others: tuple[tuple[str, FileProblem], ...] = ()
    findings: Findings = field(default_factory=Findings)

    slugs: list[str] = field(default_factory=list)
    rows: Numbers = field(default_factory=_NUMBERS)
    positions: dict[int, Position] = field(default_factory=dict)
    aliases: dict[int, tuple[str, ...]] = field(default_factory=dict)
    urls: dict[int, str] = field(default_factory=dict)
    with_roles: set[int] = field(default_factory=set)
    with_doubts: set[int] = field(default_factory=set)
    target_names: list[Target] = field(default_factory=list)
    targets: Numbers = field(default_factory=_NUMBERS)
    first_target: Numbers = field(default_factory=partial(Numbers, "I", [0]))

    stories: Numbers = field(default_factory=_NUMBERS)
    ids: list[str] = field(default_factory=list)
    story_digests: list[str] = field(default_factory=list)
    restricted: dict[int, Restrictions] = field(default_factory=dict)
    public_digests: dict[int, str] = field(default_factory=dict)

    def heads(self) -> Iterator[Head]:
        """All stories by kind and slug, in the order of their slugs, with what is known of each."""
        kinds = [*chain.from_iterable(map(repeat, map(kind_at, self.paths), self.sizes))]
        columns = zip(
            map(kinds.__getitem__, self.stories),
            map(self.slugs.__getitem__, self.stories),
            self.ids,
            map(self.aliases.get, self.stories, repeat(())),
            map(self.urls.get, self.stories),
            self.story_digests,
            map(self.restricted.get, range(len(self.stories))),
            map(self.public_digests.get, range(len(self.stories))),
            strict=True,
        )
        for kind, slug, identity, aliases, url, digest, restrictions, public_digest in columns:
            known: dict[str, object] = {
                "id": identity,
                "slug": slug,
                "aliases": aliases,
                "url": url,
                "digest": digest,
            }
            if restrictions:
                known |= restrictions._asdict()
            yield (kind, slug), known, public_digest


TABLES: Codec[Tables] = Codec(Tables)


class TableWriter:
    """Fills tables, file by file."""

    def __init__(self, tables: Tables) -> None:
        self.tables = tables
        self._targets: dict[Target, int] = {
            target: number for number, target in enumerate(tables.target_names)
        }

    def add_file(
        self,
        path: str,
        stamp: Stamp | None,
        digest: bytes,
        problems: tuple[FileProblem, ...],
        *,
        complete: bool,
    ) -> None:
        """Add a file; its entities are added next."""
        tables = self.tables
        if problems or not complete:
            tables.flawed[len(tables.paths)] = problems, complete
        tables.paths.append(path)
        tables.stamps.extend(stamp or (0, 0, 0, 0))
        tables.digests += digest or bytes(DIGEST_BYTES)
        tables.sizes.append(0)

    def add_entity(self, entity: Listed, row: int) -> None:
        """Add an entity of the last file, by its number in the file of rows."""
        tables, place, numbers = self.tables, len(self.tables.slugs), self._targets
        tables.sizes[-1] += 1
        tables.slugs.append(entity.slug)
        tables.rows.append(row)
        if entity.position != START:
            tables.positions[place] = entity.position
        if entity.aliases:
            tables.aliases[place] = entity.aliases
        if entity.url is not None:
            tables.urls[place] = entity.url
        if entity.names_roles:
            tables.with_roles.add(place)
        if entity.has_doubts:
            tables.with_doubts.add(place)
        for target in entity.targets:
            number = numbers.get(target)
            if number is None:
                number = numbers[target] = len(numbers)
                tables.target_names.append(target)
            tables.targets.append(number)
        tables.first_target.append(len(tables.targets))

    def add_stories(
        self,
        stories: Sequence[Story],
        restricted: AbstractSet[Story],
        public_versions: Mapping[Story, Story],
    ) -> None:
        """Add all stories, when all entities were added. Raises KeyError where one is of no entity."""
        tables = self.tables
        kinds = chain.from_iterable(map(repeat, map(kind_at, tables.paths), tables.sizes))
        numbers: Mapping[Key, int] = {
            (kind, slug): place for place, (kind, slug) in enumerate(zip(kinds, tables.slugs, strict=True))
        }
        for number, story in enumerate(stories):
            kind = "articles" if isinstance(story, Article) else "editorials"
            tables.stories.append(numbers[kind, story.slug])
            tables.ids.append(story.id)
            tables.story_digests.append(story.digest)
            if story in public_versions:
                tables.public_digests[number] = public_versions[story].digest
            if story in restricted:
                tables.restricted[number] = Restrictions(
                    story.status, story.embargo, story.expires, story.pictures
                )
