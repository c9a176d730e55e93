"""The press kit of an edition: text to paste, DOCX, PDF, photo ZIP and QR, made by the worker."""
