"""Random mixtures of errors, deletions, renames and drafts are served as a slow reference says."""

from __future__ import annotations

import os
from pathlib import Path
from random import Random

import pytest

from pullquote.store.files.loading import Reader
from pullquote.store.files.versions.on_error import OnError
from pullquote.store.model.digests import version_of
from pullquote.store.model.kinds import Records
from pullquote.store.newsroom.cache.cache import DiskCache
from pullquote.store.newsroom.newsroom import Newsroom
from pullquote.store.search.text_index.index_directory import IndexDirectory
from tests.examples import examples
from tests.store.files.versions.slow_reference import records_of, served_of

MIXTURES = int(os.environ.get("PULLQUOTE_TEST_MIXTURES", examples(200)))
SAVES = 10
"""How many mixtures follow one another in one newsroom."""
PEOPLE = ("ada-hill", "ben-ford", "cy-moss", "dee-wood")
ORGANIZATIONS = ("council", "harbour-trust", "police")
STORIES = ("flood", "gates", "market", "school", "tram")
TITLES = ("Mayor", "Clerk")
BROKEN = ("headline: one: two\n", "quotes: [\n", "nonsense: 1\n", "datePublished: yesterday\n")


class Editors:
    """What several editors do to a folder of files, by chance."""

    def __init__(self, folder: Path, chance: Random) -> None:
        self.folder, self.chance = folder, chance
        self.texts: dict[str, str] = {}
        self.put("publications/paper.yaml", "name: The Paper\ninLanguage: en\npublisher: council\n")
        self.put("topics.yaml", "tides:\n  name: Tides\nferries:\n  name: Ferries\n")
        for slug in ORGANIZATIONS:
            self.put(f"organizations/{slug}.yaml", self.organization())
        for slug in PEOPLE:
            self.put(f"people/{slug}.yaml", self.person())
        for slug in STORIES:
            self.put(f"articles/{slug}.md", self.story())

    def put(self, path: str, text: str | None) -> None:
        """Save or delete a file."""
        target = self.folder / path
        if text is None:
            self.texts.pop(path, None)
            target.unlink(missing_ok=True)
            return
        self.texts[path] = text
        target.parent.mkdir(exist_ok=True, parents=True)
        target.write_text(text, encoding="utf-8")

    def organization(self) -> str:
        parent = self.chance.choice(("", "", "parent: council\n", "parent: police\n", "parent: nobody\n"))
        return f"name: Name {self.chance.randrange(99)}\n{parent}"

    def person(self) -> str:
        title, where = self.chance.choice(TITLES), self.chance.choice(ORGANIZATIONS)
        roles = (
            f"roles:\n  - title: {title}\n    organization: {where}\n" if self.chance.random() < 0.6 else ""
        )
        return f"name: Name {self.chance.randrange(99)}\n{roles}"

    def story(self) -> str:
        chance = self.chance
        speaker = chance.choice((*PEOPLE, *PEOPLE, *ORGANIZATIONS, "nobody"))
        role = f"    role: {chance.choice(TITLES)}\n" if chance.random() < 0.3 else ""
        url = f"url: https://paper.example/{chance.randrange(12)}\n" if chance.random() < 0.3 else ""
        status = "draft" if chance.random() < 0.15 else "published"
        return (
            f"---\nheadline: Headline {chance.randrange(999)}\npublication: paper\nstatus: {status}\n{url}"
            f"datePublished: 2024-05-0{chance.randint(1, 9)}\ntopics: [{chance.choice(('tides', 'ferries'))}]\n"
            f"quotes:\n  - text: We go\n    speaker: {speaker}\n{role}---\n\n“We go,” somebody said.\n"
        )

    def act(self) -> None:
        """Do something."""
        chance, path = self.chance, self.chance.choice(sorted(self.texts))
        kind = path.partition("/")[0]
        match chance.randrange(10):
            case 0 | 1 | 2:  # a save, good or with references that lead nowhere
                self.put(f"articles/{chance.choice(STORIES)}.md", self.story())
            case 3:
                self.put(f"people/{chance.choice(PEOPLE)}.yaml", self.person())
            case 4:
                self.put(f"organizations/{chance.choice(ORGANIZATIONS)}.yaml", self.organization())
            case 5 | 6:  # a mistake, sometimes in what is taken back at the same time
                text = self.texts[path]
                if chance.random() < 0.4:
                    text = text.replace("status: published", "status: draft")
                lines = text.splitlines(keepends=True)
                lines.insert(min(2, len(lines)), chance.choice(BROKEN))
                self.put(path, "".join(lines))
            case 7:
                self.put(path, None)
            case 8 if "/" in path:  # a rename, sometimes with a mistake in the name
                text = self.texts[path]
                self.put(path, None)
                self.put(f"{kind}/{chance.choice(('new-name', 'gates', 'ada-hill'))}.yaml", text)
            case _:
                slug = chance.choice((*PEOPLE, "new-name"))
                self.put("people.yaml", f"{slug}:\n  name: Of The List\n")


def started(folder: Path, cache: Path) -> Newsroom:
    """A newsroom as a server begins with it."""
    directory = IndexDirectory(cache / "index")
    disk = DiskCache(cache / "newsroom", folder, directory)
    reader = Reader(folder, cache=disk, on_error=OnError.HOLD)
    return Newsroom(folder, reader=reader, index_directory=directory, cache=disk)


def said(records: Records | None) -> str:
    """What records say, in short."""
    assert records is not None
    return version_of(records, ())


@pytest.mark.parametrize("seed", range(-(-MIXTURES // SAVES)))
def test_what_is_served_is_what_a_slow_reference_says(seed: int, tmp_path: Path) -> None:
    chance = Random(seed)
    editors = Editors(tmp_path / "news", chance)
    newsroom = started(editors.folder, tmp_path / "cache")
    served = served_of(editors.texts, {})
    newsroom.load()
    assert said(newsroom.records) == said(records_of(served))
    for _ in range(SAVES):
        for _ in range(chance.randint(1, 4)):
            editors.act()
        if chance.random() < 0.3:  # the server is started again; sometimes it has just written its cache
            newsroom.cache.write()
            newsroom = started(editors.folder, tmp_path / "cache")
        newsroom.load()
        served = served_of(editors.texts, served)
        assert said(newsroom.records) == said(records_of(served))
        held = {each.file for each in newsroom.problems if each.code.startswith("PQ50")}
        differing = {
            f"{editors.folder.as_posix()}/{path}"
            for path in editors.texts.keys() | served.keys()
            if editors.texts.get(path) != served.get(path)
        }
        assert held == differing
