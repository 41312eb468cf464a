"""Texts read for themes: whose turn, what is kept, what no longer counts, and who may see what of it."""

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest
from sqlalchemy import func, select

from data_access import case_studies, codebook, passages, records, review, store, surveys, themes_found, to_read
from data_access.errors import Conflict, InvalidInput, NotAllowed, NotFound
from data_access.models import AuditEntry, ClusterMembership, Passage, PassageCode
from data_access.permissions import Identity
from data_access.to_read import ToRead, Turn
from data_access.vocabulary import Audience, EvidenceKind, Item, ReviewDecision, Role, TextSource
from kpis.agreement import cohen
from tests import factories

STAFF, ADMIN = factories.staff(), factories.administrator()
FAMILIES, LEADERSHIP, WELLBEING = 3, 4, 6
DAY = date(2026, 5, 2)


def seed() -> dict[str, int]:
    """One approved case study with three fields, one piece and one comment."""
    factories.add_programme()
    clusters = {name: factories.add_cluster(name) for name in ("Central", "North")}
    factories.add_setting("100001", "Abbey Primary", cluster="Central")
    factories.add_setting("100002", "Bridge Primary", cluster="North")
    factories.add_case_study("100001", approved_on=DAY)
    factories.add_evidence_piece("100002", approved_on=DAY, kind=EvidenceKind.OFSTED_COMMENT)
    factories.add_response(
        Audience.SENCO, DAY, {Item.CONFIDENCE_AND_CAPABILITY: 4}, urn="100001", comment="Ça va. 😀 We are calmer."
    )
    return clusters


def next_one(who: Identity, turn: Turn = Turn.NEW, source: TextSource | None = None) -> ToRead:
    found = to_read.to_read(who, turn, source)
    assert found is not None
    return found


def read(who: Identity, found: ToRead, *there: int, stretch: tuple[int, int] | None = None) -> tuple[int, ...]:
    return passages.record_reading(who, found, [stretch or (0, len(found.text))], there)


def read_all(who: Identity, *there: int) -> int:
    """Everything new is read, whole, for the same themes. Value: how many texts that were."""
    count = 0
    while (found := to_read.to_read(who, Turn.NEW)) is not None:
        read(who, found, *there)
        count += 1
    return count


def found_themes(viewer: Identity) -> set[tuple[str, str]]:
    rows = themes_found.themes_of_pieces(viewer)
    return set(zip(rows["source"], rows["theme"], strict=True))


def passage_count() -> int:
    with store.reading() as session:
        return session.scalar(select(func.count()).select_from(Passage)) or 0


def test_everything_that_was_written_comes_once_and_none_of_the_themes_is_an_answer(database: str) -> None:
    seed()
    assert to_read.left(STAFF).texts == 5
    assert to_read.left(STAFF).waiting == {Turn.NEW: 5, Turn.SECOND: 0, Turn.ADDED: 0}
    assert to_read.left(STAFF, TextSource.CASE_STUDY).texts == 3
    assert read_all(STAFF) == 5
    with store.reading() as session:
        assert session.scalar(select(func.count()).where(PassageCode.is_there.is_(False))) == 5 * 8
    assert found_themes(STAFF) == set()
    assert len(themes_found.pieces_read(STAFF)) == 3


def test_case_study_is_read_in_the_order_of_its_form_and_skipped_texts_are_left_out(database: str) -> None:
    seed()
    first = next_one(STAFF, source=TextSource.CASE_STUDY)
    assert (first.field, first.title, first.setting, first.cluster) == (
        "context",
        "A calmer start to the day",
        "Abbey Primary",
        "Central",
    )
    second = to_read.to_read(STAFF, Turn.NEW, TextSource.CASE_STUDY, {first.key})
    assert second is not None
    assert second.field == "what_was_done"


def test_comment_is_read_without_the_setting_that_it_is_about(database: str) -> None:
    seed()
    comment = next_one(STAFF, source=TextSource.SURVEY_RESPONSE)
    assert (comment.part, comment.cluster, comment.setting, comment.title) == ("senco", "Central", None, None)


def test_chosen_sentence_is_kept_with_its_place_whatever_letters_stand_before_it(database: str) -> None:
    seed()
    comment = next_one(STAFF, source=TextSource.SURVEY_RESPONSE)
    start = comment.text.index("We are")
    read(STAFF, comment, WELLBEING, stretch=(start - 1, len(comment.text)))
    with store.reading() as session:
        kept = session.execute(select(Passage.starts_at, Passage.ends_at, Passage.excerpt)).one()
    assert tuple(kept) == (start, len(comment.text), "We are calmer.")
    assert themes_found.quotations(STAFF, "Wellbeing")["excerpt"].tolist() == ["We are calmer."]


