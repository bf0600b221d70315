"""The quotes of a demo story: who says it, in which of the forms that newspapers know."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from pullquote.demo import words
from pullquote.demo.cast import Tenure, Voice
from pullquote.demo.desk import Desk

Value = str | bool | list["Value"] | dict[str, "Value"]
Keys = dict[str, Value]
"""A mapping as it will stand in a file."""
PRONOUNS = frozenset({"he", "she"})


@dataclass(frozen=True)
class Source:
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


def attribute(desk: Desk, speakers: list[Voice]) -> Source:
    """Somebody who speaks next: mostly a person, at times an organization or a source without a name."""
    rng = desk.rng
    chance = rng.random()
    if chance < 0.06:
        kind, printed = rng.choice(words.UNNAMED)
        return Source({"source": kind, "as": printed}, printed)
    if chance < 0.16:
        house = desk.cast.houses[desk.section].one(rng)
        if house not in desk.houses:
            desk.houses.append(house)
        return Source({"speaker": house.slug}, house.name)
    voice = rng.choice(speakers)
    if voice not in desk.voices:
        desk.voices.append(voice)
        printed = _introduced(voice, voice.tenure(desk.day), desk)
        return Source({"speaker": voice.slug, "as": printed}, printed)
    if (
        rng.random() < 0.4
    ):  # a pronoun is not worth printing below a quote: no "as", so the full name is served
        return Source({"speaker": voice.slug}, voice.pronoun)
    return Source({"speaker": voice.slug, "as": voice.family}, voice.family)


def _introduced(voice: Voice, tenure: Tenure | None, desk: Desk) -> str:
    """The first mention: ``Ida Brook, mayor at Newtown City Council``."""
    if tenure is None:
        return voice.name
    if tenure.house not in desk.houses:
        desk.houses.append(tenure.house)
    return f"{voice.name}, {tenure.title} at {tenure.house.name}"


def quote_next(desk: Desk, source: Source) -> tuple[Keys, str]:
    """A quote as it stands in the front matter, and its paragraph (or paragraphs) of the body."""
    form = desk.rng.choices(FORMS, weights=WEIGHTS)[0]
    return form(desk, source)


def _circumstances(desk: Desk, source: Source, cues: tuple[str, ...]) -> tuple[Keys, str]:
    """The keys that say how, to whom, where and when, and the verb with its object for the prose."""
    rng = desk.rng
    cue = rng.choice(words.DOCUMENT_CUES if source.keys.get("source") == "document" else cues)
    keys: Keys = {"cue": cue}
    said = cue
    if cue == "told":
        addressee = rng.choice(words.ADDRESSEES).format_map(desk.slots)
        keys["addressee"] = addressee
        said = f"{cue} {addressee}"
    if rng.random() < 0.2:
        keys["occasion"] = rng.choice(words.OCCASIONS)
    if rng.random() < 0.5:
        keys["dateSpoken"] = (desk.day - timedelta(days=rng.randint(0, 2))).isoformat()
    return keys, said


def _whole(desk: Desk, source: Source) -> tuple[Keys, str]:
    """One sentence in marks, its attribution in front or behind."""
    sentence = desk.sentence(words.SAID)
    keys, said = _circumstances(desk, source, words.CUES)
    quote = {"text": sentence, **source.keys, **keys}
    if desk.rng.random() < 0.4:
        return quote, f"{source.opening} {said}: “{sentence}.”"
    if source.printed in PRONOUNS or keys["cue"] == "told":
        return quote, f"“{sentence},” {source.subject} {said}."
    return quote, f"“{sentence},” {said} {source.printed}."


def _split(desk: Desk, source: Source) -> tuple[Keys, str]:
    """One sentence in two pieces, the attribution between them."""
    first, second = (piece.format_map(desk.slots) for piece in desk.rng.choice(words.SPLIT))
    keys, said = _circumstances(desk, source, ("said", "said", "added", "warned"))
    quote: Keys = {"text": [first, second], **source.keys, **keys}
    return quote, f"“{first},” {source.subject} {said}, “{second}.”"


def _paragraphs(desk: Desk, source: Source) -> tuple[Keys, str]:
    """Two paragraphs of one quote: each is opened, only the last one is closed."""
    first, second = desk.sentence(words.SAID), desk.sentence(words.SAID)
    keys, said = _circumstances(desk, source, ("said", "wrote"))
    quote: Keys = {"text": [first, second], **source.keys, **keys}
    return quote, f"{source.opening} {said}: “{first}.\n\n“{second}.”"


def _fragment(desk: Desk, source: Source) -> tuple[Keys, str]:
    """A few words in marks, in a sentence of the newspaper's own."""
    adjective, noun = desk.fresh(words.ADJECTIVES), desk.fresh(words.NOUNS)
    fragment = f"{'an' if adjective.startswith(words.VOWELS) else 'a'} {adjective} {noun}"
    keys, said = _circumstances(desk, source, tuple(words.FRAGMENT_CUES))
    joint = words.FRAGMENT_CUES.get(said, " a reform that was")
    return {"text": fragment, **source.keys, **keys}, f"{source.opening} {said}{joint} “{fragment}”."


def _mixed(desk: Desk, source: Source) -> tuple[Keys, str]:
    """What somebody said, a part of it in marks."""
    adjective, noun = desk.fresh(words.ADJECTIVES), desk.fresh(words.NOUNS)
    reported = f"{desk.slots['m']} would be “another {adjective} {noun}, like that of {desk.slots['y']}”"
    keys, said = _circumstances(desk, source, ("said", "argued", "warned"))
    return {"text": reported, **source.keys, **keys}, f"{source.opening} {said} that {reported}."


def _indirect(desk: Desk, source: Source) -> tuple[Keys, str]:
    """What somebody said, without marks."""
    reported = desk.sentence(words.INDIRECT)
    keys, said = _circumstances(desk, source, ("said", "said", "added", "told", "insisted"))
    return {"text": reported, **source.keys, **keys}, f"{source.opening} {said} that {reported}."


FORMS = (_whole, _split, _paragraphs, _fragment, _mixed, _indirect)
WEIGHTS = (55, 12, 5, 10, 4, 14)
"""How often, in a hundred quotes, each form is used."""
