"""English as news writes it: verbs of speech, nouns for people, given names, titles that nobody says; and what counts how much."""

__all__ = ["first_names", "inflections", "roles", "synonyms", "titles", "weights", "words"]
