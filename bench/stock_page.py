"""A page as anyone would write it: so many metrics, Altair charts, tables and rows, taken from the address."""

import altair as alt
import pandas as pd
import streamlit as st

charts, metrics, tables, rows = (int(st.query_params.get(name, 0)) for name in ("charts", "metrics", "tables", "rows"))

st.title("A stock page")
for column, number in zip(st.columns(max(metrics, 1)), range(metrics), strict=False):
    column.metric(f"Measure {number}", f"{number * 7} %", f"{number} %")
for number in range(charts):
    table = pd.DataFrame(
        {
            "period": [f"Month {month:02d}" for month in range(36)],
            "value": [(month * number) % 17 for month in range(36)],
        }
    )
    line = alt.Chart(table).mark_line(point=True).encode(x="period:N", y="value:Q", tooltip=["period", "value"])
    target = alt.Chart(pd.DataFrame({"target": [9]})).mark_rule(strokeDash=[4, 4]).encode(y="target:Q")
    st.altair_chart((line + target).properties(title=f"Chart {number}"))
for number in range(max(tables, bool(rows))):
    share = range(number, rows, max(tables, 1))
    st.dataframe(pd.DataFrame(dict.fromkeys(("urn", "name", "cluster", "phase", "value"), share)))
