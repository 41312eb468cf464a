"""The command line, as it is typed: what it prints, what it changes, and with which exit code it ends."""

import csv
import io
from datetime import date
from pathlib import Path

import pytest

from data_access import accounts, demo, environment, events, imports, places, programme, store
from data_access.__main__ import main
from data_access.vocabulary import PeriodKind
from tests import factories
from tests.data_access.imports import files
from tests.data_access.imports.files import line, register

LOOK_ALIKE = str(files.FILES / "gias_look_alike.csv")
CREATE = ["create-programme", "--name", "Cluster Model", "--la-code", "861", "--start", "2025-09-01"]


def ask(*arguments: str) -> int:
    """The exit code."""
    return main(list(arguments))


def wrongly(*arguments: str) -> int:
    with pytest.raises(SystemExit) as stopped:
        main(list(arguments))
    return int(str(stopped.value.code))


def said(capsys: pytest.CaptureFixture[str]) -> tuple[str, str]:
    output = capsys.readouterr()
    return output.out, output.err


def test_a_programme_is_set_up_from_nothing(tmp_path: Path, monkeypatch, capsys) -> None:
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path / 'new.db'}")
    monkeypatch.setenv("SECRET_KEY", "x" * 40)
    assert ask(*CREATE, "--year-one-end", "2026-08-31") == 1
    assert "python -m data_access migrate" in said(capsys)[1]
    assert ask("migrate") == 0
    assert ask(*CREATE, "--year-one-end", "2026-08-31") == 0
    facts = programme.programme()
    assert (facts.name, facts.starts_on, facts.year_one_ends_on) == (
        "Cluster Model",
        date(2025, 9, 1),
        date(2026, 8, 31),
    )
    assert ask(*CREATE, "--year-one-end", "2026-08-31") == 1
    assert "already holds a programme" in said(capsys)[1]


def test_a_missing_secret_is_a_sentence(database: str, monkeypatch, capsys) -> None:
    monkeypatch.delenv("SECRET_KEY")
    assert ask("import", "settings", LOOK_ALIKE) == 1
    assert "SECRET_KEY is not set" in said(capsys)[1]


def test_a_database_that_does_not_answer_is_a_sentence(monkeypatch, capsys) -> None:
    monkeypatch.setenv("SECRET_KEY", "x" * 40)
    for address in ("postgresql://nobody@127.0.0.1:1/nothing", "no address at all", "sqlite:////no/such/folder/x.db"):
        monkeypatch.setenv("DATABASE_URL", address)
        for command in (["migrate"], ["import", "settings", LOOK_ALIKE]):
            assert ask(*command) == 1
            assert "DATABASE_URL" in said(capsys)[1]


def test_an_import_prints_its_counts(database: str, capsys) -> None:
    factories.add_programme()
    assert ask("import", "settings", LOOK_ALIKE) == 0
    out, _ = said(capsys)
    assert out.splitlines()[:5] == ["read: 11", "created: 10", "updated: 0", "unchanged: 0", "passed over: 1"]


def test_a_trial_prints_the_same_and_changes_nothing(database: str, capsys) -> None:
    factories.add_programme()
    assert ask("import", "settings", LOOK_ALIKE, "--dry-run") == 0
    assert "created: 10" in said(capsys)[0]
    assert places.settings(factories.la_lead()).empty


def test_a_refused_row_is_printed_and_ends_with_1(database: str, tmp_path: Path, capsys) -> None:
    factories.add_programme()
    factories.add_cluster("Central")
    factories.add_setting("100001", cluster="Central")
    path = tmp_path / "register.csv"
    path.write_bytes(register(line(), line("999999")))
    assert ask("import", "registers", str(path)) == 1
    assert "row 3, urn: No setting has the URN 999999." in said(capsys)[0]
    assert events.events(factories.la_lead()).empty
    assert not (tmp_path / "register.errors.csv").exists()


