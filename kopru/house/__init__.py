"""What keeps the house running: set-up, web server and worker side by side, doctor, words, list of settings.
Every command that an operator types and that belongs to no single desk lives here.
It knows what must be ready, and nothing of what is written.
"""
