"""`kopru import contacts FILE`: preview first, `--apply` takes over."""  # noqa: N999 – the command is called so

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.files import File
from django.core.management.base import BaseCommand, CommandError
from django.db.models import Count
from django.utils import timezone
from django.utils.translation import gettext as _

from kopru.core.models import User
from kopru.directory import actions as directory
from kopru.directory import permissions, tasks
from kopru.directory.intake.sheets import SheetUnreadable
from kopru.directory.models import ImportFile, ImportRow


class Command(BaseCommand):
    """Brings contacts in from CSV or Excel."""

    help = "Import contacts from a CSV or XLSX file; without --apply only a preview is shown."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take what to import, from where, and how to answer."""
        parser.add_argument("what", choices=["contacts"])
        parser.add_argument("file", type=Path)
        parser.add_argument("--apply", action="store_true", help="take the good rows over")
        parser.add_argument("--as", dest="user", default="", help="user name the log shows")
        parser.add_argument("--json", action="store_true", help="one object a line")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Receive, preview, and if asked take over."""
        path: Path = options["file"]
        by = self._user(options["user"])
        try:
            with path.open("rb") as raw:
                file = File(raw, name=path.name)
                file.size = path.stat().st_size
                found = directory.receive(file, name=path.name, by=by, at=timezone.now())
        except OSError as error:
            raise CommandError(str(error)) from error
        except SheetUnreadable as error:
            raise CommandError(str(error)) from error
        tasks.read_import.call(found.pk)
        found.refresh_from_db()
        if found.state == ImportFile.State.REFUSED:
            raise CommandError(found.obstacle)
        if options["apply"]:
            directory.apply(found, by=by, at=timezone.now())
            tasks.apply_import.call(found.pk)
            found.refresh_from_db()
        (self._as_json if options["json"] else self._as_text)(found)

    def _user(self, name: str) -> User | None:
        if not name:
            return None
        user = User.objects.filter(username=name).first()
        if user is None or not permissions.may_import(user):
            raise CommandError(_("{0} may not import contacts.").format(name))
        return user

    def _as_json(self, found: ImportFile) -> None:
        for row in found.rows.iterator():
            line = {"line": row.line, "outcome": row.outcome, "applied": row.is_applied}
            self.stdout.write(json.dumps({**line, "problems": row.problems, "notes": row.notes}, ensure_ascii=False))

    def _as_text(self, found: ImportFile) -> None:
        write = self.stdout.write
        write(f"{found.name}: {found.get_state_display()}")
        for column in found.columns:
            write(f"  {column['heading']} → {column['field'] or _('not used')}")
        for note in found.notes:
            write(f"  {note}")
        counts = dict(found.rows.order_by().values_list("outcome").annotate(n=Count("pk")))
        for outcome in ImportRow.Outcome:
            write(f"  {outcome.label}: {counts.get(outcome.value, 0)}")
        write(_("  Empty rows: {0}").format(found.blank_count))
        for row in found.rows.filter(outcome=ImportRow.Outcome.BAD):
            for problem in row.problems:
                words = f"{problem['column']}: “{problem['value']}”. {problem['problem']}"
                write(_("  line {line}: {words}").format(line=row.line, words=words))
        if found.state == ImportFile.State.PREVIEWED:
            write(_("Nothing has been taken over yet; add --apply to do so."))
