"""What we say: the press bulletin from first draft to the newspapers' inbox, and every correction after.
Approval, number, embargo and withdrawal are rows and clock; nothing leaves unapproved.
The press kit and the report of who received which version hang on it.
"""