def test_saying_it_again_replaces_it_and_taking_it_back_leaves_nothing_of_it(database: str) -> None:
    seed()
    found = next_one(STAFF)
    read(STAFF, found, FAMILIES)
    numbers = read(STAFF, found, LEADERSHIP)
    assert {theme for _, theme in found_themes(STAFF)} == {"Leadership"}
    read(ADMIN, found, FAMILIES)
    passages.take_back(STAFF, numbers, found.asked)
    assert {theme for _, theme in found_themes(STAFF)} == {"Working with families"}
    passages.take_back(ADMIN, numbers, found.asked)
    assert passage_count() == 0


def test_theme_that_was_suggested_and_refused_is_kept_as_suggested(sqlite_database: str) -> None:
    seed()
    passages.record_reading(STAFF, next_one(STAFF), [(0, 9)], [FAMILIES], suggested=[FAMILIES, LEADERSHIP])
    with store.reading() as session:
        kept = session.execute(select(PassageCode.theme_id, PassageCode.is_there).where(PassageCode.was_suggested))
        assert {tuple(row) for row in kept} == {(FAMILIES, True), (LEADERSHIP, False)}


def test_second_reader_is_offered_the_very_passage_and_not_what_the_first_found(database: str) -> None:
    seed()
    read(STAFF, next_one(STAFF, source=TextSource.EVIDENCE_PIECE), FAMILIES, stretch=(0, 31))
    assert to_read.to_read(STAFF, Turn.SECOND) is None
    again = next_one(ADMIN, Turn.SECOND)
    assert again.words == "I plan with the families first."
    passages.record_reading(ADMIN, again, [(0, 3)], [FAMILIES])
    assert passage_count() == 1
    twice = themes_found.read_twice(STAFF)
    assert len(twice) == 8
    assert twice[twice["first_says"]]["theme"].tolist() == ["Working with families"]


def test_what_nobody_has_read_comes_before_what_a_colleague_has(database: str) -> None:
    seed()
    first = next_one(STAFF)
    read(STAFF, first)
    keys = []
    while (found := to_read.to_read(ADMIN, Turn.NEW, skipped=keys)) is not None:
        keys.append(found.key)
    assert (len(keys), keys[-1]) == (5, first.key)


def test_theme_that_came_later_is_asked_for_alone(database: str) -> None:
    seed()
    read_all(STAFF, FAMILIES)
    added = codebook.add_theme(STAFF, "Outdoor learning", "Lessons outside.", "key-1")
    assert to_read.left(STAFF).waiting[Turn.ADDED] == 5
    found = next_one(STAFF, Turn.ADDED)
    assert found.asked == (added,)
    passages.record_reading(STAFF, found, [], [added])
    assert to_read.left(STAFF).waiting[Turn.ADDED] == 4
    assert {theme for _, theme in found_themes(STAFF)} == {"Working with families", "Outdoor learning"}


def test_retired_theme_is_not_asked_for_counts_nowhere_and_comes_back_with_what_was_found(database: str) -> None:
    seed()
    read_all(STAFF, FAMILIES)
    codebook.retire_theme(STAFF, FAMILIES, 1)
    assert found_themes(STAFF) == set()
    assert themes_found.quotations(STAFF, "Working with families").empty
    assert "Working with families" not in themes_found.examples(STAFF)
    with pytest.raises(InvalidInput, match="retired"):
        read(ADMIN, next_one(ADMIN), FAMILIES)
    codebook.bring_back_theme(STAFF, FAMILIES, 2)
    assert len(found_themes(STAFF)) == 3


def test_changed_text_must_be_read_again_and_its_old_words_are_forgotten(database: str) -> None:
    seed()
    read_all(STAFF, FAMILIES)
    number = int(case_studies.case_studies(STAFF)["id"].iloc[0])
    opened = case_studies.case_study(STAFF, number)
    case_studies.correct_case_study(STAFF, number, 1, {**opened, "impact": "Sam Hall is calmer."})
    assert to_read.left(STAFF).waiting[Turn.NEW] == 1
    read(STAFF, next_one(STAFF), FAMILIES)
    case_studies.correct_case_study(STAFF, number, 2, {**opened, "impact": "A child is calmer."})
    with store.reading() as session:
        assert not session.scalars(select(Passage.id).where(Passage.excerpt.contains("Sam"))).all()
        assert session.scalar(select(func.count()).select_from(PassageCode)) == 4 * 8


