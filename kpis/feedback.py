"""What parents, carers and SENCOs say has changed."""

from collections.abc import Sequence
from functools import partial

import pandas as pd

from data_access.periods import Period
from data_access.vocabulary import Audience, Item
from kpis.facts import Facts
from kpis.kpi import Kpi
from kpis.rows import counted_rows


def respondents(facts: Facts, periods: Sequence[Period], audience: Audience, item: Item, count: str) -> pd.DataFrame:
    """Rows: one per period and setting or cluster that people of the audience answered the question for.

    Units: `count` is people: "answered_count", or "positive_count" for those who answered better or much better.
    """
    is_asked = (facts.answers["audience"] == audience) & (facts.answers["item"] == item)
    return counted_rows(facts, periods, facts.answers[is_asked], count)


_PARENTS = partial(respondents, audience=Audience.PARENT_CARER, item=Item.CONFIDENCE_IN_MAINSTREAM)
_SENCOS = partial(respondents, audience=Audience.SENCO, item=Item.CONFIDENCE_AND_CAPABILITY)
_WHERE_ANSWERS_COUNT = (
    " An answer about a setting counts in the setting's cluster; an answer that names no setting counts for its "
    "cluster, with phase and setting type not stated."
)

PARENT_CONFIDENCE = Kpi(
    key="parent_confidence",
    title="Parents' and carers' confidence",
    question="Are parents and carers more confident that a mainstream setting can meet their child's needs?",
    unit="share",
    better="higher",
    numerator=partial(_PARENTS, count="positive_count"),
    denominator=partial(_PARENTS, count="answered_count"),
    numerator_label="parents and carers who answer better or much better",
    denominator_label="parents and carers who answered",
    sentence="{numerator} of {denominator} parents and carers who answered are more confident",
    definition="Parents and carers who answer better or much better to the question on confidence in mainstream "
    "provision, compared with a year ago, out of all who answered it in the period." + _WHERE_ANSWERS_COUNT,
    why="Earlier support works for families only if they trust the setting that gives it.",
    source="Survey of parents and carers",
    owner="Programme team",
    frequency="After every survey",
    page="feedback",
    counts_people=True,
    balancing=("senco_confidence",),
)

SENCO_CONFIDENCE = Kpi(
    key="senco_confidence",
    title="SENCOs' confidence",
    question="Do SENCOs feel more confident and capable in their role?",
    unit="share",
    better="higher",
    numerator=partial(_SENCOS, count="positive_count"),
    denominator=partial(_SENCOS, count="answered_count"),
    numerator_label="SENCOs who answer better or much better",
    denominator_label="SENCOs who answered",
    sentence="{numerator} of {denominator} SENCOs who answered are more confident and capable",
    definition="SENCOs who answer better or much better to the question on confidence and capability, compared with "
    "a year ago, out of all who answered it in the period." + _WHERE_ANSWERS_COUNT,
    why="SENCOs carry the change in every setting.",
    source="Survey of SENCOs",
    owner="Programme team",
    frequency="After every survey",
    page="feedback",
    counts_people=True,
    balancing=("parent_confidence",),
)
