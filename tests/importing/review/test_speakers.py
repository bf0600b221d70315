"""People and organizations are found by what is typed of them, as their files are now."""

from __future__ import annotations

import time
from pathlib import Path

from pullquote.importing.review.speakers import KnownSpeakers, meant_by
from pullquote.store.files.stamps import UNSETTLED_NANOSECONDS
from pullquote.store.model.dates import DateOrDateTime

IDA = "name: Ida Brook\nalternateNames: [The Mayor]\nroles:\n- title: Mayor\n  startDate: 2020\n- title: Judge\n"
BOARD = "harbour-board:\n  name: Harbour Board\nida:\n  name: Zoo of Ida\n"


def write(folder: Path) -> Path:
    (folder / "people").mkdir()
    (folder / "people" / "ida-brook.yaml").write_text(IDA)
    (folder / "organizations.yaml").write_text(BOARD)
    return folder


def test_people_and_organizations_are_found_by_the_beginnings_of_their_words(tmp_path: Path) -> None:
    known = KnownSpeakers(write(tmp_path)).now()
    assert list(known) == ["harbour-board", "ida-brook", "ida"]
    assert known["ida-brook"].offices() == ["Mayor (2020–)", "Judge"]
    assert known["ida-brook"].offices(DateOrDateTime.parse("2019-12-31")) == ["Judge"]
    for words in ("IDA br", "brook ida", "ida-br", "mayor"):
        assert [each.slug for each in meant_by(known, words)] == ["ida-brook"]
    assert meant_by(known, "rook") == meant_by(known, " ") == []


def test_who_has_the_words_as_a_slug_comes_first(tmp_path: Path) -> None:
    known = KnownSpeakers(write(tmp_path)).now()
    assert [each.slug for each in meant_by(known, "ida")] == ["ida", "ida-brook"]
    assert [each.slug for each in meant_by(known, "id")] == ["ida-brook", "ida"]


def settle(folder: Path) -> None:
    """Wait until what was changed is old enough for the file system to tell a later change from it."""
    newest = max(path.stat().st_ctime_ns for path in [folder, *folder.rglob("*")])
    while time.time_ns() - newest <= UNSETTLED_NANOSECONDS:
        time.sleep(UNSETTLED_NANOSECONDS / 1e9)


def test_files_are_read_again_when_they_change(tmp_path: Path) -> None:
    speakers = KnownSpeakers(write(tmp_path))
    settle(tmp_path)
    first = speakers.now()
    assert speakers.now() == first
    file = tmp_path / "people" / "ida-brook.yaml"
    file.write_text(IDA.replace("Ida Brook", "Ida Brooks"))
    assert speakers.now()["ida-brook"].name == "Ida Brooks"
    settle(tmp_path)
    speakers.now()
    (tmp_path / "people" / "cy-lane.yaml").write_text("name: Cy Lane\n")
    assert speakers.now()["cy-lane"].name == "Cy Lane"
    file.unlink()
    assert "ida-brook" not in speakers.now()
    settle(tmp_path)
    assert "harbour-board" in speakers.now()
    (tmp_path / "organizations.yaml").unlink()
    (tmp_path / "organizations").mkdir()
    (tmp_path / "organizations" / "ferry-line.yaml").write_text("name: Ferry Line\n")
    assert list(speakers.now()) == ["cy-lane", "ferry-line"]
