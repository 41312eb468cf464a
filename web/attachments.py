"""/attachments/<number>: a file that belongs to a text, for those who may read the text."""

from urllib.parse import quote

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from data_access import attachments, sessions
from data_access.attachments import OpenedFile
from data_access.errors import NotFound
from web.gate import SESSION_HEADER

# Whatever is in it, it is saved and not shown; shown all the same, it may do nothing.
POLICY = "default-src 'none'; sandbox"
# The database's own numbers are no longer.
LONGEST_NUMBER = 9


async def send(request: Request) -> Response:
    """The file. Whether it is not there or not theirs to read, a stranger to it is told the same."""
    number = request.path_params["number"]
    # The gate lets nobody through without a session, and alone says which.
    identity = await run_in_threadpool(sessions.identity_of, request.headers.get(SESSION_HEADER, ""))
    if identity is None:
        return PlainTextResponse("You are signed out. Open /sign-in to sign in.", status_code=401)
    if not number.isdecimal() or len(number) > LONGEST_NUMBER:
        return _missing("There is no such file.")
    try:
        opened = await run_in_threadpool(attachments.opened, identity, int(number))
    except NotFound as missing:
        return _missing(str(missing))
    return Response(opened.content, media_type=opened.file_type.media_type, headers=_headers(opened, number))


def _headers(opened: OpenedFile, number: str) -> dict[str, str]:
    ending = opened.file_type.value
    named = f"attachment; filename=\"file-{number}.{ending}\"; filename*=UTF-8''{quote(opened.title, safe='')}.{ending}"
    return {"Content-Disposition": named, "Content-Security-Policy": POLICY}


def _missing(sentence: str) -> Response:
    return PlainTextResponse(sentence, status_code=404)
