"""HTTP itself: negotiation, validators, compression, CORS, CSRF, security headers, one exchange."""

__all__ = ["caching", "cors", "csrf", "exchange", "negotiation", "preview", "problem_access", "responding", "security_headers", "targets"]
