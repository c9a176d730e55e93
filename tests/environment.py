"""What every test stands on: a home of its own. A plugin (`-p`), for it must come before Django reads its settings."""

import os
import tempfile
from importlib import import_module

os.environ["KOPRU_HOME"] = tempfile.mkdtemp(prefix="kopru-test-")
os.environ["KOPRU_KEEP_PAGES"] = "0"  # a test that is rolled back leaves no page behind; the web's own turn it on
os.environ.setdefault("KOPRU_SECRET_KEY", "only-for-tests")
os.environ["KOPRU_MORNING_MAIL_AT"] = ""  # whatever hour a test runs at; its own turn it on
os.environ["KOPRU_BASE_URL"] = "http://testserver"
os.environ["KOPRU_HOSTS"] = "testserver,127.0.0.1,localhost"
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kopru.config.settings")

# Before Django reads its catalogues, so that no test sees yesterday's Turkish; imported late: it reads the settings.
import_module("kopru.house.words").compile_all()
