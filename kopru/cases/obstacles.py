"""What can stand in the way of a verb.

Obstacle
  NothingAsked         neither subject nor text says what is asked
  AlreadyClosed        the case has ended
  StillOpen            the case has not ended
  ReasonMissing        it needs a reason that people can read
  NoWordToThePerson    no answer arrived and no reason is recorded
  DateInThePast        a date to come is needed
  AlreadyWithUnit      that unit has it already
  UnitUnreachable      the unit has neither an e-mail address nor anybody who signs in
  NotWithUnit          the unit is not asked any more
  ReferralsOpen        units are still asked
  NoExtensionHere      no law lets this case's time be extended
  TooLateToExtend      the time in which an extension can be told has passed
  GroundMissing        an extension needs one of the three grounds of the law
  NoCostHere           no law lets a cost be asked for this case
  NothingOwed          no cost was told, or it is paid
  CostOwed             a cost was told and is not paid yet
  NotPaidThen          nobody pays before the cost is told, nor on a day to come
  NothingWritten       an answer has no words
  NotADraft            its words are fixed
  NotWaiting           it waits for nobody
  OwnWords             nobody approves their own words here
  ApprovalNeeded       this type of answer leaves only with approval
  NoAddress            there is no address for this channel
  AnswerUnderWay       an answer is on its way
  Incomplete           questions are neither answered nor marked why not
  LineExpired          a line to take is not valid any more
  AlreadyErased        the person was taken out before
  NothingToRedact      no box was drawn, or the file is of a kind that cannot be made black
  AlreadySettled       the mail is not in quarantine any more
  StillUnreadable      the mail cannot be read now either
  BytesGone            the bytes of the mail are not kept any more
  NotFromMail          no mail began the case
  NotUnwanted          the mail does not count as unwanted
  HandoverUnderWay     it is on its way to another body
  NoServer             the other body has no Open311 server that may be sent to
  PlaceMissing         nothing says where it is
  NotInDoubt           nobody doubts whether it arrived there
  NumberMissing        its number there is not said
  WordsNotJudged       words of somebody who hides may tell who they are
  NothingToJudge       no word of somebody who hides was judged
  NamesThePerson       words for all of a cluster name one of them
  NoWay                nobody knows this way to settle a mail
  NotAScan             it is neither a PDF nor a picture that can be opened
  TooManyPages         a letter has more pages than one reads in
  OpenedAlready        the scanned letter is a case already, or was thrown away
  FileHeld             parts of a file are being made black; until then it leaves by no way
"""

from django.utils.translation import gettext_lazy as _


class Obstacle(Exception):
    """A verb cannot be done; `str()` says why, in the reader's language."""

    words = _("This is not possible now.")

    def __str__(self) -> str:
        return str(self.words)


class NothingAsked(Obstacle):
    """Neither subject nor text says what is asked."""

    words = _("Write what is asked.")


class AlreadyClosed(Obstacle):
    """The case has ended."""

    words = _("This case is closed. Reopen it first.")


class StillOpen(Obstacle):
    """The case has not ended."""

    words = _("This case is not closed.")


class ReasonMissing(Obstacle):
    """It needs a reason that people can read."""

    words = _("Write the reason: others will read it.")


class NoWordToThePerson(Obstacle):
    """No answer arrived and no reason is recorded."""

    words = _("A case ends with an answer that arrived, or with a reason that is written down.")


class DateInThePast(Obstacle):
    """A date to come is needed."""

    words = _("Give a day that is still to come.")


class AlreadyWithUnit(Obstacle):
    """That unit has it already."""

    words = _("This unit has been asked already and has not answered yet.")


class UnitUnreachable(Obstacle):
    """The unit has neither an e-mail address nor anybody who signs in."""

    words = _("This unit has no e-mail address and nobody who signs in: enter its address in the directory first.")


class NotWithUnit(Obstacle):
    """The unit is not asked any more."""

    words = _("The unit has answered already, or the case was called back.")


class ReferralsOpen(Obstacle):
    """Units are still asked."""

    words = _("Units have not answered yet. Call the case back from them first.")


class NoExtensionHere(Obstacle):
    """No law lets this case's time be extended."""

    words = _("The time can be extended only for an information request (law 4982 art. 11), and only once.")


class TooLateToExtend(Obstacle):
    """The time in which an extension can be told has passed."""

    words = _("An extension must be told before the fifteen working days end (law 4982 art. 11): that time has passed.")


class GroundMissing(Obstacle):
    """An extension needs one of the three grounds of the law."""

    words = _("Choose one of the three grounds of law 4982 art. 11.")


class NoCostHere(Obstacle):
    """No law lets a cost be asked for this case."""

    words = _("A cost can be asked only for an information request (law 4982 art. 10).")


