"""What every test stands on: a home of its own. A plugin (`-p`), for it must come before Django reads its settings."""

import os
import tempfile

os.environ["KOPRU_HOME"] = tempfile.mkdtemp(prefix="kopru-test-")
os.environ.setdefault("KOPRU_SECRET_KEY", "only-for-tests")
os.environ["KOPRU_BASE_URL"] = "http://testserver"
os.environ["KOPRU_HOSTS"] = "testserver,127.0.0.1,localhost"
