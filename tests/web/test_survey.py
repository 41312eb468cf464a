"""Surveys as people without an account meet them: the code, the questions, what is wrong, thanks, and closed doors."""

import re
from collections.abc import Iterator
from datetime import timedelta
from html import unescape
from pathlib import Path

import pytest
from sqlalchemy import func, select

from data_access import clock, store, survey_addresses, survey_links, survey_words, surveys
from data_access.models import SurveyResponse
from data_access.permissions import ACTIONS, Action
from data_access.vocabulary import ITEMS, SCALES, NotOpenBecause, Role
from tests import factories
from tests.surveys import add_right_to_left, link, own_field, seed, survey
from tests.web.conftest import TestClient, person, sign_in
from web.application import routes

SAID = {"urn": "100001", "confidence_in_mainstream": "4", "feeling_listened_to": "", "comment": "Thank you."}
HTML = {"accept": "text/html"}


@pytest.fixture
def code(client: TestClient) -> str:
    seed()
    return link(survey())


@pytest.fixture
def right_to_left(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[survey_words.Language]:
    yield add_right_to_left(tmp_path, monkeypatch)
    survey_words.languages.cache_clear()


def entry(client: TestClient, code: str, query: str = "") -> str:
    found = re.search(r'name="entry" value="(\w+)"', client.get(f"/s/{code}{query}").text)
    assert found is not None
    return found[1]


def send(client: TestClient, code: str, query: str = "", **changes: str) -> object:
    answers = {**SAID, "entry": entry(client, code, query), **changes}
    return client.post(f"/s/{code}{query}", data=answers)


def kept() -> int:
    with store.reading() as session:
        return session.scalar(select(func.count()).select_from(SurveyResponse)) or 0


def test_code_is_typed_and_leads_to_the_questions(client: TestClient, code: str) -> None:
    assert "Your code" in client.get("/s").text
    answer = client.post("/s", data={"code": f" {code[:4].lower()}-{code[4:]}"})
    assert (answer.status_code, answer.headers["location"]) == (303, f"/s/{code}")
    text = unescape(client.get(f"/s/{code}").text)
    for said in ("How is support for your child?", "Who is asking", "kept until", "Abbey Primary", "Strongly agree"):
        assert said in text
    assert text.count("<fieldset") == text.count("<legend") == 3


def test_page_is_small_runs_no_script_and_asks_nobody_else_for_anything(client: TestClient, code: str) -> None:
    page = client.get(f"/s/{code}")
    addresses = re.findall(r'(?:src|href|action)="([^"#]+)"', page.text)
    assert all(address.startswith(("/", "data:,")) for address in addresses)
    assert "<script" not in page.text
    assert len(page.content) + len(client.get("/sign-in.css").content) < 50_000
    assert page.headers["content-security-policy"].startswith("default-src 'none'")


def test_answers_are_kept_and_thanked_for(client: TestClient, code: str) -> None:
    answer = send(client, code)
    assert (answer.status_code, answer.headers["location"]) == (303, f"/s/{code}/thank-you")
    assert "Your answers are in" in client.get(f"/s/{code}/thank-you").text
    row = surveys.responses(factories.staff()).to_dict("records")[0]
    assert (row["setting"], row["answered_count"], row["positive_count"]) == ("Abbey Primary", 1, 1)


def test_double_click_reload_and_the_way_back_make_one_response(client: TestClient, code: str) -> None:
    answers = {**SAID, "entry": entry(client, code)}
    for _ in range(3):
        assert client.post(f"/s/{code}", data=answers).status_code == 303
    assert "has answered this survey already" in client.get(f"/s/{code}").text
    other = client.post(f"/s/{code}", data={**answers, "comment": "Otherwise."})
    assert (other.status_code, "The first answers count" in other.text) == (409, True)
    assert kept() == 1


def test_somebody_else_answers_on_the_same_phone(client: TestClient, code: str) -> None:
    send(client, code)
    again = re.search(r'href="(/s/\w+\?another=\w+)"', client.get(f"/s/{code}").text)
    assert again is not None
    assert send(client, code, again[1].partition(code)[2]).status_code == 303
    assert kept() == 2


def test_browser_without_cookies_answers_all_the_same(client: TestClient, code: str) -> None:
    answers = {**SAID, "entry": entry(client, code)}
    for _ in range(2):
        client.cookies.clear()
        assert client.post(f"/s/{code}", data=answers).status_code == 303
    assert kept() == 1


def test_wrong_answers_come_back_with_everything_that_was_typed(client: TestClient) -> None:
    seed()
    code = link(survey(cluster=None))
    words = own_field(code, "own_words")
    typed = {"urn": "", "feeling_listened_to": "2", "confidence_in_mainstream": "9", words: "<b>Letters</b>"}
    answer = send(client, code, **typed, comment="x" * 2001)
    text = unescape(answer.text)
    assert answer.status_code == 422
    assert "<title>Error: How is support" in text
    for name, said in (
        ("urn", "Choose the school"),
        ("confidence_in_mainstream-1", "one of the five"),
        ("comment", "2000"),
    ):
        assert re.search(rf'<li><a href="#{name}">[^<]*{said}', text)
        assert f'id="{name}"' in text
    assert "&lt;b&gt;Letters&lt;/b&gt;" in answer.text
    assert re.search(r'name="feeling_listened_to" value="2" checked', text)
    assert "x" * 2001 in text
    assert kept() == 0


def test_nothing_at_all_is_a_sentence(client: TestClient, code: str) -> None:
    answer = send(client, code, urn="", confidence_in_mainstream="", comment=" ")
    assert (answer.status_code, "Answer at least one question" in answer.text) == (422, True)


def test_what_looks_personal_is_asked_about_beside_the_field_until_it_is_changed_or_confirmed(
    client: TestClient, code: str
) -> None:
    said = {"comment": "Ring me on 01782 234567."}
    answer = send(client, code, **said)
    assert (answer.status_code, "a phone number. Please take it out" in answer.text) == (422, True)
    assert "01782 234567" in answer.text
    tick = re.search(r'name="confirmed-comment" value="(\w+)"', answer.text)
    assert tick is not None
    confirmed = {"confirmed-comment": tick[1]}
    assert send(client, code, comment="Ring me on 01782 765432.", **confirmed).status_code == 422
    assert kept() == 0
    assert send(client, code, **said, **confirmed).status_code == 303
    assert kept() == 1


def test_program_that_fills_every_box_is_thanked_and_forgotten(client: TestClient, code: str) -> None:
    assert send(client, code, website="https://spam.example").status_code == 303
    assert kept() == 0


def status(client: TestClient, code: str) -> tuple[int, str]:
    answer = client.get(f"/s/{code}")
    title = re.search(r"<h1[^>]*>([^<]*)</h1>", answer.text)
    assert title is not None
    return answer.status_code, title[1]


def test_closed_doors_say_kindly_why(client: TestClient, code: str, monkeypatch: pytest.MonkeyPatch) -> None:
    today = clock.today()
    later = survey("later", title="Later", opens_on=today + timedelta(days=3))
    over = survey("over", title="Over", closes_on=today - timedelta(days=1))
    single = survey_links.make_codes(factories.staff(), survey("single", title="Single"), 1)[0]
    assert status(client, link(later)) == (403, "This survey is not open yet")
    assert status(client, link(over)) == (410, "This survey has closed")
    assert send(client, single).status_code == 303
    client.cookies.clear()
    assert status(client, single) == (410, "This code has been used")
    assert status(client, "CDFGHJKM") == (404, "We do not know this code")
    wrong = client.post("/s", data={"code": "nonsense"})
    assert (wrong.status_code, "We do not know this code" in wrong.text, "nonsense" in wrong.text) == (404, True, True)
    assert client.post("/s", data={}).status_code == 422
    monkeypatch.setattr(survey_addresses, "MOST_WRONG_CODES", 2)
    assert status(client, "CDFGHJKM") == (429, "Please wait a few minutes")
    assert client.get("/s/CDFGHJKM").headers["retry-after"] == "600"
    assert client.post("/s", data={"code": "CDFGHJKM"}).status_code == 429
    assert status(client, code) == (200, "How is support for your child?")
    monkeypatch.setattr(survey_addresses, "MOST_ANSWERS", 1)
    assert send(client, code).status_code == 429


def test_survey_that_closes_while_somebody_types_takes_nothing_and_says_so(client: TestClient, code: str) -> None:
    answers = {**SAID, "entry": entry(client, code)}
    survey_links.close(factories.staff(), 1, 1)
    assert client.post(f"/s/{code}", data=answers).status_code == 410
    assert kept() == 0


@pytest.mark.parametrize("query", ["?lang=xx", "?lang=%00", "?another=%22%3E%3Cscript%3E", "?lang=pl&lang=en"])
def test_nonsense_in_the_address_does_no_harm(client: TestClient, code: str, query: str) -> None:
    answer = client.get(f"/s/{code}{query}")
    assert (answer.status_code, "<script" in answer.text) == (200, False)
    assert send(client, code, query).status_code == 303


@pytest.mark.parametrize("language", [one for one in survey_words.languages().values() if one.code != "en"])
def test_other_languages_say_everything(client: TestClient, code: str, language: survey_words.Language) -> None:
    english = survey_words.language("en")
    assert set(language.page) == set(english.page)
    assert set(language.found) == set(english.found)
    assert set(language.not_open) == set(english.not_open) == set(NotOpenBecause)
    assert {name: len(answers) for name, answers in language.scales.items()} == dict.fromkeys(SCALES, 5)
    assert set(language.questions) == {item for items in ITEMS.values() for item in items}
    for words in (language.page, language.found, *language.not_open.values()):
        for name, text in words.items():
            known = english.page.get(name, "") if words is language.page else ""
            assert not known or sorted(re.findall(r"{\w+}", text)) == sorted(re.findall(r"{\w+}", known)), name
    assert f'lang="{language.tag}" dir="{language.direction}">{language.name}</button>' in client.get(f"/s/{code}").text
    assert f'hreflang="{language.tag}"' in client.get("/s/CDFGHJKM").text
    text = unescape(client.get(f"/s/{code}?lang={language.code}").text)
    assert f'<html lang="{language.tag}" dir="{language.direction}">' in text
    assert language.questions["feeling_listened_to"] in text
    assert language.scales["change"][4] in text
    assert '<legend lang="en-GB" dir="auto">Meetings are at a good time.' in text
    wrong = unescape(send(client, code, f"?lang={language.code}", urn="", confidence_in_mainstream="", comment="").text)
    assert language.page["missing_answer"] in wrong
    answer = send(client, code, f"?lang={language.code}")
    assert answer.headers["location"].endswith(f"lang={language.code}")
    assert language.page["thanks_text"] in unescape(client.get(answer.headers["location"]).text)


def switched(client: TestClient, text: str, language: str = "pl", **typed: str) -> str:
    """The page in the other language, as a browser asks for it with what stands in the form."""
    found = re.search(rf'formaction="([^"]+lang={language}\b[^"]*)" name="([^"]+)" value="([^"]+)"', text)
    assert found is not None
    assert re.fullmatch(r"/s(/\w{8})?\?(another=ab12&)?(lang=\w\w)(&another=ab12)?", unescape(found[1]))
    answer = client.post(unescape(found[1]), data={found[2]: found[3], **typed})
    assert answer.status_code == 200
    return unescape(answer.text)


def test_another_language_keeps_what_was_typed_and_chosen_and_saves_nothing(
    client: TestClient, code: str, caplog: pytest.LogCaptureFixture
) -> None:
    typed = {**SAID, "entry": entry(client, code), "comment": "A purple kettle.", own_field(code, "statement"): "2"}
    english = client.get(f"/s/{code}").text
    polish = switched(client, english, **typed)
    words = survey_words.language("pl").page
    for text, send_it in ((polish, words["send"]), (switched(client, polish, "en", **typed), "Send my answers")):
        assert send_it in text
        assert "A purple kettle.</textarea>" in text
        assert f'name="entry" value="{typed["entry"]}"' in text
        assert re.search(r'name="confidence_in_mainstream" value="4" checked', text)
        assert re.search(rf'name="{own_field(code, "statement")}" value="2" checked', text)
        assert re.search(r'<option value="100001" selected>', text)
        assert "summary-title" not in text
    assert kept() == 0
    assert "kettle" not in caplog.text
    assert client.post(f"/s/{code}?lang=pl", data=typed).status_code == 303
    assert kept() == 1


def test_another_language_says_again_what_was_wrong_and_confirms_nothing_by_itself(
    client: TestClient, code: str
) -> None:
    typed = {**SAID, "entry": entry(client, code), "comment": "Ring me on 01782 234567."}
    unasked = switched(client, client.get(f"/s/{code}").text, **typed)
    assert "confirmed-comment" not in unasked
    asked = client.post(f"/s/{code}", data=typed).text
    polish = survey_words.language("pl")
    again = switched(client, asked, **typed)
    assert polish.page["problem"] in again
    assert polish.found["PHONE_NUMBER"] in again
    tick = re.search(r'name="(confirmed-comment)" value="(\w+)"( checked)?', again)
    assert tick is not None
    assert tick[3] is None
    assert 'checked><label for="confirmed-comment"' in switched(client, asked, **typed, **{tick[1]: tick[2]})
    assert kept() == 0


def test_another_language_keeps_who_answers_and_the_code_that_is_being_typed(client: TestClient, code: str) -> None:
    assert "another=ab12" in switched(client, client.get(f"/s/{code}?another=ab12").text)
    assert 'value="CDFG"' in switched(client, client.get("/s").text, code="CDFG")


def test_enter_key_sends_the_answers_and_changes_no_language(client: TestClient, code: str) -> None:
    for path in ("/s", f"/s/{code}"):
        first = re.search(r"<button[^>]*>", client.get(path).text)
        assert first is not None
        assert "formaction" not in first[0]


def test_language_that_is_read_from_right_to_left_is_a_file(
    client: TestClient, code: str, right_to_left: survey_words.Language
) -> None:
    assert '<html lang="ur" dir="rtl">' in client.get(f"/s/{code}?lang=ur").text
    assert 'lang="ur" dir="rtl">اردو</button>' in client.get(f"/s/{code}").text
    for path in (f"/s/{code}/thank-you?lang=ur", "/s?lang=ur", "/s/CDFGHJKM?lang=ur"):
        text = client.get(path).text
        assert ('<html lang="ur" dir="rtl">' in text, right_to_left.page["languages"] in text) == (True, True)


@pytest.mark.parametrize(
    "path", ["/s/", "/s/a/b", "/s/CDFG%2FHJKM", "/s/x%0a", "/s/CDFGHJKM/poster", f"/s/{'C' * 21}", "/S/CDFGHJKM", "/sx"]
)
def test_address_that_only_looks_like_a_survey_is_closed(client: TestClient, path: str) -> None:
    assert client.get(path).status_code == 401


def test_strangers_pass_to_surveys_and_sign_in_and_to_nothing_else(client: TestClient, code: str) -> None:
    names = {"code": code, "kind": "svg"}
    paths = [getattr(route, "path", "") for route in routes()]
    own = {re.sub(r"{(\w+)(:int)?}", lambda found: names.get(found[1], "1"), path) for path in paths}
    answers = {path: client.get(path).status_code for path in own | {"/surveys", "/overview", "/"}}
    refused = {path for path, status_code in answers.items() if status_code == 401}
    assert refused == {
        *("/", "/surveys", "/overview", "/save-as-you-type.js", "/show-what-is-wrong.js", "/attachments/1"),
        *(f"/poster/{code}", "/slips/1/1", f"/qr/{code}.svg"),
    }


@pytest.mark.parametrize("role", list(Role))
def test_posters_slips_and_qr_codes_are_for_those_who_design_surveys(client: TestClient, code: str, role: Role) -> None:
    survey_links.make_codes(factories.staff(), 1, 3, "100002")
    person("ann@example.org", role, clusters=["Central"])
    sign_in(client, "ann@example.org")
    paths = (f"/poster/{code}", "/slips/1/1", f"/qr/{code}.svg", f"/qr/{code}.png")
    found = [client.get(path) for path in paths]
    if role not in ACTIONS[Action.DESIGN_SURVEY]:
        assert {answer.status_code for answer in found} == {404}
        return
    poster, slips, svg, png = found
    assert f"{code[:4]}-{code[4:]}" in poster.text
    assert "http://testserver/s</strong>" in poster.text
    assert slips.text.count("<svg") == slips.text.count("<li>") == 3
    assert "Bridge Primary" in slips.text
    assert svg.content.lstrip().startswith(b"<?xml")
    assert png.content.startswith(b"\x89PNG")
    assert png.headers["content-disposition"] == f'attachment; filename="survey-{code[:4]}-{code[4:]}.png"'
    for wrong in ("/poster/CDFGHJKM", "/slips/1/9", f"/qr/{code}.pdf"):
        assert client.get(wrong).status_code == 404
