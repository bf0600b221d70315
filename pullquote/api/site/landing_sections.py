"""The sections of the landing page as HTML: the counts, the quote of the day, stories, speakers, what is wrong.

Each story, speaker and quote leads into the playground, with a query that shows more about it.
"""

from __future__ import annotations

import calendar
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape
from urllib.parse import quote, urlencode

from pullquote.store.model.bodies import Image
from pullquote.store.model.criteria import QuoteCriteria
from pullquote.store.model.dates import DateOrDateTime
from pullquote.store.model.pages import Bucket
from pullquote.store.model.problems import NOT_AS_THEY_ARE, Problem, Severity, folded
from pullquote.store.model.records import (
    Article,
    AttributionMethod,
    Person,
    Quote,
    QuoteKind,
    SourceKind,
    Speaker,
    Story,
)
from pullquote.store.model.snapshots.protocol import Snapshot
from pullquote.store.pictures.formats import path_of_address

PROBLEMS = 8
"""How many problems are listed, so that the page is still to be seen below them; ``pullquote check`` shows all."""
CANDIDATES = 100
"""How many of the newest quotes are looked at for one to show large."""
TELLING = range(40, 280)
"""How many characters a quote has that says something and is read at a glance."""

PROPOSED = QuoteCriteria(attribution_methods=(AttributionMethod.PROPOSED,))
"""The quotes of which nobody has confirmed who said them."""

NOUNS = {
    "articles": ("article", "articles"),
    "editorials": ("editorial", "editorials"),
    "quotes": ("quote", "quotes"),
    "people": ("person", "people"),
    "organizations": ("organization", "organizations"),
}
"""What is counted in the opening sentence, in its order: the key of the count, one of it and many."""

