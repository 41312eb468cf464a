"""The whole product, freshly started: a stranger sees nothing but sign-in, and a session ends when it should."""

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import httpx
import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.sync.client import ClientConnection, connect

from data_access import accounts, sessions
from data_access.permissions import PAGES
from data_access.vocabulary import Role
from tests import factories
from tests.data_access.test_accounts import WORDS
from tests.web.conftest import ROOT, Server, new_email, person, sign_in

OUR_OWN = {"/sign-in", "/sign-in.css", "/sign-out", "/invitation/{token}", "/health"}
# What a parent with a code may ask, and is answered without an account.
OF_SURVEYS = {"/s", "/s/{code}", "/s/{code}/thank-you"}
# Asks the application itself which addresses it answers, so that a new version of Streamlit cannot add one unseen.
LIST_ROUTES = """
import json, sys
import app
inner = app.app._build_starlette_app()
print(json.dumps([[route.path, sorted(getattr(route, "methods", None) or ["GET"])] for route in inner.routes]))
"""


@pytest.fixture(scope="session")
def routes(running: Server) -> list[tuple[str, list[str]]]:
    """Every address of the application with its methods, names in braces filled in."""
    settings = {"DATABASE_URL": running.database, "SECRET_KEY": "s" * 32, "PATH": ""}
    listed = subprocess.run(
        [sys.executable, "-c", LIST_ROUTES], cwd=ROOT, env=settings, capture_output=True, text=True, check=True
    )
    answer: list[tuple[str, list[str]]] = json.loads(listed.stdout.splitlines()[-1])
    return answer


def new_browser(server: Server) -> httpx.Client:
    return httpx.Client(base_url=server.address, follow_redirects=False)


@contextmanager
def signed_in_browser(server: Server, role: Role) -> Iterator[httpx.Client]:
    email = new_email()
    person(email, role)
    with new_browser(server) as browser:
        assert sign_in(browser, email).status_code == 303
        yield browser


def open_websocket(server: Server, browser: httpx.Client, **headers: str) -> ClientConnection:
    cookie = "; ".join(f"{name}={value}" for name, value in browser.cookies.items())
    return connect(
        server.address.replace("http", "ws") + "/_stcore/stream",
        additional_headers={"Cookie": cookie, **headers},
        subprotocols=["streamlit"],  # type: ignore[list-item]
        open_timeout=20,
    )


def shown_by(websocket: ClientConnection, fragment_id: str = "") -> str:
    """Runs the page and gives back all that the server sent for it, as text."""
    message = BackMsg()
    message.rerun_script.query_string = ""
    message.rerun_script.fragment_id = fragment_id
    websocket.send(bytes(message.SerializeToString()))
    sent = b""
    while b"signed out" not in sent and b"class='person'" not in sent:
        received = websocket.recv(timeout=30)
        assert isinstance(received, bytes)
        sent += received
    return sent.decode(errors="replace")


def test_stranger_sees_nothing_but_sign_in_at_every_address(
    server: Server, routes: list[tuple[str, list[str]]]
) -> None:
    theirs = [(path, methods) for path, methods in routes if path not in OUR_OWN | OF_SURVEYS]
    assert {"/poster/{code}", "/qr/{code}.{kind}", "/attachments/{number}"} <= {path for path, _ in theirs}
    assert {"/_stcore/health", "/_stcore/stream", "/media/{file_id:path}"} <= {path for path, _ in theirs}
    with new_browser(server) as stranger:
        for pattern, methods in theirs:
            path = re.sub(r"\{\w+(:path)?\}", "x", re.sub(r"\{\w+:int\}", "1", pattern)) or "/"
            for method in {*methods, "GET", "POST", "OPTIONS"}:
                answer = stranger.request(method, path)
                assert (method, path, answer.status_code) == (method, path, 401)
                assert not answer.cookies


@pytest.mark.parametrize(
    "page_name", ["", *sorted(PAGES), "index.html", "static/index.html", "favicon.png", "media/x.csv"]
)
def test_stranger_sees_nothing_but_sign_in_at_every_page(server: Server, page_name: str) -> None:
    with new_browser(server) as stranger:
        for path in {f"/{page_name}", f"/{page_name.replace('_', '-')}"}:
            answer = stranger.get(path, headers={"accept": "text/html"})
            assert answer.status_code in {303, 401}
            assert answer.headers.get("location", "/sign-in").startswith("/sign-in")
            assert "streamlit" not in answer.text.lower()


