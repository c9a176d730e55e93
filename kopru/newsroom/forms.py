"""What the desk asks before a verb is done, and the editor's form that leaves a bulletin's life alone."""

from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.models import WagtailAdminModelForm
from wagtail.admin.widgets import AdminDateTimeInput

from kopru.core import clock
from kopru.directory.models import Audience
from kopru.newsroom.content import one_line
from kopru.newsroom.models.bulletins import LIFE, Bulletin


class DeedForm(forms.Form):
    """Asks nothing: the verb needs no words."""


class CommentForm(DeedForm):
    """A word that goes with it, if there is any."""

    comment = forms.CharField(
        label=_("Comment"), required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 3})
    )


class ReasonForm(DeedForm):
    """Why it is sent back."""

    reason = forms.CharField(
        label=_("Reason given"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("The writer reads this."),
    )


class PublicReasonForm(DeedForm):
    """Why it is withdrawn."""

    reason = forms.CharField(
        label=_("Reason given"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("The public reads this on the bulletin's page, and those who received it in their mail."),
    )


class NoteForm(DeedForm):
    """What was corrected or added, as the public reads it."""

    note = forms.CharField(
        label=_("What the public reads"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Say what was wrong and what is right, e.g. “The opening is on Wednesday, not on Tuesday.”"),
    )


class PublishForm(DeedForm):
    """Now, or from a time on."""

    release_at = forms.DateTimeField(
        label=_("Embargo until"),
        required=False,
        input_formats=["%d.%m.%Y %H:%M", "%d.%m.%Y %H.%M", "%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M"],
        # not the browser's own field: it writes dates as its own language does
        widget=AdminDateTimeInput(format="%d.%m.%Y %H:%M"),
        help_text=_(
            "Left empty, it is published at once. Otherwise by itself at this time, to everybody: 25.11.2026 10:00."
        ),
    )

    def clean_release_at(self) -> datetime | None:
        """Refuse a time that has passed."""
        chosen: datetime | None = self.cleaned_data["release_at"]
        if chosen is not None and chosen <= clock.now():
            raise forms.ValidationError(_("The end of an embargo lies in the future."))
        return chosen


class OfferForm(forms.Form):
    """To whom the bulletin is offered."""

    audience = forms.ModelChoiceField(label=_("Audience"), queryset=Audience.objects.all(), empty_label=None)


class ReleaseForm(forms.Form):
    """The number of recipients, typed, where there are many."""

    typed_count = forms.IntegerField(label=_("Number of recipients"), min_value=1)


class BulletinForm(WagtailAdminModelForm):
    """The editor's form: words only. What verbs decide is taken from the stored row, whatever the form began with."""

    class Media:
        js = ("newsroom/editor.js",)

    def clean_headline(self) -> str:
        """Keep the headline on one line: it becomes a mail's subject."""
        return one_line(self.cleaned_data["headline"])

    def clean_overline(self) -> str:
        """Keep the overline on one line."""
        return one_line(self.cleaned_data["overline"])

    def clean_place(self) -> str:
        """Keep the place on one line."""
        return one_line(self.cleaned_data["place"])

    def save(self, commit: bool = True) -> Any:  # noqa: FBT001, FBT002 - Django's signature
        """Store the words on the life of the row as it is now."""
        user = getattr(self, "for_user", None)
        if self.instance.pk:
            stored = Bulletin.objects.select_for_update().get(pk=self.instance.pk)
            for name in LIFE:
                setattr(self.instance, name, getattr(stored, name))
        else:
            self.instance.created_by = user
        self.instance.changed_by = user
        return super().save(commit=commit)
