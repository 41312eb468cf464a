"""/sign-in and /sign-out."""

from urllib.parse import urlsplit

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from data_access import demo, sessions
from data_access.errors import NotAllowed
from data_access.vocabulary import label
from web import cookies, rendering
from web.threads import password_work

STALE = "This page had been open for too long, or your browser keeps no cookies. Try once more."


async def show(request: Request) -> Response:
    """The form; somebody who is signed in already goes straight on."""
    token = cookies.session_token(request)
    wanted = own_address(request.query_params.get("next", ""))
    if token and await run_in_threadpool(sessions.session_id_of, token):
        return RedirectResponse(wanted, status_code=303)
    return await _form(request, "", wanted, {})


async def submit(request: Request) -> Response:
    """Checks what was typed, and starts a session."""
    typed = await rendering.answers(request, "email", "password", "next", cookies.FORM_FIELD)
    email, wanted = typed["email"].strip(), own_address(typed["next"])
    if not cookies.is_own_form(request, typed[cookies.FORM_FIELD]):
        return await _form(request, email, wanted, {"email": STALE}, 400)
    missing = {name: f"Enter your {name}." for name in ("email", "password") if not typed[name].strip()}
    if missing:
        return await _form(request, email, wanted, missing, 422)
    try:
        token = await password_work(sessions.sign_in, email, typed["password"])
    except NotAllowed as error:
        return await _form(request, email, wanted, {"email": str(error)}, 429 if str(error) == sessions.LOCKED else 403)
    return await start_session(request, token, wanted)


async def start_session(request: Request, token: str, wanted: str) -> Response:
    """Gives the browser its new session, and ends the one it came with."""
    if earlier := cookies.session_token(request):
        await run_in_threadpool(sessions.sign_out, earlier)
    response = RedirectResponse(wanted, status_code=303)
    cookies.set_session(response, token)
    return response


async def ask_to_sign_out(request: Request) -> Response:
    """One button: a link alone, which another site could follow, ends nothing."""
    return await rendering.page(request, "sign_out.html")


async def sign_out(request: Request) -> Response:
    """Ends the session at once, on every screen."""
    typed = await rendering.answers(request, cookies.FORM_FIELD)
    if not (cookies.is_own_form(request, typed[cookies.FORM_FIELD]) or cookies.is_same_origin(request)):
        return await rendering.page(request, "sign_out.html", 400)
    if token := cookies.session_token(request):
        await run_in_threadpool(sessions.sign_out, token)
    response = RedirectResponse("/sign-in", status_code=303)
    cookies.forget_session(response)
    return response


def own_address(wanted: str) -> str:
    """The path and query asked for, if they are ours; otherwise the overview. Never another site's address."""
    is_path = wanted.isprintable() and wanted.startswith("/") and not wanted.startswith("//") and "\\" not in wanted
    if not is_path or urlsplit(wanted).path.rstrip("/") in {"/sign-in", "/sign-out"}:
        return "/"
    return wanted


async def _form(
    request: Request, email: str, wanted: str, problems: dict[str, str], status_code: int = 200
) -> Response:
    accounts = await run_in_threadpool(_demo_accounts)
    return await rendering.page(
        request, "sign_in.html", status_code, email=email, wanted=wanted, problems=problems, accounts=accounts
    )


def _demo_accounts() -> list[tuple[str, str, str]]:
    """Email, role and password of the demo's accounts; nothing in any other database than the embedded demo."""
    return [(email, label(role), password) for email, role, password in demo.accounts_to_show()]
