"""``pullquote check`` names every mistake with its file, line and code, in three formats."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path
from typing import NamedTuple

import pytest

from pullquote.demo import write_demo
from tests.api.cli.conftest import Command
from tests.conftest import INVENTED, SHIPPED

ARTICLES = 20


class Planted(NamedTuple):
    """A mistake: what is replaced in the first file of a kind that has it, by what, and what must be found.

    ``below`` is how many lines below the place of the replacement the mistake is.
    """

    code: str
    pattern: str
    replacement: str
    below: int = 0
    kind: str = "articles"


PLANTED = {
    "speaker misspelt": Planted("PQ203", r"    speaker: (\w)\w", r"    speaker: \1"),
    "author misspelt": Planted("PQ203", r"^authors: \[(\w)\w", r"authors: [\1"),
    "publication unknown": Planted("PQ201", r"^publication: the-paper$", "publication: the-papers"),
    "section unknown": Planted("PQ202", r"^section: (\w+)$", r"section: \1s"),
    "topic unknown": Planted("PQ205", r"^topics: \[", "topics: [nothing-of-the-kind, "),
    "organization unknown": Planted(
        "PQ204", r"    organization: (\w)", r"    organization: x\1", 0, "people"
    ),
    "words not in the body": Planted(
        "PQ301", r"^  - text: (\"?)(\w)", r"  - text: \1Words that nobody said \2"
    ),
    "words twice in the body": Planted(
        "PQ302",
        r"^quotes:\n  - text: (\"?)([^\"\[\n]+)(\"?)\n((?:.*\n)*)\Z",
        r"quotes:\n  - text: \1\2\3\n\4\n\2.\n",
        1,
    ),
    "after not in the body": Planted(
        "PQ303", r"^quotes:\n  - text: (.*)$", r"quotes:\n  - after: xyzzy\n    text: \1", 1
    ),
    "no body": Planted("PQ304", r"^quotes:\n((?:.*\n)*?)---\n\n(?:.*\n)*\Z", r"quotes:\n\1---\n", 1),
    "modified before published": Planted(
        "PQ305", r"^datePublished: .*$", "datePublished: 2020-02-02\ndateModified: 2020-02-01", 1
    ),
    "role ends before it starts": Planted(
        "PQ306", r"    startDate: .*$", "    startDate: 2020-02-02\n    endDate: 2019", 1, "people"
    ),
    "role unknown": Planted("PQ307", r"^(    speaker: [a-z-]+\n)    as: .*, .*$", r"\1    role: emperor", 1),
    "two sources": Planted("PQ119", r"^(    speaker: .*)$", r"\1\n    source: anonymous", 1),
    "key misspelt": Planted("PQ111", r"^headline: ", "hedline: x\nheadline: "),
    "key of a quote misspelt": Planted("PQ111", r"^    cue: ", "    queue: said\n    cue: "),
    "key twice": Planted("PQ107", r"^dateline: (.*)$", r"dateline: \1\ndateline: \1", 1),
    "no headline": Planted("PQ112", r"^headline: .*\n", ""),
    "no such date": Planted("PQ114", r"^datePublished: .*$", "datePublished: 2023-02-29"),
    "a time without an offset": Planted("PQ114", r"^datePublished: .*$", "datePublished: 2023-02-28T10:00"),
    "a list that is a mapping": Planted("PQ110", r"^topics: .*$", "topics: {a: b}"),
    "a kind that is none": Planted("PQ113", r"^kind: .*$", "kind: club", 0, "organizations"),
    "a colon in a headline": Planted("PQ105", r"^headline: .*$", "headline: Strike: it is over"),
    "front matter not closed": Planted("PQ106", r"^---\n\n", "\n", 0),
    "an anchor": Planted("PQ108", r"^headline: .*$", "headline: &h Strike"),
    "an alias": Planted("PQ108", r"^headline: .*$", "headline: *h"),
    "a control character": Planted("PQ104", r"^byline: .*$", "byline: By \x07 nobody"),
    "an empty headline": Planted("PQ113", r"^headline: .*$", 'headline: ""'),
}
OPENING = {"front matter not closed"}
"""Mistakes whose place is the first line of the file."""


@pytest.fixture(scope="module")
def clean(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("clean") / "newsroom"
    write_demo(folder, articles=ARTICLES, seed=11)
    return folder


@pytest.fixture
def newsroom(clean: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(clean, tmp_path / "newsroom"))


def plant(newsroom: Path, planted: Planted) -> tuple[Path, int]:
    """Make the mistake; returns the file and the line that it is in."""
    for path in sorted((newsroom / planted.kind).iterdir()):
        text = path.read_text(encoding="utf-8")
        found = re.search(planted.pattern, text, re.MULTILINE)
        if found and "dateModified" not in text:
            changed = text[: found.start()] + found.expand(planted.replacement) + text[found.end() :]
            path.write_text(changed, encoding="utf-8")
            return path, text.count("\n", 0, found.start()) + 1 + planted.below
    raise LookupError(planted.pattern)


@pytest.mark.parametrize("mistake", PLANTED)
def test_a_planted_mistake_is_named_with_its_line(run: Command, newsroom: Path, mistake: str) -> None:
    path, line = plant(newsroom, PLANTED[mistake])
    ran = run("check", newsroom)
    assert ran.status == 1
    place, code = ran.out.splitlines()[0].split(" ")[:2]
    expected = 1 if mistake in OPENING else line
    assert (code, place.rsplit(":", 1)[0]) == (PLANTED[mistake].code, f"{path.as_posix()}:{expected}")
    assert re.search(r": \d errors?, 0 warnings$", ran.out, re.MULTILINE)


def test_all_mistakes_are_reported_at_once(run: Command, newsroom: Path) -> None:
    places = [plant(newsroom, PLANTED[mistake]) for mistake in ("topic unknown", "no such date", "key twice")]
    ran = run("check", newsroom)
    assert all(f"{path.as_posix()}:{line}:" in ran.out for path, line in places)


def test_bytes_that_are_no_text(run: Command, newsroom: Path) -> None:
    path = min((newsroom / "articles").iterdir())
    lines = path.read_bytes().split(b"\n")
    lines[3] += b" \xff"
    path.write_bytes(b"\n".join(lines))
    assert f"{path.as_posix()}:4:{len(lines[3])} PQ103 " in run("check", newsroom).out


def test_two_files_of_one_entity(run: Command, newsroom: Path) -> None:
    path = min((newsroom / "people").iterdir())
    shutil.copy(path, path.with_suffix(".yml"))
    assert " PQ206 " in run("check", newsroom).out


def test_a_person_whom_no_story_names_is_a_warning(run: Command, newsroom: Path) -> None:
    (newsroom / "people" / "nobody-at-all.yaml").write_text("name: Nobody At All\n", encoding="utf-8")
    ran = run("check", newsroom)
    assert ran.status == 0
    assert f"{newsroom.as_posix()}/people/nobody-at-all.yaml:1:1 PQ403 " in ran.out
    assert "0 errors, 1 warning" in ran.out
    assert run("check", newsroom, "--strict").status == 1


@pytest.mark.parametrize("folder", [SHIPPED, INVENTED], ids=["shipped", "invented"])
def test_our_own_newsrooms_have_no_errors(run: Command, folder: Path) -> None:
    ran = run("check", folder)
    assert ran.status == 0
    assert "0 errors" in ran.out


def test_the_shipped_newsroom_has_no_warnings_either(run: Command) -> None:
    assert run("check", SHIPPED, "--strict").status == 0


def test_without_a_folder_it_is_fixtures_and_else_the_shipped_one(
    run: Command, newsroom: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert "6 editorials" in run("check").out
    newsroom.rename(tmp_path / "fixtures")
    assert re.match(
        rf"fixtures \(\d+\.\d s\): {ARTICLES} articles, {ARTICLES // 10} editorials, ", run("check").out
    )


def test_in_a_newsroom_it_is_that_one(run: Command, newsroom: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (newsroom / "fixtures" / "articles").mkdir(parents=True)
    monkeypatch.chdir(newsroom)
    assert re.search(rf"^\. \(\d+\.\d s\): {ARTICLES} articles, ", run("check").out, re.MULTILINE)


def test_a_single_file_is_checked_in_its_newsroom(
    run: Command, newsroom: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, line = plant(newsroom, PLANTED["topic unknown"])
    other, _ = plant(newsroom, PLANTED["a kind that is none"])
    ran = run("check", path)
    assert ran.status == 1
    assert ran.out.startswith(f"{path.as_posix()}:{line}:")
    assert other.name not in ran.out
    assert ": 1 error, 0 warnings" in ran.out
    monkeypatch.chdir(path.parent)
    assert run("check", path.name).out.startswith(f"{path.name}:{line}:")
    assert run("check", min((newsroom / "people").iterdir())).status == 0


def test_a_file_outside_of_a_newsroom_is_wrong_usage(run: Command, tmp_path: Path) -> None:
    (tmp_path / "x.md").write_text("x")
    ran = run("check", tmp_path / "x.md")
    assert (ran.status, "does not stand in a newsroom" in ran.err) == (2, True)


def test_the_line_of_a_problem_is_shown_with_a_caret_at_its_column(run: Command, newsroom: Path) -> None:
    path, line = plant(newsroom, PLANTED["no such date"])
    ran = run("check", newsroom)
    shown = ran.out.splitlines()
    assert shown[3] == f"{line:>5} | {path.read_text().splitlines()[line - 1]}"
    assert shown[4] == " " * (shown[3].index("2023") + 0) + "^"


def test_the_last_line_accounts_for_every_file(run: Command, newsroom: Path) -> None:
    media = sum(path.is_file() for path in (newsroom / "media").rglob("*")) + 1
    for name in ("media/gates.jpg", "articles/FLOOD.md", "articles/notes.txt", "README.md"):
        (newsroom / name).write_text("x")
    total = sum(path.is_file() for path in newsroom.rglob("*"))
    stories = ARTICLES + ARTICLES // 10
    entities = total - stories - media - 3
    pictures = f"{media} picture{'s' * (media != 1)}"
    expected = f"{total:,} files: {stories} with stories, {entities} with people, topics and the like, {pictures}, 3 others"
    assert run("check", newsroom).out.splitlines()[-1] == expected
    assert run("check", newsroom, "--format", "github").out.splitlines()[-1] == expected
    files = json.loads(run("check", newsroom, "--format", "json").out)["files"]
    assert files == {"stories": stories, "entities": entities, "media": media, "others": 3}


def test_json_is_for_programs(run: Command, newsroom: Path) -> None:
    path, line = plant(newsroom, PLANTED["publication unknown"])
    ran = run("check", newsroom, "--format", "json")
    report = json.loads(ran.out)
    assert (ran.status, report["errors"]) == (1, 1)
    assert report["folder"] == newsroom.as_posix()
    assert report["counts"] == {}
    [problem] = [problem for problem in report["problems"] if problem["severity"] == "ERROR"]
    assert problem == {
        "code": "PQ201",
        "severity": "ERROR",
        "file": path.as_posix(),
        "line": line,
        "column": 14,
        "message": 'unknown publication "the-papers"',
        "suggestion": 'did you mean "the-paper"?',
    }


def test_what_is_not_public_is_counted_by_why(run: Command, newsroom: Path) -> None:
    stories = sorted((newsroom / "articles").glob("*.md"))[:3]
    for path, key in zip(
        stories,
        ("status: draft", "expires: 2026-01-01T00:00:00Z", "embargo: 2999-01-01T00:00:00Z"),
        strict=True,
    ):
        text = path.read_text(encoding="utf-8")
        path.write_text(text.replace("headline:", f"{key}\nheadline:", 1), encoding="utf-8")
    assert "3 stories are not public: 1 draft, 1 expired, 1 under embargo\n" in run("check", newsroom).out
    hidden = json.loads(run("check", newsroom, "--format", "json").out)["notPublic"]
    assert hidden == {"draft": 1, "expired": 1, "under embargo": 1}


def test_json_has_counts_where_there_are_no_errors(run: Command, newsroom: Path) -> None:
    report = json.loads(run("check", newsroom, "--format", "json").out)
    assert report["problems"] == []
    assert report["counts"]["articles"] == ARTICLES


def test_github_gets_an_annotation(run: Command, newsroom: Path) -> None:
    path, line = plant(newsroom, PLANTED["publication unknown"])
    ran = run("check", newsroom, "--format", "github")
    assert ran.status == 1
    assert ran.out.splitlines()[0] == (
        f"::error file={path.as_posix()},line={line},col=14,title=PQ201"
        '::PQ201 unknown publication "the-papers"; did you mean "the-paper"?'
    )


def test_github_annotations_are_escaped(run: Command, newsroom: Path) -> None:
    path = newsroom / "people" / "a,b%.yaml"
    path.write_text("name: x\n", encoding="utf-8")
    assert (
        "/people/a%2Cb%25.yaml,line=1,col=1,title=PQ118::PQ118 "
        in run("check", newsroom, "--format", "github").out
    )
