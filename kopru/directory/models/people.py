"""People: one row for one human being, whatever offices and posts they hold."""

from datetime import datetime
from typing import Any, Self

from django.db import models
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelcluster.models import ClusterableModel

from kopru.core.models import AnyUser
from kopru.directory.models.naming import SORT_KEY_LENGTH, Tag, key_of, one_line, with_derived
from kopru.directory.models.periods import holds_on
from kopru.directory.models.reachable import Reachable
from kopru.directory.models.scope import is_of_a_unit, sees_all
from kopru.directory.models.units import Tenure, unit_ids
from kopru.search.indexed import Indexed
from kopru.turkish import casing, salutation
from kopru.turkish.folding import fold


class Language(models.TextChoices):
    """The language somebody is written to in."""

    TURKISH = "tr", _("Turkish")
    ENGLISH = "en", _("English")


class Gender(models.TextChoices):
    """Known only where the person or their work says so; "Bey" and "Hanım" hang on it."""

    UNKNOWN = "", _("Not known")
    FEMALE = salutation.Gender.FEMALE.value, _("Female")
    MALE = salutation.Gender.MALE.value, _("Male")


class Circle(models.TextChoices):
    """Why the office knows somebody; it also decides how long they are kept."""

    PRESS = "press", _("Press")
    PROTOCOL = "protocol", _("Protocol")
    STAFF = "staff", _("Municipality")
    GUEST = "guest", _("Guest")
    CITIZEN = "citizen", _("Citizen")


class PersonQuerySet(models.QuerySet["Person"]):
    """People."""

    def visible_to(self, user: AnyUser, at: datetime) -> Self:
        """Return all for staff; for a unit's people those who hold an office of their unit; never merged rows."""
        present = self.present()
        if sees_all(user):
            return present
        if not is_of_a_unit(user):
            return self.none()
        tenures = Tenure.objects.filter(holds_on(timezone.localdate(at)), office__unit_id__in=unit_ids(user))
        return present.filter(pk__in=tenures.values("person_id"))

    def present(self) -> Self:
        """Return those not merged into another row."""
        return self.filter(merged_into__isnull=True)

    def living(self) -> Self:
        """Return those not known to have died."""
        return self.filter(deceased_on__isnull=True)


class Person(Indexed, Reachable, ClusterableModel):
    """A human being: journalist, office holder, guest or citizen."""

    title = models.CharField(
        _("Title before the name"), max_length=40, blank=True, validators=[one_line], help_text=_("E.g. Prof. Dr., Av.")
    )
    first_name = models.CharField(_("First name"), max_length=80, validators=[one_line])
    last_name = models.CharField(_("Surname"), max_length=80, blank=True, validators=[one_line])
    gender = models.CharField(_("Gender"), max_length=6, choices=Gender, blank=True, default="")
    salutation = models.CharField(
        _("Own form of address"),
        max_length=160,
        blank=True,
        validators=[one_line],
        help_text=_("Leave empty for “Sayın” with the name; what is written here opens every letter as it stands."),
    )
    circle = models.CharField(_("Group"), max_length=10, choices=Circle, default=Circle.PRESS, db_index=True)
    language = models.CharField(_("Language"), max_length=2, choices=Language, default=Language.TURKISH)
    city = models.CharField(_("City"), max_length=60, blank=True, validators=[one_line], db_index=True)
    tags = models.ManyToManyField(Tag, blank=True, related_name="people", verbose_name=_("Tags"))
    note = models.TextField(_("Note"), blank=True)
    deceased_on = models.DateField(
        _("Died on"), null=True, blank=True, help_text=_("From this day nothing is sent to this person.")
    )
    erased_at = models.DateTimeField(_("Erased at"), null=True, editable=False)
    merged_into = models.ForeignKey(
        "self", models.PROTECT, null=True, editable=False, related_name="merged", verbose_name=_("Merged into")
    )
    changed_at = models.DateTimeField(auto_now=True, db_default=Now())
    folded = models.CharField(max_length=200, editable=False, db_index=True)
    sort_key = models.CharField(max_length=SORT_KEY_LENGTH, editable=False, db_index=True)

    objects = PersonQuerySet.as_manager()

    class Meta:
        verbose_name = _("Person")
        verbose_name_plural = _("People")
        ordering = ("sort_key", "pk")

    def __str__(self) -> str:
        return self.full_name

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Store with the derived columns."""
        self.derive()
        kwargs["update_fields"] = with_derived(kwargs.get("update_fields"), "folded", "sort_key", "changed_at")
        super().save(*args, **kwargs)

    def derive(self) -> None:
        """Set the columns that follow from the name; for writers that go past `save`."""
        self.first_name = " ".join(self.first_name.split())
        self.last_name = " ".join(self.last_name.split())
        self.city = casing.title(" ".join(self.city.split()))
        self.folded = fold(self.full_name)[:200]
        self.sort_key = key_of(self.full_name)

    @property
    def full_name(self) -> str:
        """Say first name and surname, without title."""
        return f"{self.first_name} {self.last_name}".strip()

    @property
    def current(self) -> "Person":
        """Follow merges to the row that is kept."""
        return self.merged_into.current if self.merged_into else self

    def greeting(self) -> str:
        """Open a letter: "Sayın Av. Ayşe YILMAZ", "Dear Ayşe Yılmaz"."""
        if self.language == Language.ENGLISH and not self.salutation:
            return f"Dear {self.full_name}"
        return salutation.address(self.first_name, self.last_name, self.title, self.gender, self.salutation)

    def written_in(self) -> str:
        """Return the code of the language of letters."""
        return self.language
