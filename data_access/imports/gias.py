"""The words of the DfE's register of establishments (GIAS), as ours."""

import re

from data_access.imports.asks import A_DATE, Ask
from data_access.imports.cells import Refused
from data_access.vocabulary import Phase, SettingStatus, SettingType

URN = "URN"
LA_CODE = "LA (code)"
NAME = "EstablishmentName"
TYPE = "TypeOfEstablishment (name)"
STATUS = "EstablishmentStatus (name)"
PHASE = "PhaseOfEducation (name)"
OPENED = "OpenDate"
CLOSED = "CloseDate"
LOWEST_AGE = "StatutoryLowAge"
HIGHEST_AGE = "StatutoryHighAge"
PUPILS = "NumberOfPupils"
POSTCODE = "Postcode"
EASTING = "Easting"
NORTHING = "Northing"
UKPRN = "UKPRN"
TRUST = "Trusts (name)"

# What is stored -> the column that says it. Latitude and longitude follow from the grid reference.
COLUMN_OF = {
    "name": NAME,
    "establishment_type": TYPE,
    "status": STATUS,
    "phase": PHASE,
    "opened_on": OPENED,
    "closed_on": CLOSED,
    "lowest_age": LOWEST_AGE,
    "highest_age": HIGHEST_AGE,
    "pupil_count": PUPILS,
    "postcode": POSTCODE,
    "easting": EASTING,
    "northing": NORTHING,
    "ukprn": UKPRN,
    "trust_name": TRUST,
}

ASKS = (
    Ask(URN, "The DfE's number. Only early years settings may be without one."),
    Ask(LA_CODE, "The authority's three-digit code, such as 861. Rows of other authorities are passed over."),
    Ask(NAME, "The setting's name."),
    Ask(TYPE, "The type in the words of GIAS, such as “Community school”, “Academy converter” or “Private nursery”."),
    Ask(STATUS, "Whether it is open.", ("Open", "Closed", "Open, but proposed to close", "Proposed to open")),
    Ask(PHASE, "The phase.", ("Nursery", "Primary", "Secondary", "All-through", "16 plus", "Not applicable")),
    Ask(OPENED, f"When it opened. {A_DATE}", is_date=True),
    Ask(CLOSED, f"When it closed. {A_DATE}", is_date=True),
    Ask(LOWEST_AGE, "The lowest age, in years."),
    Ask(HIGHEST_AGE, "The highest age, in years."),
    Ask(PUPILS, "How many pupils it has."),
    Ask(POSTCODE, "The postcode."),
    Ask(EASTING, "Where it is on the national grid: metres east."),
    Ask(NORTHING, "Where it is on the national grid: metres north."),
    Ask(UKPRN, "The UK provider reference number."),
    Ask(TRUST, "The name of its trust."),
)

# Looked for in this order in the words of TypeOfEstablishment.
TYPES = (
    (r"special post.?16", SettingType.COLLEGE),
    (r"special", SettingType.SPECIAL),
    (r"pupil referral|alternative provision|secure unit", SettingType.ALTERNATIVE_PROVISION),
    (r"nurser|ey setting|early years|childmind|pre-?school|playgroup|children.?s centre", SettingType.EARLY_YEARS),
    (r"further education|16.?(-|to).?19|sixth form|higher education|college of", SettingType.COLLEGE),
    (
        r"school|academy|free schools|city technology college|university technical college|studio|online provider"
        r"|service children|offshore|miscellaneous|institution funded",
        SettingType.SCHOOL,
    ),
)
PHASES = {
    "nursery": Phase.NURSERY,
    "primary": Phase.PRIMARY,
    "middle deemed primary": Phase.PRIMARY,
    "secondary": Phase.SECONDARY,
    "middle deemed secondary": Phase.SECONDARY,
    "all-through": Phase.ALL_THROUGH,
    "all through": Phase.ALL_THROUGH,
    "16 plus": Phase.POST_16,
    "post-16": Phase.POST_16,
}
STATUSES = {
    "open": SettingStatus.OPEN,
    "open, but proposed to close": SettingStatus.OPEN,
    "closed": SettingStatus.CLOSED,
    "de-registered as ey setting": SettingStatus.CLOSED,
    "proposed to open": SettingStatus.PROPOSED,
}
# Our words -> a word of GIAS that is read as them.
STATUS_SAID = {
    SettingStatus.OPEN: "Open",
    SettingStatus.CLOSED: "Closed",
    SettingStatus.PROPOSED: "Proposed to open",
}
PHASE_SAID = {
    Phase.NURSERY: "Nursery",
    Phase.PRIMARY: "Primary",
    Phase.SECONDARY: "Secondary",
    Phase.ALL_THROUGH: "All-through",
    Phase.POST_16: "16 plus",
    Phase.NOT_APPLICABLE: "Not applicable",
}
TYPE_SAID = {
    SettingType.EARLY_YEARS: "Early years setting",
    SettingType.SCHOOL: "School",
    SettingType.SPECIAL: "Special school",
    SettingType.ALTERNATIVE_PROVISION: "Alternative provision",
    SettingType.COLLEGE: "College of further education",
}
IN_ERROR = "created in error"
NO_PHASE = frozenset({"", "not applicable"})


def setting_type(text: str) -> SettingType:
    """Raises: Refused for words that name no type of establishment."""
    words = text.casefold()
    for pattern, found in TYPES:
        if re.search(pattern, words):
            return found
    raise Refused(
        "Write the type in the words of GIAS, such as “Community school” or “Academy converter”, "
        "or for early years “Private nursery”, “Pre-school” or “Childminder”."
    )


def phase(text: str) -> Phase | None:
    """None where GIAS says “Not applicable”, as it does for special schools: that is no news about the phase."""
    words = text.casefold()
    if words in NO_PHASE:
        return None
    if words in PHASES:
        return PHASES[words]
    raise Refused("Write Nursery, Primary, Secondary, All-through, 16 plus or Not applicable.")


def usual_phase(kind: SettingType) -> Phase:
    """The phase of a setting whose type says it, where nothing else does."""
    usual = {SettingType.EARLY_YEARS: Phase.NURSERY, SettingType.COLLEGE: Phase.POST_16}
    return usual.get(kind, Phase.NOT_APPLICABLE)


def status(text: str) -> SettingStatus:
    """Raises: Refused for words that are no status."""
    if found := STATUSES.get(text.casefold()):
        return found
    raise Refused("Write Open, Closed or Proposed to open.")
