"""Web addresses of stories: a page is one story."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from pullquote.store.files.kinds import STORIES
from pullquote.store.files.slugs.entries import Entry, FileOutline, Index, ProblemsByFile, add_to


class UrlCounts:
    """How many entities have each web address."""

    def __init__(self) -> None:
        self._having: Counter[str] = Counter()
        self._number = 0

    def count(self, url: str | None, by: int) -> None:
        """So many more or fewer have an address."""
        if url:
            self._number += by
            add_to(self._having, (url,), by)

    @property
    def are_shared(self) -> bool:
        """Whether any two have the same."""
        return len(self._having) < self._number


def check_addresses(files: Iterable[FileOutline], index: Index, faults: ProblemsByFile) -> None:
    """Note the stories that have the address of another; of several with one slug only the one that counts has a page."""
    first: dict[str, Entry] = {}
    for file in files:
        for entity in file.entities if file.kind in STORIES else ():
            entry = index[file.kind][entity.slug]
            if entry.file is file and entity.url is not None:
                other = first.setdefault(entity.url, entry)
                if other is not entry:
                    message = f"the url is that of {other.file.path} too"
                    faults.of(entry, (other.file.kind, other.entity.slug)).add(
                        "PQ311", *entry.entity.read().places["url"], message
                    )
