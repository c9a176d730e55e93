"""What an edition is owed: its press kit, made by the worker and found again by the sweep."""

from functools import partial

from django.db import transaction

from kopru.newsroom.models import Edition, Kit
from kopru.newsroom.models.editions import KitState
from kopru.newsroom.tasks import build_kit


def owe_kit(edition: Edition) -> None:
    """Let the press kit of `edition` be made, or made again; what stands stays served until then."""
    kit, created = Kit.objects.select_for_update().get_or_create(edition=edition)
    if not created:
        kit.serial += 1
        kit.state, kit.attempts, kit.obstacle, kit.touched_at = KitState.OWED, 0, "", None
        kit.save()
    transaction.on_commit(partial(build_kit.enqueue, kit.pk))
