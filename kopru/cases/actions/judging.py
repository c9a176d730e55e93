"""A clerk judges the words of somebody who hides: which may tell who they are, and which are harmless."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from wagtail.log_actions import log

from kopru.cases.models import Case
from kopru.cases.obstacles import NothingToJudge
from kopru.cases.privacy import outward
from kopru.core.models import User


@transaction.atomic
def judge_words(case: Case, *, decisions: Mapping[str, str], by: User, at: datetime) -> None:
    """Keep for each word, by its key, whether it is hidden or shown in what leaves the office.

    :raises NothingToJudge: if the person does not hide, or nothing is said of a word that was found
    """
    case = case.locked()
    known = {found.key for found in outward.found_in(case)}
    judged = {key: said for key, said in decisions.items() if key in known and said in (outward.HIDE, outward.SHOW)}
    if not case.hides_identity or not judged:
        raise NothingToJudge
    case.judged = {**case.judged, **judged}
    case.save()
    counts = {said: list(judged.values()).count(said) for said in (outward.HIDE, outward.SHOW)}
    log(instance=case, action="cases.judge_words", user=by, data={**counts, "at": at.isoformat()})
