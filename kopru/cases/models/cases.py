"""The case: whatever is asked of the office, until word has gone back to whoever asked.

    new ──take──▶ open ──refer──▶ referred ──all units answered──▶ open
                   │ ◀──────────────recall────────┘
                   ├──submit──▶ approval ──send back──▶ open
                   ├──ask the person──▶ asked ──they answer──▶ open
                   └──send (approved)──▶ leaving ──delivered──▶ closed (answered)
                                             └──not delivered──▶ open
    new | open | … ──close, with a recorded reason──▶ closed
    closed ──the person writes again, or an answer comes back──▶ open, same owner

Closing has exactly two doors, and the database knows no third (`cases_closed_with_word`): an answer that arrived,
or a reason.
"""

import secrets
from datetime import datetime
from typing import Final, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kopru.cases.models.matters import Matter
from kopru.core.models import AnyUser
from kopru.core.roles import OFFICE, Role, holds
from kopru.directory.models.units import unit_ids
from kopru.search.indexed import Indexed

#: letters nobody mistakes for another, read out on the telephone
_LETTERS: Final = "ABCDEFGHJKLMNPRSTUVYZ23456789"


class Kind(models.TextChoices):
    """What is asked; it picks form, clock and templates (R5)."""

    REQUEST = "request", _("Request")
    COMPLAINT = "complaint", _("Complaint")
    SUGGESTION = "suggestion", _("Suggestion")
    INFORMATION = "information", _("Information request")
    PETITION = "petition", _("Petition")
    THANKS = "thanks", _("Thanks")
    REPORT = "report", _("Report of a fault")
    MEDIA = "media", _("Media request")
    TOURIST = "tourist", _("Tourist's question")
    GROUP = "group", _("Student group")
    SHOOT = "shoot", _("Photo shoot")
    MATERIAL = "material", _("Material of a unit")
    CIMER = "cimer", _("CİMER application")
    DATA = "data", _("Request about one's own data")
    UNREADABLE = "unreadable", _("Unreadable message")


class LegalClass(models.TextChoices):
    """Which law sets the clock; separate from the way it came and from what is asked."""

    PETITION = "petition", _("Petition (law 3071, 30 days)")
    INFORMATION = "information", _("Right to information (law 4982, 15 working days)")
    DATA = "data-subject", _("Data subject (law 6698, 30 days)")
    MEDIA = "media", _("Media (the journalist's own deadline)")
    SERVICE = "service", _("Service (house target)")


class Channel(models.TextChoices):
    """How it came."""

    EMAIL = "email", _("E-mail")
    FORM = "form", _("Web form")
    PHONE = "phone", _("Telephone")
    DESK = "desk", _("In person")
    LETTER = "letter", _("Letter")
    SMS = "sms", _("SMS")
    CIMER = "cimer", _("CİMER")
    MUHTAR = "muhtar", _("Muhtar")
    PRESS = "press", _("Press")
    OPEN311 = "open311", _("Open311")
    UNIT = "unit", _("Unit")


class State(models.TextChoices):
    """Where it stands; see the module for the way."""

    NEW = "new", _("New")
    OPEN = "open", _("With the office")
    REFERRED = "referred", _("With the units")
    ASKED = "asked", _("Waiting for the person")
    APPROVAL = "approval", _("Waiting for approval")
    LEAVING = "leaving", _("Answer on its way")
    CLOSED = "closed", _("Closed")


#: A hand is still needed.
OPEN_STATES: Final = frozenset(State) - {State.CLOSED}


class Close(models.TextChoices):
    """How it ended: by word to the person, or by a reason that is written down."""

    ANSWERED = "answered", _("Answered")
    FORWARDED = "forwarded", _("Passed on to the competent authority")
    DUPLICATE = "duplicate", _("The same ask stands in another case")
    WITHDRAWN = "withdrawn", _("Withdrawn by the person")
    UNPAID = "unpaid", _("Cost not paid: deemed withdrawn (law 4982)")
    UNREACHABLE = "unreachable", _("The person cannot be reached")
    NOT_EXAMINED = "not_examined", _("Cannot be examined (law 3071 art. 6)")
    NO_ANSWER_WANTED = "no_answer_wanted", _("No answer is wanted")
    SPAM = "spam", _("Unwanted mail")
    DONE = "done", _("Done without a letter")


class Retention(models.TextChoices):
    """How long the person's data is kept after the end."""

    USUAL = "usual", _("Usual")
    SHORT = "short", _("Short: a question answered at once")
    LEGAL = "legal", _("Long: a legal matter is open")


def new_secret() -> str:
    """Return the secret of a receipt: ten letters and figures, 48 bits."""
    drawn = secrets.randbelow(len(_LETTERS) ** 10)
    letters = ""
    for _each in range(10):
        drawn, place = divmod(drawn, len(_LETTERS))
        letters += _LETTERS[place]
    return f"{letters[:5]}-{letters[5:]}"


