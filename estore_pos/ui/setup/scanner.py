"""What is said while the scanner is learnt."""

from estore_pos.text.words import tr


def learning_words(step: str) -> str:
    """Where the lesson stands, and what to do."""
    match step:
        case "first":
            return tr("✓ Heard. Now scan another packet.")
        case "same":
            return tr("That packet was heard already. Scan another one.")
        case "apart":
            return tr("These two do not agree. Nothing was changed. Scan one more packet.")
        case _:
            return tr(
                "This is no packet's code. Nothing was changed. Scan a packet with bars and 8, 12 "
                "or 13 digits; if nothing comes, set the scanner to press Enter after each code."
            )


def learnt_words(gap_ms: int, prefix: str, suffix: str) -> str:
    """What was learnt of the scanner."""
    said = tr("✓ The scanner is learnt: gaps up to {gap_ms} ms", gap_ms=gap_ms)
    if prefix:
        said += " · " + tr("before a code {prefix}", prefix=prefix)
    if suffix:
        said += " · " + tr("behind it {suffix}", suffix=suffix)
    return said
