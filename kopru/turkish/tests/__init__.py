"""Tests of the language of the place."""
