"""What is done before the first visitor."""

import asyncio
import gc
import os
import socket
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import pytest

from data_access.errors import Unavailable
from tests.conftest import SECRET
from tests.web.conftest import ROOT, free_port
from web import start_up


def test_connections_through_streamlits_socket_send_at_once() -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as listening, socket.socket() as browser:
        listening.bind(("localhost", 0))
        listening.listen()
        start_up._send_at_once()
        browser.connect(listening.getsockname())
        accepted, _ = listening.accept()
        with accepted:
            assert accepted.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY) != 0


def test_other_kinds_of_socket_are_left_alone() -> None:
    with socket.socket(socket.AF_UNIX), socket.socket(socket.AF_INET, socket.SOCK_DGRAM):
        start_up._send_at_once()


@pytest.mark.parametrize(
    ("settings", "sentence"),
    [
        ({"DATABASE_URL": "sqlite:///{folder}/empty.db", "SECRET_KEY": SECRET}, "run: python -m data_access migrate"),
        ({"DATABASE_URL": "sqlite:///{folder}/empty.db", "SECRET_KEY": ""}, "SECRET_KEY is not set."),
        ({"DATABASE_URL": "postgresql://a:hidden-word@localhost:1/x", "SECRET_KEY": SECRET}, "does not answer"),
    ],
)
def test_server_that_cannot_work_stops_with_one_sentence(
    tmp_path: object, settings: dict[str, str], sentence: str
) -> None:
    environment = {name: value.format(folder=tmp_path) for name, value in settings.items()}
    stopped = subprocess.run(
        [sys.executable, "-m", "streamlit", "run", "app.py", "--server.port", str(free_port())],
        cwd=ROOT,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert stopped.returncode == 1
    assert sentence in stopped.stderr.splitlines()[-1]
    assert "Traceback" not in stopped.stderr
    assert "hidden-word" not in stopped.stderr


def test_what_is_over_is_forgotten_every_hour_and_a_database_that_is_away_is_asked_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    turns: list[int] = []

    def forget() -> None:
        turns.append(len(turns))
        if len(turns) == 1:
            raise Unavailable("away")

    async def wait() -> None:
        hourly = asyncio.create_task(start_up._forget_every_hour())
        while len(turns) < 3:
            await asyncio.sleep(0.001)
        hourly.cancel()

    monkeypatch.setattr(start_up, "HOUR", 0)
    monkeypatch.setattr(start_up, "forget_what_is_over", forget)
    # In a thread of its own: the browser of other tests has a loop in this one.
    with ThreadPoolExecutor(1) as pool:
        pool.submit(lambda: asyncio.run(wait())).result()
    assert turns[:3] == [0, 1, 2]


def test_everything_that_pages_import_is_loaded_and_frozen_before_the_first_visitor(sqlite_database: str) -> None:
    script = (
        "import asyncio, gc, sys\n"
        "from threadpoolctl import threadpool_info\n"
        "from web import start_up\n"
        "async def start():\n"
        "    async with start_up.lifespan(None):\n"
        "        threads = {one['num_threads'] for one in threadpool_info() if one['user_api'] == 'blas'}\n"
        "        print(gc.get_freeze_count(), threads, gc.isenabled(), gc.get_threshold()[0], *sorted(sys.modules))\n"
        "asyncio.run(start())\n"
    )
    loaded = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, timeout=60, check=True
    ).stdout.split()
    assert int(loaded[0]) > 100_000
    assert loaded[1] == "{1}"
    assert loaded[2] == "True"
    assert int(loaded[3]) > gc.get_threshold()[0]
    assert {"altair", "pydeck", "pandas", "kpis.evaluate", "pages.shared.drawing.charts", "bcrypt"} <= set(loaded)
    assert not {"data_access.__main__", "kpis.__main__"} & set(loaded)
    assert gc.get_freeze_count() == 0
