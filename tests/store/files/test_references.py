"""References lead somewhere, and what several files say together is right."""

from __future__ import annotations

from pathlib import Path

import pytest

from pullquote.store.files.loading import Reader, load
from pullquote.store.files.versions.on_error import OnError
from tests.store.written import article, found

ORGANIZATION = "name: X\nkind: other\n"


@pytest.mark.parametrize(
    ("front", "problem"),
    [
        ("topics: [tide]\n", '5:10 PQ205 unknown topic "tide"; did you mean "tides"?'),
        (
            "topics: [tides, wombats]\n",
            '5:17 PQ205 unknown topic "wombats"; pullquote new topic wombats writes the file that is missing',
        ),
        ("section: new\n", '5:10 PQ202 unknown section "new"; did you mean "news"?'),
        (
            "authors: [council]\n",
            '5:11 PQ203 unknown person "council"; pullquote new person council writes the file that is missing',
        ),
        ("authors:\n  - Ida Brook\n", '6:5 PQ203 unknown person "Ida Brook"; did you mean "ida-brook"?'),
        ("mentions: [ida-brok]\n", '5:12 PQ203 unknown person "ida-brok"; did you mean "ida-brook"?'),
        ("mentions: [counci]\n", '5:12 PQ204 unknown organization "counci"; did you mean "council"?'),
        (
            "mentions: [wombats]\n",
            '5:12 PQ203 unknown person or organization "wombats"; pullquote new person wombats writes the file that is missing',
        ),
    ],
)
def test_a_reference_that_leads_nowhere(tmp_path: Path, front: str, problem: str) -> None:
    assert found(tmp_path, {"articles/x.md": article(front)}) == [f"articles/x.md:{problem}"]


def test_the_speaker_of_a_quote_and_the_publication(tmp_path: Path) -> None:
    text = article("", "“Yes,” she said.", "  - text: Yes\n    speaker: ida-brooks\n").replace(
        ": paper", ": papers"
    )
    assert found(tmp_path, {"articles/x.md": text}) == [
        'articles/x.md:3:14 PQ201 unknown publication "papers"; did you mean "paper"?',
        'articles/x.md:7:14 PQ203 unknown person "ida-brooks"; did you mean "ida-brook"?',
    ]


@pytest.mark.parametrize(
    ("path", "text", "problem"),
    [
        ("people/x.yaml", "name: X\nroles:\n  - {title: Y, organization: counci}\n", "people/x.yaml:3:30 PQ204 "),
        ("organizations/x.yaml", f"{ORGANIZATION}parent: counci\n", "organizations/x.yaml:3:9 PQ204 "),
        ("publications/x.json", '{"name": "X", "inLanguage": "en",\n "publisher": "pres"}', "publications/x.json:2:15 PQ204 "),
        ("sections/x.yaml", "name: X\npublication: papr\n", "sections/x.yaml:2:14 PQ201 "),
    ],
)  # fmt: skip
def test_references_of_other_kinds(tmp_path: Path, path: str, text: str, problem: str) -> None:
    assert found(tmp_path, {path: text})[0].startswith(problem)


def test_a_file_with_mistakes_is_there_all_the_same(tmp_path: Path) -> None:
    listed = found(tmp_path, {"people/ida-brook.yaml": "nam: Ida Brook\n", "people/tom-reed.yaml": "{"})
    assert [line.split(" ")[1] for line in listed] == ["PQ111", "PQ105"]


def test_what_a_broken_file_of_a_kind_may_have_is_not_missed(tmp_path: Path) -> None:
    assert [line.split(" ")[1] for line in found(tmp_path, {"topics.yaml": "tides: [\n"})] == ["PQ105"]


def test_a_mistake_of_shape_hides_no_reference(tmp_path: Path) -> None:
    text = article(
        "byline: 1\ntopics: [x, 2, tidez]\n", "“Yes.”", "  - {text: No, speaker: nobody-we-know}\n"
    )
    assert [line.split(" ")[:2] for line in found(tmp_path, {"articles/x.md": text})] == [
        ["articles/x.md:5:9", "PQ110"],
        ["articles/x.md:6:10", "PQ205"],
        ["articles/x.md:6:13", "PQ110"],
        ["articles/x.md:6:16", "PQ205"],
        ["articles/x.md:8:12", "PQ301"],
        ["articles/x.md:8:25", "PQ203"],
    ]


