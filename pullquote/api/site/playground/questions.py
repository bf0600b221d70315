"""The examples as questions of a newsroom: with slugs, topics, dates and words that are in it.

Each example names its variables, with defaults for the newsroom that ships. Here they get the values of what is served:
the person who is quoted most, the newest article with quotes. Where there is no such thing, the question says so.
"""

from __future__ import annotations

import asyncio
import json
import re
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import timedelta
from threading import Lock
from weakref import WeakKeyDictionary

from graphql import OperationDefinitionNode, parse

from pullquote.api.site.playground.examples import Example, load_examples
from pullquote.store.model.criteria import QuoteCriteria, StoryCriteria, StoryKind
from pullquote.store.model.records import Person
from pullquote.store.model.snapshots.asking import answered
from pullquote.store.model.snapshots.protocol import Snapshot, SnapshotFacts

MOST_LOOKED_AT = 100
"""How many people, organizations or stories are looked at for one that a question can be asked about."""
WORDS_TRIED = 5
"""How many words of each sort are searched for, to take the one that is found most."""
LONG_WORD = re.compile(r"[^\W\d_]{5,}")
"""A word that says something of what a headline is about."""
DAYS_BEFORE = timedelta(days=6)
"""With the last day itself, a week."""

NOT_KNOWN_YET = ""
"""What is said of a question for which the answers of the store are still to come: it is asked again."""

Defaults = Mapping[str, str]
"""The values of a question's variables, by their names."""
Find = Callable[[Snapshot], "Defaults | str"]
"""Finds the values that a question has in a newsroom, or says why it cannot be asked there."""

_asked: WeakKeyDictionary[object, tuple[Example, ...]] = WeakKeyDictionary()
_asking = Lock()


async def questions_for(snapshot: SnapshotFacts) -> tuple[Example, ...]:
    """The questions of a snapshot. Where it has all answers a thread finds them, so that nobody else waits for searches
    and facets."""
    known = _asked.get(snapshot.identity)
    if known is not None:
        return known
    view = snapshot.view()
    if view is snapshot:
        return await asyncio.to_thread(questions_of, view)
    return await answered(snapshot, questions_of)


def questions_of(snapshot: Snapshot) -> tuple[Example, ...]:
    """The examples with values of a snapshot; those that it cannot answer say why. Found once for each snapshot."""
    with _asking:
        known = _asked.get(snapshot.identity)
        if known is None:
            known = tuple(_filled(example, snapshot) for example in load_examples())
            if not snapshot.lacks_answers:
                _asked[snapshot.identity] = known
        return known


def _filled(example: Example, snapshot: Snapshot) -> Example:
    found = FINDERS[example.name](snapshot)
    if isinstance(found, str):
        return replace(example, unanswerable=found)
    return replace(example, query=with_defaults(example.query, found))


def with_defaults(query: str, values: Defaults) -> str:
    """``query`` with other defaults for some of its variables; those that have none stay without."""
    [operation] = [node for node in parse(query).definitions if isinstance(node, OperationDefinitionNode)]
    for variable in reversed(operation.variable_definitions or ()):
        value = values.get(variable.variable.name.value)
        default = variable.default_value
        if value is not None and default is not None and default.loc is not None:
            literal = json.dumps(value, ensure_ascii=False)  # a string of JSON is one of GraphQL
            query = query[: default.loc.start] + literal + query[default.loc.end :]
    return query


def _any_story(snapshot: Snapshot) -> Defaults | str:
    return {} if snapshot.stories.select().total_count else "There is no story yet."


def _article_with_quotes(snapshot: Snapshot) -> Defaults | str:
    found = snapshot.stories_of(StoryKind.ARTICLE, StoryCriteria(has_quotes=True)).page(first=1).nodes
    return {"slug": found[0].slug} if found else "No article has quotes yet."


