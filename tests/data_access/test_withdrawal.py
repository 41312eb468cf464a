"""Withdrawn consent: nothing of the text is left anywhere, and it counts nowhere."""

from datetime import date, timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import LargeBinary, select

from data_access import (
    attachments,
    case_studies,
    clock,
    drafts,
    evidence_pieces,
    passages,
    putting_back,
    review,
    store,
    themes_found,
    to_read,
    withdrawal,
)
from data_access.errors import InvalidInput, NotAllowed, NotFound
from data_access.models import Base, ConsentWithdrawal, EarlierText, now
from data_access.permissions import Identity
from data_access.to_read import Turn
from data_access.vocabulary import ConsentGiver, PeriodKind, ReviewDecision, Role, TextSource
from tests import factories
from tests.data_access.attached_files import made
from tests.data_access.test_case_studies import STORY

PLANTED = "a purple kettle"
SAID = "an orange ladder"
MARKED: dict[str, object] = {
    **STORY,
    "title": f"Title with {PLANTED}",
    "context": f"Before there was {PLANTED}.",
    "what_was_done": f"Somebody bought {PLANTED}.",
    "impact": f"Everybody used {PLANTED}.",
    "quotation": f"I like {SAID}.",
}


def person(role: Role) -> Identity:
    """Somebody with an account, so that drafts are kept."""
    number = factories.add_user(f"{role}@example.org", role)
    return Identity(number, f"{role}@example.org", str(role), role)


def seed() -> tuple[Identity, int]:
    """An approved case study that was sent back, corrected, read for themes and begun to be corrected again."""
    factories.add_programme()
    factories.add_cluster("Central")
    factories.add_setting("100001", "Abbey Primary", cluster="Central")
    staff, lead = person(Role.PROGRAMME_STAFF), factories.la_lead()
    drafts.keep_draft(staff, "case_study", "new:key-1", MARKED)
    number = case_studies.write_case_study(staff, MARKED, "key-1")
    case_studies.submit_case_study(staff, number, 1)
    review.decide(lead, TextSource.CASE_STUDY, number, 2, ReviewDecision.SENT_BACK, f"Say more about {PLANTED}.")
    case_studies.correct_case_study(staff, number, 3, {**MARKED, "impact": f"More about {PLANTED}."})
    case_studies.submit_case_study(staff, number, 4)
    attachments.attach(staff, TextSource.CASE_STUDY, number, f"Picture of {PLANTED}", made.png())
    review.decide(lead, TextSource.CASE_STUDY, number, 6, ReviewDecision.APPROVED)
    while text := to_read.to_read(staff, Turn.NEW):
        passages.record_reading(staff, text, [(0, len(text.text))], text.asked[:1])
    drafts.keep_draft(staff, "case_study", str(number), {**MARKED, "context": f"Perhaps {PLANTED}, perhaps not."})
    return staff, number


def found(words: str) -> list[str]:
    """Every column of every table that holds the words anywhere, text, JSON and bytes alike."""
    places = []
    with store.reading() as session:
        for table in Base.metadata.sorted_tables:
            for row in session.execute(select(table)).mappings():
                for column, value in row.items():
                    is_bytes = isinstance(table.columns[column].type, LargeBinary)
                    text = (value or b"").decode("utf-8", "replace") if is_bytes else str(value)
                    if words in text:
                        places.append(f"{table.name}.{column}")
    return sorted(set(places))


def test_the_search_finds_what_is_planted(database: str) -> None:
    seed()
    texts = {"case_study.context", "case_study.title", "passage.excerpt", "form_draft.answers"}
    assert texts | {"review.comment", "attachment.title"} <= set(found(PLANTED))
    assert "audit_entry.changes" in found(PLANTED)
    assert {"case_study.quotation", "passage.excerpt", "form_draft.answers"} <= set(found(SAID))


def test_after_a_withdrawal_nothing_of_the_text_is_left_in_any_table(database: str) -> None:
    staff, number = seed()
    withdrawal.withdraw_case_study(staff, number, "headteacher", date(2026, 6, 1))
    assert found(PLANTED) == []
    assert found(SAID) == []
    with pytest.raises(NotFound):
        withdrawal.withdraw_case_study(staff, number, "headteacher", date(2026, 6, 1))


def test_what_was_taken_away_or_written_over_before_goes_as_well_and_cannot_be_put_back(database: str) -> None:
    staff, number = seed()
    factories.save(
        EarlierText(
            table_name="case_study", record_id=number, column_name="impact", said=f"Once {PLANTED}.", recorded_at=now()
        )
    )
    version = int(str(case_studies.case_study(staff, number)["version"]))
    kept = case_studies.remove_case_study(staff, number, version)
    assert kept is not None
    assert "deleted_record.rows" in found(PLANTED)
    # Somebody else had begun to correct it, and kept typing after it was gone.
    lead = person(Role.ADMINISTRATOR)
    drafts.keep_draft(lead, "case_study", str(number), {**MARKED, "context": f"Now {PLANTED}."})
    withdrawal.withdraw_taken_away(staff, kept, "headteacher", date(2026, 6, 1))
    assert (found(PLANTED), found(SAID)) == ([], [])
    for refused in (putting_back.put_back, partial(withdrawal.withdraw_taken_away, by="headteacher", on=clock.today())):
        with pytest.raises(NotFound):
            refused(staff, kept)


