"""Other bodies that are competent (yetkili kurum), and what was handed to their Open311 server.

waiting ──a worker begins──▶ sending ──201──▶ taken (number or token; asked for its state until it is closed there)
   ▲                           ├──4xx, said clearly──▶ refused
   └──nothing was sent─────────┤
                               └──the answer was lost──▶ doubt ──a person looks──▶ taken | waiting | refused

"Sending" is written before the server is called: a crash in between leaves a doubt, and is never sent twice.
"""

from datetime import datetime
from typing import Self

from django.conf import settings
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kopru.cases.models.cases import Case
from kopru.core.models import AnyUser


class AuthorityQuerySet(models.QuerySet["Authority"]):
    """Other bodies."""

    def visible_to(self, user: AnyUser, at: datetime) -> Self:  # noqa: ARG002 - the signature all share
        """Keep all: they are no secret."""
        return self

    def reachable(self) -> Self:
        """Keep those that have an Open311 server."""
        return self.exclude(endpoint="")


class Authority(models.Model):
    """A body that is competent for what is asked, and its Open311 server where it has one."""

    name = models.CharField(_("Name"), max_length=160, unique=True)
    email = models.EmailField(_("E-mail"), blank=True)
    endpoint = models.URLField(
        _("Address of its Open311 server"),
        blank=True,
        help_text=_("As its service discovery gives it, without “/services.json”; empty where it has none."),
    )
    jurisdiction = models.CharField(
        _("Jurisdiction"), max_length=120, blank=True, help_text=_("Only where its server serves several bodies.")
    )
    key_name = models.CharField(
        _("Name of its key"),
        max_length=40,
        blank=True,
        validators=[RegexValidator(r"^[a-z0-9-]+$", _("Small letters a–z, digits and hyphens."))],
        help_text=_("The key itself stands under this name in the setting KOPRU_OPEN311_SENDING, never here."),
    )
    may_have_persons = models.BooleanField(
        _("May have who asks"),
        default=False,
        help_text=_(
            "Name, e-mail and telephone go along only where this is ticked; of somebody whose identity is hidden never."
        ),
    )

    objects = AuthorityQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        verbose_name = _("Competent authority")
        verbose_name_plural = _("Competent authorities")

    def __str__(self) -> str:
        return self.name


class HandoverState(models.TextChoices):
    """Where it stands."""

    WAITING = "waiting", _("Waits to be sent")
    SENDING = "sending", _("Being sent")
    TAKEN = "taken", _("Taken in there")
    REFUSED = "refused", _("Refused there")
    DOUBT = "doubt", _("In doubt whether it arrived")


#: Nobody knows yet how it ends.
UNDER_WAY = frozenset({HandoverState.WAITING, HandoverState.SENDING, HandoverState.DOUBT})


class HandoverQuerySet(models.QuerySet["Handover"]):
    """What was handed to other bodies."""

    def visible_to(self, user: AnyUser, at: datetime) -> Self:
        """Keep those of the cases `user` may see."""
        return self.filter(case__in=Case.objects.visible_to(user, at))

    def under_way(self) -> Self:
        """Keep those of which nobody knows yet how they end."""
        return self.filter(state__in=UNDER_WAY)

    def owed(self, at: datetime) -> Self:
        """Keep those to be sent or asked about by now."""
        return self.filter(next_at__lte=at)


class Handover(models.Model):
    """One case handed to the Open311 server of another body; what is sent is frozen when it is made."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="handovers")
    authority = models.ForeignKey(Authority, models.PROTECT, related_name="handovers")
    service_code = models.CharField(max_length=100)
    state = models.CharField(_("State"), max_length=8, choices=HandoverState, default=HandoverState.WAITING)
    reason = models.TextField(_("Reason"))
    #: the form as it is posted, without the key
    fields = models.JSONField(default=dict)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    sent_at = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    #: when a worker sends it or asks about it; none where nothing is owed
    next_at = models.DateTimeField(null=True)
    #: its number there, or the token by which the number is asked for
    request_id = models.CharField(max_length=100, blank=True)
    token = models.CharField(max_length=100, blank=True)
    taken_at = models.DateTimeField(null=True)
    #: "open" or "closed", as the other body says
    status = models.CharField(max_length=10, blank=True)
    status_notes = models.TextField(blank=True)
    asked_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    fault = models.CharField(max_length=255, blank=True)

    objects = HandoverQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        verbose_name = _("Handover")
        verbose_name_plural = _("Handovers")
        constraints = [
            models.UniqueConstraint(
                fields=["case"], name="cases_handover_once", condition=Q(state__in=["waiting", "sending", "doubt"])
            ),
            models.CheckConstraint(
                name="cases_handover_taken",
                condition=~Q(state="taken") | (Q(taken_at__isnull=False) & (~Q(request_id="") | ~Q(token=""))),
            ),
        ]
        indexes = [models.Index(fields=["next_at"], name="cases_handover_next", condition=Q(next_at__isnull=False))]

    def __str__(self) -> str:
        return f"{self.case.label} → {self.authority}"

    @property
    def is_under_way(self) -> bool:
        """Tell whether nobody knows yet how it ends."""
        return self.state in UNDER_WAY

    def locked(self: "Handover") -> "Handover":
        """Read itself anew, and hold the row until the transaction ends."""
        self.refresh_from_db(from_queryset=Handover.objects.select_for_update())
        return self
