"""The editor of a bulletin, panel by panel, in the order in which it is written."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel

EDITOR = (
    MultiFieldPanel(
        [FieldPanel("overline"), FieldPanel("headline"), FieldPanel("spot"), FieldPanel("place")],
        heading=_("Headline and spot"),
    ),
    FieldPanel("body"),
    InlinePanel(
        "figures",
        [FieldPanel("photo"), FieldPanel("caption"), FieldPanel("credit")],
        heading=_("Photos"),
        label=_("Photo"),
    ),
    InlinePanel("files", [FieldPanel("title"), FieldPanel("file")], heading=_("Files"), label=_("File")),
    MultiFieldPanel(
        [
            FieldRowPanel([FieldPanel("unit"), FieldPanel("contact")]),
            FieldPanel("topics"),
            FieldRowPanel([FieldPanel("language"), FieldPanel("needs_mayor")]),
        ],
        heading=_("What it belongs to"),
    ),
)

#: panels, not bare fields: these bring the calendar
ABSENCE = (
    FieldPanel("person"),
    FieldPanel("deputy"),
    FieldRowPanel([FieldPanel("from_on"), FieldPanel("until_on")]),
)
