"""The look at the mailboxes that a person asks for: done by the worker."""

from django.utils import timezone
from django_tasks import task

from kopru.cases.intake import reconciling


@task()
def reconcile() -> None:
    """Compare the mailboxes with what came in, as every night; twice does no harm."""
    reconciling.reconcile(at=timezone.now())
