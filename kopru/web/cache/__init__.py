"""What the public sees, kept until something changes or an embargo lifts.
`middleware` answers anonymous visitors with `whole_pages`, which lie as files; what has to be made is put together from
`page_parts`, which each process holds in memory.
"""
