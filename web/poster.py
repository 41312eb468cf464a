"""What staff print and download to invite people: posters, slips with codes for one use, QR codes alone."""

import io
from dataclasses import dataclass

import segno
from markupsafe import Markup
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from data_access import environment, sessions, survey_codes, survey_links
from data_access.errors import ProductError
from data_access.survey_links import Printed
from web import rendering
from web.gate import SESSION_HEADER

# Read on paper and on screens, also when a fifth of it is dirty.
CORRECTION = "m"
DOTS = 16
MEDIA_TYPES = {"svg": "image/svg+xml", "png": "image/png"}
NOTHING = "There is no such link, or your role does not print it."


@dataclass(frozen=True)
class Slip:
    """One code as it is printed."""

    code: str
    address: str
    picture: Markup


async def poster(request: Request) -> Response:
    """One page of A4 for a wall or a letter."""
    return await _print(request, "poster.html", await _printed(request, request.path_params["code"]))


async def slips(request: Request) -> Response:
    """A batch of codes for one use each, to be cut apart."""
    path = request.path_params
    return await _print(request, "slips.html", await _printed(request, "", path["survey"], path["batch"]))


async def qr_code(request: Request) -> Response:
    """The QR code of a link as a file: SVG for print, PNG for a letter or a message."""
    kind = request.path_params["kind"]
    printed = await _printed(request, request.path_params["code"]) if kind in MEDIA_TYPES else None
    if printed is None:
        return PlainTextResponse(NOTHING, 404)
    code = printed.codes[0]
    stream = io.BytesIO()
    segno.make(_address(request, code), error=CORRECTION, micro=False).save(stream, kind=kind, scale=DOTS, border=4)
    name = f"survey-{survey_codes.shown(code)}.{kind}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(stream.getvalue(), media_type=MEDIA_TYPES[kind], headers=headers)


async def _print(request: Request, template: str, printed: Printed | None) -> Response:
    if printed is None:
        return PlainTextResponse(NOTHING, 404)
    made = [Slip(survey_codes.shown(code), _address(request, code), _picture(request, code)) for code in printed.codes]
    site = _address(request, "").removesuffix("/")
    return await rendering.page(request, template, printed=printed, slips=made, site=site)


async def _printed(request: Request, code: str, survey_id: int = 0, batch: int = 0) -> Printed | None:
    """Missing: None where there is no such link, or the role prints none."""
    identity = await run_in_threadpool(sessions.identity_of, request.headers.get(SESSION_HEADER, ""))
    if identity is None:
        return None
    try:
        return await run_in_threadpool(survey_links.printed, identity, code, survey_id, batch)
    except ProductError:
        return None


def _picture(request: Request, code: str) -> Markup:
    """The QR code, to stand in the page itself. Its own letters are digits alone, so nothing in it can be markup."""
    made = segno.make(_address(request, code), error=CORRECTION, micro=False)
    return Markup(made.svg_inline(border=4, omitsize=True, svgclass="qr", lineclass=None))  # noqa: S704


def _address(request: Request, code: str) -> str:
    scheme = "https" if environment.is_behind_tls() else request.url.scheme
    return f"{scheme}://{request.headers.get('host', '')}/s/{code}"
