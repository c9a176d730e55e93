"""How a person, outlet or unit is reached: one row for one address or number, with how fresh it is.

good ──bounce, yearly doubt──▶ stale ──given up──▶ bad
  ▲───────────verified──────────┴───────────────────┘
"""

from datetime import date, datetime
from typing import Any, Self

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey

from kopru.core.models import AnyUser
from kopru.directory.models.naming import one_line, with_derived
from kopru.directory.models.outlets import Outlet
from kopru.directory.models.people import Circle, Language, Person
from kopru.directory.models.scope import is_of_a_unit, sees_all
from kopru.directory.models.units import Unit, unit_ids
from kopru.directory.reading import read


class Kind(models.TextChoices):
    """What sort of address it is."""

    EMAIL = "email", _("E-mail")
    MOBILE = "mobile", _("Mobile telephone")
    PHONE = "phone", _("Telephone")
    ADDRESS = "address", _("Postal address")


class Standing(models.TextChoices):
    """Whether it can be relied on."""

    GOOD = "good", _("Good")
    STALE = "stale", _("To be verified")
    BAD = "bad", _("Not valid")


class ContactPointQuerySet(models.QuerySet["ContactPoint"]):
    """Addresses and numbers."""

    def visible_to(self, user: AnyUser, at: datetime) -> Self:
        """Return those of the people, outlets and units that `user` may see."""
        if sees_all(user):
            return self
        if not is_of_a_unit(user):
            return self.none()
        people = Person.objects.visible_to(user, at).values("pk")
        return self.filter(Q(unit_id__in=unit_ids(user)) | Q(person_id__in=people))

    def of_kind(self, kind: str) -> Self:
        """Return one sort of address."""
        return self.filter(kind=kind)

    def usable(self) -> Self:
        """Return those not known to be wrong."""
        return self.exclude(standing=Standing.BAD)

    def unverified(self, *, since: date) -> Self:
        """Return those nobody confirmed on or after `since` (U2: the yearly question)."""
        return self.usable().filter(Q(verified_on__isnull=True) | Q(verified_on__lt=since))

    def of_the_press(self, *, on: date) -> Self:
        """Return those of outlets that still appear and of living people of the press."""
        person = Q(person__circle=Circle.PRESS, person__merged_into__isnull=True, person__erased_at__isnull=True)
        outlet = Q(outlet__merged_into__isnull=True) & (Q(outlet__closed_on__isnull=True) | Q(outlet__closed_on__gt=on))
        return self.filter(person & Q(person__deceased_on__isnull=True) | Q(outlet__isnull=False) & outlet)

    def untouched(self, *, since: datetime) -> Self:
        """Return those unconfirmed since `since`; where nobody ever confirmed, of rows not written since then."""
        rested = Q(person__changed_at__lt=since) | Q(outlet__changed_at__lt=since)
        return self.filter(Q(verified_on__lt=since.date()) | Q(verified_on__isnull=True) & rested)


class ContactPoint(models.Model):
    """One e-mail address, telephone number or postal address of exactly one person, outlet or unit."""

    person = ParentalKey(Person, on_delete=models.CASCADE, null=True, blank=True, related_name="contact_points")
    outlet = ParentalKey(Outlet, on_delete=models.CASCADE, null=True, blank=True, related_name="contact_points")
    unit = ParentalKey(Unit, on_delete=models.CASCADE, null=True, blank=True, related_name="contact_points")
    kind = models.CharField(_("Kind"), max_length=7, choices=Kind, default=Kind.EMAIL)
    value = models.CharField(_("Address or number"), max_length=400)
    address = models.CharField(_("For transport"), max_length=400, editable=False)
    key = models.CharField(max_length=400, editable=False)
    extension = models.CharField(_("Extension"), max_length=10, blank=True, editable=False)
    label = models.CharField(
        _("Which"), max_length=40, blank=True, validators=[one_line], help_text=_("E.g. work, news desk.")
    )
    addressee = models.CharField(max_length=200, editable=False)
    greeting = models.CharField(max_length=255, editable=False)
    language = models.CharField(max_length=2, choices=Language, default=Language.TURKISH, editable=False)
    standing = models.CharField(_("Standing"), max_length=5, choices=Standing, default=Standing.GOOD)
    standing_reason = models.CharField(_("Reason"), max_length=255, blank=True, editable=False)
    standing_at = models.DateTimeField(_("Since"), null=True, editable=False)
    verified_on = models.DateField(_("Verified on"), null=True, blank=True)
    source = models.CharField(
        _("Where we have it from"), max_length=120, blank=True, help_text=_("E.g. business card, imprint, import.")
    )

    objects = ContactPointQuerySet.as_manager()

    class Meta:
        verbose_name = _("Contact point")
        verbose_name_plural = _("Contact points")
        ordering = ("pk",)
        indexes = [
            models.Index(fields=["kind", "key"], name="directory_contact_key"),
            models.Index(fields=["key"], name="directory_key"),
        ]
        constraints = [
            models.CheckConstraint(
                name="directory_contact_of_one",
                condition=Q(person__isnull=False, outlet__isnull=True, unit__isnull=True)
                | Q(person__isnull=True, outlet__isnull=False, unit__isnull=True)
                | Q(person__isnull=True, outlet__isnull=True, unit__isnull=False),
            )
        ]

    def __str__(self) -> str:
        return self.value

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Store with the derived columns.

        :raises django.core.exceptions.ValidationError: if `value` cannot be read as its kind
        """
        self.derive()
        derived = ("address", "key", "extension", "kind", "addressee", "greeting", "language")
        kwargs["update_fields"] = with_derived(kwargs.get("update_fields"), *derived)
        super().save(*args, **kwargs)

    @property
    def owner(self) -> Person | Outlet | Unit:
        """Return whose it is."""
        owner: Person | Outlet | Unit | None = self.person or self.outlet or self.unit
        if owner is None:
            raise ValueError("a contact point belongs to somebody")
        return owner

    def clean(self) -> None:
        """Refuse what is not an address or number of its kind, and say why."""
        super().clean()
        try:
            self.derive_address()
        except ValidationError as error:
            raise ValidationError({"value": error.messages}) from error

    def derive(self) -> None:
        """Set every derived column; for writers that go past `save`."""
        self.derive_address()
        owner = self.owner
        self.addressee = owner.addressee()[:200]
        self.greeting = owner.greeting()[:255]
        self.language = owner.written_in()

    def derive_address(self) -> None:
        """Set what transport and comparison use; a mobile number written as telephone becomes what it is."""
        reading = read(self.kind, self.value)
        self.kind, self.value = reading.kind, reading.shown
        self.address, self.key, self.extension = reading.address, reading.key, reading.extension
