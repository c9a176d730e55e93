"""The nouns of the cases: what is asked, at which unit it is, what was said, and by when."""

from kopru.cases.models.answers import WAITING, Answer, AnswerKind, AnswerStage, Template
from kopru.cases.models.answers import Outcome as AnswerOutcome
from kopru.cases.models.authorities import Authority, Handover, HandoverState
from kopru.cases.models.cases import (
    OPEN_STATES,
    Case,
    Channel,
    Close,
    Cluster,
    Counter,
    Kind,
    LegalClass,
    Retention,
    State,
)
from kopru.cases.models.clock import ClockEvent, ClockKind, ExtensionGround
from kopru.cases.models.incoming import Incoming, Mailbox, Outcome, Source
from kopru.cases.models.matters import CaseRules, Leave, Matter
from kopru.cases.models.messages import CaseFile, Message, Voice
from kopru.cases.models.referrals import Referral, ReferralState
from kopru.cases.models.scans import Scan, ScanFile
from kopru.cases.models.special import (
    Became,
    GroupVisit,
    LineToTake,
    LineUse,
    Material,
    MediaForm,
    MediaRequest,
    Pack,
    Question,
    ShootRequest,
)
from kopru.cases.models.tries import Tries

__all__ = [
    "OPEN_STATES",
    "WAITING",
    "Answer",
    "AnswerKind",
    "AnswerOutcome",
    "AnswerStage",
    "Authority",
    "Became",
    "Case",
    "CaseFile",
    "CaseRules",
    "Channel",
    "ClockEvent",
    "ClockKind",
    "Close",
    "Cluster",
    "Counter",
    "ExtensionGround",
    "GroupVisit",
    "Handover",
    "HandoverState",
    "Incoming",
    "Kind",
    "Leave",
    "LegalClass",
    "LineToTake",
    "LineUse",
    "Mailbox",
    "Material",
    "Matter",
    "MediaForm",
    "MediaRequest",
    "Message",
    "Outcome",
    "Pack",
    "Question",
    "Referral",
    "ReferralState",
    "Retention",
    "Scan",
    "ScanFile",
    "ShootRequest",
    "Source",
    "State",
    "Template",
    "Tries",
    "Voice",
]
