"""Who may sign in, and as what? For administrators."""

from functools import partial

import pandas as pd
import streamlit as st

from data_access import accounts, places
from data_access.permissions import Identity
from data_access.vocabulary import Role, label
from pages.shared import access, frame, from_address, tables, words
from pages.shared.entry import saving

LINK = "invitation link"
COLUMNS = {"name": "Name", "email": "Email", "role": "Role", "clusters": "Clusters", "state": "State"}
CLUSTERS_ONLY_FOR = "Clusters (for a cluster member: they see nothing else)"


def make_link(name: str, make: partial[str]) -> str:
    """Keeps the link for the next run to show, once."""
    st.session_state[LINK] = (name, f"{from_address.site()}/invitation/{make()}")
    return name


def show_link() -> None:
    """The link that the run before this one made; it is stored nowhere and cannot be shown again."""
    if LINK in st.session_state:
        name, link = st.session_state.pop(LINK)
        st.success(
            f"Send this link to {name} yourself. It is shown this once, works once, and ends after seven days. "
            "Whoever has it chooses the password.",
            icon=":material/link:",
        )
        st.code(link, language=None)


def questions(
    turn: "saving.Turn[pd.Series | None]", clusters: list[str], roles: list[Role]
) -> tuple[str, Role, list[str]]:
    """Name, role and clusters, filled with what is stored."""
    now = turn.opened
    name = st.text_input("Name", "" if now is None else now["name"], key=turn.key("name"))
    index = 0 if now is None else roles.index(now["role"])
    role = st.selectbox("Role", roles, index, format_func=label, key=turn.key("role"))
    stored = [] if now is None else [cluster for cluster in now["clusters"] if cluster in clusters]
    return name, role, st.multiselect(CLUSTERS_ONLY_FOR, clusters, stored, key=turn.key("clusters"))


def invite(viewer: Identity, clusters: list[str]) -> None:
    """A new account, whose owner chooses the password."""
    turn: saving.Turn[pd.Series | None] = saving.turn(viewer, "invite", None, "email")
    with st.container(border=True):
        email = st.text_input("Work email", key=turn.key("email"))
        name, role, chosen = questions(turn, clusters, list(reversed(Role)))
        is_sent = saving.button(turn, "Make the account and its link")
    if is_sent:
        write = partial(accounts.invite_user, viewer, email, name, role, chosen)
        saving.save(partial(make_link, name, write), f"{name} has an account.", turn)


def change(viewer: Identity, user: pd.Series, clusters: list[str]) -> None:
    """Another name, role or cluster; a changed role or cluster signs the person out."""
    turn: saving.Turn[pd.Series | None] = saving.turn(viewer, f"user {user['id']}", user, "name")
    opened = user if turn.opened is None else turn.opened
    with st.container(border=True):
        name, role, chosen = questions(turn, clusters, list(Role))
        st.caption("A changed role or cluster signs the person out at once. They sign in again with the new one.")
        is_sent = saving.button(turn, "Save the changes")
    if is_sent:
        write = partial(accounts.change_user, viewer, int(user["id"]), int(opened["version"]), name, role, chosen)
        saving.save(write, f"The account of {name} is changed.", turn)


def open_or_close(viewer: Identity, user: pd.Series) -> None:
    """A new link, disabling, and enabling again."""
    user_id, name = int(user["id"]), user["name"]
    if user["state"] == "disabled":
        if st.button("Enable this account"):
            saving.save(partial(accounts.enable_user, viewer, user_id), f"{name} can sign in again.")
        return
    with st.container(horizontal=True):
        if st.button("Make a new link to choose a password"):
            write = partial(accounts.invite_again, viewer, user_id)
            saving.save(partial(make_link, name, write), f"There is a new link for {name}.")
        if st.button("Disable this account"):
            saving.save(partial(accounts.disable_user, viewer, user_id), f"{name} is signed out and cannot sign in.")


viewer = access.viewer("users")
frame.opening(
    "Who may sign in, and as what?",
    "A role decides which pages somebody opens; clusters limit a cluster member to their own. Nobody but its owner "
    "knows a password.",
)
saving.announce()
show_link()
cluster_names = list(places.clusters(viewer)["name"])
users = accounts.users(viewer)
listing = users.assign(
    role=users["role"].map(lambda role: label(Role(role))),
    clusters=users["clusters"].map(", ".join),
    state=users["state"].map(words.sentence_case),
)
tables.show(listing[list(COLUMNS)].rename(columns=COLUMNS), "Everybody with an account", "users")
st.header("Invite somebody")
invite(viewer, cluster_names)
st.header("Change an account")
by_id = {int(user["id"]): user for _, user in users.iterrows()}
names = {number: f"{user['name']}, {user['email']}" for number, user in by_id.items()}
chosen_id = st.selectbox(
    "Account", list(names), None, names.__getitem__, key=saving.chosen("account"), placeholder="Choose a person"
)
if chosen_id is not None:
    change(viewer, by_id[chosen_id], cluster_names)
    open_or_close(viewer, by_id[chosen_id])
