"""What is said of a proposed quote besides its words: who said them, in which office, when, and why that is thought."""

from __future__ import annotations

from collections.abc import Mapping

from pullquote.importing.review.proposals import QuoteToReview
from pullquote.importing.review.speakers import KnownSpeaker

TIERS = {
    "A": "safe: a verb of speech, a colon or a dash right beside the words, and a name or a clear pronoun",
    "B": "likely: a participle, an office for a name, or a word that is not always speech",
    "C": "look: indirect speech, or guessed from the sentences around",
}
FACTS = (
    ("as", "as"),
    ("cue", "cue"),
    ("to", "addressee"),
    ("at", "occasion"),
    ("on", "dateSpoken"),
)
"""What is said of a quote, and by which key."""


def facts_of(proposal: QuoteToReview, speakers: Mapping[str, KnownSpeaker]) -> list[tuple[str, str]]:
    """What a proposal says, in the order in which a person asks for it: a label, and the words for it."""
    keys = proposal.keys
    written = keys.get("speaker")
    slugs = [each for each in (written if isinstance(written, list) else [written]) if isinstance(each, str)]
    names = [
        f"{speakers[slug].name} ({slug})" if slug in speakers else f"{slug}, who has no file"
        for slug in slugs
    ]
    role = keys.get("role")
    known = [speakers[slug] for slug in slugs if slug in speakers]
    offices = [office for each in known for office in each.offices(proposal.date)]
    if isinstance(role, str):
        offices = [role]
    elif not offices and (others := [office for each in known for office in each.offices()]):
        offices = [f"none at that date ({'; '.join(others)})"]
    facts = [("who", " and ".join(names) or f"{keys.get('source', 'nobody')}, no name")]
    facts += [("office", "; ".join(offices))] if offices else []
    facts += [(label, value) for label, key in FACTS if isinstance(value := keys.get(key), str)]
    return [*facts, ("why", f"{proposal.tier}, {TIERS[proposal.tier]}")]
