"""The offices that a text prints before a name."""

from __future__ import annotations

import pytest

from pullquote.importing.proposals.offices.before import office_before


@pytest.mark.parametrize(
    ("text", "name", "office"),
    [
        ("said North Sea Council spokesman Aron Vik", "Aron", "North Sea Council spokesman"),
        ("the singer Mara Quist", "Mara", "singer"),
        ("Minister of Education Petra Lund", "Petra", "Minister of Education"),
        ("Brook’s lawyer, Jonas Reed, said", "Jonas", "lawyer"),
        ("the investigating officer, Det Con Petra Lund", "Petra", "investigating officer"),
        ("Government spokesman Maj. Gen. Petra Lund", "Petra", "Government spokesman"),
        ("Police spokesperson ASP Petra Lund", "Petra", "Police spokesperson"),
        ("Search coordinator Ranger Petra Lund", "Petra", "Search coordinator"),
        ("Attorney General Petra Lund", "Petra", "Attorney General"),
        ("Brig. Gen. Petra Lund", "Petra", "Brig. Gen."),
        ("The 1500m champion Petra Lund", "Petra", "1500m champion"),
        ("The composer and pianist Petra Lund", "Petra", "composer and pianist"),
        ("Leader of the council Petra Lund", "Petra", "Leader of the council"),
        (
            "Minister of State for Foreign Affairs Petra Lund",
            "Petra",
            "Minister of State for Foreign Affairs",
        ),
        ("a commander reached by telephone, Petra Lund", "Petra", "commander"),
        ("Executive Engineer (Irrigation) Petra Lund", "Petra", "Executive Engineer"),
        ("The paper’s editor at the time, Petra Lund", "Petra", "editor"),
        ("Speaking through an interpreter, Petra Lund", "Petra", None),
        ("An aide to Sen. Jo Whitaker, Petra Lund", "Petra", "aide to Sen. Jo Whitaker"),
        ("The headmistress of Quay School, Madam Petra Lund", "Petra", "headmistress of Quay School"),
        ("At the hearing, prosecuting counsel, Petra Lund", "Petra", "prosecuting counsel"),
        (
            "Leader of the Opposition in the assembly Petra Lund",
            "Petra",
            "Leader of the Opposition in the assembly",
        ),
        ("Head of parks Cllr Petra Lund", "Petra", "Head of parks"),
        ("Special Agent in Charge Petra Lund", "Petra", "Special Agent in Charge"),
        ("The group’s spokesman on the environment, Petra Lund", "Petra", "spokesman on the environment"),
        ("The Children’s Commissioner, Dame Petra Lund", "Petra", "Children’s Commissioner"),
        ("Form Four candidate Petra Lund", "Petra", "Form Four candidate"),
        ("World number one Petra Lund", "Petra", "World number one"),
        ("The study’s first author Petra Lund", "Petra", "first author"),
        ("Head of the North Division, Superintendent Petra Lund", "Petra", "Head of the North Division"),
        ("Navy chief Vice Admiral Petra Lund", "Petra", "Navy chief"),
        (
            "The Minister of Trade, Industry and Labour, Petra Lund",
            "Petra",
            "Minister of Trade, Industry and Labour",
        ),
        (
            "Minister of Trade, Industry and Labour Petra Lund",
            "Petra",
            "Minister of Trade, Industry and Labour",
        ),
        ("Leader of the Council, Councillor Petra Lund", "Petra", "Leader of the Council"),
        ("He came with her sister, Petra. It", "Petra", "sister"),
        ("Reading her letter, Petra Lund", "Petra", None),
        ("Speaking as chair of the trust, Petra Lund", "Petra", "chair of the trust"),
        ("managing director for central Europe Petra Lund", "Petra", "managing director for central Europe"),
        ("The brother of the trust’s founder, Petra Lund", "Petra", "founder"),
        ("A partner there, Petra Lund", "Petra", "partner"),
        ("a bus mechanic whom I’ll call Petra", "Petra", "bus mechanic"),
        ("The British No 2, Petra Lund", "Petra", "British No 2"),
        ("The elder, Petra Lund", "Petra", None),
        ("Accepting his resignation, Petra Lund", "Petra", None),
        ("Dr Amina Yusuf", "Amina", None),
        ("thanked Mara Quist", "Mara", None),
    ],
)
def test_offices_before_a_name(text: str, name: str, office: str | None) -> None:
    found = office_before(text, text.index(name))
    assert (found.title if found else None) == office
