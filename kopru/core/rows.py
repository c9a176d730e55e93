"""Many rows at once: their numbers are taken first, so that rows may name each other before any of them is stored."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any, Final

from django.db import connection, models, transaction

#: What goes to the database as it stands in the object; of text only exactly `str`.
_PLAIN: Final = (models.IntegerField, models.BooleanField, models.ForeignKey)
_TEXT: Final = (models.CharField, models.TextField)

_Value = Callable[[models.Model], Any]


def take_numbers(wanted: Mapping[type[models.Model], int]) -> dict[type[models.Model], Iterator[int]]:
    """Take so many primary keys of each model; the next rows of these models are those stored with them, at once.

    PostgreSQL gives each number once, whoever asks. SQLite has one writer at a time, and we are it already: our
    transactions begin IMMEDIATE.
    """
    models_ = [model for model, count in wanted.items() if count]
    if not models_:
        return {model: iter(()) for model in wanted}
    ask = _ask_sqlite if connection.vendor == "sqlite" else _ask_postgresql
    found = ask(models_, wanted)
    return {model: iter(found.get(model, ())) for model in wanted}


def _ask_sqlite(
    asked: Sequence[type[models.Model]], wanted: Mapping[type[models.Model], int]
) -> dict[type[models.Model], Iterable[int]]:
    tables = {model._meta.db_table: model for model in asked}  # noqa: SLF001 - Django's own way to the table
    marks = ", ".join(["%s"] * len(tables))
    with connection.cursor() as cursor:
        sql = f"SELECT name, seq FROM sqlite_sequence WHERE name IN ({marks})"  # noqa: S608 - marks only
        cursor.execute(sql, list(tables))
        last = dict(cursor.fetchall())
    return {
        model: range(last.get(name, 0) + 1, last.get(name, 0) + 1 + wanted[model]) for name, model in tables.items()
    }


def _ask_postgresql(
    asked: Sequence[type[models.Model]], wanted: Mapping[type[models.Model], int]
) -> dict[type[models.Model], Iterable[int]]:
    part = "SELECT %s, nextval(pg_get_serial_sequence(%s, %s)) FROM generate_series(1, %s)"
    values: list[Any] = []
    for place, model in enumerate(asked):
        meta = model._meta  # noqa: SLF001
        values += [place, meta.db_table, meta.pk.column, wanted[model]]
    found: dict[type[models.Model], list[int]] = {model: [] for model in asked}
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join([part] * len(asked)), values)
        for place, number in cursor.fetchall():
            found[asked[place]].append(number)
    return {model: sorted(numbers) for model, numbers in found.items()}


@transaction.atomic(savepoint=False)
def insert(things: Sequence[models.Model]) -> None:
    """Store new objects of one model, whose primary keys are taken and whose files and moments are set already.

    It asks Django to convert only what the database takes in another form: a tenth of what `bulk_create` costs.
    """
    if not things:
        return
    statement, values = _plan(type(things[0]), connection.vendor)
    with connection.cursor() as cursor:
        cursor.executemany(statement, [[value(thing) for value in values] for thing in things])
    for thing in things:
        thing._state.adding, thing._state.db = False, connection.alias  # noqa: SLF001


@transaction.atomic(savepoint=False)
def update(things: Sequence[models.Model], *, fields: Sequence[str]) -> None:
    """Store some fields of objects of one model that are stored already."""
    if not things:
        return
    meta: Any = things[0]._meta  # noqa: SLF001
    quote = connection.ops.quote_name
    changed = [meta.get_field(name) for name in fields]
    values = [_value(field) for field in (*changed, meta.pk)]
    marks = ", ".join(f"{quote(field.column)} = %s" for field in changed)
    statement = f"UPDATE {quote(meta.db_table)} SET {marks} WHERE {quote(meta.pk.column)} = %s"  # noqa: S608
    with connection.cursor() as cursor:
        cursor.executemany(statement, [[value(thing) for value in values] for thing in things])


@lru_cache(maxsize=64)
def _plan(model: type[models.Model], _vendor: str) -> tuple[str, tuple[_Value, ...]]:
    """Return the statement that stores one row of `model`, and how each of its values is had."""
    meta: Any = model._meta  # noqa: SLF001
    fields = [field for field in meta.local_concrete_fields if not field.generated]
    quote = connection.ops.quote_name
    columns = ", ".join(quote(field.column) for field in fields)
    marks = ", ".join(["%s"] * len(fields))
    statement = f"INSERT INTO {quote(meta.db_table)} ({columns}) VALUES ({marks})"  # noqa: S608 - Django's own names
    return statement, tuple(_value(field) for field in fields)


def _value(field: Any) -> _Value:
    name = field.attname

    def prepared(thing: models.Model) -> Any:
        return field.get_db_prep_save(getattr(thing, name), connection)

    def text(thing: models.Model) -> Any:
        value = getattr(thing, name)
        return value if type(value) is str else prepared(thing)

    def plain(thing: models.Model) -> Any:
        value = getattr(thing, name)
        return value if value is None or type(value) in (int, bool) else prepared(thing)

    @lru_cache(maxsize=256)
    def adapted(value: Any) -> Any:
        return field.get_db_prep_save(value, connection)

    def moment(thing: models.Model) -> Any:
        value = getattr(thing, name)
        return None if value is None else adapted(value)

    if isinstance(field, models.FileField):
        return prepared
    if isinstance(field, _TEXT):
        return text
    if isinstance(field, _PLAIN):
        return plain
    return moment if isinstance(field, models.DateField) else prepared
