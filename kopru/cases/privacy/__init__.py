"""How long a person's data is kept, how it is made black, and the proof that it is gone (KVKK 6698)."""
