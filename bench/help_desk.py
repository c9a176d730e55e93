"""Q6's second reference: the same mails through django-helpdesk, installed into an environment of its own.

It is set up as its README shows, with a queue that reads a local folder: no IMAP server stands in its way. Its receipts
go to a backend that forgets them; ours are frozen, signed for the thread and wait in the ledger.
"""

import json
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

_REFERENCE = """
import json, logging, os, sys, time, warnings
logging.disable(logging.CRITICAL)
warnings.simplefilter("ignore")
import django
from django.conf import settings
database, folder = sys.argv[1], sys.argv[2]
settings.configure(
    DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": database}},
    INSTALLED_APPS=["django.contrib.contenttypes", "django.contrib.auth", "django.contrib.sites",
                    "django.contrib.humanize", "django.contrib.sessions", "django.contrib.messages",
                    "django.contrib.admin", "helpdesk"],
    EMAIL_BACKEND="django.core.mail.backends.dummy.EmailBackend", USE_TZ=True, SITE_ID=1, ROOT_URLCONF=__name__,
    TEMPLATES=[{"BACKEND": "django.template.backends.django.DjangoTemplates", "APP_DIRS": True}],
    DEFAULT_AUTO_FIELD="django.db.models.BigAutoField", SECRET_KEY="bench", MEDIA_ROOT=folder + "-files",
    HELPDESK_ACTIVATE_API_ENDPOINT=False, HELPDESK_TEAMS_MODE_ENABLED=False, STATIC_URL="/static/",
)
django.setup()
from django.core.management import call_command
call_command("migrate", verbosity=0)
from django.urls import include, path
urlpatterns = [path("", include("helpdesk.urls", namespace="helpdesk"))]
from helpdesk.email import process_email
from helpdesk.models import Queue, Ticket
Queue.objects.create(title="Talep", slug="talep", email_address="talep@example.org", allow_email_submission=True,
                     email_box_type="local", email_box_local_dir=folder, logging_type="none")
count = len(os.listdir(folder))
began, worked = time.monotonic(), time.process_time()
process_email(quiet=True)
elapsed, worked = time.monotonic() - began, time.process_time() - worked
assert Ticket.objects.count() == count, Ticket.objects.count()
print(json.dumps({"elapsed": count / elapsed, "worked": count / worked}))
"""


def mails_a_second(folder: Path, mails: Sequence[bytes]) -> dict[str, float]:
    """Return how many of `mails` it makes tickets of, for each second that passed and that it worked."""
    environment, box = folder / "venv", folder / "box"
    box.mkdir()
    for number, raw in enumerate(mails):
        (box / f"{number:06}.eml").write_bytes(raw)
    subprocess.run([sys.executable, "-m", "venv", environment], check=True)
    python = environment / "bin/python"
    subprocess.run([python, "-m", "pip", "install", "-qq", "django<5.3", "django-helpdesk"], check=True)
    script = [python, "-c", _REFERENCE, folder / "reference.sqlite3", box]
    found: dict[str, float] = json.loads(subprocess.run(script, check=True, stdout=subprocess.PIPE).stdout)
    return found
