"""The forms of evidence of cultural change that is no case study, and of a theme that texts are read for."""

from data_access.forms.field import Field, Kind
from data_access.forms.plans import SETTING
from data_access.forms.spec import FormSpec
from data_access.forms.specs import NO_NAMES
from data_access.vocabulary import EvidenceKind

EVIDENCE_PIECE = FormSpec(
    "evidence_piece",
    "Audit, reflection or comment",
    (
        Field(
            "kind",
            "What it is",
            Kind.CHOICE,
            "Choose school audit, staff reflection or Ofsted comment.",
            options=tuple(kind for kind in EvidenceKind if kind != EvidenceKind.CASE_STUDY),
        ),
        SETTING,
        Field("happened_on", "Date", Kind.DATE, "Give the day it was written or published."),
        Field("title", "Title", Kind.TEXT, "Give it a title.", example="For example: Audit of classroom practice"),
        Field(
            "text",
            "What it says",
            Kind.LONG_TEXT,
            "Write or paste what it says about SEND.",
            example=f"The part that shows the change. {NO_NAMES}",
        ),
    ),
)

THEME = FormSpec(
    "codebook_theme",
    "Theme",
    (
        Field("name", "Name", Kind.TEXT, "Give the theme a short name.", example="Working with families", longest=60),
        Field(
            "description",
            "What belongs to it",
            Kind.LONG_TEXT,
            "Say in a sentence what belongs to the theme.",
            example="What a text must say to belong here, and what does not",
            longest=400,
        ),
    ),
)
