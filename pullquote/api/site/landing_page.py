"""The landing page: one page for a browser that says what this server is and what it serves now.

It needs no build, and shows the public snapshot to everybody. Only who sees all problems gets a script with it,
which shows each save as it comes.
"""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from starlette.requests import Request
from starlette.responses import Response

from pullquote.api.site.landing_sections import (
    QuestionLinks,
    checked_in_words,
    counts_in_words,
    featured,
    problem_list,
    speaker_item,
    story_item,
)
from pullquote.api.site.pages import LIVE_POLICY, POLICY, frame, page_answer
from pullquote.api.site.playground import asset_address, template
from pullquote.store.model.criteria import QuoteCriteria, StoryCriteria, StoryKind
from pullquote.store.model.records import Story
from pullquote.store.model.snapshots.protocol import Snapshot

DOCUMENTATION = "https://github.com/pullquote/pullquote#readme"
"""Where the documentation is read if this server does not have it; a link, and nothing that the page loads."""
STORIES = 8
"""How many stories are shown: a screenful beside the speakers."""
SPEAKERS = 6
"""How many speakers are shown: a column as long as the stories."""


def landing_page(
    request: Request,
    snapshot: Snapshot,
    *,
    endpoint: str = "/graphql",
    playground: bool = True,
    introspection: bool = True,
    documentation: str | None = None,
    live: bool = False,
) -> Response:
    """The page about ``snapshot``; 304 where the browser has it already.

    Where there is no ``playground``, nothing leads there, and without ``introspection`` nothing to the schema.
    ``documentation`` is the address of the pages that this server has of its own. ``live`` is for who sees all
    problems: they stand above everything else, and the page follows each save.
    """
    root = request.scope.get("root_path", "")
    ask, sdl = escape(f"{root}{endpoint}"), escape(f"{root}/schema.graphql")
    links = QuestionLinks(root, f"{root}{endpoint}" if playground else None)
    script = asset_address(root, "landing-page.js")
    page = template("landing-page.html").substitute(
        frame(root),
        schema=f'<a href="{sdl}">Schema</a>' if introspection else "",
        read_schema=f'<a href="{sdl}">Read the schema</a>' if introspection else "",
        feed=escape(f"{root}/feeds/stories.atom"),
        documentation=escape(documentation or DOCUMENTATION),
        endpoint=ask,
        playground=f'<a href="{ask}">Playground</a>' if playground else "",
        open_playground=f'<a class="button" href="{ask}">Open the playground</a>' if playground else "",
        origin=escape(f"{request.url.scheme}://{request.url.netloc}"),
        style=asset_address(root, "landing-page.css"),
        script=f'<script type="module" src="{script}" data-endpoint="{ask}"></script>' if live else "",
        counts=counts_in_words(snapshot.counts),
        checked=checked_in_words(snapshot),
        featured=featured(snapshot, links),
        content=_content(snapshot, links),
        version=escape(snapshot.version),
        loaded=snapshot.loaded_at.isoformat(timespec="seconds"),
        loaded_words=f"{snapshot.loaded_at:%d %B %Y, %H:%M} UTC",
        problems_above=problem_list(snapshot.problems, wide=True) if live else "",
        problems_below="" if live else problem_list(snapshot.problems, wide=False),
    )
    return page_answer(
        request,
        page,
        policy=LIVE_POLICY if live else POLICY,
        cache_control="private, no-cache" if live else "no-cache",
    )


def _content(snapshot: Snapshot, links: QuestionLinks) -> str:
    """The newest stories and who is quoted most; of an empty newsroom, how it gets its first."""
    if not snapshot.stories.select().total_count:
        return template("first-steps.html").substitute()
    spoken = snapshot.quotes.select(QuoteCriteria()).facet("speakers", SPEAKERS)
    found = ((snapshot.person(each.key) or snapshot.organization(each.key), each.count) for each in spoken)
    speakers = "\n".join(speaker_item(speaker, count, links) for speaker, count in found if speaker)
    stories = "\n".join(story_item(story, links) for story in _newest(snapshot))
    return template("front-page.html").substitute(
        stories=stories,
        speakers=f'<h2 id="speakers">Most quoted</h2>\n<ol class="speakers">\n{speakers}\n</ol>'
        if speakers
        else "",
    )


def _newest(snapshot: Snapshot) -> Sequence[Story]:
    """The newest article, since a report says more than an opinion of what is served here, and then all the newest."""
    article = snapshot.stories.select(StoryCriteria(kinds=(StoryKind.ARTICLE,))).page(first=1).nodes
    newest = snapshot.stories.select().page(first=STORIES).nodes
    return list(dict.fromkeys([*article, *newest]))[:STORIES]
