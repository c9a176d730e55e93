"""The form with which anybody asks: the matter's own questions, the place, photos, and what the law needs of whom."""

from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kopru.cases.asks import Ask, Asker
from kopru.cases.forms.asking import DateInput
from kopru.cases.forms.public import DegreeField, PublicForm, line_field, photos_field, words_field
from kopru.cases.models import Channel, Kind, Matter
from kopru.cases.public import topics
from kopru.cases.public.topics import OF_A_MATTER, Topic
from kopru.directory import reading
from kopru.directory.models import Kind as PointKind

#: Without a name the law lets nobody examine it (3071 art. 4 and 6, 4982 art. 6, 6698 art. 13).
_NAMED: Final = {Kind.REQUEST, Kind.COMPLAINT, Kind.SUGGESTION, Kind.INFORMATION, Kind.PETITION, Kind.DATA, Kind.GROUP}
#: The answer is a written one: it needs an address.
_WRITTEN: Final = {Kind.INFORMATION, Kind.PETITION, Kind.DATA}
#: Where it is matters.
_STRANGERS: Final = {Kind.TOURIST, Kind.GROUP}
_PLACED: Final = {Kind.REQUEST, Kind.COMPLAINT, Kind.SUGGESTION, Kind.REPORT}
_CONTACT: Final = ("name", "email", "phone", "address")
_WHERE: Final = ("place", "latitude", "longitude")

_BY_3071: Final = gettext_lazy("Law no. 3071 art. 4: without a name your application cannot be examined.")
_WHY_NAME: Final = {
    Kind.REQUEST: _BY_3071,
    Kind.COMPLAINT: _BY_3071,
    Kind.SUGGESTION: _BY_3071,
    Kind.INFORMATION: gettext_lazy("Law no. 4982 art. 6 wants the name and surname of whoever asks."),
    Kind.PETITION: gettext_lazy("Law no. 3071 art. 4 and 6: without a name a petition cannot be examined."),
    Kind.DATA: gettext_lazy("We give personal data only to the person it is about (law no. 6698 art. 13)."),
    Kind.GROUP: gettext_lazy("With whom do we agree on the day?"),
}


