"""Loading a file on a page: preview first, then the load."""

from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

from data_access import drafts, events, imports, places, records, sessions
from data_access.imports import Correction
from data_access.registers import RegisterRow
from data_access.vocabulary import PeriodKind, Role
from pages.shared.loading import typed
from tests import factories
from tests.data_access.imports import files
from tests.data_access.imports.files import line, register
from tests.pages.conftest import table

Open = Callable[..., AppTest]


def choose(at: AppTest, content: bytes) -> AppTest:
    """The page after that file was dropped."""
    at.file_uploader[0].set_value(("file.csv", content, "text/csv"))
    return at.run()


def boxes(at: AppTest) -> dict[str, str]:
    """What stands in the boxes for the cells of refused rows."""
    return {box.label: box.value for box in at.text_input if str(box.key).startswith("cell ")}


def type_in(at: AppTest, column: str, cell: str) -> AppTest:
    return next(box for box in at.text_input if box.label == column).set_value(cell).run()


def said(at: AppTest) -> str:
    return "\n".join(element.value for element in at.markdown)


def counts(at: AppTest) -> dict[str, str]:
    return {metric.label: metric.value for metric in at.metric}


def buttons(at: AppTest) -> list[str]:
    return [button.label for button in at.button]


def press(at: AppTest, label: str) -> AppTest:
    next(button for button in at.button if button.label == label).click()
    return at.run()


def central_line(urn: str = "100001", **changes: object) -> list[object]:
    """A register row of the day that the programme of these tests starts on, at the earliest."""
    held_on = events.events(factories.la_lead())["held_on"].max()
    return line(urn, event_ref="new", held_on=str(held_on)[:10], **changes)


def test_a_preview_says_what_would_change_and_changes_nothing(programme: str, opened: Open) -> None:
    before = len(events.events(factories.la_lead()))
    at = choose(opened("imports", Role.PROGRAMME_STAFF), register(central_line("100001"), central_line("100002")))
    assert not at.exception
    assert (counts(at)["Rows read"], counts(at)["New"], counts(at)["Refused"]) == ("2", "2", "0")
    assert len(events.events(factories.la_lead())) == before


def test_the_load_saves_what_the_preview_said(programme: str, opened: Open) -> None:
    at = choose(opened("imports", Role.PROGRAMME_STAFF), register(central_line("100001"), central_line("100002")))
    press(at, "Load this file")
    assert not at.exception
    assert "Saved." in at.success[0].value
    assert len(events.register(factories.la_lead(), "new")) == 2
    assert "Load this file" not in buttons(at)


def test_refused_rows_are_listed_and_can_be_left_out(programme: str, opened: Open) -> None:
    at = choose(opened("imports", Role.PROGRAMME_STAFF), register(central_line("100001"), central_line("999999")))
    assert "**Row 3**" in said(at)
    assert boxes(at) == {"urn": "999999"}
    assert any("No setting has the URN 999999." in caption.value for caption in at.caption)
    assert "Load this file" not in buttons(at)
    press(at, "Load the other rows and leave these out")
    assert events.register(factories.la_lead(), "new")["urn"].tolist() == ["100001"]


def test_a_file_that_is_known_already_offers_nothing_to_load(programme: str, opened: Open) -> None:
    content = register(central_line("100001"))
    files.load("registers", content)
    at = choose(opened("imports", Role.PROGRAMME_STAFF), content)
    assert counts(at)["The same"] == "1"
    assert not {"Load this file", "Load the other rows and leave these out"} & set(buttons(at))


def test_a_wrong_file_is_answered_in_one_sentence(programme: str, opened: Open) -> None:
    at = choose(opened("imports", Role.PROGRAMME_STAFF), b"<!DOCTYPE html><html></html>")
    assert [error.value for error in at.error] == [
        "This is a web page, not a table. Open the page that it came from and download the CSV file again. "
        "Nothing has been changed."
    ]
    assert not at.metric


@pytest.mark.parametrize(
    ("role", "kinds"),
    [
        (Role.ADMINISTRATOR, list(imports.KINDS)),
        (Role.PROGRAMME_STAFF, [kind.name for kind in imports.kinds_for(factories.staff())]),
    ],
)
def test_each_role_is_offered_its_kinds_of_file(programme: str, opened: Open, role: Role, kinds: list[str]) -> None:
    at = opened("imports", role)
    assert at.selectbox[0].options == [imports.KINDS[kind].title for kind in kinds]
    assert at.selectbox[0].value == kinds[0]


def test_an_administrator_loads_settings(programme: str, opened: Open) -> None:
    content = (files.FILES / "gias_look_alike.csv").read_bytes()
    at = choose(opened("imports", Role.ADMINISTRATOR), content)
    press(at, "Load this file")
    assert "900001" in set(places.settings(factories.la_lead())["urn"])


def test_figures_are_loaded_and_symbols_in_them_handed_back(programme: str, opened: Open) -> None:
    header, example = files.example("measures").decode().splitlines()
    content = "\n".join([header, example, example.replace("23.4%,15", "23.4%,c")])
    at = choose(opened("imports", Role.PROGRAMME_STAFF), content.encode())
    assert (counts(at)["New"], counts(at)["Refused"]) == ("1", "1")
    press(at, "Load the other rows and leave these out")
    assert not at.exception
    assert records.listed(factories.la_lead(), "figure")["numerator"].tolist() == [15.0]


