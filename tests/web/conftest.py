"""What the web tests stand on: our part of the application alone, and the whole product as a real server."""

import os
import re
import shutil
import socket
import subprocess
import sys
import time
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response
from starlette.routing import Route, WebSocketRoute
from starlette.websockets import WebSocket

from data_access import accounts, store
from tests import factories
from tests.conftest import SECRET
from tests.data_access.test_accounts import WORDS, WORDS_HASH
from web import application

with warnings.catch_warnings():
    # Starlette would rather have a newer httpx under its test client; the one here does.
    warnings.simplefilter("ignore")
    from starlette.testclient import TestClient

ROOT = Path(__file__).resolve().parents[2]


async def _echo(request: Request) -> Response:
    """In the place of Streamlit: says which session it was told of, and how much it was sent."""
    sent = len(await request.body())
    text = f"inside {request.headers.getlist('x-programme-session')} {sent}"
    return HTMLResponse(text) if "text/html" in request.headers.get("accept", "") else PlainTextResponse(text)


async def _echo_websocket(websocket: WebSocket) -> None:
    await websocket.accept()
    await websocket.send_text(",".join(websocket.headers.getlist("x-programme-session")))
    async for sent in websocket.iter_bytes():
        await websocket.send_bytes(sent)


async def _failing(_request: Request) -> PlainTextResponse:
    raise RuntimeError("a secret detail")


@pytest.fixture
def client(sqlite_database: str) -> Iterator[TestClient]:
    """A browser before our routes and middleware, with an echo in Streamlit's place. It follows no redirects."""
    inside = [
        WebSocketRoute("/_stcore/stream", _echo_websocket),
        Route("/fails", _failing),
        Route("/{path:path}", _echo, methods=["GET", "PUT", "POST", "DELETE"]),
    ]
    app = Starlette(
        routes=[*application.routes(), *inside],
        middleware=application.middleware(),
        exception_handlers={Exception: application.failure},
    )
    with TestClient(app, follow_redirects=False, raise_server_exceptions=False) as browser:
        yield browser


@dataclass(frozen=True)
class Server:
    """A product that runs: its address, and the database behind it."""

    address: str
    database: str
    folder: Path


@pytest.fixture(scope="session")
def running(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """`streamlit run app.py`, freshly started on a database of its own that holds a programme."""
    folder = tmp_path_factory.mktemp("server")
    shutil.copy(sqlite_template, folder / "programme.db")
    server = Server(f"http://localhost:{free_port()}", f"sqlite:///{folder / 'programme.db'}", folder)
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("DATABASE_URL", server.database)
        factories.add_programme()
        store.engine().dispose()
    port = server.address.rpartition(":")[2]
    command = [sys.executable, "-m", "streamlit", "run", "app.py", "--server.port", port]
    settings = {**os.environ, "DATABASE_URL": server.database, "SECRET_KEY": SECRET}
    with (folder / "log").open("w") as log:
        process = subprocess.Popen(command, cwd=ROOT, env=settings, stdout=log, stderr=log)
        try:
            _wait_until_it_answers(server, process)
            yield server
        finally:
            process.terminate()
            process.wait(timeout=20)


@pytest.fixture
def server(running: Server, monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    """The running product, with its database in use by the test as well."""
    monkeypatch.setenv("DATABASE_URL", running.database)
    monkeypatch.setenv("SECRET_KEY", SECRET)
    yield running
    store.engine().dispose()


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("localhost", 0))
        return int(probe.getsockname()[1])


def form_token(browser: httpx.Client, path: str = "/sign-in") -> str:
    """The token in the page's form, whose cookie the browser now has."""
    found = re.search(r'name="form_token" value="(\w+)"', browser.get(path).text)
    assert found is not None
    return found[1]


def sign_in(browser: httpx.Client, email: str, password: str = WORDS, **fields: str) -> httpx.Response:
    """Fills the sign-in page in and sends it."""
    answers = {"email": email, "password": password, "form_token": form_token(browser), **fields}
    return browser.post("/sign-in", data=answers)


def person(email: str, role: object = "la_lead", **columns: object) -> int:
    """An account that signs in with WORDS. Value: its id."""
    return factories.add_user(email, role, password_hash=WORDS_HASH, **columns)  # type: ignore[arg-type]


def new_email() -> str:
    return f"person-{free_port()}-{len(accounts.users(factories.administrator()))}@example.org"


def _wait_until_it_answers(server: Server, process: "subprocess.Popen[bytes]") -> None:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        assert process.poll() is None, (server.folder / "log").read_text()
        try:
            if httpx.get(f"{server.address}/health").status_code == 200:
                return
        except httpx.TransportError:
            time.sleep(0.1)
    raise AssertionError((server.folder / "log").read_text())
