"""Files of a newsroom are edited at random while it is served: what is wrong with them is said, and the rest goes on."""

from __future__ import annotations

from pathlib import Path
from random import Random

from tests.conftest import INVENTED
from tests.examples import examples, seeds
from tests.store.edits import EDITS
from tests.store.fuzzing import EditedNewsroom, run, sources


def test_every_edit_is_read_or_has_problems() -> None:
    failures = [failure for failure in run(examples(400), seeds(1).start) if failure is not None]
    assert failures == []


def test_what_goes_wrong_is_told(tmp_path: Path) -> None:
    newsroom = EditedNewsroom(tmp_path, Random(0))
    change = newsroom.edit()
    newsroom.read(change)
    (tmp_path / "articles").rename(tmp_path / "elsewhere")
    try:
        newsroom.compare()
    except AssertionError:
        return
    raise AssertionError("what is served is not what the files say")


def test_each_sort_of_edit_changes_something() -> None:
    data = sources(INVENTED)["articles/storm-warning.yaml"]
    others = list(sources(INVENTED).values())
    for edit in EDITS:
        assert any(edit(data, Random(seed), others) != data for seed in range(9))
