"""What the DNS says of the domain we send from: SPF, DKIM and DMARC, read, judged, and put in words."""
