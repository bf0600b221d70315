"""Files as a process sends them that parses for another."""

from __future__ import annotations

from pathlib import Path

from pullquote.store.files.stamps import Stamp, digest_of_file
from pullquote.store.newsroom.cache.codec import decode_entity
from pullquote.store.newsroom.cache.encoding import read_encoded
from tests.store.written import SMALL, write

STORY = "articles/flood-wall.md"


def test_a_file_has_what_others_need_to_know_and_the_rest_as_bytes(tmp_path: Path) -> None:
    folder = write(tmp_path, {})
    file = read_encoded(folder, STORY)
    assert (file.path, file.digest, file.complete) == (STORY, digest_of_file(SMALL[STORY].encode()), True)
    assert file.stamp in {None, Stamp.of(folder, STORY)}  # it was changed a moment ago
    [entity] = file.entities
    assert entity.slug == "flood-wall"
    assert {target.slug for target in entity.targets} >= {"paper", "tom-reed"}
    assert decode_entity(entity.data).keys.headline == "The flood wall"


def test_a_file_with_errors_says_what_its_owner_takes_back(tmp_path: Path) -> None:
    folder = write(tmp_path, {STORY: "---\nheadline: a: b\nstatus: draft\n---\n"})
    file = read_encoded(folder, STORY)
    assert [fault.code for fault in file.problems]
    assert [slug for slug, _ in file.restrictions] == ["flood-wall"]
