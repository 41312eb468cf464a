"""What happens before the first visitor: the settings are checked, and everything slow is done once."""

import asyncio
import gc
import importlib
import pkgutil
import socket
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

from data_access import attachment_store, passwords, readiness, survey_links, taken_away
from data_access.errors import ConfigurationError, Unavailable

# Named, not imported above: this package knows nothing of pages and measures, it only has them loaded.
LIBRARIES = ("altair", "pandas", "pydeck", "pyproj", "xlsxwriter", "openpyxl")
PACKAGES = ("data_access", "kpis", "pages.shared")
WARM_UP = "pages.shared.warm_up"
# When the collector looks: a file of 50,000 rows makes millions of objects that stay until it is saved, and looking
# through them as often as Python would takes a sixth of the load.
SELDOM = (10_000, 20, 10)
# Run by a command, not by a page.
LEFT_OUT = ("__main__", "migrations")
HOUR = 3600


def check() -> None:
    """Ends the process with one sentence if the product could not work as it is set up."""
    try:
        readiness.check()
    except ConfigurationError as error:
        sys.exit(str(error))


@asynccontextmanager
async def lifespan(_app: object) -> AsyncIterator[None]:
    """Loads what pages need, and takes it out of the collections that Streamlit makes after every run.

    Otherwise the first visitor waits for the imports, and everybody for the collector.
    """
    _send_at_once()
    for name in LIBRARIES:
        importlib.import_module(name)
    for name in PACKAGES:
        _import_all(name)
    forget_what_is_over()
    passwords.is_right("", None)
    importlib.import_module(WARM_UP).run()
    gc.collect()
    gc.freeze()
    gc.set_threshold(*SELDOM)
    hourly = asyncio.create_task(_forget_every_hour())
    yield
    hourly.cancel()


def forget_what_is_over() -> None:
    """Deletes what nobody was told would be kept any longer."""
    taken_away.purge_by_itself()
    attachment_store.sweep()
    survey_links.delete_answers_that_are_over()


async def _forget_every_hour() -> None:
    while True:
        await asyncio.sleep(HOUR)
        # While the database is away: the next time.
        with suppress(Unavailable):
            await asyncio.to_thread(forget_what_is_over)


def _send_at_once() -> None:
    """Lets small answers leave without waiting for the last one to be confirmed.

    asyncio does so for sockets that name their protocol; the one that Streamlit opens does not, and every answer on a
    kept connection came 40 ms late. Connections take this over from the socket that they come in by, which only
    Streamlit holds.
    """
    for found in gc.get_objects():
        if type(found) is socket.socket and found.fileno() >= 0 and found.family in {socket.AF_INET, socket.AF_INET6}:
            with suppress(OSError):  # not one that carries TCP
                found.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)


def _import_all(name: str) -> None:
    package = importlib.import_module(name)
    for module in pkgutil.iter_modules(package.__path__, f"{name}."):
        if module.name.rpartition(".")[2] in LEFT_OUT:
            continue
        if module.ispkg:
            _import_all(module.name)
        else:
            importlib.import_module(module.name)
