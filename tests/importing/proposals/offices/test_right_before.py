"""The office in the words right before a name."""

from __future__ import annotations

import pytest

from pullquote.importing.proposals.offices.right_before import office_right_before


@pytest.mark.parametrize(
    ("text", "office"),
    [
        ("said finance minister Petra Lund", "finance minister"),
        ("managing director and CEO Petra Lund", "managing director and CEO"),
        ("Police and Crime Commissioner Petra Lund", "Police and Crime Commissioner"),
        ("Harbour Workers Union (HWU) president Petra Lund", "Harbour Workers Union (HWU) president"),
        ("University of Quay geologist Petra Lund", "University of Quay geologist"),
        ("Year 8 pupil Petra Lund", "Year 8 pupil"),
        ("says selling agent Petra Lund", "selling agent"),
        ("They include Polish welder Petra Lund", "Polish welder"),
        ("left in May. Chair Petra Lund", "Chair"),
        ("the women’s coach Petra Lund", "women’s coach"),
        ("the harbour’s coach Petra Lund", "coach"),
        ("the Rev Petra Lund", "Rev"),
        ("then told Petra Lund", None),
    ],
)
def test_word_by_word_the_nearest_first(text: str, office: str | None) -> None:
    found = office_right_before(text, text.index("Petra"))
    assert (found and found.title) == office
