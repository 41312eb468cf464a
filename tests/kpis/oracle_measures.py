"""Every measure of the catalogue as the slow count has it, whole and by part."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from data_access.periods import Calendar, Period
from data_access.vocabulary import ABOUT_THE_SESSION, COACHING_FAMILY, FIGURES, Audience, EvidenceKind, FigureName, Item
from tests.kpis.oracle import Oracle, Place
from tests.kpis.oracle_figures import Figures, HandedOver
from tests.kpis.oracle_plans import Plans, interventions
from tests.kpis.oracle_voices import Voices
from tests.kpis.world import World

Amount = Mapping[Place, float]


@dataclass
class Measured:
    """By place: numerator, denominator (None: a count), how much was handed over (None: what is missing is nought)."""

    numerator: Amount
    denominator: Amount | None
    reported: Amount | None = None


class Slow:
    """Everything that can be asked of one period."""

    def __init__(self, world: World, calendar: Calendar, period: Period, handed_over: HandedOver) -> None:
        self.world = world
        self.who = Oracle(world, calendar, period)
        self.plans, self.voices = Plans(self.who), Voices(self.who)
        self.figures = Figures(self.who, handed_over)

    def measured(self, key: str) -> Measured:
        if key in FIGURES:
            return self.handed_over(key)
        return MEASURES[key](self)

    def by_part(self, key: str) -> dict[str, Measured]:
        if key in FIGURES:
            return {part: self.handed_over(key, part) for part in FIGURES[FigureName(key)].parts}
        return PARTS[key](self) if key in PARTS else {}

    def handed_over(self, key: str, part: str = "") -> Measured:
        amounts = self.figures.amounts(key, part)
        denominator = amounts.denominator if FIGURES[FigureName(key)].is_share else None
        return Measured(amounts.numerator, denominator, amounts.reported)

    def isp_share(self) -> Measured:
        isp, plans = self.figures.amounts("ehc_plans", "isp"), self.figures.amounts("ehc_plans")
        return Measured(isp.numerator, plans.numerator, isp.reported)

    def answers(self, audience: Audience, item: Item) -> dict[str, Measured]:
        return {str(point): Measured(*self.voices.of_value(audience, item, point)) for point in range(1, 6)}


ASKED = {
    "parent_confidence": (Audience.PARENT_CARER, Item.CONFIDENCE_IN_MAINSTREAM),
    "senco_confidence": (Audience.SENCO, Item.CONFIDENCE_AND_CAPABILITY),
    "school_satisfaction": (Audience.SCHOOL_LEADER, Item.SATISFACTION),
    "staff_confidence": (Audience.SCHOOL_STAFF, Item.MEETING_NEED_IN_CLASS),
    "pupil_view": (Audience.PUPIL, Item.GETTING_HELP),
}


def _positive(audience: Audience, item: Item) -> Callable[[Slow], Measured]:
    return lambda slow: Measured(*slow.voices.positive(audience, item))


def _spread(audience: Audience, item: Item) -> Callable[[Slow], dict[str, Measured]]:
    return lambda slow: slow.answers(audience, item)


MEASURES: dict[str, Callable[[Slow], Measured]] = {
    "participation_rate": lambda slow: Measured(slow.who.took_part(), slow.who.members()),
    "active_participation_rate": lambda slow: Measured(*slow.who.active()),
    "cluster_meeting_attendance": lambda slow: Measured(*slow.who.meetings()),
    "self_evaluation_rate": lambda slow: Measured(*slow.plans.evaluations()),
    "self_evaluation_on_time": lambda slow: Measured(*slow.plans.evaluations(on_time=True)),
    "action_plan_rate": lambda slow: Measured(*slow.plans.plans()),
    "actions_done_on_time": lambda slow: Measured(*slow.plans.steps()),
    "area_level_change": lambda slow: Measured(*slow.plans.level_changes()),
    "coaching_engagement": lambda slow: Measured(*slow.plans.reached()),
    "session_attendance": lambda slow: Measured(*slow.plans.places_at_sessions()),
    "peer_review_rate": lambda slow: Measured(*slow.plans.reviews()),
    "coaches_trained": lambda slow: Measured(*slow.plans.coaches()),
    "event_feedback": lambda slow: Measured(*slow.voices.scores()),
    "isp_share": Slow.isp_share,
    "response_rate": lambda slow: Measured(*slow.voices.response_rate()),
    "evidence_of_change": lambda slow: Measured(*slow.voices.with_evidence()),
    "case_studies": lambda slow: Measured(slow.voices.approved(EvidenceKind.CASE_STUDY), None),
    "programme_effect": lambda slow: Measured(*slow.plans.gains()),
    **{key: _positive(*asked) for key, asked in ASKED.items()},
}
PARTS: dict[str, Callable[[Slow], dict[str, Measured]]] = {
    "coaching_engagement": lambda slow: {kind: Measured(*slow.plans.reached(kind)) for kind in COACHING_FAMILY},
    "session_attendance": lambda slow: {
        kind: Measured(*slow.plans.places_at_sessions(kind)) for kind in COACHING_FAMILY
    },
    "event_feedback": lambda slow: {
        f"{audience} {item}": Measured(*slow.voices.scores(audience, item))
        for audience in (Audience.SENCO, Audience.SCHOOL_STAFF, Audience.SCHOOL_LEADER)
        for item in ABOUT_THE_SESSION
    },
    "response_rate": lambda slow: {who: Measured(*slow.voices.response_rate(who)) for who in Audience},
    "evidence_of_change": lambda slow: {kind: Measured(*slow.voices.with_evidence(kind)) for kind in EvidenceKind},
    "programme_effect": lambda slow: {
        name: Measured(*slow.plans.gains(name)) for name in interventions(slow.world.gains)
    },
    **{key: _spread(*asked) for key, asked in ASKED.items()},
}
