"""How the registers' forms are laid out."""

from typing import Final

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, HelpPanel, MultiFieldPanel

MATTER: Final = [
    FieldRowPanel([FieldPanel("name"), FieldPanel("name_en")]),
    FieldPanel("slug"),
    FieldRowPanel([FieldPanel("unit"), FieldPanel("days")]),
    MultiFieldPanel(
        [FieldPanel("is_public"), FieldPanel("asks_place"), FieldPanel("asks_photo"), FieldPanel("fields")],
        heading=_("On the public forms"),
    ),
    FieldPanel("published_answer"),
    FieldRowPanel([FieldPanel("authority"), FieldPanel("authority_code")]),
]
AUTHORITY: Final = [
    FieldRowPanel([FieldPanel("name"), FieldPanel("email")]),
    MultiFieldPanel(
        [
            FieldPanel("endpoint"),
            FieldRowPanel([FieldPanel("jurisdiction"), FieldPanel("key_name")]),
            FieldPanel("may_have_persons"),
        ],
        heading=_("Its Open311 server"),
    ),
]
LEAVE: Final = [
    FieldRowPanel([FieldPanel("from_on"), FieldPanel("until_on")]),
    FieldPanel("is_half"),
    FieldPanel("source"),
]
TEMPLATE: Final = [
    FieldPanel("title"),
    FieldRowPanel([FieldPanel("case_kind"), FieldPanel("language")]),
    FieldRowPanel([FieldPanel("kind"), FieldPanel("outcome")]),
    HelpPanel(
        content=_(
            "{name}, {number}, {subject} and {received_on} are filled in when somebody begins an answer with it."
            " Greeting and signature are added by themselves."
        )
    ),
    FieldPanel("text"),
    FieldPanel("ending"),
    FieldPanel("source"),
]
