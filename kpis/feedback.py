"""What parents and carers, SENCOs, staff, leaders and pupils say."""

from collections.abc import Sequence
from functools import cache, partial
from typing import Any

import pandas as pd

from data_access.periods import Period
from data_access.vocabulary import ITEMS, POSITIVE_FROM, Audience, Item, label, scale
from kpis.facts import Facts
from kpis.kpi import Kpi
from kpis.rows import counted_rows


def respondents(facts: Facts, periods: Sequence[Period], audience: Audience, item: Item, count: str) -> pd.DataFrame:
    """Rows: one per period and setting or cluster that people of the audience answered the question for.

    Units: `count` is people: "answered_count", or "positive_count" for those who gave one of the two best answers.
    """
    return counted_rows(facts, periods, _asked(facts, audience, item), count)


def by_answer(facts: Facts, periods: Sequence[Period], audience: Audience, item: Item, count: str = "") -> pd.DataFrame:
    """Rows: as above, split by the answer given, "1" to "5"; with `count`, that of all answers under each."""
    said = _asked(facts, audience, item)
    # Under each other and counted once: to place the same answers five times is what would take long.
    by_point = [said.assign(part=point, answers=said[count or f"count_{point}"]) for point in POINTS]
    return counted_rows(facts, periods, pd.concat(by_point, ignore_index=True), "answers")


def _asked(facts: Facts, audience: Audience, item: Item) -> pd.DataFrame:
    return facts.answers[(facts.answers["audience"] == audience) & (facts.answers["item"] == item)]


def survey_measure(audience: Audience, item: Item) -> dict[str, Any]:
    """What a measure of one question owes to the question: its rows, and how the answers are spread."""
    return {
        "numerator": partial(respondents, audience=audience, item=item, count="positive_count"),
        "denominator": partial(respondents, audience=audience, item=item, count="answered_count"),
        "split": partial(by_answer, audience=audience, item=item),
        "split_whole": partial(by_answer, audience=audience, item=item, count="answered_count"),
        "parts": dict(zip(POINTS, scale(item), strict=True)),
        "unit": "share",
        "better": "higher",
        "frequency": "After every survey",
        "owner": "Programme team",
        "page": "feedback",
        "evidence": "responses",
        "counts_people": True,
    }


POINTS = ("1", "2", "3", "4", "5")
_WHERE_ANSWERS_COUNT = (
    " An answer about a setting counts in the setting's cluster; an answer that names no setting counts for its "
    "cluster, with phase and setting type not stated."
)

PARENT_CONFIDENCE = Kpi(
    **survey_measure(Audience.PARENT_CARER, Item.CONFIDENCE_IN_MAINSTREAM),
    key="parent_confidence",
    title="Parents' and carers' confidence",
    question="Are parents and carers more confident that a mainstream setting can meet their child's needs?",
    numerator_label="parents and carers who answer better or much better",
    denominator_label="parents and carers who answered",
    sentence="{numerator} of {denominator} parents and carers who answered are more confident",
    definition="Parents and carers who answer better or much better to the question on confidence in mainstream "
    "provision, compared with a year ago, out of all who answered it in the period." + _WHERE_ANSWERS_COUNT,
    why="Earlier support works for families only if they trust the setting that gives it.",
    source="Survey of parents and carers",
    balancing=("senco_confidence",),
)

SENCO_CONFIDENCE = Kpi(
    **survey_measure(Audience.SENCO, Item.CONFIDENCE_AND_CAPABILITY),
    key="senco_confidence",
    title="SENCOs' confidence",
    question="Do SENCOs feel more confident and capable in their role?",
    numerator_label="SENCOs who answer better or much better",
    denominator_label="SENCOs who answered",
    sentence="{numerator} of {denominator} SENCOs who answered are more confident and capable",
    definition="SENCOs who answer better or much better to the question on confidence and capability, compared with "
    "a year ago, out of all who answered it in the period." + _WHERE_ANSWERS_COUNT,
    why="SENCOs carry the change in every setting.",
    source="Survey of SENCOs",
    balancing=("parent_confidence",),
)

