"""What one row says: the fields of a person or outlet and how it is reached, with every problem named by its column."""

import re
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from django.core.exceptions import ValidationError
from django.db.models import Model, TextChoices
from django.utils import translation
from django.utils.translation import gettext as _

from kopru.directory.intake.columns import FIELDS, MANY
from kopru.directory.models import Circle, Duty, Gender, Language, Outlet, OutletKind, Person, Post, Reach, Tag
from kopru.directory.reading import Reading
from kopru.directory.reading import read as read_address
from kopru.turkish import casing, dates
from kopru.turkish.folding import fold

_TITLES: Final = re.compile(r"^((?:(?:prof|doç|dr|av|op|uzm|öğr|gör|arş|ecz|müh|dt|yrd)\.\s*)+)(?=\S)", re.IGNORECASE)
_EXCEL_ERRORS: Final = (
    "#N/A",
    "#REF!",
    "#VALUE!",
    "#NAME?",
    "#DIV/0!",
    "#NULL!",
    "#NUM!",
    "#YOK",
    "#BAŞV!",
    "#DEĞER!",
    "#AD?",
)
_SYNONYMS: Final[dict[str, dict[str, str]]] = {
    "gender": {
        "k": "female",
        "bayan": "female",
        "kadin": "female",
        "e": "male",
        "bay": "male",
        "f": "female",
        "m": "male",
    },
    "reach": {"yaygin": "national", "ulusal yaygin": "national", "uluslararasi": "foreign", "il": "local"},
    "outlet_kind": {
        "tv": "television",
        "internet sitesi": "site",
        "internet haber sitesi": "site",
        "haber portali": "site",
    }
    | {"ajans": "agency", "yerel gazete": "newspaper", "internet": "site"},
    "language": {"tr": "tr", "en": "en"},
    "circle": {"medya": "press", "personel": "staff", "yurttas": "citizen", "misafir": "guest"},
    "duty": {"yazi isleri muduru": "managing_editor", "sahibi": "owner", "foto muhabir": "photographer"},
}
_CHOICES: Final[dict[str, type[TextChoices]]] = {
    "gender": Gender,
    "circle": Circle,
    "language": Language,
    "outlet_kind": OutletKind,
    "reach": Reach,
    "duty": Duty,
}
_PERSON: Final = ("title", "first_name", "last_name", "gender", "salutation", "circle", "language", "city", "note")


@dataclass(slots=True)
class Row:
    """One row as understood. `problems` keep it out; `notes` do not."""

    values: dict[str, Any] = field(default_factory=dict)
    contacts: list[Reading] = field(default_factory=list)
    invalid: list[Reading] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)
    problems: list[dict[str, str]] = field(default_factory=list)
    notes: list[dict[str, str]] = field(default_factory=list)

    @property
    def is_person(self) -> bool:
        """Tell whether the row is about a person, not an outlet."""
        return bool(self.values.get("first_name") or self.values.get("last_name"))

    def complain(self, column: str, value: str, problem: str) -> None:
        """Note what keeps the row out."""
        self.problems.append({"column": column, "value": value[:120], "problem": problem})

    def remark(self, column: str, value: str, problem: str) -> None:
        """Note what the reader should know although the row is taken."""
        self.notes.append({"column": column, "value": value[:120], "problem": problem})

    def differ(self, name: str, value: str, has: str) -> None:
        """Note that the directory says something else, which stays."""
        said = _("Kept as it is in the directory: “{0}”.").format(has)
        self.remark(str(FIELDS[name].label) if name in FIELDS else name, value, said)


def understand(cells: list[str], columns: list[dict[str, str]]) -> Row:
    """Read the cells of a row by what their columns mean (`columns` as `ImportFile.columns`)."""
    row = Row()
    for number, cell in enumerate(cells):
        text = cell.strip()
        if not text:
            continue
        if number >= len(columns):
            row.complain(_("column {0}").format(number + 1), text, _("The row has more cells than there are headings."))
            continue
        column = columns[number]
        if column["field"]:
            _take(row, column["field"], column["heading"], text)
    _whole(row, {column["field"]: column["heading"] for column in reversed(columns)})
    return row


def _take(row: Row, name: str, heading: str, text: str) -> None:
    if text in _EXCEL_ERRORS:
        row.complain(heading, text, _("The cell holds an Excel error instead of a value."))
        return
    if text.startswith("="):
        row.remark(heading, text, _("It looks like a formula; it is taken as text."))
    if name in MANY:
        for part in _parts(name, text):
            _add(row, name, heading, part)
    elif name in _CHOICES:
        _choose(row, name, heading, text)
    elif name in ("starts_on", "ends_on", "deceased_on"):
        _date(row, name, heading, text)
    else:
        row.values.setdefault(name, casing.title(text) if name == "city" else text)


def _parts(name: str, text: str) -> list[str]:
    if name in ("address", "invalid"):
        return [part.strip() for part in text.split(";") if part.strip()]
    separators = r"[;\n,]" if name in ("email", "tags") else r"[;\n]"
    return [part.strip() for part in re.split(separators, text) if part.strip()]


