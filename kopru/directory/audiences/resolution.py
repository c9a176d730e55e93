"""Who a rule means today, in SQL alone: one million addresses are chosen without one of them reaching Python."""

from datetime import date, datetime
from typing import Any

from django.db.models import Count, F, Min, Q, QuerySet, Window
from django.db.models.functions import RowNumber
from django.utils import timezone

from kopru.directory.audiences.grammar import All, Leaf, Neither, Node, Some, parse, press_and_rest
from kopru.directory.audiences.merged import followed
from kopru.directory.models import Audience, ContactPoint, Outlet, Person, Post, Tenure, Unit

_NOBODY = Q(pk__in=[])
_EVERYBODY = Q(pk__isnull=False)  # an empty Q() would vanish beside an "or"


def contact_points(audience: Audience, *, kind: str, at: datetime) -> QuerySet[ContactPoint]:
    """Return the addresses of `kind` that the audience means at `at`: one row for each `key`, one for each person.

    The deceased, merged rows, closed outlets and units, ended posts and addresses known to be wrong are left out;
    of a person's addresses the first that is not stale is taken.

    :raises RuleInvalid: if the audience's rule cannot be read
    """
    return members(audience.rule, kind=kind, at=at)


def count(audience: Audience, *, kind: str, at: datetime) -> int:
    """Return how many addresses of `kind` the audience means at `at`."""
    return contact_points(audience, kind=kind, at=at).count()


def members(rule: Any, *, kind: str, at: datetime) -> QuerySet[ContactPoint]:
    """Return what `contact_points` does, for a rule that is not saved yet.

    :raises RuleInvalid: if the rule cannot be read
    """
    day = timezone.localdate(at)
    meant = _reachable(day).filter(condition(followed(parse(rule)), day), kind=kind).exclude(pk__in=_spare(kind))
    one_for_each_key = meant.order_by().values("key").annotate(first=Min("pk")).values("first")
    return ContactPoint.objects.filter(pk__in=one_for_each_key)


def _spare(kind: str) -> QuerySet[Any, Any]:
    """Return the ids of further addresses of people who have several.

    Naming the few spares costs 0.4 s for a million people; numbering everybody's addresses cost 1.2 s.
    """
    usable = ContactPoint.objects.usable().filter(kind=kind, person__isnull=False).order_by()
    several = usable.values("person_id").annotate(n=Count("pk")).filter(n__gt=1).values("person_id")
    in_order = Window(RowNumber(), partition_by="person_id", order_by=[F("standing").asc(), F("pk").asc()])
    return usable.filter(person_id__in=several).annotate(place=in_order).filter(place__gt=1).values("pk")


def _reachable(day: date) -> QuerySet[ContactPoint]:
    """Leave out whoever cannot be written to at all; these are few, so they are named rather than the others."""
    people = Person.objects.filter(
        Q(deceased_on__isnull=False) | Q(merged_into__isnull=False) | Q(erased_at__isnull=False)
    )
    outlets = Outlet.objects.filter(Q(merged_into__isnull=False) | Q(closed_on__lte=day))
    units = Unit.objects.filter(closed_on__lte=day)
    return (
        ContactPoint.objects.usable()
        .exclude(person_id__in=people.values("pk"))
        .exclude(outlet_id__in=outlets.values("pk"))
        .exclude(unit_id__in=units.values("pk"))
    )


def condition(node: Node, day: date) -> Q:
    """Return the node as a condition on contact points."""
    match node:
        case All(parts):
            press, rest = press_and_rest(parts)
            met = _press(press, day) if press else _EVERYBODY
            for part in rest:
                met &= condition(part, day)
            return met
        case Some(parts):
            met = _NOBODY
            for part in parts:
                met |= condition(part, day)
            return met
        case Neither(parts):
            return ~condition(Some(parts), day)
        case Leaf():
            press, _rest = press_and_rest((node,))
            return _press(press, day) if press else _single(node, day)


def _press(leaves: list[Leaf], day: date) -> Q:
    """Address the outlets that fit, and the people whose post of today fits in all respects."""
    outlets = Outlet.objects.present().open(day)
    posts = Post.objects.at(day)
    for leaf in leaves:
        match leaf.field:
            case "duty":
                posts = posts.filter(duty__in=leaf.values)
            case "outlet":
                outlets = outlets.filter(pk__in=leaf.values)
            case "outlet_kind":
                outlets = outlets.filter(kind__in=leaf.values)
            case _:
                outlets = outlets.filter(**{f"{leaf.field}__in": leaf.values})
    people = Q(person_id__in=posts.filter(outlet__in=outlets).values("person_id"))
    if any(leaf.field == "duty" for leaf in leaves):
        return people  # only a person has a duty
    return people | Q(outlet_id__in=outlets.values("pk"))


def _single(leaf: Leaf, day: date) -> Q:
    values = leaf.values
    held = Tenure.objects.at(day).order_by()
    match leaf.field:
        case "person":
            met = Q(person_id__in=values)
        case "circle":
            met = Q(person_id__in=Person.objects.filter(circle__in=values).values("pk"))
        case "language":
            met = Q(language__in=values)
        case "office":
            met = Q(person_id__in=held.filter(office__in=values).values("person_id"))
        case "unit":
            chiefs = held.filter(office__unit__in=values).values("person_id")
            met = Q(unit_id__in=values) | Q(person_id__in=chiefs)
        case "tag":
            met = _with_outlet("tags", values, day)
        case _:
            met = _with_outlet("city", values, day)
    return met


def _with_outlet(field: str, values: tuple[Any, ...], day: date) -> Q:
    """Match the person, the outlet, or the outlet where the person works today."""
    people = Person.objects.filter(**{f"{field}__in": values}).values("pk")
    outlets = Outlet.objects.filter(**{f"{field}__in": values}).values("pk")
    posts = Post.objects.at(day).filter(outlet_id__in=outlets).values("person_id")
    return Q(person_id__in=people) | Q(outlet_id__in=outlets) | Q(person_id__in=posts)
