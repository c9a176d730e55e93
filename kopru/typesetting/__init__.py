"""How words look on paper.

Whoever needs a PDF names a template and hands over data and pictures (`engine.typeset`), described in `documents`.
The setting itself happens in a process with limits; higher apps add templates of their own through `registry`.
"""
