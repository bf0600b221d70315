"""Every file of the playground's examples explains itself."""

from __future__ import annotations

import pytest

from pullquote.api.site.playground.examples import load_examples, parse_example


def test_an_example_begins_with_its_question_and_what_the_answer_shows() -> None:
    text = "# Who spoke?\n# Everybody quoted,\n# once.\nquery Who { people { nodes { name } } }\n"
    example = parse_example("01-who", text)
    assert example.question == "Who spoke?"
    assert example.explanation == "Everybody quoted, once."
    assert example.query == text


def test_an_example_without_its_question_is_refused() -> None:
    with pytest.raises(ValueError, match="01-who: expected a question and an explanation"):
        parse_example("01-who", "# Who?\n{ people { nodes { name } } }")


def test_the_playground_offers_ten_questions_in_order() -> None:
    examples = load_examples()
    assert len(examples) == 10
    assert [example.name[:2] for example in examples] == [f"{place:02}" for place in range(1, 11)]
