"""Where slow work goes, so that the server goes on answering everybody else."""

from collections.abc import Callable
from typing import TypeVar

import anyio
from anyio.lowlevel import RunVar

Answer = TypeVar("Answer")

# A password takes a core for a quarter of a second: a crowd at the door must leave room for those inside.
PASSWORDS_AT_ONCE = 2
_limiter: RunVar[anyio.CapacityLimiter] = RunVar("passwords")


async def password_work(work: Callable[..., Answer], *arguments: str) -> Answer:
    """Runs what hashes or checks a password, in turn with others of its kind."""
    limiter = _limiter.get(None)
    if limiter is None:
        limiter = anyio.CapacityLimiter(PASSWORDS_AT_ONCE)
        _limiter.set(limiter)
    return await anyio.to_thread.run_sync(work, *arguments, limiter=limiter)
