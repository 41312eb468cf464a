"""Forms, each declared once: a page draws it, an import checks every row with it, a template is printed from it."""

from data_access.forms.field import Field, Kind
from data_access.forms.spec import Answers, FormSpec, clean
from data_access.forms.specs import CASE_STUDY, REGISTER, survey_response

__all__ = ["CASE_STUDY", "REGISTER", "Answers", "Field", "FormSpec", "Kind", "clean", "survey_response"]
