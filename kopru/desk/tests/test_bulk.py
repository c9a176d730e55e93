"""What is done with many objects at once touches those alone that the list showed."""

import pytest
from django.http import Http404
from wagtail.admin.views.bulk_action import BulkAction

from kopru.core.roles import Role
from kopru.core.viewsets import ScopedBulkAction
from kopru.directory.models import Person
from kopru.directory.tests import factories as directory
from kopru.directory.viewsets.group import People

pytestmark = pytest.mark.django_db


class Verifying(ScopedBulkAction, BulkAction):
    """Some action on people."""

    display_name, aria_label, action_type, template_name = "Doğrula", "Doğrula", "verify", "none.html"
    models = (Person,)
    viewset = People()


@pytest.fixture
def chosen(rf):
    """Return who is touched when the list with this query was shown and these boxes were ticked."""
    clerk = directory.user(Role.CLERK)

    def ask(query: str) -> set[str]:
        request = rf.get(f"/masa/bulk/?{query}")
        request.user = clerk
        allowed, _refused = Verifying(request, Person).get_actionable_objects()
        return {str(person) for person in allowed}

    return ask


@pytest.fixture
def people():
    return {
        "here": directory.person("Gülşah İşgüder", city="Çanakkale"),
        "there": directory.person("Işıl Örnek", city="İzmir"),
    }


@pytest.mark.usefixtures("people")
def test_all_is_what_the_filters_left(chosen):
    assert chosen("id=all") == {"Gülşah İşgüder", "Işıl Örnek"}
    assert chosen("id=all&city=İzmir") == {"Işıl Örnek"}


@pytest.mark.usefixtures("people")
def test_all_is_what_the_search_found(chosen):
    assert chosen("id=all&q=gulsah") == {"Gülşah İşgüder"}


def test_what_is_ticked_must_be_visible(chosen, people):
    gone = directory.person("Birleşen Kayıt", merged_into=people["here"])
    assert chosen(f"id={people['there'].pk}&id={gone.pk}") == {"Işıl Örnek"}
    with pytest.raises(Http404):
        chosen("id=999999&id=1%27--")
