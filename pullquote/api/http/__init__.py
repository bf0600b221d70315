"""HTTP itself: negotiation, validators, compression, CORS, CSRF, security headers, one exchange."""

__all__ = ["caching", "compression", "cors", "csrf", "exchange", "negotiation", "preview", "responding"]
