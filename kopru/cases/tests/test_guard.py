"""What keeps robots from the public forms is counted where every process sees it, without a write for every knock."""

import pytest
from django.core.cache import cache
from django.test import RequestFactory

from kopru.cases.models import Tries
from kopru.cases.public import guard
from kopru.cases.tests.factories import HOUR, NOON

pytestmark = pytest.mark.django_db


def knock(times: int, *, most: int, address: str = "203.0.113.7", at=NOON) -> list[bool]:
    request = RequestFactory().get("/", REMOTE_ADDR=address)
    return [guard.is_too_often("form", request, most=most, at=at) for _each in range(times)]


def another_process() -> None:
    cache.clear()  # the memory of a process; the table stays


def test_what_one_process_counted_counts_in_the_other():
    assert knock(5, most=5) == [False] * 5
    another_process()
    assert knock(2, most=5) == [True, True]
    assert knock(1, most=5, address="203.0.113.8") == [False]
    assert knock(1, most=5, at=NOON + HOUR) == [False]


def test_a_flood_is_turned_away_without_writing(django_assert_num_queries):
    assert knock(6, most=5)[-1]
    with django_assert_num_queries(0):
        assert all(knock(50, most=5))


def test_where_much_is_allowed_few_tries_are_written(django_assert_max_num_queries):
    with django_assert_max_num_queries(21):
        assert not any(knock(1000, most=1000))
    another_process()
    assert any(knock(60, most=1000))  # at most a step of each process late


def test_looking_counts_nothing_and_an_hour_later_all_is_forgotten():
    request = RequestFactory().get("/", REMOTE_ADDR="203.0.113.7")
    knock(3, most=3)
    assert guard.is_too_often("form", request, most=3, at=NOON, adds=False)
    assert Tries.objects.get().count == 3
    assert guard.sweep(NOON) == 0
    assert guard.sweep(NOON + HOUR) == 1
