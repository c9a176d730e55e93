"""What people ask: every ask is taken down, referred, followed and answered.

A case opens from a mail, a form, a call, a visit, a letter or a CİMER entry, and goes to the units that can answer it,
under a clock of its own. It closes with an answer that arrived or with a reason that is written down, in no other way.
"""
