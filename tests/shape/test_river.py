"""Imports, foreign keys and migrations run downwards, each in one line."""

import subprocess
import sys
from pathlib import Path

from django.apps import apps
from django.db.migrations.loader import MigrationLoader

from tests.shape import source
from tests.shape.source import expect_none


def test_imports_run_downwards():
    # In a process of its own: it configures logging, which would silence every logger of the tests that follow.
    command = [Path(sys.executable).with_name("lint-imports"), "--no-cache"]
    done = subprocess.run(command, cwd=source.ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_foreign_keys_run_downwards():
    ranks = source.ranks()
    uphill = []
    for model in apps.get_models(include_auto_created=True):
        for field in [*model._meta.local_fields, *model._meta.local_many_to_many]:
            if field.is_relation and not field.auto_created:
                here, there = model._meta.app_label, field.related_model._meta.app_label
                if here != there and {here, there} <= ranks.keys() and ranks[there] >= ranks[here]:
                    uphill.append(f"{model._meta.label}.{field.name} -> {field.related_model._meta.label}")
    expect_none(uphill)


def test_every_app_has_its_place_in_the_river():
    expect_none(sorted(set(source.apps()) - source.ranks().keys()))


def test_migrations_are_one_line_for_each_app():
    loader = MigrationLoader(None, ignore_no_migrations=True)
    ours = {app for app, _name in loader.disk_migrations if app in source.apps()}
    expect_none({app: leaves for app in ours if len(leaves := loader.graph.leaf_nodes(app)) != 1})
    merges = [
        f"{app}.{name}"
        for (app, name), migration in loader.disk_migrations.items()
        if app in ours and sum(parent == app for parent, _name in migration.dependencies) > 1
    ]
    expect_none(merges)
