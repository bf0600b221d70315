"""Who may use the page: who has the preview token, in a browser on this machine, from no page of another site."""

from __future__ import annotations

from starlette.requests import Request

from pullquote.api.errors import refused
from pullquote.api.http.csrf import may_be_cross_site
from pullquote.api.http.exchange import join_headers
from pullquote.api.http.preview import CHALLENGE, PreviewAccess
from pullquote.api.http.problem_access import is_from_this_machine


def check_machine(request: Request) -> None:
    """Raises Refused for a request from another machine, through a proxy, or to a name that is not this machine's own:
    such a name may have been made to lead here by a page of another site (DNS rebinding)."""
    if not is_from_this_machine(request.scope, join_headers(request.scope["headers"])):
        message = (
            "Open the review on the machine of the server, at its own address, such as http://localhost."
        )
        raise refused("LOCAL_ONLY", message)


def check_access(request: Request, preview_access: PreviewAccess) -> None:
    """Raises Refused for a request that may neither read proposals nor decide about them."""
    check_machine(request)
    if may_be_cross_site(join_headers(request.scope["headers"]), request.url.scheme):
        raise refused("CSRF_REFUSED", "A page of another site may not review.")
    if not preview_access.admits(request.scope["headers"]):
        raise refused("UNAUTHENTICATED", "Send the preview token to review.", headers=CHALLENGE)
