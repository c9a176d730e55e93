"""The pictures of the demonstration office: painted by a program, so that no photo of anybody is needed.

A scene is a function that paints on a `Canvas` in one light; the same seed paints the same picture.
"""
