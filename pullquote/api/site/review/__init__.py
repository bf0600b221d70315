"""The page ``/review``: who has the preview token decides about proposed quotes, on the machine of the server."""

__all__ = ["routes"]
