"""How sure a proposal is: A safe, B likely, C look; by the rule that decided, and by what speaks against it."""

from __future__ import annotations

from typing import Literal, NamedTuple

from pullquote.importing.proposals.english.words import AMBIGUOUS, SAY, THINK

Tier = Literal["A", "B", "C"]
TIERS: tuple[Tier, ...] = ("A", "B", "C")

RULES: dict[str, Tier] = {
    "behind": "A",
    "behind, inverted": "A",
    "behind, shared subject": "B",
    "before": "A",
    "before, inverted": "A",
    "before, apart": "C",
    "before, participle": "B",
    "before, infinitive": "C",
    "participle, before the subject": "B",
    "according to": "A",
    "according to, before": "B",
    "passive, by": "B",
    "passive": "C",
    "quoted as saying": "B",
    "denied": "C",
    "label": "A",
    "colon": "B",
    "interview": "A",
    "signed": "A",
    "led in": "B",
    "noun": "B",
    "same paragraph": "A",
    "later in the paragraph": "B",
    "goes on": "A",
    "paragraph before": "C",
    "subject of the sentence": "C",
    "weighed": "C",
    "indirect": "C",
}
"""The best tier that each rule can give."""


class Evidence(NamedTuple):
    """What a tier is decided by, beside the rule; ``within`` is the tier of the proposal that this one follows."""

    cue: str | None
    words: int
    gap: int = 0
    is_named: bool = True
    is_full_name: bool = True
    is_pronoun: bool = False
    is_certain: bool = True
    is_office_only: bool = False
    passes_on: bool = False
    is_joint: bool = False
    within: Tier | None = None


def tier_of(rule: str, evidence: Evidence) -> Tier:
    """The tier of a proposal: that of its rule, or a worse one where something speaks against it."""
    worst = [RULES[rule], evidence.within or "A"]
    cue = evidence.cue
    if cue is not None and rule not in {"interview", "signed", "label", "colon"}:
        if cue in THINK:
            worst.append("C")
        elif cue in AMBIGUOUS or (cue not in SAY and cue != "according to"):
            worst.append("B")
    if evidence.gap > 3 and evidence.words < 8:
        worst.append("B")
    if evidence.gap > 8 and evidence.words < 4:
        worst.append("C")
    if not evidence.is_certain:
        worst.append("B" if evidence.is_named and evidence.is_pronoun else "C")
    if not evidence.is_named or not evidence.is_full_name or evidence.is_office_only or evidence.is_joint:
        worst.append("B")
    if evidence.passes_on:
        worst.append("C")
    return max(worst)
