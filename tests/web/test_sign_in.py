"""Sign-in, sign-out, invitations and health, as a browser meets them."""

import html
from datetime import timedelta

import pytest
from sqlalchemy import select

from data_access import accounts, demo, environment, sessions, store
from data_access.models import SignInAttempt
from tests import factories
from tests.data_access.test_accounts import OTHER_WORDS, WORDS
from tests.web.conftest import TestClient, form_token, person, sign_in
from web.sign_in import own_address


def test_person_signs_in_and_lands_where_they_wanted_to_go(client: TestClient) -> None:
    person("ann@example.org")
    refused = client.get("/map?phase=primary&cluster=A%26B", headers={"accept": "text/html"})
    page = client.get(refused.headers["location"])
    wanted = html.unescape(page.text.partition('name="next" value="')[2].partition('"')[0])
    answer = sign_in(client, "Ann@Example.org ", next=wanted)
    assert (answer.status_code, answer.headers["location"]) == (303, "/map?phase=primary&cluster=A%26B")
    assert client.get("/map").text.startswith("inside")


def test_session_cookie_is_out_of_reach_of_scripts_and_other_sites(client: TestClient) -> None:
    person("ann@example.org")
    cookie = sign_in(client, "ann@example.org").headers["set-cookie"].lower()
    assert cookie.startswith("programme_session=")
    assert {"httponly", "samesite=lax", "path=/", "max-age=604800"} <= set(cookie.split("; "))
    assert "secure" not in cookie


