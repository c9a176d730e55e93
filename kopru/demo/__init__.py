"""The demonstration office: an invented municipality, made by calling the verbs.

Everybody in it is invented and lives at example.org; nothing in it leaves the machine.
Loading it is a journey through every app.
"""
