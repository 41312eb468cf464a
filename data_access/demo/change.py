"""Evidence that practice changes, beside the case studies, and what two people found when they read it for themes."""

from datetime import UTC, date, datetime, time, timedelta
from random import Random

from sqlalchemy import select
from sqlalchemy.orm import Session

from data_access.demo.stories import STORIES
from data_access.demo.voices import COMMENTS
from data_access.models import CaseStudy, CodebookTheme, EvidencePiece, Passage, PassageCode, Setting, SurveyResponse
from data_access.vocabulary import CaseStudyStatus, EvidenceKind, Theme, label

AUDIT, REFLECTION, OFSTED = EvidenceKind.SCHOOL_AUDIT, EvidenceKind.STAFF_REFLECTION, EvidenceKind.OFSTED_COMMENT
# Kind, title, what it says, and the themes that are there.
PIECES: tuple[tuple[EvidenceKind, str, str, tuple[Theme, ...]], ...] = (
    (
        AUDIT,
        "Audit of classroom practice",
        "Visual timetables and worked examples were seen in nine of ten lessons. A year ago it was four of ten.",
        (Theme.INCLUSIVE_TEACHING,),
    ),
    (
        REFLECTION,
        "What I do differently",
        "I plan with the pupils who find it hardest first, and then for everyone. They tell me what helped.",
        (Theme.INCLUSIVE_TEACHING, Theme.PUPIL_VOICE),
    ),
    (
        OFSTED,
        "On provision for SEND",
        "Leaders identify the needs of pupils with SEND early and well. Staff know what to do; families feel heard.",
        (Theme.EARLY_IDENTIFICATION, Theme.LEADERSHIP, Theme.WORKING_WITH_FAMILIES),
    ),
    (
        AUDIT,
        "Audit of support plans",
        "Every plan now has a date at which it was reviewed with the family. Three plans lacked the pupil’s view.",
        (Theme.WORKING_WITH_FAMILIES,),
    ),
    (
        REFLECTION,
        "A term of shared teaching",
        "Swapping classes with the special school next door changed how I give instructions. We still plan together.",
        (Theme.WORKING_TOGETHER, Theme.INCLUSIVE_TEACHING),
    ),
    (
        OFSTED,
        "On moving up",
        "Pupils with SEND settle quickly in Year 7, because staff of both schools meet them before the summer.",
        (Theme.TRANSITION, Theme.WORKING_TOGETHER),
    ),
    (
        REFLECTION,
        "From the staff room",
        "I no longer take the worry home. Supervision each half term is the reason, and that leaders protect it.",
        (Theme.WELLBEING, Theme.LEADERSHIP),
    ),
    (
        AUDIT,
        "Audit of early checks",
        "All children were checked for speech and language in their first six weeks, and results went to families.",
        (Theme.EARLY_IDENTIFICATION, Theme.WORKING_WITH_FAMILIES),
    ),
)
# The themes of `voices.COMMENTS`, in their order.
IN_COMMENTS: tuple[tuple[Theme, ...], ...] = (
    (Theme.WORKING_TOGETHER,),
    (),
    (Theme.WORKING_WITH_FAMILIES,),
    (Theme.LEADERSHIP,),
    (Theme.WORKING_TOGETHER,),
    (),
)
READERS = ("staff@demo.example", "admin@demo.example")
# The chance that a text has been read, that a colleague read it too, and that a reader sees what is there.
READ, READ_TWICE, SEES, SEES_MORE = 0.7, 0.35, 0.85, 0.03
HOW_MANY = 16
Tagged = tuple[Passage, tuple[Theme, ...]]


def load(session: Session, today: date) -> None:
    """Adds the pieces, and what was found in them, in case studies and in comments. A source of chance of its own."""
    random = Random(2026)
    _pieces(session, random, today)
    session.flush()
    ids = {name: number for number, name in session.execute(select(CodebookTheme.id, CodebookTheme.name))}
    themes = {theme: ids[label(theme)] for theme in Theme if label(theme) in ids}
    for passage, there in _passages(session, random):
        if random.random() < READ:
            _read(session, random, passage, {themes[theme] for theme in there if theme in themes}, set(ids.values()))


def _pieces(session: Session, random: Random, today: date) -> None:
    settings = session.scalars(select(Setting.id).order_by(Setting.id)).all()
    for index in range(HOW_MANY if settings else 0):
        kind, title, text, _ = PIECES[index % len(PIECES)]
        happened_on = today - timedelta(days=14 + (HOW_MANY - index) * 22)
        is_approved = index < HOW_MANY - 2
        session.add(
            EvidencePiece(
                kind=kind,
                setting_id=random.choice(settings),
                happened_on=happened_on,
                title=title,
                text=text,
                status=CaseStudyStatus.APPROVED if is_approved else CaseStudyStatus.SUBMITTED,
                approved_on=happened_on + timedelta(days=10) if is_approved else None,
                approved_by="lead@demo.example" if is_approved else None,
                submitted_at=datetime.combine(happened_on + timedelta(days=1), time(9), UTC),
                submitted_by="staff@demo.example",
                recorded_by="demo",
            )
        )


def _passages(session: Session, random: Random) -> list[Tagged]:
    """Every text as a passage that is not stored yet, with the themes that are there."""
    of_story = {title: themes for title, themes, *_ in STORIES}
    of_piece = {text: themes for _, _, text, themes in PIECES}
    of_comment = dict(zip(COMMENTS, IN_COMMENTS, strict=True))
    found: list[Tagged] = []
    for story in session.scalars(select(CaseStudy).order_by(CaseStudy.id)):
        for field in ("what_was_done", "impact"):
            there = tuple(theme for theme in of_story.get(story.title, ()) if random.random() < SEES)
            found.append((_whole("case_study", story.id, field, getattr(story, field)), there))
    pieces = session.scalars(select(EvidencePiece).order_by(EvidencePiece.id)).all()
    found += [(_whole("evidence_piece", one.id, "text", one.text), of_piece.get(one.text, ())) for one in pieces]
    said = select(SurveyResponse).where(SurveyResponse.comment.is_not(None)).order_by(SurveyResponse.id)
    for response in session.scalars(said):
        comment = str(response.comment)
        found.append((_whole("survey_response", response.id, "comment", comment), of_comment.get(comment, ())))
    return found


def _whole(source: str, source_id: int, field: str, text: str) -> Passage:
    return Passage(source=source, source_id=source_id, field=field, starts_at=0, ends_at=len(text), excerpt=text)


def _read(session: Session, random: Random, passage: Passage, there: set[int], themes: set[int]) -> None:
    session.add(passage)
    session.flush()
    for reader in READERS[: 2 if random.random() < READ_TWICE else 1]:
        for theme in sorted(themes):
            # Of the few comments that the demo repeats, nobody is in doubt.
            doubt = 0 if passage.source == "survey_response" else SEES_MORE
            is_there = random.random() < (SEES if theme in there else doubt)
            session.add(PassageCode(passage_id=passage.id, theme_id=theme, coder=reader, is_there=is_there))
