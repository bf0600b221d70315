"""What all rooms of the store share: records, dates, ids, criteria, cursors, pages, problems."""

__all__ = [
    "criteria",
    "cursors",
    "dates",
    "digests",
    "errors",
    "facets",
    "file_problems",
    "formats",
    "ids",
    "lazy",
    "named",
    "orders",
    "pages",
    "problems",
    "records",
    "unread",
]
