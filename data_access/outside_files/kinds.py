"""What files of other programs are called among those that were loaded, and who may load them."""

from dataclasses import dataclass

from data_access.permissions import Action

ATTENDANCE_REPORT, SURVEY_FILE, BOOKING_LOG = "attendance_report", "survey_file", "booking_log"
Noun = tuple[str, str]
ROWS: Noun = ("row", "rows")
LINES: Noun = ("line of a register", "lines of registers")


@dataclass(frozen=True)
class Loadable:
    """A kind of file. `read` is what stands in it and `made` what becomes of that: one of them, and many."""

    title: str
    needs: tuple[Action, ...]
    read: Noun = ROWS
    made: Noun = ROWS


OUTSIDE_FILES: dict[str, Loadable] = {
    ATTENDANCE_REPORT: Loadable(
        "Attendance report from Teams",
        (Action.READ_OUTSIDE_FILE, Action.RECORD_REGISTER),
        ("person in the meeting", "people in the meeting"),
        LINES,
    ),
    SURVEY_FILE: Loadable(
        "Answers from Microsoft Forms",
        (Action.READ_OUTSIDE_FILE, Action.RECORD_SURVEY_RESPONSE),
        made=("survey response", "survey responses"),
    ),
    BOOKING_LOG: Loadable(
        "Booking log",
        (Action.READ_OUTSIDE_FILE, Action.RECORD_REGISTER, Action.RECORD_SURVEY_RESPONSE),
        made=LINES,
    ),
}
