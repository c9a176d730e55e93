"""Reads an address or number as somebody typed it, and says in words what is wrong with it."""

from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from kopru.turkish import emails, phones
from kopru.turkish.folding import fold

_EMAIL_OBSTACLES = {
    emails.EmailEmpty: _("The e-mail address is empty."),
    emails.HeaderInjection: _("The e-mail address holds a line break or control character."),
    emails.AtSignMissing: _("The e-mail address has no @."),
    emails.SeveralAddresses: _("There is more than one e-mail address; write each on its own."),
    emails.LocalPartInvalid: _("What stands before the @ cannot be an e-mail address."),
    emails.DomainInvalid: _("What stands after the @ cannot be a domain name."),
    emails.EmailTooLong: _("The e-mail address is longer than mail servers accept."),
}
_PHONE_OBSTACLES = {
    phones.NoDigits: _("There is no digit in the telephone number."),
    phones.SeveralNumbers: _("There is more than one telephone number; write each on its own."),
    phones.TooShort: _("Digits are missing from the telephone number."),
    phones.TooLong: _("The telephone number has too many digits."),
    phones.AreaCodeMissing: _("The area code is missing, e.g. 0286."),
    phones.NoSuchNumber: _("No such telephone number is given out."),
}


@dataclass(frozen=True, slots=True)
class Reading:
    """An address in its forms: for people, for transport, for comparing."""

    kind: str
    shown: str
    address: str
    key: str
    extension: str = ""


def read(kind: str, written: str) -> Reading:
    """Read `written` as `kind` (email, mobile, phone or address); a mobile number becomes "mobile" and no other does.

    :raises django.core.exceptions.ValidationError: with the reason for the person who typed it
    """
    if kind == "email":
        return _email(written)
    if kind in ("mobile", "phone"):
        return _phone(kind, written)
    shown = "\n".join(" ".join(line.split()) for line in written.splitlines() if line.strip())
    if not shown:
        raise ValidationError(_("The postal address is empty."))
    return Reading("address", shown, shown, fold(shown)[:400])


def _email(written: str) -> Reading:
    try:
        email = emails.parse(written)
    except emails.EmailInvalid as error:
        raise ValidationError(_EMAIL_OBSTACLES.get(type(error), _("This is not an e-mail address."))) from error
    return Reading("email", email.shown, email.transport, email.key)


def _phone(kind: str, written: str) -> Reading:
    try:
        phone = phones.parse(written)
    except phones.PhoneInvalid as error:
        raise ValidationError(_PHONE_OBSTACLES.get(type(error), _("This is not a telephone number."))) from error
    if kind == "mobile" and not phone.takes_sms:
        raise ValidationError(_("This is not a Turkish mobile number; write it as telephone."))
    address = phone.e164 or phone.display
    key = f"{address}/{phone.extension}" if phone.extension else address
    return Reading("mobile" if phone.takes_sms else "phone", phone.display, address, key, phone.extension)
