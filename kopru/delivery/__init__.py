"""How words leave: a dispatch is frozen into one ledger row per recipient before the first is sent.
Each row is in exactly one state; a crash leaves doubt marked as doubt, never a second copy.
Channels are folders; the default outbox lets nothing leave the machine.
"""
