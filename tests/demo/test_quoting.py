"""Every form of quote stands in its paragraph word by word, as the checks of a newsroom want it."""

from __future__ import annotations

from random import Random

import pytest

from pullquote.demo.drafts import Placeholders, StoryDraft
from pullquote.demo.quoting import FORMS, WEIGHTS, Attribution, attribute, quote_next
from pullquote.demo.words import SECTIONS
from pullquote.demo.world import LAST_DAY, invent

WORLD = invent(100, 1)
SPEAKER = Attribution({"speaker": "ida-brook"}, "Ida Brook, mayor at Newtown Council")


def draft(seed: int) -> StoryDraft:
    rng = Random(seed)
    placeholders = Placeholders(rng, "the tram line", ("Newtown", "Eastport"), "Newtown Council")
    return StoryDraft(WORLD, rng, LAST_DAY, next(iter(SECTIONS)), placeholders)


def parts(text: object) -> list[str]:
    return [str(part) for part in text] if isinstance(text, list) else [str(text)]


@pytest.mark.parametrize("seed", range(40))
@pytest.mark.parametrize("form", FORMS)
def test_the_words_of_a_quote_are_in_its_paragraph(form: object, seed: int) -> None:
    keys, paragraph = form(draft(seed), SPEAKER)  # type: ignore[operator]
    position = 0
    for part in parts(keys["text"]):
        position = paragraph.index(part, position) + len(part)
    assert keys["speaker"] == "ida-brook"
    assert keys["cue"]
    assert ("addressee" in keys) == (keys["cue"] == "told")


@pytest.mark.parametrize("seed", range(20))
def test_a_quotation_is_closed_as_often_as_the_form_has_it(seed: int) -> None:
    for form in FORMS:
        _, paragraph = form(draft(seed), SPEAKER)
        open_, closed = paragraph.count("“"), paragraph.count("”")
        # Of a quotation over two paragraphs each is opened, and the last one closed.
        assert open_ - closed == ("\n\n" in paragraph)


def test_an_apposition_is_closed_by_a_comma_and_a_sentence_begins_with_a_capital() -> None:
    assert SPEAKER.subject == "Ida Brook, mayor at Newtown Council,"
    report = Attribution({"source": "document"}, "the report")
    assert (report.subject, report.opening) == ("the report", "The report")


def test_somebody_is_introduced_once_and_named_briefly_later() -> None:
    made = draft(3)
    speakers = WORLD.speakers[made.section].some(made.rng, 2)
    printed: dict[str, list[str]] = {}
    for _ in range(200):
        attribution = attribute(made, speakers)
        slug = attribution.keys.get("speaker")
        if slug in {person.slug for person in speakers}:
            printed.setdefault(str(slug), []).append(attribution.printed)
    assert printed.keys() == {person.slug for person in speakers}
    for person in speakers:
        first, *later = printed[person.slug]
        assert first.startswith(person.name)
        assert set(later) == {person.family, person.pronoun}


def test_a_document_is_not_said_to_speak() -> None:
    report = Attribution({"source": "document", "as": "the report"}, "the report")
    cues = {quote_next(draft(seed), report)[0]["cue"] for seed in range(100)}
    assert cues == {"stated", "noted"}


def test_every_form_has_its_share_of_a_hundred() -> None:
    assert len(FORMS) == len(WEIGHTS)
    assert sum(WEIGHTS) == 100
