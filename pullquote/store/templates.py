"""Templates of the files of a newsroom: every key of every kind, explained, ready to be filled in.

A line ``#key: value`` is a key that may be left out, switched off; a line ``# Words`` explains what follows.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path


@dataclass(frozen=True)
class Key:
    """A key of a kind: what it is for, and an example of its value as YAML, lines below it indented."""

    name: str
    example: str
    comment: str
    required: bool = False


@dataclass(frozen=True)
class Template:
    """What a kind's file looks like: its keys, and the text below the front matter where it has one."""

    noun: str
    keys: tuple[Key, ...]
    body: str | None = None

    @property
    def suffix(self) -> str:
        """The suffix of the file: Markdown for what has a body."""
        return ".yaml" if self.body is None else ".md"


QUOTES = """\
  - text: The exact words of the quote
    speaker: {person}
    as: the mayor
    role: {role}
    cue: said
    addressee: reporters
    occasion: press conference
    dateSpoken: {today}
    translated: false
  - text: [A quote that the sentence interrupts, is written in its pieces]
    after: The report put it like this
    source: document
    as: the report
    cue: put"""

DATES = "2024, 2024-10, 2024-10-29, or 2024-10-29T08:00:00+05:00: as precise as is known, and no more."

STORY = (
    Key("headline", "{name}", 'As it is served. Text with ": " in it needs quotation marks.', required=True),
    Key("alternativeHeadline", "A shorter headline", "Another wording, for print or for search engines."),
    Key("standfirst", "One or two sentences.", "What stands below the headline."),
    Key("publication", "{publication}", "Where it appears: a slug of publications.", required=True),
    Key("section", "{section}", "The desk or page: a slug of sections."),
    Key("topics", "[{topic}]", "What it is about: slugs of topics."),
    Key("datePublished", "{today}", f"This or dateModified is required. {DATES}", required=True),
    Key("dateModified", "{today}", "When it was last changed (a page that prints only “Updated”, say)."),
    Key("status", "draft", "published (as if left out), draft or withdrawn; the public sees published ones."),
    Key("embargo", "{today}T06:00:00+00:00", "The public does not see it before this moment."),
    Key("inLanguage", "en-GB", "A BCP 47 tag, where it is not the publication's language."),
    Key("url", "https://example.org/{slug}", "The page that it can be read on."),
    Key("byline", "By Our Correspondent", "As printed."),
    Key("authors", "[{person}]", "Who wrote it: slugs of people."),
    Key("dateline", "GENEVA", "Where it was written, as printed."),
    Key("mentions", "[{person}, {organization}]", "Who is named in it and does not speak."),
    Key(
        "rights",
        "\n  copyrightHolder: Example Press\n  copyrightNotice: © Example Press"
        "\n  usageTerms: Ask before you reprint it.\n  license: https://creativecommons.org/licenses/by/4.0/",
        "Who owns it, and what may be done with it.",
    ),
    Key(
        "quotes",
        f"\n{QUOTES}",
        "Who said what. The words of `text` must stand in the body below; position, paragraph and kind are found.\n"
        "# `as` is the speaker as printed; `role` one of the speaker's titles, if the date does not settle it.\n"
        "# Without a known speaker: `source` is anonymous, unnamed person, unnamed group or document.\n"
        "# `after` tells which one is meant where the same words stand in the body twice.",
    ),
)
STORY_BODY = """\
The text, in Markdown. “The exact words of the quote,” the mayor said.

The report put it like this: “A quote that the sentence interrupts,” and went on, “is written in its pieces.”
"""

NAME = Key("name", "{name}", "As it is printed.", required=True)
DESCRIPTION = Key("description", "One sentence.", "What a reader should know.")
ALTERNATE_NAMES = Key(
    "alternateNames", "[Another Name, AN]", "Other names and abbreviations; search finds them."
)
SAME_AS = Key("sameAs", "[https://example.org/{slug}]", "Pages that say for certain who or what is meant.")

