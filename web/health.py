"""/health: whether the product can serve, for a load balancer or a monitor."""

import anyio
from starlette.requests import Request
from starlette.responses import JSONResponse

from data_access import readiness

SECONDS_TO_ANSWER = 5


async def health(_request: Request) -> JSONResponse:
    """200 while the database answers, otherwise 503. Says nothing else to a stranger."""
    is_answering = False
    with anyio.move_on_after(SECONDS_TO_ANSWER):
        is_answering = await anyio.to_thread.run_sync(readiness.is_answering, abandon_on_cancel=True)
    status = "ok" if is_answering else "unavailable"
    return JSONResponse({"status": status}, status_code=200 if is_answering else 503)
