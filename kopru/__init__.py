"""Köprü: the working system of a municipality's press, publications and public relations office."""

__version__ = "0.1.0"
