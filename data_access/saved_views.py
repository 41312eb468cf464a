"""Views that people keep: a page with its filters, under a name. An address and no more: it shows nobody more."""

from urllib.parse import parse_qsl, urlencode

import pandas as pd
from sqlalchemy import or_, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from data_access import store
from data_access.errors import InvalidInput, NotAllowed, NotFound
from data_access.forms.personal_data import findings
from data_access.models import SavedView, UserAccount
from data_access.permissions import Action, Identity, require
from data_access.taken_away import take_away

COLUMNS = ["id", "name", "page", "query", "is_shared", "is_mine", "owner"]
LONGEST_NAME, LONGEST_QUERY, LONGEST_VALUE, MOST_VALUES, MOST_VIEWS = 60, 1000, 200, 20, 100


def saved_views(viewer: Identity) -> pd.DataFrame:
    """The views that a person keeps, and those that others share, of pages that the person may open.

    Rows: one per view, the person's own first, by name.
    Columns: id, name, page (its name in `permissions.PAGES`), query, is_shared, is_mine, owner (name of the person).
    """
    mine = SavedView.user_id == viewer.user_id
    query = (
        select(SavedView, UserAccount.name)
        .join(UserAccount, UserAccount.id == SavedView.user_id)
        .where(or_(mine, SavedView.is_shared))
    )
    with store.reading() as session:
        rows = [
            (one.id, one.name, one.page, one.query, one.is_shared, one.user_id == viewer.user_id, owner)
            for one, owner in session.execute(query)
            if viewer.may_open(one.page)
        ]
    # The databases disagree on how capitals sort.
    rows.sort(key=lambda row: (not row[5], row[1].casefold(), row[0]))
    return pd.DataFrame(rows, columns=COLUMNS)


def address(query: str) -> dict[str, str]:
    """What a kept query says, by name. Missing: empty where it is none of ours: the page then opens as it always does.

    The answer is only ever used as the query of one of our own pages.
    """
    try:
        pairs = parse_qsl(query, keep_blank_values=True, strict_parsing=bool(query), max_num_fields=MOST_VALUES)
    except ValueError:
        return {}
    is_ours = len(query) <= LONGEST_QUERY and all(_is_plain(name, value) for name, value in pairs)
    return dict(pairs) if is_ours else {}


def save_view(actor: Identity, name: str, page: str, query: dict[str, str], *, is_shared: bool = False) -> int:
    """Keeps a page with its filters. Value: its id.

    Raises: NotAllowed, also for a page that is not open to the person; InvalidInput beside "name".
    """
    require(actor, Action.SAVE_VIEW)
    if not actor.may_open(page):
        raise NotAllowed("This page is not open to your role.")
    text = urlencode(query)
    if address(text) != query:
        raise InvalidInput({"": "This view cannot be kept: its address is too long. Choose fewer filters."})
    with store.writing(actor) as session:
        record = SavedView(user_id=_owner(actor), page=page, query=text, is_shared=is_shared)
        if len(_names(session, actor)) >= MOST_VIEWS:
            raise InvalidInput({"name": f"You keep {MOST_VIEWS} views already. Delete one that you no longer need."})
        _call(session, actor, record, name)
        return record.id


def rename_view(actor: Identity, view_id: int, name: str) -> None:
    """Raises: NotAllowed; NotFound unless it is the person's own; InvalidInput beside "name"."""
    require(actor, Action.SAVE_VIEW)
    with store.writing(actor) as session:
        _call(session, actor, _own(session, actor, view_id), name)


def share_view(actor: Identity, view_id: int, is_shared: bool) -> None:
    """Shows the view to everybody in the programme, or to its owner alone.

    Raises: NotAllowed; NotFound unless it is the person's own.
    """
    require(actor, Action.SAVE_VIEW)
    with store.writing(actor) as session:
        _own(session, actor, view_id).is_shared = is_shared


def delete_view(actor: Identity, view_id: int) -> int | None:
    """Value: under which it can be put back. Raises: NotAllowed; NotFound unless it is the person's own."""
    require(actor, Action.SAVE_VIEW)
    with store.writing(actor) as session:
        record = _own(session, actor, view_id)
        return take_away(session, actor, "saved_view", record, {"name": record.name})


def _owner(actor: Identity) -> int:
    if actor.user_id is None:
        raise NotAllowed("Views are kept for people with an account.")
    return actor.user_id


def _own(session: Session, actor: Identity, view_id: int) -> SavedView:
    mine = SavedView.user_id == _owner(actor)
    record = session.scalar(select(SavedView).where(SavedView.id == view_id, mine))
    if record is None:
        raise NotFound("This view is not there any more, or it is somebody else's.")
    return record


def _names(session: Session, actor: Identity) -> dict[str, int]:
    rows = session.execute(select(SavedView.name, SavedView.id).where(SavedView.user_id == _owner(actor)))
    return {name.casefold(): number for name, number in rows}


def _call(session: Session, actor: Identity, record: SavedView, name: str) -> None:
    text = " ".join(name.split())
    taken = {"name": f"You keep a view called “{text}” already. Choose another name."}
    if not text:
        raise InvalidInput({"name": "Give the view a name, such as Central, primary."})
    if len(text) > LONGEST_NAME:
        raise InvalidInput({"name": f"Shorten the name to {LONGEST_NAME} characters: it has {len(text)}."})
    if found := findings(text):
        raise InvalidInput({"name": f"This looks like {found[0].kind}. Take it out: the name of a view names nobody."})
    with session.no_autoflush:
        if _names(session, actor).get(text.casefold(), record.id) != record.id:
            raise InvalidInput(taken)
    record.name = text
    session.add(record)
    try:
        session.flush()
    except IntegrityError:
        # Saved in another window between looking and writing.
        raise InvalidInput(taken) from None


def _is_plain(name: str, value: str) -> bool:
    is_a_name = name.replace("-", "").replace("_", "").isalnum() and name.isascii() and len(name) <= LONGEST_NAME
    return is_a_name and len(value) <= LONGEST_VALUE and (value.isprintable())
