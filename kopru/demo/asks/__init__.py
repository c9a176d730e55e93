"""What the people of the invented town ask (`words`), and its way through the office by the verbs (`living`)."""
