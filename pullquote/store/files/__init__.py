"""A folder of files to linked records, or to every problem that keeps them from it."""

__all__ = [
    "folder_states",
    "jsonschema",
    "linking",
    "loading",
    "parallel",
    "parsing",
    "processes",
    "references",
    "scanning",
    "stamps",
    "templates",
]
