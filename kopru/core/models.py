"""The people who sign in, and the office's identity that web, mail and print share."""

from typing import Any, Final

from django import forms
from django.contrib.auth.models import AbstractUser, AnonymousUser
from django.core.exceptions import ValidationError
from django.core.validators import FileExtensionValidator, RegexValidator
from django.db import models
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.contrib.settings.models import BaseGenericSetting, register_setting

from kopru.core import freshness
from kopru.core.roles import Role

#: of the logo, in bytes
LARGEST_LOGO: Final = 2 * 1024 * 1024
_palette = forms.TextInput(attrs={"type": "color"})
_colour = RegexValidator(r"^#[0-9A-Fa-f]{6}$", _("Write a colour as six hexadecimal digits, e.g. #0B4F6C."))


class User(AbstractUser):
    """Somebody who signs in; what they may do hangs on their roles (`core.roles`)."""

    email = models.EmailField(_("E-mail"), unique=True)
    duty = models.CharField(_("Duty"), max_length=120, blank=True)

    def __str__(self) -> str:
        return self.get_full_name() or self.username

    @cached_property
    def roles(self) -> frozenset[Role]:
        """Read the roles held, once for each object."""
        names = set(self.groups.values_list("name", flat=True))
        return frozenset(role for role in Role if role.value in names)


AnyUser = User | AnonymousUser


@register_setting(icon="site", order=10)
class Identity(BaseGenericSetting):
    """Who the office is; set once, used by every page, mail and PDF."""

    name = models.CharField(_("Name"), max_length=120, default="Küçükkuyu Belediyesi")
    office = models.CharField(_("Office"), max_length=160, default="Basın Yayın ve Halkla İlişkiler Servisi")
    motto = models.CharField(_("Motto"), max_length=160, blank=True, default="Ege'nin başladığı yer")
    place = models.CharField(_("Dateline place"), max_length=60, default="Küçükkuyu")
    logo = models.FileField(
        _("Logo"), upload_to="identity/", blank=True, validators=[FileExtensionValidator(["png", "svg"])]
    )
    colour_primary = models.CharField(_("Main colour"), max_length=7, default="#0B4F6C", validators=[_colour])
    colour_accent = models.CharField(_("Second colour"), max_length=7, default="#6B7A3A", validators=[_colour])
    address = models.TextField(_("Address"), default="Küçükkuyu, Ayvacık / Çanakkale")
    phone = models.CharField(_("Telephone"), max_length=60, default="0286 752 50 54 / 115")
    email = models.EmailField(_("E-mail"), default="basin@example.org")
    registered_email = models.CharField(_("Registered e-mail (KEP)"), max_length=120, blank=True)
    publisher = models.CharField(_("Owner (imprint)"), max_length=160, blank=True)
    responsible_manager = models.CharField(_("Responsible manager (imprint)"), max_length=160, blank=True)
    management_place = models.CharField(_("Place of management (imprint)"), max_length=200, blank=True)
    host_name = models.CharField(_("Hosting provider (imprint)"), max_length=200, blank=True)
    host_address = models.CharField(_("Address of the hosting provider"), max_length=200, blank=True)
    notification_address = models.CharField(_("E-notification address (imprint)"), max_length=120, blank=True)

    panels = [
        MultiFieldPanel([FieldPanel(name) for name in ("name", "office", "motto", "place")], _("Who we are")),
        MultiFieldPanel(
            [FieldPanel("logo"), *(FieldPanel(f"colour_{name}", widget=_palette) for name in ("primary", "accent"))],
            _("Logo and colours"),
        ),
        MultiFieldPanel(
            [FieldPanel(name) for name in ("address", "phone", "email", "registered_email")], _("Contact details")
        ),
        MultiFieldPanel(
            [FieldPanel(name) for name in ("publisher", "responsible_manager", "management_place")]
            + [FieldPanel(name) for name in ("host_name", "host_address", "notification_address")],
            _("Imprint"),
        ),
    ]

    class Meta:
        verbose_name = _("Identity")

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        """Refuse a logo that every page would have to carry."""
        super().clean()
        if self.logo and not self.logo._committed and self.logo.size > LARGEST_LOGO:  # type: ignore[attr-defined]  # noqa: SLF001
            raise ValidationError({"logo": _("A logo may be 2 MB at most.")})

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Store the identity and let every cached page go."""
        super().save(*args, **kwargs)
        freshness.touch()
