"""The quotes of a demo story: who says it, in which of the forms that newspapers know."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from pullquote.demo import words
from pullquote.demo.drafts import StoryDraft
from pullquote.demo.world import InventedPerson, Tenure

YamlValue = str | bool | list["YamlValue"] | dict[str, "YamlValue"]
Keys = dict[str, YamlValue]
"""A mapping as it will stand in a file."""
DATED = 0.9
"""The share of quotes of which the day is known."""
PRONOUNS = frozenset({"he", "she"})


@dataclass(frozen=True)
class Attribution:
    """Who says it: the keys that name the speaker, and the name that the prose prints, without capitals
    that only the beginning of a sentence gives it.
    """

    keys: Keys
    printed: str

    @property
    def subject(self) -> str:
        """The name in front of its verb: an apposition is closed by a comma."""
        return f"{self.printed}," if ", " in self.printed else self.printed

    @property
    def opening(self) -> str:
        """The subject at the beginning of a sentence."""
        return self.subject[0].upper() + self.subject[1:]


def attribute(draft: StoryDraft, speakers: list[InventedPerson]) -> Attribution:
    """Somebody who speaks next: mostly a person, at times an organization or an attribution without a name."""
    rng = draft.rng
    chance = rng.random()
    if chance < 0.06:
        kind, printed = rng.choice(words.UNNAMED)
        return Attribution({"source": kind, "as": printed}, printed)
    if chance < 0.16:
        organization = draft.world.organizations[draft.section].one(rng)
        if organization not in draft.organizations:
            draft.organizations.append(organization)
        return Attribution({"speaker": organization.slug}, organization.name)
    person = rng.choice(speakers)
    if person not in draft.people:
        draft.people.append(person)
        printed = _introduced(person, person.tenure(draft.day), draft)
        return Attribution({"speaker": person.slug, "as": printed}, printed)
    if (
        rng.random() < 0.4
    ):  # a pronoun is not worth printing below a quote: no "as", so the full name is served
        return Attribution({"speaker": person.slug}, person.pronoun)
    return Attribution({"speaker": person.slug, "as": person.family}, person.family)


def _introduced(person: InventedPerson, tenure: Tenure | None, draft: StoryDraft) -> str:
    """The first mention: ``Ida Brook, mayor at Newtown City Council``."""
    if tenure is None:
        return person.name
    if tenure.organization not in draft.organizations:
        draft.organizations.append(tenure.organization)
    return f"{person.name}, {tenure.title} at {tenure.organization.name}"


def quote_next(draft: StoryDraft, attribution: Attribution) -> tuple[Keys, str]:
    """A quote as it stands in the front matter, and its paragraph (or paragraphs) of the body."""
    form = draft.rng.choices(FORMS, weights=WEIGHTS)[0]
    return form(draft, attribution)


def _circumstances(draft: StoryDraft, attribution: Attribution, cues: tuple[str, ...]) -> tuple[Keys, str]:
    """The keys that say how, to whom, where and when, and the verb with its object for the prose."""
    rng = draft.rng
    cue = rng.choice(words.DOCUMENT_CUES if attribution.keys.get("source") == "document" else cues)
    keys: Keys = {"cue": cue}
    said = cue
    if cue == "told":
        addressee = rng.choice(words.ADDRESSEES).format_map(draft.placeholders)
        keys["addressee"] = addressee
        said = f"{cue} {addressee}"
    if rng.random() < 0.2:
        keys["occasion"] = rng.choice(words.OCCASIONS)
    if rng.random() < DATED:
        keys["dateSpoken"] = (draft.day - timedelta(days=rng.randint(0, 2))).isoformat()
    return keys, said


def _whole(draft: StoryDraft, attribution: Attribution) -> tuple[Keys, str]:
    """One sentence in quotation marks, its attribution in front or behind."""
    sentence = draft.sentence(words.SAID)
    keys, said = _circumstances(draft, attribution, words.CUES)
    quote = {"text": sentence, **attribution.keys, **keys}
    if draft.rng.random() < 0.4:
        return quote, f"{attribution.opening} {said}: “{sentence}.”"
    if attribution.printed in PRONOUNS or keys["cue"] == "told":
        return quote, f"“{sentence},” {attribution.subject} {said}."
    return quote, f"“{sentence},” {said} {attribution.printed}."


def _split(draft: StoryDraft, attribution: Attribution) -> tuple[Keys, str]:
    """One sentence in two pieces, the attribution between them."""
    first, second = (piece.format_map(draft.placeholders) for piece in draft.rng.choice(words.SPLIT))
    keys, said = _circumstances(draft, attribution, ("said", "said", "added", "warned"))
    quote: Keys = {"text": [first, second], **attribution.keys, **keys}
    return quote, f"“{first},” {attribution.subject} {said}, “{second}.”"


def _paragraphs(draft: StoryDraft, attribution: Attribution) -> tuple[Keys, str]:
    """Two paragraphs of one quote: each is opened, only the last one is closed."""
    first, second = draft.sentence(words.SAID), draft.sentence(words.SAID)
    keys, said = _circumstances(draft, attribution, ("said", "wrote"))
    quote: Keys = {"text": [first, second], **attribution.keys, **keys}
    return quote, f"{attribution.opening} {said}: “{first}.\n\n“{second}.”"


def _fragment(draft: StoryDraft, attribution: Attribution) -> tuple[Keys, str]:
    """A few words in quotation marks, in a sentence of the newspaper's own."""
    adjective, noun = draft.fresh(words.ADJECTIVES), draft.fresh(words.NOUNS)
    fragment = f"{'an' if adjective.startswith(words.VOWELS) else 'a'} {adjective} {noun}"
    keys, said = _circumstances(draft, attribution, tuple(words.FRAGMENT_CUES))
    joint = words.FRAGMENT_CUES.get(said, " a reform that was")
    return {
        "text": fragment,
        **attribution.keys,
        **keys,
    }, f"{attribution.opening} {said}{joint} “{fragment}”."


def _mixed(draft: StoryDraft, attribution: Attribution) -> tuple[Keys, str]:
    """What somebody said, a part of it in quotation marks."""
    adjective, noun = draft.fresh(words.ADJECTIVES), draft.fresh(words.NOUNS)
    reported = f"{draft.placeholders['m']} would be “another {adjective} {noun}, like that of {draft.placeholders['y']}”"
    keys, said = _circumstances(draft, attribution, ("said", "argued", "warned"))
    return {"text": reported, **attribution.keys, **keys}, f"{attribution.opening} {said} that {reported}."


def _indirect(draft: StoryDraft, attribution: Attribution) -> tuple[Keys, str]:
    """What somebody said, without quotation marks."""
    reported = draft.sentence(words.INDIRECT)
    keys, said = _circumstances(draft, attribution, ("said", "said", "added", "told", "insisted"))
    return {"text": reported, **attribution.keys, **keys}, f"{attribution.opening} {said} that {reported}."


FORMS = (_whole, _split, _paragraphs, _fragment, _mixed, _indirect)
WEIGHTS = (55, 12, 5, 10, 4, 14)
"""How often, in a hundred quotes, each form is used."""
