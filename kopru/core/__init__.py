"""What every app stands on: people who sign in and their roles, the office's identity, and the registries
by which a high app tells a low one.
Nothing here knows a bulletin, a dispatch or a case.
Roles are groups; permission by object is asked through `policies.ScopedPolicy`.
"""
