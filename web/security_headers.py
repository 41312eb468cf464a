"""Security headers and the content security policy, on every answer."""

import base64
import hashlib
import re
from functools import cache
from pathlib import Path

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit import file_util

from data_access import environment, programme
from data_access.errors import Unavailable

# Our own pages run no script at all.
OWN_PAGES = (
    "default-src 'none'; style-src 'self'; img-src data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
ORIGIN = re.compile(r"https?://[A-Za-z0-9.-]+(:[0-9]+)?(?=[/?#]|$)")
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}


class SecurityHeaders:
    """ASGI middleware that adds the headers to every HTTP answer, Streamlit's own included."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                is_asset = scope["path"].startswith("/static/") and message["status"] < 400
                await _add(MutableHeaders(scope=message), is_asset)
            await send(message)

        await self.app(scope, receive, send_with_headers if scope["type"] == "http" else send)


def streamlit_pages(base_map_url: str | None = None) -> str:
    """The policy for Streamlit's pages.

    Vega makes functions out of expressions ('unsafe-eval'), Streamlit and the map set styles in place, the map works
    in a worker made from a blob. The scripts inside Streamlit's own first page are let in one by one, by their hashes.
    A base map's origin is let in only where an administrator has chosen one.
    """
    origin = ORIGIN.match(base_map_url or "")
    map_origin = f" {origin[0]}" if origin else ""
    return (
        f"default-src 'self'; script-src 'self' 'unsafe-eval'{_scripts_in_place()}; style-src 'self' 'unsafe-inline'; "
        f"img-src 'self' data: blob:{map_origin}; font-src 'self' data:; media-src 'self' blob:; "
        f"connect-src 'self' data:{map_origin}; worker-src 'self' blob:; object-src 'none'; "
        "base-uri 'self'; form-action 'self'; frame-ancestors 'none'"
    )


@cache
def _scripts_in_place() -> str:
    page = (Path(file_util.get_static_dir()) / "index.html").read_text(encoding="utf-8")
    hashes = (
        base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
        for script in re.findall(r"<script>(.*?)</script>", page, re.DOTALL)
    )
    return "".join(f" 'sha256-{digest}'" for digest in hashes)


async def _add(headers: MutableHeaders, is_asset: bool) -> None:
    for name, value in HEADERS.items():
        headers[name] = value
    if environment.is_behind_tls():
        headers["Strict-Transport-Security"] = "max-age=31536000"
    if not is_asset:
        headers["Cache-Control"] = "no-store"
    # Streamlit lets pages from other ports of this machine read its answers; ours are for our own pages only.
    for name in [name for name in headers if name.lower().startswith("access-control-")]:
        del headers[name]
    if "Content-Security-Policy" not in headers:
        is_page = headers.get("content-type", "").startswith("text/html")
        headers["Content-Security-Policy"] = streamlit_pages(
            await run_in_threadpool(_base_map_url) if is_page else None
        )


def _base_map_url() -> str | None:
    try:
        facts = programme.find_programme()
    except Unavailable:
        return None
    return None if facts is None else facts.base_map_url