@pytest.mark.parametrize(
    ("files", "problem"),
    [
        ({"topics/tides.yaml": "name: T\n"}, 'topics/tides.yaml:1:1 PQ206 the topic "tides" is in topics.yaml too; delete or rename one of the two'),
        ({"articles/flood-wall.json": '{"headline": "A", "publication": "paper", "datePublished": "2024", "body": "Text."}'}, 'articles/flood-wall.md:1:1 PQ206 the article "flood-wall" is in articles/flood-wall.json too; delete or rename one of the two'),
        ({"editorials/flood-wall.md": article()}, 'editorials/flood-wall.md:1:1 PQ207 the slug "flood-wall" is that of articles/flood-wall.md too; articles and editorials share theirs; rename one of the two'),
        ({"organizations.yaml": "ida-brook: {name: X}\n"}, 'organizations.yaml:1:1 PQ207 the slug "ida-brook" is that of people/ida-brook.yaml too'),
    ],
)  # fmt: skip
def test_a_slug_is_one_entity(tmp_path: Path, files: dict[str, str], problem: str) -> None:
    [only] = found(tmp_path, files)
    assert only.startswith(problem)


def test_bad_slugs_in_the_file_of_a_kind(tmp_path: Path) -> None:
    [line] = found(tmp_path, {"sections.yaml": "news: {name: N}\nOp Ed: {name: O}\n"})
    assert line.startswith("sections.yaml:2:1 PQ118 expected a slug, a-z and 0-9 with single hyphens between")
    assert line.endswith('found "Op Ed"; did you mean "op-ed"?')


def test_no_organization_is_above_itself(tmp_path: Path) -> None:
    files = {
        "organizations.yaml": (
            "a: {name: A, parent: b}\nb: {name: B, parent: c}\nc: {name: C, parent: a}\n"
            "d: {name: D, parent: a}\ne: {name: E, parent: e}\n"
        )
    }
    assert found(tmp_path, files) == [
        "organizations.yaml:1:22 PQ309 an organization above itself: a → b → c → a",
        "organizations.yaml:5:22 PQ309 an organization above itself: e → e",
    ]


def test_a_page_is_one_story(tmp_path: Path) -> None:
    files = {f"articles/{slug}.md": article("url: https://e.example/a\n") for slug in ("x", "y")}
    assert found(tmp_path, files) == ["articles/y.md:5:6 PQ311 the url is that of articles/x.md too"]


@pytest.mark.parametrize(
    ("quote", "problem"),
    [
        ("speaker: ida-brook, role: Mayo", '7:44 PQ307 unknown role "Mayo": ida-brook has other ones; did you mean "Mayor"?'),
        ("speaker: tom-reed, role: Mayor", '7:43 PQ307 unknown role "Mayor": tom-reed has none'),
        ("speaker: ida-brook, role: Minister", '7:44 PQ308 ida-brook was "Minister" from 2023-07-01, and not on 2022-05-04'),
        ("speaker: ida-brook, dateSpoken: 2023-07-01, role: Mayor", '7:68 PQ308 ida-brook was "Mayor" from 2019 until 2023-06-30, and not on 2023-07-01'),
        ("speaker: council, role: Mayor", '7:42 PQ312 the role "Mayor" needs a person as speaker'),
        ("source: document, role: Mayor", '7:42 PQ312 the role "Mayor" needs a person as speaker'),
    ],
)  # fmt: skip
def test_a_role_is_one_that_the_speaker_held_then(tmp_path: Path, quote: str, problem: str) -> None:
    body = "“Yes,” said Ida Brook, Tom Reed and the Town Council."
    text = article("", body, f"  - {{ text: Yes, {quote} }}\n").replace("quotes:", "byline: X\nquotes:")
    lines = found(tmp_path, {"articles/x.md": text})
    assert [line for line in lines if " PQ3" in line] == [f"articles/x.md:{problem}"]


