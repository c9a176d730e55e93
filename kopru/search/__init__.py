"""One index over everything the office knows, with Turkish folding and inflection.

Each app registers what it contributes (`registry`), and every hit passes through that app's own visibility rule.
SQLite's FTS5 and PostgreSQL's full text hold the same folded lemmas, made by `kopru.turkish.indexing`.
"""
