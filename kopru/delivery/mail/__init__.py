"""A mail as it stands on the wire: headers, parts, signatures and the addresses that lead back to the ledger."""
