"""The verbs of a case, in the order of its life.

Opened and heard again (`opening`); taken, classified, joined, noted (`triaging`); referred to units and answered by
them (`referring`); its clock moved (`clocking`); the answer written, approved, sent, arrived (`answering`); ended,
reopened, passed on (`ending`); the person taken out at last (`forgetting`); units reminded, people asked
whether it was solved (`following`). Some types have verbs of their own: a journalist's questions (`media`), photo
shoots, group visits and the tray of material (`serving`). A mail's outcome is corrected by a person (`mailroom`). A
scanned letter is put in, and becomes a case (`scanning`).
"""

from kopru.cases.actions.answering import (
    approve_answer,
    draft_answer,
    give_answer,
    lose_answer,
    revise_answer,
    send_back_answer,
    settle_answer,
    submit_answer,
)
from kopru.cases.actions.clocking import extend, record_payment, set_deadline, tell_cost
from kopru.cases.actions.ending import close, conclude, forward, reopen
from kopru.cases.actions.following import SOLVED, hear_survey, remind, survey
from kopru.cases.actions.forgetting import anonymise
from kopru.cases.actions.handing import (
    DECISIONS,
    begin_handover,
    follow_handover,
    hand_over,
    judge_handover,
    settle_handover,
)
from kopru.cases.actions.judging import judge_words
from kopru.cases.actions.mailroom import How, mark_spam, not_spam, settle_incoming
from kopru.cases.actions.media import (
    add_question,
    assemble_answer,
    plan_media,
    record_outcome,
    settle_question,
    use_line,
)
from kopru.cases.actions.opening import Opening, hear, identify, open_case, open_cases
from kopru.cases.actions.redacting import ask_redaction, drop_redaction, redact
from kopru.cases.actions.referring import answer_referral, ask_time, grant_time, recall, refer, return_referral
from kopru.cases.actions.scanning import discard_letter, open_letter, put_in_letter
from kopru.cases.actions.serving import (
    assign_shoot,
    book_visit,
    deliver_shoot,
    hand_in,
    plan_shoot,
    plan_visit,
    use_material,
)
from kopru.cases.actions.triaging import classify, join, leave, mark_duplicate, note, take
from kopru.cases.obstacles import Obstacle

__all__ = [
    "DECISIONS",
    "SOLVED",
    "How",
    "Obstacle",
    "Opening",
    "add_question",
    "anonymise",
    "answer_referral",
    "approve_answer",
    "ask_redaction",
    "ask_time",
    "assemble_answer",
    "assign_shoot",
    "begin_handover",
    "book_visit",
    "classify",
    "close",
    "conclude",
    "deliver_shoot",
    "discard_letter",
    "draft_answer",
    "drop_redaction",
    "extend",
    "follow_handover",
    "forward",
    "give_answer",
    "grant_time",
    "hand_in",
    "hand_over",
    "hear",
    "hear_survey",
    "identify",
    "join",
    "judge_handover",
    "judge_words",
    "leave",
    "lose_answer",
    "mark_duplicate",
    "mark_spam",
    "not_spam",
    "note",
    "open_case",
    "open_cases",
    "open_letter",
    "plan_media",
    "plan_shoot",
    "plan_visit",
    "put_in_letter",
    "recall",
    "record_outcome",
    "record_payment",
    "redact",
    "refer",
    "remind",
    "reopen",
    "return_referral",
    "revise_answer",
    "send_back_answer",
    "set_deadline",
    "settle_answer",
    "settle_handover",
    "settle_incoming",
    "settle_question",
    "submit_answer",
    "survey",
    "take",
    "tell_cost",
    "use_line",
    "use_material",
]
