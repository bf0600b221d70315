"""The kinds of files: a descriptor of each, its keys with their types, and how records are made of them."""

from pullquote.store.files.kinds.keys import (
    OrganizationKeys,
    PersonKeys,
    PublicationKeys,
    QuoteKeys,
    RoleKeys,
    SectionKeys,
    StoryKeys,
    TopicKeys,
    adapter_of,
    inner_keys,
    key_names,
)
from pullquote.store.files.kinds.parts import CorrectionKeys, ImageKeys, RightsKeys
from pullquote.store.files.kinds.table import KINDS, STORIES
from pullquote.store.model.kinds import Kind, Kinds

__all__ = [
    "KINDS",
    "STORIES",
    "CorrectionKeys",
    "ImageKeys",
    "Kind",
    "Kinds",
    "OrganizationKeys",
    "PersonKeys",
    "PublicationKeys",
    "QuoteKeys",
    "RightsKeys",
    "RoleKeys",
    "SectionKeys",
    "StoryKeys",
    "TopicKeys",
    "adapter_of",
    "inner_keys",
    "key_names",
]
