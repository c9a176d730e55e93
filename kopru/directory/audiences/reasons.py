"""Why somebody is in an audience, in words; decided from the same rule as the resolution, which a test holds it to."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from kopru.directory.audiences.grammar import All, Leaf, Neither, Node, Some, parse, press_and_rest
from kopru.directory.audiences.merged import followed
from kopru.directory.models import Audience, ContactPoint, Outlet, Person, Post, Tag, Tenure


@dataclass(slots=True)
class _Facts:
    """What is known of the owner of one contact point on the day asked for."""

    point: ContactPoint
    day: date
    posts: list[Post] = field(default_factory=list)
    tenures: list[Tenure] = field(default_factory=list)
    tags: list[Tag] = field(default_factory=list)

    @property
    def outlets(self) -> list[Outlet]:
        own: list[Outlet] = [self.point.outlet] if self.point.outlet else []
        return own + [post.outlet for post in self.posts]


def reasons(audience: Audience, contact_point: ContactPoint, at: datetime) -> list[str]:
    """Return a sentence for each condition that brings `contact_point` in; none if the rule does not mean it.

    :raises RuleInvalid: if the audience's rule cannot be read
    """
    return reasons_for_all(audience, [contact_point], at)[contact_point.pk]


def reasons_for_all(audience: Audience, contact_points: Iterable[ContactPoint], at: datetime) -> dict[int, list[str]]:
    """Return what `reasons` does for a page of contact points, by id, with a fixed number of queries.

    :raises RuleInvalid: if the audience's rule cannot be read
    """
    rule = followed(parse(audience.rule))
    gathered = _gather(list(contact_points), timezone.localdate(at))
    found = {facts.point.pk: _why(rule, facts) for facts in gathered}
    return {pk: list(dict.fromkeys(words)) if words is not None else [] for pk, words in found.items()}


def _gather(points: list[ContactPoint], day: date) -> list[_Facts]:
    people = {point.person_id for point in points if point.person_id}
    outlets = {point.outlet_id for point in points if point.outlet_id}
    posts: dict[int | None, list[Post]] = defaultdict(list)
    tenures: dict[int | None, list[Tenure]] = defaultdict(list)
    for post in Post.objects.at(day).filter(person__in=people).select_related("outlet"):
        posts[post.person_id].append(post)
        outlets.add(post.outlet_id)
    for tenure in Tenure.objects.at(day).filter(person__in=people).select_related("office__unit"):
        tenures[tenure.person_id].append(tenure)
    of_person, of_outlet = _tags(Person.tags.through, "person", people), _tags(Outlet.tags.through, "outlet", outlets)
    gathered = []
    for point in points:
        facts = _Facts(point, day, posts[point.person_id], tenures[point.person_id])
        facts.tags = of_person[point.person_id] + [tag for outlet in facts.outlets for tag in of_outlet[outlet.pk]]
        gathered.append(facts)
    return gathered


def _tags(through: Any, owner: str, ids: Iterable[int]) -> dict[int | None, list[Tag]]:
    found: dict[int | None, list[Tag]] = defaultdict(list)
    for row in through.objects.filter(**{f"{owner}__in": set(ids)}).select_related("tag"):
        found[getattr(row, f"{owner}_id")].append(row.tag)
    return found


def _why(node: Node, facts: _Facts) -> list[str] | None:
    """Say what makes the node hold; None if it does not hold, nothing if it holds for everybody."""
    match node:
        case All(parts):
            press, rest = press_and_rest(parts)
            met = [_why_press(press, facts)] if press else []
            met += [_why(part, facts) for part in rest]
            if any(words is None for words in met):
                return None
            said = [word for words in met if words is not None for word in words]
            return said if parts else [_("The audience holds everybody.")]
        case Some(parts):
            holding = [words for part in parts if (words := _why(part, facts)) is not None]
            return [word for words in holding for word in words] if holding else None
        case Neither(parts):
            return [] if _why(Some(parts), facts) is None else None
        case Leaf():
            press, _rest = press_and_rest((node,))
            return _why_press(press, facts) if press else _why_single(node, facts)


def _why_press(leaves: list[Leaf], facts: _Facts) -> list[str] | None:
    asked: dict[str, set[Any]] = {}
    for leaf in leaves:
        asked[leaf.field] = asked.get(leaf.field, set(leaf.values)) & set(leaf.values)
    said = [
        _("Post: {duty}, {outlet}").format(duty=post.label, outlet=_described(post.outlet))
        for post in facts.posts
        if _fits(post.outlet, asked, facts.day) and ("duty" not in asked or post.duty in asked["duty"])
    ]
    own = facts.point.outlet
    if own and "duty" not in asked and _fits(own, asked, facts.day):
        said.append(_("Outlet: {outlet}").format(outlet=_described(own)))
    return said or None


def _fits(outlet: Outlet, asked: dict[str, set[Any]], day: date) -> bool:
    if outlet.merged_into_id or (outlet.closed_on and outlet.closed_on <= day):
        return False
    has = {"outlet": outlet.pk, "outlet_kind": outlet.kind, "reach": outlet.reach, "city": outlet.city}
    return all(has[name] in values for name, values in asked.items() if name != "duty")


def _described(outlet: Outlet) -> str:
    kinds = [str(outlet.get_kind_display()), str(outlet.get_reach_display()), outlet.city]
    return f"{outlet} ({', '.join(word for word in kinds if word)})"


def _why_single(leaf: Leaf, facts: _Facts) -> list[str] | None:
    person, point, values = facts.point.person, facts.point, leaf.values
    said: list[str] = []
    match leaf.field:
        case "person":
            said = [_("Chosen by name.")] if point.person_id in values else []
        case "circle":
            said = [_("Group: {0}").format(person.get_circle_display())] if person and person.circle in values else []
        case "language":
            said = [_("Language: {0}").format(point.get_language_display())] if point.language in values else []
        case "office":
            said = [_held(tenure) for tenure in facts.tenures if tenure.office_id in values]
        case "unit":
            said = [_held(tenure) for tenure in facts.tenures if tenure.office.unit_id in values]
            if point.unit and point.unit_id in values:
                said.append(_("Unit: {0}").format(point.unit))
        case "tag":
            said = [_("Tag: {0}").format(tag) for tag in facts.tags if tag.pk in values]
        case _:
            places = [person.city if person else "", *(outlet.city for outlet in facts.outlets)]
            said = [_("City: {0}").format(place) for place in places if place in values]
    return said or None


def _held(tenure: Tenure) -> str:
    office = f"{tenure.office} V." if tenure.is_deputy else str(tenure.office)
    return _("Office: {0}").format(office)