SCHOOL_SATISFACTION = Kpi(
    **survey_measure(Audience.SCHOOL_LEADER, Item.SATISFACTION),
    key="school_satisfaction",
    title="Settings' satisfaction",
    question="Are leaders of settings satisfied with the support?",
    numerator_label="school leaders who are satisfied or very satisfied",
    denominator_label="school leaders who answered",
    sentence="{numerator} of {denominator} school leaders who answered are satisfied",
    definition="School leaders who answer satisfied or very satisfied to the question on the programme's support, "
    "out of "
    "all who answered it in the period." + _WHERE_ANSWERS_COUNT,
    why="Settings stay with what helps them.",
    source="Survey of school leaders",
    balancing=("staff_confidence",),
)

STAFF_CONFIDENCE = Kpi(
    **survey_measure(Audience.SCHOOL_STAFF, Item.MEETING_NEED_IN_CLASS),
    key="staff_confidence",
    title="Staff confidence",
    question="Do staff feel able to meet a range of needs in class?",
    numerator_label="school staff who answer better or much better",
    denominator_label="school staff who answered",
    sentence="{numerator} of {denominator} school staff who answered are more confident",
    definition="School staff who answer better or much better to the question on meeting a range of needs in their "
    "class, "
    "compared with a year ago, out of all who answered it in the period." + _WHERE_ANSWERS_COUNT,
    why="Inclusion happens, or does not, in the classroom.",
    source="Survey of school staff",
    balancing=("pupil_view",),
)

PUPIL_VIEW = Kpi(
    **survey_measure(Audience.PUPIL, Item.GETTING_HELP),
    key="pupil_view",
    title="Pupils' view",
    question="Do pupils say that they get the help they need?",
    numerator_label="pupils who agree or strongly agree",
    denominator_label="pupils who answered",
    sentence="{numerator} of {denominator} pupils who answered say that they get the help they need",
    definition="Pupils who agree or strongly agree that they get the help they need at school, out of all who "
    "answered in "
    "the period. Nobody is named." + _WHERE_ANSWERS_COUNT,
    why="They are the ones it is all for.",
    source="Survey of pupils",
    balancing=("parent_confidence",),
)


def in_rounds(facts: Facts, periods: Sequence[Period], count: str) -> pd.DataFrame:
    """Rows: one per period, place and audience of the surveys closed in it. `count`: who was invited, or answered."""
    return counted_rows(facts, periods, facts.rounds.assign(part=facts.rounds["audience"]), count)


RESPONSE_RATE = Kpi(
    key="response_rate",
    title="Response rate",
    question="How many of those who were asked answered?",
    unit="share",
    better="higher",
    numerator=partial(in_rounds, count="answered_count"),
    denominator=partial(in_rounds, count="invited_count"),
    numerator_label="people who answered while the survey was open",
    denominator_label="people invited",
    sentence="{numerator} of {denominator} people who were invited answered",
    definition="People who answered while a survey was open, out of the people known to be invited to it; in the "
    "period "
    "of the survey's last day. Surveys for which nobody noted how many were invited count in neither.",
    why="Those who do not answer may think differently.",
    source="Surveys, and how many were invited to each",
    owner="Programme team",
    frequency="After every survey",
    page="feedback",
    evidence="rounds",
    counts_people=True,
    parts={audience.value: label(audience) for audience in Audience},
)


@cache
def question_measure(audience: Audience, item: Item) -> Kpi:
    """Any question of a survey as a measure of its own, for how its answers are spread; not in the catalogue."""
    words = ITEMS[audience][item]
    best = " or ".join(answer.lower() for answer in scale(item)[POSITIVE_FROM - 1 :])
    return Kpi(
        **survey_measure(audience, item),
        key=f"{audience.value}:{item.value}",
        title=words,
        question=words if words.endswith("?") else f"{words}?",
        numerator_label=f"people who answer {best}",
        denominator_label="people who answered",
        sentence=f"{{numerator}} of {{denominator}} people who answered say {best}",
        definition=f"{label(audience)} who answer {best}, out of all who answered the question in the period."
        + _WHERE_ANSWERS_COUNT,
        why="Each question shows another side.",
        source=f"Survey of {label(audience).lower() if audience != Audience.SENCO else 'SENCOs'}",
    )
