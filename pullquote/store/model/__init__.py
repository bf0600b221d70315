"""What all rooms of the store share: records, dates, ids, criteria, cursors, pages, problems."""

__all__ = [
    "bodies",
    "criteria",
    "cursors",
    "dates",
    "digests",
    "errors",
    "facets",
    "file_problems",
    "ids",
    "kinds",
    "lazy",
    "orders",
    "pages",
    "problems",
    "records",
]
