"""HTML as the blocks of a body: what is kept of it, what its words are, and what an author is told of the rest."""

__all__ = ["blocks", "line_joining", "removals", "trees"]