def test_a_file_that_corrects_approved_figures_is_loaded_with_a_reason(programme: str, opened: Open) -> None:
    day = events.events(factories.la_lead())["held_on"].max()
    factories.add_approval(PeriodKind.MONTH, f"{day:%Y-%m}", day.replace(day=1), day)
    at = choose(opened("imports", Role.PROGRAMME_STAFF), register(central_line("100001")))
    press(at, "Load this file")
    assert not at.exception
    assert "were approved on 12 January 2026. Say why this is corrected. Nothing is saved yet" in at.warning[0].value
    assert "new" not in set(events.events(factories.la_lead())["event_ref"])
    at.text_input[0].set_value("late")
    press(at, "Load this file")
    assert "Say in a sentence why" in at.error[0].value
    at.text_input[0].set_value("The sheet was found in the post.")
    press(at, "Load this file")
    assert "Saved." in at.success[0].value
    assert "new" in set(events.events(factories.la_lead())["event_ref"])


def test_a_file_is_taken_for_what_its_columns_say_and_may_be_taken_for_something_else(
    programme: str, opened: Open
) -> None:
    at = choose(opened("imports", Role.PROGRAMME_STAFF), register(central_line("100001")))
    assert (at.selectbox[0].label, at.selectbox[0].value) == ("Taken for", "registers")
    at.selectbox[0].set_value("actions").run()
    assert "The file has no columns" in at.error[0].value


def test_a_file_that_others_load_says_who_does(programme: str, opened: Open) -> None:
    at = choose(opened("imports", Role.PROGRAMME_STAFF), imports.template("clusters").encode())
    assert "“Clusters and their settings”, which an administrator loads" in at.warning[0].value
    assert at.selectbox[0].value is None
    assert not at.metric


def test_a_table_of_something_else_asks_what_it_is(programme: str, opened: Open) -> None:
    at = choose(opened("imports", Role.PROGRAMME_STAFF), b"name,shoe size\nA,7\n")
    assert "no file that can be loaded" in at.warning[0].value
    at.selectbox[0].set_value("registers").run()
    assert "none of the columns that are needed" in at.error[0].value


def test_a_file_that_fits_two_kinds_alike_asks_which_it_is(programme: str, opened: Open) -> None:
    at = choose(opened("imports", Role.PROGRAMME_STAFF), b"urn,cycle\n100001,2025/26\n")
    assert "Self-evaluations; Action plans agreed" in at.warning[0].value
    assert at.selectbox[0].value is None
    at.selectbox[0].set_value("self_evaluations").run()
    assert "no column “level_outcomes”, “evidence_outcomes”" in at.error[0].value
    at.selectbox[0].set_value("action_plans").run()
    assert "no column “agreed_on”" in at.error[0].value


def test_a_preview_says_from_what_to_what(programme: str, opened: Open) -> None:
    files.load("registers", register(central_line("100001")))
    at = choose(
        opened("imports", Role.PROGRAMME_STAFF), register(central_line("100001", attended="no", people_count=""))
    )
    what = f"Cluster meeting, {events.events(factories.la_lead())['held_on'].max():%Y-%m-%d}, Central primary"
    assert table(at, "registers_changed").to_numpy().tolist() == [
        [2, what, "attended", "yes", "no"],
        [2, what, "people_count", "2", ""],
    ]


def test_a_loaded_file_is_undone_on_the_page(programme: str, opened: Open) -> None:
    files.load("registers", register(central_line("100001")))
    at = opened("imports", Role.PROGRAMME_STAFF)
    assert "**Registers of events (CSV)**  \n1 row: 1 new" in said(at)
    press(at, "Yes, undo this file")
    assert not at.exception
    assert at.success[0].value == "**Undone: Registers of events (CSV).** 1 row: 1 new"
    assert "new" not in set(events.events(factories.la_lead())["event_ref"])
    assert "Yes, undo this file" not in buttons(at)
    assert "Undone" in said(at)


def test_a_file_that_something_was_built_on_stays_and_says_why(programme: str, opened: Open) -> None:
    files.load("registers", register(central_line("100001")))
    answers = events.register_for_editing(factories.staff(), "new").answers
    events.correct_register(factories.staff(), "new", 1, answers, [RegisterRow("100001", is_attended=False)])
    at = opened("imports", Role.PROGRAMME_STAFF)
    press(at, "Yes, undo this file")
    assert "have been changed or taken away since, last by a programme_staff on" in at.error[0].value
    assert "new" in set(events.events(factories.la_lead())["event_ref"])


def test_undoing_what_stands_behind_approved_figures_asks_for_a_reason(programme: str, opened: Open) -> None:
    day = events.events(factories.la_lead())["held_on"].max()
    files.load("registers", register(central_line("100001")))
    factories.add_approval(PeriodKind.MONTH, f"{day:%Y-%m}", day.replace(day=1), day)
    at = opened("imports", Role.PROGRAMME_STAFF)
    press(at, "Yes, undo this file")
    at.text_input[0].set_value("It was the register of another day.")
    press(at, "Yes, undo this file")
    assert not at.exception
    assert "new" not in set(events.events(factories.la_lead())["event_ref"])


