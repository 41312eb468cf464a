"""/s and /s/<code>: people answer a survey without an account, on a page that needs no script."""

import re
import secrets
from urllib.parse import urlencode

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from data_access import programme, public_surveys, survey_codes, survey_words
from data_access.errors import InvalidInput, NotOpen
from data_access.programme import ProgrammeFacts
from data_access.sessions import keyed_hash
from data_access.survey_asked import Asked
from data_access.survey_words import Language
from data_access.vocabulary import NotOpenBecause
from web import cookies, rendering, survey_form
from web.survey_form import TRAP, Typed
from web.threads import answer_work

ENTRY, ANOTHER, LANGUAGE = "entry", "another", "lang"
# A language is a button of the form, so that what was typed goes along; its value says whether problems were on screen.
SWITCH, WITH_PROBLEMS, AS_IT_IS = "switch-language", "with-problems", "as-it-is"
MOST_FIELDS = 80
STATUS = {
    NotOpenBecause.WRONG_CODE: 404,
    NotOpenBecause.TOO_MANY_CODES: 429,
    NotOpenBecause.NOT_YET: 403,
    NotOpenBecause.CLOSED: 410,
    NotOpenBecause.USED_UP: 410,
    NotOpenBecause.TOO_MANY_ANSWERS: 429,
}
SECONDS_TO_WAIT = "600"


async def ask_for_code(request: Request) -> Response:
    """Where the code of a poster is typed."""
    return await _page(request, "survey_code.html", code="", problems={})


async def take_code(request: Request) -> Response:
    """Leads to the survey of the code, or says that there is none."""
    said = await rendering.answers(request, "code", SWITCH)
    typed = said["code"]
    if said[SWITCH]:
        return await _page(request, "survey_code.html", code=typed[:40], problems={})
    if not survey_codes.typed(typed):
        problems = {"code": _language(request).page["find_missing"]}
        return await _page(request, "survey_code.html", 422, code="", problems=problems)
    try:
        asked = await run_in_threadpool(public_surveys.asked, typed, _address(request))
    except NotOpen as closed:
        if closed.why in (NotOpenBecause.WRONG_CODE, NotOpenBecause.TOO_MANY_CODES):
            problems = {"code": " ".join(_language(request).closed(closed.why, None))}
            return await _page(request, "survey_code.html", STATUS[closed.why], code=typed[:40], problems=problems)
        return await _closed(request, closed)
    return RedirectResponse(_link(request, f"/s/{asked.code}"), status_code=303)


async def show(request: Request) -> Response:
    """The questions; to a browser that has answered them, that it has."""
    token = cookies.form_token(cookies.form_nonce(request))
    try:
        if await run_in_threadpool(public_surveys.has_answered, _code(request), _entry(request, token)):
            return await _thanks(request, "thanks", "answered_text")
        asked = await run_in_threadpool(public_surveys.asked, _code(request), _address(request))
    except NotOpen as closed:
        return await _closed(request, closed)
    return await _form(request, asked, {}, {})


async def submit(request: Request) -> Response:
    """Saves the answers, or gives them back: with what is wrong, or in another language."""
    async with request.form(max_files=0, max_fields=MOST_FIELDS) as form:
        typed: Typed = {name: value for name, value in form.items() if isinstance(value, str)}
    try:
        asked = await run_in_threadpool(public_surveys.asked, _code(request), _address(request))
    except NotOpen as closed:
        if not await run_in_threadpool(public_surveys.has_answered, _code(request), _sent_entry(request, typed)):
            return await _closed(request, closed)
        return RedirectResponse(_link(request, f"/s/{_code(request)}/thank-you"), status_code=303)
    language = _language(request)
    if switch := typed.get(SWITCH):
        problems = survey_form.problems(asked, language, typed) if switch == WITH_PROBLEMS else {}
        return await _form(request, asked, typed, problems, 200)
    if typed.get(TRAP):
        # Only a program fills what nobody sees. It is told what people are told.
        return RedirectResponse(_link(request, f"/s/{asked.code}/thank-you"), status_code=303)
    problems = survey_form.problems(asked, language, typed)
    if problems:
        return await _form(request, asked, typed, problems, 422)
    return await _save(request, asked, typed)


