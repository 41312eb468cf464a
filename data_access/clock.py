"""What day it is, where the programme is."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

HERE = ZoneInfo("Europe/London")


def today() -> date:
    """Today's date in England, wherever the server stands."""
    return datetime.now(HERE).date()
