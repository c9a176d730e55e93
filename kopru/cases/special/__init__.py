"""Types with rooms of their own: media requests, shoots, groups, the material tray; ready packs and lines."""