def test_what_has_its_number_since_stays_when_one_that_was_taken_away_is_withdrawn(database: str) -> None:
    staff, number = seed()
    version = int(str(case_studies.case_study(staff, number)["version"]))
    kept = case_studies.remove_case_study(staff, number, version)
    assert kept is not None
    another: dict[str, object] = {**STORY, "title": "Another story", "context": "A green door."}
    factories.add_case_study("100001", id=number, title="Another story")
    drafts.keep_draft(staff, "case_study", str(number), another)
    withdrawal.withdraw_taken_away(staff, kept, "headteacher", date(2026, 6, 1))
    assert (found(PLANTED), found(SAID)) == ([], [])
    assert case_studies.case_study(staff, number)["title"] == "Another story"
    assert "form_draft.answers" in found("A green door")
    assert "audit_entry.changes" in found("Another story")


def test_files_of_one_that_was_taken_away_go_from_their_folder_too(
    database: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ATTACHMENTS_FOLDER", str(tmp_path / "files"))
    staff, number = seed()
    kept = case_studies.remove_case_study(staff, number, int(str(case_studies.case_study(staff, number)["version"])))
    assert kept is not None
    assert len(list((tmp_path / "files").iterdir())) == 1
    withdrawal.withdraw_taken_away(staff, kept, "headteacher", date(2026, 6, 1))
    assert list((tmp_path / "files").iterdir()) == []


def test_counts_and_themes_drop_at_once(database: str) -> None:
    staff, number = seed()
    reader = factories.delivery_group()
    before = evidence_pieces.approved_evidence(reader)["piece_count"].sum()
    assert before == 1
    assert len(themes_found.pieces_read(staff)) == 1
    withdrawal.withdraw_case_study(staff, number, "headteacher", date(2026, 6, 1))
    assert evidence_pieces.approved_evidence(reader).empty
    assert themes_found.pieces_read(staff).empty
    assert themes_found.themes_of_pieces(reader).empty
    assert case_studies.case_studies(reader).empty


def test_a_quotation_alone_goes_with_its_passages_and_the_story_stays_approved(database: str) -> None:
    staff, number = seed()
    withdrawal.withdraw_quotation(staff, number, ConsentGiver.PARENT_CARER, date(2026, 6, 1))
    assert found(SAID) == []
    row: dict[Any, Any] = case_studies.case_studies(factories.delivery_group()).to_dict("records")[0]
    assert (row["status"], row["quotation"], row["version"]) == ("approved", None, 8)
    assert PLANTED in row["impact"]
    assert len(themes_found.pieces_read(staff)) == 1


def test_that_something_was_withdrawn_is_kept_by_role_and_day_and_not_what_it_was(database: str) -> None:
    staff, number = seed()
    withdrawal.withdraw_case_study(staff, number, ConsentGiver.PARENT_CARER, date(2026, 6, 1))
    with store.reading() as session:
        kept = session.scalars(select(ConsentWithdrawal)).one()
        assert (kept.what, kept.withdrawn_by, kept.withdrawn_on) == (
            "case_study",
            ConsentGiver.PARENT_CARER,
            date(2026, 6, 1),
        )
        assert set(ConsentWithdrawal.__table__.columns.keys()) == {
            *("id", "what", "withdrawn_on", "withdrawn_by", "recorded_at", "recorded_by")
        }


def test_no_approval_of_figures_stands_in_the_way(database: str) -> None:
    staff, number = seed()
    today = clock.today()
    first, last = today - timedelta(days=10), today + timedelta(days=10)
    factories.add_approval(PeriodKind.TERM, "2026-27-autumn", first, last)
    withdrawal.withdraw_case_study(staff, number, "headteacher", today)
    assert found(PLANTED) == []


@pytest.mark.parametrize("role", [Role.LA_LEAD, Role.DELIVERY_GROUP, Role.CLUSTER_MEMBER])
def test_others_withdraw_nothing(sqlite_database: str, role: Role) -> None:
    _, number = seed()
    for withdraw in (withdrawal.withdraw_case_study, withdrawal.withdraw_quotation, withdrawal.withdraw_taken_away):
        with pytest.raises(NotAllowed):
            withdraw(factories.identity(role), number, "headteacher", date(2026, 6, 1))


def test_who_and_when_are_asked_for(sqlite_database: str) -> None:
    staff, number = seed()
    with pytest.raises(InvalidInput) as refusal:
        withdrawal.withdraw_case_study(staff, number, "", clock.today() + timedelta(days=1))
    assert set(refusal.value.answers) == {"by", "on"}
    assert "case_study.context" in found(PLANTED)
