"""What a file is whose name is none of a newsroom's: a copy, a leftover, a picture, a text in another format."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection
from typing import NamedTuple

from pullquote.store.model.file_problems import FileProblem
from pullquote.store.model.formats import is_slug

FOR_PEOPLE = re.compile(
    r"(?:README|READ_?ME|LICEN[CS]E|COPYING|COPYRIGHT|NOTICE|AUTHORS|CONTRIBUTING|CONTRIBUTORS|CHANGELOG|CHANGES|HISTORY"
    r"|CODE_OF_CONDUCT|SECURITY|SUPPORT|CODEOWNERS|MAINTAINERS|TODO)"
    r"(?:[._-][A-Za-z]{2,3})?(?:\.(?:md|markdown|txt|rst|adoc|html?|pdf))?|Makefile|Dockerfile|Gemfile|Rakefile|Justfile"
)
"""Files that repositories have for people and tools, and that are no stories: README.md, LICENSE."""
LEFT_ALONE = re.compile(
    r"\..*|.*~|#.*#|~\$.*|.*\.(?:bak|orig|rej|swp|swo|swx|tmp|part|crdownload)|4913|Thumbs\.db|desktop\.ini"
)
"""Hidden files, and what editors and systems leave behind; vim tries whether it may write with a file 4913."""
COPIES = re.compile(
    r"(?P<dropbox>.+?) *[(\[][^()\[\]]*(?:conflict|conflit|conflitto|konflikt)[^()\[\]]*[)\]](?: *\(?\d+\)?)?"
    r"|(?P<syncthing>.+?)[.~_-]sync-conflict-\d{8}-\d{6}(?:-[A-Z0-9]+)?"
    r"|(?P<nextcloud>.+?)[_.-]conflict-\d{8}-\d{6}"
    r"|(?P<git>.+?)[._](?:BACKUP|BASE|LOCAL|REMOTE)[._]\d+"
    r"|(?P<seafile>.+?) *\(SFConflict [^()]*\)",
    re.IGNORECASE,
)
"""Names that Dropbox, Syncthing, Nextcloud, git and Seafile give to one of two versions that they could not join. The
service says so, and others write alike."""
LIKE_COPIES = re.compile(
    r"(?P<dash>.+?) +[-\u2013] +(?:copy|kopie|copie|copia|cópia|kopia|kopi)(?: *\(?\d+\)?)?"
    r"|(?:copy of|kopie von|copie de|copia de|copia di) (?P<of>.+)"
    r"|(?P<copy>.+?)[ _.](?:copy|kopie|copie|copia|backup|old|save|bak|orig)(?: *\(?\d+\)?)?"
    r"|(?P<number>.+?) ?\(\d{1,3}\)"
    r"|(?P<space>.+?) \d{1,2}",
    re.IGNORECASE,
)
"""Names that Windows, macOS, iCloud, Google Drive and editors give to copies; a person might, too."""
OF_A_COMPUTER = re.compile(r"(?P<of>[a-z0-9]+(?:-[a-z0-9]+)*)-(?=[a-z0-9-]*[A-Z])[A-Za-z0-9-]+")
"""OneDrive puts the name of the computer behind that of the file."""
LEFTOVERS = re.compile(
    r"(?P<of>.+\.(?:md|ya?ml|json))[._](?:save|old|copy|backup|mine|theirs|r\d+|sav|new|dpkg-\w+)(?:\.?\d+)?"
)
"""Names that editors and version control give to what a file was before."""
PICTURES = frozenset(
    [
        ".jpg",
        ".jpeg",
        ".png",
        ".gif",
        ".webp",
        ".avif",
        ".svg",
        ".heic",
        ".heif",
        ".tif",
        ".tiff",
        ".bmp",
        ".raw",
    ]
)
MEDIA = PICTURES | frozenset(
    [
        ".mp3",
        ".m4a",
        ".ogg",
        ".opus",
        ".wav",
        ".flac",
        ".mp4",
        ".mov",
        ".webm",
        ".mkv",
        ".avi",
        ".pdf",
        ".vtt",
        ".srt",
    ]
)
"""Suffixes of files that belong below ``media``."""
MARKDOWN_BY_OTHER_NAMES = frozenset(
    [".markdown", ".mdown", ".mkd", ".mkdn", ".mdwn", ".mdtext", ".mdx", ".qmd", ".rmd"]
)
IMPORTED = frozenset([".txt", ".text", ".htm", ".html", ".xhtml", ".xml", ".rss"])
"""Texts that ``pullquote import`` reads."""
OF_WORD_PROCESSORS = frozenset(
    [".doc", ".docx", ".odt", ".rtf", ".pages", ".gdoc", ".wpd", ".docm", ".fodt", ".epub"]
)


FOLDERS = {
    word: kind
    for kind, words in {
        "articles": "story stories post posts news content blog reports items",
        "editorials": "opinion opinions comment comments leaders columns",
        "people": "speaker speakers author authors persons staff team contributors",
        "organizations": "orgs companies institutions agencies",
        "publications": "newspapers papers sites magazines titles",
        "sections": "categories desks pages channels",
        "topics": "tag tags keywords subjects themes",
        "media": "images image img pictures pics photos assets static uploads",
    }.items()
    for word in words.split()
}
"""What folders are called in other systems, and here."""


class CopyOf(NamedTuple):
    """A name that a program gave to a copy: the file that it is of, and whether that is certain by the name alone."""

    name: str
    is_certain: bool


def copy_of(name: str, siblings: Collection[str]) -> CopyOf | None:
    """Which file one is a copy of by its name, which is no slug; ``siblings`` are the names beside it.

    None where it is probably no copy: one that only may be, of a file that is not there and could not be.
    """
    name = unicodedata.normalize("NFC", name)
    if leftover := LEFTOVERS.fullmatch(name):
        return CopyOf(leftover["of"], is_certain=True)
    stem, dot, suffix = name.rpartition(".")
    if match := COPIES.fullmatch(stem):
        return CopyOf(f"{_first(match)}{dot}{suffix}", is_certain=True)
    if (match := OF_A_COMPUTER.fullmatch(stem)) and f"{match['of']}{dot}{suffix}" in siblings:
        return CopyOf(f"{match['of']}{dot}{suffix}", is_certain=True)
    if match := LIKE_COPIES.fullmatch(stem):
        original = _first(match)
        if f"{original}{dot}{suffix}" in siblings or is_slug(original):
            return CopyOf(f"{original}{dot}{suffix}", is_certain=False)
    return None


def copied(name: str, siblings: Collection[str]) -> FileProblem | None:
    """The problem that a program made a file as a copy of another, so that nobody publishes it by renaming it."""
    copy = copy_of(name, siblings)
    if copy is None:
        return None
    original = "".join(each if each.isprintable() else "?" for each in copy.name.rstrip("."))
    if copy.name in siblings:
        message, suggestion = f"a copy of {original}, not read", "compare the two, and delete this one"
    else:
        message = f"{'a' if copy.is_certain else 'it looks like a'} copy of {original}, which is not there; not read"
        suggestion = f"rename it to {original}, or delete it"
    return FileProblem("PQ433", 1, 1, message, suggestion)


def _first(match: re.Match[str]) -> str:
    return next(group for group in match.groups() if group is not None).strip()


def what_to_do(name: str) -> str:
    """What to do with a file beside the stories or entities that is in no format of theirs."""
    stem, dot, ending = name.rpartition(".")
    suffix = (dot + ending).lower()
    if suffix in MEDIA:
        return f"move it to media/{name}"
    if suffix in MARKDOWN_BY_OTHER_NAMES:
        return f"rename it: {stem}.md"
    if stem.endswith((".md", ".yaml", ".yml", ".json")):  # an editor or a mail program put its own behind
        return f"rename it: {stem}"
    if suffix in IMPORTED:
        return f"pullquote import brings it in; or save it as {stem}.md, with its keys between two lines ---"
    if suffix in OF_WORD_PROCESSORS:
        return f"save its text as Markdown in {stem}.md, with its keys between two lines ---"
    return "move it out of the newsroom, or put a dot in front of its name"


def folder_meant(name: str) -> str | None:
    """The folder that one of another name, or a file with such a name, stands for in another system."""
    return FOLDERS.get(name.lower().lstrip("_"))


def is_text_or_media(name: str) -> bool:
    """Whether a file is in a format in which people keep stories, or pictures and recordings of them."""
    suffix = f".{name.rpartition('.')[2].lower()}"
    return any(suffix in each for each in (MEDIA, MARKDOWN_BY_OTHER_NAMES, IMPORTED, OF_WORD_PROCESSORS))
