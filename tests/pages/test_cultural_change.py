"""The page on cultural change: evidence by kind, themes, who sees which, quotations, and approval."""

from collections.abc import Callable
from datetime import date

from streamlit.testing.v1 import AppTest

from data_access import evidence_pieces, passages, records, review, to_read
from data_access.to_read import Turn
from data_access.vocabulary import Audience, EvidenceKind, Item, ReviewDecision, Role, TextSource
from tests import factories
from tests.pages.conftest import said, table, unfolded
from tests.pages.filling_in import labels, press

Open = Callable[..., AppTest]
FAMILIES, LEADERSHIP = 3, 4


def add_some(today: date) -> None:
    """Two approved case studies, one of them with consent; an approved and a waiting piece; two comments."""
    factories.add_case_study("100001", approved_on=today, title="Agreed", has_consent=True)
    factories.add_case_study("100011", approved_on=today, title="Not agreed")
    factories.add_evidence_piece("100012", approved_on=today, kind=EvidenceKind.OFSTED_COMMENT)
    factories.add_evidence_piece("100001", title="Waits", happened_on=today)
    for number in range(2):
        answers = {Item.CONFIDENCE_AND_CAPABILITY: 4}
        factories.add_response(Audience.SENCO, today, answers, urn="100002", comment=f"Of this term {number}.")


def read_all(*there: int) -> None:
    staff = factories.staff()
    while (found := to_read.to_read(staff, Turn.NEW)) is not None:
        passages.record_reading(staff, found, [(0, len(found.text))], there)


def numbers(at: AppTest, name: str) -> dict[str, int]:
    frame = table(at, name)
    return dict(zip(frame.iloc[:, 0], frame["Number"].astype(int), strict=True))


def test_answer_counts_pieces_and_settings_and_kinds_add_up(programme: str, opened: Open, today: date) -> None:
    add_some(today)
    at = opened("cultural_change", Role.DELIVERY_GROUP)
    assert not at.exception
    assert "3 pieces of evidence from 3 settings were approved in" in said(at)
    kinds = {"Case study": 2, "School audit": 0, "Staff reflection": 0, "Ofsted comment": 1}
    assert numbers(at, "evidence-by-kind") == kinds
    assert "No text has been read for themes yet" in said(at)


def test_page_without_evidence_says_so_and_leads_those_who_may_to_adding_it(programme: str, opened: Open) -> None:
    staff, group = opened("cultural_change", Role.PROGRAMME_STAFF), opened("cultural_change", Role.DELIVERY_GROUP)
    assert not staff.exception
    assert "No evidence was approved in" in said(staff)
    assert "Add evidence" in said(staff)
    assert "Read texts for themes" in said(staff)
    assert "Add evidence" not in said(group)


def test_those_without_exact_counts_see_themes_of_documents_only_and_are_told(
    programme: str, opened: Open, today: date
) -> None:
    add_some(today)
    read_all(FAMILIES)
    lead, group = opened("cultural_change", Role.LA_LEAD), opened("cultural_change", Role.DELIVERY_GROUP)
    assert numbers(lead, "themes_all")["Working with families"] == 5
    assert numbers(group, "themes_all")["Working with families"] == 3
    assert "Comments from surveys are left out" in said(group)
    assert "Comments from surveys are left out" not in said(lead)


def test_two_roles_one_after_the_other_never_share_a_kept_number(programme: str, opened: Open, today: date) -> None:
    add_some(today)
    read_all(FAMILIES)
    for role, count in ((Role.LA_LEAD, 5), (Role.DELIVERY_GROUP, 3), (Role.LA_LEAD, 5)):
        assert numbers(opened("cultural_change", role), "themes_all")["Working with families"] == count


def test_filters_of_place_and_period_narrow_the_themes(programme: str, opened: Open, today: date) -> None:
    add_some(today)
    read_all(FAMILIES)
    at = opened("cultural_change", Role.DELIVERY_GROUP, cluster="North", phase="primary")
    assert numbers(at, "themes_north")["Working with families"] == 1
    at = opened("cultural_change", Role.CLUSTER_MEMBER, clusters=("Central",))
    assert numbers(at, "themes_all")["Working with families"] == 1


