"""Which version of each file is served; see also the random mixtures, which a slow reference agrees with."""

from __future__ import annotations

from pullquote.store.files.parsing import ParsedFile, parse_file
from pullquote.store.files.references import Checker
from pullquote.store.files.versions.choosing import Chosen, choose
from pullquote.store.model.problems import HELD_BACK, LEFT_OUT, NEEDED
from tests.store.written import SMALL, article

IDA, STORY, COUNCIL = "people/ida-brook.yaml", "articles/flood-wall.md", "organizations/council.yaml"


def parsed(path: str, text: str | None) -> ParsedFile | None:
    return None if text is None else parse_file(path, text.encode())


class Files:
    """The small newsroom, as it is served and as it becomes."""

    def __init__(self) -> None:
        self.checker = Checker()
        self.good = {path: parsed(path, text) for path, text in SMALL.items()}
        assert self.choose(self.good, dict.fromkeys(self.good)).held == {}

    def choose(
        self, current: dict[str, ParsedFile | None], good: dict[str, ParsedFile | None], *unreachable: str
    ) -> Chosen:
        return choose(self.checker, current, good, frozenset(unreachable))

    def save(self, *unreachable: str, **texts: str | None) -> Chosen:
        """Save files, by names of constants of this module."""
        named = {globals()[name]: text for name, text in texts.items()}
        current = {path: parsed(path, text) for path, text in named.items()}
        return self.choose(current, {path: self.good.get(path) for path in current}, *unreachable)


def codes(chosen: Chosen, path: str) -> list[str]:
    return [fault.code for fault in chosen.problems.get(path, ())]


def test_a_file_that_is_right_is_served_as_it_is() -> None:
    chosen = Files().save(IDA=SMALL[IDA].replace("Ida Brook", "Ida Brooke"))
    assert chosen.held == {}
    assert chosen.touched == {("people", "ida-brook")}


def test_a_file_with_an_error_is_held_and_nothing_is_touched() -> None:
    files = Files()
    chosen = files.save(IDA="name: [\n")
    assert chosen.held == {IDA: files.good[IDA]}
    assert chosen.touched == set()
    assert codes(chosen, IDA) == ["PQ105", HELD_BACK]


def test_a_new_file_with_an_error_is_left_out() -> None:
    files = Files()
    chosen = files.choose({"people/new.yaml": parsed("people/new.yaml", "nome: N\n")}, {})
    assert chosen.held == {"people/new.yaml": None}
    assert codes(chosen, "people/new.yaml")[-1] == LEFT_OUT


def test_what_a_file_needs_that_did_not_change_is_held_first() -> None:
    """A save that refers to what was deleted is right again where that stays for another file."""
    files = Files()
    changed = parsed("articles/new.md", article(front="mentions: [council]\n", body="Text."))
    current = {COUNCIL: None, "articles/new.md": changed}
    chosen = files.choose(current, {COUNCIL: files.good[COUNCIL]})
    assert chosen.held == {COUNCIL: files.good[COUNCIL]}
    assert codes(chosen, COUNCIL) == [NEEDED]
    assert codes(chosen, IDA) == ["PQ204"]


def test_a_save_that_refers_to_nothing_is_held_alone() -> None:
    files = Files()
    chosen = files.save(STORY=SMALL[STORY].replace("tom-reed", "nobody"))
    assert chosen.held == {STORY: files.good[STORY]}
    assert codes(chosen, STORY) == ["PQ203", HELD_BACK]


def test_a_story_that_was_deleted_does_not_come_back() -> None:
    files = Files()
    other = "editorials/flood-wall.md"
    current = {STORY: None, other: parsed(other, SMALL[STORY].replace("tom-reed", "nobody"))}
    chosen = files.choose(current, {STORY: files.good[STORY]})
    assert chosen.held == {other: None}
    assert "flood-wall" not in chosen.checked.entries["articles"]


def test_a_file_that_cannot_be_looked_at_is_as_it_was() -> None:
    files = Files()
    chosen = files.save(STORY, STORY=None)
    assert chosen.held == {STORY: files.good[STORY]}
    assert chosen.touched == set()


def test_a_file_that_was_saved_without_a_difference_counts_as_one_that_did_not_change() -> None:
    files = Files()
    chosen = files.save(STORY=SMALL[STORY], IDA=None)
    assert [*chosen.held] == [IDA]


def test_what_was_not_right_before_is_left_out() -> None:
    """It cannot be; where a cache says so all the same, the rest is served."""
    checker = Checker()
    files = {path: parsed(path, text) for path, text in SMALL.items() if path != IDA}
    checker.update({path: file for path, file in files.items() if file})
    chosen = choose(checker, {}, {})
    assert chosen.held == {STORY: None}
    assert codes(chosen, STORY) == ["PQ203", LEFT_OUT]
