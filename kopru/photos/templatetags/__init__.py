"""What templates of other apps may say of photos."""
