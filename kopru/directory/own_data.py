"""What we hold of one person or outlet, line by line, as its owner sees it and may correct it."""

from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from kopru.directory.models import ContactPoint, Kind, Outlet, Person, Post, Standing

Text = str | Promise
Owner = Person | Outlet

_PERSON: Final = (
    ("title", _("Title before the name"), 40),
    ("first_name", _("First name"), 80),
    ("last_name", _("Surname"), 80),
    ("city", _("City"), 60),
)
_OUTLET: Final = (("name", _("Name of the outlet"), 120), ("city", _("City"), 60), ("website", _("Web address"), 200))
#: What may be added: one of each.
NEW: Final = (
    ("new:email", _("Another e-mail address"), Kind.EMAIL),
    ("new:mobile", _("Another mobile telephone"), Kind.MOBILE),
)


@dataclass(frozen=True, slots=True)
class Line:
    """One datum: its key, how it is called, what we hold, and whether it may be emptied."""

    key: str
    label: Text
    value: str
    longest: int = 400
    is_required: bool = False
    kind: str = ""

    @property
    def is_new(self) -> bool:
        """Tell whether nothing is held of it yet."""
        return self.key.startswith("new:")


def points_of(owner: Owner) -> Any:
    """Return the addresses of `owner` that are not known to be wrong."""
    role = "person" if isinstance(owner, Person) else "outlet"
    return ContactPoint.objects.usable().filter(**{role: owner})


def posts_of(owner: Owner, on: date) -> Any:
    """Return where a person works on `on`."""
    posts = Post.objects.at(on).select_related("outlet")
    return posts.filter(person=owner) if isinstance(owner, Person) else posts.none()


def lines(owner: Owner, *, on: date) -> list[Line]:
    """Return everything that `owner` may see and correct: names, posts, addresses, and room for new ones."""
    fields = _PERSON if isinstance(owner, Person) else _OUTLET
    required = {"first_name", "name"}
    found = [
        Line(name, label, getattr(owner, name), longest, is_required=name in required)
        for name, label, longest in fields
    ]
    found += [
        Line(f"post:{post.pk}", _("Duty at {outlet}"), post.label, 120, kind=str(post.outlet))
        for post in posts_of(owner, on)
    ]
    found += [
        Line(f"point:{point.pk}", point.get_kind_display(), point.value, kind=point.kind) for point in points_of(owner)
    ]
    return [*found, *(Line(key, label, "", kind=kind.value) for key, label, kind in NEW)]


def label_of(line: Line) -> str:
    """Name a line; a post with its outlet."""
    words = str(line.label)
    return words.format(outlet=line.kind) if line.key.startswith("post:") else words


def write(owner: Owner, key: str, value: str, *, on: date) -> None:
    """Put one corrected datum in place of the old; what is gone meanwhile is left alone.

    :raises django.core.exceptions.ValidationError: if an address cannot be read
    """
    what, _colon, number = key.partition(":")
    if what == "point":
        _write_point(owner, int(number), value, on)
    elif what == "post":
        _write_post(owner, int(number), value, on)
    elif what == "new":
        _add_point(owner, number, value, on)
    elif what in {name for name, _label, _longest in (*_PERSON, *_OUTLET)}:
        setattr(owner, what, value)
        owner.save()


def _write_point(owner: Owner, pk: int, value: str, on: date) -> None:
    point = points_of(owner).filter(pk=pk).first()
    if point is None:
        return
    if value:
        point.value, point.standing, point.standing_reason, point.verified_on = value, Standing.GOOD, "", on
    else:
        point.standing, point.standing_reason = Standing.BAD, str(_("Taken back by its owner."))
    point.save()


def _write_post(owner: Owner, pk: int, value: str, on: date) -> None:
    post = posts_of(owner, on).filter(pk=pk).first()
    if post is None:
        return
    if value:
        post.wording = value
    else:
        post.ends_on = max(on, post.starts_on or on)
    post.save()


def _add_point(owner: Owner, kind: str, value: str, on: date) -> None:
    role = "person" if isinstance(owner, Person) else "outlet"
    point = ContactPoint(**{role: owner}, kind=kind, value=value, verified_on=on, source=str(_("Said by its owner")))
    point.derive()
    known = ContactPoint.objects.filter(**{role: owner}, kind=point.kind, key=point.key)
    if value and not known.update(standing=Standing.GOOD, standing_reason="", verified_on=on):
        point.save()
