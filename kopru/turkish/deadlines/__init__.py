"""How long the law gives for an answer, and why: pure functions over a dated table of rules.

`rules` and `statutes` hold the periods with law and article, `working_days` the calendar, `events` what happened to an
application; `reckoning.reckon` counts day by day, and `wording` says every day of it in Turkish.
Nothing here knows the clock: the day of today is passed in. What the office must confirm: `docs/deadlines.md`.
"""
