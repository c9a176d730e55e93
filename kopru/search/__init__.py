"""One index over everything the office knows, with Turkish folding and inflection.
Each app registers what it contributes (`search.registry`), and results pass through that app's own visibility rule.
SQLite FTS5 and PostgreSQL hold the same folded lemmas.
"""
