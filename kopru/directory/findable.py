"""What the directory contributes to the one search: people and outlets, and how they are reached."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from kopru.directory.models import Outlet, Person
from kopru.directory.models.scope import sees_all
from kopru.search.registry import Document, Kind


def of_person(person: Person) -> Document | None:
    """Say what a person is found by; nobody finds a merged or erased row."""
    if person.merged_into_id or person.erased_at:
        return None
    posts = [f"{post.label}, {post.outlet}" for post in person.posts.all()]
    known_for = [*posts, *(str(tenure.office) for tenure in person.tenures.all())]
    points = [point.value for point in person.contact_points.all()]
    tags = [tag.name for tag in person.tags.all()]
    return Document(
        title=person.full_name,
        text="\n".join([person.full_name, *known_for, person.city, *points, *tags, person.note]),
        at=person.changed_at,
        url=reverse("directory_people:inspect", args=[person.pk]),
        summary=" · ".join([*known_for[:2], person.city]).strip(" ·"),
    )


def of_outlet(outlet: Outlet) -> Document | None:
    """Say what an outlet is found by; nobody finds a merged row."""
    if outlet.merged_into_id:
        return None
    points = [point.value for point in outlet.contact_points.all()]
    tags = [tag.name for tag in outlet.tags.all()]
    described = [str(outlet.get_kind_display()), str(outlet.get_reach_display()), outlet.city]
    return Document(
        title=outlet.name,
        text="\n".join([outlet.name, *described, *points, *tags, outlet.website, outlet.note]),
        at=outlet.changed_at,
        url=reverse("directory_outlets:inspect", args=[outlet.pk]),
        summary=" · ".join(word for word in described if word),
    )


KINDS = (
    Kind("person", _("People"), Person, of_person, "user", lambda user, _at: sees_all(user)),
    Kind("outlet", _("Outlets"), Outlet, of_outlet, "site", lambda user, _at: sees_all(user)),
)
