"""Words in quotation marks that nobody says: titles of works, names of things, words as words, scare quotes."""

from __future__ import annotations

import re

from pullquote.importing.proposals.english.inflections import words_in

SHORT = 3
"""Words of a passage that can be a scare quote."""
LONGEST_TITLE = 16
"""Words of the title of a work, all of them with capitals but the small ones."""
BEHIND = 90
"""Characters behind a title that say where it stood."""
NAMELESS = 4
"""Words of a passage that is a quotation only where a verb attributes it, or it is a sentence."""
_WORK = re.compile(
    r"\b(?:novel|film|movie|play|programme|program|show|song|album|single|series|book|poem|musical|opera|essay|article"
    r"|documentary|magazine|podcast|painting|memoir|episode|exhibition|column|ballad|anthem|game|titled|entitled|called|known as"
    r"|so-called|nicknamed|dubbed|named|word|words|term|terms|phrase|slogan|headline|hashtag|column|of|her|his|their|in) ?,? ?$"
)
_WORK_OF_ONE = re.compile(
    r"\b(?:novel|film|movie|play|programme|program|show|song|album|single|series|book|poem|musical|opera|podcast|painting) $"
)
"""In front of a title of one word."""
_NAMING = re.compile(
    r"\b(?:known as|known for|best known for|famous for|named|so-called|nicknamed|titled|entitled|the words?|the terms?|the phrase|the motto|what (?:the |some |many )?[a-z]+s (?:call|term)|is called|was called|are called|also called) ?$",
    re.IGNORECASE,
)
_CITED = re.compile(r"\s*[—–-]+ [^\x01\n]{2,50}, (?:\d{1,2} )?[A-Z][a-z]+\.? (?:\d{1,2}, )?\d{4}")
_EXPLAINED = re.compile(
    r"[,”’\"']* (?:an? (?:phrase|term|word|expression|label|nickname|euphemism)|(?:he|she|they|we) means?)\b"
)
"""Behind a term: “divided rest,” a phrase that …"""
_WHERE = re.compile(r"(?:\b(?:on|[Ii]n|at|to|for)(?: [A-Z]\w*’s)?|^[A-Z]\w*’s) ?$")
"""In front of a programme or a newspaper: on Radio Nine’s “The Week Ahead,”."""
_SMALL = words_in(
    """
    a an the of in on and for to at by with from or is
    """
)


def is_title(words: str, before: str, *, is_attributed: bool) -> bool:
    """Whether a passage is the title of a work or a name, by its capitals and the words before it; ``is_attributed``
    says that a verb of speech stands right beside it."""
    if _NAMING.search(before):
        return True
    if words[-1:] in "!?…" or (words[-1:] in ",." and not (_WORK.search(before) or _WHERE.search(before))):
        return False
    listed = words.split()
    long = [word for word in listed if word.lower() not in _SMALL]
    is_capitalized = bool(long) and all(word[:1].isupper() or word[:1].isdigit() for word in long)
    if not is_capitalized or len(listed) > LONGEST_TITLE:
        return False
    if is_attributed:
        return (len(long) > 1 and _WORK.search(before) is not None) or _WORK_OF_ONE.search(before) is not None
    return len(long) > 1 or _WORK.search(before) is not None


def is_nickname(before: str, after: str) -> bool:
    """Whether a passage stands inside a name: Tomas “the Anchor” Hale."""
    return (
        re.search(r"(?:^|\s)[A-Z][\w’-]+ $", before) is not None
        and re.match(r" [A-Z][\w’-]+ (?!(?:said|says|told|asked)\b)", after) is not None
    )


def is_cited(behind: str) -> bool:
    """Whether what is behind a passage says where an article of that title stood (“…” — The Courier, August 15, 2008), or what
    a term means."""
    return (_CITED.match(behind) or _EXPLAINED.match(behind)) is not None
