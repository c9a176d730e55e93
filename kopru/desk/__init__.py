"""The staff home: Bugün, the one search field, the menus of each role, the office's own look and complete Turkish.
It knows all apps and none knows it.
What it changes of the framework's own pages is kept here, in one place.
"""
