"""Files of case studies, one row each: they are loaded as drafts, which are handed in on their page."""

from data_access import forms
from data_access.imports.record_files import record_file
from data_access.models import CaseStudy
from data_access.permissions import Action
from data_access.record_case_studies import HANDED_IN_BY_SOMEBODY
from data_access.record_kinds import RecordKind

CASE_STUDY = RecordKind(
    forms.CASE_STUDY,
    CaseStudy,
    Action.WRITE_CASE_STUDY,
    ("urn", "happened_on", "title"),
    "What did a setting do, and what came of it?",
    "What a setting did and what came of it, with the consent of the people in it.",
    keeping=HANDED_IN_BY_SOMEBODY,
)
CASE_STUDIES = record_file(
    "case_studies",
    "Case studies",
    CASE_STUDY,
    "What settings did and what came of it: one row for each. A new one is a draft, handed in on its page once it "
    "is known who agreed; an approved one that changes waits to be approved again. Where consent is withdrawn, delete "
    "the files that hold it.",
    {
        "urn": "123456",
        "title": "A calmer start to the day",
        "happened_on": "2025-11-18",
        "themes": "leadership; wellbeing",
        "context": "Mornings were hard for some pupils.",
        "what_was_done": "Staff made a quiet room.",
        "impact": "Pupils arrive calmly.",
        "consent_from": "headteacher",
        "consented_on": "2025-11-20",
        "consent_for": "partners",
    },
)
