"""Telephone numbers as Turkish offices write them, with extensions, over Google's numbering plans (``phonenumbers``).

The extension is split off first, because the library reads "0286 752 50 54 / 115" as one wrong number.
Source: turkey.md (e) 8; ITU-T E.164 for the stored form.
"""

import re
from dataclasses import dataclass
from enum import StrEnum

import phonenumbers
from phonenumbers import PhoneNumber, PhoneNumberFormat, PhoneNumberType

HOME = "TR"
_HOME_CODE = 90
_HOME_DIGITS = 10
_LONGEST_TEXT = 80


class Kind(StrEnum):
    """What may be done with a number: only ``MOBILE`` takes an SMS, ``SHORT`` has no form outside the country."""

    MOBILE = "mobile"
    LANDLINE = "landline"
    UAN = "uan"  # 444 x xxx, 0850, 0800: nationwide numbers without an area
    SHORT = "short"  # 112, 153
    FOREIGN = "foreign"


class PhoneInvalid(ValueError):
    """The text is not a telephone number; each subclass says why."""


class NoDigits(PhoneInvalid):
    """There is no digit in it."""


class SeveralNumbers(PhoneInvalid):
    """It holds more than one number; each belongs in a field of its own."""


class TooShort(PhoneInvalid):
    """Digits are missing."""


class TooLong(PhoneInvalid):
    """There are too many digits."""


class AreaCodeMissing(PhoneInvalid):
    """Seven digits of a town without its area code."""


class NoSuchNumber(PhoneInvalid):
    """The length is right, but no such number is given out."""


@dataclass(frozen=True)
class Phone:
    """One number, ready to store: ``e164`` is empty only for short numbers, ``display`` is for people."""

    e164: str
    extension: str
    kind: Kind
    display: str

    @property
    def takes_sms(self) -> bool:
        """Say whether an SMS may be sent to it: a Turkish mobile, never a line with an extension."""
        return self.kind is Kind.MOBILE and not self.extension


_EXTENSION = re.compile(
    r"^(?P<number>.*?\d.*?)\s*[,;/\-–(]*\s*"
    r"(?:/|(?<![^\W\d_])(?:dahili|dâhili|dah|iç\s*hat|ic\s*hat|extension|ext|pbx|x)(?![^\W\d_])\.?|;ext=|#)\s*[:.\-]*\s*"
    r"(?:no|numara)?\s*[:.]?\s*(?P<extension>\d{1,6})\s*\)?\s*$",
    re.IGNORECASE,
)
_EXTENSION_FIRST = re.compile(
    r"^(?P<number>.*?\d.*?)\s*[,(]?\s*(?P<extension>\d{1,6})\s*(?:numaralı\s+)?(?:dahili|iç\s*hat|no\.?lu\s+dahili)\)?$",
    re.IGNORECASE,
)
_LABEL = re.compile(r"^\s*(?:tel(?:efon)?|gsm|cep|faks?|fax|santral|t|m)\s*[.:]*\s*(?=[+(\d])", re.IGNORECASE)
_UAN_444 = re.compile(r"(?:\+?90)?0?(444\d{4})")
_SHORT = re.compile(r"1\d{2}|1[18]\d{2,3}")
_KINDS = {
    PhoneNumberType.MOBILE: Kind.MOBILE,
    PhoneNumberType.FIXED_LINE: Kind.LANDLINE,
    PhoneNumberType.FIXED_LINE_OR_MOBILE: Kind.LANDLINE,
}


def parse(written: str) -> Phone:
    """Read a number as typed: ``0286 752 50 54 / 115``, ``dahili 115``, ``444 17 10``, ``153``, ``+49 30 …``.

    :raises PhoneInvalid: one of its subclasses, which says what is wrong
    """
    text = _LABEL.sub("", " ".join(written.split()))
    if len(text) > _LONGEST_TEXT:
        raise TooLong(text[:_LONGEST_TEXT])
    number, extension = _split(text)
    digits = "".join(letter for letter in number if letter.isdecimal())
    if not digits:
        raise NoDigits(written)
    is_abroad = number.lstrip(" (").startswith("+") or digits.startswith("00")
    if not is_abroad and _SHORT.fullmatch(digits):
        return Phone("", extension, Kind.SHORT, _with_extension(digits, extension))
    uan = _UAN_444.fullmatch(digits)
    if uan:
        local = uan.group(1)
        return Phone(f"+90{local}", extension, Kind.UAN, _with_extension(_grouped(local, 3, 1, 3), extension))
    return _described(_read(number, digits, is_abroad=is_abroad), extension)


