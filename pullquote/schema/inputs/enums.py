"""The enums of the store, described for the client who meets them in GraphiQL.

The types of the schema import them from here, so that they are described before they are used.
"""

from __future__ import annotations

from enum import EnumMeta

import strawberry

from pullquote.schema.compat_strawberry import describe_values
from pullquote.store.model.bodies import BlockKind, EmbedKind
from pullquote.store.model.criteria import SearchMatch, StoryKind
from pullquote.store.model.dates import TimelineInterval
from pullquote.store.model.problems import Severity
from pullquote.store.model.records import (
    AttributionMethod,
    OrganizationKind,
    QuoteKind,
    ReviewTier,
    SourceKind,
    StoryPart,
)
from pullquote.store.model.snapshots.change_feed import ChangeKind

__all__ = [
    "AttributionMethod",
    "BlockKind",
    "ChangeKind",
    "EmbedKind",
    "OrganizationKind",
    "QuoteKind",
    "ReviewTier",
    "SearchMatch",
    "Severity",
    "SourceKind",
    "StoryKind",
    "StoryPart",
    "TimelineInterval",
    "describe",
]


def describe(enum: EnumMeta, name: str, description: str, values: dict[str, str]) -> None:
    """Make a Python enum a GraphQL enum ``name``; every one of its members needs a description.

    The members of a plain enum have no place for a description, so it is set on Strawberry's definition
    of them; the enum itself stays the store's, and its members are what resolvers return and receive.
    """
    strawberry.enum(enum, name=name, description=description)
    describe_values(enum, values)


describe(
    QuoteKind,
    "QuoteKind",
    "How the words stand in the prose.",
    {
        "DIRECT": "The speaker's own words: in quotation marks, or set as speech (a block quotation, a dash, an interview).",
        "INDIRECT": "Reported speech, the reporter's words.",
        "MIXED": "Reported speech with some of the speaker's own words.",
    },
)

describe(
    SearchMatch,
    "SearchMatch",
    "What a search looked for in the end.",
    {
        "ALL": "All words of the query, as they are.",
        "CORRECTED": "All words of `didYouMean`: nothing has those of the query, of which some were mistyped.",
        "ANY": "Any of the words (of `didYouMean`, where it is given): nothing has all of them.",
        "NOTHING": "Nothing has any of the words.",
    },
)

describe(
    TimelineInterval,
    "TimelineInterval",
    "How finely a timeline divides.",
    {"DAY": "By day, as dates are written.", "MONTH": "By month.", "YEAR": "By year."},
)

describe(
    StoryPart,
    "StoryPart",
    "Which text of a story has the words of a quote.",
    {
        "HEADLINE": "The headline.",
        "ALTERNATIVE_HEADLINE": "The alternative headline.",
        "STANDFIRST": "The standfirst.",
        "BODY": "The body.",
    },
)

describe(
    ReviewTier,
    "ReviewTier",
    "How safe a proposed quote is that nobody has confirmed.",
    {
        "A": "Safe: the story says plainly who said it.",
        "B": "Likely: a rule says who said it, and that rule is sometimes wrong.",
        "C": "To be looked at: there are others who may have said it, or it may be no quote.",
    },
)

describe(
    AttributionMethod,
    "AttributionMethod",
    "Who attributed a quote to its speaker.",
    {
        "CONFIRMED": "A person wrote it, or has confirmed what a program proposed.",
        "PROPOSED": "A program proposed it, and nobody has confirmed it.",
    },
)

describe(
    SourceKind,
    "SourceKind",
    "Who or what a quote is attributed to. Only the two NAMED kinds have a `speaker`.",
    {
        "NAMED_PERSON": "A person with a name.",
        "NAMED_ORGANIZATION": "A body with a name, as in “the Pentagon said”.",
        "ANONYMOUS": "Somebody whose name the story withholds on purpose.",
        "UNNAMED_PERSON": "One person without a name, as in “a diplomat said”.",
        "UNNAMED_GROUP": "Several people without names, as in “experts said”.",
        "DOCUMENT": "A report, letter, law or other text.",
    },
)

describe(
    OrganizationKind,
    "OrganizationKind",
    "What sort of body an organization is.",
    {
        "GOVERNMENT": "A government, ministry, parliament, council or agency of a state.",
        "MILITARY": "The armed forces of a state, or a part of them.",
        "INTERGOVERNMENTAL": "A body of several states, such as the United Nations.",
        "PARTY": "A political party.",
        "COMPANY": "A business.",
        "MEDIA": "A newspaper, broadcaster or news agency, or who owns it.",
        "NGO": "A campaign or other body outside the state that has no kind of its own.",
        "ARMED_GROUP": "Armed forces that belong to no state.",
        "COURT": "A court or tribunal.",
        "POLICE": "A police force, or a part of it.",
        "EMERGENCY_SERVICE": "A fire brigade, an ambulance, lifeboat or other rescue service.",
        "SCHOOL": "A school or nursery.",
        "UNIVERSITY": "A university or college.",
        "RESEARCH_INSTITUTE": "An institute or laboratory for research.",
        "HOSPITAL": "A hospital, clinic or health service.",
        "CHARITY": "A charity or foundation.",
        "CHURCH": "A church, mosque, synagogue, temple or other religious body.",
        "UNION": "A union of workers.",
        "ASSOCIATION": "A trade, professional, residents’ or other association.",
        "SPORTS_TEAM": "A team, club or federation of a sport.",
        "PERFORMING_GROUP": "An orchestra, choir, theatre or band.",
        "MUSEUM": "A museum or gallery.",
        "LIBRARY": "A library or archive.",
        "OTHER": "Anything else.",
    },
)

describe(
    BlockKind,
    "BlockKind",
    "What a block of a body is.",
    {
        "PARAGRAPH": "A paragraph.",
        "HEADING": "A heading between paragraphs (a cross-head).",
        "LIST": "A whole list, its items separated by line breaks in `text`.",
        "BLOCK_QUOTE": "A passage set off from the rest.",
        "CODE": "Preformatted text.",
        "TABLE": "A table.",
        "THEMATIC_BREAK": "A rule between two parts; its `text` is empty.",
        "FIGURE": "A picture; its `text` is the caption.",
        "EMBED": "Something of another site, by its address; its `text` is the caption.",
        "FOOTNOTE": "A note; all of them are at the end.",
    },
)

describe(
    EmbedKind,
    "EmbedKind",
    "What is embedded in a text.",
    {
        "AUDIO": "A sound: a file to be played.",
        "VIDEO": "A film: a file to be played.",
        "FRAME": "A page that was shown in a frame: a player, a map, a chart.",
        "POST": "A post of a social network.",
    },
)

describe(
    Severity,
    "Severity",
    "How bad a problem in a file is.",
    {
        "ERROR": "The files cannot be served until it is corrected; what is served is the last good state.",
        "WARNING": "Served all the same, and probably not what was meant.",
    },
)

describe(
    StoryKind,
    "StoryKind",
    "Whether a story reports or argues.",
    {"ARTICLE": "A news report.", "EDITORIAL": "The publication's own opinion."},
)

describe(
    ChangeKind,
    "ChangeKind",
    "What happened to a story.",
    {
        "PUBLISHED": "It was not there before: it is new, or its embargo ended.",
        "UPDATED": "It changed, and its `dateModified` with it.",
        "CORRECTED": "It changed, and its `dateModified` did not.",
        "WITHDRAWN": "It is gone: removed, or no longer public.",
    },
)
