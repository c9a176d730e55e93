"""What it looked like: photographs with credit, caption and rights, stripped of position, served only to
those who may see them.
Uploads are re-encoded before anything else touches them.
A photo is as visible as the most visible thing that uses it.
"""
