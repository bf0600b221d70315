"""One bad file holds back itself only: what readers get while files have mistakes."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from pullquote.store.files.loading import Reader
from pullquote.store.files.versions.on_error import OnError
from pullquote.store.model.problems import HELD_BACK, LEFT_OUT, NEEDED, NOT_AS_THEY_ARE
from pullquote.store.newsroom.cache.cache import DiskCache
from pullquote.store.newsroom.newsroom import Newsroom, NewsroomProblems
from pullquote.store.newsroom.snapshot import MemorySnapshot
from pullquote.store.search.text_index.index_directory import IndexDirectory
from tests.store.written import article, write

BROKEN = "---\nheadline: One: two\npublication: paper\n---\n\nText.\n"
SECOND = article(
    body="“We go,” Ida Brook said.", quotes="  - text: We go\n    speaker: ida-brook\n    role: Mayor\n"
)


class Server:
    """A newsroom that is served, stopped and started again."""

    def __init__(self, tmp_path: Path) -> None:
        self.folder, self.cache = tmp_path / "news", tmp_path / "cache"
        self.time = datetime(2026, 1, 1, tzinfo=UTC)
        write(self.folder, {"articles/second.md": SECOND})
        self.newsroom = self.started()

    def started(self) -> Newsroom:
        directory = IndexDirectory(self.cache / "index")
        disk = DiskCache(self.cache / "newsroom.kept", self.folder, directory)
        reader = Reader(self.folder, cache=disk, on_error=OnError.HOLD)
        return Newsroom(
            self.folder, clock=lambda: self.time, reader=reader, index_directory=directory, cache=disk
        )

    def start_again(self) -> None:
        self.newsroom.close()
        self.newsroom = self.started()

    def load(self) -> None:
        self.newsroom.load()
        self.newsroom.cache.write()
        assert self.newsroom.cache.failure is None

    def save(self, path: str, text: str | None) -> None:
        """Save or delete a file, and serve that."""
        self.put(path, text)
        self.load()

    def put(self, path: str, text: str | None) -> None:
        target = self.folder / path
        if text is None:
            target.unlink()
        else:
            target.write_text(text, encoding="utf-8")

    @property
    def public(self) -> MemorySnapshot:
        assert self.newsroom.edition is not None
        return self.newsroom.edition.public

    def headline(self, slug: str) -> str | None:
        story = self.public.story(slug)
        return story.headline if story else None

    def told(self) -> dict[str, str]:
        """The code that says which version is served, by the path of each file that is not served as it is."""
        prefix = f"{self.folder.as_posix()}/"
        return {
            problem.file.removeprefix(prefix): problem.code
            for problem in self.newsroom.problems
            if problem.code in NOT_AS_THEY_ARE
        }


@pytest.fixture
def server(tmp_path: Path) -> Server:
    server = Server(tmp_path)
    server.load()
    return server


def renamed(text: str, headline: str) -> str:
    return text.replace("headline: A headline", f"headline: {headline}")


def test_a_file_with_an_error_is_served_as_it_last_was_good_and_all_others_as_they_are(
    server: Server,
) -> None:
    server.save("articles/flood-wall.md", BROKEN)
    server.save("articles/second.md", renamed(SECOND, "Saved meanwhile"))
    assert server.headline("flood-wall") == "The flood wall"
    assert server.headline("second") == "Saved meanwhile"
    assert server.told() == {"articles/flood-wall.md": HELD_BACK}
    assert [each.file for each in server.public.problems] == [f"{server.folder}/articles/flood-wall.md"] * 2
    server.save("articles/flood-wall.md", renamed(SECOND, "Mended"))
    assert server.headline("flood-wall") == "Mended"
    assert server.told() == {}


def test_a_new_file_with_an_error_is_left_out_and_so_is_what_refers_to_it(server: Server) -> None:
    server.put("people/new-face.yaml", "nome: New Face\n")
    server.put("articles/third.md", SECOND.replace("ida-brook", "new-face").replace("    role: Mayor\n", ""))
    server.save(
        "articles/second.md", SECOND.replace("ida-brook", "new-face").replace("    role: Mayor\n", "")
    )
    assert server.told() == {
        "people/new-face.yaml": LEFT_OUT,
        "articles/third.md": LEFT_OUT,
        "articles/second.md": HELD_BACK,
    }
    story = server.public.story("second")
    assert story is not None
    assert [speaker.slug for speaker in story.speakers] == ["ida-brook"]
    server.save("people/new-face.yaml", "name: New Face\n")
    assert server.told() == {}
    assert server.headline("third") == "A headline"


def test_a_deleted_file_that_is_needed_stays_until_that_is_mended(server: Server) -> None:
    server.put("people/ida-brook.yaml", None)
    server.save("articles/flood-wall.md", BROKEN)
    assert server.told() == {"people/ida-brook.yaml": NEEDED, "articles/flood-wall.md": HELD_BACK}
    assert server.public.person("ida-brook") is not None
    server.put("articles/second.md", None)
    server.save("articles/flood-wall.md", renamed(article(body="Nobody said a word."), "Mended"))
    assert server.told() == {}
    assert server.public.person("ida-brook") is None


def test_a_person_is_served_as_before_where_a_story_needs_what_was_changed(server: Server) -> None:
    server.save("people/ida-brook.yaml", "name: Ida Brook\nroles:\n  - title: Lord Mayor\n")
    assert server.told() == {"people/ida-brook.yaml": HELD_BACK}
    person = server.public.person("ida-brook")
    assert person is not None
    assert [role.title for role in person.roles] == ["Mayor", "Minister"]
    server.save("articles/second.md", SECOND.replace("role: Mayor", "role: Lord Mayor"))
    assert server.told() == {}


@pytest.mark.parametrize(
    "how", ["draft", "expired", "embargo", "unreadable embargo", "deleted", "no mapping at all"]
)
def test_what_is_taken_back_is_gone_from_the_public_whatever_else_is_wrong(how: str, server: Server) -> None:
    server.put("people/tom-reed.yaml", "nome: Tom\n")
    text: str | None = {
        "draft": BROKEN.replace("---\n\n", "status: draft\n---\n\n"),
        "expired": BROKEN.replace("---\n\n", "expires: 2025-12-31T23:59:59Z\n---\n\n"),
        "embargo": "---\nembargo: 2027-01-01T00:00:00Z\nheadline: [\n---\n",
        "unreadable embargo": "---\nheadline: A headline\nembargo: tomorrow\n---\n\nText.\n",
        "deleted": None,
        "no mapping at all": "---\nstatus:draft\nheadline A headline\n---\n\nText.\n",
    }[how]
    server.save("articles/flood-wall.md", text)
    for _ in range(2):
        assert server.public.story("flood-wall") is None
        assert [quote.text for quote in server.public.order.quotes] == ["We go"]
        assert server.newsroom.edition is not None
        assert (server.newsroom.edition.preview.story("flood-wall") is None) == (how == "deleted")
        assert all("flood-wall" not in each.file for each in server.public.problems)
        server.start_again()
        server.load()


@pytest.mark.parametrize("wrong", ["headline: One: two", "nonsense: A headline"])
def test_a_quote_that_is_marked_as_a_proposal_is_hidden_whatever_else_is_wrong(
    wrong: str, server: Server
) -> None:
    proposed = SECOND.replace("role: Mayor\n", "role: Mayor\n    review: C\n")
    server.save("articles/second.md", proposed.replace("headline: A headline", wrong))
    for _ in range(2):
        assert server.headline("second") == "A headline"
        assert server.told() == {"articles/second.md": HELD_BACK}
        assert [quote.text for quote in server.public.order.quotes] == ["It will hold"]
        assert server.newsroom.edition is not None
        assert len(server.newsroom.edition.preview.order.quotes) == 2
        server.start_again()
        server.load()
    server.save("articles/second.md", SECOND)
    assert [quote.text for quote in server.public.order.quotes] == ["It will hold", "We go"]


@pytest.mark.parametrize("now", ["", "  - text: We go\n    speaker: tom-reed\n"])
def test_a_proposal_that_is_rejected_or_given_to_another_is_hidden_whatever_else_is_wrong(
    now: str, server: Server
) -> None:
    proposed = "  - text: We go\n    speaker: ida-brook\n    review: A\n"
    other = "  - text: We stay\n    speaker: tom-reed\n"
    body = "“We go,” Ida Brook said. “We stay,” Tom Reed said."
    server.save("articles/second.md", article(body=body, quotes=proposed + other))
    server.save(
        "articles/second.md", article(body=body, quotes=now + other).replace("headline:", "haedline:", 1)
    )
    for _ in range(2):
        assert server.told() == {"articles/second.md": HELD_BACK}
        assert [quote.text for quote in server.public.order.quotes] == ["It will hold", "We stay"]
        server.start_again()
        server.load()
    server.save("articles/second.md", article(body=body, quotes=proposed + other))
    assert [quote.text for quote in server.public.order.quotes] == ["It will hold", "We go", "We stay"]


def test_proposals_are_the_same_after_a_restart_from_the_cache(server: Server) -> None:
    quotes = "".join(
        f"  - text: {text}\n    speaker: {who}\n{review}"
        for text, who, review in (
            ("We go", "ida-brook", "    review: A\n"),
            ("They stay", "tom-reed", "    review: C\n"),
            ("Nobody asks", "ida-brook", ""),
        )
    )
    body = "“We go,” Ida Brook said. “They stay,” Tom Reed said. “Nobody asks,” Ida Brook said."
    server.save("articles/second.md", article(body=body, quotes=quotes))
    server.save("people/cy-lane.yaml", "name: Cy Lane\n")
    server.save(
        "articles/third.md",
        article(
            body="“Not yet,” Cy Lane said.", quotes="  - text: Not yet\n    speaker: cy-lane\n    review: B\n"
        ),
    )

    def served(newsroom: Newsroom) -> list[object]:
        assert newsroom.edition is not None
        return [
            [
                [
                    (quote.id, quote.text, quote.position, quote.attribution, quote.speaker_as_printed)
                    for quote in snapshot.quotes.records
                ],
                [person.slug for person in snapshot.people.records],
                [(bucket.key, bucket.count) for bucket in snapshot.quotes.select().facet("speakers", 9)],
                [story.digest for story in snapshot.stories.records],
                snapshot.counts,
                snapshot.problems,
                snapshot.version,
                len(snapshot.search("yet", ["quote"]).page(first=9).nodes),
            ]
            for snapshot in (newsroom.edition.public, newsroom.edition.preview)
        ]

    before = served(server.newsroom)
    server.start_again()
    server.load()
    warm = served(server.newsroom)
    cold = Newsroom(server.folder, clock=lambda: server.time)
    cold.load()
    assert warm == before == served(cold)
    texts = [quote.text for quote in server.public.quotes.records]
    assert sorted(texts) == ["It will hold", "Nobody asks", "We go"]
    assert server.public.person("cy-lane") is None


def test_what_was_taken_back_stays_away_until_the_file_is_good(server: Server) -> None:
    server.save("articles/flood-wall.md", BROKEN.replace("---\n\n", "status: draft\n---\n\n"))
    server.save("articles/flood-wall.md", "")  # an editor empties a file before it writes it
    assert server.public.story("flood-wall") is None
    server.save("articles/flood-wall.md", SECOND)
    assert server.headline("flood-wall") == "A headline"


def test_an_embargo_of_a_version_that_was_good_ends_when_that_says_so(server: Server) -> None:
    server.save("articles/second.md", SECOND.replace("quotes:", "embargo: 2026-01-02T00:00:00Z\nquotes:"))
    server.save("articles/second.md", BROKEN)
    assert server.public.story("second") is None
    server.time = datetime(2026, 1, 3, tzinfo=UTC)
    assert server.newsroom.update_visibility()
    assert server.headline("second") == "A headline"
    assert server.told() == {"articles/second.md": HELD_BACK}


def test_after_a_restart_the_same_is_served_from_the_cache(server: Server) -> None:
    server.save("articles/second.md", renamed(SECOND, "Good, and newer than the cache"))
    server.save("articles/second.md", BROKEN)
    server.put("people/ida-brook.yaml", None)
    server.save("articles/flood-wall.md", BROKEN)
    before, told = server.public.version, server.told()
    server.start_again()
    server.load()
    assert server.headline("second") == "Good, and newer than the cache"
    assert server.told() == told
    assert server.public.version == before


def test_a_file_that_was_broken_or_came_back_while_nothing_was_served_is_as_it_last_was(
    server: Server,
) -> None:
    server.save("articles/second.md", renamed(SECOND, "Saved"))
    server.save("articles/flood-wall.md", None)
    server.start_again()
    server.put("articles/second.md", BROKEN)
    server.put("articles/flood-wall.md", BROKEN)
    server.load()
    assert server.headline("second") == "Saved"
    assert server.public.story("flood-wall") is None
    assert server.told() == {"articles/second.md": HELD_BACK, "articles/flood-wall.md": LEFT_OUT}


def test_without_a_cache_what_is_good_is_served(tmp_path: Path) -> None:
    folder = write(tmp_path / "news", {"articles/second.md": SECOND, "articles/third.md": BROKEN})
    newsroom = Newsroom(folder)
    newsroom.load()
    assert newsroom.edition is not None
    assert [story.slug for story in newsroom.edition.public.records.stories] == ["flood-wall", "second"]
    assert newsroom.has_errors
    assert not newsroom.last_load_failed


def test_where_nothing_is_good_nothing_is_served(tmp_path: Path) -> None:
    folder = write(tmp_path / "news", {"articles/third.md": BROKEN}, base={})
    with pytest.raises(NewsroomProblems):
        Newsroom(folder).load()


def test_files_that_cannot_be_looked_at_are_not_deleted(server: Server) -> None:
    articles = server.folder / "articles"
    articles.rename(server.folder / "away")
    articles.symlink_to(server.folder / "nowhere")
    server.load()
    assert server.headline("flood-wall") == "The flood wall"
    articles.unlink()
    (server.folder / "away").rename(articles)
    server.load()
    assert server.told() == {}
    (server.folder / "articles" / "second.md").unlink()
    server.load()
    assert server.headline("second") is None


def test_a_story_that_is_taken_out_of_the_file_of_all_is_gone_though_another_in_it_is_wrong(
    server: Server,
) -> None:
    entry = "  headline: {}\n  publication: paper\n  datePublished: 2022-05-04\n"
    server.save("editorials.yaml", f"one:\n{entry.format('One')}two:\n{entry.format('Two')}")
    assert (server.headline("one"), server.headline("two")) == ("One", "Two")
    server.save("editorials.yaml", f"one:\n{entry.format('')}")
    assert (server.headline("one"), server.headline("two")) == ("One", None)
    server.save("editorials.yaml", f"one:\n{entry.format('a: b')}  status: draft\n")
    assert server.headline("one") is None


def test_problems_that_name_hidden_files_are_not_for_the_public(server: Server) -> None:
    server.save(
        "articles/secret.md",
        SECOND.replace("quotes:", "status: draft\nquotes:")
        .replace("ida-brook", "tom-reed")
        .replace("    role: Mayor\n", ""),
    )
    server.put("articles/flood-wall.md", None)
    public = server.public
    server.save("people/tom-reed.yaml", None)
    assert server.told() == {"people/tom-reed.yaml": NEEDED}
    assert public.problems == ()
    assert all("secret" not in str(each) for each in server.public.problems)
