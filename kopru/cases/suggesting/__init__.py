"""What may help a clerk with a case, each with its reason and certainty: a suggestion is shown and never applied.

`units` says who answered the like before (R21), `duplicates` who asked the same (R12), `published` where the answer
stands already (R14). `suggestions` gathers them for the page of a case.
"""
