"""Quotes that are proposed: the words that a text prints as somebody's, who said them, and how sure that is."""

__all__ = ["proposing", "tiers"]
