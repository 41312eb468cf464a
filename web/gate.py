"""The gate: without a live session nothing answers but sign-in, surveys, health and Streamlit's own files."""

import re
from urllib.parse import quote, urlencode

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import MutableHeaders
from starlette.requests import HTTPConnection
from starlette.responses import HTMLResponse, PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit.proto.BackMsg_pb2 import BackMsg

from data_access import sessions
from data_access.errors import Unavailable
from data_access.permissions import Action
from web import cookies
from web.security_headers import OWN_PAGES

# Only the gate sets it. Streamlit puts it into st.user, by server.trustedUserHeaders in .streamlit/config.toml.
SESSION_HEADER = "X-Programme-Session"
OPEN_TO_STRANGERS = re.compile(
    r"/(sign-in|sign-in\.css|sign-out|health|invitation/[A-Za-z0-9_-]{1,100}|s|s/[A-Za-z0-9-]{1,20}(/thank-you)?)"
)
# Streamlit's published build: the same for everybody. More than a hundred of them make a page, so nobody is looked up.
PUBLIC_FILES = re.compile(r"/static/(js|css|media)/[A-Za-z0-9_@.-]+")
# Addresses that a person never types: they get a plain refusal and no way to sign in.
INNER = ("/_stcore/", "/media/", "/component/", "/static/", "/app/static/")
UPLOADS = "/_stcore/upload_file/"
POLICY_VIOLATION, TRY_AGAIN_LATER = 1008, 1013
AWAY = """<!doctype html><html lang="en-GB"><head><meta charset="utf-8"><meta http-equiv="refresh" content="10">
<title>One moment</title></head><body><main><h1>One moment</h1><p>The database does not answer. Nothing that was saved
is lost, and what you typed is kept as a draft. This page tries again every ten seconds.</p></main></body></html>"""


class Gate:
    """ASGI middleware that lets in those who are signed in, and tells Streamlit by which session."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        try:
            await self._let_through(scope, receive, send)
        except Unavailable:
            if scope["type"] == "websocket":
                await send({"type": "websocket.close", "code": TRY_AGAIN_LATER})
            else:
                # Without headers of its own it gets those of every other answer.
                await HTMLResponse(AWAY, 503, {"Content-Security-Policy": OWN_PAGES})(scope, receive, send)

    async def _let_through(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in {"http", "websocket"}:
            await self.app(scope, receive, send)
            return
        headers = [(name, value) for name, value in scope["headers"] if name.lower() != SESSION_HEADER.lower().encode()]
        scope = {**scope, "headers": headers}
        connection = HTTPConnection(scope)
        if scope["type"] == "http" and PUBLIC_FILES.fullmatch(scope["path"]):
            await self.app(scope, receive, send)
            return
        token = cookies.session_token(connection)
        session_id = await run_in_threadpool(sessions.session_id_of, token) if token else None
        if session_id is not None:
            MutableHeaders(scope=scope)[SESSION_HEADER] = session_id
        if scope["type"] == "websocket":
            await self._websocket(connection, session_id, scope, receive, send)
        else:
            refusal = await _refusal(connection, session_id)
            await (refusal or self.app)(scope, receive, send)

    async def _websocket(
        self, connection: HTTPConnection, session_id: str | None, scope: Scope, receive: Receive, send: Send
    ) -> None:
        is_foreign = "origin" in connection.headers and not cookies.is_same_origin(connection)
        if session_id is None or is_foreign:
            await send({"type": "websocket.close", "code": POLICY_VIOLATION})
            return
        await self.app(scope, _checked(receive, send, session_id), send)


async def _refusal(connection: HTTPConnection, session_id: str | None) -> Response | None:
    """The answer to a request that may not go on to Streamlit; None for one that may."""
    # The path as it will be routed. `connection.url` reads it anew, and takes "/health%3Fx" for "/health".
    path, method = connection.scope["path"], connection.scope["method"]
    if OPEN_TO_STRANGERS.fullmatch(path):
        return None
    if session_id is None:
        is_page = method in {"GET", "HEAD"} and not path.startswith(INNER)
        if is_page and "text/html" in connection.headers.get("accept", ""):
            return RedirectResponse(_sign_in_and_return(connection), status_code=303)
        return PlainTextResponse("You are signed out. Open /sign-in to sign in.", status_code=401)
    if path.startswith(UPLOADS) and method != "OPTIONS":
        identity = await run_in_threadpool(sessions.identity_of, session_id)
        if identity is None or not identity.may(Action.IMPORT_FILE):
            return PlainTextResponse("Your role does not load files.", status_code=403)
    return None


def _sign_in_and_return(connection: HTTPConnection) -> str:
    """The address of the sign-in page, which remembers where the person wanted to go."""
    wanted = quote(connection.scope["path"])
    if query := connection.scope["query_string"].decode("latin-1"):
        wanted += "?" + query
    return "/sign-in" if wanted == "/" else "/sign-in?" + urlencode({"next": wanted})


def _checked(receive: Receive, send: Send, session_id: str) -> Receive:
    """What the browser sends, while the session lives.

    After that, whatever it sends becomes a plain rerun of the whole page, which says that the session has ended.
    A part of a page that reruns by itself would not ask who is looking. While the database is away the connection
    ends: the browser then says that it is lost, keeps what was typed, and comes back by itself.
    """

    async def receive_checked() -> Message:
        message = await receive()
        if message["type"] == "websocket.receive" and message.get("bytes") is not None:
            try:
                identity = await run_in_threadpool(sessions.identity_of, session_id)
            except Unavailable:
                await send({"type": "websocket.close", "code": TRY_AGAIN_LATER})
                return {"type": "websocket.disconnect", "code": TRY_AGAIN_LATER}
            if identity is None:
                message = {**message, "bytes": _plain_rerun(message["bytes"])}
        return message

    return receive_checked


def _plain_rerun(sent: bytes) -> bytes:
    wanted, plain = BackMsg(), BackMsg()
    wanted.ParseFromString(sent)
    plain.rerun_script.query_string = wanted.rerun_script.query_string
    plain.rerun_script.page_script_hash = wanted.rerun_script.page_script_hash
    return bytes(plain.SerializeToString())
