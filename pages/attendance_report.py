"""Who was in an online meeting? For programme staff with the attendance report that Teams gives them."""

from functools import partial

import streamlit as st

from data_access import programme
from data_access.forms import Kind
from data_access.forms.choices import choices
from data_access.outside_files import attendance, attendance_report
from data_access.outside_files.attendance import Rule
from data_access.outside_files.attendance_report import AttendanceReport
from data_access.vocabulary import OutsideKind
from pages.shared import access, frame, tables, typed, words
from pages.shared.entry import register_lines, saving
from pages.shared.outside_files import event_details, remembered, uploads, whose
from pages.shared.outside_files.uploads import Upload


def rule_of(upload: Upload, report: AttendanceReport) -> tuple[Rule, int]:
    """What counts as having come, and how many seconds the meeting lasted."""
    facts = programme.programme()
    st.header("What counts as having come?")
    length, share, minutes = st.columns(3)
    lasted = length.number_input(
        "How long it lasted (minutes)", 1, 2880, max(1, report.seconds // 60), key=upload.key("lasted")
    )
    percent = share.number_input(
        "There for this much of it (%)", 1, 100, facts.attended_from_percent, key=upload.key("percent")
    )
    enough = minutes.number_input(
        "Or for so many minutes (0: no such rule)", 0, 999, facts.attended_from_minutes, key=upload.key("minutes")
    )
    st.caption("For this report. An administrator sets what the programme usually asks for under Programme.")
    return Rule(int(percent), int(enough)), int(lasted) * 60


viewer = access.viewer("attendance_report")
frame.opening(
    "Who was in the meeting?",
    "The attendance report that Teams gives you becomes a register. Addresses are read to find the setting, times to "
    "see who stayed. No name and no address is kept.",
)
saving.announce()
turn = saving.turn(viewer, "attendance report", None, "file")
upload = uploads.choose("Attendance report from Teams (CSV)", turn)
if upload is None:
    st.caption("In Teams: open the meeting in the calendar, choose Attendance, then Download.")
    remembered.show(viewer, OutsideKind.EMAIL_DOMAIN)
    st.stop()

report = uploads.read(upload, attendance_report.read)
days = " or ".join(words.day(day) for day in report.days) or "on a day that it does not say"
people = words.plural(len(report.people), "person", "people")
st.write(f"**{typed.plain(report.title) or 'A meeting without a title'}**, {days}: {people} in the meeting.")
known = choices(viewer)
names = known[Kind.SETTING]
rule, whole = rule_of(upload, report)
domains = whose.domains(viewer, upload, report, names)
found = whose.people(upload, report, domains, names, rule, whole)
chosen = event_details.choose(viewer, upload, report, known)
if found.open_count or chosen is None:
    st.write("Answer what is asked above. Then you see the register before anything is saved.")
    st.stop()

seen = attendance.seen(report, found.settings, rule, whole)
rows = attendance.register_rows(seen, chosen.rows)
comparison = event_details.comparison(seen, chosen, rows, names)
tables.show(comparison, "The register", "register-from-report", empty="Nobody of a setting was in the meeting.")
if chosen.event_ref and rows == attendance.register_rows([], chosen.rows):
    st.write("There is nothing to save: the register says all of this already.")
    st.stop()
came = sum(row.is_attended for row in rows)
if rows and st.button(f"Save register: {came} of {len(rows)} came", type="primary", key="save"):
    said = f"{register_lines.in_words(rows, typed.plain(chosen.answers['title']))} {uploads.CAN_BE_UNDONE}"
    saving.save(partial(attendance.save, viewer, report, chosen, rows), said, turn)
