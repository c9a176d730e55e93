"""Who we know: people, the offices they hold, outlets, units, how each is reached, and audiences
made of them.
Everything is dated, so that yesterday's editor can still be found;
two rows for one person can be merged and parted again.
Contacts come in from spreadsheets with a preview that drops nothing silently.
"""
