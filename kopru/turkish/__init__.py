"""The language of the place, as plain Python.

Casing, folding, sorting, inflection, dates, numbers, telephones and addresses as a Turkish office writes them.
Nothing here knows Django or a database of ours; everything above may import it.
"""
