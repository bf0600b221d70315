"""Their texts as Markdown: HTML, shortcodes, plain text, addresses, characters."""

__all__ = ["characters", "flattening", "html", "languages", "links", "plain", "templates"]
