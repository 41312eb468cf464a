"""Everything around Streamlit, as app.py hands it over: addresses, middleware, and the answer to a failure."""

from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import HTMLResponse
from starlette.routing import BaseRoute, Route

from web import attachments, health, invitation, poster, rendering, sign_in, survey
from web.gate import Gate
from web.security_headers import HEADERS, OWN_PAGES, SecurityHeaders
from web.size_limit import SizeLimit

FAILURE = """<!doctype html><html lang="en-GB"><head><meta charset="utf-8"><title>Something went wrong</title></head>
<body><main><h1>Something went wrong</h1><p>What happened has been written to the server's log.
Try again in a minute; if it happens again, tell an administrator what you were doing.</p></main></body></html>"""


def routes() -> list[BaseRoute]:
    """The addresses that are not Streamlit's."""
    return [
        Route("/sign-in", sign_in.show, methods=["GET"]),
        Route("/sign-in", sign_in.submit, methods=["POST"]),
        Route("/sign-in.css", rendering.style, methods=["GET"]),
        Route("/save-as-you-type.js", rendering.form_script, methods=["GET"]),
        Route("/show-what-is-wrong.js", rendering.form_script, methods=["GET"]),
        Route("/sign-out", sign_in.ask_to_sign_out, methods=["GET"]),
        Route("/sign-out", sign_in.sign_out, methods=["POST"]),
        Route("/invitation/{token}", invitation.show, methods=["GET"]),
        Route("/invitation/{token}", invitation.accept, methods=["POST"]),
        Route("/s", survey.ask_for_code, methods=["GET"]),
        Route("/s", survey.take_code, methods=["POST"]),
        Route("/s/{code}", survey.show, methods=["GET"]),
        Route("/s/{code}", survey.submit, methods=["POST"]),
        Route("/s/{code}/thank-you", survey.thank_you, methods=["GET"]),
        Route("/poster/{code}", poster.poster, methods=["GET"]),
        Route("/slips/{survey:int}/{batch:int}", poster.slips, methods=["GET"]),
        Route("/qr/{code}.{kind}", poster.qr_code, methods=["GET"]),
        Route("/attachments/{number}", attachments.send, methods=["GET"]),
        Route("/health", health.health, methods=["GET"]),
    ]


def middleware() -> list[Middleware]:
    """In the order in which a request meets them, all before Streamlit's own."""
    return [Middleware(SecurityHeaders), Middleware(SizeLimit), Middleware(Gate)]


async def failure(_request: Request, _error: Exception) -> HTMLResponse:
    """The answer to whatever nobody foresaw: no detail for the browser; the server writes it to its log."""
    headers = {**HEADERS, "Content-Security-Policy": OWN_PAGES, "Cache-Control": "no-store"}
    return HTMLResponse(FAILURE, 500, headers)
