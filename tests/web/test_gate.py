"""The gate, the size limit and the headers, with an echo in Streamlit's place."""

import pytest
from starlette.websockets import WebSocketDisconnect
from streamlit.proto.BackMsg_pb2 import BackMsg

from data_access import accounts, sessions, store
from data_access.models import Programme
from data_access.permissions import ACTIONS, Action
from data_access.vocabulary import Role
from tests import factories
from tests.web.conftest import TestClient, form_token, person, sign_in
from web.security_headers import streamlit_pages

HTML = {"accept": "text/html,application/xhtml+xml"}
STREAM = "/_stcore/stream"
UPLOAD = "/_stcore/upload_file/session/file"


def session_id(client: TestClient) -> str:
    found = sessions.session_id_of(client.cookies["programme_session"])
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("path", "onward"),
    [
        ("/", "/sign-in"),
        ("/map?phase=primary&cluster=A%20B", "/sign-in?next=%2Fmap%3Fphase%3Dprimary%26cluster%3DA%2520B"),
        ("/setting?urn=100001", "/sign-in?next=%2Fsetting%3Furn%3D100001"),
        ("/sign-in/", "/sign-in?next=%2Fsign-in%2F"),
    ],
)
def test_stranger_who_opens_a_page_is_sent_to_sign_in(client: TestClient, path: str, onward: str) -> None:
    answer = client.get(path, headers=HTML)
    assert (answer.status_code, answer.headers["location"]) == (303, onward)


