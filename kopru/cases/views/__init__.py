"""What people outside the office see of a case: forms, the state of their ask, the page of a unit."""
