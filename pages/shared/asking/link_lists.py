"""The links of a survey: posters and QR codes of open ones, lists of codes for one use each."""

import pandas as pd
import streamlit as st

from data_access import survey_codes
from pages.shared import downloads, tables, words

EACH_CHOOSES = "Each person chooses"


def open_links(links: pd.DataFrame, site: str, name: str) -> None:
    """The links that many people answer by, with everything that is printed from them."""
    rows = links[links["batch"].isna()]
    shown = pd.DataFrame(
        {
            "Code": rows["code"].map(survey_codes.shown),
            "Link": [f"{site}/s/{code}" for code in rows["code"]],
            "Setting": rows["setting"].fillna(EACH_CHOOSES),
            "Answers": [words.count(one) for one in rows["answer_count"]],
            "At most": ["" if words.is_missing(one) else words.count(one) for one in rows["most_answers"]],
            "Poster": [f"/poster/{code}" for code in rows["code"]],
            "QR, SVG": [f"/qr/{code}.svg" for code in rows["code"]],
            "QR, PNG": [f"/qr/{code}.png" for code in rows["code"]],
        }
    )
    tables.show(
        shown,
        "Links for many people",
        f"links-{downloads.file_name(name)}",
        links={"Poster": "Open the poster", "QR, SVG": "QR as SVG", "QR, PNG": "QR as PNG"},
        empty="There is none yet. Make one below: it comes with a poster, a QR code and a code to type.",
    )


def batches(links: pd.DataFrame, survey_id: int, site: str, name: str) -> None:
    """Codes that work once each: how many are used, the list to send them out by, and slips to print."""
    st.header("Codes for one use each")
    of_batches = links[links["batch"].notna()]
    if of_batches.empty:
        st.write("There are none yet. Hand them out where nobody should answer twice.")
    for batch in sorted({int(one) for one in of_batches["batch"]}):
        rows = of_batches[of_batches["batch"] == batch]
        used = f"{words.count((rows['answer_count'] > 0).sum())} of {words.plural(len(rows), 'code')} used"
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(f"**Batch {batch}**: {used}, {rows['setting'].fillna(EACH_CHOOSES).iloc[0]}", width="content")
            st.markdown(f"[Print the slips](/slips/{survey_id}/{batch})", width="content")
        codes = [survey_codes.shown(code) for code in rows["code"]]
        file = pd.DataFrame({"Code": codes, "Link": [f"{site}/s/{code}" for code in rows["code"]]})
        # Which of them are used is in no file: with a list of who has which, it would tell who has answered.
        file_name = downloads.file_name("codes", name, f"batch {batch}")
        downloads.buttons(file, file_name, [f"{name}, batch {batch}. Each code works once."], file_name)
