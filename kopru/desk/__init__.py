"""The staff home: Bugün, the one search field, the menus of each role, the office's own look and complete Turkish.
It knows all apps and none knows it.
The commands that start, set up and examine the product live here too.
"""
