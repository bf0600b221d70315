"""The rules one by one: verbs, speakers, indirect speech, circumstances and tiers."""

from __future__ import annotations

import pytest

from pullquote.importing.proposals.attributing import StoryReading
from pullquote.importing.proposals.circumstances import circumstances
from pullquote.importing.proposals.cues import attributions
from pullquote.importing.proposals.deciding import Attributed
from pullquote.importing.proposals.indirect import indirect_in
from pullquote.importing.proposals.labels import LineLabels
from pullquote.importing.proposals.reading.mentions import mentions_in
from pullquote.importing.proposals.reading.people import KnownNames
from pullquote.importing.proposals.reading.phrases import SentenceWords, words_of
from pullquote.importing.proposals.speakers import Memory
from pullquote.importing.proposals.tiers import RULES, Evidence, tier_of
from pullquote.importing.proposals.unsaid import TITLE_WORDS
from pullquote.importing.proposals.utterances import announces, noun_before, noun_behind
from pullquote.importing.proposals.verbs import is_noun
from pullquote.importing.proposals.verbs_before import before
from pullquote.importing.proposals.verbs_behind import behind
from pullquote.store.quotes.bodies import parse_body

PASSAGE = "\x01" * 8
KNOWN = KnownNames(people=frozenset({"Ida Brook", "Tom Hale"}))


def words(text: str) -> SentenceWords:
    return words_of(text, 0, len(text), mentions_in(text, [(0, len(text))], KNOWN))


def attributed(text: str) -> list[Attributed]:
    body = parse_body(text)
    assert body is not None
    return list(StoryReading(body.blocks, KnownNames()).attributed())


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        (f"{PASSAGE} Ida Brook said.", "behind"),
        (f"{PASSAGE} said Ida Brook.", "behind, inverted"),
        (f"{PASSAGE}, according to Ida Brook.", "according to"),
        (f"Ida Brook said: {PASSAGE}.", "before"),
        (f"Ida Brook left, saying: {PASSAGE}.", "before, participle"),
        (f"Calling it {PASSAGE}, Ida Brook left.", "participle, before the subject"),
        (f"It was described by Ida Brook as {PASSAGE}.", "passive, by"),
        (f"Ida Brook was quoted as saying: {PASSAGE}.", "quoted as saying"),
        (f"Ida Brook denied that she called it {PASSAGE}.", "denied"),
        (f"Ida Brook declined to call it {PASSAGE}.", "refused to say"),
    ],
)
def test_which_rule_decides(text: str, rule: str) -> None:
    sentence = words(text)
    found = next(iter(attributions(sentence, sentence.index_of(text.index(PASSAGE)))))
    assert found.rule == rule
    assert found.source is not None
    assert text[found.source.start : found.source.end].endswith(("Ida Brook", "she"))


def test_verbs_before_and_behind_are_found_apart() -> None:
    text = f"Ida Brook said {PASSAGE}, Tom Hale replied."
    sentence = words(text)
    first, second = before(sentence, 2), behind(sentence, 2)
    assert first is not None
    assert second is not None
    assert (first.cue, second.cue) == ("said", "replied")


def test_a_report_is_a_noun() -> None:
    assert is_noun(words("the report said"), 1)
    assert not is_noun(words("they report it"), 1)


@pytest.mark.parametrize("rule", RULES)
def test_nothing_that_speaks_against_a_proposal_makes_it_safer(rule: str) -> None:
    best = tier_of(rule, Evidence(cue="said", words=9))
    assert best == RULES[rule]
    for against in ({"is_named": False}, {"is_certain": False}, {"within": "C"}, {"passes_on": True}):
        assert tier_of(rule, Evidence(cue="said", words=9)._replace(**against)) >= best


def test_a_pronoun_means_who_fits_it() -> None:
    *_, one = attributed("Ida Brook met Tom Hale. “We agreed,” he said.")
    assert one.speaker.who is not None
    assert one.speaker.who.name == "Tom Hale"


