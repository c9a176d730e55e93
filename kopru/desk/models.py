"""What the desk keeps of a person: whether they want Bugün by mail, and when they last got it."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from kopru.delivery.models import Dispatch


class Often(models.TextChoices):
    """How often somebody wants to be told by mail what waits for them."""

    DAILY = "daily", _("Every working day")
    NEVER = "never", _("Never")


class Morning(models.Model):
    """One person's morning mail; the row is unique and names the day, so that no day has two mails."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="morning", editable=False
    )
    often = models.CharField(
        _("What waits for me, by mail in the morning"),
        max_length=5,
        choices=Often,
        default=Often.DAILY,
        help_text=_("One mail with what stands on your page “Today”; none on a day on which nothing waits."),
    )
    looked_on = models.DateField(null=True, editable=False)
    #: the last mail: what it says is forgotten when the next day is looked at
    dispatch = models.ForeignKey(Dispatch, on_delete=models.SET_NULL, null=True, editable=False, related_name="+")

    class Meta:
        verbose_name = _("Morning mail")

    def __str__(self) -> str:
        return str(self.user)
