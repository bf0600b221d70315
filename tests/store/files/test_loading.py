"""A folder becomes linked records, or every problem that keeps it from it."""

from __future__ import annotations

import base64
import json
from pathlib import Path

import pytest

from pullquote.store.files.loading import load
from pullquote.store.files.quotes import deep_link
from pullquote.store.model.records import (
    Article,
    Editorial,
    Organization,
    Person,
    QuoteKind,
    SourceKind,
    StoryStatus,
)
from tests.conftest import INVENTED, SHIPPED
from tests.store.written import SMALL, article, found, problems, records, story, write

BROOK = "“Yes,” Ida Brook said."


def test_records_are_linked_both_ways_where_they_should_be(tmp_path: Path) -> None:
    loaded = records(tmp_path)
    wall = story(loaded, "flood-wall")
    assert isinstance(wall, Article)
    [quote] = wall.quotes
    [ida, tom] = loaded.people
    assert quote.story is wall
    assert quote.speaker is ida
    assert quote.role is ida.roles[0]
    assert ida.roles[0].person is ida
    assert ida.roles[0].organization is loaded.organizations[0]
    assert wall.authors == (tom,)
    assert wall.speakers == (ida,)
    assert wall.publication is loaded.publications[0]
    assert wall.publication.publisher is loaded.organizations[1]
    assert [topic.slug for topic in wall.topics] == ["tides", "ferries"]
    assert wall.body is not None
    assert wall.body.blocks[0].quotes == (quote,)
    assert (quote.text, quote.kind, quote.position, quote.cue) == (
        "It will hold",
        QuoteKind.DIRECT,
        1,
        "said",
    )
    assert quote.speaker_as_printed == "Ida Brook"


def test_records_are_sorted_by_slug(tmp_path: Path) -> None:
    files = {
        f"{kind}/{slug}.md": article()
        for kind, slug in (("articles", "z"), ("editorials", "a"), ("editorials", "m"))
    }
    loaded = records(tmp_path, files)
    assert [each.slug for each in loaded.stories] == ["a", "flood-wall", "m", "z"]
    assert [type(each) for each in loaded.stories] == [Editorial, Article, Editorial, Article]
    assert [each.slug for each in loaded.topics] == ["ferries", "tides"]


def test_ids_name_type_and_slug_in_base64url(tmp_path: Path) -> None:
    loaded = records(tmp_path)

    def decoded(id_: str) -> str:
        assert "=" not in id_
        return base64.urlsafe_b64decode(id_ + "=" * (-len(id_) % 4)).decode()

    assert decoded(story(loaded, "flood-wall").id) == "Article:flood-wall"
    assert decoded(loaded.people[0].id) == "Person:ida-brook"
    assert decoded(loaded.organizations[0].id) == "Organization:council"
    quote = decoded(story(loaded, "flood-wall").quotes[0].id)
    assert quote.startswith("Quote:article/flood-wall#")
    assert len(quote.partition("#")[2]) == 12


def test_a_new_quote_changes_no_other_id(tmp_path: Path) -> None:
    body = "“One,” he said. “Two,” he said. “Two,” Tom Reed said again."
    second = "  - {text: Two, speaker: tom-reed, after: One}\n"
    first = "  - {text: One, speaker: tom-reed}\n"
    third = "  - {text: Two, speaker: tom-reed, after: '“Two,” he said'}\n"
    before = story(records(tmp_path / "a", {"articles/x.md": article("", body, second)}), "x")
    after = story(records(tmp_path / "b", {"articles/x.md": article("", body, third + second + first)}), "x")
    assert [quote.text for quote in after.quotes] == ["One", "Two", "Two"]
    assert [quote.position for quote in after.quotes] == [1, 2, 3]
    assert after.quotes[1].id == before.quotes[0].id
    assert len({quote.id for quote in after.quotes}) == 3


