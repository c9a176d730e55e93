"""Q3: the same mails through django-post-office, installed into an environment of its own, to the same sink.

It is set up as its README shows: `send_many`, then the loop of `send_queued_mail`, with its own defaults (five threads,
every delivery logged, as our ledger keeps every answer), and so are we, with our own (two connections). One thread
without a log was as fast within a tenth.
"""

import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from bench.mail import SIZE, mails_a_second_from_the_first_row
from tests.servers import smtp_sink

#: django-post-office is slow: fewer mails give the same rate.
COUNT = int(os.environ.get("KOPRU_BENCH_POST_OFFICE", "1000"))

_REFERENCE = """
import logging, sys, time, warnings
logging.disable(logging.INFO)
warnings.simplefilter("ignore")
import django
from django.conf import settings
database, port, count, size = sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), int(sys.argv[4])
settings.configure(
    DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": database}},
    INSTALLED_APPS=["django.contrib.contenttypes", "post_office"],
    EMAIL_BACKEND="post_office.EmailBackend", EMAIL_HOST="127.0.0.1", EMAIL_PORT=port, USE_TZ=True,
    TEMPLATES=[{"BACKEND": "django.template.backends.django.DjangoTemplates", "APP_DIRS": True}],
    DEFAULT_AUTO_FIELD="django.db.models.BigAutoField", SECRET_KEY="bench",
    POST_OFFICE={"MESSAGE_ID_ENABLED": True},
)
django.setup()
from django.core.management import call_command
call_command("migrate", verbosity=0)
from post_office import mail
from post_office.models import STATUS, Email
paragraph = "Küçükkuyu sahil yolu bugün açıldı; yürüyüş ve bisiklet yolu herkese açık.\\n"
began = time.monotonic()
mail.send_many([
    {"recipients": [f"okur{n}@example.org"], "sender": "basin@example.org", "subject": "Sahil yolu açıldı",
     "message": f"Sayın Işıl ÇAĞ {n},\\n\\n" + paragraph * (size // 110)}
    for n in range(count)
])
while Email.objects.filter(status=STATUS.queued).exists():
    mail.send_queued()
assert Email.objects.filter(status=STATUS.sent).count() == count
print(count / (time.monotonic() - began))
"""


def q3() -> dict[str, Any]:
    """Queue and send with both, from the first row written to the last mail accepted."""
    with tempfile.TemporaryDirectory(prefix="kopru-bench-") as folder, smtp_sink() as port:
        environment = Path(folder) / "venv"
        subprocess.run([sys.executable, "-m", "venv", environment], check=True)
        python = environment / "bin/python"
        subprocess.run([python, "-m", "pip", "install", "-qq", "django<5.3", "django-post-office"], check=True)
        script = [python, "-c", _REFERENCE, Path(folder) / "reference.sqlite3", str(port), str(COUNT), str(SIZE)]
        reference = float(subprocess.run(script, check=True, stdout=subprocess.PIPE, cwd=folder).stdout)
        figure = mails_a_second_from_the_first_row(port)
    return {
        "id": "Q3 against django-post-office",
        "figure": round(figure, 1),
        "unit": "mails/s",
        "reference": round(reference, 1),
        "ratio": figure / reference,
        "goal": "≥ 5 × django-post-office",
        "met": figure >= 5 * reference,
    }
