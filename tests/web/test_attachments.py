"""Files are handed out through the gate alone, to those who may read their text, and never to be run."""

from datetime import date
from typing import Any

import pytest

from data_access import attachments, review
from data_access.vocabulary import ReviewDecision, Role, TextSource
from tests import factories
from tests.data_access.attached_files import made
from tests.data_access.test_accounts import WORDS_HASH
from tests.web.conftest import person, sign_in

PAGE = {"accept": "text/html"}


@pytest.fixture
def number(sqlite_database: str) -> int:
    """A file of an approved case study in Central. Value: its id."""
    factories.add_programme()
    for name in ("Central", "North"):
        factories.add_cluster(name)
    factories.add_setting("100001", cluster="Central")
    story = factories.add_case_study("100001", approved_on=date(2026, 5, 2))
    kept = attachments.attach(factories.staff(), TextSource.CASE_STUDY, story, 'Quiet "room" Ä', made.jpeg())
    review.decide(factories.la_lead(), TextSource.CASE_STUDY, story, 2, ReviewDecision.APPROVED)
    return kept.attachment_id


def test_stranger_gets_the_sign_in_page_or_a_refusal_and_never_the_file(client: Any, number: int) -> None:
    page = client.get(f"/attachments/{number}", headers=PAGE)
    assert (page.status_code, page.headers["location"]) == (303, f"/sign-in?next=%2Fattachments%2F{number}")
    plain = client.get(f"/attachments/{number}", headers={"X-Programme-Session": "made-up"})
    assert plain.status_code == 401
    assert b"JFIF" not in plain.content + page.content


def test_reader_saves_the_file_which_no_browser_shows_or_runs(client: Any, number: int) -> None:
    person("gwen@example.org", Role.DELIVERY_GROUP)
    sign_in(client, "gwen@example.org")
    answer = client.get(f"/attachments/{number}")
    assert answer.status_code == 200
    assert answer.content.startswith(b"\xff\xd8\xff")
    assert b"Exif" not in answer.content
    headers = answer.headers
    assert headers["content-type"] == "image/jpeg"
    assert headers["content-disposition"] == (
        f"attachment; filename=\"file-{number}.jpg\"; filename*=UTF-8''Quiet%20%22room%22%20%C3%84.jpg"
    )
    assert headers["content-security-policy"] == "default-src 'none'; sandbox"
    assert (headers["x-content-type-options"], headers["cache-control"]) == ("nosniff", "no-store")


def test_member_of_another_cluster_is_told_that_there_is_none(client: Any, number: int) -> None:
    factories.add_user("max@example.org", Role.CLUSTER_MEMBER, clusters=["North"], password_hash=WORDS_HASH)
    sign_in(client, "max@example.org")
    answer = client.get(f"/attachments/{number}")
    assert (answer.status_code, answer.headers["content-type"]) == (404, "text/plain; charset=utf-8")
    assert answer.text == client.get("/attachments/99999").text


@pytest.mark.parametrize("path", ["0", "abc", "-1", "9" * 30, "1;DROP", "..%2f..%2fetc", "1.5", "%00"])
def test_nonsense_is_not_found(client: Any, number: int, path: str) -> None:
    person("gwen@example.org", Role.DELIVERY_GROUP)
    sign_in(client, "gwen@example.org")
    answer = client.get(f"/attachments/{path}")
    assert b"JFIF" not in answer.content
    assert answer.status_code == 404 or answer.text.startswith("inside")