def test_nobody_is_remembered_at_the_beginning() -> None:
    memory = Memory()
    memory.begin_paragraph()
    assert (memory.last, memory.in_paragraph) == (None, None)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Ida Brook said that the wall would hold.", "the wall would hold"),
        ("The wall will hold, Ida Brook said.", "The wall will hold"),
        ("According to Ida Brook, the wall will hold.", "the wall will hold"),
        ("Ida Brook warned of a long winter.", "a long winter"),
        ("Ida Brook said nothing.", None),
        ("Ida Brook was told that the wall would hold.", None),
    ],
)
def test_indirect_speech(text: str, said: str | None) -> None:
    found = [text[each.start : each.end] for each in indirect_in(words(text), text, 0, len(text))]
    assert found == ([said] if said else [])


def test_circumstances_of_a_sentence() -> None:
    text = "In a speech in Tidewell, Ida Brook told the council last Friday that it holds."
    cue = text.index("told"), text.index("told") + 4
    found = circumstances((text, text), (0, len(text)), (25, 34), cue, "2024-10-30")
    assert found == ("2024-10-25", "the council", "In a speech in Tidewell")


@pytest.mark.parametrize(
    ("text", "who"),
    [
        (f"{PASSAGE} was Ida Brook’s one-word verdict.", "Ida Brook"),
        (f"{PASSAGE} is the verdict of Ida Brook, who saw it.", "Ida Brook"),
        (f"A motion by Tom Hale to {PASSAGE} failed.", "Tom Hale"),
        (f"Ida Brook’s promise to {PASSAGE} was not kept.", "Ida Brook"),
        (f"Ida Brook crossed the {PASSAGE} in a boat.", None),
    ],
)
def test_a_noun_says_whose_words_they_are(text: str, who: str | None) -> None:
    sentence = words(text)
    token = sentence.index_of(text.index(PASSAGE))
    source = noun_behind(sentence, token) or noun_before(sentence, token)
    assert (source.mention.who.name if source and source.mention else None) == who


