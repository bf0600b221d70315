"""What a text is made of: passages, sentences and their clauses, people and organizations and their offices."""

__all__ = [
    "clauses",
    "main_clauses",
    "names",
    "office_holders",
    "offices",
    "passages",
    "people",
    "phrases",
    "places",
    "ranks",
    "sentences",
]