def test_skipped_rows_are_listed_beside_the_file(database: str, tmp_path: Path, capsys) -> None:
    factories.add_programme()
    factories.add_cluster("Central")
    factories.add_setting("100001", cluster="Central")
    path = tmp_path / "register.csv"
    path.write_bytes(register(line(), line("999999")))
    assert ask("import", "registers", str(path), "--skip-bad-rows", "--dry-run") == 0
    assert not (tmp_path / "register.errors.csv").exists()
    assert ask("import", "registers", str(path), "--skip-bad-rows") == 0
    errors = (tmp_path / "register.errors.csv").read_text(encoding="utf-8-sig").splitlines()
    header, *rows = csv.reader(errors)
    refused = dict(zip(header, rows[0], strict=True))
    assert (refused["urn"], refused["row"]) == ("999999", "3")
    assert refused["what to write instead"].startswith("urn: No setting has the URN 999999.")
    assert len(rows) == 1
    assert len(events.events(factories.la_lead())) == 1


def test_skipped_rows_put_right_load_as_they_stand(sqlite_database: str, tmp_path: Path) -> None:
    factories.add_programme()
    factories.add_cluster("Central")
    for urn in ("100001", "100002"):
        factories.add_setting(urn, cluster="Central")
    path = tmp_path / "register.csv"
    path.write_bytes(register(line(), line("999999")))
    ask("import", "registers", str(path), "--skip-bad-rows")
    errors = tmp_path / "register.errors.csv"
    errors.write_text(errors.read_text(encoding="utf-8-sig").replace("999999", "100002", 1), encoding="utf-8")
    assert ask("import", "registers", str(errors)) == 0
    assert set(events.register(factories.la_lead(), events.events(factories.la_lead())["event_ref"][0])["urn"]) == {
        "100001",
        "100002",
    }


def test_a_wrong_file_is_one_sentence_and_no_traceback(database: str, tmp_path: Path, capsys) -> None:
    factories.add_programme()
    path = tmp_path / "page.csv"
    path.write_text("<!DOCTYPE html><html></html>")
    assert ask("import", "settings", str(path)) == 1
    out, err = said(capsys)
    assert (out, len(err.splitlines())) == ("", 1)
    assert "web page" in err


def test_a_file_that_is_not_there_is_a_sentence(database: str, tmp_path: Path, capsys) -> None:
    factories.add_programme()
    assert ask("import", "settings", str(tmp_path / "nowhere.csv")) == 1
    assert "cannot be opened" in said(capsys)[1]
    assert ask("import", "settings", str(tmp_path)) == 1


def test_wrong_use_ends_with_2(database: str, capsys) -> None:
    assert wrongly() == 2
    assert wrongly("import", "budgets", LOOK_ALIKE) == 2
    assert wrongly(*CREATE, "--year-one-end", "08/31/2026") == 2
    assert "yyyy-mm-dd" in said(capsys)[1]


@pytest.mark.parametrize("kind", imports.KINDS)
def test_a_template_goes_to_standard_output(database: str, kind: str, capsys) -> None:
    assert ask("template", kind) == 0
    assert len(said(capsys)[0].splitlines()) == 2


def test_the_register_template_has_the_columns_in_their_order(database: str, capsys) -> None:
    ask("template", "registers")
    assert said(capsys)[0].splitlines()[0] == ",".join([*files.REGISTER_HEADER, "example"])


def test_a_template_is_written_as_a_workbook_that_can_be_loaded(database: str, tmp_path: Path, capsys) -> None:
    factories.add_programme()
    workbook = tmp_path / "registers.xlsx"
    assert ask("template", "registers", "--xlsx", str(workbook)) == 0
    assert ask("import", "registers", str(workbook)) == 0
    assert "read: 0" in said(capsys)[0]


def test_a_user_is_made_with_a_password_from_standard_input(database: str, monkeypatch, capsys) -> None:
    factories.add_cluster("Central")
    monkeypatch.setattr("sys.stdin", io.StringIO("orchard lantern copper\n"))
    arguments = ["create-user", "--email", "ada@example.org", "--name", "Ada", "--role", "cluster_member"]
    assert ask(*arguments, "--cluster", "Central", "--password-stdin") == 0
    assert accounts.users(factories.administrator())["email"].tolist() == ["ada@example.org"]
    assert "orchard" not in "".join(said(capsys))