class CaseForm(PublicForm):
    """One ask of anybody."""

    subject = line_field("", longest=200, required=True)
    text = words_field("", required=True, rows=7)

    def __init__(self, *args: Any, topic: Topic, **kwargs: Any) -> None:
        """Ask what `topic` needs."""
        self.topic = topic
        super().__init__(*args, **kwargs)

    def prepare(self) -> None:
        """Add the fields in the order in which people think."""
        subject, text = self.fields.pop("subject"), self.fields.pop("text")
        subject.label, text.label = _("Subject"), _("What do you want to tell or ask?")
        subject.help_text = _("In a few words.")
        subject.widget.attrs["data-maybe"] = ""
        if self.topic.kind is None:
            self.fields["kind"] = forms.ChoiceField(
                label=_("Kind of application"),
                choices=[(kind.value, Kind(kind).label) for kind in OF_A_MATTER],
                widget=forms.RadioSelect(),
                initial=OF_A_MATTER[0],
            )
        self.fields |= {"subject": subject, "text": text}
        #: fields of the matter's own questions, each with the name under which its answer is kept
        self.details: dict[str, str] = {}
        self.packed: dict[str, Matter] = {}
        if self.topic.matter:
            self._ask_details(self.topic.matter)
        if self.topic.kind in _STRANGERS:
            self._ask_about()
        if self.topic.kind == Kind.GROUP:
            self._ask_group()
        if self._has_place:
            self._ask_place()
        self.fields["files"] = photos_field()
        self._ask_contact()
        for name in self._needed:
            self.fields[name].is_needed = True  # type: ignore[attr-defined]

    def groups(self) -> list[tuple[str, list[forms.BoundField]]]:
        """Return the fields under four headings."""
        about = ["kind", "about", "subject", "text", *self.details, "institution", "people", "ages", "wished_on"]
        parts = [
            (_("Your application"), about),
            (_("Where is it?"), _WHERE),
            (_("Photos"), ("files",)),
            (_("How do we reach you?"), _CONTACT),
        ]
        shown = [(title, [self[name] for name in names if name in self.fields]) for title, names in parts]
        return [(title, fields) for title, fields in shown if fields]

    @property
    def kind(self) -> Kind:
        """Return what it is, as far as it is said."""
        return self.topic.kind or Kind(self.cleaned_data.get("kind") or OF_A_MATTER[0])

    def clean_email(self) -> str:
        """Refuse what is no address."""
        return self._address("email", PointKind.EMAIL)

    def clean_phone(self) -> str:
        """Refuse what is no number."""
        return self._address("phone", PointKind.PHONE)

    def clean_wished_on(self) -> Any:
        """Refuse a day that has passed.

        :raises ValidationError: if it is not to come
        """
        wished = self.cleaned_data["wished_on"]
        if wished and wished < timezone.localdate(self.at):
            raise ValidationError(_("Give a day that is still to come."))
        return wished

    def clean(self) -> dict[str, Any]:
        """Ask for what the law needs, beside the field it needs."""
        given = super().clean()
        kind = self.kind
        if kind in _NAMED and not given.get("name", "").strip():
            self.add_error("name", self._why_name(kind))
        unreachable = not any(given.get(name) or self.has_error(name) for name in ("email", "address"))
        if kind in _WRITTEN and unreachable:
            self.add_error("email", _("Give an e-mail or a postal address: the law wants the answer in writing."))
        if kind == Kind.GROUP and not any(given.get(name) or self.has_error(name) for name in ("email", "phone")):
            self.add_error("email", _("Give an e-mail address or a telephone number, so that we can agree on a day."))
        if self._has_place:
            self._check_place(given)
        return given

    def ask(self) -> Ask:
        """Return what is asked, ready for the verb."""
        given = self.cleaned_data
        position = (given["latitude"], given["longitude"]) if given.get("latitude") is not None else None
        return Ask(
            subject=given["subject"],
            text=given["text"],
            received_at=self.at,
            kind=self.kind,
            channel=Channel.FORM,
            matter=self.topic.matter or self.packed.get(given.get("about", "")),
            language=self.language,
            asker=Asker(**{name: given[name] for name in _CONTACT}),
            place=given.get("place", ""),
            position=position,
            details={kept: _said(given[name]) for name, kept in self.details.items() if given[name] not in ("", None)},
            files=given["files"],
            ticket=self.ticket_name,
        )

    @property
    def _needed(self) -> list[str]:
        """Return the fields that are asked for together with others, and so are not called optional."""
        needed = ["name"] if self.topic.kind in _NAMED or self.topic.kind is None else []
        needed += ["email", "address"] if self.topic.kind in _WRITTEN else []
        return needed + (["place"] if self.topic.matter and self.topic.matter.asks_place else [])

    @property
    def _has_place(self) -> bool:
        if self.topic.matter:
            return True
        return self.topic.kind in _PLACED

    def _ask_details(self, matter: Matter) -> None:
        for question in matter.fields if isinstance(matter.fields, list) else []:
            name = slugify(str(question.get("name", ""))) if isinstance(question, dict) else ""
            if not name:
                continue
            field = _detail(question, self.language)
            self.fields[f"d_{name}"] = field
            self.details[f"d_{name}"] = str(question.get("label") or question["name"])

    def _ask_about(self) -> None:
        """Offer the matters of which a ready pack answers at once."""
        packed = Matter.objects.filter(packs__is_public=True, packs__language=self.language).distinct()
        found = list(packed)
        if found:
            self.fields["about"] = forms.ChoiceField(
                label=_("Is it about one of these?"),
                required=False,
                choices=[("", _("Something else")), *((str(each.pk), topics.name_of(each)) for each in found)],
                widget=forms.RadioSelect(),
                initial="",
            )
            self.packed = {str(each.pk): each for each in found}

    def _ask_group(self) -> None:
        self.fields["institution"] = line_field(
            _("School or institution"), longest=160, required=True, autocomplete="organization"
        )
        self.fields["people"] = forms.IntegerField(
            label=_("How many people"),
            min_value=1,
            max_value=2000,
            error_messages={"invalid": _("Write a number.")},
            widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "short"}),
        )
        self.fields["ages"] = line_field(_("Class or age"), longest=80)
        self.fields["wished_on"] = forms.DateField(
            label=_("Wished day"),
            required=False,
            widget=DateInput(attrs={"class": "short"}),
            error_messages={"invalid": _("Write a day, e.g. 24.11.2026.")},
        )

    def _ask_place(self) -> None:
        self.fields["place"] = line_field(
            _("Place"), longest=200, help_text=_("Street and number, or what stands beside it."), autocomplete="off"
        )
        self.fields["latitude"] = DegreeField(limit=90, label=_("Latitude"))
        self.fields["longitude"] = DegreeField(limit=180, label=_("Longitude"))

    def _ask_contact(self) -> None:
        kind = self.topic.kind or OF_A_MATTER[0]
        self.fields["name"] = line_field(
            _("Name and surname"), longest=160, help_text=self._why_name(kind), autocomplete="name"
        )
        self.fields["email"] = line_field(
            _("E-mail"),
            longest=254,
            help_text=_why_email(kind),
            autocomplete="email",
            inputmode="email",
            spellcheck="false",
        )
        self.fields["phone"] = line_field(
            _("Telephone"), longest=60, help_text=_("If we have a question."), autocomplete="tel", inputmode="tel"
        )
        self.fields["address"] = forms.CharField(
            label=_("Postal address"),
            required=False,
            max_length=500,
            help_text=_why_address(kind),
            widget=forms.Textarea(attrs={"rows": 2, "cols": 40, "autocomplete": "street-address"}),
        )

    def _why_name(self, kind: Kind) -> str:
        if self.topic.kind is None:
            return _(
                "Needed for a request, complaint or suggestion (law no. 3071 art. 4); a fault can be reported without."
            )
        return str(_WHY_NAME.get(kind, _("If you like.")))

    def _address(self, name: str, kind: PointKind) -> str:
        written: str = self.cleaned_data[name].strip()
        if written:
            reading.read(kind, written)
        return written

    def _check_place(self, given: dict[str, Any]) -> None:
        has = [given.get(name) is not None for name in _WHERE[1:]]
        if any(has) and not all(has):
            self.add_error("longitude" if has[0] else "latitude", _("Both numbers are needed, or none."))
        wanted = self.topic.matter is not None and self.topic.matter.asks_place
        if wanted and not given.get("place") and not any(has) and not self.has_error("place"):
            self.add_error("place", _("Say where it is: we cannot find it otherwise."))


