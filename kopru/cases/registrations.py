"""What the cases tell the apps below."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.permissions import register_permission_policy

from kopru.cases import erasure, handing, permissions, sweeping
from kopru.cases.cards import special as special_cards
from kopru.cases.cards.intake import cards as mail_cards
from kopru.cases.cards.queue import cards
from kopru.cases.forms.scans import LARGEST_OF_LETTER
from kopru.cases.intake import dropping, findings, mailroom, reconciling, scanning
from kopru.cases.letters import posting
from kopru.cases.models import Authority, Case, Leave, LineToTake, Matter, Pack, Template
from kopru.cases.privacy import blackening, retention, withholding
from kopru.cases.public import guard, uploads
from kopru.cases.showing import findable
from kopru.cases.showing import mail as found_mail
from kopru.cases.suggesting import units
from kopru.core import bodies, health, sweep, today
from kopru.core.models import AnyUser
from kopru.core.policies import ScopedPolicy
from kopru.core.roles import OFFICE, STAFF, Role
from kopru.delivery import kinds, withheld
from kopru.delivery.models import Dispatch
from kopru.directory import beside, holders
from kopru.directory.models import Outlet, Person
from kopru.search import registry

_CHIEFS = {Role.HEAD, Role.ADMINISTRATOR}

register_permission_policy(
    Case, ScopedPolicy(Case, view=STAFF, add=OFFICE, change=OFFICE, rules={"change": permissions.may_work})
)
for _model in (Matter, Leave, Template, Pack, Authority):
    register_permission_policy(_model, ScopedPolicy(_model, view=STAFF, add=_CHIEFS, change=_CHIEFS, delete=_CHIEFS))
register_permission_policy(LineToTake, ScopedPolicy(LineToTake, view=STAFF, add=OFFICE, change=OFFICE, delete=_CHIEFS))

sweep.register("cases.mailroom", mailroom.sweep)
sweep.register("cases.drop", dropping.sweep)
sweep.register("cases.found_mail", found_mail.sweep)
sweep.register("cases.scans", scanning.sweep)
sweep.register("cases.blackening", blackening.sweep)
sweep.register("cases.tries", guard.sweep)
sweep.register("cases.reconciliation", reconciling.nightly)
sweep.register("cases.answers", sweeping.answers)
sweep.register("cases.lost_answers", sweeping.lost_answers)
sweep.register("cases.reminders", sweeping.reminders)
sweep.register("cases.surveys", sweeping.surveys)
sweep.register("cases.handovers", handing.owed)
sweep.register("cases.retention", retention.nightly)
sweep.register("cases.routing", units.nightly)


def page_of(dispatch: Dispatch) -> str:
    """Return where on the desk the case stands that `dispatch` speaks of, or ""."""
    what, _colon, number = dispatch.reference.partition(":")
    return findable.page(int(number)) if what == "case" and number.isascii() and number.isdigit() else ""


def contacts_link(owner: Outlet | Person, user: AnyUser) -> list[beside.Link]:
    """Return the way to all contacts with an outlet or a person (M6)."""
    if not permissions.may_see_media(user):
        return []
    name = "outlet_contacts" if isinstance(owner, Outlet) else "person_contacts"
    return [beside.Link(_("All contacts"), reverse(f"cases_special:{name}", args=[owner.pk]))]


def data_link(owner: Outlet | Person, user: AnyUser) -> list[beside.Link]:
    """Return the way to everything that the cases hold about a person, for whoever may hand it out."""
    if not isinstance(owner, Person) or not permissions.may_hand_out_data(user):
        return []
    if not erasure.cases_of(owner).exists():
        return []
    return [beside.Link(_("Data and files of their cases (ZIP)"), reverse("cases_desk:personal_data", args=[owner.pk]))]


kinds.register(posting.RECEIPT, _("Receipt of an application"), address=page_of)
kinds.register(posting.REFERRAL, _("Referral to a unit"), address=page_of)
kinds.register(posting.ANSWER, _("Answer to an application"), address=page_of)
kinds.register(posting.TOLD, _("Notice about an application"), address=page_of)
kinds.register(posting.ELSEWHERE, _("Application passed on"), address=page_of)
kinds.register(posting.SURVEY, _("Was it solved?"), address=page_of)
kinds.register(posting.REMINDER, _("Reminder to a unit"), address=page_of)
withheld.register(withholding.from_user)
holders.register("cases", holders.Holder(erasure.describe, erasure.export, erasure.erase))
today.register(cards)
today.register(special_cards.cards)
beside.register(contacts_link)
beside.register(data_link)
today.register(mail_cards)
health.register("mail", findings.findings)
bodies.open_door(
    *(f"cases:{name}" for name in ("kind", "matter", "status")),
    megabytes=uploads.MOST * uploads.LARGEST // uploads.MEGABYTE,
    is_for_anybody=True,
)
bodies.open_door("cases:unit", "cases:tray", megabytes=uploads.LARGEST_OF_UNITS, is_for_anybody=True)
bodies.open_door("cases_units:one", "cases_desk:do", "cases_desk:do_with", megabytes=uploads.LARGEST_OF_UNITS)
bodies.open_door("cases_desk:scans", megabytes=LARGEST_OF_LETTER)
bodies.open_door("case_packs:add", "case_packs:edit", megabytes=uploads.LARGEST_OF_PACKS)
registry.register(findable.KIND)
registry.register(found_mail.KIND)
