"""Stories stand in sections of their own publication."""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Set as AbstractSet

from pullquote.store.files.kinds import STORIES
from pullquote.store.files.parsing import Target
from pullquote.store.files.slugs.entries import FileOutline, Index, ProblemsByFile, entry_of

Filing = tuple[str, str]
"""The slugs of a publication and of a section, as a story names them."""
PUBLICATIONS, SECTIONS = ("publications",), ("sections",)


def filings(targets: AbstractSet[Target]) -> Iterable[Filing]:
    """Where a story that refers to these is filed; nowhere without a section."""
    sections = [target.slug for target in targets if target.kinds == SECTIONS]
    if not sections:
        return ()
    return [(target.slug, sections[0]) for target in targets if target.kinds == PUBLICATIONS]


def check_sections(
    filed: AbstractSet[Filing], files: Iterable[FileOutline], index: Index, faults: ProblemsByFile
) -> None:
    """Note the stories that are filed under a section of another publication; ``filed`` is where there are any."""
    wrong = {filing: owner for filing in filed if (owner := _other_owner(*filing, index))}
    if not wrong:
        return
    for file in files if wrong else ():
        for entity in file.entities if file.kind in STORIES else ():
            for filing in filings(entity.targets):
                if owner := wrong.get(filing):
                    place = next(each for each in entity.read().references if each.kinds == SECTIONS)
                    message = f'"{filing[1]}" is a section of {owner}, and the story is in {filing[0]}'
                    faults.of(entry_of(file, entity)).add("PQ436", place.line, place.column, message)


def _other_owner(publication: str, section: str, index: Index) -> str | None:
    """The slug of the publication that a section belongs to, if that is another one."""
    entry, own = index["sections"].named(section), index["publications"].named(publication)
    if entry is None or own is None:
        return None
    owners = [
        index["publications"].named(each.slug) for each in entry.entity.targets if each.kinds == PUBLICATIONS
    ]
    return next((each.entity.slug for each in owners if each and each.entity.slug != own.entity.slug), None)