class CaseQuerySet(models.QuerySet["Case"]):
    """Cases by what is due."""

    def visible_to(self, user: AnyUser, at: datetime) -> Self:  # noqa: ARG002 - the signature all share
        """Keep what `user` may see: the office all; the mayor's office what concerns it; a unit what was sent to it."""
        if holds(user, *OFFICE):
            return self
        seen = Q(pk__in=[])
        if holds(user, Role.MAYORS_OFFICE):
            seen |= Q(kind=Kind.MEDIA) | Q(is_for_mayor=True) | Q(answers__stage="with_mayor")
        if holds(user, Role.PHOTOGRAPHER):
            seen |= Q(kind=Kind.SHOOT)
        if holds(user, Role.UNIT):
            seen |= Q(referrals__unit__in=unit_ids(user), referrals__recalled_at__isnull=True)
            seen |= Q(asking_unit__in=unit_ids(user))
        return self.filter(pk__in=Case.objects.filter(seen).values("pk")) if seen else self.none()

    def open(self) -> Self:
        """Keep what still needs a hand."""
        return self.filter(state__in=OPEN_STATES)

    def closed(self) -> Self:
        """Keep what has ended; asked so that its own index gives the last ones without sorting all."""
        return self.filter(closed_at__isnull=False)

    def overdue(self, at: datetime) -> Self:
        """Keep what is open and past its time."""
        return self.open().filter(due_at__lt=at)

    def due(self, *, until: datetime) -> Self:
        """Keep what is open and due until `until`."""
        return self.open().filter(due_at__lte=until)

    def owned_by(self, user: AnyUser) -> Self:
        """Keep what `user` answers for."""
        return self.filter(owner_id=user.pk)

    def unowned(self) -> Self:
        """Keep what nobody has taken."""
        return self.filter(owner__isnull=True)

    def by_due(self) -> Self:
        """Order by what is due first."""
        return self.order_by("due_at", "pk")


