"""The domain we send from is looked up in the DNS."""

from datetime import datetime

from django.db import transaction
from wagtail.log_actions import log

from kopru.core.models import User
from kopru.delivery import tasks
from kopru.delivery.domain import looking
from kopru.delivery.models import DomainCheck


@transaction.atomic
def check_domain(*, by: User, at: datetime) -> DomainCheck:
    """Have the DNS asked about the sending domain, in the background."""
    wanted, _made = DomainCheck.objects.get_or_create(domain=looking.subject().domain)
    wanted.wanted_at, wanted.wanted_by = at, by
    wanted.save(update_fields=["wanted_at", "wanted_by"])
    log(instance=wanted, action="delivery.check_domain", user=by, timestamp=at)
    tasks.look_soon()
    return wanted
