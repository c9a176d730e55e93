"""The web server's entry point."""

import os
import threading

from django.core.wsgi import get_wsgi_application

from kopru.turkish.deadlines import working_days

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kopru.config.settings")
application = get_wsgi_application()

# Not before the first page, and not in the way of the first referral: a moment after the start, beside the work.
_warming = threading.Timer(1.0, working_days.warm)
_warming.daemon = True
_warming.start()
