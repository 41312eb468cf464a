"""What every number means: the catalogue of measures, and how they are worked out."""

from kpis.evidence import CASE_STUDIES, EVIDENCE_OF_CHANGE
from kpis.feedback import PARENT_CONFIDENCE, SENCO_CONFIDENCE
from kpis.kpi import Kpi
from kpis.participation import ACTIVE_PARTICIPATION_RATE, CLUSTER_MEETING_ATTENDANCE, PARTICIPATION_RATE

CATALOGUE: tuple[Kpi, ...] = (
    PARTICIPATION_RATE,
    ACTIVE_PARTICIPATION_RATE,
    CLUSTER_MEETING_ATTENDANCE,
    PARENT_CONFIDENCE,
    SENCO_CONFIDENCE,
    EVIDENCE_OF_CHANGE,
    CASE_STUDIES,
)
_BY_KEY = {kpi.key: kpi for kpi in CATALOGUE}


def kpi(key: str) -> Kpi:
    """The measure of that key.

    Raises: KeyError for a key that is not in the catalogue.
    """
    return _BY_KEY[key]
