"""What the cases tell the apps below."""
