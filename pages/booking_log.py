"""Which sessions were booked, and who came? For programme staff with a log of their own."""

from functools import partial

import streamlit as st

from data_access.forms import Kind
from data_access.forms.choices import choices
from data_access.outside_files import booking_log, sheets
from data_access.outside_files.log_words import SETTING
from data_access.vocabulary import MappedFile, OutsideKind
from pages.shared import access, frame, words
from pages.shared.entry import saving
from pages.shared.loading import looking
from pages.shared.outside_files import asking, kept_readings, log_columns, log_outcome, remembered, uploads

viewer = access.viewer("booking_log")
frame.opening(
    "Which sessions were booked, and who came?",
    "Your own log of coaching, training or events, as it is: you explain its columns once. A longer log later adds "
    "what is new, and the same log twice changes nothing.",
)
saving.announce()
turn = saving.turn(viewer, "booking log", None, "file")
upload = uploads.choose("CSV file or Excel workbook (.xlsx)", turn)
if upload is None:
    kept_readings.show(viewer, MappedFile.BOOKING_LOG, "Logs that are known", "No log has been explained here yet.")
    remembered.show(viewer, OutsideKind.SETTING_NAME)
    st.stop()

sheet = uploads.read(upload, sheets.read)
st.write(f"{words.plural(len(sheet.rows), 'row')}, {words.plural(len(sheet.headings), 'column')}.")
kept = log_columns.choose(viewer, upload, sheet)
if kept is None:
    st.stop()
said = [word for column in kept.reading.of(SETTING) for word in booking_log.said_in(sheet, column)]
is_read = log_columns.settle_words(viewer, upload, sheet, kept)
is_placed = asking.settings(viewer, upload, said, choices(viewer)[Kind.SETTING])
if not (is_read and is_placed):
    st.write("Answer what is asked above. Then you see what would be saved.")
    st.stop()

report = uploads.once(upload, "trial", kept, partial(log_outcome.trial, viewer, upload, sheet, kept.reading))
st.header("What it would change")
log_outcome.show(report)
if not report.created and not report.updated:
    st.write(log_outcome.nothing_to_load(report))
    st.stop()
label = "Load the other rows and leave these out" if report.refused else "Load this log"
if st.button(label, type="primary", key="load"):
    with looking.waiting(upload.content) as progress:
        load = partial(booking_log.load, viewer, upload.name, sheet, kept.reading, dry_run=False, progress=progress)
        saving.save(load, partial(log_outcome.saved, kept), turn)
