"""Who says one passage, by its own sentence; whether anybody says it at all."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from typing import NamedTuple

from pullquote.importing.proposals.cues import HeardSpeaker, PassageSetting, attributions
from pullquote.importing.proposals.english.titles import (
    BEHIND,
    NAMELESS,
    SHORT,
    is_cited,
    is_title,
)
from pullquote.importing.proposals.english.words import CUES
from pullquote.importing.proposals.reading.main_clauses import introduced, main_subject
from pullquote.importing.proposals.reading.passages import Passage
from pullquote.importing.proposals.reading.people import Mention, start_of
from pullquote.importing.proposals.reading.phrases import (
    SentenceWords,
    SpeechSource,
    can_speak,
    named,
    pronoun,
)
from pullquote.importing.proposals.reading.sentences import OPAQUE, Sentence
from pullquote.importing.proposals.speakers import Memory
from pullquote.importing.proposals.tiers import Evidence, Tier, tier_of
from pullquote.importing.proposals.unsaid import is_unsaid
from pullquote.importing.proposals.utterances import UTTERANCES, noun_before, noun_behind
from pullquote.importing.proposals.verbs import AttributingVerb
from pullquote.importing.proposals.verbs_before import said_before

SHORTEST = 2
"""Characters of words that somebody says: a single letter in marks is none."""
_SMALL_WORD = re.compile(r"\b[a-z]+\b")
DASH = re.compile(r"\s*(?:[—–―]|--?)\s*(?=[A-Z])")
"""In front of the name of who signs a quotation."""
_ASKED = re.compile(r"\s*(?:Asked|Pressed|Questioned|Quizzed|Challenged)\b")
"""How a sentence begins in which a pronoun means none of those whom its question names."""
_ADDRESSED = re.compile(
    r"\s*(?:In|At|During|Over|After|Before|On|With|Beside|Alongside|Like|Unlike)\b[^,\x01]*?(?:\b(?:to|with|from|against|about|of|by) |^\w+ )"
    r"[A-Z][^,\x01]*, (?:he|she)\b"
)
"""How a sentence begins that names whom somebody writes to, or is like: In a letter to Ida Brook, she said."""
_AND_ANOTHER = re.compile(r",? and [^,\x01]{2,40}, (?:[A-Z]\w*\.? )?")
"""Between two who say something together: Ida Brook, and its chair, Tom Hale, said they were sorry."""
_AND = re.compile(r"\b[A-Z][\w-]+ and \Z")
"""In front of a name: somebody else who is not known as a person may say it as well."""
_TOGETHER = re.compile(r"\b(?:they|both|joint|jointly|together)\b")
_IN_WORDS_OF = re.compile(
    r"\s*(?:In(?= [A-Z][^,\x01]{2,40}’s (?:view|words|opinion|eyes|account|telling),)|For|To|In the (?:words|view|eyes|opinion) of) (?=[A-Z]|[a-z]+ [A-Z]|(?:the|one|an?|his|her|its) [^,\x01]{3,40}, [A-Z])"
)
_LABEL = re.compile(r"^\s*[^\x01:]{2,60}:\s*$")
_COLON = re.compile(r"^\s*[^\x01:]{2,200}:\s*$")
"""A sentence that leads to a passage: Her dealer puts it another way: “…”."""
_ANY_VERB = re.compile(
    r"(?!was|is|has)[a-z]+(?:ed|s)|shot|put|ran|went|came|broke|cut|threw|sang|chimed|grinned|let|got|begins?|began"
)
_PARTICLES = frozenset({"back", "in", "out", "up"})
"""Behind such a verb: shot back, chimed in."""
_PASSAGES = frozenset({OPAQUE})


def has_cue(text: str) -> bool:
    """Whether a verb of speech, or a word that looks like one, is in a text."""
    return "ccording to" in text or not CUES.isdisjoint(_SMALL_WORD.findall(text))


class Attributed(NamedTuple):
    """A passage, or indirect speech, with who says it.

    ``goes_on``: it is a further part of the one before, in a paragraph that opens its mark again.
    """

    start: int
    end: int
    speaker: HeardSpeaker
    cue: tuple[int, int] | None
    rule: str
    tier: Tier
    sentence: tuple[int, int]
    is_indirect: bool = False
    goes_on: bool = False


def resumes(setting: PassageSetting, before: Attributed) -> bool:
    """Whether a passage goes on with the one before its attribution: “It is bad,” conceded Ida Brook, “but not that bad.”"""
    return (
        setting.words.at(setting.token - 1) == ","
        and before.rule.startswith("behind")
        and before.cue is not None
        and before.end < before.cue[0] < setting.passage.start
    )


class Decider:
    """Decides about the passages of one text, by what was read of it so far."""

    def __init__(self, text: str, skeleton: str, mentions: Sequence[Mention], memory: Memory) -> None:
        self._text, self._skeleton, self._mentions, self._memory = text, skeleton, mentions, memory

    def decide(self, setting: PassageSetting) -> Attributed | None:
        """Who says a passage that stands in a sentence with other words."""
        is_letter = setting.passage.end - setting.passage.start < SHORTEST
        if is_letter or is_cited(self._skeleton[setting.passage.last : setting.passage.last + BEHIND]):
            return None
        label = self._labelled(setting)
        if label is not None:
            return self.carry(setting.passage, setting.sentence, label[0], label[1])
        for found in attributions(setting.words, setting.token):
            one = self._by(found, setting)
            if one is not None:
                return one
            if found.rule == "refused to say":
                return None
        return self._by_noun(setting) or self._by_any_verb(setting) or self._weakly(setting)

    def is_speech(self, passage: Passage) -> bool:
        """Whether a passage that nothing attributes is long enough to be speech."""
        words = self._text[passage.start : passage.end]
        if is_cited(self._skeleton[passage.last : passage.last + BEHIND]) or is_title(
            words, "", is_attributed=False
        ):
            return False
        return len(words.split()) >= SHORT or words[-1:] in ".!?"

    def carry(
        self,
        passage: Passage,
        sentence: Sentence,
        speaker: HeardSpeaker,
        rule: str,
        *,
        within: Tier | None = None,
    ) -> Attributed:
        """A passage with a speaker whom no verb of its sentence names; ``within`` is the tier of what named them."""
        evidence = self._evidence(passage, speaker)._replace(within=within)
        tier = tier_of(rule, evidence)
        return Attributed(
            passage.start, passage.end, speaker, None, rule, tier, (sentence.start, sentence.end)
        )

    def follow(self, passage: Passage, sentence: Sentence, one: Attributed, rule: str) -> Attributed:
        """A passage with the speaker and the cue of another one."""
        has_cue = one.rule in {"behind", "before", "behind, inverted"}
        carried = self.carry(passage, sentence, one.speaker, rule, within=one.tier)
        return carried._replace(cue=one.cue if has_cue else None)

    def named_at(self, start: int, end: int) -> SpeechSource | None:
        """The first who is named in a range."""
        at = bisect_left(self._mentions, start, key=start_of)
        if at == len(self._mentions) or self._mentions[at].start >= end:
            return None
        mention = self._mentions[at]
        return SpeechSource("named", mention.printed, mention.end, mention)

    def _evidence(self, passage: Passage, speaker: HeardSpeaker) -> Evidence:
        who = speaker.who
        return Evidence(
            cue=None,
            words=len(self._text[passage.start : passage.end].split()),
            is_named=who is not None,
            is_full_name=who is not None and who.is_full and who.is_plain,
            is_pronoun=speaker.source.sort == "pronoun",
            is_certain=speaker.is_certain,
            is_office_only=speaker.source.sort == "described",
            passes_on=who is not None and who.passes_on,
            is_joint=bool(speaker.others),
        )

    def _labelled(self, setting: PassageSetting) -> tuple[HeardSpeaker, str] | None:
        """Who stands before a passage with a colon, or behind it with a dash."""
        words, token = setting.words, setting.token
        before = self._skeleton[setting.sentence.start : setting.passage.first]
        if _LABEL.match(before) and not has_cue(before):
            source = main_subject(words, 0, token)
            if source is None or source.mention is None:
                source = _first_named(words, token)
            if source is not None and source.mention is not None and source.mention.who.kind == "people":
                return self._memory.resolve(source), "label" if token <= 2 else "colon"
        dash = DASH.match(self._skeleton, setting.passage.last)
        index = words.index_of(dash.end()) if dash is not None else -1
        if index in words.mentions and words.mentions[index].who.kind == "people":
            return self._memory.resolve(named(words, index)), "label"
        return None

    def _by(self, found: AttributingVerb, setting: PassageSetting) -> Attributed | None:
        """A passage by the verb that attributes it; None where it is no quotation, or nobody says it."""
        source = found.source
        if source is not None and not can_speak(source):  # a diplomat briefed on the talks said
            lead = main_subject(setting.words, 0, found.verb)
            source = lead if lead is not None and lead.sort == "described" and can_speak(lead) else source
        source = introduced(setting.words, source) if source is not None else None
        if (
            source is None
            or source.head in {"i", "we", "you"}
            or is_unsaid(found, source, setting, (self._text, self._skeleton))
        ):
            return None
        is_asked = any(each.match(self._skeleton, setting.sentence.start) for each in (_ASKED, _ADDRESSED))
        speaker = self._memory.resolve(source, () if is_asked else setting.mentions)
        if not can_speak(source):
            speaker = speaker._replace(is_certain=False)
        passage, sentence = setting.passage, setting.sentence
        said = self._skeleton[sentence.start : sentence.end]
        speaker = self._jointly(speaker, said, inverted="inverted" in found.rule)
        evidence = self._evidence(passage, speaker)._replace(cue=found.cue, gap=found.gap)
        if _AND.search(self._skeleton, max(sentence.start, source.start - 30), source.start):
            evidence = evidence._replace(is_joint=True)
        return Attributed(
            passage.start,
            passage.end,
            speaker,
            (found.start, found.end),
            found.rule,
            tier_of(found.rule, evidence),
            (sentence.start, sentence.end),
        )

    def _jointly(self, speaker: HeardSpeaker, sentence: str, *, inverted: bool) -> HeardSpeaker:
        """With who says it together with the speaker: Ida Brook and Tom Hale said."""
        mention = speaker.source.mention
        if mention is None:
            return speaker
        at = bisect_left(self._mentions, mention.start, key=start_of)
        other = at + 1 if inverted else at - 1
        if not 0 <= other < len(self._mentions):
            return speaker
        first, second = sorted((mention, self._mentions[other]), key=lambda each: each.start)
        between = self._skeleton[first.end : second.printed]
        is_joint = between == " and " or (_AND_ANOTHER.fullmatch(between) and _TOGETHER.search(sentence))
        if not is_joint or first.who is second.who:
            return speaker
        source = SpeechSource("named", first.printed, second.end, mention)
        return HeardSpeaker(first.who, source, is_certain=True, others=(second.who,))

    def _by_noun(self, setting: PassageSetting) -> Attributed | None:
        """A passage that is somebody's verdict, promise, motion: whose, a noun beside it says."""
        words, passage = setting.words, setting.passage
        source = noun_behind(words, setting.token)
        before = self._skeleton[setting.sentence.start : passage.first]
        said = self._text[passage.start : passage.end]
        if source is None and not is_title(said, before, is_attributed=False):
            source = noun_before(words, setting.token)
        if source is None:
            return None
        speaker = self._memory.resolve(source, setting.mentions)
        return self.carry(passage, setting.sentence, speaker, "noun") if speaker.who else None

    def _by_any_verb(self, setting: PassageSetting) -> Attributed | None:
        """A passage with a comma at its end, and behind it somebody who does something: “…,” she shot back."""
        passage, words, token = setting.passage, setting.words, setting.token
        if self._text[passage.end - 1] not in ",?!":
            return None
        behind = token + 2 + (words.at(token + 2) in _PARTICLES)
        for subject, verb, rule in (
            (token + 1, token + 2, "behind"),
            (behind, token + 1, "behind, inverted"),
        ):
            is_somebody = subject in words.mentions or words.at(subject) in {"he", "she"}
            if is_somebody and _ANY_VERB.fullmatch(words.at(verb)):
                source = named(words, subject) if subject in words.mentions else pronoun(words, subject)
                cue = words.tokens[verb]
                found = AttributingVerb(verb, cue.start, cue.end, cue.text, source, rule, 0, says=True)
                return self._by(found, setting)
        return None

    def _weakly(self, setting: PassageSetting) -> Attributed | None:
        """A passage that no verb attributes: by the subject of the sentence, if it is long enough to be speech."""
        passage, words = setting.passage, setting.words
        said = self._text[passage.start : passage.end]
        before = self._skeleton[setting.sentence.start : passage.first]
        leads = _COLON.match(before) is not None
        is_short = len(said.split()) < NAMELESS and not _IN_WORDS_OF.match(before) and not leads
        if is_short or is_title(said, before, is_attributed=False):
            return None
        source = said_before(words, setting.token, _PASSAGES) or main_subject(words, 0, setting.token)
        is_whose = leads and (source is None or source.head in UTTERANCES)
        if is_whose or _IN_WORDS_OF.match(before):
            source = _first_named(words, setting.token) or source
        speaker = self._memory.in_paragraph
        if source is not None and (source.sort != "described" or (leads and can_speak(source))):
            speaker = self._memory.resolve(source, setting.mentions)
        rule = "colon" if leads else "subject of the sentence"
        return self.carry(passage, setting.sentence, speaker, rule) if speaker else None


def _first_named(words: SentenceWords, end: int) -> SpeechSource | None:
    first = min((each for each in words.mentions if each < end), default=None)
    return named(words, first) if first is not None else None
