"""Quotes: who said what, in which office, to whom, where, in which story."""

from __future__ import annotations

from typing import Annotated

import strawberry

from pullquote.schema.errors import BadUserInput
from pullquote.schema.fields import field, serves
from pullquote.schema.inputs.enums import (
    AttributionMethod,
    QuoteKind,
    ReviewTier,
    SourceKind,
    StoryPart,
)
from pullquote.schema.inputs.scalars import JSONLD, URL
from pullquote.schema.references import SpeakerRef, StoryRef
from pullquote.schema.types import quote_contexts as contexts
from pullquote.schema.types.bodies import TextSpan
from pullquote.schema.types.json_ld import JSON_LD, json_ld_of_quote
from pullquote.schema.types.nodes import Node
from pullquote.schema.types.people import Role
from pullquote.store.model import records
from pullquote.store.model.dates import DateOrDateTime

Paragraphs = Annotated[
    int,
    strawberry.argument(
        description=(
            "How many more paragraphs (blocks) on each side: 0 for the quote's own, "
            f"{contexts.MAX_CONTEXT_PARAGRAPHS} at most."
        )
    ),
]


@strawberry.type(description="The words around a quote, for showing it where it stands.")
class QuoteContext:
    """The surroundings of a quote."""

    is_type_of = serves(contexts.QuoteContext)
    before: str = field(
        "Plain text before the quote: what precedes it in its own paragraph, after the paragraphs asked for."
    )
    after: str = field(
        "Plain text after the quote: what follows it in its own paragraph, then the paragraphs asked for. "
        "The prose between the parts of a split quote is only in `html`."
    )
    html: str = field("The same paragraphs whole, as sanitised HTML, with the quote's words in `<mark>`.")


@strawberry.type(description="How sure it is that the speaker said it.")
class QuoteAttribution:
    """How sure an attribution is."""

    is_type_of = serves(records.QuoteAttribution)
    method: AttributionMethod = field(
        "Who attributed it: a person, or a program whose proposal nobody has confirmed."
    )
    review: ReviewTier | None = field(
        "How safe the proposal is; null once a person has confirmed it. The public sees only the tiers that the owner "
        "allows, the preview all."
    )


def context_of_quote(root: records.Quote, paragraphs: Paragraphs = 0) -> contexts.QuoteContext:
    """The surroundings of a quote."""
    if not 0 <= paragraphs <= contexts.MAX_CONTEXT_PARAGRAPHS:
        raise BadUserInput(
            f'"paragraphs" must be from 0 to {contexts.MAX_CONTEXT_PARAGRAPHS}, found {paragraphs}.'
        )
    return contexts.QuoteContext(root, paragraphs)


@strawberry.type(
    description=(
        "One attributed statement, also where the prose splits it. Its words are checked against the body of "
        "its story, so `parts` always point at the very words."
    )
)
class Quote(Node):
    """A quote."""

    is_type_of = serves(records.Quote)
    text: str = field(
        "The words, without outer quotation marks; the parts of a split quote joined by a space."
    )
    printed_in: StoryPart = field("Where the story prints it: its body, or its headline if it is not there.")
    parts: list[TextSpan] = field(
        "Where the words stand in the body: one span, or several for a split quote. Empty for a quote that is "
        "`printedIn` a headline or the standfirst."
    )
    kind: QuoteKind = field("Whether the words are direct speech: in quotation marks, or set as speech.")
    is_fragment: bool = field("Whether it is less than a sentence: “growing desperation”.")
    cue: str | None = field("The verb that attributes it: `said`, `warned`.")
    speaker: SpeakerRef | None = field(
        "Who said it, the first where several said it together; null for sources without a name, see `sourceKind`."
    )
    speakers: list[SpeakerRef] = field("Everybody who said it: several for a joint statement.")
    source_kind: SourceKind = field("Who or what it is attributed to.")
    speaker_as_printed: str | None = field(
        "The speaker as the story prints it here: “Deputy Pentagon Press Secretary …”. Null where the story does "
        "not name the speaker."
    )
    role: Role | None = field("The office that the speaker held when it was said, where it is known.")
    roles: list[Role] = field(
        "The offices that the speakers held when it was said, as far as they are known."
    )
    attribution: QuoteAttribution = field("How sure it is that the speaker said it.")
    addressee: str | None = field("To whom it was said, as printed: “journalists”.")
    occasion: str | None = field("Where it was said: a programme, a speech, a hearing. “Meet the Press”.")
    date_spoken: DateOrDateTime | None = field("When it was said, where that is known.")
    date: DateOrDateTime = field(
        "When it was said, or the date of its story where that is not known: what `from` and `to` compare."
    )
    is_translation: bool = field("Whether the words were translated from another language.")
    story: StoryRef = field("The story that it stands in.")
    position: int = field("Its place among the quotes of its story, from 1.")
    context: QuoteContext = field("The words around it.", context_of_quote)
    url: URL | None = field(
        "A deep link: the story's page, scrolled to the words and highlighting them (a URL text fragment); "
        "null when the story has no page."
    )
    json_ld: JSONLD = field(JSON_LD, json_ld_of_quote)
