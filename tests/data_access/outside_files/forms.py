"""Workbooks as Microsoft Forms gives them, in memory."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

from tests.data_access.imports.files import xlsx_bytes

USEFUL = "How useful was the session for your work?"
SCHOOL = "Which school do you work in?"
MORE = "Anything else?"
QUESTIONS = (USEFUL, SCHOOL, MORE)
BEFORE = ("ID", "Start time", "Completion time", "Email", "Name")
ANNE = ("anne.other@abbey.sch.uk", "Anne Other")


def workbook(day: date, *answers: Sequence[object], questions: Sequence[str] = QUESTIONS, first: int = 1) -> bytes:
    """A form with a row for each of these answers, one a minute."""
    rows = []
    for number, given in enumerate(answers):
        started = datetime.combine(day, time(9)) + timedelta(minutes=number)
        rows.append([first + number, started, started + timedelta(seconds=50), *ANNE, *given])
    return xlsx_bytes({"Form1": [[*BEFORE, *questions], *rows]})
