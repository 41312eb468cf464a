"""Two thousand wrong files, of every kind: each is answered in words, and none leaves anything behind."""

import resource
import subprocess
import sys
from pathlib import Path

from data_access import import_runs, imports
from data_access.errors import WrongFile
from tests import factories
from tests.data_access.imports import bombs, files, malformed

SEED, COUNT = 20_261_124, 2_200
# In kilobytes, for all of them one after the other.
MOST_MEMORY = 300_000
# Words that only a program says to a program.
FOR_PROGRAMS = ("Traceback", "Error:", "object at 0x", "NoneType", "openpyxl", "sqlalchemy", "utf-8' codec", "Errno")


def seed() -> None:
    factories.add_programme()
    factories.add_cluster("Central")
    factories.add_setting("100001", cluster="Central")
    for urn in ("123456", "123457", "154321"):
        factories.add_setting(urn, urn)
    files.load("cycles", files.example("cycles"))


def is_for_people(sentence: str) -> bool:
    """A sentence that begins and ends like one, and is not a whole cell repeated."""
    is_whole = sentence.lstrip("“")[:1].isalnum() and sentence.rstrip("”").endswith((".", "?"))
    return is_whole and len(sentence) < 2000 and not any(word in sentence for word in FOR_PROGRAMS)


def answer(kind: str, content: bytes) -> imports.ImportReport | str:
    """The report, or why the file as a whole cannot be read."""
    try:
        return imports.run(factories.administrator(), kind, "file", content)
    except WrongFile as problem:
        return str(problem)


def test_two_thousand_wrong_files_are_each_answered_and_leave_nothing_behind(sqlite_database: str) -> None:
    seed()
    who = factories.administrator()
    before = files.traces()
    start = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    answered = {"file": 0, "rows": 0, "loaded": 0}
    for kind, spoilt, content in malformed.files(SEED, COUNT):
        report = answer(kind, content)
        if isinstance(report, str):
            answered["file"] += 1
            assert is_for_people(report), (spoilt, report)
            assert files.traces() == before, spoilt
            continue
        assert files.adds_up(report), spoilt
        assert report.is_saved != bool(report.refused), spoilt
        assert all(is_for_people(refusal.sentence) for refusal in report.refused), (spoilt, report.refused)
        answered["rows" if report.refused else "loaded"] += 1
        if report.is_saved and files.traces() != before:
            # What was spoilt made no difference: the row is as right as it was.
            import_runs.undo(who, int(import_runs.loaded(who)["id"].iloc[0]))
            before = files.traces()
        assert files.traces() == before, spoilt
    grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - start
    assert grown < MOST_MEMORY, grown
    # The files are wrong in enough ways to reach every kind of answer.
    assert min(answered.values()) > COUNT / 20, answered
    assert answered["loaded"] < COUNT / 3, answered


def test_a_wrong_file_is_looked_at_for_its_kind_without_harm() -> None:
    for _, spoilt, content in malformed.files(SEED + 1, 300):
        assert is_for_people(looked_at(content)), spoilt


def looked_at(content: bytes) -> str:
    try:
        return f"It may be {[kind.name for kind in imports.likely_kinds(content)]}."
    except WrongFile as problem:
        return str(problem)


def test_no_file_is_a_bomb(sqlite_database: str, tmp_path: Path) -> None:
    """Each in 400 MB beyond what the product takes by itself, and none for longer than a person would wait."""
    seed()
    before = files.traces()
    folder = tmp_path / "bombs"
    folder.mkdir()
    for bomb in bombs.BOMBS:
        (folder / bomb.__name__).write_bytes(bomb())
    ran = subprocess.run(
        [sys.executable, "-m", bombs.__name__, str(folder), "400"], capture_output=True, text=True, timeout=300
    )
    answers = [line.split("\t") for line in ran.stdout.splitlines()]
    assert ran.returncode == 0, ran.stderr[-2000:]
    assert {name for name, _, _ in answers} == {bomb.__name__ for bomb in bombs.BOMBS}
    assert all(is_for_people(said) for _, _, said in answers), answers
    assert not any(said.startswith("Saved") for _, _, said in answers), answers
    assert max(float(seconds) for _, seconds, _ in answers) < 30, answers
    assert files.traces() == before
