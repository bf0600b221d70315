"""The process: the application, uvicorn, workers, start and stop."""

__all__ = ["clusters", "server"]
