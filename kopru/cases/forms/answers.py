"""What is asked before an answer is written, decided on, or known to have been given."""

import hashlib
from collections.abc import Sequence
from typing import Any, Final

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kopru.cases.forms.asking import DeedForm, words_field
from kopru.cases.forms.referrals import FilesField
from kopru.cases.letters import words
from kopru.cases.letters.reaching import WAYS, usual_way
from kopru.cases.models import Answer, AnswerKind, AnswerOutcome, Case, CaseFile, Template

#: The others have verbs of their own, which move the clock.
_KINDS: Final = (AnswerKind.FINAL, AnswerKind.INTERIM, AnswerKind.QUESTION)


def filled(template: Template, case: Case) -> str:
    """Return the words of a template for `case`, with its legal ending."""
    text = "\n\n".join(part for part in (template.text.strip(), template.ending.strip()) if part)
    given = {
        "name": case.shown_name,
        "number": case.label,
        "subject": case.subject,
        "received_on": words.day(timezone.localdate(case.received_at), case.language),
    }
    for name, value in given.items():
        text = text.replace("{" + name + "}", value)
    return text


class AnswerForm(DeedForm):
    """The words, by which way they go, and what the person gets by them."""

    kind = forms.ChoiceField(label=_("What it is"), choices=[(each.value, each.label) for each in _KINDS])
    outcome = forms.ChoiceField(label=_("Result"), choices=AnswerOutcome.choices)
    channel = forms.ChoiceField(label=_("Goes by"), choices=[(each.value, each.label) for each in WAYS])
    subject = forms.CharField(label=_("Subject"), max_length=200)
    text = words_field(_("Answer"), rows=12)
    attached = forms.ModelMultipleChoiceField(
        CaseFile.objects.none(),
        label=_("Files of the case that go along"),
        required=False,
        widget=forms.CheckboxSelectMultiple(),
    )
    uploads = FilesField(label=_("New files"), required=False)
    is_for_cluster = forms.BooleanField(
        label=_("Send the same answer to everybody in the cluster"),
        required=False,
        help_text=_("Each gets it by their own way, in their own thread; so no name may stand in it."),
    )
    template = forms.ModelChoiceField(Template.objects.none(), required=False, widget=forms.HiddenInput())

    templates: Sequence[Template] = ()
    chosen: Template | None = None

    def __init__(self, *args: Any, template_id: str = "", **kwargs: Any) -> None:
        """Begin with the words of a template, if one was chosen."""
        self.template_id = int(template_id) if template_id.isascii() and template_id.isdigit() else 0
        super().__init__(*args, **kwargs)

    def prepare(self) -> None:
        """Offer templates and files, and begin with the usual."""
        fitting = Template.objects.fitting(self.case)
        self.templates = list(fitting)
        self.fields["template"].queryset = fitting  # type: ignore[attr-defined]
        sendable = [each.pk for each in self.case.files.all() if not each.warning]
        if sendable:
            self.fields["attached"].queryset = CaseFile.objects.filter(pk__in=sendable)  # type: ignore[attr-defined]
        else:
            del self.fields["attached"]
        if self.case.cluster_id is None:
            del self.fields["is_for_cluster"]
        self.chosen = next((each for each in self.templates if each.pk == self.template_id), None)
        if self.chosen:
            self.begin(
                text=filled(self.chosen, self.case),
                kind=self.chosen.kind if self.chosen.kind in _KINDS else AnswerKind.FINAL,
                outcome=self.chosen.outcome,
                template=self.chosen.pk,
            )
        self.begin(subject=self.case.subject, channel=usual_way(self.case), kind=AnswerKind.FINAL)

    @property
    def written(self) -> dict[str, Any]:
        """Return what both writing and revising need."""
        return {name: self.cleaned_data[name] for name in ("subject", "text", "channel", "outcome")}


class ReviseForm(DeedForm):
    """The words of a draft."""

    thing: Answer
    subject = forms.CharField(label=_("Subject"), max_length=200)
    text = words_field(_("Answer"), rows=12)
    channel = forms.ChoiceField(label=_("Goes by"), choices=[(each.value, each.label) for each in WAYS])
    outcome = forms.ChoiceField(label=_("Result"), choices=AnswerOutcome.choices)

    def prepare(self) -> None:
        """Begin with the words as they are."""
        self.begin(**{name: getattr(self.thing, name) for name in ("subject", "text", "channel", "outcome")})


def version_of(answer: Answer) -> str:
    """Return what changes with every change of the words, and with what is made black in the files."""
    files = [f"{each.pk} {each.redacted.name}" for each in answer.files.all()]
    return hashlib.sha256("\n".join([answer.drafted_at.isoformat(), *files]).encode()).hexdigest()[:24]


class CommentForm(DeedForm):
    """Lets the one who approves add a word for the writer; what is approved is what they have read."""

    thing: Answer
    comment = words_field(_("Note for the writer"), rows=2, required=False)
    seen = forms.CharField(required=False, widget=forms.HiddenInput())

    def prepare(self) -> None:
        """Remember what is shown."""
        self.begin(seen=version_of(self.thing))

    def clean(self) -> dict[str, Any]:
        """Refuse where the words are others by now."""
        given: dict[str, Any] = super().clean() or self.cleaned_data
        if given.pop("seen", "") not in ("", version_of(self.thing)):
            self.add_error(None, _("The answer was changed after you opened it. Read it again."))
        return given


class ProofForm(DeedForm):
    """How it is known that the person got it."""

    proof = forms.CharField(
        label=_("How do you know that the person got it?"),
        max_length=255,
        help_text=_("E.g. read out by telephone on the day, handed over against signature."),
    )
