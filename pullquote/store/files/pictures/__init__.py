"""The pictures of a newsroom: which files they are, what refers to them, and by which addresses they are served."""

__all__: list[str] = []
