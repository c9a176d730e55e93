"""The shape of the code: what `docs/architecture.md` and CONTRIBUTING promise, checked without exception lists."""