def test_behind_tls_the_cookies_are_secure_and_bound_to_the_host(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BEHIND_TLS", "yes")
    client.base_url = "https://testserver"  # type: ignore[assignment]
    person("ann@example.org")
    cookie = sign_in(client, "ann@example.org").headers["set-cookie"].lower()
    assert cookie.startswith("__host-programme_session=")
    assert "secure" in cookie.split("; ")
    assert client.get("/map").text.startswith("inside")


@pytest.mark.parametrize("email", ["ann@example.org", "nobody@example.org"])
def test_wrong_password_and_unknown_user_see_the_same_page(client: TestClient, email: str) -> None:
    person("ann@example.org")
    answer = sign_in(client, email, "wrong")
    assert answer.status_code == 403
    assert sessions.WRONG in answer.text
    assert "programme_session" not in client.cookies
    shown = answer.text.replace(email, "EMAIL").replace(form_token(client), "TOKEN")
    other = sign_in(client, "other@example.org", "wrong")
    assert other.text.replace("other@example.org", "EMAIL").replace(form_token(client), "TOKEN") == shown


def test_five_wrong_passwords_lock_and_the_lock_ends_by_itself(client: TestClient) -> None:
    person("ann@example.org")
    assert [sign_in(client, "ann@example.org", "wrong").status_code for _ in range(6)] == [403] * 5 + [429]
    locked = sign_in(client, "ann@example.org")
    assert locked.status_code == 429
    assert "15 minutes" in locked.text
    with store.writing(factories.administrator()) as session:
        for attempt in session.scalars(select(SignInAttempt)):
            attempt.attempted_at -= timedelta(minutes=16)
    assert sign_in(client, "ann@example.org").status_code == 303


def test_problem_is_said_at_the_top_and_beside_its_field(client: TestClient) -> None:
    answer = sign_in(client, "", "")
    assert answer.status_code == 422
    assert "<title>Error: Sign in" in answer.text
    assert answer.text.count("Enter your email.") == 2
    assert '<a href="#password">Enter your password.</a>' in answer.text
    assert 'aria-invalid="true"' in answer.text


def test_what_was_typed_comes_back_as_text_and_the_password_does_not(client: TestClient) -> None:
    answer = sign_in(client, '"><script>x</script>', "my own wrong words", next='/map?"><script>')
    assert "<script>" not in answer.text
    assert "my own wrong words" not in answer.text
    assert "&#34;&gt;&lt;script&gt;" in answer.text


@pytest.mark.parametrize("token", ["", "invented", "é"])
def test_form_that_is_not_ours_is_refused(client: TestClient, token: str) -> None:
    person("ann@example.org")
    assert sign_in(client, "ann@example.org", form_token=token).status_code == 400
    assert "programme_session" not in client.cookies


def test_another_browsers_form_is_refused(client: TestClient) -> None:
    person("ann@example.org")
    token = form_token(client)
    client.cookies.clear()
    assert sign_in(client, "ann@example.org", form_token=token).status_code == 400
    client.cookies.clear()
    answers = {"email": "ann@example.org", "password": WORDS, "form_token": token}
    assert client.post("/sign-in", data=answers).status_code == 400


@pytest.mark.parametrize(
    "wanted",
    [
        "https://evil.example/",
        "//evil.example",
        "///evil.example",
        "/\\evil.example",
        "\\\\evil.example",
        "javascript:alert(1)",
        "/\t/evil.example",
        "/\n/evil.example",
        "/map\r\nSet-Cookie: x=1",
        "map",
        "/sign-out",
        "/sign-in?next=/sign-in",
        "/sign-out/",
        "",
    ],
)
def test_nobody_is_sent_to_another_site_or_out_again(wanted: str) -> None:
    assert own_address(wanted) == "/"


@pytest.mark.parametrize("wanted", ["/", "/map", "/setting?urn=1&next=//x", "/map?cluster=A%20B#part"])
def test_own_addresses_are_kept(wanted: str) -> None:
    assert own_address(wanted) == wanted


def test_signed_in_person_goes_straight_past_the_form(client: TestClient) -> None:
    person("ann@example.org")
    sign_in(client, "ann@example.org")
    answer = client.get("/sign-in?next=%2Fmap")
    assert (answer.status_code, answer.headers["location"]) == (303, "/map")


def test_sign_out_ends_the_session_and_a_copied_cookie_is_useless(client: TestClient) -> None:
    person("ann@example.org")
    sign_in(client, "ann@example.org")
    copied = client.cookies["programme_session"]
    answer = client.post("/sign-out", data={"form_token": form_token(client, "/sign-out")})
    assert (answer.status_code, answer.headers["location"]) == (303, "/sign-in")
    assert "programme_session" not in client.cookies
    client.cookies.set("programme_session", copied)
    assert client.get("/").status_code == 401


def test_button_on_our_own_page_signs_out_and_another_sites_does_not(client: TestClient) -> None:
    person("ann@example.org")
    sign_in(client, "ann@example.org")
    for headers in ({}, {"origin": "http://evil.example"}, {"origin": "null"}):
        assert client.post("/sign-out", headers=headers).status_code == 400
        assert client.get("/").status_code == 200
    assert client.get("/sign-out").status_code == 200
    assert client.get("/").status_code == 200
    assert client.post("/sign-out", headers={"origin": "http://testserver"}).status_code == 303
    assert client.get("/").status_code == 401


def test_signing_in_as_somebody_else_ends_the_session_before(client: TestClient) -> None:
    person("ann@example.org")
    person("bob@example.org")
    sign_in(client, "ann@example.org")
    earlier = client.cookies["programme_session"]
    token = client.cookies["programme_form"]
    client.cookies.clear()
    client.cookies.set("programme_form", token)
    first_form = form_token(client)
    client.cookies.set("programme_session", earlier)
    client.post("/sign-in", data={"email": "bob@example.org", "password": WORDS, "form_token": first_form})
    assert sessions.session_id_of(earlier) is None


def test_invited_person_chooses_a_password_and_is_in(client: TestClient) -> None:
    token = accounts.invite_user(factories.administrator(), "max@example.org", "Max", "la_lead")
    path = f"/invitation/{token}"
    page = client.get(path)
    assert page.status_code == 200
    assert "max@example.org" in page.text
    assert 'autocomplete="new-password"' in page.text
    answers = {"password": OTHER_WORDS, "again": OTHER_WORDS, "form_token": form_token(client, path)}
    assert client.post(path, data=answers).headers["location"] == "/"
    assert client.get("/").text.startswith("inside")
    assert client.get(path).status_code == 404
    assert "not valid any more" in client.post(path, data=answers).text


@pytest.mark.parametrize(
    ("password", "again", "sentence"),
    [
        ("short", "short", "12 characters"),
        (OTHER_WORDS, WORDS, "same password"),
        ("max orchard x", "max orchard x", "email"),
    ],
)
def test_poor_or_mistyped_password_is_refused_beside_its_field(
    client: TestClient, password: str, again: str, sentence: str
) -> None:
    path = "/invitation/" + accounts.invite_user(factories.administrator(), "max@example.org", "Max", "la_lead")
    answers = {"password": password, "again": again, "form_token": form_token(client, path)}
    refused = client.post(path, data=answers)
    assert refused.status_code == 422
    assert sentence in refused.text
    assert client.post(path, data={**answers, "form_token": "invented"}).status_code == 400
    assert client.get(path).status_code == 200


def test_demo_accounts_are_offered_in_the_embedded_demo_only(
    client: TestClient, sqlite_database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    email, _, password = demo.ACCOUNTS[0]
    factories.add_programme(is_demo=True)
    assert email not in client.get("/sign-in").text
    monkeypatch.setattr(environment, "embedded_database_url", lambda: sqlite_database)
    assert email in client.get("/sign-in").text
    assert password in client.get("/sign-in").text


def test_demo_accounts_are_not_offered_by_a_programme_that_is_no_demo(
    client: TestClient, sqlite_database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    factories.add_programme()
    monkeypatch.setattr(environment, "embedded_database_url", lambda: sqlite_database)
    assert demo.ACCOUNTS[0][0] not in client.get("/sign-in").text
