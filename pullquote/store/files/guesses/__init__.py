"""What was probably meant: by a key, a value or a date of another system, by the name of a file."""

__all__ = ["consequences", "dates", "file_names", "keys", "slugs", "values"]
