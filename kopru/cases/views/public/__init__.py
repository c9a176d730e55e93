"""Pages for those who write to us: no account, no script needed."""
