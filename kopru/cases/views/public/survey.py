"""Was it solved? asked some weeks after the answer; only pressing a button says anything."""

from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from kopru.cases import actions
from kopru.cases.forms.public import SurveyForm
from kopru.cases.letters import links
from kopru.cases.models import Case
from kopru.cases.views.public.door import page, public


@public("POST")
def survey(request: HttpRequest, key: str) -> HttpResponse:
    """Take the person's own word; "no" opens the case again."""
    number = links.case_of_survey(key)
    case = Case.objects.filter(pk=number, erased_at__isnull=True).first() if number is not None else None
    if case is None:
        return page(request, "survey_gone.html", status=HTTPStatus.NOT_FOUND)
    form, at = SurveyForm(request.POST or None), timezone.now()
    said = request.POST.get("cevap", "")
    if request.method == "POST" and said in actions.SOLVED and form.is_valid():
        actions.hear_survey(case, solved=said, reason=form.cleaned_data["reason"], at=at)
        case.refresh_from_db()
    meant = next((word for word in ("evet", "hayir") if word in request.GET), "")
    return page(request, "survey.html", language=case.language, case=case, form=form, meant=meant)
