"""Public files that people try to load and that are not read: what each is, and what to do with it."""

from dataclasses import dataclass

from data_access.imports import tables
from data_access.imports.text_files import heading

_TAKE_FROM_IT = (
    "It is not read as it is: write the figures that you need from it into the template of “Measures”, one row for "
    "each figure and period."
)
_NO_FIGURES = "There are no figures in it to load."


@dataclass(frozen=True)
class Other:
    """A file that is told by headings which it has and no other file has together."""

    headings: frozenset[str]
    sentence: str


def _other(headings: tuple[str, ...], *sentences: str) -> Other:
    return Other(frozenset(map(heading, headings)), " ".join(sentences))


OTHERS = (
    _other(
        ("time_period", "geographic_level"),
        "This is a file of national statistics (Explore education statistics), with every authority in it.",
        _TAKE_FROM_IT,
    ),
    _other(
        ("Data item", "LA and Regions", "Values"),
        "This is a table of the Local Authority Interactive Tool (LAIT).",
        _TAKE_FROM_IT,
    ),
    _other(("Measure_code", "Polarity"), "This describes the measures of the LAIT.", _NO_FIGURES),
    _other(("LA num", "SN1", "SNP"), "This is the list of authorities and their statistical neighbours.", _NO_FIGURES),
    _other(
        ("URN", "TSENELSE", "TSENELK"),
        "This is the census of the DfE's performance tables, with every school of England in it.",
        _TAKE_FROM_IT,
    ),
    _other(
        ("pcd", "oseast1m"),
        "This is a directory of postcodes. It is not needed: the map places settings by Easting and Northing, "
        "which the GIAS file has.",
    ),
    _other(("csv_column_name", "module"), "This is the list of the columns of a SEN2 return.", _NO_FIGURES),
    _other(
        ("NativeId", "sourceid"),
        "This is a table of a SEN2 return, with rows about single children. It does not belong here, where none are "
        "kept: count what you need, and write that into the template of “Measures”.",
    ),
)


def said_of(content: bytes) -> str | None:
    """What the file is and what to do with it; None for one that is not known.

    Raises: WrongFile for a file that is no table.
    """
    known = frozenset().union(*(other.headings for other in OTHERS))
    for rows in tables.starts(content, set(known)):
        for row in rows:
            found = {heading(cell) for cell in row}
            for other in OTHERS:
                if other.headings <= found:
                    return other.sentence
    return None
