"""Their texts as Markdown: HTML, shortcodes, plain text, addresses, characters."""

__all__ = ["characters", "html", "links", "plain", "templates"]
