"""The demonstration office: an invented municipality, made by calling the verbs.

Everybody in it is invented and lives at example.org; nothing in it leaves the machine.
Loading it is a journey through every app.
"""

from typing import Final

#: what the history calls the loading; here, because the desk names it and need not load what paints and writes
LOADED: Final = "demo.load"
