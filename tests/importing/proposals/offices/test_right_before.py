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
        ("7.12am Tidewell mayor Petra Lund", "Tidewell mayor"),
        ("says ward 14 resident Petra Lund", "ward 14 resident"),
        ("Radio 9 presenter Petra Lund", "Radio 9 presenter"),
        ("Hospice fundraising manager Petra Lund", "Hospice fundraising manager"),
        ("Straits Bulk chartering manager Petra Lund", "Straits Bulk chartering manager"),
        ("said brand manager Petra Lund", "brand manager"),
        ("WHO director-general Petra Lund", "WHO director-general"),
        (
            "Fire Association incident controller Superintendent Petra Lund",
            "Fire Association incident controller",
        ),
        ("winchman Flt Lt Petra Lund", "winchman"),
        ("says Churchwarden Colonel Petra Lund", "Churchwarden"),
        ("\x01\x01\x01 billing supervisor Petra Lund", "billing supervisor"),
        ("Congress of the People spokesperson Petra Lund", "Congress of the People spokesperson"),
        ("Conservative MS Petra Lund", "Conservative MS"),
        ("Head Girl Petra Lund", "Head Girl"),
        ("She will meet four-time winner Petra Lund", "four-time winner"),
        ("then told Petra Lund", None),
    ],
)
def test_word_by_word_the_nearest_first(text: str, office: str | None) -> None:
    found = office_right_before(text, text.index("Petra"))
    assert (found and found.title) == office
