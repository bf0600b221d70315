"""Bytes in, trees with positions out: encodings, front matter, YAML and JSON; knows no news."""

__all__ = ["characters", "documents", "text", "trees", "yaml_errors"]
