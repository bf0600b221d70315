"""Saved web pages: the text of the story in one, and what the page says of it."""

__all__ = ["article", "linked_data", "metadata", "tei"]
