"""/invitation/<token>: somebody who was invited, or forgot the password, chooses one."""

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from data_access import own_account, sessions
from data_access.errors import InvalidInput, NotFound
from data_access.own_account import Invitation
from web import cookies, rendering
from web.sign_in import STALE, start_session
from web.threads import password_work


async def show(request: Request) -> Response:
    """The form, while the link is good."""
    invited = await _invited(request)
    return await _form(request, invited, {}) if invited else await _no_invitation(request)


async def accept(request: Request) -> Response:
    """Sets the password and signs the person in."""
    typed = await rendering.answers(request, "password", "again", cookies.FORM_FIELD)
    invited = await _invited(request)
    if invited is None:
        return await _no_invitation(request)
    if not cookies.is_own_form(request, typed[cookies.FORM_FIELD]):
        return await _form(request, invited, {"password": STALE}, 400)
    if typed["password"] != typed["again"]:
        return await _form(request, invited, {"again": "Type the same password in both boxes."}, 422)
    try:
        await password_work(own_account.accept_invitation, request.path_params["token"], typed["password"])
    except InvalidInput as error:
        return await _form(request, invited, error.answers, 422)
    except NotFound:
        return await _no_invitation(request)
    token = await password_work(sessions.sign_in, invited.email, typed["password"])
    return await start_session(request, token, "/")


async def _invited(request: Request) -> Invitation | None:
    return await run_in_threadpool(own_account.invitation, request.path_params["token"])


async def _form(request: Request, invited: Invitation, problems: dict[str, str], status_code: int = 200) -> Response:
    return await rendering.page(request, "invitation.html", status_code, invited=invited, problems=problems)


async def _no_invitation(request: Request) -> Response:
    return await rendering.page(request, "no_invitation.html", 404, sentence=own_account.NO_INVITATION)
