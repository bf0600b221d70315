"""What all rooms of the store share: records, dates, ids, criteria, cursors, pages, problems."""

__all__ = [
    "bodies",
    "criteria",
    "cursors",
    "dates",
    "digests",
    "errors",
    "file_problems",
    "formats",
    "ids",
    "kinds",
    "pages",
    "problems",
    "records",
    "sequences",
    "unread",
]