class Case(Indexed, models.Model):
    """One ask, its number and promised date, and who answers for it."""

    year = models.PositiveSmallIntegerField(editable=False)
    number = models.PositiveIntegerField(editable=False)
    secret = models.CharField(max_length=16, default=new_secret, editable=False)

    kind = models.CharField(_("Type"), max_length=12, choices=Kind, default=Kind.REQUEST)
    legal_class = models.CharField(_("Legal class"), max_length=14, choices=LegalClass, default=LegalClass.PETITION)
    channel = models.CharField(_("Came by"), max_length=8, choices=Channel, default=Channel.EMAIL)
    matter = models.ForeignKey(
        Matter, models.SET_NULL, null=True, blank=True, related_name="cases", verbose_name=_("Matter")
    )
    subject = models.CharField(_("Subject"), max_length=200)
    text = models.TextField(_("What is asked"), blank=True)
    language = models.CharField(_("Language"), max_length=5, choices=settings.LANGUAGES, default="tr")
    #: answers to the matter's own questions, by their names
    details = models.JSONField(default=dict, blank=True)
    is_for_mayor = models.BooleanField(_("Written to the mayor"), default=False)

    # Who asks: as they gave it then; the directory may learn better.
    person = models.ForeignKey(
        "directory.Person", models.SET_NULL, null=True, blank=True, related_name="cases", verbose_name=_("Person")
    )
    outlet = models.ForeignKey(
        "directory.Outlet", models.SET_NULL, null=True, blank=True, related_name="cases", verbose_name=_("Outlet")
    )
    asking_unit = models.ForeignKey(
        "directory.Unit", models.SET_NULL, null=True, blank=True, related_name="asks", verbose_name=_("Asking unit")
    )
    name = models.CharField(_("Name"), max_length=160, blank=True)
    email = models.CharField(_("E-mail"), max_length=254, blank=True)
    email_key = models.CharField(max_length=254, blank=True, editable=False)
    phone = models.CharField(_("Telephone"), max_length=60, blank=True)
    phone_key = models.CharField(max_length=20, blank=True, editable=False)
    address = models.TextField(_("Postal address"), blank=True)
    #: CİMER or a whistle: the name leaves in no mail, page or export
    hides_identity = models.BooleanField(_("Identity is hidden"), default=False)
    #: words of a hidden person's own text that may tell who they are, folded: "hide" or "show", as a clerk judged
    judged = models.JSONField(default=dict, blank=True, editable=False)
    wants_answer = models.BooleanField(_("Wants an answer"), default=True)
    outside_number = models.CharField(_("Number elsewhere (CİMER, registry)"), max_length=60, blank=True)

    place = models.CharField(_("Place"), max_length=200, blank=True)
    latitude = models.DecimalField(max_digits=9, decimal_places=6, null=True, blank=True)
    longitude = models.DecimalField(max_digits=9, decimal_places=6, null=True, blank=True)

    state = models.CharField(_("State"), max_length=10, choices=State, default=State.NEW, editable=False)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="cases", verbose_name=_("Owner")
    )
    cluster = models.ForeignKey("Cluster", models.SET_NULL, null=True, editable=False, related_name="cases")

    received_at = models.DateTimeField(_("Received at"))
    opened_at = models.DateTimeField(editable=False)
    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, editable=False, related_name="+"
    )
    #: derived from the clock's rows by `clock.recount`, kept for lists; its explanation is `clock.explain`
    due_on = models.DateField(_("Due on"), null=True, editable=False)
    due_at = models.DateTimeField(null=True, editable=False)
    #: the next day before the end on which something must be done, such as telling an extension
    alarm_on = models.DateField(null=True, editable=False)
    #: what the receipt promised
    promised_on = models.DateField(null=True, editable=False)
    first_answered_at = models.DateTimeField(null=True, editable=False)
    closed_at = models.DateTimeField(null=True, editable=False)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, editable=False, related_name="+"
    )
    closed_how = models.CharField(_("Ended"), max_length=16, choices=Close, blank=True, editable=False)
    closing_answer = models.ForeignKey("Answer", models.PROTECT, null=True, editable=False, related_name="+")
    closing_reason = models.TextField(_("Reason"), blank=True, editable=False)
    reopened = models.PositiveSmallIntegerField(default=0, editable=False)
    survey_at = models.DateTimeField(null=True, editable=False)
    #: "yes", "no" or "partly", in the person's own word (R13)
    solved = models.CharField(max_length=6, blank=True, editable=False)

    #: what the public form was given out under, "" for all else: sent twice, it makes one case
    ticket = models.CharField(max_length=32, blank=True, editable=False)
    retention = models.CharField(_("Retention"), max_length=6, choices=Retention, default=Retention.USUAL)
    erased_at = models.DateTimeField(null=True, editable=False)

    objects = CaseQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("Case")
        verbose_name_plural = _("Cases")
        constraints = [
            models.UniqueConstraint(fields=["year", "number"], name="cases_number_once"),
            models.UniqueConstraint(fields=["ticket"], name="cases_ticket_once", condition=~Q(ticket="")),
            models.CheckConstraint(name="cases_state_known", condition=Q(state__in=State.values)),
            models.CheckConstraint(
                name="cases_closed_with_word",
                condition=~Q(state=State.CLOSED)
                | Q(closed_how=Close.ANSWERED, closing_answer__isnull=False, closed_at__isnull=False)
                | (~Q(closed_how__in=[Close.ANSWERED, ""]) & ~Q(closing_reason="") & Q(closed_at__isnull=False)),
            ),
        ]
        indexes = [
            models.Index(fields=["due_at", "id"], name="cases_open_due", condition=~Q(state="closed")),
            models.Index(fields=["state", "due_at", "id"], name="cases_state_due"),
            models.Index(fields=["owner", "due_at"], name="cases_owner_due", condition=~Q(state="closed")),
            models.Index(fields=["kind", "due_at"], name="cases_kind_due", condition=~Q(state="closed")),
            models.Index(fields=["email_key", "-id"], name="cases_by_email", condition=~Q(email_key="")),
            models.Index(fields=["phone_key", "-id"], name="cases_by_phone", condition=~Q(phone_key="")),
            models.Index(fields=["-closed_at", "-id"], name="cases_closed_when", condition=Q(closed_at__isnull=False)),
            models.Index(fields=["survey_at"], name="cases_survey_when", condition=Q(survey_at__isnull=False)),
        ]

    def __str__(self) -> str:
        # It stands in the history and in lists: of somebody who hides without their words.
        return self.label if self.hides_identity else f"{self.label} {self.subject}"

    @property
    def label(self) -> str:
        """Return its number as it is cited, "2026/114"."""
        return f"{self.year}/{self.number}"

    @property
    def is_open(self) -> bool:
        """Tell whether it still needs a hand."""
        return self.state != State.CLOSED

    @property
    def shown_name(self) -> str:
        """Return the name that may leave the office, "" for a hidden one."""
        return "" if self.hides_identity else self.name

    def is_overdue(self, at: datetime) -> bool:
        """Tell whether its time has passed."""
        return self.is_open and self.due_at is not None and self.due_at < at

    def locked(self: "Case") -> "Case":
        """Read itself anew, and hold the row until the transaction ends."""
        self.refresh_from_db(from_queryset=Case.objects.select_for_update())
        return self


class Counter(models.Model):
    """The last case number given in a year; locked while the next is given."""

    year = models.PositiveSmallIntegerField(primary_key=True)
    last = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.year}/{self.last}"


class Cluster(models.Model):
    """Cases that ask the same, answered together, each by its own channel (R12)."""

    title = models.CharField(_("Title"), max_length=200)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")

    class Meta:
        verbose_name = _("Cluster")
        verbose_name_plural = _("Clusters")

    def __str__(self) -> str:
        return self.title
