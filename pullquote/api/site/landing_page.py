"""The landing page: one page for a browser that says what this server is and what it serves now.

It needs no script and no build, and shows the public snapshot to everybody. Each story and each speaker
leads into the playground, with a query that shows more about it.
"""

from __future__ import annotations

import calendar
import hashlib
import json
from collections.abc import Iterable, Sequence
from html import escape
from urllib.parse import quote, urlencode

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from pullquote.api.site.playground import NOTHING_ELSE, asset_address, font_address, template
from pullquote.store.model.criteria import QuoteCriteria, StoryCriteria, StoryKind
from pullquote.store.model.dates import DateOrDateTime
from pullquote.store.model.pages import Bucket
from pullquote.store.model.problems import Problem
from pullquote.store.model.records import Article, Person, Quote, QuoteKind, Speaker, Story
from pullquote.store.newsroom.snapshot import Snapshot

DOCUMENTATION = "https://github.com/pullquote/pullquote#readme"
"""Where the documentation is read if this server does not have it; a link, and nothing that the page loads."""
STORIES = 8
"""How many stories are shown: a screenful beside the speakers."""
PROBLEMS = 20
"""How many problems are listed; all are shown by ``pullquote check``."""
SPEAKERS = 6
"""How many speakers are shown: a column as long as the stories."""
POLICY = f"default-src 'none'; style-src 'self'; img-src 'self'; font-src 'self'; {NOTHING_ELSE}"

NOUNS = {
    "articles": ("article", "articles"),
    "editorials": ("editorial", "editorials"),
    "quotes": ("quote", "quotes"),
    "people": ("person", "people"),
    "organizations": ("organization", "organizations"),
}
"""What is counted in the opening sentence, in its order: the key of the count, one of it and many."""

STORY_QUERY = """query Story($slug: String!) {
  story(by: {slug: $slug}) {
    headline
    standfirst
    latestDate
    quotes { nodes { text speakerAsPrinted cue role { title } } }
  }
}
"""
SPEAKER_QUERIES = {
    "person": """query Person($slug: String!) {
  person(by: {slug: $slug}) {
    name
    roles { title organization { name } }
    quotes { nodes { text dateSpoken role { title } addressee story { headline } } }
  }
}
""",
    "organization": """query Organization($slug: String!) {
  organization(by: {slug: $slug}) {
    name
    quotes { nodes { text dateSpoken speakerAsPrinted story { headline } } }
  }
}
""",
}


def landing_page(
    request: Request,
    snapshot: Snapshot,
    *,
    endpoint: str = "/graphql",
    playground: bool = True,
    introspection: bool = True,
    documentation: str | None = None,
) -> Response:
    """The page about ``snapshot``; 304 where the browser has it already.

    Where there is no ``playground``, nothing leads there, and without ``introspection`` nothing to the schema.
    ``documentation`` is the address of the pages that this server has of its own.
    """
    root = request.scope.get("root_path", "")
    ask, sdl = escape(f"{root}{endpoint}"), escape(f"{root}/schema.graphql")
    fonts = font_address(root)
    newest = _newest(snapshot)
    spoken = snapshot.quotes.select(QuoteCriteria())
    page = template("landing-page.html").substitute(
        home=escape(f"{root}/"),
        schema=f'<a href="{sdl}">Schema</a>' if introspection else "",
        read_schema=f'<a href="{sdl}">Read the schema</a>' if introspection else "",
        feed=escape(f"{root}/feeds/stories.atom"),
        documentation=escape(documentation or DOCUMENTATION),
        endpoint=ask,
        playground=f'<a href="{ask}">Playground</a>' if playground else "",
        open_playground=f'<a class="button" href="{ask}">Open the playground</a>' if playground else "",
        origin=escape(f"{request.url.scheme}://{request.url.netloc}"),
        icon=asset_address(root, "icon.svg"),
        base_style=asset_address(root, "pullquote.css"),
        fonts=f'<link rel="stylesheet" href="{fonts}">' if fonts else "",
        style=asset_address(root, "landing-page.css"),
        counts=_counts(snapshot.counts),
        featured=_featured(snapshot),
        stories="\n".join(_story(story, ask if playground else None) for story in newest),
        speakers="\n".join(
            _speaker(speaker, bucket.count, ask if playground else None)
            for bucket in spoken.facet("speakers", SPEAKERS)
            if (speaker := snapshot.person(bucket.key) or snapshot.organization(bucket.key))
        ),
        version=escape(snapshot.version),
        loaded=snapshot.loaded_at.isoformat(timespec="seconds"),
        loaded_words=f"{snapshot.loaded_at:%d %B %Y, %H:%M} UTC",
        problems=_problems(snapshot.problems),
    )
    # A hash of the page, not the snapshot's version alone: the page changes with a build too.
    etag = f'"{hashlib.sha256(page.encode()).hexdigest()[:32]}"'
    headers = {"Content-Security-Policy": POLICY, "Cache-Control": "no-cache", "ETag": etag}
    if request.headers.get("if-none-match") == etag:
        return Response(status_code=304, headers=headers)
    return HTMLResponse(page, headers=headers)


