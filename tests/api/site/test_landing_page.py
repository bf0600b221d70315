"""The landing page: what is served now, escaped, without a script, and only what the public may see."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import UTC, datetime
from functools import cache
from html import unescape
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from graphql import build_schema, parse, validate
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from pullquote.api.site.landing_page import DOCUMENTATION, landing_page
from pullquote.api.site.landing_sections import date_in_words, enumerated
from pullquote.schema import schema
from pullquote.store.files.loading import Loaded, load
from pullquote.store.model.dates import DateOrDateTime
from pullquote.store.model.problems import Problem, Severity
from pullquote.store.model.records import Article, Editorial, Person, QuoteKind, ReviewTier
from pullquote.store.newsroom.editions import Edition, make_edition, with_problems
from pullquote.store.newsroom.snapshot import MemorySnapshot
from tests.conftest import INVENTED, SHIPPED
from tests.store.newsrooms import QuoteSpec, StorySpec, records_of, snapshot_of

pytestmark = pytest.mark.anyio


@cache
def edition(invented: bool = False) -> Edition:
    return make_edition(load(INVENTED if invented else SHIPPED), now=datetime(2025, 2, 1, tzinfo=UTC))


async def get(
    *,
    invented: bool = False,
    playground: bool = True,
    headers: dict[str, str] | None = None,
    snapshot: MemorySnapshot | None = None,
    live: bool = False,
) -> httpx.Response:
    async def door(request: Request) -> Response:
        shown = snapshot or edition(invented).public
        return landing_page(request, shown, playground=playground, live=live)

    transport = httpx.ASGITransport(Starlette(routes=[Route("/", door)]), root_path="/news")
    async with httpx.AsyncClient(transport=transport, base_url="http://localhost") as client:
        return await client.get("/news/", headers=headers)


async def test_it_says_how_much_of_what_is_served() -> None:
    page = (await get()).text.replace("&nbsp;", " ")
    for number in ("1 article", "6 editorials", "14 quotes"):
        assert number in page


async def test_it_shows_the_newest_article_then_the_newest_stories_and_the_most_quoted() -> None:
    page = (await get()).text
    headlines = re.findall(r"<h3>(?:<a[^>]*>)?([^<]+)", page)
    assert len(headlines) == 7
    assert "North Korean soldiers" in headlines[0]
    speakers = re.findall(r"<li><span><a[^>]*>([^<]+)</a></span><b>(\d+) quotes?</b>", page)
    assert speakers[:2] == [("JD Vance", "5"), ("Sabrina Singh", "3")]


async def test_every_link_into_the_playground_carries_a_query_that_the_schema_knows() -> None:
    links = re.findall(r'href="(/news/graphql#[^"]*)"', (await get()).text)
    queries = {parse_qs(urlsplit(unescape(link)).fragment)["query"][0] for link in links}
    assert len(queries) == 4, "of a quote, of a story, of a person, of an organization"
    known = build_schema(schema.as_str())
    assert [validate(known, parse(query)) for query in queries] == [[], [], [], []]


async def test_its_policy_admits_no_script() -> None:
    response = await get()
    policy = response.headers["content-security-policy"]
    assert policy.startswith("default-src 'none'")
    assert "script-src" not in policy
    assert "unsafe" not in policy
    assert "<script" not in response.text


async def test_an_unchanged_page_is_not_sent_again() -> None:
    first = await get()
    again = await get(headers={"if-none-match": first.headers["etag"]})
    assert again.status_code == 304
    assert again.content == b""


async def test_below_a_root_path_every_address_keeps_it() -> None:
    addresses = re.findall(r'(?:href|src)="([^"]*)"', (await get()).text)
    assert addresses
    assert all(address.startswith("/news/") or address == DOCUMENTATION for address in addresses)


async def test_without_a_playground_nothing_leads_there() -> None:
    page = (await get(playground=False)).text
    assert "layground" not in page.replace("/playground/assets/", "")
    assert "#query" not in page


async def test_what_the_public_may_not_see_is_not_there() -> None:
    hidden = {story.headline for story in edition(invented=True).preview.stories.records} - {
        story.headline for story in edition(invented=True).public.stories.records
    }
    page = (await get(invented=True)).text
    assert hidden
    assert not [headline for headline in hidden if headline in page]


async def test_the_quote_shown_large_tells_who_in_which_office_when_and_leads_to_more() -> None:
    figure = (await get()).text.partition('<figure class="featured"')[2].partition("</figure>")[0]
    address, words = re.findall(
        r'<blockquote><a href="(/news/graphql#[^"]*)">([^<]+)</a></blockquote>', figure
    )[0]
    [shown] = [each for each in edition().public.quotes.records if each.text == unescape(words)]
    assert shown.kind is QuoteKind.DIRECT
    assert shown.role is not None
    assert isinstance(shown.speaker, Person)
    caption = unescape(figure.partition("<figcaption>")[2])
    for fact in (shown.speaker.name, shown.role.title, date_in_words(shown.date_spoken or shown.date)):
        assert fact in caption
    variables = parse_qs(urlsplit(unescape(address)).fragment)["variables"][0]
    assert json.loads(variables) == {"id": shown.id}


@pytest.mark.parametrize(
    ("reviews", "said"),
    [
        ([None, None], "The words of every quote have been found in its story.</p>"),
        (
            [None, ReviewTier.A],
            " For <strong>1</strong> of them, a program proposed who said it, and nobody has reviewed that yet.</p>",
        ),
        ([ReviewTier.A] * 2, " A program proposed who said them, and nobody has reviewed that yet.</p>"),
        ([], "</strong>.</p>\n<p class"),
    ],
)
async def test_it_says_of_quotes_what_is_known(reviews: list[ReviewTier | None], said: str) -> None:
    quotes = [QuoteSpec(f"It will last, {number}.", review=tier) for number, tier in enumerate(reviews)]
    assert said in (await get(snapshot=snapshot_of(StorySpec("ferry", quotes=tuple(quotes))))).text


async def test_a_proposal_is_shown_large_only_where_nothing_is_confirmed_and_says_that_it_is_one() -> None:
    long = "It will last as long as the town does, and longer than any of us"
    proposed = QuoteSpec(f"{long}, I say", role=0, spoken="2024-01-01", review=ReviewTier.A)
    for quotes, words, note in [
        ((QuoteSpec(long), proposed), long, False),
        ((proposed,), proposed.text, True),
    ]:
        figure = (await get(snapshot=snapshot_of(StorySpec("ferry", quotes=quotes)))).text.partition(
            '<figure class="featured"'
        )[2]
        assert f">{words}</a></blockquote>" in figure
        assert ("; proposed by a program, not reviewed</figcaption>" in figure) is note


async def test_an_empty_newsroom_says_what_to_do_next() -> None:
    nothing = make_edition(Loaded(records=records_of([]), problems=()), now=datetime(2025, 2, 1, tzinfo=UTC))
    page = (await get(snapshot=nothing.public)).text
    for command in ("pullquote new article", "pullquote import", "pullquote init"):
        assert command in page
    assert "Newest stories</h2>" not in page
    assert "Most quoted" not in page


async def test_pictures_and_corrections_of_stories_are_shown() -> None:
    public = edition(invented=True).public
    page = (await get(invented=True)).text
    corrected = [story for story in public.stories.records if story.corrections]
    assert corrected
    assert page.count("<span>Corrected ") == len(
        [story for story in corrected if story.headline in unescape(page)]
    )
    shown = re.findall(r'<img src="([^"]+)" alt="([^"]+)"', page)
    assert shown
    assert all(source.startswith("/news/media/") for source, _ in shown)


async def test_after_the_newest_article_stories_come_by_their_dates_whatever_they_are() -> None:
    shown = edition(invented=True).public.stories.select().page(first=50).nodes
    page = (await get(invented=True)).text
    headlines = [unescape(each) for each in re.findall(r"<h3>(?:<a[^>]*>)?([^<]+)", page)]
    newest = next(story for story in shown if isinstance(story, Article))
    others = [story.headline for story in shown if story is not newest]
    assert headlines == [newest.headline, *others][: len(headlines)]
    assert any(isinstance(story, Editorial) for story in shown[:-1])


async def test_who_is_told_of_problems_sees_them_first_and_the_page_follows_each_save() -> None:
    problem = Problem(
        code="PQ105",
        severity=Severity.ERROR,
        file="news/a.md",
        line=3,
        column=1,
        message="<expected> a value",
        suggestion='did you mean "nato"?',
    )
    served = replace(problem, code="PQ501", message="served as it last was good, until it is mended")
    snapshot = with_problems(edition().public, (problem, served))
    page = await get(snapshot=snapshot, live=True)
    above = page.text.partition('<div id="problems"')[2].partition("</div>")[0]
    for words in (
        "1 problem in",
        "news/a.md:3",
        "PQ105",
        "&lt;expected&gt; a value",
        "did you mean",
        'data-severity="error" open',
        "(served as it last was good, until it is mended)",
    ):
        assert words in above
    assert above.count("<li ") == 1


async def test_mistakes_come_first_and_all_quotes_to_review_are_one_problem() -> None:
    def problem(code: str, severity: Severity, file: str) -> Problem:
        return Problem(code=code, severity=severity, file=file, line=1, column=1, message="it is so")

    problems = (
        problem("PQ450", Severity.WARNING, "articles/a.md"),
        problem("PQ401", Severity.WARNING, "articles/b.md"),
        problem("PQ450", Severity.WARNING, "articles/c.md"),
        problem("PQ105", Severity.ERROR, "articles/d.md"),
    )
    page = await get(snapshot=with_problems(edition().public, problems), live=True)
    assert "3 problems in" in page.text
    assert re.findall(r"<b>(PQ\d+)</b>", page.text) == ["PQ105", "PQ401", "PQ450"]
    assert "2 stories have quotes that are proposals" in page.text
    assert "landing-page-" in page.text.partition("<script")[2].partition(">")[0]
    assert page.headers["content-security-policy"].startswith(
        "script-src 'self'; connect-src 'self'; default-src 'none'"
    )
    assert page.headers["cache-control"] == "private, no-cache"


@pytest.mark.parametrize(
    ("date", "words"),
    [
        ("2024", "2024"),
        ("2024-10", "October 2024"),
        ("2025-01-20", "20 January 2025"),
        ("2025-01-20T08:00:00+05:00", "20 January 2025"),
    ],
)
async def test_a_date_is_said_as_precisely_as_its_source(date: str, words: str) -> None:
    assert date_in_words(DateOrDateTime.parse(date)) == words


async def test_things_are_enumerated_as_one_says_them() -> None:
    assert enumerated(["a"]) == "a"
    assert enumerated(["a", "b"]) == "a and b"
    assert enumerated(["a", "b", "c"]) == "a, b and c"
