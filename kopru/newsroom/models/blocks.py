"""What a bulletin's body is made of: few kinds of block, so that text to paste stays text."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail import blocks

INLINE = ["bold", "italic", "link"]


class QuoteBlock(blocks.StructBlock):
    """Somebody's own words, with who says them and in what office."""

    text = blocks.RichTextBlock(label=pgettext_lazy("speaker", "Words"), features=INLINE)
    speaker = blocks.CharBlock(label=_("Speaker"), max_length=120)
    office = blocks.CharBlock(label=pgettext_lazy("speaker", "Office"), max_length=160, required=False)

    class Meta:
        icon = "openquote"
        label = _("Quote")


class FactBlock(blocks.StructBlock):
    """A label and its value: "Uzunluk", "2,4 km"."""

    label = blocks.CharBlock(label=_("Label"), max_length=80)
    value = blocks.CharBlock(label=_("Value"), max_length=240)

    class Meta:
        icon = "list-ul"
        label = _("Fact")


class FactsBlock(blocks.StructBlock):
    """Figures and dates to copy."""

    title = blocks.CharBlock(label=_("Title"), max_length=120, required=False)
    facts = blocks.ListBlock(FactBlock(), label=_("Facts"), min_num=1)

    class Meta:
        icon = "list-ul"
        label = _("Fact list")


class BodyBlock(blocks.StreamBlock):
    """The body in its order."""

    # may be empty: the editor opens with one, and what was not written is left out when the words are frozen
    paragraph = blocks.RichTextBlock(label=_("Paragraph"), icon="pilcrow", features=INLINE, required=False)
    subhead = blocks.CharBlock(label=_("Sub-heading"), icon="title", max_length=160)
    quote = QuoteBlock()
    facts = FactsBlock()

    class Meta:
        required = False
