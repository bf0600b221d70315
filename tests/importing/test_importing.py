"""An import as a whole: every item accounted for, nothing lost without a name, safe to repeat."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from pullquote.importing import files, items, registry, state
from pullquote.importing.extra import MissingPackage, package
from pullquote.importing.importing import Options, run
from pullquote.importing.mapping.given import Rules
from pullquote.importing.mapping.stories import draft_of
from pullquote.importing.sources.finding import open_source
from pullquote.store.files.loading import load
from tests.importing.imports import body_of, bring, keys_of, notes_of, write_tree

POST = "---\ntitle: Flood {0}\ndate: 2020-01-0{0}\nauthors: [Ida Brook, Tom Hale]\ntags: [Flood walls]\n---\nText {0}.\n"
SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4 4"/>'


@pytest.fixture
def source(tmp_path: Path) -> Path:
    return write_tree(tmp_path / "posts", {f"flood-{n}.md": POST.format(n) for n in (1, 2, 3)})


def test_a_second_run_writes_nothing(source: Path, tmp_path: Path) -> None:
    into = tmp_path / "into"
    assert bring(source, into).outcomes == {"written": 3}
    before = {path: path.stat().st_mtime_ns for path in into.rglob("*.md")}
    assert bring(source, into).outcomes == {"unchanged": 3}
    assert {path: path.stat().st_mtime_ns for path in into.rglob("*.md")} == before


def test_only_what_changed_at_the_source_is_written(source: Path, tmp_path: Path) -> None:
    into = tmp_path / "into"
    bring(source, into)
    (source / "flood-2.md").write_text(POST.format(2) + "More.\n", encoding="utf-8")
    (source / "flood-4.md").write_text(POST.format(4), encoding="utf-8")
    assert bring(source, into).outcomes == {"unchanged": 2, "updated": 1, "written": 1}
    assert body_of(into / "articles" / "flood-2.md") == "Text 2.\nMore."


def test_a_file_that_a_person_has_touched_is_never_overwritten(source: Path, tmp_path: Path) -> None:
    into = tmp_path / "into"
    bring(source, into)
    mine = into / "articles" / "flood-2.md"
    mine.write_text(mine.read_text(encoding="utf-8") + "\nMine.\n", encoding="utf-8")
    text = mine.read_text(encoding="utf-8")
    assert bring(source, into).outcomes == {"unchanged": 3}
    (source / "flood-2.md").write_text(POST.format(2) + "More.\n", encoding="utf-8")
    report = bring(source, into)
    assert report.outcomes == {"unchanged": 2, "to merge": 1}
    assert mine.read_text(encoding="utf-8") == text
    assert body_of(into / "articles" / "flood-2.md.new") == "Text 2.\nMore."
    (problem,) = load(into).problems
    assert (problem.code, problem.file.rpartition("/")[2]) == ("PQ433", "flood-2.md.new")
    assert "a copy of flood-2.md, not read; compare the two, and delete this one" in str(problem)


def test_what_a_person_has_deleted_stays_deleted(source: Path, tmp_path: Path) -> None:
    into = tmp_path / "into"
    bring(source, into)
    (into / "articles" / "flood-2.md").unlink()
    (source / "flood-2.md").write_text(POST.format(2) + "More.\n", encoding="utf-8")
    assert bring(source, into).outcomes == {"unchanged": 2, "removed": 1}
    assert not (into / "articles" / "flood-2.md").exists()


def test_an_import_that_was_stopped_goes_on(
    source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    into = tmp_path / "into"
    written: list[Path] = []
    whole = files.write

    def stop_at_the_second_story(path: Path, data: bytes) -> None:
        if path.parent.name == "articles":
            written.append(path)
            if len(written) == 2:
                raise KeyboardInterrupt
        whole(path, data)

    monkeypatch.setattr("pullquote.importing.importing.write", stop_at_the_second_story)
    with pytest.raises(KeyboardInterrupt):
        run(Options(source=source, into=into))
    monkeypatch.undo()
    report = bring(source, into)
    assert report.items == 3
    assert sorted(path.name for path in (into / "articles").iterdir()) == [
        "flood-1.md",
        "flood-2.md",
        "flood-3.md",
    ]
    assert bring(source, into).outcomes == {"unchanged": 3}


def test_a_dry_run_writes_nothing(source: Path, tmp_path: Path) -> None:
    into = tmp_path / "into"
    report = run(Options(source=source, into=into, dry_run=True))
    assert (report.outcomes, into.exists()) == ({"written": 3}, False)
    assert report.keys == {
        "title": ("headline", 3), "date": ("datePublished", 3), "authors": ("authors", 3), "tags": ("topics", 3)
    }  # fmt: skip


def test_a_source_that_was_moved_is_the_same_source(source: Path, tmp_path: Path) -> None:
    bring(source, tmp_path / "into")
    (tmp_path / "elsewhere").mkdir()
    moved = source.rename(tmp_path / "elsewhere" / "posts")
    assert bring(moved, tmp_path / "into").outcomes == {"unchanged": 3}


def test_names_are_made_once_and_joined_by_name_or_alias(source: Path, tmp_path: Path) -> None:
    into = write_tree(
        tmp_path / "into",
        {
            "people.yaml": "ida: {name: I. M. Brook, alternateNames: [Ida Brook]}\n",
            "publications.yaml": "courier: {name: The Courier, inLanguage: en}\n",
            "topics/flood-walls.yaml": "name: Walls against floods\n",
        },
    )
    report = run(Options(source=source, into=into))
    keys = keys_of(into / "articles" / "flood-1.md")
    assert (keys["authors"], keys["topics"], keys["publication"]) == (
        ["ida", "tom-hale"],
        ["flood-walls"],
        "courier",
    )
    assert report.made == {"people": 1}
    assert [each for each in load(into).problems if each.severity.name == "ERROR"] == []


def test_names_that_are_alike_are_listed_and_not_joined(tmp_path: Path) -> None:
    posts = {
        f"flood-{n}.md": POST.format(n).replace("Tom Hale", name)
        for n, name in ((1, "José Díaz"), (2, "Jose Diaz"), (3, "J. Diaz"))
    }
    report = bring(write_tree(tmp_path / "posts", posts), tmp_path / "into")
    assert ("people", ["José Díaz", "Jose Diaz"]) in report.doubles
    assert sorted(path.stem for path in (tmp_path / "into" / "people").iterdir()) == [
        "ida-brook",
        "j-diaz",
        "jose-diaz",
        "jose-diaz-2",
    ]


def test_a_file_of_ones_own_with_the_same_slug_is_left_alone(source: Path, tmp_path: Path) -> None:
    into = write_tree(tmp_path / "into", {"articles/flood-1.md": "mine"})
    report = run(Options(source=source, into=into))
    assert report.outcomes == {"written": 3}
    assert (into / "articles" / "flood-1.md").read_text(encoding="utf-8") == "mine"
    assert "another story has the slug flood-1, so this one is flood-1-2" in notes_of(report)


def test_a_former_name_of_one_story_is_the_slug_of_no_other(tmp_path: Path) -> None:
    posts = {
        "a.md": "---\ntitle: A\nslug: the-wall\naliases: [b-side, old]\n---\nText.\n",
        "b-side.md": "---\ntitle: B\n---\nText.\n",
        "c.md": "---\ntitle: C\naliases: [the-wall]\n---\nText.\n",
    }
    report = bring(write_tree(tmp_path / "posts", posts), tmp_path / "into")
    articles = tmp_path / "into" / "articles"
    assert keys_of(articles / "the-wall.md")["aliases"] == ["a", "b-side", "old"]
    assert (articles / "b-side-2.md").is_file()
    assert "aliases" not in keys_of(articles / "c.md")
    assert "alias the-wall: another story has it" in notes_of(report)


def test_pictures_beside_a_story_are_copied(tmp_path: Path) -> None:
    text = (
        POST.format(1).replace("date:", "image: wall.png\nimage_alt: A wall\ndate:")
        + "\n![W](./wall.png) [x](/about) ![n](/none.png)\n"
    )
    source = write_tree(tmp_path / "posts", {"flood/index.md": text, "other.md": POST.format(2)})
    (source / "flood" / "wall.png").write_bytes(b"\x89PNG")
    report = run(
        Options(source=source, into=tmp_path / "into", rules=Rules(base="https://courier.example/news"))
    )
    path = tmp_path / "into" / "articles" / "flood.md"
    assert keys_of(path)["image"] == {"url": "media/flood/wall.png", "alt": "A wall"}
    assert "![W](/media/flood/wall.png) [x](https://courier.example/news/about)" in body_of(path)
    assert "![n](https://courier.example/news/none.png)" in body_of(path)
    assert (tmp_path / "into" / "media" / "flood" / "wall.png").read_bytes() == b"\x89PNG"
    assert report.media == 1


def test_a_newsroom_that_has_pictures_is_imported_into_again(tmp_path: Path) -> None:
    post = POST.format(1).replace("date:", "image: wall.svg\nimage_alt: A wall\ndate:")
    source = write_tree(tmp_path / "posts", {"flood/index.md": post})
    (source / "flood" / "wall.svg").write_text(SVG, encoding="utf-8")
    bring(source, tmp_path / "into")
    assert bring(source, tmp_path / "into").outcomes == {"unchanged": 1}
    (source / "flood" / "index.md").write_text(f"{post}More.\n", encoding="utf-8")
    assert bring(source, tmp_path / "into").outcomes == {"updated": 1}


def test_the_report_as_json_and_as_a_page(source: Path, tmp_path: Path) -> None:
    (source / "_index.md").write_text("---\ntitle: <All>\n---\n", encoding="utf-8")
    report = bring(source, tmp_path / "into")
    paths = report.write(tmp_path / "report")
    assert [path.name for path in paths] == ["report.json", "report.html"]
    said = json.loads(paths[0].read_text(encoding="utf-8"))
    assert (said["summary"]["items"], said["summary"]["written"], said["summary"]["refused"]) == (4, 3, 1)
    assert [item["outcome"] for item in said["items"]] == ["refused", "written", "written", "written"]
    page = paths[1].read_text(encoding="utf-8")
    assert "a list of stories, and none itself" in page
    assert page.count("<tr><td>") == 4 + len(report.keys)


def test_a_missing_package_is_named_with_what_installs_it() -> None:
    with pytest.raises(
        MissingPackage, match=r'needs the package no_such_package: .*pip install "\.\[import\]"'
    ):
        package("no_such_package.part")


def test_a_text_of_a_file_is_what_a_newsroom_reads(tmp_path: Path) -> None:
    odd = [
        "no",
        "10:30",
        "a: b",
        "# x",
        "“q”",
        "- x",
        "2024",
        "1.0",
        "it's",
        "a, b",
        "yes or no",
        "@x",
        "ends: ",
        "null",
        "'",
        '"',
        "é",
        "=",
        "2024-10",
    ]
    keys = {
        "name": "x: y",
        "alternateNames": odd,
        "extra": {"a b": odd, "deep": {"x": [1, {"y": None}]}, "n": 7},
    }
    write_tree(tmp_path, {"people/x.yaml": files.text_of(keys)})
    loaded = load(tmp_path)
    assert loaded.records is not None
    (person,) = loaded.records.by_kind["people"]
    assert person.name == "x: y"
    assert list(person.alternate_names) == [name.strip() for name in odd]
    assert person.extra == keys["extra"]


def test_the_state_forgets_a_dry_run(tmp_path: Path) -> None:
    row = state.Row("s", "k", "f", "articles", "a", "h", written=True, run=1)
    with state.State(tmp_path, dry=True) as dry:
        dry.remember([row])
        assert dry.find("s", "k") == row
    with state.State(tmp_path, dry=False) as kept:
        assert kept.find("s", "k") is None
        kept.remember([row._replace(run=2)])
    with state.State(tmp_path, dry=True) as dry:
        assert dry.run == 3
        assert (dry.claims("x", "a"), dry.claims("x", "b")) == (True, False)
        named = items.Named(kind="people", name="Ida")
        assert registry.Registry(tmp_path, dry).resolve(named) == ("ida", "name: Ida\n")


def test_drafts_come_without_a_newsroom(source: Path) -> None:
    opened = open_source(source, None)
    first = next(iter(opened.items()))
    draft, _ = draft_of(first, opened.site, Rules())
    assert (first.where, draft.slug, draft.body) == (
        "flood-1.md",
        "flood-1",
        "Text 1.",
    )


def test_publishing_takes_a_word(source: Path, tmp_path: Path) -> None:
    bring(source, tmp_path / "a")
    bring(source, tmp_path / "b", publish=True)
    assert keys_of(tmp_path / "a" / "articles" / "flood-1.md")["status"] == "draft"
    assert keys_of(tmp_path / "b" / "articles" / "flood-1.md")["status"] == "published"
