"""The forms of the press room's registers, in the order in which they are filled."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel

SPOKESPERSON = [
    MultiFieldPanel(
        [FieldPanel("office"), FieldPanel("name"), FieldRowPanel([FieldPanel("duty"), FieldPanel("duty_en")])], _("Who")
    ),
    MultiFieldPanel([FieldPanel("topics"), FieldPanel("topics_en"), FieldPanel("languages")], _("About what")),
    MultiFieldPanel([FieldRowPanel([FieldPanel("phone"), FieldPanel("email")])], _("Ways to reach them")),
    MultiFieldPanel(
        [
            FieldRowPanel([FieldPanel("starts_on"), FieldPanel("ends_on")]),
            FieldRowPanel([FieldPanel("checked_on"), FieldPanel("order")]),
        ],
        _("When"),
    ),
]
FACT = [
    MultiFieldPanel(
        [
            FieldPanel("section"),
            FieldRowPanel([FieldPanel("label"), FieldPanel("label_en")]),
            FieldRowPanel([FieldPanel("value"), FieldPanel("value_en")]),
        ],
        _("Short fact"),
    ),
    MultiFieldPanel([FieldPanel("source"), FieldPanel("source_url"), FieldPanel("as_of")], _("Source and date")),
    FieldRowPanel([FieldPanel("order"), FieldPanel("is_shown")]),
]
