"""Proposed quotes in the files of an import: written as a newsroom reads them, with their tier, or reported."""

from __future__ import annotations

from pathlib import Path

from pullquote.importing.importing import Options, run
from pullquote.importing.items import Draft
from pullquote.importing.proposals.reading.people import KnownNames
from pullquote.importing.quoting import MOST_PROPOSALS, add_quotes, proposed_quotes
from pullquote.importing.roles import KnownRoles
from pullquote.importing.state import State
from pullquote.store.files.loading import load
from tests.importing.imports import bring, keys_of, only, write_tree

STORY = """---
title: The wall
date: 2024-10-30
---
“The wall will hold,” Mayor Ida Brook told reporters on Monday. “The boats,” she said, “will be full.”

The Dockers Union said it was “ready to strike”.
"""


def draft(body: str, **keys: object) -> Draft:
    return Draft(kind="articles", slug="a", keys={"headline": "A", **keys}, references={}, body=body)


def test_quotes_are_written_with_their_speakers_and_tiers(tmp_path: Path) -> None:
    source = write_tree(tmp_path / "blog", {"wall.md": STORY})
    report = bring(source, tmp_path / "newsroom")
    first, second, third = keys_of(only(tmp_path / "newsroom"))["quotes"]
    assert first == {
        "text": "The wall will hold",
        "speaker": "ida-brook",
        "role": "Mayor",
        "as": "Mayor Ida Brook",
        "cue": "told",
        "addressee": "reporters",
        "dateSpoken": "2024-10-28",
        "review": "A",
    }
    assert (second["text"], second["speaker"]) == (["The boats,", "will be full."], "ida-brook")
    assert (third["speaker"], third["as"]) == ("dockers-union", "Dockers Union")
    person = keys_of(tmp_path / "newsroom/people/ida-brook.yaml")
    assert person == {"name": "Ida Brook", "roles": [{"title": "Mayor"}]}
    assert report.summary()["quotes"] == {"A": 3, "B": 0, "C": 0, "unplaced": 0}
    assert report.made == {"publications": 1, "people": 1, "organizations": 1}
    assert [each.code for each in load(tmp_path / "newsroom").problems] == ["PQ450"]


def test_a_second_run_writes_nothing(tmp_path: Path) -> None:
    source = write_tree(tmp_path / "blog", {"wall.md": STORY})
    bring(source, tmp_path / "newsroom")
    assert bring(source, tmp_path / "newsroom").outcomes == {"unchanged": 1}


def test_people_of_the_newsroom_are_joined_by_name_or_alias(tmp_path: Path) -> None:
    newsroom = write_tree(
        tmp_path / "newsroom",
        {
            "people/i-brook.yaml": "name: Ida M. Brook\nalternateNames: [Ida Brook]\nroles:\n  - title: Mayor\n"
        },
    )
    report = bring(write_tree(tmp_path / "blog", {"wall.md": STORY}), newsroom)
    assert keys_of(only(newsroom))["quotes"][0]["speaker"] == "i-brook"
    assert "people" not in report.made


def test_no_quotes_where_none_are_wanted_or_in_other_languages(tmp_path: Path) -> None:
    source = write_tree(
        tmp_path / "blog", {"wall.md": STORY, "mur.md": STORY.replace("title", "lang: fr\ntitle")}
    )
    run(Options(source=source, into=tmp_path / "plain", quotes=False))
    assert all("quotes" not in keys_of(file) for file in (tmp_path / "plain/articles").iterdir())
    bring(source, tmp_path / "newsroom")
    assert "quotes" not in keys_of(tmp_path / "newsroom/articles/mur.md")


def test_words_that_stand_twice_have_a_hint() -> None:
    story = draft("Some call it ready.\n\nIda Brook said the boats were “ready”.")
    counts = add_quotes(story, proposed_quotes(story, "en", KnownNames()), lambda named: (named.name, None))
    assert sum(counts.values()) == 1
    assert "unplaced" not in counts
    quotes = story.keys["quotes"]
    assert isinstance(quotes, list)
    assert [quote["after"] for quote in quotes] == ["were"]


def test_a_proposal_that_is_not_found_in_its_story_is_reported() -> None:
    words = "“It holds,” Ida Brook said. " * 2
    story = draft(f"{words}\n\n{words}")
    counts = add_quotes(story, proposed_quotes(story, "en", KnownNames()), lambda named: (named.name, None))
    assert counts == {"unplaced": 4}
    assert "quotes" not in story.keys
    (note,) = story.notes
    assert (note.kind, "It holds" in note.what) == ("dropped", True)


