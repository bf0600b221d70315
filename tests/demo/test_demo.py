"""A demo newsroom is plausible, without a mistake, and the same for the same seed."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from pullquote.demo import FolderNotEmptyError, Written, write_demo
from pullquote.store.files.loading import load
from pullquote.store.model.kinds import Records
from pullquote.store.model.records import Article, QuoteKind, SourceKind

ARTICLES = 300


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("demo") / "newsroom"
    write_demo(folder, articles=ARTICLES, seed=1)
    return folder


@pytest.fixture(scope="module")
def newsroom(folder: Path) -> Records:
    loaded = load(folder)
    assert [str(problem) for problem in loaded.problems] == []
    assert loaded.records is not None
    return loaded.records


def contents(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*.*")
        if path.is_file()
    }


def test_the_same_seed_writes_the_same_bytes_and_another_seed_does_not(tmp_path: Path) -> None:
    for name, seed in (("one", 5), ("same", 5), ("other", 6)):
        write_demo(tmp_path / name, articles=30, seed=seed)
    assert contents(tmp_path / "one") == contents(tmp_path / "same")
    assert contents(tmp_path / "one") != contents(tmp_path / "other")


@pytest.mark.parametrize("articles", [1, 2, 11])
@pytest.mark.parametrize("seed", range(5))
def test_a_newsroom_of_any_size_has_no_problems(tmp_path: Path, articles: int, seed: int) -> None:
    written = write_demo(tmp_path / "newsroom", articles=articles, seed=seed)
    loaded = load(tmp_path / "newsroom")
    assert [str(problem) for problem in loaded.problems] == []
    assert loaded.records is not None
    assert len(loaded.records.stories) == written.articles + written.editorials


def test_it_says_what_it_wrote(tmp_path: Path) -> None:
    seen: list[tuple[int, int]] = []
    written = write_demo(
        tmp_path / "newsroom", articles=120, seed=1, progress=lambda done, total: seen.append((done, total))
    )
    loaded = load(tmp_path / "newsroom").records
    assert loaded is not None
    assert written == Written(
        articles=120,
        editorials=12,
        quotes=sum(len(story.quotes) for story in loaded.stories),
        people=len(loaded.people),
        organizations=len(loaded.organizations),
    )
    assert seen == [(100, 132), (120, 132), (132, 132)]


def test_an_article_has_six_quotes_on_average_of_every_kind(newsroom: Records) -> None:
    articles = [story for story in newsroom.stories if isinstance(story, Article)]
    quotes = [quote for story in articles for quote in story.quotes]
    assert 5.5 < len(quotes) / len(articles) < 6.5
    kinds = Counter(quote.kind for quote in quotes)
    assert kinds[QuoteKind.DIRECT] > kinds[QuoteKind.INDIRECT] > ARTICLES / 4
    assert kinds[QuoteKind.MIXED]
    assert {quote.source_kind for quote in quotes} == set(SourceKind)
    assert any(len(quote.parts) > 1 for quote in quotes)
    assert any(quote.is_fragment for quote in quotes)


def test_few_speakers_say_much_and_many_say_little(newsroom: Records) -> None:
    said = Counter(
        quote.speaker.slug for story in newsroom.stories for quote in story.quotes if quote.speaker
    )
    ranked = [count for _, count in said.most_common()]
    assert ranked[0] > 10 * ranked[len(ranked) // 2]


def test_the_speakers_office_at_the_time_is_known(newsroom: Records) -> None:
    people = [
        quote
        for story in newsroom.stories
        for quote in story.quotes
        if quote.source_kind is SourceKind.NAMED_PERSON
    ]
    assert sum(quote.role is not None for quote in people) > len(people) / 2
    assert any(len(person.roles) > 1 for person in newsroom.people)


def test_the_stories_spread_over_years_and_sections(newsroom: Records) -> None:
    years = {story.latest_date.text[:4] for story in newsroom.stories}
    assert len(years) >= 7
    assert {section.slug for section in newsroom.sections} == {
        story.section.slug for story in newsroom.stories if story.section
    }


def test_nothing_is_written_over(folder: Path) -> None:
    before = contents(folder)
    with pytest.raises(FolderNotEmptyError, match="is not empty"):
        write_demo(folder, articles=1, seed=1)
    assert contents(folder) == before


def test_some_articles_have_pictures_corrections_and_former_slugs(newsroom: Records) -> None:
    articles = [story for story in newsroom.stories if isinstance(story, Article)]
    pictured = [story.image for story in articles if story.image]
    assert len(articles) / 5 < len(pictured) < len(articles) / 2
    assert all((image.width, image.height) == (960, 480) and image.alt for image in pictured)
    assert all(story.keywords for story in articles)
    for key in ("abstract", "corrections", "aliases"):
        assert 0 < sum(bool(getattr(story, key)) for story in articles) < len(articles)
