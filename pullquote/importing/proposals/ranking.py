"""Who says a passage, of all whom the text names around it; by weights that were learned from annotated passages.

What the rules decide is one of the things that are weighed. The weights are in ``english/weights.py``, and
``tests/importing/proposals/training.py`` learns them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from math import exp
from operator import itemgetter
from typing import NamedTuple

from pullquote.importing.proposals.cues import HeardSpeaker, PassageSetting, attributions
from pullquote.importing.proposals.deciding import Attributed, Decider
from pullquote.importing.proposals.english.first_names import Gender
from pullquote.importing.proposals.english.titles import BEHIND, is_cited, is_nickname, is_title
from pullquote.importing.proposals.english.weights import SPEAKER, SPEECH
from pullquote.importing.proposals.english.words import CUES, SAY
from pullquote.importing.proposals.reading.main_clauses import main_subject
from pullquote.importing.proposals.reading.office_holders import has_other
from pullquote.importing.proposals.reading.people import Mention, Named
from pullquote.importing.proposals.reading.phrases import SentenceWords, SpeechSource, can_speak, named
from pullquote.importing.proposals.reading.places import at_place, behind, in_front, recency, step
from pullquote.importing.proposals.speakers import Memory
from pullquote.importing.proposals.verbs import AttributingVerb

SURE = 0.8
"""The share of the weights below which a speaker whom the rules hold for likely is to be looked at."""
CLEAR = 0.5
"""The share from which another speaker than a likely one by the rules is proposed."""
LIKELY = 0.8
"""The share from which what no rule attributes is proposed: less would add more names and terms in marks than words that
somebody says."""
RULE = "weighed"
"""The rule of what the weights alone attribute."""
OTHER = "other office"
"""Of who is none of those whom words for an office can mean: the prime minister, beside the housing minister."""
_RECENT = 8
"""Mentions before a sentence whose people may speak in it."""


class Weighed(NamedTuple):
    """Somebody who may say a passage, or None for whoever has no name, and what speaks for and against it."""

    who: Named | None
    features: list[str]


class Ranker:
    """Weighs who says the passages of one text."""

    def __init__(self, text: str, skeleton: str, memory: Memory, decider: Decider) -> None:
        self._text, self._skeleton, self._memory, self._decider = text, skeleton, memory, decider

    def weigh(self, setting: PassageSetting, one: Attributed | None, *, is_alone: bool) -> Attributed | None:
        """What the rules say of a passage (``is_alone``: the only thing in its sentence), or what is likelier: another
        speaker where they are least sure, any where they have none; C instead of B where the weights are for another."""
        if one is None:
            if is_alone or self._is_name(setting):
                return None
            features = self.speech(setting)
            if "refused" in features or share(features, SPEECH) < LIKELY:
                return None
            who, _ = self._shares(setting, None, is_alone=False)[0]
            return self._decider.carry(setting.passage, setting.sentence, _speaker(who, setting), RULE)
        if self.is_decided(one):
            return one
        shares = self._shares(setting, one, is_alone=is_alone)
        who, part = shares[0]
        if one.tier == "B" and (who is one.speaker.who or one.speaker.who is None or part < CLEAR):
            is_sure = who is one.speaker.who and part >= SURE
            return one if is_sure else one._replace(tier="C")
        one = one._replace(tier="C")
        printed = one.speaker.source
        is_late = all(each is not one.speaker.who for each, _ in shares) and (
            who is None or printed.sort != "pronoun"
        )
        if who is one.speaker.who or is_late:
            return one
        is_called = one.speaker.who is None and printed.sort == "described" and printed.is_definite
        if is_called and who is not None and all(each.who is not who for each in setting.mentions):
            return one._replace(speaker=HeardSpeaker(who, printed, is_certain=False))
        return one._replace(speaker=_speaker(who, setting))

    def is_decided(self, one: Attributed) -> bool:
        """Whether nothing is weighed: the rules are sure of who speaks, or that it is somebody without a name."""
        source, memory = one.speaker.source, self._memory
        is_somebody = source.sort == "described" and source.head != "" and can_speak(source)
        is_of_stranger = (
            (is_somebody and (one.rule == "colon" or not source.is_definite))
            or memory.is_of_stranger
            or memory.stranger_spoke
            or (source.is_definite and memory.is_introduced(source))
        )
        return (
            one.tier == "A"
            or one.rule in {"goes on", "signed"}
            or (one.speaker.who is None and is_of_stranger)
        )

    def _is_name(self, setting: PassageSetting) -> bool:
        """Whether a passage is a part of somebody's name, or the title of an article."""
        passage, behind_it = setting.passage, self._skeleton[setting.passage.last :][:BEHIND]
        before = self._skeleton[setting.sentence.start : passage.first]
        return (
            any(each.start < passage.first < each.end for each in setting.mentions)
            or is_nickname(before, behind_it)
            or is_cited(behind_it)
        )

    def _shares(
        self, setting: PassageSetting, one: Attributed | None, *, is_alone: bool
    ) -> list[tuple[Named | None, float]]:
        """Everybody who may say a passage with their share of the weights, the likeliest first."""
        listed = self.candidates(setting, one, is_alone=is_alone)
        parts = [exp(sum(SPEAKER.get(each, 0) for each in weighed.features)) for weighed in listed]
        shares = [(weighed.who, part / sum(parts)) for weighed, part in zip(listed, parts, strict=True)]
        return sorted(shares, key=itemgetter(1), reverse=True)

    def candidates(self, setting: PassageSetting, one: Attributed | None, *, is_alone: bool) -> list[Weighed]:
        """Everybody who may say a passage, with what speaks for them; ``one`` is what the rules say."""
        words, memory = setting.words, self._memory
        found = [] if is_alone else list(attributions(words, setting.token))
        kind, source = _kind(found, is_alone), found[0].source if found else None
        main = None if is_alone else main_subject(words, 0, setting.token)
        order = list(dict.fromkeys(each.who for each in reversed(memory.recent)))
        gender = _gender_of(source if source is not None else one.speaker.source if one is not None else None)
        sort = "pronoun" if source is not None and source.sort == "pronoun" else kind
        weighed = []
        for who, indexes in self._near(words, is_alone=is_alone).items():
            features = [*_of_kind(who, kind), *_of_source(who, source, self._skeleton)]
            if OTHER in features:
                continue
            for index in indexes:
                features += at_place(words, index, setting.token)
            if "body" in features and "before, for" in features:
                features.append("body, before, for")
            features.append(f"{'here' if indexes else 'elsewhere'}, {kind}")
            if main is not None and main.mention is not None and main.mention.who is who:
                features.append("main subject")
            features += _of_attributions(who, found)
            features += _remembered(who, memory, kind)
            features += recency(who, order, sort, gender)
            features += (f"{each}, {sort}" for each in memory.traces(who))
            if one is not None and one.speaker.who is who:
                features += ("rule", f"rule {one.rule}", f"rule, {one.tier}", f"rule, {sort}, {one.tier}")
            weighed.append(Weighed(who, list(dict.fromkeys(features))))
        weighed.append(Weighed(None, list(self._of_nobody(setting, one, kind, source))))
        return weighed

    def _near(self, words: SentenceWords, *, is_alone: bool) -> dict[Named, list[int]]:
        """Whom the sentence or the text before it names, with the numbers of their tokens, if others are weighed than who
        said what stands alone."""
        places: dict[Named, list[int]] = {}
        for index, mention in words.mentions.items():
            places.setdefault(mention.who, []).extend([] if is_alone else [index])
        memory = self._memory
        heard = [each.who for each in (memory.in_paragraph, memory.last) if each is not None]
        for who in [*heard, memory.subject, *(each.who for each in memory.recent[-_RECENT:])]:
            if who is not None:
                places.setdefault(who, [])
        return places

    def _of_nobody(
        self, setting: PassageSetting, one: Attributed | None, kind: str, source: SpeechSource | None
    ) -> Iterator[str]:
        """What speaks for it that who says a passage has no name."""
        yield from ("nobody", f"nobody, {kind}")
        if source is not None and source.sort == "described":
            yield "nobody, definite" if source.is_definite else "nobody, indefinite"
        if one is None:
            yield "nobody, no rule"
        elif one.speaker.who is None:
            yield from ("nobody, rule", f"nobody, rule {one.rule}")
        here, last = self._memory.in_paragraph, self._memory.last
        if here is None and last is None:
            yield "nobody spoke"
        if here is not None and here.who is None:
            yield f"nobody spoke here, {kind}"
        if not setting.words.mentions:
            yield f"nobody named, {kind}"

    def speech(self, setting: PassageSetting) -> list[str]:
        """What speaks for and against it that somebody says a passage that no rule attributes."""
        words, token, passage = setting.words, setting.token, setting.passage
        said = self._text[passage.start : passage.end]
        before = self._skeleton[setting.sentence.start : passage.first]
        count = len(said.split())
        long = [word for word in said.split() if len(word) > 3]
        end = "comma" if said[-1:] == "," else "stop" if said[-1:] in ".!?" else "open"
        found = list(attributions(words, token))
        verbs = {each.text for at, each in enumerate(words.tokens) if at not in words.mentions}
        cue = "say" if verbs & SAY else "cue" if verbs & CUES else "no cue"
        tests = {
            "capital": said[:1].isupper(),
            "capitals": count > 1 and bool(long) and all(word[0].isupper() for word in long),
            "refused": any(each.rule == "refused to say" for each in found),
            "title": is_title(said, before, is_attributed=False),
            "title beside a cue": is_title(said, before, is_attributed=True),
            "person": any(each.who.kind == "people" for each in setting.mentions),
            "spoken here": self._memory.in_paragraph is not None,
            "spoken before": self._memory.last is not None,
        }
        return [
            "any",
            f"words {step(count)}",
            f"ends {end}",
            f"attributions {min(len(found), 2)}",
            f"in front {in_front(words, token)}",
            f"behind {behind(words, token)}",
            cue,
            *(name for name, holds in tests.items() if holds),
        ]


