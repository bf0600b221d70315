"""Makes records of what the files say: stories, and through their kinds all others. Slugs become the records themselves."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import asdict
from functools import cached_property
from typing import Any, TypeVar

from pullquote.store.files.kinds import KINDS, ImageKeys, Kinds, PublicationKeys, RightsKeys, StoryKeys
from pullquote.store.files.kinds.making import named_records, with_former
from pullquote.store.files.kinds.paths import PICTURES
from pullquote.store.files.kinds.quote_dates import latest
from pullquote.store.files.parsing import Outline, ParsedEntity
from pullquote.store.files.pictures.addresses import Pictures, served, with_addresses
from pullquote.store.files.pictures.showing import pictures_of
from pullquote.store.files.quotes import quotes_of
from pullquote.store.files.slugs.entries import Index, Key
from pullquote.store.files.stories.unread import STORED, StoredStory, UnreadStory
from pullquote.store.model.bodies import Block, Body, Image
from pullquote.store.model.digests import digest_of
from pullquote.store.model.ids import global_id
from pullquote.store.model.kinds import Records
from pullquote.store.model.records import (
    Article,
    Correction,
    Editorial,
    Organization,
    Person,
    Publication,
    PublicReview,
    Quote,
    Rights,
    Section,
    Speaker,
    Story,
    Topic,
)
from pullquote.store.quotes.bodies import ParsedBody

Record = TypeVar("Record")
MAKERS: Mapping[str, type[Article | Editorial]] = {"articles": Article, "editorials": Editorial}


class Linker:
    """Builds records from the bottom up; what stories refer to is there before they are built.

    Of what an earlier one has built, everything is taken over that is not ``remade``.
    """

    def __init__(
        self,
        index: Index,
        before: Linker | None = None,
        remade: AbstractSet[Key] = frozenset(),
        *,
        kinds: Kinds = KINDS,
        public_review: PublicReview = PublicReview.A,
    ) -> None:
        def keys_of(kind: str, slug: str) -> object:
            return index[kind][slug].entity.read().keys

        known = before.by_kind if before else {}
        self.kinds = kinds
        self._public_review = public_review
        former = {kind: entries.former for kind, entries in index.items()}
        pictures = {path: entry.entity.read().keys for path, entry in index[PICTURES].items()}
        self.pictures: Pictures = {path: picture for path, picture in pictures.items() if picture}
        self.by_kind: dict[str, dict[str, Any]] = named_records(
            kinds, index, keys_of, known, remade, former=former, image_of=self._image
        )
        by_name = {kind: with_former(records, former[kind]) for kind, records in self.by_kind.items()}
        self.organizations: Mapping[str, Organization] = by_name["organizations"]
        self.people: Mapping[str, Person] = by_name["people"]
        self.publications: Mapping[str, Publication] = by_name["publications"]
        self.sections: Mapping[str, Section] = by_name["sections"]
        self.topics: Mapping[str, Topic] = by_name["topics"]
        self._rights = {
            slug: _rights(keys.rights)
            for slug in index["publications"]
            if isinstance(keys := keys_of("publications", slug), PublicationKeys)
        }

    def records(self, stories: Sequence[Story], restricted: Sequence[Story]) -> Records:
        """Some stories, and everything that is no story."""
        return Records(
            kinds=self.kinds,
            stories=stories,
            restricted=restricted,
            by_kind=self._sorted,
            pictures=self.pictures,
        )

    @cached_property
    def _sorted(self) -> Mapping[str, tuple[Any, ...]]:
        return {
            kind: tuple([records[slug] for slug in sorted(records)]) for kind, records in self.by_kind.items()
        }

    def is_public_whole(self, entity: ParsedEntity) -> bool:
        """Whether the public may see all quotes of a story."""
        quotes = entity.keys.quotes if isinstance(entity.keys, StoryKeys) else ()
        return all(self._public_review.shows(quote.review) for quote in quotes)

    def story(
        self,
        entity: ParsedEntity,
        kind: str,
        unread: Story | None = None,
        *,
        digest: str | None = None,
        for_public: bool = False,
    ) -> Article | Editorial:
        """An article or editorial with its body and its quotes; ``for_public`` with those only that the public may see.

        ``unread`` is the record that is to get its fields, and so is the story that the quotes are in. ``digest`` is
        its hash, where that is known.
        """
        make = MAKERS[kind]
        keys = entity.keys
        if not isinstance(keys, StoryKeys):
            raise TypeError(f"{entity.slug} is no story")
        publication = self.publications[keys.publication]
        story = make(
            id=global_id(make.__name__, entity.slug),
            slug=entity.slug,
            headline=keys.headline,
            alternative_headline=keys.alternative_headline,
            standfirst=keys.standfirst,
            abstract=keys.abstract,
            image=self._image(keys.image) if keys.image else None,
            publication=publication,
            section=_optional(self.sections, keys.section),
            topics=_distinct(self.topics[slug] for slug in keys.topics),
            keywords=tuple(dict.fromkeys(keys.keywords)),
            date_published=keys.date_published,
            date_modified=keys.date_modified,
            latest_date=latest(keys),
            date=keys.date_published or latest(keys),
            in_language=keys.in_language or publication.in_language,
            url=keys.url,
            is_based_on=keys.is_based_on,
            source_organization=_optional(self.organizations, keys.source_organization),
            byline=keys.byline,
            authors=_distinct(self.people[slug] for slug in keys.authors),
            dateline=keys.dateline,
            mentions=_distinct(self._speaker(slug) for slug in keys.mentions),
            rights=_rights(keys.rights) or self._rights[publication.slug],
            body=None,
            pictures=pictures_of(entity),
            quotes=(),
            speakers=(),
            status=keys.status,
            embargo=keys.embargo,
            expires=keys.expires,
            corrections=tuple(Correction(date=each.date, text=each.text) for each in keys.corrections),
            aliases=tuple(keys.aliases),
            extra=keys.extra,
            digest="",
        )
        if unread is not None:
            _tie(unread, id=story.id, url=story.url)  # its quotes ask for them
        seen = self._public_review if for_public else PublicReview.C
        quotes = tuple(quotes_of(unread or story, keys, entity, self._speaker, seen))
        _tie(
            story,
            quotes=quotes,
            speakers=_distinct(speaker for quote in quotes for speaker in quote.speakers),
            body=_body(entity.body, quotes, self.pictures),
        )
        if unread is not None:
            digest = unread.digest
        _tie(story, digest=digest_of(story) if digest is None else digest)
        return story

    def unread(
        self, entity: Outline, kind: str, known: dict[str, object], *, for_public: bool = False
    ) -> Article | Editorial:
        """A story that has only the fields that are ``known`` (id, slug, url and digest at least), and reads the
        others when one of them is asked for; ``known`` is its own from then on, ``for_public`` see :meth:`story`."""
        story = object.__new__(MAKERS[kind])
        known["unread"] = UnreadStory(self, entity, kind, for_public)
        object.__setattr__(story, "__dict__", known)
        return story

    def stored(self, entity: Outline, kind: str, digest: str) -> StoredStory:
        """A story that stays on disk, and has no quotes that the public may not see."""
        return STORED[kind](self, entity, digest)

    def _image(self, keys: ImageKeys) -> Image:
        return served(Image(**asdict(keys)), self.pictures)

    def _speaker(self, slug: str) -> Speaker:
        person = self.people.get(slug)
        return self.organizations[slug] if person is None else person


def _tie(record: object, **values: object) -> None:
    """Set attributes of a record that is just being made: records point at one another in circles (a story at
    its quotes, a quote at its story), and frozen ones cannot be made so at once. Nobody has seen it yet."""
    for name, value in values.items():
        object.__setattr__(record, name, value)


def _optional(records: Mapping[str, Record], slug: str | None) -> Record | None:
    return None if slug is None else records[slug]


def _distinct(records: Iterator[Record]) -> tuple[Record, ...]:
    """The records without repetitions, in the order of their first."""
    return tuple(dict.fromkeys(records))


def _rights(keys: RightsKeys | None) -> Rights | None:
    return None if keys is None else Rights(**asdict(keys))


def _body(parsed: ParsedBody | None, quotes: Sequence[Quote], pictures: Pictures) -> Body | None:
    if parsed is None:
        return None
    starting: dict[int, list[Quote]] = {}
    for quote in quotes:
        for part in quote.parts[:1]:
            starting.setdefault(part.block, []).append(quote)
    blocks = tuple(
        Block(
            index=number,
            kind=block.kind,
            text=block.text,
            html=with_addresses(block.html, pictures),
            quotes=tuple(starting.get(number, ())),
            image=served(block.image, pictures) if block.image else None,
            embed=block.embed,
            table=block.table,
            footnote=block.footnote,
        )
        for number, block in enumerate(parsed.blocks)
    )
    return Body(
        markdown=parsed.markdown,
        word_count=parsed.word_count,
        blocks=blocks,
    )