class NothingOwed(Obstacle):
    """No cost was told, or it is paid."""

    words = _("No cost was told to the person, or it has been paid.")


class CostOwed(Obstacle):
    """A cost was told and is not paid yet."""

    words = _("The person was told a cost already; it has not been paid yet.")


class NotPaidThen(Obstacle):
    """Nobody pays before the cost is told, nor on a day to come."""

    words = _("It cannot have been paid before the cost was told, nor on a day that is still to come.")


class NothingWritten(Obstacle):
    """An answer has no words."""

    words = _("Write the answer.")


class NotADraft(Obstacle):
    """Its words are fixed."""

    words = _("Its words cannot be changed any more: it waits for approval, or has left.")


class NotWaiting(Obstacle):
    """It waits for nobody."""

    words = _("The answer no longer waits for approval: somebody was quicker.")


class OwnWords(Obstacle):
    """Nobody approves their own words here."""

    words = _("Nobody approves their own words: somebody else must read this answer.")


class ApprovalNeeded(Obstacle):
    """This type of answer leaves only with approval."""

    words = _("An answer of this type must be approved before it leaves.")


class NoAddress(Obstacle):
    """There is no address for this channel."""

    words = _("There is no address or number for this way: complete it, or choose another way.")


class AnswerUnderWay(Obstacle):
    """An answer is on its way."""

    words = _("An answer is on its way to the person. Wait until it is known whether it arrived.")


class Incomplete(Obstacle):
    """Questions are neither answered nor marked why not."""

    words = _("Every question must be answered, or marked why it is not.")


class LineExpired(Obstacle):
    """A line to take is not valid any more."""

    words = _("This wording is not valid any more. Ask its owner for a new one.")


class AlreadyErased(Obstacle):
    """The person was taken out before."""

    words = _("The personal data of this case was erased already.")


class NothingToRedact(Obstacle):
    """No box was drawn, or the file is of a kind that cannot be made black."""

    words = _("Draw at least one box, each with its reason, on a PDF or a photo.")


class AlreadySettled(Obstacle):
    """The mail is not in quarantine any more."""

    words = _("This mail has been settled already.")


class StillUnreadable(Obstacle):
    """The mail cannot be read now either."""

    words = _("The mail still cannot be read. It stays in quarantine.")


class BytesGone(Obstacle):
    """The bytes of the mail are not kept any more."""

    words = _("The bytes of this mail are not kept any more.")


class NotFromMail(Obstacle):
    """No mail began the case."""

    words = _("This case was not opened by a mail.")


class NotUnwanted(Obstacle):
    """The mail does not count as unwanted."""

    words = _("This mail does not count as unwanted.")


class NoWay(Obstacle):
    """Nobody knows this way to settle a mail."""

    words = _("Choose what is to become of the mail.")


class NotAScan(Obstacle):
    """It is neither a PDF nor a picture that can be opened."""

    words = _("This cannot be opened: it is damaged, locked with a password, or neither PDF, JPEG, PNG nor TIFF.")


class TooManyPages(Obstacle):
    """A letter has more pages than one reads in."""

    words = _("A letter has at most 20 pages here. Scan its first pages, and keep the rest on paper.")


class OpenedAlready(Obstacle):
    """The scanned letter is a case already, or was thrown away."""

    words = _("This letter has been taken down already, or was thrown away.")


class FileHeld(Obstacle):
    """Parts of a file are being made black; until then it leaves by no way."""

    words = _("A file of this case is being blacked out. Try again when the blacked-out copy is there.")


class HandoverUnderWay(Obstacle):
    """It is on its way to another body."""

    words = _("It is on its way to another authority; first it must be known whether it arrived.")


class NoServer(Obstacle):
    """The other body has no Open311 server that may be sent to."""

    words = _("This authority has no Open311 address beginning with https, or its key is not set.")


class PlaceMissing(Obstacle):
    """Nothing says where it is."""

    words = _("Write down the place first: an Open311 report needs one.")


class NotInDoubt(Obstacle):
    """Nobody doubts whether it arrived there."""

    words = _("Nothing is in doubt here any more.")


class NumberMissing(Obstacle):
    """Its number there is not said."""

    words = _("Write the number it has there.")


class WordsNotJudged(Obstacle):
    """Words of somebody who hides may tell who they are."""

    words = _("Some words may tell who the hidden person is. Judge each of them first: hide or show.")


class NothingToJudge(Obstacle):
    """No word of somebody who hides was judged."""

    words = _("Say of each word whether it is hidden or shown.")


class NamesThePerson(Obstacle):
    """Words for all of a cluster name one of them."""

    words = _("This answer goes to everybody in the cluster: take out the person’s name.")
