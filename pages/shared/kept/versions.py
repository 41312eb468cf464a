"""The history of a record on the page where it is corrected: every version in words, and the way back to one."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from itertools import zip_longest

import streamlit as st

from data_access import history, locks
from data_access.errors import Conflict, InvalidInput, Locked, ProductError
from data_access.forms import Answers, Field
from data_access.forms.choices import in_plain_words
from data_access.history import Version
from data_access.vocabulary import CaseStudyStatus, label
from pages.shared import access, words
from pages.shared.entry import filling as fillings
from pages.shared.entry import reasons
from pages.shared.entry.filling import Filling
from pages.shared.entry.form import Form
from pages.shared.typed import plain

AT_FIRST = 10
SAID = "said of the version that was put back"
DONE = {"created": "Entered", "put back": "Put back after it was taken away", "updated": "Changed"}
# The lines of a change that are not answers to a field, such as who came: worked out by the form's page.
Lines = Callable[[Answers, Answers], list[str]]


def no_lines(_before: Answers, _after: Answers) -> list[str]:
    """What most forms have besides their fields: nothing."""
    return []


def show(whole: Form, fields: Sequence[Field], version: int, lines: Lines = no_lines) -> None:
    """The history, when it is asked for, of these fields. `version` is the stored one that the page was opened with."""
    form = replace(whole, fields=fields)
    filling = form.filling
    is_done, sentence = st.session_state.pop(SAID, (True, ""))
    if sentence:
        (st.success if is_done else st.error)(sentence)
    reasons.box(filling.key("going back"))
    if not st.toggle("Show the history of this record", key=filling.key("history")):
        return
    found = history.versions(form.viewer, filling.form, filling.draft_key)
    if filling.is_touched:
        st.info("Save or discard what you typed before you put an earlier version back.")
    for at, (one, earlier) in enumerate(zip_longest(found[:AT_FIRST], found[1 : AT_FIRST + 1])):
        with st.container(border=True, key=filling.key(f"version {at}")):
            st.markdown("  \n".join([_heading(one, is_current=at == 0), *_changes(form, one, earlier, lines)]))
            if one.answers != found[0].answers and not filling.is_touched:
                _offer(filling, version, one)
    if len(found) > AT_FIRST:
        st.caption(f"{words.plural(len(found) - AT_FIRST, 'earlier version')} can be read in the audit log.")


def _heading(one: Version, *, is_current: bool) -> str:
    now = " (as it stands now)" if is_current else ""
    said = f"**{DONE[one.change.action]} on {words.moment(one.change.moment)}, by {plain(one.change.actor)}**{now}"
    return f"{said}  \nReason: {one.change.reason}" if one.change.reason else said


def _changes(form: Form, one: Version, earlier: Version | None, lines: Lines) -> list[str]:
    """What each field said before and says after, where that differs."""
    if one.change.action != "updated":
        return []
    if earlier is None:
        return ["What it said before is not in the log."]
    said = [_line(form, field, earlier, one) for field in form.fields if _differs(field, earlier, one)]
    said += [f"- {line}" for line in lines(earlier.answers, one.answers)]
    if one.status != earlier.status and one.status and earlier.status:
        before, after = (label(CaseStudyStatus(status)) for status in (earlier.status, one.status))
        said.append(f"- Status: {before} → {after}")
    return said or ["No answer changed."]


def _differs(field: Field, earlier: Version, one: Version) -> bool:
    if field.name in earlier.forgotten | one.forgotten:
        return field.name in earlier.forgotten ^ one.forgotten
    return fillings.filled({"": earlier.answers.get(field.name)}) != fillings.filled({"": one.answers.get(field.name)})


def _line(form: Form, field: Field, earlier: Version, one: Version) -> str:
    before, after = (
        "words that are kept no more"
        if field.name in version.forgotten
        else in_plain_words(field, version.answers.get(field.name), form.choices)
        for version in (earlier, one)
    )
    return f"- {field.label}: {before} → {after}"


def _offer(filling: Filling, version: int, one: Version) -> None:
    moment = one.change.moment
    st.button(
        "Put this version back",
        key=filling.key(f"go back to {moment.isoformat()}"),
        on_click=_put_back,
        args=(filling, version, moment),
        icon=":material/undo:",
        help="What it says now stays in the history.",
    )
    if one.forgotten:
        st.caption("The words that are kept no more stay as they are now.")


def _put_back(filling: Filling, version: int, moment: datetime) -> None:
    viewer = access.identity()
    why = filling.key("going back")
    if viewer is None:
        return
    try:
        with locks.because(reasons.given(why)):
            history.put_version_back(viewer, filling.form, filling.draft_key, version, moment)
    except Locked as locked:
        reasons.ask(why, str(locked))
    except Conflict:
        st.session_state[SAID] = (False, "Somebody else changed this meanwhile. Look at the history again.")
    except InvalidInput as refusal:
        st.session_state[SAID] = (False, " ".join(["Nothing was put back.", *refusal.answers.values()]))
    except ProductError as problem:
        st.session_state[SAID] = (False, f"Nothing was put back. {problem}")
    else:
        reasons.forget(why)
        fillings.forget(filling)
        st.session_state[SAID] = (True, f"**Put back: the version of {words.moment(moment)}.**")
