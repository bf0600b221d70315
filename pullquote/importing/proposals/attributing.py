"""Who says each passage of a text: sentence by sentence, with what the sentences before have said."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Sequence

from pullquote.importing.proposals.cues import HeardSpeaker, PassageSetting, attributions, speaking
from pullquote.importing.proposals.deciding import DASH, Attributed, Decider, has_cue, resumes
from pullquote.importing.proposals.indirect import indirect_in
from pullquote.importing.proposals.labels import LineLabels
from pullquote.importing.proposals.offices.stated import may_say
from pullquote.importing.proposals.ranking import RULE, Ranker
from pullquote.importing.proposals.reading.main_clauses import main_subject
from pullquote.importing.proposals.reading.mentions import mentions_in
from pullquote.importing.proposals.reading.passages import (
    LINE,
    SET_APART,
    SKIPPED,
    Passage,
    is_read,
    passages_in,
)
from pullquote.importing.proposals.reading.people import KnownNames, Mention, start_of
from pullquote.importing.proposals.reading.phrases import SentenceWords, SpeechSource, words_of
from pullquote.importing.proposals.reading.sentences import OPAQUE, Sentence, opaque, sentences_in
from pullquote.importing.proposals.speakers import Memory
from pullquote.importing.proposals.utterances import announced_by
from pullquote.store.quotes.bodies import starts_of, text_of
from pullquote.store.quotes.html.blocks import ParsedBlock

NEAR_PARAGRAPHS = 2
"""Over so many paragraphs a quotation without an attribution can belong to who spoke before."""
MOST_PARAGRAPHS = 10
"""Paragraphs of one quotation in which its attribution is looked for."""
LONGEST_SENTENCE = 150
"""Tokens of a sentence that is read, each passage and each name one: each passage is compared with all of them."""
LONGEST_SIGNATURE = 100
"""Characters of a paragraph that only signs the one above."""
_CARRIED = frozenset({"same paragraph", "subject of the sentence", "denied", "goes on", RULE})
"""Rules that do not say again who speaks."""
Alone = tuple[Passage, Sentence]


class StoryReading:
    """One text, read from its beginning to its end."""

    def __init__(self, blocks: Sequence[ParsedBlock], known: KnownNames) -> None:
        self.text = text_of(blocks)
        self._blocks = blocks
        self._starts = starts_of(blocks)
        self._passages = passages_in(blocks, self._starts)
        self._by_block: dict[int, list[Passage]] = defaultdict(list)
        for passage in self._passages:
            self._by_block[passage.block].append(passage)
        self.skeleton = opaque(self.text, self._passages)
        paragraphs = [self._span(number) for number, block in enumerate(blocks) if is_read(block)]
        self.mentions = mentions_in(self.skeleton, paragraphs, known)
        self._memory = Memory(self.mentions, self.skeleton)
        self.unread = {
            number for number, block in enumerate(blocks) if block.kind not in SKIPPED and not is_read(block)
        }
        """The numbers of paragraphs that are too long to be read, or have a sentence that is."""
        self._decider = Decider(self.text, self.skeleton, self.mentions, self._memory)
        self._ranker = Ranker(self.text, self.skeleton, self._memory, self._decider)
        self.introductions = self._memory.introductions
        self.labels = LineLabels(self.text, self._starts, self.mentions, self._decider, self._memory)
        self._before: Attributed | None = None
        """The passage before, if its paragraph has not closed it."""
        self._since = 0
        """Paragraphs since somebody spoke."""
        self._acting: HeardSpeaker | None = None
        """Whose doing the sentence before tells: Ida Brook shook her head."""

    def _span(self, number: int) -> tuple[int, int]:
        return self._starts[number], self._starts[number] + len(self._blocks[number].text)

    def attributed(self, *, indirect: bool = True) -> Iterator[Attributed]:
        """Every passage that somebody says, and indirect speech, in order."""
        if not self._passages and not (indirect and has_cue(self.skeleton)):
            return
        for number, block in enumerate(self._blocks):
            if not is_read(block):
                self._before = None
                continue
            self._memory.begin_paragraph()
            here = self._by_block.get(number, [])
            if here and here[0].form in {LINE, SET_APART}:
                found = [one for each in here if (one := self._apart(each, number)) is not None]
            else:
                found = self._paragraph(number, here, indirect=indirect)
            is_open = bool(here and found) and here[-1].is_open and found[-1].end == here[-1].end
            self._before = found[-1] if is_open else None
            self._since = 0 if self._memory.in_paragraph else self._since + 1
            yield from found

    def _paragraph(self, number: int, here: Sequence[Passage], *, indirect: bool) -> list[Attributed]:
        """What is said in a paragraph; what waits for its speaker gets the next one, or the one before."""
        waiting: list[Alone] = []
        lead, self._acting = self._acting, None
        if self._memory.last is None and not self._memory.recent and self.labels.people:  # a headline
            lead = lead or HeardSpeaker(self.labels.people[0], SpeechSource("named", 0, 0), is_certain=False)
        signature = self._signed_below(number) if self._is_all_quoted(number) else None
        if lead is not None and here and self._is_all_quoted(number):
            self._memory.last, self._since = lead, 0
        result: list[Attributed] = []
        for sentence, words, mentions, is_said in self._read(number):
            self._memory.say(words, mentions)
            direct = self._direct(here, signature, waiting, (sentence, words, mentions))
            spoken = next((each for each in reversed(direct) if each.rule not in _CARRIED), None)
            if spoken is not None:
                result += [self._decider.follow(*each, spoken, "later in the paragraph") for each in waiting]
                waiting = []
            source = announced_by(self.skeleton, sentence, mentions) if waiting and not direct else None
            if source is not None:
                announced = self._memory.resolve(source)
                result += [
                    self._decider.carry(*each, announced, "later in the paragraph") for each in waiting
                ]
                waiting = []
                self._memory.heard(announced)
            self._acting = None if direct else self._acting_in(words, mentions)
            said_by = speaking(words) if is_said and spoken is None else None
            self._listen(mentions, spoken, said_by)
            result += direct
            if is_said:
                said = self._indirect(sentence, words, mentions, direct)
                result += said if indirect else []
        if waiting and (below := self._spoken_below(number)) is not None:
            result += [self._decider.follow(*each, below, "later in the paragraph") for each in waiting]
            waiting = []
        return sorted([*result, *self._from_before(waiting, result)], key=lambda each: each.start)

    def _direct(
        self,
        here: Sequence[Passage],
        signature: SpeechSource | None,
        waiting: list[Alone],
        read: tuple[Sentence, SentenceWords, list[Mention]],
    ) -> list[Attributed]:
        """The passages of a sentence with their speakers; what stands alone and has none waits."""
        sentence, words, mentions = read
        direct: list[Attributed] = []
        for passage in (here[each] for each in sentence.passages):
            setting = PassageSetting(passage, sentence, words, mentions, words.index_of(passage.first))
            is_alone = self._is_alone(sentence)
            one = self._ranker.weigh(setting, self._passage(setting, signature), is_alone=is_alone)
            if direct and (one is None or one.rule in _CARRIED) and resumes(setting, direct[-1]):
                one = self._decider.follow(passage, sentence, direct[-1], "same paragraph")
            if one is not None:
                direct.append(one)
            elif is_alone:
                waiting.append((passage, sentence))
        return direct

    def _is_all_quoted(self, number: int) -> bool:
        """Whether nothing but passages is in a paragraph."""
        return self._is_alone(Sentence(*self._span(number), ()))

    def _read(self, number: int) -> Iterator[tuple[Sentence, SentenceWords, list[Mention], bool]]:
        """The sentences that may say something, with their words, whom they name, and whether they have a verb of speech."""
        here = list(enumerate(self._by_block.get(number, [])))
        for sentence in sentences_in(self.skeleton, *self._span(number), self.text, here):
            mentions = self._mentions_in(sentence)
            is_said = has_cue(self.skeleton[sentence.start : sentence.end])
            says = is_said or may_say(self.skeleton, sentence.start)
            if not (says or mentions or here or self._memory.last is None):
                continue
            words = words_of(self.skeleton, sentence.start, sentence.end, self.mentions)
            if len(words.tokens) > LONGEST_SENTENCE:
                self.unread.add(number)
            else:
                yield sentence, words, mentions, is_said

    def _mentions_in(self, sentence: Sentence) -> list[Mention]:
        span = sentence.start, sentence.end
        return self.mentions[slice(*(bisect_left(self.mentions, at, key=start_of) for at in span))]

    def _spoken_below(self, number: int) -> Attributed | None:
        """Who says a quotation that goes on in the paragraphs below, and is attributed only there."""
        here = self._by_block.get(number, [])
        last = number + MOST_PARAGRAPHS
        while here and here[-1].is_open and number < last:
            number, here = number + 1, self._by_block.get(number + 1, [])
            if not here or not here[0].goes_on:
                return None
            for sentence, words, mentions, _ in self._read(number):
                for passage in (here[each] for each in sentence.passages):
                    setting = PassageSetting(
                        passage, sentence, words, mentions, words.index_of(passage.first)
                    )
                    one = None if self._is_alone(sentence) else self._decider.decide(setting)
                    if one is not None and one.rule not in _CARRIED:
                        return one
        return None

    def _listen(
        self, mentions: Sequence[Mention], spoken: Attributed | None, said_by: SpeechSource | None
    ) -> None:
        """Take note of whom a sentence names, of who acts in it, and of who speaks: ``said_by`` without quotation marks."""
        if spoken is not None:
            if spoken.speaker.who is None and all(each.who.kind != "people" for each in mentions):
                self._memory.introduce(spoken.speaker.source, speaks=True)
            self._memory.heard(spoken.speaker)
        mention = said_by.mention if said_by is not None else None
        speaker = spoken.speaker.who if spoken is not None else mention.who if mention is not None else None
        self._memory.read(mentions, self._acting.who if self._acting else None, speaker)
        if spoken is not None and spoken.speaker.who is not None:
            self._memory.heard(spoken.speaker)

    def _acting_in(self, words: SentenceWords, mentions: Sequence[Mention]) -> HeardSpeaker | None:
        source = main_subject(words, 0, len(words.tokens))
        self._memory.met(source if all(each.who.kind != "people" for each in mentions) else None)
        if source is None or source.sort == "described":
            return None
        speaker = self._memory.resolve(source, mentions)
        return speaker if speaker.who is not None and speaker.who.kind == "people" else None

    def _from_before(self, waiting: Sequence[Alone], here: Sequence[Attributed]) -> Iterator[Attributed]:
        """Passages that no sentence of their paragraph attributes, with who is likely to speak in it, or who spoke before."""
        last = self._memory.last
        for passage, sentence in (each for each in waiting if self._decider.is_speech(each[0])):
            before = [each for each in here if each.rule == RULE and each.end < passage.start]
            if before and before[-1].speaker.who is not None:
                yield self._decider.follow(passage, sentence, before[-1], "same paragraph")
            elif last is not None and self._since < NEAR_PARAGRAPHS:
                self._memory.in_paragraph, speaker = last, last._replace(is_certain=False)
                yield self._decider.carry(passage, sentence, speaker, "paragraph before")

    def _indirect(
        self,
        sentence: Sentence,
        words: SentenceWords,
        mentions: Sequence[Mention],
        direct: Sequence[Attributed],
    ) -> list[Attributed]:
        listed = list(indirect_in(words, self.skeleton, sentence.start, sentence.end))
        if not listed and not direct and (source := speaking(words)) is not None:
            self._memory.heard(self._memory.resolve(source, mentions))
        found, span = [], (sentence.start, sentence.end)
        for said in listed:
            speaker = self._memory.resolve(said.source, mentions)
            if not direct:
                self._memory.heard(speaker)
            if not any(each.start < said.end and said.start < each.end for each in direct):
                place = said.start, said.end
                found.append(Attributed(*place, speaker, said.cue, "indirect", "C", span, is_indirect=True))
        return found

    def _is_alone(self, sentence: Sentence) -> bool:
        """Whether nothing but passages is in a sentence."""
        return not self.skeleton[sentence.start : sentence.end].replace(OPAQUE, "").strip(" .,!?…—–-")

    def _passage(self, setting: PassageSetting, signature: SpeechSource | None) -> Attributed | None:
        passage, sentence = setting.passage, setting.sentence
        if any(each.start < passage.first < each.end for each in setting.mentions):  # Tomas “the Anchor” Hale
            return None
        open_one = self._before if passage.goes_on else None
        if open_one is not None and not any(
            each.source for each in attributions(setting.words, setting.token)
        ):
            return self._decider.follow(passage, sentence, open_one, "goes on")._replace(goes_on=True)
        if not self._is_alone(sentence):
            return self._decider.decide(setting)
        if signature is not None:
            speaker = self._memory.resolve(signature)
            return self._decider.carry(passage, sentence, speaker, "signed")
        before = self._memory.in_paragraph
        if self._acting is not None and (before is None or before.who is not self._acting.who):
            return self._decider.carry(passage, sentence, self._acting, "subject of the sentence")
        if before is None or not self._decider.is_speech(passage):
            return None
        speaker = before._replace(is_certain=False) if self._memory.is_met else before
        return self._decider.carry(passage, sentence, speaker, "same paragraph")

    def _signed_below(self, number: int) -> SpeechSource | None:
        """Who signs a paragraph in the next one: — Ida Brook."""
        if number + 1 >= len(self._blocks):
            return None
        start, end = self._span(number + 1)
        dash = DASH.match(self.skeleton, start)
        return self._decider.named_at(dash.end(), end) if dash and end - start < LONGEST_SIGNATURE else None

    def _apart(self, passage: Passage, number: int) -> Attributed | None:
        """A block quotation, or a line of an interview."""
        if passage.form == LINE:
            speaker = self.labels.speaker_of(passage)
            rule = "interview"
        else:
            signed = self._decider.named_at(*passage.name) if passage.name else self._signed_below(number)
            speaker = self._memory.resolve(signed) if signed else self._memory.last
            rule = "signed" if signed else "led in"
            if not signed and self._since > 0:
                return None
        if speaker is None:
            return None
        self._memory.heard(speaker)
        return self._decider.carry(passage, Sentence(*self._span(number), ()), speaker, rule)
