"""A form on a page: its fields, what is wrong with them, the draft that is kept of them, and the save."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import streamlit as st

from data_access import drafts, locks, programme
from data_access.errors import Conflict, InvalidInput, Locked, ProductError
from data_access.forms import Answers, Field, FormSpec, clean
from data_access.forms.choices import Choices, in_plain_words
from data_access.permissions import Identity
from pages.shared import menu, words
from pages.shared.entry import filling as fillings
from pages.shared.entry import form_fields, personal_questions, reasons
from pages.shared.entry.filling import DRAFT, RECORD, Filling, Saved

# Streamlit takes long answers only when their writer leaves them; this script hands them over after each pause.
SAVE_AS_YOU_TYPE = '<script src="/save-as-you-type.js"></script>'
# Another address each time, so that it runs each time.
SHOW_WHAT_IS_WRONG = '<script src="/show-what-is-wrong.js?{}"></script>'


@dataclass(frozen=True)
class Form:
    """What the parts of a form need to know of each other. `fields` are all that it draws, in order."""

    viewer: Identity
    filling: Filling
    fields: Sequence[Field]
    choices: Choices

    def label(self, name: str) -> str:
        return next((field.label for field in self.fields if field.name == name), "")


def offer_drafts(viewer: Identity, filling: Filling, title_of: Callable[[Answers], str]) -> None:
    """Offers this person's other drafts of the form, as long as nothing is typed into this one."""
    # A place that is always there: what stands below must not move when the offer goes.
    place = st.container()
    if filling.is_touched or not filling.is_new:
        return
    for draft in drafts.drafts(viewer):
        if draft.form == filling.form and draft.is_new and draft.draft_key != filling.draft_key:
            when = f"{words.short_day(draft.saved_at)} at {words.clock(draft.saved_at)[:5]}"
            with place, st.container(horizontal=True, vertical_alignment="center"):
                st.info(f"You began this on {when} and did not save it: {title_of(draft.answers)}.")
                st.button(
                    "Carry on with it", key=f"open {draft.draft_key}", on_click=_open, args=(draft.draft_key, filling)
                )


def draw(form: Form) -> None:
    """Draws every field, and beside each free text what it should be asked about."""
    for field in form.fields:
        draw_one(form, field)


def draw_one(form: Form, field: Field) -> object:
    """Draws one field, and beside free text what it should be asked about."""
    if not field.is_free_text:
        return form_fields.draw(form.filling, field, form.choices)
    with st.container():
        answer = form_fields.draw(form.filling, field, form.choices)
        with st.container():
            if answer:
                personal_questions.ask(form.filling, field, str(answer))
    return answer


def summary(form: Form) -> None:
    """At the top: everything that is wrong, in words, and where."""
    order = [*(field.name for field in form.fields), *form.filling.wrong]
    names = [name for name in dict.fromkeys(order) if name in form.filling.wrong and name != locks.WHY]
    sentences = {name: form.filling.sentence(name) for name in names}
    lines = [
        f"- {form.label(name)}: {said}" if form.label(name) else f"- {said}" for name, said in sentences.items() if said
    ]
    if lines:
        st.error("\n".join(["**Not saved yet. What you typed is kept.**", "", *lines]), icon=":material/error:")


def footer(form: Form, save_label: str) -> bool:
    """In view all the time: the save button, when the draft was kept, and why approved figures are corrected.

    True in the run of a click on save.
    """
    fillings.keep(form.viewer, form.filling)
    with st.bottom:
        reasons.box(_why(form), form.filling.sentence(locks.WHY))
    with st.bottom, st.container(horizontal=True, vertical_alignment="center", key="form footer"):
        is_pressed = st.button(save_label, type="primary", key=form.filling.key(fillings.SAVE))
        if form.filling.kept_at:
            _offer_to_discard(form)
        st.markdown(_kept(form.filling), width="content")
        st.html(SAVE_AS_YOU_TYPE, width="content", unsafe_allow_javascript=True)
        _show_what_is_wrong(form.filling)
    return is_pressed


