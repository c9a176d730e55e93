"""The desk of the cases inside the admin: queue, case, dates, pad, approvals, paper; and the units' own pages."""
