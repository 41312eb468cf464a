"""What could name a child or a family is asked about wherever somebody can write."""

import dataclasses
import pkgutil
from collections.abc import Callable
from datetime import date
from importlib import import_module
from typing import Any

import pytest
from sqlalchemy import JSON, String, select

from data_access import (
    attachments,
    codebook,
    demo,
    forms,
    imports,
    locks,
    markers,
    places,
    programme,
    review,
    store,
)
from data_access.errors import InvalidInput
from data_access.forms import Field, FormSpec, Kind, survey_response
from data_access.forms.field import READERS
from data_access.forms.personal_data import findings
from data_access.models import Base
from data_access.permissions import COMMAND_LINE
from data_access.programme import PhaseDates
from data_access.record_kinds import KINDS
from data_access.vocabulary import Audience, MarkerKind, ReviewDecision, TextSource
from tests import factories
from tests.data_access.forms.ordinary_sentences import ALL_CAUGHT, ALL_ORDINARY
from tests.data_access.imports.files import csv_bytes
from tests.data_access.records.filled_in import seed

PERSONAL = "Ring 01782 234567"
TODAY = date(2026, 11, 22)

# Columns in which somebody writes freely -> where they are asked about it: on a form, by a refusal, or with the text.
FORM, REFUSED, COPY = "asked by its form", "refused", "a copy of a text that was asked about"
WRITTEN: dict[str, str] = {
    "area_level.evidence": FORM,
    "case_study.title": FORM,
    "case_study.context": FORM,
    "case_study.what_was_done": FORM,
    "case_study.impact": FORM,
    "case_study.quotation": FORM,
    "evaluation_cycle.name": FORM,
    "event.title": FORM,
    "evidence_piece.title": FORM,
    "evidence_piece.text": FORM,
    "measure_value.source": FORM,
    "peer_review.focus": FORM,
    "plan_action.title": FORM,
    "plan_action.owner_role": FORM,
    "priority.title": FORM,
    "skill_gain.intervention": FORM,
    "survey.title": FORM,
    "survey.purpose": FORM,
    "survey.contact": FORM,
    "survey_question.words": FORM,
    "survey_own_answer.words": FORM,
    "survey_response.comment": FORM,
    "team_member.label": FORM,
    "attachment.title": REFUSED,
    "audit_entry.reason": REFUSED,
    "cluster.name": REFUSED,
    "codebook_theme.name": REFUSED,
    "codebook_theme.description": REFUSED,
    "event.event_ref": REFUSED,
    "event_marker.title": REFUSED,
    "programme_phase.name": REFUSED,
    "rebase.reason": REFUSED,
    "review.comment": REFUSED,
    "saved_view.name": REFUSED,
    "unit_cost.source": REFUSED,
    "file_mapping.name": REFUSED,
    "passage.excerpt": COPY,
    "form_draft.answers": COPY,
    "earlier_text.said": COPY,
    "deleted_record.rows": COPY,
    "deleted_record.named_by": COPY,
    "audit_entry.changes": COPY,
}
# Columns that hold words of a list, keys, references, or what is known of settings and of those who sign in.
NOT_WRITTEN = {
    *("recorded_by", "entry_key", "submitted_by", "approved_by", "decided_by", "deleted_by", "loaded_by", "undone_by"),
    *("kind", "status", "area", "audience", "phase", "mode", "role", "item", "items", "evidence", "period_kind"),
    *("event_type", "setting_type", "file_type", "establishment_type", "organisation_kind", "draft_key", "form"),
    *(
        "table_name",
        "column_name",
        "record_id",
        "action",
        "actor",
        "coder",
        "field",
        "themes",
        "progress",
        "per",
        "part",
    ),
    *(
        "measure",
        "part",
        "place",
        "kpi",
        "placement",
        "period_key",
        "academic_year",
        "term",
        "subject_name",
        "page",
        "query",
    ),
    *("urn", "la_code", "la_name", "ukprn", "trust_name", "postcode", "outline", "base_map_url", "stored_as", "code"),
    *("consent_from", "consent_for", "quotation_from", "quotation_for", "what", "withdrawn_by", "decision", "ask"),
}
NOT_WRITTEN_HERE = {
    *("setting.name", "user_account.name", "user_account.email", "programme.name", "passage.source"),
    *("user_account.password_hash", "user_account.invitation_hash", "sign_in_attempt.account_hash"),
    *("sign_in_session.id", "sign_in_session.token_hash", "survey_address.address_hash"),
    *("outside_name.said", "outside_name.meaning", "file_mapping.columns", "file_mapping.words", "file_mapping.fixed"),
}


def test_every_column_of_text_is_known_to_be_asked_about_or_not_written_by_anybody() -> None:
    unknown, known = [], set()
    for table in Base.metadata.sorted_tables:
        for column in table.columns:
            name = f"{table.name}.{column.name}"
            known.add(name)
            if not isinstance(column.type, String | JSON) or name in WRITTEN or name in NOT_WRITTEN_HERE:
                continue
            if column.name not in NOT_WRITTEN:
                unknown.append(name)
    assert unknown == []
    assert (set(WRITTEN) | NOT_WRITTEN_HERE) - known == set()


