"""What a person is told of a proposal, beside its words."""

from __future__ import annotations

from pullquote.importing.proposals.tiers import TIERS as TIERS_OF_PROPOSALS
from pullquote.importing.review.editing import QuoteEntry
from pullquote.importing.review.facts import TIERS, facts_of
from pullquote.importing.review.proposals import QuoteToReview
from pullquote.importing.review.speakers import KnownSpeaker
from pullquote.store.files.kinds import RoleKeys, adapter_of
from pullquote.store.files.syntax.trees import Value
from pullquote.store.model.dates import DateOrDateTime

ROLES = tuple(
    adapter_of(RoleKeys).validate_python(role)
    for role in ({"title": "Mayor", "startDate": "2020"}, {"title": "Judge"})
)
IDA = KnownSpeaker("ida-brook", "Ida Brook", roles=ROLES)
CY = KnownSpeaker("cy-lane", "Cy Lane", roles=ROLES[:1])


def facts(date: str | None = None, /, **keys: Value) -> list[tuple[str, str]]:
    written: dict[str, Value] = {"review": "A", **keys}
    day = DateOrDateTime.parse(date) if date else None
    return facts_of(
        QuoteToReview("a.md", "", QuoteEntry(0), 6, "", written, (), day),
        {each.slug: each for each in (IDA, CY)},
    )


def test_every_tier_is_explained() -> None:
    assert tuple(TIERS) == TIERS_OF_PROPOSALS
    assert facts(review="C")[-1] == ("why", f"C, {TIERS['C']}")


def test_who_said_it_in_which_office() -> None:
    assert facts(speaker="ida-brook")[:2] == [
        ("who", "Ida Brook (ida-brook)"),
        ("office", "Mayor (2020–); Judge"),
    ]
    assert facts(speaker=["ida-brook", "cy"], role="Judge")[:2] == [
        ("who", "Ida Brook (ida-brook) and cy, who has no file"),
        ("office", "Judge"),
    ]
    assert facts("2019", speaker="ida-brook")[1] == ("office", "Judge")
    assert facts("2019", speaker="cy-lane")[1] == ("office", "none at that date (Mayor (2020–))")
    assert facts("2019", speaker="cy-lane", role="Guest")[1] == ("office", "Guest")
    assert facts(source="anonymous")[0] == ("who", "anonymous, no name")
    assert facts()[0] == ("who", "nobody, no name")


def test_the_rest_is_told_where_it_is_written() -> None:
    said = facts(
        dateSpoken="2024-10-28", cue="said", addressee="reporters", occasion="at a rally", **{"as": "She"}
    )
    assert said[1:-1] == [
        ("as", "She"),
        ("cue", "said"),
        ("to", "reporters"),
        ("at", "at a rally"),
        ("on", "2024-10-28"),
    ]
