"""The forms of the registers: a matter's own questions are written a line each."""

from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm

from kopru.turkish.folding import fold

_TYPES: Final = {"metin": "text", "sayı": "number", "tarih": "date", "seçim": "choice"}
_WORDS: Final = {value: word for word, value in _TYPES.items()}


class QuestionsField(forms.CharField):
    """Questions a line each: "Direk no.* | Pole no. | metin"; with choices: "… | seçim | evet, hayır"."""

    widget = forms.Textarea(attrs={"rows": 4})

    def prepare_value(self, value: Any) -> Any:
        """Write the questions as lines."""
        return "\n".join(_line(each) for each in value) if isinstance(value, list) else value

    def clean(self, value: Any) -> Any:
        """Read the lines.

        :raises ValidationError: naming the line that cannot be read
        """
        lines = [line for line in str(super().clean(value) or "").splitlines() if line.strip()]
        questions = [_question(line, number) for number, line in enumerate(lines, 1)]
        names = [each["name"] for each in questions]
        if len(set(names)) < len(names):
            raise ValidationError(_("Two questions read the same."))
        return questions


def _question(line: str, number: int) -> dict[str, Any]:
    label, english, kind, choices = (*(part.strip() for part in line.split("|")), "", "", "", "")[:4]
    kind = kind.lower() or "metin"
    if not label.rstrip("*").strip() or kind not in _TYPES or (kind == "seçim") != bool(choices):
        raise ValidationError(
            _("Line %(number)d cannot be read: question | question in English | metin, sayı, tarih or seçim | choices"),
            params={"number": number},
        )
    question = {
        "name": slugify(fold(label.rstrip("* ")))[:40],
        "label": label.rstrip("* "),
        "label_en": english,
        "type": _TYPES[kind],
        "required": label.rstrip().endswith("*"),
    }
    return question | ({"choices": [each.strip() for each in choices.split(",") if each.strip()]} if choices else {})


def _line(question: dict[str, Any]) -> str:
    mark = "*" if question.get("required") else ""
    parts = [
        f"{question.get('label', '')}{mark}",
        question.get("label_en", ""),
        _WORDS.get(question.get("type", ""), "metin"),
    ]
    if question.get("choices"):
        parts.append(", ".join(question["choices"]))
    return " | ".join(parts)


class MatterForm(WagtailAdminModelForm):
    """A matter, with its questions as lines."""

    fields = QuestionsField(
        label=_("Questions of its own"),
        required=False,
        help_text=_("A line each; a star makes it required. E.g. Direk no.* | Pole no. | metin"),
    )