@pytest.mark.parametrize(
    "path", ["/_stcore/health", "/_stcore/host-config", "/media/x.csv", "/component/x", "/static/index.html", UPLOAD]
)
@pytest.mark.parametrize("method", ["GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "PATCH"])
def test_stranger_is_refused_at_inner_addresses(client: TestClient, method: str, path: str) -> None:
    assert client.request(method, path, headers=HTML).status_code == 401


def test_streamlits_own_scripts_are_everybodys_and_nothing_beside_them_is(client: TestClient) -> None:
    forged = {"X-Programme-Session": "forged", "Accept": "text/html"}
    assert client.get("/static/js/index.js", headers=forged).text == "inside [] 0"
    for path in ("/static/js/", "/static/js/a/b.js", "/static/js%2f..%2findex.html", "/static/other/x.js"):
        assert client.get(path, headers=forged).status_code == 401


@pytest.mark.parametrize(
    "path",
    [
        "/health%3Fx",
        "/health%23x",
        "/sign-in%0a",
        "/%0a/sign-in",
        "/sign-in%2f..%2fmap",
        "/sign-in/../map",
        "//sign-in",
        "/SIGN-IN",
        "/health/",
        "/sign-in.css/x",
        "/invitation/x/y",
        "/invitation/",
        "/invitation/x%0a",
        "/_stcore/health%3F/sign-in",
    ],
)
def test_address_that_only_looks_open_is_closed(client: TestClient, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 401
    assert "inside" not in answer.text


@pytest.mark.parametrize("cookie", ["", "invented", "a" * 3000])
def test_invented_cookie_opens_nothing(client: TestClient, cookie: str) -> None:
    client.cookies.set("programme_session", cookie)
    assert client.get("/").status_code == 401


def test_signed_in_person_passes_and_streamlit_learns_the_session(client: TestClient) -> None:
    person("ann@example.org")
    sign_in(client, "ann@example.org")
    assert client.get("/map").text == f"inside {[session_id(client)]} 0"


@pytest.mark.parametrize("name", ["X-Programme-Session", "x-programme-session", "X-PROGRAMME-SESSION"])
def test_header_from_outside_is_not_believed(client: TestClient, name: str) -> None:
    admin = factories.signed_in(person("admin@example.org", Role.ADMINISTRATOR))
    assert client.get("/", headers={name: admin}).status_code == 401
    with pytest.raises(WebSocketDisconnect), client.websocket_connect(STREAM, headers={name: admin}):
        pass
    person("ann@example.org")
    sign_in(client, "ann@example.org")
    assert client.get("/", headers={name: admin}).text == f"inside {[session_id(client)]} 0"
    with client.websocket_connect(STREAM, headers={name: admin}) as websocket:
        assert websocket.receive_text() == session_id(client)


def test_stranger_gets_no_websocket(client: TestClient) -> None:
    with pytest.raises(WebSocketDisconnect) as refusal, client.websocket_connect(STREAM):
        pass
    assert refusal.value.code == 1008


@pytest.mark.parametrize(
    ("origin", "is_let_in"),
    [
        ("http://testserver", True),
        ("https://testserver", True),
        ("http://testserver:8501", False),
        ("http://testserver.evil.example", False),
        ("http://localhost:3000", False),
        ("http://evil.example", False),
        ("null", False),
        ("", False),
    ],
)
def test_websocket_from_another_origin_is_refused(client: TestClient, origin: str, is_let_in: bool) -> None:
    person("ann@example.org")
    sign_in(client, "ann@example.org")
    headers = {"origin": origin, "x-forwarded-host": "evil.example", "x-forwarded-for": "127.0.0.1"}
    if is_let_in:
        with client.websocket_connect(STREAM, headers=headers) as websocket:
            assert websocket.receive_text() == session_id(client)
    else:
        with pytest.raises(WebSocketDisconnect), client.websocket_connect(STREAM, headers=headers):
            pass


def part_of_a_page() -> bytes:
    message = BackMsg()
    message.rerun_script.fragment_id = "users"
    message.rerun_script.query_string = "cluster=Central"
    message.rerun_script.page_script_hash = "page"
    message.rerun_script.widget_states.widgets.add(id="button", trigger_value=True)
    return bytes(message.SerializeToString())


@pytest.mark.parametrize("end", ["sign-out", "role", "disable"])
def test_open_websocket_does_nothing_more_once_the_session_has_ended(client: TestClient, end: str) -> None:
    user_id = person("ann@example.org")
    sign_in(client, "ann@example.org")
    with client.websocket_connect(STREAM) as websocket:
        websocket.receive_text()
        websocket.send_bytes(part_of_a_page())
        assert websocket.receive_bytes() == part_of_a_page()
        if end == "sign-out":
            sessions.sign_out(client.cookies["programme_session"])
        elif end == "role":
            accounts.change_user(factories.administrator(), user_id, 1, "Ann", "delivery_group")
        else:
            accounts.disable_user(factories.administrator(), user_id)
        plain = BackMsg()
        for sent in (part_of_a_page(), BackMsg(clear_cache=True).SerializeToString()):
            websocket.send_bytes(sent)
            plain.ParseFromString(websocket.receive_bytes())
            assert plain.WhichOneof("type") == "rerun_script"
            assert plain.rerun_script.fragment_id == ""
            assert len(plain.rerun_script.widget_states.widgets) == 0
        websocket.send_bytes(part_of_a_page())
        plain.ParseFromString(websocket.receive_bytes())
        assert (plain.rerun_script.query_string, plain.rerun_script.page_script_hash) == ("cluster=Central", "page")


@pytest.mark.parametrize("role", list(Role))
def test_files_are_taken_only_from_roles_that_load_files(client: TestClient, role: Role) -> None:
    factories.add_cluster("Central")
    person("ann@example.org", role, clusters=["Central"])
    sign_in(client, "ann@example.org")
    expected = 200 if role in ACTIONS[Action.IMPORT_FILE] else 403
    assert client.put(UPLOAD, content=b"x").status_code == expected
    assert client.delete(UPLOAD).status_code == expected


def test_files_have_a_size_limit_whether_or_not_the_size_is_declared(client: TestClient) -> None:
    person("ann@example.org", Role.ADMINISTRATOR)
    sign_in(client, "ann@example.org")
    largest = 20 * 1024 * 1024 + 64 * 1024
    assert client.put(UPLOAD, content=b"x" * largest).text.endswith(f" {largest}")
    assert client.put(UPLOAD, content=b"x" * (largest + 1)).status_code == 413
    assert client.put(UPLOAD, content=(b"x" * 1024 * 1024 for _ in range(21))).status_code == 413
    assert client.put(UPLOAD, content=b"x", headers={"content-length": "nonsense"}).status_code == 413


def test_strangers_form_has_a_size_limit(client: TestClient) -> None:
    answers = {"email": "ann@example.org", "password": "x" * 70_000, "form_token": form_token(client)}
    assert client.post("/sign-in", data=answers).status_code == 413
    assert client.put(UPLOAD, content=b"x").status_code == 401


@pytest.mark.parametrize("path", ["/", "/sign-in", "/sign-in.css", "/health", "/nothing", "/static/js/x.js", "/fails"])
def test_every_answer_carries_the_security_headers(client: TestClient, path: str) -> None:
    person("ann@example.org")
    for signed_in in (False, True):
        if signed_in:
            sign_in(client, "ann@example.org")
        headers = client.get(path).headers
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "same-origin"
        assert "camera=()" in headers["permissions-policy"]
        assert "frame-ancestors 'none'" in headers["content-security-policy"]
        assert "'unsafe-inline'" not in headers["content-security-policy"].partition("style-src")[0]
        assert "strict-transport-security" not in headers
        if not path.startswith("/static/"):
            assert headers["cache-control"] == "no-store"


def test_behind_tls_the_browser_is_told_to_stay_there(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BEHIND_TLS", "yes")
    assert client.get("/health").headers["strict-transport-security"] == "max-age=31536000"


def test_failure_shows_no_detail(client: TestClient) -> None:
    person("ann@example.org")
    sign_in(client, "ann@example.org")
    answer = client.get("/fails")
    assert answer.status_code == 500
    assert "Something went wrong" in answer.text
    assert "secret detail" not in answer.text


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        (None, ""),
        ("https://tiles.example.org/styles/light.json?key=1", " https://tiles.example.org"),
        ("http://localhost:8080/style", " http://localhost:8080"),
        ("data:application/json,{}", ""),
        ("https://", ""),
        ("https://a.example; script-src *", None),
    ],
)
def test_base_maps_origin_is_let_in_only_where_one_is_chosen(address: str | None, expected: str | None) -> None:
    policy = streamlit_pages(address)
    if expected is None:
        assert "script-src *" not in policy
    else:
        assert f"connect-src 'self' data:{expected};" in policy
        assert f"img-src 'self' data: blob:{expected};" in policy


def test_policy_of_pages_follows_the_programme(client: TestClient) -> None:
    programme = factories.add_programme()
    person("ann@example.org")
    sign_in(client, "ann@example.org")
    assert "tiles" not in client.get("/map", headers=HTML).headers["content-security-policy"]
    with store.writing(factories.administrator()) as session:
        session.get_one(Programme, programme.id).base_map_url = "https://tiles.example.org/style.json"
    assert "https://tiles.example.org;" in client.get("/map", headers=HTML).headers["content-security-policy"]
    assert "tiles" not in client.get("/sign-in", headers=HTML).headers["content-security-policy"]


NOBODY_LISTENS = "postgresql://nobody@127.0.0.1:1/nothing?connect_timeout=2"


def test_while_the_database_is_away_pages_say_so_and_try_again(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    person("ann@example.org")
    sign_in(client, "ann@example.org")
    monkeypatch.setenv("DATABASE_URL", NOBODY_LISTENS)
    for path in ("/", "/sign-in"):
        answer = client.get(path, headers=HTML)
        assert (answer.status_code, "The database does not answer" in answer.text) == (503, True)
        assert "script-src" not in answer.headers["content-security-policy"]
    with pytest.raises(WebSocketDisconnect) as refusal, client.websocket_connect(STREAM):
        pass
    assert refusal.value.code == 1013
    assert client.get("/health").status_code == 503


def test_open_websocket_ends_when_the_database_goes_so_that_the_browser_says_so_and_comes_back(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    person("ann@example.org")
    sign_in(client, "ann@example.org")
    with client.websocket_connect(STREAM) as websocket:
        websocket.receive_text()
        monkeypatch.setenv("DATABASE_URL", NOBODY_LISTENS)
        websocket.send_bytes(part_of_a_page())
        with pytest.raises(WebSocketDisconnect) as ended:
            websocket.receive_bytes()
    assert ended.value.code == 1013