def test_nothing_loaded_yet_is_a_sentence(programme: str, opened: Open) -> None:
    assert "No file has been loaded yet." in said(opened("imports", Role.PROGRAMME_STAFF))


def test_what_is_typed_into_a_refused_row_is_checked_and_loaded_with_the_others(programme: str, opened: Open) -> None:
    content = register(central_line("100001"), central_line("999999"))
    at = choose(opened("imports", Role.PROGRAMME_STAFF), content)
    assert "**Row 3** Cluster meeting" in said(at)
    type_in(at, "urn", "100002")
    assert "Load the other rows and leave these out" not in buttons(at)
    press(at, "Check again")
    assert (counts(at)["New"], counts(at)["Refused"]) == ("2", "0")
    assert any("what you typed into 1 row of it" in caption.value for caption in at.caption)
    press(at, "Load this file")
    assert events.register(factories.la_lead(), "new")["urn"].tolist() == ["100001", "100002"]


def test_a_cell_that_was_not_refused_can_be_what_has_to_change(programme: str, opened: Open) -> None:
    content = register(central_line("100001", attended="no", people_count="2"))
    at = choose(opened("imports", Role.PROGRAMME_STAFF), content)
    assert boxes(at) == {"people_count": "2"}
    at.toggle[0].set_value(True).run()
    type_in(at, "attended", "yes")
    press(at, "Check again")
    assert (counts(at)["New"], counts(at)["Refused"]) == ("1", "0")


def test_of_many_refused_rows_twenty_are_shown_and_all_that_is_typed_is_kept(programme: str, opened: Open) -> None:
    content = register(*(central_line(str(999000 + number)) for number in range(45)))
    at = type_in(choose(opened("imports", Role.PROGRAMME_STAFF), content), "urn", "100001")
    assert len([box for box in at.text_input if box.label == "urn"]) == 20
    part = next(box for box in at.selectbox if box.label == "Shown here")
    assert part.options == [f"Rows {start} of your file" for start in ("2 to 21", "22 to 41", "42 to 46")]
    part.set_value(40).run()
    assert boxes(at) == {"urn": "999044"}
    type_in(at, "urn", "100002")
    press(at, "Check again")
    assert (counts(at)["New"], counts(at)["Refused"]) == ("2", "43")


def test_what_is_typed_back_to_what_it_was_is_checked_as_such(programme: str, opened: Open) -> None:
    at = choose(opened("imports", Role.PROGRAMME_STAFF), register(central_line("100001"), central_line("999999")))
    type_in(at, "urn", "100002")
    type_in(at, "urn", "999999")
    press(at, "Check again")
    assert counts(at)["Refused"] == "1"
    assert boxes(at) == {"urn": "999999"}


def test_a_text_that_somebody_has_checked_is_loaded(programme: str, opened: Open) -> None:
    header = "kind,urn,happened_on,title,text\n"
    day = events.events(factories.la_lead())["held_on"].max()
    content = f"{header}school_audit,100001,{day:%Y-%m-%d},An audit,Write to office@school.example\n".encode()
    at = choose(opened("imports", Role.PROGRAMME_STAFF), content)
    assert [box.label for box in at.text_area] == ["text"]
    at.checkbox[0].check().run()
    press(at, "Check again")
    press(at, "Load this file")
    assert records.listed(factories.la_lead(), "evidence_piece")["title"].tolist() == ["An audit"]


def test_what_was_typed_waits_for_the_same_file_and_goes_once_it_is_loaded(programme: str) -> None:
    person = sessions.identity_of(str(factories.signed_in_as(Role.PROGRAMME_STAFF)))
    assert person is not None
    corrections = {3: Correction({"urn": "100002"}, is_checked=True)}
    draft = typed.as_draft(corrections)
    drafts.keep_draft(person, drafts.OF_A_FILE, "a place", draft)
    kept = drafts.draft(person, drafts.OF_A_FILE, "a place")
    assert kept is not None
    assert typed.from_draft(kept.answers) == corrections


def test_a_template_with_nothing_but_its_example_says_so(programme: str, opened: Open) -> None:
    at = choose(opened("imports", Role.PROGRAMME_STAFF), imports.template("registers").encode())
    assert "There is no row in it but the example" in said(at)


def test_a_file_further_back_than_the_last_few_can_be_undone_too(programme: str, opened: Open) -> None:
    for number in range(9):
        files.load("registers", register([f"E{number}", *central_line("100001")[1:]]))
    at = opened("imports", Role.PROGRAMME_STAFF)
    choice = next(box for box in at.selectbox if box.label == "An earlier file to undo")
    assert len(choice.options) == 1
    choice.select_index(0).run()
    undo = [button for button in at.button if button.label == "Yes, undo this file"]
    undo[-1].click()
    at.run()
    assert not at.exception
    assert "E0" not in set(events.events(factories.la_lead())["event_ref"])