def _add(row: Row, name: str, heading: str, text: str) -> None:
    if name == "tags":
        if fold(text) and fold(text) not in {fold(tag) for tag in row.tags}:
            _checked(row, Tag(name=text), {"name": heading}, text)
            row.tags.append(text)
        return
    try:
        reading = read_address(_kind(name, text), text)
    except ValidationError as error:
        row.complain(heading, text, " ".join(error.messages))
        return
    known = {(other.kind, other.key) for other in (*row.contacts, *row.invalid)}
    if (reading.kind, reading.key) not in known:
        (row.invalid if name == "invalid" else row.contacts).append(reading)


def _kind(name: str, text: str) -> str:
    """Return the kind to read as; a column of mobile numbers may well hold a landline."""
    if name == "invalid":
        return "email" if "@" in text else "phone" if re.fullmatch(r"[\d\s()+/.\-]+", text) else "address"
    return "phone" if name == "mobile" else name


def _choose(row: Row, name: str, heading: str, text: str) -> None:
    choices = _CHOICES[name]
    folded = fold(text)
    value = _known(name).get(folded)
    if value is None and name == "duty":
        row.values["duty"], row.values["wording"] = Duty.OTHER.value, row.values.get("wording") or text
    elif value is None:
        allowed = ", ".join(str(label) for value, label in choices.choices if value)
        row.complain(heading, text, _("Not known here. Write one of these: {0}.").format(allowed))
    else:
        row.values[name] = value


def _known(name: str) -> dict[str, str]:
    """Return the folded words for each value: its Turkish label, its own name, and what else people write."""
    with translation.override("tr"):
        labels = {fold(str(label)): str(value) for value, label in _CHOICES[name].choices if value}
    return {str(value): str(value) for value in _CHOICES[name].values if value} | labels | _SYNONYMS[name]


def _date(row: Row, name: str, heading: str, text: str) -> None:
    try:
        row.values[name] = dates.parse_date(text).isoformat()
    except dates.DateUnreadable:
        row.complain(heading, text, _("Not a date. Write it like 23.11.2026."))


def _whole(row: Row, headings: dict[str, str]) -> None:
    """Look at what only the whole row shows."""
    if _split_name(row):
        headings = {**dict.fromkeys(("title", "first_name", "last_name"), headings["full_name"]), **headings}
    values = row.values
    if not row.is_person and not values.get("outlet"):
        columns = ", ".join(str(FIELDS[name].label) for name in ("first_name", "last_name", "outlet"))
        row.complain(columns, "", _("The row names neither a person nor an outlet."))
        return
    if values.get("last_name") and not values.get("first_name"):
        values["first_name"] = values.pop("last_name")
    if values.get("website") and "://" not in values["website"]:
        values["website"] = f"https://{values['website']}"
    if row.is_person:
        _checked(row, Person(**{name: values[name] for name in _PERSON if name in values}), headings, "")
    if values.get("outlet"):
        outlet = Outlet(name=values["outlet"], city=values.get("city", ""), website=values.get("website", ""))
        _checked(row, outlet, {**headings, "name": headings.get("outlet", "")}, "")
    _checked(row, Post(**_post(values)), headings, "")
    if not row.contacts and not row.invalid and not row.problems:
        row.remark("", "", _("There is no e-mail, telephone or address in the row."))


def _post(values: dict[str, Any]) -> dict[str, Any]:
    given: dict[str, Any] = {"wording": values.get("wording", "")}
    for name in ("starts_on", "ends_on"):
        if name in values:
            given[name] = date.fromisoformat(values[name])
    return given


def _split_name(row: Row) -> bool:
    """Part "Av. AYŞE YILMAZ" into title, name and surname; of several words the last is taken for the surname.

    Return whether there was something to part.
    """
    whole = row.values.pop("full_name", "")
    if not whole or row.is_person:
        return False
    titles = _TITLES.match(whole)
    if titles:
        row.values.setdefault("title", " ".join(titles[1].split()))
        whole = whole[titles.end() :]
    if whole == casing.upper(whole):
        whole = casing.title(whole)
    first, _space, last = whole.rpartition(" ")
    row.values["first_name"], row.values["last_name"] = (first, last) if first else (last, "")
    return True


def _checked(row: Row, thing: Model, headings: dict[str, str], text: str) -> None:
    """Ask the model's own fields (length, line breaks, web address), and name what is wrong by its column."""
    fields = thing._meta.fields  # noqa: SLF001
    skipped = {field.name for field in fields if field.is_relation or field.name not in headings}
    try:
        thing.clean_fields(exclude=skipped)
        if isinstance(thing, Post):
            thing.clean()
    except ValidationError as error:
        for name, messages in error.message_dict.items():
            value = text or str(getattr(thing, name, ""))
            row.complain(headings.get(name, name), value, " ".join(messages))