def submit(form: Form, save: Callable[[], Saved], as_answers: Callable[[Answers], Answers] = dict) -> None:
    """Saves, unless something is wrong or has to be asked; then says so on the next run. Nothing typed is lost.

    `as_answers` turns what somebody else stored in between into answers of this form.
    """
    filling = form.filling
    filling.refusals += 1
    try:
        _ask(form)
        with locks.because(reasons.given(_why(form))):
            filling.saved = save()
        filling.wrong, filling.theirs = {}, {}
        st.query_params.pop(DRAFT, None)
    except InvalidInput as refusal:
        filling.wrong = {name: (said, filling.answers.get(name)) for name, said in refusal.answers.items()}
    except Conflict as conflict:
        filling.theirs = as_answers(conflict.current)
        filling.version = int(str(conflict.current["version"]))
        fillings.keep(form.viewer, filling)
    except Locked as locked:
        filling.wrong = {}
        reasons.ask(_why(form), str(locked))
    except ProductError as error:
        filling.wrong = {"": (str(error), None)}
    else:
        filling.refusals = filling.shown_refusals = 0
        reasons.forget(_why(form))
    st.rerun()


def conflict(form: Form) -> None:
    """Both versions, field by field, where somebody else changed the record in between."""
    filling = form.filling
    if not filling.theirs:
        return
    differing = [field for field in form.fields if _differs(filling, field)]
    if not differing:
        st.info("The form holds what somebody else stored in the meantime. Save again only if you change more.")
        return
    st.warning(
        "**Somebody else changed this while you had it open. Nothing that you typed is lost.** Below are both versions "
        "of each answer that differs. Yours stand in the form: keep them, or use the stored ones, and save again."
    )
    for field in differing:
        with st.container(border=True):
            st.markdown(f"**{field.label}**")
            yours, stored = st.columns(2)
            yours.markdown(f"You typed: {in_plain_words(field, filling.answers.get(field.name), form.choices)}")
            stored.markdown(f"Stored now: {in_plain_words(field, filling.theirs.get(field.name), form.choices)}")
            stored.button(
                "Use the stored one",
                key=filling.key(f"use {field.name}"),
                on_click=filling.put,
                args=(field.name, filling.theirs.get(field.name)),
            )


def done(filling: Filling, again: Answers, another: str) -> None:
    """After a save: what was saved, what it changed; then another like it, which begins with `again`, or this again."""
    if filling.saved is None:
        return
    st.success("  \n".join(filling.saved.sentences), icon=":material/check_circle:")
    with st.container(horizontal=True):
        st.button(another, type="primary", on_click=_begin_again, args=(filling.form, again), key=fillings.ANOTHER)
        st.button("Correct this one", on_click=_correct, args=(filling, filling.saved.record), key="correct this one")
        st.page_link(menu.page("enter_evidence"), label="Add something else")


def _why(form: Form) -> str:
    return form.filling.key("correction")


def _show_what_is_wrong(filling: Filling) -> None:
    """Once after each refusal, brings the first thing that is wrong into view."""
    if filling.refusals > filling.shown_refusals:
        filling.shown_refusals = filling.refusals
        st.html(SHOW_WHAT_IS_WRONG.format(filling.refusals), width="content", unsafe_allow_javascript=True)


def _offer_to_discard(form: Form) -> None:
    with st.popover("Discard"):
        st.write("This throws away what you typed here.")
        st.button(
            "Throw it away",
            key=form.filling.key("discard"),
            on_click=fillings.discard,
            args=(form.viewer, form.filling),
        )


def _ask(form: Form) -> None:
    """Raises: InvalidInput for free text that looks personal and is not confirmed, with what else is wrong."""
    if unanswered := personal_questions.unanswered(form.filling, form.fields):
        raise InvalidInput({**_wrong(form), **unanswered})


def _wrong(form: Form) -> dict[str, str]:
    try:
        spec = FormSpec(form.filling.form, "", tuple(form.fields))
        clean(spec, form.filling.answers, since=programme.programme().starts_on)
    except InvalidInput as refusal:
        return refusal.answers
    return {}


def _differs(filling: Filling, field: Field) -> bool:
    mine, theirs = filling.answers.get(field.name), filling.theirs.get(field.name)
    return fillings.filled({"": mine}) != fillings.filled({"": theirs})


def _kept(filling: Filling) -> str:
    if filling.kept_at is None:
        return "What you type is kept as a draft."
    return f"Saved as a draft at {words.clock(filling.kept_at)[:5]}"


def _begin_again(form: str, again: Answers) -> None:
    fillings.start_anew(form, again)


def _correct(filling: Filling, record: str) -> None:
    fillings.forget(filling)
    st.query_params[RECORD] = record


def _open(draft_key: str, filling: Filling) -> None:
    fillings.forget(filling)
    st.query_params[DRAFT] = draft_key