def test_corrected_comment_and_removed_piece_leave_nothing_behind(database: str) -> None:
    seed()
    read_all(STAFF, FAMILIES)
    comment = next(row for row in surveys.comments(STAFF).to_dict("records"))
    stored = surveys.response_for_editing(STAFF, int(comment["id"]))
    surveys.correct_response(STAFF, int(comment["id"]), 1, {**stored, "comment": "Other."})
    piece = themes_found.pieces_read(STAFF).query("source == 'evidence_piece'")["source_id"].iloc[0]
    records.remove(STAFF, "evidence_piece", int(piece), 1)
    assert {source for source, _ in found_themes(STAFF)} == {"case_study"}
    assert passage_count() == 3


def test_quotation_is_read_with_consent_only_and_forgotten_when_consent_goes(database: str) -> None:
    seed()
    number = factories.add_case_study("100001", approved_on=DAY, quotation="I like it.", has_consent=True)
    read_all(STAFF, FAMILIES)
    opened = case_studies.case_study(STAFF, number)
    assert "I like it." in themes_found.quotations(STAFF, "Working with families")["excerpt"].tolist()
    case_studies.correct_case_study(STAFF, number, 1, {**opened, "quotation": None, "has_consent": False})
    review.decide(factories.la_lead(), TextSource.CASE_STUDY, number, 2, ReviewDecision.APPROVED)
    assert "I like it." not in themes_found.quotations(STAFF, "Working with families")["excerpt"].tolist()
    factories.add_case_study("100001", approved_on=DAY, quotation="Kept to us.", has_consent=False)
    assert read_all(STAFF) == 3


def test_text_that_changed_while_it_was_read_is_not_tagged(database: str) -> None:
    seed()
    found = next_one(STAFF, source=TextSource.CASE_STUDY)
    opened = case_studies.case_study(STAFF, found.source_id)
    case_studies.correct_case_study(STAFF, found.source_id, 1, {**opened, "context": "Other."})
    with pytest.raises(Conflict, match="Read it again"):
        read(STAFF, found)


def test_removed_text_and_empty_choice_are_refused_in_words(database: str) -> None:
    seed()
    found = next_one(STAFF, source=TextSource.EVIDENCE_PIECE)
    for stretches in ([], [(3, 3)], [(900, 950)]):
        with pytest.raises(InvalidInput, match="at least one sentence"):
            passages.record_reading(STAFF, found, stretches, [])
    records.remove(STAFF, "evidence_piece", found.source_id, 1)
    with pytest.raises(NotFound):
        read(STAFF, found)


def test_two_people_who_tag_one_text_at_once_make_one_passage(database: str) -> None:
    seed()
    found = next_one(STAFF)
    starting_line = threading.Barrier(3)

    def tag(number: int) -> tuple[int, ...]:
        starting_line.wait(timeout=20)
        return read(Identity(None, f"reader {number}", "R", Role.PROGRAMME_STAFF), found, FAMILIES)

    with ThreadPoolExecutor(3) as pool:
        assert len(set(pool.map(tag, range(3)))) == 1
    assert passage_count() == 1


def test_kappa_of_two_people_is_worked_out_from_what_both_read(database: str) -> None:
    """Both yes 2, only the first yes 1, both no 2: observed 4/5, by chance 12/25, kappa 8/13."""
    seed()
    says = [(True, True), (True, True), (True, False), (False, False), (False, False)]
    for first, second in says:
        read(STAFF, next_one(STAFF), *[FAMILIES] * first)
        read(ADMIN, next_one(ADMIN, Turn.SECOND), *[FAMILIES] * second)
    rows = themes_found.read_twice(STAFF)
    rows = rows[rows["theme"] == "Working with families"]
    agreement = cohen(rows["first_says"].tolist(), rows["second_says"].tolist())
    assert (agreement.n, agreement.observed, agreement.kappa) == (5, 0.8, pytest.approx(8 / 13))
    codebook.retire_theme(STAFF, FAMILIES, 1)
    assert "Working with families" not in set(themes_found.read_twice(STAFF)["theme"])


@pytest.mark.parametrize("role", [Role.DELIVERY_GROUP, Role.CLUSTER_MEMBER])
def test_readers_see_themes_of_approved_documents_only_and_quotations_with_consent_only(
    database: str, role: Role
) -> None:
    clusters = seed()
    factories.add_case_study("100001", title="Draft", context="Not yet.")
    factories.add_case_study("100001", approved_on=DAY, title="Agreed", has_consent=True)
    read_all(STAFF, WELLBEING)
    reader = factories.identity(role, *clusters.values())
    assert found_themes(STAFF) == {(source, "Wellbeing") for source in TextSource}
    assert found_themes(reader) == {("case_study", "Wellbeing"), ("evidence_piece", "Wellbeing")}
    assert set(themes_found.pieces_read(reader)["source"]) == {"case_study", "evidence_piece"}
    quoted = themes_found.quotations(reader, "Wellbeing")
    assert set(quoted["title"]) == {"Agreed", "What I do differently"}
    assert {"A calmer start to the day", "Agreed"} < set(themes_found.quotations(STAFF, "Wellbeing")["title"])
    assert "Draft" not in set(themes_found.quotations(STAFF, "Wellbeing")["title"])


