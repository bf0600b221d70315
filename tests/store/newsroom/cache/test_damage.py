"""Whatever happens to the files of the cache, what is served is what the newsroom's files say.

A few damages are tried by default; ``PULLQUOTE_FUZZ_EXAMPLES=10000`` tries a thousand.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from random import Random

import pytest

from pullquote.store.files import linking, stamps
from pullquote.store.files.loading import Reader, load
from pullquote.store.model.criteria import QuoteOrder, StoryCriteria, StoryOrder
from pullquote.store.newsroom.cache import cache
from pullquote.store.newsroom.cache.cache import DiskCache
from pullquote.store.newsroom.cache.restoring import edition_of, write_edition
from pullquote.store.newsroom.editions import Edition, make_edition
from pullquote.store.search.text_index.index_directory import IndexDirectory
from pullquote.store.search.text_search import Text
from tests.examples import FEWEST, examples
from tests.store.newsrooms import NOW
from tests.store.written import write

DAMAGES = max(FEWEST, examples(600) // 10)
PAGE = 4096
"""Bytes of a page of SQLite."""
STORIES = 14


def story(number: int, word: str) -> str:
    words = f"The {word} will hold for {number} more years"
    body = "\n\n".join(f"Paragraph {place} of the {word}, number {number}." for place in range(number * 12))
    return (
        f"---\nheadline: The {word} number {number}\npublication: paper\nsection: news\ntopics: [tides]\n"
        f"datePublished: 2022-05-{number + 1:02}\nauthors: [tom-reed]\nmentions: [council]\nquotes:\n"
        f"  - text: {words}\n    speaker: ida-brook\n    cue: said\n---\n\n“{words},” Ida Brook said.\n\n{body}\n"
    )


def newsroom(folder: Path, word: str) -> Path:
    write(folder, {f"articles/story-{number}.md": story(number, word) for number in range(STORIES)})
    for path in folder.rglob("*"):
        os.utime(path, (1, 1))
    return folder


@dataclass
class Started:
    """What a process has when it has started."""

    disk: DiskCache
    reader: Reader
    edition: Edition
    told: list[str]

    def write(self) -> None:
        """Write the cache, if that is due."""
        contents = self.reader.to_cache()
        if contents is not None:
            assert write_edition(self.disk, contents, self.edition)
            assert not self.disk.is_damaged


def start(folder: Path, path: Path) -> Started:
    told: list[str] = []
    room = IndexDirectory(path.with_name("rooms"))
    disk = DiskCache(path, folder, room, told.append)
    reader = Reader(folder, cache=disk)
    loaded = reader.read()
    before = edition_of(*reader.restored, NOW, room) if reader.restored else None
    edition = make_edition(loaded, now=NOW, previous=before, text=Text(room))
    edition.public.warm()
    return Started(disk, reader, edition, told)


def served(edition: Edition, word: str) -> Iterator[object]:
    """Every word, and what is found in several ways."""
    public = edition.public
    yield public.version
    for found in public.stories.select(StoryCriteria(search=word), StoryOrder.HEADLINE).page(100).nodes:
        yield found.slug
    for order in (StoryOrder.LATEST_DATE, StoryOrder.DATE_PUBLISHED, StoryOrder.QUOTE_COUNT):
        yield [each.slug for each in public.stories.select(None, order).page(100).nodes]
    for by in (QuoteOrder.POSITION, QuoteOrder.SPEAKER_NAME):
        yield [quote.text for quote in public.quotes.select(None, by).page(100).nodes]
    for name in sorted(public.stories.facets):
        yield public.stories.select().facet(name, 10)
    for each in public.records.stories:
        assert each.body is not None
        yield each.headline, each.standfirst, each.body.text, each.body.html, each.url, each.date.text
        yield [(quote.id, quote.text, quote.speaker_as_printed, quote.cue) for quote in each.quotes]
    for person in public.records.people:
        yield person.name, [role.title for role in person.roles]


@dataclass(frozen=True)
class Scene:
    """A newsroom with its cache whole, and caches that are not its own."""

    folder: Path
    whole: Path
    others: tuple[Path, ...]
    expected: list[object]


@pytest.fixture(scope="module")
def scene(tmp_path_factory: pytest.TempPathFactory) -> Scene:
    base = tmp_path_factory.mktemp("damage")
    folder, other = newsroom(base / "news", "ferry"), newsroom(base / "other", "wombat")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(stamps, "UNSETTLED_NANOSECONDS", -1)
        patch.setattr(linking, "HELD_IN_MEMORY", 3)
        for of, name in ((folder, "whole"), (folder, "again"), (other, "another newsroom")):
            start(of, base / name / "newsroom.kept").write()
        patch.setattr(cache, "release", lambda: b"another")
        start(folder, base / "another release" / "newsroom.kept").write()
    others = tuple(base / name for name in ("again", "another newsroom", "another release"))
    return Scene(folder, base / "whole", others, list(served(make_edition(load(folder), now=NOW), "ferry")))


def flip(random: Random, path: Path, _scene: Scene) -> None:
    data = bytearray(path.read_bytes())
    for _ in range(random.choice([1, 1, 3, 40]) if data else 0):
        data[random.randrange(len(data))] ^= 1 << random.randrange(8)
    path.write_bytes(data)


def truncate(random: Random, path: Path, _scene: Scene) -> None:
    data = path.read_bytes()
    path.write_bytes(data[: random.randrange(len(data) + 1)])


def zero(random: Random, path: Path, _scene: Scene) -> None:
    data = path.read_bytes()
    at = random.randrange(len(data) // PAGE + 1) * PAGE
    path.write_bytes(data[:at] + bytes(len(data[at : at + PAGE])) + data[at + PAGE :])


def scribble(random: Random, path: Path, _scene: Scene) -> None:
    data = path.read_bytes()
    at, size = random.randrange(len(data) + 1), random.randrange(1, 2 * PAGE)
    path.write_bytes(data[:at] + random.randbytes(size) + data[at + size :])


def swap_pages(random: Random, path: Path, _scene: Scene) -> None:
    data = path.read_bytes()
    pages = [data[at : at + PAGE] for at in range(0, len(data), PAGE)]
    one, other = random.randrange(len(pages)), random.randrange(len(pages))
    pages[one], pages[other] = pages[other], pages[one]
    path.write_bytes(b"".join(pages))


def take_page(random: Random, path: Path, scene: Scene) -> None:
    """A page from another file of the cache: as a disk does that loses a write."""
    data, other = path.read_bytes(), random.choice(scene.others) / "newsroom.kept"
    at = random.randrange(len(data) // PAGE + 1) * PAGE
    path.write_bytes(data[:at] + other.read_bytes()[at : at + PAGE] + data[at + PAGE :])


def take_file(random: Random, path: Path, scene: Scene) -> None:
    shutil.copyfile(random.choice(scene.others) / "newsroom.kept", path)


def take_text(random: Random, path: Path, scene: Scene) -> None:
    """The text search of another newsroom, or of another start."""
    texts = path.parent
    while texts.name != "text":
        texts = texts.parent
        if texts == texts.parent:
            return
    [own], [other] = texts.iterdir(), (random.choice(scene.others) / "text").iterdir()
    shutil.rmtree(own)
    shutil.copytree(other, own)


def remove(_random: Random, path: Path, _scene: Scene) -> None:
    path.unlink()


def block(_random: Random, path: Path, _scene: Scene) -> None:
    """A folder where a file should be."""
    path.unlink()
    path.mkdir()


DAMAGE: tuple[Callable[[Random, Path, Scene], None], ...] = (
    *(flip,) * 6,
    *(truncate,) * 3,
    *(zero,) * 2,
    *(scribble,) * 3,
    *(swap_pages,) * 2,
    *(take_page,) * 2,
    take_file,
    take_text,
    remove,
    block,
)


def test_what_is_served_is_what_the_files_say(
    scene: Scene, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stamps, "UNSETTLED_NANOSECONDS", -1)
    monkeypatch.setattr(linking, "HELD_IN_MEMORY", 3)
    noticed = 0
    for seed in range(DAMAGES):
        random = Random(seed)
        folder = shutil.copytree(scene.whole, tmp_path / str(seed))
        path = folder / "newsroom.kept"
        texts = sorted(file for file in (folder / "text").rglob("*") if file.is_file())
        for _ in range(random.choice([1, 1, 2])):
            target = random.choice([path, path, random.choice(texts)])
            if target.is_file() and target.stat().st_size:
                random.choice(DAMAGE)(random, target, scene)
        started = start(scene.folder, path)
        assert list(served(started.edition, "ferry")) == scene.expected, seed
        is_noticed = started.reader.restored is None or started.disk.is_damaged
        noticed += is_noticed
        if path.is_dir():
            path.rmdir()
        started.write()
        again = start(scene.folder, path)
        assert list(served(again.edition, "ferry")) == scene.expected, seed
        if is_noticed:
            assert again.reader.restored is not None, seed
            assert again.told == [], seed
        del started, again
        shutil.rmtree(folder, ignore_errors=True)  # indexes that are let go of remove their files as well
    assert noticed > DAMAGES // 2