def test_a_weak_password_is_refused_in_a_sentence(database: str, monkeypatch, capsys) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("short\n"))
    assert (
        ask("create-user", "--email", "a@example.org", "--name", "A", "--role", "administrator", "--password-stdin")
        == 1
    )
    assert said(capsys)[1]
    assert accounts.users(factories.administrator()).empty


def test_without_a_terminal_the_password_is_asked_for_on_standard_input(database: str, monkeypatch, capsys) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(""))
    assert ask("create-user", "--email", "a@example.org", "--name", "A", "--role", "administrator") == 1
    assert "--password-stdin" in said(capsys)[1]


def test_the_demo_says_so_when_it_leaves_a_database_as_it_is(sqlite_database: str, capsys) -> None:
    factories.add_programme()
    assert ask("demo") == 0
    assert "has not been loaded" in said(capsys)[0]


def test_the_embedded_demo_is_shown_with_its_accounts_each_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys
) -> None:
    monkeypatch.delenv("DATABASE_URL", raising=False)
    monkeypatch.delenv("SECRET_KEY", raising=False)
    monkeypatch.setattr(environment, "VAR", tmp_path)
    assert (ask("migrate"), ask("demo")) == (0, 0)
    assert "The demo programme is loaded." in (first := said(capsys)[0])
    assert ask("demo") == 0
    assert "The demo programme is there already." in (second := said(capsys)[0])
    for email, _, password in demo.ACCOUNTS:
        assert f"{email}, password {password}" in first
        assert f"{email}, password {password}" in second
    store.engine().dispose()


def test_refused_rows_are_kept_even_if_nobody_reads_the_report(
    database: str, tmp_path: Path, monkeypatch, capsys
) -> None:
    factories.add_programme()
    refused = tmp_path / "register.csv"
    refused.write_bytes(register(line(urn="999999")))
    monkeypatch.setattr("builtins.print", _nobody_reads)
    assert ask("import", "registers", str(refused), "--skip-bad-rows") == 141
    assert (tmp_path / "register.errors.csv").exists()
    assert said(capsys)[1] == ""


def test_a_folder_that_cannot_be_written_to_hides_nothing_of_the_report(database: str, tmp_path: Path, capsys) -> None:
    factories.add_programme()
    refused = tmp_path / "register.csv"
    refused.write_bytes(register(line(urn="999999")))
    (tmp_path / "register.errors.csv").mkdir()
    assert ask("import", "registers", str(refused), "--skip-bad-rows") == 0
    assert said(capsys)[0].splitlines()[-1].startswith("The refused rows could not be listed in ")


def _nobody_reads(*_said: object, **_how: object) -> None:
    raise BrokenPipeError(32, "Broken pipe")


def test_refused_rows_are_not_said_to_be_known_already(database: str, tmp_path: Path, capsys) -> None:
    factories.add_programme()
    factories.add_cluster("Central")
    factories.add_setting("100001", cluster="Central")
    mixed = tmp_path / "register.csv"
    mixed.write_bytes(register(line(), line(urn="999999")))
    assert ask("import", "registers", str(mixed), "--skip-bad-rows") == 0
    said(capsys)
    assert ask("import", "registers", str(mixed), "--skip-bad-rows") == 0
    assert "Every other row was known already: nothing had to be changed." in said(capsys)[0].splitlines()


def test_a_file_that_corrects_approved_figures_needs_a_reason(database: str, tmp_path: Path, capsys) -> None:
    factories.add_programme()
    factories.add_cluster("Central")
    factories.add_setting("100001", cluster="Central")
    factories.add_approval(PeriodKind.TERM, "2025-autumn", date(2025, 9, 1), date(2025, 12, 31))
    late = tmp_path / "register.csv"
    late.write_bytes(register(line()))
    assert ask("import", "registers", str(late)) == 1
    assert "Say why this is corrected. Nothing has been changed: give the reason with --reason." in said(capsys)[1]
    assert events.events(factories.staff()).empty
    assert ask("import", "registers", str(late), "--reason", "The sheet came in the post.") == 0
    assert len(events.events(factories.staff())) == 1
