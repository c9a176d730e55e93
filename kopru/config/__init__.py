"""Settings, addresses and the web entry point: the only place that knows every app."""
