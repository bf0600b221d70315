"""The offices that a text prints behind a name, or states of a subject."""

from __future__ import annotations

import pytest

from pullquote.importing.proposals.offices.behind import office_behind, office_stated


@pytest.mark.parametrize(
    ("behind", "office"),
    [
        (", chair of the Tidewell Cooperative.", "chair of the Tidewell Cooperative"),
        (", 42, a nurse at St Ann’s, said", "nurse at St Ann’s"),
        (", a loom fixer for 26 years.", "loom fixer"),
        (", his chief of staff at the time.", "chief of staff"),
        (", an ecologist at Quay College and the paper’s author.", "ecologist at Quay College"),
        (", M.D., chief of surgery at Mercy.", "chief of surgery at Mercy"),
        (", Chief Marketing Officer, said", "Chief Marketing Officer"),
        (", herself a nurse, said", "nurse"),
        (", who worked as a nurse at St Ann’s, said", "nurse at St Ann’s"),
        (", a spokeswoman for Gov. Ida Brook, said", "spokeswoman for Gov. Ida Brook"),
        (", who has been the harbour master for 26 years, said", "harbour master"),
        (", who is 54 and a welder, said", "welder"),
        (", who doubles as treasurer, said", "treasurer"),
        (", the U.N. humanitarian coordinator, said", "U.N. humanitarian coordinator"),
        (", an ecologist at Quay College and lead author of the study, said", "ecologist at Quay College"),
        (", Secretary for Food, Health and Welfare, said", "Secretary for Food, Health and Welfare"),
        (", Lecturer in Law, Quay Medical School, said", "Lecturer in Law, Quay Medical School"),
        (", who has been head teacher here for years, said", "head teacher"),
        (" of Quay Baptist, another plaintiff, said", "plaintiff"),
        (", a state senator, said", "state senator"),
        (", the mission’s imaging lead, said", "mission’s imaging lead"),
        (", VP of platform at Quay, said", "VP of platform at Quay"),
        (", chief planning officer, said", "chief planning officer"),
        (", the archaeologist leading the dig, said", "archaeologist"),
        (", University of Quay vice-chancellor.", "University of Quay vice-chancellor"),
        (" of Quay said", None),
        (", who was later named player of the match, said", None),
        (", then a nurse, said", "nurse"),
        (" (treasurer) said", "treasurer"),
        (", both ecologists, said", None),
        (", who was late, said", None),
        (", shakes her head:", None),
        (" said", None),
    ],
)
def test_offices_behind_a_name(behind: str, office: str | None) -> None:
    found = office_behind(f"Lena Fisk{behind}", len("Lena Fisk"))
    assert (found.title if found else None) == office


@pytest.mark.parametrize(
    ("behind", "office"),
    [
        (" is a welder.", "welder"),
        (" was the nurse at Long Quay.", "nurse at Long Quay"),
        (", 52, is its chief executive.", "chief executive"),
        (" has been coxswain for 18 years.", "coxswain"),
        (" has been a nurse all her life.", "nurse"),
        (" works nights as a cleaner.", "cleaner"),
        (", who has died aged 97, was a codebreaker, a", "codebreaker"),
        (" was for almost four decades parish priest of Quay.", "parish priest of Quay"),
        (" is a solicitor and gets seasick.", "solicitor"),
        (" is a farmer and chair of the union.", "farmer and chair of the union"),
        (" was elected mayor of Tidewell in May.", "mayor of Tidewell"),
        (" was a little late.", None),
        (" is not a doctor.", None),
        (" is a fan of the club.", None),
        (" was late.", None),
    ],
)
def test_offices_that_a_sentence_states_of_its_subject(behind: str, office: str | None) -> None:
    found = office_stated(f"Lena Fisk{behind}", len("Lena Fisk"))
    assert (found.title if found else None) == office
