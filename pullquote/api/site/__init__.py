"""What a person sees in a browser: the landing page, the playground, the documentation, the feeds, the pictures."""

__all__ = ["feeds", "landing_page", "media", "messages", "schema_page"]
