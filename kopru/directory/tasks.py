"""Background work of the directory; arguments are ids, and each may run twice."""

from datetime import datetime

from django_tasks import task

from kopru.directory.intake import takeover
from kopru.directory.models import ImportFile


@task()
def read_import(import_id: int) -> None:
    """Read a stored spreadsheet into its preview."""
    found = ImportFile.objects.filter(pk=import_id, state=ImportFile.State.STORED).first()
    if found:
        takeover.preview(found)


@task()
def apply_import(import_id: int) -> None:
    """Take a previewed spreadsheet over, or go on with it."""
    found = ImportFile.objects.filter(pk=import_id, state=ImportFile.State.APPLYING).first()
    if found:
        takeover.apply(found)


def enqueue(import_file: ImportFile) -> None:
    """Wake a worker for what `import_file` waits for."""
    (apply_import if import_file.state == ImportFile.State.APPLYING else read_import).enqueue(import_file.pk)


def sweep(_at: datetime) -> int:
    """Enqueue again every import that waits: its worker may have been killed."""
    waiting = list(ImportFile.objects.owed())
    for import_file in waiting:
        enqueue(import_file)
    return len(waiting)
