"""What the desk asks before a verb is done, and the pad on which calls and visits are taken down."""
