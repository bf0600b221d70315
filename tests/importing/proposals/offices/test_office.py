"""Where an office begins and ends."""

from __future__ import annotations

import pytest

from pullquote.importing.proposals.offices.office import Office, trimmed


@pytest.mark.parametrize(
    ("title", "office"),
    [
        ("mayor", "mayor"),
        ("our head of mission", "head of mission"),
        ("now a project scientist", "project scientist"),
        ("29-year-old schoolteacher", "schoolteacher"),
        ("company’s project manager", "project manager"),
        ("harbour trust’s head of collections", "head of collections"),
        ("women’s coach", "women’s coach"),
        ("Sheriff’s Deputy", "Sheriff’s Deputy"),
        ("head of St Ann’s Hospital", "head of St Ann’s Hospital"),
        ("paralegal from Harrogate", "paralegal"),
        ("neurologist with a mild voice", "neurologist"),
        ("widow with six children", "widow"),
        ("meteorologist with the Storm Centre", "meteorologist with the Storm Centre"),
        ("spokesman for him", "spokesman"),
        ("judo instructor aged 82", "judo instructor"),
        ("mayor of Tidewell in May", "mayor of Tidewell"),
        ("welder by trade", "welder"),
        ("Polish-born bus driver", "bus driver"),
        ("Children’s Commissioner", "Children’s Commissioner"),
        ("Coast Guard’s duty officer", "duty officer"),
        ("author of", "author"),
        ("our", "our"),
    ],
)
def test_an_office_has_no_age_owner_or_home(title: str, office: str) -> None:
    text = f"Ida Brook, {title}"
    found = trimmed(Office(title, 11, len(text)))
    assert found.title == office
    assert text[found.start : found.end] == office
