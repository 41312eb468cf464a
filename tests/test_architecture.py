"""Arrows only point down: the rules of `architecture`, each shown to fail on a planted violation."""

from pathlib import Path

import pytest

from tests.architecture import (
    LAYERS,
    RULES,
    Rule,
    arithmetic_and_styling_in_pages,
    arrows_that_point_up,
    caches_outside_their_home,
    clocks_in_measures,
    libraries_out_of_place,
    reaching_into_the_store,
    sources,
    subjects_named_where_all_share,
    too_long,
)

ROOT = Path(__file__).resolve().parents[1]


def broken(rule: Rule, root: Path) -> list[str]:
    return [f"{path.relative_to(root)} {fault}" for path in sources(root) for fault in rule(path, root)]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_the_product_keeps_the_rule(rule: Rule) -> None:
    assert broken(rule, ROOT) == []


# Rule, file, what is planted there. The second half of the table is allowed, and must not be taken for a fault.
PLANTED: tuple[tuple[Rule, str, str], ...] = (
    (arrows_that_point_up, "app.py", "import kpis"),
    (arrows_that_point_up, "web/gate.py", "from pages.shared import access"),
    (arrows_that_point_up, "web/gate.py", "def late():\n    import kpis"),
    (arrows_that_point_up, "pages/map.py", "from pages import overview"),
    (arrows_that_point_up, "pages/map.py", "import web.gate"),
    (arrows_that_point_up, "pages/shared/words.py", "import pages.map"),
    (arrows_that_point_up, "kpis/feedback.py", "from data_access import store"),
    (arrows_that_point_up, "kpis/feedback.py", "from pages.shared import words"),
    (arrows_that_point_up, "data_access/events.py", "from kpis import evaluate"),
    (arrows_that_point_up, "data_access/events.py", "import web"),
    (libraries_out_of_place, "pages/map.py", "from sqlalchemy import select"),
    (libraries_out_of_place, "pages/shared/facts.py", "import sqlalchemy.orm"),
    (libraries_out_of_place, "kpis/facts.py", "import streamlit as st"),
    (libraries_out_of_place, "kpis/facts.py", "from os import environ"),
    (libraries_out_of_place, "data_access/store.py", "import streamlit"),
    (reaching_into_the_store, "pages/map.py", "from data_access.models import Setting"),
    (reaching_into_the_store, "pages/shared/facts.py", "from data_access import store"),
    (subjects_named_where_all_share, "pages/shared/tables.py", "from data_access import events, surveys"),
    (caches_outside_their_home, "pages/map.py", "import streamlit as st\n@st.cache_data\ndef f(): ..."),
    (caches_outside_their_home, "data_access/events.py", "from streamlit import cache_data"),
    (clocks_in_measures, "kpis/facts.py", "from datetime import date\nTODAY = date.today()"),
    (clocks_in_measures, "kpis/facts.py", "TEXT = open('notes').read()"),
    (arithmetic_and_styling_in_pages, "pages/map.py", "rows.groupby('cluster').sum()"),
    (arithmetic_and_styling_in_pages, "pages/map.py", "text = f'{share:.0%}'"),
    (arithmetic_and_styling_in_pages, "pages/map.py", "st.html('<style>p {color: red}</style>')"),
    (too_long, "pages/map.py", "x = 1\n" * 121),
    (too_long, "kpis/facts.py", "x = 1\n" * 251),
)
ALLOWED: tuple[tuple[str, str], ...] = (
    ("app.py", "import streamlit as st\nfrom web import application"),
    ("web/gate.py", "from data_access import sessions\nfrom web import cookies"),
    ("pages/main.py", "from pages.shared import frame"),
    ("pages/map.py", "import kpis\nfrom data_access import events\nfrom pages.shared import words"),
    (
        "pages/shared/facts.py",
        "import streamlit as st\nfrom kpis import evaluate\nfrom pages.shared import words\nst.cache_data",
    ),
    ("kpis/facts.py", "from data_access.periods import Period\nfrom kpis import kpi\nimport pandas"),
    ("kpis/__main__.py", "from data_access import clock, rollups\nfrom kpis import CATALOGUE"),
    ("data_access/store.py", "import sqlalchemy\nfrom data_access import models"),
    ("data_access/migrations/versions/0001.py", "x = 1\n" * 300),
    ("pages/map.py", "x = 1\n" * 120),
)


def plant(root: Path, name: str, text: str) -> None:
    path = root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)


@pytest.mark.parametrize(("rule", "name", "text"), PLANTED)
def test_a_planted_violation_is_found(rule: Rule, name: str, text: str, tmp_path: Path) -> None:
    plant(tmp_path, name, text)
    assert [fault.split(" ")[0] for fault in broken(rule, tmp_path)][:1] == [name]


def test_what_all_pages_share_may_not_lean_on_what_belongs_to_one_subject(tmp_path: Path) -> None:
    plant(tmp_path, "pages/shared/registers.py", "from data_access import events")
    plant(
        tmp_path, "pages/shared/lines.py", "from data_access.registers import Row\nfrom pages.shared import registers"
    )
    assert broken(subjects_named_where_all_share, tmp_path) == []
    plant(tmp_path, "pages/shared/tables.py", "from pages.shared.registers import rows")
    assert broken(subjects_named_where_all_share, tmp_path) == [
        "pages/shared/tables.py leans on pages.shared.registers, which belongs to another subject"
    ]


@pytest.mark.parametrize(("name", "text"), ALLOWED)
def test_what_the_table_allows_is_no_violation(name: str, text: str, tmp_path: Path) -> None:
    plant(tmp_path, name, text)
    assert [broken(rule, tmp_path) for rule in RULES] == [[]] * len(RULES)


def test_every_layer_is_there_to_be_looked_at() -> None:
    found = {path.relative_to(ROOT).parts[0].removesuffix(".py") for path in sources(ROOT)}
    assert found == set(LAYERS)
