"""The keys of mappings inside entities that are not of one kind only, or small: pictures, corrections, rights."""

from __future__ import annotations

from pydantic import ConfigDict
from pydantic.alias_generators import to_camel
from pydantic.dataclasses import dataclass

from pullquote.store.files.kinds.fields import Date, Line, PictureAddress, Pixels

CONFIG = ConfigDict(alias_generator=to_camel, extra="forbid", use_attribute_docstrings=True)
"""Of all classes of keys: what an attribute is for stands below it, and unknown keys are mistakes."""


@dataclass(config=CONFIG, frozen=True, slots=True, kw_only=True)
class RightsKeys:
    """Who owns a story, and what may be done with it."""

    copyright_holder: Line | None = None
    """Who owns it."""
    copyright_notice: Line | None = None
    """The notice as it is to be printed: © 2024 Example Press."""
    usage_terms: Line | None = None
    """What may be done with it, in words."""
    license: Line | None = None
    """The licence: its address or its name."""


@dataclass(config=CONFIG, frozen=True, slots=True, kw_only=True)
class ImageKeys:
    """A picture, and what is to be said with it."""

    url: PictureAddress
    """Where it is: an address, or the path of a file in the folder media, such as media/harbour.jpg."""
    alt: Line
    """What is to be seen in it, for those who cannot see it."""
    caption: Line | None = None
    """The words printed below it; search finds them."""
    credit: Line | None = None
    """Who made it, as printed."""
    width: Pixels | None = None
    """Its width in pixels; that of a file in media is read from the file."""
    height: Pixels | None = None
    """Its height in pixels; that of a file in media is read from the file."""


@dataclass(config=CONFIG, frozen=True, slots=True, kw_only=True)
class CorrectionKeys:
    """What was wrong in a story and has been put right."""

    date: Date
    """When it was corrected."""
    text: Line
    """What was wrong and what is right, as readers are told."""