@pytest.mark.parametrize(
    ("front", "problems"),
    [
        (
            "dateModified: 2022-05-03\n",
            ["5:15 PQ305 dateModified 2022-05-03 is before datePublished 2022-05-04"],
        ),
        ("dateModified: 2022-04\n", ["5:15 PQ305 dateModified 2022-04 is before datePublished 2022-05-04"]),
        ("dateModified: 2022-05\n", []),
        ("dateModified: 2022\n", []),
        ("dateModified: 2022-05-04T00:30:00+05:00\n", []),
        (
            "embargo: 2022-06-01T08:00:00+00:00\nexpires: 2022-06-01T07:00:00+00:00\n",
            ["6:10 PQ313 expires 2022-06-01T07:00:00+00:00 is before embargo 2022-06-01T08:00:00+00:00"],
        ),
        ("embargo: 2022-06-01T08:00:00+00:00\nexpires: 2022-06-01T08:00:01+00:00\n", []),
        ("expires: 2022-05-04T06:00:00+00:00\n", []),
    ],
)
def test_modified_is_not_before_published(tmp_path: Path, front: str, problems: list[str]) -> None:
    assert found(tmp_path, {"articles/x.md": article(front)}) == [
        f"articles/x.md:{each}" for each in problems
    ]


def test_roles_end_after_they_start_and_are_there_once(tmp_path: Path) -> None:
    roles = (
        "name: Ida Brook\nroles:\n  - {title: Mayor, startDate: 2020-02, endDate: 2020-01}\n"
        "  - {title: Clerk, startDate: 2019}\n  - {title: Clerk, startDate: 2019}\n  - {title: Clerk, startDate: 2020}\n"
    )
    assert found(tmp_path, {"people/ida-brook.yaml": roles}) == [
        "people/ida-brook.yaml:3:49 PQ306 endDate 2020-01 is before startDate 2020-02",
        'people/ida-brook.yaml:5:5 PQ310 the role "Clerk" stands here and on line 4; delete one of the two',
    ]


def test_what_no_story_leads_to_is_a_warning(tmp_path: Path) -> None:
    files = {
        "people/eve-unmet.yaml": "name: Eve\nroles:\n  - {title: X, organization: far}\n",
        "organizations/far.yaml": ORGANIZATION,
        "sections.yaml": "news: {name: News}\nsport: {name: Sport}\n",
    }
    assert found(tmp_path, files) == [
        'organizations/far.yaml:1:1 PQ403 no story leads to the organization "far"',
        'people/eve-unmet.yaml:1:1 PQ403 no story leads to the person "eve-unmet"',
        'sections.yaml:2:1 PQ403 no story leads to the section "sport"',
    ]


def test_that_warning_comes_and_goes_with_what_leads_there(tmp_path: Path) -> None:
    assert found(tmp_path, {"people/eve-unmet.yaml": "name: Eve\n", "articles/x.md": article("")})
    reader = Reader(tmp_path, on_error=OnError.HOLD)
    told = []
    for path, text in (
        ("articles/x.md", article("mentions: [eve-unmet]\n")),
        ("articles/x.md", article("")),
        ("articles/x.md", article("abstract: Another.\n")),
        ("people/eve-unmet.yaml", "name: Eve Unmet\n"),
        ("articles/y.md", article("mentions: [eve-unmet]\n")),
        ("people/zoe-unmet.yaml", "name: Zoe\n"),
    ):
        (tmp_path / path).write_text(text, encoding="utf-8")
        problems = reader.read().problems
        assert problems == load(tmp_path).problems
        told.append([problem.file.rpartition("/")[2] for problem in problems if problem.code == "PQ403"])
    eve = ["eve-unmet.yaml"]
    assert told == [[], eve, eve, eve, [], ["zoe-unmet.yaml"]]


def test_that_warning_waits_until_there_are_no_errors(tmp_path: Path) -> None:
    files = {"people/eve-unmet.yaml": "name: Eve\n", "articles/x.md": article("section: nws\n")}
    assert [line.split(" ")[1] for line in found(tmp_path, files)] == ["PQ202"]


def test_very_many_mistakes_in_one_file_are_not_all_listed(tmp_path: Path) -> None:
    topics = "".join(f"  - t{number}\n" for number in range(130))
    listed = found(tmp_path, {"articles/x.md": article(f"topics:\n{topics}")})
    assert len(listed) == 101
    assert "articles/x.md:105:5 PQ199 and 30 more errors in this file" in listed