def test_quotes_and_speakers_are_in_the_order_of_the_body(tmp_path: Path) -> None:
    body = "“A,” said Ida Brook.\n\n“B,” said the council. “C,” she said."
    quotes = (
        "  - {text: C, speaker: ida-brook}\n  - {text: B, speaker: council, as: the council}\n"
        "  - {text: A, speaker: ida-brook, cue: said}\n"
    )
    told = story(records(tmp_path, {"articles/x.md": article("", body, quotes)}), "x")
    assert [quote.text for quote in told.quotes] == ["A", "B", "C"]
    assert [speaker.slug for speaker in told.speakers] == ["ida-brook", "council"]
    assert told.body is not None
    assert [[quote.text for quote in block.quotes] for block in told.body.blocks] == [["A"], ["B", "C"]]
    assert told.quotes[1].source_kind is SourceKind.NAMED_ORGANIZATION
    assert isinstance(told.quotes[1].speaker, Organization)
    assert isinstance(told.quotes[0].speaker, Person)
    assert told.quotes[1].speaker_as_printed == "the council"


@pytest.mark.parametrize("source", ["anonymous", "unnamed person", "unnamed group", "document"])
def test_sources_that_are_not_named(tmp_path: Path, source: str) -> None:
    quotes = f"  - {{text: Yes, source: {source}}}\n"
    [quote] = story(records(tmp_path, {"articles/x.md": article("", "“Yes.”", quotes)}), "x").quotes
    assert (quote.speaker, quote.source_kind, quote.speaker_as_printed) == (None, SourceKind(source), None)


@pytest.mark.parametrize(
    ("published", "modified", "latest", "date"),
    [
        ("2022-05-04", None, "2022-05-04", "2022-05-04"),
        (None, "2022-05-05", "2022-05-05", "2022-05-05"),
        ("2022-05-04", "2022-05-05", "2022-05-05", "2022-05-04"),
        ("2022-05-04", "2022-05", "2022-05-04", "2022-05-04"),
        ("2022", "2022", "2022", "2022"),
    ],
)
def test_the_dates_of_a_story(
    tmp_path: Path, published: str | None, modified: str | None, latest: str, date: str
) -> None:
    dates = "".join(
        f"{key}: {value}\n"
        for key, value in (("datePublished", published), ("dateModified", modified))
        if value
    )
    text = article(dates).replace("datePublished: 2022-05-04\n", "", 1)
    told = story(records(tmp_path, {"articles/x.md": text}), "x")
    assert (told.latest_date.text, told.date.text) == (latest, date)


@pytest.mark.parametrize(
    ("spoken", "title"),
    [
        ("2018", None),
        ("2019", "Mayor"),
        ("2023-06-30", "Mayor"),
        ("2023-06-30T23:59:00-05:00", "Mayor"),
        ("2023-07-01", "Minister"),
        ("2024", "Minister"),
    ],
)
def test_the_role_is_the_only_one_of_that_day(tmp_path: Path, spoken: str, title: str | None) -> None:
    quotes = f"  - {{text: Yes, speaker: ida-brook, dateSpoken: {spoken}}}\n"
    text = article("dateModified: 2025\n", BROOK, quotes)
    [quote] = story(records(tmp_path, {"articles/x.md": text}), "x").quotes
    assert (quote.role and quote.role.title) == title
    assert quote.date.text == spoken


def test_a_named_role_settles_what_the_date_does_not(tmp_path: Path) -> None:
    quotes = "  - {text: Yes, speaker: ida-brook, dateSpoken: 2023, role: Minister}\n"
    text = article("dateModified: 2025\n", BROOK, quotes)
    [quote] = story(records(tmp_path, {"articles/x.md": text}), "x").quotes
    assert quote.role is not None
    assert quote.role.title == "Minister"


