"""A story names a speaker by any of the names, whatever their case, accents, script or ending."""

from __future__ import annotations

import pytest

from pullquote.store.quotes.printed_names import Names, PrintedText, all_printed

BROOK = Names.of_person("Ida Brook", ["I. B. Waters"], None, ["Mayor of Newtown"])
NUNEZ = Names.of_person("José Núñez", [], None, [])
KOVAL = Names.of_person("Дарина Коваль", [], "Коваль", [])
COUNCIL = Names(("Town Council", "NTC"), None)


@pytest.mark.parametrize(
    ("text", "names", "printed"),
    [
        ("“Yes,” Ida Brook said.", BROOK, "Ida Brook"),
        ("“Yes,” IDA BROOK said.", BROOK, "IDA BROOK"),
        ("“Yes,” Brook said.", BROOK, "Brook"),
        ("“Yes,” I. B. Waters said.", BROOK, "I. B. Waters"),
        ("“Yes,” the mayor of Newtown said.", BROOK, "mayor of Newtown"),
        ("“Yes,” the mayor said.", BROOK, None),
        ("They brook no delay.", BROOK, "brook"),
        ("“Yes,” Brooklyn said.", BROOK, "Brooklyn"),
        ("“Yes,” she said.", BROOK, None),
        ("Ida Brookin mukaan silta on vanha.", BROOK, "Brookin"),
        ("“Si,” Jose Nunez said.", NUNEZ, "Jose Nunez"),
        ("“Yes,” said Darina Koval.", KOVAL, "Darina Koval"),
        ("по словам Дарины Коваля", KOVAL, "Коваля"),
        ("the town council said", COUNCIL, "town council"),
        ("The NTC said", COUNCIL, "NTC"),
        ("The council said", COUNCIL, None),
        ("", BROOK, None),
    ],
)
def test_the_name_as_it_is_printed(text: str, names: Names, printed: str | None) -> None:
    assert PrintedText(text).printed(names) == printed


def test_several_speakers_are_all_named_or_not_named() -> None:
    text = PrintedText("Ida Brook and the Town Council said so.")
    assert all_printed(text, [BROOK, COUNCIL]) == "Ida Brook, Town Council"
    assert all_printed(text, [BROOK, NUNEZ]) is None
    assert all_printed(text, []) is None
