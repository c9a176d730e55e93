"""Journeys: a real browser through the running product, with a real Postfix behind it."""