def _speaker(who: Named | None, setting: PassageSetting) -> HeardSpeaker:
    """Somebody as who speaks, printed where the sentence names them nearest to the passage."""
    words, nowhere = setting.words, setting.sentence.start
    own = [index for index, each in words.mentions.items() if each.who is who]
    if not own:
        mention = None if who is None else Mention(nowhere, nowhere, who, nowhere)
        return HeardSpeaker(
            who, SpeechSource("described" if who is None else "named", nowhere, nowhere, mention), False
        )
    nearest = min(own, key=lambda index: abs(index - setting.token))
    return HeardSpeaker(who, named(words, nearest), is_certain=False)


def share(features: Sequence[str], weights: Mapping[str, float]) -> float:
    """The share of the weights that is for something, between 0 and 1."""
    return 1 / (1 + exp(-sum(weights.get(each, 0) for each in features)))


def _gender_of(source: SpeechSource | None) -> Gender | None:
    """Whom a pronoun can mean."""
    if source is None or source.sort != "pronoun" or source.head not in {"he", "she"}:
        return None
    return "m" if source.head == "he" else "f"


def _kind(found: Sequence[AttributingVerb], is_alone: bool) -> str:
    """What sort of words attribute a passage."""
    if is_alone or not found:
        return "alone" if is_alone else "no verb"
    source = found[0].source
    if source is None:
        return "no source"
    return source.sort if can_speak(source) else "no speaker"


