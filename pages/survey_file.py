"""What did people answer in a Microsoft Forms survey? For programme staff with the workbook that Forms gives them."""

from collections.abc import Sequence
from functools import partial

import pandas as pd
import streamlit as st

from data_access.forms import Kind
from data_access.forms.choices import choices
from data_access.outside_files import mappings, survey_file, survey_rows
from data_access.outside_files.mappings import Kept
from data_access.outside_files.survey_file import SurveyFile
from data_access.outside_files.survey_rows import Around, Prepared
from data_access.permissions import Identity
from data_access.vocabulary import MappedFile, OutsideKind
from pages.shared import access, frame, tables, typed, words
from pages.shared.entry import saving
from pages.shared.loading import looking
from pages.shared.outside_files import asking, form_questions, kept_readings, remembered, survey_answers, uploads
from pages.shared.outside_files.uploads import Upload


def show_refused(prepared: Prepared) -> None:
    """What has to be put right, row by row."""
    rows = [(one.row, words.sentence_case(one.column.replace("_", " ")), one.sentence) for one in prepared.refused]
    if rows:
        table = pd.DataFrame(rows, columns=["Row", "About", "Why it is left out"])
        tables.show(table, "Rows that cannot be taken", "refused-answers")


def with_a_bar(
    viewer: Identity, upload: Upload, file: SurveyFile, kept: Kept, around: Around, cleared: Sequence[int]
) -> Prepared:
    """Every answer checked, with word of how far that has come."""
    with looking.waiting(upload.content) as progress:
        return survey_rows.prepare(viewer, file, kept.reading, around, cleared, progress)


viewer = access.viewer("survey_file")
frame.opening(
    "What did they answer?",
    "The answers to a Microsoft Forms survey, as you download them. You explain its questions once. Who answered is "
    "not read, and the same answers twice change nothing.",
)
saving.announce()
turn = saving.turn(viewer, "survey file", None, "file")
upload = uploads.choose("Workbook from Microsoft Forms (.xlsx)", turn)
if upload is None:
    st.caption("In Forms: open the form, choose View responses, then Open in Excel.")
    kept_readings.show(viewer, MappedFile.SURVEY, "Forms that are known", "No form has been explained here yet.")
    remembered.show(viewer, OutsideKind.SETTING_NAME)
    st.stop()

file = uploads.read(upload, survey_file.read)
others = mappings.kept(viewer, MappedFile.SURVEY)
kept = mappings.of_form(others, file.questions)
if kept is None:
    form_questions.ask(viewer, upload, file, others)
    st.stop()
answered = words.plural(len(file.responses), "person", "people")
st.write(f"**{typed.plain(kept.name)}**: {answered} answered.")
known = choices(viewer)
is_read = survey_answers.settle_words(viewer, upload, file, kept)
is_placed = asking.settings(viewer, upload, survey_rows.setting_words(file, kept.reading), known[Kind.SETTING])
if not (is_read and is_placed):
    st.write("Answer what is asked above. Then you see what would be saved.")
    st.stop()
around = survey_answers.around(upload, kept, known)
if around.event_ref is None and survey_rows.is_about_a_session(kept.reading):
    st.write(survey_rows.WHICH_EVENT)
    st.stop()
prepare = partial(with_a_bar, viewer, upload, file, kept, around)
prepared = survey_answers.checked(upload, file, kept, around, prepare)
survey_answers.preview(prepared, survey_rows.items_of(kept.reading))
show_refused(prepared)
if not prepared.entries:
    st.write(survey_answers.nothing_to_save(prepared))
    st.stop()
count = words.plural(len(prepared.entries), "response")
if st.button(f"Save {count}", type="primary", key="save"):
    with looking.waiting(upload.content) as progress:
        save = partial(survey_rows.save, viewer, file, prepared, progress)
        saving.save(save, partial(survey_answers.saved, kept), turn)
