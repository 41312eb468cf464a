"""Who has looked at itself, where do settings stand, and do they do what they planned? For everyone."""

import streamlit as st

import kpis
from data_access.permissions import Action
from pages.shared import access, behind, cards, facts, filters, frame, notes
from pages.shared.drawing import charts, control, heat, palette
from pages.shared.plans import plan_levels, plan_lists, plan_words

MEASURES = (
    "self_evaluation_rate",
    "self_evaluation_on_time",
    "action_plan_rate",
    "actions_done_on_time",
    "area_level_change",
)
FORMS = {
    "self_evaluation": "Add a self-evaluation",
    "priority": "Add a priority",
    "action_plan": "Add an agreed plan",
    "action": "Add an action",
}

viewer = access.viewer("self_evaluation")
view = facts.load(viewer)
frame.opening(
    "Where do settings stand, and do they do what they plan?",
    "Once in a cycle, each setting looks at its provision for special educational needs in eight areas, chooses "
    "priorities, and agrees a plan of actions. Its levels are its own judgement: Emerging, Developing, Established or "
    "Enhanced.",
)
if view.is_empty:
    frame.nothing_yet(viewer, "settings")
    st.stop()
chosen = filters.bar(viewer, view)
cycle = plan_words.chosen_cycle(view, chosen)
if cycle is None:
    plan_words.no_cycle(view)
    notes.show(view, MEASURES)
    st.stop()
st.markdown(f"**{view.built(plan_words.answer, cycle, chosen)}**")
cards.row(view, MEASURES, chosen)
plan_words.link_to_add(view, Action.RECORD_PLAN, **FORMS)
plan_words.link_to_add(view, Action.CHANGE_PROGRAMME, evaluation_cycle="Add a cycle")

colours = palette.in_use()
key = st.selectbox("How this measure moved", MEASURES, format_func=lambda one: kpis.kpi(one).title, width=420)
charts.show(view.built(charts.trend, key, chosen, colours))
by = charts.breakdown("self evaluation")
charts.show(view.built(charts.by_group, key, by, chosen, colours))

charts.show(view.built(plan_lists.completion, cycle, by, chosen, colours))
plan_lists.not_yet(view, cycle, chosen)
every_one = st.expander(f"Every setting that is due in {cycle}, with its dates", key="fold due", on_change="rerun")
if every_one.open:
    with every_one:
        plan_lists.every_setting(view, cycle, chosen)

nobody = "No setting of these filters has submitted its self-evaluation for this cycle yet."
heat.show(view.built(plan_levels.at_each_level, cycle, chosen), nobody)
heat.show(view.built(plan_levels.by_setting, cycle, chosen), nobody)
charts.show(view.built(plan_levels.moved, plan_levels.step(view), chosen, colours))

plan_lists.overdue(view, chosen)
plan_lists.priorities(view, cycle, chosen)
plan_lists.actions(view, cycle, chosen)
control.show(view, MEASURES, chosen, "self evaluation")
behind.show(view, MEASURES, chosen, "self evaluation")
notes.show(view, MEASURES)