MINISTER = """---
title: The vote
date: 2025-02-11
---
“We will vote,” said Ida Brook, the finance minister. “Go home,” said her brother, Olav Brook.
"""


def test_a_new_office_becomes_a_role_where_nobody_has_touched_the_file(tmp_path: Path) -> None:
    newsroom = tmp_path / "newsroom"
    bring(write_tree(tmp_path / "blog", {"wall.md": STORY}), newsroom)
    report = bring(write_tree(tmp_path / "blog", {"vote.md": MINISTER}), newsroom)
    person = keys_of(newsroom / "people/ida-brook.yaml")
    assert person["roles"] == [{"title": "Mayor"}, {"title": "finance minister"}]
    assert keys_of(newsroom / "articles/vote.md")["quotes"][0]["role"] == "finance minister"
    assert keys_of(newsroom / "people/olav-brook.yaml") == {"name": "Olav Brook"}
    assert report.summary()["officesNotWritten"] == []
    records = load(newsroom).records
    assert records is not None
    said = {
        quote.text: [role.title for role in quote.roles]
        for story in records.stories
        for quote in story.quotes
    }
    assert (said["We will vote"], said["The wall will hold"]) == (["finance minister"], ["Mayor"])


def test_an_office_that_a_file_of_ones_own_does_not_say_is_reported(tmp_path: Path) -> None:
    newsroom = tmp_path / "newsroom"
    bring(write_tree(tmp_path / "blog", {"wall.md": STORY}), newsroom)
    person = newsroom / "people/ida-brook.yaml"
    mine = f"{person.read_text(encoding='utf-8')}# Mine.\n"
    person.write_text(mine, encoding="utf-8")
    report = bring(write_tree(tmp_path / "blog", {"vote.md": MINISTER}), newsroom)
    assert person.read_text(encoding="utf-8") == mine
    assert report.summary()["officesNotWritten"] == [
        {"person": "ida-brook", "title": "finance minister", "quotes": 1}
    ]
    assert "role" not in keys_of(newsroom / "articles/vote.md")["quotes"][0]
    (page,) = report.write(tmp_path / "report.html")
    assert "people/ida-brook: finance minister, in 1 of the quotes" in page.read_text(encoding="utf-8")


def test_an_office_is_the_same_with_its_place_or_without(tmp_path: Path) -> None:
    with State(tmp_path, dry=True) as state:
        roles = KnownRoles(tmp_path, state)
        roles.made("ida-brook", ["Mayor of Tidewell"])
        assert roles.role_of("ida-brook", "mayor") == "Mayor of Tidewell"
        assert roles.role_of("ida-brook", "finance minister") == "finance minister"


def test_no_day_is_made_of_a_story_without_one(tmp_path: Path) -> None:
    days = {"none": "", "month": "date: 2024-10\n", "year": "date: 2024\n"}
    said = "“It holds,” Ida Brook said on Monday. “It held,” Tom Hale said on October 3."
    posts = {f"{name}.md": f"---\ntitle: {name}\n{date}---\n{said}\n" for name, date in days.items()}
    bring(write_tree(tmp_path / "blog", posts), tmp_path / "newsroom")
    found = {
        name: [
            quote.get("dateSpoken") for quote in keys_of(tmp_path / f"newsroom/articles/{name}.md")["quotes"]
        ]
        for name in days
    }
    assert found == {"none": [None, None], "month": [None, "2024-10-03"], "year": [None, None]}


def test_a_paragraph_that_is_too_long_is_reported() -> None:
    one = draft(f"“The wall will hold,” Ida Brook said.\n\n{'“a” ' * 10_000}")
    assert len(proposed_quotes(one, "en", KnownNames()).quotes) == 1
    (note,) = one.notes
    assert (note.kind, note.what[:30]) == ("dropped", "quotes in paragraph 2 of the t")


def test_a_story_gets_only_so_many_proposals() -> None:
    said = (f"“The wall has {number} stones,” Ida Brook said." for number in range(MOST_PROPOSALS + 2))
    one = draft("\n\n".join(said))
    assert len(proposed_quotes(one, "en", KnownNames()).quotes) == MOST_PROPOSALS
    assert [note.what for note in one.notes] == [
        "2 proposed quotes: a story gets at most 1,000; divide it",
    ]
