"""Parts of the pages that read files of other programs."""
