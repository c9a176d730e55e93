"""The `kopru` console script: Django's management commands under the product's own name."""

import os
import sys

from django.core.management import execute_from_command_line


def main() -> None:
    """Run one command of Köprü; the exit code is the command's."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kopru.config.settings")
    execute_from_command_line(sys.argv)
