"""What the levels of self-evaluations rest on, in the settings' own words: for those who prepare and approve."""

import pandas as pd
from sqlalchemy import select

from data_access import store
from data_access.models import AreaLevel, EvaluationCycle, SelfEvaluation, Setting
from data_access.permissions import Action, Identity, require
from data_access.reading import settings_in_scope, table


def evidence_of(viewer: Identity, urn: str) -> pd.DataFrame:
    """The evidence that a setting gives for its levels.

    Rows: one per area with a text, of every submitted self-evaluation, latest first. Columns: cycle, submitted_on
    (date), area, evidence. A setting out of scope has no rows.
    Raises: NotAllowed for roles that do not read what nobody has approved.
    """
    require(viewer, Action.SEE_UNAPPROVED)
    query = (
        select(EvaluationCycle.name.label("cycle"), SelfEvaluation.submitted_on, AreaLevel.area, AreaLevel.evidence)
        .join(SelfEvaluation, SelfEvaluation.id == AreaLevel.self_evaluation_id)
        .join(EvaluationCycle, EvaluationCycle.id == SelfEvaluation.cycle_id)
        .join(Setting, Setting.id == SelfEvaluation.setting_id)
        .where(
            Setting.urn == urn,
            SelfEvaluation.submitted_on.is_not(None),
            AreaLevel.evidence.is_not(None),
            settings_in_scope(viewer, Setting.id),
        )
        .order_by(SelfEvaluation.submitted_on.desc(), SelfEvaluation.id.desc(), AreaLevel.id)
    )
    with store.reading() as session:
        return table(session, query)
