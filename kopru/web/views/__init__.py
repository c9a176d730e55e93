"""The public pages (`reading`, `office`) and what machines read (`feeds`, `machines`)."""
