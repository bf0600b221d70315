"""Pullquote: a folder of news files, served as a GraphQL API."""

from importlib.metadata import version

__version__ = version("pullquote")
