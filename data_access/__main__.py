"""The command line: setting up, loading files, and what automation needs."""

import argparse
import getpass
import sys
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

from sqlalchemy.exc import SQLAlchemyError

from data_access import imports, locks, readiness
from data_access.errors import ConfigurationError, InvalidInput, Locked, ProductError
from data_access.permissions import COMMAND_LINE
from data_access.vocabulary import Role, label

SAVED, REFUSED, WRONG_USE, CUT_SHORT = 0, 1, 2, 141


def main(arguments: Sequence[str] | None = None) -> int:
    """Exit code: 0 done, 1 refused, 2 wrongly called, 141 done but nobody read the output to its end."""
    asked = _parser().parse_args(arguments)
    command: Callable[[argparse.Namespace], int] = asked.command
    try:
        if command is not _migrate and command is not _template:
            readiness.check()
        code = command(asked)
        sys.stdout.flush()
        return code
    except BrokenPipeError:
        # Whoever reads has read enough, as in `… | head`: no message, and none when Python closes the stream.
        sys.stdout = None
        return CUT_SHORT
    except Locked as locked:
        print(f"{locked} Nothing has been changed: give the reason with --reason.", file=sys.stderr)
    except ProductError as problem:
        print(problem, file=sys.stderr)
    except SQLAlchemyError:
        print("The database does not answer as it should; check DATABASE_URL.", file=sys.stderr)
    except OSError as problem:
        print(f"{problem.filename or 'The file'} cannot be opened: {problem.strerror}.", file=sys.stderr)
    return REFUSED


def _migrate(_asked: argparse.Namespace) -> int:
    from data_access.migrate import migrate

    migrate()
    print("The database is up to date.")
    return SAVED


def _demo(_asked: argparse.Namespace) -> int:
    from data_access import demo

    is_new = demo.load(COMMAND_LINE)
    accounts = demo.accounts_to_show()
    if is_new:
        print("The demo programme is loaded.")
    elif accounts:
        print("The demo programme is there already.")
    else:
        print("The database is in use already: it stays as it is, and the demo has not been loaded.")
    for email, role, password in accounts:
        print(f"  {label(role)}: {email}, password {password}")
    return SAVED


def _create_user(asked: argparse.Namespace) -> int:
    from data_access import accounts

    password = _password(from_stdin=asked.password_stdin)
    accounts.create_user(
        COMMAND_LINE, asked.email, asked.name, Role(asked.role), password, clusters=tuple(asked.cluster)
    )
    print(f"{asked.email} can sign in as {asked.role}.")
    return SAVED


def _password(*, from_stdin: bool) -> str:
    if from_stdin:
        return sys.stdin.readline().rstrip("\r\n")
    if not sys.stdin.isatty():
        raise ConfigurationError("There is no terminal to type the password at. Use --password-stdin and pipe it in.")
    password = getpass.getpass("Password (12 characters or more; three random words are good): ")
    if getpass.getpass("The same again: ") != password:
        raise InvalidInput({"password": "The two passwords differ. Nothing has been changed."})
    return password


def _create_programme(asked: argparse.Namespace) -> int:
    from data_access import programme

    programme.create_programme(
        COMMAND_LINE, asked.name, asked.la_code, asked.start, asked.year_one_end, la_name=asked.la_name
    )
    print(f"“{asked.name}” is set up, with Stoke-on-Trent's term dates for 2025/26 and 2026/27.")
    return SAVED


def _import(asked: argparse.Namespace) -> int:
    path = Path(asked.file)
    with locks.because(asked.reason):
        report = imports.run(
            *(COMMAND_LINE, asked.kind, path.name, path.read_bytes()),
            dry_run=asked.dry_run,
            skip_bad_rows=asked.skip_bad_rows,
        )
    lines = report.lines()
    if report.refused and asked.skip_bad_rows and not asked.dry_run:
        # Before anything is printed: whoever reads may stop reading.
        lines.append(_list_refused(report, path.with_name(f"{path.stem}.errors.csv")))
    print(*lines, sep="\n")
    return SAVED if not report.refused or asked.skip_bad_rows else REFUSED


def _list_refused(report: imports.ImportReport, errors: Path) -> str:
    """Writes the refused rows beside the input. Value: the sentence that says so."""
    try:
        errors.write_bytes(report.errors_csv())
    except OSError as problem:
        return f"The refused rows could not be listed in {errors}: {problem.strerror}."
    return f"The refused rows are listed in {errors}."


def _template(asked: argparse.Namespace) -> int:
    if asked.xlsx:
        readiness.check()
        Path(asked.xlsx).write_bytes(imports.workbook_template(asked.kind))
        return SAVED
    print(imports.template(asked.kind), end="")
    return SAVED


def _export(asked: argparse.Namespace) -> int:
    from data_access import exports

    print(exports.export(COMMAND_LINE, asked.kind).decode("utf-8-sig"), end="")
    return SAVED


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m data_access", description=__doc__)
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    _add(commands, "migrate", _migrate, "bring the database to the tables that this version needs")
    _add(commands, "demo", _demo, "load the demo programme into an empty database")
    _add_create_user(_add(commands, "create-user", _create_user, "make an account"))
    _add_create_programme(_add(commands, "create-programme", _create_programme, "set the programme up"))
    loading = _add(commands, "import", _import, "load a CSV file or an .xlsx workbook")
    loading.add_argument("kind", choices=imports.KINDS, metavar="KIND", help=", ".join(imports.KINDS))
    loading.add_argument("file", metavar="FILE")
    loading.add_argument("--dry-run", action="store_true", help="say what would happen and change nothing")
    loading.add_argument("--skip-bad-rows", action="store_true", help="load the good rows and list the bad ones")
    loading.add_argument("--reason", default="", help="why figures that are approved already are corrected")
    taking_out = _add(commands, "export", _export, "print what is stored, as a CSV file that can be loaded again")
    taking_out.add_argument("kind", choices=imports.KINDS, metavar="KIND", help=", ".join(imports.KINDS))
    template = _add(commands, "template", _template, "print a CSV header with an example row")
    template.add_argument("kind", choices=imports.KINDS, metavar="KIND", help=", ".join(imports.KINDS))
    template.add_argument("--xlsx", metavar="FILE", help="write a workbook with lists and notes instead")
    return parser


def _add(
    commands: "argparse._SubParsersAction[argparse.ArgumentParser]",
    name: str,
    command: Callable[[argparse.Namespace], int],
    what: str,
) -> argparse.ArgumentParser:
    parser = commands.add_parser(name, help=what, description=what.capitalize() + ".")
    parser.set_defaults(command=command)
    return parser


def _add_create_user(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--email", required=True)
    parser.add_argument("--name", required=True)
    parser.add_argument("--role", required=True, choices=[role.value for role in Role])
    parser.add_argument("--cluster", action="append", default=[], help="for cluster members; may be repeated")
    parser.add_argument("--password-stdin", action="store_true", help="read the password from standard input")


def _add_create_programme(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--name", required=True)
    parser.add_argument("--la-code", required=True, help="the authority's three-digit code, such as 861")
    parser.add_argument("--la-name", default="", help="the authority's name")
    parser.add_argument("--start", required=True, type=_day, metavar="DATE", help="yyyy-mm-dd")
    parser.add_argument("--year-one-end", required=True, type=_day, metavar="DATE", help="yyyy-mm-dd")


def _day(text: str) -> date:
    try:
        return imports.a_date(text)
    except imports.Refused as refusal:
        raise argparse.ArgumentTypeError(str(refusal)) from None


if __name__ == "__main__":
    sys.exit(main())