def test_what_a_story_does_not_say_its_publication_says(tmp_path: Path) -> None:
    paper = (
        "name: P\ninLanguage: ur\npublisher: press\nrights: {copyrightHolder: Paper Press, license: MIT}\n"
    )
    loaded = records(
        tmp_path,
        {
            "publications/paper.yaml": paper,
            "articles/x.md": article(),
            "articles/y.md": article("inLanguage: en-GB\nrights: {license: CC0}\n"),
        },
    )
    x, y = story(loaded, "x"), story(loaded, "y")
    assert (x.in_language, y.in_language) == ("ur", "en-GB")
    assert x.rights is not None
    assert (x.rights.copyright_holder, x.rights.license) == ("Paper Press", "MIT")
    assert y.rights is not None
    assert (y.rights.copyright_holder, y.rights.license) == (None, "CC0")


def test_a_story_without_text_has_no_body(tmp_path: Path) -> None:
    assert story(records(tmp_path, {"articles/x.md": article("status: draft\n", body="")}), "x").body is None


def test_references_that_are_repeated_count_once(tmp_path: Path) -> None:
    front = "topics: [tides, tides]\nmentions: [council, ida-brook, council]\n"
    told = story(records(tmp_path, {"articles/x.md": article(front)}), "x")
    assert [topic.slug for topic in told.topics] == ["tides"]
    assert [each.slug for each in told.mentions] == ["council", "ida-brook"]


def test_status_and_embargo(tmp_path: Path) -> None:
    loaded = records(
        tmp_path, {"articles/x.md": article("status: draft\nembargo: 2024-01-01T06:00:00+05:00\n")}
    )
    told = story(loaded, "x")
    assert told.status is StoryStatus.DRAFT
    assert told.embargo is not None
    assert told.embargo.text == "2024-01-01T06:00:00+05:00"


def test_all_formats_say_the_same(tmp_path: Path) -> None:
    keys = {"headline": "A headline", "publication": "paper", "datePublished": "2022-05-04",
            "quotes": [{"text": "Yes", "speaker": "ida-brook", "cue": "said"}]}  # fmt: skip
    body = "“Yes,” Ida Brook *said*."
    quotes = "  - text: Yes\n    speaker: ida-brook\n    cue: said\n"
    yaml = article("", "", quotes).replace("---\n", "") + f"body: >-\n  {body}\n"
    loaded = records(
        tmp_path,
        {
            "articles/a.md": article("", body, quotes),
            "articles/b.yaml": yaml,
            "articles/c.json": json.dumps({**keys, "body": body}),
        },
    )
    a, b, c = (story(loaded, slug) for slug in "abc")
    for one in (a, b, c):
        assert one.body is not None
        assert one.body.text == "“Yes,” Ida Brook said."
        assert one.body.html == "<p>“Yes,” Ida Brook <em>said</em>.</p>"
        assert (one.headline, one.quotes[0].text, one.quotes[0].parts[0].start) == ("A headline", "Yes", 1)


def test_the_address_of_a_quote_leads_to_its_words(tmp_path: Path) -> None:
    front = "url: https://e.example/a?b=c\n"
    body = "“Yes, we can,” Tom Reed said, “and well-made & true.”"
    quotes = "  - {text: ['Yes, we can', and well-made & true], speaker: tom-reed}\n"
    [quote] = story(records(tmp_path, {"articles/x.md": article(front, body, quotes)}), "x").quotes
    assert quote.url == (
        "https://e.example/a?b=c#:~:text=Yes%2C%20we%20can%2C&text=and%20well%2Dmade%20%26%20true"
    )


def test_the_address_of_long_words_has_their_ends() -> None:
    link = deep_link("https://e.example/#top", ["one two three four " + "x " * 200 + "six seven eight nine"])
    assert link == "https://e.example/#top:~:text=one%20two%20three%20four,six%20seven%20eight%20nine"


def test_problems_name_the_folder_as_it_was_given(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path / "news", {"articles/x.md": article("section: nws\n")})
    monkeypatch.chdir(tmp_path)
    for folder in (Path("news"), Path("./news/"), tmp_path / "news"):
        [problem] = load(folder).problems
        assert problem.file == f"{folder.as_posix()}/articles/x.md"
        assert problem.entity == "articles/x"
        assert str(problem) == f'{problem.file}:5:10 PQ202 unknown section "nws"; did you mean "news"?'


