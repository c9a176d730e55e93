"""The desk's face and places inside the admin."""

from typing import Any

from django.forms import ModelForm, RadioSelect, modelform_factory
from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.search import SearchArea
from wagtail.admin.views.account import BaseSettingsPanel

from kopru.core.models import Identity, User
from kopru.desk import access, face, views
from kopru.desk.models import Morning
from kopru.desk.panels import TodayPanel
from kopru.desk.reports import HistoryView


@hooks.register("register_admin_urls")
def addresses() -> list[URLPattern]:
    """Place the one search and the history of everything inside the admin, behind its door."""
    return [
        path("ara/", views.search, name="desk_search"),
        path("gecmis/", HistoryView.as_view(), name="desk_history"),
        path("gecmis/sonuclar/", HistoryView.as_view(results_only=True), name="desk_history_results"),
    ]


@hooks.register("register_reports_menu_item")
def history_item() -> MenuItem:
    """Let the head see what was done."""
    return MenuItem(_("History of everything"), reverse("desk_history"), name="history", icon_name="history", order=1)


@hooks.register("register_account_settings_panel")
class SecondFactorPanel(BaseSettingsPanel):
    """Leads from one's account to the second step of signing in."""

    name = "second_factor"
    title = _("Second step of signing in")
    order = 250
    template_name = "desk/second_factor_panel.html"
    form_class = modelform_factory(User, fields=[])


@hooks.register("register_account_settings_panel")
class MorningPanel(BaseSettingsPanel):
    """Whether one wants Bugün by mail."""

    name = "morning"
    title = _("Morning mail")
    order = 260
    form_class = modelform_factory(Morning, fields=["often"], widgets={"often": RadioSelect})

    def get_form(self) -> ModelForm[Morning]:
        """Return the choice of who is signed in; where none was made yet, it begins with the usual one."""
        row = Morning.objects.filter(user=self.user).first() or Morning(user=self.user)
        data = self.request.POST if self.request.method == "POST" else None
        return self.form_class(data, instance=row, prefix=self.name)


@hooks.register("register_admin_menu_item")
def today_item() -> MenuItem:
    """Put "Bugün" first."""
    return MenuItem(_("Today"), reverse("wagtailadmin_home"), name="today", icon_name="calendar-check", order=-1)


@hooks.register("construct_main_menu")
@hooks.register("construct_settings_menu")
@hooks.register("construct_reports_menu")
def trim_menu(request: HttpRequest, items: list[MenuItem]) -> None:
    """Leave only what is for this person."""
    access.trim(items, request.user)


@hooks.register("construct_homepage_panels")
def home(_request: HttpRequest, panels: list[Any]) -> None:
    """Show today, and nothing of pages."""
    panels[:] = [TodayPanel()]


@hooks.register("register_admin_search_area")
def search_area() -> SearchArea:
    """Let the field of the side bar ask our own index."""
    return SearchArea(_("Everything"), reverse("desk_search"), name="everything", icon_name="search", order=-1)


@hooks.register("construct_search")
def only_our_search(_request: HttpRequest, areas: list[SearchArea]) -> None:
    """Offer no other search beside it."""
    areas[:] = [area for area in areas if area.name == "everything"]


@hooks.register("insert_global_admin_css")
def dress() -> SafeString:
    """Dye the desk in the office's colours."""
    sheet = format_html('<link rel="stylesheet" href="{}">', static("desk/office.css"))
    return face.variables(Identity.load()) + sheet


@hooks.register("insert_global_admin_js")
def keyboard() -> SafeString:
    """Bring the keys, and the date fields that need no inline script."""
    scripts = ("desk/keys.js", "desk/widgets.js")
    return SafeString("".join(format_html('<script defer src="{}"></script>', static(name)) for name in scripts))
