"""How a value that is no value of its key should have been written: its shape, its day, its address, its language."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from pullquote.store.files.guesses.dates import day_meant, how_to_write, in_iso_8601
from pullquote.store.files.guesses.keys import value_meant
from pullquote.store.files.kinds import CorrectionKeys, ImageKeys, QuoteKeys, RightsKeys, RoleKeys
from pullquote.store.files.kinds.paths import PICTURES
from pullquote.store.files.syntax.trees import Number, Value, shortened
from pullquote.store.files.syntax.yaml_errors import quoted
from pullquote.store.model.formats import is_language_tag, is_web_address
from pullquote.store.pictures.formats import format_of_name, is_media_path

WRITTEN_OUT: Mapping[Any, str] = {
    ImageKeys: "{{url: {}, alt: …}}",
    QuoteKeys: "{{text: {}, speaker: …}}",
    CorrectionKeys: "{{date: …, text: {}}}",
    RoleKeys: "{{title: {}}}",
    RightsKeys: "{{copyrightNotice: {}}}",
}
"""By class: the mapping that is meant where only its most important text was written."""
PLAIN = re.compile(r"\w[\w ./’-]*")
"""Text that needs no quotation marks within brackets."""
MARKS = "“”„\"'‘’‚«» "
OFFSET = re.compile(r"(?:[A-Za-z]|[+-]\d{1,2}(?::?\d{2})?|\d{10,})\W*\Z")
"""How a text ends that says its offset."""
NEVER = {"never", "none", "no"}
SCHEDULED = {"embargo", "embargoed", "scheduled", "future"}
"""Words for a status that in truth say when a story is to be public."""
ADDRESS = re.compile(
    r"(?:(?P<scheme>https?)(?::?//?|:))?/{0,2}(?P<rest>[\w-]+(?:\.[\w-]+)*\.(?P<last>[a-z]{2,})(?:[:/?#]\S*)?)",
    re.IGNORECASE,
)
"""An address whose beginning is left out or mistyped."""
ENDINGS = {"htm", "html", "md", "php", "aspx", "jpg", "jpeg", "png", "gif", "svg", "webp", "avif", "pdf"}
"""Of names of files, which are no hosts."""
LANGUAGES = {
    name: tag
    for tag, names in {
        "ar": "arabic العربية",
        "bn": "bengali বাংলা",
        "cs": "czech čeština",
        "da": "danish dansk",
        "de": "german deutsch",
        "el": "greek ελληνικά",
        "en": "english",
        "es": "spanish español castellano",
        "fa": "persian farsi فارسی",
        "fi": "finnish suomi",
        "fr": "french français",
        "he": "hebrew עברית",
        "hi": "hindi हिन्दी",
        "hu": "hungarian magyar",
        "id": "indonesian",
        "it": "italian italiano",
        "ja": "japanese 日本語",
        "ko": "korean 한국어",
        "nl": "dutch nederlands",
        "no": "norwegian norsk",
        "pl": "polish polski",
        "pt": "portuguese português",
        "ro": "romanian română",
        "ru": "russian русский",
        "sv": "swedish svenska",
        "tr": "turkish türkçe",
        "uk": "ukrainian українська",
        "ur": "urdu اردو",
        "vi": "vietnamese",
        "zh": "chinese 中文",
    }.items()
    for name in names.split()
}
"""Tags of languages by their names, in English and in the language itself."""


def date_remedy(found: object, entity: Mapping[str, Value], key: str, *, is_moment: bool) -> str | None:
    """How a date should be written, where that is certain; ``entity`` has the key, or the quotes that have it.

    A day in words (``yesterday``) is counted from today. When something was said is counted from the day of its story.
    """
    text = found.text if isinstance(found, Number) else found
    if not isinstance(text, str):
        return None
    if is_moment and text.lower() in NEVER:
        return "delete the line"
    was_spoken = key == "dateSpoken"
    today = datetime.now().astimezone().date()
    day = day_meant(text, (was_spoken and _day_of(entity)) or today, is_past=was_spoken)
    meant = day.isoformat() if day else in_iso_8601(text.strip(MARKS))
    if meant is None:
        return how_to_write(text)
    if is_moment and "T" not in meant:
        return f"write the time and its offset too: {meant}T06:00:00Z" if meant.count("-") == 2 else None
    if meant == f"{text}Z" and not is_moment:
        return None  # the message says what is missing
    without_offset = meant.endswith("Z") and OFFSET.search(text) is None
    return f'did you mean "{meant}"?{" Put its own offset in place of Z" if without_offset else ""}'


def _day_of(story: Mapping[str, Value]) -> date | None:
    """The day of a story, where it says one."""
    written = story.get("datePublished") or story.get("dateModified")
    try:
        return date.fromisoformat(written[:10]) if isinstance(written, str) else None
    except ValueError:
        return None


def word_remedy(key: str, found: object, allowed: tuple[str, ...]) -> str | None:
    """Which of the words that a key allows is meant by another."""
    if not isinstance(found, str):
        return None
    if key == "status" and found.lower() in SCHEDULED:
        return "leave status out, and write when it is to be public: embargo: 2024-10-28T06:00:00+00:00"
    meant = value_meant(key, found, allowed)
    return None if meant is None else f'did you mean "{meant}"?'


def text_remedy(kindred: str, found: object) -> str | None:
    """What a text was meant to be that is no ``address``, no ``picture`` or no ``language``."""
    if not isinstance(found, str):
        return None
    match kindred:
        case "address":
            return _address(found)
        case "picture":
            return _address(found) or _picture(found)
        case "language":
            tag = found.replace("_", "-")
            meant = tag if is_language_tag(tag) else LANGUAGES.get(found.casefold())
            return meant and f'did you mean "{meant}"?'
    return None


def _address(text: str) -> str | None:
    match = ADDRESS.fullmatch(text)
    if match is None or match["last"].lower() in ENDINGS:
        return None
    address = f"{(match['scheme'] or 'https').lower()}://{match['rest']}"
    return f'did you mean "{shortened(address)}"?' if is_web_address(address) else None


def _picture(text: str) -> str | None:
    """A picture that is named without its folder, or by where it is on somebody's computer."""
    name = text.replace("\\", "/").rpartition("/")[2]
    path = f"{PICTURES}/{name}"
    if format_of_name(name) is None or not is_media_path(path):
        return None
    return f"put the picture into {PICTURES}/, and write {shortened(path)}"


