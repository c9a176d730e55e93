"""Spreadsheets of contacts: from bytes to rows, from rows to what is new about whom."""
