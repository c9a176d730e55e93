"""The forms of people, outlets, units and offices, as the admin draws them."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel, Panel
from wagtail.admin.widgets import AdminAutoHeightTextInput

_REACHED_BY: list[Panel] = [
    FieldRowPanel([FieldPanel("kind"), FieldPanel("value", widget=AdminAutoHeightTextInput), FieldPanel("label")]),
    FieldRowPanel([FieldPanel("standing"), FieldPanel("verified_on"), FieldPanel("source")]),
]
_CONTACT_POINTS = InlinePanel(
    "contact_points", panels=_REACHED_BY, heading=_("How they are reached"), label=_("Address or number")
)
_PERIOD = FieldRowPanel([FieldPanel("starts_on"), FieldPanel("ends_on")])

PERSON: list[Panel] = [
    MultiFieldPanel(
        [
            FieldRowPanel([FieldPanel("title"), FieldPanel("first_name"), FieldPanel("last_name")]),
            FieldRowPanel([FieldPanel("circle"), FieldPanel("city"), FieldPanel("language")]),
        ],
        heading=_("Person"),
    ),
    _CONTACT_POINTS,
    InlinePanel(
        "posts",
        panels=[FieldRowPanel([FieldPanel("outlet"), FieldPanel("duty"), FieldPanel("wording")]), _PERIOD],
        heading=_("Posts at outlets"),
        label=_("Post at an outlet"),
    ),
    InlinePanel(
        "tenures",
        panels=[FieldRowPanel([FieldPanel("office"), FieldPanel("is_deputy")]), _PERIOD],
        heading=_("Offices held"),
        label=_("Office (makam)"),
    ),
    MultiFieldPanel(
        [
            FieldRowPanel([FieldPanel("gender"), FieldPanel("salutation"), FieldPanel("deceased_on")]),
            FieldPanel("tags"),
            FieldPanel("note"),
        ],
        heading=_("More"),
    ),
]
OUTLET: list[Panel] = [
    MultiFieldPanel(
        [
            FieldPanel("name"),
            FieldRowPanel([FieldPanel("kind"), FieldPanel("reach"), FieldPanel("city")]),
            FieldRowPanel([FieldPanel("website"), FieldPanel("language"), FieldPanel("closed_on")]),
        ],
        heading=_("Outlet"),
    ),
    _CONTACT_POINTS,
    InlinePanel(
        "posts",
        panels=[FieldRowPanel([FieldPanel("person"), FieldPanel("duty"), FieldPanel("wording")]), _PERIOD],
        heading=_("Who works there"),
        label=_("Post at an outlet"),
    ),
    MultiFieldPanel([FieldPanel("tags"), FieldPanel("note")], heading=_("More")),
]
UNIT: list[Panel] = [
    MultiFieldPanel(
        [FieldPanel("name"), FieldRowPanel([FieldPanel("parent"), FieldPanel("closed_on")]), FieldPanel("duties")],
        heading=_("Unit"),
    ),
    _CONTACT_POINTS,
    InlinePanel(
        "members",
        panels=[FieldRowPanel([FieldPanel("user"), FieldPanel("is_lead")])],
        heading=_("Users of the unit"),
        label=_("User"),
    ),
]
OFFICE: list[Panel] = [
    MultiFieldPanel(
        [
            FieldPanel("name"),
            FieldRowPanel([FieldPanel("institution"), FieldPanel("unit")]),
            FieldRowPanel([FieldPanel("precedence"), FieldPanel("form_of_address")]),
        ],
        heading=_("Office (makam)"),
    ),
    InlinePanel(
        "tenures",
        panels=[FieldRowPanel([FieldPanel("person"), FieldPanel("is_deputy")]), _PERIOD],
        heading=_("Holders"),
        label=_("Tenure"),
    ),
]
