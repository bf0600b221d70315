"""A story under a section of another publication is told."""

from __future__ import annotations

from pathlib import Path

from tests.store.written import article, found

OTHER = {"publications/other.yaml": "name: Other\ninLanguage: en\naliases: [former]\n"}


def test_a_section_of_another_publication_is_a_warning_at_its_place(tmp_path: Path) -> None:
    files = OTHER | {
        "sections/harbour.yaml": "{name: Harbour, publication: other}\n",
        "articles/x.md": article("section: harbour\n"),
    }
    assert found(tmp_path, files) == [
        'articles/x.md:5:10 PQ436 "harbour" is a section of other, and the story is in paper'
    ]


def test_a_section_of_its_own_publication_or_of_none_is_right(tmp_path: Path) -> None:
    files = OTHER | {
        "sections/harbour.yaml": "{name: Harbour, publication: former}\n",
        "articles/x.md": article("section: harbour\n").replace("publication: paper", "publication: other"),
        "articles/y.md": article("section: news\n"),
    }
    assert found(tmp_path, files) == []
