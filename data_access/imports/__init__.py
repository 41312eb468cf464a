"""Loading settings, clusters, registers and records from files: all of a file or, unless told otherwise, nothing."""

from collections.abc import Mapping

from data_access.errors import NotFound
from data_access.imports import detect, known_others, templates
from data_access.imports.case_study_files import CASE_STUDIES
from data_access.imports.cells import Refused, a_date
from data_access.imports.clusters import CLUSTERS
from data_access.imports.kind import ImportKind
from data_access.imports.loading import Correction, Loading, load
from data_access.imports.markers import MARKERS
from data_access.imports.record_files import RECORD_FILES
from data_access.imports.registers import REGISTERS
from data_access.imports.report import Change, ImportReport, Refusal
from data_access.imports.setting_links import SETTING_LINKS
from data_access.imports.settings import SETTINGS
from data_access.imports.survey_responses import SURVEY_RESPONSES
from data_access.imports.targets import TARGETS
from data_access.permissions import Action, Identity, require
from data_access.waiting import Progress, nobody_waits

__all__ = [
    "KINDS", "Change", "Correction", "ImportKind", "ImportReport", "Refusal", "Refused", "a_date",
    "kinds_for", "likely_kinds", "run", "said_of_another", "template", "workbook_template",
]  # fmt: skip

KINDS: dict[str, ImportKind] = {
    kind.name: kind
    for kind in (
        SETTINGS,
        SETTING_LINKS,
        CLUSTERS,
        REGISTERS,
        *RECORD_FILES,
        SURVEY_RESPONSES,
        CASE_STUDIES,
        TARGETS,
        MARKERS,
    )
}
NOTHING: Mapping[int, Correction] = {}


def run(
    actor: Identity,
    kind: str,
    file_name: str,
    content: bytes,
    dry_run: bool = False,
    skip_bad_rows: bool = False,
    corrections: Mapping[int, Correction] = NOTHING,
    progress: Progress = nobody_waits,
) -> ImportReport:
    """Loads a file, in one transaction. With a refused row nothing is saved, unless bad rows are to be skipped.

    The same file a second time changes nothing: no record, no audit entry, no revision. `corrections`: by the number
    of the row in the file.

    Raises: WrongFile if the file as a whole is not what it is said to be; NotAllowed; NotFound for an unknown kind,
    or without a programme.
    """
    chosen = _kind(kind)
    require(actor, Action.IMPORT_FILE)
    require(actor, chosen.needs)
    loading = Loading(actor, chosen, file_name, content, corrections, progress)
    return load(loading, dry_run=dry_run, skip_bad_rows=skip_bad_rows)


def kinds_for(actor: Identity) -> list[ImportKind]:
    """The kinds of file that this person may load."""
    return [kind for kind in KINDS.values() if actor.may(Action.IMPORT_FILE) and actor.may(kind.needs)]


def likely_kinds(content: bytes) -> list[ImportKind]:
    """What the file is, by its columns; several kinds where they fit alike, none for a file of something else.

    Raises: WrongFile for a file that is no table.
    """
    return detect.likely(content, KINDS.values())


def said_of_another(content: bytes) -> str | None:
    """What a file of no kind is, where it is known, and what to do with it.

    Raises: WrongFile for a file that is no table.
    """
    return known_others.said_of(content)


def template(kind: str) -> str:
    """A CSV file with the header and one example row, which is never loaded. Raises: NotFound for an unknown kind."""
    return templates.as_csv(_kind(kind))


def workbook_template(kind: str) -> bytes:
    """The same as an .xlsx workbook, with lists to choose from and notes. Raises: NotFound for an unknown kind."""
    return templates.as_xlsx(_kind(kind))


def _kind(name: str) -> ImportKind:
    if name not in KINDS:
        raise NotFound(f"There is no kind of file called “{name}”. Choose one of: {', '.join(KINDS)}.")
    return KINDS[name]