def test_a_sentence_that_says_who_said_the_one_before() -> None:
    assert announces("That is how Ida Brook remembers it.")
    assert not announces("That bridge is old.")


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("“You could hear the ice.” That is how Ida Brook, a hunter, remembers it.", "Ida Brook"),
        (
            "The man who paints the posts stops today.\n\n“I did them all,” he said.\n\nTom Hale, 70, began in May.",
            "Tom Hale",
        ),
        (
            "Ida Brook sang. A waiter saw her.\n\n“She had a car,” the waiter said. “It was red,” he added.",
            None,
        ),
        ("Ida Brook sang. A dealer who gave no name went further. “I know who it was,” he said.", None),
        ("“It rains,” conceded Ida Brook, “but not for long.”", "Ida Brook"),
        ("“It popped,” said one, who gave her name only as Bea.", "Bea"),
        ("For the prefect, Claire d’Aubrac, “dialogue remains lit”.", "Claire d’Aubrac"),
        (
            "The bishop of Saltmarsh came on a tractor.\n\n“I am muddy,” Wanjiru Pelham said.",
            "Wanjiru Pelham",
        ),
        ("Ida Brook sang. Her boyfriend thought that they’d been given “about a pound’s worth”.", None),
        (
            "Nordwind paid Leashly Inc. for it. A man, Otto Reed, was quoted as saying by the Tidewell Times: “It ran.”",
            "Otto Reed",
        ),
        ("Finance director Imran Sheikh will go. He said it was “an upright time for us”.", "Imran Sheikh"),
        (
            "Ida Brook batted with Meg Hale.\n\nAsked about Meg Hale, she replied: “Meg talks. I bat.”",
            "Ida Brook",
        ),
        ("Said Price: “I saw two of them.” Dashawn Price lost the ball.", "Dashawn Price"),
        ("Nordwind said it was sorry. “It will not happen again,” the company said.", "Nordwind"),
        ("Ana Ruiz met Ida Brook MP. Simon Keane MP said: “It is done.”", "Simon Keane"),
        ("The plan, said Ida Brook, is “a wall of paper”.", "Ida Brook"),
        (
            "But Ida Brook, head of safety at Northline Rail, speaking in Wexcombe, said: “It will not hold.”",
            "Ida Brook",
        ),
        ("It was, in the words of Ida Brook, “a wall of paper”.", "Ida Brook"),
        ("Doyle said it was late. “It’s my name,” he said.", "Doyle"),
        ("“It will not hold,” Zorvane Pellow, of Tidewell, said.", "Zorvane Pellow"),
        ("Flugel Ida Sorensen said: “It will not hold.”", "Ida Sorensen"),
        ("A man named Stuart was on the line. “It will not hold,” Stuart said.", "Stuart"),
        (
            "Ida Brook coached Tom Hale. Asked when she knew that Hale was ready, she smiled. “Tuesday,” she said.",
            "Ida Brook",
        ),
        ("Ida Hale camped with her husband Tom. Mr Hale slept. “I heard a clang,” he said.", "Tom Hale"),
        (
            "Tom and Ned Hale brew. Their mother, Ida, keeps the books. “They fight,” says Mrs Hale.",
            "Ida Hale",
        ),
        ("Ida Brook left.\n\nA second said she quit as well. “I wrote it down,” she said.", None),
        ("Ida Brook left.\n\nOne of the ten residents said she would stay. “I like it,” she said.", None),
        (
            "Sister Ida Brook, one of 54 women, was not discouraged. “It rains,” said the Kenyan nun.",
            "Ida Brook",
        ),
        ("German bishop Tom Hale called the final text “a door left on the latch”.", "Tom Hale"),
        ("House Speaker Ida Brook, R-Cold Creek, said it was “dead”.", "Ida Brook"),
        ("Sue Hall, of Northern Rail, said it was “late”.", "Sue Hall"),
        ("Sue Hall of Northern Rail said it was “late”.", "Sue Hall"),
        ("A source close to Ida Brook said she was “hounded”.", None),
        ("A group led by Ida Brook said it was “late”.", None),
        ("Shares in Crumb & Daughters fell after the bakery chain said it was “late”.", "Crumb & Daughters"),
        ("The President’s Office called it “late”.", "President’s Office"),
        ("Rookie Ida Brook won.\n\n“I ran,” said the former barber.", "Ida Brook"),
        ("The drivers know Ana Ruiz; one, Bosse, waved. “He dies,” he said.", "Bosse"),
        ("Ida Brook was furious. In a letter to Ana Ruiz, she called it “late”.", "Ida Brook"),
        ("Ida Brook wrote the report. Her email ends: “Read it.”", "Ida Brook"),
        ("That was the message from Ida Brook, who is in charge. “We found rust,” she said.", "Ida Brook"),
        ("The inspector, Ida Brook, was not satisfied. Her report notes “evidence of mice”.", "Ida Brook"),
        ("Through an interpreter, Ida Brook spoke. The interpreter added: “I think so too.”", None),
        ("“We printed 300,” said its founder and only employee, Ida Brook.", "Ida Brook"),
        (
            "The beaten candidate, Tom Hale, blamed the news. A party source was blunter: “The news has his face in it.”",
            None,
        ),
        ("“I am here,” shouted one, Ida Brook.", "Ida Brook"),
        ("National Union of Dockers deputy secretary Ida Brook called it “a betrayal”.", "Ida Brook"),
        ("Justice Omar Lind heard the case. “A lake is not a slogan,” the judge observed.", "Omar Lind"),
    ],
)
def test_who_is_meant(text: str, who: str | None) -> None:
    last = [each for each in attributed(text) if not each.is_indirect][-1]
    assert (last.speaker.who.name if last.speaker.who else None) == who


@pytest.mark.parametrize(
    "text",
    [
        "Ida Brook coached Ana Ruiz. “It holds,” she said.",
        "Ida Brook sang.\n\nIt rained.\n\nThe wall is old. “It holds,” she said.",
        "“I left,” Ida Brook said. Her mother shrugged. “She never liked it.”",
        "Ida Brook sang. The gate opened. Its keeper came. “It holds,” she said.",
    ],
)
def test_a_pronoun_that_may_mean_another_is_not_safe(text: str) -> None:
    (safe,) = attributed("Ida Brook sang. “It holds,” she said.")
    *_, one = attributed(text)
    assert (safe.tier, one.tier == "A") == ("A", False)


def test_the_office_by_which_a_story_calls_somebody_before_it_names_them() -> None:
    (one, *_) = attributed(
        "The new bishop of Saltmarsh came on a tractor.\n\n“I am muddy,” Wanjiru Pelham said."
    )
    assert one.speaker.who is not None
    assert [office.title for office in one.speaker.who.offices] == ["new bishop of Saltmarsh"]