def shape_remedy(kindred: str, found: Value, key: str, keys: Any) -> str | None:
    """How to write a value of another shape; ``keys`` is the class of the mappings that the key has, if it has any."""
    match kindred, found:
        case "string_type", value:
            return _as_text(value)
        case "list_type", Number(text=text) if key == "text":
            return f'put it into quotation marks: "{shortened(text)}"'
        case "list_type", str(text) if text.startswith("-"):
            return f'put a space behind the hyphen: "- {shortened(text[1:].lstrip())}"'
        case "list_type", str(text) if keys in WRITTEN_OUT:
            return f"write a list: [{_written_out(text, keys)}]"
        case "list_type", str(text):
            return f"put it into brackets: [{shortened(text)}]"
        case "list_type", dict(mapping):
            return f'begin each item with a hyphen: "- {shortened(next(iter(mapping), "text"))}: …"'
        case "dataclass_type", str(text) if keys in WRITTEN_OUT:
            return f"write {_written_out(text, keys)}"
        case "bool_type", str(text) if text.lower() in ("yes", "y", "on"):
            return 'did you mean "true"?'
        case "bool_type", str(text) if text.lower() in ("no", "n", "off"):
            return 'did you mean "false"?'
    return None


def _written_out(text: str, keys: Any) -> str:
    short = shortened(text)
    return WRITTEN_OUT[keys].format(short if PLAIN.fullmatch(short) else quoted(short))


def _as_text(value: Value) -> str | None:
    """How to write as text what YAML takes for something else."""
    match value:
        case Number(text=text):
            return f'put it into quotation marks: "{shortened(text)}"'
        case bool():
            return f'put it into quotation marks: "{"true" if value else "false"}"'
        case dict() if len(value) == 1:
            [(key, inner)] = value.items()
            last = inner.text if isinstance(inner, Number) else inner
            if isinstance(last, str):
                return f'text with ": " in it needs quotation marks: {quoted(f"{key}: {last}")}'
        case list() if all(isinstance(item, str) for item in value):
            written = f"[{', '.join(map(str, value))}]"
            if len(value) > 1:
                return f"write one of them, or put all of it into quotation marks: {quoted(written)}"
            return f"text that begins with [ needs quotation marks: {quoted(written)}"
    return None
