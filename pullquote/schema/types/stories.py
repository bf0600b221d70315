"""Stories: what articles and editorials share, and the two."""

from __future__ import annotations

from typing import Annotated

import strawberry

from pullquote.schema.connections.pages import size_of
from pullquote.schema.connections.relations import quotes_of_parent
from pullquote.schema.context import Info
from pullquote.schema.fields import EXTRA, field, serves
from pullquote.schema.inputs.scalars import JSON, JSONLD, URL, LanguageTag
from pullquote.schema.references import (
    OrganizationRef,
    PersonRef,
    PublicationRef,
    QuoteConnectionRef,
    SectionRef,
    SpeakerRef,
    StoryRef,
    TopicRef,
)
from pullquote.schema.types.bodies import Body
from pullquote.schema.types.images import Image
from pullquote.schema.types.json_ld import JSON_LD, json_ld_of_story
from pullquote.schema.types.nodes import Node
from pullquote.store.model import records
from pullquote.store.model.dates import DateOrDateTime
from pullquote.store.model.pages import MAX_PAGE_SIZE
from pullquote.store.model.snapshots.protocol import RELATED

RelatedFirst = Annotated[int, strawberry.argument(description=f"How many: {MAX_PAGE_SIZE} at most.")]


def related_stories(
    root: records.Story, info: Info, first: RelatedFirst = RELATED
) -> tuple[records.Story, ...]:
    """The stories nearest to a story."""
    return info.context.snapshot.related(root, size_of(first, info.context))


@strawberry.type(description="Who owns a story and what may be done with it.")
class Rights:
    """Rights in a story."""

    is_type_of = serves(records.Rights)
    copyright_holder: str | None = field("Who owns it.")
    copyright_notice: str | None = field("The notice to print with it: “© 2025 …”.")
    usage_terms: str | None = field("What may be done with it, in words.")
    license: str | None = field("The licence, by name or address: `MIT`, `CC-BY-4.0`.")


@strawberry.type(
    description="What was wrong in a story and has been put right (schema.org CorrectionComment)."
)
class Correction:
    """A correction."""

    is_type_of = serves(records.Correction)
    date: DateOrDateTime = field("When it was corrected.")
    text: str = field("What was wrong, and what is right.")


@strawberry.interface(
    description=(
        "What articles and editorials share. Ask for these fields on any story, and for the rest with "
        "`... on Article { byline }`."
    )
)
class Story(Node):
    """A story."""

    slug: str = field(
        "Readable key, unique among all stories: `north-korean-troops-in-russia`. Good for URLs."
    )
    headline: str = field("The headline.")
    alternative_headline: str | None = field(
        "Another headline: of the print edition, or a short one for lists."
    )
    standfirst: str | None = field("The sentence or two under the headline that sum it up.")
    abstract: str | None = field("A longer summary, for search results and newsletters.")
    image: Image | None = field("The picture that goes with it.")
    date_published: DateOrDateTime | None = field(
        "When it was published; null when the source prints only when it was updated."
    )
    date_modified: DateOrDateTime | None = field("When it was last changed, where the source says so.")
    latest_date: DateOrDateTime = field("The later of the two dates: what `LATEST_DATE` orders by.")
    publication: PublicationRef = field("Where it appeared.")
    section: SectionRef | None = field("The desk or page that it is filed under.")
    topics: list[TopicRef] = field("The subjects that it is about, the main one first.")
    keywords: list[str] = field("What it is about in free words, beside the topics.")
    in_language: LanguageTag = field("The language that it is written in.")
    url: URL | None = field("Its page on the web, where it has one.")
    is_based_on: URL | None = field("The page that it was republished from.")
    source_organization: OrganizationRef | None = field(
        "Whom it was republished from, such as a news agency."
    )
    authors: list[PersonRef] = field("Who wrote it, where they are known people.")
    body: Body | None = field("The text; null when only the headline is known or may be shown.")
    speakers: list[SpeakerRef] = field("Everyone who is quoted in it, once each, in order of appearance.")
    mentions: list[SpeakerRef] = field("People and organizations that it mentions without quoting them.")
    rights: Rights | None = field("Who owns it and what may be done with it.")
    corrections: list[Correction] = field(
        "What was wrong in it and has been put right, as its file lists it: print it with the story."
    )
    aliases: list[str] = field("Former slugs; each finds it, too: redirect to `slug`.")
    extra: JSON | None = field(EXTRA)
    quotes: QuoteConnectionRef = field("The quotes in it, in reading order.", quotes_of_parent)
    related: list[StoryRef] = field(
        "Other stories that share most with it, the nearest first: the same speakers count most, then topics and "
        "keywords, then who is mentioned, then the section; each the more, the fewer stories share it. Of equals, "
        "the newer comes first.",
        related_stories,
    )
    json_ld: JSONLD = field(JSON_LD, json_ld_of_story)


@strawberry.type(description="A news report.")
class Article(Story):
    """An article."""

    is_type_of = serves(records.Article)
    byline: str | None = field("Who wrote it, as printed: “By our correspondent”.")
    dateline: str | None = field("Where it was written from, as printed: “WASHINGTON”.")


@strawberry.type(description="A publication's own opinion, which nobody signs.")
class Editorial(Story):
    """An editorial."""

    is_type_of = serves(records.Editorial)
