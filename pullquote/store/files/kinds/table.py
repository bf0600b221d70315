"""The kinds that there are: a descriptor of each."""

from __future__ import annotations

from pullquote.store.files.kinds.checks import check_roles
from pullquote.store.files.kinds.keys import (
    OrganizationKeys,
    PersonKeys,
    PublicationKeys,
    SectionKeys,
    StoryKeys,
    TopicKeys,
)
from pullquote.store.model.criteria import OrganizationCriteria, PersonCriteria
from pullquote.store.model.kinds import Kind, Kinds
from pullquote.store.model.records import (
    Article,
    Editorial,
    Organization,
    Person,
    Publication,
    Role,
    Section,
    Topic,
)

PEOPLE_OR_ORGANIZATIONS = ("people", "organizations")
STORY_REFERENCES: tuple[tuple[tuple[str, ...], tuple[str, ...]], ...] = (
    (("publication",), ("publications",)),
    (("section",), ("sections",)),
    (("topics", "*"), ("topics",)),
    (("sourceOrganization",), ("organizations",)),
    (("authors", "*"), ("people",)),
    (("mentions", "*"), PEOPLE_OR_ORGANIZATIONS),
    (("quotes", "*", "speaker"), PEOPLE_OR_ORGANIZATIONS),
    (("quotes", "*", "speaker", "*"), PEOPLE_OR_ORGANIZATIONS),
)
NAMES = ("name", "alternate_names")
SEARCHED_BY_NAME = {"name": 5.0, "description": 1.0}
SEARCHED = {"name": 5.0, "alternate_names": 5.0, "description": 1.0}

KINDS: Kinds = {
    kind.name: kind
    for kind in (
        Kind(name="articles", noun="article", record=Article, keys=StoryKeys, references=STORY_REFERENCES),
        Kind(
            name="editorials", noun="editorial", record=Editorial, keys=StoryKeys, references=STORY_REFERENCES
        ),
        Kind(
            name="people",
            noun="person",
            listed="Everybody who speaks, writes or is mentioned",
            record=Person,
            keys=PersonKeys,
            unknown="PQ203",
            references=((("roles", "*", "organization"), ("organizations",)),),
            parts={"roles": Role},
            checks=(check_roles,),
            names=NAMES,
            searched=SEARCHED,
            criteria=PersonCriteria,
            dimensions={"organizations": ("roles", "*", "organization")},
            stories_by=("authors", "speakers", "mentions"),
            quotes_by="speakers",
        ),
        Kind(
            name="organizations",
            noun="organization",
            listed="Every organization that speaks, employs speakers, publishes or is mentioned",
            record=Organization,
            keys=OrganizationKeys,
            unknown="PQ204",
            references=((("parent",), ("organizations",)),),
            names=NAMES,
            searched=SEARCHED,
            criteria=OrganizationCriteria,
            dimensions={"kinds": ("kind",)},
            stories_by=("speakers", "organizations", "mentions", "source_organizations"),
            quotes_by="organizations",
        ),
        Kind(
            name="publications",
            noun="publication",
            listed="The newspapers, magazines and sites that stories appear in",
            record=Publication,
            keys=PublicationKeys,
            unknown="PQ201",
            searched=SEARCHED_BY_NAME,
            references=((("publisher",), ("organizations",)),),
            stories_by=("publications",),
            quotes_by="publications",
        ),
        Kind(
            name="sections",
            noun="section",
            listed="The desks and pages of the publications",
            record=Section,
            keys=SectionKeys,
            unknown="PQ202",
            searched=SEARCHED_BY_NAME,
            references=((("publication",), ("publications",)),),
            stories_by=("sections",),
            quotes_by="sections",
        ),
        Kind(
            name="topics",
            noun="topic",
            listed="What stories are about",
            record=Topic,
            keys=TopicKeys,
            unknown="PQ205",
            searched=SEARCHED_BY_NAME,
            stories_by=("topics",),
            quotes_by="topics",
        ),
    )
}
"""Every kind, by the name of its folder or file."""
STORIES = tuple(name for name, kind in KINDS.items() if kind.is_story)
"""The kinds of stories, which share their slugs."""