QUERIES = {
    "quote": """query Quote($id: ID!) {
  node(id: $id) {
    ... on Quote {
      text
      speakerAsPrinted
      role { title organization { name } }
      addressee
      occasion
      dateSpoken
      context { before after }
      story { slug headline latestDate }
    }
  }
}
""",
    "story": """query Story($slug: String!) {
  story(by: {slug: $slug}) {
    headline
    standfirst
    latestDate
    quotes { nodes { text speakerAsPrinted cue role { title } } }
  }
}
""",
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
"""What is asked about each thing that the page names."""


@dataclass(frozen=True)
class QuestionLinks:
    """Where the page leads: the root path, and the playground, None where there is none."""

    root: str
    playground: str | None

    def question(self, about: str, **variables: str) -> str | None:
        """The address of a question in the playground, escaped; its fragment is read by ``src/sharing.ts``."""
        if self.playground is None:
            return None
        question = {"query": QUERIES[about], "variables": json.dumps(variables)}
        return escape(f"{self.playground}#{urlencode(question, quote_via=quote)}")

    def linked(self, html: str, about: str, **variables: str) -> str:
        """HTML that leads to a question, where there is a playground."""
        address = self.question(about, **variables)
        return html if address is None else f'<a href="{address}">{html}</a>'

    def picture(self, image: Image | None) -> str:
        """A picture of the newsroom; nothing for one elsewhere, which this page loads nothing from."""
        if image is None or path_of_address(image.url) is None:
            return ""
        size = f' width="{image.width}" height="{image.height}"' if image.width and image.height else ""
        return f'<img src="{escape(self.root + image.url)}" alt="{escape(image.alt)}"{size} loading="lazy">'


def date_in_words(date: DateOrDateTime) -> str:
    """A date as a reader expects it, as precise as the source: ``October 2024``, ``20 January 2025``."""
    year, *rest = date.text[:10].split("-")
    month = [calendar.month_name[int(rest[0])]] if rest else []
    day = [str(int(rest[1]))] if len(rest) > 1 else []
    return " ".join([*day, *month, year])


def enumerated(items: Sequence[str]) -> str:
    """``a``, ``a and b``, ``a, b and c``."""
    return " and ".join([", ".join(items[:-1]), items[-1]] if len(items) > 1 else items)


def counts_in_words(counts: Iterable[Bucket]) -> str:
    """``7 articles and 3 people``: how many there are of what there is."""
    by_key = {bucket.key: bucket.count for bucket in counts}
    said = [
        f"<strong>{count:,}&nbsp;{one if count == 1 else many}</strong>"
        for key, (one, many) in NOUNS.items()
        if (count := by_key.get(key, 0))
    ]
    return enumerated(said) if said else "a newsroom that is still empty"


def checked_in_words(snapshot: Snapshot) -> str:
    """What is known of the quotes that are served: their words were found, and who said them may be a proposal."""
    total = snapshot.quotes.select().total_count
    proposed = snapshot.quotes.select(PROPOSED).total_count
    if not total:
        return ""
    found = " The words of every quote have been found in its story."
    if not proposed:
        return found
    said = "who said it" if proposed < total else "who said them"
    program = f"For <strong>{proposed:,}</strong> of them, a program" if proposed < total else "A program"
    return f"{found} {program} proposed {said}, and nobody has reviewed that yet."


def featured(snapshot: Snapshot, links: QuestionLinks) -> str:
    """Of the newest quotes, one that says something: whole sentences of a person in an office, word for word. Where
    there is one, no proposal."""
    said = QuoteCriteria(
        kinds=(QuoteKind.DIRECT,), is_fragment=False, source_kinds=(SourceKind.NAMED_PERSON,)
    )
    candidates = snapshot.quotes.select(said).page(first=CANDIDATES).nodes
    best = max(
        candidates,
        key=lambda each: (
            each.attribution.review is None,
            each.role is not None,
            len(each.text) in TELLING,
            each.date_spoken is not None,
        ),
        default=None,
    )
    return "" if best is None else _quotation(best, links)


def _quotation(quotation: Quote, links: QuestionLinks) -> str:
    role = quotation.role
    organization = role.organization if role else None
    details = [
        role and role.title,
        organization.name if role and organization and organization.name not in role.title else None,
        quotation.addressee and f"to {quotation.addressee}",
        date_in_words(quotation.date_spoken or quotation.date),
    ]
    where = ", ".join(escape(detail) for detail in details if detail)
    proposed = "; proposed by a program, not reviewed" if quotation.attribution.review else ""
    words = links.linked(escape(quotation.text), "quote", id=quotation.id)
    return (
        f'<figure class="featured" lang="{escape(quotation.story.in_language)}"><blockquote>{words}</blockquote>'
        f"<figcaption><b>{escape(quotation.attributed_to)}</b>, {where}{proposed}</figcaption></figure>"
    )


def story_item(story: Story, links: QuestionLinks) -> str:
    """A story in the list: its picture, what and when it is, its headline and standfirst."""
    kind = "Article" if isinstance(story, Article) else "Editorial"
    corrected = max((each.date for each in story.corrections), key=lambda date: date.start, default=None)
    facts = [
        story.section.name if story.section and story.section.name != kind else None,
        date_in_words(story.latest_date),
        number(len(story.quotes), "quote", "quotes") if story.quotes else None,
        f"Corrected {date_in_words(corrected)}" if corrected else None,
    ]
    kicker = "".join(f"<span>{escape(fact)}</span>" for fact in facts if fact)
    headline = links.linked(escape(story.headline), "story", slug=story.slug)
    standfirst = f"<p>{escape(story.standfirst)}</p>" if story.standfirst else ""
    return (
        f'<li lang="{escape(story.in_language)}">{links.picture(story.image)}'
        f'<p class="kicker"><b>{kind}</b>{kicker}</p><h3>{headline}</h3>{standfirst}</li>'
    )


def speaker_item(speaker: Speaker, count: int, links: QuestionLinks) -> str:
    """A speaker in the list, with the number of quotes."""
    kind = "person" if isinstance(speaker, Person) else "organization"
    name = links.linked(escape(speaker.name), kind, slug=speaker.slug)
    about = f"<p>{escape(speaker.description)}</p>" if speaker.description else ""
    picture = links.picture(speaker.image)
    return f"<li><span>{name}</span><b>{number(count, 'quote', 'quotes')}</b>{about}{picture}</li>"


def problem_list(problems: tuple[Problem, ...], *, wide: bool) -> str:
    """What is wrong with files, and which version of them is served; ``wide`` for who can mend it."""
    if not problems:
        return ""
    mistakes = [each for each in problems if each.severity is Severity.ERROR]
    shown = _with_what_is_served(problems)
    listed = [_problem(each, served) for each, served in shown[:PROBLEMS]]
    if len(shown) > PROBLEMS:
        listed.append(f"<li>and {len(shown) - PROBLEMS:,} more: <code>pullquote check</code> shows all</li>")
    title = number(len(shown), "problem", "problems")
    where = "the newsroom’s" if wide else "its"
    severity = "error" if mistakes else "warning"
    opened = " open" if wide and mistakes else ""
    items = "".join(listed)
    return (
        f'<details class="problems" data-severity="{severity}"{opened}>'
        f"<summary>{title} in {where} files</summary><ul>{items}</ul></details>"
    )


def _with_what_is_served(problems: tuple[Problem, ...]) -> list[tuple[Problem, str]]:
    """The problems, mistakes first, and what is served instead of the file: that is no problem of its own where the
    mistake in the file is shown."""
    mistakes = [each for each in problems if each.is_mistake]
    wrong = {each.file for each in mistakes}
    served = {each.file: each.message for each in problems if each.code in NOT_AS_THEY_ARE}
    others = [
        each
        for each in folded(problems, "")
        if not each.is_mistake and not (each.code in NOT_AS_THEY_ARE and each.file in wrong)
    ]
    return [(each, served.pop(each.file, "")) for each in mistakes] + [(each, "") for each in others]


def _problem(problem: Problem, served: str) -> str:
    place = f"<code>{escape(f'{problem.file}:{problem.line}')}</code> " if problem.file else ""
    suggestion = f" <em>{escape(problem.suggestion)}</em>" if problem.suggestion else ""
    note = f" <small>({escape(served)})</small>" if served else ""
    severity = problem.severity.name.lower()
    return f'<li data-severity="{severity}">{place}<b>{problem.code}</b> {escape(problem.message)}{suggestion}{note}</li>'


def number(count: int, one: str, many: str) -> str:
    """``1 quote``, ``1,200 quotes``."""
    return f"{count:,} {one if count == 1 else many}"
