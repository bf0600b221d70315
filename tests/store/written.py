"""Small newsrooms for tests: written into a folder from a mapping of paths to texts."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from pullquote.store.files.loading import Loaded, load
from pullquote.store.model.kinds import Records
from pullquote.store.model.records import Story

SMALL = {
    "publications/paper.yaml": "name: The Paper\ninLanguage: en\npublisher: press\n",
    "sections.yaml": "news:\n  name: News\n",
    "topics.yaml": "tides:\n  name: Tides\nferries:\n  name: Ferries\n",
    "organizations/press.yaml": "name: Paper Press\nkind: media\n",
    "organizations/council.yaml": "name: Town Council\nkind: government\n",
    "people/ida-brook.yaml": (
        "name: Ida Brook\nroles:\n"
        "  - title: Mayor\n    organization: council\n    startDate: 2019\n    endDate: 2023-06-30\n"
        "  - title: Minister\n    startDate: 2023-07-01\n"
    ),
    "people/tom-reed.yaml": "name: Tom Reed\n",
    "articles/flood-wall.md": (
        "---\nheadline: The flood wall\npublication: paper\nsection: news\ntopics: [tides, ferries]\n"
        "datePublished: 2022-05-04\nauthors: [tom-reed]\nquotes:\n"
        "  - text: It will hold\n    speaker: ida-brook\n    cue: said\n---\n\n“It will hold,” Ida Brook said.\n"
    ),
}
"""A newsroom without a mistake in which everything is reached from its one story."""
Files = Mapping[str, str | bytes | None]


def write(folder: Path, files: Files, *, base: Mapping[str, str] = SMALL) -> Path:
    """Write the base newsroom with those files instead or in addition; None leaves one out."""
    for path, content in {**base, **files}.items():
        if content is None:
            continue
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content if isinstance(content, bytes) else content.encode())
    return folder


def problems(loaded: Loaded, folder: Path) -> list[str]:
    """The problems as they are printed, without the folder in front."""
    return [str(problem).removeprefix(f"{folder.as_posix()}/") for problem in loaded.problems]


def found(folder: Path, files: Files) -> list[str]:
    """The problems of the small newsroom with those files."""
    return problems(load(write(folder, files)), folder)


def records(folder: Path, files: Files | None = None) -> Records:
    """The records of the small newsroom with those files, which has no problem."""
    loaded = load(write(folder, files or {}))
    assert problems(loaded, folder) == []
    assert loaded.records is not None
    return loaded.records


def article(front: str = "", body: str = "Some text.", quotes: str = "") -> str:
    """An article of the small newsroom; its own keys begin on line 5, its quotes two lines behind them."""
    head = "---\nheadline: A headline\npublication: paper\ndatePublished: 2022-05-04\n"
    below = f"\n{body}\n" if body else ""
    return f"{head}{front}{'quotes:' + chr(10) if quotes else ''}{quotes}---\n{below}"


def story(loaded: Records, slug: str) -> Story:
    """The story of that slug."""
    [one] = [each for each in loaded.stories if each.slug == slug]
    return one