def test_cluster_member_sees_themes_of_their_own_settings_only(database: str) -> None:
    clusters = seed()
    read_all(STAFF, WELLBEING)
    member = factories.member_of(clusters["North"])
    assert themes_found.pieces_read(member)["setting"].tolist() == ["Bridge Primary"]
    assert found_themes(member) == {("evidence_piece", "Wellbeing")}
    assert themes_found.quotations(member, "Wellbeing")["cluster"].tolist() == ["North"]


def test_piece_is_placed_on_the_day_of_its_approval_and_a_comment_on_that_of_the_answer(database: str) -> None:
    seed()
    factories.add_case_study("100001", approved_on=date(2026, 7, 1), happened_on=date(2026, 1, 5), title="Later")
    factories.add_membership("100001", "North", joined_on=date(2026, 6, 1))
    with store.writing(STAFF) as session:
        first = session.scalars(select(ClusterMembership).order_by(ClusterMembership.id)).first()
        assert first is not None
        first.left_on = date(2026, 5, 31)
    read_all(STAFF, WELLBEING)
    read_pieces = themes_found.pieces_read(STAFF)[["source", "part", "day", "cluster", "phase"]]
    assert read_pieces.to_numpy().tolist() == [
        ["case_study", "case_study", DAY, "Central", "primary"],
        ["case_study", "case_study", date(2026, 7, 1), "North", "primary"],
        ["evidence_piece", "ofsted_comment", DAY, "North", "primary"],
        ["survey_response", "senco", DAY, "Central", "primary"],
    ]


def test_how_often_each_theme_was_found_also_before_approval_and_when_retired(database: str) -> None:
    seed()
    factories.add_case_study("100001")
    read_all(STAFF, FAMILIES)
    codebook.retire_theme(STAFF, LEADERSHIP, 1)
    used = themes_found.uses(STAFF).set_index("theme_id")
    assert used.loc[FAMILIES].tolist() == [8, 8]
    assert used.loc[LEADERSHIP].tolist() == [0, 8]
    assert used.index[-1] == LEADERSHIP


def test_examples_are_the_description_and_what_was_tagged(database: str) -> None:
    seed()
    read(STAFF, next_one(STAFF, source=TextSource.EVIDENCE_PIECE), FAMILIES, stretch=(0, 31))
    examples = themes_found.examples(STAFF)
    assert list(examples)[2] == "Working with families"
    assert examples["Working with families"][0].startswith("Working with families. Parents and carers")
    assert examples["Working with families"][1:] == ["I plan with the families first."]
    assert len(examples["Leadership"]) == 1


@pytest.mark.parametrize("role", [Role.LA_LEAD, Role.DELIVERY_GROUP, Role.CLUSTER_MEMBER])
def test_others_read_no_text_for_themes(sqlite_database: str, role: Role) -> None:
    seed()
    somebody = factories.identity(role)
    found = next_one(STAFF)
    for attempt in (
        lambda: to_read.to_read(somebody, Turn.NEW),
        lambda: to_read.left(somebody),
        lambda: read(somebody, found),
        lambda: passages.take_back(somebody, [1], [1]),
        lambda: themes_found.uses(somebody),
        lambda: themes_found.read_twice(somebody),
        lambda: themes_found.examples(somebody),
    ):
        with pytest.raises(NotAllowed):
            attempt()


def test_the_audit_log_says_who_tagged_but_not_what_was_written(sqlite_database: str) -> None:
    seed()
    read(STAFF, next_one(STAFF), FAMILIES)
    with store.reading() as session:
        rows = session.execute(
            select(AuditEntry.actor, AuditEntry.table_name, AuditEntry.changes).where(
                AuditEntry.table_name.in_(["passage", "passage_code"])
            )
        ).all()
    assert {row.actor for row in rows} == {STAFF.name_in_log}
    assert "calmer" not in str(rows)
    assert "Ça va" not in str(rows)


def test_without_a_theme_in_use_there_is_nothing_to_read(sqlite_database: str) -> None:
    seed()
    for theme in range(1, 9):
        codebook.retire_theme(STAFF, theme, 1)
    assert to_read.to_read(STAFF, Turn.NEW) is None
