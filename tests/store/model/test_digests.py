"""A version names content: all of it, and nothing else."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from dataclasses import fields, replace
from typing import Any

import pytest
from hypothesis import given

from pullquote.store.files.kinds import KINDS
from pullquote.store.model import digests
from pullquote.store.model.bodies import BlockKind, Body
from pullquote.store.model.digests import content_of, digest_of, version_of
from pullquote.store.model.kinds import Records
from pullquote.store.model.problems import Problem, Severity
from pullquote.store.model.records import (
    Article,
    Editorial,
    Organization,
    OrganizationKind,
    Person,
    Publication,
    Quote,
    QuoteKind,
    Rights,
    Role,
    Section,
    SourceKind,
    StoryStatus,
    Topic,
)
from tests.conftest import ROOT
from tests.store.newsrooms import QuoteSpec, StorySpec, newsrooms, records_of, when

SPEC = StorySpec(
    "a",
    section="world",
    topics=("war",),
    authors=("cy",),
    mentions=("di",),
    modified="2024-11",
    quotes=(QuoteSpec("one", "ada", role=0, spoken="2024-10", occasion="A speech"), QuoteSpec("two", None)),
)


@given(newsrooms())
def test_the_same_content_has_the_same_version(specs: list[StorySpec]) -> None:
    assert version_of(records_of(specs), ()) == version_of(records_of(specs[::-1]), ())


def test_it_is_the_same_in_another_process() -> None:
    code = (
        "from tests.store.newsrooms import *; from pullquote.store.model.digests import version_of\n"
        "from tests.store.model.test_digests import SPEC; print(version_of(records_of([SPEC]), ()))"
    )
    other = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert other.stdout.strip() == version_of(records_of([SPEC]), ())


DERIVED = {
    *(
        (kind, name)
        for kind in ("Article", "Editorial")
        for name in ("slug", "digest", "expires", "pictures")
    ),
    *((kind.__name__, "slug") for kind in (Person, Organization, Publication, Section, Topic)),
}
"""What follows from other fields: a slug from the id, a digest from all of them. And what is not served."""
PARTS_TESTED_APART = {"body", "rights", "roles", "parts", "quotes"}


def others(value: Any, records: Records) -> Any:
    """Another value of the same kind."""
    match value:
        case None:
            return "something"
        case bool():
            return not value
        case int():
            return value + 1
        case str():
            return f"{value}!"
        case QuoteKind() | SourceKind() | StoryStatus() | OrganizationKind() | BlockKind() | Severity():
            return next(each for each in type(value) if each is not value)
        case tuple():
            return (*value, records.people[-1]) if value else ("something",)
        case Person() | Organization():
            return records.people[-1]
        case Publication():
            return next(each for each in records.publications if each is not value)
        case Section():
            return records.sections[0]
    return when("1999")


def changed(record: Any, records: Records) -> Iterator[tuple[str, Any]]:
    """The record with one field changed at a time."""
    for field in fields(record):
        name, value = field.name, getattr(record, field.name)
        if (type(record).__name__, name) in DERIVED or name in PARTS_TESTED_APART:
            continue
        if name in {"embargo", "date_published", "date_modified", "date_spoken", "start_date", "end_date"}:
            yield name, replace(record, **{name: when("1999")})
        elif (
            name
            in {
                "section",
                "parent",
                "publisher",
                "publication",
                "source_organization",
                "speaker",
                "role",
                "story",
            }
            and value is None
        ):
            other: dict[str, Any] = {
                "section": records.sections[0],
                "speaker": records.people[0],
                "role": records.people[0].roles[0],
                "publication": records.publications[0],
            }
            yield name, replace(record, **{name: other.get(name, records.organizations[0])})
        elif name in {"topics", "authors", "mentions", "speakers"}:
            yield name, replace(record, **{name: value[:-1] or (records.topics[0],)})
        elif name == "role":
            yield name, replace(record, role=None)
        elif name == "story":
            yield name, replace(record, story=records.stories[-1])
        else:
            yield name, replace(record, **{name: others(value, records)})


RECORDS = records_of([SPEC, StorySpec("b", editorial=True)])
PROBLEM = Problem(
    code="PQ401", severity=Severity.WARNING, file="a.md", line=1, column=1, message="odd", entity="articles/a"
)
SAMPLES = (
    *RECORDS.stories,
    *RECORDS.stories[0].quotes,
    RECORDS.people[0],
    RECORDS.organizations[0],
    RECORDS.publications[0],
    RECORDS.sections[0],
    RECORDS.topics[0],
    PROBLEM,
)


def test_every_type_is_sampled() -> None:
    assert {type(sample) for sample in SAMPLES} == {kind.record for kind in KINDS.values()} | {Quote, Problem}


@pytest.mark.parametrize("record", SAMPLES, ids=lambda record: type(record).__name__)
def test_no_field_changes_without_the_version(record: Any) -> None:
    for name, other in changed(record, RECORDS):
        assert content_of(other) != content_of(record), name


def test_no_part_changes_without_the_version() -> None:
    story = RECORDS.stories[0]
    body = story.body
    assert isinstance(story, Article)
    assert body
    rights = Rights(copyright_holder="a", copyright_notice=None, usage_terms=None, license=None)
    described: list[Body | None] = [
        None,
        replace(body, markdown="new"),
        replace(body, blocks=(replace(body.blocks[0], html="new"),)),
    ]
    stories = [story, *(replace(story, body=each) for each in described), replace(story, rights=rights)]
    stories += [
        replace(story, rights=replace(rights, license="MIT")),
        replace(story, quotes=story.quotes[:1]),
    ]
    assert len({digest_of(each) for each in stories}) == len(stories)
    quote = story.quotes[0]
    moved: Quote = replace(quote, spans=(replace(quote.spans[0], start=99),))
    assert digest_of(replace(story, quotes=(moved,))) != digest_of(replace(story, quotes=(quote,)))
    person = RECORDS.people[0]
    roles: list[Role] = [
        replace(person.roles[0], title="Other"),
        replace(person.roles[0], end_date=when("2025")),
    ]
    persons = [person, *(replace(person, roles=(each,)) for each in roles), replace(person, roles=())]
    assert len({version_of(with_people(each), ()) for each in persons}) == len(persons)


def with_people(*people: Person) -> Records:
    return replace(RECORDS, by_kind={**RECORDS.by_kind, "people": people})


def test_problems_are_content() -> None:
    assert version_of(RECORDS, ()) != version_of(RECORDS, (PROBLEM,))


def test_a_story_is_not_changed_by_whom_it_names() -> None:
    story = RECORDS.stories[0]
    renamed = replace(story, authors=(replace(story.authors[0], name="Renamed"),))
    assert digest_of(renamed) == digest_of(story)
    assert isinstance(RECORDS.stories[1], Editorial)


def test_a_version_that_is_made_from_the_one_before_is_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(digests, "HASHED_AT_ONCE", 2)
    specs = [StorySpec(slug) for slug in "abcde"]
    before = records_of(specs)
    version_of(before, ())
    story = before.stories[2]
    stories = before.stories
    for changed in (
        (*stories[:2], replace(story, digest="another"), *stories[3:]),
        stories[1:],
        (*stories[:2], *stories[3:]),
        (),
    ):
        after = replace(before, stories=changed)
        made = version_of(after, (), before)
        assert made == version_of(replace(after), ())
        assert made != version_of(before, ())
    people = tuple(before.people[::-1])
    after = replace(before, by_kind={**before.by_kind, "people": people})
    assert version_of(after, (), before) == version_of(replace(after), ()) != version_of(before, ())
