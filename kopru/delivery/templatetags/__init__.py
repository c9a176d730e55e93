"""What the templates of delivery may ask."""