def test_themes_stand_by_cluster_phase_and_term_and_pairs_beside_them(
    programme: str, opened: Open, today: date
) -> None:
    add_some(today)
    read_all(FAMILIES, LEADERSHIP)
    at = opened("cultural_change", Role.DELIVERY_GROUP)
    by_cluster = table(at, "themes-by-cluster").set_index("Theme")
    assert by_cluster.loc["Leadership"].to_dict() == {"Central": 1, "North": 2}
    assert by_cluster.loc["Wellbeing"].to_dict() == {"Central": 0, "North": 0}
    pairs = table(at, "themes-together")
    assert pairs[["Theme", "Comes with", "Number", "Share"]].iloc[0].tolist() == [
        "Leadership",
        "Working with families",
        3,
        "100 %",
    ]
    at.button_group(key="themes by").set_value("term").run()
    assert not at.exception
    assert table(at, "themes-by-term").set_index("Theme").loc["Leadership"].iloc[-1] == 3
    at.button_group(key="themes by").set_value("phase").run()
    assert table(at, "themes-by-phase").set_index("Theme").loc["Leadership"].to_dict() == {"Primary": 2, "Secondary": 1}


def test_title_says_what_stands_out_and_does_not_where_several_share_the_first_place(
    programme: str, opened: Open, today: date
) -> None:
    add_some(today)
    read_all(FAMILIES)
    one = said(opened("cultural_change", Role.DELIVERY_GROUP))
    assert "Working with families was found most, in 3 of 3 pieces read" in one
    assert "working with families in North stands out, 2 pieces" in one
    assert "The most frequent kind in" in one
    factories.add_case_study("100001", approved_on=today, title="More")
    read_all(LEADERSHIP, FAMILIES)
    factories.add_evidence_piece("100001", approved_on=today, kind=EvidenceKind.SCHOOL_AUDIT)
    read_all(LEADERSHIP)
    two = said(opened("cultural_change", Role.DELIVERY_GROUP, cluster="Central"))
    assert "Working with families and 1 other were found most, each in 2 of 3 pieces read" in two
    assert "stands out" not in two


def test_quotations_are_shown_on_demand_with_a_link_and_never_a_setting_beside_a_comment(
    programme: str, opened: Open, today: date
) -> None:
    add_some(today)
    read_all(FAMILIES)
    at = opened("cultural_change", Role.LA_LEAD)
    assert "Choose a theme to read" in said(at)
    assert "Of this term 1" not in said(at)
    at = opened("cultural_change", Role.LA_LEAD, theme="Working with families")
    assert "“Of this term 1\\.”" in said(at)
    assert "Read the case study" in said(at)
    notes = [note.value for note in at.caption if "in a survey" in note.value]
    assert notes
    assert not any("Central secondary" in note for note in notes)


def test_readers_are_quoted_only_what_people_agreed_to(programme: str, opened: Open, today: date) -> None:
    add_some(today)
    read_all(FAMILIES)
    at = opened("cultural_change", Role.DELIVERY_GROUP, theme="Working with families")
    notes = "\n".join(note.value for note in at.caption)
    assert "Agreed ·" in notes
    assert "Not agreed" not in notes
    assert "Of this term" not in said(at)
    assert opened("cultural_change", Role.DELIVERY_GROUP, theme="nonsense").selectbox(key="theme").value is None


def test_waiting_piece_is_shown_to_reviewers_alone_and_taken_back_once_it_is_approved(
    programme: str, opened: Open, today: date
) -> None:
    add_some(today)
    group = unfolded(opened("cultural_change", Role.DELIVERY_GROUP))
    assert not any("Waits" in piece.label for piece in group.expander)
    assert "Take back" not in labels(group)
    lead = unfolded(opened("cultural_change", Role.LA_LEAD))
    assert "waiting for approval" in next(piece.label for piece in lead.expander if "Waits" in piece.label)
    assert "Review it" in said(lead)
    rows = evidence_pieces.evidence_pieces(factories.la_lead()).set_index("title")
    number, version = int(rows.loc["Waits", "id"]), int(rows.loc["Waits", "version"])
    review.decide(factories.la_lead(), TextSource.EVIDENCE_PIECE, number, version, ReviewDecision.APPROVED)
    assert "4 pieces of evidence from 3 settings" in said(opened("cultural_change", Role.LA_LEAD))


def test_piece_that_somebody_changed_in_between_is_not_taken_back(programme: str, opened: Open, today: date) -> None:
    number = factories.add_evidence_piece("100001", title="Read", approved_on=today)
    lead = unfolded(opened("cultural_change", Role.LA_LEAD))
    answers = records.stored(factories.staff(), "evidence_piece", number)
    records.correct(factories.staff(), "evidence_piece", number, 1, {**answers, "text": "Other."})
    press(lead, "Take back")
    assert not lead.exception
    assert any("waiting for approval" in piece.label for piece in lead.expander)
    assert evidence_pieces.evidence_pieces(factories.staff())["status"].tolist() == ["submitted"]
