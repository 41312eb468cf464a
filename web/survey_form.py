"""The questions of a survey as its page draws them: in words of one language, with what was typed and what is wrong."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass

from data_access.errors import InvalidInput
from data_access.forms import Field, FormSpec, Kind, clean, personal_data
from data_access.forms.field import is_empty
from data_access.forms.specs import COMMENT
from data_access.survey_asked import Asked
from data_access.survey_words import Language

Typed = dict[str, str]
# A box that nobody sees: only programs fill it.
TRAP = "website"
CONFIRMED = "confirmed-"


@dataclass(frozen=True)
class Question:
    """One question on the page. `tag`: the language that its words are in. `first`: the id that a summary leads to.

    `options`: value and words of what can be chosen. `confirm`: name and value of the tick that says "I have checked",
    and whether it is set; None while there is nothing to check, or nobody has been asked to.
    """

    name: str
    kind: str
    words: str
    tag: str
    hint: str
    options: tuple[tuple[str, str], ...]
    value: str
    problem: str
    first: str
    longest: int
    confirm: tuple[str, str, bool] | None


def questions(asked: Asked, language: Language, typed: Typed, problems: Mapping[str, str]) -> list[Question]:
    """Every question of the survey, in order."""
    return [_question(asked, language, field, typed, problems.get(field.name, "")) for field in asked.form.fields]


def problems(asked: Asked, language: Language, typed: Typed) -> dict[str, str]:
    """What is wrong with what was typed, and what has to be asked about it first, by field."""
    raw: dict[str, object] = {field.name: typed.get(field.name) for field in asked.form.fields}
    found: dict[str, str] = {}
    try:
        clean(asked.form, raw)
    except InvalidInput as refusal:
        found = sentences(asked, language, typed, refusal.answers)
    for field in asked.form.fields:
        text = typed.get(field.name, "")
        looks = personal_data.findings(text) if field.is_free_text else []
        if looks and field.name not in found and typed.get(CONFIRMED + field.name) != _fingerprint(text):
            found[field.name] = " ".join(dict.fromkeys(language.looks_like(one.kind) for one in looks))
    return found


def sentences(asked: Asked, language: Language, typed: Typed, refused: Mapping[str, str]) -> dict[str, str]:
    """The refusals of the form in words of the page."""
    return {
        name: language.problem(asked.form.field(name), is_empty(typed.get(name)))
        for name in refused
        if _has(asked.form, name)
    }


def about(asked: Asked, language: Language, programme: str, authority: str) -> list[tuple[str, str, str]]:
    """Who asks, why, what happens to the answers, and whom to ask: title, text and the language of the text."""
    words, own = language.page, "en-GB"
    return [
        (words["who"], words["who_text"].format(programme=programme, authority=authority), language.tag),
        (words["why"], asked.purpose or words["why_text"], own if asked.purpose else language.tag),
        (words["kept"], words["kept_text"].format(day=language.day(asked.keep_until)), language.tag),
        (words["contact"], asked.contact or words["contact_text"], own if asked.contact else language.tag),
    ]


def _question(asked: Asked, language: Language, field: Field, typed: Typed, problem: str) -> Question:
    words, tag = language.question(field)
    hint, options = "", tuple[tuple[str, str], ...]()
    if field.kind == Kind.SETTING:
        words, tag = language.page["setting"], language.tag
        options = tuple(asked.places.items())
        options = (("", language.page["choose" if field.is_required else "no_setting"]), *options)
    elif field.kind == Kind.SCALE:
        options = tuple((str(value), said) for value, said in enumerate(language.answers(field), start=1))
        options = (*options, ("", language.page["no_answer"]))
    elif field == COMMENT:
        words, tag, hint = language.page["comment"], language.tag, language.page["comment_hint"]
    text = typed.get(field.name, "")
    looks = field.is_free_text and bool(personal_data.findings(text))
    is_confirmed = looks and typed.get(CONFIRMED + field.name) == _fingerprint(text)
    return Question(
        name=field.name,
        kind=field.kind.value,
        words=words,
        tag=tag,
        hint=hint,
        options=options,
        value=text,
        problem=problem,
        first=f"{field.name}-1" if field.kind == Kind.SCALE else field.name,
        longest=field.limit,
        confirm=(CONFIRMED + field.name, _fingerprint(text), is_confirmed)
        if is_confirmed or (looks and problem)
        else None,
    )


def _fingerprint(text: str) -> str:
    """Another for each set of things found: what was confirmed once does not cover what is typed later."""
    found = [f"{one.kind} {text[one.start : one.end]}" for one in personal_data.findings(text)]
    return hashlib.sha256("\n".join(found).encode(errors="surrogatepass")).hexdigest()[:16]


def _has(form: FormSpec, name: str) -> bool:
    return any(field.name == name for field in form.fields)