async def thank_you(request: Request) -> Response:
    """That the answers are in. Reloading it sends nothing again."""
    return await _thanks(request, "thanks", "thanks_text")


async def _save(request: Request, asked: Asked, typed: Typed) -> Response:
    answers: dict[str, object] = {field.name: typed.get(field.name) for field in asked.form.fields}
    entry = _sent_entry(request, typed)
    try:
        await answer_work(public_surveys.answer, asked.code, entry, answers, _address(request))
    except InvalidInput as refusal:
        if "" in refusal.answers:
            return await _thanks(request, "already", "already_text", 409)
        problems = survey_form.sentences(asked, _language(request), typed, refusal.answers)
        return await _form(request, asked, typed, problems, 422)
    except NotOpen as closed:
        return await _closed(request, closed)
    return RedirectResponse(_link(request, f"/s/{asked.code}/thank-you"), status_code=303)


async def _form(
    request: Request, asked: Asked, typed: Typed, problems: dict[str, str], status_code: int = 200
) -> Response:
    language = _language(request)
    questions = survey_form.questions(asked, language, typed, problems)
    facts = await run_in_threadpool(programme.find_programme)
    about = survey_form.about(asked, language, facts.name if facts else rendering.PRODUCT, _authority(facts, language))
    return await _page(
        request,
        "survey.html",
        status_code,
        asked=asked,
        questions=questions,
        about=about,
        problems={question.first: question.problem for question in questions if question.problem},
        trap=TRAP,
        entry=ENTRY,
        sent_entry=typed.get(ENTRY, ""),
    )


async def _closed(request: Request, closed: NotOpen) -> Response:
    title, text = _language(request).closed(closed.why, closed.since)
    status = STATUS[closed.why]
    response = await _page(request, "survey_said.html", status, title=title, text=text, another="")
    if status == 429:
        response.headers["Retry-After"] = SECONDS_TO_WAIT
    return response


async def _thanks(request: Request, title: str, text: str, status_code: int = 200) -> Response:
    words = _language(request).page
    another = _link(request, f"/s/{_code(request)}", **{ANOTHER: secrets.token_hex(4)})
    return await _page(request, "survey_said.html", status_code, title=words[title], text=words[text], another=another)


async def _page(request: Request, template: str, status_code: int = 200, **values: object) -> Response:
    language = _language(request)
    others = [
        (one, _link(request, request.url.path, **{LANGUAGE: one.code}))
        for one in survey_words.languages().values()
        if one != language
    ]
    words = language.page
    switch = SWITCH, WITH_PROBLEMS if values.get("problems") else AS_IT_IS
    return await rendering.page(
        request, template, status_code, language=language, words=words, others=others, switch=switch, **values
    )


def _language(request: Request) -> Language:
    return survey_words.language(request.query_params.get(LANGUAGE, ""))


def _link(request: Request, path: str, **query: str) -> str:
    """The address, in the language of this page; for the same person, unless the query says otherwise."""
    kept = {name: value for name in (LANGUAGE, ANOTHER) if (value := request.query_params.get(name))}
    wanted = {**kept, **query}
    if wanted.get(LANGUAGE) not in survey_words.languages():
        wanted.pop(LANGUAGE, None)
    wanted = {name: value for name, value in wanted.items() if re.fullmatch(r"[A-Za-z0-9-]{1,20}", value)}
    return f"{path}?{urlencode(wanted)}" if wanted else path


def _code(request: Request) -> str:
    return survey_codes.typed(request.path_params["code"])


def _entry(request: Request, token: str) -> str:
    """One person's filling-in: of this browser, this survey's code, and whoever of several people on one phone."""
    return keyed_hash("survey entry", f"{_code(request)} {token} {request.query_params.get(ANOTHER, '')}")


def _sent_entry(request: Request, typed: Typed) -> str:
    return _entry(request, typed.get(ENTRY, "")[:100])


def _address(request: Request) -> str:
    return request.client.host if request.client else ""


def _authority(facts: ProgrammeFacts | None, language: Language) -> str:
    return facts.la_name if facts and facts.la_name else language.page["authority"]
