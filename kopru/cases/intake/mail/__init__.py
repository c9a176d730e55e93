"""The mailroom's reading glasses: bytes of a mail in, what they say out, without database or network.

`reading.read` understands one mail and never raises; `tokens` signs and checks the addresses we want answers at;
`matching` says in which order a mail's thread is looked for (catalogue R2).
"""
