"""How each verb reads in the history: its name, and the sentence that says what was done."""

from typing import Final

from django.utils.translation import gettext_lazy as _

ENTRIES: Final = {
    "newsroom.submit": (_("Send for approval"), _("Sent for approval")),
    "newsroom.take_back": (_("Take back"), _("Taken back from approval")),
    "newsroom.send_back": (_("Send back"), _("Sent back")),
    "newsroom.pass_on": (
        _("Pass on to the mayor's office"),
        _("Approved by the head, passed on to the mayor's office"),
    ),
    "newsroom.approve": (_("Approve"), _("Approved")),
    "newsroom.show_inside": (_("Show inside"), _("Shown inside the municipality")),
    "newsroom.share_by_link": (_("Share by private link"), _("Shared by private link")),
    "newsroom.publish": (_("Publish"), _("Published")),
    "newsroom.embargo": (_("Publish later"), _("To be published at a set time")),
    "newsroom.hold": (_("Hold"), _("Closed again before publication")),
    "newsroom.reopen": (_("Write on"), _("Reopened")),
    "newsroom.correct": (_("Correct"), _("Corrected")),
    "newsroom.supplement": (_("Supplement"), _("Supplemented")),
    "newsroom.withdraw": (_("Withdraw"), _("Withdrawn")),
    "newsroom.offer": (_("Offer to the press"), _("Offered to the press")),
    "newsroom.notify": (_("Notify recipients"), _("Wrote to those who had the faulty version")),
}
