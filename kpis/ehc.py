"""Requests for assessment, EHC plans and where children are placed, with what balances every reduction."""

from typing import Any

from data_access.vocabulary import FigureName
from kpis.figures import handed_over, stock
from kpis.kpi import Kpi

_COUNCIL: dict[str, Any] = {
    "source": "Council's own count, as handed over",
    "owner": "SEND assessment team",
    "page": "ehc_plans",
}
_NOT_A_CAP = " A target here means earlier support, never a limit on what a child is entitled to."

EHCNA_REQUESTS = Kpi(
    **handed_over(FigureName.EHCNA_REQUESTS),
    **_COUNCIL,
    title="Requests for assessment",
    question="Do fewer families need to ask for a statutory assessment?",
    better="lower",
    numerator_label="requests received",
    denominator_label="",
    sentence="{numerator} requests for an EHC needs assessment were received",
    definition="Requests for an Education, Health and Care needs assessment (section 36) received in the period, by "
    "the "
    "month in which they came in." + _NOT_A_CAP,
    why="Where needs are met early and in the classroom, fewer families have to ask for a plan to get help.",
    frequency="Every month",
    balancing=("refusal_rate", "six_week_decisions", "twenty_week_plans", "tribunal_appeals", "parent_confidence"),
)

REFUSAL_RATE = Kpi(
    **handed_over(FigureName.REFUSAL_RATE),
    **_COUNCIL,
    title="Requests refused",
    question="Are fewer requests simply refused ones?",
    better="neither",
    numerator_label="requests refused",
    denominator_label="requests decided",
    sentence="{numerator} of {denominator} decided requests were refused",
    definition="Requests on which the authority decided not to assess, out of the requests decided in the period. "
    "Withdrawn ones and those still open count in neither.",
    why="A fall in requests or plans that comes with more refusals is no earlier support.",
    frequency="Every month",
    balancing=("ehcna_requests",),
)

SIX_WEEK_DECISIONS = Kpi(
    **handed_over(FigureName.SIX_WEEK_DECISIONS),
    **_COUNCIL,
    title="Decided within six weeks",
    question="Do families hear in time whether an assessment will be made?",
    better="higher",
    numerator_label="requests decided within six weeks",
    denominator_label="requests decided",
    sentence="{numerator} of {denominator} requests were decided within six weeks",
    definition="Requests decided within six weeks of their receipt, out of the requests decided in the period (SEND "
    "Code "
    "of Practice, 9.39 on).",
    why="Six weeks is the law, and a long wait is a term of a child's time.",
    frequency="Every month",
    balancing=("refusal_rate",),
)

TWENTY_WEEK_PLANS = Kpi(
    **handed_over(FigureName.TWENTY_WEEK_PLANS),
    **_COUNCIL,
    title="Plans issued within 20 weeks",
    question="Do plans come in time?",
    better="higher",
    numerator_label="plans issued within 20 weeks",
    denominator_label="plans issued",
    sentence="{numerator} of {denominator} plans were issued within 20 weeks",
    definition="Final EHC plans issued within 20 weeks of the request, out of the plans issued in the period; in both, "
    "plans to which an exception of the regulations applies are left out.",
    why="Twenty weeks is the law, and until the plan is there nobody has to give what it says.",
    frequency="Every month",
    balancing=("refusal_rate",),
)

TRIBUNAL_APPEALS = Kpi(
    **handed_over(FigureName.TRIBUNAL_APPEALS),
    **_COUNCIL,
    title="Appeals registered",
    question="Do families have to go to the tribunal?",
    better="neither",
    numerator_label="appeals registered",
    denominator_label="",
    sentence="{numerator} appeals were registered with the SEND tribunal",
    definition="Appeals registered with the First-tier Tribunal (SEND) in the period, whatever became of them.",
    why="Appeals show where families and the authority do not agree. They rise months after the decisions they are "
    "about.",
    frequency="Every month",
    balancing=("ehcna_requests",),
)

EHC_PLANS = Kpi(
    **handed_over(FigureName.EHC_PLANS),
    **_COUNCIL,
    title="EHC plans maintained",
    question="How many children and young people have a plan, and where do they learn?",
    better="neither",
    numerator_label="EHC plans maintained",
    denominator_label="",
    sentence="{numerator} EHC plans are maintained",
    definition="EHC plans that the authority maintains, as last counted in the period. By placement: where the child's "
    "main placement is.",
    why="The number of plans says how much need is met by statute, and the placements how close to home.",
    frequency="Every month",
    balancing=("sen_support", "refusal_rate"),
)

MAINSTREAM_TO_SPECIAL = Kpi(
    **handed_over(FigureName.MAINSTREAM_TO_SPECIAL),
    **_COUNCIL,
    title="Moves from mainstream to special",
    question="Do fewer children have to leave mainstream for a special school?",
    better="lower",
    numerator_label="children who moved from a mainstream to a special school",
    denominator_label="",
    sentence="{numerator} children moved from a mainstream setting to a special school",
    definition="Children whose main placement changed in the period from a mainstream setting to any special school, "
    "maintained, academy or independent. A special school that changes its kind, as when it becomes an academy, moves "
    "no child: moves cannot be read from totals by kind of school." + _NOT_A_CAP,
    why="A child who can stay stays with friends, close to home.",
    frequency="Every month",
    balancing=("parent_confidence", "tribunal_appeals"),
)

MAINSTREAM_TO_ISP = Kpi(
    **handed_over(FigureName.MAINSTREAM_TO_ISP),
    **_COUNCIL,
    title="Moves from mainstream to ISP",
    question="Do fewer children have to go to independent specialist provision?",
    better="lower",
    numerator_label="children who moved from mainstream to independent specialist provision",
    denominator_label="",
    sentence="{numerator} children moved from a mainstream setting to independent specialist provision",
    definition="Children whose main placement changed in the period from a mainstream setting to independent "
    "specialist "
    "provision (ISP): an independent or non-maintained special school." + _NOT_A_CAP,
    why="These places are often far from home, and their cost is money that mainstream support does not get.",
    frequency="Every month",
    balancing=("parent_confidence", "tribunal_appeals"),
)

ISP_SHARE = Kpi(
    **(
        handed_over(FigureName.EHC_PLANS)
        | {
            "key": "isp_share",
            "unit": "share",
            "numerator": stock(FigureName.EHC_PLANS, parts=("isp",)),
            "denominator": stock(FigureName.EHC_PLANS),
            "reported": stock(FigureName.EHC_PLANS, "reported", parts=("isp",)),
            "parts": {},
            "split": None,
            "split_reported": None,
            "parts_add_up": False,
            "part_of": EHC_PLANS,
        }
    ),
    **_COUNCIL,
    is_fine=True,
    title="Plans placed in ISP",
    question="What share of plans is placed in independent specialist provision?",
    better="lower",
    numerator_label="plans placed in independent specialist provision",
    denominator_label="EHC plans maintained",
    sentence="{numerator} of {denominator} plans are placed in independent specialist provision",
    definition="EHC plans whose main placement is in independent specialist provision (independent special and "
    "non-maintained special schools), out of all plans maintained, as last counted in the period." + _NOT_A_CAP,
    why="A lower share means that more children find what they need in local settings.",
    frequency="Every month",
    balancing=("parent_confidence", "tribunal_appeals"),
)
