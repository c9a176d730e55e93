"""What can stand in the way of a verb.

Obstacle
  Unfinished           words are missing that nobody could approve
  PhotoNotCleared      the office has no right to print one of its photos
  NothingChanged       it is, word for word, the edition in force
  NotOpen              it waits for approval, or is approved and not reopened
  NotWaiting           it waits for nobody
  OtherEdition         the edition that was read is not the one that waits
  OwnWords             nobody approves their own words here
  ReasonMissing        it needs a reason that people can read
  NotApproved          no edition was approved
  AlreadyPublic        the public has it
  AlreadyWithdrawn     it was taken back
  InThePast            an embargo cannot end before now
  ChangeWaits          an approved change waits to replace what would be shown
  NothingToMend        no approved edition waits to replace the one in force
  NotYetPublic         the public has not seen it
  NobodyToWriteTo      no recipient is left
  Overtaken            something newer is in force
  StillLeaving         copies are on their way to those it is for
  AlreadyNotified      those who had the faulty edition were written to
"""

from django.utils.translation import gettext_lazy as _


class Obstacle(Exception):
    """A verb cannot be done; `str()` says why, in the reader's language."""

    words = _("This is not possible now.")

    def __str__(self) -> str:
        return str(self.words)


class Unfinished(Obstacle):
    """Words are missing that nobody could approve."""

    words = _("A headline and a text are needed before it can be approved.")


class PhotoNotCleared(Obstacle):
    """The office has no right to print one of its photos."""

    words = _("One of its photos may not be used: its rights are not cleared, or have ended.")


class NothingChanged(Obstacle):
    """It is, word for word, the edition in force."""

    words = _("Nothing has changed since the approved version.")


class NotOpen(Obstacle):
    """It waits for approval, or is approved and not reopened."""

    words = _("It is not being written now: it waits for approval, or is approved.")


class NotWaiting(Obstacle):
    """It waits for nobody."""

    words = _("It no longer waits for approval: somebody was quicker.")


class OtherEdition(Obstacle):
    """The edition that was read is not the one that waits."""

    words = _("The version you read is not the one that waits for approval. Read it again.")


class OwnWords(Obstacle):
    """Nobody approves their own words here."""

    words = _("Nobody approves their own words: somebody else must read this bulletin.")


class ReasonMissing(Obstacle):
    """It needs a reason that people can read."""

    words = _("Write the reason: others will read it.")


class NotApproved(Obstacle):
    """No edition was approved."""

    words = _("It has not been approved.")


class AlreadyPublic(Obstacle):
    """The public has it."""

    words = _("It is already public.")


class AlreadyWithdrawn(Obstacle):
    """It was taken back."""

    words = _("It has been withdrawn.")


class InThePast(Obstacle):
    """An embargo cannot end before now."""

    words = _("The end of an embargo lies in the future.")


class ChangeWaits(Obstacle):
    """An approved change waits to replace what would be shown."""

    words = _("An approved change waits: put it in force first, as a correction or supplement.")


class NothingToMend(Obstacle):
    """No approved edition waits to replace the one in force."""

    words = _("No newly approved version waits: write it, and let it be approved first.")


class NotYetPublic(Obstacle):
    """The public has not seen it."""

    words = _("It is not public yet.")


class NobodyToWriteTo(Obstacle):
    """No recipient is left."""

    words = _("Nobody is left to write to: everybody in this audience has this version, or has no e-mail address.")


class Overtaken(Obstacle):
    """Something newer is in force."""

    words = _("A newer version is in force, or it was withdrawn: let the recipients know of that.")


class StillLeaving(Obstacle):
    """Copies are on their way to those it is for."""

    words = _("Copies are still on their way to some of the recipients. Wait until they have left, or cancel them.")


class AlreadyNotified(Obstacle):
    """Those who had the faulty edition were written to."""

    words = _("Those who had the faulty version were already written to.")
