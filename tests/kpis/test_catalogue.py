"""What every measure of the catalogue owes, so that a new one gets these tests for nothing."""

import dataclasses
from collections.abc import Callable, Iterator
from itertools import product

import numpy as np
import pytest

from data_access import permissions
from data_access.vocabulary import PeriodKind
from data_access.vocabulary.measures import TARGET_UNITS
from kpis import CATALOGUE, HEADLINES, kpi
from kpis.evaluate import By, Where, evaluate
from kpis.facts import Facts
from kpis.kpi import Kpi
from tests.kpis.conftest import Known
from tests.kpis.facts_by_hand import facts, periods

EVERY = pytest.mark.parametrize("measure", CATALOGUE, ids=[measure.key for measure in CATALOGUE])
GROUPS: tuple[By, ...] = ("cluster", "phase", "setting_type", "setting")


@pytest.fixture(scope="module")
def known(programme: Callable[[int], Known]) -> Facts:
    return programme(7).facts


def kinds(known: Facts) -> Iterator[list]:
    for kind in (PeriodKind.MONTH, PeriodKind.ACADEMIC_YEAR):
        yield known.calendar.periods(kind, known.rules.starts_on, known.as_at)


# Section by section, as the programme's agreement with its measures has them.
AGREED = """
    participation_rate active_participation_rate cluster_meeting_attendance self_evaluation_rate
    action_plan_rate actions_done_on_time area_level_change coaching_engagement session_attendance
    peer_review_rate coaches_trained event_feedback ehcna_requests refusal_rate six_week_decisions
    twenty_week_plans ehc_plans mainstream_to_isp mainstream_to_special isp_share sen_support tribunal_appeals
    parent_confidence senco_confidence school_satisfaction staff_confidence pupil_view evidence_of_change
    case_studies suspensions days_lost permanent_exclusions attendance_rate persistent_absence
    behaviour_incidents programme_effect budget_used project_kpi_progress sli_days
"""


def test_every_measure_that_was_agreed_is_there_and_each_once() -> None:
    keys = [measure.key for measure in CATALOGUE]
    agreed = set(AGREED.split())
    assert agreed <= set(keys)
    assert len(keys) == len(set(keys))
    # Besides, the ones that were asked for in words: on time, and how many of those invited answered.
    assert set(keys) - agreed == {"self_evaluation_on_time", "response_rate"}


def test_files_know_every_measure_that_may_have_a_target_with_its_unit() -> None:
    assert {one.key: one.unit for one in CATALOGUE if one.better != "neither"} == TARGET_UNITS


def test_what_a_meeting_sees_first_holds_what_balances_a_reduction() -> None:
    headlines = [kpi(key) for key in HEADLINES]
    for measure in headlines:
        if measure.better == "lower":
            assert set(measure.balancing) & set(HEADLINES)


def test_measure_is_found_by_its_key() -> None:
    assert all(kpi(measure.key) is measure for measure in CATALOGUE)
    with pytest.raises(KeyError):
        kpi("not_a_measure")
    assert kpi("parent_carer:feeling_listened_to").title.startswith("Compared with a year ago")


MAY_BE_MISSING = {"part_of", "split", "split_whole", "split_reported", "reported", "parts_from"}


@EVERY
def test_measure_says_everything_about_itself(measure: Kpi) -> None:
    missing = {
        field.name
        for field in dataclasses.fields(measure)
        if getattr(measure, field.name) in ("", None)
        and not (field.name.startswith("denominator") and measure.unit == "count")
        and field.name not in MAY_BE_MISSING
    }
    assert missing == set()
    assert (measure.denominator is None) == (measure.unit == "count")
    assert measure.question.endswith("?")
    assert measure.definition.endswith(".")
    assert measure.why.endswith(".")
    assert measure.page in permissions.PAGES
    assert set(measure.balancing) <= {other.key for other in CATALOGUE} - {measure.key}


