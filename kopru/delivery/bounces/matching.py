"""Which row of the ledger a returned mail speaks of, and how far it may be believed."""

from dataclasses import dataclass

from django.conf import settings

from kopru.delivery.bounces.reading import UNCLEAR, Failure, Report
from kopru.delivery.mail import return_path
from kopru.delivery.models import Recipient
from kopru.turkish import emails


@dataclass(frozen=True, slots=True)
class Match:
    """The row, what failed, whether its address may be blocked for it, or that the sign was forged."""

    row: Recipient | None = None
    failure: Failure = UNCLEAR
    blames: bool = False
    forged: bool = False


def find(report: Report) -> Match:
    """Return the row of a report by the sign on its address, else by the Message-ID and address it returns."""
    if report.message is None:
        return Match()
    signed = return_path.row_of(report.message)
    if signed is not None:
        row = _row(pk=signed)
        return Match(row, _of(row, report.failures), blames=True) if row else Match()
    if report.bears_sign:
        return Match(forged=True)
    for token, number in report.message_ids:
        row = _row(pk=number, dispatch__token=token)
        if row is not None and (not report.failures or _named(row, report.failures)):
            # Whoever got one copy knows how the Message-IDs of the others look: such a word alone blocks nobody.
            return Match(row, _of(row, report.failures), blames=not settings.MAIL_RETURN_PATH)
    return Match()


def _row(**which: object) -> Recipient | None:
    return Recipient.objects.select_related("dispatch", "contact_point").filter(**which).first()


def _of(row: Recipient, failures: tuple[Failure, ...]) -> Failure:
    """Return the failure of the row's own address, else of the address it was passed on to."""
    named = _named(row, failures)
    return named or (failures[0] if failures else UNCLEAR)


def _named(row: Recipient, failures: tuple[Failure, ...]) -> Failure | None:
    for failure in failures:
        if row.key in {_key(failure.address), _key(failure.original)}:
            return failure
    return None


def _key(address: str) -> str:
    try:
        return emails.parse(address).key
    except emails.EmailInvalid:
        return address.lower()