TEMPLATES: dict[str, Template] = {
    "articles": Template("article", STORY, STORY_BODY),
    "editorials": Template("editorial", STORY, STORY_BODY),
    "people": Template(
        "person",
        (
            NAME,
            Key("givenName", "Given", "The part of the name that is given."),
            Key("familyName", "Family", "The part of the name that is the family's."),
            ALTERNATE_NAMES,
            DESCRIPTION,
            SAME_AS,
            Key(
                "roles",
                "\n  - title: {role}\n    organization: {organization}\n    startDate: 2019-05\n    endDate: 2024",
                f"Offices and when they were held, so that a quote knows the speaker's. Dates: {DATES}",
            ),
        ),
    ),
    "organizations": Template(
        "organization",
        (
            NAME,
            ALTERNATE_NAMES,
            Key(
                "kind",
                "other",
                "government, military, intergovernmental, party, company, media, ngo, armed group or other.",
                required=True,
            ),
            DESCRIPTION,
            Key("parent", "{organization}", "The organization that it is a part of."),
            SAME_AS,
        ),
    ),
    "publications": Template(
        "publication",
        (
            NAME,
            DESCRIPTION,
            Key("publisher", "{organization}", "Who publishes it: a slug of organizations."),
            Key("inLanguage", "en", "The language of its stories, a BCP 47 tag.", required=True),
            Key("url", "https://example.org/", "Its front page."),
            SAME_AS,
        ),
    ),
    "sections": Template(
        "section",
        (NAME, DESCRIPTION, Key("publication", "{publication}", "Whose section it is.")),
    ),
    "topics": Template(
        "topic",
        (
            NAME,
            DESCRIPTION,
            Key(
                "mediatopic",
                "medtop:11000000",
                "Its IPTC Media Topics code, https://www.iptc.org/std/NewsCodes/",
            ),
        ),
    ),
}

PLACEHOLDERS = {
    "person": "some-person",
    "organization": "some-organization",
    "publication": "some-publication",
    "section": "some-section",
    "topic": "some-topic",
    "role": "Mayor",
}
"""What stands for a slug where the newsroom has none yet."""


def template(kind: str, slug: str, *, today: date, known: Mapping[str, Sequence[str]] | None = None) -> str:
    """The text of a new file of that kind (a key of TEMPLATES, else KeyError).

    ``known`` are slugs by kind: the first of each stands where one is wanted.
    """
    form = TEMPLATES[kind]
    values = PLACEHOLDERS | {
        TEMPLATES[other].noun: slugs[0]
        for other, slugs in (known or {}).items()
        if slugs and other in TEMPLATES
    }
    values |= {"slug": slug, "name": slug.replace("-", " ").capitalize(), "today": today.isoformat()}
    lines = [
        f"# {form.noun.capitalize()} {slug}. Take away the # in front of a key to use it.",
        *(_explained(key, values) for key in form.keys),
    ]
    text = "\n".join(lines)
    return f"{text}\n" if form.body is None else f"---\n{text}\n---\n\n{form.body}"


def _explained(key: Key, values: Mapping[str, str]) -> str:
    """The key with its comment above it, switched off unless it is required."""
    separator = "" if key.example.startswith("\n") else " "
    entry = f"{key.name}:{separator}{key.example.format_map(values)}"
    if not key.required:
        entry = "\n".join(f"#{line}" for line in entry.split("\n"))
    return f"\n# {'Required. ' if key.required else ''}{key.comment}\n{entry}"


def known_slugs(folder: Path) -> dict[str, list[str]]:
    """The slugs that have a file of their own in the newsroom, by kind, in order."""
    return {
        kind: sorted(path.stem for path in (folder / kind).glob("*.*") if path.suffix in SUFFIXES)
        for kind in TEMPLATES
    }


SUFFIXES = (".md", ".yaml", ".yml", ".json")