@EVERY
def test_sentence_has_a_place_for_each_number(measure: Kpi) -> None:
    said = measure.sentence.format(numerator="three", denominator="seven")
    assert "three" in said
    assert ("seven" in said) == (measure.denominator is not None)


@EVERY
def test_groups_add_up_to_the_whole(measure: Kpi, known: Facts) -> None:
    for chosen in kinds(known):
        whole = evaluate(measure, known, chosen, exact=True).set_index("period_key")
        for by in GROUPS:
            parts = evaluate(measure, known, chosen, by=by, exact=True).groupby("period_key")[
                ["numerator", "denominator"]
            ]
            for name in ("numerator", "denominator"):
                total = parts.sum()[name].reindex(whole.index, fill_value=0)
                if name == "denominator" and measure.key == "isp_share":
                    continue  # a place that gave its plans and not how many are in ISP has no share of its own
                np.testing.assert_allclose(total, whole[name].fillna(0), rtol=1e-12, err_msg=f"{by} {name}")


@EVERY
def test_filtered_view_is_the_line_of_that_group(measure: Kpi, known: Facts) -> None:
    for chosen, by in product(kinds(known), ("cluster", "phase", "setting_type")):
        lines = evaluate(measure, known, chosen, by=by, exact=True)
        for group, line in lines.dropna(subset=by).groupby(by):
            view = evaluate(measure, known, chosen, where=Where(**{by: group}), exact=True).set_index("period_key")
            mine = line.set_index("period_key")
            for name in ("numerator", "denominator", "value"):
                np.testing.assert_allclose(view.loc[mine.index, name], mine[name], rtol=1e-12)
            assert not view.drop(mine.index)["numerator"].any()


# Money can be overspent, days overdelivered, a target passed; and of figures handed over, parts can contradict a whole.
MAY_BE_EXCEEDED = {"budget_used", "sli_days", "project_kpi_progress", "isp_share"}


@EVERY
def test_part_is_never_more_than_the_whole(measure: Kpi, known: Facts) -> None:
    assert (measure.denominator is None) == (measure.unit == "count")
    if measure.unit != "share" or measure.key in MAY_BE_EXCEEDED:
        return
    for chosen in kinds(known):
        for by in (None, *GROUPS):
            table = evaluate(measure, known, chosen, by=by, exact=True).dropna(subset="value")
            if by is not None and measure.reported is not None:
                table = table.dropna(subset="urn" if by == "setting" else by)  # what is left over of wider figures
            assert (table["numerator"] <= table["denominator"]).all()
            assert table["value"].between(0, 1).all()


@EVERY
def test_measure_over_nothing_has_no_data(measure: Kpi) -> None:
    empty = facts()
    table = evaluate(measure, empty, periods(PeriodKind.QUARTER, empty.as_at))
    expected = None if measure.unit == "count" and measure.reported is None else "no_data"
    assert [status for status, complete in zip(table["status"], table["complete"], strict=True) if complete] == [
        expected
    ] * int(table["complete"].sum())


@EVERY
def test_small_numbers_of_people_are_hidden(measure: Kpi, known: Facts) -> None:
    for chosen in kinds(known):
        for by in (None, *GROUPS):
            shown = evaluate(measure, known, chosen, by=by)
            exact = evaluate(measure, known, chosen, by=by, exact=True)
            numerator, rest = exact["numerator"], exact["denominator"] - exact["numerator"]
            small = numerator.between(1, 4) | rest.between(1, 4) | exact["denominator"].between(1, 9)
            if measure.unit in ("score", "change"):  # the sum of answers is of no person
                small = exact["denominator"].between(1, 9)
            assert (shown["suppressed"] | ~small | (not measure.counts_people)).all()
            assert not exact["suppressed"].any()
            assert measure.counts_people or not shown["suppressed"].any()
            assert shown.loc[shown["suppressed"], ["numerator", "denominator", "value"]].isna().all(axis=None)