def declared() -> list[FormSpec]:
    """Every form there is: those of the modules of `data_access.forms`, of every audience and of every record."""
    found = [survey_response(audience) for audience in Audience] + [kind.spec for kind in KINDS.values()]
    for module in pkgutil.iter_modules(forms.__path__, "data_access.forms."):
        found += [one for one in vars(import_module(module.name)).values() if isinstance(one, FormSpec)]
    return found


def test_every_free_text_of_every_form_is_asked_about() -> None:
    every = declared()
    assert len({spec.name for spec in every}) >= 15
    texts = [(spec, field) for spec in every for field in spec.fields if takes_anything(field)]
    assert len(texts) >= 30
    for spec, field in texts:
        assert field.is_free_text, (spec.name, field.name)
        assert list(spec.questions({field.name: PERSONAL})) == [field.name]


def takes_anything(field: Field) -> bool:
    """True for a field that takes whatever is typed: found by typing it, and not by what the field says of itself."""
    if field.kind in {Kind.SETTING, Kind.CLUSTER, Kind.EVENT, Kind.CYCLE}:
        return False  # looked up among those that there are
    if field.kind not in READERS:
        return True
    plain = dataclasses.replace(field, longest=0)
    try:
        return plain.answer(PERSONAL, None, TODAY) == PERSONAL
    except ValueError:
        return False


# What no form asks: the write itself refuses it.
REFUSALS: dict[str, Callable[[], object]] = {
    "the name of a theme": lambda: codebook.add_theme(factories.staff(), PERSONAL, "What belongs to it.", "key"),
    "what belongs to a theme": lambda: codebook.add_theme(factories.staff(), "Theme", PERSONAL, "key"),
    "the name of a cluster": lambda: places.add_cluster(factories.administrator(), PERSONAL),
    "the name of a phase": lambda: programme.set_phases(
        factories.administrator(), [PhaseDates(date(2025, 9, 1), date(2026, 8, 31), PERSONAL)]
    ),
    "the title of a file": lambda: attachments.attach(factories.staff(), TextSource.CASE_STUDY, 1, PERSONAL, b"x"),
    "a comment of a reviewer": lambda: review.decide(
        factories.la_lead(),
        TextSource.CASE_STUDY,
        factories.add_case_study("100001", status="submitted"),
        1,
        ReviewDecision.SENT_BACK,
        PERSONAL,
    ),
    "why something is corrected": lambda: locks.because(PERSONAL).__enter__(),
    "the title of an event on charts": lambda: markers.set_marker(
        factories.staff(), date(2026, 1, 5), PERSONAL, MarkerKind.OTHER
    ),
}


@pytest.mark.parametrize("write", REFUSALS.values(), ids=list(REFUSALS))
def test_names_titles_and_reasons_are_refused_by_the_write_itself(
    sqlite_database: str, write: Callable[[], object]
) -> None:
    seed()
    with pytest.raises(InvalidInput) as refusal:
        write()
    assert "phone number" in str(refusal.value)
    assert "01782" not in str(refusal.value)


def texts_of_files() -> list[tuple[str, str]]:
    """Every column of every kind of file that takes free text: those whose example can be any words."""
    found = [("clusters", "cluster"), ("registers", "event_ref"), ("registers", "event_title"), ("measures", "source")]
    found.append(("markers", "title"))
    for name, kind in imports.KINDS.items():
        spec = next(
            (one.spec for one in KINDS.values() if set(kind.example) == {f.name for f in one.spec.fields}), None
        )
        found += [(name, field.name) for field in (spec.fields if spec else ()) if takes_anything(field)]
    return found


@pytest.mark.parametrize(("kind", "column"), texts_of_files())
def test_every_free_text_of_every_file_is_refused_and_never_repeated(
    sqlite_database: str, kind: str, column: str
) -> None:
    seed()
    row: dict[str, Any] = {**imports.KINDS[kind].example, column: PERSONAL}
    report = imports.run(factories.administrator(), kind, "file.csv", csv_bytes([list(row), list(row.values())]))
    said = [refusal.sentence for refusal in report.refused if refusal.column == column]
    assert len(said) == 1
    assert "phone number" in said[0]
    assert "01782" not in said[0]


def test_at_most_one_ordinary_sentence_in_a_hundred_is_questioned() -> None:
    questioned = [sentence for sentence in ALL_ORDINARY if findings(sentence, TODAY)]
    assert len(ALL_ORDINARY) >= 100
    assert questioned == []  # measured: 0 of 102


def test_every_planted_number_date_and_address_is_found() -> None:
    missed = [sentence for sentence in ALL_CAUGHT if not findings(sentence, TODAY)]
    assert len(ALL_CAUGHT) >= 55
    assert missed == []  # measured: 59 of 59


@pytest.mark.parametrize("sentence", ["Jack in Year 2 now reads.", "We rang Mrs Okafor.", "the Turner twins"])
def test_names_alone_are_not_found_and_are_left_to_reviewers(sentence: str) -> None:
    assert findings(sentence, TODAY) == []


def test_no_text_of_the_demo_is_questioned(sqlite_database: str) -> None:
    demo.load(COMMAND_LINE, TODAY)
    texts: list[str] = []
    with store.reading() as session:
        for name in (name for name, how in WRITTEN.items() if how != COPY):
            table, column = name.split(".")
            texts += map(str, session.scalars(select(Base.metadata.tables[table].columns[column]).distinct()))
    assert len(texts) >= 200
    # All of them, those that ask for a role included.
    assert [text for text in texts if findings(text, TODAY, is_role=True)] == []
