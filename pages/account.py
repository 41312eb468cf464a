"""Who am I here, and how do I change my password? For everybody."""

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from data_access import own_account, places
from data_access.errors import InvalidInput
from data_access.permissions import Identity
from data_access.vocabulary import Role, label
from pages.shared import access, frame, html_lists

HINT = "12 characters or more. Three random words are easy to remember and hard to guess."
CHANGED = "Your password is changed, and you are signed out everywhere. Sign in again with the new one."


def who(viewer: Identity) -> None:
    """Name, email, role, and for a cluster member the clusters."""
    clusters = ""
    if viewer.role == Role.CLUSTER_MEMBER:
        known = places.clusters(viewer)
        clusters = ", ".join(known[known["id"].isin(viewer.clusters)]["name"])
    html_lists.facts(
        {"Name": viewer.name, "Email": viewer.name_in_log, "Role": label(viewer.role), "Clusters": clusters}
    )


def change_password(viewer: Identity) -> None:
    """Ends every session of this person, this one too: a copied one must not outlive the change."""
    with st.form("password", clear_on_submit=True):
        current = st.text_input("Current password", type="password", autocomplete="current-password", key="current")
        beside_current = st.empty()
        new = st.text_input("New password", type="password", autocomplete="new-password", help=HINT, key="new")
        beside_new = st.empty()
        again = st.text_input("The new password again", type="password", autocomplete="new-password", key="again")
        beside_again = st.empty()
        st.caption("You will be signed out on every screen, and sign in again with the new password.")
        is_sent = st.form_submit_button("Change my password", type="primary")
    if is_sent:
        beside = {"current": beside_current, "new": beside_new, "again": beside_again}
        _save(viewer, current, new, again, beside)


def _save(viewer: Identity, current: str, new: str, again: str, beside: dict[str, DeltaGenerator]) -> None:
    if new != again:
        beside["again"].error("Type the same new password in both boxes.")
        return
    try:
        own_account.change_own_password(viewer, current, new)
    except InvalidInput as refusal:
        for name, sentence in refusal.answers.items():
            beside[name].error(sentence)
        return
    st.success(CHANGED, icon=":material/check_circle:")
    st.html(access.SIGN_IN)
    st.stop()


viewer = access.viewer("account")
frame.opening("Who are you here?", "What the programme knows about you, and the password that only you know.")
who(viewer)
st.header("Change your password")
change_password(viewer)
