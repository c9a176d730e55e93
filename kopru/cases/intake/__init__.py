"""The ways by which words come in: each adapter turns what arrived into what the desk's verbs understand."""