def _quoted_people(snapshot: Snapshot) -> list[Person]:
    """Those who are quoted most, most first."""
    speakers = snapshot.quotes.select().facet("speakers", MOST_LOOKED_AT)
    return [person for bucket in speakers if (person := snapshot.person(bucket.key)) is not None]


def _person_with_office(snapshot: Snapshot) -> Defaults | str:
    people = _quoted_people(snapshot)
    held = [person for person in people if person.roles]
    return {"person": (held or people)[0].slug} if people else "No person is quoted yet."


def _most_quoted_person(snapshot: Snapshot) -> Defaults | str:
    people = _quoted_people(snapshot)
    return {"person": people[0].slug} if people else "No person is quoted yet."


def _topic_and_month(snapshot: Snapshot) -> Defaults | str:
    topics = snapshot.quotes.select().facet("topics", 1)
    if not topics:
        return "No story with quotes has a topic yet."
    topic = topics[0].key
    months = snapshot.quotes.select(QuoteCriteria(topics=(topic,))).facet("months", 1)
    return {"topic": topic, "month": months[0].key} if months else NOT_KNOWN_YET


def _week_of_editorials(snapshot: Snapshot) -> Defaults | str:
    newest = snapshot.stories_of(StoryKind.EDITORIAL).page(first=1).nodes
    if not newest:
        return "There is no editorial yet."
    date = newest[0].date
    if date.first_day != date.last_day:  # a month or a year is all that is known
        return {"from": date.text, "to": date.text}
    return {"from": (date.first_day - DAYS_BEFORE).isoformat(), "to": date.last_day.isoformat()}


def _words_of_a_search(snapshot: Snapshot) -> Defaults | str:
    topics = [bucket.label for bucket in snapshot.stories.select().facet("topics", WORDS_TRIED)]
    headlines = [story.headline for story in snapshot.stories.select().page(first=MOST_LOOKED_AT).nodes]
    counted = Counter(word for headline in headlines for word in set(LONG_WORD.findall(headline)))
    common = [word for word, _ in counted.most_common(WORDS_TRIED)]
    found = {
        words: snapshot.stories.select(StoryCriteria(search=words)).total_count
        for words in [*topics, *common, *headlines[:1]]
    }
    best = max(found, key=lambda words: found[words], default=None)
    return {"words": best} if best is not None and found[best] else "There is no story to search yet."


def _organization_with_spokespeople(snapshot: Snapshot) -> Defaults | str:
    for bucket in snapshot.quotes.select().facet("organizations", MOST_LOOKED_AT):
        organization = snapshot.organization(bucket.key)
        if organization is not None and snapshot.roles_of(organization):
            return {"organization": organization.slug}
        if snapshot.lacks_answers:
            return NOT_KNOWN_YET
    return "Nobody who is quoted holds an office in an organization yet."


def _story_with_related(snapshot: Snapshot) -> Defaults | str:
    stories = snapshot.stories.select().page(first=MOST_LOOKED_AT).nodes
    for story in stories:
        if snapshot.related(story, 1):
            return {"slug": story.slug}
        if snapshot.lacks_answers:
            return NOT_KNOWN_YET
    for story in stories:
        shared = [story.section, *story.topics]
        if any(each is not None and snapshot.stories_of(each).total_count > 1 for each in shared):
            return {"slug": story.slug}
    return "No two stories have a topic, a section or a person in common yet."


FINDERS: Mapping[str, Find] = {
    "01-front-page": _any_story,
    "02-article": _article_with_quotes,
    "03-quotes-of-a-person": _person_with_office,
    "04-quotes-about-a-topic": _topic_and_month,
    "05-editorials-of-a-week": _week_of_editorials,
    "06-facets-of-a-search": _words_of_a_search,
    "07-timeline-of-a-speaker": _most_quoted_person,
    "08-spokespeople": _organization_with_spokespeople,
    "09-related-stories": _story_with_related,
    "10-new-since": _any_story,
}
"""By the name of each example."""
