"""What their keys, dates, names and addresses are in a newsroom file."""

__all__ = ["dates", "dating", "given", "languages", "map_files", "stories", "values"]
