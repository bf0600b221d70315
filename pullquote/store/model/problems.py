"""What can be wrong with a newsroom's files: a code, a place, a message and, where there is one, a guess.

Codes are stable: 1xx is the file and its shape, 2xx what it refers to, 3xx what it means, 4xx warnings, 5xx
what is served instead of a file with an error.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from difflib import get_close_matches
from enum import Enum
from typing import NamedTuple

GUESS_CUTOFF = 0.6
"""How alike (0 to 1, difflib's ratio) a known word must be to be what was meant."""
GUESSED_CHARACTERS = 80
"""Longer words than this are not typing mistakes, and comparing them costs time."""
GUESSED_AMONG = 20_000
"""Among how many known words at most one is guessed: it bounds what a wrong reference costs."""


class Severity(Enum):
    """Whether a problem keeps the files from being served."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """Something wrong at a place in a file.

    ``file`` is a POSIX path as the folder was given, ``line`` and ``column`` count from 1 in characters,
    ``suggestion`` is a phrase such as ``did you mean "nato"?``, ``entity`` is ``kind/slug`` where the problem
    belongs to one entity, for what depends on who may see it. One that is ``of_proposal`` is about a quote that nobody
    has confirmed, and no business of the public.
    """

    code: str
    severity: Severity
    file: str
    line: int
    column: int
    message: str
    suggestion: str | None = None
    entity: str | None = None
    of_proposal: bool = False

    @property
    def is_mistake(self) -> bool:
        """Whether it is an error in a file, and not what is served because of one."""
        return self.severity is Severity.ERROR and self.code not in NOT_AS_THEY_ARE

    def __str__(self) -> str:
        """As compilers write it: ``file:line:column CODE message; did you mean "…"?``."""
        guess = f"; {self.suggestion}" if self.suggestion else ""
        return f"{self.file}:{self.line}:{self.column} {self.code} {self.message}{guess}"


class Explanation(NamedTuple):
    """What a code stands for: a title, what it means, and how to make it go away."""

    title: str
    meaning: str
    remedy: str


HELD_BACK, LEFT_OUT, NEEDED = "PQ501", "PQ502", "PQ503"
NOT_AS_THEY_ARE = frozenset({HELD_BACK, LEFT_OUT, NEEDED})
"""The codes of files that are not served as they are: they say what is served instead."""

TO_REVIEW = "PQ450"
"""The code of stories with quotes that nobody has confirmed."""

FOLDED_FROM = 2
"""From so many stories with quotes to review on, there is one warning about all of them."""

PROBLEMS: dict[str, Explanation] = {
    # The file and its shape
    "PQ101": Explanation(
        "file cannot be read",
        "The file is not a regular file in the folder, may not be read, or vanished while it was read.",
        "Make it readable; replace a link that leads out of the folder by the file itself.",
    ),
    "PQ102": Explanation(
        "file too large",
        "The file has more bytes, or its text more characters, than a news story could have.",
        "Split it, or take out what does not belong there.",
    ),
    "PQ103": Explanation(
        "not UTF-8", "The bytes at this place are not UTF-8.", "Save the file in the encoding UTF-8."
    ),
    "PQ104": Explanation(
        "control character",
        "The text has a character that is invisible and means nothing in a text.",
        "Delete it; write a line break as a line break and a tab as a space.",
    ),
    "PQ105": Explanation(
        "syntax error",
        "The file is not YAML or not JSON at this place.",
        'Most often the text needs quotation marks: headline: "Talks: a new start".',
    ),
    "PQ106": Explanation(
        "front matter missing or open",
        "A Markdown file begins with a line ---, then its keys as YAML, then a line ---, then the text.",
        "Add the line that is missing.",
    ),
    "PQ107": Explanation(
        "duplicate key",
        "The same key stands twice in one mapping, and only one of them could count.",
        "Delete one.",
    ),
    "PQ108": Explanation(
        "feature of YAML that is not read",
        "Anchors (&), aliases (*), tags (!), complex keys and several documents in a file are not read.",
        "Write the value out; put text that begins with such a character into quotation marks.",
    ),
    "PQ109": Explanation(
        "too much structure",
        "Mappings and lists are nested too deeply, or there are too many values, or too much Markdown markup.",
        "A file of this format needs four levels; look for brackets or marks that are never closed.",
    ),
    "PQ110": Explanation(
        "wrong type of value",
        "A text, a list, a mapping or true or false was expected, and something else was found.",
        'Put a number that is meant as text into quotation marks: "1984"; give a list in brackets: [nato].',
    ),
    "PQ111": Explanation(
        "unknown key", "No kind of file has this key at this place.", "Correct it, or delete it."
    ),
    "PQ112": Explanation("missing key", "A key that is required is not there.", "Add it."),
    "PQ113": Explanation(
        "value not allowed",
        "The value is empty, or not one of those allowed, or not written as a slug, URL or language tag is.",
        "Write one that is allowed; the message says which.",
    ),
    "PQ114": Explanation(
        "not a date",
        "The value is not a date as this project reads it.",
        "Write 2024, 2024-10, 2024-10-28 or 2024-10-28T09:30:00+05:00; a time needs its offset.",
    ),
    "PQ115": Explanation(
        "too long or too many", "The text is longer, or the list has more items, than allowed.", "Shorten it."
    ),
    "PQ116": Explanation("empty file", "There is nothing in the file.", "Write something, or delete it."),
    "PQ117": Explanation(
        "not a kind",
        "The folder or file has no name of a kind, or stands where no file is read.",
        "Rename or move it. Kinds: articles, editorials, people, organizations, publications, sections, topics.",
    ),
    "PQ118": Explanation(
        "not a slug",
        "The name of a file (or the key in a file of a whole kind) is the slug: a-z and 0-9, with hyphens between.",
        "Rename it: sabrina-singh.",
    ),
    "PQ119": Explanation(
        "speaker or source",
        "A quote has a speaker, or a source that is not named, and never both.",
        "Keep speaker, or write source: anonymous, unnamed person, unnamed group or document.",
    ),
    "PQ130": Explanation(
        "not the picture that its name says",
        "A file below media/ is in another format than its name says, cannot be read as a picture, or is too large.",
        "Rename it, or export it again for the web: AVIF, GIF, JPEG, PNG, SVG or WebP.",
    ),
    "PQ199": Explanation(
        "more problems", "The file has more problems than are listed.", "Mend those that are listed first."
    ),
    # What it refers to
    "PQ201": Explanation(
        "unknown publication", "There is no publication of that slug.", "Correct the slug, or add the file."
    ),
    "PQ202": Explanation(
        "unknown section", "There is no section of that slug.", "Correct the slug, or add the file."
    ),
    "PQ203": Explanation(
        "unknown person", "There is no person of that slug.", "Correct the slug, or add the file."
    ),
    "PQ204": Explanation(
        "unknown organization", "There is no organization of that slug.", "Correct the slug, or add the file."
    ),
    "PQ205": Explanation(
        "unknown topic", "There is no topic of that slug.", "Correct the slug, or add the file."
    ),
    "PQ206": Explanation(
        "entity twice",
        "Two files, or a file and an entry of the kind's single file, have the same kind and slug.",
        "Delete or rename one.",
    ),
    "PQ207": Explanation(
        "slug taken",
        "Articles and editorials share one set of slugs, and so do people and organizations.",
        "Rename one of the two.",
    ),
    "PQ210": Explanation(
        "alias taken",
        "A former slug is the slug, or a former slug, of something else of the same kind, and leads to one only.",
        "Delete it from the aliases of one of the two.",
    ),
    "PQ211": Explanation(
        "unknown picture",
        "There is no file of that path below media/; case counts.",
        "Correct the path, or put the file there.",
    ),
    # What it means
    "PQ301": Explanation(
        "words not in the story",
        "The words of a quote do not stand in the body of the story, nor in its headlines or standfirst.",
        "Copy them from the body. Quotation marks, dashes, spaces and emphasis may differ; letters may not. Where the"
        " sentence interrupts them, write a list of the parts.",
    ),
    "PQ302": Explanation(
        "words found more than once",
        "The words of a quote stand in the body more than once.",
        "Write more of them, or say which words stand in front of the quote (after:) or behind it (before:).",
    ),
    "PQ303": Explanation(
        "after or before not found",
        "The words of after: or before: do not stand in the body, or not on that side of the quote.",
        "Copy words from the body: for after: what stands in front of the quote, for before: what stands behind it.",
    ),
    "PQ304": Explanation(
        "quote without a body",
        "The story has quotes but no text that they could stand in.",
        "Write the body.",
    ),
    "PQ305": Explanation(
        "modified before published",
        "dateModified lies before datePublished.",
        "Correct one of them; a page that says only “Updated” gives dateModified alone.",
    ),
    "PQ306": Explanation(
        "role ends before it starts", "endDate lies before startDate.", "Correct one of them."
    ),
    "PQ307": Explanation(
        "unknown role", "The speaker has no role of that title.", "Correct it, or add the role to the person."
    ),
    "PQ308": Explanation(
        "role at another time",
        "The speaker did not hold that role on the date of the quote.",
        "Correct the role, its dates, or dateSpoken.",
    ),
    "PQ309": Explanation(
        "organization above itself",
        "An organization is among its own parents.",
        "Correct one of the parents.",
    ),
    "PQ310": Explanation(
        "role twice",
        "A person has the same role in the same organization for the same time twice.",
        "Delete one.",
    ),
    "PQ311": Explanation(
        "address twice", "Two stories have the same url.", "Correct one of them: a page is one story."
    ),
    "PQ312": Explanation(
        "role without a person",
        "A quote has a role, and its speaker is not a person.",
        "Delete role, or name a person.",
    ),
    "PQ313": Explanation(
        "expires before it is public",
        "expires lies before embargo: nobody would ever see the story.",
        "Correct one of them; a story that nobody is to see is status: draft or withdrawn.",
    ),
    "PQ320": Explanation(
        "quote twice",
        "Two quotes are the same words at the same place.",
        "Delete one. Where several say it together, one quote has all of them: speaker: [ida-brook, dan-ash].",
    ),
    "PQ330": Explanation(
        "merge conflict",
        "Two versions of the text stand in the file, between lines that git writes where it cannot merge them.",
        "Keep one of the versions, and delete the lines <<<<<<<, ======= and >>>>>>>.",
    ),
    "PQ331": Explanation(
        "text of a template",
        "A text that pullquote new wrote as an example was not replaced, and readers would see it.",
        "Write your own, or delete the key. While the story is a draft, it is a warning (PQ431).",
    ),
    # Warnings
    "PQ401": Explanation(
        "speaker not printed so",
        "The words of as: do not stand in the body.",
        "Copy them from the body, or leave the key out.",
    ),
    "PQ402": Explanation(
        "cue not printed",
        "The word of cue: does not stand in the body.",
        "Copy it from the body, or leave the key out.",
    ),
    "PQ403": Explanation(
        "in no story",
        "No story leads to the entity, so readers never meet it.",
        "Mention it where it belongs, or delete it.",
    ),
    "PQ404": Explanation(
        "not read",
        "The file or folder is in the newsroom, but it is not of a kind and nothing like one.",
        "Stories belong into articles/ or editorials/, pictures into media/. Put a dot in front of other names.",
    ),
    "PQ405": Explanation(
        "more warnings", "The file has more warnings than are listed.", "Mend those that are listed first."
    ),
    "PQ420": Explanation(
        "markup not served",
        "The body has HTML that is no text: scripts, styles, forms, event handlers, addresses of scripts, elements "
        "that HTML does not know. The rest of the body is served.",
        "Delete it; write &lt; for a < that is no markup.",
    ),
    "PQ421": Explanation(
        "embed served as an address",
        "A frame, a film or a sound of another site: the API gives its address (Block.embed), and the HTML a link.",
        "Nothing, if that is enough; a front end can show a player for the address.",
    ),
    "PQ422": Explanation(
        "footnote alone",
        "A footnote that nothing refers to, or a mark of a footnote that is not there.",
        "Write the mark [^1] behind its words, and the footnote [^1]: in a paragraph of its own.",
    ),
    "PQ423": Explanation(
        "address of no link",
        "A line such as [word]: address is the address of a link in Markdown, and no link refers to it.",
        "Delete it; if these are words of the story, write \\[ for the first bracket.",
    ),
    "PQ424": Explanation(
        "link to a file",
        "A link in the body leads to a file of the newsroom by its path. Files are not served: readers would get nowhere.",
        "Write the address of the page that readers should get: that of a story is its url. Pages of your own may also "
        "have addresses that begin with /.",
    ),
    "PQ425": Explanation(
        "picture that is not served",
        "A picture in the body has a path that does not lead below media/. Only files there are served: readers would see "
        "a gap.",
        "Put the file below media/ and write its path, media/ferry.jpg, or write the whole address, https://…. Pictures of "
        "your own site may also have addresses that begin with /.",
    ),
    "PQ430": Explanation(
        "invisible character",
        "Nobody sees the character, and it means nothing at this place, or turns the direction of what follows.",
        "Delete it. Direction marks in right-to-left text, closed isolates, and joiners where a script needs them are fine.",
    ),
    "PQ431": Explanation(
        "text of a template in a draft",
        "A text that pullquote new wrote as an example is still there; with another status it is an error (PQ331).",
        "Write your own, or delete the key.",
    ),
    "PQ432": Explanation(
        "date in the future",
        "The story is dated more than a day ahead and has no embargo, so it is public now, above all others.",
        "Correct the date, or add an embargo.",
    ),
    "PQ433": Explanation(
        "copy of a file",
        "A program that synchronises folders, or an editor, left a second version of a file under another name.",
        "Compare the two, bring over what is missing, and delete the copy.",
    ),
    "PQ434": Explanation(
        "character reference",
        "YAML and JSON do not read the character references of HTML: readers see &amp; as it stands.",
        "Write the character.",
    ),
    "PQ435": Explanation(
        "marks that are printed",
        "A text stands between “ and ”, which belong to it; the marks of YAML are straight.",
        'Write "…" around it; or "“…”" if readers are to see the marks.',
    ),
    "PQ436": Explanation(
        "section of another publication",
        "The section belongs to a publication, and the story is in another one.",
        "Correct section or publication; a section that several publications have says no publication.",
    ),
    "PQ437": Explanation(
        "story without a text",
        "The story is public and has no body.",
        "Write the body, or status: draft; or say in isBasedOn where the story is.",
    ),
    "PQ440": Explanation(
        "speaker not named",
        "The story has neither the name of the quote's speaker, nor another name, the surname or an office.",
        "Correct speaker, or say with as: what the story calls the speaker.",
    ),
    "PQ441": Explanation(
        "quotes share words",
        "Some words of the story are in two quotes, and neither is a quotation inside of the other.",
        "Keep each word in one quote; where several say it together, give speaker a list.",
    ),
    "PQ442": Explanation(
        "said after it was published",
        "dateSpoken is later than the dates of the story.",
        "Correct one of the dates.",
    ),
    "PQ443": Explanation(
        "office not decided",
        "The speaker handed over one office and took up another, and the date of the quote fits both.",
        "Write role, or dateSpoken with its day.",
    ),
    "PQ444": Explanation(
        "parts of one passage",
        "The parts of a quote stand in the story with nothing but punctuation between them.",
        "Write them as one text; in brackets a comma separates two parts, so put it into quotation marks.",
    ),
    TO_REVIEW: Explanation(
        "quotes to review",
        "Quotes of the story were proposed by a program, and nobody has confirmed them. The preview shows them all, the "
        "public only those of the tiers that PULLQUOTE_PUBLIC_REVIEW allows. pullquote check counts them in one line.",
        "Run pullquote review, which shows one after the other. Or delete the line review: of each quote that is right, "
        "and the whole entry of each that is wrong.",
    ),
    # Which version is served
    HELD_BACK: Explanation(
        "held back",
        "While the newsroom is served: the file has an error, or another file needs it as it was. It is served as it "
        "last was good; what its owner takes back (status, embargo, expires) is not public all the same.",
        "Mend its errors, or those of the file that needs it.",
    ),
    LEFT_OUT: Explanation(
        "left out",
        "While the newsroom is served: the file has an error, and no version of it that was good is known.",
        "Mend its errors, or those of what it refers to.",
    ),
    NEEDED: Explanation(
        "deleted but needed",
        "While the newsroom is served: the file was deleted, and another file refers to what was in it.",
        "Mend the file that refers to it, or put the deleted file back.",
    ),
}
"""Every code that a problem can have, in order."""


def severity_of(code: str) -> Severity:
    """Warnings are those of 400 and above."""
    return Severity.WARNING if code.startswith("PQ4") else Severity.ERROR


def closest(word: str, known: Iterable[str]) -> str | None:
    """The known word most like ``word``, if one is alike enough to be meant."""
    if len(word) > GUESSED_CHARACTERS:
        return None
    folded = {
        each.casefold(): each
        for each, _ in zip(known, range(GUESSED_AMONG), strict=False)
        if abs(len(each) - len(word)) <= max(len(word), 4) // 2
    }
    matches = get_close_matches(word.casefold(), folded, n=1, cutoff=GUESS_CUTOFF)
    return folded[matches[0]] if matches else None


def did_you_mean(word: str, known: Iterable[str]) -> str | None:
    """``did you mean "…"?`` with the closest known word, or None."""
    guess = closest(word, known)
    return None if guess is None else f'did you mean "{guess}"?'


def folded(problems: tuple[Problem, ...], file: str) -> tuple[Problem, ...]:
    """The problems with one warning about all stories that have quotes to review, at the end and in the place of ``file``:
    there may be thousands, and they would hide everything else."""
    to_review = [problem for problem in problems if problem.code == TO_REVIEW]
    if len(to_review) < FOLDED_FROM:
        return problems
    message = f"{len(to_review):,} stories have quotes that are proposals, and nobody has confirmed them"
    one = replace(to_review[0], file=file, line=1, column=1, message=message, entity=None)
    return *(problem for problem in problems if problem.code != TO_REVIEW), one
