"""Proposed quotes in the files of a newsroom: listed, and decided by a person."""

__all__ = ["decisions", "editing", "facts", "proposals", "speakers"]
