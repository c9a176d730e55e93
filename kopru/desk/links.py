"""The framework's form for a web address in a text: sent without its field it answers 500 of itself."""

from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest
from wagtail.admin.auth import require_admin_access
from wagtail.admin.views.chooser import ExternalLinkView


class _WebAddress(ExternalLinkView):
    def post(self, request: HttpRequest) -> HttpResponse:
        """Take the address, if one was sent."""
        if f"{self.form_prefix}-{self.link_url_field_name}" not in request.POST:
            return HttpResponseBadRequest()
        answer: HttpResponse = super().post(request)
        return answer


web_address = require_admin_access(_WebAddress.as_view())
