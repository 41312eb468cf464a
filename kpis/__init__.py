"""What every number means: the catalogue of measures, and how they are worked out."""

from kpis.kpi import Kpi
from kpis.participation import PARTICIPATION_RATE

CATALOGUE: tuple[Kpi, ...] = (PARTICIPATION_RATE,)
_BY_KEY = {kpi.key: kpi for kpi in CATALOGUE}


def kpi(key: str) -> Kpi:
    """The measure of that key.

    Raises: KeyError for a key that is not in the catalogue.
    """
    return _BY_KEY[key]
