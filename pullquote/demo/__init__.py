"""A demo newsroom: an invented newspaper of any size, with invented people, to build and measure against."""

from __future__ import annotations

from pullquote.demo.writing import FolderNotEmptyError, Written, write_demo

__all__ = ["FolderNotEmptyError", "Written", "write_demo"]