def _why_email(kind: Kind) -> str:
    if kind in _WRITTEN:
        return _("The answer comes here; or give a postal address.")
    return _("Receipt and answer come here. Without it you can see the state with number and secret.")


def _why_address(kind: Kind) -> str:
    if kind == Kind.PETITION:
        return _("Law no. 3071 art. 4: home or work address.")
    if kind == Kind.INFORMATION:
        return _("Law no. 4982 art. 6: home or work address; needed if the documents shall come by post.")
    return _("If the answer shall come by post.")


def _detail(question: dict[str, Any], language: str) -> forms.Field:
    """Return the field of one question of a matter."""
    label = question.get("label") if language == "tr" else question.get("label_en") or question.get("label")
    common: dict[str, Any] = {"label": str(label or question["name"]), "required": bool(question.get("required"))}
    choices = question.get("choices")
    if question.get("type") == "choice" and isinstance(choices, list):
        offered = [("", _("Choose")), *((str(each), str(each)) for each in choices)]
        return forms.ChoiceField(choices=offered, **common)
    if question.get("type") == "date":
        return forms.DateField(
            widget=DateInput(attrs={"class": "short"}),
            error_messages={"invalid": _("Write a day, e.g. 24.11.2026.")},
            **common,
        )
    if question.get("type") == "number":
        return forms.DecimalField(
            widget=forms.TextInput(attrs={"inputmode": "decimal", "class": "short"}),
            max_digits=12,
            error_messages={"invalid": _("Write a number.")},
            **common,
        )
    return forms.CharField(max_length=200, **common)


def _said(value: Any) -> str:
    return value.strftime("%d.%m.%Y") if hasattr(value, "strftime") else str(value)
