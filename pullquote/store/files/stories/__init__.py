"""Stories that are not in memory: known by little, and read when more of one is asked for."""

__all__: list[str] = []
