"""The press room: the public site where bulletins, photographs and contacts are found, with its feeds.
Everything it shows passes the newsroom's one visibility rule.
Pages for anonymous visitors are cached until something changes or an embargo lifts.
"""
