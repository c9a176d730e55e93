"""Tests that span apps: journeys through the running product, and the shape of the code."""