@pytest.mark.parametrize(
    ("text", "title"),
    [
        (
            "A welder who stole a boat was jailed.\n\nJudge Omar Lind sat.\n\nDonna Hurst, 61, wept. “I’ll pay it,” she said.",
            "welder",
        ),
        (
            "A welder who swam says so.\n\nDonna Hurst was in the water for hours. “I sang,” she said.",
            "welder",
        ),
        ("His Norlandic counterpart was gloomy. “It leaks,” Ida Brook said.", "Norlandic counterpart"),
        (
            "The leader of the opposition called it “late”. “It leaks,” Ida Brook said.",
            "leader of the opposition",
        ),
        (
            "The prime minister called it “late”. Ida Brook, who sells fabric, was kind. “It leaks,” she said.",
            None,
        ),
        ("Writing in the Courier, Ida Brook said: “It will not hold.”", None),
    ],
)
def test_the_office_of_whom_a_story_calls_by_it_elsewhere(text: str, title: str | None) -> None:
    *_, one = (each for each in attributed(text) if not each.is_indirect)
    assert one.speaker.who is not None
    assert [office.title for office in one.speaker.who.offices] == ([title] if title else [])


def test_a_name_with_a_word_in_front_that_may_be_a_title_is_not_safe() -> None:
    plain, other = (
        attributed(f"“It will not hold,” {name} said.")[0] for name in ("Ida Brook", "Brunar Teklis Hale")
    )
    assert (plain.tier, other.tier) == ("A", "B")


@pytest.mark.parametrize(
    ("safe", "other"),
    [
        ("Northline Rail said it was “late again”.", "Rotterdam said it was “late again”."),
        ("“It will not hold,” Tom Hale said.", "“It will not hold,” Zorvane and Tom Hale said."),
    ],
)
def test_a_single_word_and_one_of_two_are_not_safe(safe: str, other: str) -> None:
    tiers = [[one.tier for one in attributed(text) if not one.is_indirect] for text in (safe, other)]
    assert tiers == [["A"], ["B"]]


def test_who_speaks_for_a_body_is_not_the_body() -> None:
    (one,) = attributed("A hoolpar for Northline Rail said it was “late again”.")[-1:]
    assert one.speaker.who is None


@pytest.mark.parametrize(("count", "proposed"), [(2, 0), (TITLE_WORDS, 0), (TITLE_WORDS + 10, 1)])
def test_capitals_make_a_title_that_nobody_says(count: int, proposed: int) -> None:
    title = " ".join(["Walls"] * count)
    assert len(attributed(f"Ida Brook wrote the novel “{title}” in May.")) == proposed


@pytest.mark.parametrize(
    "text", ["“Get out,” Ida Brook says she was told.", "Ida Brook said that the “e” sticks."]
)
def test_what_somebody_heard_and_single_letters_are_not_said(text: str) -> None:
    assert [each for each in attributed(text) if not each.is_indirect] == []


def test_what_describes_a_thing_is_not_said() -> None:
    assert [
        each
        for each in attributed("The maker of a “self-walking” leash agreed to pay.")
        if not each.is_indirect
    ] == []


def test_labels_are_names_first_letters_and_offices() -> None:
    text = "Guide: Why?\n\nOttilie Grauer: Because.\n\nGuide: When?\n\nOG: Now.\n\nCHAIR: Order.\n\nThe chair, Alice Das, rose."
    body = parse_body(text)
    assert body is not None
    reading = StoryReading(body.blocks, KnownNames())
    assert isinstance(reading.labels, LineLabels)
    names = [one.speaker.who.name for one in reading.attributed() if one.speaker.who]
    assert names == ["Ottilie Grauer", "Ottilie Grauer", "Alice Das"]


def test_labels_that_are_names_by_their_place_and_those_that_come_again() -> None:
    text = (
        "THE CHAIR (Dame Olwen Price): Order.\n\nMR SANDYS: It was.\n\nTHE CHAIR: When?\n\nMR SANDYS: Before."
    )
    found = [one.speaker.who for one in attributed(text) if one.speaker.who]
    assert [who.name for who in found] == ["Olwen Price", "Sandys", "Olwen Price", "Sandys"]
    assert [office.title for office in found[0].offices] == ["CHAIR"]