def test_the_problems_of_every_pass_come_at_once_and_in_order(tmp_path: Path) -> None:
    files = {
        "articles/b.md": article("byline: 7\n"),
        "articles/a.md": article("topics: [x]\n", "Nothing", "  - {text: Yes, speaker: tom-reed}\n"),
        "people/tom-reed.yaml": "name: Tom Reed\nroles:\n  - {title: X, startDate: 2020, endDate: 2019}\n",
        "topics.yaml": "tides: {name: T}\nferries: {name: F}\nferries: {name: G}\n",
        "articles/c.md": "---\nheadline: A: B\n---\n",
    }
    assert [line.split(" ")[:2] for line in found(tmp_path, files)] == [
        ["articles/a.md:5:10", "PQ205"],
        ["articles/a.md:7:12", "PQ301"],
        ["articles/b.md:5:9", "PQ110"],
        ["articles/c.md:2:12", "PQ105"],
        ["people/tom-reed.yaml:3:42", "PQ306"],
        ["topics.yaml:3:1", "PQ107"],
    ]


PLANTED = {
    # Twenty ways to be wrong, each with the line that must be named.
    "shape-number": (article("byline: 1984\n"), 5, "PQ110"),
    "unknown-key": (article("headlin: x\n"), 5, "PQ111"),
    "missing-key": (article().replace("headline: A headline\n", ""), 2, "PQ112"),
    "bad-enum": (article("status: drafd\n"), 5, "PQ113"),
    "bad-url": (article("url: e.example\n"), 5, "PQ113"),
    "bad-language": (article("inLanguage: English please\n"), 5, "PQ113"),
    "bad-date": (article("dateModified: 2024-02-30\n"), 5, "PQ114"),
    "time-without-offset": (article("dateModified: 2024-02-20T08:00\n"), 5, "PQ114"),
    "colon": (article("standfirst: Talks: a start\n"), 5, "PQ105"),
    "at-sign": (article("byline: @desk\n"), 5, "PQ105"),
    "tab": (article("rights:\n\tlicense: MIT\n"), 6, "PQ105"),
    "duplicate-key": (article("byline: a\nbyline: b\n"), 6, "PQ107"),
    "not-closed": (article(body="").replace("---\n", "---\n# ", 1).removesuffix("---\n"), 1, "PQ106"),
    "unknown-person": (article("authors:\n  - tom-reed\n  - ida-brok\n"), 7, "PQ203"),
    "unknown-topic": (article("topics:\n  - tides\n  - ferrys\n"), 7, "PQ205"),
    "not-in-body": (article("", "“Yes.”", "  - speaker: tom-reed\n    text: No\n"), 7, "PQ301"),
    "twice-in-body": (article("", "“Yes.” “Yes.”", "  - speaker: tom-reed\n    text: Yes\n"), 7, "PQ302"),
    "no-speaker": (article("", "“Yes.”", "  - text: Yes\n"), 6, "PQ119"),
    "role-then": (
        article("", BROOK, "  - text: Yes\n    speaker: ida-brook\n    role: Minister\n"), 8, "PQ308",
    ),
    "modified-first": (article("byline: x\ndateModified: 2021\n"), 6, "PQ305"),
    "expires-first": (
        article("embargo: 2020-01-02T00:00:00+00:00\nexpires: 2020-01-01T00:00:00+00:00\n"), 6, "PQ313",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", PLANTED)
def test_a_planted_mistake_is_found_on_its_line(tmp_path: Path, name: str) -> None:
    text, line, code = PLANTED[name]
    [problem] = load(write(tmp_path, {f"articles/{name}.md": text})).problems
    assert (problem.line, problem.code) == (line, code)


def test_all_planted_mistakes_are_found_at_once(tmp_path: Path) -> None:
    loaded = load(write(tmp_path, {f"articles/{name}.md": text for name, (text, _, _) in PLANTED.items()}))
    got = {(problem.entity, problem.line, problem.code) for problem in loaded.problems}
    assert got == {(f"articles/{name}", line, code) for name, (_, line, code) in PLANTED.items()}


def test_warnings_do_not_keep_from_loading(tmp_path: Path) -> None:
    quotes = "  - {text: Yes, speaker: tom-reed, as: the clerk, cue: shouted}\n"
    loaded = load(write(tmp_path, {"articles/x.md": article("", "“Yes,” said Tom Reed.", quotes)}))
    assert loaded.records is not None
    assert problems(loaded, tmp_path) == [
        'articles/x.md:6:40 PQ401 the speaker "the clerk" does not stand in the body',
        'articles/x.md:6:56 PQ402 the cue "shouted" does not stand in the body',
    ]


@pytest.mark.parametrize(
    ("quote", "problem"),
    [
        ("text: [Yes, Never]", '6:18 PQ301 "Never" does not stand in the body'),
        ("text: [No, Yes]", "6:13 PQ301 the parts of the quote do not follow one another in the body"),
        ("text: Yes, after: Perhaps", '6:24 PQ303 "Perhaps" does not stand in the body'),
        ("text: Yes, after: No", '6:24 PQ303 "Yes" does not come after "No"'),
        ("text: Oui", '6:12 PQ301 "Oui" does not stand in the body'),
        ("text: [Yes, [No]]", "6:18 PQ110 quotes[1].text[2]: expected text, found a list"),
    ],
)
def test_the_place_of_words_that_are_not_found(tmp_path: Path, quote: str, problem: str) -> None:
    quotes = f"  - {{{quote}, speaker: tom-reed}}\n"
    [line] = found(tmp_path, {"articles/x.md": article("", "“Yes,” said Tom Reed, and “No.”", quotes)})
    assert line.startswith(f"articles/x.md:{problem}")


def test_what_a_message_repeats_is_one_printable_line(tmp_path: Path) -> None:
    text = article('status: "dra\\nft\\u202e"\n')
    [line] = found(tmp_path, {"articles/x.md": text})
    assert line.isprintable()
    assert r'found "dra\nft\u202e"' in line


def test_quotes_need_a_body(tmp_path: Path) -> None:
    [line] = found(tmp_path, {"articles/x.md": article("", "", "  - {text: Yes, speaker: tom-reed}\n")})
    assert line == "articles/x.md:6:3 PQ304 the story has quotes and no body that they could stand in"


def test_a_body_stands_in_one_place_and_only_stories_have_one(tmp_path: Path) -> None:
    files = {
        "articles/x.md": article("body: text\n", "more"),
        "people/tom-reed.md": "---\nname: Tom Reed\n---\n\n\nHe is tall.\n",
        "people/tom-reed.yaml": None,
    }
    assert found(tmp_path, files) == [
        "articles/x.md:5:1 PQ111 the body of a Markdown file stands below its keys",
        "people/tom-reed.md:6:1 PQ111 there is text below the keys, and people have none",
    ]


def test_a_person_may_be_a_markdown_file_without_text(tmp_path: Path) -> None:
    files: dict[str, str | bytes | None] = {
        "people/tom-reed.md": "---\nname: Tom Reed\n---\n",
        "people/tom-reed.yaml": None,
    }
    assert found(tmp_path, files) == []


@pytest.mark.parametrize("folder", [SHIPPED, INVENTED], ids=["shipped", "invented"])
def test_the_newsrooms_of_this_repository_load(folder: Path) -> None:
    loaded = load(folder)
    assert loaded.records is not None
    assert {problem.code for problem in loaded.problems} <= {"PQ403", "PQ450"}
    for one in loaded.records.stories:
        for quote in one.quotes:
            assert one.body is not None
            for part in quote.parts:
                block = one.body.blocks[part.block]
                assert block.text[part.start : part.end] == part.text
                units = block.text.encode("utf-16-le")[2 * part.utf16_start : 2 * part.utf16_end]
                assert units.decode("utf-16-le") == part.text


def test_the_small_newsroom_has_no_problem(tmp_path: Path) -> None:
    assert found(tmp_path, {}) == []
    assert len(SMALL) == 8
