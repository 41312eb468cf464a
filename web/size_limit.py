"""Refuses requests that are larger than they need to be, before anything reads them."""

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit import config

from web.gate import UPLOADS

FORM_BYTES = 64 * 1024
# A file travels in a wrapping that adds a little.
WRAPPING_BYTES = 64 * 1024


class _TooLarge(Exception):
    pass


class SizeLimit:
    """ASGI middleware: 64 kB for a form, `server.maxUploadSize` for a file."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        most = most_bytes(scope["path"])
        declared = Headers(scope=scope).get("content-length", "0")
        refusal = PlainTextResponse("This is too large to be sent.", status_code=413)
        if not declared.isdecimal() or int(declared) > most:
            await refusal(scope, receive, send)
            return
        try:
            await self.app(scope, _counted(receive, most), send)
        except _TooLarge:
            await refusal(scope, receive, send)


def most_bytes(path: str) -> int:
    """How much a request to this address may carry."""
    if path.startswith(UPLOADS):
        return int(config.get_option("server.maxUploadSize")) * 1024 * 1024 + WRAPPING_BYTES
    return FORM_BYTES


def _counted(receive: Receive, most: int) -> Receive:
    received = 0

    async def receive_counted() -> Message:
        nonlocal received
        message = await receive()
        received += len(message.get("body", b""))
        if received > most:
            raise _TooLarge
        return message

    return receive_counted
