"""Where slow work goes, so that the server goes on answering everybody else."""

from collections.abc import Callable
from typing import TypeVar

import anyio
from anyio.lowlevel import RunVar

Answer = TypeVar("Answer")

# A password takes a core for a quarter of a second: a crowd at the door must leave room for those inside.
PASSWORDS_AT_ONCE = 2
# The database writes one at a time. Whoever waits for it there tries again and again; here they stand in a queue.
ANSWERS_AT_ONCE = 1
_passwords: RunVar[anyio.CapacityLimiter] = RunVar("passwords")
_answers: RunVar[anyio.CapacityLimiter] = RunVar("answers")


async def password_work(work: Callable[..., Answer], *arguments: str) -> Answer:
    """Runs what hashes or checks a password, in turn with others of its kind."""
    return await _in_turn(_passwords, PASSWORDS_AT_ONCE, work, *arguments)


async def answer_work(work: Callable[..., Answer], *arguments: object) -> Answer:
    """Runs what saves the answers of a survey, in turn with others of its kind."""
    return await _in_turn(_answers, ANSWERS_AT_ONCE, work, *arguments)


async def _in_turn(
    queue: "RunVar[anyio.CapacityLimiter]", at_once: int, work: Callable[..., Answer], *arguments: object
) -> Answer:
    limiter = queue.get(None)
    if limiter is None:
        limiter = anyio.CapacityLimiter(at_once)
        queue.set(limiter)
    return await anyio.to_thread.run_sync(work, *arguments, limiter=limiter)