def test_page_that_is_on_disk_is_not_served_as_a_file(server: Server) -> None:
    with signed_in_browser(server, Role.ADMINISTRATOR) as inside:
        for path in ("/pages/users.py", "/app/static/users.py", "/static/../app.py", "/data_access/store.py"):
            assert '"""' not in inside.get(path).text


@pytest.mark.parametrize("headers", [{}, {"Cookie": "programme_session=invented"}, {"X-Programme-Session": "admin"}])
def test_stranger_gets_no_websocket(server: Server, headers: dict[str, str]) -> None:
    admin = factories.signed_in(person(new_email(), Role.ADMINISTRATOR))
    headers = {name: admin if value == "admin" else value for name, value in headers.items()}
    with (
        pytest.raises(InvalidStatus) as refusal,
        connect(server.address.replace("http", "ws") + "/_stcore/stream", additional_headers=headers),
    ):
        pass
    assert refusal.value.response.status_code == 403


def test_websocket_of_another_origin_is_refused_with_a_good_cookie(server: Server) -> None:
    with (
        signed_in_browser(server, Role.LA_LEAD) as inside,
        pytest.raises(InvalidStatus) as refusal,
        open_websocket(server, inside, Origin="http://localhost:3000"),
    ):
        pass
    assert refusal.value.response.status_code == 403


def test_forged_header_makes_nobody_an_administrator(server: Server) -> None:
    admin = factories.signed_in(person(new_email(), Role.ADMINISTRATOR))
    with (
        signed_in_browser(server, Role.DELIVERY_GROUP) as inside,
        open_websocket(server, inside, **{"X-Programme-Session": admin}) as websocket,
    ):
        shown = shown_by(websocket)
    assert "Delivery Group" in shown
    assert "Administrator" not in shown


def test_copied_cookie_is_useless_after_sign_out_and_the_open_page_says_so(server: Server) -> None:
    with signed_in_browser(server, Role.LA_LEAD) as inside, new_browser(server) as thief:
        thief.cookies.update(inside.cookies)
        assert thief.get("/_stcore/health").status_code == 200
        with open_websocket(server, thief) as websocket:
            assert "LA lead" in shown_by(websocket)
            assert inside.post("/sign-out", headers={"origin": server.address}).status_code == 303
            assert thief.get("/_stcore/health").status_code == 401
            for fragment_id in ("", "a part of the page"):
                shown = shown_by(websocket, fragment_id)
                assert "signed out" in shown
                assert "LA lead" not in shown
        with pytest.raises((InvalidStatus, ConnectionClosed)), open_websocket(server, thief):
            pass


def test_changed_role_ends_the_session_on_the_open_page(server: Server) -> None:
    with signed_in_browser(server, Role.ADMINISTRATOR) as inside, open_websocket(server, inside) as websocket:
        assert "Administrator" in shown_by(websocket)
        session_id = sessions.session_id_of(inside.cookies["programme_session"])
        assert session_id is not None
        identity = sessions.identity_of(session_id)
        assert identity is not None
        assert identity.user_id is not None
        person(new_email(), Role.ADMINISTRATOR)
        accounts.change_user(factories.administrator(), identity.user_id, 1, "Ann", "delivery_group")
        assert "signed out" in shown_by(websocket)
        assert inside.get("/_stcore/host-config").status_code == 401


def test_file_is_refused_from_a_role_that_loads_none_and_above_the_limit(server: Server) -> None:
    with signed_in_browser(server, Role.DELIVERY_GROUP) as inside:
        assert inside.put("/_stcore/upload_file/x/y", content=b"x").status_code == 403
    with signed_in_browser(server, Role.ADMINISTRATOR) as inside:
        chunks = (b"x" * 1024 * 1024 for _ in range(22))
        assert inside.put("/_stcore/upload_file/x/y", content=chunks).status_code in {403, 413}


def test_log_of_the_server_keeps_no_email_password_or_token(server: Server) -> None:
    email = new_email()
    person(email)
    invitation = accounts.invite_user(factories.administrator(), new_email(), "Max", "la_lead")
    with new_browser(server) as visitor:
        sign_in(visitor, email, "a wrong password here")
        sign_in(visitor, email)
        visitor.get(f"/invitation/{invitation}")
        token = visitor.cookies["programme_session"]
    log = (server.folder / "log").read_text()
    for secret in (email, "a wrong password here", WORDS, invitation, token):
        assert secret not in log
