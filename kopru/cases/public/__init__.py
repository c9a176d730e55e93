"""What strangers meet: topics, forms' guards and notices, files handed in, what they may be told, Open311."""
