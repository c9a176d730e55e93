"""What delivery tells the apps below it."""

from django.utils.translation import gettext_lazy as _
from wagtail.permissions import register_permission_policy

from kopru.core import health as doctor
from kopru.core import sweep, today
from kopru.core.policies import ScopedPolicy
from kopru.core.roles import OFFICE, Role
from kopru.delivery import health, kinds, personal_data, question, still_right, tasks
from kopru.delivery.models import Bounce, Dispatch, Recipient, Suppression
from kopru.delivery.today import cards
from kopru.directory import holders

sweep.register("what waits to be sent", tasks.sweep)
sweep.register("delivery.domain", tasks.sweep_domain)
sweep.register("delivery.still-right", still_right.sweep)
kinds.register(question.KIND, _("Yearly question"), examples=question.examples)
today.register(still_right.cards)
doctor.register("delivery", health.findings)
today.register(cards)
holders.register("delivery", holders.Holder(personal_data.describe, personal_data.export, personal_data.erase))
register_permission_policy(Suppression, ScopedPolicy(Suppression, view=OFFICE | {Role.MAYORS_OFFICE}, add=OFFICE))
for _read_only in (Dispatch, Recipient, Bounce):  # what was sent is changed by verbs alone
    register_permission_policy(_read_only, ScopedPolicy(_read_only, view=OFFICE | {Role.MAYORS_OFFICE}))