def _split(text: str) -> tuple[str, str]:
    """Part number and extension; a slash before a whole second number is no extension."""
    for pattern in (_EXTENSION, _EXTENSION_FIRST):
        found = pattern.match(text)
        if found and _count(found["number"]) >= 7:
            return found["number"], found["extension"]
    halves = [half for half in re.split(r"[/;,]|\bveya\b", text) if _count(half)]
    if len(halves) > 1 and _count(halves[0]) >= 7 and _count(halves[1]) >= 7:
        raise SeveralNumbers(text)
    return text, ""


def _count(text: str) -> int:
    return sum(letter.isdecimal() for letter in text)


def _read(number: str, digits: str, *, is_abroad: bool) -> PhoneNumber:
    if not is_abroad and digits.startswith("90") and len(digits) == 12:
        digits, is_abroad = f"+{digits}", True
    elif is_abroad:
        digits = f"+{digits.removeprefix('00') if not number.lstrip(' (').startswith('+') else digits}"
        # "+90 (0286) …": the trunk zero does not belong after the country code.
        digits = re.sub(r"^\+900(?=\d{10}$)", "+90", digits)
    else:
        _check_length_at_home(digits.removeprefix("0"), number)
    try:
        parsed = phonenumbers.parse(digits, None if is_abroad else HOME)
    except phonenumbers.NumberParseException as error:
        raise _obstacle(error.error_type)(number) from error
    reason = phonenumbers.is_possible_number_with_reason(parsed)
    if reason == phonenumbers.ValidationResult.TOO_LONG:
        raise TooLong(number)
    if reason in (phonenumbers.ValidationResult.TOO_SHORT, phonenumbers.ValidationResult.IS_POSSIBLE_LOCAL_ONLY):
        raise TooShort(number)
    if not phonenumbers.is_valid_number(parsed):
        raise NoSuchNumber(number)
    return parsed


def _check_length_at_home(national: str, number: str) -> None:
    if len(national) == 7:
        raise AreaCodeMissing(number)
    if len(national) < _HOME_DIGITS:
        raise TooShort(number)
    if len(national) > _HOME_DIGITS:
        raise TooLong(number)


def _obstacle(error_type: int) -> type[PhoneInvalid]:
    wrong = phonenumbers.NumberParseException
    return {wrong.TOO_LONG: TooLong, wrong.TOO_SHORT_NSN: TooShort, wrong.TOO_SHORT_AFTER_IDD: TooShort}.get(
        error_type, NoSuchNumber
    )


def _described(parsed: PhoneNumber, extension: str) -> Phone:
    e164 = phonenumbers.format_number(parsed, PhoneNumberFormat.E164)
    if parsed.country_code != _HOME_CODE:
        shown = phonenumbers.format_number(parsed, PhoneNumberFormat.INTERNATIONAL)
        return Phone(e164, extension, Kind.FOREIGN, _with_extension(shown, extension))
    kind = _KINDS.get(phonenumbers.number_type(parsed), Kind.UAN)
    national = "0" + str(parsed.national_number)
    shown = _grouped(national, 4, 3, 2, 2) if len(national) == 11 else national
    return Phone(e164, extension, kind, _with_extension(shown, extension))


def _grouped(digits: str, *sizes: int) -> str:
    groups: list[str] = []
    for size in sizes:
        groups.append(digits[:size])
        digits = digits[size:]
    return " ".join(groups)


def _with_extension(shown: str, extension: str) -> str:
    return f"{shown} / {extension}" if extension else shown


def display(e164: str, extension: str = "") -> str:
    """Return the form for people of what is stored: ``+902867525054``, ``115`` → ``0286 752 50 54 / 115``.

    :raises PhoneInvalid: if the stored number is none
    """
    number = parse(e164)
    return _with_extension(number.display, extension)