def _newest(snapshot: Snapshot) -> Sequence[Story]:
    """The newest articles, and after them editorials where there is space left: a report says more than an opinion of
    what is served here."""
    by_kind = [
        snapshot.stories.select(StoryCriteria(kinds=(kind,))).page(first=STORIES).nodes for kind in StoryKind
    ]
    return [story for nodes in by_kind for story in nodes][:STORIES]


def date_in_words(date: DateOrDateTime) -> str:
    """A date as a reader expects it, as precise as the source: ``October 2024``, ``20 January 2025``."""
    year, *rest = date.text[:10].split("-")
    month = [calendar.month_name[int(rest[0])]] if rest else []
    day = [str(int(rest[1]))] if len(rest) > 1 else []
    return " ".join([*day, *month, year])


def enumerated(items: Sequence[str]) -> str:
    """``a``, ``a and b``, ``a, b and c``."""
    return " and ".join([", ".join(items[:-1]), items[-1]] if len(items) > 1 else items)


def _counts(counts: Iterable[Bucket]) -> str:
    by_key = {bucket.key: bucket.count for bucket in counts}
    said = [
        f"<strong>{count:,}&nbsp;{one if count == 1 else many}</strong>"
        for key, (one, many) in NOUNS.items()
        if (count := by_key.get(key, 0))
    ]
    return enumerated(said) if said else "a newsroom that is still empty"


def _featured(snapshot: Snapshot) -> str:
    """The newest whole sentence that somebody said in so many words."""
    criteria = QuoteCriteria(kinds=(QuoteKind.DIRECT,), is_fragment=False)
    said = snapshot.quotes.select(criteria).page(first=1).nodes
    return "".join(_quotation(quotation) for quotation in said)


def _quotation(quotation: Quote) -> str:
    speaker = quotation.attributed_to
    details = [
        quotation.role and quotation.role.title,
        quotation.addressee and f"to {quotation.addressee}",
        date_in_words(quotation.date_spoken) if quotation.date_spoken else None,
    ]
    where = ", ".join(escape(detail) for detail in details if detail)
    return (
        f'<figure class="featured"><blockquote>{escape(quotation.text)}</blockquote>'
        f"<figcaption><b>{escape(speaker)}</b>{where and f', {where}'}</figcaption></figure>"
    )


def _story(story: Story, playground: str | None) -> str:
    kind = "Article" if isinstance(story, Article) else "Editorial"
    facts = [
        story.section.name if story.section and story.section.name != kind else None,
        date_in_words(story.latest_date),
        _number(len(story.quotes), "quote", "quotes") if story.quotes else None,
    ]
    kicker = "".join(f"<span>{escape(fact)}</span>" for fact in facts if fact)
    headline = _linked(story.headline, playground, STORY_QUERY, story.slug)
    standfirst = f"<p>{escape(story.standfirst)}</p>" if story.standfirst else ""
    return (
        f'<li lang="{escape(story.in_language)}"><p class="kicker"><b>{kind}</b>{kicker}</p>'
        f"<h3>{headline}</h3>{standfirst}</li>"
    )


def _speaker(speaker: Speaker, count: int, playground: str | None) -> str:
    kind = "person" if isinstance(speaker, Person) else "organization"
    name = _linked(speaker.name, playground, SPEAKER_QUERIES[kind], speaker.slug)
    about = f"<p>{escape(speaker.description)}</p>" if speaker.description else ""
    quotes = _number(count, "quote", "quotes")
    return f"<li><span>{name}</span><b>{quotes}</b>{about}</li>"


def _linked(text: str, playground: str | None, query: str, slug: str) -> str:
    """Text that leads into the playground, with a query in its fragment (see ``src/sharing.ts``)."""
    if playground is None:
        return escape(text)
    question = {"query": query, "variables": json.dumps({"slug": slug})}
    return f'<a href="{playground}#{escape(urlencode(question, quote_via=quote))}">{escape(text)}</a>'


def _problems(problems: Sequence[Problem]) -> str:
    """What is wrong with the files of what is shown, and which version of them is served."""
    if not problems:
        return ""
    listed = [
        f"<li><code>{escape(f'{each.file}:{each.line}')}</code> {escape(each.message)}</li>"
        for each in problems[:PROBLEMS]
    ]
    if len(problems) > PROBLEMS:
        listed.append(f"<li>and {len(problems) - PROBLEMS:,} more</li>")
    title = _number(len(problems), "problem", "problems")
    items = "".join(listed)
    return f'<details class="problems"><summary>{title} in its files</summary><ul>{items}</ul></details>'


def _number(count: int, one: str, many: str) -> str:
    return f"{count:,} {one if count == 1 else many}"
