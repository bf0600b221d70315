"""Words in quotation marks beside a verb of speech that are not what is said."""

from __future__ import annotations

from pullquote.importing.proposals.cues import PassageSetting
from pullquote.importing.proposals.english.titles import SHORT, is_nickname, is_title
from pullquote.importing.proposals.english.words import BEHIND_SPEECH
from pullquote.importing.proposals.reading.phrases import SpeechSource, can_speak
from pullquote.importing.proposals.verbs import AttributingVerb

TITLE_WORDS = 8
"""Words of a title of a work."""


def is_unsaid(
    found: AttributingVerb, source: SpeechSource, setting: PassageSetting, texts: tuple[str, str]
) -> bool:
    """Whether a passage beside a verb is a title, a nickname, or what somebody does not say; ``texts`` are that of the story
    and the one with passages made opaque."""
    text, skeleton = texts
    passage, token = setting.passage, setting.token
    said = text[passage.start : passage.end]
    count = len(said.split())
    is_beside = token - found.verb in {1, 2} or found.verb - token in {1, 2, 3}
    before = skeleton[setting.sentence.start : passage.first]
    introduced = setting.words.at(token - 1) in {",", ":"} or said[-1:] in ",.!?" or found.verb > token
    is_said = is_beside and found.says and introduced
    is_behind = found.verb > token and found.says and said[-1:] in ",.!?"
    return (
        found.rule == "refused to say"
        or (count <= SHORT and found.verb > token and _is_within_phrase(setting, said))
        or (
            count <= TITLE_WORDS
            and found.rule != "passive, by"
            and is_title(said, before, is_attributed=is_said)
        )
        or is_nickname(before, skeleton[passage.last : passage.last + 20])
        or (found.rule == "before, infinitive" and count <= SHORT)
        or (not can_speak(source) and not is_behind and (count <= SHORT or not is_beside))
        or (source.head == "they" and count < SHORT)
    )


def _is_within_phrase(setting: PassageSetting, said: str) -> bool:
    """Whether a passage stands before a noun and is no end of anything: the “self-walking” dog leash."""
    words, behind = setting.words, setting.token + 1
    text = words.at(behind)
    return (
        said[-1:] not in ",.!?…"
        and text[:1].isalpha()
        and behind not in words.mentions
        and text not in BEHIND_SPEECH
        and not text.endswith("ly")
    )
