"""What the first visitor will ask for, worked out before they come."""

import kpis
from data_access.permissions import Identity
from data_access.programme import find_programme
from data_access.vocabulary import Role
from pages.shared import cards, chosen, facts, lists, summary

# One who sees exact counts and one who does not: between them, everybody who sees the whole authority.
ROLES = (Role.LA_LEAD, Role.DELIVERY_GROUP)


def run() -> None:
    """Builds the overview as a plain address shows it. Does nothing while there is nothing to show."""
    if find_programme() is None:
        return
    for role in ROLES:
        view = facts.load(Identity(None, "start", "Start", role))
        if view.is_empty:
            return
        usual, _ = chosen.read(view, {})
        view.built(cards.build, kpis.HEADLINES, usual)
        view.built(lists.moved, usual)
        view.built(lists.needing_attention, usual)
        view.built(summary.build, view.outline.watched, usual)
