"""How a letter or an invitation names a person: ``Sayın Prof. Dr. Ayşe YILMAZ KAYA``, ``Ahmet Bey``.

Source: turkey.md (e) 7. The surname stands in capitals by the Turkish rule; *Bey* and *Hanım* follow the first name and
are used only where the gender is known; titles stand before the name.
"""

from enum import StrEnum

from kopru.turkish import casing


class Gender(StrEnum):
    """What is known of a person's gender; ``UNKNOWN`` never leads to *Bey* or *Hanım*."""

    FEMALE = "female"
    MALE = "male"
    UNKNOWN = ""


_FORM = {Gender.FEMALE: "Hanım", Gender.MALE: "Bey"}
HONORIFIC = "Sayın"


def _joined(*parts: str) -> str:
    return " ".join(" ".join(parts).split())


def formal_name(first: str, last: str, title: str = "") -> str:
    """Return the name as protocol writes it: ``ayşe``, ``yılmaz kaya``, ``Av.`` → ``Av. Ayşe YILMAZ KAYA``.

    A given name typed all small or all in capitals is set right; one in mixed case is left as the person writes it.
    """
    given = _joined(first)
    if given in (casing.lower(given), casing.upper(given)):
        given = casing.title(given)
    return _joined(title, given, casing.upper(last))


def address(first: str, last: str, title: str = "", gender: Gender | str = Gender.UNKNOWN, override: str = "") -> str:
    """Return the opening of a letter: ``Sayın Ayşe YILMAZ``.

    The gender is taken so that every caller hands over what it knows; the written form is the same for all. Where only
    the given name is known it becomes ``Sayın Ayşe Hanım``. ``override`` is the person's own form and stands as it is.
    """
    if override.strip():
        return _joined(override)
    if not last.strip() and first.strip():
        return _joined(HONORIFIC, spoken_address(first, gender))
    return _joined(HONORIFIC, formal_name(first, last, title))


def spoken_address(first: str, gender: Gender | str = Gender.UNKNOWN) -> str:
    """Return the form for speech and SMS: ``Ayşe Hanım``, ``Ahmet Bey``; the bare given name if gender is unknown."""
    given = formal_name(first, "")
    return _joined(given, _FORM.get(Gender(gender), ""))


def office_holder(name: str, office: str, *, is_deputy: bool = False, is_retired: bool = False) -> str:
    """Return name and office as a list or signature writes them: ``Ali DEMİR, Yazı İşleri Müdürü V.``."""
    marked = _joined(office, "V." if is_deputy else "", "(E)" if is_retired else "")
    return f"{_joined(name)}, {marked}" if marked else _joined(name)
