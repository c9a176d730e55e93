"""How each verb reads in the history: its name, and the sentence that says what was done."""

from typing import Final

from django.utils.translation import gettext_lazy as _

ENTRIES: Final = {
    "cases.open_case": (_("Take down"), _("Taken down")),
    "cases.hear": (_("Hear"), _("The person wrote")),
    "cases.identify": (_("Identify"), _("Who asks was written down")),
    "cases.take": (_("Take"), _("Taken up")),
    "cases.classify": (_("Classify"), _("Classified")),
    "cases.join": (_("Join"), _("Put beside its like")),
    "cases.leave": (_("Leave the cluster"), _("Taken out of its cluster")),
    "cases.mark_duplicate": (_("Mark as duplicate"), _("Marked as duplicate")),
    "cases.note": (_("Note"), _("Noted")),
    "cases.refer": (_("Refer"), _("Referred")),
    "cases.answer_referral": (_("Answer the referral"), _("The unit answered")),
    "cases.return_referral": (_("Return"), _("The unit says: not ours")),
    "cases.ask_time": (_("Ask for time"), _("The unit asks for time")),
    "cases.grant_time": (_("Grant time"), _("The unit was given time")),
    "cases.recall": (_("Call back"), _("Called back from the unit")),
    "cases.extend": (_("Extend"), _("Extension told")),
    "cases.tell_cost": (_("Tell the cost"), _("Cost told")),
    "cases.record_payment": (_("Record payment"), _("Payment recorded")),
    "cases.set_deadline": (_("Set deadline"), _("Deadline set")),
    "cases.draft_answer": (_("Write an answer"), _("Answer begun")),
    "cases.revise_answer": (_("Revise the answer"), _("Answer revised")),
    "cases.submit_answer": (_("Submit the answer"), _("Answer submitted")),
    "cases.send_back_answer": (_("Send the answer back"), _("Answer sent back")),
    "cases.approve_answer": (_("Approve the answer"), _("Answer approved")),
    "cases.give_answer": (_("Give the answer"), _("Answer given")),
    "cases.settle_answer": (_("Settle the answer"), _("Known what became of the answer")),
    "cases.lose_answer": (_("Lose the answer"), _("The answer came back")),
    "cases.conclude": (_("Conclude"), _("The answer arrived")),
    "cases.close": (_("Close"), _("Closed")),
    "cases.reopen": (_("Reopen"), _("Reopened")),
    "cases.forward": (_("Pass on"), _("Passed on to another authority")),
}
