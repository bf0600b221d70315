"""Who is likelier to say a passage, where the rules leave it open; and how the weights are learned."""

from __future__ import annotations

import pytest

from pullquote.importing.proposals import ranking
from pullquote.importing.proposals.attributing import StoryReading
from pullquote.importing.proposals.deciding import Attributed
from pullquote.importing.proposals.english.weights import SPEAKER, SPEECH
from pullquote.importing.proposals.ranking import LIKELY, RULE, share
from pullquote.importing.proposals.reading.people import KnownNames
from pullquote.store.quotes.bodies import parse_body
from tests.importing.proposals.annotated import Passage, passages
from tests.importing.proposals.perturbed import perturbed
from tests.importing.proposals.test_proposing import HARDER
from tests.importing.proposals.training import Example, examples, learned_speaker, learned_speech, written


def attributed(text: str) -> list[Attributed]:
    body = parse_body(text)
    assert body is not None
    return list(StoryReading(body.blocks, KnownNames()).attributed(indirect=False))


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (
            "Ida Brook runs the yard. In her view the new crane, bought second-hand, is “a very expensive scarecrow on rails”.",
            "Ida Brook",
        ),
        (
            "Ida Brook, the harbour master, has looked at the plans for the pier and is “in no mood to sign them”.",
            "Ida Brook",
        ),
    ],
)
def test_what_no_rule_attributes_is_proposed_with_the_likeliest_speaker(text: str, name: str) -> None:
    *_, one = attributed(text)
    assert one.speaker.who is not None
    assert (one.speaker.who.name, one.tier == "A") == (name, False)


@pytest.mark.parametrize(
    "text",
    [
        "Click “Settings”, then “Account”.",
        "The band played “Harbour Lights” and “Salt” twice.",
        "A “bear market” is one that has fallen by a fifth.",
        "Ida “the Anchor” Brook swam on Monday.",
    ],
)
def test_terms_titles_and_nicknames_are_not_proposed(text: str) -> None:
    assert attributed(text) == []


def test_what_the_weights_alone_attribute_is_to_be_looked_at() -> None:
    found = [one for text in passages("press_16.txt") for one in attributed(text.text) if one.rule == RULE]
    assert found
    assert {one.tier for one in found} == {"C"}


def test_shares_grow_with_the_weights() -> None:
    assert share([], SPEECH) == 0.5
    assert share(["for"], {"for": 2.0}) > LIKELY > share(["against"], {"against": -2.0})


@pytest.fixture(scope="module")
def learned_from() -> list[Example]:
    return list(
        examples(text for name in ("press_14.txt", "press_15.txt", "terms.txt") for text in passages(name))
    )


def test_every_weight_is_of_a_feature_that_texts_have(learned_from: list[Example]) -> None:
    names = [f"press_{number}.txt" for number in range(1, 14)] + ["passages.txt"]
    every = [*learned_from, *examples(text for name in names for text in passages(name))]
    every += examples(text for name in names for text in perturbed(name, 1))
    every += examples(text for name in HARDER for text in passages(name))
    assert SPEAKER.keys() <= {one for each in every for features in each.listed for one in features}
    assert SPEECH.keys() <= {one for each in every for one in each.speech}


def test_weights_that_are_learned_tell_speech_from_terms(learned_from: list[Example]) -> None:
    speech = learned_speech(learned_from)
    rest = [each for each in learned_from if each.by_rules is None and not each.is_alone]
    right = [(share(each.speech, speech) >= 0.5) == each.is_said for each in rest]
    assert sum(right) > 0.8 * len(rest)


def test_weights_that_are_learned_choose_who_speaks(learned_from: list[Example]) -> None:
    speaker = learned_speaker(learned_from)
    assert speaker["rule"] > 0
    module: dict[str, object] = {}
    exec(written(speaker, {"words 1": -1.0}), module)
    assert (module["SPEAKER"], module["SPEECH"]) == (speaker, {"words 1": -1.0})


def test_examples_leave_the_ranker_as_it_was() -> None:
    before = ranking.Ranker.weigh
    list(examples([Passage("one", "“It holds,” Ida Brook said.", [], [])]))
    assert ranking.Ranker.weigh is before


def test_perturbed_passages_have_their_words_and_names_in_their_text() -> None:
    others = list(perturbed("press_1.txt", 1))
    assert [each.text for each in others] != [each.text for each in passages("press_1.txt")]
    for passage in others:
        for quote in passage.quotes:
            assert quote.words in passage.text
            assert all(
                word in passage.text or word.upper() in passage.text for word in (quote.name or "").split()
            )
