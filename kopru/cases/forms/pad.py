"""The pad: what is taken down while somebody speaks, with as few fields as there can be."""

from datetime import date, datetime, time, timedelta
from typing import Any, Final

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kopru.cases.asks import Ask, Asker
from kopru.cases.forms.asking import DateInput, words_field
from kopru.cases.models import Case, Channel, Kind, Matter
from kopru.search import query

#: The ways that are taken down by hand, by their word in the address.
WAYS: Final = {
    "telefon": Channel.PHONE,
    "yuz-yuze": Channel.DESK,
    "mektup": Channel.LETTER,
    "cimer": Channel.CIMER,
    "muhtar": Channel.MUHTAR,
    "basin": Channel.PRESS,
}
#: The same words within this time are a second press of the button.
MOMENT: Final = timedelta(minutes=2)
_ALIKE: Final = 50
#: Nobody stands at the other end: the day on which it arrived is another than today.
_ARRIVED: Final = frozenset({Channel.LETTER, Channel.CIMER, Channel.MUHTAR, Channel.PRESS})
_NUMBERED: Final = frozenset({Channel.LETTER, Channel.CIMER})
_KINDS: Final = {Channel.CIMER: Kind.CIMER, Channel.LETTER: Kind.PETITION, Channel.PRESS: Kind.COMPLAINT}
#: Types that come in by forms of their own.
_NOT_HERE: Final = frozenset({Kind.UNREADABLE, Kind.MEDIA, Kind.SHOOT, Kind.MATERIAL, Kind.GROUP})


class PadForm(forms.Form):
    """Who speaks, and what they want; the rest may wait."""

    phone = forms.CharField(
        label=_("Telephone"),
        max_length=60,
        required=False,
        widget=forms.TelInput(attrs={"autocomplete": "off"}),
    )
    name = forms.CharField(
        label=_("Name"), max_length=160, required=False, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )
    text = words_field(_("What do they want?"), rows=5)
    kind = forms.ChoiceField(label=_("Type"))
    matter = forms.ModelChoiceField(Matter.objects.none(), label=_("Matter"), required=False, empty_label=_("None"))
    place = forms.CharField(label=_("Place"), max_length=200, required=False)
    email = forms.EmailField(label=_("E-mail"), required=False, widget=forms.EmailInput(attrs={"autocomplete": "off"}))
    address = words_field(_("Postal address"), rows=2, required=False)
    received_on = forms.DateField(label=_("Arrived on"), required=False, widget=DateInput())
    outside_number = forms.CharField(label=_("Its number there"), max_length=60, required=False)
    hides_identity = forms.BooleanField(label=_("Identity is hidden"), required=False)
    no_answer = forms.BooleanField(label=_("Wants no answer"), required=False)

    def __init__(self, *args: Any, channel: str, at: datetime, **kwargs: Any) -> None:
        """Keep only the fields of this way in."""
        self.channel, self.at = channel, at
        kwargs.setdefault("auto_id", "pad_%s")
        super().__init__(*args, **kwargs)
        kinds = [(kind.value, kind.label) for kind in Kind if kind not in _NOT_HERE]
        self.fields["kind"].choices = kinds  # type: ignore[attr-defined]
        self.fields["matter"].queryset = Matter.objects.all()  # type: ignore[attr-defined]
        self.initial.setdefault("kind", _KINDS.get(Channel(channel), Kind.REQUEST))
        self.initial.setdefault("received_on", timezone.localdate(at))
        if channel not in _ARRIVED:
            del self.fields["received_on"]
            del self.fields["hides_identity"]
        if channel not in _NUMBERED:
            del self.fields["outside_number"]
        if channel != Channel.LETTER:
            del self.fields["address"]
        if channel == Channel.CIMER:
            self.fields["outside_number"].required = True
            self.fields["outside_number"].label = _("CİMER number")
            self.fields["received_on"].label = _("Date on CİMER")
            self.fields["received_on"].required = True

        self.quick[0].field.widget.attrs["autofocus"] = True

    @property
    def quick(self) -> list[forms.BoundField]:
        """Return what is asked of everybody."""
        names = ["outside_number", "received_on", "phone", "name", "text", "kind", "matter"]
        if self.channel == Channel.CIMER:  # there the person is asked whether their name may be seen
            names.insert(4, "hides_identity")
        return [self[name] for name in names if name in self.fields]

    @property
    def more(self) -> list[forms.BoundField]:
        """Return what may be added."""
        names = ("address", "place", "email", "hides_identity", "no_answer")
        quick = {field.name for field in self.quick}
        return [self[name] for name in names if name in self.fields and name not in quick]

    def clean_outside_number(self) -> str:
        """Return the number it has there.

        :raises ValidationError: if it was taken down before
        """
        number = " ".join(str(self.cleaned_data["outside_number"]).split())
        if self.channel != Channel.CIMER or not number:
            return number
        found = Case.objects.filter(pk__in=query.ids("case", number, limit=_ALIKE), channel=Channel.CIMER)
        known = found.filter(outside_number=number, opened_at__lte=self.at - MOMENT).first()
        if known is not None:
            raise forms.ValidationError(
                _("This CİMER number was taken down already, as %(label)s."), params={"label": known.label}
            )
        return number

    def clean_received_on(self) -> date | None:
        """Return the day it arrived.

        :raises ValidationError: for a day that is still to come
        """
        day: date | None = self.cleaned_data["received_on"]
        if day is not None and day > timezone.localdate(self.at):
            raise forms.ValidationError(_("It cannot have arrived on a day that is still to come."))
        return day

    def ask(self) -> Ask:
        """Return what is asked, as every way in hands it over."""
        given = self.cleaned_data
        return Ask(
            subject="",
            text=given["text"],
            received_at=self._received_at(),
            asker=Asker(
                name=given["name"],
                email=given["email"],
                phone=given["phone"],
                address=given.get("address", ""),
                hides_identity=given.get("hides_identity", False),
                wants_answer=not given["no_answer"],
            ),
            kind=given["kind"],
            channel=self.channel,
            matter=given["matter"],
            place=given["place"],
            outside_number=given.get("outside_number", ""),
        )

    def _received_at(self) -> datetime:
        """Return now, or noon of the day it arrived: the law counts days."""
        day: date | None = self.cleaned_data.get("received_on")
        if day is None or day == timezone.localdate(self.at):
            return self.at
        return timezone.make_aware(datetime.combine(day, time(12)))
