"""What each type of case brings with it: its law, who approves its answer, how long its data is kept."""

from dataclasses import dataclass
from typing import Final

from kopru.cases.models import AnswerStage, Kind, LegalClass, Retention


@dataclass(frozen=True, slots=True)
class Type:
    """What follows from the type, unless somebody chooses otherwise."""

    legal_class: LegalClass
    #: who must approve the final answer, in this order
    approvals: tuple[AnswerStage, ...] = ()
    retention: Retention = Retention.USUAL


_HEAD: Final = (AnswerStage.WITH_HEAD,)
_BOTH: Final = (AnswerStage.WITH_HEAD, AnswerStage.WITH_MAYOR)

#: The clock of 3071 is the safe default for whatever a citizen asks (turkey.md a.2); strangers and units have none.
TYPES: Final = {
    Kind.REQUEST: Type(LegalClass.PETITION, _HEAD),
    Kind.COMPLAINT: Type(LegalClass.PETITION, _HEAD),
    Kind.SUGGESTION: Type(LegalClass.PETITION),
    Kind.INFORMATION: Type(LegalClass.INFORMATION, _HEAD, Retention.LEGAL),
    Kind.PETITION: Type(LegalClass.PETITION, _HEAD, Retention.LEGAL),
    Kind.THANKS: Type(LegalClass.SERVICE, retention=Retention.SHORT),
    Kind.REPORT: Type(LegalClass.SERVICE),
    Kind.MEDIA: Type(LegalClass.MEDIA, _BOTH),
    Kind.TOURIST: Type(LegalClass.SERVICE, retention=Retention.SHORT),
    Kind.GROUP: Type(LegalClass.SERVICE, retention=Retention.SHORT),
    Kind.SHOOT: Type(LegalClass.SERVICE),
    Kind.MATERIAL: Type(LegalClass.SERVICE),
    Kind.CIMER: Type(LegalClass.PETITION, _HEAD, Retention.LEGAL),
    Kind.DATA: Type(LegalClass.DATA, _HEAD, Retention.LEGAL),
    Kind.UNREADABLE: Type(LegalClass.SERVICE, retention=Retention.SHORT),
}
