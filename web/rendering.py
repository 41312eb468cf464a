"""Draws the product's own pages: plain HTML that needs no script."""

import hashlib
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse

from data_access import programme
from web import cookies
from web.security_headers import OWN_PAGES

FOLDER = Path(__file__).parent
PRODUCT = "SEND cluster programme"


async def page(request: Request, template: str, status_code: int = 200, **values: object) -> HTMLResponse:
    """The page of that template, with a form token that fits the browser's form cookie."""
    nonce = cookies.form_nonce(request)
    text = (
        _templates()
        .get_template(template)
        .render(
            **values,
            programme=await run_in_threadpool(_programme_name),
            style_version=_style_version(),
            form_field=cookies.FORM_FIELD,
            form_token=cookies.form_token(nonce),
        )
    )
    response = HTMLResponse(text, status_code, {"Content-Security-Policy": OWN_PAGES})
    cookies.set_form_nonce(response, nonce)
    return response


async def style(_request: Request) -> FileResponse:
    """The style sheet of these pages."""
    return FileResponse(FOLDER / "static" / "pages.css", media_type="text/css")


async def form_script(request: Request) -> FileResponse:
    """A script of the forms on Streamlit's pages: it keeps long answers as they are typed, or shows what is wrong."""
    return FileResponse(FOLDER / "static" / request.url.path.removeprefix("/"), media_type="text/javascript")


async def answers(request: Request, *names: str) -> dict[str, str]:
    """What was typed into these fields of the form; "" where nothing was."""
    async with request.form(max_files=0, max_fields=10) as form:
        return {name: value if isinstance(value := form.get(name), str) else "" for name in names}


@cache
def _templates() -> Environment:
    return Environment(
        loader=FileSystemLoader(FOLDER / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


@cache
def _style_version() -> str:
    return hashlib.sha256((FOLDER / "static" / "pages.css").read_bytes()).hexdigest()[:8]


def _programme_name() -> str:
    facts = programme.find_programme()
    return PRODUCT if facts is None else facts.name
