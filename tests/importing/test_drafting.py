"""Drafts are made in order, the same in this process and in several, and nothing is taken long before it is needed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from pullquote.importing.drafting import CHUNK, POOLED_FROM, Drafted, Manner, drafts
from pullquote.importing.extra import MissingPackage
from pullquote.importing.importing import Options, run
from pullquote.importing.items import Form, Item, Site
from pullquote.importing.mapping.given import NoStory, Rules
from pullquote.importing.mapping.languages import Languages
from pullquote.importing.proposals.reading.people import KnownNames
from pullquote.store.files.processes import AHEAD
from tests.importing.imports import write_tree

MANNER = Manner(site=Site(), rules=Rules(), languages=Languages(), known=KnownNames())
WORKERS = 2


def item(number: int) -> Item:
    if number % 10 == 3:
        return Item(key=str(number), where=str(number))  # neither a title nor a text
    body = f"<p>“The <em>wall</em> holds,” said Mayor Ida Brook{number % 7}.</p>"
    return Item(
        key=str(number), where=str(number), values={"title": f"Wall {number}"}, body=body, form=Form.HTML
    )


def item_of(one: Item | str) -> Item | None:
    return one if isinstance(one, Item) else None


def incoming(count: int) -> Iterator[Item | str]:
    for number in range(count):
        yield f"refused {number}" if number % 10 == 5 else item(number)


def told(count: int, workers: int | None) -> list[object]:
    return [
        (one, drafted if drafted is None else str(drafted) if isinstance(drafted, NoStory) else drafted)
        for one, drafted in drafts(MANNER, incoming(count), item_of, workers)
    ]


def test_several_processes_come_to_the_same_in_the_same_order() -> None:
    count = POOLED_FROM + CHUNK
    here = told(count, 1)
    assert here == told(count, WORKERS)
    assert len(here) == count
    drafted = [
        (one, draft)
        for one, draft in drafts(MANNER, incoming(count), item_of, 1)
        if isinstance(draft, Drafted)
    ]
    assert all(
        isinstance(one, Item) and one.values["title"] == draft.draft.keys["headline"]
        for one, draft in drafted
    )
    assert [quote.keys["text"] for quote in drafted[0][1].proposed.quotes] == ["The wall holds"]


def test_what_comes_in_is_taken_a_little_ahead() -> None:
    taken: list[int] = []

    def counted() -> Iterator[Item | str]:
        for number, one in enumerate(incoming(100 * CHUNK)):
            taken.append(number)
            yield one

    found = drafts(MANNER, counted(), item_of, WORKERS)
    for _ in range(2 * POOLED_FROM):
        next(found)
    assert len(taken) <= 2 * POOLED_FROM + (WORKERS * AHEAD + 1) * CHUNK
    found.close()  # type: ignore[attr-defined]  # it is a generator


def test_a_package_that_is_missing_is_said_once(monkeypatch: pytest.MonkeyPatch) -> None:
    def nowhere(name: str) -> None:
        raise MissingPackage(name)

    monkeypatch.setattr("pullquote.importing.text.html.package", nowhere)
    with pytest.raises(MissingPackage):
        told(CHUNK, 1)


def test_an_import_of_many_is_the_import_of_each(tmp_path: Path) -> None:
    posts = {
        f"{number:03}.md": f"---\ntitle: Wall {number % 90}\nauthor: Ida Brook{number % 5}\n---\n“It holds,” Tom Hale said.\n"
        for number in range(POOLED_FROM + 1)
    }
    source = write_tree(tmp_path / "posts", posts)
    report = run(Options(source=source, into=tmp_path / "many"))
    assert [entry["where"] for entry in report.entries()] == sorted(posts)
    assert report.outcomes == {"written": len(posts)}
    for number in range(0, len(posts), 50):
        part = write_tree(tmp_path / f"part{number}", dict(sorted(posts.items())[number : number + 50]))
        run(Options(source=part, into=tmp_path / "one"))
    many, one = (
        {path.name: path.read_bytes() for path in (tmp_path / name / "articles").iterdir()}
        for name in ("many", "one")
    )
    assert many == one
