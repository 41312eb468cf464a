"""How is practice changing, and what is it about? For everyone; comments in surveys only for those who read them."""

import streamlit as st

from data_access.permissions import Action
from pages.shared import access, cards, facts, filters, frame, menu, notes
from pages.shared.culture import change_words, pieces, quotations, theme_charts, theme_counts
from pages.shared.drawing import charts, palette
from pages.shared.entry import saving

KEYS = ("evidence_of_change", "case_studies")

viewer = access.viewer("cultural_change")
view = facts.load(viewer)
frame.opening(
    "How is practice changing?",
    "Case studies, audits, reflections of staff and comments by Ofsted show what settings do differently. Programme "
    "staff read them, tag what they are about, and everybody can see which themes come up, where and when.",
)
saving.announce()
if view.is_empty:
    frame.nothing_yet(viewer, "settings")
    st.stop()
chosen = filters.bar(viewer, view)
st.markdown(f"**{view.built(change_words.answer, chosen)}**")
cards.row(view, KEYS, chosen)
colours, with_comments = palette.in_use(), theme_counts.reads_comments(view)
charts.show(view.built(theme_charts.kinds, chosen, colours))

st.write(change_words.what_is_counted(view))
charts.show(view.built(theme_charts.themes, with_comments, chosen, colours))
if viewer.may(Action.CODE_TEXT):
    st.page_link(menu.page("read_for_themes"), label="Read texts for themes", icon=":material/sell:")
if change_words.is_any_theme_found(view):
    by = st.segmented_control(
        "Themes by",
        list(theme_charts.BY),
        format_func=theme_charts.BY.__getitem__,
        default="cluster",
        key="themes by",
        required=True,
    )
    charts.show(view.built(theme_charts.by_place, with_comments, by, chosen, colours))
    charts.show(view.built(theme_charts.pairs, with_comments, chosen, colours))
    st.caption("The share is of the pieces with the theme in the first column.")
    quotations.show(view, chosen)
pieces.show(view, chosen)
notes.show(view, KEYS)
change_words.where_themes_come_from(view)