def _of_kind(who: Named, kind: str) -> Iterator[str]:
    if who.kind == "organizations":
        yield from ("body", f"body, {kind}")
        if who.passes_on:
            yield "passes on"


def _of_source(who: Named, source: SpeechSource | None, skeleton: str) -> Iterator[str]:
    """How somebody fits the pronoun or the office that is made to speak."""
    if source is None:
        return
    if (gender := _gender_of(source)) is not None:
        fits = "same" if who.gender == gender else "unknown" if who.gender is None else "other"
        yield f"gender {'of a body' if who.kind == 'organizations' else fits}"
    if source.sort == "described":
        if has_other(skeleton[source.start : source.end], source.head, who):
            yield OTHER
        elif any(source.head in each.title.lower().split() for each in who.offices):
            yield "office"


def _of_attributions(who: Named, found: Sequence[AttributingVerb]) -> Iterator[str]:
    """By which verbs of the sentence somebody speaks."""
    for number, each in enumerate(found[:2]):
        if each.source is not None and each.source.mention is not None and each.source.mention.who is who:
            yield from (f"verb {number}", f"verb {number} gap {step(each.gap)}")
            if not each.says:
                yield f"verb {number} no speech"


def _remembered(who: Named, memory: Memory, kind: str) -> Iterator[str]:
    """What the text has told of somebody before the sentence."""
    if memory.in_paragraph is not None and memory.in_paragraph.who is who:
        yield f"spoke here, {kind}"
    elif memory.last is not None and memory.last.who is who:
        yield f"spoke last, {kind}"
    if memory.subject is who:
        yield f"subject, {kind}"
        if memory.acts:
            yield f"acts, {kind}"
