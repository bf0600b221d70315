"""Imports, as their owners run them: real files in, a newsroom out that loads."""
