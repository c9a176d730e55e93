"""What delivery hangs into the desk."""

from typing import Any

from django.urls import URLPattern, URLResolver, include, path
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.viewsets.base import ViewSet

from kopru.delivery import desk_urls, menu
from kopru.delivery.viewsets import SuppressionViewSet

_ACTIONS = {
    "delivery.draft": (_("Draft"), _("Drafted the dispatch")),
    "delivery.freeze": (_("Freeze"), _("Fixed text and recipients")),
    "delivery.send_test": (_("Test"), _("Sent the text to their own address")),
    "delivery.release": (_("Release"), _("Released the dispatch")),
    "delivery.countersign": (_("Countersign"), _("Agreed as the second person")),
    "delivery.stop": (_("Stop"), _("Stopped the dispatch")),
    "delivery.stopped": (_("Stop by itself"), _("The dispatch stopped by itself")),
    "delivery.late": (_("Late"), _("The time of the dispatch passed")),
    "delivery.resume": (_("Resume"), _("Let the dispatch go on")),
    "delivery.cancel": (_("Cancel"), _("Cancelled what still waited")),
    "delivery.finish": (_("Finish"), _("Everything was sent")),
    "delivery.settle_unknown": (_("Decide"), _("Decided a mail in doubt")),
    "delivery.bounce": (_("Bounce"), _("A mail came back")),
    "delivery.suppress": (_("Suppress"), _("Blocked the address")),
    "delivery.lift": (_("Lift"), _("Let the address be written to again")),
    "delivery.prepare_question": (_("Prepare the question"), _("Prepared the yearly question")),
    "delivery.leave": (_("Leave"), _("They had themselves taken out")),
    "delivery.check_domain": (_("Check the domain"), _("Had the DNS asked about the sending domain")),
    "delivery.release_installation": (_("Release this system"), _("Let this system send")),
}


@hooks.register("register_log_actions")
def register_log_actions(actions: Any) -> None:
    """Name what the verbs write into the history."""
    for code, (label, message) in _ACTIONS.items():
        actions.register_action(code, label, message)


@hooks.register("register_admin_urls")
def register_admin_urls() -> list[URLPattern | URLResolver]:
    """Place the desk's pages inside the admin, behind its door."""
    return [path("gonderi/", include((desk_urls.urlpatterns, "delivery_desk"), namespace="delivery_desk"))]


@hooks.register("register_admin_viewset")
def register_viewset() -> ViewSet:
    """Bring the register of blocked addresses."""
    return SuppressionViewSet()


@hooks.register("register_admin_menu_item")
def register_menu_item() -> MenuItem:
    """Bring the menu group."""
    return menu.group()
