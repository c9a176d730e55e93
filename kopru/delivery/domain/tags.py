"""Lists of tags, as DKIM and DMARC write them: `v=DMARC1; p=none`."""


def tags_in(record: str) -> dict[str, str]:
    """Return the tags of a record by name; what is not a tag is left out."""
    pairs = (part.partition("=") for part in record.split(";") if "=" in part)
    return {name.strip().lower(): value.strip() for name, _equals, value in pairs}
