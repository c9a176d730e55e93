"""Numbers are given once, without a gap, however many approve at the same moment."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import connection, transaction

from kopru.core.roles import Role
from kopru.newsroom import actions
from kopru.newsroom.models import Bulletin, Counter
from kopru.newsroom.tests import factories as make
from kopru.newsroom.tests.factories import NOON


@pytest.mark.django_db(transaction=True)
def test_numbers_have_no_gap_and_no_double_under_concurrent_approval():
    head, writer = make.user(Role.HEAD), make.user(Role.WRITER)
    submitted = []
    for _ in range(12):
        bulletin = make.bulletin()
        submitted.append((bulletin.pk, actions.submit(bulletin, by=writer, at=NOON)))

    def approve(numbered):
        order, (pk, edition) = numbered
        try:
            with transaction.atomic():
                actions.approve(Bulletin.objects.get(pk=pk), edition=edition, by=head, at=NOON)
                transaction.set_rollback(order % 4 == 3)  # something after the approval fails
        finally:
            connection.close()

    with ThreadPoolExecutor(max_workers=6) as pool:
        list(pool.map(approve, enumerate(submitted)))
    given = sorted(Bulletin.objects.filter(number__isnull=False).values_list("number", flat=True))
    assert given == list(range(1, 10))
    assert Counter.objects.get(year=2026).last == 9
    ContentType.objects.clear_cache()


@pytest.mark.django_db
def test_a_number_stays_with_its_bulletin_whatever_becomes_of_it():
    first = make.published()
    actions.withdraw(first, reason="Vazgeçildi.", by=make.user(Role.HEAD), at=NOON)
    assert [make.approved().label, make.approved().label] == ["2026/2", "2026/3"]
    assert first.label == "2026/1"
