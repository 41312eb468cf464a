"""The two cookies: the session's token, and the one that proves a form came from our own page."""

import hmac
import secrets

from starlette.requests import HTTPConnection
from starlette.responses import Response

from data_access import environment, sessions

FORM_FIELD = "form_token"


def session_token(connection: HTTPConnection) -> str | None:
    """The token in the session cookie, whether or not it is worth anything."""
    return connection.cookies.get(_name("session"))


def set_session(response: Response, token: str) -> None:
    """Gives the browser its session. No script can read it, and no other site can send it with a form.

    It is kept for as long as a session can be renewed; whether it is worth anything, the session's row says.
    """
    _set(response, _name("session"), token, int(sessions.LONGEST_STAY.total_seconds()))


def forget_session(response: Response) -> None:
    """Takes the session cookie away from the browser."""
    _set(response, _name("session"), "", 0)


def form_nonce(connection: HTTPConnection) -> str:
    """The random text in the browser's form cookie, or a new one for a browser that has none."""
    return connection.cookies.get(_name("form")) or secrets.token_urlsafe(16)


def set_form_nonce(response: Response, nonce: str) -> None:
    _set(response, _name("form"), nonce, int(sessions.LIFETIME.total_seconds()))


def form_token(nonce: str) -> str:
    """What a form must carry, so that it fits the browser's form cookie."""
    return sessions.keyed_hash("form", nonce)


def is_own_form(connection: HTTPConnection, token: str) -> bool:
    """True if the form was drawn by us, for this browser."""
    nonce = connection.cookies.get(_name("form"))
    return nonce is not None and hmac.compare_digest(form_token(nonce).encode(), token.encode())


def is_same_origin(connection: HTTPConnection) -> bool:
    """True if the browser says that the request comes from one of our own pages. Judged by the Host header alone."""
    origin, host = connection.headers.get("origin"), connection.headers.get("host")
    return origin is not None and host is not None and origin in {f"http://{host}", f"https://{host}"}


def _name(purpose: str) -> str:
    # Behind TLS, browsers keep a cookie of this name from being set by any other host or over plain HTTP.
    return f"__Host-programme_{purpose}" if environment.is_behind_tls() else f"programme_{purpose}"


def _set(response: Response, name: str, value: str, max_age: int) -> None:
    response.set_cookie(
        name, value, max_age=max_age, path="/", secure=environment.is_behind_tls(), httponly=True, samesite="lax"
    )
