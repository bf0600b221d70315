"""Lists: pages, facets, and the lists of stories and quotes wherever they hang."""

__all__ = ["connections", "facets", "pages", "relations"]
